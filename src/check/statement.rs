//! Statements of a case: subjects resolved, values typed, contradictions found. In: blocks of the syntax tree. Out: checked
//! statements and the instances they name.

use super::case::{CaseCheck, Part};
use super::expression::{find_option, year};
use crate::amount::{Amount, Range};
use crate::case::{Datum, List, Place, Statement, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{FactId, TopicId, Type};
use crate::source::Span;
use crate::syntax::ast::{
    Act, BlockDecl, BlockLine, Bound, FactClaim, InstanceDecl, Literal, Name, Places, Role, StatedValue, Support,
};

const INSTANCES: usize = 1_000;

/// Takes in the instances that a part of the case names, and the lists it closes.
pub(super) fn name_instances(check: &mut CaseCheck, part: &Part, lists: &mut [List]) {
    for (block, line) in part.blocks.iter().flat_map(|block| block.lines.iter().map(move |line| (block, line))) {
        match line {
            BlockLine::Instance(decl) => {
                let Some(topic) = many_topic(check, &decl.topic) else { continue };
                let list = &mut lists[topic.index()].instances;
                if !list.contains(&decl.instance.text) {
                    if list.len() == INSTANCES {
                        let message = format!("more than {INSTANCES} of `{}`", decl.topic.text);
                        let fault = Diagnostic::new(Code::TooMany, decl.instance.span, message);
                        check.report(fault.help("keep the ones that matter"));
                        continue;
                    }
                    list.push(decl.instance.text.clone());
                }
            }
            BlockLine::NoOther(topic, _) => {
                if let (Some(found), true) = (many_topic(check, topic), may_close(check, &block.party, topic)) {
                    lists[found.index()].closed = true;
                }
            }
            BlockLine::Statement(_) | BlockLine::Note(_) => {}
        }
    }
}

/// Who is only heard closes no list: its words are shown and decide nothing.
fn may_close(check: &mut CaseCheck, party: &Name, topic: &Name) -> bool {
    let Some(speaker) = check.speakers.iter().position(|speaker| speaker.name == party.text) else { return false };
    if check.program.parties.get(speaker).is_some_and(|party| party.role != Role::Heard) {
        return true;
    }
    let message = format!("{} closes the list of `{}`", check.speakers[speaker].title, topic.text);
    check.report(
        Diagnostic::new(Code::UnweighedList, topic.span, message)
            .label("its words are shown and never weighed")
            .help("let a party of the proceedings say it, or keep it as a `note`"),
    );
    false
}

pub(super) fn many_topic(check: &mut CaseCheck, name: &Name) -> Option<TopicId> {
    let found = check.names.topics.find(name, Code::UnknownTopic, "topic", &mut check.diagnostics).map(TopicId)?;
    if check.program.topics[found.index()].many {
        return Some(found);
    }
    check.report(
        Diagnostic::new(Code::TypeMismatch, name.span, format!("there is only one `{}` in a case", name.text))
            .help(format!("name its facts directly: `{}.FACT`", name.text)),
    );
    None
}

/// All statements of a part.
pub(super) fn statements(check: &mut CaseCheck, part: &Part, lists: &[List]) -> Vec<Statement> {
    let mut all = Vec::new();
    for block in &part.blocks {
        let Some(speaker) = check.speaker(&block.party) else { continue };
        for line in &block.lines {
            match line {
                BlockLine::Statement(decl) => {
                    let Some(subject) = single(check, &decl.claim) else { continue };
                    let frame = Frame { speaker, act: decl.act, support: &decl.support, span: decl.span };
                    all.extend(statement(check, &frame, subject, &decl.claim));
                }
                BlockLine::Instance(decl) => instance(check, speaker, decl, lists, &mut all),
                BlockLine::NoOther(..) | BlockLine::Note(_) => {}
            }
        }
    }
    all
}

/// What a party says besides, in a hypothetical: of what the case names already.
pub(super) fn added(check: &mut CaseCheck, party: &Name, line: &BlockLine, lists: &[List]) -> Vec<Statement> {
    let mut all = Vec::new();
    let Some(speaker) = check.speaker(party) else { return all };
    match line {
        BlockLine::Statement(decl) => {
            let Some(subject) = single(check, &decl.claim) else { return all };
            let frame = Frame { speaker, act: decl.act, support: &decl.support, span: decl.span };
            all.extend(statement(check, &frame, subject, &decl.claim));
        }
        BlockLine::Instance(decl) => {
            if named_instance(check, &decl.topic, &decl.instance, lists).is_some() {
                instance(check, speaker, decl, lists, &mut all);
            }
        }
        BlockLine::NoOther(..) | BlockLine::Note(_) => {}
    }
    all
}

/// An instance that the case names, or a fault.
pub(super) fn named_instance(
    check: &mut CaseCheck,
    topic: &Name,
    instance: &Name,
    lists: &[List],
) -> Option<(TopicId, u32)> {
    let found = many_topic(check, topic)?;
    let known = &lists[found.index()].instances;
    if let Some(place) = known.iter().position(|name| *name == instance.text) {
        return Some((found, u32::try_from(place).unwrap_or(u32::MAX)));
    }
    let help = match crate::diagnostic::did_you_mean(&instance.text, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("name one of those that the case tells of; it has {} of `{}`", known.len(), topic.text),
    };
    let message = format!("the case names no `{}` called `{}`", topic.text, instance.text);
    check.report(Diagnostic::new(Code::UnknownName, instance.span, message).label("not named").help(help));
    None
}

/// Notes that stand among the statements.
pub(super) fn notes(block: &BlockDecl) -> impl Iterator<Item = String> {
    block.lines.iter().filter_map(|line| match line {
        BlockLine::Note(note) => Some(note.text.clone()),
        BlockLine::Statement(_) | BlockLine::Instance(_) | BlockLine::NoOther(..) => None,
    })
}

pub(super) fn single(check: &mut CaseCheck, claim: &FactClaim) -> Option<Subject> {
    let Some(topic) = &claim.topic else {
        let message = format!("`{}` needs its topic", claim.fact.text);
        let fault = Diagnostic::new(Code::UnknownFact, claim.fact.span, message);
        check.report(fault.help(format!("write `TOPIC.{}`", claim.fact.text)));
        return None;
    };
    let found = check.names.topics.find(topic, Code::UnknownTopic, "topic", &mut check.diagnostics).map(TopicId)?;
    if check.program.topics[found.index()].many {
        let message = format!("there may be several `{}`; say which", topic.text);
        let help = format!("write `{} NAME: {}`", topic.text, claim.fact.text);
        check.report(Diagnostic::new(Code::InstanceNeeded, claim.span, message).help(help));
        return None;
    }
    fact_of(check, found, &topic.text, &claim.fact).map(|fact| Subject { fact, instance: 0 })
}

pub(super) fn fact_of(check: &mut CaseCheck, topic: TopicId, topic_name: &str, fact: &Name) -> Option<FactId> {
    let what = format!("fact of `{topic_name}`");
    check.names.facts[topic.index()].find(fact, Code::UnknownFact, &what, &mut check.diagnostics).map(FactId)
}

fn instance(check: &mut CaseCheck, speaker: u32, decl: &InstanceDecl, lists: &[List], all: &mut Vec<Statement>) {
    let Some(topic) = check.names.topics.get(&decl.topic.text).map(TopicId) else { return };
    let place = lists[topic.index()].instances.iter().position(|name| *name == decl.instance.text);
    let Some(instance) = place.and_then(|place| u32::try_from(place).ok()) else { return };
    for claim in &decl.claims {
        let Some(fact) = fact_of(check, topic, &decl.topic.text, &claim.fact) else { continue };
        let frame = Frame { speaker, act: decl.act, support: &decl.support, span: claim.span };
        all.extend(statement(check, &frame, Subject { fact, instance }, claim));
    }
}

/// What a statement has besides its subject and value.
struct Frame<'a> {
    speaker: u32,
    act: Act,
    support: &'a Support,
    span: Span,
}

