//! Templates laid over a petition. In: the templates of a pack, by name, and the shapes they are given. Out: a document, or the
//! first fault of a template with its file, line and a way out. Values are escaped always and never become markup.

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, escape_formatter};

use super::json::Petition;
use crate::document::{Document, read};

/// The template of the part that is transmitted.
pub const MAIN: &str = "petition.jinja";

/// The template of the part about the submitter.
pub const SUBMITTER: &str = "submitter.jinja";

/// A file of templates: its name and its text.
pub type Template = (String, String);

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The file.
    pub file: String,
    /// The line in it, from 1; 0 where it is not known.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What can be done.
    pub way_out: String,
}

/// Lays a template over a petition.
///
/// # Errors
/// The first fault of a template, or of the markup that it yields.
pub fn lay(templates: &[Template], name: &str, petition: &Petition) -> Result<Document, Trouble> {
    let environment = environment(templates)?;
    let template = environment.get_template(name).map_err(|error| trouble(name, &error))?;
    let markup = template.render(Value::from(Serde(petition))).map_err(|error| trouble(name, &error))?;
    read(&markup).map_err(|fault| {
        let row = usize::try_from(fault.line).unwrap_or(1).saturating_sub(1);
        let line: String = markup.lines().nth(row).unwrap_or_default().trim().chars().take(120).collect();
        let what = format!("what it yields is no document: {} (at “{line}”)", fault.what);
        Trouble { file: name.to_owned(), line: 0, what, way_out: fault.way_out }
    })
}

fn environment(templates: &[Template]) -> Result<Environment<'_>, Trouble> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => escape_formatter(out, state, &Value::from(clean(text))),
        _ => escape_formatter(out, state, value),
    });
    environment.add_filter("capitalize_first", |text: String| crate::explain::words::sentence(&text));
    environment.add_filter("inside_sentence", |text: String| inside_sentence(&text));
    for (name, text) in templates {
        environment.add_template(name, text).map_err(|error| trouble(name, &error))?;
    }
    Ok(environment)
}

/// A sentence as a clause: its first word keeps its capital where it may be a name or a title.
fn inside_sentence(text: &str) -> String {
    const OPENERS: &[&str] =
        &["A", "An", "The", "No", "There", "It", "They", "This", "That", "These", "Those", "What", "Nobody", "Nothing"];
    let first = text.split_whitespace().next().unwrap_or_default();
    if OPENERS.contains(&first) { crate::explain::words::inside_sentence(text) } else { text.to_owned() }
}

/// Without what steers a terminal or turns the text around it.
fn clean(text: &str) -> String {
    let unseen = |letter: &char| !matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    text.chars().filter(unseen).map(plain).collect()
}

fn trouble(name: &str, error: &Error) -> Trouble {
    let mut innermost = error;
    let mut below = std::error::Error::source(error);
    while let Some(source) = below {
        if let Some(inner) = source.downcast_ref::<Error>() {
            innermost = inner;
        }
        below = source.source();
    }
    let what = innermost.detail().map_or_else(|| innermost.kind().to_string(), str::to_owned);
    let way_out = match innermost.kind() {
        ErrorKind::UndefinedError => {
            "name a variable that there is: `habeas petition CASE --format json` prints them all".to_owned()
        }
        ErrorKind::TemplateNotFound => "put the file beside the others, or mend the name in `import`".to_owned(),
        ErrorKind::SyntaxError => "close every `{{`, `{%` and block; compare with the pack's own template".to_owned(),
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest | ErrorKind::UnknownMethod => {
            "use a filter, function or test that the template language has".to_owned()
        }
        _ => "compare the line with the pack's own template".to_owned(),
    };
    let file = innermost.name().or_else(|| error.name()).unwrap_or(name).to_owned();
    Trouble { file, line: innermost.line().or_else(|| error.line()).unwrap_or(0), what, way_out }
}
