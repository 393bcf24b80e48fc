//! What the other side could show, and what would follow. In: a proof, a conclusion and the rules that lead to it. Out: each single
//! reply that changes something, found by evaluating the case with the reply added: first with a document, then as a bare word,
//! then with the document disputed by something specific.

use std::collections::BTreeSet;

use super::near::Near;
use crate::case::{Case, Datum, Hypothetical, Statement, Subject};
use crate::evaluate::{Evaluation, Proof, State, Status, evaluate_again};
use crate::hypothesis::suppose;
use crate::lab::{Levers, Scope};
use crate::program::{HoldingId, PartyId, RuleId};
use crate::source::{SourceId, Span};
use crate::syntax::ast::{Act, Role};
use crate::value::Value;

/// A reply on one fact.
#[derive(Clone, Debug)]
pub struct Reply {
    /// On which fact.
    pub subject: Subject,
    /// What it gives as the answer.
    pub datum: Datum,
    /// The value of the conclusion if a document shows it.
    pub shown: Value,
    /// The same if the other side only says so.
    pub said: Value,
    /// The same if a document shows it and the submitting party disputes that document with something specific.
    pub disputed: Value,
    /// The rules that a document would bring down, or leave contested.
    pub rules: Vec<RuleId>,
}

/// The single replies that bring down the conclusion or a rule for it; those that bring down most first.
pub(super) fn replies(proof: &Proof, goal: HoldingId, rules: &[Near]) -> Vec<Reply> {
    let standing: Vec<RuleId> = rules
        .iter()
        .filter(|near| matches!(near.status, Status::Applies | Status::Contested))
        .map(|near| near.rule)
        .collect();
    let roles = (proof.program.party_with(Role::Answers), proof.program.party_with(Role::Submits));
    let (Some(answers), Some(submits)) = roles else { return Vec::new() };
    if standing.is_empty() {
        return Vec::new();
    }
    let slots: Vec<u32> = standing.iter().map(|rule| proof.circuit.rules[rule.index()].value).collect();
    let fixed: BTreeSet<Subject> = proof.case.fixed.iter().map(|fixed| fixed.subject).collect();
    let levers = Levers::of(proof, &slots, &Scope { fixed, ..Scope::default() });
    let desk = Desk { proof, goal, standing, answers, submits };
    let mut found = Vec::new();
    for lever in &levers.levers {
        if proof.program.facts[lever.subject.fact.index()].judgement.is_some() {
            continue;
        }
        for choice in &lever.choices {
            if let State::Known(datum) = choice {
                found.extend(desk.reply(lever.subject, datum));
            }
        }
    }
    found.sort_by_key(|reply| (reply.shown, std::cmp::Reverse(reply.rules.len())));
    found
}

struct Desk<'a> {
    proof: &'a Proof<'a>,
    goal: HoldingId,
    standing: Vec<RuleId>,
    answers: PartyId,
    submits: PartyId,
}

impl Desk<'_> {
    /// The reply, if it changes anything for the worse in a world that can be.
    fn reply(&self, subject: Subject, datum: &Datum) -> Option<Reply> {
        let document = self.statement(self.answers, (Act::Shows, subject), Some(datum.clone()), "a document");
        let shown = self.with(vec![document.clone()]);
        if self.is_impossible(&shown) {
            return None;
        }
        let value = |evaluation: &Evaluation, slot: u32| evaluation.values[slot as usize].value();
        let of_rule = |rule: &RuleId| self.proof.circuit.rules[rule.index()].value;
        let worse = |rule: &&RuleId| value(&shown, of_rule(rule)) < self.proof.value(of_rule(rule));
        let rules: Vec<RuleId> = self.standing.iter().filter(worse).copied().collect();
        let goal = self.proof.circuit.holding(self.goal);
        if rules.is_empty() && value(&shown, goal) >= self.proof.holding(self.goal) {
            return None;
        }
        let bare = self.statement(self.answers, (Act::Answers, subject), Some(datum.clone()), "");
        let dispute = self.statement(self.submits, (Act::Disputes, subject), None, "");
        Some(Reply {
            subject,
            datum: datum.clone(),
            shown: value(&shown, goal),
            said: value(&self.with(vec![bare]), goal),
            disputed: value(&self.with(vec![document, dispute]), goal),
            rules,
        })
    }

    fn with(&self, added: Vec<Statement>) -> Evaluation {
        evaluate_again(self.proof, &answered(self.proof, added))
    }

    fn is_impossible(&self, evaluation: &Evaluation) -> bool {
        self.proof.circuit.impossible.iter().any(|condition| {
            let slot = self.proof.circuit.condition(*condition).slot;
            evaluation.values[slot as usize].value() == Value::Yes
        })
    }

    fn statement(&self, party: PartyId, said: (Act, Subject), datum: Option<Datum>, exhibit: &str) -> Statement {
        let mut statement = statement(party.0, said, datum);
        exhibit.clone_into(&mut statement.exhibit);
        statement
    }
}

fn statement(speaker: u32, (act, subject): (Act, Subject), datum: Option<Datum>) -> Statement {
    Statement {
        speaker,
        act,
        subject,
        datum,
        exhibit: String::new(),
        quoting: String::new(),
        stated: Vec::new(),
        relied: Vec::new(),
        confidential: false,
        note: String::new(),
        span: Span::new(SourceId(0), 0, 0),
    }
}

/// The case with these statements added, at the stage that follows from them.
fn answered(proof: &Proof, added: Vec<Statement>) -> Case {
    let hypothetical = Hypothetical {
        title: String::new(),
        supposed: Vec::new(),
        added,
        expectations: Vec::new(),
        places: Vec::new(),
        arguable: false,
        notes: Vec::new(),
        span: Span::new(SourceId(0), 0, 0),
    };
    suppose(proof.program, proof.case, &hypothetical).0
}
