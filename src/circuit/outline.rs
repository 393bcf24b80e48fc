//! The outline of every explanation of a case: which steps there are, in which order, and where their values stand. In: a
//! finished circuit. Out: [`Outline`]. It does not depend on values, so it is laid out once and filled for each world.

use std::sync::OnceLock;

use super::{About, Circuit, ConditionId, Slot};
use crate::program::{HoldingId, KindId, Node, Program, RuleId};

/// All steps, each before its parts.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The steps.
    pub lines: Vec<OutlineLine>,
    /// Every conclusion and the step it begins at: the first kind of the pack, then the others as declared.
    pub conclusions: Vec<(HoldingId, u32)>,
    /// By kind of conclusion: what raises none of the kind; found when it is first asked for.
    common: OnceLock<Vec<Common>>,
}

/// What most conclusions of a kind ask for alike (that there was an arrest, say), and what only says which treaties bind.
#[derive(Clone, Debug, Default)]
pub struct Common {
    /// As bits: first the subjects, then the leaves.
    pub asked: Bits,
    /// By finding or conclusion.
    pub holdings: Vec<bool>,
}

/// One step of an outline.
#[derive(Clone, Copy, Debug)]
pub struct OutlineLine {
    /// What it is about.
    pub what: What,
    /// Where its value stands.
    pub slot: Slot,
    /// The step above; its own place at the top.
    pub above: u32,
    /// One past its last part.
    pub end: u32,
    /// How its value bears on the step above.
    pub bond: Bond,
}

/// What a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A finding or conclusion, from its rules.
    Holding(HoldingId),
    /// One that was explained further up.
    Again(HoldingId),
    /// A rule.
    Rule(RuleId),
    /// A rule that was explained further up.
    RuleAgain(RuleId),
    /// A condition.
    Condition(ConditionId),
    /// An exception of a rule, by its place.
    Unless(RuleId, u32),
}

/// When a step decides the step above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// Always: its only part, or one of those that are counted.
    Always,
    /// When both have the same value: parts of `and` and `or`, rules of a finding.
    Same,
    /// The condition of a rule: also when it is made out and only an exception stands in the way.
    When,
    /// An exception: when it lets the rule stand, or is what brings it down.
    Unless,
}

/// A set of small numbers.
pub type Bits = Vec<u64>;

/// Steps nest no deeper than this; what lies below is named, not unfolded.
const DEEPEST: u32 = 400;

impl Outline {
    /// Lays out the steps behind every conclusion.
    pub(super) fn of(program: &Program, circuit: &Circuit) -> Outline {
        let mut walk = Walk {
            program,
            circuit,
            outline: Outline::default(),
            holdings: vec![false; program.holdings.len()],
            rules: vec![false; program.rules.len()],
            path: Vec::new(),
        };
        walk.outline.lines.reserve(circuit.conditions.len() * 2);
        for kind in program.kinds_in_reading_order() {
            for (index, holding) in program.holdings.iter().enumerate() {
                if holding.kind == Some(kind) {
                    let start = count(walk.outline.lines.len());
                    walk.outline.conclusions.push((HoldingId::at(index), start));
                    walk.holding(HoldingId::at(index), Bond::Always);
                }
            }
        }
        walk.outline
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

struct Walk<'a> {
    program: &'a Program,
    circuit: &'a Circuit,
    outline: Outline,
    holdings: Vec<bool>,
    rules: Vec<bool>,
    path: Vec<u32>,
}

impl Walk<'_> {
    fn open(&mut self, what: What, slot: Slot, bond: Bond) {
        let here = count(self.outline.lines.len());
        let above = self.path.last().copied().unwrap_or(here);
        self.outline.lines.push(OutlineLine { what, slot, above, end: here + 1, bond });
        self.path.push(here);
    }

    fn close(&mut self) {
        let end = count(self.outline.lines.len());
        if let Some(step) = self.path.pop() {
            self.outline.lines[step as usize].end = end;
        }
    }

    fn holding(&mut self, id: HoldingId, bond: Bond) {
        let slot = self.circuit.holding(id);
        if self.holdings[id.index()] || self.path.len() > DEEPEST as usize {
            self.open(What::Again(id), slot, bond);
            return self.close();
        }
        self.holdings[id.index()] = true;
        self.open(What::Holding(id), slot, bond);
        for rule in &self.program.holdings[id.index()].rules {
            self.rule(*rule);
        }
        self.close();
    }