fn statement(check: &mut CaseCheck, frame: &Frame, subject: Subject, claim: &FactClaim) -> Option<Statement> {
    let kind = &check.program.facts[subject.fact.index()].kind;
    let bare = matches!(claim.value, StatedValue::Yes | StatedValue::No);
    let valueless = matches!(frame.act, Act::Denies | Act::Disputes);
    let datum = match (valueless, bare && *kind != Type::YesNo) {
        (true, _) => None,
        // A typed fact that is answered or shown without a value: nothing but the act counts.
        (false, true) if frame.act != Act::States => None,
        (false, _) => Some(datum(check, subject.fact, claim)?),
    };
    let text = |quoted: &Option<Name>| quoted.as_ref().map_or_else(String::new, |quoted| quoted.text.clone());
    Some(Statement {
        speaker: frame.speaker,
        act: frame.act,
        subject,
        datum,
        exhibit: text(&frame.support.exhibit),
        quoting: text(&frame.support.quoting),
        stated: places(check, &frame.support.places),
        relied: frame.support.places.relied.iter().map(|para| para.text.clone()).collect(),
        confidential: frame.support.confidential,
        note: text(&frame.support.note),
        span: frame.span,
    })
}

/// Documents and paragraphs, resolved.
pub(super) fn places(check: &mut CaseCheck, places: &Places) -> Vec<Place> {
    let mut found = Vec::new();
    for place in &places.stated {
        let document = match &place.document {
            None => Some(0),
            Some(name) => check.documents.iter().position(|known| known.name == name.text),
        };
        let Some(document) = document.and_then(|index| u32::try_from(index).ok()) else {
            let name = place.document.clone().unwrap_or(Name { text: String::new(), span: Span::default() });
            let known = check.documents.iter().map(|known| known.name.as_str());
            let help = match crate::diagnostic::did_you_mean(&name.text, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("declare it below the title: `document {} \"…\"`", name.text),
            };
            let message = format!("unknown document `{}`", name.text);
            check.report(Diagnostic::new(Code::UnknownDocument, name.span, message).help(help));
            continue;
        };
        found.push(Place { document, paras: place.paras.iter().map(|para| para.text.clone()).collect() });
    }
    found
}

