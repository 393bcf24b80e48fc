//! Questions of an inquiry in words. In: a proof and a [`Question`]. Out: the question as people ask it, and why it is asked; never
//! which answer would help whom.

use super::clause::ask;
use super::{Ask, Bearing, Question};
use crate::evaluate::Proof;
use crate::explain::words::{inside_sentence, leans, listed_with, party_with, question, spoken};
use crate::program::{HoldingId, Program};
use crate::syntax::ast::Role;

/// The question as people ask it: that of the fact, or whether there is one more of several.
#[must_use]
pub fn asked(proof: &Proof, ask: Ask) -> String {
    match ask {
        Ask::Fact(subject) => question(proof, subject),
        Ask::More(topic) => {
            let title = inside_sentence(&proof.program.topics[topic.index()].title);
            let listed = proof.case.instances(topic);
            match listed {
                0 => format!("Is there anything to tell under “{title}”?"),
                _ => format!("Is there anything more to tell under “{title}” ({listed} told so far)?"),
            }
        }
    }
}

/// The heading that it stands under: "The arrest". A question may point back to others under it.
#[must_use]
pub fn heading(program: &Program, ask: Ask) -> &str {
    let topic = match ask {
        Ask::Fact(subject) => program.facts[subject.fact.index()].topic,
        Ask::More(topic) => topic,
    };
    &program.topics[topic.index()].title
}

/// Why it is asked, in sentences.
#[must_use]
pub fn reason(proof: &Proof, question: &Question) -> String {
    let goals = conclusions(proof.program, &question.goals);
    let other = party_with(proof, Role::Answers);
    let mut sentences = vec![match question.bearing {
        Bearing::Now => format!("It bears on {goals}."),
        Bearing::IfAnswered => format!("It bears on {goals} only if {other} shows something against it."),
        Bearing::OtherSide => format!("It is for {other} to show, and bears on {goals}."),
    }];
    if !question.settles.is_empty() && question.bearing == Bearing::Now {
        sentences.push(format!("An answer may settle {}.", conclusions(proof.program, &question.settles)));
    }
    if let Some(first) = question.rules.first() {
        let title = &proof.program.rules[first.index()].title;
        sentences.push(match question.rules.len() - 1 {
            0 => format!("The rule “{title}” asks it."),
            1 => format!("The rule “{title}” asks it, and 1 more."),
            more => format!("The rule “{title}” asks it, and {more} more."),
        });
    }
    sentences.join(" ")
}

/// "category I, category II and category III".
#[must_use]
pub fn conclusions(program: &Program, goals: &[HoldingId]) -> String {
    let names: Vec<String> = goals.iter().map(|goal| program.holding_name(*goal).replace('_', " ")).collect();
    listed_with(&names, "and")
}

/// The sentence that asks for it, so that it can stand outside its topic: "Arrest: ask when (day and, if known, hour)."
#[must_use]
pub fn sentence_alone(proof: &Proof, asked: Ask) -> String {
    let sentence = sentence(proof, asked);
    match asked {
        Ask::Fact(subject) if leans(&proof.program.facts[subject.fact.index()].question) => {
            format!("{}: {}", heading(proof.program, asked), inside_sentence(&sentence))
        }
        Ask::Fact(_) | Ask::More(_) => sentence,
    }
}

/// The sentence that asks for it: "Ask whether the person was arrested."
#[must_use]
pub fn sentence(proof: &Proof, asked: Ask) -> String {
    match asked {
        Ask::Fact(subject) => {
            let fact = &proof.program.facts[subject.fact.index()];
            let topic = &proof.program.topics[fact.topic.index()];
            let instance = proof.case.lists[fact.topic.index()].instances.get(subject.instance as usize);
            match instance {
                Some(instance) if topic.many => format!("{} (“{}”)", ask(&fact.question), spoken(instance)),
                _ => ask(&fact.question),
            }
        }
        Ask::More(topic) => {
            let title = inside_sentence(&proof.program.topics[topic.index()].title);
            match proof.case.instances(topic) {
                0 => format!("Ask whether there is anything to tell under “{title}”."),
                listed => format!("Ask whether there is more to tell under “{title}” ({listed} told so far)."),
            }
        }
    }
}
