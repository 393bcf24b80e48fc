//! Coverage laid out for reading: first the figures, then what no case shows, then what each rule is shown by. In: a pack and
//! what its cases show. Out: a [`Report`]: rules by their titles, conditions by their questions, each with its place.

use super::{ConditionCover, Covered, ExceptionCover, Loss, Mutant, Mutation, RuleCover, Witness, World};
use crate::explain::report::{Block, Branch, Line, Report, Run, Section, faint, plain, strong, valued};
use crate::explain::{json, words};
use crate::program::{ExprId, FactId, Rule, RuleId, Unless};
use crate::source::Span;
use crate::value::Value;

/// The whole report.
#[must_use]
pub fn report(covered: &Covered) -> Report {
    let mut sections = vec![figures(covered)];
    sections.extend(table("Rules that never apply", rules(covered)));
    sections.extend(trees("Exceptions that never defeat anything", exceptions(covered)));
    sections.extend(trees("Conditions that never decide anything", conditions(covered)));
    sections.extend(table("What is shown, and first by", shown(covered)));
    Report { title: format!("Coverage of the pack: {}", covered.program.pack.title), sections }
}

fn table(title: &str, rows: Vec<Vec<Line>>) -> Option<Section> {
    (!rows.is_empty()).then(|| Section { title: title.to_owned(), blocks: vec![Block::Rows(rows)] })
}

pub(super) fn trees(title: &str, branches: Vec<Branch>) -> Option<Section> {
    let blocks: Vec<Block> = branches.into_iter().map(Block::Tree).collect();
    (!blocks.is_empty()).then(|| Section { title: title.to_owned(), blocks })
}

/// "12 of 15".
#[must_use]
pub fn of((shown, all): (usize, usize)) -> String {
    format!("{shown} of {all}")
}

/// "3 cases".
#[must_use]
pub fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// What was looked at: "1 case and 38 hypotheticals".
#[must_use]
pub fn looked_at(covered: &Covered) -> String {
    let hypotheticals = covered.coverage.worlds.iter().filter(|world| world.hypothetical.is_some()).count();
    format!("{} and {}", counted(covered.cases, "case"), counted(hypotheticals, "hypothetical"))
}

fn figures(covered: &Covered) -> Section {
    let totals = covered.coverage.totals();
    let row = |what: &str, counts| vec![vec![plain(what)], vec![strong(of(counts))]];
    let rows = vec![
        row("Rules that apply", totals.rules),
        row("Exceptions that defeat something", totals.exceptions),
        row("Conditions that decide something", totals.conditions),
    ];
    let explained = "A condition decides where, with another answer to it alone, its rule would apply and does not, or would not \
                     apply and does.";
    let blocks = vec![
        Block::Line(vec![plain(format!("Over {}:", looked_at(covered)))]),
        Block::Rows(rows),
        Block::Line(vec![faint(explained)]),
    ];
    Section { title: String::new(), blocks }
}

fn each<'a>(covered: &'a Covered) -> impl Iterator<Item = (RuleId, &'a Rule, &'a RuleCover)> {
    let all = covered.program.rules.iter().zip(&covered.coverage.rules).enumerate();
    all.map(|(index, (rule, cover))| (RuleId::at(index), rule, cover))
}

pub(super) fn titled(rule: &Rule) -> Line {
    vec![strong(rule.title.clone()), plain(format!(" ({})", rule.name))]
}

/// With the place of the rule, which the lines below it count in.
pub(super) fn headed(covered: &Covered, rule: &Rule) -> Line {
    let mut line = titled(rule);
    line.push(faint(format!(", {}", covered.place(rule.span))));
    line
}

/// "line 12: ".
fn line_of(covered: &Covered, span: Span) -> Run {
    faint(format!("line {}: ", covered.sources.line_column(span).0))
}

fn by(covered: &Covered, witness: Witness) -> String {
    covered.world(witness).map(World::words).unwrap_or_default()
}

