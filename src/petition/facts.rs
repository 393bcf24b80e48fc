//! The facts of a petition: what is said of each, the paragraphs that tell them, and the table of dates. In: a proof of the
//! petition's own view, and a wording. Out: the shapes of the templates. Evaluations are left to the argument.

use std::collections::BTreeMap;

use super::build::Page;
use super::json::{Dated, Fact, Paragraph, Place, Sentence, Topic};
use crate::amount::Amount;
use crate::case::{Datum, Statement, Subject};
use crate::evaluate::State;
use crate::explain::words;
use crate::program::{FactId, TopicId, Type};

/// So many sentences stand in a paragraph at most.
const MOST_SENTENCES: usize = 5;

impl Page<'_> {
    /// What the submitting party says of a subject: each value once.
    fn told(&self, subject: Subject) -> Vec<Datum> {
        match &self.proof.reading(subject).state {
            State::Known(datum) => vec![datum.clone()],
            // What the other side would have to show is told all the same, as the source tells it.
            State::NotShown | State::Contested => {
                let mut all: Vec<Datum> = Vec::new();
                for datum in self.statements(subject).iter().filter_map(|statement| statement.datum.clone()) {
                    if !all.contains(&datum) {
                        all.push(datum);
                    }
                }
                all
            }
        }
    }

    fn statements(&self, subject: Subject) -> &[Statement] {
        self.proof.case.statements_on(subject)
    }

    /// The sentence that states a value; where the language has none, the question and the answer.
    pub(super) fn sentence(&mut self, subject: Subject, datum: &Datum) -> String {
        if let Some(sentence) = self.wording.fact_sentence(self.proof, subject, datum) {
            return sentence;
        }
        self.unworded.insert(self.proof.program.fact_name(subject.fact));
        let question = &self.proof.program.facts[subject.fact.index()].question;
        format!("{question} {}.", words::datum_words(self.proof.program, subject.fact, datum))
    }

    /// A fact as the templates see it.
    pub(super) fn fact(&mut self, subject: Subject) -> Fact {
        let program = self.proof.program;
        let declared = &program.facts[subject.fact.index()];
        let told = self.told(subject);
        let statements: Vec<Statement> = self.statements(subject).to_vec();
        let mut fact = Fact {
            name: program.fact_name(subject.fact),
            question: declared.question.clone(),
            stated: !told.is_empty(),
            not_known: self.proof.case.not_known.iter().any(|unknown| unknown.subject == subject),
            differs: told.len() > 1,
            submission: declared.judgement.is_some(),
            places: self.places_of(&statements),
            paragraph: self.paragraphs.get(&subject).cloned().unwrap_or_default(),
            shown_by: declared.shown_by.clone(),
            ..Fact::default()
        };
        for datum in &told {
            fact.sentences.push(self.sentence(subject, datum));
        }
        match told.first() {
            Some(Datum::Yes) => fact.answer = "yes".to_owned(),
            Some(Datum::No) => fact.answer = "no".to_owned(),
            Some(Datum::Option(option)) => {
                if let Type::OneOf(options) = &declared.kind {
                    fact.answer = options.get(*option as usize).cloned().unwrap_or_default();
                }
            }
            Some(Datum::List { items, .. }) => fact.items.clone_from(items),
            Some(Datum::Amount(..) | Datum::Text(_)) | None => {}
        }
        let value = |datum: &Datum| self.wording.value(self.proof, subject.fact, datum);
        fact.value = told.iter().map(value).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" / ");
        if fact.value.is_empty() {
            fact.value = fact.sentences.join(" ");
        }
        fact
    }

    /// Every topic with its paragraphs; fills in which paragraph tells which subject.
    pub(super) fn topics(&mut self) -> BTreeMap<String, Topic> {
        let program = self.proof.program;
        let mut topics = BTreeMap::new();
        for (index, declared) in program.topics.iter().enumerate() {
            let id = TopicId::at(index);
            let title = self.wording.topic(id).to_owned();
            let facts: Vec<FactId> = declared.facts.clone().map(FactId).collect();
            let mut topic = Topic { name: declared.name.clone(), title, many: declared.many, ..Topic::default() };
            if declared.many {
                self.instances(id, &facts, &mut topic);
            } else {
                topic.paragraphs = self.single(&declared.name, &facts);
            }
            topics.insert(declared.name.clone(), topic);
        }
        topics
    }

    /// The subjects of these facts that something is said of, without evaluations; dated ones first, in order of time.
    fn spoken_of(&self, facts: &[FactId], instance: u32) -> Vec<Subject> {
        let subject = |fact: &FactId| Subject { fact: *fact, instance };
        let spoken = |subject: &Subject| {
            let judged = self.proof.program.facts[subject.fact.index()].judgement.is_some();
            !judged && !self.statements(*subject).is_empty() && !self.told(*subject).is_empty()
        };
        let mut all: Vec<Subject> = facts.iter().map(subject).filter(spoken).collect();
        all.sort_by_key(|subject| self.when(*subject).unwrap_or(i64::MAX));
        all
    }

    /// Where a date begins.
    fn when(&self, subject: Subject) -> Option<i64> {
        match &self.proof.reading(subject).state {
            State::Known(Datum::Amount(amount @ Amount::Date(_), _)) => {
                let range = amount.range();
                Some(if range.low == i64::MIN { range.high } else { range.low })
            }
            _ => None,
        }
    }

    fn single(&mut self, topic: &str, facts: &[FactId]) -> Vec<Paragraph> {
        let subjects = self.spoken_of(facts, 0);
        let (dated, undated): (Vec<Subject>, Vec<Subject>) =
            subjects.into_iter().partition(|subject| self.when(*subject).is_some());
        let mut paragraphs = Vec::new();
        for chunk in dated.chunks(MOST_SENTENCES).chain(undated.chunks(MOST_SENTENCES)) {
            let id = format!("f-{topic}-{}", paragraphs.len() + 1);
            let paragraph = self.paragraph(id, chunk);
            paragraphs.push(paragraph);
        }
        paragraphs
    }

    fn paragraph(&mut self, id: String, subjects: &[Subject]) -> Paragraph {
        let mut paragraph = Paragraph { id: safe_id(&id), ..Paragraph::default() };
        for subject in subjects {
            self.paragraphs.insert(*subject, paragraph.id.clone());
            let told = self.told(*subject);
            let statements: Vec<Statement> = self.statements(*subject).to_vec();
            for (place, datum) in told.iter().enumerate() {
                let text = self.sentence(*subject, datum);
                let here: Vec<Statement> = match told.len() {
                    1 => statements.clone(),
                    _ => {
                        statements.iter().filter(|statement| statement.datum.as_ref() == Some(datum)).cloned().collect()
                    }
                };
                let places = self.places_of(&here);
                let fact = self.proof.program.fact_name(subject.fact);
                let differs = place > 0 && place + 1 == told.len();
                paragraph.sentences.push(Sentence { fact, text, differs, places });
            }
        }
        paragraph.places = drawn_together(paragraph.sentences.iter().flat_map(|sentence| &sentence.places));
        paragraph.trace = subjects.iter().map(|subject| self.trace_of(*subject)).collect::<Vec<_>>().join(" ");
        paragraph
    }

    fn instances(&mut self, id: TopicId, facts: &[FactId], topic: &mut Topic) {
        let count = self.proof.case.instances(id);
        let first_date = |page: &Self, instance: u32| {
            facts.iter().find_map(|fact| page.when(Subject { fact: *fact, instance }).map(|when| (when, *fact)))
        };
        let mut order: Vec<u32> = (0..count).filter(|instance| !self.spoken_of(facts, *instance).is_empty()).collect();
        order.sort_by_key(|instance| (first_date(self, *instance).map_or(i64::MAX, |(when, _)| when), *instance));
        for (place, instance) in order.into_iter().enumerate() {
            let dated = first_date(self, instance).map(|(_, fact)| fact);
            let all = self.spoken_of(facts, instance);
            // The heading gives the date; it is told again only where there is nothing else to tell.
            let told: Vec<Subject> = all.iter().copied().filter(|subject| Some(subject.fact) != dated).collect();
            let told = if told.is_empty() { all.clone() } else { told };
            let number = format!("f-{}-{}", topic.name, place + 1);
            let mut paragraph = self.paragraph(number, &told);
            for subject in &all {
                self.paragraphs.insert(*subject, paragraph.id.clone());
            }
            paragraph.trace = all.iter().map(|subject| self.trace_of(*subject)).collect::<Vec<_>>().join(" ");
            paragraph.date = dated.map(|fact| self.date_of(Subject { fact, instance })).unwrap_or_default();
            paragraph.heading = match paragraph.date.as_str() {
                "" => format!("{} {}", topic.title, place + 1),
                date => format!("{}, {date}", topic.title),
            };
            topic.paragraphs.push(paragraph);
            let words = |page: &mut Self, fact: &FactId| {
                let subject = Subject { fact: *fact, instance };
                (page.proof.program.facts[fact.index()].name.clone(), page.fact(subject))
            };
            let facts = facts.iter().map(|fact| words(self, fact)).collect();
            topic.instances.push(facts);
        }
    }

    fn date_of(&self, subject: Subject) -> String {
        match &self.proof.reading(subject).state {
            State::Known(Datum::Amount(amount @ Amount::Date(_), written)) => self.wording.amount(*amount, written),
            _ => String::new(),
        }
    }

    /// What is dated, in order of time.
    pub(super) fn chronology(&mut self) -> Vec<Dated> {
        let program = self.proof.program;
        let mut lines: Vec<(i64, Dated)> = Vec::new();
        for (index, topic) in program.topics.iter().enumerate() {
            let count = if topic.many { self.proof.case.instances(TopicId::at(index)) } else { 1 };
            let facts: Vec<FactId> = topic.facts.clone().map(FactId).collect();
            for instance in 0..count {
                for subject in self.spoken_of(&facts, instance) {
                    let Some(when) = self.when(subject) else { continue };
                    let text = match topic.many {
                        true => self.first_words(&facts, subject),
                        false => {
                            self.told(subject).first().map(|datum| self.sentence(subject, datum)).unwrap_or_default()
                        }
                    };
                    let paragraph = self.paragraphs.get(&subject).cloned().unwrap_or_default();
                    let date = self.date_of(subject);
                    let fact = program.fact_name(subject.fact);
                    lines.push((when, Dated { date, text, topic: topic.name.clone(), fact, paragraph }));
                }
            }
        }
        lines.sort_by_key(|(when, _)| *when);
        lines.into_iter().map(|(_, line)| line).collect()
    }

    /// Of an instance that is dated: what else is told first.
    fn first_words(&mut self, facts: &[FactId], dated: Subject) -> String {
        let other = self.spoken_of(facts, dated.instance).into_iter().find(|subject| self.when(*subject).is_none());
        let subject = other.unwrap_or(dated);
        self.told(subject).first().map(|datum| self.sentence(subject, datum)).unwrap_or_default()
    }

    /// Where statements stand, as references to exhibits.
    pub(super) fn places_of(&self, statements: &[Statement]) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        for statement in statements {
            for at in &statement.stated {
                if let Some(place) = self.exhibits.place(at, &statement.quoting)
                    && !places.contains(&place)
                {
                    places.push(place);
                }
            }
            if let Some(place) = self.exhibits.shown(&statement.exhibit, &statement.quoting)
                && !places.contains(&place)
            {
                places.push(place);
            }
        }
        places
    }

    /// A fact as the side file names it.
    pub(super) fn trace_of(&self, subject: Subject) -> String {
        let name = self.proof.program.fact_name(subject.fact);
        let topic = self.proof.program.facts[subject.fact.index()].topic;
        match self.proof.program.topics[topic.index()].many {
            true => format!("fact:{name}#{}", subject.instance),
            false => format!("fact:{name}"),
        }
    }
}

