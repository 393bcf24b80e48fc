//! Coverage: a small pack of which one knows by hand what its one case shows, and the built-in pack with the Ilyashev case.

use habeas::coverage::{ConditionCover, Coverage, Covered, Loss, Mutant, Mutation, Totals, html, json, mutate, report};
use habeas::evaluate::Options;
use habeas::explain::text;
use habeas::hypothesis::test;
use habeas::program::{Program, RuleId};
use habeas::source::Sources;

use crate::opened::{Opened, ilyashev, opened_under};

const LAW: &str = include_str!("../cli/coverage/rules/house/law.law");
const CASE: &str = include_str!("../cli/coverage/visit.case");

fn taken(opened: &Opened) -> Coverage {
    let mut coverage = Coverage::of(&opened.program);
    for case in &opened.file.detentions {
        coverage.take(&opened.program, &opened.file.name, case);
    }
    coverage
}

fn visit() -> Opened {
    opened_under(LAW, CASE).expect("the case is sound")
}

#[track_caller]
fn rule(program: &Program, name: &str) -> RuleId {
    RuleId::at(program.rules.iter().position(|rule| rule.name == name).expect("there is such a rule"))
}

/// For each condition of a rule, in order: the worlds that first show it made out, not made out, deciding.
fn shown(conditions: &[ConditionCover]) -> Vec<[Option<usize>; 3]> {
    conditions.iter().map(|cover| [cover.yes, cover.otherwise, cover.decides]).collect()
}

#[test]
fn every_world_is_looked_at_in_order() {
    let worlds = taken(&visit()).worlds;
    let titles: Vec<&str> = worlds.iter().map(|world| world.hypothetical.as_deref().unwrap_or("")).collect();
    assert_eq!(
        titles,
        ["", "the house was full", "the board is split on the manners", "a child paid", "a reason was given"]
    );
    assert_eq!(worlds[1].words(), "A visit in May: what if the house was full");
    assert!(worlds.iter().all(|world| world.case == "visit"));
}

#[test]
fn rules_and_exceptions_have_the_first_case_that_shows_them() {
    let opened = visit();
    let coverage = taken(&opened);
    let of = |name: &str| &coverage.rules[rule(&opened.program, name).index()];
    let refused = of("refused_without_reason");
    assert_eq!((refused.applies, refused.contested), (Some(0), Some(2)));
    let exceptions: Vec<_> = refused.exceptions.iter().map(|cover| (cover.defeats, cover.lowers)).collect();
    assert_eq!(exceptions, [(Some(1), None), (None, Some(2))]);
    let night = of("refused_at_night");
    assert_eq!((night.applies, night.contested), (None, None));
    // The house was full there, but no night was shown: the exception takes nothing away.
    assert_eq!(night.exceptions[0].defeats, None);
    assert_eq!(of("paid_as_a_child").applies, Some(3));
    let totals = Totals { rules: (2, 3), exceptions: (1, 4), conditions: (8, 13) };
    assert_eq!(coverage.totals(), totals);
}

#[test]
fn a_condition_decides_where_another_answer_to_it_alone_would_turn_the_rule() {
    let opened = visit();
    let coverage = taken(&opened);
    let of = |name: &str| shown(&coverage.rules[rule(&opened.program, name).index()].conditions);
    let [refused, no_reason, full, rude] = of("refused_without_reason")[..] else { panic!("four conditions") };
    assert_eq!(refused, [Some(0), None, Some(0)]);
    // In the last hypothetical a reason was given: then alone it is otherwise.
    assert_eq!(no_reason, [Some(0), Some(4), Some(0)]);
    assert_eq!((full, rude), ([Some(1), Some(0), Some(0)], [None, Some(0), Some(0)]));
    // Whether the house was full decides nothing where no night was shown; the night would have decided.
    assert_eq!(of("refused_at_night")[1..], [[None, Some(0), Some(0)], [Some(1), Some(0), None]]);
    // A child pays: being a student as well changes nothing, and that the payment was a gift would have.
    let paid = of("paid_as_a_child");
    assert_eq!(
        paid,
        [[Some(3), Some(0), Some(3)], [Some(3), Some(0), Some(3)], [None, Some(0), None], [None, Some(0), Some(3)],]
    );
    assert_eq!(shown(&coverage.judgements[0].conditions), [[None, Some(0), None]; 2]);
}

