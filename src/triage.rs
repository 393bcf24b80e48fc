//! The first ten minutes: what is in danger, what is agreed, what is bound by time, and what nobody answered yet. In: a proof,
//! and perhaps the moment at which clocks that run are read. Out: the parts that the pack declares, each with its answers, the
//! steps that apply, its clocks, and the questions that are open. It evaluates nothing by itself.

mod checklist;
pub mod clock;
pub mod json;
pub mod picture;
mod report;

pub use checklist::checklist;
pub use report::report;

use crate::amount::Amount;
use crate::case::Subject;
use crate::evaluate::{Proof, State};
use crate::program::{ClockId, FactId, HoldingId, InstrumentId, TriagePart};
use crate::value::Value;
use clock::Timed;

/// A case as the triage sees it.
#[derive(Debug)]
pub struct Triage<'a> {
    /// The proof that it reads.
    pub proof: &'a Proof<'a>,
    /// When clocks that run are read; absent: they are not.
    pub now: Option<Amount>,
    /// In the order of the pack.
    pub parts: Vec<Part<'a>>,
}

/// A part of the triage, for one case.
#[derive(Debug)]
pub struct Part<'a> {
    /// As the pack declares it.
    pub declared: &'a TriagePart,
    /// Its facts that have an answer, or two that contradict each other.
    pub told: Vec<Subject>,
    /// Its facts that have none.
    pub open: Vec<FactId>,
    /// Conclusions of the kinds that it tells, made out or contested.
    pub steps: Vec<(HoldingId, Value)>,
    /// Its clocks, without those that there are not in this case.
    pub clocks: Vec<(ClockId, Timed)>,
    /// Whether its instruments bind.
    pub binding: Vec<(InstrumentId, Value)>,
}

/// Looks at a case.
#[must_use]
pub fn triage<'a>(proof: &'a Proof<'a>, now: Option<Amount>) -> Triage<'a> {
    let parts = proof.program.triage.iter().map(|declared| part(proof, declared, now)).collect();
    Triage { proof, now, parts }
}

fn part<'a>(proof: &'a Proof<'a>, declared: &'a TriagePart, now: Option<Amount>) -> Part<'a> {
    let program = proof.program;
    let (mut told, mut open) = (Vec::new(), Vec::new());
    for fact in &declared.asks {
        let answered: Vec<Subject> = subjects(proof, *fact).into_iter().filter(|it| is_answered(proof, *it)).collect();
        if answered.is_empty() {
            open.push(*fact);
        }
        told.extend(answered);
    }
    let all = (0..program.holdings.len()).map(HoldingId::at);
    let of_kinds = all.filter(|id| {
        let kind = program.holdings[id.index()].kind;
        kind.is_some_and(|kind| declared.tells.contains(&kind))
    });
    let steps = of_kinds.map(|id| (id, proof.holding(id))).filter(|(_, value)| *value >= Value::Contested).collect();
    let timed = declared.clocks.iter().filter_map(|id| Some((*id, clock::read(proof, *id, now)?)));
    let binding = declared.binding.iter().map(|id| (*id, proof.binds(*id))).collect();
    Part { declared, told, open, steps, clocks: timed.collect(), binding }
}

/// A fact in the case: once, or once for each instance of its topic.
fn subjects(proof: &Proof, fact: FactId) -> Vec<Subject> {
    let topic = proof.program.facts[fact.index()].topic;
    if !proof.program.topics[topic.index()].many {
        return vec![Subject { fact, instance: 0 }];
    }
    proof.circuit.subjects.iter().copied().filter(|subject| subject.fact == fact).collect()
}

fn is_answered(proof: &Proof, subject: Subject) -> bool {
    match proof.reading(subject).state {
        State::Known(_) | State::Contested => true,
        State::NotShown => false,
    }
}

/// What a yes/no fact of the case says, where it says one thing.
fn yes_or_no(proof: &Proof, fact: FactId) -> Option<bool> {
    use crate::case::Datum;
    match &proof.reading(Subject { fact, instance: 0 }).state {
        State::Known(Datum::Yes) => Some(true),
        State::Known(Datum::No) => Some(false),
        State::Known(_) | State::NotShown | State::Contested => None,
    }
}
