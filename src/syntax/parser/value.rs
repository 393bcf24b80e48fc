//! Literal values: numbers, durations, dates, and the ranges that a statement may give. In: tokens. Out: literals.

use super::basic::{ahead, keywords, same_line, text, word_as};
use crate::syntax::ast::{Bound, DateLiteral, Literal, Quoted, StatedValue, Unit};
use crate::syntax::input::{Parse, Reason, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::lexer::millionths;
use crate::syntax::token::{Token, TokenKind};
use nom::Parser;
use nom::combinator::cut;

const MILLION: i64 = 1_000_000;

/// `unit = "minute(s)" | "hour(s)" | "day(s)" | "week(s)" | "month(s)" | "year(s)" ;`
fn unit(token: Token) -> Option<Unit> {
    match token.keyword()? {
        Keyword::Minute | Keyword::Minutes => Some(Unit::Minutes),
        Keyword::Hour | Keyword::Hours => Some(Unit::Hours),
        Keyword::Day | Keyword::Days => Some(Unit::Days),
        Keyword::Week | Keyword::Weeks => Some(Unit::Weeks),
        Keyword::Month | Keyword::Months => Some(Unit::Months),
        Keyword::Year | Keyword::Years => Some(Unit::Years),
        _ => None,
    }
}

/// `quantity = NUMBER | NUMBER unit | DATE ;` and, in expressions, `TEXT`.
pub(super) fn quantity(input: Tokens<'_>) -> Parse<'_, Literal> {
    match input.first() {
        Some(token) if token.kind == TokenKind::Number => {
            let Some(number) = millionths(input.slice(token)) else { return input.stop(Reason::InvalidNumber) };
            match input.word_at(1).and_then(unit) {
                Some(_) if number % MILLION != 0 => input.stop(Reason::InvalidNumber),
                Some(unit) => Ok((input.skip(2), Literal::Duration(number / MILLION, unit))),
                None => Ok((input.skip(1), Literal::Number(number))),
            }
        }
        Some(token) if token.kind == TokenKind::Date => {
            let (rest, date) = date(input)?;
            Ok((rest, Literal::Date(date)))
        }
        Some(token) if token.kind == TokenKind::Text => {
            text(input).map(|(rest, text)| (rest, Literal::Text(text.text)))
        }
        _ => input.fail(Thing::Value),
    }
}

/// `DATE = YYYY "-" MM [ "-" DD [ HH ":" MM ] ] ;` The lexer has told of days that do not exist.
pub(in crate::syntax) fn date(input: Tokens<'_>) -> Parse<'_, DateLiteral> {
    let Some(token) = input.first().filter(|token| token.kind == TokenKind::Date) else {
        return input.fail(Thing::Date);
    };
    let mut parts = input.slice(token).split('-');
    let year = parts.next().and_then(|part| part.parse().ok()).unwrap_or_default();
    let month = parts.next().and_then(|part| part.parse().ok());
    let day = parts.next().and_then(|part| part.parse().ok());
    let rest = input.skip(1);
    let time = rest.first().filter(|token| token.kind == TokenKind::Time && !token.first && day.is_some());
    let clock = time.and_then(|token| rest.slice(token).split_once(':'));
    let clock = clock.and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
    let rest = if time.is_some() { rest.skip(1) } else { rest };
    Ok((rest, DateLiteral { year, month, day, time: clock }))
}

/// A whole number of small size.
pub(super) fn small_number(input: Tokens<'_>) -> Parse<'_, u32> {
    match input.first() {
        Some(token) if token.kind == TokenKind::Number => match input.slice(token).parse() {
            Ok(number) => Ok((input.skip(1), number)),
            Err(_) => input.stop(Reason::InvalidNumber),
        },
        _ => input.fail(Thing::Number),
    }
}

/// `value = amount | TEXT { "," TEXT } [ "and no other" ] | WORD ;`
///
/// A text after a comma continues the list; a word after a comma begins the next claim of an instance.
pub(super) fn value(input: Tokens<'_>) -> Parse<'_, StatedValue> {
    match input.kind() {
        Some(TokenKind::Text) => texts(input),
        Some(TokenKind::Number | TokenKind::Date) => range(input),
        Some(TokenKind::Key(_)) => match bound(input) {
            Some((bound, words)) => {
                let (rest, literal) = cut(quantity_alone).parse(input.skip(words))?;
                Ok((rest, StatedValue::Bound(bound, literal, input.span_to(rest))))
            }
            None => option(input),
        },
        _ => option(input),
    }
}

fn option(input: Tokens<'_>) -> Parse<'_, StatedValue> {
    same_line(Thing::Value, |input| word_as(input, Thing::Value))(input)
        .map(|(rest, name)| (rest, StatedValue::Option(name)))
}

fn quantity_alone(input: Tokens<'_>) -> Parse<'_, Literal> {
    if input.kind() == Some(TokenKind::Text) { input.fail(Thing::Number) } else { quantity(input) }
}

/// `TEXT { "," TEXT } [ "and no other" ]`
fn texts(input: Tokens<'_>) -> Parse<'_, StatedValue> {
    let (mut rest, first) = text(input)?;
    let span = first.span;
    let mut items: Vec<Quoted> = vec![first];
    while rest.kind() == Some(TokenKind::Comma) && rest.kind_at(1) == Some(TokenKind::Text) {
        let (after, next) = text(rest.skip(1))?;
        items.push(next);
        rest = after;
    }
    let closed = rest.at(Keyword::And);
    if closed {
        rest = cut(keywords(&[Keyword::And, Keyword::No, Keyword::Other])).parse(rest)?.0;
    }
    match <[Quoted; 1]>::try_from(items) {
        Ok([only]) if !closed => Ok((rest, StatedValue::Exactly(Literal::Text(only.text), span))),
        Ok([only]) => Ok((rest, StatedValue::List { items: vec![only], closed })),
        Err(items) => Ok((rest, StatedValue::List { items, closed })),
    }
}

/// `quantity | quantity "to" quantity`; a unit that stands once, at the end, is the unit of both.
fn range(input: Tokens<'_>) -> Parse<'_, StatedValue> {
    let (rest, from) = quantity(input)?;
    if !rest.at(Keyword::To) {
        return Ok((rest, StatedValue::Exactly(from, input.span_to(rest))));
    }
    let (rest, to) = cut(quantity_alone).parse(rest.skip(1))?;
    let from = match (&from, &to) {
        (Literal::Number(number), Literal::Duration(_, _)) if number % MILLION != 0 => {
            return input.stop(Reason::InvalidNumber);
        }
        (Literal::Number(number), Literal::Duration(_, unit)) => Literal::Duration(number / MILLION, *unit),
        _ => from,
    };
    Ok((rest, StatedValue::Between(from, to, input.span_to(rest))))
}

/// `bound = "more than" | "at least" | "less than" | "at most" | "before" | "after" ;` and how many words it has.
fn bound(input: Tokens<'_>) -> Option<(Bound, usize)> {
    let before_value = matches!(input.kind_at(1), Some(TokenKind::Number | TokenKind::Date));
    match input.first()?.keyword()? {
        Keyword::More if ahead(input, &[Keyword::More, Keyword::Than]) => Some((Bound::MoreThan, 2)),
        Keyword::At if ahead(input, &[Keyword::At, Keyword::Least]) => Some((Bound::AtLeast, 2)),
        Keyword::Less if ahead(input, &[Keyword::Less, Keyword::Than]) => Some((Bound::LessThan, 2)),
        Keyword::At if ahead(input, &[Keyword::At, Keyword::Most]) => Some((Bound::AtMost, 2)),
        Keyword::Before if before_value => Some((Bound::Before, 1)),
        Keyword::After if before_value => Some((Bound::After, 1)),
        _ => None,
    }
}
