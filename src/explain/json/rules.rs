//! Rules in JSON, their conditions as questions with the answers that they want. In: a proof. Out: one entry for each rule of
//! the pack. The words of a condition come from the pack alone, so that they are the same in every case.

use serde::Serialize;

use super::force::Law;
use super::places::{Cited, cited};
use crate::case::Datum;
use crate::evaluate::Proof;
use crate::explain::words::{amount_words, comparison_verb, datum_words, number_comparison};
use crate::program::{ExprId, FactId, HoldingId, Node, PartyId, Program, ProvisionId, RuleId, Term, TermId, TopicId};
use crate::syntax::ast::Comparison;

#[derive(Serialize)]
pub(super) struct Rule<'a> {
    id: &'a str,
    title: &'a str,
    heading: &'a str,
    status: &'static str,
    in_force: bool,
    force: Option<Law<'a>>,
    readings: Vec<&'a str>,
    when: Wanted,
    unless: Vec<Exception<'a>>,
    then: Vec<String>,
    declines: Vec<String>,
    breach: Vec<String>,
    relying_on: Vec<String>,
    cite: Vec<Cited<'a>>,
    recall: Vec<Cited<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Wanted {
    text: String,
    value: &'static str,
}

#[derive(Serialize)]
struct Exception<'a> {
    text: String,
    value: &'static str,
    cite: Vec<Cited<'a>>,
}

pub(super) fn rules<'a>(proof: &'a Proof) -> Vec<Rule<'a>> {
    let all = (0..proof.program.rules.len()).map(RuleId::at).filter(|id| !proof.program.leads_apart(*id));
    all.map(|id| rule(proof, id)).collect()
}

fn rule<'a>(proof: &'a Proof, id: RuleId) -> Rule<'a> {
    let program = proof.program;
    let rule = &program.rules[id.index()];
    let slots = &proof.circuit.rules[id.index()];
    let holdings = |list: &[HoldingId]| list.iter().map(|id| program.holding_name(*id)).collect();
    let provisions = |list: &[ProvisionId]| list.iter().map(|id| program.provision_name(*id)).collect();
    let exceptions = rule.unless.iter().zip(&slots.unless).map(|(unless, condition)| Exception {
        text: words(program, unless.condition),
        value: proof.of(*condition).word(),
        cite: cited(program, &unless.cite).collect(),
    });
    Rule {
        id: &rule.name,
        title: &rule.title,
        heading: &rule.breadcrumb,
        status: proof.status(id).word(),
        in_force: proof.rule_in_force(id),
        force: Law::of(program, rule.force.as_ref()),
        readings: rule.readings.iter().map(|id| program.law_readings[id.index()].name.as_str()).collect(),
        when: Wanted { text: words(program, rule.when), value: proof.of(slots.when).word() },
        unless: exceptions.collect(),
        then: holdings(&rule.then),
        declines: holdings(&rule.declines),
        breach: provisions(&rule.breach),
        relying_on: provisions(&rule.relying),
        cite: cited(program, &rule.cite).collect(),
        recall: cited(program, &rule.recall).collect(),
        notes: &rule.notes,
    }
}

/// A condition in words: "Was the person arrested? Yes; and Did the officers show a warrant? No".
pub(crate) fn words(program: &Program, condition: ExprId) -> String {
    let mut writer = Writer { program, out: String::new() };
    writer.condition(condition, true, false);
    writer.out
}

struct Writer<'a> {
    program: &'a Program,
    out: String,
}

