//! The picture of weights and its page: whole, escaped, the same every time, and no text wider than its place.

use std::collections::BTreeSet;

use habeas::explain::html;
use habeas::lab::{Held, report, svg, weigh};

use super::{FRAME, target};
use crate::opened::{Opened, ilyashev, opened_under};

fn drawn(opened: &Opened, name: &str) -> (String, String) {
    let proof = &opened.proofs()[0];
    let target = target(proof, name);
    let held = Held::of(proof.case).that_matter(proof, &[target]);
    let found = weigh(proof, target, &held.facts()).expect("it can be weighed");
    let picture = svg(proof, target, &held, &found).expect("it can be drawn");
    let page = html::print("Weights", &[report::weigh_page(proof, target, &found, picture.clone())]);
    (picture, page)
}

/// A case of so many facts, each of which is enough.
fn alternatives(count: usize, question: &str) -> Opened {
    let head = FRAME.split("instrument Charter").next().expect("the frame has an instrument");
    let facts: String = (0..count).map(|at| format!("  fact f{at} yes/no \"{question} ({at})\"\n")).collect();
    let any: Vec<String> = (0..count).map(|at| format!("t.f{at}")).collect();
    let rule = format!("rule r \"R\"\n  when any of ({})\n  then category I\n  cite decision 1\n", any.join(", "));
    let law = format!("{head}\nkind category \"Category\"\ncategory I \"One\"\ntopic t \"T\"\n{facts}{rule}");
    let case = "case c \"A <b>&amp; B\"\n  under mini\n  stage no reply\nsource submits\n  t.f0 [1]\n";
    opened_under(&law, case).expect("the case has no errors")
}

/// The texts of a picture.
fn texts(picture: &str) -> Vec<&str> {
    let after = picture.split("<text ").skip(1);
    after
        .map(|text| {
            text.split_once('>').and_then(|(_, rest)| rest.split_once("\n</text>")).expect("a text ends").0.trim()
        })
        .collect()
}

#[test]
fn the_picture_of_the_ilyashev_case_is_the_same_every_time_and_says_what_it_is_not() {
    let (first, page) = drawn(&ilyashev(), "category II");
    assert_eq!(first, drawn(&ilyashev(), "category II").0);
    assert!(first.starts_with("<svg ") && first.trim_end().ends_with("</svg>"));
    let said = texts(&first).join(" ");
    for words in ["Not a probability, and not legal weight", "counted exactly", "Held fixed", "Black bars"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(page.contains(&first), "the page holds the picture");
    assert!(page.contains("<table>") && !page.contains("<script src") && !page.contains("http://habeas"));
}

#[test]
fn three_facts_and_sixty_facts_fit() {
    for count in [3, 60] {
        let question = "Was the person, at any time between the arrest and the first hearing, told of anything at all?";
        let (picture, _) = drawn(&alternatives(count, question), "category I");
        let rows = (0..count).filter(|at| texts(&picture).iter().any(|text| text.contains(&format!("({at})")))).count();
        assert_eq!(rows, if count == 3 { 3 } else { 10 }, "facts that weigh next to nothing are told in one line");
        assert!(texts(&picture).iter().all(|text| text.chars().count() < 160), "{:?}", texts(&picture));
        assert!(count == 3 || texts(&picture).iter().any(|text| text.contains("and 50 more")));
    }
}

#[test]
fn what_a_pack_or_case_says_stays_text() {
    let (picture, page) =
        drawn(&alternatives(3, "Was it <script>alert('x')</script> & \\\"more\\\"\\n?"), "category I");
    for text in [&picture, &page] {
        assert!(!text.contains("<script>alert") && !text.contains("<b>"), "{text}");
    }
    assert!(picture.contains("&lt;script&gt;"), "{picture}");
    let all = BTreeSet::from(["svg", "rect", "text", "line", "polyline", "title", "desc", "polygon"]);
    for tag in picture.split('<').skip(1).filter(|tag| !tag.starts_with('/')) {
        let name: String = tag.chars().take_while(char::is_ascii_alphabetic).collect();
        assert!(all.contains(name.as_str()), "<{name}>");
    }
}
