//! Dates, numbers and durations that may be ranges. In: literals of the language. Out: [`Amount`]s, their sums and
//! differences, and comparisons that answer yes or no only when the whole range agrees. Calendar by `jiff`; where month
//! arithmetic has two readings (31 January + 1 month), the range of both.

use jiff::civil::Date;

use crate::syntax::ast::{Comparison, DateLiteral, Unit};
use crate::value::Value;

/// A closed range of whole units. The ends of `i64` stand for "no limit".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least it can be.
    pub low: i64,
    /// The most it can be.
    pub high: i64,
}

/// The months, as English writes them.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const DAY: i64 = 86_400;

impl Range {
    /// Exactly this.
    #[must_use]
    pub fn exactly(at: i64) -> Self {
        Range { low: at, high: at }
    }

    fn plus(self, other: Range) -> Range {
        Range { low: add(self.low, other.low), high: add(self.high, other.high) }
    }

    fn minus(self, other: Range) -> Range {
        Range { low: add(self.low, negate(other.high)), high: add(self.high, negate(other.low)) }
    }

    /// The midnights at which its days begin, if it is made of whole days.
    fn starts_of_days(self) -> Option<Range> {
        let begins = self.low == i64::MIN || self.low.rem_euclid(DAY) == 0;
        let ends = self.high == i64::MAX || self.high.rem_euclid(DAY) == DAY - 1;
        (begins && ends).then(|| Range { low: self.low, high: add(self.high, 1 - DAY) })
    }

    /// What both allow, if anything.
    #[must_use]
    pub fn meet(self, other: Range) -> Option<Range> {
        let both = Range { low: self.low.max(other.low), high: self.high.min(other.high) };
        (both.low <= both.high).then_some(both)
    }
}

fn negate(at: i64) -> i64 {
    match at {
        i64::MIN => i64::MAX,
        i64::MAX => i64::MIN,
        _ => -at,
    }
}

/// Adds, keeping "no limit" as it is.
fn add(left: i64, right: i64) -> i64 {
    match (left, right) {
        (i64::MIN | i64::MAX, _) => left,
        (_, i64::MIN | i64::MAX) => right,
        _ => left.saturating_add(right),
    }
}

/// A typed quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// In millionths.
    Number(Range),
    /// In seconds from 1970-01-01 00:00.
    Date(Range),
    /// Whole months (of no fixed length) and seconds; both parts count.
    Duration {
        /// Calendar months.
        months: i64,
        /// Seconds beside them.
        seconds: Range,
    },
}

impl Amount {
    /// A number in millionths.
    #[must_use]
    pub fn number(millionths: i64) -> Self {
        Amount::Number(Range::exactly(millionths))
    }

    /// A date as precise as written: a day without a time is the whole day, a month without a day the whole month.
    #[must_use]
    pub fn date(literal: DateLiteral) -> Self {
        let first = Date::new(literal.year, literal.month.unwrap_or(1), literal.day.unwrap_or(1)).unwrap_or(Date::ZERO);
        let last = match (literal.month, literal.day) {
            (Some(_), Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, _) => first.last_of_year(),
        };
        Amount::Date(match literal.time {
            Some((hour, minute)) => {
                let at = seconds(first) + i64::from(hour) * 3600 + i64::from(minute) * 60;
                Range { low: at, high: at + 59 }
            }
            None => Range { low: seconds(first), high: seconds(last) + DAY - 1 },
        })
    }

    /// So many of a unit of time.
    #[must_use]
    pub fn duration(count: i64, unit: Unit) -> Self {
        let fixed = |length: i64| Amount::Duration { months: 0, seconds: Range::exactly(count.saturating_mul(length)) };
        let calendar = |months: i64| Amount::Duration { months, seconds: Range::exactly(0) };
        match unit {
            Unit::Minutes => fixed(60),
            Unit::Hours => fixed(3600),
            Unit::Days => fixed(DAY),
            Unit::Weeks => fixed(7 * DAY),
            Unit::Months => calendar(count),
            Unit::Years => calendar(count.saturating_mul(12)),
        }
    }

    /// The least and the most it can be, months counted at their shortest and longest.
    #[must_use]
    pub fn range(self) -> Range {
        match self {
            Amount::Number(range) | Amount::Date(range) => range,
            Amount::Duration { months, seconds } => seconds.plus(month_lengths(months)),
        }
    }

