//! A pack beside itself with something left out. In: a checked pack. Out: the same pack with more rules at its end, each a rule
//! of the pack without one condition or without one exception. They lead to nothing, so nothing else changes; the one circuit
//! of the pack then holds what each rule is worth with and without the part. Which reading of the law is taken becomes a fact
//! of each case, so that a rule counts under every reading.

use crate::program::{Expr, ExprId, Fact, FactId, Node, PartyId, Program, Rule, RuleId, Topic, TopicId, Type, Unless};
use crate::source::Span;

/// A rule of the pack without one of its parts.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    /// The rule as it stands.
    pub(super) rule: RuleId,
    /// The rule without the part.
    pub(super) without: RuleId,
    /// What is left out.
    pub(super) part: Part,
}

/// What can be left out of a rule.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// One of several conditions or alternatives.
    Condition {
        /// Which.
        expr: ExprId,
        /// The list that it stands in.
        list: ExprId,
        /// Present where it stands in an exception: its place.
        exception: Option<usize>,
        /// The lists around it, innermost last.
        around: Vec<ExprId>,
    },
    /// An exception, by its place.
    Exception(usize),
}

/// The pack and its variants.
pub(super) struct Variants {
    pub(super) program: Program,
    pub(super) all: Vec<Variant>,
    /// By reading of the law: the fact that stands for it.
    pub(super) readings: Vec<FactId>,
}

/// The pack and its variants.
pub(super) fn variants(program: &Program) -> Variants {
    let mut found = Variants { program: program.clone(), all: Vec::new(), readings: Vec::new() };
    found.readings_as_facts();
    found.fill(program);
    found
}

/// The same, where each finding and conclusion that a condition names is a fact of the case, whatever its rules.
pub(super) fn with_findings_free(program: &Program) -> Variants {
    let mut found = Variants { program: program.clone(), all: Vec::new(), readings: Vec::new() };
    found.readings_as_facts();
    found.holdings_as_facts();
    found.fill(program);
    found
}

/// A place in a table as ranges of facts count it.
fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl Variants {
    fn fill(&mut self, program: &Program) {
        for (index, rule) in program.rules.iter().enumerate() {
            let id = RuleId::at(index);
            for (when, part) in self.without_each(rule.when, None) {
                self.push(id, Rule { when, ..rule.clone() }, part);
            }
            for (place, unless) in rule.unless.iter().enumerate() {
                for (condition, part) in self.without_each(unless.condition, Some(place)) {
                    let mut less = rule.clone();
                    less.unless[place] = Unless { condition, cite: Vec::new() };
                    self.push(id, less, part);
                }
                if rule.unless.len() > 1 {
                    let mut less = rule.clone();
                    less.unless.remove(place);
                    self.push(id, less, Part::Exception(place));
                }
            }
        }
    }
}

/// A list of conditions and the way to it from the top.
struct Place {
    list: ExprId,
    path: Vec<ExprId>,
}

impl Variants {
    fn readings_as_facts(&mut self) {
        let first = self.program.facts.len();
        for reading in self.program.law_readings.clone() {
            self.readings.push(FactId::at(self.program.facts.len()));
            let kind = Type::OneOf(reading.options.into_iter().map(|option| option.title).collect());
            self.fact(reading.name, reading.question, kind, reading.span);
        }
        self.topic(first);
        for expr in &mut self.program.exprs {
            if let Node::Read(reading, option) = expr.node {
                expr.node = Node::OneOf(self.readings[reading.index()], vec![option]);
            }
        }
    }

    fn holdings_as_facts(&mut self) {
        let first = self.program.facts.len();
        for holding in self.program.holdings.clone() {
            self.fact(holding.name, holding.title, Type::YesNo, holding.span);
        }
        self.topic(first);
        for expr in &mut self.program.exprs {
            if let Node::Holding(holding) = expr.node {
                expr.node = Node::Fact(FactId::at(first + holding.index()));
            }
        }
    }

    /// A fact that no case can state.
    fn fact(&mut self, name: String, question: String, kind: Type, span: Span) {
        self.program.facts.push(Fact {
            topic: TopicId::at(self.program.topics.len()),
            name,
            question,
            kind,
            judgement: None,
            record: None,
            bearer: PartyId(0),
            for_the_record: false,
            shown_by: Vec::new(),
            met_by: String::new(),
            notes: Vec::new(),
            span,
        });
    }

    /// The topic of the facts from this one on.
    fn topic(&mut self, first: usize) {
        let facts = place(first)..place(self.program.facts.len());
        self.program.topics.push(Topic {
            name: String::new(),
            title: String::new(),
            many: false,
            confidential: false,
            facts,
        });
    }

    fn push(&mut self, rule: RuleId, less: Rule, part: Part) {
        let none = Rule { then: Vec::new(), declines: Vec::new(), breach: Vec::new(), ..less };
        self.program.rules.push(none);
        self.all.push(Variant { rule, without: RuleId::at(self.program.rules.len() - 1), part });
    }

    /// The condition without each of its parts in turn.
    fn without_each(&mut self, top: ExprId, exception: Option<usize>) -> Vec<(ExprId, Part)> {
        let mut places = Vec::new();
        lists(&self.program, top, &mut Vec::new(), &mut places);
        let mut made = Vec::new();
        for place in places {
            let (Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts)) =
                self.program.expr(place.list).node.clone()
            else {
                continue;
            };
            for (at, expr) in parts.iter().enumerate().filter(|_| parts.len() > 1) {
                let altered = self.without(&place, at);
                let part = Part::Condition { expr: *expr, list: place.list, exception, around: place.path.clone() };
                made.push((altered, part));
            }
        }
        made
    }

    /// The whole condition, made again along the way to one list without one of its parts.
    fn without(&mut self, place: &Place, at: usize) -> ExprId {
        let mut node = self.program.expr(place.list).node.clone();
        if let Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) = &mut node {
            parts.remove(at);
        }
        let mut below = (place.list, self.expr(node, place.list));
        for above in place.path.iter().rev() {
            let mut node = self.program.expr(*above).node.clone();
            for part in parts_of(&mut node) {
                if *part == below.0 {
                    *part = below.1;
                }
            }
            below = (*above, self.expr(node, *above));
        }
        below.1
    }

    fn expr(&mut self, node: Node, like: ExprId) -> ExprId {
        let span = self.program.expr(like).span;
        self.program.exprs.push(Expr { node, span });
        ExprId::at(self.program.exprs.len() - 1)
    }
}

fn lists(program: &Program, id: ExprId, path: &mut Vec<ExprId>, found: &mut Vec<Place>) {
    let mut node = program.expr(id).node.clone();
    if matches!(node, Node::All(_) | Node::Any(_) | Node::AtLeast(..)) {
        found.push(Place { list: id, path: path.clone() });
    }
    path.push(id);
    for part in parts_of(&mut node) {
        lists(program, *part, path, found);
    }
    path.pop();
}

/// The conditions that a condition is made of.
pub(super) fn parts_of(node: &mut Node) -> Vec<&mut ExprId> {
    match node {
        Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => parts.iter_mut().collect(),
        Node::Not(part)
        | Node::IsShown(part)
        | Node::Some(_, part)
        | Node::Every(_, part)
        | Node::Count(_, part, ..) => vec![part],
        Node::Always
        | Node::Fact(_)
        | Node::Holding(_)
        | Node::Compare(..)
        | Node::OneOf(..)
        | Node::Contains(..)
        | Node::TermShown(_)
        | Node::Read(..)
        | Node::HasReplied(_)
        | Node::HasChallenged(..) => Vec::new(),
    }
}
