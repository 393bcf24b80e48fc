//! The words for values, standings, facts, conditions and citations; every view uses these. In: a proof and an id. Out: text.
//! The reader meets questions and answers, never the syntax of the language.

mod asked;
mod force;
mod quantity;
mod reading;

pub(in crate::explain) use asked::{comparison_verb, number_comparison};
pub use asked::{condition, facts_read, needed, subject_in_scope};
pub use force::{Dated, Dating, concluded, holding_force, law_applied, law_in_time, rule_force, rule_status, time};
pub use quantity::amount_words;
pub use reading::{law_reading, readings_chosen};

use crate::amount::Amount;
use crate::case::{Case, Datum, Place, Statement, Subject};
use crate::circuit::{About, ConditionId};
use crate::evaluate::{Proof, State, Status};
use crate::program::{Cite, FactId, KindId, Piece, Program, ProvisionId, RuleId, Standing, Type};
use crate::syntax::ast::{Act, Asked, Role};
use crate::value::Value;

/// What to print over a case: its title, for one of several detentions that of the case before it, and after them who
/// reports it where the decision itself was not read.
#[must_use]
pub fn heading(case: &Case) -> String {
    let title = if case.within.is_empty() { case.title.clone() } else { format!("{}: {}", case.within, case.title) };
    labelled(&title, &case.reported_by)
}

/// A title, and who reports the case where the decision itself was not read.
#[must_use]
pub fn labelled(title: &str, reported_by: &[String]) -> String {
    if reported_by.is_empty() {
        return title.to_owned();
    }
    format!("{title} – reported by {}; opinion not read", listed_with(reported_by, "and"))
}

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

