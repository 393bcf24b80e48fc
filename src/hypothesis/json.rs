//! The JSON answers of `habeas what-if` and `habeas test`. In: proofs and their changes; what was tested. Out: one object on one
//! line each, in the shapes of `docs/schema/what-if.json` and `docs/schema/test.json`.

use std::borrow::Cow;

use serde::Serialize;

use super::{Changes, Met, Tested, report};
use crate::case::{Case, CaseFile, Divergent, Subject};
use crate::compare::Comparison;
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::Proof;
use crate::explain::json::places::paras;
use crate::explain::json::{answer, line, subject_name};
use crate::explain::{Explanation, words};
use crate::program::{HoldingId, Program, RuleId};
use crate::source::Sources;

/// The JSON Schema of the answer of `habeas what-if`.
pub const WHAT_IF_SCHEMA: &str = include_str!("../../docs/schema/what-if.json");
/// The JSON Schema of the answer of `habeas test`.
pub const TEST_SCHEMA: &str = include_str!("../../docs/schema/test.json");

/// Prints both results, each as `habeas explain` does, and what changed between them.
#[must_use]
pub fn what_if(
    file: &CaseFile,
    before: &[(Proof, Explanation)],
    after: &[(Proof, Explanation)],
    changes: &Changes,
) -> String {
    let (Some((then, _)), Some((now, _))) = (before.first(), after.first()) else { return String::new() };
    let changed = Changed {
        conclusions: changes.conclusions.iter().map(|id| holding(then, now, *id)).collect(),
        findings: changes.findings.iter().map(|id| holding(then, now, *id)).collect(),
        breaches: changes
            .breaches
            .iter()
            .map(|(id, from, to)| Pair {
                id: then.program.provision_name(*id),
                title: &then.program.provisions[id.index()].title,
                from: from.word().to_owned(),
                to: to.word().to_owned(),
            })
            .collect(),
        rules: changes.rules.iter().map(|id| rule(then, now, *id)).collect(),
        facts: changes.facts.iter().map(|subject| fact(then, now, *subject)).collect(),
        held: changes
            .held
            .iter()
            .map(|held| Stands {
                id: then.program.holding_name(held.holding),
                title: &then.program.holdings[held.holding.index()].title,
                value: now.holding(held.holding).word(),
                carried_by: held.carried_by.iter().map(|id| then.program.rules[id.index()].name.as_str()).collect(),
            })
            .collect(),
    };
    line(&WhatIf { before: answer(file, before), after: answer(file, after), changed })
}

#[derive(Serialize)]
struct WhatIf<'a, A: Serialize, B: Serialize> {
    before: Option<A>,
    after: Option<B>,
    changed: Changed<'a>,
}

#[derive(Serialize)]
struct Changed<'a> {
    conclusions: Vec<Pair<'a>>,
    findings: Vec<Pair<'a>>,
    breaches: Vec<Pair<'a>>,
    rules: Vec<Pair<'a>>,
    facts: Vec<FactPair<'a>>,
    held: Vec<Stands<'a>>,
}

/// A name and its values before and after.
#[derive(Serialize)]
struct Pair<'a> {
    id: String,
    title: &'a str,
    from: String,
    to: String,
}

#[derive(Serialize)]
struct FactPair<'a> {
    id: String,
    question: String,
    from: String,
    to: String,
    from_standing: &'a str,
    to_standing: &'a str,
}

#[derive(Serialize)]
struct Stands<'a> {
    id: String,
    title: &'a str,
    value: &'a str,
    carried_by: Vec<&'a str>,
}

fn holding<'a>(then: &'a Proof, now: &Proof, id: HoldingId) -> Pair<'a> {
    Pair {
        id: then.program.holding_name(id),
        title: &then.program.holdings[id.index()].title,
        from: then.holding(id).word().to_owned(),
        to: now.holding(id).word().to_owned(),
    }
}

