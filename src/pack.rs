//! Finds and reads packs and cases, and writes results: with `cli`, the only part that touches the disk. In: paths. Out:
//! texts in [`Sources`] and their syntax trees. What is wrong with a text is a [`Diagnostic`]; what is wrong with the
//! machine is a [`Failure`]. Parsing is handed in, so that nothing here depends on the parser.

pub mod discover;
pub mod embedded;
pub mod failure;
mod include;
pub mod output;
mod say;
mod template;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

pub use discover::{Found, cases_near, discover, has_ending, same_file};
pub use failure::Failure;
pub use output::{replace_whole, write_all_whole, write_whole};
pub use say::load_wordings;
pub use template::{Template, load_templates};

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::mask::Masker;
use crate::source::{SourceId, Sources, Span};
use crate::syntax::ast;
use discover::{entries, law_files};
use embedded::{EmbeddedPack, PACKS, embedded_pack};
use failure::{folder_of, shown};
use include::{Walk, walk_embedded};

/// A file with more bytes than this is refused unread.
pub const LARGEST_FILE: u64 = crate::syntax::LARGEST_FILE as u64;

/// How a text becomes a syntax tree and diagnostics.
pub type Parse = fn(SourceId, &str) -> (ast::File, Vec<Diagnostic>);

/// Everything that one run has read. A file is read and parsed once, however often it is asked for.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Every text, in the order read.
    pub sources: Sources,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
    parse: Parse,
    /// What rewrites the texts of cases before they are read.
    mask: Option<Rc<Masker>>,
    /// How a file whose name ends in `.json` becomes a tree.
    parse_json: Parse,
    /// By resolved path, or pack-relative name; none for a text that cannot be parsed.
    parsed: BTreeMap<PathBuf, Option<Loaded>>,
}

/// One file, read and parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its text.
    pub source: SourceId,
    /// Its syntax tree.
    pub file: Rc<ast::File>,
}

/// Where a pack came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Compiled into the program.
    BuiltIn,
    /// Read from this folder.
    Folder(PathBuf),
}

/// All files of one pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedPack {
    /// The name that it was asked for by, or that of its folder.
    pub name: String,
    /// Where it came from.
    pub origin: Origin,
    /// In the order of their names, each followed by what it includes.
    pub files: Vec<Loaded>,
}

impl Reading {
    /// Nothing read yet.
    #[must_use]
    pub fn new(parse: Parse) -> Self {
        Self {
            sources: Sources::default(),
            diagnostics: Vec::new(),
            parse,
            parse_json: parse,
            mask: None,
            parsed: BTreeMap::new(),
        }
    }

    /// Masks the texts of cases that are read from now on, also of those that were read before.
    pub fn mask_with(&mut self, masker: Option<Rc<Masker>>) {
        self.parsed.retain(|path, _| has_ending(path, "law"));
        self.mask = masker;
    }

    /// The name of the file that an `include` names, which may be masked.
    fn included(&self, named: &str) -> String {
        self.mask.as_ref().map_or(named, |masker| masker.included(named)).to_owned()
    }

    /// Reads files whose names end in `.json` in this way.
    #[must_use]
    pub fn with_json(self, parse_json: Parse) -> Self {
        Self { parse_json, ..self }
    }

