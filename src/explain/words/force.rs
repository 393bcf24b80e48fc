//! The law in time, in words. In: a proof. Out: when something is in force and why, and what a reader must know of the dates
//! that decide it.

use super::{amount_words, answer, cites, question};
use crate::case::Subject;
use crate::circuit::ConditionId;
use crate::evaluate::{Proof, State, Status};
use crate::program::{FactId, Force, HoldingId, InstrumentId, Node, RuleId};
use crate::value::Value;

/// Something that is law in a certain time only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// A rule.
    Rule(RuleId),
    /// A finding or conclusion.
    Holding(HoldingId),
    /// An instrument.
    Instrument(InstrumentId),
}

/// A date of the case that decides what is in force.
#[derive(Clone, Debug)]
pub struct Dating {
    /// Which.
    pub fact: FactId,
    /// For all that it decides, the case states it closely enough.
    pub decides: bool,
    /// What is out of force by it.
    pub out: Vec<Dated>,
}

/// The dates that decide what is in force, each once, as the pack first names them.
#[must_use]
pub fn law_in_time(proof: &Proof) -> Vec<Dating> {
    let mut found: Vec<Dating> = Vec::new();
    for (what, force, condition) in all(proof) {
        let place = found.iter().position(|dating| dating.fact == force.fact).unwrap_or_else(|| {
            found.push(Dating { fact: force.fact, decides: true, out: Vec::new() });
            found.len() - 1
        });
        found[place].decides &= decided(proof, condition);
        if proof.of(condition) != Value::Yes {
            found[place].out.push(what);
        }
    }
    found
}

/// All that is law in a certain time only, conclusions first.
fn all<'a>(proof: &Proof<'a>) -> Vec<(Dated, &'a Force, ConditionId)> {
    let (program, circuit) = (proof.program, &proof.circuit);
    let holdings = program.holdings.iter().zip(&circuit.holdings_in_force).enumerate();
    let holdings = holdings.filter_map(|(index, (holding, condition))| {
        Some((Dated::Holding(HoldingId::at(index)), holding.force.as_ref()?, (*condition)?))
    });
    let instruments = program.instruments.iter().zip(&circuit.instruments_in_force).enumerate();
    let instruments = instruments.filter_map(|(index, (instrument, condition))| {
        Some((Dated::Instrument(InstrumentId::at(index)), instrument.force.as_ref()?, (*condition)?))
    });
    let rules = program.rules.iter().zip(&circuit.rules).enumerate();
    let rules = rules.filter_map(|(index, (rule, slots))| {
        Some((Dated::Rule(RuleId::at(index)), rule.force.as_ref()?, slots.force?))
    });
    holdings.chain(instruments).chain(rules).collect()
}

/// The date lies wholly on one side. A condition on what is in force is a comparison under `and … is shown`, perhaps denied.
fn decided(proof: &Proof, condition: ConditionId) -> bool {
    let first = || proof.circuit.parts(condition).first().copied();
    match &proof.program.expr(proof.circuit.condition(condition).expr).node {
        Node::Not(_) => first().is_none_or(|inner| decided(proof, inner)),
        Node::All(_) => first().is_none_or(|compared| matches!(proof.of(compared), Value::Yes | Value::No)),
        _ => true,
    }
}

/// When a rule is in force and why, if it is law in a certain time only.
#[must_use]
pub fn rule_force(proof: &Proof, id: RuleId) -> Option<String> {
    let force = proof.program.rules[id.index()].force.as_ref()?;
    Some(told(proof, force, proof.circuit.rules[id.index()].force?))
}

/// The same of a finding or conclusion.
#[must_use]
pub fn holding_force(proof: &Proof, id: HoldingId) -> Option<String> {
    let force = proof.program.holdings[id.index()].force.as_ref()?;
    Some(told(proof, force, proof.circuit.holdings_in_force[id.index()]?))
}

/// "In force from 2011 on (A/HRC/36/38); “When was it adopted?” 5 May 2015."
fn told(proof: &Proof, force: &Force, condition: ConditionId) -> String {
    let time = time(force);
    let cite = cites(proof.program, &force.cite);
    let time = if cite.is_empty() { time } else { format!("{time} ({cite})") };
    let now = proof.of(condition) == Value::Yes;
    match (decided(proof, condition), now) {
        (true, true) => format!("In force {time}; {}", date(proof, force.fact)),
        (true, false) => format!("Not in force: it is law {time}; {}", date(proof, force.fact)),
        (false, true) => format!("In force {time}; {}, so the law now in force is applied", open(proof, force.fact)),
        (false, false) => {
            format!("Not in force: it was law {time}; {}, so the law now in force is applied", open(proof, force.fact))
        }
    }
}

/// "from 2011 on", "until 2010", "from 1997 until 2010".
#[must_use]
pub fn time(force: &Force) -> String {
    match (force.from, force.until) {
        (Some(from), Some(until)) => format!("from {} until {}", amount_words(from), amount_words(until)),
        (Some(from), None) => format!("from {} on", amount_words(from)),
        (None, Some(until)) => format!("until {}", amount_words(until)),
        (None, None) => "always".to_owned(),
    }
}

/// "“When was it adopted?” 5 May 2015".
fn date(proof: &Proof, fact: FactId) -> String {
    let subject = Subject { fact, instance: 0 };
    format!("“{}” {}", question(proof, subject), answer(proof.program, fact, &proof.reading(subject).state))
}

/// Why a date does not decide: "“When was it adopted?” is not stated".
fn open(proof: &Proof, fact: FactId) -> String {
    let subject = Subject { fact, instance: 0 };
    match &proof.reading(subject).state {
        State::NotShown => format!("“{}” is not stated", question(proof, subject)),
        State::Contested => format!("“{}” is contested", question(proof, subject)),
        State::Known(_) => format!("{} is not close enough", date(proof, fact)),
    }
}

/// What a reader must know before all else: dates that do not decide, and conclusions and instruments that are out of force.
#[must_use]
pub fn law_applied(proof: &Proof) -> Vec<String> {
    let mut lines = Vec::new();
    for dating in law_in_time(proof) {
        if !dating.decides {
            lines.push(format!("{}: the law now in force is applied.", open(proof, dating.fact)));
        } else if !dating.out.is_empty() {
            lines.push(format!(
                "{}: the law of that time is applied. {}",
                date(proof, dating.fact),
                out(proof, &dating)
            ));
        }
    }
    lines
}

/// "Not in force: category V, and 2 rules."
fn out(proof: &Proof, dating: &Dating) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut rules = 0;
    for what in &dating.out {
        match what {
            Dated::Holding(id) => names.push(super::spoken(&proof.program.holding_name(*id))),
            Dated::Instrument(id) => names.push(proof.program.instruments[id.index()].title.clone()),
            Dated::Rule(_) => rules += 1,
        }
    }
    if rules > 0 {
        names.push(if rules == 1 { "one rule".to_owned() } else { format!("{rules} rules") });
    }
    format!("Not in force: {}.", super::listed_with(&names, "and"))
}

/// What became of a conclusion, in a word or two.
#[must_use]
pub fn concluded(proof: &Proof, id: HoldingId, raised: bool) -> &'static str {
    match proof.holding_in_force(id) {
        true => super::conclusion(proof.holding(id), raised),
        false => "not in force",
    }
}

/// What became of a rule, in a word or two.
#[must_use]
pub fn rule_status(proof: &Proof, id: RuleId) -> &'static str {
    match proof.status(id) {
        Status::NotMet if !proof.rule_in_force(id) => "not in force",
        status => super::status(status),
    }
}
