//! Facts and what is said of them, in JSON. In: a proof. Out: one entry for each declared fact, or for each of its instances
//! where the case names any.

use serde::Serialize;

use crate::case::{Datum, Place, Statement, Subject};
use crate::evaluate::{Proof, State};
use crate::explain::words;
use crate::program::{FactId, Program, Standing, Type};
use crate::syntax::ast::Act;

#[derive(Serialize)]
pub(super) struct Fact<'a> {
    id: String,
    instance: Option<&'a str>,
    question: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    value: Given<'a>,
    value_words: String,
    standing: &'static str,
    judgement: bool,
    bearer: &'a str,
    record: Option<&'a str>,
    statements: Vec<Said<'a>>,
}

/// A value as it was written: one text, or the texts of a list.
#[derive(Serialize)]
#[serde(untagged)]
enum Given<'a> {
    One(&'a str),
    List(&'a [String]),
}

/// What one party says in one document.
#[derive(Serialize)]
struct Said<'a> {
    party: &'a str,
    how: &'static str,
    value: Option<Given<'a>>,
    document: Option<&'a str>,
    paras: &'a [String],
    relied_on: &'a [String],
    exhibit: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    quoting: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

pub(super) fn facts<'a>(proof: &'a Proof) -> Vec<Fact<'a>> {
    let mut all = Vec::with_capacity(proof.circuit.subjects.len());
    for (index, declared) in proof.program.facts.iter().enumerate() {
        let id = FactId::at(index);
        let many = proof.program.topics[declared.topic.index()].many;
        let instances = if many { proof.case.instances(declared.topic) } else { 1 };
        all.extend((0..instances).map(|instance| fact(proof, Subject { fact: id, instance })));
        if instances == 0 {
            all.push(of_no_instance(proof, id));
        }
    }
    all
}

/// `arrest.made`, or `hearing first: on` as a case writes it.
pub(crate) fn subject_name(proof: &Proof, subject: u32) -> String {
    let subject = proof.circuit.subjects[subject as usize];
    match instance(proof, subject) {
        Some(instance) => {
            let fact = &proof.program.facts[subject.fact.index()];
            format!("{} {instance}: {}", proof.program.topics[fact.topic.index()].name, fact.name)
        }
        None => proof.program.fact_name(subject.fact),
    }
}

pub(super) fn instance<'a>(proof: &'a Proof, subject: Subject) -> Option<&'a str> {
    let topic = proof.program.facts[subject.fact.index()].topic;
    let named = proof.case.lists[topic.index()].instances.get(subject.instance as usize);
    named.filter(|_| proof.program.topics[topic.index()].many).map(String::as_str)
}

fn fact<'a>(proof: &'a Proof, subject: Subject) -> Fact<'a> {
    let reading = proof.reading(subject);
    let mut entry = of_no_instance(proof, subject.fact);
    entry.instance = instance(proof, subject);
    entry.value = match &reading.state {
        State::NotShown => Given::One("not_shown"),
        State::Contested => Given::One("contested"),
        State::Known(datum) => given(proof.program, subject.fact, datum),
    };
    entry.value_words = words::answer(proof.program, subject.fact, &reading.state);
    entry.standing = reading.standing.word();
    let statements = proof.case.statements_on(subject);
    entry.statements = statements.iter().flat_map(|statement| said(proof, statement)).collect();
    entry
}

/// A fact of which nothing is said.
fn of_no_instance<'a>(proof: &'a Proof, id: FactId) -> Fact<'a> {
    let program = proof.program;
    let declared = &program.facts[id.index()];
    let party = |id: crate::program::PartyId| program.parties[id.index()].name.as_str();
    Fact {
        id: program.fact_name(id),
        instance: None,
        question: &declared.question,
        kind: declared.kind.words(),
        value: Given::One("not_shown"),
        value_words: words::answer(program, id, &State::NotShown),
        standing: Standing::NotRaised.word(),
        judgement: declared.judgement.is_some(),
        bearer: party(declared.bearer),
        record: declared.record.map(party),
        statements: Vec::new(),
    }
}

fn given<'a>(program: &'a Program, fact: FactId, datum: &'a Datum) -> Given<'a> {
    Given::One(match datum {
        Datum::Yes => "yes",
        Datum::No => "no",
        Datum::Amount(_, written) => written,
        Datum::Text(text) => text,
        Datum::Option(option) => match &program.facts[fact.index()].kind {
            Type::OneOf(options) => options.get(*option as usize).map_or("", String::as_str),
            Type::YesNo | Type::Date | Type::Number | Type::Duration | Type::Text | Type::ListOfText => "",
        },
        Datum::List { items, .. } => return Given::List(items),
    })
}

/// One entry for each document that the statement stands in; one without, if it gives none.
fn said<'a>(proof: &'a Proof, statement: &'a Statement) -> impl Iterator<Item = Said<'a>> {
    let nowhere = statement.stated.is_empty().then_some(None);
    let places = statement.stated.iter().map(Some).chain(nowhere);
    places.map(move |place: Option<&'a Place>| Said {
        party: &proof.case.speakers[statement.speaker as usize].name,
        how: how(statement.act),
        value: statement.datum.as_ref().map(|datum| given(proof.program, statement.subject.fact, datum)),
        document: place.and_then(|place| proof.case.documents.get(place.document as usize)).map(|it| it.name.as_str()),
        paras: place.map_or(&[], |place| &place.paras),
        relied_on: &statement.relied,
        exhibit: (!statement.exhibit.is_empty()).then_some(statement.exhibit.as_str()),
        quoting: &statement.quoting,
        note: &statement.note,
    })
}

fn how(act: Act) -> &'static str {
    match act {
        Act::States => "states",
        Act::Denies => "denies",
        Act::Answers => "answers",
        Act::Shows => "shows",
        Act::Concedes => "concedes",
        Act::Disputes => "disputes",
    }
}