    /// The same kind of amount over another range; a duration loses its calendar months.
    #[must_use]
    pub fn with_range(self, range: Range) -> Self {
        match self {
            Amount::Number(_) => Amount::Number(range),
            Amount::Date(_) => Amount::Date(range),
            Amount::Duration { .. } => Amount::Duration { months: 0, seconds: range },
        }
    }

    /// What two statements of one amount leave together; `None` where they cannot both be true.
    #[must_use]
    pub fn meet(self, other: Amount) -> Option<Amount> {
        if self == other {
            return Some(self);
        }
        self.range().meet(other.range()).map(|range| self.with_range(range))
    }

    /// `self + other`: numbers, durations, or a date and a duration.
    #[must_use]
    pub fn plus(self, other: Amount) -> Option<Amount> {
        match (self, other) {
            (Amount::Number(a), Amount::Number(b)) => Some(Amount::Number(a.plus(b))),
            (Amount::Date(at), Amount::Duration { months, seconds }) => {
                Some(Amount::Date(shift(at, months).plus(seconds)))
            }
            (Amount::Duration { .. }, Amount::Date(_)) => other.plus(self),
            (Amount::Duration { months: a, seconds: b }, Amount::Duration { months: c, seconds: d }) => {
                Some(Amount::Duration { months: a.saturating_add(c), seconds: b.plus(d) })
            }
            _ => None,
        }
    }

    /// `self - other`: numbers, durations, a date less a duration, or the time between two dates.
    #[must_use]
    pub fn minus(self, other: Amount) -> Option<Amount> {
        match (self, other) {
            (Amount::Number(a), Amount::Number(b)) => Some(Amount::Number(a.minus(b))),
            (Amount::Date(a), Amount::Date(b)) => Some(Amount::Duration { months: 0, seconds: a.minus(b) }),
            (Amount::Date(at), Amount::Duration { months, seconds }) => {
                Some(Amount::Date(shift(at, months.saturating_neg()).minus(seconds)))
            }
            (Amount::Duration { months: a, seconds: b }, Amount::Duration { months: c, seconds: d }) => {
                Some(Amount::Duration { months: a.saturating_sub(c), seconds: b.minus(d) })
            }
            _ => None,
        }
    }

    /// A date literal on the right of a comparison means the day (or month) as a whole: "before the 11th" is before it begins,
    /// "after the 11th" after it ends. Other amounts stay as they are.
    #[must_use]
    pub fn edge(self, how: Comparison) -> Self {
        let Amount::Date(range) = self else { return self };
        Amount::Date(match how {
            Comparison::Less | Comparison::AtLeast => Range::exactly(range.low),
            Comparison::More | Comparison::AtMost => Range::exactly(range.high),
            Comparison::Equal | Comparison::NotEqual => range,
        })
    }

    /// Yes or no when all that both can be agrees, else not shown. Calendar months that both count stand against each other:
    /// `1 year` is `12 months`, though neither is so many days.
    #[must_use]
    pub fn compare(self, how: Comparison, other: Amount) -> Value {
        let (a, b) = self.beside(other);
        match how {
            Comparison::Equal => {
                if (a == b && a.low == a.high) || self.same_day(other) {
                    Value::Yes
                } else if a.meet(b).is_none() {
                    Value::No
                } else {
                    Value::NotShown
                }
            }
            Comparison::NotEqual => self.compare(Comparison::Equal, other).negated(),
            Comparison::Less => decide(a.high < b.low, a.low >= b.high),
            Comparison::AtMost => decide(a.high <= b.low, a.low > b.high),
            Comparison::More => decide(a.low > b.high, a.high <= b.low),
            Comparison::AtLeast => decide(a.low >= b.high, a.high < b.low),
        }
    }

    /// Whether it lies within a date literal: a day, a month or a year as a whole.
    #[must_use]
    pub fn within(self, window: Amount) -> Value {
        let (a, b) = (self.range(), window.range());
        if a.low >= b.low && a.high <= b.high {
            Value::Yes
        } else if a.meet(b).is_none() {
            Value::No
        } else {
            Value::NotShown
        }
    }

    /// The ranges of both: what months they share left out; two days, both without an hour, as days.
    fn beside(self, other: Amount) -> (Range, Range) {
        match (self, other) {
            (Amount::Date(a), Amount::Date(b)) => match (a.starts_of_days(), b.starts_of_days()) {
                (Some(a), Some(b)) => (a, b),
                _ => (a, b),
            },
            (Amount::Duration { months, seconds }, Amount::Duration { months: others, seconds: range }) => {
                (Amount::Duration { months: months.saturating_sub(others), seconds }.range(), range)
            }
            _ => (self.range(), other.range()),
        }
    }

