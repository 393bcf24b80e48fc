//! Conditions and typed terms, read recursively. In: an expression and the instances in scope. Out: its value.

use habeas::syntax::ast::{BlockVerb, Comparison, Expr, ExprKind, FactDecl, FactType, Literal, Name, TopicDecl};
use habeas::value::Value;

use super::World;
use super::amount::{self, Operand};
use super::statement::{Known, Said};

/// Topics of the quantifiers around, innermost last, each with its instance; none for one that the case does not list.
pub(super) type Scope<'a> = Vec<(&'a str, Option<&'a str>)>;

/// A fact and the instance of its topic that is meant; absent inside: one that the case does not list.
struct Meant<'a> {
    topic: &'a TopicDecl,
    fact: &'a FactDecl,
    instance: Option<Option<&'a str>>,
}

/// A typed term.
struct Term {
    known: Known,
    literal: bool,
}

impl<'a> World<'a> {
    pub(super) fn value(&self, expr: &'a Expr, scope: &mut Scope<'a>) -> Value {
        match &expr.kind {
            ExprKind::Always => Value::Yes,
            ExprKind::Name(name) => match self.bare(name, scope) {
                Some(meant) => self.known(&meant).value(),
                None => self.holding(None, &name.text),
            },
            ExprKind::Fact { .. } => self.known(&self.meant(expr, scope).unwrap()).value(),
            ExprKind::Conclusion { kind, name } => self.holding(Some(&kind.text), &name.text),
            ExprKind::Not(inner) => self.value(inner, scope).negated(),
            ExprKind::All(parts) => self.values(parts, scope).into_iter().min().unwrap(),
            ExprKind::Any(parts) => self.values(parts, scope).into_iter().max().unwrap(),
            ExprKind::AtLeast(count, parts) => strongest(self.values(parts, scope), *count as usize),
            ExprKind::Compare(left, how, right) => self.compare(left, *how, right, scope),
            ExprKind::OneOf(fact, options) => match self.term(fact, None, scope).known {
                Known::Is(Said::Option(option)) => crisp(options.iter().any(|other| other.text == option)),
                other => other.value(),
            },
            ExprKind::Contains(fact, text) => match self.term(fact, None, scope).known {
                Known::Is(Said::List { items, .. }) if items.contains(&text.text) => Value::Yes,
                Known::Is(Said::List { closed, .. }) => {
                    if closed {
                        Value::No
                    } else {
                        Value::NotShown
                    }
                }
                other => other.value(),
            },
            ExprKind::IsShown(inner) => self.is_shown(inner, scope),
            ExprKind::Some(topic, body) => self.each(topic, body, 1, scope).into_iter().max().unwrap_or(Value::No),
            ExprKind::Every(topic, body) => self.each(topic, body, 1, scope).into_iter().min().unwrap_or(Value::Yes),
            ExprKind::Reading { name, option } => crisp(self.law.taken(&name.text) == option.text),
            ExprKind::HasReplied(party) => {
                let speaks = |verb| verb != BlockVerb::DoesNotReply;
                let replied = self.blocks().any(|block| block.party.text == party.text && speaks(block.verb));
                self.done(party, replied || self.heard(&party.text))
            }
            ExprKind::HasChallenged(party, what) => {
                let challenged = self.has_challenged(party, what.as_deref(), scope);
                // What is told in part leaves open what else was challenged.
                if !challenged && self.told_in_part(&party.text) {
                    return Value::NotShown;
                }
                self.done(party, challenged)
            }
            ExprKind::Count(..) | ExprKind::Add(..) | ExprKind::Subtract(..) | ExprKind::Literal(_) => {
                panic!("not a condition")
            }
        }
    }

    fn values(&self, parts: &'a [Expr], scope: &mut Scope<'a>) -> Vec<Value> {
        parts.iter().map(|part| self.value(part, scope)).collect()
    }

    /// What a party has not done is no, or not shown as long as nobody asked it.
    fn done(&self, party: &Name, done: bool) -> Value {
        match (done, self.unasked(&party.text)) {
            (true, _) => Value::Yes,
            (false, true) => Value::NotShown,
            (false, false) => Value::No,
        }
    }

