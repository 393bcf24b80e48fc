//! Agreement over many cases: four detentions of which one knows by hand how each is counted, and the decided cases of this
//! repository.

use habeas::evaluate::Options;
use habeas::explain::{html, text};
use habeas::program::HoldingId;
use habeas::tally::{Among, Counts, Figures, Tally, json, picture, report};
use serde_json::Value;

use crate::opened::{Opened, ilyashev, opened_under};

const LAW: &str = include_str!("../cli/rules/mini/law.law");
const CASE: &str = include_str!("../cli/decided/market.case");

fn market() -> Opened {
    opened_under(LAW, CASE).expect("the case is sound")
}

fn tally(opened: &Opened) -> Tally<'_> {
    let mut tally = Tally::of(&opened.program, Options::default());
    tally.take(&opened.file);
    tally
}

#[track_caller]
fn counts(opened: &Opened, figures: &Figures, name: &str) -> Counts {
    let named = |(holding, _): &&(HoldingId, Counts)| opened.program.holding_name(*holding) == name;
    figures.conclusions.iter().find(named).expect("it is counted").1
}

#[test]
fn each_detention_is_counted_once_and_what_is_not_testable_apart() {
    let opened = market();
    let tally = tally(&opened);
    let all = tally.figures(Among::All);
    // The baker agrees, the singer and the porter differ, of the guard nothing can be tested.
    assert_eq!((all.detentions, all.exact, all.different), (4, 1, 2));
    assert_eq!((all.rest_exact, all.rest_different, all.nothing_testable), (0, 0, 1));
    assert_eq!((all.recorded, all.unrecorded), (1, 1));
    let first = Counts { both: 2, only_rules: 1, not_testable: 1, ..Counts::default() };
    assert_eq!(counts(&opened, &all, "category I"), first);
    assert_eq!((first.precision(), first.recall()), ((2, 3), (2, 2)));
    let second = Counts { only_decision: 1, neither: 2, not_testable: 1, ..Counts::default() };
    assert_eq!(counts(&opened, &all, "category II"), second);
    assert_eq!((second.precision(), second.recall()), ((0, 0), (0, 1)));
}

#[test]
fn decisions_that_the_rules_cite_are_told_apart() {
    let opened = market();
    let tally = tally(&opened);
    let cited: Vec<bool> = tally.entries.iter().map(|entry| entry.cited).collect();
    assert_eq!(cited, [true, false, false, false], "the pack declares decision 1 as an authority");
    let (cited, others) = (tally.figures(Among::Cited), tally.figures(Among::Others));
    assert_eq!((cited.detentions, cited.exact, others.detentions, others.exact), (1, 1, 3, 0));
    let both = |figures: &Figures| counts(&opened, figures, "category I").both;
    assert_eq!((both(&cited), both(&others)), (1, 1));
}

/// The pack of the market, with results beside its categories.
fn with_results() -> Opened {
    let law = format!(
        "{LAW}\nkind result \"Result\" none \"no result\"\nresult arbitrary \"Arbitrary\"\nresult filed \"Filed\"\n\
         rule arbitrary_by_category \"Arbitrary\"\n  when category I or category II\n  then result arbitrary\n  cite decision 1\n\
         rule filed_unless_arrested \"Filed\"\n  when not arrest.made\n  then result filed\n  cite decision 1\n"
    );
    let outcome = |name: &str, facts: &str, lines: &str| {
        format!("\ndetention {name} \"{name}\"\n\nsource submits\n{facts}\noutcome decision 2\n{lines}")
    };
    let case = [
        "case many \"Many\"\n  under mini\n  document report \"A page\"\n  stage no reply\n".to_owned(),
        outcome("one", "  arrest.made [1]\n  not arrest.warrant_shown [1]\n", "  category I\n  result arbitrary\n"),
        outcome("two", "  arrest.made [1]\n  not arrest.warrant_shown [1]\n", "  no category\n  result filed\n"),
        outcome("three", "  not arrest.made [1]\n", "  no category\n  result filed\n"),
        outcome("four", "  arrest.made [1]\n", "  category I\n  result arbitrary\n"),
        outcome(
            "five",
            "  arrest.made [1]\n",
            "  category I\n  result arbitrary\n  not testable category I \"Nothing is told of a warrant at all.\"\n\
             \x20 not testable result arbitrary \"Nothing is told of a warrant at all.\"\n",
        ),
    ];
    opened_under(&law, &case.concat()).expect("the case is sound")
}

