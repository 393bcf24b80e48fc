//! The first screen: what comes out, and what it rests on. In: a proof and its explanation. Out: sections that fit a screen,
//! and what became of the claims.

use super::teller::{first_asked, not_asked};
use super::{Block, Line, Run, Section, cited, faint, plain, strong, valued};
use crate::case::Subject;
use crate::evaluate::Proof;
use crate::explain::{Answer, Authority, ClaimResult, Concluded, Explanation, authority, words};
use crate::program::{InstrumentId, KindId, ProvisionId, RuleId, Standing};
use crate::syntax::ast::Role;
use crate::value::Value;

pub(super) fn sections(proof: &Proof, explanation: &Explanation) -> Vec<Section> {
    let mut sections = vec![head(proof)];
    let all: Vec<Marked> = explanation.conclusions.iter().zip(authority(proof, explanation)).collect();
    sections.extend(words::main_kind(proof.program).map(|kind| main_kind(proof, &all, kind)));
    sections.extend(other_kinds(proof, &all));
    sections.extend(disposition(proof));
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
    blocks.extend(proof.case.notes.iter().map(|note| Block::Line(vec![plain(format!("Note: {note}"))])));
    if !stage.words.is_empty() {
        blocks.push(Block::Line(vec![strong(format!("{}:", words::sentence(&stage.words)))]));
    }
    let chosen = words::readings_chosen(proof.program).into_iter();
    blocks.extend(chosen.map(|line| Block::Line(vec![strong(line)])));
    blocks.extend(words::law_applied(proof).into_iter().map(|line| Block::Line(vec![plain(line)])));
    if proof.options.as_pleaded {
        let source = words::party_with(proof, Role::Submits);
        blocks.push(Block::Line(vec![strong(format!("Judgements are taken as {source} pleads them."))]));
    }
    Section { title: String::new(), blocks }
}

/// A conclusion, and on what sort of authority it rests.
type Marked<'a> = (&'a Concluded, Authority);

fn of_kind<'a>(proof: &Proof, all: &[Marked<'a>], kind: KindId) -> Vec<Marked<'a>> {
    let of_kind = |(concluded, _): &Marked| proof.program.holdings[concluded.holding.index()].kind == Some(kind);
    all.iter().copied().filter(of_kind).collect()
}

/// The conclusions that a reader wants to know before all else: a row for each that was raised, the others named.
fn main_kind(proof: &Proof, all: &[Marked], kind: KindId) -> Section {
    let all = of_kind(proof, all, kind);
    let declared = &proof.program.kinds[kind.index()];
    let mut blocks = Vec::new();
    if !all.iter().any(|(concluded, _)| concluded.value == Value::Yes) && !declared.none.is_empty() {
        blocks.push(Block::Line(vec![strong(format!("{}.", words::sentence(&declared.none)))]));
    }
    let raised = all.iter().filter(|(concluded, _)| concluded.raised);
    let rows: Vec<Vec<Line>> = raised.map(|marked| row(proof, *marked)).collect();
    if !rows.is_empty() {
        blocks.push(Block::Rows(rows));
    }
    let silent = all.iter().filter(|(concluded, _)| !concluded.raised);
    let silent: Vec<String> = silent.map(|(concluded, _)| holding_word(proof, concluded)).collect();
    if !silent.is_empty() {
        let names = words::listed_with(&silent, "and");
        blocks.push(Block::Line(vec![faint(format!("{} Not raised: {names}", words::mark(Value::NotShown)))]));
    }
    Section { title: declared.title.clone(), blocks }
}

fn holding_word(proof: &Proof, concluded: &Concluded) -> String {
    words::spoken(&proof.program.holdings[concluded.holding.index()].name)
}

fn row(proof: &Proof, (concluded, authority): Marked) -> Vec<Line> {
    let holding = &proof.program.holdings[concluded.holding.index()];
    let outcome = words::concluded(proof, concluded.holding, concluded.raised);
    let remark = match (concluded.own_motion, concluded.claimed) {
        (true, _) => format!("of {}’s own motion", words::party_with(proof, Role::Settles)),
        (false, true) => format!("claimed by {}", words::party_with(proof, Role::Submits)),
        (false, false) => String::new(),
    };
    vec![
        vec![strong(words::sentence(&words::spoken(&holding.name)))],
        vec![valued(concluded.value, format!("{} {outcome}", words::mark(concluded.value)))],
        vec![plain(holding.title.clone())],
        remarks(remark, authority),
    ]
}

