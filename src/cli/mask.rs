//! `habeas mask`. In: a case. Out: the same case with pseudonyms, told as coarsely as was asked, in a file that can be shared; what that
//! changes in its evaluation, and that it is not anonymous.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::masking::masker;
use super::open::{Extent, checked_case, checked_pack, pack_name, reading};
use super::output::{Console, Stop};
use crate::case::{Case, CaseFile};
use crate::diagnostic::Severity;
use crate::evaluate::{Options, evaluate};
use crate::mask::{Coarsening, DatesTo, Masker, coarsened};
use crate::pack::{Loaded, Reading, load, load_pack, take_bytes};
use crate::program::{HoldingId, Program};
use crate::syntax::ast::File;

#[derive(Debug, Args)]
pub(super) struct MaskArguments {
    /// The case file.
    case: PathBuf,
    /// The folder of the pack, or a folder of packs; else the nearest `rules/` at or above the case, else the built-in pack.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Where to write the masked case: whole or not at all, readable by you only.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Let --output and --map replace existing files.
    #[arg(long)]
    force: bool,
    /// Tell dates to the month or the year only.
    #[arg(long, value_enum, value_name = "TO")]
    dates: Option<Dates>,
    /// Leave out accounts in people's own words, and what stands in quotation marks.
    #[arg(long)]
    quotations: bool,
    /// Name no court or other authority, nor whose words are quoted, nor documents shown.
    #[arg(long)]
    offices: bool,
    /// Name no charge and no provision under which it was brought.
    #[arg(long)]
    charges: bool,
    /// Leave out what is marked confidential.
    #[arg(long)]
    drop_confidential: bool,
    /// Leave out comments.
    #[arg(long)]
    drop_comments: bool,
    /// Write which pseudonym stands for which name into this file of its own. Keep it apart.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Dates {
    /// `2020-04-17 20:20` becomes `2020-04`.
    Month,
    /// It becomes `2020-01 to 2020-12`.
    Year,
}

/// What stands at the head of every masked case.
const HEAD: &str = "# Names in this case are replaced by pseudonyms. That does not make it anonymous: dates, rare facts, the State, and\n\
                    # what others have published can still tell who is meant. Share it only with people whom you trust with the case.\n\n";

const WARNING: &str = "the masked case is not anonymous: dates, rare facts, the State and published sources can still tell who is meant. \
                       Read it whole before you share it";

pub(super) fn run(console: &mut Console, arguments: &MaskArguments) -> Result<(), Stop> {
    let rules = arguments.rules.as_deref();
    let masker = masker(console, &arguments.case, rules)?;
    let mut masked = reading();
    masked.mask_with(Some(masker.clone()));
    let loaded = load(&mut masked, std::slice::from_ref(&arguments.case))?;
    let [main] = &loaded[..] else {
        let message = "the case includes or builds on other files; put it together in one file before you mask it";
        return Err(Stop::Wrong(message.to_owned()));
    };
    let (program, before, pack) = checked(console, &mut masked, main, &arguments.case, rules)?;
    let pack: Vec<&File> = pack.iter().map(|loaded| &*loaded.file).collect();
    let text =
        format!("{HEAD}{}", coarsened(masked.sources.text(main.source), &main.file, &pack, coarsening(arguments)));

    let mut again = reading();
    let name = console.masked(&arguments.output.to_string_lossy());
    let source = take_bytes(&mut again, &name, text.clone().into_bytes()).ok_or(Stop::Faulty)?;
    let written = again.parse(source);
    let after = checked_case(&mut again, &program, &[written], Extent::WithHypotheticals);
    // What was told apart before may be told alike now; only an error matters.
    again.diagnostics.retain(|fault| fault.severity() == Severity::Error);
    console.diagnose(&again.sources, &again.diagnostics)?;
    let after = after.ok_or(Stop::Faulty)?;
    console.deliver_to(&arguments.output, &text, arguments.force)?;
    if let Some(map) = &arguments.map {
        console.deliver_to(map, &key(&masker), arguments.force)?;
    }
    for line in changed(&program, &before, &after) {
        console.warn(&line);
    }
    console.warn(WARNING);
    Ok(())
}

/// The masked case, checked, and its pack.
fn checked(
    console: &mut Console,
    masked: &mut Reading,
    main: &Loaded,
    path: &Path,
    rules: Option<&Path>,
) -> Result<(Program, CaseFile, Vec<Loaded>), Stop> {
    let name = pack_name(masked, std::slice::from_ref(main));
    let pack = match &name {
        Some(name) => load_pack(masked, name, rules, Some(path))?,
        None => None,
    };
    let pack = pack.map(|pack| pack.files).unwrap_or_default();
    let program = if pack.is_empty() { None } else { checked_pack(masked, &pack, 0) };
    let file = program
        .as_ref()
        .and_then(|program| checked_case(masked, program, std::slice::from_ref(main), Extent::WithHypotheticals));
    console.diagnose(&masked.sources, &masked.diagnostics)?;
    let (program, file) = program.zip(file).ok_or(Stop::Faulty)?;
    Ok((program, file, pack))
}

fn coarsening(arguments: &MaskArguments) -> Coarsening {
    Coarsening {
        dates: arguments.dates.map(|dates| match dates {
            Dates::Month => DatesTo::Month,
            Dates::Year => DatesTo::Year,
        }),
        quotations: arguments.quotations,
        offices: arguments.offices,
        charges: arguments.charges,
        confidential: arguments.drop_confidential,
        comments: arguments.drop_comments,
    }
}

/// Which pseudonym stands for which name, a line each.
fn key(masker: &Masker) -> String {
    let line = |name: &crate::mask::Pseudonym| format!("{}\t{}\n", name.stands, name.forms.join("\t"));
    masker.names().iter().map(line).collect()
}

/// What follows from the masked case that did not follow before, or the other way round.
fn changed(program: &Program, before: &CaseFile, after: &CaseFile) -> Vec<String> {
    let values = |case: &Case| -> Vec<_> {
        let proof = evaluate(program, case, Options::default());
        (0..program.holdings.len()).map(|index| proof.holding(HoldingId::at(index))).collect()
    };
    let mut lines = Vec::new();
    for (before, after) in before.detentions.iter().zip(&after.detentions) {
        for (index, (then, now)) in values(before).into_iter().zip(values(after)).enumerate() {
            let holding = &program.holdings[index];
            if let Some(kind) = holding.kind.filter(|_| then != now) {
                let words = |value| crate::explain::words::conclusion(value, true);
                let kind = &program.kinds[kind.index()].title;
                lines.push(format!(
                    "told so coarsely, {kind} {} {} where it {} before",
                    crate::explain::words::spoken(&holding.name),
                    words(now),
                    words(then)
                ));
            }
        }
    }
    lines
}
