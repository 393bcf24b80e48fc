//! A pack beside itself with something left out. In: a checked pack. Out: the same pack with more rules at its end, each a rule
//! of the pack without one condition or without one exception. They lead to nothing, so nothing else changes; the one circuit
//! of the pack then holds what each rule is worth with and without the part.

use crate::program::{Expr, ExprId, Node, Program, Rule, RuleId, Unless};

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
}

pub(super) fn variants(program: &Program) -> Variants {
    let mut found = Variants { program: program.clone(), all: Vec::new() };
    for (index, rule) in program.rules.iter().enumerate() {
        let id = RuleId::at(index);
        for (when, part) in found.without_each(rule.when, None) {
            found.push(id, Rule { when, ..rule.clone() }, part);
        }
        for (place, unless) in rule.unless.iter().enumerate() {
            for (condition, part) in found.without_each(unless.condition, Some(place)) {
                let mut less = rule.clone();
                less.unless[place] = Unless { condition, cite: Vec::new() };
                found.push(id, less, part);
            }
            if rule.unless.len() > 1 {
                let mut less = rule.clone();
                less.unless.remove(place);
                found.push(id, less, Part::Exception(place));
            }
        }
    }
    found
}

/// A list of conditions and the way to it from the top.
struct Place {
    list: ExprId,
    path: Vec<ExprId>,
}

impl Variants {
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
        | Node::HasReplied(_)
        | Node::HasChallenged(..) => Vec::new(),
    }
}
