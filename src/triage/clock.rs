//! Clocks: how long something took, whether that is within its limit, and by when it is due. In: two dates that may be ranges, a
//! limit, and the moment at which a clock that runs is read. Out: lengths and deadlines as ranges; nothing is guessed: where the
//! hour is not told, the length is "between 3 and 28 hours".

use crate::amount::{Amount, Range};
use crate::case::{Datum, Subject};
use crate::evaluate::{Proof, State};
use crate::program::{ClockId, FactId};
use crate::syntax::ast::Comparison;
use crate::value::Value;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// Ten thousand years: what is longer has no end that anybody told.
const LONGEST: i64 = 3_652_425 * DAY;

/// One end of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A date, as precise as it is told.
    At(Amount),
    /// Dates that contradict each other.
    Contested,
    /// Nobody tells it.
    NotTold,
}

/// What a clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nobody tells when it began.
    NoStart,
    /// One of its ends is contested.
    Contested,
    /// It ended after so long.
    Ran(Amount),
    /// It has run for so long and has certainly not ended.
    Runs(Amount),
    /// It began; nobody tells whether and when it ended.
    NoEnd,
    /// What it counts to lies ahead, by so much.
    Ahead(Amount),
    /// What it counts to has passed, so long ago.
    Past(Amount),
    /// Nothing is awaited but the day on which it is due.
    Due,
}

/// A clock, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timed {
    /// What it says.
    pub reading: Reading,
    /// How long it may take.
    pub limit: Option<Amount>,
    /// By when it is due, where it began.
    pub due: Option<Amount>,
    /// Yes: within its limit; no: beyond it; not shown: the dates do not tell, or it runs and is not beyond it.
    pub kept: Option<Value>,
}

/// Reads a clock of the pack in a case; `None` where there is no such clock in it.
#[must_use]
pub fn read(proof: &Proof, id: ClockId, now: Option<Amount>) -> Option<Timed> {
    let clock = &proof.program.clocks[id.index()];
    if clock.when.is_some_and(|fact| super::yes_or_no(proof, fact) != Some(true)) {
        return None;
    }
    let runs = clock.running.is_some_and(|running| super::yes_or_no(proof, running.fact) == Some(!running.not));
    let until = clock.until.map(|fact| end(proof, fact));
    Some(timed(end(proof, clock.from), until, runs, (clock.within, now)))
}

fn end(proof: &Proof, fact: FactId) -> End {
    match &proof.reading(Subject { fact, instance: 0 }).state {
        State::Known(Datum::Amount(amount @ Amount::Date(_), ..)) => End::At(*amount),
        State::Contested => End::Contested,
        State::Known(_) | State::NotShown => End::NotTold,
    }
}

/// Reads a clock between two dates. `until` is absent where nothing is awaited, `runs` where it is known to have no end yet.
#[must_use]
pub fn timed(from: End, until: Option<End>, runs: bool, (limit, now): (Option<Amount>, Option<Amount>)) -> Timed {
    let none = Timed { reading: Reading::NoStart, limit, due: None, kept: None };
    let start = match from {
        End::At(start) => start,
        End::Contested => return Timed { reading: Reading::Contested, ..none },
        End::NotTold => return none,
    };
    let due = limit.and_then(|limit| start.plus(limit));
    let none = Timed { due, ..none };
    match (until, now) {
        (Some(End::At(end)), _) => {
            let Some(length) = end.minus(start).map(not_negative) else { return none };
            Timed {
                reading: Reading::Ran(length),
                kept: due.map(|due| end.compare(Comparison::AtMost, end_of(due, limit))),
                ..none
            }
        }
        (Some(End::Contested), _) => Timed { reading: Reading::Contested, ..none },
        (_, Some(now)) if start.compare(Comparison::More, now) == Value::Yes => {
            let ahead = start.minus(now).map_or(Reading::NoEnd, |length| Reading::Ahead(not_negative(length)));
            Timed { reading: ahead, ..none }
        }
        (None, _) if due.is_some() && !runs => Timed { reading: Reading::Due, ..none },
        (None, Some(now)) if !runs => {
            let past = now.minus(start).map_or(Reading::NoEnd, |length| Reading::Past(not_negative(length)));
            Timed { reading: past, ..none }
        }
        (_, Some(now)) if runs => {
            let Some(length) = now.minus(start).map(not_negative) else { return none };
            let beyond = due.map(|due| now.compare(Comparison::More, end_of(due, limit)));
            let kept = beyond.map(|beyond| if beyond == Value::Yes { Value::No } else { Value::NotShown });
            Timed { reading: Reading::Runs(length), kept, ..none }
        }
        _ => Timed { reading: Reading::NoEnd, ..none },
    }
}

/// What a date is compared with: a limit that is counted in days or months lasts to the end of its day.
fn end_of(due: Amount, limit: Option<Amount>) -> Amount {
    match limit.is_some_and(|limit| limit.range().high > 4 * DAY) {
        true => due.edge(Comparison::AtMost),
        false => due,
    }
}

