//! What was written, as a plain value. In: nothing. Out: the types the parser builds and the printer writes.
//! An AST promises only the shape of the grammar in `docs/LANGUAGE.md`: names are not resolved, types not checked, and a
//! line that could not be read stands as [`Item::Error`]. Text is owned; every name knows where it stood.

mod account;
mod hypothetical;
mod outcome;
mod reading;
mod say;
mod triage;

pub use account::{AccountDecl, AccountLine, NameKind, Named, NamesDecl, NotKnownDecl};

pub use hypothetical::{
    ExpectDecl, Expected, ExpectedAnswer, FixedDecl, FixedLine, HypotheticalDecl, HypotheticalLine, Suppose,
    SupposeDecl,
};

pub use outcome::{DiffersSubject, OutcomeDecl, OutcomeLine};
pub use reading::{ForceDecl, ReadingDecl, ReadingOption};
pub use say::{FormsDecl, LabelledText, SayDecl, SayLine, WordedDecl, WordedName};

pub use triage::{ClockDecl, FactPath, LimitDecl, RunningDecl, TriageDecl};

use crate::source::Span;

/// A word of the author's, with its place. Names of several words ("working group") are joined by single spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The word or words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A quoted text, unescaped, line breaks and the blanks round them folded to one blank.
pub type Quoted = Name;

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// In the order written.
    pub items: Vec<Item>,
}

/// What can begin at the left margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `## Category I: no legal basis`: the breadcrumb for what follows in this file.
    Heading(Quoted),
    /// `include "more.law"`, relative to this file.
    Include(Quoted),
    /// `pack wgad "…"`.
    Pack(PackDecl),
    /// `party source "the source" submits`.
    Party(PartyDecl),
    /// `stage no reply "…" government silent`.
    Stage(StageDecl),
    /// `evidence for the source to show` and its rows.
    Evidence(EvidenceDecl),
    /// `authority general comment 35 "…"`.
    Authority(AuthorityDecl),
    /// `instrument ICCPR "…"` and its provisions.
    Instrument(InstrumentDecl),
    /// `kind category "Category"`.
    Kind(KindDecl),
    /// `category I "…"`: the first word names a kind of the pack.
    Conclusion(ConclusionDecl),
    /// `topic arrest "Arrest"` and its facts.
    Topic(TopicDecl),
    /// `finding no_legal_basis "…"`.
    Finding(FindingDecl),
    /// `impossible EXPR "why"`.
    Impossible(ImpossibleDecl),
    /// `rule no_warrant "…"` and its clauses.
    Rule(RuleDecl),
    /// `reading military_courts "…?"` and what it can be.
    Reading(ReadingDecl),
    /// `clock first_judge "…"`: how long something took, and how long it may take. Boxed: it is large.
    Clock(Box<ClockDecl>),
    /// `triage danger "Danger now"`: a part of what is asked and told first.
    Triage(TriageDecl),
    /// `say fr "Not reviewed by a lawyer."` and what it words.
    Say(SayDecl),
    /// `case ilyashev "…"` and its header lines.
    Case(CaseDecl),
    /// `source submits` and the statements under it.
    Block(BlockDecl),
    /// `source claims category I, II [29]`.
    Claims(ClaimsDecl),
    /// `outcome opinion 2/2022` and its lines.
    Outcome(OutcomeDecl),
    /// `hypothetical "a warrant was shown"` and its lines.
    Hypothetical(HypotheticalDecl),
    /// `fixed "days that are past"` and the facts that cannot be argued away.
    Fixed(FixedDecl),
    /// `account sister "Dana, the sister" 2024-05-01` and what was asked and told.
    Account(AccountDecl),
    /// `not known "the sister was asked"` and the facts that nobody could tell of.
    NotKnown(NotKnownDecl),
    /// `detention first "…"`: all case items after it, up to the next, belong to it.
    Detention(DetentionDecl),
    /// Something at the margin that could not be read; a diagnostic says why.
    Error(Span),
}

// ---------------------------------------------------------------- law: frame of the pack

