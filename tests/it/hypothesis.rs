//! Hypotheticals: what they suppose and add, what changes, what is expected, and the faults that the checker finds in them.

use habeas::check::check_case;
use habeas::diagnostic::Code;
use habeas::evaluate::{Options, Proof, evaluate, evaluate_supposing};
use habeas::explain::{explain, text};
use habeas::hypothesis::json::{Ledger, TEST_SCHEMA, WHAT_IF_SCHEMA, what_if};
use habeas::hypothesis::{Changes, differences, impossible, report, suppose, test};
use habeas::program::HoldingId;
use habeas::source::{SourceId, Span};
use habeas::syntax::parse;
use habeas::value::Value;
use jsonschema::draft202012;

use crate::json::entry;
use crate::opened::{Opened, ilyashev, opened};

/// A case with one arrest without warrant and reasons, and the given hypothetical.
fn case(lines: &str) -> String {
    format!(
        "case one \"One arrest\"\n  under wgad\n  document opinion \"Opinion\"\n  stage no reply\n\n\
         source submits\n  state.party_to_iccpr [1]\n  arrest.made [2]\n  not arrest.warrant_shown [2]\n  \
         not arrest.reasons_given [2]\n  hearing first: on = 2020-06-12 [3]\n\n\
         hypothetical \"what if\" [4]\n{lines}"
    )
}

#[track_caller]
fn asked<T>(opened: &Opened, check: impl FnOnce(&Proof, &Proof, &Changes) -> T) -> T {
    let case = &opened.file.detentions[0];
    let (changed, supposed) = suppose(&opened.program, case, &case.hypotheticals[0]);
    let before = evaluate(&opened.program, case, Options::default());
    let after = evaluate_supposing(&opened.program, &changed, Options::default(), supposed);
    let changes = differences(&before, &after);
    check(&before, &after, &changes)
}

fn holding(proof: &Proof, name: &str) -> Value {
    let found = (0..proof.program.holdings.len()).map(HoldingId::at).find(|id| proof.program.holding_name(*id) == name);
    proof.holding(found.expect("it is declared"))
}

/// The codes of what is wrong with a hypothetical.
fn codes(lines: &str) -> Vec<Code> {
    let text = case(lines);
    let parsed = parse(SourceId::default(), &text);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let program = ilyashev().program;
    let checked = check_case(&program, &[parsed.file], Span::new(SourceId(0), 0, 0));
    let mut codes: Vec<Code> = checked.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    if let Some(file) = checked.case {
        codes.extend(impossible(&program, &file.detentions[0]).iter().map(|diagnostic| diagnostic.code));
    }
    codes
}

#[test]
fn every_expectation_of_the_ilyashev_case_is_met() {
    let opened = ilyashev();
    let mut failures = String::new();
    let tested = test(&opened.program, &opened.file.detentions[0], Options::default(), |proof, tested| {
        failures.push_str(&text::print(&report::failed(proof, &explain(proof), tested), text::Style::default()));
    });
    assert!(failures.is_empty(), "{failures}");
    assert!(tested.len() >= 25);
    for one in tested {
        let grounds = !one.hypothetical.places.is_empty() || one.hypothetical.arguable;
        assert!(grounds, "{} rests on a paragraph or is arguable", one.hypothetical.title);
        assert!(!one.expectations.is_empty(), "{}", one.hypothetical.title);
    }
}

#[test]
fn a_supposition_replaces_whatever_was_said() {
    let opened = opened(&case("  suppose arrest.warrant_shown\n"));
    asked(&opened, |before, after, changes| {
        assert_eq!(holding(before, "arrest_without_warrant"), Value::Yes);
        assert_eq!(holding(after, "arrest_without_warrant"), Value::No);
        let held: Vec<String> = changes.held.iter().map(|held| after.program.holding_name(held.holding)).collect();
        assert!(held.contains(&"category I".to_owned()), "{held:?}");
        let carried = changes.held.iter().find(|held| after.program.holding_name(held.holding) == "category I");
        let rules = carried.map(|held| &held.carried_by).expect("it is held");
        assert_eq!(rules.len(), 1, "only the missing reasons are left");
        assert!(changes.conclusions.iter().all(|id| after.program.holding_name(*id) != "category I"));
    });
}

