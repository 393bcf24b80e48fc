//! Bad input through the program itself: a clear message with its place and a way out, the right exit code, nothing on
//! standard output, and nothing written.
#![expect(clippy::disallowed_methods, reason = "tests lay out files on the disk and watch the clock")]
#![expect(clippy::panic, reason = "a helper of tests fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The pack of the command-line tests, small enough to be read at once.
const LAW: &str = include_str!("../cli/rules/mini/law.law");

/// The beginning of a case under it.
const HEAD: &str = "case market \"Arrest at the market\"\n  under mini\n  person \"Ms. A\"\n  stage no reply\n\n";

/// An attempt may take this long on a busy machine; alone it takes a small part of it.
const PATIENCE: Duration = Duration::from_secs(10);

// ---------------------------------------------------------------- an attempt and what came of it

/// A folder with files, in which the program is run.
struct Desk {
    folder: TempDir,
}

/// A desk with the pack `mini` in `rules/mini`.
fn desk() -> Desk {
    Desk { folder: tempfile::tempdir().expect("there is room for temporary files") }.file("rules/mini/law.law", LAW)
}

/// A desk whose file `a.case` holds the head of a case and these lines.
fn with_case(lines: &str) -> Desk {
    desk().file("a.case", format!("{HEAD}{lines}"))
}

/// A desk whose pack ends with these lines.
fn with_law(lines: &str) -> Desk {
    desk().file("rules/mini/law.law", format!("{LAW}\n{lines}"))
}

impl Desk {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Desk {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folders can be made");
        fs::write(path, bytes).expect("files can be written");
        self
    }

    /// What lies in the folder, with the length and the first bytes of each file.
    fn contents(&self) -> BTreeMap<PathBuf, (u64, Vec<u8>)> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.folder.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).expect("it can be read").map(|entry| entry.expect("it is there").path()) {
                let mut start = Vec::new();
                if path.is_dir() {
                    folders.push(path.clone());
                } else {
                    let file = fs::File::open(&path).expect("it can be read");
                    file.take(4096).read_to_end(&mut start).expect("it can be read");
                }
                found.insert(path.clone(), (fs::metadata(&path).map_or(0, |about| about.len()), start));
            }
        }
        found
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_habeas"));
        command.args(arguments).current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        command
    }

    /// Runs the program in the folder, and ends the test if it hangs.
    #[track_caller]
    fn output(&self, arguments: &[&str]) -> Output {
        let mut command = self.command(arguments);
        let (send, receive) = mpsc::channel();
        let begun = Instant::now();
        thread::spawn(move || send.send(command.output()));
        match receive.recv_timeout(PATIENCE) {
            Ok(output) => output.expect("the program can be started"),
            Err(_) => panic!("no answer to {arguments:?} after {:?}", begun.elapsed()),
        }
    }

    /// Runs the program, which must refuse: nothing on standard output, the folder as it was.
    #[track_caller]
    fn refused(&self, arguments: &[&str]) -> Refusal {
        let before = self.contents();
        let output = self.output(arguments);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "", "a refusal prints no result");
        assert_eq!(self.contents(), before, "a refusal writes nothing");
        let message = String::from_utf8(output.stderr).expect("messages are UTF-8");
        let steers =
            |character: char| character.is_control() && character != '\n' || "\u{202e}\u{200b}".contains(character);
        assert!(!message.contains(steers), "messages steer no terminal: {message:?}");
        assert!(!message.contains("panicked"), "{message}");
        Refusal { exit: output.status.code(), message }
    }
}

/// How the program refused.
struct Refusal {
    exit: Option<i32>,
    message: String,
}

impl Refusal {
    /// The input is wrong: exit code 1, and a diagnostic with this code.
    #[track_caller]
    fn wrong(&self, code: &str) -> &Refusal {
        assert_eq!(self.exit, Some(1), "{}", self.message);
        self.says(&format!("error[{code}]: "))
    }

    /// The environment failed: exit code 2.
    #[track_caller]
    fn failed(&self) -> &Refusal {
        assert_eq!(self.exit, Some(2), "{}", self.message);
        self.says("error: ")
    }

    /// Points at this file, line and column.
    #[track_caller]
    fn at(&self, place: &str) -> &Refusal {
        self.says(&format!("--> {place}\n"))
    }

    /// Shows a way out.
    #[track_caller]
    fn help(&self, words: &str) -> &Refusal {
        let help = self.message.lines().filter(|line| line.trim_start().starts_with("= help: "));
        assert!(help.clone().count() > 0, "no help in:\n{}", self.message);
        assert!(help.clone().any(|line| line.contains(words)), "no help with {words:?} in:\n{}", self.message);
        self
    }

    #[track_caller]
    fn says(&self, words: &str) -> &Refusal {
        assert!(self.message.contains(words), "{words:?} is not in:\n{}", self.message);
        self
    }

    /// This is the only error.
    #[track_caller]
    fn alone(&self) -> &Refusal {
        let errors = self.message.lines().filter(|line| line.starts_with("error")).count();
        assert_eq!(errors, 1, "{}", self.message);
        self
    }
}

const EXPLAIN: [&str; 2] = ["explain", "a.case"];
const CHECK: [&str; 2] = ["check", "rules"];

