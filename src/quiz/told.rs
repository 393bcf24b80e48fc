//! Why a key is as it is, in sentences with authorities. In: proofs before and after. Out: text that names facts by their
//! questions and rules by their titles.

use std::collections::BTreeSet;

use crate::case::{Hypothetical, Subject};
use crate::check::{Read, reads};
use crate::evaluate::{Proof, State, Status};
use crate::explain::{Mood, fallen_words, words};
use crate::hypothesis::differences;
use crate::lab::Change;
use crate::program::{Cite, ExprId, HoldingId, Program, RuleId};
use crate::value::Value;

/// Rules that a sentence names before it counts the rest.
const NAMED: usize = 2;

/// "category II", or the title of another conclusion or a finding.
pub(super) fn name(program: &Program, id: HoldingId) -> String {
    let holding = &program.holdings[id.index()];
    match holding.kind {
        Some(kind) if words::main_kind(program) == Some(kind) => {
            format!("{} {}", words::spoken(&program.kinds[kind.index()].name), words::spoken(&holding.name))
        }
        Some(kind) => {
            format!("{}: {}", words::inside_sentence(&program.kinds[kind.index()].title), holding.title)
        }
        None => format!("“{}”", holding.title),
    }
}

/// "Opinion 2/2022 para. 72; General comment 35 and others".
pub(super) fn authorities(program: &Program, cites: &[Cite]) -> String {
    let named = words::cites(program, &cites[..cites.len().min(NAMED)]);
    if cites.len() > NAMED { format!("{named} and others") } else { named }
}

/// The rule by its title, with its authorities.
pub(super) fn rule(program: &Program, id: RuleId) -> String {
    let rule = &program.rules[id.index()];
    match authorities(program, &rule.cite) {
        cites if cites.is_empty() => format!("the rule “{}”", rule.title),
        cites => format!("the rule “{}” ({cites})", rule.title),
    }
}

/// The first rules, and how many more there are.
pub(super) fn rules(program: &Program, ids: &[RuleId]) -> String {
    let mut named: Vec<String> = ids.iter().take(NAMED).map(|id| rule(program, *id)).collect();
    match ids.len().saturating_sub(NAMED) {
        0 => {}
        1 => named.push("one more rule".to_owned()),
        more => named.push(format!("{more} more rules")),
    }
    words::listed_with(&named, "and")
}

/// “Was a warrant shown?” is answered “Yes” (in the case: “No”).
pub(super) fn answered(proof: &Proof, change: &Change) -> String {
    let answer = |state: &State| words::answer(proof.program, change.subject.fact, state);
    let now = match &change.from {
        State::Known(_) => format!("“{}”", answer(&change.from)),
        State::NotShown | State::Contested => words::inside_sentence(&answer(&change.from)),
    };
    let then = answer(&change.to);
    format!("“{}” is answered “{then}” (in the case: {now})", words::question(proof, change.subject))
}

/// All that a rule reads.
fn conditions(program: &Program, id: RuleId) -> Vec<ExprId> {
    let rule = &program.rules[id.index()];
    std::iter::once(rule.when).chain(rule.unless.iter().map(|unless| unless.condition)).collect()
}

fn read(program: &Program, id: RuleId) -> Vec<Read> {
    conditions(program, id).into_iter().flat_map(|condition| reads(program, condition)).collect()
}

/// Every rule on which a finding or conclusion can rest, at any depth.
pub(super) fn below(program: &Program, id: HoldingId) -> BTreeSet<RuleId> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![id];
    while let Some(holding) = open.pop() {
        for id in &program.holdings[holding.index()].rules {
            found.insert(*id);
            let mut waiting = read(program, *id);
            while let Some(read) = waiting.pop() {
                match read {
                    Read::Holding(next) if seen.insert(next) => open.push(next),
                    Read::Holding(_) => {}
                    // A judgement by default rests on what its default reads.
                    Read::Fact(fact) => {
                        let judgement = program.facts[fact.index()].judgement.as_ref();
                        waiting.extend(
                            judgement
                                .and_then(|judgement| judgement.default)
                                .map(|default| reads(program, default))
                                .unwrap_or_default(),
                        );
                    }
                }
            }
        }
    }
    found
}

