//! The words for values, standings, facts, conditions and citations; every view uses these. In: a proof and an id. Out: text.
//! The reader meets questions and answers, never the syntax of the language.

use crate::amount::{Amount, day_of, time_of};
use crate::case::{Case, Datum, Place, Statement, Subject};
use crate::circuit::{About, ConditionId};
use crate::evaluate::{Proof, Reading, State, Status};
use crate::program::{Cite, FactId, Node, Piece, Program, ProvisionId, RuleId, Standing, Term, TermId, TopicId, Type};
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
        Some(instance) if topic.many => format!("{} “{}”: {}", topic.title, instance.replace('_', " "), fact.question),
        _ => fact.question.clone(),
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
        Datum::Amount(amount, written) => date_words(*amount).unwrap_or_else(|| written.clone()),
        Datum::Text(text) => text.clone(),
        Datum::Option(option) => match &program.facts[fact.index()].kind {
            Type::OneOf(options) => {
                sentence(&options.get(*option as usize).map_or_else(String::new, |word| word.replace('_', " ")))
            }
            _ => String::new(),
        },
        Datum::List { items, closed } => {
            let list = items.join("; ");
            if *closed { format!("{list}; nothing else") } else { list }
        }
    }
}

/// A date as people write it, if it is a minute, a day or a month.
fn date_words(amount: Amount) -> Option<String> {
    let Amount::Date(range) = amount else { return None };
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
    if range.low == i64::MIN || range.high == i64::MAX {
        return None;
    }
    let (first, last) = (day_of(range.low), day_of(range.high));
    let month = MONTHS.get(usize::try_from(first.month() - 1).ok()?)?;
    if first == last {
        let day = format!("{} {month} {}", first.day(), first.year());
        let (hour, minute) = time_of(range.low);
        // A literal narrowed to the first or last second of its day still means the day.
        let edge = range.low == range.high && matches!(range.low.rem_euclid(86_400), 0 | 86_399);
        let timed = range.high - range.low < 60 && !edge;
        return Some(if timed { format!("{day}, {hour:02}:{minute:02}") } else { day });
    }
    let whole_month = first.day() == 1 && last == first.last_of_month();
    whole_month.then(|| format!("{month} {}", first.year()))
}

/// How a reading came about: "not contested (the source, para. 11; relied on in para. 69)".
#[must_use]
pub fn standing(proof: &Proof, subject: Subject) -> String {
    let reading = proof.reading(subject);
    let fact = &proof.program.facts[subject.fact.index()];
    let title = |index: usize| proof.program.parties[index].title.clone();
    let bearer = title(fact.bearer.index());
    let other_role =
        if proof.program.party_with(Role::Submits) == Some(fact.bearer) { Role::Answers } else { Role::Submits };
    let other = party_with(proof, other_role);
    let words = match reading.standing {
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
        Standing::Argued => "a judgement: argued, not decided".to_owned(),
        Standing::ByDefault => "a judgement: by the default reading".to_owned(),
        Standing::Pleaded => format!("a judgement: taken as {} pleads", party_with(proof, Role::Submits)),
        Standing::Supposed => "supposed".to_owned(),
    };
    let references = references(proof.case, proof.case.statements_on(subject));
    if references.is_empty() { words } else { format!("{words} ({references})") }
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
    format!("{} {}", if several { "paras." } else { "para." }, numbers.join(", "))
}

