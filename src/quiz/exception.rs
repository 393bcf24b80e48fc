//! "Which of these would block the rule?" and "Which of these rules does it block?" In: rules that apply, with exceptions that can
//! be made true by yes and no. Out: exercises whose keys come from supposing each exception.

use std::collections::BTreeSet;

use super::maker::{CHOICES, Maker, given, mixed};
use super::told::{authorities, rule};
use super::{Choice, Exercise, Key, Kind};
use crate::case::{Datum, Subject};
use crate::evaluate::{State, Status};
use crate::explain::words;
use crate::lab::Change;
use crate::program::{ExprId, Node, RuleId};

/// Facts that one exception may join and still be a choice that can be read.
const LONGEST: usize = 2;

/// An exception of a rule, and answers that make it out.
#[derive(Clone)]
struct Exception {
    rule: RuleId,
    place: usize,
    answers: Vec<Change>,
}

pub(super) fn next(maker: &mut Maker) -> Option<Exercise> {
    let all = exceptions(maker);
    let first = maker.rng.bool();
    let ways = if first { [which_blocks, which_blocked] } else { [which_blocked, which_blocks] };
    ways.into_iter().find_map(|way| way(maker, &all))
}

/// The exceptions of rules that apply, which answers of yes and no would make out.
fn exceptions(maker: &Maker) -> Vec<Exception> {
    let program = maker.proof.program;
    let applying = (0..program.rules.len()).map(RuleId::at).filter(|id| !program.leads_apart(*id));
    let applying = applying.filter(|id| maker.proof.status(*id) == Status::Applies);
    let mut found = Vec::new();
    for rule in applying {
        for (place, unless) in program.rules[rule.index()].unless.iter().enumerate() {
            let Some(answers) = answers(maker, unless.condition, Datum::Yes) else { continue };
            let subjects: BTreeSet<Subject> = answers.iter().map(|change| change.subject).collect();
            let free = subjects.is_disjoint(&maker.fixed);
            if free && subjects.len() == answers.len() && !answers.is_empty() {
                found.push(Exception { rule, place, answers });
            }
        }
    }
    found
}

/// Answers that make a condition out, where plain ones do.
fn answers(maker: &Maker, id: ExprId, wanted: Datum) -> Option<Vec<Change>> {
    let program = maker.proof.program;
    let change = |fact, datum| {
        let subject = Subject { fact, instance: 0 };
        let many = program.topics[program.facts[subject.fact.index()].topic.index()].many;
        let from = (!many).then(|| maker.proof.reading(subject).state.clone())?;
        Some(vec![Change { subject, from, to: State::Known(datum) }])
    };
    match (&program.expr(id).node, &wanted) {
        (Node::Fact(fact), _) => change(*fact, wanted),
        (Node::Not(inner), Datum::Yes) => answers(maker, *inner, Datum::No),
        (Node::Not(inner), Datum::No) => answers(maker, *inner, Datum::Yes),
        (Node::OneOf(fact, options), Datum::Yes) => change(*fact, Datum::Option(*options.first()?)),
        (Node::All(parts), Datum::Yes) | (Node::Any(parts), Datum::No) => {
            let all: Option<Vec<Vec<Change>>> =
                parts.iter().map(|part| answers(maker, *part, wanted.clone())).collect();
            Some(all?.concat())
        }
        (Node::Any(parts), Datum::Yes) | (Node::All(parts), Datum::No) => {
            parts.iter().find_map(|part| answers(maker, *part, wanted.clone()))
        }
        _ => None,
    }
}

/// “Was the person caught in the act?” Yes
fn text(maker: &Maker, answers: &[Change]) -> String {
    let one = |change: &Change| {
        let answer = words::answer(maker.proof.program, change.subject.fact, &change.to);
        format!("“{}” {answer}", words::question(maker.proof, change.subject))
    };
    words::listed_with(&answers.iter().map(one).collect::<Vec<_>>(), "and")
}

fn status(maker: &Maker, rule: RuleId, answers: &[Change]) -> Option<Status> {
    maker.under(&given(answers), |after| after.status(rule))
}

