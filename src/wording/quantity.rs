//! Numbers and durations as the languages write them. In: an amount, and how the case wrote it. Out: words. What was written is
//! kept where it can be read ("more than 2 weeks" stays weeks); else the amount itself is put into words.

use super::language::Language;
use crate::amount::{Amount, Range};
use crate::syntax::ast::{Bound, Unit};

/// A quantity as people write it.
struct Quantity {
    bound: Option<Bound>,
    from: String,
    to: Option<String>,
    unit: Option<Unit>,
}

/// A number or a duration in words; `after_de` where the text before it ends in "de".
pub(super) fn quantity(language: Language, amount: Amount, written: &str, after_de: bool) -> String {
    let quantity = read(written).or_else(|| computed(amount));
    quantity.map_or_else(|| language.not_stated().to_owned(), |quantity| words(language, &quantity, after_de))
}

fn words(language: Language, quantity: &Quantity, after_de: bool) -> String {
    let digits = |plain: &str| language.digits(plain);
    let last = quantity.to.as_ref().unwrap_or(&quantity.from);
    let unit = quantity.unit.map(|unit| {
        let (one, several) = language.unit(unit);
        let single = last == "1" || language == Language::French && last == "0";
        format!(" {}", if single { one } else { several })
    });
    let unit = unit.unwrap_or_default();
    let number = match &quantity.to {
        Some(to) => language.between(&digits(&quantity.from), &digits(to), after_de),
        None => digits(&quantity.from),
    };
    match quantity.bound {
        Some(bound) => format!("{} {number}{unit}", language.bound(bound)),
        None => format!("{number}{unit}"),
    }
}

/// Reads what the case wrote: `more than 2 weeks`, `5 to 10 minutes`, `3`.
fn read(written: &str) -> Option<Quantity> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let (bound, rest) = match words.as_slice() {
        ["more", "than", rest @ ..] => (Some(Bound::MoreThan), rest),
        ["at", "least", rest @ ..] => (Some(Bound::AtLeast), rest),
        ["less", "than", rest @ ..] => (Some(Bound::LessThan), rest),
        ["at", "most", rest @ ..] => (Some(Bound::AtMost), rest),
        rest => (None, rest),
    };
    let (from, to, unit) = match rest {
        [from] => (from, None, None),
        [from, unit] => (from, None, Some(unit_called(unit)?)),
        [from, "to", to] => (from, Some(to), None),
        [from, "to", to, unit] => (from, Some(to), Some(unit_called(unit)?)),
        [from, first, "to", to, unit] if first == unit => (from, Some(to), Some(unit_called(unit)?)),
        _ => return None,
    };
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.').then(|| text.to_owned());
    let to = match to {
        Some(to) => Some(plain(to)?),
        None => None,
    };
    Some(Quantity { bound, from: plain(from)?, to, unit })
}

fn unit_called(word: &str) -> Option<Unit> {
    Some(match word {
        "minute" | "minutes" => Unit::Minutes,
        "hour" | "hours" => Unit::Hours,
        "day" | "days" => Unit::Days,
        "week" | "weeks" => Unit::Weeks,
        "month" | "months" => Unit::Months,
        "year" | "years" => Unit::Years,
        _ => return None,
    })
}

/// An amount that nobody wrote, such as what two statements leave together.
fn computed(amount: Amount) -> Option<Quantity> {
    match amount {
        Amount::Date(_) => None,
        Amount::Number(range) => Some(ranged(range, 1_000_000, None)),
        Amount::Duration { months, seconds } if months != 0 && seconds == Range::exactly(0) => {
            let (count, unit) = if months % 12 == 0 { (months / 12, Unit::Years) } else { (months, Unit::Months) };
            Some(Quantity { bound: None, from: count.to_string(), to: None, unit: Some(unit) })
        }
        Amount::Duration { .. } => {
            let range = amount.range();
            let fits = |length: i64| {
                [range.low, range.high].iter().all(|end| {
                    matches!(*end, i64::MIN | i64::MAX | 0) || matches!(end % length, 0 | 1) || (end + 1) % length == 0
                })
            };
            let (length, unit) = match () {
                () if fits(86_400) && range.low != 86_400 => (86_400, Unit::Days),
                () if fits(3600) => (3600, Unit::Hours),
                () => (60, Unit::Minutes),
            };
            Some(ranged(range, length, Some(unit)))
        }
    }
}

/// A range in steps of so many; an end that lies one beside a whole step was written "more than" or "less than" it.
fn ranged(range: Range, step: i64, unit: Option<Unit>) -> Quantity {
    let plain = |at: i64| match step {
        1_000_000 => {
            let text = format!("{}.{:06}", at / step, (at % step).abs());
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => (at / step).to_string(),
    };
    let (bound, from, to) = match (range.low, range.high) {
        (low, high) if low == high => (None, plain(low), None),
        (i64::MIN | 0, high) if high.saturating_add(1) % step == 0 => {
            (Some(Bound::LessThan), plain(high.saturating_add(1)), None)
        }
        (i64::MIN | 0, high) => (Some(Bound::AtMost), plain(high), None),
        (low, i64::MAX) if low % step == 1 => (Some(Bound::MoreThan), plain(low - 1), None),
        (low, i64::MAX) => (Some(Bound::AtLeast), plain(low), None),
        (low, high) => (None, plain(low), Some(plain(high))),
    };
    Quantity { bound, from, to, unit }
}
