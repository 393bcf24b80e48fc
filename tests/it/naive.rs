//! A second evaluator, written from the meaning of the language and not from the first one: it walks the syntax tree, one
//! world at a time, and looks every name up anew. In: the syntax trees of a pack and a case. Out: a [`Sheet`] of all values.
//! It shares nothing with the crate but the syntax tree, the four values and the names of stands that a table may give.
#![expect(clippy::unwrap_used, clippy::panic, reason = "it reads only what the checker let pass")]

mod amount;
mod condition;
mod force;
mod law;
mod statement;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use habeas::syntax::ast::{BlockDecl, ClaimsDecl, File, Item, RuleDecl, TargetRef};
use habeas::value::Value;

use condition::Scope;
use law::Law;
use statement::Known;

/// Everything that an evaluation says, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Standing and value of each fact; of each instance for a topic that has them.
    pub(crate) facts: BTreeMap<String, (String, String)>,
    /// Findings and conclusions.
    pub(crate) holdings: BTreeMap<String, Value>,
    /// Status and value of each rule.
    pub(crate) rules: BTreeMap<String, (String, Value)>,
    /// Value, whether it is breached itself, and the rules that yield it.
    pub(crate) breaches: BTreeMap<String, (Value, bool, BTreeSet<String>)>,
    /// What became of each claim.
    pub(crate) claims: BTreeSet<String>,
    /// What cannot be, and is.
    pub(crate) impossible: BTreeSet<String>,
}

/// A pack and one detention of a case.
pub(crate) struct World<'a> {
    law: Law<'a>,
    /// What stands before the first `detention`.
    common: Vec<&'a Item>,
    /// What stands in this detention.
    own: Vec<&'a Item>,
    as_pleaded: bool,
    /// Holdings already read, for speed alone.
    read: RefCell<BTreeMap<String, Value>>,
}

/// One world for each detention of a case, in order.
pub(crate) fn worlds<'a>(law: &'a [File], case: &'a [File], as_pleaded: bool) -> Vec<World<'a>> {
    let mut parts: Vec<Vec<&Item>> = vec![Vec::new()];
    for item in case.iter().flat_map(|file| &file.items) {
        if matches!(item, Item::Detention(_)) {
            parts.push(Vec::new());
        }
        parts.last_mut().unwrap().push(item);
    }
    let common = parts.remove(0);
    if parts.is_empty() {
        parts.push(Vec::new());
    }
    let world = |own| World {
        law: Law { items: law.iter().flat_map(|file| &file.items).collect() },
        common: common.clone(),
        own,
        as_pleaded,
        read: RefCell::default(),
    };
    parts.into_iter().map(world).collect()
}

