//! The chain of reasoning as foldable trees. In: the steps of an explanation. Out: branches; for what holds, the steps that
//! carry it; for what does not, the rule that came nearest and what it lacks.

use super::first_screen::exception_words;
use super::{Block, Branch, Line, Question, Section, faint, plain, strong, valued};
use crate::circuit::ConditionId;
use crate::evaluate::{Proof, Status};
use crate::explain::{Explanation, Failure, Step, What, first_failure, nearest_rule, words};
use crate::program::{HoldingId, Node, RuleId};
use crate::syntax::ast::Role;
use crate::value::Value;

/// One section a kind of conclusion, with a tree for each conclusion that was raised.
pub(super) fn sections(proof: &Proof, explanation: &Explanation) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut last = None;
    for concluded in &explanation.conclusions {
        let holding = &proof.program.holdings[concluded.holding.index()];
        let Some(kind) = holding.kind else { continue };
        let main = kind.index() == 0;
        if !(concluded.value >= Value::Contested || (main && concluded.raised) || concluded.claimed) {
            continue;
        }
        if last != Some(kind) {
            let title = format!("Why: {}", proof.program.kinds[kind.index()].title);
            sections.push(Section { title, blocks: Vec::new() });
            last = Some(kind);
        }
        let branch = if concluded.value >= Value::Contested {
            let mut branch = Chain { proof, explanation, full: false }.branch(concluded.step as usize);
            branch.open = true;
            branch
        } else {
            failed(proof, concluded.holding)
        };
        if let Some(section) = sections.last_mut() {
            section.blocks.push(Block::Tree(branch));
        }
    }
    sections
}

/// The steps behind one thing, those that failed among them.
pub(super) fn why(proof: &Proof, explanation: &Explanation, question: Question) -> Section {
    let wanted = |step: &Step| match question {
        Question::Holding(id) => step.what == What::Holding(id),
        Question::Rule(id) => step.what == What::Rule(id),
    };
    let chain = Chain { proof, explanation, full: true };
    let mut blocks = Vec::new();
    match explanation.steps.iter().position(wanted) {
        Some(at) => {
            let mut branch = chain.branch(at);
            open_all(&mut branch);
            blocks.push(Block::Tree(branch));
        }
        None => blocks.push(Block::Tree(apart(proof, question))),
    }
    Section { title: format!("Why: {}", title(proof, question)), blocks }
}

/// A rule or finding that stands behind no conclusion.
fn apart(proof: &Proof, question: Question) -> Branch {
    match question {
        Question::Rule(rule) => rule_alone(proof, rule),
        Question::Holding(id) => {
            let rules = &proof.program.holdings[id.index()].rules;
            let value = proof.holding(id);
            Branch {
                mark: Some(value),
                line: holding_line(proof, id, value),
                parts: rules.iter().map(|rule| rule_alone(proof, *rule)).collect(),
                open: true,
                ..Branch::default()
            }
        }
    }
}

fn rule_alone(proof: &Proof, rule: RuleId) -> Branch {
    let slots = &proof.circuit.rules[rule.index()];
    let mut parts = vec![condition_alone(proof, slots.when)];
    parts.extend(slots.unless.iter().enumerate().map(|(index, unless)| exception(proof, rule, index, *unless)));
    Branch {
        mark: Some(proof.value(slots.value)),
        line: rule_line(proof, rule),
        details: rule_details(proof, rule),
        parts,
        open: true,
    }
}

fn condition_alone(proof: &Proof, id: ConditionId) -> Branch {
    let parts = proof.circuit.parts(id).iter().map(|part| condition_alone(proof, *part)).collect();
    let (line, leaf) = condition_line(proof, id);
    Branch {
        mark: Some(proof.of(id)),
        line,
        parts: if leaf { Vec::new() } else { parts },
        open: true,
        ..Branch::default()
    }
}

fn open_all(branch: &mut Branch) {
    branch.open = true;
    branch.parts.iter_mut().for_each(open_all);
}

fn title(proof: &Proof, question: Question) -> String {
    match question {
        Question::Holding(id) => name(proof, id),
        Question::Rule(id) => proof.program.rules[id.index()].title.clone(),
    }
}

fn name(proof: &Proof, id: HoldingId) -> String {
    let holding = &proof.program.holdings[id.index()];
    match holding.kind {
        Some(kind) => {
            format!("{} {}", proof.program.kinds[kind.index()].name.replace('_', " "), holding.name.replace('_', " "))
        }
        None => holding.title.clone(),
    }
}

/// What kept it from being made out.
pub(super) fn why_not(proof: &Proof, explanation: &Explanation, question: Question) -> Section {
    let (value, branch) = match question {
        Question::Holding(id) => (proof.holding(id), failed(proof, id)),
        Question::Rule(id) => (proof.value(proof.circuit.rules[id.index()].value), failed_rule(proof, id)),
    };
    if value == Value::Yes {
        let mut section = why(proof, explanation, question);
        let line = vec![plain("It is made out; this is what carries it.")];
        section.blocks.insert(0, Block::Line(line));
        return section;
    }
    Section { title: format!("Why not: {}", title(proof, question)), blocks: vec![Block::Tree(branch)] }
}

