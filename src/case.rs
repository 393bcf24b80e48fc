//! A checked case: who says what, resolved against one pack. In: only what the checker builds. Out: plain tables. One
//! [`Case`] for each detention that the Working Group decides separately; most files hold one.

mod account;

pub use account::{Account, DeclaredName, NotKnown};

use crate::amount::Amount;
use crate::program::{FactId, HoldingId, KindId, PartyId, ProvisionId, StageId, TopicId};
use crate::source::Span;
use crate::syntax::ast::Act;
use crate::value::Value;

/// What `{person}` stands for where the case names nobody.
pub const UNNAMED: &str = "the person";

/// A case file, checked.
#[derive(Clone, Debug, Default)]
pub struct CaseFile {
    /// Short name.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Who reports the case, where the decision itself was not read.
    pub reported_by: Vec<String>,
    /// The names that the case declares, to be masked or kept back.
    pub names: Vec<DeclaredName>,
    /// What people told in their own words.
    pub accounts: Vec<Account>,
    /// At least one.
    pub detentions: Vec<Case>,
    /// Whether the file has `detention` blocks of its own.
    pub split: bool,
}

/// One detention to be decided.
#[derive(Clone, Debug)]
pub struct Case {
    /// The case's short name, or the detention's.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// The title of the whole case, where this is one of several detentions; else empty.
    pub within: String,
    /// Who reports the case, where the decision itself was not read.
    pub reported_by: Vec<String>,
    /// What `{person}` stands for.
    pub person: String,
    /// The stage of the procedure.
    pub stage: StageId,
    /// The names that the case declares, to be masked or kept back.
    pub names: Vec<DeclaredName>,
    /// What people told in their own words.
    pub accounts: Vec<Account>,
    /// Facts that somebody was asked for and could not tell, in the order written. No rule ever reads them.
    pub not_known: Vec<NotKnown>,
    /// Documents, the first of them the default; then the accounts, as what places may name.
    pub documents: Vec<Document>,
    /// The pack's parties, then those that the case declares.
    pub speakers: Vec<Speaker>,
    /// By topic: the instances of a `many` topic, and whether the list is closed.
    pub lists: Vec<List>,
    /// Sorted by fact and instance, then by speaker and place.
    pub statements: Vec<Statement>,
    /// Parties that sent a reply, by party.
    pub replied: Vec<bool>,
    /// What the parties ask for.
    pub claims: Vec<Claim>,
    /// What was decided. No rule ever reads it.
    pub decided: Option<Decided>,
    /// Facts that cannot be argued away, sorted by subject.
    pub fixed: Vec<Fixed>,
    /// What is asked of the case besides, and what is expected to follow.
    pub hypotheticals: Vec<Hypothetical>,
    /// Notes.
    pub notes: Vec<String>,
}

/// A document that statements stand in.
#[derive(Clone, Debug)]
pub struct Document {
    /// Short name.
    pub name: String,
    /// In full.
    pub title: String,
    /// Never to be sent on.
    pub confidential: bool,
    /// The account that it is, an index into [`Case::accounts`]; none for a document.
    pub account: Option<u32>,
}

/// Somebody who speaks in a case.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// Its word or words.
    pub name: String,
    /// With its article.
    pub title: String,
}

/// The instances of one topic.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Their names, in the order first named.
    pub instances: Vec<String>,
    /// `no other` was said.
    pub closed: bool,
}

/// What a statement is about: a fact, and for a `many` topic which instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The fact.
    pub fact: FactId,
    /// The instance, from 0; 0 for a topic without instances.
    pub instance: u32,
}

/// What somebody says.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Who: an index into [`Case::speakers`].
    pub speaker: u32,
    /// How.
    pub act: Act,
    /// About what.
    pub subject: Subject,
    /// The value given; absent where a denial gives none.
    pub datum: Option<Datum>,
    /// The document shown; may be empty.
    pub exhibit: String,
    /// Whose words are reported; may be empty.
    pub quoting: String,
    /// Where it stands.
    pub stated: Vec<Place>,
    /// Paragraphs of the first document that rely on it.
    pub relied: Vec<String>,
    /// Never to be sent on.
    pub confidential: bool,
    /// A note; may be empty.
    pub note: String,
    /// The place in the case file.
    pub span: Span,
}

/// A document and paragraphs in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// An index into [`Case::documents`].
    pub document: u32,
    /// As written.
    pub paras: Vec<String>,
}

/// A value that a statement gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// Yes.
    Yes,
    /// No.
    No,
    /// A date, number or duration, perhaps a range, and how it was written.
    Amount(Amount, String),
    /// A text.
    Text(String),
    /// An option, by its place.
    Option(u32),
    /// Texts.
    List {
        /// Which.
        items: Vec<String>,
        /// Nothing else is on the list.
        closed: bool,
    },
}

