//! The flat program: a checked pack laid out for the instances of one case as a tape of `and`, `or` and three unary
//! operations, in runs of one operation each. In: a program and a case's lists. Out: the tape, the leaves to fill, and the
//! tree of conditions with the slot where each one's value stands, which is what explanations walk.

mod lower;
mod outline;
mod tape;

pub use outline::{Bits, Bond, Common, Outline, OutlineLine, What};
pub(crate) use tape::Gate;
pub use tape::{Op, Tape};

use std::ops::Range;

use crate::case::{Case, Subject};
use crate::program::{ExprId, FactId, HoldingId, PartyId, Program, ProvisionId, RuleId, TopicId};

/// Where a value stands.
pub type Slot = u32;

/// A condition of the pack, for certain instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConditionId(pub u32);

/// The instance that stands for all that an open list may still hold.
pub const UNLISTED: u32 = u32::MAX;

/// A pack laid out for one case.
#[derive(Clone, Debug, Default)]
pub struct Circuit {
    /// What computes the values.
    pub tape: Tape,
    /// What fills the first slots, one each.
    pub leaves: Vec<Leaf>,
    /// All conditions.
    pub conditions: Vec<Condition>,
    /// Children of conditions, side by side.
    pub children: Vec<ConditionId>,
    /// By holding.
    pub holdings: Vec<Slot>,
    /// By rule.
    pub rules: Vec<RuleSlots>,
    /// One for each judgement.
    pub judgements: Vec<JudgementSlots>,
    /// By instrument: whether it binds.
    pub binds: Vec<Option<ConditionId>>,
    /// By instrument: whether it is in force.
    pub instruments_in_force: Vec<Option<ConditionId>>,
    /// By holding: whether it is in force.
    pub holdings_in_force: Vec<Option<ConditionId>>,
    /// Breaches that rules may yield, twins among them.
    pub breaches: Vec<BreachSlot>,
    /// Conditions on what cannot be, in the order of the program.
    pub impossible: Vec<ConditionId>,
    /// All facts with their instances; those of one fact side by side.
    pub subjects: Vec<Subject>,
    /// By fact: where its subjects begin.
    pub first_subject: Vec<u32>,
    /// The steps of every explanation.
    pub outline: Outline,
    /// By fact: the place of a judgement in [`Circuit::judgements`], or `u32::MAX`.
    judged: Vec<u32>,
}

/// A condition and the slot of its value.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The expression it comes from.
    pub expr: ExprId,
    /// Where its value stands.
    pub slot: Slot,
    /// Its parts, in order: a range of [`Circuit::children`].
    pub children: Range<u32>,
    /// For a fact: which one. For a part of `some`, `every` and `count of`: the instance.
    pub about: About,
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Nothing in particular.
    Nothing,
    /// A subject, by its index; absent for an instance that the case does not list.
    Subject(Option<u32>),
    /// A leaf over typed values.
    Leaf(u32),
}

/// What a leaf is filled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// The same value always.
    Constant(crate::value::Value),
    /// A yes/no fact: a subject's index.
    Fact(u32),
    /// A judgement is decided: yes or no.
    Decided(FactId),
    /// What was decided of it.
    Said(FactId),
    /// A party asks for it: contested or no.
    Argued(FactId),
    /// A condition over typed values, with the instances in scope.
    Typed(ExprId, Vec<(TopicId, u32)>),
    /// `has replied`
    Replied(PartyId),
    /// `has challenged`: a fact and its instance, or anything
    Challenged(PartyId, Option<(FactId, u32)>),
}

/// The slots of one rule.
#[derive(Clone, Debug)]
pub struct RuleSlots {
    /// Its `when`.
    pub when: ConditionId,
    /// Its exceptions, in order.
    pub unless: Vec<ConditionId>,
    /// Whether it is in force.
    pub force: Option<ConditionId>,
    /// Its value.
    pub value: Slot,
}

/// The slots of one judgement.
#[derive(Clone, Debug)]
pub struct JudgementSlots {
    /// Which.
    pub fact: FactId,
    /// Its default reading.
    pub default: Option<ConditionId>,
    /// Its value.
    pub value: Slot,
}

/// A breach that a rule may yield.
#[derive(Clone, Copy, Debug)]
pub struct BreachSlot {
    /// The rule.
    pub rule: RuleId,
    /// The provision.
    pub provision: ProvisionId,
    /// For a twin: the provision that the rule names.
    pub twin_of: Option<ProvisionId>,
    /// The rule's value, lowered by whether the instrument binds.
    pub slot: Slot,
}

impl Circuit {
    /// Lays a pack out for a case.
    #[must_use]
    pub fn of(program: &Program, case: &Case) -> Circuit {
        let mut circuit = lower::lower(program, case);
        circuit.judged = vec![u32::MAX; program.facts.len()];
        for (place, judgement) in circuit.judgements.iter().enumerate() {
            circuit.judged[judgement.fact.index()] = u32::try_from(place).unwrap_or(u32::MAX);
        }
        circuit.outline = Outline::of(program, &circuit);
        circuit
    }

    /// The condition with this id.
    #[must_use]
    pub fn condition(&self, id: ConditionId) -> &Condition {
        &self.conditions[id.0 as usize]
    }

    /// The parts of a condition.
    #[must_use]
    pub fn parts(&self, id: ConditionId) -> &[ConditionId] {
        let range = &self.condition(id).children;
        &self.children[range.start as usize..range.end as usize]
    }

    /// The index of a subject.
    #[must_use]
    pub fn subject_index(&self, subject: Subject) -> usize {
        self.first_subject[subject.fact.index()] as usize + subject.instance as usize
    }

    /// The slots of a judgement.
    #[must_use]
    pub fn judgement(&self, fact: FactId) -> Option<&JudgementSlots> {
        self.judgements.get(self.judged[fact.index()] as usize)
    }

    /// The slot of a holding.
    #[must_use]
    pub fn holding(&self, id: HoldingId) -> Slot {
        self.holdings[id.index()]
    }
}
