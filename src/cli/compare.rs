//! `habeas compare`. In: a case with its published outcome, or many. Out: the evaluation beside it; over many cases, agreement
//! counted. A divergence is a result, not a failure; where no case records an outcome, that is one.

use std::path::Path;

use super::gather::{Purpose, gather};
use super::open::{Extent, open, read_as};
use super::output::{Console, Stop};
use super::{CaseArguments, CompareArguments, ComparisonFormat};
use crate::compare::{Comparison, compare, json, report};
use crate::evaluate::{Options, Proof, evaluate};
use crate::explain::report::Report;
use crate::explain::words::labelled;
use crate::explain::{explain, html, text};
use crate::tally::{self, Tally};

pub(super) fn run(console: &mut Console, arguments: &CompareArguments) -> Result<(), Stop> {
    match &arguments.cases[..] {
        [one] if !one.is_dir() => single(console, arguments, one),
        _ => many(console, arguments),
    }
}

/// One case, point by point.
fn single(console: &mut Console, arguments: &CompareArguments, case: &Path) -> Result<(), Stop> {
    let CompareArguments { rules, as_pleaded, reading, .. } = arguments;
    let named = CaseArguments {
        case: case.to_path_buf(),
        rules: rules.clone(),
        as_pleaded: *as_pleaded,
        reading: reading.clone(),
    };
    let opened = open(console, &named)?;
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
    let reports = || -> Vec<Report> {
        let all = compared.iter().map(|(proof, comparison)| match comparison {
            Some(comparison) => report::report(proof, comparison),
            None => report::without_outcome(proof),
        });
        all.collect()
    };
    let printed = match arguments.format {
        ComparisonFormat::Text => texts(console, arguments, &reports()),
        ComparisonFormat::Html => html::print(&labelled(&opened.file.title, &opened.file.reported_by), &reports()),
        ComparisonFormat::Json => json::print(&opened.file, &compared),
    };
    console.deliver(&printed, &arguments.output)
}

fn texts(console: &Console, arguments: &CompareArguments, reports: &[Report]) -> String {
    let style = console.style(&arguments.output);
    reports.iter().map(|report| text::print(report, style)).collect::<Vec<_>>().join("\n")
}

/// Many cases, counted.
fn many(console: &mut Console, arguments: &CompareArguments) -> Result<(), Stop> {
    let purpose = Purpose { extent: Extent::AsItStands, refused: "agreement is not counted", beside: None };
    let mut gathered = gather(console, &arguments.cases, arguments.rules.as_deref(), purpose)?;
    for pack in &mut gathered.packs {
        arguments.reading.iter().try_for_each(|asked| read_as(&mut pack.program, asked))?;
    }
    let options = Options { as_pleaded: arguments.as_pleaded };
    let tallies = gathered.packs.iter().map(|pack| {
        let mut tally = Tally::of(&pack.program, options);
        pack.cases.iter().for_each(|file| tally.take(file));
        tally
    });
    let tallies: Vec<Tally> = tallies.filter(|tally| !tally.entries.is_empty()).collect();
    if tallies.is_empty() {
        return Err(Stop::Wrong(
            "no case here records an outcome to compare with: name cases that have an `outcome` block".to_owned(),
        ));
    }
    let printed = match arguments.format {
        ComparisonFormat::Text => {
            let reports: Vec<Report> = tallies.iter().map(tally::report::report).collect();
            texts(console, arguments, &reports)
        }
        ComparisonFormat::Html => page(&tallies)?,
        ComparisonFormat::Json => tally::json::print(&tallies),
    };
    console.deliver(&printed, &arguments.output)
}

fn page(tallies: &[Tally]) -> Result<String, Stop> {
    let mut reports = Vec::new();
    for tally in tallies {
        let svg =
            tally::picture::svg(tally).map_err(|fault| Stop::Wrong(format!("no picture can be drawn: {}", fault.0)))?;
        reports.push(tally::report::page(tally, svg));
    }
    Ok(html::print(tally::report::TITLE, &reports))
}
