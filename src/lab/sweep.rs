//! Every combination of some facts, and what follows from each. In: a proof, the facts, the conclusions. Out: [`Sweep`], a
//! table of outcomes. 1,024 worlds are computed at once on each core, on the part of the
//! program that depends on the facts.

use std::collections::BTreeSet;

use rayon::prelude::{ParallelIterator, ParallelSlice};

use super::levers::{Levers, Scope, Table};
use super::reduced::Reduced;
use crate::case::{Datum, Subject};
use crate::circuit::Slot;
use crate::evaluate::{Proof, State};
use crate::program::{HoldingId, Type};
use crate::value::{Planes, Value, Worlds};

type Block = Planes<16>;

/// So many blocks, 65,536 worlds, are worth a core of their own.
const PART: usize = 64;

/// The outcomes of every combination.
#[derive(Clone, Debug, Default)]
pub struct Sweep {
    /// The facts and the values that each takes; the last turns fastest.
    pub columns: Vec<(Subject, Vec<State>)>,
    /// The conclusions.
    pub holdings: Vec<HoldingId>,
    /// How many combinations there are.
    pub rows: usize,
    /// Facts on which none of the conclusions depends.
    pub idle: Vec<Subject>,
    /// Facts of which not all values that matter are swept.
    pub crowded: Vec<Subject>,
    /// How many rows stand in one block.
    width: usize,
    /// By block, then by conclusion; at the end of each block whether a row cannot be.
    blocks: Vec<Block>,
}

/// More combinations than were allowed.
#[derive(Clone, Debug)]
pub struct SweepTooLarge {
    /// How many values each fact takes.
    pub values: Vec<usize>,
    /// How many combinations that makes.
    pub rows: u128,
}

impl Sweep {
    /// The value that a fact has in a row, as its place in the column.
    #[must_use]
    pub fn place(&self, row: usize, column: usize) -> usize {
        let after: usize = self.columns[column + 1..].iter().map(|(_, states)| states.len()).product();
        row / after % self.columns[column].1.len()
    }

    /// The value of a conclusion in a row; nothing for a combination that cannot be.
    #[must_use]
    pub fn value(&self, row: usize, holding: usize) -> Option<Value> {
        let stride = self.holdings.len() + 1;
        let first = row / self.width * stride;
        let world = row % self.width;
        let can_be = self.blocks[first + stride - 1].get(world) != Value::Yes;
        can_be.then(|| self.blocks[first + holding].get(world))
    }
}

/// Computes every combination of these facts.
///
/// # Errors
///
/// More combinations than `most`.
pub fn sweep(proof: &Proof, facts: &[Subject], holdings: &[HoldingId], most: usize) -> Result<Sweep, SweepTooLarge> {
    let scope = Scope { only: Some(facts.iter().copied().collect()), decided: true, ..Scope::default() };
    let targets: Vec<Slot> = holdings.iter().map(|holding| proof.circuit.holding(*holding)).collect();
    let mut levers = Levers::of(proof, &targets, &scope);
    let columns: Vec<(Subject, Vec<State>)> =
        facts.iter().map(|subject| (*subject, values(proof, &levers, *subject))).collect();
    let sizes: Vec<usize> = columns.iter().map(|(_, states)| states.len()).collect();
    let rows: u128 = sizes.iter().map(|size| *size as u128).product();
    let Some(rows) = usize::try_from(rows).ok().filter(|rows| *rows <= most) else {
        return Err(SweepTooLarge { values: sizes, rows });
    };
    let reduced = Reduced::of(proof, &mut levers);
    let read: BTreeSet<Subject> = levers.levers.iter().map(|lever| lever.subject).collect();
    let idle = facts.iter().copied().filter(|subject| !read.contains(subject)).collect();
    let crowded = levers.crowded.clone();
    let mut table = Sweep { columns, holdings: holdings.to_vec(), rows, idle, crowded, width: 1, blocks: Vec::new() };
    Runner::of(&levers, &reduced, &table).fill(&mut table);
    Ok(table)
}