pub(super) fn datum(check: &mut CaseCheck, fact: FactId, claim: &FactClaim) -> Option<Datum> {
    let program = check.program;
    let kind = &program.facts[fact.index()].kind;
    let found = match (&claim.value, kind) {
        (StatedValue::Yes, Type::YesNo) => Some(Datum::Yes),
        (StatedValue::No, Type::YesNo) => Some(Datum::No),
        (StatedValue::Option(name), Type::OneOf(_)) => {
            return find_option(program, fact, name).map_err(|fault| check.report(*fault)).ok().map(Datum::Option);
        }
        (StatedValue::Exactly(Literal::Text(text), _), Type::Text) => Some(Datum::Text(text.clone())),
        (StatedValue::Exactly(Literal::Text(text), _), Type::ListOfText) => {
            Some(Datum::List { items: vec![text.clone()], closed: false })
        }
        (StatedValue::List { items, closed }, Type::ListOfText) => {
            Some(Datum::List { items: items.iter().map(|item| item.text.clone()).collect(), closed: *closed })
        }
        (StatedValue::Exactly(literal, _), _) => amount(kind, literal).map(|amount| written(amount, &claim.value)),
        (StatedValue::Between(low, high, span), _) => return between(check, kind, low, high, (*span, claim)),
        (StatedValue::Bound(bound, literal, span), _) => {
            let amount = amount(kind, literal).map(|amount| bounded(*bound, amount));
            if amount.is_some_and(|amount| amount.range().low > amount.range().high) {
                let fault = Diagnostic::new(Code::TypeMismatch, *span, "nothing is less than nothing");
                check.report(fault.help("numbers and durations begin at 0"));
                return None;
            }
            amount.map(|amount| written(amount, &claim.value))
        }
        _ => None,
    };
    if found.is_none() {
        mismatch(check, fact, claim);
    }
    found
}

fn mismatch(check: &mut CaseCheck, fact: FactId, claim: &FactClaim) {
    let kind = &check.program.facts[fact.index()].kind;
    let name = check.program.fact_name(fact);
    let bare_number = matches!(
        &claim.value,
        StatedValue::Exactly(Literal::Number(_), _) | StatedValue::Between(Literal::Number(_), Literal::Number(_), _)
    );
    let (code, message, help) = match kind {
        Type::Duration if bare_number => (
            Code::MissingUnit,
            format!("`{name}` is a duration; the number has no unit"),
            "add minutes, hours, days, weeks, months or years: `= 48 hours`".to_owned(),
        ),
        Type::YesNo => (
            Code::TypeMismatch,
            format!("`{name}` is yes or no and takes no value"),
            format!("write `{name}` or `not {name}`"),
        ),
        Type::OneOf(options) => (
            Code::TypeMismatch,
            format!("`{name}` is one of {}", options.join(", ")),
            format!("write `{name} = {}`", options.first().map_or("…", String::as_str)),
        ),
        Type::Date => (Code::TypeMismatch, format!("`{name}` is a date"), format!("write `{name} = 2020-04-17`")),
        Type::Number => (Code::TypeMismatch, format!("`{name}` is a number"), format!("write `{name} = 3`")),
        Type::Duration => (Code::TypeMismatch, format!("`{name}` is a duration"), format!("write `{name} = 48 hours`")),
        Type::Text | Type::ListOfText => {
            (Code::TypeMismatch, format!("`{name}` is text"), format!("write `{name} = \"…\"`"))
        }
    };
    let declared = check.program.facts[fact.index()].span;
    check.report(Diagnostic::new(code, claim.span, message).help(help).also(declared, "declared here"));
}

