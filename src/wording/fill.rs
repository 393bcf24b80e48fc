//! The texts of a wording with their braces filled. In: parts of a text, a case, a value. Out: sentences, with a capital after
//! filling, no blank or full stop twice, and the small words before what is filled in as the language joins them.

use super::date::date;
use super::language::Language;
use super::quantity::quantity;
use super::template::Part;
use super::{Thing, Wording};
use crate::amount::{Amount, Range};
use crate::case::{Datum, Subject, UNNAMED};
use crate::evaluate::{Proof, State};
use crate::program::{FactId, Type};

/// Which of the forms of a word fits the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    First,
    Second,
    Neither,
}

/// What is filled in at one place.
enum Filled {
    Name(String),
    Party(String),
    Plain(String),
}

/// Fills a text. `value` is what `{value}` stands for.
pub(super) fn fill(wording: &Wording, proof: &Proof, parts: &[Part], value: Option<(FactId, &Datum)>) -> String {
    let mut page = Page { language: wording.language, out: String::new() };
    for part in parts {
        match part {
            Part::Text(text) => page.text(text),
            Part::Person => page.filled(Filled::Name(person(wording.language, proof))),
            Part::Party(party) => page.filled(Filled::Party(wording.party(*party).to_owned())),
            Part::Fact(fact) => page.fact(wording, proof, *fact),
            Part::Value => match value {
                Some((_, Datum::Amount(amount, written))) => page.amount(*amount, written),
                Some((fact, datum)) => page.filled(Filled::Plain(datum_words(wording, proof, fact, datum))),
                None => page.filled(Filled::Plain(wording.language.not_stated().to_owned())),
            },
            Part::Forms(forms) => page.forms(forms, wording.form(proof)),
        }
    }
    page.finished()
}

/// The person of the case as the language calls people: "Mr. Aliev" is "M. Aliev", "el Sr. Aliev"; "the person" where the case
/// names nobody.
pub(super) fn person(language: Language, proof: &Proof) -> String {
    let person = proof.case.person.as_str();
    match courtesy(person) {
        _ if person == UNNAMED => language.person().to_owned(),
        Some((form, name)) => {
            format!("{} {name}", language.courtesy(form == Form::First).unwrap_or(titled(person, name)))
        }
        None => person.to_owned(),
    }
}

/// The English word before a name, as the case writes it.
fn titled<'a>(person: &'a str, name: &str) -> &'a str {
    person.strip_suffix(name).unwrap_or_default().trim_end()
}

/// Which form an English "Mr." or "Ms." before a name calls for, and the name.
fn courtesy(person: &str) -> Option<(Form, &str)> {
    let (word, name) = person.split_once(' ')?;
    match word.trim_end_matches('.') {
        "Mr" => Some((Form::First, name.trim_start())),
        "Ms" | "Mrs" | "Miss" => Some((Form::Second, name.trim_start())),
        _ => None,
    }
}

/// A value in words; an option of a fact stands as the pack writes it.
pub(super) fn datum_words(wording: &Wording, proof: &Proof, fact: FactId, datum: &Datum) -> String {
    match datum {
        Datum::Yes | Datum::No => String::new(),
        Datum::Amount(amount, written) => wording.amount(*amount, written),
        Datum::Text(text) => text.clone(),
        Datum::Option(option) => match &proof.program.facts[fact.index()].kind {
            Type::OneOf(options) => {
                options.get(*option as usize).map_or_else(String::new, |word| word.replace('_', " "))
            }
            _ => String::new(),
        },
        Datum::List { items, .. } => listed(wording.language, items),
    }
}

/// Texts as the case gives them. They are in the language of the case, so that another language only sets them side by side.
fn listed(language: Language, items: &[String]) -> String {
    let joins = |item: &String| item.contains(',') || item.contains(" and ");
    match language {
        Language::English if !items.iter().any(joins) => language.list(items),
        Language::English | Language::Spanish => items.join("; "),
        Language::French => items.join(" ; "),
    }
}

/// A number or duration in words, or a date alone.
pub(super) fn amount(language: Language, amount: Amount, written: &str) -> String {
    match amount {
        Amount::Date(range) => date(language, range).noun,
        Amount::Number(_) | Amount::Duration { .. } => quantity(language, amount, written, false),
    }
}

/// A text in the making.
struct Page {
    language: Language,
    out: String,
}

