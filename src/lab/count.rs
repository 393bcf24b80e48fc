//! How often each fact turns a result, counted on one diagram. In: a [`Diagram`]. Out: by fact, in how many combinations of the
//! others it turns the result and how many can be, as whole numbers of any length.
//!
//! The diagram is walked from above with the number of ways that lead to each place. Where a fact is asked, the places that its
//! values lead to are followed down together: what counts are the combinations of the facts below in which one of them ends
//! in yes and another in a world that can be without it. Where a fact moves the result one way only, that is the difference of
//! two counts. The same places, met again, are not counted again.

use std::collections::BTreeMap;

use biodivine_lib_bdd::{Bdd, BddPointer};
use num_bigint::BigUint;

use super::diagram::Diagram;

/// What was counted of one fact.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    /// In how many combinations of the others it turns the result.
    pub(super) turns: BigUint,
    /// In how many of them some value of it can be.
    pub(super) of: BigUint,
}

/// By lever; nothing where there are too many places to follow together.
pub(super) fn count(diagram: &Diagram) -> Option<Vec<Counted>> {
    let mut found = vec![Counted::default(); diagram.order.len()];
    let mut counter = Counter::of(diagram);
    let root = Place { yes: diagram.yes[0].root_pointer(), can_be: diagram.worlds.root_pointer() };
    let levels = diagram.order.len();
    // By level: the places at which its fact is asked, and how many combinations of the facts above lead there.
    let mut ways: Vec<BTreeMap<Place, BigUint>> = vec![BTreeMap::new(); levels + 1];
    let top = counter.level(root);
    ways[top].insert(root, counter.combinations(0, top));
    let worlds = counter.single(root, 0).can_be;
    for level in 0..levels {
        let lever = diagram.order[level];
        let mut here = BigUint::ZERO;
        for (place, ways_here) in std::mem::take(&mut ways[level]) {
            let next: Vec<Place> = counter.values(level).map(|value| counter.follow(place, level, value)).collect();
            let counted = match next[..] {
                [low, high] if diagram.steady[lever] => counter.apart(low, high, level + 1),
                _ => counter.below(&next, level + 1)?,
            };
            found[lever].turns += &ways_here * counted.turns;
            found[lever].of += &ways_here * counted.of;
            for place in next {
                here += &ways_here * counter.single(place, level + 1).can_be;
                let at = counter.level(place);
                *ways[at].entry(place).or_default() += &ways_here * counter.combinations(level + 1, at);
            }
        }
        // In the other worlds its value makes no difference: each of these is counted once for every value.
        found[lever].of += (&worlds - here) / diagram.domains[lever];
    }
    Some(found)
}

/// A place in both diagrams at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    yes: BddPointer,
    can_be: BddPointer,
}

/// More sets of places than this are not followed.
const MOST: usize = 1 << 20;

struct Counter<'a> {
    diagram: &'a Diagram,
    /// By variable: the level of the fact that it codes.
    levels: Vec<usize>,
    known: BTreeMap<Vec<Place>, Counted>,
    singles: BTreeMap<Place, Single>,
}

/// What follows from one place: how many combinations end in yes, and how many in a world that can be.
#[derive(Clone, Debug, Default)]
struct Single {
    yes: BigUint,
    can_be: BigUint,
}

impl<'a> Counter<'a> {
    fn of(diagram: &'a Diagram) -> Self {
        let mut levels = Vec::new();
        for (level, lever) in diagram.order.iter().enumerate() {
            levels.extend(diagram.codes[*lever].iter().map(|_| level));
        }
        levels.push(diagram.order.len());
        Counter { diagram, levels, known: BTreeMap::new(), singles: BTreeMap::new() }
    }

    /// The level of the fact that is asked next; behind the last for an end.
    fn level(&self, place: Place) -> usize {
        let of = |diagram: &Bdd, at: BddPointer| self.levels[diagram.var_of(at).to_index()];
        of(&self.diagram.yes[0], place.yes).min(of(&self.diagram.worlds, place.can_be))
    }

    fn values(&self, level: usize) -> std::ops::Range<usize> {
        0..self.diagram.domains[self.diagram.order[level]]
    }

