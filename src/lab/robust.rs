//! How firmly a conclusion stands: its lines of proof, the single facts on which it stands or falls, and whether it holds
//! however the facts that are contested or not shown turn out. In: a proof and a conclusion. Out: [`Robust`]; what is said of
//! all completions is proven over all of them, or said to be unproven.

use super::diagram::{Diagram, without};
use super::flip::{Change, Effect, FlipOptions, flips, flips_of};
use super::levers::{Levers, Scope};
use super::reduced::Reduced;
use crate::case::Subject;
use crate::evaluate::{Proof, Status};
use crate::program::{HoldingId, RuleId};
use crate::value::Value;

/// A line of proof: a rule that applies, and so carries the conclusion alone.
#[derive(Clone, Debug)]
pub struct Line {
    /// The rule.
    pub rule: RuleId,
    /// The single changes that would break this line.
    pub breaks: Vec<Change>,
}

/// Whether a conclusion holds however the open facts turn out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completions {
    /// In every possible completion.
    Always,
    /// In none.
    Never,
    /// In some and not in others.
    Depends,
    /// There are too many values, or the proof grows too large.
    Unproven,
}

impl Completions {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Completions::Always => "always",
            Completions::Never => "never",
            Completions::Depends => "depends",
            Completions::Unproven => "unproven",
        }
    }
}

/// How firmly a conclusion stands.
#[derive(Clone, Debug)]
pub struct Robust {
    /// Which.
    pub holding: HoldingId,
    /// Its value in the case.
    pub value: Value,
    /// The rules that apply for it. With several, no one of them need hold.
    pub lines: Vec<Line>,
    /// The single changes that turn it: from yes, or to yes.
    pub single: Vec<Change>,
    /// The facts it depends on that are contested or not shown.
    pub open: Vec<Subject>,
    /// Over all values that they could have.
    pub completions: Completions,
}

/// Examines one conclusion.
#[must_use]
pub fn robust(proof: &Proof, holding: HoldingId) -> Robust {
    let value = proof.holding(holding);
    let effect = if value == Value::Yes { Effect::Lose } else { Effect::Gain };
    let options = FlipOptions { max: 1, ..FlipOptions::default() };
    let single = flips(proof, holding, effect, &options, &mut |_| true).sets.into_iter().flatten().collect();
    let applies =
        proof.program.holdings[holding.index()].rules.iter().filter(|rule| proof.status(**rule) == Status::Applies);
    let line = |rule: &RuleId| {
        let slot = proof.circuit.rules[rule.index()].value;
        let breaks = flips_of(proof, slot, Effect::Lose, &options, &mut |_| true);
        Line { rule: *rule, breaks: breaks.sets.into_iter().flatten().collect() }
    };
    let (open, completions) = completions(proof, holding);
    Robust { holding, value, lines: applies.map(line).collect(), single, open, completions }
}

fn completions(proof: &Proof, holding: HoldingId) -> (Vec<Subject>, Completions) {
    let scope = Scope { only_open: true, ..Scope::default() };
    let mut levers = Levers::of(proof, &[proof.circuit.holding(holding)], &scope);
    let reduced = Reduced::of(proof, &mut levers);
    let open = levers.levers.iter().map(|lever| lever.subject).collect();
    (open, proven(&levers, &reduced).unwrap_or(Completions::Unproven))
}

fn proven(levers: &Levers, reduced: &Reduced) -> Option<Completions> {
    let diagram = Diagram::of(levers, reduced).filter(|_| levers.crowded.is_empty())?;
    let not = without(&diagram.worlds, &diagram.yes[0])?;
    match (diagram.yes[0].is_false(), not.is_false()) {
        (false, true) => Some(Completions::Always),
        (true, false) => Some(Completions::Never),
        (false, false) => Some(Completions::Depends),
        // No completion is possible at all.
        (true, true) => None,
    }
}