    /// Adds a diagnostic, unless it was given before.
    fn report(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Parses a text that was taken in and adds its diagnostics.
    pub fn parse(&mut self, source: SourceId) -> Loaded {
        let is_json = has_ending(Path::new(self.sources.name(source)), "json");
        let parse = if is_json { self.parse_json } else { self.parse };
        let (file, diagnostics) = parse(source, self.sources.text(source));
        self.diagnostics.extend(diagnostics);
        Loaded { source, file: Rc::new(file) }
    }
}

/// Takes bytes in as a text under this name; none, with a diagnostic, if they are no text of ours.
pub fn take_bytes(reading: &mut Reading, name: &str, bytes: Vec<u8>) -> Option<SourceId> {
    if bytes.len() as u64 > LARGEST_FILE {
        refuse_size(reading, name);
        return None;
    }
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let (source, fault) = match String::from_utf8(bytes) {
        Ok(text) => {
            let masker = reading.mask.as_deref();
            let text = match masker {
                Some(masker) => masked(masker, name, &text),
                None => text,
            };
            let nul = text.find('\0');
            let source = reading.sources.add(masker.map_or_else(|| name.to_owned(), |masker| masker.path(name)), text);
            let fault = nul.map(|at| {
                Diagnostic::new(Code::NulByte, Span::new(source, at, at + 1), format!("byte {at} of the file is NUL"))
                    .label("this cannot stand in a text")
                    .help("save the file as plain text in UTF-8; UTF-16 and word processor files are not read")
            });
            (source, fault)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let source = reading.sources.add(name, String::from_utf8_lossy(error.as_bytes()));
            let span = Span::new(source, at, at + char::REPLACEMENT_CHARACTER.len_utf8());
            let help = if is_utf16 { "this is UTF-16; save it as UTF-8" } else { "save the file as UTF-8" };
            let fault = Diagnostic::new(Code::NotUtf8, span, format!("the file is not UTF-8 text, from byte {at} on"))
                .label("unreadable from here")
                .help(help);
            (source, Some(fault))
        }
    };
    let is_sound = fault.is_none();
    reading.diagnostics.extend(fault);
    is_sound.then_some(source)
}

/// The text of a case in either of its forms, masked.
fn masked(masker: &Masker, name: &str, text: &str) -> String {
    if has_ending(Path::new(name), "json") { masker.json(text) } else { masker.case(text) }
}

/// Reads one file as a text; none, with a diagnostic, if it is too large or no text of ours.
///
/// # Errors
/// When there is no such file, it is a folder, or it cannot be read.
pub fn read_source(reading: &mut Reading, path: &Path) -> Result<Option<SourceId>, Failure> {
    let failure = |error: std::io::Error| Failure::reading(path, &error);
    let about = fs::metadata(path).map_err(failure)?;
    if about.is_dir() {
        return Err(Failure::IsFolder { path: path.to_path_buf() });
    }
    let name = path.to_string_lossy();
    if about.len() > LARGEST_FILE {
        refuse_size(reading, &name);
        return Ok(None);
    }
    // Room for all of it, so that it comes in one read.
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0) + 64);
    File::open(path).and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)).map_err(failure)?;
    Ok(take_bytes(reading, &name, bytes))
}

/// Says that a file is too large; its text stays empty.
fn refuse_size(reading: &mut Reading, name: &str) {
    let source = reading.sources.add(name, "");
    let fault = Diagnostic::new(Code::FileTooLarge, Span::new(source, 0, 0), "the file is larger than 4 MiB")
        .help("split it, and join the parts with `include`");
    reading.diagnostics.push(fault);
}

/// Reads these files and all that they include, each once: a file, then what it includes.
///
/// # Errors
/// When one of `paths` cannot be read. Trouble with an included file is a diagnostic at its `include`.
pub fn load(reading: &mut Reading, paths: &[PathBuf]) -> Result<Vec<Loaded>, Failure> {
    let mut walk = Walk::new(reading);
    for path in paths {
        walk.start(path)?;
    }
    Ok(walk.files)
}

/// Reads the pack in this folder: its `*.law` files in the order of their names, and what they include.
///
/// # Errors
/// When the folder or one of its law files cannot be read.
pub fn load_folder(reading: &mut Reading, folder: &Path) -> Result<LoadedPack, Failure> {
    let resolved = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let name = resolved.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // The law names nobody.
    let mask = reading.mask.take();
    let files = law_files(folder).and_then(|files| load(reading, &files));
    reading.mask = mask;
    let files = files?;
    Ok(LoadedPack { name, origin: Origin::Folder(folder.to_path_buf()), files })
}

