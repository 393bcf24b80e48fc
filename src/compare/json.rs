//! The JSON answer of `habeas compare`. In: a case file, and each of its detentions with proof and comparison. Out: one object
//! on one line, in the shape of `docs/schema/compare.json`.

use std::borrow::Cow;

use serde::Serialize;

use super::{Agreement, Comparison, Recorded, Totals};
use crate::case::{Case, CaseFile, Divergent, Place};
use crate::evaluate::Proof;
use crate::explain::json::places::{Part, paras};
use crate::explain::json::readings::chosen;
use crate::explain::json::{Pack, line};
use crate::program::{KindId, ProvisionId};

/// The JSON Schema of the answer.
pub const SCHEMA: &str = include_str!("../../docs/schema/compare.json");

/// Prints the answer: the fields of the one detention, or each detention of a case that is split into several. A detention
/// without an outcome is named as not compared.
#[must_use]
pub fn print(file: &CaseFile, compared: &[(Proof, Option<Comparison>)]) -> String {
    let Some((first, comparison)) = compared.first() else { return String::new() };
    let with = || compared.iter().filter_map(|(proof, comparison)| Some((proof, comparison.as_ref()?)));
    let without = || compared.iter().filter(|(_, comparison)| comparison.is_none());
    let body = match comparison {
        Some(comparison) if !file.split => Body::Whole(Box::new(Fields::of(first, comparison))),
        _ => Body::Split {
            detentions: with().map(|(proof, comparison)| Part::of(proof.case, Fields::of(proof, comparison))).collect(),
            not_compared: without().map(|(proof, _)| proof.case.name.as_str()).collect(),
        },
    };
    let (case, title, pack) = (&file.name, &file.title, Pack::of(&first.program.pack));
    line(&Answer { case, title, reported_by: &file.reported_by, pack, body })
}

#[derive(Serialize)]
struct Answer<'a> {
    case: &'a str,
    title: &'a str,
    reported_by: &'a [String],
    pack: Pack<'a>,
    #[serde(flatten)]
    body: Body<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Whole(Box<Fields<'a>>),
    Split { detentions: Vec<Part<'a, Fields<'a>>>, not_compared: Vec<&'a str> },
}

#[derive(Serialize)]
struct Fields<'a> {
    as_pleaded: bool,
    readings: Vec<String>,
    decision: &'a str,
    conclusions: Vec<Conclusion<'a>>,
    none_of: Vec<&'a str>,
    disposition: Vec<Article<'a>>,
    reasoning: Vec<Article<'a>>,
    claims: Vec<Claim<'a>>,
    stale: Vec<Unneeded<'a>>,
    totals: Counts,
}

/// How the two sides stand, and why, if the case says why.
#[derive(Serialize)]
struct Verdict<'a> {
    result: &'static str,
    recorded: bool,
    reason: Option<&'a str>,
    paras: Vec<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Conclusion<'a> {
    kind: &'a str,
    id: &'a str,
    title: &'a str,
    rules: &'static str,
    decision: &'static str,
    decided_in: Vec<Cow<'a, str>>,
    supportable: bool,
    #[serde(flatten)]
    verdict: Verdict<'a>,
}

#[derive(Serialize)]
struct Article<'a> {
    instrument: &'a str,
    provision: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_in: Option<Vec<Cow<'a, str>>>,
    #[serde(flatten)]
    verdict: Verdict<'a>,
}

#[derive(Serialize)]
struct Claim<'a> {
    finding: &'a str,
    title: &'a str,
    rules: &'static str,
    supportable: bool,
    declined_by: Option<&'a str>,
    decided_in: Vec<Cow<'a, str>>,
    reason: Option<&'a str>,
    paras: Vec<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Unneeded<'a> {
    subject: String,
    said: &'static str,
    reason: &'a str,
    paras: Vec<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Counts {
    compared: usize,
    agree: usize,
    extra: usize,
    missing: usize,
    not_examined: usize,
    not_testable: usize,
    supportable: usize,
    recorded: usize,
    unrecorded: usize,
    stale: usize,
}

impl<'a> Fields<'a> {
    fn of(proof: &'a Proof, comparison: &'a Comparison) -> Self {
        Fields {
            as_pleaded: proof.options.as_pleaded,
            readings: chosen(proof.program),
            decision: &comparison.decision,
            conclusions: conclusions(proof, comparison),
            none_of: comparison.none_of.iter().map(|kind| kind_name(proof, *kind)).collect(),
            disposition: disposition(proof, comparison),
            reasoning: reasoning(proof, comparison),
            claims: claims(proof, comparison),
            stale: stale(proof, comparison),
            totals: counts(comparison.totals),
        }
    }
}

