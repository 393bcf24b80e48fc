//! Conditions: `arrest.made and not (warrant_shown or category II)`. In: tokens. Out: an [`Expr`] whose depth is bounded.

use super::basic::{ahead, begins_clause, close, keyword, list_of, mark, name, parenthesised, text, word};
use super::value::{quantity, small_number};
use crate::syntax::ast::{Comparison, Expr, ExprKind, Name};
use crate::syntax::input::{Parse, Reason, Thing, Tokens};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::{Token, TokenKind};
use nom::Parser;
use nom::combinator::cut;
use nom::sequence::{preceded, separated_pair};

/// Levels of nesting, and terms of a sum.
const DEEPEST: u16 = 64;

fn built<'a>(from: Tokens<'a>, rest: Tokens<'a>, kind: ExprKind) -> (Tokens<'a>, Expr) {
    (rest, Expr { kind, span: from.span_to(rest) })
}

/// `expr = conjunct { "or" conjunct } ;`
pub(super) fn expr(input: Tokens<'_>) -> Parse<'_, Expr> {
    chain(input, Keyword::Or, conjunct, ExprKind::Any)
}

/// `conjunct = unary { "and" unary } ;`
fn conjunct(input: Tokens<'_>) -> Parse<'_, Expr> {
    chain(input, Keyword::And, unary, ExprKind::All)
}

/// Operands with a word between them; one alone stands for itself.
fn chain<'a>(
    input: Tokens<'a>,
    between: Keyword,
    operand: fn(Tokens<'a>) -> Parse<'a, Expr>,
    make: fn(Vec<Expr>) -> ExprKind,
) -> Parse<'a, Expr> {
    let (mut rest, first) = operand(input)?;
    if !rest.at(between) {
        return Ok((rest, first));
    }
    let mut all = vec![first];
    while rest.at(between) {
        let (after, next) = cut(operand).parse(rest.skip(1))?;
        all.push(next);
        rest = after;
    }
    Ok(built(input, rest, make(all)))
}

/// One level deeper, if there is one.
fn nested<'a, T>(input: Tokens<'a>, inner: impl Fn(Tokens<'a>) -> Parse<'a, T>) -> Parse<'a, T> {
    if input.depth >= DEEPEST {
        return input.stop(Reason::TooDeep);
    }
    let (rest, value) = cut(inner).parse(Tokens { depth: input.depth + 1, ..input })?;
    Ok((Tokens { depth: input.depth, ..rest }, value))
}

