//! What if: a case with facts supposed otherwise or more said, beside the case as it stands; and the expectations of its
//! hypotheticals, tested. In: a program, a case, a hypothetical. Out: the changed case, what changed between two proofs from
//! top to bottom of the chain, and what still carries the conclusions that did not change.

pub mod json;
pub mod report;
mod tested;

pub use tested::{Met, Tested, test};

use crate::case::{Case, Hypothetical, Replacement, Subject};
use crate::check::{Read, reads};
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Options, Proof, State, Status, Supposition, evaluate_supposing};
use crate::program::{Definition, HoldingId, PartyId, Program, ProvisionId, RuleId, StageId};
use crate::syntax::ast::{Asked, Role};
use crate::value::Value;

/// What differs between two proofs of one case.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Facts and judgements whose value or standing is another.
    pub facts: Vec<Subject>,
    /// Rules with another status.
    pub rules: Vec<RuleId>,
    /// Findings with another value.
    pub findings: Vec<HoldingId>,
    /// Conclusions with another value.
    pub conclusions: Vec<HoldingId>,
    /// Breaches with another value: before and after.
    pub breaches: Vec<(ProvisionId, Value, Value)>,
    /// Conclusions that stand although something below them changed.
    pub held: Vec<Held>,
}

impl Changes {
    /// Nothing that anybody would conclude is another.
    #[must_use]
    pub fn nothing_follows(&self) -> bool {
        self.findings.is_empty() && self.conclusions.is_empty() && self.breaches.is_empty()
    }
}

/// A conclusion that stands although something below it changed.
#[derive(Clone, Debug)]
pub struct Held {
    /// Which.
    pub holding: HoldingId,
    /// The rules that give it its value now.
    pub carried_by: Vec<RuleId>,
}

/// The case with what a hypothetical adds, and what it supposes.
#[must_use]
pub fn suppose(program: &Program, case: &Case, hypothetical: &Hypothetical) -> (Case, Vec<Supposition>) {
    let mut changed = case.clone();
    changed.statements.extend(hypothetical.added.iter().cloned());
    changed.statements.sort_by_key(|statement| (statement.subject, statement.speaker, statement.span));
    for statement in &hypothetical.added {
        if let Some(replied) = changed.replied.get_mut(statement.speaker as usize) {
            *replied = true;
        }
    }
    let answers = program.party_with(Role::Answers);
    if answers.is_some_and(|party| changed.replied[party.index()] && !case.replied[party.index()]) {
        changed.stage = stage_with(program, answers, Asked::Heard).unwrap_or(case.stage);
    }
    let supposed = hypothetical.supposed.iter().map(|supposed| {
        let state = match &supposed.by {
            Replacement::Value(datum) => State::Known(datum.clone()),
            Replacement::NotShown => State::NotShown,
            Replacement::Contested => State::Contested,
        };
        Supposition { subject: supposed.subject, state }
    });
    (changed, supposed.collect())
}

/// The case as if the party that answers had sent nothing.
#[must_use]
pub fn silenced(program: &Program, case: &Case) -> Case {
    let mut changed = case.clone();
    let answers = program.party_with(Role::Answers);
    if let Some(party) = answers {
        changed.statements.retain(|statement| !Case::is_party(statement.speaker, party));
        changed.replied[party.index()] = false;
        changed.stage = stage_with(program, answers, Asked::Silent).unwrap_or(case.stage);
    }
    changed
}

fn stage_with(program: &Program, party: Option<PartyId>, asked: Asked) -> Option<StageId> {
    let fits = |stage: &crate::program::Stage| Some(stage.party) == party && stage.asked == asked;
    program.stages.iter().position(fits).map(StageId::at)
}

