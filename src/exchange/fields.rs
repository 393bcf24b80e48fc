//! Reads JSON objects field by field. In: a JSON value and its path. Out: texts, words and lists with their places; for each
//! field that is missing, unknown, written twice or holds what it cannot hold, a diagnostic with place and path.

use super::json::{Field, Json, Kind};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::Span;
use crate::syntax::ast::{Name, Quoted};
use crate::syntax::comments::{LineComments, is_comment};

/// So many faults of one file are told.
const MOST_FAULTS: usize = 500;

/// What has been read of a file so far.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) faults: Vec<Diagnostic>,
    /// The comments of the lines read, in the order in which they will be printed.
    pub(super) lines: Vec<LineComments>,
}

/// An object whose fields are being read.
pub(super) struct Object<'a> {
    fields: &'a [Field],
    pub(super) span: Span,
    pub(super) path: String,
    /// The fields that were asked for.
    asked: Vec<&'static str>,
}

impl<'a> Object<'a> {
    /// The value of a field.
    pub(super) fn take(&mut self, name: &'static str) -> Option<&'a Json> {
        if !self.asked.contains(&name) {
            self.asked.push(name);
        }
        self.fields.iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// Whether there is such a field.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The path of a field.
    pub(super) fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }
}

impl Reader {
    pub(super) fn report(&mut self, fault: Diagnostic) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }

    /// This value cannot stand here.
    pub(super) fn refuse(&mut self, span: Span, path: &str, message: String, help: &str) {
        self.report(Diagnostic::new(Code::InvalidField, span, message).label(path).help(help));
    }

    /// Another kind of value was expected.
    pub(super) fn expected(&mut self, what: &str, json: &Json, path: &str) {
        let help = match json.kind {
            Kind::Null => "leave the field out where there is nothing to say",
            _ => "`habeas schema case` prints what each field takes",
        };
        self.refuse(first_byte(json), path, format!("expected {what}, found {}", json.kind.words()), help);
    }

