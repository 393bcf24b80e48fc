//! Texts with pseudonyms in the place of names. In: running text, a message, a path, the text of a case. Out: the same masked.

use super::fold::fold;
use super::{Masker, common::everyday};
use crate::source::SourceId;
use crate::syntax::keyword::Keyword;
use crate::syntax::lexer::lex;
use crate::syntax::token::{Token, TokenKind};

impl Masker {
    /// Running text, masked.
    #[must_use]
    pub fn prose(&self, text: &str) -> String {
        self.masked(text, false)
    }

    /// Texts with escapes or without.
    pub(super) fn masked(&self, text: &str, escaped: bool) -> String {
        let folded = fold(text, escaped);
        let mut out = String::with_capacity(text.len());
        let (mut at, mut copied) = (0, 0);
        let mut last: Option<(usize, usize)> = None;
        while at < folded.length() {
            let Some((place, length)) = self.name_at(&folded, at) else {
                at += 1;
                continue;
            };
            // A name of which only the words are known, one after the other, is still one name.
            if last.is_none_or(|(before, end)| before != place || !folded.blank(end..at)) {
                out.push_str(&text[copied..folded.begins(at)]);
                out.push_str(&self.names()[place].stands);
            }
            at += length;
            copied = folded.ends(at - 1);
            last = Some((place, at));
        }
        out.push_str(&text[copied..]);
        out
    }

    /// A word that the author of the case chose, or part of a file's name: `ilyashev_second` becomes `person_1_second`.
    #[must_use]
    pub fn word(&self, word: &str) -> String {
        if let Some(chosen) = self.own.get(word) {
            return chosen.clone();
        }
        let digits = |letter: char| letter.is_ascii_digit();
        let mut out = String::new();
        let mut last = None;
        for part in word.split_inclusive('_') {
            let (part, bar) = part.strip_suffix('_').map_or((part, ""), |part| (part, "_"));
            let stem = part.trim_end_matches(digits);
            let folded = fold(stem, false).letters();
            let known = self.words.iter().find(|(known, _)| super::remains::resembles(&folded, known));
            match known {
                // Given name and surname, one after the other, are one name.
                Some((_, place)) if last == Some(*place) => out.truncate(out.trim_end_matches('_').len()),
                Some((_, place)) => out.push_str(&self.names()[*place].stands.to_lowercase().replace(' ', "_")),
                None => out.push_str(part),
            }
            if known.is_some() && stem.len() < part.len() {
                out.push('_');
                out.push_str(&part[stem.len()..]);
            }
            last = known.map(|(_, place)| *place);
            out.push_str(bar);
        }
        out
    }

    /// A path, each part of its names masked.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        // Names with blanks are names, names without are parts of words.
        let path = if path.contains(' ') { self.prose(path) } else { path.to_owned() };
        self.prose(&self.each_word(&path, |word| self.word(word)))
    }

    /// What is said about a case: in it, words and paths stand between backticks.
    #[must_use]
    pub fn message(&self, text: &str) -> String {
        let plain = |word: &str| if everyday(word) || word.contains(' ') { word.to_owned() } else { self.word(word) };
        let parts = text.split('`').enumerate().map(|(place, part)| match place % 2 {
            1 => self.path(part),
            _ => self.prose(&self.each_word(part, plain)),
        });
        parts.collect::<Vec<_>>().join("`")
    }

    fn each_word(&self, text: &str, masked: impl Fn(&str) -> String) -> String {
        let mut out = String::with_capacity(text.len());
        let mut word = String::new();
        for letter in text.chars() {
            if letter.is_alphanumeric() || letter == '_' {
                word.push(letter);
                continue;
            }
            out.push_str(&masked(&std::mem::take(&mut word)));
            out.push(letter);
        }
        out.push_str(&masked(&word));
        out
    }

    /// The text of a case file, masked: its quoted texts, comments and headings, and the words of its author. Layout stays.
    #[must_use]
    pub fn case(&self, text: &str) -> String {
        let tokens = lex(SourceId::default(), text).tokens;
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        let mut names = NamesLine::default();
        for (index, token) in tokens.iter().enumerate() {
            let (start, end) = (token.start as usize, token.end as usize);
            let before = index.checked_sub(1).and_then(|before| tokens.get(before));
            // Between tokens there are blanks and comments.
            out.push_str(&self.masked(&text[done..start], false));
            done = end;
            let masked = self.token(text, *token, before, tokens.get(index + 1));
            names.follow(*token, before);
            if names.told(&mut out, token.kind, &masked) {
                continue;
            }
            out.push_str(&masked);
        }
        out.push_str(&self.masked(&text[done..], false));
        out
    }

    fn token(&self, text: &str, token: Token, before: Option<&Token>, after: Option<&Token>) -> String {
        let written = token.text(text);
        let dotted = |other: Option<&Token>| other.is_some_and(|it| it.kind == TokenKind::Dot);
        let includes = before.and_then(|before| before.keyword());
        match token.kind {
            TokenKind::Text if matches!(includes, Some(Keyword::Include | Keyword::Extend)) => self.include(written),
            TokenKind::Text => self.masked(written, true),
            TokenKind::Heading => self.masked(written, false),
            TokenKind::Word | TokenKind::Key(_)
                if self.own.contains_key(written) && !dotted(before) && !dotted(after) =>
            {
                self.word(written)
            }
            // A word that neither the case nor its pack has is a slip; it may be a name all the same.
            TokenKind::Word if !self.own.contains_key(written) && !self.law.contains(written) => self.word(written),
            _ => written.to_owned(),
        }
    }

    /// The quoted name of an included file, masked so that the file is still found.
    fn include(&self, quoted: &str) -> String {
        let known = self.includes.iter().find(|(_, name)| quoted.trim_matches('"') == name.as_str());
        known.map_or_else(|| self.masked(quoted, true), |(stands, _)| format!("\"{stands}\""))
    }
}

/// Where a `names` line is being written: forms that are masked alike are told once.
#[derive(Default)]
struct NamesLine {
    open: bool,
    told: Vec<String>,
    /// Forms that had to be told again.
    repeated: usize,
}

impl NamesLine {
    fn follow(&mut self, token: Token, before: Option<&Token>) {
        let names = before.and_then(|before| before.keyword()) == Some(Keyword::Names);
        match token.kind {
            TokenKind::Word | TokenKind::Key(_) if names => {
                self.open = true;
                self.told.clear();
            }
            TokenKind::Text | TokenKind::Comma => {}
            _ => self.open = false,
        }
    }

    /// True if this text was told on the line before; then its comma goes as well.
    fn told(&mut self, out: &mut String, kind: TokenKind, masked: &str) -> bool {
        if !self.open || kind != TokenKind::Text {
            return false;
        }
        if !self.told.iter().any(|told| told == masked) {
            self.told.push(masked.to_owned());
            return false;
        }
        let blanks = out.trim_end();
        if blanks.ends_with(',') {
            out.truncate(blanks.len() - 1);
        } else {
            // A comment in between stays, and so must the comma before it.
            self.repeated += 1;
            out.push_str(&format!("{} ({})\"", masked.trim_end_matches('"'), self.repeated + 1));
        }
        true
    }
}
