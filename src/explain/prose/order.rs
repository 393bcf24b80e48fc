//! Which rules speak, in which section, and in which order. In: a proof and its explanation. Out: sections of rules. The order
//! is that of the kinds and conclusions of the pack; a rule that leads to a finding stands where the rules beside it do, under
//! the heading that the pack gives them; premises stand before what rests on them.

use std::collections::BTreeMap;

use crate::circuit::ConditionId;
use crate::evaluate::{Proof, Status};
use crate::explain::{Answer, Explanation, words};
use crate::program::{HoldingId, KindId, Node, Program, Rule, RuleId};
use crate::value::Value;

/// A section of the discussion.
pub(crate) struct Section {
    /// The kind of the conclusions it is about.
    pub(crate) kind: KindId,
    /// The one conclusion it is about, where it is of the main kind.
    pub(crate) conclusion: Option<HoldingId>,
    pub(crate) heading: String,
    pub(crate) rules: Vec<RuleId>,
}

/// Where a rule belongs: a conclusion of the main kind, or another kind as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Home {
    kind: KindId,
    conclusion: Option<HoldingId>,
}

/// The sections that have something to say.
pub(crate) fn sections(proof: &Proof, explanation: &Explanation) -> Vec<Section> {
    let speaks = speaking(proof, explanation);
    let homes = homes(proof);
    let mut by_home: BTreeMap<Home, Vec<RuleId>> = BTreeMap::new();
    for (index, _) in speaks.iter().enumerate().filter(|(_, speaks)| **speaks) {
        if let Some(home) = homes[index] {
            by_home.entry(home).or_default().push(RuleId::at(index));
        }
    }
    let section = |(home, rules): (Home, Vec<RuleId>)| Section {
        kind: home.kind,
        conclusion: home.conclusion,
        heading: heading(proof.program, home, &rules),
        rules: premises_first(proof, &rules),
    };
    by_home.into_iter().map(section).collect()
}

/// "Category II: the deprivation of liberty results from …"; of another kind the heading that its rules stand under.
fn heading(program: &Program, home: Home, rules: &[RuleId]) -> String {
    let kind = &program.kinds[home.kind.index()];
    if let Some(id) = home.conclusion {
        let holding = &program.holdings[id.index()];
        return format!("{} {}: {}", kind.title, words::spoken(&holding.name), words::inside_sentence(&holding.title));
    }
    let groups: Vec<&str> = rules.iter().map(|rule| group(&program.rules[rule.index()])).collect();
    match groups.first() {
        Some(first) if !first.is_empty() && groups.iter().all(|group| group == first) => (*first).to_owned(),
        _ => kind.title.clone(),
    }
}

/// The heading of a rule, up to its colon.
fn group(rule: &Rule) -> &str {
    rule.breadcrumb.split_once(": ").map_or(rule.breadcrumb.as_str(), |(group, _)| group)
}

/// The heading of a rule, after its colon.
pub(crate) fn part(rule: &Rule) -> &str {
    rule.breadcrumb.split_once(": ").map_or("", |(_, part)| part)
}

/// By rule: it applies, and a conclusion that applies, a breach or a declined claim rests on it.
fn speaking(proof: &Proof, explanation: &Explanation) -> Vec<bool> {
    let mut speaks = vec![false; proof.program.rules.len()];
    let mut open: Vec<RuleId> = Vec::new();
    for concluded in explanation.conclusions.iter().filter(|concluded| concluded.value == Value::Yes) {
        open.extend(applying(proof, concluded.holding));
    }
    for claim in explanation.claims.iter().filter(|claim| claim.answer == Answer::Declined) {
        open.extend(claim.rule);
    }
    let breaches = proof.circuit.breaches.iter().filter(|breach| proof.value(breach.slot) == Value::Yes);
    open.extend(breaches.map(|breach| breach.rule));
    while let Some(rule) = open.pop() {
        if !std::mem::replace(&mut speaks[rule.index()], true) {
            open.extend(premises(proof, rule));
        }
    }
    speaks
}

fn applying<'a>(proof: &'a Proof, holding: HoldingId) -> impl Iterator<Item = RuleId> + 'a {
    let rules = proof.program.holdings[holding.index()].rules.iter().copied();
    rules.filter(|rule| proof.status(*rule) == Status::Applies)
}

