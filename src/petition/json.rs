//! The shapes that templates lay out, and that `habeas petition --format json` prints: plain words, numbers and marks. In:
//! nothing. Out: serde values. Every text in them that comes from a case or a pack is text and never markup.

use std::collections::BTreeMap;

use serde::Serialize;

/// All that a template is given.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Petition {
    /// The language: `en`, `es` or `fr`.
    pub lang: String,
    /// Notes and brackets are wanted; false for what is to be sent.
    pub draft: bool,
    /// This is the part that is kept from the other side.
    pub private: bool,
    /// The day of the petition in words; empty where none was given.
    pub date: String,
    /// Short name of the case, or of the one detention of it.
    pub case: String,
    /// Its title for people; empty where it holds a name that is kept back.
    pub title: String,
    /// How the case calls the person; empty where that name is kept back.
    pub person: String,
    /// Who reports the case, where the decision itself was not read.
    pub reported_by: Vec<String>,
    /// The pack.
    pub pack: Pack,
    /// Who reviewed the wordings in this language, or that nobody did.
    pub reviewed: String,
    /// The stage that the petition is argued at.
    pub stage: Stage,
    /// The parties, each with its article.
    pub parties: Parties,
    /// Every fact of a topic without instances, by name: `arrest.on`.
    pub facts: BTreeMap<String, Fact>,
    /// Every topic, by name.
    pub topics: BTreeMap<String, Topic>,
    /// The names of the topics, in the order of the pack.
    pub topic_order: Vec<String>,
    /// What is dated, in order of time.
    pub chronology: Vec<Dated>,
    /// The documents that are relied on, numbered.
    pub exhibits: Vec<Exhibit>,
    /// What people told in their own words.
    pub accounts: Vec<Account>,
    /// Every kind of conclusion, by name.
    pub kinds: BTreeMap<String, Kind>,
    /// The conclusions of the pack's first kind that are pleaded.
    pub pleaded: Vec<Conclusion>,
    /// Those that the facts support and nobody pleads.
    pub offered: Vec<Conclusion>,
    /// What is pleaded of findings for no conclusion.
    pub other_claims: Vec<Claim>,
    /// The provisions whose breach is pleaded.
    pub breaches: Vec<Breach>,
    /// The instruments that bind or would bind.
    pub instruments: Vec<Instrument>,
    /// The authorities cited, each once, in the order of the pack.
    pub authorities: Vec<Authority>,
    /// The authorities of the rules of evidence.
    pub evidence: Vec<Cite>,
    /// Facts that the other side's records would prove, and what is said of them.
    pub records: Vec<Record>,
    /// What is found out only after everything was laid out once.
    pub summary: Summary,
}

/// The pack.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
}

/// The stage.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// For people.
    pub title: String,
    /// Said before every result.
    pub words: String,
}

/// The parties by what they do.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Parties {
    /// Who submits: "the source".
    pub submits: String,
    /// Who answers: "the Government".
    pub answers: String,
    /// Who decides: "the Working Group".
    pub settles: String,
}

/// A fact and what is said of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Fact {
    /// `arrest.on`
    pub name: String,
    /// The question, in the language of the pack.
    pub question: String,
    /// It has a value.
    pub stated: bool,
    /// Somebody was asked and could not tell.
    pub not_known: bool,
    /// It is told in ways that cannot all be true.
    pub differs: bool,
    /// It is a legal evaluation, and so a submission.
    pub submission: bool,
    /// `yes`, `no`, or the word of an option; empty for other values.
    pub answer: String,
    /// A value in words; of yes and no the sentence.
    pub value: String,
    /// The items of a list.
    pub items: Vec<String>,
    /// The sentence; of several ways of telling each one.
    pub sentences: Vec<String>,
    /// Where it is told.
    pub places: Vec<Place>,
    /// The paragraph of the facts that tells it; empty where none does.
    pub paragraph: String,
    /// Documents that would show it.
    pub shown_by: Vec<String>,
}

/// A topic.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Topic {
    /// Its name.
    pub name: String,
    /// Its heading; of a topic with instances the word for one of them.
    pub title: String,
    /// A case may hold several.
    pub many: bool,
    /// The paragraphs that tell it, dated ones first and in order of time.
    pub paragraphs: Vec<Paragraph>,
    /// The instances of a topic that may have several: the facts of each, by their word in the topic.
    pub instances: Vec<BTreeMap<String, Fact>>,
}

