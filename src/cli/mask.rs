//! `habeas mask`. In: a case. Out: the same case with pseudonyms, told as coarsely as was asked, in a file that can be shared; what that
//! changes in its evaluation, and that it is not anonymous.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::{Args, ValueEnum};

use super::masking::masker;
use super::open::{Extent, checked_case, checked_pack, pack_name, reading};
use super::output::{Console, Stop};
use crate::case::{Case, CaseFile};
use crate::diagnostic::Severity;
use crate::evaluate::{Options, evaluate};
use crate::exchange;
use crate::mask::{Coarsening, DatesTo, Masker, coarsened, years_in_texts};
use crate::pack::{LoadedPack, Reading, has_ending, load, load_pack, take_bytes};
use crate::program::{HoldingId, Program};
use crate::source::SourceId;
use crate::syntax::ast::File;
use crate::syntax::print::print_with;

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

/// So many lines are told of that tell dates in their texts.
const MOST_LINES: usize = 12;

pub(super) fn run(console: &mut Console, arguments: &MaskArguments) -> Result<(), Stop> {
    let rules = arguments.rules.as_deref();
    let masker = masker(console, &arguments.case, rules)?;
    let Told { mut reading, pack, program, name, text } = masked(console, arguments, &masker)?;
    let (before, file) = checked(console, &mut reading, &program, (&name, &text))?;
    let trees: Vec<&File> = pack.files.iter().map(|loaded| &*loaded.file).collect();
    let text = format!("{HEAD}{}", coarsened(&text, &file, &trees, coarsening(arguments)));
    let (after, file) = checked(console, &mut reading, &program, (&format!("masked {name}"), &text))?;
    let written = if has_ending(&arguments.output, "json") {
        exchange::export(SourceId::default(), &text, &file)
    } else {
        text.clone()
    };
    if let Some(map) = &arguments.map {
        if map == &arguments.output {
            return Err(Stop::Wrong(
                "--map and --output name the same file; keep the key in a file of its own".to_owned(),
            ));
        }
        console.deliver_to(map, &key(&masker), arguments.force)?;
    }
    console.deliver_to(&arguments.output, &written, arguments.force)?;
    for line in changed(&program, &before, &after) {
        console.warn(&line);
    }
    let years = if arguments.dates.is_some() { years_in_texts(&text) } else { Vec::new() };
    if !years.is_empty() {
        let lines: Vec<String> = years.iter().take(MOST_LINES).map(usize::to_string).collect();
        let more = if years.len() > MOST_LINES { " and more" } else { "" };
        let lines = lines.join(", ");
        console.warn(&format!(
            "dates inside texts and comments stay as they are: see lines {lines}{more} of the masked case"
        ));
    }
    if after.detentions.iter().any(|case| case.decided.is_some()) {
        console
            .warn("the masked case says which published decision it is about; whoever looks that up finds the names");
    }
    if !after.accounts.is_empty() && !arguments.quotations {
        console.warn("the masked case holds accounts in people's own words, which others may recognize; --quotations leaves them out");
    }
    console.warn(WARNING);
    Ok(())
}

/// A masked case as the text of a case file, and its pack.
struct Told {
    reading: Reading,
    pack: LoadedPack,
    program: Program,
    name: String,
    text: String,
}

fn masked(console: &mut Console, arguments: &MaskArguments, masker: &Rc<Masker>) -> Result<Told, Stop> {
    let mut reading = reading();
    reading.mask_with(Some(Rc::clone(masker)));
    let loaded = load(&mut reading, std::slice::from_ref(&arguments.case))?;
    let [main] = &loaded[..] else {
        let message = "the case includes or builds on other files; put it together in one file before you mask it";
        return Err(Stop::Wrong(message.to_owned()));
    };
    let under = pack_name(&mut reading, &loaded);
    let pack = match &under {
        Some(name) => load_pack(&mut reading, name, arguments.rules.as_deref(), Some(&arguments.case))?,
        None => None,
    };
    let program = pack.as_ref().and_then(|pack| checked_pack(&mut reading, &pack.files, 0));
    console.diagnose(&reading.sources, &reading.diagnostics)?;
    let (pack, program) = pack.zip(program).ok_or(Stop::Faulty)?;
    let name = reading.sources.name(main.source).to_owned();
    let text = reading.sources.text(main.source);
    let text = if has_ending(&arguments.case, "json") {
        let imported = exchange::import(main.source, text);
        print_with(&imported.file, &imported.comments)
    } else {
        text.to_owned()
    };
    let name = Path::new(&name).with_extension("case").to_string_lossy().into_owned();
    // What comes now is masked.
    reading.mask_with(None);
    Ok(Told { reading, pack, program, name, text })
}

/// A case file with this name and text, checked, and its tree.
fn checked(
    console: &mut Console,
    reading: &mut Reading,
    program: &Program,
    (name, text): (&str, &str),
) -> Result<(CaseFile, Rc<File>), Stop> {
    reading.diagnostics.clear();
    let source = take_bytes(reading, name, text.as_bytes().to_vec());
    let loaded = source.map(|source| reading.parse(source));
    let file = loaded
        .as_ref()
        .and_then(|loaded| checked_case(reading, program, std::slice::from_ref(loaded), Extent::WithHypotheticals));
    // What is only doubtful is told by `habeas check`.
    reading.diagnostics.retain(|fault| fault.severity() == Severity::Error);
    console.diagnose(&reading.sources, &reading.diagnostics)?;
    let (file, loaded) = file.zip(loaded).ok_or(Stop::Faulty)?;
    Ok((file, loaded.file))
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
