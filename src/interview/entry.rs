//! One answer on its way into the text: the statement, what supports it, and how it is written. In: what was said. Out: the text
//! with the statement in it.

use super::answer::{Given, Written, clean, given};
use super::editor::{self, Desk, Line, Speaker};
use super::{Interview, Setting, words};
use crate::program::{FactId, Program, TopicId};
use crate::syntax::ast::Role;
use crate::syntax::print::quoted;

/// A statement and what supports it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The text before it.
    pub(super) base: String,
    pub(super) fact: FactId,
    pub(super) instance: Option<String>,
    pub(super) given: Given,
    /// As it was said.
    pub(super) said: String,
    /// What the instance was called, where that is not its name.
    pub(super) called: String,
    /// Facts of the same new instance that are not known.
    pub(super) unknown: Vec<FactId>,
    /// Whose words they are.
    pub(super) quoting: String,
    /// The document that shows it.
    pub(super) exhibit: String,
    /// Where it stands.
    pub(super) place: String,
    pub(super) note: String,
}

/// What is asked of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Whose words it is.
    Who,
    /// What shows it, or where it stands.
    Where,
    /// How it is known, and what else there is to say.
    Note,
}

impl Part {
    pub(super) fn next(self) -> Option<Part> {
        match self {
            Part::Who => Some(Part::Where),
            Part::Where => Some(Part::Note),
            Part::Note => None,
        }
    }
}

impl Entry {
    pub(super) fn of(
        program: &Program,
        base: &str,
        (fact, instance): (FactId, Option<String>),
        said: &str,
    ) -> Result<Entry, String> {
        let given = given(&program.facts[fact.index()].kind, said)?;
        Ok(Entry {
            base: base.to_owned(),
            fact,
            instance,
            given,
            said: clean(said),
            called: String::new(),
            unknown: Vec::new(),
            quoting: String::new(),
            exhibit: String::new(),
            place: String::new(),
            note: String::new(),
        })
    }

    /// What is said of it: how a date or an amount was taken.
    pub(super) fn remark(&self) -> String {
        match &self.given.value {
            Written::Value(value) if self.given.about => format!("Kept as {value}, and noted as “{}”.", self.said),
            Written::Value(value) if !value.starts_with('"') => format!("Kept as {}.", value.replace('_', " ")),
            _ => String::new(),
        }
    }

    /// The note: that a value is only near, how an instance was called, and what was noted.
    fn notes(&self) -> String {
        let near = if self.given.about { format!("told as: {}", self.said) } else { String::new() };
        let called = if self.called.is_empty() { String::new() } else { format!("called: {}", self.called) };
        let all = [called, near, self.note.clone()];
        all.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("; ")
    }
}

impl Interview<'_> {
    /// The text with an answer in it.
    pub(super) fn written(&self, entry: &Entry) -> String {
        let text = self.tell(&entry.base, None);
        let place = [self.word(&text), entry.place.clone()];
        let place = place.into_iter().filter(|place| !place.is_empty()).collect::<Vec<_>>().join("; ");
        let with = |word: &str, text: &str| {
            if text.is_empty() { String::new() } else { format!(" {word} {}", quoted(text)) }
        };
        let support = [
            with("by", &entry.exhibit),
            with("quoting", &entry.quoting),
            format!(" [{place}]"),
            if self.setting.confidential { " confidential".to_owned() } else { String::new() },
            with("note", &entry.notes()),
        ];
        let line = self.line(entry.fact, entry.instance.as_deref(), |fact| {
            format!("{}{}", entry.given.value.claim(fact), support.concat())
        });
        let mut text = editor::state(&text, self.desk(), &line);
        for fact in &entry.unknown {
            text = self.unknown(&text, *fact, entry.instance.as_deref());
        }
        text
    }

    /// The text with a fact in it that is not known.
    pub(super) fn unknown(&self, text: &str, fact: FactId, instance: Option<&str>) -> String {
        let reason = words::not_known(&self.setting.who, self.setting.on);
        editor::not_known(text, self.desk(), &reason, &self.line(fact, instance, str::to_owned))
    }

    /// The text with a list closed.
    pub(super) fn no_other(&self, text: &str, topic: TopicId) -> String {
        let text = self.tell(text, None);
        let topic = self.setting.program.topics[topic.index()].name.clone();
        let line = format!("no other {topic} [{}]", self.word(&text));
        editor::state(&text, self.desk(), &Line { topic, instance: None, text: line })
    }

    /// The text with the account of who speaks now, and words in it.
    pub(super) fn tell(&self, text: &str, said: Option<(&str, &str)>) -> String {
        let word = self.word(text);
        let Setting { who, on, confidential, .. } = &self.setting;
        editor::tell(text, Speaker { word: &word, who, on: *on, confidential: *confidential }, said)
    }

    /// The word of the account of who speaks now: that of the text, or a free one.
    fn word(&self, text: &str) -> String {
        let Ok(file) = self.setting.read(text) else { return String::new() };
        let own = |account: &&crate::case::Account| {
            self.setting.is_own(account) && account.confidential == self.setting.confidential
        };
        if let Some(account) = file.accounts.iter().find(own) {
            return account.name.clone();
        }
        let taken = file.detentions.iter().flat_map(|case| &case.documents).map(|document| document.name.as_str());
        words::account_word(&self.setting.who, &taken.collect::<Vec<_>>())
    }

    fn desk(&self) -> Desk<'_> {
        let program = self.setting.program;
        let party = program.party_with(Role::Submits).map_or("", |party| program.parties[party.index()].name.as_str());
        Desk { party, detention: self.setting.detention.as_deref() }
    }

    fn line(&self, fact: FactId, instance: Option<&str>, of: impl FnOnce(&str) -> String) -> Line {
        let program = self.setting.program;
        let declared = &program.facts[fact.index()];
        let topic = program.topics[declared.topic.index()].name.clone();
        let text = match instance {
            Some(instance) => format!("{topic} {instance}: {}", of(&declared.name)),
            None => of(&program.fact_name(fact)),
        };
        Line { topic, instance: instance.map(str::to_owned), text }
    }
}
