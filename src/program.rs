//! A checked pack: every name resolved to an id, every type known, definitions in dependency order. In: only what the
//! checker builds. Out: plain tables that evaluation and explanation read. A `Program` exists only without errors.

mod called;
pub(crate) mod names;
mod triage;

pub use triage::{Clock, Running, TriagePart};

use std::ops::Range as Indices;

use crate::amount::Amount;
use crate::source::Span;
use crate::syntax::ast::{Asked, Comparison, Role};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of a place in its table.
            #[must_use]
            pub fn at(index: usize) -> Self {
                $name(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Its place in its table.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        })*
    };
}

ids! {
    /// A party.
    PartyId
    /// A stage of the procedure.
    StageId
    /// An authority.
    AuthorityId
    /// An instrument.
    InstrumentId
    /// A provision of any instrument.
    ProvisionId
    /// A kind of conclusion.
    KindId
    /// A finding or a conclusion.
    HoldingId
    /// A topic.
    TopicId
    /// A fact or judgement.
    FactId
    /// A rule.
    RuleId
    /// A clock.
    ClockId
    /// A reading of the law.
    LawReadingId
    /// An expression of the pack.
    ExprId
    /// A typed term of the pack.
    TermId
}

/// A checked pack.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Short name, title, version and notes.
    pub pack: PackInfo,
    /// In the order declared.
    pub parties: Vec<Party>,
    /// In the order declared.
    pub stages: Vec<Stage>,
    /// One for each party that may have to show something; by party.
    pub evidence: Vec<Option<Evidence>>,
    /// In the order declared.
    pub authorities: Vec<Authority>,
    /// In the order declared.
    pub instruments: Vec<Instrument>,
    /// Of all instruments.
    pub provisions: Vec<Provision>,
    /// In the order declared, which is the order of an opinion.
    pub kinds: Vec<Kind>,
    /// Findings and conclusions, in the order declared.
    pub holdings: Vec<Holding>,
    /// In the order declared.
    pub topics: Vec<Topic>,
    /// Of all topics.
    pub facts: Vec<Fact>,
    /// In the order written.
    pub rules: Vec<Rule>,
    /// What authorities read differently, in the order declared.
    pub law_readings: Vec<LawReading>,
    /// How long things take and may take, in the order declared.
    pub clocks: Vec<Clock>,
    /// What is asked and told first, in the order declared.
    pub triage: Vec<TriagePart>,
    /// What cannot be.
    pub impossible: Vec<Impossible>,
    /// All expressions.
    pub exprs: Vec<Expr>,
    /// All typed terms.
    pub terms: Vec<Term>,
    /// Holdings and judgements, each after all that it rests on.
    pub order: Vec<Definition>,
    /// What is called what.
    pub(crate) names: names::Names,
}

/// The pack's own words about itself.
#[derive(Clone, Debug, Default)]
pub struct PackInfo {
    /// Short name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Version; empty if none is given.
    pub version: String,
    /// Notes.
    pub notes: Vec<String>,
}

/// Something whose value is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Definition {
    /// From its rules.
    Holding(HoldingId),
    /// From the settling party's word or its default.
    Judgement(FactId),
}

/// A party of the pack.
#[derive(Clone, Debug)]
pub struct Party {
    /// One or several words.
    pub name: String,
    /// With its article: "the Government".
    pub title: String,
    /// What it does.
    pub role: Role,
}

/// A stage of the procedure.
#[derive(Clone, Debug)]
pub struct Stage {
    /// One or several words.
    pub name: String,
    /// For people.
    pub title: String,
    /// The party that answers.
    pub party: PartyId,
    /// Whether it was asked and replied.
    pub asked: Asked,
    /// Said before every result.
    pub words: String,
}

/// What the statements on one fact amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Said; the other side was not asked yet.
    Alleged,
    /// Said; the other side is silent on it.
    Uncontested,
    /// Said; the other side only denies in general.
    NotRebutted,
    /// Said both ways.
    Contested,
    /// A document shows otherwise and is let stand.
    Rebutted,
    /// Both sides say it.
    Admitted,
    /// Shown by a document of the side that need not show it, or by the side that must.
    Shown,
    /// Said with no document by a side whose bare word shows nothing.
    Asserted,
    /// Nobody speaks of it.
    NotRaised,
    /// The settling party states it.
    Settled,
    /// A judgement that a party asks for and nobody decided.
    Argued,
    /// A judgement that its default reading decides.
    ByDefault,
    /// A judgement taken as the submitting party asks.
    Pleaded,
    /// Replaced by a supposition.
    Supposed,
}

