//! How the faults of a pack are put into words. In: what clashes with what. Out: diagnostics, and titles of cases that show it.

use super::Witness;
use super::witness::{Of, Test, Wish};
use super::worlds::Worlds;
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluate::Proof;
use crate::explain::words;
use crate::source::Span;

/// A condition that has a part in a fault, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Culprit {
    pub(super) span: Span,
    pub(super) text: String,
}

/// What is said of a part that has its share in a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// It would have to be together with others, and cannot.
    Clashes,
    /// Where it and the others are so, the condition is as well.
    MakesItSo,
}

/// The places of wishes that cannot come true together, each with its question.
pub(super) fn culprits(proof: &Proof, worlds: &Worlds, wishes: &[Wish], share: Share) -> Vec<Culprit> {
    let one = |wish: &Wish| {
        let (span, what) = match wish.of {
            Of::Rule(id) => {
                let rule = &proof.program.rules[id.index()];
                (rule.span, format!("the rule `{}`", rule.name))
            }
            Of::Holding(id) => (proof.program.holdings[id.index()].span, proof.program.holding_name(id)),
            Of::Condition(expr) => {
                let words = worlds.condition(expr).map(|condition| words::condition(proof, condition));
                (proof.program.expr(expr).span, words.unwrap_or_default())
            }
        };
        let text = match (share, wish.test) {
            (Share::Clashes, Test::Yes) => format!("this would have to be so: {what}"),
            (Share::Clashes, Test::NotYes) => format!("this would have to be otherwise: {what}"),
            (Share::Clashes, Test::Open) => format!("this exception would have to stay out of the way: {what}"),
            (Share::MakesItSo, Test::Yes) => format!("this says it already: {what}"),
            (Share::MakesItSo, Test::NotYes) => format!("this is so wherever it is: {what}"),
            (Share::MakesItSo, Test::Open) => format!("that this exception is not made out says it already: {what}"),
        };
        Culprit { span, text }
    };
    wishes.iter().map(one).collect()
}

/// A diagnostic at a place, with what has a part in it.
pub(super) fn diagnostic(code: Code, span: Span, message: String, culprits: Vec<Culprit>) -> Diagnostic {
    let mut fault = Diagnostic::new(code, span, message);
    let mut told: Vec<Culprit> = Vec::new();
    for culprit in culprits {
        if told.contains(&culprit) {
            continue;
        }
        told.push(culprit.clone());
        if culprit.span == span && fault.label.is_empty() {
            fault = fault.label(culprit.text);
        } else {
            fault = fault.also(culprit.span, culprit.text);
        }
    }
    fault
}

/// The way out, and in a few words the case that shows the fault.
pub(super) fn help(way_out: &str, shown: &str, witness: Option<&Witness>) -> String {
    /// A case with more lines than this is not told in one.
    const MOST_LINES: usize = 6;
    let Some(witness) = witness else { return way_out.to_owned() };
    let lines: Vec<&str> = witness.text.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    let stated = lines.iter().filter(|line| !line.starts_with("under ") && !line.starts_with("document "));
    let stated: Vec<&str> = stated.copied().collect();
    match stated.len() {
        0 => format!("{way_out}; {shown}: a case of which nothing is said"),
        1..=MOST_LINES => format!("{way_out}; {shown}: `{}`", stated.join("`, `")),
        more => format!("{way_out}; {shown}: `{}` and {} more", stated[..MOST_LINES].join("`, `"), more - MOST_LINES),
    }
}
