//! JSON as plain values. In: text, or values that are built. Out: [`Json`] with the place of each value, or text in one fixed layout.
//! Numbers stay as they are written.

use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Json {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// The forms of value.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    /// As written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<Field>),
}

/// A field of an object.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) value: Json,
}

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a text as JSON, strictly.
pub(super) fn read(source: SourceId, text: &str) -> Result<Json, Box<Diagnostic>> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let parsed = parse_to_ast(&text[start..], &CollectOptions::default(), &STRICT).map_err(|error| {
        let range = error.range();
        let end = range.end.max(range.start) + start;
        let span = Span::new(source, range.start + start, end.min(text.len()));
        if matches!(error.kind(), ParseErrorKind::NestingDepthExceeded) {
            let fault = Diagnostic::new(Code::TooDeep, span, "this JSON is nested too deeply");
            return Box::new(fault.help("a case needs no more than twelve levels"));
        }
        let message = format!("this is not JSON: {}", lower(&error.kind().to_string()));
        let help = "JSON has its texts and field names in double quotes, a comma between two values, and no comments";
        Box::new(Diagnostic::new(Code::InvalidJson, span, message).help(help))
    })?;
    match parsed.value {
        Some(value) => Ok(value_of(&Offset { source, start }, &value)),
        None => {
            let fault = Diagnostic::new(Code::EmptyFile, Span::new(source, 0, 0), "there is nothing in this file");
            Err(Box::new(fault.help("`habeas case export` writes a case as JSON")))
        }
    }
}

/// A message of the library as one of ours.
fn lower(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Where the JSON begins in its source.
struct Offset {
    source: SourceId,
    start: usize,
}

impl Offset {
    fn span(&self, at: &impl Ranged) -> Span {
        let range = at.range();
        Span::new(self.source, range.start + self.start, range.end + self.start)
    }
}

fn value_of(at: &Offset, value: &Value) -> Json {
    let kind = match value {
        Value::NullKeyword(_) => Kind::Null,
        Value::BooleanLit(it) => Kind::Bool(it.value),
        Value::NumberLit(it) => Kind::Number(it.value.to_owned()),
        Value::StringLit(it) => Kind::Text(it.value.clone().into_owned()),
        Value::Array(it) => Kind::List(it.elements.iter().map(|element| value_of(at, element)).collect()),
        Value::Object(it) => {
            let field = |field: &jsonc_parser::ast::ObjectProp| Field {
                name: match &field.name {
                    ObjectPropName::String(name) => name.value.clone().into_owned(),
                    ObjectPropName::Word(name) => name.value.to_owned(),
                },
                span: at.span(&field.name),
                value: value_of(at, &field.value),
            };
            Kind::Object(it.properties.iter().map(field).collect())
        }
    };
    Json { kind, span: at.span(value) }
}

impl Kind {
    /// What stands there, as a message calls it.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Kind::Null => "`null`",
            Kind::Bool(true) => "`true`",
            Kind::Bool(false) => "`false`",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Object(_) => "an object",
        }
    }
}

impl From<Kind> for Json {
    fn from(kind: Kind) -> Self {
        Json { kind, span: Span::default() }
    }
}

impl Json {
    /// A text.
    pub(super) fn of(text: &str) -> Json {
        Kind::Text(text.to_owned()).into()
    }

    /// The text of a file: two blanks a level, one value a line; what is short stands on one line.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.print(0, &mut out);
        out.push('\n');
        out
    }

    fn print(&self, level: usize, out: &mut String) {
        match &self.kind {
            Kind::Null => out.push_str("null"),
            Kind::Bool(it) => out.push_str(if *it { "true" } else { "false" }),
            Kind::Number(it) => out.push_str(it),
            Kind::Text(it) => quote(it, out),
            Kind::List(_) | Kind::Object(_) if self.is_short() => self.print_short(out),
            Kind::List(items) => between(('[', ']'), level, out, items, |item, out| item.print(level + 1, out)),
            Kind::Object(fields) => between(('{', '}'), level, out, fields, |field, out| {
                quote(&field.name, out);
                out.push_str(": ");
                field.value.print(level + 1, out);
            }),
        }
    }
}

impl Json {
    /// Small enough for a line of its own: nothing in it but plain values and one level of others, and not long.
    fn is_short(&self) -> bool {
        let mut line = String::new();
        self.depth() <= 3 && {
            self.print_short(&mut line);
            line.chars().count() <= 80
        }
    }

    fn depth(&self) -> usize {
        match &self.kind {
            Kind::List(items) => 1 + items.iter().map(Json::depth).max().unwrap_or(0),
            Kind::Object(fields) => 1 + fields.iter().map(|field| field.value.depth()).max().unwrap_or(0),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) => 0,
        }
    }

    fn print_short(&self, out: &mut String) {
        match &self.kind {
            Kind::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { "[" });
                    item.print_short(out);
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Kind::Object(fields) => {
                for (index, field) in fields.iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { "{ " });
                    quote(&field.name, out);
                    out.push_str(": ");
                    field.value.print_short(out);
                }
                out.push_str(if fields.is_empty() { "{}" } else { " }" });
            }
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) => self.print(0, out),
        }
    }
}

fn between<T>(marks: (char, char), level: usize, out: &mut String, all: &[T], one: impl Fn(&T, &mut String)) {
    out.push(marks.0);
    for (index, each) in all.iter().enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        out.push_str(&"  ".repeat(level + 1));
        one(each, out);
    }
    if !all.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(level));
    }
    out.push(marks.1);
}

fn quote(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}
