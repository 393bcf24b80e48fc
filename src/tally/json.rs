//! The JSON answer of `habeas compare` over many cases. In: one tally for each pack. Out: one object on one line, in the shape
//! of `docs/schema/compare-many.json`.

use std::borrow::Cow;

use serde::Serialize;

use super::report::{CAUTION, TITLE};
use super::{Among, Confusion, Counts, Entry, Figures, Tally};
use crate::compare::ConclusionCompared;
use crate::explain::json::places::paras;
use crate::explain::json::readings::chosen;
use crate::explain::json::{Pack, line};
use crate::program::HoldingId;

/// The JSON Schema of the answer.
pub const SCHEMA: &str = include_str!("../../docs/schema/compare-many.json");

/// Prints the answer.
#[must_use]
pub fn print(tallies: &[Tally]) -> String {
    line(&Answer { title: TITLE, caution: CAUTION, packs: tallies.iter().map(pack).collect() })
}

#[derive(Serialize)]
struct Answer<'a> {
    title: &'static str,
    caution: &'static str,
    packs: Vec<Compared<'a>>,
}

#[derive(Serialize)]
struct Compared<'a> {
    pack: Pack<'a>,
    as_pleaded: bool,
    readings: Vec<String>,
    without_outcome: usize,
    all: Counted<'a>,
    cited_by_the_rules: Counted<'a>,
    others: Counted<'a>,
    detentions: Vec<Detention<'a>>,
}

#[derive(Serialize)]
struct Counted<'a> {
    detentions: usize,
    exact: usize,
    different: usize,
    rest_exact: usize,
    rest_different: usize,
    nothing_testable: usize,
    recorded: usize,
    unrecorded: usize,
    conclusions: Vec<Found<'a>>,
    confusions: Vec<Confused<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    kind: &'a str,
    id: &'a str,
    both: usize,
    only_rules: usize,
    only_decision: usize,
    neither: usize,
    not_testable: usize,
    not_examined: usize,
    precision: Option<f64>,
    recall: Option<f64>,
}

#[derive(Serialize)]
struct Confused<'a> {
    kind: &'a str,
    labels: Vec<Vec<&'a str>>,
    counts: Vec<Vec<usize>>,
    left_out: usize,
}

#[derive(Serialize)]
struct Detention<'a> {
    case: &'a str,
    detention: &'a str,
    title: String,
    reported_by: &'a [String],
    decision: &'a str,
    cited_by_the_rules: bool,
    conclusions: Vec<Conclusion<'a>>,
}

#[derive(Serialize)]
struct Conclusion<'a> {
    kind: &'a str,
    id: &'a str,
    rules: &'static str,
    decision: &'static str,
    result: &'static str,
    reason: Option<&'a str>,
    paras: Vec<Cow<'a, str>>,
}

fn pack<'a>(tally: &'a Tally) -> Compared<'a> {
    Compared {
        pack: Pack::of(&tally.program.pack),
        as_pleaded: tally.options().as_pleaded,
        readings: chosen(tally.program),
        without_outcome: tally.without,
        all: counted(tally, tally.figures(Among::All)),
        cited_by_the_rules: counted(tally, tally.figures(Among::Cited)),
        others: counted(tally, tally.figures(Among::Others)),
        detentions: tally.entries.iter().map(|entry| detention(tally, entry)).collect(),
    }
}

fn kind<'a>(tally: &'a Tally, holding: HoldingId) -> &'a str {
    let kind = tally.program.holdings[holding.index()].kind;
    kind.map_or("", |kind| tally.program.kinds[kind.index()].name.as_str())
}

fn id<'a>(tally: &'a Tally, holding: HoldingId) -> &'a str {
    &tally.program.holdings[holding.index()].name
}

fn counted<'a>(tally: &'a Tally, figures: Figures) -> Counted<'a> {
    let Figures {
        detentions,
        exact,
        different,
        rest_exact,
        rest_different,
        nothing_testable,
        recorded,
        unrecorded,
        ..
    } = figures;
    Counted {
        detentions,
        exact,
        different,
        rest_exact,
        rest_different,
        nothing_testable,
        recorded,
        unrecorded,
        conclusions: figures.conclusions.iter().map(|(holding, counts)| found(tally, *holding, counts)).collect(),
        confusions: figures.confusions.into_iter().map(|it| confused(tally, it)).collect(),
    }
}

fn found<'a>(tally: &'a Tally, holding: HoldingId, counts: &Counts) -> Found<'a> {
    let Counts { both, only_rules, only_decision, neither, not_testable, not_examined } = *counts;
    #[expect(clippy::cast_precision_loss, reason = "detentions are counted in thousands")]
    let share = |(part, whole): (usize, usize)| (whole > 0).then(|| part as f64 / whole as f64);
    Found {
        kind: kind(tally, holding),
        id: id(tally, holding),
        both,
        only_rules,
        only_decision,
        neither,
        not_testable,
        not_examined,
        precision: share(counts.precision()),
        recall: share(counts.recall()),
    }
}

fn confused<'a>(tally: &'a Tally, confusion: Confusion) -> Confused<'a> {
    let Confusion { kind, labels, counts, left_out } = confusion;
    let label = |set: &Vec<HoldingId>| set.iter().map(|holding| id(tally, *holding)).collect();
    let kind = &tally.program.kinds[kind.index()].name;
    Confused { kind, labels: labels.iter().map(label).collect(), counts, left_out }
}

fn detention<'a>(tally: &'a Tally, entry: &'a Entry) -> Detention<'a> {
    let conclusion = |it: &'a ConclusionCompared| Conclusion {
        kind: kind(tally, it.holding),
        id: id(tally, it.holding),
        rules: it.value.word(),
        decision: it.stated.word(),
        result: it.agreement.word(),
        reason: it.recorded.as_ref().map(|recorded| recorded.reason.as_str()),
        paras: it.recorded.as_ref().map_or_else(Vec::new, |recorded| paras(entry.case, &recorded.places)),
    };
    Detention {
        case: &entry.file.name,
        detention: &entry.case.name,
        title: crate::explain::words::heading(entry.case),
        reported_by: &entry.case.reported_by,
        decision: &entry.decision,
        cited_by_the_rules: entry.cited,
        conclusions: entry.conclusions.iter().map(conclusion).collect(),
    }
}
