//! The words of an interview. In: what is asked. Out: a [`Prompt`]: the question in the words of the fact, how it can be answered,
//! and what `help` says: why it is asked and what counts, never which answer would help whom.

use super::entry::Part;
use super::{Setting, State, Step};
use crate::amount::MONTHS;
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::Proof;
use crate::explain::words::{inside_sentence, party_with, spoken};
use crate::inquiry::words::{asked, heading};
use crate::inquiry::{Ask, Bearing, Question};
use crate::program::{Fact, FactId, Program, TopicId, Type};
use crate::syntax::ast::{DateLiteral, Role};
use crate::syntax::keyword::Keyword;
use crate::syntax::print::quoted;

/// What is shown before somebody answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    /// What is being talked of: "Arrest"; may be empty.
    pub heading: String,
    /// How many questions may follow, this one among them; 0 where it is not known.
    pub left: usize,
    /// The question.
    pub question: String,
    /// The answers to choose from, by number; mostly none.
    pub options: Vec<String>,
    /// What stands before the answer: "Yes or no".
    pub lead: String,
    /// How it can be answered.
    pub hint: String,
    /// What `help` says, a paragraph each.
    pub help: Vec<String>,
    /// It asks for something that supports the answer just given.
    pub is_detail: bool,
}

/// Why anything is asked, whoever is asked: no rule and no conclusion is named, which would tell what answer counts.
const WHY: &str =
    "It is asked because it may matter for the case, whatever the answer is. What counts is what you know of it.";
const ALWAYS: &str = "don't know, skip, back, help, quit";

/// What is asked at a step.
pub(super) fn prompt(proof: &Proof, setting: &Setting, state: &State, left: usize) -> Prompt {
    let program = setting.program;
    match &state.step {
        Step::Open(topic) => Prompt {
            heading: program.topics[topic.index()].title.clone(),
            left,
            question: open(program, *topic),
            lead: "In your own words".to_owned(),
            hint: "Enter alone passes on; skip, back, help, quit".to_owned(),
            help: vec![
                "What you say here is kept word for word, with your name for yourself and the day. Precise questions follow."
                    .to_owned(),
            ],
            ..Prompt::default()
        },
        Step::Ask(question) => precise(proof, question, left),
        Step::Name(topic) => Prompt {
            heading: program.topics[topic.index()].title.clone(),
            question: "By what name shall it go? A word or two tell it from others, such as: first, June, second visit."
                .to_owned(),
            lead: "Name".to_owned(),
            hint: "Enter alone gives it a number; skip, back, help, quit".to_owned(),
            help: vec!["There may be several of this kind. The name tells one from the other, here and in the file.".to_owned()],
            ..Prompt::default()
        },
        Step::First(new) => {
            let Some(fact) = new.facts.first() else { return Prompt::default() };
            let topic = &program.topics[new.topic.index()].title;
            let called = if new.called.is_empty() { spoken(&new.name) } else { new.called.clone() };
            let declared = &program.facts[fact.index()];
            let mut prompt = of_fact(program, *fact, format!("{topic} “{called}”: {}", declared.question));
            prompt.heading.clone_from(topic);
            prompt.help.insert(0, "It is kept once something of it is told.".to_owned());
            prompt
        }
        Step::Detail(_, part) => detail(*part),
        Step::Further(bearing) => further(proof, *bearing, left),
        Step::Again => Prompt {
            question: format!("{} put off before. Ask again now?", questions(state.put_off.len())),
            lead: "Yes or no".to_owned(),
            hint: "Enter means yes; no ends the interview; back, quit".to_owned(),
            help: vec!["Whatever is put off is asked again when the interview is taken up on the same file.".to_owned()],
            ..Prompt::default()
        },
        Step::Over => Prompt::default(),
    }
}

/// "1 question was", "3 questions were".
fn questions(count: usize) -> String {
    if count == 1 { "1 question was".to_owned() } else { format!("{count} questions were") }
}

