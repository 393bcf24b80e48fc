//! The first ten minutes: clocks in words, steps and open questions of cases, the fields of the form in the Ilyashev case, the
//! JSON answer against its schema, and faults of clocks and parts with their places.
#![expect(clippy::panic, reason = "a helper of tests fails by panicking")]

use habeas::amount::Amount;
use habeas::case::Subject;
use habeas::check::check_pack;
use habeas::diagnostic::terminal::render;
use habeas::evaluate::{Options, evaluate};
use habeas::explain::report::Report;
use habeas::explain::{explain, html, markdown, text, words};
use habeas::program::{FactId, KindId};
use habeas::source::{Sources, Span};
use habeas::syntax::ast::DateLiteral;
use habeas::syntax::parse;
use habeas::triage::{Triage, checklist, json, report, triage};
use habeas::value::Value;
use serde_json::Value as Json;

use crate::json::{entry, keeps_to};
use crate::opened::{Opened, ilyashev, opened};

fn day(year: i16, month: i8, day: i8) -> Amount {
    Amount::date(DateLiteral { year, month: Some(month), day: Some(day), time: None })
}

fn drafted(facts: &str) -> Opened {
    opened(&format!("case a \"A\"\n  under wgad\n  person \"Ms. A\"\n  stage drafting\n\nsource submits\n{facts}"))
}

/// The answer in JSON, on this day.
fn answer(opened: &Opened, now: Amount) -> Json {
    let proofs = opened.proofs();
    let found: Vec<Triage> = proofs.iter().map(|proof| triage(proof, Some(now))).collect();
    let answer = serde_json::from_str(&json::print(&opened.program, Some((&opened.file, &found))));
    let answer: Json = answer.expect("the answer is JSON");
    keeps_to(json::SCHEMA, &answer);
    answer
}

fn part<'a>(answer: &'a Json, id: &str) -> &'a Json {
    entry(&answer["detentions"][0]["parts"], &[("id", id)])
}

fn clock<'a>(answer: &'a Json, of: &str, id: &str) -> &'a Json {
    entry(&part(answer, of)["clocks"], &[("id", id)])
}

fn steps(answer: &Json) -> Vec<&str> {
    let steps = part(answer, "first")["steps"].as_array().expect("an array");
    steps.iter().map(|step| step["id"].as_str().expect("a name")).collect()
}

// ---------------------------------------------------------------- clocks

#[test]
fn the_clocks_of_the_ilyashev_case_say_what_its_dates_carry() {
    let answer = answer(&ilyashev(), day(2022, 4, 15));
    let judge = clock(&answer, "detention_clock", "first_judge");
    assert_eq!((&judge["length"]["words"], &judge["kept"]), (&"3 to 28 hours".into(), &"yes".into()));
    assert_eq!(judge["due"], "19 April 2020, 20:20");
    let trial = clock(&answer, "detention_clock", "until_trial");
    assert_eq!((&trial["length"]["words"], &trial["limit"]), (&"56 days".into(), &Json::Null));
    let reply = clock(&answer, "deadlines", "reply");
    assert_eq!(
        (&reply["due"], &reply["state"], &reply["kept"]),
        (&"26 October 2021".into(), &"runs".into(), &"no".into())
    );
    assert_eq!(clock(&answer, "deadlines", "extended_reply")["due"], "26 November 2021");
    let length = clock(&answer, "detention_clock", "length");
    assert_eq!(length["state"], "not told when it ended", "he is not held, and nobody says since when");
}

#[test]
fn the_deadlines_are_those_that_the_opinion_tells() {
    let opened = ilyashev();
    let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
    let answer = answer(&opened, day(2022, 4, 15));
    for (clock_id, fact) in [("reply", "procedure.reply_due_on"), ("extended_reply", "procedure.extended_due_on")] {
        assert_eq!(clock(&answer, "deadlines", clock_id)["due"], value(&opened, &proof, fact));
    }
}

#[test]
fn a_clock_that_depends_on_something_is_shown_only_then() {
    let sent = "  procedure.sent_on = 2026-01-10\n  procedure.reply_due_on = 2026-03-11\n";
    let clocks = |more: &str| {
        let answer = answer(&drafted(&format!("{sent}{more}")), day(2026, 2, 1));
        let clocks = part(&answer, "deadlines")["clocks"].as_array().expect("an array").clone();
        clocks.iter().any(|clock| clock["id"] == "extended_reply")
    };
    assert!(!clocks(""));
    assert!(clocks("  procedure.extension_granted\n"));
}

