//! A [`Fault`] of the grammar → the diagnostic that a reader gets: what was expected and what stands there, in the words
//! of the language, and a way out where one can be guessed.

use super::{Clauses, Parser};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::Span;
use crate::syntax::input::{Expected, Fault, Reason, Thing};
use crate::syntax::keyword::Keyword;
use crate::syntax::lexer::MOST_FAULTS;
use crate::syntax::token::{Token, TokenKind};

/// So many possibilities are named one by one.
const MOST_NAMED: usize = 6;
/// So much of a word is shown.
const LONGEST_WORD: usize = 40;

impl Parser<'_> {
    /// Tells of a failure, unless the lexer has told of its cause.
    pub(super) fn report(&mut self, error: nom::Err<Fault>, of: Option<&Clauses>) {
        if self.diagnostics.len() >= MOST_FAULTS {
            return;
        }
        let (nom::Err::Error(fault) | nom::Err::Failure(fault)) = error else { return };
        let index = self.item.len().saturating_sub(fault.left);
        if self.already_reported(index) {
            return;
        }
        let diagnostic = match fault.reason {
            Reason::Expected => self.unexpected(index, fault.expected, of),
            Reason::Reserved => self.reserved(index),
            Reason::TooDeep => self.too_deep(index),
            Reason::InvalidNumber => self.invalid_number(index),
        };
        self.push(diagnostic);
    }

    /// The lexer found a fault at this token or right before it.
    pub(super) fn already_reported(&self, index: usize) -> bool {
        let from = self.item.get(index.saturating_sub(1)).map_or(0, |token| token.start);
        let to = self.item.get(index).or(self.item.last()).map_or(0, |token| token.end);
        let first = self.faults.partition_point(|fault| *fault < from);
        self.faults.get(first).is_some_and(|fault| *fault < to)
    }

    /// The place of the token with this number; behind the last one, the place right after it.
    fn place(&self, index: usize) -> Span {
        let source = self.text.source;
        match (self.item.get(index), self.item.last()) {
            (Some(token), _) => token.span(source),
            (None, Some(last)) => Span { source, start: last.end, end: last.end },
            (None, None) => Span { source, start: 0, end: 0 },
        }
    }

    /// What stands there, as a message calls it.
    pub(super) fn found(&self, token: Option<Token>) -> String {
        match token {
            None => "the end of the item".to_owned(),
            Some(Token { kind: TokenKind::Text, .. }) => "a text in quotes".to_owned(),
            Some(Token { kind: TokenKind::Heading, .. }) => "a heading".to_owned(),
            Some(token) => format!("`{}`", shortened(token.text(self.text.whole))),
        }
    }

    /// The word of these that this one was meant to be; not asked of endless words, nor when nobody will be told.
    pub(super) fn near(&self, word: &str, known: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
        if word.len() > LONGEST_WORD || self.diagnostics.len() >= MOST_FAULTS {
            None
        } else {
            did_you_mean(word, known)
        }
    }

    fn unexpected(&self, index: usize, expected: Expected, of: Option<&Clauses>) -> Diagnostic {
        let clause = of.filter(|of| expected == Expected::keywords_of(of.keywords));
        let token = self.item.get(index).copied();
        let line_end = clause.is_none() && !expected.has_thing(Thing::LineEnd);
        // After `]` a new statement begins: what is wrong is the statement, not the end of the line before it.
        let before = self.item.get(index.wrapping_sub(1)).filter(|before| before.kind != TokenKind::ClosePlaces);
        if let Some(before) = token.filter(|token| token.first && line_end).and(before) {
            let message = format!("expected {}, found the end of the line", listed(&expected.wording()));
            let place = Span { source: self.text.source, start: before.end, end: before.end };
            return Diagnostic::new(Code::UnexpectedToken, place, message).help(self.meant(*before, expected));
        }
        let wanted = match clause {
            Some(of) => format!("a clause of {}", of.what),
            None => listed(&expected.wording()),
        };
        let message = format!("expected {wanted}, found {}", self.found(token));
        let help = self.way_out(index, expected, clause);
        Diagnostic::new(Code::UnexpectedToken, self.place(index), message).help(help)
    }

    fn way_out(&self, index: usize, expected: Expected, clause: Option<&Clauses>) -> String {
        let (token, before) = (self.item.get(index), self.item.get(index.wrapping_sub(1)));
        let word = token.filter(|token| token.is_word()).map(|token| token.text(self.text.whole));
        let known = expected.keywords().map(Keyword::text).filter(|known| Some(*known) != word);
        if let Some(meant) = word.and_then(|word| self.near(word, known)) {
            return format!("did you mean `{meant}`?");
        }
        if let Some(of) = clause {
            let words: Vec<String> = of.keywords.iter().map(|keyword| format!("`{}`", keyword.text())).collect();
            return format!("the clauses of {} begin with {}", of.what, listed(&words));
        }
        if expected == Expected::keywords_of(&[Keyword::From, Keyword::Until]) {
            return "say since when, or until when: `in force from 2011 by TOPIC.DATE`".to_owned();
        }
        let kind = token.map(|token| token.kind);
        let name = expected.has_thing(Thing::Name) || expected.has_thing(Thing::Party);
        match kind {
            Some(TokenKind::Text) if name => "names are words without quotes".to_owned(),
            Some(_) if expected.has_thing(Thing::Date) => {
                "write a date as year, month and day: `2011-06-30`".to_owned()
            }
            None if expected.has_thing(Thing::Text) => "write the text here, in quotes".to_owned(),
            Some(TokenKind::Word) if expected.has_thing(Thing::Text) => "texts stand in quotes".to_owned(),
            Some(TokenKind::Equal) if expected.has_thing(Thing::Expression) => "write one `=` to compare".to_owned(),
            Some(TokenKind::Comma) if expected.has_thing(Thing::Semicolon) => "separate them with `;`".to_owned(),
            _ => before.map(|before| self.meant(*before, expected)).unwrap_or_default(),
        }
    }

    /// Whether the word before was meant for what a party does.
    fn meant(&self, before: Token, expected: Expected) -> String {
        let verbs = ["silent", "says", "answers", "shows", "speaks", "denies", "agrees", "disputes"];
        let verbs = if expected.has_thing(Thing::Move) { &verbs[..] } else { &[] };
        let meant = self.near(before.text(self.text.whole), verbs.iter().copied());
        meant.map(|meant| format!("did you mean `{meant}`?")).unwrap_or_default()
    }

    fn reserved(&self, index: usize) -> Diagnostic {
        let word = self.item.get(index).map_or("", |token| token.text(self.text.whole));
        let message = format!("`{word}` is a word of the language and cannot be a name here");
        Diagnostic::new(Code::ReservedWord, self.place(index), message).help("choose another word")
    }

    fn too_deep(&self, index: usize) -> Diagnostic {
        let message = "this condition is nested more than 64 levels deep";
        Diagnostic::new(Code::TooDeep, self.place(index), message)
            .help("make a part of it a finding with rules of its own, and use its name here")
    }

    fn invalid_number(&self, index: usize) -> Diagnostic {
        let word = self.item.get(index).map_or("", |token| token.text(self.text.whole));
        let unit = |keyword| (Keyword::Minute..=Keyword::Years).contains(&keyword);
        let unit = self.item.get(index + 1).and_then(|token| token.keyword()).is_some_and(unit);
        let (message, help) = match unit && word.contains('.') {
            true => (format!("a duration has whole units, not `{word}`"), "use a smaller unit: `90 minutes`"),
            false => (format!("`{word}` is too large or too fine a number here"), ""),
        };
        Diagnostic::new(Code::InvalidNumber, self.place(index), message).help(help)
    }
}

/// A word as a message shows it.
fn shortened(word: &str) -> String {
    match word.char_indices().nth(LONGEST_WORD) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

/// `a, b or c`; a long list ends in `…`.
fn listed(all: &[String]) -> String {
    match all {
        [] => "something else".to_owned(),
        [only] => only.clone(),
        _ if all.len() > MOST_NAMED && all.len() != MOST_NAMED + 1 => {
            format!("{} or another", all[..MOST_NAMED].join(", "))
        }
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
