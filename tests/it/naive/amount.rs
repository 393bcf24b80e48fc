//! Dates, numbers and durations as ranges, with arithmetic of its own. In: literals. Out: [`Amount`]s and how they compare.
//! An end that is absent has no limit. Calendar months stay apart from seconds as long as they can.

use habeas::syntax::ast::{Bound, Comparison, DateLiteral, Literal, Unit};
use habeas::value::Value;
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

const DAY: i128 = 86_400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Date,
    Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) kind: Kind,
    pub(super) months: i64,
    pub(super) low: Option<i128>,
    pub(super) high: Option<i128>,
}

type Ends = (Option<i128>, Option<i128>);

fn amount(kind: Kind, low: i128, high: i128) -> Amount {
    Amount { kind, months: 0, low: Some(low), high: Some(high) }
}

/// A literal; a bare number is a year where a date is wanted.
pub(super) fn literal(literal: &Literal, dated: bool) -> Option<Amount> {
    match literal {
        Literal::Number(millionths) if dated => {
            let year = i16::try_from(millionths / 1_000_000).ok()?;
            Some(day(DateLiteral { year, month: None, day: None, time: None }))
        }
        Literal::Number(millionths) => Some(amount(Kind::Number, i128::from(*millionths), i128::from(*millionths))),
        Literal::Date(written) => Some(day(*written)),
        Literal::Duration(count, unit) => {
            let count = i128::from(*count);
            let months = |months: i128| Amount { months: i64::try_from(months).unwrap(), ..seconds(0) };
            Some(match unit {
                Unit::Minutes => seconds(count * 60),
                Unit::Hours => seconds(count * 3600),
                Unit::Days => seconds(count * DAY),
                Unit::Weeks => seconds(count * 7 * DAY),
                Unit::Months => months(count),
                Unit::Years => months(count * 12),
            })
        }
        Literal::Text(_) => None,
    }
}

/// From the first to the last second in which something is law; an end that is not written has no limit.
pub(super) fn span(from: Option<DateLiteral>, until: Option<DateLiteral>) -> (Option<i128>, Option<i128>) {
    (from.and_then(|from| day(from).low), until.and_then(|until| day(until).high))
}

fn seconds(count: i128) -> Amount {
    amount(Kind::Duration, count, count)
}

/// All the seconds that a date as written may mean.
fn day(written: DateLiteral) -> Amount {
    let first = date(written.year, written.month.unwrap_or(1), written.day.unwrap_or(1));
    let next = match (written.month, written.day) {
        (None, _) => first + 1.year(),
        (Some(_), None) => first + 1.month(),
        (Some(_), Some(_)) => first + 1.day(),
    };
    if let Some((hour, minute)) = written.time {
        let at = midnight(first) + i128::from(hour) * 3600 + i128::from(minute) * 60;
        return amount(Kind::Date, at, at + 59);
    }
    amount(Kind::Date, midnight(first), midnight(next) - 1)
}

fn midnight(day: Date) -> i128 {
    i128::from((day - date(1970, 1, 1)).get_days()) * DAY
}

fn plus(left: Option<i128>, right: Option<i128>) -> Option<i128> {
    Some(left? + right?)
}

fn minus(left: Option<i128>, right: Option<i128>) -> Option<i128> {
    Some(left? - right?)
}

impl Amount {
    /// Shortest and longest, calendar months counted as any run of months may be long.
    pub(super) fn ends(self) -> Ends {
        if self.months == 0 {
            return (self.low, self.high);
        }
        let runs = (0..48).map(|start| {
            let first = date(2000, 1, 1) + Span::new().months(start);
            let last = first + Span::new().months(self.months.abs());
            (midnight(last) - midnight(first)) * i128::from(self.months.signum())
        });
        let (shortest, longest) = runs.fold((i128::MAX, i128::MIN), |(low, high), run| (low.min(run), high.max(run)));
        (plus(self.low, Some(shortest)), plus(self.high, Some(longest)))
    }

