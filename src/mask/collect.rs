//! What a case declares as names. In: the syntax trees of a case and its pack. Out: names with their kinds and forms, and the
//! words that the author of the case chose.

use std::collections::BTreeSet;

use crate::source::SourceId;
use crate::syntax::ast::{
    BlockLine, FactClaim, File, HypotheticalLine, Item, Literal, NameKind, Named, NamesDecl, StatedValue,
};
use crate::syntax::lexer::lex;

/// Names with their forms.
pub(super) type Names = Vec<(NameKind, Vec<String>)>;

/// Those of `names` lines.
pub(super) fn declared(case: &[&File]) -> Names {
    let headers = case.iter().flat_map(|file| &file.items).filter_map(|item| match item {
        Item::Case(decl) => Some(decl),
        _ => None,
    });
    let forms = |names: &NamesDecl| names.forms.iter().map(|form| form.text.clone()).collect();
    headers.flat_map(|decl| decl.names.iter().map(|names| (names.kind, forms(names)))).collect()
}

/// Whom a header calls the person, who speaks in accounts, and the answers to facts of which the pack says that they are names.
pub(super) fn called(case: &[&File], pack: &[&File]) -> Names {
    let mut found: Names = Vec::new();
    for item in case.iter().flat_map(|file| &file.items) {
        let person = match item {
            Item::Case(decl) => decl.person.as_ref(),
            Item::Detention(decl) => decl.person.as_ref(),
            Item::Account(decl) => Some(&decl.who),
            _ => None,
        };
        found.extend(person.map(|person| (NameKind::Person, vec![person.text.clone()])));
    }
    let facts = named_facts(pack);
    for (topic, claim) in claims(case) {
        let kind = facts.iter().find(|(of, fact, _)| *of == topic && *fact == claim.fact.text);
        let Some((_, _, Named::Bears(kind))) = kind else { continue };
        found.extend(texts(&claim.value).into_iter().map(|text| (*kind, vec![text])));
    }
    found
}

/// The files that a case includes or builds on, as it names them.
pub(super) fn includes(case: &[&File]) -> BTreeSet<String> {
    let items = case.iter().flat_map(|file| &file.items);
    let name = |item: &Item| match item {
        Item::Include(include) => Some(include.text.clone()),
        Item::Case(decl) => decl.extends.as_ref().map(|base| base.text.clone()),
        _ => None,
    };
    items.filter_map(name).collect()
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

/// Every word of a text that stands outside quotation marks and comments.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let tokens = lex(SourceId::default(), text).tokens;
    tokens.into_iter().filter(|token| token.is_word()).map(|token| token.text(text).to_owned())
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
