//! Conditions and exceptions as lines. In: conditions of a proof. Out: "Question? Answer, how"; what was told once in full is
//! told without its references the second time.

use std::collections::BTreeSet;

use super::{Branch, Line, cited, faint, plain, strong, valued};
use crate::case::Subject;
use crate::circuit::{About, ConditionId};
use crate::evaluate::{Proof, State};
use crate::explain::words;
use crate::program::{FactId, HoldingId, LawReadingId, Node, PartyId, RuleId, TopicId};
use crate::syntax::ast::{Asked, Role};
use crate::value::Value;

/// Tells conditions, and remembers what it told.
pub(super) struct Teller<'a> {
    proof: &'a Proof<'a>,
    facts: BTreeSet<Subject>,
    exceptions: BTreeSet<String>,
    /// Lists named above the line that is being told.
    lists: Vec<TopicId>,
}

/// A condition told.
pub(super) struct Told {
    pub(super) line: Line,
    /// Authorities of a judgement.
    pub(super) details: Vec<Line>,
    /// Facts that stand below the line.
    pub(super) facts: Vec<Branch>,
    /// The parts of the condition belong below the line.
    pub(super) open: bool,
}

impl Told {
    fn leaf(line: Line) -> Told {
        Told { line, details: Vec::new(), facts: Vec::new(), open: false }
    }

    fn parent(line: Line) -> Told {
        Told { open: true, ..Told::leaf(line) }
    }
}

