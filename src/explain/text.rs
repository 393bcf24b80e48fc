//! A report as plain text, wrapped and indented, with colour where it is wanted. In: a report, a width, colour or not. Out:
//! the text; the same report and width give the same text.

use super::report::{Block, Branch, Line, Report, Run, Section, Tone};
use super::words;
use crate::diagnostic::terminal::harmless;
use crate::value::Value;

/// How to print.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns to wrap at.
    pub width: usize,
    /// Escape sequences for colour.
    pub colour: bool,
}

impl Default for Style {
    fn default() -> Self {
        Style { width: 120, colour: false }
    }
}

/// Prints a report.
#[must_use]
pub fn print(report: &Report, style: Style) -> String {
    let mut out = String::with_capacity(1 << 14);
    let title = Run { text: report.title.clone(), tone: Tone::Strong };
    write_line(&mut out, &vec![title], "", "", style);
    for section in &report.sections {
        print_section(&mut out, section, style);
    }
    out
}

fn print_section(out: &mut String, section: &Section, style: Style) {
    let indent = if section.title.is_empty() { "" } else { "  " };
    if !section.title.is_empty() {
        out.push('\n');
        let title = Run { text: section.title.clone(), tone: Tone::Strong };
        write_line(out, &vec![title], "", "", style);
    }
    for (index, block) in section.blocks.iter().enumerate() {
        match block {
            Block::Line(line) => write_line(out, line, indent, indent, style),
            Block::Rows(rows) => print_rows(out, rows, indent, style),
            Block::Tree(branch) => {
                if index > 0 {
                    out.push('\n');
                }
                print_branch(out, branch, indent, style);
            }
            Block::Picture { .. } => {}
        }
    }
}

/// Cells in columns, each wrapped within its own column.
fn print_rows(out: &mut String, rows: &[Vec<Line>], indent: &str, style: Style) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let natural = (0..columns).map(|column| rows.iter().map(|row| row.get(column).map_or(0, width_of)).max());
    let natural: Vec<usize> = natural.map(Option::unwrap_or_default).collect();
    let gaps = 2 * natural.iter().filter(|width| **width > 0).count().saturating_sub(1);
    let widths = shared(&natural, style.width.saturating_sub(indent.len() + gaps));
    if natural.iter().zip(&widths).any(|(natural, width)| width < natural && *width < NARROWEST) {
        return print_stacked(out, rows, indent, style);
    }
    for row in rows {
        let cells: Vec<Vec<Line>> = row.iter().zip(&widths).map(|(cell, width)| wrapped(cell, *width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let mut line: Line = vec![Run { text: indent.to_owned(), tone: Tone::Plain }];
            let mut pad = 0;
            for (cell, width) in cells.iter().zip(&widths).filter(|(_, width)| **width > 0) {
                let piece = cell.get(at).cloned().unwrap_or_default();
                let used = width_of(&piece);
                if used > 0 {
                    line.push(Run { text: " ".repeat(pad), tone: Tone::Plain });
                    line.extend(piece);
                    pad = 0;
                }
                pad += (*width).saturating_sub(used) + 2;
            }
            put_line(out, &line, style);
        }
    }
}

/// A column that must wrap is not made narrower than this.
const NARROWEST: usize = 18;

/// Where columns do not fit: the cells of a row one after the other.
fn print_stacked(out: &mut String, rows: &[Vec<Line>], indent: &str, style: Style) {
    let hang = format!("{indent}  ");
    for row in rows {
        let mut line: Line = Vec::new();
        for cell in row.iter().filter(|cell| width_of(cell) > 0) {
            if !line.is_empty() {
                line.push(Run { text: " · ".to_owned(), tone: Tone::Faint });
            }
            line.extend(cell.iter().cloned());
        }
        let continues = row.first().is_some_and(|cell| width_of(cell) == 0);
        write_line(out, &line, if continues { &hang } else { indent }, &hang, style);
    }
}

