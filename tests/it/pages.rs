//! The examples of the pages on diagnostics: each wrong one raises the code of its page, each right one does not. A snippet is
//! read as a file of its own and joins a small pack, or a case under it, which declares what the snippets take for granted.

use std::collections::BTreeSet;

use habeas::analysis::analyse;
use habeas::check::{check_case, check_pack};
use habeas::diagnostic::{Code, Diagnostic};
use habeas::evaluate::{Options, evaluate};
use habeas::exchange::import;
use habeas::pack::{Reading, take_bytes};
use habeas::program::Program;
use habeas::source::{SourceId, Span};
use habeas::syntax::ast::{File, Item};
use habeas::syntax::parse;
use habeas::wording;

/// Codes whose example is not complete in itself: why, and where the code is raised in a test.
const ELSEWHERE: [(Code, &str); 7] = [
    (Code::TooDeep, "sixty pairs of brackets are left out on the page; bad_input.rs nests a hundred thousand"),
    (Code::TooMany, "a thousand instances are left out on the page"),
    (Code::FileTooLarge, "sixty thousand lines are left out on the page; loading.rs and bad_input.rs read 50 MB"),
    (Code::IncludeMissing, "needs files on the disk: loading.rs"),
    (Code::IncludeRing, "needs files on the disk: loading.rs"),
    (Code::IncludeTooDeep, "needs files on the disk: loading.rs"),
    (Code::UnknownRule, "is asked for on the command line: bad_input.rs"),
];

/// Codes whose right example leaves out what does not help to see the point.
const RIGHT_IN_PART: [(Code, &str); 1] =
    [(Code::EvidenceIncomplete, "a table has a dozen rows, and the page shows those of two situations")];

/// What the snippets take for granted. An item that a snippet declares itself is left out.
const LAW: &str = r#"
pack wgad "The pack of the pages"

party source     "the source"     submits
party government "the Government" answers

stage no reply "No reply" government silent
stage replied  "A reply"  government heard

evidence for the source to show
  cite methods of work para 8
  source silent, government not asked or silent or denies: not raised, not shown
  source silent, government answers: asserted, not shown
  source silent, government shows: shown, as answered
  source speaks, government not asked: alleged, as said
  source speaks, government silent: uncontested, as said
  source speaks, government denies: not rebutted, as said
  source speaks, government answers: contested, contested
  source speaks, government shows, source disputes: contested, contested
  source speaks, government shows, source does not dispute: rebutted, as answered
  source speaks, government agrees: admitted, as said

authority methods of work    "Methods of work"
authority general comment 32 "General comment No. 32"
authority general comment 35 "General comment No. 35"

instrument ICCPR "The Covenant"
  provision 9    "Liberty"
  provision 9(1) "Liberty"

kind category "Category"
category I   "No legal basis"
category II  "Exercise of rights"
category III "Unfair trial"
category IV  "Custody of migrants"
category V   "Discrimination"

finding no_legal_basis "a"
finding closed_hearing "b"
finding not_promptly "c"
finding unfair_trial "d"
finding child_detained "e"
finding custody_without_review "f"

topic arrest "Arrest"
  fact made          yes/no "?"
  fact at            date   "?"
  fact warrant_shown yes/no "?"
  fact reasons_given yes/no "?"

topic judge "Judge"
  fact seen_at date "?"

reading bail "May bail be set beyond the means of the person?"
  default never "never" cite methods of work para 9
  other for_flight "where flight is likely" cite methods of work para 10

topic bail "Bail"
  fact amount number "?"

topic detention_place "Place"
  fact withheld yes/no "?"

topic trial "Trial"
  fact no_counsel       yes/no "?"
  fact accused_followed one of (fully, partly, not_at_all) "?"

topic hearing "Hearings" many
  fact on         date   "?"
  fact was_public yes/no "?"

topic detention "Detention"
  fact place_withheld yes/no "?"

