//! Precedents: a small pack in which one knows by hand which decided case holds here all the more, and the case of Alnur Ilyashev
//! beside the decided cases of this repository.
#![expect(clippy::panic, reason = "a helper of tests fails by panicking")]

use habeas::case::Case;
use habeas::evaluate::{Options, evaluate};
use habeas::explain::{html, markdown, text};
use habeas::precedent::report::{Searched, citation, report};
use habeas::precedent::{Against, Decision, Fortiori, Precedent, Precedents, grounds, json, precedents};
use habeas::program::{HoldingId, RuleId};
use serde_json::Value;

use crate::opened::{Opened, opened_under};

/// The pack of the command line's tests, with a category that needs two findings together, and results.
const LAW: &str = concat!(
    include_str!("../cli/rules/mini/law.law"),
    "\ncategory III \"Both together\"\nkind result \"Result\" none \"no result\"\nresult filed \"Filed\"\n",
    "rule both \"Both together\"\n  when no_warrant and late_reasons\n  then category III\n  cite decision 1\n",
    "rule filed_unless_arrested \"Filed\"\n  when not arrest.made\n  then result filed\n  cite decision 1\n",
);

const NO_WARRANT: &str = "  arrest.made [1]\n  not arrest.warrant_shown [1]\n";
const LATE: &str = "  arrest.on = 2021-03-01 [2]\n  arrest.told_on = 2021-03-09 [2]\n";

/// A detention with the source's words and an outcome.
fn detention(name: &str, facts: &[&str], outcome: &str) -> String {
    let outcome = if outcome.is_empty() { String::new() } else { format!("\noutcome decision 7/2020\n{outcome}") };
    format!("\ndetention {name} \"{name}\"\n\nsource submits\n{}{outcome}", facts.concat())
}

#[track_caller]
fn opened(detentions: &[String]) -> Opened {
    let head = "case all \"All\"\n  under mini\n  reported by \"www.example.org\"\n  document table \"The table\"\n  stage replied\n\
                \ngovernment replies 2021-06-01\n";
    opened_under(LAW, &format!("{head}{}", detentions.concat())).expect("the case is sound")
}

/// The first detention beside all others.
fn found<'a>(opened: &'a Opened, conclusion: &str) -> Precedents<'a> {
    let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
    let rest: Vec<_> = opened.file.detentions[1..].iter().map(|case| (&opened.file, case)).collect();
    precedents(&proof, named(opened, conclusion), &rest)
}

#[track_caller]
fn named(opened: &Opened, conclusion: &str) -> HoldingId {
    let all = (0..opened.program.holdings.len()).map(HoldingId::at);
    let found = all.into_iter().find(|id| opened.program.holding_name(*id) == conclusion);
    found.unwrap_or_else(|| panic!("there is no {conclusion}"))
}

#[track_caller]
fn of<'a, 'b>(found: &'b Precedents<'a>, name: &str) -> &'b Precedent<'a> {
    found.found.iter().find(|it| it.case.name == name).unwrap_or_else(|| panic!("{name} is not found"))
}

fn names<'a>(opened: &'a Opened, rules: impl IntoIterator<Item = &'a RuleId>) -> Vec<&'a str> {
    rules.into_iter().map(|id| opened.program.rules[id.index()].name.as_str()).collect()
}

#[test]
fn a_decision_on_fewer_grounds_and_no_fewer_defences_holds_all_the_more() {
    let opened = opened(&[
        detention("here", &[NO_WARRANT, LATE], ""),
        detention("weaker", &[NO_WARRANT], "  category I [3]\n"),
        detention("equal", &[NO_WARRANT, LATE], "  category I [3]\n"),
    ]);
    let found = found(&opened, "category I");
    assert_eq!(names(&opened, &found.here.favouring), ["arrest_without_warrant", "reasons_too_late"]);
    let weaker = of(&found, "weaker");
    assert_eq!((weaker.fortiori, &weaker.decided, weaker.reproduced), (Fortiori::Holds, &Decision::For, true));
    assert_eq!(names(&opened, &weaker.shared), ["arrest_without_warrant"]);
    assert_eq!(names(&opened, &weaker.only_here), ["reasons_too_late"]);
    assert!(weaker.only_there.is_empty());
    assert_eq!(of(&found, "equal").fortiori, Fortiori::Holds);
    let order: Vec<&str> = found.found.iter().map(|it| it.case.name.as_str()).collect();
    assert_eq!(order, ["equal", "weaker"], "two grounds shared stand before one");
}

