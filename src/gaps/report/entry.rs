//! The entries of a ledger: a rule with what it lacks, an element, a burden, a reply. In: a proof and one of these. Out: a
//! [`Branch`].

use super::{counted, name, row};
use crate::case::Subject;
use crate::circuit::{About, ConditionId};
use crate::evaluate::Proof;
use crate::explain::report::{Branch, Line, cited, faint, plain, strong, valued};
use crate::explain::words;
use crate::gaps::{Class, Element, Ledger, Near, Reply};
use crate::inquiry::clause::ask;
use crate::inquiry::{Ask, words as asking};
use crate::program::{Node, Program, TopicId};
use crate::syntax::ast::Role;
use crate::value::Value;

/// The title of a rule, its authorities, and what it lacks.
pub(super) fn title(proof: &Proof, near: &Near) -> Line {
    let rule = &proof.program.rules[near.rule.index()];
    let mut line = vec![strong(rule.title.clone())];
    let lacks = near.distance.missing + near.distance.contested;
    if lacks > 0 {
        line.push(plain(format!(" – lacks {}", counted(lacks, "element"))));
    }
    if near.unverified {
        line.push(plain(" – on unverified authority"));
    }
    line
}

/// A rule with what it lacks.
pub(super) fn rule(proof: &Proof, ledger: &Ledger, near: &Near) -> Branch {
    let declared = &proof.program.rules[near.rule.index()];
    let of = |class: Class| {
        let own = near.keys().filter_map(|key| ledger.elements.get(key));
        own.filter(move |element| element.class == class)
    };
    let mut parts: Vec<Branch> = of(Class::Missing).flat_map(|element| missing(proof, element)).collect();
    let enough = near.distance.missing;
    if near.findings.is_empty() && enough > 0 && parts.len() > enough {
        // Of alternatives one is enough.
        let line = vec![faint(format!("Of these {enough} may be enough:"))];
        parts = vec![Branch { line, parts, open: true, ..Branch::default() }];
    }
    parts.extend(near.findings.iter().map(|holding| {
        let title = &proof.program.holdings[holding.index()].title;
        let line = vec![plain(format!("It also needs a finding that is not made out: {title}."))];
        Branch { mark: Some(proof.holding(*holding)), line, ..Branch::default() }
    }));
    for class in [Class::Contested, Class::Answered, Class::Exception] {
        parts.extend(of(class).map(|element| self::element(proof, element)));
    }
    let shown = of(Class::Shown).count();
    if shown > 0 {
        parts.push(row(vec![faint(format!("{} shown.", counted(shown, "element")))]));
    }
    let open: Vec<String> = of(Class::Undischarged).map(|element| format!("“{}”", question(proof, element))).collect();
    if !open.is_empty() {
        let other = words::sentence(&words::party_with(proof, Role::Answers));
        let text = format!("{other} would be saved by showing: {}.", words::listed_with(&open, "or"));
        parts.push(row(vec![faint(text)]));
    }
    let details = vec![vec![cited(words::cites(proof.program, &declared.cite))]];
    Branch { line: title(proof, near), details, parts, open: true, ..Branch::default() }
}

/// What is missing, as something to ask, with who must show it and by what.
fn missing(proof: &Proof, element: &Element) -> Vec<Branch> {
    let open = |subject: &&Subject| proof.reading(**subject).state.value() == Value::NotShown;
    let facts: Vec<&Subject> = element.facts.iter().filter(open).collect();
    if facts.is_empty() {
        let line = vec![plain(match list(proof, element) {
            Some(topic) => asking::sentence(proof, Ask::More(topic)),
            None => ask(&question(proof, element)),
        })];
        return vec![Branch { mark: Some(Value::NotShown), line, ..Branch::default() }];
    }
    facts.into_iter().map(|subject| fact(proof, *subject)).collect()
}

fn fact(proof: &Proof, subject: Subject) -> Branch {
    let declared = &proof.program.facts[subject.fact.index()];
    let line = match declared.judgement {
        Some(_) => vec![plain(format!("To be argued, a judgement: {}", words::question_alone(proof, subject)))],
        None => vec![plain(asking::sentence_alone(proof, Ask::Fact(subject)))],
    };
    let details = if declared.judgement.is_some() { Vec::new() } else { proofs(proof.program, subject) };
    Branch { mark: Some(Value::NotShown), line, details, ..Branch::default() }
}

/// Who must show a fact, what would show it, and who keeps the record.
fn proofs(program: &Program, subject: Subject) -> Vec<Line> {
    let fact = &program.facts[subject.fact.index()];
    let title = |party: crate::program::PartyId| program.parties[party.index()].title.clone();
    let mut text = format!("For {} to show.", title(fact.bearer));
    if !fact.shown_by.is_empty() {
        text.push_str(&format!(" Documents: {}.", fact.shown_by.join("; ")));
    }
    if let Some(party) = fact.record {
        text.push_str(&format!(" {} keeps the record: request that it be produced.", words::sentence(&title(party))));
    }
    vec![vec![faint(text)]]
}

/// An element with its answer and how that came about.
pub(super) fn element(proof: &Proof, element: &Element) -> Branch {
    let value = proof.of(element.condition);
    let mark = match element.class {
        Class::Shown | Class::Exception => Value::Yes,
        Class::Contested => Value::Contested,
        Class::Answered if value == Value::Contested => Value::Contested,
        Class::Missing | Class::Undischarged => Value::NotShown,
        Class::Answered | Class::Otherwise => Value::No,
    };
    let mut line = vec![plain(question(proof, element))];
    let mut parts = Vec::new();
    match element.facts[..] {
        [subject] if list(proof, element).is_none() => line.extend(answer(proof, subject)),
        _ => parts.extend(element.facts.iter().filter(|subject| is_told(proof, **subject)).map(|subject| {
            let mut line = vec![plain(words::question_alone(proof, *subject))];
            line.extend(answer(proof, *subject));
            Branch { mark: Some(proof.reading(*subject).state.value()), line, ..Branch::default() }
        })),
    }
    Branch { mark: Some(mark), line, parts, ..Branch::default() }
}