fn amount(kind: &Type, literal: &Literal) -> Option<Amount> {
    match (kind, literal) {
        (Type::Date, Literal::Date(date)) => Some(Amount::date(*date)),
        (Type::Date, Literal::Number(number)) => year(*number),
        (Type::Number, Literal::Number(number)) => Some(Amount::number(*number)),
        (Type::Duration, Literal::Duration(count, unit)) => Some(Amount::duration(*count, *unit)),
        _ => None,
    }
}

/// What a bound leaves open. A duration keeps its calendar months: "at least 2 months" is not so many days.
fn bounded(bound: Bound, amount: Amount) -> Amount {
    let open = |range: Range, least: i64| match bound {
        Bound::MoreThan | Bound::After => Range { low: range.high.saturating_add(1), high: i64::MAX },
        Bound::AtLeast => Range { low: range.low, high: i64::MAX },
        Bound::LessThan | Bound::Before => Range { low: least, high: range.low.saturating_sub(1) },
        Bound::AtMost => Range { low: least, high: range.high },
    };
    // Numbers and durations of things in the world are not below nothing.
    match amount {
        Amount::Date(range) => Amount::Date(open(range, i64::MIN)),
        Amount::Number(range) => Amount::Number(open(range, 0)),
        Amount::Duration { months, seconds } => {
            let longest = Amount::Duration { months, seconds: Range::exactly(0) }.range().high;
            Amount::Duration { months, seconds: open(seconds, longest.saturating_neg()) }
        }
    }
}

fn between(
    check: &mut CaseCheck,
    kind: &Type,
    low: &Literal,
    high: &Literal,
    (span, claim): (Span, &FactClaim),
) -> Option<Datum> {
    let (Some(from), Some(to)) = (amount(kind, low), amount(kind, high)) else {
        let topic_fact = claim.topic.as_ref().and_then(|topic| check.names.topics.get(&topic.text));
        let fact = topic_fact.and_then(|topic| check.names.facts[topic as usize].get(&claim.fact.text));
        match fact {
            Some(fact) => mismatch(check, FactId(fact), claim),
            None => check.report(
                Diagnostic::new(Code::TypeMismatch, claim.span, format!("`{}` takes no such range", claim.fact.text))
                    .help("ranges are of dates, numbers or durations"),
            ),
        }
        return None;
    };
    let range = Range { low: from.range().low, high: to.range().high };
    if range.low > range.high {
        check.report(
            Diagnostic::new(Code::TypeMismatch, span, "the range ends before it begins")
                .help("write the smaller value first: `5 to 10 minutes`"),
        );
        return None;
    }
    Some(written(from.with_range(range), &claim.value))
}

fn written(amount: Amount, value: &StatedValue) -> Datum {
    Datum::Amount(amount, crate::syntax::print::value(value))
}

/// One party saying what cannot both be true in one paragraph, or the same thing twice.
pub(super) fn contradictions(check: &mut CaseCheck, statements: &[Statement]) {
    for (index, late) in statements.iter().enumerate() {
        let before = statements[..index].iter().rev().take_while(|early| early.subject == late.subject);
        for early in before.filter(|early| early.speaker == late.speaker) {
            let (Some(a), Some(b)) = (&early.datum, &late.datum) else { continue };
            if !share_a_place(early, late) {
                continue;
            }
            let name = check.program.fact_name(late.subject.fact);
            let who = check.speakers[late.speaker as usize].title.clone();
            if a.meet(b).is_none() {
                check.report(
                    Diagnostic::new(
                        Code::Contradiction,
                        late.span,
                        format!("{who} says two things of `{name}` in one place"),
                    )
                    .label("says otherwise here")
                    .also(early.span, "said here")
                    .help("keep one, or give each its own paragraph: `[11]`"),
                );
            } else if a == b && early.act == late.act {
                check.report(
                    Diagnostic::new(Code::RepeatedStatement, late.span, format!("{who} says this of `{name}` twice"))
                        .also(early.span, "already said here")
                        .help("remove one of the two"),
                );
            }
        }
    }
}

fn share_a_place(a: &Statement, b: &Statement) -> bool {
    if a.stated.is_empty() || b.stated.is_empty() {
        return a.stated.is_empty() && b.stated.is_empty();
    }
    a.stated.iter().any(|place| {
        b.stated.iter().any(|other| {
            place.document == other.document
                && (place.paras == other.paras || place.paras.iter().any(|para| other.paras.contains(para)))
        })
    })
}
