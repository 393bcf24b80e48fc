//! JSON → the tree of a case and its comments, item by item. In: JSON with places. Out: what could be read, and every fault.

use super::fields::{Object, Reader, pieces};
use super::json::{Json, Kind};
use super::{FORMAT, Imported, VERSION, read_line as line};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{
    AccountDecl, AccountLine, BlockDecl, BlockVerb, CaseDecl, ClaimsDecl, DateLiteral, DetentionDecl, DocumentDecl,
    FixedDecl, FixedLine, HypotheticalDecl, Item, Name, NameKind, NamesDecl, NotKnownDecl, OutcomeDecl, PartyDecl,
    Quoted, Role,
};
use crate::syntax::comments::LineComments;
use crate::syntax::piece;

/// The items that a case file can hold.
const ITEMS: [&str; 12] = [
    "case",
    "detention",
    "statements",
    "claims",
    "account",
    "not known",
    "fixed",
    "outcome",
    "hypothetical",
    "party",
    "heading",
    "include",
];
const VERBS: [BlockVerb; 6] = [
    BlockVerb::Submits,
    BlockVerb::Says,
    BlockVerb::Replies,
    BlockVerb::Comments,
    BlockVerb::Notes,
    BlockVerb::DoesNotReply,
];

/// Reads the whole file.
pub(super) fn file(json: &Json) -> Imported {
    let mut reader = Reader::default();
    let mut imported = Imported::default();
    let foreign = |message: &str| {
        let fault = Diagnostic::new(Code::ForeignJson, Span { end: json.span.start + 1, ..json.span }, message);
        fault.help(format!("a case begins `{{\"format\": \"{FORMAT}\", \"version\": {VERSION}, \"items\": [`; `habeas case export` writes one"))
    };
    let Kind::Object(fields) = &json.kind else {
        imported.diagnostics.push(foreign("this JSON is no case: it is no object"));
        return imported;
    };
    let holds = |name: &str, wanted: &str| {
        fields.iter().any(|field| {
            field.name == name && matches!(&field.value.kind, Kind::Text(it) | Kind::Number(it) if it == wanted)
        })
    };
    if !holds("format", FORMAT) {
        imported.diagnostics.push(foreign(&format!("this JSON is no case: its `format` is not `{FORMAT}`")));
        return imported;
    }
    if !holds("version", VERSION) {
        imported.diagnostics.push(foreign(&format!("this JSON is not of version {VERSION} of the form of cases")));
        return imported;
    }
    let Some(mut object) = reader.object(json, "") else { return imported };
    // Both were looked at above.
    for name in ["format", "version"] {
        object.take(name);
    }
    reader.must(&mut object, "items");
    for (item, path) in reader.list(&mut object, "items") {
        let head = reader.lines.len();
        reader.lines.push(LineComments::default());
        let (read, ends) = read_item(&mut reader, item, &path, head);
        imported.file.items.push(read.unwrap_or(Item::Error(item.span)));
        imported.comments.ends.push(ends);
    }
    let last = reader.list(&mut object, "comments_at_end");
    imported.comments.last = reader.remark_lines(last);
    reader.finish(&object);
    imported.comments.lines = reader.lines;
    imported.diagnostics = reader.faults;
    imported
}

/// One item; `head` is the number of its first line.
fn read_item(reader: &mut Reader, json: &Json, path: &str, head: usize) -> (Option<Item>, Vec<String>) {
    let Some(mut object) = reader.object(json, path) else { return (None, Vec::new()) };
    let Some(kind) = reader.text(&mut object, "item") else { return (None, Vec::new()) };
    let object = &mut object;
    let read = match kind.text.as_str() {
        "heading" => heading(reader, object),
        "include" => reader.text(object, "file").map(Item::Include),
        "party" => party(reader, object),
        "case" => case(reader, object),
        "detention" => detention(reader, object),
        "statements" => block(reader, object),
        "claims" => claims(reader, object),
        "outcome" => outcome(reader, object),
        "hypothetical" => hypothetical(reader, object),
        "fixed" => facts(reader, object).map(|(reason, lines, span)| Item::Fixed(FixedDecl { reason, lines, span })),
        "not known" => {
            facts(reader, object).map(|(reason, lines, span)| Item::NotKnown(NotKnownDecl { reason, lines, span }))
        }
        "account" => account(reader, object),
        other => {
            let help = match crate::diagnostic::did_you_mean(other, ITEMS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("an item is one of: {}", ITEMS.join(", ")),
            };
            let message = format!("there is no item `{}`", other.escape_debug());
            reader.refuse(kind.span, &object.path_of("item"), message, &help);
            return (None, Vec::new());
        }
    };
    let (own, ends) = reader.remarks(object, true);
    if let Some(line) = reader.lines.get_mut(head) {
        *line = own;
    }
    reader.finish(object);
    (read, ends)
}