impl Writer<'_> {
    /// What must be the case for the condition to be made out, or with `wanted` false, shown to be otherwise.
    fn condition(&mut self, id: ExprId, wanted: bool, inside: bool) {
        let program = self.program;
        match &program.expr(id).node {
            Node::Always => self.out.push_str(if wanted { "this always holds" } else { "this never holds" }),
            Node::Fact(fact) => {
                self.out.push_str(&program.facts[fact.index()].question);
                self.out.push_str(if wanted { " Yes" } else { " No" });
            }
            Node::Holding(id) => {
                self.out.push_str(if wanted { "" } else { "not made out: " });
                self.out.push_str(&program.holdings[id.index()].title);
            }
            Node::Not(part) => self.condition(*part, !wanted, inside),
            // What is otherwise than "all of these" is "any of these is otherwise".
            Node::All(parts) => self.joined(parts, if wanted { "; and " } else { "; or " }, wanted, inside),
            Node::Any(parts) => self.joined(parts, if wanted { "; or " } else { "; and " }, wanted, inside),
            Node::AtLeast(number, parts) => {
                let how = if wanted { "at least" } else { "fewer than" };
                self.out.push_str(&format!("{how} {number} of these: "));
                self.joined(parts, "; ", true, true);
            }
            Node::Compare(left, how, right) => self.compared(*left, *how, *right, wanted),
            Node::OneOf(fact, options) => self.one_of(*fact, options, wanted),
            Node::Contains(fact, text) => {
                self.fact(*fact);
                self.out.push_str(&format!(" {} “{text}”", if wanted { "names" } else { "does not name" }));
            }
            Node::IsShown(part) => {
                self.out.push_str(if wanted { "an answer is shown: " } else { "no answer is shown: " });
                self.condition(*part, true, true);
            }
            Node::TermShown(at) => {
                self.out.push_str(if wanted { "an answer is shown: " } else { "no answer is shown: " });
                self.term(*at);
            }
            Node::Some(topic, part) => self.over(if wanted { "at least one of" } else { "none of" }, *topic, *part),
            Node::Every(topic, part) => {
                self.over(if wanted { "every one of" } else { "not every one of" }, *topic, *part)
            }
            Node::Count(topic, part, how, number) => {
                let not = if wanted { "" } else { "not " };
                self.over(&format!("{not}{} {number} of", number_comparison(*how)), *topic, *part);
            }
            Node::Read(id, option) => {
                let reading = &program.law_readings[id.index()];
                let not = if wanted { "" } else { "not " };
                let option = &reading.options[*option as usize].title;
                self.out.push_str(&format!("{} {not}read as “{option}”", reading.question));
            }
            Node::HasReplied(party) => self.party(*party, if wanted { "has replied" } else { "has not replied" }),
            Node::HasChallenged(party, fact) => {
                self.party(*party, if wanted { "has challenged " } else { "has not challenged " });
                let about = fact.map(|fact| program.facts[fact.index()].question.as_str());
                self.out.push_str(about.unwrap_or("any allegation"));
            }
        }
    }

    fn joined(&mut self, parts: &[ExprId], between: &str, wanted: bool, inside: bool) {
        self.out.push_str(if inside { "(" } else { "" });
        for (index, part) in parts.iter().enumerate() {
            self.out.push_str(if index > 0 { between } else { "" });
            self.condition(*part, wanted, true);
        }
        self.out.push_str(if inside { ")" } else { "" });
    }

    fn compared(&mut self, left: TermId, how: Comparison, right: TermId, wanted: bool) {
        self.out.push_str(if wanted { "" } else { "it is not so that " });
        self.term(left);
        self.out.push_str(&format!(" {} ", comparison_verb(self.program, left, how)));
        let option = self.option(left, right).or_else(|| self.option(right, left));
        match option {
            Some(word) => self.out.push_str(&word),
            None => self.term(right),
        }
    }

    /// The word of an option that a fact is compared with.
    fn option(&self, fact: TermId, option: TermId) -> Option<String> {
        match (&self.program.terms[fact.index()], &self.program.terms[option.index()]) {
            (Term::Fact(fact), Term::Option(option)) => Some(self.option_word(*fact, *option)),
            _ => None,
        }
    }

    fn option_word(&self, fact: FactId, option: u32) -> String {
        datum_words(self.program, fact, &Datum::Option(option)).to_lowercase()
    }

    fn one_of(&mut self, fact: FactId, options: &[u32], wanted: bool) {
        self.fact(fact);
        let options: Vec<String> = options.iter().map(|option| self.option_word(fact, *option)).collect();
        self.out.push_str(if wanted { " is " } else { " is not " });
        self.out.push_str(&options.join(" or "));
    }

    fn over(&mut self, how_many: &str, topic: TopicId, part: ExprId) {
        self.out.push_str(&format!("{how_many} “{}”: ", self.program.topics[topic.index()].title));
        self.condition(part, true, true);
    }

    fn party(&mut self, party: PartyId, does: &str) {
        self.out.push_str(&format!("{} {does}", self.program.parties[party.index()].title));
    }

    /// Beside another one, a question like "When?" needs its topic.
    fn fact(&mut self, fact: FactId) {
        let declared = &self.program.facts[fact.index()];
        let topic = &self.program.topics[declared.topic.index()].title;
        self.out.push_str(&format!("“{topic}: {}”", declared.question));
    }

    fn term(&mut self, id: TermId) {
        match &self.program.terms[id.index()] {
            Term::Fact(fact) => self.fact(*fact),
            Term::Amount(amount) => self.out.push_str(&amount_words(*amount)),
            Term::Text(text) => self.out.push_str(&format!("“{text}”")),
            // An option says something only beside its fact: `compared`.
            Term::Option(_) => {}
            Term::Add(left, right) => {
                self.term(*left);
                self.out.push_str(" plus ");
                self.term(*right);
            }
            Term::Subtract(left, right) => {
                self.term(*left);
                self.out.push_str(" less ");
                self.term(*right);
            }
        }
    }
}
