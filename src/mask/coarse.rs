//! What a shareable case tells less exactly: dates to the month or year, whose words are quoted, offices, charges, what is
//! confidential. In: the masked text of a case, its tree, the tree of its pack. Out: the same case told more coarsely.

use super::collect::named_facts;
use crate::source::{SourceId, Span};
use crate::syntax::ast::{
    AccountLine, BlockDecl, BlockLine, DateLiteral, FactClaim, File, HypotheticalLine, Item, Literal, NameKind, Named,
    StatedValue, Support,
};
use crate::syntax::lexer::lex;
use crate::syntax::print;
use crate::syntax::token::TokenKind;

/// How exactly dates are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatesTo {
    /// Year and month.
    Month,
    /// The year.
    Year,
}

/// What is told less exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coarsening {
    /// Dates; absent: as they are.
    pub dates: Option<DatesTo>,
    /// Accounts in people's own words, and passages in quotation marks.
    pub quotations: bool,
    /// Courts, police stations and other authorities, whose words are quoted, and exhibits.
    pub offices: bool,
    /// What the person is accused of.
    pub charges: bool,
    /// Leave out what is marked confidential.
    pub confidential: bool,
    /// Leave out comments.
    pub comments: bool,
}

/// The lines on which a text, heading or comment tells a year: such dates are told as they were.
#[must_use]
pub fn years_in_texts(text: &str) -> Vec<usize> {
    let tokens = lex(SourceId::default(), text).tokens;
    let free = |kind: TokenKind| matches!(kind, TokenKind::Text | TokenKind::Heading);
    let ends: Vec<_> = tokens.iter().filter(|token| !free(token.kind)).map(|token| (token.start, token.end)).collect();
    let mut start = 0;
    let mut lines = Vec::new();
    for (place, line) in text.split_inclusive('\n').enumerate() {
        let outside = |at: usize| {
            let next = ends.partition_point(|(_, end)| *end as usize <= at);
            ends.get(next).is_none_or(|(begin, _)| at < *begin as usize)
        };
        if years(line).any(|at| outside(start + at)) {
            lines.push(place + 1);
        }
        start += line.len();
    }
    lines
}

/// Where four digits by themselves are a year of these two centuries.
fn years(line: &str) -> impl Iterator<Item = usize> {
    let words = line.split(|letter: char| !letter.is_alphanumeric());
    let year = |word: &&str| {
        word.len() == 4
            && word.bytes().all(|byte| byte.is_ascii_digit())
            && (word.starts_with("19") || word.starts_with("20"))
    };
    words.filter(year).map(|word| word.as_ptr() as usize - line.as_ptr() as usize)
}

/// A stretch of the text and what stands there instead.
type Edit = (std::ops::Range<usize>, String);

/// The case told more coarsely. `text` is what `file` was read from; `pack` says which facts tell of offices and charges.
#[must_use]
pub fn coarsened(text: &str, file: &File, pack: &[&File], how: Coarsening) -> String {
    let mut page = Page { text, how, facts: named_facts(pack), edits: Vec::new(), exhibits: Vec::new() };
    for item in &file.items {
        page.item(item);
    }
    if how.quotations {
        page.passages();
    }
    if how.comments {
        page.comments();
    }
    applied(text, page.edits)
}

struct Page<'a> {
    text: &'a str,
    how: Coarsening,
    facts: Vec<(&'a str, &'a str, Named)>,
    edits: Vec<Edit>,
    /// Exhibits seen, to number them.
    exhibits: Vec<&'a str>,
}

