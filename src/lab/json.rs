//! The JSON answers of `habeas flip`, `robust`, `weigh` and `sweep`. In: a proof and what was found. Out: one object on one
//! line, in the shapes of `docs/schema/`.

use serde::Serialize;

use super::{Change, Effect, Flips, Held, Robust, Sweep, Weights, suppose};
use crate::case::Subject;
use crate::evaluate::{Proof, State};
use crate::explain::json::readings::chosen;
use crate::explain::json::{Pack, line};
use crate::program::{HoldingId, Type};

/// The JSON Schema of the answer of `habeas flip`.
pub const FLIP_SCHEMA: &str = include_str!("../../docs/schema/flip.json");
/// The JSON Schema of the answer of `habeas robust`.
pub const ROBUST_SCHEMA: &str = include_str!("../../docs/schema/robust.json");
/// The JSON Schema of the answer of `habeas weigh`.
pub const WEIGH_SCHEMA: &str = include_str!("../../docs/schema/weigh.json");
/// The JSON Schema of the answer of `habeas sweep`.
pub const SWEEP_SCHEMA: &str = include_str!("../../docs/schema/sweep.json");

#[derive(Serialize)]
struct Answer<'a, T: Serialize> {
    case: &'a str,
    title: &'a str,
    reported_by: &'a [String],
    pack: Pack<'a>,
    as_pleaded: bool,
    readings: Vec<String>,
    held_fixed: Vec<HeldFixed>,
    #[serde(flatten)]
    found: T,
}

/// A fact that was held fixed; the reason is null where the command asked for it.
#[derive(Serialize)]
struct HeldFixed {
    fact: String,
    question: String,
    reason: Option<String>,
}

fn held_fixed(proof: &Proof, held: &Held) -> Vec<HeldFixed> {
    let one = |(subject, reason): (&Subject, &Option<String>)| HeldFixed {
        fact: name(proof, *subject),
        question: proof.program.facts[subject.fact.index()].question.clone(),
        reason: reason.clone(),
    };
    held.reasons.iter().map(one).collect()
}

fn answer(proof: &Proof, held: &Held, found: impl Serialize) -> String {
    line(&Answer {
        case: &proof.case.name,
        title: &proof.case.title,
        reported_by: &proof.case.reported_by,
        pack: Pack::of(&proof.program.pack),
        as_pleaded: proof.options.as_pleaded,
        readings: chosen(proof.program),
        held_fixed: held_fixed(proof, held),
        found,
    })
}

#[derive(Serialize)]
struct Changed {
    fact: String,
    question: String,
    from: String,
    to: String,
    suppose: String,
}

fn changed(proof: &Proof, change: &Change) -> Changed {
    Changed {
        fact: name(proof, change.subject),
        question: proof.program.facts[change.subject.fact.index()].question.clone(),
        from: value(proof, change.subject, &change.from),
        to: value(proof, change.subject, &change.to),
        suppose: suppose(proof.program, proof.case, change.subject, &change.to),
    }
}

/// `arrest.made`, or `hearing first: on` as a case writes it.
#[must_use]
pub fn name(proof: &Proof, subject: Subject) -> String {
    let as_given = State::Known(crate::case::Datum::Yes);
    suppose(proof.program, proof.case, subject, &as_given)
}

/// `yes`, `no`, `contested`, `not_shown`, or the value as the language writes it.
#[must_use]
pub fn value(proof: &Proof, subject: Subject, state: &State) -> String {
    match state {
        State::Known(datum) if proof.program.facts[subject.fact.index()].kind != Type::YesNo => {
            super::axis::written(&proof.program.facts[subject.fact.index()], datum)
        }
        _ => state.value().word().to_owned(),
    }
}

fn names(proof: &Proof, subjects: &[Subject]) -> Vec<String> {
    subjects.iter().map(|subject| name(proof, *subject)).collect()
}

