//! Mutation of the law: what nobody would notice. In: a program and cases. Out: for each single loss (a condition, an exception,
//! a breach, what a rule leads to, a rule) the first expectation or published outcome that it would make fail, if any does.
//! Every loss is a switch in one altered program, so that one run of its tape carries a thousand of them side by side.

mod altered;

use std::ops::ControlFlow;

use crate::case::{Case, CaseFile, Divergent, Expectation, Hypothetical};
use crate::circuit::{Circuit, Leaf, Slot};
use crate::compare::{Comparison, compare};
use crate::evaluate::{Options, Proof, Reading, Supposition, evaluate_supposing, fill, readings, run, supposing};
use crate::explain::{Explanation, explain};
use crate::hypothesis::suppose;
use crate::program::{ExprId, FactId, HoldingId, Program, ProvisionId, RuleId};
use crate::source::Span;
use crate::value::{One, Planes, Value, Worlds};
use altered::Altered;

/// What the law could lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// A whole rule.
    Rule,
    /// All that a rule asks: it then applies unless an exception stands in the way.
    When,
    /// One of several conditions.
    Condition(ExprId),
    /// An exception.
    Exception(ExprId),
    /// A finding or conclusion that a rule leads to.
    Then(HoldingId),
    /// A breach that a rule names.
    Breach(ProvisionId),
}

impl Loss {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Loss::Rule => "rule",
            Loss::When => "when",
            Loss::Condition(_) => "condition",
            Loss::Exception(_) => "exception",
            Loss::Then(_) => "then",
            Loss::Breach(_) => "breach",
        }
    }
}

/// One loss, and what notices it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// Of what.
    pub loss: Loss,
    /// In which rule.
    pub rule: Option<RuleId>,
    /// Or in the default reading of which judgement.
    pub judgement: Option<FactId>,
    /// Where it stands.
    pub span: Span,
    /// The first case or hypothetical that notices it, by its place among the worlds of the coverage.
    pub noticed: Option<usize>,
}

/// All losses that were tried.
#[derive(Clone, Debug, Default)]
pub struct Mutation {
    /// In the order of the pack: rules, then judgements.
    pub mutants: Vec<Mutant>,
    /// Every case was asked; else the search was stopped.
    pub complete: bool,
    /// Cases and hypotheticals that expect something or record an outcome, and were asked.
    pub asked: usize,
    /// Of those, how many fail already as the law stands, and so notice nothing.
    pub failing: usize,
}

impl Mutation {
    /// The losses that nothing notices.
    pub fn survivors(&self) -> impl Iterator<Item = &Mutant> {
        self.mutants.iter().filter(|mutant| mutant.noticed.is_none())
    }
}

/// How far a search is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Cases and hypotheticals passed.
    pub done: usize,
    /// Of so many.
    pub all: usize,
    /// Losses that nothing has noticed so far.
    pub unnoticed: usize,
}

/// Tries every loss on every case and hypothetical; ends early where `go_on` says so.
pub fn mutate(program: &Program, cases: &[CaseFile], go_on: &mut dyn FnMut(Progress) -> bool) -> Mutation {
    let (altered, mutants) = Altered::of(program);
    let detentions = || cases.iter().flat_map(|file| &file.detentions);
    let mut search = Search {
        altered: &altered,
        found: Mutation { mutants, ..Mutation::default() },
        all: detentions().map(|case| 1 + case.hypotheticals.len()).sum(),
        done: 0,
        go_on,
        values: Vec::new(),
    };
    let stopped = detentions().any(|case| search.case(case).is_break());
    search.found.complete = !stopped;
    search.found
}

type Block = Planes<16>;

struct Search<'a> {
    altered: &'a Altered,
    found: Mutation,
    all: usize,
    /// Worlds passed: the place of the one at hand.
    done: usize,
    go_on: &'a mut dyn FnMut(Progress) -> bool,
    values: Vec<Block>,
}

/// A case laid out with all switches.
struct Bench<'a> {
    proof: Proof<'a>,
    /// By mutant: the slot of its switch.
    switches: Vec<Slot>,
    supposed: Vec<Supposition>,
}

