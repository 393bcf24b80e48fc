//! Draws diagnostics over the lines that they are about, for a terminal. In: diagnostics and the texts they point into.
//! Out: one text to print. The only file that knows the snippet crate. Whatever a span or a text holds, it draws
//! something: spans are clipped, long lines cut, and characters that steer a terminal shown as what they are.

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{SourceId, Sources, Span};

/// A line with more characters than this is cut.
const WIDEST: usize = 160;
/// Of a cut line, this many characters before the place stay.
const KEPT_BEFORE: usize = 48;
/// More diagnostics than this are counted, not drawn.
const MOST_DRAWN: usize = 100;
/// After so many bytes the rest is counted, not drawn.
const LONGEST_DRAWING: usize = 256 * 1024;
/// More places of one diagnostic than this are left out.
const MOST_PLACES: usize = 24;
/// A message, label or help with more characters than this is cut.
const LONGEST_TEXT: usize = 600;
/// Places at most this many lines apart are drawn in one piece.
const NEAR: usize = 6;

/// Every diagnostic over its source lines, in the order of the sources, and a last line that counts them; empty if there
/// are none.
#[must_use]
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], colour: bool) -> String {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by(|left, right| (left.span, left.code, &left.message).cmp(&(right.span, right.code, &right.message)));
    let mut out = String::new();
    let mut drawn = 0;
    for diagnostic in sorted.into_iter().take(MOST_DRAWN) {
        if out.len() > LONGEST_DRAWING {
            break;
        }
        out.push_str(&draw(sources, diagnostic, colour));
        out.push_str("\n\n");
        drawn += 1;
    }
    out.push_str(&summary(diagnostics, drawn));
    out
}

/// "3 errors, 1 warning", with its line end, and how many of them were drawn if not all.
fn summary(diagnostics: &[Diagnostic], drawn: usize) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error).count();
    let counts: Vec<String> = [(errors, "error"), (diagnostics.len() - errors, "warning")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }))
        .collect();
    match (counts.is_empty(), drawn < diagnostics.len()) {
        (true, _) => String::new(),
        (false, false) => format!("{}\n", counts.join(", ")),
        (false, true) => format!("{}; the first {drawn} are shown\n", counts.join(", ")),
    }
}

/// One diagnostic, without a line end.
fn draw(sources: &Sources, diagnostic: &Diagnostic, colour: bool) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let primary = Place::find(sources, diagnostic.span, &diagnostic.label, AnnotationKind::Primary);
    let others = diagnostic
        .others
        .iter()
        .filter_map(|other| Place::find(sources, other.span, &other.text, AnnotationKind::Context));
    let pieces = gather(primary.into_iter().chain(others).take(MOST_PLACES));

    let title = level.primary_title(harmless(&diagnostic.message)).id(diagnostic.code.name());
    let mut corrections = Vec::new();
    let mut snippets = Vec::new();
    for piece in &pieces {
        let name = harmless(sources.name(piece.source));
        let (snippet, correction) = piece.snippet(sources, &name);
        snippets.push(snippet.path(name));
        corrections.extend(correction);
    }
    let mut group = title.elements(snippets);
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(harmless(&diagnostic.help)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut drawn = renderer.term_width(4 * WIDEST).render(&[group]);
    let mut from = 0;
    for (shown, right) in corrections {
        if let Some(at) = drawn[from..].find(&shown).map(|at| from + at) {
            drawn.replace_range(at..at + shown.len(), &right);
            from = at + right.len();
        }
    }
    drawn
}

/// A label, found in its line. A place of several lines is drawn at its first.
struct Place<'a> {
    source: SourceId,
    /// From 1.
    line: usize,
    /// Where the line begins in its text.
    line_start: usize,
    /// The line, without its end.
    text: &'a str,
    /// First byte of the place in the line.
    from: usize,
    /// One past its last byte in the line.
    to: usize,
    label: &'a str,
    kind: AnnotationKind,
}

impl<'a> Place<'a> {
    /// Clips the span to its text; none if there is no such text.
    fn find(sources: &'a Sources, span: Span, label: &'a str, kind: AnnotationKind) -> Option<Self> {
        sources.iter().find(|(id, _)| *id == span.source)?;
        let text = sources.text(span.source);
        let mut start = boundary(text, span.start as usize);
        if start == text.len() && text.ends_with('\n') {
            start -= 1;
        }
        let end = boundary(text, span.end as usize).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line = line_at(text, line_start);
        let inside = |at: usize| (at - line_start).min(line.len());
        Some(Self {
            source: span.source,
            line: text[..line_start].bytes().filter(|byte| *byte == b'\n').count() + 1,
            line_start,
            text: line,
            from: inside(start),
            to: inside(end),
            label,
            kind,
        })
    }

    /// True if the line is shown otherwise than it is written: cut, or with characters replaced.
    fn is_altered(&self) -> bool {
        self.text.chars().nth(WIDEST).is_some()
            || self.text.chars().any(|character| is_unseen(character) || (character.is_control() && character != '\t'))
    }

    /// The column of the place, from 1, as an editor counts it: without a byte order mark.
    fn column(&self) -> usize {
        let before = &self.text[..self.from];
        let mark = usize::from(self.line_start == 0 && before.starts_with('\u{feff}'));
        before.chars().count() + 1 - mark
    }
}

/// Places of one source that are drawn together.
struct Piece<'a> {
    source: SourceId,
    first_line: usize,
    last_line: usize,
    places: Vec<Place<'a>>,
}

