//! "How does the fact stand then?" In: a yes/no fact that the submitting party speaks of, or that the answering party would have to
//! show, and something that the answering party says of it. Out: exercises whose keys the pack's rules of evidence give.

use super::maker::{Maker, given, given_said};
use super::{Choice, Exercise, Key, Kind};
use crate::case::{Case, Datum, Hypothetical, Statement, Subject};
use crate::evaluate::State;
use crate::explain::words;
use crate::program::{Program, Standing, Type};
use crate::source::Span;
use crate::syntax::ast::Act;

use super::told::authorities;

pub(super) fn next(maker: &mut Maker) -> Option<Exercise> {
    let subjects = maker.proof.circuit.subjects.clone();
    let fit: Vec<Subject> = subjects.into_iter().filter(|subject| is_fit(maker, *subject)).collect();
    for subject in maker.shuffled(fit) {
        if maker.is_new(Kind::Evidence, &format!("{subject:?}"))
            && let Some(made) = make(maker, subject)
        {
            return Some(made);
        }
    }
    None
}

/// A yes/no fact on which the other side has said nothing yet and that nobody settled.
fn is_fit(maker: &Maker, subject: Subject) -> bool {
    let fact = &maker.proof.program.facts[subject.fact.index()];
    let Some((source, government)) = maker.sides() else { return false };
    let statements = maker.proof.case.statements_on(subject);
    let spoke = |party| statements.iter().any(|statement| Case::is_party(statement.speaker, party));
    let only_source = statements.iter().all(|statement| Case::is_party(statement.speaker, source));
    fact.kind == Type::YesNo
        && fact.judgement.is_none()
        && !fact.for_the_record
        && only_source
        && (if fact.bearer == government { !spoke(source) } else { spoke(source) })
        && one_answer(statements)
}

/// All say the same, or nobody says anything.
fn one_answer(statements: &[Statement]) -> bool {
    statements.iter().all(|statement| statement.datum.is_some() && statement.datum == statements[0].datum)
}

fn make(maker: &mut Maker, subject: Subject) -> Option<Exercise> {
    let (_, government) = maker.sides()?;
    let program = maker.proof.program;
    let statements = maker.proof.case.statements_on(subject);
    let said = statements.first().and_then(|statement| statement.datum.clone());
    let opposite = match said {
        Some(Datum::Yes) => Datum::No,
        _ => Datum::Yes,
    };
    let acts: &[(Act, Option<Datum>)] = match &said {
        // Without a word of the other side there is nothing to deny or concede.
        None => &[(Act::Answers, Some(opposite.clone())), (Act::Shows, Some(opposite.clone()))],
        Some(said) => &[
            (Act::Denies, None),
            (Act::Answers, Some(opposite.clone())),
            (Act::Shows, Some(opposite.clone())),
            (Act::Concedes, Some(said.clone())),
        ],
    };
    let silent = said.is_some() && maker.rng.usize(..6) == 0;
    let given = match silent {
        true => given(&[]),
        false => {
            let (act, datum) = acts[maker.rng.usize(..acts.len())].clone();
            given_said(statement(government.0, act, subject, datum))
        }
    };
    let (state, how) =
        maker.under(&given, |after| (after.reading(subject).state.clone(), explained(maker, after, subject)))?;
    let states = [State::Known(Datum::Yes), State::Known(Datum::No), State::Contested, State::NotShown];
    let choice = |of: &State| Choice {
        key: Key::Reads(subject, of.clone()),
        text: read_as(program, subject, of),
        right: *of == state,
        why: String::new(),
    };
    let choices = states.iter().map(choice).collect();
    let asked = format!("How does this stand{}?", if silent { "" } else { " then" });
    let mut exercise = maker.exercise(Kind::Evidence, asked, choices);
    exercise.told = told(maker, subject, &given);
    exercise.given = given;
    exercise.why.push(how);
    Some(exercise)
}

fn statement(speaker: u32, act: Act, subject: Subject, datum: Option<Datum>) -> Statement {
    let exhibit = if act == Act::Shows { "a document" } else { "" };
    Statement {
        speaker,
        act,
        subject,
        datum,
        exhibit: exhibit.to_owned(),
        quoting: String::new(),
        stated: Vec::new(),
        relied: Vec::new(),
        confidential: false,
        note: String::new(),
        span: Span::default(),
    }
}

fn read_as(program: &Program, subject: Subject, state: &State) -> String {
    match state {
        State::Known(_) => format!("It is taken that the answer is “{}”", words::answer(program, subject.fact, state)),
        State::Contested => "It is contested".to_owned(),
        State::NotShown => "It is not shown".to_owned(),
    }
}

/// Who says what, and what the other side is supposed to say.
fn told(maker: &Maker, subject: Subject, given: &Hypothetical) -> Vec<String> {
    let proof = maker.proof;
    let question = words::question(proof, subject);
    let statements = proof.case.statements_on(subject);
    let mut told = Vec::new();
    match statements.first().and_then(|statement| statement.datum.as_ref()) {
        Some(datum) => {
            let answer = words::datum_words(proof.program, subject.fact, datum);
            told.push(format!("{question} {answer} ({}).", words::references(proof.case, statements)));
        }
        None => told.push(format!("{question} Nobody has spoken of it so far.")),
    }
    let Some((_, government)) = maker.sides() else { return told };
    let title = words::sentence(&proof.program.parties[government.index()].title);
    let word = |datum: &Option<Datum>| {
        let datum = datum.as_ref().map(|datum| words::datum_words(proof.program, subject.fact, datum));
        datum.unwrap_or_default()
    };
    told.push(match given.added.first() {
        None => format!("{title} says nothing of it."),
        Some(said) => match said.act {
            Act::Denies => format!("Suppose that {} denies it in general words.", words::inside_sentence(&title)),
            Act::Shows => format!(
                "Suppose that {} shows a document: “{}”; nobody disputes the document.",
                words::inside_sentence(&title),
                word(&said.datum)
            ),
            Act::Concedes => format!("Suppose that {} concedes it.", words::inside_sentence(&title)),
            Act::States | Act::Answers | Act::Disputes => format!(
                "Suppose that {} gives the specific answer “{}”, without a document.",
                words::inside_sentence(&title),
                word(&said.datum)
            ),
        },
    });
    told
}

fn explained(maker: &Maker, after: &crate::evaluate::Proof, subject: Subject) -> String {
    let program = maker.proof.program;
    let fact = &program.facts[subject.fact.index()];
    let bearer = &program.parties[fact.bearer.index()].title;
    let evidence = program.evidence[fact.bearer.index()].as_ref();
    let cites = evidence.map_or_else(String::new, |evidence| authorities(program, &evidence.cite));
    let cites = if cites.is_empty() { String::new() } else { format!(" ({cites})") };
    let reading = after.reading(subject);
    let how = match reading.standing {
        Standing::Uncontested if !words::told_in_part(after) => "It is not contested.".to_owned(),
        Standing::Alleged => "It is alleged, and the other side was not asked yet.".to_owned(),
        _ => format!("{}.", words::sentence(&words::standing_alone(after, subject))),
    };
    let state = read_as(program, subject, &reading.state);
    format!(
        "The fact is for {bearer} to show. {how} By the rules of evidence{cites}: {}.",
        words::inside_sentence(&state)
    )
}
