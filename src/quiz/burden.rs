//! "Who must show this?" In: the facts that rules which apply read, with the party that the pack has show each. Out: exercises
//! on one fact, or on which of several facts are for one party.

use std::collections::BTreeSet;

use super::maker::{Maker, mixed};
use super::told::{authorities, rule};
use super::{Choice, Exercise, Key, Kind};
use crate::case::Subject;
use crate::check::{Read, reads};
use crate::evaluate::Status;
use crate::explain::words;
use crate::program::{PartyId, RuleId};
use crate::syntax::ast::Role;

/// Where a rule that applies reads a fact.
#[derive(Clone)]
struct Place {
    subject: Subject,
    rule: RuleId,
    /// The place of the exception; none for a condition.
    unless: Option<usize>,
}

pub(super) fn next(maker: &mut Maker) -> Option<Exercise> {
    let places = places(maker);
    let one = maker.rng.bool();
    let ways = if one { [who_bears, which_for] } else { [which_for, who_bears] };
    ways.into_iter().find_map(|way| way(maker, &places))
}

/// Facts that rules which apply read, each where it is read first.
fn places(maker: &Maker) -> Vec<Place> {
    let program = maker.proof.program;
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let applying = (0..program.rules.len()).map(RuleId::at).filter(|id| !program.leads_apart(*id));
    let applying = applying.filter(|id| maker.proof.status(*id) == Status::Applies);
    for rule in applying {
        let own = &program.rules[rule.index()];
        let when = std::iter::once((own.when, None));
        let unless = own.unless.iter().enumerate().map(|(place, unless)| (unless.condition, Some(place)));
        for (condition, unless) in when.chain(unless) {
            for read in reads(program, condition) {
                let Read::Fact(fact) = read else { continue };
                let subject = Subject { fact, instance: 0 };
                let many = program.topics[program.facts[fact.index()].topic.index()].many;
                if !many && maker.is_plain(subject) && maker.is_live(subject) && seen.insert(subject) {
                    found.push(Place { subject, rule, unless });
                }
            }
        }
    }
    found
}

/// The party that must show a fact; none for a judgement.
fn bearer(maker: &Maker, subject: Subject) -> Option<PartyId> {
    let fact = &maker.proof.program.facts[subject.fact.index()];
    fact.judgement.is_none().then_some(fact.bearer)
}

fn quoted(maker: &Maker, subject: Subject) -> String {
    format!("“{}”", words::question(maker.proof, subject))
}

/// Why it is for this party, and where the rules need it.
fn why(maker: &Maker, place: &Place) -> String {
    let program = maker.proof.program;
    let fact = &program.facts[place.subject.fact.index()];
    let mut text = match bearer(maker, place.subject) {
        Some(party) => format!("It is for {} to show.", program.parties[party.index()].title),
        None => {
            let settles = words::party_with(maker.proof, Role::Settles);
            format!("It is a judgement: parties argue it, and {settles} decides it.")
        }
    };
    let own = &program.rules[place.rule.index()];
    text.push_str(&match place.unless {
        Some(at) => {
            let cites = authorities(program, &own.unless[at].cite);
            let cites = if cites.is_empty() { String::new() } else { format!(" ({cites})") };
            format!(" It stands in an exception to the rule “{}”{cites}.", own.title)
        }
        None => format!(" It is a condition of {}.", rule(program, place.rule)),
    });
    if let Some(party) = fact.record.filter(|party| *party != fact.bearer) {
        let (bearer, holder) = (&program.parties[fact.bearer.index()].title, &program.parties[party.index()].title);
        text.push_str(&format!(" The record of it lies with {holder}, so that {bearer} may say it on belief."));
    }
    let answer = words::answer(program, place.subject.fact, &maker.proof.reading(place.subject).state);
    text.push_str(&format!(" Here: {answer}, {}.", words::standing(maker.proof, place.subject)));
    text
}

/// One fact, and the parties.
fn who_bears(maker: &mut Maker, places: &[Place]) -> Option<Exercise> {
    let (source, government) = maker.sides()?;
    let program = maker.proof.program;
    for place in maker.shuffled(places.to_vec()) {
        if !maker.is_new(Kind::Burden, &quoted(maker, place.subject)) {
            continue;
        }
        let mut keys = vec![Some(source), Some(government)];
        let settles = program.party_with(Role::Settles);
        keys.extend(settles.map(|_| None));
        let right = bearer(maker, place.subject);
        if !keys.contains(&right) {
            continue;
        }
        let choice = |party: &Option<PartyId>| {
            let text = match party {
                Some(party) => words::sentence(&program.parties[party.index()].title),
                None => {
                    let settles = words::party_with(maker.proof, Role::Settles);
                    format!("Nobody: it is a judgement, left to {settles}")
                }
            };
            Choice { key: Key::Bears(place.subject, *party), text, right: *party == right, why: String::new() }
        };
        let choices = keys.iter().map(choice).collect();
        let asked = format!("Who must show this? {}", quoted(maker, place.subject));
        let mut exercise = maker.exercise(Kind::Burden, asked, choices);
        exercise.why.push(why(maker, &place));
        return Some(exercise);
    }
    None
}

/// Several facts, and which of them are for one party to show.
fn which_for(maker: &mut Maker, places: &[Place]) -> Option<Exercise> {
    let (source, government) = maker.sides()?;
    let party = if maker.rng.bool() { government } else { source };
    let (mut right, mut wrong): (Vec<Choice>, Vec<Choice>) = (Vec::new(), Vec::new());
    for place in maker.shuffled(places.to_vec()) {
        if maker.was_asked(Kind::Burden, &quoted(maker, place.subject)) {
            continue;
        }
        let borne = bearer(maker, place.subject) == Some(party);
        let choice = Choice {
            key: Key::Bears(place.subject, Some(party)),
            text: words::question(maker.proof, place.subject),
            right: borne,
            why: why(maker, &place),
        };
        if borne { right.push(choice) } else { wrong.push(choice) }
    }
    let most = 1 + maker.rng.usize(..3);
    let choices = mixed(right, wrong, most)?;
    for choice in &choices {
        maker.is_new(Kind::Burden, &format!("“{}”", choice.text));
    }
    let title = maker.proof.program.parties[party.index()].title.clone();
    Some(maker.exercise(Kind::Burden, format!("Which of these are for {title} to show?"), choices))
}
