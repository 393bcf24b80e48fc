//! Lines as runs of Word. In: the pieces of a line. Out: runs with their dress, those from right to left marked.

use std::collections::BTreeMap;

use super::escaped;
use crate::document::direction::{self, Direction};
use crate::document::model::Inline;

/// How the words of a run look, and what may stand among them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dress<'a> {
    bold: bool,
    italic: bool,
    missing: bool,
    /// Where references lead; a comment has neither these nor footnotes.
    anchors: Option<&'a BTreeMap<String, String>>,
}

impl<'a> Dress<'a> {
    /// Plain words of the text.
    pub(super) fn text(anchors: &'a BTreeMap<String, String>) -> Self {
        Self { bold: false, italic: false, missing: false, anchors: Some(anchors) }
    }

    /// Plain words of a comment.
    pub(super) fn comment() -> Self {
        Self { bold: false, italic: false, missing: false, anchors: None }
    }
}

/// A line as runs.
pub(super) fn runs(line: &[Inline], dress: Dress<'_>, around: Direction) -> String {
    let mut out = String::new();
    for piece in line {
        match piece {
            Inline::Text(text) => out.push_str(&run(text, dress, around)),
            Inline::Bold(inner) => out.push_str(&runs(inner, Dress { bold: true, ..dress }, around)),
            Inline::Italic(inner) => out.push_str(&runs(inner, Dress { italic: true, ..dress }, around)),
            Inline::Missing(inner) => {
                let dress = Dress { missing: true, ..dress };
                out.push_str(&run("[", dress, around));
                out.push_str(&runs(inner, dress, around));
                out.push_str(&run("]", dress, around));
            }
            Inline::LineBreak => out.push_str("<w:r><w:br/></w:r>"),
            Inline::Reference(to, inner) => {
                let inner = runs(inner, dress, around);
                match dress.anchors.and_then(|anchors| anchors.get(to)) {
                    Some(anchor) => out
                        .push_str(&format!("<w:hyperlink w:anchor=\"{anchor}\" w:history=\"1\">{inner}</w:hyperlink>")),
                    None => out.push_str(&inner),
                }
            }
            Inline::Footnote(number, inner) if dress.anchors.is_none() => {
                out.push_str(&run(&format!(" (note {number}: "), dress, around));
                out.push_str(&runs(inner, dress, around));
                out.push_str(&run(")", dress, around));
            }
            Inline::Footnote(number, _) => out.push_str(&format!(
                "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{}\"/></w:r>",
                footnote_id(*number)
            )),
        }
    }
    out
}

/// The number by which the file knows a footnote: two are taken by the lines above footnotes.
pub(super) fn footnote_id(number: u32) -> u32 {
    number + 1
}

/// Words in one dress.
fn run(text: &str, dress: Dress<'_>, around: Direction) -> String {
    let mut out = String::new();
    for (way, piece) in direction::pieces(text, around) {
        let mut properties = String::new();
        if dress.bold {
            properties.push_str("<w:b/><w:bCs/>");
        }
        if dress.italic {
            properties.push_str("<w:i/><w:iCs/>");
        }
        if dress.missing {
            properties.push_str("<w:highlight w:val=\"yellow\"/>");
        }
        if way == Direction::RightToLeft {
            properties.push_str("<w:rtl/>");
        }
        let properties = if properties.is_empty() { properties } else { format!("<w:rPr>{properties}</w:rPr>") };
        out.push_str(&format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(piece)));
    }
    out
}

/// A paragraph of plain words.
pub(super) fn plain_paragraph(style: &str, text: &str) -> String {
    let way = direction::of(text);
    let bidi = if way == Direction::RightToLeft { "<w:bidi/>" } else { "" };
    let runs = run(text, Dress::comment(), way);
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{bidi}</w:pPr>{runs}</w:p>")
}
