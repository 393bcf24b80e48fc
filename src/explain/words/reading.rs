//! Readings of the law in words. In: a program with the answers that are taken. Out: what is read here and what else could be,
//! with who reads it so.

use super::{cites, sentence};
use crate::program::{LawOption, LawReadingId, Program};

/// "May a military court try a civilian? Read here: “never” (A/HRC/27/48 paras 66-70). Other reading: …".
#[must_use]
pub fn law_reading(program: &Program, id: LawReadingId) -> String {
    let reading = &program.law_readings[id.index()];
    let others: Vec<String> = reading.others().map(|option| told(program, option)).collect();
    let word = if others.len() == 1 { "Other reading" } else { "Other readings" };
    let here = told(program, reading.answer());
    format!("{} Read here: {here}. {word}: {}.", sentence(&reading.question), others.join("; "))
}

/// For each question that is not read by the pack's default in this run: how, and what the default would be.
#[must_use]
pub fn readings_chosen(program: &Program) -> Vec<String> {
    let other = program.law_readings.iter().filter(|reading| reading.taken != 0);
    let line = |reading: &crate::program::LawReading| {
        let default = reading.options.first().map_or_else(String::new, |option| told(program, option));
        let here = told(program, reading.answer());
        format!("Read for this run: {} {here}. The pack’s own reading: {default}.", sentence(&reading.question))
    };
    other.map(line).collect()
}

/// "“never” (A/HRC/27/48 paras 66-70)".
fn told(program: &Program, option: &LawOption) -> String {
    let cite = cites(program, &option.cite);
    if cite.is_empty() { format!("“{}”", option.title) } else { format!("“{}” ({cite})", option.title) }
}