/// What is said beside a conclusion: that it rests on unverified authority alone stands out, that it does in part does not.
fn remarks(first: String, authority: Authority) -> Line {
    let remark = authority.remark();
    let between = if first.is_empty() || remark.is_empty() { "" } else { "; " };
    let mark = match authority {
        Authority::Alone => strong(remark),
        Authority::InPart | Authority::Verified => faint(remark),
    };
    vec![faint(format!("{first}{between}")), mark]
}

/// Each other kind in a row that lists what applies, is contested, or was claimed and is neither.
fn other_kinds(proof: &Proof, every: &[Marked]) -> Option<Section> {
    let main = words::main_kind(proof.program);
    let mut rows = Vec::new();
    for kind in proof.program.kinds_in_reading_order().into_iter().filter(|kind| Some(*kind) != main) {
        let all = of_kind(proof, every, kind);
        let declared = &proof.program.kinds[kind.index()];
        let mut line: Line = Vec::new();
        let told = all.iter().filter(|(concluded, _)| concluded.value >= Value::Contested || concluded.claimed);
        for (concluded, authority) in told {
            if !line.is_empty() {
                line.push(plain("; "));
            }
            line.extend(in_short(proof, concluded));
            // What rests on such authority in part is told with the rules below.
            if *authority == Authority::Alone {
                line.push(strong(format!(" ({})", authority.remark())));
            }
        }
        if line.is_empty() && !declared.none.is_empty() {
            line.push(faint(declared.none.clone()));
        }
        if !line.is_empty() {
            rows.push(vec![vec![strong(declared.title.clone())], line]);
        }
    }
    (!rows.is_empty()).then(|| Section { title: "Further conclusions".to_owned(), blocks: vec![Block::Rows(rows)] })
}

fn in_short(proof: &Proof, concluded: &Concluded) -> Vec<Run> {
    let word = holding_word(proof, concluded);
    match concluded.value {
        Value::Yes => vec![plain(word)],
        Value::Contested | Value::NotShown | Value::No => {
            let outcome = words::concluded(proof, concluded.holding, concluded.raised);
            vec![plain(word), valued(concluded.value, format!(" ({} {outcome})", words::mark(concluded.value)))]
        }
    }
}

/// One row an instrument, as a disposition lists it, and after that what is contested.
fn disposition(proof: &Proof) -> Option<Section> {
    let mut rows: Vec<(InstrumentId, Line)> = Vec::new();
    for value in [Value::Yes, Value::Contested] {
        for (instrument, numbers) in listed(proof, value) {
            let numbers: Vec<String> = numbers.iter().map(|number| words::spaced(number)).collect();
            let mut line = vec![plain(numbers.join(", "))];
            if value == Value::Contested {
                line = vec![valued(value, format!("{} contested: ", words::mark(value))), line.remove(0)];
            }
            match rows.iter_mut().find(|(listed, _)| *listed == instrument) {
                Some((_, before)) => {
                    before.push(plain("; "));
                    before.extend(line);
                }
                None => rows.push((instrument, line)),
            }
        }
    }
    let name = |id: InstrumentId| vec![strong(proof.program.instruments[id.index()].name.clone())];
    let rows: Vec<Vec<Line>> = rows.into_iter().map(|(instrument, line)| vec![name(instrument), line]).collect();
    (!rows.is_empty()).then(|| Section { title: "Breached".to_owned(), blocks: vec![Block::Rows(rows)] })
}

