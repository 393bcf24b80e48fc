//! Who says what of one fact, and what it amounts to by the rows of the table. In: the blocks of a case. Out: the fact's
//! standing and what is known of it.

use std::collections::BTreeSet;

use habeas::syntax::ast::{
    Act, Asked, BlockDecl, BlockLine, BlockVerb, EvidenceResult, FactClaim, FactDecl, FactType, Item, Literal, Move,
    Role, StageDecl, StatedValue, TopicDecl,
};
use habeas::value::Value;

use super::World;
use super::amount::{self, Amount, Kind};
use super::condition::Scope;

/// A value as a statement gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Yes,
    No,
    Amount(Amount),
    Text(String),
    Option(String),
    List { items: BTreeSet<String>, closed: bool },
}

/// What is known of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Nothing,
    Contested,
    Is(Said),
}

impl Known {
    pub(super) fn value(&self) -> Value {
        match self {
            Known::Nothing => Value::NotShown,
            Known::Contested => Value::Contested,
            Known::Is(Said::No) => Value::No,
            Known::Is(_) => Value::Yes,
        }
    }
}

impl Said {
    /// For a sheet.
    pub(super) fn words(&self) -> String {
        match self {
            Said::Yes => "yes".to_owned(),
            Said::No => "no".to_owned(),
            Said::Amount(amount) => {
                let end = |end: Option<i128>| end.map_or_else(|| "…".to_owned(), |end| end.to_string());
                let kind = match amount.kind {
                    Kind::Number => "number",
                    Kind::Date => "date",
                    Kind::Duration => "duration",
                };
                format!("{kind} {} months, {} to {}", amount.months, end(amount.low), end(amount.high))
            }
            Said::Text(text) => format!("text {text}"),
            Said::Option(option) => format!("option {option}"),
            Said::List { items, closed } => {
                let items: Vec<&str> = items.iter().map(String::as_str).collect();
                format!("list {}{}", items.join(", "), if *closed { " and no other" } else { "" })
            }
        }
    }

    /// What both statements leave possible together.
    fn meet(&self, other: &Said) -> Option<Said> {
        match (self, other) {
            (Said::Amount(a), Said::Amount(b)) => a.meet(*b).map(Said::Amount),
            (Said::List { items: a, closed: c }, Said::List { items: b, closed: d }) => {
                let possible = (!c || b.is_subset(a)) && (!d || a.is_subset(b));
                possible.then(|| Said::List { items: a.union(b).cloned().collect(), closed: *c || *d })
            }
            _ => (self == other).then(|| self.clone()),
        }
    }
}

/// One statement on the fact asked about.
struct Saying<'a> {
    party: &'a str,
    act: Act,
    value: Option<Said>,
    document: bool,
}

/// All that one party does about a fact.
#[derive(Default)]
struct Voice {
    speaks: bool,
    value: Option<Said>,
    split: bool,
    acts: Vec<Act>,
    document: bool,
}

impl Voice {
    fn does(&self, act: Act) -> bool {
        self.acts.contains(&act)
    }

    fn known(&self) -> Option<Known> {
        if self.split { Some(Known::Contested) } else { self.value.clone().map(Known::Is) }
    }

    fn agrees(&self, bearer: &Option<Said>) -> bool {
        match (bearer, &self.value) {
            (Some(a), Some(b)) => a.meet(b).is_some(),
            (Some(_), None) => self.does(Act::Concedes),
            (None, _) => false,
        }
    }
}

