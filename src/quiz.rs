//! Exercises made from a case and its rules, with graded answers. In: a proof, a seed, how many and of which kinds. Out: a
//! [`Quiz`]. Every key is computed: by supposing what the exercise supposes, as `habeas what-if` does, or from the proof and the
//! rules of evidence; and each choice says why it is right or wrong. The same case, pack and seed give the same exercises.

mod breach;
mod burden;
mod evidence;
mod exception;
mod flip;
mod grade;
pub mod json;
mod maker;
pub mod report;
mod told;
mod trap;
mod what_if;

pub use grade::{Said, letter, said};
pub use told::turned_either_way;

use std::collections::BTreeSet;

use crate::case::{Hypothetical, Subject};
use crate::evaluate::{Proof, State};
use crate::lab::{Change, Effect};
use crate::program::{HoldingId, PartyId, ProvisionId, RuleId};
use maker::Maker;

/// What an exercise asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Which conclusions apply if some facts are otherwise.
    WhatIf,
    /// Which changes make a conclusion fall, or apply.
    Flip,
    /// Which exception blocks a rule, or which rules an exception blocks.
    Exception,
    /// Who must show a fact.
    Burden,
    /// How a fact stands after what the parties say of it.
    Evidence,
    /// Which provisions are breached by what is found.
    Breach,
    /// On which facts nothing turns.
    Trap,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 7] =
        [Kind::WhatIf, Kind::Flip, Kind::Exception, Kind::Burden, Kind::Evidence, Kind::Breach, Kind::Trap];

    /// Its word in JSON and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::WhatIf => "what-if",
            Kind::Flip => "flip",
            Kind::Exception => "exception",
            Kind::Burden => "burden",
            Kind::Evidence => "evidence",
            Kind::Breach => "breach",
            Kind::Trap => "trap",
        }
    }

    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Kind::WhatIf => "What follows?",
            Kind::Flip => "What would turn it?",
            Kind::Exception => "What does an exception block?",
            Kind::Burden => "Who must show it?",
            Kind::Evidence => "How does the fact stand?",
            Kind::Breach => "What is breached?",
            Kind::Trap => "Does anything turn on it?",
        }
    }
}

/// How to make a quiz.
#[derive(Clone, Debug)]
pub struct QuizOptions {
    /// What the choice and order of exercises and answers is drawn from.
    pub seed: u64,
    /// How many exercises.
    pub count: usize,
    /// Of which kinds; empty for all.
    pub kinds: Vec<Kind>,
}

/// Exercises on one case.
#[derive(Clone, Debug)]
pub struct Quiz {
    /// What they were drawn from.
    pub seed: u64,
    /// How many were asked for.
    pub wanted: usize,
    /// As many as there are, up to what was asked for.
    pub exercises: Vec<Exercise>,
}

/// One exercise.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// What it asks for.
    pub kind: Kind,
    /// What is supposed; nothing in it where the case is taken as it stands.
    pub given: Hypothetical,
    /// What is said before the question.
    pub told: Vec<String>,
    /// The question.
    pub asked: String,
    /// In the order they are printed; at least one is right.
    pub choices: Vec<Choice>,
    /// What explains the key as a whole, in sentences.
    pub why: Vec<String>,
}

/// A possible answer.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What it says of the case.
    pub key: Key,
    /// How it is printed.
    pub text: String,
    /// Whether it is so.
    pub right: bool,
    /// Why, in a sentence; may be empty where the exercise says it.
    pub why: String,
}

/// What a choice says, to be tested by anybody who doubts the key.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// This conclusion applies under what is supposed.
    Applies(HoldingId),
    /// None of the other choices is right.
    NoneOfThese,
    /// These changes together have this effect on the conclusion.
    Turns(HoldingId, Effect, Vec<Change>),
    /// These answers defeat the rule.
    Defeats(RuleId, Vec<Change>),
    /// This rule is defeated under what is supposed.
    Defeated(RuleId),
    /// This party must show the fact; none for a judgement, which nobody shows.
    Bears(Subject, Option<PartyId>),
    /// The fact reads so under what is supposed.
    Reads(Subject, State),
    /// The provision is breached by the rules that apply and lead to this.
    Breached(HoldingId, ProvisionId),
    /// Answered otherwise, the fact changes no conclusion and no breach.
    Idle(Change),
}

impl Exercise {
    /// The places of the right choices.
    #[must_use]
    pub fn right(&self) -> BTreeSet<usize> {
        self.choices.iter().enumerate().filter(|(_, choice)| choice.right).map(|(place, _)| place).collect()
    }
}

/// Makes exercises: of the kinds in turn, no two alike, as many as asked for or as the case gives.
#[must_use]
pub fn quiz(proof: &Proof, options: &QuizOptions) -> Quiz {
    let mut maker = Maker::new(proof, options.seed);
    let mut kinds = if options.kinds.is_empty() { Kind::ALL.to_vec() } else { options.kinds.clone() };
    kinds.sort_unstable();
    kinds.dedup();
    maker.rng.shuffle(&mut kinds);
    let mut exercises = Vec::new();
    while !kinds.is_empty() && exercises.len() < options.count {
        // A kind that has no more exercises drops out; the others go on in turn.
        kinds.retain(|kind| {
            let made = if exercises.len() < options.count { next(&mut maker, *kind) } else { None };
            let goes_on = made.is_some();
            exercises.extend(made);
            goes_on
        });
    }
    Quiz { seed: options.seed, wanted: options.count, exercises }
}

fn next(maker: &mut Maker, kind: Kind) -> Option<Exercise> {
    match kind {
        Kind::WhatIf => what_if::next(maker),
        Kind::Flip => flip::next(maker),
        Kind::Exception => exception::next(maker),
        Kind::Burden => burden::next(maker),
        Kind::Evidence => evidence::next(maker),
        Kind::Breach => breach::next(maker),
        Kind::Trap => trap::next(maker),
    }
}
