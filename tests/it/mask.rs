//! Masking through the program itself: no name that a case declares stands in anything that a command prints or writes, whatever
//! its script, its accents or its place; what cannot be masked is told by its place; a case that was masked is a case.
#![expect(clippy::disallowed_methods, reason = "tests lay out files on the disk")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A case that is full of names.
const CASE: &str = include_str!("mask/kvitkova_v_state.case");
const NAME: &str = "kvitkova_v_state.case";

/// What must not be seen, folded.
const SECRETS: &[&str] = &[
    "kvitk",
    "zoriana",
    "bogdan",
    "okonjo",
    "arcy",
    "velde",
    "umberfeld",
    "умберфельд",
    "4471",
    "lanternwatch",
    "كفيتكوفا",
    "兹里娅娜",
    "ζωριανα",
    "undeclaredtown",
];

// ---------------------------------------------------------------- a desk

/// A folder in which the program is run.
struct Desk {
    folder: TempDir,
}

fn desk() -> Desk {
    Desk { folder: tempfile::tempdir().expect("there is room for temporary files") }.file(NAME, CASE)
}

impl Desk {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(self, name: &str, text: impl AsRef<[u8]>) -> Desk {
        fs::write(self.path(name), text).expect("files can be written");
        self
    }

    fn names(&self) -> BTreeSet<PathBuf> {
        let entries = fs::read_dir(self.folder.path()).expect("it can be read");
        entries.map(|entry| entry.expect("it is there").path()).collect()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_habeas"));
        command.args(arguments).current_dir(self.folder.path()).env("NO_COLOR", "1").stdin(Stdio::null());
        command.output().expect("the program runs")
    }

    /// Runs a command; what it prints and writes holds none of the secrets.
    #[track_caller]
    fn keeps(&self, arguments: &[&str], exit: i32) -> (String, String) {
        let before = self.names();
        let output = self.run(arguments);
        let (out, err) = (utf8(&output.stdout), utf8(&output.stderr));
        assert_eq!(output.status.code(), Some(exit), "habeas {}\n{err}{out}", arguments.join(" "));
        assert_no_secret(&out, arguments);
        assert_no_secret(&err, arguments);
        for path in self.names().difference(&before) {
            assert_no_secret(&read(path), arguments);
            fs::remove_file(path).expect("it can be removed");
        }
        (out, err)
    }
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("it is text")
}

fn read(path: &Path) -> String {
    utf8(&fs::read(path).expect("it can be read"))
}

fn folded(text: &str) -> String {
    text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}

#[track_caller]
fn assert_no_secret(text: &str, arguments: &[&str]) {
    let folded = folded(text);
    let line = |secret: &str| folded.lines().find(|line| line.contains(secret)).unwrap_or_default().to_owned();
    let leaks: Vec<String> =
        SECRETS.iter().filter(|secret| folded.contains(**secret)).map(|secret| line(secret)).collect();
    assert!(leaks.is_empty(), "habeas {}: {leaks:#?}", arguments.join(" "));
}

// ---------------------------------------------------------------- every command

