//! `habeas compare`: the evaluation of the Ilyashev case beside Opinion No. 2/2022, and the ways in which rules and decision
//! can part.

use habeas::compare::{Agreement, Comparison, SCHEMA, Stated, compare, json, report::report};
use habeas::evaluate::Proof;
use habeas::explain::{explain, text};
use serde_json::Value;

use crate::json::{TWO_DETENTIONS, entry, keeps_to};
use crate::opened::{Opened, ilyashev, opened};

fn compared(opened: &Opened) -> Vec<(Proof<'_>, Option<Comparison>)> {
    let mut all = Vec::new();
    for proof in opened.proofs() {
        let explanation = explain(&proof);
        let comparison = compare(&proof, &explanation);
        all.push((proof, comparison));
    }
    all
}

fn answer(opened: &Opened) -> Value {
    serde_json::from_str(&json::print(&opened.file, &compared(opened))).expect("the answer is JSON")
}

/// The outcome of a case with one arrest without a warrant, as the given lines have it.
#[track_caller]
fn with_outcome(lines: &str) -> Value {
    let case = format!(
        "case one \"One arrest\"\n  under wgad\n  document opinion \"Opinion\"\n  stage no reply\n\n\
         source submits\n  state.party_to_iccpr [1]\n  arrest.made [2]\n  not arrest.warrant_shown [2]\n\n\
         outcome opinion 1/2023\n{lines}"
    );
    let answer = answer(&opened(&case));
    keeps_to(SCHEMA, &answer);
    answer
}

#[test]
fn the_ilyashev_comparison_keeps_to_the_schema() {
    keeps_to(SCHEMA, &answer(&ilyashev()));
}

#[test]
fn every_divergence_from_the_opinion_is_recorded_and_occurs() {
    let opened = ilyashev();
    let compared = compared(&opened);
    let (proof, Some(comparison)) = &compared[0] else { panic!("the case records an outcome") };
    let shown = text::print(&report(proof, comparison), text::Style::default());
    assert_eq!(
        (comparison.totals.unrecorded, comparison.totals.stale, comparison.totals.missing),
        (0, 0, 0),
        "{shown}"
    );
}

#[test]
fn the_categories_agree_with_the_opinion() {
    let opened = ilyashev();
    let compared = compared(&opened);
    let (proof, Some(comparison)) = &compared[0] else { panic!("the case records an outcome") };
    let agreement = |id: &str| {
        let named = |it: &&habeas::compare::ConclusionCompared| proof.program.holding_name(it.holding) == id;
        let found = comparison.conclusions.iter().find(named).expect("it is compared");
        (found.stated, found.agreement)
    };
    for id in ["category I", "category II", "category III", "category V"] {
        assert_eq!(agreement(id), (Stated::Yes, Agreement::Agree), "{id}");
    }
    assert_eq!(agreement("category IV"), (Stated::NotExamined, Agreement::NotExamined));
    assert_eq!(agreement("result not_arbitrary"), (Stated::Nothing, Agreement::Agree));
}

#[test]
fn article_9_of_the_universal_declaration_is_extra_and_recorded() {
    let answer = answer(&ilyashev());
    let extra = entry(&answer["disposition"], &[("instrument", "UDHR"), ("provision", "9")]);
    assert_eq!((&extra["result"], &extra["recorded"]), (&"extra".into(), &true.into()));
    assert_eq!(extra["paras"], serde_json::json!(["71", "100"]));
    let agreed = |instrument: &str| -> Vec<&str> {
        let articles = answer["disposition"].as_array().unwrap().iter();
        let those = articles.filter(|it| it["instrument"] == instrument && it["result"] == "agree");
        those.map(|it| it["provision"].as_str().unwrap()).collect()
    };
    assert_eq!(agreed("ICCPR"), ["2(1)", "9", "14", "19", "21", "22", "26"]);
    assert_eq!(agreed("UDHR"), ["2", "3", "7", "10", "11", "19", "20"]);
}

#[test]
fn the_reasoning_is_compared_by_sub_paragraph() {
    let answer = answer(&ilyashev());
    for provision in ["9", "9(2)", "14(1)", "14(2)", "14(3)(d)", "14(3)(e)", "19", "21", "22", "2(1)", "26"] {
        let found = entry(&answer["reasoning"], &[("instrument", "ICCPR"), ("provision", provision)]);
        assert_eq!(found["result"], "agree", "{provision}");
        assert_ne!(found["decided_in"], serde_json::json!([]), "{provision}");
    }
    let extra = entry(&answer["reasoning"], &[("instrument", "ICCPR"), ("provision", "9(3)")]);
    assert_eq!((&extra["result"], &extra["recorded"]), (&"extra".into(), &true.into()));
    assert!(answer["reasoning"].as_array().unwrap().iter().all(|it| it["instrument"] != "BOP"));
}

