//! Pages as a PDF file. In: pages with everything at its place. Out: the bytes, with an outline, links, title and language; no
//! author, no date.

use std::collections::BTreeMap;

use krilla::Document as File;
use krilla::SerializeSettings;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb::Color;
use krilla::destination::{Destination, XyzDestination};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::flow::PAGE;
use super::fonts;
use super::lines::{Line, Run};
use super::pages::{Page, Paint, Shape};
use crate::document::model::{Document, NoteKind, Unwritten};

/// Colours: of letters, of what is less important, of lines, and grounds.
const BLACK: [u8; 3] = [0x11, 0x11, 0x11];
const GREY: [u8; 3] = [0x66, 0x66, 0x66];
const LINE: [u8; 3] = [0x99, 0x99, 0x99];
const HEAD: [u8; 3] = [0xEC, 0xEC, 0xEC];
const MARKED: [u8; 3] = [0xFF, 0xF0, 0xB3];

/// The edge and the ground of a note.
fn note(kind: NoteKind) -> ([u8; 3], [u8; 3]) {
    match kind {
        NoteKind::Missing => ([0xB4, 0x53, 0x09], [0xFF, 0xF7, 0xE6]),
        NoteKind::Answer => ([0x1D, 0x4E, 0x89], [0xEE, 0xF4, 0xFB]),
        NoteKind::Proposal => ([0x2F, 0x6B, 0x3A], [0xEE, 0xF7, 0xEF]),
        NoteKind::Remark => ([0x77, 0x77, 0x77], [0xF5, 0xF5, 0xF5]),
    }
}

/// Writes the file.
pub(super) fn file(document: &Document, pages: &[Page]) -> Result<Vec<u8>, Unwritten> {
    let fonts: Option<Vec<Font>> = fonts::embedded().into_iter().collect();
    let fonts = fonts.ok_or_else(|| Unwritten { what: "a font of the program cannot be read".to_owned() })?;
    let settings = SerializeSettings { enable_tagging: false, ..SerializeSettings::default() };
    let mut file = File::new_with(settings);
    file.set_metadata(Metadata::new().title(document.title.clone()).language(document.lang.clone()));
    let places = places(pages);
    for page in pages {
        let Some(settings) = PageSettings::from_wh(PAGE.0, PAGE.1) else { continue };
        let mut sheet = file.start_page_with(settings);
        let mut surface = sheet.surface();
        page.grounds.iter().for_each(|shape| ground(&mut surface, shape));
        page.lines.iter().for_each(|line| words(&mut surface, line, &fonts));
        surface.finish();
        for (left, top, line) in &page.lines {
            for run in &line.runs {
                link(&mut sheet, run, (*left, *top, line.height), &places);
            }
        }
        sheet.finish();
    }
    file.set_outline(outline(pages));
    file.finish().map_err(|error| Unwritten { what: format!("{error:?}") })
}

/// Where each id stands.
fn places(pages: &[Page]) -> BTreeMap<&str, (usize, f32)> {
    let all = pages.iter().enumerate().flat_map(|(index, page)| page.ids.iter().map(move |(id, y)| (index, id, y)));
    all.map(|(index, id, y)| (id.as_str(), (index, *y))).collect()
}

fn destination(page: usize, y: f32) -> XyzDestination {
    XyzDestination::new(page, Point::from_xy(0.0, (y - 12.0).max(0.0)))
}

fn fill(colour: [u8; 3]) -> Fill {
    let [red, green, blue] = colour;
    Fill { paint: Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}

fn stroke(colour: [u8; 3], width: f32) -> Stroke {
    let [red, green, blue] = colour;
    Stroke { paint: Color::new(red, green, blue).into(), width, ..Stroke::default() }
}

/// Draws a rectangle; one without width or height is a line.
fn rectangle(surface: &mut Surface<'_>, shape: (f32, f32, f32, f32), inside: Option<Fill>, edge: Option<Stroke>) {
    let (left, top, width, height) = shape;
    let mut path = PathBuilder::new();
    path.move_to(left, top);
    if width > 0.0 && height > 0.0 {
        path.line_to(left + width, top);
        path.line_to(left + width, top + height);
        path.line_to(left, top + height);
        path.close();
    } else {
        path.line_to(left + width, top + height);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(inside);
        surface.set_stroke(edge);
        surface.draw_path(&path);
        surface.set_stroke(None);
    }
}

fn ground(surface: &mut Surface<'_>, shape: &Shape) {
    let whole = (shape.left, shape.top, shape.width, shape.height);
    match shape.paint {
        Paint::Rule => rectangle(surface, whole, None, Some(stroke(LINE, if shape.width > 0.0 { 0.5 } else { 2.0 }))),
        Paint::Cell(heads) => rectangle(surface, whole, heads.then(|| fill(HEAD)), Some(stroke(LINE, 0.5))),
        Paint::Note(kind) => {
            let (edge, inside) = note(kind);
            rectangle(surface, whole, Some(fill(inside)), Some(stroke(edge, 0.6)));
            rectangle(surface, (shape.left, shape.top, 3.0, shape.height), Some(fill(edge)), None);
        }
    }
}

fn words(surface: &mut Surface<'_>, (left, top, line): &(f32, f32, Line), fonts: &[Font]) {
    for run in line.runs.iter().filter(|run| run.ink.missing) {
        let size = run.size;
        let behind = (left + run.x, top + line.baseline - size, run.width, size * 1.28);
        rectangle(surface, behind, Some(fill(MARKED)), None);
    }
    for run in &line.runs {
        let Some(font) = fonts.get(run.font) else { continue };
        surface.set_fill(Some(fill(if run.ink.grey { GREY } else { BLACK })));
        let start = Point::from_xy(left + run.x, top + line.baseline - run.rise);
        surface.draw_glyphs(start, &glyphs(run), font.clone(), &run.text, run.size, false);
    }
}

fn glyphs(run: &Run) -> Vec<KrillaGlyph> {
    let one = |glyph: &super::lines::Glyph| {
        KrillaGlyph::new(GlyphId::new(glyph.id), glyph.advance, glyph.x, glyph.y, 0.0, glyph.range.clone(), None)
    };
    run.glyphs.iter().map(one).collect()
}

/// Makes a reference a link.
fn link(
    sheet: &mut krilla::page::Page<'_>,
    run: &Run,
    (left, top, height): (f32, f32, f32),
    places: &BTreeMap<&str, (usize, f32)>,
) {
    let Some((page, y)) = run.ink.leads.as_ref().and_then(|id| places.get(id.as_str())) else { return };
    let Some(area) = Rect::from_xywh(left + run.x, top, run.width.max(1.0), height) else { return };
    let target = Target::Destination(Destination::Xyz(destination(*page, *y)));
    sheet.add_annotation(Annotation::from(LinkAnnotation::new(area, target)));
}

/// The headings as a tree; one that skips a level hangs on what stands above it.
fn outline(pages: &[Page]) -> Outline {
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut outline = Outline::new();
    let mut shut = |open: &mut Vec<(u8, OutlineNode)>, level: u8| {
        while let Some((_, node)) = open.pop_if(|(above, _)| *above >= level) {
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    for (index, page) in pages.iter().enumerate() {
        for (level, words, y) in &page.headings {
            shut(&mut open, *level);
            open.push((*level, OutlineNode::new(words.clone(), destination(index, *y))));
        }
    }
    shut(&mut open, 0);
    outline
}