/// Places with the paragraphs of one exhibit together, as far as they report the same person's words.
fn drawn_together<'a>(places: impl Iterator<Item = &'a Place>) -> Vec<Place> {
    let mut all: Vec<Place> = Vec::new();
    for place in places {
        let same = |other: &&mut Place| other.exhibit == place.exhibit && other.quoting == place.quoting;
        match all.iter_mut().find(same) {
            None => all.push(place.clone()),
            Some(other) => {
                let mut paras: Vec<&str> = other.paras.split(", ").chain(place.paras.split(", ")).collect();
                paras.retain(|para| !para.is_empty());
                // By their numbers; what has none stands at the end.
                paras.sort_by_key(|para| {
                    let digits: String = para.chars().take_while(char::is_ascii_digit).collect();
                    (digits.parse().unwrap_or(u32::MAX), (*para).to_owned())
                });
                paras.dedup();
                other.several = paras.len() > 1 || paras.iter().any(|para| para.contains('–'));
                other.paras = paras.join(", ");
            }
        }
    }
    all
}

/// Names of a pack have underscores and any length; a reference takes 64 letters.
fn safe_id(id: &str) -> String {
    let tail: String = id.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
    if id.len() <= 64 { id.to_owned() } else { format!("{}-{tail}", id.chars().take(40).collect::<String>()) }
}
