//! The weights of facts as a picture: one bar a fact, with its question. In: a proof and what was weighed. Out: an SVG that
//! reads in black and white: bars differ by pattern, shares stand in figures, and no question runs out of its column.

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::{RangedCoordf64, RangedCoordi32};
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::{BLACK, Color, FontStyle, RGBColor, WHITE};

use super::report::{and_more, explained, full, held_words, percent, shown, titled, turns_alone};
use super::{Held, Weight, Weights};
use crate::evaluate::Proof;
use crate::explain::words::{heading, question, readings_chosen};
use crate::picture::{BAR, Backend, Fault, LINE, MARGIN, SIZE, Undrawable, WIDTH, count, labelled, style, wrapped};
use crate::program::HoldingId;

type Chart<'a, 'b> = ChartContext<'a, Backend<'b>, Cartesian2d<RangedCoordf64, RangedCoordi32>>;

/// Where the questions end and the bars begin.
const BARS: i32 = 480;
/// How long a full bar is; its figure stands after it.
const LONGEST: i32 = 400;
/// Between two rows.
const GAP: i32 = 9;
const LEGEND: &str = "Black bars: facts that turn the result in this case if they alone are otherwise. Hatched bars: facts that do so \
                      only in other combinations. Whoever reads the picture reads this pack's reading of the law.";
const GREY: RGBColor = RGBColor(208, 208, 208);
const DARK: RGBColor = RGBColor(70, 70, 70);

/// One row: the lines of its question, and where it begins.
struct Row<'a> {
    weight: &'a Weight,
    lines: Vec<String>,
    top: i32,
    alone: bool,
}

/// Draws the weights.
///
/// # Errors
///
/// What the drawing library reports.
pub fn svg(proof: &Proof, target: HoldingId, held: &Held, found: &Weights) -> Result<String, Undrawable> {
    let (rows, height) = rows(proof, found);
    let mut out = String::new();
    let title = format!("What decides {}", titled(proof, target));
    let mut notes = and_more(found).into_iter().collect::<Vec<String>>();
    notes.extend(explained(proof, found));
    notes.push(LEGEND.to_owned());
    notes.extend(readings_chosen(proof.program));
    notes.extend(held_words(proof, held).into_iter().map(|words| format!("Held fixed: {words}")));
    let head: Vec<String> = wrapped(&heading(proof.case), WIDTH - 2 * MARGIN, SIZE)
        .into_iter()
        .chain(wrapped(&title, WIDTH - 2 * MARGIN, SIZE + 4))
        .collect();
    let notes: Vec<String> = notes.iter().flat_map(|note| wrapped(note, WIDTH - 2 * MARGIN, SIZE)).collect();
    let top = MARGIN + count(&head) * (LINE + 4) + 10;
    let below = top + height + 40;
    let size = (WIDTH, below + count(&notes) * LINE + MARGIN);
    let drawn =
        draw(&mut out, size, &Sheet { head: &head, rows: &rows, notes: &notes, top, height, below, full: full(found) });
    drawn.map_err(|fault| Undrawable(fault.to_string()))?;
    Ok(labelled(&out, &title, &notes.join(" ")))
}

fn rows<'a>(proof: &Proof, found: &'a Weights) -> (Vec<Row<'a>>, i32) {
    let mut top = 6;
    let mut rows = Vec::new();
    for weight in &found.facts[..shown(found)] {
        let lines = wrapped(&question(proof, weight.subject), BARS - MARGIN - 14, SIZE);
        let height = count(&lines) * LINE + GAP;
        rows.push(Row { weight, lines, top, alone: turns_alone(found, weight.subject) });
        top += height;
    }
    (rows, top + 4)
}

/// Everything on the picture, laid out.
struct Sheet<'a> {
    head: &'a [String],
    rows: &'a [Row<'a>],
    notes: &'a [String],
    top: i32,
    height: i32,
    below: i32,
    full: f64,
}

fn draw<'a>(out: &'a mut String, (width, height): (i32, i32), sheet: &Sheet) -> Result<(), Fault<'a>> {
    let size = (u32::try_from(width).unwrap_or(1), u32::try_from(height).unwrap_or(1));
    let root = Backend::with_string(out, size).into_drawing_area();
    root.fill(&WHITE)?;
    for (place, line) in (0..).zip(sheet.head) {
        let style = if place == 0 { style(SIZE, FontStyle::Normal) } else { style(SIZE + 4, FontStyle::Bold) };
        root.draw(&Text::new(line.clone(), (MARGIN, MARGIN + place * (LINE + 4)), style))?;
    }
    for row in sheet.rows {
        for (place, line) in (0..).zip(&row.lines) {
            let at = (MARGIN, sheet.top + row.top + place * LINE);
            root.draw(&Text::new(line.clone(), at, style(SIZE, FontStyle::Normal)))?;
        }
    }
    bars(&root, sheet)?;
    for (place, line) in (0..).zip(sheet.notes) {
        root.draw(&Text::new(line.clone(), (MARGIN, sheet.below + place * LINE), style(SIZE, FontStyle::Normal)))?;
    }
    root.present()
}

/// The axis, the bars and their figures.
fn bars<'a>(root: &DrawingArea<Backend<'a>, Shift>, sheet: &Sheet) -> Result<(), Fault<'a>> {
    let full = sheet.full;
    let size = (u32::try_from(LONGEST + 1).unwrap_or(1), u32::try_from(sheet.height + 30).unwrap_or(1));
    let area = root.clone().shrink((BARS, sheet.top), size);
    let mut chart = ChartBuilder::on(&area).x_label_area_size(30).build_cartesian_2d(0.0..full, sheet.height..0)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .x_labels(6)
        .x_label_formatter(&|share| format!("{:.0} %", share * 100.0))
        .bold_line_style(GREY)
        .light_line_style(WHITE.mix(0.0))
        .axis_style(DARK)
        .label_style(style(SIZE - 1, FontStyle::Normal))
        .draw()?;
    for row in sheet.rows {
        bar(&mut chart, row, full)?;
        let end = BARS + pixels(row.weight.share, full) + 8;
        let figure = Text::new(percent(row.weight.share), (end, sheet.top + row.top), style(SIZE, FontStyle::Bold));
        root.draw(&figure)?;
    }
    Ok(())
}

fn bar<'a>(chart: &mut Chart<'_, 'a>, row: &Row, full: f64) -> Result<(), Fault<'a>> {
    let (long, top) = (pixels(row.weight.share, full), row.top + 1);
    let share = |pixels: i32| f64::from(pixels) * full / f64::from(LONGEST);
    let corners = [(0.0, top), (share(long), top + BAR)];
    let fill = if row.alone { BLACK.filled() } else { WHITE.filled() };
    chart.draw_series([Rectangle::new(corners, fill), Rectangle::new(corners, BLACK.stroke_width(1))])?;
    if row.alone {
        return Ok(());
    }
    // Strokes from the foot of the bar to its head, cut off where the bar ends.
    let strokes = (-BAR..long).step_by(6).map(|foot| {
        let (from, to) = (foot.max(0), (foot + BAR).min(long));
        PathElement::new(vec![(share(from), top + BAR - (from - foot)), (share(to), top + BAR - (to - foot))], BLACK)
    });
    chart.draw_series(strokes).map(|_| ())
}

#[expect(clippy::cast_possible_truncation, reason = "a share is between 0 and 1")]
fn pixels(share: f64, full: f64) -> i32 {
    ((share / full * f64::from(LONGEST)).round() as i32).clamp(1, LONGEST)
}
