//! The views of an explanation: golden files of a small pack and two cases in every format, and what must hold of a page.
#![expect(clippy::disallowed_methods, reason = "tests read their own files")]

use std::fs;

use habeas::case::CaseFile;
use habeas::check::{check_case, check_pack};
use habeas::diagnostic::terminal::render;
use habeas::diagnostic::{Code, Diagnostic, any_error};
use habeas::evaluate::{Options, evaluate};
use habeas::explain::report::{Question, Report, report, why, why_not};
use habeas::explain::text::Style;
use habeas::explain::{explain, html, markdown, prose, text};
use habeas::program::{HoldingId, Program, RuleId};
use habeas::source::{SourceId, Sources, Span};
use habeas::syntax::parse;

const STYLE: Style = Style { width: 100, colour: false };

#[track_caller]
fn sound(sources: &Sources, diagnostics: &[Diagnostic]) {
    let drawn = render(sources, diagnostics, false);
    assert!(!any_error(diagnostics), "{drawn}");
}

/// A pack and a case of the golden folder.
fn open(name: &str) -> (Program, CaseFile) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/explain");
    let mut sources = Sources::default();
    let mut read = |file: &str| {
        let text = fs::read_to_string(format!("{folder}/{file}")).expect("the fixture is there");
        let id = sources.add(file, text.clone());
        (id, parse(id, &text))
    };
    let (law, pack) = read("views.law");
    let (stated, case) = read(&format!("{name}.case"));
    sound(&sources, &pack.diagnostics);
    sound(&sources, &case.diagnostics);
    let pack = check_pack(&[pack.file], Span::new(law, 0, 0));
    sound(&sources, &pack.diagnostics);
    let program = pack.program.expect("a pack without errors");
    let case = check_case(&program, &[case.file], Span::new(stated, 0, 0));
    sound(&sources, &case.diagnostics);
    (program, case.case.expect("a case without errors"))
}

fn holding(program: &Program, name: &str) -> Question {
    let named = |index: &usize| program.holding_name(HoldingId::at(*index)) == name;
    Question::Holding(HoldingId::at((0..program.holdings.len()).find(named).expect("the pack declares it")))
}

fn rule(program: &Program, name: &str) -> Question {
    Question::Rule(RuleId::at(program.rules.iter().position(|rule| rule.name == name).expect("the pack has it")))
}

/// Answers to several questions, one after the other.
fn answers(name: &str, asked: &[&str], answer: fn(&Report) -> String, not: bool) -> String {
    let (program, file) = open(name);
    let proof = evaluate(&program, &file.detentions[0], Options::default());
    let explanation = explain(&proof);
    let mut out = String::new();
    for name in asked {
        let question = match name.strip_prefix("rule ") {
            Some(name) => rule(&program, name),
            None => holding(&program, name),
        };
        let report = if not { why_not(&proof, &explanation, question) } else { why(&proof, &explanation, question) };
        out.push_str(&answer(&report));
        out.push('\n');
    }
    out
}

fn whole(name: &str) -> Report {
    let (program, file) = open(name);
    let proof = evaluate(&program, &file.detentions[0], Options::default());
    report(&proof, &explain(&proof))
}

fn as_text(report: &Report) -> String {
    text::print(report, STYLE)
}

fn page(name: &str) -> String {
    html::print("Two <b>reports</b> & \"more\"", &[whole(name)])
}

fn body(page: &str) -> &str {
    let start = page.find("<body>").expect("a page has a body");
    let end = page.find("<script>").expect("a page ends in its script");
    &page[start..end]
}

#[track_caller]
fn golden(name: &str, printed: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden/explain");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, printed));
}

#[test]
fn every_view_of_a_case_that_was_answered() {
    let report = whole("replied");
    golden("replied_text", &as_text(&report));
    golden("replied_narrow", &text::print(&report, Style { width: 48, colour: false }));
    golden("replied_markdown", &markdown::print(&report));
    golden("replied_html", body(&page("replied")));
}

#[test]
fn every_view_of_a_draft() {
    golden("drafting_text", &as_text(&whole("drafting")));
    golden("drafting_markdown", &markdown::print(&whole("drafting")));
}

