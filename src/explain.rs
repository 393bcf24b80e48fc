//! An evaluation → [`Explanation`]: which conclusions there are, what each rests on, and the tree of steps behind it, those
//! that failed among them. In: a proof. Out: a flat value of ids and values; the words are made by the views, which read
//! nothing else. It is made while walking the circuit once, so it cannot say anything that was not computed.

pub mod html;
pub mod json;
pub mod markdown;
pub mod prose;
pub mod report;
pub mod text;
mod why;
pub mod words;

pub use why::{Failure, first_failure, nearest_rule};

use std::collections::BTreeSet;

use crate::circuit::{About, ConditionId};
use crate::evaluate::{Breach, Proof, Status};
use crate::program::{FactId, HoldingId, Node, RuleId, Standing};
use crate::value::Value;

/// Why a case comes out as it does.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// All steps, each before its parts.
    pub steps: Vec<Step>,
    /// Every declared conclusion: those of the pack's first kind, then by kind, then as declared.
    pub conclusions: Vec<Concluded>,
    /// What the conclusions that apply rest on.
    pub rests_on: RestsOn,
    /// The claims of the case, in order, and what became of them.
    pub claims: Vec<ClaimResult>,
    /// Breaches in the order of the pack.
    pub breaches: Vec<Breach>,
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

/// What a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A finding or conclusion, from its rules.
    Holding(HoldingId),
    /// One that was explained further up.
    Again(HoldingId),
    /// A rule.
    Rule(RuleId),
    /// A rule that was explained further up.
    RuleAgain(RuleId),
    /// A condition.
    Condition(ConditionId),
    /// An exception of a rule, by its place.
    Unless(RuleId, u32),
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

/// Steps nest no deeper than this; what lies below is named, not unfolded.
const DEEPEST: u32 = 400;

/// Explains a proof.
#[must_use]
pub fn explain(proof: &Proof) -> Explanation {
    let mut walk = Walk {
        proof,
        steps: Vec::with_capacity(proof.circuit.conditions.len() * 2),
        holdings: vec![false; proof.program.holdings.len()],
        rules: vec![false; proof.program.rules.len()],
        depth: 0,
    };
    let raised = raised(proof);
    let claimed: BTreeSet<HoldingId> = proof.case.claims.iter().map(|claim| claim.holding).collect();
    let mut conclusions = Vec::new();
    for kind in words::kinds_first_first(proof.program) {
        for (index, holding) in proof.program.holdings.iter().enumerate() {
            if holding.kind != Some(kind) {
                continue;
            }
            let id = HoldingId::at(index);
            let value = proof.holding(id);
            let claimed_here = claimed.contains(&id);
            conclusions.push(Concluded {
                holding: id,
                value,
                raised: raised[index] || claimed_here || value >= Value::Contested,
                claimed: claimed_here,
                own_motion: value == Value::Yes && !claimed_here && claims_its_kind(proof, id),
                step: count(walk.steps.len()),
            });
            walk.holding(id, true);
        }
    }
    let steps = walk.steps;
    Explanation {
        rests_on: rests_on(proof, &steps, &conclusions),
        claims: claims(proof),
        breaches: proof.breaches(),
        steps,
        conclusions,
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Own motion means something only within a kind of which something was claimed.
fn claims_its_kind(proof: &Proof, id: HoldingId) -> bool {
    let kind = proof.program.holdings[id.index()].kind;
    proof.case.claims.iter().any(|claim| proof.program.holdings[claim.holding.index()].kind == kind)
}

struct Walk<'a> {
    proof: &'a Proof<'a>,
    steps: Vec<Step>,
    holdings: Vec<bool>,
    rules: Vec<bool>,
    depth: u32,
}

impl Walk<'_> {
    fn open(&mut self, what: What, value: Value, carries: bool) -> usize {
        self.depth += 1;
        self.steps.push(Step { what, value, carries, end: count(self.steps.len() + 1) });
        self.steps.len() - 1
    }

    fn close(&mut self, step: usize) {
        self.depth -= 1;
        self.steps[step].end = count(self.steps.len());
    }

    fn holding(&mut self, id: HoldingId, carries: bool) {
        let value = self.proof.holding(id);
        if self.holdings[id.index()] || self.depth > DEEPEST {
            let step = self.open(What::Again(id), value, carries);
            return self.close(step);
        }
        self.holdings[id.index()] = true;
        let step = self.open(What::Holding(id), value, carries);
        for wanted in [Status::Applies, Status::Contested, Status::NotShown, Status::Defeated, Status::NotMet] {
            for rule in &self.proof.program.holdings[id.index()].rules {
                if self.proof.status(*rule) == wanted {
                    self.rule(*rule, value);
                }
            }
        }
        self.close(step);
    }

    fn rule(&mut self, id: RuleId, above: Value) {
        let slots = &self.proof.circuit.rules[id.index()];
        let value = self.proof.value(slots.value);
        let carries = value == above;
        if self.rules[id.index()] {
            let step = self.open(What::RuleAgain(id), value, carries);
            return self.close(step);
        }
        self.rules[id.index()] = true;
        let step = self.open(What::Rule(id), value, carries);
        let when = self.proof.of(slots.when);
        self.condition(slots.when, when == value || when == Value::Yes);
        for (index, unless) in slots.unless.iter().enumerate() {
            let saved = self.proof.of(*unless);
            let decides = value == Value::Yes || saved.left_open() == value;
            let exception = self.open(What::Unless(id, count(index)), saved, decides);
            self.condition(*unless, true);
            self.close(exception);
        }
        self.close(step);
    }

    fn condition(&mut self, id: ConditionId, carries: bool) {
        let proof = self.proof;
        let value = proof.of(id);
        let node = &proof.program.expr(proof.circuit.condition(id).expr).node;
        if let Node::Holding(holding) = node {
            return self.holding(*holding, carries);
        }
        let step = self.open(What::Condition(id), value, carries);
        let every_part = matches!(node, Node::Not(_) | Node::IsShown(_) | Node::AtLeast(..) | Node::Count(..));
        for part in proof.circuit.parts(id) {
            self.condition(*part, every_part || proof.of(*part) == value);
        }
        if let Node::Fact(fact) = node
            && let Some(default) = self.proof.circuit.judgement(*fact).and_then(|judgement| judgement.default)
        {
            self.condition(default, proof.of(default) == value);
        }
        self.close(step);
    }
}

