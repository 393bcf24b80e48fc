//! What can be known of a fact that is not yes or no, as far as any condition could tell it apart. In: the type of a term and
//! the literals that it is compared with. Out: one state for each different answer to all of its conditions: not shown,
//! contested, single values that a case can state, and ranges, by where they begin and end between the literals.

use std::collections::BTreeSet;

use crate::amount::{Amount, Range};
use crate::case::Datum;
use crate::evaluate::State;
use crate::lab::amount_written;
use crate::program::Type;

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;
const MINUTE: i64 = 60;
const ONE: i64 = 1_000_000;
/// The shortest and the longest month, in seconds.
const MONTH: (i64, i64) = (28 * DAY, 31 * DAY);
/// Of more texts than this not every choice is told apart.
const MOST_TEXTS: usize = 6;

/// Something that can be known of a fact.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    pub(super) state: State,
    /// A case can say so in a few words.
    pub(super) plain: bool,
}

/// What conditions ask of a term.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) amounts: Vec<Amount>,
    pub(super) texts: BTreeSet<String>,
    /// It is set beside other facts, so that values some way apart matter as well.
    pub(super) beside_others: bool,
}

/// All that can be known of a term of this type, not shown and contested first.
pub(super) fn choices(kind: &Type, asked: &Asked) -> Vec<Choice> {
    let mut found = vec![plain(State::NotShown), plain(State::Contested)];
    match kind {
        Type::YesNo => {}
        Type::OneOf(options) => {
            let option = |at| plain(State::Known(Datum::Option(u32::try_from(at).unwrap_or(0))));
            found.extend((0..options.len()).map(option));
        }
        Type::Text => {
            let other = std::iter::once("something else".to_owned());
            let texts = asked.texts.iter().cloned().chain(other);
            found.extend(texts.map(|text| plain(State::Known(Datum::Text(text)))));
        }
        Type::ListOfText => found.extend(lists(asked)),
        Type::Date | Type::Number | Type::Duration => {
            found.extend(values(kind, asked));
            found.extend(ranges(kind, asked));
        }
    }
    found
}

/// Whether every state of a term can be told from these: of more texts than the limit it cannot.
pub(super) fn complete(asked: &Asked) -> bool {
    asked.texts.len() <= MOST_TEXTS
}

fn plain(state: State) -> Choice {
    Choice { state, plain: true }
}

fn lists(asked: &Asked) -> Vec<Choice> {
    let texts: Vec<&String> = asked.texts.iter().take(MOST_TEXTS).collect();
    let of = |code: usize, closed: bool| {
        let chosen = texts.iter().enumerate().filter(|(at, _)| code >> at & 1 == 1);
        let mut items: Vec<String> = chosen.map(|(_, text)| (*text).clone()).collect();
        if items.is_empty() {
            items.push("something else".to_owned());
        }
        plain(State::Known(Datum::List { items, closed }))
    };
    (0..1usize << texts.len()).flat_map(|code| [of(code, false), of(code, true)]).collect()
}

/// The ends of all literals, in order.
fn turns(asked: &Asked) -> BTreeSet<i64> {
    let ends = asked.amounts.iter().flat_map(|amount| {
        let range = amount.range();
        [range.low, range.high]
    });
    ends.filter(|at| !matches!(*at, i64::MIN | i64::MAX)).collect()
}