#[test]
fn every_limit_of_the_pack_cites_who_sets_it() {
    let opened = ilyashev();
    for clock in &opened.program.clocks {
        assert!(clock.within.is_none() || !clock.cite.is_empty(), "{}", clock.name);
        assert!(!words::any_unverified(&opened.program, &clock.cite) || clock.within.is_none(), "{}", clock.name);
    }
}

// ---------------------------------------------------------------- steps and questions

#[test]
fn danger_consent_and_other_proceedings_call_for_steps_in_order() {
    let facts = "  arrest.made\n  state.party_to_iccpr\n  person.detained_now\n  custody.health_in_danger\n  submission.reprisals_feared\n  \
                 not submission.consent\n  submission.planned_elsewhere\n  submission.named_to_government\n  submission.published\n";
    let answer = answer(&drafted(facts), day(2026, 1, 2));
    assert_eq!(
        steps(&answer),
        [
            "step urgent_appeal",
            "step urgent_release",
            "step no_consent",
            "step warn_of_reprisals",
            "step one_procedure"
        ]
    );
    let one = &entry(&part(&answer, "first")["steps"], &[("id", "step one_procedure")])["rules"][0];
    assert_eq!(one["cite"][0]["unverified"], true, "what no text carries says so");
}

#[test]
fn what_is_answered_is_not_asked_again() {
    let answer = answer(&drafted("  safety.life\n  not safety.torture\n"), day(2026, 1, 2));
    let danger = part(&answer, "danger");
    let open: Vec<&str> = danger["open"].as_array().expect("an array").iter().filter_map(Json::as_str).collect();
    assert!(!open.contains(&"safety.life") && !open.contains(&"safety.torture") && open.contains(&"safety.no_contact"));
    assert_eq!(danger["answers"].as_array().map(Vec::len), Some(2));
    let asked = entry(&answer["questions"], &[("id", "danger")])["asks"].as_array().map_or(0, Vec::len);
    assert_eq!(open.len() + 2, asked);
}

#[test]
fn steps_stand_apart_from_the_answer_on_the_law() {
    let opened = drafted("  arrest.made\n  person.detained_now\n  safety.life\n");
    let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
    let explanation = explain(&proof);
    assert!(explanation.conclusions.iter().all(|concluded| !opened.program.is_apart(concluded.holding)));
    let printed = text::print(&habeas::explain::report::report(&proof, &explanation), plain());
    assert!(!printed.contains("urgent appeal") && !printed.contains("To do first"), "{printed}");
    let kind = opened.program.kinds.iter().position(|kind| kind.apart).map(KindId::at).expect("the pack has one");
    let holdings = opened.program.holdings.iter().enumerate().filter(|(_, holding)| holding.kind == Some(kind));
    let made_out = holdings.filter(|(id, _)| proof.holding(habeas::program::HoldingId::at(*id)) == Value::Yes).count();
    assert!(made_out > 0, "they are evaluated all the same");
}

// ---------------------------------------------------------------- the fields of the form

fn fact(opened: &Opened, name: &str) -> FactId {
    let all = (0..opened.program.facts.len()).map(FactId::at);
    let found = all.into_iter().find(|id| opened.program.fact_name(*id) == name);
    found.unwrap_or_else(|| panic!("the pack has no fact {name}"))
}

fn value(opened: &Opened, proof: &habeas::evaluate::Proof, name: &str) -> String {
    let fact = fact(opened, name);
    words::answer(&opened.program, fact, &proof.reading(Subject { fact, instance: 0 }).state)
}

