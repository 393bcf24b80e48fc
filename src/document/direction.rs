//! Which way a text runs: Arabic, Hebrew and their kin from right to left. In: text. Out: its direction, and pieces that each
//! run one way, for formats that want runs marked.

/// The way a text runs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Direction {
    LeftToRight,
    RightToLeft,
}

use Direction::{LeftToRight, RightToLeft};

/// The direction of a letter; nothing for digits, spaces and marks, which take that of their neighbours.
fn strong(letter: char) -> Option<Direction> {
    match letter {
        // Digits of the Arabic scripts are written from left to right.
        '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}' => None,
        '\u{200F}' | '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => Some(RightToLeft),
        '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}' => Some(RightToLeft),
        '\u{200E}' => Some(LeftToRight),
        _ if letter.is_alphabetic() => Some(LeftToRight),
        _ => None,
    }
}

/// The direction of a paragraph: that of its first letter.
pub(super) fn of(text: &str) -> Direction {
    text.chars().find_map(strong).unwrap_or(LeftToRight)
}

/// Pieces of a text that each run one way; `around` is the direction of the paragraph, and `before` that of what stands before.
pub(super) fn pieces(text: &str, around: Direction) -> Vec<(Direction, &str)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut ways: Vec<Option<Direction>> = Vec::with_capacity(letters.len());
    let mut last = around;
    for (_, letter) in &letters {
        let way = strong(*letter).or_else(|| letter.is_ascii_digit().then_some(last));
        last = way.unwrap_or(last);
        ways.push(way);
    }
    settle(&mut ways, around);
    let mut found: Vec<(Direction, &str)> = Vec::new();
    let mut from = 0;
    for place in 0..letters.len() {
        let next = letters.get(place + 1).map_or(text.len(), |(at, _)| *at);
        if place + 1 == letters.len() || ways[place] != ways[place + 1] {
            found.push((ways[place].unwrap_or(around), &text[from..next]));
            from = next;
        }
    }
    found
}

/// Gives letters without a direction that of both neighbours where these agree, else that of the paragraph.
fn settle(ways: &mut [Option<Direction>], around: Direction) {
    let mut place = 0;
    while place < ways.len() {
        if ways[place].is_some() {
            place += 1;
            continue;
        }
        let end = ways[place..].iter().position(Option::is_some).map_or(ways.len(), |count| place + count);
        let before = place.checked_sub(1).and_then(|before| ways[before]).unwrap_or(around);
        let after = ways.get(end).copied().flatten().unwrap_or(around);
        let way = if before == after { before } else { around };
        ways[place..end].fill(Some(way));
        place = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_runs_as_its_first_letter() {
        assert_eq!(of("12. (مروان) and others"), RightToLeft);
        assert_eq!(of("12. Vane (مروان)"), LeftToRight);
        assert_eq!(of("12."), LeftToRight);
    }

    #[test]
    fn marks_between_letters_run_with_them() {
        let found = pieces("Vane (مروان أبو) x", LeftToRight);
        assert_eq!(found, [(LeftToRight, "Vane ("), (RightToLeft, "مروان أبو"), (LeftToRight, ") x")]);
        let found = pieces("في 17 April 2020 ولم", RightToLeft);
        assert_eq!(found, [(RightToLeft, "في 17 "), (LeftToRight, "April 2020"), (RightToLeft, " ولم")]);
    }
}