    fn rule(&mut self, id: RuleId) {
        let slots = &self.circuit.rules[id.index()];
        if self.rules[id.index()] {
            self.open(What::RuleAgain(id), slots.value, Bond::Same);
            return self.close();
        }
        self.rules[id.index()] = true;
        self.open(What::Rule(id), slots.value, Bond::Same);
        self.condition(slots.when, Bond::When);
        for (index, unless) in slots.unless.iter().enumerate() {
            self.open(What::Unless(id, count(index)), self.circuit.condition(*unless).slot, Bond::Unless);
            self.condition(*unless, Bond::Always);
            self.close();
        }
        self.close();
    }

    fn condition(&mut self, id: ConditionId, bond: Bond) {
        let condition = self.circuit.condition(id);
        let node = &self.program.expr(condition.expr).node;
        if let Node::Holding(holding) = node {
            return self.holding(*holding, bond);
        }
        self.open(What::Condition(id), condition.slot, bond);
        let every_part = matches!(node, Node::Not(_) | Node::IsShown(_) | Node::AtLeast(..) | Node::Count(..));
        for part in self.circuit.parts(id) {
            self.condition(*part, if every_part { Bond::Always } else { Bond::Same });
        }
        if let Node::Fact(fact) = node
            && let Some(default) = self.circuit.judgement(*fact).and_then(|judgement| judgement.default)
        {
            self.condition(default, Bond::Same);
        }
        self.close();
    }
}

impl Circuit {
    /// By kind of conclusion: what raises none of the kind. Only explanations ask for it, so it is not found before one does.
    #[must_use]
    pub fn common(&self, program: &Program) -> &[Common] {
        self.outline.common.get_or_init(|| common(program, self))
    }
}

/// By kind: what more than half of its conclusions rest on, where there are more than two.
fn common(program: &Program, circuit: &Circuit) -> Vec<Common> {
    let size = circuit.subjects.len() + circuit.leaves.len();
    let none = || Common { asked: vec![0; size.div_ceil(64)], holdings: vec![false; program.holdings.len()] };
    let mut ties = none();
    for binds in circuit.binds.iter().flatten() {
        read(program, circuit, *binds, &mut ties);
    }
    let direct: Vec<Own> = (program.holdings.iter())
        .map(|holding| {
            let mut own = none();
            for rule in &holding.rules {
                read(program, circuit, circuit.rules[rule.index()].when, &mut own);
            }
            let below = (0..own.holdings.len()).filter(|id| own.holdings[*id]).collect();
            Own { asked: own.asked, below }
        })
        .collect();
    let of_kind = |kind: usize| {
        let mut found = ties.clone();
        let members: Vec<usize> =
            (0..program.holdings.len()).filter(|id| program.holdings[*id].kind == Some(KindId::at(kind))).collect();
        if members.len() <= 2 {
            return found;
        }
        // How many members rest on each fact or comparison, and on each finding.
        let (mut asked, mut holdings) = (vec![0_usize; size], vec![0_usize; program.holdings.len()]);
        for member in &members {
            let cone = cone(*member, &direct, none());
            (0..size).filter(|bit| cone.asked[bit / 64] >> (bit % 64) & 1 == 1).for_each(|bit| asked[bit] += 1);
            (0..holdings.len()).filter(|id| cone.holdings[*id]).for_each(|id| holdings[id] += 1);
        }
        let most = |count: usize| count * 2 > members.len();
        for (id, count) in holdings.into_iter().enumerate() {
            found.holdings[id] |= most(count);
        }
        for (bit, count) in asked.into_iter().enumerate() {
            found.asked[bit / 64] |= u64::from(most(count)) << (bit % 64);
        }
        found
    };
    (0..program.kinds.len()).map(of_kind).collect()
}

/// What the rules of one holding ask for themselves.
struct Own {
    asked: Bits,
    /// The findings and conclusions that they read.
    below: Vec<usize>,
}

/// All that a holding rests on.
fn cone(id: usize, direct: &[Own], mut found: Common) -> Common {
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        found.asked.iter_mut().zip(&direct[id].asked).for_each(|(word, more)| *word |= more);
        for below in &direct[id].below {
            if !std::mem::replace(&mut found.holdings[*below], true) {
                open.push(*below);
            }
        }
    }
    found
}

/// Takes in what a condition asks for itself: facts, comparisons, findings.
fn read(program: &Program, circuit: &Circuit, id: ConditionId, asked: &mut Common) {
    let condition = circuit.condition(id);
    let mut put = |bit: usize| asked.asked[bit / 64] |= 1 << (bit % 64);
    match condition.about {
        About::Subject(Some(subject)) => put(subject as usize),
        About::Leaf(slot) => put(circuit.subjects.len() + slot as usize),
        About::Subject(None) | About::Nothing => {}
    }
    if let Node::Holding(holding) = &program.expr(condition.expr).node {
        asked.holdings[holding.index()] = true;
    }
    for part in circuit.parts(id) {
        read(program, circuit, *part, asked);
    }
}