// ---------------------------------------------------------------- names that nothing has

#[test]
fn an_unknown_fact() {
    let desk = with_case("source submits\n  arrest.maed [11]\n");
    desk.refused(&EXPLAIN).wrong("unknown-fact").at("a.case:7:10").help("did you mean").alone();
}

#[test]
fn an_unknown_topic() {
    let desk = with_case("source submits\n  arest.made [11]\n");
    desk.refused(&EXPLAIN).wrong("unknown-topic").at("a.case:7:3").help("did you mean `arrest`?").alone();
}

#[test]
fn an_unknown_rule_asked_for() {
    let desk = with_case("source submits\n  arrest.made [11]\n");
    for option in ["--why", "--why-not"] {
        let refusal = desk.refused(&["explain", "a.case", option, "arrest_without_warant"]);
        refusal
            .wrong("unknown-rule")
            .says("arrest_without_warant")
            .says("did you mean `arrest_without_warrant`?")
            .alone();
    }
}

#[test]
fn an_unknown_conclusion() {
    let desk = with_case("source claims category VII [29]\n");
    desk.refused(&EXPLAIN).wrong("unknown-conclusion").at("a.case:6:24").help("").alone();
    let desk = with_law("rule more \"More\"\n  when arrest.made\n  then category III\n  cite decision 1\n");
    desk.refused(&CHECK).wrong("unknown-conclusion").help("did you mean");
}

#[test]
fn an_unknown_kind_of_conclusion() {
    let desk = with_case("source claims categroy I [29]\n");
    desk.refused(&EXPLAIN).wrong("unknown-kind").at("a.case:6:15").help("did you mean `category`?").alone();
}

#[test]
fn an_unknown_finding() {
    let desk = with_case("source claims no_warant for category I [29]\n");
    desk.refused(&EXPLAIN).wrong("unknown-finding").at("a.case:6:15").help("did you mean `no_warrant`?").alone();
}

#[test]
fn an_unknown_provision() {
    let desk = with_case("outcome decision 1\n  breach Treaty 99\n");
    desk.refused(&EXPLAIN).wrong("unknown-provision").at("a.case:7:17").help("").alone();
    let desk = with_law(
        "rule more \"More\"\n  when arrest.made\n  then category I\n  breach Treaty 9(3)\n  cite decision 1\n",
    );
    desk.refused(&CHECK).wrong("unknown-provision").help("").alone();
}

#[test]
fn lines_of_an_outcome_that_do_not_fit_each_other() {
    let desk = with_case("outcome decision 1\n  category I\n  not testable category II \"nothing is told\"\n");
    desk.refused(&EXPLAIN).wrong("outcome-mismatch").at("a.case:8:25").help("add `category II`").alone();
    let both = "outcome decision 1\n  category I\n  differs category I \"x\"\n  not testable category I \"y\"\n";
    with_case(both).refused(&EXPLAIN).wrong("outcome-mismatch").at("a.case:9:25").help("keep one").alone();
    let none = with_case("outcome decision 1\n  category I\n  no category\n");
    none.refused(&EXPLAIN).wrong("outcome-mismatch").at("a.case:8:6").help("keep the one").alone();
    let why = with_case("outcome decision 1\n  category I\n  not testable category I \" \"\n");
    why.refused(&EXPLAIN).wrong("missing-declaration").at("a.case:8:27").help("say what the facts lack").alone();
    let bare = with_case("outcome decision 1\n  category I\n  not testable category I\n");
    bare.refused(&EXPLAIN).wrong("unexpected-token").help("");
}

#[test]
fn a_report_without_a_name_or_named_twice() {
    let head = |names: &str| desk().file("a.case", format!("case market \"M\"\n  under mini\n  reported by {names}\n"));
    head("\" \"").refused(&EXPLAIN).wrong("missing-declaration").at("a.case:3:15").help("say who reports").alone();
    head("\"a\", \"a\"").refused(&EXPLAIN).wrong("duplicate-name").at("a.case:3:20").help("remove one").alone();
}

#[test]
fn a_time_in_force_that_no_date_decides() {
    let rule = |force: &str| {
        with_law(&format!(
            "rule more \"More\"\n  when arrest.made\n  in force {force}\n  then category I\n  cite decision 1\n"
        ))
    };
    rule("from 2011 by arrest.made").refused(&CHECK).wrong("type-mismatch").help("decided by a date").alone();
    rule("from 2011 by arrest.mad").refused(&CHECK).wrong("unknown-fact").help("did you mean `made`?").alone();
    rule("by arrest.on").refused(&CHECK).wrong("unexpected-token").help("");
    rule("from yesterday by arrest.on").refused(&CHECK).wrong("unexpected-token").help("");
    rule("from 2011 until 2010-13-01 by arrest.on").refused(&CHECK).wrong("invalid-date").help("");
}

