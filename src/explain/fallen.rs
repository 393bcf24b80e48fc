//! Why a conclusion falls between two worlds of a case. In: the proof before and the proof after, a conclusion, and the facts that
//! were changed. Out: the rules that carried it and no longer do, each with what breaks it, and the same in words.

use std::collections::{BTreeSet, VecDeque};

use super::words::{condition, inside_sentence, listed_with};
use super::{Failure, first_failure};
use crate::case::Subject;
use crate::check::{Read, reads};
use crate::circuit::{About, ConditionId};
use crate::evaluate::{Proof, Status};
use crate::program::{ExprId, HoldingId, Node, Program, RuleId};
use crate::value::Value;

/// Rules that a sentence names before it counts the rest.
const NAMED: usize = 4;

/// A rule that applied and no longer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fallen {
    /// Which.
    pub rule: RuleId,
    /// What breaks it; nothing where it is out of force.
    pub by: Option<(ConditionId, Failure)>,
}

/// How a sentence speaks of the changed world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// "meets an exception"
    Is,
    /// "would meet an exception"
    Would,
}

impl Mood {
    fn be(self, several: bool) -> &'static str {
        match (self, several) {
            (Mood::Is, false) => "is",
            (Mood::Is, true) => "are",
            (Mood::Would, _) => "would be",
        }
    }

    fn verb(self, verb: &str, several: bool) -> String {
        match (self, several) {
            (Mood::Is, false) => format!("{verb}s"),
            (Mood::Is, true) => verb.to_owned(),
            (Mood::Would, _) => format!("would {verb}"),
        }
    }
}

/// The rules that carried a conclusion before, at any depth, and that the changed facts break: those that read one of them, else
/// those nearest to them.
#[must_use]
pub fn fallen(before: &Proof, after: &Proof, id: HoldingId, facts: &BTreeSet<Subject>) -> Vec<Fallen> {
    let program = before.program;
    let fell = fell_below(before, after, id);
    let direct = |rule: &RuleId| {
        let changed = |fact| facts.iter().any(|subject| subject.fact == fact);
        read(program, *rule).into_iter().any(|read| matches!(read, Read::Fact(fact) if changed(fact)))
    };
    // What rests on another finding that fell follows from it.
    let nearest = |rule: &RuleId| {
        let lost = |id: HoldingId| before.holding(id) == Value::Yes && after.holding(id) != Value::Yes;
        !read(program, *rule).into_iter().any(|read| matches!(read, Read::Holding(id) if lost(id)))
    };
    let mut named: Vec<RuleId> = fell.iter().copied().filter(direct).collect();
    if named.is_empty() {
        named = fell.iter().copied().filter(nearest).collect();
    }
    if named.is_empty() {
        named = fell;
    }
    // What names a breach says more than what only leads on.
    named.sort_by_key(|id| program.rules[id.index()].breach.is_empty());
    named.into_iter().map(|rule| Fallen { rule, by: broken_by(after, rule) }).collect()
}

/// The same as the end of a sentence: "the rule “…” would meet an exception (“…”)"; empty where no rule fell.
#[must_use]
pub fn fallen_words(
    (before, after): (&Proof, &Proof),
    id: HoldingId,
    facts: &BTreeSet<Subject>,
    mood: Mood,
    name: &dyn Fn(RuleId) -> String,
) -> String {
    if before.holding_in_force(id) && !after.holding_in_force(id) {
        return format!("it {} out of force", mood.be(false));
    }
    let all = fallen(before, after, id, facts);
    // Rules that break alike are told together.
    let mut groups: Vec<(Vec<String>, &Fallen)> = Vec::new();
    for one in all.iter().take(NAMED) {
        let alike = |group: &&mut (Vec<String>, &Fallen)| {
            fate(after, group.1, facts, mood, true) == fate(after, one, facts, mood, true)
        };
        match groups.iter_mut().find(alike) {
            Some((names, _)) => names.push(name(one.rule)),
            None => groups.push((vec![name(one.rule)], one)),
        }
    }
    let told = |(names, one): &(Vec<String>, &Fallen)| {
        format!("{} {}", listed_with(names, "and"), fate(after, one, facts, mood, names.len() > 1))
    };
    let mut parts: Vec<String> = groups.iter().map(told).collect();
    match all.len().saturating_sub(NAMED) {
        0 => {}
        1 => parts.push(format!("one more rule {} with them", mood.verb("fall", false))),
        more => parts.push(format!("{more} more rules {} with them", mood.verb("fall", true))),
    }
    parts.join("; ")
}