#[derive(Serialize)]
struct FlipAnswer {
    conclusion: String,
    effect: &'static str,
    searched: usize,
    complete: bool,
    facts: usize,
    worlds: u64,
    sets: Vec<Vec<Changed>>,
    not_covered: Vec<String>,
}

/// The answer of `habeas flip`.
#[must_use]
pub fn flip(proof: &Proof, (target, effect): (HoldingId, Effect), held: &Held, found: &Flips) -> String {
    let set = |set: &Vec<Change>| set.iter().map(|change| changed(proof, change)).collect();
    answer(
        proof,
        held,
        FlipAnswer {
            conclusion: proof.program.holding_name(target),
            effect: effect.word(),
            searched: found.searched,
            complete: found.complete,
            facts: found.facts,
            worlds: found.worlds,
            sets: found.sets.iter().map(set).collect(),
            not_covered: names(proof, &found.crowded),
        },
    )
}

#[derive(Serialize)]
struct RobustAnswer {
    conclusions: Vec<Conclusion>,
}

#[derive(Serialize)]
struct Conclusion {
    conclusion: String,
    value: &'static str,
    rules: Vec<Carrying>,
    lines: Option<Lines>,
    single: Vec<Single>,
    open: Vec<String>,
    completions: &'static str,
    turned_by: Option<Turned>,
}

#[derive(Serialize)]
struct Carrying {
    rule: String,
    title: String,
    breaks: Vec<Changed>,
}

#[derive(Serialize)]
struct Lines {
    counted: usize,
    all: bool,
    needed: Vec<Needed>,
    independent: Vec<Vec<Needed>>,
    largest: bool,
}

#[derive(Serialize)]
struct Needed {
    fact: String,
    question: String,
    value: String,
}

#[derive(Serialize)]
struct Single {
    #[serde(flatten)]
    change: Changed,
    after: &'static str,
}

#[derive(Serialize)]
struct Turned {
    changes: Vec<Changed>,
    after: &'static str,
    least: bool,
}

/// The answer of `habeas robust`.
#[must_use]
pub fn robust(proof: &Proof, held: &Held, found: &[Robust]) -> String {
    let all = |changes: &[Change]| changes.iter().map(|change| changed(proof, change)).collect();
    let carrying = |carrier: &super::Carrier| Carrying {
        rule: proof.program.rules[carrier.rule.index()].name.clone(),
        title: proof.program.rules[carrier.rule.index()].title.clone(),
        breaks: all(&carrier.breaks),
    };
    let needed = |facts: &Vec<Subject>| facts.iter().map(|subject| needed(proof, *subject)).collect();
    let lines = |lines: &super::Lines| Lines {
        counted: lines.counted,
        all: lines.all,
        needed: needed(&lines.needed),
        independent: lines.independent.iter().map(needed).collect(),
        largest: lines.largest,
    };
    let conclusion = |one: &Robust| Conclusion {
        conclusion: proof.program.holding_name(one.holding),
        value: one.value.word(),
        rules: one.carriers.iter().map(carrying).collect(),
        lines: one.lines.as_ref().map(lines),
        single: one
            .single
            .iter()
            .map(|single| Single { change: changed(proof, &single.change), after: single.after.word() })
            .collect(),
        open: names(proof, &one.open),
        completions: one.completions.word(),
        turned_by: one.turning.as_ref().map(|turning| Turned {
            changes: all(&turning.changes),
            after: turning.after.word(),
            least: turning.least,
        }),
    };
    answer(proof, held, RobustAnswer { conclusions: found.iter().map(conclusion).collect() })
}

/// A fact as the case has it.
fn needed(proof: &Proof, subject: Subject) -> Needed {
    Needed {
        fact: name(proof, subject),
        question: proof.program.facts[subject.fact.index()].question.clone(),
        value: value(proof, subject, &proof.reading(subject).state),
    }
}

#[derive(Serialize)]
struct WeighAnswer {
    conclusion: String,
    value: &'static str,
    complete: bool,
    facts: Vec<Weighed>,
    never: Vec<String>,
    single: Vec<Changed>,
    not_covered: Vec<String>,
}

