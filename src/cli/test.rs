//! `habeas test`. In: files and folders. Out: every failed expectation and every divergence from a published outcome that is not
//! recorded, or recorded and no longer so, as a difference with its reasons; a summary; an exit code. The JSON answer is one object even
//! where a case cannot be read: it then holds what is wrong with it.

use super::masking::reading_for;
use super::open::{Extent, read};
use super::output::{Console, Stop};
use super::{TestArguments, TestFormat};
use crate::case::CaseFile;
use crate::compare::compare;
use crate::evaluate::{Options, evaluate};
use crate::explain::{explain, text};
use crate::hypothesis::json::Ledger;
use crate::hypothesis::{report, test};
use crate::pack::discover;
use crate::program::Program;
use crate::source::Sources;

pub(super) fn run(console: &mut Console, arguments: &TestArguments) -> Result<(), Stop> {
    let found = discover(&arguments.paths)?;
    let mut ledger = Ledger::default();
    let mut printed = String::new();
    let mut faulty = None;
    for path in &found.cases {
        let mut reading = match reading_for(console, path, arguments.rules.as_deref()) {
            Ok(reading) => reading,
            Err(stop) => {
                let reason = "it cannot be read whole, and so not masked".to_owned();
                ledger.unreadable("a case", (&Sources::default(), &[]), Some(reason));
                faulty = Some(faulty.filter(|before| matches!(before, Stop::Failed(_))).unwrap_or(stop));
                continue;
            }
        };
        let opened = read(&mut reading, path, arguments.rules.as_deref(), Extent::WithHypotheticals);
        let told = console.diagnose(&reading.sources, &reading.diagnostics);
        match (opened, told) {
            (Ok(Some((program, file))), Ok(())) => printed.push_str(&one(console, &program, &file, &mut ledger)),
            (opened, _) => {
                let failure = match opened {
                    Err(Stop::Failed(failure)) => Some(failure),
                    Ok(_) | Err(_) => None,
                };
                let reason = failure.as_ref().map(|failure| console.masked(&failure.to_string()));
                ledger.unreadable(
                    &console.masked(&path.to_string_lossy()),
                    (&reading.sources, &reading.diagnostics),
                    reason,
                );
                let stop = failure.map_or(Stop::Faulty, Stop::Failed);
                // What the environment refused weighs more than what is wrong with a case.
                faulty = Some(faulty.filter(|before| matches!(before, Stop::Failed(_))).unwrap_or(stop));
            }
        }
    }
    match arguments.format {
        TestFormat::Json => console.result(&ledger.print())?,
        // A summary of what could be read alone would look like success.
        TestFormat::Text if faulty.is_some() => console.result(&printed)?,
        TestFormat::Text => console.result(&format!("{printed}{}\n", ledger.summary()))?,
    }
    match faulty {
        Some(stop) => Err(stop),
        None if ledger.failed() => Err(Stop::Faulty),
        None => Ok(()),
    }
}

/// Tests one case; gives its failures as text.
fn one(console: &Console, program: &Program, file: &CaseFile, ledger: &mut Ledger) -> String {
    let style = console.style_here();
    let mut failures = Vec::new();
    for case in &file.detentions {
        let tested = test(program, case, Options::default(), |proof, tested| {
            failures.push(text::print(&report::failed(proof, &explain(proof), tested), style));
        });
        for one in &tested {
            ledger.hypothetical(program, (file, case), one);
        }
        let proof = evaluate(program, case, Options::default());
        if let Some(comparison) = compare(&proof, &explain(&proof)) {
            failures.extend(report::diverging(&proof, &comparison).map(|report| text::print(&report, style)));
            ledger.outcome(&file.name, case, &comparison);
        }
    }
    failures.iter().map(|failure| format!("{failure}\n")).collect()
}
