//! Which names a pack declares, and where. In: declarations, one by one. Out: ids for names, or a diagnostic with the
//! nearest legal name.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::Span;
use crate::syntax::ast::Name;

/// One name space: names to places in a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Space {
    known: BTreeMap<String, (u32, Span)>,
}

impl Space {
    /// Takes a name in; a second one of the same name is a fault.
    pub(crate) fn declare(&mut self, name: &Name, index: usize, what: &str, faults: &mut Vec<Diagnostic>) {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        if let Some((_, first)) = self.known.get(&name.text) {
            faults.push(
                Diagnostic::new(
                    Code::DuplicateName,
                    name.span,
                    format!("the {what} `{}` is declared twice", name.text),
                )
                .label("declared again here")
                .also(*first, "first declared here")
                .help("rename one of them, or remove it"),
            );
            return;
        }
        self.known.insert(name.text.clone(), (index, name.span));
    }

    /// The place of a name, if it is known.
    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        self.known.get(text).map(|(index, _)| *index)
    }

    /// The place of a name, or a fault that offers the nearest one.
    pub(crate) fn find(&self, name: &Name, code: Code, what: &str, faults: &mut Vec<Diagnostic>) -> Option<u32> {
        let found = self.get(&name.text);
        if found.is_none() {
            faults.push(self.unknown(name, code, what));
        }
        found
    }

    /// The fault for a name that is not here.
    pub(crate) fn unknown(&self, name: &Name, code: Code, what: &str) -> Diagnostic {
        // "fact of `arrest`" reads better as "unknown fact `maed` of `arrest`".
        let message = match what.split_once(" of ") {
            Some((what, whose)) => format!("unknown {what} `{}` of {whose}", name.text),
            None => format!("unknown {what} `{}`", name.text),
        };
        let fault = Diagnostic::new(code, name.span, message);
        match did_you_mean(&name.text, self.names()) {
            Some(near) => fault.label("not declared").help(format!("did you mean `{near}`?")),
            None => fault.label("not declared").help(self.listing(what)),
        }
    }

    /// All names, in alphabetical order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(String::as_str)
    }

    fn listing(&self, what: &str) -> String {
        let shown: Vec<String> = self.names().take(12).map(|name| format!("`{name}`")).collect();
        match (shown.is_empty(), self.known.len() > 12) {
            (true, _) => format!("declare a {what} of this name"),
            (false, false) => format!("known here: {}", shown.join(", ")),
            (false, true) => format!("known here: {}, and {} more", shown.join(", "), self.known.len() - 12),
        }
    }
}

/// The name spaces of a pack. They stay with the program, so that cases are checked against them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub(crate) parties: Space,
    pub(crate) stages: Space,
    pub(crate) authorities: Space,
    pub(crate) instruments: Space,
    /// One for each instrument.
    pub(crate) provisions: Vec<Space>,
    pub(crate) kinds: Space,
    pub(crate) findings: Space,
    /// One for each kind.
    pub(crate) conclusions: Vec<Space>,
    pub(crate) topics: Space,
    /// One for each topic.
    pub(crate) facts: Vec<Space>,
    pub(crate) rules: Space,
    pub(crate) readings: Space,
    pub(crate) clocks: Space,
    pub(crate) triage: Space,
    /// One for each reading.
    pub(crate) answers: Vec<Space>,
}
