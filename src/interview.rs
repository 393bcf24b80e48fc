//! An interview: what to ask next, and what an answer changes in the text of the case. In: a pack, the text of a case, who speaks
//! and which conclusions are asked about. Out: one [`Prompt`] after the other, and the text after each answer. It reads no file and
//! no clock; whoever runs it shows the prompts and keeps the text.
//!
//! What matters is for [`crate::inquiry`] to say. Facts are asked topic by topic, before each topic an open question whose answer
//! is kept verbatim. Every answer is read back with the whole case before it is taken, so that no fault is ever kept.

mod amount;
pub mod answer;
mod editor;
mod entry;
mod moment;
mod order;
mod standing;
mod words;

use std::collections::BTreeSet;
use std::rc::Rc;

pub use answer::Said;
pub use standing::standings;
pub use words::{Prompt, beginning};

use crate::case::{Case, CaseFile};
use crate::check::check_case;
use crate::diagnostic::{Diagnostic, any_error};
use crate::evaluate::{Options, Proof, evaluate};
use crate::inquiry::{Ask, Bearing, Question, Skipped, inquiry};
use crate::program::{FactId, HoldingId, Program, TopicId};
use crate::source::{SourceId, Span};
use crate::syntax::ast::{DateLiteral, File};
use crate::syntax::parse;
use entry::{Entry, Part};

/// As much of what was before is kept to go back to, in bytes of text.
const MOST_KEPT: usize = 64 * 1024 * 1024;

/// What an interview is about.
#[derive(Clone, Debug)]
pub struct Setting<'p> {
    /// The pack.
    pub program: &'p Program,
    /// The text's place among the sources.
    pub source: SourceId,
    /// The other files that the case builds on.
    pub others: Vec<Rc<File>>,
    /// The detention, in a case of several.
    pub detention: Option<String>,
    /// The conclusions that are asked about.
    pub goals: Vec<HoldingId>,
    /// Who speaks.
    pub who: String,
    /// The day of the interview.
    pub on: DateLiteral,
    /// What is told is never to be sent on. It is so too where the speaker's only account of the day is.
    pub confidential: bool,
}

impl Setting<'_> {
    /// Reads a text as the case that it is, with all that it builds on.
    ///
    /// # Errors
    /// All that is wrong with it, where any of it is an error.
    pub fn read(&self, text: &str) -> Result<CaseFile, Vec<Diagnostic>> {
        let parsed = parse(self.source, text);
        let mut faults = parsed.diagnostics;
        let files: Vec<&File> = std::iter::once(&parsed.file).chain(self.others.iter().map(|file| &**file)).collect();
        let checked = check_case(self.program, &files, Span::new(self.source, 0, 0));
        faults.extend(checked.diagnostics);
        match checked.case {
            Some(file) if !any_error(&faults) => {
                let evaluated = file.detentions.iter().map(|case| evaluate(self.program, case, Options::default()));
                faults.extend(evaluated.flat_map(|proof| proof.impossible()));
                if any_error(&faults) { Err(faults) } else { Ok(file) }
            }
            _ => Err(faults),
        }
    }

    /// Whether it is an account of the same speaker and day.
    fn is_own(&self, account: &crate::case::Account) -> bool {
        account.who == self.who && account.on == self.on
    }

    /// The detention that is asked about. What others could not tell is not held against who speaks now.
    fn case(&self, text: &str) -> Result<Case, Vec<Diagnostic>> {
        let file = self.read(text)?;
        let own = |case: &Case| self.detention.as_ref().is_none_or(|name| case.name == *name);
        let mut case = file.detentions.into_iter().find(own).ok_or_else(Vec::new)?;
        let asked = words::asked_before(&self.who);
        case.not_known.retain(|fact| fact.reason.starts_with(&asked));
        Ok(case)
    }
}

/// An interview at one moment, and all the moments before.
#[derive(Debug)]
pub struct Interview<'p> {
    setting: Setting<'p>,
    now: State,
    past: Vec<State>,
}

