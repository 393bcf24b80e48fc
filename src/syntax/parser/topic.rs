//! Topics with their facts and judgements. In: the tokens of one item. Out: a [`TopicDecl`] and diagnostics.

use super::account::name_kind;
use super::basic::{ahead, keyword, keyword_text, keywords, list_of, name, parenthesised, text, word};
use super::citation::cite;
use super::expression::expr;
use super::law::{bearer, titled};
use super::{Parser, next_clause};
use crate::syntax::ast::{Citation, Expr, FactDecl, FactType, Item, JudgementDecl, Name, Named, Quoted, TopicDecl};
use crate::syntax::input::{Parse, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::{Token, TokenKind};
use nom::Parser as _;
use nom::combinator::cut;
use nom::sequence::pair;

const LINES: &[Keyword] = &[Keyword::Fact, Keyword::Judgement];
const FACT: super::Clauses = super::Clauses {
    what: "a fact",
    keywords: &[
        Keyword::Fact,
        Keyword::Judgement,
        Keyword::Record,
        Keyword::For,
        Keyword::Shown,
        Keyword::Met,
        Keyword::Names,
        Keyword::Note,
    ],
    once: &[],
};
const JUDGEMENT: super::Clauses = super::Clauses {
    what: "a judgement",
    keywords: &[
        Keyword::Fact,
        Keyword::Judgement,
        Keyword::Default,
        Keyword::Cite,
        Keyword::Record,
        Keyword::For,
        Keyword::Shown,
        Keyword::Met,
        Keyword::Note,
    ],
    once: &[],
};

enum Attribute {
    Record(Name),
    Bearer(Name),
    ForTheRecord,
    ShownBy(Quoted),
    MetBy(Quoted),
    Named(Named),
    Note(Quoted),
    Default(Expr),
    Cite(Vec<Citation>),
}

/// `fact = "fact" WORD type TEXT { attribute } ;` without its attributes
fn fact(input: Tokens<'_>) -> Parse<'_, FactDecl> {
    let (rest, _) = keyword(Keyword::Fact)(input)?;
    let (rest, (name, kind)) = cut(pair(fact_word, fact_type)).parse(rest)?;
    let (rest, question) = cut(text).parse(rest)?;
    Ok((rest, declared(name, kind, question)))
}

/// `judgement = "judgement" WORD TEXT { attribute | "default" "when" expr | cite } ;` without what follows the text
fn judgement(input: Tokens<'_>) -> Parse<'_, FactDecl> {
    let (rest, _) = keyword(Keyword::Judgement)(input)?;
    let (rest, (name, question)) = cut(pair(fact_word, text)).parse(rest)?;
    let fact = declared(name, FactType::YesNo, question);
    Ok((rest, FactDecl { judgement: Some(JudgementDecl::default()), ..fact }))
}

/// The name of a fact stands behind a dot, so most reserved words can be one; `not` cannot.
fn fact_word(input: Tokens<'_>) -> Parse<'_, Name> {
    if input.at(Keyword::Not) { name(input) } else { word(input) }
}

fn declared(name: Name, kind: FactType, question: Quoted) -> FactDecl {
    let (judgement, record, bearer, shown_by, met_by) = (None, None, None, None, None);
    let (for_the_record, named, notes) = (false, None, Vec::new());
    FactDecl { name, kind, question, judgement, record, bearer, for_the_record, shown_by, met_by, named, notes }
}

/// ```text
/// type = "yes/no" | "date" | "number" | "duration" | "text" | "list of text" | "one of" "(" WORD { "," WORD } ")" ;
/// ```
fn fact_type(input: Tokens<'_>) -> Parse<'_, FactType> {
    let kind = match input.first().and_then(Token::keyword) {
        Some(Keyword::Yes) => {
            let no =
                input.kind_at(1) == Some(TokenKind::Slash) && input.kind_at(2) == Some(TokenKind::Key(Keyword::No));
            return if no { Ok((input.skip(3), FactType::YesNo)) } else { input.fail(Thing::Type) };
        }
        Some(Keyword::Date) => FactType::Date,
        Some(Keyword::Number) => FactType::Number,
        Some(Keyword::Duration) => FactType::Duration,
        Some(Keyword::Text) => FactType::Text,
        Some(Keyword::List) => {
            let (rest, ()) = cut(keywords(&[Keyword::Of, Keyword::Text])).parse(input.skip(1))?;
            return Ok((rest, FactType::ListOfText));
        }
        Some(Keyword::One) => {
            let (rest, _) = cut(keyword(Keyword::Of)).parse(input.skip(1))?;
            return cut(parenthesised(list_of(word))).map(FactType::OneOf).parse(rest);
        }
        _ => return input.fail(Thing::Type),
    };
    Ok((input.skip(1), kind))
}

/// ```text
/// attribute = "record" WORDS | "for" WORDS "to" "show" | "for the record" | "shown" "by" TEXT | "met" "by" TEXT
///           | "names" ( "person" | "place" | "number" | "organization" | "office" | "charge" ) | note ;
/// ```
/// and what a judgement adds
fn attribute(input: Tokens<'_>) -> Parse<'_, Attribute> {
    let rest = input.skip(1);
    match input.first().and_then(Token::keyword) {
        Some(Keyword::Record) => {
            let ends = |word: Keyword| word.begins_clause();
            cut(super::basic::words(ends, Thing::Party)).map(Attribute::Record).parse(rest)
        }
        Some(Keyword::For) if ahead(rest, &[Keyword::The, Keyword::Record]) && !rest.skip(2).at(Keyword::To) => {
            Ok((rest.skip(2), Attribute::ForTheRecord))
        }
        Some(Keyword::For) => cut(bearer).map(Attribute::Bearer).parse(rest),
        Some(Keyword::Shown) => cut(by_text).map(Attribute::ShownBy).parse(rest),
        Some(Keyword::Met) => cut(by_text).map(Attribute::MetBy).parse(rest),
        Some(Keyword::Names) => cut(named).map(Attribute::Named).parse(rest),
        Some(Keyword::Note) => keyword_text(Keyword::Note).map(Attribute::Note).parse(input),
        Some(Keyword::Default) => {
            let (rest, _) = cut(keyword(Keyword::When)).parse(rest)?;
            cut(expr).map(Attribute::Default).parse(rest)
        }
        Some(Keyword::Cite) => cite.map(Attribute::Cite).parse(input),
        _ => input.fail_keywords(FACT.keywords),
    }
}

/// `"person" | "place" | "number" | "organization" | "office" | "charge"`
fn named(input: Tokens<'_>) -> Parse<'_, Named> {
    let found = match input.first().and_then(Token::keyword) {
        Some(Keyword::Office) => Named::Office,
        Some(Keyword::Charge) => Named::Charge,
        _ => return name_kind(input).map(|(rest, kind)| (rest, Named::Bears(kind))),
    };
    Ok((input.skip(1), found))
}

/// `"by" TEXT`
fn by_text(input: Tokens<'_>) -> Parse<'_, Quoted> {
    let (input, _) = keyword(Keyword::By)(input)?;
    text(input)
}

/// Which attributes a fact already has, and where they began.
#[derive(Default)]
struct Seen([Option<Token>; 7]);

impl Seen {
    /// Where an attribute of the same sort stands, if it does; else notes this one.
    fn before(&mut self, attribute: &Attribute, token: Token) -> Option<Token> {
        let slot = match attribute {
            Attribute::Record(_) => &mut self.0[0],
            Attribute::Bearer(_) => &mut self.0[1],
            Attribute::ForTheRecord => &mut self.0[2],
            Attribute::Default(_) => &mut self.0[3],
            Attribute::ShownBy(_) => &mut self.0[4],
            Attribute::MetBy(_) => &mut self.0[5],
            Attribute::Named(_) => &mut self.0[6],
            Attribute::Note(_) | Attribute::Cite(_) => return None,
        };
        if slot.is_none() {
            *slot = Some(token);
            return None;
        }
        *slot
    }
}

impl<'a> Parser<'a> {
    /// `topic = "topic" WORD TEXT [ "many" ] [ "confidential" ] { fact | judgement } ;`
    pub(super) fn topic(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, (name, title)) = match titled(Keyword::Topic, name)(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let many = rest.at(Keyword::Many);
        let rest = if many { rest.skip(1) } else { rest };
        let confidential = rest.at(Keyword::Confidential);
        let mut rest = if confidential { rest.skip(1) } else { rest };
        let mut topic = TopicDecl { name, title, many, confidential, facts: Vec::new() };
        while rest.first().is_some() {
            let read = match rest.kind() {
                Some(TokenKind::Key(Keyword::Fact)) => fact(rest),
                Some(TokenKind::Key(Keyword::Judgement)) => judgement(rest),
                _ => rest.fail_keywords(LINES),
            };
            match read {
                Ok((after, mut fact)) => {
                    rest = self.attributes(after, &mut fact);
                    topic.facts.push(fact);
                }
                Err(error) => {
                    self.report(error, None);
                    rest = next_clause(rest.skip(1), LINES);
                }
            }
        }
        Item::Topic(topic)
    }

    /// What follows a fact's question, up to the next fact.
    fn attributes(&mut self, mut rest: Tokens<'a>, fact: &mut FactDecl) -> Tokens<'a> {
        let of = if fact.judgement.is_some() { &JUDGEMENT } else { &FACT };
        let mut seen = Seen::default();
        while let Some(token) = rest.first() {
            let keyword = token.keyword();
            if keyword.is_some_and(|keyword| LINES.contains(&keyword)) {
                break;
            }
            let own = keyword.is_some_and(|keyword| of.keywords.contains(&keyword));
            match if own { attribute(rest) } else { rest.fail_keywords(of.keywords) } {
                Ok((after, attribute)) => {
                    match seen.before(&attribute, token) {
                        Some(first) => self.repeated(token, first),
                        None => add(fact, attribute),
                    }
                    rest = after;
                }
                Err(error) => {
                    self.report(error, Some(of));
                    rest = next_clause(rest.skip(1), of.keywords);
                }
            }
        }
        rest
    }
}

fn add(fact: &mut FactDecl, attribute: Attribute) {
    match attribute {
        Attribute::Record(party) => fact.record = Some(party),
        Attribute::Bearer(party) => fact.bearer = Some(party),
        Attribute::ForTheRecord => fact.for_the_record = true,
        Attribute::ShownBy(documents) => fact.shown_by = Some(documents),
        Attribute::MetBy(answer) => fact.met_by = Some(answer),
        Attribute::Named(named) => fact.named = Some(named),
        Attribute::Note(note) => fact.notes.push(note),
        Attribute::Default(condition) => {
            if let Some(judgement) = &mut fact.judgement {
                judgement.default = Some(condition);
            }
        }
        Attribute::Cite(cite) => {
            if let Some(judgement) = &mut fact.judgement {
                judgement.cite.extend(cite);
            }
        }
    }
}
