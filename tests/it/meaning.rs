//! Points of meaning where a reader could expect one thing or another, each decided by a small pack and case.
#![expect(clippy::unwrap_used, reason = "the programs are written here")]

use habeas::evaluate::verify::verify;
use habeas::evaluate::{Options, State, evaluate};
use habeas::program::Standing;
use habeas::value::Value;

use proptest::prelude::*;

use crate::generate::{Dice, Opened, dice, open};
use crate::naive;

/// The frame of every pack here; `condition` makes out the one finding, unless `unless`.
fn pack(condition: &str, unless: &str) -> String {
    let unless = if unless.is_empty() { String::new() } else { format!("  unless {unless}\n") };
    let rule = format!("rule r \"R\"\n  when {condition}\n{unless}  then f\n  cite A\n");
    let source = [
        "silent, government not asked or silent or denies: not raised, not shown",
        "silent, government answers: asserted, not shown",
        "silent, government shows: shown, as answered",
        "speaks, government not asked: alleged, as said",
        "speaks, government silent: uncontested, as said",
        "speaks, government denies: not rebutted, as said",
        "speaks, government answers: contested, contested",
        "speaks, government shows, source disputes: contested, contested",
        "speaks, government shows, source does not dispute: rebutted, as answered",
        "speaks, government agrees: admitted, as said",
    ];
    let rows: String = source.iter().map(|row| format!("  source {row}\n")).collect();
    format!(
        "pack p \"P\"\nparty source \"the source\" submits\nparty government \"the Government\" answers\n\
         party working group \"the Working Group\" settles\n\
         stage drafting \"d\" government not asked\nstage no reply \"n\" government silent\n\
         stage replied \"r\" government heard\nstage reply not told \"u\" government heard in part\nauthority A \"A\"\nevidence for the source to show\n{rows}\
         topic t \"T\"\n  fact a yes/no \"A?\"\n  fact b yes/no \"B?\"\n  fact c yes/no \"C?\"\n  fact on date \"On?\"\n\
         \x20 fact at date \"At?\"\n  fact lasted duration \"Lasted?\"\n  fact held duration \"Held?\"\n\
         \x20 fact few number \"Few?\"\n  fact many number \"Many?\"\n\
         topic m \"M\" many\n  fact x yes/no \"X?\"\n  fact day date \"Day?\"\nfinding f \"f\"\n{rule}"
    )
}

fn read(condition: &str, unless: &str, case: &str) -> Opened {
    let case = format!("case c \"C\"\n  under p\n  document d \"D\"\n{case}");
    open(&[pack(condition, unless)], &[case]).unwrap()
}

/// The value of the finding, by both evaluators.
#[track_caller]
fn found(condition: &str, unless: &str, case: &str) -> Value {
    let opened = read(condition, unless, case);
    let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
    assert_eq!(verify(&proof), Vec::<String>::new());
    let value = proof.value(proof.circuit.holdings[0]);
    assert_eq!(naive::worlds(&opened.law, &opened.case, false)[0].sheet().holdings["f"], value, "the naive evaluator");
    value
}

/// Whether the condition holds where the source says this and nobody answers.
#[track_caller]
fn says(statements: &str, condition: &str) -> Value {
    let lines: String = statements.split("; ").map(|line| format!("  {line}\n")).collect();
    found(condition, "", &format!("source submits\n{lines}government does not reply\n"))
}

/// A day about the end of a month.
fn day(dice: &mut Dice) -> String {
    let month = *dice.pick(&["2021-01", "2021-02", "2021-03", "2020-02", "2020-12"]);
    let last = if month == "2021-02" { 28 } else { 29 };
    let day = *dice.pick(&[1, 2, 3, 27, 28, last]);
    format!("{month}-{day:02}{}", dice.pick(&["", "", " 00:00", " 23:59"]))
}

