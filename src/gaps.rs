//! The ledger of an argument: for each conclusion what is shown of it, what is missing and who must show it, and which reply would
//! defeat it. In: a proof and conclusions. Out: [`Ledger`]. What a reply would do is never guessed: the case is evaluated with that
//! reply added to it.

mod element;
pub mod json;
mod near;
mod reply;
pub mod report;

use std::collections::{BTreeMap, BTreeSet};

pub use element::{Class, Element, Key};
pub use near::{Distance, Near};
pub use reply::Reply;

use crate::evaluate::{Proof, Status};
use crate::explain::{Explanation, words::main_kind};
use crate::inquiry::{Inquiry, Skipped, default_goals, inquiry};
use crate::program::{FactId, HoldingId, Program};
use crate::value::Value;

/// What stands and what is missing for one conclusion.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Which.
    pub goal: HoldingId,
    /// Its value in the case.
    pub value: Value,
    /// A party claims it.
    pub claimed: bool,
    /// The rules that lead to it and do not apply yet, those that lack least first; then those that apply or are contested, then
    /// those that an exception brings down.
    pub rules: Vec<Near>,
    /// How many rules are out of reach because something is shown to be otherwise, or is not law at the time.
    pub out: usize,
    /// What these rules ask, each once.
    pub elements: BTreeMap<Key, Element>,
    /// What the other side could show, and what would follow; what brings the conclusion down first.
    pub replies: Vec<Reply>,
    /// What to ask next.
    pub inquiry: Inquiry,
}

/// The conclusions that a ledger is kept of where nobody names any: those claimed or raised of the kind that readers look for first;
/// where there are none, all of that kind.
#[must_use]
pub fn goals(proof: &Proof, explanation: &Explanation) -> Vec<HoldingId> {
    let main = main_kind(proof.program);
    let own = explanation.conclusions.iter().filter(|concluded| {
        main.is_some() && proof.program.holdings[concluded.holding.index()].kind == main && concluded.raised
    });
    let raised: Vec<HoldingId> = own.map(|concluded| concluded.holding).collect();
    if raised.is_empty() { default_goals(proof, explanation) } else { raised }
}

/// Keeps the ledger of one conclusion.
#[must_use]
pub fn ledger(proof: &Proof, goal: HoldingId) -> Ledger {
    let useful = |rule: &crate::program::RuleId| {
        // A rule that leads only to what is made out already adds nothing to ask.
        let leads = &proof.program.rules[rule.index()].then;
        matches!(proof.status(*rule), Status::Applies | Status::Contested)
            || leads.iter().any(|holding| *holding == goal || proof.holding(*holding) < Value::Yes)
    };
    let mut found = near::nearness(proof, goal, near::grounds(proof, goal).into_iter().filter(useful));
    let all = found.rules.len();
    found.rules.retain(|near| near.distance.within_reach || near.status == Status::Defeated);
    let out = all - found.rules.len();
    let used: BTreeSet<Key> = found.rules.iter().flat_map(Near::keys).copied().collect();
    found.elements.retain(|key, _| used.contains(key));
    Ledger {
        goal,
        value: proof.holding(goal),
        claimed: proof.case.claims.iter().any(|claim| claim.holding == goal),
        out,
        replies: reply::replies(proof, goal, &found.rules),
        inquiry: inquiry(proof, &[goal], &Skipped::default()),
        rules: found.rules,
        elements: found.elements,
    }
}

impl Ledger {
    /// How many elements are of this class.
    #[must_use]
    pub fn count(&self, class: Class) -> usize {
        self.elements.values().filter(|element| element.class == class).count()
    }

    /// The judgements that its rules ask for and that stand open or argued, in the order of the pack.
    #[must_use]
    pub fn judgements(&self, program: &Program) -> Vec<FactId> {
        let own = self.elements.values().filter(|element| element.class != Class::Shown).flat_map(|it| &it.facts);
        let judgements = own.map(|subject| subject.fact).filter(|id| program.facts[id.index()].judgement.is_some());
        judgements.collect::<BTreeSet<FactId>>().into_iter().collect()
    }
}