/// Widths that fit: narrow columns keep theirs, the wide ones share what is left.
fn shared(natural: &[usize], room: usize) -> Vec<usize> {
    const LEAST: usize = 8;
    let mut widths = natural.to_vec();
    let mut open: Vec<usize> = (0..natural.len()).collect();
    let mut left = room;
    loop {
        let share = left / open.len().max(1);
        let Some(place) = open.iter().position(|column| natural[*column] <= share) else {
            // Of those that must wrap each gets its part of the room, by its own width.
            let total: usize = open.iter().map(|column| natural[*column]).sum();
            for column in open {
                widths[column] = (left * natural[column] / total.max(1)).max(LEAST.min(natural[column]));
            }
            return widths;
        };
        left -= natural[open.remove(place)];
        if open.is_empty() {
            return widths;
        }
    }
}

fn width_of(line: &Line) -> usize {
    line.iter().map(|run| run.text.chars().count()).sum()
}

fn print_branch(out: &mut String, branch: &Branch, indent: &str, style: Style) {
    let mut line = Vec::new();
    if let Some(value) = branch.mark {
        line.push(Run { text: format!("{} ", words::mark(value)), tone: Tone::Value(value) });
    }
    line.extend(branch.line.iter().cloned());
    let hang = format!("{indent}  ");
    write_line(out, &line, indent, &hang, style);
    for detail in &branch.details {
        write_line(out, detail, &hang, &format!("{hang}  "), style);
    }
    for part in &branch.parts {
        print_branch(out, part, &hang, style);
    }
}

fn write_line(out: &mut String, line: &Line, first: &str, hang: &str, style: Style) {
    // Indentation never takes more than half of the line.
    let deepest = style.width / 2;
    let (first, hang) = (clipped(first, deepest), clipped(hang, deepest));
    let room = style.width.saturating_sub(first.len().max(hang.len())).max(20);
    let mut pen = Pen { out, first, hang, room, style, used: 0, lines: 0, word: Vec::with_capacity(4), width: 0 };
    let mut open = false;
    for run in line {
        for (index, text) in run.text.split([' ', '\n', '\t']).enumerate() {
            open &= index == 0;
            if text.is_empty() {
                continue;
            }
            if !open {
                pen.begin(text, run.tone);
            }
            pen.word.push((text, run.tone));
            pen.width += text.chars().count();
            open = true;
        }
    }
    pen.set();
    if pen.lines > 0 {
        out.push('\n');
    }
}

/// Writes words to lines one after the other, without keeping any but the one at hand.
struct Pen<'a, 'b> {
    out: &'a mut String,
    first: &'b str,
    hang: &'b str,
    room: usize,
    style: Style,
    used: usize,
    lines: usize,
    /// The pieces of the word at hand.
    word: Vec<(&'b str, Tone)>,
    width: usize,
}

impl<'b> Pen<'_, 'b> {
    /// A new word begins: the one before it is set, unless it is a "para." that keeps its number.
    fn begin(&mut self, text: &'b str, tone: Tone) {
        let number = text.starts_with(|letter: char| letter.is_ascii_digit());
        let keeps = self.word.last().is_some_and(|(last, _)| last.ends_with("para.") || last.ends_with("paras."));
        if number && keeps {
            self.word.push((" ", tone));
            self.width += 1;
        } else {
            self.set();
        }
    }

    /// Puts the word at hand on this line if it fits, else on the next.
    fn set(&mut self) {
        if self.word.is_empty() {
            return;
        }
        if self.used > 0 && self.used + 1 + self.width > self.room {
            self.used = 0;
        } else if self.used > 0 {
            self.out.push(' ');
            self.used += 1;
        }
        let word = std::mem::take(&mut self.word);
        let fits = self.width <= self.room;
        for (text, tone) in &word {
            if fits {
                self.turn();
                push_toned(self.out, text, *tone, self.style.colour);
                self.used += text.chars().count();
            } else {
                self.cut(text, *tone);
            }
        }
        self.word = word;
        self.word.clear();
        self.width = 0;
    }

    /// A word that fits no line goes on letter by letter.
    fn cut(&mut self, text: &str, tone: Tone) {
        for (at, letter) in text.char_indices() {
            if self.used >= self.room {
                self.used = 0;
            }
            self.turn();
            push_toned(self.out, &text[at..at + letter.len_utf8()], tone, self.style.colour);
            self.used += 1;
        }
    }