impl<'a> Teller<'a> {
    pub(super) fn new(proof: &'a Proof<'a>) -> Teller<'a> {
        Teller { proof, facts: BTreeSet::new(), exceptions: BTreeSet::new(), lists: Vec::new() }
    }

    fn node(&self, id: ConditionId) -> &'a Node {
        &self.proof.program.expr(self.proof.circuit.condition(id).expr).node
    }

    /// The list that a condition is about, which its parts need not name again.
    pub(super) fn enter(&mut self, id: ConditionId) {
        if let Some(topic) = self.list(id) {
            self.lists.push(topic);
        }
    }

    /// After the parts of a condition.
    pub(super) fn leave(&mut self, id: ConditionId) {
        if self.list(id).is_some() {
            self.lists.pop();
        }
    }

    fn list(&self, id: ConditionId) -> Option<TopicId> {
        match self.node(id) {
            Node::Some(topic, _) | Node::Every(topic, _) | Node::Count(topic, ..) => Some(*topic),
            _ => None,
        }
    }

    /// The part that stands for a condition with `not` before it: what is denied.
    pub(super) fn denied(&self, id: ConditionId) -> Option<ConditionId> {
        match self.node(id) {
            Node::Not(_) => self.proof.circuit.parts(id).first().copied(),
            _ => None,
        }
    }

    /// A condition as a line, and what belongs below it.
    pub(super) fn condition(&mut self, id: ConditionId) -> Told {
        if let Some(part) = self.denied(id) {
            return self.denial(part);
        }
        if let About::Subject(subject) = self.proof.circuit.condition(id).about {
            return self.fact_condition(id, subject);
        }
        let heading = |text: &str| Told::parent(vec![faint(format!("{text}:"))]);
        match self.node(id) {
            Node::Holding(holding) => Told::leaf(holding_line(self.proof, *holding, self.proof.holding(*holding))),
            Node::All(_) => heading("All of these"),
            Node::Any(_) => heading("At least one of these"),
            Node::AtLeast(wanted, _) => heading(&format!("At least {wanted} of these")),
            Node::Some(..) | Node::Every(..) | Node::Count(..) => {
                heading(&words::sentence(&words::condition(self.proof, id)))
            }
            Node::IsShown(_) => match self.proof.circuit.parts(id).first() {
                Some(part) => self.condition(*part),
                None => Told::leaf(Vec::new()),
            },
            Node::Compare(..) | Node::OneOf(..) | Node::Contains(..) | Node::TermShown(_) => self.typed(id),
            Node::Always | Node::Fact(_) | Node::Not(_) => Told::leaf(vec![plain("This always holds")]),
            Node::Read(reading, option) => Told::leaf(self.read(*reading, *option)),
            Node::HasReplied(party) | Node::HasChallenged(party, _) => Told::leaf(self.procedure(id, *party)),
        }
    }

    /// What `not` stands before: its answer says so itself; of several parts it is said in a heading.
    fn denial(&mut self, part: ConditionId) -> Told {
        let heading = |text: &str| Told::parent(vec![faint(format!("{text}:"))]);
        let list = |id: TopicId| words::inside_sentence(&self.proof.program.topics[id.index()].title);
        match self.node(part) {
            Node::All(_) => heading("Not all of these"),
            Node::Any(_) => heading("None of these"),
            Node::AtLeast(wanted, _) => heading(&format!("Fewer than {wanted} of these")),
            Node::Some(topic, _) => heading(&format!("None of the {}", list(*topic))),
            Node::Every(topic, _) => heading(&format!("Not every one of the {}", list(*topic))),
            Node::Count(..) => heading(&format!("Not {}", words::condition(self.proof, part))),
            _ => self.condition(part),
        }
    }

    fn procedure(&self, id: ConditionId, party: PartyId) -> Line {
        let stage = self.proof.program.stages.get(self.proof.case.stage.index());
        let waiting = stage.is_some_and(|stage| stage.asked == Asked::NotAsked && stage.party == party);
        let answer = match self.proof.of(id) {
            Value::Yes => "Yes",
            Value::NotShown if waiting => "Not asked yet",
            Value::NotShown if words::told_in_part(self.proof) => "Not told",
            Value::No | Value::NotShown | Value::Contested => "No",
        };
        answered(words::sentence(&words::condition(self.proof, id)), answer, "", "")
    }

    /// "May a military court try a civilian? Read as “never”", and where it is not, what it is read as.
    fn read(&self, id: LawReadingId, option: u32) -> Line {
        let reading = &self.proof.program.law_readings[id.index()];
        let taken = if reading.taken == option { "" } else { "; another reading is taken" };
        let wanted = format!("read as “{}”{taken}", reading.options[option as usize].title);
        vec![plain(reading.question.clone()), strong(format!(" {}", words::sentence(&wanted)))]
    }

    fn fact_condition(&mut self, id: ConditionId, subject: Option<u32>) -> Told {
        let Some(index) = subject else {
            return Told::leaf(answered(words::condition(self.proof, id), "Not shown", "", "nobody speaks of it"));
        };
        let subject = self.proof.circuit.subjects[index as usize];
        let mut told = Told::leaf(self.fact(subject, ""));
        if let Some(judgement) = &self.proof.program.facts[subject.fact.index()].judgement {
            told.open = true;
            if !judgement.cite.is_empty() {
                told.details.push(vec![cited(words::cites(self.proof.program, &judgement.cite))]);
            }
            let readings = judgement.readings.iter();
            told.details.extend(readings.map(|id| vec![faint(words::law_reading(self.proof.program, *id))]));
        }
        told
    }

    /// "Question? Answer (needed), how".
    fn fact(&mut self, subject: Subject, needed: &str) -> Line {
        let topic = self.proof.program.facts[subject.fact.index()].topic;
        let question = match self.lists.contains(&topic) {
            true => words::question_in_list(self.proof, subject),
            false => words::question(self.proof, subject),
        };
        let answer = words::answer(self.proof.program, subject.fact, &self.proof.reading(subject).state);
        let how = match self.facts.insert(subject) {
            true => words::standing(self.proof, subject),
            false => words::standing_alone(self.proof, subject),
        };
        answered(question, &answer, needed, &how)
    }

    /// A condition over typed values: of one fact a line, of several a line and the facts below it.
    fn typed(&mut self, id: ConditionId) -> Told {
        let program = self.proof.program;
        let needed = words::needed(self.proof, id);
        let facts = words::facts_read(program, self.node(id));
        if let [fact] = facts[..] {
            let told = self.typed_fact(id, fact, needed.map_or_else(String::new, |(_, words)| words));
            return Told::leaf(told);
        }
        let value = self.proof.of(id);
        let verdict = match value {
            Value::Yes => "",
            Value::No => " – it is not so",
            Value::Contested => " – contested",
            Value::NotShown => " – not shown",
        };
        let line = vec![plain(words::condition(self.proof, id)), valued(value, verdict)];
        let facts = facts.into_iter().map(|fact| {
            let mark = match words::subject_in_scope(self.proof, id, fact) {
                Some(subject) => self.proof.reading(subject).state.value(),
                None => Value::NotShown,
            };
            Branch { mark: Some(mark), line: self.typed_fact(id, fact, String::new()), ..Branch::default() }
        });
        let facts = facts.collect();
        Told { facts, ..Told::leaf(line) }
    }

    fn typed_fact(&mut self, id: ConditionId, fact: FactId, needed: String) -> Line {
        let Some(subject) = words::subject_in_scope(self.proof, id, fact) else {
            let question = words::condition(self.proof, id);
            return answered(question, "Not shown", &needed, "nobody speaks of it");
        };
        // An option that was met says by itself what was needed.
        let plain_option = matches!(self.node(id), Node::OneOf(..)) && self.proof.of(id) == Value::Yes;
        let known = matches!(self.proof.reading(subject).state, State::Known(_));
        self.fact(subject, if plain_option || !known { "" } else { &needed })
    }

    /// A condition and everything below it.
    pub(super) fn whole(&mut self, id: ConditionId) -> Branch {
        let told = self.condition(id);
        let mut parts = told.facts;
        if told.open {
            let below = self.denied(id).unwrap_or(id);
            self.enter(below);
            let default = match self.node(below) {
                Node::Fact(fact) => self.proof.circuit.judgement(*fact).and_then(|judgement| judgement.default),
                _ => None,
            };
            let all: Vec<ConditionId> = self.proof.circuit.parts(below).iter().copied().chain(default).collect();
            parts.extend(all.into_iter().map(|part| self.whole(part)));
            self.leave(below);
        }
        let mark = Some(self.proof.of(id));
        Branch { mark, line: told.line, details: told.details, parts, open: true, ..Branch::default() }
    }

    /// An exception and what became of it.
    pub(super) fn exception(&mut self, rule: RuleId, index: usize, unless: ConditionId) -> Branch {
        let value = self.proof.of(unless);
        let other = words::party_with(self.proof, Role::Answers);
        let head = match value {
            Value::Yes => "Exception made out".to_owned(),
            Value::Contested => "Exception contested".to_owned(),
            Value::NotShown if not_asked(self.proof) => format!("Exception that is for {other} to show"),
            Value::NotShown if words::told_in_part(self.proof) => {
                format!("Exception that {other}, as far as is told, has not shown")
            }
            Value::NotShown => format!("Exception that {other} has not shown"),
            Value::No => "Exception shown not to hold".to_owned(),
        };
        let tone = |text: String| if value >= Value::Contested { strong(text) } else { plain(text) };
        let again = !self.exceptions.insert(exception_words(self.proof, unless));
        let mut branch = Branch { mark: Some(exception_mark(value)), ..Branch::default() };
        let told = self.condition(unless);
        if again && told.open && value == Value::NotShown {
            branch.line = vec![tone(format!("{head}, the same as above: ")), plain(first_asked(self.proof, unless))];
        } else if told.open {
            branch.line = vec![tone(format!("{head}. "))];
            branch.line.extend(told.line);
            branch.parts = self.whole(unless).parts;
        } else {
            branch.line = vec![tone(format!("{head}: "))];
            branch.line.extend(match value {
                Value::NotShown if told.facts.is_empty() => vec![plain(exception_words(self.proof, unless))],
                Value::NotShown | Value::No | Value::Contested | Value::Yes => told.line,
            });
            branch.parts = told.facts;
        }
        let cite = words::cites(self.proof.program, &self.proof.program.rules[rule.index()].unless[index].cite);
        if !cite.is_empty() {
            branch.details.push(vec![faint("authority for the exception: "), cited(cite)]);
        }
        branch
    }
}

