//! How far each rule is from applying. In: a proof and rules. Out: by rule what of its elements is shown and what is missing, and
//! how many elements at least would have to be shown; findings count by the rule that is nearest to them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::element::{Class, Element, Key, Leaf, element, leaves, needed};
use crate::case::Subject;
use crate::circuit::{About, Common, ConditionId};
use crate::evaluate::{Proof, State, Status};
use crate::explain::words::{any_unverified, facts_read, subject_in_scope};
use crate::program::{HoldingId, Node, RuleId};
use crate::value::Value;

/// How far something is from being made out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Distance {
    /// Nothing of it is shown to be otherwise.
    pub within_reach: bool,
    /// Elements of which nothing is shown: the least that would do.
    pub missing: usize,
    /// Elements that are contested.
    pub contested: usize,
}

impl Distance {
    const NONE: Distance = Distance { within_reach: true, missing: 0, contested: 0 };
    const OUT: Distance = Distance { within_reach: false, missing: 0, contested: 0 };

    fn and(self, other: Distance) -> Distance {
        Distance {
            within_reach: self.within_reach && other.within_reach,
            missing: self.missing + other.missing,
            contested: self.contested + other.contested,
        }
    }

    /// What is nearer comes first.
    pub(super) fn order(self) -> (bool, usize, usize) {
        (!self.within_reach, self.missing + self.contested, self.missing)
    }
}

/// A rule and what it lacks.
#[derive(Clone, Debug)]
pub struct Near {
    /// Which.
    pub rule: RuleId,
    /// What became of it.
    pub status: Status,
    /// How far it is from applying.
    pub distance: Distance,
    /// What it asks itself, in order.
    pub elements: Vec<Key>,
    /// What its exceptions ask, in order.
    pub exceptions: Vec<Key>,
    /// Findings that it needs and that are not made out.
    pub findings: Vec<HoldingId>,
    /// Something is shown of it that most rules of the kind do not ask alike.
    pub begun: bool,
    /// An authority that it cites was verified by nobody.
    pub unverified: bool,
}

impl Near {
    /// All that it asks.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.elements.iter().chain(&self.exceptions)
    }
}

/// Rules, and what they ask.
pub(super) struct Nearness {
    pub(super) rules: Vec<Near>,
    pub(super) elements: BTreeMap<Key, Element>,
}

/// The rules on which a conclusion can rest: those that lead to it, and to the findings that these need; not what only an exception
/// asks.
pub(super) fn grounds(proof: &Proof, goal: HoldingId) -> BTreeSet<RuleId> {
    let mut rules = BTreeSet::new();
    let mut open = vec![goal];
    while let Some(holding) = open.pop() {
        for rule in &proof.program.holdings[holding.index()].rules {
            if rules.insert(*rule) {
                findings(proof, proof.circuit.rules[rule.index()].when, false, &mut open);
            }
        }
    }
    rules
}

/// The findings that a condition needs, those of a judgement's default reading among them.
fn findings(proof: &Proof, id: ConditionId, denied: bool, found: &mut Vec<HoldingId>) {
    match &proof.program.expr(proof.circuit.condition(id).expr).node {
        Node::Holding(holding) if !denied => found.push(*holding),
        Node::Not(_) => proof.circuit.parts(id).iter().for_each(|part| findings(proof, *part, !denied, found)),
        Node::Fact(fact) => {
            let default = proof.circuit.judgement(*fact).and_then(|judgement| judgement.default);
            default.into_iter().for_each(|default| findings(proof, default, denied, found));
        }
        _ => proof.circuit.parts(id).iter().for_each(|part| findings(proof, *part, denied, found)),
    }
}

/// Looks at the rules that lead to a conclusion; those that ask nothing themselves but a finding are left out.
pub(super) fn nearness(proof: &Proof, goal: HoldingId, rules: impl Iterator<Item = RuleId>) -> Nearness {
    let kind = proof.program.holdings[goal.index()].kind;
    let common = kind.and_then(|kind| proof.circuit.common(proof.program).get(kind.index()));
    let mut look = Look { proof, common, findings: BTreeMap::new() };
    let mut found = Nearness { rules: Vec::new(), elements: BTreeMap::new() };
    for rule in rules {
        let near = look.near(rule, &mut found.elements);
        if !near.elements.is_empty() {
            found.rules.push(near);
        }
    }
    let group = |near: &Near| match near.status {
        Status::NotShown | Status::NotMet => 0,
        Status::Contested => 1,
        Status::Applies => 2,
        Status::Defeated => 3,
    };
    let shown = |near: &Near| near.elements.iter().filter(|key| found.elements[key].class == Class::Shown).count();
    found.rules.sort_by_cached_key(|near| (group(near), near.distance.order(), Reverse(shown(near))));
    found
}

struct Look<'a> {
    proof: &'a Proof<'a>,
    /// What the conclusions of the kind ask alike.
    common: Option<&'a Common>,
    findings: BTreeMap<HoldingId, Distance>,
}

