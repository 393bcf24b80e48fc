//! A random pack. In: numbers. Out: its items, and what a case needs to know of it.

use super::condition::{DATES, Writer};
use super::{Dice, Flavour, Lines};

/// The type of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    YesNo,
    Date,
    Number,
    Duration,
    Text,
    List,
    OneOf,
}

const KINDS: [Kind; 9] = [
    Kind::YesNo,
    Kind::YesNo,
    Kind::Date,
    Kind::Duration,
    Kind::Number,
    Kind::OneOf,
    Kind::List,
    Kind::Text,
    Kind::Date,
];

#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) topic: usize,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) judgement: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Topic {
    pub(super) name: String,
    pub(super) many: bool,
}

/// What is defined by what stands before it in the list.
#[derive(Clone, Debug)]
pub(super) enum Definition {
    Finding(String),
    Conclusion(String),
    Judgement(usize),
}

#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) topics: Vec<Topic>,
    pub(super) facts: Vec<Fact>,
    pub(super) definitions: Vec<Definition>,
}

pub(super) const STAGES: [(&str, &str); 5] = [
    ("drafting", "not asked"),
    ("sent", "not asked"),
    ("no reply", "silent"),
    ("replied", "heard"),
    ("reply not told", "heard in part"),
];

pub(super) fn pack(dice: &mut Dice, flavour: Flavour) -> (Vec<Lines>, Model) {
    let model = model(dice);
    let mut items = frame();
    items.push(table(dice, "source", "government", true));
    items.push(table(dice, "government", "source", false));
    for definition in &model.definitions {
        match definition {
            Definition::Finding(name) => items.push(Lines::of(format!("finding {name} \"{name}\""))),
            Definition::Conclusion(name) => {
                let mut item = Lines::of(format!("{name} \"{name}\" cite A"));
                item.lines.extend(force(dice, &model, flavour, 20));
                items.push(item);
            }
            Definition::Judgement(_) => {}
        }
    }
    topics(dice, &model, flavour, &mut items);
    instruments(dice, &model, flavour, &mut items);
    rules(dice, &model, flavour, &mut items);
    if dice.chance(20) {
        let condition = Writer::of(dice, &model, flavour, model.definitions.len()).condition(1);
        items.push(Lines::of(format!("impossible {condition} \"it cannot be\"")));
    }
    (items, model)
}

fn model(dice: &mut Dice) -> Model {
    let mut model = Model::default();
    let topics = 2 + dice.below(3);
    for index in 0..topics {
        let many = index == 1 || (index == 3 && dice.chance(50));
        model.topics.push(Topic { name: format!("t{index}"), many });
        let facts = if index == 0 { 2 + dice.below(3) } else { 1 + dice.below(3) };
        for place in 0..facts {
            let kind = if index == 0 && place == 0 { Kind::YesNo } else { *dice.pick(&KINDS) };
            // A fact of a list may be called like a finding: inside a quantifier it is the fact that is meant.
            let name = if many && kind == Kind::YesNo && dice.chance(15) { "g0".into() } else { format!("n{place}") };
            let taken = model.facts.iter().any(|fact| fact.topic == index && fact.name == name);
            let name = if taken { format!("n{place}") } else { name };
            model.facts.push(Fact { topic: index, name, kind, judgement: false });
        }
    }
    let mut definitions = Vec::new();
    for index in 0..2 + dice.below(4) {
        definitions.push(Definition::Finding(format!("g{index}")));
    }
    for index in 0..1 + dice.below(3) {
        let topic = if dice.chance(30) && topics > 2 { 2 } else { 0 };
        let name = format!("j{index}");
        model.facts.push(Fact { topic, name, kind: Kind::YesNo, judgement: true });
        definitions.push(Definition::Judgement(model.facts.len() - 1));
    }
    dice.shuffle(&mut definitions);
    for index in 0..1 + dice.below(3) {
        let kind = if dice.chance(25) { "result" } else { "category" };
        let name = Definition::Conclusion(format!("{kind} k{index}"));
        let at = if dice.chance(30) { dice.below(definitions.len() + 1) } else { definitions.len() };
        definitions.insert(at, name);
    }
    model.definitions = definitions;
    model
}

fn frame() -> Vec<Lines> {
    let mut items: Vec<Lines> = [
        "pack p \"P\"",
        "party source \"the source\" submits",
        "party government \"the Government\" answers",
        "party working group \"the Working Group\" settles",
        "party observer \"the observer\"",
        "authority A \"An authority\"",
        "kind category \"Category\"",
        "kind result \"Result\" none \"no result\"",
        "reading q \"Q?\"\n  default a \"a\" cite A\n  other b \"b\" cite A\n  other c \"c\" cite A",
        "## A heading",
    ]
    .into_iter()
    .map(Lines::of)
    .collect();
    items.extend(STAGES.map(|(name, asked)| Lines::of(format!("stage {name} \"{name}\" government {asked}"))));
    items
}