/// `pack wgad "Title"` with `version "1.0"` and notes below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackDecl {
    /// Short name, used by `under`.
    pub name: Name,
    /// Title for people.
    pub title: Quoted,
    /// `version "…"`.
    pub version: Option<Quoted>,
    /// `note "…"`.
    pub notes: Vec<Quoted>,
}

/// What a party does in the procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `submits`: brings the case.
    Submits,
    /// `answers`: is asked to reply.
    Answers,
    /// `settles`: what it notes is taken as established.
    Settles,
    /// No role: shown, never weighed.
    Heard,
}

/// `party government "the Government" answers`. In a case file only a party without a role may be declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyDecl {
    /// One or several words.
    pub name: Name,
    /// How sentences call it, with its article.
    pub title: Quoted,
    /// Its role.
    pub role: Role,
}

/// What a stage of the procedure says of the answering party where it has not spoken on a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// `government not asked`.
    NotAsked,
    /// `government silent`: it was asked and sent nothing at all.
    Silent,
    /// `government heard`: it replied, perhaps not on everything.
    Heard,
    /// `government heard in part`: it replied, and what it said is not known, or only in part.
    HeardInPart,
}

impl Asked {
    /// The stage itself says that the party replied.
    #[must_use]
    pub fn heard(self) -> bool {
        matches!(self, Asked::Heard | Asked::HeardInPart)
    }
}

/// `stage no reply "…" government silent`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageDecl {
    /// One or several words.
    pub name: Name,
    /// Title for people.
    pub title: Quoted,
    /// The party that answers.
    pub party: Name,
    /// Whether it was asked, and replied.
    pub asked: Asked,
    /// `words "on the facts alleged, if not rebutted"`: said before every result at this stage.
    pub words: Option<Quoted>,
}

/// `evidence for the source to show`: what statements on one fact amount to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceDecl {
    /// The party that must show such facts.
    pub bearer: Name,
    /// The rows; together they must fit every situation exactly once.
    pub rows: Vec<EvidenceRow>,
    /// `cite …` after the heading line.
    pub cite: Vec<Citation>,
    /// From `evidence` to the last row.
    pub span: Span,
}

/// What a party does about one fact, as a row of the table names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// `not asked`.
    NotAsked,
    /// `silent`.
    Silent,
    /// `says`: gives a value, with no document. For the party that answers: `answers` means the same.
    Says,
    /// `shows`: gives a value, with a document.
    Shows,
    /// `denies`: denies in general, gives nothing.
    Denies,
    /// `agrees`: concedes, or says the same value.
    Agrees,
    /// `disputes`: the bearer contests the other's document with something specific.
    Disputes,
    /// `does not dispute`.
    LetsStand,
}

/// `source speaks, government denies or answers: contested, contested`. `speaks` is read as `says or shows`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// All must hold; a party left out may do anything.
    pub when: Vec<EvidenceCondition>,
    /// The standing the row gives.
    pub standing: Name,
    /// The value the row gives.
    pub result: EvidenceResult,
    /// The whole row.
    pub span: Span,
}

/// `government denies or answers`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceCondition {
    /// Who.
    pub party: Name,
    /// Does one of these.
    pub moves: Vec<Move>,
}

/// The value a row of the table gives to the fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceResult {
    /// `as said`: what the bearer says.
    AsSaid,
    /// `as answered`: what the other party says.
    AsAnswered,
    /// `contested`.
    Contested,
    /// `not shown`.
    NotShown,
}

/// `authority A/HRC/19/57 "Report of the Working Group for 2011"`, with `unverified` where nobody has read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorityDecl {
    /// How rules cite it, words and numbers as written, blanks folded.
    pub name: Name,
    /// Its full name.
    pub title: Quoted,
    /// Nobody verified it: every output that rests on it says so.
    pub unverified: bool,
}

