//! From a path to a checked case and its pack. In: the path of a case, and where its rules are. Out: both, checked, with all
//! diagnostics printed; nothing where any is an error.

use std::path::{Path, PathBuf};

use super::CaseArguments;
use super::masking::reading_for;
use super::output::{Console, Stop};
use crate::case::CaseFile;
use crate::check::{check_case, check_pack};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::evaluate::{Options, evaluate};
use crate::exchange::import;
use crate::hypothesis::impossible;
use crate::pack::{Loaded, Reading, load, load_pack};
use crate::program::Program;
use crate::source::{SourceId, Span};
use crate::syntax::ast::{File, Item, Name};
use crate::syntax::parse;

/// A case and its pack.
pub(super) struct Opened {
    pub(super) program: Program,
    pub(super) file: CaseFile,
    pub(super) options: Options,
}

/// Opens a case for a command.
pub(super) fn open(console: &mut Console, arguments: &CaseArguments) -> Result<Opened, Stop> {
    let mut reading = reading_for(console, &arguments.case, arguments.rules.as_deref())?;
    let opened = read(&mut reading, &arguments.case, arguments.rules.as_deref(), Extent::AsItStands)?;
    let options = Options { as_pleaded: arguments.as_pleaded };
    console.diagnose(&reading.sources, &reading.diagnostics)?;
    let (mut program, file) = opened.ok_or(Stop::Faulty)?;
    if !arguments.reading.is_empty() {
        for asked in &arguments.reading {
            read_as(&mut program, asked)?;
        }
        // What cannot be may turn on how the law is read.
        let faults: Vec<Diagnostic> =
            file.detentions.iter().flat_map(|case| evaluate(&program, case, options).impossible()).collect();
        console.diagnose(&reading.sources, &faults)?;
    }
    // What comes next can use the memory of the syntax trees again.
    drop(reading);
    Ok(Opened { program, file, options })
}

/// Takes another reading of the law for this run: `military_courts=exceptionally`.
pub(super) fn read_as(program: &mut Program, asked: &str) -> Result<(), Stop> {
    let parted = asked.split_once('=').map(|(name, answer)| (name.trim(), answer.trim()));
    let told = match parted {
        Some((name, answer)) => program.read_as(name, answer),
        None => Err(format!("`{asked}` names no answer; write `--reading NAME=ANSWER`")),
    };
    told.map_err(|message| Stop::Unknown(Code::UnknownReading, message))
}

/// A pack alone, checked; diagnostics are printed.
pub(super) fn open_pack(console: &mut Console, rules: Option<&Path>, name: &str) -> Result<Program, Stop> {
    let mut reading = reading();
    let source = reading.sources.add("--pack", name.to_owned());
    let asked = Name { text: name.to_owned(), span: Span::new(source, 0, name.len()) };
    // Without a folder of its own a pack is looked for here, as it is for a case that lies here.
    let loaded = load_pack(&mut reading, &asked, rules, Some(&PathBuf::from("here.case")))?;
    let program = loaded.and_then(|pack| checked_pack(&mut reading, &pack.files, 0));
    console.diagnose(&reading.sources, &reading.diagnostics)?;
    program.ok_or(Stop::Faulty)
}

/// What reads and parses the files of a run.
pub(super) fn reading() -> Reading {
    Reading::new(|source, text| {
        let parsed = parse(source, text);
        (parsed.file, parsed.diagnostics)
    })
    .with_json(|source, text| {
        let imported = import(source, text);
        (imported.file, imported.diagnostics)
    })
}

/// How much of a case to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// What a command needs that reads the case as it stands.
    AsItStands,
    /// Also that nothing impossible is supposed in its hypotheticals; each is evaluated for that.
    WithHypotheticals,
}

/// Reads and checks a case and its pack; diagnostics go into `reading`. `None` where one of them is an error.
pub(super) fn read(
    reading: &mut Reading,
    path: &Path,
    rules: Option<&Path>,
    extent: Extent,
) -> Result<Option<(Program, CaseFile)>, Stop> {
    let loaded = load(reading, &[PathBuf::from(path)])?;
    let Some(name) = pack_name(reading, &loaded) else { return Ok(None) };
    // A fault in the text of the case does not stop its checking: all faults are told at once.
    let in_the_case = reading.diagnostics.len();
    let Some(pack) = load_pack(reading, &name, rules, Some(path))? else { return Ok(None) };
    let Some(program) = checked_pack(reading, &pack.files, in_the_case) else { return Ok(None) };
    let file = checked_case(reading, &program, &loaded, extent);
    Ok(file.map(|file| (program, file)))
}

/// Which pack a case is under.
pub(super) fn pack_name(reading: &mut Reading, loaded: &[Loaded]) -> Option<Name> {
    let header = loaded.iter().flat_map(|loaded| &loaded.file.items).find_map(|item| match item {
        Item::Case(decl) => Some(decl),
        _ => None,
    });
    let broken = any_error(&reading.diagnostics);
    match header {
        Some(decl) if decl.under.is_some() => decl.under.clone(),
        Some(decl) => {
            let message = "the case does not say which pack it is under";
            let fault = Diagnostic::new(Code::MissingDeclaration, decl.name.span, message);
            reading.diagnostics.push(fault.help("add `under wgad` below the title"));
            None
        }
        None if broken => None,
        None => {
            let source = loaded.first().map_or(SourceId(0), |loaded| loaded.source);
            let message = "the file holds no case";
            let fault = Diagnostic::new(Code::MissingDeclaration, Span::new(source, 0, 0), message);
            reading.diagnostics.push(fault.help("begin it with `case NAME \"Title\"`"));
            None
        }
    }
}

/// Checks the files of a pack, whose own diagnostics begin at `since`.
pub(super) fn checked_pack(reading: &mut Reading, loaded: &[Loaded], since: usize) -> Option<Program> {
    let broken = any_error(&reading.diagnostics[since..]);
    let (files, whole) = files(loaded);
    let checked = check_pack(&files, whole);
    reading.diagnostics.extend(checked.diagnostics);
    checked.program.filter(|_| !broken)
}

/// Checks a case against its pack, and that nothing in it is impossible.
pub(super) fn checked_case(
    reading: &mut Reading,
    program: &Program,
    loaded: &[Loaded],
    extent: Extent,
) -> Option<CaseFile> {
    let (files, whole) = files(loaded);
    let checked = check_case(program, &files, whole);
    reading.diagnostics.extend(checked.diagnostics);
    let file = checked.case?;
    for case in &file.detentions {
        reading.diagnostics.extend(evaluate(program, case, Options::default()).impossible());
        if extent == Extent::WithHypotheticals {
            reading.diagnostics.extend(impossible(program, case));
        }
    }
    (!any_error(&reading.diagnostics)).then_some(file)
}

/// The files, and a place for what concerns them as a whole.
fn files(loaded: &[Loaded]) -> (Vec<&File>, Span) {
    let whole = Span::new(loaded.first().map_or(SourceId(0), |loaded| loaded.source), 0, 0);
    (loaded.iter().map(|loaded| &*loaded.file).collect(), whole)
}
