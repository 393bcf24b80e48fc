//! What was found, laid out for reading: sentences in which facts are named by their questions and answers. In: a proof and
//! what was found. Out: a [`Report`] that the text view prints.

use super::alike::{Alike, alike};
use super::{Change, Changes, Completions, Effect, FlipOptions, Flips, Held, Robust, Sweep, Weight, Weights};
use crate::case::Subject;
use crate::evaluate::{Proof, State, Status, Supposition, evaluate_supposing};
use crate::explain::report::{Block, Line, Report, Section, faint, plain, strong, valued};
use crate::explain::words::{answer, finding, heading, inside_sentence, listed_with, question, readings_chosen};
use crate::explain::{Mood, fallen_words};
use crate::program::{HoldingId, RuleId, Type};
use crate::value::Value;

/// Sets that the text shows; the JSON answer has all.
const SHOWN: usize = 40;

pub(super) fn titled(proof: &Proof, holding: HoldingId) -> String {
    format!("{} ({})", proof.program.holding_name(holding), proof.program.holdings[holding.index()].title)
}

fn counted(count: usize, one: &str) -> String {
    match one.split_once(" of ") {
        Some((head, rest)) if count != 1 => format!("{} {head}s of {rest}", spelled(count)),
        _ => format!("{} {one}{}", spelled(count), if count == 1 { "" } else { "s" }),
    }
}

