//! Marks of unverified authority beside conclusions, and the list of facts: in every view and in JSON.

use habeas::evaluate::Proof;
use habeas::explain::report::report;
use habeas::explain::{Authority, authority, explain, html, json, listing, markdown, prose, text};

use crate::json::keeps_to;
use crate::opened::{Opened, ilyashev, opened_under};

const FRAME: &str = include_str!("../cli/rules/mini/law.law");

/// A case under a pack with these rules, in which `t.a` and `t.b` are uncontested.
fn ruled(rules: &str) -> Opened {
    let head = FRAME.split("instrument Charter").next().expect("the frame has an instrument");
    let law = format!(
        "{head}\nauthority rumour \"A rumour\" unverified\nkind category \"Category\"\ncategory I \"One\"\n\
         finding f \"f is so\"\ntopic t \"T\"\n  fact a yes/no \"A?\"\n  fact b yes/no \"B?\"\n  fact c yes/no \"C?\"\n{rules}"
    );
    let case = "case c \"C\"\n  under mini\n  stage no reply\nsource submits\n  t.a [1]\n  t.b [1]\n";
    opened_under(&law, case).expect("the case has no errors")
}

fn rule(name: &str, when: &str, then: &str, cite: &str) -> String {
    format!("rule {name} \"{name}\"\n  when {when}\n  then {then}\n  cite {cite}\n")
}

#[track_caller]
fn rests(rules: &[String], expected: Authority) {
    let opened = ruled(&rules.concat());
    let proof = &opened.proofs()[0];
    assert_eq!(authority(proof, &explain(proof)), [expected], "{rules:#?}");
    let views = views(proof);
    for view in &views {
        assert_eq!(view.contains("on unverified authority alone"), expected == Authority::Alone, "{view}");
        assert_eq!(view.contains("in part on unverified authority"), expected == Authority::InPart, "{view}");
    }
    let explained = vec![(proof.clone(), explain(proof))];
    let printed: serde_json::Value =
        serde_json::from_str(&json::print(&opened.file, &explained)).expect("the answer is JSON");
    assert_eq!(printed["conclusions"][0]["unverified"], expected.word());
}

fn views(proof: &Proof) -> [String; 4] {
    let explanation = explain(proof);
    let laid_out = report(proof, &explanation);
    let plain = text::print(&laid_out, text::Style { width: 300, colour: false });
    [plain, markdown::print(&laid_out), html::print("C", &[laid_out]), prose::print(proof, &explanation)]
}

#[test]
fn a_conclusion_says_how_far_it_rests_on_unverified_authority() {
    let good = |name: &str, when: &str| rule(name, when, "category I", "decision 1");
    let poor = |name: &str, when: &str| rule(name, when, "category I", "rumour");
    rests(&[good("one", "t.a")], Authority::Verified);
    rests(&[poor("one", "t.a")], Authority::Alone);
    rests(&[rule("one", "t.a", "category I", "rumour; decision 1")], Authority::InPart);
    rests(&[good("one", "t.a"), poor("two", "t.b")], Authority::InPart);
    // What does not apply, or stands on the way to nothing, bears on nothing.
    rests(&[good("one", "t.a"), poor("two", "t.c")], Authority::Verified);
    // A finding on the way that nothing else carries.
    rests(&[rule("one", "t.a", "f", "rumour"), good("two", "f and t.b")], Authority::Alone);
    rests(&[rule("one", "t.a", "f", "rumour"), good("two", "f or t.b")], Authority::InPart);
    // An exception is the other side's.
    let with_exception =
        "rule one \"one\"\n  when t.a\n  unless t.c cite rumour\n  then category I\n  cite decision 1\n";
    rests(&[with_exception.to_owned()], Authority::Verified);
}

#[test]
fn the_list_of_facts_names_every_fact_and_finds_by_words() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let program = &opened.program;
    let wanted = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let all = listing::found(program, Some(proof), &[]);
    let declared: std::collections::BTreeSet<_> = all.iter().map(|(fact, _)| *fact).collect();
    assert_eq!(declared.len(), program.facts.len());
    assert_eq!(listing::found(program, None, &[]).len(), program.facts.len());
    let some = listing::found(program, Some(proof), &wanted(&["WARRANT", "shown"]));
    assert!(!some.is_empty() && some.len() < 5, "{some:?}");
    assert!(listing::found(program, None, &wanted(&["no such word"])).is_empty());
    for found in [&all, &some] {
        let answer =
            serde_json::from_str(&json::listing::print(program, Some(proof), found)).expect("the answer is JSON");
        keeps_to(json::listing::SCHEMA, &answer);
        assert_eq!(answer["facts"].as_array().map(Vec::len), Some(found.len()));
    }
    let answer =
        serde_json::from_str(&json::listing::print(program, None, &some_of(program))).expect("the answer is JSON");
    keeps_to(json::listing::SCHEMA, &answer);
    let printed = text::print(&listing::report(program, Some(proof), &some), text::Style::default());
    assert!(
        printed.contains("arrest.warrant_shown") && printed.contains("not contested by the Government"),
        "{printed}"
    );
}

fn some_of(program: &habeas::program::Program) -> Vec<(habeas::program::FactId, Option<habeas::case::Subject>)> {
    listing::found(program, None, &["hearing".to_owned()])
}
