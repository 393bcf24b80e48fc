//! Wordings of a pack in a language. In: the tokens of one item. Out: a [`SayDecl`] and diagnostics.

use super::basic::{comma, keyword, mark, name, text, word, words};
use super::citation::{phrase, provision};
use super::law::titled;
use super::{Clauses, Parser};
use crate::syntax::ast::{FormsDecl, Item, LabelledText, Name, SayDecl, SayLine, WordedDecl, WordedName};
use crate::syntax::input::{Parse, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::{Token, TokenKind};
use nom::Parser as _;
use nom::combinator::cut;
use nom::sequence::pair;

const SAY: Clauses = Clauses {
    what: "a wording",
    keywords: &[
        Keyword::Rule,
        Keyword::Finding,
        Keyword::Conclusion,
        Keyword::Kind,
        Keyword::Party,
        Keyword::Stage,
        Keyword::Instrument,
        Keyword::Provision,
        Keyword::Authority,
        Keyword::Reading,
        Keyword::Topic,
        Keyword::Fact,
        Keyword::Forms,
    ],
    once: &[],
};

/// `forms | worded`
fn line(input: Tokens<'_>) -> Parse<'_, SayLine> {
    if input.at(Keyword::Forms) {
        return cut(forms).map(SayLine::Forms).parse(input.skip(1));
    }
    let (rest, what) = worded_name(input)?;
    let (rest, texts) = cut(texts).parse(rest)?;
    Ok((rest, SayLine::Worded(WordedDecl { what, texts })))
}

/// ```text
/// worded = ( ( "rule" | "finding" | "kind" | "instrument" | "reading" | "topic" ) WORD | ( "party" | "stage" ) WORDS
///        | "conclusion" WORD WORD | "provision" WORD number-path | "authority" phrase | "fact" WORD "." WORD ) texts ;
/// ```
/// without its texts
fn worded_name(input: Tokens<'_>) -> Parse<'_, WordedName> {
    let rest = input.skip(1);
    let several = |rest, thing| cut(words(|_| false, thing)).parse(rest);
    match input.first().and_then(Token::keyword) {
        Some(Keyword::Rule) => cut(name).map(WordedName::Rule).parse(rest),
        Some(Keyword::Finding) => cut(name).map(WordedName::Finding).parse(rest),
        Some(Keyword::Kind) => cut(name).map(WordedName::Kind).parse(rest),
        Some(Keyword::Instrument) => cut(word).map(WordedName::Instrument).parse(rest),
        Some(Keyword::Reading) => cut(name).map(WordedName::Reading).parse(rest),
        Some(Keyword::Topic) => cut(name).map(WordedName::Topic).parse(rest),
        Some(Keyword::Party) => several(rest, Thing::Party).map(|(rest, name)| (rest, WordedName::Party(name))),
        Some(Keyword::Stage) => several(rest, Thing::Name).map(|(rest, name)| (rest, WordedName::Stage(name))),
        Some(Keyword::Conclusion) => {
            cut(pair(name, name)).map(|(kind, name)| WordedName::Conclusion { kind, name }).parse(rest)
        }
        Some(Keyword::Provision) => cut(|rest| provision(rest, None)).map(WordedName::Provision).parse(rest),
        Some(Keyword::Authority) => {
            cut(|rest| phrase(rest, Thing::Authority, |_| false)).map(WordedName::Authority).parse(rest)
        }
        Some(Keyword::Fact) => cut(fact_name).map(|(topic, fact)| WordedName::Fact { topic, fact }).parse(rest),
        _ => input.fail_keywords(SAY.keywords),
    }
}

/// `WORD "." WORD`
fn fact_name(input: Tokens<'_>) -> Parse<'_, (Name, Name)> {
    let (rest, topic) = word(input)?;
    let (rest, _) = mark(TokenKind::Dot, Thing::Dot)(rest)?;
    let (rest, fact) = word(rest)?;
    Ok((rest, (topic, fact)))
}

/// `texts = [ WORD ] TEXT { [ WORD ] TEXT } ;`
fn texts(input: Tokens<'_>) -> Parse<'_, Vec<LabelledText>> {
    let mut rest = input;
    let mut texts = Vec::new();
    loop {
        let labelled = rest.first().filter(|token| token.is_word() && rest.kind_at(1) == Some(TokenKind::Text));
        let label = labelled.map(|token| rest.name(token));
        let after = if label.is_some() { rest.skip(1) } else { rest };
        match text(after) {
            Ok((after, text)) => {
                texts.push(LabelledText { label, text });
                rest = after;
            }
            Err(error) if texts.is_empty() => return Err(error),
            Err(_) => return Ok((rest, texts)),
        }
    }
}

/// `forms = "forms" "by" WORD "." WORD WORD "," WORD ;` after its first word
fn forms(input: Tokens<'_>) -> Parse<'_, FormsDecl> {
    let (rest, _) = keyword(Keyword::By)(input)?;
    let (rest, (topic, fact)) = fact_name(rest)?;
    let (rest, first) = word(rest)?;
    let (rest, _) = comma(rest)?;
    let (rest, second) = word(rest)?;
    Ok((rest, FormsDecl { topic, fact, first, second }))
}

impl<'a> Parser<'a> {
    /// `say = "say" WORD TEXT { forms | worded } ;`
    pub(super) fn say(&mut self, tokens: Tokens<'a>) -> Item {
        let (rest, (language, reviewed)) = match titled(Keyword::Say, word)(tokens) {
            Ok(read) => read,
            Err(error) => return self.broken(error),
        };
        let mut say = SayDecl { language, reviewed, lines: Vec::new() };
        self.clauses(rest, &SAY, line, |line| say.lines.push(line));
        Item::Say(say)
    }
}
