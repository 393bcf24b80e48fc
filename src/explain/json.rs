//! The JSON answer of `habeas explain`. In: a case file, and each of its detentions with proof and explanation. Out: one
//! object on one line, in the shape of `docs/schema/explain.json`. Texts are borrowed and the reasoning is written while it
//! is walked; nothing is said here that the proof does not hold.

mod facts;
mod force;
mod grounds;
pub mod listing;
pub(crate) mod places;
pub(crate) mod readings;
mod reasoning;
pub(crate) mod rules;

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::report::listed;
use super::{Authority, Concluded, Explanation, authority};
use crate::case::CaseFile;
use crate::evaluate::{Breach, Proof, Status};
use crate::program::{HoldingId, PackInfo, Program, RuleId};
use crate::value::Value;
use facts::Fact;
pub(crate) use facts::subject_name;
use force::{Dating, Law, dated};
use places::{Cited, Part, cited, paras};
use reasoning::Tree;
use rules::Rule;

/// The JSON Schema of the answer.
pub const SCHEMA: &str = include_str!("../../docs/schema/explain.json");

/// Prints the answer: the fields of the one detention, or each detention of a case that is split into several.
#[must_use]
pub fn print(file: &CaseFile, explained: &[(Proof, Explanation)]) -> String {
    answer(file, explained).map_or_else(String::new, |answer| line(&answer))
}

/// The answer itself, for answers that hold it.
pub(crate) fn answer<'a>(
    file: &'a CaseFile,
    explained: &'a [(Proof<'a>, Explanation)],
) -> Option<impl Serialize + use<'a>> {
    let (first, explanation) = explained.first()?;
    let parts =
        || explained.iter().map(|(proof, explanation)| Part::of(proof.case, Fields::of(proof, explanation))).collect();
    let body = if file.split {
        Body::Split { detentions: parts() }
    } else {
        Body::Whole(Box::new(Fields::of(first, explanation)))
    };
    let (case, title, pack) = (&file.name, &file.title, Pack::of(&first.program.pack));
    Some(Answer { case, title, reported_by: &file.reported_by, pack, body })
}

/// One line of JSON.
pub(crate) fn line(answer: &impl Serialize) -> String {
    // Every key is a text and every value of a plain type, so that nothing refuses to be written.
    let mut line = serde_json::to_string(answer).unwrap_or_default();
    line.push('\n');
    line
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
    Split { detentions: Vec<Part<'a, Fields<'a>>> },
}

/// What names a pack in every answer.
#[derive(Serialize)]
pub(crate) struct Pack<'a> {
    name: &'a str,
    version: &'a str,
    title: &'a str,
}

impl<'a> Pack<'a> {
    pub(crate) fn of(pack: &'a PackInfo) -> Self {
        Pack { name: &pack.name, version: &pack.version, title: &pack.title }
    }
}

/// What is said of one detention.
#[derive(Serialize)]
struct Fields<'a> {
    stage: &'a str,
    stage_title: &'a str,
    stage_words: &'a str,
    as_pleaded: bool,
    person: &'a str,
    notes: &'a [String],
    law_in_time: Vec<Dating>,
    readings: Vec<readings::Read<'a>>,
    conclusions: Vec<Conclusion<'a>>,
    findings: Vec<Finding<'a>>,
    breaches: Vec<Breached<'a>>,
    disposition: Listing<'a>,
    disposition_contested: Listing<'a>,
    claims: Vec<Claim<'a>>,
    rests_on: RestsOn<'a>,
    facts: Vec<Fact<'a>>,
    rules: Vec<Rule<'a>>,
    reasoning: Tree<'a>,
}

impl<'a> Fields<'a> {
    fn of(proof: &'a Proof, explanation: &'a Explanation) -> Self {
        let stage = &proof.program.stages[proof.case.stage.index()];
        let concluded = explanation.conclusions.iter().zip(authority(proof, explanation));
        Fields {
            stage: &stage.name,
            stage_title: &stage.title,
            stage_words: &stage.words,
            as_pleaded: proof.options.as_pleaded,
            person: &proof.case.person,
            notes: &proof.case.notes,
            law_in_time: dated(proof),
            readings: readings::readings(proof.program),
            conclusions: concluded.map(|concluded| conclusion(proof, concluded)).collect(),
            findings: findings(proof),
            breaches: proof.breaches().iter().map(|breach| breached(proof, breach)).collect(),
            disposition: Listing::of(proof, Value::Yes),
            disposition_contested: Listing::of(proof, Value::Contested),
            claims: claims(proof, explanation),
            rests_on: rests_on(proof, explanation),
            facts: facts::facts(proof),
            rules: rules::rules(proof),
            reasoning: Tree::whole(proof, explanation),
        }
    }
}

#[derive(Serialize)]
struct Conclusion<'a> {
    kind: &'a str,
    id: &'a str,
    title: &'a str,
    value: &'static str,
    raised: bool,
    claimed: bool,
    own_motion: bool,
    unverified: &'static str,
    rules: Vec<&'a str>,
    in_force: bool,
    force: Option<Law<'a>>,
}

fn conclusion<'a>(proof: &'a Proof, (concluded, authority): (&Concluded, Authority)) -> Conclusion<'a> {
    let holding = &proof.program.holdings[concluded.holding.index()];
    let in_force = proof.holding_in_force(concluded.holding);
    Conclusion {
        kind: holding.kind.map_or("", |kind| &proof.program.kinds[kind.index()].name),
        id: &holding.name,
        title: &holding.title,
        value: concluded.value.word(),
        raised: concluded.raised,
        claimed: concluded.claimed,
        own_motion: concluded.own_motion,
        unverified: authority.word(),
        rules: if in_force { applying(proof, &holding.rules) } else { Vec::new() },
        in_force,
        force: Law::of(proof.program, holding.force.as_ref()),
    }
}

