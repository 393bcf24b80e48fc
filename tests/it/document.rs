//! Documents: golden files of the reader and of each writer, and what must hold of every one of them.
#![expect(clippy::disallowed_methods, reason = "tests read their own files")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use habeas::document::{self, DEEPEST, Document, LONGEST, read};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/document");

/// A document of the golden folder.
fn open(name: &str) -> Document {
    let text = fs::read_to_string(format!("{FOLDER}/{name}.xml")).expect("the fixture is there");
    read(&text).expect("it can be read")
}

/// A document round some markup.
fn around(markup: &str) -> Document {
    read(&format!("<document lang=\"en\" title=\"T\">{markup}</document>")).expect("it can be read")
}

/// Compares with the snapshot beside the input.
fn check_golden(path: &Path, result: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(path.parent().expect("an input lies in a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.remove_snapshot_suffix();
    settings.set_omit_expression(true);
    settings.remove_input_file();
    let name = path.file_name().expect("an input has a name").to_string_lossy().into_owned();
    settings.bind(|| insta::assert_snapshot!(name, result));
}

/// The parts of a Word document, by their names.
fn parts(document: &Document) -> BTreeMap<String, String> {
    let bytes = document::docx(document).expect("it can be written");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut found = BTreeMap::new();
    for name in names {
        let mut text = String::new();
        archive.by_name(&name).expect("it is there").read_to_string(&mut text).expect("it is text");
        found.insert(name, text);
    }
    found
}

/// The parts that depend on the document, one tag of a block a line.
fn word_parts(document: &Document) -> String {
    let parts = parts(document);
    let mut out = String::new();
    for name in ["docProps/core", "word/document", "word/numbering", "word/footnotes", "word/comments", "word/footer1"]
    {
        let text = &parts[&format!("{name}.xml")];
        let broken = ["<w:p>", "<w:tbl>", "<w:tr>", "<w:num ", "<w:comment ", "<w:footnote ", "<w:sectPr>"]
            .iter()
            .fold(text.clone(), |text, tag| text.replace(tag, &format!("\n{tag}")));
        out.push_str(&format!("== {name}\n{broken}\n"));
    }
    out
}

/// The words of a part.
fn words(xml: &str) -> String {
    let tree = roxmltree::Document::parse(xml).expect("it is well formed");
    tree.descendants().filter(|node| node.has_tag_name((WORD, "t"))).filter_map(|node| node.text()).collect()
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Names that try to be more than names, as a template would escape them.
const NAMES: [&str; 7] = [
    "O'Neil \"the {fox}\"",
    "<script>alert(1)</script>",
    "{{ secret }} {% raw %}",
    "$x^2$ #let a = 1 \\textbf{b}",
    "عبد الرحمن <مروان> \u{202E}ab",
    "[link](http://x.y) *b* _i_ `c` | d",
    "]]> &amp; <!-- --> \u{1}\u{0}",
];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#x27;")
}

/// A document whose every value tries to be markup.
fn hostile() -> Document {
    let name = NAMES.map(escaped).join(", ");
    let markup = format!(
        "<document lang=\"en\" title=\"{name}\"><h1>{name}</h1><p n=\"\" trace=\"{name}\">{name}<fn>{name}</fn></p>\
         <ul><li>{name}</li></ul><table><tr><th>{name}</th></tr><tr><td>{name}</td></tr></table>\
         <aside kind=\"note\" title=\"{name}\">{name}</aside><p><missing>{name}</missing></p></document>"
    );
    read(&markup).expect("escaped values are only text")
}

#[test]
fn every_view_is_as_recorded() {
    insta::glob!("../golden/document", "*.view", |path| {
        let wanted = fs::read_to_string(path).expect("an input is text");
        let word = |key: &str| wanted.lines().find_map(|line| line.strip_prefix(key)).map_or("", str::trim);
        let document = open(word("document "));
        let result = match word("format ") {
            "html" => document::html(&document),
            "md" => document::markdown(&document),
            "docx" => word_parts(&document),
            other => format!("no such format: {other}"),
        };
        check_golden(path, &result);
    });
}

#[test]
fn every_fault_says_where_what_and_the_way_out() {
    insta::glob!("../golden/document/bad", "*.xml", |path| {
        let markup = fs::read_to_string(path).expect("an input is text");
        let fault = read(&markup).expect_err("a bad document is not read");
        check_golden(path, &fault.to_string());
    });
}

#[test]
fn the_page_on_documents_shows_one_and_names_every_tag() {
    let page = include_str!("../../docs/DOCUMENTS.md");
    let example = page.split("```xml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("there is an example");
    let printed = document::markdown(&read(example).expect("the example can be read"));
    assert!(
        printed.contains("**2.** What paragraph 1 says was never denied; see “Facts” and the release."),
        "{printed}"
    );
    let fault = read("<document lang=\"en\" title=\"T\"><x/></document>").expect_err("there is no such tag");
    for tag in fault.way_out.split('`').filter_map(|part| part.strip_prefix('<')?.strip_suffix('>')) {
        assert!(page.contains(&format!("`{tag}`")), "{tag} is not explained");
    }
}

#[test]
fn a_document_has_bounds() {
    let long = format!("<document lang=\"en\" title=\"T\"><p>{}</p></document>", "x".repeat(LONGEST));
    assert!(read(&long).expect_err("too long").what.contains("longer than"));
    for depth in [DEEPEST + 1, 200_000] {
        let deep = format!(
            "<document lang=\"en\" title=\"T\"><p>{}x{}</p></document>",
            "<b>".repeat(depth),
            "</b>".repeat(depth)
        );
        assert!(read(&deep).expect_err("too deep").what.contains("deep in one another"));
    }
    let unclosed = "<p>".repeat(500_000);
    assert!(read(&unclosed).is_err());
}

#[test]
fn numbers_run_through_and_can_be_switched_off() {
    let text =
        "<p n=\"\">a</p><p n=\"\"> </p><aside kind=\"note\"><p n=\"\">b</p></aside><p n=\"9\">c</p><p n=\"\">d</p>";
    let printed = document::markdown(&around(text));
    for expected in ["**1.** a", "**2.** b", "**9.** c", "**10.** d"] {
        assert!(printed.contains(expected), "{expected} in:\n{printed}");
    }
    let off =
        read(&format!("<document lang=\"en\" title=\"T\" numbered=\"no\">{text}</document>")).expect("it can be read");
    assert!(!document::markdown(&off).contains("**1.**"));
}

#[test]
fn a_draft_is_known_by_what_only_a_draft_may_hold() {
    assert!(!around("<p>a</p><table><tr><td>b</td></tr></table>").is_draft());
    let drafts = [
        "<p trace=\"x\">a</p>",
        "<p>a <b><missing>b</missing></b></p>",
        "<aside kind=\"note\">a</aside>",
        "<ul><li trace=\"x\">a</li></ul>",
        "<ul><li>a<fn><missing/></fn></li></ul>",
        "<table><tr trace=\"x\"><td>b</td></tr></table>",
    ];
    for draft in drafts {
        assert!(around(draft).is_draft(), "{draft}");
    }
}

#[test]
fn a_page_holds_nothing_but_text_from_a_case() {
    let page = document::html(&hostile());
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains("<!--"), "{page}");
    let outside = ["src=", "@import", "url(", "href=\"http"];
    assert!(outside.iter().all(|mark| !page.contains(mark)), "{page}");
    let tree = page.replace("<!DOCTYPE html>", "").replace("<meta charset=\"utf-8\">", "").replace("<br>", "");
    assert_eq!(tree.matches("<p").count(), tree.matches("</p>").count());
    assert!(page.contains("dir=\"auto\"") && !page.contains('\u{202E}'));
}

#[test]
fn a_word_document_is_well_formed_whatever_a_case_says() {
    for document in [hostile(), open("demo")] {
        let parts = parts(&document);
        for (name, text) in &parts {
            assert!(roxmltree::Document::parse(text).is_ok(), "{name}: {text}");
        }
        let core = &parts["docProps/core.xml"];
        assert!(!core.contains("creator") && !core.contains("modified") && core.contains("dc:title"), "{core}");
    }
    let text = words(&parts(&hostile())["word/document.xml"]);
    for name in ["O'Neil \"the {fox}\"", "<script>alert(1)</script>", "عبد الرحمن <مروان> ab"] {
        assert_eq!(text.matches(name).count(), 6, "{name} in {text}");
    }
}

#[test]
fn what_only_a_draft_holds_is_a_comment_in_word() {
    let comments = words(&parts(&open("demo"))["word/comments.xml"]);
    for note in ["What is still missing", "It may say that the law needs no warrant.", "Rests on: account sister"] {
        assert!(comments.contains(note), "{note} in {comments}");
    }
    let plain = parts(&around("<p>a</p>"));
    assert!(!plain["word/comments.xml"].contains("<w:comment "));
}

/// A table with a heading and this many rows.
fn long_table(rows: usize) -> Document {
    let row = |n: usize| format!("<tr><td>{n}</td><td>row {n} {}</td></tr>", "word ".repeat(n % 40));
    let rows: String = (1..=rows).map(row).collect();
    around(&format!("<table widths=\"10 90\"><tr><th>No.</th><th>What</th></tr>{rows}</table>"))
}

#[test]
fn a_long_table_repeats_its_heading_in_word() {
    let main = &parts(&long_table(300))["word/document.xml"];
    assert_eq!(main.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(main.matches("<w:tr>").count(), 301);
}

/// The text of a PDF, page by page, as another program reads it; nothing where that program is not there.
#[expect(clippy::print_stderr, reason = "a test says openly what it skips")]
fn text_of(bytes: &[u8]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("document.pdf");
    fs::write(&path, bytes).expect("it can be written");
    let Ok(read) = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output() else {
        eprintln!("skipped: pdftotext is not installed, so the text of the PDF was not read back");
        return None;
    };
    let text = String::from_utf8(read.stdout).expect("it is text");
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect())
}

#[test]
fn a_pdf_can_be_read_back() {
    let pdf = document::pdf(&open("demo")).expect("it can be written");
    assert_eq!((pdf.pages, pdf.unprintable.len()), (3, 0));
    let Some(pages) = text_of(&pdf.bytes) else { return };
    assert_eq!(pages.len(), 3);
    for words in ["What is still missing", "Amal “Mo” {Vane} <b>not bold</b> $x^2$ [1] | pipe ' \"", "Another list"]
    {
        assert!(pages.iter().any(|page| page.contains(words)), "{words} in {pages:?}");
    }
    assert!(pages[1].contains("2/3") && pages[1].contains("Қазақ Әлем") && pages[1].contains("مروان"), "{}", pages[1]);
    // Footnotes stand at the foot of the page that calls them.
    let (call, note) = (pages[1].find("17 April 2020"), pages[1].find("Press release, paragraph 11"));
    assert!(call.is_some() && call < note && pages[1].contains("The same, paragraph 12"), "{}", pages[1]);
}

#[test]
fn a_pdf_names_no_author_and_no_date() {
    let pdf = document::pdf(&open("demo")).expect("it can be written").bytes;
    let holds = |mark: &str| pdf.windows(mark.len()).any(|window| window == mark.as_bytes());
    for mark in ["/Author", "/CreationDate", "/ModDate", "CreateDate", "ModifyDate", "dc:creator"] {
        assert!(!holds(mark), "{mark}");
    }
    assert!(holds("/Lang (en)") || holds("/Lang(en)"));
}

#[test]
fn a_long_table_repeats_its_heading_on_each_page() {
    let table = long_table(300);
    let pdf = document::pdf(&table).expect("it can be written");
    assert!(pdf.pages > 8, "{} pages", pdf.pages);
    assert_eq!(document::pages(&table), pdf.pages);
    let Some(pages) = text_of(&pdf.bytes) else { return };
    assert!(pages.iter().all(|page| page.matches("No.").count() == 1), "{pages:?}");
}

#[test]
fn letters_that_cannot_be_printed_are_named() {
    let pdf = document::pdf(&around("<p>漢字 and 漢 and ქ, a\u{202F}b\u{200B}c</p>")).expect("it can be written");
    assert_eq!(pdf.unprintable.into_iter().collect::<String>(), "ქ字漢");
    assert!(document::pdf(&hostile()).expect("it can be written").unprintable.is_empty());
}

#[test]
fn an_empty_document_has_one_page() {
    assert_eq!(document::pages(&around("")), 1);
    assert_eq!(document::pages(&around("<pagebreak/><pagebreak/>")), 1);
    assert_eq!(document::pages(&around("<p>a</p><pagebreak/><p>b</p>")), 2);
}

#[test]
fn the_same_markup_gives_the_same_text() {
    for _ in 0..2 {
        assert_eq!(document::html(&open("demo")), document::html(&open("demo")));
        assert_eq!(document::markdown(&hostile()), document::markdown(&hostile()));
        assert_eq!(document::docx(&open("demo")), document::docx(&open("demo")));
        assert_eq!(document::pdf(&hostile()), document::pdf(&hostile()));
    }
}
