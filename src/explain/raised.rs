//! Which conclusions were raised at all. In: a proof. Out: by holding, whether an element of it was raised: a ground of which
//! all that it asks was spoken of, or a finding on the way that is made out or contested.

use crate::circuit::{About, ConditionId};
use crate::evaluate::Proof;
use crate::program::{Definition, HoldingId, Node, Standing};
use crate::value::Value;

/// Kinds of conclusions that are looked at together, one a bit.
const TOGETHER: usize = 64;

/// What speaks for a condition or a holding, by kind of conclusion as bits: what is common to a kind raises none of it.
#[derive(Clone, Copy, Debug, Default)]
struct Element {
    /// All that it asks was spoken of.
    spoken: u64,
    /// It asks nothing that could raise anything.
    idle: u64,
    /// A finding below it is made out or contested, on facts that were stated.
    stands: u64,
    /// A fact that it asks was spoken of, be it common; what stands below a common finding is left aside.
    stated: u64,
}

/// By holding: whether an element of it was raised, as a conclusion of its kind. Findings are never raised by themselves.
pub(super) fn raised(proof: &Proof) -> Vec<bool> {
    let holdings = &proof.program.holdings;
    let mut found = vec![false; holdings.len()];
    for first in (0..proof.program.kinds.len()).step_by(TOGETHER) {
        let elements = elements(proof, first);
        for (id, holding) in holdings.iter().enumerate() {
            let Some(kind) = holding.kind else { continue };
            if let Some(bit) = kind.index().checked_sub(first).filter(|bit| *bit < TOGETHER) {
                found[id] = (elements[id].spoken | elements[id].stands) >> bit & 1 == 1;
            }
        }
    }
    found
}

/// By holding, for the kinds from this one on.
fn elements(proof: &Proof, first: usize) -> Vec<Element> {
    let mut found = vec![Element::default(); proof.program.holdings.len()];
    let look = Look { proof, first };
    for definition in &proof.program.order {
        let Definition::Holding(id) = definition else { continue };
        let rules = proof.program.holdings[id.index()].rules.iter().filter(|rule| proof.rule_in_force(**rule));
        let rules = rules.map(|rule| look.condition(proof.circuit.rules[rule.index()].when, &found));
        found[id.index()] = alternatives(rules);
    }
    found
}

struct Look<'a> {
    proof: &'a Proof<'a>,
    first: usize,
}

impl Look<'_> {
    fn condition(&self, id: ConditionId, below: &[Element]) -> Element {
        let condition = self.proof.circuit.condition(id);
        let parts = || self.proof.circuit.parts(id).iter().map(|part| self.condition(*part, below));
        match &self.proof.program.expr(condition.expr).node {
            Node::Holding(holding) => self.holding(*holding, below),
            Node::All(_) => together(parts()),
            Node::Always | Node::Read(..) | Node::HasReplied(_) | Node::HasChallenged(..) => {
                Element { idle: u64::MAX, ..Element::default() }
            }
            Node::Fact(_) | Node::Compare(..) | Node::OneOf(..) | Node::Contains(..) => {
                self.asked(condition.about, self.proof.of(id) != Value::NotShown)
            }
            // Whether something is known has an answer even where nobody speaks of it: only that it is known raises.
            Node::TermShown(_) => self.asked(condition.about, self.proof.of(id) >= Value::Contested),
            Node::Not(_) | Node::IsShown(_) | Node::Any(_) | Node::AtLeast(..) => alternatives(parts()),
            Node::Some(..) | Node::Every(..) | Node::Count(..) => alternatives(parts()),
        }
    }

    fn holding(&self, id: HoldingId, below: &[Element]) -> Element {
        let idle = self.kinds(|common| common.holdings[id.index()]);
        let Element { spoken, stands, stated, .. } = below[id.index()];
        let made_out = if self.proof.holding(id) >= Value::Contested { stated } else { 0 };
        Element { spoken: spoken & !idle, idle, stands: (stands | made_out) & !idle, stated: stated & !idle }
    }

    /// A fact or comparison.
    fn asked(&self, about: About, answered: bool) -> Element {
        let (bit, spoken) = match about {
            About::Subject(Some(subject)) => {
                let fact = self.proof.circuit.subjects[subject as usize].fact;
                let standing = self.proof.evaluation.readings[subject as usize].standing;
                let spoken = !matches!(standing, Standing::NotRaised | Standing::ByDefault);
                // Who says nothing of a judgement leaves it to what it judges.
                if !spoken && self.proof.program.facts[fact.index()].judgement.is_some() {
                    return Element { idle: u64::MAX, ..Element::default() };
                }
                (subject as usize, spoken)
            }
            About::Leaf(slot) => (self.proof.circuit.subjects.len() + slot as usize, answered),
            About::Subject(None) | About::Nothing => return Element::default(),
        };
        let idle = self.kinds(|common| common.asked[bit / 64] >> (bit % 64) & 1 == 1);
        let stated = if spoken { u64::MAX } else { 0 };
        Element { spoken: stated & !idle, idle, stands: 0, stated }
    }

    /// The kinds to which something is common.
    fn kinds(&self, is: impl Fn(&crate::circuit::Common) -> bool) -> u64 {
        let kinds = self.proof.circuit.common(self.proof.program).iter().skip(self.first).take(TOGETHER);
        kinds.enumerate().fold(0, |bits, (bit, common)| bits | u64::from(is(common)) << bit)
    }
}

/// All are needed: each was spoken of, but for those that raise nothing.
fn together(parts: impl Iterator<Item = Element>) -> Element {
    let start = (u64::MAX, Element { idle: u64::MAX, ..Element::default() });
    let (every, any) = parts.fold(start, |(every, any), part| (every & (part.spoken | part.idle), either(any, part)));
    Element { spoken: any.spoken & every, ..any }
}

/// One is enough.
fn alternatives(parts: impl Iterator<Item = Element>) -> Element {
    parts.fold(Element { idle: u64::MAX, ..Element::default() }, either)
}

fn either(one: Element, other: Element) -> Element {
    Element {
        spoken: one.spoken | other.spoken,
        idle: one.idle & other.idle,
        stands: one.stands | other.stands,
        stated: one.stated | other.stated,
    }
}
