//! `habeas triage`. In: a case, or a pack alone. Out: the first ten minutes as text, Markdown, a page or JSON: what to do first,
//! the clocks, and what nobody answered yet; without a case the questions, to print and fill in.

use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use clap::{Args, ValueEnum};

use super::explain::chosen;
use super::open::{open, open_pack};
use super::output::{Console, Stop};
use super::{CaseArguments, OutputArguments};
use crate::amount::{Amount, day_of, time_of};
use crate::evaluate::{Proof, evaluate};
use crate::explain::report::Report;
use crate::explain::{html, markdown, text};
use crate::pack::embedded;
use crate::syntax::ast::DateLiteral;
use crate::triage::{Triage, checklist, json, report, triage};

#[derive(Debug, Args)]
pub(super) struct TriageArguments {
    /// The case file; without one, the questions to ask.
    case: Option<PathBuf>,
    /// Without a case: the pack whose questions to print; else the built-in one.
    #[arg(long, value_name = "NAME", conflicts_with = "case")]
    pack: Option<String>,
    /// The folder of the pack, or a folder of packs; else the nearest `rules/` at or above the case, else the built-in pack.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Read clocks that run on this day, "2026-11-22" or "2026-11-22 10:30"; else by the clock of this machine.
    #[arg(long, value_name = "DATE", requires = "case")]
    now: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = TriageFormat::Text)]
    format: TriageFormat,
    /// Only this detention of the case.
    #[arg(long, value_name = "NAME", requires = "case")]
    detention: Option<String>,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TriageFormat {
    /// For the terminal.
    Text,
    /// Markdown.
    Md,
    /// One self-contained page.
    Html,
    /// For programs; see `habeas schema triage`.
    Json,
}

pub(super) fn run(console: &mut Console, arguments: &TriageArguments) -> Result<(), Stop> {
    let Some(case) = &arguments.case else { return questions(console, arguments) };
    let now = match &arguments.now {
        Some(asked) => date(asked)?,
        None => by_this_machine(),
    };
    let (case, rules) = (case.clone(), arguments.rules.clone());
    let opened = open(console, &CaseArguments { case, rules, as_pleaded: false, reading: Vec::new() })?;
    if opened.program.triage.is_empty() {
        return Err(nothing_asked(&opened.program.pack.name));
    }
    let cases = chosen(&opened.file.detentions, arguments.detention.as_deref())?;
    let proofs: Vec<Proof> = cases.iter().map(|case| evaluate(&opened.program, case, opened.options)).collect();
    let found: Vec<Triage> = proofs.iter().map(|proof| triage(proof, Some(now))).collect();
    let printed = match arguments.format {
        TriageFormat::Json => json::print(&opened.program, Some((&opened.file, &found))),
        _ => {
            let drawn = arguments.format == TriageFormat::Html;
            let reports: Vec<Report> = found.iter().map(|one| report(one, drawn)).collect();
            let title = format!("Triage: {}", opened.file.title);
            print(console, arguments, (&title, &reports), html::print)
        }
    };
    console.deliver(&printed, &arguments.output)
}

/// The questions of a pack.
fn questions(console: &mut Console, arguments: &TriageArguments) -> Result<(), Stop> {
    let built_in = embedded::PACKS.first().map_or("", |pack| pack.name);
    let name = arguments.pack.as_deref().unwrap_or(built_in);
    let program = open_pack(console, arguments.rules.as_deref(), name)?;
    let Some(report) = checklist(&program) else { return Err(nothing_asked(name)) };
    let printed = match arguments.format {
        TriageFormat::Json => json::print(&program, None),
        _ => {
            let sheet = |_: &str, reports: &[Report]| reports.first().map_or_else(String::new, html::sheet);
            print(console, arguments, ("", &[report]), sheet)
        }
    };
    console.deliver(&printed, &arguments.output)
}

fn print(
    console: &Console,
    arguments: &TriageArguments,
    (title, reports): (&str, &[Report]),
    page: impl Fn(&str, &[Report]) -> String,
) -> String {
    let style = console.style(&arguments.output);
    match arguments.format {
        TriageFormat::Md => reports.iter().map(markdown::print).collect::<Vec<_>>().join("\n"),
        TriageFormat::Html => page(title, reports),
        TriageFormat::Text | TriageFormat::Json => {
            reports.iter().map(|report| text::print(report, style)).collect::<Vec<_>>().join("\n")
        }
    }
}

fn nothing_asked(pack: &str) -> Stop {
    Stop::Wrong(format!("the pack `{pack}` declares no triage: add `triage NAME \"Title\"` and what it asks"))
}

/// `2026-11-22` or `2026-11-22 10:30`.
fn date(asked: &str) -> Result<Amount, Stop> {
    let wrong =
        || Stop::Wrong(format!("`{asked}` is no date: write 2026-11-22, or \"2026-11-22 10:30\" with the hour"));
    let (day, time) = asked.trim().split_once([' ', 'T']).map_or((asked.trim(), None), |(day, time)| (day, Some(time)));
    let day: jiff::civil::Date = day.parse().map_err(|_| wrong())?;
    let time = match time {
        None => None,
        Some(time) => {
            let (hour, minute) = time.trim().split_once(':').ok_or_else(wrong)?;
            let (hour, minute): (i8, i8) = (hour.parse().map_err(|_| wrong())?, minute.parse().map_err(|_| wrong())?);
            let real = (0..24).contains(&hour) && (0..60).contains(&minute);
            Some(real.then_some((hour, minute)).ok_or_else(wrong)?)
        }
    };
    let (year, month, day) = (day.year(), Some(day.month()), Some(day.day()));
    Ok(Amount::date(DateLiteral { year, month, day, time }))
}

/// The minute that it is now, by the clock of this machine, in universal time.
#[expect(clippy::disallowed_methods, reason = "the command line reads the clock where nobody says which day it is")]
fn by_this_machine() -> Amount {
    let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let at = i64::try_from(since).unwrap_or(0);
    let (day, (hour, minute)) = (day_of(at), time_of(at));
    let time = i8::try_from(hour).ok().zip(i8::try_from(minute).ok());
    Amount::date(DateLiteral { year: day.year(), month: Some(day.month()), day: Some(day.day()), time })
}
