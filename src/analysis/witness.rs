//! A world that the solver found → a case that can be run. In: what is wished for. Out: the text of a case with as few facts as
//! bring it about, read back, evaluated and found to be as wished; or nothing.

use batsat::Lit;

use super::Witness;
use super::axis::Choice;
use super::typed::Axis;
use super::worlds::Worlds;
use crate::case::{Datum, Subject};
use crate::check::check_case;
use crate::diagnostic::any_error;
use crate::evaluate::{Options, Proof, State, evaluate};
use crate::lab::suppose;
use crate::program::{ExprId, HoldingId, PartyId, Program, RuleId};
use crate::source::{SourceId, Span};
use crate::syntax::ast::{Asked, Role};
use crate::syntax::parse;
use crate::value::Value;

/// Something that a case is to bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) of: Of,
    pub(super) test: Test,
}

/// What is to have a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Rule(RuleId),
    Holding(HoldingId),
    /// A condition outside of all lists of instances.
    Condition(ExprId),
}

/// Which value it is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Yes,
    NotYes,
    /// Neither yes nor contested: as an exception, it stands in no one's way.
    Open,
}

impl Test {
    fn is_met(self, value: Value) -> bool {
        match self {
            Test::Yes => value == Value::Yes,
            Test::NotYes => value != Value::Yes,
            Test::Open => value < Value::Contested,
        }
    }
}

