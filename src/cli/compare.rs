//! `habeas compare`. In: a case with its published outcome. Out: the evaluation beside it, as text or JSON. A divergence is a
//! result, not a failure; a case that records no outcome is one.

use super::open::open;
use super::output::{Console, Stop};
use super::{CompareArguments, CompareFormat};
use crate::compare::{Comparison, compare, json, report};
use crate::evaluate::{Proof, evaluate};
use crate::explain::{explain, text};

pub(super) fn run(console: &mut Console, arguments: &CompareArguments) -> Result<(), Stop> {
    let opened = open(console, &arguments.case)?;
    let proofs = opened.file.detentions.iter().map(|case| evaluate(&opened.program, case, opened.options));
    let compared: Vec<(Proof, Option<Comparison>)> = proofs
        .map(|proof| {
            let explanation = explain(&proof);
            let comparison = compare(&proof, &explanation);
            (proof, comparison)
        })
        .collect();
    if compared.iter().all(|(_, comparison)| comparison.is_none()) {
        return Err(Stop::Wrong(format!(
            "the case `{}` records no outcome to compare with: add an `outcome` block that says what was decided",
            opened.file.name
        )));
    }
    let style = console.style(&arguments.output);
    let printed = match arguments.format {
        CompareFormat::Text => {
            let reports = compared.iter().map(|(proof, comparison)| match comparison {
                Some(comparison) => report::report(proof, comparison),
                None => report::without_outcome(proof),
            });
            reports.map(|report| text::print(&report, style)).collect::<Vec<_>>().join("\n")
        }
        CompareFormat::Json => json::print(&opened.file, &compared),
    };
    console.deliver(&printed, &arguments.output)
}
