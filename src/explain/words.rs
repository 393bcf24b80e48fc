//! The words for values, standings, facts, conditions and citations; every view uses these. In: a proof and an id. Out: text.
//! The reader meets questions and answers, never the syntax of the language.

use crate::amount::{Amount, Range, day_of, time_of};
use crate::case::{Case, Datum, Place, Statement, Subject};
use crate::circuit::{About, ConditionId};
use crate::evaluate::{Proof, State, Status};
use crate::program::{
    Cite, FactId, KindId, Node, Piece, Program, ProvisionId, RuleId, Standing, Term, TermId, TopicId, Type,
};
use crate::syntax::ast::{Act, Comparison, Role};
use crate::value::Value;

/// A mark for a value.
#[must_use]
pub fn mark(value: Value) -> &'static str {
    match value {
        Value::Yes => "✓",
        Value::Contested => "≈",
        Value::NotShown => "?",
        Value::No => "✗",
    }
}

/// The kinds of conclusion in reading order: the pack's first kind, then the others as declared.
#[must_use]
pub fn kinds_first_first(program: &Program) -> Vec<KindId> {
    let mut kinds: Vec<KindId> = (0..program.kinds.len()).map(KindId::at).collect();
    kinds.sort_by_key(|kind| !program.kinds[kind.index()].first);
    kinds
}

/// The kind that a reader wants to know before all else: the one declared `first`, else the first declared.
#[must_use]
pub fn main_kind(program: &Program) -> Option<KindId> {
    kinds_first_first(program).first().copied()
}

/// What became of a conclusion, in a word or two.
#[must_use]
pub fn conclusion(value: Value, raised: bool) -> &'static str {
    match (value, raised) {
        (Value::Yes, _) => "applies",
        (Value::Contested, _) => "contested",
        (_, false) => "not raised",
        (Value::NotShown, true) => "not made out",
        (Value::No, true) => "does not apply",
    }
}

/// What became of a finding.
#[must_use]
pub fn finding(value: Value) -> &'static str {
    match value {
        Value::Yes => "made out",
        Value::Contested => "contested",
        Value::NotShown => "not shown",
        Value::No => "not made out",
    }
}

/// What became of a rule.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Applies => "applies",
        Status::Contested => "contested",
        Status::NotShown => "not shown",
        Status::Defeated => "defeated by an exception",
        Status::NotMet => "not met",
    }
}

/// The title of a party: "the source".
#[must_use]
pub fn party_with(proof: &Proof, role: Role) -> String {
    let party = proof.program.party_with(role);
    party.map_or_else(String::new, |id| proof.program.parties[id.index()].title.clone())
}

/// The first letter made large.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The question of a fact, with its instance where there are several.
#[must_use]
pub fn question(proof: &Proof, subject: Subject) -> String {
    let fact = &proof.program.facts[subject.fact.index()];
    let topic = &proof.program.topics[fact.topic.index()];
    match proof.case.lists[fact.topic.index()].instances.get(subject.instance as usize) {
        Some(instance) if topic.many => format!("{} “{}”: {}", topic.title, spoken(instance), fact.question),
        _ => fact.question.clone(),
    }
}

/// The question of a fact where its list was named just above: the instance stands alone.
#[must_use]
pub fn question_in_list(proof: &Proof, subject: Subject) -> String {
    let fact = &proof.program.facts[subject.fact.index()];
    let topic = &proof.program.topics[fact.topic.index()];
    match proof.case.lists[fact.topic.index()].instances.get(subject.instance as usize) {
        Some(instance) if topic.many => format!("“{}”: {}", spoken(instance), fact.question),
        _ => fact.question.clone(),
    }
}

/// A word of the language as people say it.
#[must_use]
pub fn spoken(word: &str) -> String {
    word.replace('_', " ")
}

