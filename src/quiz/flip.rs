//! "Which of these changes makes category II fall?" In: the smallest sets of changes that turn a conclusion, proven complete, and
//! changes of facts that it depends on and that do not turn it. Out: one exercise for each conclusion of the main kind.

use std::collections::BTreeSet;

use super::maker::{Maker, given, mixed};
use super::told::{answered, below, fate_of, name};
use super::{Choice, Exercise, Key, Kind};
use crate::case::Subject;
use crate::explain::words;
use crate::lab::{Change, Effect, FlipOptions, flips};
use crate::program::HoldingId;
use crate::value::Value;

/// The most changes at once that an exercise asks about.
const LARGEST: usize = 2;
/// Wrong choices are drawn from so many.
const TRIED: usize = 60;

pub(super) fn next(maker: &mut Maker) -> Option<Exercise> {
    let main = maker.main();
    for id in maker.shuffled(main) {
        if maker.is_new(Kind::Flip, &format!("{id:?}"))
            && let Some(made) = make(maker, id)
        {
            return Some(made);
        }
    }
    None
}

fn make(maker: &mut Maker, target: HoldingId) -> Option<Exercise> {
    let proof = maker.proof;
    let effect = if proof.holding(target) == Value::Yes { Effect::Lose } else { Effect::Gain };
    let options = FlipOptions { max: LARGEST, fixed: maker.fixed.clone(), ..FlipOptions::default() };
    let found = flips(proof, target, effect, &options, &mut |_| true);
    let size = found.sets.first()?.len();
    let plain = |set: &&Vec<Change>| set.iter().all(|change| maker.is_plain(change.subject));
    let sets: Vec<Vec<Change>> = found.sets.iter().filter(plain).cloned().collect();
    let wrong = wrong_sets(maker, &sets, size);
    let (mut right, mut fails): (Vec<Choice>, Vec<Choice>) = (Vec::new(), Vec::new());
    let most_right = 1 + maker.rng.usize(..2);
    let mut once: BTreeSet<BTreeSet<Subject>> = BTreeSet::new();
    let subjects = |set: &[Change]| -> BTreeSet<Subject> { set.iter().map(|change| change.subject).collect() };
    for set in maker.shuffled(sets) {
        if right.len() < most_right && once.insert(subjects(&set)) {
            right.extend(choice(maker, target, effect, set).filter(|choice| choice.right));
        }
    }
    // What moves a rule below the conclusion tempts more than what moves none.
    let mut idle = Vec::new();
    for set in wrong {
        if fails.len() == super::maker::CHOICES {
            break;
        }
        if !once.insert(subjects(&set)) {
            continue;
        }
        let moves = moves(maker, target, &set);
        let Some(choice) = choice(maker, target, effect, set).filter(|choice| !choice.right) else { continue };
        if moves { fails.push(choice) } else { idle.push(choice) }
    }
    fails.extend(idle);
    let choices = mixed(right, fails, most_right)?;
    let mut exercise = maker.exercise(Kind::Flip, asked(maker, target, effect, size), choices);
    if found.complete {
        exercise.why.push(tried(size, found.sets.len()));
    }
    Some(exercise)
}

/// What was tried to find the right ones.
fn tried(size: usize, sets: usize) -> String {
    let have = if sets == 1 { "has" } else { "have" };
    match size {
        1 => format!("Every single change of an answer was tried: {sets} {have} this effect."),
        _ => format!(
            "No single change of an answer has this effect, and of all pairs {sets} {have} it: every one was tried."
        ),
    }
}

fn asked(maker: &Maker, target: HoldingId, effect: Effect, size: usize) -> String {
    let program = maker.proof.program;
    let name = words::sentence(&name(program, target));
    let title = words::inside_sentence(&program.holdings[target.index()].title);
    let (now, then) = match effect {
        Effect::Lose => ("applies", "would make it fall"),
        Effect::Gain => ("does not apply in this case", "would make it apply"),
    };
    let each = match size {
        1 => "Which of these changes, each taken alone,",
        _ => "No single change of an answer is enough. Which of these pairs of changes, each pair taken alone,",
    };
    format!("{name} ({title}) {now}. {each} {then}?")
}

/// Sets of the same size that are not among those found, in the order of the draw.
fn wrong_sets(maker: &mut Maker, sets: &[Vec<Change>], size: usize) -> Vec<Vec<Change>> {
    let turning: BTreeSet<Subject> = sets.iter().flatten().map(|change| change.subject).collect();
    let near: Vec<Change> = maker
        .changes
        .iter()
        .filter(|change| maker.is_live(change.subject) && (size > 1 || !turning.contains(&change.subject)))
        .cloned()
        .collect();
    let near = maker.shuffled(near);
    if size == 1 {
        return near.into_iter().map(|change| vec![change]).take(TRIED).collect();
    }
    let halves: Vec<Change> = sets.iter().flatten().cloned().collect();
    let mut pairs = Vec::new();
    for other in near.into_iter().take(TRIED) {
        let half = if halves.is_empty() { &other } else { &halves[maker.rng.usize(..halves.len())] };
        if half.subject != other.subject {
            pairs.push(vec![half.clone(), other]);
        }
    }
    pairs
}

fn moves(maker: &Maker, target: HoldingId, set: &[Change]) -> bool {
    let program = maker.proof.program;
    let moved = maker.under(&given(set), |after| {
        below(program, target).into_iter().any(|id| maker.proof.status(id) != after.status(id))
    });
    moved.unwrap_or(false)
}

/// A set of changes with what comes of it; nothing where it cannot be.
fn choice(maker: &Maker, target: HoldingId, effect: Effect, set: Vec<Change>) -> Option<Choice> {
    let facts: BTreeSet<Subject> = set.iter().map(|change| change.subject).collect();
    let (right, why) = maker.under(&given(&set), |after| {
        let right = (after.holding(target) == Value::Yes) == (effect == Effect::Gain);
        (right, fate_of(maker.proof, after, target, &facts))
    })?;
    let parts: Vec<String> = set.iter().map(|change| answered(maker.proof, change)).collect();
    Some(Choice { key: Key::Turns(target, effect, set), text: words::listed_with(&parts, "and"), right, why })
}