fn date_value(dice: &mut Dice) -> String {
    let mut days = [day(dice), day(dice)];
    days.sort();
    let [from, to] = days;
    match dice.below(6) {
        0 | 1 => from,
        2..=4 => format!("{} to {to}", &from[..10]),
        _ => format!("{} {from}", dice.pick(&["before", "after", "at least", "at most"])),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Both evaluators, where the calendar makes it hard.
    #[test]
    fn comparisons_of_dates_come_out_alike(mut dice in dice(30)) {
        let (on, at) = (date_value(&mut dice), date_value(&mut dice));
        let lasted = *dice.pick(&["1 month", "30 days", "at least 1 month", "more than 2 days", "1 to 2 months", "1 year"]);
        let how = *dice.pick(&["<", "<=", ">", ">=", "=", "!="]);
        let (sign, by) = (*dice.pick(&["+", "-"]), *dice.pick(&["1 month", "2 months", "1 year", "3 days", "t.lasted"]));
        let literal = day(&mut dice);
        let condition = match dice.below(4) {
            0 => format!("t.on - t.at {how} {by}"),
            1 => format!("t.on {sign} {by} {how} t.at"),
            2 => format!("{literal} {how} t.on {sign} {by}"),
            _ => format!("t.on {sign} {by} {how} {literal}"),
        };
        says(&format!("t.on = {on} [1]; t.at = {at} [2]; t.lasted = {lasted} [3]"), &condition);
    }
}

#[test]
fn equal_is_what_can_only_be_equal() {
    assert_eq!(says("t.few = 5 [1]; t.many = 3 to 7 [2]", "t.few = t.many"), Value::NotShown);
    assert_eq!(says("t.few = 5 [1]; t.many = 5 [2]", "t.few = t.many"), Value::Yes);
    assert_eq!(says("t.on = 2021-02-03 [1]; t.at = 2021-02 [2]", "t.on = t.at"), Value::NotShown);
    assert_eq!(says("t.on = 2021-02-03 [1]; t.at = 2021-02-03 [2]", "t.on = t.at"), Value::Yes);
}

#[test]
fn a_date_literal_is_a_window_on_either_side() {
    assert_eq!(says("t.on = 2021-02-03 [1]", "t.on = 2021-02"), Value::Yes);
    assert_eq!(says("t.on = 2021-02-03 [1]", "2021-02 = t.on"), Value::Yes);
    assert_eq!(says("t.on = 2021-02 [1]", "2021-02-03 = t.on"), Value::NotShown);
    assert_eq!(says("t.on = 2021-02-03 [1]", "2021-02-02 < t.on"), Value::Yes);
    assert_eq!(says("t.on = 2021-02-03 12:00 [1]", "2021-02-03 < t.on"), Value::No);
}

#[test]
fn a_bound_in_months_meets_a_rule_in_months() {
    assert_eq!(says("t.lasted = at least 2 months [1]", "t.lasted >= 2 months"), Value::Yes);
    assert_eq!(says("t.lasted = more than 2 months [1]", "t.lasted > 2 months"), Value::Yes);
    assert_eq!(says("t.lasted = less than 2 months [1]", "t.lasted < 2 months"), Value::Yes);
    assert_eq!(says("t.lasted = at most 1 year [1]", "t.lasted > 12 months"), Value::No);
    assert_eq!(says("t.lasted = more than 2 months [1]", "t.lasted > 61 days"), Value::NotShown);
    assert_eq!(says("t.lasted = 1 month [1]; t.held = 1 month [2]", "t.lasted >= t.held"), Value::Yes);
}

#[test]
fn a_range_over_the_end_of_a_month_keeps_both_readings() {
    let said = "t.on = 2021-01-31 to 2021-02-01 [1]";
    assert_eq!(says(said, "t.on + 1 month <= 2021-03-01"), Value::NotShown);
    assert_eq!(says(said, "t.on + 1 month <= 2021-03-03"), Value::Yes);
}

#[test]
fn nothing_is_less_than_nothing() {
    for (fact, value) in [("few", "less than 0"), ("lasted", "less than 0 days")] {
        let case = format!("case c \"C\"\n  under p\nsource submits\n  t.{fact} = {value} [1]\n");
        let fault = open(&[pack("t.a", "")], &[case]).err().unwrap();
        assert!(fault.contains("nothing is less than nothing"), "{fault}");
    }
}

#[test]
fn who_confirms_or_denies_in_general_challenges_nothing() {
    let case =
        |reply: &str| format!("source submits\n  t.a [1]\n  m one: x [2]\n  m two: x [3]\ngovernment replies\n{reply}");
    let challenged = |reply: &str| found("government has challenged t.a", "", &case(reply));
    assert_eq!(challenged("  t.a [4]\n"), Value::No);
    assert_eq!(challenged("  answers t.a [4]\n"), Value::No);
    assert_eq!(challenged("  t.b [4]\n"), Value::No);
    assert_eq!(challenged("  not t.a [4]\n"), Value::Yes);
    assert_eq!(challenged("  denies t.a [4]\n"), Value::No);
    assert_eq!(challenged("  shows not t.a by \"a paper\" [4]\n"), Value::Yes);
    let anything = |reply: &str| found("government has challenged anything", "", &case(reply));
    assert_eq!(anything("  t.a [4]\n  t.b [5]\n"), Value::No);
    assert_eq!(anything("  answers not m two: x [4]\n".replace("not m two: x", "m two: not x").as_str()), Value::Yes);
}

#[test]
fn a_reply_that_is_told_in_part_may_have_challenged_more() {
    let known = "government replies\n  not t.a [4]\n";
    for (stage, reply, expected) in [
        ("replied", known, [Value::Yes, Value::No, Value::Yes, Value::Contested, Value::Yes]),
        ("reply not told", known, [Value::Yes, Value::NotShown, Value::Yes, Value::Contested, Value::Yes]),
        ("replied", "", [Value::No, Value::No, Value::Yes, Value::Yes, Value::Yes]),
        ("reply not told", "", [Value::NotShown, Value::NotShown, Value::Yes, Value::Yes, Value::Yes]),
    ] {
        let case = format!("  stage {stage}\nsource submits\n  t.a [1]\n  t.b [2]\n{reply}");
        let asked =
            ["government has challenged t.a", "government has challenged t.b", "government has replied", "t.a", "t.b"];
        assert_eq!(asked.map(|condition| found(condition, "", &case)), expected, "{stage}: {reply}");
    }
}

#[test]
fn a_challenge_is_to_the_instance_in_scope() {
    let case = "source submits\n  m one: x [2]\n  m two: x [3]\n  no other m [4]\ngovernment replies\n  answers m two: not x [4]\n";
    assert_eq!(found("some m has (government has challenged m.x)", "", case), Value::Yes);
    assert_eq!(found("every m has (government has challenged m.x)", "", case), Value::No);
}

#[test]
fn a_document_that_is_disputed_shows_nothing_alone() {
    let case = "source comments\n  disputes t.a [5]\ngovernment replies\n  shows t.a by \"a paper\" [4]\n";
    let opened = read("t.a", "", case);
    let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
    let reading = &proof.evaluation.readings[0];
    assert_eq!((reading.standing, &reading.state), (Standing::Contested, &State::Contested));
    assert_eq!(found("t.a", "", case), Value::Contested);
    assert_eq!(found("t.a", "", &case.replace("disputes t.a", "t.b")), Value::Yes);
}

/// On the chain, contested `and` not shown is not shown; so a contested fact can take a made-out exception back to one that
/// was not shown, and that saves nobody. It takes a `not` over several facts to see it.
#[test]
fn contesting_a_fact_of_a_negated_exception_can_lift_a_defeated_rule() {
    let case = |a: &str| format!("source submits\n  {a} [1]\n  t.c [2]\ngovernment replies\n  denies t.b [3]\n");
    let settled = case("not t.a");
    let contested = format!("{settled}  answers t.a [4]\n");
    let value = |case: &str| found("t.c", "not (t.a and t.b)", case);
    assert_eq!(value(&settled), Value::No);
    assert_eq!(value(&contested), Value::Yes);
}

// ---------------------------------------------------------------- the law in time

/// The finding of a rule that is in force in this time, where the source says this of the date; by both evaluators.
#[track_caller]
fn in_force(time: &str, date: &str) -> bool {
    let law = pack("t.a", "").replace("  then f\n", &format!("  in force {time} by t.on\n  then f\n"));
    let on = if date.is_empty() { String::new() } else { format!("  t.on = {date} [2]\n") };
    let case = format!("case c \"C\"\n  under p\n  document d \"D\"\nsource submits\n  t.a [1]\n{on}");
    let opened = open(&[law], &[case]).unwrap();
    let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
    assert_eq!(verify(&proof), Vec::<String>::new());
    let value = proof.value(proof.circuit.holdings[0]);
    assert_eq!(naive::worlds(&opened.law, &opened.case, false)[0].sheet().holdings["f"], value, "the naive evaluator");
    assert_eq!(proof.rule_in_force(habeas::program::RuleId(0)), value == Value::Yes);
    assert!(matches!(value, Value::Yes | Value::No), "never in between");
    value == Value::Yes
}

#[test]
fn the_law_of_today_is_out_of_force_only_for_what_came_before_it_for_certain() {
    assert!(in_force("from 2011", "2011-01-01"));
    assert!(in_force("from 2011", "2015"));
    assert!(!in_force("from 2011", "2010-12-31"));
    assert!(!in_force("from 2011", "before 2011-01-01"));
    // Not stated, or on both sides: the law of today.
    assert!(in_force("from 2011", ""));
    assert!(in_force("from 2011-06", "2011"));
}

#[test]
fn past_law_is_in_force_only_for_what_lies_within_it_for_certain() {
    assert!(in_force("until 2010", "2010-12-31"));
    assert!(!in_force("until 2010", "2011-01-01"));
    assert!(in_force("from 1997-06 until 2010", "2003"));
    assert!(!in_force("from 1997-06 until 2010", "1997"));
    assert!(!in_force("from 1997-06 until 2010", "before 2000-01-01"));
    assert!(!in_force("until 2010", ""));
}

#[test]
fn a_contested_date_leaves_the_law_of_today() {
    for (time, expected) in [("from 2011", Value::Yes), ("until 2010", Value::No)] {
        let law = pack("t.a", "").replace("  then f\n", &format!("  in force {time} by t.on\n  then f\n"));
        let case = "case c \"C\"\n  under p\n  document d \"D\"\nsource submits\n  t.a [1]\n  t.on = 2003 [2]\n\
                    government replies\n  concedes t.a [3]\n  answers t.on = 2015 [3]\n";
        let opened = open(&[law], &[case.to_owned()]).unwrap();
        let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
        assert_eq!(proof.value(proof.circuit.holdings[0]), expected, "{time}");
        let applied = habeas::explain::words::law_applied(&proof);
        assert_eq!(applied, ["“On?” is contested: the law now in force is applied."], "{time}");
    }
}

// ---------------------------------------------------------------- readings of the law

#[test]
fn a_reading_is_taken_throughout_a_run_and_its_other_stands_beside_it() {
    let reading = "reading q \"May it be so?\"\n  default never \"never\" cite A para 1\n  other seldom \"only seldom\" cite A para 2\n";
    let law = format!("{}{reading}", pack("t.a and reading q is seldom", ""));
    let case = "case c \"C\"\n  under p\n  document d \"D\"\nsource submits\n  t.a [1]\n".to_owned();
    let mut opened = open(&[law], &[case]).unwrap();
    let value = |opened: &Opened| {
        let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
        assert_eq!(verify(&proof), Vec::<String>::new());
        proof.value(proof.circuit.holdings[0])
    };
    assert_eq!(value(&opened), Value::No);
    assert_eq!(naive::worlds(&opened.law, &opened.case, false)[0].sheet().holdings["f"], Value::No);
    let told = habeas::explain::words::law_reading(&opened.program, habeas::program::LawReadingId(0));
    assert_eq!(told, "May it be so? Read here: “never” (A para. 1). Other reading: “only seldom” (A para. 2).");
    assert!(habeas::explain::words::readings_chosen(&opened.program).is_empty());
    assert_eq!(
        opened.program.read_as("q", "seldon").unwrap_err(),
        "unknown answer to `q`: `seldon`; did you mean `seldom`?"
    );
    opened.program.read_as("q", "seldom").unwrap();
    assert_eq!(value(&opened), Value::Yes);
    let chosen = habeas::explain::words::readings_chosen(&opened.program);
    assert_eq!(
        chosen,
        ["Read for this run: May it be so? “only seldom” (A para. 2). The pack’s own reading: “never” (A para. 1)."]
    );
}

#[test]
fn the_json_answer_tells_of_time_and_readings_in_its_schema() {
    let reading = "reading q \"May it be so?\"\n  default never \"never\" cite A para 1\n  other seldom \"only seldom\" cite A para 2\n";
    let rule = "rule past \"Past\"\n  when t.a and reading q is never\n  in force until 2010 by t.on cite A para 3\n  then f\n  cite A\n";
    let case = "case c \"C\"\n  under p\n  document d \"D\"\nsource submits\n  t.a [1]\n  t.on = 2015 [1]\n".to_owned();
    let opened = open(&[format!("{}{reading}{rule}", pack("t.b", ""))], &[case]).unwrap();
    let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
    let explanation = habeas::explain::explain(&proof);
    let printed = habeas::explain::json::print(&opened.file, &[(proof, explanation)]);
    let answer: serde_json::Value = serde_json::from_str(&printed).unwrap();
    crate::json::keeps_to(habeas::explain::json::SCHEMA, &answer);
    let dating = &answer["law_in_time"][0];
    assert_eq!((&dating["fact"], &dating["applied"]), (&"t.on".into(), &"law_of_that_time".into()));
    assert_eq!(dating["not_in_force"], serde_json::json!(["past"]));
    let past = crate::json::entry(&answer["rules"], &[("id", "past")]);
    assert_eq!((&past["status"], &past["in_force"]), (&"not_met".into(), &false.into()));
    assert_eq!((&past["force"]["time"], &past["readings"]), (&"until 2010".into(), &serde_json::json!(["q"])));
    assert_eq!(
        (&answer["readings"][0]["read"]["id"], &answer["readings"][0]["chosen"]),
        (&"never".into(), &false.into())
    );
}

/// The conclusions of a small pack that these statements raise.
#[track_caller]
fn raised(statements: &str) -> Vec<String> {
    let law = "kind ground \"Ground\" first\nground A \"A\"\nground B \"B\"\nground C \"C\"\n\
               finding held \"held\"\nfinding apart \"apart\"\n\
               rule h \"H\"\n  when any of (t.a, t.b)\n  then held\n  cite A\n\
               rule p \"P\"\n  when t.b and m_free\n  then apart\n  cite A\n\
               rule ga \"GA\"\n  when held and t.c and t.lasted > 2 days\n  then ground A\n  cite A\n\
               rule gb \"GB\"\n  when held and apart and t.few > 3\n  then ground B\n  cite A\n\
               rule gc \"GC\"\n  when held and t.many > 3\n  then ground C\n  cite A\n";
    let law = format!("{}{}", pack("t.a", ""), law.replace("t.b and m_free", "t.b and not t.a"));
    let case = format!("case c \"C\"\n  under p\n  document d \"D\"\n  stage no reply\nsource submits\n{statements}");
    let opened = open(&[law], &[case]).unwrap();
    let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
    let concluded = habeas::explain::explain(&proof).conclusions;
    let raised = concluded.iter().filter(|concluded| concluded.raised);
    raised.map(|concluded| opened.program.holdings[concluded.holding.index()].name.clone()).collect()
}

#[test]
fn a_conclusion_is_raised_by_a_ground_told_in_full_or_a_finding_made_out() {
    let none: [&str; 0] = [];
    assert_eq!(raised("  t.a\n"), none, "what all ask for raises none");
    assert_eq!(raised("  t.a\n  t.c\n"), none, "one part of a ground is not enough");
    assert_eq!(raised("  t.a\n  t.c\n  t.lasted = 5 days\n"), ["A"]);
    assert_eq!(
        raised("  t.c\n  t.lasted = 1 day\n"),
        ["A"],
        "said otherwise is spoken of; what all ask for is not missed"
    );
    assert_eq!(raised("  t.many = 1\n"), ["C"]);
    assert_eq!(raised("  not t.a\n  t.b\n"), ["B"], "a finding of its own, on facts that all ask for");
}

#[test]
fn a_conclusion_is_called_by_its_name_in_any_letters_and_numbers() {
    let law = "kind category \"Category\" first\ncategory I \"One\"\ncategory II \"Two\"\ncategory V \"Five\"\n\
               rule two \"Two\"\n  when t.b\n  then category I, category II, category V\n  cite A\n";
    let case = "case c \"C\"\n  under p\n  stage no reply\nsource submits\n  t.a\n".to_owned();
    let program = open(&[format!("{}{law}", pack("t.a", ""))], &[case]).unwrap().program;
    let called = |words: &str| program.holding_called(words).map(|id| program.holding_name(id));
    for words in ["category II", "II", "category ii", "Category 2", " category  2 ", "ii", "2"] {
        assert_eq!(called(words).as_deref(), Some("category II"), "{words}");
    }
    assert_eq!(called("category 5").as_deref(), Some("category V"));
    for words in ["category 3", "category 0", "category", "", "99999999999999999999999"] {
        assert_eq!(called(words), None, "{words}");
    }
}
