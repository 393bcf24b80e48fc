//! Tokens → [`File`] and diagnostics. An item begins at the left margin; what goes wrong in one never touches another.
//! Inside an item a faulty clause is reported and left out, and reading goes on with the next clause or line.

mod account;
mod basic;
mod case;
mod citation;
mod expression;
mod fault;
mod force;
mod hypothetical;
mod law;
mod outcome;
mod reading;
mod rule;
mod say;
mod statement;
mod topic;
mod triage;
mod value;

use super::ast::{File, Item};
use super::input::{Fault, Parse, Reason, Text, Thing, Tokens};
use super::keyword::Keyword;
use super::lexer::{Lexed, MOST_FAULTS};
use super::token::{Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The rules of the grammar that single pieces are read by.
pub(super) mod pieces {
    pub(in crate::syntax) use super::citation::{phrase, provision, target};
    pub(in crate::syntax) use super::expression::fact_name;
    pub(in crate::syntax) use super::statement::{number, party, plain};
    pub(in crate::syntax) use super::value::date;
    use super::{Parse, Thing, Tokens, basic};
    use crate::syntax::ast::Name;

    pub(in crate::syntax) fn any_words(input: Tokens<'_>) -> Parse<'_, Name> {
        basic::words(|_| false, Thing::Name)(input)
    }
}

/// Reads the items of a file out of its tokens.
pub(super) fn file(text: &Text<'_>, lexed: &Lexed) -> (File, Vec<Diagnostic>) {
    let faults: Vec<u32> = lexed.diagnostics.iter().map(|diagnostic| diagnostic.span.start).collect();
    let mut parser = Parser { text, item: &[], faults: &faults, diagnostics: Vec::new() };
    let mut items = Vec::with_capacity(lexed.items.len());
    let first = lexed.items.first().copied().unwrap_or(lexed.tokens.len());
    if first > 0 {
        parser.indented(&lexed.tokens[..first]);
        items.push(Item::Error(parser.span()));
    }
    for (index, start) in lexed.items.iter().enumerate() {
        let end = lexed.items.get(index + 1).copied().unwrap_or(lexed.tokens.len());
        parser.item = &lexed.tokens[*start..end];
        let tokens = Tokens { rest: parser.item, text, depth: 0 };
        items.push(parser.item(tokens));
    }
    (File { items }, parser.diagnostics)
}

struct Parser<'a> {
    text: &'a Text<'a>,
    /// All tokens of the item at hand.
    item: &'a [Token],
    /// Where the lexer found faults: what looks odd right after one is not reported again.
    faults: &'a [u32],
    diagnostics: Vec<Diagnostic>,
}

/// The clauses that an item takes.
struct Clauses {
    /// What the item is called.
    what: &'static str,
    /// What its clauses begin with.
    keywords: &'static [Keyword],
    /// Those that may stand once.
    once: &'static [Keyword],
}

impl<'a> Parser<'a> {
    /// Where the item at hand stands.
    fn span(&self) -> Span {
        let start = self.item.first().map_or(0, |token| token.start);
        let end = self.item.last().map_or(start, |token| token.end);
        Span { source: self.text.source, start, end }
    }

    /// Lines before the first item, none of them at the margin.
    fn indented(&mut self, tokens: &'a [Token]) {
        self.item = tokens;
        let span = tokens[0].span(self.text.source);
        let message = "an item begins at the left margin, and none has begun here";
        self.push(Diagnostic::new(Code::UnexpectedToken, span, message).help("remove the blanks before it"));
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MOST_FAULTS {
            self.diagnostics.push(diagnostic);
        }
    }

    /// ```text
    /// item = heading | include | pack | party | stage | evidence | authority | instrument | kind | conclusion
    ///      | topic | finding | impossible | rule | reading | clock | triage | say | case | block | claims | outcome | hypothetical
    ///      | fixed | account | not-known | detention ;
    /// ```
    fn item(&mut self, tokens: Tokens<'a>) -> Item {
        match tokens.kind() {
            Some(TokenKind::Heading) => self.simple(tokens, law::heading, Item::Heading),
            Some(TokenKind::Word) => self.other(tokens),
            Some(TokenKind::Key(keyword)) => match keyword {
                Keyword::Include => self.simple(tokens, law::include, Item::Include),
                Keyword::Pack => self.pack(tokens),
                Keyword::Party => self.simple(tokens, law::party, Item::Party),
                Keyword::Stage => self.simple(tokens, law::stage, Item::Stage),
                Keyword::Evidence => self.evidence(tokens),
                Keyword::Authority => self.simple(tokens, law::authority, Item::Authority),
                Keyword::Instrument => self.instrument(tokens),
                Keyword::Kind => self.simple(tokens, law::kind, Item::Kind),
                Keyword::Topic => self.topic(tokens),
                Keyword::Finding => self.finding(tokens),
                Keyword::Impossible => self.simple(tokens, law::impossible, Item::Impossible),
                Keyword::Rule => self.rule(tokens),
                Keyword::Reading => self.reading(tokens),
                Keyword::Clock => self.clock(tokens),
                Keyword::Triage => self.triage(tokens),
                Keyword::Say => self.say(tokens),
                Keyword::Case => self.case(tokens),
                Keyword::Detention => self.detention(tokens),
                Keyword::Outcome => self.outcome(tokens),
                Keyword::Hypothetical => self.hypothetical(tokens),
                Keyword::Fixed => self.fixed(tokens),
                Keyword::Account => self.account(tokens),
                Keyword::Not if tokens.kind_at(1) == Some(TokenKind::Key(Keyword::Known)) => self.not_known(tokens),
                _ => self.other(tokens),
            },
            _ => self.unknown(tokens),
        }
    }

    /// An item that is one line, and nothing after it.
    fn simple<T>(&mut self, tokens: Tokens<'a>, read: fn(Tokens<'a>) -> Parse<'a, T>, item: fn(T) -> Item) -> Item {
        match read(tokens) {
            Ok((rest, value)) => {
                self.end(rest);
                item(value)
            }
            Err(error) => self.broken(error),
        }
    }

    /// An item whose first line could not be read.
    fn broken(&mut self, error: nom::Err<Fault>) -> Item {
        self.report(error, None);
        Item::Error(self.span())
    }

    /// Nothing may be left of the item.
    fn end(&mut self, rest: Tokens<'a>) {
        if !rest.rest.is_empty() {
            let error = rest.demand::<()>(Thing::LineEnd);
            self.report(error.err().unwrap_or(nom::Err::Error(rest.fault(Reason::Expected, Default::default()))), None);
        }
    }

    /// An item that begins with a word of the author's: a conclusion, a block or claims.
    fn other(&mut self, tokens: Tokens<'a>) -> Item {
        if tokens.word_at(1).is_some() && tokens.kind_at(2) == Some(TokenKind::Text) {
            return self.conclusion(tokens);
        }
        let verb = (1..).map_while(|index| tokens.word_at(index)).find_map(|token| statement::verb(token.keyword()?));
        match verb {
            Some(statement::Verb::Claims) => self.simple(tokens, statement::claims, Item::Claims),
            Some(statement::Verb::Block(_)) => self.block(tokens),
            None => self.unknown(tokens),
        }
    }

    /// An item that begins with nothing that could begin one.
    fn unknown(&mut self, tokens: Tokens<'a>) -> Item {
        let Some(first) = tokens.first() else { return Item::Error(self.span()) };
        if self.already_reported(0) || self.diagnostics.len() >= MOST_FAULTS {
            return Item::Error(self.span());
        }
        let last = (1..).map_while(|index| tokens.word_at(index)).last();
        let found = tokens.slice(first);
        let meant = self.near(found, law::ITEMS.iter().map(|keyword| keyword.text()));
        let verb = last.and_then(|token| self.near(tokens.slice(token), statement::VERBS));
        let short = first.is_word() && tokens.word_at(1).is_some();
        let diagnostic = match (meant, verb, last) {
            (None, Some(verb), Some(token)) => {
                let message = format!("`{}` is nothing that a party does", tokens.slice(token));
                let diagnostic = Diagnostic::new(Code::UnexpectedToken, tokens.span(token), message);
                diagnostic.help(format!("did you mean `{verb}`?"))
            }
            _ => {
                let what = self.found(Some(first));
                let message = format!("no item begins with {what}");
                let help = match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None if first.keyword().is_some_and(Keyword::begins_clause) => {
                        format!("{what} belongs to an item: indent it")
                    }
                    None if short => {
                        "a conclusion is its kind, its name and a text in quotes; a block names a party and \
                                      what it does, as in `source submits`"
                            .to_owned()
                    }
                    None => {
                        "items begin with `rule`, `topic`, `finding`, `case`, …; indent what belongs to the item above"
                            .to_owned()
                    }
                };
                Diagnostic::new(Code::UnknownItem, tokens.span(first), message).help(help)
            }
        };
        self.push(diagnostic);
        Item::Error(self.span())
    }

    /// Reads the clauses of an item one by one and gives each to `take`. A faulty one is reported and left out.
    fn clauses<C>(
        &mut self,
        mut input: Tokens<'a>,
        of: &Clauses,
        clause: fn(Tokens<'a>) -> Parse<'a, C>,
        mut take: impl FnMut(C),
    ) {
        let mut seen = [None; 8];
        while let Some(token) = input.first() {
            match clause(input) {
                Ok((rest, value)) => {
                    let once = token.keyword().and_then(|keyword| of.once.iter().position(|other| *other == keyword));
                    match once.and_then(|index| seen.get_mut(index)) {
                        Some(Some(first)) => self.repeated(token, *first),
                        Some(empty) => {
                            *empty = Some(token);
                            take(value);
                        }
                        None => take(value),
                    }
                    input = rest;
                }
                Err(error) => {
                    self.report(error, Some(of));
                    input = next_clause(input.skip(1), of.keywords);
                }
            }
        }
    }

    fn repeated(&mut self, token: Token, first: Token) {
        let word = token.text(self.text.whole);
        let source = self.text.source;
        let diagnostic =
            Diagnostic::new(Code::RepeatedClause, token.span(source), format!("`{word}` stands twice here"))
                .label("again")
                .also(first.span(source), "first here")
                .help("one item takes this clause once: join the two, or leave one out");
        self.push(diagnostic);
    }
}

/// From the next line that begins with one of these words.
fn next_clause<'a>(input: Tokens<'a>, keywords: &[Keyword]) -> Tokens<'a> {
    let begins = |token: &Token| token.first && token.keyword().is_some_and(|keyword| keywords.contains(&keyword));
    input.skip(input.rest.iter().position(begins).unwrap_or(input.rest.len()))
}