#[test]
fn the_form_of_the_ilyashev_case_has_what_its_sources_tell() {
    let opened = ilyashev();
    let proof = evaluate(&opened.program, &opened.file.detentions[0], Options::default());
    for (field, name, wanted) in [
        ("I.1", "person.family_name", "Ilyashev"),
        ("I.2", "person.first_name", "Alnur"),
        ("I.3", "person.sex", "Male"),
        ("I.4", "person.age_at_arrest", "42"),
        ("I.5", "person.nationality", "Kazakhstani"),
        ("I.6", "person.document_number", "Not shown"),
        ("I.7", "person.profession", "human rights activist"),
        ("I.8", "person.residence", "Almaty"),
        ("II.1", "arrest.on", "17 April 2020, 20:20"),
        ("II.3", "arrest.forces", "Not shown"),
        ("II.4", "arrest.warrant_shown", "No"),
        ("II.5", "arrest.warrant_issued_by", "none: no warrant was issued"),
        ("II.6", "arrest.legislation", "none was cited at the arrest"),
        ("III.1", "custody.began_on", "17 April 2020"),
        ("III.2", "remand.lasted", "less than 2 months"),
        ("III.5", "remand.ordered_by", "an investigating magistrate"),
        ("III.7", "basis.legislation", "Criminal Code, article 274"),
        ("VI", "submitter.signed_on", "12 February 2021"),
    ] {
        assert_eq!(value(&opened, &proof, name), wanted, "{field}: {name}");
    }
    assert!(value(&opened, &proof, "basis.reasons_by_authorities").contains("274 (4) (2)"), "III.6");
    assert!(value(&opened, &proof, "arrest.place").contains("office of relatives in Almaty"), "II.2");
    let mentions = include_str!("../../cases/ilyashev.case");
    assert!(!mentions.contains("street ") || mentions.contains("the street of his address is left out"));
}

#[test]
fn what_is_between_the_source_and_the_working_group_is_marked() {
    let program = ilyashev().program;
    let marked: Vec<&str> =
        program.topics.iter().filter(|topic| topic.confidential).map(|topic| topic.name.as_str()).collect();
    assert_eq!(marked, ["submission", "submitter"]);
}

// ---------------------------------------------------------------- views

fn plain() -> text::Style {
    text::Style { width: 100, colour: false }
}

fn reports(opened: &Opened, drawn: bool) -> Vec<Report> {
    opened.proofs().iter().map(|proof| report(&triage(proof, Some(day(2026, 1, 9))), drawn)).collect()
}

#[test]
fn a_page_draws_the_hours_and_nothing_that_a_case_says_is_markup() {
    let hostile = "  arrest.made\n  arrest.on = 2026-01-02 08:00\n  remand.first_judge_on = 2026-01-03\n  \
                   state.name = \"<script>alert(1)</script>\"\n";
    let opened = drafted(hostile);
    let page = html::print("Triage", &reports(&opened, true));
    assert!(page.contains("<svg") && page.contains("aria-label=\"The clock of the detention, by the hour\""));
    assert!(!page.contains("<script>alert"));
    assert_eq!(page, html::print("Triage", &reports(&opened, true)), "the same case gives the same bytes");
    let letters = markdown::print(&reports(&opened, false)[0]);
    assert!(letters.contains('█') && letters.contains("16 to 40 hours"), "{letters}");
}

