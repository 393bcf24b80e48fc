//! What a case declares as names. In: the syntax trees of a case and its pack. Out: names with their kinds and forms, and the
//! words that the author of the case chose.

use std::collections::BTreeSet;

use crate::syntax::ast::{BlockLine, FactClaim, File, HypotheticalLine, Item, Literal, NameKind, Named, StatedValue};

/// Names with their forms: those of `names` lines, then whom the header calls the person, then the answers to facts of which the
/// pack says that they are names.
pub(super) fn names(case: &[&File], pack: &[&File]) -> Vec<(NameKind, Vec<String>)> {
    let mut found: Vec<(NameKind, Vec<String>)> = Vec::new();
    let items = || case.iter().flat_map(|file| &file.items);
    for item in items() {
        if let Item::Case(decl) = item {
            let forms =
                |names: &crate::syntax::ast::NamesDecl| names.forms.iter().map(|form| form.text.clone()).collect();
            found.extend(decl.names.iter().map(|names| (names.kind, forms(names))));
        }
    }
    for item in items() {
        let person = match item {
            Item::Case(decl) => &decl.person,
            Item::Detention(decl) => &decl.person,
            _ => &None,
        };
        if let Some(person) = person {
            found.push(called(&found, &person.text));
        }
    }
    let facts = named_facts(pack);
    for (topic, claim) in claims(case) {
        let kind = facts.iter().find(|(of, fact, _)| *of == topic && *fact == claim.fact.text);
        let Some((_, _, Named::Bears(kind))) = kind else { continue };
        found.extend(texts(&claim.value).into_iter().map(|text| (*kind, vec![text])));
    }
    found
}

/// Whom a header calls the person: "Mr. Ilyashev" is a form of a declared name that shares a word with it.
fn called(found: &[(NameKind, Vec<String>)], person: &str) -> (NameKind, Vec<String>) {
    let words = |text: &str| -> BTreeSet<String> {
        let parts = text.split(|letter: char| !letter.is_alphanumeric());
        parts
            .filter(|part| part.chars().count() >= super::SHORTEST_WORD && !common(&part.to_lowercase()))
            .map(str::to_lowercase)
            .collect()
    };
    let own = words(person);
    let known = found
        .iter()
        .find(|(kind, forms)| *kind == NameKind::Person && forms.iter().any(|form| !words(form).is_disjoint(&own)));
    match known {
        Some((kind, forms)) => (*kind, vec![forms[0].clone(), person.to_owned()]),
        None => (NameKind::Person, vec![person.to_owned()]),
    }
}

/// Facts of the pack whose answers tell who, where or which: topic, fact, and what of.
pub(super) fn named_facts<'a>(pack: &[&'a File]) -> Vec<(&'a str, &'a str, Named)> {
    let topics = pack.iter().flat_map(|file| &file.items).filter_map(|item| match item {
        Item::Topic(topic) => Some(topic),
        _ => None,
    });
    let facts = topics.flat_map(|topic| topic.facts.iter().map(move |fact| (topic, fact)));
    facts.filter_map(|(topic, fact)| Some((topic.name.text.as_str(), fact.name.text.as_str(), fact.named?))).collect()
}

/// Every claim of a case, with its topic: stated and supposed.
pub(super) fn claims<'a>(case: &[&'a File]) -> Vec<(&'a str, &'a FactClaim)> {
    let mut found = Vec::new();
    for item in case.iter().flat_map(|file| &file.items) {
        match item {
            Item::Block(block) => block.lines.iter().for_each(|line| of_line(line, &mut found)),
            Item::Hypothetical(hypothetical) => {
                for line in &hypothetical.lines {
                    match line {
                        HypotheticalLine::Suppose(decl) => match &decl.instance {
                            Some((topic, _)) => {
                                found.extend(decl.claims.iter().map(|claim| (topic.text.as_str(), claim)))
                            }
                            None => found.extend(decl.claims.iter().filter_map(lone)),
                        },
                        HypotheticalLine::Adds { line, .. } => of_line(line, &mut found),
                        HypotheticalLine::Expect(_) | HypotheticalLine::Note(_) => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// A claim that names its topic itself.
fn lone(claim: &FactClaim) -> Option<(&str, &FactClaim)> {
    claim.topic.as_ref().map(|topic| (topic.text.as_str(), claim))
}

fn of_line<'a>(line: &'a BlockLine, found: &mut Vec<(&'a str, &'a FactClaim)>) {
    match line {
        BlockLine::Statement(it) => found.extend(lone(&it.claim)),
        BlockLine::Instance(it) => found.extend(it.claims.iter().map(|claim| (it.topic.text.as_str(), claim))),
        BlockLine::NoOther(..) | BlockLine::Note(_) => {}
    }
}

fn texts(value: &StatedValue) -> Vec<String> {
    match value {
        StatedValue::Exactly(Literal::Text(text), _) => vec![text.clone()],
        StatedValue::List { items, .. } => items.iter().map(|item| item.text.clone()).collect(),
        _ => Vec::new(),
    }
}

/// The words that the author of a case chose: for the case, its detentions, documents, accounts, parties and instances.
pub(super) fn own_words(case: &[&File]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for item in case.iter().flat_map(|file| &file.items) {
        match item {
            Item::Case(decl) => {
                words.insert(decl.name.text.clone());
                words.extend(decl.documents.iter().map(|document| document.name.text.clone()));
            }
            Item::Detention(decl) => drop(words.insert(decl.name.text.clone())),
            Item::Account(decl) => drop(words.insert(decl.name.text.clone())),
            Item::Party(decl) => words.extend(decl.name.text.split(' ').map(str::to_owned)),
            Item::Block(block) => words.extend(block.lines.iter().filter_map(|line| match line {
                BlockLine::Instance(it) => Some(it.instance.text.clone()),
                _ => None,
            })),
            _ => {}
        }
    }
    words
}

/// Words that stand in many names and in every text.
pub(super) fn common(word: &str) -> bool {
    const COMMON: &[&str] = &[
        "mrs",
        "miss",
        "sir",
        "dame",
        "lady",
        "lord",
        "the",
        "and",
        "for",
        "von",
        "van",
        "der",
        "den",
        "del",
        "los",
        "las",
        "bin",
        "ibn",
        "abu",
        "son",
        "ben",
        "bint",
        "mme",
        "mlle",
        "sra",
        "srta",
        "don",
        "dona",
        "sheikh",
        "professor",
        "doctor",
        "saint",
        "person",
        "client",
        "city",
        "court",
        "district",
        "police",
        "station",
        "prison",
        "street",
        "avenue",
        "road",
        "house",
        "north",
        "south",
        "east",
        "west",
        "new",
        "old",
        "first",
        "second",
        "party",
        "union",
        "national",
        "central",
        "general",
        "human",
        "rights",
        "state",
        "republic",
        "ministry",
        "committee",
        "number",
        "case",
        "file",
        "no",
        "our",
        "right",
        "office",
        "place",
        "organization",
    ];
    COMMON.contains(&word)
}