/// What is known at one moment.
#[derive(Clone, Debug)]
struct State {
    text: String,
    step: Step,
    prompt: Prompt,
    /// Said of the answer just given.
    remark: String,
    /// What is being talked of.
    topic: Option<TopicId>,
    /// Topics of which an open question was asked.
    opened: BTreeSet<TopicId>,
    /// Questions put off.
    put_off: BTreeSet<Ask>,
    /// They were asked again.
    again: bool,
    /// Lists of which nobody could say whether there is more.
    passed: BTreeSet<TopicId>,
    /// How far questions go that matter only if the other side speaks; nothing beyond is to be asked if so said.
    bearing: Bearing,
    no_further: bool,
    told: Told,
}

/// What came of the interview so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Facts stated.
    pub stated: usize,
    /// Facts that are not known.
    pub unknown: usize,
    /// Questions put off and still open.
    pub put_off: usize,
    /// Questions that may still matter, those put off and those left out among them.
    pub left: usize,
}

/// What is being asked.
#[derive(Clone, Debug)]
enum Step {
    /// To tell of a topic in one's own words.
    Open(TopicId),
    /// A fact, or whether there is one more of several.
    Ask(Question),
    /// What one more is to be called.
    Name(TopicId),
    /// A fact of one that is not in the case yet.
    First(NewInstance),
    /// What supports the answer just given.
    Detail(Entry, Part),
    /// Whether to go on to what matters less.
    Further(Bearing),
    /// Whether to take up what was put off.
    Again,
    /// Nothing is left.
    Over,
}

/// One of several, of which nothing is told yet.
#[derive(Clone, Debug)]
struct NewInstance {
    topic: TopicId,
    name: String,
    /// What it was called, where that is not its name.
    called: String,
    /// What is still to be asked of it, the next one first.
    facts: Vec<FactId>,
    /// What was asked and is not known.
    unknown: Vec<FactId>,
}

impl<'p> Interview<'p> {
    /// Begins, or goes on where a file left off.
    ///
    /// # Errors
    /// All that is wrong with the text, where any of it is an error.
    pub fn begin(mut setting: Setting<'p>, text: String) -> Result<Self, Vec<Diagnostic>> {
        let accounts = setting.read(&text)?.accounts;
        let mut own = accounts.iter().filter(|account| setting.is_own(account)).peekable();
        // Told in confidence before, it is not opened by going on without the word.
        let kept = own.peek().is_some() && own.all(|account| account.confidential);
        setting.confidential |= kept;
        let now = State {
            text,
            step: Step::Over,
            prompt: Prompt::default(),
            remark: String::new(),
            topic: None,
            opened: BTreeSet::new(),
            put_off: BTreeSet::new(),
            again: false,
            passed: BTreeSet::new(),
            bearing: Bearing::Now,
            no_further: false,
            told: Told::default(),
        };
        let mut interview = Interview { setting, now, past: Vec::new() };
        interview.now = interview.chosen(interview.now.clone())?;
        Ok(interview)
    }

    /// Whether what is told is never to be sent on.
    #[must_use]
    pub fn is_confidential(&self) -> bool {
        self.setting.confidential
    }

    /// What is asked now; nothing at the end.
    #[must_use]
    pub fn prompt(&self) -> Option<&Prompt> {
        (!matches!(self.now.step, Step::Over)).then_some(&self.now.prompt)
    }