fn precise(proof: &Proof, question: &Question, left: usize) -> Prompt {
    let program = proof.program;
    let mut prompt = match question.ask {
        Ask::Fact(subject) => of_fact(program, subject.fact, asked(proof, question.ask)),
        Ask::More(_) => Prompt {
            question: asked(proof, question.ask),
            lead: "Yes or no".to_owned(),
            hint: format!("yes, no (that was all); {ALWAYS}"),
            help: vec!["Each one is asked about by itself. No means that there is none, or no other.".to_owned()],
            ..Prompt::default()
        },
    };
    heading(program, question.ask).clone_into(&mut prompt.heading);
    prompt.left = left;
    prompt.help.insert(0, WHY.to_owned());
    prompt
}

/// A fact: how it is answered, and what is to be known of it.
fn of_fact(program: &Program, id: FactId, question: String) -> Prompt {
    let fact = &program.facts[id.index()];
    let options = match &fact.kind {
        Type::OneOf(options) => options.iter().map(|option| spoken(option)).collect(),
        _ => Vec::new(),
    };
    let (lead, how, counts) = answers(fact);
    let mut help = vec![counts.to_owned()];
    help.extend(fact.notes.iter().cloned());
    if !fact.shown_by.is_empty() {
        help.push(format!("Documents that tell of it, if there are any: {}.", fact.shown_by.join("; ")));
    }
    Prompt { question, options, lead: lead.to_owned(), hint: format!("{how}; {ALWAYS}"), help, ..Prompt::default() }
}

/// What stands before the answer, how to answer, and what counts as one.
fn answers(fact: &Fact) -> (&'static str, &'static str, &'static str) {
    match fact.kind {
        Type::YesNo => {
            ("Yes or no", "yes, no", "Answer yes or no. If you are not sure, say: don't know. A note can follow.")
        }
        Type::Date => (
            "Date",
            "17 April 2020, about 20:20; April 2020; before 2 May 2020",
            "As exactly as you know: a day with its hour, a day, a month, a year; also before or after a day, or between two.",
        ),
        Type::Number => (
            "Number",
            "12; about 40; more than 100; 5 to 10",
            "As exactly as you know: a number, two ends, or more than, at least, less than, at most.",
        ),
        Type::Duration => (
            "How long",
            "48 hours; about 2 weeks; 5 to 10 minutes",
            "As exactly as you know, with its unit: minutes, hours, days, weeks, months or years.",
        ),
        Type::Text => ("In words", "a few words", "A few words, kept as you write them."),
        Type::ListOfText => (
            "Which",
            "one; another; that is all",
            "Name one or several, with semicolons between them; end with “that is all” if there is no other.",
        ),
        Type::OneOf(_) => {
            ("Which", "a number or a word of the list", "Choose one of the list, by its number or its word.")
        }
    }
}

fn detail(part: Part) -> Prompt {
    let (question, lead, help) = match part {
        Part::Who => (
            "Who says so, if it is not you yourself?",
            "Whose words",
            "Somebody whose words you repeat: a neighbour, the lawyer, an officer. The statement is kept as repeating them.",
        ),
        Part::Where => (
            "Is there a document that shows it, or a paragraph where it stands?",
            "Document or paragraph",
            "What shows it, such as: Warrant No. 12. What begins with the word of a document of the case, or with a number, is \
             taken as a paragraph: letter 4.",
        ),
        Part::Note => {
            ("How do you know it, or is there anything to add?", "Note", "It is kept beside the answer as a note.")
        }
    };
    Prompt {
        question: question.to_owned(),
        lead: lead.to_owned(),
        hint: "Enter alone passes on; skip passes all three; back takes the answer back; help, quit".to_owned(),
        help: vec![help.to_owned()],
        is_detail: true,
        ..Prompt::default()
    }
}

