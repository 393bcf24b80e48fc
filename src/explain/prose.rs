//! The reasoning as numbered paragraphs, in the order of an opinion's discussion, from what each rule has to say. In: a proof
//! and its explanation. Out: plain text, wrapped at 100 columns; only rules that apply and carry a result speak.

pub(crate) mod order;

use std::collections::BTreeSet;

use super::report::{exception_words, listed};
use super::{Authority, Explanation, authority, words};
use crate::circuit::ConditionId;
use crate::diagnostic::terminal::harmless;
use crate::evaluate::Proof;
use crate::program::{FactId, HoldingId, Node, Piece, RuleId, Standing};
use crate::syntax::ast::{Asked, Role};
use crate::value::Value;

const WIDTH: usize = 100;

/// Prints the paragraphs.
#[must_use]
pub fn print(proof: &Proof, explanation: &Explanation) -> String {
    let mut page = Page { out: String::with_capacity(1 << 14), number: 0 };
    page.heading(&words::heading(proof.case), '=');
    opening(proof, &mut page);
    let mut questions = BTreeSet::new();
    for section in order::sections(proof, explanation) {
        page.heading(&section.heading, '-');
        let mut parts: Vec<&str> = vec![""];
        for rule in section.rules {
            let part = order::part(&proof.program.rules[rule.index()]);
            if !parts.contains(&part) {
                page.block(&words::sentence(part));
                parts.push(part);
            }
            page.paragraph(&paragraph(proof, rule, &mut questions));
        }
    }
    page.heading("Disposition", '-');
    for text in disposition(proof, explanation) {
        page.paragraph(&text);
    }
    page.block(&closing(proof));
    page.out
}

struct Page {
    out: String,
    number: usize,
}

impl Page {
    fn heading(&mut self, text: &str, line: char) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let length = text.chars().count().min(WIDTH);
        self.out.push_str(&harmless(text));
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(line, length));
        self.out.push('\n');
    }

    fn paragraph(&mut self, text: &str) {
        self.number += 1;
        let number = format!("{}. ", self.number);
        self.block(&format!("{number}{text}"));
    }

    /// A block after an empty line, wrapped at blanks; a number stays with the "para." before it, a name with its title.
    fn block(&mut self, text: &str) {
        self.out.push('\n');
        let mut column = 0;
        let mut bound = false;
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let binds = |word: &str| BINDING.iter().any(|end| word.trim_start_matches('(') == *end);
            let next = words.peek().filter(|_| binds(word)).map_or(0, |next| next.chars().count() + 1);
            let length = word.chars().count();
            if column > 0 && column + 1 + length + next > WIDTH && !bound {
                self.out.push('\n');
                column = 0;
            }
            if column > 0 {
                self.out.push(' ');
                column += 1;
            }
            // What a case says never steers the terminal.
            self.out.push_str(&harmless(word));
            column += length;
            bound = next > 0;
        }
        self.out.push('\n');
    }
}

/// Words that no line ends with.
const BINDING: [&str; 6] = ["para.", "paras.", "Mr.", "Ms.", "Mrs.", "Dr."];

fn opening(proof: &Proof, page: &mut Page) {
    let stage = &proof.program.stages[proof.case.stage.index()];
    page.block(&format!("{}.", stage.title));
    if !stage.words.is_empty() {
        page.block(&format!("{}, the following is to be said.", words::sentence(&stage.words)));
    }
    for line in words::readings_chosen(proof.program).into_iter().chain(words::law_applied(proof)) {
        page.block(&line);
    }
    if proof.options.as_pleaded {
        let source = words::party_with(proof, Role::Submits);
        page.block(&format!("Judgements are taken as {source} pleads them."));
    }
}

fn closing(proof: &Proof) -> String {
    let pack = &proof.program.pack;
    let version = if pack.version.is_empty() { String::new() } else { format!(", version {}", pack.version) };
    format!(
        "[Argued from the rules of the pack {}{version}, and from what the case states. A text for argument: it decides \
         nothing and predicts nothing.]",
        pack.name
    )
}

/// What a rule says, its authorities, the breach it yields, and a mark on what stands on less than the case.
fn paragraph(proof: &Proof, rule: RuleId, questions: &mut BTreeSet<String>) -> String {
    let declared = &proof.program.rules[rule.index()];
    let mut text = words::say(proof, rule);
    if text.is_empty() {
        text = format!("{}.", words::sentence(&declared.title));
    }
    text.push_str(&not_shown(proof, rule, questions));
    text.push_str(&breach(proof, rule));
    let mut authorities: Vec<String> = Vec::new();
    if !declared.cite.is_empty() {
        authorities.push(words::cites(proof.program, &declared.cite));
    }
    if !declared.recall.is_empty() {
        authorities.push(format!("recalling {}", words::cites(proof.program, &declared.recall)));
    }
    if !declared.relying.is_empty() {
        authorities.push(format!("relying on {}", words::provisions(proof.program, &declared.relying)));
    }
    if !authorities.is_empty() {
        text.push_str(&format!(" ({})", authorities.join("; ")));
    }
    for note in marks(proof, rule) {
        text.push_str(&format!(" [{note}]"));
    }
    text
}

