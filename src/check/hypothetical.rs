//! Hypotheticals of a case and its fixed facts, resolved. In: their syntax trees and what the case names. Out: facts replaced, statements added,
//! values expected, and the faults: unknown names, wrong types, suppositions that exclude each other.

use super::case::CaseCheck;
use super::rules::provision;
use super::statement::{added, contradictions, datum, fact_of, named_instance, places};
use super::{outcome, statement};
use crate::case::{Case, Divergent, Expectation, Fixed, Hypothetical, List, Replacement, Subject, Supposed};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::Program;
use crate::syntax::ast::{
    ExpectDecl, Expected, ExpectedAnswer, FactClaim, FixedDecl, HypotheticalDecl, HypotheticalLine, Name, Suppose,
    SupposeDecl,
};
use crate::value::Value;

/// For a hypothetical that stands outside the case file.
pub(super) fn check(program: &Program, case: &Case, decl: &HypotheticalDecl) -> (Hypothetical, Vec<Diagnostic>) {
    let mut check = CaseCheck {
        program,
        names: &program.names,
        documents: case.documents.clone(),
        speakers: case.speakers.clone(),
        declared: Vec::new(),
        people: Default::default(),
        diagnostics: Vec::new(),
    };
    let found = resolve(&mut check, &case.lists, decl);
    (found, check.diagnostics)
}

pub(super) fn resolve(check: &mut CaseCheck, lists: &[List], decl: &HypotheticalDecl) -> Hypothetical {
    let mut found = Hypothetical {
        title: decl.title.text.clone(),
        supposed: Vec::new(),
        added: Vec::new(),
        expectations: Vec::new(),
        places: places(check, &decl.places),
        arguable: decl.arguable,
        notes: Vec::new(),
        span: decl.span,
    };
    for line in &decl.lines {
        match line {
            HypotheticalLine::Suppose(it) => found.supposed.extend(supposed(check, it, lists)),
            HypotheticalLine::Adds { party, line } => found.added.extend(added(check, party, line, lists)),
            HypotheticalLine::Expect(it) => found.expectations.extend(expected(check, it)),
            HypotheticalLine::Note(note) => found.notes.push(note.text.clone()),
        }
    }
    found
        .added
        .sort_by_key(|statement: &crate::case::Statement| (statement.subject, statement.speaker, statement.span));
    contradictions(check, &found.added);
    exclusive(check, &found.supposed);
    found
}

fn supposed(check: &mut CaseCheck, decl: &SupposeDecl, lists: &[List]) -> Vec<Supposed> {
    let mut all = Vec::new();
    for (subject, claim) in named(check, decl.instance.as_ref(), &decl.claims, lists) {
        let by = replacement(check, decl.how, subject, claim);
        all.extend(by.map(|by| Supposed { subject, by, span: claim.span }));
    }
    all
}

/// The facts of a line, of the instance that it names or of topics without instances.
pub(super) fn named<'a>(
    check: &mut CaseCheck,
    instance: Option<&(Name, Name)>,
    claims: &'a [FactClaim],
    lists: &[List],
) -> Vec<(Subject, &'a FactClaim)> {
    let within = match instance {
        Some((topic, instance)) => match named_instance(check, topic, instance, lists) {
            Some(found) => Some((found, topic)),
            None => return Vec::new(),
        },
        None => None,
    };
    let subject = |claim: &'a FactClaim| {
        let subject = match within {
            Some(((topic, instance), name)) => {
                fact_of(check, topic, &name.text, &claim.fact).map(|fact| Subject { fact, instance })
            }
            None => statement::single(check, claim),
        };
        subject.map(|subject| (subject, claim))
    };
    claims.iter().filter_map(subject).collect()
}

/// The facts that cannot be argued away, with the reasons why. Of two reasons for one fact the later stands.
pub(super) fn fixed(check: &mut CaseCheck, lists: &[List], all: &[&FixedDecl]) -> Vec<Fixed> {
    let mut found: Vec<Fixed> = Vec::new();
    for decl in all {
        for line in &decl.lines {
            for (subject, claim) in named(check, line.instance.as_ref(), &line.facts, lists) {
                found.retain(|earlier| earlier.subject != subject);
                found.push(Fixed { subject, reason: decl.reason.text.clone(), span: claim.span });
            }
        }
    }
    found.sort_by_key(|fixed| fixed.subject);
    found
}

fn replacement(check: &mut CaseCheck, how: Suppose, subject: Subject, claim: &FactClaim) -> Option<Replacement> {
    match how {
        Suppose::Value => datum(check, subject.fact, claim).map(Replacement::Value),
        Suppose::Drop => Some(Replacement::NotShown),
        Suppose::Contest => Some(Replacement::Contested),
    }
}

/// One fact can be supposed one way only.
fn exclusive(check: &mut CaseCheck, all: &[Supposed]) {
    for (index, late) in all.iter().enumerate() {
        let Some(early) = all[..index].iter().find(|early| early.subject == late.subject) else { continue };
        let name = check.program.fact_name(late.subject.fact);
        let (code, message, help) = match early.by == late.by {
            true => (Code::RepeatedStatement, format!("`{name}` is supposed twice"), "remove one of the two"),
            false => (
                Code::Contradiction,
                format!("`{name}` is supposed in two ways"),
                "keep one, and ask the other in a hypothetical of its own",
            ),
        };
        check.report(Diagnostic::new(code, late.span, message).also(early.span, "supposed here").help(help));
    }
}

fn expected(check: &mut CaseCheck, decl: &ExpectDecl) -> Vec<Expectation> {
    let of: Vec<Divergent> = match &decl.of {
        Expected::Targets(all) => {
            all.iter().filter_map(|target| outcome::holding(check, target)).map(Divergent::Holding).collect()
        }
        Expected::Breach(all) => {
            let found = all.iter().filter_map(|one| provision(check.names, one, &mut check.diagnostics));
            found.map(Divergent::Provision).collect()
        }
    };
    let value = match decl.answer {
        ExpectedAnswer::Yes => Value::Yes,
        ExpectedAnswer::No => Value::No,
        ExpectedAnswer::Contested => Value::Contested,
        ExpectedAnswer::NotShown => Value::NotShown,
    };
    let places = places(check, &decl.places);
    let expect = |of| Expectation { of, not: decl.not, value, places: places.clone(), span: decl.span };
    of.into_iter().map(expect).collect()
}
