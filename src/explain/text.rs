//! A report as plain text, wrapped and indented, with colour where it is wanted. In: a report, a width, colour or not. Out:
//! the text; the same report and width give the same text.

use super::report::{Block, Branch, Line, Report, Run, Section, Tone};
use super::words;
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
        }
    }
}

/// Cells in columns; the widest cell decides, within reason, and the last cells wrap.
fn print_rows(out: &mut String, rows: &[Vec<Line>], indent: &str, style: Style) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().map(|row| row.get(column).map_or(0, width_of)).max().unwrap_or(0);
    // All but the two last columns are short words; those two share what is left.
    let fixed: Vec<usize> = (0..columns.saturating_sub(1)).map(|column| width(column).min(28)).collect();
    for row in rows {
        let mut line: Line = Vec::new();
        let mut hang = indent.len();
        for (column, cell) in row.iter().enumerate() {
            let last = row[column + 1..].iter().all(|cell| width_of(cell) == 0);
            line.extend(cell.iter().cloned());
            if last {
                break;
            }
            let want = fixed.get(column).copied().unwrap_or(0);
            let pad = want.saturating_sub(width_of(cell)) + 2;
            line.push(Run { text: " ".repeat(pad), tone: Tone::Plain });
            if column < 2 {
                hang += want + 2;
            }
        }
        let hang = " ".repeat(hang.min(style.width / 2));
        write_line(out, &line, indent, &hang, style);
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

/// Greedy wrapping at blanks; runs of blanks made for alignment stay.
fn write_line(out: &mut String, line: &Line, first: &str, hang: &str, style: Style) {
    out.push_str(first);
    let mut column = first.chars().count();
    let mut pending = String::new();
    for run in line {
        let mut word = String::new();
        for letter in run.text.chars().chain(std::iter::once('\0')) {
            if letter != ' ' && letter != '\0' {
                word.push(letter);
                continue;
            }
            if !word.is_empty() {
                let blanks = pending.chars().count();
                let length = word.chars().count();
                if column + blanks + length > style.width && column > hang.chars().count() && blanks > 0 {
                    out.push('\n');
                    out.push_str(hang);
                    column = hang.chars().count() + length;
                } else {
                    out.push_str(&pending);
                    column += blanks + length;
                }
                pending.clear();
                push_toned(out, &word, run.tone, style.colour);
                word.clear();
            }
            if letter == ' ' {
                pending.push(' ');
            }
        }
    }
    out.push('\n');
}

fn push_toned(out: &mut String, word: &str, tone: Tone, colour: bool) {
    let code = match tone {
        Tone::Plain => "",
        Tone::Strong => "1",
        Tone::Faint => "2",
        Tone::Value(Value::Yes) => "32",
        Tone::Value(Value::No) => "31",
        Tone::Value(Value::Contested) => "33",
        Tone::Value(Value::NotShown) => "36",
    };
    if code.is_empty() || !colour {
        out.push_str(word);
    } else {
        out.push_str(&format!("\u{1b}[{code}m{word}\u{1b}[0m"));
    }
}
