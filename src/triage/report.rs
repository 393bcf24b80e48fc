//! The triage of a case, laid out for reading. In: a [`Triage`]. Out: a [`Report`]; what nobody answered yet stands as questions.

use super::clock::{Reading, Timed, length_words};
use super::picture::{self, Bar};
use super::{Part, Triage};
use crate::case::Subject;
use crate::explain::report::{Block, Line, Report, Section, cited, faint, plain, strong, valued};
use crate::explain::words;
use crate::program::{ClockId, FactId, HoldingId, InstrumentId, Program, RuleId, TriagePart};
use crate::value::Value;

/// What the whole is for, said where it begins.
const AIM: &str =
    "What to look at before anything is written. It decides nothing about the detention; an adviser decides.";

/// Lays the triage out. `drawn` asks for pictures where there are bars, for pages that can show them.
#[must_use]
pub fn report(triage: &Triage, drawn: bool) -> Report {
    let mut sections = vec![head(triage)];
    sections.extend(triage.parts.iter().map(|part| section(triage, part, drawn)).filter(|it| !it.blocks.is_empty()));
    sections.extend(still_open(triage));
    Report { title: format!("Triage: {}", words::heading(triage.proof.case)), sections }
}

fn head(triage: &Triage) -> Section {
    let pack = &triage.proof.program.pack;
    let stage = &triage.proof.program.stages[triage.proof.case.stage.index()];
    let version = if pack.version.is_empty() { String::new() } else { format!(", version {}", pack.version) };
    let mut blocks =
        vec![Block::Line(vec![faint(format!("{} ({}{version}). {}.", pack.title, pack.name, stage.title))])];
    blocks.push(Block::Line(vec![plain(AIM)]));
    if let Some(now) = triage.now {
        blocks.push(Block::Line(vec![faint(format!("Clocks that run are read on {}.", words::amount_words(now)))]));
    }
    Section { title: String::new(), blocks }
}

fn section(triage: &Triage, part: &Part, drawn: bool) -> Section {
    let mut blocks = Vec::new();
    if !part.declared.tells.is_empty() {
        blocks.extend(steps(triage, part));
    }
    if !part.binding.is_empty() {
        blocks.push(Block::Rows(part.binding.iter().map(|(id, value)| binding(triage, *id, *value)).collect()));
    }
    blocks.extend(clocks(triage, part, drawn));
    if !part.told.is_empty() {
        blocks.push(Block::Rows(part.told.iter().map(|subject| told(triage, part.declared, *subject)).collect()));
    }
    if !part.open.is_empty() && part.declared.tells.is_empty() {
        let count = part.open.len();
        let questions = if count == 1 { "One question".to_owned() } else { format!("{count} questions") };
        blocks.push(Block::Line(vec![faint(format!("? {questions} not answered yet: see the end."))]));
    }
    blocks.extend(part.declared.notes.iter().map(|note| Block::Line(vec![faint(note.clone())])));
    Section { title: part.declared.title.clone(), blocks }
}

/// A line for each step: what, why, and on whose authority.
fn steps(triage: &Triage, part: &Part) -> Vec<Block> {
    let program = triage.proof.program;
    if part.steps.is_empty() {
        let none =
            part.declared.tells.iter().map(|kind| &program.kinds[kind.index()].none).find(|none| !none.is_empty());
        return none.map(|none| Block::Line(vec![plain(format!("{}.", words::sentence(none)))])).into_iter().collect();
    }
    part.steps.iter().map(|(id, value)| Block::Line(step(triage, *id, *value))).collect()
}

fn step(triage: &Triage, id: HoldingId, value: Value) -> Line {
    let program = triage.proof.program;
    let mark = if value == Value::Yes { "→" } else { words::mark(value) };
    let mut line = vec![valued(value, format!("{mark} ")), strong(format!("{}.", program.holdings[id.index()].title))];
    for rule in carrying(triage, id) {
        line.push(plain(format!(" {}", words::say(triage.proof, rule))));
        line.push(cited(format!(" [{}]", words::cites(program, &program.rules[rule.index()].cite))));
    }
    line
}

/// The rules that carry a step.
pub(super) fn carrying(triage: &Triage, id: HoldingId) -> Vec<RuleId> {
    use crate::evaluate::Status;
    let wanted = if triage.proof.holding(id) == Value::Yes { Status::Applies } else { Status::Contested };
    let rules = triage.proof.program.holdings[id.index()].rules.iter().copied();
    rules.filter(|rule| triage.proof.status(*rule) == wanted).collect()
}

fn binding(triage: &Triage, id: InstrumentId, value: Value) -> Vec<Line> {
    let instrument = &triage.proof.program.instruments[id.index()];
    let said = binding_words(value);
    vec![vec![plain(instrument.title.clone())], vec![valued(value, format!("{} {said}", words::mark(value)))]]
}

/// Whether an instrument binds, in words.
pub(super) fn binding_words(value: Value) -> &'static str {
    match value {
        Value::Yes => "binds the State",
        Value::Contested => "contested whether it binds the State",
        Value::NotShown => "not told whether it binds the State",
        Value::No => "does not bind the State",
    }
}

