//! Dates as the languages write them. In: a range of seconds. Out: the date alone ("17 avril 2020"), and the date with the words
//! that place something in time ("le 17 avril 2020", "en mars 2019", "avant le 3 mai 2020").

use super::language::Language;
use crate::amount::{Range, day_of, time_of};

const DAY: i64 = 86_400;

/// A date in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateWords {
    /// As a noun: "17 avril 2020", "mars 2019", "une date antérieure au 3 mai 2020".
    pub(super) noun: String,
    /// As it stands in a sentence of its own: "le 17 avril 2020", "en mars 2019", "avant le 3 mai 2020".
    pub(super) when: String,
    /// One day, with or without its hour: an article that stands before it fits.
    pub(super) day: bool,
}

/// What a range of seconds is to a reader.
enum Span {
    Any,
    Minute(i64),
    Day(i64),
    Month(i64),
    Year(i64),
    Between(i64, i64),
    /// Before this moment; and whether its hour matters.
    Before(i64, bool),
    /// After this moment; and whether its hour matters.
    After(i64, bool),
}

fn span(range: Range) -> Span {
    let whole = |at: i64| at.rem_euclid(DAY) == 0;
    match (range.low == i64::MIN, range.high == i64::MAX) {
        (true, true) => return Span::Any,
        (true, false) => {
            let end = range.high.saturating_add(1);
            return Span::Before(end, !whole(end));
        }
        // What begins at midnight was written "after" the day before.
        (false, true) if whole(range.low) => return Span::After(range.low.saturating_sub(DAY), false),
        (false, true) => return Span::After(range.low.saturating_sub(1), true),
        (false, false) => {}
    }
    let (first, last) = (day_of(range.low), day_of(range.high));
    if first == last {
        // A literal narrowed to the first or last second of its day still means the day.
        let edge = range.low == range.high && matches!(range.low.rem_euclid(DAY), 0 | 86_399);
        return if range.high - range.low < 60 && !edge { Span::Minute(range.low) } else { Span::Day(range.low) };
    }
    let months = first.day() == 1 && last == last.last_of_month() && first.year() == last.year();
    match (months, first.month(), last.month()) {
        (true, one, other) if one == other => Span::Month(range.low),
        (true, 1, 12) => Span::Year(range.low),
        _ => Span::Between(range.low, range.high),
    }
}

/// A date in the words of a language.
pub(super) fn date(language: Language, range: Range) -> DateWords {
    let span = span(range);
    let is_day = matches!(span, Span::Minute(_) | Span::Day(_));
    let (noun, when) = match language {
        Language::English => english(&span),
        Language::French => french(&span),
        Language::Spanish => spanish(&span),
    };
    DateWords { noun, when, day: is_day }
}

fn english(span: &Span) -> (String, String) {
    let day = |at| day(Language::English, at);
    let at = |at, timed| if timed { moment(Language::English, at) } else { day(at) };
    match span {
        Span::Any => ("a date that is not stated".to_owned(), "at any time".to_owned()),
        Span::Minute(low) => (at(*low, true), format!("on {}", at(*low, true))),
        Span::Day(low) => (day(*low), format!("on {}", day(*low))),
        Span::Month(low) => in_or_at("in", month_of(Language::English, *low)),
        Span::Year(low) => in_or_at("in", year_of(*low)),
        Span::Between(low, high) => both("a date", between(Language::English, *low, *high)),
        Span::Before(high, timed) => both("a date", format!("before {}", at(*high, *timed))),
        Span::After(low, timed) => both("a date", format!("after {}", at(*low, *timed))),
    }
}

