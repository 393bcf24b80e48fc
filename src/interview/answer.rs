//! What people answer, read by the type of the fact. In: words as typed, and a type. Out: the value as the language writes it, or
//! how to write it better. Nothing is guessed: what can be read in two ways is asked again.

use super::amount;
use super::moment;
use crate::explain::words::spoken;
use crate::program::Type;
use crate::syntax::print::quoted;

/// What somebody says at a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Go back to the question before.
    Back,
    /// Leave the question for later.
    Skip,
    /// Say why it is asked.
    Help,
    /// End here.
    Quit,
    /// It is not known.
    Unknown,
    /// Nothing: Enter alone.
    Nothing,
    /// An answer, without the blanks around it.
    Words(String),
}

impl Said {
    /// Reads what was typed. A command stands alone on its line: with a full stop after it, it is an answer.
    #[must_use]
    pub fn of(typed: &str) -> Said {
        let words = typed.trim();
        match words.to_lowercase().replace('’', "'").as_str() {
            "" => Said::Nothing,
            "back" | "undo" => Said::Back,
            "skip" | "later" => Said::Skip,
            "help" | "?" | "why" | "why?" => Said::Help,
            "quit" | "exit" | "q" => Said::Quit,
            "don't know" | "dont know" | "do not know" | "i don't know" | "i do not know" | "not known" | "unknown"
            | "dk" => Said::Unknown,
            _ => Said::Words(words.to_owned()),
        }
    }
}

/// A value given in answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The value.
    pub value: Written,
    /// It was given as no more than near: "about 20:20".
    pub about: bool,
}

/// A value as a statement writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// The fact alone.
    Yes,
    /// `not` and the fact.
    No,
    /// What stands after `=`.
    Value(String),
}

impl Written {
    /// The statement: `not arrest.made`, `arrest.on = 2020-04-17`.
    #[must_use]
    pub fn claim(&self, fact: &str) -> String {
        match self {
            Written::Yes => fact.to_owned(),
            Written::No => format!("not {fact}"),
            Written::Value(value) => format!("{fact} = {value}"),
        }
    }
}

/// Yes or no.
///
/// # Errors
/// How to answer, where it is neither.
pub fn yes_or_no(words: &str) -> Result<bool, String> {
    match words.to_lowercase().trim_end_matches(['.', '!']) {
        "y" | "yes" | "yeah" | "yep" | "true" => Ok(true),
        "n" | "no" | "nope" | "false" => Ok(false),
        _ => Err("answer yes or no; a note can follow".to_owned()),
    }
}

/// Reads an answer to a fact of this type.
///
/// # Errors
/// How to write it, where it cannot be read.
pub fn given(kind: &Type, words: &str) -> Result<Given, String> {
    let exactly = |value| Given { value, about: false };
    match kind {
        Type::YesNo => Ok(exactly(if yes_or_no(words)? { Written::Yes } else { Written::No })),
        Type::Date => moment::read(words).map(|(value, about)| Given { value: Written::Value(value), about }),
        Type::Number => amount::number(words).map(|(value, about)| Given { value: Written::Value(value), about }),
        Type::Duration => amount::duration(words).map(|(value, about)| Given { value: Written::Value(value), about }),
        Type::Text => Ok(exactly(Written::Value(quoted(&clean(words))))),
        Type::ListOfText => list(words).map(|value| exactly(Written::Value(value))),
        Type::OneOf(options) => option(options, words).map(|value| exactly(Written::Value(value))),
    }
}

/// A text without characters that no file should hold; everything else is kept as it was typed.
#[must_use]
pub fn clean(words: &str) -> String {
    words.chars().filter(|character| !character.is_control() || matches!(character, '\n' | '\t')).collect()
}

/// Texts between semicolons; `that is all` at the end closes the list.
fn list(words: &str) -> Result<String, String> {
    let mut items: Vec<String> =
        words.split([';', '\n']).map(|item| clean(item.trim())).filter(|item| !item.is_empty()).collect();
    let ends = |item: &String| matches!(item.to_lowercase().as_str(), "that is all" | "that's all" | "no other");
    let closed = items.last().is_some_and(ends);
    if closed {
        items.pop();
    }
    if items.is_empty() {
        return Err("name one or several, with semicolons between them".to_owned());
    }
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    Ok(items.join(", ") + if closed { " and no other" } else { "" })
}

/// One of several words, by its number or by itself.
fn option(options: &[String], words: &str) -> Result<String, String> {
    let wanted = words.to_lowercase().replace('_', " ");
    let wanted = wanted.trim_end_matches('.');
    let number = wanted.parse::<usize>().ok().and_then(|number| options.get(number.checked_sub(1)?));
    let named = options.iter().find(|option| spoken(option).to_lowercase() == wanted);
    let begun: Vec<&String> =
        options.iter().filter(|option| spoken(option).to_lowercase().starts_with(wanted)).collect();
    let only = if let [one] = begun.as_slice() { Some(*one) } else { None };
    number.or(named).or(only).cloned().ok_or_else(|| format!("answer with a number from 1 to {}", options.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: &Type, words: &str) -> String {
        match given(kind, words) {
            Ok(given) => given.value.claim("f"),
            Err(help) => format!("error: {help}"),
        }
    }

    #[test]
    fn commands_stand_alone() {
        assert_eq!(Said::of("  Back "), Said::Back);
        assert_eq!(Said::of("I don’t know"), Said::Unknown);
        assert_eq!(Said::of(""), Said::Nothing);
        assert_eq!(Said::of("back."), Said::Words("back.".to_owned()));
        assert_eq!(Said::of("back of the head"), Said::Words("back of the head".to_owned()));
    }

    #[test]
    fn yes_and_no_are_said_in_many_ways() {
        assert_eq!(value(&Type::YesNo, "Yes."), "f");
        assert_eq!(value(&Type::YesNo, "n"), "not f");
        assert_eq!(value(&Type::YesNo, "perhaps"), "error: answer yes or no; a note can follow");
    }

    #[test]
    fn options_go_by_number_word_or_beginning() {
        let kind = Type::OneOf(["fully", "partly", "not_at_all"].map(str::to_owned).to_vec());
        assert_eq!(value(&kind, "2"), "f = partly");
        assert_eq!(value(&kind, "Not at all"), "f = not_at_all");
        assert_eq!(value(&kind, "not_at_all"), "f = not_at_all");
        assert_eq!(value(&kind, "full"), "f = fully");
        assert_eq!(value(&kind, "4"), "error: answer with a number from 1 to 3");
        assert_eq!(value(&kind, "so so"), "error: answer with a number from 1 to 3");
    }

    #[test]
    fn texts_keep_quotes_braces_and_every_script() {
        assert_eq!(value(&Type::Text, "the \"boss\" {sic} \\ קרן"), r#"f = "the \"boss\" {sic} \\ קרן""#);
        assert_eq!(value(&Type::Text, "one\ntwo\u{0}"), r#"f = "one\ntwo""#);
    }

    #[test]
    fn lists_are_parted_by_semicolons_and_closed_by_saying_so() {
        assert_eq!(value(&Type::ListOfText, "a car; two, three"), r#"f = "a car", "two, three""#);
        assert_eq!(value(&Type::ListOfText, "a car; that is all"), r#"f = "a car" and no other"#);
        assert!(value(&Type::ListOfText, "; ;").starts_with("error"));
    }
}
