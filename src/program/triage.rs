//! Clocks, and what is asked and told first. In: nothing. Out: plain tables that the triage reads.

use super::{Cite, ClockId, FactId, InstrumentId, KindId};
use crate::amount::Amount;
use crate::source::Span;

/// How long something took, and how long it may take.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Its word.
    pub name: String,
    /// What is timed, for people.
    pub title: String,
    /// The date at which it begins.
    pub from: FactId,
    /// The date at which it ends; absent: nothing is awaited.
    pub until: Option<FactId>,
    /// How long it may take; absent: no text names a length.
    pub within: Option<Amount>,
    /// A yes/no fact without which there is no such clock.
    pub when: Option<FactId>,
    /// What says that it has no end yet.
    pub running: Option<Running>,
    /// Its authority.
    pub cite: Vec<Cite>,
    /// Notes.
    pub notes: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// A yes/no fact that says for certain that a clock has no end yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// It runs while the fact is no.
    pub not: bool,
    /// The fact.
    pub fact: FactId,
}

/// A part of what is asked and told first.
#[derive(Clone, Debug)]
pub struct TriagePart {
    /// Its word.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// The facts that it asks, in order.
    pub asks: Vec<FactId>,
    /// The kinds of conclusion that it tells.
    pub tells: Vec<KindId>,
    /// The clocks that it shows.
    pub clocks: Vec<ClockId>,
    /// The instruments of which it says whether they bind.
    pub binding: Vec<InstrumentId>,
    /// Notes.
    pub notes: Vec<String>,
}
