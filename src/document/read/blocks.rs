//! Reads tags into blocks and lines. In: the tree of a markup. Out: a document, or the first fault.

use roxmltree::{Attribute, Node, TextPos};

use super::Fault;
use super::references::{self, Found, Targets};
use super::tags::{INLINE, TAGS, Tag, listed, named};
use crate::document::labels::Labels;
use crate::document::limits::{DEEPEST, MOST_COLUMNS};
use crate::document::model::{Block, Cell, Document, Inline, Item, Kind, Mark, Note, NoteKind, Row, Table, words};
use crate::document::text::{drawn_together, line};

/// Paragraphs are numbered up to this; no document has more.
const LAST_NUMBER: u32 = 99_999;

/// What is known while a document is read.
struct Reader<'t> {
    tree: &'t roxmltree::Document<'t>,
    labels: Labels,
    numbered: bool,
    paragraph: u32,
    footnote: u32,
    depth: usize,
    targets: Targets,
    references: Vec<Found>,
}

/// Reads the whole tree.
pub(super) fn document(tree: &roxmltree::Document<'_>) -> Result<Document, Fault> {
    let root = tree.root_element();
    let place = tree.text_pos_at(root.range().start);
    let opening = "begin with `<document lang=\"en\" title=\"…\">`";
    if root.tag_name().name() != "document" || root.tag_name().namespace().is_some() {
        let what = format!("a document begins with `<document>`, not with `<{}>`", root.tag_name().name());
        return Err(Fault::at(place, what, opening));
    }
    let mut reader = Reader {
        tree,
        labels: Labels::of(""),
        numbered: true,
        paragraph: 0,
        footnote: 0,
        depth: 0,
        targets: Targets::new(),
        references: Vec::new(),
    };
    let tag = reader.tag(root)?;
    let lang = root.attribute("lang").unwrap_or_default();
    if !is_language(lang) {
        return Err(Fault::at(place, "`document` needs its language", "write it as in `lang=\"en\"`"));
    }
    let title = line(root.attribute("title").unwrap_or_default());
    if title.is_empty() {
        return Err(Fault::at(place, "`document` needs a title", "write it as in `title=\"Petition\"`"));
    }
    reader.labels = Labels::of(lang);
    reader.numbered = match root.attribute("numbered") {
        None | Some("yes") => true,
        Some("no") => false,
        Some(other) => {
            let what = format!("`numbered` cannot be `{}`", line(other));
            return Err(Fault::at(place, what, "write `numbered=\"yes\"` or `numbered=\"no\"`"));
        }
    };
    let mut blocks = reader.flow(root, tag)?;
    references::check(&reader.references, &reader.targets)?;
    references::name(&mut blocks, &reader.targets);
    Ok(Document { lang: lang.to_owned(), title, blocks })
}

