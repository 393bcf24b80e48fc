//! Claims and outcomes of a case, resolved. In: their syntax trees. Out: [`Claim`]s and what was [`Decided`]. The evaluator
//! never sees the latter.

use super::case::CaseCheck;
use super::rules::provision;
use super::statement::places;
use crate::case::{Claim, Decided, DecidedConclusion, Divergence, Divergent, Untestable};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{HoldingId, KindId};
use crate::syntax::ast::{ClaimsDecl, DiffersSubject, Name, OutcomeDecl, OutcomeLine, TargetRef};

pub(super) fn claims(check: &mut CaseCheck, decl: &ClaimsDecl) -> Vec<Claim> {
    let Some(speaker) = check.speaker(&decl.party) else { return Vec::new() };
    let stated = places(check, &decl.places);
    let toward = decl.toward.as_ref().and_then(|target| holding(check, target));
    let note = decl.note.as_ref().map_or_else(String::new, |note| note.text.clone());
    let targets: Vec<HoldingId> = decl.targets.iter().filter_map(|target| holding(check, target)).collect();
    let claim =
        |holding| Claim { speaker, holding, toward, stated: stated.clone(), note: note.clone(), span: decl.span };
    targets.into_iter().map(claim).collect()
}

pub(super) fn holding(check: &mut CaseCheck, target: &TargetRef) -> Option<HoldingId> {
    match &target.kind {
        Some(kind) => conclusion(check, kind, &target.name),
        None => finding(check, &target.name),
    }
}

fn finding(check: &mut CaseCheck, name: &Name) -> Option<HoldingId> {
    check.names.findings.find(name, Code::UnknownFinding, "finding", &mut check.diagnostics).map(HoldingId)
}

fn conclusion(check: &mut CaseCheck, kind: &Name, name: &Name) -> Option<HoldingId> {
    let found = self::kind(check, kind)?;
    let space = &check.names.conclusions[found.index()];
    space.find(name, Code::UnknownConclusion, &kind.text, &mut check.diagnostics).map(HoldingId)
}

fn kind(check: &mut CaseCheck, name: &Name) -> Option<KindId> {
    let what = "kind of conclusion";
    check.names.kinds.find(name, Code::UnknownKind, what, &mut check.diagnostics).map(KindId)
}

pub(super) fn decided(check: &mut CaseCheck, decl: &OutcomeDecl) -> Decided {
    let mut decided = Decided { decision: decl.decision.text.clone(), ..Decided::default() };
    for line in &decl.lines {
        match line {
            OutcomeLine::Conclusions { kind, names, not_examined, places: at } => {
                let at = places(check, at);
                for name in names {
                    if let Some(holding) = conclusion(check, kind, name) {
                        let places = at.clone();
                        let not_examined = *not_examined;
                        decided.conclusions.push(DecidedConclusion { holding, not_examined, places });
                    }
                }
            }
            OutcomeLine::Found(list) => {
                for (reference, at) in list {
                    let at = places(check, at);
                    let found = provision(check.names, reference, &mut check.diagnostics);
                    decided.found.extend(found.map(|found| (found, at)));
                }
            }
            OutcomeLine::Breach(list) => {
                let found = list.iter().filter_map(|one| provision(check.names, one, &mut check.diagnostics));
                decided.breach.extend(found);
            }
            OutcomeLine::Differs { subject, reason, places: at } => {
                let places = places(check, at);
                let subject = match subject {
                    DiffersSubject::Provision(reference) => {
                        provision(check.names, reference, &mut check.diagnostics).map(Divergent::Provision)
                    }
                    DiffersSubject::Target(target) => holding(check, target).map(Divergent::Holding),
                };
                let reason = reason.text.clone();
                decided.differs.extend(subject.map(|subject| Divergence { subject, reason, places }));
            }
            OutcomeLine::NoneOf { kind, places: at } => {
                let at = places(check, at);
                decided.none_of.extend(self::kind(check, kind).map(|found| (found, at)));
            }
            OutcomeLine::NotTestable { kind, names, reason, places: at } => {
                let places = places(check, at);
                for name in names {
                    let Some(holding) = conclusion(check, kind, name) else { continue };
                    let reason = reason.text.clone();
                    decided.not_testable.push(Untestable { holding, reason, places: places.clone() });
                }
            }
            OutcomeLine::NotTakenUp { findings, places: at } => {
                let at = places(check, at);
                for name in findings {
                    let found = finding(check, name);
                    decided.not_taken_up.extend(found.map(|found| (found, at.clone())));
                }
            }
            OutcomeLine::Note(note) => decided.notes.push(note.text.clone()),
        }
    }
    agree(check, decl, &decided);
    decided
}

/// The lines of one outcome must fit each other.
fn agree(check: &mut CaseCheck, decl: &OutcomeDecl, decided: &Decided) {
    for line in &decl.lines {
        match line {
            OutcomeLine::NotTestable { kind, names, reason, .. } => {
                if reason.text.trim().is_empty() {
                    let message = "what is not testable has no reason";
                    let help = "say what the facts lack: `\"the report tells of no conduct that a right protects\"`";
                    check.report(Diagnostic::new(Code::MissingDeclaration, reason.span, message).help(help));
                }
                names.iter().for_each(|name| testable(check, kind, name, decided));
            }
            OutcomeLine::NoneOf { kind, .. } => {
                let of_kind = |holding: HoldingId| {
                    let found = check.program.holdings[holding.index()].kind;
                    found.is_some_and(|found| check.program.kinds[found.index()].name == kind.text)
                };
                if let Some(stated) = decided.conclusions.iter().find(|it| !it.not_examined && of_kind(it.holding)) {
                    let name = check.program.holding_name(stated.holding);
                    let message = format!("the outcome says `no {}`, and states `{name}`", kind.text);
                    let fault = Diagnostic::new(Code::OutcomeMismatch, kind.span, message);
                    check.report(fault.help("keep the one that the decision says"));
                }
            }
            _ => {}
        }
    }
}

/// What is said to be not testable is stated by the decision, and is not recorded as differing too.
fn testable(check: &mut CaseCheck, kind: &Name, name: &Name, decided: &Decided) {
    let wanted = format!("{} {}", kind.text, name.text);
    let is_it = |holding: HoldingId| check.program.holding_name(holding) == wanted;
    if !decided.not_testable.iter().any(|it| is_it(it.holding)) {
        // It has no such conclusion, which was said.
        return;
    }
    let (message, help) = if !decided.conclusions.iter().any(|it| !it.not_examined && is_it(it.holding)) {
        (
            format!("`{wanted}` is said to be not testable, and the outcome does not state it"),
            format!("add `{wanted}` to what was decided, or remove it here"),
        )
    } else if decided.differs.iter().any(|it| matches!(it.subject, Divergent::Holding(holding) if is_it(holding))) {
        (
            format!("`{wanted}` is said to be not testable, and to differ"),
            "facts that cannot test it cannot differ from it: keep one of the two lines".to_owned(),
        )
    } else if decided.not_testable.iter().filter(|it| is_it(it.holding)).count() > 1 {
        (format!("`{wanted}` is said to be not testable twice"), "keep one of the two reasons".to_owned())
    } else {
        return;
    };
    check.report(Diagnostic::new(Code::OutcomeMismatch, name.span, message).help(help));
}