#[test]
fn what_is_out_of_force_decides_and_defeats_nothing() {
    let law = LAW.replace("  judgement rude", "  fact on date \"When was the visit?\"\n  judgement rude").replace(
        "  when   visit.refused and not",
        "  in force until 1999-12-31 by visit.on\n  when   visit.refused and not",
    );
    let case =
        CASE.replace("  visit.refused            [1]", "  visit.refused            [1]\n  visit.on = 2005-05-01 [1]");
    let opened = opened_under(&law, &case).expect("the case is sound");
    let coverage = taken(&opened);
    let past = &coverage.rules[rule(&opened.program, "refused_without_reason").index()];
    assert_eq!((past.applies, past.contested), (None, None));
    assert!(past.exceptions.iter().all(|cover| (cover.defeats, cover.lowers) == (None, None)));
    assert!(past.conditions.iter().all(|cover| cover.decides.is_none()));
    // The house was full there all the same.
    assert_eq!(past.conditions[2].yes, Some(1));
}

#[test]
fn nothing_is_shown_without_a_case() {
    let opened = visit();
    let coverage = Coverage::of(&opened.program);
    let totals = Totals { rules: (0, 3), exceptions: (0, 4), conditions: (0, 13) };
    assert_eq!(coverage.totals(), totals);
}

#[test]
fn the_ilyashev_case_shows_most_of_what_its_opinion_applies() {
    let opened = ilyashev();
    let coverage = taken(&opened);
    let of = |name: &str| &coverage.rules[rule(&opened.program, name).index()];
    let warrant = of("no_warrant");
    assert_eq!(warrant.applies, Some(0));
    let defeated = &coverage.worlds[warrant.exceptions[0].defeats.expect("some hypothetical shows it")];
    assert!(defeated.hypothetical.is_some(), "nobody says that he was caught in the act: {defeated:?}");
    let ((applied, rules), worlds) = (coverage.totals().rules, coverage.worlds.len());
    assert!(applied > 90 && applied <= rules, "{applied} of {rules}");
    assert_eq!(worlds, 1 + opened.file.detentions[0].hypotheticals.len());
}

fn mutated(opened: &Opened) -> Mutation {
    mutate(&opened.program, std::slice::from_ref(&opened.file), &mut |_| true)
}

/// The losses of one rule with the world that notices each.
fn noticed(opened: &Opened, mutation: &Mutation, name: &str) -> Vec<(&'static str, Option<usize>)> {
    let rule = rule(&opened.program, name);
    let own = mutation.mutants.iter().filter(|mutant| mutant.rule == Some(rule));
    own.map(|mutant| (mutant.loss.word(), mutant.noticed)).collect()
}

#[test]
fn a_loss_is_noticed_where_an_expectation_would_fail() {
    let opened = visit();
    let mutation = mutated(&opened);
    // World 1: the house was full; 2: the manners are contested; 3: a child paid. The last expects nothing.
    assert_eq!((mutation.mutants.len(), mutation.asked, mutation.failing, mutation.complete), (22, 3, 0, true));
    assert_eq!(
        noticed(&opened, &mutation, "refused_without_reason"),
        [
            ("condition", None),
            ("condition", None),
            ("when", None),
            ("exception", Some(1)),
            ("exception", Some(2)),
            ("rule", Some(2)),
        ]
    );
    // Without its exception the rule would be not shown where the house was full, and no more "no".
    assert_eq!(
        noticed(&opened, &mutation, "refused_at_night"),
        [("condition", None), ("condition", Some(2)), ("when", Some(2)), ("exception", Some(1)), ("rule", None),]
    );
    assert_eq!(
        noticed(&opened, &mutation, "paid_as_a_child"),
        [
            ("condition", None),
            ("condition", Some(3)),
            ("condition", None),
            ("condition", None),
            ("when", None),
            ("exception", None),
            ("rule", Some(3)),
            ("then", Some(3)),
            ("breach", None),
        ]
    );
    let of_judgements: Vec<&Mutant> = mutation.mutants.iter().filter(|mutant| mutant.judgement.is_some()).collect();
    assert!(of_judgements.len() == 2 && of_judgements.iter().all(|mutant| mutant.noticed.is_none()));
}

