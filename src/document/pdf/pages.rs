//! Cuts the strip into pages: what belongs together stays together, footnotes stand at the foot of the page that calls them,
//! rows go on under their heading. In: pieces with heights. Out: pages with everything at its place.

use std::collections::{BTreeMap, VecDeque};

use super::flow::{About, Frame, MARGIN, PAGE, Piece, Strip, WIDTH};
use super::lines::{Line, Look, Setter};
use super::table::{PADDING, Row};
use crate::document::model::{Document, Inline, Kind, NoteKind};

/// The height between the margins.
const HEIGHT: f32 = PAGE.1 - 2.0 * MARGIN;

/// Footnotes take no more of a page than this, as long as there is text for it.
const MOST_NOTES: f32 = 0.6 * HEIGHT;

/// The room for the line above footnotes.
const RULE: f32 = 12.0;

/// More than rounding can add up to, and less than anybody sees: what fits exactly is never parted.
const HAIR: f32 = 0.02;

/// Letters of footnotes, and of what stands in the margin.
const NOTE: f32 = 8.0;
const TRACE: f32 = 6.5;

/// The room for a footnote's number.
const NOTE_STEP: f32 = 16.0;

/// A page, all measures from its top left corner.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What lies under the text.
    pub(super) grounds: Vec<Shape>,
    /// Lines with their left ends and tops.
    pub(super) lines: Vec<(f32, f32, Line)>,
    /// Headings with their levels and tops.
    pub(super) headings: Vec<(u8, String, f32)>,
    /// Ids with their heights.
    pub(super) ids: Vec<(String, f32)>,
}

/// A rectangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) paint: Paint,
}

/// How a rectangle is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Paint {
    /// A box round a note.
    Note(NoteKind),
    /// A cell; one that heads is grey.
    Cell(bool),
    /// A thin line.
    Rule,
}

/// The footnotes of a document, set into lines when they are first called.
struct Notes<'d> {
    words: BTreeMap<u32, &'d [Inline]>,
    set: BTreeMap<u32, Vec<(f32, Line, f32)>>,
}

struct Breaker<'s, 'd> {
    setter: &'s mut Setter,
    notes: Notes<'d>,
    pages: Vec<Page>,
    page: Page,
    /// How far the page is filled.
    y: f32,
    /// Footnotes to print here or later: left end, line, room above.
    called: Vec<(f32, Line, f32)>,
    /// The number of each, once called.
    seen: Vec<u32>,
    /// The box that is open, with its top and its end so far.
    frame: Option<(Frame, f32, f32)>,
    /// Lines for the margin that found no room yet, and how far the margin is filled.
    trace: Vec<Line>,
    trace_end: f32,
}

/// Cuts a flow into pages.
pub(super) fn broken(document: &Document, flow: Vec<Piece>, setter: &mut Setter) -> Vec<Page> {
    let notes = Notes { words: document.footnotes().into_iter().collect(), set: BTreeMap::new() };
    let mut breaker = Breaker {
        setter,
        notes,
        pages: Vec::new(),
        page: Page::default(),
        y: 0.0,
        called: Vec::new(),
        seen: Vec::new(),
        frame: None,
        trace: Vec::new(),
        trace_end: 0.0,
    };
    let mut flow: VecDeque<Piece> = flow.into();
    while let Some(piece) = flow.pop_front() {
        breaker.piece(piece, &mut flow);
    }
    if breaker.y > 0.0 || breaker.pages.is_empty() {
        breaker.close();
    }
    while !breaker.called.is_empty() || !breaker.trace.is_empty() {
        breaker.close();
    }
    let mut pages = breaker.pages;
    frame_pages(document, &mut pages, setter);
    pages
}

impl Piece {
    fn least(&self) -> f32 {
        match self {
            Self::Strip(strip) => strip.height,
            Self::Row(row) => row.least(),
            Self::Break | Self::Space(_) => 0.0,
        }
    }

    fn before(&self) -> f32 {
        match self {
            Self::Strip(strip) => strip.before,
            Self::Row(row) => row.before,
            Self::Space(room) => *room,
            Self::Break => 0.0,
        }
    }

    fn keeps(&self) -> bool {
        match self {
            Self::Strip(strip) => strip.keeps,
            Self::Row(row) => row.heads,
            Self::Break | Self::Space(_) => false,
        }
    }

    fn calls(&self) -> Vec<u32> {
        match self {
            Self::Strip(strip) => strip.lines.iter().flat_map(|(_, line)| line.calls.clone()).collect(),
            Self::Row(row) => row.calls(),
            Self::Break | Self::Space(_) => Vec::new(),
        }
    }
}