impl<'a> World<'a> {
    /// The instances that somebody names, in order.
    pub(super) fn instances(&self, topic: &str) -> Vec<&'a str> {
        let mut found: Vec<&str> = Vec::new();
        for line in self.blocks().flat_map(|block| &block.lines) {
            if let BlockLine::Instance(line) = line
                && line.topic.text == topic
                && !found.contains(&line.instance.text.as_str())
            {
                found.push(&line.instance.text);
            }
        }
        found
    }

    /// Somebody said that there is no other.
    pub(super) fn closed(&self, topic: &str) -> bool {
        let mut lines = self.blocks().flat_map(|block| &block.lines);
        lines.any(|line| matches!(line, BlockLine::NoOther(name, _) if name.text == topic))
    }

    pub(super) fn stage(&self) -> &'a StageDecl {
        let stated = |item: &&'a Item| match item {
            Item::Case(decl) => decl.stage.as_ref(),
            Item::Detention(decl) => decl.stage.as_ref(),
            _ => None,
        };
        let stated = self.own.iter().find_map(stated).or_else(|| self.common.iter().find_map(stated));
        if let Some(name) = stated {
            return self.law.stages().find(|stage| stage.name.text == name.text).unwrap();
        }
        let answering = self.law.party(Role::Answers);
        let asked = if self.blocks().any(|block| block.verb == BlockVerb::DoesNotReply) {
            Asked::Silent
        } else if self.blocks().any(|block| Some(block.party.text.as_str()) == answering) {
            Asked::Heard
        } else {
            Asked::NotAsked
        };
        self.law.stages().find(|stage| stage.asked == asked).or_else(|| self.law.stages().next()).unwrap()
    }

    /// Nobody asked this party yet.
    pub(super) fn unasked(&self, party: &str) -> bool {
        let stage = self.stage();
        stage.asked == Asked::NotAsked && stage.party.text == party
    }

    /// The stage itself says that this party replied.
    pub(super) fn heard(&self, party: &str) -> bool {
        let stage = self.stage();
        matches!(stage.asked, Asked::Heard | Asked::HeardInPart) && stage.party.text == party
    }

    /// It replied, and what it said is not known in full.
    pub(super) fn told_in_part(&self, party: &str) -> bool {
        let stage = self.stage();
        stage.asked == Asked::HeardInPart && stage.party.text == party
    }

    pub(super) fn other_side(&self, party: &str) -> &'a str {
        let submits = self.law.party(Role::Submits).unwrap();
        if party == submits { self.law.party(Role::Answers).unwrap() } else { submits }
    }

    /// Standing and value of a fact.
    pub(super) fn fact(&self, topic: &'a TopicDecl, fact: &'a FactDecl, instance: Option<&str>) -> (String, Known) {
        let sayings = self.sayings(topic, fact, instance);
        let settled = self.law.party(Role::Settles).and_then(|party| voice(&sayings, party).known());
        if let Some(settled) = settled {
            return ("settled".to_owned(), settled);
        }
        match &fact.judgement {
            Some(judgement) => self.judgement(judgement.default.as_ref(), &sayings),
            None => self.weighed(fact, &sayings),
        }
    }

    /// Not proved by silence: the default decides; where it is not shown, a party's word makes it contested.
    fn judgement(&self, default: Option<&habeas::syntax::ast::Expr>, sayings: &[Saying]) -> (String, Known) {
        let (submits, answers) = (self.law.party(Role::Submits).unwrap(), self.law.party(Role::Answers).unwrap());
        let pleaded = voice(sayings, submits);
        if let (true, false, Some(value)) = (self.as_pleaded, pleaded.split, pleaded.value) {
            return ("as_pleaded".to_owned(), Known::Is(value));
        }
        let argued = pleaded.speaks || voice(sayings, answers).speaks;
        let reading = default.map_or(Value::NotShown, |default| self.value(default, &mut Scope::new()));
        let undecided = if argued { "argued" } else { "not_raised" };
        let (standing, known) = match reading {
            Value::Yes => ("by_default", Known::Is(Said::Yes)),
            Value::No => ("by_default", Known::Is(Said::No)),
            Value::Contested => (undecided, Known::Contested),
            Value::NotShown if argued => ("argued", Known::Contested),
            Value::NotShown => ("not_raised", Known::Nothing),
        };
        (standing.to_owned(), known)
    }

    /// By the row of the table that fits.
    fn weighed(&self, fact: &'a FactDecl, sayings: &[Saying]) -> (String, Known) {
        let bearer = self.law.bearer(fact);
        let other = self.other_side(bearer);
        let (mut first, second) = (voice(sayings, bearer), voice(sayings, other));
        if first.value.is_none() && second.does(Act::Concedes) {
            first.value.clone_from(&second.value);
        }
        if first.split || second.split {
            return ("contested".to_owned(), Known::Contested);
        }
        let (own, others) = self.moves(&first, &second, other);
        let fits = |row: &&habeas::syntax::ast::EvidenceRow| {
            row.when.iter().all(|condition| {
                let made = if condition.party.text == bearer { &own } else { &others };
                condition.moves.iter().any(|wanted| made.contains(wanted))
            })
        };
        let mut rows = self.law.table(bearer).rows.iter().filter(fits);
        let row = rows.next().unwrap();
        assert!(rows.next().is_none(), "one row fits, and one only");
        let is = |value: Option<Said>| value.map_or(Known::Nothing, Known::Is);
        let known = match row.result {
            EvidenceResult::NotShown => Known::Nothing,
            EvidenceResult::Contested => Known::Contested,
            EvidenceResult::AsAnswered => is(second.value),
            EvidenceResult::AsSaid => match (&first.value, &second.value) {
                (Some(a), Some(b)) if others == [Move::Agrees] => Known::Is(a.meet(b).unwrap()),
                _ => is(first.value),
            },
        };
        (row.standing.text.replace(' ', "_"), known)
    }

    /// What the bearer and the other side do, in the words of the rows.
    fn moves(&self, first: &Voice, second: &Voice, other: &str) -> (Vec<Move>, Vec<Move>) {
        let others = if second.agrees(&first.value) {
            Move::Agrees
        } else if second.document || second.does(Act::Shows) {
            Move::Shows
        } else if second.value.is_some() || second.does(Act::Answers) || second.does(Act::Disputes) {
            Move::Says
        } else if second.does(Act::Denies) {
            Move::Denies
        } else if self.unasked(other) {
            Move::NotAsked
        } else {
            Move::Silent
        };
        let disputes = first.does(Act::Disputes) && others == Move::Shows;
        let own = match &first.value {
            // Whoever disputes a document says something of the fact.
            None if disputes => Move::Says,
            None => Move::Silent,
            Some(_) if first.document || first.does(Act::Shows) => Move::Shows,
            Some(_) => Move::Says,
        };
        (vec![own, if disputes { Move::Disputes } else { Move::LetsStand }], vec![others])
    }

    /// It denies or disputes the fact, answers or shows it otherwise, or as a party that is asked states it otherwise.
    pub(super) fn challenges(
        &self,
        party: &str,
        (topic, fact): (&'a TopicDecl, &'a FactDecl),
        instance: Option<&str>,
    ) -> bool {
        let sayings = self.sayings(topic, fact, instance);
        let other = voice(&sayings, self.other_side(party));
        let submits = self.law.party(Role::Submits) == Some(party);
        sayings.iter().filter(|saying| saying.party == party).any(|saying| {
            let agrees = match (&saying.value, &other.value) {
                (Some(a), Some(b)) => !other.split && a.meet(b).is_some(),
                _ => false,
            };
            let otherwise = saying.value.is_some() && other.value.is_some() && !agrees;
            match saying.act {
                Act::Disputes => true,
                Act::Answers | Act::Shows => !agrees,
                Act::States => !submits && otherwise,
                Act::Denies | Act::Concedes => false,
            }
        })
    }

    /// All statements on a fact; a detention's replace the same party's common ones.
    fn sayings(&self, topic: &TopicDecl, fact: &FactDecl, instance: Option<&str>) -> Vec<Saying<'a>> {
        let of = |items: &[&'a Item]| {
            let blocks = items.iter().filter_map(|item| if let Item::Block(block) = item { Some(block) } else { None });
            blocks.flat_map(|block| said_in(block, topic, fact, instance)).collect::<Vec<_>>()
        };
        let own = of(&self.own);
        let mut all = of(&self.common);
        all.retain(|old| !own.iter().any(|new| new.party == old.party));
        all.extend(own);
        all
    }
}

