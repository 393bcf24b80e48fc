//! The chain of reasoning as foldable trees. In: the steps of an explanation. Out: branches; for what holds, the steps that
//! carry it; for what does not, the rule that came nearest and what it lacks.

use super::teller::{Teller, holding_line, name};
use super::{Block, Branch, Line, Question, Section, cited, faint, plain, strong, valued};
use crate::circuit::ConditionId;
use crate::evaluate::{Proof, Status};
use crate::explain::{Explanation, Failure, Step, What, first_failure, nearest_rule, words};
use crate::program::{HoldingId, Node, ProvisionId, RuleId};
use crate::value::Value;

/// One section a kind of conclusion, with a tree for each conclusion that was raised.
pub(super) fn sections(proof: &Proof, explanation: &Explanation) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut last = None;
    let mut chain = Chain::new(proof, explanation, false);
    let main = words::main_kind(proof.program);
    for concluded in &explanation.conclusions {
        let Some(kind) = proof.program.holdings[concluded.holding.index()].kind else { continue };
        let raised = main == Some(kind) && concluded.raised;
        if !(concluded.value >= Value::Contested || raised || concluded.claimed) {
            continue;
        }
        if last != Some(kind) {
            let title = format!("Why: {}", proof.program.kinds[kind.index()].title);
            sections.push(Section { title, blocks: Vec::new() });
            last = Some(kind);
        }
        let mut branch = match concluded.value {
            Value::Yes | Value::Contested => chain.branch(concluded.step as usize),
            Value::NotShown | Value::No => chain.failed(concluded.holding),
        };
        branch.open = true;
        if let [only] = branch.parts.as_mut_slice() {
            only.open = true;
        }
        if main != Some(kind) {
            // The heading names the kind.
            branch.line.remove(0);
        }
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
    let mut chain = Chain::new(proof, explanation, true);
    let mut branch = match (explanation.steps.iter().position(wanted), question) {
        (Some(at), _) => chain.branch(at),
        (None, Question::Rule(rule)) => chain.rule_alone(rule),
        (None, Question::Holding(id)) => chain.holding_alone(id),
    };
    open_all(&mut branch);
    Section { title: format!("Why: {}", title(proof, question)), blocks: vec![Block::Tree(branch)] }
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

/// What kept it from being made out.
pub(super) fn why_not(proof: &Proof, explanation: &Explanation, question: Question) -> Section {
    let mut chain = Chain::new(proof, explanation, true);
    let value = match question {
        Question::Holding(id) => proof.holding(id),
        Question::Rule(id) => proof.value(proof.circuit.rules[id.index()].value),
    };
    if value == Value::Yes {
        let mut section = why(proof, explanation, question);
        let line = vec![plain("It is made out; this is what carries it.")];
        section.blocks.insert(0, Block::Line(line));
        return section;
    }
    let branch = match question {
        Question::Holding(id) => chain.failed(id),
        Question::Rule(id) => chain.failed_rule(id),
    };
    Section { title: format!("Why not: {}", title(proof, question)), blocks: vec![Block::Tree(branch)] }
}

struct Chain<'a> {
    proof: &'a Proof<'a>,
    explanation: &'a Explanation,
    teller: Teller<'a>,
    /// Show what failed as well as what carries.
    full: bool,
    /// By holding and by rule: where its steps stand.
    holdings: Vec<Option<usize>>,
    rules: Vec<Option<usize>>,
    /// What this report has unfolded so far, by holding and by rule.
    told: (Vec<bool>, Vec<bool>),
    /// By holding: it was told what it lacks.
    lacked: Vec<bool>,
    depth: u32,
}

const NO_RULE: &str = "No rule leads to it.";

/// Steps unfold no deeper than this; what lies below is named.
const DEEPEST: u32 = 400;

