//! Every rule of the built-in pack applies in some case or hypothetical of `cases/`, and every exception defeats something in
//! some; `tests/data/not_shown.tsv` lists, each with a reason, what no case shows yet, and holds nothing that one does show.
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads the list from the disk, and writes it where that is asked for"
)]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Kind and name: `rule no_warrant`, `exception no_warrant 2`.
type Entry = (String, String);

const LIST: &str = "tests/data/not_shown.tsv";
const HEAD: &str = "# What no case or hypothetical of cases/ shows yet: a rule that never applies, an exception that never defeats anything.\n\
                    # Each with the reason, after a tab. To add a case and take its lines out is better than to add lines here.\n\
                    # NOT_SHOWN=overwrite cargo test --test it whole_law   writes the list anew and keeps the reasons.\n";

/// What `habeas coverage` answers for the pack of these cases.
fn coverage() -> Value {
    let folder = tempfile::tempdir().expect("there is room for a file");
    let file = folder.path().join("coverage.json");
    let words = ["habeas", "coverage", "rules/wgad", "cases", "--format", "json", "--output"].map(OsString::from);
    let _ = habeas::cli::run(words.into_iter().chain([file.clone().into_os_string()]));
    let text = fs::read_to_string(&file).expect("the pack and all cases can be read: see `habeas check`");
    let answer: Value = serde_json::from_str(&text).expect("the answer is JSON");
    let packs = answer["packs"].as_array().expect("an array");
    packs.iter().find(|pack| pack["pack"]["name"] == "wgad").expect("the pack is among them").clone()
}

fn not_shown(pack: &Value) -> Vec<Entry> {
    let mut found = Vec::new();
    for rule in pack["rules"].as_array().expect("an array") {
        let id = rule["id"].as_str().expect("a name");
        if rule["applies"].is_null() {
            found.push(("rule".to_owned(), id.to_owned()));
        }
        for (place, exception) in rule["exceptions"].as_array().expect("an array").iter().enumerate() {
            if exception["defeats"].is_null() {
                found.push(("exception".to_owned(), format!("{id} {}", place + 1)));
            }
        }
    }
    found
}

fn listed(path: &Path) -> BTreeMap<Entry, String> {
    let text = fs::read_to_string(path).expect("the list is there");
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let entry = |line: &str| {
        let mut cells = line.splitn(3, '\t').map(str::to_owned);
        let mut cell =
            || cells.next().filter(|cell| !cell.is_empty()).expect("kind, name and reason, with tabs between");
        ((cell(), cell()), cell())
    };
    lines.map(entry).collect()
}

fn told(entries: &[&Entry]) -> String {
    entries.iter().map(|(kind, name)| format!("  {kind} {name}\n")).collect()
}

#[test]
fn every_rule_applies_and_every_exception_defeats_something_in_some_case() {
    let missing = not_shown(&coverage());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST);
    let list = listed(&path);
    if std::env::var("NOT_SHOWN").is_ok_and(|how| how == "overwrite") {
        let reason = |entry: &Entry| list.get(entry).map_or("no case yet", String::as_str);
        let lines = missing.iter().map(|entry| format!("{}\t{}\t{}\n", entry.0, entry.1, reason(entry)));
        fs::write(&path, format!("{HEAD}{}", lines.collect::<String>())).expect("the list can be written");
        return;
    }
    let new: Vec<&Entry> = missing.iter().filter(|entry| !list.contains_key(entry)).collect();
    let stale: Vec<&Entry> = list.keys().filter(|entry| !missing.contains(entry)).collect();
    assert!(
        new.is_empty(),
        "no case or hypothetical shows these; add one under cases/ (see `habeas coverage`), or a line with the reason to {LIST}:\n{}",
        told(&new)
    );
    assert!(
        stale.is_empty(),
        "{LIST} lists what a case shows, or what is no more; take these lines out:\n{}",
        told(&stale)
    );
}
