//! The JSON answer of `habeas gaps`. In: a case, its proof and ledgers. Out: one object on one line, in the shape of
//! `docs/schema/gaps.json`. It holds all that the other views cut short.

use serde::Serialize;

use super::report::{name, question};
use super::{Element, Key, Ledger, Near, Reply};
use crate::case::{CaseFile, Subject};
use crate::evaluate::Proof;
use crate::explain::json::places::{Cited, cited};
use crate::explain::json::readings::chosen;
use crate::explain::json::{Pack, line, subject_name};
use crate::explain::words;
use crate::inquiry::words as asking;
use crate::inquiry::{Ask, Question};
use crate::program::RuleId;

/// The JSON Schema of the answer.
pub const SCHEMA: &str = include_str!("../../docs/schema/gaps.json");

/// Prints the answer.
#[must_use]
pub fn print(file: &CaseFile, proof: &Proof, ledgers: &[Ledger]) -> String {
    line(&Answer {
        case: &file.name,
        detention: &proof.case.name,
        title: words::heading(proof.case),
        pack: Pack::of(&proof.program.pack),
        stage: &proof.program.stages[proof.case.stage.index()].name,
        as_pleaded: proof.options.as_pleaded,
        readings: chosen(proof.program),
        conclusions: ledgers.iter().map(|ledger| conclusion(proof, ledger)).collect(),
    })
}

#[derive(Serialize)]
struct Answer<'a> {
    case: &'a str,
    detention: &'a str,
    title: String,
    pack: Pack<'a>,
    stage: &'a str,
    as_pleaded: bool,
    readings: Vec<String>,
    conclusions: Vec<Conclusion<'a>>,
}

#[derive(Serialize)]
struct Conclusion<'a> {
    id: String,
    title: &'a str,
    value: &'static str,
    claimed: bool,
    counts: Counts,
    elements: Vec<Asked<'a>>,
    rules: Vec<Rule<'a>>,
    out_of_reach: usize,
    replies: Vec<Answered<'a>>,
    judgements: Vec<Argued<'a>>,
    ask_next: Vec<Next<'a>>,
}

#[derive(Serialize)]
struct Counts {
    shown: usize,
    contested: usize,
    missing: usize,
    answered: usize,
    burden_not_discharged: usize,
}

/// An element of rules, each once; rules name it by its place.
#[derive(Serialize)]
struct Asked<'a> {
    question: String,
    #[serde(rename = "is")]
    class: &'static str,
    exception: bool,
    denied: bool,
    facts: Vec<Fact<'a>>,
}

#[derive(Serialize)]
struct Fact<'a> {
    fact: String,
    ask: String,
    value: &'static str,
    standing: &'static str,
    bearer: &'a str,
    record: Option<&'a str>,
    judgement: bool,
    shown_by: &'a [String],
    met_by: &'a str,
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    title: &'a str,
    status: &'static str,
    lacks: usize,
    missing: usize,
    contested: usize,
    elements: Vec<usize>,
    exceptions: Vec<usize>,
    findings_missing: Vec<&'a str>,
    cite: Vec<Cited<'a>>,
    begun: bool,
    unverified: bool,
}

#[derive(Serialize)]
struct Answered<'a> {
    fact: String,
    question: String,
    answer: String,
    defeats: bool,
    shown: &'static str,
    only_said: &'static str,
    disputed: &'static str,
    rules: Vec<&'a str>,
    met_by: &'a str,
}

#[derive(Serialize)]
struct Argued<'a> {
    fact: String,
    question: &'a str,
    cite: Vec<Cited<'a>>,
}

#[derive(Serialize)]
struct Next<'a> {
    fact: Option<String>,
    topic: &'a str,
    ask: String,
    bearing: &'static str,
    reason: String,
    settles: Vec<String>,
    rules: Vec<&'a str>,
}

