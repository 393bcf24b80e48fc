//! Follows `include` and `extend`. In: a file to begin with. Out: it and what it includes, each once; rings, missing files and
//! includes nested too deeply are diagnostics at the `include` that leads there.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::discover::has_ending;
use super::embedded::EmbeddedPack;
use super::failure::{Failure, folder_of, shown};
use super::{Loaded, Reading, read_source};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{Item, Quoted};

/// Includes may be nested this deep: the file asked for includes the first.
const DEEPEST: usize = 16;

/// One walk over files and their includes.
pub(super) struct Walk<'a> {
    reading: &'a mut Reading,
    /// What was found, in the order visited.
    pub(super) files: Vec<Loaded>,
    visited: BTreeSet<PathBuf>,
    /// The files being visited, outermost first: resolved path, and the `include` that led there.
    open: Vec<(PathBuf, Option<Span>)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(reading: &'a mut Reading) -> Self {
        Self { reading, files: Vec::new(), visited: BTreeSet::new(), open: Vec::new() }
    }

    /// Visits a file that the user named, or that lies in the folder of a pack.
    pub(super) fn start(&mut self, path: &Path) -> Result<(), Failure> {
        let resolved = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if self.visited.contains(&resolved) { Ok(()) } else { self.visit(path, resolved, None) }
    }

    fn visit(&mut self, path: &Path, resolved: PathBuf, via: Option<Span>) -> Result<(), Failure> {
        let loaded = load_once(self.reading, path, &resolved)?;
        self.visited.insert(resolved.clone());
        let Some(loaded) = loaded else { return Ok(()) };
        let includes = includes(&loaded);
        self.files.push(loaded);
        self.open.push((resolved, via));
        for include in &includes {
            self.follow(path, include);
        }
        self.open.pop();
        Ok(())
    }

    /// Visits what one `include` names, or says why not.
    fn follow(&mut self, from: &Path, include: &Quoted) {
        let named = self.reading.included(&include.text);
        let joined = folder_of(from).join(&named);
        let path: PathBuf = joined.components().filter(|part| *part != Component::CurDir).collect();
        let is_ours = ["law", "case", "json"].iter().any(|ending| has_ending(&path, ending));
        let fault = if Path::new(&named).is_absolute() {
            Some(missing(include, "an include names a file relative to its own").help("write the path without a root"))
        } else if !is_ours && path.exists() && !path.is_dir() {
            Some(missing(include, "only `.law`, `.case` and `.json` files can be included"))
        } else {
            let resolved = path.canonicalize().unwrap_or_else(|_| path.clone());
            self.enter(&path, resolved, include)
        };
        if let Some(fault) = fault {
            self.reading.report(fault);
        }
    }

    /// Visits an included file, or gives the fault that forbids it.
    fn enter(&mut self, path: &Path, resolved: PathBuf, include: &Quoted) -> Option<Diagnostic> {
        if let Some(at) = self.open.iter().position(|(open, _)| *open == resolved) {
            return Some(self.ring(at, path, include));
        }
        if self.visited.contains(&resolved) {
            return None;
        }
        if self.open.len() > DEEPEST {
            let message = format!("includes are nested more than {DEEPEST} deep");
            let fault = Diagnostic::new(Code::IncludeTooDeep, include.span, message);
            return Some(fault.help("include the files from one file, side by side"));
        }
        let failure = self.visit(path, resolved, Some(include.span)).err()?;
        let fault = missing(include, &failure_message(path, &failure));
        Some(match failure {
            Failure::Missing { near: Some(near), .. } => {
                let meant = Path::new(&include.text).with_file_name(last_part(&near));
                fault.help(format!("did you mean `{}`?", shown(&meant)))
            }
            _ => fault.help("the path is read from the folder of the file that includes it"),
        })
    }

    /// The ring that begins at the open file with this index, all its includes shown.
    fn ring(&self, at: usize, path: &Path, include: &Quoted) -> Diagnostic {
        let between = &self.open[at + 1..];
        let names: Vec<String> = between.iter().map(|(file, _)| format!("`{}`", last_part(file))).collect();
        let through = if names.is_empty() { String::new() } else { format!(" through {}", names.join(", ")) };
        let message = format!("`{}` includes itself{through}", last_part(path));
        let mut fault = Diagnostic::new(Code::IncludeRing, include.span, message).label("this closes the ring");
        for ((_, via), name) in between.iter().zip(names) {
            if let Some(span) = via {
                fault = fault.also(*span, format!("{name} is included here"));
            }
        }
        fault.help("take one of these includes out; what both files need belongs in a third")
    }
}

/// The name of a file without its folder.
fn last_part(path: &Path) -> String {
    path.file_name().map(Path::new).map(shown).unwrap_or_default()
}

/// The fault of an include that leads nowhere.
fn missing(include: &Quoted, message: &str) -> Diagnostic {
    Diagnostic::new(Code::IncludeMissing, include.span, message)
}

/// Why an included file was not read, in the words of a diagnostic.
fn failure_message(path: &Path, failure: &Failure) -> String {
    match failure {
        Failure::Missing { .. } => format!("there is no file `{}`", shown(path)),
        Failure::MissingFolder { path } => format!("there is no folder `{}`", shown(path)),
        Failure::IsFolder { .. } => format!("`{}` is a folder", shown(path)),
        Failure::CannotRead { reason, .. } => format!("`{}` cannot be read: {reason}", shown(path)),
        Failure::IsFile { .. }
        | Failure::OtherFile { .. }
        | Failure::CannotWrite { .. }
        | Failure::Exists { .. }
        | Failure::NothingToCheck => failure.to_string(),
    }
}

/// Reads and parses a file, if this run has not yet done so.
fn load_once(reading: &mut Reading, path: &Path, resolved: &Path) -> Result<Option<Loaded>, Failure> {
    if let Some(known) = reading.parsed.get(resolved) {
        return Ok(known.clone());
    }
    let source = read_source(reading, path)?;
    let loaded = source.map(|source| reading.parse(source));
    reading.parsed.insert(resolved.to_path_buf(), loaded.clone());
    Ok(loaded)
}

/// The includes of a file, in order, then the file that its case builds on.
fn includes(loaded: &Loaded) -> Vec<Quoted> {
    let items = || loaded.file.items.iter();
    let included = items().filter_map(|item| if let Item::Include(name) = item { Some(name.clone()) } else { None });
    // What a case builds on comes after all that is its own.
    let extended = items().filter_map(|item| if let Item::Case(case) = item { case.extends.clone() } else { None });
    included.chain(extended).collect()
}

/// Parses every file of an embedded pack. All are read anyway; an include must name one of them.
pub(super) fn walk_embedded(reading: &mut Reading, pack: EmbeddedPack) -> Vec<Loaded> {
    let mut files = Vec::new();
    for (name, text) in pack.files {
        let key = Path::new(pack.name).join(name);
        let loaded = match reading.parsed.get(&key) {
            Some(Some(known)) => known.clone(),
            _ => {
                let source = reading.sources.add(format!("{}/{name}", pack.name), *text);
                reading.parse(source)
            }
        };
        for include in includes(&loaded) {
            if !pack.files.iter().any(|(known, _)| *known == include.text) {
                let fault = missing(&include, &format!("the built-in pack `{}` has no such file", pack.name));
                reading.report(fault);
            }
        }
        reading.parsed.insert(key, Some(loaded.clone()));
        files.push(loaded);
    }
    files
}
