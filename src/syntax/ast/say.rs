//! Wordings: what a pack says in a language, as written. In: nothing. Out: the types that the parser builds.

use super::{Name, ProvisionRef, Quoted};

/// `say fr "Not reviewed by a lawyer."` and what it words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SayDecl {
    /// `fr`.
    pub language: Name,
    /// Who reviewed the texts, or that nobody did.
    pub reviewed: Quoted,
    /// Its lines.
    pub lines: Vec<SayLine>,
}

/// One line of a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SayLine {
    /// `rule no_warrant "Arrestation sans mandat" "…"`
    Worded(WordedDecl),
    /// `forms by person.sex male, female`
    Forms(FormsDecl),
}

/// Something of the pack, and its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordedDecl {
    /// What is worded.
    pub what: WordedName,
    /// At least one.
    pub texts: Vec<LabelledText>,
}

/// `not "…"`, or a text alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledText {
    /// `not`, `short`, `none`, `words`, or an option of the fact.
    pub label: Option<Name>,
    /// The text.
    pub text: Quoted,
}

/// What a line words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordedName {
    /// `rule no_warrant`
    Rule(Name),
    /// `finding no_legal_basis`
    Finding(Name),
    /// `conclusion category I`
    Conclusion {
        /// `category`
        kind: Name,
        /// `I`
        name: Name,
    },
    /// `kind category`
    Kind(Name),
    /// `party working group`
    Party(Name),
    /// `stage no reply`
    Stage(Name),
    /// `instrument ICCPR`
    Instrument(Name),
    /// `provision ICCPR 9(1)`
    Provision(ProvisionRef),
    /// `authority general comment 35`
    Authority(Name),
    /// `reading military_courts`
    Reading(Name),
    /// `topic arrest`
    Topic(Name),
    /// `fact arrest.warrant_shown`
    Fact {
        /// `arrest`
        topic: Name,
        /// `warrant_shown`
        fact: Name,
    },
}

/// `forms by person.sex male, female`: which option of which fact takes the first form of `{a|b}`, which the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormsDecl {
    /// `person`
    pub topic: Name,
    /// `sex`
    pub fact: Name,
    /// `male`
    pub first: Name,
    /// `female`
    pub second: Name,
}
