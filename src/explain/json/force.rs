//! The law in time in JSON. In: a proof. Out: when something is law, and the dates that decide what is in force.

use serde::Serialize;

use super::places::{Cited, cited};
use crate::case::Subject;
use crate::evaluate::Proof;
use crate::explain::words::{self, Dated};
use crate::program::{Force, Program};

/// When something is law.
#[derive(Serialize)]
pub(super) struct Law<'a> {
    time: String,
    by: String,
    cite: Vec<Cited<'a>>,
}

impl<'a> Law<'a> {
    pub(super) fn of(program: &'a Program, force: Option<&'a Force>) -> Option<Self> {
        let force = force?;
        let cite = cited(program, &force.cite).collect();
        Some(Law { time: words::time(force), by: program.fact_name(force.fact), cite })
    }
}

/// A date that decides what is in force.
#[derive(Serialize)]
pub(super) struct Dating {
    fact: String,
    question: String,
    answer: String,
    applied: &'static str,
    not_in_force: Vec<String>,
}

pub(super) fn dated(proof: &Proof) -> Vec<Dating> {
    let program = proof.program;
    let name = |what: &Dated| match what {
        Dated::Rule(id) => program.rules[id.index()].name.clone(),
        Dated::Holding(id) => program.holding_name(*id),
        Dated::Instrument(id) => program.instruments[id.index()].name.clone(),
    };
    let one = |dating: &words::Dating| {
        let subject = Subject { fact: dating.fact, instance: 0 };
        Dating {
            fact: program.fact_name(dating.fact),
            question: words::question(proof, subject),
            answer: words::answer(program, dating.fact, &proof.reading(subject).state),
            applied: if dating.decides { "law_of_that_time" } else { "law_now_in_force" },
            not_in_force: dating.out.iter().map(name).collect(),
        }
    };
    words::law_in_time(proof).iter().map(one).collect()
}
