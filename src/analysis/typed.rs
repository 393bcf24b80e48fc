//! Facts that are not yes or no, and the conditions that read them. In: the circuit. Out: for each such fact the states that it
//! can be in, one bit each; for each condition its value, tied to these states.
//!
//! A term that is compared with literals (a fact, or the time between two) has states of its own, so that `x > 48 hours`
//! and `x > 24 hours` are never taken to be independent.

use std::collections::{BTreeMap, BTreeSet};

use batsat::Lit;

use super::axis::{self, Asked, Choice, choices};
use super::solver::{Chain, Solver};
use crate::amount::Amount;
use crate::case::Datum;
use crate::circuit::{Circuit, Leaf};
use crate::evaluate::{State, comparison, term, typed};
use crate::lab::in_scope;
use crate::program::{ExprId, FactId, Node, Program, Term, TermId, TopicId, Type};
use crate::syntax::ast::Comparison;
use crate::value::Value;

/// More combinations of facts than this are not tied together where a concrete case is asked for.
const MOST_COMBINATIONS: usize = 20_000;

/// A fact, or a term of several, and what can be known of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Axis {
    pub(super) choices: Vec<(Lit, Choice)>,
}

/// A condition over typed values.
#[derive(Clone, Debug)]
struct Reader {
    slot: usize,
    expr: ExprId,
    binding: Vec<(TopicId, u32)>,
    /// What it reads; absent for an instance that is not listed.
    subjects: Vec<Option<u32>>,
    side: Side,
}

/// What a condition asks of its facts.
#[derive(Clone, Debug)]
enum Side {
    /// One fact alone.
    Fact(u32),
    /// A term of several facts or of a fact and a literal, against a literal on the other side.
    Term(TermId),
    /// Facts against each other, or whether a term of several is shown.
    Several,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// By subject.
    pub(super) facts: BTreeMap<u32, Axis>,
    leaves: BTreeMap<usize, Chain>,
    readers: Vec<Reader>,
    concrete: Option<Lit>,
}

impl Typed {
    pub(super) fn of(program: &Program, circuit: &Circuit, solver: &mut Solver) -> Typed {
        let mut made = Typed { readers: readers(program, circuit), ..Typed::default() };
        let subjects: BTreeSet<u32> =
            made.readers.iter().flat_map(|reader| reader.subjects.iter().flatten()).copied().collect();
        for subject in subjects {
            made.fact(program, circuit, subject, solver);
        }
        made.terms(program, circuit, solver);
        made.several(program, circuit, solver);
        made
    }

    /// The value of a condition.
    pub(super) fn leaf(&self, slot: usize) -> Chain {
        self.leaves[&slot]
    }

    /// A fact and every condition that asks of it alone.
    fn fact(&mut self, program: &Program, circuit: &Circuit, subject: u32, solver: &mut Solver) {
        let kind = &program.facts[circuit.subjects[subject as usize].fact.index()].kind;
        let own: Vec<Reader> = self.readers.iter().filter(|reader| reader.alone() == Some(subject)).cloned().collect();
        let mut asked = Asked::default();
        for reader in &self.readers {
            if reader.subjects.contains(&Some(subject)) {
                asked_by(program, reader.expr, &mut asked);
                asked.beside_others |= reader.alone().is_none();
            }
        }
        let value = |reader: &Reader, state: &State| typed(program, reader.expr, &|_| state);
        let every = choices(kind, &asked);
        // A value that answers every condition like another one adds nothing, unless it is set beside other facts.
        let answers = |state: &State| own.iter().map(|reader| value(reader, state)).collect::<Vec<Value>>();
        let mut seen = BTreeSet::new();
        let kept: Vec<Choice> = every
            .into_iter()
            .enumerate()
            .filter(|(place, choice)| {
                let new = seen.insert(answers(&choice.state));
                new || *place < 2 || (choice.plain && (asked.beside_others || matches!(kind, Type::OneOf(_))))
            })
            .map(|(_, choice)| choice)
            .collect();
        let bits: Vec<(Lit, Choice)> = kept.into_iter().map(|choice| (solver.fresh(), choice)).collect();
        solver.one_of(&bits.iter().map(|(bit, _)| *bit).collect::<Vec<Lit>>());
        for reader in &own {
            let chain = solver.free();
            if axis::complete(&asked) || *kind != Type::ListOfText {
                for (bit, choice) in &bits {
                    solver.fix(&[*bit], chain, value(reader, &choice.state));
                }
            }
            self.leaves.insert(reader.slot, chain);
        }
        self.facts.insert(subject, Axis { choices: bits });
    }

