//! Reading and printing: no text makes the parser panic or hang, places lie on character boundaries, and what is printed
//! reads back to the same text.

use habeas::diagnostic::Code;
use habeas::source::SourceId;
use habeas::syntax::ast::{BlockLine, ExprKind, Item, Literal, StatedValue};
use habeas::syntax::keyword::Keyword;
use habeas::syntax::lexer::lex;
use habeas::syntax::{LARGEST_FILE, Parsed, parse, print};
use proptest::prelude::{Strategy, any, prop, proptest};
use proptest::test_runner::Config;

fn read(text: &str) -> Parsed {
    parse(SourceId::default(), text)
}

/// The codes of what is wrong with this text.
fn codes(text: &str) -> Vec<Code> {
    read(text).diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[track_caller]
fn check_places(text: &str) {
    for diagnostic in read(text).diagnostics {
        let spans = std::iter::once(diagnostic.span).chain(diagnostic.others.iter().map(|other| other.span));
        for span in spans {
            assert!(text.get(span.range()).is_some(), "{span:?} of {} lies in {text:?}", diagnostic.message);
        }
    }
}

/// What reads without fault is printed, read and printed again to the same text.
#[track_caller]
fn check_stable(text: &str) -> bool {
    let parsed = read(text);
    if !parsed.diagnostics.is_empty() {
        return false;
    }
    let printed = print::print(&parsed.file);
    let again = read(&printed);
    let empty = parsed.file.items.is_empty();
    assert!(empty || again.diagnostics.is_empty(), "{text:?} is printed as {printed:?}: {:?}", again.diagnostics);
    assert_eq!(print::print(&again.file), printed, "from {text:?}");
    assert_eq!(again.file.items.len(), parsed.file.items.len());
    true
}

/// Between tokens stand only blanks and comments.
#[track_caller]
fn check_tiling(text: &str) {
    let lexed = lex(SourceId::default(), text);
    let mut end = 0;
    for token in &lexed.tokens {
        assert!(token.start >= end && token.end > token.start, "tokens follow each other in {text:?}");
        check_gap(&text[end as usize..token.start as usize], lexed.diagnostics.is_empty());
        end = token.end;
    }
    check_gap(&text[end as usize..], lexed.diagnostics.is_empty());
}

#[track_caller]
fn check_gap(gap: &str, faultless: bool) {
    let bare = |line: &str| line.trim_start_matches('\u{feff}').split('#').next().unwrap_or("").trim().is_empty();
    assert!(!faultless || gap.lines().all(bare), "{gap:?} is no token and no blank");
}

/// A piece of text that the language could hold.
fn piece() -> impl Strategy<Value = String> {
    let keyword = prop::sample::select(Keyword::ALL).prop_map(|keyword| keyword.text().to_owned());
    let others = [
        "a",
        "II",
        "arrest",
        "made",
        "ICCPR",
        "9",
        "9(1)",
        "0.5",
        "2019",
        "2020-04-17",
        "2020-04",
        "20:20",
        "\"text\"",
        "\"\"",
        "\"two\n  lines\"",
        "\"open",
        "(",
        ")",
        "[",
        "]",
        "[11]",
        ",",
        ";",
        ":",
        ".",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "+",
        "-",
        "/",
        "# comment\n",
        "\n## Heading\n",
        "é",
        "\u{200b}",
        "arrest.made",
        "yes/no",
        "category II",
    ];
    let other = prop::sample::select(others.to_vec()).prop_map(str::to_owned);
    let gap = prop::sample::select(vec![" ", " ", " ", "", "\n  ", "\n"]);
    (proptest::prop_oneof![2 => keyword, 3 => other], gap).prop_map(|(piece, gap)| piece + gap)
}

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

/// Lines of the golden files, in any order: long stretches of them are right.
fn shuffled() -> impl Strategy<Value = String> {
    let good = concat!(
        include_str!("../golden/parse/good/pack.law"),
        include_str!("../golden/parse/good/topics.law"),
        include_str!("../golden/parse/good/rules.law"),
        include_str!("../golden/parse/good/ilyas.case")
    );
    let lines: Vec<&'static str> = good.lines().filter(|line| !line.is_empty()).collect();
    prop::collection::vec(prop::sample::select(lines), 1..25).prop_map(|lines| lines.join("\n"))
}

/// A condition of any shape.
fn condition() -> impl Strategy<Value = String> {
    let leaves = [
        "a",
        "b.c",
        "category II",
        "always",
        "count",
        "at",
        "3",
        "48 hours",
        "2020-04",
        "\"t\"",
        "the state has replied",
    ];
    prop::sample::select(leaves.to_vec()).prop_map(str::to_owned).prop_recursive(6, 40, 3, |inner| {
        let forms = [
            "not _",
            "(_)",
            "_ and _",
            "_ or _",
            "any of (_, _)",
            "all of (_)",
            "at least 2 of (_, _, _)",
            "_ = _",
            "_ < _",
            "_ + _",
            "_ - _",
            "(_) is shown",
            "_ in (x, y)",
            "_ contains \"p\"",
            "some t has _",
            "every t has (_)",
            "count of t with (_)",
        ];
        (prop::sample::select(forms.to_vec()), prop::collection::vec(inner, 3)).prop_map(|(form, parts)| {
            let mut parts = parts.into_iter();
            form.split('_')
                .map(|piece| piece.to_owned())
                .reduce(|out, piece| out + &parts.next().unwrap_or_default() + &piece)
                .unwrap_or_default()
        })
    })
}

proptest! {
    #![proptest_config(Config { cases: 2_000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        check_places(&text);
        check_tiling(&text);
        check_stable(&text);
    }

    #[test]
    fn any_words_of_the_language_are_read_without_panic(text in soup()) {
        check_places(&text);
        check_tiling(&text);
        check_stable(&text);
    }

    #[test]
    fn any_lines_that_are_right_alone_are_read_without_panic(text in shuffled()) {
        check_places(&text);
        check_tiling(&text);
        check_stable(&text);
    }

    #[test]
    fn any_condition_prints_and_reads_back(condition in condition()) {
        check_stable(&format!("rule a \"a\"\n  when {condition}\n  then b\n"));
    }

    #[test]
    fn any_quoted_text_prints_and_reads_back(text in "[ -~\u{e4}\u{202e}\\n\\t]{0,30}") {
        let quoted = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        assert!(check_stable(&format!("finding a \"{quoted}\"\n")));
        let parsed = read(&format!("finding a \"{quoted}\"\n"));
        assert!(matches!(&parsed.file.items[..], [Item::Finding(finding)] if finding.title.text == text));
    }
}

