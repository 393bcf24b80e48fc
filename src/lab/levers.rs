//! The facts that a conclusion depends on, each with the values that it could have instead. In: a proof, outputs and what may
//! change. Out: [`Levers`]: for each leaf of the program that turns with them a table of its values, computed once.
//!
//! A date changes by whole days, a number and a duration by the steps in which the rules count them; of all values between
//! two of which no condition turns, one stands for the others. No instance is invented.

use std::collections::BTreeSet;

use super::axis::{self, Points};
use crate::case::{Case, Datum, Subject};
use crate::circuit::{Circuit, Leaf, Slot, UNLISTED};
use crate::evaluate::{Proof, Reading, State, leaf};
use crate::explain::words::facts_read;
use crate::program::{FactId, Program, Standing, TopicId, Type};
use crate::value::Value;

/// What counts as a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Changes {
    /// A fact has another determinate value.
    #[default]
    Facts,
    /// A fact is contested, or not shown.
    Evidence,
}

/// Which facts may change, and how.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// What counts as a change.
    pub changes: Changes,
    /// These never change.
    pub fixed: BTreeSet<Subject>,
    /// Only facts that are contested or not shown may change.
    pub only_open: bool,
    /// Only these may change, if given.
    pub only: Option<BTreeSet<Subject>>,
    /// A judgement that follows its default reading counts as decided, either way, and no longer follows it.
    pub decided: bool,
}

/// A fact that may change.
#[derive(Clone, Debug)]
pub struct Lever {
    /// Which.
    pub subject: Subject,
    /// What is known of it in the case.
    pub now: State,
    /// What it could be instead.
    pub choices: Vec<State>,
    /// The first choice that is a determinate value: 0 is the fact as it is.
    pub(super) first: usize,
}

/// The values of a leaf under every choice of the levers that it reads; choice 0 is the case as it is.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) slot: Slot,
    pub(super) levers: Vec<usize>,
    /// The first lever turns fastest.
    pub(super) values: Vec<Value>,
}

/// The facts that some outputs depend on.
#[derive(Clone, Debug, Default)]
pub struct Levers {
    /// In the order of the pack.
    pub levers: Vec<Lever>,
    pub(super) tables: Vec<Table>,
    /// What is asked for, then the conditions that cannot be, as far as they matter.
    pub(super) outputs: Vec<Slot>,
    /// How many of `outputs` are asked for.
    pub(super) asked: usize,
    /// Facts of which not all values that matter could be listed.
    pub crowded: Vec<Subject>,
}

/// More choices than this of one leaf are not tabled.
const MOST_CHOICES: usize = 1 << 14;

impl Levers {
    /// The facts on which the values in these slots depend.
    #[must_use]
    pub fn of(proof: &Proof, outputs: &[Slot], scope: &Scope) -> Levers {
        let mut levers = Levers::default();
        let outputs = outputs.to_vec();
        let reads = Reads::of(proof, scope);
        let mut cone = reads.cone(proof, &outputs);
        levers.asked = outputs.len();
        levers.outputs = outputs;
        // A condition on what cannot be matters as soon as it shares a fact with what is asked, and brings its own facts.
        let mut waiting: Vec<(Slot, BTreeSet<u32>)> = proof
            .circuit
            .impossible
            .iter()
            .map(|condition| proof.circuit.condition(*condition).slot)
            .map(|slot| (slot, reads.cone(proof, &[slot])))
            .collect();
        // Where the facts are named, each combination of them must be possible, whatever it decides.
        let named = scope.only.is_some();
        let matters = |own: &BTreeSet<u32>, cone: &BTreeSet<u32>| (named && !own.is_empty()) || !own.is_disjoint(cone);
        while let Some(next) = waiting.iter().position(|(_, own)| matters(own, &cone)) {
            let (slot, own) = waiting.remove(next);
            cone.extend(own);
            levers.outputs.push(slot);
        }
        levers.list(proof, scope, &reads, &cone);
        levers
    }