impl Standing {
    /// Those that a row of the rules of evidence may give, with the words that name them in the language.
    pub const TABLE: [(&'static str, Standing); 9] = [
        ("alleged", Standing::Alleged),
        ("uncontested", Standing::Uncontested),
        ("not rebutted", Standing::NotRebutted),
        ("contested", Standing::Contested),
        ("rebutted", Standing::Rebutted),
        ("admitted", Standing::Admitted),
        ("shown", Standing::Shown),
        ("asserted", Standing::Asserted),
        ("not raised", Standing::NotRaised),
    ];

    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Standing::Alleged => "alleged",
            Standing::Uncontested => "uncontested",
            Standing::NotRebutted => "not_rebutted",
            Standing::Contested => "contested",
            Standing::Rebutted => "rebutted",
            Standing::Admitted => "admitted",
            Standing::Shown => "shown",
            Standing::Asserted => "asserted",
            Standing::NotRaised => "not_raised",
            Standing::Settled => "settled",
            Standing::Argued => "argued",
            Standing::ByDefault => "by_default",
            Standing::Pleaded => "as_pleaded",
            Standing::Supposed => "supposed",
        }
    }
}

/// What the bearer of the burden does about a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BearerMove {
    /// Says nothing.
    Silent,
    /// Gives a value, no document.
    Says,
    /// Gives a value and a document.
    Shows,
}

/// What the other side does about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OtherMove {
    /// Was not asked yet.
    NotAsked,
    /// Says nothing.
    Silent,
    /// Denies, giving nothing.
    Denies,
    /// Gives another value, no document.
    Answers,
    /// Gives another value and a document.
    Shows,
    /// Concedes, or says the same.
    Agrees,
}

/// One situation that the rules of evidence must decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Situation {
    /// What the bearer does.
    pub bearer: BearerMove,
    /// What the other side does.
    pub other: OtherMove,
    /// Whether the bearer disputes the other's document with something specific.
    pub disputed: bool,
}

impl Situation {
    /// Every situation that can arise: nobody agrees with silence, and only a document is disputed.
    #[must_use]
    pub fn all() -> Vec<Situation> {
        let mut all = Vec::new();
        for bearer in [BearerMove::Silent, BearerMove::Says, BearerMove::Shows] {
            for other in [
                OtherMove::NotAsked,
                OtherMove::Silent,
                OtherMove::Denies,
                OtherMove::Answers,
                OtherMove::Shows,
                OtherMove::Agrees,
            ] {
                if bearer == BearerMove::Silent && other == OtherMove::Agrees {
                    continue;
                }
                all.push(Situation { bearer, other, disputed: false });
                if bearer != BearerMove::Silent && other == OtherMove::Shows {
                    all.push(Situation { bearer, other, disputed: true });
                }
            }
        }
        all
    }

    /// Its place in [`Evidence::table`].
    #[must_use]
    pub fn index(self) -> usize {
        (self.bearer as usize * 6 + self.other as usize) * 2 + usize::from(self.disputed)
    }
}

/// The value that a row of the table gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What the bearer says.
    AsSaid,
    /// What the other side says.
    AsAnswered,
    /// Contested.
    Contested,
    /// Not shown.
    NotShown,
}

/// The rules of evidence for facts that one party must show.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// By [`Situation::index`]; situations that cannot arise hold `None`.
    pub table: Vec<Option<(Standing, Outcome)>>,
    /// Their authority.
    pub cite: Vec<Cite>,
}

