//! Interviews through a real pseudo-terminal: whole cases told, broken off and taken up again, and everything that can go wrong with
//! the file meanwhile. The tests wait for prompts, never for time.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use expectrl::process::unix::WaitStatus;
use expectrl::{Eof, Expect, Session};
use serde_json::Value;

/// On a slow machine with others at work an answer may take long; a test that fails waits this long once.
const PATIENCE: Duration = Duration::from_secs(120);

const OPEN: &str = "in your own words";

/// An empty folder and what is run in it.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        Place { folder: tempfile::tempdir().expect("there is room for a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("files can be written");
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("it can be read")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_habeas"));
        command.args(arguments).current_dir(self.folder.path());
        command.env("NO_COLOR", "1").env("TERM", "xterm").env_remove("COLUMNS");
        command
    }

    /// An interview of the client's sister on the first of May.
    fn interview(&self, arguments: &[&str]) -> Talk {
        let mut all = vec!["interview", "--who", "the client's sister", "--date", "2024-05-01"];
        all.extend(arguments);
        let mut session = Session::spawn(self.command(&all)).expect("the program can be started");
        session.set_expect_timeout(Some(PATIENCE));
        Talk { session, heard: String::new() }
    }

    fn explained(&self, name: &str) -> Value {
        let output = self.command(&["explain", name, "--format", "json"]).output().expect("it can be started");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("it is JSON")
    }

    /// The file is whole: it is read without a fault.
    #[track_caller]
    fn is_sound(&self, name: &str) {
        let output = self.command(&["check", name]).output().expect("it can be started");
        assert!(output.status.success(), "{}\n{}", String::from_utf8_lossy(&output.stderr), self.text(name));
        let left: Vec<_> = fs::read_dir(self.folder.path())
            .expect("it can be read")
            .map(|entry| entry.expect("it is there").file_name().to_string_lossy().into_owned())
            .filter(|name| name.contains(".part"))
            .collect();
        assert_eq!(left, Vec::<String>::new(), "nothing half-written is left");
    }
}

/// A conversation.
struct Talk {
    session: expectrl::session::OsSession,
    /// What was printed since the last answer.
    heard: String,
}

impl Talk {
    /// Waits for the next prompt and gives what was printed before it, without what steers the terminal.
    #[track_caller]
    fn listen(&mut self) -> String {
        let found = self.session.expect("]").unwrap_or_else(|why| panic!("no prompt: {why}; heard: {}", self.heard));
        let mut printed = plain(found.as_bytes());
        // A hint stands in brackets and ends the prompt; a bracket in what is told is none.
        while !ends_with_hint(&printed) {
            let more = self.session.expect("]").unwrap_or_else(|why| panic!("no prompt: {why}; heard: {printed}"));
            printed.push_str(&plain(more.as_bytes()));
        }
        self.heard = one_line(&printed);
        self.heard.clone()
    }

    fn type_line(&mut self, typed: &str) {
        self.session.send(typed).expect("it can be typed");
        self.session.send("\r").expect("it can be typed");
    }

    /// Waits for a prompt that asks this, and answers.
    #[track_caller]
    fn answer(&mut self, question: &str, typed: &str) {
        let asked = self.listen();
        assert!(asked.contains(question), "asked instead of {question:?}: {asked}");
        self.type_line(typed);
    }

    /// Answers what is asked, passing by whatever can be passed, until this is asked.
    #[track_caller]
    fn up_to(&mut self, question: &str) {
        for _ in 0..200 {
            let asked = self.listen();
            if asked.contains(question) {
                return;
            }
            self.type_line(if asked.contains("[Enter") { "" } else { "skip" });
        }
        panic!("never asked: {question}");
    }

    /// Waits for the end, and gives what was printed and the exit code.
    #[track_caller]
    fn end(mut self) -> (String, i32) {
        let rest = self.session.expect(Eof).unwrap_or_else(|why| panic!("it does not end: {why}; {}", self.heard));
        let printed = one_line(&plain(rest.as_bytes()));
        match self.session.get_process().wait().expect("it ends") {
            WaitStatus::Exited(_, code) => (printed, code),
            other => panic!("it ended by {other:?}: {printed}"),
        }
    }
}