impossible arrest.warrant_shown and not arrest.made "a warrant cannot be shown at an arrest that was not made"
"#;

const CASE: &str = "case page \"The case of the pages\"\n  under wgad\n  stage no reply\n";

/// The snippets of a page: the wrong one, then the right one, each with whether it belongs in a case.
fn snippets(code: Code) -> [(bool, String); 2] {
    let fenced = code.page().split("```").skip(1).step_by(2);
    let snippets = fenced.map(|block| {
        let (kind, text) = block.split_once('\n').expect("a fence ends its line");
        (kind != "law", text.to_owned())
    });
    snippets.collect::<Vec<_>>().try_into().expect("a page has two snippets")
}

/// The bytes that a snippet stands for: characters that cannot be shown are spelled out on the pages.
fn bytes(snippet: &str) -> Vec<u8> {
    let text = snippet.replace('\u{2400}', "\0").replace("<U+200B>", "\u{200b}");
    let latin = text.contains('\u{fffd}');
    text.chars()
        .flat_map(|character| match character {
            '\u{fffd}' if latin => vec![0xe9],
            other => other.to_string().into_bytes(),
        })
        .collect()
}

/// What a snippet alone can be told by its bytes and its grammar, and its syntax tree.
fn read(snippet: &str) -> (File, Vec<Diagnostic>) {
    let mut reading = Reading::new(|source, text| {
        let parsed = parse(source, text);
        (parsed.file, parsed.diagnostics)
    });
    let law = reading.sources.add("base.law", LAW);
    assert_eq!(law, PACK);
    let Some(source) = take_bytes(&mut reading, "snippet", bytes(snippet)) else {
        return (File::default(), reading.diagnostics);
    };
    let text = reading.sources.text(source);
    let (file, faults) = match text.starts_with('{') {
        true => {
            let imported = import(source, text);
            (imported.file, imported.diagnostics)
        }
        false => {
            let parsed = parse(source, text);
            (parsed.file, parsed.diagnostics)
        }
    };
    reading.diagnostics.extend(faults);
    (file, reading.diagnostics)
}

/// Where the base pack stands; the snippet comes after it.
const PACK: SourceId = SourceId(0);
const SNIPPET: SourceId = SourceId(1);

/// What an item declares, as a key under which a snippet replaces an item of the base.
fn declares(item: &Item) -> Option<String> {
    let name = |kind: &str, name: &str| Some(format!("{kind} {name}"));
    match item {
        Item::Evidence(evidence) => name("evidence", &evidence.bearer.text),
        Item::Authority(authority) => name("authority", &authority.name.text),
        Item::Kind(kind) => name("kind", &kind.name.text),
        Item::Conclusion(conclusion) => name("conclusion", &conclusion.name.text),
        Item::Finding(finding) => name("finding", &finding.name.text),
        Item::Topic(topic) => name("topic", &topic.name.text),
        Item::Reading(reading) => name("reading", &reading.name.text),
        Item::Clock(clock) => name("clock", &clock.name.text),
        Item::Triage(part) => name("triage", &part.name.text),
        Item::Heading(_) | Item::Include(_) | Item::Pack(_) | Item::Party(_) | Item::Stage(_) => None,
        Item::Instrument(_) | Item::Impossible(_) | Item::Rule(_) | Item::Case(_) | Item::Block(_) => None,
        Item::Claims(_) | Item::Outcome(_) | Item::Hypothetical(_) | Item::Fixed(_) => None,
        Item::Account(_) | Item::NotKnown(_) | Item::Say(_) => None,
        Item::Detention(_) | Item::Error(_) => None,
    }
}

fn base(snippet: &File) -> File {
    let declared: BTreeSet<String> = snippet.items.iter().filter_map(declares).collect();
    let mut parsed = parse(PACK, LAW);
    assert_eq!(parsed.diagnostics, []);
    parsed.file.items.retain(|item| declares(item).is_none_or(|name| !declared.contains(&name)));
    parsed.file
}

