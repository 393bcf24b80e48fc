//! The elements of a rule: what it asks, at the leaves of its conditions, each as a question. In: a condition of a proof. Out:
//! [`Element`] values with what became of each.

use std::collections::BTreeSet;

use crate::case::{Case, Subject};
use crate::circuit::{About, ConditionId};
use crate::evaluate::Proof;
use crate::lab::subjects;
use crate::program::{HoldingId, Node};
use crate::syntax::ast::{Act, Role};
use crate::value::Value;

/// What an element is: a leaf or list of the circuit by its slot, whether it must not be so, and whether an exception asks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The exceptions stand after the elements.
    pub exception: bool,
    /// Where its value stands.
    pub slot: u32,
    /// It must not be so.
    pub denied: bool,
}

/// What became of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Made out, as the rule needs it.
    Shown,
    /// Contested, though not by an answer of the other side.
    Contested,
    /// Nothing is shown of it.
    Missing,
    /// The other side answered it.
    Answered,
    /// An exception that the other side would have to show, and has not.
    Undischarged,
    /// Shown to be otherwise than the rule needs it; of an exception: that it does not hold.
    Otherwise,
    /// An exception that is made out.
    Exception,
}

impl Class {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Class::Shown => "shown",
            Class::Contested => "contested",
            Class::Missing => "missing",
            Class::Answered => "answered",
            Class::Undischarged => "burden_not_discharged",
            Class::Otherwise => "otherwise",
            Class::Exception => "exception_made_out",
        }
    }
}

/// Something that a rule asks.
#[derive(Clone, Debug)]
pub struct Element {
    /// The condition at the leaf.
    pub condition: ConditionId,
    /// It must not be so.
    pub denied: bool,
    /// What became of it.
    pub class: Class,
    /// The facts that it reads.
    pub facts: Vec<Subject>,
}

/// A leaf of a condition.
#[derive(Clone, Copy, Debug)]
pub(super) enum Leaf {
    /// Something to show.
    Element(Key, ConditionId),
    /// A finding that is needed; it has rules of its own.
    Finding(HoldingId),
}

/// The value as the rule needs it.
pub(super) fn needed(value: Value, denied: bool) -> Value {
    if denied { value.negated() } else { value }
}

/// The leaves of a condition, in order; of alternatives one of which is made out, only those made out.
pub(super) fn leaves(proof: &Proof, id: ConditionId, denied: bool, exception: bool) -> Vec<Leaf> {
    let mut found = Vec::new();
    walk(proof, id, (denied, exception), &mut found);
    found
}

fn walk(proof: &Proof, id: ConditionId, (denied, exception): (bool, bool), found: &mut Vec<Leaf>) {
    let condition = proof.circuit.condition(id);
    let parts = proof.circuit.parts(id);
    match &proof.program.expr(condition.expr).node {
        Node::Always | Node::Read(..) | Node::HasReplied(_) | Node::HasChallenged(..) => {}
        Node::Not(_) => parts.iter().for_each(|part| walk(proof, *part, (!denied, exception), found)),
        Node::Holding(holding) if !denied => found.push(Leaf::Finding(*holding)),
        // A finding that must not be made out is the other side's to make out.
        Node::Holding(_) => {}
        node @ (Node::All(_) | Node::Any(_) | Node::AtLeast(..)) => {
            let alternatives = matches!(node, Node::All(_)) == denied;
            let made_out = |part: &&ConditionId| needed(proof.of(**part), denied) == Value::Yes;
            let enough = alternatives && needed(proof.of(id), denied) == Value::Yes;
            let kept = parts.iter().filter(|part| !enough || made_out(part));
            kept.for_each(|part| walk(proof, *part, (denied, exception), found));
        }
        Node::Fact(_)
        | Node::Compare(..)
        | Node::OneOf(..)
        | Node::Contains(..)
        | Node::TermShown(_)
        | Node::IsShown(_)
        | Node::Some(..)
        | Node::Every(..)
        | Node::Count(..) => {
            found.push(Leaf::Element(Key { exception, slot: condition.slot, denied }, id));
        }
    }
}

/// An element with what became of it.
pub(super) fn element(proof: &Proof, key: Key, condition: ConditionId) -> Element {
    let mut facts = BTreeSet::new();
    read(proof, condition, &mut facts);
    let facts: Vec<Subject> = facts.into_iter().collect();
    let class = class(proof, key, proof.of(condition), &facts);
    Element { condition, denied: key.denied, class, facts }
}

fn class(proof: &Proof, key: Key, value: Value, facts: &[Subject]) -> Class {
    let answers = proof.program.party_with(Role::Answers);
    let says = |subject: &Subject| {
        let statements = proof.case.statements_on(*subject).iter();
        let mut own = statements.filter(|said| answers.is_some_and(|party| Case::is_party(said.speaker, party)));
        own.any(|said| matches!(said.act, Act::States | Act::Answers | Act::Shows | Act::Disputes))
    };
    let answered = facts.iter().any(says);
    match (needed(value, key.denied), key.exception) {
        (Value::Yes, false) => Class::Shown,
        (Value::Yes, true) => Class::Exception,
        (Value::Contested, true) => Class::Answered,
        (Value::NotShown, true) => Class::Undischarged,
        (Value::No, true) => Class::Otherwise,
        (Value::No | Value::Contested, false) if answered => Class::Answered,
        (Value::No, false) => Class::Otherwise,
        (Value::Contested, false) => Class::Contested,
        (Value::NotShown, false) => Class::Missing,
    }
}

/// The facts that a condition reads, those of all instances that the case lists.
fn read(proof: &Proof, id: ConditionId, found: &mut BTreeSet<Subject>) {
    match proof.circuit.condition(id).about {
        About::Subject(Some(subject)) => drop(found.insert(proof.circuit.subjects[subject as usize])),
        About::Leaf(slot) => {
            let read = subjects(proof.program, &proof.circuit, &proof.circuit.leaves[slot as usize]);
            found.extend(read.into_iter().map(|index| proof.circuit.subjects[index as usize]));
        }
        About::Subject(None) | About::Nothing => {}
    }
    proof.circuit.parts(id).iter().for_each(|part| read(proof, *part, found));
}
