//! Syntax trees → a checked [`Program`] or [`CaseFile`], and every fault found on the way. In: parsed files of one pack, or
//! of one case and its pack. Never stops at the first fault; gives no program where any error stands.
//!
//! The passes of a pack: frame (who and what there is), facts, rules (conditions, targets, citations), order (rings),
//! lints. The passes of a case: header, statements, claims, outcome, hypotheticals.

mod account;
mod case;
mod evidence;
mod expression;
mod force;
mod frame;
mod hypothetical;
mod lints;
mod order;
mod outcome;
mod reading;
mod rules;
mod statement;
mod triage;

pub use order::{Read, reads};

use std::borrow::Borrow;

use crate::case::{Case, CaseFile, Hypothetical};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::program::Program;
use crate::program::names::Names;
use crate::source::Span;
use crate::syntax::ast::{File, HypotheticalDecl, Item};

/// A pack and what is wrong with it.
#[derive(Debug)]
pub struct CheckedPack {
    /// Absent if any diagnostic is an error.
    pub program: Option<Program>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// A case and what is wrong with it.
#[derive(Debug)]
pub struct CheckedCase {
    /// Absent if any diagnostic is an error.
    pub case: Option<CaseFile>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks the files of one pack together. `whole` is a place to point at when something is missing altogether.
#[must_use]
pub fn check_pack(files: &[impl Borrow<File>], whole: Span) -> CheckedPack {
    let files: Vec<&File> = files.iter().map(Borrow::borrow).collect();
    let mut pack = PackCheck { program: Program::default(), names: Names::default(), diagnostics: Vec::new(), whole };
    frame::declare(&mut pack, &files);
    rules::resolve(&mut pack, &files);
    order::sort(&mut pack);
    lints::look(&mut pack);
    let PackCheck { mut program, names, mut diagnostics, .. } = pack;
    program.names = names;
    tidy(&mut diagnostics);
    let program = (!any_error(&diagnostics)).then_some(program);
    CheckedPack { program, diagnostics }
}

/// Checks one case (and the files it includes) against its pack.
#[must_use]
pub fn check_case(program: &Program, files: &[impl Borrow<File>], whole: Span) -> CheckedCase {
    let files: Vec<&File> = files.iter().map(Borrow::borrow).collect();
    let (case, mut diagnostics) = case::check(program, &files, whole);
    tidy(&mut diagnostics);
    let case = case.filter(|_| !any_error(&diagnostics));
    CheckedCase { case, diagnostics }
}

/// Checks a hypothetical that is asked of a checked case; gives none if any fault is an error.
#[must_use]
pub fn check_hypothetical(
    program: &Program,
    case: &Case,
    decl: &HypotheticalDecl,
) -> (Option<Hypothetical>, Vec<Diagnostic>) {
    let (found, mut diagnostics) = hypothetical::check(program, case, decl);
    tidy(&mut diagnostics);
    ((!any_error(&diagnostics)).then_some(found), diagnostics)
}

/// What the passes over a pack share.
struct PackCheck {
    program: Program,
    names: Names,
    diagnostics: Vec<Diagnostic>,
    whole: Span,
}

impl PackCheck {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn over_limit(&mut self, what: &str, count: usize, limit: usize, span: Span) {
        if count == limit + 1 {
            self.report(
                Diagnostic::new(Code::TooMany, span, format!("more than {limit} {what} in one pack"))
                    .help("split the pack, or remove what is not needed"),
            );
        }
    }
}

/// Sorted by place; the same fault at the same place stays once.
fn tidy(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    diagnostics.dedup();
}

/// "a rule", "an outcome".
fn with_article(what: &str) -> String {
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {what}")
}

/// The items of all files.
fn items<'a>(files: &[&'a File]) -> impl Iterator<Item = &'a Item> {
    files.iter().flat_map(|file| &file.items)
}