#[test]
fn what_was_claimed_and_not_decided_may_be_supportable() {
    let answer = answer(&ilyashev());
    let supportable = entry(&answer["claims"], &[("finding", "remand_not_justified")]);
    assert_eq!((&supportable["rules"], &supportable["supportable"]), (&"yes".into(), &true.into()));
    assert_eq!(supportable["decided_in"], serde_json::json!(["81"]));
    let declined = entry(&answer["claims"], &[("finding", "domestic_law_misapplied")]);
    assert_eq!(
        (&declined["supportable"], &declined["declined_by"]),
        (&false.into(), &"no_review_of_domestic_law".into())
    );
}

#[test]
fn rules_and_decision_part_in_both_directions() {
    let answer = with_outcome("  category II [5]\n  found ICCPR 19 [5]\n  breach ICCPR 19\n");
    let result = |part: &str, wanted: &[(&str, &str)]| entry(&answer[part], wanted)["result"].clone();
    assert_eq!(result("conclusions", &[("kind", "category"), ("id", "I")]), "extra");
    assert_eq!(result("conclusions", &[("kind", "category"), ("id", "II")]), "missing");
    assert_eq!(result("conclusions", &[("kind", "category"), ("id", "IV")]), "agree");
    assert_eq!(result("disposition", &[("instrument", "ICCPR"), ("provision", "9")]), "extra");
    assert_eq!(result("disposition", &[("instrument", "ICCPR"), ("provision", "19")]), "missing");
    assert_eq!(result("reasoning", &[("instrument", "ICCPR"), ("provision", "19")]), "missing");
    assert!(
        answer["conclusions"].as_array().unwrap().iter().all(|it| it["kind"] == "category"),
        "no other kind is mentioned"
    );
    assert_eq!(answer["totals"]["recorded"], 0);
    assert_ne!(answer["totals"]["unrecorded"], 0);
}

#[test]
fn a_reason_covers_its_own_number_only() {
    let answer = with_outcome(
        "  category I [5]\n  found ICCPR 9(2) [5]\n  breach ICCPR 9; UDHR 3, 9\n  differs ICCPR 9(2) \"another reading\" [5]\n",
    );
    let recorded = |provision: &str| entry(&answer["reasoning"], &[("provision", provision)])["recorded"].clone();
    assert_eq!((recorded("9(2)"), recorded("9")), (true.into(), false.into()));
    assert_eq!(entry(&answer["disposition"], &[("instrument", "ICCPR"), ("provision", "9")])["result"], "agree");
}

#[test]
fn a_conclusion_may_differ_with_a_reason() {
    let answer = with_outcome("  category II\n");
    assert_eq!(entry(&answer["conclusions"], &[("id", "II")])["recorded"], false);
    let answer = with_outcome(
        "  category II\n  differs category II \"other facts\"\n  differs category III \"no longer\" [9]\n",
    );
    let second = entry(&answer["conclusions"], &[("id", "II")]);
    assert_eq!((&second["recorded"], &second["reason"]), (&true.into(), &"other facts".into()));
    let stale =
        serde_json::json!([{ "subject": "category III", "said": "differs", "reason": "no longer", "paras": ["9"] }]);
    assert_eq!((&answer["stale"], &answer["totals"]["stale"]), (&stale, &1.into()));
}

#[test]
fn what_is_not_testable_is_neither_agreement_nor_divergence() {
    let answer = with_outcome(
        "  category I, II\n  not testable category II \"the report tells of no conduct that a right protects\" [9]\n",
    );
    let second = entry(&answer["conclusions"], &[("id", "II")]);
    assert_eq!((&second["result"], &second["decision"]), (&"not_testable".into(), &"yes".into()));
    assert_eq!(second["reason"], "the report tells of no conduct that a right protects");
    assert_eq!(second["paras"], serde_json::json!(["9"]));
    let totals = &answer["totals"];
    assert_eq!((&totals["not_testable"], &totals["compared"]), (&1.into(), &4.into()));
    assert_eq!((&totals["agree"], &totals["missing"], &totals["stale"]), (&4.into(), &0.into(), &0.into()));
}