/// `instrument ICCPR "…"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstrumentDecl {
    /// Short name: one word.
    pub name: Name,
    /// Full name.
    pub title: Quoted,
    /// `binds when EXPR`; absent: always.
    pub binds: Option<Expr>,
    /// `in force from 1976-03-23 by person.held_from`.
    pub force: Option<Box<ForceDecl>>,
    /// `not in disposition`: cited, never listed as breached.
    pub listed: bool,
    /// `provision …` lines.
    pub provisions: Vec<ProvisionDecl>,
}

/// `provision 14(3)(d) "…" twin UDHR 11 listed as 14`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionDecl {
    /// Number with its sub-paragraphs, without blanks: `14(3)(d)`.
    pub number: Name,
    /// What it protects.
    pub title: Quoted,
    /// Provisions of other instruments that say the same.
    pub twins: Vec<ProvisionRef>,
    /// The number under which a disposition lists it; absent: its own.
    pub listed_as: Option<Name>,
}

/// `ICCPR 14(3)(d)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionRef {
    /// Short name of the instrument.
    pub instrument: Name,
    /// Number without blanks.
    pub number: Name,
}

/// `kind category "Category" many "Categories"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindDecl {
    /// The word that its conclusions begin with.
    pub name: Name,
    /// Title for one, as a heading.
    pub title: Quoted,
    /// `first`: what a reader wants to know before all else.
    pub first: bool,
    /// `apart`: no part of the answer on the law; only the triage tells it.
    pub apart: bool,
    /// `none "no category made out on the facts stated"`: said when none of the kind applies.
    pub none: Option<Quoted>,
}

/// `category I "No legal basis for the detention"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConclusionDecl {
    /// A kind of the pack.
    pub kind: Name,
    /// Its own name within the kind.
    pub name: Name,
    /// Title for people.
    pub title: Quoted,
    /// `in force from 2011 by procedure.adopted_on`.
    pub force: Option<Box<ForceDecl>>,
    /// `cite …`.
    pub cite: Vec<Citation>,
    /// `note "…"`.
    pub notes: Vec<Quoted>,
}

// ---------------------------------------------------------------- law: facts, findings, rules

/// `topic hearing "Court hearings" many`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicDecl {
    /// Its word.
    pub name: Name,
    /// Title for people.
    pub title: Quoted,
    /// A case may hold none, one or several of them.
    pub many: bool,
    /// `confidential`: never for the party that answers.
    pub confidential: bool,
    /// Facts and judgements, in order.
    pub facts: Vec<FactDecl>,
}

/// `fact warrant_shown yes/no "…?" record government` or `judgement grave "…?" default when …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactDecl {
    /// Its word within the topic.
    pub name: Name,
    /// What values it takes. A judgement is yes/no.
    pub kind: FactType,
    /// The question that it answers.
    pub question: Quoted,
    /// Present for a judgement.
    pub judgement: Option<JudgementDecl>,
    /// `record government`: the proof lies with that party.
    pub record: Option<Name>,
    /// `for the government to show`; absent: for the party that submits.
    pub bearer: Option<Name>,
    /// `for the record`: stated in cases, read by no rule.
    pub for_the_record: bool,
    /// `shown by "…"`: which documents would show it, `;` between them.
    pub shown_by: Option<Quoted>,
    /// `names person`: what the answer tells by itself, to be masked.
    pub named: Option<Named>,
    /// `met by "…"`: how the submitting party can meet it when the other side says it.
    pub met_by: Option<Quoted>,
    /// `note "…"`.
    pub notes: Vec<Quoted>,
}

/// The reading that decides a judgement which the settling party left open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JudgementDecl {
    /// `default when EXPR`.
    pub default: Option<Expr>,
    /// `cite …`.
    pub cite: Vec<Citation>,
}

/// The type of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactType {
    /// `yes/no`
    YesNo,
    /// `date`, with or without a time of day
    Date,
    /// `number`
    Number,
    /// `duration`
    Duration,
    /// `text`
    Text,
    /// `list of text`
    ListOfText,
    /// `one of (fully, partly, not_at_all)`
    OneOf(Vec<Name>),
}

/// `finding no_legal_basis "There was no legal basis"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingDecl {
    /// Its word.
    pub name: Name,
    /// What is found when it holds, as a clause without full stop.
    pub title: Quoted,
    /// `note "…"`.
    pub notes: Vec<Quoted>,
}

