//! A tally laid out for reading: what the figures are and are not, the figures, each conclusion, what was decided beside what
//! the rules give, each difference with its reason, and what could not be tested. In: a tally. Out: a [`Report`].

use super::{Among, Confusion, Counts, Entry, Figures, Tally};
use crate::compare::{Agreement, ConclusionCompared};
use crate::explain::report::{Block, Branch, Line, Report, Section, faint, plain, strong, valued};
use crate::explain::words;
use crate::program::{HoldingId, KindId};
use crate::syntax::ast::Role;
use crate::value::Value;

/// What the figures are.
pub const TITLE: &str = "Agreement of these rules with selected decisions";
/// What they are not.
pub const CAUTION: &str = "This is no prediction. The figures say how far the rules give the published result of the decisions at hand on the facts \
                           that these cases tell. The decisions were not drawn by chance; how the rules fare on others is not known.";

/// The whole report.
#[must_use]
pub fn report(tally: &Tally) -> Report {
    let (all, others) = (tally.figures(Among::All), tally.figures(Among::Others));
    let split = others.detentions != all.detentions;
    let mut sections = vec![head(tally, &all), figures(tally, &all, split.then_some(&others))];
    sections.extend(conclusions(tally, &all, ""));
    if split && others.detentions > 0 {
        sections.extend(conclusions(tally, &others, ", in decisions that the rules do not cite"));
    }
    sections.extend(all.confusions.iter().map(|it| confusion(tally, it)));
    sections.extend(listed(tally, "Where rules and decision differ", Entry::diverging));
    sections.extend(listed(tally, "Decided, and not testable on the facts told", Entry::untestable));
    Report { title: TITLE.to_owned(), sections }
}

/// The report of a page: the picture stands behind the figures.
#[must_use]
pub fn page(tally: &Tally, svg: String) -> Report {
    let mut report = report(tally);
    let place = report.sections.len().min(2);
    let title = "How often each conclusion was found, and by whom".to_owned();
    report.sections.insert(place, Section { title, blocks: vec![Block::Picture { svg }] });
    report
}

/// "1 detention", "2 detentions".
#[must_use]
pub fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// "86 %"; of nothing no share is said.
fn percent((part, whole): (usize, usize)) -> String {
    (part * 200 + whole).checked_div(whole * 2).map_or_else(|| "–".to_owned(), |percent| format!("{percent} %"))
}

/// "12 of 14 (86 %)".
fn share((part, whole): (usize, usize)) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{part} of {whole} ({})", percent((part, whole))) }
}

/// "Category III" in the kind that readers look for first, "Not arbitrary" in the others.
fn row_name(tally: &Tally, holding: HoldingId) -> String {
    let kind = tally.program.holdings[holding.index()].kind;
    match kind == words::main_kind(tally.program) {
        true => name(tally, holding),
        false => words::sentence(&short_name(tally, holding)),
    }
}

/// "Category III", "Not arbitrary".
pub(super) fn name(tally: &Tally, holding: HoldingId) -> String {
    words::sentence(&tally.program.holding_name(holding).replace('_', " "))
}

/// Without its kind: "not arbitrary".
pub(super) fn short_name(tally: &Tally, holding: HoldingId) -> String {
    tally.program.holdings[holding.index()].name.replace('_', " ")
}

fn head(tally: &Tally, all: &Figures) -> Section {
    let pack = &tally.program.pack;
    let version = if pack.version.is_empty() { String::new() } else { format!(", version {}", pack.version) };
    let mut blocks = vec![
        Block::Line(vec![strong(CAUTION)]),
        Block::Line(vec![faint(format!("{} ({}{version}).", pack.title, pack.name))]),
    ];
    let chosen = words::readings_chosen(tally.program).into_iter();
    blocks.extend(chosen.map(|line| Block::Line(vec![strong(line)])));
    if tally.options().as_pleaded {
        let source = tally.program.party_with(Role::Submits);
        let source = source.map_or("the source", |id| tally.program.parties[id.index()].title.as_str());
        blocks.push(Block::Line(vec![strong(format!("Judgements are taken as {source} pleads them."))]));
    }
    let mut names: Vec<&str> = tally.entries.iter().map(|entry| entry.file.name.as_str()).collect();
    names.dedup();
    let mut line = format!(
        "{} in {}, one for each person, period or State that is decided for itself.",
        counted(all.detentions, "detention"),
        counted(names.len(), "case")
    );
    if tally.without > 0 {
        let verb = if tally.without == 1 { "records" } else { "record" };
        line.push_str(&format!(" {} {verb} no outcome and are not counted.", counted(tally.without, "more detention")));
        line = line.replace("records no outcome and are", "records no outcome and is");
    }
    blocks.push(Block::Line(vec![plain(line)]));
    let read = tally.entries.iter().filter(|entry| entry.case.reported_by.is_empty()).count();
    if read < all.detentions {
        let rest = counted(all.detentions - read, "detention");
        let verb = if all.detentions - read == 1 { "is" } else { "are" };
        blocks.push(Block::Line(vec![plain(format!("{rest} {verb} known from reports; the opinions were not read."))]));
    }
    Section { title: String::new(), blocks }
}

