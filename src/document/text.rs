//! Text as it may stand in a document: spaces drawn together, nothing that steers a reader's screen or turns the words around
//! it. In: text as it was read. Out: text that is only text.

use super::model::Inline;

/// What a character becomes: itself, a space, a mark for what cannot be printed, or nothing.
pub(super) fn cleaned(letter: char) -> Option<char> {
    match letter {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        // Marks that turn or isolate the text after them would reach beyond the name they stand in; the writers set the
        // direction of each script themselves.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => None,
        '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}' => None,
        _ if letter.is_control() => Some('\u{FFFD}'),
        _ => Some(letter),
    }
}

/// A text on one line, without spaces at its ends and with single ones within.
pub(super) fn line(text: &str) -> String {
    let clean: String = text.chars().filter_map(cleaned).collect();
    clean.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Draws the spaces of a line together, across its pieces, and takes those at its ends and before footnotes away.
pub(super) fn drawn_together(line: &mut Vec<Inline>) {
    let mut after_space = true;
    together(line, &mut after_space);
    trim_end(line);
    line.retain(|piece| !is_empty(piece));
}

fn together(line: &mut [Inline], after_space: &mut bool) {
    for place in 0..line.len() {
        if matches!(line[place], Inline::Footnote(..) | Inline::LineBreak) {
            trim_end(&mut line[..place]);
        }
        match &mut line[place] {
            Inline::Text(text) => {
                let mut out = String::with_capacity(text.len());
                for letter in text.chars().filter_map(cleaned) {
                    if letter != ' ' || !*after_space {
                        out.push(letter);
                    }
                    *after_space = letter == ' ';
                }
                *text = out;
            }
            Inline::Footnote(_, words) => {
                drawn_together(words);
                *after_space = false;
            }
            Inline::LineBreak => *after_space = true,
            // It is named later, by what it leads to.
            Inline::Reference(_, inner) if inner.is_empty() => *after_space = false,
            Inline::Bold(inner) | Inline::Italic(inner) | Inline::Reference(_, inner) | Inline::Missing(inner) => {
                together(inner, after_space);
            }
        }
    }
}

/// Takes the space at the end away, however deep it stands.
fn trim_end(line: &mut [Inline]) {
    for piece in line.iter_mut().rev() {
        match piece {
            Inline::Text(text) => {
                text.truncate(text.trim_end_matches(' ').len());
                if !text.is_empty() {
                    return;
                }
            }
            Inline::Reference(_, inner) if inner.is_empty() => return,
            Inline::Bold(inner) | Inline::Italic(inner) | Inline::Reference(_, inner) | Inline::Missing(inner) => {
                trim_end(inner);
                if !inner.iter().all(is_empty) {
                    return;
                }
            }
            Inline::Footnote(..) | Inline::LineBreak => return,
        }
    }
}

/// Whether a piece prints nothing; a reference is never empty, since it is named by what it leads to.
fn is_empty(piece: &Inline) -> bool {
    match piece {
        Inline::Text(text) => text.is_empty(),
        Inline::Bold(inner) | Inline::Italic(inner) => inner.iter().all(is_empty),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn spaces_are_drawn_together_across_pieces() {
        let mut line = vec![text("\n  one "), Inline::Bold(vec![text(" two ")]), text(" "), text("three \n")];
        drawn_together(&mut line);
        assert_eq!(line, [text("one "), Inline::Bold(vec![text("two ")]), text("three")]);
    }

    #[test]
    fn a_footnote_stands_close_to_its_word() {
        let mut line = vec![text("word\n  "), Inline::Footnote(1, vec![text(" see ")]), text(" on")];
        drawn_together(&mut line);
        assert_eq!(line, [text("word"), Inline::Footnote(1, vec![text("see")]), text(" on")]);
    }

    #[test]
    fn nothing_turns_the_words_around_it() {
        assert_eq!(line("a\u{202E}b\u{2066}c\u{7}\u{0}  d"), "abc\u{FFFD}\u{FFFD} d");
    }
}
