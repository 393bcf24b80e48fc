//! A random case. In: numbers and a model of its pack. Out: its items, common ones and those of each detention. Every
//! statement stands in a paragraph of its own, so nobody says two things in one place.

use super::condition::{DATES, DURATIONS, NUMBERS, OPTIONS, TEXTS};
use super::pack::{Definition, Fact, Kind, Model, named};
use super::{Dice, Lines};

struct Writer<'a> {
    dice: &'a mut Dice,
    model: &'a Model,
    /// The paragraph that was used last.
    paragraph: usize,
    replied: bool,
}

pub(super) fn case(dice: &mut Dice, model: &Model) -> Vec<Vec<Lines>> {
    let mut header = Lines::of("case c \"C\"\n  under p\n  document d0 \"D\", d1 \"E\"");
    let step = dice.below(9);
    let (stage, silent, replied) = match step {
        0 => ("no reply", true, false),
        1 => ("", true, false),
        2 => ("drafting", false, false),
        3 => ("", false, false),
        4 => ("sent", false, false),
        5 => ("replied", false, true),
        6 => ("reply not told", false, true),
        _ => ("", false, true),
    };
    if !stage.is_empty() {
        header.lines.push(format!("stage {stage}"));
    }
    if step % 3 == 2 {
        header.lines.push("reported by \"www.example.org\", \"A journal\"".to_owned());
    }
    let mut writer = Writer { dice, model, paragraph: 0, replied };
    let mut common = vec![header];
    if silent {
        common.push(Lines::of("government does not reply [64]"));
    }
    writer.blocks(100, &mut common);
    writer.claims(&mut common);
    let mut parts = vec![common];
    if writer.dice.chance(15) {
        for name in ["first", "second"] {
            let mut part = vec![Lines::of(format!("detention {name} \"{name}\""))];
            writer.blocks(40, &mut part);
            parts.push(part);
        }
    }
    parts
}

