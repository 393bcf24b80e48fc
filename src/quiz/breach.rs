//! "Which provision does this breach?" In: findings whose rules apply and name a breach. Out: exercises with what the rules yield,
//! lowered by whether the instrument binds, among other provisions of the same instruments.

use std::collections::BTreeSet;

use super::maker::{Maker, mixed};
use super::told::rules;
use super::{Choice, Exercise, Key, Kind};
use crate::evaluate::Status;
use crate::explain::words;
use crate::program::{HoldingId, ProvisionId, RuleId};

pub(super) fn next(maker: &mut Maker) -> Option<Exercise> {
    let holdings = (0..maker.proof.program.holdings.len()).map(HoldingId::at);
    for id in maker.shuffled(holdings) {
        if !leading(maker, id).is_empty()
            && maker.is_new(Kind::Breach, &format!("{id:?}"))
            && let Some(made) = make(maker, id)
        {
            return Some(made);
        }
    }
    None
}

/// The rules that apply, lead here, and breach something.
fn leading(maker: &Maker, id: HoldingId) -> Vec<RuleId> {
    let applies = |rule: &RuleId| maker.proof.status(*rule) == Status::Applies;
    let breaches = |rule: &RuleId| !words::breached(maker.proof, *rule).is_empty();
    let rules = maker.proof.program.holdings[id.index()].rules.iter().copied();
    rules.filter(|rule| applies(rule) && breaches(rule)).collect()
}

fn make(maker: &mut Maker, id: HoldingId) -> Option<Exercise> {
    let program = maker.proof.program;
    let own = leading(maker, id);
    let breached: BTreeSet<ProvisionId> = own.iter().flat_map(|rule| words::breached(maker.proof, *rule)).collect();
    // What is cited for it in any way, and the twin of what is breached, is no wrong answer that could be told apart.
    let mut near = breached.clone();
    for rule in &program.holdings[id.index()].rules {
        let rule = &program.rules[rule.index()];
        near.extend(rule.breach.iter().chain(&rule.relying));
    }
    let twins: Vec<ProvisionId> = near.iter().flat_map(|id| program.provisions[id.index()].twins.clone()).collect();
    near.extend(twins);
    let instruments: BTreeSet<_> = breached.iter().map(|id| program.provisions[id.index()].instrument).collect();
    let elsewhere = |candidate: &ProvisionId| {
        let provision = &program.provisions[candidate.index()];
        instruments.contains(&provision.instrument) && !near.iter().any(|near| is_part(maker, *near, *candidate))
    };
    let others: Vec<ProvisionId> = (0..program.provisions.len()).map(ProvisionId::at).filter(elsewhere).collect();
    let mut others = maker.shuffled(others);
    // What the case breaches elsewhere tempts most.
    let all = maker.proof.breaches();
    others.sort_by_key(|id| !all.iter().any(|breach| breach.provision == *id && breach.direct));
    let right: Vec<Choice> = maker.shuffled(breached).into_iter().map(|one| choice(maker, id, one, &own)).collect();
    let most = right.len().min(2);
    let wrong: Vec<Choice> = others.into_iter().map(|one| choice(maker, id, one, &own)).collect();
    let choices = mixed(right, wrong, most)?;
    let title = words::sentence(&program.holdings[id.index()].title);
    let asked = format!("It is made out: “{title}”. Which of these provisions does that breach?");
    Some(maker.exercise(Kind::Breach, asked, choices))
}

/// The same provision, or one a part of the other: 9 and 9(2).
fn is_part(maker: &Maker, one: ProvisionId, other: ProvisionId) -> bool {
    let [a, b] = [one, other].map(|id| &maker.proof.program.provisions[id.index()]);
    let within =
        |whole: &str, part: &str| part.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('('));
    a.instrument == b.instrument && (within(&a.number, &b.number) || within(&b.number, &a.number))
}

fn choice(maker: &Maker, asked: HoldingId, id: ProvisionId, own: &[RuleId]) -> Choice {
    let program = maker.proof.program;
    let naming: Vec<RuleId> =
        own.iter().copied().filter(|rule| words::breached(maker.proof, *rule).contains(&id)).collect();
    let right = !naming.is_empty();
    let title = words::inside_sentence(&program.provisions[id.index()].title);
    let about = if title.is_empty() { String::new() } else { format!("It protects this: {title}. ") };
    let why = match right {
        true => format!("{about}Its breach follows from {}.", rules(program, &naming)),
        false => {
            let all = maker.proof.breaches();
            let elsewhere = all.iter().find(|breach| breach.provision == id && breach.direct);
            match elsewhere {
                Some(breach) => {
                    format!("{about}It is breached in this case by something else: {}.", rules(program, &breach.rules))
                }
                None => format!("{about}No rule that leads here names it."),
            }
        }
    };
    Choice { key: Key::Breached(asked, id), text: words::spaced(&program.provision_name(id)), right, why }
}
