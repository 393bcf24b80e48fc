//! Coverage: a small pack of which one knows by hand what its one case shows, and the built-in pack with the Ilyashev case.

use habeas::coverage::{ConditionCover, Coverage, Totals};
use habeas::program::{Program, RuleId};

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
