//! What law is cited and breached: authorities with places in them, provisions, findings and conclusions as targets.
//! Authorities are kept as written, blanks folded; nothing is looked up.

use super::basic::{begins_clause, close, folded, keyword, text, word, word_as};
use crate::syntax::ast::{Citation, Name, ProvisionRef, TargetRef};
use crate::syntax::input::{Parse, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::{Token, TokenKind};
use nom::Parser;
use nom::combinator::cut;

/// `cite = "cite" citations ;`
pub(super) fn cite(input: Tokens<'_>) -> Parse<'_, Vec<Citation>> {
    let (input, _) = keyword(Keyword::Cite)(input)?;
    cut(citations).parse(input)
}

/// `citations = citation { ";" citation } ;`
pub(super) fn citations(input: Tokens<'_>) -> Parse<'_, Vec<Citation>> {
    let (mut rest, first) = citation(input)?;
    let mut all = vec![first];
    while rest.kind() == Some(TokenKind::Semicolon) {
        let (after, next) = cut(citation).parse(rest.skip(1))?;
        all.push(next);
        rest = after;
    }
    Ok((rest, all))
}

/// `citation = phrase [ place ] [ TEXT ] ;`
fn citation(input: Tokens<'_>) -> Parse<'_, Citation> {
    let (rest, authority) = phrase(input, Thing::Authority, place_begins)?;
    let (rest, place) = if place_begins(rest) { place(rest) } else { (rest, String::new()) };
    let (rest, remark) = match rest.kind() {
        Some(TokenKind::Text) => text(rest).map(|(rest, remark)| (rest, Some(remark)))?,
        _ => (rest, None),
    };
    let span = input.span_to(rest);
    Ok((rest, Citation { authority, place, remark, span }))
}

/// `phrase`: words, numbers, `/`, `.` and the like on one line, as written, up to where `ends` says.
pub(in crate::syntax) fn phrase(input: Tokens<'_>, thing: Thing, ends: fn(Tokens<'_>) -> bool) -> Parse<'_, Name> {
    if begins_clause(input) {
        return input.fail(thing);
    }
    let within = |token: Token| {
        token.is_word()
            || matches!(token.kind, TokenKind::Number | TokenKind::Date | TokenKind::Time | TokenKind::Slash)
            || matches!(token.kind, TokenKind::Dot | TokenKind::Minus | TokenKind::Open | TokenKind::Close)
    };
    let mut count = 0;
    while let Some(token) = input.nth(count) {
        if !within(token) || count > 0 && (token.first || ends(input.skip(count))) {
            break;
        }
        count += 1;
    }
    if count == 0 {
        return input.fail(thing);
    }
    Ok(sliced(input, count))
}

/// The next so many tokens as one name, blanks folded.
fn sliced(input: Tokens<'_>, count: usize) -> (Tokens<'_>, Name) {
    let rest = input.skip(count);
    let span = input.span_to(rest);
    (rest, Name { text: folded(input.text.whole.get(span.range()).unwrap_or("")), span })
}

/// A place keyword begins a place where something follows that can stand in it: `paras 70-71`, `annex II`. Another place
/// keyword cannot, so `Mandela rules rule 5` cites rule 5 of the Mandela rules.
fn place_begins(input: Tokens<'_>) -> bool {
    let place = |token: Option<Token>| token.filter(|token| token.keyword().is_some_and(Keyword::begins_place));
    let Some(token) = place(input.first()).filter(|token| !token.first) else { return false };
    match input.nth(1).filter(|token| !token.first) {
        Some(next) if next.is_word() => place(Some(next)).is_none(),
        Some(Token { kind: TokenKind::Number | TokenKind::Date | TokenKind::Open, .. }) => true,
        _ => token.keyword() == Some(Keyword::Annex),
    }
}

/// `place = ( "para" | "paras" | … ) rest ;` as written, to `;`, a quote or the end of the line.
fn place(input: Tokens<'_>) -> (Tokens<'_>, String) {
    let ends = |token: Token| token.first || matches!(token.kind, TokenKind::Semicolon | TokenKind::Text);
    let count = input.rest.iter().position(|token| ends(*token)).unwrap_or(input.rest.len());
    let (rest, place) = sliced(input, count);
    (rest, place.text)
}

/// `number-path = NUMBER { "(" ( NUMBER | WORD ) ")" } ;` without blanks.
pub(super) fn number_path(input: Tokens<'_>) -> Parse<'_, Name> {
    match input.first() {
        Some(token) if token.kind == TokenKind::Number => {
            let mut rest = input.skip(1);
            while rest.kind() == Some(TokenKind::Open) {
                rest = rest.skip(1);
                match rest.first() {
                    Some(part) if part.is_word() || part.kind == TokenKind::Number => rest = rest.skip(1),
                    _ => return rest.demand(Thing::Number),
                }
                rest = cut(close).parse(rest)?.0;
            }
            let span = input.span_to(rest);
            let raw = input.text.whole.get(span.range()).unwrap_or("");
            Ok((rest, Name { text: tight(raw), span }))
        }
        _ => input.fail(Thing::Provision),
    }
}

/// Without blanks; a comment or line break between the parts goes as well.
fn tight(raw: &str) -> String {
    if !raw.contains([' ', '\t', '\n', '\r', '#']) {
        return raw.to_owned();
    }
    let lines = raw.lines().map(|line| line.split('#').next().unwrap_or(""));
    lines.flat_map(str::chars).filter(|character| !character.is_whitespace()).collect()
}

/// One provision with its instrument: `ICCPR 9(2)`; `9(2)` alone where the instrument was named before.
pub(in crate::syntax) fn provision<'a>(input: Tokens<'a>, before: Option<&Name>) -> Parse<'a, ProvisionRef> {
    match (input.kind(), before) {
        (Some(TokenKind::Number), Some(instrument)) => {
            let (rest, number) = number_path(input)?;
            Ok((rest, ProvisionRef { instrument: instrument.clone(), number }))
        }
        _ => {
            let (rest, instrument) = word_as(input, Thing::Provision)?;
            let (rest, number) = cut(number_path).parse(rest)?;
            Ok((rest, ProvisionRef { instrument, number }))
        }
    }
}

/// `provision-list = WORD number-path { ( "," | ";" ) [ WORD ] number-path } ;`
pub(super) fn provision_list(input: Tokens<'_>) -> Parse<'_, Vec<ProvisionRef>> {
    let (mut rest, first) = provision(input, None)?;
    let mut all = vec![first];
    while let Some(TokenKind::Comma | TokenKind::Semicolon) = rest.kind() {
        let before = all.last().map(|provision| provision.instrument.clone());
        let (after, next) = match provision(rest.skip(1), before.as_ref()) {
            Err(nom::Err::Error(fault)) => return Err(nom::Err::Failure(fault)),
            other => other?,
        };
        all.push(next);
        rest = after;
    }
    Ok((rest, all))
}

/// `target = WORD | WORD WORD ;` A word alone after a conclusion is of the same kind.
pub(in crate::syntax) fn target<'a>(input: Tokens<'a>, kind: Option<&Name>) -> Parse<'a, TargetRef> {
    let (rest, first) = word_as(input, Thing::Target)?;
    let ends = |keyword: Keyword| keyword.begins_clause() || keyword.in_expressions();
    match rest.word_at(0).filter(|token| !token.first && !token.keyword().is_some_and(ends)) {
        Some(_) => {
            let (rest, name) = word(rest)?;
            Ok((rest, TargetRef { kind: Some(first), name }))
        }
        None => Ok((rest, TargetRef { kind: kind.cloned(), name: first })),
    }
}

/// `target { "," target }`
pub(super) fn target_list(input: Tokens<'_>) -> Parse<'_, Vec<TargetRef>> {
    let (mut rest, first) = target(input, None)?;
    let mut all = vec![first];
    while rest.kind() == Some(TokenKind::Comma) {
        let kind = all.last().and_then(|target| target.kind.clone());
        let (after, next) = match target(rest.skip(1), kind.as_ref()) {
            Err(nom::Err::Error(fault)) => return Err(nom::Err::Failure(fault)),
            other => other?,
        };
        all.push(next);
        rest = after;
    }
    Ok((rest, all))
}