    fn with(self, (low, high): Ends) -> Amount {
        Amount { kind: self.kind, months: 0, low, high }
    }

    /// What a statement with a bound leaves open. Nothing lasts less than no time, nor counts less than nothing.
    pub(super) fn bounded(self, bound: Bound) -> Amount {
        let least = match self.kind {
            Kind::Date => None,
            Kind::Number => Some(0),
            Kind::Duration => Some(-self.with_months_only().ends().1.unwrap()),
        };
        let (low, high) = (self.low, self.high);
        let (low, high) = match bound {
            Bound::MoreThan | Bound::After => (plus(high, Some(1)), None),
            Bound::AtLeast => (low, None),
            Bound::LessThan | Bound::Before => (least, minus(low, Some(1))),
            Bound::AtMost => (least, high),
        };
        Amount { low, high, ..self }
    }

    fn with_months_only(self) -> Amount {
        Amount { low: Some(0), high: Some(0), ..self }
    }

    /// From the least of this to the most of the other.
    pub(super) fn to(self, other: Amount) -> Amount {
        self.with((self.ends().0, other.ends().1))
    }

    /// What both leave possible.
    pub(super) fn meet(self, other: Amount) -> Option<Amount> {
        if self == other {
            return Some(self);
        }
        let (a, b) = (self.ends(), other.ends());
        let low = match (a.0, b.0) {
            (Some(x), Some(y)) => Some(x.max(y)),
            (x, y) => x.or(y),
        };
        let high = match (a.1, b.1) {
            (Some(x), Some(y)) => Some(x.min(y)),
            (x, y) => x.or(y),
        };
        let empty = matches!((low, high), (Some(low), Some(high)) if low > high);
        (!empty).then(|| self.with((low, high)))
    }

    pub(super) fn add(self, other: Amount) -> Amount {
        let sum = |a: Amount, b: Amount| (plus(a.low, b.low), plus(a.high, b.high));
        match (self.kind, other.kind) {
            (Kind::Number, _) => self.with(sum(self, other)),
            (Kind::Date, _) => {
                let moved = self.moved(other.months);
                moved.with(sum(moved, other))
            }
            (Kind::Duration, Kind::Date) => other.add(self),
            (Kind::Duration, _) => {
                let (low, high) = sum(self, other);
                Amount { kind: Kind::Duration, months: self.months + other.months, low, high }
            }
        }
    }

    pub(super) fn subtract(self, other: Amount) -> Amount {
        let less = (minus(self.low, other.high), minus(self.high, other.low));
        match (self.kind, other.kind) {
            (Kind::Number, _) => self.with(less),
            (Kind::Date, Kind::Date) => Amount { kind: Kind::Duration, ..self.with(less) },
            (Kind::Date, _) => {
                let moved = self.moved(-other.months);
                moved.with((minus(moved.low, other.high), minus(moved.high, other.low)))
            }
            (Kind::Duration, _) => {
                Amount { kind: Kind::Duration, months: self.months - other.months, low: less.0, high: less.1 }
            }
        }
    }

    /// Every moment of a date, moved by calendar months, both readings taken of a day that the month lacks.
    fn moved(self, months: i64) -> Amount {
        if months == 0 {
            return self;
        }
        let near = |at: i128, towards: i128| -> Vec<i128> {
            let day = at.div_euclid(DAY);
            (0..70).map(|step| (day + step * towards) * DAY + if towards < 0 { DAY - 1 } else { 0 }).collect()
        };
        let within = |at: &i128| self.low.is_none_or(|low| *at >= low) && self.high.is_none_or(|high| *at <= high);
        let low = self.low.map(|low| {
            let all = near(low, 1).into_iter().chain([low]).filter(within);
            all.flat_map(|at| readings(at, months)).min().unwrap()
        });
        let high = self.high.map(|high| {
            let all = near(high, -1).into_iter().chain([high]).filter(within);
            all.flat_map(|at| readings(at, months)).max().unwrap()
        });
        self.with((low, high))
    }
}

