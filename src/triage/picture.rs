//! The clocks of a detention as bars by the hour: letters for the terminal, a picture for pages. In: clocks that were read. Out:
//! bars that read in black and white: full is certain, hatched is possible.

use plotters::drawing::IntoDrawingArea;
use plotters::element::{PathElement, Text};
use plotters::style::{BLACK, Color, FontStyle, WHITE};

use super::clock::{Reading, Timed};
use super::report::{length, verdict};
use super::{Part, Triage};
use crate::picture::{
    BAR, Backend, Fault, Fill, LINE, MARGIN, SIZE, Sheet, Undrawable, WIDTH, bar, count, labelled, style, wrapped,
};

const HOUR: i64 = 3600;
/// Where the names end and the bars begin.
const BARS: i32 = 300;
/// How long the whole scale is drawn.
const LONGEST: i32 = 430;
/// From one bar to the next.
const ROW: i32 = 40;
/// Letters of a bar in the terminal.
const LETTERS: i64 = 24;

/// What the bars of a part are drawn against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The limit that most concerns the part, in seconds.
    pub limit: i64,
}

impl Scale {
    /// What the whole length of a bar stands for.
    fn whole(self) -> i64 {
        self.limit * 2
    }
}

/// The scale of a part: twice its longest limit, where that is a matter of hours.
#[must_use]
pub fn scale(part: &Part) -> Option<Scale> {
    let limits = part.clocks.iter().filter_map(|(_, timed)| Some(timed.limit?.range().high));
    let limit = limits.max()?;
    (limit > 0 && limit <= 96 * HOUR).then_some(Scale { limit })
}

/// One bar: what is certain, and what is possible beyond it, in thousandths of the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    certain: i64,
    possible: i64,
    limit: Option<i64>,
    /// It goes on beyond the scale.
    beyond: bool,
}

impl Bar {
    /// The bar of a clock, if it has a length.
    #[must_use]
    pub fn of(timed: &Timed, scale: Scale) -> Option<Bar> {
        let length = match timed.reading {
            Reading::Ran(length) | Reading::Runs(length) => length.range(),
            Reading::NoStart
            | Reading::Contested
            | Reading::NoEnd
            | Reading::Ahead(_)
            | Reading::Past(_)
            | Reading::Due => return None,
        };
        let part = |seconds: i64| seconds.clamp(0, scale.whole()) * 1000 / scale.whole();
        let limit = timed.limit.map(|limit| part(limit.range().high));
        Some(Bar { certain: part(length.low), possible: part(length.high), limit, beyond: length.high > scale.whole() })
    }

    /// The bar in letters: `█` certain, `░` possible, `│` the limit, `→` it goes on.
    #[must_use]
    pub fn letters(self) -> String {
        let cells = |thousandths: i64| (thousandths * LETTERS + 500) / 1000;
        let (certain, possible) = (cells(self.certain), cells(self.possible));
        let mut out = String::new();
        for cell in 0..LETTERS {
            if self.limit.map(cells) == Some(cell) {
                out.push('│');
            }
            out.push(match cell {
                _ if self.beyond && cell == LETTERS - 1 => '→',
                _ if cell < certain => '█',
                _ if cell < possible.max(1) => '░',
                _ => '·',
            });
        }
        out
    }
}

/// What the bars mean.
#[must_use]
pub fn legend(scale: Scale) -> String {
    let hours = scale.whole() / HOUR;
    format!(
        "Bars: {hours} hours in all. █ certain, ░ possible as far as the dates tell, │ the limit, → longer than the bar."
    )
}

/// Draws the clocks of a part.
///
/// # Errors
///
/// What the drawing library reports.
pub fn svg(triage: &Triage, part: &Part, scale: Scale) -> Result<String, Undrawable> {
    let title = format!("{}, by the hour", part.declared.title);
    let rows: Vec<Row> = part
        .clocks
        .iter()
        .filter_map(|(id, timed)| {
            let name = &triage.proof.program.clocks[id.index()].title;
            let verdict = verdict(timed).map_or_else(String::new, |(_, words)| format!("; {words}"));
            let bar = Bar::of(timed, scale)?;
            Some(Row {
                lines: wrapped(name, BARS - MARGIN - 14, SIZE),
                bar,
                figures: format!("{}{verdict}", length(timed)),
            })
        })
        .collect();
    if rows.is_empty() {
        return Err(Undrawable("no clock has a length".to_owned()));
    }
    let mut out = String::new();
    draw(&mut out, &title, &rows, scale).map_err(|fault| Undrawable(fault.to_string()))?;
    let told: Vec<String> = rows.iter().map(|row| format!("{}: {}.", row.lines.join(" "), row.figures)).collect();
    Ok(labelled(&out, &title, &told.join(" ")))
}

