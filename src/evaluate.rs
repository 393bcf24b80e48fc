//! A checked pack and case → [`Evaluation`]: the standing of every fact and the value of every condition, rule, finding and
//! conclusion. In: a program, a case, and how to read its judgements. Out: values with all they came from. There is one
//! evaluator: explanations, comparisons and later views only read what it leaves.

mod leaves;
mod standing;
pub mod verify;

pub use leaves::{comparison, fill, leaf, term, typed};
pub use standing::{Reading, State, readings, supposing};

use crate::case::{Case, Subject};
use crate::circuit::{Circuit, ConditionId, Slot};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{FactId, HoldingId, InstrumentId, Program, ProvisionId, RuleId};
use crate::value::{One, Value, Worlds};

/// How to read what the case leaves to a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Take the judgements that the submitting party asks for as given.
    pub as_pleaded: bool,
}

/// The values of one case under one pack.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// By subject: standing and value of each fact.
    pub readings: Vec<Reading>,
    /// By slot.
    pub values: Vec<One>,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Its conditions are made out and no exception stands in the way.
    Applies,
    /// It would apply but for something contested.
    Contested,
    /// Something it needs is not shown.
    NotShown,
    /// An exception is made out.
    Defeated,
    /// A condition is shown to be otherwise.
    NotMet,
}

impl Status {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Status::Applies => "applies",
            Status::Contested => "contested",
            Status::NotShown => "not_shown",
            Status::Defeated => "defeated",
            Status::NotMet => "not_met",
        }
    }
}

/// A pack, a case, and the case evaluated: all that an explanation reads.
#[derive(Clone, Debug)]
pub struct Proof<'a> {
    /// The law.
    pub program: &'a Program,
    /// The facts.
    pub case: &'a Case,
    /// The law laid out for the case.
    pub circuit: Circuit,
    /// The values.
    pub evaluation: Evaluation,
    /// How judgements were read.
    pub options: Options,
    /// What was supposed.
    pub supposed: Vec<Supposition>,
}

/// A fact's value replaced, whoever spoke of it: another value, not shown, or contested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supposition {
    /// Of which fact.
    pub subject: Subject,
    /// What is supposed of it.
    pub state: State,
}

/// Evaluates a case.
#[must_use]
pub fn evaluate<'a>(program: &'a Program, case: &'a Case, options: Options) -> Proof<'a> {
    evaluate_supposing(program, case, options, Vec::new())
}

/// Evaluates a case with some facts replaced. Of two suppositions on one fact the later holds.
#[must_use]
pub fn evaluate_supposing<'a>(
    program: &'a Program,
    case: &'a Case,
    options: Options,
    supposed: Vec<Supposition>,
) -> Proof<'a> {
    let circuit = Circuit::of(program, case);
    let readings = supposing(readings(program, case, &circuit, options), &circuit, &supposed);
    let leaves = fill(program, case, &circuit, &readings);
    let mut values = Vec::new();
    run(&circuit, &leaves, &mut values);
    let mut proof = Proof { program, case, circuit, evaluation: Evaluation { readings, values }, options, supposed };
    standing::judgements_by_default(&mut proof);
    proof
}

/// Evaluates what the parties would have said instead, over the same lists: the circuit of a proof serves again. Judgements that
/// their default decides keep the standing that nobody gave them; their values are computed like all others.
#[must_use]
pub fn evaluate_again(proof: &Proof, case: &Case) -> Evaluation {
    let circuit = &proof.circuit;
    let readings = supposing(readings(proof.program, case, circuit, proof.options), circuit, &proof.supposed);
    let leaves = fill(proof.program, case, circuit, &readings);
    let mut values = Vec::new();
    run(circuit, &leaves, &mut values);
    Evaluation { readings, values }
}

/// Runs the tape over values already filled in, for as many worlds as `W` carries. `values` is reused between runs.
pub fn run<W: Worlds>(circuit: &Circuit, leaves: &[W], values: &mut Vec<W>) {
    values.clear();
    values.extend_from_slice(leaves);
    values.resize(circuit.tape.slots(), W::constant(Value::No));
    circuit.tape.run(values);
}

