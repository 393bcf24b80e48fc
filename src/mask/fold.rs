//! Letters compared as people compare names: without case, accents, or the shape of blanks and apostrophes. In: a text. Out: its
//! folded letters, each with the bytes that it stands for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text, folded.
pub(super) struct Folded {
    letters: Vec<char>,
    /// Where each letter begins, and after the last one where the text ends.
    starts: Vec<usize>,
}

/// Folds a text. `escaped`: it is the inside of a quoted text, where `\"`, `\\` and `\n` are one letter each.
pub(super) fn fold(text: &str, escaped: bool) -> Folded {
    let mut folded = Folded { letters: Vec::with_capacity(text.len()), starts: Vec::with_capacity(text.len() + 1) };
    let mut rest = text.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        let next = rest.peek().map(|(_, next)| *next);
        let meant = match (letter, next) {
            ('\\', Some('n' | 't' | 'r')) if escaped => ' ',
            ('\\', Some(next @ ('"' | '\\' | '/'))) if escaped => next,
            _ => {
                folded.add(letter, at);
                continue;
            }
        };
        rest.next();
        folded.add(meant, at);
    }
    folded.starts.push(text.len());
    folded
}

impl Folded {
    fn add(&mut self, letter: char, at: usize) {
        let small = letter.nfd().filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase);
        for part in small {
            let part = match part {
                '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
                '‐' | '‑' | '–' => '-',
                other if other.is_whitespace() => ' ',
                other => other,
            };
            // A run of blanks is one blank, a line break in a long text with its margin too.
            if part == ' ' && self.letters.last() == Some(&' ') {
                continue;
            }
            self.letters.push(part);
            self.starts.push(at);
        }
    }

    /// How many letters.
    pub(super) fn length(&self) -> usize {
        self.letters.len()
    }

    /// The letters as text.
    pub(super) fn letters(&self) -> String {
        self.letters.iter().collect()
    }

    /// The byte at which a letter begins; the end of the text after the last.
    pub(super) fn byte(&self, at: usize) -> usize {
        self.starts.get(at).or(self.starts.last()).copied().unwrap_or(0)
    }

    /// True if these letters stand there.
    pub(super) fn has(&self, at: usize, letters: &[char]) -> bool {
        self.letters.get(at..at + letters.len()) == Some(letters)
    }

    /// No word runs over the place before this letter.
    pub(super) fn between_words(&self, at: usize) -> bool {
        at == 0 || !joins(self.letters[at - 1], self.letters.get(at).copied())
    }

    /// The words, each with its first letter.
    pub(super) fn words(&self) -> Vec<(usize, String)> {
        let mut words: Vec<(usize, String)> = Vec::new();
        let mut open = false;
        for (at, letter) in self.letters.iter().enumerate() {
            match (letter.is_alphanumeric(), open, words.last_mut()) {
                (true, true, Some((_, word))) => word.push(*letter),
                (true, _, _) => words.push((at, letter.to_string())),
                (false, _, _) => {}
            }
            open = letter.is_alphanumeric();
        }
        words
    }
}

/// True where two letters belong to one word. Scripts that write without blanks between words show no bounds.
fn joins(left: char, right: Option<char>) -> bool {
    let bound = |letter: char| !letter.is_alphanumeric() || unspaced(letter);
    right.is_some_and(|right| !bound(left) && !bound(right))
}

/// Letters of scripts without blanks between words: Thai to Myanmar, Khmer, Chinese, Japanese.
fn unspaced(letter: char) -> bool {
    matches!(u32::from(letter), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}