/// The text without what steers a terminal.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1b}' => {
                // `ESC [ … letter`
                letters.next();
                letters.by_ref().find(|letter| letter.is_ascii_alphabetic());
            }
            '\r' => {}
            other => out.push(other),
        }
    }
    out
}

/// Every hint names how to leave, or is one of the two that come first. It may be broken at the width, within words.
fn ends_with_hint(printed: &str) -> bool {
    let joined: String = printed.split_whitespace().collect();
    joined.ends_with("quit]") || joined.ends_with("leavesitopen]") || joined.ends_with("iscontinued]")
}

/// Lines joined: where they are broken depends on the width.
fn one_line(printed: &str) -> String {
    printed.split_whitespace().collect::<Vec<_>>().join(" ")
}

const WRITTEN: &str = r#"case written "Ann Doe"
  under wgad

source submits
  arrest.made
  arrest.on = 2020-04-17 20:20
  not arrest.warrant_shown
  not arrest.reasons_given
  state.party_to_iccpr
  trial.held
  not trial.closed
"#;

/// What the sister would answer who knows what was written.
fn known(asked: &str) -> Option<&'static str> {
    let answers = [
        ("Was the person arrested?", "yes"),
        ("When (day and, if known, hour)?", "17 April 2020, 20:20"),
        ("Did the officers show a warrant", "no"),
        ("Were the reasons", "no"),
        ("Is the State a party to the International Covenant on Civil and Political Rights?", "yes"),
        ("Was there a trial?", "yes"),
        ("Was the trial closed to the public?", "no"),
    ];
    answers.into_iter().find(|(question, _)| asked.contains(question)).map(|(_, answer)| answer)
}

#[test]
fn a_case_built_by_interview_alone_is_evaluated_as_the_written_one() {
    let place = Place::new();
    let mut talk = place.interview(&["told.case", "--goal", "category I"]);
    talk.answer("Whose case is it?", "Ann Doe");
    let mut told = 0;
    loop {
        let asked = talk.listen();
        if asked.contains("matters only if") || asked.contains("is for the Government to show") {
            talk.type_line("no");
            break;
        }
        let typed = match known(&asked) {
            _ if asked.contains("[Enter") => "",
            Some(answer) => {
                told += 1;
                answer
            }
            None => "don't know",
        };
        talk.type_line(typed);
    }
    let (printed, code) = talk.end();
    assert_eq!(code, 0, "{printed}");
    assert!(
        printed.contains("questions were left out.") && printed.contains(&format!("{told} facts told")),
        "{printed}"
    );
    assert!(printed.contains("To go on later, or with somebody else: habeas interview told.case"), "{printed}");
    assert!(!printed.contains("category"), "how things stand is not shown: {printed}");
    place.is_sound("told.case");

    // The same facts, as somebody writes them by hand.
    let text = place.text("told.case");
    let given: Vec<&str> = WRITTEN.lines().skip(4).map(str::trim).filter(|line| text.contains(line)).collect();
    assert_eq!(given.len(), told, "{text}");
    let written = format!("case written \"Ann Doe\"\n  under wgad\nsource submits\n  {}\n", given.join("\n  "));
    place.write("written.case", &written);
    let (told, written) = (place.explained("told.case"), place.explained("written.case"));
    for part in ["conclusions", "findings", "breaches", "disposition"] {
        assert_eq!(told[part], written[part], "{part}");
    }
    let applies = |answer: &Value| {
        let all = answer["conclusions"].as_array().expect("it is a list").clone();
        all.iter().any(|one| one["id"] == "I" && one["value"] == "yes")
    };
    assert!(applies(&told), "an arrest without a warrant: {}", told["conclusions"]);
}