impl Datum {
    /// What two statements leave together; `None` where they cannot both be true.
    #[must_use]
    pub fn meet(&self, other: &Datum) -> Option<Datum> {
        match (self, other) {
            (Datum::Amount(a, written), Datum::Amount(b, also)) => {
                let both = a.meet(*b)?;
                let text = if both == *a || both.range() == a.range() { written } else { also };
                Some(Datum::Amount(both, text.clone()))
            }
            (Datum::List { items: a, closed: c }, Datum::List { items: b, closed: d }) => {
                let extra = |from: &[String], to: &[String]| to.iter().any(|item| !from.contains(item));
                if (*c && extra(a, b)) || (*d && extra(b, a)) {
                    return None;
                }
                let mut items = a.clone();
                items.extend(b.iter().filter(|item| !a.contains(item)).cloned());
                Some(Datum::List { items, closed: *c || *d })
            }
            _ => (self == other).then(|| self.clone()),
        }
    }
}

/// What a party asks the Working Group to hold.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Who.
    pub speaker: u32,
    /// A finding or a conclusion.
    pub holding: HoldingId,
    /// The conclusion that a finding is claimed for.
    pub toward: Option<HoldingId>,
    /// Where.
    pub stated: Vec<Place>,
    /// A note; may be empty.
    pub note: String,
    /// The place in the case file.
    pub span: Span,
}

/// What was really decided.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// The decision's name.
    pub decision: String,
    /// Conclusions stated.
    pub conclusions: Vec<DecidedConclusion>,
    /// Kinds of which the decision states no conclusion.
    pub none_of: Vec<(KindId, Vec<Place>)>,
    /// Conclusions that the facts at hand cannot test.
    pub not_testable: Vec<Untestable>,
    /// Breaches named in the reasoning.
    pub found: Vec<(ProvisionId, Vec<Place>)>,
    /// The disposition, each as its instrument lists it.
    pub breach: Vec<ProvisionId>,
    /// Divergences that are known.
    pub differs: Vec<Divergence>,
    /// Findings claimed and not taken up.
    pub not_taken_up: Vec<(HoldingId, Vec<Place>)>,
    /// Notes.
    pub notes: Vec<String>,
}

/// A conclusion that the decision states.
#[derive(Clone, Debug)]
pub struct DecidedConclusion {
    /// Which.
    pub holding: HoldingId,
    /// The decision says that it does not examine it.
    pub not_examined: bool,
    /// Where.
    pub places: Vec<Place>,
}

/// A conclusion of the decision that the facts at hand cannot test.
#[derive(Clone, Debug)]
pub struct Untestable {
    /// Which.
    pub holding: HoldingId,
    /// What the facts lack.
    pub reason: String,
    /// Where.
    pub places: Vec<Place>,
}

/// A known divergence between rules and decision.
#[derive(Clone, Debug)]
pub struct Divergence {
    /// About what.
    pub subject: Divergent,
    /// Why.
    pub reason: String,
    /// Where.
    pub places: Vec<Place>,
}

/// What diverges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divergent {
    /// A provision.
    Provision(ProvisionId),
    /// A finding or conclusion.
    Holding(HoldingId),
}

/// A change of the facts, and what is expected to follow from it.
#[derive(Clone, Debug)]
pub struct Hypothetical {
    /// What is asked, for people.
    pub title: String,
    /// Facts replaced.
    pub supposed: Vec<Supposed>,
    /// What parties say besides.
    pub added: Vec<Statement>,
    /// What is expected to follow.
    pub expectations: Vec<Expectation>,
    /// What justifies the expectations.
    pub places: Vec<Place>,
    /// Another answer can be defended.
    pub arguable: bool,
    /// Notes.
    pub notes: Vec<String>,
    /// The place in the case file.
    pub span: Span,
}

/// A fact replaced.
#[derive(Clone, Debug)]
pub struct Supposed {
    /// Which.
    pub subject: Subject,
    /// By what.
    pub by: Replacement,
    /// The place in the case file.
    pub span: Span,
}

/// What a fact is replaced by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// A value.
    Value(Datum),
    /// Nothing is shown.
    NotShown,
    /// It is contested.
    Contested,
}

/// A fact that no question about other worlds may change.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// Which.
    pub subject: Subject,
    /// Why nobody can argue it away.
    pub reason: String,
    /// The place in the case file.
    pub span: Span,
}

/// A value that is expected.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Of what.
    pub of: Divergent,
    /// Anything but this value.
    pub not: bool,
    /// The value.
    pub value: Value,
    /// What justifies it.
    pub places: Vec<Place>,
    /// The place in the case file.
    pub span: Span,
}

impl Expectation {
    /// True if a value is as expected.
    #[must_use]
    pub fn is_met_by(&self, value: Value) -> bool {
        (value == self.value) != self.not
    }
}

impl Case {
    /// The statements on one subject, in the order written.
    #[must_use]
    pub fn statements_on(&self, subject: Subject) -> &[Statement] {
        let first = self.statements.partition_point(|statement| statement.subject < subject);
        let last = self.statements.partition_point(|statement| statement.subject <= subject);
        &self.statements[first..last]
    }

    /// How many instances of the topic the case names.
    #[must_use]
    pub fn instances(&self, topic: TopicId) -> u32 {
        self.lists.get(topic.index()).map_or(0, |list| u32::try_from(list.instances.len()).unwrap_or(u32::MAX))
    }

    /// True for a speaker that is this party of the pack.
    #[must_use]
    pub fn is_party(speaker: u32, party: PartyId) -> bool {
        speaker == party.0
    }
}
