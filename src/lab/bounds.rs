//! Whether a conclusion can be lost while some facts stay as they are. In: levers and their reduced program. Out: a world in
//! which it is lost, or the proof that there is none.
//!
//! With some facts free, every value lies between a least and a most, which one pass over the tape computes. Where these do not
//! decide, a free fact on which they depend takes each of its values in turn.

use std::collections::BTreeSet;

use super::flip::Change;
use super::levers::{Levers, Table};
use super::reduced::Reduced;
use crate::circuit::Op;
use crate::value::Value;

/// The passes that one question may take, and all questions together.
const MOST_PASSES: usize = 20_000;
const MOST_IN_ALL: usize = 250_000;

/// Whether a conclusion can be lost.
#[derive(Clone, Debug)]
pub(super) enum Loses {
    /// In no possible world.
    Never,
    /// In a world in which these facts are otherwise.
    In(BTreeSet<usize>),
    /// The search was given up.
    Unknown,
}

/// The program with some facts free.
pub(super) struct Bounds<'a> {
    levers: &'a Levers,
    reduced: &'a Reduced,
    /// By lever: the choice it takes; none while it is free.
    chosen: Vec<Option<usize>>,
    low: Vec<Value>,
    high: Vec<Value>,
    passes: usize,
    in_all: usize,
}

/// The search was longer than it may be.
struct TooLong;

impl<'a> Bounds<'a> {
    /// `reduced` asks for one value.
    pub(super) fn of(levers: &'a Levers, reduced: &'a Reduced) -> Bounds<'a> {
        let slots = reduced.tape.slots();
        let mut low = reduced.base.clone();
        low.resize(slots, Value::No);
        let chosen = vec![None; levers.levers.len()];
        Bounds { levers, reduced, chosen, high: low.clone(), low, passes: 0, in_all: 0 }
    }

    /// How many facts there are.
    pub(super) fn facts(&self) -> usize {
        self.levers.levers.len()
    }

    /// Whether it can be lost while these facts stay as they are.
    pub(super) fn loses(&mut self, held: &BTreeSet<usize>) -> Loses {
        self.chosen = (0..self.facts()).map(|fact| held.contains(&fact).then_some(0)).collect();
        self.passes = 0;
        match self.search() {
            Ok(true) => {
                let otherwise = |(fact, choice): (usize, &Option<usize>)| choice.filter(|to| *to > 0).map(|_| fact);
                Loses::In(self.chosen.iter().enumerate().filter_map(otherwise).collect())
            }
            Ok(false) => Loses::Never,
            Err(TooLong) => Loses::Unknown,
        }
    }

    /// How a fact is otherwise in the world found last.
    pub(super) fn change(&self, fact: usize) -> Change {
        let lever = &self.levers.levers[fact];
        let to = lever.state(self.chosen[fact].unwrap_or(0)).clone();
        Change { subject: lever.subject, from: lever.now.clone(), to }
    }

    /// Chooses for free facts until it is lost in a world that can be; false if none is.
    fn search(&mut self) -> Result<bool, TooLong> {
        self.pass()?;
        let target = self.reduced.asked[0] as usize;
        let cannot = |slot: &u32| self.low[*slot as usize] == Value::Yes;
        if self.low[target] == Value::Yes || self.reduced.impossible.iter().any(cannot) {
            return Ok(false);
        }
        let could = |slot: &usize| self.high[*slot] == Value::Yes;
        let impossible = self.reduced.impossible.iter().map(|slot| *slot as usize);
        let Some(open) = std::iter::once(target).chain(impossible).find(could) else { return Ok(true) };
        let (fact, choices) = self.next(open);
        for choice in choices {
            self.chosen[fact] = Some(choice);
            if self.search()? {
                return Ok(true);
            }
        }
        self.chosen[fact] = None;
        Ok(false)
    }

    fn pass(&mut self) -> Result<(), TooLong> {
        self.passes += 1;
        self.in_all += 1;
        if self.passes > MOST_PASSES || self.in_all > MOST_IN_ALL {
            return Err(TooLong);
        }
        for (slot, table) in self.reduced.tables.iter().enumerate() {
            (self.low[slot], self.high[slot]) = self.span(table, None);
        }
        let first = self.reduced.tape.leaves();
        for (place, gate) in self.reduced.gates.iter().enumerate() {
            let (a, b) = (gate.left as usize, gate.right as usize);
            let (low, high) = match gate.op {
                Op::And => (self.low[a].min(self.low[b]), self.high[a].min(self.high[b])),
                Op::Or => (self.low[a].max(self.low[b]), self.high[a].max(self.high[b])),
                Op::Not => (self.high[a].negated(), self.low[a].negated()),
                Op::LeftOpen => (self.high[a].left_open(), self.low[a].left_open()),
                Op::Shown if self.low[a] == self.high[a] => (self.low[a].shown(), self.low[a].shown()),
                Op::Shown if self.low[a] > Value::No && self.high[a] < Value::Yes => (Value::No, Value::No),
                Op::Shown => (Value::No, Value::Yes),
            };
            (self.low[first + place], self.high[first + place]) = (low, high);
        }
        Ok(())
    }

    /// The least and the most that a table can be, perhaps with one more fact chosen.
    fn span(&self, table: &Table, with: Option<(usize, usize)>) -> (Value, Value) {
        let chosen = |lever: usize| match with {
            Some((own, choice)) if own == lever => Some(choice),
            _ => self.chosen[lever],
        };
        let (mut low, mut high) = (Value::Yes, Value::No);
        'values: for (code, value) in table.values.iter().enumerate() {
            let mut rest = code;
            for lever in &table.levers {
                let count = self.levers.levers[*lever].choices.len() + 1;
                if chosen(*lever).is_some_and(|choice| choice != rest % count) {
                    continue 'values;
                }
                rest /= count;
            }
            (low, high) = (low.min(*value), high.max(*value));
        }
        (low, high)
    }

    /// A free fact on which this open value rests, and its choices, those first that may bring the value down.
    fn next(&self, mut slot: usize) -> (usize, Vec<usize>) {
        let mut down = true;
        let first = self.reduced.tape.leaves();
        while slot >= first {
            let gate = self.reduced.gates[slot - first];
            let (left, right) = (gate.left as usize, gate.right as usize);
            let open = |slot: usize| self.low[slot] != self.high[slot];
            down ^= matches!(gate.op, Op::Not | Op::LeftOpen);
            slot = match (open(left), open(right)) {
                (true, true) if gate.op == Op::And && self.low[right] < self.low[left] => right,
                (true, _) => left,
                (false, _) => right,
            };
        }
        let table = &self.reduced.tables[slot];
        let free = table.levers.iter().find(|lever| self.chosen[**lever].is_none());
        let fact = free.copied().unwrap_or(0);
        let mut choices: Vec<usize> = (0..=self.levers.levers[fact].choices.len()).collect();
        choices.sort_by_key(|choice| {
            let (low, high) = self.span(table, Some((fact, *choice)));
            if down { (low as u8, high as u8) } else { (u8::MAX - high as u8, u8::MAX - low as u8) }
        });
        (fact, choices)
    }
}
