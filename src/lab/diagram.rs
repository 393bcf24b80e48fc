//! Outputs of a reduced program as decision diagrams over the determinate values of its facts. In: levers and their reduced
//! program. Out: [`Diagram`], in which worlds are counted without being listed; nothing where it would grow too large.

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet, op_function};

use super::formula::{Answer, Ask, Formula, Literal};
use super::levers::{Levers, Table};
use super::reduced::Reduced;
use crate::value::Value;

/// The most nodes of one diagram.
const MOST_NODES: usize = 1 << 20;

/// What is asked for, and which worlds there are.
pub(super) struct Diagram {
    /// The worlds that can be.
    pub(super) worlds: Bdd,
    /// By what is asked for: those of them in which it is yes.
    pub(super) yes: Vec<Bdd>,
    /// By lever: the variables that code its value.
    pub(super) codes: Vec<Vec<BddVariable>>,
    /// By lever: how many values it has.
    pub(super) domains: Vec<usize>,
    /// The levers in the order of their variables.
    pub(super) order: Vec<usize>,
    /// By lever: it has two values, the change from one to the other moves what is asked one way only, wherever it does, and what
    /// can be never depends on it.
    pub(super) steady: Vec<bool>,
}

impl Diagram {
    /// Builds the diagrams.
    pub(super) fn of(levers: &Levers, reduced: &Reduced) -> Option<Diagram> {
        let can_be = reduced.impossible.iter().map(|slot| (*slot, Ask::Below(Value::Yes))).collect();
        let yes = reduced.asked.iter().map(|slot| vec![(*slot, Ask::AtLeast(Value::Yes))]);
        let questions: Vec<_> = std::iter::once(can_be).chain(yes).collect();
        let formula = Formula::of(reduced, &questions);
        let domains = levers.determinate();
        let bits: Vec<u32> = domains.iter().map(|domain| domain.len().max(1).next_power_of_two().ilog2()).collect();
        let all: u32 = bits.iter().sum();
        let variables = BddVariableSet::new_anonymous(u16::try_from(all).ok()?);
        let mut free = variables.variables().into_iter();
        let mut codes: Vec<Vec<BddVariable>> = vec![Vec::new(); bits.len()];
        let order = order(reduced, &formula, &domains);
        for lever in &order {
            codes[*lever] = free.by_ref().take(bits[*lever] as usize).collect();
        }
        let steady = steady(levers, reduced, &formula, &domains);
        let builder = Builder { variables, domains: &domains, codes: &codes };
        let (worlds, yes) = builder.run(levers, reduced, &formula)?;
        let domains = domains.iter().map(Vec::len).collect();
        Some(Diagram { worlds, yes, codes, order, domains, steady })
    }
}

struct Builder<'a> {
    variables: BddVariableSet,
    domains: &'a [Vec<usize>],
    codes: &'a [Vec<BddVariable>],
}

impl Builder<'_> {
    /// The worlds that can be, and those of them in which each of what is asked for is yes.
    fn run(&self, levers: &Levers, reduced: &Reduced, formula: &Formula) -> Option<(Bdd, Vec<Bdd>)> {
        let mut made: Vec<Bdd> = Vec::with_capacity(formula.len());
        for literal in &formula.literals {
            made.push(self.literal(levers, &reduced.tables[literal.table], literal));
        }
        for join in &formula.joins {
            let (left, right) = (&made[join.left as usize], &made[join.right as usize]);
            made.push(if join.all { both(left, right) } else { either(left, right) }?);
        }
        let mut answers = formula.answers.iter().map(|answer| match answer {
            Answer::Always(true) => self.variables.mk_true(),
            Answer::Always(false) => self.variables.mk_false(),
            Answer::At(node) => made[*node as usize].clone(),
        });
        let worlds = answers.next()?;
        let yes = answers.map(|yes| both(&worlds, &yes)).collect::<Option<Vec<Bdd>>>()?;
        Some((worlds, yes))
    }

    /// The worlds in which a question about a leaf holds.
    fn literal(&self, levers: &Levers, table: &Table, literal: &Literal) -> Bdd {
        let strides: Vec<(usize, usize)> =
            table.levers.iter().map(|lever| (*lever, levers.stride(table, *lever).0)).collect();
        self.holding(literal, 0, &strides)
    }

    /// The same where some levers have their values, of which `code` tells, and these have not.
    fn holding(&self, literal: &Literal, code: usize, open: &[(usize, usize)]) -> Bdd {
        match open {
            [] if literal.holds[code] => self.variables.mk_true(),
            [] => self.variables.mk_false(),
            [first, rest @ ..] => {
                let of = |at: usize| self.holding(literal, code + first.1 * self.choice(first.0, at), rest);
                self.split(&self.codes[first.0], 0, &of)
            }
        }
    }

    /// The worlds of every code of some bits together, where the bits before them read `begin`.
    fn split(&self, bits: &[BddVariable], begin: usize, of: &dyn Fn(usize) -> Bdd) -> Bdd {
        let [bit, rest @ ..] = bits else { return of(begin) };
        let (low, high) = (self.split(rest, begin * 2, of), self.split(rest, begin * 2 + 1, of));
        if low == high { low } else { Bdd::if_then_else(&self.variables.mk_var(*bit), &high, &low) }
    }

    /// The choice with this code. Codes that are left over stand for the last.
    fn choice(&self, lever: usize, code: usize) -> usize {
        let domain = &self.domains[lever];
        domain.get(code).or(domain.last()).copied().unwrap_or(0)
    }
}

