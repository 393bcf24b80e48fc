//! What the kinds of exercise have in common: draws from the seed, what was asked already, facts fit to be asked about, and
//! worlds in which some facts are otherwise. In: a proof and a seed. Out: helpers.

use std::collections::BTreeSet;

use super::{Choice, Exercise, Kind};
use crate::case::{Datum, Hypothetical, Replacement, Statement, Subject, Supposed};
use crate::evaluate::{Proof, State, evaluate_supposing};
use crate::explain::words;
use crate::hypothesis::suppose;
use crate::lab::{Change, Levers, Scope};
use crate::program::{HoldingId, PartyId, Standing, Type};
use crate::source::Span;
use crate::syntax::ast::Role;

/// Draws exercises.
pub(super) struct Maker<'a> {
    pub(super) proof: &'a Proof<'a>,
    pub(super) rng: fastrand::Rng,
    /// What the case holds fixed: no exercise lets it be otherwise.
    pub(super) fixed: BTreeSet<Subject>,
    /// What was asked already.
    asked: BTreeSet<(Kind, String)>,
    /// The single changes of facts that the conclusions of the main kind depend on.
    pub(super) changes: Vec<Change>,
}

/// So many choices an exercise has, where it may choose.
pub(super) const CHOICES: usize = 4;

impl<'a> Maker<'a> {
    pub(super) fn new(proof: &'a Proof<'a>, seed: u64) -> Self {
        let fixed: BTreeSet<Subject> = proof.case.fixed.iter().map(|fixed| fixed.subject).collect();
        let scope = Scope { fixed: fixed.clone(), ..Scope::default() };
        let rng = fastrand::Rng::with_seed(seed);
        let mut maker = Maker { proof, rng, fixed, asked: BTreeSet::new(), changes: Vec::new() };
        let slots: Vec<_> = maker.main().into_iter().map(|id| proof.circuit.holding(id)).collect();
        let levers = Levers::of(proof, &slots, &scope);
        let each = |lever: &crate::lab::Lever| {
            let (subject, from) = (lever.subject, lever.now.clone());
            let change = move |to: &State| Change { subject, from: from.clone(), to: to.clone() };
            lever.choices.iter().map(change).collect::<Vec<_>>()
        };
        let fit = |change: &Change| maker.is_plain(change.subject) && !is_moot(change);
        maker.changes = levers.levers.iter().flat_map(each).filter(fit).collect();
        maker
    }

    /// The conclusions that a reader wants to know first.
    pub(super) fn main(&self) -> Vec<HoldingId> {
        let program = self.proof.program;
        let main = words::main_kind(program);
        let all = (0..program.holdings.len()).map(HoldingId::at);
        all.filter(|id| main.is_some() && program.holdings[id.index()].kind == main).collect()
    }

    /// Notes that this is asked now; false if it was asked before.
    pub(super) fn is_new(&mut self, kind: Kind, what: &str) -> bool {
        self.asked.insert((kind, what.to_owned()))
    }

    /// Whether this was asked before.
    pub(super) fn was_asked(&self, kind: Kind, what: &str) -> bool {
        self.asked.contains(&(kind, what.to_owned()))
    }

    /// In the order of the draw.
    pub(super) fn shuffled<T>(&mut self, list: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut list: Vec<T> = list.into_iter().collect();
        self.rng.shuffle(&mut list);
        list
    }

    /// A fact that is answered by yes or no, or from a short list, and that rules read.
    pub(super) fn is_plain(&self, subject: Subject) -> bool {
        let fact = &self.proof.program.facts[subject.fact.index()];
        matches!(fact.kind, Type::YesNo | Type::OneOf(_)) && !fact.for_the_record
    }

    /// A fact that somebody speaks of, or that the answering party would have to show.
    pub(super) fn is_live(&self, subject: Subject) -> bool {
        let fact = &self.proof.program.facts[subject.fact.index()];
        let answers = self.proof.program.party_with(Role::Answers);
        self.proof.reading(subject).standing != Standing::NotRaised || Some(fact.bearer) == answers
    }

    /// The party that submits and the party that answers.
    pub(super) fn sides(&self) -> Option<(PartyId, PartyId)> {
        Some((self.proof.program.party_with(Role::Submits)?, self.proof.program.party_with(Role::Answers)?))
    }

    /// Tells something of the world in which this is supposed; nothing where that world cannot be.
    pub(super) fn under<T>(&self, given: &Hypothetical, tell: impl FnOnce(&Proof) -> T) -> Option<T> {
        let (case, supposed) = suppose(self.proof.program, self.proof.case, given);
        let after = evaluate_supposing(self.proof.program, &case, self.proof.options, supposed);
        after.impossible().is_empty().then(|| tell(&after))
    }

    /// An exercise with its choices in the order of the draw.
    pub(super) fn exercise(&mut self, kind: Kind, asked: String, choices: Vec<Choice>) -> Exercise {
        let choices = self.shuffled(choices);
        Exercise { kind, given: given(&[]), told: Vec::new(), asked, choices, why: Vec::new() }
    }
}

/// That something is not so which nobody says is so.
fn is_moot(change: &Change) -> bool {
    change.from == State::NotShown && change.to == State::Known(Datum::No)
}

/// Changes as a hypothetical of the case.
pub(super) fn given(changes: &[Change]) -> Hypothetical {
    let supposed = |change: &Change| Supposed {
        subject: change.subject,
        by: match &change.to {
            State::Known(datum) => Replacement::Value(datum.clone()),
            State::NotShown => Replacement::NotShown,
            State::Contested => Replacement::Contested,
        },
        span: Span::default(),
    };
    Hypothetical {
        title: String::new(),
        supposed: changes.iter().map(supposed).collect(),
        added: Vec::new(),
        expectations: Vec::new(),
        places: Vec::new(),
        arguable: false,
        notes: Vec::new(),
        span: Span::default(),
    }
}

/// The same with something that a party says.
pub(super) fn given_said(statement: Statement) -> Hypothetical {
    Hypothetical { added: vec![statement], ..given(&[]) }
}

/// Up to `right` of the right and enough of the wrong choices; nothing where there are not at least one and two.
pub(super) fn mixed(mut right: Vec<Choice>, mut wrong: Vec<Choice>, most_right: usize) -> Option<Vec<Choice>> {
    right.truncate(most_right);
    wrong.truncate(CHOICES.saturating_sub(right.len()));
    if right.is_empty() || wrong.is_empty() || right.len() + wrong.len() < 3 {
        return None;
    }
    right.extend(wrong);
    Some(right)
}
