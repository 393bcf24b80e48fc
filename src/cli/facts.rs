//! `habeas facts`. In: a case, or a pack by its name, and words to look for. Out: the facts that can be stated and supposed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::CaseArguments;
use super::lab::{Which, chosen};
use super::open::{open, open_pack};
use super::output::{Console, Stop};
use crate::evaluate::{Proof, evaluate};
use crate::explain::{json, listing, text};
use crate::program::Program;

#[derive(Debug, Args)]
pub(super) struct FactsArguments {
    /// The case file, then words that the fact's name, question or topic must hold; with --pack the words alone.
    #[arg(value_name = "CASE|WORDS")]
    words: Vec<String>,
    /// The facts of this pack, without a case: wgad.
    #[arg(long, value_name = "NAME")]
    pack: Option<String>,
    /// The folder of the pack, or a folder of packs.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = FactsFormat::Text)]
    format: FactsFormat,
    #[command(flatten)]
    which: Which,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FactsFormat {
    /// For the terminal.
    Text,
    /// For programs; see `habeas schema facts`.
    Json,
}

pub(super) fn run(console: &mut Console, arguments: &FactsArguments) -> Result<(), Stop> {
    if let Some(name) = &arguments.pack {
        let program = open_pack(console, arguments.rules.as_deref(), name)?;
        return print(console, arguments, (&program, None), &arguments.words);
    }
    let Some((case, words)) = arguments.words.split_first() else {
        return Err(Stop::Wrong("name a case, or a pack by --pack: habeas facts --pack wgad warrant".to_owned()));
    };
    let rules = arguments.rules.clone();
    let opened =
        open(console, &CaseArguments { case: PathBuf::from(case), rules, as_pleaded: false, reading: Vec::new() })?;
    let case = chosen(&opened.file.detentions, &arguments.which.masked(console))?;
    let proof = evaluate(&opened.program, case, opened.options);
    print(console, arguments, (&opened.program, Some(&proof)), words)
}

fn print(
    console: &mut Console,
    arguments: &FactsArguments,
    (program, proof): (&Program, Option<&Proof>),
    words: &[String],
) -> Result<(), Stop> {
    let found = listing::found(program, proof, words);
    if found.is_empty() {
        return Err(Stop::Wrong(format!("no fact of the pack `{}` speaks of: {}", program.pack.name, words.join(" "))));
    }
    let printed = match arguments.format {
        FactsFormat::Text => {
            text::print(&listing::report(program, proof, &found), console.style(&arguments.which.output))
        }
        FactsFormat::Json => json::listing::print(program, proof, &found),
    };
    console.deliver(&printed, &arguments.which.output)
}
