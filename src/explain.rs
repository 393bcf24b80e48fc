//! An evaluation → [`Explanation`]: which conclusions there are, what each rests on, and the tree of steps behind it, those
//! that failed among them. In: a proof. Out: a flat value of ids and values; the words are made by the views, which read
//! nothing else. Its steps stand in the order of the circuit's outline, and each holds the value that was computed for it.

mod authority;
mod fallen;
pub mod html;
pub mod json;
pub mod listing;
pub mod markdown;
pub mod prose;
mod raised;
pub mod report;
pub mod text;
mod why;
pub mod words;

pub use authority::{Authority, authority};
pub use fallen::{Fallen, Mood, fallen, fallen_words};
pub use why::{Failure, first_failure, nearest_rule};

use std::collections::BTreeSet;

pub use crate::circuit::What;
use crate::circuit::{About, Bond, ConditionId};
use crate::evaluate::{Proof, Status};
use crate::program::{FactId, HoldingId, RuleId, Standing};
use crate::value::Value;

/// Why a case comes out as it does.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// All steps, each before its parts.
    pub steps: Vec<Step>,
    /// Every declared conclusion: those of the pack's first kind, then by kind, then as declared.
    pub conclusions: Vec<Concluded>,
    /// The claims of the case, in order, and what became of them.
    pub claims: Vec<ClaimResult>,
}

/// One step. Its parts follow it directly, up to `end`.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What it is about.
    pub what: What,
    /// Its value.
    pub value: Value,
    /// Whether its value is what decides the step above.
    pub carries: bool,
    /// One past its last part in [`Explanation::steps`].
    pub end: u32,
}

/// A conclusion and how it stands.
#[derive(Clone, Copy, Debug)]
pub struct Concluded {
    /// Which.
    pub holding: HoldingId,
    /// Its value.
    pub value: Value,
    /// Some element of it was raised.
    pub raised: bool,
    /// A party claims it.
    pub claimed: bool,
    /// It applies although nobody claimed it.
    pub own_motion: bool,
    /// Where its steps begin.
    pub step: u32,
}

/// What the conclusions that apply rest on, each once.
#[derive(Clone, Debug, Default)]
pub struct RestsOn {
    /// Judgements.
    pub judgements: Vec<FactId>,
    /// Exceptions that the other side did not show: rule and place.
    pub burdens: Vec<(RuleId, u32)>,
    /// Subjects with a contested value that something turns on.
    pub contested: Vec<u32>,
    /// Subjects that are only alleged so far.
    pub alleged: Vec<u32>,
    /// Rules that cite an authority nobody verified.
    pub unverified: Vec<RuleId>,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimResult {
    /// Its place in the case.
    pub claim: usize,
    /// The answer.
    pub answer: Answer,
    /// The rule that adopts or declines it.
    pub rule: Option<RuleId>,
}

/// The answer to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The rules support it.
    Adopted,
    /// A rule takes it out of what is examined.
    Declined,
    /// The rules do not reach it on these facts.
    NotReached,
}

impl Answer {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Answer::Adopted => "adopted",
            Answer::Declined => "declined",
            Answer::NotReached => "not_reached",
        }
    }
}

/// Explains a proof: one pass over the outline that was laid out with the circuit.
#[must_use]
pub fn explain(proof: &Proof) -> Explanation {
    let outline = &proof.circuit.outline;
    let values = &proof.evaluation.values;
    let mut steps: Vec<Step> = Vec::with_capacity(outline.lines.len());
    for line in &outline.lines {
        let value = values[line.slot as usize].value();
        let above = steps.get(line.above as usize).map_or(value, |step| step.value);
        let carries = match line.bond {
            Bond::Always => true,
            Bond::Same => value == above,
            Bond::When => value == above || value == Value::Yes,
            Bond::Unless => above == Value::Yes || value.left_open() == above,
        };
        steps.push(Step { what: line.what, value, carries, end: line.end });
    }
    Explanation { conclusions: conclusions(proof), claims: claims(proof), steps }
}

fn conclusions(proof: &Proof) -> Vec<Concluded> {
    let mut claimed = vec![false; proof.program.holdings.len()];
    let mut kinds_claimed = vec![false; proof.program.kinds.len()];
    for claim in &proof.case.claims {
        claimed[claim.holding.index()] = true;
        if let Some(kind) = proof.program.holdings[claim.holding.index()].kind {
            kinds_claimed[kind.index()] = true;
        }
    }
    let raised = raised::raised(proof);
    let conclude = |(holding, step): &(HoldingId, u32)| {
        let value = proof.holding(*holding);
        let claimed = claimed[holding.index()];
        // Own motion means something only within a kind of which something was claimed.
        let kind = proof.program.holdings[holding.index()].kind;
        let kind_claimed = kind.is_some_and(|kind| kinds_claimed[kind.index()]);
        Concluded {
            holding: *holding,
            value,
            raised: raised[holding.index()] || claimed || value >= Value::Contested,
            claimed,
            own_motion: value == Value::Yes && !claimed && kind_claimed,
            step: *step,
        }
    };
    proof.circuit.outline.conclusions.iter().map(conclude).collect()
}

