//! Dates, numbers and durations in words. In: amounts. Out: what people write.

use crate::amount::{Amount, MONTHS, Range, day_of, time_of};

/// An amount in words.
#[must_use]
pub fn amount_words(amount: Amount) -> String {
    let open = |at: i64, step: i64| at % step == 1 || at % step == step - 1;
    match amount {
        Amount::Number(range) => ranged(range, &number_words, open(range.low, 1_000_000), open(range.high, 1_000_000)),
        Amount::Date(range) => date_words(range),
        Amount::Duration { months, seconds } if seconds == Range::exactly(0) && months != 0 => match months % 12 {
            0 => plural(months / 12, "year"),
            _ => plural(months, "month"),
        },
        Amount::Duration { seconds, .. } => {
            ranged(seconds, &seconds_words, open(seconds.low, 60), open(seconds.high, 60))
        }
    }
}

/// A range in words; an end that lies one step beside a whole unit was written "more than" or "less than" it.
fn ranged(range: Range, unit: &dyn Fn(i64) -> String, over: bool, under: bool) -> String {
    match (range.low, range.high) {
        (i64::MIN, i64::MAX) => "any".to_owned(),
        (low, high) if low == high => unit(low),
        (i64::MIN | 0, high) if under => format!("less than {}", unit(high.saturating_add(1))),
        (i64::MIN | 0, high) => format!("at most {}", unit(high)),
        (low, i64::MAX) if over => format!("more than {}", unit(low.saturating_sub(1))),
        (low, i64::MAX) => format!("at least {}", unit(low)),
        (low, high) => format!("{} to {}", unit(low), unit(high)),
    }
}

fn plural(count: i64, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

fn seconds_words(seconds: i64) -> String {
    match seconds {
        at if at % 86_400 == 0 && at > 172_800 => plural(at / 86_400, "day"),
        at if at % 3600 == 0 => plural(at / 3600, "hour"),
        at if at % 60 == 0 => plural(at / 60, "minute"),
        at => plural(at, "second"),
    }
}

fn number_words(millionths: i64) -> String {
    let whole = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    whole.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A date as people write it: a minute, a day, a month, a year, or from when to when.
fn date_words(range: Range) -> String {
    match (range.low == i64::MIN, range.high == i64::MAX) {
        (true, true) => return "at any time".to_owned(),
        (true, false) if range.high.rem_euclid(86_400) == 86_399 => {
            return format!("until {}", moment(range.high, false));
        }
        (true, false) => return format!("before {}", moment(range.high.saturating_add(1), true)),
        (false, true) if range.low.rem_euclid(86_400) == 0 => return format!("from {} on", moment(range.low, false)),
        (false, true) => return format!("after {}", moment(range.low.saturating_sub(1), true)),
        (false, false) => {}
    }
    let (first, last) = (day_of(range.low), day_of(range.high));
    if first == last {
        // A literal narrowed to the first or last second of its day still means the day.
        let edge = range.low == range.high && matches!(range.low.rem_euclid(86_400), 0 | 86_399);
        return moment(range.low, range.high.saturating_sub(range.low) < 60 && !edge);
    }
    let whole_months = first.day() == 1 && last == last.last_of_month();
    match (whole_months, first.month() == last.month(), first.year() == last.year()) {
        (true, true, true) => format!("{} {}", month(first.month()), first.year()),
        (true, false, true) if first.month() == 1 && last.month() == 12 => first.year().to_string(),
        _ => format!("between {} and {}", moment(range.low, false), moment(range.high, false)),
    }
}

fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("")
}

fn moment(at: i64, timed: bool) -> String {
    let day = day_of(at);
    let words = format!("{} {} {}", day.day(), month(day.month()), day.year());
    let (hour, minute) = time_of(at);
    if timed { format!("{words}, {hour:02}:{minute:02}") } else { words }
}
