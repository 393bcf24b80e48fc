//! What a pack says in a language: titles, the paragraphs of rules, sentences for facts; dates, durations and numbers. In: a
//! checked pack and the files of its wordings. Out: one [`Wording`] for each language, and every fault of the files. What no
//! wording gives, the pack's own English stands for, and [`Wording::missing`] names it.

mod check;
mod date;
mod fill;
mod language;
mod place;
mod quantity;
mod template;

pub use check::{CheckedWordings, check};
pub use language::Language;

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::case::{Datum, Subject};
use crate::evaluate::Proof;
use crate::program::{
    AuthorityId, Cite, FactId, HoldingId, InstrumentId, KindId, LawReadingId, PartyId, Program, ProvisionId, RuleId,
    StageId, TopicId,
};
use template::Part;

/// Something of a pack that is said in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A rule: its title, and its paragraph if it has one.
    Rule(RuleId),
    /// A finding or conclusion.
    Holding(HoldingId),
    /// A kind of conclusion.
    Kind(KindId),
    /// A party.
    Party(PartyId),
    /// A stage of the procedure.
    Stage(StageId),
    /// An instrument.
    Instrument(InstrumentId),
    /// A provision.
    Provision(ProvisionId),
    /// An authority.
    Authority(AuthorityId),
    /// A reading of the law, with its answers.
    Reading(LawReadingId),
    /// A topic.
    Topic(TopicId),
    /// A fact or judgement: a sentence for each answer.
    Fact(FactId),
}

impl Thing {
    /// All that a pack says, in the order of this list.
    #[must_use]
    pub fn all(program: &Program) -> Vec<Thing> {
        let mut all: Vec<Thing> = Vec::new();
        // What stands apart is told by the triage only, and no document words it.
        let rules = (0..program.rules.len()).map(RuleId::at).filter(|id| !program.leads_apart(*id));
        all.extend(rules.map(Thing::Rule));
        let holdings = (0..program.holdings.len()).map(HoldingId::at).filter(|id| !program.is_apart(*id));
        all.extend(holdings.map(Thing::Holding));
        let kinds = (0..program.kinds.len()).filter(|index| !program.kinds[*index].apart);
        all.extend(kinds.map(|index| Thing::Kind(KindId::at(index))));
        all.extend((0..program.parties.len()).map(|index| Thing::Party(PartyId::at(index))));
        all.extend((0..program.stages.len()).map(|index| Thing::Stage(StageId::at(index))));
        all.extend((0..program.instruments.len()).map(|index| Thing::Instrument(InstrumentId::at(index))));
        all.extend((0..program.provisions.len()).map(|index| Thing::Provision(ProvisionId::at(index))));
        all.extend((0..program.authorities.len()).map(|index| Thing::Authority(AuthorityId::at(index))));
        all.extend((0..program.law_readings.len()).map(|index| Thing::Reading(LawReadingId::at(index))));
        all.extend((0..program.topics.len()).map(|index| Thing::Topic(TopicId::at(index))));
        all.extend((0..program.facts.len()).map(|index| Thing::Fact(FactId::at(index))));
        all
    }

    /// As a wording names it: `rule no_warrant`, `fact arrest.made`.
    #[must_use]
    pub fn name(self, program: &Program) -> String {
        match self {
            Thing::Rule(id) => format!("rule {}", program.rules[id.index()].name),
            Thing::Holding(id) if program.holdings[id.index()].kind.is_some() => {
                format!("conclusion {}", program.holding_name(id))
            }
            Thing::Holding(id) => format!("finding {}", program.holding_name(id)),
            Thing::Kind(id) => format!("kind {}", program.kinds[id.index()].name),
            Thing::Party(id) => format!("party {}", program.parties[id.index()].name),
            Thing::Stage(id) => format!("stage {}", program.stages[id.index()].name),
            Thing::Instrument(id) => format!("instrument {}", program.instruments[id.index()].name),
            Thing::Provision(id) => format!("provision {}", program.provision_name(id)),
            Thing::Authority(id) => format!("authority {}", program.authorities[id.index()].name),
            Thing::Reading(id) => format!("reading {}", program.law_readings[id.index()].name),
            Thing::Topic(id) => format!("topic {}", program.topics[id.index()].name),
            Thing::Fact(id) => format!("fact {}", program.fact_name(id)),
        }
    }
}

/// The texts for one thing.
#[derive(Clone, Debug, Default)]
struct Texts {
    /// Its title, or the question of a reading.
    title: String,
    /// `none` of a kind, `words` of a stage, `short` of an instrument or authority.
    second: String,
    /// The paragraph of a rule.
    say: Vec<Part>,
    /// Of a fact: yes and no, one for each option, or the one with its value.
    sentences: Vec<Vec<Part>>,
    /// Of a reading, in the order of the pack.
    answers: Vec<String>,
}

