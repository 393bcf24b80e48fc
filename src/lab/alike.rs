//! Sets of changes that differ only in a date, a number or a duration, to be told as one. In: the sets of a search. Out: groups
//! in the order of their first set, each with the set that lies nearest to the case.

use super::Change;
use crate::case::Datum;
use crate::evaluate::State;

/// Sets over the same facts.
#[derive(Debug)]
pub(super) struct Alike<'a> {
    /// The one whose amounts lie nearest to those of the case.
    pub(super) nearest: &'a [Change],
    /// All of them, in the order found.
    pub(super) sets: Vec<&'a [Change]>,
}

impl<'a> Alike<'a> {
    /// The least and the greatest amount, where the sets differ in one fact alone.
    pub(super) fn ends(&self) -> Option<[&'a Change; 2]> {
        let mut differing = (0..self.nearest.len()).filter(|at| low(&self.nearest[*at].to).is_some());
        let (at, None) = (differing.next()?, differing.next()) else { return None };
        let amounts = || self.sets.iter().map(|set| &set[at]);
        Some([amounts().min_by_key(|change| low(&change.to))?, amounts().max_by_key(|change| low(&change.to))?])
    }
}

/// The sets in groups.
pub(super) fn alike(sets: &[Vec<Change>]) -> Vec<Alike<'_>> {
    let mut groups: Vec<Alike> = Vec::new();
    for set in sets {
        match groups.iter_mut().find(|group| differ_in_amounts_only(group.nearest, set)) {
            Some(group) => {
                group.sets.push(set);
                if distance(set) < distance(group.nearest) {
                    group.nearest = set;
                }
            }
            None => groups.push(Alike { nearest: set, sets: vec![set] }),
        }
    }
    groups
}

fn differ_in_amounts_only(one: &[Change], other: &[Change]) -> bool {
    let same = |(a, b): (&Change, &Change)| {
        a.subject == b.subject && (a.to == b.to || (low(&a.to).is_some() && low(&b.to).is_some()))
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// How far the amounts of a set lie from those of the case; a fact without one in the case counts nothing.
fn distance(set: &[Change]) -> u64 {
    let far = |change: &Change| match (low(&change.from), low(&change.to)) {
        (Some(from), Some(to)) => from.abs_diff(to),
        _ => 0,
    };
    set.iter().map(far).fold(0, u64::saturating_add)
}

fn low(state: &State) -> Option<i64> {
    match state {
        State::Known(Datum::Amount(amount, _)) => Some(amount.range().low),
        _ => None,
    }
}
