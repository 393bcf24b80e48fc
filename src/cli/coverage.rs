//! `habeas coverage`. In: files and folders with cases. Out: what they show of each pack: rules that applied, exceptions that
//! defeated something, conditions that decided something; what is not shown comes first.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use clap::{Args, ValueEnum};

use super::OutputArguments;
use super::gather::{Gathered, Gathering, Purpose, gather};
use super::lab::on_interrupt;
use super::open::Extent;
use super::output::{Console, Stop};
use crate::coverage::{Coverage, Covered, Mutation, Progress, html, json, mutate, report};
use crate::explain::text;
use crate::source::Sources;

#[derive(Debug, Args)]
pub(super) struct CoverageArguments {
    /// Files and folders; without any, `rules` and `cases` here, and of the packs those that cases use.
    paths: Vec<PathBuf>,
    /// The folder of the pack for cases, or a folder of packs.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = CoverageFormat::Text)]
    format: CoverageFormat,
    /// Take away one condition, exception, effect or rule at a time, and report whose loss no expectation or published
    /// outcome notices.
    #[arg(long)]
    mutate: bool,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CoverageFormat {
    /// For the terminal.
    Text,
    /// One self-contained page over the text of the law.
    Html,
    /// For programs; see `habeas schema coverage`.
    Json,
}

pub(super) fn run(console: &mut Console, arguments: &CoverageArguments) -> Result<(), Stop> {
    let purpose = Purpose { extent: Extent::WithHypotheticals, refused: "coverage is not counted", beside: None };
    let mut gathered = gather(console, &arguments.paths, arguments.rules.as_deref(), purpose)?;
    if gathered.packs.iter().all(|pack| pack.cases.is_empty()) {
        let message =
            "there is no case here, and coverage is counted over cases: name a folder that holds `.case` files";
        return Err(Stop::Wrong(message.to_owned()));
    }
    if arguments.paths.is_empty() {
        gathered.packs.retain(|pack| !pack.cases.is_empty());
    }
    gathered.packs.sort_by_key(|pack| std::cmp::Reverse(pack.cases.len()));
    let mutations = if arguments.mutate { mutations(console, &gathered) } else { Vec::new() };
    let complete = mutations.iter().all(|mutation| mutation.complete);
    let mut mutations = mutations.into_iter();
    let covered: Vec<(Covered, Option<Mutation>)> =
        covered(&gathered).into_iter().map(|covered| (covered, mutations.next())).collect();
    let style = console.style(&arguments.output);
    let printed = match arguments.format {
        CoverageFormat::Text => {
            let reports = covered.iter().map(|(covered, mutation)| match mutation {
                Some(mutation) => report::mutation(covered, mutation),
                None => report::report(covered),
            });
            reports.map(|report| text::print(&report, style)).collect::<Vec<_>>().join("\n")
        }
        CoverageFormat::Html => html::print(&covered),
        CoverageFormat::Json => json::print(&covered),
    };
    console.deliver(&printed, &arguments.output)?;
    if !complete {
        let message = "interrupted: what is printed is not noticed by the cases asked so far";
        return Err(Stop::Wrong(message.to_owned()));
    }
    Ok(())
}

/// Tries every loss in every pack; says how far it is where somebody watches, and ends early at Ctrl-C.
fn mutations(console: &mut Console, gathered: &Gathered) -> Vec<Mutation> {
    let stopped = on_interrupt();
    let watched = std::io::stderr().is_terminal();
    let mut said = usize::MAX;
    let mut go_on = |progress: Progress| {
        let part = progress.done * 100 / progress.all.max(1);
        if watched && said != part {
            said = part;
            let Progress { done, all, unnoticed } = progress;
            console.progress(&format!("{done} of {all} cases and hypotheticals; not noticed so far: {unnoticed}"));
        }
        !stopped.load(Ordering::Relaxed)
    };
    let found = gathered.packs.iter().map(|pack| mutate(&pack.program, &pack.cases, &mut go_on)).collect();
    if said != usize::MAX {
        console.progress("");
    }
    found
}

fn covered(gathered: &Gathered) -> Vec<Covered<'_>> {
    gathered.packs.iter().map(|pack| of_pack(&gathered.sources, pack)).collect()
}

fn of_pack<'a>(sources: &'a Sources, pack: &'a Gathering) -> Covered<'a> {
    let mut coverage = Coverage::of(&pack.program);
    for file in &pack.cases {
        file.detentions.iter().for_each(|case| coverage.take(&pack.program, &file.name, case));
    }
    Covered { sources, files: &pack.files, program: &pack.program, cases: pack.cases.len(), coverage }
}
