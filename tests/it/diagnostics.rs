//! Diagnostics as people meet them: the page of each code, and the drawing on the terminal.
#![expect(clippy::disallowed_methods, reason = "tests read the pages from the disk")]

use std::collections::BTreeSet;
use std::path::Path;

use habeas::diagnostic::{Code, Diagnostic, Severity, terminal::render};
use habeas::source::{SourceId, Sources, Span};
use proptest::prelude::*;

const PARTS: [&str; 4] = ["## What it means", "## Why it matters", "## Example", "## What to write instead"];

fn pages() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics")
}

#[test]
fn every_code_has_a_page_with_its_four_parts() {
    for code in Code::ALL {
        let page = code.page();
        let name = code.name();
        assert_eq!(page.lines().next(), Some(format!("# {name}").as_str()), "{name}: the title is the code");
        assert!(page.lines().count() <= 25, "{name}: a page is short");
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, PARTS, "{name}: the four parts, in order");
        for part in page.split("\n## ").skip(1) {
            assert!(part.lines().nth(1).is_some_and(|line| !line.trim().is_empty()), "{name}: no part is empty");
        }
    }
}

#[test]
fn every_page_shows_a_wrong_and_a_right_snippet() {
    for code in Code::ALL {
        let name = code.name();
        let (_, example) = code.page().split_once("## Example").unwrap();
        let (wrong, right) = example.split_once("## What to write instead").unwrap();
        for (part, which) in [(wrong, "wrong"), (right, "right")] {
            let fences: Vec<&str> = part.lines().filter(|line| line.starts_with("```")).collect();
            assert!(
                matches!(fences[..], ["```law" | "```case" | "```json", "```"]),
                "{name}: one {which} snippet, fenced as law, case or json, not {fences:?}"
            );
        }
    }
}

#[test]
fn no_page_is_without_a_code() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{}.md", code.name())).collect();
    for entry in std::fs::read_dir(pages()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "README.md" || codes.contains(&name), "{name} explains no code");
    }
}

#[test]
fn the_table_lists_every_code_with_its_severity() {
    let table = std::fs::read_to_string(pages().join("README.md")).unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| [")).collect();
    assert_eq!(rows.len(), Code::ALL.len(), "one row a code");
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let start = format!("| [{0}]({0}.md) | {severity} | ", code.name());
        assert!(rows.iter().any(|row| row.starts_with(&start) && row.len() > start.len() + 4), "no row {start}");
    }
}

/// The span of the first `needle` in the source.
#[track_caller]
fn place(sources: &Sources, source: SourceId, needle: &str) -> Span {
    let start = sources.text(source).find(needle).expect("the text holds it");
    Span::new(source, start, start + needle.len())
}

