//! What a laid-out document shows of itself: gaps, notes, numbers, traces. In: a document. Out: lists of them, or the document
//! with its traces in words or without them.

use super::json::Missing;
use crate::document::{Block, Document, Inline, Kind, Mark};

/// What a document shows of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Gaps, with the heading or the row that they stand under.
    pub missing: Vec<Missing>,
    /// Notes to the writer.
    pub notes: Vec<Noted>,
    /// Numbered paragraphs.
    pub paragraphs: u32,
    /// The trace of each numbered paragraph that has one.
    pub traces: Vec<(u32, String)>,
    /// All words, for looking names up in them.
    pub text: String,
}

/// A note to the writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub text: String,
}

/// Looks through a document.
#[must_use]
pub fn look(document: &Document) -> Seen {
    let mut seen = Seen { text: format!("{}\n", document.title), ..Seen::default() };
    blocks(&document.blocks, "", &mut seen);
    seen
}

fn blocks(list: &[Block], above: &str, seen: &mut Seen) {
    let mut under = above.to_owned();
    // A note to the writer belongs to the part, and not to the last small heading in it.
    let mut part = above.to_owned();
    for block in list {
        match &block.kind {
            Kind::Heading(level, line) => {
                inlines(line, &under, seen);
                under = words(line);
                if *level <= 2 {
                    part.clone_from(&under);
                }
                seen.text.push('\n');
            }
            Kind::Paragraph(number, line) => {
                inlines(line, &under, seen);
                seen.text.push('\n');
                if let Some(number) = number {
                    seen.paragraphs += 1;
                    if let Some(trace) = &block.mark.trace {
                        seen.traces.push((*number, trace.clone()));
                    }
                }
            }
            Kind::List(items) => items.iter().for_each(|item| blocks(&item.blocks, &under, seen)),
            Kind::Table(table) => {
                for row in &table.rows {
                    let label =
                        row.cells.iter().take(2).map(|cell| cell_words(&cell.blocks)).collect::<Vec<_>>().join(" ");
                    let label = if row.cells.len() > 1 { label.trim().to_owned() } else { under.clone() };
                    row.cells.iter().for_each(|cell| blocks(&cell.blocks, &label, seen));
                }
            }
            Kind::Quote(inner) | Kind::Cover(inner) => blocks(inner, &under, seen),
            Kind::Note(note) => {
                seen.notes.push(Noted { title: note.title.clone(), text: cell_words(&note.blocks) });
                blocks(&note.blocks, &part, seen);
            }
            Kind::PageBreak => {}
        }
    }
}

fn cell_words(list: &[Block]) -> String {
    let line = |block: &Block| match &block.kind {
        Kind::Paragraph(_, line) if !gaps(line) => words(line),
        _ => String::new(),
    };
    list.iter().map(line).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn gaps(line: &[Inline]) -> bool {
    line.iter().any(|piece| matches!(piece, Inline::Missing(_)))
}

fn inlines(line: &[Inline], under: &str, seen: &mut Seen) {
    for piece in line {
        match piece {
            Inline::Text(text) => seen.text.push_str(text),
            Inline::LineBreak => seen.text.push(' '),
            Inline::Missing(inner) => {
                let what = words(inner);
                let under = if what == under { "" } else { under };
                let gap = Missing { under: under.to_owned(), what };
                if !seen.missing.contains(&gap) {
                    seen.missing.push(gap);
                }
                inlines(inner, under, seen);
            }
            Inline::Bold(inner) | Inline::Italic(inner) | Inline::Footnote(_, inner) | Inline::Reference(_, inner) => {
                inlines(inner, under, seen);
            }
        }
    }
}

/// The words of a line, without footnotes.
fn words(line: &[Inline]) -> String {
    let mut out = String::new();
    for piece in line {
        match piece {
            Inline::Text(text) => out.push_str(text),
            Inline::LineBreak => out.push(' '),
            Inline::Footnote(..) => {}
            Inline::Bold(inner) | Inline::Italic(inner) | Inline::Reference(_, inner) | Inline::Missing(inner) => {
                out.push_str(&words(inner));
            }
        }
    }
    out
}

/// The document with each trace put otherwise, or taken away.
#[must_use]
pub fn with_traces(mut document: Document, words: &dyn Fn(&str) -> Option<String>) -> Document {
    retrace(&mut document.blocks, words);
    document
}

fn retrace(list: &mut [Block], words: &dyn Fn(&str) -> Option<String>) {
    let put = |mark: &mut Mark| mark.trace = mark.trace.take().and_then(|trace| words(&trace));
    for block in list {
        put(&mut block.mark);
        match &mut block.kind {
            Kind::List(items) => {
                for item in items {
                    put(&mut item.mark);
                    retrace(&mut item.blocks, words);
                }
            }
            Kind::Table(table) => {
                for row in &mut table.rows {
                    put(&mut row.mark);
                    row.cells.iter_mut().for_each(|cell| retrace(&mut cell.blocks, words));
                }
            }
            Kind::Quote(inner) | Kind::Cover(inner) => retrace(inner, words),
            Kind::Note(note) => retrace(&mut note.blocks, words),
            Kind::Heading(..) | Kind::Paragraph(..) | Kind::PageBreak => {}
        }
    }
}