/// An authority that rules cite.
#[derive(Clone, Debug)]
pub struct Authority {
    /// How rules cite it.
    pub name: String,
    /// In full.
    pub title: String,
    /// Nobody verified it.
    pub unverified: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A citation of an authority.
#[derive(Clone, Debug)]
pub struct Cite {
    /// Which.
    pub authority: AuthorityId,
    /// Where in it; empty for the whole.
    pub place: String,
    /// A word on why; may be empty.
    pub remark: String,
}

/// A treaty or declaration.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// Short name.
    pub name: String,
    /// Full name.
    pub title: String,
    /// Whether it binds; absent: always.
    pub binds: Option<ExprId>,
    /// When it is law; absent: always.
    pub force: Option<Force>,
    /// Whether a disposition lists its provisions.
    pub listed: bool,
}

/// A provision of an instrument.
#[derive(Clone, Debug)]
pub struct Provision {
    /// Whose.
    pub instrument: InstrumentId,
    /// `14(3)(d)`.
    pub number: String,
    /// What it protects.
    pub title: String,
    /// The same right elsewhere.
    pub twins: Vec<ProvisionId>,
    /// How a disposition lists it.
    pub listed_as: String,
}

/// A kind of conclusion.
#[derive(Clone, Debug)]
pub struct Kind {
    /// The word.
    pub name: String,
    /// The heading.
    pub title: String,
    /// What a reader wants to know before all else; at most one kind of a pack.
    pub first: bool,
    /// No part of the answer on the law; only the triage tells it.
    pub apart: bool,
    /// Said when none applies; may be empty.
    pub none: String,
}

/// A finding (no kind) or a conclusion.
#[derive(Clone, Debug)]
pub struct Holding {
    /// Present for a conclusion.
    pub kind: Option<KindId>,
    /// Its word.
    pub name: String,
    /// For people.
    pub title: String,
    /// The rules that lead to it.
    pub rules: Vec<RuleId>,
    /// The rules that decline claims of it.
    pub declined_by: Vec<RuleId>,
    /// When it is law; absent: always.
    pub force: Option<Force>,
    /// Authority of its definition.
    pub cite: Vec<Cite>,
    /// Notes.
    pub notes: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// A topic.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its word.
    pub name: String,
    /// For people.
    pub title: String,
    /// Whether a case may hold several.
    pub many: bool,
    /// What is said in it is never for the party that answers.
    pub confidential: bool,
    /// Its facts lie side by side.
    pub facts: Indices<u32>,
}

/// The type of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Yes or no.
    YesNo,
    /// A date.
    Date,
    /// A number.
    Number,
    /// A duration.
    Duration,
    /// A text.
    Text,
    /// Several texts.
    ListOfText,
    /// One of these words.
    OneOf(Vec<String>),
}

impl Type {
    /// How messages call it.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Type::YesNo => "yes/no",
            Type::Date => "date",
            Type::Number => "number",
            Type::Duration => "duration",
            Type::Text => "text",
            Type::ListOfText => "list of text",
            Type::OneOf(_) => "one of",
        }
    }
}

/// A fact or judgement.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its topic.
    pub topic: TopicId,
    /// Its word within the topic.
    pub name: String,
    /// The question it answers.
    pub question: String,
    /// What values it takes.
    pub kind: Type,
    /// Present for a judgement.
    pub judgement: Option<Judgement>,
    /// The party whose records prove it.
    pub record: Option<PartyId>,
    /// The party that must show it.
    pub bearer: PartyId,
    /// Stated, never read by a rule.
    pub for_the_record: bool,
    /// Which documents would show it.
    pub shown_by: Vec<String>,
    /// How the submitting party can meet it when the other side says it; may be empty.
    pub met_by: String,
    /// Notes.
    pub notes: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// How a judgement is decided where the settling party left it open.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// Its default reading.
    pub default: Option<ExprId>,
    /// Authority.
    pub cite: Vec<Cite>,
    /// Readings of the law that its default takes.
    pub readings: Vec<LawReadingId>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its word.
    pub name: String,
    /// For people.
    pub title: String,
    /// The headings it stands under.
    pub breadcrumb: String,
    /// For whoever relies on it.
    pub when: ExprId,
    /// Alternatives for the other side.
    pub unless: Vec<Unless>,
    /// When it is law; absent: always.
    pub force: Option<Force>,
    /// Readings of the law that it takes.
    pub readings: Vec<LawReadingId>,
    /// What it leads to.
    pub then: Vec<HoldingId>,
    /// Findings whose claims it declines.
    pub declines: Vec<HoldingId>,
    /// Provisions that are breached when it applies.
    pub breach: Vec<ProvisionId>,
    /// Provisions cited without breach.
    pub relying: Vec<ProvisionId>,
    /// Authorities recalled as the standard.
    pub recall: Vec<Cite>,
    /// Authorities it rests on.
    pub cite: Vec<Cite>,
    /// Its paragraph in prose; may be empty.
    pub say: Vec<Piece>,
    /// Notes.
    pub notes: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// A question of law that authorities answer differently. One answer is taken in a run, the same everywhere.