/// How an exception is marked: by what it leaves of the rule; one that is not shown is open, since a tick would read as if it held.
fn exception_mark(value: Value) -> Value {
    if value == Value::NotShown { value } else { value.left_open() }
}

/// The other side was not asked yet.
pub(super) fn not_asked(proof: &Proof) -> bool {
    proof.program.stages.get(proof.case.stage.index()).is_some_and(|stage| stage.asked == Asked::NotAsked)
}

fn answered(question: String, answer: &str, needed: &str, how: &str) -> Line {
    let mut line = vec![plain(question), strong(format!(" {answer}"))];
    if !needed.is_empty() {
        line.push(faint(format!(" (needed: {needed})")));
    }
    // "Contested, contested: one says …" would say it twice.
    let rest = if answer == "Contested" { how.strip_prefix("contested") } else { None };
    match rest {
        Some(rest) => line.push(faint(rest)),
        None if how.is_empty() => {}
        None => line.push(faint(format!(", {how}"))),
    }
    line
}

/// "Category II applies: …", "Quash the sentence – applies", "The court lacked impartiality – made out".
pub(super) fn holding_line(proof: &Proof, id: HoldingId, value: Value) -> Line {
    let holding = &proof.program.holdings[id.index()];
    let outcome = words::concluded(proof, id, true);
    match holding.kind {
        None => vec![plain(words::sentence(&holding.title)), valued(value, format!(" – {}", words::finding(value)))],
        Some(kind) if words::main_kind(proof.program) == Some(kind) => vec![
            strong(words::sentence(&name(proof, id))),
            valued(value, format!(" {outcome}")),
            plain(format!(": {}", holding.title)),
        ],
        Some(kind) => vec![
            faint(format!("{}: ", proof.program.kinds[kind.index()].title)),
            strong(holding.title.clone()),
            valued(value, format!(" – {outcome}")),
        ],
    }
}

