//! A comparison laid out for reading. In: a proof and its comparison. Out: a [`Report`]: the main conclusions in a table, the
//! articles, what was claimed and not taken up, each divergence with its reason, and the totals in a sentence.

use super::{Agreement, ArticleCompared, Comparison, ConclusionCompared, Recorded, Said, Totals, says_how_it_ends};
use crate::case::Divergent;
use crate::evaluate::Proof;
use crate::explain::report::{Block, Line, Report, Section, faint, plain, strong, valued};
use crate::explain::words;
use crate::program::{HoldingId, InstrumentId, KindId};
use crate::syntax::ast::Role;
use crate::value::Value;

/// Lays a comparison out.
#[must_use]
pub fn report(proof: &Proof, comparison: &Comparison) -> Report {
    let mut sections = vec![head(proof, comparison)];
    let kinds = proof.program.kinds_in_reading_order().into_iter();
    let (main, other): (Vec<KindId>, Vec<KindId>) = kinds.partition(|kind| says_how_it_ends(proof.program, *kind));
    sections.extend(main.into_iter().filter_map(|kind| table(proof, comparison, kind)));
    sections.extend(in_short(proof, comparison, &other));
    sections.extend(disposition(proof, comparison));
    sections.extend(reasoning(proof, comparison));
    sections.extend(claims(proof, comparison));
    sections.extend(divergences(proof, comparison));
    sections.extend(not_testable(proof, comparison));
    sections.extend(stale(proof, comparison));
    let line = vec![strong(totals(comparison.totals))];
    sections.push(Section { title: "In all".to_owned(), blocks: vec![Block::Line(line)] });
    Report { title: words::heading(proof.case), sections }
}

/// For a detention of several that records no outcome.
#[must_use]
pub fn without_outcome(proof: &Proof) -> Report {
    let line = vec![plain("No outcome is recorded for this detention, so there is nothing to compare with.")];
    let section = Section { title: String::new(), blocks: vec![Block::Line(line)] };
    Report { title: words::heading(proof.case), sections: vec![section] }
}

fn head(proof: &Proof, comparison: &Comparison) -> Section {
    let pack = &proof.program.pack;
    let version = if pack.version.is_empty() { String::new() } else { format!(", version {}", pack.version) };
    let decision = words::sentence(&comparison.decision);
    let mut blocks = vec![
        Block::Line(vec![strong(format!("What the rules give, beside what {decision} decided."))]),
        Block::Line(vec![faint(format!("{} ({}{version}).", pack.title, pack.name))]),
    ];
    let chosen = words::readings_chosen(proof.program).into_iter();
    blocks.extend(chosen.map(|line| Block::Line(vec![strong(line)])));
    if proof.options.as_pleaded {
        let source = words::party_with(proof, Role::Submits);
        blocks.push(Block::Line(vec![strong(format!("Judgements are taken as {source} pleads them."))]));
    }
    Section { title: String::new(), blocks }
}

fn of_kind<'a>(
    proof: &'a Proof,
    comparison: &'a Comparison,
    kind: KindId,
) -> impl Iterator<Item = &'a ConclusionCompared> {
    let holdings = &proof.program.holdings;
    comparison.conclusions.iter().filter(move |compared| holdings[compared.holding.index()].kind == Some(kind))
}

fn table(proof: &Proof, comparison: &Comparison, kind: KindId) -> Option<Section> {
    let mut rows = vec![vec![Line::new(), vec![faint("rules")], vec![faint("decision")], vec![faint("agree?")]]];
    rows.extend(of_kind(proof, comparison, kind).map(|compared| row(proof, compared)));
    let title = proof.program.kinds[kind.index()].title.clone();
    (rows.len() > 1).then(|| Section { title, blocks: vec![Block::Rows(rows)] })
}

fn row(proof: &Proof, compared: &ConclusionCompared) -> Vec<Line> {
    let name = words::sentence(&proof.program.holdings[compared.holding.index()].name.replace('_', " "));
    let rules = words::concluded(proof, compared.holding, compared.raised);
    let decision = match compared.stated {
        super::Stated::Yes => "applies",
        super::Stated::NotExamined => "not examined",
        super::Stated::Nothing => "not stated",
    };
    vec![
        vec![strong(name)],
        vec![valued(compared.value, format!("{} {rules}", words::conclusion_mark(compared.value, compared.raised)))],
        vec![plain(decision)],
        verdict(compared.agreement, compared.supportable(), compared.recorded.is_some()),
    ]
}

fn verdict(agreement: Agreement, supportable: bool, recorded: bool) -> Line {
    let how = if recorded { "recorded" } else { "not recorded" };
    match agreement {
        Agreement::Agree => vec![valued(Value::Yes, "✓ agree")],
        Agreement::NotExamined if supportable => vec![valued(Value::Contested, "supportable; not decided")],
        Agreement::NotExamined => vec![faint("nothing to compare")],
        Agreement::NotTestable => vec![faint("not testable")],
        Agreement::Extra => vec![tinted(recorded, format!("+ extra: supportable; not decided ({how})"))],
        Agreement::Missing => vec![tinted(recorded, format!("- missing ({how})"))],
    }
}