/// A paragraph of the facts.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Paragraph {
    /// What a reference calls it.
    pub id: String,
    /// The date that it is about, as a noun; may be empty.
    pub date: String,
    /// For an instance: its heading with the date, or its number.
    pub heading: String,
    /// What it says, sentence by sentence.
    pub sentences: Vec<Sentence>,
    /// Where all of it is told, the paragraphs of one exhibit together.
    pub places: Vec<Place>,
    /// The facts behind it, for the margin or a side file.
    pub trace: String,
}

/// A sentence of the facts.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sentence {
    /// The fact: `arrest.on`.
    pub fact: String,
    /// As it stands.
    pub text: String,
    /// It is the last of several ways of telling the same, which cannot all be true.
    pub differs: bool,
    /// Where it is told.
    pub places: Vec<Place>,
}

/// A place in an exhibit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// What a reference calls the exhibit.
    pub exhibit: String,
    /// Its number.
    pub number: u32,
    /// Paragraphs, as print has them; may be empty.
    pub paras: String,
    /// Several paragraphs.
    pub several: bool,
    /// Whose words are reported; may be empty.
    pub quoting: String,
}

/// A line of the table of dates.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Dated {
    /// The date as a noun.
    pub date: String,
    /// What happened.
    pub text: String,
    /// The topic.
    pub topic: String,
    /// The fact that gives the date.
    pub fact: String,
    /// The paragraph that tells it.
    pub paragraph: String,
}

/// A document that is relied on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Exhibit {
    /// What a reference calls it.
    pub id: String,
    /// From 1.
    pub number: u32,
    /// In full.
    pub title: String,
    /// Somebody's own words.
    pub account: bool,
    /// It is the decision in this very case.
    pub decided_here: bool,
}

/// What somebody told in their own words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Account {
    /// The exhibit that it is; empty where no fact rests on it.
    pub exhibit: String,
    /// Who speaks.
    pub who: String,
    /// On which day.
    pub date: String,
    /// What was told, verbatim.
    pub told: Vec<String>,
}

/// A kind of conclusion.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Kind {
    /// The word.
    pub name: String,
    /// The heading.
    pub title: String,
    /// The conclusions that are made out.
    pub conclusions: Vec<Conclusion>,
    /// The rules that speak for the kind as a whole.
    pub rules: Vec<Rule>,
}

/// A conclusion.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Conclusion {
    /// `category II`
    pub id: String,
    /// Its word alone: `II`.
    pub name: String,
    /// The heading of its kind.
    pub kind: String,
    /// For people.
    pub title: String,
    /// `yes`, `contested`, `not_shown` or `no`.
    pub value: String,
    /// What is claimed for it besides.
    pub claims: Vec<Claim>,
    /// The rules that carry it, premises before what rests on them.
    pub rules: Vec<Rule>,
    /// The titles of the rules that lead to it directly.
    pub grounds: Vec<String>,
    /// The provisions whose breach goes with it.
    pub breaches: Vec<Breach>,
    /// The same in one line: "ICCPR 9, 14 (1)".
    pub breached: String,
    /// Where it is not made out: what keeps its nearest rule from applying, as sentences of facts.
    pub lacks: Vec<String>,
    /// Its nearest rule, where it is not made out.
    pub nearest: String,
    /// Authorities of its definition.
    pub cite: Vec<Cite>,
}

/// What the submitting party asks to be held.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Claim {
    /// The finding's word: `vague_law`.
    pub name: String,
    /// What is claimed, as a clause.
    pub title: String,
    /// `adopted`, `declined` or `not_reached`.
    pub result: String,
    /// A rule of the argument leads to it.
    pub argued: bool,
    /// The rule that declines it, where one does.
    pub declined_by: Vec<Rule>,
    /// Where it is not reached: what keeps its nearest rule from applying.
    pub lacks: Vec<String>,
    /// Where it is claimed.
    pub places: Vec<Place>,
}