/// "category II", or the title of a finding.
pub(super) fn name(proof: &Proof, id: HoldingId) -> String {
    let holding = &proof.program.holdings[id.index()];
    match holding.kind {
        Some(kind) if words::main_kind(proof.program) == Some(kind) => {
            format!("{} {}", words::spoken(&proof.program.kinds[kind.index()].name), words::spoken(&holding.name))
        }
        Some(_) | None => holding.title.clone(),
    }
}

/// What an exception asks, in words.
pub(in crate::explain) fn exception_words(proof: &Proof, condition: ConditionId) -> String {
    let parts = proof.circuit.parts(condition);
    let join = |word: &str| {
        let asked: Vec<String> = parts.iter().map(|part| exception_words(proof, *part)).collect();
        asked.join(word)
    };
    match &proof.program.expr(proof.circuit.condition(condition).expr).node {
        Node::All(_) => join(" And: "),
        Node::Any(_) => join(" Or: "),
        Node::OneOf(..) => {
            let needed = words::needed(proof, condition).map_or_else(String::new, |(_, words)| words);
            format!("{} ({needed})", words::condition(proof, condition))
        }
        _ => words::sentence(&words::condition(proof, condition)),
    }
}

/// The first question of an exception, and how many more there are.
pub(super) fn first_asked(proof: &Proof, condition: ConditionId) -> String {
    let mut at = condition;
    let mut more = 0;
    loop {
        let node = &proof.program.expr(proof.circuit.condition(at).expr).node;
        let parts = proof.circuit.parts(at);
        match (node, parts) {
            (Node::All(_) | Node::Any(_), [first, rest @ ..]) => {
                more += rest.len();
                at = *first;
            }
            _ => break,
        }
    }
    let first = exception_words(proof, at);
    match more {
        0 => first,
        1 => format!("{first} (and 1 more question)"),
        more => format!("{first} (and {more} more questions)"),
    }
}