/// Single values on, beside and between the ends of the literals, as a case would state them.
fn values(kind: &Type, asked: &Asked) -> Vec<Choice> {
    let step = match kind {
        Type::Date => DAY,
        // As coarse as the literals allow: a case would not speak of 4,321 minutes.
        Type::Duration => {
            let steps = [DAY, HOUR, MINUTE];
            let fits = |step: &i64| turns(asked).iter().all(|turn| turn % step == 0);
            steps.into_iter().find(fits).unwrap_or(MINUTE)
        }
        _ => ONE,
    };
    let mut at: BTreeSet<i64> = turns(asked).into_iter().flat_map(|turn| [turn - step, turn, turn + step]).collect();
    let between: Vec<i64> = at.iter().zip(at.iter().skip(1)).map(|(a, b)| a + (b - a) / 2).collect();
    at.extend(between);
    // 6 January 2020, or one of something.
    let (start, apart): (i64, &[i64]) = match kind {
        Type::Date => (18_267 * DAY, &[0, 1, 3, 10, 40, 100, 400, 1_200, 4_000]),
        Type::Duration => (DAY, &[0, 1, 10, 100, 1_000]),
        _ => (ONE, &[0, 1, 2, 10, 100, 1_000]),
    };
    let first = at.first().copied().unwrap_or(start);
    if asked.beside_others {
        at.extend(apart.iter().flat_map(|far| [first + far * step, start + far * step]));
    } else if at.is_empty() {
        at.insert(start);
    }
    let whole = |at: i64| if *kind == Type::Number { at } else { at.div_euclid(step) * step };
    let at: BTreeSet<i64> = at.into_iter().map(whole).filter(|at| *kind == Type::Date || *at >= 0).collect();
    let single = |at: i64| match kind {
        Type::Date => Amount::Date(Range { low: at, high: at + DAY - 1 }),
        Type::Duration => Amount::Duration { months: 0, seconds: Range::exactly(at) },
        _ => Amount::Number(Range::exactly(at)),
    };
    at.into_iter().map(|at| plain(known(single(at)))).collect()
}

fn known(amount: Amount) -> State {
    let text = match amount {
        Amount::Duration { months, .. } if months != 0 => format!("{months} months"),
        _ => amount_written(amount),
    };
    State::Known(Datum::Amount(amount, text))
}

/// Every range, by the stretches in which it begins and ends: on a turn, or between two.
fn ranges(kind: &Type, asked: &Asked) -> Vec<Choice> {
    let points: Vec<i64> = turns(asked).into_iter().collect();
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    let mut from = i64::MIN;
    for point in points {
        if from < point {
            stretches.push((from, point - 1));
        }
        stretches.push((point, point));
        from = point + 1;
    }
    stretches.push((from, i64::MAX));
    let mut found = Vec::new();
    for (place, begins) in stretches.iter().enumerate() {
        // Within one stretch it may be one value or several.
        let within = [begins.0.max(i64::MIN + 1), begins.1.min(i64::MAX - 1)];
        found.push(Range::exactly(within[0]));
        found.extend(stretches[place..].iter().map(|ends| Range { low: within[0], high: ends.1 }));
    }
    let mut amounts: Vec<Amount> = found
        .iter()
        .map(|range| match kind {
            Type::Date => Amount::Date(*range),
            Type::Duration => Amount::Duration { months: 0, seconds: *range },
            _ => Amount::Number(*range),
        })
        .collect();
    if *kind == Type::Duration {
        amounts.extend(months(asked));
    }
    amounts
        .into_iter()
        .map(|amount| match amount {
            Amount::Duration { months: 1.., seconds: Range { low: 0, high: 0 } } => plain(known(amount)),
            _ => Choice { state: State::Known(Datum::Amount(amount, String::new())), plain: false },
        })
        .collect()
}

/// Durations that are stated in calendar months: exactly so many, more, at least, less or at most so many.
fn months(asked: &Asked) -> Vec<Amount> {
    let mut counts: BTreeSet<i64> = BTreeSet::new();
    for amount in &asked.amounts {
        let Amount::Duration { months, .. } = amount else { continue };
        counts.extend([months - 1, *months, months + 1]);
        let range = amount.range();
        let (low, high) = (range.low / MONTH.1 - 2, range.high / MONTH.0 + 2);
        counts.extend(low..=high.min(low + 400));
    }
    let between: Vec<i64> = counts.iter().zip(counts.iter().skip(1)).map(|(a, b)| a + (b - a) / 2).collect();
    counts.extend(between);
    let of = |months: i64| {
        let longest = Amount::Duration { months, seconds: Range::exactly(0) }.range().high;
        let rests = [(0, 0), (1, i64::MAX), (0, i64::MAX), (-longest, -1), (-longest, 0)];
        rests.map(|(low, high)| Amount::Duration { months, seconds: Range { low, high } })
    };
    counts.into_iter().filter(|months| *months > 0).flat_map(of).collect()
}
