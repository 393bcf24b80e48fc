//! A what-if and failed expectations laid out for reading. In: proofs and their changes. Out: a [`Report`] of sentences: facts
//! by their questions, conclusions by their titles, never the syntax of the language.

use std::cmp::Reverse;

use super::{Changes, Met, Tested};
use crate::case::{Divergent, Hypothetical, Replacement, Subject};
use crate::circuit::BreachSlot;
use crate::compare::Comparison;
use crate::evaluate::{Proof, State};
use crate::explain::report::{
    Block, Line, Question, Report, Section, faint, listed, plain, strong, valued, why, why_not,
};
use crate::explain::{Explanation, words};
use crate::program::{HoldingId, InstrumentId, Program, ProvisionId, RuleId};
use crate::syntax::ast::Role;
use crate::value::Value;

/// The two results side by side, what changed, and what still carries the rest.
#[must_use]
pub fn what_if(before: &Proof, after: &Proof, changes: &Changes, hypothetical: &Hypothetical) -> Report {
    let mut sections = vec![head(before, after, hypothetical)];
    sections.push(side_by_side(before, after));
    if changes.nothing_follows() {
        let line = vec![strong("Nothing that is concluded changes.")];
        sections.push(Section { title: "What changed".to_owned(), blocks: vec![Block::Line(line)] });
    }
    let conclusions = changes.conclusions.iter().map(|id| holding_row(before, after, *id)).collect();
    let findings = changes.findings.iter().map(|id| holding_row(before, after, *id)).collect();
    let rules = changes.rules.iter().map(|id| rule_row(before, after, *id)).collect();
    let facts = changes.facts.iter().map(|subject| fact_row(before, after, *subject)).collect();
    let breaches = changes.breaches.iter().map(|change| breach_row(before, *change)).collect();
    for (title, rows) in [
        ("Conclusions that change", conclusions),
        ("Provisions whose breach changes", breaches),
        ("because these findings change", findings),
        ("because these rules change", rules),
        ("because these facts change", facts),
    ] {
        sections.extend(table(title, rows));
    }
    let held = changes.held.iter().map(|held| {
        let rules: Vec<String> = held.carried_by.iter().map(|rule| rule_title(after.program, *rule)).collect();
        vec![vec![strong(words::sentence(&name(after.program, held.holding)))], vec![plain(rules.join("; "))]]
    });
    sections.extend(table("What stands all the same, and what carries it", held.collect()));
    Report { title: words::heading(before.case), sections }
}

fn table(title: &str, rows: Vec<Vec<Line>>) -> Option<Section> {
    (!rows.is_empty()).then(|| Section { title: title.to_owned(), blocks: vec![Block::Rows(rows)] })
}

/// What is supposed, fact by fact.
fn head(before: &Proof, after: &Proof, hypothetical: &Hypothetical) -> Section {
    let mut blocks = Vec::new();
    let chosen = words::readings_chosen(after.program).into_iter();
    blocks.extend(chosen.map(|line| Block::Line(vec![strong(line)])));
    if after.options.as_pleaded {
        blocks.push(Block::Line(vec![strong("Judgements are taken as they are pleaded.")]));
    }
    if before.case.stage != after.case.stage {
        let stage = after.program.stages[after.case.stage.index()].title.clone();
        blocks.push(Block::Line(vec![faint("Then: "), strong(format!("{stage}."))]));
    }
    if hypothetical.supposed.is_empty() && hypothetical.added.is_empty() && before.case.stage == after.case.stage {
        let title = words::sentence(&words::party_with(before, Role::Answers));
        let line =
            format!("{title} is silent in this case as it stands, so that nothing is supposed that is not so already.");
        blocks.push(Block::Line(vec![plain(line)]));
    }
    for supposed in &hypothetical.supposed {
        let state = match &supposed.by {
            Replacement::Value(datum) => State::Known(datum.clone()),
            Replacement::NotShown => State::NotShown,
            Replacement::Contested => State::Contested,
        };
        let answer = words::answer(after.program, supposed.subject.fact, &state);
        let question = words::question(after, supposed.subject);
        blocks.push(Block::Line(vec![faint("Supposed: "), plain(question), strong(format!(" {answer}"))]));
    }
    for statement in &hypothetical.added {
        let who = words::references(after.case, [statement]);
        let said = match &statement.datum {
            Some(datum) => words::datum_words(after.program, statement.subject.fact, datum),
            None => String::new(),
        };
        let question = words::question(after, statement.subject);
        let line = vec![faint("Added: "), plain(question), strong(format!(" {said}")), plain(format!(" ({who})"))];
        blocks.push(Block::Line(line));
    }
    let as_it_stands = words::law_applied(before);
    let other = words::law_applied(after).into_iter().filter(|line| !as_it_stands.contains(line));
    blocks.extend(other.map(|line| Block::Line(vec![faint("Then: "), plain(line)])));
    Section { title: "What if".to_owned(), blocks }
}

