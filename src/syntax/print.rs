//! [`File`] → canonical text. In: what was written. Out: the same in one fixed layout, which reads back to the same tree
//! (places aside). Comments are not in the tree: whoever keeps them gathers them from the source and prints them with it.

mod account;
mod case;
mod expression;
mod law;
mod say;
mod triage;

use super::ast::{Citation, DateLiteral, File, Item, Literal, Name, ProvisionRef, StatedValue, TargetRef};
use super::comments::Comments;
use crate::source::Span;

/// The canonical text of a file.
#[must_use]
pub fn print(file: &File) -> String {
    page(file, &Comments::default()).out
}

/// The canonical text of a case, with the comments that were gathered from its source.
#[must_use]
pub fn print_with(file: &File, comments: &Comments) -> String {
    page(file, comments).out
}

/// The lines that a case is printed on: which item each belongs to, and a place in the source that it stands for.
pub(super) fn lines(file: &File) -> Vec<(usize, Span)> {
    page(file, &Comments::default()).lines
}

fn page<'a>(file: &File, comments: &'a Comments) -> Page<'a> {
    let mut page = Page { out: String::new(), comments, item: 0, lines: Vec::new() };
    for (index, item) in file.items.iter().enumerate() {
        if index > 0 && !(brief(item) && brief(&file.items[index - 1]) && same_kind(item, &file.items[index - 1])) {
            page.out.push('\n');
        }
        page.item = index;
        page.item(item);
        page.remarks("  ", comments.ends.get(index).map_or(&[], Vec::as_slice));
    }
    if !comments.last.is_empty() {
        page.out.push('\n');
        page.remarks("", &comments.last);
    }
    page
}

/// A literal value as it is written.
#[must_use]
pub fn literal(literal: &Literal) -> String {
    expression::literal(literal)
}

/// A date as it is written.
#[must_use]
pub fn date(day: &DateLiteral) -> String {
    expression::date(day)
}

/// A stated value as it is written after `=`.
#[must_use]
pub fn value(stated: &StatedValue) -> String {
    case::value(stated)
}

/// Prints on one line.
fn brief(item: &Item) -> bool {
    match item {
        Item::Include(_) | Item::Party(_) | Item::Stage(_) | Item::Authority(_) | Item::Kind(_) => true,
        Item::Conclusion(it) => it.force.is_none() && it.cite.is_empty() && it.notes.is_empty(),
        Item::Finding(it) => it.notes.is_empty(),
        Item::Impossible(_) | Item::Claims(_) => true,
        Item::Heading(_) | Item::Pack(_) | Item::Evidence(_) | Item::Instrument(_) | Item::Topic(_) | Item::Rule(_) => {
            false
        }
        Item::Reading(_) | Item::Clock(_) | Item::Triage(_) | Item::Say(_) => false,
        Item::Case(_) | Item::Block(_) | Item::Outcome(_) | Item::Hypothetical(_) | Item::Fixed(_) => false,
        Item::Account(_) | Item::NotKnown(_) => false,
        Item::Detention(_) | Item::Error(_) => false,
    }
}

fn same_kind(left: &Item, right: &Item) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right)
}

/// The text so far.
struct Page<'a> {
    out: String,
    comments: &'a Comments,
    /// The item at hand.
    item: usize,
    /// The lines of cases so far: their items, and what they stand for.
    lines: Vec<(usize, Span)>,
}

