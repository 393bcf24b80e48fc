//! The search for sets of changes: a tree in which every step mends a part of the reason why the effect fails. In: levers and
//! a formula. Out: the sets of a size, each once, sorted. Why none is missed is said at the head of `flip`.

use std::collections::BTreeSet;

use super::super::formula::{Answer, Formula, Literal};
use super::super::levers::{Levers, Table};
use super::super::reduced::Reduced;
use super::Progress;

/// A lever and one of its choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pick {
    pub(super) lever: usize,
    pub(super) choice: usize,
}

/// How many worlds are computed at once.
const LANES: usize = 64;

/// A change that may make a literal hold, alone or with others.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    pick: Pick,
    /// Its place among all picks.
    place: usize,
    /// How far it moves the code of the literal's table.
    step: usize,
}

/// What a node that fails needs to hold.
#[derive(Clone, Copy, Debug, Default)]
struct Need {
    /// How many picks would have to be tried; none: it cannot be mended.
    picks: usize,
    /// How many changes it takes at least.
    changes: usize,
}

impl Need {
    fn all(self, other: Need) -> Need {
        Need { picks: self.picks.min(other.picks), changes: self.changes.max(other.changes) }
    }

    fn any(self, other: Need) -> Need {
        match (self.picks, other.picks) {
            (0, _) => other,
            (_, 0) => self,
            _ => Need { picks: self.picks + other.picks, changes: self.changes.min(other.changes) },
        }
    }
}

pub(super) struct Search<'a> {
    formula: &'a Formula,
    tables: &'a [Table],
    /// By lever: its tables, and how far apart the codes of its choices are there.
    reads: Vec<Vec<(usize, usize)>>,
    /// By table: the literals about it.
    literals: Vec<Vec<usize>>,
    /// By literal.
    candidates: Vec<Vec<Candidate>>,
    /// By lever: the place of its first pick among all picks.
    first: Vec<usize>,
    /// By pick: it stays out.
    barred: Vec<bool>,
    /// By lever: it has changed.
    taken: Vec<bool>,
    /// By table: its code in the world that the search has reached.
    codes: Vec<usize>,
    /// The changes of that world.
    path: Vec<Pick>,
    /// By depth, then by node: in which of the worlds side by side it holds.
    lanes: Vec<Vec<u64>>,
    needs: Vec<Need>,
    /// The size that is searched, and what is found of all sizes.
    size: usize,
    pub(super) sets: Vec<Vec<Pick>>,
    known: BTreeSet<Vec<Pick>>,
    pub(super) worlds: u64,
}

impl<'a> Search<'a> {
    pub(super) fn of(levers: &'a Levers, reduced: &'a Reduced, formula: &'a Formula) -> Self {
        let mut reads = vec![Vec::new(); levers.levers.len()];
        let mut literals = vec![Vec::new(); reduced.tables.len()];
        for (place, table) in reduced.tables.iter().enumerate() {
            table.levers.iter().for_each(|lever| reads[*lever].push((place, levers.stride(table, *lever).0)));
        }
        for (place, literal) in formula.literals.iter().enumerate() {
            literals[literal.table].push(place);
        }
        let mut picks = 0;
        let first: Vec<usize> = levers.levers.iter().map(|lever| (picks, picks += lever.choices.len()).0).collect();
        let of = |literal: &Literal| candidates(levers, &reduced.tables[literal.table], literal, &first);
        Search {
            formula,
            candidates: formula.literals.iter().map(of).collect(),
            tables: &reduced.tables,
            reads,
            literals,
            first,
            barred: vec![false; picks],
            taken: vec![false; levers.levers.len()],
            codes: vec![0; reduced.tables.len()],
            path: Vec::new(),
            lanes: Vec::new(),
            needs: vec![Need::default(); formula.len()],
            size: 0,
            sets: Vec::new(),
            known: BTreeSet::new(),
            worlds: 0,
        }
    }