fn french(span: &Span) -> (String, String) {
    let day = |at| day(Language::French, at);
    let at = |at, timed| if timed { moment(Language::French, at) } else { day(at) };
    match span {
        Span::Any => ("une date non précisée".to_owned(), "à une date non précisée".to_owned()),
        Span::Minute(low) => (at(*low, true), format!("le {}", at(*low, true))),
        Span::Day(low) => (day(*low), format!("le {}", day(*low))),
        Span::Month(low) => in_or_at("en", month_of(Language::French, *low)),
        Span::Year(low) => in_or_at("en", year_of(*low)),
        Span::Between(low, high) => both("une date comprise", between(Language::French, *low, *high)),
        Span::Before(high, timed) => {
            let at = at(*high, *timed);
            (format!("une date antérieure au {at}"), format!("avant le {at}"))
        }
        Span::After(low, timed) => {
            let at = at(*low, *timed);
            (format!("une date postérieure au {at}"), format!("après le {at}"))
        }
    }
}

fn spanish(span: &Span) -> (String, String) {
    let day = |at| day(Language::Spanish, at);
    let at = |at, timed| if timed { moment(Language::Spanish, at) } else { day(at) };
    match span {
        Span::Any => ("una fecha no precisada".to_owned(), "en una fecha no precisada".to_owned()),
        Span::Minute(low) => (at(*low, true), format!("el {}", at(*low, true))),
        Span::Day(low) => (day(*low), format!("el {}", day(*low))),
        Span::Month(low) => in_or_at("en", month_of(Language::Spanish, *low)),
        Span::Year(low) => in_or_at("en", year_of(*low)),
        Span::Between(low, high) => both("una fecha comprendida", between(Language::Spanish, *low, *high)),
        Span::Before(high, timed) => {
            let at = at(*high, *timed);
            (format!("una fecha anterior al {at}"), format!("antes del {at}"))
        }
        Span::After(low, timed) => {
            let at = at(*low, *timed);
            (format!("una fecha posterior al {at}"), format!("después del {at}"))
        }
    }
}

fn in_or_at(before: &str, noun: String) -> (String, String) {
    let when = format!("{before} {noun}");
    (noun, when)
}

fn both(before: &str, when: String) -> (String, String) {
    (format!("{before} {when}"), when)
}

fn year_of(at: i64) -> String {
    day_of(at).year().to_string()
}

fn month_of(language: Language, at: i64) -> String {
    let day = day_of(at);
    let month = language.month(day.month());
    match language {
        Language::English | Language::French => format!("{month} {}", day.year()),
        Language::Spanish => format!("{month} de {}", day.year()),
    }
}

/// The day of a month: French writes "1er".
fn number(language: Language, day: i8) -> String {
    if language == Language::French && day == 1 { "1er".to_owned() } else { day.to_string() }
}

fn day(language: Language, at: i64) -> String {
    let number = number(language, day_of(at).day());
    match language {
        Language::English | Language::French => format!("{number} {}", month_of(language, at)),
        Language::Spanish => format!("{number} de {}", month_of(language, at)),
    }
}

/// A day and its hour.
fn moment(language: Language, at: i64) -> String {
    let day = day(language, at);
    let (hour, minute) = time_of(at);
    match language {
        Language::English => format!("{day} at {hour:02}:{minute:02}"),
        Language::French if minute == 0 => format!("{day} à {hour} h"),
        Language::French => format!("{day} à {hour} h {minute:02}"),
        Language::Spanish if hour == 1 => format!("{day} a la {hour}.{minute:02} horas"),
        Language::Spanish => format!("{day} a las {hour}.{minute:02} horas"),
    }
}

/// From one day to another; month and year stand once where they are the same.
fn between(language: Language, low: i64, high: i64) -> String {
    let (first, last) = (day_of(low), day_of(high));
    let start = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => number(language, first.day()),
        (true, false) => {
            let of = if language == Language::Spanish { " de" } else { "" };
            format!("{}{of} {}", number(language, first.day()), language.month(first.month()))
        }
        (false, _) => day(language, low),
    };
    let end = day(language, high);
    match language {
        Language::English => format!("between {start} and {end}"),
        Language::French => format!("entre le {start} et le {end}"),
        Language::Spanish => format!("entre el {start} y el {end}"),
    }
}
