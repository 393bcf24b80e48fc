//! The frame of a pack: title, parties, stages, rules of evidence, authorities, instruments, kinds and conclusions.

use super::basic::{ahead, comma, keyword, keyword_text, keywords, list_of, mark, name, text, word, words};
use super::citation::{cite, number_path, phrase, provision_list};
use super::expression::expr;
use super::force::force;
use super::{Clauses, Parser};
use crate::syntax::ast::{
    Asked, AuthorityDecl, Citation, ConclusionDecl, EvidenceCondition, EvidenceDecl, EvidenceResult, EvidenceRow, Expr,
    ForceDecl, ImpossibleDecl, InstrumentDecl, Item, KindDecl, Move, Name, PackDecl, PartyDecl, ProvisionDecl,
    ProvisionRef, Quoted, Role, StageDecl,
};
use crate::syntax::input::{Parse, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::TokenKind;
use nom::Parser as _;
use nom::combinator::cut;
use nom::sequence::pair;

/// What begins an item.
pub(super) const ITEMS: &[Keyword] = &[
    Keyword::Include,
    Keyword::Pack,
    Keyword::Party,
    Keyword::Stage,
    Keyword::Evidence,
    Keyword::Authority,
    Keyword::Instrument,
    Keyword::Kind,
    Keyword::Topic,
    Keyword::Finding,
    Keyword::Impossible,
    Keyword::Rule,
    Keyword::Reading,
    Keyword::Clock,
    Keyword::Triage,
    Keyword::Say,
    Keyword::Case,
    Keyword::Outcome,
    Keyword::Fixed,
    Keyword::Account,
    Keyword::Detention,
];

/// `heading = "##" rest-of-line ;`
pub(super) fn heading(input: Tokens<'_>) -> Parse<'_, Quoted> {
    match input.first() {
        Some(token) if token.kind == TokenKind::Heading => {
            let raw = input.slice(token).trim_start_matches("##").trim();
            Ok((input.skip(1), Quoted { text: super::basic::folded(raw), span: input.span(token) }))
        }
        _ => input.fail(Thing::Heading),
    }
}

/// `include = "include" TEXT ;`
pub(super) fn include(input: Tokens<'_>) -> Parse<'_, Quoted> {
    keyword_text(Keyword::Include)(input)
}

/// What most items begin with: their keyword, a name and a title.
pub(super) fn titled<'a>(
    first: Keyword,
    name: fn(Tokens<'a>) -> Parse<'a, Name>,
) -> impl Fn(Tokens<'a>) -> Parse<'a, (Name, Quoted)> {
    move |input| {
        let (input, _) = keyword(first)(input)?;
        cut(pair(name, text)).parse(input)
    }
}

/// `party = "party" WORDS TEXT [ "submits" | "answers" | "settles" ] ;`
pub(super) fn party(input: Tokens<'_>) -> Parse<'_, PartyDecl> {
    let (rest, (name, title)) = titled(Keyword::Party, |input| words(|_| false, Thing::Party)(input))(input)?;
    let role = match rest.kind() {
        None => Role::Heard,
        Some(TokenKind::Key(Keyword::Submits)) => Role::Submits,
        Some(TokenKind::Key(Keyword::Answers)) => Role::Answers,
        Some(TokenKind::Key(Keyword::Settles)) => Role::Settles,
        Some(_) => return rest.demand_keywords(&[Keyword::Submits, Keyword::Answers, Keyword::Settles]),
    };
    Ok((if role == Role::Heard { rest } else { rest.skip(1) }, PartyDecl { name, title, role }))
}

/// `stage = "stage" WORDS TEXT WORDS ( "not asked" | "silent" | "heard" [ "in part" ] ) [ "words" TEXT ] ;`
pub(super) fn stage(input: Tokens<'_>) -> Parse<'_, StageDecl> {
    let (rest, (name, title)) = titled(Keyword::Stage, |input| words(|_| false, Thing::Name)(input))(input)?;
    let ends = |word| matches!(word, Keyword::Not | Keyword::Silent | Keyword::Heard);
    let (rest, party) = cut(words(ends, Thing::Party)).parse(rest)?;
    let (rest, asked) = match rest.first().and_then(|token| token.keyword()) {
        Some(Keyword::Not) => (cut(keyword(Keyword::Asked)).parse(rest.skip(1))?.0, Asked::NotAsked),
        Some(Keyword::Silent) => (rest.skip(1), Asked::Silent),
        Some(Keyword::Heard) if rest.skip(1).at(Keyword::In) => {
            (cut(keyword(Keyword::Part)).parse(rest.skip(2))?.0, Asked::HeardInPart)
        }
        Some(Keyword::Heard) => (rest.skip(1), Asked::Heard),
        _ => return rest.demand_keywords(&[Keyword::Not, Keyword::Silent, Keyword::Heard]),
    };
    let (rest, said) = optional(rest, Keyword::Words)?;
    Ok((rest, StageDecl { name, title, party, asked, words: said }))
}

/// `[ word TEXT ]`
pub(super) fn optional(input: Tokens<'_>, first: Keyword) -> Parse<'_, Option<Quoted>> {
    match input.at(first) {
        true => keyword_text(first)(input).map(|(rest, text)| (rest, Some(text))),
        false => Ok((input, None)),
    }
}

/// `authority = "authority" phrase TEXT [ "unverified" ] ;`
pub(super) fn authority(input: Tokens<'_>) -> Parse<'_, AuthorityDecl> {
    let (rest, _) = keyword(Keyword::Authority)(input)?;
    let (rest, (name, title)) = cut(pair(|input| phrase(input, Thing::Authority, |_| false), text)).parse(rest)?;
    let unverified = rest.at(Keyword::Unverified);
    Ok((if unverified { rest.skip(1) } else { rest }, AuthorityDecl { name, title, unverified }))
}

/// `kind = "kind" WORD TEXT [ "first" | "apart" ] [ "none" TEXT ] ;`
pub(super) fn kind(input: Tokens<'_>) -> Parse<'_, KindDecl> {
    let (rest, (name, title)) = titled(Keyword::Kind, name)(input)?;
    let first = rest.at(Keyword::First);
    let apart = rest.at(Keyword::Apart);
    let (rest, none) = optional(if first || apart { rest.skip(1) } else { rest }, Keyword::Nothing)?;
    Ok((rest, KindDecl { name, title, first, apart, none }))
}

/// `impossible = "impossible" expr TEXT ;`
pub(super) fn impossible(input: Tokens<'_>) -> Parse<'_, ImpossibleDecl> {
    let (rest, _) = keyword(Keyword::Impossible)(input)?;
    let (rest, (condition, reason)) = cut(pair(expr, text)).parse(rest)?;
    Ok((rest, ImpossibleDecl { condition, reason, span: input.span_to(rest) }))
}

enum PackClause {
    Version(Quoted),
    Note(Quoted),
}

const PACK: Clauses =
    Clauses { what: "a pack", keywords: &[Keyword::Version, Keyword::Note], once: &[Keyword::Version] };

/// `"version" TEXT | note`
fn pack_clause(input: Tokens<'_>) -> Parse<'_, PackClause> {
    match input.at(Keyword::Version) {
        true => keyword_text(Keyword::Version).map(PackClause::Version).parse(input),
        false if input.at(Keyword::Note) => keyword_text(Keyword::Note).map(PackClause::Note).parse(input),
        false => input.fail_keywords(PACK.keywords),
    }
}

enum ConclusionClause {
    Force(ForceDecl),
    Cite(Vec<Citation>),
    Note(Quoted),
}

const CONCLUSION: Clauses =
    Clauses { what: "a conclusion", keywords: &[Keyword::In, Keyword::Cite, Keyword::Note], once: &[Keyword::In] };

/// `cite | note`
fn conclusion_clause(input: Tokens<'_>) -> Parse<'_, ConclusionClause> {
    match input.at(Keyword::Cite) {
        true => cite.map(ConclusionClause::Cite).parse(input),
        false if input.at(Keyword::In) => force.map(ConclusionClause::Force).parse(input),
        false if input.at(Keyword::Note) => keyword_text(Keyword::Note).map(ConclusionClause::Note).parse(input),
        false => input.fail_keywords(CONCLUSION.keywords),
    }
}

enum InstrumentClause {
    Binds(Expr),
    Force(ForceDecl),
    Unlisted,
    Provision(ProvisionDecl),
}

const INSTRUMENT: Clauses = Clauses {
    what: "an instrument",
    keywords: &[Keyword::Binds, Keyword::In, Keyword::Not, Keyword::Provision],
    once: &[Keyword::Binds, Keyword::In, Keyword::Not],
};

/// `"binds" "when" expr | "not in disposition" | provision`
fn instrument_clause(input: Tokens<'_>) -> Parse<'_, InstrumentClause> {
    match input.first().and_then(|token| token.keyword()) {
        Some(Keyword::Binds) => {
            let (rest, _) = cut(keyword(Keyword::When)).parse(input.skip(1))?;
            cut(expr).map(InstrumentClause::Binds).parse(rest)
        }
        Some(Keyword::In) => force.map(InstrumentClause::Force).parse(input),
        Some(Keyword::Not) => {
            let (rest, ()) = cut(keywords(&[Keyword::Not, Keyword::In, Keyword::Disposition])).parse(input)?;
            Ok((rest, InstrumentClause::Unlisted))
        }
        Some(Keyword::Provision) => provision_decl.map(InstrumentClause::Provision).parse(input),
        _ => input.fail_keywords(INSTRUMENT.keywords),
    }
}

/// `provision = "provision" number-path TEXT { "twin" provision-list | "listed" "as" number-path } ;`
fn provision_decl(input: Tokens<'_>) -> Parse<'_, ProvisionDecl> {
    let (mut rest, (number, title)) = titled(Keyword::Provision, number_path)(input)?;
    let mut twins: Vec<ProvisionRef> = Vec::new();
    let mut listed_as = None;
    loop {
        if rest.at(Keyword::Twin) {
            let (after, list) = cut(provision_list).parse(rest.skip(1))?;
            twins.extend(list);
            rest = after;
        } else if rest.at(Keyword::Listed) && listed_as.is_none() {
            let (after, _) = cut(keyword(Keyword::As)).parse(rest.skip(1))?;
            let (after, number) = cut(number_path).parse(after)?;
            listed_as = Some(number);
            rest = after;
        } else {
            return Ok((rest, ProvisionDecl { number, title, twins, listed_as }));
        }
    }
}

/// The party of `for the source to show`: its name stands without the article.
pub(super) fn bearer(input: Tokens<'_>) -> Parse<'_, Name> {
    let article = input.at(Keyword::The) && input.kind_at(1) != Some(TokenKind::Key(Keyword::To));
    let input = if article { input.skip(1) } else { input };
    let (input, name) = words(|word| word == Keyword::To, Thing::Party)(input)?;
    let (input, ()) = keywords(&[Keyword::To, Keyword::Show])(input)?;
    Ok((input, name))
}

/// `row = condition { "," condition } ":" WORDS "," ( "as said" | "as answered" | "contested" | "not shown" ) ;`
fn row(input: Tokens<'_>) -> Parse<'_, EvidenceRow> {
    let (rest, when) = list_of(condition)(input)?;
    let (rest, _) = mark(TokenKind::Colon, Thing::Colon)(rest)?;
    let (rest, standing) = words(|_| false, Thing::Name)(rest)?;
    let (rest, _) = comma(rest)?;
    let (rest, result) = match () {
        () if ahead(rest, &[Keyword::As, Keyword::Said]) => (rest.skip(2), EvidenceResult::AsSaid),
        () if ahead(rest, &[Keyword::As, Keyword::Answered]) => (rest.skip(2), EvidenceResult::AsAnswered),
        () if ahead(rest, &[Keyword::Contested]) => (rest.skip(1), EvidenceResult::Contested),
        () if ahead(rest, &[Keyword::Not, Keyword::Shown]) => (rest.skip(2), EvidenceResult::NotShown),
        () if rest.at(Keyword::As) => return rest.skip(1).demand_keywords(&[Keyword::Said, Keyword::Answered]),
        () if rest.at(Keyword::Not) => return rest.skip(1).demand_keywords(&[Keyword::Shown]),
        () => return rest.demand_keywords(&[Keyword::As, Keyword::Contested, Keyword::Not]),
    };
    Ok((rest, EvidenceRow { when, standing, result, span: input.span_to(rest) }))
}

/// `condition = WORDS move { "or" move } ;`
fn condition(input: Tokens<'_>) -> Parse<'_, EvidenceCondition> {
    let ends = |word| {
        matches!(word, Keyword::Not | Keyword::Silent | Keyword::Says | Keyword::Answers | Keyword::Shows)
            || matches!(word, Keyword::Speaks | Keyword::Denies | Keyword::Agrees | Keyword::Disputes | Keyword::Does)
    };
    let (rest, party) = words(ends, Thing::Party)(input)?;
    let (mut rest, first) = party_move(rest)?;
    let mut moves = first.to_vec();
    while rest.at(Keyword::Or) {
        let (after, next) = cut(party_move).parse(rest.skip(1))?;
        moves.extend_from_slice(next);
        rest = after;
    }
    Ok((rest, EvidenceCondition { party, moves }))
}

/// ```text
/// move = "not asked" | "silent" | "says" | "answers" | "shows" | "speaks" | "denies" | "agrees" | "disputes"
///      | "does not dispute" ;
/// ```
fn party_move(input: Tokens<'_>) -> Parse<'_, &'static [Move]> {
    let Some(word) = input.first().and_then(|token| token.keyword()) else { return input.fail(Thing::Move) };
    let moves: &[Move] = match word {
        Keyword::Not => return keywords(&[Keyword::Not, Keyword::Asked]).map(|()| &[Move::NotAsked][..]).parse(input),
        Keyword::Does => {
            let words = keywords(&[Keyword::Does, Keyword::Not, Keyword::Dispute]);
            return words.map(|()| &[Move::LetsStand][..]).parse(input);
        }
        Keyword::Silent => &[Move::Silent],
        Keyword::Says | Keyword::Answers => &[Move::Says],
        Keyword::Shows => &[Move::Shows],
        Keyword::Speaks => &[Move::Says, Move::Shows],
        Keyword::Denies => &[Move::Denies],
        Keyword::Agrees => &[Move::Agrees],
        Keyword::Disputes => &[Move::Disputes],
        _ => return input.fail(Thing::Move),
    };
    Ok((input.skip(1), moves))
}

impl<'a> Parser<'a> {
    /// The lines of an item, one after the other; a faulty one is told and left out.
    pub(super) fn lines<T>(
        &mut self,
        mut rest: Tokens<'a>,
        line: fn(Tokens<'a>) -> Parse<'a, T>,
        clauses: Option<&Clauses>,
    ) -> Vec<T> {
        let mut lines = Vec::new();
        if let Err(error) = line_end(rest) {
            self.report(error, None);
            rest = next_line(rest);
        }
        while rest.first().is_some() {
            match line(rest).and_then(|(after, line)| line_end(after).map(|(after, ())| (after, line))) {
                Ok((after, line)) => {
                    lines.push(line);
                    rest = after;
                }
                Err(error) => {
                    self.report(error, clauses);
                    rest = next_line(rest.skip(1));
                }
            }
        }
        lines
    }

    /// `pack = "pack" WORD TEXT { "version" TEXT | note } ;`
    pub(super) fn pack(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, (name, title)) = match titled(Keyword::Pack, word)(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let mut pack = PackDecl { name, title, version: None, notes: Vec::new() };
        self.clauses(rest, &PACK, pack_clause, |clause| match clause {
            PackClause::Version(version) => pack.version = Some(version),
            PackClause::Note(note) => pack.notes.push(note),
        });
        Item::Pack(pack)
    }

    /// `conclusion = WORD WORD TEXT { cite | note } ;`
    pub(super) fn conclusion(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, ((kind, name), title)) = match pair(pair(name, name), text).parse(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let cites = rest.first().is_none() || conclusion_clause(rest).is_ok();
        if !cites && self.near(&kind.text, ITEMS.iter().map(|item| item.text())).is_some() {
            return self.unknown(tokens);
        }
        let mut conclusion = ConclusionDecl { kind, name, title, force: None, cite: Vec::new(), notes: Vec::new() };
        self.clauses(rest, &CONCLUSION, conclusion_clause, |clause| match clause {
            ConclusionClause::Force(force) => conclusion.force = Some(Box::new(force)),
            ConclusionClause::Cite(cite) => conclusion.cite.extend(cite),
            ConclusionClause::Note(note) => conclusion.notes.push(note),
        });
        Item::Conclusion(conclusion)
    }

    /// `instrument = "instrument" WORD TEXT { "binds" "when" expr | "not in disposition" | provision } ;`
    pub(super) fn instrument(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, (name, title)) = match titled(Keyword::Instrument, word)(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let mut instrument =
            InstrumentDecl { name, title, binds: None, force: None, listed: true, provisions: Vec::new() };
        self.clauses(rest, &INSTRUMENT, instrument_clause, |clause| match clause {
            InstrumentClause::Binds(condition) => instrument.binds = Some(condition),
            InstrumentClause::Force(force) => instrument.force = Some(Box::new(force)),
            InstrumentClause::Unlisted => instrument.listed = false,
            InstrumentClause::Provision(provision) => instrument.provisions.push(provision),
        });
        Item::Instrument(instrument)
    }

    /// `evidence = "evidence" "for" WORDS "to" "show" [ cite ] { row } ;`
    pub(super) fn evidence(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, _) = match pair(keyword(Keyword::Evidence), cut(keyword(Keyword::For))).parse(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let (mut rest, bearer) = match bearer(rest) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let mut evidence = EvidenceDecl { bearer, rows: Vec::new(), cite: Vec::new(), span: self.span() };
        if rest.at(Keyword::Cite) {
            match cite(rest) {
                Ok((after, cite)) => (rest, evidence.cite) = (after, cite),
                Err(error) => {
                    self.report(error, None);
                    rest = next_line(rest.skip(1));
                }
            }
        }
        while rest.first().is_some() {
            match row(rest).and_then(|(after, row)| line_end(after).map(|(after, ())| (after, row))) {
                Ok((after, row)) => {
                    evidence.rows.push(row);
                    rest = after;
                }
                Err(error) => {
                    self.report(error, None);
                    rest = next_line(rest.skip(1));
                }
            }
        }
        Item::Evidence(evidence)
    }
}

/// From the next token that starts a line.
pub(super) fn next_line(input: Tokens<'_>) -> Tokens<'_> {
    input.skip(input.rest.iter().position(|token| token.first).unwrap_or(input.rest.len()))
}

/// Nothing else stands on the line.
pub(super) fn line_end(input: Tokens<'_>) -> Parse<'_, ()> {
    match input.first() {
        Some(token) if !token.first => input.demand(Thing::LineEnd),
        _ => Ok((input, ())),
    }
}
