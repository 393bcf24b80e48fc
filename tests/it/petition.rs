//! Petitions: what they plead and cite, what never enters them, and that nothing a case or a template says can break them.
#![expect(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Output};

const ILYASHEV: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/ilyashev.case");

/// Runs the program from the root of the repository.
fn habeas(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_habeas");
    Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("it runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Writes a petition and gives the part that is transmitted, the part that is not, and what was told besides.
fn written(folder: &Path, case: &str, more: &[&str]) -> (String, String, String) {
    let file = folder.join("petition.md");
    let mut arguments = vec!["petition", case, "--force", "-o", file.to_str().expect("a plain path")];
    arguments.extend(more);
    let output = habeas(&arguments);
    assert!(output.status.success(), "{}", told(&output));
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("it was written");
    (read("petition.md"), read("petition-submitter.md"), told(&output))
}

/// A folder with a case of its own.
fn with_case(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.case");
    fs::write(&path, text).expect("it can be written");
    let path = path.to_str().expect("a plain path").to_owned();
    (folder, path)
}

/// The words of every part of a Word document.
fn words_of_docx(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).expect("it is there"))).expect("an archive");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut all = String::new();
    for name in names {
        archive.by_name(&name).expect("it is there").read_to_string(&mut all).expect("it is text");
    }
    all
}

#[test]
fn the_ilyashev_petition_fills_the_questionnaire_and_pleads_what_the_source_pleads() {
    let folder = tempfile::tempdir().expect("a folder");
    let (text, private, _) = written(folder.path(), ILYASHEV, &[]);
    for row in [
        "| I.1 | Family name | Ilyashev |",
        "| I.2 | First name | Alnur |",
        "| I.3 | Sex | male |",
        "42 years at the time of the arrest",
        "| I.5 | Nationality | Kazakhstani |",
        "human rights activist",
        "| I.8 | Address of usual residence | Almaty |",
        "| II.1 | Date of arrest | 17 April 2020 at 20:20 |",
        "about 8.20 p.m.",
        "No. The officers showed neither a warrant",
        "none: no warrant was issued",
        "an investigating magistrate",
        "Criminal Code, article 274",
    ] {
        assert!(text.contains(row), "the questionnaire lacks: {row}");
    }
    for heading in ["## Category I:", "## Category II:", "## Category III:"] {
        assert!(text.contains(heading), "not pleaded: {heading}");
    }
    assert!(!text.contains("## Category V:"), "nobody pleads category V");
    let offer = text.find("Supported by the facts, and not pleaded: V").expect("category V is offered");
    assert!(text[offer..].contains("Earlier attention of the authorities"), "the offer names its indicators");
    for authority in ["General comment 35, paras. 24–30", "Deliberation 11, para. 21", "Exhibit 1, paras. 11"] {
        assert!(text.contains(authority), "not cited: {authority}");
    }
    assert!(text.contains("The Working Group declines this"), "declined pleas are flagged");
    assert!(text.contains("decided in this very case"), "the decision in this case is marked");
    assert!(
        !text.contains("a non-governmental organization and a law firm"),
        "the submitter is not for the Government"
    );
    assert!(private.contains("a non-governmental organization and a law firm"), "the submitter has a file of its own");
}

#[test]
fn a_petition_rests_on_nothing_that_came_after_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (text, _, _) = written(folder.path(), ILYASHEV, &[]);
    // What only the Working Group noted, and what others tell.
    for later in ["30 March 2022\n", "disagreed with how", "Sanavar", "daughter", "did not reply", "time limit passed"]
    {
        assert!(!text.contains(later), "this came later, or from others: {later}");
    }
}

#[test]
fn every_language_and_format_is_written_with_the_same_bytes_each_time() {
    let folder = tempfile::tempdir().expect("a folder");
    for (language, word) in [("en", "Facts"), ("fr", "Faits"), ("es", "Hechos")] {
        let (text, _, _) = written(folder.path(), ILYASHEV, &["--lang", language]);
        assert!(text.contains(&format!("# {word}\n")), "{language} lacks its headings");
    }
    let docx = folder.path().join("a.docx");
    let write = || {
        let output = habeas(&["petition", ILYASHEV, "--force", "-o", docx.to_str().expect("a plain path")]);
        assert!(output.status.success(), "{}", told(&output));
        fs::read(&docx).expect("it was written")
    };
    assert!(write() == write(), "the same case gave other bytes");
}

const SECRET: &str = r#"case own "The case of Dana Quietname"
  under wgad
  person "Mr. Open"
  names person "Dana Quietname", "Quietname" confidential
  document letter "Letter of the lawyer", hidden "Notes of the guard Zzyzx" confidential

account sister "Sister of the detained" 2024-05-01
  told "They took him at dawn, said Quietname."

