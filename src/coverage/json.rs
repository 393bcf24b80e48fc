//! The JSON answer of `habeas coverage`. In: packs and what their cases show. Out: one object on one line, in the shape of
//! `docs/schema/coverage.json`.

use serde::Serialize;

use super::report::{ever, loss_words, words_of};
use super::{ConditionCover, Covered, ExceptionCover, Mutant, Mutation, Witness, World};
use crate::explain::json::{Pack, line};
use crate::program::{Rule, Unless};
use crate::source::Span;

/// The JSON Schema of the answer.
pub const SCHEMA: &str = include_str!("../../docs/schema/coverage.json");

/// Prints the answer.
#[must_use]
pub fn print(covered: &[(Covered, Option<Mutation>)]) -> String {
    line(&Answer { packs: covered.iter().map(|(covered, mutation)| pack(covered, mutation.as_ref())).collect() })
}

#[derive(Serialize)]
struct Answer<'a> {
    packs: Vec<Covering<'a>>,
}

#[derive(Serialize)]
struct Covering<'a> {
    pack: Pack<'a>,
    cases: usize,
    hypotheticals: usize,
    totals: Figures,
    rules: Vec<RuleShown<'a>>,
    judgements: Vec<JudgementShown<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mutation: Option<Mutated<'a>>,
}

#[derive(Serialize)]
struct Figures {
    rules: Share,
    exceptions: Share,
    conditions: Share,
}

#[derive(Serialize)]
struct Share {
    shown: usize,
    of: usize,
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

/// The case or hypothetical that shows something first.
#[derive(Serialize)]
struct By<'a> {
    case: &'a str,
    detention: &'a str,
    title: &'a str,
    hypothetical: Option<&'a str>,
}

#[derive(Serialize)]
struct RuleShown<'a> {
    id: &'a str,
    title: &'a str,
    heading: &'a str,
    at: At<'a>,
    applies: Option<By<'a>>,
    contested: Option<By<'a>>,
    exceptions: Vec<ExceptionShown<'a>>,
    conditions: Vec<ConditionShown<'a>>,
}

#[derive(Serialize)]
struct ExceptionShown<'a> {
    text: String,
    at: At<'a>,
    defeats: Option<By<'a>>,
    lowers: Option<By<'a>>,
}

#[derive(Serialize)]
struct ConditionShown<'a> {
    text: String,
    at: At<'a>,
    /// From 1; absent in a `when` and in a default reading.
    exception: Option<usize>,
    yes: Option<By<'a>>,
    otherwise: Option<By<'a>>,
    decides: Option<By<'a>>,
    ever: &'static str,
}

#[derive(Serialize)]
struct JudgementShown<'a> {
    id: String,
    question: &'a str,
    at: At<'a>,
    conditions: Vec<ConditionShown<'a>>,
}

#[derive(Serialize)]
struct Mutated<'a> {
    tried: usize,
    noticed: usize,
    complete: bool,
    asked: usize,
    failing: usize,
    survivors: Vec<Survivor<'a>>,
}

#[derive(Serialize)]
struct Survivor<'a> {
    loss: &'static str,
    rule: Option<&'a str>,
    judgement: Option<String>,
    text: String,
    at: At<'a>,
}

fn pack<'a>(covered: &'a Covered, mutation: Option<&'a Mutation>) -> Covering<'a> {
    let (program, coverage) = (covered.program, &covered.coverage);
    let totals = coverage.totals();
    let share = |(shown, of): (usize, usize)| Share { shown, of };
    let judgements = coverage.judgements.iter().map(|cover| {
        let fact = &program.facts[cover.fact.index()];
        JudgementShown {
            id: program.fact_name(cover.fact),
            question: &fact.question,
            at: at(covered, fact.span),
            conditions: cover.conditions.iter().map(|cover| condition(covered, cover)).collect(),
        }
    });
    let rules = program.rules.iter().zip(&coverage.rules).map(|(rule, cover)| RuleShown {
        id: &rule.name,
        title: &rule.title,
        heading: &rule.breadcrumb,
        at: at(covered, rule.span),
        applies: by(covered, cover.applies),
        contested: by(covered, cover.contested),
        exceptions: rule.unless.iter().zip(&cover.exceptions).map(|pair| exception(covered, pair)).collect(),
        conditions: cover.conditions.iter().map(|cover| condition(covered, cover)).collect(),
    });
    Covering {
        pack: Pack::of(&program.pack),
        cases: covered.cases,
        hypotheticals: coverage.worlds.iter().filter(|world| world.hypothetical.is_some()).count(),
        totals: Figures {
            rules: share(totals.rules),
            exceptions: share(totals.exceptions),
            conditions: share(totals.conditions),
        },
        rules: rules.collect(),
        judgements: judgements.collect(),
        mutation: mutation.map(|mutation| mutated(covered, mutation)),
    }
}

fn exception<'a>(covered: &'a Covered, (unless, cover): (&'a Unless, &ExceptionCover)) -> ExceptionShown<'a> {
    ExceptionShown {
        text: words_of(covered, unless.condition),
        at: at(covered, covered.program.expr(unless.condition).span),
        defeats: by(covered, cover.defeats),
        lowers: by(covered, cover.lowers),
    }
}

fn condition<'a>(covered: &'a Covered, cover: &ConditionCover) -> ConditionShown<'a> {
    ConditionShown {
        text: words_of(covered, cover.expr),
        at: at(covered, covered.program.expr(cover.expr).span),
        exception: cover.exception.map(|place| place + 1),
        yes: by(covered, cover.yes),
        otherwise: by(covered, cover.otherwise),
        decides: by(covered, cover.decides),
        ever: ever(cover),
    }
}

fn at<'a>(covered: &'a Covered, span: Span) -> At<'a> {
    let (line, column) = covered.sources.line_column(span);
    At { file: covered.sources.name(span.source), line, column }
}

fn by<'a>(covered: &'a Covered, witness: Witness) -> Option<By<'a>> {
    let World { case, detention, title, hypothetical } = covered.world(witness)?;
    Some(By { case, detention, title, hypothetical: hypothetical.as_deref() })
}

fn mutated<'a>(covered: &'a Covered, mutation: &Mutation) -> Mutated<'a> {
    let survivor = |mutant: &Mutant| {
        let rule: Option<&Rule> = mutant.rule.map(|rule| &covered.program.rules[rule.index()]);
        Survivor {
            loss: mutant.loss.word(),
            rule: rule.map(|rule| rule.name.as_str()),
            judgement: mutant.judgement.map(|fact| covered.program.fact_name(fact)),
            text: loss_words(covered, mutant),
            at: at(covered, mutant.span),
        }
    };
    Mutated {
        tried: mutation.mutants.len(),
        noticed: mutation.mutants.len() - mutation.survivors().count(),
        complete: mutation.complete,
        asked: mutation.asked,
        failing: mutation.failing,
        survivors: mutation.survivors().map(survivor).collect(),
    }
}