    /// How many combinations there are of the facts of these levels.
    fn combinations(&self, from: usize, to: usize) -> BigUint {
        let domains = self.diagram.order[from..to].iter().map(|lever| self.diagram.domains[*lever]);
        domains.fold(BigUint::from(1u8), |all, domain| all * domain)
    }

    /// Where a value of the fact of a level leads.
    fn follow(&self, place: Place, level: usize, value: usize) -> Place {
        let code = &self.diagram.codes[self.diagram.order[level]];
        let mut place = place;
        for (at, variable) in code.iter().enumerate() {
            let high = value >> (code.len() - 1 - at) & 1 == 1;
            let step = |diagram: &Bdd, at: BddPointer| match (diagram.var_of(at) == *variable, high) {
                (false, _) => at,
                (true, true) => diagram.high_link_of(at),
                (true, false) => diagram.low_link_of(at),
            };
            place.yes = step(&self.diagram.yes[0], place.yes);
            place.can_be = step(&self.diagram.worlds, place.can_be);
        }
        place
    }

    /// Counts the combinations of the facts from a level on.
    fn single(&mut self, place: Place, from: usize) -> Single {
        let level = self.level(place);
        let scaled = |all: &Single, free: Option<BigUint>| match free {
            None => all.clone(),
            Some(free) => Single { yes: &all.yes * &free, can_be: &all.can_be * free },
        };
        let free = (from < level).then(|| self.combinations(from, level));
        if let Some(known) = self.singles.get(&place) {
            return scaled(known, free);
        }
        let mut all = Single::default();
        if level == self.diagram.order.len() {
            let one = |at: BddPointer| BigUint::from(u8::from(at.is_one()));
            all = Single { yes: one(place.yes), can_be: one(place.can_be) };
        } else {
            for value in self.values(level) {
                let next = self.single(self.follow(place, level, value), level + 1);
                all.yes += next.yes;
                all.can_be += next.can_be;
            }
        }
        let single = scaled(&all, free);
        self.singles.insert(place, all);
        single
    }

    /// The same as `below` for the two values of a fact that moves the result one way only.
    fn apart(&mut self, low: Place, high: Place, from: usize) -> Counted {
        let (low, high) = (self.single(low, from), self.single(high, from));
        let turns = if low.yes < high.yes { high.yes - low.yes } else { low.yes - high.yes };
        Counted { turns, of: low.can_be }
    }

    /// Counts the combinations of the facts from a level on, in which these places end in different results, and in which one
    /// of them can be at all.
    fn below(&mut self, places: &[Place], from: usize) -> Option<Counted> {
        let mut places: Vec<Place> = places.iter().copied().filter(|place| !place.can_be.is_zero()).collect();
        places.sort_unstable();
        places.dedup();
        if let [one] = places[..] {
            return Some(Counted { turns: BigUint::ZERO, of: self.single(one, from).can_be });
        }
        let Some(level) = places.iter().map(|place| self.level(*place)).min() else { return Some(Counted::default()) };
        let counted = match self.known.get(&places) {
            Some(known) => known.clone(),
            None => {
                let counted = self.counted(&places, level)?;
                self.known.insert(places, counted.clone());
                counted
            }
        };
        if from == level {
            return Some(counted);
        }
        let free = self.combinations(from, level);
        Some(Counted { turns: counted.turns * &free, of: counted.of * free })
    }

    fn counted(&mut self, places: &[Place], level: usize) -> Option<Counted> {
        if level == self.diagram.order.len() {
            let yes = places.iter().filter(|place| place.yes.is_one()).count();
            let turns = BigUint::from(u8::from(0 < yes && yes < places.len()));
            return Some(Counted { turns, of: BigUint::from(1u8) });
        }
        if self.known.len() > MOST {
            return None;
        }
        let mut all = Counted::default();
        for value in self.values(level) {
            let next: Vec<Place> = places.iter().map(|place| self.follow(*place, level, value)).collect();
            let counted = self.below(&next, level + 1)?;
            all.turns += counted.turns;
            all.of += counted.of;
        }
        Some(all)
    }
}