#[test]
fn what_is_never_in_force_is_warned_of() {
    let empty = with_law(
        "rule more \"More\"\n  when arrest.made\n  in force from 2011 until 2010 by arrest.on\n  then category I\n  cite decision 1\n",
    );
    let told = String::from_utf8(empty.output(&CHECK).stderr).expect("text");
    assert!(told.contains("warning[never-in-force]: no day lies between these two"), "{told}");
    let law = LAW.replace(
        "category II \"Detention for what was said\"",
        "category II \"Detention for what was said\"\n  in force from 2011 by arrest.on",
    );
    let old = "rule old \"Old\"\n  when arrest.made\n  in force until 2010 by arrest.on\n  then category II\n  cite decision 1\n";
    let desk = desk().file("rules/mini/law.law", format!("{law}\n{old}"));
    let told = String::from_utf8(desk.output(&CHECK).stderr).expect("text");
    assert!(told.contains("the rule `old` is never in force together with `category II`"), "{told}");
}

#[test]
fn a_reading_without_default_or_that_nobody_declares() {
    let more = |lines: &str| with_law(lines);
    let default = "  default never \"never\" cite decision 1\n";
    let other = "  other seldom \"seldom\" cite decision 1\n";
    let rule =
        "rule more \"More\"\n  when arrest.made and reading night is never\n  then category I\n  cite decision 1\n";
    let head = "reading night \"At night?\"\n";
    more(&format!("{head}{other}{}", rule.replace("never", "seldom")))
        .refused(&CHECK)
        .wrong("missing-declaration")
        .help("add `default");
    more(&format!("{head}{default}{rule}")).refused(&CHECK).wrong("missing-declaration").help("add `other").alone();
    let bare = default.replace(" cite decision 1", "");
    more(&format!("{head}{bare}{other}{rule}")).refused(&CHECK).wrong("rule-without-authority").help("who reads it so");
    let asked = rule.replace("is never", "is nevr");
    more(&format!("{head}{default}{other}{asked}"))
        .refused(&CHECK)
        .wrong("unknown-reading")
        .help("did you mean `never`?");
    let asked = rule.replace("night", "nihgt");
    more(&format!("{head}{default}{other}{asked}"))
        .refused(&CHECK)
        .wrong("unknown-reading")
        .help("did you mean `night`?");
    let idle = more(&format!("{head}{default}{other}"));
    let told = String::from_utf8(idle.output(&CHECK).stderr).expect("text");
    assert!(told.contains("warning[untaken-reading]: no rule takes the reading `night`"), "{told}");
    let desk = desk().file("a.case", HEAD);
    desk.refused(&["explain", "a.case", "--reading", "night=never"]).wrong("unknown-reading");
    desk.refused(&["explain", "a.case", "--reading", "night"]).wrong("unknown-reading");
}

/// JSON of a case with these items after its head.
fn json(items: &str) -> String {
    let head = "{ \"item\": \"case\", \"name\": \"market\", \"title\": \"M\", \"under\": \"mini\" }";
    format!("{{ \"format\": \"habeas-case\", \"version\": 1, \"items\": [\n{head},\n{items} ] }}")
}

const IMPORT: [&str; 5] = ["case", "import", "a.json", "-o", "a.case"];

#[test]
fn a_case_in_json_that_is_damaged_foreign_or_wrong() {
    let desk = |text: &str| desk().file("a.json", text);
    let said = |line: &str| {
        json(&format!(
            "{{ \"item\": \"statements\", \"party\": \"source\", \"verb\": \"submits\", \"lines\": [\n{line} ] }}"
        ))
    };
    for command in [&IMPORT[..], &["explain", "a.json"], &["check", "a.json"]] {
        desk("").refused(command).wrong("empty-file").alone();
        desk("{ \"format\": ").refused(command).wrong("invalid-json").at("a.json:1:13").help("a comma").alone();
        desk("[1, 2]").refused(command).wrong("foreign-json").at("a.json:1:1").help("habeas case export").alone();
        desk("{\"name\": \"x\", \"version\": 3}").refused(command).wrong("foreign-json").alone();
        let field = said("{ \"fact\": \"arrest.made\", \"valeu\": true }");
        desk(&field).refused(command).wrong("unknown-field").at("a.json:4:26").help("did you mean `value`?");
        let kind = said("{ \"fact\": 3, \"value\": true }");
        let refusal = desk(&kind).refused(command);
        refusal.wrong("invalid-field").at("a.json:4:11").says("items[1].lines[0].fact").help("schema").alone();
        // What the checker finds is pointed at in the JSON as well.
        let fact = said("{ \"fact\": \"arrest.maed\", \"value\": true }");
        desk(&fact).refused(command).wrong("unknown-fact").at("a.json:4:11").help("did you mean `made`?").alone();
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        desk(&deep).refused(command).wrong("too-deep").alone();
        desk(&"[".repeat(5_000_000)).refused(command).wrong("file-too-large").alone();
    }
    let desk = desk(&json("").replace("\"mini\"", "\"wgda\"").replace(",\n ]", " ]"));
    desk.refused(&IMPORT).wrong("unknown-pack").at("a.json:2:60").help("did you mean `wgad`?").alone();
    let bytes = Desk { folder: tempfile::tempdir().expect("room") }.file("a.json", [0x7b, 0xff, 0xfe]);
    bytes.refused(&IMPORT).wrong("not-utf8");
}

