//! Numbers and durations as people write them: "about 40", "more than 100", "two weeks", "half an hour". In: words. Out: the value
//! as the language writes it, and whether it was only near.

const WORDS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
const NEAR: [&str; 8] = ["about", "around", "approximately", "roughly", "circa", "ca", "ca.", "nearly"];

/// How people bound an amount, and how the language does.
const BOUNDS: [(&str, &str); 9] = [
    ("more than ", "more than"),
    ("over ", "more than"),
    ("at least ", "at least"),
    ("less than ", "less than"),
    ("fewer than ", "less than"),
    ("under ", "less than"),
    ("at most ", "at most"),
    ("up to ", "at most"),
    ("no more than ", "at most"),
];

/// A number, or a range of numbers.
///
/// # Errors
/// How to write one.
pub(super) fn number(words: &str) -> Result<(String, bool), String> {
    let help = || "write a number: 12, about 40, more than 100, 5 to 10".to_owned();
    ranged(words, &|words| count(words).filter(|count| !count.starts_with('-'))).ok_or_else(help)
}

/// A duration, or a range of durations.
///
/// # Errors
/// How to write one.
pub(super) fn duration(words: &str) -> Result<(String, bool), String> {
    let help = || "write how long, with its unit: 48 hours, 3 days, about 2 weeks, 5 to 10 minutes".to_owned();
    let (low, near) = lower(words);
    // The unit may stand once, after both ends.
    for between in [" to ", " and ", "-", "–"] {
        let inner = low.strip_prefix("between ").or_else(|| low.strip_prefix("from ")).unwrap_or(&low);
        let Some((from, to)) = inner.split_once(between) else { continue };
        if let (Some(from), Some(to)) = (count(from).filter(|count| whole(count)), length(to)) {
            return Ok((format!("{from} to {to}"), near));
        }
    }
    ranged(words, &length).ok_or_else(help)
}

/// Takes "about" away and says whether it stood there.
pub(super) fn lower(words: &str) -> (String, bool) {
    let all = words.to_lowercase().replace(['’', '\''], "");
    let kept: Vec<&str> = all.split_whitespace().filter(|word| !NEAR.contains(word)).collect();
    let near = kept.len() < all.split_whitespace().count();
    (kept.join(" "), near)
}

/// An amount, a bound, or two ends.
fn ranged(words: &str, one: &dyn Fn(&str) -> Option<String>) -> Option<(String, bool)> {
    let (low, near) = lower(words);
    let low = low.trim_end_matches('.');
    if let Some(value) = one(low) {
        return Some((value, near));
    }
    for (said, written) in BOUNDS {
        if let Some(rest) = low.strip_prefix(said) {
            return Some((format!("{written} {}", one(rest)?), near));
        }
    }
    let inner = low.strip_prefix("between ").or_else(|| low.strip_prefix("from ")).unwrap_or(low);
    let ends = [" to ", " and ", "-", "–"].iter().find_map(|between| inner.split_once(between))?;
    Some((format!("{} to {}", one(ends.0)?, one(ends.1)?), near))
}