#[test]
fn what_the_rules_reach_is_testable_after_all() {
    let answer = with_outcome("  category I\n  not testable category I \"the report is silent on the warrant\"\n");
    assert_eq!(entry(&answer["conclusions"], &[("id", "I")])["result"], "agree");
    let reached = serde_json::json!([{
        "subject": "category I", "said": "not_testable", "reason": "the report is silent on the warrant", "paras": []
    }]);
    assert_eq!(answer["stale"], reached);
    assert_eq!((&answer["totals"]["not_testable"], &answer["totals"]["stale"]), (&0.into(), &1.into()));
}

#[test]
fn a_kind_of_which_nothing_was_stated_is_compared_in_full() {
    let silent = with_outcome("  result arbitrary\n");
    assert!(silent["conclusions"].as_array().unwrap().iter().all(|it| it["kind"] == "result"));
    let answer = with_outcome("  result arbitrary\n  no category [5]\n");
    assert_eq!(answer["none_of"], serde_json::json!(["category"]));
    assert_eq!(entry(&answer["conclusions"], &[("kind", "category"), ("id", "I")])["result"], "extra");
    assert_eq!(entry(&answer["conclusions"], &[("kind", "category"), ("id", "II")])["result"], "agree");
}

#[test]
fn articles_are_compared_only_where_the_outcome_lists_any() {
    let answer = with_outcome("  category I\n");
    assert_eq!((&answer["disposition"], &answer["reasoning"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert_eq!(answer["totals"]["extra"], 0);
}

#[test]
fn a_case_known_from_a_report_says_so_wherever_it_is_named() {
    let case = TWO_DETENTIONS
        .replace("  under    wgad\n", "  under    wgad\n  reported by \"www.example.org\", \"A journal\"\n");
    let opened = opened(&case);
    let label = "– reported by www.example.org and A journal; opinion not read";
    let answer = answer(&opened);
    keeps_to(SCHEMA, &answer);
    assert_eq!(answer["reported_by"], serde_json::json!(["www.example.org", "A journal"]));
    for proof in opened.proofs() {
        let explanation = explain(&proof);
        let told = habeas::explain::report::report(&proof, &explanation);
        for (view, page) in [
            ("text", text::print(&told, text::Style::default())),
            ("md", habeas::explain::markdown::print(&told)),
            ("html", habeas::explain::html::print("Two arrests", std::slice::from_ref(&told))),
            ("prose", habeas::explain::prose::print(&proof, &explanation)),
        ] {
            let folded = page.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(folded.contains(label), "{view}:\n{page}");
        }
    }
}

#[test]
fn two_detentions_are_compared_each_with_its_own_outcome() {
    let opened = opened(TWO_DETENTIONS);
    let answer = answer(&opened);
    keeps_to(SCHEMA, &answer);
    assert_eq!(answer["not_compared"], serde_json::json!(["autumn"]));
    let spring = entry(&answer["detentions"], &[("id", "spring")]);
    let missing = entry(&spring["reasoning"], &[("provision", "14(1)")]);
    assert_eq!((&missing["result"], &missing["recorded"]), (&"missing".into(), &true.into()));
    let article = entry(&spring["disposition"], &[("instrument", "ICCPR"), ("provision", "14")]);
    assert_eq!((&article["result"], &article["recorded"]), (&"missing".into(), &false.into()));
    assert_eq!(spring["stale"][0]["subject"], "ICCPR 19");
}

#[test]
fn a_case_without_an_outcome_has_nothing_to_compare() {
    let opened = opened(
        "case none \"No outcome\"\n  under wgad\n  document d \"D\"\n  stage drafting\n\nsource submits\n  arrest.made [1]\n",
    );
    assert!(compared(&opened)[0].1.is_none());
}

#[test]
fn the_text_begins_with_the_categories_and_ends_with_the_totals() {
    let opened = ilyashev();
    let compared = compared(&opened);
    let (proof, Some(comparison)) = &compared[0] else { panic!("the case records an outcome") };
    let shown = text::print(&report(proof, comparison), text::Style::default());
    let at = |words: &str| shown.find(words).unwrap_or_else(|| panic!("`{words}` is not in\n{shown}"));
    let order = [
        "Category\n",
        "agree?",
        "V    ✓ applies",
        "Articles that the disposition lists",
        "UDHR 9 ",
        "In all\n",
        "3 diverge",
    ];
    let places: Vec<usize> = order.iter().map(|words| at(words)).collect();
    assert!(places.is_sorted(), "{shown}");
}
