//! What speaks for and against a conclusion in one case. In: a proof and a conclusion. Out: [`Grounds`]: the rules on the way
//! to it that apply, and the defences and disputed facts that stand against them. No outcome is read.

use std::collections::BTreeSet;

use crate::check::{Read, reads};
use crate::evaluate::{Proof, State, Status};
use crate::program::{ExprId, FactId, HoldingId, KindId, Node, Program, RuleId, Standing};
use crate::value::Value;

/// What speaks for and against a conclusion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// Rules on a way to the conclusion that apply and read a fact themselves; those that only put findings together are
    /// the way, not the ground. What nearly every conclusion of the kind rests on is left out.
    pub favouring: BTreeSet<RuleId>,
    /// What stands against it.
    pub against: BTreeSet<Against>,
}

/// What stands against a conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// An exception, by its place, made out or contested, of a rule whose conditions are made out or contested.
    Exception(RuleId, u32),
    /// A rule to a finding that must not hold, applying or contested.
    Rule(RuleId),
    /// A fact that the conclusion reads and that is disputed, or was rebutted.
    Disputed(FactId),
}

/// The rules on the way to more than three quarters of the conclusions of a kind: that there was a detention at all hardly tells
/// two cases apart. None where rules lead to one conclusion of the kind only.
#[must_use]
pub fn common(program: &Program, kind: KindId) -> BTreeSet<RuleId> {
    let all = (0..program.holdings.len()).map(HoldingId::at);
    let those = all.filter(|id| program.holdings[id.index()].kind == Some(kind));
    let ways: Vec<BTreeSet<RuleId>> = those.map(|id| way(program, id)).filter(|way| !way.is_empty()).collect();
    let often = |rule: &RuleId| ways.iter().filter(|way| way.contains(rule)).count();
    let rules = ways.iter().flatten().copied();
    let nearly = |rule: &RuleId| often(rule) * 4 > ways.len() * 3;
    if ways.len() < 2 { BTreeSet::new() } else { rules.filter(nearly).collect() }
}

/// Every rule on a way to a conclusion, whatever its value.
fn way(program: &Program, target: HoldingId) -> BTreeSet<RuleId> {
    let (mut rules, mut open) = (BTreeSet::new(), vec![Read::Holding(target)]);
    let mut seen = Vec::new();
    while let Some(read) = open.pop() {
        if seen.contains(&read) {
            continue;
        }
        seen.push(read);
        match read {
            Read::Holding(id) => {
                for rule in &program.holdings[id.index()].rules {
                    rules.insert(*rule);
                    open.extend(reads(program, program.rules[rule.index()].when));
                }
            }
            Read::Fact(id) => {
                let judgement = program.facts[id.index()].judgement.as_ref();
                open.extend(judgement.and_then(|it| it.default).into_iter().flat_map(|it| reads(program, it)));
            }
        }
    }
    rules
}

/// Collects what speaks for and against a conclusion.
#[must_use]
pub fn grounds(proof: &Proof, target: HoldingId) -> Grounds {
    let mut walk = Walk { proof, seen: BTreeSet::new(), facts: BTreeSet::new(), found: Grounds::default() };
    walk.holding(target, true);
    let Walk { facts, mut found, .. } = walk;
    if let Some(kind) = proof.program.holdings[target.index()].kind {
        let common = common(proof.program, kind);
        found.favouring.retain(|rule| !common.contains(rule));
    }
    for (subject, reading) in proof.circuit.subjects.iter().zip(&proof.evaluation.readings) {
        let disputed = reading.state == State::Contested || reading.standing == Standing::Rebutted;
        let judged = proof.program.facts[subject.fact.index()].judgement.is_some();
        if disputed && !judged && facts.contains(&subject.fact) {
            found.against.insert(Against::Disputed(subject.fact));
        }
    }
    found
}

struct Walk<'a> {
    proof: &'a Proof<'a>,
    /// Findings and judgements met, and whether they favour the conclusion.
    seen: BTreeSet<(Met, bool)>,
    facts: BTreeSet<FactId>,
    found: Grounds,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    Holding(HoldingId),
    Judgement(FactId),
}

impl Walk<'_> {
    fn holding(&mut self, id: HoldingId, favours: bool) {
        if !self.seen.insert((Met::Holding(id), favours)) {
            return;
        }
        let program = self.proof.program;
        for rule in &program.holdings[id.index()].rules {
            self.rule(*rule, favours);
            self.condition(program.rules[rule.index()].when, favours);
        }
    }

    fn rule(&mut self, id: RuleId, favours: bool) {
        let (program, status) = (self.proof.program, self.proof.status(id));
        let rule = &program.rules[id.index()];
        let ground = self.reads_a_fact(rule.when);
        match (favours, status) {
            (true, Status::Applies) if ground => {
                self.found.favouring.insert(id);
            }
            (false, Status::Applies | Status::Contested) if ground => {
                self.found.against.insert(Against::Rule(id));
            }
            _ => {}
        }
        let slots = &self.proof.circuit.rules[id.index()];
        let stands = favours && self.proof.rule_in_force(id) && self.proof.of(slots.when) >= Value::Contested;
        for (place, condition) in (0..).zip(&slots.unless) {
            if stands && self.proof.of(*condition) >= Value::Contested {
                self.found.against.insert(Against::Exception(id, place));
            }
        }
        for unless in &rule.unless {
            self.facts.extend(self.facts_of(unless.condition));
        }
    }

    /// The facts that a condition reads itself, judgements not among them.
    fn facts_of(&self, expr: ExprId) -> Vec<FactId> {
        let fact = |read: Read| match read {
            Read::Fact(fact) if self.proof.program.facts[fact.index()].judgement.is_none() => Some(fact),
            Read::Fact(_) | Read::Holding(_) => None,
        };
        reads(self.proof.program, expr).into_iter().filter_map(fact).collect()
    }

    /// A rule that reads no fact is a ground only where nothing else lies beneath it.
    fn reads_a_fact(&self, when: ExprId) -> bool {
        let beneath = |read: &Read| matches!(read, Read::Holding(_));
        !self.facts_of(when).is_empty() || !reads(self.proof.program, when).iter().any(beneath)
    }

    fn condition(&mut self, expr: ExprId, favours: bool) {
        let program = self.proof.program;
        match &program.expr(expr).node {
            Node::Holding(id) => self.holding(*id, favours),
            Node::Fact(id) => self.fact(*id, favours),
            Node::Not(inner) => self.condition(*inner, !favours),
            Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => {
                parts.iter().for_each(|part| self.condition(*part, favours));
            }
            Node::Some(_, body) | Node::Every(_, body) | Node::Count(_, body, _, _) => self.condition(*body, favours),
            Node::Compare(..) | Node::OneOf(..) | Node::Contains(..) | Node::IsShown(_) | Node::TermShown(_) => {
                self.facts.extend(self.facts_of(expr));
            }
            Node::Always | Node::Read(..) | Node::HasReplied(_) | Node::HasChallenged(..) => {}
        }
    }

    /// A judgement leads on to its default reading.
    fn fact(&mut self, id: FactId, favours: bool) {
        let Some(judgement) = &self.proof.program.facts[id.index()].judgement else {
            self.facts.insert(id);
            return;
        };
        if let Some(default) = judgement.default
            && self.seen.insert((Met::Judgement(id), favours))
        {
            self.condition(default, favours);
        }
    }
}
