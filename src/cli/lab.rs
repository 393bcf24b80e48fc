//! `habeas flip`, `robust`, `weigh` and `sweep`. In: a case and a question about other worlds. Out: the answer as text, JSON
//! or a table. Ctrl-C ends a search with what is proven so far.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, ValueEnum};

use super::open::open;
use super::output::{Console, Stop};
use super::{CaseArguments, OutputArguments};
use crate::case::{Case, Subject};
use crate::diagnostic::did_you_mean;
use crate::evaluate::{Proof, evaluate};
use crate::explain::report::Report;
use crate::explain::words::main_kind;
use crate::explain::{html, text};
use crate::lab::{self, Changes, Effect, FlipOptions, Held, json, report};
use crate::program::{HoldingId, KindId};
use crate::value::Value;

/// The most changes at once that are looked for.
const MOST_CHANGES: usize = 12;
/// The most rows of a sweep, and of one that is read in the terminal.
const MOST_ROWS: usize = 1 << 20;
const MOST_ROWS_IN_TEXT: usize = 1 << 12;

#[derive(Debug, Args)]
pub(super) struct FlipArguments {
    #[command(flatten)]
    case: CaseArguments,
    /// Find what would make this conclusion fall: "category II".
    #[arg(long, value_name = "CONCLUSION", conflicts_with = "gain")]
    lose: Option<String>,
    /// Find what would make this conclusion apply.
    #[arg(long, value_name = "CONCLUSION")]
    gain: Option<String>,
    /// The most changes at once, up to 12.
    #[arg(long, default_value_t = 3)]
    max: usize,
    /// Every set of which no part suffices, not only the smallest.
    #[arg(long)]
    all: bool,
    /// What counts as a change.
    #[arg(long, value_enum, default_value_t = ChangesArgument::Facts)]
    changes: ChangesArgument,
    #[command(flatten)]
    hold: Hold,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = LabFormat::Text)]
    format: LabFormat,
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, Args)]
pub(super) struct RobustArguments {
    #[command(flatten)]
    case: CaseArguments,
    /// A conclusion or finding: "category II", no_legal_basis; may be given several times.
    #[arg(long = "for", value_name = "CONCLUSION", conflicts_with = "kind")]
    conclusions: Vec<String>,
    /// All conclusions of this kind, or with "finding" every finding that is made out or contested; else the first kind.
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    #[command(flatten)]
    hold: Hold,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = LabFormat::Text)]
    format: LabFormat,
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, Args)]
pub(super) struct WeighArguments {
    #[command(flatten)]
    case: CaseArguments,
    /// The conclusion: "category II".
    #[arg(long = "for", value_name = "CONCLUSION")]
    conclusion: String,
    #[command(flatten)]
    hold: Hold,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = WeighFormat::Text)]
    format: WeighFormat,
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, Args)]
pub(super) struct SweepArguments {
    #[command(flatten)]
    case: CaseArguments,
    /// The facts: arrest.made,arrest.warrant_shown
    #[arg(long, value_name = "FACTS", value_delimiter = ',', required = true)]
    over: Vec<String>,
    /// A fact that the case holds fixed and that may change all the same.
    #[arg(long, value_name = "FACT")]
    free: Vec<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = SweepFormat::Text)]
    format: SweepFormat,
    #[command(flatten)]
    which: Which,
}

/// What never changes, beside what the case holds fixed.
#[derive(Debug, Args)]
struct Hold {
    /// A fact that stays as it is; may be given several times.
    #[arg(long, value_name = "FACT")]
    fix: Vec<String>,
    /// A fact that the case holds fixed and that may change all the same; may be given several times.
    #[arg(long, value_name = "FACT")]
    free: Vec<String>,
}

impl Hold {
    /// With the words that the case has under `--mask`.
    fn masked(&self, console: &Console) -> Hold {
        Hold { fix: all_masked(console, &self.fix), free: all_masked(console, &self.free) }
    }
}

fn all_masked(console: &Console, words: &[String]) -> Vec<String> {
    words.iter().map(|words| console.masked_lines(words.clone())).collect()
}

#[derive(Clone, Debug, Args)]
pub(super) struct Which {
    /// Of a case with several detentions: this one.
    #[arg(long, value_name = "NAME")]
    pub(super) detention: Option<String>,
    #[command(flatten)]
    pub(super) output: OutputArguments,
}