    /// An object, each of whose fields stands once.
    pub(super) fn object<'a>(&mut self, json: &'a Json, path: &str) -> Option<Object<'a>> {
        let Kind::Object(fields) = &json.kind else {
            self.expected("an object", json, path);
            return None;
        };
        for (index, field) in fields.iter().enumerate() {
            if let Some(first) = fields[..index].iter().find(|first| first.name == field.name) {
                let message = format!("the field `{}` stands twice", field.name);
                let fault = Diagnostic::new(Code::RepeatedClause, field.span, message).label(path);
                self.report(fault.also(first.span, "first here").help("keep one of the two"));
            }
        }
        Some(Object { fields, span: first_byte(json), path: path.to_owned(), asked: Vec::new() })
    }

    /// Reports the fields that nobody asked for.
    pub(super) fn finish(&mut self, object: &Object) {
        for field in object.fields.iter().filter(|field| !object.asked.contains(&field.name.as_str())) {
            let known = || object.asked.iter().copied();
            let help = match did_you_mean(&field.name, known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if object.asked.is_empty() => "there is nothing to say here".to_owned(),
                None => format!("the fields here are {}", known().collect::<Vec<_>>().join(", ")),
            };
            let message = format!("unknown field `{}`", field.name);
            self.report(Diagnostic::new(Code::UnknownField, field.span, message).label(&object.path).help(help));
        }
    }

    /// A field that cannot be left out.
    pub(super) fn must<'a>(&mut self, object: &mut Object<'a>, name: &'static str) -> Option<&'a Json> {
        let found = object.take(name);
        if found.is_none() {
            let message = format!("there is no `{name}` here");
            self.refuse(object.span, &object.path, message, "add the field; `habeas schema case` prints them all");
        }
        found
    }

    /// A text that a quoted text of the language can hold.
    pub(super) fn text_of(&mut self, json: &Json, path: &str) -> Option<Quoted> {
        let Kind::Text(text) = &json.kind else {
            self.expected("a text", json, path);
            return None;
        };
        if text.contains(['\0', '\r']) {
            let message = "this text holds a character that no case can hold".to_owned();
            self.refuse(json.span, path, message, "write line ends as `\\n` alone, and no NUL");
            return None;
        }
        Some(Quoted { text: text.clone(), span: json.span })
    }

    /// A field with a text.
    pub(super) fn text(&mut self, object: &mut Object, name: &'static str) -> Option<Quoted> {
        let json = self.must(object, name)?;
        self.text_of(json, &object.path_of(name))
    }

    /// A field with a text that may be left out.
    pub(super) fn maybe(&mut self, object: &mut Object, name: &'static str) -> Option<Quoted> {
        let json = object.take(name)?;
        self.text_of(json, &object.path_of(name))
    }

    /// A text that is one piece of the language.
    pub(super) fn piece(&mut self, text: Option<Quoted>, path: &str, piece: Piece) -> Option<Name> {
        let text = text?;
        if (piece.is)(&text.text) {
            return Some(text);
        }
        let message = format!("`{}` is not {}", text.text.escape_debug(), piece.what);
        self.refuse(text.span, path, message, piece.help);
        None
    }

    /// A field with one piece of the language.
    pub(super) fn word(&mut self, object: &mut Object, name: &'static str, piece: Piece) -> Option<Name> {
        let text = self.text(object, name);
        self.piece(text, &object.path_of(name), piece)
    }

    /// The same, where it may be left out.
    pub(super) fn maybe_word(&mut self, object: &mut Object, name: &'static str, piece: Piece) -> Option<Name> {
        let text = self.maybe(object, name);
        self.piece(text, &object.path_of(name), piece)
    }

    /// True or false; false where it is left out.
    pub(super) fn flag(&mut self, object: &mut Object, name: &'static str) -> bool {
        match object.take(name) {
            None => false,
            Some(Json { kind: Kind::Bool(it), .. }) => *it,
            Some(other) => {
                self.expected("`true` or `false`", other, &object.path_of(name));
                false
            }
        }
    }

    /// A list with its path; empty where it is left out.
    pub(super) fn list<'a>(&mut self, object: &mut Object<'a>, name: &'static str) -> Vec<(&'a Json, String)> {
        let path = object.path_of(name);
        match object.take(name) {
            None => Vec::new(),
            Some(Json { kind: Kind::List(items), .. }) => {
                items.iter().enumerate().map(|(index, item)| (item, format!("{path}[{index}]"))).collect()
            }
            Some(other) => {
                self.expected("a list", other, &path);
                Vec::new()
            }
        }
    }

    /// A list that cannot be empty or left out.
    pub(super) fn full_list<'a>(&mut self, object: &mut Object<'a>, name: &'static str) -> Vec<(&'a Json, String)> {
        let Some(found) = self.must(object, name) else { return Vec::new() };
        let all = self.list(object, name);
        if all.is_empty() && matches!(found.kind, Kind::List(_)) {
            let message = format!("`{name}` is empty");
            self.refuse(found.span, &object.path_of(name), message, "name at least one, or leave the object out");
        }
        all
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, all: Vec<(&Json, String)>) -> Vec<Quoted> {
        all.into_iter().filter_map(|(json, path)| self.text_of(json, &path)).collect()
    }

    /// A list of pieces of the language.
    pub(super) fn words(&mut self, all: Vec<(&Json, String)>, piece: Piece) -> Vec<Name> {
        let mut found = Vec::new();
        for (json, path) in all {
            let text = self.text_of(json, &path);
            found.extend(self.piece(text, &path, piece));
        }
        found
    }

    /// The comments of the line that an object stands for.
    pub(super) fn line(&mut self, object: &mut Object) {
        let comments = self.remarks(object, false).0;
        self.lines.push(comments);
    }

    /// The comments of an object, and those below its last line where it is an item.
    pub(super) fn remarks(&mut self, object: &mut Object, item: bool) -> (LineComments, Vec<String>) {
        let path = object.path_of("comments");
        let Some(json) = object.take("comments") else { return Default::default() };
        self.comments(json, &path, item)
    }

    /// `{"above": […], "beside": "…"}`
    pub(super) fn comments(&mut self, json: &Json, path: &str, item: bool) -> (LineComments, Vec<String>) {
        let Some(mut object) = self.object(json, path) else { return Default::default() };
        let above = self.list(&mut object, "above");
        let above = self.remark_lines(above);
        let beside = self.maybe(&mut object, "beside");
        let beside = beside.and_then(|text| self.remark(text, &object.path_of("beside"))).unwrap_or_default();
        let below = if item { self.list(&mut object, "below") } else { Vec::new() };
        let below = self.remark_lines(below);
        self.finish(&object);
        (LineComments { above, beside }, below)
    }

    /// Comments, and empty lines between them.
    pub(super) fn remark_lines(&mut self, all: Vec<(&Json, String)>) -> Vec<String> {
        let mut found = Vec::new();
        for (json, path) in all {
            let Some(text) = self.text_of(json, &path) else { continue };
            found.extend(if text.text.is_empty() { Some(text.text) } else { self.remark(text, &path) });
        }
        found
    }

    fn remark(&mut self, text: Quoted, path: &str) -> Option<String> {
        if is_comment(&text.text) {
            return Some(text.text);
        }
        let message = "this cannot stand as a comment".to_owned();
        self.refuse(
            text.span,
            path,
            message,
            "a comment is one line that begins with `#`, with nothing invisible in it",
        );
        None
    }
}