#[test]
fn what_is_dropped_is_not_shown_and_what_is_contested_is_contested() {
    let dropped = opened(&case("  drop arrest.warrant_shown\n  contest arrest.reasons_given\n"));
    asked(&dropped, |_, after, _| {
        assert_eq!(holding(after, "arrest_without_warrant"), Value::NotShown);
        assert_eq!(holding(after, "reasons_not_given"), Value::Contested);
    });
}

#[test]
fn what_a_party_adds_is_weighed_by_the_rules_of_evidence() {
    let shown = opened(&case("  government shows arrest.warrant_shown by \"Warrant\"\n"));
    asked(&shown, |before, after, _| {
        assert_eq!(holding(before, "preliminary opinion_without_reply"), Value::Yes);
        assert_eq!(holding(after, "preliminary opinion_without_reply"), Value::No);
        assert_eq!(holding(after, "arrest_without_warrant"), Value::No);
    });
    let answered = opened(&case("  government answers arrest.warrant_shown\n"));
    asked(&answered, |_, after, _| assert_eq!(holding(after, "arrest_without_warrant"), Value::Contested));
    let denied = opened(&case("  government denies arrest.made\n"));
    asked(&denied, |_, after, _| assert_eq!(holding(after, "arrest_without_warrant"), Value::Yes));
}

#[test]
fn nothing_follows_from_what_no_rule_reads() {
    let opened = opened(&case("  suppose conduct.statements_false\n"));
    asked(&opened, |_, _, changes| {
        assert!(changes.nothing_follows());
        assert_eq!((changes.facts.len(), changes.rules.len(), changes.held.len()), (1, 0, 0));
    });
}

#[test]
fn faults_of_a_hypothetical_are_found() {
    assert_eq!(codes("  suppose arrest.warant_shown\n"), [Code::UnknownFact]);
    assert_eq!(codes("  suppose arest.made\n"), [Code::UnknownTopic]);
    assert_eq!(codes("  suppose arrest.made = 3\n"), [Code::TypeMismatch]);
    assert_eq!(codes("  suppose hearing last: on = 2020-06-13\n"), [Code::UnknownName]);
    assert_eq!(codes("  suppose hearing.on = 2020\n"), [Code::InstanceNeeded]);
    assert_eq!(codes("  suppose arrest.made\n  suppose not arrest.made\n"), [Code::Contradiction]);
    assert_eq!(codes("  suppose arrest.made\n  drop arrest.made\n"), [Code::Contradiction]);
    assert_eq!(codes("  drop arrest.made, arrest.made\n"), [Code::RepeatedStatement]);
    assert_eq!(codes("  suppose arrest.warrant_shown, not arrest.made\n"), [Code::Impossible]);
    assert_eq!(codes("  press says arrest.made\n"), [Code::UnknownParty]);
    assert_eq!(codes("  expect category VI\n"), [Code::UnknownConclusion]);
    assert_eq!(codes("  expect vague\n"), [Code::UnknownFinding]);
    assert_eq!(codes("  expect breach ICCPR 99\n"), [Code::UnknownProvision]);
    assert_eq!(codes("  expect category I [press 3]\n"), [Code::UnknownDocument]);
}

#[test]
fn an_expectation_that_fails_is_told_with_its_reasons() {
    let opened =
        opened(&case("  suppose arrest.warrant_shown\n  expect category I is not yes [7]\n  expect category II\n"));
    let mut told = String::new();
    let mut ledger = Ledger::default();
    let case = &opened.file.detentions[0];
    let tested = test(&opened.program, case, Options::default(), |proof, tested| {
        told.push_str(&text::print(&report::failed(proof, &explain(proof), tested), text::Style::default()));
    });
    for one in &tested {
        ledger.hypothetical(&opened.program, (&opened.file, case), one);
    }
    assert!(told.contains("Category I: anything but made out; it is made out (para. 7)"), "{told}");
    assert!(told.contains("No reasons at the time of arrest"), "{told}");
    assert!(told.contains("Why not: category II"), "{told}");
    let answer: serde_json::Value = serde_json::from_str(&ledger.print()).expect("the answer is JSON");
    assert_eq!((&answer["totals"]["failed"], ledger.failed()), (&2.into(), true));
    check_schema(TEST_SCHEMA, &answer);
}

