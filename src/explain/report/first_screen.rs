//! The first screen: what comes out, and what it rests on. In: a proof and its explanation. Out: sections that fit a screen.

use super::{Block, Line, Section, faint, plain, strong, valued};
use crate::case::Subject;
use crate::circuit::ConditionId;
use crate::evaluate::Proof;
use crate::explain::{Answer, Concluded, Explanation, words};
use crate::program::{InstrumentId, KindId, ProvisionId, RuleId, Standing};
use crate::syntax::ast::Role;
use crate::value::Value;

pub(super) fn sections(proof: &Proof, explanation: &Explanation) -> Vec<Section> {
    let mut sections = vec![head(proof)];
    for kind in 0..proof.program.kinds.len() {
        sections.extend(conclusions(proof, explanation, KindId::at(kind)));
    }
    sections.extend(disposition(proof, explanation));
    sections.push(rests_on(proof, explanation));
    sections.extend(claims(proof, explanation));
    sections
}

fn head(proof: &Proof) -> Section {
    let pack = &proof.program.pack;
    let stage = &proof.program.stages[proof.case.stage.index()];
    let version = if pack.version.is_empty() { String::new() } else { format!(", version {}", pack.version) };
    let mut blocks =
        vec![Block::Line(vec![faint(format!("{} ({}{version}). {}.", pack.title, pack.name, stage.title))])];
    if !stage.words.is_empty() {
        blocks.push(Block::Line(vec![strong(format!("{}:", words::sentence(&stage.words)))]));
    }
    if proof.options.as_pleaded {
        let source = words::party_with(proof, Role::Submits);
        blocks.push(Block::Line(vec![strong(format!("Judgements are taken as {source} pleads them."))]));
    }
    blocks.extend(proof.case.notes.iter().map(|note| Block::Line(vec![plain(format!("Note: {note}"))])));
    Section { title: String::new(), blocks }
}

/// The first kind of the pack in full; of the others those that apply or were claimed.
fn conclusions(proof: &Proof, explanation: &Explanation, kind: KindId) -> Option<Section> {
    let of_kind = explanation
        .conclusions
        .iter()
        .filter(|concluded| proof.program.holdings[concluded.holding.index()].kind == Some(kind));
    let in_full = kind.index() == 0;
    let shown: Vec<&Concluded> =
        of_kind.filter(|concluded| in_full || concluded.value >= Value::Contested || concluded.claimed).collect();
    let declared = &proof.program.kinds[kind.index()];
    let applies = shown.iter().any(|concluded| concluded.value == Value::Yes);
    let mut blocks = Vec::new();
    if !applies && !declared.none.is_empty() && (in_full || !shown.is_empty()) {
        blocks.push(Block::Line(vec![plain(format!("{}.", words::sentence(&declared.none)))]));
    }
    if !shown.is_empty() {
        blocks.push(Block::Rows(shown.iter().map(|concluded| row(proof, concluded)).collect()));
    }
    (!blocks.is_empty()).then(|| Section { title: declared.title.clone(), blocks })
}

fn row(proof: &Proof, concluded: &Concluded) -> Vec<Line> {
    let holding = &proof.program.holdings[concluded.holding.index()];
    let outcome = words::conclusion(concluded.value, concluded.raised);
    let remark = match (concluded.own_motion, concluded.claimed) {
        (true, _) => format!("of {}'s own motion", words::party_with(proof, Role::Settles)),
        (false, true) => format!("claimed by {}", words::party_with(proof, Role::Submits)),
        (false, false) => String::new(),
    };
    vec![
        vec![strong(words::sentence(&holding.name.replace('_', " ")))],
        vec![valued(concluded.value, format!("{} {outcome}", words::mark(concluded.value)))],
        vec![plain(holding.title.clone())],
        vec![faint(remark)],
    ]
}

