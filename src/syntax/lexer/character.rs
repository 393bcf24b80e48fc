//! Characters that the language does not use: what is said about each, and how far it reaches.

use super::Lexer;
use crate::diagnostic::Code;
use crate::syntax::token::TokenKind;

/// Characters that cannot be seen or that turn the direction of the text.
fn invisible(character: char) -> bool {
    matches!(character, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{a0}' | '\u{ad}'
        | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
        | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e01ef}')
}

/// What to write instead of a character that people carry over from elsewhere.
fn instead(character: char) -> &'static str {
    match character {
        '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`' => {
            "put texts between straight double quotes `\"`"
        }
        '–' | '—' | '−' => "write a plain `-`",
        '≤' => "write `<=`",
        '≥' => "write `>=`",
        '≠' => "write `!=`",
        '!' => "write `not`, or `!=` to compare",
        '&' => "write `and`",
        '|' => "write `or`",
        '{' | '}' => "braces stand only inside a `say` text",
        '§' => "write `section`",
        '*' | '%' => "the language has only `+` and `-`",
        '@' | '$' | '^' | '~' | '?' | '\\' => "",
        _ => "characters of other scripts and signs stand only inside quotes",
    }
}

impl Lexer<'_> {
    /// One diagnostic for the first NUL byte, wherever it stands.
    pub(super) fn nul_bytes(&mut self) {
        if !self.bytes.contains(&0) {
            return;
        }
        if let Some(at) = self.bytes.iter().position(|byte| *byte == 0) {
            let message = "this file has NUL bytes, so it is not plain text";
            if let Some(diagnostic) = self.report(Code::NulByte, at..at + 1, message) {
                diagnostic.help = "save it as plain text in UTF-8".to_owned();
            }
        }
    }

    /// A character that begins no token: reported and left out.
    pub(super) fn stray(&mut self) {
        let rest = &self.text[self.at..];
        let Some(character) = rest.chars().next() else { return };
        if invisible(character) {
            self.report_invisible(self.at, character);
            self.at += character.len_utf8();
        } else if character.is_alphabetic() {
            let end = self.letters(self.at);
            self.foreign_word(end);
        } else {
            let end = self.at + rest.chars().take_while(|next| *next == character).map(char::len_utf8).sum::<usize>();
            let message = format!("`{character}` means nothing here");
            if let Some(diagnostic) = self.report(Code::UnknownCharacter, self.at..end, message) {
                diagnostic.help = instead(character).to_owned();
            }
            self.at = end;
        }
    }

    /// How far letters, digits and underscores of any script reach.
    pub(super) fn letters(&self, from: usize) -> usize {
        let letter = |next: &char| (next.is_alphanumeric() || *next == '_') && !invisible(*next);
        from + self.text[from..].chars().take_while(letter).map(char::len_utf8).sum::<usize>()
    }

    /// A word with letters outside ASCII: reported, and kept as a word so that the rest can be read.
    pub(super) fn foreign_word(&mut self, end: usize) {
        let word: String = self.text[self.at..end].chars().take(40).collect();
        let message = format!("`{word}` has letters that names do not use");
        if let Some(diagnostic) = self.report(Code::UnknownCharacter, self.at..end, message) {
            diagnostic.help =
                "names use the letters a to z, digits and `_`; put text of any script in quotes".to_owned();
        }
        self.push(TokenKind::Word, end);
    }

    /// Invisible characters in a comment or heading.
    pub(super) fn invisible_within(&mut self, range: std::ops::Range<usize>) {
        let text = &self.text[range.clone()];
        for (offset, character) in text.char_indices() {
            if invisible(character) && character != '\0' {
                self.report_invisible(range.start + offset, character);
            }
        }
    }

    /// `\x` in a quoted text.
    pub(super) fn unknown_escape(&mut self, at: usize) {
        if let Some(diagnostic) = self.report(Code::UnknownCharacter, at..at + 1, "`\\` begins no escape here") {
            diagnostic.help =
                "write `\\\\` for the character itself; the escapes are `\\\"`, `\\\\` and `\\n`".to_owned();
        }
    }

    fn report_invisible(&mut self, at: usize, character: char) {
        let message = format!("an invisible or direction-changing character, U+{:04X}", u32::from(character));
        if let Some(diagnostic) = self.report(Code::InvisibleCharacter, at..at + character.len_utf8(), message) {
            diagnostic.help = "delete it, or write a plain blank; inside quotes it may stand".to_owned();
        }
    }
}
