//! All cases that there can be under a pack, as one formula. In: the circuit of the pack, laid out for a case that lists a few
//! instances of each topic and leaves every list open. Out: for each slot its value as bits of a solver, and what each fact
//! is in a world that the solver finds.
//!
//! Facts are free. Comparisons of one term with literals are tied to what can be known of that term; comparisons of
//! facts with each other are free as long as nothing concrete is asked for, which allows more worlds than there are. A listed
//! instance may be absent, and a list may be closed.

use std::collections::BTreeMap;

use batsat::Lit;

use super::solver::{Chain, Solver};
use super::typed::Typed;
use super::variants::Variants;
use crate::case::Case;
use crate::circuit::{Circuit, ConditionId, Leaf, Op, Slot, UNLISTED};
use crate::program::{ExprId, FactId, Node, PartyId, Program, TopicId};
use crate::syntax::ast::{Asked, Comparison};
use crate::value::Value;

/// What is known of a judgement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    pub(super) decided: Lit,
    pub(super) said: Chain,
    pub(super) argued: Lit,
}

/// Every case under a pack.
pub(super) struct Worlds<'a> {
    /// The pack as it is written.
    pub(super) original: &'a Program,
    /// By reading of the law: the subject that stands for it, if anything reads it.
    pub(super) readings: Vec<u32>,
    pub(super) program: &'a Program,
    pub(super) case: &'a Case,
    pub(super) circuit: &'a Circuit,
    pub(super) solver: Solver,
    /// Yes/no facts by subject.
    pub(super) facts: BTreeMap<u32, Chain>,
    pub(super) judged: BTreeMap<FactId, Judged>,
    pub(super) typed: Typed,
    /// A listed instance is there.
    pub(super) present: BTreeMap<(TopicId, u32), Lit>,
    /// There may be more than the case lists.
    pub(super) open: BTreeMap<TopicId, Lit>,
    pub(super) replied: BTreeMap<PartyId, Lit>,
    pub(super) not_asked: BTreeMap<PartyId, Lit>,
    pub(super) challenged: BTreeMap<(PartyId, Option<(FactId, u32)>), Lit>,
    /// That the pack's conditions on what cannot be are kept, one each.
    pub(super) kept: Vec<Lit>,
    /// By expression: the first condition that comes from it.
    by_expr: Vec<Option<ConditionId>>,
    values: Vec<Chain>,
}

