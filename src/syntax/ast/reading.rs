//! How the law is read, and when something is law. In: nothing. Out: the types the parser builds and the printer writes.

use super::{Citation, DateLiteral, Name, Quoted};
use crate::source::Span;

/// `reading military_courts "May a military court try a civilian?"`: authorities answer it differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingDecl {
    /// Its word.
    pub name: Name,
    /// The question of law.
    pub question: Quoted,
    /// `default never "never" cite …`.
    pub default: Option<ReadingOption>,
    /// `other exceptionally "…" cite …`.
    pub others: Vec<ReadingOption>,
    /// `note "…"`.
    pub notes: Vec<Quoted>,
}

/// One answer to a question of law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingOption {
    /// Its word.
    pub name: Name,
    /// The answer, for people.
    pub title: Quoted,
    /// Who says so.
    pub cite: Vec<Citation>,
}

/// `in force from 2011 until 2016-12 by procedure.adopted_on cite …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForceDecl {
    /// The first day, month or year.
    pub from: Option<DateLiteral>,
    /// The last day, month or year; absent: it is in force now.
    pub until: Option<DateLiteral>,
    /// The topic of the date that counts.
    pub topic: Name,
    /// The date that counts.
    pub fact: Name,
    /// Its own authority.
    pub cite: Vec<Citation>,
    /// From `in` to the fact.
    pub span: Span,
}