impl Breaker<'_, '_> {
    fn piece(&mut self, piece: Piece, flow: &mut VecDeque<Piece>) {
        if self.y > 0.0 && !self.fits(&piece, flow) {
            self.close();
        }
        match piece {
            Piece::Break if self.y > 0.0 => self.close(),
            // Empty room never takes that of the footnotes.
            Piece::Space(room) if self.y > 0.0 => self.y += room.min(self.room(&[])).max(0.0),
            Piece::Break | Piece::Space(_) => {}
            Piece::Strip(strip) => self.strip(strip),
            Piece::Row(row) => self.row(row, flow),
        }
    }

    /// Whether a piece has room here together with those it must stay with, and all their footnotes.
    fn fits(&mut self, piece: &Piece, flow: &VecDeque<Piece>) -> bool {
        if let Piece::Space(_) | Piece::Break = piece {
            return true;
        }
        let mut height = piece.before() + piece.least();
        let mut calls = piece.calls();
        let mut keeps = piece.keeps();
        for next in flow {
            if !keeps || height > HEIGHT / 2.0 {
                break;
            }
            height += next.before() + next.least();
            calls.extend(next.calls());
            keeps = next.keeps();
        }
        height <= self.room(&calls)
    }

    /// The room that is left if these footnotes are called.
    fn room(&mut self, calls: &[u32]) -> f32 {
        let mut notes: f32 = self.called.iter().map(|(_, line, above)| above + line.height).sum();
        for call in calls.iter().filter(|call| !self.seen.contains(call)) {
            notes += self.notes.set(*call, self.setter).iter().map(|(_, line, above)| above + line.height).sum::<f32>();
        }
        let notes = if notes > 0.0 { (notes + RULE).min(MOST_NOTES) } else { 0.0 };
        HEIGHT - self.y - notes + HAIR
    }

    fn strip(&mut self, strip: Strip) {
        if self.y > 0.0 {
            self.y += strip.before;
        }
        self.about(&strip.about);
        for (left, line) in strip.lines {
            self.call(&line.calls);
            self.page.lines.push((MARGIN + left, MARGIN + self.y, line));
        }
        self.filled(strip.height);
    }

    /// Goes on below what was printed; a box that is open ends there.
    fn filled(&mut self, height: f32) {
        self.y += height;
        if let Some((_, _, end)) = &mut self.frame {
            *end = self.y;
        }
    }

    fn row(&mut self, row: Row, flow: &mut VecDeque<Piece>) {
        if self.y == 0.0 && !row.heads {
            let heading = row.heading.clone();
            let height: f32 = heading.iter().map(Row::height).sum();
            if height < HEIGHT / 3.0 {
                heading.iter().for_each(|row| self.cells(row.clone()));
            }
        } else {
            self.y += row.before;
        }
        let room = self.room(&row.calls());
        if row.height() <= room {
            self.cells(row);
            return;
        }
        let (here, rest) = row.parted(room);
        self.cells(here);
        if let Some(rest) = rest {
            self.close();
            flow.push_front(Piece::Row(rest));
        }
    }

    /// Prints a row that has room.
    fn cells(&mut self, row: Row) {
        self.about(&row.about);
        let height = row.height();
        self.call(&row.calls());
        for cell in row.cells {
            let (left, top) = (MARGIN + cell.left, MARGIN + self.y);
            self.page.grounds.push(Shape { left, top, width: cell.width, height, paint: Paint::Cell(row.heads) });
            let mut y = top + PADDING.1;
            for (index, strip) in cell.strips.into_iter().enumerate() {
                y += if index == 0 { 0.0 } else { strip.before };
                self.page.lines.extend(strip.lines.into_iter().map(|(left, line)| (MARGIN + left, y, line)));
                y += strip.height;
            }
        }
        self.filled(height);
    }

    /// Opens and closes boxes, and notes what leads here.
    fn about(&mut self, about: &About) {
        if self.frame.map(|(frame, ..)| frame) != about.frame {
            self.close_frame();
            self.frame = about.frame.map(|frame| (frame, self.y, self.y));
        }
        let top = MARGIN + self.y;
        self.page.ids.extend(about.ids.iter().map(|id| (id.clone(), top)));
        self.page.headings.extend(about.heading.iter().map(|(level, words)| (*level, words.clone(), top)));
        if let Some(trace) = &about.trace {
            let look = Look { grey: true, ..Look::plain(TRACE) };
            self.trace.extend(self.setter.words(trace, look, MARGIN - 16.0));
            self.trace_end = self.trace_end.max(self.y);
            self.margin();
        }
    }

