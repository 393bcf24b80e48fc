//! The facts of a pack by topic: what each asks, what answers it takes, who must show it; and in a case its answer and how that
//! came about. In: a pack, perhaps a proof, words to look for. Out: a [`Report`].

use super::report::{Block, Line, Report, Section, faint, plain, strong};
use super::words;
use crate::case::Subject;
use crate::evaluate::Proof;
use crate::program::{Fact, FactId, Program, TopicId, Type};

/// The facts that are asked for: each with its instance in the case, or none for a fact of which the case names no instance.
#[must_use]
pub fn found(program: &Program, proof: Option<&Proof>, wanted: &[String]) -> Vec<(FactId, Option<Subject>)> {
    let mut all = Vec::new();
    for id in (0..program.facts.len()).map(FactId::at).filter(|id| matches(program, *id, wanted)) {
        let Some(proof) = proof else {
            all.push((id, None));
            continue;
        };
        let own = proof.circuit.subjects.iter().filter(|subject| subject.fact == id);
        let before = all.len();
        all.extend(own.map(|subject| (id, Some(*subject))));
        if all.len() == before {
            all.push((id, None));
        }
    }
    all
}

/// True if every word stands in the name, the question or the topic.
fn matches(program: &Program, id: FactId, wanted: &[String]) -> bool {
    let fact = &program.facts[id.index()];
    let topic = &program.topics[fact.topic.index()];
    let name = program.fact_name(id);
    let text = [name.as_str(), &words::spoken(&name), &fact.question, &topic.title].join(" ").to_lowercase();
    wanted.iter().all(|word| text.contains(&word.to_lowercase()))
}

/// The facts as rows under their topics.
#[must_use]
pub fn report(program: &Program, proof: Option<&Proof>, found: &[(FactId, Option<Subject>)]) -> Report {
    let mut sections: Vec<(TopicId, Section)> = Vec::new();
    for (id, subject) in found {
        let topic = program.facts[id.index()].topic;
        if sections.last().is_none_or(|(last, _)| *last != topic) {
            sections.push((topic, headed(program, topic)));
        }
        let Some((_, section)) = sections.last_mut() else { continue };
        if let Some(Block::Rows(rows)) = section.blocks.last_mut() {
            rows.extend(self::rows(program, proof, *id, *subject));
        }
    }
    let title = proof.map_or_else(|| program.pack.title.clone(), |proof| words::heading(proof.case));
    let mut sections: Vec<Section> = sections.into_iter().map(|(_, section)| section).collect();
    let how = "To suppose a fact: habeas what-if CASE --suppose followed by its name, with `not` before it or `= VALUE` after it.";
    sections.push(Section { title: String::new(), blocks: vec![Block::Line(vec![faint(how)])] });
    Report { title, sections }
}

fn headed(program: &Program, topic: TopicId) -> Section {
    let declared = &program.topics[topic.index()];
    let mut blocks = Vec::new();
    if declared.many {
        let how = format!("There may be several: a case names each, as in “{} first: …”.", declared.name);
        blocks.push(Block::Line(vec![faint(how)]));
    }
    blocks.push(Block::Rows(Vec::new()));
    Section { title: declared.title.clone(), blocks }
}

/// The question, then how it is called, what it takes and who shows it, then what the case has of it.
fn rows(program: &Program, proof: Option<&Proof>, id: FactId, subject: Option<Subject>) -> Vec<Vec<Line>> {
    let fact = &program.facts[id.index()];
    let name = proof.zip(subject).map_or_else(|| program.fact_name(id), |(proof, subject)| called(proof, subject));
    let mut rows = vec![vec![vec![strong(name)], vec![plain(fact.question.clone())]]];
    rows.push(vec![Vec::new(), vec![faint(format!("{}; {}", takes(fact), shown_by(program, fact)))]]);
    if !fact.shown_by.is_empty() {
        rows.push(vec![Vec::new(), vec![faint(format!("documents: {}", fact.shown_by.join("; ")))]]);
    }
    if let Some((proof, subject)) = proof.zip(subject) {
        let answer = words::answer(program, id, &proof.reading(subject).state);
        let standing = words::standing(proof, subject);
        rows.push(vec![Vec::new(), vec![strong(answer), plain(format!(" – {standing}"))]]);
    }
    rows
}

pub(in crate::explain) fn called(proof: &Proof, subject: Subject) -> String {
    super::json::subject_name(proof, u32::try_from(proof.circuit.subject_index(subject)).unwrap_or(u32::MAX))
}

fn takes(fact: &Fact) -> String {
    let kind = match &fact.kind {
        Type::OneOf(options) => format!("one of {}", options.join(", ")),
        Type::YesNo | Type::Date | Type::Number | Type::Duration | Type::Text | Type::ListOfText => {
            fact.kind.words().to_owned()
        }
    };
    if fact.judgement.is_some() { format!("a judgement, {kind}") } else { kind }
}

fn shown_by(program: &Program, fact: &Fact) -> String {
    let title = |id: crate::program::PartyId| program.parties[id.index()].title.as_str();
    if fact.for_the_record {
        return "for the record: no rule asks for it".to_owned();
    }
    let shown = format!("for {} to show", title(fact.bearer));
    match fact.record {
        Some(party) => format!("{shown}; {} keeps the record of it", title(party)),
        None => shown,
    }
}
