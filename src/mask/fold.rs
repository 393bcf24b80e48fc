//! Letters compared as people compare names: without case, accents, or the shape of blanks and apostrophes. In: a text. Out: its
//! folded letters, each with the bytes that it stands for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text, folded.
pub(super) struct Folded {
    letters: Vec<Letter>,
    /// Where the text ends.
    length: usize,
}

#[derive(Clone, Copy)]
struct Letter {
    is: char,
    /// Where it begins, and where it ends with its accents.
    start: usize,
    end: usize,
    capital: bool,
}

/// Folds a text. `escaped`: it is the inside of a quoted text, where `\"`, `\\` and `\n` are one letter each.
pub(super) fn fold(text: &str, escaped: bool) -> Folded {
    let mut folded = Folded { letters: Vec::with_capacity(text.len()), length: text.len() };
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let (meant, length) =
            if escaped { unescaped(&text[at..]) } else { None }.unwrap_or((letter, letter.len_utf8()));
        folded.add(meant, at, at + length);
        at += length;
    }
    folded
}

/// What an escape at the beginning of this text means, and its length.
fn unescaped(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('\\')?;
    match rest.chars().next()? {
        'n' | 't' | 'r' => Some((' ', 2)),
        'u' => {
            let code = |from: usize| u32::from_str_radix(rest.get(from..from + 4)?, 16).ok();
            let first = code(1)?;
            let pair = rest.get(5..7).filter(|next| *next == "\\u").and_then(|_| code(7));
            match (char::from_u32(first), pair) {
                (Some(letter), _) => Some((letter, 6)),
                (None, Some(second)) => {
                    let joined = char::decode_utf16([first as u16, second as u16]).next()?.ok()?;
                    Some((joined, 12))
                }
                (None, None) => None,
            }
        }
        letter @ ('"' | '\\' | '/') => Some((letter, 2)),
        _ => None,
    }
}

impl Folded {
    fn add(&mut self, letter: char, start: usize, end: usize) {
        if invisible(letter) {
            return;
        }
        if is_combining_mark(letter) {
            if let Some(last) = self.letters.last_mut() {
                last.end = end;
            }
            return;
        }
        let capital = letter.is_uppercase();
        let parts =
            std::iter::once(letter).nfkd().filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase);
        for part in parts.filter(|part| !is_combining_mark(*part)) {
            for is in plain(part) {
                // A run of blanks is one blank, a line break in a long text with its margin too.
                match self.letters.last_mut() {
                    Some(last) if is == ' ' && last.is == ' ' => last.end = end,
                    _ => self.letters.push(Letter { is, start, end, capital }),
                }
            }
        }
    }

    /// How many letters.
    pub(super) fn length(&self) -> usize {
        self.letters.len()
    }

    /// One letter.
    pub(super) fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|letter| letter.is)
    }

    /// The letters as text.
    pub(super) fn letters(&self) -> String {
        self.letters.iter().map(|letter| letter.is).collect()
    }

    /// The byte at which a letter begins; the end of the text after the last.
    pub(super) fn begins(&self, at: usize) -> usize {
        self.letters.get(at).map_or(self.length, |letter| letter.start)
    }

    /// The byte at which a letter with its accents ends.
    pub(super) fn ends(&self, at: usize) -> usize {
        self.letters.get(at).map_or(self.length, |letter| letter.end)
    }

    /// True for a capital, and where no letter is big or small.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.letters.get(at).is_some_and(|letter| letter.capital || !letter.is.is_lowercase())
    }

    /// True if these letters stand there.
    pub(super) fn has(&self, at: usize, letters: &[char]) -> bool {
        let here = self.letters.get(at..at + letters.len());
        here.is_some_and(|here| here.iter().map(|letter| letter.is).eq(letters.iter().copied()))
    }

    /// Nothing but blanks and hyphens stands there.
    pub(super) fn blank(&self, range: std::ops::Range<usize>) -> bool {
        self.letters[range].iter().all(|letter| matches!(letter.is, ' ' | '-'))
    }

    /// No word runs over the place before this letter.
    pub(super) fn between_words(&self, at: usize) -> bool {
        let left = at.checked_sub(1).and_then(|left| self.letter(left));
        !left.zip(self.letter(at)).is_some_and(|(left, right)| joins(left, right))
    }

    /// The words, each with its first letter.
    pub(super) fn words(&self) -> Vec<(usize, String)> {
        let mut words: Vec<(usize, String)> = Vec::new();
        let mut open = false;
        for (at, letter) in self.letters.iter().enumerate() {
            match (letter.is.is_alphanumeric(), open, words.last_mut()) {
                (true, true, Some((_, word))) => word.push(letter.is),
                (true, _, _) => words.push((at, letter.is.to_string())),
                (false, _, _) => {}
            }
            open = letter.is.is_alphanumeric();
        }
        words
    }
}

/// A letter without what people leave out who cannot type it.
fn plain(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        '’' | '‘' | 'ʼ' | '`' | '´' | 'ʻ' | 'ʹ' => ('\'', None),
        '‐' | '‑' | '‒' | '–' | '־' => ('-', None),
        'ı' => ('i', None),
        'ł' => ('l', None),
        'ø' => ('o', None),
        'đ' | 'ð' => ('d', None),
        'ħ' => ('h', None),
        'ς' => ('σ', None),
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        other if other.is_whitespace() => (' ', None),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

/// Marks that nobody sees inside a word: soft hyphens, joiners, marks of direction, the stretching of Arabic.
fn invisible(letter: char) -> bool {
    matches!(u32::from(letter), 0xAD | 0x34F | 0x61C | 0x640 | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F | 0xFEFF)
}

/// True where two letters belong to one word. Scripts that write without blanks between words show no bounds.
fn joins(left: char, right: char) -> bool {
    let bound = |letter: char| !letter.is_alphanumeric() || unspaced(letter);
    !bound(left) && !bound(right)
}

/// Letters of scripts without blanks between words: Thai to Myanmar, Khmer, Chinese, Japanese.
fn unspaced(letter: char) -> bool {
    matches!(u32::from(letter), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}
