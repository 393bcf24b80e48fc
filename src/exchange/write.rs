//! A tree and its comments → JSON, item by item, in the order in which the tree is printed.

use super::json::{Field, Json, Kind};
use super::write_line as line;
use super::{FORMAT, VERSION};
use crate::source::Span;
use crate::syntax::ast::{
    AccountDecl, AccountLine, BlockDecl, BlockVerb, CaseDecl, ClaimsDecl, DetentionDecl, File, FixedLine,
    HypotheticalDecl, Item, Name, OutcomeDecl,
};
use crate::syntax::comments::{Comments, LineComments};
use crate::syntax::print;

/// The whole file.
pub(super) fn file(file: &File, comments: &Comments) -> Json {
    let mut writer = Writer { comments, line: 0 };
    let items = file.items.iter().enumerate().filter_map(|(index, item)| writer.item(index, item)).collect();
    let mut all = Fields::default();
    all.add("format", Json::of(FORMAT));
    all.add("version", Kind::Number(VERSION.to_owned()).into());
    all.add("items", Kind::List(items).into());
    all.texts("comments_at_end", &comments.last);
    all.into()
}

/// The fields of an object, in their order.
#[derive(Default)]
pub(super) struct Fields(Vec<Field>);

impl From<Fields> for Json {
    fn from(fields: Fields) -> Self {
        Kind::Object(fields.0).into()
    }
}

impl Fields {
    /// `{"item": …}`
    fn item(what: &str) -> Self {
        let mut fields = Self::default();
        fields.add("item", Json::of(what));
        fields
    }

    pub(super) fn add(&mut self, name: &str, value: Json) {
        self.0.push(Field { name: name.to_owned(), span: Span::default(), value });
    }

    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.add(name, Json::of(value));
    }

    pub(super) fn some(&mut self, name: &str, value: Option<&Name>) {
        if let Some(value) = value {
            self.text(name, &value.text);
        }
    }

    /// Left out where it is false.
    pub(super) fn flag(&mut self, name: &str, value: bool) {
        if value {
            self.add(name, Kind::Bool(true).into());
        }
    }

    /// Left out where it is empty.
    pub(super) fn list(&mut self, name: &str, all: Vec<Json>) {
        if !all.is_empty() {
            self.add(name, Kind::List(all).into());
        }
    }

    pub(super) fn names(&mut self, name: &str, all: &[Name]) {
        self.list(name, all.iter().map(|each| Json::of(&each.text)).collect());
    }

    /// Takes these in after its own.
    pub(super) fn join(&mut self, others: Fields) {
        self.0.extend(others.0);
    }

    fn texts(&mut self, name: &str, all: &[String]) {
        self.list(name, all.iter().map(|each| Json::of(each)).collect());
    }
}

/// Goes through the printed lines in their order.
pub(super) struct Writer<'a> {
    comments: &'a Comments,
    /// The next printed line.
    line: usize,
}