/// What the other side was to show and did not, each question once, where the rule does not say so itself.
fn not_shown(proof: &Proof, rule: RuleId, questions: &mut BTreeSet<String>) -> String {
    let answers = proof.program.party_with(Role::Answers);
    let declared = &proof.program.rules[rule.index()];
    if declared.say.iter().any(|piece| matches!(piece, Piece::Party(party) if Some(*party) == answers)) {
        return String::new();
    }
    let mut open = Vec::new();
    for unless in &proof.circuit.rules[rule.index()].unless {
        if proof.of(*unless) == Value::NotShown {
            open_questions(proof, *unless, &mut open);
        }
    }
    open.retain(|question| questions.insert(question.clone()));
    if open.is_empty() {
        return String::new();
    }
    let other = words::party_with(proof, Role::Answers);
    let on = if open.len() == 1 { "On the question" } else { "On the questions" };
    let list = words::listed_with(&open, "and");
    match proof.program.stages.get(proof.case.stage.index()).map(|stage| stage.asked) {
        Some(Asked::NotAsked) => format!(" {on} {list} it is for {other} to show otherwise."),
        Some(Asked::HeardInPart) => format!(" {on} {list} {other}, as far as is told, has shown nothing."),
        Some(Asked::Silent | Asked::Heard) | None => format!(" {on} {list} {other} has shown nothing."),
    }
}

/// The questions of an exception that have no answer.
fn open_questions(proof: &Proof, id: ConditionId, found: &mut Vec<String>) {
    let parts = proof.circuit.parts(id);
    match &proof.program.expr(proof.circuit.condition(id).expr).node {
        Node::All(_) | Node::Any(_) | Node::AtLeast(..) => {
            for part in parts.iter().filter(|part| proof.of(**part) == Value::NotShown) {
                open_questions(proof, *part, found);
            }
        }
        _ => found.push(format!("“{}”", exception_words(proof, id))),
    }
}

/// "This is a breach of ICCPR 9 (2).": what the rule names where it binds, the same right elsewhere where it does not.
fn breach(proof: &Proof, rule: RuleId) -> String {
    let list = words::breached(proof, rule);
    if list.is_empty() {
        return String::new();
    }
    format!(" This is a breach of {}.", words::provisions(proof.program, &list))
}

/// What a reader must know of the footing of a paragraph.
fn marks(proof: &Proof, rule: RuleId) -> Vec<String> {
    let mut marks = Vec::new();
    let mut judgements: Vec<FactId> = Vec::new();
    judgements_below(proof, proof.circuit.rules[rule.index()].when, &mut judgements);
    for fact in judgements {
        let subject = crate::case::Subject { fact, instance: 0 };
        let how = match proof.reading(subject).standing {
            Standing::ByDefault => "taken by the default reading".to_owned(),
            Standing::Pleaded => format!("taken as {} pleads it", words::party_with(proof, Role::Submits)),
            Standing::Supposed => "supposed".to_owned(),
            _ => continue,
        };
        let question = words::question(proof, subject);
        let answer = words::answer(proof.program, fact, &proof.reading(subject).state);
        marks.push(format!("Rests on a judgement {how}: “{question}” {answer}."));
    }
    let declared = &proof.program.rules[rule.index()];
    marks.extend(declared.readings.iter().map(|id| words::law_reading(proof.program, *id)));
    if words::any_unverified(proof.program, &declared.cite) {
        marks.push("Rests on an authority that nobody has verified.".to_owned());
    }
    marks
}

/// The judgements that carry a condition.
fn judgements_below(proof: &Proof, id: ConditionId, found: &mut Vec<FactId>) {
    if let Node::Fact(fact) = &proof.program.expr(proof.circuit.condition(id).expr).node
        && proof.program.facts[fact.index()].judgement.is_some()
        && !found.contains(fact)
    {
        found.push(*fact);
    }
    for part in order::carrying(proof, id) {
        judgements_below(proof, part, found);
    }
}

/// What it comes to: the results, the main conclusions with the articles breached, and what was claimed in vain.
fn disposition(proof: &Proof, explanation: &Explanation) -> Vec<String> {
    let program = proof.program;
    let main = words::main_kind(program);
    let mut results: Vec<String> = Vec::new();
    for concluded in &explanation.conclusions {
        let holding = &program.holdings[concluded.holding.index()];
        // A kind that says something when none applies is one that the reader expects an answer on.
        let expected =
            holding.kind.is_some_and(|kind| Some(kind) != main && !program.kinds[kind.index()].none.is_empty());
        if expected && concluded.value == Value::Yes {
            results.push(format!("{}.", words::sentence(&holding.title)));
        }
    }
    let mut first = format!("{}.", upheld(proof, explanation));
    for result in results {
        first = format!("{first} {result}");
    }
    let mut paragraphs = vec![first];
    paragraphs.extend(unverified(proof, explanation));
    let open = left_open(proof, explanation);
    if !open.is_empty() {
        paragraphs.push(open.join(" "));
    }
    paragraphs
}