/// Small numbers in words.
fn spelled(count: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn quoted_answer(proof: &Proof, subject: Subject, state: &State) -> String {
    format!("“{}”", answer(proof.program, subject.fact, state))
}

/// Under the name of the case, with what is read in this run otherwise than by the pack.
fn headed(proof: &Proof, mut sections: Vec<Section>) -> Report {
    let chosen = readings_chosen(proof.program);
    if !chosen.is_empty() {
        sections.insert(0, section("", chosen.into_iter().map(|line| vec![strong(line)]).collect()));
    }
    Report { title: heading(proof.case), sections }
}

fn section(title: &str, lines: Vec<Line>) -> Section {
    Section { title: title.to_owned(), blocks: lines.into_iter().map(Block::Line).collect() }
}

/// "“Was a warrant shown?” were answered “Yes” (now “No”)".
fn changed(proof: &Proof, change: &Change) -> String {
    let now = answer(proof.program, change.subject.fact, &change.from);
    let asked = question(proof, change.subject);
    match &change.to {
        State::Contested => format!("the answer to “{asked}” (“{now}”) were contested"),
        State::NotShown => format!("the answer to “{asked}” (“{now}”) were not shown"),
        to => format!("“{asked}” were answered {} (now “{now}”)", quoted_answer(proof, change.subject, to)),
    }
}

/// The sets of changes, each with the reasoning that it breaks or makes.
#[must_use]
pub fn flip(proof: &Proof, target: HoldingId, effect: Effect, options: &FlipOptions, found: &Flips) -> Report {
    let name = titled(proof, target);
    let wanted = match effect {
        Effect::Lose => format!("What would have to be otherwise for {name} not to apply"),
        Effect::Gain => format!("What would have to be otherwise for {name} to apply"),
    };
    let mut sections = vec![section("", vec![vec![strong(wanted)], vec![plain(proven(options, found))]])];
    let groups = alike(&found.sets);
    for (place, group) in groups.iter().take(SHOWN).enumerate() {
        let set = group.nearest;
        let ifs: Vec<String> = set.iter().map(|change| changed(proof, change)).collect();
        let then = consequence(proof, target, effect, set);
        let mut line =
            vec![strong(format!("{}. ", place + 1)), plain(format!("If {}: {then}", listed_with(&ifs, "and")))];
        line.extend(others(proof, group).map(faint));
        sections.push(section("", vec![line]));
    }
    if groups.len() > SHOWN {
        let rest = counted(groups.len() - SHOWN, "more set");
        sections.push(section("", vec![vec![faint(format!("… and {rest}; --format json lists all."))]]));
    }
    sections.extend(larger(options, found).map(|words| section("", vec![vec![plain(words)]])));
    sections.push(section("", vec![vec![faint("Under this pack's reading of the law. No instance is invented, and no combination that the pack calls impossible is counted.")]]));
    headed(proof, sections)
}

/// Where only the smallest sets are listed: whether there are larger ones, and how to see them.
fn larger(options: &FlipOptions, found: &Flips) -> Option<String> {
    if options.all || found.sets.is_empty() {
        return None;
    }
    let most = counted(options.max, "change");
    let how = format!("add --all to list them up to {most}, and --max N to go further or less far");
    Some(match found.larger {
        Some(true) => format!("There are larger sets of which no part suffices: {how}."),
        Some(false) => format!(
            "No other set of up to {most} has this effect without holding one of these: proven. --all --max N looks further."
        ),
        None => format!("There may be larger sets of which no part suffices: {how}."),
    })
}

/// The sets of a group that are not told: other dates or numbers with the same effect.
fn others(proof: &Proof, group: &Alike) -> Option<String> {
    let count = group.sets.len() - 1;
    let also = match group.ends() {
        _ if count == 0 => return None,
        Some([from, to]) => {
            let value = |change: &Change| quoted_answer(proof, change.subject, &change.to);
            format!("{} tried, from {} to {}", counted(count, "other value"), value(from), value(to))
        }
        None => format!("{} of such values", counted(count, "other combination")),
    };
    Some(format!(" (The effect is the same with {also}.)"))
}

fn proven(options: &FlipOptions, found: &Flips) -> String {
    let what = match options.changes {
        Changes::Facts => "another answer",
        Changes::Evidence => "being contested or not shown",
    };
    let searched = counted(found.searched, "change");
    let mut words = format!(
        "It depends on {}; a change is {what}. Every set of up to {searched} was tried or ruled out ({} computed).",
        counted(found.facts, "fact"),
        counted(usize::try_from(found.worlds).unwrap_or(usize::MAX), "world"),
    );
    let least = found.sets.first().map_or(0, Vec::len);
    words.push_str(&match (found.sets.len(), options.all) {
        (0, _) => " None has this effect: proven.".to_owned(),
        (count, false) => {
            let sets = if count == 1 { "is one set".to_owned() } else { format!("are {} sets", spelled(count)) };
            format!(" The smallest have {}; there {sets} of this size: proven.", counted(least, "change"))
        }
        (1, true) => " There is one.".to_owned(),
        (count, true) => format!(" There are {} of which no part suffices.", spelled(count)),
    });
    if !found.complete {
        words.push_str(&format!(
            " The search is not complete: it was stopped, or a fact takes more values than could be tried. What is said holds for up to {searched}."
        ));
    }
    words
}

fn consequence(proof: &Proof, target: HoldingId, effect: Effect, set: &[Change]) -> String {
    let mut supposed = proof.supposed.clone();
    supposed.extend(set.iter().map(|change| Supposition { subject: change.subject, state: change.to.clone() }));
    let after = evaluate_supposing(proof.program, proof.case, proof.options, supposed);
    let name = proof.program.holding_name(target);
    if effect == Effect::Gain {
        let applies =
            proof.program.holdings[target.index()].rules.iter().filter(|rule| after.status(**rule) == Status::Applies);
        let rules: Vec<String> = applies.map(|rule| rule_title(proof, *rule)).collect();
        return format!("{name} would apply by {}.", listed_with(&rules, "and"));
    }
    let fate = match after.holding(target) {
        Value::Contested => "would only be contested",
        Value::NotShown => "would not be made out",
        Value::No | Value::Yes => "would fall",
    };
    let facts = set.iter().map(|change| change.subject).collect();
    match fallen_words((proof, &after), target, &facts, Mood::Would, &|id| rule_title(proof, id)) {
        why if why.is_empty() => format!("{name} {fate}."),
        why => format!("{name} {fate}: {why}."),
    }
}

fn rule_title(proof: &Proof, rule: RuleId) -> String {
    format!("the rule “{}”", proof.program.rules[rule.index()].title)
}

/// A question that stands far from those of its topic: with the topic before it.
pub(super) fn question_in_full(proof: &Proof, subject: Subject) -> String {
    let topic = &proof.program.topics[proof.program.facts[subject.fact.index()].topic.index()];
    let asked = question(proof, subject);
    if topic.many { asked } else { format!("{}: {asked}", topic.title) }
}

/// Which facts were held fixed, and why: a sentence for each reason.
pub(super) fn held_words(proof: &Proof, held: &Held) -> Vec<String> {
    let group = |(reason, facts): (Option<&str>, Vec<Subject>)| {
        let asked: Vec<String> = facts.iter().map(|fact| format!("“{}”", question_in_full(proof, *fact))).collect();
        let why = reason.map_or_else(|| "as you asked".to_owned(), inside_sentence);
        format!("{} – {why}.", listed_with(&asked, "and"))
    };
    held.by_reason().into_iter().map(group).collect()
}

/// The same as a section; nothing where no fact was held fixed.
#[must_use]
pub fn held_fixed(proof: &Proof, held: &Held) -> Option<Section> {
    let lines: Vec<Line> = held_words(proof, held).into_iter().map(|words| vec![plain(words)]).collect();
    (!lines.is_empty()).then(|| section("Held fixed", lines))
}

/// How firmly each conclusion stands.
#[must_use]
pub fn robust(proof: &Proof, found: &[Robust]) -> Report {
    let sections = found.iter().map(|one| {
        let conclusion = proof.program.holdings[one.holding.index()].kind.is_some();
        let state = if conclusion { state_words(one.value) } else { finding(one.value) };
        let mut lines = vec![vec![valued(one.value, state)]];
        lines.extend(carriers(proof, one));
        if one.value == Value::Yes {
            lines.extend(lines_of_proof(proof, one));
        }
        lines.extend(singles(proof, one));
        lines.extend(completions(proof, one));
        section(&titled(proof, one.holding), lines)
    });
    let mut sections: Vec<Section> = sections.collect();
    if found.iter().any(|one| one.lines.is_some()) {
        let words = "A line of proof is a smallest set of facts that suffices as they are, whatever all other facts turn \
                     out to be. Under this pack's reading of the law.";
        sections.push(section("", vec![vec![faint(words)]]));
    }
    headed(proof, sections)
}

/// The rules that apply, each with how easily it breaks.
fn carriers(proof: &Proof, one: &Robust) -> Vec<Line> {
    let line = |carrier: &super::Carrier| {
        let alone = if one.carriers.len() > 1 { "enough alone" } else { "the only rule that applies" };
        let would = match carrier.breaks.len() {
            0 => "no single change would break it".to_owned(),
            count => format!("{} would break it", counted(count, "single change")),
        };
        vec![plain(format!("{}: {alone}; {would}.", capital(&rule_title(proof, carrier.rule))))]
    };
    one.carriers.iter().map(line).collect()
}

/// How many lines of proof there are, what all of them need, and those that stand apart.
fn lines_of_proof(proof: &Proof, one: &Robust) -> Vec<Line> {
    let Some(lines) = &one.lines else {
        return vec![vec![plain("Its lines of proof could not be listed within the bounds.")]];
    };
    let facts = |facts: &[Subject]| {
        let fact = |subject: &Subject| {
            format!(
                "“{}” {}",
                question(proof, *subject),
                quoted_answer(proof, *subject, &proof.reading(*subject).state)
            )
        };
        listed_with(&facts.iter().map(fact).collect::<Vec<_>>(), "and")
    };
    if lines.independent.iter().any(Vec::is_empty) {
        return vec![vec![plain("It stands whatever the facts that may change turn out to be.")]];
    }
    let own = |line: &Vec<Subject>| -> Vec<Subject> {
        line.iter().copied().filter(|subject| !lines.needed.contains(subject)).collect()
    };
    if let [only] = lines.independent.as_slice()
        && own(only).is_empty()
    {
        return vec![vec![plain(format!("It has one line of proof: {}.", facts(only)))]];
    }
    let many = match (lines.all, lines.counted) {
        (true, count) => format!("It has {} in all.", counted(count, "line of proof")),
        (false, 0) => "How many lines of proof it has could not be counted within the bounds.".to_owned(),
        (false, count) => format!("It has more than {}.", counted(count, "line of proof")),
    };
    let mut said = vec![vec![plain(many)]];
    if !lines.needed.is_empty() {
        said.push(vec![plain(format!("Every line needs: {}.", facts(&lines.needed)))]);
    }
    let besides = if lines.needed.is_empty() { "" } else { " besides" };
    match lines.independent.as_slice() {
        [] => {}
        [only] => {
            let how = if lines.largest { "No two lines stand apart. One rests" } else { "One line rests" };
            said.push(vec![plain(format!("{how}{besides} on: {}.", facts(&own(only))))]);
        }
        several => {
            let share = if lines.needed.is_empty() { "share no fact" } else { "share nothing else" };
            let proven = match lines.largest {
                true => "there are never more that do: proven",
                false => "taken one after the other; there may be more",
            };
            said.push(vec![plain(format!("{} of them {share} ({proven}):", capital(&spelled(several.len()))))]);
            for (place, line) in several.iter().enumerate() {
                said.push(vec![strong(format!("{}. ", place + 1)), plain(format!("{}.", facts(&own(line))))]);
            }
        }
    }
    said
}

/// The single facts on which it stands or falls, those first that do it the most harm.
fn singles(proof: &Proof, one: &Robust) -> Vec<Line> {
    if one.single.is_empty() {
        let stands = if one.value == Value::Yes { ": it stands on more than one" } else { "" };
        return vec![vec![plain(format!("No single fact turns it{stands}."))]];
    }
    let mut singles: Vec<&super::Single> = one.single.iter().collect();
    singles.sort_by_key(|single| single.after);
    let told = |single: &super::Single| {
        vec![plain(format!("{} if {}.", capital(&fate(single.after)), changed(proof, &single.change)))]
    };
    singles.into_iter().map(told).collect()
}

/// What becomes of a conclusion that turns, after "it".
fn fate(after: Value) -> String {
    let fate = match after {
        Value::Yes => "would apply",
        Value::Contested => "would only be contested",
        Value::NotShown => "would not be made out",
        Value::No => "would fall",
    };
    format!("it {fate}")
}

fn state_words(value: Value) -> &'static str {
    match value {
        Value::Yes => "applies",
        Value::Contested => "contested",
        Value::NotShown => "not made out",
        Value::No => "does not apply",
    }
}

