//! An evaluation as a [`Sheet`] of values by name, and what differs between two. In: a proof. Out: the sheet, or the first
//! differences in words.

use std::collections::BTreeMap;
use std::fmt::Debug;

use habeas::amount::{Amount, Range};
use habeas::case::Datum;
use habeas::evaluate::{Proof, State};
use habeas::explain::explain;
use habeas::program::{FactId, HoldingId, Program, RuleId, Type};
use habeas::value::Value;

use crate::naive::Sheet;

pub(super) fn sheet(proof: &Proof) -> Sheet {
    let (program, mut sheet) = (proof.program, Sheet::default());
    for (subject, reading) in proof.circuit.subjects.iter().zip(&proof.evaluation.readings) {
        let mut name = program.fact_name(subject.fact);
        let topic = program.facts[subject.fact.index()].topic;
        if program.topics[topic.index()].many {
            name = format!("{name} of {}", proof.case.lists[topic.index()].instances[subject.instance as usize]);
        }
        let value = state(program, subject.fact, &reading.state);
        sheet.facts.insert(name, (reading.standing.word().to_owned(), value));
    }
    for index in 0..program.holdings.len() {
        let id = HoldingId::at(index);
        sheet.holdings.insert(program.holding_name(id), proof.holding(id));
    }
    for (index, rule) in program.rules.iter().enumerate() {
        let value = proof.value(proof.circuit.rules[index].value);
        sheet.rules.insert(rule.name.clone(), (proof.status(RuleId::at(index)).word().to_owned(), value));
    }
    for breach in proof.breaches() {
        let rules = breach.rules.iter().map(|rule| program.rules[rule.index()].name.clone()).collect();
        sheet.breaches.insert(program.provision_name(breach.provision), (breach.value, breach.direct, rules));
    }
    for result in explain(proof).claims {
        let claim = &proof.case.claims[result.claim];
        let (who, what) = (&proof.case.speakers[claim.speaker as usize].name, program.holding_name(claim.holding));
        sheet.claims.insert(format!("{who} claims {what}: {}", result.answer.word()));
    }
    for (impossible, condition) in program.impossible.iter().zip(&proof.circuit.impossible) {
        if proof.of(*condition) == Value::Yes {
            sheet.impossible.insert(impossible.reason.clone());
        }
    }
    sheet
}

fn state(program: &Program, fact: FactId, state: &State) -> String {
    let datum = match state {
        State::NotShown => return "not shown".to_owned(),
        State::Contested => return "contested".to_owned(),
        State::Known(datum) => datum,
    };
    match datum {
        Datum::Yes => "yes".to_owned(),
        Datum::No => "no".to_owned(),
        Datum::Text(text) => format!("text {text}"),
        Datum::Option(option) => match &program.facts[fact.index()].kind {
            Type::OneOf(options) => format!("option {}", options[*option as usize]),
            _ => "an option of nothing".to_owned(),
        },
        Datum::List { items, closed } => {
            let mut items = items.clone();
            items.sort();
            items.dedup();
            format!("list {}{}", items.join(", "), if *closed { " and no other" } else { "" })
        }
        Datum::Amount(Amount::Number(range), _) => amount("number", 0, *range),
        Datum::Amount(Amount::Date(range), _) => amount("date", 0, *range),
        Datum::Amount(Amount::Duration { months, seconds }, _) => amount("duration", *months, *seconds),
    }
}

fn amount(kind: &str, months: i64, range: Range) -> String {
    let end = |at: i64| if at == i64::MIN || at == i64::MAX { "…".to_owned() } else { at.to_string() };
    format!("{kind} {months} months, {} to {}", end(range.low), end(range.high))
}

/// What differs, in words.
pub(super) fn compare(ours: &Sheet, theirs: &Sheet) -> Result<(), String> {
    let mut told = Vec::new();
    differences("fact", &ours.facts, &theirs.facts, &mut told);
    differences("finding or conclusion", &ours.holdings, &theirs.holdings, &mut told);
    differences("rule", &ours.rules, &theirs.rules, &mut told);
    differences("breach", &ours.breaches, &theirs.breaches, &mut told);
    if ours.claims != theirs.claims {
        told.push(format!("claims: {:?} against {:?}", ours.claims, theirs.claims));
    }
    if ours.impossible != theirs.impossible {
        told.push(format!("impossible: {:?} against {:?}", ours.impossible, theirs.impossible));
    }
    if told.is_empty() { Ok(()) } else { Err(told.join("\n")) }
}

fn differences<T: PartialEq + Debug>(
    what: &str,
    ours: &BTreeMap<String, T>,
    theirs: &BTreeMap<String, T>,
    told: &mut Vec<String>,
) {
    for name in ours.keys().chain(theirs.keys().filter(|name| !ours.contains_key(*name))) {
        let (left, right) = (ours.get(name), theirs.get(name));
        if left != right {
            told.push(format!("{what} `{name}`: {left:?} against {right:?}"));
        }
    }
}
