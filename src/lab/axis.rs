//! The values that matter of a fact that is not yes or no: one for each stretch of its axis on which no condition of the cone
//! turns. In: the facts of a cone and the conditions that read them. Out: [`Points`]. Where a condition compares two facts,
//! the values of each are found for every value of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::levers::in_scope;
use crate::amount::{Amount, Range, day_of};
use crate::case::Datum;
use crate::circuit::Leaf;
use crate::evaluate::{Proof, Reading, State, term};
use crate::program::{Fact, FactId, Node, Program, Standing, Term, TermId, TopicId, Type};
use crate::syntax::ast::Comparison;
use crate::value::Value;

const DAY: i64 = 86_400;
/// More combinations of other facts than this are not looked through.
const MOST: usize = 2_000;

/// Candidate values by subject.
pub(super) struct Points {
    states: BTreeMap<u32, Vec<State>>,
    /// Subjects for which there were too many combinations to look through.
    pub(super) crowded: BTreeSet<u32>,
}

impl Points {
    /// The candidates of all typed facts of a cone. `reads` gives for each leaf the subjects that may change.
    pub(super) fn of(proof: &Proof, cone: &BTreeSet<u32>, reads: &[Vec<u32>]) -> Points {
        let typed = |index: &&u32| {
            let fact = proof.circuit.subjects[**index as usize].fact;
            proof.program.facts[fact.index()].kind != Type::YesNo
        };
        let mut leaves: BTreeMap<u32, Vec<usize>> =
            cone.iter().filter(typed).map(|index| (*index, Vec::new())).collect();
        for (slot, subjects) in reads.iter().enumerate() {
            for subject in subjects {
                if let Some(list) = leaves.get_mut(subject) {
                    list.push(slot);
                }
            }
        }
        let mut search = Search {
            proof,
            reads,
            readings: proof.evaluation.readings.clone(),
            points: Points { states: BTreeMap::new(), crowded: BTreeSet::new() },
        };
        for index in leaves.keys() {
            search.points.states.insert(*index, vec![search.start(*index)]);
        }
        for (index, own) in &leaves {
            let found = search.candidates(*index, own);
            search.points.states.insert(*index, found);
        }
        // Again where facts are compared with each other: what the first round finds for one bounds another.
        for (index, own) in &leaves {
            if own.iter().any(|slot| reads[*slot].iter().any(|other| other != index && leaves.contains_key(other))) {
                let found = search.candidates(*index, own);
                search.points.states.insert(*index, found);
            }
        }
        search.points
    }

    /// The values that a fact could have instead of its own; amounts are not written out yet.
    pub(super) fn choices(&mut self, index: u32) -> Vec<State> {
        self.states.remove(&index).unwrap_or_default()
    }
}

struct Search<'a, 'p> {
    proof: &'a Proof<'p>,
    reads: &'a [Vec<u32>],
    readings: Vec<Reading>,
    points: Points,
}

impl Search<'_, '_> {
    fn fact(&self, index: u32) -> &Fact {
        &self.proof.program.facts[self.proof.circuit.subjects[index as usize].fact.index()]
    }

    /// What a fact is before anything is known of what matters: its own value, or any.
    fn start(&self, index: u32) -> State {
        let now = &self.proof.evaluation.readings[index as usize].state;
        if matches!(now, State::Known(_)) {
            return now.clone();
        }
        match &self.fact(index).kind {
            Type::Date => axis(&Type::Date, 1).state(self.some_day()),
            Type::Number => axis(&Type::Number, 1_000_000).state(1),
            Type::Duration => axis(&Type::Duration, 3600).state(1),
            Type::OneOf(_) => State::Known(Datum::Option(0)),
            Type::ListOfText => list(Vec::new()),
            Type::Text | Type::YesNo => State::Known(Datum::Text(OTHER.to_owned())),
        }
    }

    /// A day to begin from where a date is not known: that of the first date of the case.
    fn some_day(&self) -> i64 {
        let day = |reading: &Reading| match &reading.state {
            State::Known(Datum::Amount(Amount::Date(range), _)) if range.low != i64::MIN => {
                Some(range.low.div_euclid(DAY))
            }
            _ => None,
        };
        self.proof.evaluation.readings.iter().find_map(day).unwrap_or(18_262)
    }

