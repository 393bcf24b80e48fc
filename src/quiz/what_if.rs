//! "Which of these apply, if …?" In: the hypotheticals of the case, and single and joined changes of facts that its conclusions
//! depend on. Out: exercises in which conclusions fall, and every third in which all of them stand though rules move.

use super::maker::{Maker, given};
use super::told::{fate_of, name, touched};
use super::{Choice, Exercise, Key, Kind};
use crate::case::Hypothetical;
use crate::explain::words;
use crate::program::HoldingId;
use crate::value::Value;

/// Conclusions that one exercise lists.
const MOST: usize = 6;
/// Pairs of changes that are drawn beside the single ones.
const PAIRS: usize = 40;

pub(super) fn next(maker: &mut Maker) -> Option<Exercise> {
    let still = maker.rng.usize(..3) == 0;
    let mut fallback = None;
    for given in candidates(maker) {
        if !is_fresh(maker, &given) {
            continue;
        }
        let Some((made, moved, turned)) = examine(maker, &given) else { continue };
        if moved && turned != still {
            return Some(noted(maker, made));
        }
        if moved && fallback.is_none() {
            fallback = Some(made);
        }
    }
    fallback.map(|made| noted(maker, made))
}

/// Most of what it supposes was not supposed before.
fn is_fresh(maker: &Maker, given: &Hypothetical) -> bool {
    let facts = touched(given);
    let before = facts.iter().filter(|subject| maker.was_asked(Kind::WhatIf, &format!("{subject:?}"))).count();
    2 * before < facts.len()
}

fn noted(maker: &mut Maker, made: Exercise) -> Exercise {
    for subject in touched(&made.given) {
        maker.is_new(Kind::WhatIf, &format!("{subject:?}"));
    }
    made
}

/// Everything that could be supposed, in the order of the draw.
fn candidates(maker: &mut Maker) -> Vec<Hypothetical> {
    let settled = |hypothetical: &&Hypothetical| !hypothetical.arguable;
    let mut all: Vec<Hypothetical> = maker.proof.case.hypotheticals.iter().filter(settled).cloned().collect();
    let live: Vec<_> = maker.changes.iter().filter(|change| maker.is_live(change.subject)).cloned().collect();
    all.extend(live.iter().map(|change| given(std::slice::from_ref(change))));
    if live.len() > 1 {
        for _ in 0..PAIRS {
            let pair = [maker.rng.usize(..live.len()), maker.rng.usize(..live.len())].map(|at| live[at].clone());
            if pair[0].subject != pair[1].subject {
                all.push(given(&pair));
            }
        }
    }
    maker.shuffled(all)
}

/// The exercise; whether any rule moves; whether any conclusion that it lists turns.
fn examine(maker: &Maker, given: &Hypothetical) -> Option<(Exercise, bool, bool)> {
    let before = maker.proof;
    let facts = touched(given);
    maker.under(given, |after| {
        let changes = crate::hypothesis::differences(before, after);
        let mut main = maker.main();
        // What turns and what applies comes first, where not all can be listed.
        main.sort_by_key(|id| (before.holding(*id) == after.holding(*id), before.holding(*id) != Value::Yes));
        main.truncate(MOST);
        main.sort_unstable();
        let turned = main.iter().any(|id| (before.holding(*id) == Value::Yes) != (after.holding(*id) == Value::Yes));
        let mut choices: Vec<Choice> = main
            .iter()
            .map(|id| Choice {
                key: Key::Applies(*id),
                text: format!(
                    "{}: {}",
                    words::sentence(&name(before.program, *id)),
                    words::inside_sentence(&before.program.holdings[id.index()].title)
                ),
                right: after.holding(*id) == Value::Yes,
                why: fate_of(before, after, *id, &facts),
            })
            .collect();
        let none = choices.iter().all(|choice| !choice.right);
        let why = if none { "None of them applies." } else { "At least one of them applies." };
        choices.push(Choice {
            key: Key::NoneOfThese,
            text: "None of these".to_owned(),
            right: none,
            why: why.to_owned(),
        });
        let exercise = Exercise {
            kind: Kind::WhatIf,
            given: given.clone(),
            told: vec![as_it_stands(maker, &main)],
            asked: "Which of these apply then?".to_owned(),
            choices,
            why: Vec::new(),
        };
        (exercise, !changes.rules.is_empty(), turned)
    })
}

fn as_it_stands(maker: &Maker, main: &[HoldingId]) -> String {
    let applies = main.iter().filter(|id| maker.proof.holding(**id) == Value::Yes);
    let named: Vec<String> = applies.map(|id| name(maker.proof.program, *id)).collect();
    match named.len() {
        0 => "As the case stands, none of those below applies.".to_owned(),
        1 => format!("As the case stands, {} applies.", named[0]),
        _ => format!("As the case stands, these apply: {}.", words::listed_with(&named, "and")),
    }
}