/// What a disposition would list at this value, by instrument; what is listed as breached is not listed as contested again.
#[must_use]
pub(crate) fn listed(proof: &Proof, value: Value) -> Vec<(InstrumentId, Vec<String>)> {
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
    put(if not_asked(proof) { "Burdens" } else { "Burdens not met" }, burdens(proof, &on.burdens));
    put("Contested", contested(proof, &on.contested));
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

/// No more lines than these of one sort on the first screen; the chain has them all.
const FEW: usize = 3;

/// Each exception once, however many rules it could have saved.
fn burdens(proof: &Proof, list: &[(RuleId, u32)]) -> Vec<Line> {
    let mut seen: Vec<String> = Vec::new();
    for (rule, index) in list {
        let asked = first_asked(proof, proof.circuit.rules[rule.index()].unless[*index as usize]);
        if !seen.contains(&asked) {
            seen.push(asked);
        }
    }
    let other = words::party_with(proof, Role::Answers);
    let head = match (not_asked(proof), words::told_in_part(proof)) {
        (true, _) => format!("For {other} to show, which was not asked yet:"),
        (false, true) => format!("For {other} to show, and as far as is told not shown:"),
        (false, false) => format!("For {other} to show, and not shown:"),
    };
    let mut lines = shortened(seen.into_iter().map(|asked| vec![plain(asked)]).collect());
    if !lines.is_empty() {
        lines.insert(0, vec![faint(head)]);
    }
    lines
}

/// The first lines, and how many more there are.
fn shortened(mut lines: Vec<Line>) -> Vec<Line> {
    let total = lines.len();
    if total > FEW + 1 {
        lines.truncate(FEW);
        lines.push(vec![faint(format!("and {} more, in the chain below", total - FEW))]);
    }
    lines
}

fn contested(proof: &Proof, list: &[u32]) -> Vec<Line> {
    let line = |index: &u32| {
        let subject = proof.circuit.subjects[*index as usize];
        vec![
            plain(words::question(proof, subject)),
            faint(format!(" {}", words::sentence(&words::standing(proof, subject)))),
        ]
    };
    list.iter().map(line).collect()
}

fn alleged(proof: &Proof, list: &[u32]) -> Vec<Line> {
    if list.is_empty() {
        return Vec::new();
    }
    let other = words::party_with(proof, Role::Answers);
    let several = if list.len() == 1 { "fact stands" } else { "facts stand" };
    vec![vec![plain(format!("{} {several} as alleged; {other} was not asked yet", list.len()))]]
}

fn unverified(proof: &Proof, list: &[RuleId]) -> Vec<Line> {
    if list.is_empty() {
        return Vec::new();
    }
    let titles: Vec<&str> = list.iter().map(|rule| proof.program.rules[rule.index()].title.as_str()).collect();
    vec![vec![faint("An authority that nobody verified stands behind: "), plain(titles.join("; "))]]
}

fn claims(proof: &Proof, explanation: &Explanation) -> Option<Section> {
    let findings = explanation
        .claims
        .iter()
        .filter(|result| proof.program.holdings[proof.case.claims[result.claim].holding.index()].kind.is_none());
    let rows: Vec<Vec<Line>> = findings.map(|result| claim(proof, result)).collect();
    let title = format!("What {} claims on the way", words::party_with(proof, Role::Submits));
    (!rows.is_empty()).then(|| Section { title, blocks: vec![Block::Rows(rows)] })
}

fn claim(proof: &Proof, result: &ClaimResult) -> Vec<Line> {
    let claim = &proof.case.claims[result.claim];
    let toward = claim.toward.map_or_else(String::new, |id| proof.program.holding_name(id));
    let contested = proof.holding(claim.holding) == Value::Contested;
    let (value, answer) = match result.answer {
        Answer::Adopted => (Value::Yes, "supported"),
        Answer::Declined => (Value::No, "declined"),
        Answer::NotReached if contested => (Value::Contested, "contested"),
        Answer::NotReached => (Value::NotShown, "not reached"),
    };
    let mut what = vec![plain(words::sentence(&proof.program.holdings[claim.holding.index()].title))];
    if let Some(rule) = result.rule.filter(|_| result.answer == Answer::Declined) {
        let rule = &proof.program.rules[rule.index()];
        what.push(faint(format!(" – {} (", words::inside_sentence(&rule.title))));
        what.push(cited(words::cites(proof.program, &rule.cite[..rule.cite.len().min(1)])));
        what.push(faint(")"));
    }
    vec![
        vec![valued(value, format!("{} {answer}", words::mark(value)))],
        vec![faint(toward)],
        what,
        vec![faint(words::places(proof.case, &claim.stated))],
    ]
}
