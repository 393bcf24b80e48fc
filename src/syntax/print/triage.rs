//! Clocks, and what to look at first, as text.

use super::expression::unit;
use super::{Page, names, quoted};
use crate::syntax::ast::{ClockDecl, FactPath, TriageDecl};

impl Page<'_> {
    pub(super) fn clock(&mut self, clock: &ClockDecl) {
        self.line(&["clock", &clock.name.text, &quoted(&clock.title.text)]);
        if let Some(from) = &clock.from {
            self.clause(&["from", &path(from)]);
        }
        if let Some(until) = &clock.until {
            self.clause(&["until", &path(until)]);
        }
        if let Some(limit) = &clock.within {
            self.clause(&["within", &limit.count.to_string(), unit(limit.unit, limit.count)]);
        }
        if let Some(when) = &clock.when {
            self.clause(&["when", &path(when)]);
        }
        if let Some(running) = &clock.running {
            self.clause(&["running while", if running.not { "not" } else { "" }, &path(&running.fact)]);
        }
        self.citing("cite", &clock.cite);
        self.notes(&clock.notes);
    }

    pub(super) fn triage(&mut self, triage: &TriageDecl) {
        self.line(&["triage", &triage.name.text, &quoted(&triage.title.text)]);
        let asks: Vec<String> = triage.asks.iter().map(path).collect();
        for (word, list) in [
            ("asks", asks.join(", ")),
            ("tells", names(&triage.tells)),
            ("clocks", names(&triage.clocks)),
            ("binding", names(&triage.binding)),
        ] {
            if !list.is_empty() {
                self.clause(&[word, &list]);
            }
        }
        self.notes(&triage.notes);
    }
}

/// `arrest.on`
fn path(path: &FactPath) -> String {
    format!("{}.{}", path.topic.text, path.fact.text)
}
