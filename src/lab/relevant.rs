//! Which facts still matter: those on whose answer a conclusion may turn, whatever becomes of the others. In: a proof, conclusions,
//! and the facts that are not asked about. Out: [`Relevance`]: by fact the conclusions that may turn on it, and for each answer
//! how many facts would still matter after it.
//!
//! Every question about a value lies laid out as "all of" and "any of" ([`Formula`]). Of each node is computed whether it can
//! still hold and whether it can still fail; a fact matters where it stands below a conclusion that can do both, through nodes
//! that can do both. No fact is left out on which a conclusion turns in some world. All answers are looked at together, one a bit.

use std::collections::BTreeSet;

use super::formula::{Answer, Ask, Formula, Literal};
use super::levers::{Levers, Scope};
use super::reduced::Reduced;
use crate::case::Subject;
use crate::circuit::Slot;
use crate::evaluate::{Proof, State};
use crate::program::HoldingId;
use crate::value::Value;

/// What the open facts can still decide.
#[derive(Clone, Debug, Default)]
pub struct Relevance {
    /// The facts that still matter, in the order of the pack.
    pub facts: Vec<Relevant>,
    /// By conclusion: an open fact can still turn it.
    pub open: Vec<bool>,
    /// Facts of which not all values that matter were looked at.
    pub crowded: Vec<Subject>,
}

/// A fact that still matters.
#[derive(Clone, Debug)]
pub struct Relevant {
    /// Which.
    pub subject: Subject,
    /// The conclusions that may turn on it, by their place.
    pub turns: Vec<usize>,
    /// What follows from each answer that it can have.
    pub answers: Vec<Answered>,
}

/// What follows from an answer.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The answer.
    pub state: State,
    /// How many facts would still matter.
    pub left: usize,
    /// The conclusions, by their place, that it would settle.
    pub settles: Vec<usize>,
}

/// Finds the facts that still matter for these conclusions; those that are `fixed` stay as they are.
#[must_use]
pub fn relevance(proof: &Proof, targets: &[HoldingId], fixed: &BTreeSet<Subject>) -> Relevance {
    let slots: Vec<Slot> = targets.iter().map(|target| proof.circuit.holding(*target)).collect();
    let scope = Scope { fixed: fixed.clone(), decided: true, ..Scope::default() };
    let mut levers = Levers::of(proof, &slots, &scope);
    let reduced = Reduced::of(proof, &mut levers);
    let turning = |slot: &Slot| [Value::Contested, Value::Yes].map(|degree| vec![(*slot, Ask::AtLeast(degree))]);
    let cannot = reduced.impossible.iter().map(|slot| vec![(*slot, Ask::AtLeast(Value::Yes))]);
    let questions: Vec<_> = reduced.asked.iter().flat_map(turning).chain(cannot).collect();
    let formula = Formula::of(&reduced, &questions);
    let board = Board::of(&levers, &reduced, &formula, targets.len());
    board.read()
}

/// A bit for each world that is looked at.
type Row = Vec<u64>;

/// The worlds that are looked at together: in the first every open fact is free, in each other one fact has one answer.
struct Board<'a> {
    levers: &'a Levers,
    reduced: &'a Reduced,
    formula: &'a Formula,
    targets: usize,
    /// By lever: the worlds of its answers, and the choice that the first of them stands for.
    worlds: Vec<(usize, usize)>,
    /// How many words a row has.
    words: usize,
    /// By node: the worlds in which it can hold.
    holds: Vec<Row>,
    /// By node: those in which it can fail.
    fails: Vec<Row>,
}

