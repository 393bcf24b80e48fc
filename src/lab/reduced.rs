//! The part of the program that depends on what changes: constants folded, equal gates shared, the rest left out. In: the
//! circuit's values in the case as it is, and [`Levers`]. Out: [`Reduced`], a tape of its own that runs for many worlds.

use std::collections::BTreeMap;

use super::levers::{Levers, Table};
use crate::circuit::{Gate, Op, Slot, Tape};
use crate::evaluate::Proof;
use crate::value::{Value, Worlds};

/// A small tape. Its first leaves are those of the tables, in their order; then come constants.
pub(super) struct Reduced {
    pub(super) tape: Tape,
    /// Tables with the slots of this tape; those that no output depends on are gone.
    pub(super) tables: Vec<Table>,
    /// The values of the leaves in the case as it is.
    pub(super) base: Vec<Value>,
    /// Slots of what is asked for.
    pub(super) asked: Vec<Slot>,
    /// Slots of what cannot be.
    pub(super) impossible: Vec<Slot>,
    /// All gates, in an order in which every operand comes first; numbered as in `tape`.
    pub(super) gates: Vec<Gate>,
}

/// What a slot of the whole circuit has become.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Constant(Value),
    Table(u32),
    Gate(u32),
}

impl Reduced {
    /// Folds the circuit of a proof for these levers, and drops the levers on which no output depends.
    pub(super) fn of(proof: &Proof, levers: &mut Levers) -> Reduced {
        let reduced = Reduced::fold(proof, levers);
        let mut used = vec![false; levers.levers.len()];
        reduced.tables.iter().flat_map(|table| &table.levers).for_each(|lever| used[*lever] = true);
        if used.iter().all(|used| *used) {
            return reduced;
        }
        // A table that no output reads may hold a lever that goes.
        let kept: Vec<Slot> = reduced.kept(levers);
        levers.tables.retain(|table| kept.contains(&table.slot));
        levers.keep(&used);
        Reduced::fold(proof, levers)
    }

    /// The slots, in the whole circuit, of the tables that are left.
    fn kept(&self, levers: &Levers) -> Vec<Slot> {
        let same =
            |table: &&Table| self.tables.iter().any(|own| own.levers == table.levers && own.values == table.values);
        levers.tables.iter().filter(same).map(|table| table.slot).collect()
    }

    fn fold(proof: &Proof, levers: &Levers) -> Reduced {
        let circuit = &proof.circuit;
        let leaf = |slot: usize| Node::Constant(proof.evaluation.values[slot].value());
        let mut nodes: Vec<Node> = (0..circuit.leaves.len()).map(leaf).collect();
        for (place, table) in levers.tables.iter().enumerate() {
            nodes[table.slot as usize] = Node::Table(number(place));
        }
        let mut made: Vec<(Op, Node, Node)> = Vec::new();
        let mut known: BTreeMap<(Op, Node, Node), u32> = BTreeMap::new();
        for gate in circuit.tape.gates() {
            let (left, right) = (nodes[gate.left as usize], nodes[gate.right as usize]);
            nodes.push(simplified(gate.op, left, right).unwrap_or_else(|| {
                let key = (gate.op, left.min(right), left.max(right));
                Node::Gate(*known.entry(key).or_insert_with(|| {
                    made.push(key);
                    number(made.len() - 1)
                }))
            }));
        }
        let outputs: Vec<Node> = levers.outputs.iter().map(|slot| nodes[*slot as usize]).collect();
        Reduced::lay(levers, &made, &outputs)
    }