#[test]
fn places_in_two_files_are_drawn_with_umlauts_cyrillic_tabs_and_crlf() {
    let mut sources = Sources::default();
    let law = sources.add(
        "rules/wgad/02-facts.law",
        "topic arrest \"Festnahme für Überprüfung\"\r\n\tfact made yes/no \"Был ли человек задержан?\"\r\n",
    );
    let case = sources.add(
        "cases/müller.case",
        "source submits\n\tarrest.maed  [11]  # задержан в Цюрихе\n  note \"Käufer\" arrest.at\n",
    );
    let end = sources.text(case).len();
    let diagnostics = [
        Diagnostic::new(Code::UnexpectedToken, Span::new(case, end, end), "the file ends in the middle of a statement")
            .label("expected a value here"),
        Diagnostic::new(Code::UnknownFact, place(&sources, case, "maed"), "topic `arrest` has no fact `maed`")
            .label("no such fact")
            .also(place(&sources, law, "made"), "`made` is declared here")
            .also(place(&sources, case, "source"), "in this block")
            .help("did you mean `arrest.made`?"),
        Diagnostic::new(Code::UnreadFact, place(&sources, law, "yes/no"), "no rule reads `arrest.made`"),
        Diagnostic::new(Code::UnknownRule, Span::new(SourceId(9), 3, 8), "there is no rule `no_warant`")
            .help("did you mean `no_warrant`?"),
    ];
    insta::assert_snapshot!(render(&sources, &diagnostics, false), @r##"
warning[unread-fact]: no rule reads `arrest.made`
 --> rules/wgad/02-facts.law:2:12
  |
2 |     fact made yes/no "Был ли человек задержан?"
  |               ^^^^^^

error[unknown-fact]: topic `arrest` has no fact `maed`
 --> cases/müller.case:2:9
  |
1 | source submits
  | ------ in this block
2 |     arrest.maed  [11]  # задержан в Цюрихе
  |            ^^^^ no such fact
  |
 ::: rules/wgad/02-facts.law:2:7
  |
2 |     fact made yes/no "Был ли человек задержан?"
  |          ---- `made` is declared here
  |
  = help: did you mean `arrest.made`?

error[unexpected-token]: the file ends in the middle of a statement
 --> cases/müller.case:3:26
  |
3 |   note "Käufer" arrest.at
  |                          ^ expected a value here

error[unknown-rule]: there is no rule `no_warant`
 |
 = help: did you mean `no_warrant`?

3 errors, 1 warning
"##);
}

#[test]
fn a_place_of_several_lines_is_drawn_at_its_first() {
    let mut sources = Sources::default();
    let law = sources.add("a.law", "finding x \"never\nclosed\nat all\n");
    let span = Span::new(law, 10, sources.text(law).len());
    let diagnostic = Diagnostic::new(Code::UnclosedText, span, "this text has no closing quote").label("begins here");
    insta::assert_snapshot!(render(&sources, &[diagnostic], false), @r##"
error[unclosed-text]: this text has no closing quote
 --> a.law:1:11
  |
1 | finding x "never
  |           ^^^^^^ begins here

1 error
"##);
}

#[test]
fn characters_that_steer_a_terminal_are_shown_as_what_they_are() {
    let mut sources = Sources::default();
    let text = "\u{feff}finding x \"a\u{202e}b\u{1b}[31mc\u{9b}d\u{200b}e\0\" # می\u{200c}خواهم\n";
    let law = sources.add("a\u{1b}[2J.law", text);
    let span = place(&sources, law, "\u{202e}");
    let diagnostic =
        Diagnostic::new(Code::InvisibleCharacter, span, "bad \u{7}\u{202e} thing\nhere").help("drop\u{1b} it");
    let drawn = render(&sources, &[diagnostic], false);
    assert!(drawn.chars().all(|character| character == '\n' || !character.is_control()));
    assert!(!drawn.contains(['\u{202e}', '\u{200b}', '\u{feff}']));
    insta::assert_snapshot!(drawn, @r##"
error[invisible-character]: bad ␇<U+202E> thing here
 --> a␛[2J.law:1:13
  |
1 | finding x "a<U+202E>b␛[31mc<U+009B>d<U+200B>e␀" # می‌خواهم
  |             ^^^^^^^^
  |
  = help: drop␛ it

1 error
"##);
}

#[test]
fn a_line_of_megabytes_is_cut_and_its_column_is_right() {
    let mut sources = Sources::default();
    let source = sources.add("long.case", format!("{}ü needle {}", "ä".repeat(1_000_000), "x".repeat(2_000_000)));
    let diagnostic = Diagnostic::new(Code::UnknownName, place(&sources, source, "needle"), "no `needle`")
        .label("here")
        .also(Span::new(source, 0, 4), "the line begins here")
        .also(Span::new(source, 0, usize::MAX), "and is long");
    insta::assert_snapshot!(render(&sources, &[diagnostic], false), @r##"
error[unknown-name]: no `needle`
 --> long.case:1:1000003
  |
1 | …ääääääääääääääääääääääääääääääääääääääääääääääü needle xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
  |                                                  ^^^^^^ here
  |
 ::: long.case:1:1
  |
1 | ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää…
  | -- the line begins here
  |
 ::: long.case:1:1
  |
1 | ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää…
  | ---------------------------------------------------------------------------------------------------------------------------------------------------------------- and is long

1 error
"##);
}

#[test]
fn thousands_of_diagnostics_are_counted_and_the_first_drawn() {
    let mut sources = Sources::default();
    let source = sources.add("many.case", "?\n".repeat(5000));
    let diagnostics: Vec<Diagnostic> = (0..5000)
        .map(|line| Diagnostic::new(Code::UnknownCharacter, Span::new(source, 2 * line, 2 * line + 1), "no `?`"))
        .collect();
    let drawn = render(&sources, &diagnostics, false);
    assert!(drawn.ends_with("5000 errors; the first 100 are shown\n"));
    assert_eq!(drawn.matches("error[unknown-character]").count(), 100);
}

#[test]
fn drawings_of_megabytes_end_early_and_say_so() {
    let mut sources = Sources::default();
    let source = sources.add("long.case", "ä".repeat(100_000));
    let ring = (0..24).fold(Diagnostic::new(Code::Ring, Span::new(source, 0, 2), "a ring"), |ring, step| {
        ring.also(Span::new(source, 8000 * step, 8000 * step + 2), "through here")
    });
    let drawn = render(&sources, &vec![ring; 100], false);
    assert!(drawn.len() < 300_000, "{} bytes", drawn.len());
    assert!(drawn.lines().last().is_some_and(|line| line.starts_with("100 errors; the first ")));
}

#[test]
fn colour_is_used_only_when_asked_for_and_nothing_is_drawn_for_nothing() {
    let mut sources = Sources::default();
    let source = sources.add("a.case", "word");
    let diagnostics = [Diagnostic::new(Code::UnknownName, Span::new(source, 0, 4), "no `word`")];
    assert!(render(&sources, &diagnostics, true).contains('\u{1b}'));
    assert!(!render(&sources, &diagnostics, false).contains('\u{1b}'));
    assert_eq!(render(&sources, &[], true), "");
}

proptest! {
    #[test]
    fn any_span_in_any_text_can_be_drawn(
        texts in prop::collection::vec("(\\PC|\r|\n|\t|\u{0}|\u{1b}){0,60}", 0..3),
        spans in prop::collection::vec((0..4_u32, 0..300_u32, 0..300_u32), 1..5),
        wide in any::<bool>(),
    ) {
        let mut sources = Sources::default();
        for text in &texts {
            sources.add("t", if wide { text.repeat(5) } else { text.clone() });
        }
        let span = |(source, start, end): (u32, u32, u32)| Span { source: SourceId(source), start, end };
        let mut diagnostic = Diagnostic::new(Code::Ring, span(spans[0]), "message").label("label");
        for other in &spans[1..] {
            diagnostic = diagnostic.also(span(*other), "other");
        }
        prop_assert!(render(&sources, &[diagnostic], false).contains("error[ring]: message"));
    }
}
