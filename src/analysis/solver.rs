//! The chain of four values as bits of a solver. In: leaves and gates. Out: literals, and answers to questions about them. A
//! value is three ordered bits (at least not shown, at least contested, yes), so `and` and `or` go bit by bit.

use std::collections::BTreeMap;

use batsat::{BasicSolver, Lit, SolverInterface, lbool};

use crate::value::Value;

/// A value in all worlds at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    /// At least not shown.
    pub(super) some: Lit,
    /// At least contested.
    pub(super) much: Lit,
    /// Yes.
    pub(super) full: Lit,
}

impl Chain {
    /// Its three bits, the weakest first.
    pub(super) fn bits(self) -> [Lit; 3] {
        [self.some, self.much, self.full]
    }
}

/// One solver that answers all questions about a pack, one after the other.
pub(super) struct Solver {
    sat: BasicSolver,
    always: Lit,
    gates: BTreeMap<(Lit, Lit), Lit>,
}

impl Solver {
    pub(super) fn new() -> Solver {
        let mut sat = BasicSolver::default();
        let always = Lit::new(sat.new_var_default(), true);
        sat.add_clause_reuse(&mut vec![always]);
        Solver { sat, always, gates: BTreeMap::new() }
    }

    /// What holds in every world.
    pub(super) fn always(&self) -> Lit {
        self.always
    }

    /// A bit that nothing is said of yet.
    pub(super) fn fresh(&mut self) -> Lit {
        Lit::new(self.sat.new_var_default(), true)
    }

    /// One of these holds.
    pub(super) fn clause(&mut self, bits: &[Lit]) {
        self.sat.add_clause_reuse(&mut bits.to_vec());
    }

    pub(super) fn and(&mut self, left: Lit, right: Lit) -> Lit {
        let never = !self.always;
        if left == never || right == never || left == !right {
            return never;
        }
        if left == self.always || left == right {
            return right;
        }
        if right == self.always {
            return left;
        }
        let key = (left.min(right), left.max(right));
        if let Some(gate) = self.gates.get(&key) {
            return *gate;
        }
        // What a gate is follows from what goes into it: there is nothing to decide.
        let gate = Lit::new(self.sat.new_var(lbool::UNDEF, false), true);
        self.clause(&[!gate, left]);
        self.clause(&[!gate, right]);
        self.clause(&[gate, !left, !right]);
        self.gates.insert(key, gate);
        gate
    }

    pub(super) fn or(&mut self, left: Lit, right: Lit) -> Lit {
        !self.and(!left, !right)
    }

    /// At least so many of these hold.
    pub(super) fn at_least(&mut self, wanted: usize, bits: &[Lit]) -> Lit {
        // After each bit, `row[n]` says that at least n of those so far hold.
        let mut row = vec![!self.always; wanted + 1];
        row[0] = self.always;
        for bit in bits {
            for count in (1..=wanted).rev() {
                let one_more = self.and(row[count - 1], *bit);
                row[count] = self.or(row[count], one_more);
            }
        }
        row[wanted]
    }

    /// Exactly one of these holds.
    pub(super) fn one_of(&mut self, bits: &[Lit]) {
        self.clause(bits);
        for (place, left) in bits.iter().enumerate() {
            for right in &bits[place + 1..] {
                self.clause(&[!*left, !*right]);
            }
        }
    }

    pub(super) fn constant(&self, value: Value) -> Chain {
        let bit = |on: bool| self.always.apply_sign(on);
        Chain {
            some: bit(value >= Value::NotShown),
            much: bit(value >= Value::Contested),
            full: bit(value == Value::Yes),
        }
    }

    /// Any of the four values.
    pub(super) fn free(&mut self) -> Chain {
        // Turned round, so that a bit that is left out is "not shown".
        let (no, much, full) = (self.fresh(), self.fresh(), self.fresh());
        self.clause(&[!full, much]);
        self.clause(&[!much, !no]);
        Chain { some: !no, much, full }
    }

    pub(super) fn all(&mut self, left: Chain, right: Chain) -> Chain {
        Chain {
            some: self.and(left.some, right.some),
            much: self.and(left.much, right.much),
            full: self.and(left.full, right.full),
        }
    }

    pub(super) fn any(&mut self, left: Chain, right: Chain) -> Chain {
        Chain {
            some: self.or(left.some, right.some),
            much: self.or(left.much, right.much),
            full: self.or(left.full, right.full),
        }
    }

    pub(super) fn not(&mut self, of: Chain) -> Chain {
        let contested = self.and(of.much, !of.full);
        Chain { some: !of.full, much: self.or(!of.some, contested), full: !of.some }
    }

    /// [`Value::left_open`].
    pub(super) fn left_open(of: Chain) -> Chain {
        Chain { some: !of.full, much: !of.full, full: !of.much }
    }

    /// [`Value::shown`].
    pub(super) fn shown(&mut self, of: Chain) -> Chain {
        let settled = self.or(!of.some, of.full);
        Chain { some: settled, much: settled, full: settled }
    }

    /// In the worlds where `when` holds, the chain has this value.
    pub(super) fn fix(&mut self, when: &[Lit], chain: Chain, value: Value) {
        let wanted = self.constant(value);
        for (bit, wanted) in chain.bits().into_iter().zip(wanted.bits()) {
            let mut clause: Vec<Lit> = when.iter().map(|lit| !*lit).collect();
            clause.push(if wanted == self.always { bit } else { !bit });
            self.clause(&clause);
        }
    }

    /// Whether there is a world in which all of these hold; where there is, [`Solver::holds`] reads it.
    pub(super) fn possible(&mut self, bits: &[Lit]) -> bool {
        self.sat.solve_limited(bits) == lbool::TRUE
    }

    /// Of the world found last.
    pub(super) fn holds(&self, bit: Lit) -> bool {
        self.sat.value_lit(bit) == lbool::TRUE
    }

    /// Of a question just answered with no: which of the bits asked for cannot be together.
    pub(super) fn clash(&self, bits: &[Lit]) -> Vec<Lit> {
        // What the solver gives may be turned round; what counts is which bits it names.
        let named: Vec<_> = self.sat.unsat_core().iter().map(Lit::var).collect();
        bits.iter().copied().filter(|bit| named.contains(&bit.var())).collect()
    }

    /// Fewest of these bits that still cannot be together: each is left out that can be.
    pub(super) fn smallest_clash(&mut self, bits: &[Lit], fixed: &[Lit]) -> Vec<Lit> {
        let mut left: Vec<Lit> = bits.to_vec();
        for bit in bits {
            let without: Vec<Lit> = left.iter().copied().filter(|other| other != bit).collect();
            let asked: Vec<Lit> = without.iter().chain(fixed).copied().collect();
            if !self.possible(&asked) {
                left = without;
            }
        }
        left
    }
}
