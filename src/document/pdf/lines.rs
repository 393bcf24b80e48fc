//! Text set into lines: fonts chosen, letters shaped, both directions ordered, lines broken. In: pieces of a line and a width.
//! Out: lines with glyphs at their places.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use parley::style::{FontFamily, FontFamilyName, FontStyle, FontWeight, StyleProperty};
use parley::{Alignment, AlignmentOptions, Layout, LayoutContext, LineHeight, OverflowWrap};

use super::fonts::{self, Fonts};
use crate::document::model::Inline;

/// How words look, and what they lead to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ink {
    /// Grey instead of black.
    pub(super) grey: bool,
    /// Brackets of a draft, on a coloured ground.
    pub(super) missing: bool,
    /// The number of a footnote that is called here; it is raised.
    pub(super) calls: Option<u32>,
    /// The id that a reference leads to.
    pub(super) leads: Option<String>,
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// The size of letters, in points.
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) grey: bool,
    pub(super) centred: bool,
}

impl Look {
    /// Plain text of this size.
    pub(super) const fn plain(size: f32) -> Self {
        Self { size, bold: false, italic: false, grey: false, centred: false }
    }
}

/// From one line to the next, in sizes of letters.
const LEADING: f32 = 1.28;

/// The size of a footnote's number, and how far it is raised, in sizes of letters.
const RAISED: (f32, f32) = (0.62, 0.36);

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) height: f32,
    /// From the top of the line.
    pub(super) baseline: f32,
    pub(super) runs: Vec<Run>,
    /// The footnotes that are called in it.
    pub(super) calls: Vec<u32>,
    /// Whether its paragraph runs from right to left.
    pub(super) mirrored: bool,
    /// Where its words end, from the left.
    pub(super) right: f32,
}

/// Glyphs of one font, size and ink.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// Which of the embedded fonts.
    pub(super) font: usize,
    pub(super) size: f32,
    pub(super) ink: Ink,
    pub(super) x: f32,
    pub(super) width: f32,
    /// Above the baseline.
    pub(super) rise: f32,
    pub(super) glyphs: Vec<Glyph>,
    /// The text of the whole paragraph; glyphs point into it.
    pub(super) text: Rc<str>,
}

/// One glyph, its measures in sizes of letters.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) advance: f32,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) range: Range<usize>,
}

/// What sets text.
pub(super) struct Setter {
    fonts: Fonts,
    layouts: LayoutContext<Ink>,
    /// Letters that no font has.
    pub(super) unprintable: BTreeSet<char>,
}

/// How a stretch of text looks.
#[derive(Clone, Debug)]
struct Dress {
    bold: bool,
    italic: bool,
    ink: Ink,
}

/// A stretch of text in one dress.
struct Span {
    range: Range<usize>,
    dress: Dress,
}

impl Setter {
    /// With the fonts of the program.
    pub(super) fn new() -> Self {
        Self { fonts: Fonts::new(), layouts: LayoutContext::new(), unprintable: BTreeSet::new() }
    }

    /// Plain words, set into lines.
    pub(super) fn words(&mut self, text: &str, look: Look, width: f32) -> Vec<Line> {
        self.lines(&[Inline::Text(text.to_owned())], look, width)
    }

    /// Pieces, set into lines no wider than this; nothing for nothing.
    pub(super) fn lines(&mut self, pieces: &[Inline], look: Look, width: f32) -> Vec<Line> {
        let ink = Ink { grey: look.grey, ..Ink::default() };
        let dress = Dress { bold: look.bold, italic: look.italic, ink };
        let unprintable = &mut self.unprintable;
        let mut spread = Spread { text: String::new(), spans: Vec::new(), fonts: &self.fonts, unprintable };
        spread.pieces(pieces, &dress);
        let Spread { text, spans, .. } = spread;
        if text.is_empty() {
            return Vec::new();
        }
        let mut layout = self.layout(&text, &spans, look);
        layout.break_all_lines(Some(width));
        let alignment = if look.centred { Alignment::Center } else { Alignment::Start };
        layout.align(alignment, AlignmentOptions::default());
        let text: Rc<str> = text.into();
        layout.lines().map(|line| self.line(&layout, &line, &text, look)).collect()
    }