    /// The text of the case, with all answers so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.now.text
    }

    /// What is to be said of the answer just given; may be empty.
    #[must_use]
    pub fn remark(&self) -> &str {
        &self.now.remark
    }

    /// What came of it so far.
    #[must_use]
    pub fn told(&self) -> Told {
        Told { put_off: self.now.put_off.len(), ..self.now.told }
    }

    /// Looks at the case as it stands.
    ///
    /// # Errors
    /// None that `begin` or `answer` would not have given.
    pub fn look<T>(&self, at: impl FnOnce(&Proof, &[HoldingId]) -> T) -> Result<T, Vec<Diagnostic>> {
        let case = self.setting.case(&self.now.text)?;
        Ok(at(&evaluate(self.setting.program, &case, Options::default()), &self.setting.goals))
    }

    /// Why an answer cannot be taken as it is; nothing where it can.
    #[must_use]
    pub fn objection(&self, typed: &str) -> Option<String> {
        match Said::of(typed) {
            Said::Help | Said::Quit => None,
            Said::Back if self.past.is_empty() => Some("there is nothing to go back to".to_owned()),
            Said::Back => None,
            said => self.after(&said).err(),
        }
    }

    /// Takes an answer and goes on. `help` and `quit` are for whoever shows the prompts, and change nothing here.
    ///
    /// # Errors
    /// Why it cannot be taken; everything is as before then.
    pub fn answer(&mut self, typed: &str) -> Result<(), String> {
        let next = match Said::of(typed) {
            Said::Help | Said::Quit => return Ok(()),
            Said::Back => return self.back(),
            said => self.after(&said)?,
        };
        let next = match next {
            (state, Some(step)) => State { prompt: self.prompt_of(&state, &step), step, ..state },
            (state, None) => self.chosen(state).map_err(|faults| words::fault(&faults))?,
        };
        self.past.push(std::mem::replace(&mut self.now, next));
        while self.past.len() > 1 && self.past.len() * self.now.text.len() > MOST_KEPT {
            self.past.remove(0);
        }
        Ok(())
    }

    /// The last question again, its answer taken back.
    fn back(&mut self) -> Result<(), String> {
        let question = self.past.iter().rposition(|state| !matches!(state.step, Step::Detail(..)));
        let Some(place) = question else { return Err("there is nothing to go back to".to_owned()) };
        self.now = self.past.swap_remove(place);
        self.past.truncate(place);
        self.now.remark = "Back to the last question; its answer is taken back.".to_owned();
        Ok(())
    }

    /// What an answer leads to: what is known then, and what is asked next where the answer itself decides that.
    fn after(&self, said: &Said) -> Result<(State, Option<Step>), String> {
        let mut state = State { remark: String::new(), ..self.now.clone() };
        match &self.now.step {
            Step::Open(topic) => {
                if let Said::Words(words) = said {
                    let asked = words::open(self.setting.program, *topic);
                    state.text = self.tell(&state.text, Some((&asked, &answer::clean(words))));
                    self.sound(&state.text)?;
                    "Kept in these words.".clone_into(&mut state.remark);
                }
                state.opened.insert(*topic);
                Ok((state, None))
            }
            Step::Ask(question) => self.after_question(state, question, said),
            Step::Name(topic) => self.after_name(state, *topic, said),
            Step::First(new) => self.after_first(state, new.clone(), said),
            Step::Detail(entry, part) => self.after_detail(state, entry.clone(), *part, said),
            Step::Further(bearing) => {
                if go_on(said)? {
                    state.bearing = *bearing;
                } else {
                    state.no_further = true;
                }
                Ok((state, None))
            }
            Step::Again => {
                state.again = true;
                if go_on(said)? {
                    state.put_off.clear();
                    Ok((state, None))
                } else {
                    Ok((state, Some(Step::Over)))
                }
            }
            Step::Over => Ok((state, Some(Step::Over))),
        }
    }

    fn after_question(
        &self,
        mut state: State,
        question: &Question,
        said: &Said,
    ) -> Result<(State, Option<Step>), String> {
        match (said, question.ask) {
            (Said::Skip, ask) => {
                state.put_off.insert(ask);
                "Put off; it will be asked again.".clone_into(&mut state.remark);
                Ok((state, None))
            }
            (Said::Nothing, _) => Err("answer, or say: don't know, skip, back, help, quit".to_owned()),
            (Said::Words(words), Ask::Fact(subject)) => {
                let instance = self.instance(&state.text, subject);
                let entry = Entry::of(self.setting.program, &state.text, (subject.fact, instance), words)?;
                self.entered(state, entry)
            }
            (_, Ask::Fact(subject)) => {
                let instance = self.instance(&state.text, subject);
                state.text = self.unknown(&state.text, subject.fact, instance.as_deref());
                self.sound(&state.text)?;
                state.told.unknown += 1;
                "Noted as not known.".clone_into(&mut state.remark);
                Ok((state, None))
            }
            (Said::Words(words), Ask::More(topic)) => {
                if answer::yes_or_no(words)? {
                    return Ok((state, Some(Step::Name(topic))));
                }
                state.text = self.no_other(&state.text, topic);
                self.sound(&state.text)?;
                Ok((state, None))
            }
            (_, Ask::More(topic)) => {
                state.passed.insert(topic);
                Ok((state, None))
            }
        }
    }

    fn after_name(&self, mut state: State, topic: TopicId, said: &Said) -> Result<(State, Option<Step>), String> {
        let called = match said {
            Said::Words(words) => answer::clean(words),
            Said::Skip => {
                state.put_off.insert(Ask::More(topic));
                return Ok((state, None));
            }
            _ => String::new(),
        };
        let case = self.setting.case(&state.text).map_err(|faults| words::fault(&faults))?;
        let listed = &case.lists[topic.index()].instances;
        let name = words::instance_name(&called, listed);
        let called = if words::spells(&name, &called) { String::new() } else { called };
        let facts = order::first_facts(self.setting.program, topic);
        let new = NewInstance { topic, name, called, facts, unknown: Vec::new() };
        Ok((state, Some(Step::First(new))))
    }

    fn after_first(
        &self,
        mut state: State,
        mut new: NewInstance,
        said: &Said,
    ) -> Result<(State, Option<Step>), String> {
        let Some(fact) = new.facts.first().copied() else { return Ok((state, None)) };
        match said {
            Said::Nothing => return Err("answer, or say: don't know, skip, back, help, quit".to_owned()),
            Said::Words(words) => {
                let program = self.setting.program;
                let mut entry = Entry::of(program, &state.text, (fact, Some(new.name.clone())), words)?;
                entry.called.clone_from(&new.called);
                entry.unknown.clone_from(&new.unknown);
                state.told.unknown += new.unknown.len();
                return self.entered(state, entry);
            }
            Said::Unknown => new.unknown.push(fact),
            _ => {}
        }
        new.facts.remove(0);
        if new.facts.is_empty() {
            state.passed.insert(new.topic);
            "Nothing is told of it, so nothing is kept of it.".clone_into(&mut state.remark);
            return Ok((state, None));
        }
        Ok((state, Some(Step::First(new))))
    }

    /// An answer goes into the text at once; what supports it is asked then.
    fn entered(&self, mut state: State, entry: Entry) -> Result<(State, Option<Step>), String> {
        state.text = self.written(&entry);
        self.sound(&state.text)?;
        state.told.stated += 1;
        state.remark = entry.remark();
        Ok((state, Some(Step::Detail(entry, Part::Who))))
    }

    fn after_detail(
        &self,
        mut state: State,
        mut entry: Entry,
        part: Part,
        said: &Said,
    ) -> Result<(State, Option<Step>), String> {
        if let Said::Words(words) = said {
            let words = answer::clean(words);
            match part {
                Part::Who => entry.quoting = words,
                Part::Where => self.place(&mut entry, words),
                Part::Note => entry.note = words,
            }
            state.text = self.written(&entry);
            self.sound(&state.text)?;
        }
        let next = if matches!(said, Said::Skip) { None } else { part.next() };
        Ok((state, next.map(|part| Step::Detail(entry, part))))
    }

    /// The place or the exhibit that somebody names: what begins with the word of a document is a place in it.
    fn place(&self, entry: &mut Entry, words: String) {
        let documents = self.setting.case(&entry.base).map(|case| case.documents).unwrap_or_default();
        let first = words.split_whitespace().next().unwrap_or_default();
        let default = documents.first().is_some_and(|document| !document.name.is_empty() && document.account.is_none());
        let is_number = default && first.starts_with(|letter: char| letter.is_ascii_digit());
        let is_place = is_number || documents.iter().any(|document| !first.is_empty() && document.name == first);
        let tried = Entry { place: words.clone(), exhibit: String::new(), ..entry.clone() };
        if is_place && self.sound(&self.written(&tried)).is_ok() {
            *entry = tried;
        } else {
            entry.exhibit = words;
        }
    }

    /// An error where a text with an answer in it is not sound.
    fn sound(&self, text: &str) -> Result<(), String> {
        self.setting.read(text).map(|_| ()).map_err(|faults| words::fault(&faults))
    }

    fn instance(&self, text: &str, subject: crate::case::Subject) -> Option<String> {
        let case = self.setting.case(text).ok()?;
        let topic = self.setting.program.facts[subject.fact.index()].topic;
        case.lists.get(topic.index())?.instances.get(subject.instance as usize).cloned()
    }

    /// Chooses what to ask next.
    fn chosen(&self, mut state: State) -> Result<State, Vec<Diagnostic>> {
        let case = self.setting.case(&state.text)?;
        let proof = evaluate(self.setting.program, &case, Options::default());
        let passed = Skipped { lists: state.passed.clone(), ..Skipped::default() };
        let found = inquiry(&proof, &self.setting.goals, &passed);
        let mut open: Vec<&Question> =
            found.questions.iter().filter(|question| self.is_open(&state, question)).collect();
        state.told.left = open.len() + state.put_off.len();
        if state.no_further {
            open.retain(|question| question.bearing <= state.bearing);
        }
        state.step = match order::next(self.setting.program, &open, state.topic) {
            None if !state.put_off.is_empty() && !state.again => Step::Again,
            None => Step::Over,
            Some(next) if next.bearing > state.bearing => Step::Further(next.bearing),
            Some(next) => {
                let topic = order::topic(self.setting.program, next.ask);
                state.topic = Some(topic);
                let asked = words::open(self.setting.program, topic);
                let before = case.accounts.iter().filter(|account| account.who == self.setting.who);
                let told = |account: &crate::case::Account| {
                    account.exchanges.iter().any(|(question, _)| question.as_ref() == Some(&asked))
                };
                if state.opened.contains(&topic) || before.into_iter().any(told) {
                    Step::Ask(next.clone())
                } else {
                    Step::Open(topic)
                }
            }
        };
        state.prompt = words::prompt(&proof, &self.setting, &state, open.len());
        Ok(state)
    }

    fn is_open(&self, state: &State, question: &Question) -> bool {
        !state.put_off.contains(&question.ask)
            && !matches!(question.ask, Ask::More(topic) if state.passed.contains(&topic))
    }

    fn prompt_of(&self, state: &State, step: &Step) -> Prompt {
        let at = State { step: step.clone(), ..state.clone() };
        let case = self.setting.case(&at.text).ok();
        case.map_or_else(Prompt::default, |case| {
            let proof = evaluate(self.setting.program, &case, Options::default());
            words::prompt(&proof, &self.setting, &at, 0)
        })
    }
}

/// Whether to go on: Enter means yes.
fn go_on(said: &Said) -> Result<bool, String> {
    match said {
        Said::Words(words) => answer::yes_or_no(words),
        Said::Unknown => Err("say yes to go on, or no to end here; each question can be passed by".to_owned()),
        Said::Skip => Ok(false),
        _ => Ok(true),
    }
}

/// The day that is meant by a date as people write it; nothing where it is no single day.
#[must_use]
pub fn day(words: &str) -> Option<DateLiteral> {
    let (date, _) = moment::read(words).ok()?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(DateLiteral { year, month: Some(month), day: Some(day), time: None })
}