source submits
  arrest.made [letter 1]
  arrest.on = 2024-03-01 [letter 2]
  not arrest.warrant_shown [letter 3]
  not arrest.reasons_given [hidden 4]
  arrest.place = "the flat of Dana QUIETNAME" [letter 5]
  remand.reasons = "a secret of the file Xylophone" [letter 6] confidential
  arrest.forces = "the city police" [letter 7]
  submitter.name = "Plumbago and Partners" [letter]
source claims category I [letter 8]
"#;

#[test]
fn what_is_confidential_is_in_no_byte_of_what_is_transmitted() {
    let (folder, case) = with_case(SECRET);
    let hidden = ["quietname", "zzyzx", "xylophone", "plumbago", "at dawn"];
    for ending in ["md", "html", "docx", "pdf"] {
        let file = folder.path().join(format!("out.{ending}"));
        let output = habeas(&["petition", &case, "--trace", "-o", file.to_str().expect("a plain path")]);
        assert!(output.status.success(), "{}", told(&output));
        let text = match ending {
            "docx" => words_of_docx(&file),
            _ => String::from_utf8_lossy(&fs::read(&file).expect("it was written")).into_owned(),
        };
        for word in hidden {
            assert!(!text.to_lowercase().contains(word), "`{word}` stands in the {ending}");
            assert!(!told(&output).to_lowercase().contains(word), "`{word}` is told");
        }
        assert!(told(&output).contains("kept out of"), "what is kept back is told by its question");
        assert!(told(&output).contains("Were the reasons given"), "{}", told(&output));
    }
    let private = fs::read_to_string(folder.path().join("out-submitter.md")).expect("it was written");
    assert!(private.contains("Plumbago and Partners"));
}

#[test]
fn nothing_that_a_case_says_can_break_or_inject() {
    let long = "w".repeat(300);
    let nasty = format!(r"<b>x</b> &amp; ]]> {{{{ 7*7 }}}} {{% if %}} ' “q” | `c` \u202e שלום {long}")
        .replace("\\u202e", "\u{5d0}");
    let text = format!(
        "case own \"Own\"\n  under wgad\n  person \"Mr. {{x}} <i>\"\n  document d \"Doc {{{{ y }}}} </document>\"\n\nsource submits\n  arrest.made [d 1]\n  arrest.place = \"{nasty}\" [d 1]\n  not arrest.warrant_shown [d 1]\nsource claims category I [d 1]\n"
    );
    let (folder, case) = with_case(&text);
    let (written, _, _) = written(folder.path(), &case, &[]);
    assert!(written.contains("7\\*7") || written.contains("7*7"), "the value stands as written");
    assert!(!written.contains("<b>x</b>"), "markup of a value is a value");
    for ending in ["html", "docx", "pdf"] {
        let file = folder.path().join(format!("n.{ending}"));
        let output = habeas(&["petition", &case, "-o", file.to_str().expect("a plain path")]);
        assert!(output.status.success(), "{ending}: {}", told(&output));
    }
    let html = fs::read_to_string(folder.path().join("n.html")).expect("it was written");
    assert!(html.contains("&lt;b&gt;x&lt;/b&gt;"));
}

#[test]
fn a_final_version_is_refused_with_each_thing_in_its_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("final.md");
    let output = habeas(&["petition", ILYASHEV, "--final", "-o", file.to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(1));
    let told = told(&output);
    assert!(told.contains("Forces that carried out the arrest"), "{told}");
    assert!(told.contains("date of the petition"), "{told}");
    assert!(told.contains("state it in the case"), "{told}");
    assert!(!file.exists(), "nothing is written");
    let dated = habeas(&["petition", ILYASHEV, "--final", "--date", "2021-02-12", "-o", file.to_str().expect("plain")]);
    assert!(!self::told(&dated).contains("date of the petition"), "a date that is given is in nobody's way");
}

#[test]
fn no_file_is_replaced_and_a_bad_ending_or_date_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("p.md");
    fs::write(folder.path().join("p-submitter.md"), "mine").expect("it can be written");
    let output = habeas(&["petition", ILYASHEV, "-o", file.to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(!file.exists(), "neither file is written where one cannot be");
    let left = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 1, "nothing half-written is left");
    for (arguments, reason) in [
        (["-o", "p.xyz"], "let it end in .docx"),
        (["-o", "p.md"], "is no day"),
        (["-o", "p.md"], "there is no language"),
    ] {
        let mut all = vec!["petition", ILYASHEV];
        all.extend(arguments);
        all.extend(match reason {
            "is no day" => ["--date", "2026-02-30"].as_slice(),
            "there is no language" => ["--lang", "xx"].as_slice(),
            _ => [].as_slice(),
        });
        let output = habeas(&all);
        assert_eq!(output.status.code(), Some(1));
        assert!(told(&output).contains(reason), "{}", told(&output));
    }
}

