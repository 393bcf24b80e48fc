//! `--mask` at the door of every command that reads a case. In: the paths of cases. Out: a reading that masks them, a console that
//! masks what it says of their paths, and a warning for what may still tell a name.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::open::reading;
use super::output::{Console, Stop};
use crate::mask::Masker;
use crate::pack::{Reading, load, load_pack};
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
    // Faults are told when the masked text is read.
    let mut open = reading();
    let loaded = load(&mut open, &[PathBuf::from(path)])?;
    let case: Vec<&File> = loaded.iter().map(|loaded| &*loaded.file).collect();
    let under = case.iter().flat_map(|file| &file.items).find_map(|item| match item {
        Item::Case(decl) => decl.under.clone(),
        _ => None,
    });
    let pack = match under {
        Some(name) => load_pack(&mut open, &name, rules, Some(path))?,
        None => None,
    };
    let pack: Vec<&File> = pack.iter().flat_map(|pack| &pack.files).map(|loaded| &*loaded.file).collect();
    let masker = Rc::new(Masker::new(&case, &pack));
    console.mask_with(&masker);
    let declared = case.iter().flat_map(|file| &file.items).any(|item| match item {
        Item::Case(decl) => !decl.names.is_empty(),
        _ => false,
    });
    if !declared {
        console.warn("the case declares no names: add lines such as `names person \"…\"` and `names place \"…\"` below its title");
    }
    for loaded in &loaded {
        let masked = masker.case(open.sources.text(loaded.source));
        let name = console.masked(open.sources.name(loaded.source));
        tell_remains(console, &masker, &name, &masked);
    }
    Ok(masker)
}

/// Says where a word in free text may still tell a name, without printing the word.
pub(super) fn tell_remains(console: &mut Console, masker: &Masker, name: &str, masked: &str) {
    let mut places: Vec<(usize, &str)> = Vec::new();
    for (at, stands) in masker.remains(masked) {
        let place = (masked[..at].matches('\n').count() + 1, stands);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    for (line, stands) in places.iter().take(MOST_PLACES) {
        console.warn(&format!(
            "{name}, line {line}: a word here may still tell the name of {stands}; declare it as a further form of that name, or reword the text"
        ));
    }
    if let Some(more @ 1..) = places.len().checked_sub(MOST_PLACES) {
        console.warn(&format!("{name}: {more} more such places"));
    }
}
