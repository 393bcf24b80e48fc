//! The head of a case and of each detention in it. In: the tokens of one item. Out: a [`CaseDecl`] or [`DetentionDecl`].

use super::account::{confidential, names};
use super::basic::{keyword, keyword_text, list_of, same_line, text, word, words};
use super::law::titled;
use super::{Clauses, Parser};
use crate::syntax::ast::{CaseDecl, DetentionDecl, DocumentDecl, Item, Name, NamesDecl, Quoted};
use crate::syntax::input::{Parse, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::Token;
use nom::Parser as _;
use nom::combinator::cut;
use nom::sequence::{pair, preceded};

enum Clause {
    Under(Name),
    Extend(Quoted),
    ReportedBy(Vec<Quoted>),
    Person(Quoted),
    Names(NamesDecl),
    Documents(Vec<DocumentDecl>),
    Stage(Name),
    Note(Quoted),
}

const CASE: Clauses = Clauses {
    what: "a case",
    keywords: &[
        Keyword::Under,
        Keyword::Extend,
        Keyword::Reported,
        Keyword::Person,
        Keyword::Names,
        Keyword::Document,
        Keyword::Stage,
        Keyword::Note,
    ],
    once: &[Keyword::Under, Keyword::Extend, Keyword::Reported, Keyword::Person, Keyword::Stage],
};
const DETENTION: Clauses = Clauses {
    what: "a detention",
    keywords: &[Keyword::Person, Keyword::Stage, Keyword::Note],
    once: &[Keyword::Person, Keyword::Stage],
};

/// ```text
/// "under" WORD | "extend" TEXT | "reported" "by" TEXT { "," TEXT } | "person" TEXT | names
/// | "document" document { "," document } | "stage" WORDS | note
/// ```
fn case_clause(input: Tokens<'_>) -> Parse<'_, Clause> {
    let rest = input.skip(1);
    match input.first().and_then(Token::keyword) {
        Some(Keyword::Under) => cut(same_line(Thing::Name, word)).map(Clause::Under).parse(rest),
        Some(Keyword::Extend) => keyword_text(Keyword::Extend).map(Clause::Extend).parse(input),
        Some(Keyword::Reported) => {
            cut(preceded(keyword(Keyword::By), list_of(text))).map(Clause::ReportedBy).parse(rest)
        }
        Some(Keyword::Names) => names.map(Clause::Names).parse(input),
        Some(Keyword::Document) => cut(list_of(document)).map(Clause::Documents).parse(rest),
        Some(Keyword::Person | Keyword::Stage | Keyword::Note) => detention_clause(input),
        _ => input.fail_keywords(CASE.keywords),
    }
}

/// `"person" TEXT | "stage" WORDS | note`
fn detention_clause(input: Tokens<'_>) -> Parse<'_, Clause> {
    match input.first().and_then(Token::keyword) {
        Some(Keyword::Person) => keyword_text(Keyword::Person).map(Clause::Person).parse(input),
        Some(Keyword::Stage) => cut(words(|_| false, Thing::Name)).map(Clause::Stage).parse(input.skip(1)),
        Some(Keyword::Note) => keyword_text(Keyword::Note).map(Clause::Note).parse(input),
        _ => input.fail_keywords(DETENTION.keywords),
    }
}

/// `WORD TEXT`
fn document(input: Tokens<'_>) -> Parse<'_, DocumentDecl> {
    let (rest, (name, title)) = pair(word, text).parse(input)?;
    let (rest, confidential) = confidential(rest);
    Ok((rest, DocumentDecl { name, title, confidential }))
}

impl<'a> Parser<'a> {
    /// `case = "case" WORD TEXT { "under" WORD | "extend" TEXT | "reported" "by" … | "person" TEXT | "document" … | … } ;`
    pub(super) fn case(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, (name, title)) = match titled(Keyword::Case, word)(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let mut case = CaseDecl {
            name,
            title,
            under: None,
            extends: None,
            reported_by: Vec::new(),
            person: None,
            names: Vec::new(),
            documents: Vec::new(),
            stage: None,
            notes: Vec::new(),
        };
        self.clauses(rest, &CASE, case_clause, |clause| match clause {
            Clause::Under(pack) => case.under = Some(pack),
            Clause::Extend(file) => case.extends = Some(file),
            Clause::ReportedBy(names) => case.reported_by = names,
            Clause::Person(person) => case.person = Some(person),
            Clause::Names(names) => case.names.push(names),
            Clause::Documents(documents) => case.documents.extend(documents),
            Clause::Stage(stage) => case.stage = Some(stage),
            Clause::Note(note) => case.notes.push(note),
        });
        Item::Case(case)
    }

    /// `detention = "detention" WORD TEXT { "person" TEXT | "stage" WORDS | note } ;`
    pub(super) fn detention(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, (name, title)) = match titled(Keyword::Detention, word)(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let mut detention = DetentionDecl { name, title, person: None, stage: None, notes: Vec::new() };
        self.clauses(rest, &DETENTION, detention_clause, |clause| match clause {
            Clause::Person(person) => detention.person = Some(person),
            Clause::Stage(stage) => detention.stage = Some(stage),
            Clause::Note(note) => detention.notes.push(note),
            Clause::Under(_) | Clause::Extend(_) | Clause::ReportedBy(_) => {}
            Clause::Names(_) | Clause::Documents(_) => {}
        });
        Item::Detention(detention)
    }
}
