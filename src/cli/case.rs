//! `habeas case export` and `habeas case import`. In: a case file, or its JSON. Out: the other of the two, with comments and headings;
//! nothing where the case has errors under its pack.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::OutputArguments;
use super::masking::reading_for;
use super::open::{Extent, read};
use super::output::{Console, Stop};
use crate::case::Case;
use crate::exchange;
use crate::pack::load;
use crate::program::{FactId, Program};
use crate::syntax::ast::File;
use crate::syntax::comments::{Comments, gather};
use crate::syntax::print::print_with;

#[derive(Debug, Subcommand)]
pub(super) enum CaseCommand {
    /// Write a case as JSON, for other programs: comments and headings come along.
    Export(Exchange),
    /// Write the JSON of a case as a case file, in the one layout that all case files have.
    Import(Exchange),
}

#[derive(Debug, Args)]
pub(super) struct Exchange {
    /// The file to read: `.case`, or `.json` as `habeas schema case` describes it.
    #[arg(value_name = "FILE")]
    case: PathBuf,
    /// The folder of the pack, or a folder of packs; else the nearest `rules/` at or above the case, else the built-in pack.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArguments,
}

pub(super) fn run(console: &mut Console, command: &CaseCommand) -> Result<(), Stop> {
    match command {
        CaseCommand::Export(arguments) => {
            let Whole { file, comments, confidential } = whole(console, arguments)?;
            console.deliver(&exchange::write(&file, &comments), &arguments.output)?;
            if confidential {
                console.tell("note", CONFIDENTIAL);
            }
            Ok(())
        }
        CaseCommand::Import(arguments) => {
            if !is_json(&arguments.case) {
                let reason = "the JSON of a case stands in a file whose name ends in `.json`";
                return Err(Stop::Wrong(reason.to_owned()));
            }
            let Whole { file, comments, .. } = whole(console, arguments)?;
            console.deliver(&print_with(&file, &comments), &arguments.output)
        }
    }
}

/// Said beside JSON that must not be passed on unread.
const CONFIDENTIAL: &str =
    "this JSON holds all that the case says, what is `confidential` in it too; take care to whom it is given";

/// A sound case.
struct Whole {
    /// Its tree.
    file: File,
    comments: Comments,
    /// Something in it may not be sent on.
    confidential: bool,
}

/// Reads a case, and whether something in it is confidential.
fn whole(console: &mut Console, arguments: &Exchange) -> Result<Whole, Stop> {
    let mut reading = reading_for(console, &arguments.case, arguments.rules.as_deref())?;
    let sound = read(&mut reading, &arguments.case, arguments.rules.as_deref(), Extent::WithHypotheticals)?;
    console.diagnose(&reading.sources, &reading.diagnostics)?;
    let (program, checked) = sound.ok_or(Stop::Faulty)?;
    let loaded = load(&mut reading, std::slice::from_ref(&arguments.case))?;
    let loaded = loaded.first().ok_or(Stop::Faulty)?;
    let text = reading.sources.text(loaded.source);
    let comments = match is_json(&arguments.case) {
        true => exchange::import(loaded.source, text).comments,
        false => gather(loaded.source, text, &loaded.file),
    };
    let confidential = checked.detentions.iter().any(|case| holds_confidential(&program, case));
    Ok(Whole { file: File::clone(&loaded.file), comments, confidential })
}

fn holds_confidential(program: &Program, case: &Case) -> bool {
    let of_topic = |id: FactId| program.topics[program.facts[id.index()].topic.index()].confidential;
    case.names.iter().any(|name| name.confidential)
        || case.accounts.iter().any(|account| account.confidential)
        || case.documents.iter().any(|document| document.confidential)
        || case.statements.iter().any(|statement| statement.confidential || of_topic(statement.subject.fact))
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "json")
}
