//! The smallest pieces: one token, a name, a text, words on a line, a list. Each reads a few tokens or fails at the first
//! that does not fit.

use crate::source::Span;
use crate::syntax::ast::{Name, Quoted};
use crate::syntax::input::{Parse, Reason, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::{Token, TokenKind};
use nom::Parser;
use nom::combinator::cut;

/// This word of the grammar.
pub(super) fn keyword<'a>(wanted: Keyword) -> impl Fn(Tokens<'a>) -> Parse<'a, Token> {
    move |input| match input.first() {
        Some(token) if token.kind == TokenKind::Key(wanted) => Ok((input.skip(1), token)),
        _ => input.fail_keywords(&[wanted]),
    }
}

/// These words of the grammar, one after the other.
pub(super) fn keywords<'a>(wanted: &'static [Keyword]) -> impl Fn(Tokens<'a>) -> Parse<'a, ()> {
    move |mut input| {
        for word in wanted {
            input = keyword(*word)(input)?.0;
        }
        Ok((input, ()))
    }
}

/// Whether the next words are these.
pub(super) fn ahead(input: Tokens<'_>, wanted: &[Keyword]) -> bool {
    wanted.iter().enumerate().all(|(index, word)| input.kind_at(index) == Some(TokenKind::Key(*word)))
}

/// This punctuation mark, which goes by this name.
pub(super) fn mark<'a>(wanted: TokenKind, named: Thing) -> impl Fn(Tokens<'a>) -> Parse<'a, Token> {
    move |input| match input.first() {
        Some(token) if token.kind == wanted => Ok((input.skip(1), token)),
        _ => input.fail(named),
    }
}