impl Which {
    /// With the name that the detention has under `--mask`.
    pub(super) fn masked(&self, console: &Console) -> Which {
        Which { detention: console.masked_word(self.detention.as_deref()), ..self.clone() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ChangesArgument {
    /// A fact has another answer.
    Facts,
    /// A fact is contested or not shown.
    Evidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LabFormat {
    /// For the terminal.
    Text,
    /// For programs; see `habeas schema`.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum WeighFormat {
    /// For the terminal.
    Text,
    /// A picture that reads in black and white.
    Svg,
    /// The picture and every figure on one page.
    Html,
    /// For programs; see `habeas schema weigh`.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SweepFormat {
    /// For the terminal.
    Text,
    /// Comma-separated values.
    Csv,
    /// For programs; see `habeas schema sweep`.
    Json,
}

pub(super) fn flip(console: &mut Console, arguments: &FlipArguments) -> Result<(), Stop> {
    if !(1..=MOST_CHANGES).contains(&arguments.max) {
        return Err(Stop::Wrong(format!(
            "--max is a number of changes from 1 to {MOST_CHANGES}, not {}",
            arguments.max
        )));
    }
    let opened = open(console, &arguments.case)?;
    let case = chosen(&opened.file.detentions, &arguments.which.masked(console))?;
    let proof = evaluate(&opened.program, case, opened.options);
    let (effect, name) = match (&arguments.lose, &arguments.gain) {
        (Some(name), _) => (Effect::Lose, name.as_str()),
        (None, Some(name)) => (Effect::Gain, name.as_str()),
        (None, None) => {
            let ways = "--lose \"category II\" finds what would make a conclusion fall, --gain \"category IV\" what would make it apply";
            return Err(Stop::Wrong(format!("say what is to happen to which conclusion: {ways}")));
        }
    };
    let target = conclusion(&proof, name)?;
    apt(&proof, target, effect)?;
    let held = held(&proof, &arguments.hold.masked(console))?;
    let changes = match arguments.changes {
        ChangesArgument::Facts => Changes::Facts,
        ChangesArgument::Evidence => Changes::Evidence,
    };
    let options = FlipOptions { max: arguments.max, all: arguments.all, changes, fixed: held.facts() };
    let stopped = on_interrupt();
    let found = search(console, &proof, (target, effect), &options, &stopped);
    let held = held.that_matter(&proof, &[target]);
    let printed = match arguments.format {
        LabFormat::Text => {
            let report = report::flip(&proof, target, effect, &options, &found);
            print(console, &arguments.which, told(&proof, report, &held))
        }
        LabFormat::Json => json::flip(&proof, (target, effect), &held, &found),
    };
    console.deliver(&printed, &arguments.which.output)?;
    if stopped.load(Ordering::Relaxed) {
        let proven = found.searched;
        return Err(Stop::Wrong(format!(
            "interrupted: what is printed is proven for sets of up to {proven} changes only"
        )));
    }
    Ok(())
}

/// Searches, and says how far it is where that takes long and somebody watches.
fn search(
    console: &mut Console,
    proof: &Proof,
    (target, effect): (HoldingId, Effect),
    options: &FlipOptions,
    stopped: &AtomicBool,
) -> lab::Flips {
    const LONG: u64 = 5_000_000;
    let watched = std::io::stderr().is_terminal();
    let mut said = None;
    let found = lab::flips(proof, target, effect, options, &mut |progress| {
        let now = (progress.size, (progress.done * 100.0) as u32);
        if watched && progress.worlds > LONG && said != Some(now) {
            console.progress(&format!("sets of {}: {} %", now.0, now.1));
            said = Some(now);
        }
        !stopped.load(Ordering::Relaxed)
    });
    if said.is_some() {
        console.progress("");
    }
    found
}

pub(super) fn on_interrupt() -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stopped);
    // Without a handler Ctrl-C ends the program at once, which is no worse than not searching.
    let _ = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed));
    stopped
}

pub(super) fn robust(console: &mut Console, arguments: &RobustArguments) -> Result<(), Stop> {
    let opened = open(console, &arguments.case)?;
    let case = chosen(&opened.file.detentions, &arguments.which.masked(console))?;
    let proof = evaluate(&opened.program, case, opened.options);
    let holdings = examined(&proof, arguments)?;
    let held = held(&proof, &arguments.hold.masked(console))?;
    let found: Vec<lab::Robust> = holdings.iter().map(|id| lab::robust(&proof, *id, &held.facts())).collect();
    let held = held.that_matter(&proof, &holdings);
    let printed = match arguments.format {
        LabFormat::Text => print(console, &arguments.which, told(&proof, report::robust(&proof, &found), &held)),
        LabFormat::Json => json::robust(&proof, &held, &found),
    };
    console.deliver(&printed, &arguments.which.output)
}

