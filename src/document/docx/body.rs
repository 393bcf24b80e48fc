//! Blocks as paragraphs and tables of Word. In: a document. Out: the text of the main part, with the footnotes, comments and
//! lists it calls for.

use std::collections::BTreeMap;
use std::mem::take;

use super::comments::Comments;
use super::numbering::{BULLETS, Numbering, STEP, level};
use super::runs::{Dress, footnote_id, runs};
use crate::document::direction::{self, Direction};
use crate::document::labels::Labels;
use crate::document::model::{Block, Cell, Document, Inline, Item, Kind, Mark, Row, Table, words};

/// The room between the margins, in twentieths of a point.
const WIDTH: f32 = 9072.0;

/// What is written so far.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) out: String,
    pub(super) footnotes: String,
    pub(super) comments: Comments,
    pub(super) numbering: Numbering,
    labels: Labels,
    /// What each id is called in the file.
    anchors: BTreeMap<String, String>,
    /// What the next paragraph carries.
    waiting: Waiting,
}

/// What waits for the next paragraph.
#[derive(Debug, Default)]
struct Waiting {
    ids: Vec<String>,
    comments: Vec<usize>,
    breaks: bool,
}

/// How a paragraph stands.
#[derive(Clone, Copy, Debug, Default)]
struct Stand {
    style: &'static str,
    /// The list and level it takes its number from.
    list: Option<(usize, usize)>,
    /// The level of the list it stands in, one more; it is indented so far.
    indent: usize,
    bold: bool,
}

impl Body {
    /// Writes all blocks.
    pub(super) fn of(document: &Document) -> Self {
        let mut body = Self {
            out: String::new(),
            footnotes: String::new(),
            comments: Comments::default(),
            numbering: Numbering::default(),
            labels: Labels::of(&document.lang),
            anchors: BTreeMap::new(),
            waiting: Waiting::default(),
        };
        document.each_mark(&mut |mark| {
            if let Some(id) = &mark.id {
                let name = format!("part_{}", body.anchors.len() + 1);
                body.anchors.insert(id.clone(), name);
            }
        });
        body.blocks(&document.blocks, Stand::default());
        if !body.waiting.ids.is_empty() || !body.waiting.comments.is_empty() || body.out.ends_with("</w:tbl>") {
            body.paragraph(&[], Stand { style: "Spacer", ..Stand::default() });
        }
        body
    }

    fn blocks(&mut self, blocks: &[Block], stand: Stand) {
        for block in blocks {
            self.mark(&block.mark);
            self.block(block, stand);
        }
    }

    /// Keeps a mark for the next paragraph.
    fn mark(&mut self, mark: &Mark) {
        self.waiting.ids.extend(mark.id.clone());
        if let Some(trace) = &mark.trace {
            let text = format!("{}: {trace}", self.labels.trace);
            self.waiting.comments.push(self.comments.line(&text));
        }
    }

    fn block(&mut self, block: &Block, stand: Stand) {
        match &block.kind {
            Kind::Heading(level, line) => {
                let style = match (stand.style, level) {
                    ("CoverLine", 1) => "Title",
                    ("CoverLine", _) => "Subtitle",
                    (_, 1) => "Heading1",
                    (_, 2) => "Heading2",
                    _ => "Heading3",
                };
                self.paragraph(line, Stand { style, ..Stand::default() });
            }
            Kind::Paragraph(None, line) => self.paragraph(line, stand),
            Kind::Paragraph(Some(number), line) => {
                let list = Some((self.numbering.paragraph(*number), 0));
                self.paragraph(line, Stand { style: "NumberedParagraph", list, ..stand });
            }
            Kind::List(items) => self.list(items, stand),
            Kind::Table(table) => self.table(table),
            Kind::Quote(blocks) => self.blocks(blocks, Stand { style: "Quote", ..stand }),
            Kind::Cover(blocks) => self.blocks(blocks, Stand { style: "CoverLine", ..stand }),
            Kind::PageBreak => self.waiting.breaks = true,
            Kind::Note(note) => {
                let comment = self.comments.note(note);
                self.waiting.comments.push(comment);
            }
        }
    }

    fn list(&mut self, items: &[Item], stand: Stand) {
        let at = level(stand.indent);
        let ordered = items.iter().any(|item| item.number.is_some());
        let list = if ordered { self.numbering.items(at) } else { BULLETS };
        for item in items {
            self.mark(&item.mark);
            let style = if stand.style == "TableText" { "TableText" } else { "ListParagraph" };
            let inside = Stand { style, list: None, indent: stand.indent + 1, ..stand };
            let first = Stand { list: Some((list, at)), ..inside };
            match item.blocks.split_first() {
                Some((Block { mark, kind: Kind::Paragraph(None, line) }, rest)) => {
                    self.mark(mark);
                    self.paragraph(line, first);
                    self.blocks(rest, inside);
                }
                _ => {
                    self.paragraph(&[], first);
                    self.blocks(&item.blocks, inside);
                }
            }
        }
    }

