//! The JSON answer of `habeas facts`. In: a pack, perhaps a proof, the facts that were found. Out: one object on one line, in
//! the shape of `docs/schema/facts.json`.

use serde::Serialize;

use super::{Pack, line};
use crate::case::Subject;
use crate::evaluate::{Proof, State};
use crate::explain::listing::called;
use crate::explain::words;
use crate::program::{FactId, Program, Type};

/// The JSON Schema of the answer of `habeas facts`.
pub const SCHEMA: &str = include_str!("../../../docs/schema/facts.json");

#[derive(Serialize)]
struct Answer<'a> {
    case: Option<&'a str>,
    title: Option<&'a str>,
    pack: Pack<'a>,
    facts: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    fact: String,
    topic: &'a str,
    topic_title: &'a str,
    many: bool,
    question: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    options: &'a [String],
    judgement: bool,
    bearer: &'a str,
    record: Option<&'a str>,
    for_the_record: bool,
    shown_by: &'a [String],
    met_by: &'a str,
    notes: &'a [String],
    value: Option<String>,
    standing: Option<&'static str>,
}

/// Prints the facts that were found, on one line.
#[must_use]
pub fn print(program: &Program, proof: Option<&Proof>, found: &[(FactId, Option<Subject>)]) -> String {
    let facts = found.iter().map(|(id, subject)| entry(program, proof.zip(*subject), *id)).collect();
    line(&Answer {
        case: proof.map(|proof| proof.case.name.as_str()),
        title: proof.map(|proof| proof.case.title.as_str()),
        pack: Pack::of(&program.pack),
        facts,
    })
}

fn entry<'a>(program: &'a Program, here: Option<(&Proof, Subject)>, id: FactId) -> Entry<'a> {
    let fact = &program.facts[id.index()];
    let topic = &program.topics[fact.topic.index()];
    let party = |id: crate::program::PartyId| program.parties[id.index()].name.as_str();
    let written = |state: &State| match state {
        State::Known(datum) if fact.kind != Type::YesNo => words::datum_words(program, id, datum),
        state => state.value().word().to_owned(),
    };
    Entry {
        fact: here.map_or_else(|| program.fact_name(id), |(proof, subject)| called(proof, subject)),
        topic: &topic.name,
        topic_title: &topic.title,
        many: topic.many,
        question: &fact.question,
        kind: fact.kind.words(),
        options: if let Type::OneOf(options) = &fact.kind { options } else { &[] },
        judgement: fact.judgement.is_some(),
        bearer: party(fact.bearer),
        record: fact.record.map(party),
        for_the_record: fact.for_the_record,
        shown_by: &fact.shown_by,
        met_by: &fact.met_by,
        notes: &fact.notes,
        value: here.map(|(proof, subject)| written(&proof.reading(subject).state)),
        standing: here.map(|(proof, subject)| proof.reading(subject).standing.word()),
    }
}
