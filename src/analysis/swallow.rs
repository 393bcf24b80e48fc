//! Rules that another rule swallows: wherever one applies, the other applies and says the same. In: a pack under inquiry. Out:
//! faults. A rule that adds a consequence, a citation or words of its own is never one: it says something.

use super::questions::Inquiry;
use super::witness::{Of, Test, Wish};
use super::words::{diagnostic, help};
use super::{Claim, Fault};
use crate::diagnostic::Code;
use crate::program::{Cite, Rule, RuleId};

impl Inquiry<'_> {
    /// Each rule that another one swallows. Of two that are the same, the later.
    pub(super) fn swallowed(&mut self) {
        let mut gone = vec![false; self.program.rules.len()];
        for small in (0..self.program.rules.len()).rev() {
            for large in 0..self.program.rules.len() {
                let (a, b) = (&self.program.rules[small], &self.program.rules[large]);
                if small == large || gone[large] || self.idle[small] || !says_no_more(a, b) {
                    continue;
                }
                if self.never_stronger(RuleId::at(small), RuleId::at(large)) {
                    gone[small] = true;
                    self.tell(RuleId::at(small), RuleId::at(large));
                    break;
                }
            }
        }
    }

    /// In no case has the first a stronger value than the second.
    fn never_stronger(&mut self, small: RuleId, large: RuleId) -> bool {
        let value = |rule: RuleId| self.worlds.value(self.proof.circuit.rules[rule.index()].value);
        let (small, large) = (value(small), value(large));
        let pairs: Vec<_> = small.bits().into_iter().zip(large.bits()).rev().collect();
        pairs.iter().all(|(a, b)| a == b || !self.worlds.possible(&[*a, !*b]))
    }

    fn tell(&mut self, small: RuleId, large: RuleId) {
        let (a, b) = (&self.program.rules[small.index()], &self.program.rules[large.index()]);
        let only = [Wish { of: Of::Rule(large), test: Test::Yes }, Wish { of: Of::Rule(small), test: Test::NotYes }];
        let title = format!("The rule {} applies, the rule {} does not", b.name, a.name);
        let witness = self.worlds.witness(&format!("without_{}", a.name), &title, &only);
        let same = self.never_stronger(large, small);
        let message = if same {
            format!("the rules `{}` and `{}` apply in the same cases, and this one adds nothing", a.name, b.name)
        } else {
            format!("wherever the rule `{}` applies, `{}` applies and says the same", a.name, b.name)
        };
        let helped = help("remove the rule, or let it say more", "the other applies without it", witness.as_ref());
        let fault = diagnostic(Code::RuleSwallowed, a.span, message, Vec::new());
        let fault = fault.label("this one adds nothing").also(b.span, "this one says it already").help(helped);
        self.faults.push(Fault { claim: Claim::Swallowed(small, large), diagnostic: fault, witness, remark: false });
    }
}

/// Whether all that the first rule leads to, cites and says is in the second as well.
fn says_no_more(small: &Rule, large: &Rule) -> bool {
    let cited = |mine: &[Cite], other: &[Cite]| {
        let same = |a: &Cite, b: &Cite| a.authority == b.authority && a.place == b.place;
        mine.iter().all(|a| other.iter().any(|b| same(a, b)))
    };
    !(small.then.is_empty() && small.breach.is_empty() && small.declines.is_empty())
        && small.then.iter().all(|target| large.then.contains(target))
        && small.declines.iter().all(|target| large.declines.contains(target))
        && small.breach.iter().all(|provision| large.breach.contains(provision))
        && small.relying.iter().all(|provision| large.relying.contains(provision) || large.breach.contains(provision))
        && cited(&small.recall, &large.recall)
        && cited(&small.cite, &large.cite)
        && (small.say.is_empty() || small.say == large.say)
}
