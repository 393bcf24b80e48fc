//! The law of the pack `wgad` is whole: every criterion of the list (`tests/data/criteria.txt`) is encoded by names that the
//! pack has, or left out for a reason; every rule is named in the pack's README; and `cases/criteria` shows each criterion at
//! work, and each of its exceptions. That the expectations there hold is for `habeas test`.
#![expect(clippy::disallowed_methods, reason = "tests read the pack, its README and the cases from the disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use habeas::check::check_pack;
use habeas::pack::{Reading, discover, load_folder};
use habeas::program::{FactId, Program};
use habeas::source::{SourceId, Span};
use habeas::syntax::parse;

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file is there")
}

fn pack() -> Program {
    let mut reading = Reading::new(|source, text| {
        let parsed = parse(source, text);
        (parsed.file, parsed.diagnostics)
    });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/wgad");
    let pack = load_folder(&mut reading, &folder).expect("the pack can be read");
    let files: Vec<_> = pack.files.iter().map(|loaded| std::rc::Rc::clone(&loaded.file)).collect();
    check_pack(&files, Span::new(SourceId(0), 0, 0)).program.expect("the pack has no errors")
}

/// The criteria, each with whether the authorities name an exception or a defence for it.
fn criteria() -> Vec<(String, bool)> {
    let list = text("tests/data/criteria.txt");
    let criteria: Vec<(String, bool)> = list
        .lines()
        .map(|line| (line.trim_end_matches(" exception").to_owned(), line.ends_with(" exception")))
        .collect();
    assert_eq!(criteria.len(), 185, "rows of the list");
    criteria
}

/// What the README's tables say of each id in their first column.
fn rows(readme: &str) -> BTreeMap<String, Vec<String>> {
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in readme.lines().filter(|line| line.starts_with("| ")) {
        let mut cells = line.trim_matches('|').splitn(2, " | ").map(str::trim);
        let (Some(id), Some(said)) = (cells.next(), cells.next()) else { continue };
        rows.entry(id.to_owned()).or_default().push(said.to_owned());
    }
    rows
}

/// The texts between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Every name that a README may rest a criterion on: rules, findings, facts.
fn names(program: &Program) -> BTreeSet<String> {
    let rules = program.rules.iter().map(|rule| rule.name.clone());
    let findings = program.holdings.iter().map(|holding| holding.name.clone());
    let facts = (0..program.facts.len()).map(|fact| program.fact_name(FactId::at(fact)));
    rules.chain(findings).chain(facts).collect()
}

#[track_caller]
fn none(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
}

#[test]
fn each_criterion_is_encoded_or_left_out_for_a_reason() {
    let names = names(&pack());
    let readme = text("rules/wgad/README.md");
    let rows = rows(&readme);
    let mut faults = Vec::new();
    for (id, _) in criteria() {
        match rows.get(&id).map(Vec::as_slice) {
            None => faults.push(format!("{id}: the README does not have it")),
            Some([said]) => {
                let reason = said.strip_prefix("no rule: ");
                let reasoned = reason.is_some_and(|reason| reason.split_whitespace().count() >= 8);
                let named = quoted(said).any(|name| names.contains(name));
                if !reasoned && !named {
                    faults.push(format!("{id}: neither a name of the pack nor a reason: {said}"));
                }
            }
            Some(said) => faults.push(format!("{id}: stands {} times", said.len())),
        }
    }
    none("criteria", &faults);
}

#[test]
fn the_readme_names_every_rule_and_nothing_that_is_not_there() {
    let program = pack();
    let readme = text("rules/wgad/README.md");
    let quoted: BTreeSet<&str> = quoted(&readme).collect();
    let unnamed = program.rules.iter().filter(|rule| !quoted.contains(rule.name.as_str()));
    none("rules that the README does not name", &unnamed.map(|rule| rule.name.clone()).collect::<Vec<_>>());
    let names = names(&program);
    let like_a_name = |name: &&str| {
        let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        name.contains(['_', '.']) && name.splitn(2, '.').all(word)
    };
    let unknown = quoted.into_iter().filter(like_a_name).filter(|name| !names.contains(*name));
    none("names that the pack does not have", &unknown.map(str::to_owned).collect::<Vec<_>>());
}

struct Shown {
    ids: Vec<String>,
    exception: bool,
    title: String,
    body: String,
}

/// The hypotheticals of `cases/criteria`: the ids and the word `exception` stand before the first colon of a title.
fn shown() -> Vec<Shown> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/criteria");
    let files = discover(&[folder]).expect("the folder is there").cases;
    assert!(files.len() >= 5, "a file for each category");
    let mut all = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("it is text");
        let constructed =
            text.lines().any(|line| line.starts_with("case ") && line.contains("\"Constructed example: "));
        assert!(constructed, "{}: the title says that it is constructed", file.display());
        for part in text.split("\nhypothetical \"").skip(1) {
            let (title, body) = part.split_once('\n').expect("a hypothetical has lines");
            let (ids, _) = title.split_once(": ").expect("a title begins with the criteria that it tests");
            let mut ids: Vec<String> = ids.split(", ").map(str::to_owned).collect();
            let exception = ids.last().is_some_and(|last| last == "exception");
            if exception {
                ids.pop();
            }
            all.push(Shown { ids, exception, title: title.to_owned(), body: body.to_owned() });
        }
    }
    all
}

#[test]
fn each_criterion_is_shown_at_work_and_so_is_its_exception() {
    let shown = shown();
    let readme = text("rules/wgad/README.md");
    let rows = rows(&readme);
    let mut faults = Vec::new();
    for (id, has_exception) in criteria() {
        let reason = rows.get(&id).is_some_and(|said| said.iter().any(|said| said.starts_with("no rule: ")));
        let at_work = |exception: bool| shown.iter().any(|one| one.exception == exception && one.ids.contains(&id));
        if !reason && !at_work(false) {
            faults.push(format!("{id}: no case shows it"));
        }
        if has_exception && !at_work(true) {
            faults.push(format!("{id}: no case shows its exception"));
        }
    }
    none("criteria without a case", &faults);
}

#[test]
fn each_constructed_example_names_criteria_and_an_authority_and_expects_something() {
    let known: BTreeSet<String> = criteria().into_iter().map(|(id, _)| id).collect();
    let mut faults = Vec::new();
    for one in shown() {
        let unknown = one.ids.iter().filter(|id| !known.contains(*id));
        faults.extend(unknown.map(|id| format!("{}: no criterion {id}", one.title)));
        if !one.body.contains("\n  expect ") && !one.body.starts_with("  expect ") {
            faults.push(format!("{}: expects nothing", one.title));
        }
        if !one.body.contains("  note ") {
            faults.push(format!("{}: names no authority", one.title));
        }
    }
    none("constructed examples", &faults);
}