impl Page {
    fn text(&mut self, text: &str) {
        let mut text = text;
        if self.out.ends_with(' ') {
            text = text.trim_start_matches(' ');
        }
        if self.out.ends_with('.') && !text.starts_with("..") {
            text = text.strip_prefix('.').unwrap_or(text);
        }
        self.out.push_str(text);
    }

    fn filled(&mut self, filled: Filled) {
        match filled {
            Filled::Name(name) => {
                let name = if self.begins_sentence() { capital(name.trim()) } else { name };
                self.elide(&name);
                self.contract(name.trim());
            }
            Filled::Plain(words) => {
                self.elide(&words);
                self.text(words.trim());
            }
            Filled::Party(title) => {
                let title = if self.begins_sentence() { capital(&title) } else { title };
                self.contract(&title);
            }
        }
    }

    /// The values that the case gives to a fact, each once.
    fn fact(&mut self, wording: &Wording, proof: &Proof, fact: FactId) {
        match known(proof, fact).as_slice() {
            [] => self.filled(Filled::Plain(self.language.not_stated().to_owned())),
            [Datum::Amount(amount, written)] => self.amount(*amount, written),
            several => {
                let words: Vec<String> = several.iter().map(|datum| datum_words(wording, proof, fact, datum)).collect();
                self.filled(Filled::Plain(self.language.list(&words)));
            }
        }
    }

    fn amount(&mut self, amount: Amount, written: &str) {
        match amount {
            Amount::Date(range) => self.date(range),
            Amount::Number(_) | Amount::Duration { .. } => {
                let words = quantity(self.language, amount, written, self.out.ends_with(" de "));
                self.filled(Filled::Plain(words));
            }
        }
    }

    /// What is no single day takes other words before it: "le 17 avril 2020", but "en mars 2019".
    fn date(&mut self, range: Range) {
        let words = date(self.language, range);
        if words.day {
            return self.text(&words.noun);
        }
        // What stands before a day; what stands there before another noun; or none, where the date brings words of its own.
        let tails: &[(&str, Option<&str>)] = match self.language {
            Language::English => &[("since ", Some("since ")), ("on ", None)],
            Language::French => &[
                ("depuis le ", Some("depuis ")),
                ("dès le ", Some("dès ")),
                ("avant le ", Some("avant ")),
                ("après le ", Some("après ")),
                ("jusqu'au ", Some("jusqu'à ")),
                ("jusqu’au ", Some("jusqu’à ")),
                ("du ", Some("de ")),
                ("au ", Some("à ")),
                ("le ", None),
            ],
            Language::Spanish => &[
                ("desde el ", Some("desde ")),
                ("hasta el ", Some("hasta ")),
                ("antes del ", Some("antes de ")),
                ("después del ", Some("después de ")),
                ("del ", Some("de ")),
                ("al ", Some("a ")),
                ("el día ", None),
                ("el ", None),
            ],
        };
        let found = tails.iter().find(|(tail, _)| {
            let before = self.out.strip_suffix(tail);
            before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
        });
        match found {
            Some((tail, instead)) => {
                self.out.truncate(self.out.len() - tail.len());
                let words = match instead {
                    Some(instead) => {
                        self.out.push_str(instead);
                        words.noun
                    }
                    None => words.when,
                };
                self.elide(&words);
                self.text(&words);
            }
            None => self.text(&words.noun),
        }
    }

    fn forms(&mut self, forms: &[String], form: Form) {
        let (Some(first), Some(second)) = (forms.first(), forms.get(1)) else { return };
        let ending = self.out.ends_with(char::is_alphanumeric);
        let words = match (form, forms.get(2)) {
            (Form::First, _) => first.clone(),
            (Form::Second, _) => second.clone(),
            (Form::Neither, Some(neither)) => neither.clone(),
            (Form::Neither, None) => match (first.is_empty(), second.is_empty()) {
                (true, _) => format!("({second})"),
                (false, true) => format!("({first})"),
                (false, false) if ending => format!("{first}/{second}"),
                (false, false) => format!("{first} {} {}", self.language.or(), uncapital(first, second)),
            },
        };
        self.text(&words);
    }

    /// Nothing stands before, or the end of a sentence.
    fn begins_sentence(&self) -> bool {
        self.out.trim_end().is_empty() || [". ", "! ", "? "].iter().any(|end| self.out.ends_with(end))
    }

