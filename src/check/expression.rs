//! Conditions and typed terms: names resolved, types checked. In: an expression of the syntax tree. Out: its id in the
//! program, or faults; a faulty part becomes `always`, so that the rest is still checked.

use super::PackCheck;
use crate::amount::Amount;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{Expr, ExprId, FactId, HoldingId, Node, PartyId, Term, TermId, TopicId, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Comparison, DateLiteral, ExprKind, Literal, Name};

/// What a term is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Date,
    Number,
    Duration,
    Text,
    /// The options of this fact.
    Option(FactId),
}

impl Measure {
    fn words(self) -> &'static str {
        match self {
            Measure::Date => "date",
            Measure::Number => "number",
            Measure::Duration => "duration",
            Measure::Text => "text",
            Measure::Option(_) => "option",
        }
    }
}

/// Resolves a condition of the pack.
pub(super) fn condition(pack: &mut PackCheck, expr: &ast::Expr) -> ExprId {
    Scope { pack, within: Vec::new() }.condition(expr)
}

struct Scope<'a> {
    pack: &'a mut PackCheck,
    /// Topics of the quantifiers around, innermost last.
    within: Vec<TopicId>,
}

impl Scope<'_> {
    fn push(&mut self, node: Node, span: Span) -> ExprId {
        self.pack.program.exprs.push(Expr { node, span });
        ExprId::at(self.pack.program.exprs.len() - 1)
    }

    fn term_node(&mut self, term: Term) -> TermId {
        self.pack.program.terms.push(term);
        TermId::at(self.pack.program.terms.len() - 1)
    }

    fn fault(&mut self, code: Code, span: Span, message: String, help: &str) {
        self.pack.report(Diagnostic::new(code, span, message).help(help));
    }

    fn condition(&mut self, expr: &ast::Expr) -> ExprId {
        let span = expr.span;
        let node = match &expr.kind {
            ExprKind::Always => Some(Node::Always),
            ExprKind::Name(name) => self.name(name),
            ExprKind::Fact { topic, fact } => self.fact(topic, fact).and_then(|id| self.yes_no(id, span)),
            ExprKind::Conclusion { kind, name } => self.conclusion(kind, name).map(Node::Holding),
            ExprKind::Not(inner) => Some(Node::Not(self.condition(inner))),
            ExprKind::All(parts) => Some(Node::All(self.conditions(parts))),
            ExprKind::Any(parts) => Some(Node::Any(self.conditions(parts))),
            ExprKind::AtLeast(count, parts) => {
                if *count == 0 || *count as usize > parts.len() {
                    let message = format!("`at least {count}` of a list of {}", parts.len());
                    self.fault(Code::TypeMismatch, span, message, "ask for at least one and at most all of the list");
                }
                Some(Node::AtLeast(*count, self.conditions(parts)))
            }
            ExprKind::Compare(left, how, right) => self.compare(left, *how, right),
            ExprKind::OneOf(subject, options) => self.one_of(subject, options),
            ExprKind::Contains(subject, text) => self.contains(subject, &text.text),
            ExprKind::IsShown(inner) => self.is_shown(inner),
            ExprKind::Some(topic, body) => self.within(topic, body).map(|(topic, body)| Node::Some(topic, body)),
            ExprKind::Every(topic, body) => self.within(topic, body).map(|(topic, body)| Node::Every(topic, body)),
            ExprKind::Reading { name, option } => super::reading::read(self.pack, name, option),
            ExprKind::HasReplied(party) => self.party(party).map(Node::HasReplied),
            ExprKind::HasChallenged(party, what) => self.challenged(party, what.as_deref()),
            ExprKind::Count(..) => {
                self.mismatch(span, "a count is a number, not a condition", "compare it: `count of x with y >= 2`")
            }
            ExprKind::Add(..) | ExprKind::Subtract(..) | ExprKind::Literal(_) => {
                self.mismatch(span, "a value where a condition is expected", "compare it with something")
            }
        };
        self.push(node.unwrap_or(Node::Always), span)
    }

    fn conditions(&mut self, parts: &[ast::Expr]) -> Vec<ExprId> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn mismatch(&mut self, span: Span, message: &str, help: &str) -> Option<Node> {
        self.fault(Code::TypeMismatch, span, message.to_owned(), help);
        None
    }

    /// A bare word: a fact of the topic in scope, else a finding.
    fn name(&mut self, name: &Name) -> Option<Node> {
        if let Some(fact) = self.bare_fact(&name.text) {
            return self.yes_no(fact, name.span);
        }
        if let Some(finding) = self.pack.names.findings.get(&name.text) {
            return Some(Node::Holding(HoldingId(finding)));
        }
        let mut fault = self.pack.names.findings.unknown(name, Code::UnknownName, "finding");
        if self.pack.names.rules.get(&name.text).is_some() {
            fault = fault.help("this is a rule; conditions name the finding that the rule leads to");
        } else if self.pack.names.topics.get(&name.text).is_some() {
            fault = fault.help(format!("this is a topic; name one of its facts: `{}.FACT`", name.text));
        }
        self.pack.report(fault);
        None
    }

    fn bare_fact(&self, text: &str) -> Option<FactId> {
        self.within.iter().rev().find_map(|topic| self.pack.names.facts[topic.index()].get(text).map(FactId))
    }

    fn fact(&mut self, topic: &Name, fact: &Name) -> Option<FactId> {
        let names = &self.pack.names;
        let found = names.topics.find(topic, Code::UnknownTopic, "topic", &mut self.pack.diagnostics)?;
        let space = &names.facts[found as usize];
        let what = format!("fact of `{}`", topic.text);
        let id = space.find(fact, Code::UnknownFact, &what, &mut self.pack.diagnostics)?;
        let topic_id = TopicId(found);
        if self.pack.program.topics[topic_id.index()].many && !self.within.contains(&topic_id) {
            let message = format!("there may be several `{}`; say which", topic.text);
            let help = format!("write `some {0} has {1}` or `every {0} has {1}`", topic.text, fact.text);
            self.fault(Code::InstanceNeeded, topic.span.to(fact.span), message, &help);
            return None;
        }
        Some(FactId(id))
    }

    fn yes_no(&mut self, fact: FactId, span: Span) -> Option<Node> {
        let kind = &self.pack.program.facts[fact.index()].kind;
        if *kind == Type::YesNo {
            return Some(Node::Fact(fact));
        }
        let message = format!("`{}` is a {}, not yes or no", self.pack.program.fact_name(fact), kind.words());
        self.mismatch(span, &message, "compare it, or ask whether it `is shown`")
    }

    fn conclusion(&mut self, kind: &Name, name: &Name) -> Option<HoldingId> {
        super::rules::conclusion(self.pack, kind, name)
    }

    fn party(&mut self, party: &Name) -> Option<PartyId> {
        let names = &self.pack.names;
        names.parties.find(party, Code::UnknownParty, "party", &mut self.pack.diagnostics).map(PartyId)
    }

    fn challenged(&mut self, party: &Name, what: Option<&ast::Expr>) -> Option<Node> {
        let party = self.party(party)?;
        let Some(what) = what else { return Some(Node::HasChallenged(party, None)) };
        match &what.kind {
            ExprKind::Fact { topic, fact } => self.fact(topic, fact).map(|fact| Node::HasChallenged(party, Some(fact))),
            _ => self.mismatch(what.span, "only a fact can be challenged", "name a fact, or write `anything`"),
        }
    }

    fn within(&mut self, topic: &Name, body: &ast::Expr) -> Option<(TopicId, ExprId)> {
        let names = &self.pack.names;
        let found = names.topics.find(topic, Code::UnknownTopic, "topic", &mut self.pack.diagnostics)?;
        let id = TopicId(found);
        if !self.pack.program.topics[id.index()].many {
            let message = format!("there is only one `{}` in a case", topic.text);
            self.fault(Code::TypeMismatch, topic.span, message, "name its facts directly, or declare the topic `many`");
            return None;
        }
        self.within.push(id);
        let body = self.condition(body);
        self.within.pop();
        Some((id, body))
    }

    fn is_shown(&mut self, inner: &ast::Expr) -> Option<Node> {
        let typed = match &inner.kind {
            ExprKind::Fact { topic, fact } => {
                let id = self.fact(topic, fact)?;
                (self.pack.program.facts[id.index()].kind != Type::YesNo).then_some(id)
            }
            ExprKind::Name(name) => {
                self.bare_fact(&name.text).filter(|id| self.pack.program.facts[id.index()].kind != Type::YesNo)
            }
            _ => None,
        };
        Some(match typed {
            Some(fact) => Node::TermShown(self.term_node(Term::Fact(fact))),
            None => Node::IsShown(self.condition(inner)),
        })
    }

    fn subject(&mut self, expr: &ast::Expr) -> Option<FactId> {
        match &expr.kind {
            ExprKind::Fact { topic, fact } => self.fact(topic, fact),
            ExprKind::Name(name) if self.bare_fact(&name.text).is_some() => self.bare_fact(&name.text),
            _ => {
                self.mismatch(expr.span, "a fact is expected here", "name a fact: `topic.fact`");
                None
            }
        }
    }

    fn one_of(&mut self, subject: &ast::Expr, options: &[Name]) -> Option<Node> {
        let fact = self.subject(subject)?;
        let found: Vec<u32> = options.iter().filter_map(|option| self.option(fact, option)).collect();
        Some(Node::OneOf(fact, found))
    }

    fn option(&mut self, fact: FactId, option: &Name) -> Option<u32> {
        let resolved = find_option(&self.pack.program, fact, option);
        resolved.map_err(|fault| self.pack.report(*fault)).ok()
    }

    fn contains(&mut self, subject: &ast::Expr, text: &str) -> Option<Node> {
        let fact = self.subject(subject)?;
        if self.pack.program.facts[fact.index()].kind != Type::ListOfText {
            let message = format!("`{}` is not a list of text", self.pack.program.fact_name(fact));
            return self.mismatch(subject.span, &message, "only a `list of text` contains something");
        }
        Some(Node::Contains(fact, text.to_owned()))
    }

    fn compare(&mut self, left: &ast::Expr, how: Comparison, right: &ast::Expr) -> Option<Node> {
        if let ExprKind::Count(topic, body) = &left.kind {
            return self.count(topic, body, how, right);
        }
        if let (ExprKind::Literal(_), ExprKind::Count(topic, body)) = (&left.kind, &right.kind) {
            return self.count(topic, body, how.turned(), left);
        }
        let (left_term, left_measure) = self.term(left, None)?;
        let (right_term, right_measure) = self.term(right, Some(left_measure))?;
        // A year is written as a number; a date on the other side makes it a date.
        let (left_term, left_measure) = match (left_measure, right_measure) {
            (Measure::Number, Measure::Date) => self.term(left, Some(Measure::Date))?,
            _ => (left_term, left_measure),
        };
        let ordered = matches!(left_measure, Measure::Date | Measure::Number | Measure::Duration);
        if left_measure != right_measure {
            let code = match (left_measure, right_measure) {
                (Measure::Duration, Measure::Number) | (Measure::Number, Measure::Duration) => Code::MissingUnit,
                _ => Code::TypeMismatch,
            };
            let message = format!("a {} is compared with a {}", left_measure.words(), right_measure.words());
            let help = if code == Code::MissingUnit { "add a unit: `48 hours`" } else { "compare like with like" };
            self.fault(code, left.span.to(right.span), message, help);
            return None;
        }
        if !ordered && !matches!(how, Comparison::Equal | Comparison::NotEqual) {
            let message = format!("a {} is neither more nor less than another", left_measure.words());
            return self.mismatch(left.span.to(right.span), &message, "use `=`, `!=` or `in (…)`");
        }
        self.sharpen(left_term, how.turned());
        self.sharpen(right_term, how);
        Some(Node::Compare(left_term, how, right_term))
    }

    /// A date literal stands for its whole day; see [`Amount::edge`].
    fn sharpen(&mut self, term: TermId, how: Comparison) {
        if let Term::Amount(amount) = &mut self.pack.program.terms[term.index()] {
            *amount = amount.edge(how);
        }
    }

    fn count(&mut self, topic: &Name, body: &ast::Expr, how: Comparison, bound: &ast::Expr) -> Option<Node> {
        let number = match &bound.kind {
            ExprKind::Literal(Literal::Number(millionths)) if *millionths % 1_000_000 == 0 => {
                u32::try_from(*millionths / 1_000_000).ok().filter(|number| *number <= 10_000)
            }
            _ => None,
        };
        let Some(number) = number else {
            let message = "a count is compared with a whole number up to 10,000";
            return self.mismatch(bound.span, message, "write the number itself: `count of x with y >= 2`");
        };
        self.within(topic, body).map(|(topic, body)| Node::Count(topic, body, how, number))
    }

    fn term(&mut self, expr: &ast::Expr, wanted: Option<Measure>) -> Option<(TermId, Measure)> {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal, wanted, expr.span),
            ExprKind::Fact { topic, fact } => {
                let fact = self.fact(topic, fact)?;
                self.fact_term(fact, expr.span)
            }
            ExprKind::Name(name) => self.name_term(name, wanted),
            ExprKind::Add(left, right) => self.sum(left, right, true, expr.span),
            ExprKind::Subtract(left, right) => self.sum(left, right, false, expr.span),
            _ => {
                self.mismatch(expr.span, "a condition where a value is expected", "compare facts, dates or numbers");
                None
            }
        }
    }

    fn name_term(&mut self, name: &Name, wanted: Option<Measure>) -> Option<(TermId, Measure)> {
        if let Some(fact) = self.bare_fact(&name.text) {
            return self.fact_term(fact, name.span);
        }
        if let Some(Measure::Option(fact)) = wanted {
            let option = self.option(fact, name)?;
            return Some((self.term_node(Term::Option(option)), Measure::Option(fact)));
        }
        let fault = self.pack.names.findings.unknown(name, Code::UnknownName, "value");
        self.pack.report(fault.help("write a fact as `topic.fact`, a text in quotes"));
        None
    }

    fn fact_term(&mut self, fact: FactId, span: Span) -> Option<(TermId, Measure)> {
        let measure = match &self.pack.program.facts[fact.index()].kind {
            Type::Date => Measure::Date,
            Type::Number => Measure::Number,
            Type::Duration => Measure::Duration,
            Type::Text => Measure::Text,
            Type::OneOf(_) => Measure::Option(fact),
            Type::YesNo | Type::ListOfText => {
                let message = format!("`{}` has no value to compare", self.pack.program.fact_name(fact));
                let help = "a yes/no fact stands for itself; ask a list whether it `contains` something";
                self.fault(Code::TypeMismatch, span, message, help);
                return None;
            }
        };
        Some((self.term_node(Term::Fact(fact)), measure))
    }

    fn literal(&mut self, literal: &Literal, wanted: Option<Measure>, span: Span) -> Option<(TermId, Measure)> {
        let (term, measure) = match literal {
            Literal::Number(millionths) if wanted == Some(Measure::Date) => match year(*millionths) {
                Some(date) => (Term::Amount(date), Measure::Date),
                None => {
                    self.mismatch(span, "a number where a date is expected", "write a date: `2020-04-17`");
                    return None;
                }
            },
            Literal::Number(millionths) => (Term::Amount(Amount::number(*millionths)), Measure::Number),
            Literal::Date(date) => (Term::Amount(Amount::date(*date)), Measure::Date),
            Literal::Duration(count, unit) => (Term::Amount(Amount::duration(*count, *unit)), Measure::Duration),
            Literal::Text(text) => (Term::Text(text.clone()), Measure::Text),
        };
        Some((self.term_node(term), measure))
    }

    fn sum(&mut self, left: &ast::Expr, right: &ast::Expr, plus: bool, span: Span) -> Option<(TermId, Measure)> {
        let (left, a) = self.term(left, None)?;
        let (right, b) = self.term(right, None)?;
        let measure = match (a, b, plus) {
            (Measure::Number, Measure::Number, _) => Measure::Number,
            (Measure::Duration, Measure::Duration, _) | (Measure::Date, Measure::Date, false) => Measure::Duration,
            (Measure::Date, Measure::Duration, _) | (Measure::Duration, Measure::Date, true) => Measure::Date,
            _ => {
                let message = format!("a {} and a {} do not add up", a.words(), b.words());
                self.mismatch(span, &message, "dates differ by a duration; durations and numbers add to their like");
                return None;
            }
        };
        let term = if plus { Term::Add(left, right) } else { Term::Subtract(left, right) };
        Some((self.term_node(term), measure))
    }
}

