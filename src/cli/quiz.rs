//! `habeas quiz`. In: a case, a seed, how many exercises of which kinds; answers from the terminal or a pipe, one a line. Out: the
//! exercises one at a time, each graded and explained; or a worksheet, and apart from it the key.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::CaseArguments;
use super::lab::{self, Which};
use super::open::open;
use super::output::{Console, Stop};
use crate::evaluate::{Proof, evaluate};
use crate::explain::report::{Report, Section};
use crate::explain::{html, markdown, text};
use crate::quiz::{Exercise, Kind, Quiz, QuizOptions, Said, json, letter, quiz, report, said};

/// The most exercises of one quiz.
const MOST: usize = 100;

#[derive(Debug, Args)]
pub(super) struct QuizArguments {
    #[command(flatten)]
    case: CaseArguments,
    /// How many exercises, up to 100.
    #[arg(long, default_value_t = 10)]
    count: usize,
    /// What exercises and the order of answers are drawn from: the same seed gives the same quiz.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only exercises of this kind; may be given several times.
    #[arg(long, value_enum)]
    kind: Vec<KindArgument>,
    /// How to print it: text asks one exercise at a time; the others print a worksheet.
    #[arg(long, value_enum, default_value_t = QuizFormat::Text)]
    format: QuizFormat,
    /// Print the key instead of the exercises. With --output the key is written beside the worksheet anyway.
    #[arg(long, conflicts_with = "output")]
    key: bool,
    #[command(flatten)]
    which: Which,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum KindArgument {
    /// Which conclusions apply, if some facts are otherwise.
    WhatIf,
    /// Which changes would make a conclusion fall, or apply.
    Flip,
    /// Which exception blocks a rule, and which rules an exception blocks.
    Exception,
    /// Who must show a fact.
    Burden,
    /// How a fact stands after what the Government says of it.
    Evidence,
    /// Which provisions are breached.
    Breach,
    /// On which facts of the case nothing turns.
    Trap,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum QuizFormat {
    /// For the terminal.
    Text,
    /// Markdown.
    Md,
    /// A page to print.
    Html,
    /// For programs; see `habeas schema quiz` and `habeas schema quiz-key`.
    Json,
}

impl KindArgument {
    fn kind(self) -> Kind {
        match self {
            KindArgument::WhatIf => Kind::WhatIf,
            KindArgument::Flip => Kind::Flip,
            KindArgument::Exception => Kind::Exception,
            KindArgument::Burden => Kind::Burden,
            KindArgument::Evidence => Kind::Evidence,
            KindArgument::Breach => Kind::Breach,
            KindArgument::Trap => Kind::Trap,
        }
    }
}

pub(super) fn run(console: &mut Console, arguments: &QuizArguments) -> Result<(), Stop> {
    if !(1..=MOST).contains(&arguments.count) {
        let reason = format!("--count is a number of exercises from 1 to {MOST}, not {}", arguments.count);
        return Err(Stop::Wrong(reason));
    }
    let opened = open(console, &arguments.case)?;
    let case = lab::chosen(&opened.file.detentions, &arguments.which.masked(console))?;
    let proof = evaluate(&opened.program, case, opened.options);
    let kinds = arguments.kind.iter().map(|kind| kind.kind()).collect();
    let options = QuizOptions { seed: arguments.seed, count: arguments.count, kinds };
    let quiz = quiz(&proof, &options);
    if quiz.exercises.is_empty() {
        let of = if arguments.kind.is_empty() { "no exercise" } else { "no exercise of this kind" };
        let reason = format!("{of} can be made from this case: too few of its facts decide anything");
        return Err(Stop::Wrong(reason));
    }
    let format = arguments.format;
    if let Some(path) = &arguments.which.output.output {
        let style = console.style(&arguments.which.output);
        let (worksheet, key) = (worksheet(&proof, &quiz, format, style), key(&proof, &quiz, format, style));
        return write(console, arguments, path, (&worksheet, &key));
    }
    let style = console.style_here();
    if arguments.key {
        return console.result(&key(&proof, &quiz, format, style));
    }
    match format {
        QuizFormat::Text => ask(console, &proof, &quiz),
        QuizFormat::Md | QuizFormat::Html | QuizFormat::Json => {
            console.result(&worksheet(&proof, &quiz, format, style))
        }
    }
}

fn worksheet(proof: &Proof, quiz: &Quiz, format: QuizFormat, style: text::Style) -> String {
    match format {
        QuizFormat::Json => json::worksheet(proof, quiz),
        QuizFormat::Text | QuizFormat::Md | QuizFormat::Html => printed(&report::worksheet(proof, quiz), format, style),
    }
}

fn key(proof: &Proof, quiz: &Quiz, format: QuizFormat, style: text::Style) -> String {
    match format {
        QuizFormat::Json => json::key(proof, quiz),
        QuizFormat::Text | QuizFormat::Md | QuizFormat::Html => printed(&report::key(proof, quiz), format, style),
    }
}

fn printed(report: &Report, format: QuizFormat, style: text::Style) -> String {
    match format {
        QuizFormat::Md => markdown::print(report),
        QuizFormat::Html => html::sheet(report),
        QuizFormat::Text | QuizFormat::Json => text::print(report, style),
    }
}

/// Writes the worksheet, and the key under the same name with `-key`.
fn write(
    console: &mut Console,
    arguments: &QuizArguments,
    path: &Path,
    (worksheet, key): (&str, &str),
) -> Result<(), Stop> {
    let output = &arguments.which.output;
    let key_path = beside(path);
    if key_path.exists() && !output.force {
        // Neither is written where one could not be.
        return console.deliver_to(&key_path, key, false);
    }
    console.deliver_to(path, worksheet, output.force)?;
    console.deliver_to(&key_path, key, output.force)
}

/// `sheet.md` → `sheet-key.md`
fn beside(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default();
    let mut name = stem.to_os_string();
    name.push("-key");
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// Asks one exercise after the other, and says at the end how many were right.
fn ask(console: &mut Console, proof: &Proof, quiz: &Quiz) -> Result<(), Stop> {
    let style = console.style_here();
    let typed = std::io::stdin().is_terminal();
    let mut lines = std::io::stdin().lock();
    console.result(&text::print(&report::opening(proof, quiz), style))?;
    let all = quiz.exercises.len();
    let (mut right, mut answered) = (0, 0);
    for (place, exercise) in quiz.exercises.iter().enumerate() {
        let title = format!("{} of {all}. {}", place + 1, exercise.kind.title());
        console.result(&sections(vec![report::asked(proof, exercise, title)], style))?;
        let Some(answer) = answer(console, &mut lines, exercise, typed)? else { break };
        answered += 1;
        right += usize::from(answer == exercise.right());
        console.result(&sections(vec![report::graded(exercise, &answer)], style))?;
    }
    console.result(&format!("\n{}\n", report::score(right, answered, all)))
}

/// Sections without the title of a report.
fn sections(sections: Vec<Section>, style: text::Style) -> String {
    // An empty title prints as an empty line.
    text::print(&Report { title: String::new(), sections }, style)
}

/// Asks until there is an answer that can be graded; nothing where there is none to come.
fn answer(
    console: &mut Console,
    lines: &mut impl BufRead,
    exercise: &Exercise,
    typed: bool,
) -> Result<Option<std::collections::BTreeSet<usize>>, Stop> {
    let last = letter(exercise.choices.len().saturating_sub(1));
    loop {
        console.result("Your answer (q to stop): ")?;
        let mut line = Vec::new();
        let read = lines.read_until(b'\n', &mut line).map_err(Stop::Input)?;
        let line = String::from_utf8_lossy(&line);
        if read == 0 {
            console.result("\n")?;
            return Ok(None);
        }
        if !typed {
            // Nobody typed here: what was read stands beside the question all the same.
            console.result(&format!("{}\n", crate::diagnostic::terminal::harmless(line.trim())))?;
        }
        match said(&line, exercise.choices.len()) {
            Said::Stop => return Ok(None),
            Said::Choices(places) => return Ok(Some(places)),
            Said::Unclear => {
                console.result(&format!(
                    "Answer with letters from a to {last}: `a`, or `a c` where several are right.\n"
                ))?;
            }
        }
    }
}