/// The last day that the month has, and as many days on from its first.
fn readings(at: i128, months: i64) -> [i128; 2] {
    let day = date(1970, 1, 1) + Span::new().days(i64::try_from(at.div_euclid(DAY)).unwrap());
    let clamped = day + Span::new().months(months);
    let over = day.first_of_month() + Span::new().months(months) + Span::new().days(day.day() - 1);
    [clamped, over].map(|moved| midnight(moved) + at.rem_euclid(DAY))
}

/// An operand of a comparison.
#[derive(Clone, Copy)]
pub(super) struct Operand {
    pub(super) amount: Amount,
    /// Written in the rule itself.
    pub(super) literal: bool,
}

/// Yes or no where everything that the operands may be agrees, else not shown.
pub(super) fn compare(left: Operand, how: Comparison, right: Operand) -> Value {
    let window = |operand: Operand| operand.literal && operand.amount.kind == Kind::Date;
    if !window(left) && !window(right) && in_days(left.amount) && in_days(right.amount) {
        let midnight = |Operand { amount, .. }: Operand| Operand {
            amount: Amount { high: amount.high.map(|high| high + 1 - DAY), ..amount },
            literal: false,
        };
        return compare_moments(midnight(left), how, midnight(right));
    }
    compare_moments(left, how, right)
}

/// A date of which no hour is known: from a midnight to the last second of a day.
fn in_days(amount: Amount) -> bool {
    let begins = amount.low.is_none_or(|low| low.rem_euclid(DAY) == 0);
    let ends = amount.high.is_none_or(|high| high.rem_euclid(DAY) == DAY - 1);
    amount.kind == Kind::Date && begins && ends
}

fn compare_moments(left: Operand, how: Comparison, right: Operand) -> Value {
    let window = |operand: Operand| operand.literal && operand.amount.kind == Kind::Date;
    match how {
        Comparison::NotEqual => compare_moments(left, Comparison::Equal, right).negated(),
        Comparison::More => compare_moments(right, Comparison::Less, left),
        Comparison::AtLeast => compare_moments(left, Comparison::Less, right).negated(),
        Comparison::AtMost => compare_moments(right, Comparison::Less, left).negated(),
        Comparison::Less => {
            // Before a day is before its start; after a day is after its end.
            let from = if window(left) { left.amount.high } else { left.amount.low };
            let to = if window(right) { right.amount.low } else { right.amount.high };
            let left = Amount { low: from, ..left.amount };
            let right = Amount { high: to, ..right.amount };
            let (low, high) = left.subtract(right).ends();
            if high.is_some_and(|high| high < 0) {
                Value::Yes
            } else if low.is_some_and(|low| low >= 0) {
                Value::No
            } else {
                Value::NotShown
            }
        }
        Comparison::Equal => {
            let (a, b) = (left.amount, right.amount);
            let (low, high) = a.subtract(b).ends();
            let same = match (window(left), window(right)) {
                (_, true) => a.low >= b.low && a.high.is_some_and(|high| Some(high) <= b.high),
                (true, false) => b.low >= a.low && b.high.is_some_and(|high| Some(high) <= a.high),
                (false, false) => (low == Some(0) && high == Some(0)) || one_day(a, b),
            };
            if same {
                Value::Yes
            } else if low.is_some_and(|low| low > 0) || high.is_some_and(|high| high < 0) {
                Value::No
            } else {
                Value::NotShown
            }
        }
    }
}

/// Two dates given as the same day, or as the same minute of it.
fn one_day(a: Amount, b: Amount) -> bool {
    let short = matches!((a.low, a.high), (Some(low), Some(high)) if high - low < DAY);
    a.kind == Kind::Date && a == b && short
}
