//! Expectations, tested. In: a program and a case. Out: for each hypothetical what was expected and what came of it.

use super::suppose;
use crate::case::{Case, Divergent, Expectation, Hypothetical};
use crate::evaluate::{Options, Proof, evaluate_supposing};
use crate::program::Program;
use crate::value::Value;

/// A hypothetical and what came of its expectations.
#[derive(Clone, Debug)]
pub struct Tested<'a> {
    /// Which.
    pub hypothetical: &'a Hypothetical,
    /// In the order written.
    pub expectations: Vec<Met<'a>>,
}

/// An expectation and the value that came.
#[derive(Clone, Copy, Debug)]
pub struct Met<'a> {
    /// Which.
    pub expectation: &'a Expectation,
    /// The value.
    pub found: Value,
}

impl Met<'_> {
    /// It came as expected.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.expectation.is_met_by(self.found)
    }
}

impl Tested<'_> {
    /// All came as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.expectations.iter().all(Met::is_met)
    }
}

/// Tests each hypothetical of a case; `fail` is shown the proof of each in which something came otherwise.
pub fn test<'a>(
    program: &Program,
    case: &'a Case,
    options: Options,
    mut fail: impl FnMut(&Proof, &Tested),
) -> Vec<Tested<'a>> {
    let one = |hypothetical: &'a Hypothetical| {
        let (changed, supposed) = suppose(program, case, hypothetical);
        let proof = evaluate_supposing(program, &changed, options, supposed);
        let met = |expectation| Met { expectation, found: found(&proof, expectation) };
        let tested = Tested { hypothetical, expectations: hypothetical.expectations.iter().map(met).collect() };
        if !tested.passed() {
            fail(&proof, &tested);
        }
        tested
    };
    case.hypotheticals.iter().map(one).collect()
}

fn found(proof: &Proof, expectation: &Expectation) -> Value {
    match expectation.of {
        Divergent::Holding(holding) => proof.holding(holding),
        Divergent::Provision(id) => {
            let breaches = proof.breaches();
            breaches.iter().find(|breach| breach.provision == id).map_or(Value::No, |breach| breach.value)
        }
    }
}
