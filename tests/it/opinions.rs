//! The decided cases known from reports. In: `tests/data/opinions.tsv` (what the tables of the annual reports say of each
//! opinion) and the files of `cases/opinions`. Tested: every row has one detention with that result, reply and treaty status;
//! every case says who reports it; every difference has its reason; and no result is read by the rules.
#![expect(clippy::disallowed_methods, reason = "tests read the cases from the disk")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use habeas::case::{Case, Datum};
use habeas::compare::{Agreement, compare};
use habeas::evaluate::{Options, evaluate};
use habeas::explain::report::report;
use habeas::explain::text::{self, Style};
use habeas::explain::{explain, prose};
use habeas::program::{HoldingId, Program};
use habeas::syntax::ast::{Asked, Role};

use crate::opened::{Opened, opened};

/// A file of `cases/opinions`, opened.
struct Known {
    file: String,
    text: String,
    opened: Opened,
}

static CASES: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/opinions");
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it is there").path());
    let mut paths: Vec<_> = entries.collect();
    paths.sort();
    let known = paths.into_iter().map(|path| {
        let text = fs::read_to_string(&path).expect("it can be read");
        let file = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        Known { file, opened: opened(&text), text }
    });
    known.collect()
});

/// A row of the data file; `-` stands for a case that is about one detention.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    opinion: String,
    detention: String,
    state: String,
    outcome: String,
    categories: String,
    replied: String,
    party: String,
}

fn expected() -> BTreeSet<Row> {
    let lines = include_str!("../data/opinions.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &str| {
        let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let [opinion, detention, state, outcome, categories, replied, party] =
            <[String; 7]>::try_from(fields).expect("a row has seven fields");
        Row { opinion, detention, state, outcome, categories, replied, party }
    };
    let rows: Vec<Row> = lines.map(row).collect();
    let set: BTreeSet<Row> = rows.iter().cloned().collect();
    assert_eq!(set.len(), rows.len(), "no row stands twice");
    set
}

/// The value that somebody states of a fact, if anybody does.
fn stated<'a>(program: &Program, case: &'a Case, topic: &str, fact: &str) -> Option<&'a Datum> {
    let of = |statement: &&habeas::case::Statement| {
        let asked = &program.facts[statement.subject.fact.index()];
        asked.name == fact && program.topics[asked.topic.index()].name == topic
    };
    case.statements.iter().find(of).and_then(|statement| statement.datum.as_ref())
}

fn yes_or_no(datum: Option<&Datum>) -> String {
    match datum {
        Some(Datum::Yes) => "yes".to_owned(),
        Some(Datum::No) => "no".to_owned(),
        _ => "unknown".to_owned(),
    }
}

/// What a detention says of itself, in the form of a row.
fn row(known: &Known, case: &Case) -> Row {
    let program = &known.opened.program;
    let decided = case.decided.as_ref().expect("every detention has an outcome");
    let of_kind = |wanted: &str| -> Vec<&str> {
        let stated = decided.conclusions.iter().filter(|it| !it.not_examined);
        let holdings = stated.map(|it| &program.holdings[it.holding.index()]);
        let mut names: Vec<&str> = holdings
            .filter(|holding| holding.kind.is_some_and(|kind| program.kinds[kind.index()].name == wanted))
            .map(|holding| holding.name.as_str())
            .collect();
        names.sort_by_key(|name| program.holdings.iter().position(|holding| holding.name == *name));
        names
    };
    let state = match stated(program, case, "state", "name") {
        Some(Datum::Text(text)) => text.clone(),
        other => format!("{other:?}"),
    };
    let categories = of_kind("category").join(" ");
    let heard = program.stages[case.stage.index()].asked.heard();
    let noted = yes_or_no(stated(program, case, "procedure", "reply_received"));
    assert_eq!(noted, if heard { "yes" } else { "no" }, "{}: stage and reply go together", known.file);
    let answers = program.party_with(Role::Answers).expect("somebody answers");
    let told = case.statements.iter().any(|statement| Case::is_party(statement.speaker, answers));
    let in_full = program.stages[case.stage.index()].asked == Asked::Heard;
    assert!(told || !in_full, "{}: a reply of which nothing is told stands at a stage that says so", known.file);
    Row {
        opinion: decided.decision.trim_start_matches("opinion ").to_owned(),
        detention: if known.opened.file.split { case.name.clone() } else { "-".to_owned() },
        state,
        outcome: of_kind("result").join(" "),
        categories: if categories.is_empty() { "none".to_owned() } else { categories },
        replied: noted,
        party: yes_or_no(stated(program, case, "state", "party_to_iccpr")),
    }
}

