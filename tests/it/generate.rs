//! Random packs and cases, written as text in the language. In: numbers that proptest draws, and shrinks. Out: a
//! [`Written`] pack and case, small, with every construct of the language in it somewhere. A number that is missing counts
//! as 0, and 0 is always the simplest choice, so shorter and smaller numbers make simpler programs.
#![expect(clippy::unwrap_used, reason = "a program drawn is small")]

mod condition;
mod pack;
mod statements;

use std::fmt;

use habeas::case::CaseFile;
use habeas::check::{check_case, check_pack};
use habeas::diagnostic::{Diagnostic, any_error};
use habeas::program::Program;
use habeas::source::{SourceId, Span};
use habeas::syntax::ast::File;
use habeas::syntax::parse;
use proptest::collection::vec;
use proptest::prelude::*;

/// What a program may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// Everything.
    Full,
    /// No `is shown`, and `not` only before what is a fact or a comparison itself.
    Plain,
}

/// An item and the lines that belong to it, in any order.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    /// The items of the pack.
    pub(crate) law: Vec<Lines>,
    /// The items of the case: what is common, then each detention, headed by its own line.
    pub(crate) case: Vec<Vec<Lines>>,
    /// How judgements are read.
    pub(crate) as_pleaded: bool,
}

/// The first line of an item and those below it.
#[derive(Clone)]
pub(crate) struct Lines {
    pub(crate) head: String,
    pub(crate) lines: Vec<String>,
}

impl Lines {
    fn of(head: impl Into<String>) -> Lines {
        Lines { head: head.into(), lines: Vec::new() }
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.head)?;
        self.lines.iter().try_for_each(|line| writeln!(out, "  {line}"))
    }
}

impl fmt::Debug for Lines {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "\n{self}")
    }
}

/// A pack and a case, parsed and checked.
pub(crate) struct Opened {
    pub(crate) law: Vec<File>,
    pub(crate) case: Vec<File>,
    pub(crate) program: Program,
    pub(crate) file: CaseFile,
}

/// Numbers to choose by.
#[derive(Clone, Debug)]
pub(crate) struct Dice {
    numbers: Vec<u16>,
    at: usize,
}

impl Dice {
    pub(crate) fn of(numbers: Vec<u16>) -> Dice {
        Dice { numbers, at: 0 }
    }

    /// A number below this one.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let number = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(number) * limit / (usize::from(u16::MAX) + 1)
    }

    /// True in so many of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = last - self.below(last + 1);
            list.swap(last, other);
        }
    }
}

/// Numbers to choose by.
pub(crate) fn dice(length: usize) -> impl Strategy<Value = Dice> {
    vec(any::<u16>(), length).prop_map(Dice::of)
}

/// A pack and a case.
pub(crate) fn written(flavour: Flavour) -> impl Strategy<Value = Written> {
    (dice(900), dice(500), 0..8).prop_map(move |(mut law, mut case, pleaded)| {
        let (law, model) = pack::pack(&mut law, flavour);
        Written { law, case: statements::case(&mut case, &model), as_pleaded: pleaded == 7 }
    })
}

/// The text of some items.
pub(crate) fn text<'a>(items: impl IntoIterator<Item = &'a Lines>) -> String {
    items.into_iter().map(|item| format!("{item}\n")).collect()
}

/// Parses and checks; the faults where there are errors.
pub(crate) fn open(law: &[String], case: &[String]) -> Result<Opened, String> {
    let mut faults: Vec<Diagnostic> = Vec::new();
    let mut parse_all = |texts: &[String], from: usize| -> Vec<File> {
        let parsed = texts.iter().enumerate().map(|(index, text)| {
            let parsed = parse(SourceId(u32::try_from(from + index).unwrap()), text);
            faults.extend(parsed.diagnostics);
            parsed.file
        });
        parsed.collect()
    };
    let (law, case) = (parse_all(law, 0), parse_all(case, law.len()));
    let told = |faults: &[Diagnostic]| faults.iter().map(|fault| format!("{fault:?}\n")).collect::<String>();
    if any_error(&faults) {
        return Err(told(&faults));
    }
    let pack = check_pack(&law, Span::default());
    let program = pack.program.ok_or_else(|| told(&pack.diagnostics))?;
    let checked = check_case(&program, &case, Span::default());
    let file = checked.case.ok_or_else(|| told(&checked.diagnostics))?;
    Ok(Opened { law, case, program, file })
}

impl Written {
    /// Parses and checks it as one file of law and one of a case.
    pub(crate) fn open(&self) -> Result<Opened, String> {
        open(&[text(&self.law)], &[text(self.case.iter().flatten())])
    }
}