    /// Two dates that are given as the same day, or the same minute, are the same date.
    fn same_day(self, other: Amount) -> bool {
        match self {
            Amount::Date(range) => self == other && add(range.high, negate(range.low)) < DAY,
            Amount::Number(_) | Amount::Duration { .. } => false,
        }
    }
}

fn decide(yes: bool, no: bool) -> Value {
    match (yes, no) {
        (true, _) => Value::Yes,
        (false, true) => Value::No,
        (false, false) => Value::NotShown,
    }
}

/// Midnight at the start of a day.
fn seconds(date: Date) -> i64 {
    i64::from(date.since(epoch()).map_or(0, |span| span.get_days())) * DAY
}

fn epoch() -> Date {
    Date::constant(1970, 1, 1)
}

/// The day that a count of seconds falls on.
#[must_use]
pub fn day_of(at: i64) -> Date {
    let days = i32::try_from(at.div_euclid(DAY)).unwrap_or(0);
    epoch().checked_add(jiff::Span::new().days(days.clamp(-700_000, 2_900_000))).unwrap_or_else(|_| epoch())
}

/// The hour and minute that a count of seconds falls on.
#[must_use]
pub fn time_of(at: i64) -> (i64, i64) {
    let rest = at.rem_euclid(DAY);
    (rest / 3600, rest % 3600 / 60)
}

/// A date moved by calendar months. A day that the month lacks gives both readings: its last day, and as many days over.
fn shift(at: Range, months: i64) -> Range {
    if months == 0 {
        return at;
    }
    // As many days over from the end of one month can be later than from the beginning of the next.
    let last = moved(at.high, months).1;
    let before = end_of_month_before(at.high).filter(|end| *end >= at.low).map_or(last, |end| moved(end, months).1);
    Range { low: moved(at.low, months).0, high: last.max(before) }
}

/// The last second of the month before the one that a moment falls in.
fn end_of_month_before(at: i64) -> Option<i64> {
    (at != i64::MIN && at != i64::MAX).then(|| seconds(day_of(at).first_of_month()) - 1)
}

fn moved(at: i64, months: i64) -> (i64, i64) {
    if at == i64::MIN || at == i64::MAX {
        return (at, at);
    }
    let (day, rest) = (day_of(at), at.rem_euclid(DAY));
    let Ok(first) = day.first_of_month().checked_add(jiff::Span::new().months(months.clamp(-100_000, 100_000))) else {
        return (at, at);
    };
    let over = i64::from(day.day()) - 1;
    let strict = seconds(first) + over.min(i64::from(first.days_in_month()) - 1) * DAY + rest;
    let loose = seconds(first) + over * DAY + rest;
    (strict.min(loose), strict.max(loose))
}

/// The shortest and longest that so many consecutive months can be, in seconds.
fn month_lengths(months: i64) -> Range {
    if months == 0 {
        return Range::exactly(0);
    }
    let count = months.unsigned_abs().min(100_000);
    let whole = i64::try_from(count / 48).unwrap_or(0) * 1461;
    let rest = usize::try_from(count % 48).unwrap_or(0);
    let length = |start: usize| -> i64 { (start..start + rest).map(days_in).sum() };
    let low = (0..48).map(length).min().unwrap_or(0) + whole;
    let high = (0..48).map(length).max().unwrap_or(0) + whole;
    let range = Range { low: low * DAY, high: high * DAY };
    if months < 0 { Range { low: -range.high, high: -range.low } } else { range }
}

