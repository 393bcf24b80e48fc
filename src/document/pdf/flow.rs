//! Blocks as one long strip of lines and rows, before it is cut into pages. In: a document. Out: pieces with their heights and
//! what each must stay with.

use super::lines::{Line, Look, Setter};
use super::table::{self, Row};
use crate::document::model::{Block, Document, Inline, Item, Kind, Mark, Note, NoteKind, words};

/// The page, in points: A4 with margins of 22 mm.
pub(super) const PAGE: (f32, f32) = (595.276, 841.89);

/// The margin on each side.
pub(super) const MARGIN: f32 = 62.362;

/// The room for text.
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;

/// The size of the text.
pub(super) const SIZE: f32 = 10.0;

/// The room for the numbers of paragraphs.
const STEP: f32 = 28.0;

/// The room for bullets and the numbers of lists, in sizes of letters.
const BULLET: f32 = 1.9;

/// The room between paragraphs.
const GAP: f32 = 5.0;

/// Text in tables and notes.
pub(super) const SMALL: f32 = 9.0;

/// What follows what, from the top.
#[derive(Debug)]
pub(super) enum Piece {
    Strip(Strip),
    Row(Row),
    /// Room, where it is not at the edge of a page.
    Space(f32),
    /// What follows begins a page.
    Break,
}

/// Words that stand on one height and are never parted.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    /// Room above it, unless it begins a page.
    pub(super) before: f32,
    pub(super) height: f32,
    /// Lines, each with its distance from the left margin.
    pub(super) lines: Vec<(f32, Line)>,
    /// It stays with what follows.
    pub(super) keeps: bool,
    pub(super) about: About,
}

/// What else is known of a strip or row.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    /// The box it stands in.
    pub(super) frame: Option<Frame>,
    /// Ids that lead here.
    pub(super) ids: Vec<String>,
    /// What stands beside it in the margin.
    pub(super) trace: Option<String>,
    /// The heading that it begins, for the outline.
    pub(super) heading: Option<(u8, String)>,
}

/// A box round strips; the strips of one box have one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) number: usize,
    pub(super) left: f32,
    /// What the box is for; a quotation has a line at its side.
    pub(super) note: Option<NoteKind>,
}

/// No number or bullet before a paragraph.
const NOTHING: (&str, f32) = ("", 0.0);

/// Where text stands, and how it looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) look: Look,
    pub(super) frame: Option<Frame>,
    pub(super) cover: bool,
}

/// The whole document.
pub(super) fn flow(document: &Document, setter: &mut Setter) -> Vec<Piece> {
    let mut flow = Flow { setter, out: Vec::new(), waiting: About::default(), frames: 0 };
    let look = Look::plain(SIZE);
    flow.blocks(&document.blocks, Place { left: 0.0, width: WIDTH, look, frame: None, cover: false });
    flow.out
}

/// The strips of what stands in a cell.
pub(super) fn cell(blocks: &[Block], place: Place, setter: &mut Setter) -> Vec<Strip> {
    let mut flow = Flow { setter, out: Vec::new(), waiting: About::default(), frames: 0 };
    flow.blocks(blocks, place);
    let strips = flow.out.into_iter().filter_map(|piece| match piece {
        Piece::Strip(strip) => Some(strip),
        Piece::Row(_) | Piece::Space(_) | Piece::Break => None,
    });
    strips.collect()
}

pub(super) struct Flow<'s> {
    pub(super) setter: &'s mut Setter,
    pub(super) out: Vec<Piece>,
    /// What the next strip takes along.
    pub(super) waiting: About,
    frames: usize,
}

