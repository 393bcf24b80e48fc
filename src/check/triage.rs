//! Clocks, and what is asked and told first. In: their declarations. Out: [`Clock`]s between two dates of the pack, and
//! [`TriagePart`]s whose facts, kinds, clocks and instruments exist.

use super::PackCheck;
use super::rules::cites;
use crate::amount::Amount;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{Clock, ClockId, FactId, InstrumentId, KindId, Running, TopicId, TriagePart, Type};
use crate::syntax::ast::{ClockDecl, FactPath, TriageDecl};

/// First pass: the names of clocks, which a part may name before they are declared.
pub(super) fn declare_clock(pack: &mut PackCheck, decl: &ClockDecl) {
    let index = pack.names.clocks.names().count();
    pack.names.clocks.declare(&decl.name, index, "clock", &mut pack.diagnostics);
}

/// Second pass: a clock with its dates.
pub(super) fn clock(pack: &mut PackCheck, decl: &ClockDecl) {
    if decl.from.is_none() {
        let message = format!("the clock `{}` does not say when it begins", decl.name.text);
        let fault = Diagnostic::new(Code::MissingDeclaration, decl.name.span, message);
        pack.report(fault.help("add `from TOPIC.FACT`: a date"));
    }
    if decl.cite.is_empty() && decl.within.is_some() {
        let message = format!("the clock `{}` has a limit and cites no authority", decl.name.text);
        let fault = Diagnostic::new(Code::RuleWithoutAuthority, decl.name.span, message);
        pack.report(fault.help("add `cite AUTHORITY para N`: who sets the limit"));
    }
    let mut dated = |path: &Option<FactPath>| path.as_ref().and_then(|path| fact(pack, path, Some(&Type::Date)));
    let (from, until) = (dated(&decl.from), dated(&decl.until));
    let when = decl.when.as_ref().and_then(|path| fact(pack, path, Some(&Type::YesNo)));
    let running = decl.running.as_ref().and_then(|running| {
        let fact = fact(pack, &running.fact, Some(&Type::YesNo))?;
        Some(Running { not: running.not, fact })
    });
    let cite = cites(pack, &decl.cite);
    pack.program.clocks.push(Clock {
        name: decl.name.text.clone(),
        title: decl.title.text.clone(),
        from: from.unwrap_or(FactId(0)),
        until,
        within: decl.within.map(|limit| Amount::duration(limit.count, limit.unit)),
        when,
        running,
        cite,
        notes: decl.notes.iter().map(|note| note.text.clone()).collect(),
        span: decl.name.span,
    });
}

/// Second pass: a part of the triage.
pub(super) fn part(pack: &mut PackCheck, decl: &TriageDecl) {
    let index = pack.program.triage.len();
    pack.names.triage.declare(&decl.name, index, "part of the triage", &mut pack.diagnostics);
    let asks = decl.asks.iter().filter_map(|path| fact(pack, path, None)).collect();
    let (names, faults) = (&pack.names, &mut pack.diagnostics);
    let tells = decl.tells.iter().filter_map(|name| names.kinds.find(name, Code::UnknownKind, "kind", faults));
    let tells = tells.map(KindId).collect();
    let clocks = decl.clocks.iter().filter_map(|name| names.clocks.find(name, Code::UnknownName, "clock", faults));
    let clocks = clocks.map(ClockId).collect();
    let binding = decl.binding.iter();
    let binding =
        binding.filter_map(|name| names.instruments.find(name, Code::UnknownInstrument, "instrument", faults));
    let binding = binding.map(InstrumentId).collect();
    pack.program.triage.push(TriagePart {
        name: decl.name.text.clone(),
        title: decl.title.text.clone(),
        asks,
        tells,
        clocks,
        binding,
        notes: decl.notes.iter().map(|note| note.text.clone()).collect(),
    });
}

/// A fact by its path, of a topic without instances where a type is asked for.
fn fact(pack: &mut PackCheck, path: &FactPath, wanted: Option<&Type>) -> Option<FactId> {
    let names = &pack.names;
    let topic = names.topics.find(&path.topic, Code::UnknownTopic, "topic", &mut pack.diagnostics)?;
    let what = format!("fact of `{}`", path.topic.text);
    let space = &names.facts[topic as usize];
    let found = space.find(&path.fact, Code::UnknownFact, &what, &mut pack.diagnostics).map(FactId)?;
    let Some(wanted) = wanted else { return Some(found) };
    let (span, name) = (path.topic.span.to(path.fact.span), pack.program.fact_name(found));
    let kind = &pack.program.facts[found.index()].kind;
    let fault = if pack.program.topics[TopicId(topic).index()].many {
        let message = format!("there may be several `{}`; which one counts is not said", path.topic.text);
        Diagnostic::new(Code::InstanceNeeded, span, message).help("take a fact of a topic that is not `many`")
    } else if kind != wanted {
        let message = format!("`{name}` is a {}, not a {}", kind.words(), wanted.words());
        let help = "a clock runs from date to date; `when` and `running while` ask a yes/no fact";
        Diagnostic::new(Code::TypeMismatch, span, message).help(help)
    } else {
        return Some(found);
    };
    pack.report(fault.label("the clock reads this"));
    None
}
