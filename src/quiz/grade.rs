//! What somebody answers. In: a line of text. Out: the choices it names, or that it names none, or that it is enough.

use std::collections::BTreeSet;

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// To stop here.
    Stop,
    /// These choices, by their places.
    Choices(BTreeSet<usize>),
    /// Nothing that can be graded.
    Unclear,
}

/// The letter of a choice.
#[must_use]
pub fn letter(place: usize) -> char {
    u8::try_from(place)
        .ok()
        .and_then(|place| b'a'.checked_add(place))
        .filter(u8::is_ascii_lowercase)
        .map_or('?', char::from)
}

/// Reads an answer to an exercise with so many choices: letters, with or without anything between them; `q` to stop.
#[must_use]
pub fn said(line: &str, choices: usize) -> Said {
    let line = line.trim().to_lowercase();
    if line == "q" || line == "quit" {
        return Said::Stop;
    }
    let mut places = BTreeSet::new();
    for word in line.split(|sign: char| sign.is_whitespace() || [',', ';', '.', ')', '(', '+', '&'].contains(&sign)) {
        if word == "and" {
            continue;
        }
        for sign in word.chars() {
            match (0..choices).find(|place| letter(*place) == sign) {
                Some(place) => {
                    places.insert(place);
                }
                None => return Said::Unclear,
            }
        }
    }
    if places.is_empty() { Said::Unclear } else { Said::Choices(places) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_in_any_dress() {
        let both = Said::Choices(BTreeSet::from([0, 2]));
        for line in ["a c", "ac", "A, C", "c) a)", "a and c", " a\tc \n", "a c a"] {
            assert_eq!(said(line, 4), both, "{line:?}");
        }
        for line in ["", " ", "e", "a e", "1", "yes", ",", "ä"] {
            assert_eq!(said(line, 4), Said::Unclear, "{line:?}");
        }
        assert_eq!((said("q", 4), said(" QUIT\n", 4)), (Said::Stop, Said::Stop));
    }
}
