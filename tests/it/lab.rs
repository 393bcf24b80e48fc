//! What would have to be otherwise: flips, weights, completions and sweeps against plain enumeration with the evaluator, on
//! random programs and on the Ilyashev case.

mod lines;
mod picture;

use std::collections::BTreeSet;

use habeas::amount::Amount;
use habeas::case::{Datum, Subject};
use habeas::evaluate::{Proof, State, Supposition, evaluate_supposing};
use habeas::lab::{
    Change, Changes, Completions, Effect, FlipOptions, Flips, Held, Levers, Scope, flips, json, robust, suppose, sweep,
    weigh,
};
use habeas::program::{HoldingId, Standing, Type};
use habeas::syntax::ast::DateLiteral;
use habeas::value::Value;

use crate::json::keeps_to;
use crate::opened::{Opened, ilyashev, opened_under};

const FRAME: &str = include_str!("../cli/rules/mini/law.law");

/// Numbers that look random and are always the same.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % limit
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

fn condition(dice: &mut Dice, depth: usize, typed: bool, inside: bool) -> String {
    let list = |dice: &mut Dice| -> Vec<String> {
        (0..2 + dice.below(2)).map(|_| condition(dice, depth - 1, typed, inside)).collect()
    };
    match if depth == 0 { 0 } else { dice.below(9) } {
        1 | 2 => format!("({})", list(dice).join(" and ")),
        3 | 4 => format!("({})", list(dice).join(" or ")),
        5 => format!("(not {})", condition(dice, depth - 1, typed, inside)),
        6 => format!("at least 2 of ({}, t.b)", list(dice).join(", ")),
        7 if !inside => {
            let body = condition(dice, depth - 1, typed, true);
            format!("({} m has {body})", dice.pick(&["some", "every"]))
        }
        8 => format!("({} is shown)", dice.pick(&["t.a", "t.c", "f0"])),
        _ if typed && dice.below(3) == 0 => dice
            .pick(&[
                "(t.d2 - t.d1 > 3 days)",
                "(t.d2 - t.d1 <= 3 days)",
                "(t.d1 < 2020-01-05)",
                "(t.d1 = 2020-01-03)",
                "(t.d2 >= 2020-01-12)",
                "(t.n > 3)",
                "(t.n = 5)",
                "(t.o in (red, blue))",
                "(t.o = green)",
                "(t.l contains \"x\")",
            ])
            .to_owned(),
        _ if inside && dice.below(2) == 0 => dice.pick(&["m.x", "m.y"]).to_owned(),
        _ => dice.pick(&["t.a", "t.b", "t.c", "t.j", "t.e", "t.k"]).to_owned(),
    }
}