/// A bare four-digit number as the whole of that year.
pub(super) fn year(millionths: i64) -> Option<Amount> {
    let year = i16::try_from(millionths / 1_000_000).ok()?;
    (millionths % 1_000_000 == 0 && (1000..=9999).contains(&year))
        .then(|| Amount::date(DateLiteral { year, month: None, day: None, time: None }))
}

/// The place of an option of a `one of` fact.
pub(super) fn find_option(
    program: &crate::program::Program,
    fact: FactId,
    option: &Name,
) -> Result<u32, Box<Diagnostic>> {
    let declared = &program.facts[fact.index()];
    let Type::OneOf(options) = &declared.kind else {
        let message = format!("`{}` is a {}; it has no options", program.fact_name(fact), declared.kind.words());
        return Err(Box::new(
            Diagnostic::new(Code::TypeMismatch, option.span, message).help("only a `one of (…)` fact has options"),
        ));
    };
    let found = options.iter().position(|known| *known == option.text);
    found.map(|place| u32::try_from(place).unwrap_or(u32::MAX)).ok_or_else(|| {
        let message = format!("`{}` is not an option of `{}`", option.text, program.fact_name(fact));
        let near = crate::diagnostic::did_you_mean(&option.text, options.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of: {}", options.join(", ")),
        };
        Box::new(
            Diagnostic::new(Code::UnknownOption, option.span, message).help(help).also(declared.span, "declared here"),
        )
    })
}
