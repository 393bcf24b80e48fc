//! "On which of these does nothing turn?" In: yes/no facts that the case states. Out: exercises that set facts whose other answer
//! changes no conclusion and no breach beside facts whose other answer does.

use super::maker::{Maker, given, mixed};
use super::told::turned_either_way;
use super::{Choice, Exercise, Key, Kind};
use crate::case::{Datum, Subject};
use crate::evaluate::{Proof, State};
use crate::explain::words;
use crate::hypothesis::differences;
use crate::lab::Change;
use crate::program::{RuleId, Standing, Type};

/// Changes that a reason names before it counts the rest.
const NAMED: usize = 3;

pub(super) fn next(maker: &mut Maker) -> Option<Exercise> {
    let subjects = maker.proof.circuit.subjects.clone();
    let stated: Vec<Subject> = subjects.into_iter().filter(|subject| is_stated(maker, *subject)).collect();
    let most = 1 + maker.rng.usize(..2);
    let (mut right, mut wrong): (Vec<Choice>, Vec<Choice>) = (Vec::new(), Vec::new());
    for subject in maker.shuffled(stated) {
        let what = format!("{subject:?}");
        if maker.was_asked(Kind::Trap, &what) || (right.len() == most && wrong.len() == 3) {
            continue;
        }
        let Some(choice) = choice(maker, subject) else { continue };
        let (list, limit) = if choice.right { (&mut right, most) } else { (&mut wrong, 3) };
        if list.len() < limit {
            list.push(choice);
            maker.is_new(Kind::Trap, &what);
        }
    }
    let choices = mixed(right, wrong, most)?;
    let asked = "The case states all of these. Which of them could be answered the other way without any conclusion or \
                 breach being another?";
    Some(maker.exercise(Kind::Trap, asked.to_owned(), choices))
}

fn is_stated(maker: &Maker, subject: Subject) -> bool {
    let fact = &maker.proof.program.facts[subject.fact.index()];
    let reading = maker.proof.reading(subject);
    fact.kind == Type::YesNo
        && fact.judgement.is_none()
        && !maker.fixed.contains(&subject)
        && matches!(reading.state, State::Known(_))
        && reading.standing != Standing::NotRaised
}

fn choice(maker: &Maker, subject: Subject) -> Option<Choice> {
    let proof = maker.proof;
    let from = proof.reading(subject).state.clone();
    let to = State::Known(if from == State::Known(Datum::Yes) { Datum::No } else { Datum::Yes });
    let change = Change { subject, from, to };
    let (right, why) = maker.under(&given(std::slice::from_ref(&change)), |after| {
        let turned = turned_either_way(proof, after);
        (turned.is_empty(), if turned.is_empty() { idle(proof, after, subject) } else { told(&turned) })
    })?;
    let answer = words::answer(proof.program, subject.fact, &change.from);
    let text = format!("{} {answer}", words::question(proof, subject));
    Some(Choice { key: Key::Idle(change), text, right, why })
}

fn told(turned: &[String]) -> String {
    let mut named: Vec<String> = turned.iter().take(NAMED).cloned().collect();
    if turned.len() > NAMED {
        named.push(format!("{} more", turned.len() - NAMED));
    }
    format!("Then this comes out otherwise: {}.", words::listed_with(&named, "and"))
}

fn idle(before: &Proof, after: &Proof, subject: Subject) -> String {
    let program = before.program;
    if program.facts[subject.fact.index()].for_the_record {
        return "It is told for the record; no rule reads it.".to_owned();
    }
    let changes = differences(before, after);
    let rule = |id: &RuleId| format!("“{}”", program.rules[id.index()].title);
    match changes.rules.as_slice() {
        [] => "Nothing that is concluded turns on it: no rule comes out otherwise.".to_owned(),
        [one] => {
            format!("The rule {} then comes out otherwise, but what is concluded is carried without it.", rule(one))
        }
        [first, ..] => {
            let more = changes.rules.len() - 1;
            let more = if more == 1 { "one more".to_owned() } else { format!("{more} more") };
            format!(
                "The rule {} and {more} then come out otherwise, but what is concluded is carried without them.",
                rule(first)
            )
        }
    }
}
