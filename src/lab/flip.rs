//! The changes that turn a conclusion: every set of least size, or every set of which no part suffices. In: a proof, a
//! conclusion, an effect, bounds. Out: [`Flips`].
//!
//! How it is searched, and why nothing is missed: what is wanted is laid out as a [`Formula`] of "all of" and "any of" over
//! questions about single facts. In a world where it fails, it fails for a reason: an "all of" because one of its parts fails,
//! an "any of" because both do, down to some questions about facts that all fail. Whatever else changes, the formula fails as
//! long as those questions do; so every set of changes that mends it contains a change that mends one of them. The search
//! tries just these: it takes the reason with the fewest such changes, makes each in turn, and looks for the reason in the
//! world so changed, as deep as the size that is searched. While it follows one change, the changes tried before it at the
//! same place stay out, since sets with them have been seen: so each set is met once. The worlds of all changes at one place
//! are computed at once, side by side in the bits of a word. Of the sets that have the effect, those of which a part has it too
//! are left out.

mod search;

use std::collections::BTreeSet;

use self::search::{Pick, Search};
use super::formula::{Ask, Formula};
use super::levers::{Changes, Levers, Scope, Table};
use super::reduced::Reduced;
use crate::case::Subject;
use crate::circuit::Slot;
use crate::evaluate::{Proof, State};
use crate::program::HoldingId;
use crate::value::Value;

/// What a change is to bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// From yes to anything else.
    Lose,
    /// To yes.
    Gain,
}

impl Effect {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Effect::Lose => "lose",
            Effect::Gain => "gain",
        }
    }
}

/// Worlds that may be computed only to say whether larger sets exist.
const SHORT_LOOK: u64 = 50_000;

/// How to search.
#[derive(Clone, Debug)]
pub struct FlipOptions {
    /// The most changes at once.
    pub max: usize,
    /// Every set of which no part suffices, not only those of the least size.
    pub all: bool,
    /// What counts as a change.
    pub changes: Changes,
    /// What never changes.
    pub fixed: BTreeSet<Subject>,
}

impl Default for FlipOptions {
    fn default() -> Self {
        FlipOptions { max: 3, all: false, changes: Changes::Facts, fixed: BTreeSet::new() }
    }
}

/// One fact that has another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub subject: Subject,
    /// What is known of it in the case.
    pub from: State,
    /// What it is instead.
    pub to: State,
}

/// What was found, and how far was searched.
#[derive(Clone, Debug, Default)]
pub struct Flips {
    /// The size up to which every set was tried.
    pub searched: usize,
    /// Nothing was cut short: `sets` holds all that was asked for up to `searched`.
    pub complete: bool,
    /// Smaller sets first.
    pub sets: Vec<Vec<Change>>,
    /// Where only the least size was asked for: whether there are larger sets of which no part suffices, within the most
    /// changes; nothing where a short look does not tell.
    pub larger: Option<bool>,
    /// How many facts the conclusion depends on.
    pub facts: usize,
    /// How many worlds were computed; all others were ruled out.
    pub worlds: u64,
    /// Facts of which not all values that matter could be tried.
    pub crowded: Vec<Subject>,
}

/// How far a search is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// The size of the sets that are being tried.
    pub size: usize,
    /// Which part of the sets of this size is done, from 0 to 1.
    pub done: f64,
    /// How many worlds were computed so far.
    pub worlds: u64,
}

/// Finds the sets of changes with this effect. `go_on` is asked again and again; no ends the search.
#[must_use]
pub fn flips(
    proof: &Proof,
    target: HoldingId,
    effect: Effect,
    options: &FlipOptions,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Flips {
    flips_of(proof, proof.circuit.holding(target), effect, options, go_on)
}

/// The same for the value in any slot.
pub(super) fn flips_of(
    proof: &Proof,
    target: Slot,
    effect: Effect,
    options: &FlipOptions,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Flips {
    let scope = Scope { changes: options.changes, fixed: options.fixed.clone(), ..Scope::default() };
    let mut levers = Levers::of(proof, &[target], &scope);
    let reduced = Reduced::of(proof, &mut levers);
    let formula = Formula::of(&reduced, &[wanted(&reduced, effect)]);
    let mut search = Search::of(&levers, &reduced, &formula);
    let mut found = Flips { facts: levers.levers.len(), crowded: levers.crowded.clone(), ..Flips::default() };
    found.complete = found.crowded.is_empty();
    let largest = options.max.min(levers.levers.len());
    for size in 1..=options.max {
        let ended = size <= largest && !search.size(size, go_on);
        found.complete &= !ended;
        if ended {
            break;
        }
        found.searched = size;
        if !search.sets.is_empty() && !options.all {
            break;
        }
    }
    found.worlds = search.worlds;
    found.sets = search.sets.iter().map(|set| set.iter().map(|pick| change(&levers, *pick)).collect()).collect();
    if !found.sets.is_empty() && !options.all {
        found.larger = look_further(&mut search, found.searched + 1..=largest, go_on);
    }
    found
}

/// Whether there are sets of these sizes as well, as far as a short look tells.
fn look_further(
    search: &mut Search,
    sizes: std::ops::RangeInclusive<usize>,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Option<bool> {
    let before = (search.sets.len(), search.worlds);
    for size in sizes {
        let tried = search.size(size, &mut |progress| progress.worlds - before.1 < SHORT_LOOK && go_on(progress));
        if search.sets.len() > before.0 {
            return Some(true);
        }
        if !tried {
            return None;
        }
    }
    Some(false)
}

/// The effect, in a world that can be.
fn wanted(reduced: &Reduced, effect: Effect) -> Vec<(Slot, Ask)> {
    let ask = match effect {
        Effect::Lose => Ask::Below(Value::Yes),
        Effect::Gain => Ask::AtLeast(Value::Yes),
    };
    let can_be = reduced.impossible.iter().map(|slot| (*slot, Ask::Below(Value::Yes)));
    reduced.asked.iter().map(|slot| (*slot, ask)).chain(can_be).collect()
}

fn change(levers: &Levers, pick: Pick) -> Change {
    let lever = &levers.levers[pick.lever];
    let to = lever.state(pick.choice).clone();
    Change { subject: lever.subject, from: lever.now.clone(), to }
}

impl Table {
    /// The value under these choices.
    pub(super) fn at(&self, levers: &Levers, choice: impl Fn(usize) -> usize) -> Value {
        let mut code = 0;
        for lever in self.levers.iter().rev() {
            code = code * (levers.levers[*lever].choices.len() + 1) + choice(*lever);
        }
        self.values[code]
    }
}
