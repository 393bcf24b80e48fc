//! One text → its tokens and diagnostics. Comments and blanks are skipped, headings kept. Never stops at a fault: a
//! character that means nothing is reported and left out. Quoted texts are only delimited here, not unescaped.

mod character;
mod literal;

pub(super) use literal::millionths;

use super::keyword::Keyword;
use super::token::{Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// So many faults of one file are reported; a file with more is not text of this language at all.
pub(super) const MOST_FAULTS: usize = 500;

/// The tokens of a text.
#[derive(Clone, Debug, Default)]
pub struct Lexed {
    /// In the order of the text.
    pub tokens: Vec<Token>,
    /// Numbers of the tokens at the left margin.
    pub items: Vec<usize>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Cuts a text into tokens.
#[must_use]
pub fn lex(source: SourceId, text: &str) -> Lexed {
    let tokens = Vec::with_capacity(text.len() / 6 + 8);
    let out = Lexed { tokens, items: Vec::new(), diagnostics: Vec::new() };
    let mut lexer = Lexer { source, text, bytes: text.as_bytes(), at: 0, fresh: true, line: 0, unquoted: 0, out };
    lexer.nul_bytes();
    if text.starts_with('\u{feff}') {
        lexer.at = '\u{feff}'.len_utf8();
        lexer.line = lexer.at;
    }
    lexer.run();
    lexer.out
}

struct Lexer<'a> {
    source: SourceId,
    text: &'a str,
    bytes: &'a [u8],
    /// The next byte to read.
    at: usize,
    /// No token yet on this line.
    fresh: bool,
    /// Where this line starts.
    line: usize,
    /// Up to here no text was found to be closed.
    unquoted: usize,
    out: Lexed,
}

const WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_';
        byte += 1;
    }
    table
};

impl Lexer<'_> {
    fn run(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b' ' | b'\t' | b'\r' | 0 => self.at += 1,
                b'\n' => {
                    self.at += 1;
                    self.line = self.at;
                    self.fresh = true;
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
                b'0'..=b'9' => self.number(),
                b'"' => self.quoted(),
                b'#' => self.comment_or_heading(),
                _ => match self.punctuation(byte) {
                    Some((kind, width)) => self.push(kind, self.at + width),
                    None => self.stray(),
                },
            }
        }
    }

    /// Takes everything up to `end` as one token.
    fn push(&mut self, kind: TokenKind, end: usize) {
        let margin = self.fresh && self.at == self.line;
        if margin {
            self.out.items.push(self.out.tokens.len());
        }
        self.out.tokens.push(Token { start: self.at as u32, end: end as u32, kind, first: self.fresh, margin });
        self.fresh = false;
        self.at = end;
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn report(
        &mut self,
        code: Code,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
    ) -> Option<&mut Diagnostic> {
        if self.out.diagnostics.len() >= MOST_FAULTS {
            return None;
        }
        self.out.diagnostics.push(Diagnostic::new(code, Span::new(self.source, range.start, range.end), message));
        self.out.diagnostics.last_mut()
    }

    fn word(&mut self) {
        let mut end = self.at + 1;
        while WORD[usize::from(self.byte(end))] {
            end += 1;
        }
        if self.byte(end) >= 0x80 {
            let letters = self.letters(end);
            if letters > end {
                return self.foreign_word(letters);
            }
        }
        let kind = Keyword::of(&self.text[self.at..end]).map_or(TokenKind::Word, TokenKind::Key);
        self.push(kind, end);
    }

    fn punctuation(&self, byte: u8) -> Option<(TokenKind, usize)> {
        let equal = self.byte(self.at + 1) == b'=';
        Some(match byte {
            b'(' => (TokenKind::Open, 1),
            b')' => (TokenKind::Close, 1),
            b'[' => (TokenKind::OpenPlaces, 1),
            b']' => (TokenKind::ClosePlaces, 1),
            b',' => (TokenKind::Comma, 1),
            b';' => (TokenKind::Semicolon, 1),
            b':' => (TokenKind::Colon, 1),
            b'.' => (TokenKind::Dot, 1),
            b'=' => (TokenKind::Equal, 1),
            b'!' if equal => (TokenKind::NotEqual, 2),
            b'<' if equal => (TokenKind::AtMost, 2),
            b'<' => (TokenKind::Less, 1),
            b'>' if equal => (TokenKind::AtLeast, 2),
            b'>' => (TokenKind::More, 1),
            b'+' => (TokenKind::Plus, 1),
            b'-' => (TokenKind::Minus, 1),
            b'/' => (TokenKind::Slash, 1),
            _ => return None,
        })
    }

    /// `# …`, or `## …` at the margin. A line of nothing but `#` is a comment.
    fn comment_or_heading(&mut self) {
        let start = self.at;
        let mut end = start;
        let mut plain = true;
        while end < self.bytes.len() && self.bytes[end] != b'\n' {
            plain &= matches!(self.bytes[end], b'\t' | b'\r' | 0x20..=0x7e);
            end += 1;
        }
        if !plain {
            self.invisible_within(start..end);
        }
        let heading = start == self.line && self.byte(start + 1) == b'#';
        let line = self.text[start..end].trim_end();
        if heading && line.bytes().any(|byte| byte != b'#') {
            self.push(TokenKind::Heading, start + line.len());
        }
        self.at = end;
    }

    /// A text in quotes. Its lines after the first are indented like all that belongs to an item: a line at the margin
    /// means that the closing quote was forgotten, and the text then ends with its first line.
    fn quoted(&mut self) {
        let start = self.at;
        let (end, first_line) = match self.quote_end(start) {
            Ok(end) => return self.push(TokenKind::Text, end),
            Err(ends) => ends,
        };
        self.unquoted = self.unquoted.max(end);
        let end = start + self.text[start..first_line].trim_end().len();
        if let Some(diagnostic) = self.report(Code::UnclosedText, start..end, "this text has no closing quote") {
            diagnostic.label = "begins here".to_owned();
            diagnostic.help = "put `\"` where it ends; the further lines of a long text are indented".to_owned();
        }
        self.push(TokenKind::Text, end);
    }

    /// One past the closing quote; else how far there is none, and where the text's first line ends.
    fn quote_end(&mut self, start: usize) -> Result<usize, (usize, usize)> {
        let mut end = start + 1;
        let mut first_line = None;
        while let Some(byte) = self.bytes.get(end) {
            match byte {
                b'"' => return Ok(end + 1),
                b'\\' if matches!(self.byte(end + 1), b'"' | b'\\' | b'n') => end += 2,
                b'\\' => {
                    self.unknown_escape(end);
                    end += 1;
                }
                b'\n' => {
                    first_line.get_or_insert(end);
                    end += 1;
                    // A stretch that was searched for a quote once is not searched again and again.
                    let margin = !matches!(self.byte(end), b' ' | b'\t' | b'\r' | b'\n' | b'"' | 0);
                    if margin || end < self.unquoted {
                        break;
                    }
                }
                _ => end += 1,
            }
        }
        Err((end, first_line.unwrap_or(end)))
    }
}
