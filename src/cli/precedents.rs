//! `habeas precedents`. In: a case, conclusions, and where decided cases are. Out: the decided cases that share grounds with it, for
//! and against, as text, Markdown, a page or JSON.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::CaseArguments;
use super::gather::{Gathering, Purpose, gather};
use super::lab::{Which, chosen, conclusion};
use super::open::{Extent, read_as};
use super::output::{Console, Stop};
use crate::case::{Case, CaseFile};
use crate::evaluate::{Options, Proof, evaluate};
use crate::explain::words::main_kind;
use crate::explain::{html, markdown, text};
use crate::pack::cases_near;
use crate::precedent::report::{Searched, report};
use crate::precedent::{Precedents, json, precedents};
use crate::program::HoldingId;
use crate::value::Value;

#[derive(Debug, Args)]
pub(super) struct PrecedentsArguments {
    #[command(flatten)]
    case: CaseArguments,
    /// Files and folders with decided cases; else the nearest folder `cases/` at or above the case, else its own folder.
    paths: Vec<PathBuf>,
    /// The conclusion: "category II"; may be given several times; else every category made out or contested.
    #[arg(long = "for", value_name = "CONCLUSION")]
    conclusions: Vec<String>,
    /// How many decisions to tell on either side.
    #[arg(long, value_name = "N", default_value_t = 5)]
    most: usize,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = PrecedentsFormat::Text)]
    format: PrecedentsFormat,
    #[command(flatten)]
    which: Which,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PrecedentsFormat {
    /// For the terminal.
    Text,
    /// Markdown.
    Md,
    /// One self-contained page.
    Html,
    /// For programs; see `habeas schema precedents`.
    Json,
}

pub(super) fn run(console: &mut Console, arguments: &PrecedentsArguments) -> Result<(), Stop> {
    let present = &arguments.case.case;
    let paths = if arguments.paths.is_empty() { vec![cases_near(present)?] } else { arguments.paths.clone() };
    let refused = "precedents are not looked for";
    let purpose = Purpose { extent: Extent::AsItStands, refused, beside: Some(present) };
    let gathered = gather(console, &paths, arguments.case.rules.as_deref(), purpose)?;
    let mut packs = gathered.packs;
    let place = packs.iter().position(|pack| pack.file_at(present).is_some());
    let Some(pack) = place.map(|place| &mut packs[place]) else { return Err(Stop::Faulty) };
    arguments.case.reading.iter().try_for_each(|asked| read_as(&mut pack.program, asked))?;
    let pack = &*pack;
    let Some(file) = pack.file_at(present) else { return Err(Stop::Faulty) };
    let options = Options { as_pleaded: arguments.case.as_pleaded };
    let proof = evaluate(&pack.program, chosen(&file.detentions, &arguments.which.masked(console))?, options);
    let decided = decided(pack, file);
    let places: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    if decided.is_empty() {
        let places = places.join(", ");
        let message = format!(
            "no other case in {places} under this pack records an outcome: name files or folders with decided cases"
        );
        return Err(Stop::Wrong(message));
    }
    let targets = targets(&proof, arguments)?;
    let found: Vec<Precedents> = targets.iter().map(|target| precedents(&proof, *target, &decided)).collect();
    let searched = Searched { places, decided: decided.len(), most: arguments.most };
    let laid_out = || report(&proof, &found, &searched);
    let printed = match arguments.format {
        PrecedentsFormat::Text => text::print(&laid_out(), console.style(&arguments.which.output)),
        PrecedentsFormat::Md => markdown::print(&laid_out()),
        PrecedentsFormat::Html => {
            let report = laid_out();
            html::print(&report.title.clone(), &[report])
        }
        PrecedentsFormat::Json => json::print(file, &proof, &found, &searched),
    };
    console.deliver(&printed, &arguments.which.output)
}

/// Every detention with an outcome, those of the present file left out.
fn decided<'a>(pack: &'a Gathering, present: &CaseFile) -> Vec<(&'a CaseFile, &'a Case)> {
    let others = pack.cases.iter().filter(|file| !std::ptr::eq(*file, present));
    let all = others.flat_map(|file| file.detentions.iter().map(move |case| (file, case)));
    all.filter(|(_, case)| case.decided.is_some()).collect()
}

/// The conclusions asked about, or those of the kind that readers look for first which are made out or contested.
fn targets(proof: &Proof, arguments: &PrecedentsArguments) -> Result<Vec<HoldingId>, Stop> {
    if !arguments.conclusions.is_empty() {
        let mut named = Vec::new();
        for words in &arguments.conclusions {
            let id = conclusion(proof, words)?;
            if proof.program.holdings[id.index()].kind.is_none() {
                let message = format!("`{words}` is a finding, and decisions record conclusions: name a conclusion");
                return Err(Stop::Wrong(message));
            }
            named.push(id);
        }
        return Ok(named);
    }
    let main = main_kind(proof.program);
    let all = (0..proof.program.holdings.len()).map(HoldingId::at);
    let of_kind = |id: &HoldingId| main.is_some() && proof.program.holdings[id.index()].kind == main;
    let open: Vec<HoldingId> = all.filter(|id| of_kind(id) && proof.holding(*id) >= Value::Contested).collect();
    if open.is_empty() {
        let message = "nothing is made out or contested in this case: name a conclusion by --for";
        return Err(Stop::Wrong(message.to_owned()));
    }
    Ok(open)
}
