//! Coverage as a page over the text of the law. In: packs and what their cases show. Out: one page that needs nothing else: the
//! figures and what is missing first, then each law file with a mark beside every line on which something can be shown, and
//! the cases with what they show first.

mod lines;

use super::report::{looked_at, loss_words, of, words_of};
use super::{Covered, Mutation, Witness};
use crate::explain::html::{escaped, framed, marked};
use crate::program::Rule;
use crate::source::Span;
use crate::value::Value;

const STYLE: &str = include_str!("html/coverage.css");

/// What the marks mean here.
const LEGEND: [(Value, &str); 3] =
    [(Value::Yes, "shown by some case"), (Value::Contested, "in part, or contested only"), (Value::No, "by none")];

/// Prints the page.
#[must_use]
pub fn print(covered: &[(Covered, Option<Mutation>)]) -> String {
    let title = "Coverage of the law";
    let mut out = format!("<h1 dir=\"auto\">{}</h1>\n<ul class=\"legend\" aria-label=\"Marks\">\n", title);
    for (value, meaning) in LEGEND {
        out.push_str(&format!("<li>{} {meaning}</li>\n", mark(value)));
    }
    out.push_str("<li><u class=\"never\">underlined</u> a condition that never decides</li>\n</ul>\n<main>\n");
    for (place, (covered, mutation)) in covered.iter().enumerate() {
        Page { covered, place, out: &mut out }.pack(mutation.as_ref());
    }
    out.push_str("</main>\n");
    framed(title, STYLE, &out)
}

fn mark(value: Value) -> String {
    marked(value, LEGEND.iter().find(|(of, _)| *of == value).map_or("", |(_, meaning)| meaning))
}

struct Page<'a, 'b> {
    covered: &'a Covered<'a>,
    /// Which pack it is; its anchors begin with it.
    place: usize,
    out: &'b mut String,
}

impl Page<'_, '_> {
    fn pack(&mut self, mutation: Option<&Mutation>) {
        let title = escaped(&self.covered.program.pack.title);
        self.out.push_str(&format!("<article id=\"r{}\">\n<h2 dir=\"auto\">{title}</h2>\n", self.place));
        self.figures();
        self.missing();
        if let Some(mutation) = mutation {
            self.mutation(mutation);
        }
        self.out.push_str("<h3 class=\"part\">The text of the law</h3>\n");
        self.law();
        self.worlds();
        self.out.push_str("</article>\n");
    }

    fn figures(&mut self) {
        let totals = self.covered.coverage.totals();
        self.out.push_str(&format!("<p>Over {}:</p>\n<table>\n<tbody>\n", looked_at(self.covered)));
        for (what, counts) in [
            ("Rules that apply", totals.rules),
            ("Exceptions that defeat something", totals.exceptions),
            ("Conditions that decide something", totals.conditions),
        ] {
            let row = format!("<tr><th scope=\"row\">{what}</th><td><strong>{}</strong></td></tr>\n", of(counts));
            self.out.push_str(&row);
        }
        self.out.push_str(
            "</tbody>\n</table>\n<p class=\"faint\">A condition decides where, with another answer to it \
             alone, its rule would apply and does not, or would not apply and does.</p>\n",
        );
    }

    /// What no case shows, each with a link to its line.
    fn missing(&mut self) {
        let covered = self.covered;
        let rules = || covered.program.rules.iter().zip(&covered.coverage.rules);
        let never: Vec<String> = rules()
            .filter(|(_, cover)| cover.applies.is_none())
            .map(|(rule, cover)| self.entry(cover.contested, rule.span, &escaped(&rule.title)))
            .collect();
        self.list("Rules that never apply", &never);
        let exceptions: Vec<String> = rules()
            .flat_map(|(rule, cover)| rule.unless.iter().zip(&cover.exceptions).map(move |pair| (rule, pair)))
            .filter(|(_, (_, cover))| cover.defeats.is_none())
            .map(|(rule, (unless, cover))| {
                let words = within(rule, &words_of(covered, unless.condition));
                self.entry(cover.lowers, covered.program.expr(unless.condition).span, &words)
            })
            .collect();
        self.list("Exceptions that never defeat anything", &exceptions);
    }