    fn list(&mut self, proof: &Proof, scope: &Scope, reads: &Reads, cone: &BTreeSet<u32>) {
        let mut points = Points::of(proof, cone, &reads.leaves);
        self.crowded = points.crowded.iter().map(|index| proof.circuit.subjects[*index as usize]).collect();
        let mut place = vec![usize::MAX; proof.circuit.subjects.len()];
        for index in cone {
            let subject = proof.circuit.subjects[*index as usize];
            let now = proof.evaluation.readings[*index as usize].state.clone();
            let follows = scope.decided && proof.evaluation.readings[*index as usize].standing == Standing::ByDefault;
            let choices = match scope.changes {
                Changes::Facts if follows => [Datum::Yes, Datum::No].map(State::Known).to_vec(),
                Changes::Facts => determinate(proof.program, subject, &now, &mut points, *index),
                Changes::Evidence => {
                    [State::Contested, State::NotShown].into_iter().filter(|state| *state != now).collect()
                }
            };
            if !choices.is_empty() {
                place[*index as usize] = self.levers.len();
                let first = usize::from(follows || !matches!(now, State::Known(_)));
                self.levers.push(Lever { subject, now, choices, first });
            }
        }
        self.tables(proof, reads, &place);
        if scope.changes == Changes::Facts {
            self.merge(proof.program);
        }
        self.drop_idle();
        self.levers.iter_mut().flat_map(|lever| &mut lever.choices).for_each(axis::write_out);
    }

    fn tables(&mut self, proof: &Proof, reads: &Reads, place: &[usize]) {
        let mut readings = proof.evaluation.readings.clone();
        for (slot, subjects) in reads.leaves.iter().enumerate() {
            let own: Vec<usize> =
                subjects.iter().map(|index| place[*index as usize]).filter(|at| *at != usize::MAX).collect();
            if own.is_empty() {
                continue;
            }
            let size = own.iter().map(|at| self.levers[*at].choices.len() + 1).product::<usize>();
            if size > MOST_CHOICES {
                self.crowded.extend(own.iter().map(|at| self.levers[*at].subject));
                continue;
            }
            let mut values = vec![proof.evaluation.values[slot].value()];
            for code in 1..size {
                self.step(proof, &own, code, &mut readings);
                values.push(leaf(proof, &readings, &proof.circuit.leaves[slot]));
            }
            self.step(proof, &own, 0, &mut readings);
            if values.iter().any(|value| *value != values[0]) {
                let slot = Slot::try_from(slot).unwrap_or(Slot::MAX);
                self.tables.push(Table { slot, levers: own, values });
            }
        }
    }

    /// Reads these levers as the code says, choice 0 as in the case, if they are read as the code before it says: a lever
    /// changes with this step only where all before it begin anew.
    fn step(&self, proof: &Proof, own: &[usize], mut code: usize, readings: &mut [Reading]) {
        for at in own {
            let lever = &self.levers[*at];
            let index = proof.circuit.subject_index(lever.subject);
            let count = lever.choices.len() + 1;
            readings[index] = match code % count {
                0 => proof.evaluation.readings[index].clone(),
                choice => Reading { standing: Standing::Supposed, state: lever.choices[choice - 1].clone() },
            };
            if !code.is_multiple_of(count) {
                break;
            }
            code /= count;
        }
    }

    /// Of values of a typed fact that no leaf tells apart, keeps the first; the one that it has comes first of all.
    fn merge(&mut self, program: &Program) {
        for at in 0..self.levers.len() {
            if program.facts[self.levers[at].subject.fact.index()].kind == Type::YesNo {
                continue;
            }
            let mut seen: BTreeSet<Vec<Value>> = BTreeSet::new();
            // Not shown and contested are no values that another could stand for.
            let mut told = |choice: usize| {
                let column = self.column(at, choice);
                (choice == 0 && self.levers[at].first == 1) || seen.insert(column)
            };
            let kept: Vec<usize> = (0..=self.levers[at].choices.len()).filter(|choice| told(*choice)).collect();
            if kept.len() <= self.levers[at].choices.len() {
                self.narrow(at, &kept);
            }
        }
        for table in &mut self.tables {
            table.levers.retain(|lever| !self.levers[*lever].choices.is_empty());
        }
    }