fn side_by_side(before: &Proof, after: &Proof) -> Section {
    let program = before.program;
    let mut rows: Vec<Vec<Line>> = vec![vec![Line::new(), vec![faint("as it stands")], vec![faint("what if")]]];
    let main = words::main_kind(program);
    for id in (0..program.holdings.len()).map(HoldingId::at) {
        if main.is_some() && program.holdings[id.index()].kind == main {
            let cell = |proof: &Proof| {
                let value = proof.holding(id);
                vec![valued(value, marked(value, words::concluded(proof, id, true)))]
            };
            let title = words::sentence(&name(program, id));
            rows.push(vec![vec![strong(title)], cell(before), cell(after)]);
        }
    }
    for id in (0..program.instruments.len()).map(InstrumentId::at) {
        let listed = |proof: &Proof| {
            let all = listed(proof, Value::Yes).into_iter().find(|(instrument, _)| *instrument == id);
            all.map_or_else(String::new, |(_, numbers)| words::spaced(&numbers.join(", ")))
        };
        let (then, now) = (listed(before), listed(after));
        if !then.is_empty() || !now.is_empty() {
            let title = format!("Breached: {}", program.instruments[id.index()].name);
            rows.push(vec![vec![strong(title)], vec![plain(then)], vec![plain(now)]]);
        }
    }
    Section { title: "Side by side".to_owned(), blocks: vec![Block::Rows(rows)] }
}

fn marked(value: Value, word: &str) -> String {
    format!("{} {word}", words::mark(value))
}

fn changed(from: String, to: (Value, String)) -> Line {
    vec![faint(format!("{from} → ")), valued(to.0, to.1)]
}

fn holding_row(before: &Proof, after: &Proof, id: HoldingId) -> Vec<Line> {
    let word = |proof: &Proof| match before.program.holdings[id.index()].kind {
        Some(_) => words::concluded(proof, id, true),
        None => words::finding(proof.holding(id)),
    };
    let now = after.holding(id);
    let title = words::sentence(&name(before.program, id));
    vec![vec![strong(title)], changed(word(before).to_owned(), (now, marked(now, word(after))))]
}

fn rule_row(before: &Proof, after: &Proof, id: RuleId) -> Vec<Line> {
    let now = after.value(after.circuit.rules[id.index()].value);
    let (from, to) = (words::rule_status(before, id), words::rule_status(after, id));
    vec![vec![plain(rule_title(before.program, id))], changed(from.to_owned(), (now, to.to_owned()))]
}

fn rule_title(program: &Program, id: RuleId) -> String {
    let rule = &program.rules[id.index()];
    let cite = words::cites(program, &rule.cite);
    if cite.is_empty() { rule.title.clone() } else { format!("{} ({cite})", rule.title) }
}

fn fact_row(before: &Proof, after: &Proof, subject: Subject) -> Vec<Line> {
    let told = |proof: &Proof| {
        let answer = words::answer(proof.program, subject.fact, &proof.reading(subject).state);
        let how = words::standing_alone(proof, subject);
        // "Contested, contested: one says …" would say it twice.
        if answer == "Contested" && how.starts_with("contested") {
            words::sentence(&how)
        } else {
            format!("{answer}, {how}")
        }
    };
    let now = after.reading(subject).state.value();
    vec![vec![plain(words::question(after, subject))], changed(told(before), (now, told(after)))]
}

fn breach_row(before: &Proof, (id, then, now): (ProvisionId, Value, Value)) -> Vec<Line> {
    let title = words::spaced(&before.program.provision_name(id));
    vec![vec![strong(title)], changed(words::finding(then).to_owned(), (now, marked(now, words::finding(now))))]
}

/// "category II", or the title of another conclusion or a finding.
fn name(program: &Program, id: HoldingId) -> String {
    let holding = &program.holdings[id.index()];
    match holding.kind {
        Some(kind) if words::main_kind(program) == Some(kind) => {
            format!("{} {}", words::spoken(&program.kinds[kind.index()].name), words::spoken(&holding.name))
        }
        Some(kind) => format!("{}: {}", program.kinds[kind.index()].title, holding.title),
        None => holding.title.clone(),
    }
}

/// What was expected, in words: "category I not to be made out".
#[must_use]
pub fn expected(program: &Program, met: &Met) -> String {
    let expectation = met.expectation;
    let what = match expectation.of {
        Divergent::Holding(id) => name(program, id),
        Divergent::Provision(id) => format!("breach of {}", words::spaced(&program.provision_name(id))),
    };
    let not = if expectation.not { "anything but " } else { "" };
    format!("{}: {not}{}", words::sentence(&what), words::finding(expectation.value))
}