    fn has_challenged(&self, party: &Name, what: Option<&'a Expr>, scope: &mut Scope<'a>) -> bool {
        if let Some(what) = what {
            let meant = self.meant(what, scope).unwrap();
            return match meant.instance {
                None => self.challenges(&party.text, (meant.topic, meant.fact), None),
                Some(None) => false,
                Some(instance) => self.challenges(&party.text, (meant.topic, meant.fact), instance),
            };
        }
        self.law.topics().any(|topic| {
            let instances =
                if topic.many { self.instances(&topic.name.text).into_iter().map(Some).collect() } else { vec![None] };
            let any = |fact| instances.iter().any(|at| self.challenges(&party.text, (topic, fact), *at));
            topic.facts.iter().any(any)
        })
    }

    /// The body for each instance listed, and for some that are not, where the list is open.
    fn each(&self, topic: &'a Name, body: &'a Expr, unlisted: usize, scope: &mut Scope<'a>) -> Vec<Value> {
        let mut instances: Vec<Option<&str>> = self.instances(&topic.text).into_iter().map(Some).collect();
        if !self.closed(&topic.text) {
            instances.extend(vec![None; unlisted]);
        }
        let mut values = Vec::new();
        for instance in instances {
            scope.push((&topic.text, instance));
            values.push(self.value(body, scope));
            scope.pop();
        }
        values
    }

    fn is_shown(&self, inner: &'a Expr, scope: &mut Scope<'a>) -> Value {
        let shown = match self.meant(inner, scope) {
            Some(meant) => {
                let known = self.known(&meant);
                matches!(known, Known::Is(_))
            }
            None => matches!(self.value(inner, scope), Value::Yes | Value::No),
        };
        crisp(shown)
    }

