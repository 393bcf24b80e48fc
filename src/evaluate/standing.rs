//! Statements → standing. In: what everybody says of each fact, and the pack's rules of evidence. Out: for each subject its
//! [`Standing`] and its value. The table decides; this file only works out which situation a fact is in.

use super::{Options, Proof, Supposition};
use crate::case::{Case, Datum, Statement, Subject};
use crate::circuit::Circuit;
use crate::program::{BearerMove, Fact, OtherMove, Outcome, PartyId, Program, Situation, Standing};
use crate::syntax::ast::{Act, Asked, Role};
use crate::value::Value;

/// Standing and value of one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What the statements amount to.
    pub standing: Standing,
    /// What is known of the value.
    pub state: State,
}

/// What is known of a fact's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing.
    NotShown,
    /// Said both ways.
    Contested,
    /// This.
    Known(Datum),
}

impl State {
    /// As one of the four values; a typed value counts as yes.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            State::NotShown => Value::NotShown,
            State::Contested => Value::Contested,
            State::Known(Datum::No) => Value::No,
            State::Known(_) => Value::Yes,
        }
    }
}

/// The readings of all subjects, in the circuit's order.
#[must_use]
pub fn readings(program: &Program, case: &Case, circuit: &Circuit, options: Options) -> Vec<Reading> {
    let mut rest = case.statements.as_slice();
    let parties = Parties::of(program, case);
    let read = |subject: &Subject| {
        // Statements and subjects are sorted alike, so one walk serves both.
        let skip = rest.partition_point(|statement| statement.subject < *subject);
        rest = &rest[skip..];
        let (here, after) = rest.split_at(rest.partition_point(|statement| statement.subject == *subject));
        rest = after;
        let fact = &program.facts[subject.fact.index()];
        match fact.judgement {
            Some(_) => judgement(here, &parties, options),
            None => reading(program, &parties, fact, here),
        }
    };
    circuit.subjects.iter().map(read).collect()
}

/// Readings with some facts replaced.
#[must_use]
pub fn supposing(mut readings: Vec<Reading>, circuit: &Circuit, supposed: &[Supposition]) -> Vec<Reading> {
    for supposition in supposed {
        let reading = &mut readings[circuit.subject_index(supposition.subject)];
        *reading = Reading { standing: Standing::Supposed, state: supposition.state.clone() };
    }
    readings
}

struct Parties {
    settles: Option<PartyId>,
    submits: Option<PartyId>,
    answers: Option<PartyId>,
    not_asked: bool,
}

impl Parties {
    fn of(program: &Program, case: &Case) -> Parties {
        let stage = program.stages.get(case.stage.index());
        Parties {
            settles: program.party_with(Role::Settles),
            submits: program.party_with(Role::Submits),
            answers: program.party_with(Role::Answers),
            not_asked: stage.is_some_and(|stage| stage.asked == Asked::NotAsked),
        }
    }
}

fn reading(program: &Program, parties: &Parties, fact: &Fact, statements: &[Statement]) -> Reading {
    if let Some(settled) = parties.settles.and_then(|party| voice(statements, party).data()) {
        return Reading { standing: Standing::Settled, state: settled };
    }
    let bearer = fact.bearer;
    let other = if Some(bearer) == parties.submits { parties.answers } else { parties.submits };
    let mut first = voice(statements, bearer);
    let second = other.map_or_else(Voice::default, |other| voice(statements, other));
    if second.concedes && first.datum.is_none() {
        // A concession stands for the word of the side that need not say it any more.
        first.datum.clone_from(&second.datum);
    }
    if first.split || second.split {
        return Reading { standing: Standing::Contested, state: State::Contested };
    }
    let unasked = parties.not_asked && other == parties.answers;
    let situation = situation(&first, &second, unasked);
    let entry =
        program.evidence.get(bearer.index()).and_then(Option::as_ref).and_then(|table| table.table[situation.index()]);
    let Some((standing, outcome)) = entry else {
        return Reading { standing: Standing::NotRaised, state: State::NotShown };
    };
    let known = |datum: &Option<Datum>| datum.clone().map_or(State::NotShown, State::Known);
    let state = match outcome {
        Outcome::AsSaid if situation.other == OtherMove::Agrees => known(&both(&first, &second)),
        Outcome::AsSaid => known(&first.datum),
        Outcome::AsAnswered => known(&second.datum),
        Outcome::Contested => State::Contested,
        Outcome::NotShown => State::NotShown,
    };
    Reading { standing, state }
}

fn both(first: &Voice, second: &Voice) -> Option<Datum> {
    match (&first.datum, &second.datum) {
        (Some(a), Some(b)) => a.meet(b).or_else(|| Some(a.clone())),
        (a, _) => a.clone(),
    }
}