#[test]
fn an_exchange_writes_over_nothing_and_takes_only_its_own() {
    let desk = with_case("source submits\n  arrest.made [11]\n").file("b.json", "mine");
    desk.refused(&["case", "export", "a.case", "-o", "b.json"]).failed().says("--force");
    desk.refused(&["case", "export", "none.case"]).failed();
    desk.refused(&["case", "export", "a.case", "-o", "none/b.json"]).failed();
    let refusal = desk.refused(&["case", "import", "a.case"]);
    assert_eq!(refusal.exit, Some(1), "{}", refusal.message);
    refusal.says(".json");
    with_case("source submits\n  arrest.maed [11]\n")
        .refused(&["case", "export", "a.case"])
        .wrong("unknown-fact")
        .alone();
}

#[test]
fn a_new_case_that_cannot_be() {
    let desk = desk().file("a.case", "mine");
    desk.refused(&["new", "--pack", "mini", "-o", "a.case"]).failed().says("--force");
    desk.refused(&["new", "--pack", "mni"]).wrong("unknown-pack").help("did you mean `mini`?").alone();
    desk.refused(&["new", "-o", "none/b.case"]).failed();
    for name in ["", "  ", "a\nb"] {
        let refusal = desk.refused(&["new", "--person", name]);
        assert_eq!(refusal.exit, Some(1), "{}", refusal.message);
        refusal.says("--person");
    }
}

#[test]
fn what_a_case_tells_of_people_badly() {
    let head = |lines: &str| desk().file("a.case", format!("case market \"M\"\n  under mini\n{lines}"));
    let twice = head("  names person \"Ada\", \"Brook\"\n  names place \"Brook\"\n");
    twice.refused(&EXPLAIN).wrong("duplicate-name").at("a.case:4:15").help("one `names` line").alone();
    head("  names city \"Brook\"\n").refused(&EXPLAIN).wrong("unexpected-token").at("a.case:3:9").says("`place`");
    let word = head("  document sister \"Letter\"\naccount sister \"Lena\" 2024-05-01\n");
    word.refused(&EXPLAIN).wrong("duplicate-name").at("a.case:4:9").help("its own word").alone();
    head("account sister \"Lena\"\n").refused(&EXPLAIN).wrong("unexpected-token").at("a.case:3:22").alone();
    let open = head("account sister \"Lena\" 2024-05-01\n  asked \"Who came?\"\n");
    open.refused(&EXPLAIN).wrong("missing-declaration").at("a.case:4:9").help("told").alone();
    let law = with_law("account sister \"Lena\" 2024-05-01\n");
    law.refused(&CHECK).wrong("misplaced-item").says("an account in a law file").alone();
}

#[test]
fn an_unknown_instrument() {
    let desk = with_case("outcome decision 1\n  breach Traety 9\n");
    desk.refused(&EXPLAIN).wrong("unknown-instrument").at("a.case:7:10").help("did you mean `Treaty`?").alone();
}

#[test]
fn an_unknown_party() {
    let desk = with_case("goverment says\n  arrest.made [11]\n");
    desk.refused(&EXPLAIN).wrong("unknown-party").at("a.case:6:1").help("did you mean `government`?").alone();
}

#[test]
fn an_unknown_pack() {
    let desk = desk().file("a.case", "case market \"M\"\n  under mimi\n  stage no reply\n");
    desk.refused(&EXPLAIN).wrong("unknown-pack").at("a.case:2:9").help("did you mean `mini`?").alone();
}

#[test]
fn an_unknown_stage() {
    let desk = desk().file("a.case", "case market \"M\"\n  under mini\n  stage no replies\n");
    desk.refused(&EXPLAIN).wrong("unknown-stage").at("a.case:3:9").help("did you mean `no reply`?").alone();
}

#[test]
fn an_unknown_document() {
    let desk = desk().file("a.case", "case m \"M\"\n  under mini\n  document petition \"P\"\n  stage no reply\nsource submits\n  arrest.made [petiton 1]\n");
    desk.refused(&EXPLAIN).wrong("unknown-document").at("a.case:6:16").help("did you mean `petition`?").alone();
}

#[test]
fn an_unknown_authority() {
    let desk = with_law("rule more \"More\"\n  when arrest.made\n  then category I\n  cite decison 1 para 3\n");
    desk.refused(&CHECK).wrong("unknown-authority").help("did you mean `decision 1`?").alone();
}

#[test]
fn an_unknown_option_of_a_fact() {
    let desk = with_case("source submits\n  speech.reason = speach [11]\n");
    desk.refused(&EXPLAIN).wrong("unknown-option").at("a.case:7:19").help("did you mean `speech`?").alone();
}

#[test]
fn unknown_values_of_command_line_options() {
    let desk = with_case("source submits\n  arrest.made [11]\n");
    let attempts: [&[&str]; 6] = [
        &["explain", "a.case", "--format", "txet"],
        &["explain", "a.case", "--color", "sometimes"],
        &["explain", "a.case", "--fromat", "text"],
        &["explian", "a.case"],
        &["schema", "everything"],
        &["explain"],
    ];
    for arguments in attempts {
        let refusal = desk.refused(arguments);
        assert_eq!(refusal.exit, Some(1), "{arguments:?}: {}", refusal.message);
        refusal.says("error: ").says("--help");
    }
    let refusal = desk.refused(&["explain", "a.case", "--detention", "second"]);
    assert_eq!(refusal.exit, Some(1));
    refusal.says("error: ").says("`second`").says("market");
    let refusal = desk.refused(&["explain-code", "unknown-fcat"]);
    assert_eq!(refusal.exit, Some(1));
    refusal.says("error: ").says("did you mean `unknown-fact`?");
}