/// The rules that carry what applies: those that read facts, below findings that stand between; what names a breach first.
pub(super) fn carriers(proof: &Proof, id: HoldingId) -> Vec<RuleId> {
    let program = proof.program;
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([id]);
    let mut open = std::collections::VecDeque::from([id]);
    while let Some(holding) = open.pop_front() {
        let rules = program.holdings[holding.index()].rules.iter();
        for id in rules.filter(|id| proof.status(**id) == Status::Applies) {
            let below = holds_on(proof, *id);
            // A rule that only gathers findings says less than the rules for them.
            if below.is_empty() || reads_facts(program, *id) {
                if !found.contains(id) {
                    found.push(*id);
                }
            } else {
                open.extend(below.into_iter().filter(|below| seen.insert(*below)));
            }
        }
    }
    found.sort_by_key(|id| program.rules[id.index()].breach.is_empty());
    found
}

/// The findings that are made out and that a rule rests on.
fn holds_on(proof: &Proof, id: RuleId) -> Vec<HoldingId> {
    let held = reads(proof.program, proof.program.rules[id.index()].when).into_iter().filter_map(|read| match read {
        Read::Holding(below) if proof.holding(below) == Value::Yes => Some(below),
        Read::Holding(_) | Read::Fact(_) => None,
    });
    held.collect()
}

/// Whether a rule reads more than findings and judgements.
fn reads_facts(program: &Program, id: RuleId) -> bool {
    let of = |read: Read| matches!(read, Read::Fact(fact) if program.facts[fact.index()].judgement.is_none());
    reads(program, program.rules[id.index()].when).into_iter().any(of)
}

/// The facts that a hypothetical touches.
pub(super) fn touched(given: &Hypothetical) -> BTreeSet<Subject> {
    let supposed = given.supposed.iter().map(|supposed| supposed.subject);
    supposed.chain(given.added.iter().map(|statement| statement.subject)).collect()
}

/// What becomes of a conclusion between two proofs, and why, in a sentence.
pub(super) fn fate_of(before: &Proof, after: &Proof, id: HoldingId, facts: &BTreeSet<Subject>) -> String {
    let program = before.program;
    let (then, now) = (before.holding(id), after.holding(id));
    let carried = || rules(program, &carriers(after, id));
    match (then, now) {
        (Value::Yes, Value::Yes) => {
            let moved = below(program, id).into_iter().any(|id| before.status(id) != after.status(id));
            match moved {
                true => format!("It still applies: it is carried by {}.", carried()),
                false => "It applies as before: nothing below it changes.".to_owned(),
            }
        }
        (_, Value::Yes) => format!("It now applies, by {}.", carried()),
        (Value::Yes, now) => {
            let lead = match now {
                Value::Contested => "It is only contested",
                Value::NotShown => "It is no longer made out",
                Value::No | Value::Yes => "It no longer applies",
            };
            match fallen_words((before, after), id, facts, Mood::Is, &|id| rule(program, id)) {
                why if why.is_empty() => format!("{lead}."),
                why => format!("{lead}: {why}."),
            }
        }
        (then, now) if then == now => format!("As in the case, it {}.", plain_fate(now)),
        (_, now) => format!("It {}.", plain_fate(now)),
    }
}

fn plain_fate(value: Value) -> &'static str {
    match value {
        Value::Yes => "applies",
        Value::Contested => "is contested, which is not enough",
        Value::NotShown => "is not made out",
        Value::No => "does not apply",
    }
}

/// What is concluded otherwise between two proofs: names of conclusions, then of provisions. Nothing where all stands.
#[must_use]
pub fn turned_either_way(before: &Proof, after: &Proof) -> Vec<String> {
    let changes = differences(before, after);
    let program = before.program;
    let conclusions = changes.conclusions.iter().map(|id| name(program, *id));
    let provisions = changes.breaches.iter().map(|(id, ..)| {
        let provision = words::spaced(&program.provision_name(*id));
        format!("the breach of {provision}")
    });
    conclusions.chain(provisions).collect()
}