/// Every way to print or write a case. A command that is not here must refuse `--mask`.
const COMMANDS: &[&[&str]] = &[
    &["explain", NAME],
    &["explain", NAME, "--format", "md"],
    &["explain", NAME, "--format", "html"],
    &["explain", NAME, "--format", "json"],
    &["explain", NAME, "--format", "prose"],
    &["explain", NAME, "--why", "category I", "-o", "kvitkova.md"],
    &["facts", NAME],
    &["facts", NAME, "--format", "json"],
    &["triage", NAME, "--now", "2021-06-01"],
    &["triage", NAME, "--now", "2021-06-01", "--format", "md"],
    &["triage", NAME, "--now", "2021-06-01", "--format", "html"],
    &["triage", NAME, "--now", "2021-06-01", "--format", "json"],
    &["gaps", NAME],
    &["gaps", NAME, "--format", "md"],
    &["gaps", NAME, "--format", "html"],
    &["gaps", NAME, "--format", "json"],
    &["compare", NAME],
    &["compare", NAME, "--format", "html"],
    &["compare", NAME, "--format", "json"],
    &["compare", NAME, "decided.case"],
    &["compare", NAME, "decided.case", "--format", "html"],
    &["compare", NAME, "decided.case", "--format", "json"],
    &["precedents", NAME, "decided.case"],
    &["precedents", NAME, "decided.case", "--format", "md"],
    &["precedents", NAME, "decided.case", "--format", "html"],
    &["precedents", NAME, "decided.case", "--format", "json"],
    &["what-if", NAME, "--suppose", "hearing kvitkova_first: private_talk"],
    &["what-if", NAME, "--suppose", "person.family_name = \"Kvitkova\"", "--format", "md"],
    &[
        "what-if",
        NAME,
        "--government",
        "denies arrest.made note \"Zoriana Kvitkova was never there\"",
        "--format",
        "json",
    ],
    &["test", NAME],
    &["test", NAME, "--format", "json"],
    &["coverage", NAME],
    &["coverage", NAME, "--format", "html"],
    &["coverage", NAME, "--format", "json"],
    &["flip", NAME, "--lose", "category I", "--max", "1"],
    &["flip", NAME, "--lose", "category I", "--max", "1", "--format", "json"],
    &["robust", NAME, "--for", "category I"],
    &["robust", NAME, "--for", "category I", "--format", "json"],
    &["weigh", NAME, "--for", "category I"],
    &["weigh", NAME, "--for", "category I", "--format", "svg"],
    &["weigh", NAME, "--for", "category I", "--format", "html"],
    &["weigh", NAME, "--for", "category I", "--format", "json"],
    &["sweep", NAME, "--over", "hearing kvitkov_second: private_talk"],
    &["sweep", NAME, "--over", "hearing kvitkov_second: private_talk", "--format", "csv"],
    &["sweep", NAME, "--over", "hearing kvitkov_second: private_talk", "--format", "json"],
    &["quiz", NAME, "--format", "md"],
    &["quiz", NAME, "--format", "html"],
    &["quiz", NAME, "--format", "json"],
    &["quiz", NAME, "--key"],
    &["quiz", NAME, "-o", "kvitkova-quiz.md"],
    &["check", NAME],
    &["case", "export", NAME],
    &["case", "export", NAME, "-o", "masked.json"],
    &["case", "import", "kvitkova.json"],
    &["explain", "kvitkova.json"],
    &["explain", "kvitkova_later.case"],
    &["case", "export", "kvitkova_later.case"],
    &["petition", NAME, "-o", "petition.md"],
    &["petition", NAME, "--format", "json"],
    &["mask", NAME, "-o", "masked.case"],
    &["mask", NAME, "-o", "masked.json"],
    &["mask", "kvitkova.json", "-o", "masked.case"],
];

/// Commands that need no case, or none to print.
const WITHOUT_A_CASE: &[&str] = &["explain-code", "schema", "new", "help"];

/// The same case as JSON, a case that builds on it, and a decided one.
fn full_desk() -> Desk {
    let desk = desk();
    let output = desk.run(&["case", "export", NAME, "-o", "kvitkova.json"]);
    assert!(output.status.success(), "{}", utf8(&output.stderr));
    let decided = include_str!("../../cases/ilyashev.case");
    let later = "case kvitkova_later \"Kvitkova later\"\n  under wgad\n  extend \"kvitkova_v_state.case\"\n\nsource submits\n  arrest.reasons_given [9] note \"By Umberfeld's police.\"\n";
    desk.file("decided.case", decided).file("kvitkova_later.case", later)
}

#[test]
fn no_command_prints_or_writes_a_declared_name() {
    let desk = full_desk();
    for command in COMMANDS {
        let arguments: Vec<&str> = command.iter().copied().chain(["--mask"]).collect();
        let before = desk.names();
        let output = desk.run(&arguments);
        let (out, err) = (utf8(&output.stdout), utf8(&output.stderr));
        // Expectations of a test may fail; nothing else may.
        let fails = command[0] == "test";
        assert!(output.status.success() || fails, "habeas {}\n{err}", arguments.join(" "));
        assert_no_secret(&out, &arguments);
        assert_no_secret(&err, &arguments);
        let written: Vec<PathBuf> = desk.names().difference(&before).cloned().collect();
        assert!(!out.is_empty() || !written.is_empty(), "habeas {} says nothing", arguments.join(" "));
        for path in written {
            assert_no_secret(&read(&path), &arguments);
            fs::remove_file(path).expect("it can be removed");
        }
    }
}