/// The topic of an element that asks after several of a kind.
fn list(proof: &Proof, element: &Element) -> Option<TopicId> {
    match proof.program.expr(proof.circuit.condition(element.condition).expr).node {
        Node::Some(topic, _) | Node::Every(topic, _) | Node::Count(topic, ..) => Some(topic),
        _ => None,
    }
}

fn is_told(proof: &Proof, subject: Subject) -> bool {
    proof.reading(subject).state.value() != Value::NotShown
}

fn answer(proof: &Proof, subject: Subject) -> Line {
    let given = words::answer(proof.program, subject.fact, &proof.reading(subject).state);
    vec![strong(format!(" {given}")), faint(format!(" – {}", words::standing(proof, subject)))]
}

/// What an element asks, as the rule needs it: a question, beside which its answer stands, or the condition in words.
pub(in crate::gaps) fn question(proof: &Proof, element: &Element) -> String {
    let asked = asked(proof, element);
    if asked.ends_with('?') {
        return asked;
    }
    let stated = words::inside_sentence(&asked);
    match (&proof.program.expr(proof.circuit.condition(element.condition).expr).node, element.denied) {
        (Node::IsShown(_) | Node::TermShown(_), true) => {
            format!("Nothing shows, either way, whether this is so: {stated}")
        }
        (Node::IsShown(_), false) => format!("It is shown whether this is so: {stated}"),
        (_, true) => format!("This is not so: {stated}"),
        (_, false) => asked,
    }
}

/// What an element asks, be it needed or to be kept away: a fact's question, or the condition in words.
fn asked(proof: &Proof, element: &Element) -> String {
    let condition = proof.circuit.condition(element.condition);
    match (&proof.program.expr(condition.expr).node, condition.about) {
        (Node::Fact(_), About::Subject(Some(subject))) => {
            words::question_alone(proof, proof.circuit.subjects[subject as usize])
        }
        _ => in_words(proof, element.condition),
    }
}

fn in_words(proof: &Proof, id: ConditionId) -> String {
    if let [fact] = words::facts_read(proof.program, &proof.program.expr(proof.circuit.condition(id).expr).node)[..]
        && let Some(subject) = words::subject_in_scope(proof, id, fact)
    {
        return words::question_alone(proof, subject);
    }
    words::sentence(&words::condition(proof, id))
}

/// What the other side would have to show, and by what it could.
pub(super) fn burden(proof: &Proof, element: &Element) -> Branch {
    let mut details = Vec::new();
    for subject in &element.facts {
        let fact = &proof.program.facts[subject.fact.index()];
        if !fact.shown_by.is_empty() {
            details.push(vec![faint(format!("Documents that would show it: {}.", fact.shown_by.join("; ")))]);
        }
        if !fact.met_by.is_empty() {
            details.push(vec![faint(format!("If it is said: {}", fact.met_by))]);
        }
    }
    Branch { mark: Some(Value::NotShown), line: vec![plain(question(proof, element))], details, ..Branch::default() }
}

/// A reply, what would follow, and how it can be met.
pub(super) fn reply(proof: &Proof, ledger: &Ledger, reply: &Reply) -> Branch {
    let fact = &proof.program.facts[reply.subject.fact.index()];
    let given = words::datum_words(proof.program, reply.subject.fact, &reply.datum);
    let line = vec![
        plain(format!("A document by which the answer to “{}” is ", words::question_alone(proof, reply.subject))),
        strong(given),
    ];
    let name = name(proof.program, ledger.goal);
    let becomes = |value: Value| valued(value, outcome(value));
    let mut follows = vec![plain(format!("{} ", words::sentence(&name))), becomes(reply.shown), plain(". ")];
    follows.push(plain(falls(proof, reply)));
    let mut details = vec![follows];
    if reply.said != reply.shown {
        details.push(vec![
            plain(format!("If it is only said, without a document: {name} ")),
            becomes(reply.said),
            plain("."),
        ]);
    }
    if !fact.met_by.is_empty() {
        details.push(vec![plain(format!("How to meet it: {}", fact.met_by))]);
    }
    if reply.disputed != reply.shown {
        details.push(vec![
            plain(format!("If the document is disputed with something specific: {name} ")),
            becomes(reply.disputed),
            plain("."),
        ]);
    }
    Branch { line, details, ..Branch::default() }
}

/// What becomes of a conclusion, as a verb.
fn outcome(value: Value) -> &'static str {
    match value {
        Value::Yes => "applies",
        Value::Contested => "is contested",
        Value::NotShown => "is not made out",
        Value::No => "does not apply",
    }
}

/// "It would bring down the rules “…” and “…”."
fn falls(proof: &Proof, reply: &Reply) -> String {
    const MOST: usize = 3;
    let title = |rule: &crate::program::RuleId| format!("“{}”", proof.program.rules[rule.index()].title);
    let mut titles: Vec<String> = reply.rules.iter().take(MOST).map(title).collect();
    if reply.rules.len() > MOST {
        titles.push(format!("{} more", reply.rules.len() - MOST));
    }
    match titles.len() {
        0 => String::new(),
        1 => format!("It would bring down the rule {}.", titles[0]),
        _ => format!("It would bring down the rules {}.", words::listed_with(&titles, "and")),
    }
}
