//! The small trusted kernel: re-checks an evaluation step by step, from the conditions themselves and not from the tape. In: a
//! proof. Out: every step that does not follow from the steps below it.

use super::{Proof, Reading, fill, readings, supposing};
use crate::circuit::{About, ConditionId};
use crate::program::{HoldingId, Node, RuleId, Standing};
use crate::syntax::ast::Comparison;
use crate::value::{One, Value};

/// Says what is wrong with a proof; empty for a sound one.
#[must_use]
pub fn verify(proof: &Proof) -> Vec<String> {
    let mut faults = leaves(proof);
    for index in 0..proof.circuit.conditions.len() {
        let id = ConditionId(u32::try_from(index).unwrap_or(u32::MAX));
        if let Some(expected) = condition(proof, id)
            && expected != proof.of(id)
        {
            faults.push(format!("condition {index}: {:?}, but its parts give {expected:?}", proof.of(id)));
        }
    }
    for index in 0..proof.program.rules.len() {
        rule(proof, RuleId::at(index), &mut faults);
    }
    for index in 0..proof.program.holdings.len() {
        let id = HoldingId::at(index);
        let rules = proof.program.holdings[index].rules.iter();
        let strongest = rules.map(|rule| proof.value(proof.circuit.rules[rule.index()].value)).max();
        let strongest = strongest.filter(|_| proof.holding_in_force(id));
        if proof.holding(id) != strongest.unwrap_or(Value::No) {
            faults.push(format!("`{}` has not the strongest value of its rules", proof.program.holding_name(id)));
        }
    }
    judgements(proof, &mut faults);
    breaches(proof, &mut faults);
    faults
}

/// The readings, made again from the statements and what was supposed.
fn again(proof: &Proof) -> Vec<Reading> {
    let read = readings(proof.program, proof.case, &proof.circuit, proof.options);
    supposing(read, &proof.circuit, &proof.supposed)
}

/// Readings and leaves, made again from the statements. A judgement's reading follows from its value.
fn leaves(proof: &Proof) -> Vec<String> {
    let again = again(proof);
    let filled: Vec<One> = fill(proof.program, proof.case, &proof.circuit, &again);
    let differ = filled.iter().zip(&proof.evaluation.values).enumerate().filter(|(_, (new, old))| new != old);
    let mut faults: Vec<String> =
        differ.map(|(leaf, _)| format!("leaf {leaf} is not what the statements give")).collect();
    for ((subject, kept), made) in proof.circuit.subjects.iter().zip(&proof.evaluation.readings).zip(&again) {
        let follows = match proof.judgement(subject.fact) {
            Some(value) => kept.state.value() == value,
            None => kept == made,
        };
        if !follows {
            faults.push(format!("`{}` is not read as the statements give it", proof.program.fact_name(subject.fact)));
        }
    }
    faults
}

/// How many hold, compared with a number: `enough` is the value of "at least the number", `over` of "at least one more".
pub(crate) fn counted(how: Comparison, enough: Value, over: Value) -> Value {
    match how {
        Comparison::AtLeast => enough,
        Comparison::More => over,
        Comparison::Less => enough.negated(),
        Comparison::AtMost => over.negated(),
        Comparison::Equal => enough.min(over.negated()),
        Comparison::NotEqual => enough.min(over.negated()).negated(),
    }
}

/// What the parts of a condition make it; `None` where it has no parts and the leaves answer for it.
fn condition(proof: &Proof, id: ConditionId) -> Option<Value> {
    let parts = proof.circuit.parts(id);
    let values = || parts.iter().map(|part| proof.of(*part));
    let nth = |wanted: u32| {
        let mut sorted: Vec<Value> = values().collect();
        sorted.sort_by(|a, b| b.cmp(a));
        match (wanted as usize).checked_sub(1) {
            None => Value::Yes,
            Some(place) => sorted.get(place).copied().unwrap_or(Value::No),
        }
    };
    let inner = || values().next().unwrap_or(Value::No);
    Some(match &proof.program.expr(proof.circuit.condition(id).expr).node {
        Node::Always => Value::Yes,
        Node::Holding(holding) => proof.holding(*holding),
        Node::Not(_) => inner().negated(),
        Node::IsShown(_) => inner().shown(),
        Node::All(_) | Node::Every(..) => values().min().unwrap_or(Value::Yes),
        Node::Any(_) | Node::Some(..) => values().max().unwrap_or(Value::No),
        Node::AtLeast(wanted, _) => nth(*wanted),
        Node::Count(_, _, how, number) => counted(*how, nth(*number), nth(number.saturating_add(1))),
        Node::Fact(fact) => {
            if proof.program.facts[fact.index()].judgement.is_some() {
                return proof.judgement(*fact);
            }
            match proof.circuit.condition(id).about {
                About::Subject(Some(subject)) => proof.evaluation.readings[subject as usize].state.value(),
                About::Subject(None) | About::Nothing | About::Leaf(_) => Value::NotShown,
            }
        }
        Node::Compare(..) | Node::OneOf(..) | Node::Contains(..) | Node::TermShown(_) => return None,
        Node::Read(reading, option) => match proof.program.law_readings[reading.index()].taken == *option {
            true => Value::Yes,
            false => Value::No,
        },
        Node::HasReplied(_) | Node::HasChallenged(..) => return None,
    })
}

fn rule(proof: &Proof, id: RuleId, faults: &mut Vec<String>) {
    let slots = &proof.circuit.rules[id.index()];
    let when = proof.of(slots.when);
    let saved = slots.unless.iter().map(|unless| proof.of(*unless)).max().unwrap_or(Value::No);
    let expected = match (when, saved) {
        _ if !proof.rule_in_force(id) => Value::No,
        (Value::No, _) | (_, Value::Yes) => Value::No,
        (when, Value::Contested) => when.min(Value::Contested),
        (when, Value::NotShown | Value::No) => when,
    };
    if proof.value(slots.value) != expected {
        faults.push(format!("rule `{}` should be {expected:?}", proof.program.rules[id.index()].name));
    }
}

fn judgements(proof: &Proof, faults: &mut Vec<String>) {
    let again = again(proof);
    for judgement in &proof.circuit.judgements {
        let reading = &again[proof.circuit.first_subject[judgement.fact.index()] as usize];
        let default = judgement.default.map_or(Value::NotShown, |default| proof.of(default));
        let expected = match (&reading.standing, &reading.state) {
            (Standing::Settled | Standing::Pleaded | Standing::Supposed, _) => reading.state.value(),
            (Standing::Argued, _) if default == Value::NotShown => Value::Contested,
            _ => default,
        };
        if proof.value(judgement.value) != expected {
            faults.push(format!("judgement `{}` should be {expected:?}", proof.program.fact_name(judgement.fact)));
        }
    }
}

fn breaches(proof: &Proof, faults: &mut Vec<String>) {
    for breach in &proof.circuit.breaches {
        let rule = proof.value(proof.circuit.rules[breach.rule.index()].value);
        let binds = proof.binds(proof.program.provisions[breach.provision.index()].instrument);
        if proof.value(breach.slot) != rule.min(binds) {
            faults.push(format!("breach of {} does not follow", proof.program.provision_name(breach.provision)));
        }
    }
}