fn situation(first: &Voice, second: &Voice, unasked: bool) -> Situation {
    let agrees = match (&first.datum, &second.datum) {
        (Some(a), Some(b)) => a.meet(b).is_some(),
        (Some(_), None) => second.concedes,
        (None, _) => false,
    };
    let other = if agrees {
        OtherMove::Agrees
    } else if second.shows {
        OtherMove::Shows
    } else if second.datum.is_some() || second.disputes || second.answers {
        OtherMove::Answers
    } else if second.denies {
        OtherMove::Denies
    } else if unasked {
        OtherMove::NotAsked
    } else {
        OtherMove::Silent
    };
    let disputed = first.disputes && other == OtherMove::Shows;
    let bearer = match (&first.datum, first.shows) {
        // Whoever disputes a document says something of the fact.
        (None, _) if disputed => BearerMove::Says,
        (None, _) => BearerMove::Silent,
        (Some(_), true) => BearerMove::Shows,
        (Some(_), false) => BearerMove::Says,
    };
    Situation { bearer, other, disputed }
}

/// All that one party says of one fact, taken together.
#[derive(Default)]
struct Voice {
    datum: Option<Datum>,
    shows: bool,
    answers: bool,
    denies: bool,
    disputes: bool,
    concedes: bool,
    /// It says what cannot both be true, in different places.
    split: bool,
}

impl Voice {
    fn data(self) -> Option<State> {
        match (self.split, self.datum) {
            (true, _) => Some(State::Contested),
            (false, datum) => datum.map(State::Known),
        }
    }
}

fn voice(statements: &[Statement], party: PartyId) -> Voice {
    let mut voice = Voice::default();
    for statement in statements.iter().filter(|statement| Case::is_party(statement.speaker, party)) {
        match statement.act {
            Act::States => {}
            Act::Denies => voice.denies = true,
            Act::Answers => voice.answers = true,
            Act::Shows => voice.shows = true,
            Act::Concedes => voice.concedes = true,
            Act::Disputes => voice.disputes = true,
        }
        voice.shows |= !statement.exhibit.is_empty();
        let Some(datum) = &statement.datum else { continue };
        voice.datum = match voice.datum.take() {
            None => Some(datum.clone()),
            Some(before) => {
                let met = before.meet(datum);
                voice.split |= met.is_none();
                met.or(Some(before))
            }
        };
    }
    voice
}

/// Whether a party challenges what these statements on one fact say: it denies or disputes it, answers or shows it otherwise,
/// or states otherwise than the other side. Who submits states its case; that challenges nothing.
pub(super) fn challenges(program: &Program, statements: &[Statement], party: PartyId) -> bool {
    let submits = program.party_with(Role::Submits);
    let other = if Some(party) == submits { program.party_with(Role::Answers) } else { submits };
    let other = other.map_or_else(Voice::default, |other| voice(statements, other));
    let agrees = |statement: &Statement| match (&statement.datum, &other.datum) {
        (Some(a), Some(b)) => Some(!other.split && a.meet(b).is_some()),
        _ => None,
    };
    statements.iter().filter(|statement| Case::is_party(statement.speaker, party)).any(|statement| {
        match statement.act {
            Act::Denies | Act::Disputes => true,
            Act::Answers | Act::Shows => agrees(statement) != Some(true),
            Act::States => Some(party) != submits && agrees(statement) == Some(false),
            Act::Concedes => false,
        }
    })
}

/// A judgement is not proved by silence: only the settling party's word decides it; a party's makes it argued.
fn judgement(statements: &[Statement], parties: &Parties, options: Options) -> Reading {
    if let Some(settled) = parties.settles.and_then(|party| voice(statements, party).data()) {
        return Reading { standing: Standing::Settled, state: settled };
    }
    let pleaded = parties.submits.map(|party| voice(statements, party));
    if let (true, Some(Voice { datum: Some(datum), split: false, .. })) = (options.as_pleaded, &pleaded) {
        return Reading { standing: Standing::Pleaded, state: State::Known(datum.clone()) };
    }
    let spoken = |party: Option<PartyId>| {
        party.is_some_and(|party| statements.iter().any(|statement| Case::is_party(statement.speaker, party)))
    };
    if spoken(parties.submits) || spoken(parties.answers) {
        return Reading { standing: Standing::Argued, state: State::Contested };
    }
    Reading { standing: Standing::NotRaised, state: State::NotShown }
}

/// After the run: judgements that their default decided stand as such, with the value it gave.
pub(super) fn judgements_by_default(proof: &mut Proof) {
    for judgement in &proof.circuit.judgements {
        let value = proof.evaluation.values[judgement.value as usize].value();
        let first = proof.circuit.first_subject[judgement.fact.index()] as usize;
        let reading = &mut proof.evaluation.readings[first];
        if matches!(reading.standing, Standing::Settled | Standing::Pleaded | Standing::Supposed) {
            continue;
        }
        reading.state = match value {
            Value::Yes => State::Known(Datum::Yes),
            Value::No => State::Known(Datum::No),
            Value::Contested => State::Contested,
            Value::NotShown => State::NotShown,
        };
        let by_default = judgement.default.is_some() && matches!(value, Value::Yes | Value::No);
        if by_default {
            reading.standing = Standing::ByDefault;
        }
    }
}
