//! What a pack can never do: rules that never apply, exceptions that never defeat, conditions without effect, rules that
//! another one swallows, conclusions that are never or always reached. In: a checked pack. Out: [`Fault`]s, each with its
//! reason and, where there is one to show, a small case that can be run.
//!
//! Nothing here is guessed or sampled: a solver decides each question over all cases that list at most a few instances of a
//! topic (see [`MOST_INSTANCES`]), all stages, and all that can be known of each fact. What it calls impossible is so; a case
//! that it finds is written out, read back and evaluated by the one evaluator before it is shown.

mod axis;
mod questions;
mod solver;
mod swallow;
mod typed;
mod variants;
mod witness;
mod words;
mod worlds;

use crate::case::{Case, List};
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Options, evaluate};
use crate::program::{ExprId, HoldingId, Node, Program, RuleId, StageId};

/// A case lists no more instances of one topic than this.
pub const MOST_INSTANCES: u32 = 4;

/// Something that a pack can never do.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What exactly is claimed.
    pub claim: Claim,
    /// What is wrong, where, why, and the way out.
    pub diagnostic: Diagnostic,
    /// A case that shows it, if one could be written down and confirmed.
    pub witness: Option<Witness>,
    /// It follows only from what other rules say: written out for who reads the one rule alone, it may well be meant.
    pub remark: bool,
}

/// What is claimed of a pack, for every case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The rule never applies.
    NeverApplies(RuleId),
    /// The exception of the rule, by its place, is never made out where the rule's `when` is.
    NeverDefeats(RuleId, usize),
    /// The rule has the same value without this part of the list.
    WithoutEffect {
        /// The rule.
        rule: RuleId,
        /// The list: `and`, `or`, `at least … of`.
        list: ExprId,
        /// One of its parts.
        part: ExprId,
    },
    /// The rule has the same value without this exception, by its place.
    ExceptionWithoutEffect(RuleId, usize),
    /// The first rule never has a stronger value than the second, and adds nothing to it.
    Swallowed(RuleId, RuleId),
    /// The finding or conclusion is never yes.
    NeverReached(HoldingId),
    /// The finding or conclusion is always yes.
    AlwaysReached(HoldingId),
    /// What the pack says cannot be is so in every case.
    NothingPossible,
}

/// A case that shows a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// A name for its file, without ending.
    pub name: String,
    /// The text of the case.
    pub text: String,
}

/// Looks through a whole pack.
#[must_use]
pub fn analyse(program: &Program) -> Vec<Fault> {
    let mut faults = inquire(program, &variants::variants(program), |whole| whole.all());
    let without_effect =
        |fault: &Fault| matches!(fault.claim, Claim::WithoutEffect { .. } | Claim::ExceptionWithoutEffect(..));
    if faults.iter().any(without_effect) {
        // Once more as if nothing were known of how findings come about.
        faults = inquire(program, &variants::with_findings_free(program), |mut alone| {
            for fault in faults.iter_mut().filter(|fault| without_effect(fault)) {
                fault.remark = alone.has_effect(fault.claim);
            }
            faults
        });
    }
    faults
}

fn inquire<T>(program: &Program, variants: &variants::Variants, ask: impl FnOnce(questions::Inquiry<'_>) -> T) -> T {
    let case = stand_in(&variants.program);
    let proof = evaluate(&variants.program, &case, Options::default());
    let worlds = worlds::Worlds::of((program, variants), &case, &proof.circuit);
    ask(questions::Inquiry::of(program, variants, &proof, worlds))
}

/// The case that the law is laid out for: so many instances of each topic, every list open, nothing said.
fn stand_in(program: &Program) -> Case {
    let names = ["first", "second", "third", "fourth"];
    let list = |index: usize| {
        let count = if program.topics[index].many { instances(program, index) } else { 0 };
        List { instances: names.iter().take(count).map(|name| (*name).to_owned()).collect(), closed: false }
    };
    Case {
        name: String::new(),
        title: String::new(),
        within: String::new(),
        reported_by: Vec::new(),
        person: String::new(),
        stage: StageId(0),
        names: Vec::new(),
        accounts: Vec::new(),
        not_known: Vec::new(),
        documents: Vec::new(),
        speakers: Vec::new(),
        fixed: Vec::new(),
        lists: (0..program.topics.len()).map(list).collect(),
        statements: Vec::new(),
        replied: vec![false; program.parties.len()],
        claims: Vec::new(),
        decided: None,
        hypotheticals: Vec::new(),
        notes: Vec::new(),
    }
}

/// As many instances as the conditions over a topic could tell apart, at least two and within the limit.
fn instances(program: &Program, topic: usize) -> usize {
    let each = program.exprs.iter().map(|expr| match &expr.node {
        Node::Count(over, _, _, number) if over.index() == topic => *number as usize + 1,
        _ => 0,
    });
    each.max().unwrap_or(0).clamp(2, MOST_INSTANCES as usize)
}