fn further(proof: &Proof, bearing: Bearing, left: usize) -> Prompt {
    let other = party_with(proof, Role::Answers);
    let question = match bearing {
        Bearing::Now | Bearing::IfAnswered => {
            format!("What comes now matters only if {other} shows something against what was told. Go on?")
        }
        Bearing::OtherSide => {
            format!("What comes now is for {other} to show. It is as well to know it beforehand. Go on?")
        }
    };
    Prompt {
        left,
        question,
        lead: "Yes or no".to_owned(),
        hint: "Enter means yes; no leaves these questions out; back, quit".to_owned(),
        help: vec!["All that matters as things stand was asked.".to_owned()],
        ..Prompt::default()
    }
}

/// The open question on a topic.
pub(super) fn open(program: &Program, topic: TopicId) -> String {
    let title = inside_sentence(&program.topics[topic.index()].title);
    format!("Please tell me, in your own words, about: {title}.")
}

/// What facts stand under that somebody could not tell.
pub(super) fn not_known(who: &str, on: DateLiteral) -> String {
    let month = on.month.and_then(|month| MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)).unwrap_or(&"");
    let day = on.day.map_or_else(String::new, |day| format!("{day} "));
    format!("{}{day}{month} {}", asked_before(who), on.year)
}

/// How these words begin.
pub(super) fn asked_before(who: &str) -> String {
    format!("{who} was asked on ")
}

/// Why a text with an answer in it is not sound, in one sentence.
pub(super) fn fault(faults: &[Diagnostic]) -> String {
    let error = faults.iter().find(|fault| fault.severity() == Severity::Error);
    let why = error.map_or_else(String::new, |error| match error.label.is_empty() {
        true => error.message.clone(),
        false => format!("{} ({})", error.message, error.label),
    });
    format!("that does not fit with the rest of the case: {why}; `back` takes the last answer back")
}

/// A word for an account: what somebody is to the person, never a name, which a word would give away.
pub(super) fn account_word(who: &str, taken: &[&str]) -> String {
    const PLAIN: [&str; 14] =
        ["the", "a", "an", "of", "his", "her", "their", "my", "to", "in", "by", "and", "s", "for"];
    let words = who
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()) && !word.is_empty() && !PLAIN.contains(word));
    // "the client's sister" is a sister; "sister of the client" is one too.
    let words: Vec<&str> = words.collect();
    let own = if who.contains(['\'', '’']) { words.last() } else { words.first() };
    let word = own.filter(|word| Keyword::of(word).is_none()).copied().unwrap_or("witness");
    free(word, |word| taken.contains(&word))
}

/// A word for one of several: what it was called, where letters and digits of the language can write that.
pub(super) fn instance_name(called: &str, listed: &[String]) -> String {
    let mut name = String::new();
    for letter in called.to_lowercase().chars() {
        match letter {
            'a'..='z' | '0'..='9' => name.push(letter),
            _ if name.is_empty() || name.ends_with('_') => {}
            _ => name.push('_'),
        }
    }
    let name = name.trim_end_matches('_');
    let begins = name.starts_with(|letter: char| letter.is_ascii_lowercase());
    let fits = begins && name.len() <= 40 && !Keyword::of(name).is_some_and(Keyword::in_expressions);
    let name = if fits { name.to_owned() } else { format!("n{}", listed.len() + 1) };
    free(&name, |name| listed.iter().any(|other| other == name))
}

/// Whether a word says all of what it stands for.
pub(super) fn spells(name: &str, called: &str) -> bool {
    called.is_empty() || spoken(name) == called.to_lowercase()
}

/// The word, or the word with the first number that is free.
fn free(word: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(word) {
        return word.to_owned();
    }
    (2..).map(|number| format!("{word}_{number}")).find(|word| !taken(word)).unwrap_or_default()
}

/// The text of a new case: a head with nothing in it yet.
#[must_use]
pub fn beginning(stem: &str, pack: &str, person: &str) -> String {
    let name = instance_name(stem, &[]);
    let name = if name == "n1" { "new_case" } else { &name };
    let title = if person.is_empty() { stem } else { person };
    let mut text = format!("case {name} {}\n  under    {pack}\n", quoted(title));
    if !person.is_empty() {
        text.push_str(&format!("  person   {0}\n  names    person {0}\n", quoted(person)));
    }
    text
}
