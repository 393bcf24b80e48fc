//! Which facts an empty case offers. In: a pack. Out: the facts, in the pack's order, that most rules on the way to the conclusions
//! that readers look for first ask about: some that these have in common, some of each, and whether the instruments bind.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Read, reads};
use crate::program::{FactId, HoldingId, Program};
use crate::syntax::ast::Role;

/// So many facts that most of these conclusions share.
const COMMON: usize = 8;
/// So many more of each conclusion.
const EACH: usize = 6;

/// The facts to offer: for the submitting party to state, no judgement among them.
pub(super) fn facts(program: &Program) -> Vec<FactId> {
    let main = program.kinds_in_reading_order().first().copied();
    let goals = (0..program.holdings.len()).map(HoldingId::at);
    let goals = goals.filter(|id| main.is_some() && program.holdings[id.index()].kind == main);
    let asked: Vec<BTreeMap<FactId, usize>> = goals.map(|goal| asked_for(program, goal)).collect();
    let mut shared: BTreeMap<FactId, (usize, usize)> = BTreeMap::new();
    for (fact, rules) in asked.iter().flatten() {
        let (conclusions, all) = shared.entry(*fact).or_default();
        *conclusions += 1;
        *all += rules;
    }
    let common: BTreeMap<FactId, usize> = shared
        .iter()
        .filter(|(_, (conclusions, _))| *conclusions * 2 > asked.len())
        .map(|(fact, (_, rules))| (*fact, *rules))
        .collect();
    let mut chosen: BTreeSet<FactId> = most(common.clone(), COMMON).into_iter().collect();
    let binds = program.instruments.iter().filter_map(|instrument| instrument.binds);
    for read in binds.flat_map(|binds| reads(program, binds)) {
        if let Read::Fact(fact) = read {
            chosen.extend(through(program, fact, &mut Vec::new(), &mut BTreeSet::new()));
        }
    }
    for mut own in asked {
        own.retain(|fact, _| !common.contains_key(fact));
        chosen.extend(most(own, EACH));
    }
    chosen.into_iter().collect()
}

/// Those that most rules ask for, of equals the first.
fn most(facts: BTreeMap<FactId, usize>, so_many: usize) -> Vec<FactId> {
    let mut facts: Vec<(FactId, usize)> = facts.into_iter().collect();
    facts.sort_by_key(|(fact, rules)| (Reverse(*rules), *fact));
    facts.into_iter().take(so_many).map(|(fact, _)| fact).collect()
}

/// The facts on the way to a conclusion, each with how many rules ask for it.
fn asked_for(program: &Program, goal: HoldingId) -> BTreeMap<FactId, usize> {
    let mut found: BTreeMap<FactId, usize> = BTreeMap::new();
    let mut seen = BTreeSet::from([goal]);
    let mut open = vec![goal];
    while let Some(holding) = open.pop() {
        for rule in &program.holdings[holding.index()].rules {
            let rule = &program.rules[rule.index()];
            let conditions = rule.unless.iter().map(|unless| unless.condition).chain([rule.when]);
            let mut asked: BTreeSet<FactId> = BTreeSet::new();
            for read in conditions.flat_map(|condition| reads(program, condition)) {
                match read {
                    Read::Fact(fact) => asked.extend(through(program, fact, &mut open, &mut seen)),
                    Read::Holding(next) => open.extend(seen.insert(next).then_some(next)),
                }
            }
            for fact in asked {
                *found.entry(fact).or_default() += 1;
            }
        }
    }
    found
}

/// A fact that the submitting party states; of a judgement, what its default reading asks for.
fn through(
    program: &Program,
    fact: FactId,
    open: &mut Vec<HoldingId>,
    seen: &mut BTreeSet<HoldingId>,
) -> BTreeSet<FactId> {
    let mut found = BTreeSet::new();
    let mut judged = BTreeSet::new();
    let mut next = vec![fact];
    while let Some(id) = next.pop() {
        let fact = &program.facts[id.index()];
        let Some(judgement) = &fact.judgement else {
            if program.party_with(Role::Submits) == Some(fact.bearer) {
                found.insert(id);
            }
            continue;
        };
        if !judged.insert(id) {
            continue;
        }
        for read in judgement.default.iter().flat_map(|default| reads(program, *default)) {
            match read {
                Read::Fact(inner) => next.push(inner),
                Read::Holding(holding) => open.extend(seen.insert(holding).then_some(holding)),
            }
        }
    }
    found
}
