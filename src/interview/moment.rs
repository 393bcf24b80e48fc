//! Dates as people write them: "17 April 2020, about 20:20", "April 2020", "before 2 May 2020", "2020-04-17 20:20". In: words. Out:
//! the date as the language writes it, as precise as it was said, and whether it was only near. A day and a month that could be
//! either are asked again.

use jiff::civil::Date;

use super::amount::lower;
use crate::amount::MONTHS;

const HELP: &str = "write the date as 17 April 2020, 2020-04-17 20:20, April 2020, or before 2 May 2020";
const SAID_BESIDE: [&str; 13] = [
    "on",
    "at",
    "in",
    "the",
    "of",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "year",
];

/// Reads a date, a bound or a range.
///
/// # Errors
/// How to write it.
pub(super) fn read(words: &str) -> Result<(String, bool), String> {
    let (low, near) = lower(words);
    let low = low.trim_end_matches('.');
    for bound in ["before", "after"] {
        if let Some(rest) = low.strip_prefix(bound).filter(|rest| rest.starts_with(' ')) {
            return Ok((format!("{bound} {}", one(rest)?), near));
        }
    }
    let ranged = low.strip_prefix("between ").or_else(|| low.strip_prefix("from "));
    let ends = match ranged {
        Some(inner) => inner.split_once(" and ").or_else(|| inner.split_once(" to ")),
        None => low.split_once(" to "),
    };
    match ends {
        Some((from, to)) => Ok((format!("{} to {}", one(from)?, one(to)?), near)),
        None => Ok((one(low)?, near)),
    }
}

/// What was said of one date.
#[derive(Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<(u8, u8)>,
    /// Numbers that could be a day.
    small: Vec<i8>,
}

/// One date, with as many parts as were said.
fn one(words: &str) -> Result<String, String> {
    let spaced = words.replace(',', " ").replace('t', "\u{1}t");
    // An hour joined to its day: 2020-04-17T20:20.
    let spaced = spaced
        .split_whitespace()
        .map(|word| match word.split_once("\u{1}t") {
            Some((day, hour)) if day.contains('-') && hour.contains(':') => format!("{day} {hour}"),
            _ => word.replace('\u{1}', ""),
        })
        .collect::<Vec<_>>()
        .join(" ");
    let words: Vec<&str> = spaced.split_whitespace().filter(|word| !SAID_BESIDE.contains(word)).collect();
    let mut parts = Parts::default();
    let mut place = 0;
    while let Some(word) = words.get(place) {
        let next = words.get(place + 1).copied().unwrap_or_default();
        match clock(word, next)? {
            Some(clock) if parts.time.is_none() => {
                parts.time = Some(clock.time);
                place += clock.words;
            }
            Some(_) => return Err(HELP.to_owned()),
            None => {
                take(&mut parts, word)?;
                place += 1;
            }
        }
    }
    written(parts)
}

/// An hour and minute, and how many words they take.
struct Clock {
    time: (u8, u8),
    words: usize,
}

/// `20:20`, `8:20 pm`, `8pm`, `20h20`, `noon`.
fn clock(word: &str, next: &str) -> Result<Option<Clock>, String> {
    if word == "noon" {
        return Ok(Some(Clock { time: (12, 0), words: 1 }));
    }
    let (digits, half, used) =
        match word.strip_suffix("am").map(|rest| (rest, "am")).or(word.strip_suffix("pm").map(|rest| (rest, "pm"))) {
            Some((digits, half)) => (digits, half, 1),
            None if matches!(next, "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m.") => {
                (word, if next.starts_with('a') { "am" } else { "pm" }, 2)
            }
            None => (word, "", 1),
        };
    let (hour, minute) = match digits.split_once([':', 'h']) {
        Some((hour, minute)) => (hour, if minute.is_empty() { "0" } else { minute }),
        None if !half.is_empty() => (digits, "0"),
        None => return Ok(None),
    };
    let (Ok(hour), Ok(minute)) = (hour.parse::<u8>(), minute.parse::<u8>()) else { return Ok(None) };
    let hour = match half {
        "" => hour,
        _ if hour == 0 || hour > 12 => return Err("write the hour as 20:20 or 8:20 pm".to_owned()),
        "am" => hour % 12,
        _ => hour % 12 + 12,
    };
    if hour > 23 || minute > 59 {
        return Err("write the hour as 20:20 or 8:20 pm".to_owned());
    }
    Ok(Some(Clock { time: (hour, minute), words: used }))
}