fn detentions() -> impl Iterator<Item = (&'static Known, &'static Case)> {
    CASES.iter().flat_map(|known| known.opened.file.detentions.iter().map(move |case| (known, case)))
}

#[test]
fn every_opinion_has_one_case_with_its_result_its_reply_and_its_treaty_status() {
    let found: Vec<Row> = detentions().map(|(known, case)| row(known, case)).collect();
    let set: BTreeSet<Row> = found.iter().cloned().collect();
    assert_eq!(set.len(), found.len(), "no opinion has two cases");
    let expected = expected();
    let missing: Vec<_> = expected.difference(&set).collect();
    let too_much: Vec<_> = set.difference(&expected).collect();
    assert!(missing.is_empty() && too_much.is_empty(), "missing: {missing:#?}\nin no row: {too_much:#?}");
}

#[test]
fn file_and_case_are_named_after_the_opinion() {
    for known in CASES.iter() {
        let decided = known.opened.file.detentions[0].decided.as_ref().expect("it has an outcome");
        let opinion = decided.decision.trim_start_matches("opinion ");
        let (number, year) = opinion.split_once('/').expect("a number and a year");
        assert_eq!(known.opened.file.name, format!("opinion_{number}_{year}"));
        assert!(known.file.starts_with(&format!("{year}-{number:0>3}-")), "{}", known.file);
    }
}

#[test]
fn every_case_says_who_reports_it_and_that_the_opinion_was_not_read() {
    for known in CASES.iter() {
        assert!(!known.opened.file.reported_by.is_empty(), "{} names no report", known.file);
        assert!(known.text.contains("the opinion itself was not read"), "{} does not say so", known.file);
    }
}

#[test]
fn every_difference_is_recorded_with_a_reason_and_none_is_stale() {
    let mut faults = Vec::new();
    for (known, case) in detentions() {
        let decided = case.decided.as_ref().expect("it has an outcome");
        let reasons = decided.differs.iter().map(|it| &it.reason);
        let mut all = reasons.chain(decided.not_testable.iter().map(|it| &it.reason));
        assert!(all.all(|reason| reason.split_whitespace().count() > 4), "{}: a reason says why", known.file);
        let proof = evaluate(&known.opened.program, case, Options::default());
        let comparison = compare(&proof, &explain(&proof)).expect("it has an outcome");
        for conclusion in &comparison.conclusions {
            if conclusion.agreement.diverges() && conclusion.recorded.is_none() {
                let name = &known.opened.program.holdings[conclusion.holding.index()].name;
                let how = if conclusion.agreement == Agreement::Extra { "extra" } else { "missing" };
                faults.push(format!("{} {}: {name} is {how}", known.file, case.name));
            }
        }
        let stale = comparison.stale.iter().map(|stale| &stale.recorded.reason);
        faults.extend(stale.map(|reason| format!("{} {}: no longer so: {reason}", known.file, case.name)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn without_its_outcome_every_case_comes_out_the_same() {
    for (known, case) in detentions() {
        let program = &known.opened.program;
        let without = Case { decided: None, ..case.clone() };
        let (first, second) =
            (evaluate(program, case, Options::default()), evaluate(program, &without, Options::default()));
        for index in 0..program.holdings.len() {
            let id = HoldingId::at(index);
            assert_eq!(first.holding(id), second.holding(id), "{}: {}", known.file, program.holdings[index].name);
        }
    }
}

#[test]
fn an_answer_that_is_not_told_is_never_said_to_be_missing() {
    let mut seen = 0;
    for known in CASES.iter() {
        let program = &known.opened.program;
        for case in &known.opened.file.detentions {
            if program.stages[case.stage.index()].asked != Asked::HeardInPart {
                continue;
            }
            let proof = evaluate(program, case, Options::default());
            let style = Style { width: 2000, colour: false };
            let explained = explain(&proof);
            let printed =
                [text::print(&report(&proof, &explained), style), prose::print(&proof, &explained).replace('\n', " ")];
            for page in printed {
                assert!(page.contains("what it said is not told, or only in part."), "{}", known.file);
                for blame in [
                    "not contested by",
                    "that the Government has not shown",
                    "and not shown:",
                    "given no such answer",
                    "unchallenged",
                ] {
                    assert!(!page.contains(blame), "{}: {blame}", known.file);
                }
            }
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen} cases with a reply that is not told in full");
}
