//! Decided cases beside a present one. In: proofs under one pack, a conclusion, and of the decided cases what was decided. Out:
//! for each decided case the grounds that it shares with the present case, what tells the two apart, and whether it holds *a
//! fortiori*: the result model of precedent (J. F. Horty, “The Result Model of Precedent”, Legal Theory 10 (2004) 19-31).
//! Of the present case no outcome is read; of decided cases it is read as what it is, an outcome.

mod ground;
pub mod json;
pub mod report;

use std::collections::BTreeSet;

use crate::case::{Case, CaseFile, Place};
use crate::compare::{Agreement, Recorded, Stated, compare};
use crate::evaluate::{Options, Proof, evaluate};
use crate::explain::explain;
use crate::program::{HoldingId, Program, RuleId};
use crate::value::Value;

pub use ground::{Against, Grounds, common, grounds};

/// What was decided on the conclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The decision states it.
    For,
    /// The decision states other conclusions of the kind, or that there is none, and not this one.
    Without(Vec<HoldingId>),
}

/// How a decided case and the present one stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fortiori {
    /// The present case is at least as strong for the side that prevailed.
    Holds,
    /// It is not; what tells the two apart says why.
    Fails,
    /// The rules do not reach what was decided, so that what it rests on is not known well enough.
    NotSaid,
}

impl Fortiori {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Fortiori::Holds => "holds",
            Fortiori::Fails => "fails",
            Fortiori::NotSaid => "not_said",
        }
    }
}

/// A decided detention beside the present one.
#[derive(Clone, Debug)]
pub struct Precedent<'a> {
    /// Its file.
    pub file: &'a CaseFile,
    /// The detention.
    pub case: &'a Case,
    /// The name of the decision.
    pub decision: String,
    /// Where the decision states what it states on the conclusion, or else on others of the kind.
    pub places: Vec<Place>,
    /// What was decided.
    pub decided: Decision,
    /// What the rules give there.
    pub rules: Value,
    /// Rules and decision agree on the conclusion.
    pub reproduced: bool,
    /// If they do not: the reason that the case records.
    pub recorded: Option<Recorded>,
    /// Grounds in both cases.
    pub shared: BTreeSet<RuleId>,
    /// Grounds there and not here.
    pub only_there: BTreeSet<RuleId>,
    /// Grounds here and not there.
    pub only_here: BTreeSet<RuleId>,
    /// What stands against it here and not there.
    pub against_here: BTreeSet<Against>,
    /// What stands against it there and not here.
    pub against_there: BTreeSet<Against>,
    /// Whether the decision holds here all the more.
    pub fortiori: Fortiori,
}

/// The decided cases for one conclusion.
#[derive(Debug)]
pub struct Precedents<'a> {
    /// The conclusion.
    pub target: HoldingId,
    /// The grounds of the present case.
    pub here: Grounds,
    /// Those that share a ground with it, in order.
    pub found: Vec<Precedent<'a>>,
    /// Decided cases that share none.
    pub apart: usize,
    /// Decided cases whose outcome says nothing of the conclusion.
    pub silent: usize,
}

/// Ranks the decided cases for a conclusion: most grounds shared, then fewest grounds that this case lacks, then fewest things
/// against it that stand only here, then by decision.
#[must_use]
pub fn precedents<'a>(proof: &Proof, target: HoldingId, decided: &[(&'a CaseFile, &'a Case)]) -> Precedents<'a> {
    let here = grounds(proof, target);
    let mut all = Precedents { target, here, found: Vec::new(), apart: 0, silent: 0 };
    for (file, case) in decided {
        match beside(proof.program, &all.here, target, (*file, *case)) {
            None => all.silent += 1,
            Some(precedent) if precedent.shared.is_empty() => all.apart += 1,
            Some(precedent) => all.found.push(precedent),
        }
    }
    all.found.sort_by(|a, b| {
        let distance = |it: &Precedent| (it.only_there.len(), it.against_here.len());
        let shared = b.shared.len().cmp(&a.shared.len());
        shared.then_with(|| distance(a).cmp(&distance(b))).then_with(|| newest(b).cmp(&newest(a)))
    });
    all
}

/// Year and number of a decision, and what tells detentions apart.
fn newest<'a>(precedent: &'a Precedent) -> (u32, u32, &'a str, &'a str) {
    let name = precedent.decision.rsplit(' ').next().unwrap_or_default();
    let (number, year) = name.split_once('/').unwrap_or((name, ""));
    let read = |text: &str| text.parse().unwrap_or(0);
    (read(year), read(number), &precedent.file.name, &precedent.case.name)
}

/// One decided detention beside the present grounds; nothing where its outcome says nothing of the conclusion.
fn beside<'a>(
    program: &Program,
    here: &Grounds,
    target: HoldingId,
    (file, case): (&'a CaseFile, &'a Case),
) -> Option<Precedent<'a>> {
    let proof = evaluate(program, case, Options::default());
    let comparison = compare(&proof, &explain(&proof))?;
    let compared = comparison.conclusions.iter().find(|it| it.holding == target)?;
    let kind = program.holdings[target.index()].kind;
    let others = || {
        let of_kind = comparison.conclusions.iter().filter(|it| program.holdings[it.holding.index()].kind == kind);
        of_kind.filter(|it| it.stated == Stated::Yes)
    };
    let (decided, places) = match compared.stated {
        Stated::NotExamined => return None,
        Stated::Yes => (Decision::For, compared.places.clone()),
        Stated::Nothing => {
            let none = case.decided.iter().flat_map(|decided| &decided.none_of).find(|(of, _)| Some(*of) == kind);
            let none = none.map_or_else(Vec::new, |(_, places)| places.clone());
            let places = others().next().map_or(none, |it| it.places.clone());
            (Decision::Without(others().map(|it| it.holding).collect()), places)
        }
    };
    let there = grounds(&proof, target);
    let reproduced = compared.agreement == Agreement::Agree;
    let fortiori = match (&decided, reproduced) {
        (Decision::For, true) => at_least_as_strong(here, &there),
        // It was decided for something that the grounds known here do not carry.
        (Decision::For, false) => Fortiori::NotSaid,
        (Decision::Without(_), _) => at_least_as_strong(&there, here),
    };
    let less = |from: &BTreeSet<RuleId>, what: &BTreeSet<RuleId>| from.difference(what).copied().collect();
    let fewer = |from: &BTreeSet<Against>, what: &BTreeSet<Against>| from.difference(what).copied().collect();
    Some(Precedent {
        file,
        case,
        decision: comparison.decision.clone(),
        places,
        decided,
        rules: compared.value,
        reproduced,
        recorded: compared.recorded.clone(),
        shared: here.favouring.intersection(&there.favouring).copied().collect(),
        only_there: less(&there.favouring, &here.favouring),
        only_here: less(&here.favouring, &there.favouring),
        against_here: fewer(&here.against, &there.against),
        against_there: fewer(&there.against, &here.against),
        fortiori,
    })
}

/// The strength order of the result model: a case is at least as strong for a conclusion as another where it has every ground
/// for it that the other has, and nothing against it that the other lacks.
fn at_least_as_strong(stronger: &Grounds, weaker: &Grounds) -> Fortiori {
    let holds = weaker.favouring.is_subset(&stronger.favouring) && stronger.against.is_subset(&weaker.against);
    if holds { Fortiori::Holds } else { Fortiori::Fails }
}