impl Writer<'_> {
    fn blocks(&mut self, share: usize, part: &mut Vec<Lines>) {
        let speakers: &[(&str, &str)] = if self.replied {
            &[
                ("source", "submits"),
                ("government", "replies 2021-11-20"),
                ("source", "comments"),
                ("working group", "notes"),
                ("observer", "says"),
            ]
        } else {
            &[("source", "submits"), ("source", "comments"), ("working group", "notes"), ("observer", "says")]
        };
        for (party, verb) in speakers {
            let mut block = Lines::of(format!("{party} {verb}"));
            let often = match *party {
                "source" if *verb == "submits" => 75,
                "government" => 55,
                "source" => 20,
                _ => 10,
            };
            self.lines(party, often * share / 100, &mut block.lines);
            let must = *party == "government" && share == 100 || *verb == "submits";
            if must || !block.lines.is_empty() {
                part.push(block);
            }
        }
    }

    fn lines(&mut self, party: &str, often: usize, lines: &mut Vec<String>) {
        for fact in &self.model.facts {
            let topic = &self.model.topics[fact.topic];
            let often = if fact.judgement { often / 2 } else { often };
            for _ in 0..2 {
                if topic.many || !self.dice.chance(often) {
                    break;
                }
                let act = self.act(party);
                let claim = self.claim(&format!("{}.{}", topic.name, fact.name), fact, act);
                lines.push(format!("{act}{claim}{}", self.support(party)));
            }
        }
        let model = self.model;
        for (index, topic) in model.topics.iter().enumerate().filter(|(_, topic)| topic.many) {
            for instance in ["i0", "i1", "i2"] {
                if !self.dice.chance(often * 2 / 3) {
                    continue;
                }
                let act = self.act(party);
                let mut claims = Vec::new();
                for fact in model.facts.iter().filter(|fact| fact.topic == index) {
                    if self.dice.chance(60) {
                        claims.push(self.claim(&fact.name, fact, act));
                    }
                }
                if !claims.is_empty() {
                    let support = self.support(party);
                    lines.push(format!("{act}{} {instance}: {}{support}", topic.name, claims.join(", ")));
                }
            }
            // Who is only heard closes no list.
            if self.dice.chance(often / 2) && party != "observer" {
                lines.push(format!("no other {} [{}]", topic.name, self.next()));
            }
        }
    }

    fn next(&mut self) -> usize {
        self.paragraph += 1;
        self.paragraph
    }

    fn act(&mut self, party: &str) -> &'static str {
        let acts: &[&'static str] = match party {
            "source" => &["", "", "", "", "", "", "disputes ", "shows ", "concedes ", "denies "],
            "government" => &["denies ", "answers ", "answers ", "shows ", "shows ", "concedes ", "", "disputes "],
            _ => &["", "", "", "", "denies "],
        };
        let act: &&'static str = self.dice.pick(acts);
        act
    }

    fn support(&mut self, party: &str) -> String {
        let mut text = String::new();
        if party != "working group" && self.dice.chance(15) {
            text.push_str(" by \"a paper\"");
        }
        if self.dice.chance(5) {
            text.push_str(" quoting \"a guard\"");
        }
        let document = ["", "d1 ", "d0 "][self.dice.below(3)];
        let relied = if self.dice.chance(10) { "; relied on 99" } else { "" };
        text.push_str(&format!(" [{document}{}{relied}]", self.next()));
        text
    }

    /// A fact and a value of its type. A denial has none that counts; an answer may leave it out.
    fn claim(&mut self, name: &str, fact: &Fact, act: &str) -> String {
        let valueless = act == "denies " || act == "disputes ";
        if fact.kind == Kind::YesNo {
            return if self.dice.chance(35) { format!("not {name}") } else { name.to_owned() };
        }
        if valueless || (!act.is_empty() && self.dice.chance(10)) {
            return name.to_owned();
        }
        format!("{name} = {}", self.value(fact.kind))
    }

    fn value(&mut self, kind: Kind) -> String {
        match kind {
            Kind::OneOf => (*self.dice.pick(&OPTIONS)).to_owned(),
            Kind::Text => format!("\"{}\"", self.dice.pick(&TEXTS)),
            Kind::List => {
                let count = 1 + self.dice.below(2);
                let items: Vec<String> = (0..count).map(|_| format!("\"{}\"", self.dice.pick(&TEXTS))).collect();
                let closed = if self.dice.chance(30) { " and no other" } else { "" };
                format!("{}{closed}", items.join(", "))
            }
            Kind::Date => {
                let bounds = ["before", "after", "at least", "at most"];
                self.amount(
                    &DATES,
                    &bounds,
                    &[("2021-01-31", "2021-02-01"), ("2021-02-27", "2021-03-02"), ("2020", "2021")],
                )
            }
            Kind::Number => {
                let bounds = ["more than", "at least", "at most"];
                self.amount(&NUMBERS, &bounds, &[("1", "3"), ("2", "2.5"), ("0", "10")])
            }
            Kind::Duration => {
                let bounds = ["more than", "at least", "less than", "at most"];
                self.amount(&DURATIONS, &bounds, &[("1 day", "30 days"), ("28 days", "1 month"), ("1", "2 months")])
            }
            Kind::YesNo => String::new(),
        }
    }

    fn amount(&mut self, exact: &[&str], bounds: &[&str], ranges: &[(&str, &str)]) -> String {
        match self.dice.below(10) {
            6 | 7 => {
                let (from, to) = self.dice.pick(ranges);
                format!("{from} to {to}")
            }
            8 | 9 => format!("{} {}", self.dice.pick(bounds), self.dice.pick(exact)),
            _ => (*self.dice.pick(exact)).to_owned(),
        }
    }

    fn claims(&mut self, part: &mut Vec<Lines>) {
        let model = self.model;
        for definition in model.definitions.iter().filter(|it| !matches!(it, Definition::Judgement(_))) {
            if self.dice.chance(25) {
                let paragraph = self.next();
                part.push(Lines::of(format!("source claims {} [{paragraph}]", named(definition))));
            }
        }
        if self.dice.chance(20) {
            let mut outcome = Lines::of("outcome opinion 1/2020");
            let names = model.definitions.iter().filter_map(|definition| match definition {
                Definition::Conclusion(name) => Some(format!("{name} [9]")),
                _ => None,
            });
            outcome.lines = names.collect();
            let stated: Vec<String> =
                outcome.lines.iter().filter_map(|line| line.strip_suffix(" [9]")).map(str::to_owned).collect();
            if let Some(name) = stated.first().filter(|_| self.dice.chance(50)) {
                outcome.lines.push(format!("not testable {name} \"nothing is told of it\" [10]"));
            }
            outcome.lines.push("breach T 1, 2; U 3".to_owned());
            part.push(outcome);
        }
    }
}
