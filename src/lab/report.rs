//! What was found, laid out for reading: sentences in which facts are named by their questions and answers. In: a proof and
//! what was found. Out: a [`Report`] that the text view prints.

use super::{Change, Changes, Completions, Effect, FlipOptions, Flips, Robust, Sweep, Weights};
use crate::case::Subject;
use crate::circuit::{About, ConditionId};
use crate::evaluate::{Proof, State, Status, Supposition, evaluate_supposing};
use crate::explain::report::{Block, Line, Report, Section, faint, plain, strong, valued};
use crate::explain::words::{answer, condition, heading, inside_sentence, listed_with, question};
use crate::explain::{Failure, first_failure, nearest_rule};
use crate::program::{HoldingId, Node, RuleId};
use crate::value::Value;

/// Sets that the text shows; the JSON answer has all.
const SHOWN: usize = 40;

fn titled(proof: &Proof, holding: HoldingId) -> String {
    format!("{} ({})", proof.program.holding_name(holding), proof.program.holdings[holding.index()].title)
}

fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

fn quoted_answer(proof: &Proof, subject: Subject, state: &State) -> String {
    format!("“{}”", answer(proof.program, subject.fact, state))
}

fn section(title: &str, lines: Vec<Line>) -> Section {
    Section { title: title.to_owned(), blocks: lines.into_iter().map(Block::Line).collect() }
}

/// "“Was a warrant shown?” were answered “Yes” (now “No”)".
fn changed(proof: &Proof, change: &Change) -> String {
    let now = answer(proof.program, change.subject.fact, &change.from);
    let asked = question(proof, change.subject);
    match &change.to {
        State::Contested => format!("the answer to “{asked}” (“{now}”) were contested"),
        State::NotShown => format!("the answer to “{asked}” (“{now}”) were not shown"),
        to => format!("“{asked}” were answered {} (now “{now}”)", quoted_answer(proof, change.subject, to)),
    }
}

/// The sets of changes, each with the reasoning that it breaks or makes.
#[must_use]
pub fn flip(proof: &Proof, target: HoldingId, effect: Effect, options: &FlipOptions, found: &Flips) -> Report {
    let name = titled(proof, target);
    let wanted = match effect {
        Effect::Lose => format!("What would have to be otherwise for {name} not to apply"),
        Effect::Gain => format!("What would have to be otherwise for {name} to apply"),
    };
    let mut sections = vec![section("", vec![vec![strong(wanted)], vec![plain(proven(options, found))]])];
    for (place, set) in found.sets.iter().take(SHOWN).enumerate() {
        let ifs: Vec<String> = set.iter().map(|change| changed(proof, change)).collect();
        let then = consequence(proof, target, effect, set);
        let line = vec![strong(format!("{}. ", place + 1)), plain(format!("If {}: {then}", listed_with(&ifs, "and")))];
        sections.push(section("", vec![line]));
    }
    if found.sets.len() > SHOWN {
        let rest = counted(found.sets.len() - SHOWN, "more set");
        sections.push(section("", vec![vec![faint(format!("… and {rest}; --format json lists all."))]]));
    }
    sections.push(section("", vec![vec![faint("Under this pack's reading of the law. No instance is invented, and no combination that the pack calls impossible is counted.")]]));
    Report { title: heading(proof.case), sections }
}

fn proven(options: &FlipOptions, found: &Flips) -> String {
    let what = match options.changes {
        Changes::Facts => "another answer",
        Changes::Evidence => "being contested or not shown",
    };
    let searched = counted(found.searched, "change");
    let mut words = format!(
        "It depends on {}; a change is {what}. Every set of up to {searched} was tried or ruled out ({} computed).",
        counted(found.facts, "fact"),
        counted(usize::try_from(found.worlds).unwrap_or(usize::MAX), "world"),
    );
    let least = found.sets.first().map_or(0, Vec::len);
    words.push_str(&match (found.sets.len(), options.all) {
        (0, _) => " None has this effect: proven.".to_owned(),
        (count, false) => {
            let sets = if count == 1 { "is one set".to_owned() } else { format!("are {count} sets") };
            format!(" The smallest have {}; there {sets} of this size: proven.", counted(least, "change"))
        }
        (count, true) => format!(" There are {count} of which no part suffices."),
    });
    if !found.complete {
        words.push_str(&format!(
            " The search is not complete: it was stopped, or a fact takes more values than could be tried. What is said holds for up to {searched}."
        ));
    }
    words
}