/// The failures of one hypothetical, each with its reasons.
#[must_use]
pub fn failed(proof: &Proof, explanation: &Explanation, tested: &Tested) -> Report {
    let mut title = format!("{}: what if {}", words::heading(proof.case), tested.hypothetical.title);
    if tested.hypothetical.arguable {
        title.push_str(" (arguable)");
    }
    let mut sections = Vec::new();
    for met in tested.expectations.iter().filter(|met| !met.is_met()) {
        let mut places = words::places(proof.case, &met.expectation.places);
        if places.is_empty() {
            places = words::places(proof.case, &tested.hypothetical.places);
        }
        let line = vec![
            valued(Value::No, "✗ expected "),
            strong(expected(proof.program, met)),
            plain(format!("; it is {}", words::finding(met.found))),
            faint(if places.is_empty() { places } else { format!(" ({places})") }),
        ];
        sections.push(Section { title: String::new(), blocks: vec![Block::Line(line)] });
        sections.extend(reasons(proof, explanation, met));
    }
    Report { title, sections }
}

/// Why the value is not the expected one.
fn reasons(proof: &Proof, explanation: &Explanation, met: &Met) -> Vec<Section> {
    match met.expectation.of {
        Divergent::Holding(id) if met.found == Value::Yes => why(proof, explanation, Question::Holding(id)).sections,
        Divergent::Holding(id) => why_not(proof, explanation, Question::Holding(id)).sections,
        Divergent::Provision(id) => breach_reasons(proof, explanation, id),
    }
}

/// Of the rules that could breach a provision, so many are told of; those nearest to it come first.
const RULES_TOLD: usize = 3;

/// Why a breach is made out, or is not: of each rule that names the provision or its twin what carries it, what it lacks, or that
/// the instrument is not shown to bind.
#[must_use]
pub fn breach_reasons(proof: &Proof, explanation: &Explanation, id: ProvisionId) -> Vec<Section> {
    let alone = |text: String| Section { title: String::new(), blocks: vec![Block::Line(vec![plain(text)])] };
    let rule_value = |rule: RuleId| proof.value(proof.circuit.rules[rule.index()].value);
    let mut slots: Vec<&BreachSlot> = proof.circuit.breaches.iter().filter(|slot| slot.provision == id).collect();
    slots.sort_by_key(|slot| (Reverse(proof.value(slot.slot)), Reverse(rule_value(slot.rule))));
    slots.dedup_by_key(|slot| slot.rule);
    let made_out = slots.iter().any(|slot| proof.value(slot.slot) == Value::Yes);
    if made_out {
        slots.retain(|slot| proof.value(slot.slot) == Value::Yes);
    }
    let mut sections = Vec::new();
    for slot in slots.iter().take(RULES_TOLD) {
        let own = rule_value(slot.rule);
        if own >= Value::Contested && proof.value(slot.slot) < own {
            let instrument = proof.program.provisions[id.index()].instrument;
            let binds = if proof.binds(instrument) == Value::No { "does not bind" } else { "is not shown to bind" };
            let rule = &proof.program.rules[slot.rule.index()].title;
            let (value, title) = (words::finding(own), &proof.program.instruments[instrument.index()].title);
            sections.push(alone(format!("“{rule}” is {value}, but its instrument {binds} here: {title}.")));
        } else if made_out {
            sections.extend(why(proof, explanation, Question::Rule(slot.rule)).sections);
        } else {
            sections.extend(why_not(proof, explanation, Question::Rule(slot.rule)).sections);
        }
    }
    match slots.len() {
        0 => sections.push(alone("No rule names this provision, so none can breach it.".to_owned())),
        count if count > RULES_TOLD => {
            let titles = slots[RULES_TOLD..].iter().map(|slot| proof.program.rules[slot.rule.index()].title.as_str());
            sections.push(alone(format!("Other rules that lead to it: {}", titles.collect::<Vec<_>>().join("; "))));
        }
        _ => {}
    }
    sections
}

/// Why provisions are breached, or are not: those that are, else all of them.
#[must_use]
pub fn breaches(proof: &Proof, explanation: &Explanation, asked: &[ProvisionId]) -> Report {
    let found = proof.breaches();
    let value =
        |id: ProvisionId| found.iter().find(|breach| breach.provision == id).map_or(Value::No, |breach| breach.value);
    let breached: Vec<ProvisionId> = asked.iter().copied().filter(|id| value(*id) >= Value::Contested).collect();
    let told = if breached.is_empty() { asked } else { &breached };
    let mut sections = Vec::new();
    for id in told {
        let fate = match value(*id) {
            Value::Yes => "breached",
            Value::Contested => "its breach is contested",
            Value::NotShown | Value::No => "no breach made out",
        };
        let name = words::spaced(&proof.program.provision_name(*id));
        let title = &proof.program.provisions[id.index()].title;
        sections.push(Section { title: format!("{name}, {title}: {fate}"), blocks: Vec::new() });
        sections.extend(breach_reasons(proof, explanation, *id));
    }
    Report { title: words::heading(proof.case), sections }
}

/// What a published outcome and the rules differ in without a record, or what is recorded and no longer so.
#[must_use]
pub fn diverging(proof: &Proof, comparison: &Comparison) -> Option<Report> {
    if comparison.totals.unrecorded == 0 && comparison.totals.stale == 0 {
        return None;
    }
    Some(crate::compare::report::report(proof, comparison))
}
