//! Random conditions. In: numbers, a model of the pack, and how many of its definitions may be named. Out: text that is one
//! operand, with brackets round what has parts.

use super::pack::{Definition, Kind, Model, named};
use super::{Dice, Flavour};

pub(super) const DATES: [&str; 12] = [
    "2021-02-28",
    "2021-01-31",
    "2021-03-01",
    "2021-02",
    "2021-01-30",
    "2021-02-28 10:00",
    "2021-03-03",
    "2020-02-29",
    "2021-01-31 23:59",
    "2021-01",
    "2020-12-31",
    "2021-02-01 00:00",
];
pub(super) const DURATIONS: [&str; 14] = [
    "2 days",
    "48 hours",
    "30 days",
    "1 month",
    "31 days",
    "28 days",
    "2 months",
    "1 year",
    "12 months",
    "90 minutes",
    "4 weeks",
    "365 days",
    "59 days",
    "1 minute",
];
pub(super) const NUMBERS: [&str; 6] = ["2", "1", "3", "2.5", "10", "0"];
pub(super) const TEXTS: [&str; 3] = ["red", "blue", "grün"];
pub(super) const OPTIONS: [&str; 3] = ["o0", "o1", "o2"];
const ORDERED: [&str; 6] = [">", "<", ">=", "<=", "=", "!="];
const PARTIES: [&str; 3] = ["government", "source", "working group"];

/// Writes conditions.
pub(super) struct Writer<'a> {
    dice: &'a mut Dice,
    model: &'a Model,
    flavour: Flavour,
    reach: usize,
    /// Topics of the quantifiers around, innermost last.
    scope: Vec<usize>,
}