/// A random pack and a case under it; nothing where the case cannot be.
pub(crate) fn random(seed: u64, typed: bool) -> Option<Opened> {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 77);
    dice.below(2);
    let head = FRAME.split("instrument Charter").next().expect("the frame has an instrument");
    let mut law = format!("{head}\nkind category \"Category\"\ncategory I \"One\"\nfinding f0 \"Zero\"\n");
    law.push_str(
        "topic m \"Several\" many\n  fact x yes/no \"X?\"\n  fact y yes/no \"Y?\" for the government to show\n",
    );
    law.push_str("topic t \"Topic\"\n");
    for name in ["a", "b", "c", "e"] {
        law.push_str(&format!("  fact {name} yes/no \"{name}?\"\n"));
    }
    law.push_str(
        "  fact d1 date \"D1?\"\n  fact d2 date \"D2?\"\n  fact n number \"N?\"\n  fact l list of text \"L?\"\n",
    );
    law.push_str("  fact o one of (red, green, blue) \"O?\"\n");
    law.push_str("  judgement j \"J?\"\n    default when t.a or t.c\n    cite decision 1\n  judgement k \"K?\"\n    cite decision 1\n");
    for number in 0..3 {
        let target = if number == 0 { "f0" } else { "category I" };
        // No finding rests on itself.
        let when = condition(&mut dice, 3, typed, false).replace("f0", if number == 0 { "t.e" } else { "f0" });
        law.push_str(&format!("rule r{number} \"Rule {number}\"\n  when {when}\n"));
        if dice.below(2) == 0 {
            let unless = condition(&mut dice, 2, typed, false).replace("f0", "t.e");
            law.push_str(&format!("  unless {unless} cite decision 1\n"));
        }
        law.push_str(&format!("  then {target}\n  cite decision 1\n"));
    }
    if dice.below(2) == 0 {
        law.push_str(&format!("impossible {} and t.b \"it cannot be\"\n", condition(&mut dice, 1, typed, false)));
    }
    let mut case = "case c \"C\"\n  under mini\n  document d \"D\"\n  stage no reply\n\nsource submits\n".to_owned();
    for name in ["t.a", "t.b", "t.c", "t.e", "t.j"] {
        case.push_str(
            ["", "  {} [1]\n", "  not {} [1]\n", "  {} [1]\n  not {} [2]\n"][dice.below(4)]
                .replace("{}", name)
                .as_str(),
        );
    }
    for line in
        ["t.d1 = 2020-01-04", "t.d2 = 2020-01-10", "t.n = 4", "t.o = red", "t.l = \"x\"", "m one: x", "m two: not x"]
    {
        if dice.below(2) == 0 {
            case.push_str(&format!("  {line} [1]\n"));
        }
    }
    let opened = opened_under(&law, &case)?;
    opened.proofs()[0].impossible().is_empty().then_some(opened)
}

fn day(day: u8) -> State {
    let literal =
        DateLiteral { year: 2020, month: Some(1), day: Some(day.try_into().expect("a day of January")), time: None };
    State::Known(Datum::Amount(Amount::date(literal), String::new()))
}

/// Every determinate value that a fact could have instead; of dates and numbers those that could matter and some more.
fn alternatives(proof: &Proof, subject: Subject) -> Vec<State> {
    let now = &proof.reading(subject).state;
    let all: Vec<State> = match &proof.program.facts[subject.fact.index()].kind {
        Type::YesNo => [Datum::Yes, Datum::No].map(State::Known).to_vec(),
        Type::Date => (1..=18).map(day).collect(),
        Type::Number => (0..8)
            .map(|number| State::Known(Datum::Amount(Amount::number(number * 1_000_000), String::new())))
            .collect(),
        Type::OneOf(options) => {
            (0..options.len()).map(|at| State::Known(Datum::Option(at.try_into().expect("few options")))).collect()
        }
        Type::ListOfText => [vec!["x".to_owned()], vec!["y".to_owned()]]
            .map(|items| State::Known(Datum::List { items, closed: true }))
            .to_vec(),
        Type::Duration | Type::Text => Vec::new(),
    };
    all.into_iter().filter(|state| state != now).collect()
}

fn after<'a>(proof: &Proof<'a>, changes: &[(Subject, State)]) -> Proof<'a> {
    let supposed = changes.iter().map(|(subject, state)| Supposition { subject: *subject, state: state.clone() });
    evaluate_supposing(proof.program, proof.case, proof.options, supposed.collect())
}

fn has_effect(proof: &Proof, target: HoldingId, effect: Effect, changes: &[(Subject, State)]) -> bool {
    let after = after(proof, changes);
    after.impossible().is_empty() && (after.holding(target) == Value::Yes) == (effect == Effect::Gain)
}

type Set = Vec<(Subject, State)>;

