//! The paragraphs behind a breach. In: the rules that yield it. Out: where the first document relies on the facts that carry
//! these rules, or else states them; in order, each once.

use std::collections::BTreeSet;

use crate::case::Subject;
use crate::circuit::{About, ConditionId};
use crate::evaluate::Proof;
use crate::explain::words;
use crate::program::{HoldingId, Node, RuleId};
use crate::value::Value;

pub(super) fn paras<'a>(proof: &'a Proof, rules: &[RuleId]) -> Vec<&'a str> {
    let mut walk = Walk { proof, holdings: BTreeSet::new(), paras: BTreeSet::new() };
    for rule in rules {
        walk.condition(proof.circuit.rules[rule.index()].when);
    }
    walk.paras.into_iter().map(|(_, para)| para).collect()
}

struct Walk<'a> {
    proof: &'a Proof<'a>,
    holdings: BTreeSet<HoldingId>,
    /// With the number that they begin with, to sort by.
    paras: BTreeSet<(u32, &'a str)>,
}

impl Walk<'_> {
    /// Goes down the parts that decide the value.
    fn condition(&mut self, id: ConditionId) {
        let proof = self.proof;
        let value = proof.of(id);
        let condition = proof.circuit.condition(id);
        let node = &proof.program.expr(condition.expr).node;
        if let Node::Holding(holding) = node {
            return self.holding(*holding, value);
        }
        if let About::Subject(Some(subject)) = condition.about {
            self.subject(proof.circuit.subjects[subject as usize]);
        }
        for fact in words::facts_read(proof.program, node) {
            if let Some(subject) = words::subject_in_scope(proof, id, fact) {
                self.subject(subject);
            }
        }
        let all = matches!(node, Node::Not(_) | Node::IsShown(_) | Node::AtLeast(..) | Node::Count(..));
        for part in proof.circuit.parts(id) {
            if all || proof.of(*part) == value {
                self.condition(*part);
            }
        }
        if let Node::Fact(fact) = node
            && let Some(default) = proof.circuit.judgement(*fact).and_then(|judgement| judgement.default)
        {
            self.condition(default);
        }
    }

    fn holding(&mut self, id: HoldingId, value: Value) {
        if !self.holdings.insert(id) {
            return;
        }
        for rule in &self.proof.program.holdings[id.index()].rules {
            let slots = &self.proof.circuit.rules[rule.index()];
            if self.proof.value(slots.value) == value {
                self.condition(slots.when);
            }
        }
    }

    fn subject(&mut self, subject: Subject) {
        let statements = self.proof.case.statements_on(subject);
        let relied = statements.iter().flat_map(|statement| &statement.relied);
        if relied.clone().next().is_some() {
            return self.paras.extend(relied.map(|para| sorted(para)));
        }
        let stated = statements.iter().flat_map(|statement| &statement.stated).filter(|place| place.document == 0);
        self.paras.extend(stated.flat_map(|place| &place.paras).map(|para| sorted(para)));
    }
}

fn sorted(para: &str) -> (u32, &str) {
    let end = para.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(para.len());
    (para.get(..end).and_then(|number| number.parse().ok()).unwrap_or(u32::MAX), para)
}