    /// Keeps what the outputs need, and lays it on a tape.
    fn lay(levers: &Levers, made: &[(Op, Node, Node)], outputs: &[Node]) -> Reduced {
        let mut gates_used = vec![false; made.len()];
        let mut tables_used = vec![false; levers.tables.len()];
        let mut mark = |node: &Node, gates: &mut Vec<bool>| match node {
            Node::Gate(place) => gates[*place as usize] = true,
            Node::Table(place) => tables_used[*place as usize] = true,
            Node::Constant(_) => {}
        };
        outputs.iter().for_each(|node| mark(node, &mut gates_used));
        for place in (0..made.len()).rev() {
            if gates_used[place] {
                mark(&made[place].1, &mut gates_used);
                mark(&made[place].2, &mut gates_used);
            }
        }
        let mut table_slots = vec![0; levers.tables.len()];
        let mut tables: Vec<Table> = Vec::new();
        for (place, table) in levers.tables.iter().enumerate().filter(|(place, _)| tables_used[*place]) {
            table_slots[place] = number(tables.len());
            tables.push(Table { slot: number(tables.len()), ..table.clone() });
        }
        let leaves = tables.len() + Value::ALL.len();
        let mut gate_slots = vec![0; made.len()];
        let mut gates: Vec<Gate> = Vec::new();
        let slot = |node: Node, gate_slots: &[u32]| match node {
            Node::Constant(value) => number(tables.len()) + value as u32,
            Node::Table(place) => table_slots[place as usize],
            Node::Gate(place) => gate_slots[place as usize],
        };
        for (place, (op, left, right)) in made.iter().enumerate().filter(|(place, _)| gates_used[*place]) {
            gate_slots[place] = number(leaves + gates.len());
            gates.push(Gate { op: *op, left: slot(*left, &gate_slots), right: slot(*right, &gate_slots) });
        }
        let (tape, laid) = Tape::lay(leaves, &gates);
        let outputs: Vec<Slot> = outputs.iter().map(|node| laid[slot(*node, &gate_slots) as usize]).collect();
        let gates = tape.gates().collect();
        let base = tables.iter().map(|table| table.values[0]).chain(Value::ALL).collect();
        let (asked, impossible) = outputs.split_at(levers.asked);
        Reduced { tape, base, asked: asked.to_vec(), impossible: impossible.to_vec(), gates, tables }
    }

    /// Every slot, with the leaves as in the case.
    pub(super) fn start<W: Worlds>(&self) -> Vec<W> {
        let mut values: Vec<W> = self.base.iter().map(|value| W::constant(*value)).collect();
        values.resize(self.tape.slots(), W::constant(Value::No));
        values
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// What a gate comes to without being computed.
fn simplified(op: Op, left: Node, right: Node) -> Option<Node> {
    match (op, left, right) {
        (Op::And, Node::Constant(a), Node::Constant(b)) => Some(Node::Constant(a.min(b))),
        (Op::Or, Node::Constant(a), Node::Constant(b)) => Some(Node::Constant(a.max(b))),
        (Op::And, Node::Constant(Value::Yes), other) | (Op::And, other, Node::Constant(Value::Yes)) => Some(other),
        (Op::Or, Node::Constant(Value::No), other) | (Op::Or, other, Node::Constant(Value::No)) => Some(other),
        (Op::And, Node::Constant(Value::No), _) | (Op::And, _, Node::Constant(Value::No)) => {
            Some(Node::Constant(Value::No))
        }
        (Op::Or, Node::Constant(Value::Yes), _) | (Op::Or, _, Node::Constant(Value::Yes)) => {
            Some(Node::Constant(Value::Yes))
        }
        (Op::And | Op::Or, one, other) if one == other => Some(one),
        (Op::Not, Node::Constant(value), _) => Some(Node::Constant(value.negated())),
        (Op::LeftOpen, Node::Constant(value), _) => Some(Node::Constant(value.left_open())),
        (Op::Shown, Node::Constant(value), _) => Some(Node::Constant(value.shown())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_fold_as_the_chain_computes() {
        let fold = |op, a, b| simplified(op, Node::Constant(a), Node::Constant(b));
        for a in Value::ALL {
            for b in Value::ALL {
                assert!(fold(Op::And, a, b) == Some(Node::Constant(a.min(b))));
                assert!(fold(Op::Or, a, b) == Some(Node::Constant(a.max(b))));
            }
            assert!(fold(Op::Shown, a, a) == Some(Node::Constant(a.shown())));
        }
    }
}
