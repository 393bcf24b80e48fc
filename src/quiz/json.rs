//! The JSON answers of `habeas quiz`: the worksheet, and apart from it the key. In: a quiz. Out: one object on one line each, in the
//! shapes of `docs/schema/quiz.json` and `docs/schema/quiz-key.json`.

use serde::Serialize;

use super::{Exercise, Quiz, letter};
use crate::case::{Replacement, Statement, Subject, Supposed};
use crate::evaluate::{Proof, State};
use crate::explain::json::{Pack, line};
use crate::explain::words;
use crate::lab::suppose;
use crate::syntax::ast::Act;

/// The JSON Schema of the worksheet.
pub const QUIZ_SCHEMA: &str = include_str!("../../docs/schema/quiz.json");
/// The JSON Schema of the key.
pub const KEY_SCHEMA: &str = include_str!("../../docs/schema/quiz-key.json");

#[derive(Serialize)]
struct Answer<'a, T: Serialize> {
    case: &'a str,
    title: &'a str,
    pack: Pack<'a>,
    as_pleaded: bool,
    seed: u64,
    wanted: usize,
    exercises: Vec<T>,
}

fn answer<T: Serialize>(proof: &Proof, quiz: &Quiz, one: impl Fn(usize, &Exercise) -> T) -> String {
    line(&Answer {
        case: &proof.case.name,
        title: &proof.case.title,
        pack: Pack::of(&proof.program.pack),
        as_pleaded: proof.options.as_pleaded,
        seed: quiz.seed,
        wanted: quiz.wanted,
        exercises: quiz.exercises.iter().enumerate().map(|(place, exercise)| one(place + 1, exercise)).collect(),
    })
}

#[derive(Serialize)]
struct Asked {
    number: usize,
    kind: &'static str,
    title: String,
    given: Vec<Given>,
    told: Vec<String>,
    asked: String,
    choices: Vec<Lettered>,
}

#[derive(Serialize)]
struct Given {
    question: String,
    answer: String,
    now: String,
    line: String,
}

#[derive(Serialize)]
struct Lettered {
    letter: char,
    text: String,
}

/// Everything but the answers.
#[must_use]
pub fn worksheet(proof: &Proof, quiz: &Quiz) -> String {
    answer(proof, quiz, |number, exercise| Asked {
        number,
        kind: exercise.kind.word(),
        title: exercise.given.title.clone(),
        given: given(proof, exercise),
        told: exercise.told.clone(),
        asked: exercise.asked.clone(),
        choices: exercise
            .choices
            .iter()
            .enumerate()
            .map(|(place, choice)| Lettered { letter: letter(place), text: choice.text.clone() })
            .collect(),
    })
}

fn given(proof: &Proof, exercise: &Exercise) -> Vec<Given> {
    let one = |subject: Subject, answer: String, line: String| Given {
        question: words::question(proof, subject),
        answer,
        now: words::answer(proof.program, subject.fact, &proof.reading(subject).state),
        line,
    };
    let supposed = |supposed: &Supposed| {
        let state = match &supposed.by {
            Replacement::Value(datum) => State::Known(datum.clone()),
            Replacement::NotShown => State::NotShown,
            Replacement::Contested => State::Contested,
        };
        let written = suppose(proof.program, proof.case, supposed.subject, &state);
        let line = if let State::Known(_) = state { format!("suppose {written}") } else { written };
        one(supposed.subject, words::answer(proof.program, supposed.subject.fact, &state), line)
    };
    let added = |statement: &Statement| {
        let datum = statement.datum.as_ref();
        let said = datum.map(|datum| words::datum_words(proof.program, statement.subject.fact, datum));
        one(statement.subject, said.unwrap_or_default(), said_line(proof, statement))
    };
    exercise.given.supposed.iter().map(supposed).chain(exercise.given.added.iter().map(added)).collect()
}

/// `government shows arrest.warrant_shown by "a document"`, as a hypothetical block takes it.
fn said_line(proof: &Proof, statement: &Statement) -> String {
    let speaker = &proof.case.speakers[statement.speaker as usize].name;
    let act = match statement.act {
        Act::States => "says",
        Act::Denies => "denies",
        Act::Answers => "answers",
        Act::Shows => "shows",
        Act::Concedes => "concedes",
        Act::Disputes => "disputes",
    };
    let state = statement.datum.clone().map_or(State::Known(crate::case::Datum::Yes), State::Known);
    let what = suppose(proof.program, proof.case, statement.subject, &state);
    let by = if statement.exhibit.is_empty() { String::new() } else { format!(" by \"{}\"", statement.exhibit) };
    format!("{speaker} {act} {what}{by}")
}

#[derive(Serialize)]
struct Keyed {
    number: usize,
    kind: &'static str,
    right: Vec<char>,
    choices: Vec<Explained>,
    why: Vec<String>,
}

#[derive(Serialize)]
struct Explained {
    letter: char,
    right: bool,
    why: String,
}

/// Of each exercise the right letters, and why.
#[must_use]
pub fn key(proof: &Proof, quiz: &Quiz) -> String {
    answer(proof, quiz, |number, exercise| Keyed {
        number,
        kind: exercise.kind.word(),
        right: exercise.right().into_iter().map(letter).collect(),
        choices: exercise
            .choices
            .iter()
            .enumerate()
            .map(|(place, choice)| Explained { letter: letter(place), right: choice.right, why: choice.why.clone() })
            .collect(),
        why: exercise.why.clone(),
    })
}