    fn layout(&mut self, text: &str, spans: &[Span], look: Look) -> Layout<Ink> {
        let mut builder = self.layouts.ranged_builder(&mut self.fonts.context, text, 1.0, false);
        let families = [fonts::SERIF, fonts::ARABIC, fonts::HEBREW].map(FontFamilyName::named);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(families.to_vec().into())));
        builder.push_default(StyleProperty::FontSize(look.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(look.size * LEADING)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        for span in spans {
            builder.push(StyleProperty::Brush(span.dress.ink.clone()), span.range.clone());
            if span.dress.bold {
                builder.push(StyleProperty::FontWeight(FontWeight::BOLD), span.range.clone());
            }
            if span.dress.italic {
                builder.push(StyleProperty::FontStyle(FontStyle::Italic), span.range.clone());
            }
            if span.dress.ink.calls.is_some() {
                builder.push(StyleProperty::FontSize(look.size * RAISED.0), span.range.clone());
            }
        }
        builder.build(text)
    }

    fn line(&mut self, layout: &Layout<Ink>, line: &parley::layout::Line<'_, Ink>, text: &Rc<str>, look: Look) -> Line {
        let metrics = line.metrics();
        let mut x = metrics.offset + metrics.inline_min_coord;
        let mut set = Line {
            height: look.size * LEADING,
            baseline: metrics.baseline - metrics.block_min_coord,
            runs: Vec::new(),
            calls: Vec::new(),
            mirrored: layout.is_rtl(),
            right: 0.0,
        };
        for run in line.runs() {
            let font = self.fonts.known.iter().position(|id| *id == run.font().data.id()).unwrap_or(0);
            let size = run.font_size();
            let mut last = None;
            for cluster in run.visual_clusters() {
                let range = cluster.text_range();
                if cluster.is_ligature_continuation() {
                    if let Some(glyph) = set.runs.last_mut().and_then(|run| run.glyphs.last_mut()) {
                        glyph.range = glyph.range.start.min(range.start)..glyph.range.end.max(range.end);
                    }
                    continue;
                }
                let ink = &cluster.style().brush;
                if last != Some(cluster.style_index()) {
                    let rise = if ink.calls.is_some() { look.size * RAISED.1 } else { 0.0 };
                    let (ink, text) = (ink.clone(), text.clone());
                    set.calls.extend(ink.calls);
                    set.runs.push(Run { font, size, ink, x, width: 0.0, rise, glyphs: Vec::new(), text });
                    last = Some(cluster.style_index());
                }
                for glyph in cluster.glyphs() {
                    x += glyph.advance;
                    if let Some(run) = set.runs.last_mut() {
                        run.width += glyph.advance;
                        run.glyphs.push(Glyph {
                            id: glyph.id,
                            advance: glyph.advance / size,
                            x: glyph.x / size,
                            y: -glyph.y / size,
                            range: range.clone(),
                        });
                    }
                }
            }
        }
        set.right = x;
        set
    }
}

/// The words of pieces one after the other, each with its dress.
struct Spread<'f> {
    text: String,
    spans: Vec<Span>,
    fonts: &'f Fonts,
    unprintable: &'f mut BTreeSet<char>,
}

impl Spread<'_> {
    fn pieces(&mut self, pieces: &[Inline], dress: &Dress) {
        for piece in pieces {
            match piece {
                Inline::Text(words) => self.words(words, dress),
                Inline::LineBreak => self.text.push('\n'),
                Inline::Bold(inner) => self.pieces(inner, &Dress { bold: true, ..dress.clone() }),
                Inline::Italic(inner) => self.pieces(inner, &Dress { italic: true, ..dress.clone() }),
                Inline::Missing(inner) => {
                    let missing = Dress { ink: Ink { missing: true, ..dress.ink.clone() }, ..dress.clone() };
                    self.words("[", &missing);
                    self.pieces(inner, &missing);
                    self.words("]", &missing);
                }
                Inline::Reference(to, inner) => {
                    let ink = Ink { leads: Some(to.clone()), ..dress.ink.clone() };
                    self.pieces(inner, &Dress { ink, ..dress.clone() });
                }
                Inline::Footnote(number, _) => {
                    let ink = Ink { calls: Some(*number), ..dress.ink.clone() };
                    self.words(&number.to_string(), &Dress { bold: false, italic: false, ink });
                }
            }
        }
    }

    /// Words; a letter that no font has is remembered, and a mark stands in its place.
    fn words(&mut self, words: &str, dress: &Dress) {
        let from = self.text.len();
        for letter in words.chars() {
            if letter == ' ' || self.fonts.have(letter) {
                self.text.push(letter);
            } else if letter == '\u{202F}' {
                self.text.push('\u{A0}');
            } else if !is_unseen(letter) {
                self.unprintable.insert(letter);
                self.text.push(STAND_IN);
            }
        }
        self.spans.push(Span { range: from..self.text.len(), dress: dress.clone() });
    }
}

/// What stands for a letter that no font has.
const STAND_IN: char = '\u{FFFD}';

/// Marks that steer how others are written and are not seen themselves.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}')
}