#[test]
fn prose_says_what_applies_and_ends_in_a_disposition() {
    for name in ["replied", "drafting"] {
        let (program, file) = open(name);
        for (as_pleaded, suffix) in [(false, ""), (true, "_as_pleaded")] {
            let proof = evaluate(&program, &file.detentions[0], Options { as_pleaded });
            golden(&format!("{name}_prose{suffix}"), &prose::print(&proof, &explain(&proof)));
        }
    }
}

#[test]
fn why_shows_all_steps_and_why_not_the_first_that_failed() {
    let asked = ["category III", "trial_unfair", "late_judge", "rule discrimination", "nobody_asked"];
    golden("replied_why", &answers("replied", &asked, as_text, false));
    let asked = ["category I", "category II", "category IV", "category V", "right_used", "rule late", "category III"];
    golden("replied_why_not", &answers("replied", &asked, as_text, true));
    golden(
        "drafting_why_not",
        &answers("drafting", &["category II", "trial_unfair", "rule not_followed"], as_text, true),
    );
}

#[test]
fn the_tags_of_a_page_balance() {
    for page in [page("replied"), html::print("Both", &[whole("replied"), whole("drafting")]), html::print("", &[])] {
        let mut open: Vec<&str> = Vec::new();
        for tag in body(&page).split('<').skip(1) {
            let tag = tag.split('>').next().unwrap();
            let name = tag.trim_start_matches('/').split_whitespace().next().unwrap();
            match tag.starts_with('/') {
                true => assert_eq!(open.pop(), Some(name)),
                false => open.push(name),
            }
        }
        // The body is closed after the script.
        assert_eq!(open, ["body"]);
    }
}

#[test]
fn nothing_that_a_case_says_is_markup() {
    for page in [page("replied"), html::print("<script>", &[whole("replied"), whole("drafting")])] {
        assert_eq!(page.matches("<script").count(), 1, "only the page's own script");
        assert_eq!(page.matches("</script>").count(), 1);
        assert!(!page.contains("<b>reports"));
        assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    }
    let markdown = markdown::print(&whole("replied"));
    assert!(!markdown.contains("<script"));
    assert!(markdown.contains("\\*B\\* \\|"));
}

#[test]
fn a_page_asks_the_network_for_nothing() {
    let page = page("replied");
    for outside in ["http://", "https://", "//cdn", " src=", "@import", "url(", "<link", "<img", "<iframe", "fetch("] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains("<html lang=\"en\">"));
}

#[test]
fn links_lead_to_steps_of_the_page_and_names_are_given_once() {
    let page = html::print("Both", &[whole("replied"), whole("drafting")]);
    let after = |start: &str| -> Vec<String> {
        page.split(start).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let mut names = after(" id=\"");
    for link in after("href=\"#") {
        assert!(names.contains(&link), "{link} leads nowhere");
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn lines_of_text_keep_within_the_width() {
    for width in [40, 60, 100, 140] {
        for line in text::print(&whole("replied"), Style { width, colour: false }).lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn the_same_report_prints_the_same() {
    assert_eq!(page("replied"), page("replied"));
    assert_eq!(as_text(&whole("drafting")), as_text(&whole("drafting")));
}

#[test]
fn two_first_kinds_are_an_error() {
    let text = "pack p \"P\"\nkind a \"A\" first\nkind b \"B\" first none \"none\"\n";
    let checked = check_pack(&[parse(SourceId::default(), text).file], Span::new(SourceId::default(), 0, 0));
    let doubled = checked.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::DuplicateName);
    assert_eq!(doubled.count(), 1);
}

#[test]
fn what_a_case_says_never_steers_the_terminal() {
    let report = Report { title: "a\u{1b}[31mred\u{202e}".to_owned(), sections: Vec::new() };
    for printed in [as_text(&report), markdown::print(&report), html::print(&report.title, &[report.clone()])] {
        assert!(!printed.contains('\u{1b}'));
    }
    assert!(!as_text(&report).contains('\u{202e}'));
}