fn consequence(proof: &Proof, target: HoldingId, effect: Effect, set: &[Change]) -> String {
    let mut supposed = proof.supposed.clone();
    supposed.extend(set.iter().map(|change| Supposition { subject: change.subject, state: change.to.clone() }));
    let after = evaluate_supposing(proof.program, proof.case, proof.options, supposed);
    let name = proof.program.holding_name(target);
    if effect == Effect::Gain {
        let applies =
            proof.program.holdings[target.index()].rules.iter().filter(|rule| after.status(**rule) == Status::Applies);
        let rules: Vec<String> = applies.map(|rule| rule_title(proof, *rule)).collect();
        return format!("{name} would apply by {}.", listed_with(&rules, "and"));
    }
    let fate = match after.holding(target) {
        Value::Contested => "would only be contested",
        Value::NotShown => "would not be made out",
        Value::No | Value::Yes => "would fall",
    };
    match broken(&after, target, set) {
        Some(why) => format!("{name} {fate}: {why}."),
        None => format!("{name} {fate}."),
    }
}

fn rule_title(proof: &Proof, rule: RuleId) -> String {
    format!("the rule “{}”", proof.program.rules[rule.index()].title)
}

/// The first rule on the way down that fails, and the condition that fails in it.
fn broken(after: &Proof, target: HoldingId, set: &[Change]) -> Option<String> {
    let mut holding = target;
    for _ in 0..=after.program.holdings.len() {
        if !after.holding_in_force(holding) {
            return Some("it would not be in force".to_owned());
        }
        let rule = nearest_rule(after, holding)?;
        if !after.rule_in_force(rule) {
            return Some(format!("{} would not be in force", rule_title(after, rule)));
        }
        let (at, failure) = first_failure(after, rule)?;
        if let Node::Holding(below) = after.program.expr(after.circuit.condition(at).expr).node
            && !matches!(failure, Failure::Exception(_))
        {
            holding = below;
            continue;
        }
        let title = rule_title(after, rule);
        let about = told(after, at, set).map_or_else(String::new, |words| format!(" ({words})"));
        return Some(match failure {
            Failure::Otherwise => format!("{title} would not be met{about}"),
            Failure::NeverRaised | Failure::NotShown => {
                format!("{title} would lack something that is not shown{about}")
            }
            Failure::Contested => format!("{title} would rest on something contested{about}"),
            Failure::Exception(_) => format!("{title} would meet an exception{about}"),
        });
    }
    None
}

/// The failed condition in words: what in it is about a changed fact, else the condition itself where it says something alone.
fn told(after: &Proof, at: ConditionId, set: &[Change]) -> Option<String> {
    let words = |id: ConditionId| {
        let words = condition(after, id);
        if words.ends_with('?') { format!("“{words}”") } else { inside_sentence(&words) }
    };
    if let Some(id) = about_changed(after, at, set) {
        return Some(words(id));
    }
    let alone = !matches!(
        after.program.expr(after.circuit.condition(at).expr).node,
        Node::All(_) | Node::Any(_) | Node::AtLeast(..)
    );
    alone.then(|| words(at))
}

fn about_changed(after: &Proof, at: ConditionId, set: &[Change]) -> Option<ConditionId> {
    if let About::Subject(Some(index)) = after.circuit.condition(at).about {
        let subject = after.circuit.subjects[index as usize];
        return set.iter().any(|change| change.subject == subject).then_some(at);
    }
    after.circuit.parts(at).iter().find_map(|part| about_changed(after, *part, set))
}

/// How firmly each conclusion stands.
#[must_use]
pub fn robust(proof: &Proof, found: &[Robust]) -> Report {
    let sections = found.iter().map(|one| {
        let mut lines: Vec<Line> = Vec::new();
        for line in &one.lines {
            let others = if one.lines.len() > 1 { "one line of proof, enough alone" } else { "the only line of proof" };
            let breaks = counted(line.breaks.len(), "single change");
            lines.push(vec![plain(format!(
                "{}: {others}; {breaks} would break it.",
                capital(&rule_title(proof, line.rule))
            ))]);
        }
        let turned = if one.value == Value::Yes { "It falls" } else { "It would be made out" };
        if one.single.is_empty() {
            lines.push(vec![plain(format!(
                "No single fact turns it{}.",
                if one.value == Value::Yes { ": it stands on more than one" } else { "" }
            ))]);
        }
        for change in &one.single {
            lines.push(vec![plain(format!("{turned} if {}.", changed(proof, change)))]);
        }
        lines.push(vec![plain(completions(one))]);
        section(&titled(proof, one.holding), [vec![vec![valued(one.value, state_words(one.value))]], lines].concat())
    });
    Report { title: heading(proof.case), sections: sections.collect() }
}

fn state_words(value: Value) -> &'static str {
    match value {
        Value::Yes => "applies",
        Value::Contested => "contested",
        Value::NotShown => "not made out",
        Value::No => "does not apply",
    }
}

fn capital(text: &str) -> String {
    crate::explain::words::sentence(text)
}

