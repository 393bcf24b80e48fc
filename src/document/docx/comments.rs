//! Comments for Word: what a part came from, and the notes of a draft, which one command of Word removes. In: marks and notes.
//! Out: their numbers, and the part that holds them.

use super::runs::{Dress, plain_paragraph, runs};
use crate::document::direction;
use crate::document::model::{Block, Inline, Kind, Note, words};

/// Who is said to comment: the program, never a person.
const WHO: &str = "Habeas";

/// The comments of a document, in the order of their numbers.
#[derive(Debug, Default)]
pub(super) struct Comments {
    all: Vec<String>,
}

impl Comments {
    fn add(&mut self, paragraphs: String) -> usize {
        self.all.push(paragraphs);
        self.all.len() - 1
    }

    /// A comment of one line.
    pub(super) fn line(&mut self, text: &str) -> usize {
        self.add(plain_paragraph("CommentText", text))
    }

    /// A comment that holds a note.
    pub(super) fn note(&mut self, note: &Note) -> usize {
        let title = vec![Inline::Bold(vec![Inline::Text(note.title.clone())])];
        let mut out = paragraph("", &title);
        flat(&note.blocks, "", &mut out);
        self.add(out)
    }

    /// The part that holds them.
    pub(super) fn xml(&self) -> String {
        let one = |(id, paragraphs): (usize, &String)| {
            format!("<w:comment w:id=\"{id}\" w:author=\"{WHO}\" w:initials=\"H\">{paragraphs}</w:comment>")
        };
        self.all.iter().enumerate().map(one).collect()
    }
}

fn paragraph(before: &str, line: &[Inline]) -> String {
    let way = direction::of(&words(line));
    let mut inner = vec![Inline::Text(before.to_owned())];
    inner.extend_from_slice(line);
    let bidi = if way == direction::Direction::RightToLeft { "<w:bidi/>" } else { "" };
    let runs = runs(&inner, Dress::comment(), way);
    format!("<w:p><w:pPr><w:pStyle w:val=\"CommentText\"/>{bidi}</w:pPr>{runs}</w:p>")
}

/// Blocks as plain paragraphs: a comment has no lists and tables in every program that reads it.
fn flat(blocks: &[Block], before: &str, out: &mut String) {
    for block in blocks {
        match &block.kind {
            Kind::Heading(_, line) | Kind::Paragraph(None, line) => out.push_str(&paragraph(before, line)),
            Kind::Paragraph(Some(number), line) => out.push_str(&paragraph(&format!("{before}{number}. "), line)),
            Kind::List(items) => {
                for item in items {
                    let bullet = item.number.map_or_else(|| "• ".to_owned(), |number| format!("{number}. "));
                    flat(&item.blocks, &format!("{before}{bullet}"), out);
                }
            }
            Kind::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<String> = row.cells.iter().map(|cell| cell_words(&cell.blocks)).collect();
                    out.push_str(&paragraph(before, &[Inline::Text(cells.join(" | "))]));
                }
            }
            Kind::Quote(blocks) | Kind::Cover(blocks) => flat(blocks, before, out),
            Kind::Note(note) => flat(&note.blocks, before, out),
            Kind::PageBreak => {}
        }
    }
}

/// The words of a cell on one line.
fn cell_words(blocks: &[Block]) -> String {
    let mut parts = Vec::new();
    for block in blocks {
        match &block.kind {
            Kind::Heading(_, line) | Kind::Paragraph(_, line) => parts.push(words(line)),
            Kind::List(items) => parts.extend(items.iter().map(|item| cell_words(&item.blocks))),
            _ => {}
        }
    }
    parts.join("; ")
}