#[test]
fn a_published_outcome_notices_a_loss() {
    let decided =
        CASE.replace("hypothetical \"a reason", "outcome order 1\n  ground refusal [3]\n\nhypothetical \"a reason");
    let opened = opened_under(LAW, &decided).expect("the case is sound");
    let mutation = mutated(&opened);
    let refused = noticed(&opened, &mutation, "refused_without_reason");
    assert_eq!(refused[5], ("rule", Some(0)), "the decision names the ground");
    assert_eq!(refused[0], ("condition", None), "the case as it stands says that the visitor was refused");
    let night = noticed(&opened, &mutation, "refused_at_night");
    assert_eq!(night[1], ("condition", Some(2)), "the decision agrees with the ground all the same");
}

#[test]
fn what_fails_as_the_law_stands_notices_nothing() {
    let failing = CASE.replace("expect ground fee", "expect ground fee is contested");
    let opened = opened_under(LAW, &failing).expect("the case is sound");
    let mutation = mutated(&opened);
    assert_eq!((mutation.asked, mutation.failing), (3, 1));
    assert!(noticed(&opened, &mutation, "paid_as_a_child").iter().all(|(_, noticed)| noticed.is_none()));
}

#[test]
fn a_search_that_is_stopped_says_so() {
    let opened = visit();
    let mut calls = 0;
    let mutation = mutate(&opened.program, std::slice::from_ref(&opened.file), &mut |progress| {
        calls += 1;
        assert_eq!((progress.done, progress.all), (calls, 5));
        calls < 2
    });
    assert!(!mutation.complete);
    assert_eq!((calls, mutation.asked), (2, 1));
    assert_eq!(noticed(&opened, &mutation, "paid_as_a_child")[6], ("rule", None), "its hypothetical was not reached");
    let told =
        text::print(&report::mutation(&covered(&opened, &Sources::default()), &mutation), text::Style::default());
    assert!(told.contains("Stopped before every case was asked"), "{told}");
}

/// The altered program carries every loss at once: each agrees with a program in which that thing is really gone.
#[test]
fn losses_agree_with_programs_that_lack_them() {
    let mut opened = ilyashev();
    let mutation = mutated(&opened);
    assert_eq!((mutation.failing, mutation.complete), (0, true), "as the law stands nothing fails");
    let exceptions: Vec<Mutant> =
        mutation.mutants.iter().filter(|mutant| matches!(mutant.loss, Loss::Exception(_))).copied().collect();
    let caught = exceptions.iter().filter(|mutant| mutant.noticed.is_some()).step_by(4);
    let missed = exceptions.iter().filter(|mutant| mutant.noticed.is_none()).step_by(30);
    let whole = opened.program.clone();
    let case = opened.file.detentions[0].clone();
    for mutant in caught.chain(missed) {
        let (Loss::Exception(condition), Some(rule)) = (mutant.loss, mutant.rule) else { continue };
        opened.program = whole.clone();
        opened.program.rules[rule.index()].unless.retain(|unless| unless.condition != condition);
        let tested = test(&opened.program, &case, Options::default(), |_, _| {});
        let first = tested.iter().position(|one| !one.passed()).map(|place| place + 1);
        // World 0 is the case as it stands, with its published outcome.
        if mutant.noticed != Some(0) {
            assert_eq!(first, mutant.noticed, "{}", whole.rules[rule.index()].name);
        }
    }
}

fn covered<'a>(opened: &'a Opened, sources: &'a Sources) -> Covered<'a> {
    Covered { sources, files: &[], program: &opened.program, cases: 1, coverage: taken(opened) }
}

