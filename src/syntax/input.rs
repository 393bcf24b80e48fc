//! What nom reads: the tokens of one item, with their text; and the error that it gives back, a small `Copy` value:
//! the furthest failure wins, failures at one place merge what was expected. Makes no diagnostics.

use super::keyword::Keyword;
use super::token::{Token, TokenKind};
use crate::source::{SourceId, Span};
use crate::syntax::ast::Name;
use nom::error::{ErrorKind, ParseError};

/// The text that tokens are cut from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub(super) source: SourceId,
    pub(super) whole: &'a str,
}

/// The tokens still to be read of one item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tokens<'a> {
    pub(super) rest: &'a [Token],
    pub(super) text: &'a Text<'a>,
    /// How deep in nested expressions we are.
    pub(super) depth: u16,
}

/// What a parser of the grammar gives.
pub(super) type Parse<'a, T> = nom::IResult<Tokens<'a>, T, Fault>;

/// Why nothing could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Something else was expected.
    Expected,
    /// A word stands as a name that cannot be one.
    Reserved,
    /// Too many levels.
    TooDeep,
    /// A number that its place does not take.
    InvalidNumber,
}

/// A failure: where, why, and what was expected there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// How many tokens of the item were still to be read.
    pub(super) left: usize,
    pub(super) reason: Reason,
    pub(super) expected: Expected,
}

impl<'a> ParseError<Tokens<'a>> for Fault {
    fn from_error_kind(input: Tokens<'a>, _: ErrorKind) -> Self {
        Self { left: input.rest.len(), reason: Reason::Expected, expected: Expected::default() }
    }

    fn append(_: Tokens<'a>, _: ErrorKind, other: Self) -> Self {
        other
    }

    fn or(self, other: Self) -> Self {
        match self.left.cmp(&other.left) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Greater => other,
            std::cmp::Ordering::Equal => Self { expected: self.expected.and(other.expected), ..self },
        }
    }
}

/// Things that can be expected, besides keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Thing {
    Name,
    Text,
    Number,
    Date,
    Expression,
    Fact,
    Value,
    Type,
    Party,
    Provision,
    Authority,
    Place,
    Decision,
    Target,
    Move,
    Statement,
    LineEnd,
    Unit,
    Open,
    Close,
    OpenPlaces,
    ClosePlaces,
    Comma,
    Semicolon,
    Colon,
    Dot,
    Equal,
    Slash,
    Heading,
    Verb,
}

impl Thing {
    const ALL: &'static [(Thing, &'static str)] = &[
        (Thing::Name, "a name"),
        (Thing::Text, "a text in quotes"),
        (Thing::Number, "a number"),
        (Thing::Date, "a date"),
        (Thing::Expression, "a condition"),
        (Thing::Fact, "a fact (`topic.fact`)"),
        (Thing::Value, "a value"),
        (Thing::Type, "a type (`yes/no`, `date`, `number`, `duration`, `text`, `list of text`, `one of (…)`)"),
        (Thing::Party, "a party"),
        (Thing::Provision, "a provision (`ICCPR 9(1)`)"),
        (Thing::Authority, "an authority"),
        (Thing::Decision, "the decision (`opinion 2/2022`)"),
        (Thing::Place, "a paragraph or document"),
        (Thing::Target, "a finding or conclusion"),
        (Thing::Move, "what the party does (`says`, `denies`, `silent`, …)"),
        (Thing::Statement, "a statement"),
        (Thing::LineEnd, "the end of the line"),
        (Thing::Unit, "a unit of time"),
        (Thing::Open, "`(`"),
        (Thing::Close, "`)`"),
        (Thing::OpenPlaces, "`[`"),
        (Thing::ClosePlaces, "`]`"),
        (Thing::Comma, "`,`"),
        (Thing::Semicolon, "`;`"),
        (Thing::Colon, "`:`"),
        (Thing::Dot, "`.`"),
        (Thing::Equal, "`=`"),
        (Thing::Slash, "`/`"),
        (Thing::Heading, "a heading"),
        (Thing::Verb, "what the party does (`submits`, `replies`, `claims`, …)"),
    ];
    const ROOM: () = assert!(Keyword::ALL.len() <= 6 * 32 && Self::ALL.len() <= 32);
}

/// A set of things and keywords that were expected. Kept small: it lies in every frame of a deep nesting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Expected {
    keywords: [u32; 6],
    things: u32,
}

impl Expected {
    pub(super) fn thing(thing: Thing) -> Self {
        let () = Thing::ROOM;
        Self { things: 1 << thing as u8, ..Self::default() }
    }

    pub(super) fn keyword(keyword: Keyword) -> Self {
        let mut set = Self::default();
        set.keywords[keyword as usize / 32] = 1 << (keyword as usize % 32);
        set
    }

    pub(super) fn keywords_of(keywords: &[Keyword]) -> Self {
        keywords.iter().fold(Self::default(), |set, keyword| set.and(Self::keyword(*keyword)))
    }