/// Of two dates of which only the days are known, the second may not lie before the first.
fn not_negative(length: Amount) -> Amount {
    let Range { low, high } = length.range();
    length.with_range(Range { low: low.max(0), high: high.max(0) })
}

/// A length in words: "3 to 28 hours", "56 days", "1 year and 3 months".
#[must_use]
pub fn length_words(length: Amount) -> String {
    let Range { low, high } = length.range();
    let (low, high) = (low.clamp(0, LONGEST), high.max(0));
    if high > LONGEST {
        return open_words(low);
    }
    if high - low < 120 && (HOUR..=4 * DAY).contains(&high) {
        return to_the_minute((low + 59) / 60);
    }
    let (unit, one, many) = match high {
        ..HOUR => (60, "minute", "minutes"),
        _ if high <= 4 * DAY => (HOUR, "hour", "hours"),
        _ => (DAY, "day", "days"),
    };
    // A minute is told to the minute, a day to the day: the seconds beside them are not meant.
    let (floor, ceiling) = ((low + 59) / unit, (high + unit - 60).max(0) / unit);
    let counted = |count: i64| format!("{count} {}", if count == 1 { one } else { many });
    match (floor, ceiling) {
        (0, 0) => format!("less than 1 {one}"),
        (0, most) => format!("at most {}", counted(most)),
        (least, most) if unit == DAY && most - least <= 2 => days_words(low, high),
        (least, most) if least >= most => counted(least),
        (least, most) => format!("{least} to {}", counted(most)),
    }
}