impl Proof<'_> {
    /// The value in a slot.
    #[must_use]
    pub fn value(&self, slot: Slot) -> Value {
        self.evaluation.values[slot as usize].value()
    }

    /// The value of a condition.
    #[must_use]
    pub fn of(&self, condition: ConditionId) -> Value {
        self.value(self.circuit.condition(condition).slot)
    }

    /// The value of a finding or conclusion.
    #[must_use]
    pub fn holding(&self, id: HoldingId) -> Value {
        self.value(self.circuit.holding(id))
    }

    /// Standing and value of a fact.
    #[must_use]
    pub fn reading(&self, subject: Subject) -> &Reading {
        &self.evaluation.readings[self.circuit.subject_index(subject)]
    }

    /// What became of a rule.
    #[must_use]
    pub fn status(&self, id: RuleId) -> Status {
        let slots = &self.circuit.rules[id.index()];
        if !self.rule_in_force(id) || self.of(slots.when) == Value::No {
            return Status::NotMet;
        }
        if slots.unless.iter().any(|unless| self.of(*unless) == Value::Yes) {
            return Status::Defeated;
        }
        match self.value(slots.value) {
            Value::Yes => Status::Applies,
            Value::Contested => Status::Contested,
            Value::NotShown => Status::NotShown,
            Value::No => Status::NotMet,
        }
    }

    /// Whether a rule is in force at the date that counts for it.
    #[must_use]
    pub fn rule_in_force(&self, id: RuleId) -> bool {
        self.holds(self.circuit.rules[id.index()].force)
    }

    /// Whether a finding or conclusion is in force at the date that counts for it.
    #[must_use]
    pub fn holding_in_force(&self, id: HoldingId) -> bool {
        self.holds(self.circuit.holdings_in_force[id.index()])
    }

    /// Whether an instrument is in force at the date that counts for it.
    #[must_use]
    pub fn instrument_in_force(&self, id: InstrumentId) -> bool {
        self.holds(self.circuit.instruments_in_force[id.index()])
    }

    fn holds(&self, condition: Option<ConditionId>) -> bool {
        condition.is_none_or(|condition| self.of(condition) == Value::Yes)
    }

    /// Whether an instrument binds; out of force it does not.
    #[must_use]
    pub fn binds(&self, instrument: InstrumentId) -> Value {
        if !self.instrument_in_force(instrument) {
            return Value::No;
        }
        self.circuit.binds[instrument.index()].map_or(Value::Yes, |condition| self.of(condition))
    }

    /// The value of a judgement or yes/no fact, whatever decides it.
    #[must_use]
    pub fn judgement(&self, fact: FactId) -> Option<Value> {
        self.circuit.judgement(fact).map(|judgement| self.value(judgement.value))
    }

    /// Each breach that some rule yields, strongest value first met wins; in the order of the pack's provisions.
    #[must_use]
    pub fn breaches(&self) -> Vec<Breach> {
        let mut by_provision: Vec<Option<Breach>> = vec![None; self.program.provisions.len()];
        for slot in &self.circuit.breaches {
            let value = self.value(slot.slot);
            let applies = self.value(self.circuit.rules[slot.rule.index()].value);
            let entry = by_provision[slot.provision.index()].get_or_insert_with(|| Breach {
                provision: slot.provision,
                value: Value::No,
                rules: Vec::new(),
                direct: false,
            });
            entry.value = entry.value.max(value);
            if applies >= Value::Contested && !entry.rules.contains(&slot.rule) {
                entry.rules.push(slot.rule);
            }
            entry.direct |= slot.twin_of.is_none() && value == Value::Yes;
        }
        by_provision.into_iter().flatten().collect()
    }

    /// Faults for conditions of the pack that this case makes true although they cannot be.
    #[must_use]
    pub fn impossible(&self) -> Vec<Diagnostic> {
        let conditions = self.program.impossible.iter().zip(&self.circuit.impossible);
        conditions
            .filter(|(_, condition)| self.of(**condition) == Value::Yes)
            .map(|(impossible, condition)| {
                let place = self.first_statement(*condition).unwrap_or(impossible.span);
                Diagnostic::new(Code::Impossible, place, format!("this cannot be: {}", impossible.reason))
                    .also(impossible.span, "the pack says so here")
                    .help("correct one of the statements")
            })
            .collect()
    }

    fn first_statement(&self, condition: ConditionId) -> Option<crate::source::Span> {
        let here = match self.circuit.condition(condition).about {
            crate::circuit::About::Subject(Some(subject)) => {
                let subject = self.circuit.subjects[subject as usize];
                self.case.statements_on(subject).first().map(|statement| statement.span)
            }
            _ => None,
        };
        let below = || self.circuit.parts(condition).iter().find_map(|part| self.first_statement(*part));
        here.or_else(below).or_else(|| {
            // A comparison has no subject of its own; the first statement on a fact that it reads will do.
            let reads = crate::check::reads(self.program, self.circuit.condition(condition).expr);
            let about =
                |statement: &&crate::case::Statement| reads.contains(&crate::check::Read::Fact(statement.subject.fact));
            self.case.statements.iter().find(about).map(|statement| statement.span)
        })
    }
}

/// A provision and how far its breach is made out.
#[derive(Clone, Debug)]
pub struct Breach {
    /// Which.
    pub provision: ProvisionId,
    /// The strongest value that a rule gives it.
    pub value: Value,
    /// The rules that yield it, those only contested among them.
    pub rules: Vec<RuleId>,
    /// A rule that applies names it itself, and it binds; otherwise it stands as a twin.
    pub direct: bool,
}