// ---------------------------------------------------------------- values and statements

#[test]
fn a_value_of_the_wrong_type() {
    for statement in [
        "arrest.made = 3",
        "arrest.made = \"yes\"",
        "arrest.on = 3",
        "arrest.on = 3 days",
        "arrest.on = \"in May\"",
        "arrest.on",
        "arrest.place = 2020-01-01",
        "not speech.reason",
    ] {
        let desk = with_case(&format!("source submits\n  {statement} [11]\n"));
        let refusal = desk.refused(&EXPLAIN);
        refusal.wrong("type-mismatch").says("--> a.case:7:").says("declared here").help("").alone();
    }
    let desk = with_law("rule more \"More\"\n  when arrest.on > 3\n  then category I\n  cite decision 1\n");
    desk.refused(&CHECK).wrong("type-mismatch").help("").alone();
}

#[test]
fn days_and_hours_that_do_not_exist() {
    for date in ["2021-02-30", "2021-02-29", "1900-02-29", "2021-13-01", "2021-00-01", "2021-01-00"] {
        let desk = with_case(&format!("source submits\n  arrest.on = {date} [11]\n"));
        desk.refused(&EXPLAIN).wrong("invalid-date").at("a.case:7:15").help("").alone();
    }
    let desk = with_case("source submits\n  arrest.on = 2021-01-01 24:00 [11]\n");
    desk.refused(&EXPLAIN).wrong("invalid-date").at("a.case:7:26").help("23:59").alone();
}