#[derive(Clone, Debug)]
pub struct LawReading {
    /// Its word.
    pub name: String,
    /// The question.
    pub question: String,
    /// The answers; the first is the pack's default.
    pub options: Vec<LawOption>,
    /// Which is taken.
    pub taken: u32,
    /// Notes.
    pub notes: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

impl LawReading {
    /// The answer that is taken.
    #[must_use]
    pub fn answer(&self) -> &LawOption {
        &self.options[self.taken as usize]
    }

    /// The answers that are not.
    pub fn others(&self) -> impl Iterator<Item = &LawOption> {
        let others = self.options.iter().enumerate().filter(|(place, _)| *place != self.taken as usize);
        others.map(|(_, option)| option)
    }
}

/// An answer to a question of law.
#[derive(Clone, Debug)]
pub struct LawOption {
    /// Its word.
    pub name: String,
    /// The answer.
    pub title: String,
    /// Who says so.
    pub cite: Vec<Cite>,
}

/// When something is law, by a date of the case. With a last day it is past law, in force only if the date lies within for
/// certain; without, it is the law of today, out of force only if the date lies before for certain.
#[derive(Clone, Debug)]
pub struct Force {
    /// The first day, month or year.
    pub from: Option<Amount>,
    /// The last day, month or year.
    pub until: Option<Amount>,
    /// The date that counts.
    pub fact: FactId,
    /// Yes or no, never in between: it is in force.
    pub condition: ExprId,
    /// Its authority.
    pub cite: Vec<Cite>,
    /// Where it stands.
    pub span: Span,
}

/// An exception.
#[derive(Clone, Debug)]
pub struct Unless {
    /// What saves the other side.
    pub condition: ExprId,
    /// Its authority.
    pub cite: Vec<Cite>,
}

/// A piece of a `say` text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As written.
    Text(String),
    /// `{person}`
    Person,
    /// `{government}`
    Party(PartyId),
    /// `{arrest.at}`
    Fact(FactId),
}

/// What cannot be.
#[derive(Clone, Debug)]
pub struct Impossible {
    /// The condition.
    pub condition: ExprId,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub span: Span,
}

/// A condition with its place.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// Where it stands.
    pub span: Span,
}

/// The forms of condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Yes.
    Always,
    /// A yes/no fact or judgement.
    Fact(FactId),
    /// A finding or conclusion.
    Holding(HoldingId),
    /// `not`
    Not(ExprId),
    /// `and`, `all of`
    All(Vec<ExprId>),
    /// `or`, `any of`
    Any(Vec<ExprId>),
    /// `at least N of`
    AtLeast(u32, Vec<ExprId>),
    /// A comparison of typed terms.
    Compare(TermId, Comparison, TermId),
    /// The option of a fact is among these.
    OneOf(FactId, Vec<u32>),
    /// A list of text holds this one.
    Contains(FactId, String),
    /// `is shown`, of a condition.
    IsShown(ExprId),
    /// `is shown`, of a typed term.
    TermShown(TermId),
    /// `some`
    Some(TopicId, ExprId),
    /// `every`
    Every(TopicId, ExprId),
    /// `count of … with … >= N`, and the other comparisons made of it.
    Count(TopicId, ExprId, Comparison, u32),
    /// The law is read so: the same throughout a run.
    Read(LawReadingId, u32),
    /// `has replied`
    HasReplied(PartyId),
    /// `has challenged`; nothing in particular if absent.
    HasChallenged(PartyId, Option<FactId>),
}