impl Look<'_> {
    fn near(&mut self, rule: RuleId, elements: &mut BTreeMap<Key, Element>) -> Near {
        let proof = self.proof;
        let slots = &proof.circuit.rules[rule.index()];
        let mut near = Near {
            rule,
            status: proof.status(rule),
            distance: self.rule(rule),
            elements: Vec::new(),
            exceptions: Vec::new(),
            findings: Vec::new(),
            begun: false,
            unverified: any_unverified(proof.program, &proof.program.rules[rule.index()].cite),
        };
        let mut take = |leaf: Leaf, to: &mut Vec<Key>, findings: &mut Vec<HoldingId>| match leaf {
            Leaf::Element(key, condition) => {
                elements.entry(key).or_insert_with(|| element(proof, key, condition));
                if !to.contains(&key) {
                    to.push(key);
                }
            }
            Leaf::Finding(holding) if proof.holding(holding) < Value::Yes && !findings.contains(&holding) => {
                findings.push(holding);
            }
            Leaf::Finding(_) => {}
        };
        let leaves_of_when = leaves(proof, slots.when, false, false);
        near.begun = leaves_of_when.iter().any(|leaf| self.begins(*leaf));
        for leaf in leaves_of_when {
            take(leaf, &mut near.elements, &mut near.findings);
        }
        for leaf in slots.unless.iter().flat_map(|unless| leaves(proof, *unless, false, true)) {
            take(leaf, &mut near.exceptions, &mut Vec::new());
        }
        near
    }

    /// Whether a leaf is shown, by what was said of it, and is not asked by most rules alike.
    fn begins(&self, leaf: Leaf) -> bool {
        let (proof, common) = (self.proof, self.common);
        match leaf {
            Leaf::Finding(holding) => {
                proof.holding(holding) == Value::Yes && !common.is_some_and(|common| common.holdings[holding.index()])
            }
            Leaf::Element(key, condition) => {
                let element = element(proof, key, condition);
                let own = |subject: &Subject| {
                    let bit = proof.circuit.subject_index(*subject);
                    let shared = common.is_some_and(|common| common.asked[bit / 64] >> (bit % 64) & 1 == 1);
                    !shared && proof.reading(*subject).state.value() != Value::NotShown
                };
                element.class == Class::Shown && element.facts.iter().any(own)
            }
        }
    }

    fn rule(&mut self, rule: RuleId) -> Distance {
        let slots = &self.proof.circuit.rules[rule.index()];
        if !self.proof.rule_in_force(rule) {
            return Distance::OUT;
        }
        let saved = slots.unless.iter().map(|unless| match self.proof.of(*unless) {
            Value::Yes => Distance::OUT,
            Value::Contested => Distance { contested: 1, ..Distance::NONE },
            Value::NotShown | Value::No => Distance::NONE,
        });
        let saved = saved.fold(Distance::NONE, Distance::and);
        self.condition(slots.when, false).and(saved)
    }

    fn finding(&mut self, holding: HoldingId) -> Distance {
        if self.proof.holding(holding) == Value::Yes {
            return Distance::NONE;
        }
        if let Some(known) = self.findings.get(&holding) {
            return *known;
        }
        let rules = self.proof.program.holdings[holding.index()].rules.clone();
        let nearest = rules.into_iter().map(|rule| self.rule(rule)).min_by_key(|distance| distance.order());
        let nearest = nearest.filter(|_| self.proof.holding_in_force(holding)).unwrap_or(Distance::OUT);
        self.findings.insert(holding, nearest);
        nearest
    }

    fn condition(&mut self, id: ConditionId, denied: bool) -> Distance {
        let proof = self.proof;
        let value = needed(proof.of(id), denied);
        if value == Value::Yes {
            return Distance::NONE;
        }
        let parts = proof.circuit.parts(id);
        match &proof.program.expr(proof.circuit.condition(id).expr).node {
            Node::Holding(holding) if !denied => self.finding(*holding),
            Node::Not(_) => self.sum(parts, !denied),
            Node::All(_) if !denied => self.sum(parts, denied),
            Node::Any(_) if denied => self.sum(parts, denied),
            Node::All(_) | Node::Any(_) => self.nearest(parts, denied, 1),
            Node::AtLeast(wanted, _) if !denied => self.nearest(parts, denied, *wanted as usize),
            Node::AtLeast(wanted, list) => {
                self.nearest(parts, denied, (list.len() + 1).saturating_sub(*wanted as usize))
            }
            _ => self.leaf(id, value),
        }
    }

    fn sum(&mut self, parts: &[ConditionId], denied: bool) -> Distance {
        parts.iter().fold(Distance::NONE, |sum, part| sum.and(self.condition(*part, denied)))
    }

    /// So many of these, the nearest.
    fn nearest(&mut self, parts: &[ConditionId], denied: bool, wanted: usize) -> Distance {
        let mut all: Vec<Distance> = parts.iter().map(|part| self.condition(*part, denied)).collect();
        all.sort_by_key(|distance| distance.order());
        all.into_iter().take(wanted).fold(Distance::NONE, Distance::and)
    }

    fn leaf(&self, id: ConditionId, value: Value) -> Distance {
        match value {
            Value::Yes => Distance::NONE,
            Value::Contested => Distance { contested: 1, ..Distance::NONE },
            Value::No => Distance::OUT,
            Value::NotShown => Distance { missing: self.unknown(id).max(1), ..Distance::NONE },
        }
    }

    /// How many facts of a comparison are not known.
    fn unknown(&self, id: ConditionId) -> usize {
        let condition = self.proof.circuit.condition(id);
        let About::Leaf(_) = condition.about else { return 1 };
        let facts = facts_read(self.proof.program, &self.proof.program.expr(condition.expr).node);
        let open = |fact: &crate::program::FactId| {
            let subject = subject_in_scope(self.proof, id, *fact);
            !subject.is_some_and(|subject| matches!(self.proof.reading(subject).state, State::Known(_)))
        };
        facts.iter().filter(|fact| open(fact)).count()
    }
}