/// The kind that a reader wants to know before all else: the one declared `first`, else the first declared.
#[must_use]
pub fn main_kind(program: &Program) -> Option<KindId> {
    program.kinds_in_reading_order().first().copied()
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

/// The mark of a conclusion: one that nobody raised is open, though its rules may not be met.
#[must_use]
pub fn conclusion_mark(value: Value, raised: bool) -> &'static str {
    if raised { mark(value) } else { mark(value.max(Value::NotShown)) }
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
fn status(status: Status) -> &'static str {
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

/// Whether a question needs its topic beside it: "When?" and "Where?" say too little alone.
#[must_use]
pub fn leans(question: &str) -> bool {
    question.split_whitespace().count() <= 4 || question.contains('(')
}

/// The question of a fact so that it can stand outside its topic: "Arrest: When (day and, if known, hour)?"
#[must_use]
pub fn question_alone(proof: &Proof, subject: Subject) -> String {
    let topic = &proof.program.topics[proof.program.facts[subject.fact.index()].topic.index()];
    let question = question(proof, subject);
    if !topic.many && leans(&question) { format!("{}: {question}", topic.title) } else { question }
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

/// How a reading came about: "not contested (the source, para. 11; relied on in para. 69)".
#[must_use]
pub fn standing(proof: &Proof, subject: Subject) -> String {
    let words = standing_alone(proof, subject);
    let statements = proof.case.statements_on(subject);
    // Who says otherwise is not cited for what is taken as true.
    let known = match &proof.reading(subject).state {
        State::Known(datum) => Some(datum),
        State::NotShown | State::Contested => None,
    };
    let says_otherwise = |statement: &&Statement| match (known, &statement.datum) {
        (Some(known), Some(said)) => known.meet(said).is_none(),
        _ => false,
    };
    let (otherwise, agreeing): (Vec<&Statement>, Vec<&Statement>) = statements.iter().partition(says_otherwise);
    let mut parts: Vec<String> = vec![references(proof.case, agreeing)];
    for statement in otherwise {
        let Some(said) = &statement.datum else { continue };
        let answer = inside_sentence(&datum_words(proof.program, subject.fact, said));
        parts.push(format!("otherwise “{answer}”: {}", references(proof.case, [statement])));
    }
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { words } else { format!("{words} ({})", parts.join("; ")) }
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
        Standing::Uncontested if told_in_part(proof) => format!("no answer of {other} to it is told"),
        Standing::Uncontested => format!("not contested by {other}"),
        Standing::NotRebutted => format!("denied by {other} only in general"),
        Standing::Contested => contested(proof, subject),
        Standing::Rebutted => format!("rebutted by a document of {other}"),
        Standing::Admitted => "both sides say so".to_owned(),
        Standing::Shown => "shown by a document".to_owned(),
        Standing::Asserted => "only asserted, without a document".to_owned(),
        Standing::NotRaised if fact.judgement.is_some() => "a judgement that nobody asks for".to_owned(),
        Standing::NotRaised => "nobody speaks of it".to_owned(),
        Standing::Settled => format!("noted by {}", party_with(proof, Role::Settles)),
        Standing::Argued => "a judgement that is argued and not decided".to_owned(),
        Standing::ByDefault => "a judgement taken by the default reading".to_owned(),
        Standing::Pleaded => format!("a judgement taken as {} pleads it", party_with(proof, Role::Submits)),
        Standing::Supposed => "supposed".to_owned(),
    }
}

/// The other side replied, and what it said is not known in full.
#[must_use]
pub fn told_in_part(proof: &Proof) -> bool {
    proof.program.stages.get(proof.case.stage.index()).is_some_and(|stage| stage.asked == Asked::HeardInPart)
}

fn contested(proof: &Proof, subject: Subject) -> String {
    let mut said: Vec<String> = Vec::new();
    for statement in proof.case.statements_on(subject) {
        let Some(datum) = &statement.datum else { continue };
        let answer = datum_words(proof.program, subject.fact, datum);
        let answer = match datum {
            Datum::Yes | Datum::No | Datum::Option(_) => inside_sentence(&answer),
            Datum::Amount(..) | Datum::Text(_) | Datum::List { .. } => answer,
        };
        let words = format!("{} says {answer}", proof.case.speakers[statement.speaker as usize].title);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    if said.len() < 2 { "contested".to_owned() } else { format!("contested: {}", said.join(", ")) }
}

/// Who says it where: "the source, paras. 11, 12; relied on in para. 69".
#[must_use]
pub fn references<'a>(case: &'a Case, statements: impl IntoIterator<Item = &'a Statement>) -> String {
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

/// What a rule that applies breaches: what it names, or, where that instrument is not shown to bind, the same right elsewhere.
#[must_use]
pub fn breached(proof: &Proof, rule: RuleId) -> Vec<ProvisionId> {
    let binds = |id: &ProvisionId| proof.binds(proof.program.provisions[id.index()].instrument) == Value::Yes;
    let mut list: Vec<ProvisionId> = Vec::new();
    for named in &proof.program.rules[rule.index()].breach {
        let twins = &proof.program.provisions[named.index()].twins;
        let stands = if binds(named) { std::slice::from_ref(named) } else { twins.as_slice() };
        for id in stands.iter().filter(|id| binds(id)) {
            if !list.contains(id) {
                list.push(*id);
            }
        }
    }
    list
}

/// What a rule names as breached that is not shown to bind.
#[must_use]
pub fn not_binding(proof: &Proof, rule: RuleId) -> Vec<ProvisionId> {
    let binds = |id: &ProvisionId| proof.binds(proof.program.provisions[id.index()].instrument);
    let named = proof.program.rules[rule.index()].breach.iter().copied();
    let in_force = |id: &ProvisionId| proof.instrument_in_force(proof.program.provisions[id.index()].instrument);
    named.filter(|id| in_force(id) && binds(id) != Value::Yes).collect()
}

/// What a rule names as breached whose instrument is not in force.
#[must_use]
pub fn not_in_force(proof: &Proof, rule: RuleId) -> Vec<ProvisionId> {
    let in_force = |id: &ProvisionId| proof.instrument_in_force(proof.program.provisions[id.index()].instrument);
    let named = proof.program.rules[rule.index()].breach.iter().copied();
    named.filter(|id| !in_force(id)).collect()
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
        // "on 17 April 2020 at 20:20": a comma would cut the sentence.
        let word = datum_words(proof.program, fact, datum);
        let word = match datum {
            Datum::Amount(Amount::Date(_), _) => word.replace(", ", " at "),
            _ => word,
        };
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
