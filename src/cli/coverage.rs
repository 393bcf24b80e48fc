//! `habeas coverage`. In: files and folders with cases. Out: what they show of each pack: rules that applied, exceptions that
//! defeated something, conditions that decided something; what is not shown comes first.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::OutputArguments;
use super::gather::{Gathered, Gathering, gather};
use super::output::{Console, Stop};
use crate::coverage::{Coverage, Covered, report};
use crate::explain::text;
use crate::source::Sources;

#[derive(Debug, Args)]
pub(super) struct CoverageArguments {
    /// Files and folders; without any, `rules` and `cases` here.
    paths: Vec<PathBuf>,
    /// The folder of the pack for cases, or a folder of packs.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = CoverageFormat::Text)]
    format: CoverageFormat,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CoverageFormat {
    /// For the terminal.
    Text,
}

pub(super) fn run(console: &mut Console, arguments: &CoverageArguments) -> Result<(), Stop> {
    let gathered = gather(console, &arguments.paths, arguments.rules.as_deref())?;
    if gathered.packs.iter().all(|pack| pack.cases.is_empty()) {
        let message =
            "there is no case here, and coverage is counted over cases: name a folder that holds `.case` files";
        return Err(Stop::Wrong(message.to_owned()));
    }
    let covered = covered(&gathered);
    let style = console.style(&arguments.output);
    let printed = match arguments.format {
        CoverageFormat::Text => {
            let reports = covered.iter().map(|covered| text::print(&report::report(covered), style));
            reports.collect::<Vec<_>>().join("\n")
        }
    };
    console.deliver(&printed, &arguments.output)
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
