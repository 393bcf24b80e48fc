//! What to ask next: the facts that still matter for some conclusions, most decisive first, each with the reason. In: a proof and
//! conclusions. Out: [`Inquiry`]. Which answer would help whom is never told.
//!
//! A fact is asked if some conclusion can still turn on it, whatever becomes of the other open facts; what is stated already is
//! not asked. A list that is open counts as one that may hold more. Judgements are for the lawyer, and stand apart.

pub mod clause;
mod rules;
pub mod words;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::case::{Case, Subject};
use crate::evaluate::{Proof, State, evaluate_supposing};
use crate::explain::{Explanation, words::main_kind};
use crate::lab::{Relevance, Relevant, relevance};
use crate::program::{FactId, HoldingId, Node, Program, RuleId, Standing, TopicId};
use crate::syntax::ast::Role;

/// What was asked and could not be told, beside what the case itself says is not known.
#[derive(Clone, Debug, Default)]
pub struct Skipped {
    /// Facts.
    pub facts: BTreeSet<Subject>,
    /// Lists: whether there are more.
    pub lists: BTreeSet<TopicId>,
}

/// What still matters.
#[derive(Clone, Debug, Default)]
pub struct Inquiry {
    /// The conclusions that are asked about.
    pub goals: Vec<HoldingId>,
    /// By conclusion: what the submitting party can tell may still turn it, the other side being silent.
    pub open: Vec<bool>,
    /// What to ask, most decisive first.
    pub questions: Vec<Question>,
    /// Judgements on which something may turn: the lawyer's, never a witness's.
    pub judgements: Vec<Question>,
}

/// Something to ask.
#[derive(Clone, Debug)]
pub struct Question {
    /// What.
    pub ask: Ask,
    /// When it matters.
    pub bearing: Bearing,
    /// The conclusions that may turn on it.
    pub goals: Vec<HoldingId>,
    /// Those of them that one answer would settle.
    pub settles: Vec<HoldingId>,
    /// How many questions would be left after the answer that leaves fewest, and after the one that leaves most.
    pub left: (usize, usize),
    /// The rules on the way to these conclusions that ask for it, those not met left out.
    pub rules: Vec<RuleId>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    /// A fact.
    Fact(Subject),
    /// Whether there is one, or another, of a topic of which there may be several.
    More(TopicId),
}

/// When an answer matters. The order is that in which to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearing {
    /// As things stand.
    Now,
    /// Only if the other side shows something.
    IfAnswered,
    /// It is for the other side to show.
    OtherSide,
}

impl Bearing {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Bearing::Now => "now",
            Bearing::IfAnswered => "if_answered",
            Bearing::OtherSide => "other_side",
        }
    }
}

/// The conclusions to ask about where nobody names any: those claimed, else those raised, of the kind that readers look for
/// first; else all of that kind.
#[must_use]
pub fn default_goals(proof: &Proof, explanation: &Explanation) -> Vec<HoldingId> {
    let main = main_kind(proof.program);
    let own = explanation
        .conclusions
        .iter()
        .filter(|concluded| main.is_some() && proof.program.holdings[concluded.holding.index()].kind == main);
    let those = |wanted: fn(&crate::explain::Concluded) -> bool| -> Vec<HoldingId> {
        own.clone().filter(|concluded| wanted(concluded)).map(|concluded| concluded.holding).collect()
    };
    let choices = [those(|concluded| concluded.claimed), those(|concluded| concluded.raised), those(|_| true)];
    choices.into_iter().find(|goals| !goals.is_empty()).unwrap_or_default()
}

/// Finds what to ask for these conclusions.
#[must_use]
pub fn inquiry(proof: &Proof, goals: &[HoldingId], skipped: &Skipped) -> Inquiry {
    let lengthened = lengthened(proof.program, proof.case, skipped);
    let longer = evaluate_supposing(proof.program, &lengthened, proof.options, proof.supposed.clone());
    let desk = Desk { proof, longer: &longer, goals };
    let (mut held, other) = desk.held(skipped);
    // What the other side can show is looked at on its own: a witness cannot show it.
    let with_reply = relevance(&longer, goals, &held);
    held.extend(other.iter().copied());
    let now = relevance(&longer, goals, &held);
    let mut found = Inquiry { goals: goals.to_vec(), open: now.open.clone(), ..Inquiry::default() };
    let asked: BTreeSet<Subject> = now.facts.iter().map(|fact| fact.subject).collect();
    let later = with_reply.facts.iter().filter(|fact| !asked.contains(&fact.subject));
    let later = later.map(|fact| match other.contains(&fact.subject) {
        true => (Bearing::OtherSide, fact),
        false => (Bearing::IfAnswered, fact),
    });
    let all = now.facts.iter().map(|fact| (Bearing::Now, fact)).chain(later);
    desk.list(all.collect(), &mut found);
    desk.crowded(&[&now, &with_reply], &mut found);
    found
}

/// The case with each list that is open made as long as any rule could ask, and closed: what nobody told of may be there.
fn lengthened(program: &Program, case: &Case, skipped: &Skipped) -> Case {
    let mut longer = case.clone();
    for (place, topic) in program.topics.iter().enumerate() {
        let (id, list) = (TopicId::at(place), &mut longer.lists[place]);
        if topic.many && !list.closed && !skipped.lists.contains(&id) {
            let more = program.exprs.iter().map(|expr| match expr.node {
                Node::Count(counted, _, _, number) if counted == id => number as usize + 1,
                _ => 1,
            });
            list.instances.extend(std::iter::repeat_n(String::new(), more.max().unwrap_or(1)));
            list.closed = true;
        }
    }
    longer
}