#[test]
fn a_command_masks_or_refuses_to() {
    let desk = desk();
    let help = utf8(&desk.run(&["--help"]).stdout);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<&str> = commands
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty())
        .collect();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        // An interview is held in a terminal, and tested there.
        if COMMANDS.iter().any(|command| command[0] == name) || WITHOUT_A_CASE.contains(&name) || name == "interview" {
            continue;
        }
        let (_, err) = desk.keeps(&[name, NAME, "--mask"], 1);
        assert!(err.contains("this command cannot mask names"), "habeas {name}: {err}");
    }
}

// ---------------------------------------------------------------- what is wrong

#[test]
fn what_is_wrong_is_told_without_names() {
    let wrong = CASE.replace("hearing kvitkova_first: on", "hearing kvitkova_first: onn");
    let desk = desk().file("bogdan_wrong.case", wrong);
    let (_, err) = desk.keeps(&["explain", "bogdan_wrong.case", "--mask"], 1);
    assert!(err.contains("unknown-fact") && err.contains("person_1_first: onn"), "{err}");
    let unknown = CASE.replace("source submits", "Kvitkova submits");
    let desk = desk.file("unknown.case", unknown);
    let (_, err) = desk.keeps(&["explain", "unknown.case", "--mask"], 1);
    assert!(err.contains("unknown party `person_1`"), "{err}");
    let (_, err) = desk.keeps(&["explain", NAME, "--detention", "bogdan", "--mask"], 1);
    assert!(err.contains("unknown detention `person_2`"), "{err}");
    let (_, err) = desk.keeps(&["explain", NAME, "--why", "Zoriana Kvitkova", "--mask"], 1);
    assert!(err.contains("Person 1"), "{err}");
}

#[test]
fn what_cannot_be_read_is_told_by_its_place_alone() {
    let broken = [
        CASE.replace("  names    person \"Bogdan", "  names    persn \"Bogdan"),
        CASE.replace("  stage    no reply\n", "  stage    no reply \"Kvitkova\n"),
        format!("include \"umberfeld.case\"\n{CASE}"),
    ];
    for text in broken {
        let desk = desk().file("kvitkova_broken.case", text);
        for command in ["explain", "check", "test", "coverage"] {
            let (_, err) = desk.keeps(&[command, "kvitkova_broken.case", "--mask"], 1);
            assert!(err.contains("line ") && err.contains("nothing of the case is shown"), "{err}");
        }
    }
    let desk = desk().file("kvitkova_bytes.case", [CASE.as_bytes(), b"# Kvitkova \xff\xfe"].concat());
    let (_, err) = desk.keeps(&["explain", "kvitkova_bytes.case", "--mask"], 1);
    assert!(err.contains("error[not-utf8]: line "), "{err}");
}

#[test]
fn a_missing_file_is_not_named() {
    let desk = desk();
    let (_, err) = desk.keeps(&["explain", "zoriana_kvitkov.case", "--mask"], 2);
    assert!(err.contains("there is no such file"), "{err}");
    let (_, err) = desk.keeps(&["explain", NAME, "-o", "bogdan/kvitkova.md", "--mask"], 2);
    assert!(err.contains("there is no folder `person_2`"), "{err}");
}

// ---------------------------------------------------------------- what may remain

#[test]
fn a_word_like_a_name_is_told_by_its_place() {
    let text = CASE.replace("read by May", "read by May. Kvitkovaya and the Umberfelders came");
    let desk = desk().file("a.case", text);
    let output = desk.run(&["explain", "a.case", "--mask"]);
    let err = utf8(&output.stderr);
    assert_no_secret(&err, &["explain"]);
    assert!(err.contains("a.case, line 15: a word here may still tell the name of Person 1"), "{err}");
    assert!(err.contains("a.case, line 15: a word here may still tell the name of Place 1"), "{err}");
}

#[test]
fn a_case_without_names_is_told_to_be_so() {
    let text = "case a \"One arrest\"\n  under wgad\n  stage no reply\n\nsource submits\n  arrest.made [1]\n";
    let desk = desk().file("a.case", text);
    let (_, err) = desk.keeps(&["explain", "a.case", "--mask"], 0);
    assert!(err.contains("the case declares no names"), "{err}");
    let (_, err) = desk.keeps(&["explain", NAME, "--mask"], 0);
    assert!(!err.contains("declares no names"), "{err}");
}