fn kind_name<'a>(proof: &'a Proof, kind: KindId) -> &'a str {
    &proof.program.kinds[kind.index()].name
}

fn verdict<'a>(case: &'a Case, agreement: Agreement, recorded: Option<&'a Recorded>) -> Verdict<'a> {
    let (reason, paras) = because(case, recorded);
    Verdict { result: agreement.word(), recorded: recorded.is_some(), reason, paras }
}

fn because<'a>(case: &'a Case, recorded: Option<&'a Recorded>) -> (Option<&'a str>, Vec<Cow<'a, str>>) {
    let places: &'a [Place] = recorded.map_or(&[], |recorded| &recorded.places);
    (recorded.map(|recorded| recorded.reason.as_str()), paras(case, places))
}

fn conclusions<'a>(proof: &'a Proof, comparison: &'a Comparison) -> Vec<Conclusion<'a>> {
    let one = |compared: &'a super::ConclusionCompared| {
        let holding = &proof.program.holdings[compared.holding.index()];
        Conclusion {
            kind: holding.kind.map_or("", |kind| kind_name(proof, kind)),
            id: &holding.name,
            title: &holding.title,
            rules: compared.value.word(),
            decision: compared.stated.word(),
            decided_in: paras(proof.case, &compared.places),
            supportable: compared.supportable(),
            verdict: verdict(proof.case, compared.agreement, compared.recorded.as_ref()),
        }
    };
    comparison.conclusions.iter().map(one).collect()
}

fn disposition<'a>(proof: &'a Proof, comparison: &'a Comparison) -> Vec<Article<'a>> {
    let one = |compared: &'a super::ArticleCompared| Article {
        instrument: &proof.program.instruments[compared.instrument.index()].name,
        provision: &compared.listed,
        decided_in: None,
        verdict: verdict(proof.case, compared.agreement, compared.recorded.as_ref()),
    };
    comparison.disposition.iter().map(one).collect()
}

fn reasoning<'a>(proof: &'a Proof, comparison: &'a Comparison) -> Vec<Article<'a>> {
    let one = |compared: &'a super::ProvisionCompared| {
        let (instrument, provision) = numbered(proof, compared.provision);
        Article {
            instrument,
            provision,
            decided_in: Some(paras(proof.case, &compared.places)),
            verdict: verdict(proof.case, compared.agreement, compared.recorded.as_ref()),
        }
    };
    comparison.reasoning.iter().map(one).collect()
}

fn numbered<'a>(proof: &'a Proof, id: ProvisionId) -> (&'a str, &'a str) {
    let provision = &proof.program.provisions[id.index()];
    (&proof.program.instruments[provision.instrument.index()].name, &provision.number)
}

fn claims<'a>(proof: &'a Proof, comparison: &'a Comparison) -> Vec<Claim<'a>> {
    let one = |compared: &'a super::ClaimCompared| {
        let holding = &proof.program.holdings[compared.holding.index()];
        let (reason, why) = because(proof.case, compared.recorded.as_ref());
        Claim {
            finding: &holding.name,
            title: &holding.title,
            rules: compared.value.word(),
            supportable: compared.supportable(),
            declined_by: compared.declined.map(|rule| proof.program.rules[rule.index()].name.as_str()),
            decided_in: paras(proof.case, &compared.places),
            reason,
            paras: why,
        }
    };
    comparison.claims.iter().map(one).collect()
}

fn stale<'a>(proof: &'a Proof, comparison: &'a Comparison) -> Vec<Unneeded<'a>> {
    let one = |stale: &'a super::Stale| Unneeded {
        subject: match stale.subject {
            Divergent::Provision(id) => proof.program.provision_name(id),
            Divergent::Holding(id) => proof.program.holding_name(id),
        },
        said: stale.said.word(),
        reason: &stale.recorded.reason,
        paras: paras(proof.case, &stale.recorded.places),
    };
    comparison.stale.iter().map(one).collect()
}

fn counts(totals: Totals) -> Counts {
    let Totals {
        compared,
        agree,
        extra,
        missing,
        not_examined,
        not_testable,
        supportable,
        recorded,
        unrecorded,
        stale,
    } = totals;
    Counts { compared, agree, extra, missing, not_examined, not_testable, supportable, recorded, unrecorded, stale }
}