fn capital(text: &str) -> String {
    crate::explain::words::sentence(text)
}

fn completions(proof: &Proof, one: &Robust) -> Vec<Line> {
    if one.open.is_empty() {
        return vec![vec![plain("Nothing that it depends on is contested or not shown.")]];
    }
    let (which, they) = if one.open.len() == 1 { ("is", "it turns") } else { ("are", "they turn") };
    let which =
        format!("{} that it depends on {which} contested or not shown.", capital(&counted(one.open.len(), "fact")));
    let result = match one.completions {
        Completions::Always => format!("However {they} out, it applies: proven for every combination."),
        Completions::Never => format!("However {they} out, it does not apply: proven for every combination."),
        Completions::Depends => format!("Whether it applies depends on how {they} out."),
        Completions::Unproven => {
            "What follows from every combination could not be proven within the bounds.".to_owned()
        }
    };
    let mut lines = vec![vec![plain(format!("{which} {result}"))]];
    let least = |turning: &super::Turning| {
        let how = match (turning.least, turning.changes.len()) {
            (true, 1) if one.open.len() == 1 => "It is enough alone".to_owned(),
            (true, 1) => "One of them is enough".to_owned(),
            (true, count) => format!("It takes at least {} of them", spelled(count)),
            (false, count) => format!("It takes more than three of them, and no more than {}", spelled(count)),
        };
        let ifs: Vec<String> = turning.changes.iter().map(|change| changed(proof, change)).collect();
        vec![plain(format!("{how}: {} if {}.", fate(turning.after), listed_with(&ifs, "and")))]
    };
    lines.extend(one.turning.as_ref().map(least));
    if one.completions == Completions::Depends && one.turning.is_none() {
        lines.push(vec![plain("No three of them are enough to turn it.")]);
    }
    lines
}