#[test]
fn commands_at_the_prompt_do_what_they_say() {
    let place = Place::new();
    let mut talk = place.interview(&["c.case", "--goal", "category III"]);
    talk.answer("Whose case is it?", "");
    talk.answer(OPEN, "He said \"no\" {sic} \\ קרן; done.");
    let asked = talk.listen();
    assert!(asked.contains("Kept in these words."), "{asked}");
    assert!(asked.contains("Was there a trial?"), "{asked}");
    talk.type_line("help");
    let asked = talk.listen();
    assert!(asked.contains("it may matter for the case"), "{asked}");
    assert!(asked.contains("Answer yes or no."), "{asked}");
    for hint in ["category", "settle", "rule"] {
        assert!(!asked.contains(hint), "help tells nobody what an answer counts for: {asked}");
    }
    talk.type_line("perhaps");
    // What cannot be read is asked again on the spot.
    let asked = talk.listen();
    assert!(asked.contains("answer yes or no"), "{asked}");
    // It does not stay in the line either.
    talk.type_line("help");
    let asked = talk.listen();
    assert!(asked.contains("Answer yes or no."), "{asked}");
    talk.type_line("yes");
    talk.answer("Who says so", "a \"neighbour\"");
    talk.answer("document", "Order {7}");
    talk.answer("anything to add", "קרן");
    // The next prompt comes when the file is written.
    let asked = talk.listen();
    let line = r#"  trial.held by "Order {7}" quoting "a \"neighbour\"" [sister] note "קרן""#;
    assert!(place.text("c.case").contains(line), "{}", place.text("c.case"));
    assert!(place.text("c.case").contains(r#"told "He said \"no\" {sic} \\ קרן; done.""#), "{}", place.text("c.case"));
    talk.type_line("back");
    let again = talk.listen();
    assert!(again.contains("its answer is taken back") && again.contains("Was there a trial?"), "{again}");
    assert!(!place.text("c.case").contains("trial.held"), "it is out of the file: {}", place.text("c.case"));
    talk.type_line("dk");
    let next = talk.listen();
    assert!(next.contains("Noted as not known."), "{next} after {asked}");
    assert!(place.text("c.case").contains("not known \"the client's sister was asked on 1 May 2024\"\n  trial.held\n"));
    talk.type_line("skip");
    let next = talk.listen();
    assert!(next.contains("Put off"), "{next}");
    talk.type_line("quit");
    let (printed, code) = talk.end();
    assert_eq!(code, 0);
    assert!(printed.contains("The interview ends here; everything is kept."), "{printed}");
    assert!(printed.contains("0 facts told, 1 not known, 1 put off."), "{printed}");
    place.is_sound("c.case");
}

#[test]
fn commands_are_no_answers_before_the_interview_either() {
    let place = Place::new();
    let mut session = Session::spawn(place.command(&["interview", "--date", "2024-05-01"])).expect("it can be started");
    session.set_expect_timeout(Some(PATIENCE));
    let mut talk = Talk { session, heard: String::new() };
    talk.answer("Name of the case file", "back");
    talk.answer("There is nothing to go back to yet", "help");
    talk.answer("Everything that is told is kept in a file", "c");
    talk.answer("Whose case is it?", "help");
    talk.answer("The name of the person who is or was held.", "");
    talk.answer("Who is speaking?", "");
    talk.answer("an account needs somebody who speaks", "help");
    talk.answer("Whoever answers the questions", "quit");
    let (printed, code) = talk.end();
    assert_eq!(code, 0, "{printed}");
    assert!(!printed.contains("speaks, on"), "{printed}");
    assert!(!place.text("c.case").contains("account"), "{}", place.text("c.case"));
}

#[test]
fn an_interview_that_is_broken_off_loses_nothing_and_goes_on_later() {
    let place = Place::new();
    for (key, answered) in [("\u{3}", "Was there a trial?"), ("\u{4}", "When did it begin?")] {
        let mut talk = place.interview(&["c.case", "--goal", "category III"]);
        if !place.path("c.case").exists() {
            talk.answer("Whose case is it?", "Ann Doe");
        }
        talk.up_to(answered);
        talk.type_line(if answered.starts_with("Was") { "yes" } else { "May 2021" });
        talk.listen();
        let before = place.text("c.case");
        // In the middle of another answer.
        talk.session.send("half an ans").expect("it can be typed");
        talk.session.send(key).expect("it can be typed");
        let (printed, code) = talk.end();
        assert_eq!(code, 0, "{printed}");
        assert_eq!(place.text("c.case"), before);
        place.is_sound("c.case");
    }
    let text = place.text("c.case");
    assert!(text.contains("  trial.held [sister]\n  trial.began = 2021-05 [sister]\n"), "{text}");
    assert_eq!(text.matches("account sister").count(), 1, "one account of one day: {text}");
}

const OWN: &str = "# My notes — keep.\ncase c \"C\"   # odd   spacing\n  under   wgad\n  # ask for the passport\n\n\n\
    source submits\n  arrest.made      [1]  # sure\n\n# and then:\nsource claims category I\n";

#[test]
fn a_file_that_is_continued_keeps_its_comments_and_layout() {
    let place = Place::new();
    place.write("c.case", &OWN.replace("[1]", ""));
    let own = place.text("c.case");
    let mut talk = place.interview(&["c.case"]);
    talk.up_to("When (day");
    talk.type_line("17 April 2020, about 20:20");
    let asked = talk.listen();
    assert!(asked.contains("Kept as 2020-04-17 20:20, and noted as"), "{asked}");
    talk.type_line("quit");
    assert_eq!(talk.end().1, 0);
    let text = place.text("c.case");
    let line = "  arrest.on = 2020-04-17 20:20 [sister] note \"told as: 17 April 2020, about 20:20\"\n";
    assert!(text.contains(&format!("# sure\n{line}\n# and then:")), "{text}");
    let mut kept = text.replace(line, "");
    let account = "account sister \"the client's sister\" 2024-05-01\n\n";
    assert!(kept.contains(account), "{text}");
    kept = kept.replacen(account, "", 1);
    assert_eq!(kept.replace("\n\n\n", "\n\n"), own.replace("\n\n\n", "\n\n"), "only lines were added");
}

#[test]
fn only_the_lawyer_sees_how_the_conclusions_stand() {
    let place = Place::new();
    place.write("c.case", "case c \"C\"\n  under wgad\nsource submits\n  arrest.made\n  not arrest.warrant_shown\n");
    let mut talk = place.interview(&["c.case", "--goal", "category I", "--goal", "III", "--lawyer"]);
    let asked = talk.listen();
    assert!(asked.contains("[Category I: "), "{asked}");
    assert!(asked.contains("[Category III: "), "{asked}");
    talk.type_line("quit");
    assert_eq!(talk.end().1, 0);
    let mut talk = place.interview(&["c.case", "--goal", "category I"]);
    let asked = talk.listen();
    assert!(!asked.contains("Category"), "{asked}");
    talk.type_line("quit");
    assert_eq!(talk.end().1, 0);
}

#[test]
fn under_mask_no_name_is_shown_and_the_file_keeps_them() {
    let place = Place::new();
    let own = "case dana \"Dana Kvitka\"\n  under wgad\n  person \"Ms. Kvitka\"\n  names person \"Dana Kvitka\"\nsource submits\n  arrest.made\n";
    place.write("dana.case", own);
    let mut talk = place.interview(&["dana.case", "--goal", "category I", "--lawyer", "--mask"]);
    let mut heard = talk.listen();
    talk.type_line("help");
    heard += &talk.listen();
    talk.type_line("quit");
    let (rest, code) = talk.end();
    assert_eq!(code, 0);
    heard += &rest;
    for name in ["dana", "kvitka"] {
        assert!(!heard.to_lowercase().contains(name), "{heard}");
    }
    assert!(heard.contains("person_1.case"), "the name of the file is masked as well: {heard}");
    assert!(place.text("dana.case").starts_with(own.trim_end()), "the file keeps its names");
}

#[test]
fn a_file_that_changed_meanwhile_is_left_as_it_is() {
    let place = Place::new();
    place.write("c.case", "case c \"C\"\n  under wgad\n");
    let mut talk = place.interview(&["c.case", "--goal", "category III"]);
    talk.up_to("Was there a trial?");
    place.write("c.case", "case c \"C\"\n  under wgad\n# by somebody else\n");
    talk.type_line("yes");
    let (printed, code) = talk.end();
    assert_eq!(code, 1, "{printed}");
    assert!(printed.contains("was changed by another program meanwhile"), "{printed}");
    assert!(printed.contains("the last answer is not in it: “yes”"), "{printed}");
    assert_eq!(place.text("c.case"), "case c \"C\"\n  under wgad\n# by somebody else\n");
}

#[test]
fn what_cannot_be_written_is_told_with_the_answer() {
    let place = Place::new();
    place.write("c.case", "case c \"C\"\n  under wgad\n");
    let mut talk = place.interview(&["c.case", "--goal", "category III"]);
    talk.up_to("Was there a trial?");
    fs::remove_file(place.path("c.case")).expect("it can be removed");
    talk.type_line("yes");
    let (printed, code) = talk.end();
    assert_eq!(code, 2, "{printed}");
    assert!(printed.contains("This answer could not be kept: “yes”"), "{printed}");
    assert!(printed.contains("there is no file"), "{printed}");
    assert!(!place.path("c.case").exists());
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told_before_anything_is_asked() {
    let place = Place::new();
    let locked = place.path("locked");
    fs::create_dir(&locked).expect("folders can be made");
    let mut rights = fs::metadata(&locked).expect("it is there").permissions();
    rights.set_readonly(true);
    fs::set_permissions(&locked, rights).expect("rights can be set");
    // Whoever may do everything is not kept out by rights; a folder of the system keeps everybody out.
    let free = fs::write(locked.join("probe"), "").is_ok();
    let name = if free { "/proc/new.case".to_owned() } else { "locked/new.case".to_owned() };
    if free && !PathBuf::from("/proc/self").exists() {
        return;
    }
    let mut talk = place.interview(&[&name, "--goal", "category III"]);
    talk.answer("Whose case is it?", "Ann Doe");
    let (printed, code) = talk.end();
    assert_eq!(code, 2, "{printed}");
    assert!(printed.contains("error: "), "{printed}");
    assert!(!printed.contains(OPEN), "{printed}");
}

#[test]
fn without_a_terminal_it_says_that_it_needs_one() {
    let place = Place::new();
    let output = place.command(&["interview", "c.case"]).stdin(Stdio::null()).output().expect("it can be started");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.starts_with("error: an interview needs a terminal; "), "{told}");
    assert!(!place.path("c.case").exists());
}

#[test]
fn arguments_that_name_nothing_are_told_at_once() {
    let place = Place::new();
    place.write("c.case", "case c \"C\"\n  under wgad\n");
    place.write("bad.case", "case c \"C\"\n  under wgad\nsource submits\n  nonsense here\n");
    for (arguments, told) in [
        (vec!["c.case", "--goal", "category 9"], "unknown conclusion `category 9`"),
        (vec!["c.case", "--detention", "x"], "unknown detention `x`"),
        (vec!["bad.case"], "error["),
        (vec!["case.json"], "not JSON"),
    ] {
        let (printed, code) = place.interview(&arguments).end();
        assert_eq!(code, 1, "{printed}");
        assert!(printed.contains(told), "{printed}");
    }
    let mut talk = place.interview(&["new.case", "--pack", "nowhere"]);
    talk.answer("Whose case is it?", "");
    let (printed, code) = talk.end();
    assert_eq!(code, 1, "{printed}");
    assert!(printed.contains("there is no pack `nowhere`"), "{printed}");
    assert!(!place.path("new.case").exists(), "nothing is made then");
}