/// A rule that applies.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Rule {
    /// Its word.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The heading that it stands under.
    pub part: String,
    /// Its paragraph, in pieces.
    pub text: Vec<Piece>,
    /// The facts that meet it.
    pub facts: Vec<Met>,
    /// The authorities it rests on.
    pub cite: Vec<Cite>,
    /// The authorities recalled as the standard.
    pub recall: Vec<Cite>,
    /// The provisions it breaches.
    pub breaches: Vec<Breach>,
    /// The same in one line, and their twins in another.
    pub breached: String,
    /// "UDHR 3, 9".
    pub twins: String,
    /// Provisions it relies on without breach: "UDHR 3, 9; BOP 2".
    pub relying: String,
    /// It says what is not examined.
    pub declines: bool,
    /// What the other side would have to show, and has not.
    pub exceptions: Vec<Exception>,
    /// It leads to a conclusion directly.
    pub concludes: bool,
    /// It rests on a legal evaluation.
    pub submission: bool,
    /// All its authorities are unverified.
    pub unverified: bool,
    /// It cites the decision in this very case.
    pub decided_here: bool,
    /// Notes of the pack, in its own language.
    pub notes: Vec<String>,
    /// Facts and rules behind it, for the margin or a side file.
    pub trace: String,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Words.
    pub text: String,
    /// They stand for what the case does not state.
    pub missing: bool,
}

/// A fact that meets a rule.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Met {
    /// `arrest.on`
    pub name: String,
    /// The sentence that states it.
    pub sentence: String,
    /// The paragraphs that tell it; none for a legal evaluation.
    pub paragraphs: Vec<String>,
    /// It is a legal evaluation.
    pub submission: bool,
    /// A rule before, for the same conclusion, was met by it as well.
    pub again: bool,
}

/// An exception to a rule.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Exception {
    /// What would have to be shown, as sentences of facts.
    pub sentences: Vec<String>,
    /// Those of them that the argument speaks of: no question, nothing named before, nothing of a topic that the case does not touch.
    pub spoken: Vec<String>,
    /// What would have to be shown, as clauses of findings.
    pub findings: Vec<String>,
    /// Its authorities.
    pub cite: Vec<Cite>,
    /// How to meet it, as the pack advises, in the language of the pack.
    pub met_by: Vec<String>,
    /// It is contested and not merely left unshown.
    pub contested: bool,
    /// It was named before, for the same conclusion.
    pub again: bool,
}

/// A reference to an authority.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cite {
    /// "General comment 35, paras. 24–30".
    pub words: String,
    /// Nobody verified the authority.
    pub unverified: bool,
    /// It is the decision in this very case.
    pub decided_here: bool,
}

/// A provision whose breach is pleaded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Breach {
    /// "ICCPR 9 (1)".
    pub name: String,
    /// What it protects.
    pub title: String,
    /// The same right elsewhere: "UDHR 3".
    pub twins: Vec<String>,
}

/// A treaty or declaration.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Instrument {
    /// Short name.
    pub name: String,
    /// Full name.
    pub title: String,
    /// `yes`, `contested`, `not_shown` or `no`.
    pub binds: String,
    /// Whether it binds turns on facts.
    pub depends: bool,
    /// A breach of it is pleaded, or would be if it bound.
    pub used: bool,
}

/// An authority.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Authority {
    /// In full.
    pub title: String,
    /// Where in it; as print has it.
    pub places: Vec<String>,
    /// The parts that cite it: `pleaded`, `evidence`, or the word of a kind.
    pub used_by: Vec<String>,
    /// Nobody verified it.
    pub unverified: bool,
    /// It is the decision in this very case.
    pub decided_here: bool,
}

/// A fact that the other side's records would prove.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Record {
    /// `arrest.warrant_shown`
    pub name: String,
    /// The question, in the language of the pack.
    pub question: String,
    /// What the petition says of it.
    pub sentence: String,
    /// The paragraph that tells it; may be empty.
    pub paragraph: String,
    /// Documents that would show it, as the pack names them.
    pub documents: Vec<String>,
}

/// What is found out from the document itself.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// It was found out.
    pub known: bool,
    /// What is missing, each with where it stands.
    pub missing: Vec<Missing>,
    /// Pages; 0 where they were not counted.
    pub pages: u32,
    /// Numbered paragraphs.
    pub paragraphs: u32,
}

/// Something that the document lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Missing {
    /// The heading above it.
    pub under: String,
    /// What is missing.
    pub what: String,
}

/// What a numbered paragraph rests on, for the side file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Traced {
    /// Its number.
    pub paragraph: u32,
    /// The facts.
    pub facts: Vec<TracedFact>,
    /// The rules.
    pub rules: Vec<TracedRule>,
}

/// A fact behind a paragraph.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TracedFact {
    /// `arrest.on`
    pub fact: String,
    /// Its question.
    pub question: String,
    /// Who says it where.
    pub places: String,
}

/// A rule behind a paragraph.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TracedRule {
    /// Its word.
    pub rule: String,
    /// Its title.
    pub title: String,
    /// The authorities that it rests on.
    pub authorities: Vec<String>,
}