fn heading(reader: &mut Reader, object: &mut Object) -> Option<Item> {
    let text = reader.text(object, "text")?;
    let shown = text.text.trim();
    if shown != text.text || shown.contains('\n') || shown.trim_matches('#').is_empty() {
        let help = "write one line, without blanks at its ends";
        reader.refuse(text.span, &object.path_of("text"), "this cannot stand as a heading".to_owned(), help);
        return None;
    }
    Some(Item::Heading(text))
}

fn party(reader: &mut Reader, object: &mut Object) -> Option<Item> {
    let name = reader.word(object, "name", pieces::WORDS);
    let title = reader.text(object, "title");
    Some(Item::Party(PartyDecl { name: name?, title: title?, role: Role::Heard }))
}

/// The comments on the lines of a header, by the names of their fields.
struct About<'a>(Option<Object<'a>>);

impl<'a> About<'a> {
    fn of(reader: &mut Reader, object: &mut Object<'a>) -> Self {
        let path = object.path_of("comments_on");
        About(object.take("comments_on").and_then(|json| reader.object(json, &path)))
    }

    /// Counts the line of a field, with its comments.
    fn line(&mut self, reader: &mut Reader, name: &'static str) {
        let own = self.0.as_mut().and_then(|object| object.take(name).map(|json| (json, object.path_of(name))));
        let comments = own.map(|(json, path)| reader.comments(json, &path, false).0);
        reader.lines.push(comments.unwrap_or_default());
    }

    fn finish(&self, reader: &mut Reader) {
        if let Some(object) = &self.0 {
            reader.finish(object);
        }
    }

    /// A line that holds one text, if it is there.
    fn text(&mut self, reader: &mut Reader, object: &mut Object, name: &'static str) -> Option<Quoted> {
        let found = reader.maybe(object, name);
        if object.has(name) {
            self.line(reader, name);
        }
        found
    }

    fn word(&mut self, reader: &mut Reader, object: &mut Object, name: &'static str) -> Option<Name> {
        let piece = if name == "under" { pieces::WORD } else { pieces::WORDS };
        let found = self.text(reader, object, name);
        reader.piece(found, &object.path_of(name), piece)
    }
}

fn case(reader: &mut Reader, object: &mut Object) -> Option<Item> {
    let name = reader.word(object, "name", pieces::WORD);
    let title = reader.text(object, "title");
    let mut about = About::of(reader, object);
    let under = about.word(reader, object, "under");
    let extends = about.text(reader, object, "extend");
    let reported_by = reader.list(object, "reported_by");
    let reported_by = reader.texts(reported_by);
    if !reported_by.is_empty() {
        about.line(reader, "reported_by");
    }
    let person = about.text(reader, object, "person");
    let stage = about.word(reader, object, "stage");
    let all = reader.list(object, "names");
    let names = all.into_iter().filter_map(|(json, path)| names(reader, json, &path)).collect();
    let all = reader.list(object, "documents");
    let documents: Vec<_> = all.into_iter().filter_map(|(json, path)| document(reader, json, &path)).collect();
    if !documents.is_empty() {
        about.line(reader, "documents");
    }
    let notes = notes(reader, object);
    about.finish(reader);
    let (name, title) = (name?, title?);
    Some(Item::Case(CaseDecl { name, title, under, extends, reported_by, person, names, documents, stage, notes }))
}

fn detention(reader: &mut Reader, object: &mut Object) -> Option<Item> {
    let name = reader.word(object, "name", pieces::WORD);
    let title = reader.text(object, "title");
    let mut about = About::of(reader, object);
    let person = about.text(reader, object, "person");
    let stage = about.word(reader, object, "stage");
    let notes = notes(reader, object);
    about.finish(reader);
    Some(Item::Detention(DetentionDecl { name: name?, title: title?, person, stage, notes }))
}

fn names(reader: &mut Reader, json: &Json, path: &str) -> Option<NamesDecl> {
    let mut object = reader.object(json, path)?;
    let kind = reader.text(&mut object, "kind").and_then(|text| {
        let found = NameKind::ALL.into_iter().find(|kind| kind.text() == text.text);
        if found.is_none() {
            let message = format!("`{}` bears no name", text.text.escape_debug());
            let help = "write `person`, `place`, `number` or `organization`";
            reader.refuse(text.span, &object.path_of("kind"), message, help);
        }
        found
    });
    let forms = reader.full_list(&mut object, "forms");
    let forms = reader.texts(forms);
    let confidential = reader.flag(&mut object, "confidential");
    reader.line(&mut object);
    reader.finish(&object);
    Some(NamesDecl { kind: kind?, forms, confidential, span: object.span })
}

fn document(reader: &mut Reader, json: &Json, path: &str) -> Option<DocumentDecl> {
    let mut object = reader.object(json, path)?;
    let name = reader.word(&mut object, "name", pieces::WORD);
    let title = reader.text(&mut object, "title");
    let confidential = reader.flag(&mut object, "confidential");
    reader.finish(&object);
    Some(DocumentDecl { name: name?, title: title?, confidential })
}

