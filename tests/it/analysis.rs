//! What a pack can never do: each fault known by hand in a small pack, none where the pack is mended; over random packs no
//! false alarm in any world, and over packs small enough to try every world exactly the faults that there are.
#![expect(clippy::unwrap_used, reason = "the packs are written here")]

use habeas::analysis::{Claim, Fault, analyse};
use habeas::case::{Case, Datum};
use habeas::check::{check_case, check_pack};
use habeas::diagnostic::any_error;
use habeas::evaluate::{Options, Proof, State, Supposition, evaluate, evaluate_supposing};
use habeas::program::{ExprId, HoldingId, Node, Program, RuleId, Type};
use habeas::source::{SourceId, Span};
use habeas::syntax::parse;
use habeas::value::Value;
use proptest::prelude::*;

use super::generate::{Dice, Flavour, dice, written};

const FRAME: &str = r#"
pack p "P"
party source        "the source"     submits
party government    "the Government" answers
party working group "the Group"      settles
stage sent     "sent"     government not asked
stage no reply "no reply" government silent
stage replied  "replied"  government heard
evidence for the source to show
  source silent: not raised, not shown
  source speaks, government not asked or silent or denies: uncontested, as said
  source speaks, government answers or shows: contested, contested
  source speaks, government agrees: admitted, as said
authority book "A book"
kind category "Category"
topic a "A"
  fact x yes/no "x?"
  fact y yes/no "y?"
  fact z yes/no "z?"
  fact long duration "How long?"
  fact from date "From when?"
  fact to date "Until when?"
  fact kind one of (old, new, other) "Of what kind?"
  judgement grave "Is it grave?"
    default when a.x and a.z
    cite book
topic visit "Visits" many
  fact on date "When?"
  fact open yes/no "Was it open?"
finding f "f"
finding g "g"
"#;