#[test]
fn every_word_of_the_language_can_name_a_fact_but_not() {
    for keyword in Keyword::ALL.iter().filter(|keyword| **keyword != Keyword::Not) {
        let word = keyword.text();
        let text =
            format!("topic t \"T\"\n  fact {word} yes/no \"?\"\n\nimpossible t.{word} and not t.{word} \"why\"\n");
        assert!(check_stable(&text), "{word}: {:?}", read(&text).diagnostics);
        let text = format!("source submits\n  t.{word} = 3\n  not t.{word}\n  t one: {word} = {word}\n");
        assert!(check_stable(&text), "{word}: {:?}", read(&text).diagnostics);
    }
}

#[test]
fn deep_nesting_is_told_and_never_overflows() {
    for (open, close) in
        [("(", ")"), ("not ", ""), ("any of (", ")"), ("some t has ", ""), ("count of t with (", ") > 1")]
    {
        let text = format!("rule a \"a\"\n  when {}x{}\n  then b\n", open.repeat(100_000), close.repeat(100_000));
        assert_eq!(codes(&text), [Code::TooDeep], "{open}");
        let fits = format!("rule a \"a\"\n  when {}x{}\n  then b\n", open.repeat(32), close.repeat(32));
        assert!(check_stable(&fits), "{open}");
    }
    let sum = format!("impossible x{} > 1 \"why\"\n", " + x".repeat(100_000));
    assert_eq!(codes(&sum), [Code::TooDeep]);
    let long = format!("impossible x{} \"why\"\n", " and x".repeat(100_000));
    assert!(check_stable(&long));
}