/// Faults for the hypotheticals of a case that make true what cannot be.
#[must_use]
pub fn impossible(program: &Program, case: &Case) -> Vec<Diagnostic> {
    let faults = case.hypotheticals.iter().flat_map(|hypothetical| {
        let (changed, supposed) = suppose(program, case, hypothetical);
        let proof = evaluate_supposing(program, &changed, Options::default(), supposed);
        impossible_in(&proof, hypothetical)
    });
    faults.collect()
}

/// The same for one that was evaluated.
#[must_use]
pub fn impossible_in(proof: &Proof, hypothetical: &Hypothetical) -> Vec<Diagnostic> {
    let mut faults = proof.impossible();
    for fault in &mut faults {
        fault.span = hypothetical.supposed.first().map_or(hypothetical.span, |supposed| supposed.span);
        fault.help = "suppose something else as well, so that the two can be together".to_owned();
    }
    faults
}

/// What differs between two proofs of one case under one program, in the order of the pack.
#[must_use]
pub fn differences(before: &Proof, after: &Proof) -> Changes {
    let program = before.program;
    let mut changes = Changes::default();
    for (index, subject) in before.circuit.subjects.iter().enumerate() {
        if before.evaluation.readings[index] != after.evaluation.readings[index] {
            changes.facts.push(*subject);
        }
    }
    let rules = (0..program.rules.len()).map(RuleId::at).filter(|rule| !program.leads_apart(*rule));
    changes.rules = rules.filter(|rule| before.status(*rule) != after.status(*rule)).collect();
    for id in (0..program.holdings.len()).map(HoldingId::at).filter(|id| !program.is_apart(*id)) {
        if before.holding(id) != after.holding(id) {
            match program.holdings[id.index()].kind {
                Some(_) => changes.conclusions.push(id),
                None => changes.findings.push(id),
            }
        }
    }
    changes.breaches = breaches(before, after);
    changes.held = held(after, &changes);
    changes
}

fn breaches(before: &Proof, after: &Proof) -> Vec<(ProvisionId, Value, Value)> {
    let (then, now) = (before.breaches(), after.breaches());
    let value = |all: &[crate::evaluate::Breach], id| {
        all.iter().find(|breach| breach.provision == id).map_or(Value::No, |breach| breach.value)
    };
    let all = (0..before.program.provisions.len()).map(ProvisionId::at);
    let pairs = all.map(|id| (id, value(&then, id), value(&now, id)));
    pairs.filter(|(_, then, now)| then != now).collect()
}

/// Conclusions that stand, below which something changed.
fn held(after: &Proof, changes: &Changes) -> Vec<Held> {
    let program = after.program;
    let mut touched = vec![false; program.holdings.len()];
    for definition in &program.order {
        let Definition::Holding(id) = definition else { continue };
        let rules = &program.holdings[id.index()].rules;
        touched[id.index()] = rules.iter().any(|rule| is_touched(program, *rule, changes, &touched));
    }
    let conclusions = after.circuit.outline.conclusions.iter().map(|(holding, _)| *holding);
    let stand = conclusions.filter(|id| {
        touched[id.index()] && !changes.conclusions.contains(id) && after.holding(*id) >= Value::Contested
    });
    let carried = |holding: HoldingId| {
        let wanted = if after.holding(holding) == Value::Yes { Status::Applies } else { Status::Contested };
        let rules = program.holdings[holding.index()].rules.iter().copied();
        Held { holding, carried_by: rules.filter(|rule| after.status(*rule) == wanted).collect() }
    };
    stand.map(carried).collect()
}

fn is_touched(program: &Program, id: RuleId, changes: &Changes, touched: &[bool]) -> bool {
    let rule = &program.rules[id.index()];
    let conditions = std::iter::once(rule.when).chain(rule.unless.iter().map(|unless| unless.condition));
    changes.rules.contains(&id)
        || conditions.into_iter().flat_map(|condition| reads(program, condition)).any(|read| match read {
            Read::Fact(fact) => changes.facts.iter().any(|subject| subject.fact == fact),
            Read::Holding(holding) => touched[holding.index()],
        })
}