/// A divergence with a reason is a remark, one without is a fault.
fn tinted(recorded: bool, text: String) -> crate::explain::report::Run {
    valued(if recorded { Value::Contested } else { Value::No }, text)
}

/// One row for each of the other kinds.
fn in_short(proof: &Proof, comparison: &Comparison, kinds: &[KindId]) -> Option<Section> {
    let row = |kind: &KindId| {
        let all = of_kind(proof, comparison, *kind).count();
        let agree = of_kind(proof, comparison, *kind).filter(|compared| compared.agreement == Agreement::Agree).count();
        let names = |wanted: Agreement| -> Vec<String> {
            let those = of_kind(proof, comparison, *kind).filter(|compared| compared.agreement == wanted);
            those.map(|compared| short_name(proof, compared.holding)).collect()
        };
        let mut line =
            vec![plain(if agree == all { format!("all {all} agree") } else { format!("{agree} of {all} agree") })];
        for (wanted, word) in [
            (Agreement::Extra, "extra"),
            (Agreement::Missing, "missing"),
            (Agreement::NotExamined, "not examined"),
            (Agreement::NotTestable, "not testable"),
        ] {
            let names = names(wanted);
            if !names.is_empty() {
                line.push(strong(format!("; {word}: {}", names.join(", "))));
            }
        }
        (all > 0).then(|| vec![vec![strong(proof.program.kinds[kind.index()].title.clone())], line])
    };
    let rows: Vec<Vec<Line>> = kinds.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| Section { title: "Other conclusions".to_owned(), blocks: vec![Block::Rows(rows)] })
}

fn short_name(proof: &Proof, holding: HoldingId) -> String {
    proof.program.holdings[holding.index()].name.replace('_', " ")
}

fn disposition(proof: &Proof, comparison: &Comparison) -> Option<Section> {
    let numbered = |it: &ArticleCompared| (it.instrument, it.listed.clone(), it.agreement);
    let listed: Vec<_> = comparison.disposition.iter().map(numbered).collect();
    articles(proof, "Articles that the disposition lists", &listed)
}

fn reasoning(proof: &Proof, comparison: &Comparison) -> Option<Section> {
    let numbered = comparison.reasoning.iter().map(|it| {
        let provision = &proof.program.provisions[it.provision.index()];
        (provision.instrument, provision.number.clone(), it.agreement)
    });
    articles(proof, "Provisions that the reasoning finds breached", &numbered.collect::<Vec<_>>())
}

/// One row for each instrument and agreement.
fn articles(proof: &Proof, title: &str, all: &[(InstrumentId, String, Agreement)]) -> Option<Section> {
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for instrument in (0..proof.program.instruments.len()).map(InstrumentId::at) {
        for (wanted, word, value) in [
            (Agreement::Agree, "✓ agree", Value::Yes),
            (Agreement::Extra, "+ extra", Value::Contested),
            (Agreement::Missing, "- missing", Value::No),
        ] {
            let those = all.iter().filter(|(of, _, agreement)| *of == instrument && *agreement == wanted);
            let numbers: Vec<String> = those.map(|(_, number, _)| words::spaced(number)).collect();
            if !numbers.is_empty() {
                let name = proof.program.instruments[instrument.index()].name.clone();
                rows.push(vec![vec![strong(name)], vec![valued(value, word)], vec![plain(numbers.join(", "))]]);
            }
        }
    }
    (!rows.is_empty()).then(|| Section { title: title.to_owned(), blocks: vec![Block::Rows(rows)] })
}

fn claims(proof: &Proof, comparison: &Comparison) -> Option<Section> {
    let row = |claim: &super::ClaimCompared| {
        let holding = &proof.program.holdings[claim.holding.index()];
        let verdict = match (claim.value, claim.declined) {
            (_, Some(_)) => "declined by the rules too",
            (Value::Yes, None) => "supportable; not decided",
            (Value::Contested, None) => "contested",
            (Value::NotShown | Value::No, None) => "not made out by the rules",
        };
        let mut remark = words::places(proof.case, &claim.places);
        if let Some(recorded) = &claim.recorded {
            remark = format!("{remark}. {}", because(proof, Some(recorded)));
        }
        vec![
            vec![valued(claim.value, format!("{} {verdict}", words::mark(claim.value)))],
            vec![plain(words::sentence(&holding.title)), faint(format!(" {remark}"))],
        ]
    };
    let rows: Vec<Vec<Line>> = comparison.claims.iter().map(row).collect();
    let title = "Claimed, and not taken up by the decision".to_owned();
    (!rows.is_empty()).then(|| Section { title, blocks: vec![Block::Rows(rows)] })
}

