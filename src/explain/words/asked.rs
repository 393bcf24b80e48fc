//! What conditions ask, in words: a question, a comparison, or how its parts are joined. In: a proof and a condition. Out: text.

use super::{datum_words, inside_sentence, listed_with, question};
use crate::amount::Amount;
use crate::case::{Datum, Subject};
use crate::circuit::{About, ConditionId};
use crate::evaluate::{Proof, State};
use crate::program::{FactId, Node, Program, Term, TermId, TopicId, Type};
use crate::syntax::ast::Comparison;

use super::quantity::amount_words;

/// What a condition asks, in words: a question, a comparison, or how its parts are joined.
#[must_use]
pub fn condition(proof: &Proof, id: ConditionId) -> String {
    let program = proof.program;
    let at = proof.circuit.condition(id);
    match &program.expr(at.expr).node {
        Node::Always => "this always holds".to_owned(),
        Node::Fact(fact) => match at.about {
            About::Subject(Some(subject)) => question(proof, proof.circuit.subjects[subject as usize]),
            About::Subject(None) | About::Nothing | About::Leaf(_) => unlisted(program, *fact),
        },
        Node::Holding(holding) => program.holdings[holding.index()].title.clone(),
        Node::Not(_) => match proof.circuit.parts(id).first() {
            Some(part) => format!("that it is not so: {}", condition(proof, *part)),
            None => "that it is not so".to_owned(),
        },
        Node::All(_) => "all of these".to_owned(),
        Node::Any(_) => "at least one of these".to_owned(),
        Node::AtLeast(wanted, _) => format!("at least {wanted} of these"),
        Node::Compare(left, how, right) => comparison_words(proof, id, (*left, *how, *right)),
        Node::OneOf(fact, _) => term_question(proof, id, *fact),
        Node::Contains(fact, text) => format!("{} Is “{text}” named?", term_question(proof, id, *fact)),
        Node::IsShown(_) => match proof.circuit.parts(id).first() {
            Some(part) => condition(proof, *part),
            None => String::new(),
        },
        Node::TermShown(at) => match &program.terms[at.index()] {
            Term::Fact(fact) => term_question(proof, id, *fact),
            Term::Amount(_) | Term::Text(_) | Term::Option(_) | Term::Add(..) | Term::Subtract(..) => {
                format!("it is known: {}", term(proof, id, *at))
            }
        },
        Node::Some(topic, _) => format!("at least one of the {}", list_words(proof, *topic)),
        Node::Every(topic, _) => format!("every one of the {}", list_words(proof, *topic)),
        Node::Count(topic, _, how, number) => {
            format!("{} {number} of the {}", number_comparison(*how), list_words(proof, *topic))
        }
        Node::Read(id, option) => {
            let reading = &program.law_readings[id.index()];
            format!("{} Read as: {}", reading.question, reading.options[*option as usize].title)
        }
        Node::HasReplied(party) => format!("has {} replied?", program.parties[party.index()].title),
        Node::HasChallenged(party, fact) => {
            let what = fact.map_or_else(
                || "any of the allegations?".to_owned(),
                |fact| format!("what is said on this: {}", program.facts[fact.index()].question),
            );
            format!("has {} challenged {what}", program.parties[party.index()].title)
        }
    }
}