    fn mutation(&mut self, mutation: &Mutation) {
        let covered = self.covered;
        let survivors: Vec<String> = mutation
            .survivors()
            .map(|mutant| {
                let lost = loss_words(covered, mutant);
                let words = match (mutant.rule, mutant.judgement) {
                    (Some(rule), _) => within(&covered.program.rules[rule.index()], &lost),
                    (None, Some(fact)) => {
                        format!("{}: {}", escaped(&covered.program.facts[fact.index()].question), escaped(&lost))
                    }
                    (None, None) => escaped(&lost),
                };
                self.entry(None, mutant.span, &words)
            })
            .collect();
        if !mutation.complete {
            self.out.push_str("<p><strong>Stopped before every case was asked.</strong></p>\n");
        }
        self.list("What nothing would notice the loss of", &survivors);
    }

    /// An entry of a list, with its mark and a link to its line.
    fn entry(&self, partly: Witness, span: Span, words: &str) -> String {
        let sign = mark(if partly.is_some() { Value::Contested } else { Value::No });
        let place = escaped(&self.covered.place(span));
        format!("<li>{sign} <a href=\"#{}\">{words}</a> <span class=\"at\">{place}</span></li>\n", self.anchor(span))
    }

    fn list(&mut self, title: &str, entries: &[String]) {
        if entries.is_empty() {
            return;
        }
        let count = entries.len();
        self.out.push_str(&format!(
            "<details class=\"missed\" open><summary><strong>{title}: {count}</strong></summary>\n<ul class=\"missing\">\n"
        ));
        entries.iter().for_each(|entry| self.out.push_str(entry));
        self.out.push_str("</ul>\n</details>\n");
    }

    /// The line at which something begins.
    fn anchor(&self, span: Span) -> String {
        let file = self.covered.files.iter().position(|file| *file == span.source).unwrap_or(0);
        format!("r{}-f{file}-l{}", self.place, self.covered.sources.line_column(span).0)
    }

    /// A link to the case or hypothetical that shows something.
    fn link(&self, witness: Witness) -> String {
        match (witness, self.covered.world(witness)) {
            (Some(at), Some(world)) => {
                format!("<a href=\"#r{}-w{at}\" dir=\"auto\">{}</a>", self.place, escaped(&world.words()))
            }
            _ => String::new(),
        }
    }

    /// The cases and hypotheticals, each with the rules that it is the first to show.
    fn worlds(&mut self) {
        let covered = self.covered;
        self.out.push_str("<h3 class=\"part\">Cases and hypotheticals, and the rules that apply there first</h3>\n");
        self.out.push_str("<ul class=\"missing\">\n");
        for (at, world) in covered.coverage.worlds.iter().enumerate() {
            let rules = covered.program.rules.iter().zip(&covered.coverage.rules);
            let first = rules
                .filter(|(_, cover)| cover.applies == Some(at))
                .map(|(rule, _)| format!("<a href=\"#{}\">{}</a>", self.anchor(rule.span), escaped(&rule.title)));
            let first: Vec<String> = first.collect();
            let told = if first.is_empty() { String::new() } else { format!(" – {}", first.join("; ")) };
            let words = escaped(&world.words());
            self.out.push_str(&format!("<li id=\"r{}-w{at}\" dir=\"auto\">{words}{told}</li>\n", self.place));
        }
        self.out.push_str("</ul>\n");
    }
}

/// "Arrest without a warrant: the exception …".
fn within(rule: &Rule, words: &str) -> String {
    format!("{}: {}", escaped(&rule.title), escaped(words))
}
