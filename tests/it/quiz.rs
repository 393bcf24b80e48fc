//! Exercises: every key against an evaluation of its own, the same seed and the same bytes, a worksheet that tells no answer, and a
//! whole quiz through a pipe.
#![expect(clippy::disallowed_methods, reason = "tests read what the command line wrote")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use habeas::evaluate::{Proof, State, Status, Supposition, evaluate_supposing};
use habeas::explain::{html, markdown};
use habeas::hypothesis::suppose;
use habeas::lab::{Change, Effect};
use habeas::quiz::{Exercise, Key, Kind, Quiz, QuizOptions, json, quiz, report};
use habeas::value::Value;

use crate::json::keeps_to;
use crate::opened::{Opened, ilyashev, opened_under};

fn made(proof: &Proof, seed: u64, count: usize) -> Quiz {
    quiz(proof, &QuizOptions { seed, count, kinds: Vec::new() })
}

fn mini() -> Opened {
    opened_under(include_str!("../cli/rules/mini/law.law"), include_str!("../cli/warrant.case"))
        .expect("the case is sound")
}

/// A world in which these facts are otherwise.
fn changed<'a>(proof: &'a Proof, changes: &[Change]) -> Proof<'a> {
    let supposed = changes.iter().map(|change| Supposition { subject: change.subject, state: change.to.clone() });
    evaluate_supposing(proof.program, proof.case, proof.options, supposed.collect())
}

fn values(proof: &Proof) -> Vec<Value> {
    let program = proof.program;
    let concluded = program.holdings.iter().enumerate().filter(|(_, holding)| holding.kind.is_some());
    let holdings = concluded.map(|(at, _)| proof.holding(habeas::program::HoldingId::at(at)));
    let provisions = (0..program.provisions.len()).map(habeas::program::ProvisionId::at);
    let breaches = proof.breaches();
    let breached =
        provisions.map(|id| breaches.iter().find(|breach| breach.provision == id).map_or(Value::No, |b| b.value));
    holdings.chain(breached).collect()
}

/// Whether what a choice says is so, by an evaluation made for it.
fn is_so(proof: &Proof, exercise: &Exercise, key: &Key) -> bool {
    let (case, supposed) = suppose(proof.program, proof.case, &exercise.given);
    let after = evaluate_supposing(proof.program, &case, proof.options, supposed);
    assert!(after.impossible().is_empty(), "what is supposed can be");
    match key {
        Key::Applies(id) => after.holding(*id) == Value::Yes,
        Key::NoneOfThese => exercise
            .choices
            .iter()
            .filter(|other| other.key != Key::NoneOfThese)
            .all(|other| !is_so(proof, exercise, &other.key)),
        Key::Turns(id, effect, changes) => {
            let then = changed(proof, changes);
            assert!(then.impossible().is_empty(), "what is changed can be");
            assert!(changes.iter().all(|change| proof.reading(change.subject).state == change.from));
            (proof.holding(*id) == Value::Yes) == (*effect == Effect::Lose)
                && (then.holding(*id) == Value::Yes) == (*effect == Effect::Gain)
        }
        Key::Defeats(rule, changes) => {
            assert_eq!(proof.status(*rule), Status::Applies);
            changed(proof, changes).status(*rule) == Status::Defeated
        }
        Key::Defeated(rule) => {
            assert_eq!(proof.status(*rule), Status::Applies);
            after.status(*rule) == Status::Defeated
        }
        Key::Bears(subject, party) => {
            let fact = &proof.program.facts[subject.fact.index()];
            *party == fact.judgement.is_none().then_some(fact.bearer)
        }
        Key::Reads(subject, state) => after.reading(*subject).state == *state,
        Key::Breached(id, provision) => {
            let rules = &proof.program.holdings[id.index()].rules;
            let yields =
                |slot: &&habeas::circuit::BreachSlot| rules.contains(&slot.rule) && slot.provision == *provision;
            proof.circuit.breaches.iter().filter(yields).any(|slot| proof.value(slot.slot) == Value::Yes)
        }
        Key::Idle(change) => {
            assert!(matches!(change.from, State::Known(_)));
            values(proof) == values(&changed(proof, std::slice::from_ref(change)))
        }
    }
}

#[test]
fn every_key_is_what_an_evaluation_of_its_own_gives() {
    let mut kinds = BTreeSet::new();
    let mut choices = (0, 0);
    for (opened, seeds) in [(ilyashev(), 0..3), (mini(), 0..4)] {
        let proof = &opened.proofs()[0];
        for seed in seeds {
            for exercise in &made(proof, seed, 35).exercises {
                kinds.insert(exercise.kind);
                assert!(!exercise.right().is_empty(), "something is right");
                for choice in &exercise.choices {
                    let so = is_so(proof, exercise, &choice.key);
                    assert_eq!(choice.right, so, "seed {seed}: {} {}", exercise.asked, choice.text);
                    if so { choices.0 += 1 } else { choices.1 += 1 }
                }
            }
        }
    }
    assert_eq!(kinds.len(), Kind::ALL.len(), "every kind came up");
    assert!(choices.0 > 150 && choices.1 > 250, "{choices:?}");
}