#[test]
fn one_party_says_yes_and_no_in_one_paragraph() {
    let desk = with_case("source submits\n  arrest.made [11]\n  not arrest.made [11]\n");
    desk.refused(&EXPLAIN).wrong("contradiction").at("a.case:8:3").says("a.case").help("").alone();
    let elsewhere =
        with_case("source submits\n  arrest.made [11]\n  not arrest.made [12]\ngovernment does not reply\n");
    let output = elsewhere.output(&EXPLAIN);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_cannot_be() {
    let desk = with_case("source submits\n  not arrest.made [11]\n  arrest.warrant_shown [12]\n");
    desk.refused(&EXPLAIN).wrong("impossible").says("a warrant cannot be shown").help("").alone();
}

#[test]
fn a_reply_where_the_stage_says_there_is_none() {
    let desk = with_case("government replies 2021-05-01\n  concedes arrest.made [1]\n");
    desk.refused(&EXPLAIN).wrong("stage-mismatch").help("");
}

#[test]
fn a_party_that_is_silent_and_speaks() {
    let head = HEAD.replace("  stage no reply\n", "");
    let lines = "government replies 2021-05-01\n  concedes arrest.made [1]\ngovernment does not reply [2]\n";
    for (head, lines) in [(head.as_str(), lines), (HEAD, lines)] {
        let desk = desk().file("a.case", format!("{head}{lines}"));
        desk.refused(&EXPLAIN).wrong("stage-mismatch").says("does not reply, and yet speaks").help("").alone();
    }
    // A newspaper may speak where the Government is silent.
    let others = with_case("party press \"the press\"\npress says\n  arrest.made [1]\ngovernment does not reply [2]\n");
    assert_eq!(others.output(&EXPLAIN).status.code(), Some(0));
}

#[test]
fn a_list_closed_by_somebody_who_is_only_heard() {
    let press = "party press \"the press\"\npress says\n  no other warning [1]\n";
    let law = "topic warning \"Warnings\" many\n  fact given yes/no \"Given?\" for the record\n";
    let closing = with_law(law).file("a.case", format!("{HEAD}{press}"));
    closing.refused(&EXPLAIN).wrong("unweighed-list").says("the press closes the list").help("").alone();
    let source = with_law(law).file("a.case", format!("{HEAD}source submits\n  no other warning [1]\n"));
    assert_eq!(source.output(&EXPLAIN).status.code(), Some(0));
}

#[test]
fn fixed_facts_that_nobody_knows() {
    let fixed = |lines: &str| with_case(&format!("source submits\n  arrest.made [1]\nfixed \"past\"\n{lines}"));
    fixed("  arrest.maed\n").refused(&EXPLAIN).wrong("unknown-fact").at("a.case:9:10").help("`made`").alone();
    fixed("  arest.made\n").refused(&EXPLAIN).wrong("unknown-topic").help("").alone();
    fixed("  arrest first: made\n").refused(&EXPLAIN).wrong("type-mismatch").help("").alone();
    let many = "topic warning \"Warnings\" many\n  fact given yes/no \"Given?\" for the record\n";
    let none = "source submits\n  warning first: given [1]\nfixed \"past\"\n  warning frist: given\n";
    let desk = with_law(many).file("a.case", format!("{HEAD}{none}"));
    desk.refused(&EXPLAIN).wrong("unknown-name").help("`first`").alone();
    with_law("fixed \"past\"\n  arrest.made\n").refused(&CHECK).wrong("misplaced-item").help("").alone();
    // A later reason stands, a detention and a case that extends another keep what is fixed above.
    let below = fixed("  arrest.made\n").file("b.case", "case b \"B\"\n  under mini\n  extend \"a.case\"\n");
    let flip = below.output(&["flip", "b.case", "--gain", "category I", "--format", "json"]);
    let answer = String::from_utf8_lossy(&flip.stdout).into_owned();
    assert!(answer.contains(r#""held_fixed":[{"fact":"arrest.made""#), "{answer}");
}

// ---------------------------------------------------------------- packs

#[test]
fn a_ring_of_rules() {
    let rule = |name: &str, when: &str, then: &str| {
        format!("rule {name} \"R\"\n  when {when}\n  then {then}\n  cite decision 1\n")
    };
    let findings = "finding first \"a\"\nfinding second \"b\"\nfinding third \"c\"\n";
    let rules = [
        rule("one", "third", "first"),
        rule("two", "first and arrest.made", "second"),
        rule("three", "not second", "third, category I"),
    ];
    let refusal = with_law(&format!("{findings}{}", rules.concat())).refused(&CHECK);
    refusal.wrong("ring").says("`first`").says("`second`").says("`third`").help("").alone();
    let own = with_law(&rule("one", "no_warrant", "no_warrant"));
    own.refused(&CHECK).wrong("ring").says("`no_warrant`").help("").alone();
}

#[test]
fn the_same_name_twice() {
    let line = |number: usize| format!("rules/mini/law.law:{}:", LAW.lines().count() + 1 + number);
    for lines in [
        "topic arrest \"Again\"\n  fact more yes/no \"?\"  for the record\n",
        "finding no_warrant \"again\"\n",
        "rule arrested_for_speech \"Again\"\n  when arrest.made\n  then category I\n  cite decision 1\n",
        "category I \"Again\"\n",
        "party source \"again\"\n",
        "authority decision 1 \"Again\"\n",
        "instrument Treaty \"Again\"\n",
    ] {
        let refusal = with_law(lines).refused(&CHECK);
        refusal.wrong("duplicate-name").says(&format!("--> {}", line(1))).help("");
    }
    let desk =
        with_law("topic more \"More\"\n  fact x yes/no \"?\"  for the record\n  fact x date \"?\"  for the record\n");
    desk.refused(&CHECK).wrong("duplicate-name").says(&format!("--> {}", line(3))).help("").alone();
    let desk = desk_with_two_documents_of_one_name();
    desk.refused(&EXPLAIN).wrong("duplicate-name").at("a.case:4:23").help("").alone();
}

fn desk_with_two_documents_of_one_name() -> Desk {
    desk().file("a.case", "case m \"M\"\n  under mini\n  stage no reply\n  document one \"One\", one \"Two\"\nsource submits\n  arrest.made [1]\n")
}

#[test]
fn a_rule_without_authority_or_effect() {
    let desk = with_law("rule more \"More\"\n  when arrest.made\n  then category I\n");
    desk.refused(&CHECK).wrong("rule-without-authority").help("").alone();
    let desk = with_law("rule more \"More\"\n  when arrest.made\n  cite decision 1\n");
    desk.refused(&CHECK).wrong("rule-without-effect").help("").alone();
}

#[test]
fn faults_of_a_pack_that_the_checker_finds() {
    let rule = |when: &str, say: &str| {
        format!("rule more \"More\"\n  when {when}\n  then category I\n  cite decision 1\n  say \"{say}\"\n")
    };
    let evidence = |rows: &str| format!("evidence for the judges to show\n{rows}");
    for (lines, code, words) in [
        (rule("arrest.told_on - arrest.on > 48", ""), "missing-unit", "48"),
        (rule("hearing.closed", ""), "instance-needed", "hearing"),
        (rule("arrest.place = \"market\"", ""), "record-fact-read", "arrest.place"),
        (rule("no_warant", ""), "unknown-name", "no_warrant"),
        (rule("arrest.made", "{persn} was arrested."), "unknown-placeholder", "persn"),
        (rule("arrest.made", "{arrest.maed}"), "unknown-placeholder", "arrest.maed"),
        (evidence("  judges silent, government silent: unopposed, not shown\n"), "unknown-standing", "unopposed"),
        (evidence("  judges silent: not raised, not shown\n"), "evidence-incomplete", "judges"),
        (
            evidence("  judges silent: not raised, not shown\n  government silent: not raised, not shown\n"),
            "evidence-overlap",
            "silent",
        ),
        ("case m \"M\"\n  under mini\n".to_owned(), "misplaced-item", "case"),
    ] {
        with_law(&lines).refused(&CHECK).wrong(code).says("rules/mini/law.law:").says(words).help("");
    }
    let none = desk().file("rules/mini/law.law", "kind category \"Category\"\n");
    none.refused(&CHECK).wrong("missing-declaration").help("");
}

#[test]
fn faults_of_a_case_that_the_checker_finds() {
    let nowhere = desk().file("a.case", "case m \"M\"\n  stage no reply\n");
    nowhere.refused(&EXPLAIN).wrong("missing-declaration").at("a.case:1:6").help("under").alone();
    let law = desk().file("a.case", "finding more \"more\"\n");
    law.refused(&EXPLAIN).wrong("missing-declaration").at("a.case:1:1").help("case");
    with_case("finding more \"more\"\n").refused(&EXPLAIN).wrong("misplaced-item").at("a.case:6:9").help("").alone();
    let many: String = (0..1_001).map(|number| format!("  hearing h{number}: closed [1]\n")).collect();
    with_case(&format!("source submits\n{many}")).refused(&EXPLAIN).wrong("too-many").help("").alone();
}

#[test]
fn warnings_are_told_and_stop_nothing() {
    for (lines, code) in [
        ("category III \"Another\"\n", "unreached-conclusion"),
        ("finding more \"more\"\n", "unreached-finding"),
        ("topic more \"More\"\n  fact x yes/no \"?\"\n", "unread-fact"),
        ("authority decision 2 \"Decision No. 2\"\n", "uncited-authority"),
    ] {
        let output = with_law(lines).output(&CHECK);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{message}");
        assert!(message.contains(&format!("warning[{code}]: ")) && message.contains("= help: "), "{message}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("no errors"));
    }
    let twice = with_case("source submits\n  arrest.made [11]\n  arrest.made [11]\n").output(&EXPLAIN);
    assert_eq!(twice.status.code(), Some(0));
    let message = String::from_utf8_lossy(&twice.stderr).into_owned();
    assert!(message.contains("warning[repeated-statement]: ") && message.contains("--> a.case:8:3\n"), "{message}");
    assert!(!twice.stdout.is_empty(), "the result is printed all the same");
}

#[test]
fn all_faults_of_a_case_are_told_at_once() {
    let desk = with_case(
        "source submits\n  arest.made [11]\n  arrest.on = 2021-02-30 [11]\n  arrest.maed [12]\n  arrest.place = [13]\n",
    );
    let refusal = desk.refused(&EXPLAIN);
    refusal
        .wrong("unknown-topic")
        .wrong("invalid-date")
        .wrong("unknown-fact")
        .wrong("unexpected-token")
        .says("4 errors");
}

// ---------------------------------------------------------------- files

#[test]
fn a_file_that_is_not_there() {
    let desk = with_case("");
    desk.refused(&["explain", "b.case"]).failed().says("there is no file `b.case`").says("did you mean `a.case`?");
    desk.refused(&["explain", "none/a.case"]).failed().says("there is no folder `none`");
    desk.refused(&["check", "b.case"]).failed().says("there is no file `b.case`");
    desk.refused(&["explain", "a.case", "--rules", "none"]).failed().says("there is no folder `none`");
}

#[test]
fn a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder() {
    let desk = with_case("");
    desk.refused(&["explain", "rules"]).failed().says("`rules` is a folder");
    desk.refused(&["coverage", "rules"]).says("there is no case here");
    desk.refused(&["compare", "rules"]).says("no case here records an outcome");
    desk.refused(&["explain", "a.case", "--rules", "a.case"]).failed().says("`a.case` is a file");
    desk.refused(&["check", "rules/mini/law.law", "--rules"]).says("error: ");
}

#[test]
fn an_empty_file() {
    for text in ["", "\n\n", "  \r\n", "# only a comment\n", "\u{feff}"] {
        let desk = desk().file("a.case", text);
        desk.refused(&EXPLAIN).wrong("empty-file").says("a.case").help("").alone();
    }
}

#[test]
fn bytes_that_are_no_text() {
    let latin = [HEAD.as_bytes(), b"source submits\n  arrest.place = \"Caf\xe9\"\n"].concat();
    desk().file("a.case", latin).refused(&EXPLAIN).wrong("not-utf8").at("a.case:7:22").help("UTF-8").alone();
    let wide: Vec<u8> = "\u{feff}case m \"M\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
    desk().file("a.case", wide).refused(&EXPLAIN).wrong("not-utf8").help("UTF-16").alone();
    with_case("source submits\n  arrest\0.made [11]\n")
        .refused(&EXPLAIN)
        .wrong("nul-byte")
        .at("a.case:7:9")
        .help("")
        .alone();
    let noise: Vec<u8> = (0..20_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert_eq!(desk().file("a.case", noise).refused(&EXPLAIN).exit, Some(1));
}

#[test]
fn invisible_and_direction_changing_characters() {
    for character in ["\u{200b}", "\u{202e}", "\u{2066}", "\u{ad}", "\u{200f}", "\u{feff}"] {
        let desk = with_case(&format!("source submits\n  arrest.{character}made [11]\n"));
        let refusal = desk.refused(&EXPLAIN);
        refusal.wrong("invisible-character").at("a.case:7:10").help("");
    }
    for character in ["\u{1b}", "\u{7}", "\u{85}", "\u{b}"] {
        let desk = with_case(&format!("source submits\n  arrest.{character}made [11]\n"));
        assert_eq!(desk.refused(&EXPLAIN).at("a.case:7:10").exit, Some(1));
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    let lines = "source submits\n  state.party [1]\n  arrest.made [11]\n  not arrest.warrant_shown [12] note \"two\n    lines\"\ngovernment does not reply\n";
    let plain = with_case(lines).output(&EXPLAIN);
    assert_eq!(plain.status.code(), Some(0), "{}", String::from_utf8_lossy(&plain.stderr));
    assert!(String::from_utf8_lossy(&plain.stdout).contains("No legal basis"));
    let text = format!("{HEAD}{lines}");
    for text in
        [format!("\u{feff}{text}"), text.replace('\n', "\r\n"), format!("\u{feff}{}", text.replace('\n', "\r\n"))]
    {
        let law = format!("\u{feff}{}", LAW.replace('\n', "\r\n"));
        let output = desk().file("rules/mini/law.law", law).file("a.case", text).output(&EXPLAIN);
        assert_eq!(output, plain);
    }
}

#[test]
fn brackets_nested_a_hundred_thousand_deep() {
    let deep = 100_000;
    let condition = format!("{}arrest.made{}", "(".repeat(deep), ")".repeat(deep));
    for condition in [condition, "(".repeat(deep), "not ".repeat(deep) + "arrest.made", "any of (".repeat(deep)] {
        let desk = with_law(&format!("rule deep \"Deep\"\n  when {condition}\n  then category I\n  cite decision 1\n"));
        desk.refused(&CHECK).wrong("too-deep").help("");
    }
    let desk = with_case(&format!("source submits\n  arrest.made {}11{}\n", "[".repeat(deep), "]".repeat(deep)));
    assert_eq!(desk.refused(&EXPLAIN).exit, Some(1));
}

#[test]
fn a_file_of_fifty_megabytes() {
    let desk = with_case("");
    fs::File::create(desk.path("big.case")).and_then(|file| file.set_len(50 * 1024 * 1024)).expect("there is room");
    desk.refused(&["explain", "big.case"]).wrong("file-too-large").says("big.case").help("").alone();
    let full = desk.file("full.case", "# all of it is a comment\n".repeat(50 * 1024 * 1024 / 25));
    full.refused(&["explain", "full.case"]).wrong("file-too-large").help("").alone();
}

#[test]
fn a_file_that_includes_itself() {
    let desk = with_case("include \"a.case\"\n");
    desk.refused(&EXPLAIN).wrong("include-ring").at("a.case:6:9").help("").alone();
    let desk = with_case("include \"b.case\"\n").file("b.case", "include \"a.case\"\n");
    desk.refused(&EXPLAIN).wrong("include-ring").at("b.case:1:9").help("").alone();
    let desk = with_case("include \"none.case\"\n");
    desk.refused(&EXPLAIN).wrong("include-missing").at("a.case:6:9").help("").alone();
    let desk = with_law("include \"law.law\"\n");
    desk.refused(&CHECK).wrong("include-ring").help("").alone();
}

// ---------------------------------------------------------------- output

#[test]
fn an_existing_file_is_not_written_over() {
    let desk =
        with_case("source submits\n  arrest.made [11]\ngovernment does not reply\n").file("mine.txt", "my notes\n");
    let refusal = desk.refused(&["explain", "a.case", "--output", "mine.txt"]);
    refusal.failed().says("`mine.txt` exists").says("--force");
    assert_eq!(fs::read(desk.path("mine.txt")).expect("it is there"), b"my notes\n");
    let forced = desk.output(&["explain", "a.case", "--output", "mine.txt", "--force"]);
    assert_eq!(forced.status.code(), Some(0), "{}", String::from_utf8_lossy(&forced.stderr));
    let printed = desk.output(&EXPLAIN);
    assert_eq!(fs::read(desk.path("mine.txt")).expect("it is there"), printed.stdout, "the file holds what is printed");
}

#[test]
fn a_result_for_a_place_that_takes_none() {
    let desk = with_case("source submits\n  arrest.made [11]\n");
    desk.refused(&["explain", "a.case", "--output", "none/out.txt"]).failed().says("there is no folder `none`");
    desk.refused(&["explain", "a.case", "--output", "rules"]).failed().says("`rules` is a folder");
    if Path::new("/dev/full").exists() {
        desk.refused(&["explain", "a.case", "--output", "/dev/full", "--force"]).failed().says("device");
    }
}

#[test]
fn nothing_is_written_for_a_case_with_faults() {
    let desk = with_case("source submits\n  arrest.maed [11]\n");
    desk.refused(&["explain", "a.case", "--output", "out.txt"]).wrong("unknown-fact");
    assert!(!desk.path("out.txt").exists());
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told() {
    let desk = with_case("source submits\n  arrest.made [11]\n");
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else { return };
    let output = desk.command(&EXPLAIN).stdout(full).output().expect("the program can be started");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error: cannot write the result"));
}

#[test]
fn a_reader_who_goes_away_is_no_fault() {
    let desk = with_case("source submits\n  arrest.made [11]\n");
    let attempts: [&[&str]; 3] = [&EXPLAIN, &["explain-code", "ring"], &["--help"]];
    for arguments in attempts {
        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        let output = desk.command(arguments).stdout(writer).output().expect("the program can be started");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
fn nothing_to_check_and_files_of_another_kind() {
    let empty = Desk { folder: tempfile::tempdir().expect("there is room") };
    empty.refused(&["check"]).failed().says("there is no folder `rules` or `cases` here");
    let desk = with_case("").file("notes.txt", "notes");
    desk.refused(&["check", "notes.txt"]).failed().says("`notes.txt` is no case and no law file");
}