/// All sets of up to `most` changes that have the effect and of which no part does.
fn by_hand(proof: &Proof, target: HoldingId, effect: Effect, most: usize, typed: bool) -> Vec<Set> {
    let asks = |subject: &&Subject| typed || proof.program.facts[subject.fact.index()].kind == Type::YesNo;
    let subjects: Vec<&Subject> = proof.circuit.subjects.iter().filter(asks).collect();
    let mut found: Vec<Set> = Vec::new();
    let mut sets: Vec<(usize, Set)> = vec![(0, Vec::new())];
    for _ in 0..most {
        let mut larger = Vec::new();
        for (from, set) in &sets {
            for (place, subject) in subjects.iter().enumerate().skip(*from) {
                for state in alternatives(proof, **subject) {
                    let mut with = set.clone();
                    with.push((**subject, state));
                    let part_suffices = found.iter().any(|part| part.iter().all(|change| with.contains(change)));
                    if !part_suffices {
                        if has_effect(proof, target, effect, &with) {
                            found.push(with);
                        } else {
                            larger.push((place + 1, with));
                        }
                    }
                }
            }
        }
        sets = larger;
    }
    found
}

fn pairs(set: &[Change]) -> Set {
    set.iter().map(|change| (change.subject, change.to.clone())).collect()
}

fn key(set: &Set) -> BTreeSet<String> {
    set.iter().map(|change| format!("{change:?}")).collect()
}

fn keys(sets: &[Set]) -> BTreeSet<BTreeSet<String>> {
    sets.iter().map(key).collect()
}

fn target(proof: &Proof, name: &str) -> HoldingId {
    let found = (0..proof.program.holdings.len()).map(HoldingId::at).find(|id| proof.program.holding_name(*id) == name);
    found.expect(name)
}

fn effect_on(proof: &Proof, target: HoldingId) -> Effect {
    if proof.holding(target) == Value::Yes { Effect::Lose } else { Effect::Gain }
}

fn found(proof: &Proof, target: HoldingId, max: usize, all: bool) -> Flips {
    let options = FlipOptions { max, all, ..FlipOptions::default() };
    flips(proof, target, effect_on(proof, target), &options, &mut |_| true)
}

#[test]
fn flips_of_random_programs_are_those_found_by_hand() {
    let mut tried = 0;
    let mut some = 0;
    for seed in 0..260 {
        let Some(opened) = random(seed, false) else { continue };
        let proof = &opened.proofs()[0];
        let target = target(proof, "category I");
        let expected = by_hand(proof, target, effect_on(proof, target), 3, false);
        let all = found(proof, target, 3, true);
        assert!(all.complete && all.searched == 3, "{seed}");
        let sets: Vec<Set> = all.sets.iter().map(|set| pairs(set)).collect();
        assert_eq!(keys(&sets), keys(&expected), "seed {seed}");
        let least = expected.iter().map(Vec::len).min();
        let smallest: Vec<Set> = expected.iter().filter(|set| Some(set.len()) == least).cloned().collect();
        let sets: Vec<Set> = found(proof, target, 3, false).sets.iter().map(|set| pairs(set)).collect();
        assert_eq!(keys(&sets), keys(&smallest), "seed {seed}");
        tried += 1;
        some += usize::from(!expected.is_empty());
    }
    assert!(tried > 150 && some > 80, "{tried} programs, {some} with flips");
}

/// All sets of up to `most` of these changes that have the effect and of which no part does, by the plain evaluator.
fn by_hand_among(
    proof: &Proof,
    target: HoldingId,
    effect: Effect,
    most: usize,
    changes: &[(Subject, State)],
) -> Vec<Set> {
    let mut found: Vec<Set> = Vec::new();
    let mut sets: Vec<(usize, Set)> = vec![(0, Vec::new())];
    for _ in 0..most {
        let mut larger = Vec::new();
        for (from, set) in &sets {
            for (place, change) in changes.iter().enumerate().skip(*from) {
                let with: Set = set.iter().chain([change]).cloned().collect();
                let twice = set.iter().any(|(subject, _)| *subject == change.0);
                if twice || found.iter().any(|part| part.iter().all(|change| with.contains(change))) {
                    continue;
                }
                if has_effect(proof, target, effect, &with) {
                    found.push(with);
                } else {
                    larger.push((place + 1, with));
                }
            }
        }
        sets = larger;
    }
    found
}

