//! Tables as rows that can be parted. In: a table and the room it has. Out: rows with their cells set into lines.

use super::flow::{About, Flow, Piece, Place, SMALL, Strip, cell};
use super::lines::Look;
use crate::document::direction::{self, Direction};
use crate::document::model::{Kind, Row as ModelRow, Table, words};

/// Room inside a cell, at its sides and above and below.
pub(super) const PADDING: (f32, f32) = (4.0, 3.0);

/// A row of a table, or what is left of it on the next page.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) before: f32,
    pub(super) cells: Vec<Cell>,
    /// Whether it heads the table.
    pub(super) heads: bool,
    /// The rows that head its table, for the next page.
    pub(super) heading: std::rc::Rc<Vec<Row>>,
    pub(super) about: About,
}

/// A cell: its place from the left margin and its lines.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) strips: Vec<Strip>,
}

impl Cell {
    fn height(&self) -> f32 {
        stacked(&self.strips)
    }
}

/// The height of strips on one another; the room above the first one does not count.
fn stacked(strips: &[Strip]) -> f32 {
    let whole: f32 = strips.iter().map(|strip| strip.before + strip.height).sum();
    whole - strips.first().map_or(0.0, |strip| strip.before)
}

impl Row {
    /// Its height with the room inside its cells.
    pub(super) fn height(&self) -> f32 {
        self.cells.iter().map(Cell::height).fold(0.0, f32::max) + 2.0 * PADDING.1
    }

    /// The least height at which it can stand at the foot of a page: whole if it is small, else two lines.
    pub(super) fn least(&self) -> f32 {
        let first = |cell: &Cell| stacked(&cell.strips[..cell.strips.len().min(2)]);
        let parted = self.cells.iter().map(first).fold(0.0, f32::max) + 2.0 * PADDING.1;
        if self.heads || self.height() < 60.0 { self.height() } else { parted }
    }

    /// What fits into this height, and what is left; at least one line of each cell is taken.
    pub(super) fn parted(mut self, room: f32) -> (Self, Option<Self>) {
        let room = room - 2.0 * PADDING.1;
        let mut rest = Self { heading: self.heading.clone(), ..Self::default() };
        rest.about.frame = self.about.frame;
        for cell in &mut self.cells {
            let fits = (1..=cell.strips.len()).take_while(|count| stacked(&cell.strips[..*count]) <= room).count();
            let left = cell.strips.split_off(fits.max(1).min(cell.strips.len()));
            rest.cells.push(Cell { left: cell.left, width: cell.width, strips: left });
        }
        let is_done = rest.cells.iter().all(|cell| cell.strips.is_empty());
        (self, if is_done { None } else { Some(rest) })
    }

    /// The footnotes that are called in it.
    pub(super) fn calls(&self) -> Vec<u32> {
        let strips = self.cells.iter().flat_map(|cell| &cell.strips);
        strips.flat_map(|strip| &strip.lines).flat_map(|(_, line)| line.calls.clone()).collect()
    }
}

/// The rows of a table; the columns of one that begins from right to left stand in that order.
pub(super) fn rows(flow: &mut Flow<'_>, table: &Table, place: Place) {
    let mut columns = Vec::new();
    let mut left = place.left;
    for share in table.shares() {
        columns.push((left, share * place.width));
        left += share * place.width;
    }
    if mirrored(table) {
        let (from, to) = (place.left, place.left + place.width);
        columns.iter_mut().for_each(|(left, width)| *left = from + to - *left - *width);
    }
    let count = table.heading_rows();
    let heading: Vec<Row> = table.rows[..count].iter().map(|row| set(flow, row, &columns, true, place)).collect();
    let repeated = std::rc::Rc::new(
        heading
            .iter()
            .map(|row| Row { about: About { frame: row.about.frame, ..About::default() }, ..row.clone() })
            .collect(),
    );
    for (index, mut row) in heading.into_iter().enumerate() {
        row.before = if index == 0 { 4.0 } else { 0.0 };
        flow.out.push(Piece::Row(row));
    }
    for (index, row) in table.rows[count..].iter().enumerate() {
        let mut row = set(flow, row, &columns, false, place);
        row.before = if index == 0 && count == 0 { 4.0 } else { 0.0 };
        row.heading = std::rc::Rc::clone(&repeated);
        flow.out.push(Piece::Row(row));
    }
    flow.out.push(Piece::Space(6.0));
}

fn set(flow: &mut Flow<'_>, row: &ModelRow, columns: &[(f32, f32)], heads: bool, place: Place) -> Row {
    flow.mark(&row.mark);
    let mut about = std::mem::take(&mut flow.waiting);
    about.frame = place.frame;
    let mut cells = Vec::new();
    for (content, (left, width)) in row.cells.iter().zip(columns) {
        let look = Look { bold: content.heads, ..Look::plain(SMALL) };
        let inner = Place { left: left + PADDING.0, width: width - 2.0 * PADDING.0, look, frame: None, cover: false };
        let mut strips = cell(&content.blocks, inner, flow.setter);
        for strip in &mut strips {
            about.ids.append(&mut strip.about.ids);
            about.trace = about.trace.take().or(strip.about.trace.take());
        }
        cells.push(Cell { left: *left, width: *width, strips });
    }
    Row { before: 0.0, cells, heads, heading: std::rc::Rc::default(), about }
}

/// Whether a table begins with words that run from right to left.
fn mirrored(table: &Table) -> bool {
    let mut text = String::new();
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        if let Some(Kind::Paragraph(_, line)) = cell.blocks.first().map(|block| &block.kind) {
            text.push_str(&words(line));
        }
    }
    direction::of(&text) == Direction::RightToLeft
}
