//! Outputs of a reduced program as decision diagrams over the determinate values of its facts. In: levers and their reduced
//! program. Out: [`Diagram`], in which worlds are counted without being listed; nothing where it would grow too large. A
//! value is three diagrams, as it is three planes of bits elsewhere.

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet, op_function};

use super::levers::{Levers, Table};
use super::reduced::Reduced;
use crate::circuit::{Op, Slot};
use crate::value::Value;

/// The most nodes of one diagram.
const MOST_NODES: usize = 1 << 20;

/// "At least not shown", "at least contested", "yes".
type Planes = [Bdd; 3];

/// What is asked for, and which worlds there are.
pub(super) struct Diagram {
    /// The worlds that can be.
    pub(super) worlds: Bdd,
    /// By what is asked for: those of them in which it is yes.
    pub(super) yes: Vec<Bdd>,
    /// By lever: the variables that code its value.
    pub(super) codes: Vec<Vec<BddVariable>>,
}

impl Diagram {
    /// Builds the diagrams.
    pub(super) fn of(levers: &Levers, reduced: &Reduced) -> Option<Diagram> {
        let domains = levers.determinate();
        let bits: Vec<u32> = domains.iter().map(|domain| domain.len().max(1).next_power_of_two().ilog2()).collect();
        let all: u32 = bits.iter().sum();
        let variables = BddVariableSet::new_anonymous(u16::try_from(all).ok()?);
        let mut free = variables.variables().into_iter();
        let mut codes: Vec<Vec<BddVariable>> = vec![Vec::new(); bits.len()];
        for lever in order(reduced, levers.levers.len()) {
            codes[lever] = free.by_ref().take(bits[lever] as usize).collect();
        }
        let mut builder = Builder { variables, domains, codes, worlds: Vec::new() };
        builder.run(levers, reduced)
    }
}

struct Builder {
    variables: BddVariableSet,
    domains: Vec<Vec<usize>>,
    codes: Vec<Vec<BddVariable>>,
    worlds: Vec<Planes>,
}

impl Builder {
    fn run(&mut self, levers: &Levers, reduced: &Reduced) -> Option<Diagram> {
        for table in &reduced.tables {
            let planes = self.table(levers, table)?;
            self.worlds.push(planes);
        }
        let constant = |value: Value| {
            let on = |on: bool| if on { self.variables.mk_true() } else { self.variables.mk_false() };
            [on(value >= Value::NotShown), on(value >= Value::Contested), on(value == Value::Yes)]
        };
        let constants: Vec<Planes> = Value::ALL.into_iter().map(constant).collect();
        self.worlds.extend(constants);
        for gate in &reduced.gates {
            let made = compute(gate.op, &self.worlds[gate.left as usize], &self.worlds[gate.right as usize])?;
            self.worlds.push(made);
        }
        let mut worlds = self.valid()?;
        for slot in &reduced.impossible {
            worlds = both(&worlds, &self.yes(*slot).not())?;
        }
        let asked = reduced.asked.iter().map(|slot| both(&worlds, self.yes(*slot)));
        let yes = asked.collect::<Option<Vec<Bdd>>>()?;
        Some(Diagram { worlds, yes, codes: std::mem::take(&mut self.codes) })
    }

    fn yes(&self, slot: Slot) -> &Bdd {
        &self.worlds[slot as usize][2]
    }

    /// The worlds in which a lever has the value at this place of its domain.
    fn picked(&self, lever: usize, place: usize) -> Option<Bdd> {
        let mut all = self.variables.mk_true();
        for (bit, variable) in self.codes[lever].iter().enumerate() {
            all = both(&all, &self.variables.mk_literal(*variable, place >> bit & 1 == 1))?;
        }
        Some(all)
    }

    /// Codes that stand for some value, where a number of values is not a power of two.
    fn valid(&self) -> Option<Bdd> {
        let mut all = self.variables.mk_true();
        for (lever, domain) in self.domains.iter().enumerate() {
            if domain.len() < 1 << self.codes[lever].len() {
                let mut some = self.variables.mk_false();
                for place in 0..domain.len() {
                    some = either(&some, &self.picked(lever, place)?)?;
                }
                all = both(&all, &some)?;
            }
        }
        Some(all)
    }

    fn table(&self, levers: &Levers, table: &Table) -> Option<Planes> {
        let mut planes = [self.variables.mk_false(), self.variables.mk_false(), self.variables.mk_false()];
        let size = table.levers.iter().map(|lever| self.domains[*lever].len()).product::<usize>();
        for code in 0..size {
            let mut rest = code;
            let mut world = self.variables.mk_true();
            let mut chosen: Vec<(usize, usize)> = Vec::with_capacity(table.levers.len());
            for lever in &table.levers {
                let domain = &self.domains[*lever];
                let place = rest % domain.len();
                rest /= domain.len();
                chosen.push((*lever, domain[place]));
                world = both(&world, &self.picked(*lever, place)?)?;
            }
            let of = |lever: usize| chosen.iter().find(|(own, _)| *own == lever).map_or(0, |(_, choice)| *choice);
            let value = table.at(levers, of);
            for (plane, least) in planes.iter_mut().zip([Value::NotShown, Value::Contested, Value::Yes]) {
                if value >= least {
                    *plane = either(plane, &world)?;
                }
            }
        }
        Some(planes)
    }
}

/// The levers as they are first met from what is asked for: what is decided together lies close together.
fn order(reduced: &Reduced, levers: usize) -> Vec<usize> {
    let leaves = reduced.tape.leaves();
    let mut seen = vec![false; reduced.tape.slots()];
    let mut met = vec![false; levers];
    let mut order = Vec::new();
    let mut open: Vec<Slot> = reduced.asked.iter().chain(&reduced.impossible).rev().copied().collect();
    while let Some(slot) = open.pop() {
        let at = slot as usize;
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        if at >= leaves {
            let gate = reduced.gates[at - leaves];
            open.extend([gate.right, gate.left]);
        } else if let Some(table) = reduced.tables.get(at) {
            for lever in &table.levers {
                if !std::mem::replace(&mut met[*lever], true) {
                    order.push(*lever);
                }
            }
        }
    }
    order.extend((0..levers).filter(|lever| !met[*lever]));
    order
}

fn compute(op: Op, left: &Planes, right: &Planes) -> Option<Planes> {
    let [some, much, full] = left;
    Some(match op {
        Op::And => [both(some, &right[0])?, both(much, &right[1])?, both(full, &right[2])?],
        Op::Or => [either(some, &right[0])?, either(much, &right[1])?, either(full, &right[2])?],
        Op::Not => {
            let no = some.not();
            let contested = both(much, &full.not())?;
            [full.not(), either(&no, &contested)?, no]
        }
        Op::LeftOpen => [full.not(), full.not(), much.not()],
        Op::Shown => {
            let settled = either(&some.not(), full)?;
            [settled.clone(), settled.clone(), settled]
        }
    })
}

/// The worlds of both.
pub(super) fn both(left: &Bdd, right: &Bdd) -> Option<Bdd> {
    Bdd::binary_op_with_limit(MOST_NODES, left, right, op_function::and)
}

fn either(left: &Bdd, right: &Bdd) -> Option<Bdd> {
    Bdd::binary_op_with_limit(MOST_NODES, left, right, op_function::or)
}

/// The worlds of the left that are not of the right.
pub(super) fn without(left: &Bdd, right: &Bdd) -> Option<Bdd> {
    Bdd::binary_op_with_limit(MOST_NODES, left, right, op_function::and_not)
}
