//! The JSON answer of `habeas triage`. In: a pack, and perhaps a case with what the triage found in each of its detentions. Out:
//! one object on one line, in the shape of `docs/schema/triage.json`.

use serde::Serialize;

use super::clock::{Reading, Timed};
use super::{Part, Triage, report};
use crate::amount::Amount;
use crate::case::{CaseFile, Subject};
use crate::explain::json::places::{Cited, cited};
use crate::explain::json::{Pack, line, subject_name};
use crate::explain::words;
use crate::program::{FactId, Program, Type};

/// The JSON Schema of the answer.
pub const SCHEMA: &str = include_str!("../../docs/schema/triage.json");

/// Prints the answer: the questions of the pack, and in a case what was found in each of its detentions.
#[must_use]
pub fn print(program: &Program, case: Option<(&CaseFile, &[Triage])>) -> String {
    let detentions = case.map_or(&[][..], |(_, all)| all).iter().map(detention).collect();
    line(&Answer {
        case: case.map(|(file, _)| file.name.as_str()),
        title: case.map(|(file, _)| file.title.as_str()),
        pack: Pack::of(&program.pack),
        as_of: case.and_then(|(_, all)| all.first()?.now).map(words::amount_words),
        questions: program.triage.iter().map(|part| asked(program, part)).collect(),
        detentions,
    })
}

#[derive(Serialize)]
struct Answer<'a> {
    case: Option<&'a str>,
    title: Option<&'a str>,
    pack: Pack<'a>,
    as_of: Option<String>,
    questions: Vec<Questions<'a>>,
    detentions: Vec<Detention<'a>>,
}

#[derive(Serialize)]
struct Questions<'a> {
    id: &'a str,
    title: &'a str,
    asks: Vec<Question<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Question<'a> {
    fact: String,
    question: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    options: &'a [String],
}

#[derive(Serialize)]
struct Detention<'a> {
    id: &'a str,
    title: String,
    stage: &'a str,
    parts: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    title: &'a str,
    steps: Vec<Step<'a>>,
    answers: Vec<Answered>,
    open: Vec<String>,
    clocks: Vec<Clock<'a>>,
    binding: Vec<Binding<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    id: String,
    title: &'a str,
    value: &'static str,
    rules: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct Reason<'a> {
    id: &'a str,
    say: String,
    cite: Vec<Cited<'a>>,
}

#[derive(Serialize)]
struct Answered {
    fact: String,
    question: String,
    value: String,
    standing: &'static str,
}

#[derive(Serialize)]
struct Clock<'a> {
    id: &'a str,
    title: &'a str,
    state: &'static str,
    length: Option<Length>,
    limit: Option<String>,
    due: Option<String>,
    kept: Option<&'static str>,
    cite: Vec<Cited<'a>>,
    notes: &'a [String],
}

/// From so many seconds to so many, and in words.
#[derive(Serialize)]
struct Length {
    least_seconds: i64,
    most_seconds: Option<i64>,
    words: String,
}

#[derive(Serialize)]
struct Binding<'a> {
    instrument: &'a str,
    title: &'a str,
    value: &'static str,
}

fn asked<'a>(program: &'a Program, part: &'a crate::program::TriagePart) -> Questions<'a> {
    let asks = part.asks.iter().map(|id| {
        let fact = &program.facts[id.index()];
        let options = if let Type::OneOf(options) = &fact.kind { options.as_slice() } else { &[] };
        Question { fact: program.fact_name(*id), question: &fact.question, kind: fact.kind.words(), options }
    });
    Questions { id: &part.name, title: &part.title, asks: asks.collect(), notes: &part.notes }
}

fn detention<'a>(triage: &'a Triage<'a>) -> Detention<'a> {
    let case = triage.proof.case;
    Detention {
        id: &case.name,
        title: words::heading(case),
        stage: &triage.proof.program.stages[case.stage.index()].name,
        parts: triage.parts.iter().map(|part| found(triage, part)).collect(),
    }
}

fn found<'a>(triage: &'a Triage<'a>, part: &'a Part<'a>) -> Found<'a> {
    let program = triage.proof.program;
    let steps = part.steps.iter().map(|(id, value)| Step {
        id: program.holding_name(*id),
        title: &program.holdings[id.index()].title,
        value: value.word(),
        rules: report::carrying(triage, *id).into_iter().map(|rule| reason(triage, rule)).collect(),
    });
    let binding = part.binding.iter().map(|(id, value)| {
        let instrument = &program.instruments[id.index()];
        Binding { instrument: &instrument.name, title: &instrument.title, value: value.word() }
    });
    let name = |fact: &FactId| program.fact_name(*fact);
    Found {
        id: &part.declared.name,
        title: &part.declared.title,
        steps: steps.collect(),
        answers: part.told.iter().map(|subject| answered(triage, *subject)).collect(),
        open: part.open.iter().map(name).collect(),
        clocks: part.clocks.iter().map(|(id, timed)| clock(&program.clocks[id.index()], program, timed)).collect(),
        binding: binding.collect(),
    }
}

fn reason<'a>(triage: &'a Triage<'a>, id: crate::program::RuleId) -> Reason<'a> {
    let program = triage.proof.program;
    let rule = &program.rules[id.index()];
    Reason { id: &rule.name, say: words::say(triage.proof, id), cite: cited(program, &rule.cite).collect() }
}

fn answered(triage: &Triage, subject: Subject) -> Answered {
    let reading = triage.proof.reading(subject);
    Answered {
        fact: subject_name(triage.proof, u32::try_from(triage.proof.circuit.subject_index(subject)).unwrap_or(0)),
        question: words::question(triage.proof, subject),
        value: words::answer(triage.proof.program, subject.fact, &reading.state),
        standing: reading.standing.word(),
    }
}

fn clock<'a>(declared: &'a crate::program::Clock, program: &'a Program, timed: &Timed) -> Clock<'a> {
    let (state, length) = match timed.reading {
        Reading::NoStart => ("not told when it began", None),
        Reading::Contested => ("contested", None),
        Reading::Ran(length) => ("ended", Some(length)),
        Reading::Runs(length) => ("runs", Some(length)),
        Reading::NoEnd => ("not told when it ended", None),
        Reading::Ahead(length) => ("ahead", Some(length)),
        Reading::Past(length) => ("past", Some(length)),
        Reading::Due => ("due", None),
    };
    let length = length.map(|length: Amount| {
        let range = length.range();
        let words = super::clock::length_words(length);
        Length { least_seconds: range.low, most_seconds: (range.high < i64::MAX).then_some(range.high), words }
    });
    Clock {
        id: &declared.name,
        title: &declared.title,
        state,
        length,
        limit: timed.limit.map(words::amount_words),
        due: timed.due.map(words::amount_words),
        kept: timed.kept.map(crate::value::Value::word),
        cite: cited(program, &declared.cite).collect(),
        notes: &declared.notes,
    }
}
