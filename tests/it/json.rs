//! The JSON answer of `habeas explain`: what it says of the Ilyashev case and of a case with two detentions, and that it
//! keeps to the schema that we print.
#![expect(clippy::panic, reason = "a helper of tests fails by panicking")]

use habeas::explain::{explain, json};
use jsonschema::draft202012;
use serde_json::Value;

use crate::opened::{Opened, ilyashev, opened};

/// Two periods of one person: what is common stands first, each has its own facts.
pub(crate) const TWO_DETENTIONS: &str = r#"
case twice "Two arrests of one person"
  under    wgad
  person   "Ms. A"
  document letter "Letter of the family", press "A newspaper"
  stage    no reply

source submits
  state.party_to_iccpr [1]

detention spring "The arrest in spring"

source submits
  arrest.made [2; press]
  arrest.on = 2021-04-03 [2]
  not arrest.warrant_shown [2]

outcome opinion 1/2023
  category I [10]
  found ICCPR 9 [10], ICCPR 14(1) [11]
  breach ICCPR 9, 14; UDHR 3
  differs UDHR 9 "the disposition names only article 3" [12]
  differs ICCPR 14(1) "the letter says nothing of a trial" [11]
  differs ICCPR 19 "no longer so" [13]

detention autumn "The arrest in autumn"
  person "Ms. A, again"

source submits
  arrest.made [3]
  arrest.warrant_shown [3]
"#;

fn answer(opened: &Opened) -> Value {
    let mut explained = Vec::new();
    for proof in opened.proofs() {
        let explanation = explain(&proof);
        explained.push((proof, explanation));
    }
    let printed = json::print(&opened.file, &explained);
    assert_eq!(printed.matches('\n').count(), 1, "one line");
    serde_json::from_str(&printed).expect("the answer is JSON")
}

/// The entry of an array that has these values.
#[track_caller]
pub(crate) fn entry<'a>(array: &'a Value, wanted: &[(&str, &str)]) -> &'a Value {
    let fits = |entry: &&Value| wanted.iter().all(|(key, value)| entry[*key] == *value);
    array.as_array().expect("an array").iter().find(fits).unwrap_or_else(|| panic!("no entry has {wanted:?}"))
}

/// Checks an answer against a schema, and that the schema is one.
#[track_caller]
pub(crate) fn keeps_to(schema: &str, answer: &Value) {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    assert!(draft202012::meta::is_valid(&schema), "the schema follows draft 2020-12");
    let kind = if answer["detentions"].is_null() { "whole" } else { "split" };
    let mut narrowed = schema.clone();
    narrowed["oneOf"] = serde_json::json!([{ "$ref": format!("#/$defs/{kind}") }]);
    let validator = draft202012::new(&narrowed).expect("the schema can be used");
    if let Some(fault) = validator.iter_errors(answer).next() {
        panic!("{fault}\nat {}", fault.instance_path());
    }
    assert!(draft202012::new(&schema).expect("the schema can be used").is_valid(answer));
}

/// A property that is not named, or a missing one, is an error: removes and adds one in every object of the answer's kind.
#[test]
fn the_schema_is_strict() {
    let answer = answer(&opened(TWO_DETENTIONS));
    let schema: Value = serde_json::from_str(json::SCHEMA).expect("the schema is JSON");
    let validator = draft202012::new(&schema).expect("the schema can be used");
    for path in
        ["", "/pack", "/detentions/0", "/detentions/0/facts/0", "/detentions/0/rules/0", "/detentions/0/reasoning/0"]
    {
        let mut more = answer.clone();
        more.pointer_mut(path).expect("the path is there")["surprise"] = Value::Bool(true);
        assert!(!validator.is_valid(&more), "an unknown property in {path:?}");
        let mut less = answer.clone();
        let object = less.pointer_mut(path).and_then(Value::as_object_mut).expect("an object");
        let first = object.keys().next().expect("it has properties").clone();
        object.remove(&first);
        assert!(!validator.is_valid(&less), "{path:?} without {first}");
    }
}

#[test]
fn the_ilyashev_answer_keeps_to_the_schema() {
    keeps_to(json::SCHEMA, &answer(&ilyashev()));
}

#[test]
fn the_ilyashev_answer_names_categories_and_disposition() {
    let answer = answer(&ilyashev());
    assert_eq!((&answer["case"], &answer["stage"]), (&"ilyashev".into(), &"no reply".into()));
    assert_eq!(answer["pack"]["name"], "wgad");
    for (id, value, claimed) in [("I", "yes", true), ("II", "yes", true), ("III", "yes", true), ("V", "yes", false)] {
        let category = entry(&answer["conclusions"], &[("kind", "category"), ("id", id)]);
        assert_eq!((&category["value"], &category["claimed"]), (&value.into(), &claimed.into()), "{id}");
        assert_eq!((&category["raised"], &category["own_motion"]), (&true.into(), &(!claimed).into()), "{id}");
        assert!(!category["rules"].as_array().expect("an array").is_empty(), "{id}");
    }
    let fourth = entry(&answer["conclusions"], &[("kind", "category"), ("id", "IV")]);
    assert_eq!(fourth["raised"], false);
    assert_ne!(fourth["value"], "yes");
    let disposition = serde_json::json!({
        "ICCPR": ["2(1)", "9", "14", "19", "21", "22", "26"],
        "UDHR": ["2", "3", "7", "9", "10", "11", "19", "20"],
    });
    assert_eq!(answer["disposition"], disposition);
}