#[test]
fn one_ground_that_is_missing_here_is_enough_against_it() {
    let opened = opened(&[
        detention("here", &[NO_WARRANT], ""),
        detention("stronger", &[NO_WARRANT, LATE], "  category I [3]\n"),
    ]);
    let found = found(&opened, "category I");
    let stronger = of(&found, "stronger");
    assert_eq!(stronger.fortiori, Fortiori::Fails);
    assert_eq!(names(&opened, &stronger.only_there), ["reasons_too_late"]);
}

#[test]
fn one_defence_that_stands_only_here_is_enough_against_it() {
    let here = format!(
        "{}\ngovernment replies 2021-06-01\n  shows arrest.caught_in_act by \"Record 5\" [4]\n\n\
         source disputes\n  not arrest.caught_in_act [5]\n",
        detention("here", &[NO_WARRANT, LATE], "")
    );
    let here = here.replace("source disputes\n", "source submits\n");
    let opened = opened(&[here, detention("calm", &[LATE], "  category I [3]\n")]);
    let found = found(&opened, "category I");
    assert_eq!(names(&opened, &found.here.favouring), ["reasons_too_late"], "the other rule is only contested");
    let calm = of(&found, "calm");
    assert_eq!(calm.fortiori, Fortiori::Fails);
    let against: Vec<&Against> = calm.against_here.iter().collect();
    assert!(matches!(against[..], [Against::Exception(_, 0), Against::Disputed(_)]), "{against:?}");
}

#[test]
fn a_decision_the_other_way_is_shown_and_may_be_as_strong_a_case() {
    let opened = opened(&[
        detention("here", &[NO_WARRANT], ""),
        detention("against", &[NO_WARRANT, LATE], "  no category [3]\n"),
        detention("narrower", &[LATE], "  no category [3]\n"),
        detention("other", &[NO_WARRANT], "  category II [3]\n"),
    ]);
    let found = found(&opened, "category I");
    let against = of(&found, "against");
    assert_eq!((&against.decided, against.fortiori), (&Decision::Without(Vec::new()), Fortiori::Holds));
    assert!(!against.reproduced, "the rules give category I there");
    let other = of(&found, "other");
    assert_eq!(other.decided, Decision::Without(vec![named(&opened, "category II")]));
    assert_eq!(found.apart, 1, "the narrower one shares nothing");
    let wider = self::opened(&[
        detention("here", &[NO_WARRANT, LATE], ""),
        detention("narrower", &[LATE], "  no category [3]\n"),
    ]);
    assert_eq!(of(&self::found(&wider, "category I"), "narrower").fortiori, Fortiori::Fails);
}

#[test]
fn what_the_rules_do_not_reach_there_is_weaker_ground() {
    let untestable =
        "  category III [3]\n  not testable category III \"The report does not tell when she was told why.\"\n";
    let opened = opened(&[
        detention("here", &[NO_WARRANT, LATE], ""),
        detention("untold", &[NO_WARRANT], untestable),
        detention("missed", &[LATE], "  category III [3]\n"),
    ]);
    let found = found(&opened, "category III");
    let untold = of(&found, "untold");
    assert_eq!((untold.fortiori, untold.reproduced), (Fortiori::NotSaid, false));
    assert!(untold.recorded.as_ref().is_some_and(|it| it.reason.starts_with("The report does not tell")));
    assert_eq!((of(&found, "missed").fortiori, &of(&found, "missed").recorded), (Fortiori::NotSaid, &None));
    let printed = printed(&opened, &[found]);
    assert!(
        printed.contains("Weaker ground: on the facts told, the rules do not reach category III there."),
        "{printed}"
    );
    assert!(printed.contains("No reason is recorded."), "{printed}");
}

