//! What holds of every pack and case: properties over random programs, and the pack and case of the repository beside them.
#![expect(clippy::unwrap_used, reason = "the programs are made here")]

mod sheet;

use std::collections::BTreeSet;

use habeas::circuit::{Circuit, Leaf};
use habeas::evaluate::verify::verify;
use habeas::evaluate::{Options, Proof, State, Status, evaluate, fill, run};
use habeas::explain::report::{Question, report, why, why_not};
use habeas::explain::text::{Style, print};
use habeas::explain::{Explanation, explain};
use habeas::pack::embedded::embedded_pack;
use habeas::program::{HoldingId, RuleId, Standing};
use habeas::value::{One, Planes, Value, Worlds};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::generate::{Dice, Flavour, Lines, Opened, Written, dice, open, text, written};
use crate::naive;
use sheet::sheet;

/// Laws of the four values, checked when the tests are compiled. De Morgan's law fails for a contested beside a not shown
/// value, and for these alone: `not (a and b)` is then not shown, `not a or not b` contested.
const _: () = {
    let mut first = 0;
    while first < 4 {
        let a = Value::ALL[first];
        assert!(a.negated().negated() as u8 == a as u8);
        assert!(a.shown() as u8 == a.negated().shown() as u8);
        assert!(matches!(a.shown().shown(), Value::Yes));
        let mut second = 0;
        while second < 4 {
            let b = Value::ALL[second];
            let (weak, strong) = if (a as u8) < b as u8 { (a, b) } else { (b, a) };
            assert!(strong.left_open() as u8 <= weak.left_open() as u8);
            let stronger = if (a.negated() as u8) > b.negated() as u8 { a.negated() as u8 } else { b.negated() as u8 };
            let between = matches!((weak, strong), (Value::NotShown, Value::Contested));
            assert!((weak.negated() as u8 == stronger) != between);
            second += 1;
        }
        first += 1;
    }
};

/// So many random programs a property; `PROPTEST_CASES` asks for another number.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    let cases = if usual.cases == 256 { 1000 } else { usual.cases };
    ProptestConfig { cases, max_shrink_iters: 30_000, failure_persistence: None, ..usual }
}

/// The program, checked; one that has errors is drawn again.
fn opened(written: &Written) -> Result<Opened, TestCaseError> {
    written.open().map_err(TestCaseError::reject)
}