fn completions(one: &Robust) -> String {
    let open = counted(one.open.len(), "fact");
    if one.open.is_empty() {
        return "Nothing that it depends on is contested or not shown.".to_owned();
    }
    let which =
        format!("{open} that it depends on {} contested or not shown.", if one.open.len() == 1 { "is" } else { "are" });
    let result = match one.completions {
        Completions::Always => "However they turn out, it applies: proven over all of them.",
        Completions::Never => "However they turn out, it does not apply: proven over all of them.",
        Completions::Depends => "It applies for some of what they may turn out to be, and not for others.",
        Completions::Unproven => "What follows from all of them could not be proven within the bounds.",
    };
    format!("{which} {result}")
}

/// The share of combinations in which each fact turns the result, as bars.
#[must_use]
pub fn weigh(proof: &Proof, target: HoldingId, found: &Weights) -> Report {
    const WIDTH: usize = 24;
    // A full bar is a fact that turns the result in half of all combinations, or more.
    const FULL: f64 = 0.5;
    let row = |weight: &super::Weight| -> Vec<Line> {
        let full = (weight.share / FULL * (WIDTH * 8) as f64).round();
        vec![
            vec![plain(bar(full, WIDTH))],
            vec![strong(percent(weight.share))],
            vec![plain(question(proof, weight.subject))],
        ]
    };
    let explained = "The share of all combinations of the other facts in which this fact turns the result, counted exactly. \
                     Not a probability, and not legal weight.";
    let mut blocks = vec![
        Block::Line(vec![strong(format!("What decides {}", titled(proof, target)))]),
        Block::Line(vec![faint(explained)]),
    ];
    let told = found.facts.iter().take_while(|weight| weight.share >= SMALLEST).count().max(10).min(found.facts.len());
    blocks.push(Block::Rows(found.facts[..told].iter().map(row).collect()));
    if told < found.facts.len() {
        let rest = format!("and {} more, each {}", found.facts.len() - told, percent(found.facts[told].share));
        blocks.push(Block::Line(vec![faint(rest)]));
    }
    let mut sections = vec![Section { title: String::new(), blocks }];
    let single: Vec<Line> =
        found.single.iter().map(|change| vec![plain(format!("If {}.", changed(proof, change)))]).collect();
    if !single.is_empty() {
        sections.push(section("Single changes that turn it in this case", single));
    }
    if !found.crowded.is_empty() {
        let facts: Vec<String> = found.crowded.iter().map(|subject| question(proof, *subject)).collect();
        sections.push(section("Not all values counted", facts.into_iter().map(|fact| vec![plain(fact)]).collect()));
    }
    Report { title: heading(proof.case), sections }
}

/// Shares below this are not told apart.
const SMALLEST: f64 = 0.0005;

fn percent(share: f64) -> String {
    if share < SMALLEST { "under 0.1 %".to_owned() } else { format!("{:.1} %", share * 100.0) }
}

/// A bar of so many eighths of a column.
fn bar(eighths: f64, width: usize) -> String {
    const PARTS: [&str; 9] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];
    let mut out = String::new();
    let mut left = eighths;
    for _ in 0..width {
        let part = PARTS.iter().enumerate().rfind(|(size, _)| *size as f64 <= left).map_or("", |(_, part)| part);
        out.push_str(part);
        left -= 8.0;
        if left <= 0.0 {
            break;
        }
    }
    if out.is_empty() { "▏".to_owned() } else { out }
}

/// Every combination of some facts and what follows.
#[must_use]
pub fn sweep(proof: &Proof, table: &Sweep) -> Report {
    let mut key: Vec<Line> = Vec::new();
    let mut head: Vec<Line> = Vec::new();
    for (place, (subject, _)) in table.columns.iter().enumerate() {
        let idle = if table.idle.contains(subject) { "  (decides nothing here)" } else { "" };
        key.push(vec![strong(format!("{} ", place + 1)), plain(question(proof, *subject)), faint(idle)]);
        head.push(vec![strong(format!("{}", place + 1))]);
    }
    head.extend(table.holdings.iter().map(|holding| vec![strong(proof.program.holding_name(*holding))]));
    let mut rows = vec![head];
    for row in 0..table.rows {
        let cell = |(column, (subject, states)): (usize, &(Subject, Vec<State>))| {
            vec![plain(answer(proof.program, subject.fact, &states[table.place(row, column)]))]
        };
        let mut cells: Vec<Line> = table.columns.iter().enumerate().map(cell).collect();
        cells.extend((0..table.holdings.len()).map(|holding| match table.value(row, holding) {
            Some(value) => vec![valued(value, state_words(value))],
            None => vec![faint("cannot be")],
        }));
        rows.push(cells);
    }
    let outcomes = Section { title: "Outcomes".to_owned(), blocks: vec![Block::Rows(rows)] };
    Report { title: heading(proof.case), sections: vec![section("Facts", key), outcomes] }
}
