//! The command line: arguments in, results to standard output, diagnostics to standard error, an exit code out. 0 done; 1 the
//! case, rules or arguments are wrong; 2 the environment failed. Each command is one file under `cli/`.

mod case;
mod check;
mod compare;
mod coverage;
mod explain;
mod facts;
mod gaps;
mod gather;
mod interview;
mod lab;
mod mask;
mod masking;
mod new;
mod open;
mod output;
mod petition;
mod precedents;
mod quiz;
mod test;
mod triage;
mod what_if;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::{Code, did_you_mean};
use output::{Console, Stop};

/// A rules engine for legal argument about detention.
///
/// Reads a rule pack and a case, and says which categories apply, which articles are breached, and why: every step with its
/// paragraph and authority. A tool for argument, not a decision or a prediction. Nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(
    name = "habeas",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 done, 1 the case, rules or arguments are wrong, 2 the environment failed (missing file, full disk)."
)]
struct Arguments {
    /// Colour the output.
    #[arg(long, value_enum, default_value_t = Colour::Auto, global = true)]
    color: Colour,
    /// Print and write pseudonyms in place of the names that a case declares. What is masked is not anonymous.
    #[arg(long, global = true)]
    mask: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// In a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a case: an empty, commented case file of a pack.
    New(new::NewArguments),
    /// Say what follows from a case, and why.
    Explain(ExplainArguments),
    /// Say what to do first: danger, consent, deadlines, and what is still open; without a case, the questions to ask.
    Triage(triage::TriageArguments),
    /// List the facts that a case can state and suppose, by topic.
    Facts(facts::FactsArguments),
    /// Ask a witness what still matters, and keep the answers in a case file.
    Interview(interview::InterviewArguments),
    /// Keep the ledger of an argument: shown, contested, missing; who must show it, what to ask, what reply would defeat it.
    Gaps(gaps::GapsArguments),
    /// Set the evaluation beside the published outcome; over many cases, count agreement.
    Compare(CompareArguments),
    /// Find decided cases that share grounds with a case, for and against, and what tells them apart.
    Precedents(precedents::PrecedentsArguments),
    /// Write the petition: questionnaire, facts, argument, requests and tables, as Word, PDF, HTML or Markdown.
    Petition(petition::PetitionArguments),
    /// Say what would follow if some facts were otherwise, or a party had said more.
    WhatIf(WhatIfArguments),
    /// Test what is expected of hypotheticals, and every published outcome.
    Test(TestArguments),
    /// Say what the cases show of the law: rules that applied, exceptions that defeated, conditions that decided.
    Coverage(coverage::CoverageArguments),
    /// Find the smallest changes of facts that turn a conclusion, proven smallest.
    Flip(lab::FlipArguments),
    /// Say how firmly each conclusion stands: lines of proof, single facts, open facts.
    Robust(lab::RobustArguments),
    /// Say in what share of combinations each fact turns a conclusion.
    Weigh(lab::WeighArguments),
    /// Tabulate what follows from every combination of some facts.
    Sweep(lab::SweepArguments),
    /// Set exercises on a case, and grade the answers.
    Quiz(quiz::QuizArguments),
    /// Check packs and cases, and report every fault.
    Check(CheckArguments),
    /// Write a case with pseudonyms, as coarse as asked, into a file that can be shared.
    Mask(mask::MaskArguments),
    /// Write a case as JSON for other programs, or such JSON as a case.
    #[command(subcommand)]
    Case(case::CaseCommand),
    /// Explain a diagnostic by its code, or list all codes.
    ExplainCode {
        /// The code, as printed in brackets: unknown-fact.
        code: Option<String>,
    },
    /// Print the JSON Schema of the JSON answers, or of a case.
    Schema {
        /// Of which answer.
        #[arg(value_enum, default_value_t = Answer::Explain)]
        answer: Answer,
    },
}

impl Command {
    /// True if nothing that the command prints or writes can hold a name that it was asked to mask. Every case that it reads goes
    /// through [`masking::reading_for`] or [`masking::masker`].
    fn masks(&self) -> bool {
        matches!(
            self,
            Command::Explain(_)
                | Command::Facts(_)
                | Command::Gaps(_)
                | Command::Triage(_)
                | Command::Compare(_)
                | Command::Precedents(_)
                | Command::Interview(_)
                | Command::Petition(_)
                | Command::WhatIf(_)
                | Command::Test(_)
                | Command::Coverage(_)
                | Command::Flip(_)
                | Command::Robust(_)
                | Command::Weigh(_)
                | Command::Sweep(_)
                | Command::Quiz(_)
                | Command::Check(_)
                | Command::Case(_)
                | Command::Mask(_)
                | Command::New(_)
                | Command::ExplainCode { .. }
                | Command::Schema { .. }
        )
    }
}