impl<'a> Writer<'a> {
    pub(super) fn of(dice: &'a mut Dice, model: &'a Model, flavour: Flavour, reach: usize) -> Writer<'a> {
        Writer { dice, model, flavour, reach, scope: Vec::new() }
    }

    pub(super) fn condition(&mut self, depth: usize) -> String {
        let choice = if depth == 0 { 0 } else { self.dice.below(14) };
        match choice {
            5 | 6 => self.chain(depth, " and "),
            7 | 8 => self.chain(depth, " or "),
            9 => match self.flavour {
                Flavour::Full => format!("(not {})", self.condition(depth - 1)),
                Flavour::Plain => format!("(not {})", self.crisp()),
            },
            10 => {
                let word = *self.dice.pick(&["any", "all"]);
                format!("{word} of ({})", self.list(depth).join(", "))
            }
            11 => {
                let list = self.list(depth);
                format!("at least {} of ({})", 1 + self.dice.below(list.len()), list.join(", "))
            }
            12 => {
                let word = *self.dice.pick(&["some", "every"]);
                let topic = self.many();
                let body = self.inside(topic, depth);
                format!("({word} {} has {body})", self.model.topics[topic].name)
            }
            13 => self.count(depth),
            _ => self.leaf(),
        }
    }

    fn chain(&mut self, depth: usize, between: &str) -> String {
        format!("({})", self.list(depth).join(between))
    }

    fn list(&mut self, depth: usize) -> Vec<String> {
        (0..2 + self.dice.below(3)).map(|_| self.condition(depth - 1)).collect()
    }

    fn many(&mut self) -> usize {
        let many: Vec<usize> = (0..self.model.topics.len()).filter(|index| self.model.topics[*index].many).collect();
        *self.dice.pick(&many)
    }

    fn inside(&mut self, topic: usize, depth: usize) -> String {
        self.scope.push(topic);
        let body = self.condition(depth - 1);
        self.scope.pop();
        body
    }

    fn count(&mut self, depth: usize) -> String {
        let topic = self.many();
        let body = self.inside(topic, depth);
        let how = match self.flavour {
            Flavour::Full => *self.dice.pick(&ORDERED),
            Flavour::Plain => *self.dice.pick(&[">=", ">"]),
        };
        let (number, name) = (self.dice.below(4), &self.model.topics[topic].name);
        if self.flavour == Flavour::Full && self.dice.chance(20) {
            return format!("({number} {how} count of {name} with ({body}))");
        }
        format!("(count of {name} with ({body}) {how} {number})")
    }

    fn leaf(&mut self) -> String {
        if self.dice.chance(4) {
            return format!("reading q is {}", self.dice.pick(&["a", "b", "c"]));
        }
        match self.dice.below(10) {
            4 | 5 => self.definition(),
            6 if self.flavour == Flavour::Full => self.shown(),
            _ => self.crisp(),
        }
    }

    /// A fact, a comparison, or what the parties did.
    fn crisp(&mut self) -> String {
        match self.dice.below(10) {
            5 | 6 => self.comparison(),
            7 => self.option_or_list(),
            8 => self.done(),
            9 if self.dice.chance(15) => "always".to_owned(),
            _ => self.fact(Kind::YesNo).unwrap_or_else(|| "t0.n0".to_owned()),
        }
    }

    fn definition(&mut self) -> String {
        if self.reach == 0 {
            return self.crisp();
        }
        let at = self.dice.below(self.reach);
        match &self.model.definitions[at] {
            Definition::Judgement(fact) => {
                let fact = &self.model.facts[*fact];
                format!("{}.{}", self.model.topics[fact.topic].name, fact.name)
            }
            holding => named(holding),
        }
    }

    /// A fact of this type that can be named here.
    fn fact(&mut self, kind: Kind) -> Option<String> {
        let facts = self.model.facts.iter().enumerate();
        let here = facts.filter(|(_, fact)| {
            let many = self.model.topics[fact.topic].many;
            fact.kind == kind && !fact.judgement && (!many || self.scope.contains(&fact.topic))
        });
        let mut all: Vec<usize> = here.map(|(index, _)| index).collect();
        // Of the quantifier at hand, where there is one.
        if let Some(topic) = self.scope.last().copied()
            && all.iter().any(|index| self.model.facts[*index].topic == topic)
            && !self.dice.chance(25)
        {
            all.retain(|index| self.model.facts[*index].topic == topic);
        }
        if all.is_empty() {
            return None;
        }
        let fact = &self.model.facts[*self.dice.pick(&all)];
        let named_so =
            |topic: &&usize| self.model.facts.iter().any(|other| other.topic == **topic && other.name == fact.name);
        let bare = self.scope.iter().rev().find(named_so) == Some(&fact.topic);
        if bare && self.dice.chance(50) {
            return Some(fact.name.clone());
        }
        Some(format!("{}.{}", self.model.topics[fact.topic].name, fact.name))
    }

    fn shown(&mut self) -> String {
        let kind = [Kind::YesNo, Kind::Date, Kind::List, Kind::OneOf, Kind::Number][self.dice.below(5)];
        match self.fact(kind) {
            Some(fact) => format!("({fact} is shown)"),
            None => format!("({} is shown)", self.definition()),
        }
    }

    fn done(&mut self) -> String {
        let party = *self.dice.pick(&PARTIES);
        match self.dice.below(3) {
            0 => format!("({party} has replied)"),
            1 => format!("({party} has challenged anything)"),
            _ => {
                let kind = [Kind::YesNo, Kind::Date][self.dice.below(2)];
                match self.fact(kind) {
                    Some(fact) if fact.contains('.') => format!("({party} has challenged {fact})"),
                    _ => format!("({party} has challenged t0.n0)"),
                }
            }
        }
    }

    fn option_or_list(&mut self) -> String {
        if self.dice.chance(50)
            && let Some(list) = self.fact(Kind::List)
        {
            return format!("({list} contains \"{}\")", self.dice.pick(&TEXTS));
        }
        match self.fact(Kind::OneOf) {
            Some(fact) => match self.dice.below(3) {
                0 => format!("({fact} = {})", self.dice.pick(&OPTIONS)),
                1 => format!("({fact} != {})", self.dice.pick(&OPTIONS)),
                _ => format!("({fact} in (o0, {}))", self.dice.pick(&OPTIONS)),
            },
            None => self.comparison(),
        }
    }

    fn comparison(&mut self) -> String {
        let kind = [Kind::Date, Kind::Duration, Kind::Number, Kind::Text][self.dice.below(4)];
        let Some(fact) = self.fact(kind) else {
            return self.fact(Kind::YesNo).unwrap_or_else(|| "t0.n0".to_owned());
        };
        if kind == Kind::Text {
            let how = *self.dice.pick(&["=", "!="]);
            let other = if self.dice.chance(25) { self.fact(kind) } else { None };
            let other = other.unwrap_or_else(|| format!("\"{}\"", self.dice.pick(&TEXTS)));
            return format!("({fact} {how} {other})");
        }
        let how = *self.dice.pick(&ORDERED);
        let (kind, left) = self.moved(kind, fact);
        let right = self.term(kind);
        if self.dice.chance(25) { format!("({right} {how} {left})") } else { format!("({left} {how} {right})") }
    }

    /// A fact with something added to it or taken from it; the type may become another.
    fn moved(&mut self, kind: Kind, fact: String) -> (Kind, String) {
        if !self.dice.chance(50) {
            return (kind, fact);
        }
        let sign = *self.dice.pick(&["+", "-"]);
        match kind {
            Kind::Date => {
                if self.dice.chance(40)
                    && let Some(other) = self.fact(Kind::Date)
                {
                    return (Kind::Duration, format!("{fact} - {other}"));
                }
                // A month has more than one length, so it is what goes wrong.
                let by = if self.dice.chance(50) { "1 month".to_owned() } else { self.term(Kind::Duration) };
                (Kind::Date, format!("{fact} {sign} {by}"))
            }
            _ => {
                let by = self.term(kind);
                (kind, format!("{fact} {sign} {by}"))
            }
        }
    }

    fn term(&mut self, kind: Kind) -> String {
        if self.dice.chance(30)
            && let Some(fact) = self.fact(kind)
        {
            return fact;
        }
        let literals: &[&str] = match kind {
            Kind::Date => &DATES,
            Kind::Duration => &DURATIONS,
            _ => &NUMBERS,
        };
        if kind == Kind::Date && self.dice.chance(8) {
            return "2021".to_owned();
        }
        (*self.dice.pick(literals)).to_owned()
    }
}
