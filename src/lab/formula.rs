//! Yes/no questions about worlds, laid out as "all of" and "any of" over questions about single leaves. In: a reduced program
//! and what is asked of its slots. Out: [`Formula`]. It has no `not`: whether a value is at least, or is below, a degree of the
//! chain comes apart into such questions about the operands, down to the leaves. So a part of it that holds can only be undone,
//! and one that fails only be mended, by leaves that hold or fail themselves.

use std::collections::BTreeMap;

use super::reduced::Reduced;
use crate::circuit::{Op, Slot};
use crate::value::Value;

/// A question about the value in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    AtLeast(Value),
    Below(Value),
}

/// The degrees that are asked about, each from two sides.
const ASKS: [Ask; 6] = [
    Ask::AtLeast(Value::NotShown),
    Ask::AtLeast(Value::Contested),
    Ask::AtLeast(Value::Yes),
    Ask::Below(Value::NotShown),
    Ask::Below(Value::Contested),
    Ask::Below(Value::Yes),
];

impl Ask {
    fn place(self) -> usize {
        match self {
            Ask::AtLeast(value) => value as usize - 1,
            Ask::Below(value) => value as usize + 2,
        }
    }

    fn holds(self, value: Value) -> bool {
        match self {
            Ask::AtLeast(least) => value >= least,
            Ask::Below(limit) => value < limit,
        }
    }
}

/// Where the answer to a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Always(bool),
    At(u32),
}

/// A question about a leaf: by code of its table, whether it holds.
#[derive(Clone, Debug)]
pub(super) struct Literal {
    pub(super) table: usize,
    pub(super) holds: Vec<bool>,
}

/// Both of two answers, or either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Join {
    pub(super) all: bool,
    pub(super) left: u32,
    pub(super) right: u32,
}

/// Questions that share their parts.
#[derive(Debug)]
pub(super) struct Formula {
    /// The first nodes.
    pub(super) literals: Vec<Literal>,
    /// The nodes after them; operands come first.
    pub(super) joins: Vec<Join>,
    /// One for each question.
    pub(super) answers: Vec<Answer>,
}

impl Formula {
    /// Each question holds where all of its parts do.
    pub(super) fn of(reduced: &Reduced, questions: &[Vec<(Slot, Ask)>]) -> Formula {
        let wanted = wanted(reduced, questions);
        let mut maker = Maker::default();
        let mut answers: Vec<[Answer; 6]> = Vec::with_capacity(wanted.len());
        for (place, table) in reduced.tables.iter().enumerate() {
            answers.push(maker.each(wanted[place], |maker, ask| maker.literal(place, &table.values, ask)));
        }
        for value in Value::ALL {
            answers.push(ASKS.map(|ask| Answer::Always(ask.holds(value))));
        }
        for (place, gate) in reduced.gates.iter().enumerate() {
            let operands = [gate.left as usize, gate.right as usize];
            let made = maker.each(wanted[reduced.tape.leaves() + place], |maker, ask| {
                let part = |(side, ask): (usize, Ask)| answers[operands[side]][ask.place()];
                let [first, second] = parts(gate.op, ask).map(|all| match all {
                    [Some(one), Some(other)] => maker.join(true, part(one), part(other)),
                    [Some(one), None] | [None, Some(one)] => part(one),
                    [None, None] => Answer::Always(false),
                });
                maker.join(false, first, second)
            });
            answers.push(made);
        }
        let whole = |question: &Vec<(Slot, Ask)>| {
            let parts = question.iter().map(|(slot, ask)| answers[*slot as usize][ask.place()]);
            parts.fold(Answer::Always(true), |all, part| maker.join(true, all, part))
        };
        let asked = questions.iter().map(whole).collect();
        maker.trimmed(asked)
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.literals.len() + self.joins.len()
    }
}

/// "Either of these, each of them both of those"; a question about the left operand (0) or the right (1).
type Parts = [[Option<(usize, Ask)>; 2]; 2];

const NONE: [Option<(usize, Ask)>; 2] = [None, None];

/// How a question about the value of an operation comes apart.
fn parts(op: Op, ask: Ask) -> Parts {
    use Ask::{AtLeast, Below};
    use Value::{Contested, No, NotShown, Yes};
    let left = |ask| [Some((0, ask)), None];
    let both = |first, second| [Some((0, first)), Some((0, second))];
    match (op, ask) {
        (Op::And, AtLeast(_)) | (Op::Or, Below(_)) => [[Some((0, ask)), Some((1, ask))], NONE],
        (Op::And, Below(_)) | (Op::Or, AtLeast(_)) => [left(ask), [Some((1, ask)), None]],
        (Op::Not, AtLeast(No | NotShown)) => [left(Below(Yes)), NONE],
        (Op::Not, AtLeast(Contested)) => [left(Below(NotShown)), both(AtLeast(Contested), Below(Yes))],
        (Op::Not, AtLeast(Yes)) => [left(Below(NotShown)), NONE],
        (Op::Not, Below(No | NotShown)) => [left(AtLeast(Yes)), NONE],
        (Op::Not, Below(Contested)) => [left(AtLeast(Yes)), both(AtLeast(NotShown), Below(Contested))],
        (Op::Not, Below(Yes)) => [left(AtLeast(NotShown)), NONE],
        (Op::LeftOpen, AtLeast(Yes)) => [left(Below(Contested)), NONE],
        (Op::LeftOpen, AtLeast(_)) => [left(Below(Yes)), NONE],
        (Op::LeftOpen, Below(Yes)) => [left(AtLeast(Contested)), NONE],
        (Op::LeftOpen, Below(_)) => [left(AtLeast(Yes)), NONE],
        (Op::Shown, AtLeast(_)) => [left(Below(NotShown)), left(AtLeast(Yes))],
        (Op::Shown, Below(_)) => [both(AtLeast(NotShown), Below(Yes)), NONE],
    }
}