fn program(text: &str) -> Program {
    let parsed = parse(SourceId(0), text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    let checked = check_pack(&[parsed.file], Span::default());
    checked.program.expect("the pack has no errors")
}

fn found(rules: &str) -> (Program, Vec<Fault>) {
    let program = program(&format!("{FRAME}{rules}"));
    let faults = analyse(&program);
    (program, faults)
}

/// The codes of the faults of a pack with these rules, and for each what it points at.
fn told(rules: &str) -> Vec<String> {
    let text = format!("{FRAME}{rules}");
    let (_, faults) = found(rules);
    let one = |fault: &Fault| {
        let span = fault.diagnostic.span;
        let place = text[span.start as usize..span.end as usize].split('\n').next().unwrap_or_default();
        format!("{}: {place}", fault.diagnostic.code.name())
    };
    faults.iter().map(one).collect()
}

/// Faults and what they point at, and that every case shown can be run.
#[track_caller]
fn faulty(rules: &str, expected: &[&str]) {
    assert_eq!(told(rules), expected, "{rules}");
    let (program, faults) = found(rules);
    for witness in faults.iter().filter_map(|fault| fault.witness.as_ref()) {
        case(&program, &witness.text);
    }
}

fn case(program: &Program, text: &str) -> Case {
    let parsed = parse(SourceId(0), text);
    assert!(!any_error(&parsed.diagnostics), "{:?}\n{text}", parsed.diagnostics);
    let checked = check_case(program, &[parsed.file], Span::default());
    assert!(checked.case.is_some(), "{:?}\n{text}", checked.diagnostics);
    checked.case.unwrap().detentions.remove(0)
}

const G: &str = "rule rg \"g\"\n  when a.y then g cite book\n";

#[test]
fn conditions_that_contradict_each_other_are_named() {
    faulty(
        &format!("{G}rule r \"r\"\n  when a.x and a.y and not a.x then f cite book\n"),
        &["never-reached: f", "rule-never-applies: not a.x"],
    );
    faulty(&format!("{G}rule r \"r\"\n  when a.x and not a.y then f cite book\n"), &[]);
}

#[test]
fn comparisons_of_one_fact_are_linked() {
    faulty(
        &format!("{G}rule r \"r\"\n  when a.long > 48 hours and a.long < 1 day then f cite book\n"),
        &["never-reached: f", "rule-never-applies: a.long < 1 day"],
    );
    faulty(
        &format!("{G}rule r \"r\"\n  when a.to - a.from > 48 hours and a.to - a.from <= 1 day then f cite book\n"),
        &["never-reached: f", "rule-never-applies: a.to - a.from <= 1 day"],
    );
    faulty(
        &format!("{G}rule r \"r\"\n  when a.kind = old and a.kind in (new, other) then f cite book\n"),
        &["never-reached: f", "rule-never-applies: a.kind in (new, other)"],
    );
    faulty(
        &format!(
            "{G}rule r \"r\"\n  when a.from > 2020-05 and a.to < 2020-04 and a.from < 2020-06-02 then f cite book\n"
        ),
        &[],
    );
    faulty(&format!("{G}rule r \"r\"\n  when a.long > 24 hours and a.long < 2 months then f cite book\n"), &[]);
}

#[test]
fn what_cannot_be_excludes_worlds() {
    let rule = "rule r \"r\"\n  when a.x and not a.y then f cite book\n";
    faulty(
        &format!("{G}{rule}impossible a.x and not a.y \"no x without y\"\n"),
        &["never-reached: f", "rule-never-applies: not a.y"],
    );
    let (_, faults) = found(&format!("{G}{rule}impossible a.x and not a.y \"no x without y\"\n"));
    let labels: Vec<&str> = faults[1].diagnostic.others.iter().map(|label| label.text.as_str()).collect();
    assert!(labels.contains(&"the pack says that this cannot be: no x without y"), "{labels:?}");
    faulty(
        &format!("{G}impossible always \"nothing can be\"\n"),
        &["never-reached: impossible always \"nothing can be\""],
    );
}

#[test]
fn an_exception_against_the_rule_itself_defeats_nothing() {
    faulty(
        &format!("{G}rule r \"r\"\n  when a.x unless not a.x cite book\n  then f cite book\n"),
        &["exception-never-defeats: not a.x"],
    );
    faulty(&format!("{G}rule r \"r\"\n  when a.x unless a.y cite book\n  then f cite book\n"), &[]);
    faulty(
        &format!(
            "{G}rule r \"r\"\n  when a.x unless a.y or a.z cite book\n  unless a.z cite book\n  then f cite book\n"
        ),
        &["condition-without-effect: a.z"],
    );
}

#[test]
fn what_is_said_already_has_no_effect() {
    faulty(
        &format!("{G}rule r \"r\"\n  when a.long > 24 hours and a.long > 48 hours then f cite book\n"),
        &["condition-without-effect: a.long > 24 hours"],
    );
    faulty(
        &format!("{G}rule r \"r\"\n  when a.x or (a.x and a.y) then f cite book\n"),
        &["condition-without-effect: a.x and a.y"],
    );
    faulty(
        &format!("{G}rule r \"r\"\n  when some visit has (open and open) then f cite book\n"),
        &["condition-without-effect: open"],
    );
    // A dispute on x alone would make a difference: not the same in every case.
    faulty(&format!("{G}rule r \"r\"\n  when a.x and (not a.x or a.y) then f cite book\n"), &[]);
}

#[test]
fn a_rule_that_adds_nothing_is_swallowed() {
    let large = "rule large \"large\"\n  when a.x then f cite book\n";
    let small = "rule small \"small\"\n  when a.x and a.z then f cite book";
    faulty(&format!("{G}{large}{small}\n"), &["rule-swallowed: small"]);
    faulty(&format!("{G}{large}{small}\n  say \"in words of its own\"\n"), &[]);
    faulty(&format!("{G}{large}rule small \"small\"\n  when a.z then f cite book\n"), &[]);
    let (program, faults) = found(&format!("{G}{large}{small}\n"));
    let witness = faults[0].witness.as_ref().expect("a case shows it");
    let case = case(&program, &witness.text);
    let proof = evaluate(&program, &case, Options::default());
    let value = |name: &str| {
        let rule = program.rules.iter().position(|rule| rule.name == name).expect("it is there");
        proof.value(proof.circuit.rules[rule].value)
    };
    assert_eq!(value("large"), Value::Yes);
    assert_ne!(value("small"), Value::Yes);
}

#[test]
fn what_every_case_reaches_is_told() {
    faulty(
        &format!("{G}rule r \"r\"\n  when a.x is shown or not (a.x is shown) then f cite book\n"),
        &["always-reached: f"],
    );
    faulty(&format!("{G}rule r \"r\"\n  when always then f cite book\n"), &[]);
}

#[test]
fn what_was_never_law_together_is_never_reached() {
    let rule = |until: &str| {
        format!(
            "{G}category I \"One\" in force from 2000 by a.from cite book\nrule r \"r\"\n  when a.x\n  in force until {until} by a.from\n  then f, category I cite book\nrule q \"q\"\n  when a.z and f and a.from > 2010\n  then g cite book\n  say \"q\"\n"
        )
    };
    faulty(&rule("2005"), &["rule-never-applies: a.from > 2010"]);
    faulty(&rule("2015"), &[]);
    faulty(&rule("1990"), &["never-reached: I", "rule-never-applies: a.from > 2010"]);
}

#[test]
fn lists_may_be_empty_long_open_or_closed() {
    let some = "some visit has open";
    faulty(&format!("{G}rule r \"r\"\n  when every visit has open and not ({some}) then f cite book\n"), &[]);
    faulty(
        &format!("{G}rule r \"r\"\n  when some visit has open and every visit has not open then f cite book\n"),
        &["never-reached: f", "rule-never-applies: every visit has not open"],
    );
    faulty(&format!("{G}rule r \"r\"\n  when count of visit with open >= 3 then f cite book\n"), &[]);
}

#[test]
fn stages_and_judgements_count() {
    faulty(
        &format!("{G}rule r \"r\"\n  when government has replied and not government has replied then f cite book\n"),
        &["never-reached: f", "rule-never-applies: not government has replied"],
    );
    // The Group may say that it is not grave although x and z are so.
    faulty(&format!("{G}rule r \"r\"\n  when a.x and a.z and not a.grave then f cite book\n"), &[]);
}

#[test]
fn the_law_of_the_working_group_can_all_apply_defeat_and_be_reached() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut reading = habeas::pack::Reading::new(|source, text| {
        let parsed = parse(source, text);
        (parsed.file, parsed.diagnostics)
    });
    let pack = habeas::pack::load_folder(&mut reading, &root.join("rules/wgad")).expect("it is there");
    let files: Vec<_> = pack.files.iter().map(|loaded| &*loaded.file).collect();
    let program = check_pack(&files, Span::default()).program.expect("it is sound");
    for fault in analyse(&program) {
        // What other rules make sure of may be written out for who reads one rule alone.
        assert!(fault.remark, "{}", fault.diagnostic.message);
        assert!(fault.witness.is_some(), "no case shows: {}", fault.diagnostic.message);
    }
}