/// "opinion 2/2022 paras 70-71; general comment 35 para 17", with a mark on what nobody verified.
#[must_use]
pub fn cites(program: &Program, list: &[Cite]) -> String {
    let one = |cite: &Cite| {
        let authority = &program.authorities[cite.authority.index()];
        let mut words = sentence(&authority.name);
        if !cite.place.is_empty() {
            words.push_str(&format!(" {}", cite.place));
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

/// True if a rule or one of its exceptions cites an authority that nobody verified.
#[must_use]
pub fn rests_on_unverified(program: &Program, rule: RuleId) -> bool {
    let rule = &program.rules[rule.index()];
    let all = rule.cite.iter().chain(rule.unless.iter().flat_map(|unless| &unless.cite));
    all.into_iter().any(|cite| program.authorities[cite.authority.index()].unverified)
}

/// "ICCPR 9, 14(1); UDHR 3".
#[must_use]
pub fn provisions(program: &Program, list: &[ProvisionId]) -> String {
    let mut words = String::new();
    let mut last = None;
    for id in list {
        let provision = &program.provisions[id.index()];
        let instrument = &program.instruments[provision.instrument.index()].name;
        match last {
            None => words.push_str(&format!("{instrument} {}", provision.number)),
            Some(before) if before == provision.instrument => words.push_str(&format!(", {}", provision.number)),
            Some(_) => words.push_str(&format!("; {instrument} {}", provision.number)),
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
            Some(part) => format!("that it is otherwise: {}", condition(proof, *part)),
            None => "that it is otherwise".to_owned(),
        },
        Node::All(_) => "all of these".to_owned(),
        Node::Any(_) => "at least one of these".to_owned(),
        Node::AtLeast(wanted, _) => format!("at least {wanted} of these"),
        Node::Compare(left, how, right) => {
            let how = comparison(program, *left, *how);
            format!("{} {how} {}", term(proof, id, *left), term(proof, id, *right))
        }
        Node::OneOf(fact, options) => {
            let words: Vec<String> = options
                .iter()
                .map(|option| datum_words(program, *fact, &Datum::Option(*option)).to_lowercase())
                .collect();
            format!("{} is {}", term_fact(proof, id, *fact), words.join(" or "))
        }
        Node::Contains(fact, text) => format!("{} names “{text}”", term_fact(proof, id, *fact)),
        Node::IsShown(_) => match proof.circuit.parts(id).first() {
            Some(part) => format!("that an answer is shown: {}", condition(proof, *part)),
            None => String::new(),
        },
        Node::TermShown(at) => format!("that an answer is shown: {}", term(proof, id, *at)),
        Node::Some(topic, _) => format!("at least one of: {}", list_words(proof, *topic)),
        Node::Every(topic, _) => format!("every one of: {}", list_words(proof, *topic)),
        Node::Count(topic, _, how, number) => {
            format!("how many of: {} ({} {number})", list_words(proof, *topic), number_comparison(*how))
        }
        Node::HasReplied(party) => format!("{} has replied", program.parties[party.index()].title),
        Node::HasChallenged(party, fact) => {
            let what =
                fact.map_or_else(|| "any allegation".to_owned(), |fact| program.facts[fact.index()].question.clone());
            format!("{} has challenged {what}", program.parties[party.index()].title)
        }
    }
}

fn unlisted(program: &Program, fact: FactId) -> String {
    let fact = &program.facts[fact.index()];
    let topic = &program.topics[fact.topic.index()];
    format!("{}, one that the case may not list: {}", topic.title, fact.question)
}

fn list_words(proof: &Proof, topic: TopicId) -> String {
    let title = &proof.program.topics[topic.index()].title;
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

pub(super) fn comparison(program: &Program, left: TermId, how: Comparison) -> &'static str {
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

/// A fact in a comparison: its question and answer in one.
fn term_fact(proof: &Proof, condition: ConditionId, fact: FactId) -> String {
    let declared = &proof.program.facts[fact.index()];
    let Some(subject) = subject_in_scope(proof, condition, fact) else { return format!("“{}”", declared.question) };
    let state = &proof.reading(subject).state;
    format!("“{}” ({})", question(proof, subject), answer(proof.program, fact, state))
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
                    format!("the time from {} to {}", term_fact(proof, condition, *b), term_fact(proof, condition, *a))
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

/// A literal amount in words.
#[must_use]
pub fn amount_words(amount: Amount) -> String {
    let plural = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match amount {
        Amount::Number(range) => number_words(range.low),
        Amount::Date(_) => date_words(amount).unwrap_or_default(),
        Amount::Duration { months, seconds } if seconds.low == 0 && months % 12 == 0 && months != 0 => {
            plural(months / 12, "year")
        }
        Amount::Duration { months, seconds } if seconds.low == 0 && months != 0 => plural(months, "month"),
        Amount::Duration { seconds, .. } => match seconds.low {
            at if at % 86_400 == 0 && at > 172_800 => plural(at / 86_400, "day"),
            at if at % 3600 == 0 => plural(at / 3600, "hour"),
            at => plural(at / 60, "minute"),
        },
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
            let Reading { state, .. } = proof.reading(subject);
            (answer(proof.program, subject.fact, state), standing(proof, subject))
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
