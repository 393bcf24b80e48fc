//! Rules and findings. In: the tokens of one item. Out: a [`RuleDecl`] or [`FindingDecl`], and diagnostics.

use super::basic::{keyword, keyword_text, list_of, name};
use super::citation::{citations, cite, provision_list, target_list};
use super::expression::expr;
use super::force::force;
use super::law::titled;
use super::{Clauses, Parser};
use crate::syntax::ast::{
    Citation, Expr, FindingDecl, ForceDecl, Item, Name, ProvisionRef, Quoted, RuleDecl, TargetRef, UnlessDecl,
};
use crate::syntax::input::{Parse, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::Token;
use nom::Parser as _;
use nom::combinator::cut;

enum Clause {
    When(Expr),
    Unless(UnlessDecl),
    Force(ForceDecl),
    Taking(Vec<Name>),
    Then(Vec<TargetRef>),
    Declines(Vec<Name>),
    Breach(Vec<ProvisionRef>),
    Relying(Vec<ProvisionRef>),
    Recall(Vec<Citation>),
    Cite(Vec<Citation>),
    Say(Quoted),
    Note(Quoted),
}

const RULE: Clauses = Clauses {
    what: "a rule",
    keywords: &[
        Keyword::When,
        Keyword::Unless,
        Keyword::Then,
        Keyword::Declines,
        Keyword::Breach,
        Keyword::Relying,
        Keyword::Recall,
        Keyword::Cite,
        Keyword::Say,
        Keyword::Note,
        Keyword::In,
        Keyword::Taking,
    ],
    once: &[Keyword::When, Keyword::In, Keyword::Say],
};

const FINDING: Clauses = Clauses { what: "a finding", keywords: &[Keyword::Note], once: &[] };

/// ```text
/// clause = "when" expr | "unless" expr [ cite ] | force | "taking" WORD { "," WORD } | "then" target { "," target } | "declines" WORD { "," WORD }
///        | "breach" provision-list | "relying" "on" provision-list | "recall" citations | cite | "say" TEXT | note ;
/// ```
fn clause(input: Tokens<'_>) -> Parse<'_, Clause> {
    let rest = input.skip(1);
    match input.first().and_then(Token::keyword) {
        Some(Keyword::When) => cut(expr).map(Clause::When).parse(rest),
        Some(Keyword::Unless) => unless(rest),
        Some(Keyword::In) => force.map(Clause::Force).parse(input),
        Some(Keyword::Taking) => cut(list_of(name)).map(Clause::Taking).parse(rest),
        Some(Keyword::Then) => cut(target_list).map(Clause::Then).parse(rest),
        Some(Keyword::Declines) => cut(list_of(name)).map(Clause::Declines).parse(rest),
        Some(Keyword::Breach) => cut(provision_list).map(Clause::Breach).parse(rest),
        Some(Keyword::Relying) => {
            let (rest, _) = cut(keyword(Keyword::On)).parse(rest)?;
            cut(provision_list).map(Clause::Relying).parse(rest)
        }
        Some(Keyword::Recall) => cut(citations).map(Clause::Recall).parse(rest),
        Some(Keyword::Cite) => cite.map(Clause::Cite).parse(input),
        Some(Keyword::Say) => keyword_text(Keyword::Say).map(Clause::Say).parse(input),
        Some(Keyword::Note) => keyword_text(Keyword::Note).map(Clause::Note).parse(input),
        _ => input.fail_keywords(RULE.keywords),
    }
}

/// `"unless" expr [ cite ]`: a `cite` on a line of its own is the rule's.
fn unless(input: Tokens<'_>) -> Parse<'_, Clause> {
    let (rest, condition) = cut(expr).parse(input)?;
    let own = rest.first().is_some_and(|token| !token.first) && rest.at(Keyword::Cite);
    let (rest, cite) = if own { cite(rest)? } else { (rest, Vec::new()) };
    Ok((rest, Clause::Unless(UnlessDecl { condition, cite })))
}

impl<'a> Parser<'a> {
    /// `rule = "rule" WORD TEXT { clause } ;`
    pub(super) fn rule(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, (name, title)) = match titled(Keyword::Rule, name)(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let mut rule = RuleDecl {
            name,
            title,
            when: None,
            unless: Vec::new(),
            force: None,
            taking: Vec::new(),
            then: Vec::new(),
            declines: Vec::new(),
            breach: Vec::new(),
            relying: Vec::new(),
            recall: Vec::new(),
            cite: Vec::new(),
            say: None,
            notes: Vec::new(),
            span: self.span(),
        };
        self.clauses(rest, &RULE, clause, |clause| match clause {
            Clause::When(condition) => rule.when = Some(condition),
            Clause::Unless(unless) => rule.unless.push(unless),
            Clause::Force(force) => rule.force = Some(Box::new(force)),
            Clause::Taking(readings) => rule.taking.extend(readings),
            Clause::Then(targets) => rule.then.extend(targets),
            Clause::Declines(findings) => rule.declines.extend(findings),
            Clause::Breach(provisions) => rule.breach.extend(provisions),
            Clause::Relying(provisions) => rule.relying.extend(provisions),
            Clause::Recall(citations) => rule.recall.extend(citations),
            Clause::Cite(citations) => rule.cite.extend(citations),
            Clause::Say(text) => rule.say = Some(text),
            Clause::Note(text) => rule.notes.push(text),
        });
        Item::Rule(rule)
    }

    /// `finding = "finding" WORD TEXT { note } ;`
    pub(super) fn finding(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, (name, title)) = match titled(Keyword::Finding, name)(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let mut finding = FindingDecl { name, title, notes: Vec::new() };
        self.clauses(rest, &FINDING, |input| keyword_text(Keyword::Note)(input), |note| finding.notes.push(note));
        Item::Finding(finding)
    }
}