/// A length of which only the least is known: "at least 9 days".
fn open_words(low: i64) -> String {
    let (count, unit) = match low.saturating_add(59) {
        ..60 => return "an unknown time".to_owned(),
        least @ ..HOUR => (least / 60, "minute"),
        least if least < 4 * DAY => (least / HOUR, "hour"),
        least => (least / DAY, "day"),
    };
    format!("at least {count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// "26 hours", "2 hours and 30 minutes".
fn to_the_minute(minutes: i64) -> String {
    let counted = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match (minutes / 60, minutes % 60) {
        (hours, 0) => counted(hours, "hour"),
        (0, minutes) => counted(minutes, "minute"),
        (hours, minutes) => format!("{} and {}", counted(hours, "hour"), counted(minutes, "minute")),
    }
}

/// Days that are known but for their hours, with months and years where there are many.
fn days_words(low: i64, high: i64) -> String {
    // Between two days without an hour the middle of the range is their distance.
    let middle = low / 2 + high / 2 + (low % 2 + high % 2) / 2;
    let days = (middle + DAY / 2) / DAY;
    let about = if days > 90 { format!(", about {}", months_words(days)) } else { String::new() };
    format!("{days} days{about}")
}

/// So many days in years and months, rounded.
fn months_words(days: i64) -> String {
    // 146,097 days are 4,800 months.
    let months = (days * 4800 + 146_097 / 2) / 146_097;
    let counted = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match (months / 12, months % 12) {
        (0, months) => counted(months, "month"),
        (years, 0) => counted(years, "year"),
        (years, months) => format!("{} and {}", counted(years, "year"), counted(months, "month")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::ast::{DateLiteral, Unit};

    fn at(day: i8, time: Option<(i8, i8)>) -> Amount {
        Amount::date(DateLiteral { year: 2020, month: Some(4), day: Some(day), time })
    }

    fn hours(count: i64) -> Option<Amount> {
        Some(Amount::duration(count, Unit::Hours))
    }

    fn ran(from: Amount, until: Amount) -> String {
        let timed = timed(End::At(from), Some(End::At(until)), false, (None, None));
        let Reading::Ran(length) = timed.reading else { panic!("{timed:?}") };
        length_words(length)
    }

    #[test]
    fn a_length_is_as_exact_as_its_dates() {
        assert_eq!(ran(at(17, Some((20, 20))), at(18, None)), "3 to 28 hours");
        assert_eq!(ran(at(17, Some((20, 20))), at(18, Some((22, 20)))), "26 hours");
        assert_eq!(ran(at(17, Some((8, 0))), at(17, Some((10, 30)))), "2 hours and 30 minutes");
        assert_eq!(ran(at(17, None), at(18, None)), "at most 48 hours");
        assert_eq!(ran(at(17, Some((8, 0))), at(17, Some((8, 40)))), "40 minutes");
        assert_eq!(ran(at(1, None), at(30, None)), "29 days");
        let next = Amount::date(DateLiteral { year: 2021, month: Some(6), day: Some(17), time: None });
        assert_eq!(ran(at(17, None), next), "426 days, about 1 year and 2 months");
        let month = Amount::date(DateLiteral { year: 2020, month: Some(6), day: None, time: None });
        assert_eq!(ran(at(17, None), month), "44 to 75 days");
    }

    #[test]
    fn an_open_date_leaves_the_length_open() {
        let Amount::Date(Range { low, .. }) = at(18, None) else { panic!("a day is a date") };
        let after = Amount::Date(Range { low, high: i64::MAX });
        assert_eq!(ran(at(17, Some((8, 0))), after), "at least 16 hours");
        assert_eq!(ran(at(8, Some((8, 0))), after), "at least 9 days");
        assert_eq!(ran(after, after), "an unknown time");
        assert_eq!(ran(Amount::Date(Range { low: i64::MIN, high: low - 1 }), at(19, None)), "at least 24 hours");
        let limited = timed(End::At(at(8, None)), Some(End::At(after)), false, (hours(48), None));
        assert_eq!(limited.kept, Some(Value::No));
    }

    proptest::proptest! {
        #[test]
        fn no_dates_break_a_clock(ends in proptest::array::uniform6(moment()), runs: bool, limit in proptest::option::of(0..i64::MAX)) {
            let range = |one: i64, other: i64| Amount::Date(Range { low: one.min(other), high: one.max(other) });
            let [from, until, now] = [range(ends[0], ends[1]), range(ends[2], ends[3]), range(ends[4], ends[5])];
            let limit = limit.map(|seconds| Amount::Duration { months: 0, seconds: Range::exactly(seconds) });
            for end in [None, Some(End::NotTold), Some(End::At(until))] {
                let timed = timed(End::At(from), end, runs, (limit, Some(now)));
                if let Reading::Ran(length) | Reading::Runs(length) | Reading::Ahead(length) | Reading::Past(length) = timed.reading {
                    proptest::prop_assert!(!length_words(length).is_empty());
                }
                if let Some(due) = timed.due {
                    proptest::prop_assert!(!crate::explain::words::amount_words(due).is_empty());
                }
            }
        }
    }

    /// A moment near the present, near the ends of what can be counted, or none.
    fn moment() -> impl proptest::strategy::Strategy<Value = i64> {
        let present = -4_000_000_000..8_000_000_000_i64;
        proptest::prop_oneof![
            present,
            proptest::strategy::Just(i64::MIN),
            proptest::strategy::Just(i64::MAX),
            i64::MIN..i64::MAX
        ]
    }

    #[test]
    fn a_limit_is_kept_or_not_or_the_dates_do_not_tell() {
        let kept = |from, until| timed(End::At(from), Some(End::At(until)), false, (hours(48), None)).kept;
        assert_eq!(kept(at(17, Some((20, 20))), at(18, None)), Some(Value::Yes));
        assert_eq!(kept(at(17, None), at(18, None)), Some(Value::Yes));
        assert_eq!(kept(at(17, Some((20, 20))), at(19, None)), Some(Value::NotShown));
        assert_eq!(kept(at(17, Some((20, 20))), at(19, Some((20, 21)))), Some(Value::No));
        assert_eq!(kept(at(17, None), at(21, None)), Some(Value::No));
    }

    #[test]
    fn a_clock_runs_only_where_it_is_known_to_have_no_end() {
        let now = Some(at(20, Some((12, 0))));
        let open = timed(End::At(at(17, None)), Some(End::NotTold), false, (hours(48), now));
        assert_eq!((open.reading, open.kept), (Reading::NoEnd, None));
        assert!(open.due.is_some());
        let runs = timed(End::At(at(17, None)), Some(End::NotTold), true, (hours(48), now));
        assert!(matches!(runs.reading, Reading::Runs(_)));
        assert_eq!(runs.kept, Some(Value::No));
        let early = timed(End::At(at(19, None)), Some(End::NotTold), true, (hours(48), now));
        assert_eq!(early.kept, Some(Value::NotShown));
        let unread = timed(End::At(at(17, None)), Some(End::NotTold), true, (hours(48), None));
        assert_eq!(unread.reading, Reading::NoEnd);
    }

    #[test]
    fn what_lies_ahead_is_counted_down_and_contradictions_are_told() {
        let now = Some(at(20, Some((12, 0))));
        let ahead = timed(End::At(at(23, None)), None, false, (None, now));
        let Reading::Ahead(length) = ahead.reading else { panic!("{ahead:?}") };
        assert_eq!(length_words(length), "60 to 84 hours");
        let past = timed(End::At(at(18, None)), None, false, (None, now)).reading;
        assert!(matches!(past, Reading::Past(_)));
        let due = timed(End::At(at(18, None)), None, false, (hours(48), now));
        assert_eq!((due.reading, due.kept), (Reading::Due, None));
        assert_eq!(timed(End::Contested, None, false, (None, now)).reading, Reading::Contested);
        assert_eq!(timed(End::NotTold, None, false, (None, now)).reading, Reading::NoStart);
        assert_eq!(timed(End::At(at(1, None)), Some(End::Contested), true, (None, now)).reading, Reading::Contested);
    }
}
