//! What if: suppositions, what a party says besides, and what is expected to follow; and what stays fixed. In: the tokens of
//! one `hypothetical` or `fixed` item. Out: a [`HypotheticalDecl`] or [`FixedDecl`]; a line that cannot be read is reported and
//! left out.

use super::basic::{keyword_text, list_of, mark, same_line, text, words};
use super::citation::{provision_list, target_list};
use super::expression::fact_name;
use super::statement::{claim, optional_places, plain, said};
use super::{Clauses, Parser};
use crate::syntax::ast::{
    ExpectDecl, Expected, ExpectedAnswer, FactClaim, FixedDecl, FixedLine, HypotheticalDecl, HypotheticalLine, Item,
    Name, StatedValue, Suppose, SupposeDecl,
};
use crate::syntax::input::{Parse, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::{Token, TokenKind};
use nom::Parser as _;
use nom::combinator::cut;

/// What a line begins with, unless it names a party.
const LINES: Clauses = Clauses {
    what: "a hypothetical",
    keywords: &[Keyword::Suppose, Keyword::Drop, Keyword::Contest, Keyword::Expect, Keyword::Note],
    once: &[],
};

/// `"hypothetical" TEXT [ places ] [ "arguable" ]`
fn head(input: Tokens<'_>) -> Parse<'_, HypotheticalDecl> {
    let (rest, title) = cut(text).parse(input.skip(1))?;
    let (rest, places) = optional_places(rest)?;
    let arguable = rest.at(Keyword::Arguable) && !rest.at_line_start();
    let rest = if arguable { rest.skip(1) } else { rest };
    let span = input.span_to(rest);
    Ok((rest, HypotheticalDecl { title, places, arguable, lines: Vec::new(), span }))
}

/// ```text
/// what-if = "suppose" ( claim { "," claim } | WORD WORD ":" claim { "," claim } )
///         | ( "drop" | "contest" ) ( fact-name { "," fact-name } | WORD WORD ":" WORD { "," WORD } )
///         | WORDS ( "says" | act ) … | "expect" … | note ;
/// ```
fn line(input: Tokens<'_>) -> Parse<'_, HypotheticalLine> {
    let topic = input.kind_at(1) == Some(TokenKind::Dot);
    match input.first().and_then(Token::keyword) {
        Some(Keyword::Suppose) if !topic => supposed(input, Suppose::Value),
        Some(Keyword::Drop) if !topic => supposed(input, Suppose::Drop),
        Some(Keyword::Contest) if !topic => supposed(input, Suppose::Contest),
        Some(Keyword::Expect) => cut(expect).parse(input).map(|(rest, it)| (rest, HypotheticalLine::Expect(it))),
        Some(Keyword::Note) => keyword_text(Keyword::Note).map(HypotheticalLine::Note).parse(input),
        _ => adds(input),
    }
}

fn supposed(input: Tokens<'_>, how: Suppose) -> Parse<'_, HypotheticalLine> {
    let start = input.skip(1);
    if start.at_line_start() {
        return start.demand(Thing::Fact);
    }
    let (rest, instance) = optional_instance(start)?;
    let with_topic = instance.is_none();
    let one = |input| match how {
        Suppose::Value => claim(input, with_topic),
        Suppose::Drop | Suppose::Contest => bare(input, with_topic),
    };
    let (rest, claims) = cut(list_of(one)).parse(rest)?;
    Ok((rest, HypotheticalLine::Suppose(SupposeDecl { how, instance, claims })))
}

/// `[ WORD WORD ":" ]`
fn optional_instance(input: Tokens<'_>) -> Parse<'_, Option<(Name, Name)>> {
    match input.word_at(1).is_some() && input.kind_at(2) == Some(TokenKind::Colon) {
        true => cut(instance).parse(input).map(|(rest, it)| (rest, Some(it))),
        false => Ok((input, None)),
    }
}

/// `fact-name { "," fact-name } | WORD WORD ":" WORD { "," WORD }`
pub(super) fn fixed_line(input: Tokens<'_>) -> Parse<'_, FixedLine> {
    let (rest, instance) = optional_instance(input)?;
    let with_topic = instance.is_none();
    let (rest, facts) = cut(list_of(|input| bare(input, with_topic))).parse(rest)?;
    Ok((rest, FixedLine { instance, facts }))
}

/// `WORD WORD ":"`
fn instance(input: Tokens<'_>) -> Parse<'_, (Name, Name)> {
    let (rest, topic) = plain(input)?;
    let (rest, name) = plain(rest)?;
    let (rest, _) = mark(TokenKind::Colon, Thing::Colon)(rest)?;
    Ok((rest, (topic, name)))
}

/// A fact without a value.
fn bare(input: Tokens<'_>, with_topic: bool) -> Parse<'_, FactClaim> {
    if !with_topic {
        let (rest, fact) = plain(input)?;
        let span = input.span_to(rest);
        return Ok((rest, FactClaim { topic: None, fact, value: StatedValue::Yes, span }));
    }
    if !input.first().is_some_and(Token::is_word) {
        return input.fail(Thing::Fact);
    }
    let (rest, (topic, fact)) = fact_name(input)?;
    Ok((rest, FactClaim { topic: Some(topic), fact, value: StatedValue::Yes, span: input.span_to(rest) }))
}

fn is_verb(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Says | Keyword::Denies | Keyword::Answers | Keyword::Shows | Keyword::Concedes | Keyword::Disputes
    )
}

/// `WORDS ( "says" | act ) ( claim | WORD WORD ":" claim { "," claim } ) support`
fn adds(input: Tokens<'_>) -> Parse<'_, HypotheticalLine> {
    let verb = (1..).map_while(|index| input.word_at(index)).any(|token| token.keyword().is_some_and(is_verb));
    if !input.first().is_some_and(Token::is_word) || !verb {
        return input.fail_keywords(LINES.keywords);
    }
    let (rest, party) = words(is_verb, Thing::Party)(input)?;
    let rest = if rest.at(Keyword::Says) { rest.skip(1) } else { rest };
    let (rest, line) = cut(same_line(Thing::Fact, said)).parse(rest)?;
    Ok((rest, HypotheticalLine::Adds { party, line: Box::new(line) }))
}

/// ```text
/// "expect" ( target { "," target } | "breach" provision-list ) [ "is" [ "not" ] answer ] [ places ]
/// ```
fn expect(input: Tokens<'_>) -> Parse<'_, ExpectDecl> {
    let rest = input.skip(1);
    let (rest, of) = match rest.at(Keyword::Breach) {
        true => {
            same_line(Thing::Provision, provision_list)(rest.skip(1)).map(|(rest, it)| (rest, Expected::Breach(it)))?
        }
        false => same_line(Thing::Target, target_list)(rest).map(|(rest, it)| (rest, Expected::Targets(it)))?,
    };
    let (rest, not, answer) = match rest.at(Keyword::Is) && !rest.at_line_start() {
        true => answer(rest.skip(1))?,
        false => (rest, false, ExpectedAnswer::Yes),
    };
    let (rest, places) = optional_places(rest)?;
    Ok((rest, ExpectDecl { of, not, answer, places, span: input.span_to(rest) }))
}

type Answered<'a> = Result<(Tokens<'a>, bool, ExpectedAnswer), nom::Err<crate::syntax::input::Fault>>;

/// `[ "not" ] ( "yes" | "no" | "contested" | "not shown" )`: `not shown` is an answer of its own.
fn answer(input: Tokens<'_>) -> Answered<'_> {
    let shown = |at: usize| {
        input.kind_at(at) == Some(TokenKind::Key(Keyword::Not))
            && input.kind_at(at + 1) == Some(TokenKind::Key(Keyword::Shown))
    };
    if shown(0) {
        return Ok((input.skip(2), false, ExpectedAnswer::NotShown));
    }
    let not = input.at(Keyword::Not);
    if not && shown(1) {
        return Ok((input.skip(3), true, ExpectedAnswer::NotShown));
    }
    let rest = if not { input.skip(1) } else { input };
    let answer = match rest.first().filter(|token| !token.first).and_then(Token::keyword) {
        Some(Keyword::Yes) => ExpectedAnswer::Yes,
        Some(Keyword::No) => ExpectedAnswer::No,
        Some(Keyword::Contested) => ExpectedAnswer::Contested,
        _ => {
            let failed = rest.demand_keywords::<()>(&[Keyword::Yes, Keyword::No, Keyword::Contested, Keyword::Not]);
            return failed.map(|(rest, ())| (rest, not, ExpectedAnswer::Yes));
        }
    };
    Ok((rest.skip(1), not, answer))
}

impl<'a> Parser<'a> {
    /// `hypothetical = "hypothetical" TEXT [ places ] [ "arguable" ] { what-if } ;`
    pub(super) fn hypothetical(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, mut hypothetical) = match head(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        hypothetical.lines = self.lines(rest, line, Some(&LINES));
        Item::Hypothetical(hypothetical)
    }

    /// `fixed = "fixed" TEXT { fact-name { "," fact-name } | WORD WORD ":" WORD { "," WORD } } ;`
    pub(super) fn fixed(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, reason) = match cut(text).parse(tokens.skip(1)) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let span = tokens.span_to(rest);
        Item::Fixed(FixedDecl { reason, lines: self.lines(rest, fixed_line, None), span })
    }
}
