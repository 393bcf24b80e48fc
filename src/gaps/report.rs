//! Ledgers laid out for reading. In: a proof and its ledgers. Out: a [`Report`]: the summary first, then for each conclusion what its
//! rules lack, what stands, and which reply would change it. What to ask is put so that no answer is suggested.

mod entry;

pub(super) use entry::question;

use std::collections::BTreeSet;

use super::{Class, Ledger, Near, Reply};
use crate::case::Subject;
use crate::evaluate::{Proof, Status};
use crate::explain::report::{Block, Branch, Line, Report, Section, cited, faint, plain, strong, valued};
use crate::explain::words;
use crate::inquiry::words as asking;
use crate::inquiry::{Ask, Bearing};
use crate::program::{HoldingId, Program};
use crate::syntax::ast::Role;
use crate::value::Value;

/// Rules that are told with all that they lack, replies, and questions.
const MOST: usize = 6;

/// The whole report.
#[must_use]
pub fn report(proof: &Proof, ledgers: &[Ledger]) -> Report {
    let mut sections = vec![head(proof), summary(proof, ledgers)];
    sections.extend(ledgers.iter().map(|ledger| section(proof, ledger)));
    Report { title: words::heading(proof.case), sections }
}

fn head(proof: &Proof) -> Section {
    let stage = &proof.program.stages[proof.case.stage.index()];
    let other = words::party_with(proof, Role::Answers);
    let mut blocks = vec![
        Block::Line(vec![strong("What is shown, what is missing, and what a reply would change.")]),
        Block::Line(vec![faint(format!(
            "{}. Questions are put neutrally: none of them says which answer would help. What a reply of {other} would do \
             was found by evaluating the case with that reply.",
            stage.title
        ))]),
    ];
    if !stage.words.is_empty() {
        blocks.push(Block::Line(vec![strong(format!("{}:", words::sentence(&stage.words)))]));
    }
    let chosen = words::readings_chosen(proof.program).into_iter();
    blocks.extend(chosen.map(|line| Block::Line(vec![strong(line)])));
    if proof.options.as_pleaded {
        let source = words::party_with(proof, Role::Submits);
        blocks.push(Block::Line(vec![strong(format!("Judgements are taken as {source} pleads them."))]));
    }
    Section { title: String::new(), blocks }
}

/// For each conclusion a row with the counts, and one with the single next thing to ask.
fn summary(proof: &Proof, ledgers: &[Ledger]) -> Section {
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for ledger in ledgers {
        let name = words::sentence(&name(proof.program, ledger.goal));
        let outcome = format!("{} {}", words::mark(ledger.value), words::conclusion(ledger.value, true));
        rows.push(vec![
            vec![strong(name)],
            vec![valued(ledger.value, outcome), plain(format!(": {}", counts(proof, ledger)))],
        ]);
        rows.push(vec![Vec::new(), vec![plain(single_next(proof, ledger))]]);
    }
    Section { title: "Summary".to_owned(), blocks: vec![Block::Rows(rows)] }
}

/// The single next thing to ask; where it stands as things are, what would matter after a reply.
fn single_next(proof: &Proof, ledger: &Ledger) -> String {
    let first = |bearing| ledger.inquiry.questions.iter().find(|question| question.bearing == bearing);
    let sentence = |question: &crate::inquiry::Question| asking::sentence_alone(proof, question.ask);
    let other = words::party_with(proof, Role::Answers);
    match (first(Bearing::Now), first(Bearing::IfAnswered)) {
        (Some(question), _) => format!("Next: {}", sentence(question)),
        (None, Some(question)) => {
            format!("It turns on nothing more unless {other} answers. Then: {}", sentence(question))
        }
        (None, None) if ledger.judgements(proof.program).is_empty() => "Nothing is left to ask.".to_owned(),
        (None, None) => "Nothing is left to ask; a judgement is left to argue.".to_owned(),
    }
}

/// "12 elements shown, 1 contested, 34 missing; 2 answered by the Government; 5 burdens of the Government open".
fn counts(proof: &Proof, ledger: &Ledger) -> String {
    let other = words::party_with(proof, Role::Answers);
    let count = |class| ledger.count(class);
    let mut words = format!(
        "{} shown, {} contested, {} missing",
        counted(count(Class::Shown), "element"),
        count(Class::Contested),
        count(Class::Missing)
    );
    match count(Class::Answered) {
        0 => {}
        answered => words.push_str(&format!("; {answered} answered by {other}")),
    }
    match count(Class::Undischarged) {
        0 => {}
        open => words.push_str(&format!("; {} of {other} not discharged", counted(open, "burden"))),
    }
    words
}