impl Flow<'_> {
    fn blocks(&mut self, blocks: &[Block], place: Place) {
        for block in blocks {
            self.mark(&block.mark);
            self.block(block, place);
        }
    }

    /// Keeps a mark for the next strip.
    pub(super) fn mark(&mut self, mark: &Mark) {
        self.waiting.ids.extend(mark.id.clone());
        if let Some(trace) = &mark.trace {
            let before = self.waiting.trace.take().map_or_else(String::new, |before| format!("{before}; "));
            self.waiting.trace = Some(before + trace);
        }
    }

    fn block(&mut self, block: &Block, place: Place) {
        match &block.kind {
            Kind::Heading(level, line) => self.heading(*level, line, place),
            Kind::Paragraph(None, line) => self.text(line, NOTHING, GAP, place),
            Kind::Paragraph(Some(number), line) => self.text(line, (&format!("{number}."), STEP), GAP, place),
            Kind::List(items) => self.list(items, place),
            Kind::Table(table) => table::rows(self, table, place),
            Kind::Quote(blocks) => {
                let frame = self.frame(place.left + STEP, None);
                let place = Place { left: place.left + STEP + 10.0, width: place.width - STEP - 10.0, ..place };
                self.blocks(blocks, Place { frame: place.frame.or(Some(frame)), ..place });
            }
            Kind::Cover(blocks) => {
                let look = Look { centred: true, size: SIZE + 1.5, ..place.look };
                self.out.push(Piece::Strip(Strip { height: 60.0, ..Strip::default() }));
                self.blocks(blocks, Place { look, cover: true, ..place });
                self.out.push(Piece::Space(24.0));
            }
            Kind::PageBreak => self.out.push(Piece::Break),
            Kind::Note(note) => self.note(note, place),
        }
    }

    fn frame(&mut self, left: f32, note: Option<NoteKind>) -> Frame {
        self.frames += 1;
        Frame { number: self.frames, left, note }
    }

    fn heading(&mut self, level: u8, line: &[Inline], place: Place) {
        let (size, before) = match (level, place.cover) {
            (1, true) => (22.0, 30.0),
            (_, true) => (15.0, 14.0),
            (1, false) => (15.0, 20.0),
            (2, false) => (12.5, 15.0),
            _ => (SIZE, 11.0),
        };
        let look = Look { size, bold: true, italic: level == 3 && !place.cover, ..place.look };
        self.waiting.heading = Some((level, words(line)));
        let from = self.out.len();
        self.text(line, NOTHING, before, Place { look, ..place });
        for piece in &mut self.out[from..] {
            if let Piece::Strip(strip) = piece {
                strip.keeps = true;
            }
        }
    }

    /// A paragraph, its number or bullet hanging before it; on the right where it runs from right to left.
    fn text(&mut self, line: &[Inline], (hanging, indent): (&str, f32), before: f32, place: Place) {
        let lines = self.setter.lines(line, place.look, place.width - indent);
        let mirrored = lines.first().is_some_and(|line| line.mirrored);
        let plain = Look { bold: false, centred: false, ..place.look };
        let label = self.setter.words(hanging, plain, indent + 20.0).into_iter().next();
        if lines.is_empty() && label.is_none() {
            return;
        }
        let left = if mirrored { place.left } else { place.left + indent };
        let count = lines.len().max(1);
        let mut lines = lines.into_iter();
        for index in 0..count {
            let line = lines.next().map(|line| (left, line));
            let mut strip = Strip { lines: line.into_iter().collect(), ..Strip::default() };
            if index == 0 {
                strip.before = before;
                strip.about = std::mem::take(&mut self.waiting);
                if let Some(label) = &label {
                    let at = if mirrored { place.left + place.width - label.right } else { place.left };
                    strip.lines.push((at, label.clone()));
                }
            }
            strip.about.frame = place.frame;
            strip.height = strip.lines.iter().map(|(_, line)| line.height).fold(0.0, f32::max);
            // No first line alone at the foot of a page, and no last line alone at the head of one.
            strip.keeps = count > 1 && (index == 0 || index + 2 == count);
            self.out.push(Piece::Strip(strip));
        }
    }

    fn list(&mut self, items: &[Item], place: Place) {
        let step = BULLET * place.look.size;
        let inside = Place { left: place.left + step, width: place.width - step, ..place };
        // Very deep lists keep room for words.
        let inside = if inside.width < 4.0 * step { place } else { inside };
        for (index, item) in items.iter().enumerate() {
            self.mark(&item.mark);
            let before = if index == 0 { GAP } else { GAP / 2.0 };
            let bullet = item.number.map_or_else(|| "•".to_owned(), |number| format!("{number}."));
            let rest = match item.blocks.split_first() {
                Some((Block { mark, kind: Kind::Paragraph(None, line) }, rest)) => {
                    self.mark(mark);
                    self.text(line, (&bullet, step), before, place);
                    rest
                }
                _ => {
                    self.text(&[], (&bullet, step), before, place);
                    &item.blocks[..]
                }
            };
            self.blocks(rest, inside);
        }
    }

    /// A note in a box of its own.
    fn note(&mut self, note: &Note, place: Place) {
        let frame = self.frame(place.left, Some(note.kind));
        let look = Look { size: SMALL, ..place.look };
        let inner =
            Place { left: place.left + 10.0, width: place.width - 20.0, look, frame: Some(frame), cover: false };
        let edge = |before: f32, keeps: bool| {
            let about = About { frame: Some(frame), ..About::default() };
            Piece::Strip(Strip { before, height: 5.0, keeps, about, ..Strip::default() })
        };
        self.out.push(edge(GAP + 3.0, true));
        let from = self.out.len();
        self.text(
            &[Inline::Text(note.title.clone())],
            NOTHING,
            0.0,
            Place { look: Look { bold: true, ..look }, ..inner },
        );
        for piece in &mut self.out[from..] {
            if let Piece::Strip(strip) = piece {
                strip.keeps = !note.blocks.is_empty();
            }
        }
        self.blocks(&note.blocks, inner);
        if let Some(Piece::Strip(last)) = self.out.last_mut() {
            last.keeps = true;
        }
        self.out.push(edge(0.0, false));
        self.out.push(Piece::Space(3.0));
    }
}