fn rule<'a>(then: &'a Proof, now: &Proof, id: RuleId) -> Pair<'a> {
    let rule = &then.program.rules[id.index()];
    let (from, to) = (then.status(id).word().to_owned(), now.status(id).word().to_owned());
    Pair { id: rule.name.clone(), title: &rule.title, from, to }
}

fn fact<'a>(then: &'a Proof, now: &'a Proof, subject: Subject) -> FactPair<'a> {
    let (from, to) = (then.reading(subject), now.reading(subject));
    let index = u32::try_from(then.circuit.subject_index(subject)).unwrap_or(u32::MAX);
    FactPair {
        id: subject_name(then, index),
        question: words::question(then, subject),
        from: words::answer(then.program, subject.fact, &from.state),
        to: words::answer(now.program, subject.fact, &to.state),
        from_standing: from.standing.word(),
        to_standing: to.standing.word(),
    }
}

/// All that was tested in one run.
#[derive(Debug, Default)]
pub struct Ledger {
    entries: Vec<Entry>,
    unread: Vec<Unread>,
}

/// A case that could not be read.
#[derive(Debug, Serialize)]
struct Unread {
    file: String,
    /// What the environment refused.
    failure: Option<String>,
    diagnostics: Vec<Told>,
}

/// A diagnostic.
#[derive(Debug, Serialize)]
struct Told {
    severity: &'static str,
    code: &'static str,
    message: String,
    file: String,
    line: usize,
    column: usize,
    label: String,
    help: String,
}

#[derive(Debug, Serialize)]
struct Entry {
    case: String,
    reported_by: Vec<String>,
    detention: String,
    kind: &'static str,
    title: String,
    arguable: bool,
    paras: Vec<String>,
    passed: bool,
    expectations: Vec<Expected>,
    unrecorded: usize,
    stale: usize,
    not_testable: usize,
    /// Divergences with a recorded reason, for the summary.
    #[serde(skip)]
    recorded: usize,
}

#[derive(Debug, Serialize)]
struct Expected {
    of: String,
    expected: String,
    not: bool,
    found: &'static str,
    passed: bool,
    reason: String,
    paras: Vec<String>,
}

#[derive(Debug, Default, Serialize)]
struct Counts {
    hypotheticals: usize,
    expectations: usize,
    outcomes: usize,
    not_testable: usize,
    failed: usize,
    unread: usize,
}

#[derive(Serialize)]
struct Report<'a> {
    tests: &'a [Entry],
    unread: &'a [Unread],
    totals: Counts,
}

impl Ledger {
    /// Takes in a hypothetical that was tested.
    pub fn hypothetical(&mut self, program: &Program, (file, case): (&CaseFile, &Case), tested: &Tested) {
        let asked = tested.hypothetical;
        self.entries.push(Entry {
            case: file.name.clone(),
            reported_by: file.reported_by.clone(),
            detention: case.name.clone(),
            kind: "hypothetical",
            title: asked.title.clone(),
            arguable: asked.arguable,
            paras: owned(paras(case, &asked.places)),
            passed: tested.passed(),
            expectations: tested.expectations.iter().map(|met| expected(program, case, met)).collect(),
            unrecorded: 0,
            stale: 0,
            not_testable: 0,
            recorded: 0,
        });
    }

    /// Takes in a published outcome that was compared.
    pub fn outcome(&mut self, file: &str, case: &Case, comparison: &Comparison) {
        let totals = comparison.totals;
        self.entries.push(Entry {
            case: file.to_owned(),
            reported_by: case.reported_by.clone(),
            detention: case.name.clone(),
            kind: "outcome",
            title: comparison.decision.clone(),
            arguable: false,
            paras: Vec::new(),
            passed: totals.unrecorded == 0 && totals.stale == 0,
            expectations: Vec::new(),
            unrecorded: totals.unrecorded,
            stale: totals.stale,
            not_testable: totals.not_testable,
            recorded: totals.recorded,
        });
    }

