//! Lines of proof: the smallest sets of facts that suffice for a conclusion, whatever all other facts are. In: levers and their
//! reduced program, in which the conclusion is yes. Out: [`Lines`]: how many there are, what all of them need, and which of
//! them share nothing else.
//!
//! A set of facts suffices if no possible world keeps them as they are and loses the conclusion; the bounds of
//! [`Bounds`] decide that. Each world found that does lose it names a set of facts that every line must meet; the lines are
//! the smallest sets that meet all of these, and are listed by meeting one after the other.

use std::collections::BTreeSet;

use super::bounds::{Bounds, Loses};

/// Places of levers.
pub(super) type Facts = BTreeSet<usize>;

/// More lines than this are not counted.
const MOST_LINES: usize = 100;
/// More sets than this are not kept while they grow into lines.
const MOST_BEGUN: usize = 2_000;
/// More steps than this are not taken to find the largest family.
const MOST_STEPS: usize = 200_000;

/// What a conclusion can be proved by.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    /// What every line needs.
    pub(super) core: Facts,
    /// Lines that share nothing but that.
    pub(super) independent: Vec<Facts>,
    /// It is proven that no more lines share nothing but that.
    pub(super) largest: bool,
    /// Lines, the smallest first.
    pub(super) found: Vec<Facts>,
    /// They are all.
    pub(super) all: bool,
}

/// Finds the lines; nothing where the search is too long even for one.
pub(super) fn lines(bounds: &mut Bounds) -> Option<Lines> {
    let every: Facts = (0..bounds.facts()).collect();
    let mut core = Facts::new();
    for fact in &every {
        let rest = without(&every, *fact);
        if matches!(bounds.loses(&rest), Loses::In(_)) {
            core.insert(*fact);
        }
    }
    let independent = apart(bounds, &every, &core)?;
    let (found, breaks, all) = listed(bounds);
    let mut lines = Lines { core, independent, found, all, ..Lines::default() };
    lines.settle(&breaks);
    Some(lines)
}

fn without(facts: &Facts, fact: usize) -> Facts {
    facts.iter().copied().filter(|other| *other != fact).collect()
}

/// Lines taken one after the other, each from facts that no earlier one uses, as long as what is left suffices.
fn apart(bounds: &mut Bounds, every: &Facts, core: &Facts) -> Option<Vec<Facts>> {
    let mut taken = Vec::new();
    let mut left = every.clone();
    loop {
        match bounds.loses(&left) {
            Loses::Never => {}
            Loses::In(_) => return Some(taken),
            Loses::Unknown if taken.is_empty() => return None,
            Loses::Unknown => return Some(taken),
        }
        let line = smallest(bounds, &left);
        if line.is_subset(core) {
            return Some(vec![line]);
        }
        left = left.iter().copied().filter(|fact| core.contains(fact) || !line.contains(fact)).collect();
        taken.push(line);
    }
}

/// What is left of a set that suffices when every fact goes that is not needed.
fn smallest(bounds: &mut Bounds, facts: &Facts) -> Facts {
    let mut line = facts.clone();
    for fact in facts {
        let fewer = without(&line, *fact);
        if matches!(bounds.loses(&fewer), Loses::Never) {
            line = fewer;
        }
    }
    line
}

/// Every line, the smallest first, and the sets that each must meet; and whether these are all.
fn listed(bounds: &mut Bounds) -> (Vec<Facts>, Vec<Facts>, bool) {
    let (mut found, mut breaks): (Vec<Facts>, Vec<Facts>) = (Vec::new(), Vec::new());
    let mut begun: BTreeSet<(usize, Facts)> = BTreeSet::from([(0, Facts::new())]);
    while let Some((_, next)) = begun.pop_first() {
        match bounds.loses(&next) {
            Loses::Never => {
                if found.len() == MOST_LINES {
                    return (found, breaks, false);
                }
                found.push(next);
            }
            Loses::In(world) => {
                let meets = least_break(bounds, world);
                begun.insert((next.len(), next));
                grow(&mut begun, &found, &meets);
                breaks.push(meets);
                if begun.len() > MOST_BEGUN {
                    return (found, breaks, false);
                }
            }
            Loses::Unknown => return (found, breaks, false),
        }
    }
    (found, breaks, true)
}

/// A smallest part of some changed facts that loses the conclusion when they alone may change.
pub(super) fn least_break(bounds: &mut Bounds, world: Facts) -> Facts {
    let mut least = world.clone();
    for fact in &world {
        let held = (0..bounds.facts()).filter(|other| other == fact || !least.contains(other)).collect();
        if let (true, Loses::In(smaller)) = (least.contains(fact), bounds.loses(&held)) {
            least = smaller;
        }
    }
    least
}

/// Makes every set meet one more: sets that do stay, others take in each of its facts where no smaller set does already.
fn grow(begun: &mut BTreeSet<(usize, Facts)>, found: &[Facts], meets: &Facts) {
    let (meeting, missing): (Vec<_>, Vec<_>) =
        std::mem::take(begun).into_iter().partition(|(_, set)| !set.is_disjoint(meets));
    let kept: Vec<Facts> = meeting.iter().map(|(_, set)| set.clone()).chain(found.iter().cloned()).collect();
    begun.extend(meeting);
    for (_, set) in missing {
        for fact in meets {
            let mut larger = set.clone();
            larger.insert(*fact);
            if !kept.iter().any(|other| other.contains(fact) && other.is_subset(&larger)) {
                begun.insert((larger.len(), larger));
            }
        }
    }
}

impl Lines {
    /// Settles whether more lines could stand apart: no more than the least break that spares the core has facts; and where
    /// all lines are known, the largest family is looked for among them.
    fn settle(&mut self, breaks: &[Facts]) {
        let bound = breaks.iter().filter(|facts| facts.is_disjoint(&self.core)).map(Facts::len).min();
        self.largest = match bound {
            None => self.all,
            Some(bound) => bound == self.independent.len(),
        };
        if self.largest || !self.all {
            return;
        }
        let own: Vec<Facts> = self.found.iter().map(|line| line.difference(&self.core).copied().collect()).collect();
        let mut packing = Packing { own: &own, best: Vec::new(), steps: 0 };
        packing.from(0, &mut Vec::new(), &Facts::new());
        self.largest = packing.steps < MOST_STEPS;
        if packing.best.len() > self.independent.len() {
            self.independent = packing.best.iter().map(|place| self.found[*place].clone()).collect();
        }
    }
}

/// A search for the most sets of which no two share anything.
struct Packing<'a> {
    own: &'a [Facts],
    best: Vec<usize>,
    steps: usize,
}

impl Packing<'_> {
    fn from(&mut self, first: usize, taken: &mut Vec<usize>, used: &Facts) {
        if taken.len() > self.best.len() {
            self.best.clone_from(taken);
        }
        self.steps += 1;
        for place in first..self.own.len() {
            if self.steps >= MOST_STEPS || taken.len() + self.own.len() - place <= self.best.len() {
                return;
            }
            if self.own[place].is_disjoint(used) {
                taken.push(place);
                self.from(place + 1, taken, &used.union(&self.own[place]).copied().collect());
                taken.pop();
            }
        }
    }
}
