//! Reads the markup of a document, strictly. In: the text that a template yields. Out: a document with its numbers settled, or
//! the first fault with its place and a way out. A value that was escaped for HTML can never become markup here.

mod blocks;
mod references;
mod tags;

use std::fmt;

use roxmltree::{Error, ParsingOptions, TextPos};

use super::limits::LONGEST;
use super::model::Document;

/// Parts of markup, at most: words between two tags count as one.
const MOST_NODES: u32 = 1_000_000;

/// What is wrong with a markup: where, what, and what can be done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: u32,
    /// The letter in the line, counted from 1.
    pub column: u32,
    /// What is wrong.
    pub what: String,
    /// What can be done.
    pub way_out: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}: {}; {}", self.line, self.column, self.what, self.way_out)
    }
}

impl std::error::Error for Fault {}

impl Fault {
    fn at(place: TextPos, what: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { line: place.row, column: place.col, what: what.into(), way_out: way_out.into() }
    }
}

/// Reads a document.
///
/// # Errors
/// The first fault: markup that is not well formed, a tag or attribute that is unknown or stands where it cannot, a reference
/// that leads nowhere, rows of unequal length, or more than a document may hold.
pub fn read(markup: &str) -> Result<Document, Fault> {
    if markup.len() > LONGEST {
        let what = format!("the document is longer than {} MB", LONGEST >> 20);
        return Err(Fault::at(TextPos::new(1, 1), what, "divide it into several documents"));
    }
    // What XML cannot hold would stop the whole document for one letter of a name; it is marked as unreadable instead.
    let clean: String = markup.chars().map(|letter| if is_xml(letter) { letter } else { '\u{FFFD}' }).collect();
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let tree = roxmltree::Document::parse_with_options(&clean, options).map_err(|error| malformed(&error, &clean))?;
    blocks::document(&tree)
}

fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Says in plain words why a markup is not well formed.
fn malformed(error: &Error, markup: &str) -> Fault {
    let place = error.pos();
    let (what, way_out) = match error {
        Error::UnexpectedCloseTag(open, close, _) => (
            format!("`</{close}>` closes nothing here: the tag that is open is `<{open}>`"),
            format!("close `<{open}>` first, or take `</{close}>` away"),
        ),
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => {
            let place = end(markup);
            let what = "the document ends before every tag is closed";
            return Fault::at(place, what, "close the tags that are open, the last one first");
        }
        Error::NoRootNode => ("there is no document".into(), "begin with `<document lang=\"en\" title=\"…\">`".into()),
        Error::DuplicatedAttribute(name, _) => {
            (format!("the attribute `{name}` stands twice in one tag"), "keep one of them".into())
        }
        Error::UnknownEntityReference(name, _) => (
            format!("`&{name};` is not known"),
            "write the letter itself, or `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&#160;`".into(),
        ),
        Error::MalformedEntityReference(_) => {
            ("`&` stands alone".into(), "write `&amp;`, or let the template escape the value".into())
        }
        Error::InvalidAttributeValue(_) => {
            ("`<` stands in an attribute".into(), "write `&lt;`, or let the template escape the value".into())
        }
        Error::DtdDetected => ("`<!DOCTYPE` cannot stand in a document".into(), "take it away".into()),
        Error::NodesLimitReached => {
            (format!("the document has more than {MOST_NODES} parts"), "divide it into several documents".into())
        }
        Error::InvalidName(_) | Error::UnknownToken(_) => (
            "`<` begins no tag here".into(),
            "write `&lt;` for the sign itself, or let the template escape the value".into(),
        ),
        other => (format!("this is not well formed ({other})"), "write tags as in `<p>words</p>`".into()),
    };
    Fault::at(place, what, way_out)
}

/// The place after the last letter.
fn end(markup: &str) -> TextPos {
    let rows = markup.split('\n').count();
    let last = markup.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    TextPos::new(u32::try_from(rows).unwrap_or(u32::MAX), u32::try_from(last).unwrap_or(u32::MAX))
}