fn applying<'a>(proof: &'a Proof, rules: &[RuleId]) -> Vec<&'a str> {
    rules.iter().filter(|rule| proof.status(**rule) == Status::Applies).map(|rule| name(proof.program, *rule)).collect()
}

fn name(program: &Program, rule: RuleId) -> &str {
    &program.rules[rule.index()].name
}

#[derive(Serialize)]
struct Finding<'a> {
    id: &'a str,
    title: &'a str,
    value: &'static str,
    rules: Vec<&'a str>,
}

fn findings<'a>(proof: &'a Proof) -> Vec<Finding<'a>> {
    let declared = proof.program.holdings.iter().enumerate().filter(|(_, holding)| holding.kind.is_none());
    let finding = |(index, holding): (usize, &'a crate::program::Holding)| Finding {
        id: &holding.name,
        title: &holding.title,
        value: proof.holding(HoldingId::at(index)).word(),
        rules: applying(proof, &holding.rules),
    };
    declared.map(finding).collect()
}

#[derive(Serialize)]
struct Breached<'a> {
    instrument: &'a str,
    provision: &'a str,
    title: &'a str,
    value: &'static str,
    direct: bool,
    rules: Vec<&'a str>,
    paras: Vec<&'a str>,
    cite: Vec<Cited<'a>>,
}

fn breached<'a>(proof: &'a Proof, breach: &Breach) -> Breached<'a> {
    let provision = &proof.program.provisions[breach.provision.index()];
    let rules = || breach.rules.iter().map(|rule| &proof.program.rules[rule.index()]);
    Breached {
        instrument: &proof.program.instruments[provision.instrument.index()].name,
        provision: &provision.number,
        title: &provision.title,
        value: breach.value.word(),
        direct: breach.direct,
        rules: rules().map(|rule| rule.name.as_str()).collect(),
        paras: grounds::paras(proof, &breach.rules),
        cite: distinct(rules().flat_map(|rule| cited(proof.program, &rule.cite))),
    }
}

/// Several rules often rest on the same authority.
fn distinct<'a>(all: impl Iterator<Item = Cited<'a>>) -> Vec<Cited<'a>> {
    let mut once = Vec::new();
    for cite in all {
        if !once.contains(&cite) {
            once.push(cite);
        }
    }
    once
}

/// Instruments and the articles that a disposition lists.
struct Listing<'a>(Vec<(&'a str, Vec<String>)>);

impl<'a> Listing<'a> {
    fn of(proof: &'a Proof, value: Value) -> Self {
        let named = |(id, numbers): (crate::program::InstrumentId, _)| {
            (proof.program.instruments[id.index()].name.as_str(), numbers)
        };
        Listing(listed(proof, value).into_iter().map(named).collect())
    }
}

impl Serialize for Listing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(instrument, numbers)| (instrument, numbers)))
    }
}

#[derive(Serialize)]
struct Claim<'a> {
    by: &'a str,
    finding: Option<&'a str>,
    conclusion: Option<String>,
    paras: Vec<Cow<'a, str>>,
    result: &'static str,
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

fn claims<'a>(proof: &'a Proof, explanation: &Explanation) -> Vec<Claim<'a>> {
    let claim = |result: &super::ClaimResult| {
        let made = &proof.case.claims[result.claim];
        let holding = &proof.program.holdings[made.holding.index()];
        let concluded = if holding.kind.is_some() { Some(made.holding) } else { made.toward };
        Claim {
            by: &proof.case.speakers[made.speaker as usize].name,
            finding: holding.kind.is_none().then_some(holding.name.as_str()),
            conclusion: concluded.map(|id| proof.program.holding_name(id)),
            paras: paras(proof.case, &made.stated),
            result: result.answer.word(),
            rule: result.rule.map(|rule| name(proof.program, rule)),
            note: &made.note,
        }
    };
    explanation.claims.iter().map(claim).collect()
}

/// What the conclusions that apply rest on, by the names of facts and rules.
#[derive(Serialize)]
struct RestsOn<'a> {
    judgements: Vec<String>,
    burdens_not_met: Vec<Burden<'a>>,
    contested: Vec<String>,
    alleged: Vec<String>,
    unverified: Vec<&'a str>,
}

#[derive(Serialize)]
struct Burden<'a> {
    rule: &'a str,
    text: String,
}

fn rests_on<'a>(proof: &'a Proof, explanation: &Explanation) -> RestsOn<'a> {
    let program = proof.program;
    let on = super::rests_on(proof, explanation);
    let burden = |(rule, index): &(RuleId, u32)| {
        let unless = &program.rules[rule.index()].unless[*index as usize];
        Burden { rule: name(program, *rule), text: rules::words(program, unless.condition) }
    };
    let subjects = |list: &[u32]| list.iter().map(|subject| facts::subject_name(proof, *subject)).collect();
    RestsOn {
        judgements: on.judgements.iter().map(|fact| program.fact_name(*fact)).collect(),
        burdens_not_met: on.burdens.iter().map(burden).collect(),
        contested: subjects(&on.contested),
        alleged: subjects(&on.alleged),
        unverified: on.unverified.iter().map(|rule| name(program, *rule)).collect(),
    }
}
