//! The ledger of an argument: what it says a reply would do is what the case comes out as with that reply; what lacks one element
//! applies when that one is shown; and no question suggests an answer.

use habeas::case::{Case, Datum, Statement, Subject};
use habeas::circuit::About;
use habeas::evaluate::{Options, Proof, State, Status, Supposition, evaluate, evaluate_supposing};
use habeas::explain::text::Style;
use habeas::explain::{explain, html, markdown, text};
use habeas::gaps::{Class, Key, Ledger, goals, json, ledger, report::report};
use habeas::inquiry::Ask;
use habeas::inquiry::words::sentence;
use habeas::program::{FactId, HoldingId, StageId, Type};
use habeas::source::{SourceId, Span};
use habeas::syntax::ast::{Act, Role};
use habeas::value::Value;
use serde_json::Value as Json;

use crate::json::keeps_to;
use crate::opened::{Opened, ilyashev, opened};

const DRAFTING: &str = include_str!("../cli/drafting.case");
const ANSWERED: &str = "case a \"Answered\"\n  under wgad\n  document petition \"Petition\", reply \"Reply\"\n  stage replied\n\nsource submits\n  state.party_to_iccpr [1]\n  arrest.made [1]\n  arrest.on = 2024-05-02 [1]\n  not arrest.warrant_shown [2]\n  not arrest.reasons_given [2]\n  custody.tortured [3]\n\ngovernment replies 2024-09-01\n  shows arrest.warrant_shown by \"Warrant\" [reply 2]\n  answers arrest.reasons_given [reply 3]\n\nsource claims category I [5]\n";

fn proof(opened: &Opened) -> Proof<'_> {
    evaluate(&opened.program, &opened.file.detentions[0], Options::default())
}

fn ledgers(proof: &Proof) -> Vec<Ledger> {
    goals(proof, &explain(proof)).into_iter().map(|goal| ledger(proof, goal)).collect()
}

/// The case with one more statement of a party, at the stage at which the other side was heard.
fn with(proof: &Proof, role: Role, (act, subject): (Act, Subject), datum: Option<&Datum>) -> Case {
    let mut case = proof.case.clone();
    let party = |role| proof.program.party_with(role).expect("the pack has it");
    let exhibit = if act == Act::Shows { "a document".to_owned() } else { String::new() };
    case.statements.push(Statement {
        speaker: party(role).0,
        act,
        subject,
        datum: datum.cloned(),
        exhibit,
        quoting: String::new(),
        stated: Vec::new(),
        relied: Vec::new(),
        confidential: false,
        note: String::new(),
        span: Span::new(SourceId(0), 0, 0),
    });
    case.statements.sort_by_key(|statement| (statement.subject, statement.speaker, statement.span));
    let answers = party(Role::Answers);
    if !case.replied[answers.index()] {
        let heard = proof.program.stages.iter().position(|stage| stage.name == "replied").expect("the pack has it");
        case.stage = StageId::at(heard);
    }
    case.replied[answers.index()] = true;
    case
}

fn value(proof: &Proof, case: &Case, goal: HoldingId) -> Value {
    evaluate(proof.program, case, Options::default()).holding(goal)
}