    /// Begins a line where nothing stands on this one.
    fn turn(&mut self) {
        if self.used == 0 {
            if self.lines > 0 {
                self.out.push('\n');
            }
            self.out.push_str(if self.lines == 0 { self.first } else { self.hang });
            self.lines += 1;
            // The line counts as begun even before its first letter.
        }
    }
}

/// Indentation consists of blanks.
fn clipped(indent: &str, most: usize) -> &str {
    indent.get(..most).unwrap_or(indent)
}

fn put_line(out: &mut String, line: &Line, style: Style) {
    for run in line {
        push_toned(out, &run.text, run.tone, style.colour);
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out.push('\n');
}

/// A word: what stands between two blanks, in as many tones as it has.
#[derive(Default)]
struct Word {
    pieces: Line,
    width: usize,
}

/// Greedy wrapping at blanks; a number stays with the "para." before it, and a word that fits no line is cut.
fn wrapped(line: &Line, width: usize) -> Vec<Line> {
    let width = width.max(1);
    let mut lines: Vec<Line> = Vec::new();
    let mut here: Line = Vec::new();
    let mut used = 0;
    for word in words_of(line).into_iter().flat_map(|word| cut(word, width)) {
        if used > 0 && used + 1 + word.width > width {
            lines.push(std::mem::take(&mut here));
            used = 0;
        }
        if used > 0 {
            // A blank between two pieces of one tone has that tone.
            match here.last_mut() {
                Some(last) => last.text.push(' '),
                None => here.push(Run { text: " ".to_owned(), tone: Tone::Plain }),
            }
            used += 1;
        }
        used += word.width;
        here.extend(word.pieces);
    }
    if !here.is_empty() {
        lines.push(here);
    }
    lines
}

fn words_of(line: &Line) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for run in line {
        for (index, text) in run.text.split([' ', '\n', '\t']).enumerate() {
            if index > 0 {
                open = false;
            }
            if text.is_empty() {
                continue;
            }
            let piece = Run { text: text.to_owned(), tone: run.tone };
            let width = text.chars().count();
            let number = text.starts_with(|letter: char| letter.is_ascii_digit());
            match words.last_mut() {
                Some(word) if open => {
                    word.width += width;
                    word.pieces.push(piece);
                }
                Some(word) if number && holds_a_number(word) => {
                    word.width += width + 1;
                    word.pieces.push(Run { text: format!(" {text}"), tone: run.tone });
                }
                _ => words.push(Word { pieces: vec![piece], width }),
            }
            open = true;
        }
    }
    words
}

fn holds_a_number(word: &Word) -> bool {
    word.pieces.last().is_some_and(|piece| piece.text.ends_with("para.") || piece.text.ends_with("paras."))
}

/// A word in pieces that fit a line.
fn cut(word: Word, width: usize) -> Vec<Word> {
    if word.width <= width {
        return vec![word];
    }
    let mut parts = vec![Word::default()];
    for run in word.pieces {
        for letter in run.text.chars() {
            if parts.last().is_some_and(|part| part.width >= width) {
                parts.push(Word::default());
            }
            let Some(part) = parts.last_mut() else { continue };
            part.width += 1;
            match part.pieces.last_mut() {
                Some(piece) if piece.tone == run.tone => piece.text.push(letter),
                _ => part.pieces.push(Run { text: letter.to_string(), tone: run.tone }),
            }
        }
    }
    parts
}

fn push_toned(out: &mut String, word: &str, tone: Tone, colour: bool) {
    let code = match tone {
        Tone::Plain => "",
        Tone::Strong => "1",
        Tone::Faint => "2",
        Tone::Cite => "2;3",
        Tone::Value(Value::Yes) => "32",
        Tone::Value(Value::No) => "31",
        Tone::Value(Value::Contested) => "33",
        Tone::Value(Value::NotShown) => "36",
    };
    let colour = colour && !code.is_empty();
    if colour {
        out.push_str("\u{1b}[");
        out.push_str(code);
        out.push('m');
    }
    // What a case says never steers the terminal; plain words need no second look.
    if word.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        out.push_str(word);
    } else {
        out.push_str(&harmless(word));
    }
    if colour {
        out.push_str("\u{1b}[0m");
    }
}
