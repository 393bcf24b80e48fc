//! A tally as a picture: one bar for each conclusion, by who found it. In: a tally. Out: an SVG that reads in black and white:
//! the parts of a bar differ by pattern, and their figures stand beside them.

use plotters::drawing::IntoDrawingArea;
use plotters::element::Text;
use plotters::style::{FontStyle, WHITE};

use super::report::{CAUTION, TITLE, counted, name};
use super::{Among, Counts, Tally};
use crate::picture::{
    BAR, Backend, Fault, Fill, LINE, MARGIN, SIZE, Sheet, Undrawable, WIDTH, bar, count, labelled, style, wrapped,
};

/// Where the names end and the bars begin.
const BARS: i32 = 250;
/// How long the longest bar is.
const LONGEST: i32 = 520;
/// From one bar to the next.
const ROW: i32 = 34;

/// The parts of a bar and what they mean.
const PARTS: [(Fill, &str); 4] = [
    (Fill::Full, "found by rules and decision"),
    (Fill::Hatched, "found by the rules only"),
    (Fill::Empty, "found by the decision only"),
    (Fill::Grey, "found by the decision, not testable on the facts told"),
];

/// One bar.
struct Row {
    lines: Vec<String>,
    parts: [usize; 4],
    figures: String,
}

/// Draws the figures.
///
/// # Errors
///
/// What the drawing library reports.
pub fn svg(tally: &Tally) -> Result<String, Undrawable> {
    let figures = tally.figures(Among::All);
    let rows: Vec<Row> =
        figures.conclusions.iter().map(|(holding, counts)| row(name(tally, *holding), counts)).collect();
    let title = format!("{TITLE}: {}", counted(figures.detentions, "detention"));
    let head = wrapped(&title, WIDTH - 2 * MARGIN, SIZE + 4);
    let notes = wrapped(CAUTION, WIDTH - 2 * MARGIN, SIZE);
    let mut out = String::new();
    draw(&mut out, &head, &rows, &notes).map_err(|fault| Undrawable(fault.to_string()))?;
    let told: Vec<String> = rows.iter().map(|row| format!("{}: {}.", row.lines.join(" "), row.figures)).collect();
    Ok(labelled(&out, &title, &format!("{} {CAUTION}", told.join(" "))))
}

fn row(name: String, counts: &Counts) -> Row {
    let Counts { both, only_rules, only_decision, not_testable, .. } = *counts;
    let parts = [both, only_rules, only_decision, not_testable];
    let words = ["both", "only rules", "only decision", "not testable"];
    let told: Vec<String> =
        parts.iter().zip(words).filter(|(part, _)| **part > 0).map(|(part, word)| format!("{part} {word}")).collect();
    let figures = if told.is_empty() { "never found".to_owned() } else { told.join(", ") };
    Row { lines: wrapped(&name, BARS - MARGIN - 14, SIZE), parts, figures }
}

fn draw<'a>(out: &'a mut String, head: &[String], rows: &[Row], notes: &[String]) -> Result<(), Fault<'a>> {
    let top = MARGIN + count(head) * (LINE + 6) + 8;
    let heights: Vec<i32> = rows.iter().map(|row| ROW.max(count(&row.lines) * LINE + 8)).collect();
    let legend = top + heights.iter().sum::<i32>() + 6;
    let below = legend + LINE * 4 + 12;
    let height = below + count(notes) * LINE + MARGIN;
    let size = (u32::try_from(WIDTH).unwrap_or(1), u32::try_from(height).unwrap_or(1));
    let sheet = Backend::with_string(out, size).into_drawing_area();
    sheet.fill(&WHITE)?;
    for (place, line) in (0..).zip(head) {
        text(&sheet, line, (MARGIN, MARGIN + place * (LINE + 6)), SIZE + 4, FontStyle::Bold)?;
    }
    let most = rows.iter().map(|row| row.parts.iter().sum::<usize>()).max().unwrap_or(0).max(1);
    let mut at = top;
    for (row, height) in rows.iter().zip(&heights) {
        drawn(&sheet, row, at, most)?;
        at += height;
    }
    for (place, (fill, meaning)) in (0..).zip(PARTS) {
        let at = legend + place * LINE;
        bar(&sheet, (MARGIN, at + 1), 34, fill)?;
        text(&sheet, meaning, (MARGIN + 46, at), SIZE, FontStyle::Normal)?;
    }
    for (place, line) in (0..).zip(notes) {
        text(&sheet, line, (MARGIN, below + place * LINE), SIZE, FontStyle::Normal)?;
    }
    sheet.present()
}

/// The bar of one conclusion, its name before it and its figures under it.
fn drawn<'a>(sheet: &Sheet<'a>, row: &Row, top: i32, most: usize) -> Result<(), Fault<'a>> {
    for (place, line) in (0..).zip(&row.lines) {
        text(sheet, line, (MARGIN, top + place * LINE), SIZE, FontStyle::Normal)?;
    }
    let mut before = 0;
    for (part, (fill, _)) in row.parts.iter().zip(PARTS).filter(|(part, _)| **part > 0) {
        let (from, to) = (pixels(before, most), pixels(before + part, most));
        bar(sheet, (BARS + from, top + 1), to - from, fill)?;
        before += part;
    }
    text(sheet, &row.figures, (BARS, top + BAR + 3), SIZE - 2, FontStyle::Normal)
}

fn pixels(part: usize, most: usize) -> i32 {
    let long = usize::try_from(LONGEST).unwrap_or(0);
    i32::try_from(part * long / most).unwrap_or(LONGEST)
}

fn text<'a>(sheet: &Sheet<'a>, text: &str, at: (i32, i32), size: i32, how: FontStyle) -> Result<(), Fault<'a>> {
    sheet.draw(&Text::new(text.to_owned(), at, style(size, how)))
}
