//! Readings of the law. In: their declarations, and what takes them. Out: [`LawReading`]s, each with one default; and which of
//! them a rule takes, by its conditions or by saying so.

use super::PackCheck;
use super::rules::cites;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, LawOption, LawReading, LawReadingId, Node, Program};
use crate::syntax::ast::{Name, ReadingDecl, ReadingOption};

/// First pass: names and answers. The default comes first.
pub(super) fn declare(pack: &mut PackCheck, decl: &ReadingDecl) {
    let index = pack.program.law_readings.len();
    pack.names.readings.declare(&decl.name, index, "reading", &mut pack.diagnostics);
    pack.names.answers.resize_with(index + 1, Default::default);
    if decl.default.is_none() {
        let message = format!("the reading `{}` has no default", decl.name.text);
        let fault = Diagnostic::new(Code::MissingDeclaration, decl.name.span, message);
        pack.report(fault.help("add `default WORD \"…\" cite …`: what is taken where nobody asks for another"));
    }
    if decl.others.is_empty() {
        let message = format!("the reading `{}` has one answer only", decl.name.text);
        let fault = Diagnostic::new(Code::MissingDeclaration, decl.name.span, message);
        pack.report(fault.help("add `other WORD \"…\" cite …`; what nobody reads otherwise is a rule"));
    }
    let mut options = Vec::new();
    for (place, option) in answers(decl).enumerate() {
        pack.names.answers[index].declare(&option.name, place, "answer", &mut pack.diagnostics);
        if option.cite.is_empty() {
            let message = format!("the answer `{}` cites no authority", option.name.text);
            let fault = Diagnostic::new(Code::RuleWithoutAuthority, option.name.span, message);
            pack.report(fault.help("add `cite AUTHORITY para N`: who reads it so"));
        }
        let (name, title) = (option.name.text.clone(), option.title.text.clone());
        options.push(LawOption { name, title, cite: Vec::new() });
    }
    pack.program.law_readings.push(LawReading {
        name: decl.name.text.clone(),
        question: decl.question.text.clone(),
        options,
        taken: 0,
        notes: decl.notes.iter().map(|note| note.text.clone()).collect(),
        span: decl.name.span,
    });
}

fn answers(decl: &ReadingDecl) -> impl Iterator<Item = &ReadingOption> {
    decl.default.iter().chain(&decl.others)
}

/// Second pass: authorities.
pub(super) fn resolve(pack: &mut PackCheck, decl: &ReadingDecl) {
    let Some(id) = pack.names.readings.get(&decl.name.text) else { return };
    for (place, option) in answers(decl).enumerate() {
        let cite = cites(pack, &option.cite);
        if let Some(known) = pack.program.law_readings[id as usize].options.get_mut(place) {
            known.cite = cite;
        }
    }
}

/// A reading by its name.
pub(super) fn named(pack: &mut PackCheck, name: &Name) -> Option<LawReadingId> {
    pack.names.readings.find(name, Code::UnknownReading, "reading", &mut pack.diagnostics).map(LawReadingId)
}

/// `reading military_courts is never`
pub(super) fn read(pack: &mut PackCheck, name: &Name, option: &Name) -> Option<Node> {
    let id = named(pack, name)?;
    let what = format!("answer of the reading `{}`", name.text);
    let space = &pack.names.answers[id.index()];
    let place = space.find(option, Code::UnknownReading, &what, &mut pack.diagnostics)?;
    Some(Node::Read(id, place))
}

/// The readings that conditions take, with those that are named besides; each once.
pub(super) fn taken(program: &Program, conditions: &[ExprId], named: Vec<LawReadingId>) -> Vec<LawReadingId> {
    let mut found = named;
    let mut open = conditions.to_vec();
    while let Some(at) = open.pop() {
        match &program.expr(at).node {
            Node::Read(id, _) => found.push(*id),
            Node::Not(part)
            | Node::IsShown(part)
            | Node::Some(_, part)
            | Node::Every(_, part)
            | Node::Count(_, part, ..) => open.push(*part),
            Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => open.extend(parts),
            _ => {}
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