#[test]
fn flips_of_evidence_and_with_fixed_facts_are_those_found_by_hand() {
    let mut some = 0;
    for seed in 5000..5120 {
        let Some(opened) = random(seed, true) else { continue };
        let proof = &opened.proofs()[0];
        let target = target(proof, "category I");
        let effect = effect_on(proof, target);
        let fixed: BTreeSet<Subject> = proof.circuit.subjects.iter().copied().skip(seed as usize % 5).take(1).collect();
        let subjects = proof.circuit.subjects.iter().filter(|subject| !fixed.contains(subject));
        let changes: Vec<(Subject, State)> = subjects
            .flat_map(|subject| [State::Contested, State::NotShown].map(|state| (*subject, state)))
            .filter(|(subject, state)| proof.reading(*subject).state != *state)
            .collect();
        let expected = by_hand_among(proof, target, effect, 2, &changes);
        let options = FlipOptions { changes: Changes::Evidence, all: true, max: 2, fixed };
        let flips = flips(proof, target, effect, &options, &mut |_| true);
        let sets: Vec<Set> = flips.sets.iter().map(|set| pairs(set)).collect();
        assert_eq!(keys(&sets), keys(&expected), "seed {seed}");
        some += usize::from(!expected.is_empty());
    }
    assert!(some > 30, "{some} with flips");
}

#[test]
fn sets_of_two_of_the_ilyashev_case_are_those_of_the_plain_evaluator() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    for (name, most) in
        [("category I", 2), ("category II", 2), ("category III", 2), ("category IV", 3), ("category V", 2)]
    {
        let target = target(proof, name);
        let effect = effect_on(proof, target);
        let levers = Levers::of(proof, &[proof.circuit.holding(target)], &Scope::default());
        let read: Vec<Subject> = levers.levers.iter().map(|lever| lever.subject).collect();
        // Facts that turn it, and some others; the rest, and those that are not yes or no, are held fixed.
        let turning = found(proof, target, most, true).sets;
        let turning: BTreeSet<Subject> = turning.iter().flatten().map(|change| change.subject).collect();
        let some: BTreeSet<Subject> = read.iter().copied().step_by(1 + read.len() / 6).collect();
        let yes_no = |subject: &Subject| proof.program.facts[subject.fact.index()].kind == Type::YesNo;
        let (free, held): (Vec<Subject>, Vec<Subject>) =
            read.iter().partition(|at| yes_no(at) && (turning.contains(at) || some.contains(at)));
        let changes: Vec<(Subject, State)> = free
            .iter()
            .flat_map(|subject| alternatives(proof, *subject).into_iter().map(|state| (*subject, state)))
            .collect();
        let expected = by_hand_among(proof, target, effect, most, &changes);
        let options = FlipOptions { max: most, all: true, fixed: held.into_iter().collect(), ..FlipOptions::default() };
        let found = flips(proof, target, effect, &options, &mut |_| true);
        let sets: Vec<Set> = found.sets.iter().map(|set| pairs(set)).collect();
        assert!(!sets.is_empty(), "{name}");
        assert_eq!(keys(&sets), keys(&expected), "{name}");
    }
}

#[test]
fn flips_over_dates_numbers_and_lists_are_no_larger_than_those_found_by_hand() {
    let mut tried = 0;
    for seed in 1000..1120 {
        let Some(opened) = random(seed, true) else { continue };
        let proof = &opened.proofs()[0];
        let target = target(proof, "category I");
        let effect = effect_on(proof, target);
        let expected = by_hand(proof, target, effect, 2, true).iter().map(Vec::len).min();
        let flips = found(proof, target, 2, false);
        assert_eq!(flips.sets.first().map(Vec::len), expected, "seed {seed}: {:?}", flips.sets);
        for set in &flips.sets {
            assert!(has_effect(proof, target, effect, &pairs(set)), "seed {seed}: {set:?}");
        }
        tried += 1;
    }
    assert!(tried > 60, "{tried}");
}

