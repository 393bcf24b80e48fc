//! Readings → the leaves of the circuit. In: what is known of each fact. Out: one value a leaf. Comparisons of dates, numbers,
//! durations, texts and options are decided here, once, before any world is run.

use super::standing::challenges;
use super::{Proof, Reading, State};
use crate::amount::Amount;
use crate::case::{Case, Datum, Subject};
use crate::circuit::{Circuit, Leaf, UNLISTED};
use crate::program::{ExprId, FactId, Node, PartyId, Program, Standing, Term, TermId, TopicId};
use crate::syntax::ast::{Asked, Comparison};
use crate::value::{Value, Worlds};

/// The value of every leaf, for as many worlds as `W` carries.
#[must_use]
pub fn fill<W: Worlds>(program: &Program, case: &Case, circuit: &Circuit, readings: &[Reading]) -> Vec<W> {
    let desk = Desk { program, case, circuit, readings };
    circuit.leaves.iter().map(|leaf| W::constant(desk.leaf(leaf))).collect()
}

/// The value of one leaf under these readings.
#[must_use]
pub fn leaf(proof: &Proof, readings: &[Reading], leaf: &Leaf) -> Value {
    Desk { program: proof.program, case: proof.case, circuit: &proof.circuit, readings }.leaf(leaf)
}

struct Desk<'a> {
    program: &'a Program,
    case: &'a Case,
    circuit: &'a Circuit,
    readings: &'a [Reading],
}

impl Desk<'_> {
    fn leaf(&self, leaf: &Leaf) -> Value {
        match leaf {
            Leaf::Constant(value) => *value,
            Leaf::Fact(subject) => self.readings[*subject as usize].state.value(),
            Leaf::Decided(fact) => {
                let decided =
                    matches!(self.judged(*fact).standing, Standing::Settled | Standing::Pleaded | Standing::Supposed);
                if decided { Value::Yes } else { Value::No }
            }
            Leaf::Said(fact) => self.judged(*fact).state.value(),
            Leaf::Argued(fact) => match self.judged(*fact).standing {
                Standing::Argued => Value::Contested,
                _ => Value::No,
            },
            Leaf::Typed(expr, binding) => self.typed(*expr, binding),
            Leaf::Replied(party) => self.replied(*party),
            Leaf::Challenged(party, fact) => self.challenged(*party, *fact),
        }
    }

    fn judged(&self, fact: FactId) -> &Reading {
        &self.readings[self.circuit.first_subject[fact.index()] as usize]
    }

    fn asked(&self, party: PartyId) -> Asked {
        match self.program.stages.get(self.case.stage.index()) {
            Some(stage) if stage.party == party => stage.asked,
            _ => Asked::Heard,
        }
    }

    /// A stage at which the party was heard says that it replied, with or without statements of its own.
    fn replied(&self, party: PartyId) -> Value {
        let stage = self.program.stages.get(self.case.stage.index());
        let heard = stage.is_some_and(|stage| stage.party == party && stage.asked.heard());
        match (self.case.replied[party.index()] || heard, self.asked(party)) {
            (true, _) => Value::Yes,
            (false, Asked::NotAsked) => Value::NotShown,
            (false, Asked::Silent | Asked::Heard | Asked::HeardInPart) => Value::No,
        }
    }

    /// Where a reply is not known in full, what it is not known to challenge may be challenged all the same.
    fn challenged(&self, party: PartyId, what: Option<(FactId, u32)>) -> Value {
        let challenged = match what {
            Some((_, UNLISTED)) => false,
            Some((fact, instance)) => {
                challenges(self.program, self.case.statements_on(Subject { fact, instance }), party)
            }
            None => {
                let mut subjects = self.case.statements.chunk_by(|a, b| a.subject == b.subject);
                subjects.any(|statements| challenges(self.program, statements, party))
            }
        };
        match (challenged, self.asked(party)) {
            (true, _) => Value::Yes,
            (false, Asked::NotAsked | Asked::HeardInPart) => Value::NotShown,
            (false, Asked::Silent | Asked::Heard) => Value::No,
        }
    }

    fn state(&self, fact: FactId, binding: &[(TopicId, u32)]) -> &State {
        let topic = self.program.facts[fact.index()].topic;
        let bound = binding.iter().rev().find(|(bound, _)| *bound == topic).map(|(_, instance)| *instance);
        let instance = if self.program.topics[topic.index()].many { bound.unwrap_or(UNLISTED) } else { 0 };
        if instance == UNLISTED {
            return &State::NotShown;
        }
        &self.readings[self.circuit.subject_index(Subject { fact, instance })].state
    }

    fn typed(&self, expr: ExprId, binding: &[(TopicId, u32)]) -> Value {
        typed(self.program, expr, &|fact| self.state(fact, binding))
    }
}