#[test]
fn a_reply_does_what_the_ledger_says() {
    let mut tried = 0;
    for opened in [ilyashev(), opened(DRAFTING), opened(ANSWERED)] {
        let proof = proof(&opened);
        for ledger in ledgers(&proof) {
            for reply in &ledger.replies {
                let document = with(&proof, Role::Answers, (Act::Shows, reply.subject), Some(&reply.datum));
                assert_eq!(value(&proof, &document, ledger.goal), reply.shown);
                let said = with(&proof, Role::Answers, (Act::Answers, reply.subject), Some(&reply.datum));
                assert_eq!(value(&proof, &said, ledger.goal), reply.said);
                let shown = evaluate(proof.program, &document, Options::default());
                let disputed = with(&shown, Role::Submits, (Act::Disputes, reply.subject), None);
                assert_eq!(value(&proof, &disputed, ledger.goal), reply.disputed);
                for rule in &reply.rules {
                    assert_ne!(shown.status(*rule), proof.status(*rule), "{}", proof.program.rules[rule.index()].name);
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 40, "{tried} replies");
}

#[test]
fn no_single_document_that_defeats_a_category_is_left_out() {
    let opened = ilyashev();
    let proof = proof(&opened);
    let ledgers = ledgers(&proof);
    let mut fatal = 0;
    for subject in &proof.circuit.subjects {
        let fact = &proof.program.facts[subject.fact.index()];
        let fixed = proof.case.fixed.iter().any(|fixed| fixed.subject == *subject);
        if fact.kind != Type::YesNo || fact.judgement.is_some() || fact.for_the_record || fixed {
            continue;
        }
        let now = proof.reading(*subject).state.clone();
        for datum in [Datum::Yes, Datum::No].into_iter().filter(|datum| now != State::Known(datum.clone())) {
            let case = with(&proof, Role::Answers, (Act::Shows, *subject), Some(&datum));
            let after = evaluate(proof.program, &case, Options::default());
            if !after.impossible().is_empty() {
                continue;
            }
            for ledger in ledgers.iter().filter(|ledger| after.holding(ledger.goal) < ledger.value) {
                let listed = |reply: &&habeas::gaps::Reply| reply.subject == *subject && reply.datum == datum;
                let found = ledger.replies.iter().find(listed);
                let name = proof.program.fact_name(subject.fact);
                assert_eq!(found.map(|reply| reply.shown), Some(after.holding(ledger.goal)), "{name}");
                fatal += 1;
            }
        }
    }
    assert!(fatal > 1, "some documents defeat a category: {fatal}");
}

#[test]
fn a_rule_that_lacks_one_element_applies_when_it_is_shown() {
    let mut tried = 0;
    for opened in [ilyashev(), opened(DRAFTING)] {
        let proof = proof(&opened);
        for ledger in ledgers(&proof) {
            let missing = |key: &&Key| ledger.elements[*key].class == Class::Missing;
            for near in &ledger.rules {
                let own: Vec<&Key> = near.elements.iter().filter(missing).collect();
                let ([key], 1, 0) = (&own[..], near.distance.missing, near.distance.contested) else { continue };
                let element = &ledger.elements[*key];
                let plain = matches!(proof.circuit.condition(element.condition).about, About::Subject(Some(_)));
                let [subject] = element.facts[..] else { continue };
                if !plain || !near.findings.is_empty() {
                    continue;
                }
                let state = State::Known(if key.denied { Datum::No } else { Datum::Yes });
                let supposed = vec![Supposition { subject, state }];
                let after = evaluate_supposing(proof.program, proof.case, Options::default(), supposed);
                let name = &proof.program.rules[near.rule.index()].name;
                assert_eq!(after.status(near.rule), Status::Applies, "{name}");
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "{tried} rules");
}

#[test]
fn elements_are_sorted_by_what_became_of_them() {
    let opened = opened(ANSWERED);
    let proof = proof(&opened);
    let goal = proof.program.holding_called("category I").expect("the pack declares it");
    let ledger = ledger(&proof, goal);
    let class = |name: &str| {
        let own = ledger.elements.iter().filter(|(key, _)| !key.exception);
        let mut own = own
            .filter(|(_, element)| element.facts.len() == 1 && proof.program.fact_name(element.facts[0].fact) == name);
        own.next().map(|(_, element)| element.class)
    };
    assert_eq!(class("arrest.made"), Some(Class::Shown));
    assert_eq!(class("arrest.reasons_given"), Some(Class::Answered));
    assert_eq!(class("basis.invoked"), Some(Class::Missing));
    assert_eq!(class("arrest.warrant_shown"), None, "what is rebutted takes its rule out of reach");
    assert!(ledger.out > 0 && ledger.count(Class::Undischarged) > 0);
    let waiting = ledger.rules.iter().filter(|near| near.status == Status::NotShown);
    assert!(waiting.map(|near| near.distance.missing + near.distance.contested).is_sorted(), "the nearest first");
}

const JOURNALIST: &str = "case a \"Journalist\"\n  under wgad\n  person \"Mr. J\"\n  stage drafting\n\nsource submits\n  state.party_to_iccpr\n  arrest.made\n  arrest.on = 2026-11-05 02:30\n  remand.first_judge_on = 2026-11-14\n  conduct.expression\n  conduct.led_to_arrest\n\nsource claims category I, category II\n";

/// The lines of the report below a heading, to the next.
fn below<'a>(printed: &'a str, heading: &str) -> Vec<&'a str> {
    let from = printed.lines().skip_while(|line| !line.contains(heading));
    from.skip(1).take_while(|line| !line.trim().is_empty()).collect()
}

#[test]
fn what_must_not_be_so_is_never_marked_as_if_it_were() {
    let opened = opened(JOURNALIST);
    let proof = proof(&opened);
    let goal = proof.program.holding_called("category I").expect("the pack declares it");
    let ledgers = [ledger(&proof, goal)];
    let report = report(&proof, &ledgers);
    let style = Style { width: 400, colour: false };
    let answer = json::print(&opened.file, &proof, &ledgers);
    let views =
        [text::print(&report, style), markdown::print(&report), html::print("", std::slice::from_ref(&report)), answer];
    for view in views {
        let mut held = view.match_indices("he person was held outside criminal process, and no charge");
        assert!(held.clone().count() > 0, "{view}");
        let denied = "Nothing shows, either way, whether this is so: t";
        assert!(held.all(|(at, _)| view[..at].ends_with(denied)), "{view}");
    }
}

#[test]
fn a_rule_is_almost_made_out_by_something_of_its_own() {
    let opened = opened(JOURNALIST);
    let proof = proof(&opened);
    let goal = proof.program.holding_called("category II").expect("the pack declares it");
    let ledger = ledger(&proof, goal);
    let objector =
        |near: &&habeas::gaps::Near| proof.program.rules[near.rule.index()].title.contains("conscientious objector");
    let objector = ledger.rules.iter().find(objector).expect("it is within reach");
    assert!(!objector.begun && objector.distance.missing == 1);
    let printed = text::print(&report(&proof, std::slice::from_ref(&ledger)), Style { width: 400, colour: false });
    let almost = below(&printed, "Almost made out");
    let own = almost.iter().filter(|line| line.contains("conscientious objector"));
    for line in own {
        assert!(line.contains("nothing is shown but what others ask as well"), "{line}");
    }
}

#[test]
fn a_question_that_stands_alone_has_its_topic() {
    let opened = opened(JOURNALIST);
    let proof = proof(&opened);
    let goal = proof.program.holding_called("category I").expect("the pack declares it");
    let printed = text::print(&report(&proof, &[ledger(&proof, goal)]), Style { width: 400, colour: false });
    assert!(printed.contains("Arrest: When (day and, if known, hour)?"), "{printed}");
    assert!(!printed.contains("✓ When (day") && !printed.contains("“When (day"), "{printed}");
}

#[test]
fn no_question_suggests_an_answer() {
    for opened in [ilyashev(), opened(DRAFTING), opened(ANSWERED)] {
        let proof = proof(&opened);
        let ledgers = ledgers(&proof);
        let printed = text::print(&report(&proof, &ledgers), Style { width: 100, colour: false });
        for word in ["should", " ought ", "tell the client", "best answer"] {
            assert!(!printed.contains(word), "`{word}` in\n{printed}");
        }
        for line in printed.lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
        for question in ledgers.iter().flat_map(|ledger| &ledger.inquiry.questions) {
            let asked = sentence(&proof, question.ask);
            assert!(asked.starts_with("Ask ") || asked.starts_with("Ask: "), "{asked}");
            let Ask::Fact(subject) = question.ask else { continue };
            // Nothing stands in it that is not in the question, but for the order and the form of the verb.
            let fact = &proof.program.facts[subject.fact.index()].question.to_lowercase();
            let bare = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
            let new: Vec<String> = asked
                .split_whitespace()
                .map(bare)
                .filter(|word| !fact.contains(word.as_str()) && !["ask", "whether"].contains(&word.as_str()))
                .collect();
            assert!(new.len() <= 3, "{asked}: {new:?}");
        }
    }
}

#[test]
fn what_is_not_known_is_not_asked_again() {
    let told = format!("{DRAFTING}\nnot known \"her brother, 3 March 2024\"\n  arrest.reasons_given\n");
    let (before, after) = (opened(DRAFTING), opened(&told));
    let asks = |opened: &Opened| {
        let proof = proof(opened);
        let asked = |ask: Ask| matches!(ask, Ask::Fact(subject) if proof.program.fact_name(subject.fact) == "arrest.reasons_given");
        ledgers(&proof).iter().flat_map(|ledger| &ledger.inquiry.questions).any(|question| asked(question.ask))
    };
    assert!(asks(&before) && !asks(&after));
}

#[test]
fn every_view_is_whole_and_the_answer_keeps_to_its_schema() {
    for opened in [ilyashev(), opened(DRAFTING), opened(ANSWERED)] {
        let proof = proof(&opened);
        let ledgers = ledgers(&proof);
        let answer = json::print(&opened.file, &proof, &ledgers);
        assert_eq!(answer, json::print(&opened.file, &proof, &self::ledgers(&proof)), "the same bytes");
        let answer: Json = serde_json::from_str(&answer).expect("it is JSON");
        keeps_to(json::SCHEMA, &answer);
        let laid_out = report(&proof, &ledgers);
        assert!(markdown::print(&laid_out).contains("## Summary"));
        let page = html::print("Ledger", &[laid_out]);
        assert!(page.contains("Summary") && page.ends_with("</html>\n"));
        for conclusion in answer["conclusions"].as_array().expect("a list") {
            let elements = conclusion["elements"].as_array().expect("a list").len();
            for rule in conclusion["rules"].as_array().expect("a list") {
                let places = rule["elements"].as_array().expect("a list");
                assert!(places.iter().all(|place| place.as_u64().is_some_and(|place| place < elements as u64)));
            }
        }
    }
}

#[test]
fn the_pack_says_how_facts_are_shown_and_met() {
    let opened = ilyashev();
    let program = &opened.program;
    let answers = program.party_with(Role::Answers).expect("the pack has it");
    let mut shown = 0;
    for (place, fact) in program.facts.iter().enumerate() {
        let name = program.fact_name(FactId::at(place));
        shown += usize::from(!fact.shown_by.is_empty());
        if fact.bearer == answers && fact.judgement.is_none() && !fact.for_the_record {
            assert!(!fact.shown_by.is_empty(), "{name} is for the Government to show: say by which documents");
            assert!(!fact.met_by.is_empty(), "{name} is for the Government to show: say how the source can meet it");
        }
        for text in fact.shown_by.iter().map(String::as_str).chain([fact.met_by.as_str()]) {
            assert!(!text.contains("should") && text.chars().count() < 160, "{name}: {text}");
        }
    }
    assert!(shown > 280, "{shown} facts");
}