    /// The fact that an expression names, if it names one.
    fn meant(&self, expr: &'a Expr, scope: &Scope<'a>) -> Option<Meant<'a>> {
        match &expr.kind {
            ExprKind::Name(name) => self.bare(name, scope),
            ExprKind::Fact { topic, fact } => {
                let topic = self.law.topic(&topic.text);
                let fact = self.law.fact_of(&topic.name.text, &fact.text).unwrap();
                let bound = scope.iter().rev().find(|(name, _)| *name == topic.name.text);
                let instance = topic.many.then(|| bound.and_then(|(_, instance)| *instance));
                Some(Meant { topic, fact, instance })
            }
            _ => None,
        }
    }

    /// A bare word is a fact of the innermost topic around that has one of this name.
    fn bare(&self, name: &Name, scope: &Scope<'a>) -> Option<Meant<'a>> {
        scope.iter().rev().find_map(|(topic, _)| {
            let fact = self.law.fact_of(topic, &name.text)?;
            let bound = scope.iter().rev().find(|(other, _)| other == topic);
            Some(Meant { topic: self.law.topic(topic), fact, instance: bound.map(|(_, instance)| *instance) })
        })
    }

    fn known(&self, meant: &Meant<'a>) -> Known {
        match meant.instance {
            None => self.fact(meant.topic, meant.fact, None).1,
            Some(None) => Known::Nothing,
            Some(instance) => self.fact(meant.topic, meant.fact, instance).1,
        }
    }

    fn compare(&self, left: &'a Expr, how: Comparison, right: &'a Expr, scope: &mut Scope<'a>) -> Value {
        if let (ExprKind::Count(topic, body), ExprKind::Literal(Literal::Number(bound))) = (&left.kind, &right.kind) {
            return self.counted((topic, body), how, *bound, scope);
        }
        if let (ExprKind::Literal(Literal::Number(bound)), ExprKind::Count(topic, body)) = (&left.kind, &right.kind) {
            let turned = match how {
                Comparison::Less => Comparison::More,
                Comparison::More => Comparison::Less,
                Comparison::AtMost => Comparison::AtLeast,
                Comparison::AtLeast => Comparison::AtMost,
                Comparison::Equal | Comparison::NotEqual => how,
            };
            return self.counted((topic, body), turned, *bound, scope);
        }
        let (first, second) = (self.term(left, Some(right), scope), self.term(right, Some(left), scope));
        match (first.known, second.known) {
            (Known::Contested, _) | (_, Known::Contested) => Value::Contested,
            (Known::Is(Said::Amount(a)), Known::Is(Said::Amount(b))) => {
                let (a, b) =
                    (Operand { amount: a, literal: first.literal }, Operand { amount: b, literal: second.literal });
                amount::compare(a, how, b)
            }
            (Known::Is(a), Known::Is(b)) => crisp((a == b) == (how == Comparison::Equal)),
            _ => Value::NotShown,
        }
    }

    /// How many there may be of an open list cannot be said; more unlisted ones than the bound change nothing further.
    fn counted(&self, of: (&'a Name, &'a Expr), how: Comparison, bound: i64, scope: &mut Scope<'a>) -> Value {
        let bound = usize::try_from(bound / 1_000_000).unwrap();
        let values = self.each(of.0, of.1, bound + 1, scope);
        let (enough, over) = (strongest(values.clone(), bound), strongest(values, bound + 1));
        match how {
            Comparison::AtLeast => enough,
            Comparison::More => over,
            Comparison::Less => enough.negated(),
            Comparison::AtMost => over.negated(),
            Comparison::Equal => enough.min(over.negated()),
            Comparison::NotEqual => enough.min(over.negated()).negated(),
        }
    }

    /// `beside` is the other side of the comparison: it tells a year from a number.
    fn term(&self, expr: &'a Expr, beside: Option<&'a Expr>, scope: &mut Scope<'a>) -> Term {
        let of = |known| Term { known, literal: false };
        match &expr.kind {
            ExprKind::Literal(Literal::Text(text)) => {
                Term { known: Known::Is(Said::Text(text.clone())), literal: true }
            }
            ExprKind::Literal(literal) => {
                let dated = beside.is_some_and(|beside| self.dated(beside, scope));
                Term { known: Known::Is(Said::Amount(amount::literal(literal, dated).unwrap())), literal: true }
            }
            ExprKind::Add(left, right) | ExprKind::Subtract(left, right) => {
                let plus = matches!(expr.kind, ExprKind::Add(..));
                match (self.term(left, None, scope).known, self.term(right, None, scope).known) {
                    (Known::Contested, _) | (_, Known::Contested) => of(Known::Contested),
                    (Known::Is(Said::Amount(a)), Known::Is(Said::Amount(b))) => {
                        of(Known::Is(Said::Amount(if plus { a.add(b) } else { a.subtract(b) })))
                    }
                    _ => of(Known::Nothing),
                }
            }
            _ => match (self.meant(expr, scope), &expr.kind) {
                (Some(meant), _) => of(self.known(&meant)),
                (None, ExprKind::Name(option)) => of(Known::Is(Said::Option(option.text.clone()))),
                (None, _) => panic!("not a term"),
            },
        }
    }

    /// Whether a term is a date.
    fn dated(&self, expr: &'a Expr, scope: &Scope<'a>) -> bool {
        match &expr.kind {
            ExprKind::Literal(literal) => matches!(literal, Literal::Date(_)),
            ExprKind::Add(left, right) => self.dated(left, scope) || self.dated(right, scope),
            ExprKind::Subtract(left, right) => self.dated(left, scope) && !self.dated(right, scope),
            _ => self.meant(expr, scope).is_some_and(|meant| meant.fact.kind == FactType::Date),
        }
    }
}

fn crisp(yes: bool) -> Value {
    if yes { Value::Yes } else { Value::No }
}

/// The N-th strongest; none is no, and the noughth is yes.
fn strongest(mut values: Vec<Value>, place: usize) -> Value {
    values.sort();
    values.reverse();
    match place {
        0 => Value::Yes,
        _ => values.get(place - 1).copied().unwrap_or(Value::No),
    }
}
