//! What each paragraph rests on: facts with their places, rules with their authorities. In: the marks of paragraphs. Out: words for
//! the margin, or a list for a side file.

use super::json::{Traced, TracedFact, TracedRule};
use crate::case::{Case, Subject};
use crate::explain::words;
use crate::program::{FactId, Program, RuleId};
use crate::syntax::ast::Role;
use crate::wording::Wording;

/// What a mark names.
enum Named {
    Fact(FactId, u32),
    Rule(RuleId),
}

fn named(program: &Program, key: &str) -> Option<Named> {
    let (kind, name) = key.split_once(':')?;
    if kind == "rule" {
        return program.rules.iter().position(|rule| rule.name == name).map(|place| Named::Rule(RuleId::at(place)));
    }
    let (name, instance) = name.split_once('#').map_or((name, 0), |(name, number)| (name, number.parse().unwrap_or(0)));
    let place = (0..program.facts.len()).find(|place| program.fact_name(FactId::at(*place)) == name)?;
    Some(Named::Fact(FactId::at(place), instance))
}

/// A mark as the margin says it: the words of facts, by topic, and of rules. A margin is narrow; the side file says them whole.
#[must_use]
pub fn trace_words(program: &Program, keys: &str) -> String {
    let mut said: Vec<(&str, Vec<String>)> = Vec::new();
    for key in keys.split_whitespace() {
        let (under, word) = match named(program, key) {
            Some(Named::Fact(fact, _)) => {
                let fact = &program.facts[fact.index()];
                (program.topics[fact.topic.index()].name.as_str(), &fact.name)
            }
            Some(Named::Rule(rule)) => ("rule", &program.rules[rule.index()].name),
            None => continue,
        };
        let word = words::spoken(word);
        match said.iter_mut().find(|(known, _)| *known == under) {
            Some((_, list)) if list.contains(&word) => {}
            Some((_, list)) => list.push(word),
            None => said.push((under, vec![word])),
        }
    }
    let lines: Vec<String> =
        said.iter().map(|(under, list)| format!("{}: {}", words::spoken(under), list.join(", "))).collect();
    lines.join("; ")
}

/// The numbered paragraphs with what each rests on.
#[must_use]
pub fn traced(program: &Program, case: &Case, wording: &Wording, traces: &[(u32, String)]) -> Vec<Traced> {
    let submits = program.party_with(Role::Submits);
    let one = |(paragraph, keys): &(u32, String)| {
        let mut traced = Traced { paragraph: *paragraph, ..Traced::default() };
        for key in keys.split_whitespace() {
            match named(program, key) {
                Some(Named::Fact(fact, instance)) => {
                    let statements = case.statements_on(Subject { fact, instance });
                    let own =
                        statements.iter().filter(|one| submits.is_some_and(|party| Case::is_party(one.speaker, party)));
                    let open = own.filter(|statement| !statement.confidential);
                    traced.facts.push(TracedFact {
                        fact: program.fact_name(fact),
                        question: program.facts[fact.index()].question.clone(),
                        places: words::references(case, open),
                    });
                }
                Some(Named::Rule(rule)) => {
                    let declared = &program.rules[rule.index()];
                    traced.rules.push(TracedRule {
                        rule: declared.name.clone(),
                        title: wording.rule_title(rule).to_owned(),
                        authorities: declared.cite.iter().map(|cite| wording.cite(cite)).collect(),
                    });
                }
                None => {}
            }
        }
        traced
    };
    traces.iter().map(one).collect()
}