/// The value of a condition over typed values, where `read` gives what is known of each fact.
#[must_use]
pub fn typed<'a>(program: &Program, expr: ExprId, read: &impl Fn(FactId) -> &'a State) -> Value {
    match &program.expr(expr).node {
        Node::Compare(left, how, right) => {
            let states = (term(program, *left, read), term(program, *right, read));
            comparison(program, (*left, *how, *right), (&states.0, &states.1))
        }
        Node::OneOf(fact, options) => match read(*fact) {
            State::Known(Datum::Option(option)) if options.contains(option) => Value::Yes,
            State::Known(_) => Value::No,
            State::Contested => Value::Contested,
            State::NotShown => Value::NotShown,
        },
        Node::Contains(fact, text) => match read(*fact) {
            State::Known(Datum::List { items, .. }) if items.contains(text) => Value::Yes,
            State::Known(Datum::List { closed: true, .. }) => Value::No,
            State::Known(_) | State::NotShown => Value::NotShown,
            State::Contested => Value::Contested,
        },
        Node::TermShown(at) => match term(program, *at, read) {
            State::Known(_) => Value::Yes,
            State::NotShown | State::Contested => Value::No,
        },
        _ => Value::NotShown,
    }
}

/// A comparison of two terms, where this is known of each. A date literal means the whole day, month or year.
#[must_use]
pub fn comparison(
    program: &Program,
    (left, how, right): (TermId, Comparison, TermId),
    states: (&State, &State),
) -> Value {
    let window = |id: TermId| matches!(program.terms[id.index()], Term::Amount(Amount::Date(_)));
    match (how, window(left), window(right)) {
        (Comparison::Equal, _, true) => within(states.0, states.1),
        (Comparison::Equal, true, false) => within(states.1, states.0),
        (Comparison::NotEqual, _, true) => within(states.0, states.1).negated(),
        (Comparison::NotEqual, true, false) => within(states.1, states.0).negated(),
        _ => compare(states.0, how, states.1),
    }
}

/// What a term amounts to: known if all its facts are, contested if one of them is.
pub fn term<'a>(program: &Program, id: TermId, read: &impl Fn(FactId) -> &'a State) -> State {
    match &program.terms[id.index()] {
        Term::Fact(fact) => read(*fact).clone(),
        Term::Amount(amount) => State::Known(Datum::Amount(*amount, String::new())),
        Term::Text(text) => State::Known(Datum::Text(text.clone())),
        Term::Option(option) => State::Known(Datum::Option(*option)),
        Term::Add(left, right) => combine(&term(program, *left, read), &term(program, *right, read), Amount::plus),
        Term::Subtract(left, right) => {
            combine(&term(program, *left, read), &term(program, *right, read), Amount::minus)
        }
    }
}

fn combine(left: &State, right: &State, how: impl Fn(Amount, Amount) -> Option<Amount>) -> State {
    match (left, right) {
        (State::Contested, _) | (_, State::Contested) => State::Contested,
        (State::Known(Datum::Amount(a, _)), State::Known(Datum::Amount(b, _))) => {
            how(*a, *b).map_or(State::NotShown, |sum| State::Known(Datum::Amount(sum, String::new())))
        }
        _ => State::NotShown,
    }
}

/// Whether what is known of a date lies within a literal.
fn within(state: &State, window: &State) -> Value {
    match (state, window) {
        (State::Contested, _) => Value::Contested,
        (State::Known(Datum::Amount(a, _)), State::Known(Datum::Amount(b, _))) => a.within(*b),
        _ => Value::NotShown,
    }
}

fn compare(left: &State, how: Comparison, right: &State) -> Value {
    match (left, right) {
        (State::Contested, _) | (_, State::Contested) => Value::Contested,
        (State::Known(Datum::Amount(a, _)), State::Known(Datum::Amount(b, _))) => a.compare(how, *b),
        (State::Known(a), State::Known(b)) => {
            let same = if a == b { Value::Yes } else { Value::No };
            if how == Comparison::NotEqual { same.negated() } else { same }
        }
        _ => Value::NotShown,
    }
}