#[test]
fn hostile_files_are_read_in_time() {
    for piece in [
        "\"", " \\\"\n", "\"\n", "[", "a b \"", "\u{202e}", "a.", "not ", "rule ", "\nrule", "x \"\\", "1:", "é\n",
        "##\n",
    ] {
        let text = piece.repeat(400_000 / piece.len());
        check_places(&text);
        check_tiling(&text);
    }
}

#[test]
fn the_size_limit_is_told_before_anything_is_read() {
    assert_eq!(codes(&"\"".repeat(LARGEST_FILE + 1)), [Code::FileTooLarge]);
    assert_eq!(codes(""), [Code::EmptyFile]);
    assert_eq!(codes("\u{feff}  # nothing\r\n"), [Code::EmptyFile]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let text = include_str!("../golden/parse/good/rules.law");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(print::print(&read(&windows).file), print::print(&read(text).file));
    assert_eq!(codes(&windows), []);
}

#[test]
fn lines_of_a_text_are_joined_by_one_blank() {
    let parsed = read("finding a \"one \t\r\n \n   two\\n  three \\\\ \\\"four\\\"\"\n");
    let [Item::Finding(finding)] = &parsed.file.items[..] else { panic!("one finding: {parsed:?}") };
    assert_eq!(finding.title.text, "one two\n  three \\ \"four\"");
}

#[test]
fn a_year_alone_stays_a_number() {
    let parsed = read("source submits\n  arrest.at = 2019\n");
    let [Item::Block(block)] = &parsed.file.items[..] else { panic!("one block: {parsed:?}") };
    let [BlockLine::Statement(statement)] = &block.lines[..] else { panic!("one statement: {parsed:?}") };
    assert!(matches!(statement.claim.value, StatedValue::Exactly(Literal::Number(2_019_000_000), _)));
}

#[test]
fn words_bind_as_the_grammar_says() {
    let parsed = read("impossible not a = b and c or d \"why\"\n");
    let [Item::Impossible(impossible)] = &parsed.file.items[..] else { panic!("one item: {parsed:?}") };
    let ExprKind::Any(either) = &impossible.condition.kind else { panic!("`or` binds least: {impossible:?}") };
    let ExprKind::All(both) = &either[0].kind else { panic!("`and` binds more: {impossible:?}") };
    let ExprKind::Not(inner) = &both[0].kind else { panic!("`not` binds more still: {impossible:?}") };
    assert!(matches!(inner.kind, ExprKind::Compare(_, _, _)));
}

/// The fenced blocks of the language's document, with their kind.
fn blocks(document: &str) -> Vec<(&str, String)> {
    let mut blocks: Vec<(&str, String)> = Vec::new();
    let mut open = false;
    for line in document.lines() {
        match line.strip_prefix("```") {
            Some(kind) if !open => {
                blocks.push((kind, String::new()));
                open = true;
            }
            Some(_) => open = false,
            None if open => {
                if let Some((_, text)) = blocks.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
            None => {}
        }
    }
    blocks
}

#[test]
fn every_example_of_the_document_reads_without_fault() {
    let all = blocks(include_str!("../../docs/LANGUAGE.md"));
    let examples: Vec<_> = all.iter().filter(|(kind, _)| matches!(*kind, "law" | "case")).collect();
    assert!(examples.len() > 25, "only {} examples", examples.len());
    for (_, text) in examples {
        assert!(check_stable(text), "{text}\n{:?}", read(text).diagnostics);
    }
}