/// The text of what fails in the first hypothetical of a case.
fn told(case: &str) -> String {
    let opened = opened(case);
    let mut told = String::new();
    test(&opened.program, &opened.file.detentions[0], Options::default(), |proof, tested| {
        told.push_str(&text::print(&report::failed(proof, &explain(proof), tested), text::Style::default()));
    });
    told
}

#[test]
fn a_breach_that_is_not_as_expected_is_told_with_what_its_rules_lack_or_what_carries_it() {
    let missing = told(&case("  suppose arrest.warrant_shown, arrest.reasons_given\n  expect breach ICCPR 9(2)\n"));
    assert!(missing.contains("expected Breach of ICCPR 9 (2): made out; it is not"), "{missing}");
    assert!(missing.contains("Why not: ") && missing.contains("Were the reasons given"), "{missing}");
    let carried = told(&case("  expect breach ICCPR 9(2) is no\n"));
    assert!(carried.contains("No reasons at the time of arrest") && carried.contains("Why: "), "{carried}");
    let unbound = told(&case("  suppose not state.party_to_iccpr\n  expect breach ICCPR 9(2)\n"));
    assert!(unbound.contains("is made out, but its instrument does not bind here"), "{unbound}");
}

#[test]
fn the_answer_to_what_if_holds_both_results_as_explain_prints_them() {
    let opened = opened(
        &case("  suppose arrest.warrant_shown, hearing first: on = 2020-06-13\n")
            .replace(", hearing first", "\n  suppose hearing first"),
    );
    let answer = asked(&opened, |before, after, changes| {
        let (then, now) = (explain(before), explain(after));
        let printed = habeas::explain::json::print(&opened.file, &[(before.clone(), then.clone())]);
        let answer = what_if(&opened.file, &[(before.clone(), then)], &[(after.clone(), now)], changes);
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("the answer is JSON");
        assert_eq!(answer["before"], serde_json::from_str::<serde_json::Value>(&printed).expect("JSON"));
        answer
    });
    check_schema(WHAT_IF_SCHEMA, &answer);
    let explained = serde_json::from_str(habeas::explain::json::SCHEMA).expect("the schema is JSON");
    assert!(draft202012::new(&explained).expect("a schema").is_valid(&answer["after"]));
    let fact = entry(&answer["changed"]["facts"], &[("id", "arrest.warrant_shown")]);
    assert_eq!((&fact["from"], &fact["to"], &fact["to_standing"]), (&"No".into(), &"Yes".into(), &"supposed".into()));
    let finding = entry(&answer["changed"]["findings"], &[("id", "arrest_without_warrant")]);
    assert_eq!((&finding["from"], &finding["to"]), (&"yes".into(), &"no".into()));
    let held = entry(&answer["changed"]["held"], &[("id", "category I")]);
    assert_eq!(held["carried_by"], serde_json::json!(["reasons_belong_to_legal_basis"]));
}

#[test]
fn a_case_that_cannot_be_read_stands_in_the_answer_with_its_faults() {
    let mut sources = habeas::source::Sources::default();
    let text = "case x \"X\"\n  under wgad\n\nsource submits\n  arrest.made [1\n";
    let source = sources.add("x.case", text);
    let diagnostics = parse(source, text).diagnostics;
    assert!(!diagnostics.is_empty());
    let mut ledger = Ledger::default();
    ledger.unreadable("x.case", (&sources, &diagnostics), None);
    ledger.unreadable("y.case", (&sources, &[]), Some("cannot read y.case".to_owned()));
    let answer: serde_json::Value = serde_json::from_str(&ledger.print()).expect("the answer is JSON");
    check_schema(TEST_SCHEMA, &answer);
    let told = &answer["unread"][0]["diagnostics"][0];
    assert_eq!((&told["severity"], &told["file"], &told["line"]), (&"error".into(), &"x.case".into(), &5.into()));
    assert_eq!(
        (&answer["unread"][1]["failure"], &answer["totals"]["unread"]),
        (&"cannot read y.case".into(), &2.into())
    );
}

#[track_caller]
fn check_schema(schema: &str, answer: &serde_json::Value) {
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    assert!(draft202012::meta::is_valid(&schema));
    let validator = draft202012::new(&schema).expect("the schema can be used");
    let fault = validator.iter_errors(answer).next().map(|fault| format!("{fault}\nat {}", fault.instance_path()));
    assert_eq!(fault, None);
}