    /// Terms of several facts that are compared with literals: those written alike are one.
    fn terms(&mut self, program: &Program, circuit: &Circuit, solver: &mut Solver) {
        let mut groups: BTreeMap<String, Vec<Reader>> = BTreeMap::new();
        for reader in &self.readers {
            if let Side::Term(at) = reader.side {
                groups.entry(written(program, circuit, at, &reader.binding)).or_default().push(reader.clone());
            }
        }
        for group in groups.values() {
            self.term(program, group, solver);
        }
    }

    fn term(&mut self, program: &Program, group: &[Reader], solver: &mut Solver) {
        let Some(Side::Term(at)) = group.first().map(|reader| reader.side.clone()) else { return };
        let kind = kind_of(program, at);
        let mut asked = Asked::default();
        group.iter().for_each(|reader| asked_by(program, reader.expr, &mut asked));
        let value = |reader: &Reader, state: &State| against_literal(program, reader, state);
        let answers = |state: &State| group.iter().map(|reader| value(reader, state)).collect::<Vec<Value>>();
        let mut seen = BTreeSet::new();
        let every = choices(&kind, &asked).into_iter().enumerate();
        let kept = every.filter(|(place, choice)| seen.insert(answers(&choice.state)) || *place < 2);
        let bits: Vec<(Lit, Choice)> = kept.map(|(_, choice)| (solver.fresh(), choice)).collect();
        solver.one_of(&bits.iter().map(|(bit, _)| *bit).collect::<Vec<Lit>>());
        let (contested, unknown) = self.doubts(&group[0].subjects, solver);
        solver.clause(&[!contested, bits[1].0]);
        solver.clause(&[contested, !bits[1].0]);
        solver.clause(&[!unknown, contested, bits[0].0]);
        // Calendar months beside days have no one length: such terms are left free.
        let free = kind == Type::Duration && has_months(program, at);
        for reader in group {
            let chain = solver.free();
            for (place, (bit, choice)) in bits.iter().enumerate() {
                if place < 2 || !free {
                    solver.fix(&[*bit], chain, value(reader, &choice.state));
                }
            }
            if free {
                solver.clause(&[contested, !chain.much, chain.full]);
            }
            self.leaves.insert(reader.slot, chain);
        }
    }

    /// Whether one of these facts is contested, and whether one is not shown.
    fn doubts(&self, subjects: &[Option<u32>], solver: &mut Solver) -> (Lit, Lit) {
        let (mut contested, mut unknown) = (!solver.always(), !solver.always());
        for subject in subjects {
            match subject {
                Some(subject) => {
                    let choices = &self.facts[subject].choices;
                    unknown = solver.or(unknown, choices[0].0);
                    contested = solver.or(contested, choices[1].0);
                }
                None => unknown = solver.always(),
            }
        }
        (contested, unknown)
    }

    /// Comparisons of facts with each other: free, but for what is contested or not shown. Those written alike are one.
    fn several(&mut self, program: &Program, circuit: &Circuit, solver: &mut Solver) {
        let mut made: BTreeMap<String, Chain> = BTreeMap::new();
        for reader in self.readers.clone() {
            if !matches!(reader.side, Side::Several) {
                continue;
            }
            let name = match &program.expr(reader.expr).node {
                Node::Compare(left, how, right) => {
                    let side = |at: &TermId| written(program, circuit, *at, &reader.binding);
                    format!("{} {how:?} {}", side(left), side(right))
                }
                Node::TermShown(at) => format!("shown {}", written(program, circuit, *at, &reader.binding)),
                _ => format!("{:?}", reader.slot),
            };
            let chain = match made.get(&name) {
                Some(chain) => *chain,
                None => self.free(program, &reader, solver),
            };
            made.insert(name, chain);
            self.leaves.insert(reader.slot, chain);
        }
    }