struct Desk<'a, 'p> {
    proof: &'a Proof<'p>,
    /// The same with open lists made longer.
    longer: &'a Proof<'a>,
    goals: &'a [HoldingId],
}

impl Desk<'_, '_> {
    /// The facts that are not asked; and of the others those that the other side must show.
    fn held(&self, skipped: &Skipped) -> (BTreeSet<Subject>, BTreeSet<Subject>) {
        let program = self.proof.program;
        let answers = program.party_with(Role::Answers);
        let not_known: BTreeSet<Subject> = self.proof.case.not_known.iter().map(|asked| asked.subject).collect();
        let (mut held, mut other) = (BTreeSet::new(), BTreeSet::new());
        for subject in &self.longer.circuit.subjects {
            let fact = &program.facts[subject.fact.index()];
            let told = skipped.facts.contains(subject) || not_known.contains(subject);
            if told || self.is_stated(*subject) {
                held.insert(*subject);
            } else if fact.judgement.is_none() && Some(fact.bearer) == answers {
                other.insert(*subject);
            }
        }
        (held, other)
    }

    /// Whether an answer stands already, or the submitting party gave its own.
    fn is_stated(&self, subject: Subject) -> bool {
        let reading = self.longer.reading(subject);
        if self.proof.program.facts[subject.fact.index()].judgement.is_some() {
            return !matches!(reading.standing, Standing::NotRaised | Standing::ByDefault);
        }
        let submits = self.proof.program.party_with(Role::Submits);
        let mut statements = self.longer.case.statements_on(subject).iter();
        reading.state != State::NotShown
            || statements
                .any(|said| said.datum.is_some() && submits.is_some_and(|party| Case::is_party(said.speaker, party)))
    }

    fn ask(&self, subject: Subject) -> Ask {
        let topic = self.proof.program.facts[subject.fact.index()].topic;
        let declared = &self.proof.program.topics[topic.index()];
        if declared.many && subject.instance >= self.proof.case.instances(topic) {
            return Ask::More(topic);
        }
        Ask::Fact(subject)
    }

    /// Puts the facts in order; those of an instance that nobody told of become one question, whether there is one.
    fn list(&self, mut facts: Vec<(Bearing, &Relevant)>, found: &mut Inquiry) {
        let asked_by = rules::asked_by(self.longer, self.goals);
        let rules = |fact: &Relevant| asked_by.get(&fact.subject).map_or(0, Vec::len);
        // A date that only says which law is in force is no matter for a witness.
        let dates: BTreeSet<FactId> = self.proof.program.forces().map(|force| force.fact).collect();
        facts.retain(|(_, fact)| rules(fact) > 0 || !dates.contains(&fact.subject.fact));
        let all = facts.len();
        // Of equals in the order of the pack, which is that in which a story is told.
        facts.sort_by_key(|(bearing, fact)| (*bearing, Reverse((decides(fact, all), rules(fact)))));
        let mut places: BTreeMap<Ask, usize> = BTreeMap::new();
        for (bearing, fact) in facts {
            let rules = asked_by.get(&fact.subject).cloned().unwrap_or_default();
            let question = self.question(bearing, fact, rules);
            if self.proof.program.facts[fact.subject.fact.index()].judgement.is_some() {
                found.judgements.push(question);
                continue;
            }
            match places.get(&question.ask) {
                Some(place) => found.questions[*place].take_in(question),
                None => {
                    places.insert(question.ask, found.questions.len());
                    found.questions.push(question);
                }
            }
        }
    }

    fn question(&self, bearing: Bearing, fact: &Relevant, rules: Vec<RuleId>) -> Question {
        let named = |places: &mut dyn Iterator<Item = usize>| places.map(|place| self.goals[place]).collect();
        let settled: BTreeSet<usize> = fact.answers.iter().flat_map(|answer| answer.settles.iter().copied()).collect();
        let left = || fact.answers.iter().map(|answer| answer.left);
        Question {
            ask: self.ask(fact.subject),
            bearing,
            goals: named(&mut fact.turns.iter().copied()),
            settles: named(&mut settled.into_iter()),
            left: (left().min().unwrap_or(0), left().max().unwrap_or(0)),
            rules,
        }
    }

    /// Facts of which too much hangs together to be looked through are asked as well.
    fn crowded(&self, looks: &[&Relevance], found: &mut Inquiry) {
        let crowded: BTreeSet<Subject> = looks.iter().flat_map(|look| look.crowded.iter().copied()).collect();
        for subject in crowded {
            let ask = self.ask(subject);
            if found.questions.iter().any(|question| question.ask == ask) {
                continue;
            }
            let (goals, settles, rules) = (self.goals.to_vec(), Vec::new(), Vec::new());
            found.questions.push(Question { ask, bearing: Bearing::Now, goals, settles, left: (0, 0), rules });
        }
    }
}

impl Question {
    fn take_in(&mut self, other: Question) {
        fn join<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
            more.into_iter().for_each(|one| {
                if !to.contains(&one) {
                    to.push(one);
                }
            });
        }
        join(&mut self.goals, other.goals);
        join(&mut self.rules, other.rules);
        self.left.1 = self.left.1.max(other.left.1);
    }
}

/// How many questions any answer closes, whatever it is, in twentieths of all.
fn decides(fact: &Relevant, all: usize) -> usize {
    let left = fact.answers.iter().map(|answer| answer.left).max().unwrap_or(0);
    all.saturating_sub(left) * 20 / all.max(1)
}
