//! The pieces that a text is cut into. A [`Token`] holds no text: it is sliced from the source when it is wanted.

use super::keyword::Keyword;
use crate::source::{SourceId, Span};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word without meaning of its own.
    Word,
    /// A word that the grammar may ask for.
    Key(Keyword),
    /// `12`, `0.5`
    Number,
    /// `2020-04`, `2020-04-17`
    Date,
    /// `20:20`
    Time,
    /// `"…"`, still escaped
    Text,
    /// `## …` at the margin
    Heading,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenPlaces,
    /// `]`
    ClosePlaces,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// `.`
    Dot,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `/`
    Slash,
}

/// One token: what it is and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// Nothing but blanks before it on its line.
    pub first: bool,
    /// It stands at the left margin, so an item begins.
    pub margin: bool,
}

impl Token {
    /// Its place in this source.
    #[must_use]
    pub fn span(self, source: SourceId) -> Span {
        Span { source, start: self.start, end: self.end }
    }

    /// Its text, out of the text that it was cut from.
    #[must_use]
    pub fn text(self, whole: &str) -> &str {
        whole.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// A word, whether or not the grammar knows it.
    #[must_use]
    pub fn is_word(self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Key(_))
    }

    /// The keyword that it is.
    #[must_use]
    pub fn keyword(self) -> Option<Keyword> {
        match self.kind {
            TokenKind::Key(keyword) => Some(keyword),
            _ => None,
        }
    }
}