fn section(proof: &Proof, ledger: &Ledger) -> Section {
    let holding = &proof.program.holdings[ledger.goal.index()];
    let title = format!("{}: {}", words::sentence(&name(proof.program, ledger.goal)), holding.title);
    let source = words::party_with(proof, Role::Submits);
    let claimed = match (ledger.claimed, ledger.value) {
        (true, _) => format!("claimed by {source}"),
        (false, Value::Yes) => "nobody claims it, and the facts support it".to_owned(),
        (false, _) => "nobody claims it".to_owned(),
    };
    let outcome = format!("{} {}", words::mark(ledger.value), words::conclusion(ledger.value, true));
    let mut blocks = vec![Block::Line(vec![valued(ledger.value, outcome), plain(format!(", {claimed}."))])];
    let trees = [
        almost(proof, ledger),
        rules(proof, ledger, Status::Contested, "Rules that are contested"),
        rules(proof, ledger, Status::Applies, "Rules that apply"),
        rules(proof, ledger, Status::Defeated, "Rules that an exception brings down"),
        elements(proof, ledger, Class::Shown, "Shown"),
        elements(proof, ledger, Class::Contested, "Contested"),
        elements(proof, ledger, Class::Answered, &format!("Answered by {}", words::party_with(proof, Role::Answers))),
        elements(proof, ledger, Class::Exception, "Exceptions made out"),
        burdens(proof, ledger),
        replies(proof, ledger),
        judgements(proof, ledger),
        next(proof, ledger),
    ];
    blocks.extend(trees.into_iter().flatten().map(Block::Tree));
    Section { title, blocks }
}

fn tree(title: String, parts: Vec<Branch>, open: bool) -> Option<Branch> {
    (!parts.is_empty()).then(|| Branch { line: vec![strong(title)], parts, open, ..Branch::default() })
}

fn row(line: Line) -> Branch {
    Branch { line, ..Branch::default() }
}

/// The rules that lack least, each with what it lacks; of those of which only what most rules share is shown, the titles.
fn almost(proof: &Proof, ledger: &Ledger) -> Option<Branch> {
    let (waiting, untouched): (Vec<&Near>, Vec<&Near>) =
        ledger.rules.iter().filter(|near| waits(near)).partition(|near| near.begun);
    let titles = |list: &[&Near]| {
        let titles = list.iter().map(|near| proof.program.rules[near.rule.index()].title.as_str());
        titles.collect::<Vec<_>>().join("; ")
    };
    let mut parts: Vec<Branch> = waiting.iter().take(MOST).map(|near| entry::rule(proof, ledger, near)).collect();
    if waiting.len() > MOST {
        let more = &waiting[MOST..];
        let text = format!("{} lack as much or more: {}.", counted(more.len(), "further rule"), titles(more));
        parts.push(row(vec![faint(text)]));
    }
    if !untouched.is_empty() {
        let rules = counted(untouched.len(), "rule");
        let text = format!("{rules} of which nothing is shown but what others ask as well: {}.", titles(&untouched));
        parts.push(row(vec![faint(text)]));
    }
    if ledger.out > 0 {
        let out = counted(ledger.out, "rule");
        parts.push(row(vec![faint(format!("{out} left aside: something asked there is shown to be otherwise."))]));
    }
    tree("Almost made out: what is missing".to_owned(), parts, true)
}

/// Whether a rule only waits for something to be shown.
fn waits(near: &Near) -> bool {
    matches!(near.status, Status::NotShown | Status::NotMet)
}

fn rules(proof: &Proof, ledger: &Ledger, status: Status, title: &str) -> Option<Branch> {
    let own: Vec<&Near> = ledger.rules.iter().filter(|near| near.status == status).collect();
    let branch = |near: &&Near| match status {
        Status::Applies => row(entry::title(proof, near)),
        _ => entry::rule(proof, ledger, near),
    };
    tree(format!("{title} ({})", own.len()), own.iter().map(branch).collect(), status != Status::Applies)
}