// ---------------------------------------------------------------- a case to share

#[test]
fn a_masked_case_is_a_case_and_says_that_it_is_not_anonymous() {
    let desk = desk();
    let output = desk.run(&["mask", NAME, "-o", "masked.case", "--map", "key.txt"]);
    let err = utf8(&output.stderr);
    assert!(output.status.success(), "{err}");
    assert!(err.contains("the masked case is not anonymous"), "{err}");
    assert!(err.contains("which published decision"), "{err}");
    let masked = read(&desk.path("masked.case"));
    assert!(
        masked.starts_with("# Names in this case are replaced by pseudonyms. That does not make it anonymous"),
        "{masked}"
    );
    assert!(masked.contains("\n  names    person \"Person 1\" confidential\n"), "{masked}");
    assert!(masked.contains("case person_1 \"Person 1 and another (Place 1)\""), "{masked}");
    assert!(masked.contains("it may be read by Person 3."), "{masked}");
    let key = read(&desk.path("key.txt"));
    assert!(key.starts_with("Person 1\tZoriana Kvitkova\tKvitková\t"), "{key}");
    assert!(key.contains("Place 1\tUmberfeld\tУмберфельд\n"), "{key}");
    assert_same_answer(&desk, "masked.case");
    // A second time nothing changes but the heading.
    let output = desk.run(&["mask", "masked.case", "-o", "again.case"]);
    assert!(output.status.success(), "{}", utf8(&output.stderr));
    let again = read(&desk.path("again.case"));
    assert!(again.ends_with(&masked), "{again}");
}

/// The masked case has the conclusions of the case.
#[track_caller]
fn assert_same_answer(desk: &Desk, masked: &str) {
    let conclusions = |name: &str| -> serde_json::Value {
        let output = desk.run(&["explain", name, "--format", "json"]);
        assert!(output.status.success(), "{}", utf8(&output.stderr));
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        answer["conclusions"].clone()
    };
    assert_eq!(conclusions(masked), conclusions(NAME));
}

#[cfg(unix)]
#[test]
fn what_is_written_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    assert!(desk.run(&["mask", NAME, "-o", "masked.case", "--map", "key.txt"]).status.success());
    for name in ["masked.case", "key.txt"] {
        let mode = fs::metadata(desk.path(name)).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
    let (_, err) = desk.keeps(&["mask", NAME, "-o", "masked.case"], 2);
    assert!(err.contains("--force"), "{err}");
}

#[test]
fn a_masked_json_is_the_masked_case() {
    let desk = full_desk();
    for (from, to) in [(NAME, "a.json"), ("kvitkova.json", "b.json"), ("kvitkova.json", "c.case")] {
        let output = desk.run(&["mask", from, "-o", to]);
        assert!(output.status.success(), "{}", utf8(&output.stderr));
        assert_no_secret(&read(&desk.path(to)), &["mask", from]);
        assert_same_answer(&desk, to);
    }
    assert_eq!(read(&desk.path("a.json")), read(&desk.path("b.json")));
}

#[test]
fn a_case_is_told_as_coarsely_as_asked() {
    let desk = desk();
    let (_, _) = desk.keeps(&["mask", NAME, "-o", "plain.case"], 0);
    let arguments = [
        "mask",
        NAME,
        "-o",
        "coarse.case",
        "--dates",
        "year",
        "--quotations",
        "--offices",
        "--charges",
        "--drop-confidential",
        "--drop-comments",
    ];
    let output = desk.run(&arguments);
    let err = utf8(&output.stderr);
    assert!(output.status.success(), "{err}");
    let coarse = read(&desk.path("coarse.case"));
    assert_no_secret(&coarse, &arguments);
    assert!(coarse.contains("arrest.on = 2021-01 to 2021-12"), "{coarse}");
    assert!(coarse.contains("told  \"Not quoted here.\""), "{coarse}");
    assert!(coarse.contains("quoting \"an authority\""), "{coarse}");
    assert!(!coarse.contains("keeps it"), "{coarse}");
    assert!(!coarse.contains("2021-03-04"), "{coarse}");
}
