//! Golden files: each input under `tests/golden/<stage>/{good,bad}` has its result beside it, after its source.

use habeas::diagnostic::Diagnostic;
use habeas::source::{SourceId, Sources};
use habeas::syntax::{parse, print};
use std::fmt::Write;
use std::path::Path;

/// Compares with the snapshot beside the input.
fn check_golden(path: &Path, source: &str, result: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(path.parent().expect("an input lies in a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.remove_snapshot_suffix();
    settings.set_omit_expression(true);
    settings.remove_input_file();
    let name = path.file_name().expect("an input has a name").to_string_lossy().into_owned();
    settings.bind(|| insta::assert_snapshot!(name, format!("SOURCE\n{source}\nRESULT\n{result}")));
}

#[expect(clippy::disallowed_methods, reason = "tests read their inputs")]
fn read(path: &Path) -> (Sources, SourceId, String) {
    let text = std::fs::read_to_string(path).expect("an input is text");
    let mut sources = Sources::default();
    let id = sources.add("input", text.clone());
    (sources, id, text)
}

/// One line a diagnostic: `code line:column message | label | help`, and the other places below.
fn listed(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let (line, column) = sources.line_column(diagnostic.span);
        let (code, message) = (diagnostic.code.name(), &diagnostic.message);
        let parts = [diagnostic.label.as_str(), diagnostic.help.as_str()].join(" | ");
        writeln!(out, "{}", format!("{code} {line}:{column} {message} | {parts}").trim_end())
            .expect("a String takes text");
        for other in &diagnostic.others {
            let (line, column) = sources.line_column(other.span);
            writeln!(out, "    {line}:{column} {}", other.text).expect("a String takes text");
        }
    }
    out
}

#[test]
fn what_is_right_is_printed_in_one_layout() {
    insta::glob!("../golden/parse/good", "*.{law,case}", |path| {
        let (sources, id, text) = read(path);
        let parsed = parse(id, &text);
        assert_eq!(listed(&sources, &parsed.diagnostics), "");
        check_golden(path, &text, &print::print(&parsed.file));
    });
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    insta::glob!("../golden/parse/bad", "*.{law,case}", |path| {
        let (sources, id, text) = read(path);
        let parsed = parse(id, &text);
        assert!(!parsed.diagnostics.is_empty(), "{} has a fault", path.display());
        let kept = print::print(&parsed.file);
        check_golden(path, &text, &format!("{}KEPT\n{kept}", listed(&sources, &parsed.diagnostics)));
    });
}

#[test]
fn the_law_and_cases_we_ship_read_and_print_to_what_reads_the_same() {
    for folder in ["../../rules", "../../cases"] {
        insta::glob!(folder, "**/*.{law,case}", |path| {
            let (sources, id, text) = read(path);
            let parsed = parse(id, &text);
            assert_eq!(listed(&sources, &parsed.diagnostics), "", "{}", path.display());
            let printed = print::print(&parsed.file);
            assert_eq!(print::print(&parse(id, &printed).file), printed, "{}", path.display());
        });
    }
}