#[test]
fn what_only_other_rules_make_sure_of_is_a_remark() {
    let through = |extra: &str| {
        let rules = format!(
            "{G}rule r \"r\"\n  when a.x and (a.y or a.z) then f cite book\nrule q \"q\"\n  when {extra}f and a.kind = old then g cite book\n  say \"q\"\n"
        );
        found(&rules).1.iter().map(|fault| fault.remark).collect::<Vec<bool>>()
    };
    assert_eq!(through(""), [false; 0]);
    assert_eq!(through("a.x and "), [true]);
    assert_eq!(through("f and "), [false]);
}

#[test]
fn either_reading_of_the_law_counts() {
    let rules = |second: &str| {
        format!(
            "{G}reading by_night \"By night?\"\n  default never \"Never.\" cite book\n  other urgent \"Where it is urgent.\" cite book\nrule r \"r\"\n  when a.x and reading by_night is urgent{second}\n  then f cite book\n"
        )
    };
    faulty(&rules(""), &[]);
    faulty(
        &rules(" and reading by_night is never"),
        &["never-reached: f", "rule-never-applies: reading by_night is never"],
    );
}

/// The worlds in which a claim about a pack is tried.
struct Tried<'a> {
    program: &'a Program,
    proofs: Vec<Proof<'a>>,
}

fn rule_value(proof: &Proof, id: RuleId) -> Value {
    proof.value(proof.circuit.rules[id.index()].value)
}

