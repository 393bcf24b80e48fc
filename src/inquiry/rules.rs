//! Which rules ask for a fact. In: a proof and conclusions. Out: by fact, the rules on the way to these conclusions that read it
//! themselves, those that are not met left out where others are.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::Subject;
use crate::circuit::{About, ConditionId};
use crate::evaluate::{Proof, Status};
use crate::lab::subjects;
use crate::program::{HoldingId, Node, RuleId};

/// By fact, in the order of the pack.
pub(super) fn asked_by(proof: &Proof, goals: &[HoldingId]) -> BTreeMap<Subject, Vec<RuleId>> {
    let mut found: BTreeMap<Subject, Vec<RuleId>> = BTreeMap::new();
    for rule in on_the_way(proof, goals) {
        let slots = &proof.circuit.rules[rule.index()];
        let mut read = BTreeSet::new();
        std::iter::once(&slots.when).chain(&slots.unless).for_each(|condition| reads(proof, *condition, &mut read));
        for subject in read {
            found.entry(subject).or_default().push(rule);
        }
    }
    for rules in found.values_mut() {
        let met = |rule: &RuleId| proof.status(*rule) != Status::NotMet;
        if rules.iter().any(met) {
            rules.retain(met);
        }
    }
    found
}

/// The rules that lead to these conclusions, directly or through findings.
fn on_the_way(proof: &Proof, goals: &[HoldingId]) -> BTreeSet<RuleId> {
    let mut rules = BTreeSet::new();
    let mut open = goals.to_vec();
    while let Some(holding) = open.pop() {
        for rule in &proof.program.holdings[holding.index()].rules {
            if rules.insert(*rule) {
                let slots = &proof.circuit.rules[rule.index()];
                std::iter::once(&slots.when).chain(&slots.unless).for_each(|it| below(proof, *it, &mut open));
            }
        }
    }
    rules
}

/// The findings that a condition reads, through judgements too.
fn below(proof: &Proof, id: ConditionId, found: &mut Vec<HoldingId>) {
    match &proof.program.expr(proof.circuit.condition(id).expr).node {
        Node::Holding(holding) => found.push(*holding),
        Node::Fact(fact) => {
            let default = proof.circuit.judgement(*fact).and_then(|judgement| judgement.default);
            default.into_iter().for_each(|default| below(proof, default, found));
        }
        _ => proof.circuit.parts(id).iter().for_each(|part| below(proof, *part, found)),
    }
}

/// The facts that a condition reads itself, those of a judgement's default reading among them.
fn reads(proof: &Proof, id: ConditionId, found: &mut BTreeSet<Subject>) {
    match proof.circuit.condition(id).about {
        About::Subject(Some(subject)) => {
            let subject = proof.circuit.subjects[subject as usize];
            found.insert(subject);
            let default = proof.circuit.judgement(subject.fact).and_then(|judgement| judgement.default);
            default.into_iter().for_each(|default| reads(proof, default, found));
        }
        About::Leaf(slot) => {
            let leaf = &proof.circuit.leaves[slot as usize];
            let read = subjects(proof.program, &proof.circuit, leaf);
            found.extend(read.into_iter().map(|index| proof.circuit.subjects[index as usize]));
        }
        About::Subject(None) | About::Nothing => {}
    }
    proof.circuit.parts(id).iter().for_each(|part| reads(proof, *part, found));
}