/// Takes in one word of a date.
fn take(parts: &mut Parts, word: &str) -> Result<(), String> {
    let wrong = || Err(HELP.to_owned());
    if let Some(month) = month(word) {
        return if parts.month.replace(month).is_some() { wrong() } else { Ok(()) };
    }
    let pieces: Vec<&str> = word.split(['-', '/', '.']).collect();
    let numbers: Option<Vec<i16>> = pieces.iter().map(|piece| piece.parse().ok()).collect();
    match (numbers.as_deref(), pieces.first().map_or(0, |piece| piece.len())) {
        (Some([year, month, day]), 4) => set(parts, *year, *month, Some(*day)),
        (Some([year, month]), 4) => set(parts, *year, *month, None),
        (Some([year]), 4) if parts.year.is_none() => {
            parts.year = Some(*year);
            Ok(())
        }
        (Some([first, second, year]), 1 | 2) if pieces[2].len() == 4 => {
            if !word.contains('.') && *first <= 12 && *second <= 12 && first != second {
                return Err(format!("“{word}” could be two different days; write the month as a word: 17 April 2020"));
            }
            let (day, month) = if *second > 12 { (*second, *first) } else { (*first, *second) };
            set(parts, *year, month, Some(day))
        }
        (Some([day]), 1 | 2) => {
            parts.small.push(i8::try_from(*day).unwrap_or(0));
            Ok(())
        }
        _ => match ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)?.parse().ok()) {
            Some(day) => {
                parts.small.push(day);
                Ok(())
            }
            None => wrong(),
        },
    }
}

fn set(parts: &mut Parts, year: i16, month: i16, day: Option<i16>) -> Result<(), String> {
    if parts.year.is_some() || parts.month.is_some() || parts.day.is_some() {
        return Err(HELP.to_owned());
    }
    let small = |number: i16| i8::try_from(number).unwrap_or(0);
    parts.year = Some(year);
    parts.month = Some(small(month));
    parts.day = day.map(small);
    Ok(())
}

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let long = |name: &&&str| {
        name.to_lowercase().starts_with(word) && word.len() >= 3 || word == "sept" && **name == "September"
    };
    let place = MONTHS.iter().position(|name| long(&name))?;
    i8::try_from(place + 1).ok()
}

/// As the language writes it; a day that does not exist is none.
fn written(mut parts: Parts) -> Result<String, String> {
    match (parts.day, parts.small.as_slice()) {
        (_, []) => {}
        (None, [day]) => parts.day = Some(*day),
        _ => return Err(HELP.to_owned()),
    }
    let Some(year) = parts.year else {
        let missing = if parts.day.is_some() || parts.month.is_some() { "the year" } else { "the day" };
        return Err(match parts.time {
            Some(_) => format!("write {missing} too: 17 April 2020, about 20:20"),
            None => HELP.to_owned(),
        });
    };
    let none = |_| format!("there is no such day; {HELP}");
    match (parts.month, parts.day, parts.time) {
        (Some(month), Some(day), time) => {
            Date::new(year, month, day).map_err(none)?;
            let time = time.map_or_else(String::new, |(hour, minute)| format!(" {hour:02}:{minute:02}"));
            Ok(format!("{year:04}-{month:02}-{day:02}{time}"))
        }
        (Some(month), None, None) => {
            Date::new(year, month, 1).map_err(none)?;
            Ok(format!("{year:04}-{month:02}"))
        }
        (None, None, None) => Ok(format!("{year:04}")),
        _ => Err(HELP.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        let cases = [
            ("2020-04-17", "2020-04-17"),
            ("2020-04-17 20:20", "2020-04-17 20:20"),
            ("2020-04-17T20:20", "2020-04-17 20:20"),
            ("17 April 2020", "2020-04-17"),
            ("on Friday, the 17th of April 2020", "2020-04-17"),
            ("April 17, 2020", "2020-04-17"),
            ("17 Apr 2020, about 20:20", "near 2020-04-17 20:20"),
            ("17 Sept 2020 at 8:20 pm", "2020-09-17 20:20"),
            ("17 October 2020 8pm", "2020-10-17 20:00"),
            ("1 August 2020, 12 am", "2020-08-01 00:00"),
            ("17.4.2020", "2020-04-17"),
            ("17/04/2020", "2020-04-17"),
            ("04/17/2020", "2020-04-17"),
            ("April 2020", "2020-04"),
            ("2020-04", "2020-04"),
            ("in 2020", "2020"),
            ("around April 2020", "near 2020-04"),
            ("before 2 May 2020", "before 2020-05-02"),
            ("after March 2019", "after 2019-03"),
            ("between 1 March 2019 and 3 March 2019", "2019-03-01 to 2019-03-03"),
            ("2019-01 to 2019-12", "2019-01 to 2019-12"),
        ];
        for (words, date) in cases {
            let read = read(words).map(|(value, near)| if near { format!("near {value}") } else { value });
            assert_eq!(read.as_deref(), Ok(date), "{words}");
        }
    }

    #[test]
    fn what_is_unclear_is_asked_again() {
        for words in [
            "3/4/2020",
            "yesterday",
            "31 April 2020",
            "17 April",
            "20:20",
            "2020-13-01",
            "17 April 2020 25:00",
            "17 18 April 2020",
        ] {
            assert!(read(words).is_err(), "{words}");
        }
        assert!(read("about 20:20").is_err_and(|help| help.starts_with("write the day too")));
        assert!(read("17 April, 20:20").is_err_and(|help| help.starts_with("write the year too")));
        assert!(read("3/4/2020").is_err_and(|help| help.contains("two different days")));
    }
}