impl<'a> World<'a> {
    /// All that this world says.
    pub(crate) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::default();
        for topic in self.law.topics() {
            for fact in &topic.facts {
                let name = format!("{}.{}", topic.name.text, fact.name.text);
                if topic.many {
                    for instance in self.instances(&topic.name.text) {
                        let read = self.fact(topic, fact, Some(instance));
                        sheet.facts.insert(format!("{name} of {instance}"), (read.0, read.1.words()));
                    }
                } else {
                    let read = self.fact(topic, fact, None);
                    sheet.facts.insert(name, (read.0, read.1.words()));
                }
            }
        }
        for (kind, name) in self.law.holdings() {
            sheet.holdings.insert(called(kind, name), self.holding(kind, name));
        }
        for rule in self.law.rules() {
            let (status, value) = self.rule(rule);
            sheet.rules.insert(rule.name.text.clone(), (status.to_owned(), value));
        }
        self.breaches(&mut sheet);
        for claim in self.items().filter_map(|item| if let Item::Claims(claim) = item { Some(claim) } else { None }) {
            self.claim(claim, &mut sheet);
        }
        for impossible in self.law.impossible() {
            if self.value(&impossible.condition, &mut Scope::new()) == Value::Yes {
                sheet.impossible.insert(impossible.reason.text.clone());
            }
        }
        sheet
    }

    fn items(&self) -> impl Iterator<Item = &'a Item> {
        self.common.iter().chain(&self.own).copied()
    }

    fn blocks(&self) -> impl Iterator<Item = &'a BlockDecl> {
        self.items().filter_map(|item| if let Item::Block(block) = item { Some(block) } else { None })
    }

    /// The strongest value of the rules that lead to it.
    fn holding(&self, kind: Option<&str>, name: &str) -> Value {
        let key = called(kind, name);
        if let Some(value) = self.read.borrow().get(&key) {
            return *value;
        }
        let mut strongest = Value::No;
        for rule in self.law.rules() {
            if rule.then.iter().any(|target| is(target, kind, name)) {
                strongest = strongest.max(self.rule(rule).1);
            }
        }
        if !self.in_force(self.law.conclusion(kind, name).and_then(|decl| decl.force.as_deref())) {
            strongest = Value::No;
        }
        self.read.borrow_mut().insert(key, strongest);
        strongest
    }

    /// Not met if `when` is no; else defeated if an `unless` is yes; else `when`, lowered to contested by a contested `unless`.
    fn rule(&self, rule: &RuleDecl) -> (&'static str, Value) {
        let when = match &rule.when {
            Some(when) => self.value(when, &mut Scope::new()),
            None => Value::Yes,
        };
        if when == Value::No || !self.in_force(rule.force.as_deref()) {
            return ("not_met", Value::No);
        }
        let mut value = when;
        for unless in &rule.unless {
            match self.value(&unless.condition, &mut Scope::new()) {
                Value::Yes => return ("defeated", Value::No),
                Value::Contested if value == Value::Yes => value = Value::Contested,
                Value::Contested | Value::NotShown | Value::No => {}
            }
        }
        let status = match value {
            Value::Yes => "applies",
            Value::Contested => "contested",
            Value::NotShown => "not_shown",
            Value::No => "not_met",
        };
        (status, value)
    }

    /// A provision that a rule names, and its twins elsewhere, each lowered by whether its instrument binds.
    fn breaches(&self, sheet: &mut Sheet) {
        for rule in self.law.rules() {
            let value = self.rule(rule).1;
            for named in &rule.breach {
                let twins = self.law.provision(named).1.twins.iter().map(|twin| (twin, false));
                for (provision, itself) in [(named, true)].into_iter().chain(twins) {
                    let lowered = value.min(self.binds(&provision.instrument.text));
                    let name = format!("{} {}", provision.instrument.text, provision.number.text);
                    let entry = sheet.breaches.entry(name).or_insert((Value::No, false, BTreeSet::new()));
                    entry.0 = entry.0.max(lowered);
                    entry.1 |= itself && lowered == Value::Yes;
                    if value == Value::Yes || value == Value::Contested {
                        entry.2.insert(rule.name.text.clone());
                    }
                }
            }
        }
    }

    fn binds(&self, instrument: &str) -> Value {
        let instrument = self.law.instrument(instrument);
        if !self.in_force(instrument.force.as_deref()) {
            return Value::No;
        }
        match &instrument.binds {
            Some(binds) => self.value(binds, &mut Scope::new()),
            None => Value::Yes,
        }
    }

    fn claim(&self, claim: &ClaimsDecl, sheet: &mut Sheet) {
        for target in &claim.targets {
            let (kind, name) = (target.kind.as_ref().map(|kind| kind.text.as_str()), target.name.text.as_str());
            let applies = |rule: &&RuleDecl| self.rule(rule).0 == "applies";
            let declines = |rule: &&RuleDecl| kind.is_none() && rule.declines.iter().any(|other| other.text == name);
            let leads = |rule: &&RuleDecl| rule.then.iter().any(|other| is(other, kind, name));
            let answer = if self.law.rules().filter(declines).any(|rule| applies(&rule)) {
                "declined"
            } else if self.in_force(self.law.conclusion(kind, name).and_then(|decl| decl.force.as_deref()))
                && self.law.rules().filter(leads).any(|rule| applies(&rule))
            {
                "adopted"
            } else {
                "not_reached"
            };
            sheet.claims.insert(format!("{} claims {}: {answer}", claim.party.text, called(kind, name)));
        }
    }
}

fn is(target: &TargetRef, kind: Option<&str>, name: &str) -> bool {
    target.kind.as_ref().map(|kind| kind.text.as_str()) == kind && target.name.text == name
}

fn called(kind: Option<&str>, name: &str) -> String {
    match kind {
        Some(kind) => format!("{kind} {name}"),
        None => name.to_owned(),
    }
}

impl Known {
    /// For a sheet.
    fn words(&self) -> String {
        match self {
            Known::Nothing => "not shown".to_owned(),
            Known::Contested => "contested".to_owned(),
            Known::Is(said) => said.words(),
        }
    }
}