    /// French drops the e of "de" and "que" before a vowel.
    fn elide(&mut self, next: &str) {
        let vowel = |letter: char| "aàâeéèêëiîïoôuùûœæ".contains(letter.to_lowercase().next().unwrap_or(letter));
        if self.language != Language::French || !next.trim_start().chars().next().is_some_and(vowel) {
            return;
        }
        let short = ["de ", "que ", "lorsque ", "puisque "];
        let ends = |word: &&str| {
            let before =
                self.out.len().checked_sub(word.len()).and_then(|at| self.out.get(..at).zip(self.out.get(at..)));
            before.is_some_and(|(before, end)| end.to_lowercase() == **word && !before.ends_with(char::is_alphanumeric))
        };
        if short.iter().any(ends) {
            self.out.truncate(self.out.len() - 2);
            self.out.push('\'');
        }
    }

    /// A party's title after a preposition: "de" and "le Gouvernement" are "du Gouvernement".
    fn contract(&mut self, title: &str) {
        let pairs: &[(&str, &str, &str)] = match self.language {
            Language::English => &[],
            Language::French => {
                &[("de ", "le ", "du "), ("à ", "le ", "au "), ("de ", "les ", "des "), ("à ", "les ", "aux ")]
            }
            Language::Spanish => &[("de ", "el ", "del "), ("a ", "el ", "al ")],
        };
        let fits = pairs.iter().find(|(before, article, _)| {
            let stem = self.out.strip_suffix(before);
            title.starts_with(article) && stem.is_some_and(|stem| !stem.ends_with(char::is_alphanumeric))
        });
        match fits {
            Some((before, article, joined)) => {
                self.out.truncate(self.out.len() - before.len());
                self.out.push_str(joined);
                self.text(&title[article.len()..]);
            }
            None => self.text(title),
        }
    }

    fn finished(self) -> String {
        capital(self.out.trim())
    }
}

/// The first letter made large.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The second of two words as it follows the first: "Il ou elle".
fn uncapital(first: &str, second: &str) -> String {
    let large = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    let mut letters = second.chars();
    match letters.next() {
        Some(letter) if large(first) => letter.to_lowercase().chain(letters).collect(),
        _ => second.to_owned(),
    }
}

/// The facts in these parts that the case gives no value.
pub(super) fn unstated(proof: &Proof, parts: &[Part]) -> Vec<FactId> {
    let facts = parts.iter().filter_map(|part| if let Part::Fact(fact) = part { Some(*fact) } else { None });
    facts.filter(|fact| known(proof, *fact).is_empty()).collect()
}

/// The values that the case gives to a fact, each once.
fn known<'a>(proof: &'a Proof, fact: FactId) -> Vec<&'a Datum> {
    let topic = proof.program.facts[fact.index()].topic;
    let instances = if proof.program.topics[topic.index()].many { proof.case.instances(topic) } else { 1 };
    let mut known: Vec<&Datum> = Vec::new();
    for instance in 0..instances {
        if let State::Known(datum) = &proof.reading(Subject { fact, instance }).state
            && !known.contains(&datum)
        {
            known.push(datum);
        }
    }
    known
}

/// Which form fits the person of a case.
pub(super) fn form(wording: &Wording, proof: &Proof) -> Form {
    // "La personne" and "la persona" are feminine, whoever is meant.
    if wording.language != Language::English && proof.case.person == UNNAMED {
        return Form::Second;
    }
    let called = courtesy(&proof.case.person).map_or(Form::Neither, |(form, _)| form);
    let Some(forms) = &wording.forms else { return called };
    match &proof.reading(Subject { fact: forms.fact, instance: 0 }).state {
        State::Known(Datum::Option(option)) if *option == forms.first => Form::First,
        State::Known(Datum::Option(option)) if *option == forms.second => Form::Second,
        State::Known(_) => Form::Neither,
        State::NotShown | State::Contested => called,
    }
}

/// The sentence that states a value of a fact.
pub(super) fn sentence(wording: &Wording, proof: &Proof, subject: Subject, datum: &Datum) -> Option<String> {
    let sentences = &wording.texts.get(&Thing::Fact(subject.fact))?.sentences;
    let index = match datum {
        Datum::Yes | Datum::Amount(..) | Datum::Text(_) | Datum::List { .. } => 0,
        Datum::No => 1,
        Datum::Option(option) => *option as usize,
    };
    let parts = sentences.get(index)?;
    Some(fill(wording, proof, parts, Some((subject.fact, datum))))
}
