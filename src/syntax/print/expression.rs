//! Expressions and literals as text, with brackets only where the reading would change without them.

use super::{names, quoted};
use crate::syntax::ast::{Comparison, DateLiteral, Expr, ExprKind, Literal, Unit};

/// How tightly a form binds; an operand that binds less tightly than its place asks for goes in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Unary,
    Compared,
    Sum,
    Atom,
}

/// An expression as text.
pub(super) fn text(expr: &Expr) -> String {
    let mut out = String::new();
    write(expr, Level::Or, &mut out);
    out
}

fn level(kind: &ExprKind) -> Level {
    match kind {
        ExprKind::Any(all) if all.len() > 1 => Level::Or,
        ExprKind::All(all) if all.len() > 1 => Level::And,
        ExprKind::Not(_) | ExprKind::Some(_, _) | ExprKind::Every(_, _) => Level::Unary,
        ExprKind::Compare(_, _, _) | ExprKind::OneOf(_, _) | ExprKind::Contains(_, _) | ExprKind::IsShown(_) => {
            Level::Compared
        }
        ExprKind::Add(_, _) | ExprKind::Subtract(_, _) => Level::Sum,
        ExprKind::Always
        | ExprKind::Name(_)
        | ExprKind::Fact { .. }
        | ExprKind::Conclusion { .. }
        | ExprKind::All(_)
        | ExprKind::Any(_)
        | ExprKind::AtLeast(_, _)
        | ExprKind::Count(_, _)
        | ExprKind::Literal(_)
        | ExprKind::Reading { .. }
        | ExprKind::HasReplied(_)
        | ExprKind::HasChallenged(_, _) => Level::Atom,
    }
}

fn write(expr: &Expr, wanted: Level, out: &mut String) {
    let bare = level(&expr.kind) >= wanted;
    if !bare {
        out.push('(');
    }
    form(&expr.kind, out);
    if !bare {
        out.push(')');
    }
}

fn form(kind: &ExprKind, out: &mut String) {
    match kind {
        ExprKind::Always => out.push_str("always"),
        ExprKind::Name(name) => out.push_str(&name.text),
        ExprKind::Fact { topic, fact } => out.push_str(&format!("{}.{}", topic.text, fact.text)),
        ExprKind::Conclusion { kind, name } => out.push_str(&format!("{} {}", kind.text, name.text)),
        ExprKind::Not(inner) => prefixed("not ", inner, Level::Unary, out),
        ExprKind::All(all) if all.len() > 1 => joined(all, " and ", Level::Unary, out),
        ExprKind::Any(all) if all.len() > 1 => joined(all, " or ", Level::And, out),
        ExprKind::All(all) => listed("all of", all, out),
        ExprKind::Any(all) => listed("any of", all, out),
        ExprKind::AtLeast(least, all) => listed(&format!("at least {least} of"), all, out),
        ExprKind::Compare(left, comparison, right) => {
            write(left, Level::Sum, out);
            prefixed(&format!(" {} ", sign(*comparison)), right, Level::Sum, out);
        }
        ExprKind::OneOf(inner, options) => {
            write(inner, Level::Sum, out);
            out.push_str(&format!(" in ({})", names(options)));
        }
        ExprKind::Contains(inner, part) => {
            write(inner, Level::Sum, out);
            out.push_str(&format!(" contains {}", quoted(&part.text)));
        }
        ExprKind::IsShown(inner) => {
            write(inner, Level::Sum, out);
            out.push_str(" is shown");
        }
        ExprKind::Some(topic, inner) => prefixed(&format!("some {} has ", topic.text), inner, Level::Unary, out),
        ExprKind::Every(topic, inner) => prefixed(&format!("every {} has ", topic.text), inner, Level::Unary, out),
        ExprKind::Count(topic, inner) => prefixed(&format!("count of {} with ", topic.text), inner, Level::Atom, out),
        ExprKind::Add(left, right) => {
            write(left, Level::Sum, out);
            prefixed(" + ", right, Level::Atom, out);
        }
        ExprKind::Subtract(left, right) => {
            write(left, Level::Sum, out);
            prefixed(" - ", right, Level::Atom, out);
        }
        ExprKind::Literal(value) => out.push_str(&literal(value)),
        ExprKind::Reading { name, option } => out.push_str(&format!("reading {} is {}", name.text, option.text)),
        ExprKind::HasReplied(party) => out.push_str(&format!("{} has replied", party.text)),
        ExprKind::HasChallenged(party, None) => out.push_str(&format!("{} has challenged anything", party.text)),
        ExprKind::HasChallenged(party, Some(fact)) => {
            prefixed(&format!("{} has challenged ", party.text), fact, Level::Atom, out);
        }
    }
}

fn prefixed(before: &str, inner: &Expr, wanted: Level, out: &mut String) {
    out.push_str(before);
    write(inner, wanted, out);
}

fn joined(all: &[Expr], between: &str, wanted: Level, out: &mut String) {
    for (index, expr) in all.iter().enumerate() {
        if index > 0 {
            out.push_str(between);
        }
        write(expr, wanted, out);
    }
}

fn listed(before: &str, all: &[Expr], out: &mut String) {
    out.push_str(before);
    out.push_str(" (");
    joined(all, ", ", Level::Or, out);
    out.push(')');
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::More => ">",
        Comparison::AtLeast => ">=",
    }
}

/// A literal as text.
pub(super) fn literal(value: &Literal) -> String {
    match value {
        Literal::Number(millionths) => number(*millionths),
        Literal::Date(date) => self::date(date),
        Literal::Duration(count, unit) => format!("{count} {}", self::unit(*unit, *count)),
        Literal::Text(text) => quoted(text),
    }
}

fn number(millionths: i64) -> String {
    let (whole, fraction) = (millionths / 1_000_000, (millionths % 1_000_000).abs());
    if fraction == 0 {
        return whole.to_string();
    }
    format!("{whole}.{fraction:06}").trim_end_matches('0').to_owned()
}

/// A date as precise as it was written.
pub(super) fn date(date: &DateLiteral) -> String {
    let mut out = format!("{:04}", date.year);
    for part in [date.month, date.day].into_iter().flatten() {
        out.push_str(&format!("-{part:02}"));
    }
    if let Some((hour, minute)) = date.time {
        out.push_str(&format!(" {hour:02}:{minute:02}"));
    }
    out
}

/// A unit after this number of it.
pub(super) fn unit(unit: Unit, count: i64) -> &'static str {
    let (one, many) = match unit {
        Unit::Minutes => ("minute", "minutes"),
        Unit::Hours => ("hour", "hours"),
        Unit::Days => ("day", "days"),
        Unit::Weeks => ("week", "weeks"),
        Unit::Months => ("month", "months"),
        Unit::Years => ("year", "years"),
    };
    if count == 1 { one } else { many }
}