    /// One paragraph with all that waited for it.
    fn paragraph(&mut self, line: &[Inline], stand: Stand) {
        let Waiting { ids, comments, breaks } = take(&mut self.waiting);
        let way = direction::of(&words(line));
        self.out.push_str(&format!("<w:p>{}", properties(stand, breaks, way)));
        for id in &ids {
            let name = &self.anchors[id];
            let number = name.trim_start_matches("part_");
            self.out.push_str(&format!(
                "<w:bookmarkStart w:id=\"{number}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{number}\"/>"
            ));
        }
        for id in &comments {
            self.out.push_str(&format!("<w:commentRangeStart w:id=\"{id}\"/>"));
        }
        let strong = stand.bold.then(|| vec![Inline::Bold(line.to_vec())]);
        self.out.push_str(&runs(strong.as_deref().unwrap_or(line), Dress::text(&self.anchors), way));
        for id in &comments {
            self.out.push_str(&format!(
                "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
                 <w:commentReference w:id=\"{id}\"/></w:r>"
            ));
        }
        self.out.push_str("</w:p>");
        self.footnotes_of(line);
    }

    fn footnotes_of(&mut self, line: &[Inline]) {
        for piece in line {
            match piece {
                Inline::Footnote(number, inner) => {
                    let way = direction::of(&words(inner));
                    let stand = Stand { style: "FootnoteText", ..Stand::default() };
                    self.footnotes.push_str(&format!(
                        "<w:footnote w:id=\"{}\"><w:p>{}<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>\
                         <w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>{}</w:p></w:footnote>",
                        footnote_id(*number),
                        properties(stand, false, way),
                        runs(inner, Dress::text(&self.anchors), way),
                    ));
                }
                Inline::Bold(inner) | Inline::Italic(inner) | Inline::Reference(_, inner) | Inline::Missing(inner) => {
                    self.footnotes_of(inner);
                }
                Inline::Text(_) | Inline::LineBreak => {}
            }
        }
    }

    fn table(&mut self, table: &Table) {
        // Two tables without a paragraph between them would be one, and a page can only begin with a paragraph.
        if self.waiting.breaks || self.out.ends_with("</w:tbl>") {
            self.paragraph(&[], Stand { style: "Spacer", ..Stand::default() });
        }
        let first = table.rows.iter().flat_map(|row| &row.cells).map(cell_words);
        let whole: String = first.collect::<Vec<_>>().join(" ");
        let mirrored = if direction::of(&whole) == Direction::RightToLeft { "<w:bidiVisual/>" } else { "" };
        let widths: Vec<String> = table.shares().iter().map(|share| format!("{:.0}", share * WIDTH)).collect();
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/>{mirrored}<w:tblW w:w=\"{WIDTH:.0}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        ));
        widths.iter().for_each(|width| self.out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>")));
        self.out.push_str("</w:tblGrid>");
        let heading = table.heading_rows();
        for (index, row) in table.rows.iter().enumerate() {
            self.row(row, &widths, index < heading);
        }
        self.out.push_str("</w:tbl>");
        self.paragraph(&[], Stand { style: "Spacer", ..Stand::default() });
    }

    /// A row; one that heads the table stands again on each page.
    fn row(&mut self, row: &Row, widths: &[String], heads: bool) {
        self.mark(&row.mark);
        self.out.push_str("<w:tr>");
        if heads {
            self.out.push_str("<w:trPr><w:tblHeader/></w:trPr>");
        }
        for (cell, width) in row.cells.iter().zip(widths) {
            let shade = if heads { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E8E8E8\"/>" } else { "" };
            self.out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>"));
            let stand = Stand { style: "TableText", bold: cell.heads, ..Stand::default() };
            let before = self.out.len();
            self.blocks(&cell.blocks, stand);
            // A cell ends with a paragraph, whatever it holds.
            if self.out.len() == before {
                self.paragraph(&[], stand);
            }
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }
}

/// The properties of a paragraph, in the order that Word prescribes.
fn properties(stand: Stand, breaks: bool, way: Direction) -> String {
    let style = if stand.style.is_empty() { "BodyText" } else { stand.style };
    let mut out = format!("<w:pPr><w:pStyle w:val=\"{style}\"/>");
    if breaks {
        out.push_str("<w:pageBreakBefore/>");
    }
    if let Some((list, level)) = stand.list {
        out.push_str(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"));
    }
    if way == Direction::RightToLeft {
        out.push_str("<w:bidi/>");
    }
    if stand.list.is_none() && stand.indent > 0 {
        out.push_str(&format!("<w:ind w:left=\"{}\"/>", STEP * stand.indent));
    }
    out + "</w:pPr>"
}

/// The words at the beginning of a cell, for its direction.
fn cell_words(cell: &Cell) -> String {
    match cell.blocks.first().map(|block| &block.kind) {
        Some(Kind::Paragraph(_, line)) => words(line),
        _ => String::new(),
    }
}
