//! How firmly a conclusion stands: its lines of proof, the single facts on which it stands or falls, and whether it holds
//! however the facts that are contested or not shown turn out. In: a proof and a conclusion. Out: [`Robust`]; what is said of
//! all completions is proven over all of them, or said to be unproven.

use std::collections::BTreeSet;

use super::bounds::{Bounds, Loses};
use super::diagram::{Diagram, without};
use super::flip::{Change, Effect, FlipOptions, flips, flips_of};
use super::levers::{Levers, Scope};
use super::lines::{Facts, least_break, lines};
use super::reduced::Reduced;
use crate::case::Subject;
use crate::evaluate::{Proof, Status, Supposition, evaluate_supposing};
use crate::program::{HoldingId, RuleId};
use crate::value::Value;

/// A rule that applies, and so carries the conclusion alone.
#[derive(Clone, Debug)]
pub struct Carrier {
    /// The rule.
    pub rule: RuleId,
    /// The single changes that would break it.
    pub breaks: Vec<Change>,
}

/// What a conclusion can be proved by. A line of proof is a smallest set of facts that suffices as they are, whatever all
/// other facts turn out to be.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The facts that every line needs.
    pub needed: Vec<Subject>,
    /// Lines that share no fact but those.
    pub independent: Vec<Vec<Subject>>,
    /// It is proven that no more lines share nothing but those.
    pub largest: bool,
    /// How many lines were counted.
    pub counted: usize,
    /// There are no others.
    pub all: bool,
}

/// A single change that turns a conclusion, and what becomes of it.
#[derive(Clone, Debug)]
pub struct Single {
    /// The change.
    pub change: Change,
    /// The value of the conclusion then.
    pub after: Value,
}

/// What turns a conclusion when open facts turn out otherwise.
#[derive(Clone, Debug)]
pub struct Turning {
    /// The facts, and how they would turn out.
    pub changes: Vec<Change>,
    /// It is proven that no fewer would do.
    pub least: bool,
    /// The value of the conclusion then.
    pub after: Value,
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
    pub carriers: Vec<Carrier>,
    /// The lines of proof of a conclusion that applies; nothing where they could not be found within the bounds.
    pub lines: Option<Lines>,
    /// The single changes that turn it: from yes, or to yes.
    pub single: Vec<Single>,
    /// The facts it depends on that are contested or not shown.
    pub open: Vec<Subject>,
    /// Over all values that they could have.
    pub completions: Completions,
    /// Where it depends on them: the least of them that turns it, the others as they are.
    pub turning: Option<Turning>,
}

/// Examines one conclusion.
#[must_use]
pub fn robust(proof: &Proof, holding: HoldingId, fixed: &BTreeSet<Subject>) -> Robust {
    let value = proof.holding(holding);
    let effect = if value == Value::Yes { Effect::Lose } else { Effect::Gain };
    let options = FlipOptions { max: 1, fixed: fixed.clone(), ..FlipOptions::default() };
    let single = flips(proof, holding, effect, &options, &mut |_| true).sets.into_iter().flatten();
    let single = single.map(|change| Single { after: after(proof, holding, std::slice::from_ref(&change)), change });
    let applies =
        proof.program.holdings[holding.index()].rules.iter().filter(|rule| proof.status(**rule) == Status::Applies);
    let carrier = |rule: &RuleId| {
        let slot = proof.circuit.rules[rule.index()].value;
        let breaks = flips_of(proof, slot, Effect::Lose, &options, &mut |_| true);
        Carrier { rule: *rule, breaks: breaks.sets.into_iter().flatten().collect() }
    };
    let (open, completions) = completions(proof, holding, fixed);
    let turning = match completions {
        Completions::Depends => turning(proof, (holding, effect), fixed, &open),
        Completions::Always | Completions::Never | Completions::Unproven => None,
    };
    Robust {
        holding,
        value,
        carriers: applies.map(carrier).collect(),
        lines: (value == Value::Yes).then(|| of_proof(proof, holding, fixed)).flatten(),
        single: single.collect(),
        open,
        completions,
        turning,
    }
}

/// The value of a conclusion after some changes.
fn after(proof: &Proof, holding: HoldingId, changes: &[Change]) -> Value {
    let mut supposed = proof.supposed.clone();
    supposed.extend(changes.iter().map(|change| Supposition { subject: change.subject, state: change.to.clone() }));
    evaluate_supposing(proof.program, proof.case, proof.options, supposed).holding(holding)
}

fn of_proof(proof: &Proof, holding: HoldingId, fixed: &BTreeSet<Subject>) -> Option<Lines> {
    let scope = Scope { fixed: fixed.clone(), ..Scope::default() };
    let mut levers = Levers::of(proof, &[proof.circuit.holding(holding)], &scope);
    let reduced = Reduced::of(proof, &mut levers);
    if !levers.crowded.is_empty() {
        return None;
    }
    let found = lines(&mut Bounds::of(&levers, &reduced))?;
    let named = |facts: &Facts| facts.iter().map(|fact| levers.levers[*fact].subject).collect();
    Some(Lines {
        needed: named(&found.core),
        independent: found.independent.iter().map(named).collect(),
        largest: found.largest,
        counted: found.found.len(),
        all: found.all,
    })
}

/// The fewest open facts that turn a conclusion: by the search for flips over them alone, and where that ends without any, by
/// leaving out of one completion that turns it whatever is not needed.
fn turning(
    proof: &Proof,
    (holding, effect): (HoldingId, Effect),
    fixed: &BTreeSet<Subject>,
    open: &[Subject],
) -> Option<Turning> {
    let known = proof.circuit.subjects.iter().filter(|subject| !open.contains(subject));
    let options = FlipOptions { fixed: known.chain(fixed).copied().collect(), ..FlipOptions::default() };
    let found = flips(proof, holding, effect, &options, &mut |_| true);
    if let Some(changes) = found.sets.into_iter().next() {
        return Some(Turning { after: after(proof, holding, &changes), changes, least: true });
    }
    if effect == Effect::Gain {
        return None;
    }
    let scope = Scope { only_open: true, fixed: fixed.clone(), ..Scope::default() };
    let mut levers = Levers::of(proof, &[proof.circuit.holding(holding)], &scope);
    let reduced = Reduced::of(proof, &mut levers);
    let mut bounds = Bounds::of(&levers, &reduced);
    let Loses::In(world) = bounds.loses(&Facts::new()) else { return None };
    let least = least_break(&mut bounds, world);
    let held = (0..bounds.facts()).filter(|other| !least.contains(other)).collect();
    let Loses::In(world) = bounds.loses(&held) else { return None };
    let changes: Vec<Change> = world.into_iter().map(|fact| bounds.change(fact)).collect();
    Some(Turning { after: after(proof, holding, &changes), changes, least: false })
}

fn completions(proof: &Proof, holding: HoldingId, fixed: &BTreeSet<Subject>) -> (Vec<Subject>, Completions) {
    let scope = Scope { only_open: true, fixed: fixed.clone(), ..Scope::default() };
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