/// `impossible arrest.warrant_shown and not arrest.made "why"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImpossibleDecl {
    /// What cannot be.
    pub condition: Expr,
    /// Why.
    pub reason: Quoted,
    /// The whole item.
    pub span: Span,
}

/// `rule no_warrant "Arrest without a warrant"` and its clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleDecl {
    /// Its word.
    pub name: Name,
    /// Title for people.
    pub title: Quoted,
    /// `when EXPR`: for whoever relies on the rule.
    pub when: Option<Expr>,
    /// `unless EXPR cite …`: alternatives, for the other side.
    pub unless: Vec<UnlessDecl>,
    /// `in force from 2011 by procedure.adopted_on`.
    pub force: Option<Box<ForceDecl>>,
    /// `taking military_courts`: readings that it rests on.
    pub taking: Vec<Name>,
    /// `then no_legal_basis, category I`.
    pub then: Vec<TargetRef>,
    /// `declines finding, …`: claims of these findings are not examined, by this rule.
    pub declines: Vec<Name>,
    /// `breach ICCPR 9(2), ICCPR 9`.
    pub breach: Vec<ProvisionRef>,
    /// `relying on UDHR 3`: cited without breach.
    pub relying: Vec<ProvisionRef>,
    /// `recall general comment 34 para 2`: cited as the standard, without breach.
    pub recall: Vec<Citation>,
    /// `cite …`.
    pub cite: Vec<Citation>,
    /// `say "…"`.
    pub say: Option<Quoted>,
    /// `note "…"`.
    pub notes: Vec<Quoted>,
    /// The whole rule.
    pub span: Span,
}

/// One exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnlessDecl {
    /// What saves the other side.
    pub condition: Expr,
    /// Its own authority.
    pub cite: Vec<Citation>,
}

/// A finding (`no_legal_basis`) or a conclusion (`category III`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetRef {
    /// The kind, for a conclusion.
    pub kind: Option<Name>,
    /// The finding's or conclusion's own word.
    pub name: Name,
}

/// `opinion 2/2022 paras 70-71`, `general knowledge "flagrante delicto"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The authority's name as declared, blanks folded.
    pub authority: Name,
    /// Where in it, as written (`paras 70-71`, `principle 4`); empty when it is cited as a whole.
    pub place: String,
    /// A word on why, in quotes.
    pub remark: Option<Quoted>,
    /// All of it.
    pub span: Span,
}

// ---------------------------------------------------------------- expressions

/// An expression with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// `always`
    Always,
    /// A bare word: a finding, or inside a quantifier a fact of its topic, or an option of a `one of` type.
    Name(Name),
    /// `arrest.made`
    Fact {
        /// The topic.
        topic: Name,
        /// The fact.
        fact: Name,
    },
    /// `category II`
    Conclusion {
        /// The kind.
        kind: Name,
        /// The conclusion.
        name: Name,
    },
    /// `not x`
    Not(Box<Expr>),
    /// `x and y and z`, or `all of (x, y, z)`
    All(Vec<Expr>),
    /// `x or y or z`, or `any of (x, y, z)`
    Any(Vec<Expr>),
    /// `at least 2 of (x, y, z)`
    AtLeast(u32, Vec<Expr>),
    /// `x < y`
    Compare(Box<Expr>, Comparison, Box<Expr>),
    /// `trial.followed in (partly, not_at_all)`
    OneOf(Box<Expr>, Vec<Name>),
    /// `search.places contains "car"`
    Contains(Box<Expr>, Quoted),
    /// `x is shown`
    IsShown(Box<Expr>),
    /// `some hearing has x`
    Some(Name, Box<Expr>),
    /// `every hearing has x`
    Every(Name, Box<Expr>),
    /// `count of hearing with x`; only to be compared with a number
    Count(Name, Box<Expr>),
    /// `x + y`
    Add(Box<Expr>, Box<Expr>),
    /// `x - y`
    Subtract(Box<Expr>, Box<Expr>),
    /// A literal value.
    Literal(Literal),
    /// `reading military_courts is never`
    Reading {
        /// `military_courts`
        name: Name,
        /// `never`
        option: Name,
    },
    /// `government has replied`
    HasReplied(Name),
    /// `government has challenged arrest.made` or `government has challenged anything`: it disputes, answers or shows otherwise
    HasChallenged(Name, Option<Box<Expr>>),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// The same comparison read from the other side: `3 < count` is `count > 3`.
    #[must_use]
    pub fn turned(self) -> Comparison {
        match self {
            Comparison::Equal | Comparison::NotEqual => self,
            Comparison::Less => Comparison::More,
            Comparison::AtMost => Comparison::AtLeast,
            Comparison::More => Comparison::Less,
            Comparison::AtLeast => Comparison::AtMost,
        }
    }
}