/// Reads the pack that `name` asks for. With `rules`: the folder `<rules>/<name>`, or `rules` itself where it holds law
/// files. Else, at or above the folder of the case, the nearest folder `rules/<name>` or folder of that name in which the
/// case lies; else the pack compiled in. None, with a diagnostic at `name`, if there is no such pack.
///
/// # Errors
/// When `rules` is no folder, or a law file cannot be read.
pub fn load_pack(
    reading: &mut Reading,
    name: &ast::Name,
    rules: Option<&Path>,
    case: Option<&Path>,
) -> Result<Option<LoadedPack>, Failure> {
    let above = case.filter(|_| rules.is_none()).map(folders_above).unwrap_or_default();
    let roots = match rules {
        Some(rules) => vec![rules.to_path_buf()],
        None => above.iter().map(|folder| folder.join("rules")).collect(),
    };
    if let Some(rules) = rules {
        entries(rules)?;
    }
    let is_word = name.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let own = above.iter().filter(|folder| folder.file_name().is_some_and(|own| own == name.text.as_str()));
    let named = roots.iter().map(|root| root.join(&name.text)).filter(|_| is_word);
    let folder = named.chain(own.cloned()).chain(rules.map(Path::to_path_buf)).find(|folder| holds_law(folder));
    if let Some(folder) = folder {
        let mut pack = load_folder(reading, &folder)?;
        pack.name.clone_from(&name.text);
        return Ok(Some(pack));
    }
    if let (None, Some(pack)) = (rules, embedded_pack(&name.text)) {
        return Ok(Some(load_embedded(reading, pack)));
    }
    let fault = unknown_pack(name, &roots, rules.is_none());
    reading.report(fault);
    Ok(None)
}

/// Parses the files of a pack that is compiled in.
fn load_embedded(reading: &mut Reading, pack: EmbeddedPack) -> LoadedPack {
    LoadedPack { name: pack.name.to_owned(), origin: Origin::BuiltIn, files: walk_embedded(reading, pack) }
}

/// Says which packs there are.
fn unknown_pack(name: &ast::Name, roots: &[PathBuf], is_embedded_known: bool) -> Diagnostic {
    let mut known: Vec<String> = roots
        .iter()
        .flat_map(|root| entries(root).unwrap_or_default())
        .filter(|folder| holds_law(folder))
        .filter_map(|folder| Some(shown(Path::new(folder.file_name()?))))
        .chain(PACKS.iter().filter(|_| is_embedded_known).map(|pack| pack.name.to_owned()))
        .collect();
    known.sort();
    known.dedup();
    let list: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let help = match (did_you_mean(&name.text, known.iter().map(String::as_str)), list.is_empty()) {
        (Some(near), _) => format!("did you mean `{near}`? known here: {}", list.join(", ")),
        (None, false) => format!("known here: {}", list.join(", ")),
        (None, true) => "no pack is known here; a pack is a folder of `.law` files".to_owned(),
    };
    Diagnostic::new(Code::UnknownPack, name.span, format!("there is no pack `{}`", name.text)).help(help)
}

/// True for a folder with law files.
fn holds_law(folder: &Path) -> bool {
    folder.is_dir() && law_files(folder).is_ok_and(|files| !files.is_empty())
}

/// The folder of a file and all above it, nearest first, named from the working folder where that is short.
fn folders_above(file: &Path) -> Vec<PathBuf> {
    let Ok(folder) = folder_of(file).canonicalize() else { return Vec::new() };
    let here = Path::new(".").canonicalize().unwrap_or_default();
    folder.ancestors().map(|above| from_here(above, &here)).collect()
}

/// A resolved folder as seen from another: `cases/old`, `../..`, or unchanged where neither lies in the other.
fn from_here(folder: &Path, here: &Path) -> PathBuf {
    match (folder.strip_prefix(here), here.strip_prefix(folder)) {
        (Ok(below), _) => below.to_path_buf(),
        (_, Ok(between)) => between.components().map(|_| "..").collect(),
        _ => folder.to_path_buf(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_from_the_working_folder_where_that_is_short() {
        let shown = |folder: &str| from_here(Path::new(folder), Path::new("/home/advocate")).display().to_string();
        assert_eq!(shown("/home/advocate/cases/old"), "cases/old");
        assert_eq!(shown("/home/advocate"), "");
        assert_eq!(shown("/home"), "..");
        assert_eq!(shown("/"), "../..");
        assert_eq!(shown("/srv/cases"), "/srv/cases");
    }
}
