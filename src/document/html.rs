//! A document as one page of HTML that needs nothing else and prints on A4. In: a document. Out: the page; whatever a case says
//! is escaped, and each part finds its own direction.

use super::labels::Labels;
use super::model::{Block, Cell, Document, Inline, Item, Kind, Mark, Note, NoteKind, Table};
use crate::explain::html::escaped;

const STYLE: &str = include_str!("html/document.css");

/// Nothing may be fetched, and no script runs.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Prints the page.
#[must_use]
pub fn print(document: &Document) -> String {
    let (title, lang) = (escaped(&document.title), escaped(&document.lang));
    let mut page = Page { out: String::with_capacity(1 << 14), labels: Labels::of(&document.lang) };
    let out = &mut page.out;
    out.push_str(&format!("<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n"));
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"));
    out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.push_str(&format!("<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n"));
    let class = if document.has_trace() { " class=\"traced\"" } else { "" };
    out.push_str(&format!("<body{class}>\n<main>\n"));
    page.blocks(&document.blocks);
    page.footnotes(document);
    page.out.push_str("</main>\n</body>\n</html>\n");
    page.out
}

struct Page {
    out: String,
    labels: Labels,
}

/// The attribute by which a part is found.
fn id(mark: &Mark) -> String {
    mark.id.as_ref().map_or_else(String::new, |id| format!(" id=\"{}\"", escaped(id)))
}

