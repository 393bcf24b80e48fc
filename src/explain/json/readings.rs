//! Readings of the law in JSON. In: a program with the answers that are taken. Out: each question with its answers.

use serde::Serialize;

use super::places::{Cited, cited};
use crate::program::{LawOption, LawReading, Program};

/// A question of law that authorities answer differently.
#[derive(Serialize)]
pub(super) struct Read<'a> {
    id: &'a str,
    question: &'a str,
    read: Answer<'a>,
    chosen: bool,
    others: Vec<Answer<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a str,
    title: &'a str,
    cite: Vec<Cited<'a>>,
}

impl<'a> Answer<'a> {
    fn of(program: &'a Program, option: &'a LawOption) -> Self {
        Answer { id: &option.name, title: &option.title, cite: cited(program, &option.cite).collect() }
    }
}

/// All questions, as declared.
pub(super) fn readings(program: &Program) -> Vec<Read<'_>> {
    program.law_readings.iter().map(|reading| one(program, reading)).collect()
}

fn one<'a>(program: &'a Program, reading: &'a LawReading) -> Read<'a> {
    Read {
        id: &reading.name,
        question: &reading.question,
        read: Answer::of(program, reading.answer()),
        chosen: reading.taken != 0,
        others: reading.others().map(|option| Answer::of(program, option)).collect(),
    }
}

/// What is read in this run otherwise than by the pack's default: `military_courts=exceptionally`.
pub(crate) fn chosen(program: &Program) -> Vec<String> {
    let other = program.law_readings.iter().filter(|reading| reading.taken != 0);
    other.map(|reading| format!("{}={}", reading.name, reading.answer().name)).collect()
}