#[test]
fn a_sure_exercise_of_the_ilyashev_case() {
    // The opinion: the missing warrant and the missing reasons each carry category I; without both it is not made out.
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let flips = quiz(proof, &QuizOptions { seed: 1, count: 10, kinds: vec![Kind::Flip] });
    let of_two = flips.exercises.iter().find(|exercise| exercise.asked.starts_with("Category II "));
    let right: Vec<&str> = of_two
        .expect("category II is asked")
        .choices
        .iter()
        .filter(|choice| choice.right)
        .map(|choice| choice.text.as_str())
        .collect();
    let expected = [
        "“Did the person incite others to violence or unrest?” is answered “Yes” (in the case: “No”)",
        "“Did the person call for national, racial or religious hatred, discrimination or violence?” is answered “Yes” (in the case: not shown)",
    ];
    assert!(expected.iter().all(|change| right.contains(change)) && right.len() == expected.len(), "{right:?}");
}

#[test]
fn no_exercise_comes_twice_and_no_choice_stands_twice_in_one() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    for seed in 0..2 {
        let quiz = made(proof, seed, 40);
        assert_eq!(quiz.exercises.len(), 40);
        let mut seen = BTreeSet::new();
        for exercise in &quiz.exercises {
            let texts: BTreeSet<&str> = exercise.choices.iter().map(|choice| choice.text.as_str()).collect();
            assert_eq!(texts.len(), exercise.choices.len(), "{texts:?}");
            assert!(exercise.choices.len() >= 3);
            let what = (&exercise.given, &exercise.told, &exercise.asked, texts);
            assert!(seen.insert(format!("{:?} {what:?}", exercise.kind)), "seed {seed}: {what:?}");
        }
    }
}

#[test]
fn the_seed_decides_everything() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let printed = |seed| {
        let quiz = made(proof, seed, 12);
        [json::worksheet(proof, &quiz), json::key(proof, &quiz), markdown::print(&report::key(proof, &quiz))]
    };
    assert_eq!(printed(5), printed(5));
    assert_ne!(printed(5), printed(6));
    // A longer quiz begins like a shorter one.
    let (short, long) = (made(proof, 5, 7), made(proof, 5, 14));
    let asked = |quiz: &Quiz| quiz.exercises.iter().take(7).map(|one| one.asked.clone()).collect::<Vec<_>>();
    assert_eq!(asked(&short), asked(&long));
}

#[test]
fn the_worksheet_is_the_same_whatever_is_right() {
    let opened = ilyashev();
    let proof = &opened.proofs()[0];
    let quiz = made(proof, 2, 21);
    let mut turned = quiz.clone();
    for exercise in &mut turned.exercises {
        exercise.why.clear();
        for choice in &mut exercise.choices {
            choice.right = !choice.right;
            choice.why.clear();
        }
    }
    let sheets = |quiz: &Quiz| {
        let sheet = report::worksheet(proof, quiz);
        [markdown::print(&sheet), html::sheet(&sheet), json::worksheet(proof, quiz)]
    };
    assert_eq!(sheets(&quiz), sheets(&turned));
    assert_ne!(json::key(proof, &quiz), json::key(proof, &turned));
}

#[test]
fn what_a_pack_says_is_text_on_the_sheet() {
    let law = include_str!("../cli/rules/mini/law.law")
        .replace("Was a warrant shown?", "Was a <b>warrant|paper</b> *shown*?");
    let opened = opened_under(&law, include_str!("../cli/warrant.case")).expect("the case is sound");
    let proof = &opened.proofs()[0];
    let quiz = made(proof, 1, 30);
    for report in [report::worksheet(proof, &quiz), report::key(proof, &quiz)] {
        let (page, text) = (html::sheet(&report), markdown::print(&report));
        assert!(page.contains("Was a &lt;b&gt;warrant|paper&lt;/b&gt; *shown*?") && !page.contains("<b>"), "{page}");
        assert!(
            text.contains("Was a &lt;b\\>warrant\\|paper&lt;/b\\> \\*shown\\*?") && !text.contains("<b>"),
            "{text}"
        );
    }
}