/// A typed term.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A fact's value.
    Fact(FactId),
    /// A literal amount.
    Amount(Amount),
    /// A literal text.
    Text(String),
    /// An option of a `one of` fact, by its place.
    Option(u32),
    /// Sum.
    Add(TermId, TermId),
    /// Difference.
    Subtract(TermId, TermId),
}

impl Program {
    /// The condition with this id.
    #[must_use]
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.index()]
    }

    /// The party that settles, if the pack has one.
    #[must_use]
    pub fn party_with(&self, role: Role) -> Option<PartyId> {
        self.parties.iter().position(|party| party.role == role).map(PartyId::at)
    }

    /// The kinds of conclusion in reading order: the pack's first kind, then the others as declared. What stands apart is no
    /// part of the answer, and so of no explanation.
    #[must_use]
    pub fn kinds_in_reading_order(&self) -> Vec<KindId> {
        let all = (0..self.kinds.len()).map(KindId::at).filter(|kind| !self.kinds[kind.index()].apart);
        let mut kinds: Vec<KindId> = all.collect();
        kinds.sort_by_key(|kind| !self.kinds[kind.index()].first);
        kinds
    }

    /// Takes another answer to a question of law, for all that follows: `military_courts`, `exceptionally`.
    ///
    /// # Errors
    /// Says which names are known, where one of the two is not.
    pub fn read_as(&mut self, name: &str, option: &str) -> Result<(), String> {
        let Some(reading) = self.law_readings.iter_mut().find(|reading| reading.name == name) else {
            let known: Vec<&str> = self.law_readings.iter().map(|reading| reading.name.as_str()).collect();
            return Err(unknown("reading", name, &known));
        };
        let Some(place) = reading.options.iter().position(|known| known.name == option) else {
            let known: Vec<&str> = reading.options.iter().map(|option| option.name.as_str()).collect();
            return Err(unknown(&format!("answer to `{name}`:"), option, &known));
        };
        reading.taken = u32::try_from(place).unwrap_or(0);
        Ok(())
    }

    /// A conclusion of a kind that is no part of the answer on the law.
    #[must_use]
    pub fn is_apart(&self, id: HoldingId) -> bool {
        self.holdings[id.index()].kind.is_some_and(|kind| self.kinds[kind.index()].apart)
    }

    /// A rule that leads to nothing but such conclusions.
    #[must_use]
    pub fn leads_apart(&self, id: RuleId) -> bool {
        let rule = &self.rules[id.index()];
        !rule.then.is_empty() && rule.declines.is_empty() && rule.then.iter().all(|target| self.is_apart(*target))
    }

    /// All that is law in a certain time only: of rules, findings and conclusions, and instruments.
    pub fn forces(&self) -> impl Iterator<Item = &Force> {
        let rules = self.rules.iter().filter_map(|rule| rule.force.as_ref());
        let holdings = self.holdings.iter().filter_map(|holding| holding.force.as_ref());
        let instruments = self.instruments.iter().filter_map(|instrument| instrument.force.as_ref());
        rules.chain(holdings).chain(instruments)
    }

    /// `ICCPR 14(3)(d)`.
    #[must_use]
    pub fn provision_name(&self, id: ProvisionId) -> String {
        let provision = &self.provisions[id.index()];
        format!("{} {}", self.instruments[provision.instrument.index()].name, provision.number)
    }

    /// `category II`, or a finding's own word.
    #[must_use]
    pub fn holding_name(&self, id: HoldingId) -> String {
        let holding = &self.holdings[id.index()];
        match holding.kind {
            Some(kind) => format!("{} {}", self.kinds[kind.index()].name, holding.name),
            None => holding.name.clone(),
        }
    }

    /// `arrest.made`.
    #[must_use]
    pub fn fact_name(&self, id: FactId) -> String {
        let fact = &self.facts[id.index()];
        format!("{}.{}", self.topics[fact.topic.index()].name, fact.name)
    }
}

/// "unknown reading `x`: did you mean `y`?"
fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    let help = match crate::diagnostic::did_you_mean(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "the pack declares none".to_owned(),
        None => format!("known: {}", known.join(", ")),
    };
    format!("unknown {what} `{name}`; {help}")
}