/// `12`, `1,000`, `0.5`, `twelve`
fn count(words: &str) -> Option<String> {
    let words = words.trim();
    if let Some(number) = WORDS.iter().position(|word| *word == words) {
        return Some(number.to_string());
    }
    let grouped = words.split([',', ' ']).enumerate().all(|(place, part)| {
        !part.is_empty()
            && part.len() <= 3
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (place == 0 || part.len() == 3)
    });
    let digits: String = if grouped { words.replace([',', ' '], "") } else { words.to_owned() };
    let (before, after) = digits.split_once('.').unwrap_or((&digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.len() <= 12 && part.bytes().all(|byte| byte.is_ascii_digit());
    (plain(before) && plain(after) && after.len() <= 6).then_some(digits)
}

fn whole(count: &str) -> bool {
    !count.contains('.')
}

/// `48 hours`, `two weeks`, `half an hour`, `1.5 hours`, `2 hours 30 minutes`
fn length(words: &str) -> Option<String> {
    let words = words
        .trim()
        .trim_end_matches('.')
        .replace(" and ", " ")
        .replace("half an ", "half_")
        .replace("half a ", "half_");
    let words = apart(&words);
    let parts: Vec<&str> = words.split_whitespace().collect();
    match parts.as_slice() {
        [half] => halves(half.strip_prefix("half_")?, 1),
        [number, name] => {
            let number = if matches!(*number, "a" | "an") { "1".to_owned() } else { count(number)? };
            let name = unit(name)?;
            match number.strip_suffix(".5") {
                Some(wholes) => halves(name, wholes.parse::<i64>().ok()? * 2 + 1),
                None => whole(&number)
                    .then(|| format!("{number} {}", if number == "1" { name.trim_end_matches('s') } else { name })),
            }
        }
        [hours, name, minutes, small] if unit(name) == Some("hours") && unit(small) == Some("minutes") => {
            let (hours, minutes) = (count(hours)?.parse::<i64>().ok()?, count(minutes)?.parse::<i64>().ok()?);
            Some(format!("{} minutes", hours.checked_mul(60)?.checked_add(minutes)?))
        }
        _ => None,
    }
}

/// `48h` as `48 h`.
fn apart(words: &str) -> String {
    let mut out = String::new();
    let mut digit = false;
    for character in words.chars() {
        if digit && character.is_alphabetic() {
            out.push(' ');
        }
        digit = character.is_ascii_digit();
        out.push(character);
    }
    out
}

/// So many halves of a unit, in the unit below it.
fn halves(name: &str, count: i64) -> Option<String> {
    let (below, each) = match unit(name)? {
        "hours" => ("minutes", 30),
        "days" => ("hours", 12),
        "years" => ("months", 6),
        _ => return None,
    };
    Some(format!("{} {below}", count.checked_mul(each)?))
}

fn unit(name: &str) -> Option<&'static str> {
    Some(match name {
        "min" | "mins" | "minute" | "minutes" => "minutes",
        "h" | "hr" | "hrs" | "hour" | "hours" => "hours",
        "d" | "day" | "days" => "days",
        "w" | "wk" | "wks" | "week" | "weeks" => "weeks",
        "month" | "months" => "months",
        "y" | "yr" | "yrs" | "year" | "years" => "years",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(read: Result<(String, bool), String>) -> String {
        read.map_or_else(|_| "error".to_owned(), |(value, near)| if near { format!("near {value}") } else { value })
    }

    #[test]
    fn numbers() {
        let cases = [
            ("42", "42"),
            ("about 40", "near 40"),
            ("more than 1,000", "more than 1000"),
            ("up to twelve", "at most 12"),
            ("between 5 and 10", "5 to 10"),
            ("5-10", "5 to 10"),
            ("0.5", "0.5"),
            ("1,5", "error"),
            ("many", "error"),
            ("-3", "error"),
        ];
        for (words, value) in cases {
            assert_eq!(read(number(words)), value, "{words}");
        }
    }

    #[test]
    fn durations() {
        let cases = [
            ("48 hours", "48 hours"),
            ("48h", "48 hours"),
            ("about two weeks", "near 2 weeks"),
            ("a day", "1 day"),
            ("half an hour", "30 minutes"),
            ("1.5 hours", "90 minutes"),
            ("2 hours and 30 minutes", "150 minutes"),
            ("5 to 10 minutes", "5 to 10 minutes"),
            ("between 1 day and 2 weeks", "1 day to 2 weeks"),
            ("more than 3 months", "more than 3 months"),
            ("48", "error"),
            ("long", "error"),
        ];
        for (words, value) in cases {
            assert_eq!(read(duration(words)), value, "{words}");
        }
    }
}