#[derive(Serialize)]
struct Weighed {
    fact: String,
    question: String,
    share: f64,
    turns: String,
    of: String,
}

/// The answer of `habeas weigh`.
#[must_use]
pub fn weigh(proof: &Proof, target: HoldingId, held: &Held, found: &Weights) -> String {
    let weighed = |weight: &super::Weight| Weighed {
        fact: name(proof, weight.subject),
        question: proof.program.facts[weight.subject.fact.index()].question.clone(),
        share: weight.share,
        turns: weight.turns.clone(),
        of: weight.of.clone(),
    };
    answer(
        proof,
        held,
        WeighAnswer {
            conclusion: proof.program.holding_name(target),
            value: proof.holding(target).word(),
            complete: found.crowded.is_empty(),
            facts: found.facts.iter().map(weighed).collect(),
            never: names(proof, &found.idle),
            single: found.single.iter().map(|change| changed(proof, change)).collect(),
            not_covered: names(proof, &found.crowded),
        },
    )
}

#[derive(Serialize)]
struct SweepAnswer {
    facts: Vec<Column>,
    conclusions: Vec<String>,
    rows: Vec<Row>,
    not_covered: Vec<String>,
}

#[derive(Serialize)]
struct Column {
    fact: String,
    question: String,
    values: Vec<String>,
    decides: bool,
}

#[derive(Serialize)]
struct Row {
    values: Vec<String>,
    possible: bool,
    outcomes: Vec<&'static str>,
}

/// The answer of `habeas sweep`.
#[must_use]
pub fn sweep(proof: &Proof, held: &Held, table: &Sweep) -> String {
    let column = |(subject, states): &(Subject, Vec<State>)| Column {
        fact: name(proof, *subject),
        question: proof.program.facts[subject.fact.index()].question.clone(),
        values: states.iter().map(|state| value(proof, *subject, state)).collect(),
        decides: !table.idle.contains(subject),
    };
    let row = |row: usize| {
        let outcomes: Vec<_> = (0..table.holdings.len()).map(|holding| table.value(row, holding)).collect();
        Row {
            values: cells(proof, table, row),
            possible: outcomes.iter().all(Option::is_some),
            outcomes: outcomes.into_iter().flatten().map(crate::value::Value::word).collect(),
        }
    };
    answer(
        proof,
        held,
        SweepAnswer {
            facts: table.columns.iter().map(column).collect(),
            conclusions: table.holdings.iter().map(|holding| proof.program.holding_name(*holding)).collect(),
            rows: (0..table.rows).map(row).collect(),
            not_covered: names(proof, &table.crowded),
        },
    )
}

/// The values of the facts in a row.
fn cells(proof: &Proof, table: &Sweep, row: usize) -> Vec<String> {
    let cell = |(column, (subject, states)): (usize, &(Subject, Vec<State>))| {
        value(proof, *subject, &states[table.place(row, column)])
    };
    table.columns.iter().enumerate().map(cell).collect()
}

/// A sweep as comma-separated values: the facts, then the conclusions; "impossible" for a combination that cannot be.
#[must_use]
pub fn csv(proof: &Proof, table: &Sweep) -> String {
    let field = |text: &str| {
        if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    };
    let mut head: Vec<String> = table.columns.iter().map(|(subject, _)| field(&name(proof, *subject))).collect();
    head.extend(table.holdings.iter().map(|holding| field(&proof.program.holding_name(*holding))));
    let mut out = head.join(",");
    out.push('\n');
    for row in 0..table.rows {
        let mut line: Vec<String> = cells(proof, table, row).iter().map(|cell| field(cell)).collect();
        let outcome = |holding: usize| table.value(row, holding).map_or("impossible", crate::value::Value::word);
        line.extend((0..table.holdings.len()).map(|holding| outcome(holding).to_owned()));
        out.push_str(&line.join(","));
        out.push('\n');
    }
    out
}