    /// All that the tables say where a lever has this choice.
    fn column(&self, at: usize, choice: usize) -> Vec<Value> {
        let reading = self.tables.iter().filter(|table| table.levers.contains(&at));
        reading.flat_map(|table| self.slice(table, at, choice)).collect()
    }

    fn slice<'a>(&self, table: &'a Table, at: usize, choice: usize) -> impl Iterator<Item = Value> + 'a {
        let (stride, count) = self.stride(table, at);
        let starts = (choice * stride..table.values.len()).step_by(stride * count);
        starts.flat_map(move |start| table.values[start..start + stride].iter().copied())
    }

    /// How far apart the codes of a table are that differ by one choice of this lever, and how many choices there are.
    pub(super) fn stride(&self, table: &Table, at: usize) -> (usize, usize) {
        let size = |lever: &usize| self.levers[*lever].choices.len() + 1;
        let before = table.levers.iter().take_while(|lever| **lever != at);
        (before.map(size).product(), size(&at))
    }

    /// Keeps these choices of a lever, 0 among them.
    fn narrow(&mut self, at: usize, kept: &[usize]) {
        let narrowed = |table: &Table| -> Vec<Value> {
            let (stride, count) = self.stride(table, at);
            let stays = |code: &usize| kept.contains(&(code / stride % count));
            (0..table.values.len()).filter(stays).map(|code| table.values[code]).collect()
        };
        let values: Vec<Option<Vec<Value>>> =
            self.tables.iter().map(|table| table.levers.contains(&at).then(|| narrowed(table))).collect();
        for (table, values) in self.tables.iter_mut().zip(values) {
            if let Some(values) = values {
                table.values = values;
            }
        }
        let mut place = 0;
        self.levers[at].choices.retain(|_| {
            place += 1;
            kept.contains(&place)
        });
    }

    /// Keeps the levers that some table reads.
    fn drop_idle(&mut self) {
        let mut used = vec![false; self.levers.len()];
        self.tables.iter().flat_map(|table| &table.levers).for_each(|lever| used[*lever] = true);
        self.keep(&used);
    }

    /// Keeps these levers; no table may read another.
    pub(super) fn keep(&mut self, used: &[bool]) {
        let mut renamed = vec![usize::MAX; used.len()];
        let mut next = 0;
        for (at, used) in used.iter().enumerate().filter(|(_, used)| **used) {
            renamed[at] = next;
            next += usize::from(*used);
        }
        let mut kept = used.iter();
        self.levers.retain(|_| kept.next().copied().unwrap_or(false));
        self.tables.retain(|table| table.levers.iter().all(|lever| renamed[*lever] != usize::MAX));
        self.tables.iter_mut().flat_map(|table| &mut table.levers).for_each(|lever| *lever = renamed[*lever]);
    }

    /// By lever: the choices that give it a determinate value, the present one among them.
    pub(super) fn determinate(&self) -> Vec<Vec<usize>> {
        self.levers.iter().map(|lever| (lever.first..=lever.choices.len()).collect()).collect()
    }
}

impl Lever {
    /// The state that a choice stands for.
    #[must_use]
    pub fn state(&self, choice: usize) -> &State {
        choice.checked_sub(1).map_or(&self.now, |place| &self.choices[place])
    }
}

/// The other determinate values of a fact.
fn determinate(program: &Program, subject: Subject, now: &State, points: &mut Points, index: u32) -> Vec<State> {
    let known = |datum: Datum| State::Known(datum);
    match program.facts[subject.fact.index()].kind {
        Type::YesNo => [Datum::Yes, Datum::No].into_iter().map(known).filter(|state| state != now).collect(),
        _ => points.choices(index),
    }
}

/// By leaf: the subjects that it reads and that may change.
struct Reads {
    leaves: Vec<Vec<u32>>,
}

