//! `habeas gaps`. In: a case and conclusions. Out: the ledger of each, as text, Markdown, a page or JSON.

use clap::{Args, ValueEnum};

use super::CaseArguments;
use super::lab::{Which, chosen, conclusion};
use super::open::open;
use super::output::{Console, Stop};
use crate::evaluate::{Proof, evaluate};
use crate::explain::{explain, html, markdown, text};
use crate::gaps::{self, json, ledger, report::report};
use crate::program::HoldingId;

#[derive(Debug, Args)]
pub(super) struct GapsArguments {
    #[command(flatten)]
    case: CaseArguments,
    /// The conclusion: "category III"; may be given several times; else every category claimed or raised, else all.
    #[arg(long = "for", value_name = "CONCLUSION")]
    conclusions: Vec<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = GapsFormat::Text)]
    format: GapsFormat,
    #[command(flatten)]
    which: Which,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum GapsFormat {
    /// For the terminal.
    Text,
    /// Markdown.
    Md,
    /// One self-contained page.
    Html,
    /// For programs, with nothing cut short; see `habeas schema gaps`.
    Json,
}

pub(super) fn run(console: &mut Console, arguments: &GapsArguments) -> Result<(), Stop> {
    let opened = open(console, &arguments.case)?;
    let case = chosen(&opened.file.detentions, &arguments.which)?;
    let proof = evaluate(&opened.program, case, opened.options);
    let goals = goals(&proof, &arguments.conclusions)?;
    let ledgers: Vec<_> = goals.into_iter().map(|goal| ledger(&proof, goal)).collect();
    let laid_out = || report(&proof, &ledgers);
    let printed = match arguments.format {
        GapsFormat::Text => text::print(&laid_out(), console.style(&arguments.which.output)),
        GapsFormat::Md => markdown::print(&laid_out()),
        GapsFormat::Html => {
            let report = laid_out();
            html::print(&report.title.clone(), &[report])
        }
        GapsFormat::Json => json::print(&opened.file, &proof, &ledgers),
    };
    console.deliver(&printed, &arguments.which.output)
}

fn goals(proof: &Proof, named: &[String]) -> Result<Vec<HoldingId>, Stop> {
    if named.is_empty() {
        return Ok(gaps::goals(proof, &explain(proof)));
    }
    let mut goals = Vec::new();
    for words in named {
        let goal = conclusion(proof, words)?;
        if !goals.contains(&goal) {
            goals.push(goal);
        }
    }
    Ok(goals)
}
