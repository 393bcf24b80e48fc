//! Why something does not hold: the rule that came nearest, and the first of its conditions that failed. In: a proof. Out:
//! ids, and which kind of failure it is.

use crate::circuit::{About, ConditionId};
use crate::evaluate::{Proof, Status};
use crate::program::{HoldingId, Node, RuleId, Standing};
use crate::value::Value;

/// How a condition failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It is shown to be otherwise.
    Otherwise,
    /// Nobody raised it.
    NeverRaised,
    /// It was raised and is not shown.
    NotShown,
    /// It is contested.
    Contested,
    /// An exception of the rule, by its place, is made out or contested.
    Exception(u32),
}

/// The rule for this holding that came nearest to applying: the strongest status, then the most conditions made out.
#[must_use]
pub fn nearest_rule(proof: &Proof, holding: HoldingId) -> Option<RuleId> {
    let rules = proof.program.holdings[holding.index()].rules.iter().copied();
    let nearness = |rule: &RuleId| {
        let status = match proof.status(*rule) {
            Status::Applies => 4,
            Status::Contested => 3,
            Status::Defeated => 2,
            Status::NotShown => 1,
            Status::NotMet => 0,
        };
        let (made, all) = made_out(proof, proof.circuit.rules[rule.index()].when);
        (proof.rule_in_force(*rule), status, made * 1000 / all.max(1))
    };
    // Of equals the first: `max_by_key` would give the last.
    rules.rev().max_by_key(nearness)
}

/// How many of the conditions at the leaves are made out, and how many there are.
fn made_out(proof: &Proof, id: ConditionId) -> (usize, usize) {
    let node = &proof.program.expr(proof.circuit.condition(id).expr).node;
    let parts = proof.circuit.parts(id);
    if parts.is_empty() || matches!(node, Node::Not(_) | Node::IsShown(_)) {
        return (usize::from(proof.of(id) == Value::Yes), 1);
    }
    let counts = parts.iter().map(|part| made_out(proof, *part));
    match node {
        // One alternative is enough; the nearest stands for all.
        Node::Any(_) | Node::Some(..) => counts.max_by_key(|(made, all)| made * 1000 / (*all).max(1)).unwrap_or((0, 1)),
        _ => counts.fold((0, 0), |(made, all), (more, of)| (made + more, all + of)),
    }
}

/// The first condition of a rule that keeps it from applying, and how it failed; `None` if the rule applies.
#[must_use]
pub fn first_failure(proof: &Proof, rule: RuleId) -> Option<(ConditionId, Failure)> {
    let slots = &proof.circuit.rules[rule.index()];
    if proof.of(slots.when) != Value::Yes {
        let at = descend(proof, slots.when);
        return Some((at, failure(proof, at)));
    }
    let hit = slots.unless.iter().position(|unless| proof.of(*unless) >= Value::Contested)?;
    Some((slots.unless[hit], Failure::Exception(u32::try_from(hit).unwrap_or(u32::MAX))))
}

/// From a condition that is not made out down to the first part that decides it.
fn descend(proof: &Proof, id: ConditionId) -> ConditionId {
    let value = proof.of(id);
    let node = &proof.program.expr(proof.circuit.condition(id).expr).node;
    let part = match node {
        Node::All(_) | Node::Every(..) => {
            // What is contested or missing stands before what merely follows from it.
            proof.circuit.parts(id).iter().find(|part| proof.of(**part) == value)
        }
        Node::AtLeast(..) => proof.circuit.parts(id).iter().find(|part| proof.of(**part) != Value::Yes),
        _ => None,
    };
    part.map_or(id, |part| descend(proof, *part))
}

fn failure(proof: &Proof, id: ConditionId) -> Failure {
    match proof.of(id) {
        Value::No | Value::Yes => Failure::Otherwise,
        Value::Contested => Failure::Contested,
        Value::NotShown if any_raised(proof, id) => Failure::NotShown,
        Value::NotShown => Failure::NeverRaised,
    }
}

fn any_raised(proof: &Proof, id: ConditionId) -> bool {
    let here = match proof.circuit.condition(id).about {
        About::Subject(Some(subject)) => proof.evaluation.readings[subject as usize].standing != Standing::NotRaised,
        About::Subject(None) | About::Nothing | About::Leaf(_) => false,
    };
    let below = match &proof.program.expr(proof.circuit.condition(id).expr).node {
        Node::Holding(holding) => proof.program.holdings[holding.index()]
            .rules
            .iter()
            .any(|rule| any_raised(proof, proof.circuit.rules[rule.index()].when)),
        _ => false,
    };
    here || below || proof.circuit.parts(id).iter().any(|part| any_raised(proof, *part))
}
