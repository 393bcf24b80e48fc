//! Claims and outcomes of a case, resolved. In: their syntax trees. Out: [`Claim`]s and what was [`Decided`]. The evaluator
//! never sees the latter.

use super::case::CaseCheck;
use super::rules::provision;
use super::statement::places;
use crate::case::{Claim, Decided, DecidedConclusion, Divergence, Divergent};
use crate::diagnostic::Code;
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
    let what = "kind of conclusion";
    let found = check.names.kinds.find(kind, Code::UnknownKind, what, &mut check.diagnostics).map(KindId)?;
    let space = &check.names.conclusions[found.index()];
    space.find(name, Code::UnknownConclusion, &kind.text, &mut check.diagnostics).map(HoldingId)
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
    decided
}