impl<'a> Chain<'a> {
    fn new(proof: &'a Proof<'a>, explanation: &'a Explanation, full: bool) -> Chain<'a> {
        let mut chain = Chain {
            proof,
            explanation,
            teller: Teller::new(proof),
            full,
            holdings: vec![None; proof.program.holdings.len()],
            rules: vec![None; proof.program.rules.len()],
            told: (vec![false; proof.program.holdings.len()], vec![false; proof.program.rules.len()]),
            lacked: vec![false; proof.program.holdings.len()],
            depth: 0,
        };
        for (index, step) in explanation.steps.iter().enumerate() {
            match step.what {
                What::Holding(id) => chain.holdings[id.index()] = Some(index),
                What::Rule(id) => chain.rules[id.index()] = Some(index),
                What::Again(_) | What::RuleAgain(_) | What::Condition(_) | What::Unless(..) => {}
            }
        }
        chain
    }

    fn branch(&mut self, at: usize) -> Branch {
        let (proof, step) = (self.proof, self.explanation.steps[at]);
        match step.what {
            // What the steps unfolded further up may stand in a part that this report leaves out.
            What::Holding(id) | What::Again(id) => match self.holdings[id.index()] {
                Some(place) if !self.told.0[id.index()] && self.depth < DEEPEST => self.holding(place, id),
                _ => self.again(holding_line(proof, id, step.value), step.value, What::Holding(id)),
            },
            What::Rule(id) | What::RuleAgain(id) => match self.rules[id.index()] {
                Some(place) if !self.told.1[id.index()] && self.depth < DEEPEST => self.rule(place, id),
                _ => self.again(rule_line(proof, id), step.value, What::Rule(id)),
            },
            What::Condition(id) => self.condition(at, id),
            What::Unless(rule, index) => {
                let unless = proof.circuit.rules[rule.index()].unless[index as usize];
                self.teller.exception(rule, index as usize, unless)
            }
        }
    }

    fn again(&self, mut line: Line, value: Value, what: What) -> Branch {
        let told = match what {
            What::Holding(id) | What::Again(id) => self.told.0[id.index()],
            What::Rule(id) | What::RuleAgain(id) => self.told.1[id.index()],
            What::Condition(_) | What::Unless(..) => false,
        };
        line.push(faint(if told { " (explained above)" } else { " (not unfolded here)" }));
        let see = if told { anchor(what) } else { String::new() };
        Branch { mark: Some(value), line, see, ..Branch::default() }
    }

    fn holding(&mut self, at: usize, id: HoldingId) -> Branch {
        self.told.0[id.index()] = true;
        let value = self.explanation.steps[at].value;
        Branch {
            mark: Some(value),
            line: holding_line(self.proof, id, value),
            details: holding_details(self.proof, id),
            parts: self.parts(at),
            anchor: anchor(What::Holding(id)),
            ..Branch::default()
        }
    }

    fn rule(&mut self, at: usize, id: RuleId) -> Branch {
        self.told.1[id.index()] = true;
        Branch {
            mark: Some(self.explanation.steps[at].value),
            line: rule_line(self.proof, id),
            details: rule_details(self.proof, id),
            parts: self.parts(at),
            anchor: anchor(What::Rule(id)),
            ..Branch::default()
        }
    }

    fn condition(&mut self, at: usize, id: ConditionId) -> Branch {
        let told = self.teller.condition(id);
        let mut parts = told.facts;
        if told.open {
            // What is denied stands one step further down; its parts stand under the heading that denies them.
            let (below, step) = match self.teller.denied(id) {
                Some(part) => (part, at + 1),
                None => (id, at),
            };
            self.teller.enter(below);
            parts.extend(self.parts(step));
            self.teller.leave(below);
        } else if let Some(held) = self.held_below(at, id) {
            return held;
        }
        // "At least one of these" with one part left reads better as the part itself.
        let node = &self.proof.program.expr(self.proof.circuit.condition(id).expr).node;
        if matches!(node, Node::Any(_)) && parts.len() == 1 {
            return parts.remove(0);
        }
        Branch { mark: Some(self.proof.of(id)), line: told.line, details: told.details, parts, ..Branch::default() }
    }

    /// `not` or `is shown` before a finding: the finding with its steps, under the mark of the whole.
    fn held_below(&mut self, at: usize, id: ConditionId) -> Option<Branch> {
        let step = self.explanation.steps.get(at + 1).filter(|_| self.explanation.steps[at].end as usize > at + 1)?;
        if !matches!(step.what, What::Holding(_) | What::Again(_)) {
            return None;
        }
        let mut branch = self.branch(at + 1);
        branch.mark = Some(self.proof.of(id));
        Some(branch)
    }

    fn parts(&mut self, at: usize) -> Vec<Branch> {
        let explanation = self.explanation;
        self.depth += 1;
        let mut parts = Vec::new();
        let mut part = at + 1;
        while part < explanation.steps[at].end as usize {
            if self.full || explanation.steps[part].carries {
                let inline = matches!(explanation.steps[at].what, What::Rule(_)) && self.is_all(part);
                if inline { parts.extend(self.parts(part)) } else { parts.push(self.branch(part)) }
            }
            part = explanation.steps[part].end as usize;
        }
        self.depth -= 1;
        parts
    }

    /// The conditions of a rule stand directly under it, not under "all of these".
    fn is_all(&self, at: usize) -> bool {
        let What::Condition(id) = self.explanation.steps[at].what else { return false };
        matches!(self.proof.program.expr(self.proof.circuit.condition(id).expr).node, Node::All(_))
    }

    /// A finding that stands behind no conclusion.
    fn holding_alone(&mut self, id: HoldingId) -> Branch {
        let value = self.proof.holding(id);
        let rules = &self.proof.program.holdings[id.index()].rules;
        Branch {
            mark: Some(value),
            line: holding_line(self.proof, id, value),
            details: if rules.is_empty() { vec![vec![faint(NO_RULE)]] } else { holding_details(self.proof, id) },
            parts: rules.iter().map(|rule| self.rule_alone(*rule)).collect(),
            ..Branch::default()
        }
    }

    fn rule_alone(&mut self, rule: RuleId) -> Branch {
        let slots = &self.proof.circuit.rules[rule.index()];
        let mut parts = vec![self.teller.whole(slots.when)];
        let exceptions = slots.unless.iter().enumerate();
        parts.extend(exceptions.map(|(index, unless)| self.teller.exception(rule, index, *unless)));
        Branch {
            mark: Some(self.proof.value(slots.value)),
            line: rule_line(self.proof, rule),
            details: rule_details(self.proof, rule),
            parts,
            ..Branch::default()
        }
    }

    /// The nearest rule and what it lacks, then the other rules.
    fn failed(&mut self, id: HoldingId) -> Branch {
        let value = self.proof.holding(id);
        let line = holding_line(self.proof, id, value);
        let details = holding_details(self.proof, id);
        let mut branch = Branch { mark: Some(value), line, details, open: true, ..Branch::default() };
        let Some(nearest) = nearest_rule(self.proof, id) else {
            branch.details.push(vec![faint(NO_RULE)]);
            return branch;
        };
        branch.parts.push(self.failed_rule(nearest));
        for rule in self.proof.program.holdings[id.index()].rules.iter().filter(|rule| **rule != nearest) {
            let mut other = self.failed_rule(*rule);
            other.open = false;
            branch.parts.push(other);
        }
        branch
    }

    fn failed_rule(&mut self, rule: RuleId) -> Branch {
        let mut branch = Branch {
            mark: Some(self.proof.value(self.proof.circuit.rules[rule.index()].value)),
            line: rule_line(self.proof, rule),
            open: true,
            ..Branch::default()
        };
        let cites = words::cites(self.proof.program, &self.proof.program.rules[rule.index()].cite);
        if !cites.is_empty() {
            branch.details.push(vec![cited(cites)]);
        }
        let readings = &self.proof.program.rules[rule.index()].readings;
        let told = readings.iter().map(|id| vec![faint(words::law_reading(self.proof.program, *id))]);
        branch.details.extend(told);
        if !self.proof.rule_in_force(rule) {
            branch.details.extend(words::rule_force(self.proof, rule).map(|told| vec![faint(format!("{told}."))]));
        } else if let Some((condition, failure)) = first_failure(self.proof, rule) {
            branch.parts.push(self.lacking(condition, failure));
        }
        branch
    }

    fn lacking(&mut self, condition: ConditionId, failure: Failure) -> Branch {
        let node = &self.proof.program.expr(self.proof.circuit.condition(condition).expr).node;
        let held = matches!(node, Node::Holding(_));
        let words = match failure {
            Failure::Otherwise | Failure::NotShown | Failure::Contested if held => "Missing: ",
            Failure::Otherwise if matches!(node, Node::Read(..)) => "Not read so: ",
            Failure::Otherwise => "Shown otherwise: ",
            Failure::NeverRaised => "Never raised: ",
            Failure::NotShown => "Not shown: ",
            Failure::Contested => "Contested: ",
            Failure::Exception(_) if self.proof.of(condition) == Value::Yes => "An exception stands in the way: ",
            Failure::Exception(_) => "An exception is contested: ",
        };
        let mut branch = self.teller.whole(condition);
        branch.line.insert(0, strong(words));
        if matches!(failure, Failure::Exception(_)) {
            branch.mark = branch.mark.map(Value::left_open);
        }
        if let Node::Holding(holding) = node {
            match std::mem::replace(&mut self.lacked[holding.index()], true) {
                true => branch.line.push(faint(" (as above)")),
                false => branch.parts.extend(self.lacking_below(*holding)),
            }
        }
        branch
    }

    /// What the nearest rule for a finding lacks.
    fn lacking_below(&mut self, holding: HoldingId) -> Option<Branch> {
        let nearest = nearest_rule(self.proof, holding)?;
        let in_force = self.proof.rule_in_force(nearest);
        let told = words::rule_force(self.proof, nearest).filter(|_| !in_force);
        let parts = match first_failure(self.proof, nearest) {
            _ if !in_force => Vec::new(),
            Some((condition, failure)) => vec![self.lacking(condition, failure)],
            None => return None,
        };
        Some(Branch {
            mark: Some(self.proof.value(self.proof.circuit.rules[nearest.index()].value)),
            line: rule_line(self.proof, nearest),
            details: told.map(|told| vec![faint(format!("{told}."))]).into_iter().collect(),
            parts,
            open: true,
            ..Branch::default()
        })
    }
}

/// What a view may call a step.
fn anchor(what: What) -> String {
    match what {
        What::Holding(id) | What::Again(id) => format!("finding-{}", id.0),
        What::Rule(id) | What::RuleAgain(id) => format!("rule-{}", id.0),
        What::Condition(_) | What::Unless(..) => String::new(),
    }
}

fn rule_line(proof: &Proof, id: RuleId) -> Line {
    let rule = &proof.program.rules[id.index()];
    let status = proof.status(id);
    let value = if status == Status::Defeated { Value::No } else { proof.value(proof.circuit.rules[id.index()].value) };
    vec![
        faint("Rule: "),
        plain(rule.title.clone()),
        valued(value, format!(" – {}", words::rule_status(proof, id))),
        faint(format!(" [{}]", rule.name)),
    ]
}

/// When it is law, for what is law in a certain time only.
fn holding_details(proof: &Proof, id: HoldingId) -> Vec<Line> {
    words::holding_force(proof, id).map(|told| vec![faint(format!("{told}."))]).into_iter().collect()
}

fn rule_details(proof: &Proof, id: RuleId) -> Vec<Line> {
    let rule = &proof.program.rules[id.index()];
    let mut details = Vec::new();
    if !rule.cite.is_empty() {
        details.push(vec![cited(words::cites(proof.program, &rule.cite))]);
    }
    if !rule.recall.is_empty() {
        details.push(vec![faint("recalling "), cited(words::cites(proof.program, &rule.recall))]);
    }
    details.extend(rule.readings.iter().map(|id| vec![faint(words::law_reading(proof.program, *id))]));
    details.extend(words::rule_force(proof, id).map(|told| vec![faint(format!("{told}."))]));
    details.extend(breaches(proof, id));
    if !rule.relying.is_empty() {
        details.push(vec![faint("relying on "), faint(words::provisions(proof.program, &rule.relying))]);
    }
    details.extend(rule.notes.iter().map(|note| vec![faint(format!("Note: {note}"))]));
    details
}

/// What a rule breaches, or would if it applied.
fn breaches(proof: &Proof, id: RuleId) -> Vec<Line> {
    let rule = &proof.program.rules[id.index()];
    let list = |list: &[ProvisionId]| words::provisions(proof.program, list);
    if rule.breach.is_empty() {
        return Vec::new();
    }
    if proof.status(id) != Status::Applies {
        return vec![vec![plain(format!("would breach {}", list(&rule.breach)))]];
    }
    let mut lines = Vec::new();
    let stands = words::breached(proof, id);
    if !stands.is_empty() {
        lines.push(vec![strong(format!("breach of {}", list(&stands)))]);
    }
    let open = words::not_binding(proof, id);
    if !open.is_empty() {
        lines.push(vec![faint(format!("not shown to bind: {}", list(&open)))]);
    }
    let past = words::not_in_force(proof, id);
    if !past.is_empty() {
        lines.push(vec![faint(format!("not in force at the date that counts: {}", list(&past)))]);
    }
    lines
}
