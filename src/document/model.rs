//! What a document is: blocks, and words within them. In: what the reader found. Out: a tree that every writer walks; all
//! numbers (of paragraphs, footnotes, what a reference leads to) are settled in it.

/// A document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Document {
    /// The language of its text, as `en` or `fr`.
    pub lang: String,
    /// What it is called: in the header of each page and in the properties of the file.
    pub title: String,
    /// Its parts, from the top.
    pub blocks: Vec<Block>,
}

/// A part of a document that stands on lines of its own.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Block {
    /// How it is found, and what it came from.
    pub mark: Mark,
    /// What it is.
    pub kind: Kind,
}

/// How a part is found again, and what it came from.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Mark {
    /// What a reference calls it.
    pub id: Option<String>,
    /// The facts and rules behind it, for the margin.
    pub trace: Option<String>,
}

/// The kinds of blocks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A heading of level 1 to 3.
    Heading(u8, Vec<Inline>),
    /// A paragraph, with its number if it has one.
    Paragraph(Option<u32>, Vec<Inline>),
    /// A list; its items have numbers if it is an ordered one.
    List(Vec<Item>),
    /// A table.
    Table(Table),
    /// Words of another, set apart.
    Quote(Vec<Block>),
    /// What follows begins a page.
    PageBreak,
    /// A cover: its lines are centred.
    Cover(Vec<Block>),
    /// A note to the writer of a draft, in a box.
    Note(Note),
}

/// An item of a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Item {
    /// How it is found, and what it came from.
    pub mark: Mark,
    /// Its number in an ordered list.
    pub number: Option<u32>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A table; every row has as many cells as every other.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Table {
    /// How wide each column is, in parts of a hundred or of whatever they add up to; empty where nothing is said.
    pub widths: Vec<u32>,
    /// Its rows, from the top; those at the top that hold headings alone are repeated on each page.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Row {
    /// How it is found, and what it came from.
    pub mark: Mark,
    /// Its cells, in the order of reading.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Cell {
    /// Whether it heads its row or column.
    pub heads: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A note in a draft.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// What stands over it.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// What a note in a draft is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoteKind {
    /// Something the document needs is not known yet.
    Missing,
    /// What the other side may answer.
    Answer,
    /// Words that could stand in the place of others.
    Proposal,
    /// Anything else.
    Remark,
}

/// A piece of a line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Strong words.
    Bold(Vec<Inline>),
    /// Slanted words.
    Italic(Vec<Inline>),
    /// A footnote with its number and its words.
    Footnote(u32, Vec<Inline>),
    /// A reference: what it leads to, and how that is called here.
    Reference(String, Vec<Inline>),
    /// Words that stand for what is not known yet; printed in square brackets.
    Missing(Vec<Inline>),
    /// The line ends here.
    LineBreak,
}

/// Why a document could not be written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unwritten {
    /// What stood in the way.
    pub what: String,
}

impl Unwritten {
    pub(super) fn because(reason: &dyn std::fmt::Display) -> Self {
        Self { what: reason.to_string() }
    }
}

impl std::fmt::Display for Unwritten {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "the document could not be written: {}", self.what)
    }
}

impl std::error::Error for Unwritten {}

impl Table {
    /// How many columns it has.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.rows.first().map_or(0, |row| row.cells.len())
    }

    /// How many rows at the top hold headings alone; never all of them.
    #[must_use]
    pub fn heading_rows(&self) -> usize {
        let heading = self.rows.iter().take_while(|row| row.cells.iter().all(|cell| cell.heads)).count();
        if heading == self.rows.len() { 0 } else { heading }
    }

    /// The share of each column in the width of the table; they add up to one.
    #[must_use]
    pub fn shares(&self) -> Vec<f32> {
        let columns = self.columns().max(1);
        let widths = if self.widths.len() == columns { self.widths.clone() } else { vec![1; columns] };
        // INVARIANT: the reader takes widths from 1 to 1,000 and at most MOST_COLUMNS of them, so no bit is lost.
        let total: f32 = widths.iter().map(|width| small(*width)).sum();
        widths.iter().map(|width| small(*width) / total).collect()
    }
}

/// A number that has room in sixteen bits, for measures.
fn small(number: u32) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

impl Document {
    /// Every block with those inside it, in the order of reading.
    pub fn each_block<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        each_block(&self.blocks, visit);
    }

    /// Whether it holds what only a draft may hold: notes, brackets, or traces in the margin.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        let mut draft = self.has_trace();
        self.each_block(&mut |block| {
            draft |= match &block.kind {
                Kind::Note(_) => true,
                Kind::Heading(_, line) | Kind::Paragraph(_, line) => has_missing(line),
                _ => false,
            };
        });
        draft
    }

    /// Every mark, in the order of reading.
    pub fn each_mark<'a>(&'a self, visit: &mut dyn FnMut(&'a Mark)) {
        self.each_block(&mut |block| {
            visit(&block.mark);
            match &block.kind {
                Kind::List(items) => items.iter().for_each(|item| visit(&item.mark)),
                Kind::Table(table) => table.rows.iter().for_each(|row| visit(&row.mark)),
                _ => {}
            }
        });
    }

    /// Whether any part says what it came from.
    #[must_use]
    pub fn has_trace(&self) -> bool {
        let mut traced = false;
        self.each_mark(&mut |mark| traced |= mark.trace.is_some());
        traced
    }

    /// Its footnotes, in the order of their numbers.
    #[must_use]
    pub fn footnotes(&self) -> Vec<(u32, &[Inline])> {
        let mut found = Vec::new();
        self.each_block(&mut |block| {
            if let Kind::Heading(_, line) | Kind::Paragraph(_, line) = &block.kind {
                each_footnote(line, &mut found);
            }
        });
        found
    }
}

fn each_block<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match &block.kind {
            Kind::List(items) => items.iter().for_each(|item| each_block(&item.blocks, visit)),
            Kind::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| each_block(&cell.blocks, visit));
            }
            Kind::Quote(blocks) | Kind::Cover(blocks) => each_block(blocks, visit),
            Kind::Note(note) => each_block(&note.blocks, visit),
            Kind::Heading(..) | Kind::Paragraph(..) | Kind::PageBreak => {}
        }
    }
}

/// The pieces inside a piece.
fn inside(piece: &Inline) -> &[Inline] {
    match piece {
        Inline::Bold(inner)
        | Inline::Italic(inner)
        | Inline::Footnote(_, inner)
        | Inline::Reference(_, inner)
        | Inline::Missing(inner) => inner,
        Inline::Text(_) | Inline::LineBreak => &[],
    }
}

fn has_missing(line: &[Inline]) -> bool {
    line.iter().any(|piece| matches!(piece, Inline::Missing(_)) || has_missing(inside(piece)))
}

fn each_footnote<'a>(line: &'a [Inline], found: &mut Vec<(u32, &'a [Inline])>) {
    for piece in line {
        if let Inline::Footnote(number, words) = piece {
            found.push((*number, words));
        } else {
            each_footnote(inside(piece), found);
        }
    }
}

/// The words of a line without their dress and without footnotes.
#[must_use]
pub(super) fn words(line: &[Inline]) -> String {
    let mut out = String::new();
    for piece in line {
        match piece {
            Inline::Text(text) => out.push_str(text),
            Inline::LineBreak => out.push(' '),
            Inline::Footnote(..) => {}
            Inline::Missing(inner) => out.push_str(&format!("[{}]", words(inner))),
            other => out.push_str(&words(inside(other))),
        }
    }
    out
}