    /// Finds every set of a size of which no part is found already; false if it was told to stop.
    pub(super) fn size(&mut self, size: usize, go_on: &mut dyn FnMut(Progress) -> bool) -> bool {
        let Answer::At(_) = self.formula.answers[0] else { return true };
        let before = self.sets.len();
        self.size = size;
        self.lanes.resize(size + 1, vec![0; self.formula.len()]);
        // The case as it is, in every lane.
        let had_already = self.compute(0, &[]) != 0;
        let ended = had_already || self.below(0, 0, (0.0, 1.0), go_on);
        self.sets[before..].sort_unstable();
        for set in &self.sets[before..] {
            match set.as_slice() {
                // What suffices alone is part of no larger set.
                [one] => self.barred[self.first[one.lever] + one.choice - 1] = true,
                set => drop(self.known.insert(set.to_vec())),
            }
        }
        ended
    }

    /// Looks below the world that stands in a lane of a depth; `part` says which part of the whole search that is.
    fn below(&mut self, depth: usize, lane: usize, part: (f64, f64), go_on: &mut dyn FnMut(Progress) -> bool) -> bool {
        if !go_on(Progress { size: self.size, done: part.0, worlds: self.worlds }) {
            return false;
        }
        let picks = self.reason(depth, lane);
        let step = (part.1 - part.0) / picks.len().max(1) as f64;
        let mut stopped = false;
        for (chunk, some) in picks.chunks(LANES).enumerate() {
            let hits = if stopped { 0 } else { self.compute(depth + 1, some) };
            for (lane, pick) in some.iter().enumerate() {
                let hit = hits >> lane & 1 == 1;
                if !stopped && hit == (depth + 1 == self.size) {
                    self.enter(*pick);
                    let from = part.0 + step * (chunk * LANES + lane) as f64;
                    if hit {
                        self.note();
                    } else if !self.covered() {
                        stopped = !self.below(depth + 1, lane, (from, from + step), go_on);
                    }
                    self.leave();
                }
                self.barred[self.first[pick.lever] + pick.choice - 1] = true;
            }
        }
        for pick in &picks {
            self.barred[self.first[pick.lever] + pick.choice - 1] = false;
        }
        !stopped
    }

    fn enter(&mut self, pick: Pick) {
        self.path.push(pick);
        self.taken[pick.lever] = true;
        for (table, stride) in &self.reads[pick.lever] {
            self.codes[*table] += stride * pick.choice;
        }
    }

    fn leave(&mut self) {
        let Some(pick) = self.path.pop() else { return };
        self.taken[pick.lever] = false;
        for (table, stride) in &self.reads[pick.lever] {
            self.codes[*table] -= stride * pick.choice;
        }
    }

    /// Computes, side by side, the worlds that each of these picks makes of the present one; says in which the effect is had.
    fn compute(&mut self, depth: usize, picks: &[Pick]) -> u64 {
        self.worlds += picks.len() as u64;
        let lanes = &mut self.lanes[depth];
        let all = |on: bool| if on { u64::MAX } else { 0 };
        for (place, literal) in self.formula.literals.iter().enumerate() {
            lanes[place] = all(literal.holds[self.codes[literal.table]]);
        }
        for (lane, pick) in picks.iter().enumerate() {
            for (table, stride) in &self.reads[pick.lever] {
                let code = self.codes[*table] + stride * pick.choice;
                for place in &self.literals[*table] {
                    let on = u64::from(self.formula.literals[*place].holds[code]);
                    lanes[*place] = lanes[*place] & !(1 << lane) | on << lane;
                }
            }
        }
        let (literals, joins) = lanes.split_at_mut(self.formula.literals.len());
        for place in 0..joins.len() {
            let join = self.formula.joins[place];
            let of = |node: u32, joins: &[u64]| match (node as usize).checked_sub(literals.len()) {
                Some(join) => joins[join],
                None => literals[node as usize],
            };
            let (left, right) = (of(join.left, joins), of(join.right, joins));
            joins[place] = if join.all { left & right } else { left | right };
        }
        match self.formula.answers[0] {
            Answer::At(node) => lanes[node as usize],
            Answer::Always(on) => all(on),
        }
    }