fn divergences(proof: &Proof, comparison: &Comparison) -> Option<Section> {
    let program = proof.program;
    let mut rows = Vec::new();
    let mut put = |name: String, agreement: Agreement, place: &str, recorded: &Option<Recorded>| {
        let what = match agreement {
            Agreement::Extra => format!("extra in {place}"),
            Agreement::Missing => format!("missing in {place}"),
            Agreement::Agree | Agreement::NotExamined | Agreement::NotTestable => return,
        };
        let tint = tinted(recorded.is_some(), what);
        rows.push(vec![vec![strong(name)], vec![tint], vec![plain(because(proof, recorded.as_ref()))]]);
    };
    for it in &comparison.conclusions {
        put(
            words::sentence(&program.holding_name(it.holding).replace('_', " ")),
            it.agreement,
            "conclusions",
            &it.recorded,
        );
    }
    for it in &comparison.disposition {
        let name = format!("{} {}", program.instruments[it.instrument.index()].name, words::spaced(&it.listed));
        put(name, it.agreement, "disposition", &it.recorded);
    }
    for it in &comparison.reasoning {
        put(words::spaced(&program.provision_name(it.provision)), it.agreement, "reasoning", &it.recorded);
    }
    let title = "Where rules and decision diverge".to_owned();
    (!rows.is_empty()).then(|| Section { title, blocks: vec![Block::Rows(rows)] })
}

/// What the decision states and the facts at hand can neither bear out nor refute.
fn not_testable(proof: &Proof, comparison: &Comparison) -> Option<Section> {
    let those = comparison.conclusions.iter().filter(|it| it.agreement == Agreement::NotTestable);
    let row = |it: &ConclusionCompared| {
        let name = words::sentence(&proof.program.holding_name(it.holding).replace('_', " "));
        vec![vec![strong(name)], vec![plain(because(proof, it.recorded.as_ref()))]]
    };
    let rows: Vec<Vec<Line>> = those.map(row).collect();
    let title = "Decided, and not testable on the facts at hand".to_owned();
    (!rows.is_empty()).then(|| Section { title, blocks: vec![Block::Rows(rows)] })
}

fn because(proof: &Proof, recorded: Option<&Recorded>) -> String {
    let Some(recorded) = recorded else { return "No reason is recorded.".to_owned() };
    let places = words::places(proof.case, &recorded.places);
    if places.is_empty() { recorded.reason.clone() } else { format!("{} ({places})", recorded.reason) }
}

fn stale(proof: &Proof, comparison: &Comparison) -> impl Iterator<Item = Section> {
    let rows = |said: Said, title: &str| {
        let those = comparison.stale.iter().filter(|stale| stale.said == said);
        let rows: Vec<Vec<Line>> = those.map(|stale| stale_row(proof, stale)).collect();
        (!rows.is_empty()).then(|| Section { title: title.to_owned(), blocks: vec![Block::Rows(rows)] })
    };
    let differs = rows(Said::Differs, "Recorded as diverging, but it does not");
    let not_testable = rows(Said::NotTestable, "Said to be not testable, but the rules reach it on the facts");
    differs.into_iter().chain(not_testable)
}

fn stale_row(proof: &Proof, stale: &super::Stale) -> Vec<Line> {
    {
        let name = match stale.subject {
            Divergent::Provision(id) => words::spaced(&proof.program.provision_name(id)),
            Divergent::Holding(id) => words::sentence(&proof.program.holding_name(id).replace('_', " ")),
        };
        vec![vec![strong(name)], vec![plain(because(proof, Some(&stale.recorded)))]]
    }
}

/// "Of 40 points compared, 37 agree, 1 was not examined and 2 diverge: …".
fn totals(totals: Totals) -> String {
    let Totals {
        compared,
        agree,
        extra,
        missing,
        not_examined,
        not_testable,
        supportable,
        recorded,
        unrecorded,
        stale,
    } = totals;
    let mut text = format!("Of {compared} points compared, {agree} agree");
    if not_examined > 0 {
        text.push_str(&format!(", {not_examined} {} not examined", if not_examined == 1 { "was" } else { "were" }));
    }
    match extra + missing {
        0 => text.push_str(" and none diverges"),
        diverge => {
            let verb = if diverge == 1 { "diverges" } else { "diverge" };
            text.push_str(&format!(
                " and {diverge} {verb} ({extra} where the rules go further, {missing} where the decision does; \
                 {recorded} with a recorded reason, {unrecorded} without)"
            ));
        }
    }
    if not_testable > 0 {
        let (what, verb) = if not_testable == 1 { ("point", "was") } else { ("points", "were") };
        text.push_str(&format!(
            "; {not_testable} more {what} of the decision {verb} not testable on the facts at hand"
        ));
    }
    if supportable > 0 {
        text.push_str(&format!("; of what was not decided, {supportable} could be supported"));
    }
    if stale > 0 {
        text.push_str(&format!(
            "; of what is recorded as diverging or not testable, {stale} {} not so",
            if stale == 1 { "is" } else { "are" }
        ));
    }
    text.push('.');
    text
}