/// The nearest rule and what it lacks, then the other rules in a line each.
fn failed(proof: &Proof, id: HoldingId) -> Branch {
    let value = proof.holding(id);
    let mut branch =
        Branch { mark: Some(value), line: holding_line(proof, id, value), open: true, ..Branch::default() };
    let Some(nearest) = nearest_rule(proof, id) else {
        branch.details.push(vec![faint("No rule leads to it.")]);
        return branch;
    };
    branch.parts.push(failed_rule(proof, nearest));
    let others = proof.program.holdings[id.index()].rules.iter().filter(|rule| **rule != nearest);
    branch.parts.extend(others.map(|rule| {
        let mut one = failed_rule(proof, *rule);
        one.open = false;
        one
    }));
    branch
}

fn failed_rule(proof: &Proof, rule: RuleId) -> Branch {
    let mut branch = Branch {
        mark: Some(proof.value(proof.circuit.rules[rule.index()].value)),
        line: rule_line(proof, rule),
        open: true,
        ..Branch::default()
    };
    if let Some((condition, failure)) = first_failure(proof, rule) {
        branch.parts.push(lacking(proof, condition, failure));
    }
    branch
}

fn lacking(proof: &Proof, condition: ConditionId, failure: Failure) -> Branch {
    let words = match failure {
        Failure::Otherwise => "it is shown to be otherwise: ".to_owned(),
        Failure::NeverRaised => "nobody raised it: ".to_owned(),
        Failure::NotShown => "it is not shown: ".to_owned(),
        Failure::Contested => "it is contested: ".to_owned(),
        Failure::Exception(_) if proof.of(condition) == Value::Yes => "an exception stands in the way: ".to_owned(),
        Failure::Exception(_) => "an exception is contested: ".to_owned(),
    };
    let (mut line, leaf) = condition_line(proof, condition);
    line.insert(0, strong(words));
    let mut parts = Vec::new();
    if let Node::Holding(holding) = &proof.program.expr(proof.circuit.condition(condition).expr).node {
        if let Some(nearest) = nearest_rule(proof, *holding) {
            let next = first_failure(proof, nearest);
            parts.extend(next.map(|(condition, failure)| lacking(proof, condition, failure)));
        }
    } else if !leaf {
        parts.extend(proof.circuit.parts(condition).iter().map(|part| condition_alone(proof, *part)));
    }
    Branch { mark: Some(proof.of(condition)), line, parts, open: true, ..Branch::default() }
}

struct Chain<'a> {
    proof: &'a Proof<'a>,
    explanation: &'a Explanation,
    /// Show what failed as well as what carries.
    full: bool,
}

impl Chain<'_> {
    fn branch(&self, at: usize) -> Branch {
        let (proof, step) = (self.proof, self.explanation.steps[at]);
        match step.what {
            What::Holding(id) => Branch {
                mark: Some(step.value),
                line: holding_line(proof, id, step.value),
                parts: self.parts(at),
                ..Branch::default()
            },
            What::Again(id) => {
                let mut line = holding_line(proof, id, step.value);
                line.push(faint(" (explained above)"));
                Branch { mark: Some(step.value), line, ..Branch::default() }
            }
            What::Rule(id) => Branch {
                mark: Some(step.value),
                line: rule_line(proof, id),
                details: rule_details(proof, id),
                parts: self.parts(at),
                open: false,
            },
            What::RuleAgain(id) => {
                let mut line = rule_line(proof, id);
                line.push(faint(" (explained above)"));
                Branch { mark: Some(step.value), line, ..Branch::default() }
            }
            What::Condition(id) => self.condition(at, id),
            What::Unless(rule, index) => {
                let unless = proof.circuit.rules[rule.index()].unless[index as usize];
                exception(proof, rule, index as usize, unless)
            }
        }
    }

    fn condition(&self, at: usize, id: ConditionId) -> Branch {
        let (line, leaf) = condition_line(self.proof, id);
        let mut parts = if leaf { Vec::new() } else { self.parts(at) };
        let node = &self.proof.program.expr(self.proof.circuit.condition(id).expr).node;
        if let Node::Fact(fact) = node
            && self.proof.program.facts[fact.index()].judgement.is_some()
        {
            parts = self.parts(at);
        }
        // "At least one of these" with one part left reads better as the part itself.
        if matches!(node, Node::Any(_)) && parts.len() == 1 {
            return parts.remove(0);
        }
        Branch { mark: Some(self.proof.of(id)), line, parts, ..Branch::default() }
    }

    fn parts(&self, at: usize) -> Vec<Branch> {
        let steps = &self.explanation.steps;
        let mut parts = Vec::new();
        let mut part = at + 1;
        while part < steps[at].end as usize {
            if self.full || steps[part].carries {
                let made = self.branch(part);
                let inline = matches!(steps[at].what, What::Rule(_)) && self.is_all(part);
                if inline { parts.extend(made.parts) } else { parts.push(made) }
            }
            part = steps[part].end as usize;
        }
        parts
    }

    /// The conditions of a rule stand directly under it, not under "all of these".
    fn is_all(&self, at: usize) -> bool {
        let What::Condition(id) = self.explanation.steps[at].what else { return false };
        matches!(self.proof.program.expr(self.proof.circuit.condition(id).expr).node, Node::All(_))
    }
}