/// Which conclusions rest on authority that nobody verified, alone or in part.
fn unverified(proof: &Proof, explanation: &Explanation) -> Option<String> {
    let marked: Vec<(HoldingId, Authority)> = explanation
        .conclusions
        .iter()
        .zip(authority(proof, explanation))
        .filter(|(concluded, _)| concluded.value == Value::Yes)
        .map(|(concluded, authority)| (concluded.holding, authority))
        .collect();
    let main = words::main_kind(proof.program);
    let sentence = |how: Authority| {
        let of = marked.iter().filter(|(holding, own)| {
            *own == how && (how == Authority::Alone || proof.program.holdings[holding.index()].kind == main)
        });
        let names: Vec<String> = of.map(|(holding, _)| words::spoken(&proof.program.holding_name(*holding))).collect();
        let verb = if names.len() == 1 { "rests" } else { "rest" };
        (!names.is_empty())
            .then(|| format!("{} {verb} {}.", words::sentence(&words::listed_with(&names, "and")), how.remark()))
    };
    let said: Vec<String> = [Authority::Alone, Authority::InPart].into_iter().filter_map(sentence).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn upheld(proof: &Proof, explanation: &Explanation) -> String {
    let program = proof.program;
    let stage = &program.stages[proof.case.stage.index()];
    let lead = if stage.words.is_empty() { String::new() } else { format!("{}, ", words::sentence(&stage.words)) };
    let Some(main) = words::main_kind(program) else { return lead };
    let kind = &program.kinds[main.index()];
    let of_main = |holding: crate::program::HoldingId| program.holdings[holding.index()].kind == Some(main);
    let applies = explanation.conclusions.iter().filter(|c| c.value == Value::Yes && of_main(c.holding));
    let names: Vec<String> =
        applies.map(|concluded| words::spoken(&program.holdings[concluded.holding.index()].name)).collect();
    let articles: Vec<String> = listed(proof, Value::Yes)
        .into_iter()
        .map(|(instrument, numbers)| {
            let numbers: Vec<String> = numbers.iter().map(|number| words::spaced(number)).collect();
            let word = if numbers.len() == 1 { "article" } else { "articles" };
            format!(
                "{word} {} of the {}",
                words::listed_with(&numbers, "and"),
                program.instruments[instrument.index()].title
            )
        })
        .collect();
    let breach =
        if articles.is_empty() { String::new() } else { format!(", in breach of {}", articles.join(" and of ")) };
    let text = match names.is_empty() {
        true => format!("there is {}{breach}", kind.none),
        false => {
            let case = format!(
                "the case of {} falls under {}",
                proof.case.person,
                several(&words::spoken(&kind.name), names.len())
            );
            format!("{case} {}{breach}", words::listed_with(&names, "and"))
        }
    };
    if lead.is_empty() { words::sentence(&text) } else { format!("{lead}{text}") }
}

/// Of the main kind: what nobody claimed, what is contested, what was claimed and is not made out.
fn left_open(proof: &Proof, explanation: &Explanation) -> Vec<String> {
    let program = proof.program;
    let Some(main) = words::main_kind(program) else { return Vec::new() };
    let source = words::party_with(proof, Role::Submits);
    let kind = &program.kinds[main.index()];
    let mut own = Vec::new();
    let mut sentences = Vec::new();
    for concluded in &explanation.conclusions {
        let holding = &program.holdings[concluded.holding.index()];
        if holding.kind != Some(main) {
            continue;
        }
        let name = words::spoken(&holding.name);
        let which = if concluded.claimed { format!(", which {source} claims,") } else { String::new() };
        match concluded.value {
            Value::Yes if concluded.own_motion => own.push(name),
            Value::Contested => sentences.push(format!("{} {name}{which} is contested.", kind.title)),
            Value::No if concluded.claimed && !proof.holding_in_force(concluded.holding) => {
                sentences.push(format!("{} {name}{which} was not in force at the date that counts.", kind.title));
            }
            Value::NotShown | Value::No if concluded.claimed => {
                sentences.push(format!("{} {name}{which} is not made out on what the case states.", kind.title));
            }
            Value::Yes | Value::NotShown | Value::No => {}
        }
    }
    if !own.is_empty() {
        let settles = words::party_with(proof, Role::Settles);
        let names = words::listed_with(&own, "and");
        let kind = words::spoken(&kind.name);
        sentences.insert(0, format!("Nobody claimed {kind} {names}, which would be of {settles}’s own motion."));
    }
    sentences
}

/// "category" and "categories".
fn several(word: &str, count: usize) -> String {
    match (count, word.strip_suffix('y')) {
        (1, _) => word.to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        (_, None) => format!("{word}s"),
    }
}
