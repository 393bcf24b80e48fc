//! The reasons that a case records for divergences. In: its `differs` lines. Out: the reason for one divergence, and in the
//! end those that no divergence asked for.

use super::{Recorded, Said, Stale};
use crate::case::{Decided, Divergence, Divergent};
use crate::program::{HoldingId, InstrumentId, Program};

pub(super) struct Reasons<'a> {
    program: &'a Program,
    differs: &'a [Divergence],
    used: Vec<bool>,
}

impl<'a> Reasons<'a> {
    pub(super) fn of(program: &'a Program, decided: &'a Decided) -> Self {
        Reasons { program, differs: &decided.differs, used: vec![false; decided.differs.len()] }
    }

    /// For a finding or conclusion.
    pub(super) fn of_holding(&mut self, holding: HoldingId) -> Option<Recorded> {
        self.take(|_, subject| subject == Divergent::Holding(holding))
    }

    /// For an article as it is listed, or a provision: the same number, neither above nor below it.
    pub(super) fn of_number(&mut self, instrument: InstrumentId, number: &str) -> Option<Recorded> {
        self.take(|program, subject| match subject {
            Divergent::Provision(id) => {
                let provision = &program.provisions[id.index()];
                provision.instrument == instrument && provision.number == number
            }
            Divergent::Holding(_) => false,
        })
    }

    fn take(&mut self, about: impl Fn(&Program, Divergent) -> bool) -> Option<Recorded> {
        let mut first = None;
        for (divergence, used) in self.differs.iter().zip(&mut self.used) {
            if about(self.program, divergence.subject) {
                *used = true;
                first = first.or(Some(divergence));
            }
        }
        first.map(recorded)
    }

    /// Those that were not needed.
    pub(super) fn stale(self) -> Vec<Stale> {
        let unused = self.differs.iter().zip(self.used).filter(|(_, used)| !used);
        unused
            .map(|(divergence, _)| Stale {
                subject: divergence.subject,
                said: Said::Differs,
                recorded: recorded(divergence),
            })
            .collect()
    }
}

fn recorded(divergence: &Divergence) -> Recorded {
    Recorded { reason: divergence.reason.clone(), places: divergence.places.clone() }
}