/// Puts near places together, in the order of their first; a place in a line that is
/// shown altered stands alone.
fn gather<'a>(places: impl Iterator<Item = Place<'a>>) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    for place in places {
        let fits = |piece: &&mut Piece<'a>| {
            piece.source == place.source
                && place.line + NEAR >= piece.first_line
                && place.line <= piece.last_line + NEAR
                && !place.is_altered()
                && !piece.places.iter().any(Place::is_altered)
        };
        if let Some(piece) = pieces.iter_mut().find(fits) {
            piece.first_line = piece.first_line.min(place.line);
            piece.last_line = piece.last_line.max(place.line);
            piece.places.push(place);
        } else {
            let (source, line) = (place.source, place.line);
            pieces.push(Piece { source, first_line: line, last_line: line, places: vec![place] });
        }
    }
    pieces
}

impl<'a> Piece<'a> {
    /// The piece for the snippet crate; and, where characters before the place are not shown as they are, the place as the
    /// crate will print it and the place as it should be.
    fn snippet(&self, sources: &'a Sources, name: &str) -> (Snippet<'a, Annotation<'a>>, Option<(String, String)>) {
        let text = sources.text(self.source);
        let mut start = self.places.iter().map(|place| place.line_start).min().unwrap_or(0);
        let mut shown = String::new();
        let mut annotations = Vec::new();
        let mut correction = None;
        for number in self.first_line..=self.last_line {
            let line = line_at(text, start);
            let marks: Vec<&Place<'a>> = self.places.iter().filter(|place| place.line == number).collect();
            let shown_line = ShownLine::new(line, marks.first().map_or(0, |place| place.from), start == 0);
            for place in marks {
                let span = shown.len() + shown_line.at(place.from)..shown.len() + shown_line.at(place.to);
                let label = Some(harmless(place.label)).filter(|label| !label.is_empty());
                annotations.push(place.kind.span(span).label(label));
                let shown_column = shown_line.text[..shown_line.at(place.from)].chars().count() + 1;
                if shown_column != place.column() {
                    let header = |column: usize| format!("{name}:{number}:{column}");
                    correction = Some((header(shown_column), header(place.column())));
                }
            }
            shown.push_str(&shown_line.text);
            shown.push('\n');
            start += text[start..].find('\n').map_or(0, |at| at + 1);
        }
        shown.pop();
        (Snippet::source(shown).line_start(self.first_line).annotations(annotations), correction)
    }
}

/// A line as it is shown: cut, and harmless.
struct ShownLine {
    text: String,
    /// For each character shown: where it begins in the line, and in `text`; last, the end of both.
    map: Vec<(usize, usize)>,
}

impl ShownLine {
    /// Keeps at most [`WIDEST`] characters, among them the one at byte `focus`.
    fn new(line: &str, focus: usize, is_first: bool) -> Self {
        let is_long = line.chars().nth(WIDEST).is_some();
        let skipped = if is_long { line[..focus].chars().count().saturating_sub(KEPT_BEFORE) } else { 0 };
        let mut shown = Self { text: String::from(if skipped > 0 { "…" } else { "" }), map: Vec::new() };
        let mut previous = ' ';
        let mut end = line.len();
        for (count, (at, character)) in line.char_indices().skip(skipped).enumerate() {
            if count == WIDEST {
                end = at;
                break;
            }
            shown.map.push((at, shown.text.len()));
            let is_byte_order_mark = is_first && at == 0 && character == '\u{feff}';
            if character == '\t' {
                shown.text.push(character);
            } else if !is_byte_order_mark {
                push_harmless(&mut shown.text, previous, character);
            }
            previous = character;
        }
        shown.map.push((end, shown.text.len()));
        if end < line.len() {
            shown.text.push('…');
        }
        shown
    }

    /// Where byte `at` of the line stands in the text shown.
    fn at(&self, at: usize) -> usize {
        let index = self.map.partition_point(|(original, _)| *original < at);
        self.map.get(index).or(self.map.last()).map_or(0, |(_, shown)| *shown)
    }
}

/// The line that begins at byte `start`, without its end.
fn line_at(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    line.strip_suffix('\r').unwrap_or(line)
}

/// The nearest character boundary at or before `at`, inside the text.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A message, label, help or name that steers no terminal; long ones are cut.
#[must_use]
pub fn harmless(text: &str) -> String {
    let mut out = String::new();
    let mut previous = ' ';
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST_TEXT {
            out.push('…');
            break;
        }
        match character {
            '\n' | '\r' | '\t' => out.push(' '),
            _ => push_harmless(&mut out, previous, character),
        }
        previous = character;
    }
    out
}

/// A control character as its picture, an invisible or direction-changing one as its number, any other as it is.
fn push_harmless(out: &mut String, previous: char, character: char) {
    let number = u32::from(character);
    let is_joiner = matches!(character, '\u{200c}' | '\u{200d}');
    if number < 0x20 {
        out.push(char::from_u32(0x2400 + number).unwrap_or('\u{fffd}'));
    } else if number == 0x7f {
        out.push('\u{2421}');
    } else if is_unseen(character) && !(is_joiner && !previous.is_ascii() && previous.is_alphabetic()) {
        out.push_str(&format!("<U+{number:04X}>"));
    } else {
        out.push(character);
    }
}

/// Characters that take no room or change the direction, and the second block of control characters.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}