/// A literal value as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `3`, `0.5`: in millionths.
    Number(i64),
    /// `2020-04-17`, with the parts that were written.
    Date(DateLiteral),
    /// `48 hours`
    Duration(i64, Unit),
    /// `"text"`
    Text(String),
}

/// A date as precise as it was written. Always a real date: 30 February is a diagnostic of the lexer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateLiteral {
    /// Year.
    pub year: i16,
    /// Month from 1, if written.
    pub month: Option<i8>,
    /// Day from 1, if written.
    pub day: Option<i8>,
    /// Hour and minute, if written.
    pub time: Option<(i8, i8)>,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `minute`, `minutes`
    Minutes,
    /// `hour`, `hours`
    Hours,
    /// `day`, `days`
    Days,
    /// `week`, `weeks`
    Weeks,
    /// `month`, `months`: of no fixed length
    Months,
    /// `year`, `years`: of no fixed length
    Years,
}

// ---------------------------------------------------------------- cases

/// `case ilyashev "Alnur Ilyashev (Kazakhstan)"` and its header lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseDecl {
    /// Short name.
    pub name: Name,
    /// Title for people.
    pub title: Quoted,
    /// `under wgad`.
    pub under: Option<Name>,
    /// `extend "other.case"`: the case that this one builds on, relative to this file.
    pub extends: Option<Quoted>,
    /// `reported by "www.example.org", "…"`: the decision itself was not read.
    pub reported_by: Vec<Quoted>,
    /// `person "Mr. Ilyashev"`: what `{person}` stands for.
    pub person: Option<Quoted>,
    /// `names person "…", "…"`, one line for each name.
    pub names: Vec<NamesDecl>,
    /// `document opinion "…", press "…"`; the first is the default.
    pub documents: Vec<DocumentDecl>,
    /// `stage no reply`.
    pub stage: Option<Name>,
    /// `note "…"`.
    pub notes: Vec<Quoted>,
}

/// A document that statements stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentDecl {
    /// Short name.
    pub name: Name,
    /// Full name.
    pub title: Quoted,
    /// `confidential` after it: never to be sent on.
    pub confidential: bool,
}

/// `detention second "From June 2020"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetentionDecl {
    /// Short name.
    pub name: Name,
    /// Title for people.
    pub title: Quoted,
    /// `person "…"` of this detention, if another.
    pub person: Option<Quoted>,
    /// `stage …` of this detention, if another.
    pub stage: Option<Name>,
    /// `note "…"`.
    pub notes: Vec<Quoted>,
}

/// What heads a block of statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockVerb {
    /// `submits`
    Submits,
    /// `says`
    Says,
    /// `replies`, with or without a date
    Replies,
    /// `comments`
    Comments,
    /// `notes`
    Notes,
    /// `does not reply`: no statements follow
    DoesNotReply,
}

/// `government replies 2021-11-20` and the statements under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockDecl {
    /// Who speaks.
    pub party: Name,
    /// How.
    pub verb: BlockVerb,
    /// When.
    pub date: Option<(DateLiteral, Span)>,
    /// `[64, 65]` after the verb.
    pub places: Places,
    /// The statements.
    pub lines: Vec<BlockLine>,
    /// The heading line.
    pub span: Span,
}