/// `unary = "not" unary | "some" WORD "has" unary | "every" WORD "has" unary | compared ;`
fn unary(input: Tokens<'_>) -> Parse<'_, Expr> {
    match input.first().and_then(Token::keyword) {
        Some(Keyword::Not) => {
            let (rest, inner) = nested(input.skip(1), unary)?;
            Ok(built(input, rest, ExprKind::Not(Box::new(inner))))
        }
        Some(Keyword::Some) => {
            let (rest, (topic, inner)) = cut(quantified).parse(input.skip(1))?;
            Ok(built(input, rest, ExprKind::Some(topic, Box::new(inner))))
        }
        Some(Keyword::Every) => {
            let (rest, (topic, inner)) = cut(quantified).parse(input.skip(1))?;
            Ok(built(input, rest, ExprKind::Every(topic, Box::new(inner))))
        }
        _ => compared(input),
    }
}

/// `WORD "has" unary`
fn quantified(input: Tokens<'_>) -> Parse<'_, (Name, Expr)> {
    separated_pair(name, keyword(Keyword::Has), |input| nested(input, unary)).parse(input)
}

/// `compared = sum [ comparison sum | "is" "shown" | "in" "(" WORD { "," WORD } ")" | "contains" TEXT ] ;`
fn compared(input: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, left) = sum(input)?;
    let (rest, kind) = match rest.kind() {
        Some(TokenKind::Key(Keyword::Is)) => {
            let (rest, _) = cut(keyword(Keyword::Shown)).parse(rest.skip(1))?;
            (rest, ExprKind::IsShown(Box::new(left)))
        }
        // `in force` begins a clause.
        Some(TokenKind::Key(Keyword::In)) if rest.kind_at(1) != Some(TokenKind::Key(Keyword::Force)) => {
            let (rest, options) = cut(parenthesised(list_of(word))).parse(rest.skip(1))?;
            (rest, ExprKind::OneOf(Box::new(left), options))
        }
        Some(TokenKind::Key(Keyword::Contains)) => {
            let (rest, part) = cut(text).parse(rest.skip(1))?;
            (rest, ExprKind::Contains(Box::new(left), part))
        }
        Some(kind) => match comparison(kind) {
            Some(comparison) => {
                let (rest, right) = cut(sum).parse(rest.skip(1))?;
                (rest, ExprKind::Compare(Box::new(left), comparison, Box::new(right)))
            }
            None => return Ok((rest, left)),
        },
        None => return Ok((rest, left)),
    };
    Ok(built(input, rest, kind))
}

/// `comparison = "=" | "!=" | "<" | "<=" | ">" | ">=" ;`
fn comparison(kind: TokenKind) -> Option<Comparison> {
    match kind {
        TokenKind::Equal => Some(Comparison::Equal),
        TokenKind::NotEqual => Some(Comparison::NotEqual),
        TokenKind::Less => Some(Comparison::Less),
        TokenKind::AtMost => Some(Comparison::AtMost),
        TokenKind::More => Some(Comparison::More),
        TokenKind::AtLeast => Some(Comparison::AtLeast),
        _ => None,
    }
}

/// `sum = atom { ( "+" | "-" ) atom } ;`
fn sum(input: Tokens<'_>) -> Parse<'_, Expr> {
    let (mut rest, mut left) = atom(input)?;
    let mut terms = 1;
    while let Some(sign @ (TokenKind::Plus | TokenKind::Minus)) = rest.kind() {
        if terms == DEEPEST {
            return rest.stop(Reason::TooDeep);
        }
        terms += 1;
        let (after, right) = cut(atom).parse(rest.skip(1))?;
        let (left_box, right) = (Box::new(left), Box::new(right));
        let kind = match sign {
            TokenKind::Plus => ExprKind::Add(left_box, right),
            _ => ExprKind::Subtract(left_box, right),
        };
        (rest, left) = built(input, after, kind);
    }
    Ok((rest, left))
}

/// ```text
/// atom = "always" | WORD "." WORD | WORD WORD | WORD | literal | "(" expr ")"
///      | ( "any" | "all" ) "of" list | "at" "least" NUMBER "of" list | "count" "of" WORD "with" atom
///      | WORDS "has" ( "replied" | "challenged" ( "anything" | WORD "." WORD ) ) ;
/// ```
fn atom(input: Tokens<'_>) -> Parse<'_, Expr> {
    match input.kind() {
        Some(TokenKind::Open) => {
            let (rest, inner) = nested(input.skip(1), expr)?;
            let (rest, _) = cut(close).parse(rest)?;
            Ok((rest, inner))
        }
        Some(TokenKind::Number | TokenKind::Date | TokenKind::Text) => {
            let (rest, literal) = quantity(input)?;
            Ok(built(input, rest, ExprKind::Literal(literal)))
        }
        Some(TokenKind::Word) => named(input),
        Some(TokenKind::Key(keyword)) if keyword.in_expressions() => reserved(input, keyword),
        Some(TokenKind::Key(Keyword::Reading)) if input.kind_at(2) == Some(TokenKind::Key(Keyword::Is)) => {
            reading(input)
        }
        Some(TokenKind::Key(_)) if begins_clause(input) => input.fail(Thing::Expression),
        Some(TokenKind::Key(_)) => named(input),
        _ => input.fail(Thing::Expression),
    }
}

/// `"reading" WORD "is" WORD`
fn reading(input: Tokens<'_>) -> Parse<'_, Expr> {
    let (rest, name) = cut(name).parse(input.skip(1))?;
    let (rest, option) = cut(word).parse(rest.skip(1))?;
    Ok(built(input, rest, ExprKind::Reading { name, option }))
}

/// The atoms that begin with a reserved word. `at` and `count` are names where nothing else can be meant.
fn reserved(input: Tokens<'_>, first: Keyword) -> Parse<'_, Expr> {
    let list = |input| nested(input, parenthesised(list_of(expr)));
    let second = input.kind_at(1);
    match first {
        Keyword::Always => Ok(built(input, input.skip(1), ExprKind::Always)),
        Keyword::Any | Keyword::All if second == Some(TokenKind::Dot) => named(input),
        Keyword::Any => {
            let (rest, all) = cut(preceded(keyword(Keyword::Of), list)).parse(input.skip(1))?;
            Ok(built(input, rest, ExprKind::Any(all)))
        }
        Keyword::All => {
            let (rest, all) = cut(preceded(keyword(Keyword::Of), list)).parse(input.skip(1))?;
            Ok(built(input, rest, ExprKind::All(all)))
        }
        Keyword::At if second == Some(TokenKind::Key(Keyword::Least)) => {
            let (rest, least) = cut(small_number).parse(input.skip(2))?;
            let (rest, all) = cut(preceded(keyword(Keyword::Of), list)).parse(rest)?;
            Ok(built(input, rest, ExprKind::AtLeast(least, all)))
        }
        Keyword::Count if second == Some(TokenKind::Key(Keyword::Of)) => {
            let (rest, topic) = cut(name).parse(input.skip(2))?;
            let (rest, _) = cut(keyword(Keyword::With)).parse(rest)?;
            let (rest, inner) = nested(rest, atom)?;
            Ok(built(input, rest, ExprKind::Count(topic, Box::new(inner))))
        }
        Keyword::At | Keyword::Count => named(input),
        _ => input.fail(Thing::Expression),
    }
}

/// The atoms that begin with a name.
fn named(input: Tokens<'_>) -> Parse<'_, Expr> {
    let Some(token) = input.first() else { return input.fail(Thing::Expression) };
    if input.kind_at(1) == Some(TokenKind::Dot) {
        let (rest, (topic, fact)) = fact_name(input)?;
        return Ok(built(input, rest, ExprKind::Fact { topic, fact }));
    }
    if let Some(second) = input.word_at(1) {
        if let Some(words) = words_before_has(input) {
            return has(input, words);
        }
        let free = |keyword: Keyword| !keyword.in_expressions() && !keyword.begins_clause();
        if second.keyword().is_none_or(free) {
            let kind = ExprKind::Conclusion { kind: input.name(token), name: input.name(second) };
            return Ok(built(input, input.skip(2), kind));
        }
    }
    Ok(built(input, input.skip(1), ExprKind::Name(input.name(token))))
}

/// `WORD "." WORD`
pub(in crate::syntax) fn fact_name(input: Tokens<'_>) -> Parse<'_, (Name, Name)> {
    let (rest, topic) = word(input)?;
    let (rest, _) = mark(TokenKind::Dot, Thing::Dot)(rest)?;
    match rest.first() {
        Some(token) if token.is_word() && !token.first => Ok((rest.skip(1), (topic, rest.name(token)))),
        _ => rest.demand(Thing::Name),
    }
}

/// How many words stand before `has` on this line, if it follows.
fn words_before_has(input: Tokens<'_>) -> Option<usize> {
    let mut count = 1;
    loop {
        let token = input.word_at(count)?;
        match token.keyword() {
            Some(Keyword::Has) => return Some(count),
            Some(Keyword::Of | Keyword::In | Keyword::At | Keyword::All) => count += 1,
            Some(keyword) if keyword.in_expressions() || keyword.begins_clause() => return None,
            _ => count += 1,
        }
    }
}

/// `WORDS "has" ( "replied" | "challenged" ( "anything" | WORD "." WORD ) )`
fn has(input: Tokens<'_>, words: usize) -> Parse<'_, Expr> {
    let after = input.skip(words);
    let span = input.span_to(after);
    let text = super::basic::folded(input.text.whole.get(span.range()).unwrap_or(""));
    let party = Name { text, span };
    let verb = after.skip(1);
    if ahead(verb, &[Keyword::Replied]) {
        return Ok(built(input, verb.skip(1), ExprKind::HasReplied(party)));
    }
    if !ahead(verb, &[Keyword::Challenged]) {
        return verb.demand_keywords(&[Keyword::Replied, Keyword::Challenged]);
    }
    let what = verb.skip(1);
    if what.at(Keyword::Anything) && what.kind_at(1) != Some(TokenKind::Dot) {
        return Ok(built(input, what.skip(1), ExprKind::HasChallenged(party, None)));
    }
    let (rest, (topic, fact)) = cut(fact_name).parse(what)?;
    let (rest, fact) = built(what, rest, ExprKind::Fact { topic, fact });
    Ok(built(input, rest, ExprKind::HasChallenged(party, Some(Box::new(fact)))))
}
