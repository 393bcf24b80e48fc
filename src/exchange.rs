//! A case as JSON and back, without loss. In: a case's text and tree, or the text of a JSON file. Out: JSON with clear field names
//! (`docs/schema/case.json`), or the tree, its comments and what is wrong. Places in the tree then point into the JSON.

mod fields;
mod json;
mod read;
mod read_line;
mod write;
mod write_line;

use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::source::{SourceId, Span};
use crate::syntax::ast::File;
use crate::syntax::comments::{Comments, gather};
use crate::syntax::{LARGEST_FILE, parse, print};

/// The JSON Schema of a case.
pub const SCHEMA: &str = include_str!("../docs/schema/case.json");

/// What `format` says in the JSON of a case.
const FORMAT: &str = "habeas-case";
/// The version of the form; it changes when a reader of the old one would be misled.
const VERSION: &str = "1";

/// A case read from JSON.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// What could be read.
    pub file: File,
    /// Its comments.
    pub comments: Comments,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// A case as JSON. `text` is what `file` was read from without fault; its comments come along.
#[must_use]
pub fn export(source: SourceId, text: &str, file: &File) -> String {
    write::file(file, &gather(source, text, file)).text()
}

/// A tree with its comments as JSON.
#[must_use]
pub fn write(file: &File, comments: &Comments) -> String {
    write::file(file, comments).text()
}

/// Reads the JSON of a case. What cannot be read is reported and left out; the rest is kept.
#[must_use]
pub fn import(source: SourceId, text: &str) -> Imported {
    if text.len() > LARGEST_FILE {
        let message = format!("this file has {} bytes; the limit is {LARGEST_FILE}", text.len());
        let fault = Diagnostic::new(Code::FileTooLarge, Span::new(source, 0, 0), message);
        let fault = fault.help("split the case into several files, and join them with `include`");
        return Imported { diagnostics: vec![fault], ..Imported::default() };
    }
    let mut imported = match json::read(source, text) {
        Ok(json) => read::file(&json),
        Err(fault) => Imported { diagnostics: vec![*fault], ..Imported::default() },
    };
    if !any_error(&imported.diagnostics) {
        imported.diagnostics.extend(unlike(source, &imported));
    }
    imported.diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    imported
}

/// What was read must be what its printed text says: nothing in a JSON file can slip anything else into a case.
fn unlike(source: SourceId, imported: &Imported) -> Option<Diagnostic> {
    if imported.file.items.is_empty() {
        let fault = Diagnostic::new(Code::EmptyFile, Span::new(source, 0, 0), "there is no item in this file");
        return Some(fault.help("a case is an item: `{\"item\": \"case\", \"name\": …}`"));
    }
    let printed = print::print_with(&imported.file, &imported.comments);
    let again = parse(source, &printed);
    let same = again.diagnostics.is_empty()
        && export(source, &printed, &again.file) == write(&imported.file, &imported.comments);
    if same {
        return None;
    }
    let told = again.diagnostics.first().map_or_else(String::new, |fault| format!(": {}", fault.message));
    let message = format!("this cannot be written as a case{told}");
    let fault = Diagnostic::new(Code::InvalidField, Span::new(source, 0, 0), message);
    Some(fault.help("compare it with what `habeas case export` writes of a case that is like it"))
}