    fn free(&self, program: &Program, reader: &Reader, solver: &mut Solver) -> Chain {
        let (contested, unknown) = self.doubts(&reader.subjects, solver);
        if matches!(program.expr(reader.expr).node, Node::TermShown(_)) {
            let shown = solver.fresh();
            solver.clause(&[!contested, !shown]);
            solver.clause(&[!unknown, !shown]);
            return Chain { some: shown, much: shown, full: shown };
        }
        let chain = solver.free();
        solver.fix(&[contested], chain, Value::Contested);
        solver.fix(&[unknown, !contested], chain, Value::NotShown);
        solver.clause(&[contested, !chain.much, chain.full]);
        chain
    }

    /// A bit under which every typed fact has a value that a case can state, and comparisons of facts follow from these values.
    pub(super) fn concrete(&mut self, program: &Program, circuit: &Circuit, solver: &mut Solver) -> Lit {
        if let Some(bit) = self.concrete {
            return bit;
        }
        let concrete = solver.fresh();
        self.concrete = Some(concrete);
        for (bit, choice) in self.facts.values().flat_map(|axis| &axis.choices) {
            if !choice.plain {
                solver.clause(&[!concrete, !*bit]);
            }
        }
        for reader in self.readers.iter().filter(|reader| reader.alone().is_none()) {
            self.tie(program, circuit, reader, (concrete, solver));
        }
        concrete
    }

    fn tie(&self, program: &Program, circuit: &Circuit, reader: &Reader, (concrete, solver): (Lit, &mut Solver)) {
        let subjects: BTreeSet<u32> = reader.subjects.iter().flatten().copied().collect();
        let mut all: Vec<Vec<(u32, &(Lit, Choice))>> = vec![Vec::new()];
        for subject in subjects {
            let stated: Vec<&(Lit, Choice)> =
                self.facts[&subject].choices.iter().filter(|(_, choice)| choice.plain).collect();
            if all.len() * stated.len() > MOST_COMBINATIONS {
                return;
            }
            let mut longer = Vec::with_capacity(all.len() * stated.len());
            for before in &all {
                longer.extend(stated.iter().map(|choice| [before.as_slice(), &[(subject, *choice)]].concat()));
            }
            all = longer;
        }
        let chain = self.leaves[&reader.slot];
        for combination in all {
            let nothing = State::NotShown;
            let read = |fact: FactId| {
                let subject = in_scope(program, circuit, fact, &reader.binding);
                let found = combination.iter().find(|(other, _)| Some(*other) == subject);
                found.map_or(&nothing, |(_, (_, choice))| &choice.state)
            };
            let value = typed(program, reader.expr, &read);
            let mut when: Vec<Lit> = combination.iter().map(|(_, (bit, _))| *bit).collect();
            when.push(concrete);
            solver.fix(&when, chain, value);
        }
    }
}

impl Reader {
    /// The fact, if it reads one alone.
    fn alone(&self) -> Option<u32> {
        if let Side::Fact(subject) = self.side { Some(subject) } else { None }
    }
}

fn readers(program: &Program, circuit: &Circuit) -> Vec<Reader> {
    let mut found = Vec::new();
    for (slot, leaf) in circuit.leaves.iter().enumerate() {
        let Leaf::Typed(expr, binding) = leaf else { continue };
        let mut facts = Vec::new();
        let side = match &program.expr(*expr).node {
            Node::OneOf(fact, _) | Node::Contains(fact, _) => {
                facts.push(*fact);
                None
            }
            Node::TermShown(at) => {
                facts_of(program, *at, &mut facts);
                None
            }
            Node::Compare(left, _, right) => {
                let (mut here, mut there) = (Vec::new(), Vec::new());
                facts_of(program, *left, &mut here);
                facts_of(program, *right, &mut there);
                let term = match (here.is_empty(), there.is_empty()) {
                    (false, true) => Some(*left),
                    (true, false) => Some(*right),
                    _ => None,
                };
                facts = here;
                facts.extend(there);
                term
            }
            _ => None,
        };
        let subjects: Vec<Option<u32>> = facts.iter().map(|fact| in_scope(program, circuit, *fact, binding)).collect();
        let is_fact = |at: TermId| matches!(program.terms[at.index()], Term::Fact(_));
        let side = match (&program.expr(*expr).node, subjects.as_slice(), side) {
            (Node::TermShown(at), [Some(one)], _) if is_fact(*at) => Side::Fact(*one),
            (Node::OneOf(..) | Node::Contains(..), [Some(one)], _) => Side::Fact(*one),
            (Node::Compare(..), [Some(one)], Some(at)) if is_fact(at) => Side::Fact(*one),
            (Node::Compare(..), [_, ..], Some(at)) if !is_fact(at) => Side::Term(at),
            _ => Side::Several,
        };
        found.push(Reader { slot, expr: *expr, binding: binding.clone(), subjects, side });
    }
    found
}

