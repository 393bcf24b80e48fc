//! A case as JSON and back: the same tree, the same comments, the same bytes; and JSON that is damaged, foreign or wrong.
#![expect(clippy::disallowed_methods, reason = "tests read the cases from the disk")]

use std::fs;
use std::path::{Path, PathBuf};

use habeas::diagnostic::{Code, Diagnostic};
use habeas::exchange::{SCHEMA, export, import};
use habeas::source::SourceId;
use habeas::syntax::comments::gather;
use habeas::syntax::{parse, print};
use jsonschema::draft202012;
use proptest::prelude::{prop, proptest};
use proptest::test_runner::Config;

use crate::generate::{Flavour, Written, written};

const HERE: SourceId = SourceId(0);

/// All case files that we ship, and the golden ones.
fn cases() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> =
        ["cases", "rules", "tests/golden/parse/good", "tests/cli", "docs/examples"].map(|name| root.join(name)).into();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("it can be read").map(|entry| entry.expect("it is there").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "case") {
                let text = fs::read_to_string(&path).expect("it is a text");
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 40, "the cases are found: {}", found.len());
    found
}

/// `case → json → case → json`, and what must hold on the way. Gives the JSON.
#[track_caller]
fn check_exchange(what: &str, text: &str) -> Option<String> {
    let parsed = parse(HERE, text);
    if !parsed.diagnostics.is_empty() {
        return None;
    }
    let comments = gather(HERE, text, &parsed.file);
    let json = export(HERE, text, &parsed.file);
    let imported = import(HERE, &json);
    assert_eq!(messages(&imported.diagnostics), Vec::<String>::new(), "{what}\n{json}");
    let printed = print::print_with(&imported.file, &imported.comments);
    assert_eq!(printed, print::print_with(&parsed.file, &comments), "{what}: the canonical text, with comments");
    assert_eq!(imported.comments, comments, "{what}: the comments");
    assert_eq!(print::print(&imported.file), print::print(&parsed.file), "{what}: the tree");
    let again = parse(HERE, &printed);
    assert_eq!(messages(&again.diagnostics), Vec::<String>::new(), "{what}\n{printed}");
    assert_eq!(export(HERE, &printed, &again.file), json, "{what}: the same bytes");
    assert_eq!(print::print_with(&again.file, &gather(HERE, &printed, &again.file)), printed, "{what}: printed again");
    Some(json)
}

fn messages(faults: &[Diagnostic]) -> Vec<String> {
    faults.iter().map(|fault| format!("{} {} | {}", fault.code.name(), fault.message, fault.label)).collect()
}

/// Every comment of a text, in order.
fn remarks(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let lexed = habeas::syntax::lexer::lex(HERE, text);
    let ends = lexed.tokens.iter().map(|token| token.end as usize);
    let starts = lexed.tokens.iter().map(|token| token.start as usize).chain([text.len()]);
    for (from, to) in std::iter::once(0).chain(ends).zip(starts) {
        found.extend(text[from..to].lines().filter_map(|line| line.find('#').map(|at| line[at..].trim_end())));
    }
    found
}

#[test]
fn every_case_that_we_ship_survives_the_exchange() {
    let mut with_comments = 0;
    for (path, text) in cases() {
        let name = path.display().to_string();
        let Some(json) = check_exchange(&name, &text) else { continue };
        let mut there: Vec<&str> = remarks(&text);
        let imported = import(HERE, &json);
        let printed = print::print_with(&imported.file, &imported.comments);
        let mut back: Vec<&str> = remarks(&printed);
        with_comments += usize::from(!there.is_empty());
        there.sort_unstable();
        back.sort_unstable();
        assert_eq!(there, back, "{name}: no comment is lost");
    }
    assert!(with_comments > 5, "some cases have comments: {with_comments}");
}

#[test]
fn the_json_of_every_case_is_as_the_schema_says() {
    let schema = draft202012::options().build(&serde_json::from_str(SCHEMA).expect("it is JSON")).expect("a schema");
    for (path, text) in cases() {
        let parsed = parse(HERE, &text);
        if !parsed.diagnostics.is_empty() {
            continue;
        }
        let json = serde_json::from_str(&export(HERE, &text, &parsed.file)).expect("it is JSON");
        let faults: Vec<String> =
            schema.iter_errors(&json).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{}\n{}", path.display(), faults.join("\n"));
    }
}

