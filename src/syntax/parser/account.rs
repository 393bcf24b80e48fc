//! What a case tells of people: `names` lines, accounts in somebody's own words, and what nobody could tell. In: the tokens
//! of one item or clause. Out: a [`NamesDecl`], [`AccountDecl`] or [`NotKnownDecl`]; a line that cannot be read is reported and
//! left out.

use super::basic::{list_of, same_line, text, word};
use super::hypothetical::fixed_line;
use super::law::titled;
use super::value::date;
use super::{Clauses, Parser};
use crate::syntax::ast::{AccountDecl, AccountLine, Item, NameKind, NamesDecl, NotKnownDecl, Quoted};
use crate::syntax::input::{Parse, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::Token;
use nom::Parser as _;
use nom::combinator::cut;

const KINDS: [Keyword; 4] = [Keyword::Person, Keyword::Place, Keyword::Number, Keyword::Organization];

/// What the lines of an account begin with.
const ACCOUNT: Clauses = Clauses {
    what: "an account",
    keywords: &[Keyword::Asked, Keyword::Told, Keyword::Confidential, Keyword::Note],
    once: &[],
};

enum Line {
    Told(AccountLine),
    Confidential(Token),
}

/// `"names" ( "person" | "place" | "number" | "organization" ) TEXT { "," TEXT } [ "confidential" ]`
pub(super) fn names(input: Tokens<'_>) -> Parse<'_, NamesDecl> {
    let (rest, kind) = name_kind(input.skip(1))?;
    let (rest, forms) = cut(list_of(text)).parse(rest)?;
    let (rest, confidential) = confidential(rest);
    Ok((rest, NamesDecl { kind, forms, confidential, span: input.span_to(rest) }))
}

/// `"person" | "place" | "number" | "organization"`, on the line of the word before.
pub(super) fn name_kind(input: Tokens<'_>) -> Parse<'_, NameKind> {
    let kind = match input.first().filter(|token| !token.first).and_then(Token::keyword) {
        Some(Keyword::Person) => NameKind::Person,
        Some(Keyword::Place) => NameKind::Place,
        Some(Keyword::Number) => NameKind::Number,
        Some(Keyword::Organization) => NameKind::Organization,
        _ => return input.demand_keywords(&KINDS),
    };
    Ok((input.skip(1), kind))
}

/// `[ "confidential" ]` on the line of what it marks.
pub(super) fn confidential(input: Tokens<'_>) -> (Tokens<'_>, bool) {
    match input.at(Keyword::Confidential) && !input.at_line_start() {
        true => (input.skip(1), true),
        false => (input, false),
    }
}

/// `"account" WORD TEXT DATE`
fn head(input: Tokens<'_>) -> Parse<'_, AccountDecl> {
    let (rest, (name, who)) = titled(Keyword::Account, word)(input)?;
    let (after, day) = cut(same_line(Thing::Date, date)).parse(rest)?;
    let on = (day, rest.span_to(after));
    Ok((after, AccountDecl { name, who, on, confidential: None, lines: Vec::new(), span: input.span_to(after) }))
}

/// `"asked" TEXT | "told" TEXT | "confidential" | note`
fn line(input: Tokens<'_>) -> Parse<'_, Line> {
    let Some(first) = input.first() else { return input.fail_keywords(ACCOUNT.keywords) };
    let told: fn(Quoted) -> AccountLine = match first.keyword() {
        Some(Keyword::Asked) => AccountLine::Asked,
        Some(Keyword::Told) => AccountLine::Told,
        Some(Keyword::Note) => AccountLine::Note,
        Some(Keyword::Confidential) => return Ok((input.skip(1), Line::Confidential(first))),
        _ => return input.fail_keywords(ACCOUNT.keywords),
    };
    cut(text).map(|text| Line::Told(told(text))).parse(input.skip(1))
}

impl<'a> Parser<'a> {
    /// `account = "account" WORD TEXT DATE { "asked" TEXT | "told" TEXT | "confidential" | note } ;`
    pub(super) fn account(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, mut account) = match head(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let mut mark: Option<Token> = None;
        for line in self.lines(rest, line, Some(&ACCOUNT)) {
            match (line, mark) {
                (Line::Told(line), _) => account.lines.push(line),
                (Line::Confidential(again), Some(first)) => self.repeated(again, first),
                (Line::Confidential(first), None) => mark = Some(first),
            }
        }
        account.confidential = mark.map(|token| token.span(self.text.source));
        Item::Account(account)
    }

    /// `not-known = "not" "known" TEXT { fact-name { "," fact-name } | WORD WORD ":" WORD { "," WORD } } ;`
    pub(super) fn not_known(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, reason) = match cut(text).parse(tokens.skip(2)) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let span = tokens.span_to(rest);
        Item::NotKnown(NotKnownDecl { reason, lines: self.lines(rest, fixed_line, None), span })
    }
}