/// What a condition over typed values asks of its one fact: "at most 4", "partly or not at all". `None` where it has several
/// facts, or asks nothing but that there is an answer.
#[must_use]
pub fn needed(proof: &Proof, id: ConditionId) -> Option<(FactId, String)> {
    let program = proof.program;
    match &program.expr(proof.circuit.condition(id).expr).node {
        Node::OneOf(fact, options) => {
            let word = |option: &u32| inside_sentence(&datum_words(program, *fact, &Datum::Option(*option)));
            let words: Vec<String> = options.iter().map(word).collect();
            Some((*fact, listed_with(&words, "or")))
        }
        Node::Contains(fact, text) => Some((*fact, format!("“{text}” among them"))),
        Node::Compare(left, how, right) => {
            let fact = |id: TermId| match &program.terms[id.index()] {
                Term::Fact(fact) => Some(*fact),
                Term::Amount(_) | Term::Text(_) | Term::Option(_) | Term::Add(..) | Term::Subtract(..) => None,
            };
            let literal =
                |id: TermId| matches!(program.terms[id.index()], Term::Amount(_) | Term::Text(_) | Term::Option(_));
            let (fact, how, other) = match (fact(*left), fact(*right)) {
                (Some(fact), None) if literal(*right) => (fact, *how, *right),
                (None, Some(fact)) if literal(*left) => (fact, how.turned(), *left),
                _ => return None,
            };
            let is = comparison(&program.facts[fact.index()].kind, how);
            Some((fact, format!("{is}{}", term(proof, id, other))))
        }
        _ => None,
    }
}

/// The facts that a condition over typed values reads, in order.
#[must_use]
pub fn facts_read(program: &Program, node: &Node) -> Vec<FactId> {
    fn of_term(program: &Program, id: TermId, found: &mut Vec<FactId>) {
        match &program.terms[id.index()] {
            Term::Fact(fact) if !found.contains(fact) => found.push(*fact),
            Term::Add(left, right) | Term::Subtract(left, right) => {
                of_term(program, *left, found);
                of_term(program, *right, found);
            }
            Term::Fact(_) | Term::Amount(_) | Term::Text(_) | Term::Option(_) => {}
        }
    }
    let mut found = Vec::new();
    match node {
        Node::Compare(left, _, right) => {
            of_term(program, *left, &mut found);
            of_term(program, *right, &mut found);
        }
        Node::OneOf(fact, _) | Node::Contains(fact, _) => found.push(*fact),
        Node::TermShown(at) => of_term(program, *at, &mut found),
        _ => {}
    }
    found
}

/// "The time from 17 April 2020, 20:20 to 12 June 2020 is more than 49 days"; what has no answer stands as its question.
fn comparison_words(proof: &Proof, id: ConditionId, (left, how, right): (TermId, Comparison, TermId)) -> String {
    let kind = match &proof.program.terms[left.index()] {
        Term::Fact(fact) => proof.program.facts[fact.index()].kind.clone(),
        Term::Add(..) => Type::Date,
        Term::Amount(Amount::Date(_)) => Type::Date,
        Term::Amount(_) | Term::Text(_) | Term::Option(_) | Term::Subtract(..) => Type::Number,
    };
    let is = match comparison(&kind, how) {
        "" => "is ".to_owned(),
        "other than " => "is not ".to_owned(),
        is => format!("is {is}"),
    };
    format!("{} {is}{}", term(proof, id, left), term(proof, id, right))
}

fn unlisted(program: &Program, fact: FactId) -> String {
    let fact = &program.facts[fact.index()];
    let topic = &program.topics[fact.topic.index()];
    format!("One of the {} that the case does not list: {}", inside_sentence(&topic.title), fact.question)
}

fn list_words(proof: &Proof, topic: TopicId) -> String {
    let title = inside_sentence(&proof.program.topics[topic.index()].title);
    let list = &proof.case.lists[topic.index()];
    match (list.instances.len(), list.closed) {
        (0, true) => format!("{title} (there are none)"),
        (0, false) => format!("{title} (none listed)"),
        (count, true) => format!("{title} ({count} and no other)"),
        (count, false) => format!("{title} ({count} listed, there may be more)"),
    }
}

pub(in crate::explain) fn number_comparison(how: Comparison) -> &'static str {
    match how {
        Comparison::Equal => "exactly",
        Comparison::NotEqual => "other than",
        Comparison::Less => "fewer than",
        Comparison::AtMost => "at most",
        Comparison::More => "more than",
        Comparison::AtLeast => "at least",
    }
}