impl<'a> Page<'a> {
    fn item(&mut self, item: &'a Item) {
        match item {
            Item::Case(case) => {
                for document in case.documents.iter().filter(|document| document.confidential && self.how.confidential)
                {
                    self.edits.push((document.title.span.range(), quoted("A document that is not shared")));
                }
            }
            Item::Account(account) if account.confidential.is_some() && self.how.confidential => {
                for line in &account.lines {
                    let (AccountLine::Asked(words) | AccountLine::Told(words) | AccountLine::Note(words)) = line;
                    self.edits.push((words.span.range(), quoted("Not shared.")));
                }
                self.edits.push((account.who.span.range(), quoted("somebody")));
                self.head_date(Some(&account.on));
            }
            Item::Account(account) => {
                self.head_date(Some(&account.on));
                for line in &account.lines {
                    if let AccountLine::Told(words) = line
                        && self.how.quotations
                    {
                        self.edits.push((words.span.range(), quoted("Not quoted here.")));
                    }
                }
            }
            Item::Block(block) => self.block(block),
            Item::Hypothetical(hypothetical) => {
                for line in &hypothetical.lines {
                    match line {
                        HypotheticalLine::Suppose(decl) => {
                            let topic = decl.instance.as_ref().map(|(topic, _)| topic.text.as_str());
                            decl.claims.iter().for_each(|claim| self.claim(topic, claim));
                        }
                        HypotheticalLine::Adds { line, .. } => self.line(line),
                        HypotheticalLine::Expect(_) | HypotheticalLine::Note(_) => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn block(&mut self, block: &'a BlockDecl) {
        self.head_date(block.date.as_ref());
        block.lines.iter().for_each(|line| self.line(line));
    }

    fn line(&mut self, line: &'a BlockLine) {
        let (support, span) = match line {
            BlockLine::Statement(it) => (&it.support, it.span),
            BlockLine::Instance(it) => (&it.support, it.span),
            BlockLine::NoOther(..) | BlockLine::Note(_) => return,
        };
        if support.confidential && self.how.confidential {
            return self.whole_lines(span, support);
        }
        match line {
            BlockLine::Statement(it) => self.claim(None, &it.claim),
            BlockLine::Instance(it) => it.claims.iter().for_each(|claim| self.claim(Some(&it.topic.text), claim)),
            BlockLine::NoOther(..) | BlockLine::Note(_) => {}
        }
        if self.how.offices {
            if let Some(speaker) = &support.quoting {
                self.edits.push((speaker.span.range(), quoted("an authority")));
            }
            if let Some(exhibit) = &support.exhibit {
                let known = self.exhibits.iter().position(|seen| *seen == exhibit.text);
                let place = known.unwrap_or_else(|| {
                    self.exhibits.push(&exhibit.text);
                    self.exhibits.len() - 1
                });
                self.edits.push((exhibit.span.range(), quoted(&format!("Exhibit {}", place + 1))));
            }
        }
    }

    /// Leaves out the lines of a statement.
    fn whole_lines(&mut self, span: Span, support: &Support) {
        let last = [support.places.span, support.note.as_ref().map(|note| note.span), Some(span)];
        let end = last.into_iter().flatten().map(|span| span.range().end).max().unwrap_or(0);
        let start = self.text[..span.range().start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at + 1);
        self.edits.push((start..end, String::new()));
    }

    fn claim(&mut self, topic: Option<&str>, claim: &'a FactClaim) {
        let topic = topic.or(claim.topic.as_ref().map(|topic| topic.text.as_str())).unwrap_or_default();
        let named = self.facts.iter().find(|(of, fact, _)| *of == topic && *fact == claim.fact.text).map(|fact| fact.2);
        let instead = match named {
            Some(Named::Office) if self.how.offices => Some("an authority"),
            Some(Named::Charge) if self.how.charges => Some("a charge"),
            Some(Named::Bears(NameKind::Person | NameKind::Place | NameKind::Number | NameKind::Organization))
            | None => None,
            Some(Named::Office | Named::Charge) => None,
        };
        match (&claim.value, instead) {
            (StatedValue::Exactly(Literal::Text(_), span), Some(instead)) => {
                self.edits.push((span.range(), quoted(instead)))
            }
            (StatedValue::List { items, .. }, Some(instead)) => {
                items.iter().for_each(|item| self.edits.push((item.span.range(), quoted(instead))));
            }
            (value, _) => self.date(value),
        }
    }

    fn date(&mut self, value: &StatedValue) {
        let Some(to) = self.how.dates else { return };
        let (coarse, span) = match value {
            StatedValue::Exactly(Literal::Date(date), span) => (one_date(*date, to), *span),
            StatedValue::Between(Literal::Date(from), Literal::Date(until), span) => {
                let between = (Literal::Date(first(*from, to)), Literal::Date(last(*until, to)));
                (StatedValue::Between(between.0, between.1, *span), *span)
            }
            StatedValue::Bound(bound, Literal::Date(date), span) => {
                use crate::syntax::ast::Bound::{After, AtLeast, AtMost, Before, LessThan, MoreThan};
                // An open range only grows.
                let date = match bound {
                    Before | LessThan | AtMost => last(*date, to),
                    After | MoreThan | AtLeast => first(*date, to),
                };
                (StatedValue::Bound(*bound, Literal::Date(date), *span), *span)
            }
            _ => return,
        };
        self.edits.push((span.range(), print::value(&coarse)));
    }

    /// The date at the head of a block or account: to the month at most, which is as coarse as a head can be.
    fn head_date(&mut self, date: Option<&(DateLiteral, Span)>) {
        if let (Some(_), Some((date, span))) = (self.how.dates, date) {
            let month = DateLiteral { day: None, time: None, ..*date };
            let value = StatedValue::Exactly(Literal::Date(month), *span);
            self.edits.push((span.range(), print::value(&value)));
        }
    }

    /// Leaves out what stands in quotation marks inside texts.
    fn passages(&mut self) {
        for token in lex(SourceId::default(), self.text).tokens.iter().filter(|token| token.kind == TokenKind::Text) {
            let mut from = token.start as usize;
            let end = token.end as usize;
            while let Some((open, close)) = passage(&self.text[from..end]) {
                self.edits.push((from + open..from + close, "…".to_owned()));
                from += close;
            }
        }
    }

    /// Leaves out comments: what stands between tokens and is no blank.
    fn comments(&mut self) {
        let tokens = lex(SourceId::default(), self.text).tokens;
        let mut done = 0;
        let ends = tokens.iter().map(|token| (token.start as usize, token.end as usize));
        for (start, end) in ends.chain([(self.text.len(), self.text.len())]) {
            let mut from = done;
            while let Some(at) = self.text[from..start].find('#').map(|at| from + at) {
                let end = self.text[at..start].find('\n').map_or(start, |after| at + after);
                let line = self.text[..at].rfind('\n').map_or(0, |before| before + 1);
                let alone = self.text[line..at].trim().is_empty() && end < self.text.len();
                self.edits.push((if alone { line..end + 1 } else { at..end }, String::new()));
                from = end;
            }
            done = end;
        }
    }
}

/// What stands between the first pair of quotation marks, in bytes.
fn passage(text: &str) -> Option<(usize, usize)> {
    const MARKS: [(&str, &str); 4] = [("“", "”"), ("«", "»"), ("„", "“"), ("\\\"", "\\\"")];
    let pairs = MARKS.iter().filter_map(|(open, close)| {
        let start = text.find(open)? + open.len();
        Some((start, start + text[start..].find(close)?))
    });
    pairs.filter(|(start, end)| start < end && text[*start..*end].trim() != "…").min()
}

/// A text as the language writes it.
fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn one_date(date: DateLiteral, to: DatesTo) -> StatedValue {
    let nowhere = Span::default();
    match to {
        DatesTo::Month if date.month.is_some() => {
            StatedValue::Exactly(Literal::Date(DateLiteral { day: None, time: None, ..date }), nowhere)
        }
        _ => StatedValue::Between(
            Literal::Date(first(date, DatesTo::Year)),
            Literal::Date(last(date, DatesTo::Year)),
            nowhere,
        ),
    }
}

/// The first month that a date may lie in.
fn first(date: DateLiteral, to: DatesTo) -> DateLiteral {
    let month = if to == DatesTo::Year { Some(1) } else { date.month.or(Some(1)) };
    DateLiteral { month, day: None, time: None, ..date }
}

/// The last month that a date may lie in.
fn last(date: DateLiteral, to: DatesTo) -> DateLiteral {
    let month = if to == DatesTo::Year { Some(12) } else { date.month.or(Some(12)) };
    DateLiteral { month, day: None, time: None, ..date }
}

/// The text with its edits; where two overlap, the one that begins first holds.
fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, instead) in edits.into_iter().filter(|(range, _)| range.start <= range.end) {
        if range.start < done {
            continue;
        }
        out.push_str(&text[done..range.start]);
        out.push_str(&instead);
        done = range.end;
    }
    out.push_str(&text[done..]);
    out
}
