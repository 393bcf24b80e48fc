//! How far a conclusion rests on authority that nobody verified. In: a proof and its explanation. Out: an [`Authority`] for each
//! conclusion. Whether it would stand without such authority is not guessed from the steps: the case is evaluated again
//! without the rules that cite nothing else. What an exception cites counts for the other side and is left aside.

use std::collections::BTreeSet;

use super::{Explanation, carried, words};
use crate::circuit::What;
use crate::evaluate::{Proof, Status, evaluate_supposing};
use crate::program::{Program, RuleId};
use crate::value::Value;

/// How far a conclusion rests on authority that nobody verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// Nothing that carries it does.
    Verified,
    /// Some of what carries it does, and it would stand without the rules that cite nothing else.
    InPart,
    /// Without the rules that cite nothing else it would not stand as it does.
    Alone,
}

impl Authority {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Authority::Verified => "no",
            Authority::InPart => "in_part",
            Authority::Alone => "alone",
        }
    }

    /// Said beside the conclusion; empty where there is nothing to say.
    #[must_use]
    pub fn remark(self) -> &'static str {
        match self {
            Authority::Verified => "",
            Authority::InPart => "in part on unverified authority",
            Authority::Alone => "on unverified authority alone",
        }
    }
}

/// By conclusion, in the order of the explanation.
#[must_use]
pub fn authority(proof: &Proof, explanation: &Explanation) -> Vec<Authority> {
    let without = without_unverified(proof);
    let rests = |step: u32| {
        carried(proof, explanation, vec![step as usize]).into_iter().any(|at| match explanation.steps[at].what {
            What::Rule(rule) => words::any_unverified(proof.program, &proof.program.rules[rule.index()].cite),
            What::Holding(_) | What::Again(_) | What::RuleAgain(_) | What::Condition(_) | What::Unless(..) => false,
        })
    };
    let of = |(place, concluded): (usize, &super::Concluded)| match &without {
        _ if concluded.value < Value::Contested => Authority::Verified,
        Some(values) if values[place] < concluded.value => Authority::Alone,
        _ if rests(concluded.step) => Authority::InPart,
        _ => Authority::Verified,
    };
    explanation.conclusions.iter().enumerate().map(of).collect()
}

/// The values of the conclusions without the rules that cite unverified authority alone; nothing where no such rule matters.
fn without_unverified(proof: &Proof) -> Option<Vec<Value>> {
    let rules = (0..proof.program.rules.len()).map(RuleId::at);
    let struck: BTreeSet<RuleId> = rules.filter(|rule| on_unverified_alone(proof.program, *rule)).collect();
    if !struck.iter().any(|rule| matches!(proof.status(*rule), Status::Applies | Status::Contested)) {
        return None;
    }
    let mut fewer = proof.program.clone();
    for holding in &mut fewer.holdings {
        holding.rules.retain(|rule| !struck.contains(rule));
    }
    let again = evaluate_supposing(&fewer, proof.case, proof.options, proof.supposed.clone());
    let conclusions = proof.circuit.outline.conclusions.iter();
    Some(conclusions.map(|(holding, _)| again.holding(*holding)).collect())
}

/// True for a rule that cites authority, and none that anybody verified.
fn on_unverified_alone(program: &Program, rule: RuleId) -> bool {
    let cite = &program.rules[rule.index()].cite;
    !cite.is_empty() && cite.iter().all(|cite| program.authorities[cite.authority.index()].unverified)
}
