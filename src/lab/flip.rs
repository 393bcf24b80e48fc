//! The changes that turn a conclusion: every set of least size, or every set of which no part suffices. In: a proof, a
//! conclusion, an effect, bounds. Out: [`Flips`]. Every set up to the size is computed, 1,024 at a time, so that what is not
//! found does not exist.

use std::collections::BTreeSet;

use super::levers::{Changes, Levers, Scope, Table};
use super::reduced::Reduced;
use crate::case::Subject;
use crate::circuit::Slot;
use crate::evaluate::{Proof, State};
use crate::program::HoldingId;
use crate::value::{Planes, Value, Worlds};

/// What a change is to bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// From yes to anything else.
    Lose,
    /// To yes.
    Gain,
}

impl Effect {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Effect::Lose => "lose",
            Effect::Gain => "gain",
        }
    }
}

/// How to search.
#[derive(Clone, Debug)]
pub struct FlipOptions {
    /// The most changes at once.
    pub max: usize,
    /// Every set of which no part suffices, not only those of the least size.
    pub all: bool,
    /// What counts as a change.
    pub changes: Changes,
    /// What never changes.
    pub fixed: BTreeSet<Subject>,
}

impl Default for FlipOptions {
    fn default() -> Self {
        FlipOptions { max: 3, all: false, changes: Changes::Facts, fixed: BTreeSet::new() }
    }
}

/// One fact that has another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub subject: Subject,
    /// What is known of it in the case.
    pub from: State,
    /// What it is instead.
    pub to: State,
}

/// What was found, and how far was searched.
#[derive(Clone, Debug, Default)]
pub struct Flips {
    /// The size up to which every set was tried.
    pub searched: usize,
    /// Nothing was cut short: `sets` holds all that was asked for up to `searched`.
    pub complete: bool,
    /// Smaller sets first.
    pub sets: Vec<Vec<Change>>,
    /// How many facts the conclusion depends on.
    pub facts: usize,
    /// How many worlds were computed.
    pub worlds: u64,
    /// Facts of which not all values that matter could be tried.
    pub crowded: Vec<Subject>,
}

/// How far a search is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// The size of the sets that are being tried.
    pub size: usize,
    /// How many of this size were tried.
    pub tried: u64,
    /// How many there are.
    pub all: u64,
}

/// Finds the sets of changes with this effect. `go_on` is asked after every block of worlds; no ends the search.
#[must_use]
pub fn flips(
    proof: &Proof,
    target: HoldingId,
    effect: Effect,
    options: &FlipOptions,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Flips {
    flips_of(proof, proof.circuit.holding(target), effect, options, go_on)
}

/// The same for the value in any slot.
pub(super) fn flips_of(
    proof: &Proof,
    target: Slot,
    effect: Effect,
    options: &FlipOptions,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Flips {
    let scope = Scope { changes: options.changes, fixed: options.fixed.clone(), ..Scope::default() };
    let mut levers = Levers::of(proof, &[target], &scope);
    let reduced = Reduced::of(proof, &mut levers);
    let mut search = Search::of(&levers, &reduced, effect);
    let mut found = Flips { facts: levers.levers.len(), crowded: levers.crowded.clone(), ..Flips::default() };
    found.complete = found.crowded.is_empty();
    let largest = options.max.min(levers.levers.len());
    for size in 1..=options.max {
        let ended = size <= largest && !search.size(size, go_on);
        found.complete &= !ended;
        if ended {
            break;
        }
        found.searched = size;
        if !search.sets.is_empty() && !options.all {
            break;
        }
    }
    found.worlds = search.worlds;
    found.sets = search.sets.iter().map(|set| set.iter().map(|pick| change(&levers, *pick)).collect()).collect();
    found
}

fn change(levers: &Levers, pick: Pick) -> Change {
    let lever = &levers.levers[pick.lever as usize];
    let to = lever.state(usize::from(pick.choice)).clone();
    Change { subject: lever.subject, from: lever.now.clone(), to }
}

/// A lever and one of its choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pick {
    lever: u32,
    choice: u16,
}

type Block = Planes<16>;

struct Search<'a> {
    levers: &'a Levers,
    reduced: &'a Reduced,
    effect: Effect,
    /// By lever: the tables that read it.
    tables: Vec<Vec<&'a Table>>,
    start: Vec<Block>,
    values: Vec<Block>,
    /// Leaves that differ from `start`.
    touched: Vec<u32>,
    /// The sets of this block, side by side.
    block: Vec<Pick>,
    sets: Vec<Vec<Pick>>,
    /// Changes that suffice alone: no larger set needs them.
    alone: BTreeSet<Pick>,
    known: BTreeSet<Vec<Pick>>,
    worlds: u64,
}

impl<'a> Search<'a> {
    fn of(levers: &'a Levers, reduced: &'a Reduced, effect: Effect) -> Self {
        let reads = |lever: usize| reduced.tables.iter().filter(|table| table.levers.contains(&lever)).collect();
        let start: Vec<Block> = reduced.start();
        Search {
            levers,
            reduced,
            effect,
            tables: (0..levers.levers.len()).map(reads).collect(),
            values: start.clone(),
            start,
            touched: Vec::new(),
            block: Vec::new(),
            sets: Vec::new(),
            alone: BTreeSet::new(),
            known: BTreeSet::new(),
            worlds: 0,
        }
    }

