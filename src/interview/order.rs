//! Which of the open questions comes next: topic by topic where they decide about as much, in the order in which a story is told. In:
//! what an inquiry found. Out: one question.

use crate::inquiry::{Ask, Question};
use crate::program::{FactId, Program, TopicId, Type};

/// A question decides about as much as the best one if it leaves at most this part of all more of them open.
const NEAR: usize = 4;

/// The question to ask next, most decisive first; a topic is not left while it holds one that decides about as much.
pub(super) fn next<'a>(program: &Program, open: &[&'a Question], current: Option<TopicId>) -> Option<&'a Question> {
    let best = *open.first()?;
    let near = |question: &&&Question| {
        question.bearing == best.bearing && question.left.1 <= best.left.1 + (open.len() / NEAR).max(2)
    };
    let of = |wanted: TopicId| {
        let own = open.iter().filter(near).filter(move |question| topic(program, question.ask) == wanted);
        own.copied().min_by_key(|question| question.ask)
    };
    current.and_then(of).or_else(|| of(topic(program, best.ask))).or(Some(best))
}

/// What a question is about.
pub(super) fn topic(program: &Program, ask: Ask) -> TopicId {
    match ask {
        Ask::Fact(subject) => program.facts[subject.fact.index()].topic,
        Ask::More(topic) => topic,
    }
}

/// What is asked of one of several before anything is known of it: its date, then what rules read.
pub(super) fn first_facts(program: &Program, topic: TopicId) -> Vec<FactId> {
    let facts = || program.topics[topic.index()].facts.clone().map(FactId);
    let declared = |fact: &FactId| &program.facts[fact.index()];
    let date = facts().find(|fact| declared(fact).kind == Type::Date);
    let read = facts().filter(|fact| declared(fact).judgement.is_none() && !declared(fact).for_the_record);
    let mut all: Vec<FactId> = date.into_iter().collect();
    all.extend(read.filter(|fact| Some(*fact) != date));
    if all.is_empty() {
        all.extend(facts().filter(|fact| declared(fact).judgement.is_none()));
    }
    all
}