/// Which options of which fact the forms `{a|b}` go by.
#[derive(Clone, Copy, Debug)]
struct Forms {
    fact: FactId,
    first: u32,
    second: u32,
}

/// What a pack says in one language.
#[derive(Clone, Debug)]
pub struct Wording {
    language: Language,
    reviewed: Vec<String>,
    texts: BTreeMap<Thing, Texts>,
    missing: Vec<Thing>,
    forms: Option<Forms>,
}

impl Wording {
    /// English without a file of wordings: all that the pack itself says.
    #[must_use]
    pub fn english(program: &Program) -> Self {
        Wording::of(program, Language::English, BTreeMap::new())
    }

    fn of(program: &Program, language: Language, given: BTreeMap<Thing, Texts>) -> Self {
        let mut texts = given;
        let mut missing = Vec::new();
        for thing in Thing::all(program) {
            if texts.contains_key(&thing) {
                continue;
            }
            // The pack is in English; only for facts it has questions and no sentences.
            if language != Language::English || matches!(thing, Thing::Fact(_)) {
                missing.push(thing);
            }
            texts.insert(thing, own(program, thing));
        }
        Wording { language, reviewed: Vec::new(), texts, missing, forms: None }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Who reviewed the texts, or that nobody did; each of several notes once.
    #[must_use]
    pub fn reviewed(&self) -> String {
        self.reviewed.join(" ")
    }

    /// What has no text in this language, in the order of [`Thing::all`].
    #[must_use]
    pub fn missing(&self) -> &[Thing] {
        &self.missing
    }

    /// True if this has no text in this language, so that the pack's own English stands for it.
    #[must_use]
    pub fn lacks(&self, thing: Thing) -> bool {
        self.missing.binary_search(&thing).is_ok()
    }

    fn title(&self, thing: Thing) -> &str {
        self.texts.get(&thing).map_or("", |texts| texts.title.as_str())
    }

    fn second(&self, thing: Thing) -> &str {
        self.texts.get(&thing).map_or("", |texts| texts.second.as_str())
    }

    /// The short name, or the full one where there is none.
    fn short(&self, thing: Thing) -> &str {
        let short = self.second(thing);
        if short.is_empty() { self.title(thing) } else { short }
    }

    /// The title of a rule.
    #[must_use]
    pub fn rule_title(&self, id: RuleId) -> &str {
        self.title(Thing::Rule(id))
    }

    /// The paragraph of a rule about this case; empty where the rule has none.
    #[must_use]
    pub fn say(&self, proof: &Proof, id: RuleId) -> String {
        let Some(texts) = self.texts.get(&Thing::Rule(id)) else { return String::new() };
        fill::fill(self, proof, &texts.say, None)
    }

    /// What is found, as a clause; of a conclusion its title.
    #[must_use]
    pub fn holding(&self, id: HoldingId) -> &str {
        self.title(Thing::Holding(id))
    }

    /// "Category", as a heading.
    #[must_use]
    pub fn kind(&self, id: KindId) -> &str {
        self.title(Thing::Kind(id))
    }

    /// Said when no conclusion of the kind applies; may be empty.
    #[must_use]
    pub fn kind_none(&self, id: KindId) -> &str {
        self.second(Thing::Kind(id))
    }

    /// A party with its article: "the source".
    #[must_use]
    pub fn party(&self, id: PartyId) -> &str {
        self.title(Thing::Party(id))
    }

    /// The person of a case as the language calls people: "M. Aliev", "el Sr. Aliev"; "la personne" where nobody is named.
    #[must_use]
    pub fn person(&self, proof: &Proof) -> String {
        fill::person(self.language, proof)
    }

    /// Where the procedure stands.
    #[must_use]
    pub fn stage(&self, id: StageId) -> &str {
        self.title(Thing::Stage(id))
    }

    /// Said before every result at this stage; may be empty.
    #[must_use]
    pub fn stage_words(&self, id: StageId) -> &str {
        self.second(Thing::Stage(id))
    }

    /// An instrument by its full name.
    #[must_use]
    pub fn instrument(&self, id: InstrumentId) -> &str {
        self.title(Thing::Instrument(id))
    }

    /// An instrument by its short name: "PIDCP".
    #[must_use]
    pub fn instrument_short(&self, id: InstrumentId) -> &str {
        self.short(Thing::Instrument(id))
    }

    /// What a provision protects.
    #[must_use]
    pub fn provision(&self, id: ProvisionId) -> &str {
        self.title(Thing::Provision(id))
    }

    /// An authority by its full name.
    #[must_use]
    pub fn authority(&self, id: AuthorityId) -> &str {
        self.title(Thing::Authority(id))
    }

    /// An authority as a reference names it.
    #[must_use]
    pub fn authority_short(&self, id: AuthorityId) -> &str {
        self.short(Thing::Authority(id))
    }

    /// A reference: "Observation générale no 35, par. 70 et 71". A remark of the pack is left out: it is in English.
    #[must_use]
    pub fn cite(&self, cite: &Cite) -> String {
        let name = self.authority_short(cite.authority);
        match place::words(self.language, &cite.place) {
            place if place.is_empty() => name.to_owned(),
            place => format!("{name}, {place}"),
        }
    }

    /// A question of law.
    #[must_use]
    pub fn reading(&self, id: LawReadingId) -> &str {
        self.title(Thing::Reading(id))
    }

    /// The answer to a question of law with this place in the pack.
    #[must_use]
    pub fn answer(&self, id: LawReadingId, option: u32) -> &str {
        let texts = self.texts.get(&Thing::Reading(id));
        texts.and_then(|texts| texts.answers.get(option as usize)).map_or("", String::as_str)
    }

    /// The heading over the facts of a topic; for a topic with instances the word for one of them.
    #[must_use]
    pub fn topic(&self, id: TopicId) -> &str {
        self.title(Thing::Topic(id))
    }

    /// The sentence that states this value of a fact; none where the language has no sentence for it.
    #[must_use]
    pub fn fact_sentence(&self, proof: &Proof, subject: Subject, datum: &Datum) -> Option<String> {
        fill::sentence(self, proof, subject, datum)
    }

    /// The facts that a rule's paragraph names and whose value the case does not give.
    #[must_use]
    pub fn unstated(&self, proof: &Proof, id: RuleId) -> Vec<FactId> {
        let parts = self.texts.get(&Thing::Rule(id)).map_or(&[][..], |texts| &texts.say);
        fill::unstated(proof, parts)
    }

    /// A value in words, for a table: a date, number, duration, text or list. Empty for yes, no.
    #[must_use]
    pub fn value(&self, proof: &Proof, fact: FactId, datum: &Datum) -> String {
        fill::datum_words(self, proof, fact, datum)
    }

    /// A number or duration in words, a date as a noun: "plus de 48 heures", "17 avril 2020". `written` is how the case wrote it.
    #[must_use]
    pub fn amount(&self, amount: Amount, written: &str) -> String {
        fill::amount(self.language, amount, written)
    }

    /// A date as it stands in a sentence: "le 17 avril 2020", "en mars 2019", "avant le 3 mai 2020". Empty for what is no date.
    #[must_use]
    pub fn on(&self, amount: Amount) -> String {
        match amount {
            Amount::Date(range) => date::date(self.language, range).when,
            Amount::Number(_) | Amount::Duration { .. } => String::new(),
        }
    }

    fn form(&self, proof: &Proof) -> fill::Form {
        fill::form(self, proof)
    }
}

/// What the pack itself says of a thing.
fn own(program: &Program, thing: Thing) -> Texts {
    let titled = |title: &str, second: &str| {
        let (title, second) = (title.to_owned(), second.to_owned());
        Texts { title, second, ..Texts::default() }
    };
    match thing {
        Thing::Rule(id) => {
            let rule = &program.rules[id.index()];
            Texts { say: rule.say.iter().map(Part::from).collect(), ..titled(&rule.title, "") }
        }
        Thing::Holding(id) => titled(&program.holdings[id.index()].title, ""),
        Thing::Kind(id) => titled(&program.kinds[id.index()].title, &program.kinds[id.index()].none),
        Thing::Party(id) => titled(&program.parties[id.index()].title, ""),
        Thing::Stage(id) => titled(&program.stages[id.index()].title, &program.stages[id.index()].words),
        Thing::Instrument(id) => titled(&program.instruments[id.index()].title, &program.instruments[id.index()].name),
        Thing::Provision(id) => titled(&program.provisions[id.index()].title, ""),
        Thing::Authority(id) => {
            let authority = &program.authorities[id.index()];
            titled(&authority.title, &fill::capital(&authority.name))
        }
        Thing::Reading(id) => {
            let reading = &program.law_readings[id.index()];
            let answers = reading.options.iter().map(|option| option.title.clone()).collect();
            Texts { answers, ..titled(&reading.question, "") }
        }
        Thing::Topic(id) => titled(&program.topics[id.index()].title, ""),
        Thing::Fact(id) => titled(&program.facts[id.index()].question, ""),
    }
}