/// Nothing, or no more than contested.
fn missing(contested: Witness) -> Value {
    if contested.is_some() { Value::Contested } else { Value::No }
}

fn mark(value: Value) -> Run {
    valued(value, format!("{} ", words::mark(value)))
}

fn rules(covered: &Covered) -> Vec<Vec<Line>> {
    let mut rows = Vec::new();
    for (_, rule, cover) in each(covered).filter(|(.., cover)| cover.applies.is_none()) {
        let mut title = vec![mark(missing(cover.contested))];
        title.extend(titled(rule));
        rows.push(vec![title, vec![faint(covered.place(rule.span))]]);
        if cover.contested.is_some() {
            let only = format!("only contested: {}", by(covered, cover.contested));
            rows.push(vec![Line::new(), vec![plain(only)]]);
        }
    }
    rows
}

fn exceptions(covered: &Covered) -> Vec<Branch> {
    let of_rule = |(_, rule, cover): (RuleId, &Rule, &RuleCover)| {
        let never = rule.unless.iter().zip(&cover.exceptions).filter(|(_, cover)| cover.defeats.is_none());
        let part = |(unless, cover): (&Unless, &ExceptionCover)| {
            let only = format!("Only lowers to contested: {}", by(covered, cover.lowers));
            Branch {
                mark: Some(missing(cover.lowers)),
                line: vec![
                    line_of(covered, covered.program.expr(unless.condition).span),
                    plain(words_of(covered, unless.condition)),
                ],
                details: cover.lowers.is_some().then(|| vec![plain(only)]).into_iter().collect(),
                ..Branch::default()
            }
        };
        Branch { line: headed(covered, rule), parts: never.map(part).collect(), open: true, ..Branch::default() }
    };
    each(covered).map(of_rule).filter(|branch| !branch.parts.is_empty()).collect()
}

fn conditions(covered: &Covered) -> Vec<Branch> {
    // Of a rule that never applies the rule itself is named already; an exception that never defeats likewise.
    let rules = each(covered).filter(|(.., cover)| cover.applies.is_some()).map(|(_, rule, cover)| {
        let told = |one: &&ConditionCover| one.exception.is_none_or(|place| cover.exceptions[place].defeats.is_some());
        Branch {
            line: headed(covered, rule),
            parts: undecided(covered, cover.conditions.iter().filter(told)),
            open: true,
            ..Branch::default()
        }
    });
    let judgements = covered.coverage.judgements.iter().map(|cover| Branch {
        line: judgement(covered, cover.fact),
        parts: undecided(covered, cover.conditions.iter()),
        open: true,
        ..Branch::default()
    });
    rules.chain(judgements).filter(|branch| !branch.parts.is_empty()).collect()
}

pub(super) fn judgement(covered: &Covered, fact: FactId) -> Line {
    let declared = &covered.program.facts[fact.index()];
    let place = format!(", {}", covered.place(declared.span));
    vec![plain("Default reading of "), strong(format!("“{}”", declared.question)), faint(place)]
}

fn undecided<'a>(covered: &Covered, conditions: impl Iterator<Item = &'a ConditionCover>) -> Vec<Branch> {
    let part = |cover: &ConditionCover| {
        let lead = if cover.exception.is_some() { "in an exception: " } else { "" };
        Branch {
            mark: Some(Value::No),
            line: vec![
                line_of(covered, covered.program.expr(cover.expr).span),
                plain(format!("{lead}{} ", words_of(covered, cover.expr))),
                faint(format!("({})", ever(cover))),
            ],
            ..Branch::default()
        }
    };
    conditions.filter(|cover| cover.decides.is_none()).map(part).collect()
}

/// What a condition asks and the answer it wants.
#[must_use]
pub fn words_of(covered: &Covered, expr: ExprId) -> String {
    json::rules::words(covered.program, expr)
}