fn figures(tally: &Tally, all: &Figures, others: Option<&Figures>) -> Section {
    let cited = tally.figures(Among::Cited);
    let columns: Vec<&Figures> = match others {
        Some(others) => vec![all, &cited, others],
        None => vec![all],
    };
    let mut rows = Vec::new();
    if others.is_some() {
        let heads = ["all", "cited by the rules", "others"].map(|word| vec![faint(word)]);
        rows.push([vec![Line::new()], heads.to_vec()].concat());
    }
    let mut row = |what: &str, cell: &dyn Fn(&Figures) -> String| {
        let cells = columns.iter().map(|figures| vec![plain(cell(figures))]);
        rows.push([vec![vec![plain(what)]], cells.collect()].concat());
    };
    row("Detentions", &|it| it.detentions.to_string());
    row("With every conclusion testable", &|it| (it.exact + it.different).to_string());
    row("– all as decided (exact agreement)", &|it| share((it.exact, it.exact + it.different)));
    row("With something not testable", &|it| (it.rest_exact + it.rest_different).to_string());
    row("– the rest as decided", &|it| share((it.rest_exact, it.rest_exact + it.rest_different)));
    row("With nothing decided testable", &|it| it.nothing_testable.to_string());
    row("Differences with a recorded reason", &|it| it.recorded.to_string());
    row("Differences without", &|it| it.unrecorded.to_string());
    let mut blocks = vec![Block::Rows(rows)];
    if others.is_some() {
        let note = "A decision that the rules cite is one they were written from, at least in part: agreement with it is \
                    no test of them.";
        blocks.push(Block::Line(vec![faint(note)]));
    }
    Section { title: "Detentions in which every conclusion is as decided".to_owned(), blocks }
}

/// A table for each kind.
fn conclusions(tally: &Tally, figures: &Figures, among: &str) -> Vec<Section> {
    let kind = |holding: &HoldingId| tally.program.holdings[holding.index()].kind;
    let mut kinds: Vec<KindId> = figures.conclusions.iter().filter_map(|(holding, _)| kind(holding)).collect();
    kinds.dedup();
    let tables = kinds.into_iter().map(|wanted| {
        let those = figures.conclusions.iter().filter(|(holding, _)| kind(holding) == Some(wanted));
        let title = words::inside_sentence(&tally.program.kinds[wanted.index()].title);
        Section { title: format!("Each {title}{among}"), blocks: table(tally, those) }
    });
    let mut sections: Vec<Section> = tables.collect();
    let mut note =
        "Precision: of those that the rules find, how many the decision finds. Recall: of those that the decision \
                    finds, how many the rules find; what is not testable is left out."
            .to_owned();
    let not_examined: usize = figures.conclusions.iter().map(|(_, counts)| counts.not_examined).sum();
    if not_examined > 0 {
        let verb = if not_examined == 1 { "is" } else { "are" };
        let them = counted(not_examined, "conclusion");
        note.push_str(&format!(" {them} that a decision says it does not examine {verb} left out too."));
    }
    if let Some(last) = sections.last_mut() {
        last.blocks.push(Block::Line(vec![faint(note)]));
        last.blocks.extend(strict_recall(tally, figures).map(|line| Block::Line(vec![plain(line)])));
    }
    sections
}

/// What is not testable is said only of what the rules do not reach; so the figure without that mercy is told too.
fn strict_recall(tally: &Tally, figures: &Figures) -> Option<String> {
    let those = figures.conclusions.iter().filter(|(_, counts)| counts.not_testable > 0);
    let one = |(holding, counts): &(HoldingId, Counts)| {
        let recall = share((counts.both, counts.both + counts.only_decision + counts.not_testable));
        format!("{} {recall}", words::inside_sentence(&row_name(tally, *holding)))
    };
    let told: Vec<String> = those.map(one).collect();
    let lead = "If what is not testable were counted as missed by the rules, recall would be";
    (!told.is_empty()).then(|| format!("{lead}: {}.", told.join("; ")))
}