fn program() -> Program {
    check_pack(&[base(&File::default())], Span::new(PACK, 0, 0)).program.expect("the base is sound")
}

/// Everything that is wrong with a snippet in its surroundings: what has a place in it, and what the base alone does not have.
fn faults(is_case: bool, snippet: &str) -> Vec<Diagnostic> {
    let (file, mut found) = read(snippet);
    if is_case {
        let program = program();
        let mut files = vec![file];
        if !files[0].items.iter().any(|item| matches!(item, Item::Case(_))) {
            files.insert(0, parse(PACK, CASE).file);
        }
        let checked = check_case(&program, &files, Span::new(SNIPPET, 0, 0));
        found.extend(checked.diagnostics);
        for case in checked.case.iter().flat_map(|file| &file.detentions) {
            found.extend(evaluate(&program, case, Options::default()).impossible());
        }
    } else {
        let base = base(&file);
        found.extend(checked_and_analysed(&[base, file], Span::new(SNIPPET, 0, 0)));
    }
    let alone = checked_and_analysed(&[base(&File::default())], Span::new(PACK, 0, 0));
    found.retain(|fault| fault.span.source == SNIPPET || !alone.contains(fault));
    found
}

/// Wordings stand in files of their own, beside the pack.
fn checked_and_analysed(files: &[File], whole: Span) -> Vec<Diagnostic> {
    let is_say = |item: &Item| matches!(item, Item::Say(_));
    let part = |say: bool| {
        files
            .iter()
            .map(move |file| File { items: file.items.iter().filter(|item| is_say(item) == say).cloned().collect() })
    };
    let (files, say): (Vec<File>, Vec<File>) = (part(false).collect(), part(true).collect());
    let mut checked = check_pack(&files, whole);
    let worded = checked.program.as_ref().map(|program| wording::check(program, &say).diagnostics);
    checked.diagnostics.extend(worded.unwrap_or_default());
    let faults = checked.program.iter().flat_map(analyse).map(|fault| fault.diagnostic);
    checked.diagnostics.extend(faults);
    checked.diagnostics
}

#[test]
fn the_pack_of_the_pages_is_sound() {
    let checked = check_pack(&[base(&File::default())], Span::new(PACK, 0, 0));
    let errors = checked.diagnostics.iter().filter(|fault| fault.severity() == habeas::diagnostic::Severity::Error);
    assert_eq!(errors.count(), 0, "{:?}", checked.diagnostics);
}

#[test]
fn each_wrong_example_raises_the_code_of_its_page() {
    let mut silent = Vec::new();
    for code in Code::ALL.iter().filter(|code| !ELSEWHERE.iter().any(|(elsewhere, _)| elsewhere == *code)) {
        let [(is_case, wrong), _] = snippets(*code);
        let found: BTreeSet<&str> = faults(is_case, &wrong).iter().map(|fault| fault.code.name()).collect();
        if !found.contains(code.name()) {
            silent.push(format!("{}: raises {found:?}", code.name()));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn no_right_example_raises_the_code_of_its_page_and_each_can_be_parsed() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let [_, (is_case, right)] = snippets(*code);
        let parsed = read(&right).1;
        if !parsed.is_empty() {
            wrong.push(format!("{}: {:?}", code.name(), parsed[0].message));
        }
        if RIGHT_IN_PART.iter().any(|(partial, _)| partial == code) {
            continue;
        }
        let raised: Vec<Diagnostic> = faults(is_case, &right).into_iter().filter(|fault| fault.code == *code).collect();
        wrong.extend(raised.iter().map(|fault| format!("{}: {}", code.name(), fault.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_raised_elsewhere_is_not_raised_by_the_example_as_well() {
    for (code, reason) in ELSEWHERE {
        let [(is_case, wrong), _] = snippets(code);
        let raised = faults(is_case, &wrong).iter().any(|fault| fault.code == code);
        assert!(!raised, "{} is raised by its example; it need not be in the list ({reason})", code.name());
    }
}
