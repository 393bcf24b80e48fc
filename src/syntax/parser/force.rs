//! The law in time. In: the tokens after `in force`. Out: a [`ForceDecl`].

use super::basic::{keyword, mark, word_as};
use super::citation::cite;
use super::value::date;
use crate::syntax::ast::{DateLiteral, ForceDecl};
use crate::syntax::input::{Parse, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;
use nom::Parser as _;
use nom::combinator::cut;

/// `force = "in" "force" [ "from" day ] [ "until" day ] "by" WORD "." WORD [ cite ] ;` with at least one day. A `cite` on a
/// line of its own belongs to what is in force.
pub(super) fn force(input: Tokens<'_>) -> Parse<'_, ForceDecl> {
    let (rest, _) = keyword(Keyword::In)(input)?;
    let (rest, _) = cut(keyword(Keyword::Force)).parse(rest)?;
    if !rest.at(Keyword::From) && !rest.at(Keyword::Until) {
        return rest.demand_keywords(&[Keyword::From, Keyword::Until]);
    }
    let (rest, from) = optional_day(rest, Keyword::From)?;
    let (rest, until) = optional_day(rest, Keyword::Until)?;
    let (rest, _) = cut(keyword(Keyword::By)).parse(rest)?;
    let (rest, topic) = cut(|input| word_as(input, Thing::Fact)).parse(rest)?;
    let (rest, _) = cut(mark(TokenKind::Dot, Thing::Dot)).parse(rest)?;
    let (rest, fact) = cut(|input| word_as(input, Thing::Fact)).parse(rest)?;
    let span = input.span_to(rest);
    let own = rest.first().is_some_and(|token| !token.first) && rest.at(Keyword::Cite);
    let (rest, cite) = if own { cite(rest)? } else { (rest, Vec::new()) };
    Ok((rest, ForceDecl { from, until, topic, fact, cite, span }))
}

fn optional_day(input: Tokens<'_>, first: Keyword) -> Parse<'_, Option<DateLiteral>> {
    match input.at(first) {
        true => cut(day).map(Some).parse(input.skip(1)),
        false => Ok((input, None)),
    }
}

/// `day = DATE | YYYY ;`
fn day(input: Tokens<'_>) -> Parse<'_, DateLiteral> {
    let number = input.first().filter(|token| token.kind == TokenKind::Number);
    let year = number.and_then(|token| input.slice(token).parse().ok()).filter(|year| (1000..=9999).contains(year));
    match year {
        Some(year) => Ok((input.skip(1), DateLiteral { year, month: None, day: None, time: None })),
        None => date(input),
    }
}