fn voice(sayings: &[Saying], party: &str) -> Voice {
    let mut voice = Voice::default();
    for saying in sayings.iter().filter(|saying| saying.party == party) {
        voice.speaks = true;
        voice.acts.push(saying.act);
        voice.document |= saying.document;
        let Some(new) = &saying.value else { continue };
        match voice.value.take() {
            None => voice.value = Some(new.clone()),
            Some(old) => {
                let both = old.meet(new);
                voice.split |= both.is_none();
                voice.value = both.or(Some(old));
            }
        }
    }
    voice
}

fn said_in<'a>(block: &'a BlockDecl, topic: &TopicDecl, fact: &FactDecl, instance: Option<&str>) -> Vec<Saying<'a>> {
    let mut all = Vec::new();
    let about = |claim: &FactClaim| claim.fact.text == fact.name.text;
    for line in &block.lines {
        let (act, claims, support): (Act, Vec<&FactClaim>, _) = match line {
            BlockLine::Statement(line) => {
                let here = line.claim.topic.as_ref().is_some_and(|name| name.text == topic.name.text);
                (line.act, if here { vec![&line.claim] } else { Vec::new() }, &line.support)
            }
            BlockLine::Instance(line) => {
                let here = line.topic.text == topic.name.text && Some(line.instance.text.as_str()) == instance;
                (line.act, if here { line.claims.iter().collect() } else { Vec::new() }, &line.support)
            }
            BlockLine::NoOther(..) | BlockLine::Note(_) => continue,
        };
        for claim in claims.into_iter().filter(|claim| about(claim)) {
            let value = said(&fact.kind, act, &claim.value);
            all.push(Saying { party: &block.party.text, act, value, document: support.exhibit.is_some() });
        }
    }
    all
}

/// The value that a statement gives; a general denial gives none, nor does an answer that names a typed fact only.
fn said(kind: &FactType, act: Act, value: &StatedValue) -> Option<Said> {
    if matches!(act, Act::Denies | Act::Disputes) {
        return None;
    }
    let dated = *kind == FactType::Date;
    let amount = |literal: &Literal| amount::literal(literal, dated);
    match (value, kind) {
        (StatedValue::Yes, FactType::YesNo) => Some(Said::Yes),
        (StatedValue::No, FactType::YesNo) => Some(Said::No),
        (StatedValue::Yes | StatedValue::No, _) => None,
        (StatedValue::Option(name), _) => Some(Said::Option(name.text.clone())),
        (StatedValue::Exactly(Literal::Text(text), _), FactType::ListOfText) => {
            Some(Said::List { items: BTreeSet::from([text.clone()]), closed: false })
        }
        (StatedValue::Exactly(Literal::Text(text), _), _) => Some(Said::Text(text.clone())),
        (StatedValue::Exactly(literal, _), _) => amount(literal).map(Said::Amount),
        (StatedValue::Between(from, to, _), _) => Some(Said::Amount(amount(from)?.to(amount(to)?))),
        (StatedValue::Bound(bound, literal, _), _) => Some(Said::Amount(amount(literal)?.bounded(*bound))),
        (StatedValue::List { items, closed }, _) => {
            Some(Said::List { items: items.iter().map(|item| item.text.clone()).collect(), closed: *closed })
        }
    }
}