#[test]
fn outcomes_are_tabulated_as_decided_beside_what_the_rules_give() {
    let opened = with_results();
    let figures = tally(&opened).figures(Among::All);
    let [confusion] = &figures.confusions[..] else { panic!("only results are tabulated: {:?}", figures.confusions) };
    let name = |set: &Vec<HoldingId>| -> Vec<&str> {
        set.iter().map(|holding| opened.program.holdings[holding.index()].name.as_str()).collect()
    };
    let labels: Vec<Vec<&str>> = confusion.labels.iter().map(name).collect();
    assert_eq!(labels, [vec!["arbitrary"], vec!["filed"], vec![]]);
    // Rows are what was decided: arbitrary (one; four, where the rules give nothing), filed (three; two, arbitrary by the rules).
    assert_eq!(confusion.counts, [[1, 0, 1], [1, 1, 0], [0, 0, 0]]);
    assert_eq!(confusion.left_out, 1, "of five the result is not testable");
}

#[test]
fn remedies_and_the_like_are_not_counted() {
    let opened = ilyashev();
    let figures = tally(&opened).figures(Among::All);
    let kind = |(holding, _): &(HoldingId, Counts)| {
        let kind = opened.program.holdings[holding.index()].kind.expect("it is a conclusion");
        opened.program.kinds[kind.index()].name.clone()
    };
    let mut kinds: Vec<String> = figures.conclusions.iter().map(kind).collect();
    kinds.dedup();
    assert_eq!(kinds, ["category", "result"]);
    assert_eq!(counts(&opened, &figures, "category IV").not_examined, 1);
    assert_eq!((figures.detentions, figures.exact), (1, 1));
}

#[test]
fn the_answer_keeps_to_its_schema_and_names_who_reports() {
    for opened in [market(), with_results(), ilyashev()] {
        let printed = json::print(&[tally(&opened)]);
        let answer: Value = serde_json::from_str(&printed).expect("the answer is JSON");
        let schema: Value = serde_json::from_str(json::SCHEMA).expect("the schema is JSON");
        let validator = jsonschema::draft202012::new(&schema).expect("the schema can be used");
        if let Some(fault) = validator.iter_errors(&answer).next() {
            panic!("{fault}\nat {}", fault.instance_path());
        }
        assert_eq!(answer["packs"][0]["detentions"].as_array().map(Vec::len), Some(opened.file.detentions.len()));
    }
    let opened = market();
    let answer: Value = serde_json::from_str(&json::print(&[tally(&opened)])).expect("the answer is JSON");
    let title = answer["packs"][0]["detentions"][1]["title"].as_str().expect("a text");
    assert!(title.ends_with("reported by www.example.org; opinion not read"), "{title}");
}

#[test]
fn the_page_has_a_picture_with_its_figures_in_words() {
    let opened = market();
    let tally = tally(&opened);
    let svg = picture::svg(&tally).expect("it can be drawn");
    assert!(svg.starts_with("<svg") && svg.contains("role=\"img\""), "{svg}");
    assert!(svg.contains("2 both, 1 only rules, 1 not testable"), "{svg}");
    assert!(svg.contains("This is no prediction."), "{svg}");
    let colours = svg.split(['"', ';', ' ']).filter(|word| word.starts_with('#'));
    let grey = |colour: &str| colour.len() == 7 && colour[1..3] == colour[3..5] && colour[3..5] == colour[5..7];
    let colourful: Vec<&str> = colours.filter(|colour| !grey(colour)).collect();
    assert!(colourful.is_empty(), "it reads in black and white: {colourful:?}");
    let page = html::print(report::TITLE, &[report::page(&tally, svg.clone())]);
    assert!(page.contains(&svg) && page.contains("No reason is recorded."), "{page}");
}

#[test]
fn the_first_lines_say_what_the_figures_are_and_are_not() {
    let opened = market();
    let printed = text::print(&report::report(&tally(&opened)), text::Style::default());
    let mut lines = printed.lines();
    assert_eq!(lines.next(), Some("Agreement of these rules with selected decisions"));
    assert!(lines.next().is_some_and(|line| line.starts_with("This is no prediction.")), "{printed}");
}