/// What is lost, in words.
#[must_use]
pub fn loss_words(covered: &Covered, mutant: &Mutant) -> String {
    let program = covered.program;
    match mutant.loss {
        Loss::Rule => "the whole rule".to_owned(),
        Loss::When => "all that it asks".to_owned(),
        Loss::Condition(expr) => format!("the condition: {}", words_of(covered, expr)),
        Loss::Exception(expr) => format!("the exception: {}", words_of(covered, expr)),
        Loss::Then(holding) => {
            let declared = &program.holdings[holding.index()];
            let what = if declared.kind.is_some() { program.holding_name(holding) } else { declared.title.clone() };
            format!("that it leads to: {what}")
        }
        Loss::Breach(provision) => format!("the breach of {}", words::spaced(&program.provision_name(provision))),
    }
}

/// What the law could lose without any expectation or published outcome failing.
#[must_use]
pub fn mutation(covered: &Covered, mutation: &Mutation) -> Report {
    let tried = mutation.mutants.len();
    let noticed = tried - mutation.survivors().count();
    let mut blocks = vec![Block::Line(vec![
        plain("Of "),
        strong(counted(tried, "single loss").replace("losss", "losses")),
        plain(format!(
            " (a condition, an exception, an effect, a rule) {noticed} would be noticed by some expectation or published outcome, "
        )),
        strong(format!("{} by none", tried - noticed)),
        plain("."),
    ])];
    if mutation.failing > 0 {
        let them = counted(mutation.failing, "case or hypothetical")
            .replace("case or hypotheticals", "cases and hypotheticals");
        let failing = format!("{them} fail as the law stands (see habeas test); what fails already notices nothing.");
        blocks.push(Block::Line(vec![plain(failing)]));
    }
    if !mutation.complete {
        let stopped = "Stopped before every case was asked: some of these may be noticed by the rest.";
        blocks.push(Block::Line(vec![strong(stopped)]));
    }
    let mut sections = vec![Section { title: String::new(), blocks }];
    let mut branches: Vec<Branch> = Vec::new();
    let mut within = None;
    for mutant in mutation.survivors() {
        let here = (mutant.rule, mutant.judgement);
        if within != Some(here) {
            branches.push(Branch { line: place_of(covered, mutant), open: true, ..Branch::default() });
            within = Some(here);
        }
        let line = vec![line_of(covered, mutant.span), plain(loss_words(covered, mutant))];
        if let Some(branch) = branches.last_mut() {
            branch.parts.push(Branch { mark: Some(Value::No), line, ..Branch::default() });
        }
    }
    sections.extend(trees("What nothing would notice the loss of", branches));
    Report { title: format!("Mutation of the pack: {}", covered.program.pack.title), sections }
}

fn place_of(covered: &Covered, mutant: &Mutant) -> Line {
    match (mutant.rule, mutant.judgement) {
        (Some(rule), _) => headed(covered, &covered.program.rules[rule.index()]),
        (None, Some(fact)) => judgement(covered, fact),
        (None, None) => Line::new(),
    }
}

/// What a condition was, where it decided nothing.
#[must_use]
pub fn ever(cover: &ConditionCover) -> &'static str {
    match (cover.yes.is_some(), cover.otherwise.is_some()) {
        (true, true) => "made out in some cases, not in others",
        (true, false) => "made out in every case",
        (false, true) => "never made out",
        (false, false) => "never looked at",
    }
}

fn shown(covered: &Covered) -> Vec<Vec<Line>> {
    let mut rows = Vec::new();
    for (_, rule, cover) in each(covered).filter(|(.., cover)| cover.applies.is_some()) {
        let mut title = vec![mark(Value::Yes)];
        title.extend(titled(rule));
        rows.push(vec![title, vec![plain(by(covered, cover.applies))]]);
        let exceptions = rule.unless.iter().zip(&cover.exceptions);
        for (unless, cover) in exceptions.filter(|(_, cover)| cover.defeats.is_some()) {
            let what = format!("its exception defeats: {}", words_of(covered, unless.condition));
            rows.push(vec![vec![mark(Value::Yes), plain(what)], vec![plain(by(covered, cover.defeats))]]);
        }
    }
    rows
}