impl Search<'_> {
    fn case(&mut self, case: &Case) -> ControlFlow<()> {
        let idle = case.decided.is_none() && case.hypotheticals.iter().all(|one| one.expectations.is_empty());
        if idle {
            self.done += case.hypotheticals.len();
            return self.passed();
        }
        let altered = self.altered;
        let supposed = altered.as_it_stands();
        let proof = evaluate_supposing(&altered.program, case, Options::default(), supposed.clone());
        let switches = switches(altered, &proof.circuit);
        let mut bench = Bench { proof, switches, supposed };
        if case.decided.is_some() {
            self.outcome(&mut bench);
        }
        self.passed()?;
        for hypothetical in &case.hypotheticals {
            if !hypothetical.expectations.is_empty() {
                self.hypothetical(&bench, hypothetical);
            }
            self.passed()?;
        }
        ControlFlow::Continue(())
    }

    /// The world at hand is done with.
    fn passed(&mut self) -> ControlFlow<()> {
        self.done += 1;
        let unnoticed = self.found.survivors().count();
        match (self.go_on)(Progress { done: self.done, all: self.all, unnoticed }) {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    }

    fn unnoticed(&self) -> Vec<usize> {
        (0..self.found.mutants.len()).filter(|place| self.found.mutants[*place].noticed.is_none()).collect()
    }

    /// Runs a world as the law stands, in the first place, and beside it with each of these losses.
    fn run(&mut self, bench: &Bench, case: &Case, readings: &[Reading], losses: &[usize]) {
        let circuit = &bench.proof.circuit;
        let mut leaves: Vec<Block> = fill(&self.altered.program, case, circuit, readings);
        for (place, mutant) in losses.iter().enumerate() {
            leaves[bench.switches[*mutant] as usize].set(place + 1, self.altered.switches[*mutant].lost);
        }
        run(circuit, &leaves, &mut self.values);
    }

    fn hypothetical(&mut self, bench: &Bench, hypothetical: &Hypothetical) {
        let program = &self.altered.program;
        let circuit = &bench.proof.circuit;
        let (changed, supposed) = suppose(program, bench.proof.case, hypothetical);
        let read = readings(program, &changed, circuit, Options::default());
        let read = supposing(supposing(read, circuit, &supposed), circuit, &bench.supposed);
        self.found.asked += 1;
        let mut fails = false;
        for losses in self.unnoticed().chunks(Block::WORLDS - 1) {
            self.run(bench, &changed, &read, losses);
            for expectation in &hypothetical.expectations {
                let slots = slots(circuit, expectation);
                let value = |world: usize| {
                    slots.iter().map(|slot| self.values[*slot as usize].get(world)).max().unwrap_or(Value::No)
                };
                if !expectation.is_met_by(value(0)) {
                    fails = true;
                    continue;
                }
                for (place, mutant) in losses.iter().enumerate() {
                    if !expectation.is_met_by(value(place + 1)) {
                        self.found.mutants[*mutant].noticed.get_or_insert(self.done);
                    }
                }
            }
        }
        self.found.failing += usize::from(fails);
    }

    fn outcome(&mut self, bench: &mut Bench) {
        self.found.asked += 1;
        let mut explanation = explain(&bench.proof);
        if !agrees(compare(&bench.proof, &explanation)) {
            self.found.failing += 1;
            return;
        }
        let read = bench.proof.evaluation.readings.clone();
        let compared = compared(&self.altered.program, &bench.proof.circuit);
        for losses in self.unnoticed().chunks(Block::WORLDS - 1) {
            self.run(bench, bench.proof.case, &read, losses);
            for (place, mutant) in losses.iter().enumerate() {
                let value = |slot: &Slot, world: usize| self.values[*slot as usize].get(world);
                if compared.iter().all(|slot| value(slot, place + 1) == value(slot, 0)) {
                    continue;
                }
                let values = self.values.iter().map(|block| One::constant(block.get(place + 1))).collect();
                if !agrees(compare_with(&mut bench.proof, &mut explanation, values)) {
                    self.found.mutants[*mutant].noticed = Some(self.done);
                }
            }
        }
    }
}

/// The comparison of a world with other values.
fn compare_with(proof: &mut Proof, explanation: &mut Explanation, values: Vec<One>) -> Option<Comparison> {
    proof.evaluation.values = values;
    for concluded in &mut explanation.conclusions {
        concluded.value = proof.holding(concluded.holding);
    }
    compare(proof, explanation)
}

fn agrees(comparison: Option<Comparison>) -> bool {
    comparison.is_none_or(|comparison| comparison.totals.unrecorded == 0 && comparison.totals.stale == 0)
}

/// By mutant: the slot of its switch.
fn switches(altered: &Altered, circuit: &Circuit) -> Vec<Slot> {
    let mut by_subject = vec![Slot::MAX; circuit.subjects.len()];
    for (slot, leaf) in circuit.leaves.iter().enumerate() {
        if let Leaf::Fact(subject) = leaf {
            by_subject[*subject as usize] = Slot::try_from(slot).unwrap_or(Slot::MAX);
        }
    }
    let subject = |fact: FactId| circuit.first_subject[fact.index()] as usize;
    altered.switches.iter().map(|switch| by_subject[subject(switch.fact)]).collect()
}

/// Where the value stands that is expected: the strongest of these.
fn slots(circuit: &Circuit, expectation: &Expectation) -> Vec<Slot> {
    match expectation.of {
        Divergent::Holding(holding) => vec![circuit.holding(holding)],
        Divergent::Provision(id) => {
            circuit.breaches.iter().filter(|breach| breach.provision == id).map(|breach| breach.slot).collect()
        }
    }
}

/// All that a published outcome is compared with.
fn compared(program: &Program, circuit: &Circuit) -> Vec<Slot> {
    let declining = program.rules.iter().zip(&circuit.rules).filter(|(rule, _)| !rule.declines.is_empty());
    let mut slots = circuit.holdings.clone();
    slots.extend(circuit.breaches.iter().map(|breach| breach.slot));
    slots.extend(declining.map(|(_, slots)| slots.value));
    slots.sort_unstable();
    slots.dedup();
    slots
}
