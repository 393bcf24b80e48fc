//! A document as PDF on A4, and how many pages that takes. In: a document. Out: the bytes, the same each time; the number of
//! pages; and the letters that no font here can print.

mod draw;
mod flow;
mod fonts;
mod lines;
mod pages;
mod table;

use std::collections::BTreeSet;

use super::model::{Document, Unwritten};

/// A PDF, and what to know of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Letters that no font here has, in order; boxes stand in their places. Word and a browser can print them.
    pub unprintable: BTreeSet<char>,
}

/// Prints the file.
///
/// # Errors
/// If a font cannot be embedded, which a test of this project rules out.
pub fn print(document: &Document) -> Result<Pdf, Unwritten> {
    let mut setter = lines::Setter::new();
    let pages = laid_out(document, &mut setter);
    let bytes = draw::file(document, &pages)?;
    Ok(Pdf { bytes, pages: pages.len(), unprintable: setter.unprintable })
}

/// How many pages the document takes as PDF, whatever it will be written as.
#[must_use]
pub fn pages(document: &Document) -> usize {
    laid_out(document, &mut lines::Setter::new()).len()
}

fn laid_out(document: &Document, setter: &mut lines::Setter) -> Vec<pages::Page> {
    let flow = flow::flow(document, setter);
    pages::broken(document, flow, setter)
}
