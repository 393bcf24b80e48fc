//! What is asked of a case besides, and what no question may touch: the types of `hypothetical` and `fixed` items. In: nothing.
//! Out: what was written, names unresolved.

use super::{BlockLine, FactClaim, Name, Places, ProvisionRef, Quoted, TargetRef};
use crate::source::Span;

/// `hypothetical "a warrant was shown" [71] arguable` and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HypotheticalDecl {
    /// What is asked, for people.
    pub title: Quoted,
    /// What justifies the expectations.
    pub places: Places,
    /// `arguable`: another answer can be defended.
    pub arguable: bool,
    /// Its lines.
    pub lines: Vec<HypotheticalLine>,
    /// The heading line.
    pub span: Span,
}

/// One line of a hypothetical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HypotheticalLine {
    /// `suppose arrest.warrant_shown, not trial.held`, `drop …`, `contest …`.
    Suppose(SupposeDecl),
    /// `government shows arrest.warrant_shown by "Warrant No. 12"`: what a party says besides.
    Adds {
        /// Who.
        party: Name,
        /// What: a statement or an instance.
        line: Box<BlockLine>,
    },
    /// `expect category I is not yes [71]`.
    Expect(ExpectDecl),
    /// `note "…"`.
    Note(Quoted),
}

/// What a line supposes of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suppose {
    /// `suppose`: the value given.
    Value,
    /// `drop`: not shown.
    Drop,
    /// `contest`: contested.
    Contest,
}

/// `suppose hearing first: on = 2020-06-12, open`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupposeDecl {
    /// Which of the three.
    pub how: Suppose,
    /// Topic and instance, for facts of one instance.
    pub instance: Option<(Name, Name)>,
    /// The facts; with `drop` and `contest` the values mean nothing.
    pub claims: Vec<FactClaim>,
}

/// `fixed "days that are past"` and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedDecl {
    /// Why nobody can argue these facts away.
    pub reason: Quoted,
    /// Its lines.
    pub lines: Vec<FixedLine>,
    /// The heading line.
    pub span: Span,
}

/// `arrest.made, arrest.on`, or `hearing first: on`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedLine {
    /// Topic and instance, for facts of one instance.
    pub instance: Option<(Name, Name)>,
    /// The facts; their values mean nothing.
    pub facts: Vec<FactClaim>,
}

/// `expect category II, III is not contested [74]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectDecl {
    /// Of what: each on its own.
    pub of: Expected,
    /// `is not`.
    pub not: bool,
    /// The value; `is yes` where none is written.
    pub answer: ExpectedAnswer,
    /// What justifies it.
    pub places: Places,
    /// The whole line.
    pub span: Span,
}

/// What an expectation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Findings and conclusions.
    Targets(Vec<TargetRef>),
    /// `breach ICCPR 9(2), 14`
    Breach(Vec<ProvisionRef>),
}

/// The value that is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedAnswer {
    /// `yes`
    Yes,
    /// `no`
    No,
    /// `contested`
    Contested,
    /// `not shown`
    NotShown,
}

impl SupposeDecl {
    /// A place on its line.
    #[must_use]
    pub fn place(&self) -> Span {
        of_facts(self.instance.as_ref(), &self.claims)
    }
}

impl FixedLine {
    /// A place on its line.
    #[must_use]
    pub fn place(&self) -> Span {
        of_facts(self.instance.as_ref(), &self.facts)
    }
}

fn of_facts(instance: Option<&(Name, Name)>, facts: &[FactClaim]) -> Span {
    let first = facts.first().map(|fact| fact.span);
    instance.map(|(topic, _)| topic.span).or(first).unwrap_or_default()
}