/// Days in a month of the four-year cycle that begins with a leap year.
fn days_in(month: usize) -> i64 {
    const COMMON: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    COMMON[month % 12] + i64::from(month % 48 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> Amount {
        Amount::date(DateLiteral { year, month: Some(month), day: Some(day), time: None })
    }

    #[test]
    fn a_day_without_a_time_is_the_whole_day() {
        let between = day(2020, 4, 18).minus(day(2020, 4, 17)).unwrap();
        assert_eq!(between.compare(Comparison::More, Amount::duration(48, Unit::Hours)), Value::No);
        assert_eq!(between.compare(Comparison::More, Amount::duration(1, Unit::Hours)), Value::NotShown);
    }

    #[test]
    fn a_month_from_the_31st_of_january_has_two_readings() {
        let later = day(2021, 1, 31).plus(Amount::duration(1, Unit::Months)).unwrap();
        let against = |how: Comparison, date: Amount| later.compare(how, date.edge(how));
        assert_eq!(against(Comparison::Less, day(2021, 2, 28)), Value::No);
        assert_eq!(against(Comparison::More, day(2021, 3, 3)), Value::No);
        assert_eq!(against(Comparison::More, day(2021, 2, 28)), Value::NotShown);
        assert_eq!(later.within(day(2021, 2, 28)), Value::NotShown);
        let plain = day(2021, 8, 27).plus(Amount::duration(2, Unit::Months)).unwrap();
        assert_eq!(plain.within(day(2021, 10, 27)), Value::Yes);
    }

    #[test]
    fn sixty_days_may_or_may_not_be_two_months() {
        let sixty = Amount::duration(60, Unit::Days);
        assert_eq!(sixty.compare(Comparison::More, Amount::duration(2, Unit::Months)), Value::NotShown);
        assert_eq!(sixty.compare(Comparison::More, Amount::duration(1, Unit::Months)), Value::Yes);
        assert_eq!(Amount::duration(1, Unit::Years).range().low, 365 * DAY);
    }

    #[test]
    fn a_day_lies_within_its_month_but_the_month_not_within_the_day() {
        let month = Amount::date(DateLiteral { year: 2019, month: Some(3), day: None, time: None });
        assert_eq!(day(2019, 3, 2).within(month), Value::Yes);
        assert_eq!(month.within(day(2019, 3, 2)), Value::NotShown);
    }

    #[test]
    fn what_may_be_several_things_is_not_said_to_be_equal() {
        let range = |low: i64, high: i64| Amount::Number(Range { low, high });
        assert_eq!(range(5, 5).compare(Comparison::Equal, range(3, 7)), Value::NotShown);
        assert_eq!(range(3, 7).compare(Comparison::Equal, range(3, 7)), Value::NotShown);
        assert_eq!(range(5, 5).compare(Comparison::Equal, range(5, 5)), Value::Yes);
        assert_eq!(range(3, 4).compare(Comparison::Equal, range(5, 7)), Value::No);
        assert_eq!(day(2019, 3, 2).compare(Comparison::Equal, day(2019, 3, 2)), Value::Yes);
        let month = Amount::date(DateLiteral { year: 2019, month: Some(3), day: None, time: None });
        assert_eq!(month.compare(Comparison::Equal, month), Value::NotShown);
        assert_eq!(day(2019, 3, 2).compare(Comparison::Equal, month), Value::NotShown);
    }

    #[test]
    fn two_days_without_an_hour_are_compared_as_days() {
        let third = day(2019, 3, 3);
        assert_eq!(third.compare(Comparison::AtMost, third), Value::Yes);
        assert_eq!(third.compare(Comparison::More, third), Value::No);
        assert_eq!(day(2019, 3, 4).compare(Comparison::More, third), Value::Yes);
        let noon = Amount::date(DateLiteral { year: 2019, month: Some(3), day: Some(3), time: Some((12, 0)) });
        assert_eq!(noon.compare(Comparison::AtMost, third), Value::NotShown, "the hour of the other is not known");
        let month = Amount::date(DateLiteral { year: 2019, month: Some(3), day: None, time: None });
        assert_eq!(month.compare(Comparison::More, day(2019, 3, 1)), Value::NotShown);
        assert_eq!(month.compare(Comparison::AtLeast, day(2019, 3, 1)), Value::Yes);
    }

    #[test]
    fn months_stand_against_months() {
        let (year, months) = (Amount::duration(1, Unit::Years), Amount::duration(12, Unit::Months));
        assert_eq!(year.compare(Comparison::AtLeast, months), Value::Yes);
        assert_eq!(year.compare(Comparison::More, months), Value::No);
        assert_eq!(year.compare(Comparison::Equal, months), Value::Yes);
        assert_eq!(year.compare(Comparison::Equal, Amount::duration(365, Unit::Days)), Value::NotShown);
    }

    #[test]
    fn a_range_over_the_end_of_a_month_keeps_its_latest_reading() {
        let Amount::Date(first) = day(2021, 1, 31) else { return };
        let Amount::Date(last) = day(2021, 2, 1) else { return };
        let either = Amount::Date(Range { low: first.low, high: last.high });
        let later = either.plus(Amount::duration(1, Unit::Months)).unwrap();
        assert_eq!(later.compare(Comparison::Less, day(2021, 3, 2).edge(Comparison::Less)), Value::NotShown);
        assert_eq!(later.compare(Comparison::More, day(2021, 3, 3).edge(Comparison::More)), Value::No);
    }
}