/// What the shares are and are not.
pub(super) fn explained(proof: &Proof, found: &Weights) -> Vec<String> {
    let mut words = vec![
        "The share of all combinations of the other facts in which this fact turns the result, counted exactly. \
         Not a probability, and not legal weight."
            .to_owned(),
    ];
    let typed = |weight: &Weight| proof.program.facts[weight.subject.fact.index()].kind != Type::YesNo;
    if found.facts.iter().any(typed) {
        words.push(
            "A fact that is more than yes or no counts with one value for each stretch in which no condition turns."
                .to_owned(),
        );
    }
    words
}

/// How many facts are told one by one.
pub(super) fn shown(found: &Weights) -> usize {
    found.facts.iter().take_while(|weight| weight.share >= SMALLEST).count().max(10).min(found.facts.len())
}

/// What is said of the facts that are not told one by one.
pub(super) fn and_more(found: &Weights) -> Option<String> {
    let rest = found.facts.get(shown(found)..).filter(|rest| !rest.is_empty())?;
    Some(format!("and {} more, each {}", rest.len(), percent(rest[0].share)))
}

/// True for a fact of which another answer turns the result in the case as it is.
pub(super) fn turns_alone(found: &Weights, subject: Subject) -> bool {
    found.single.iter().any(|change| change.subject == subject)
}