    /// Prints what waits for the margin, as far as there is room.
    fn margin(&mut self) {
        let mut lines = std::mem::take(&mut self.trace).into_iter();
        for line in lines.by_ref() {
            if self.trace_end + line.height > HEIGHT {
                self.trace.push(line);
                break;
            }
            let (left, top) = (MARGIN + WIDTH + 6.0, MARGIN + self.trace_end);
            self.trace_end += line.height;
            self.page.lines.push((left, top, line));
        }
        self.trace.extend(lines);
        self.trace_end += 3.0;
    }

    fn call(&mut self, calls: &[u32]) {
        for call in calls {
            if !self.seen.contains(call) {
                self.seen.push(*call);
                let lines = self.notes.set(*call, self.setter).clone();
                self.called.extend(lines);
            }
        }
    }

    fn close_frame(&mut self) {
        let Some((frame, top, end)) = self.frame.take() else { return };
        let height = end - top;
        let (left, top) = (MARGIN + frame.left, MARGIN + top);
        let (width, paint) = match frame.note {
            Some(kind) => (WIDTH - frame.left, Paint::Note(kind)),
            None => (0.0, Paint::Rule),
        };
        // A box lies under the tables in it.
        self.page.grounds.insert(0, Shape { left, top, width, height, paint });
    }

    /// Ends the page: footnotes at its foot, as many as there is room for; the others wait for the next one.
    fn close(&mut self) {
        self.close_frame();
        let mut room = HEIGHT - self.y - RULE + 2.0 * HAIR;
        let fits = |(_, line, above): &&(f32, Line, f32)| {
            room -= above + line.height;
            room >= 0.0
        };
        let mut count = self.called.iter().take_while(fits).count();
        // A page that holds nothing else takes at least one line, so that there is an end.
        if count == 0 && self.y == 0.0 {
            count = self.called.len().min(1);
        }
        let rest = self.called.split_off(count);
        let here = std::mem::replace(&mut self.called, rest);
        let height: f32 = here.iter().map(|(_, line, above)| above + line.height).sum();
        let mut y = MARGIN + HEIGHT - height;
        if !here.is_empty() {
            let rule = Shape { left: MARGIN, top: y - RULE / 2.0, width: 90.0, height: 0.0, paint: Paint::Rule };
            self.page.grounds.push(rule);
        }
        for (left, line, above) in here {
            y += above;
            let height = line.height;
            self.page.lines.push((MARGIN + left, y, line));
            y += height;
        }
        self.pages.push(std::mem::take(&mut self.page));
        self.y = 0.0;
        self.trace_end = 0.0;
        self.margin();
    }
}

impl Notes<'_> {
    /// A footnote as lines; the room above its first line parts it from the one before, and a line of no height carries its
    /// number.
    fn set(&mut self, number: u32, setter: &mut Setter) -> &Vec<(f32, Line, f32)> {
        let words = self.words.get(&number).copied().unwrap_or_default();
        self.set.entry(number).or_insert_with(|| {
            let look = Look::plain(NOTE);
            let label = setter.words(&number.to_string(), Look::plain(NOTE * 0.8), NOTE_STEP);
            let mut lines: Vec<(f32, Line, f32)> = Vec::new();
            for line in setter.lines(words, look, WIDTH - NOTE_STEP) {
                let above = if lines.is_empty() { 2.0 } else { 0.0 };
                let left = if line.mirrored { 0.0 } else { NOTE_STEP };
                lines.push((left, line, above));
            }
            if let (Some((left, first, _)), Some(label)) = (lines.first_mut(), label.into_iter().next()) {
                let at = if first.mirrored { WIDTH - label.right } else { 0.0 } - *left;
                first.runs.extend(label.runs.into_iter().map(|mut run| {
                    run.x += at;
                    run.rise = NOTE * 0.25;
                    run
                }));
            }
            lines
        })
    }
}

/// The title above and the number below each page; a cover has no title above it.
fn frame_pages(document: &Document, pages: &mut [Page], setter: &mut Setter) {
    let look = Look { grey: true, centred: true, ..Look::plain(NOTE) };
    let title = one_line(&document.title, look, setter);
    let has_cover = matches!(document.blocks.first().map(|block| &block.kind), Some(Kind::Cover(_)));
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        if index > 0 || !has_cover {
            page.lines.extend(title.iter().map(|line| (MARGIN, MARGIN * 0.5, line.clone())));
        }
        let number = setter.words(&format!("{} / {count}", index + 1), look, WIDTH);
        page.lines.extend(number.into_iter().map(|line| (MARGIN, PAGE.1 - MARGIN * 0.62, line)));
    }
}