fn told(triage: &Triage, part: &TriagePart, subject: Subject) -> Vec<Line> {
    let proof = triage.proof;
    let state = &proof.reading(subject).state;
    let answer = words::answer(proof.program, subject.fact, state);
    vec![
        vec![plain(alone(proof.program, subject.fact, &words::question(proof, subject), part))],
        vec![strong(answer), faint(format!(" – {}", words::standing_alone(proof, subject)))],
    ]
}

/// A question so that it can stand outside its topic: a short one leans on the title of its topic.
pub(super) fn alone(program: &Program, fact: FactId, question: &str, part: &TriagePart) -> String {
    let topic = &program.topics[program.facts[fact.index()].topic.index()];
    if words::leans(question) && topic.title != part.title {
        format!("{}: {question}", topic.title)
    } else {
        question.to_owned()
    }
}

/// Each clock in a row, with a bar where the part times hours.
fn clocks(triage: &Triage, part: &Part, drawn: bool) -> Vec<Block> {
    if part.clocks.is_empty() {
        return Vec::new();
    }
    let known: Vec<&(ClockId, Timed)> =
        part.clocks.iter().filter(|(_, timed)| timed.reading != Reading::NoStart).collect();
    let scale = picture::scale(part);
    let mut blocks = Vec::new();
    let rows = known.iter().map(|(id, timed)| {
        let mut row = vec![vec![strong(triage.proof.program.clocks[id.index()].title.clone())]];
        if let (Some(scale), false) = (scale, drawn) {
            row.push(vec![plain(Bar::of(timed, scale).map_or_else(String::new, |bar| bar.letters()))]);
        }
        row.push(said(triage, *id, timed));
        row
    });
    let rows: Vec<Vec<Line>> = rows.collect();
    if !rows.is_empty() {
        blocks.push(Block::Rows(rows));
    }
    if let (Some(scale), true) = (scale, !known.is_empty()) {
        let picture = drawn.then(|| picture::svg(triage, part, scale).ok()).flatten();
        match picture {
            Some(svg) => blocks.push(Block::Picture { svg }),
            None => blocks.push(Block::Line(vec![faint(picture::legend(scale))])),
        }
    }
    blocks
}

/// "3 to 28 hours – within the limit of 48 hours, which ended on 19 April 2020, 20:20".
fn said(triage: &Triage, id: ClockId, timed: &Timed) -> Line {
    let program = triage.proof.program;
    let clock = &program.clocks[id.index()];
    let mut line = vec![strong(length(timed))];
    if let Some((value, verdict)) = verdict(timed) {
        line.push(valued(value, format!(" – {verdict}")));
    }
    if let Some(due) = timed.due {
        let between = if timed.reading == Reading::Due { "" } else { "; " };
        line.push(plain(format!("{between}due by {}", words::amount_words(due))));
    }
    if !clock.cite.is_empty() {
        line.push(cited(format!(" [{}]", words::cites(program, &clock.cite))));
    }
    line
}

/// How long, in words.
pub(super) fn length(timed: &Timed) -> String {
    match timed.reading {
        Reading::NoStart => "not told when it began".to_owned(),
        Reading::Contested => "contested when it began or ended".to_owned(),
        Reading::Ran(length) => length_words(length),
        Reading::Runs(length) => format!("{} so far", length_words(length)),
        Reading::NoEnd => "not told when, or whether".to_owned(),
        Reading::Ahead(length) => format!("in {}", length_words(length)),
        Reading::Past(length) => format!("{} ago", length_words(length)),
        Reading::Due => String::new(),
    }
}

/// Whether the limit was kept, in words, with the value in whose colour it stands.
pub(super) fn verdict(timed: &Timed) -> Option<(Value, String)> {
    let limit = words::amount_words(timed.limit?);
    let runs = matches!(timed.reading, Reading::Runs(_));
    Some(match (timed.kept?, runs) {
        (Value::Yes, _) => (Value::Yes, format!("within the limit of {limit}")),
        (Value::No, true) => (Value::No, format!("beyond the limit of {limit}, and no end yet")),
        (Value::No, false) => (Value::No, format!("beyond the limit of {limit}")),
        (Value::NotShown | Value::Contested, true) => (Value::NotShown, format!("the limit of {limit} runs")),
        (Value::NotShown | Value::Contested, false) => {
            (Value::NotShown, format!("the dates do not tell whether within {limit}"))
        }
    })
}

/// What nobody answered yet, as questions, part by part; each once.
fn still_open(triage: &Triage) -> Option<Section> {
    let program = triage.proof.program;
    let mut asked = Vec::new();
    let mut blocks = Vec::new();
    for part in &triage.parts {
        let new: Vec<_> = part.open.iter().copied().filter(|fact| !asked.contains(fact)).collect();
        if new.is_empty() {
            continue;
        }
        blocks.push(Block::Line(vec![strong(part.declared.title.clone())]));
        let rows = new.iter().map(|fact| {
            let question = alone(program, *fact, &program.facts[fact.index()].question, part.declared);
            vec![vec![plain(format!("? {question}"))], vec![faint(program.fact_name(*fact))]]
        });
        blocks.push(Block::Rows(rows.collect()));
        asked.extend(new);
    }
    if blocks.is_empty() {
        return None;
    }
    let how = "The name beside a question is how the case file states the answer: for a date NAME = 2020-04-17, for yes the name alone, for no the name with `not` before it.";
    blocks.push(Block::Line(vec![faint(how)]));
    Some(Section { title: "Not answered yet".to_owned(), blocks })
}