impl Writer<'_> {
    fn next(&mut self) -> Option<&LineComments> {
        self.line += 1;
        self.comments.lines.get(self.line - 1)
    }

    /// The comments of the next printed line, if it has any.
    fn remarks(&mut self) -> Option<Fields> {
        let own = self.next()?;
        let mut fields = Fields::default();
        fields.texts("above", &own.above);
        if !own.beside.is_empty() {
            fields.text("beside", &own.beside);
        }
        Some(fields).filter(|fields| !fields.0.is_empty())
    }

    /// Ends a line's object with its comments.
    fn lined(&mut self, mut fields: Fields) -> Json {
        if let Some(remarks) = self.remarks() {
            fields.add("comments", remarks.into());
        }
        fields.into()
    }

    fn item(&mut self, index: usize, item: &Item) -> Option<Json> {
        // An item's own line comes first; its comments are written last, after its other lines.
        let head = self.line;
        self.line += 1;
        let mut fields = match item {
            Item::Heading(it) => one("heading", "text", it),
            Item::Include(it) => one("include", "file", it),
            Item::Party(it) => {
                let mut fields = one("party", "name", &it.name);
                fields.text("title", &it.title.text);
                fields
            }
            Item::Case(it) => self.case(it),
            Item::Detention(it) => self.detention(it),
            Item::Block(it) => self.block(it),
            Item::Claims(it) => claims(it),
            Item::Outcome(it) => self.outcome(it),
            Item::Hypothetical(it) => self.hypothetical(it),
            Item::Fixed(it) => self.facts("fixed", &it.reason, &it.lines),
            Item::NotKnown(it) => self.facts("not known", &it.reason, &it.lines),
            Item::Account(it) => self.account(it),
            // What only a pack holds has no place in a case.
            Item::Pack(_) | Item::Stage(_) | Item::Evidence(_) | Item::Authority(_) | Item::Instrument(_) => {
                return None;
            }
            Item::Kind(_) | Item::Conclusion(_) | Item::Topic(_) | Item::Finding(_) | Item::Impossible(_) => {
                return None;
            }
            Item::Rule(_) | Item::Reading(_) | Item::Say(_) | Item::Clock(_) | Item::Triage(_) | Item::Error(_) => {
                return None;
            }
        };
        let after = std::mem::replace(&mut self.line, head);
        let mut remarks = self.remarks().unwrap_or_default();
        self.line = after;
        remarks.texts("below", self.comments.ends.get(index).map_or(&[], Vec::as_slice));
        if !remarks.0.is_empty() {
            fields.add("comments", remarks.into());
        }
        Some(fields.into())
    }

    fn case(&mut self, case: &CaseDecl) -> Fields {
        let mut fields = one("case", "name", &case.name);
        fields.text("title", &case.title.text);
        let mut remarks = Fields::default();
        self.clause(&mut fields, &mut remarks, "under", case.under.as_ref());
        self.clause(&mut fields, &mut remarks, "extend", case.extends.as_ref());
        if !case.reported_by.is_empty() {
            fields.names("reported_by", &case.reported_by);
            self.about(&mut remarks, "reported_by");
        }
        self.clause(&mut fields, &mut remarks, "person", case.person.as_ref());
        self.clause(&mut fields, &mut remarks, "stage", case.stage.as_ref());
        let names = case.names.iter().map(|names| {
            let mut one = Fields::default();
            one.text("kind", names.kind.text());
            one.names("forms", &names.forms);
            one.flag("confidential", names.confidential);
            self.lined(one)
        });
        let names = names.collect();
        fields.list("names", names);
        if !case.documents.is_empty() {
            let document = |document: &crate::syntax::ast::DocumentDecl| {
                let mut one = Fields::default();
                one.text("name", &document.name.text);
                one.text("title", &document.title.text);
                one.flag("confidential", document.confidential);
                Json::from(one)
            };
            fields.list("documents", case.documents.iter().map(document).collect());
            self.about(&mut remarks, "documents");
        }
        self.notes(&mut fields, &case.notes);
        with_remarks(fields, remarks)
    }

    fn detention(&mut self, detention: &DetentionDecl) -> Fields {
        let mut fields = one("detention", "name", &detention.name);
        fields.text("title", &detention.title.text);
        let mut remarks = Fields::default();
        self.clause(&mut fields, &mut remarks, "person", detention.person.as_ref());
        self.clause(&mut fields, &mut remarks, "stage", detention.stage.as_ref());
        self.notes(&mut fields, &detention.notes);
        with_remarks(fields, remarks)
    }

    /// A header line that holds one text.
    fn clause(&mut self, fields: &mut Fields, remarks: &mut Fields, name: &str, value: Option<&Name>) {
        if let Some(value) = value {
            fields.text(name, &value.text);
            self.about(remarks, name);
        }
    }

    /// The comments of a header line, under the name of its field.
    fn about(&mut self, remarks: &mut Fields, name: &str) {
        if let Some(own) = self.remarks() {
            remarks.add(name, own.into());
        }
    }

    fn notes(&mut self, fields: &mut Fields, notes: &[Name]) {
        let notes = notes.iter().map(|note| self.note(note)).collect();
        fields.list("notes", notes);
    }

    fn note(&mut self, note: &Name) -> Json {
        let mut fields = Fields::default();
        fields.text("note", &note.text);
        self.lined(fields)
    }

    fn block(&mut self, block: &BlockDecl) -> Fields {
        let mut fields = one("statements", "party", &block.party);
        fields.text("verb", verb(block.verb));
        if let Some((day, _)) = &block.date {
            fields.text("on", &print::date(day));
        }
        line::places(&mut fields, &block.places);
        let lines = block.lines.iter().map(|each| self.lined(line::block(each))).collect();
        fields.list("lines", lines);
        fields
    }

    fn outcome(&mut self, outcome: &OutcomeDecl) -> Fields {
        let mut fields = one("outcome", "decision", &outcome.decision);
        let lines = outcome.lines.iter().map(|each| self.lined(line::outcome(each))).collect();
        fields.list("lines", lines);
        fields
    }

    fn hypothetical(&mut self, hypothetical: &HypotheticalDecl) -> Fields {
        let mut fields = one("hypothetical", "title", &hypothetical.title);
        line::places(&mut fields, &hypothetical.places);
        fields.flag("arguable", hypothetical.arguable);
        let lines = hypothetical.lines.iter().map(|each| self.lined(line::hypothetical(each))).collect();
        fields.list("lines", lines);
        fields
    }

    fn facts(&mut self, what: &str, reason: &Name, all: &[FixedLine]) -> Fields {
        let mut fields = one(what, "reason", reason);
        let lines = all.iter().map(|each| self.lined(line::facts(each))).collect();
        fields.list("lines", lines);
        fields
    }

    fn account(&mut self, account: &AccountDecl) -> Fields {
        let mut fields = one("account", "name", &account.name);
        fields.text("who", &account.who.text);
        fields.text("on", &print::date(&account.on.0));
        let mut remarks = Fields::default();
        if account.confidential.is_some() {
            fields.flag("confidential", true);
            self.about(&mut remarks, "confidential");
        }
        let line = |each: &AccountLine| {
            let (name, text) = match each {
                AccountLine::Asked(text) => ("asked", text),
                AccountLine::Told(text) => ("told", text),
                AccountLine::Note(text) => ("note", text),
            };
            let mut fields = Fields::default();
            fields.text(name, &text.text);
            self.lined(fields)
        };
        let lines = account.lines.iter().map(line).collect();
        fields.list("lines", lines);
        with_remarks(fields, remarks)
    }
}

/// An item with its first field.
fn one(what: &str, name: &str, value: &Name) -> Fields {
    let mut fields = Fields::item(what);
    fields.text(name, &value.text);
    fields
}

fn with_remarks(mut fields: Fields, remarks: Fields) -> Fields {
    if !remarks.0.is_empty() {
        fields.add("comments_on", remarks.into());
    }
    fields
}

fn claims(claims: &ClaimsDecl) -> Fields {
    let mut fields = one("claims", "party", &claims.party);
    fields.list("claims", claims.targets.iter().map(|each| Json::of(&line::target(each))).collect());
    if let Some(toward) = &claims.toward {
        fields.text("for", &line::target(toward));
    }
    line::places(&mut fields, &claims.places);
    fields.some("note", claims.note.as_ref());
    fields
}

/// What a party does, as the language writes it.
pub(super) fn verb(verb: BlockVerb) -> &'static str {
    match verb {
        BlockVerb::Submits => "submits",
        BlockVerb::Says => "says",
        BlockVerb::Replies => "replies",
        BlockVerb::Comments => "comments",
        BlockVerb::Notes => "notes",
        BlockVerb::DoesNotReply => "does not reply",
    }
}
