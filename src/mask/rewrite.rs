//! Texts with pseudonyms in the place of names. In: running text, the text of a case, its JSON, a word of its author. Out: the
//! same text masked, and where a word of a name may still stand in another form.

use super::Masker;
use super::fold::fold;
use crate::source::SourceId;
use crate::syntax::lexer::lex;
use crate::syntax::token::TokenKind;

impl Masker {
    /// Running text, masked.
    #[must_use]
    pub fn prose(&self, text: &str) -> String {
        self.masked(text, false)
    }

    fn masked(&self, text: &str, escaped: bool) -> String {
        let folded = fold(text, escaped);
        let mut out = String::with_capacity(text.len());
        let (mut at, mut copied) = (0, 0);
        while at < folded.length() {
            let Some((place, length)) = self.name_at(&folded, at) else {
                at += 1;
                continue;
            };
            out.push_str(&text[copied..folded.byte(at)]);
            out.push_str(&self.names()[place].stands);
            at += length;
            copied = folded.byte(at).max(copied);
        }
        out.push_str(&text[copied..]);
        out
    }

    /// A word that the author of the case chose, or part of a file's name: `ilyashev_second` becomes `person_1_second`.
    #[must_use]
    pub fn word(&self, word: &str) -> String {
        let part = |part: &str| match self.words.iter().find(|(known, _)| fold(part, false).letters() == *known) {
            Some((_, place)) => self.names()[*place].stands.to_lowercase().replace(' ', "_"),
            None => part.to_owned(),
        };
        word.split('_').map(part).collect::<Vec<_>>().join("_")
    }

    /// A path, each part of its names masked.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        let mut out = String::with_capacity(path.len());
        let mut word = String::new();
        for letter in path.chars().chain(['\0']) {
            if letter.is_alphanumeric() || letter == '_' {
                word.push(letter);
                continue;
            }
            out.push_str(&self.word(&std::mem::take(&mut word)));
            if letter != '\0' {
                out.push(letter);
            }
        }
        self.prose(&out)
    }

    /// The text of a case file, masked: its quoted texts, comments and headings, and the words of its author. Layout stays.
    #[must_use]
    pub fn case(&self, text: &str) -> String {
        let tokens = lex(SourceId::default(), text).tokens;
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for (index, token) in tokens.iter().enumerate() {
            let (start, end) = (token.start as usize, token.end as usize);
            // Between tokens there are blanks and comments.
            out.push_str(&self.masked(&text[done..start], false));
            let written = &text[start..end];
            let dotted =
                |other: Option<&crate::syntax::token::Token>| other.is_some_and(|it| it.kind == TokenKind::Dot);
            let after = tokens.get(index + 1);
            let before = index.checked_sub(1).and_then(|before| tokens.get(before));
            match token.kind {
                TokenKind::Text => out.push_str(&self.masked(written, true)),
                TokenKind::Heading => out.push_str(&self.masked(written, false)),
                TokenKind::Word | TokenKind::Key(_)
                    if self.own.contains(written) && !dotted(before) && !dotted(after) =>
                {
                    out.push_str(&self.word(written));
                }
                _ => out.push_str(written),
            }
            done = end;
        }
        out.push_str(&self.masked(&text[done..], false));
        out
    }

    /// A case in JSON, masked: every string in it.
    #[must_use]
    pub fn json(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('"') {
            let inside = &rest[open + 1..];
            let close = closing_quote(inside);
            let string = &inside[..close];
            out.push_str(&rest[..=open]);
            out.push_str(&if self.own.contains(string) { self.word(string) } else { self.masked(string, true) });
            rest = &inside[close..];
            if let Some(after) = rest.strip_prefix('"') {
                out.push('"');
                rest = after;
            }
        }
        out.push_str(rest);
        out
    }

    /// Where the free text of a masked case still holds a word that begins like a word of a declared name: the byte at which it
    /// stands, and what stands for the name elsewhere. Such a word is inflected, misspelt, or a word of a name that is also common.
    #[must_use]
    pub fn remains(&self, masked: &str) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        let mut done = 0;
        let tokens = lex(SourceId::default(), masked).tokens;
        let free = |kind: TokenKind| matches!(kind, TokenKind::Text | TokenKind::Heading);
        for token in tokens.iter().filter(|token| !free(token.kind)) {
            self.remains_between(masked, done..token.start as usize, &mut found);
            done = token.end as usize;
        }
        self.remains_between(masked, done..masked.len(), &mut found);
        found
    }

    fn remains_between<'a>(&'a self, text: &str, range: std::ops::Range<usize>, found: &mut Vec<(usize, &'a str)>) {
        let folded = fold(&text[range.clone()], true);
        for (at, word) in folded.words() {
            if let Some((_, place)) = self.words.iter().find(|(known, _)| resembles(&word, known)) {
                found.push((range.start + folded.byte(at), &self.names()[*place].stands));
            }
        }
    }
}

/// A word that is a word of a name, or begins with one of four letters and more.
fn resembles(word: &str, known: &str) -> bool {
    word == known || (known.chars().count() >= TELLING && word.starts_with(known))
}

/// A word that begins with so many letters of a name resembles it.
const TELLING: usize = 4;

/// Where a JSON string ends whose inside begins here.
fn closing_quote(inside: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in inside.char_indices() {
        match letter {
            '"' if !escaped => return at,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    inside.len()
}