    fn candidates(&mut self, index: u32, own: &[usize]) -> Vec<State> {
        match self.fact(index).kind.clone() {
            kind @ (Type::Date | Type::Number | Type::Duration) => self.amounts(index, own, &kind),
            Type::OneOf(options) => {
                (0..options.len()).map(|at| State::Known(Datum::Option(u32::try_from(at).unwrap_or(0)))).collect()
            }
            Type::Text => {
                let mut texts = self.literals(own);
                texts.push(OTHER.to_owned());
                texts.into_iter().map(|text| State::Known(Datum::Text(text))).collect()
            }
            Type::ListOfText => self.lists(index, own),
            Type::YesNo => Vec::new(),
        }
    }

    /// The texts that conditions name.
    fn literals(&self, own: &[usize]) -> Vec<String> {
        let mut found = Vec::new();
        for slot in own {
            let Leaf::Typed(expr, _) = &self.proof.circuit.leaves[*slot] else { continue };
            match &self.proof.program.expr(*expr).node {
                Node::Contains(_, text) => found.push(text.clone()),
                Node::Compare(left, _, right) => {
                    for id in [left, right] {
                        if let Term::Text(text) = &self.proof.program.terms[id.index()] {
                            found.push(text.clone());
                        }
                    }
                }
                _ => {}
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// Every choice of the texts that conditions ask for, beside those that the case names.
    fn lists(&mut self, index: u32, own: &[usize]) -> Vec<State> {
        const MOST_TEXTS: usize = 8;
        let mut asked = self.literals(own);
        if asked.len() > MOST_TEXTS {
            self.points.crowded.insert(index);
            asked.truncate(MOST_TEXTS);
        }
        let named = match &self.proof.evaluation.readings[index as usize].state {
            State::Known(Datum::List { items, .. }) => items.clone(),
            _ => Vec::new(),
        };
        let rest: Vec<String> = named.into_iter().filter(|item| !asked.contains(item)).collect();
        let chosen = |code: usize| {
            let some = asked.iter().enumerate().filter(|(at, _)| code >> at & 1 == 1).map(|(_, text)| text.clone());
            list(rest.iter().cloned().chain(some).collect())
        };
        (0..1usize << asked.len()).map(chosen).collect()
    }

    fn amounts(&mut self, index: u32, own: &[usize], kind: &Type) -> Vec<State> {
        let axis = axis(kind, self.step(own, kind));
        let mut turns: BTreeSet<i64> = BTreeSet::new();
        for slot in own {
            let Leaf::Typed(expr, binding) = &self.proof.circuit.leaves[*slot] else { continue };
            let Node::Compare(left, how, right) = &self.proof.program.expr(*expr).node else { continue };
            let hows: &[Comparison] = match how {
                // The places where a fact meets and leaves what it must equal.
                Comparison::Equal | Comparison::NotEqual => &[Comparison::Less, Comparison::More],
                one => std::slice::from_ref(one),
            };
            for combination in self.others(index, *slot) {
                self.read(&combination);
                for how in hows {
                    turns.extend(self.turns(index, &axis, &Terms { left: *left, how: *how, right: *right, binding }));
                }
            }
        }
        self.restore(index, own);
        let now = match self.start(index) {
            State::Known(Datum::Amount(amount, _)) => {
                amount.range().low.max(axis.first * axis.unit).div_euclid(axis.unit)
            }
            _ => axis.first,
        };
        turns.insert(axis.first);
        let starts: Vec<i64> = turns.into_iter().collect();
        let stretch = |(place, start): (usize, &i64)| {
            let end = starts.get(place + 1).map_or(axis.last, |next| next - 1);
            axis.state(now.clamp(*start, end))
        };
        starts.iter().enumerate().map(stretch).collect()
    }

    /// How fine the conditions count: the step of which all their amounts are multiples.
    fn step(&self, own: &[usize], kind: &Type) -> i64 {
        let steps: &[i64] = match kind {
            Type::Duration => &[DAY, 3600, 60],
            _ => &[1_000_000, 100_000, 10_000, 1_000, 100, 10, 1],
        };
        let mut literals = Vec::new();
        for slot in own {
            let Leaf::Typed(expr, _) = &self.proof.circuit.leaves[*slot] else { continue };
            if let Node::Compare(left, _, right) = &self.proof.program.expr(*expr).node {
                for id in [*left, *right] {
                    amounts(self.proof.program, id, &mut literals);
                }
            }
        }
        let fits = |step: &&i64| literals.iter().all(|at| at % **step == 0);
        steps.iter().find(fits).or(steps.last()).copied().unwrap_or(1)
    }

    /// Every combination of the other facts that a leaf reads.
    fn others(&mut self, index: u32, slot: usize) -> Vec<Vec<(u32, State)>> {
        let mut all: Vec<Vec<(u32, State)>> = vec![Vec::new()];
        for other in self.reads[slot].iter().filter(|other| **other != index) {
            let now = &self.proof.evaluation.readings[*other as usize].state;
            let Some(found) = self.points.states.get(other) else { continue };
            let states: Vec<&State> = std::iter::once(now).chain(found.iter().filter(|state| *state != now)).collect();
            if all.len() * states.len() > MOST {
                self.points.crowded.insert(index);
                break;
            }
            let with = |before: &Vec<(u32, State)>| -> Vec<Vec<(u32, State)>> {
                let one = |state: &&State| before.iter().cloned().chain([(*other, (*state).clone())]).collect();
                states.iter().map(one).collect()
            };
            all = all.iter().flat_map(with).collect();
        }
        all
    }

    /// Reads a fact, and all that its leaves read beside it, as in the case.
    fn restore(&mut self, index: u32, own: &[usize]) {
        let beside = own.iter().flat_map(|slot| &self.reads[*slot]).copied();
        for other in beside.chain([index]) {
            self.readings[other as usize].clone_from(&self.proof.evaluation.readings[other as usize]);
        }
    }

    fn read(&mut self, combination: &[(u32, State)]) {
        for (other, state) in combination {
            self.readings[*other as usize] = supposed(state.clone());
        }
    }

    /// The first place of every stretch but the first. A comparison only rises or only falls along the axis.
    fn turns(&mut self, index: u32, axis: &Axis, terms: &Terms) -> Vec<i64> {
        let mut turns = Vec::new();
        let mut known = vec![(axis.first, self.compared(index, axis.state(axis.first), terms))];
        let guess = self.guess(index, axis, terms);
        let near = guess.into_iter().flat_map(|guess| [guess - 2, guess + 2]);
        for at in near.filter(|at| (axis.first + 1..axis.last).contains(at)).chain([axis.last]) {
            known.push((at, self.compared(index, axis.state(at), terms)));
        }
        let mut open: Vec<_> = known.windows(2).map(|ends| (ends[0], ends[1])).collect();
        while let Some((low, high)) = open.pop() {
            if low.1 == high.1 {
                continue;
            }
            if high.0 - low.0 == 1 {
                turns.push(high.0);
                continue;
            }
            let at = low.0 + (high.0 - low.0) / 2;
            let middle = (at, self.compared(index, axis.state(at), terms));
            open.extend([(low, middle), (middle, high)]);
        }
        turns
    }

    /// Where the two sides would meet if one grew evenly along the axis and the other not at all: a place to begin with.
    fn guess(&mut self, index: u32, axis: &Axis, terms: &Terms) -> Option<i64> {
        let (left, right) = self.sides(index, axis.state(axis.first), terms)?;
        let apart = left.range().low.saturating_sub(right.range().low).unsigned_abs();
        Some(axis.first + i64::try_from(apart).ok()? / axis.unit)
    }

    fn compared(&mut self, index: u32, state: State, terms: &Terms) -> Value {
        self.sides(index, state, terms).map_or(Value::NotShown, |(left, right)| left.compare(terms.how, right))
    }

    fn sides(&mut self, index: u32, state: State, terms: &Terms) -> Option<(Amount, Amount)> {
        self.readings[index as usize] = supposed(state);
        let nothing = State::NotShown;
        let (program, circuit, readings) = (self.proof.program, &self.proof.circuit, &self.readings);
        let read = |fact: FactId| {
            in_scope(program, circuit, fact, terms.binding).map_or(&nothing, |at| &readings[at as usize].state)
        };
        match (term(program, terms.left, &read), term(program, terms.right, &read)) {
            (State::Known(Datum::Amount(a, _)), State::Known(Datum::Amount(b, _))) => Some((a, b)),
            _ => None,
        }
    }
}

/// The terms of a comparison and the instances in scope.
struct Terms<'a> {
    left: TermId,
    how: Comparison,
    right: TermId,
    binding: &'a [(TopicId, u32)],
}

/// What stands for any text that no condition names.
const OTHER: &str = "something else";

fn list(mut items: Vec<String>) -> State {
    if items.is_empty() {
        items.push(OTHER.to_owned());
    }
    State::Known(Datum::List { items, closed: true })
}

fn supposed(state: State) -> Reading {
    Reading { standing: Standing::Supposed, state }
}

/// The literal amounts of a term, in the units of its axis.
fn amounts(program: &Program, id: TermId, found: &mut Vec<i64>) {
    match &program.terms[id.index()] {
        Term::Amount(Amount::Number(range) | Amount::Duration { seconds: range, .. }) => {
            found.extend([range.low, range.high].into_iter().filter(|at| !matches!(*at, i64::MIN | i64::MAX)));
        }
        Term::Add(left, right) | Term::Subtract(left, right) => {
            amounts(program, *left, found);
            amounts(program, *right, found);
        }
        Term::Amount(Amount::Date(_)) | Term::Fact(_) | Term::Text(_) | Term::Option(_) => {}
    }
}

/// The values that a fact can take, in steps.
struct Axis {
    kind: Type,
    /// How many seconds or millionths a step is.
    unit: i64,
    first: i64,
    last: i64,
}

fn axis(kind: &Type, unit: i64) -> Axis {
    let (unit, first, last) = match kind {
        // From year 1 to year 9998.
        Type::Date => (DAY, -719_000, 2_932_000),
        Type::Duration => (unit, 0, 200 * 365 * DAY / unit),
        _ => (unit, 0, 1_000_000_000_000_000 / unit),
    };
    Axis { kind: kind.clone(), unit, first, last }
}

impl Axis {
    /// The value at a step. What it is called is written out once it is chosen: see [`write_out`].
    fn state(&self, at: i64) -> State {
        let low = at * self.unit;
        let exactly = Range::exactly(low);
        let amount = match self.kind {
            Type::Date => Amount::Date(Range { low, high: low + DAY - 1 }),
            Type::Duration => Amount::Duration { months: 0, seconds: exactly },
            _ => Amount::Number(exactly),
        };
        State::Known(Datum::Amount(amount, String::new()))
    }
}

/// Gives an amount that was found here the words for it.
pub(super) fn write_out(state: &mut State) {
    if let State::Known(Datum::Amount(amount, text)) = state
        && text.is_empty()
    {
        *text = amount_written(*amount);
    }
}

pub(crate) fn amount_written(amount: Amount) -> String {
    let counted = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    let range = amount.range();
    match amount {
        Amount::Date(_) => day_of(range.low).to_string(),
        Amount::Duration { .. } => match range.low {
            at if at % DAY == 0 => counted(at / DAY, "day"),
            at if at % 3600 == 0 => counted(at / 3600, "hour"),
            at => counted(at / 60, "minute"),
        },
        Amount::Number(_) => {
            let digits = format!("{}.{:06}", range.low / 1_000_000, range.low % 1_000_000);
            digits.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    }
}

/// A value as the language writes it.
pub(super) fn written(fact: &Fact, datum: &Datum) -> String {
    let quoted =
        |text: &String| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"));
    match (datum, &fact.kind) {
        (Datum::Yes, _) => "yes".to_owned(),
        (Datum::No, _) => "no".to_owned(),
        (Datum::Amount(amount, text), _) if text.is_empty() => amount_written(*amount),
        (Datum::Amount(_, text), _) => text.clone(),
        (Datum::Text(text), _) => quoted(text),
        (Datum::Option(option), Type::OneOf(options)) => options.get(*option as usize).cloned().unwrap_or_default(),
        (Datum::Option(_), _) => String::new(),
        (Datum::List { items, closed }, _) => {
            let listed: Vec<String> = items.iter().map(quoted).collect();
            format!("{}{}", listed.join(", "), if *closed { " and no other" } else { "" })
        }
    }
}
