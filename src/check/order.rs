//! The order in which holdings and judgements are computed: each after all that it rests on. In: a resolved program.
//! Out: its `order`, or a fault that shows the whole ring. Walks with a stack of its own, so depth is no danger.

use super::PackCheck;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{Definition, ExprId, FactId, HoldingId, Node, Program, Rule, Term, TermId};
use crate::source::Span;

/// What a condition reads: facts (judgements among them) and holdings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Read {
    /// A fact or judgement.
    Fact(FactId),
    /// A finding or conclusion.
    Holding(HoldingId),
}

/// Everything that a condition reads, in the order it stands there.
#[must_use]
pub fn reads(program: &Program, expr: ExprId) -> Vec<Read> {
    let mut found = Vec::new();
    let mut open = vec![expr];
    while let Some(at) = open.pop() {
        match &program.expr(at).node {
            Node::Always | Node::Read(..) | Node::HasReplied(_) | Node::HasChallenged(_, None) => {}
            Node::Fact(fact) | Node::HasChallenged(_, Some(fact)) => found.push(Read::Fact(*fact)),
            Node::OneOf(fact, _) | Node::Contains(fact, _) => found.push(Read::Fact(*fact)),
            Node::Holding(holding) => found.push(Read::Holding(*holding)),
            Node::Not(inner) | Node::IsShown(inner) => open.push(*inner),
            Node::Some(_, body) | Node::Every(_, body) | Node::Count(_, body, _, _) => open.push(*body),
            Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => open.extend(parts.iter().rev()),
            Node::Compare(left, _, right) => {
                term_reads(program, *left, &mut found);
                term_reads(program, *right, &mut found);
            }
            Node::TermShown(term) => term_reads(program, *term, &mut found),
        }
    }
    found
}

fn term_reads(program: &Program, term: TermId, found: &mut Vec<Read>) {
    match &program.terms[term.index()] {
        Term::Fact(fact) => found.push(Read::Fact(*fact)),
        Term::Amount(_) | Term::Text(_) | Term::Option(_) => {}
        Term::Add(left, right) | Term::Subtract(left, right) => {
            term_reads(program, *left, found);
            term_reads(program, *right, found);
        }
    }
}

/// What a definition rests on directly.
fn rests_on(program: &Program, definition: Definition) -> Vec<Definition> {
    let mut conditions = Vec::new();
    match definition {
        Definition::Holding(id) => {
            for rule in &program.holdings[id.index()].rules {
                let rule = &program.rules[rule.index()];
                conditions.push(rule.when);
                conditions.extend(rule.unless.iter().map(|unless| unless.condition));
            }
        }
        Definition::Judgement(id) => {
            let judgement = program.facts[id.index()].judgement.as_ref();
            conditions.extend(judgement.and_then(|judgement| judgement.default));
        }
    }
    let all = conditions.into_iter().flat_map(|condition| reads(program, condition));
    all.filter_map(|read| match read {
        Read::Holding(holding) => Some(Definition::Holding(holding)),
        Read::Fact(fact) => program.facts[fact.index()].judgement.is_some().then_some(Definition::Judgement(fact)),
    })
    .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Depth-first, with the path kept so that a ring can be shown whole.
pub(super) fn sort(pack: &mut PackCheck) {
    let program = &pack.program;
    let holdings = program.holdings.len();
    let place = |definition: Definition| match definition {
        Definition::Holding(id) => id.index(),
        Definition::Judgement(id) => holdings + id.index(),
    };
    let mut marks = vec![Mark::New; holdings + program.facts.len()];
    let mut order = Vec::new();
    let mut rings: Vec<Vec<Definition>> = Vec::new();
    let judged = (0..program.facts.len()).filter(|index| program.facts[*index].judgement.is_some());
    let starts = (0..holdings).map(|index| Definition::Holding(HoldingId::at(index)));
    for start in starts.chain(judged.map(|index| Definition::Judgement(FactId::at(index)))) {
        if marks[place(start)] != Mark::New {
            continue;
        }
        marks[place(start)] = Mark::Open;
        let mut path = vec![(start, rests_on(program, start), 0)];
        while let Some((at, below, next)) = path.last_mut() {
            let Some(definition) = below.get(*next).copied() else {
                marks[place(*at)] = Mark::Done;
                order.push(*at);
                path.pop();
                continue;
            };
            *next += 1;
            match marks[place(definition)] {
                Mark::Done => {}
                Mark::New => {
                    marks[place(definition)] = Mark::Open;
                    path.push((definition, rests_on(program, definition), 0));
                }
                Mark::Open => {
                    let from = path.iter().position(|(on, _, _)| *on == definition).unwrap_or(0);
                    rings.push(path[from..].iter().map(|(on, _, _)| *on).collect());
                }
            }
        }
    }
    let faults: Vec<Diagnostic> = rings.iter().map(|ring| ring_fault(program, ring)).collect();
    pack.diagnostics.extend(faults);
    pack.program.order = order;
}

/// The rule by which one holding rests on another definition.
fn rule_between(program: &Program, above: Definition, below: Definition) -> Option<&Rule> {
    let Definition::Holding(above) = above else { return None };
    let wanted = match below {
        Definition::Holding(id) => Read::Holding(id),
        Definition::Judgement(id) => Read::Fact(id),
    };
    let rules = program.holdings[above.index()].rules.iter().map(|rule| &program.rules[rule.index()]);
    rules.into_iter().find(|rule| {
        let conditions = std::iter::once(rule.when).chain(rule.unless.iter().map(|unless| unless.condition));
        conditions.into_iter().any(|condition| reads(program, condition).contains(&wanted))
    })
}

fn ring_fault(program: &Program, ring: &[Definition]) -> Diagnostic {
    let named = |definition: &Definition| -> (String, Span) {
        match definition {
            Definition::Holding(id) => (program.holding_name(*id), program.holdings[id.index()].span),
            Definition::Judgement(id) => (program.fact_name(*id), program.facts[id.index()].span),
        }
    };
    let steps: Vec<(String, Span)> = ring.iter().map(named).collect();
    let chain: Vec<String> = steps.iter().chain(steps.first()).map(|(name, _)| format!("`{name}`")).collect();
    let (first, span) = steps.first().cloned().unwrap_or_default();
    let message = format!("`{first}` rests on itself: {}", chain.join(" rests on "));
    let mut fault = Diagnostic::new(Code::Ring, span, message)
        .label("declared here")
        .help("break the ring: one of these must rest on facts instead");
    for (name, span) in steps.iter().skip(1) {
        fault = fault.also(*span, format!("`{name}`, on the ring"));
    }
    for (index, at) in ring.iter().enumerate() {
        let next = ring[(index + 1) % ring.len()];
        if let Some(rule) = rule_between(program, *at, next) {
            fault = fault.also(
                rule.span,
                format!("this rule leads to `{}` and reads `{}`", steps[index].0, steps[(index + 1) % steps.len()].0),
            );
        }
    }
    fault
}