#[test]
fn templates_are_copied_changed_and_their_faults_told_with_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let copies = folder.path().join("copies");
    fs::create_dir(&copies).expect("it can be made");
    let copies_path = copies.to_str().expect("a plain path");
    let output = habeas(&["petition", ILYASHEV, "--copy-templates", copies_path]);
    assert!(output.status.success(), "{}", told(&output));
    assert_eq!(habeas(&["petition", ILYASHEV, "--copy-templates", copies_path]).status.code(), Some(2));
    let labels = fs::read_to_string(copies.join("en.jinja")).expect("it was copied");
    fs::write(copies.join("en.jinja"), labels.replace("Model questionnaire", "The form")).expect("it can be written");
    let (text, _, _) = written(folder.path(), ILYASHEV, &["--templates", copies_path]);
    assert!(text.contains("# The form"));
    for (fault, expected) in
        [("{{ nobody.knows }}", "undefined"), ("{% for %}", "petition.jinja, line"), ("<nav/>", "no tag `<nav>`")]
    {
        let own = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/wgad/petition/petition.jinja"))
            .expect("it is there");
        let broken = own.replace("<h1>{{ t.facts }}</h1>", &format!("<h1>{{{{ t.facts }}}}</h1>{fault}"));
        assert!(broken != own, "the fault is put in");
        fs::write(copies.join("petition.jinja"), broken).expect("it can be written");
        let file = folder.path().join("bad.md");
        let output =
            habeas(&["petition", ILYASHEV, "--templates", copies_path, "-o", file.to_str().expect("a plain path")]);
        assert_eq!(output.status.code(), Some(1));
        let told = told(&output);
        assert!(told.contains("template ") && told.contains(expected), "{told}");
        assert!(!file.exists());
    }
}

#[test]
fn each_paragraph_can_be_followed_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let side = folder.path().join("trace.json");
    let option = format!("--trace={}", side.display());
    let (text, _, _) = written(folder.path(), ILYASHEV, &[&option]);
    let list: serde_json::Value = serde_json::from_slice(&fs::read(&side).expect("it was written")).expect("JSON");
    let warrant = list.as_array().expect("a list").iter().find(|entry| {
        entry["rules"].as_array().is_some_and(|rules| rules.iter().any(|rule| rule["rule"] == "no_warrant"))
    });
    let warrant = warrant.expect("the paragraph on the warrant is traced");
    let facts: Vec<&str> =
        warrant["facts"].as_array().expect("facts").iter().filter_map(|fact| fact["fact"].as_str()).collect();
    assert!(facts.contains(&"arrest.warrant_shown"), "{facts:?}");
    let number = warrant["paragraph"].as_u64().expect("a number");
    assert!(text.contains(&format!("**{number}.** The right to be shown a warrant")), "the number is that of the text");
}