struct Row {
    lines: Vec<String>,
    bar: Bar,
    figures: String,
}

fn draw<'a>(out: &'a mut String, title: &str, rows: &[Row], scale: Scale) -> Result<(), Fault<'a>> {
    let top = MARGIN + LINE + 16;
    let heights: Vec<i32> = rows.iter().map(|row| ROW.max(count(&row.lines) * LINE + 8)).collect();
    let foot = top + heights.iter().sum::<i32>();
    let height = foot + LINE * 3 + MARGIN + 10;
    let size = (u32::try_from(WIDTH).unwrap_or(1), u32::try_from(height).unwrap_or(1));
    let sheet = Backend::with_string(out, size).into_drawing_area();
    sheet.fill(&WHITE)?;
    text(&sheet, title, (MARGIN, MARGIN), SIZE + 4, FontStyle::Bold)?;
    let mut at = top;
    for (row, height) in rows.iter().zip(&heights) {
        drawn(&sheet, row, at)?;
        at += height;
    }
    axis(&sheet, scale, foot)?;
    for (place, (fill, meaning)) in
        (0..).zip([(Fill::Full, "certain"), (Fill::Hatched, "possible, as far as the dates tell")])
    {
        let at = foot + 24 + place * LINE;
        bar(&sheet, (MARGIN, at + 1), 34, fill)?;
        text(&sheet, meaning, (MARGIN + 46, at), SIZE, FontStyle::Normal)?;
    }
    sheet.present()
}

/// Hours below the bars.
fn axis<'a>(sheet: &Sheet<'a>, scale: Scale, foot: i32) -> Result<(), Fault<'a>> {
    sheet.draw(&PathElement::new(vec![(BARS, foot), (BARS + LONGEST, foot)], BLACK))?;
    for quarter in 0..=4 {
        let x = BARS + LONGEST * quarter / 4;
        sheet.draw(&PathElement::new(vec![(x, foot), (x, foot + 5)], BLACK))?;
        let hours = scale.whole() / HOUR * i64::from(quarter) / 4;
        text(sheet, &format!("{hours} h"), (x - 10, foot + 7), SIZE - 2, FontStyle::Normal)?;
    }
    Ok(())
}

/// One bar with its name before it, its limit across it, and its figures under it.
fn drawn<'a>(sheet: &Sheet<'a>, row: &Row, top: i32) -> Result<(), Fault<'a>> {
    for (place, line) in (0..).zip(&row.lines) {
        text(sheet, line, (MARGIN, top + place * LINE), SIZE, FontStyle::Normal)?;
    }
    let (certain, possible) = (pixels(row.bar.certain), pixels(row.bar.possible).max(2));
    if possible > certain {
        bar(sheet, (BARS + certain, top + 1), possible - certain, Fill::Hatched)?;
    }
    if certain > 0 {
        bar(sheet, (BARS, top + 1), certain, Fill::Full)?;
    }
    if row.bar.beyond {
        text(sheet, "→", (BARS + LONGEST + 6, top), SIZE, FontStyle::Bold)?;
    }
    if let Some(limit) = row.bar.limit {
        let x = BARS + pixels(limit);
        // White beside it, so that it shows on a black bar.
        sheet.draw(&PathElement::new(vec![(x, top), (x, top + BAR + 1)], WHITE.stroke_width(6)))?;
        sheet.draw(&PathElement::new(vec![(x, top - 5), (x, top + BAR + 2)], BLACK.stroke_width(2)))?;
        text(sheet, "limit", (x + 4, top - 8), SIZE - 4, FontStyle::Normal)?;
    }
    text(sheet, &row.figures, (BARS, top + BAR + 4), SIZE - 2, FontStyle::Normal)
}

fn pixels(thousandths: i64) -> i32 {
    i32::try_from(thousandths * i64::from(LONGEST) / 1000).unwrap_or(LONGEST)
}

fn text<'a>(sheet: &Sheet<'a>, text: &str, at: (i32, i32), size: i32, how: FontStyle) -> Result<(), Fault<'a>> {
    sheet.draw(&Text::new(text.to_owned(), at, style(size, how)))
}