/// What the conclusions that apply rest on, found by walking the steps that carry them.
#[must_use]
pub fn rests_on(proof: &Proof, explanation: &Explanation) -> RestsOn {
    let mut found = RestsOn::default();
    let mut seen = Seen::default();
    let made = explanation.conclusions.iter().rev().filter(|concluded| concluded.value >= Value::Contested);
    for at in carried(proof, explanation, made.map(|concluded| concluded.step as usize).collect()) {
        note(proof, &explanation.steps[at], &mut found, &mut seen);
    }
    contested_rules(proof, &mut found, &mut seen);
    found
}

/// The steps that carry some others, from the last of these down, each once.
fn carried(proof: &Proof, explanation: &Explanation, mut open: Vec<usize>) -> Vec<usize> {
    let steps = &explanation.steps;
    // The steps of a holding or a rule stand where it was first unfolded; a later mention leads back there.
    let mut unfolded = vec![None; proof.program.holdings.len()];
    let mut of_rules = vec![None; proof.program.rules.len()];
    for (index, step) in steps.iter().enumerate() {
        match step.what {
            What::Holding(id) => unfolded[id.index()] = Some(index),
            What::Rule(id) => of_rules[id.index()] = Some(index),
            What::Again(_) | What::RuleAgain(_) | What::Condition(_) | What::Unless(..) => {}
        }
    }
    let mut done = vec![false; steps.len()];
    let mut carrying = Vec::new();
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut done[at], true) {
            continue;
        }
        carrying.push(at);
        match steps[at].what {
            What::Again(id) => open.extend(unfolded[id.index()]),
            What::RuleAgain(id) => open.extend(of_rules[id.index()]),
            What::Holding(_) | What::Rule(_) | What::Condition(_) | What::Unless(..) => {}
        }
        let first = open.len();
        let mut part = at + 1;
        while part < steps[at].end as usize {
            if steps[part].carries {
                open.push(part);
            }
            part = steps[part].end as usize;
        }
        open[first..].reverse();
    }
    carrying
}

/// What keeps a rule from applying by being disputed is named, even where another rule carries the conclusion.
fn contested_rules(proof: &Proof, found: &mut RestsOn, seen: &mut Seen) {
    for (index, slots) in proof.circuit.rules.iter().enumerate() {
        if proof.status(RuleId::at(index)) != Status::Contested || proof.program.leads_apart(RuleId::at(index)) {
            continue;
        }
        let mut open: Vec<ConditionId> = std::iter::once(slots.when).chain(slots.unless.iter().copied()).collect();
        while let Some(id) = open.pop() {
            open.extend(proof.circuit.parts(id));
            if let (About::Subject(Some(subject)), Value::Contested) = (proof.circuit.condition(id).about, proof.of(id))
            {
                let fact = proof.circuit.subjects[subject as usize].fact;
                let judgement = proof.program.facts[fact.index()].judgement.is_some();
                if judgement && seen.judgements.insert(fact) {
                    found.judgements.push(fact);
                } else if !judgement && seen.subjects.insert(subject) {
                    found.contested.push(subject);
                }
            }
        }
    }
}

#[derive(Default)]
struct Seen {
    judgements: BTreeSet<FactId>,
    subjects: BTreeSet<u32>,
}

fn note(proof: &Proof, step: &Step, found: &mut RestsOn, seen: &mut Seen) {
    match step.what {
        What::Unless(rule, index) if step.value == Value::NotShown => {
            // Beside a rule that does not apply anyway, nothing turns on its exceptions.
            if matches!(proof.status(rule), Status::Applies | Status::Contested) {
                found.burdens.push((rule, index));
            }
        }
        What::Rule(rule) if words::rests_on_unverified(proof.program, rule) => found.unverified.push(rule),
        What::Condition(id) => {
            let About::Subject(Some(subject)) = proof.circuit.condition(id).about else { return };
            let reading = &proof.evaluation.readings[subject as usize];
            let fact = proof.circuit.subjects[subject as usize].fact;
            if proof.program.facts[fact.index()].judgement.is_some() {
                // A judgement that nobody argued and no default decides bears nothing.
                if reading.standing != Standing::NotRaised && seen.judgements.insert(fact) {
                    found.judgements.push(fact);
                }
            } else if step.value == Value::Contested && seen.subjects.insert(subject) {
                found.contested.push(subject);
            } else if reading.standing == Standing::Alleged && seen.subjects.insert(subject) {
                found.alleged.push(subject);
            }
        }
        _ => {}
    }
}

fn claims(proof: &Proof) -> Vec<ClaimResult> {
    let answer = |(claim, made): (usize, &crate::case::Claim)| {
        let holding = &proof.program.holdings[made.holding.index()];
        let applies = |rule: &&RuleId| proof.status(**rule) == Status::Applies;
        let in_force = proof.holding_in_force(made.holding);
        let adopted = holding.rules.iter().find(applies).filter(|_| in_force);
        let declined = holding.declined_by.iter().find(applies);
        let (answer, rule) = match (declined, adopted) {
            (Some(rule), _) => (Answer::Declined, Some(*rule)),
            (None, Some(rule)) => (Answer::Adopted, Some(*rule)),
            (None, None) => (Answer::NotReached, None),
        };
        ClaimResult { claim, answer, rule }
    };
    proof.case.claims.iter().enumerate().map(answer).collect()
}
