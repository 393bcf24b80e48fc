//! The law in time. In: what stands after `in force`. Out: [`Force`] with its condition, made of comparisons that are answered
//! yes or no; and warnings about what is never in force.

use super::PackCheck;
use super::expression::condition;
use super::rules::cites;
use crate::amount::{Amount, Range};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{FactId, Force, Program, TopicId, Type};
use crate::syntax::ast::{Comparison, DateLiteral, Expr, ExprKind, ForceDecl, Literal};

/// When something is law, by a date that the pack declares and that a case states once.
pub(super) fn force(pack: &mut PackCheck, decl: Option<&ForceDecl>) -> Option<Force> {
    let decl = decl?;
    let fact = date(pack, decl)?;
    let condition = condition(pack, &in_force(decl));
    let (from, until) = (decl.from.map(Amount::date), decl.until.map(Amount::date));
    Some(Force { from, until, fact, condition, cite: cites(pack, &decl.cite), span: decl.span })
}

fn date(pack: &mut PackCheck, decl: &ForceDecl) -> Option<FactId> {
    let names = &pack.names;
    let found = names.topics.find(&decl.topic, Code::UnknownTopic, "topic", &mut pack.diagnostics)?;
    let space = &names.facts[found as usize];
    let what = format!("fact of `{}`", decl.topic.text);
    let fact = space.find(&decl.fact, Code::UnknownFact, &what, &mut pack.diagnostics).map(FactId)?;
    let (span, name) = (decl.topic.span.to(decl.fact.span), pack.program.fact_name(fact));
    let kind = &pack.program.facts[fact.index()].kind;
    let fault = if pack.program.topics[TopicId(found).index()].many {
        let message = format!("there may be several `{}`; the law of which one counts is not said", decl.topic.text);
        Diagnostic::new(Code::InstanceNeeded, span, message).help("take a date of a topic that is not `many`")
    } else if *kind != Type::Date {
        let message = format!("`{name}` is a {}, not a date", kind.words());
        Diagnostic::new(Code::TypeMismatch, span, message).help("what is in force is decided by a date")
    } else {
        return Some(fact);
    };
    pack.report(fault.label("this decides what is in force"));
    None
}

/// Past law: within for certain. The law of today: not before for certain. `x and (x is shown)` is yes where `x` is, else no.
fn in_force(decl: &ForceDecl) -> Expr {
    let made = |kind: ExprKind| Expr { kind, span: decl.span };
    let fact = || made(ExprKind::Fact { topic: decl.topic.clone(), fact: decl.fact.clone() });
    let compared = |how: Comparison, day: DateLiteral| {
        let day = made(ExprKind::Literal(Literal::Date(day)));
        made(ExprKind::Compare(Box::new(fact()), how, Box::new(day)))
    };
    let certainly = |inner: Expr| {
        let shown = made(ExprKind::IsShown(Box::new(inner.clone())));
        made(ExprKind::All(vec![inner, shown]))
    };
    match (decl.from, decl.until) {
        (Some(from), Some(until)) => {
            let within = vec![compared(Comparison::AtLeast, from), compared(Comparison::AtMost, until)];
            certainly(made(ExprKind::All(within)))
        }
        (None, Some(until)) => certainly(compared(Comparison::AtMost, until)),
        (Some(from), None) => made(ExprKind::Not(Box::new(certainly(compared(Comparison::Less, from))))),
        (None, None) => made(ExprKind::Always),
    }
}

/// Warnings: a time that no day lies in, and a rule that is never in force together with what it leads to.
pub(super) fn look(program: &Program, faults: &mut Vec<Diagnostic>) {
    for force in program.forces().filter(|force| days(force).is_none()) {
        let message = "no day lies between these two";
        let fault = Diagnostic::new(Code::NeverInForce, force.span, message);
        faults.push(fault.help("the first day stands after `from`, the last after `until`"));
    }
    for rule in &program.rules {
        let Some(own) = &rule.force else { continue };
        for target in &rule.then {
            let Some(other) = &program.holdings[target.index()].force else { continue };
            let (Some(a), Some(b)) = (days(own), days(other)) else { continue };
            if own.fact == other.fact && (a.high < b.low || b.high < a.low) {
                let name = program.holding_name(*target);
                let message = format!("the rule `{}` is never in force together with `{name}`", rule.name);
                let fault = Diagnostic::new(Code::NeverInForce, own.span, message);
                faults.push(
                    fault.also(other.span, "it leads to this").help("let the two times overlap, or remove the rule"),
                );
            }
        }
    }
}

/// The time in which it is in force, if any moment lies in it.
fn days(force: &Force) -> Option<Range> {
    let low = force.from.map_or(i64::MIN, |from| from.range().low);
    let high = force.until.map_or(i64::MAX, |until| until.range().high);
    (low <= high).then_some(Range { low, high })
}