/// By lever: see [`Diagram::steady`].
fn steady(levers: &Levers, reduced: &Reduced, formula: &Formula, domains: &[Vec<usize>]) -> Vec<bool> {
    let limits = below(formula, &formula.answers[..1]);
    let asked = below(formula, &formula.answers[1..]);
    let mut steady: Vec<bool> = domains.iter().map(|domain| domain.len() == 2).collect();
    // By lever: some question about it comes to hold with the change, some comes to fail.
    let mut moves = vec![(false, false); domains.len()];
    for (place, literal) in formula.literals.iter().enumerate() {
        let table = &reduced.tables[literal.table];
        for lever in &table.levers {
            steady[*lever] &= !limits[place];
            let [from, to] = domains[*lever][..] else { continue };
            let (stride, count) = levers.stride(table, *lever);
            for code in (0..literal.holds.len()).filter(|code| asked[place] && code / stride % count == 0) {
                let (before, after) = (literal.holds[code + stride * from], literal.holds[code + stride * to]);
                moves[*lever].0 |= !before && after;
                moves[*lever].1 |= before && !after;
            }
        }
    }
    steady.iter().zip(&moves).map(|(steady, moves)| *steady && *moves != (true, true)).collect()
}

/// By node: some of these answers depend on it.
fn below(formula: &Formula, answers: &[Answer]) -> Vec<bool> {
    let mut used = vec![false; formula.len()];
    for answer in answers {
        if let Answer::At(node) = answer {
            used[*node as usize] = true;
        }
    }
    for (place, join) in formula.joins.iter().enumerate().rev() {
        if used[formula.literals.len() + place] {
            used[join.left as usize] = true;
            used[join.right as usize] = true;
        }
    }
    used
}

/// The levers in an order that keeps the diagrams small: as they are met from what is asked for, small parts first, so that what
/// is decided together lies close together; those of many values after all others, where little hangs on each value.
fn order(reduced: &Reduced, formula: &Formula, domains: &[Vec<usize>]) -> Vec<usize> {
    /// More values than this are many.
    const FEW: usize = 4;
    let mut seen = vec![false; formula.len()];
    let mut met: Vec<bool> = domains.iter().map(|domain| domain.len() > FEW).collect();
    let many: Vec<usize> = (0..domains.len()).filter(|lever| met[*lever]).collect();
    let mut order = Vec::with_capacity(domains.len());
    let sizes = sizes(reduced, formula);
    let node = |answer: &Answer| match answer {
        Answer::At(node) => Some(*node as usize),
        Answer::Always(_) => None,
    };
    let mut open: Vec<usize> = formula.answers.iter().filter_map(node).collect();
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut seen[node], true) {
            continue;
        }
        let mut parts = Vec::new();
        gather(formula, node, &mut parts);
        if !parts.is_empty() {
            parts.sort_by_key(|part| std::cmp::Reverse(sizes[*part]));
            open.extend(parts);
            continue;
        }
        for lever in &reduced.tables[formula.literals[node].table].levers {
            if !std::mem::replace(&mut met[*lever], true) {
                order.push(*lever);
            }
        }
    }
    order.extend((0..domains.len()).filter(|lever| !met[*lever]));
    order.extend(many);
    order
}

/// The parts of a node, joins of its own kind within it undone.
fn gather(formula: &Formula, node: usize, parts: &mut Vec<usize>) {
    let join = |node: usize| node.checked_sub(formula.literals.len()).map(|join| formula.joins[join]);
    let Some(whole) = join(node) else { return };
    let mut open = vec![whole.right as usize, whole.left as usize];
    while let Some(part) = open.pop() {
        match join(part) {
            Some(same) if same.all == whole.all => open.extend([same.right as usize, same.left as usize]),
            _ => parts.push(part),
        }
    }
}

/// By node: how many levers are read below it, each as often as it is read.
fn sizes(reduced: &Reduced, formula: &Formula) -> Vec<u64> {
    let levers = |literal: &Literal| reduced.tables[literal.table].levers.len() as u64;
    let mut sizes: Vec<u64> = formula.literals.iter().map(levers).collect();
    for join in &formula.joins {
        sizes.push(sizes[join.left as usize].saturating_add(sizes[join.right as usize]));
    }
    sizes
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
