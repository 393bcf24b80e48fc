//! Clocks, and what to look at first. In: nothing. Out: the types the parser builds and the printer writes.

use super::{Citation, Name, Quoted, Unit};
use crate::source::Span;

/// `arrest.on`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactPath {
    /// The topic.
    pub topic: Name,
    /// The fact in it.
    pub fact: Name,
}

/// `clock first_judge "First brought before a judge"`: how long something took, and how long it may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockDecl {
    /// Its word.
    pub name: Name,
    /// What is timed, for people.
    pub title: Quoted,
    /// `from arrest.on`
    pub from: Option<FactPath>,
    /// `until remand.first_judge_on`
    pub until: Option<FactPath>,
    /// `within 48 hours`
    pub within: Option<LimitDecl>,
    /// `when procedure.extension_granted`: there is no such clock otherwise.
    pub when: Option<FactPath>,
    /// `running while not remand.judge_seen`: it certainly has no end yet.
    pub running: Option<RunningDecl>,
    /// `cite …`.
    pub cite: Vec<Citation>,
    /// `note "…"`.
    pub notes: Vec<Quoted>,
}

/// `48 hours`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitDecl {
    /// How many.
    pub count: i64,
    /// Of what.
    pub unit: Unit,
    /// Where it stands.
    pub span: Span,
}

/// `not remand.judge_seen`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningDecl {
    /// `not`: it runs while this is no.
    pub not: bool,
    /// The fact.
    pub fact: FactPath,
}

/// `triage danger "Danger now"`: a part of what is asked and told first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriageDecl {
    /// Its word.
    pub name: Name,
    /// Its heading.
    pub title: Quoted,
    /// `asks safety.life, safety.torture`
    pub asks: Vec<FactPath>,
    /// `tells step`: conclusions of this kind that apply.
    pub tells: Vec<Name>,
    /// `clocks reasons, first_judge`
    pub clocks: Vec<Name>,
    /// `binding ICCPR, CAT`: whether these instruments bind.
    pub binding: Vec<Name>,
    /// `note "…"`.
    pub notes: Vec<Quoted>,
}
