//! The text of the law, line by line. In: what is shown of each rule, exception and condition. Out: rows of a table: number,
//! mark, text with what never decides underlined, and beneath it which case shows it, or that none does.

use std::collections::BTreeMap;

use super::{Page, escaped, mark};
use crate::coverage::report::{ever, words_of};
use crate::coverage::{ConditionCover, RuleCover, Witness};
use crate::explain::html::class;
use crate::program::Rule;
use crate::source::{SourceId, Span};
use crate::value::Value;

/// What stands on one line.
#[derive(Default)]
struct Marked {
    values: Vec<Value>,
    /// Beneath the line, in HTML.
    notes: Vec<String>,
}

impl Marked {
    /// One mark for all that stands on the line.
    fn value(&self) -> Option<Value> {
        let first = *self.values.first()?;
        Some(if self.values.iter().all(|value| *value == first) { first } else { Value::Contested })
    }
}

#[derive(Default)]
struct Marks {
    /// By file and line.
    lines: BTreeMap<(SourceId, usize), Marked>,
    /// What never decides.
    never: Vec<Span>,
}

impl Page<'_, '_> {
    /// Every law file.
    pub(super) fn law(&mut self) {
        let marks = self.marks();
        for (place, file) in self.covered.files.iter().enumerate() {
            let name = escaped(self.covered.sources.name(*file));
            let open = marks.lines.keys().any(|(source, _)| source == file);
            // What declares facts and findings has nothing that a case could show.
            let open = if open { " open" } else { "" };
            self.out.push_str(&format!("<details class=\"missed\"{open}><summary>{name}</summary>\n"));
            self.out.push_str("<table class=\"law\">\n<tbody>\n");
            self.file(place, *file, &marks);
            self.out.push_str("</tbody>\n</table>\n</details>\n");
        }
    }

    fn file(&mut self, place: usize, file: SourceId, marks: &Marks) {
        let mut start = 0;
        for (index, line) in self.covered.sources.text(file).split_inclusive('\n').enumerate() {
            let number = index + 1;
            let marked = marks.lines.get(&(file, number));
            let value = marked.and_then(Marked::value);
            let row = value.map_or_else(String::new, |value| format!(" class=\"{}\"", class(value)));
            let sign = value.map_or_else(String::new, mark);
            let text = underlined(line, Span::new(file, start, start + line.len()), &marks.never);
            let notes = marked.map_or(&[][..], |marked| &marked.notes);
            let notes: String = notes.iter().map(|note| format!("<span class=\"note\">{note}</span>")).collect();
            self.out.push_str(&format!(
                "<tr id=\"r{}-f{place}-l{number}\"{row}><td class=\"line\">{number}</td><td class=\"sign\">{sign}</td>\
                 <td class=\"text\" dir=\"auto\">{text}{notes}</td></tr>\n",
                self.place
            ));
            start += line.len();
        }
    }

    fn marks(&self) -> Marks {
        let mut marks = Marks::default();
        let coverage = &self.covered.coverage;
        for (rule, cover) in self.covered.program.rules.iter().zip(&coverage.rules) {
            self.rule(rule, cover, &mut marks);
        }
        for judgement in &coverage.judgements {
            judgement.conditions.iter().for_each(|cover| self.condition(cover, true, &mut marks));
        }
        marks
    }

    fn rule(&self, rule: &Rule, cover: &RuleCover, marks: &mut Marks) {
        let (value, note) = self.told(("Applies", cover.applies), ("Only contested", cover.contested), "Never applies");
        self.put(rule.span, value, Some(note), marks);
        for (unless, cover) in rule.unless.iter().zip(&cover.exceptions) {
            let shown = (("Defeats the rule", cover.defeats), ("Only lowers it to contested", cover.lowers));
            let (value, note) = self.told(shown.0, shown.1, "Never defeats anything");
            self.put(self.covered.program.expr(unless.condition).span, value, Some(note), marks);
        }
        for condition in &cover.conditions {
            // What a rule or an exception that is never shown asks is not told again, condition by condition.
            let told = match condition.exception {
                Some(place) => cover.exceptions[place].defeats.is_some(),
                None => cover.applies.is_some(),
            };
            self.condition(condition, told, marks);
        }
    }

    fn condition(&self, cover: &ConditionCover, told: bool, marks: &mut Marks) {
        let span = self.covered.program.expr(cover.expr).span;
        if cover.decides.is_some() {
            return self.put(span, Value::Yes, None, marks);
        }
        marks.never.push(span);
        let words = escaped(&words_of(self.covered, cover.expr));
        let note = told.then(|| format!("Never decides: {words} ({})", ever(cover)));
        self.put(span, Value::No, note, marks);
    }

    /// The mark and the note of something that is shown, shown in part, or not at all.
    fn told(&self, shown: (&str, Witness), partly: (&str, Witness), never: &str) -> (Value, String) {
        match (shown.1, partly.1) {
            (Some(_), _) => (Value::Yes, format!("{}: {}", shown.0, self.link(shown.1))),
            (None, Some(_)) => (Value::Contested, format!("{}: {}", partly.0, self.link(partly.1))),
            (None, None) => (Value::No, never.to_owned()),
        }
    }

    fn put(&self, span: Span, value: Value, note: Option<String>, marks: &mut Marks) {
        let line = self.covered.sources.line_column(span).0;
        let marked = marks.lines.entry((span.source, line)).or_default();
        marked.values.push(value);
        marked.notes.extend(note);
    }
}

/// A line in which some stretches are underlined.
fn underlined(line: &str, at: Span, never: &[Span]) -> String {
    let mut out = String::with_capacity(line.len() + 32);
    let here = never.iter().filter(|span| span.source == at.source && span.start < at.end && span.end > at.start);
    let mut stretches: Vec<(usize, usize)> = here
        .map(|span| (span.start.max(at.start) - at.start, span.end.min(at.end) - at.start))
        .map(|(start, end)| (start as usize, end as usize))
        .collect();
    stretches.sort_unstable();
    let mut done = 0;
    for (start, end) in stretches {
        let (Some(before), Some(text)) = (line.get(done..start), line.get(start..end)) else { continue };
        out.push_str(&escaped(before));
        let asked = text.trim_end();
        if !asked.is_empty() {
            out.push_str(&format!("<u class=\"never\">{}</u>", escaped(asked)));
        }
        out.push_str(&escaped(&text[asked.len()..]));
        done = end;
    }
    out.push_str(&escaped(line.get(done..).unwrap_or_default()));
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_decides_is_underlined_within_its_line() {
        let never = [Span::new(SourceId(0), 14, 30), Span::new(SourceId(1), 10, 12), Span::new(SourceId(0), 11, 12)];
        let line = "a < b & c_d\n";
        let at = Span::new(SourceId(0), 10, 10 + line.len());
        assert_eq!(underlined(line, at, &never), "a &lt; <u class=\"never\">b &amp; c_d</u>");
        assert_eq!(underlined(line, at, &[]), "a &lt; b &amp; c_d");
    }
}
