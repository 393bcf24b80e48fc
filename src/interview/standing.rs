//! How the conclusions stand, for the lawyer beside a witness: in a line each. In: a proof and the conclusions asked about. Out:
//! sentences; what one more fact would make apply is computed, not guessed.

use crate::evaluate::{Proof, State};
use crate::explain::explain;
use crate::explain::words::{answer, concluded, inside_sentence, question};
use crate::lab::{Effect, FlipOptions, flips};
use crate::program::HoldingId;
use crate::value::Value;

/// At most so many ways are named for one conclusion.
const MOST_WAYS: usize = 2;

/// A line for each conclusion: how it stands, and what would make it apply.
#[must_use]
pub fn standings(proof: &Proof, goals: &[HoldingId]) -> Vec<String> {
    let explanation = explain(proof);
    let raised = |goal: &HoldingId| {
        explanation.conclusions.iter().any(|concluded| concluded.holding == *goal && concluded.raised)
    };
    goals.iter().map(|goal| standing(proof, *goal, raised(goal))).collect()
}

fn standing(proof: &Proof, goal: HoldingId, raised: bool) -> String {
    let holding = &proof.program.holdings[goal.index()];
    let kind = holding.kind.map_or("", |kind| proof.program.kinds[kind.index()].title.as_str());
    let name = format!("{kind} {}", holding.name.replace('_', " "));
    let name = name.trim();
    let stands = inside_sentence(concluded(proof, goal, raised));
    if proof.holding(goal) == Value::Yes {
        return format!("{name}: {stands}.");
    }
    let options = FlipOptions { max: 1, all: true, ..FlipOptions::default() };
    let found = flips(proof, goal, Effect::Gain, &options, &mut |_| true);
    let ways = found.sets.iter().filter_map(|set| set.first()).take(MOST_WAYS).map(|change| {
        let to = match &change.to {
            State::Known(_) => inside_sentence(&answer(proof.program, change.subject.fact, &change.to)),
            State::NotShown | State::Contested => answer(proof.program, change.subject.fact, &change.to),
        };
        format!("“{}” {to}", question(proof, change.subject))
    });
    match ways.collect::<Vec<_>>().as_slice() {
        [] => format!("{name}: {stands}."),
        ways => format!("{name}: {stands}; would stand with {}.", ways.join(", or with ")),
    }
}
