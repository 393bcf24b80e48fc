//! The JSON answer of `habeas precedents`. In: a case, its proof and what was found. Out: one object on one line, in the shape of
//! `docs/schema/precedents.json`.

use std::collections::BTreeSet;

use serde::Serialize;

use super::report::{Searched, against, citation, fortiori_words};
use super::{Against, Decision, Precedent, Precedents};
use crate::case::CaseFile;
use crate::evaluate::Proof;
use crate::explain::json::readings::chosen;
use crate::explain::json::{Pack, line};
use crate::explain::words;
use crate::program::{HoldingId, RuleId};

/// The JSON Schema of the answer.
pub const SCHEMA: &str = include_str!("../../docs/schema/precedents.json");

/// Prints the answer; every precedent is in it.
#[must_use]
pub fn print(file: &CaseFile, proof: &Proof, all: &[Precedents], searched: &Searched) -> String {
    line(&Answer {
        case: &file.name,
        detention: &proof.case.name,
        title: words::heading(proof.case),
        pack: Pack::of(&proof.program.pack),
        as_pleaded: proof.options.as_pleaded,
        readings: chosen(proof.program),
        searched: &searched.places,
        decided: searched.decided,
        conclusions: all.iter().map(|found| conclusion(proof, found)).collect(),
    })
}

#[derive(Serialize)]
struct Answer<'a> {
    case: &'a str,
    detention: &'a str,
    title: String,
    pack: Pack<'a>,
    as_pleaded: bool,
    readings: Vec<String>,
    searched: &'a [String],
    decided: usize,
    conclusions: Vec<Sought<'a>>,
}

#[derive(Serialize)]
struct Sought<'a> {
    id: String,
    title: &'a str,
    value: &'static str,
    grounds: Vec<Ground<'a>>,
    against: Vec<Standing<'a>>,
    precedents: Vec<Found<'a>>,
    share_no_ground: usize,
    say_nothing: usize,
}

#[derive(Serialize)]
struct Ground<'a> {
    rule: &'a str,
    title: &'a str,
}

/// A defence or a disputed fact.
#[derive(Serialize)]
struct Standing<'a> {
    kind: &'static str,
    rule: Option<&'a str>,
    fact: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Found<'a> {
    case: &'a str,
    detention: &'a str,
    title: String,
    decision: &'a str,
    cite: String,
    reported_by: &'a [String],
    decided: &'static str,
    decided_instead: Vec<String>,
    rules: &'static str,
    reproduced: bool,
    reason: Option<&'a str>,
    shared: Vec<Ground<'a>>,
    only_there: Vec<Ground<'a>>,
    only_here: Vec<Ground<'a>>,
    against_only_here: Vec<Standing<'a>>,
    against_only_there: Vec<Standing<'a>>,
    a_fortiori: &'static str,
    a_fortiori_text: String,
}

fn conclusion<'a>(proof: &'a Proof, found: &'a Precedents) -> Sought<'a> {
    let holding = &proof.program.holdings[found.target.index()];
    Sought {
        id: proof.program.holding_name(found.target),
        title: &holding.title,
        value: proof.holding(found.target).word(),
        grounds: grounds(proof, &found.here.favouring),
        against: standing(proof, &found.here.against),
        precedents: found.found.iter().map(|it| precedent(proof, found.target, it)).collect(),
        share_no_ground: found.apart,
        say_nothing: found.silent,
    }
}

fn grounds<'a>(proof: &'a Proof, set: &BTreeSet<RuleId>) -> Vec<Ground<'a>> {
    let rule = |id: &RuleId| &proof.program.rules[id.index()];
    set.iter().map(rule).map(|rule| Ground { rule: &rule.name, title: &rule.title }).collect()
}

fn standing<'a>(proof: &'a Proof, set: &BTreeSet<Against>) -> Vec<Standing<'a>> {
    let program = proof.program;
    let rule = |id: &RuleId| Some(program.rules[id.index()].name.as_str());
    let one = |it: &Against| {
        let text = against(proof, *it);
        match it {
            Against::Exception(id, _) => Standing { kind: "exception", rule: rule(id), fact: None, text },
            Against::Rule(id) => Standing { kind: "rule", rule: rule(id), fact: None, text },
            Against::Disputed(fact) => {
                let fact = &program.facts[fact.index()];
                let name = format!("{}.{}", program.topics[fact.topic.index()].name, fact.name);
                Standing { kind: "disputed", rule: None, fact: Some(name), text }
            }
        }
    };
    set.iter().map(one).collect()
}

fn precedent<'a>(proof: &'a Proof, target: HoldingId, it: &'a Precedent) -> Found<'a> {
    let (decided, instead) = match &it.decided {
        Decision::For => ("for", Vec::new()),
        Decision::Without(others) => {
            ("without", others.iter().map(|other| proof.program.holding_name(*other)).collect())
        }
    };
    Found {
        case: &it.file.name,
        detention: &it.case.name,
        title: words::heading(it.case),
        decision: &it.decision,
        cite: citation(it),
        reported_by: &it.case.reported_by,
        decided,
        decided_instead: instead,
        rules: it.rules.word(),
        reproduced: it.reproduced,
        reason: it.recorded.as_ref().map(|recorded| recorded.reason.as_str()),
        shared: grounds(proof, &it.shared),
        only_there: grounds(proof, &it.only_there),
        only_here: grounds(proof, &it.only_here),
        against_only_here: standing(proof, &it.against_here),
        against_only_there: standing(proof, &it.against_there),
        a_fortiori: it.fortiori.word(),
        a_fortiori_text: fortiori_words(proof, target, it),
    }
}