/// The first letter made small, unless the word is an abbreviation.
#[must_use]
pub fn inside_sentence(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    match letters.clone().next() {
        Some(second) if second.is_uppercase() => text.to_owned(),
        _ => first.to_lowercase().chain(letters).collect(),
    }
}

/// "a, b and c".
#[must_use]
pub fn listed_with(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// The answer that a state gives.
#[must_use]
pub fn answer(program: &Program, fact: FactId, state: &State) -> String {
    match state {
        State::NotShown => "Not shown".to_owned(),
        State::Contested => "Contested".to_owned(),
        State::Known(datum) => datum_words(program, fact, datum),
    }
}

/// A value in words.
#[must_use]
pub fn datum_words(program: &Program, fact: FactId, datum: &Datum) -> String {
    match datum {
        Datum::Yes => "Yes".to_owned(),
        Datum::No => "No".to_owned(),
        Datum::Amount(amount, written) => match amount {
            Amount::Date(_) => amount_words(*amount),
            Amount::Number(_) | Amount::Duration { .. } if written.is_empty() => amount_words(*amount),
            Amount::Number(_) | Amount::Duration { .. } => written.clone(),
        },
        Datum::Text(text) => text.clone(),
        Datum::Option(option) => match &program.facts[fact.index()].kind {
            Type::OneOf(options) => {
                sentence(&options.get(*option as usize).map_or_else(String::new, |word| spoken(word)))
            }
            _ => String::new(),
        },
        Datum::List { items, closed } => {
            let list = items.join("; ");
            if *closed { format!("{list}; nothing else") } else { list }
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as people write it: a minute, a day, a month, a year, or from when to when.
fn date_words(range: Range) -> String {
    match (range.low == i64::MIN, range.high == i64::MAX) {
        (true, true) => return "at any time".to_owned(),
        (true, false) if range.high.rem_euclid(86_400) == 86_399 => {
            return format!("until {}", moment(range.high, false));
        }
        (true, false) => return format!("before {}", moment(range.high.saturating_add(1), true)),
        (false, true) if range.low.rem_euclid(86_400) == 0 => return format!("from {} on", moment(range.low, false)),
        (false, true) => return format!("after {}", moment(range.low.saturating_sub(1), true)),
        (false, false) => {}
    }
    let (first, last) = (day_of(range.low), day_of(range.high));
    if first == last {
        // A literal narrowed to the first or last second of its day still means the day.
        let edge = range.low == range.high && matches!(range.low.rem_euclid(86_400), 0 | 86_399);
        return moment(range.low, range.high - range.low < 60 && !edge);
    }
    let whole_months = first.day() == 1 && last == last.last_of_month();
    match (whole_months, first.month() == last.month(), first.year() == last.year()) {
        (true, true, true) => format!("{} {}", month(first.month()), first.year()),
        (true, false, true) if first.month() == 1 && last.month() == 12 => first.year().to_string(),
        _ => format!("between {} and {}", moment(range.low, false), moment(range.high, false)),
    }
}

fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("")
}

fn moment(at: i64, timed: bool) -> String {
    let day = day_of(at);
    let words = format!("{} {} {}", day.day(), month(day.month()), day.year());
    let (hour, minute) = time_of(at);
    if timed { format!("{words}, {hour:02}:{minute:02}") } else { words }
}

/// How a reading came about: "not contested (the source, para. 11; relied on in para. 69)".
#[must_use]
pub fn standing(proof: &Proof, subject: Subject) -> String {
    let words = standing_alone(proof, subject);
    let references = references(proof.case, proof.case.statements_on(subject));
    if references.is_empty() { words } else { format!("{words} ({references})") }
}

/// How a reading came about, without its references: "not contested by the Government".
#[must_use]
pub fn standing_alone(proof: &Proof, subject: Subject) -> String {
    let reading = proof.reading(subject);
    let fact = &proof.program.facts[subject.fact.index()];
    let title = |index: usize| proof.program.parties[index].title.clone();
    let bearer = title(fact.bearer.index());
    let other_role =
        if proof.program.party_with(Role::Submits) == Some(fact.bearer) { Role::Answers } else { Role::Submits };
    let other = party_with(proof, other_role);
    match reading.standing {
        Standing::Alleged => format!("alleged by {bearer}"),
        Standing::Uncontested => format!("not contested by {other}"),
        Standing::NotRebutted => format!("denied by {other} only in general"),
        Standing::Contested => contested(proof, subject),
        Standing::Rebutted => format!("rebutted by a document of {other}"),
        Standing::Admitted => "both sides say so".to_owned(),
        Standing::Shown => "shown by a document".to_owned(),
        Standing::Asserted => "said without a document by a side whose bare word shows nothing".to_owned(),
        Standing::NotRaised if fact.judgement.is_some() => "a judgement that nobody asks for".to_owned(),
        Standing::NotRaised => "nobody speaks of it".to_owned(),
        Standing::Settled => format!("noted by {}", party_with(proof, Role::Settles)),
        Standing::Argued => "a judgement that is argued and not decided".to_owned(),
        Standing::ByDefault => "a judgement taken by the default reading".to_owned(),
        Standing::Pleaded => format!("a judgement taken as {} pleads it", party_with(proof, Role::Submits)),
        Standing::Supposed => "supposed".to_owned(),
    }
}

fn contested(proof: &Proof, subject: Subject) -> String {
    let mut said: Vec<String> = Vec::new();
    for statement in proof.case.statements_on(subject) {
        let Some(datum) = &statement.datum else { continue };
        let words = format!(
            "{} says {}",
            proof.case.speakers[statement.speaker as usize].title,
            datum_words(proof.program, subject.fact, datum)
        );
        if !said.contains(&words) {
            said.push(words);
        }
    }
    if said.len() < 2 { "contested".to_owned() } else { format!("contested: {}", said.join(", ")) }
}

/// Who says it where: "the source, paras. 11, 12; relied on in para. 69".
#[must_use]
pub fn references(case: &Case, statements: &[Statement]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut relied: Vec<&str> = Vec::new();
    for statement in statements {
        let mut words = case.speakers[statement.speaker as usize].title.clone();
        match statement.act {
            Act::States | Act::Answers => {}
            Act::Denies => words.push_str(" denies it"),
            Act::Shows => words.push_str(" shows it"),
            Act::Concedes => words.push_str(" concedes it"),
            Act::Disputes => words.push_str(" disputes it"),
        }
        if !statement.exhibit.is_empty() {
            words.push_str(&format!(" by {}", statement.exhibit));
        }
        if !statement.quoting.is_empty() {
            words.push_str(&format!(", quoting {}", statement.quoting));
        }
        let places = places(case, &statement.stated);
        if !places.is_empty() {
            words.push_str(&format!(", {places}"));
        }
        if !parts.contains(&words) {
            parts.push(words);
        }
        for para in &statement.relied {
            if !relied.contains(&para.as_str()) {
                relied.push(para);
            }
        }
    }
    if !relied.is_empty() {
        parts.push(format!("relied on in {}", paras(&relied)));
    }
    parts.join("; ")
}

/// "para. 11" for the case's first document, "Press release, para. 3" for another.
#[must_use]
pub fn places(case: &Case, list: &[Place]) -> String {
    let words = list.iter().map(|place| {
        let numbers: Vec<&str> = place.paras.iter().map(String::as_str).collect();
        let title = case.documents.get(place.document as usize).map_or("", |document| document.title.as_str());
        match (place.document, numbers.is_empty()) {
            (0, false) => paras(&numbers),
            (_, true) => title.to_owned(),
            (_, false) => format!("{title}, {}", paras(&numbers)),
        }
    });
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ")
}

fn paras(numbers: &[&str]) -> String {
    let several = numbers.len() > 1 || numbers.iter().any(|number| number.contains('-'));
    dashed(&format!("{} {}", if several { "paras." } else { "para." }, numbers.join(", ")))
}

/// "opinion 2/2022 paras 70-71; general comment 35 para 17", with a mark on what nobody verified.
#[must_use]
pub fn cites(program: &Program, list: &[Cite]) -> String {
    let one = |cite: &Cite| {
        let authority = &program.authorities[cite.authority.index()];
        let mut words = sentence(&authority.name);
        if !cite.place.is_empty() {
            words.push_str(&format!(" {}", place_words(&cite.place)));
        }
        match (cite.remark.is_empty(), authority.unverified) {
            (true, false) => {}
            (true, true) => words.push_str(" (unverified)"),
            (false, false) => words.push_str(&format!(" ({})", cite.remark)),
            (false, true) => words.push_str(&format!(" ({}; unverified)", cite.remark)),
        }
        words
    };
    list.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// `paras 70-71` as print has it: "paras. 70–71".
fn place_words(place: &str) -> String {
    let abbreviated = match place.split_once(' ') {
        Some((word @ ("para" | "paras"), numbers)) => format!("{word}. {numbers}"),
        _ => place.to_owned(),
    };
    dashed(&abbreviated)
}

/// A range of numbers has a dash: "70–71".
fn dashed(numbers: &str) -> String {
    let mut out = String::with_capacity(numbers.len() + 2);
    let mut letters = numbers.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let between = (before.is_ascii_digit() || before == ')') && letters.peek().is_some_and(char::is_ascii_digit);
        out.push(if letter == '-' && (between || before == ')') { '–' } else { letter });
        before = letter;
    }
    out
}

/// True if one of these authorities was verified by nobody.
#[must_use]
pub fn any_unverified(program: &Program, list: &[Cite]) -> bool {
    list.iter().any(|cite| program.authorities[cite.authority.index()].unverified)
}

/// True if a rule or one of its exceptions cites an authority that nobody verified.
#[must_use]
pub fn rests_on_unverified(program: &Program, rule: RuleId) -> bool {
    let rule = &program.rules[rule.index()];
    let all = rule.cite.iter().chain(rule.unless.iter().flat_map(|unless| &unless.cite));
    all.into_iter().any(|cite| program.authorities[cite.authority.index()].unverified)
}

/// `2(1)` as opinions print it: `2 (1)`.
#[must_use]
pub fn spaced(number: &str) -> String {
    number.replace('(', " (")
}

/// "ICCPR 9, 14 (1); UDHR 3".
#[must_use]
pub fn provisions(program: &Program, list: &[ProvisionId]) -> String {
    let mut words = String::new();
    let mut last = None;
    for id in list {
        let provision = &program.provisions[id.index()];
        let instrument = &program.instruments[provision.instrument.index()].name;
        let number = spaced(&provision.number);
        match last {
            None => words.push_str(&format!("{instrument} {number}")),
            Some(before) if before == provision.instrument => words.push_str(&format!(", {number}")),
            Some(_) => words.push_str(&format!("; {instrument} {number}")),
        }
        last = Some(provision.instrument);
    }
    words
}

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
                (None, Some(fact)) if literal(*left) => (fact, turned(*how), *left),
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

pub(super) fn number_comparison(how: Comparison) -> &'static str {
    match how {
        Comparison::Equal => "exactly",
        Comparison::NotEqual => "other than",
        Comparison::Less => "fewer than",
        Comparison::AtMost => "at most",
        Comparison::More => "more than",
        Comparison::AtLeast => "at least",
    }
}

/// The same comparison read from the other side.
fn turned(how: Comparison) -> Comparison {
    match how {
        Comparison::Equal | Comparison::NotEqual => how,
        Comparison::Less => Comparison::More,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::More => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
    }
}

/// A comparison as a verb, where only the terms are known.
pub(super) fn comparison_verb(program: &Program, left: TermId, how: Comparison) -> &'static str {
    let date =
        matches!(&program.terms[left.index()], Term::Fact(fact) if program.facts[fact.index()].kind == Type::Date);
    match (how, date) {
        (Comparison::Equal, _) => "is",
        (Comparison::NotEqual, _) => "is not",
        (Comparison::Less, true) => "is before",
        (Comparison::More, true) => "is after",
        (Comparison::AtMost, true) => "is not after",
        (Comparison::AtLeast, true) => "is not before",
        (Comparison::Less, false) => "is less than",
        (Comparison::More, false) => "is more than",
        (Comparison::AtMost, false) => "is at most",
        (Comparison::AtLeast, false) => "is at least",
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

/// An amount in words.
#[must_use]
pub fn amount_words(amount: Amount) -> String {
    let between = |range: Range, unit: &dyn Fn(i64) -> String| match (range.low, range.high) {
        (i64::MIN, i64::MAX) => "any".to_owned(),
        (low, high) if low == high => unit(low),
        (i64::MIN | 0, high) => format!("at most {}", unit(high)),
        (low, i64::MAX) => format!("at least {}", unit(low)),
        (low, high) => format!("{} to {}", unit(low), unit(high)),
    };
    match amount {
        Amount::Number(range) => between(range, &number_words),
        Amount::Date(range) => date_words(range),
        Amount::Duration { months, seconds } if seconds == Range::exactly(0) && months != 0 => match months % 12 {
            0 => plural(months / 12, "year"),
            _ => plural(months, "month"),
        },
        Amount::Duration { seconds, .. } => between(seconds, &seconds_words),
    }
}

fn plural(count: i64, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

fn seconds_words(seconds: i64) -> String {
    match seconds {
        at if at % 86_400 == 0 && at > 172_800 => plural(at / 86_400, "day"),
        at if at % 3600 == 0 => plural(at / 3600, "hour"),
        at if at % 60 == 0 => plural(at / 60, "minute"),
        at => plural(at, "second"),
    }
}

fn number_words(millionths: i64) -> String {
    let whole = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    whole.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The answer to a leaf condition and how it came about; `None` for a condition with parts.
#[must_use]
pub fn leaf_answer(proof: &Proof, id: ConditionId) -> Option<(String, String)> {
    let About::Subject(subject) = proof.circuit.condition(id).about else { return None };
    Some(match subject {
        Some(subject) => {
            let subject = proof.circuit.subjects[subject as usize];
            (answer(proof.program, subject.fact, &proof.reading(subject).state), standing(proof, subject))
        }
        None => ("Not shown".to_owned(), "nobody speaks of it".to_owned()),
    })
}

/// The paragraph of a rule in prose, its placeholders filled.
#[must_use]
pub fn say(proof: &Proof, rule: RuleId) -> String {
    let pieces = &proof.program.rules[rule.index()].say;
    let mut text = String::new();
    for piece in pieces {
        let words = match piece {
            Piece::Text(words) => words.clone(),
            Piece::Person => proof.case.person.clone(),
            Piece::Party(party) => proof.program.parties[party.index()].title.clone(),
            Piece::Fact(fact) => fact_in_prose(proof, *fact),
        };
        let starts = text.is_empty() || text.ends_with(". ");
        text.push_str(&if starts { sentence(&words) } else { words });
    }
    text
}

fn fact_in_prose(proof: &Proof, fact: FactId) -> String {
    let topic = proof.program.facts[fact.index()].topic;
    let instances = if proof.program.topics[topic.index()].many { proof.case.instances(topic) } else { 1 };
    let mut words: Vec<String> = Vec::new();
    for instance in 0..instances {
        let State::Known(datum) = &proof.reading(Subject { fact, instance }).state else { continue };
        let word = datum_words(proof.program, fact, datum);
        let word = if matches!(proof.program.facts[fact.index()].kind, Type::OneOf(_) | Type::YesNo) {
            word.to_lowercase()
        } else {
            word
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() { "[not stated]".to_owned() } else { words.join(", ") }
}