/// A comparison as a verb, where only the terms are known.
pub(in crate::explain) fn comparison_verb(program: &Program, left: TermId, how: Comparison) -> String {
    let kind = match &program.terms[left.index()] {
        Term::Fact(fact) => program.facts[fact.index()].kind.clone(),
        _ => Type::Number,
    };
    match comparison(&kind, how).trim() {
        "" => "is".to_owned(),
        "other than" => "is not".to_owned(),
        words => format!("is {words}"),
    }
}

fn comparison(kind: &Type, how: Comparison) -> &'static str {
    match (how, *kind == Type::Date) {
        (Comparison::Equal, _) => "",
        (Comparison::NotEqual, _) => "other than ",
        (Comparison::Less, true) => "before ",
        (Comparison::More, true) => "after ",
        (Comparison::AtMost, true) => "not after ",
        (Comparison::AtLeast, true) => "not before ",
        (Comparison::Less, false) => "less than ",
        (Comparison::More, false) => "more than ",
        (Comparison::AtMost, false) => "at most ",
        (Comparison::AtLeast, false) => "at least ",
    }
}

/// The question of a fact in a condition over typed values.
fn term_question(proof: &Proof, condition: ConditionId, fact: FactId) -> String {
    match subject_in_scope(proof, condition, fact) {
        Some(subject) => question(proof, subject),
        None => unlisted(proof.program, fact),
    }
}

/// A fact in a comparison: its answer, or its question where there is none.
fn term_fact(proof: &Proof, condition: ConditionId, fact: FactId) -> String {
    let state = subject_in_scope(proof, condition, fact).map(|subject| &proof.reading(subject).state);
    match state {
        Some(State::Known(datum)) => datum_words(proof.program, fact, datum),
        Some(State::NotShown | State::Contested) | None => format!("“{}”", term_question(proof, condition, fact)),
    }
}

/// The subject that a fact means in a condition over typed values.
#[must_use]
pub fn subject_in_scope(proof: &Proof, condition: ConditionId, fact: FactId) -> Option<Subject> {
    let topic = proof.program.facts[fact.index()].topic;
    if !proof.program.topics[topic.index()].many {
        return Some(Subject { fact, instance: 0 });
    }
    let About::Leaf(slot) = proof.circuit.condition(condition).about else { return None };
    let crate::circuit::Leaf::Typed(_, binding) = &proof.circuit.leaves[slot as usize] else { return None };
    let instance = binding.iter().rev().find(|(bound, _)| *bound == topic).map(|(_, instance)| *instance)?;
    (instance != crate::circuit::UNLISTED).then_some(Subject { fact, instance })
}

fn term(proof: &Proof, condition: ConditionId, id: TermId) -> String {
    match &proof.program.terms[id.index()] {
        Term::Fact(fact) => term_fact(proof, condition, *fact),
        Term::Amount(amount) => amount_words(*amount),
        Term::Text(text) => format!("“{text}”"),
        Term::Option(option) => option_word(proof, condition, *option),
        Term::Add(left, right) => format!("{} plus {}", term(proof, condition, *left), term(proof, condition, *right)),
        Term::Subtract(left, right) => {
            match (&proof.program.terms[left.index()], &proof.program.terms[right.index()]) {
                (Term::Fact(a), Term::Fact(b)) if proof.program.facts[a.index()].kind == Type::Date => {
                    format!("The time from {} to {}", term_fact(proof, condition, *b), term_fact(proof, condition, *a))
                }
                _ => format!("{} less {}", term(proof, condition, *left), term(proof, condition, *right)),
            }
        }
    }
}

/// An option stands beside its fact on the other side of the comparison.
fn option_word(proof: &Proof, condition: ConditionId, option: u32) -> String {
    let Node::Compare(left, _, right) = &proof.program.expr(proof.circuit.condition(condition).expr).node else {
        return String::new();
    };
    let facts = [left, right].into_iter().filter_map(|term| match &proof.program.terms[term.index()] {
        Term::Fact(fact) => Some(*fact),
        _ => None,
    });
    let words = facts.map(|fact| datum_words(proof.program, fact, &Datum::Option(option)).to_lowercase());
    words.into_iter().next().unwrap_or_default()
}
