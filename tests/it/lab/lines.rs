//! Lines of proof, and what turns a conclusion, against every set of facts and every world of random programs.

use std::collections::BTreeSet;

use habeas::case::Subject;
use habeas::evaluate::{Proof, State};
use habeas::lab::{Completions, Effect, Levers, Robust, Scope, robust};
use habeas::program::HoldingId;
use habeas::value::Value;

use super::{Set, after, effect_on, has_effect, pairs, random, target};
use crate::opened::ilyashev;

/// The facts that matter, each with every state that it could have; the first is that of the case.
fn axes(proof: &Proof, holding: HoldingId, fixed: &BTreeSet<Subject>) -> Vec<(Subject, Vec<State>)> {
    let scope = Scope { fixed: fixed.clone(), ..Scope::default() };
    let levers = Levers::of(proof, &[proof.circuit.holding(holding)], &scope).levers;
    levers.into_iter().map(|lever| (lever.subject, [vec![lever.now], lever.choices].concat())).collect()
}

/// The sets of facts, as bits, of which the others differ from the case in some possible world that loses the conclusion.
fn lost(proof: &Proof, holding: HoldingId, axes: &[(Subject, Vec<State>)]) -> Vec<usize> {
    let worlds: usize = axes.iter().map(|(_, states)| states.len()).product();
    let mut kept = Vec::new();
    for world in 0..worlds {
        let (mut rest, mut same, mut set) = (world, 0, Set::new());
        for (place, (subject, states)) in axes.iter().enumerate() {
            match rest % states.len() {
                0 => same |= 1 << place,
                choice => set.push((*subject, states[choice].clone())),
            }
            rest /= states.len();
        }
        if has_effect(proof, holding, Effect::Lose, &set) {
            kept.push(same);
        }
    }
    kept
}

/// The smallest sets that suffice.
fn by_hand(facts: usize, lost: &[usize]) -> Vec<usize> {
    let suffices = |set: usize| lost.iter().all(|same| same & set != set);
    let least = |set: &usize| (0..facts).filter(|at| set >> at & 1 == 1).all(|at| !suffices(set & !(1 << at)));
    (0..1usize << facts).filter(|set| suffices(*set)).filter(least).collect()
}

fn largest_family(own: &[usize], from: usize, used: usize) -> usize {
    let free = (from..own.len()).filter(|place| own[*place] & used == 0);
    free.map(|place| 1 + largest_family(own, place + 1, used | own[place])).max().unwrap_or(0)
}

fn check(proof: &Proof, holding: HoldingId, fixed: &BTreeSet<Subject>, seed: u64) -> Option<usize> {
    let axes = axes(proof, holding, fixed);
    let worlds: usize = axes.iter().map(|(_, states)| states.len()).product();
    if proof.holding(holding) != Value::Yes || axes.len() > 8 || worlds > 1_500 {
        return None;
    }
    let found = robust(proof, holding, fixed).lines.expect("it is small");
    let bits = |facts: &[Subject]| -> usize {
        let bit = |subject| 1 << axes.iter().position(|(own, _)| own == subject).expect("it matters");
        facts.iter().map(bit).sum()
    };
    let expected = by_hand(axes.len(), &lost(proof, holding, &axes));
    assert!(found.all && found.largest, "seed {seed}");
    assert_eq!(found.counted, expected.len(), "seed {seed}");
    let needed = expected.iter().copied().reduce(|a, b| a & b).expect("all facts together suffice");
    assert_eq!(bits(&found.needed), needed, "seed {seed}");
    let lines: Vec<usize> = found.independent.iter().map(|line| bits(line)).collect();
    for (place, line) in lines.iter().enumerate() {
        assert!(expected.contains(line), "seed {seed}: {line:b} of {expected:?}");
        assert!(lines[..place].iter().all(|other| other & line == needed), "seed {seed}");
    }
    let own: Vec<usize> = expected.iter().map(|line| line & !needed).filter(|line| *line != 0).collect();
    assert_eq!(lines.len(), largest_family(&own, 0, 0).max(1), "seed {seed}: {expected:?}");
    Some(expected.len())
}

#[test]
fn lines_of_proof_are_the_smallest_sets_that_suffice() {
    let (mut tried, mut several) = (0, 0);
    for seed in 5000..5400 {
        let Some(opened) = random(seed, seed % 3 == 0) else { continue };
        let proof = &opened.proofs()[0];
        let holding = target(proof, "category I");
        let mut fixed = BTreeSet::new();
        if seed % 4 == 0 {
            fixed.extend(proof.circuit.subjects.iter().copied().filter(|subject| subject.fact.index() % 3 == 0));
        }
        if let Some(lines) = check(proof, holding, &fixed, seed) {
            tried += 1;
            several += usize::from(lines > 1);
        }
    }
    assert!(tried > 50 && several > 15, "{tried} programs, {several} with several lines");
}

#[test]
fn what_turns_a_conclusion_among_its_open_facts_is_the_least() {
    let mut tried = 0;
    for seed in 6000..6200 {
        let Some(opened) = random(seed, false) else { continue };
        let proof = &opened.proofs()[0];
        let holding = target(proof, "category I");
        let effect = effect_on(proof, holding);
        let Robust { open, completions, turning, single, .. } = robust(proof, holding, &BTreeSet::new());
        for one in &single {
            let after = after(proof, &pairs(std::slice::from_ref(&one.change)));
            assert_eq!(after.holding(holding), one.after, "seed {seed}");
        }
        assert!(turning.is_none() || completions == Completions::Depends, "seed {seed}");
        let Some(turning) = turning else { continue };
        let set = pairs(&turning.changes);
        assert!(has_effect(proof, holding, effect, &set) && after(proof, &set).holding(holding) == turning.after);
        assert!(set.iter().all(|(subject, _)| open.contains(subject)), "seed {seed}");
        let smaller = super::by_hand(proof, holding, effect, set.len() - 1, false);
        let of_open = |set: &Set| set.iter().all(|(subject, _)| open.contains(subject));
        assert!(!turning.least || !smaller.iter().any(of_open), "seed {seed}");
        tried += 1;
    }
    assert!(tried > 40, "{tried}");
}

#[test]
fn the_lines_of_the_ilyashev_case_hold_in_every_world_that_is_looked_at() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    for name in ["category I", "category II", "category III"] {
        let holding = target(proof, name);
        let found = robust(proof, holding, &BTreeSet::new());
        let lines = found.lines.expect("it applies");
        let single: BTreeSet<Subject> = found.single.iter().map(|single| single.change.subject).collect();
        let needed: BTreeSet<Subject> = lines.needed.iter().copied().collect();
        assert_eq!(needed, single, "{name}: what every line needs is what it falls with");
        let axes = axes(proof, holding, &BTreeSet::new());
        for line in &lines.independent {
            for turn in 0..40usize {
                let free = axes.iter().enumerate().filter(|(_, (subject, _))| !line.contains(subject));
                let otherwise = free.map(|(place, (subject, states))| {
                    (*subject, states[(turn * 7 + place * (turn % 5 + 1)) % states.len()].clone())
                });
                let world = after(proof, &otherwise.collect::<Set>());
                let kept = !world.impossible().is_empty() || world.holding(holding) == Value::Yes;
                assert!(kept, "{name}, turn {turn}");
            }
        }
    }
}