/// The elements of a class, each as a question with its answer.
fn elements(proof: &Proof, ledger: &Ledger, class: Class, title: &str) -> Option<Branch> {
    let own = ledger.elements.iter().filter(|(_, element)| element.class == class);
    let mut told: BTreeSet<(Vec<Subject>, String)> = BTreeSet::new();
    let mut parts = Vec::new();
    for (_, element) in own {
        // Two conditions may ask the same of one fact, each in its own way.
        if told.insert((element.facts.clone(), question(proof, element))) {
            parts.push(entry::element(proof, element));
        }
    }
    tree(format!("{title} ({})", parts.len()), parts, class != Class::Shown)
}

/// What the other side would have to show to be saved, and has not.
fn burdens(proof: &Proof, ledger: &Ledger) -> Option<Branch> {
    let other = words::party_with(proof, Role::Answers);
    let own = ledger.elements.values().filter(|element| element.class == Class::Undischarged);
    let mut told: BTreeSet<String> = BTreeSet::new();
    let once = own.filter(|element| told.insert(question(proof, element)));
    let parts: Vec<Branch> = once.map(|element| entry::burden(proof, element)).collect();
    let title = format!("For {other} to show, and not shown ({})", parts.len());
    tree(title, parts, false)
}

/// Replies that bring the conclusion down; of those that only cost a rule, how many there are.
fn replies(proof: &Proof, ledger: &Ledger) -> Option<Branch> {
    let other = words::party_with(proof, Role::Answers);
    if ledger.value < Value::Contested {
        return None;
    }
    let (fatal, lesser): (Vec<&Reply>, Vec<&Reply>) =
        ledger.replies.iter().partition(|reply| reply.shown < ledger.value);
    let mut parts: Vec<Branch> = fatal.iter().map(|reply| entry::reply(proof, ledger, reply)).collect();
    let name = name(proof.program, ledger.goal);
    if fatal.is_empty() {
        let standing = ledger.rules.iter().filter(|near| !waits(near) && near.status != Status::Defeated).count();
        let standing = counted(standing, "rule");
        let line = format!("No single document of {other} would bring down {name}: {standing} on the way to it stand.");
        parts.push(row(vec![plain(line)]));
    }
    if !lesser.is_empty() {
        let rows = lesser.iter().take(MOST).map(|reply| entry::reply(proof, ledger, reply));
        let mut rows: Vec<Branch> = rows.collect();
        if lesser.len() > MOST {
            rows.push(row(vec![faint(format!("And {} more.", lesser.len() - MOST))]));
        }
        let line = vec![plain(format!(
            "{} would each bring down single rules, and {name} would stand all the same:",
            counted(lesser.len(), "document")
        ))];
        parts.push(Branch { line, parts: rows, ..Branch::default() });
    }
    tree("Replies that would defeat it".to_owned(), parts, true)
}

fn judgements(proof: &Proof, ledger: &Ledger) -> Option<Branch> {
    let branch = |fact: crate::program::FactId| {
        let declared = &proof.program.facts[fact.index()];
        let mut details = Vec::new();
        if let Some(judgement) = &declared.judgement
            && !judgement.cite.is_empty()
        {
            details.push(vec![cited(words::cites(proof.program, &judgement.cite))]);
        }
        Branch { line: vec![plain(declared.question.clone())], details, ..Branch::default() }
    };
    let parts: Vec<Branch> = ledger.judgements(proof.program).into_iter().map(branch).collect();
    tree("Judgements that must be argued; no witness decides them".to_owned(), parts, true)
}

fn next(proof: &Proof, ledger: &Ledger) -> Option<Branch> {
    let questions = ledger.inquiry.questions.iter().filter(|question| question.bearing == Bearing::Now);
    let parts = questions.clone().take(MOST).map(|question| {
        let details = vec![vec![faint(asking::reason(proof, question))]];
        Branch { line: asked(proof, question.ask), details, ..Branch::default() }
    });
    let mut parts: Vec<Branch> = parts.collect();
    let more = questions.count().saturating_sub(MOST);
    if more > 0 {
        parts.push(row(vec![faint(format!("And {} that may matter.", counted(more, "further question")))]));
    }
    tree("What to ask next".to_owned(), parts, true)
}

/// "The arrest: Ask whether the person was arrested."
fn asked(proof: &Proof, ask: Ask) -> Line {
    vec![faint(format!("{}: ", asking::heading(proof.program, ask))), plain(asking::sentence(proof, ask))]
}

/// "category II".
pub(super) fn name(program: &Program, holding: HoldingId) -> String {
    program.holding_name(holding).replace('_', " ")
}

fn counted(count: usize, one: &str) -> String {
    crate::tally::report::counted(count, one)
}
