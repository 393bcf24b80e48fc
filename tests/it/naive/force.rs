//! What is law at the date that counts. In: what stands after `in force`. Out: whether it is in force.

use habeas::syntax::ast::ForceDecl;

use super::World;
use super::amount::span;
use super::statement::{Known, Said};

impl<'a> World<'a> {
    /// Past law only where the date lies within for certain, the law of today unless it lies before for certain.
    pub(super) fn in_force(&self, force: Option<&'a ForceDecl>) -> bool {
        let Some(force) = force else { return true };
        let fact = self.law.fact_of(&force.topic.text, &force.fact.text).unwrap();
        let known = self.fact(self.law.topic(&force.topic.text), fact, None).1;
        let (first, last) = span(force.from, force.until);
        let (low, high) = match known {
            Known::Is(Said::Amount(date)) => (date.low, date.high),
            _ => return force.until.is_none(),
        };
        let after_first = first.is_none_or(|first| low.is_some_and(|low| low >= first));
        let before_last = last.is_none_or(|last| high.is_some_and(|high| high <= last));
        let before_first = first.is_some_and(|first| high.is_some_and(|high| high < first));
        if force.until.is_some() { after_first && before_last } else { !before_first }
    }
}