impl<'a> Worlds<'a> {
    pub(super) fn of(
        (original, variants): (&'a Program, &'a Variants),
        case: &'a Case,
        circuit: &'a Circuit,
    ) -> Worlds<'a> {
        let program = &variants.program;
        let readings = variants.readings.iter().map(|fact| circuit.first_subject[fact.index()]).collect();
        let mut worlds = Worlds {
            original,
            readings,
            program,
            case,
            circuit,
            solver: Solver::new(),
            facts: BTreeMap::new(),
            judged: BTreeMap::new(),
            typed: Typed::default(),
            present: BTreeMap::new(),
            open: BTreeMap::new(),
            replied: BTreeMap::new(),
            not_asked: BTreeMap::new(),
            challenged: BTreeMap::new(),
            kept: Vec::new(),
            by_expr: by_expr(program, circuit),
            values: Vec::new(),
        };
        worlds.lists();
        worlds.typed = Typed::of(program, circuit, &mut worlds.solver);
        worlds.one_reading_each();
        worlds.leaves();
        worlds.gates();
        worlds.only_what_can_be();
        worlds
    }

    /// The value in a slot.
    pub(super) fn value(&self, slot: Slot) -> Chain {
        self.values[slot as usize]
    }

    /// The value of a condition.
    pub(super) fn of_condition(&self, id: ConditionId) -> Chain {
        self.value(self.circuit.condition(id).slot)
    }

    /// The first condition that comes from an expression.
    pub(super) fn condition(&self, expr: ExprId) -> Option<ConditionId> {
        self.by_expr[expr.index()]
    }

    /// Whether there is a world in which all of these hold.
    pub(super) fn possible(&mut self, bits: &[Lit]) -> bool {
        let asked: Vec<Lit> = bits.iter().chain(&self.kept).copied().collect();
        self.solver.possible(&asked)
    }

    /// Of each reading of the law one answer is taken, and it is known which.
    fn one_reading_each(&mut self) {
        for axis in self.readings.iter().filter_map(|subject| self.typed.facts.get(subject)) {
            self.solver.clause(&[!axis.choices[0].0]);
            self.solver.clause(&[!axis.choices[1].0]);
        }
    }

    fn lists(&mut self) {
        for (index, _) in self.program.topics.iter().enumerate().filter(|(_, topic)| topic.many) {
            let id = TopicId::at(index);
            let mut before = None;
            for instance in 0..self.case.instances(id) {
                let here = self.solver.fresh();
                if let Some(before) = before {
                    self.solver.clause(&[!here, before]);
                }
                before = Some(here);
                self.present.insert((id, instance), here);
            }
            let closed = self.solver.fresh();
            self.open.insert(id, !closed);
        }
    }

    fn leaves(&mut self) {
        for (slot, leaf) in self.circuit.leaves.iter().enumerate() {
            let chain = match leaf {
                Leaf::Constant(value) => self.solver.constant(*value),
                Leaf::Fact(subject) => {
                    let chain = self.solver.free();
                    self.facts.insert(*subject, chain);
                    chain
                }
                Leaf::Decided(fact) => self.crisp(|judged| judged.decided, *fact),
                Leaf::Argued(fact) => {
                    let argued = self.judgement(*fact).argued;
                    Chain { some: argued, much: argued, full: !self.solver.always() }
                }
                Leaf::Said(fact) => self.judgement(*fact).said,
                Leaf::Typed(..) => self.typed.leaf(slot),
                Leaf::Replied(party) => {
                    let replied = match self.replied.get(party) {
                        Some(bit) => *bit,
                        None => self.solver.fresh(),
                    };
                    self.replied.insert(*party, replied);
                    self.answered(*party, replied)
                }
                Leaf::Challenged(party, what) => self.challenge(*party, *what),
            };
            self.values.push(chain);
        }
        for ((party, what), bit) in &self.challenged {
            if let (Some(_), Some(anything)) = (what, self.challenged.get(&(*party, None))) {
                self.solver.clause(&[!*bit, *anything]);
            }
        }
    }

    fn crisp(&mut self, which: impl Fn(Judged) -> Lit, fact: FactId) -> Chain {
        let bit = which(self.judgement(fact));
        Chain { some: bit, much: bit, full: bit }
    }

    fn judgement(&mut self, fact: FactId) -> Judged {
        if let Some(judged) = self.judged.get(&fact) {
            return *judged;
        }
        let judged = Judged { decided: self.solver.fresh(), said: self.solver.free(), argued: self.solver.fresh() };
        self.solver.clause(&[!judged.decided, !judged.argued]);
        self.judged.insert(fact, judged);
        judged
    }

    /// What a party did or did not do; not shown where it was not asked yet.
    fn answered(&mut self, party: PartyId, done: Lit) -> Chain {
        let may_be_unasked =
            self.program.stages.iter().any(|stage| stage.party == party && stage.asked == Asked::NotAsked);
        let not_asked = match self.not_asked.get(&party) {
            Some(bit) => *bit,
            None if may_be_unasked => self.solver.fresh(),
            None => !self.solver.always(),
        };
        self.not_asked.insert(party, not_asked);
        Chain { some: self.solver.or(done, not_asked), much: done, full: done }
    }

    fn challenge(&mut self, party: PartyId, what: Option<(FactId, u32)>) -> Chain {
        let challenged = match self.challenged.get(&(party, what)) {
            Some(bit) => *bit,
            None if matches!(what, Some((_, UNLISTED))) => !self.solver.always(),
            None => self.solver.fresh(),
        };
        self.challenged.insert((party, what), challenged);
        self.answered(party, challenged)
    }

    fn gates(&mut self) {
        let circuit = self.circuit;
        let quantified: BTreeMap<Slot, ConditionId> = (0..circuit.conditions.len())
            .filter_map(|index| {
                let id = ConditionId(u32::try_from(index).ok()?);
                let node = &self.program.expr(circuit.condition(id).expr).node;
                let over_instances = match node {
                    // That none or more are so, and that fewer than none are, depends on no instance.
                    Node::Count(_, _, Comparison::AtLeast | Comparison::Less, 0) => false,
                    _ => matches!(node, Node::Some(..) | Node::Every(..) | Node::Count(..)),
                };
                over_instances.then_some((circuit.condition(id).slot, id))
            })
            .collect();
        for gate in circuit.tape.gates() {
            let slot = Slot::try_from(self.values.len()).unwrap_or(Slot::MAX);
            let (left, right) = (self.value(gate.left), self.value(gate.right));
            let chain = match (quantified.get(&slot), gate.op) {
                (Some(condition), _) => self.over_instances(*condition),
                (None, Op::And) => self.solver.all(left, right),
                (None, Op::Or) => self.solver.any(left, right),
                (None, Op::Not) => self.solver.not(left),
                (None, Op::LeftOpen) => Solver::left_open(left),
                (None, Op::Shown) => self.solver.shown(left),
            };
            self.values.push(chain);
        }
    }

    /// `some`, `every` and `count of`, over the instances that are there.
    fn over_instances(&mut self, id: ConditionId) -> Chain {
        let program = self.program;
        let node = &program.expr(self.circuit.condition(id).expr).node;
        let (Node::Some(topic, _) | Node::Every(topic, _) | Node::Count(topic, ..)) = node else {
            return self.solver.constant(Value::NotShown);
        };
        let listed = self.case.instances(*topic);
        let parts: Vec<(Lit, Chain)> = self
            .circuit
            .parts(id)
            .iter()
            .enumerate()
            .map(|(place, part)| {
                let instance = u32::try_from(place).unwrap_or(UNLISTED);
                let there = if instance < listed { self.present[&(*topic, instance)] } else { self.open[topic] };
                (there, self.of_condition(*part))
            })
            .collect();
        match node {
            Node::Every(..) => {
                let each: Vec<[Lit; 3]> =
                    parts.iter().map(|(there, part)| part.bits().map(|bit| self.solver.or(!*there, bit))).collect();
                self.gather(&each, each.len())
            }
            Node::Count(_, _, how, number) => self.count(&parts, *how, *number as usize),
            _ => self.nth(&parts, 1),
        }
    }

    /// The n-th strongest of those that are there.
    fn nth(&mut self, parts: &[(Lit, Chain)], wanted: usize) -> Chain {
        let each: Vec<[Lit; 3]> =
            parts.iter().map(|(there, part)| part.bits().map(|bit| self.solver.and(*there, bit))).collect();
        self.gather(&each, wanted)
    }

    fn gather(&mut self, each: &[[Lit; 3]], wanted: usize) -> Chain {
        let mut level = |at: usize| {
            let bits: Vec<Lit> = each.iter().map(|bits| bits[at]).collect();
            self.solver.at_least(wanted, &bits)
        };
        Chain { some: level(0), much: level(1), full: level(2) }
    }

    fn count(&mut self, parts: &[(Lit, Chain)], how: Comparison, number: usize) -> Chain {
        let (enough, over) = (self.nth(parts, number), self.nth(parts, number + 1));
        match how {
            Comparison::AtLeast => enough,
            Comparison::More => over,
            Comparison::Less => self.solver.not(enough),
            Comparison::AtMost => self.solver.not(over),
            Comparison::Equal | Comparison::NotEqual => {
                let not_over = self.solver.not(over);
                let equal = self.solver.all(enough, not_over);
                if how == Comparison::Equal { equal } else { self.solver.not(equal) }
            }
        }
    }

    fn only_what_can_be(&mut self) {
        for condition in &self.circuit.impossible {
            let kept = self.solver.fresh();
            let value = self.of_condition(*condition);
            self.solver.clause(&[!kept, !value.full]);
            self.kept.push(kept);
        }
    }
}

fn by_expr(program: &Program, circuit: &Circuit) -> Vec<Option<ConditionId>> {
    let mut found = vec![None; program.exprs.len()];
    for (index, condition) in circuit.conditions.iter().enumerate() {
        let id = u32::try_from(index).ok().map(ConditionId);
        found[condition.expr.index()] = found[condition.expr.index()].or(id);
    }
    found
}
