//! Single pieces of the language, read by its own grammar: what a program hands over one by one. In: a text that should be
//! one word, one date, one provision. Out: it, or nothing if the text is not exactly that.

use super::ast::{DateLiteral, Name, ProvisionRef, TargetRef};
use super::input::{Parse, Text, Thing, Tokens};
use super::lexer::{lex, millionths};
use super::parser::pieces;
use super::token::{Token, TokenKind};
use crate::source::SourceId;

/// Reads all of a text by one rule of the grammar.
fn whole<T>(text: &str, read: for<'a> fn(Tokens<'a>) -> Parse<'a, T>) -> Option<T> {
    let lexed = lex(SourceId::default(), text);
    if !lexed.diagnostics.is_empty() || text.contains('#') && lexed.tokens.is_empty() {
        return None;
    }
    // A piece stands in the middle of a line.
    let inner: Vec<Token> = lexed.tokens.iter().map(|token| Token { first: false, margin: false, ..*token }).collect();
    let text = Text { source: SourceId::default(), whole: text };
    let (rest, found) = read(Tokens { rest: &inner, text: &text, depth: 0 }).ok()?;
    rest.rest.is_empty().then_some(found)
}

/// `arrest`: one word.
#[must_use]
pub fn is_word(text: &str) -> bool {
    whole(text, pieces::plain).is_some_and(|name| name.text == text)
}

/// `working group`: words that end at no verb.
#[must_use]
pub fn is_party(text: &str) -> bool {
    whole(text, pieces::party).is_some_and(|name| name.text == text)
}

/// `no reply`: words.
#[must_use]
pub fn are_words(text: &str) -> bool {
    whole(text, pieces::any_words).is_some_and(|name| name.text == text)
}

/// `11`, `37-40`, `33(a)`, `fn 6`.
#[must_use]
pub fn is_paragraph(text: &str) -> bool {
    whole(text, pieces::number).is_some_and(|name| name.text == text)
}

/// `opinion 2/2022`.
#[must_use]
pub fn is_decision(text: &str) -> bool {
    let read: for<'a> fn(Tokens<'a>) -> Parse<'a, Name> = |input| pieces::phrase(input, Thing::Decision, |_| false);
    whole(text, read).is_some_and(|name| name.text == text)
}

/// `2020-04-17 20:20`.
#[must_use]
pub fn date(text: &str) -> Option<DateLiteral> {
    whole(text, pieces::date)
}

/// `ICCPR 14(3)(d)`.
#[must_use]
pub fn provision(text: &str) -> Option<ProvisionRef> {
    whole(text, |input| pieces::provision(input, None))
}

/// `category II`, `vague_law`.
#[must_use]
pub fn target(text: &str) -> Option<TargetRef> {
    whole(text, |input| pieces::target(input, None))
}

/// `arrest.made`.
#[must_use]
pub fn fact(text: &str) -> Option<(Name, Name)> {
    whole(text, pieces::fact_name)
}

/// `0.5`: a number that is not below nothing, in millionths.
#[must_use]
pub fn number(text: &str) -> Option<i64> {
    let lexed = lex(SourceId::default(), text);
    let alone = matches!(lexed.tokens[..], [Token { kind: TokenKind::Number, .. }]) && lexed.diagnostics.is_empty();
    if alone { millionths(text) } else { None }
}
