//! Which conditions decide. In: a proof and a condition in it. Out: for each single condition below, its value, and whether
//! with another value of it alone that which it stands in would be made out where it is not, or not where it is. Nothing is
//! evaluated anew: each step up combines the values of the proof as the chain does.

use super::is_single;
use crate::circuit::ConditionId;
use crate::evaluate::Proof;
use crate::evaluate::verify::counted;
use crate::program::{ExprId, FactId, Node, RuleId, Standing};
use crate::syntax::ast::Comparison;
use crate::value::Value;

/// The value of a rule or judgement for each value that a condition could have, weakest first.
pub(super) type Table = [Value; 4];

/// A rule's value by that of its `when`.
pub(super) fn for_when(proof: &Proof, id: RuleId) -> Table {
    if !proof.rule_in_force(id) {
        return [Value::No; 4];
    }
    let unless = proof.circuit.rules[id.index()].unless.iter();
    let saved = unless.map(|unless| proof.of(*unless)).max().unwrap_or(Value::No);
    Value::ALL.map(|when| when.min(saved.left_open()))
}

/// A rule's value by that of one of its exceptions.
pub(super) fn for_exception(proof: &Proof, id: RuleId, place: usize) -> Table {
    if !proof.rule_in_force(id) {
        return [Value::No; 4];
    }
    let slots = &proof.circuit.rules[id.index()];
    let others = slots.unless.iter().enumerate().filter(|(other, _)| *other != place);
    let others = others.map(|(_, other)| proof.of(*other)).max().unwrap_or(Value::No);
    Value::ALL.map(|own| proof.of(slots.when).min(own.max(others).left_open()))
}

/// A judgement's value by that of its default reading; nothing where it was decided otherwise.
pub(super) fn for_judgement(proof: &Proof, fact: FactId) -> Option<Table> {
    let subject = proof.circuit.first_subject[fact.index()] as usize;
    let decided = matches!(
        proof.evaluation.readings[subject].standing,
        Standing::Settled | Standing::Pleaded | Standing::Supposed
    );
    (!decided).then_some(Value::ALL)
}

/// Visits the single conditions at and below one.
pub(super) fn walk(proof: &Proof, id: ConditionId, table: Table, visit: &mut impl FnMut(ExprId, Value, bool)) {
    let condition = proof.circuit.condition(id);
    if is_single(proof.program, condition.expr) {
        let value = proof.of(id);
        let made_out = |value: Value| table[value as usize] == Value::Yes;
        let decides = Value::ALL.into_iter().any(|other| made_out(other) != made_out(value));
        return visit(condition.expr, value, decides);
    }
    let node = &proof.program.expr(condition.expr).node;
    let parts = proof.circuit.parts(id);
    let mut tally = Tally::default();
    parts.iter().for_each(|part| tally.0[proof.of(*part) as usize] += 1);
    for part in parts {
        let own = proof.of(*part);
        let below = Value::ALL.map(|value| {
            let mut turned = tally;
            turned.0[own as usize] -= 1;
            turned.0[value as usize] += 1;
            table[turned.joined(node) as usize]
        });
        walk(proof, *part, below, visit);
    }
}

/// How many parts of a condition have each value, weakest first.
#[derive(Clone, Copy, Default)]
struct Tally([u32; 4]);

impl Tally {
    /// The value of a condition whose parts have these.
    fn joined(&self, node: &Node) -> Value {
        match node {
            Node::Not(_) => self.strongest(1).negated(),
            Node::IsShown(_) => self.strongest(1).shown(),
            Node::All(_) | Node::Every(..) => self.strongest(self.0.iter().sum()),
            Node::AtLeast(number, _) => self.strongest(*number),
            Node::Count(_, _, how, number) => self.counted(*how, *number),
            _ => self.strongest(1),
        }
    }

    /// The value of the part at this place, from 1, of all parts with the strongest first.
    fn strongest(&self, place: u32) -> Value {
        let mut seen = 0;
        let all = Value::ALL.into_iter().rev().zip(self.0.iter().rev());
        let reached = all.into_iter().find(|(_, count)| {
            seen += **count;
            seen >= place
        });
        reached.map_or(Value::No, |(value, _)| value)
    }

    fn counted(&self, how: Comparison, number: u32) -> Value {
        counted(how, self.strongest(number), self.strongest(number.saturating_add(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_joined_by_their_rank() {
        let tally = Tally([1, 0, 2, 1]);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|place| tally.strongest(place)), {
            let [no, contested, yes] = [Value::No, Value::Contested, Value::Yes];
            [yes, yes, contested, contested, no, no]
        });
        assert_eq!(tally.joined(&Node::All(Vec::new())), Value::No);
        assert_eq!(tally.joined(&Node::Any(Vec::new())), Value::Yes);
        assert_eq!(tally.joined(&Node::AtLeast(2, Vec::new())), Value::Contested);
        assert_eq!(tally.counted(Comparison::Equal, 3), Value::Contested);
        assert_eq!(tally.counted(Comparison::Less, 1), Value::No);
        assert_eq!(tally.counted(Comparison::AtMost, 3), Value::Yes);
    }
}