fn is_language(lang: &str) -> bool {
    let parts_fit = lang.split('-').all(|part| (1..=8).contains(&part.len()));
    (2..=35).contains(&lang.len()) && parts_fit && lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

impl Reader<'_> {
    fn place(&self, node: Node<'_, '_>) -> TextPos {
        self.tree.text_pos_at(node.range().start)
    }

    fn fault<T>(&self, node: Node<'_, '_>, what: impl Into<String>, way_out: impl Into<String>) -> Result<T, Fault> {
        Err(Fault::at(self.place(node), what, way_out))
    }

    /// The tag of an element, its attributes checked.
    fn tag(&self, node: Node<'_, '_>) -> Result<&'static Tag, Fault> {
        let name = node.tag_name().name();
        let known = if node.tag_name().namespace().is_none() { named(name) } else { None };
        let Some(tag) = known else {
            let all: Vec<&str> = TAGS.iter().map(|tag| tag.name).collect();
            let way_out = format!("use {}, or write `&lt;` for the sign itself", listed(&all, "<", ">"));
            return self.fault(node, format!("there is no tag `<{name}>`"), way_out);
        };
        for attribute in node.attributes() {
            if attribute.namespace().is_some() || !tag.attributes.contains(&attribute.name()) {
                return Err(self.unknown_attribute(tag, &attribute));
            }
        }
        Ok(tag)
    }

    fn unknown_attribute(&self, tag: &Tag, attribute: &Attribute<'_, '_>) -> Fault {
        let what = format!("`<{}>` takes no attribute `{}`", tag.name, attribute.name());
        let way_out = match tag.attributes {
            [] => "take it away".to_owned(),
            names => format!("it takes {}", listed(names, "", "")),
        };
        Fault::at(self.tree.text_pos_at(attribute.range().start), what, way_out)
    }

    /// Reads what stands in a tag, one level deeper.
    fn deeper<T>(&mut self, node: Node<'_, '_>, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth == DEEPEST {
            let what = format!("tags stand more than {DEEPEST} deep in one another");
            return self.fault(node, what, "close some of them before");
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// The blocks in a tag; words between them become paragraphs.
    fn flow(&mut self, node: Node<'_, '_>, holder: &Tag) -> Result<Vec<Block>, Fault> {
        let mut blocks = Vec::new();
        let mut loose = Vec::new();
        for child in node.children() {
            let is_block = child.is_element() && !INLINE.contains(&child.tag_name().name());
            if is_block {
                let tag = self.allowed(child, holder)?;
                flush(&mut loose, &mut blocks);
                let block = self.deeper(child, |reader| reader.block(child, tag))?;
                blocks.extend(block);
            } else {
                self.piece(child, holder, &mut loose)?;
            }
        }
        flush(&mut loose, &mut blocks);
        Ok(blocks)
    }

    /// The tag of a block that stands in another.
    fn allowed(&self, node: Node<'_, '_>, holder: &Tag) -> Result<&'static Tag, Fault> {
        let tag = self.tag(node)?;
        if holder.blocks.contains(&tag.name) {
            return Ok(tag);
        }
        let what = format!("`<{}>` cannot stand in `<{}>`", tag.name, holder.name);
        let way_out = match (holder.blocks, holder.words) {
            ([], false) => format!("write `<{}/>`", holder.name),
            ([], true) => format!("close `<{}>` before it", holder.name),
            (blocks, _) => format!("it can hold {}", listed(blocks, "<", ">")),
        };
        self.fault(node, what, way_out)
    }

    /// One block; nothing if it is an empty one.
    fn block(&mut self, node: Node<'_, '_>, tag: &'static Tag) -> Result<Option<Block>, Fault> {
        let kind = match tag.name {
            "h1" => Kind::Heading(1, self.words(node, tag)?),
            "h2" => Kind::Heading(2, self.words(node, tag)?),
            "h3" => Kind::Heading(3, self.words(node, tag)?),
            "p" => self.paragraph(node, tag)?,
            "ul" => Kind::List(self.items(node, tag, false)?),
            "ol" => Kind::List(self.items(node, tag, true)?),
            "table" => Kind::Table(self.table(node, tag)?),
            "blockquote" => Kind::Quote(self.flow(node, tag)?),
            "cover" => Kind::Cover(self.flow(node, tag)?),
            "aside" => Kind::Note(self.note(node, tag)?),
            _ => {
                self.words(node, tag)?;
                Kind::PageBreak
            }
        };
        let is_empty = match &kind {
            Kind::Heading(_, line) | Kind::Paragraph(_, line) => line.is_empty(),
            Kind::List(items) => items.is_empty(),
            Kind::Table(table) => table.rows.is_empty(),
            Kind::Quote(blocks) | Kind::Cover(blocks) => blocks.is_empty(),
            Kind::PageBreak | Kind::Note(_) => false,
        };
        if is_empty {
            return Ok(None);
        }
        let called = match &kind {
            Kind::Paragraph(Some(number), _) => Some(number.to_string()),
            Kind::Heading(_, line) => Some(words(line)),
            _ => None,
        };
        Ok(Some(Block { mark: self.mark(node, called)?, kind }))
    }

    /// How a part is found, and what it came from; `called` is what a reference prints for it.
    fn mark(&mut self, node: Node<'_, '_>, called: Option<String>) -> Result<Mark, Fault> {
        let trace = node.attribute("trace").map(line).filter(|trace| !trace.is_empty());
        let Some(id) = node.attribute("id") else { return Ok(Mark { id: None, trace }) };
        let starts = id.starts_with(|c: char| c.is_ascii_alphabetic());
        if !starts || id.len() > 64 || !id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) {
            let what = format!("`{}` cannot be an id", line(id));
            return self.fault(node, what, "use a letter, then letters, digits, `-` and `_`, 64 at most");
        }
        if self.targets.insert(id.to_owned(), called).is_some() {
            return self.fault(node, format!("the id `{id}` stands twice"), "give each block an id of its own");
        }
        Ok(Mark { id: Some(id.to_owned()), trace })
    }

    fn paragraph(&mut self, node: Node<'_, '_>, tag: &Tag) -> Result<Kind, Fault> {
        let line = self.words(node, tag)?;
        let Some(asked) = node.attribute("n") else { return Ok(Kind::Paragraph(None, line)) };
        let number = match asked.trim() {
            "" => self.paragraph + 1,
            digits => match digits.parse::<u32>() {
                Ok(number) if (1..=LAST_NUMBER).contains(&number) => number,
                _ => {
                    let what = format!("`{}` is no number of a paragraph", super::super::text::line(digits));
                    return self.fault(node, what, "write `n=\"\"` for the next one, or a number as in `n=\"12\"`");
                }
            },
        };
        if number > LAST_NUMBER {
            let what = format!("there are more than {LAST_NUMBER} numbered paragraphs");
            return self.fault(node, what, "divide the document");
        }
        if line.is_empty() || !self.numbered {
            return Ok(Kind::Paragraph(None, line));
        }
        self.paragraph = number;
        Ok(Kind::Paragraph(Some(number), line))
    }

    fn items(&mut self, node: Node<'_, '_>, holder: &Tag, ordered: bool) -> Result<Vec<Item>, Fault> {
        let mut items = Vec::new();
        let mut number = 0;
        for child in self.only_blocks(node, holder)? {
            let tag = self.allowed(child, holder)?;
            number += 1;
            let number = ordered.then_some(number);
            let blocks = self.deeper(child, |reader| reader.flow(child, tag))?;
            let mark = self.mark(child, number.map(|number| number.to_string()))?;
            items.push(Item { mark, number, blocks });
        }
        Ok(items)
    }

    fn table(&mut self, node: Node<'_, '_>, holder: &Tag) -> Result<Table, Fault> {
        let mut rows: Vec<Row> = Vec::new();
        for child in self.only_blocks(node, holder)? {
            let tag = self.allowed(child, holder)?;
            let row = self.deeper(child, |reader| reader.row(child, tag))?;
            let (first, here) = (rows.first().map_or(row.cells.len(), |first| first.cells.len()), row.cells.len());
            if first != here {
                let what = format!("cells in this row: {here}; in the first row: {first}");
                return self.fault(child, what, "give every row as many cells, empty ones where there is nothing");
            }
            if here == 0 || here > MOST_COLUMNS {
                let what = format!("cells in this row: {here}");
                return self.fault(child, what, format!("a row has from 1 to {MOST_COLUMNS} cells"));
            }
            rows.push(row);
        }
        let widths = match node.attribute("widths") {
            Some(asked) if !rows.is_empty() => self.widths(node, asked, &rows)?,
            _ => Vec::new(),
        };
        Ok(Table { widths, rows })
    }

    fn widths(&self, node: Node<'_, '_>, asked: &str, rows: &[Row]) -> Result<Vec<u32>, Fault> {
        let columns = rows.first().map_or(0, |row| row.cells.len());
        let widths: Result<Vec<u32>, _> = asked.split_whitespace().map(str::parse::<u32>).collect();
        match widths {
            Ok(widths) if widths.len() == columns && widths.iter().all(|width| (1..=1000).contains(width)) => {
                Ok(widths)
            }
            _ => {
                let what = format!("`widths` does not give a whole number for each of the {columns} columns");
                self.fault(node, what, "write them as in `widths=\"30 70\"`")
            }
        }
    }

    fn row(&mut self, node: Node<'_, '_>, holder: &Tag) -> Result<Row, Fault> {
        let mut cells: Vec<Cell> = Vec::new();
        for child in self.only_blocks(node, holder)? {
            let tag = self.allowed(child, holder)?;
            let blocks = self.deeper(child, |reader| reader.flow(child, tag))?;
            cells.push(Cell { heads: tag.name == "th", blocks });
        }
        let called = match cells.first().and_then(|cell| cell.blocks.first()).map(|block| &block.kind) {
            Some(Kind::Paragraph(_, line)) => Some(words(line)),
            _ => None,
        };
        Ok(Row { mark: self.mark(node, called)?, cells })
    }

    fn note(&mut self, node: Node<'_, '_>, tag: &Tag) -> Result<Note, Fault> {
        let kind = match node.attribute("kind") {
            Some("missing") => NoteKind::Missing,
            Some("answer") => NoteKind::Answer,
            Some("proposal") => NoteKind::Proposal,
            Some("note") => NoteKind::Remark,
            _ => {
                let way_out = "write `kind=\"missing\"`, `\"answer\"`, `\"proposal\"` or `\"note\"`";
                return self.fault(node, "`<aside>` does not say of which kind it is", way_out);
            }
        };
        let title = node.attribute("title").map(line).filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| self.labels.note(kind).to_owned());
        Ok(Note { kind, title, blocks: self.flow(node, tag)? })
    }

    /// The elements in a tag that holds no words.
    fn only_blocks<'a, 'i>(&self, node: Node<'a, 'i>, holder: &Tag) -> Result<Vec<Node<'a, 'i>>, Fault> {
        let mut found = Vec::new();
        for child in node.children() {
            if child.is_element() {
                found.push(child);
            } else {
                self.no_words(child, holder)?;
            }
        }
        Ok(found)
    }

    /// A fault if a part is anything that would be seen.
    fn no_words(&self, node: Node<'_, '_>, holder: &Tag) -> Result<(), Fault> {
        let blank = node.is_comment() || node.text().is_some_and(|text| line(text).is_empty());
        if blank && !node.is_pi() {
            return Ok(());
        }
        if node.is_pi() {
            return self.fault(node, "`<?…?>` cannot stand in a document", "take it away");
        }
        let what = format!("words cannot stand in `<{}>` itself", holder.name);
        let way_out = match holder.blocks {
            [] => format!("write `<{}/>`", holder.name),
            blocks => format!("put them into {}", listed(blocks, "<", ">")),
        };
        self.fault(node, what, way_out)
    }

    /// The line in a tag, its spaces drawn together.
    fn words(&mut self, node: Node<'_, '_>, tag: &Tag) -> Result<Vec<Inline>, Fault> {
        let mut line = Vec::new();
        for child in node.children() {
            self.piece(child, tag, &mut line)?;
        }
        drawn_together(&mut line);
        Ok(line)
    }

    /// One piece of a line.
    fn piece(&mut self, node: Node<'_, '_>, holder: &Tag, line: &mut Vec<Inline>) -> Result<(), Fault> {
        if !node.is_element() {
            if !holder.words || node.is_pi() {
                return self.no_words(node, holder);
            }
            if let Some(text) = node.text().filter(|_| node.is_text()) {
                line.push(Inline::Text(text.to_owned()));
            }
            return Ok(());
        }
        let tag = self.tag(node)?;
        if !holder.words || !INLINE.contains(&tag.name) {
            self.allowed(node, holder)?;
        }
        if tag.name == "fn" && node.ancestors().skip(1).any(|above| above.has_tag_name("fn")) {
            return self.fault(node, "a footnote cannot stand in a footnote", "put both into one");
        }
        // A footnote takes its number where it is called.
        if tag.name == "fn" {
            self.footnote += 1;
        }
        let number = self.footnote;
        let mut inner = Vec::new();
        self.deeper(node, |reader| node.children().try_for_each(|child| reader.piece(child, tag, &mut inner)))?;
        line.push(match tag.name {
            "b" => Inline::Bold(inner),
            "i" => Inline::Italic(inner),
            "fn" => Inline::Footnote(number, inner),
            "missing" if inner.is_empty() => Inline::Missing(vec![Inline::Text("…".to_owned())]),
            "missing" => Inline::Missing(inner),
            "ref" => self.reference(node, inner)?,
            _ => Inline::LineBreak,
        });
        Ok(())
    }

    fn reference(&mut self, node: Node<'_, '_>, inner: Vec<Inline>) -> Result<Inline, Fault> {
        let Some(to) = node.attribute("to") else {
            return self.fault(node, "`<ref>` does not say where it leads", "write it as in `<ref to=\"e3\"/>`");
        };
        let is_named = !line(&words(&inner)).is_empty();
        self.references.push(Found { to: to.to_owned(), is_named, place: self.place(node) });
        Ok(Inline::Reference(to.to_owned(), if is_named { inner } else { Vec::new() }))
    }
}

/// Makes a paragraph of the words between blocks, if there are any.
fn flush(loose: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    let mut line = std::mem::take(loose);
    drawn_together(&mut line);
    if !line.is_empty() {
        blocks.push(Block { mark: Mark::default(), kind: Kind::Paragraph(None, line) });
    }
}