fn facts_of(program: &Program, at: TermId, found: &mut Vec<FactId>) {
    match &program.terms[at.index()] {
        Term::Fact(fact) => found.push(*fact),
        Term::Add(left, right) | Term::Subtract(left, right) => {
            facts_of(program, *left, found);
            facts_of(program, *right, found);
        }
        Term::Amount(_) | Term::Text(_) | Term::Option(_) => {}
    }
}

/// The literals of a condition.
fn asked_by(program: &Program, expr: ExprId, asked: &mut Asked) {
    match &program.expr(expr).node {
        Node::Contains(_, text) => {
            asked.texts.insert(text.clone());
        }
        Node::Compare(left, _, right) => {
            for at in [left, right] {
                match term(program, *at, &|_| &State::NotShown) {
                    State::Known(Datum::Amount(amount, _)) => asked.amounts.push(amount),
                    State::Known(Datum::Text(text)) => {
                        asked.texts.insert(text);
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// The condition, where this is known of the side that holds facts.
fn against_literal(program: &Program, reader: &Reader, state: &State) -> Value {
    let (Node::Compare(left, how, right), Side::Term(at)) = (&program.expr(reader.expr).node, &reader.side) else {
        return Value::NotShown;
    };
    let literal = |at: TermId| term(program, at, &|_| &State::NotShown);
    let ids: (TermId, Comparison, TermId) = (*left, *how, *right);
    if left == at {
        comparison(program, ids, (state, &literal(*right)))
    } else {
        comparison(program, ids, (&literal(*left), state))
    }
}

/// What a term gives: two dates less each other give a duration.
fn kind_of(program: &Program, at: TermId) -> Type {
    match &program.terms[at.index()] {
        Term::Fact(fact) => program.facts[fact.index()].kind.clone(),
        Term::Amount(Amount::Date(_)) => Type::Date,
        Term::Amount(Amount::Number(_)) => Type::Number,
        Term::Amount(Amount::Duration { .. }) => Type::Duration,
        Term::Text(_) | Term::Option(_) => Type::Text,
        Term::Add(left, right) => match (kind_of(program, *left), kind_of(program, *right)) {
            (Type::Duration, other) => other,
            (one, _) => one,
        },
        Term::Subtract(left, right) => match (kind_of(program, *left), kind_of(program, *right)) {
            (Type::Date, Type::Date) => Type::Duration,
            (one, _) => one,
        },
    }
}

/// Whether a duration may hold calendar months: a fact that is a duration, or a literal in months.
fn has_months(program: &Program, at: TermId) -> bool {
    match &program.terms[at.index()] {
        Term::Fact(fact) => program.facts[fact.index()].kind == Type::Duration,
        Term::Amount(Amount::Duration { months, .. }) => *months != 0,
        Term::Amount(_) | Term::Text(_) | Term::Option(_) => false,
        Term::Add(left, right) | Term::Subtract(left, right) => {
            has_months(program, *left) || has_months(program, *right)
        }
    }
}

/// A term with the instances in scope, so that terms that are the same are written alike.
fn written(program: &Program, circuit: &Circuit, at: TermId, binding: &[(TopicId, u32)]) -> String {
    let side = |at: &TermId| written(program, circuit, *at, binding);
    match &program.terms[at.index()] {
        Term::Fact(fact) => match in_scope(program, circuit, *fact, binding) {
            Some(subject) => format!("f{subject}"),
            None => format!("u{}", fact.0),
        },
        Term::Add(left, right) => format!("({} + {})", side(left), side(right)),
        Term::Subtract(left, right) => format!("({} - {})", side(left), side(right)),
        Term::Amount(_) | Term::Text(_) | Term::Option(_) => format!("{:?}", program.terms[at.index()]),
    }
}