/// One line of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockLine {
    /// A statement on one fact.
    Statement(StatementDecl),
    /// `hearing first: on = 2020-06-12, held [19]`: several facts of one instance.
    Instance(InstanceDecl),
    /// `no other hearing [19]`: closes the list.
    NoOther(Name, Places),
    /// `note "…"`.
    Note(Quoted),
}

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// States a value; no word in the language.
    States,
    /// `denies`: general denial, no value counts.
    Denies,
    /// `answers`: a value, specific, no document.
    Answers,
    /// `shows`: a value, with a document.
    Shows,
    /// `concedes`: a value against the speaker.
    Concedes,
    /// `disputes`: contests the other's document with something specific.
    Disputes,
}

/// `shows arrest.warrant_shown by "Warrant No. 12" [reply 4]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementDecl {
    /// What it does.
    pub act: Act,
    /// On what, and with which value.
    pub claim: FactClaim,
    /// What goes with it.
    pub support: Support,
    /// The whole statement.
    pub span: Span,
}

/// `hearing first: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceDecl {
    /// What the statements do.
    pub act: Act,
    /// The topic.
    pub topic: Name,
    /// The instance's own word.
    pub instance: Name,
    /// What is said of it; facts by their bare names.
    pub claims: Vec<FactClaim>,
    /// What goes with all of them.
    pub support: Support,
    /// The whole line.
    pub span: Span,
}

/// A fact and the value given to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactClaim {
    /// Absent inside an instance line.
    pub topic: Option<Name>,
    /// The fact.
    pub fact: Name,
    /// The value.
    pub value: StatedValue,
    /// All of it.
    pub span: Span,
}

/// A value as a statement gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatedValue {
    /// `arrest.made`
    Yes,
    /// `not arrest.made`
    No,
    /// `= 2020-04-17`, `= 48 hours`, `= 3`, `= "text"`: exactly this, as precise as written.
    Exactly(Literal, Span),
    /// `= 5 to 10 minutes`
    Between(Literal, Literal, Span),
    /// `= more than 100`, `= before 2020-05-01`, …
    Bound(Bound, Literal, Span),
    /// `= partly`
    Option(Name),
    /// `= "car", "house"`; closed by `and no other`. One text alone is [`StatedValue::Exactly`].
    List {
        /// The texts.
        items: Vec<Quoted>,
        /// `and no other` stood at the end.
        closed: bool,
    },
}

/// An open range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `more than`
    MoreThan,
    /// `at least`
    AtLeast,
    /// `less than`
    LessThan,
    /// `at most`
    AtMost,
    /// `before`
    Before,
    /// `after`
    After,
}

/// What goes with a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// `by "Warrant No. 12"`: the document shown.
    pub exhibit: Option<Quoted>,
    /// `quoting "the investigator"`: whose words the speaker reports.
    pub quoting: Option<Quoted>,
    /// `[11; relied on 69]`.
    pub places: Places,
    /// `confidential`: never to be sent on.
    pub confidential: bool,
    /// `note "…"` after the places.
    pub note: Option<Quoted>,
}

/// `[opinion 11, 12; press; relied on 69, 71]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Where it is stated: document (absent: the default one) and paragraphs as written (`11`, `37-40`).
    pub stated: Vec<PlaceRef>,
    /// Paragraphs of the first document in which it is relied on.
    pub relied: Vec<Name>,
    /// From `[` to `]`, if written.
    pub span: Option<Span>,
}

/// A document and paragraphs in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRef {
    /// Absent: the case's first document.
    pub document: Option<Name>,
    /// As written; empty for the document as a whole.
    pub paras: Vec<Name>,
}

/// `source claims vague_law for category I [37-40]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimsDecl {
    /// Who claims.
    pub party: Name,
    /// Findings or conclusions claimed.
    pub targets: Vec<TargetRef>,
    /// `for category I`.
    pub toward: Option<TargetRef>,
    /// Where.
    pub places: Places,
    /// `note "…"`.
    pub note: Option<Quoted>,
    /// The whole line.
    pub span: Span,
}
