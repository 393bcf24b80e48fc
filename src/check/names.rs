//! Which names a pack declares, and where. In: declarations, one by one. Out: ids for names, or a diagnostic with the
//! nearest legal name.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::Span;
use crate::syntax::ast::Name;

/// One name space: names to places in a table.
#[derive(Debug, Default)]
pub(super) struct Space {
    known: BTreeMap<String, (u32, Span)>,
}

impl Space {
    /// Takes a name in; a second one of the same name is a fault.
    pub(super) fn declare(&mut self, name: &Name, index: usize, what: &str, faults: &mut Vec<Diagnostic>) {
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
    pub(super) fn get(&self, text: &str) -> Option<u32> {
        self.known.get(text).map(|(index, _)| *index)
    }

    /// The place of a name, or a fault that offers the nearest one.
    pub(super) fn find(&self, name: &Name, code: Code, what: &str, faults: &mut Vec<Diagnostic>) -> Option<u32> {
        let found = self.get(&name.text);
        if found.is_none() {
            faults.push(self.unknown(name, code, what));
        }
        found
    }

    /// The fault for a name that is not here.
    pub(super) fn unknown(&self, name: &Name, code: Code, what: &str) -> Diagnostic {
        let fault = Diagnostic::new(code, name.span, format!("unknown {what} `{}`", name.text));
        match did_you_mean(&name.text, self.names()) {
            Some(near) => fault.label("not declared").help(format!("did you mean `{near}`?")),
            None => fault.label("not declared").help(self.listing(what)),
        }
    }

    /// All names, in alphabetical order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
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

/// The name spaces of a pack.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) parties: Space,
    pub(super) stages: Space,
    pub(super) authorities: Space,
    pub(super) instruments: Space,
    /// One for each instrument.
    pub(super) provisions: Vec<Space>,
    pub(super) kinds: Space,
    pub(super) findings: Space,
    /// One for each kind.
    pub(super) conclusions: Vec<Space>,
    pub(super) topics: Space,
    /// One for each topic.
    pub(super) facts: Vec<Space>,
    pub(super) rules: Space,
}

impl Names {
    /// Name spaces made anew from a checked program, for checking a case.
    pub(super) fn of(program: &crate::program::Program) -> Names {
        let mut names = Names::default();
        let mut faults = Vec::new();
        let mut put = |space: &mut Space, text: &str, index: usize| {
            space.declare(&Name { text: text.to_owned(), span: Span::default() }, index, "name", &mut faults);
        };
        for (index, party) in program.parties.iter().enumerate() {
            put(&mut names.parties, &party.name, index);
        }
        for (index, stage) in program.stages.iter().enumerate() {
            put(&mut names.stages, &stage.name, index);
        }
        names.conclusions.resize_with(program.kinds.len(), Space::default);
        for (index, kind) in program.kinds.iter().enumerate() {
            put(&mut names.kinds, &kind.name, index);
        }
        for (index, holding) in program.holdings.iter().enumerate() {
            match holding.kind {
                Some(kind) => put(&mut names.conclusions[kind.index()], &holding.name, index),
                None => put(&mut names.findings, &holding.name, index),
            }
        }
        names.provisions.resize_with(program.instruments.len(), Space::default);
        for (index, instrument) in program.instruments.iter().enumerate() {
            put(&mut names.instruments, &instrument.name, index);
        }
        for (index, provision) in program.provisions.iter().enumerate() {
            put(&mut names.provisions[provision.instrument.index()], &provision.number, index);
        }
        names.facts.resize_with(program.topics.len(), Space::default);
        for (index, topic) in program.topics.iter().enumerate() {
            put(&mut names.topics, &topic.name, index);
        }
        for (index, fact) in program.facts.iter().enumerate() {
            put(&mut names.facts[fact.topic.index()], &fact.name, index);
        }
        for (index, rule) in program.rules.iter().enumerate() {
            put(&mut names.rules, &rule.name, index);
        }
        names
    }
}