impl Page<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Heading(it) => self.placed_line(it.span, &["##", &it.text]),
            Item::Include(it) => self.placed_line(it.span, &["include", &quoted(&it.text)]),
            Item::Pack(it) => self.pack(it),
            Item::Party(it) => self.party(it),
            Item::Stage(it) => self.stage(it),
            Item::Evidence(it) => self.evidence(it),
            Item::Authority(it) => self.authority(it),
            Item::Instrument(it) => self.instrument(it),
            Item::Kind(it) => self.kind(it),
            Item::Conclusion(it) => self.conclusion(it),
            Item::Topic(it) => self.topic(it),
            Item::Finding(it) => self.finding(it),
            Item::Impossible(it) => {
                self.line(&["impossible", &expression::text(&it.condition), &quoted(&it.reason.text)]);
            }
            Item::Rule(it) => self.rule(it),
            Item::Reading(it) => self.reading(it),
            Item::Clock(it) => self.clock(it),
            Item::Triage(it) => self.triage(it),
            Item::Say(it) => self.say(it),
            Item::Case(it) => self.case(it),
            Item::Block(it) => self.block(it),
            Item::Claims(it) => self.claims(it),
            Item::Outcome(it) => self.outcome(it),
            Item::Hypothetical(it) => self.hypothetical(it),
            Item::Fixed(it) => self.fixed(it),
            Item::Account(it) => self.account(it),
            Item::NotKnown(it) => self.not_known(it),
            Item::Detention(it) => self.detention(it),
            Item::Error(_) => {}
        }
    }

    /// The first line of an item; empty parts are left out.
    fn line(&mut self, parts: &[&str]) {
        self.joined("", parts);
    }

    /// An indented line of an item.
    fn clause(&mut self, parts: &[&str]) {
        self.joined("  ", parts);
    }

    /// The first line of an item that a case may hold, with its comments; `place` is what it stands for.
    fn placed_line(&mut self, place: Span, parts: &[&str]) {
        self.placed("", place, parts);
    }

    /// An indented line of such an item, with its comments.
    fn placed_clause(&mut self, place: Span, parts: &[&str]) {
        self.placed("  ", place, parts);
    }

    fn placed(&mut self, indent: &str, place: Span, parts: &[&str]) {
        let comments = self.comments.lines.get(self.lines.len());
        self.lines.push((self.item, place));
        self.remarks(indent, comments.map_or(&[], |comments| &comments.above));
        self.joined(indent, parts);
        if let Some(beside) = comments.map(|comments| &comments.beside).filter(|beside| !beside.is_empty()) {
            self.out.pop();
            self.out.extend(["  ", beside, "\n"]);
        }
    }

    /// Comments on lines of their own; an empty one is an empty line.
    fn remarks(&mut self, indent: &str, comments: &[String]) {
        for comment in comments {
            if !comment.is_empty() {
                self.out.push_str(indent);
                // At the margin it would be a heading.
                if indent.is_empty() && comment.starts_with("##") {
                    self.out.push(' ');
                }
                self.out.push_str(comment);
            }
            self.out.push('\n');
        }
    }

    fn joined(&mut self, indent: &str, parts: &[&str]) {
        self.out.push_str(indent);
        for (index, part) in parts.iter().filter(|part| !part.is_empty()).enumerate() {
            if index > 0 {
                self.out.push(' ');
            }
            self.out.push_str(part);
        }
        self.out.push('\n');
    }

    fn notes(&mut self, notes: &[Name]) {
        for note in notes {
            self.clause(&["note", &quoted(&note.text)]);
        }
    }

    fn citing(&mut self, keyword: &str, citations: &[Citation]) {
        if !citations.is_empty() {
            self.clause(&[keyword, &cited(citations)]);
        }
    }
}

/// Between quotes, escaped.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// `word "text"`, or nothing.
fn with_text(word: &str, text: Option<&Name>) -> String {
    text.map_or_else(String::new, |text| format!("{word} {}", quoted(&text.text)))
}

fn names(all: &[Name]) -> String {
    all.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ")
}

fn cited(citations: &[Citation]) -> String {
    let one = |citation: &Citation| {
        let remark = citation.remark.as_ref().map(|remark| quoted(&remark.text)).unwrap_or_default();
        let parts = [citation.authority.text.as_str(), citation.place.as_str(), remark.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    citations.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// `ICCPR 9, 14; UDHR 3`: each instrument is written where it changes.
fn provisions(all: &[ProvisionRef]) -> String {
    let mut out = String::new();
    let mut before: Option<&str> = None;
    for provision in all {
        let instrument = provision.instrument.text.as_str();
        match before {
            Some(same) if same == instrument => out.push_str(", "),
            Some(_) => out.push_str(&format!("; {instrument} ")),
            None => out.push_str(&format!("{instrument} ")),
        }
        out.push_str(&provision.number.text);
        before = Some(instrument);
    }
    out
}

/// `vague_law, category I, II`: each kind is written where it changes.
fn targets(all: &[TargetRef]) -> String {
    let mut out = String::new();
    let mut before: Option<&str> = None;
    for (index, target) in all.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        let kind = target.kind.as_ref().map(|kind| kind.text.as_str());
        if let Some(kind) = kind.filter(|kind| before != Some(kind)) {
            out.push_str(&format!("{kind} "));
        }
        out.push_str(&target.name.text);
        before = kind;
    }
    out
}