#[test]
fn a_rule_that_only_puts_findings_together_is_no_ground() {
    let opened =
        opened(&[detention("here", &[NO_WARRANT, LATE], ""), detention("one", &[LATE], "  category III [3]\n")]);
    let found = found(&opened, "category III");
    assert_eq!(names(&opened, &found.here.favouring), ["arrest_without_warrant", "reasons_too_late"]);
}

#[test]
fn a_decision_that_says_nothing_of_the_kind_is_no_precedent() {
    let opened = opened(&[
        detention("here", &[NO_WARRANT], ""),
        detention("silent", &[NO_WARRANT], "  result filed [3]\n"),
        detention("unexamined", &[NO_WARRANT], "  category II [3]\n  category I not examined\n"),
    ]);
    let found = found(&opened, "category I");
    assert_eq!((found.found.len(), found.silent, found.apart), (0, 2, 0));
}

#[test]
fn the_outcome_of_the_present_case_is_not_read() {
    let decided = detention("there", &[NO_WARRANT], "  category I [3]\n");
    let with = opened(&[detention("here", &[NO_WARRANT, LATE], "  no category [3]\n"), decided.clone()]);
    let proof = evaluate(&with.program, &with.file.detentions[0], Options::default());
    let without = Case { decided: None, ..with.file.detentions[0].clone() };
    let bare = evaluate(&with.program, &without, Options::default());
    let target = named(&with, "category I");
    assert_eq!(grounds(&proof, target), grounds(&bare, target));
    let rest = [(&with.file, &with.file.detentions[1])];
    let told = |proof| format!("{:?}", precedents(proof, target, &rest));
    assert_eq!(told(&proof), told(&bare));
}

fn searched(decided: usize) -> Searched {
    Searched { places: vec!["cases".to_owned()], decided, most: 5 }
}

fn printed(opened: &Opened, all: &[Precedents]) -> String {
    let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
    let report = report(&proof, all, &searched(opened.file.detentions.len() - 1));
    for printed in [markdown::print(&report), html::print(&report.title, std::slice::from_ref(&report))] {
        assert!(printed.contains("opinion not read"), "{printed}");
    }
    text::print(&report, text::Style { width: 1000, colour: false })
}

#[test]
fn a_decision_is_cited_with_its_table_and_who_reports_it() {
    let opened =
        opened(&[detention("here", &[NO_WARRANT, LATE], ""), detention("there", &[NO_WARRANT], "  category I [3]\n")]);
    let all = [found(&opened, "category I")];
    let cite = citation(of(&all[0], "there"));
    assert_eq!(cite, "Decision 7/2020, All: there, para. 3; reported by www.example.org; opinion not read");
    let printed = printed(&opened, &all);
    for words in [
        "Shares its one ground: Arrest without a warrant.",
        "Here, and not there: Reasons after two days.",
        "A fortiori: this case has every ground for category I that was there, and nothing against it that was not there.",
        "Category I: decided without it, although grounds are shared\n  None was found.",
        "Order: most grounds shared,",
        &cite,
    ] {
        assert!(printed.contains(words), "{words:?} is missing in\n{printed}");
    }
}

#[test]
fn the_answer_keeps_to_its_schema() {
    let opened = opened(&[
        detention("here", &[NO_WARRANT, LATE], ""),
        detention("there", &[NO_WARRANT], "  category I [3]\n"),
        detention("against", &[NO_WARRANT], "  no category [3]\n"),
    ]);
    let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
    let all = [found(&opened, "category I"), found(&opened, "category II")];
    let answer: Value =
        serde_json::from_str(&json::print(&opened.file, &proof, &all, &searched(2))).expect("the answer is JSON");
    let schema: Value = serde_json::from_str(json::SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema can be used");
    if let Some(fault) = validator.iter_errors(&answer).next() {
        panic!("{fault}\nat {}", fault.instance_path());
    }
    let first = &answer["conclusions"][0]["precedents"][0];
    assert_eq!((&first["a_fortiori"], &first["decided"]), (&"holds".into(), &"for".into()));
    assert_eq!(answer["conclusions"][1]["grounds"], serde_json::json!([]));
}