#[test]
fn flips_of_the_ilyashev_case_are_those_found_by_hand() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    for name in ["category I", "category II", "category III", "category IV", "category V"] {
        let target = target(proof, name);
        let effect = effect_on(proof, target);
        let ones: Vec<Set> = found(proof, target, 1, false).sets.iter().map(|set| pairs(set)).collect();
        let yes_no: Vec<Set> =
            ones.into_iter().filter(|set| proof.program.facts[set[0].0.fact.index()].kind == Type::YesNo).collect();
        assert_eq!(keys(&yes_no), keys(&by_hand(proof, target, effect, 1, false)), "{name}");
        let all = found(proof, target, 2, true);
        assert!(all.complete, "{name}");
        for set in all.sets.iter().take(60) {
            assert!(has_effect(proof, target, effect, &pairs(set)), "{name}: {set:?}");
        }
    }
}

#[test]
fn weights_are_those_of_a_direct_count() {
    let mut tried = 0;
    for seed in 2000..2060 {
        let Some(opened) = random(seed, false) else { continue };
        let proof = &opened.proofs()[0];
        let target = target(proof, "category I");
        let weights = weigh(proof, target, &BTreeSet::new()).expect("it is small");
        let mut facts: Vec<Subject> = weights.facts.iter().map(|weight| weight.subject).collect();
        facts.extend(&weights.idle);
        if facts.len() > 9 {
            continue;
        }
        let world = |code: usize| -> Option<bool> {
            let yes = |at: usize| State::Known(if code >> at & 1 == 1 { Datum::Yes } else { Datum::No });
            let set: Set = facts.iter().enumerate().map(|(at, subject)| (*subject, yes(at))).collect();
            let after = after(proof, &set);
            after.impossible().is_empty().then(|| after.holding(target) == Value::Yes)
        };
        let worlds: Vec<Option<bool>> = (0..1 << facts.len()).map(world).collect();
        for (at, subject) in facts.iter().enumerate() {
            let rest = (0..1usize << facts.len()).filter(|code| code >> at & 1 == 0);
            let (mut turns, mut of) = (0, 0);
            for code in rest {
                let both = [worlds[code], worlds[code | 1 << at]];
                of += usize::from(both.iter().any(Option::is_some));
                turns += usize::from(both[0].is_some() && both[1].is_some() && both[0] != both[1]);
            }
            let weight = weights.facts.iter().find(|weight| weight.subject == *subject);
            let said = weight.map_or(0.0, |weight| weight.share);
            assert!((said - turns as f64 / of as f64).abs() < 1e-9, "seed {seed}: {subject:?} {said} {turns}/{of}");
        }
        tried += 1;
    }
    assert!(tried > 25, "{tried}");
}

#[test]
fn what_holds_however_open_facts_turn_out_is_so_in_every_completion() {
    let mut seen = BTreeSet::new();
    for seed in 3000..3150 {
        let Some(opened) = random(seed, false) else { continue };
        let proof = &opened.proofs()[0];
        let target = target(proof, "category I");
        let robust = robust(proof, target, &BTreeSet::new());
        let (mut holds, mut fails) = (false, false);
        for code in 0..1usize << robust.open.len() {
            let yes = |at: usize| State::Known(if code >> at & 1 == 1 { Datum::Yes } else { Datum::No });
            let set: Set = robust.open.iter().enumerate().map(|(at, subject)| (*subject, yes(at))).collect();
            let after = after(proof, &set);
            if after.impossible().is_empty() {
                let yes = after.holding(target) == Value::Yes;
                (holds, fails) = (holds || yes, fails || !yes);
            }
        }
        let expected = match (holds, fails) {
            (true, true) => Completions::Depends,
            (true, false) => Completions::Always,
            (false, true) => Completions::Never,
            (false, false) => Completions::Unproven,
        };
        assert_eq!(robust.completions, expected, "seed {seed}");
        seen.insert(expected.word());
    }
    assert!(seen.len() >= 3, "{seen:?}");
}