    /// Tries every set of a size; false if it was told to stop.
    fn size(&mut self, size: usize, go_on: &mut dyn FnMut(Progress) -> bool) -> bool {
        let choices: Vec<Vec<Pick>> = (0..self.levers.levers.len()).map(|lever| self.picks(lever)).collect();
        let all = counted(&choices, size);
        let before = self.worlds;
        let mut places: Vec<(usize, usize)> = Vec::with_capacity(size);
        let mut set: Vec<Pick> = Vec::with_capacity(size);
        let mut next = (0, 0);
        loop {
            // The first place at or after `next` that leaves enough levers for the rest.
            while next.0 < choices.len() && next.1 >= choices[next.0].len() {
                next = (next.0 + 1, 0);
            }
            if next.0 + (size - set.len()) > choices.len() {
                let (Some((lever, choice)), Some(_)) = (places.pop(), set.pop()) else { break };
                next = (lever, choice + 1);
                continue;
            }
            places.push(next);
            set.push(choices[next.0][next.1]);
            if set.len() < size {
                next = (next.0 + 1, 0);
                continue;
            }
            self.put(&set);
            if self.block.len() == size * Block::WORLDS {
                self.run(size);
                if !go_on(Progress { size, tried: self.worlds - before, all }) {
                    return false;
                }
            }
            places.pop();
            set.pop();
            next.1 += 1;
        }
        self.run(size);
        true
    }

    fn picks(&self, lever: usize) -> Vec<Pick> {
        let of = |choice: usize| Pick {
            lever: u32::try_from(lever).unwrap_or(u32::MAX),
            choice: u16::try_from(choice).unwrap_or(u16::MAX),
        };
        (1..=self.levers.levers[lever].choices.len()).map(of).filter(|pick| !self.alone.contains(pick)).collect()
    }

    /// Adds a world in which these changes are made.
    fn put(&mut self, set: &[Pick]) {
        let world = self.block.len() / set.len();
        self.block.extend_from_slice(set);
        for pick in set {
            for table in &self.tables[pick.lever as usize] {
                let value = match table.levers.as_slice() {
                    [_] => table.values[usize::from(pick.choice)],
                    _ => table.at(self.levers, |lever| chosen(set, lever)),
                };
                if value != table.values[0] {
                    self.values[table.slot as usize].set(world, value);
                    if self.touched.last() != Some(&table.slot) {
                        self.touched.push(table.slot);
                    }
                }
            }
        }
    }

    /// Computes the worlds of the block, notes which have the effect, and empties it.
    fn run(&mut self, size: usize) {
        let worlds = self.block.len() / size;
        self.worlds += worlds as u64;
        self.reduced.tape.run(&mut self.values);
        let target = self.values[self.reduced.asked[0] as usize].yes();
        let mut hits = target.map(|bits| if self.effect == Effect::Gain { bits } else { !bits });
        for slot in &self.reduced.impossible {
            let bad = self.values[*slot as usize].yes();
            hits.iter_mut().zip(bad).for_each(|(hits, bad)| *hits &= !bad);
        }
        for (word, bits) in hits.into_iter().enumerate() {
            let mut bits = bits;
            while bits != 0 {
                let world = word * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                if world < worlds {
                    let set = self.block[world * size..(world + 1) * size].to_vec();
                    self.note(set);
                }
            }
        }
        for slot in self.touched.drain(..) {
            self.values[slot as usize] = self.start[slot as usize];
        }
        self.block.clear();
    }

    fn note(&mut self, set: Vec<Pick>) {
        let parts = 1..(1usize << set.len()) - 1;
        let part = |code: usize| -> Vec<Pick> {
            set.iter().enumerate().filter(|(at, _)| code >> at & 1 == 1).map(|(_, pick)| *pick).collect()
        };
        if set.len() > 1 && parts.into_iter().any(|code| self.known.contains(&part(code))) {
            return;
        }
        if let [one] = set.as_slice() {
            self.alone.insert(*one);
        }
        self.known.insert(set.clone());
        self.sets.push(set);
    }
}

fn chosen(set: &[Pick], lever: usize) -> usize {
    set.iter().find(|pick| pick.lever as usize == lever).map_or(0, |pick| usize::from(pick.choice))
}

/// How many sets of a size there are.
fn counted(choices: &[Vec<Pick>], size: usize) -> u64 {
    let mut ways = vec![0u64; size + 1];
    ways[0] = 1;
    for own in choices {
        for place in (1..=size).rev() {
            ways[place] = ways[place].saturating_add(ways[place - 1].saturating_mul(own.len() as u64));
        }
    }
    ways[size]
}

impl Table {
    /// The value under these choices.
    pub(super) fn at(&self, levers: &Levers, choice: impl Fn(usize) -> usize) -> Value {
        let mut code = 0;
        for lever in self.levers.iter().rev() {
            code = code * (levers.levers[*lever].choices.len() + 1) + choice(*lever);
        }
        self.values[code]
    }
}