fn notes(reader: &mut Reader, object: &mut Object) -> Vec<Quoted> {
    let all = reader.list(object, "notes");
    all.into_iter()
        .filter_map(|(json, path)| {
            let mut object = reader.object(json, &path)?;
            let note = reader.text(&mut object, "note");
            reader.line(&mut object);
            reader.finish(&object);
            note
        })
        .collect()
}

/// The lines of an item, each an object of its own.
fn lines<T>(reader: &mut Reader, object: &mut Object, read: fn(&mut Reader, &mut Object) -> Option<T>) -> Vec<T> {
    let all = reader.list(object, "lines");
    all.into_iter()
        .filter_map(|(json, path)| {
            let mut object = reader.object(json, &path)?;
            let line = read(reader, &mut object);
            reader.line(&mut object);
            reader.finish(&object);
            line
        })
        .collect()
}

/// A date in a field of its own.
fn day(reader: &mut Reader, text: Option<Quoted>, path: &str) -> Option<(DateLiteral, Span)> {
    let text = reader.piece(text, path, pieces::DATE)?;
    piece::date(&text.text).map(|day| (day, text.span))
}

fn block(reader: &mut Reader, object: &mut Object) -> Option<Item> {
    let party = reader.word(object, "party", pieces::PARTY);
    let verb = reader.text(object, "verb").and_then(|text| {
        let found = VERBS.into_iter().find(|verb| super::write::verb(*verb) == text.text);
        if found.is_none() {
            let all: Vec<String> = VERBS.iter().map(|verb| format!("`{}`", super::write::verb(*verb))).collect();
            let message = format!("`{}` is nothing that a party does", text.text.escape_debug());
            reader.refuse(text.span, &object.path_of("verb"), message, &format!("write one of {}", all.join(", ")));
        }
        found
    });
    let on = reader.maybe(object, "on");
    let date = day(reader, on, &object.path_of("on"));
    let places = line::places(reader, object);
    let lines = lines(reader, object, line::block);
    Some(Item::Block(BlockDecl { party: party?, verb: verb?, date, places, lines, span: object.span }))
}

fn claims(reader: &mut Reader, object: &mut Object) -> Option<Item> {
    let party = reader.word(object, "party", pieces::PARTY);
    let all = reader.full_list(object, "claims");
    let targets = line::targets(reader, all);
    let toward = reader.maybe_word(object, "for", pieces::TARGET);
    let toward = toward.and_then(|text| line::target(&text));
    let places = line::places(reader, object);
    let note = reader.maybe(object, "note");
    Some(Item::Claims(ClaimsDecl { party: party?, targets, toward, places, note, span: object.span }))
}

fn outcome(reader: &mut Reader, object: &mut Object) -> Option<Item> {
    let decision = reader.word(object, "decision", pieces::DECISION);
    let lines = lines(reader, object, line::outcome);
    Some(Item::Outcome(OutcomeDecl { decision: decision?, lines, span: object.span }))
}

fn hypothetical(reader: &mut Reader, object: &mut Object) -> Option<Item> {
    let title = reader.text(object, "title");
    let places = line::places(reader, object);
    let arguable = reader.flag(object, "arguable");
    let lines = lines(reader, object, line::hypothetical);
    Some(Item::Hypothetical(HypotheticalDecl { title: title?, places, arguable, lines, span: object.span }))
}

fn facts(reader: &mut Reader, object: &mut Object) -> Option<(Quoted, Vec<FixedLine>, Span)> {
    let reason = reader.text(object, "reason");
    let lines = lines(reader, object, line::facts);
    Some((reason?, lines, object.span))
}

fn account(reader: &mut Reader, object: &mut Object) -> Option<Item> {
    let name = reader.word(object, "name", pieces::WORD);
    let who = reader.text(object, "who");
    let on = reader.text(object, "on");
    let on = day(reader, on, &object.path_of("on"));
    let mut about = About::of(reader, object);
    let confidential = reader.flag(object, "confidential").then_some(object.span);
    if confidential.is_some() {
        about.line(reader, "confidential");
    }
    let lines = lines(reader, object, told);
    about.finish(reader);
    Some(Item::Account(AccountDecl { name: name?, who: who?, on: on?, confidential, lines, span: object.span }))
}

/// `{"asked": "…"}`, `{"told": "…"}`, `{"note": "…"}`
fn told(reader: &mut Reader, object: &mut Object) -> Option<AccountLine> {
    if object.has("asked") {
        return reader.text(object, "asked").map(AccountLine::Asked);
    }
    if object.has("told") {
        return reader.text(object, "told").map(AccountLine::Told);
    }
    if object.has("note") {
        return reader.text(object, "note").map(AccountLine::Note);
    }
    let message = "this line says nothing".to_owned();
    reader.refuse(object.span, &object.path, message, "a line of an account has `asked`, `told` or `note`");
    None
}