/// The conclusions and findings that are asked about.
fn examined(proof: &Proof, arguments: &RobustArguments) -> Result<Vec<HoldingId>, Stop> {
    if !arguments.conclusions.is_empty() {
        return arguments.conclusions.iter().map(|words| conclusion(proof, words)).collect();
    }
    let all = (0..proof.program.holdings.len()).map(HoldingId::at);
    let kind_of = |id: &HoldingId| proof.program.holdings[id.index()].kind;
    let kind = match arguments.kind.as_deref() {
        None => main_kind(proof.program),
        Some("finding") => {
            let raised = |id: &HoldingId| kind_of(id).is_none() && proof.holding(*id) >= Value::Contested;
            return Ok(all.filter(raised).collect());
        }
        Some(name) => {
            let kinds = &proof.program.kinds;
            let names: Vec<String> = kinds.iter().map(|kind| kind.name.clone()).chain(["finding".to_owned()]).collect();
            let found = kinds.iter().position(|kind| kind.name == name);
            let kinds = || Stop::Wrong(format!("unknown kind `{name}`; there are: {}", names.join(", ")));
            Some(KindId::at(found.ok_or_else(kinds)?))
        }
    };
    Ok(all.filter(|id| kind.is_some() && kind_of(id) == kind).collect())
}

pub(super) fn weigh(console: &mut Console, arguments: &WeighArguments) -> Result<(), Stop> {
    let opened = open(console, &arguments.case)?;
    let case = chosen(&opened.file.detentions, &arguments.which.masked(console))?;
    let proof = evaluate(&opened.program, case, opened.options);
    let target = conclusion(&proof, &arguments.conclusion)?;
    let held = held(&proof, &arguments.hold.masked(console))?;
    let Some(found) = lab::weigh(&proof, target, &held.facts()) else {
        let name = proof.program.holding_name(target);
        return Err(Stop::Wrong(format!("{name} depends on its facts in too many ways to be weighed exactly")));
    };
    let held = held.that_matter(&proof, &[target]);
    let printed = match arguments.format {
        WeighFormat::Text => {
            print(console, &arguments.which, told(&proof, report::weigh(&proof, target, &found), &held))
        }
        WeighFormat::Svg => picture(&proof, target, &held, &found)?,
        WeighFormat::Html => {
            let drawn = picture(&proof, target, &held, &found)?;
            let report = told(&proof, report::weigh_page(&proof, target, &found, drawn), &held);
            html::sheet(&report)
        }
        WeighFormat::Json => json::weigh(&proof, target, &held, &found),
    };
    console.deliver(&printed, &arguments.which.output)
}

fn picture(proof: &Proof, target: HoldingId, held: &Held, found: &lab::Weights) -> Result<String, Stop> {
    lab::svg(proof, target, held, found).map_err(|fault| Stop::Wrong(format!("no picture can be drawn: {}", fault.0)))
}

pub(super) fn sweep(console: &mut Console, arguments: &SweepArguments) -> Result<(), Stop> {
    let opened = open(console, &arguments.case)?;
    let case = chosen(&opened.file.detentions, &arguments.which.masked(console))?;
    let proof = evaluate(&opened.program, case, opened.options);
    let held = held(&proof, &Hold { fix: Vec::new(), free: all_masked(console, &arguments.free) })?;
    let mut facts: Vec<Subject> = Vec::new();
    for name in &all_masked(console, &arguments.over) {
        for subject in subjects(&proof, name)? {
            if let Some(Some(reason)) = held.reasons.get(&subject) {
                let name = json::name(&proof, subject);
                return Err(Stop::Wrong(format!(
                    "the case holds `{name}` fixed: {reason}; leave it out, or let it change by --free {name:?}"
                )));
            }
            if !facts.contains(&subject) {
                facts.push(subject);
            }
        }
    }
    let main = main_kind(proof.program);
    let of_main = |id: &HoldingId| proof.program.holdings[id.index()].kind == main;
    let holdings: Vec<HoldingId> = (0..proof.program.holdings.len()).map(HoldingId::at).filter(of_main).collect();
    let (most, hint) = match arguments.format {
        SweepFormat::Text => (MOST_ROWS_IN_TEXT, "; with --format csv or json 1048576 fit"),
        SweepFormat::Csv | SweepFormat::Json => (MOST_ROWS, ""),
    };
    let table = lab::sweep(&proof, &facts, &holdings, most).map_err(|large| {
        let fit = most.ilog2();
        Stop::Wrong(format!(
            "these {} facts make {} combinations; {most} fit, which is {fit} facts of two answers{hint}",
            facts.len(),
            large.rows
        ))
    })?;
    let printed = match arguments.format {
        SweepFormat::Text => print(console, &arguments.which, report::sweep(&proof, &table)),
        SweepFormat::Csv => json::csv(&proof, &table),
        SweepFormat::Json => json::sweep(&proof, &Held::default(), &table),
    };
    console.deliver(&printed, &arguments.which.output)
}