    /// Takes in a case that cannot be read: what is wrong with it, and what the environment refused, if it did.
    pub fn unreadable(
        &mut self,
        file: &str,
        (sources, diagnostics): (&Sources, &[Diagnostic]),
        failure: Option<String>,
    ) {
        let told = |diagnostic: &Diagnostic| {
            let (line, column) = sources.line_column(diagnostic.span);
            Told {
                severity: match diagnostic.severity() {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                },
                code: diagnostic.code.name(),
                message: diagnostic.message.clone(),
                file: sources.name(diagnostic.span.source).to_owned(),
                line,
                column,
                label: diagnostic.label.clone(),
                help: diagnostic.help.clone(),
            }
        };
        let diagnostics = diagnostics.iter().map(told).collect();
        self.unread.push(Unread { file: file.to_owned(), failure, diagnostics });
    }

    /// Something came otherwise than expected.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.entries.iter().any(|entry| !entry.passed)
    }

    /// "26 hypotheticals with 60 expectations and 1 published outcome: all as expected".
    #[must_use]
    pub fn summary(&self) -> String {
        let counts = self.counts();
        let many = |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
        let what = format!(
            "{} with {} and {}",
            many(counts.hypotheticals, "hypothetical"),
            many(counts.expectations, "expectation"),
            many(counts.outcomes, "published outcome")
        );
        let what = match self.outcomes_apart() {
            apart if apart.is_empty() => what,
            apart => format!("{what} ({})", apart.join(", ")),
        };
        match counts.failed {
            0 => format!("{what}: all as expected"),
            failed => format!("{what}: {failed} not as expected"),
        }
    }

    /// How the published outcomes came out, where there is more to say than that they agree.
    fn outcomes_apart(&self) -> Vec<String> {
        let outcomes = || self.entries.iter().filter(|entry| entry.kind == "outcome");
        let differ = outcomes().filter(|entry| entry.passed && entry.recorded > 0).count();
        let fail = outcomes().filter(|entry| !entry.passed).count();
        let points: usize = outcomes().map(|entry| entry.not_testable).sum();
        let mut apart = Vec::new();
        if differ > 0 {
            apart.push(format!("{} agree", outcomes().count() - differ - fail));
            apart.push(format!("{differ} with recorded differences"));
        }
        match points {
            0 => {}
            1 => apart.push("1 point not testable".to_owned()),
            _ => apart.push(format!("{points} points not testable")),
        }
        apart
    }

    /// The answer in JSON.
    #[must_use]
    pub fn print(&self) -> String {
        line(&Report { tests: &self.entries, unread: &self.unread, totals: self.counts() })
    }

    fn counts(&self) -> Counts {
        let of = |kind: &str| self.entries.iter().filter(|entry| entry.kind == kind).count();
        let each = |entry: &Entry| entry.expectations.iter().filter(|one| !one.passed).count();
        Counts {
            hypotheticals: of("hypothetical"),
            expectations: self.entries.iter().map(|entry| entry.expectations.len()).sum(),
            outcomes: of("outcome"),
            not_testable: self.entries.iter().map(|entry| entry.not_testable).sum(),
            unread: self.unread.len(),
            failed: self.entries.iter().map(|entry| each(entry) + entry.unrecorded + entry.stale).sum(),
        }
    }
}

fn expected(program: &Program, case: &Case, met: &Met) -> Expected {
    let of = match met.expectation.of {
        Divergent::Holding(id) => program.holding_name(id),
        Divergent::Provision(id) => program.provision_name(id),
    };
    Expected {
        of,
        expected: met.expectation.value.word().to_owned(),
        not: met.expectation.not,
        found: met.found.word(),
        passed: met.is_met(),
        reason: report::expected(program, met),
        paras: owned(paras(case, &met.expectation.places)),
    }
}

fn owned(paras: Vec<Cow<'_, str>>) -> Vec<String> {
    paras.into_iter().map(Cow::into_owned).collect()
}