impl Reads {
    fn of(proof: &Proof, scope: &Scope) -> Reads {
        let movable = |index: &u32| {
            let subject = proof.circuit.subjects[*index as usize];
            let open = !matches!(proof.evaluation.readings[*index as usize].state, State::Known(_));
            !scope.fixed.contains(&subject)
                && (open || !scope.only_open)
                && scope.only.as_ref().is_none_or(|only| only.contains(&subject))
        };
        let of_leaf = |leaf: &Leaf| subjects(proof.program, &proof.circuit, leaf).into_iter().filter(movable).collect();
        Reads { leaves: proof.circuit.leaves.iter().map(of_leaf).collect() }
    }

    /// The subjects below some slots.
    fn cone(&self, proof: &Proof, slots: &[Slot]) -> BTreeSet<u32> {
        let first = proof.circuit.leaves.len();
        let gates: Vec<_> = proof.circuit.tape.gates().collect();
        let mut wanted = vec![false; first + gates.len()];
        slots.iter().for_each(|slot| wanted[*slot as usize] = true);
        for (place, gate) in gates.iter().enumerate().rev() {
            if wanted[first + place] {
                wanted[gate.left as usize] = true;
                wanted[gate.right as usize] = true;
            }
        }
        let reached = self.leaves.iter().zip(&wanted).filter(|(_, wanted)| **wanted);
        reached.flat_map(|(subjects, _)| subjects.iter().copied()).collect()
    }
}

/// The subjects that a leaf reads.
pub(crate) fn subjects(program: &Program, circuit: &Circuit, leaf: &Leaf) -> Vec<u32> {
    match leaf {
        Leaf::Fact(subject) => vec![*subject],
        Leaf::Decided(fact) | Leaf::Said(fact) | Leaf::Argued(fact) => vec![circuit.first_subject[fact.index()]],
        Leaf::Typed(expr, binding) => {
            let facts = facts_read(program, &program.expr(*expr).node);
            facts.into_iter().filter_map(|fact| in_scope(program, circuit, fact, binding)).collect()
        }
        Leaf::Constant(_) | Leaf::Replied(_) | Leaf::Challenged(..) => Vec::new(),
    }
}

/// The subject that a typed condition means by a fact; none for the instance that the case does not list.
pub(crate) fn in_scope(program: &Program, circuit: &Circuit, fact: FactId, binding: &[(TopicId, u32)]) -> Option<u32> {
    let topic = program.facts[fact.index()].topic;
    let bound = binding.iter().rev().find(|(bound, _)| *bound == topic).map(|(_, instance)| *instance);
    let instance = if program.topics[topic.index()].many { bound? } else { 0 };
    (instance != UNLISTED).then(|| circuit.first_subject[fact.index()] + instance)
}

/// Those of some facts that values in these slots depend on, in the order of the pack.
pub(super) fn read_of(proof: &Proof, outputs: &[Slot], facts: &BTreeSet<Subject>) -> Vec<Subject> {
    let reads = Reads::of(proof, &Scope { only: Some(facts.clone()), ..Scope::default() });
    let cone = reads.cone(proof, outputs);
    cone.into_iter().map(|index| proof.circuit.subjects[index as usize]).collect()
}

/// A change as the language writes it: `arrest.warrant_shown`, `not arrest.made`, `hearing first: on = 2020-06-12`.
#[must_use]
pub fn suppose(program: &Program, case: &Case, subject: Subject, state: &State) -> String {
    let fact = &program.facts[subject.fact.index()];
    let topic = &program.topics[fact.topic.index()];
    let instance = case.lists.get(fact.topic.index()).and_then(|list| list.instances.get(subject.instance as usize));
    let (before, name) = match instance {
        Some(instance) if topic.many => (format!("{} {instance}: ", topic.name), fact.name.clone()),
        _ => (String::new(), program.fact_name(subject.fact)),
    };
    match state {
        State::NotShown => format!("drop {before}{name}"),
        State::Contested => format!("contest {before}{name}"),
        State::Known(Datum::Yes) => format!("{before}{name}"),
        State::Known(Datum::No) => format!("{before}not {name}"),
        State::Known(datum) => format!("{before}{name} = {}", axis::written(fact, datum)),
    }
}