/// Words on one line, cut where they are too long for it.
fn one_line(text: &str, look: Look, setter: &mut Setter) -> Option<Line> {
    let mut length = text.chars().count();
    loop {
        let shown: String = text.chars().take(length).collect();
        let shown = if length < text.chars().count() { format!("{}…", shown.trim_end()) } else { shown };
        let mut lines = setter.words(&shown, look, WIDTH);
        if lines.len() <= 1 || length == 0 {
            return lines.pop();
        }
        length = length.min(400) * 9 / 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::laid_out;
    use crate::document::read;

    fn laid(markup: &str) -> Vec<Page> {
        let document = read(&format!("<document lang=\"en\" title=\"{}\">{markup}</document>", "title ".repeat(80)));
        laid_out(&document.expect("it can be read"), &mut Setter::new())
    }

    /// Paragraphs with footnotes, traces and headings, boxes, and rows longer than a page.
    fn crowded() -> String {
        let mut out = String::new();
        for n in 1..60 {
            let (words, note) = ("why and for how long ".repeat(n % 9 + 1), "it goes on ".repeat(n * 7 % 130));
            out.push_str(&format!("<p n=\"\" trace=\"fact.{n} {words}\">{words}<fn>{n} {note}</fn></p>"));
            if n % 5 == 0 {
                out.push_str(&format!("<h2>Heading {n}</h2>"));
            }
        }
        let narrow = "<td>zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz</td>".repeat(12);
        out.push_str(&format!("<p>{}</p><table><tr>{narrow}</tr></table>", "x".repeat(4000)));
        let cell = "<p>so it went on and on</p>".repeat(150);
        let row = format!("<tr><td>a<fn>{}</fn></td><td>{cell}</td></tr>", "long ".repeat(2000));
        out.push_str(&format!(
            "<aside kind=\"note\"><table widths=\"1 9\"><tr><th>A</th><th>B</th></tr>{row}</table></aside>"
        ));
        out
    }

    #[test]
    fn nothing_stands_outside_its_page() {
        let pages = laid(&crowded());
        assert!(pages.len() > 10);
        for page in &pages {
            for (left, top, line) in &page.lines {
                let ends = line.runs.iter().map(|run| left + run.x + run.width);
                assert!(ends.fold(0.0, f32::max) <= PAGE.0 - 5.0 && *left >= MARGIN - 1.0, "{left} {line:?}");
                assert!(*top >= MARGIN * 0.4 && top + line.height <= PAGE.1 - MARGIN * 0.3, "{top} {line:?}");
            }
            for shape in &page.grounds {
                assert!(shape.left + shape.width <= PAGE.0 - MARGIN + 0.1, "{shape:?}");
                assert!(shape.top >= MARGIN - 0.1 && shape.top + shape.height <= PAGE.1 - MARGIN + 0.1, "{shape:?}");
            }
        }
    }

    /// The lines of the text and its footnotes from the top, without margin, title and number.
    fn column(page: &Page) -> Vec<(f32, f32)> {
        let inside = |(left, top, _): &&(f32, f32, Line)| {
            *left < MARGIN + WIDTH && *top >= MARGIN - 0.1 && *top < PAGE.1 - MARGIN
        };
        let mut found: Vec<(f32, f32)> =
            page.lines.iter().filter(inside).map(|(_, y, line)| (*y, y + line.height)).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found
    }

    #[test]
    fn no_line_runs_into_another() {
        let text =
            "<p>a line of words and more words until the end of the line and beyond it</p><h1>head</h1>".repeat(60);
        for page in laid(&text) {
            for pair in column(&page).windows(2) {
                assert!(pair[0].1 <= pair[1].0 + 0.1, "{pair:?}");
            }
        }
    }

    #[test]
    fn a_heading_stays_with_what_follows() {
        let pages = laid(&crowded());
        assert_eq!(pages.iter().map(|page| page.headings.len()).sum::<usize>(), 11);
        for page in &pages {
            for (_, words, y) in &page.headings {
                let below = column(page).iter().filter(|(top, _)| top > y).count();
                assert!(below >= 2, "{words} stands alone");
            }
        }
    }

    #[test]
    fn every_footnote_is_printed_once() {
        let pages = laid(&crowded());
        let calls = |page: &Page| page.lines.iter().flat_map(|(_, _, line)| line.calls.clone()).collect::<Vec<_>>();
        let called: Vec<u32> = pages.iter().flat_map(calls).collect();
        assert_eq!(called, (1..=60).collect::<Vec<_>>());
        let text = |page: &Page| page.lines.iter().map(|(_, _, line)| line.runs.len()).sum::<usize>();
        assert!(pages.iter().all(|page| text(page) > 0));
    }
}
