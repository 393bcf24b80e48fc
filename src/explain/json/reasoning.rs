//! The tree of reasoning in JSON. In: the flat steps of an explanation. Out: nested steps, written while they are walked, so
//! that no tree is ever built.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::facts::instance;
use super::places::{Cited, cited, is_false};
use super::rules;
use crate::circuit::{About, ConditionId};
use crate::evaluate::{Proof, State};
use crate::explain::{Explanation, Step as Walked, What, words};
use crate::program::{Cite, FactId, HoldingId, Node, RuleId};

/// The steps that stand side by side in one range of the flat list.
pub(super) struct Tree<'a> {
    proof: &'a Proof<'a>,
    steps: &'a [Walked],
    first: usize,
    end: usize,
}

#[derive(Serialize)]
struct Step<'a> {
    kind: &'static str,
    id: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<&'a str>,
    text: Cow<'a, str>,
    value: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<String>,
    carries: bool,
    #[serde(skip_serializing_if = "is_false")]
    again: bool,
    cite: Vec<Cited<'a>>,
    parts: Tree<'a>,
}

impl<'a> Tree<'a> {
    /// One step for each conclusion.
    pub(super) fn whole(proof: &'a Proof, explanation: &'a Explanation) -> Self {
        Tree { proof, steps: &explanation.steps, first: 0, end: explanation.steps.len() }
    }

    fn step(&self, at: usize) -> Step<'a> {
        let parts = Tree { first: at + 1, end: self.steps[at].end as usize, ..*self };
        let step = self.steps[at];
        let base = Step {
            kind: "condition",
            id: None,
            instance: None,
            text: Cow::Borrowed(""),
            value: step.value.word(),
            status: None,
            answer: None,
            standing: None,
            facts: Vec::new(),
            carries: step.carries,
            again: matches!(step.what, What::Again(_) | What::RuleAgain(_)),
            cite: Vec::new(),
            parts,
        };
        match step.what {
            What::Holding(id) | What::Again(id) => self.holding(id, base),
            What::Rule(id) | What::RuleAgain(id) => self.rule(id, base),
            What::Condition(id) => self.condition(id, base),
            What::Unless(rule, index) => self.exception(rule, index, base),
        }
    }

    fn cite(&self, list: &'a [Cite]) -> Vec<Cited<'a>> {
        cited(self.proof.program, list).collect()
    }

    fn holding(&self, id: HoldingId, base: Step<'a>) -> Step<'a> {
        let program = self.proof.program;
        let holding = &program.holdings[id.index()];
        let (kind, id) = match holding.kind {
            Some(_) => ("conclusion", Cow::Owned(program.holding_name(id))),
            None => ("finding", Cow::Borrowed(holding.name.as_str())),
        };
        Step { kind, id: Some(id), text: Cow::Borrowed(&holding.title), cite: self.cite(&holding.cite), ..base }
    }

    fn rule(&self, id: RuleId, base: Step<'a>) -> Step<'a> {
        let rule = &self.proof.program.rules[id.index()];
        let status = Some(self.proof.status(id).word());
        let (name, text) = (Cow::Borrowed(rule.name.as_str()), Cow::Borrowed(rule.title.as_str()));
        Step { kind: "rule", id: Some(name), text, status, cite: self.cite(&rule.cite), ..base }
    }

    fn exception(&self, rule: RuleId, index: u32, base: Step<'a>) -> Step<'a> {
        let rule = &self.proof.program.rules[rule.index()];
        let unless = &rule.unless[index as usize];
        let text = Cow::Owned(rules::words(self.proof.program, unless.condition));
        let id = Some(Cow::Borrowed(rule.name.as_str()));
        Step { kind: "exception", id, text, cite: self.cite(&unless.cite), ..base }
    }

    fn condition(&self, id: ConditionId, base: Step<'a>) -> Step<'a> {
        let proof = self.proof;
        let condition = proof.circuit.condition(id);
        let node = &proof.program.expr(condition.expr).node;
        match node {
            Node::Fact(fact) => self.fact(id, *fact, base),
            Node::Compare(..) | Node::OneOf(..) | Node::Contains(..) | Node::TermShown(_) => {
                let text = Cow::Owned(rules::words(proof.program, condition.expr));
                self.typed(id, words::facts_read(proof.program, node), Step { text, ..base })
            }
            _ => Step { text: Cow::Owned(words::condition(proof, id)), ..base },
        }
    }

    fn fact(&self, id: ConditionId, fact: FactId, base: Step<'a>) -> Step<'a> {
        let proof = self.proof;
        let (answer, standing) = words::leaf_answer(proof, id).unzip();
        let named = match proof.circuit.condition(id).about {
            About::Subject(Some(subject)) => instance(proof, proof.circuit.subjects[subject as usize]),
            About::Subject(None) | About::Nothing | About::Leaf(_) => None,
        };
        let judgement = proof.program.facts[fact.index()].judgement.as_ref();
        let cite = judgement.map_or_else(Vec::new, |judgement| self.cite(&judgement.cite));
        let text = Cow::Owned(words::condition(proof, id));
        let id = Some(Cow::Owned(proof.program.fact_name(fact)));
        Step { kind: "fact", id, instance: named, text, answer, standing, cite, ..base }
    }

    /// A condition over typed values: the facts that it reads, the answer to each, and how it came about.
    fn typed(&self, id: ConditionId, facts: Vec<FactId>, base: Step<'a>) -> Step<'a> {
        let proof = self.proof;
        let subject = |fact: &FactId| words::subject_in_scope(proof, id, *fact);
        let answer = |fact: &FactId| match subject(fact) {
            Some(subject) => words::answer(proof.program, *fact, &proof.reading(subject).state),
            None => words::answer(proof.program, *fact, &State::NotShown),
        };
        let answers: Vec<String> = facts.iter().map(answer).collect();
        let standings: Vec<String> =
            facts.iter().filter_map(subject).map(|subject| words::standing(proof, subject)).collect();
        Step {
            instance: facts.iter().filter_map(subject).find_map(|subject| instance(proof, subject)),
            answer: Some(answers.join("; ")),
            standing: Some(standings.join("; ")),
            facts: facts.iter().map(|fact| proof.program.fact_name(*fact)).collect(),
            ..base
        }
    }
}

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let after = |at: &usize| Some(self.steps[*at].end as usize).filter(|next| *next < self.end);
        let places = std::iter::successors(Some(self.first).filter(|first| *first < self.end), after);
        serializer.collect_seq(places.map(|at| self.step(at)))
    }
}