#[test]
fn the_json_answers_keep_to_their_schemas() {
    for opened in [ilyashev(), mini()] {
        let proof = &opened.proofs()[0];
        let quiz = made(proof, 3, 30);
        let read =
            |printed: String| -> serde_json::Value { serde_json::from_str(&printed).expect("the answer is JSON") };
        keeps_to(json::QUIZ_SCHEMA, &read(json::worksheet(proof, &quiz)));
        keeps_to(json::KEY_SCHEMA, &read(json::key(proof, &quiz)));
    }
}

fn run(arguments: &[&str], typed: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_habeas"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("quiz")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // The program may end before it has read all.
    let _ = child.stdin.take().expect("there is a pipe").write_all(typed.as_bytes());
    child.wait_with_output().expect("the program ends")
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("it prints text")
}

#[test]
fn a_whole_quiz_goes_through_a_pipe() {
    let case = ["cases/ilyashev.case", "--count", "6", "--seed", "9"];
    let key = out(&run(&[&case[..], &["--format", "json", "--key"]].concat(), ""));
    let key: serde_json::Value = serde_json::from_str(&key).expect("the key is JSON");
    let letters = |exercise: &serde_json::Value| -> Vec<String> {
        let all = exercise["right"].as_array().expect("letters").iter();
        all.map(|letter| letter.as_str().expect("a letter").to_owned()).collect()
    };
    let exercises = key["exercises"].as_array().expect("exercises");
    let answers: Vec<String> = exercises.iter().map(|one| letters(one).join(" ")).collect();
    let all_right = out(&run(&case, &(answers.join("\n") + "\n")));
    assert!(all_right.ends_with("\nScore: 6 of 6.\n"), "{all_right}");
    assert_eq!(all_right.matches("✓ Right.").count(), 6);
    // Carriage returns, no line end at the end, and nonsense that is asked again.
    let mixed = format!("nonsense\r\n\r\n{}\r\n{}", answers[0].to_uppercase(), answers[1].replace(' ', ","));
    let two = out(&run(&case, &mixed));
    assert_eq!(two.matches("Answer with letters from a to ").count(), 2, "{two}");
    assert!(two.ends_with("\nScore so far: 2 right of 2 answered, of 6 exercises.\n"), "{two}");
    let stopped = out(&run(&case, "q\na\n"));
    assert!(stopped.ends_with("\nNo answer was given to the 6 exercises.\n"), "{stopped}");
    assert!(!stopped.contains("2 of 6."), "{stopped}");
    // Bytes that are no text are an answer that cannot be graded.
    assert!(out(&run(&case, "\u{1b}[31m\u{0}\n")).contains("Answer with letters"));
}

#[test]
fn worksheet_and_key_are_two_files_or_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let write = |name: &str, more: &[&str]| {
        let sheet = path(name);
        let sheet = sheet.to_str().expect("a plain name");
        run(&[&["cases/ilyashev.case", "--count", "5", "--format", "html", "-o", sheet][..], more].concat(), "")
    };
    let read = |path: &Path| fs::read_to_string(path).expect("it was written");
    assert_eq!(out(&write("sheet.html", &[])), "");
    let (sheet, key) = (read(&path("sheet.html")), read(&path("sheet-key.html")));
    assert!(sheet.starts_with("<!DOCTYPE html>") && !sheet.contains("✓") && sheet.contains("Answer: …"));
    assert!(key.contains("✓") && key.contains("<h1 dir=\"auto\">Key: "));
    // A file of the user stands in the way of either: neither is written.
    let refused = write("sheet.html", &[]);
    assert_eq!(refused.status.code(), Some(2));
    fs::write(path("mine-key.html"), "mine").expect("it can be written");
    assert_eq!(write("mine.html", &[]).status.code(), Some(2));
    assert!(!path("mine.html").exists() && read(&path("mine-key.html")) == "mine");
    assert!(write("mine.html", &["--force"]).status.success());
    assert_eq!(read(&path("mine-key.html")), key);
}

#[test]
fn what_the_case_holds_fixed_is_never_supposed_otherwise() {
    let law = include_str!("../cli/rules/mini/law.law");
    let case = include_str!("../cli/warrant.case")
        .replace("source claims", "fixed \"nobody disputes it\"\n  arrest.made\n\nsource claims");
    let opened = opened_under(law, &case).expect("the case is sound");
    let proof = &opened.proofs()[0];
    let fixed = proof.case.fixed[0].subject;
    for seed in 0..6 {
        for exercise in made(proof, seed, 40).exercises {
            assert!(exercise.given.supposed.iter().all(|supposed| supposed.subject != fixed));
            for choice in exercise.choices {
                match choice.key {
                    Key::Turns(_, _, changes) | Key::Defeats(_, changes) => {
                        assert!(changes.iter().all(|change| change.subject != fixed), "{}", choice.text);
                    }
                    Key::Idle(change) => assert_ne!(change.subject, fixed),
                    _ => {}
                }
            }
        }
    }
}