fn print(console: &Console, which: &Which, report: Report) -> String {
    text::print(&report, console.style(&which.output))
}

/// A report that ends with what was held fixed.
fn told(proof: &Proof, mut report: Report, held: &Held) -> Report {
    report.sections.extend(report::held_fixed(proof, held));
    report
}

/// What the case holds fixed and what the user does, less what the user lets go.
fn held(proof: &Proof, Hold { fix, free }: &Hold) -> Result<Held, Stop> {
    let mut held = Held::of(proof.case);
    for name in free {
        for subject in subjects(proof, name)? {
            if held.reasons.remove(&subject).is_none() {
                return Err(Stop::Wrong(format!("the case does not hold `{name}` fixed")));
            }
        }
    }
    for name in fix {
        for subject in subjects(proof, name)? {
            held.reasons.entry(subject).or_insert(None);
        }
    }
    Ok(held)
}

/// The detention that is meant.
pub(super) fn chosen<'a>(cases: &'a [Case], which: &Which) -> Result<&'a Case, Stop> {
    chosen_by_name(cases, which.detention.as_deref())
}

/// The one detention of a case, or that of this name.
pub(super) fn chosen_by_name<'a>(cases: &'a [Case], detention: Option<&str>) -> Result<&'a Case, Stop> {
    let known = || cases.iter().map(|case| case.name.as_str()).collect::<Vec<_>>().join(", ");
    match (detention, cases) {
        (None, [one]) => Ok(one),
        (None, _) => Err(Stop::Wrong(format!("the case has several detentions; name one by --detention: {}", known()))),
        (Some(name), _) => cases
            .iter()
            .find(|case| case.name == name)
            .ok_or_else(|| Stop::Wrong(format!("unknown detention `{name}`; the case has: {}", known()))),
    }
}

/// A conclusion or finding by its name: "category II", "II", `no_legal_basis`.
pub(super) fn conclusion(proof: &Proof, words: &str) -> Result<HoldingId, Stop> {
    let words = words.trim();
    let program = proof.program;
    let names: Vec<String> =
        (0..program.holdings.len()).map(|index| program.holding_name(HoldingId::at(index))).collect();
    program.holding_called(words).ok_or_else(|| unknown("conclusion", words, &names))
}

fn unknown(what: &str, words: &str, names: &[String]) -> Stop {
    let near = did_you_mean(words, names.iter().map(String::as_str));
    let help = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Stop::Wrong(format!("unknown {what} `{words}`{help}"))
}

fn apt(proof: &Proof, target: HoldingId, effect: Effect) -> Result<(), Stop> {
    let name = proof.program.holding_name(target);
    match (effect, proof.holding(target)) {
        (Effect::Lose, Value::Yes) => Ok(()),
        (Effect::Gain, Value::Yes) => {
            Err(Stop::Wrong(format!("{name} applies already; ask what would make it fall: --lose")))
        }
        (Effect::Lose, _) => {
            Err(Stop::Wrong(format!("{name} does not apply in this case; ask what would make it apply: --gain")))
        }
        (Effect::Gain, _) => Ok(()),
    }
}

/// The facts that a name means: one, or with `hearing.on` that of every instance.
fn subjects(proof: &Proof, words: &str) -> Result<Vec<Subject>, Stop> {
    let words = words.trim();
    let all = &proof.circuit.subjects;
    let named =
        |subject: &&Subject| json::name(proof, **subject) == words || proof.program.fact_name(subject.fact) == words;
    let found: Vec<Subject> = all.iter().filter(named).copied().collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let names: Vec<String> = all.iter().map(|subject| json::name(proof, *subject)).collect();
    let declared = (0..proof.program.facts.len()).map(|at| proof.program.fact_name(crate::program::FactId::at(at)));
    if declared.into_iter().any(|name| name == words) {
        return Err(Stop::Wrong(format!("the case names no instance for the fact `{words}`")));
    }
    Err(unknown("fact", words, &names))
}
