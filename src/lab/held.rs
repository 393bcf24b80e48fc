//! The facts that no question about other worlds may change. In: what the case holds fixed, and what the user adds to it or
//! lets go. Out: [`Held`], each fact with the reason why.

use std::collections::{BTreeMap, BTreeSet};

use super::levers::read_of;
use crate::case::{Case, Subject};
use crate::evaluate::Proof;
use crate::program::HoldingId;

/// Facts held fixed. The reason is that of the case; none where the user asked for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// By fact.
    pub reasons: BTreeMap<Subject, Option<String>>,
}

impl Held {
    /// What the case holds fixed.
    #[must_use]
    pub fn of(case: &Case) -> Held {
        Held { reasons: case.fixed.iter().map(|fixed| (fixed.subject, Some(fixed.reason.clone()))).collect() }
    }

    /// The facts alone.
    #[must_use]
    pub fn facts(&self) -> BTreeSet<Subject> {
        self.reasons.keys().copied().collect()
    }

    /// Those on which some of these conclusions depend.
    #[must_use]
    pub fn that_matter(&self, proof: &Proof, targets: &[HoldingId]) -> Held {
        let slots: Vec<_> = targets.iter().map(|target| proof.circuit.holding(*target)).collect();
        let read = read_of(proof, &slots, &self.facts());
        Held { reasons: read.into_iter().map(|fact| (fact, self.reasons.get(&fact).cloned().flatten())).collect() }
    }

    /// The facts by reason, in the order of the pack; of the reasons the user's last.
    #[must_use]
    pub fn by_reason(&self) -> Vec<(Option<&str>, Vec<Subject>)> {
        let mut groups: Vec<(Option<&str>, Vec<Subject>)> = Vec::new();
        for (subject, reason) in &self.reasons {
            match groups.iter_mut().find(|(known, _)| *known == reason.as_deref()) {
                Some((_, facts)) => facts.push(*subject),
                None => groups.push((reason.as_deref(), vec![*subject])),
            }
        }
        groups.sort_by_key(|(reason, _)| reason.is_none());
        groups
    }
}
