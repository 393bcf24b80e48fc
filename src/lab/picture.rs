//! The weights of facts as a picture: one bar a fact, with its question. In: a proof and what was weighed. Out: an SVG that
//! reads in black and white: bars differ by pattern, shares stand in figures, and no question runs out of its column.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::{RangedCoordf64, RangedCoordi32};
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::{BLACK, Color, FontStyle, IntoFont, RGBColor, TextStyle, WHITE};

use super::report::{and_more, explained, full, held_words, percent, shown, titled, turns_alone};
use super::{Held, Weight, Weights};
use crate::evaluate::Proof;
use crate::explain::words::{heading, question};
use crate::program::HoldingId;

/// The picture could not be drawn; the drawing library says why.
#[derive(Debug)]
pub struct Undrawable(pub String);

type Backend<'a> = SVGBackend<'a>;
type Fault<'a> = DrawingAreaErrorKind<<Backend<'a> as DrawingBackend>::ErrorType>;
type Chart<'a, 'b> = ChartContext<'a, Backend<'b>, Cartesian2d<RangedCoordf64, RangedCoordi32>>;

const WIDTH: i32 = 980;
const MARGIN: i32 = 20;
/// Where the questions end and the bars begin.
const BARS: i32 = 480;
/// How long a full bar is; its figure stands after it.
const LONGEST: i32 = 400;
const SIZE: i32 = 14;
const LINE: i32 = 19;
/// Between two rows.
const GAP: i32 = 9;
const BAR: i32 = 13;
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

fn count(lines: &[String]) -> i32 {
    i32::try_from(lines.len()).unwrap_or(i32::MAX / 64)
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
    let root = SVGBackend::with_string(out, size).into_drawing_area();
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

/// The drawing library counts the height of a line, not that of a letter.
fn style(size: i32, how: FontStyle) -> TextStyle<'static> {
    ("sans-serif", f64::from(size) * 1.24, how).into_font().color(&BLACK)
}

/// A text in lines no wider than this, however wide the letters of the reader's font are within reason.
fn wrapped(text: &str, width: i32, size: i32) -> Vec<String> {
    let most = f64::from(width) / f64::from(size);
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    for word in text.split_whitespace() {
        let long: f64 = word.chars().map(broad).sum();
        let space = if used > 0.0 { broad(' ') } else { 0.0 };
        let here = used + space + long <= most;
        if let (true, Some(line)) = (here && used > 0.0, lines.last_mut()) {
            line.push(' ');
            used += space;
        } else if used > 0.0 {
            lines.push(String::new());
            used = 0.0;
        }
        for letter in word.chars() {
            // A word longer than a line is cut.
            if used + broad(letter) > most && used > 0.0 {
                lines.push(String::new());
                used = 0.0;
            }
            used += broad(letter);
            if let Some(line) = lines.last_mut() {
                line.push(letter);
            }
        }
    }
    lines
}

/// How broad a letter may be in a broad font, in heights of a line.
fn broad(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '’' | '(' | ')' | ' ' => 0.36,
        'm' | 'w' | 'M' | 'W' | '—' | '%' | '@' => 1.0,
        'A'..='Z' => 0.78,
        _ if u32::from(letter) < 0x250 => 0.60,
        _ if u32::from(letter) < 0x1100 => 0.85,
        _ => 1.1,
    }
}

/// The picture with words for those who hear it read.
fn labelled(svg: &str, title: &str, notes: &str) -> String {
    let (head, rest) = svg.split_once('>').unwrap_or((svg, ""));
    let clean = crate::explain::html::escaped;
    format!(
        "{head} role=\"img\" aria-label=\"{}\">\n<title>{0}</title>\n<desc>{}</desc>{rest}",
        clean(title),
        clean(notes)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_its_column() {
        let texts = [
            "Was the person caught committing an offence, or right after it, by an officer who saw it and said so?",
            "Donaudampfschifffahrtsgesellschaftskapitänswitwenundwaisenversicherungsanstaltsgebäude",
            "拘禁された人は、逮捕の理由を、その場で、自分の理解する言語で告げられたか。告げられなかったとすれば、いつ告げられたか。",
            "a\u{7}b\tc",
        ];
        for text in texts {
            for line in wrapped(text, 300, 14) {
                assert!(line.chars().map(broad).sum::<f64>() * 14.0 <= 300.0, "{line}");
                assert!(!line.is_empty() && !line.contains(char::is_control), "{line:?}");
            }
            let kept: String = wrapped(text, 300, 14).concat().split_whitespace().collect();
            let all: String = text.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
            assert_eq!(kept, all);
        }
    }
}