pub(super) fn open(input: Tokens<'_>) -> Parse<'_, Token> {
    mark(TokenKind::Open, Thing::Open)(input)
}

pub(super) fn close(input: Tokens<'_>) -> Parse<'_, Token> {
    mark(TokenKind::Close, Thing::Close)(input)
}

pub(super) fn comma(input: Tokens<'_>) -> Parse<'_, Token> {
    mark(TokenKind::Comma, Thing::Comma)(input)
}

/// Any word but one that begins the next clause.
pub(super) fn word(input: Tokens<'_>) -> Parse<'_, Name> {
    word_as(input, Thing::Name)
}

/// A word that stands for this thing.
pub(super) fn word_as(input: Tokens<'_>, thing: Thing) -> Parse<'_, Name> {
    match input.first() {
        Some(token) if token.kind == TokenKind::Word => Ok((input.skip(1), input.name(token))),
        Some(token) if token.is_word() && !begins_clause(input) => Ok((input.skip(1), input.name(token))),
        _ => input.fail(thing),
    }
}

/// This, and not on a further line.
pub(super) fn same_line<'a, T>(
    thing: Thing,
    inner: impl Fn(Tokens<'a>) -> Parse<'a, T>,
) -> impl Fn(Tokens<'a>) -> Parse<'a, T> {
    move |input| if input.at_line_start() { input.fail(thing) } else { inner(input) }
}

/// The next word starts a line and a clause.
pub(super) fn begins_clause(input: Tokens<'_>) -> bool {
    let starts = |token: Token| token.first && token.keyword().is_some_and(Keyword::begins_clause);
    input.first().is_some_and(starts) && input.kind_at(1) != Some(TokenKind::Dot)
}

/// A word that can stand in an expression as it is: the name of a topic, finding, rule or conclusion.
pub(super) fn name(input: Tokens<'_>) -> Parse<'_, Name> {
    match input.first().and_then(Token::keyword) {
        Some(keyword) if keyword.in_expressions() => input.stop(Reason::Reserved),
        _ => word(input),
    }
}

/// `TEXT`
pub(super) fn text(input: Tokens<'_>) -> Parse<'_, Quoted> {
    match input.first() {
        Some(token) if token.kind == TokenKind::Text => {
            Ok((input.skip(1), Quoted { text: unquoted(input.slice(token)), span: input.span(token) }))
        }
        _ => input.fail(Thing::Text),
    }
}

/// `word TEXT` after the word.
pub(super) fn keyword_text<'a>(first: Keyword) -> impl Fn(Tokens<'a>) -> Parse<'a, Quoted> {
    move |input| {
        let (input, _) = keyword(first)(input)?;
        cut(text).parse(input)
    }
}

/// A text without its quotes and escapes, line breaks folded.
pub(super) fn unquoted(raw: &str) -> String {
    let inner = raw.strip_prefix('"').unwrap_or(raw);
    let closed = inner.ends_with('"') && !inner.ends_with("\\\"") || inner.ends_with("\\\\\"");
    let inner = if closed { &inner[..inner.len() - 1] } else { inner };
    if !inner.bytes().any(|byte| matches!(byte, b'\\' | b'\n' | b'\r')) {
        return inner.to_owned();
    }
    let mut out = String::with_capacity(inner.len());
    let mut kept = 0;
    let mut rest = inner.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => {
                out.push(escaped(&mut rest));
                kept = out.len();
            }
            '\n' | '\r' => {
                let end = out.trim_end_matches([' ', '\t']).len().max(kept);
                out.truncate(end);
                out.push(' ');
                kept = out.len();
                rest = rest.as_str().trim_start_matches([' ', '\t', '\r', '\n']).chars();
            }
            other => out.push(other),
        }
    }
    out
}

/// What the character after a backslash stands for.
fn escaped(rest: &mut std::str::Chars<'_>) -> char {
    let before = rest.clone();
    match rest.next() {
        Some('n') => '\n',
        Some(quoted @ ('"' | '\\')) => quoted,
        _ => {
            *rest = before;
            '\\'
        }
    }
}

/// Source text on one line with its blanks folded.
pub(super) fn folded(raw: &str) -> String {
    if !raw.contains("  ") && !raw.contains(['\t', '\r']) {
        return raw.to_owned();
    }
    raw.split([' ', '\t', '\r']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `WORDS`: words on one line, up to a word that ends them. The first is never such a word.
pub(super) fn words<'a>(ends: fn(Keyword) -> bool, thing: Thing) -> impl Fn(Tokens<'a>) -> Parse<'a, Name> {
    move |input| {
        let (rest, first) = word_as(input, thing)?;
        let more = (0..).take_while(|index| {
            rest.nth(*index).is_some_and(|token| token.is_word() && !token.first && !token.keyword().is_some_and(ends))
        });
        let rest = rest.skip(more.count());
        let span = input.span_to(rest);
        Ok((rest, joined(input, first, span)))
    }
}

fn joined(input: Tokens<'_>, first: Name, span: Span) -> Name {
    if first.span == span {
        return first;
    }
    Name { text: folded(input.text.whole.get(span.range()).unwrap_or("")), span }
}

/// One or more of these with commas between; after a comma there must be another.
pub(super) fn list_of<'a, T>(item: impl Fn(Tokens<'a>) -> Parse<'a, T>) -> impl Fn(Tokens<'a>) -> Parse<'a, Vec<T>> {
    move |input| {
        let (mut rest, first) = item(input)?;
        let mut all = vec![first];
        while rest.kind() == Some(TokenKind::Comma) {
            let (after, next) = cut(&item).parse(rest.skip(1))?;
            all.push(next);
            rest = after;
        }
        Ok((rest, all))
    }
}

/// `(` and `)` round this.
pub(super) fn parenthesised<'a, T>(inner: impl Fn(Tokens<'a>) -> Parse<'a, T>) -> impl Fn(Tokens<'a>) -> Parse<'a, T> {
    move |input| {
        let (input, _) = open(input)?;
        let (input, value) = cut(&inner).parse(input)?;
        let (input, _) = cut(close).parse(input)?;
        Ok((input, value))
    }
}