/// By holding: whether anything that its rules ask for was raised at all.
fn raised(proof: &Proof) -> Vec<bool> {
    let program = proof.program;
    let mut raised = vec![false; program.holdings.len()];
    for definition in &program.order {
        let crate::program::Definition::Holding(id) = definition else { continue };
        let rules = program.holdings[id.index()].rules.iter();
        raised[id.index()] =
            rules.map(|rule| proof.circuit.rules[rule.index()].when).any(|when| condition_raised(proof, when, &raised));
    }
    raised
}

fn condition_raised(proof: &Proof, id: ConditionId, raised: &[bool]) -> bool {
    let condition = proof.circuit.condition(id);
    let here = match &proof.program.expr(condition.expr).node {
        Node::Holding(holding) => raised[holding.index()],
        Node::Fact(_) => match condition.about {
            About::Subject(Some(subject)) => {
                proof.evaluation.readings[subject as usize].standing != Standing::NotRaised
            }
            About::Subject(None) | About::Nothing | About::Leaf(_) => false,
        },
        Node::Compare(..) | Node::OneOf(..) | Node::Contains(..) | Node::TermShown(_) => {
            proof.of(id) != Value::NotShown
        }
        _ => false,
    };
    here || proof.circuit.parts(id).iter().any(|part| condition_raised(proof, *part, raised))
}

fn rests_on(proof: &Proof, steps: &[Step], conclusions: &[Concluded]) -> RestsOn {
    let mut found = RestsOn::default();
    let mut seen = Seen::default();
    // The steps of a holding stand where it was first unfolded; a later mention leads back there.
    let mut unfolded = vec![None; proof.program.holdings.len()];
    for (index, step) in steps.iter().enumerate() {
        if let What::Holding(id) = step.what {
            unfolded[id.index()] = Some(index);
        }
    }
    let mut open: Vec<usize> = conclusions
        .iter()
        .rev()
        .filter(|concluded| concluded.value >= Value::Contested)
        .map(|c| c.step as usize)
        .collect();
    let mut done = vec![false; steps.len()];
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut done[at], true) {
            continue;
        }
        note(proof, &steps[at], &mut found, &mut seen);
        if let What::Again(id) = steps[at].what {
            open.extend(unfolded[id.index()]);
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
    found
}

#[derive(Default)]
struct Seen {
    judgements: BTreeSet<FactId>,
    subjects: BTreeSet<u32>,
}

fn note(proof: &Proof, step: &Step, found: &mut RestsOn, seen: &mut Seen) {
    match step.what {
        What::Unless(rule, index) if step.value <= Value::NotShown => found.burdens.push((rule, index)),
        What::Rule(rule) if words::rests_on_unverified(proof.program, rule) => found.unverified.push(rule),
        What::Condition(id) => {
            let About::Subject(Some(subject)) = proof.circuit.condition(id).about else { return };
            let reading = &proof.evaluation.readings[subject as usize];
            let fact = proof.circuit.subjects[subject as usize].fact;
            if proof.program.facts[fact.index()].judgement.is_some() {
                if seen.judgements.insert(fact) {
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
        let adopted = holding.rules.iter().find(applies);
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