fn holding_line(proof: &Proof, id: HoldingId, value: Value) -> Line {
    let holding = &proof.program.holdings[id.index()];
    match holding.kind {
        Some(_) => {
            let title = words::sentence(&name(proof, id));
            let raised = true;
            vec![
                strong(title),
                valued(value, format!(" {}", words::conclusion(value, raised))),
                plain(format!(": {}", holding.title)),
            ]
        }
        None => vec![plain(words::sentence(&holding.title)), valued(value, format!(" – {}", words::finding(value)))],
    }
}

fn rule_line(proof: &Proof, id: RuleId) -> Line {
    let rule = &proof.program.rules[id.index()];
    let status = proof.status(id);
    let value = if status == Status::Defeated { Value::No } else { proof.value(proof.circuit.rules[id.index()].value) };
    vec![
        faint("Rule: "),
        plain(rule.title.clone()),
        valued(value, format!(" – {}", words::status(status))),
        faint(format!(" [{}]", rule.name)),
    ]
}

fn rule_details(proof: &Proof, id: RuleId) -> Vec<Line> {
    let rule = &proof.program.rules[id.index()];
    let mut details = vec![vec![faint(words::cites(proof.program, &rule.cite))]];
    if !rule.recall.is_empty() {
        details.push(vec![faint("recalling "), faint(words::cites(proof.program, &rule.recall))]);
    }
    if !rule.breach.is_empty() {
        let label = match proof.status(id) {
            Status::Applies => "breach of ",
            _ => "would breach ",
        };
        details.push(vec![strong(label), strong(words::provisions(proof.program, &rule.breach))]);
    }
    if !rule.relying.is_empty() {
        details.push(vec![faint("relying on "), faint(words::provisions(proof.program, &rule.relying))]);
    }
    details.extend(rule.notes.iter().map(|note| vec![faint(format!("Note: {note}"))]));
    details
}

/// An exception and what became of it.
fn exception(proof: &Proof, rule: RuleId, index: usize, unless: ConditionId) -> Branch {
    let other = words::sentence(&words::party_with(proof, Role::Answers));
    let value = proof.of(unless);
    let asked = exception_words(proof, unless);
    let line = match value {
        Value::Yes => vec![strong("Exception made out: "), plain(asked)],
        Value::Contested => vec![strong("Exception contested: "), plain(asked)],
        Value::NotShown => vec![plain(format!("{other} has not shown the exception: ")), plain(asked)],
        Value::No => vec![plain("The exception is shown not to hold: "), plain(asked)],
    };
    let cite = words::cites(proof.program, &proof.program.rules[rule.index()].unless[index].cite);
    let details = if cite.is_empty() { Vec::new() } else { vec![vec![faint(cite)]] };
    let parts = match value {
        Value::NotShown => Vec::new(),
        Value::No | Value::Contested | Value::Yes => vec![condition_alone(proof, unless)],
    };
    Branch { mark: Some(value.left_open()), line, details, parts, open: false }
}

/// A condition as a line, and whether the line says all of it.
fn condition_line(proof: &Proof, id: ConditionId) -> (Line, bool) {
    let node = &proof.program.expr(proof.circuit.condition(id).expr).node;
    if let Node::Not(_) = node
        && let Some(part) = proof.circuit.parts(id).first()
        && let Some((answer, how)) = words::leaf_answer(proof, *part)
    {
        return (answered(words::condition(proof, *part), &answer, &how), true);
    }
    if let Some((answer, how)) = words::leaf_answer(proof, id) {
        return (answered(words::condition(proof, id), &answer, &how), true);
    }
    let value = proof.of(id);
    let text = words::sentence(&words::condition(proof, id));
    match node {
        Node::Holding(holding) => (holding_line(proof, *holding, value), true),
        Node::All(_) | Node::Any(_) | Node::AtLeast(..) => (vec![faint(format!("{text}:"))], false),
        Node::Some(..) | Node::Every(..) | Node::Count(..) | Node::Not(_) => (vec![plain(text)], false),
        Node::IsShown(_) | Node::TermShown(_) | Node::Fact(_) => (vec![plain(text), verdict(value)], true),
        Node::Compare(..) | Node::OneOf(..) | Node::Contains(..) => (vec![plain(text), verdict(value)], true),
        Node::Always => (vec![plain(text)], true),
        Node::HasReplied(_) | Node::HasChallenged(..) => (vec![plain(text), verdict(value)], true),
    }
}

fn answered(question: String, answer: &str, how: &str) -> Line {
    vec![plain(question), strong(format!(" {answer}")), faint(format!(", {how}"))]
}

fn verdict(value: Value) -> super::Run {
    valued(
        value,
        match value {
            Value::Yes => " – so it is",
            Value::No => " – it is not so",
            Value::Contested => " – contested",
            Value::NotShown => " – not shown",
        },
    )
}