fn fate(after: &Proof, fallen: &Fallen, facts: &BTreeSet<Subject>, mood: Mood, several: bool) -> String {
    let be = mood.be(several);
    let Some((_, failure)) = fallen.by else { return format!("{be} out of force") };
    let about = told(after, fallen, facts).map_or_else(String::new, |words| format!(" ({words})"));
    let verb = |verb: &str| mood.verb(verb, several);
    match failure {
        Failure::Otherwise => match mood {
            Mood::Is => format!("{be} not met{about}"),
            Mood::Would => format!("would not be met{about}"),
        },
        Failure::NeverRaised | Failure::NotShown => format!("{} something that is not shown{about}", verb("lack")),
        Failure::Contested => format!("{} on something contested{about}", verb("rest")),
        Failure::Exception(_) => format!("{} an exception{about}", verb("meet")),
    }
}

/// What breaks a rule: the first of its conditions that fails; nothing where it is out of force.
fn broken_by(after: &Proof, rule: RuleId) -> Option<(ConditionId, Failure)> {
    if after.rule_in_force(rule) { first_failure(after, rule) } else { None }
}

/// The failed condition in words: what in it is about changed facts, else what in the rule is, else the condition itself where it
/// says something alone.
fn told(after: &Proof, fallen: &Fallen, facts: &BTreeSet<Subject>) -> Option<String> {
    let (at, failure) = fallen.by?;
    let words = |id: &ConditionId| {
        let words = condition(after, *id);
        if words.ends_with('?') { format!("“{words}”") } else { inside_sentence(&words) }
    };
    let mut changed = about_changed(after, at, facts);
    if changed.is_empty() && !matches!(failure, Failure::Exception(_)) {
        changed = about_changed(after, after.circuit.rules[fallen.rule.index()].when, facts);
    }
    if !changed.is_empty() {
        return Some(listed_with(&changed.iter().map(words).collect::<Vec<_>>(), "and"));
    }
    let alone = !matches!(
        after.program.expr(after.circuit.condition(at).expr).node,
        Node::All(_) | Node::Any(_) | Node::AtLeast(..)
    );
    alone.then(|| words(&at))
}

/// The conditions here or below that ask for a changed fact.
fn about_changed(after: &Proof, at: ConditionId, facts: &BTreeSet<Subject>) -> Vec<ConditionId> {
    let condition = after.circuit.condition(at);
    let changed = match condition.about {
        About::Subject(Some(index)) => facts.contains(&after.circuit.subjects[index as usize]),
        About::Leaf(_) => {
            let read = reads(after.program, condition.expr);
            facts.iter().any(|subject| read.contains(&Read::Fact(subject.fact)))
        }
        About::Subject(None) | About::Nothing => false,
    };
    if changed {
        return vec![at];
    }
    after.circuit.parts(at).iter().flat_map(|part| about_changed(after, *part, facts)).collect()
}

/// The rules that applied and no longer do, for a conclusion and for the findings lost with it, nearest to it first. A finding
/// that still holds by another rule has lost nothing.
fn fell_below(before: &Proof, after: &Proof, id: HoldingId) -> Vec<RuleId> {
    let program = before.program;
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([id]);
    let mut open = VecDeque::from([id]);
    while let Some(holding) = open.pop_front() {
        for rule in &program.holdings[holding.index()].rules {
            let fell = before.status(*rule) == Status::Applies && after.status(*rule) != Status::Applies;
            if !fell || found.contains(rule) {
                continue;
            }
            found.push(*rule);
            for read in read(program, *rule) {
                if let Read::Holding(below) = read
                    && before.holding(below) == Value::Yes
                    && after.holding(below) != Value::Yes
                    && seen.insert(below)
                {
                    open.push_back(below);
                }
            }
        }
    }
    found
}

/// All that a rule reads; a judgement by default rests on what its default reads.
fn read(program: &Program, id: RuleId) -> Vec<Read> {
    let rule = &program.rules[id.index()];
    let conditions: Vec<ExprId> =
        std::iter::once(rule.when).chain(rule.unless.iter().map(|unless| unless.condition)).collect();
    let mut waiting: Vec<Read> = conditions.into_iter().flat_map(|condition| reads(program, condition)).collect();
    let mut found: Vec<Read> = Vec::new();
    while let Some(next) = waiting.pop() {
        if found.contains(&next) {
            continue;
        }
        if let Read::Fact(fact) = next {
            let default = program.facts[fact.index()].judgement.as_ref().and_then(|judgement| judgement.default);
            waiting.extend(default.map(|default| reads(program, default)).unwrap_or_default());
        }
        found.push(next);
    }
    found
}