/// The share that a full bar stands for: half of all combinations, or all where some fact turns the result in more.
pub(super) fn full(found: &Weights) -> f64 {
    if found.facts.iter().any(|weight| weight.share > 0.5) { 1.0 } else { 0.5 }
}

/// The share of combinations in which each fact turns the result, as bars.
#[must_use]
pub fn weigh(proof: &Proof, target: HoldingId, found: &Weights) -> Report {
    const WIDTH: usize = 24;
    let full = full(found);
    let row = |weight: &Weight| -> Vec<Line> {
        let eighths = (weight.share / full * (WIDTH * 8) as f64).round();
        vec![
            vec![plain(bar(eighths, WIDTH))],
            vec![strong(percent(weight.share))],
            vec![plain(question(proof, weight.subject))],
        ]
    };
    let mut blocks = vec![Block::Line(vec![strong(format!("What decides {}", titled(proof, target)))])];
    blocks.extend(explained(proof, found).into_iter().map(|words| Block::Line(vec![faint(words)])));
    blocks.push(Block::Rows(found.facts[..shown(found)].iter().map(row).collect()));
    blocks.extend(and_more(found).map(|rest| Block::Line(vec![faint(rest)])));
    let mut sections = vec![Section { title: String::new(), blocks }];
    sections.extend(turning(proof, found));
    headed(proof, sections)
}