#[test]
fn a_pack_without_templates_says_so() {
    let lending = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/examples/lending");
    let cases = format!("{lending}/cases");
    let case = fs::read_dir(cases).expect("the pack is there").filter_map(Result::ok).map(|entry| entry.path());
    let case = case.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "case"));
    let case = case.expect("the example has a case");
    let output = habeas(&["petition", case.to_str().expect("a plain path"), "--rules", lending, "-o", "/tmp/none.md"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(told(&output).contains("has no templates of a petition"), "{}", told(&output));
}

const UNNAMED: &str = r#"case own "Own"
  under wgad
  person "Mr. Amir Openly"
  names person "Quill Zyzzyva" confidential
  names person "Sabine Openly" confidential
  document letter "Letter of the lawyer"

source submits
  arrest.made [letter 1]
  arrest.on = 2024-03-01 [letter 2]
  not arrest.warrant_shown [letter 3]
  arrest.forces = "officers led by a cousin of Mr. Zyzzyva" [letter 7]
  arrest.place = "the home of the Openly family" [letter 7]
  not submission.named_to_government confidential
  submission.reprisals_feared
  submission.reprisals_on = "the neighbour Xanthippe" confidential
  submission.withheld = "what Quill saw"
  submission.safe_contact = "by the parish office"
  submitter.name = "Quill Zyzzyva" confidential
source claims category I [letter 8]
"#;

#[test]
fn who_may_not_be_named_is_not_named_in_a_final_version() {
    let (folder, case) = with_case(UNNAMED);
    let (_, _, warned) = written(folder.path(), &case, &[]);
    let warning = "warning: There is no consent to naming the person to the Government";
    assert!(warned.contains(warning), "{warned}");
    let file = folder.path().join("final.md");
    let output = habeas(&["petition", &case, "--final", "-o", file.to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("in the way: There is no consent to naming"), "{}", told(&output));
    assert!(!told(&output).contains("name_not_settled"), "advice to the writer is no argument: {}", told(&output));
    let nameless = UNNAMED
        .replace("  document letter", "  names person \"Mr. Amir Openly\", \"Amir\" confidential\n  document letter");
    let (folder, case) = with_case(&nameless);
    let (text, private, told) = written(folder.path(), &case, &[]);
    assert!(!told.contains("There is no consent to naming"), "{told}");
    assert!(!text.contains("Amir") && !private.contains("Amir"), "the name is in neither part");
}

#[test]
fn what_is_confidential_is_kept_out_of_the_submitters_file_unless_it_is_about_the_submitter() {
    let (folder, case) = with_case(UNNAMED);
    let (text, private, told) = written(folder.path(), &case, &[]);
    assert!(!private.contains("Xanthippe") && !private.contains("what Quill saw"), "{private}");
    assert!(private.contains("Quill Zyzzyva"), "who submits says so to the secretariat: {private}");
    assert!(private.contains("parish office"), "{private}");
    let kept = "petition-submitter.md too, as it is confidential: Whom would reprisals strike";
    assert!(told.contains(kept), "{told}");
    assert!(!text.contains("Zyzzyva"), "a surname alone tells who it is");
    assert!(text.contains("the home of the Openly family"), "a word that an open name shares is open");
    assert!(told.contains("a word of one"), "{told}");
}

#[test]
fn what_is_not_argued_is_named() {
    let hidden = UNNAMED.replace("warrant_shown [letter 3]", "warrant_shown [letter 3] confidential");
    let (folder, case) = with_case(&hidden);
    let (_, _, told) = written(folder.path(), &case, &[]);
    let lines: Vec<&str> = told.lines().filter(|line| line.contains("not argued")).collect();
    assert!(lines.iter().any(|line| line.ends_with(": Arrest without a warrant")), "{told}");
    assert!(!lines.iter().any(|line| line.ends_with([' ', ':', '…'])), "{told}");
    let (folder, case) = with_case(UNNAMED);
    let (_, _, told) = written(folder.path(), &case, &[]);
    assert!(!told.contains("not argued"), "nothing fell: {told}");
}

const TOLD: &str = r#"case own "Own"
  under wgad
  person "Mr. Amir Openly"
  document letter "Letter of the lawyer"

source submits
  state.name = "Riverland"
  state.party_to_iccpr [letter 1]
  person.detained_now [letter 1]
  conduct.expression [letter 1]
  conduct.led_to_arrest [letter 1]
  arrest.made [letter 1]
  arrest.on = 2024-03-01 02:30 [letter 2]
  not arrest.warrant_shown [letter 3]
  not arrest.reasons_given [letter 3]
  counsel.first_contact_on = 2024-03-09 [letter 4]
source claims category I [letter 8]
source claims category II [letter 8]
source claims category III [letter 8]
"#;

#[test]
fn the_summary_and_the_argument_say_the_same_of_a_category_that_is_not_made_out() {
    let (folder, case) = with_case(TOLD);
    let (text, _, _) = written(folder.path(), &case, &[]);
    assert!(text.contains("It falls within categories I and II. In the alternative, category III"), "{text}");
    assert!(text.contains("Category III is submitted in the alternative."), "{text}");
    assert!(!text.contains("It is submitted that Breaches"), "{text}");
}

#[test]
fn nothing_is_missing_that_the_case_settles() {
    let (folder, case) = with_case(TOLD);
    let (text, _, _) = written(folder.path(), &case, &[]);
    for settled in
        ["\\[hour of the arrest", "at which reasons were given", "a warrant for the search", "Contact with counsel:"]
    {
        assert!(!text.contains(settled), "{settled} is told or has no place: {text}");
    }
    assert!(text.contains("Arrest and detention: date and hour at which the charge was told"), "{text}");
    let bare = TOLD.replace(" 02:30", "").replace("  not arrest.reasons_given [letter 3]\n", "");
    let (folder, case) = with_case(&bare);
    let (text, _, _) = written(folder.path(), &case, &[]);
    assert!(text.contains("\\[hour of the arrest") && text.contains("at which reasons were given"), "{text}");
}

#[test]
fn what_the_government_would_have_to_show_is_never_asserted() {
    let (folder, case) = with_case(TOLD);
    let (text, _, _) = written(folder.path(), &case, &[]);
    let lines: Vec<&str> =
        text.lines().filter(|line| line.contains("It would be for the Government to show")).collect();
    assert!(!lines.is_empty());
    for line in lines {
        let (_, shown) = line.split_once("It would be for the Government to show").expect("it stands there");
        assert!(shown.starts_with(" that ") && shown.ends_with(", and nothing shows it."), "{line}");
        assert!(!shown.contains('?') && !shown.contains('“') && !shown.contains("emergency"), "{line}");
    }
}