#[test]
fn a_sweep_says_what_the_evaluator_says_of_every_row() {
    for seed in 4000..4040 {
        let Some(opened) = random(seed, true) else { continue };
        let proof = &opened.proofs()[0];
        let target = target(proof, "category I");
        let facts: Vec<Subject> =
            proof.circuit.subjects.iter().copied().filter(|subject| subject.fact.index() % 3 != 1).collect();
        let table = sweep(proof, &facts, &[target], 1 << 16).expect("it is small");
        for row in (0..table.rows).step_by(1 + table.rows / 97) {
            let state = |column: usize| table.columns[column].1[table.place(row, column)].clone();
            let set: Set = facts.iter().enumerate().map(|(column, subject)| (*subject, state(column))).collect();
            // A typed fact that decides nothing stays as it is, perhaps not shown.
            let judged = |subject: &Subject| proof.reading(*subject).standing == Standing::ByDefault;
            let known: Set = set
                .into_iter()
                .filter(|(subject, state)| judged(subject) || *state != proof.reading(*subject).state)
                .collect();
            let after = after(proof, &known);
            let expected = after.impossible().is_empty().then(|| after.holding(target));
            assert_eq!(table.value(row, 0), expected, "seed {seed}, row {row}");
        }
    }
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let many: Vec<Subject> = proof.circuit.subjects.iter().copied().take(60).collect();
    let refused = sweep(proof, &many, &[target(proof, "category I")], 1 << 20).expect_err("it is too large");
    assert!(refused.rows > 1 << 20);
}

#[test]
fn a_change_is_written_as_the_language_writes_it() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let named = |name: &str| {
        let found = proof.circuit.subjects.iter().find(|subject| proof.program.fact_name(subject.fact) == name);
        *found.expect(name)
    };
    let written = |name: &str, state: State| suppose(proof.program, proof.case, named(name), &state);
    assert_eq!(written("arrest.warrant_shown", State::Known(Datum::Yes)), "arrest.warrant_shown");
    assert_eq!(written("arrest.made", State::Known(Datum::No)), "not arrest.made");
    assert_eq!(written("arrest.made", State::Contested), "contest arrest.made");
    assert_eq!(
        written("hearing.adjournment_refused", State::Known(Datum::No)),
        "hearing opening: not adjournment_refused"
    );
}

#[test]
fn the_json_answers_keep_to_their_schemas() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let target = target(proof, "category I");
    let flips = found(proof, target, 2, true);
    let held = Held::of(proof.case).that_matter(proof, &[target]);
    let read = |printed: String| -> serde_json::Value { serde_json::from_str(&printed).expect("the answer is JSON") };
    let answer = read(json::flip(proof, (target, Effect::Lose), &held, &flips));
    keeps_to(json::FLIP_SCHEMA, &answer);
    assert_eq!(answer["sets"][0][0]["suppose"], "not arrest.made");
    keeps_to(json::ROBUST_SCHEMA, &read(json::robust(proof, &held, &[robust(proof, target, &BTreeSet::new())])));
    keeps_to(
        json::WEIGH_SCHEMA,
        &read(json::weigh(proof, target, &held, &weigh(proof, target, &BTreeSet::new()).expect("it is small"))),
    );
    let facts: Vec<Subject> = flips.sets[0].iter().chain(&flips.sets[1]).map(|change| change.subject).collect();
    let table = sweep(proof, &facts, &[target], 1 << 10).expect("it is small");
    keeps_to(json::SWEEP_SCHEMA, &read(json::sweep(proof, &held, &table)));
}

#[test]
fn changes_of_evidence_contest_or_drop() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let target = target(proof, "category I");
    let options = FlipOptions { changes: Changes::Evidence, all: true, max: 2, ..FlipOptions::default() };
    let flips = flips(proof, target, Effect::Lose, &options, &mut |_| true);
    assert!(!flips.sets.is_empty());
    for set in &flips.sets {
        assert!(set.iter().all(|change| !matches!(change.to, State::Known(_))), "{set:?}");
        assert!(has_effect(proof, target, Effect::Lose, &pairs(set)), "{set:?}");
    }
}

