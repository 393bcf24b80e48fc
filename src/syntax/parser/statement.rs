//! Who says what in a case: blocks of statements, and claims. A statement starts on a new line. In: the tokens of one
//! item. Out: a [`BlockDecl`] or [`ClaimsDecl`]; a line that cannot be read is reported and left out.

use super::Parser;
use super::account::confidential;
use super::basic::{ahead, keyword_text, keywords, list_of, mark, same_line, word_as, words};
use super::citation::{target, target_list};
use super::expression::fact_name;
use super::law::{line_end, next_line, optional};
use super::value::{date, value};
use crate::syntax::ast::{
    Act, BlockDecl, BlockLine, BlockVerb, ClaimsDecl, FactClaim, InstanceDecl, Item, Name, PlaceRef, Places,
    StatedValue, StatementDecl, Support,
};
use crate::syntax::input::{Parse, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::{Token, TokenKind};
use nom::Parser as _;
use nom::combinator::cut;

/// What a line at the margin says that a party does.
pub(super) enum Verb {
    Claims,
    Block(BlockVerb),
}

/// As they are written.
pub(super) const VERBS: [&str; 7] = ["submits", "says", "replies", "comments", "notes", "does", "claims"];

/// The verb that this word is or begins.
pub(super) fn verb(word: Keyword) -> Option<Verb> {
    match word {
        Keyword::Claims => Some(Verb::Claims),
        Keyword::Submits => Some(Verb::Block(BlockVerb::Submits)),
        Keyword::Says => Some(Verb::Block(BlockVerb::Says)),
        Keyword::Replies => Some(Verb::Block(BlockVerb::Replies)),
        Keyword::Comments => Some(Verb::Block(BlockVerb::Comments)),
        Keyword::Notes => Some(Verb::Block(BlockVerb::Notes)),
        Keyword::Does => Some(Verb::Block(BlockVerb::DoesNotReply)),
        _ => None,
    }
}

pub(in crate::syntax) fn party(input: Tokens<'_>) -> Parse<'_, Name> {
    words(|word| verb(word).is_some(), Thing::Party)(input)
}

/// ```text
/// block = WORDS ( "submits" | "says" | "replies" [ DATE ] | "comments" | "notes" | "does not reply" ) [ places ] …
/// ```
fn block_head(input: Tokens<'_>) -> Parse<'_, BlockDecl> {
    let (rest, party) = party(input)?;
    let Some(Verb::Block(verb)) = rest.first().and_then(Token::keyword).and_then(verb) else {
        return rest.fail(Thing::Verb);
    };
    let (rest, said) = match verb {
        BlockVerb::DoesNotReply => {
            let (rest, ()) = cut(keywords(&[Keyword::Does, Keyword::Not, Keyword::Reply])).parse(rest)?;
            (rest, None)
        }
        BlockVerb::Replies if rest.kind_at(1) == Some(TokenKind::Date) => {
            let (after, day) = date(rest.skip(1))?;
            (after, Some((day, rest.skip(1).span_to(after))))
        }
        _ => (rest.skip(1), None),
    };
    let (rest, places) = optional_places(rest)?;
    let span = input.span_to(rest);
    line_end(rest).map(|(rest, ())| (rest, BlockDecl { party, verb, date: said, places, lines: Vec::new(), span }))
}

/// `claims = WORDS "claims" target { "," target } [ "for" target ] [ places ] [ note ] ;`
pub(super) fn claims(input: Tokens<'_>) -> Parse<'_, ClaimsDecl> {
    let (rest, party) = party(input)?;
    let (rest, _) = super::basic::keyword(Keyword::Claims)(rest)?;
    let (rest, targets) = cut(target_list).parse(rest)?;
    let (rest, toward) = match rest.at(Keyword::For) {
        true => cut(|input| target(input, None)).parse(rest.skip(1)).map(|(rest, toward)| (rest, Some(toward)))?,
        false => (rest, None),
    };
    let (rest, places) = optional_places(rest)?;
    let (rest, note) = optional(rest, Keyword::Note)?;
    Ok((rest, ClaimsDecl { party, targets, toward, places, note, span: input.span_to(rest) }))
}

/// ```text
/// line = [ act ] ( claim | WORD WORD ":" claim { "," claim } ) support | "no" "other" WORD [ places ] | note ;
/// ```
fn line(input: Tokens<'_>) -> Parse<'_, BlockLine> {
    if ahead(input, &[Keyword::No, Keyword::Other]) && input.kind_at(3) != Some(TokenKind::Colon) {
        let (rest, topic) = cut(same_line(Thing::Name, plain)).parse(input.skip(2))?;
        let (rest, places) = optional_places(rest)?;
        return Ok((rest, BlockLine::NoOther(topic, places)));
    }
    if input.at(Keyword::Note) && input.kind_at(1) == Some(TokenKind::Text) {
        return keyword_text(Keyword::Note).map(BlockLine::Note).parse(input);
    }
    said(input)
}

/// `[ act ] ( claim | WORD WORD ":" claim { "," claim } ) support`
pub(super) fn said(input: Tokens<'_>) -> Parse<'_, BlockLine> {
    let (rest, act) = act(input);
    if rest.word_at(1).is_some() && rest.kind_at(2) == Some(TokenKind::Colon) {
        return instance(input, rest, act);
    }
    let (rest, claim) = claim(rest, true)?;
    let (rest, support) = support(rest)?;
    Ok((rest, BlockLine::Statement(StatementDecl { act, claim, support, span: input.span_to(rest) })))
}

/// `act = "denies" | "answers" | "shows" | "concedes" | "disputes" ;` unless a topic is called so.
fn act(input: Tokens<'_>) -> (Tokens<'_>, Act) {
    let act = match input.first().and_then(Token::keyword) {
        Some(Keyword::Denies) => Act::Denies,
        Some(Keyword::Answers) => Act::Answers,
        Some(Keyword::Shows) => Act::Shows,
        Some(Keyword::Concedes) => Act::Concedes,
        Some(Keyword::Disputes) => Act::Disputes,
        _ => return (input, Act::States),
    };
    let topic = input.kind_at(1) == Some(TokenKind::Dot) || input.kind_at(2) == Some(TokenKind::Colon);
    if topic { (input, Act::States) } else { (input.skip(1), act) }
}

/// `WORD WORD ":" claim { "," claim }` with its support
fn instance<'a>(whole: Tokens<'a>, input: Tokens<'a>, act: Act) -> Parse<'a, BlockLine> {
    let (rest, topic) = plain(input)?;
    let (rest, instance) = plain(rest)?;
    let (rest, _) = mark(TokenKind::Colon, Thing::Colon)(rest)?;
    let (rest, claims) = cut(list_of(|input| claim(input, false))).parse(rest)?;
    let (rest, support) = support(rest)?;
    let span = whole.span_to(rest);
    Ok((rest, BlockLine::Instance(InstanceDecl { act, topic, instance, claims, support, span })))
}

/// A word, whatever it means elsewhere.
pub(in crate::syntax) fn plain(input: Tokens<'_>) -> Parse<'_, Name> {
    match input.first() {
        Some(token) if token.is_word() => Ok((input.skip(1), input.name(token))),
        _ => word_as(input, Thing::Name),
    }
}

/// `claim = [ "not" ] fact-name | fact-name "=" value ;` In an instance line the topic stands once, at its head.
pub(super) fn claim(input: Tokens<'_>, with_topic: bool) -> Parse<'_, FactClaim> {
    let not = input.at(Keyword::Not);
    let start = if not { input.skip(1) } else { input };
    if !start.first().is_some_and(Token::is_word) || not && start.at_line_start() {
        return start.fail(if with_topic { Thing::Fact } else { Thing::Name });
    }
    let (rest, topic, fact) = if with_topic {
        let (rest, (topic, fact)) = fact_name(start)?;
        (rest, Some(topic), fact)
    } else {
        let (rest, fact) = plain(start)?;
        (rest, None, fact)
    };
    let (rest, value) = match rest.kind() {
        _ if not => (rest, StatedValue::No),
        Some(TokenKind::Equal) => cut(value).parse(rest.skip(1))?,
        _ => (rest, StatedValue::Yes),
    };
    Ok((rest, FactClaim { topic, fact, value, span: input.span_to(rest) }))
}

/// `support = [ "by" TEXT ] [ "quoting" TEXT ] [ places ] [ "confidential" ] [ note ] ;` The mark may also follow the note. A note on a line of its own is the block's.
fn support(input: Tokens<'_>) -> Parse<'_, Support> {
    let (rest, exhibit) = optional(input, Keyword::By)?;
    let (rest, quoting) = optional(rest, Keyword::Quoting)?;
    let (rest, places) = optional_places(rest)?;
    let (rest, before) = confidential(rest);
    let (rest, note) = if rest.at_line_start() { (rest, None) } else { optional(rest, Keyword::Note)? };
    let (rest, after) = if before { (rest, true) } else { confidential(rest) };
    Ok((rest, Support { exhibit, quoting, places, confidential: after, note }))
}

/// `[ places ]`
pub(super) fn optional_places(input: Tokens<'_>) -> Parse<'_, Places> {
    match input.kind() {
        Some(TokenKind::OpenPlaces) => places(input),
        _ => Ok((input, Places::default())),
    }
}

/// `places = "[" place-ref { ";" place-ref } "]" ;`
fn places(input: Tokens<'_>) -> Parse<'_, Places> {
    let mut places = Places::default();
    let mut rest = input.skip(1);
    loop {
        rest = cut(|input| place_ref(input, &mut places)).parse(rest)?.0;
        match rest.kind() {
            Some(TokenKind::Semicolon) => rest = rest.skip(1),
            Some(TokenKind::ClosePlaces) => break,
            _ => {
                let expected = [Thing::Comma, Thing::Semicolon, Thing::ClosePlaces];
                return rest.demand_things(&expected);
            }
        }
    }
    let rest = rest.skip(1);
    places.span = Some(input.span_to(rest));
    Ok((rest, places))
}

/// `place-ref = "relied on" numbers | [ WORD ] [ numbers ] ;`
fn place_ref<'a>(input: Tokens<'a>, places: &mut Places) -> Parse<'a, ()> {
    if ahead(input, &[Keyword::Relied, Keyword::On]) {
        let (rest, paras) = list_of(number)(input.skip(2))?;
        places.relied.extend(paras);
        return Ok((rest, ()));
    }
    let numbered = |input: Tokens<'a>| {
        matches!(input.kind(), Some(TokenKind::Number | TokenKind::Date))
            || input.at(Keyword::Fn) && input.kind_at(1) == Some(TokenKind::Number)
    };
    let (rest, document) = match numbered(input) {
        true => (input, None),
        false => word_as(input, Thing::Place).map(|(rest, name)| (rest, Some(name)))?,
    };
    let (rest, paras) = if numbered(rest) { list_of(number)(rest)? } else { (rest, Vec::new()) };
    places.stated.push(PlaceRef { document, paras });
    Ok((rest, ()))
}

/// `number`: `37`, `37-40`, `33(a)`, `fn 6`
pub(in crate::syntax) fn number(input: Tokens<'_>) -> Parse<'_, Name> {
    let footnote = input.at(Keyword::Fn);
    let start = if footnote { input.skip(1) } else { input };
    let Some(TokenKind::Number | TokenKind::Date) = start.kind() else { return start.fail(Thing::Number) };
    let mut rest = start.skip(1);
    loop {
        let part = matches!(rest.kind_at(1), Some(TokenKind::Number | TokenKind::Word | TokenKind::Key(_)));
        match rest.kind() {
            Some(TokenKind::Minus) if rest.kind_at(1) == Some(TokenKind::Number) => rest = rest.skip(2),
            Some(TokenKind::Open) if part && rest.kind_at(2) == Some(TokenKind::Close) => rest = rest.skip(3),
            _ => break,
        }
    }
    let span = input.span_to(rest);
    let used = start.rest.len() - rest.rest.len();
    let mut text = String::from(if footnote { "fn " } else { "" });
    text.extend(start.rest[..used].iter().map(|token| start.slice(*token)));
    Ok((rest, Name { text, span }))
}

impl<'a> Parser<'a> {
    /// A block: its head, then line by line.
    pub(super) fn block(&mut self, tokens: Tokens<'a>) -> Item {
        let (mut rest, mut block) = match block_head(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        while rest.first().is_some() {
            match line(rest).and_then(|(after, line)| line_end(after).map(|(after, ())| (after, line))) {
                Ok((after, line)) => {
                    block.lines.push(line);
                    rest = after;
                }
                Err(error) => {
                    self.report(error, None);
                    rest = next_line(rest.skip(1));
                }
            }
        }
        Item::Block(block)
    }
}
