//! Many cases and their packs together. In: files and folders. Out: each pack checked once, with the cases under it; every
//! text read once, all faults printed. Nothing where one of them is an error: what is counted over a part would mislead.

use std::path::{Path, PathBuf};

use super::masking::masker;
use super::open::{Extent, checked_case, checked_pack, pack_name, reading};
use super::output::{Console, Stop};
use crate::case::CaseFile;
use crate::pack::{LoadedPack, Reading, discover, load, load_folder, load_pack, same_file};
use crate::program::Program;
use crate::source::{SourceId, Sources};

/// Packs and cases.
pub(super) struct Gathered {
    pub(super) sources: Sources,
    pub(super) packs: Vec<Gathering>,
}

/// A pack and the cases under it.
pub(super) struct Gathering {
    /// Its law files.
    pub(super) files: Vec<SourceId>,
    pub(super) program: Program,
    pub(super) cases: Vec<CaseFile>,
    /// Where each case was read.
    pub(super) paths: Vec<PathBuf>,
}

impl Gathering {
    /// The case that was read there.
    pub(super) fn file_at(&self, path: &Path) -> Option<&CaseFile> {
        let place = self.paths.iter().position(|read| same_file(read, path))?;
        self.cases.get(place)
    }
}

/// What packs and cases are gathered for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purpose<'a> {
    /// How much of each case to check.
    pub(super) extent: Extent,
    /// What is not done while one of them has errors: "coverage is not counted".
    pub(super) refused: &'static str,
    /// This case comes first, and cases under another pack than its own are passed over.
    pub(super) beside: Option<&'a Path>,
}

/// Reads and checks all packs and cases at and below these paths.
pub(super) fn gather(
    console: &mut Console,
    paths: &[PathBuf],
    rules: Option<&Path>,
    purpose: Purpose<'_>,
) -> Result<Gathered, Stop> {
    let found = discover(paths)?;
    let extent = purpose.extent;
    let mut desk =
        Desk { reading: reading(), packs: Vec::new(), faulty: Vec::new(), unread: false, extent, only: None };
    for folder in &found.packs {
        let pack = load_folder(&mut desk.reading, folder)?;
        desk.pack(&pack);
        desk.told(console);
    }
    let mut cases: Vec<&Path> = Vec::new();
    for path in purpose.beside.into_iter().chain(found.cases.iter().map(PathBuf::as_path)) {
        if !cases.iter().any(|known| same_file(known, path)) {
            cases.push(path);
        }
    }
    for path in cases {
        // Decided cases that another is set beside are published.
        let mask = console.masking() && purpose.beside.is_none_or(|beside| beside == path);
        let masker = if mask { Some(masker(console, path, rules)?) } else { None };
        if console.masking() {
            desk.reading.mask_with(masker);
        }
        let name = desk.case(path, rules)?;
        desk.unread |= desk.told(console);
        if purpose.beside == Some(path) {
            desk.only = name;
        }
    }
    if desk.unread || !desk.faulty.is_empty() {
        let refused = purpose.refused;
        let message = format!("{refused} while a pack or case has errors: repair it, or name the others only");
        return Err(Stop::Wrong(message));
    }
    Ok(Gathered { sources: desk.reading.sources, packs: desk.packs })
}

struct Desk {
    reading: Reading,
    packs: Vec<Gathering>,
    /// The files of packs with errors, which were told once.
    faulty: Vec<Vec<SourceId>>,
    /// Some case has errors.
    unread: bool,
    extent: Extent,
    /// Cases under other packs than this one are passed over.
    only: Option<String>,
}

impl Desk {
    /// Where a pack stands among those that were checked; checks it where it is new.
    fn pack(&mut self, pack: &LoadedPack) -> Option<usize> {
        let files: Vec<SourceId> = pack.files.iter().map(|file| file.source).collect();
        if self.faulty.contains(&files) {
            return None;
        }
        if let Some(place) = self.packs.iter().position(|known| known.files == files) {
            return Some(place);
        }
        match checked_pack(&mut self.reading, &pack.files, 0) {
            Some(program) => {
                self.packs.push(Gathering { files, program, cases: Vec::new(), paths: Vec::new() });
                Some(self.packs.len() - 1)
            }
            None => {
                self.faulty.push(files);
                None
            }
        }
    }

    /// Takes a case in; says under which pack it is.
    fn case(&mut self, path: &Path, rules: Option<&Path>) -> Result<Option<String>, Stop> {
        let loaded = load(&mut self.reading, &[path.to_path_buf()])?;
        let Some(name) = pack_name(&mut self.reading, &loaded) else { return Ok(None) };
        let told = Some(name.text.clone());
        if self.only.is_some() && self.only != told {
            self.reading.diagnostics.clear();
            return Ok(told);
        }
        // Faults in the text of the case are kept apart, so that they are not taken for the pack's.
        let own = std::mem::take(&mut self.reading.diagnostics);
        let pack = load_pack(&mut self.reading, &name, rules, Some(path))?;
        let place = pack.and_then(|pack| self.pack(&pack));
        self.reading.diagnostics.extend(own);
        let Some(place) = place else { return Ok(told) };
        let file = checked_case(&mut self.reading, &self.packs[place].program, &loaded, self.extent);
        if let Some(file) = file {
            self.packs[place].cases.push(file);
            self.packs[place].paths.push(path.to_path_buf());
        }
        Ok(told)
    }

    /// Prints what is wrong since the last time; true if any of it is an error.
    fn told(&mut self, console: &mut Console) -> bool {
        let diagnostics = std::mem::take(&mut self.reading.diagnostics);
        console.diagnose(&self.reading.sources, &diagnostics).is_err()
    }
}