/// One row an instrument, as a disposition lists it.
fn disposition(proof: &Proof, explanation: &Explanation) -> Option<Section> {
    let mut rows = Vec::new();
    for (value, label) in [(Value::Yes, ""), (Value::Contested, "contested")] {
        for (instrument, provisions) in listed(proof, explanation, value) {
            let instrument = &proof.program.instruments[instrument.index()];
            let numbers: Vec<String> = provisions.iter().map(|provision| spaced(provision)).collect();
            rows.push(vec![vec![strong(instrument.name.clone())], vec![plain(numbers.join(", "))], vec![faint(label)]]);
        }
    }
    (!rows.is_empty()).then(|| Section { title: "Breached".to_owned(), blocks: vec![Block::Rows(rows)] })
}

/// `2(1)` as opinions print it: `2 (1)`.
pub(super) fn spaced(number: &str) -> String {
    number.replace('(', " (").replace(") (", ") (")
}

/// What a disposition would list at this value, by instrument; what is listed as breached is not listed as contested again.
#[must_use]
pub(in crate::explain) fn listed(
    proof: &Proof,
    explanation: &Explanation,
    value: Value,
) -> Vec<(InstrumentId, Vec<String>)> {
    let mut found: Vec<(InstrumentId, Vec<String>)> = Vec::new();
    let breaches = proof.breaches();
    let name = |id: ProvisionId| {
        let provision = &proof.program.provisions[id.index()];
        (provision.instrument, provision.listed_as.clone())
    };
    let stronger = |listing: &(InstrumentId, String)| {
        breaches.iter().any(|breach| breach.value > value && name(breach.provision) == *listing)
    };
    for breach in breaches.iter().filter(|breach| breach.value == value) {
        let listing = name(breach.provision);
        if !proof.program.instruments[listing.0.index()].listed || stronger(&listing) {
            continue;
        }
        match found.iter_mut().find(|(instrument, _)| *instrument == listing.0) {
            Some((_, numbers)) if numbers.contains(&listing.1) => {}
            Some((_, numbers)) => numbers.push(listing.1),
            None => found.push((listing.0, vec![listing.1])),
        }
    }
    found
}

fn rests_on(proof: &Proof, explanation: &Explanation) -> Section {
    let on = crate::explain::rests_on(proof, explanation);
    let mut rows = Vec::new();
    let mut put = |label: &str, lines: Vec<Line>| {
        for (index, line) in lines.into_iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            rows.push(vec![vec![strong(label)], line]);
        }
    };
    put("Judgements", on.judgements.iter().map(|fact| judgement(proof, *fact)).collect());
    put("Burdens not met", burdens(proof, &on.burdens));
    put("Contested", on.contested.iter().map(|subject| subject_line(proof, *subject)).collect());
    put("Only alleged", alleged(proof, &on.alleged));
    put("Unverified", unverified(proof, &on.unverified));
    let blocks = if rows.is_empty() {
        vec![Block::Line(vec![plain("Nothing is contested, alleged only, or left to judgement.")])]
    } else {
        vec![Block::Rows(rows)]
    };
    Section { title: "This rests on".to_owned(), blocks }
}

fn judgement(proof: &Proof, fact: crate::program::FactId) -> Line {
    let subject = Subject { fact, instance: 0 };
    let answer = words::answer(proof.program, fact, &proof.reading(subject).state);
    let how = match proof.reading(subject).standing {
        Standing::Settled => format!("noted by {}", words::party_with(proof, Role::Settles)),
        Standing::ByDefault => "by the default reading".to_owned(),
        Standing::Pleaded => "as pleaded".to_owned(),
        _ => "argued, not decided".to_owned(),
    };
    vec![plain(words::question(proof, subject)), strong(format!(" {answer}")), faint(format!(", {how}"))]
}

