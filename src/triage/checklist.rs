//! The questions of the first ten minutes, to print and fill in by hand. In: a pack. Out: a [`Report`] with a box for each question.

use super::report::alone;
use crate::explain::report::{Block, Line, Report, Section, cited, faint, plain, strong};
use crate::explain::words;
use crate::program::{FactId, Program, TriagePart, Type};

/// The questions of a pack, part by part. `None` where the pack declares none.
#[must_use]
pub fn checklist(program: &Program) -> Option<Report> {
    if program.triage.is_empty() {
        return None;
    }
    let mut sections = vec![head(program)];
    let mut asked: Vec<FactId> = Vec::new();
    for part in program.triage.iter().filter(|part| !part.asks.is_empty()) {
        sections.push(section(program, part, &mut asked));
    }
    sections.extend(steps(program));
    sections.push(how_to_begin());
    Some(Report { title: "The first ten minutes".to_owned(), sections })
}

fn head(program: &Program) -> Section {
    let pack = &program.pack;
    let version = if pack.version.is_empty() { String::new() } else { format!(", version {}", pack.version) };
    let line = |text: &str| Block::Line(vec![plain(text)]);
    Section {
        title: String::new(),
        blocks: vec![
            Block::Line(vec![faint(format!("{} ({}{version}).", pack.title, pack.name))]),
            line(
                "Ask danger and consent first. Write down who says it, and when it was said; an hour where it is known. “Not known” is an answer too.",
            ),
        ],
    }
}

fn section(program: &Program, part: &TriagePart, asked: &mut Vec<FactId>) -> Section {
    let new: Vec<FactId> = part.asks.iter().copied().filter(|fact| !asked.contains(fact)).collect();
    let rows: Vec<Vec<Line>> = new.iter().map(|fact| row(program, part, *fact)).collect();
    asked.extend(new);
    let mut blocks = vec![Block::Rows(rows)];
    blocks.extend(part.notes.iter().map(|note| Block::Line(vec![faint(note.clone())])));
    let confidential = part.asks.iter().any(|fact| {
        let topic = program.facts[fact.index()].topic;
        program.topics[topic.index()].confidential
    });
    if confidential {
        blocks.push(Block::Line(vec![faint("What is told here is not for the other side.")]));
    }
    Section { title: part.title.clone(), blocks }
}

fn row(program: &Program, part: &TriagePart, id: FactId) -> Vec<Line> {
    let fact = &program.facts[id.index()];
    let question = alone(program, id, &fact.question, part);
    vec![vec![plain(format!("☐ {question}"))], vec![faint(blank(&fact.kind))]]
}

/// What to fill in.
fn blank(kind: &Type) -> String {
    match kind {
        Type::YesNo => "yes / no / not known".to_owned(),
        Type::Date => "day and hour: …………".to_owned(),
        Type::Number | Type::Duration | Type::Text | Type::ListOfText => "………………………".to_owned(),
        Type::OneOf(options) => {
            let words: Vec<String> = options.iter().map(|option| words::spoken(option)).collect();
            words.join(" / ")
        }
    }
}

/// What may have to be done first, so that the answers can be looked at with it in mind.
fn steps(program: &Program) -> Vec<Section> {
    let mut sections = Vec::new();
    for part in &program.triage {
        let told = program.holdings.iter().filter(|it| it.kind.is_some_and(|kind| part.tells.contains(&kind)));
        let rows: Vec<Vec<Line>> = told
            .map(|holding| {
                let cite = words::cites(program, &holding.cite);
                vec![vec![strong(format!("→ {}", holding.title))], vec![cited(cite)]]
            })
            .collect();
        if !rows.is_empty() {
            let title = format!("{}: what the answers may call for", part.title);
            sections.push(Section { title, blocks: vec![Block::Rows(rows)] });
        }
    }
    sections
}

fn how_to_begin() -> Section {
    let line = |text: &str| Block::Line(vec![plain(text)]);
    Section {
        title: "How to begin".to_owned(),
        blocks: vec![
            line(
                "habeas new -o FILE.case writes an empty case file to fill in; habeas triage FILE.case then says what to do first, reads the clocks, and lists what is still open.",
            ),
            line("Nothing leaves this machine."),
        ],
    }
}
