//! What all pictures share: letters, lines that fit their column, hatching, and words for those who hear a picture read. In:
//! texts and sizes. Out: pieces for the drawing library. Every picture reads in black and white.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{PathElement, Rectangle};
use plotters::style::{BLACK, Color, FontStyle, IntoFont, RGBColor, TextStyle, WHITE};

/// The picture could not be drawn; the drawing library says why.
#[derive(Debug)]
pub struct Undrawable(pub String);

/// What draws.
pub type Backend<'a> = SVGBackend<'a>;
/// What the drawing library reports.
pub type Fault<'a> = DrawingAreaErrorKind<<Backend<'a> as DrawingBackend>::ErrorType>;
/// The whole sheet, by pixels.
pub type Sheet<'a> = DrawingArea<Backend<'a>, Shift>;

/// How wide a picture is.
pub const WIDTH: i32 = 980;
/// Around everything.
pub const MARGIN: i32 = 20;
/// The height of letters.
pub const SIZE: i32 = 14;
/// From one line to the next.
pub const LINE: i32 = 19;
/// The height of a bar.
pub const BAR: i32 = 13;

/// How a bar is filled; no two kinds are told apart by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Black.
    Full,
    /// Strokes from foot to head.
    Hatched,
    /// White, with an edge.
    Empty,
    /// Light grey, with an edge.
    Grey,
}

/// Draws a bar from its upper left corner.
///
/// # Errors
///
/// What the drawing library reports.
pub fn bar<'a>(sheet: &Sheet<'a>, (left, top): (i32, i32), long: i32, fill: Fill) -> Result<(), Fault<'a>> {
    let corners = [(left, top), (left + long, top + BAR)];
    let inside = match fill {
        Fill::Full => BLACK.filled(),
        Fill::Hatched | Fill::Empty => WHITE.filled(),
        Fill::Grey => RGBColor(208, 208, 208).filled(),
    };
    sheet.draw(&Rectangle::new(corners, inside))?;
    if fill == Fill::Hatched {
        // Strokes from the foot of the bar to its head, cut off where the bar ends.
        for foot in (-BAR..long).step_by(6) {
            let (from, to) = (foot.max(0), (foot + BAR).min(long));
            let ends = vec![(left + from, top + BAR - (from - foot)), (left + to, top + BAR - (to - foot))];
            sheet.draw(&PathElement::new(ends, BLACK))?;
        }
    }
    sheet.draw(&Rectangle::new(corners, BLACK.stroke_width(1)))
}

/// How many lines, as the drawing library counts.
#[must_use]
pub fn count(lines: &[String]) -> i32 {
    i32::try_from(lines.len()).unwrap_or(i32::MAX / 64)
}

/// The drawing library counts the height of a line, not that of a letter.
#[must_use]
pub fn style(size: i32, how: FontStyle) -> TextStyle<'static> {
    ("sans-serif", f64::from(size) * 1.24, how).into_font().color(&BLACK)
}

/// A text in lines no wider than this, however wide the letters of the reader's font are within reason.
#[must_use]
pub fn wrapped(text: &str, width: i32, size: i32) -> Vec<String> {
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
#[must_use]
pub fn labelled(svg: &str, title: &str, notes: &str) -> String {
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