/// Each exception once, however many rules it could have saved.
fn burdens(proof: &Proof, list: &[(RuleId, u32)]) -> Vec<Line> {
    let mut seen: Vec<String> = Vec::new();
    for (rule, index) in list {
        let condition = proof.circuit.rules[rule.index()].unless[*index as usize];
        let asked = exception_words(proof, condition);
        if !seen.contains(&asked) {
            seen.push(asked);
        }
    }
    let other = words::sentence(&words::party_with(proof, Role::Answers));
    let total = seen.len();
    let mut lines: Vec<Line> = Vec::new();
    for asked in seen.into_iter().take(4) {
        lines.push(vec![faint(format!("{other} has not shown: ")), plain(asked)]);
    }
    if total > lines.len() {
        lines.push(vec![faint(format!("and {} more, in the chain below", total - lines.len()))]);
    }
    lines
}

/// What an exception asks, in words.
pub(super) fn exception_words(proof: &Proof, condition: ConditionId) -> String {
    let parts = proof.circuit.parts(condition);
    match &proof.program.expr(proof.circuit.condition(condition).expr).node {
        crate::program::Node::All(_) => join(proof, parts, " and "),
        crate::program::Node::Any(_) => join(proof, parts, " or "),
        _ => words::condition(proof, condition),
    }
}

fn join(proof: &Proof, parts: &[ConditionId], word: &str) -> String {
    parts.iter().map(|part| exception_words(proof, *part)).collect::<Vec<_>>().join(word)
}

fn subject_line(proof: &Proof, index: u32) -> Line {
    let subject = proof.circuit.subjects[index as usize];
    vec![
        plain(words::question(proof, subject)),
        faint(format!(" {}", words::sentence(&words::standing(proof, subject)))),
    ]
}

fn alleged(proof: &Proof, list: &[u32]) -> Vec<Line> {
    if list.is_empty() {
        return Vec::new();
    }
    let other = words::party_with(proof, Role::Answers);
    let several = if list.len() == 1 { "fact stands" } else { "facts stand" };
    vec![vec![plain(format!("{} {several} as alleged: {other} has not been asked yet", list.len()))]]
}

fn unverified(proof: &Proof, list: &[RuleId]) -> Vec<Line> {
    if list.is_empty() {
        return Vec::new();
    }
    let titles: Vec<&str> = list.iter().map(|rule| proof.program.rules[rule.index()].title.as_str()).collect();
    vec![vec![plain("an authority that nobody verified stands behind: "), faint(titles.join("; "))]]
}

fn claims(proof: &Proof, explanation: &Explanation) -> Option<Section> {
    let findings = explanation
        .claims
        .iter()
        .filter(|result| proof.program.holdings[proof.case.claims[result.claim].holding.index()].kind.is_none());
    let row = |result: &crate::explain::ClaimResult| -> Vec<Line> {
        let claim = &proof.case.claims[result.claim];
        let toward = claim.toward.map_or_else(String::new, |id| proof.program.holding_name(id));
        let (value, answer) = match result.answer {
            Answer::Adopted => (Value::Yes, "supported"),
            Answer::Declined => (Value::No, "declined"),
            Answer::NotReached => (Value::NotShown, "not reached"),
        };
        let rule = result.rule.filter(|_| result.answer == Answer::Declined);
        let by = rule.map_or_else(String::new, |rule| {
            let rule = &proof.program.rules[rule.index()];
            format!("{} ({})", rule.title, words::cites(proof.program, &rule.cite[..rule.cite.len().min(1)]))
        });
        let places = words::places(proof.case, &claim.stated);
        vec![
            vec![valued(value, format!("{} {answer}", words::mark(value)))],
            vec![plain(words::sentence(&proof.program.holdings[claim.holding.index()].title))],
            vec![faint(toward)],
            vec![faint(if by.is_empty() { places } else { format!("{places}. {by}") })],
        ]
    };
    let rows: Vec<Vec<Line>> = findings.map(row).collect();
    let title = format!("What {} claims on the way", words::party_with(proof, Role::Submits));
    (!rows.is_empty()).then(|| Section { title, blocks: vec![Block::Rows(rows)] })
}