    pub(super) fn and(self, other: Self) -> Self {
        let keywords = std::array::from_fn(|index| self.keywords[index] | other.keywords[index]);
        Self { keywords, things: self.things | other.things }
    }

    /// The keywords in it.
    pub(super) fn keywords(self) -> impl Iterator<Item = Keyword> {
        let has = move |keyword: &Keyword| self.keywords[*keyword as usize / 32] & (1 << (*keyword as usize % 32)) != 0;
        Keyword::ALL.iter().copied().filter(has)
    }

    /// The things in it.
    pub(super) fn has_thing(self, thing: Thing) -> bool {
        self.things & (1 << thing as u8) != 0
    }

    /// All of it in the words of the user.
    pub(super) fn wording(self) -> Vec<String> {
        let things = Thing::ALL.iter().filter(|(thing, _)| self.has_thing(*thing)).map(|(_, text)| (*text).to_owned());
        things.chain(self.keywords().map(|keyword| format!("`{}`", keyword.text()))).collect()
    }
}

impl<'a> Tokens<'a> {
    /// The next token.
    pub(super) fn first(self) -> Option<Token> {
        self.rest.first().copied()
    }

    /// The token after so many others.
    pub(super) fn nth(self, ahead: usize) -> Option<Token> {
        self.rest.get(ahead).copied()
    }

    /// What the next token is.
    pub(super) fn kind(self) -> Option<TokenKind> {
        self.rest.first().map(|token| token.kind)
    }

    /// What the token after so many others is.
    pub(super) fn kind_at(self, ahead: usize) -> Option<TokenKind> {
        self.rest.get(ahead).map(|token| token.kind)
    }

    /// Whether the next token is this keyword.
    pub(super) fn at(self, keyword: Keyword) -> bool {
        self.kind() == Some(TokenKind::Key(keyword))
    }

    /// Whether the token after so many others is a word on the line of the first one.
    pub(super) fn word_at(self, ahead: usize) -> Option<Token> {
        self.nth(ahead).filter(|token| token.is_word() && (ahead == 0 || !token.first))
    }

    /// The next token starts a line, or there is none.
    pub(super) fn at_line_start(self) -> bool {
        self.first().is_none_or(|token| token.first)
    }

    /// Without the first so many tokens.
    pub(super) fn skip(self, count: usize) -> Self {
        Self { rest: self.rest.get(count..).unwrap_or(&[]), ..self }
    }

    /// The text of a token.
    pub(super) fn slice(self, token: Token) -> &'a str {
        token.text(self.text.whole)
    }

    /// A token as a name.
    pub(super) fn name(self, token: Token) -> Name {
        Name { text: self.slice(token).to_owned(), span: self.span(token) }
    }

    /// The place of a token.
    pub(super) fn span(self, token: Token) -> Span {
        token.span(self.text.source)
    }

    /// From the next token here up to the last one before `rest`.
    pub(super) fn span_to(self, rest: Tokens<'_>) -> Span {
        let used = self.rest.len().saturating_sub(rest.rest.len());
        let start = self.rest.first().map_or(0, |token| token.start);
        let end = self.rest.get(used.wrapping_sub(1)).map_or(start, |token| token.end);
        Span { source: self.text.source, start, end }
    }

    /// A failure at the next token for this reason.
    pub(super) fn fault(self, reason: Reason, expected: Expected) -> Fault {
        Fault { left: self.rest.len(), reason, expected }
    }

    /// Something else was expected at the next token; others may be tried.
    pub(super) fn fail<T>(self, expected: Thing) -> Parse<'a, T> {
        Err(nom::Err::Error(self.fault(Reason::Expected, Expected::thing(expected))))
    }

    /// One of these keywords was expected; others may be tried.
    pub(super) fn fail_keywords<T>(self, expected: &[Keyword]) -> Parse<'a, T> {
        Err(nom::Err::Error(self.fault(Reason::Expected, Expected::keywords_of(expected))))
    }

    /// This was expected at the next token, and nothing else can be meant.
    pub(super) fn demand<T>(self, expected: Thing) -> Parse<'a, T> {
        Err(nom::Err::Failure(self.fault(Reason::Expected, Expected::thing(expected))))
    }

    /// One of these keywords was expected, and nothing else can be meant.
    pub(super) fn demand_keywords<T>(self, expected: &[Keyword]) -> Parse<'a, T> {
        Err(nom::Err::Failure(self.fault(Reason::Expected, Expected::keywords_of(expected))))
    }

    /// One of these was expected, and nothing else can be meant.
    pub(super) fn demand_things<T>(self, expected: &[Thing]) -> Parse<'a, T> {
        let expected = expected.iter().fold(Expected::default(), |set, thing| set.and(Expected::thing(*thing)));
        Err(nom::Err::Failure(self.fault(Reason::Expected, expected)))
    }

    /// The next token can be nothing here.
    pub(super) fn stop<T>(self, reason: Reason) -> Parse<'a, T> {
        Err(nom::Err::Failure(self.fault(reason, Expected::default())))
    }
}