#[test]
fn a_search_that_is_stopped_says_so() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let options = FlipOptions { all: true, ..FlipOptions::default() };
    let flips = flips(proof, target(proof, "category V"), Effect::Lose, &options, &mut |progress| progress.size < 3);
    assert_eq!((flips.searched, flips.complete), (2, false));
}

#[test]
fn a_fixed_fact_is_in_no_set() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let target = target(proof, "category I");
    let fixed: BTreeSet<Subject> = found(proof, target, 1, false).sets.iter().map(|set| set[0].subject).collect();
    let options = FlipOptions { all: true, max: 2, fixed: fixed.clone(), ..FlipOptions::default() };
    let flips = flips(proof, target, Effect::Lose, &options, &mut |_| true);
    assert!(flips.sets.iter().flatten().all(|change| !fixed.contains(&change.subject)));
}

#[test]
fn what_the_case_holds_fixed_no_question_changes() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let held = Held::of(proof.case);
    let fixed = held.facts();
    assert!(fixed.len() >= 8, "{fixed:?}");
    for name in ["category I", "category II", "category V"] {
        let target = target(proof, name);
        let options = FlipOptions { all: true, max: 2, fixed: fixed.clone(), ..FlipOptions::default() };
        let flips = flips(proof, target, Effect::Lose, &options, &mut |_| true);
        assert!(flips.sets.iter().flatten().all(|change| !fixed.contains(&change.subject)), "{name}");
        let matter = held.that_matter(proof, &[target]);
        assert!(!matter.reasons.is_empty() && matter.reasons.len() < fixed.len(), "{name}: {matter:?}");
        assert!(matter.reasons.iter().all(|(fact, reason)| held.reasons[fact] == *reason), "{name}");
    }
    let weights = weigh(proof, target(proof, "category I"), &fixed).expect("it is small");
    assert!(weights.facts.iter().all(|weight| !fixed.contains(&weight.subject)));
    assert!(weights.idle.iter().all(|subject| !fixed.contains(subject)));
}

/// The text of a flip, in one line.
fn told(proof: &Proof, name: &str, max: usize, all: bool) -> String {
    let target = target(proof, name);
    let options = FlipOptions { max, all, ..FlipOptions::default() };
    let found = flips(proof, target, Effect::Lose, &options, &mut |_| true);
    let report = habeas::lab::report::flip(proof, target, Effect::Lose, &options, &found);
    let text = habeas::explain::text::print(&report, habeas::explain::text::Style::default());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_flip_names_the_rules_that_carried_the_conclusion_and_what_breaks_them() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let text = told(proof, "category II", 3, false);
    let rules = ["Detention for association", "Detention for peaceful assembly"];
    assert!(rules.iter().all(|rule| text.contains(&format!("the rule “{rule}”"))), "{text}");
    assert!(text.contains("would meet an exception (“Did the person incite others to violence or unrest?”)"), "{text}");
    assert!(!text.contains("would lack something"), "{text}");
    assert!(text.contains("There are larger sets of which no part suffices: add --all"), "{text}");
    assert!(!told(proof, "category II", 2, true).contains("--all"), "all are listed");
    for name in ["category I", "category II", "category III", "category V"] {
        let target = target(proof, name);
        for set in found(proof, target, 2, true).sets.iter().take(6) {
            let after = after(proof, &pairs(set));
            let facts = set.iter().map(|change| change.subject).collect();
            let fallen = habeas::explain::fallen(proof, &after, target, &facts);
            assert!(!fallen.is_empty() || !after.holding_in_force(target), "{name}: {set:?}");
            let applied = |rule| proof.status(rule) == habeas::evaluate::Status::Applies;
            assert!(
                fallen
                    .iter()
                    .all(|one| applied(one.rule) && after.status(one.rule) != habeas::evaluate::Status::Applies)
            );
        }
    }
}
