//! How much each fact decides: the share of all combinations of the other facts in which it turns the result. In: a proof and
//! a conclusion. Out: [`Weights`], exact, by decision diagram. Not a probability, and not legal weight.

use std::collections::BTreeSet;

use num_bigint::BigUint;

use super::count::count;
use super::diagram::Diagram;
use super::flip::{Change, Effect, FlipOptions, flips};
use super::levers::{Levers, Scope};
use super::reduced::Reduced;
use crate::case::Subject;
use crate::evaluate::Proof;
use crate::program::HoldingId;
use crate::value::Value;

/// How much one fact decides.
#[derive(Clone, Debug)]
pub struct Weight {
    /// Which.
    pub subject: Subject,
    /// In how many combinations of the other facts it turns the result; a whole number.
    pub turns: String,
    /// Of how many that can be.
    pub of: String,
    /// The one divided by the other.
    pub share: f64,
}

/// How much every fact decides.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// What decides most first; of equals in the order of the pack. Facts that never turn the result are left out.
    pub facts: Vec<Weight>,
    /// Facts that the rules read on the way and that never turn the result.
    pub idle: Vec<Subject>,
    /// The single changes that turn it in the case as it is.
    pub single: Vec<Change>,
    /// Facts of which not all values that matter were counted.
    pub crowded: Vec<Subject>,
}

/// Weighs the facts that a conclusion depends on, less those that are held fixed; nothing where the diagrams would grow too large.
#[must_use]
pub fn weigh(proof: &Proof, target: HoldingId, fixed: &BTreeSet<Subject>) -> Option<Weights> {
    let scope = Scope { decided: true, fixed: fixed.clone(), ..Scope::default() };
    let mut levers = Levers::of(proof, &[proof.circuit.holding(target)], &scope);
    let reduced = Reduced::of(proof, &mut levers);
    let diagram = Diagram::of(&levers, &reduced)?;
    let mut weights = Weights { crowded: levers.crowded.clone(), ..Weights::default() };
    for (lever, counted) in levers.levers.iter().zip(count(&diagram)?) {
        if counted.turns == BigUint::ZERO {
            weights.idle.push(lever.subject);
            continue;
        }
        let (turns, of) = (counted.turns.to_string(), counted.of.to_string());
        let share = near(&turns) / near(&of);
        weights.facts.push(Weight { subject: lever.subject, turns, of, share });
    }
    weights.facts.sort_by(|a, b| b.share.total_cmp(&a.share));
    let effect = if proof.holding(target) == Value::Yes { Effect::Lose } else { Effect::Gain };
    let options = FlipOptions { max: 1, fixed: fixed.clone(), ..FlipOptions::default() };
    weights.single = flips(proof, target, effect, &options, &mut |_| true).sets.into_iter().flatten().collect();
    Some(weights)
}

/// The number nearest to a whole number of any length.
fn near(digits: &str) -> f64 {
    digits.parse().unwrap_or(f64::INFINITY)
}