#[test]
fn the_answer_keeps_to_its_schema() {
    let opened = visit();
    let sources = Sources::default();
    for mutation in [None, Some(mutated(&opened))] {
        let with = mutation.is_some();
        let answer = json::print(&[(covered(&opened, &sources), mutation)]);
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("the answer is JSON");
        let pack = &answer["packs"][0];
        assert_eq!(pack["totals"]["exceptions"], serde_json::json!({ "shown": 1, "of": 4 }));
        assert_eq!(pack["rules"][0]["exceptions"][0]["defeats"]["hypothetical"], "the house was full");
        assert_eq!(pack["rules"][1]["applies"], serde_json::Value::Null);
        assert_eq!(pack["mutation"].is_null(), !with);
        if with {
            assert_eq!((&pack["mutation"]["tried"], &pack["mutation"]["noticed"]), (&22.into(), &9.into()));
        }
        check_schema(&answer);
    }
}

#[track_caller]
fn check_schema(answer: &serde_json::Value) {
    let schema = serde_json::from_str(json::SCHEMA).expect("the schema is JSON");
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).expect("the schema can be used");
    let fault = validator.iter_errors(answer).next().map(|fault| format!("{fault}\nat {}", fault.instance_path()));
    assert_eq!(fault, None);
    let mut more = answer.clone();
    more["packs"][0]["rules"][0]["surprise"] = true.into();
    assert!(!validator.is_valid(&more));
}

/// The house, with its text, as the command line has it; a title holds what a page must escape.
fn page(mutate_too: bool) -> String {
    let law = LAW.replace("Refused at night", "Refused <b>at</b> night & day");
    let opened = opened_under(&law, CASE).expect("the case is sound");
    let mut sources = Sources::default();
    let file = sources.add("house.law", law.clone());
    let mutation = mutate_too.then(|| mutated(&opened));
    html::print(&[(Covered { files: &[file], ..covered(&opened, &sources) }, mutation)])
}

/// The row of a line of the law.
#[track_caller]
fn row(page: &str, line: usize) -> &str {
    let start = page.find(&format!("<tr id=\"r0-f0-l{line}\"")).expect("the line is there");
    let end = page[start..].find("</tr>").expect("the row ends") + start;
    &page[start..end]
}

#[test]
fn the_page_marks_every_line_of_the_law() {
    let page = page(false);
    let line = |text: &str| LAW.lines().position(|line| line.contains(text)).expect("the line is there") + 1;
    let refused = row(&page, line("rule refused_without_reason"));
    assert!(refused.contains("class=\"yes\"") && refused.contains(">✓</span>"), "{refused}");
    assert!(refused.contains("Applies: <a href=\"#r0-w0\""), "{refused}");
    let rude = row(&page, line("unless visit.rude"));
    assert!(rude.contains(">≈</span>") && rude.contains("Only lowers it to contested: <a href=\"#r0-w2\""), "{rude}");
    let night = row(&page, line("rule refused_at_night"));
    assert!(night.contains("class=\"no\"") && night.contains("Never applies"), "{night}");
    assert!(night.contains("Refused &lt;b&gt;at&lt;/b&gt; night &amp; day"), "{night}");
    let paid = row(&page, line("when   visit.paid"));
    assert!(paid.contains("<u class=\"never\">visit.student</u>") && paid.contains(">≈</span>"), "{paid}");
    assert!(paid.contains("Never decides: Was the visitor a student? Yes (never made out)"), "{paid}");
    assert!(!row(&page, line("fact child")).contains("class=\"mark"), "nothing can be shown of a question");
}

#[test]
fn the_page_needs_nothing_else_and_its_links_lead_somewhere() {
    let page = page(true);
    assert!(page.contains("What nothing would notice the loss of: 13"), "{page}");
    assert!(!page.contains("http:") && !page.contains("https:") && !page.contains("<b>at</b>"));
    let links: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() > 20, "{}", links.len());
    for link in links {
        assert!(page.contains(&format!("id=\"{link}\"")), "{link} leads nowhere");
    }
}
