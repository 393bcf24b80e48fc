//! What was really decided. In: the tokens of one `outcome` item. Out: an [`OutcomeDecl`]; a line that cannot be read is
//! reported and left out.

use super::Parser;
use super::basic::{keyword, keyword_text, keywords, list_of, same_line, text, word_as};
use super::citation::{phrase, provision, provision_list, target};
use super::statement::optional_places;
use crate::syntax::ast::{DiffersSubject, Item, Name, OutcomeDecl, OutcomeLine, Places, ProvisionRef};
use crate::syntax::input::{Parse, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::{Token, TokenKind};
use nom::Parser as _;
use nom::combinator::cut;
use nom::sequence::preceded;

/// ```text
/// outcome-line = "found" provision places { "," provision places } | "breach" provision-list
///              | "differs" ( provision | target ) TEXT [ places ] | "not taken up" WORD { "," WORD } [ places ]
///              | "not testable" WORD WORD { "," WORD } TEXT [ places ] | "no" WORD [ places ]
///              | WORD WORD { "," WORD } [ "not examined" ] [ places ] | note ;
/// ```
fn line(input: Tokens<'_>) -> Parse<'_, OutcomeLine> {
    let rest = input.skip(1);
    let list = same_line(Thing::Provision, provision_list);
    match input.first().and_then(Token::keyword) {
        Some(Keyword::Found) => cut(same_line(Thing::Provision, found)).map(OutcomeLine::Found).parse(rest),
        Some(Keyword::Breach) => cut(list).map(OutcomeLine::Breach).parse(rest),
        Some(Keyword::Differs) => cut(same_line(Thing::Target, differs)).parse(rest),
        Some(Keyword::Not) if rest.at(Keyword::Testable) => cut(not_testable).parse(rest.skip(1)),
        Some(Keyword::Not) => not_taken_up(input),
        Some(Keyword::No) => cut(same_line(Thing::Name, none_of)).parse(rest),
        Some(Keyword::Note) => keyword_text(Keyword::Note).map(OutcomeLine::Note).parse(input),
        _ => conclusions(input),
    }
}

/// `provision places { "," provision places }`; the instrument is written once here as well.
fn found(input: Tokens<'_>) -> Parse<'_, Vec<(ProvisionRef, Places)>> {
    let mut all: Vec<(ProvisionRef, Places)> = Vec::new();
    let mut rest = input;
    loop {
        let before = all.last().map(|(provision, _)| &provision.instrument);
        let (after, provision) = provision(rest, before)?;
        let (after, places) = optional_places(after)?;
        all.push((provision, places));
        rest = after;
        if rest.kind() != Some(TokenKind::Comma) {
            return Ok((rest, all));
        }
        rest = rest.skip(1);
    }
}

/// `( provision | target ) TEXT [ places ]`
fn differs(input: Tokens<'_>) -> Parse<'_, OutcomeLine> {
    let (rest, subject) = match input.kind_at(1) {
        Some(TokenKind::Number) => provision(input, None).map(|(rest, it)| (rest, DiffersSubject::Provision(it)))?,
        _ => target(input, None).map(|(rest, it)| (rest, DiffersSubject::Target(it)))?,
    };
    let (rest, reason) = text(rest)?;
    let (rest, places) = optional_places(rest)?;
    Ok((rest, OutcomeLine::Differs { subject, reason, places }))
}

/// `WORD WORD { "," WORD } TEXT [ places ]`, after `not testable`
fn not_testable(input: Tokens<'_>) -> Parse<'_, OutcomeLine> {
    let (rest, kind) = same_line(Thing::Name, plain)(input)?;
    let (rest, names) = same_line(Thing::Name, list_of(plain))(rest)?;
    let (rest, reason) = text(rest)?;
    let (rest, places) = optional_places(rest)?;
    Ok((rest, OutcomeLine::NotTestable { kind, names, reason, places }))
}

/// `WORD [ places ]`, after `no`
fn none_of(input: Tokens<'_>) -> Parse<'_, OutcomeLine> {
    let (rest, kind) = plain(input)?;
    let (rest, places) = optional_places(rest)?;
    Ok((rest, OutcomeLine::NoneOf { kind, places }))
}

/// `"not taken up" WORD { "," WORD } [ places ]`
fn not_taken_up(input: Tokens<'_>) -> Parse<'_, OutcomeLine> {
    let words = keywords(&[Keyword::Not, Keyword::Taken, Keyword::Up]);
    let (rest, findings) = cut(preceded(words, same_line(Thing::Target, list_of(plain)))).parse(input)?;
    let (rest, places) = optional_places(rest)?;
    Ok((rest, OutcomeLine::NotTakenUp { findings, places }))
}

/// `WORD WORD { "," WORD } [ "not examined" ] [ places ]`
fn conclusions(input: Tokens<'_>) -> Parse<'_, OutcomeLine> {
    let (rest, kind) = plain(input)?;
    let (rest, names) = same_line(Thing::Name, list_of(plain))(rest)?;
    // On a line of its own, `not` begins the next.
    let not_examined = rest.at(Keyword::Not) && !rest.at_line_start();
    let rest = match not_examined {
        true => cut(keyword(Keyword::Examined)).parse(rest.skip(1))?.0,
        false => rest,
    };
    let (rest, places) = optional_places(rest)?;
    Ok((rest, OutcomeLine::Conclusions { kind, names, not_examined, places }))
}

fn plain(input: Tokens<'_>) -> Parse<'_, Name> {
    word_as(input, Thing::Name)
}

impl<'a> Parser<'a> {
    /// `outcome = "outcome" phrase { outcome-line } ;`
    pub(super) fn outcome(&mut self, tokens: Tokens<'a>) -> Item {
        let head =
            preceded(keyword(Keyword::Outcome), cut(|input| phrase(input, Thing::Decision, |_| false))).parse(tokens);
        let (rest, decision) = match head {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let span = tokens.span_to(rest);
        let lines = self.lines(rest, line, None);
        Item::Outcome(OutcomeDecl { decision, lines, span })
    }
}