fn topics(dice: &mut Dice, model: &Model, flavour: Flavour, items: &mut Vec<Lines>) {
    for (index, topic) in model.topics.iter().enumerate() {
        let many = if topic.many { " many" } else { "" };
        let mut item = Lines::of(format!("topic {} \"{}\"{many}", topic.name, topic.name));
        for (id, fact) in model.facts.iter().enumerate().filter(|(_, fact)| fact.topic == index) {
            let line = if fact.judgement { judgement(dice, model, id, flavour) } else { declared(dice, fact) };
            item.lines.push(line);
        }
        items.push(item);
    }
}

fn declared(dice: &mut Dice, fact: &Fact) -> String {
    let kind = match fact.kind {
        Kind::YesNo => "yes/no",
        Kind::Date => "date",
        Kind::Number => "number",
        Kind::Duration => "duration",
        Kind::Text => "text",
        Kind::List => "list of text",
        Kind::OneOf => "one of (o0, o1, o2)",
    };
    let mut line = format!("fact {} {kind} \"{}?\"", fact.name, fact.name);
    if dice.chance(20) {
        line.push_str(" record government");
    }
    if dice.chance(25) {
        line.push_str(" for the government to show");
    } else if dice.chance(10) {
        line.push_str(" for the source to show");
    }
    line
}

fn judgement(dice: &mut Dice, model: &Model, id: usize, flavour: Flavour) -> String {
    let before = model.definitions.iter().position(|it| matches!(it, Definition::Judgement(at) if *at == id));
    let mut line = format!("judgement {} \"{}?\"", model.facts[id].name, model.facts[id].name);
    if dice.chance(70) {
        let condition = Writer::of(dice, model, flavour, before.unwrap_or(0)).condition(2);
        line.push_str(&format!(" default when {condition} cite A"));
    }
    line
}

fn instruments(dice: &mut Dice, model: &Model, flavour: Flavour, items: &mut Vec<Lines>) {
    for name in ["T", "B"] {
        let mut item = Lines::of(format!("instrument {name} \"{name}\""));
        if dice.chance(70) {
            let condition = Writer::of(dice, model, flavour, model.definitions.len()).condition(1);
            item.lines.push(format!("binds when {condition}"));
        }
        item.lines.extend(force(dice, model, flavour, 15));
        if name == "B" {
            item.lines.push("not in disposition".to_owned());
        }
        for number in ["1", "2", "3(a)"] {
            let twin = ["", " twin U 1", " twin U 1, 2 listed as 3", " twin U 2; B 1", " listed as 1"];
            let twin = if name == "T" { dice.pick(&twin) } else { "" };
            item.lines.push(format!("provision {number} \"{number}\"{twin}"));
        }
        items.push(item);
    }
    let mut item = Lines::of("instrument U \"U\"");
    item.lines.extend(["1", "2", "3"].map(|number| format!("provision {number} \"{number}\"")));
    items.push(item);
}

/// When something is law, by a date of a topic without instances, in so many of a hundred cases; none where there is no date,
/// nor in a plain pack, where knowing more never unsettles what is settled.
fn force(dice: &mut Dice, model: &Model, flavour: Flavour, percent: usize) -> Option<String> {
    let dates = model.facts.iter().filter(|fact| fact.kind == Kind::Date && !model.topics[fact.topic].many);
    let dates: Vec<&Fact> = dates.collect();
    if dates.is_empty() || flavour != Flavour::Full || !dice.chance(percent) {
        return None;
    }
    let fact = dice.pick(&dates);
    let by = format!("by {}.{}", model.topics[fact.topic].name, fact.name);
    // A year alone may be written like a number.
    let mut day = |word: &str| format!("{word} {}", if dice.chance(20) { "2021" } else { *dice.pick(&DATES) });
    let (from, until) = (day("from"), day("until"));
    let time = match dice.below(3) {
        0 => from,
        1 => until,
        _ => format!("{from} {until}"),
    };
    Some(format!("in force {time} {by} cite A"))
}

fn rules(dice: &mut Dice, model: &Model, flavour: Flavour, items: &mut Vec<Lines>) {
    let mut made = 0;
    let mut ranks: Vec<Option<usize>> = Vec::new();
    for (rank, definition) in model.definitions.iter().enumerate() {
        let holding = !matches!(definition, Definition::Judgement(_));
        let rules = if holding { [1, 1, 2, 3, 0][dice.below(5)] } else { 0 };
        ranks.extend(vec![Some(rank); rules]);
    }
    ranks.extend(vec![None; dice.below(3)]);
    for rank in ranks.into_iter().take(12) {
        items.push(rule(dice, model, flavour, (made, rank)));
        made += 1;
    }
}