/// Where a value begins; all of it where it is short.
fn first_byte(json: &Json) -> Span {
    match json.kind {
        Kind::List(_) | Kind::Object(_) => Span { end: json.span.start + 1, ..json.span },
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) => json.span,
    }
}

/// A piece of the language: whether a text is one, what it is called, and how it is written.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub(super) is: fn(&str) -> bool,
    pub(super) what: &'static str,
    pub(super) help: &'static str,
}

pub(super) mod pieces {
    //! The pieces that fields hold.

    use super::Piece;
    use crate::syntax::piece;

    pub(in crate::exchange) const WORD: Piece = Piece {
        is: piece::is_word,
        what: "one word",
        help: "words have the letters a to z, digits and `_`, and do not begin with a digit",
    };
    pub(in crate::exchange) const PARTY: Piece = Piece {
        is: piece::is_party,
        what: "a party",
        help: "a party is named by its word or words: `source`, `working group`",
    };
    pub(in crate::exchange) const WORDS: Piece =
        Piece { is: piece::are_words, what: "a name in words", help: "write it as the pack does: `no reply`" };
    pub(in crate::exchange) const PARAGRAPH: Piece = Piece {
        is: piece::is_paragraph,
        what: "a paragraph",
        help: "write `11`, `37-40`, `33(a)` or `fn 6`, one text for each",
    };
    pub(in crate::exchange) const DECISION: Piece =
        Piece { is: piece::is_decision, what: "a decision", help: "write it as the pack does: `opinion 2/2022`" };
    pub(in crate::exchange) const FACT: Piece = Piece {
        is: |text| piece::fact(text).is_some(),
        what: "a fact",
        help: "name its topic and its own word: `arrest.made`; a topic with instances has `topic` and `instance` beside it",
    };
    pub(in crate::exchange) const TARGET: Piece = Piece {
        is: |text| piece::target(text).is_some(),
        what: "a finding or a conclusion",
        help: "write `vague_law`, or kind and name: `category II`",
    };
    pub(in crate::exchange) const PROVISION: Piece = Piece {
        is: |text| piece::provision(text).is_some(),
        what: "a provision",
        help: "write instrument and number: `ICCPR 14(3)(d)`",
    };
    pub(in crate::exchange) const DATE: Piece = Piece {
        is: |text| piece::date(text).is_some(),
        what: "a date",
        help: "write year, month, day, and perhaps the hour: `2020-04-17 20:20`",
    };
}