/// The rules that apply and that this one rests on directly.
fn premises(proof: &Proof, rule: RuleId) -> Vec<RuleId> {
    let mut found = Vec::new();
    let mut open = vec![proof.circuit.rules[rule.index()].when];
    while let Some(id) = open.pop() {
        if let Node::Holding(holding) = &proof.program.expr(proof.circuit.condition(id).expr).node {
            found.extend(applying(proof, *holding));
        }
        open.extend(carrying(proof, id).into_iter().rev());
    }
    found
}

/// The parts of a condition that carry its value, the default reading of a judgement among them.
pub(crate) fn carrying(proof: &Proof, id: ConditionId) -> Vec<ConditionId> {
    let value = proof.of(id);
    let node = &proof.program.expr(proof.circuit.condition(id).expr).node;
    let all = matches!(node, Node::Not(_) | Node::IsShown(_) | Node::AtLeast(..) | Node::Count(..));
    let parts = proof.circuit.parts(id).iter().copied();
    let default = match node {
        Node::Fact(fact) => proof.circuit.judgement(*fact).and_then(|judgement| judgement.default),
        _ => None,
    };
    parts.filter(|part| all || proof.of(*part) == value).chain(default).collect()
}

/// In the order of the pack, each after the rules of the section that it rests on.
fn premises_first(proof: &Proof, rules: &[RuleId]) -> Vec<RuleId> {
    let mut done: Vec<RuleId> = Vec::new();
    for rule in rules {
        place(proof, rules, *rule, &mut done);
    }
    done
}

fn place(proof: &Proof, rules: &[RuleId], rule: RuleId, done: &mut Vec<RuleId>) {
    if done.contains(&rule) {
        return;
    }
    let mut before: Vec<RuleId> = premises(proof, rule).into_iter().filter(|rule| rules.contains(rule)).collect();
    before.sort_unstable();
    for premise in before {
        place(proof, rules, premise, done);
    }
    if !done.contains(&rule) {
        done.push(rule);
    }
}

/// By rule: where it belongs.
fn homes(proof: &Proof) -> Vec<Option<Home>> {
    let program = proof.program;
    let main = words::main_kind(program);
    let home = |id: HoldingId| {
        let kind = program.holdings[id.index()].kind?;
        Some(Home { kind, conclusion: (Some(kind) == main).then_some(id) })
    };
    // The rules under one heading vote; a conclusion of the main kind beats all others.
    let mut votes: BTreeMap<&str, BTreeMap<Home, usize>> = BTreeMap::new();
    for rule in program.rules.iter().filter(|rule| !rule.breadcrumb.is_empty()) {
        for target in rule.then.iter().filter_map(|id| home(*id)) {
            *votes.entry(group(rule)).or_default().entry(target).or_default() += 1;
        }
    }
    let elected = |rule: &Rule| {
        let votes = votes.get(group(rule))?;
        votes.iter().rev().max_by_key(|(home, count)| (home.conclusion.is_some(), **count)).map(|(home, _)| *home)
    };
    let reached = reached(proof, &home);
    let own = |(index, rule): (usize, &Rule)| {
        let direct = rule.then.iter().find_map(|id| home(*id));
        let heading = if rule.breadcrumb.is_empty() { None } else { elected(rule) };
        heading.or(direct).or(reached[index]).or_else(|| first_home(program))
    };
    program.rules.iter().enumerate().map(own).collect()
}

fn first_home(program: &Program) -> Option<Home> {
    (!program.kinds.is_empty()).then_some(Home { kind: KindId(0), conclusion: None })
}

/// By rule: the first conclusion that rests on it, those of the main kind before others.
fn reached(proof: &Proof, home: &dyn Fn(HoldingId) -> Option<Home>) -> Vec<Option<Home>> {
    let program = proof.program;
    let mut reached: Vec<Option<Home>> = vec![None; program.rules.len()];
    for kind in program.kinds_in_reading_order() {
        for index in (0..program.holdings.len()).filter(|index| program.holdings[*index].kind == Some(kind)) {
            let mut open: Vec<RuleId> = applying(proof, HoldingId::at(index)).collect();
            let mut seen = vec![false; program.rules.len()];
            while let Some(rule) = open.pop() {
                if std::mem::replace(&mut seen[rule.index()], true) {
                    continue;
                }
                if reached[rule.index()].is_none() {
                    reached[rule.index()] = home(HoldingId::at(index));
                }
                open.extend(premises(proof, rule));
            }
        }
    }
    reached
}
