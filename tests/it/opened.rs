//! Opens the built-in pack and a case for the tests, as the command line does but without the disk.
#![expect(clippy::panic, reason = "a helper of tests fails by panicking")]

use habeas::case::CaseFile;
use habeas::check::{check_case, check_pack};
use habeas::diagnostic::{Diagnostic, any_error, terminal::render};
use habeas::evaluate::{Options, Proof, evaluate};
use habeas::pack::embedded::embedded_pack;
use habeas::program::Program;
use habeas::source::{SourceId, Sources, Span};
use habeas::syntax::ast::File;
use habeas::syntax::parse;

/// A case and its pack, both without errors.
pub(crate) struct Opened {
    pub(crate) program: Program,
    pub(crate) file: CaseFile,
}

impl Opened {
    /// Each detention, evaluated.
    pub(crate) fn proofs(&self) -> Vec<Proof<'_>> {
        self.file.detentions.iter().map(|case| evaluate(&self.program, case, Options::default())).collect()
    }
}

/// The case of Alnur Ilyashev.
pub(crate) fn ilyashev() -> Opened {
    opened(include_str!("../../cases/ilyashev.case"))
}

/// A case under the built-in pack.
#[track_caller]
pub(crate) fn opened(case: &str) -> Opened {
    let mut sources = Sources::default();
    let pack = embedded_pack("wgad").expect("the pack is built in");
    let laws = take(&mut sources, pack.files.iter().copied());
    let whole = Span::new(SourceId(0), 0, 0);
    let checked = check_pack(&laws, whole);
    let program = checked.program.unwrap_or_else(|| panic!("{}", render(&sources, &checked.diagnostics, false)));
    let files = take(&mut sources, [("the case", case)].into_iter());
    let checked = check_case(&program, &files, whole);
    let file = checked.case.unwrap_or_else(|| panic!("{}", render(&sources, &checked.diagnostics, false)));
    Opened { program, file }
}

#[track_caller]
fn take<'a>(sources: &mut Sources, texts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<File> {
    let mut faults: Vec<Diagnostic> = Vec::new();
    let mut files = Vec::new();
    for (name, text) in texts {
        let source = sources.add(name, text.to_owned());
        let parsed = parse(source, text);
        faults.extend(parsed.diagnostics);
        files.push(parsed.file);
    }
    assert!(!any_error(&faults), "{}", render(sources, &faults, false));
    files
}

/// A case under a pack of its own; nothing where the case has errors.
#[track_caller]
pub(crate) fn opened_under(law: &str, case: &str) -> Option<Opened> {
    let mut sources = Sources::default();
    let whole = Span::new(SourceId(0), 0, 0);
    let checked = check_pack(&take(&mut sources, [("the pack", law)].into_iter()), whole);
    let program = checked.program.unwrap_or_else(|| panic!("{}", render(&sources, &checked.diagnostics, false)));
    let files = take(&mut sources, [("the case", case)].into_iter());
    let file = check_case(&program, &files, whole).case?;
    Some(Opened { program, file })
}
