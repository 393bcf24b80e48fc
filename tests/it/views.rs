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

fn question(program: &Program, asked: &str) -> Question {
    if let Some(name) = asked.strip_prefix("rule ") {
        let place = program.rules.iter().position(|rule| rule.name == name);
        return Question::Rule(RuleId::at(place.expect("the pack has this rule")));
    }
    let named = |index: &usize| program.holding_name(HoldingId::at(*index)) == asked;
    Question::Holding(HoldingId::at((0..program.holdings.len()).find(named).expect("the pack declares this")))
}

/// What a `.view` file asks for: `case NAME`, `format text|md|html|prose`, `width N`, `as pleaded`, and any number of
/// `why …` and `why not …`.
fn view(wanted: &str) -> String {
    let word = |key: &str| wanted.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
    let (program, file) = open(word("case ").expect("a view names its case"));
    let options = Options { as_pleaded: word("as pleaded").is_some() };
    let proof = evaluate(&program, &file.detentions[0], options);
    let explanation = explain(&proof);
    let width = word("width ").map_or(STYLE.width, |width| width.parse().expect("a number of columns"));
    let mut reports: Vec<Report> = Vec::new();
    for line in wanted.lines() {
        if let Some(asked) = line.strip_prefix("why not ") {
            reports.push(why_not(&proof, &explanation, question(&program, asked)));
        } else if let Some(asked) = line.strip_prefix("why ") {
            reports.push(why(&proof, &explanation, question(&program, asked)));
        }
    }
    if reports.is_empty() {
        reports.push(report(&proof, &explanation));
    }
    let format = word("format ").expect("a view names its format");
    assert!(["text", "md", "html", "prose"].contains(&format), "no format {format}");
    let print = |report: &Report| match format {
        "text" => text::print(report, Style { width, colour: false }),
        "md" => markdown::print(report),
        "html" => body(&html::print(&report.title, std::slice::from_ref(report))).to_owned(),
        _ => prose::print(&proof, &explanation),
    };
    reports.iter().map(print).collect::<Vec<_>>().join("\n")
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

#[test]
fn every_view_is_printed_as_recorded() {
    insta::glob!("../golden/explain", "*.view", |path| {
        let wanted = fs::read_to_string(path).expect("an input is text");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.parent().expect("an input lies in a folder"));
        settings.set_prepend_module_to_snapshot(false);
        settings.remove_snapshot_suffix();
        settings.set_omit_expression(true);
        settings.remove_input_file();
        let name = path.file_name().expect("an input has a name").to_string_lossy().into_owned();
        settings.bind(|| insta::assert_snapshot!(name, view(&wanted)));
    });
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
    for printed in
        [as_text(&report), markdown::print(&report), html::print(&report.title, std::slice::from_ref(&report))]
    {
        assert!(!printed.contains('\u{1b}'));
    }
    assert!(!as_text(&report).contains('\u{202e}'));
}
