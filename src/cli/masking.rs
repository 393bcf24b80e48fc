//! `--mask` at the door of every command that reads a case. In: the paths of cases. Out: a reading that masks them, a console that
//! masks what it says of their paths, and a warning for what may still tell a name.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::open::reading;
use super::output::{Console, Stop};
use crate::diagnostic::{Severity, any_error};
use crate::mask::Masker;
use crate::pack::{Reading, has_ending, load, load_pack};
use crate::syntax::ast::{File, Item};

/// So many places where a name may remain are told of one file.
const MOST_PLACES: usize = 12;

/// What reads a case for a command: masked, where that was asked for.
pub(super) fn reading_for(console: &mut Console, path: &Path, rules: Option<&Path>) -> Result<Reading, Stop> {
    let mut reading = reading();
    if console.masking() {
        reading.mask_with(Some(masker(console, path, rules)?));
    }
    Ok(reading)
}

/// What masks the case at this path; says what it cannot mask.
pub(super) fn masker(console: &mut Console, path: &Path, rules: Option<&Path>) -> Result<Rc<Masker>, Stop> {
    let mut open = reading();
    let loaded = load(&mut open, &[PathBuf::from(path)])?;
    // Where a case cannot be read whole, nobody knows which names it has.
    if any_error(&open.diagnostics) {
        tell_places(console, &open);
        return Err(Stop::Faulty);
    }
    let case: Vec<&File> = loaded.iter().map(|loaded| &*loaded.file).collect();
    let under = case.iter().flat_map(|file| &file.items).find_map(|item| match item {
        Item::Case(decl) => decl.under.clone(),
        _ => None,
    });
    // What is wrong with the pack is told when the masked case is checked.
    let pack = match under {
        Some(name) => load_pack(&mut open, &name, rules, Some(path))?,
        None => None,
    };
    let files = pack.iter().flat_map(|pack| &pack.files);
    let pack: Vec<(&File, &str)> = files.map(|loaded| (&*loaded.file, open.sources.text(loaded.source))).collect();
    let masker = Rc::new(Masker::new(&case, &pack));
    console.mask_with(&masker);
    let declared = case.iter().flat_map(|file| &file.items).any(|item| match item {
        Item::Case(decl) => !decl.names.is_empty(),
        _ => false,
    });
    if !declared {
        let way = "add lines such as `names person \"…\"` and `names place \"…\"` below its title";
        console.warn(&format!("the case declares no names, so most names in it cannot be masked: {way}"));
    }
    for loaded in &loaded {
        tell_remains(console, &masker, open.sources.name(loaded.source), open.sources.text(loaded.source));
    }
    Ok(masker)
}

/// Says where a case is wrong and of which kind the fault is, without a word of the case.
fn tell_places(console: &mut Console, open: &Reading) {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    for fault in open.diagnostics.iter().filter(|fault| fault.severity() == Severity::Error) {
        let text = open.sources.text(fault.span.source);
        let line = (line_of(text, fault.span.start as usize), fault.code.name());
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    for (line, code) in lines.iter().take(MOST_PLACES) {
        console.fault(&format!("error[{code}]: line {line} of the case is wrong"));
    }
    if let Some(more @ 1..) = lines.len().checked_sub(MOST_PLACES) {
        console.fault(&format!("error: {more} more lines are wrong"));
    }
    let way = "run `habeas check` on it where nobody else sees the screen, and repair it";
    console.fault(&format!("error: nothing of the case is shown while its names cannot be read: {way}"));
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Says where a word in free text may still tell a name, without printing the word.
fn tell_remains(console: &mut Console, masker: &Masker, name: &str, text: &str) {
    let json = has_ending(Path::new(name), "json");
    let masked = if json { masker.json(text) } else { masker.case(text) };
    let remains = if json { masker.remains_in_json(&masked) } else { masker.remains(&masked) };
    let mut places: Vec<(usize, &str)> = Vec::new();
    for (at, stands) in remains {
        let place = (line_of(&masked, at), stands);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let name = masker.path(name);
    for (line, stands) in places.iter().take(MOST_PLACES) {
        console.warn(&format!(
            "{name}, line {line}: a word here may still tell the name of {stands}; declare it as a further form of that name, or reword the text"
        ));
    }
    if let Some(more @ 1..) = places.len().checked_sub(MOST_PLACES) {
        console.warn(&format!("{name}: {more} more such places"));
    }
}