/// A row for each conclusion that either side finds; the others in a line.
fn table<'a>(tally: &Tally, those: impl Iterator<Item = &'a (HoldingId, Counts)>) -> Vec<Block> {
    let heads = ["", "both", "only rules", "only decision", "neither", "not testable", "precision", "recall"];
    let mut rows: Vec<Vec<Line>> = vec![heads.iter().map(|head| vec![faint(*head)]).collect()];
    let mut never = Vec::new();
    for (holding, counts) in those {
        let Counts { both, only_rules, only_decision, neither, not_testable, .. } = counts;
        if both + only_rules + only_decision + not_testable == 0 {
            never.push(short_name(tally, *holding));
            continue;
        }
        let mut row = vec![vec![strong(row_name(tally, *holding))]];
        row.extend(
            [both, only_rules, only_decision, neither, not_testable].map(|count| vec![plain(count.to_string())]),
        );
        row.extend([counts.precision(), counts.recall()].map(|part| vec![plain(percent(part))]));
        rows.push(row);
    }
    let mut blocks = vec![Block::Rows(rows)];
    if !never.is_empty() {
        let never = words::listed_with(&never, "and");
        blocks.push(Block::Line(vec![faint(format!(
            "Neither decided nor given by the rules in any detention: {never}."
        ))]));
    }
    blocks
}

/// "arbitrary", "none".
pub(super) fn label(tally: &Tally, set: &[HoldingId]) -> String {
    let names: Vec<String> = set.iter().map(|holding| short_name(tally, *holding)).collect();
    if names.is_empty() { "none".to_owned() } else { words::listed_with(&names, "and") }
}

fn confusion(tally: &Tally, confusion: &Confusion) -> Section {
    let labels: Vec<String> = confusion.labels.iter().map(|set| label(tally, set)).collect();
    let mut rows = vec![vec![vec![faint("decided ↓ rules →")]]];
    rows[0].extend(labels.iter().map(|label| vec![faint(label.clone())]));
    for (place, (label, counts)) in labels.iter().zip(&confusion.counts).enumerate() {
        let cell = |(column, count): (usize, &usize)| match (*count, column == place) {
            (0, _) => vec![faint("·")],
            (count, true) => vec![strong(count.to_string())],
            (count, false) => vec![valued(Value::Contested, count.to_string())],
        };
        rows.push(
            std::iter::once(vec![plain(words::sentence(label))]).chain(counts.iter().enumerate().map(cell)).collect(),
        );
    }
    let mut blocks = vec![Block::Rows(rows)];
    if confusion.left_out > 0 {
        let them = counted(confusion.left_out, "detention");
        let verb = if confusion.left_out == 1 { "is" } else { "are" };
        blocks.push(Block::Line(vec![faint(format!(
            "{them} {verb} left out: what was decided is not testable or not examined."
        ))]));
    }
    let kind = words::inside_sentence(&tally.program.kinds[confusion.kind.index()].title);
    Section { title: format!("What was decided, and what the rules give: {kind}"), blocks }
}

/// One branch for each detention with such conclusions.
fn listed<'a, I>(tally: &'a Tally<'a>, title: &str, those: fn(&'a Entry<'a>) -> I) -> Option<Section>
where
    I: Iterator<Item = &'a ConclusionCompared>,
{
    let of_entry = |entry: &'a Entry<'a>| {
        let parts: Vec<Branch> = those(entry).map(|it| point(tally, entry, it)).collect();
        let line = vec![plain(format!("{}: ", words::sentence(&entry.decision))), strong(words::heading(entry.case))];
        (!parts.is_empty()).then(|| Block::Tree(Branch { line, parts, open: true, ..Branch::default() }))
    };
    let blocks: Vec<Block> = tally.entries.iter().filter_map(of_entry).collect();
    (!blocks.is_empty()).then(|| Section { title: title.to_owned(), blocks })
}

fn point(tally: &Tally, entry: &Entry, it: &ConclusionCompared) -> Branch {
    let how = match (it.agreement, it.value) {
        (Agreement::Extra, _) => ": only the rules. ",
        (Agreement::Missing, Value::Contested) => ": only the decision (contested under the rules). ",
        (Agreement::Missing, _) => ": only the decision. ",
        (Agreement::NotTestable | Agreement::NotExamined | Agreement::Agree, _) => ": ",
    };
    let because = match &it.recorded {
        None => "No reason is recorded.".to_owned(),
        Some(recorded) => match words::places(entry.case, &recorded.places) {
            places if places.is_empty() => recorded.reason.clone(),
            places => format!("{} ({places})", recorded.reason),
        },
    };
    let mark = it.agreement.diverges().then_some(it.value);
    Branch { mark, line: vec![strong(name(tally, it.holding)), plain(how), plain(because)], ..Branch::default() }
}
