//! [`File`] → canonical text. In: what was written. Out: the same in one fixed layout, which reads back to the same tree
//! (places aside). Comments are not in the tree and so not in the text: whoever keeps them must not print over the source.

mod account;
mod case;
mod expression;
mod law;
mod say;

use super::ast::{Citation, File, Item, Name, ProvisionRef, StatedValue, TargetRef};

/// The canonical text of a file.
#[must_use]
pub fn print(file: &File) -> String {
    let mut page = Page { out: String::new() };
    for (index, item) in file.items.iter().enumerate() {
        if index > 0 && !(brief(item) && brief(&file.items[index - 1]) && same_kind(item, &file.items[index - 1])) {
            page.out.push('\n');
        }
        page.item(item);
    }
    page.out
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
        Item::Reading(_) | Item::Say(_) => false,
        Item::Case(_) | Item::Block(_) | Item::Outcome(_) | Item::Hypothetical(_) | Item::Fixed(_) => false,
        Item::Account(_) | Item::NotKnown(_) => false,
        Item::Detention(_) | Item::Error(_) => false,
    }
}

fn same_kind(left: &Item, right: &Item) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right)
}

/// The text so far.
struct Page {
    out: String,
}

impl Page {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Heading(it) => self.line(&["##", &it.text]),
            Item::Include(it) => self.line(&["include", &quoted(&it.text)]),
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