impl Opened {
    fn proofs(&self, as_pleaded: bool) -> Vec<Proof<'_>> {
        let prove = |case| evaluate(&self.program, case, Options { as_pleaded });
        self.file.detentions.iter().map(prove).collect()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_evaluator_agrees_with_a_naive_one(written in written(Flavour::Full)) {
        let opened = opened(&written)?;
        let worlds = naive::worlds(&opened.law, &opened.case, written.as_pleaded);
        let proofs = opened.proofs(written.as_pleaded);
        prop_assert_eq!(worlds.len(), proofs.len());
        for (world, proof) in worlds.iter().zip(&proofs) {
            sheet::compare(&sheet(proof), &world.sheet()).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn every_derivation_verifies(written in written(Flavour::Full)) {
        for proof in opened(&written)?.proofs(written.as_pleaded) {
            prop_assert_eq!(verify(&proof), Vec::<String>::new());
        }
    }

    #[test]
    fn many_worlds_at_once_agree_with_one_at_a_time(written in written(Flavour::Full), seed in any::<u64>()) {
        for proof in opened(&written)?.proofs(written.as_pleaded) {
            agree_world_by_world::<Planes<1>>(&proof.circuit, 64, seed)?;
            agree_world_by_world::<Planes<4>>(&proof.circuit, 256, seed)?;
        }
    }

    #[test]
    fn order_changes_nothing(written in written(Flavour::Full), mut dice in dice(600)) {
        let opened = opened(&written)?;
        let (law, case) = shuffled(&written, &mut dice);
        let other = open(&law, &case).map_err(TestCaseError::fail)?;
        let pairs = opened.proofs(written.as_pleaded).into_iter().zip(other.proofs(written.as_pleaded)).collect::<Vec<_>>();
        for (before, after) in &pairs {
            sheet::compare(&sheet(before), &sheet(after)).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn the_outcome_is_never_read(written in written(Flavour::Full)) {
        let opened = opened(&written)?;
        let mut silent = written.clone();
        silent.case.iter_mut().for_each(|part| part.retain(|item| !item.head.starts_with("outcome")));
        let other = silent.open().map_err(TestCaseError::fail)?;
        for (before, after) in opened.proofs(written.as_pleaded).iter().zip(&other.proofs(written.as_pleaded)) {
            sheet::compare(&sheet(before), &sheet(after)).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn contesting_a_fact_makes_nothing_out(written in written(Flavour::Plain)) {
        for proof in opened(&written)?.proofs(written.as_pleaded) {
            for subject in 0..proof.circuit.subjects.len() {
                let contested = contest(&proof, subject);
                for (index, slot) in proof.circuit.holdings.iter().enumerate() {
                    let made_out = contested[*slot as usize].value() == Value::Yes;
                    prop_assert!(
                        !made_out || proof.value(*slot) == Value::Yes,
                        "contesting {} makes {} out",
                        proof.program.fact_name(proof.circuit.subjects[subject].fact),
                        proof.program.holding_name(HoldingId::at(index)),
                    );
                }
            }
        }
    }

    #[test]
    fn no_rule_is_both_defeated_and_applied(written in written(Flavour::Full)) {
        for proof in opened(&written)?.proofs(written.as_pleaded) {
            for index in 0..proof.program.rules.len() {
                let id = RuleId::at(index);
                let slots = &proof.circuit.rules[index];
                let saved = slots.unless.iter().any(|unless| proof.of(*unless) == Value::Yes);
                match proof.status(id) {
                    Status::Applies => prop_assert!(!saved && proof.of(slots.when) == Value::Yes),
                    Status::Defeated => {
                        prop_assert_eq!(proof.value(slots.value), Value::No);
                        prop_assert!(proof.breaches().iter().all(|breach| !breach.rules.contains(&id)));
                    }
                    Status::Contested | Status::NotShown | Status::NotMet => {}
                }
            }
        }
    }

    #[test]
    fn everything_can_be_explained(written in written(Flavour::Full)) {
        for proof in opened(&written)?.proofs(written.as_pleaded) {
            let explanation = explain(&proof);
            let declared = proof.program.holdings.iter().filter(|holding| holding.kind.is_some()).count();
            let shown: BTreeSet<HoldingId> = explanation.conclusions.iter().map(|shown| shown.holding).collect();
            prop_assert_eq!((shown.len(), explanation.conclusions.len()), (declared, declared));
            read_aloud(&proof, &explanation);
        }
    }

    #[test]
    fn a_changed_value_does_not_verify(written in written(Flavour::Full), mut dice in dice(8)) {
        for mut proof in opened(&written)?.proofs(written.as_pleaded) {
            let Some((what, slot)) = some_slot(&proof, &mut dice) else { continue };
            let before = proof.value(slot);
            let others: Vec<Value> = Value::ALL.into_iter().filter(|value| *value != before).collect();
            proof.evaluation.values[slot as usize] = One::constant(*dice.pick(&others));
            prop_assert!(!verify(&proof).is_empty(), "{} was changed and nobody noticed", what);
        }
    }
}

#[test]
fn a_changed_reading_does_not_verify() {
    let opened = ilyashev();
    let mut proof = opened.proofs(false).remove(0);
    for subject in 0..proof.circuit.subjects.len() {
        let before = proof.evaluation.readings[subject].clone();
        if before.state == State::Contested {
            continue;
        }
        proof.evaluation.readings[subject].state = State::Contested;
        assert!(!verify(&proof).is_empty(), "the reading of subject {subject} was changed and nobody noticed");
        proof.evaluation.readings[subject] = before;
    }
}

/// Fills the leaves at random and compares each world with a run of its own.
fn agree_world_by_world<W: Worlds>(circuit: &Circuit, worlds: usize, seed: u64) -> Result<(), TestCaseError> {
    let mut state = seed | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Value::ALL[(state >> 32) as usize % 4]
    };
    let drawn: Vec<Vec<Value>> = circuit.leaves.iter().map(|_| (0..worlds).map(|_| next()).collect()).collect();
    let leaves: Vec<W> = drawn
        .iter()
        .map(|values| {
            let mut leaf = W::constant(Value::NotShown);
            values.iter().enumerate().for_each(|(world, value)| leaf.set(world, *value));
            leaf
        })
        .collect();
    let (mut together, mut alone) = (Vec::new(), Vec::new());
    run(circuit, &leaves, &mut together);
    for world in 0..worlds {
        let single: Vec<One> = drawn.iter().map(|values| One::constant(values[world])).collect();
        run(circuit, &single, &mut alone);
        for (slot, value) in alone.iter().enumerate() {
            prop_assert_eq!(together[slot].get(world), value.value(), "slot {} of world {}", slot, world);
        }
    }
    Ok(())
}

/// The same items in another order, over several files, with their lines in another order.
fn shuffled(written: &Written, dice: &mut Dice) -> (Vec<String>, Vec<String>) {
    let mut mix = |items: &[Lines], keep: usize| {
        let mut items = items.to_vec();
        dice.shuffle(&mut items[keep..]);
        items.iter_mut().for_each(|item| dice.shuffle(&mut item.lines));
        items
    };
    let law = mix(&written.law, 0);
    // A detention's own line comes first in its part.
    let case: Vec<Vec<Lines>> =
        written.case.iter().enumerate().map(|(index, part)| mix(part, usize::from(index > 0))).collect();
    let (first, second) = law.split_at(dice.below(law.len()));
    let files = [second, first].map(text).into_iter().filter(|file| !file.is_empty());
    (files.collect(), vec![text(case.iter().flatten())])
}

/// All values, were this fact contested.
fn contest(proof: &Proof, subject: usize) -> Vec<One> {
    let mut readings = proof.evaluation.readings.clone();
    let fact = &proof.program.facts[proof.circuit.subjects[subject].fact.index()];
    if fact.judgement.is_none() {
        readings[subject].state = State::Contested;
    }
    let leaves = fill(proof.program, proof.case, &proof.circuit, &readings);
    let mut values = Vec::new();
    run(&proof.circuit, &leaves, &mut values);
    values
}

/// Every view and every question that a reader can put; none may panic.
fn read_aloud(proof: &Proof, explanation: &Explanation) {
    let style = Style { width: 80, colour: false };
    assert!(!print(&report(proof, explanation), style).is_empty());
    let holdings = (0..proof.program.holdings.len()).map(|index| Question::Holding(HoldingId::at(index)));
    let rules = (0..proof.program.rules.len()).map(|index| Question::Rule(RuleId::at(index)));
    for question in holdings.chain(rules) {
        for report in [why(proof, explanation, question), why_not(proof, explanation, question)] {
            assert!(!print(&report, style).is_empty());
        }
    }
}

/// The slot of a rule, a holding, a condition, a judgement or a breach.
fn some_slot(proof: &Proof, dice: &mut Dice) -> Option<(&'static str, u32)> {
    let circuit = &proof.circuit;
    let some = |from: Vec<u32>, dice: &mut Dice| (!from.is_empty()).then(|| *dice.pick(&from));
    match dice.below(5) {
        0 => some(circuit.conditions.iter().map(|it| it.slot).collect(), dice).map(|slot| ("a condition", slot)),
        1 => some(circuit.rules.iter().map(|it| it.value).collect(), dice).map(|slot| ("a rule", slot)),
        2 => some(circuit.holdings.clone(), dice).map(|slot| ("a holding", slot)),
        3 => some(circuit.judgements.iter().map(|it| it.value).collect(), dice).map(|slot| ("a judgement", slot)),
        _ => some(circuit.breaches.iter().map(|it| it.slot).collect(), dice).map(|slot| ("a breach", slot)),
    }
}

/// A generator that never makes a thing out, or never reaches a construct, tests nothing.
#[test]
fn random_programs_reach_every_standing_status_and_construct() {
    let mut runner = TestRunner::deterministic();
    let (mut seen, mut refused) = (BTreeSet::new(), Vec::new());
    for _ in 0..400 {
        let written = written(Flavour::Full).new_tree(&mut runner).unwrap().current();
        match written.open() {
            Ok(opened) => opened.proofs(written.as_pleaded).iter().for_each(|proof| take_stock(proof, &mut seen)),
            Err(fault) => refused.push(fault),
        }
    }
    assert!(refused.len() <= 4, "{} of 400 are refused, the first for:\n{}", refused.len(), refused[0]);
    let standings = Standing::TABLE.iter().map(|(_, standing)| standing.word());
    let judged = ["settled", "argued", "by_default", "as_pleaded"];
    let statuses = ["applies", "contested", "not_shown", "defeated", "not_met"];
    let mut wanted: Vec<String> = standings.chain(judged).map(|word| format!("standing {word}")).collect();
    wanted.extend(statuses.map(|word| format!("status {word}")));
    wanted.extend(["adopted", "declined", "not_reached"].map(|word| format!("claim {word}")));
    for value in Value::ALL.map(Value::word) {
        let nodes = "Fact Holding Not All Any AtLeast Compare OneOf Contains Some Every Count";
        wanted.extend(nodes.split(' ').map(|node| format!("{node} {value}")));
        wanted.extend(["holding", "breach", "impossible"].map(|what| format!("{what} {value}")));
    }
    for value in ["yes", "no"] {
        wanted.extend(["IsShown", "TermShown", "HasReplied", "HasChallenged"].map(|node| format!("{node} {value}")));
    }
    let missing: Vec<&String> = wanted.iter().filter(|what| !seen.contains(*what)).collect();
    assert!(missing.is_empty(), "no random program reaches {missing:?}");
}

fn take_stock(proof: &Proof, seen: &mut BTreeSet<String>) {
    let sheet = sheet(proof);
    seen.extend(sheet.facts.values().map(|(standing, _)| format!("standing {standing}")));
    seen.extend(sheet.rules.values().map(|(status, _)| format!("status {status}")));
    seen.extend(sheet.holdings.values().map(|value| format!("holding {}", value.word())));
    seen.extend(sheet.breaches.values().map(|(value, _, _)| format!("breach {}", value.word())));
    seen.extend(sheet.claims.iter().filter_map(|claim| claim.split(": ").nth(1)).map(|word| format!("claim {word}")));
    seen.extend(proof.circuit.impossible.iter().map(|condition| format!("impossible {}", proof.of(*condition).word())));
    for condition in &proof.circuit.conditions {
        let node = format!("{:?}", proof.program.expr(condition.expr).node);
        let name: String = node.chars().take_while(|letter| letter.is_alphabetic()).collect();
        seen.insert(format!("{name} {}", proof.value(condition.slot).word()));
    }
}

/// The pack and the case of this repository.
fn ilyashev() -> Opened {
    let pack = embedded_pack("wgad").unwrap();
    let law: Vec<String> = pack.files.iter().map(|(_, text)| (*text).to_owned()).collect();
    open(&law, &[include_str!("../../cases/ilyashev.case").to_owned()]).unwrap()
}

#[test]
fn the_naive_evaluator_agrees_on_the_case_of_ilyashev() {
    let opened = ilyashev();
    for as_pleaded in [false, true] {
        let worlds = naive::worlds(&opened.law, &opened.case, as_pleaded);
        for (world, proof) in worlds.iter().zip(&opened.proofs(as_pleaded)) {
            let (ours, theirs) = (sheet(proof), world.sheet());
            assert_eq!(sheet::compare(&ours, &theirs), Ok(()));
            assert!(ours.rules.len() > 100 && ours.facts.len() > 100, "the whole pack is compared");
            assert_eq!(verify(proof), Vec::<String>::new());
        }
    }
}

#[test]
fn every_changed_value_of_the_case_of_ilyashev_is_noticed() {
    let opened = ilyashev();
    for mut proof in opened.proofs(false) {
        let circuit = &proof.circuit;
        let mut slots: BTreeSet<u32> = circuit.conditions.iter().map(|condition| condition.slot).collect();
        slots.extend(circuit.rules.iter().map(|rule| rule.value));
        slots.extend(&circuit.holdings);
        // Each check walks the whole proof; every ninth slot is enough.
        for slot in slots.into_iter().step_by(9) {
            let before = proof.value(slot);
            let other = if before == Value::Yes { Value::Contested } else { Value::Yes };
            proof.evaluation.values[slot as usize] = One::constant(other);
            assert!(!verify(&proof).is_empty(), "slot {slot} was changed and nobody noticed");
            proof.evaluation.values[slot as usize] = One::constant(before);
        }
        assert_eq!(verify(&proof), Vec::<String>::new());
    }
}

#[test]
fn constants_stay_what_they_are() {
    let opened = ilyashev();
    let proof = &opened.proofs(false)[0];
    for (leaf, value) in proof.circuit.leaves.iter().zip(&proof.evaluation.values) {
        if let Leaf::Constant(constant) = leaf {
            assert_eq!(value.value(), *constant);
        }
    }
}