impl Page {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.trace(&block.mark);
            self.block(block);
        }
    }

    /// What a part came from, in the margin.
    fn trace(&mut self, mark: &Mark) {
        if let Some(trace) = &mark.trace {
            let (label, trace) = (self.labels.trace, escaped(trace));
            self.out.push_str(&format!("<small class=\"trace\" dir=\"auto\" title=\"{label}\">{trace}</small>\n"));
        }
    }

    fn block(&mut self, block: &Block) {
        let id = id(&block.mark);
        match &block.kind {
            Kind::Heading(level, line) => self.line(&format!("h{level}"), &id, line),
            Kind::Paragraph(None, line) => self.line("p", &id, line),
            Kind::Paragraph(Some(number), line) => {
                self.out
                    .push_str(&format!("<p class=\"numbered\"{id} dir=\"auto\"><span class=\"n\">{number}.</span> "));
                self.inlines(line);
                self.out.push_str("</p>\n");
            }
            Kind::List(items) => self.list(items, &id),
            Kind::Table(table) => self.table(table, &id),
            Kind::Quote(blocks) => self.around("blockquote", &id, blocks),
            Kind::Cover(blocks) => self.around("header", &id, blocks),
            Kind::PageBreak => self.out.push_str("<hr class=\"break\">\n"),
            Kind::Note(note) => self.note(note, &id),
        }
    }

    fn line(&mut self, tag: &str, attributes: &str, line: &[Inline]) {
        self.out.push_str(&format!("<{tag}{attributes} dir=\"auto\">"));
        self.inlines(line);
        self.out.push_str(&format!("</{tag}>\n"));
    }

    fn around(&mut self, tag: &str, attributes: &str, blocks: &[Block]) {
        self.out.push_str(&format!("<{tag}{attributes} dir=\"auto\">\n"));
        self.blocks(blocks);
        self.out.push_str(&format!("</{tag}>\n"));
    }

    fn list(&mut self, items: &[Item], id_of_list: &str) {
        let tag = if items.iter().any(|item| item.number.is_some()) { "ol" } else { "ul" };
        self.out.push_str(&format!("<{tag}{id_of_list} dir=\"auto\">\n"));
        for item in items {
            self.out.push_str(&format!("<li{} dir=\"auto\">", id(&item.mark)));
            self.trace(&item.mark);
            self.held(&item.blocks);
            self.out.push_str("</li>\n");
        }
        self.out.push_str(&format!("</{tag}>\n"));
    }

    /// What an item or cell holds: one plain paragraph is printed without a tag of its own.
    fn held(&mut self, blocks: &[Block]) {
        match blocks {
            [Block { mark, kind: Kind::Paragraph(None, line) }] if *mark == Mark::default() => self.inlines(line),
            blocks => self.blocks(blocks),
        }
    }

    fn table(&mut self, table: &Table, id_of_table: &str) {
        self.out.push_str(&format!("<table{id_of_table} dir=\"auto\">\n"));
        if !table.widths.is_empty() {
            self.out.push_str("<colgroup>");
            for share in table.shares() {
                self.out.push_str(&format!("<col style=\"width:{:.1}%\">", share * 100.0));
            }
            self.out.push_str("</colgroup>\n");
        }
        let heading = table.heading_rows();
        for (index, row) in table.rows.iter().enumerate() {
            if index == 0 && heading > 0 {
                self.out.push_str("<thead>\n");
            }
            if index == heading {
                self.out.push_str("<tbody>\n");
            }
            self.out.push_str(&format!("<tr{}>", id(&row.mark)));
            let last = row.cells.len().saturating_sub(1);
            for (column, cell) in row.cells.iter().enumerate() {
                self.cell(cell, index < heading, (column == last).then_some(&row.mark));
            }
            self.out.push_str("</tr>\n");
            if index + 1 == heading {
                self.out.push_str("</thead>\n");
            }
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    /// A cell; the last one of a row carries what the row came from.
    fn cell(&mut self, cell: &Cell, on_top: bool, mark: Option<&Mark>) {
        let (tag, scope) = match (cell.heads, on_top) {
            (true, true) => ("th", " scope=\"col\""),
            (true, false) => ("th", " scope=\"row\""),
            (false, _) => ("td", ""),
        };
        self.out.push_str(&format!("<{tag}{scope} dir=\"auto\">"));
        if let Some(mark) = mark {
            self.trace(mark);
        }
        self.held(&cell.blocks);
        self.out.push_str(&format!("</{tag}>"));
    }

    fn note(&mut self, note: &Note, id: &str) {
        let kind = match note.kind {
            NoteKind::Missing => "missing",
            NoteKind::Answer => "answer",
            NoteKind::Proposal => "proposal",
            NoteKind::Remark => "remark",
        };
        let title = escaped(&note.title);
        self.out.push_str(&format!("<aside class=\"{kind}\"{id}>\n<p class=\"title\" dir=\"auto\">{title}</p>\n"));
        self.blocks(&note.blocks);
        self.out.push_str("</aside>\n");
    }

    fn inlines(&mut self, line: &[Inline]) {
        for piece in line {
            match piece {
                Inline::Text(text) => self.out.push_str(&escaped(text)),
                Inline::Bold(inner) => self.wrapped("<b>", inner, "</b>"),
                Inline::Italic(inner) => self.wrapped("<i>", inner, "</i>"),
                Inline::Missing(inner) => self.wrapped("<mark>[", inner, "]</mark>"),
                Inline::Reference(to, inner) => self.wrapped(&format!("<a href=\"#{}\">", escaped(to)), inner, "</a>"),
                Inline::LineBreak => self.out.push_str("<br>\n"),
                // `.` cannot stand in an id of the document itself.
                Inline::Footnote(number, _) => self.out.push_str(&format!(
                    "<sup><a id=\"call.{number}\" href=\"#note.{number}\" role=\"doc-noteref\">{number}</a></sup>"
                )),
            }
        }
    }

    fn wrapped(&mut self, open: &str, inner: &[Inline], close: &str) {
        self.out.push_str(open);
        self.inlines(inner);
        self.out.push_str(close);
    }

    fn footnotes(&mut self, document: &Document) {
        let footnotes = document.footnotes();
        if footnotes.is_empty() {
            return;
        }
        let (label, back) = (self.labels.footnotes, self.labels.back);
        self.out
            .push_str(&format!("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{label}\">\n<ol>\n"));
        for (number, words) in footnotes {
            self.out.push_str(&format!("<li id=\"note.{number}\" value=\"{number}\" dir=\"auto\">"));
            self.inlines(words);
            self.out.push_str(&format!(
                " <a href=\"#call.{number}\" role=\"doc-backlink\" aria-label=\"{back}\">↩</a></li>\n"
            ));
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}