#[test]
fn the_ilyashev_answer_says_who_said_what_and_where() {
    let answer = answer(&ilyashev());
    let warrant = entry(&answer["facts"], &[("id", "arrest.warrant_shown")]);
    assert_eq!((&warrant["value"], &warrant["standing"]), (&"no".into(), &"uncontested".into()));
    let said = &warrant["statements"][0];
    assert_eq!((&said["party"], &said["how"], &said["value"]), (&"source".into(), &"states".into(), &"no".into()));
    assert_eq!(said["document"], "opinion");
    assert_eq!(
        (&said["paras"], &said["relied_on"]),
        (&serde_json::json!(["11"]), &serde_json::json!(["69", "71", "72"]))
    );
    let arrested = entry(&answer["facts"], &[("id", "arrest.on")]);
    assert!(arrested["value"].as_str().is_some_and(|value| value.starts_with("2020-04-17")), "{arrested}");
    assert!(arrested["statements"].as_array().is_some_and(|all| all.iter().any(|one| one["party"] == "encyclopaedia")));
    let hearing = entry(&answer["facts"], &[("id", "hearing.on"), ("instance", "opening")]);
    assert_eq!(hearing["value"], "2020-06-12");
    let declined = entry(&answer["claims"], &[("finding", "domestic_law_misapplied")]);
    assert_eq!((&declined["result"], &declined["by"]), (&"declined".into(), &"source".into()));
    let breach = entry(&answer["breaches"], &[("instrument", "ICCPR"), ("provision", "9")]);
    assert_eq!((&breach["value"], &breach["paras"]), (&"yes".into(), &serde_json::json!(["67", "69", "71", "72"])));
}

#[test]
fn each_conclusion_has_its_tree() {
    let answer = answer(&ilyashev());
    let conclusions = answer["conclusions"].as_array().expect("an array");
    let trees = answer["reasoning"].as_array().expect("an array");
    assert_eq!(conclusions.len(), trees.len());
    for (conclusion, tree) in conclusions.iter().zip(trees) {
        let name = format!("{} {}", conclusion["kind"].as_str().unwrap(), conclusion["id"].as_str().unwrap());
        assert_eq!(tree["id"], name.as_str());
        assert_eq!(tree["value"], conclusion["value"]);
    }
    let mut kinds = std::collections::BTreeSet::new();
    let mut open: Vec<&Value> = trees.iter().collect();
    while let Some(step) = open.pop() {
        kinds.insert(step["kind"].as_str().expect("a word"));
        assert_ne!(step["text"], "", "{step}");
        open.extend(step["parts"].as_array().expect("an array"));
    }
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["conclusion", "condition", "exception", "fact", "finding", "rule"]
    );
}

#[test]
fn a_comparison_names_its_facts_and_their_paragraphs() {
    let answer = answer(&ilyashev());
    let mut open: Vec<&Value> = answer["reasoning"].as_array().expect("an array").iter().collect();
    let mut found = None;
    while let Some(step) = open.pop() {
        if step["facts"] == serde_json::json!(["arrest.told_of_case_on", "arrest.on"]) {
            found = Some(step);
        }
        open.extend(step["parts"].as_array().expect("an array"));
    }
    let step = found.expect("some rule compares the two dates");
    assert_eq!((&step["kind"], &step["answer"]), (&"condition".into(), &"18 April 2020; 17 April 2020, 20:20".into()));
    assert!(step["standing"].as_str().is_some_and(|standing| standing.contains("para. 12")), "{step}");
}

#[test]
fn conditions_of_rules_are_questions_with_answers() {
    let answer = answer(&ilyashev());
    let rule = entry(&answer["rules"], &[("id", "no_warrant")]);
    assert_eq!(rule["status"], "applies");
    assert_eq!(rule["when"]["value"], "yes");
    let text = rule["when"]["text"].as_str().expect("a text");
    assert!(text.starts_with("Was the person arrested? Yes; and "), "{text}");
    assert!(text.ends_with(" No"), "{text}");
    assert!(rule["unless"][0]["cite"][0]["unverified"] == true, "{rule}");
}

#[test]
fn two_detentions_stand_side_by_side() {
    let answer = answer(&opened(TWO_DETENTIONS));
    keeps_to(json::SCHEMA, &answer);
    assert!(answer["conclusions"].is_null());
    let spring = entry(&answer["detentions"], &[("id", "spring")]);
    let autumn = entry(&answer["detentions"], &[("id", "autumn")]);
    assert_eq!(autumn["person"], "Ms. A, again");
    let first =
        |detention: &Value| entry(&detention["conclusions"], &[("kind", "category"), ("id", "I")])["value"].clone();
    assert_eq!((first(spring), first(autumn)), ("yes".into(), "not_shown".into()));
    let arrest = entry(&spring["facts"], &[("id", "arrest.made")]);
    let documents: Vec<_> = arrest["statements"].as_array().unwrap().iter().map(|one| &one["document"]).collect();
    assert_eq!(documents, ["letter", "press"]);
    assert_eq!(entry(&spring["facts"], &[("id", "hearing.on")])["instance"], Value::Null);
}