/// `rank`: the place of what it leads to among the definitions; none for a rule that only breaches or declines.
fn rule(dice: &mut Dice, model: &Model, flavour: Flavour, (number, rank): (usize, Option<usize>)) -> Lines {
    let mut item = Lines::of(format!("rule r{number} \"Rule {number}\""));
    let reach = rank.unwrap_or(model.definitions.len());
    let when = Writer::of(dice, model, flavour, reach).condition(3);
    item.lines.push(format!("when {when}"));
    for _ in 0..[0, 0, 1, 1, 2][dice.below(5)] {
        let unless = Writer::of(dice, model, flavour, reach).condition(2);
        item.lines.push(format!("unless {unless} cite A"));
    }
    item.lines.extend(force(dice, model, flavour, 15));
    if let Some(rank) = rank {
        let mut targets = vec![named(&model.definitions[rank])];
        let later: Vec<&Definition> = model.definitions[rank + 1..].iter().collect();
        let other = later.iter().rfind(|it| !matches!(it, Definition::Judgement(_)));
        if let Some(other) = other.filter(|_| dice.chance(15)) {
            targets.push(named(other));
        }
        // In a list a word alone is of the kind before it.
        targets.sort_by_key(|target| target.contains(' '));
        item.lines.push(format!("then {}", targets.join(", ")));
    }
    if rank.is_none() || dice.chance(40) {
        let breach = ["T 1", "T 1, 2; U 3", "T 3(a)", "U 1; T 2", "B 2; T 1", "U 2"];
        item.lines.push(format!("breach {}", dice.pick(&breach)));
    }
    if dice.chance(20) {
        item.lines.push("declines g0".to_owned());
    }
    if dice.chance(20) {
        item.lines.push("relying on U 2, B 1".to_owned());
    }
    if dice.chance(30) {
        item.lines.push("say \"{person} and {government}: {t0.n0}.\"".to_owned());
    }
    if dice.chance(20) {
        item.lines.push("taking q".to_owned());
    }
    item.lines.push("cite A para 2".to_owned());
    item
}

pub(super) fn named(definition: &Definition) -> String {
    match definition {
        Definition::Finding(name) | Definition::Conclusion(name) => name.clone(),
        Definition::Judgement(_) => String::new(),
    }
}

/// The rules of evidence for one side, complete: as the pack of the Working Group has them, or at random.
fn table(dice: &mut Dice, bearer: &str, other: &str, asked: bool) -> Lines {
    let mut item = Lines::of(format!("evidence for the {bearer} to show\n  cite A"));
    if dice.chance(60) {
        item.lines = random_rows(dice, bearer, other, asked);
        return item;
    }
    let rows: &[&str] = if asked { &SOURCE } else { &GOVERNMENT };
    item.lines = rows.iter().map(|row| (*row).to_owned()).collect();
    item
}

const SOURCE: [&str; 12] = [
    "source silent, government not asked: not raised, not shown",
    "source silent, government silent: not raised, not shown",
    "source silent, government denies: not raised, not shown",
    "source silent, government answers: asserted, not shown",
    "source silent, government shows: shown, as answered",
    "source speaks, government not asked: alleged, as said",
    "source speaks, government silent: uncontested, as said",
    "source speaks, government denies: not rebutted, as said",
    "source speaks, government answers: contested, contested",
    "source speaks, government shows, source disputes: contested, contested",
    "source speaks, government shows, source does not dispute: rebutted, as answered",
    "source speaks, government agrees: admitted, as said",
];

const GOVERNMENT: [&str; 10] = [
    "government silent, source silent: not raised, not shown",
    "government silent, source denies: not raised, not shown",
    "government silent, source says: asserted, not shown",
    "government silent, source shows: shown, as answered",
    "government says, source silent or says or denies: asserted, not shown",
    "government says, source shows, government disputes: contested, contested",
    "government says, source shows, government does not dispute: rebutted, as answered",
    "government shows, source silent or denies: shown, as said",
    "government shows, source says or shows: contested, contested",
    "government speaks, source agrees: admitted, as said",
];

fn random_rows(dice: &mut Dice, bearer: &str, other: &str, asked: bool) -> Vec<String> {
    let mut rows = Vec::new();
    let speaking: &[&str] = if dice.chance(40) { &["speaks"] } else { &["says", "shows"] };
    for own in ["silent"].iter().chain(speaking) {
        let mut moves = vec!["silent", "denies", "says", "shows"];
        if asked {
            moves.push("not asked");
        }
        if *own != "silent" {
            moves.push("agrees");
        }
        dice.shuffle(&mut moves);
        let mut open: Vec<&str> = Vec::new();
        for (index, one) in moves.iter().enumerate() {
            open.push(one);
            let last = index + 1 == moves.len();
            let splits = *one == "shows" && *own != "silent" && dice.chance(60);
            if splits {
                open.pop();
                for disputed in ["disputes", "does not dispute"] {
                    let result = result(dice);
                    rows.push(format!("{bearer} {own}, {other} shows, {bearer} {disputed}: {result}"));
                }
            }
            if !open.is_empty() && (last || dice.chance(60)) {
                rows.push(format!("{other} {}, {bearer} {own}: {}", open.join(" or "), result(dice)));
                open.clear();
            }
        }
    }
    rows
}

fn result(dice: &mut Dice) -> String {
    let standing = [
        "uncontested",
        "alleged",
        "not rebutted",
        "contested",
        "rebutted",
        "admitted",
        "shown",
        "asserted",
        "not raised",
    ];
    let value = ["as said", "as said", "as answered", "contested", "not shown"];
    format!("{}, {}", dice.pick(&standing), dice.pick(&value))
}
