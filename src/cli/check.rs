//! `habeas check`. In: files and folders. Out: every fault of every pack and case in them, what the rules of a pack can never do,
//! and a line on what was checked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::CheckArguments;
use super::masking::reading_for;
use super::open::{Extent, checked_pack, read, reading};
use super::output::{Console, Stop};
use crate::analysis::{Fault, analyse};
use crate::diagnostic::{any_error, terminal::harmless};
use crate::pack::{Reading, discover, load, load_folder, load_wordings, write_whole};
use crate::syntax::ast::File;
use crate::wording::{self, Language};

pub(super) fn run(console: &mut Console, arguments: &CheckArguments) -> Result<(), Stop> {
    let found = discover(&arguments.paths)?;
    let mut faulty = false;
    let (mut rules, mut facts, mut witnesses) = (0, 0, 0);
    let mut languages: BTreeSet<Language> = BTreeSet::new();
    for folder in &found.packs {
        let mut reading = reading();
        let pack = load_folder(&mut reading, folder)?;
        if let Some(program) = checked_pack(&mut reading, &pack.files, 0) {
            let files = load_wordings(&mut reading, &pack, None)?;
            let files: Vec<&File> = files.iter().map(|loaded| &*loaded.file).collect();
            let worded = wording::check(&program, &files);
            reading.diagnostics.extend(worded.diagnostics);
            languages.extend(worded.wordings.iter().map(|wording| wording.language()));
            rules += program.rules.len();
            facts += program.facts.len();
            let mut faults = analyse(&program);
            faults.retain(|fault| arguments.remarks || !fault.remark);
            reading.diagnostics.extend(faults.iter().map(|fault| fault.diagnostic.clone()));
            if let Some(folder) = &arguments.witness {
                witnesses += write(&faults, folder)?;
            }
        }
        faulty |= shown(console, &reading);
    }
    for case in &found.cases {
        // What is wrong with the pack was said above, where the pack is among the paths.
        faulty |= one_case(console, case, arguments, !found.packs.is_empty())?;
    }
    if faulty {
        return Err(Stop::Faulty);
    }
    let count = |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    let cases = count(found.cases.len(), "case");
    let packs = count(found.packs.len(), "pack");
    let said: Vec<&str> = languages.iter().map(|language| language.name()).collect();
    let said = if said.is_empty() { String::new() } else { format!("; worded in {}", Language::English.list(&said)) };
    let packs = format!("{packs} ({}, {}{said})", count(rules, "rule"), count(facts, "fact"));
    console.result(&match (found.packs.is_empty(), found.cases.is_empty()) {
        (true, _) => format!("{cases}: no errors\n"),
        (false, true) => format!("{packs}: no errors\n"),
        (false, false) => format!("{packs} and {cases}: no errors\n"),
    })?;
    match &arguments.witness {
        Some(folder) => console.result(&format!(
            "{} written to {}\n",
            count(witnesses, "case"),
            harmless(&folder.display().to_string())
        )),
        None => Ok(()),
    }
}

/// Checks a case and tells its faults; true if one is an error.
fn one_case(
    console: &mut Console,
    case: &Path,
    arguments: &CheckArguments,
    pack_was_checked: bool,
) -> Result<bool, Stop> {
    let mut reading = match reading_for(console, case, arguments.rules.as_deref()) {
        Err(Stop::Faulty) => return Ok(true),
        reading => reading?,
    };
    if let Err(stop) = read(&mut reading, case, arguments.rules.as_deref(), Extent::WithHypotheticals) {
        shown(console, &reading);
        return Err(stop);
    }
    only_the_case(console, &mut reading, case, pack_was_checked)?;
    Ok(shown(console, &reading))
}

/// Writes the cases that show faults, one file each; says how many.
fn write(faults: &[Fault], folder: &Path) -> Result<usize, Stop> {
    let mut names: Vec<String> = Vec::new();
    for witness in faults.iter().filter_map(|fault| fault.witness.as_ref()) {
        // Two faults of one rule are shown by two cases.
        let same = names.iter().filter(|name| **name == witness.name).count();
        let ending = if same == 0 { String::new() } else { format!("_{}", same + 1) };
        write_whole(&folder.join(format!("{}{ending}.case", witness.name)), witness.text.as_bytes(), false)?;
        names.push(witness.name.clone());
    }
    Ok(names.len())
}

/// Keeps the faults that lie in the case itself or in what it includes.
fn only_the_case(console: &Console, reading: &mut Reading, case: &Path, pack_was_checked: bool) -> Result<(), Stop> {
    if !pack_was_checked {
        return Ok(());
    }
    let mut own = super::open::reading();
    let loaded = load(&mut own, &[PathBuf::from(case)])?;
    let names: Vec<String> = loaded.iter().map(|loaded| console.masked(own.sources.name(loaded.source))).collect();
    let sources = &reading.sources;
    reading.diagnostics.retain(|diagnostic| names.iter().any(|name| name == sources.name(diagnostic.span.source)));
    Ok(())
}

fn shown(console: &mut Console, reading: &Reading) -> bool {
    let _ = console.diagnose(&reading.sources, &reading.diagnostics);
    any_error(&reading.diagnostics)
}