    /// Picks of which every set with the effect has one, if it has those of the path and none that is barred.
    fn reason(&mut self, depth: usize, lane: usize) -> Vec<Pick> {
        let Answer::At(root) = self.formula.answers[0] else { return Vec::new() };
        let left = self.size - depth;
        self.assess(depth, lane, left);
        let mut found = Vec::new();
        if self.needs[root as usize].changes > left {
            return found;
        }
        let literals = self.formula.literals.len();
        let mut seen = vec![false; self.formula.len()];
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            let at = node as usize;
            if std::mem::replace(&mut seen[at], true) || self.needs[at].picks == 0 {
                continue;
            }
            let Some(join) = at.checked_sub(literals).map(|join| self.formula.joins[join]) else {
                found.extend(self.open(at, left).map(|(candidate, _)| candidate.pick));
                continue;
            };
            let fails = |node: u32| self.lanes[depth][node as usize] >> lane & 1 == 0;
            let picks = |node: u32| self.needs[node as usize].picks;
            open.extend(
                match (join.all, fails(join.left), fails(join.right)) {
                    (true, true, true) if picks(join.right) < picks(join.left) => [None, Some(join.right)],
                    (true, true, _) => [Some(join.left), None],
                    (true, false, _) => [None, Some(join.right)],
                    (false, ..) => [Some(join.left), Some(join.right)],
                }
                .into_iter()
                .flatten(),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Finds for every node that fails what it needs, with so many changes left to make.
    fn assess(&mut self, depth: usize, lane: usize, left: usize) {
        for place in 0..self.formula.len() {
            if self.lanes[depth][place] >> lane & 1 == 1 {
                continue;
            }
            self.needs[place] = match place.checked_sub(self.formula.literals.len()) {
                None => self.need(place, left),
                Some(join) => {
                    let join = self.formula.joins[join];
                    let fails = |node: u32| self.lanes[depth][node as usize] >> lane & 1 == 0;
                    let (one, other) = (self.needs[join.left as usize], self.needs[join.right as usize]);
                    match (fails(join.left), fails(join.right)) {
                        (true, true) if join.all => one.all(other),
                        (true, true) => one.any(other),
                        (true, false) => one,
                        _ => other,
                    }
                }
            };
        }
    }

    fn need(&self, literal: usize, left: usize) -> Need {
        self.open(literal, left).fold(Need::default(), |need, (_, changes)| need.any(Need { picks: 1, changes }))
    }

    /// The candidates for a literal that are left, each with how many changes it takes with it.
    fn open(&self, literal: usize, left: usize) -> impl Iterator<Item = (&Candidate, usize)> {
        let Literal { table, holds } = &self.formula.literals[literal];
        let code = self.codes[*table];
        let free = self.tables[*table].levers.iter().filter(|lever| !self.taken[**lever]).count();
        let most = left.min(free);
        let changes = move |candidate: &Candidate| if holds[code + candidate.step] { 1 } else { 2 };
        let open = |candidate: &&Candidate| !self.taken[candidate.pick.lever] && !self.barred[candidate.place];
        let open = self.candidates[literal].iter().filter(open);
        open.map(move |candidate| (candidate, changes(candidate))).filter(move |(_, changes)| *changes <= most)
    }

    /// Whether a part of the path, of two changes or more, is found already.
    fn covered(&self) -> bool {
        if self.known.is_empty() {
            return false;
        }
        let set = self.sorted();
        let part = |code: usize| -> Vec<Pick> {
            set.iter().enumerate().filter(|(at, _)| code >> at & 1 == 1).map(|(_, pick)| *pick).collect()
        };
        (1..(1usize << set.len()) - 1).any(|code| self.known.contains(&part(code)))
    }

    fn note(&mut self) {
        if !self.covered() {
            self.sets.push(self.sorted());
        }
    }

    fn sorted(&self) -> Vec<Pick> {
        let mut set = self.path.clone();
        set.sort_unstable();
        set
    }
}

/// The changes with which a literal may hold: those of which some other choices of its further levers make it hold.
fn candidates(levers: &Levers, table: &Table, literal: &Literal, first: &[usize]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for lever in &table.levers {
        let (stride, count) = levers.stride(table, *lever);
        let mut holds = vec![false; count];
        for (code, on) in literal.holds.iter().enumerate() {
            holds[code / stride % count] |= on;
        }
        let held = (1..count).filter(|choice| holds[*choice]);
        found.extend(held.map(|choice| Candidate {
            pick: Pick { lever: *lever, choice },
            place: first[*lever] + choice - 1,
            step: stride * choice,
        }));
    }
    found
}