impl Worlds<'_> {
    /// The bit that says a wish comes true.
    pub(super) fn bit(&self, wish: Wish) -> Lit {
        let chain = match wish.of {
            Of::Rule(id) => self.value(self.circuit.rules[id.index()].value),
            Of::Holding(id) => self.value(self.circuit.holding(id)),
            Of::Condition(expr) => {
                let found = self.condition(expr);
                found.map_or(self.solver.constant(Value::NotShown), |condition| self.of_condition(condition))
            }
        };
        match wish.test {
            Test::Yes => chain.full,
            Test::NotYes => !chain.full,
            Test::Open => !chain.much,
        }
    }

    /// A small case in which all of this comes true.
    pub(super) fn witness(&mut self, name: &str, title: &str, wishes: &[Wish]) -> Option<Witness> {
        let mut asked: Vec<Lit> = wishes.iter().map(|wish| self.bit(*wish)).collect();
        asked.push(self.typed.concrete(self.program, self.circuit, &mut self.solver));
        asked.extend(&self.kept);
        self.sparingly(&asked)?;
        let text = self.told(name, title);
        let read = self.as_read();
        confirmed(&read, &text, wishes).then(|| Witness { name: name.to_owned(), text })
    }

    /// Leaves the solver at a world in which as little as possible is known.
    fn sparingly(&mut self, asked: &[Lit]) -> Option<()> {
        let mut silent = self.silence();
        let mut spoken: Vec<Lit> = Vec::new();
        loop {
            let all: Vec<Lit> = asked.iter().chain(&silent).copied().collect();
            if self.solver.possible(&all) {
                break;
            }
            let clash = self.solver.clash(&silent);
            if clash.is_empty() {
                return None;
            }
            silent.retain(|bit| !clash.contains(bit));
            spoken.extend(clash);
        }
        // What was let go together may not all be needed.
        for bit in spoken {
            silent.push(bit);
            let all: Vec<Lit> = asked.iter().chain(&silent).copied().collect();
            if !self.solver.possible(&all) {
                silent.pop();
            }
        }
        let all: Vec<Lit> = asked.iter().chain(&silent).copied().collect();
        self.solver.possible(&all).then_some(())
    }

    /// One bit for each thing that a case need not say. What is contested is let go last: a plain statement says more.
    fn silence(&mut self) -> Vec<Lit> {
        let facts: Vec<_> = self.facts.values().copied().collect();
        let mut silent: Vec<Lit> = Vec::new();
        for chain in facts {
            silent.push(self.solver.and(chain.some, !chain.much));
            silent.push(self.solver.or(!chain.much, chain.full));
        }
        for (subject, axis) in &self.typed.facts {
            if !self.readings.contains(subject) {
                silent.extend([axis.choices[0].0, !axis.choices[1].0]);
            }
        }
        let readings: Vec<Lit> = (0..self.readings.len()).filter_map(|reading| self.default_reading(reading)).collect();
        silent.extend(readings);
        for judged in self.judged.values() {
            silent.extend([!judged.decided, !judged.argued]);
        }
        for bit in self.present.values().chain(self.replied.values()).chain(self.not_asked.values()) {
            silent.push(!*bit);
        }
        silent.extend(self.open.values());
        silent.extend(self.challenged.values().map(|bit| !*bit));
        let (always, never) = (self.solver.always(), !self.solver.always());
        silent.retain(|bit| *bit != always && *bit != never);
        silent
    }

    /// The world found last, as a case.
    fn told(&self, name: &str, title: &str) -> String {
        let program = self.program;
        let mut text = format!("case {name} \"{title}\"\n  under {}\n  document made \"Made up\"\n", program.pack.name);
        let asked = self.asked_readings();
        if !asked.is_empty() {
            text.push_str(&format!("  note \"To be read with {}\"\n", asked.join(" ")));
        }
        if let Some(stage) = self.stage() {
            text.push_str(&format!("  stage {}\n", program.stages[stage].name));
        }
        for (index, party) in program.parties.iter().enumerate() {
            let lines = self.lines(PartyId::at(index));
            if !lines.is_empty() {
                let verb = if party.role == Role::Settles { "notes" } else { "says" };
                text.push_str(&format!("{} {verb}\n", party.name));
                for line in lines {
                    text.push_str(&format!("  {line}\n"));
                }
            }
        }
        text
    }

    /// The answers of a reading of the law that a condition could tell apart, with their bits.
    fn answers(&self, reading: usize) -> Vec<(Lit, u32)> {
        let axis = self.readings.get(reading).and_then(|subject| self.typed.facts.get(subject));
        let choices = axis.map_or(&[][..], |axis| axis.choices.as_slice());
        let answer = |(bit, choice): &(Lit, Choice)| match choice.state {
            State::Known(Datum::Option(option)) => Some((*bit, option)),
            _ => None,
        };
        choices.iter().filter_map(answer).collect()
    }

    fn default_reading(&self, reading: usize) -> Option<Lit> {
        let answers = self.answers(reading);
        let default = answers.iter().find(|(_, option)| *option == self.original.law_readings[reading].taken);
        default.map(|(bit, _)| *bit)
    }

    /// The pack with the readings of the world found last.
    fn as_read(&self) -> Program {
        let mut program = self.original.clone();
        for (place, reading) in program.law_readings.iter_mut().enumerate() {
            if let Some((_, option)) = self.answers(place).into_iter().find(|(bit, _)| self.solver.holds(*bit)) {
                reading.taken = option;
            }
        }
        program
    }

    /// What to ask for so that the law is read as in the world found last.
    fn asked_readings(&self) -> Vec<String> {
        let read = self.as_read();
        let pairs = read.law_readings.iter().zip(&self.original.law_readings);
        let other = pairs.filter(|(read, original)| read.taken != original.taken);
        other.map(|(read, _)| format!("--reading {}={}", read.name, read.answer().name)).collect()
    }

    /// The stage that the world speaks of, if it speaks of one.
    fn stage(&self) -> Option<usize> {
        let asked = |party: &PartyId| {
            if self.solver.holds(self.not_asked[party]) {
                return Asked::NotAsked;
            }
            if self.replied.get(party).is_some_and(|bit| self.solver.holds(*bit)) {
                Asked::Heard
            } else {
                Asked::Silent
            }
        };
        let find = |party: &PartyId| {
            let wanted = asked(party);
            self.program.stages.iter().position(|stage| stage.party == *party && stage.asked == wanted)
        };
        self.not_asked.keys().find_map(find)
    }

    /// What one party says in it.
    fn lines(&self, party: PartyId) -> Vec<String> {
        let mut lines = Vec::new();
        let subjects = &self.circuit.subjects;
        for (index, chain) in &self.facts {
            let (yes, no) = (State::Known(Datum::Yes), State::Known(Datum::No));
            let states =
                match (self.solver.holds(chain.some), self.solver.holds(chain.much), self.solver.holds(chain.full)) {
                    (_, _, true) => vec![yes],
                    (_, true, false) => vec![yes, no],
                    (false, ..) => vec![no],
                    (true, false, false) => Vec::new(),
                };
            lines.extend(self.says(party, subjects[*index as usize], &states));
        }
        for (index, axis) in self.typed.facts.iter().filter(|(index, _)| !self.readings.contains(index)) {
            lines.extend(self.says(party, subjects[*index as usize], &self.known(axis)));
        }
        lines.extend(self.judgements(party));
        for ((who, what), bit) in &self.challenged {
            let Some((fact, instance)) = what.filter(|_| *who == party && self.solver.holds(*bit)) else { continue };
            let line = suppose(self.program, self.case, Subject { fact, instance }, &State::Known(Datum::Yes));
            lines.push(format!("disputes {line}"));
        }
        if self.speaks_for_all(party) {
            for (topic, open) in &self.open {
                if !self.solver.holds(*open) {
                    lines.push(format!("no other {}", self.program.topics[topic.index()].name));
                }
            }
        }
        lines
    }

    /// What is known of a typed fact: two values that cannot both be, where it is contested.
    fn known(&self, axis: &Axis) -> Vec<State> {
        let chosen = axis.choices.iter().position(|(bit, _)| self.solver.holds(*bit));
        match chosen {
            None | Some(0) => Vec::new(),
            Some(1) => axis
                .choices
                .iter()
                .skip(2)
                .filter(|(_, choice)| choice.plain)
                .map(|(_, choice)| choice.state.clone())
                .take(2)
                .collect(),
            Some(place) => vec![axis.choices[place].1.state.clone()],
        }
    }

    fn judgements(&self, party: PartyId) -> Vec<String> {
        let mut lines = Vec::new();
        for (fact, judged) in &self.judged {
            let subject = Subject { fact: *fact, instance: 0 };
            let line = |yes: bool| {
                let state = State::Known(if yes { Datum::Yes } else { Datum::No });
                suppose(self.program, self.case, subject, &state)
            };
            let role = self.program.parties[party.index()].role;
            if self.solver.holds(judged.decided) && role == Role::Settles {
                let (much, full) = (self.solver.holds(judged.said.much), self.solver.holds(judged.said.full));
                if much {
                    lines.push(format!("{} [1]", line(true)));
                }
                if !full {
                    lines.push(format!("{} [2]", line(false)));
                }
            } else if self.solver.holds(judged.argued) && role == Role::Submits {
                lines.push(line(true));
            }
        }
        lines
    }

    /// The party whose word decides in a made-up case: the one that settles, else the one that submits.
    fn speaks_for_all(&self, party: PartyId) -> bool {
        let speaker = self.program.party_with(Role::Settles).or_else(|| self.program.party_with(Role::Submits));
        speaker == Some(party)
    }

    fn says(&self, party: PartyId, subject: Subject, states: &[State]) -> Vec<String> {
        let topic = self.program.facts[subject.fact.index()].topic;
        let there = self.present.get(&(topic, subject.instance)).is_none_or(|bit| self.solver.holds(*bit));
        let settles = self.program.party_with(Role::Settles).is_some();
        let bearer = self.program.facts[subject.fact.index()].bearer;
        let speaks = if settles { self.speaks_for_all(party) } else { bearer == party };
        if !there || !speaks {
            return Vec::new();
        }
        let shows = !settles && self.program.parties[party.index()].role == Role::Answers;
        let each = states.iter().enumerate().map(|(place, state)| {
            let line = suppose(self.program, self.case, subject, state);
            let line = if shows { format!("shows {line} by \"a document\"") } else { line };
            if states.len() > 1 { format!("{line} [{}]", place + 1) } else { line }
        });
        each.collect()
    }
}

/// Whether a case, read and evaluated like any other, is as wished.
fn confirmed(program: &Program, text: &str, wishes: &[Wish]) -> bool {
    let parsed = parse(SourceId(0), text);
    if any_error(&parsed.diagnostics) {
        return false;
    }
    let checked = check_case(program, &[parsed.file], Span::default());
    let Some(case) = checked.case.and_then(|file| file.detentions.into_iter().next()) else { return false };
    let proof = evaluate(program, &case, Options::default());
    proof.impossible().is_empty() && wishes.iter().all(|wish| comes_true(&proof, *wish))
}

fn comes_true(proof: &Proof, wish: Wish) -> bool {
    let value = match wish.of {
        Of::Rule(id) => proof.value(proof.circuit.rules[id.index()].value),
        Of::Holding(id) => proof.holding(id),
        Of::Condition(expr) => {
            let found = proof.circuit.conditions.iter().find(|condition| condition.expr == expr);
            found.map_or(Value::NotShown, |condition| proof.value(condition.slot))
        }
    };
    wish.test.is_met(value)
}