/// By slot: which questions about it are needed, as bits.
fn wanted(reduced: &Reduced, questions: &[Vec<(Slot, Ask)>]) -> Vec<u8> {
    let mut wanted = vec![0u8; reduced.tape.slots()];
    for (slot, ask) in questions.iter().flatten() {
        wanted[*slot as usize] |= 1 << ask.place();
    }
    let leaves = reduced.tape.leaves();
    for (place, gate) in reduced.gates.iter().enumerate().rev() {
        let own = wanted[leaves + place];
        for ask in ASKS.into_iter().filter(|ask| own >> ask.place() & 1 == 1) {
            for (side, part) in parts(gate.op, ask).into_iter().flatten().flatten() {
                wanted[if side == 0 { gate.left } else { gate.right } as usize] |= 1 << part.place();
            }
        }
    }
    wanted
}

/// Nodes as they are made: equal ones once, and every literal before the first join.
#[derive(Default)]
struct Maker {
    literals: Vec<Literal>,
    known_literals: BTreeMap<(usize, Vec<bool>), u32>,
    joins: Vec<Join>,
    known_joins: BTreeMap<Join, u32>,
}

impl Maker {
    fn each(&mut self, wanted: u8, make: impl Fn(&mut Maker, Ask) -> Answer) -> [Answer; 6] {
        ASKS.map(|ask| if wanted >> ask.place() & 1 == 1 { make(self, ask) } else { Answer::Always(false) })
    }

    fn literal(&mut self, table: usize, values: &[Value], ask: Ask) -> Answer {
        let holds: Vec<bool> = values.iter().map(|value| ask.holds(*value)).collect();
        if holds.iter().all(|one| *one == holds[0]) {
            return Answer::Always(holds[0]);
        }
        let literals = &mut self.literals;
        Answer::At(*self.known_literals.entry((table, holds)).or_insert_with_key(|(table, holds)| {
            literals.push(Literal { table: *table, holds: holds.clone() });
            number(literals.len() - 1)
        }))
    }

    fn join(&mut self, all: bool, left: Answer, right: Answer) -> Answer {
        match (left, right) {
            (Answer::Always(one), other) | (other, Answer::Always(one)) => {
                if one == all {
                    other
                } else {
                    Answer::Always(one)
                }
            }
            (one, other) if one == other => one,
            (Answer::At(left), Answer::At(right)) => {
                let join = Join { all, left: left.min(right), right: left.max(right) };
                let (joins, literals) = (&mut self.joins, self.literals.len());
                Answer::At(*self.known_joins.entry(join).or_insert_with(|| {
                    joins.push(join);
                    number(literals + joins.len() - 1)
                }))
            }
        }
    }

    /// Leaves out what no answer needs.
    fn trimmed(self, answers: Vec<Answer>) -> Formula {
        let first = self.literals.len();
        let mut used = vec![false; first + self.joins.len()];
        for answer in &answers {
            if let Answer::At(node) = answer {
                used[*node as usize] = true;
            }
        }
        for (place, join) in self.joins.iter().enumerate().rev() {
            if used[first + place] {
                used[join.left as usize] = true;
                used[join.right as usize] = true;
            }
        }
        let mut next = 0;
        let renamed: Vec<u32> = used.iter().map(|used| (next, next += u32::from(*used)).0).collect();
        let kept = |join: &Join| Join {
            all: join.all,
            left: renamed[join.left as usize],
            right: renamed[join.right as usize],
        };
        let (of_literals, of_joins) = used.split_at(first);
        let literals = self.literals.into_iter().zip(of_literals).filter(|(_, used)| **used).map(|(one, _)| one);
        let joins = self.joins.iter().zip(of_joins).filter(|(_, used)| **used).map(|(one, _)| kept(one));
        let answer = |answer: Answer| match answer {
            Answer::At(node) => Answer::At(renamed[node as usize]),
            always => always,
        };
        Formula {
            literals: literals.collect(),
            joins: joins.collect(),
            answers: answers.into_iter().map(answer).collect(),
        }
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
