//! What was really decided: the types of `outcome` items. In: nothing. Out: what was written, names unresolved.

use super::{Name, Places, ProvisionRef, Quoted, TargetRef};
use crate::source::Span;

/// `outcome opinion 2/2022` and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeDecl {
    /// The decision, as written.
    pub decision: Name,
    /// Its lines.
    pub lines: Vec<OutcomeLine>,
    /// The heading line.
    pub span: Span,
}

/// One line of an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutcomeLine {
    /// `category I, II, III, V`, or with `not examined` after it.
    Conclusions {
        /// The kind.
        kind: Name,
        /// Its conclusions.
        names: Vec<Name>,
        /// `not examined` stood at the end.
        not_examined: bool,
        /// Where the decision says so.
        places: Places,
    },
    /// `found ICCPR 9 [71], ICCPR 9(2) [72]`: breaches named in the reasoning.
    Found(Vec<(ProvisionRef, Places)>),
    /// `breach ICCPR 2(1), 9, 14; UDHR 2, 3`: the disposition.
    Breach(Vec<ProvisionRef>),
    /// `differs UDHR 9 "invoked, not listed" [71, 100]`: a divergence that is known, with its reason.
    Differs {
        /// A provision, a conclusion, or a finding.
        subject: DiffersSubject,
        /// Why.
        reason: Quoted,
        /// Where.
        places: Places,
    },
    /// `no category [12]`: the decision states no conclusion of this kind.
    NoneOf {
        /// The kind.
        kind: Name,
        /// Where.
        places: Places,
    },
    /// `not testable category II "the report tells of no conduct that a right protects"`.
    NotTestable {
        /// The kind.
        kind: Name,
        /// Its conclusions.
        names: Vec<Name>,
        /// What the facts at hand lack.
        reason: Quoted,
        /// Where.
        places: Places,
    },
    /// `not taken up vague_law [74]`.
    NotTakenUp {
        /// The findings.
        findings: Vec<Name>,
        /// Where.
        places: Places,
    },
    /// `note "…"`.
    Note(Quoted),
}

/// What a recorded divergence is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffersSubject {
    /// `UDHR 9`, in the disposition and in the reasoning.
    Provision(ProvisionRef),
    /// `category IV`, or a finding.
    Target(TargetRef),
}

impl OutcomeLine {
    /// A place on its line.
    #[must_use]
    pub fn place(&self) -> Span {
        let first = match self {
            OutcomeLine::Conclusions { kind, .. } | OutcomeLine::NoneOf { kind, .. } => Some(kind.span),
            OutcomeLine::NotTestable { kind, .. } => Some(kind.span),
            OutcomeLine::Found(all) => all.first().map(|(provision, _)| provision.instrument.span),
            OutcomeLine::Breach(all) => all.first().map(|provision| provision.instrument.span),
            OutcomeLine::Differs { reason, .. } => Some(reason.span),
            OutcomeLine::NotTakenUp { findings, .. } => findings.first().map(|finding| finding.span),
            OutcomeLine::Note(note) => Some(note.span),
        };
        first.unwrap_or_default()
    }
}