/// The same as a page: the picture, and every figure in a table beside it.
#[must_use]
pub fn weigh_page(proof: &Proof, target: HoldingId, found: &Weights, picture: String) -> Report {
    let title = format!("What decides {}", titled(proof, target));
    let mut lead = vec![Block::Line(vec![strong(title.clone())])];
    lead.extend(explained(proof, found).into_iter().map(|words| Block::Line(vec![plain(words)])));
    lead.push(Block::Picture { svg: picture });
    let head = ["Share", "Fact", "In this case"];
    let mut rows: Vec<Vec<Line>> = vec![head.iter().map(|word| vec![strong(*word)]).collect()];
    rows.extend(found.facts.iter().map(|weight| {
        let now = answer(proof.program, weight.subject.fact, &proof.reading(weight.subject).state);
        let alone = if turns_alone(found, weight.subject) { "; turns it alone" } else { "" };
        let asked = vec![plain(question(proof, weight.subject))];
        vec![vec![plain(percent(weight.share))], asked, vec![plain(now), strong(alone)]]
    }));
    let mut sections = vec![Section { title: String::new(), blocks: lead }];
    sections.push(Section { title: "The figures".to_owned(), blocks: vec![Block::Rows(rows)] });
    let counts = "--format json gives the number of combinations in which each fact turns it, and of how many.";
    sections.push(section("", vec![vec![faint(counts)]]));
    sections.extend(turning(proof, found));
    headed(proof, sections)
}

/// What turns the result in the case as it is, what never does, and what was not counted.
fn turning(proof: &Proof, found: &Weights) -> Vec<Section> {
    let asked = |subjects: &[Subject]| -> Vec<Line> {
        subjects.iter().map(|subject| vec![plain(question(proof, *subject))]).collect()
    };
    let single: Vec<Line> =
        found.single.iter().map(|change| vec![plain(format!("If {}.", changed(proof, change)))]).collect();
    let parts =
        [("Single changes that turn it in this case", single), ("Not all values counted", asked(&found.crowded))];
    parts.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(title, lines)| section(title, lines)).collect()
}

/// Shares below this are not told apart.
const SMALLEST: f64 = 0.0005;

pub(super) fn percent(share: f64) -> String {
    if share < SMALLEST { "under 0.1 %".to_owned() } else { format!("{:.1} %", share * 100.0) }
}

/// A bar of so many eighths of a column.
fn bar(eighths: f64, width: usize) -> String {
    const PARTS: [&str; 9] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];
    let mut out = String::new();
    let mut left = eighths;
    for _ in 0..width {
        let part = PARTS.iter().enumerate().rfind(|(size, _)| *size as f64 <= left).map_or("", |(_, part)| part);
        out.push_str(part);
        left -= 8.0;
        if left <= 0.0 {
            break;
        }
    }
    if out.is_empty() { "▏".to_owned() } else { out }
}

/// Every combination of some facts and what follows.
#[must_use]
pub fn sweep(proof: &Proof, table: &Sweep) -> Report {
    let mut key: Vec<Line> = Vec::new();
    let mut head: Vec<Line> = Vec::new();
    for (place, (subject, _)) in table.columns.iter().enumerate() {
        let idle = if table.idle.contains(subject) { "  (decides nothing here)" } else { "" };
        key.push(vec![strong(format!("{} ", place + 1)), plain(question(proof, *subject)), faint(idle)]);
        head.push(vec![strong(format!("{}", place + 1))]);
    }
    head.extend(table.holdings.iter().map(|holding| vec![strong(proof.program.holding_name(*holding))]));
    let mut rows = vec![head];
    for row in 0..table.rows {
        let cell = |(column, (subject, states)): (usize, &(Subject, Vec<State>))| {
            vec![plain(answer(proof.program, subject.fact, &states[table.place(row, column)]))]
        };
        let mut cells: Vec<Line> = table.columns.iter().enumerate().map(cell).collect();
        cells.extend((0..table.holdings.len()).map(|holding| match table.value(row, holding) {
            Some(value) => vec![valued(value, state_words(value))],
            None => vec![faint("cannot be")],
        }));
        rows.push(cells);
    }
    let outcomes = Section { title: "Outcomes".to_owned(), blocks: vec![Block::Rows(rows)] };
    headed(proof, vec![section("Facts", key), outcomes])
}