impl<'a> Board<'a> {
    fn of(levers: &'a Levers, reduced: &'a Reduced, formula: &'a Formula, targets: usize) -> Board<'a> {
        let mut next = 1;
        let mut worlds = Vec::with_capacity(levers.levers.len());
        for lever in &levers.levers {
            worlds.push((next, lever.first));
            next += lever.choices.len() + 1 - lever.first;
        }
        let words = next.div_ceil(64);
        let mut board =
            Board { levers, reduced, formula, targets, worlds, words, holds: Vec::new(), fails: Vec::new() };
        for literal in &formula.literals {
            let (holds, fails) = board.literal(literal);
            board.holds.push(holds);
            board.fails.push(fails);
        }
        for join in &formula.joins {
            let (left, right) = (join.left as usize, join.right as usize);
            let both = |rows: &[Row]| -> Row { rows[left].iter().zip(&rows[right]).map(|(a, b)| a & b).collect() };
            let either = |rows: &[Row]| -> Row { rows[left].iter().zip(&rows[right]).map(|(a, b)| a | b).collect() };
            let (holds, fails) = match join.all {
                true => (both(&board.holds), either(&board.fails)),
                false => (either(&board.holds), both(&board.fails)),
            };
            board.holds.push(holds);
            board.fails.push(fails);
        }
        board
    }

    /// In which worlds a question about a leaf can hold, and can fail.
    fn literal(&self, literal: &Literal) -> (Row, Row) {
        let (mut holds, mut fails) = (vec![u64::MAX; self.words], vec![u64::MAX; self.words]);
        let table = &self.reduced.tables[literal.table];
        for lever in &table.levers {
            let (stride, count) = self.levers.stride(table, *lever);
            let (world, first) = self.worlds[*lever];
            for choice in first..count {
                let mut own = literal.holds.iter().enumerate().filter(|(code, _)| code / stride % count == choice);
                let (mut can_hold, mut can_fail) = (false, false);
                own.by_ref().for_each(|(_, holds)| if *holds { can_hold = true } else { can_fail = true });
                set(&mut holds, world + choice - first, can_hold);
                set(&mut fails, world + choice - first, can_fail);
            }
        }
        (holds, fails)
    }

    /// The worlds in which an answer is open.
    fn open(&self, answer: Answer) -> Row {
        match answer {
            Answer::Always(_) => vec![0; self.words],
            Answer::At(node) => {
                let node = node as usize;
                self.holds[node].iter().zip(&self.fails[node]).map(|(a, b)| a & b).collect()
            }
        }
    }

    /// By lever: the worlds in which some of these answers may turn on it.
    fn below(&self, answers: &[Answer]) -> Vec<Row> {
        let mut matters = vec![vec![0; self.words]; self.formula.len()];
        for answer in answers {
            if let Answer::At(node) = answer {
                add(&mut matters[*node as usize], &self.open(*answer));
            }
        }
        for (place, join) in self.formula.joins.iter().enumerate().rev() {
            let above = std::mem::take(&mut matters[self.formula.literals.len() + place]);
            for part in [join.left, join.right] {
                let open = self.open(Answer::At(part));
                let through: Row = above.iter().zip(&open).map(|(a, b)| a & b).collect();
                add(&mut matters[part as usize], &through);
            }
        }
        let mut of_levers = vec![vec![0; self.words]; self.levers.levers.len()];
        for (literal, row) in self.formula.literals.iter().zip(&matters) {
            for lever in &self.reduced.tables[literal.table].levers {
                add(&mut of_levers[*lever], row);
            }
        }
        for (lever, row) in of_levers.iter_mut().enumerate() {
            // Where it has its answer, nothing turns on it any more.
            self.answers(lever).for_each(|world| set(row, world, false));
        }
        of_levers
    }

    fn answers(&self, lever: usize) -> std::ops::Range<usize> {
        let (world, first) = self.worlds[lever];
        world..world + self.levers.levers[lever].choices.len() + 1 - first
    }

    fn read(&self) -> Relevance {
        let (asked, cannot) = self.formula.answers.split_at(self.targets * 2);
        let by_target: Vec<Row> = asked.chunks(2).map(|two| either(&self.open(two[0]), &self.open(two[1]))).collect();
        let turns: Vec<Vec<Row>> = asked.chunks(2).map(|two| self.below(two)).collect();
        let mut left = vec![0; self.words * 64];
        for lever in 0..self.levers.levers.len() {
            let mut row = vec![0; self.words];
            turns.iter().for_each(|of_target| add(&mut row, &of_target[lever]));
            (0..left.len()).for_each(|world| left[world] += usize::from(is(&row, world)));
        }
        let fact = |lever: usize| {
            let can_be = |world: &usize| !cannot.iter().any(|answer| self.cannot_be(*answer, *world));
            let answer = |world: usize| {
                let choice = world - self.worlds[lever].0 + self.worlds[lever].1;
                let settles = |target: &usize| is(&by_target[*target], 0) && !is(&by_target[*target], world);
                Answered {
                    state: self.levers.levers[lever].state(choice).clone(),
                    left: left[world],
                    settles: (0..self.targets).filter(settles).collect(),
                }
            };
            Relevant {
                subject: self.levers.levers[lever].subject,
                turns: (0..self.targets).filter(|target| is(&turns[*target][lever], 0)).collect(),
                answers: self.answers(lever).filter(can_be).map(answer).collect(),
            }
        };
        Relevance {
            facts: (0..self.levers.levers.len())
                .map(fact)
                .filter(|fact| !fact.turns.is_empty() && !fact.answers.is_empty())
                .collect(),
            open: by_target.iter().map(|row| is(row, 0)).collect(),
            crowded: self.levers.crowded.clone(),
        }
    }

    /// Whether something that cannot be is certain in a world.
    fn cannot_be(&self, answer: Answer, world: usize) -> bool {
        match answer {
            Answer::Always(certain) => certain,
            Answer::At(node) => !is(&self.fails[node as usize], world),
        }
    }
}

fn is(row: &Row, world: usize) -> bool {
    row[world / 64] >> (world % 64) & 1 == 1
}

fn set(row: &mut Row, world: usize, on: bool) {
    let bit = 1 << (world % 64);
    if on { row[world / 64] |= bit } else { row[world / 64] &= !bit }
}

fn add(row: &mut Row, more: &Row) {
    row.iter_mut().zip(more).for_each(|(word, more)| *word |= more);
}

fn either(one: &Row, other: &Row) -> Row {
    one.iter().zip(other).map(|(a, b)| a | b).collect()
}
