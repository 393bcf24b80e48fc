//! Readings of the law between which authorities differ. In: the tokens of one item. Out: a [`ReadingDecl`].

use super::basic::{keyword_text, name, text, word};
use super::citation::cite;
use super::law::titled;
use super::{Clauses, Parser};
use crate::syntax::ast::{Item, Quoted, ReadingDecl, ReadingOption};
use crate::syntax::input::{Parse, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::Token;
use nom::Parser as _;
use nom::combinator::cut;
use nom::sequence::pair;

enum Clause {
    Default(ReadingOption),
    Other(ReadingOption),
    Note(Quoted),
}

const READING: Clauses = Clauses {
    what: "a reading",
    keywords: &[Keyword::Default, Keyword::Other, Keyword::Note],
    once: &[Keyword::Default],
};

/// `"default" option | "other" option | note`
fn clause(input: Tokens<'_>) -> Parse<'_, Clause> {
    match input.first().and_then(Token::keyword) {
        Some(Keyword::Default) => cut(option).map(Clause::Default).parse(input.skip(1)),
        Some(Keyword::Other) => cut(option).map(Clause::Other).parse(input.skip(1)),
        Some(Keyword::Note) => keyword_text(Keyword::Note).map(Clause::Note).parse(input),
        _ => input.fail_keywords(READING.keywords),
    }
}

/// `option = WORD TEXT [ cite ] ;`
fn option(input: Tokens<'_>) -> Parse<'_, ReadingOption> {
    let (rest, (name, title)) = pair(word, text).parse(input)?;
    let (rest, cite) = if rest.at(Keyword::Cite) { cite(rest)? } else { (rest, Vec::new()) };
    Ok((rest, ReadingOption { name, title, cite }))
}

impl<'a> Parser<'a> {
    /// `reading = "reading" WORD TEXT { "default" option | "other" option | note } ;`
    pub(super) fn reading(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, (name, question)) = match titled(Keyword::Reading, name)(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let mut reading = ReadingDecl { name, question, default: None, others: Vec::new(), notes: Vec::new() };
        self.clauses(rest, &READING, clause, |clause| match clause {
            Clause::Default(option) => reading.default = Some(option),
            Clause::Other(option) => reading.others.push(option),
            Clause::Note(note) => reading.notes.push(note),
        });
        Item::Reading(reading)
    }
}