impl Tried<'_> {
    /// The first world in which a claim is false.
    fn refuted(&self, claim: Claim) -> Option<&Proof<'_>> {
        let altered = altered(self.program, claim);
        self.proofs.iter().filter(|proof| proof.impossible().is_empty()).find(|proof| {
            let other = || {
                altered
                    .as_ref()
                    .map(|program| evaluate_supposing(program, proof.case, proof.options, proof.supposed.clone()))
            };
            match claim {
                Claim::NeverApplies(rule) => rule_value(proof, rule) == Value::Yes,
                Claim::NeverDefeats(rule, place) => {
                    let slots = &proof.circuit.rules[rule.index()];
                    proof.rule_in_force(rule)
                        && proof.of(slots.when) == Value::Yes
                        && proof.of(slots.unless[place]) == Value::Yes
                }
                Claim::WithoutEffect { rule, .. } | Claim::ExceptionWithoutEffect(rule, _) => {
                    other().is_some_and(|other| rule_value(&other, rule) != rule_value(proof, rule))
                }
                Claim::Swallowed(small, large) => rule_value(proof, small) > rule_value(proof, large),
                Claim::NeverReached(holding) => proof.holding(holding) == Value::Yes,
                Claim::AlwaysReached(holding) => proof.holding(holding) != Value::Yes,
                Claim::NothingPossible => true,
            }
        })
    }
}

/// The pack without what is claimed to have no effect.
fn altered(program: &Program, claim: Claim) -> Option<Program> {
    let mut altered = program.clone();
    match claim {
        Claim::WithoutEffect { list, part, .. } => {
            let (Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts)) = &mut altered.exprs[list.index()].node
            else {
                return None;
            };
            parts.retain(|one| *one != part);
        }
        Claim::ExceptionWithoutEffect(rule, place) => {
            altered.rules[rule.index()].unless.remove(place);
        }
        _ => return None,
    }
    Some(altered)
}

/// Fewer programs than usual: each is analysed as a whole, and every claim tried in many worlds.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: (usual.cases / 4).max(8), max_shrink_iters: 200, failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_world_of_a_random_pack_refutes_what_is_claimed(written in written(Flavour::Full), mut numbers in dice(400)) {
        let opened = written.open().map_err(TestCaseError::fail)?;
        let faults = analyse(&opened.program);
        if faults.is_empty() {
            return Ok(());
        }
        let mut tried = Tried { program: &opened.program, proofs: Vec::new() };
        for case in &opened.file.detentions {
            let options = Options { as_pleaded: written.as_pleaded };
            tried.proofs.push(evaluate(&opened.program, case, options));
            for _ in 0..5 {
                let supposed = suppositions(&opened.program, case, &mut numbers);
                tried.proofs.push(evaluate_supposing(&opened.program, case, options, supposed));
            }
        }
        for fault in &faults {
            prop_assert!(tried.refuted(fault.claim).is_none(), "REFUTED {:?} {:?}\n{:?}", fault.claim, fault.diagnostic, written);
            if let Some(witness) = &fault.witness {
                case(&opened.program, &witness.text);
            }
        }
    }

    #[test]
    fn over_every_world_of_a_small_pack_exactly_the_faults_there_are_are_found(mut numbers in dice(60)) {
        let text = format!("{FRAME}{}", small(&mut numbers));
        let program = program(&text);
        let empty = case(&program, "case c \"C\"\n  under p\n  stage no reply\n");
        let facts = ["x", "y", "z"].map(|name| program.facts.iter().position(|fact| fact.name == name).unwrap());
        let states =
            [State::NotShown, State::Contested, State::Known(Datum::Yes), State::Known(Datum::No)];
        let worlds = (0..64usize).map(|code| {
            let one = |(place, fact): (usize, &usize)| {
                let fact = habeas::program::FactId::at(*fact);
                let subject = habeas::case::Subject { fact, instance: 0 };
                Supposition { subject, state: states[code >> (2 * place) & 3].clone() }
            };
            let supposed = facts.iter().enumerate().map(one).collect();
            evaluate_supposing(&program, &empty, Options::default(), supposed)
        });
        let tried = Tried { program: &program, proofs: worlds.collect() };
        let claims: Vec<Claim> = analyse(&program).iter().map(|fault| fault.claim).collect();
        for claim in &claims {
            prop_assert!(tried.refuted(*claim).is_none(), "{claim:?}\n{text}");
        }
        for rule in (0..program.rules.len()).map(RuleId::at) {
            let claim = Claim::NeverApplies(rule);
            prop_assert_eq!(claims.contains(&claim), tried.refuted(claim).is_none(), "{:?}\n{}", claim, &text);
            for place in 0..program.rules[rule.index()].unless.len() {
                let claim = Claim::NeverDefeats(rule, place);
                let idle = claims.contains(&Claim::NeverApplies(rule));
                let expected = !idle && tried.refuted(claim).is_none();
                prop_assert_eq!(claims.contains(&claim), expected, "{:?}\n{}", claim, &text);
            }
        }
        for holding in (0..program.holdings.len()).map(HoldingId::at) {
            let claim = Claim::NeverReached(holding);
            let ruled = !program.holdings[holding.index()].rules.is_empty();
            prop_assert_eq!(claims.contains(&claim), ruled && tried.refuted(claim).is_none(), "{:?}\n{}", claim, &text);
        }
        for (list, part) in lists(&program) {
            let rule = RuleId::at(0);
            let claim = Claim::WithoutEffect { rule, list, part };
            let silent = claims.contains(&Claim::NeverApplies(rule));
            // One part of a list is told, and none within it: where one has no effect, something of the rule is told.
            if tried.refuted(claim).is_none() && !silent {
                let about_it = |claim: &Claim| match claim {
                    Claim::WithoutEffect { rule, .. } | Claim::NeverDefeats(rule, _) | Claim::ExceptionWithoutEffect(rule, _) => rule.index() == 0,
                    _ => false,
                };
                prop_assert!(claims.iter().any(about_it), "{claim:?}\n{text}");
            }
        }
    }
}

