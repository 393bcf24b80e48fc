//! Clocks, and what to look at first. In: the tokens of one `clock` or `triage` item. Out: a [`ClockDecl`] or [`TriageDecl`].

use super::basic::{keyword, keyword_text, list_of, mark, name, word, word_as};
use super::citation::cite;
use super::law::titled;
use super::value::quantity;
use super::{Clauses, Parser};
use crate::syntax::ast::{
    Citation, ClockDecl, FactPath, Item, LimitDecl, Literal, Name, Quoted, RunningDecl, TriageDecl,
};
use crate::syntax::input::{Parse, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::{Token, TokenKind};
use nom::Parser as _;
use nom::combinator::cut;

enum ClockClause {
    From(FactPath),
    Until(FactPath),
    Within(LimitDecl),
    When(FactPath),
    Running(RunningDecl),
    Cite(Vec<Citation>),
    Note(Quoted),
}

const CLOCK: Clauses = Clauses {
    what: "a clock",
    keywords: &[
        Keyword::From,
        Keyword::Until,
        Keyword::Within,
        Keyword::When,
        Keyword::Running,
        Keyword::Cite,
        Keyword::Note,
    ],
    once: &[Keyword::From, Keyword::Until, Keyword::Within, Keyword::When, Keyword::Running],
};

enum TriageClause {
    Asks(Vec<FactPath>),
    Tells(Vec<Name>),
    Clocks(Vec<Name>),
    Binding(Vec<Name>),
    Note(Quoted),
}

const TRIAGE: Clauses = Clauses {
    what: "a part of the triage",
    keywords: &[Keyword::Asks, Keyword::Tells, Keyword::Clocks, Keyword::Binding, Keyword::Note],
    once: &[],
};

/// `WORD "." WORD`
fn fact_path(input: Tokens<'_>) -> Parse<'_, FactPath> {
    let (rest, topic) = word_as(input, Thing::Fact)?;
    let (rest, _) = cut(mark(TokenKind::Dot, Thing::Dot)).parse(rest)?;
    let (rest, fact) = cut(|input| word_as(input, Thing::Fact)).parse(rest)?;
    Ok((rest, FactPath { topic, fact }))
}

/// `NUMBER unit`
fn limit(input: Tokens<'_>) -> Parse<'_, LimitDecl> {
    match quantity(input)? {
        (rest, Literal::Duration(count, unit)) => Ok((rest, LimitDecl { count, unit, span: input.span_to(rest) })),
        (_, Literal::Number(_)) => input.skip(1).demand(Thing::Unit),
        (_, Literal::Date(_) | Literal::Text(_)) => input.demand(Thing::Number),
    }
}

/// `"running" "while" [ "not" ] WORD "." WORD`
fn running(input: Tokens<'_>) -> Parse<'_, RunningDecl> {
    let (rest, _) = keyword(Keyword::While)(input)?;
    let not = rest.at(Keyword::Not);
    let (rest, fact) = fact_path(if not { rest.skip(1) } else { rest })?;
    Ok((rest, RunningDecl { not, fact }))
}

/// ```text
/// "from" WORD "." WORD | "until" WORD "." WORD | "within" NUMBER unit | "when" WORD "." WORD
/// | "running" "while" [ "not" ] WORD "." WORD | cite | note
/// ```
fn clock_clause(input: Tokens<'_>) -> Parse<'_, ClockClause> {
    let rest = input.skip(1);
    match input.first().and_then(Token::keyword) {
        Some(Keyword::From) => cut(fact_path).map(ClockClause::From).parse(rest),
        Some(Keyword::Until) => cut(fact_path).map(ClockClause::Until).parse(rest),
        Some(Keyword::Within) => cut(limit).map(ClockClause::Within).parse(rest),
        Some(Keyword::When) => cut(fact_path).map(ClockClause::When).parse(rest),
        Some(Keyword::Running) => cut(running).map(ClockClause::Running).parse(rest),
        Some(Keyword::Cite) => cite.map(ClockClause::Cite).parse(input),
        Some(Keyword::Note) => keyword_text(Keyword::Note).map(ClockClause::Note).parse(input),
        _ => input.fail_keywords(CLOCK.keywords),
    }
}

/// `"asks" facts | "tells" kinds | "clocks" clocks | "binding" instruments | note`
fn triage_clause(input: Tokens<'_>) -> Parse<'_, TriageClause> {
    let rest = input.skip(1);
    match input.first().and_then(Token::keyword) {
        Some(Keyword::Asks) => cut(list_of(fact_path)).map(TriageClause::Asks).parse(rest),
        Some(Keyword::Tells) => cut(list_of(word)).map(TriageClause::Tells).parse(rest),
        Some(Keyword::Clocks) => cut(list_of(word)).map(TriageClause::Clocks).parse(rest),
        Some(Keyword::Binding) => cut(list_of(word)).map(TriageClause::Binding).parse(rest),
        Some(Keyword::Note) => keyword_text(Keyword::Note).map(TriageClause::Note).parse(input),
        _ => input.fail_keywords(TRIAGE.keywords),
    }
}

impl<'a> Parser<'a> {
    /// `clock = "clock" WORD TEXT { … } ;`
    pub(super) fn clock(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, (name, title)) = match titled(Keyword::Clock, name)(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let (from, until, within, when, running) = (None, None, None, None, None);
        let (cite, notes) = (Vec::new(), Vec::new());
        let mut clock = ClockDecl { name, title, from, until, within, when, running, cite, notes };
        self.clauses(rest, &CLOCK, clock_clause, |clause| match clause {
            ClockClause::From(fact) => clock.from = Some(fact),
            ClockClause::Until(fact) => clock.until = Some(fact),
            ClockClause::Within(limit) => clock.within = Some(limit),
            ClockClause::When(fact) => clock.when = Some(fact),
            ClockClause::Running(running) => clock.running = Some(running),
            ClockClause::Cite(cite) => clock.cite.extend(cite),
            ClockClause::Note(note) => clock.notes.push(note),
        });
        Item::Clock(Box::new(clock))
    }

    /// `triage = "triage" WORD TEXT { … } ;`
    pub(super) fn triage(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, (name, title)) = match titled(Keyword::Triage, name)(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let (asks, tells, clocks, binding) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut triage = TriageDecl { name, title, asks, tells, clocks, binding, notes: Vec::new() };
        self.clauses(rest, &TRIAGE, triage_clause, |clause| match clause {
            TriageClause::Asks(facts) => triage.asks.extend(facts),
            TriageClause::Tells(kinds) => triage.tells.extend(kinds),
            TriageClause::Clocks(clocks) => triage.clocks.extend(clocks),
            TriageClause::Binding(instruments) => triage.binding.extend(instruments),
            TriageClause::Note(note) => triage.notes.push(note),
        });
        Item::Triage(triage)
    }
}
