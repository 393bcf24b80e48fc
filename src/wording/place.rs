//! Places in authorities as the languages write them. In: a place as a rule cites it (`paras 70-71`). Out: "paras. 70–71",
//! "par. 70 à 71", "párrs. 70 a 71".

use super::language::Language;

/// A place in words; empty for the whole.
pub(super) fn words(language: Language, place: &str) -> String {
    let (word, rest) = place.split_once(' ').unwrap_or((place, ""));
    let Some(word) = called(language, word) else { return place.to_owned() };
    let mut out = word.to_owned();
    for part in rest.split_whitespace() {
        out.push(' ');
        // A further kind of place on the same line: `annex II section 3`.
        let (bare, comma) = part.strip_suffix(',').map_or((part, ""), |bare| (bare, ","));
        match (bare, called(language, bare)) {
            ("and", _) => out.push_str(&format!("{}{comma}", and(language))),
            (_, Some(word)) => out.push_str(&format!("{word}{comma}")),
            (_, None) => out.push_str(&dashed(part)),
        }
    }
    out.replace(" fn ", " n. ")
}

fn and(language: Language) -> &'static str {
    match language {
        Language::English => "and",
        Language::French => "et",
        Language::Spanish => "y",
    }
}

fn called(language: Language, word: &str) -> Option<&'static str> {
    let (english, french, spanish) = match word {
        "para" => ("para.", "par.", "párr."),
        "paras" => ("paras.", "par.", "párrs."),
        "principle" => ("principle", "principe", "principio"),
        "principles" => ("principles", "principes", "principios"),
        "article" => ("article", "article", "artículo"),
        "articles" => ("articles", "articles", "artículos"),
        "rule" => ("rule", "règle", "regla"),
        "rules" => ("rules", "règles", "reglas"),
        "annex" => ("annex", "annexe", "anexo"),
        "section" => ("section", "section", "sección"),
        "footnote" => ("footnote", "note", "nota"),
        "guideline" => ("guideline", "ligne directrice", "directriz"),
        _ => return None,
    };
    Some(match language {
        Language::English => english,
        Language::French => french,
        Language::Spanish => spanish,
    })
}

/// A range of numbers has a dash: "70–71".
fn dashed(numbers: &str) -> String {
    let letters: Vec<char> = numbers.chars().collect();
    let number =
        |letter: Option<&char>| letter.is_some_and(|letter| letter.is_ascii_digit() || matches!(letter, ')' | '('));
    let mut out = String::with_capacity(numbers.len() + 2);
    for (at, letter) in letters.iter().enumerate() {
        let between = at > 0 && number(letters.get(at - 1)) && number(letters.get(at + 1));
        out.push(if *letter == '-' && between { '–' } else { *letter });
    }
    out
}
