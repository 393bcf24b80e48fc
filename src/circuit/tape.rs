//! The tape: what is computed, in an order in which every operand comes first and equal operations stand together, so that
//! running it is a handful of plain loops. In: gates as they were made. Out: [`Tape`], and where each gate's value went.

use crate::value::Worlds;

/// An operation on values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// The weaker of two.
    And,
    /// The stronger of two.
    Or,
    /// Yes and no swapped.
    Not,
    /// What an exception leaves standing.
    LeftOpen,
    /// Whether it is shown.
    Shown,
}

/// An operation and its operands, before they have slots.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gate {
    pub(crate) op: Op,
    pub(crate) left: u32,
    pub(crate) right: u32,
}

/// Gates in order.
#[derive(Clone, Debug, Default)]
pub struct Tape {
    leaves: usize,
    runs: Vec<Run>,
    left: Vec<u32>,
    right: Vec<u32>,
}

/// Neighbours with one operation.
#[derive(Clone, Copy, Debug)]
struct Run {
    op: Op,
    start: usize,
    end: usize,
}

impl Tape {
    /// Sorts gates by depth, then operation. Gate `i` is known to its users as `leaves + i`; gives, for every such number,
    /// the slot of its value.
    pub(crate) fn lay(leaves: usize, gates: &[Gate]) -> (Tape, Vec<u32>) {
        let mut depth = vec![0u32; leaves + gates.len()];
        for (index, gate) in gates.iter().enumerate() {
            depth[leaves + index] = 1 + depth[gate.left as usize].max(depth[gate.right as usize]);
        }
        let mut order: Vec<usize> = (0..gates.len()).collect();
        order.sort_by_key(|index| (depth[leaves + index], gates[*index].op));
        let mut slots: Vec<u32> =
            (0..leaves + gates.len()).map(|slot| u32::try_from(slot).unwrap_or(u32::MAX)).collect();
        for (place, index) in order.iter().enumerate() {
            slots[leaves + index] = u32::try_from(leaves + place).unwrap_or(u32::MAX);
        }
        let mut tape = Tape { leaves, ..Tape::default() };
        let mut last = None;
        for (place, index) in order.iter().enumerate() {
            let gate = gates[*index];
            tape.left.push(slots[gate.left as usize]);
            tape.right.push(slots[gate.right as usize]);
            let key = (depth[leaves + index], gate.op);
            match (last == Some(key), tape.runs.last_mut()) {
                (true, Some(run)) => run.end = place + 1,
                _ => tape.runs.push(Run { op: gate.op, start: place, end: place + 1 }),
            }
            last = Some(key);
        }
        (tape, slots)
    }

    /// How many slots there are: leaves and gates.
    #[must_use]
    pub fn slots(&self) -> usize {
        self.leaves + self.left.len()
    }

    /// The gates in the order of their slots, which begin after the leaves.
    pub(crate) fn gates(&self) -> impl Iterator<Item = Gate> + '_ {
        let of_run = move |run: &Run| {
            let op = run.op;
            (run.start..run.end).map(move |place| Gate { op, left: self.left[place], right: self.right[place] })
        };
        self.runs.iter().flat_map(of_run)
    }

    /// How many slots are filled from outside.
    #[must_use]
    pub fn leaves(&self) -> usize {
        self.leaves
    }

    /// Computes every gate. The leaves must stand in the first slots. Extra slots are left as they are.
    pub fn run<W: Worlds>(&self, values: &mut [W]) {
        for run in &self.runs {
            let (done, rest) = values.split_at_mut(self.leaves + run.start);
            let out = &mut rest[..run.end - run.start];
            let left = &self.left[run.start..run.end];
            match run.op {
                Op::And => {
                    let right = &self.right[run.start..run.end];
                    for ((out, a), b) in out.iter_mut().zip(left).zip(right) {
                        *out = done[*a as usize].and(&done[*b as usize]);
                    }
                }
                Op::Or => {
                    let right = &self.right[run.start..run.end];
                    for ((out, a), b) in out.iter_mut().zip(left).zip(right) {
                        *out = done[*a as usize].or(&done[*b as usize]);
                    }
                }
                Op::Not => out.iter_mut().zip(left).for_each(|(out, a)| *out = done[*a as usize].not()),
                Op::LeftOpen => out.iter_mut().zip(left).for_each(|(out, a)| *out = done[*a as usize].left_open()),
                Op::Shown => out.iter_mut().zip(left).for_each(|(out, a)| *out = done[*a as usize].shown()),
            }
        }
    }
}
