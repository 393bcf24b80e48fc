//! What to ask next: nothing on which a conclusion can turn is left out, as plain evaluation of many worlds confirms; and a case
//! told only in answer to these questions comes out as the whole one.

use std::collections::BTreeSet;

use habeas::case::{Case, Datum, Subject};
use habeas::evaluate::{Options, Proof, State, Supposition, evaluate, evaluate_supposing};
use habeas::explain::explain;
use habeas::inquiry::{Ask, Bearing, Inquiry, Skipped, default_goals, inquiry, words};
use habeas::program::{HoldingId, Program, Standing, Type};
use habeas::syntax::ast::Role;
use habeas::value::Value;

use crate::lab::{Dice, random};
use crate::opened::{Opened, ilyashev, opened};

fn goal(program: &Program, name: &str) -> HoldingId {
    program.holding_called(name).expect("the pack declares it")
}

fn asks(found: &Inquiry, program: &Program, subject: Subject, listed: u32) -> bool {
    let topic = program.facts[subject.fact.index()].topic;
    let many = program.topics[topic.index()].many && subject.instance >= listed;
    let ask = if many { Ask::More(topic) } else { Ask::Fact(subject) };
    found.questions.iter().chain(&found.judgements).any(|question| question.ask == ask)
}

/// The facts of which nothing is known yet.
fn open(proof: &Proof) -> Vec<Subject> {
    let unknown = |subject: &&Subject| {
        let reading = proof.reading(**subject);
        proof.program.facts[subject.fact.index()].kind == Type::YesNo
            && (reading.state == State::NotShown || reading.standing == Standing::ByDefault)
            && reading.standing != Standing::Argued
            && proof.case.statements_on(**subject).is_empty()
    };
    proof.circuit.subjects.iter().filter(unknown).copied().collect()
}

#[test]
fn nothing_on_which_a_conclusion_turns_is_left_out() {
    let mut turned = 0;
    for seed in 0..160 {
        let Some(Opened { program, file }) = random(seed, seed % 3 == 0) else { continue };
        let case = &file.detentions[0];
        let proof = evaluate(&program, case, Options::default());
        let category = goal(&program, "category I");
        let found = inquiry(&proof, &[category], &Skipped::default());
        let subjects = open(&proof);
        let mut dice = Dice(seed);
        for _ in 0..60 {
            let world: Vec<Supposition> = subjects
                .iter()
                .filter_map(|subject| {
                    let state = [None, Some(Datum::Yes), Some(Datum::No)][dice.below(3)].clone()?;
                    Some(Supposition { subject: *subject, state: State::Known(state) })
                })
                .collect();
            let value = |changed: Option<Supposition>| {
                let all = world.iter().cloned().chain(changed).collect();
                let after = evaluate_supposing(&program, case, Options::default(), all);
                after.impossible().is_empty().then(|| after.holding(category).max(Value::NotShown))
            };
            for subject in &subjects {
                let supposed = [Datum::Yes, Datum::No].map(State::Known);
                let values = supposed.map(|state| value(Some(Supposition { subject: *subject, state })));
                if let [Some(yes), Some(no)] = values
                    && yes != no
                {
                    turned += 1;
                    let topic = program.facts[subject.fact.index()].topic;
                    let name = program.fact_name(subject.fact);
                    assert!(asks(&found, &program, *subject, case.instances(topic)), "seed {seed}: {name}");
                }
            }
        }
    }
    assert!(turned > 1_000, "many worlds turn: {turned}");
}

#[test]
fn what_nothing_can_turn_on_any_more_is_not_asked() {
    let Opened { program, file } = opened(
        "case free \"Free\"\n  under wgad\n  document petition \"Petition\"\n  stage drafting\n\nsource submits\n  arrest.made [1]\n  not arrest.warrant_shown [2]\n",
    );
    let proof = evaluate(&program, &file.detentions[0], Options::default());
    let found = inquiry(&proof, &[goal(&program, "category I")], &Skipped::default());
    let stated = ["arrest.made", "arrest.warrant_shown"];
    for question in &found.questions {
        if let Ask::Fact(subject) = question.ask {
            assert!(!stated.contains(&program.fact_name(subject.fact).as_str()), "stated already");
            assert!(program.facts[subject.fact.index()].judgement.is_none(), "judgements are the lawyer's");
        }
    }
    assert!(found.questions.is_sorted_by_key(|question| question.bearing));
}

/// The same case with what was told in answer to the questions asked, and nothing else.
fn told_in_answer(program: &Program, whole: &Case) -> (Case, usize) {
    let mut told = Case { statements: Vec::new(), ..whole.clone() };
    let mut skipped = Skipped::default();
    let mut asked = 0;
    loop {
        let proof = evaluate(program, &told, Options::default());
        let goals: Vec<HoldingId> =
            ["category I", "category II", "category III"].map(|name| goal(program, name)).to_vec();
        let found = inquiry(&proof, &goals, &skipped);
        let next = found.questions.iter().filter(|question| question.bearing == Bearing::Now);
        let Some(next) = next.chain(&found.judgements).next() else { return (told, asked) };
        asked += 1;
        match next.ask {
            Ask::Fact(subject) => {
                let answers = whole.statements_on(subject);
                skipped.facts.insert(subject);
                told.statements.extend(answers.iter().cloned());
                told.statements.sort_by_key(|statement| (statement.subject, statement.speaker, statement.span));
            }
            Ask::More(topic) => drop(skipped.lists.insert(topic)),
        }
    }
}

#[test]
fn a_case_told_in_answer_to_the_questions_comes_out_as_the_whole() {
    let Opened { program, file } = ilyashev();
    let submits = program.party_with(Role::Submits).expect("a party submits");
    let mut whole = file.detentions[0].clone();
    whole.statements.retain(|statement| Case::is_party(statement.speaker, submits));
    let (told, asked) = told_in_answer(&program, &whole);
    let (short, long) = (evaluate(&program, &told, Options::default()), evaluate(&program, &whole, Options::default()));
    for name in ["category I", "category II", "category III"] {
        let id = goal(&program, name);
        assert_eq!(short.holding(id), long.holding(id), "{name}");
        assert_eq!(long.holding(id), Value::Yes, "{name}");
    }
    assert!(
        told.statements.len() < whole.statements.len() / 2,
        "{} of {}",
        told.statements.len(),
        whole.statements.len()
    );
    assert!(asked < 150, "{asked} questions");
}

#[test]
fn reasons_are_neutral_and_in_words() {
    let Opened { program, file } = opened(
        "case c \"C\"\n  under wgad\n  document petition \"Petition\"\n  stage drafting\n\nsource submits\n  state.party_to_iccpr [1]\n",
    );
    let proof = evaluate(&program, &file.detentions[0], Options::default());
    let goals = default_goals(&proof, &explain(&proof));
    assert_eq!(goals.len(), 5, "nobody claims anything: all categories");
    let found = inquiry(&proof, &goals, &Skipped::default());
    let mut seen = BTreeSet::new();
    for question in &found.questions {
        assert!(seen.insert(question.ask), "asked once");
        let text = format!("{} {}", words::asked(&proof, question.ask), words::reason(&proof, question));
        for word in ["should", "helps", "must answer", "say yes", "say no"] {
            assert!(!text.contains(word), "{text}");
        }
        assert!(text.ends_with('.') && !question.goals.is_empty(), "{text}");
    }
    assert!(found.questions.len() > 100, "almost everything is open");
}
