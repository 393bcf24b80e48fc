//! An empty case of a pack: it checks without a fault as it is, and so does each line that is uncommented and filled in.
#![expect(clippy::disallowed_methods, reason = "tests read a pack from the disk")]
#![expect(clippy::panic, reason = "a helper of tests fails by panicking")]

use std::fs;
use std::path::Path;

use habeas::check::{check_case, check_pack};
use habeas::draft::draft;
use habeas::exchange::{export, import};
use habeas::program::{Program, Type};
use habeas::source::{SourceId, Span};
use habeas::syntax::comments::gather;
use habeas::syntax::{parse, print};

use crate::opened::ilyashev;

const HERE: SourceId = SourceId(0);

/// The example pack about something else.
fn lending() -> Program {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/examples/lending/lending.law");
    let law = parse(HERE, &fs::read_to_string(path).expect("it can be read"));
    check_pack(&[law.file], Span::new(HERE, 0, 0)).program.expect("the pack is sound")
}

/// What is wrong with a case, warnings too.
fn faults(program: &Program, text: &str) -> Vec<String> {
    let parsed = parse(HERE, text);
    let checked = check_case(program, &[parsed.file], Span::new(HERE, 0, 0));
    let all = parsed.diagnostics.into_iter().chain(checked.diagnostics);
    all.map(|fault| format!("{}: {}", fault.code.name(), fault.message)).collect()
}

/// A line that states a fact, with a value where one is left open.
fn filled(program: &Program, line: &str) -> String {
    let stated = line.trim_start().trim_start_matches("# ");
    let (name, _) = stated.split_once("  #").expect("the question stands behind it");
    let Some(name) = name.strip_suffix(" =") else { return name.to_owned() };
    let fact = program.facts.iter().enumerate().find(|(index, fact)| {
        let topic = &program.topics[fact.topic.index()].name;
        let id = habeas::program::FactId::at(*index);
        program.fact_name(id) == name || format!("{topic} first: {}", fact.name) == name
    });
    let value = match &fact.expect("the pack has it").1.kind {
        Type::YesNo => panic!("{name} takes no value"),
        Type::Date => "2024-05-01".to_owned(),
        Type::Number => "3".to_owned(),
        Type::Duration => "48 hours".to_owned(),
        Type::Text | Type::ListOfText => "\"a text\"".to_owned(),
        Type::OneOf(options) => options[0].clone(),
    };
    format!("{name} = {value}")
}

#[track_caller]
fn check_draft(program: &Program, person: Option<&str>) {
    let text = draft(program, person);
    assert_eq!(faults(program, &text), Vec::<String>::new(), "{text}");
    let facts: Vec<&str> = text.lines().filter(|line| line.starts_with("  # ") && line.contains("?")).collect();
    assert!(facts.len() >= 10, "it offers facts:\n{text}");
    for fact in facts {
        let with = text.replace(fact, &format!("  {}", filled(program, fact)));
        assert_eq!(faults(program, &with), Vec::<String>::new(), "{fact}");
    }
    let claims: Vec<&str> = text.lines().filter(|line| line.starts_with("# ") && line.contains(" claims ")).collect();
    assert!(!claims.is_empty(), "it offers claims:\n{text}");
    for claim in claims {
        assert_eq!(faults(program, &text.replace(claim, &claim[2..])), Vec::<String>::new(), "{claim}");
    }
    // Every line that is one item of its own can be used, and nothing of the file is lost on the way through JSON.
    let account = "# account client \"Who speaks\" 2024-05-01\n#   asked \"What happened?\"\n#   told  \"…\"\n";
    assert!(text.contains(account), "{text}");
    let with = text.replace(account, &account.replace("# ", "").replace("#", ""));
    assert_eq!(faults(program, &with), Vec::<String>::new(), "{with}");
    let file = parse(HERE, &text).file;
    let imported = import(HERE, &export(HERE, &text, &file));
    let canonical = print::print_with(&file, &gather(HERE, &text, &file));
    assert_eq!(print::print_with(&imported.file, &imported.comments), canonical);
    let lost: Vec<&str> =
        text.lines().map(str::trim).filter(|line| line.starts_with('#') && !canonical.contains(line)).collect();
    assert_eq!(lost, Vec::<&str>::new());
}

#[test]
fn an_empty_case_of_the_built_in_pack_checks_as_it_is_and_line_by_line() {
    check_draft(&ilyashev().program, None);
}

#[test]
fn an_empty_case_of_another_pack_checks_as_well() {
    check_draft(&lending(), Some("Ada Brook"));
}

#[test]
fn a_name_stays_a_name_whatever_is_in_it() {
    let program = ilyashev().program;
    for name in ["Ada \"A\" Brook", "{person} \\ # x", "Алия Оспан", "عائشة", "a\u{202e}b", "7"] {
        let text = draft(&program, Some(name));
        assert_eq!(faults(&program, &text), Vec::<String>::new(), "{text}");
        let file = parse(HERE, &text).file;
        let case = check_case(&program, &[file], Span::new(HERE, 0, 0)).case.expect("it is sound");
        assert_eq!(case.title, name);
        assert_eq!(case.detentions[0].person, name);
        assert_eq!(case.names[0].forms, [name]);
    }
}

#[test]
fn what_the_law_binds_by_is_asked_for() {
    let text = draft(&ilyashev().program, None);
    assert!(text.contains("  # state.party_to_iccpr  # "), "{text}");
    assert!(text.contains("  # arrest.warrant_shown  # "), "{text}");
}