/// Other states of some facts.
fn suppositions(program: &Program, case: &Case, numbers: &mut Dice) -> Vec<Supposition> {
    let proof = evaluate(program, case, Options::default());
    let subjects =
        proof.circuit.subjects.iter().filter(|subject| program.facts[subject.fact.index()].kind == Type::YesNo);
    let mut supposed = Vec::new();
    for subject in subjects {
        let state = match numbers.below(6) {
            0 | 1 => State::Known(Datum::Yes),
            2 | 3 => State::Known(Datum::No),
            4 => State::Contested,
            _ => State::NotShown,
        };
        supposed.push(Supposition { subject: *subject, state });
    }
    supposed
}

/// Three rules over three facts.
fn small(numbers: &mut Dice) -> String {
    let unless =
        if numbers.chance(60) { format!("  unless {} cite book\n", condition(numbers, 1)) } else { String::new() };
    let first = format!("rule r0 \"r\"\n  when {}\n{unless}  then f cite book\n", condition(numbers, 2));
    let second = format!("rule r1 \"r\"\n  when {}\n  then g cite book\n", condition(numbers, 1));
    let third = format!("rule r2 \"r\"\n  when f and {}\n  then g cite book\n", condition(numbers, 1));
    format!("{first}{second}{third}")
}

fn condition(numbers: &mut Dice, depth: usize) -> String {
    let leaf = |numbers: &mut Dice| format!("a.{}", numbers.pick(&["x", "y", "z"]));
    let choice = if depth == 0 { 0 } else { numbers.below(6) };
    match choice {
        2 | 3 => format!("({} and {})", condition(numbers, depth - 1), condition(numbers, depth - 1)),
        4 => format!("({} or {})", condition(numbers, depth - 1), condition(numbers, depth - 1)),
        5 => format!("({} is shown)", leaf(numbers)),
        1 => format!("(not {})", leaf(numbers)),
        _ => leaf(numbers),
    }
}

/// The lists of the first rule and their parts.
fn lists(program: &Program) -> Vec<(ExprId, ExprId)> {
    let rule = &program.rules[0];
    let mut waiting = vec![rule.when];
    waiting.extend(rule.unless.iter().map(|unless| unless.condition));
    let mut found = Vec::new();
    while let Some(expr) = waiting.pop() {
        match &program.expr(expr).node {
            Node::All(parts) | Node::Any(parts) => {
                found.extend(parts.iter().map(|part| (expr, *part)));
                waiting.extend(parts);
            }
            Node::Not(part) | Node::IsShown(part) => waiting.push(*part),
            _ => {}
        }
    }
    found
}