fn conclusion<'a>(proof: &'a Proof, ledger: &'a Ledger) -> Conclusion<'a> {
    let program = proof.program;
    let keys: Vec<&Key> = ledger.elements.keys().collect();
    let place = |key: &Key| keys.binary_search(&key).unwrap_or_default();
    let count = |class| ledger.count(class);
    Conclusion {
        id: program.holding_name(ledger.goal),
        title: &program.holdings[ledger.goal.index()].title,
        value: ledger.value.word(),
        claimed: ledger.claimed,
        counts: Counts {
            shown: count(super::Class::Shown),
            contested: count(super::Class::Contested),
            missing: count(super::Class::Missing),
            answered: count(super::Class::Answered),
            burden_not_discharged: count(super::Class::Undischarged),
        },
        elements: ledger.elements.iter().map(|(key, element)| asked(proof, key, element)).collect(),
        rules: ledger.rules.iter().map(|near| rule(proof, near, &place)).collect(),
        out_of_reach: ledger.out,
        replies: ledger.replies.iter().map(|reply| answered(proof, ledger, reply)).collect(),
        judgements: ledger.judgements(program).into_iter().map(|fact| argued(proof, fact)).collect(),
        ask_next: ledger.inquiry.questions.iter().map(|question| next(proof, question)).collect(),
    }
}

fn called(proof: &Proof, subject: Subject) -> String {
    subject_name(proof, u32::try_from(proof.circuit.subject_index(subject)).unwrap_or(u32::MAX))
}

fn asked<'a>(proof: &'a Proof, key: &Key, element: &Element) -> Asked<'a> {
    Asked {
        question: question(proof, element),
        class: element.class.word(),
        exception: key.exception,
        denied: key.denied,
        facts: element.facts.iter().map(|subject| fact(proof, *subject)).collect(),
    }
}

fn fact<'a>(proof: &'a Proof, subject: Subject) -> Fact<'a> {
    let declared = &proof.program.facts[subject.fact.index()];
    let party = |id: crate::program::PartyId| proof.program.parties[id.index()].name.as_str();
    Fact {
        fact: called(proof, subject),
        ask: asking::sentence_alone(proof, Ask::Fact(subject)),
        value: proof.reading(subject).state.value().word(),
        standing: proof.reading(subject).standing.word(),
        bearer: party(declared.bearer),
        record: declared.record.map(party),
        judgement: declared.judgement.is_some(),
        shown_by: &declared.shown_by,
        met_by: &declared.met_by,
    }
}

fn rule<'a>(proof: &'a Proof, near: &Near, place: &impl Fn(&Key) -> usize) -> Rule<'a> {
    let rule = &proof.program.rules[near.rule.index()];
    let finding = |id: &crate::program::HoldingId| proof.program.holdings[id.index()].name.as_str();
    Rule {
        id: &rule.name,
        title: &rule.title,
        status: near.status.word(),
        lacks: near.distance.missing + near.distance.contested,
        missing: near.distance.missing,
        contested: near.distance.contested,
        elements: near.elements.iter().map(place).collect(),
        exceptions: near.exceptions.iter().map(place).collect(),
        findings_missing: near.findings.iter().map(finding).collect(),
        cite: cited(proof.program, &rule.cite).collect(),
        begun: near.begun,
        unverified: near.unverified,
    }
}

fn titles<'a>(proof: &'a Proof, rules: &[RuleId]) -> Vec<&'a str> {
    rules.iter().map(|rule| proof.program.rules[rule.index()].name.as_str()).collect()
}

fn answered<'a>(proof: &'a Proof, ledger: &Ledger, reply: &Reply) -> Answered<'a> {
    Answered {
        fact: called(proof, reply.subject),
        question: words::question_alone(proof, reply.subject),
        answer: words::datum_words(proof.program, reply.subject.fact, &reply.datum),
        defeats: reply.shown < ledger.value,
        shown: reply.shown.word(),
        only_said: reply.said.word(),
        disputed: reply.disputed.word(),
        rules: titles(proof, &reply.rules),
        met_by: &proof.program.facts[reply.subject.fact.index()].met_by,
    }
}

fn argued<'a>(proof: &'a Proof, id: crate::program::FactId) -> Argued<'a> {
    let fact = &proof.program.facts[id.index()];
    let cite = fact.judgement.as_ref().map_or_else(Vec::new, |it| cited(proof.program, &it.cite).collect());
    Argued { fact: proof.program.fact_name(id), question: &fact.question, cite }
}

fn next<'a>(proof: &'a Proof, question: &Question) -> Next<'a> {
    let fact = match question.ask {
        Ask::Fact(subject) => Some(called(proof, subject)),
        Ask::More(_) => None,
    };
    Next {
        fact,
        topic: asking::heading(proof.program, question.ask),
        ask: asking::sentence(proof, question.ask),
        bearing: question.bearing.word(),
        reason: asking::reason(proof, question),
        settles: question.settles.iter().map(|goal| name(proof.program, *goal)).collect(),
        rules: titles(proof, &question.rules),
    }
}