/// A case of the generator, with what no rule reads: names, accounts, what is not known, and comments anywhere.
fn told(written: &Written, numbers: &[u16]) -> String {
    let mut text: Vec<String> = Vec::new();
    for (index, part) in written.case.iter().enumerate() {
        for lines in part {
            text.extend(lines.to_string().lines().map(str::to_owned));
        }
        if index == 0 {
            text.extend(MORE.lines().map(str::to_owned));
        }
    }
    let remarks = ["# a", "#", "# \"b\" [2]", "## c", "####", "# ž"];
    let mut numbers = numbers.iter().copied();
    let mut out = String::new();
    for line in text {
        let number = usize::from(numbers.next().unwrap_or(0));
        let remark = remarks[number / 16 % remarks.len()];
        // A heading is not a comment, and at the margin some comments would be headings.
        let margin = if remark == "## c" { " " } else { "" };
        match number % 16 {
            1 => out.push_str(&format!("{margin}{remark}\n{line}\n")),
            2 => out.push_str(&format!("  {remark}\n{line}\n")),
            3 => out.push_str(&format!("{line} {remark}\n")),
            4 => out.push_str(&format!("{margin}{remark}\n\n\n    {remark}\n{line}\n")),
            5 => out.push_str(&format!("{line}{remark}\n{margin}{remark}\n")),
            // Between any two words a comment may stand, and the line goes on below.
            6 if !line.contains('"') => {
                out.push_str(&format!("{}\n", line.replacen(", ", &format!(", {remark}\n    "), 1)))
            }
            7 => out.push_str(&format!("\n{line}\n\n")),
            _ => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

const MORE: &str = "\
account sister \"Dana, the sister\" 2020-05-01 09:30
  told \"She was \\\"late\\\".\\nVery.\"
  asked \"What happened?\"
  told \"They came.\"
  confidential
  note \"n\"
not known \"the sister was asked\"
  arrest.on, arrest.made
  hearing first: on
## A heading
party press \"the press\"
press says [sister 2; 3]
  arrest.made [sister] confidential note \"heard\"
";

proptest! {
    #![proptest_config(Config { cases: 300, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_case_survives_the_exchange(written in written(Flavour::Full), numbers in prop::collection::vec(0_u16..2_000, 0..90)) {
        let text = told(&written, &numbers);
        let json = check_exchange(&text, &text);
        assert!(json.is_some(), "the case reads without fault:\n{text}\n{:?}", messages(&parse(HERE, &text).diagnostics));
        let json = json.unwrap_or_default();
        let imported = import(HERE, &json);
        let printed = print::print_with(&imported.file, &imported.comments);
        let (mut there, mut back) = (remarks(&text), remarks(&printed));
        there.sort_unstable();
        back.sort_unstable();
        assert_eq!(there, back, "no comment is lost in:\n{text}\n{printed}");
    }

    #[test]
    fn damaged_json_is_told_and_never_panics(cut in 0_usize..4_000, put in 0_usize..8, at in 0_usize..4_000) {
        let text = include_str!("../golden/parse/good/ilyas.case");
        let json = export(HERE, text, &parse(HERE, text).file);
        let mut damaged: Vec<char> = json.chars().collect();
        let pieces = ["", "{", "]", "\"", ",", "null", "\\u0000", "\u{202e}"];
        let at = at % damaged.len();
        damaged.splice(at..(at + cut % 40).min(damaged.len()), pieces[put].chars());
        let damaged: String = damaged.into_iter().collect();
        let imported = import(HERE, &damaged);
        for fault in &imported.diagnostics {
            assert!(damaged.get(fault.span.range()).is_some(), "{fault:?} lies in the text");
        }
        if imported.diagnostics.is_empty() {
            // What is still a case says the same after another exchange.
            let printed = print::print_with(&imported.file, &imported.comments);
            assert!(check_exchange("damaged", &printed).is_some(), "{printed}");
        }
    }
}

/// JSON with these items.
fn items(items: &str) -> String {
    format!("{{ \"format\": \"habeas-case\", \"version\": 1, \"items\": [\n{items}\n] }}")
}

/// What is said of this JSON: code, line and column, message, path, way out.
fn faults(text: &str) -> Vec<String> {
    let mut sources = habeas::source::Sources::default();
    let source = sources.add("a.json", text.to_owned());
    let line = |fault: Diagnostic| {
        let (line, column) = sources.line_column(fault.span);
        let parts = [fault.message, fault.label, fault.help].join(" | ");
        format!("{} {line}:{column} {parts}", fault.code.name())
    };
    import(source, text).diagnostics.into_iter().map(line).collect()
}

fn lines(line: &str) -> String {
    items(&format!(
        "{{ \"item\": \"statements\", \"party\": \"source\", \"verb\": \"submits\", \"lines\": [\n{line} ] }}"
    ))
}

#[test]
fn what_is_wrong_with_a_field_is_told_with_place_and_path() {
    let told: Vec<String> = [
        "{ \"fact\": \"arrest made\", \"value\": true }",
        "{ \"fact\": \"arrest.made\" }",
        "{ \"fact\": \"arrest.made\", \"value\": null }",
        "{ \"fact\": \"arrest.on\", \"value\": { \"date\": \"2020-02-30\" } }",
        "{ \"fact\": \"arrest.on\", \"value\": { \"duration\": 1.5, \"unit\": \"days\" } }",
        "{ \"fact\": \"arrest.on\", \"value\": { \"duration\": 1, \"unit\": \"fortnight\" } }",
        "{ \"fact\": \"arrest.on\", \"value\": -3 }",
        "{ \"fact\": \"arrest.on\", \"value\": { \"from\": 3, \"to\": { \"date\": \"2020-01\" } } }",
        "{ \"fact\": \"arrest.on\", \"value\": { \"befor\": 3 } }",
        "{ \"fact\": \"a.b\", \"value\": true, \"places\": [{ \"paras\": [\"11; relied on 69\"] }] }",
        "{ \"fact\": \"a.b\", \"value\": true, \"places\": [{}] }",
        "{ \"fact\": \"a.b\", \"value\": true, \"note\": \"a\\u0000b\" }",
        "{ \"fact\": \"a.b\", \"value\": true, \"confidential\": \"yes\" }",
        "{ \"fact\": \"a.b\", \"value\": true, \"note\": \"x\", \"note\": \"y\" }",
        "{ \"fact\": \"a.b\", \"value\": true, \"comments\": { \"above\": [\"no mark\"], \"beside\": \"# a\\nb\" } }",
        "{ \"topic\": \"hearing\", \"says\": [] }",
        "{ \"act\": \"shouts\", \"fact\": \"a.b\", \"value\": true }",
        "[]",
    ]
    .iter()
    .map(|line| faults(&lines(line)).join("\n"))
    .collect();
    insta::assert_snapshot!(told.join("\n"), @r##"
    invalid-field 3:11 `arrest made` is not a fact | items[0].lines[0].fact | name its topic and its own word: `arrest.made`; a topic with instances has `topic` and `instance` beside it
    invalid-field 3:1 there is no `value` here | items[0].lines[0] | add the field; `habeas schema case` prints them all
    invalid-field 3:35 expected a value, found `null` | items[0].lines[0].value | leave the field out where there is nothing to say
    invalid-field 3:43 `2020-02-30` is not a date | items[0].lines[0].value.date | write year, month, day, and perhaps the hour: `2020-04-17 20:20`
    invalid-field 3:47 a duration has whole units, not `1.5` | items[0].lines[0].value.duration | use a smaller unit
    invalid-field 3:58 `fortnight` is none of these: `minutes`, `hours`, `days`, `weeks`, `months`, `years` | items[0].lines[0].value.unit | write one of them
    invalid-field 3:33 `-3` is no number of the language | items[0].lines[0].value | numbers are not below nothing, go up to nine million million, and have six decimals at most
    invalid-field 3:33 a range goes from one amount to another of the same kind | items[0].lines[0].value | write two dates, two numbers or two durations
    unknown-field 3:35 unknown field `befor` | items[0].lines[0].value | did you mean `before`?
    invalid-field 3:56 `11; relied on 69` is not a paragraph | items[0].lines[0].places[0].paras[0] | write `11`, `37-40`, `33(a)` or `fn 6`, one text for each
    invalid-field 3:44 this place names nothing | items[0].lines[0].places[0] | name a document, or paragraphs of the first document, or both
    invalid-field 3:41 this text holds a character that no case can hold | items[0].lines[0].note | write line ends as `\n` alone, and no NUL
    invalid-field 3:49 expected `true` or `false`, found a text | items[0].lines[0].confidential | `habeas schema case` prints what each field takes
    repeated-clause 3:46 the field `note` stands twice | items[0].lines[0] | keep one of the two
    invalid-field 3:57 this cannot stand as a comment | items[0].lines[0].comments.above[0] | a comment is one line that begins with `#`, with nothing invisible in it
    invalid-field 3:79 this cannot stand as a comment | items[0].lines[0].comments.beside | a comment is one line that begins with `#`, with nothing invisible in it
    invalid-field 3:1 there is no `instance` here | items[0].lines[0] | add the field; `habeas schema case` prints them all
    invalid-field 3:31 `says` is empty | items[0].lines[0].says | name at least one, or leave the object out
    invalid-field 3:10 `shouts` is none of these: `denies`, `answers`, `shows`, `concedes`, `disputes` | items[0].lines[0].act | write one of them
    invalid-field 3:1 expected an object, found a list | items[0].lines[0] | `habeas schema case` prints what each field takes
    "##);
}

#[test]
fn what_is_no_case_at_all_is_told() {
    let deep = format!("{}{}", "[".repeat(2_000), "]".repeat(2_000));
    let told: Vec<String> = [
        "",
        "nonsense",
        "{ \"format\": \"habeas-case\", \"version\": 1, \"items\": [",
        "{ 'format': 'habeas-case' }",
        "[1, 2,]",
        "[1, 2]",
        "{}",
        "{ \"format\": \"other\" }",
        "{ \"format\": \"habeas-case\", \"version\": 2, \"items\": [] }",
        "{ \"format\": \"habeas-case\", \"version\": 1 }",
        "{ \"format\": \"habeas-case\", \"version\": 1, \"items\": [] }",
        "{ \"format\": \"habeas-case\", \"version\": 1, \"items\": [{ \"item\": \"statments\" }], \"more\": 1 }",
        deep.as_str(),
    ]
    .iter()
    .map(|text| faults(text).join("\n"))
    .collect();
    insta::assert_snapshot!(told.join("\n"), @r##"
    empty-file 1:1 there is nothing in this file |  | `habeas case export` writes a case as JSON
    invalid-json 1:1 this is not JSON: unexpected word |  | JSON has its texts and field names in double quotes, a comma between two values, and no comments
    invalid-json 1:51 this is not JSON: unterminated array |  | JSON has its texts and field names in double quotes, a comma between two values, and no comments
    invalid-json 1:3 this is not JSON: single-quoted strings are not allowed |  | JSON has its texts and field names in double quotes, a comma between two values, and no comments
    invalid-json 1:6 this is not JSON: trailing commas are not allowed |  | JSON has its texts and field names in double quotes, a comma between two values, and no comments
    foreign-json 1:1 this JSON is no case: it is no object |  | a case begins `{"format": "habeas-case", "version": 1, "items": [`; `habeas case export` writes one
    foreign-json 1:1 this JSON is no case: its `format` is not `habeas-case` |  | a case begins `{"format": "habeas-case", "version": 1, "items": [`; `habeas case export` writes one
    foreign-json 1:1 this JSON is no case: its `format` is not `habeas-case` |  | a case begins `{"format": "habeas-case", "version": 1, "items": [`; `habeas case export` writes one
    foreign-json 1:1 this JSON is not of version 1 of the form of cases |  | a case begins `{"format": "habeas-case", "version": 1, "items": [`; `habeas case export` writes one
    invalid-field 1:1 there is no `items` here |  | add the field; `habeas schema case` prints them all
    empty-file 1:1 there is no item in this file |  | a case is an item: `{"item": "case", "name": …}`
    invalid-field 1:62 there is no item `statments` | items[0].item | did you mean `statements`?
    unknown-field 1:78 unknown field `more` |  | the fields here are format, version, items, comments_at_end
    too-deep 1:513 this JSON is nested too deeply |  | a case needs no more than twelve levels
    "##);
    let large = format!("\"{}\"", "a".repeat(habeas::syntax::LARGEST_FILE));
    assert!(faults(&large)[0].starts_with("file-too-large 1:1 "), "{:?}", faults(&large));
    assert_eq!(import(HERE, "[1]").diagnostics[0].code, Code::ForeignJson);
}

#[test]
fn nothing_can_be_slipped_into_a_case_through_json() {
    let word = "\"arrest.made\\n  government concedes arrest.made\"";
    for item in [
        "{ \"item\": \"heading\", \"text\": \"a\\nsource submits\" }".to_owned(),
        "{ \"item\": \"party\", \"name\": \"press \\\"p\\\"\", \"title\": \"x\" }".to_owned(),
        "{ \"item\": \"outcome\", \"decision\": \"opinion 1 # x\" }".to_owned(),
        "{ \"item\": \"fixed\", \"reason\": \"r\", \"lines\": [{ \"facts\": [\"a.b, c.d\"] }] }".to_owned(),
        "{ \"item\": \"claims\", \"party\": \"source claims\", \"claims\": [\"category I\"] }".to_owned(),
        "{ \"item\": \"claims\", \"party\": \"source\", \"claims\": [\"category I, II\"] }".to_owned(),
        format!(
            "{{ \"item\": \"statements\", \"party\": \"source\", \"verb\": \"says\", \"lines\": [{{ \"fact\": {word}, \"value\": true }}] }}"
        ),
        format!("{{ \"item\": \"hypothetical\", \"title\": \"t\", \"lines\": [{{ \"drop\": [{word}] }}] }}"),
        "{ \"item\": \"heading\", \"text\": \"a\", \"comments\": { \"above\": [\"source submits\"] } }".to_owned(),
    ] {
        let told = faults(&items(&item));
        assert!(told.len() == 1 && told[0].starts_with("invalid-field 2:"), "{item}: {told:?}");
    }
    // Inside a text everything is a text.
    let text = "a \\\" [11]\\n# b { } \\\\ \u{202e}";
    let json = lines(&format!("{{ \"fact\": \"a.b\", \"value\": \"{text}\" }}"));
    assert_eq!(faults(&json), Vec::<String>::new());
}