#[test]
fn lines_of_the_terminal_keep_within_their_width() {
    let opened = ilyashev();
    let mut all: Vec<String> = reports(&opened, false).iter().map(|report| text::print(report, plain())).collect();
    all.extend(checklist(&opened.program).map(|report| text::print(&report, plain())));
    assert_eq!(all.len(), 2);
    for line in all.iter().flat_map(|text| text.lines()) {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn each_question_is_asked_once_on_the_checklist() {
    let opened = ilyashev();
    let printed =
        checklist(&opened.program).map(|report| text::print(&report, text::Style { width: 140, colour: false }));
    let printed = printed.expect("the pack has a checklist");
    for part in &opened.program.triage {
        for fact in &part.asks {
            let question = &opened.program.facts[fact.index()].question;
            let start: String = question.chars().take(60).collect();
            assert_eq!(printed.matches(start.as_str()).count(), 1, "{question}");
        }
    }
}

#[test]
fn the_questions_alone_are_an_answer_too() {
    let opened = ilyashev();
    let answer: Json = serde_json::from_str(&json::print(&opened.program, None)).expect("the answer is JSON");
    keeps_to(json::SCHEMA, &answer);
    assert_eq!((&answer["case"], answer["detentions"].as_array().map(Vec::len)), (&Json::Null, Some(0)));
}

// ---------------------------------------------------------------- faults

const LAW: &str = r#"
pack small "Small"
party source "the source" submits
party government "the Government" answers
stage drafting "Drafting" government not asked
evidence for the source to show
  source silent: not raised, not shown
  source speaks, government not asked or silent or denies or shows or agrees or answers: alleged, as said
authority opinion 1 "Opinion No. 1"
topic arrest "Arrest"
  fact made yes/no "Was the person arrested?" for the record
  fact on date "When?" for the record
topic hearing "Hearings" many
  fact on date "When?" for the record
"#;

fn faults(items: &str) -> String {
    let mut sources = Sources::default();
    let text = format!("{LAW}{items}");
    let source = sources.add("small.law", text.clone());
    let parsed = parse(source, &text);
    let checked = check_pack(&[parsed.file], Span::new(source, 0, 0));
    let faults: Vec<_> = parsed.diagnostics.into_iter().chain(checked.diagnostics).collect();
    let first = |text: &str| text.lines().find(|line| line.contains("-->")).map(str::trim).unwrap_or("").to_owned();
    let told = faults.iter().map(|fault| {
        let drawn = render(&sources, std::slice::from_ref(fault), false);
        format!("{}: {} {}\n", fault.code.name(), fault.message, first(&drawn))
    });
    told.filter(|line| {
        !line.starts_with("uncited-authority") && !line.starts_with("missing-declaration: no rules of evidence")
    })
    .collect()
}

#[test]
fn clocks_and_parts_that_cannot_be_are_told_with_their_places() {
    insta::assert_snapshot!(faults(r#"
clock early "No start"
  until arrest.on
clock wrong "Not a date"
  from arrest.made
  within 2 hours
clock several "Which one?"
  from hearing.on
  within 3
clock twice "Again"
  from arrest.on
  from arrest.on
clock twice "And again"
  from arrest.onn
  running while arrest.on
triage part "Part"
  asks arrest.mad, nowhere.on
  tells kindly
  clocks twise
  binding COV
triage part "Part again"
  asks arrest.on
"#), @r"
unexpected-token: expected a unit of time, found the end of the item --> small.law:23:11
repeated-clause: `from` stands twice here --> small.law:26:3
missing-declaration: the clock `early` does not say when it begins --> small.law:16:7
rule-without-authority: the clock `wrong` has a limit and cites no authority --> small.law:18:7
type-mismatch: `arrest.made` is a yes/no, not a date --> small.law:19:8
instance-needed: there may be several `hearing`; which one counts is not said --> small.law:22:8
duplicate-name: the clock `twice` is declared twice --> small.law:27:7
unknown-fact: unknown fact `onn` of `arrest` --> small.law:28:15
type-mismatch: `arrest.on` is a date, not a yes/no --> small.law:29:17
unknown-fact: unknown fact `mad` of `arrest` --> small.law:31:15
unknown-topic: unknown topic `nowhere` --> small.law:31:20
unknown-kind: unknown kind `kindly` --> small.law:32:9
unknown-name: unknown clock `twise` --> small.law:33:10
unknown-instrument: unknown instrument `COV` --> small.law:34:11
duplicate-name: the part of the triage `part` is declared twice --> small.law:35:8
");
}

#[test]
fn a_date_that_is_open_to_one_side_is_timed_all_the_same() {
    for (told, words) in [("after 2026-11-14", "at least 9 days"), ("before 2026-11-06", "at most 22 hours")] {
        let facts = format!("  arrest.made\n  arrest.on = 2026-11-05 02:30\n  remand.first_judge_on = {told}\n");
        let opened = drafted(&facts);
        let proofs = opened.proofs();
        let printed = text::print(&report(&triage(&proofs[0], Some(day(2026, 11, 22))), false), plain());
        assert!(printed.contains(words), "{words}:\n{printed}");
        answer(&opened, day(2026, 11, 22));
    }
}

#[test]
fn nobody_is_said_to_refuse_who_cannot_be_asked() {
    let opened = drafted("  submission.cannot_be_asked\n  not submission.named_to_government\n");
    let proofs = opened.proofs();
    let printed = text::print(&report(&triage(&proofs[0], None), false), plain());
    assert!(printed.contains("No consent to naming Ms. A has been given"), "{printed}");
    assert!(!printed.contains("does not agree"), "{printed}");
}