/// The values of a column: as it is, then as it could be.
fn values(proof: &Proof, levers: &Levers, subject: Subject) -> Vec<State> {
    let now = proof.reading(subject).state.clone();
    let mut states: Vec<State> = match levers.levers.iter().find(|lever| lever.subject == subject) {
        Some(lever) => return (lever.first..=lever.choices.len()).map(|choice| lever.state(choice).clone()).collect(),
        None if proof.program.facts[subject.fact.index()].kind == Type::YesNo => {
            [Datum::Yes, Datum::No].map(State::Known).into_iter().filter(|state| *state != now).collect()
        }
        None => Vec::new(),
    };
    if matches!(now, State::Known(_)) || states.is_empty() {
        states.insert(0, now);
    }
    states
}

struct Runner<'a> {
    levers: &'a Levers,
    reduced: &'a Reduced,
    /// By lever: its column, and the choice of that column's first value.
    columns: Vec<(usize, usize)>,
    /// Columns from this one on turn within a block.
    inner: usize,
    width: usize,
}

impl<'a> Runner<'a> {
    fn of(levers: &'a Levers, reduced: &'a Reduced, table: &Sweep) -> Self {
        let sizes: Vec<usize> = table.columns.iter().map(|(_, states)| states.len()).collect();
        let (mut inner, mut width) = (sizes.len(), 1);
        while inner > 0 && width * sizes[inner - 1] <= Block::WORLDS {
            inner -= 1;
            width *= sizes[inner];
        }
        let column = |lever: &super::levers::Lever| {
            let column = table.columns.iter().position(|(subject, _)| *subject == lever.subject).unwrap_or(0);
            (column, lever.first)
        };
        Runner { levers, reduced, columns: levers.levers.iter().map(column).collect(), inner, width }
    }

    fn fill(&self, table: &mut Sweep) {
        table.width = self.width;
        let mut values: Vec<Block> = self.reduced.start();
        let (outer, inner): (Vec<&Table>, Vec<&Table>) =
            self.reduced.tables.iter().partition(|table| self.turns_outside(table));
        for leaf in inner {
            self.worlds(table, leaf, 0, &mut values[leaf.slot as usize]);
        }
        let firsts: Vec<usize> = (0..table.rows).step_by(self.width).collect();
        let (sheet, values) = (&*table, &values);
        let part = |firsts: &[usize]| {
            let mut values = values.clone();
            let block = |first: &usize| self.block(sheet, &outer, *first, &mut values);
            firsts.iter().flat_map(block).collect::<Vec<Block>>()
        };
        table.blocks = match firsts.len() {
            ..=PART => part(&firsts),
            _ => firsts.par_chunks(PART).flat_map_iter(part).collect(),
        };
    }

    /// The conclusions of one block of worlds, and which of them cannot be.
    fn block(&self, table: &Sweep, outer: &[&Table], first: usize, values: &mut [Block]) -> Vec<Block> {
        for leaf in outer {
            self.worlds(table, leaf, first, &mut values[leaf.slot as usize]);
        }
        self.reduced.tape.run(values);
        let none = Block::constant(Value::No);
        let cannot = self.reduced.impossible.iter().fold(none, |all, slot| all.or(&values[*slot as usize]));
        self.reduced.asked.iter().map(|slot| values[*slot as usize]).chain([cannot]).collect()
    }

    fn turns_outside(&self, table: &Table) -> bool {
        table.levers.iter().any(|lever| self.columns[*lever].0 < self.inner)
    }

    fn worlds(&self, table: &Sweep, leaf: &Table, first: usize, out: &mut Block) {
        let choice = |row: usize, lever: usize| {
            let (column, shift) = self.columns[lever];
            table.place(row, column) + shift
        };
        let within = leaf.levers.iter().any(|lever| self.columns[*lever].0 >= self.inner);
        if !within {
            *out = Block::constant(leaf.at(self.levers, |lever| choice(first, lever)));
            return;
        }
        for world in 0..self.width.min(table.rows - first) {
            out.set(world, leaf.at(self.levers, |lever| choice(first + world, lever)));
        }
    }
}