/// A rule, and which answers would block it.
fn which_blocks(maker: &mut Maker, all: &[Exception]) -> Option<Exercise> {
    let short = |exception: &&Exception| exception.answers.len() <= LONGEST;
    for at in maker.shuffled(all.iter().filter(short).cloned()) {
        let id = at.rule;
        if !maker.is_new(Kind::Exception, &format!("{id:?}")) {
            continue;
        }
        let (mut right, mut wrong): (Vec<Choice>, Vec<Choice>) = (Vec::new(), Vec::new());
        let mut texts = BTreeSet::new();
        let mut others = maker.shuffled(all.iter().filter(short).cloned());
        // Its own come first; of the others those of the same chapter tempt most.
        let chapter = |id: RuleId| maker.proof.program.rules[id.index()].breadcrumb.as_str();
        others.sort_by_key(|other| (other.rule != id, chapter(other.rule) != chapter(id)));
        for other in others {
            if wrong.len() == CHOICES || (right.is_empty() && other.rule != id) {
                break;
            }
            let text = text(maker, &other.answers);
            let Some(status) = status(maker, id, &other.answers) else { continue };
            if !texts.insert(text.clone()) || (other.rule == id) != (status == Status::Defeated) {
                continue;
            }
            let why = own_exception(maker, &other, id);
            let blocks = status == Status::Defeated;
            let choice = Choice { key: Key::Defeats(id, other.answers), text, right: blocks, why };
            if blocks { right.push(choice) } else { wrong.push(choice) }
        }
        let most = 1 + maker.rng.usize(..2);
        let Some(choices) = mixed(right, wrong, most) else { continue };
        let title = &maker.proof.program.rules[id.index()].title;
        let asked = format!("The rule “{title}” applies. Which of these, if it were shown, would block it?");
        let mut exercise = maker.exercise(Kind::Exception, asked, choices);
        exercise.why.push(format!("The rule asked about is {}.", rule(maker.proof.program, id)));
        return Some(exercise);
    }
    None
}

fn own_exception(maker: &Maker, exception: &Exception, asked: RuleId) -> String {
    let program = maker.proof.program;
    let of = &program.rules[exception.rule.index()];
    let cites = match authorities(program, &of.unless[exception.place].cite) {
        cites if cites.is_empty() => String::new(),
        cites => format!(" ({cites})"),
    };
    match exception.rule == asked {
        true => format!("It is an exception of this rule{cites}."),
        false => format!("It is no exception of this rule; it is one of the rule “{}”{cites}.", of.title),
    }
}

/// An exception that is shown, and which rules it blocks.
fn which_blocked(maker: &mut Maker, all: &[Exception]) -> Option<Exercise> {
    let program = maker.proof.program;
    for at in maker.shuffled(all.to_vec()) {
        let subjects: Vec<Subject> = at.answers.iter().map(|change| change.subject).collect();
        if !maker.is_new(Kind::Exception, &format!("{subjects:?}")) {
            continue;
        }
        let supposed = given(&at.answers);
        let with_exceptions: BTreeSet<RuleId> = all.iter().map(|exception| exception.rule).collect();
        let mut rules: Vec<RuleId> = maker.shuffled(with_exceptions);
        // Rules of the same chapter tempt most.
        let near = |id: &RuleId| program.rules[id.index()].breadcrumb != program.rules[at.rule.index()].breadcrumb;
        rules.sort_by_key(near);
        let after: Option<Vec<Status>> =
            maker.under(&supposed, |after| rules.iter().map(|id| after.status(*id)).collect());
        let (mut right, mut wrong): (Vec<Choice>, Vec<Choice>) = (Vec::new(), Vec::new());
        for (id, status) in rules.iter().zip(after.unwrap_or_default()) {
            let why = match status {
                Status::Defeated => format!("An exception of it is then made out ({}).", blocking(maker, *id, &at)),
                Status::Applies => "It applies all the same: this is none of its exceptions.".to_owned(),
                Status::Contested | Status::NotShown | Status::NotMet => continue,
            };
            let blocked = status == Status::Defeated;
            let text = program.rules[id.index()].title.clone();
            let choice = Choice { key: Key::Defeated(*id), text, right: blocked, why };
            if blocked { right.push(choice) } else { wrong.push(choice) }
        }
        let most = 1 + maker.rng.usize(..2);
        let Some(choices) = mixed(right, wrong, most) else { continue };
        let asked = "All of these rules apply in the case. Which of them does that block?".to_owned();
        let mut exercise = maker.exercise(Kind::Exception, asked, choices);
        exercise.given = supposed;
        return Some(exercise);
    }
    None
}

/// The authority of the exception that these answers make out.
fn blocking(maker: &Maker, id: RuleId, shown: &Exception) -> String {
    let program = maker.proof.program;
    let rule = &program.rules[id.index()];
    let made = rule.unless.iter().find(|unless| {
        answers(maker, unless.condition, Datum::Yes)
            .is_some_and(|own| !own.is_empty() && own.iter().all(|change| shown.answers.contains(change)))
    });
    let cites = made.map_or_else(String::new, |unless| authorities(program, &unless.cite));
    if cites.is_empty() { "by its own terms".to_owned() } else { cites }
}
