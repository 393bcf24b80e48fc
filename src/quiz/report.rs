//! Exercises laid out for reading: a worksheet without answers, the key apart from it, one exercise at a time. In: a quiz. Out:
//! [`Report`]s that the text, Markdown and HTML views print.

use std::collections::BTreeSet;

use super::{Choice, Exercise, Kind, Quiz, letter};
use crate::case::{Replacement, Statement, Supposed};
use crate::evaluate::{Proof, State};
use crate::explain::report::{Block, Line, Report, Section, faint, plain, strong, valued};
use crate::explain::words::{self, answer, heading, question, sentence};
use crate::value::Value;

fn section(title: String, lines: Vec<Line>) -> Section {
    Section { title, blocks: lines.into_iter().map(Block::Line).collect() }
}

/// "10 exercises (seed 1)", or how many of those asked for the case gives.
#[must_use]
pub fn extent(quiz: &Quiz) -> String {
    let made = quiz.exercises.len();
    let many = if made == 1 { "1 exercise".to_owned() } else { format!("{made} exercises") };
    match made < quiz.wanted {
        false => format!("{many} (seed {}).", quiz.seed),
        true => {
            format!("{many} (seed {}); the case gives no more than this of the {} asked for.", quiz.seed, quiz.wanted)
        }
    }
}

const SEVERAL: &str = "One or more answers may be right.";
const READING: &str = "Answers follow this pack's reading of the law; another may be argued.";

/// What stands over a quiz in the terminal.
#[must_use]
pub fn opening(proof: &Proof, quiz: &Quiz) -> Report {
    let lines = vec![vec![plain(extent(quiz)), plain(format!(" {SEVERAL}"))], vec![faint(READING)]];
    Report { title: heading(proof.case), sections: vec![section(String::new(), lines)] }
}

/// The worksheet: everything but the answers.
#[must_use]
pub fn worksheet(proof: &Proof, quiz: &Quiz) -> Report {
    let mut report = opening(proof, quiz);
    report.title = format!("Exercises: {}", report.title);
    for (place, exercise) in quiz.exercises.iter().enumerate() {
        let mut section = asked(proof, exercise, format!("{}. {}", place + 1, exercise.kind.title()));
        section.blocks.push(Block::Line(vec![faint("Answer: …………………")]));
        report.sections.push(section);
    }
    report
}

/// One exercise as a section.
#[must_use]
pub fn asked(proof: &Proof, exercise: &Exercise, title: String) -> Section {
    let mut section = section(title, stem(proof, exercise));
    let row = |(place, choice): (usize, &Choice)| {
        vec![vec![strong(format!("{})", letter(place)))], vec![plain(choice.text.clone())]]
    };
    section.blocks.push(Block::Rows(exercise.choices.iter().enumerate().map(row).collect()));
    section
}

/// What is supposed, what is said before, and the question.
fn stem(proof: &Proof, exercise: &Exercise) -> Vec<Line> {
    let given = &exercise.given;
    let mut lines: Vec<Line> = Vec::new();
    if !given.title.is_empty() {
        lines.push(vec![faint("Suppose this: "), plain(format!("{}.", given.title))]);
    }
    let lead = if given.title.is_empty() { "Suppose: " } else { "That is: " };
    lines.extend(given.supposed.iter().map(|supposed| supposed_line(proof, supposed, lead)));
    // Of evidence it is told in words what a party is supposed to say.
    if exercise.kind != Kind::Evidence {
        lines.extend(given.added.iter().map(|statement| added_line(proof, statement, lead)));
    }
    lines.extend(exercise.told.iter().map(|told| vec![plain(told.clone())]));
    lines.push(vec![strong(exercise.asked.clone())]);
    lines
}

fn added_line(proof: &Proof, statement: &Statement, lead: &str) -> Line {
    let who = words::references(proof.case, [statement]);
    let said = statement.datum.as_ref().map(|datum| words::datum_words(proof.program, statement.subject.fact, datum));
    let said = said.map_or_else(String::new, |said| format!(" {said}"));
    vec![faint(lead), plain(question(proof, statement.subject)), strong(said), plain(format!(" ({who})"))]
}

fn supposed_line(proof: &Proof, supposed: &Supposed, lead: &str) -> Line {
    let state = match &supposed.by {
        Replacement::Value(datum) => State::Known(datum.clone()),
        Replacement::NotShown => State::NotShown,
        Replacement::Contested => State::Contested,
    };
    let then = answer(proof.program, supposed.subject.fact, &state);
    let now = answer(proof.program, supposed.subject.fact, &proof.reading(supposed.subject).state);
    let now = words::inside_sentence(&now);
    vec![
        faint(lead),
        plain(question(proof, supposed.subject)),
        strong(format!(" {then}")),
        faint(format!(" (in the case: {now})")),
    ]
}

/// "a and c".
#[must_use]
pub fn letters(places: &BTreeSet<usize>) -> String {
    let letters: Vec<String> = places.iter().map(|place| letter(*place).to_string()).collect();
    words::listed_with(&letters, "and")
}

/// The key: of each exercise the right letters, and why each answer is right or wrong.
#[must_use]
pub fn key(proof: &Proof, quiz: &Quiz) -> Report {
    let lines = vec![vec![plain(extent(quiz))], vec![faint(READING)]];
    let mut sections = vec![section(String::new(), lines)];
    for (place, exercise) in quiz.exercises.iter().enumerate() {
        let title = format!("{}. {} Answer: {}", place + 1, exercise.kind.title(), letters(&exercise.right()));
        let mut section = section(title, stem(proof, exercise));
        section.blocks.extend(reasons(exercise));
        sections.push(section);
    }
    Report { title: format!("Key: {}", heading(proof.case)), sections }
}

/// Why each answer is right or wrong.
fn reasons(exercise: &Exercise) -> Vec<Block> {
    let row = |(place, choice): (usize, &Choice)| {
        let (value, mark) = if choice.right { (Value::Yes, "✓") } else { (Value::No, "✗") };
        let mut line = vec![plain(ended(&choice.text))];
        if !choice.why.is_empty() {
            line.push(faint(format!(" {}", choice.why)));
        }
        vec![vec![strong(format!("{}) ", letter(place))), valued(value, mark)], line]
    };
    let mut blocks = vec![Block::Rows(exercise.choices.iter().enumerate().map(row).collect())];
    blocks.extend(exercise.why.iter().map(|why| Block::Line(vec![plain(sentence(why))])));
    blocks
}

fn ended(text: &str) -> String {
    if text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
}

/// What is said to an answer: right or not, and why.
#[must_use]
pub fn graded(exercise: &Exercise, answer: &BTreeSet<usize>) -> Section {
    let right = exercise.right();
    let line = if *answer == right {
        vec![valued(Value::Yes, "✓ Right.")]
    } else {
        let found = answer.intersection(&right).count();
        let partly = if found > 0 { "Only partly right" } else { "Not right" };
        vec![valued(Value::No, format!("✗ {partly}: ")), strong(format!("the answer is {}.", letters(&right)))]
    };
    let mut blocks = vec![Block::Line(line)];
    blocks.extend(reasons(exercise));
    Section { title: String::new(), blocks }
}

/// The score at the end, or so far.
#[must_use]
pub fn score(right: usize, answered: usize, all: usize) -> String {
    match answered {
        0 => format!("No answer was given to the {all} exercise{}.", if all == 1 { "" } else { "s" }),
        _ if answered == all => format!("Score: {right} of {all}."),
        _ => format!("Score so far: {right} right of {answered} answered, of {all} exercises."),
    }
}