/// An answer in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Answer {
    /// `habeas explain --format json`
    Explain,
    /// `habeas triage --format json`
    Triage,
    /// `habeas facts --format json`
    Facts,
    /// `habeas gaps --format json`
    Gaps,
    /// `habeas compare --format json`
    Compare,
    /// `habeas compare --format json` over many cases
    CompareMany,
    /// `habeas precedents --format json`
    Precedents,
    /// `habeas what-if --format json`
    WhatIf,
    /// `habeas test --format json`
    Test,
    /// `habeas coverage --format json`
    Coverage,
    /// `habeas flip --format json`
    Flip,
    /// `habeas robust --format json`
    Robust,
    /// `habeas weigh --format json`
    Weigh,
    /// `habeas sweep --format json`
    Sweep,
    /// `habeas quiz --format json`
    Quiz,
    /// `habeas quiz --format json --key`
    QuizKey,
    /// `habeas case export`, and what `habeas case import` reads
    Case,
}

/// A case and the rules to read it under.
#[derive(Debug, Args)]
struct CaseArguments {
    /// The case file.
    case: PathBuf,
    /// The folder of the pack, or a folder of packs; else the nearest `rules/` at or above the case, else the built-in pack.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Take the judgements that the source asks for as given, and say so.
    #[arg(long)]
    as_pleaded: bool,
    /// Take another answer to a question of law that authorities read differently, and say so; may be given several times.
    #[arg(long, value_name = "NAME=ANSWER")]
    reading: Vec<String>,
}

/// Where a result goes.
#[derive(Clone, Debug, Args)]
struct OutputArguments {
    /// Write to this file instead of standard output: whole or not at all, readable by you only.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Let --output replace an existing file.
    #[arg(long, requires = "output")]
    force: bool,
}

#[derive(Debug, Args)]
struct ExplainArguments {
    #[command(flatten)]
    case: CaseArguments,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Only why this conclusion, finding, rule or provision comes out as it does: "category II", no_legal_basis, no_warrant, "ICCPR 9".
    #[arg(long, value_name = "WHAT", conflicts_with = "why_not")]
    why: Option<String>,
    /// Only what keeps this conclusion, finding or rule from being made out.
    #[arg(long, value_name = "WHAT")]
    why_not: Option<String>,
    /// Only this detention of the case.
    #[arg(long, value_name = "NAME")]
    detention: Option<String>,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For the terminal.
    Text,
    /// Markdown.
    Md,
    /// One self-contained page whose steps fold.
    Html,
    /// For programs; see `habeas schema`.
    Json,
    /// Numbered paragraphs in the order of an opinion.
    Prose,
}

#[derive(Debug, Args)]
struct CompareArguments {
    /// A case file; or folders, or several files, to count agreement over all of them.
    #[arg(value_name = "CASE", required = true)]
    cases: Vec<PathBuf>,
    /// The folder of the pack, or a folder of packs; else the nearest `rules/` at or above each case, else the built-in pack.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Take the judgements that the source asks for as given, and say so.
    #[arg(long)]
    as_pleaded: bool,
    /// Take another answer to a question of law that authorities read differently, and say so; may be given several times.
    #[arg(long, value_name = "NAME=ANSWER")]
    reading: Vec<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = ComparisonFormat::Text)]
    format: ComparisonFormat,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ComparisonFormat {
    /// For the terminal.
    Text,
    /// One self-contained page; over many cases with a picture.
    Html,
    /// For programs; see `habeas schema compare` and, over many cases, `habeas schema compare-many`.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TestFormat {
    /// For the terminal.
    Text,
    /// For programs; see `habeas schema test`.
    Json,
}

#[derive(Debug, Args)]
struct WhatIfArguments {
    #[command(flatten)]
    case: CaseArguments,
    /// Suppose a fact: arrest.warrant_shown, "not trial.held", "arrest.on = 2020-04-18".
    #[arg(long, value_name = "EXPR")]
    suppose: Vec<String>,
    /// Suppose that nothing is shown of a fact.
    #[arg(long, value_name = "FACT")]
    drop: Vec<String>,
    /// Suppose that a fact is contested.
    #[arg(long, value_name = "FACT")]
    contest: Vec<String>,
    /// Let the Government be "silent", or say more: "denies FACT", "answers FACT", "shows FACT", "concedes FACT".
    #[arg(long, value_name = "WORDS")]
    government: Vec<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = WhatIfFormat::Text)]
    format: WhatIfFormat,
    /// Of which detention, in a case of several.
    #[arg(long, value_name = "NAME")]
    detention: Option<String>,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum WhatIfFormat {
    /// For the terminal.
    Text,
    /// Markdown.
    Md,
    /// For programs; see `habeas schema what-if`.
    Json,
}

