//! Rules of the repository, kept by tests: layout of the source, direction of dependence, goldens with their inputs, and a
//! bad example for every code.
#![expect(clippy::disallowed_methods, reason = "tests read the repository from the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use habeas::diagnostic::Code;

/// A text of the repository, with its path from the root.
struct Text {
    path: String,
    text: String,
}

/// The texts below a folder of the repository, in the order of their paths; bytes that are no text are left out.
fn texts(folder: &str) -> Vec<Text> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).expect("it can be read").map(|entry| entry.expect("it is there").path()) {
            if path.is_dir() && !is_left_out(root, &path) {
                folders.push(path);
            } else if path.is_file()
                && path != root.join(".git")
                && let Ok(text) = fs::read_to_string(&path)
            {
                let path = path.strip_prefix(root).expect("it lies below the root");
                found.push(Text { path: path.to_string_lossy().into_owned(), text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// What is built, and what version control keeps for itself.
fn is_left_out(root: &Path, folder: &Path) -> bool {
    ["target", ".git"].map(|name| root.join(name)).contains(&folder.to_path_buf())
}

fn sources() -> Vec<Text> {
    let mut found = texts("src");
    found.retain(|text| text.path.ends_with(".rs"));
    assert!(found.len() > 50, "the source is found");
    found
}

/// The code of a file: its lines with their numbers, without comments and without its own tests.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let product = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = product.lines().enumerate().map(|(index, line)| (index + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//") && !line.trim().is_empty())
}

/// The module of the library that a source file belongs to: `src/check/case.rs` is part of `check`.
fn module(path: &str) -> &str {
    path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default()
}

#[track_caller]
fn none(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
}

#[test]
fn every_source_file_says_what_it_is_for() {
    let mut all = sources();
    all.extend(texts("tests/it").into_iter().filter(|text| text.path.ends_with(".rs")));
    let silent = all.iter().filter(|text| !text.text.starts_with("//! ")).map(|text| text.path.clone());
    none("these do not open with `//!`", &silent.collect::<Vec<_>>());
}

#[test]
fn no_file_is_longer_than_can_be_read() {
    // Lines of code: comments, blank lines and a file's own tests do not count.
    let long =
        sources().into_iter().map(|text| (code(&text.text).count(), text.path)).filter(|(lines, _)| *lines > 500);
    none("over 500 lines", &long.map(|(lines, path)| format!("{path}: {lines}")).collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_to_do_later() {
    // Spelled in halves, so that this file is not among those it finds.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
        concat!("db", "g!("),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
    ];
    let mut faults = Vec::new();
    for folder in ["src", "tests", "rules", "cases", "docs"] {
        for text in texts(folder) {
            for (index, line) in text.text.lines().enumerate() {
                if marks.iter().any(|mark| line.contains(mark)) {
                    faults.push(format!("{}:{}: {}", text.path, index + 1, line.trim()));
                }
            }
        }
    }
    none("left to do", &faults);
}

#[test]
fn each_stage_uses_only_what_stands_above_it() {
    let library = texts("src").into_iter().find(|text| text.path == "src/lib.rs").expect("the library has a root");
    let listed = library.text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let order: BTreeMap<String, usize> = listed.enumerate().map(|(place, name)| (name.to_owned(), place)).collect();
    let stages = ["source", "diagnostic", "syntax", "value", "program", "case", "evaluate", "explain", "cli"];
    let places: Vec<usize> = stages.iter().map(|stage| order[*stage]).collect();
    assert!(places.is_sorted(), "lib.rs lists the stages in their order: {stages:?}");
    let mut faults = Vec::new();
    for text in sources() {
        let here = module(&text.path);
        let Some(place) = order.get(here) else { continue };
        for (number, line) in code(&text.text) {
            for used in
                line.split("crate::").skip(1).map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next())
            {
                let used = used.unwrap_or_default();
                let allowed = used == here || order.get(used).is_some_and(|used| used < place);
                // Reading the disk is for the command line to ask for, not for a stage.
                let asks_the_disk = used == "pack" && here != "pack" && here != "cli";
                if (!allowed || asks_the_disk) && !used.is_empty() {
                    faults.push(format!("{}:{number}: `{here}` uses `{used}`", text.path));
                }
            }
        }
    }
    none("against the direction of dependence", &faults);
}

#[test]
fn only_the_edge_touches_the_disk_the_environment_and_the_screen() {
    let edge = ["pack", "cli", "main"];
    // A buffer in memory is no file.
    let in_memory = "use std::io::{Cursor, Write};";
    let marks = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::time",
        "std::thread",
        "std::io",
        "println!",
        "print!(",
        "eprint",
    ];
    let mut faults = Vec::new();
    for text in sources().iter().filter(|text| !edge.contains(&module(&text.path))) {
        for (number, line) in code(&text.text).filter(|(_, line)| *line != in_memory) {
            faults.extend(
                marks.iter().filter(|mark| line.contains(*mark)).map(|mark| format!("{}:{number}: {mark}", text.path)),
            );
        }
    }
    none("outside `pack` and `cli`", &faults);
}

#[test]
fn the_shapes_of_json_stay_at_the_edge() {
    let is_edge = |path: &str| {
        path.contains("json")
            || path.contains("schema")
            || path.starts_with("src/cli")
            || path.starts_with("src/compare")
    };
    let mut faults = Vec::new();
    for text in sources().iter().filter(|text| !is_edge(&text.path)) {
        // How a PDF is written has nothing to do with JSON.
        let derives = code(&text.text)
            .filter(|(_, line)| line.replace("SerializeSettings", "").contains("Serialize") || line.contains("serde"));
        faults.extend(derives.map(|(number, line)| format!("{}:{number}: {}", text.path, line.trim())));
    }
    none("serde outside the files on JSON", &faults);
}

#[test]
fn order_is_stable_everywhere() {
    let mut faults = Vec::new();
    for text in sources() {
        let hashed = code(&text.text)
            .filter(|(_, line)| line.contains(concat!("Hash", "Map")) || line.contains(concat!("Hash", "Set")));
        faults.extend(hashed.map(|(number, _)| format!("{}:{number}", text.path)));
    }
    none("collections whose order changes from run to run", &faults);
}

#[test]
fn every_snapshot_has_its_input() {
    let mut orphans = Vec::new();
    let mut count = 0;
    for text in texts("tests").iter().filter(|text| text.path.ends_with(".snap")) {
        count += 1;
        let input = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(text.path.trim_end_matches(".snap"));
        if !input.is_file() {
            orphans.push(text.path.clone());
        }
    }
    assert!(count > 0, "there are golden files");
    none("snapshots without an input beside them", &orphans);
    let new = texts("tests")
        .into_iter()
        .map(|text| text.path)
        .filter(|path| path.ends_with(".snap.new") || path.contains(".pending-snap"));
    none("snapshots that nobody has read", &new.collect::<Vec<_>>());
}

#[test]
fn every_code_has_a_bad_test() {
    // The pages of the codes are tested by a list of their own, and this file names none.
    let own = ["tests/it/pages.rs", "tests/it/tidy.rs"];
    let tests: Vec<Text> = texts("tests").into_iter().filter(|text| !own.contains(&text.path.as_str())).collect();
    let raised = |code: &Code| {
        let name = code.name();
        let drawn = [format!("[{name}]"), format!("\"{name}\""), format!("\n{name} "), format!("Code::{code:?}")];
        tests.iter().any(|text| drawn.iter().any(|form| text.text.contains(form)))
    };
    let missing = Code::ALL.iter().filter(|code| !raised(code)).map(|code| code.name().to_owned());
    none("no test shows these codes raised", &missing.collect::<Vec<_>>());
}

#[test]
fn no_text_tells_of_the_workplace() {
    let words = [
        concat!("/wo", "rk/"),
        concat!("/tmp/", "hb"),
        concat!("sub", "agent"),
        concat!("sub-", "agent"),
        concat!("cla", "ude"),
        concat!("anth", "ropic"),
        concat!("work", "tree"),
        concat!("issues ", "show"),
        concat!("dev-", "brief"),
    ];
    let mut faults = Vec::new();
    for text in texts("") {
        for (index, line) in text.text.lines().enumerate() {
            let line = line.to_lowercase();
            faults.extend(
                words
                    .iter()
                    .filter(|word| line.contains(*word))
                    .map(|word| format!("{}:{}: {word}", text.path, index + 1)),
            );
        }
    }
    none("words of the workplace", &faults);
}

#[test]
fn the_changelog_begins_with_what_is_unreleased() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CHANGELOG.md");
    let text = fs::read_to_string(path).expect("there is a CHANGELOG.md");
    let first = text.lines().find(|line| line.starts_with("## ")).unwrap_or_default();
    assert!(first.contains("Unreleased"), "the first heading is {first:?}");
}