#[derive(Debug, Args)]
struct TestArguments {
    /// Files and folders; without any, `rules` and `cases` here.
    paths: Vec<PathBuf>,
    /// The folder of the pack for cases, or a folder of packs.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = TestFormat::Text)]
    format: TestFormat,
}

#[derive(Debug, Args)]
struct CheckArguments {
    /// Files and folders; without any, `rules` and `cases` here.
    paths: Vec<PathBuf>,
    /// The folder of the pack for cases, or a folder of packs.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Tell also of conditions that have no effect because of what other rules say.
    #[arg(long)]
    remarks: bool,
    /// Write the cases that show what a pack can never do into this folder.
    #[arg(long, value_name = "DIR")]
    witness: Option<PathBuf>,
}

/// Runs one command.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let parsed = match Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(help) => {
            let asked = !help.use_stderr();
            // Nothing is left to do if even this cannot be printed.
            let _ = help.print();
            return if asked { ExitCode::SUCCESS } else { ExitCode::from(1) };
        }
    };
    let mut console = Console::new(parsed.color, parsed.mask);
    if parsed.mask && !parsed.command.masks() {
        let way = "write a masked case by `habeas mask CASE -o FILE`, and use the command on that file";
        return console.stop(Stop::Wrong(format!("this command cannot mask names: {way}")));
    }
    let done = match &parsed.command {
        Command::New(arguments) => new::run(&mut console, arguments),
        Command::Explain(arguments) => explain::run(&mut console, arguments),
        Command::Triage(arguments) => triage::run(&mut console, arguments),
        Command::Facts(arguments) => facts::run(&mut console, arguments),
        Command::Interview(arguments) => interview::run(&mut console, arguments),
        Command::Gaps(arguments) => gaps::run(&mut console, arguments),
        Command::Compare(arguments) => compare::run(&mut console, arguments),
        Command::Precedents(arguments) => precedents::run(&mut console, arguments),
        Command::Petition(arguments) => petition::run(&mut console, arguments),
        Command::WhatIf(arguments) => what_if::run(&mut console, arguments),
        Command::Test(arguments) => test::run(&mut console, arguments),
        Command::Coverage(arguments) => coverage::run(&mut console, arguments),
        Command::Flip(arguments) => lab::flip(&mut console, arguments),
        Command::Robust(arguments) => lab::robust(&mut console, arguments),
        Command::Weigh(arguments) => lab::weigh(&mut console, arguments),
        Command::Sweep(arguments) => lab::sweep(&mut console, arguments),
        Command::Quiz(arguments) => quiz::run(&mut console, arguments),
        Command::Check(arguments) => check::run(&mut console, arguments),
        Command::Mask(arguments) => mask::run(&mut console, arguments),
        Command::Case(command) => case::run(&mut console, command),
        Command::ExplainCode { code } => explain_code(&mut console, code.as_deref()),
        Command::Schema { answer } => console.result(match answer {
            Answer::Explain => crate::explain::json::SCHEMA,
            Answer::Triage => crate::triage::json::SCHEMA,
            Answer::Facts => crate::explain::json::listing::SCHEMA,
            Answer::Gaps => crate::gaps::json::SCHEMA,
            Answer::Compare => crate::compare::SCHEMA,
            Answer::Precedents => crate::precedent::json::SCHEMA,
            Answer::CompareMany => crate::tally::json::SCHEMA,
            Answer::WhatIf => crate::hypothesis::json::WHAT_IF_SCHEMA,
            Answer::Test => crate::hypothesis::json::TEST_SCHEMA,
            Answer::Coverage => crate::coverage::json::SCHEMA,
            Answer::Flip => crate::lab::json::FLIP_SCHEMA,
            Answer::Robust => crate::lab::json::ROBUST_SCHEMA,
            Answer::Weigh => crate::lab::json::WEIGH_SCHEMA,
            Answer::Sweep => crate::lab::json::SWEEP_SCHEMA,
            Answer::Quiz => crate::quiz::json::QUIZ_SCHEMA,
            Answer::QuizKey => crate::quiz::json::KEY_SCHEMA,
            Answer::Case => crate::exchange::SCHEMA,
        }),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => console.stop(stop),
    }
}

fn explain_code(console: &mut Console, name: Option<&str>) -> Result<(), Stop> {
    let Some(name) = name else {
        let list: String = Code::ALL.iter().map(|code| format!("{}\n", code.name())).collect();
        return console.result(&list);
    };
    match Code::ALL.iter().find(|code| code.name() == name) {
        Some(code) => console.result(code.page()),
        None => {
            let near = did_you_mean(name, Code::ALL.iter().map(|code| code.name()));
            let help = near.map_or_else(
                || "`habeas explain-code` lists them".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            Err(Stop::Wrong(format!("unknown code `{name}`: {help}")))
        }
    }
}
