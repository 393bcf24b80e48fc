//! Coverage of the law: over cases and their hypotheticals, which rules applied, which exceptions defeated something and which
//! conditions decided something; each with the first case that shows it. In: a program and cases. Out: [`Coverage`], read from
//! proofs alone.

mod decide;
pub mod html;
pub mod json;
mod mutate;
pub mod report;

pub use mutate::{Loss, Mutant, Mutation, Progress, mutate};

use crate::case::Case;
use crate::circuit::ConditionId;
use crate::evaluate::{Options, Proof, Status, evaluate, evaluate_supposing};
use crate::explain::words::heading;
use crate::hypothesis::suppose;
use crate::program::{ExprId, FactId, Node, Program, RuleId};
use crate::source::{SourceId, Sources, Span};
use crate::value::Value;
use decide::{Table, for_exception, for_judgement, for_when, walk};

/// What some cases and hypotheticals show of a pack.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The cases and hypotheticals, in the order taken.
    pub worlds: Vec<World>,
    /// By rule.
    pub rules: Vec<RuleCover>,
    /// The judgements that have a default reading.
    pub judgements: Vec<JudgementCover>,
}

/// A case as it stands, or one of its hypotheticals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    /// The case's short name.
    pub case: String,
    /// The detention's.
    pub detention: String,
    /// The title over its views.
    pub title: String,
    /// What is supposed; absent for the case as it stands.
    pub hypothetical: Option<String>,
}

impl World {
    /// "Alnur Ilyashev (Kazakhstan): what if a warrant was shown".
    #[must_use]
    pub fn words(&self) -> String {
        match &self.hypothetical {
            Some(hypothetical) => format!("{}: what if {hypothetical}", self.title),
            None => self.title.clone(),
        }
    }
}

/// The first world that shows something, by its place in [`Coverage::worlds`].
pub type Witness = Option<usize>;

/// What is shown of a rule.
#[derive(Clone, Debug, Default)]
pub struct RuleCover {
    /// It applies.
    pub applies: Witness,
    /// It is only contested.
    pub contested: Witness,
    /// Its exceptions, in order.
    pub exceptions: Vec<ExceptionCover>,
    /// The single conditions of its `when` and its exceptions, in the order written.
    pub conditions: Vec<ConditionCover>,
}

/// What is shown of an exception.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExceptionCover {
    /// It is made out where the rule's conditions are, or are contested: it defeats the rule.
    pub defeats: Witness,
    /// It is contested, and lowers a rule that would apply to contested.
    pub lowers: Witness,
}

/// What is shown of a single condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConditionCover {
    /// Which.
    pub expr: ExprId,
    /// The exception that it stands in, by its place; absent in a `when` and in a default reading.
    pub exception: Option<usize>,
    /// It is made out.
    pub yes: Witness,
    /// It is not.
    pub otherwise: Witness,
    /// It decides: with another answer to it alone, what it stands in would be made out where it is not, or not where it is.
    pub decides: Witness,
}

/// What is shown of the default reading of a judgement.
#[derive(Clone, Debug)]
pub struct JudgementCover {
    /// Which.
    pub fact: FactId,
    /// Its single conditions, in the order written.
    pub conditions: Vec<ConditionCover>,
}

/// A pack, where its text stands, and what the cases under it show.
#[derive(Debug)]
pub struct Covered<'a> {
    /// Every text that was read.
    pub sources: &'a Sources,
    /// The law files.
    pub files: &'a [SourceId],
    /// The pack.
    pub program: &'a Program,
    /// How many case files there are.
    pub cases: usize,
    /// What they show.
    pub coverage: Coverage,
}

impl Covered<'_> {
    /// "rules/wgad/11-category-1.law:12".
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        format!("{}:{}", self.sources.name(span.source), self.sources.line_column(span).0)
    }

    /// The world that shows something.
    #[must_use]
    pub fn world(&self, witness: Witness) -> Option<&World> {
        self.coverage.worlds.get(witness?)
    }
}

/// How much of a pack is shown: of each two, shown and all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Rules that apply.
    pub rules: (usize, usize),
    /// Exceptions that defeat something.
    pub exceptions: (usize, usize),
    /// Conditions that decide something.
    pub conditions: (usize, usize),
}

impl Coverage {
    /// Of a pack, before any case.
    #[must_use]
    pub fn of(program: &Program) -> Coverage {
        let rules = program.rules.iter().map(|rule| {
            let mut conditions = single(program, rule.when, None);
            for (place, unless) in rule.unless.iter().enumerate() {
                conditions.extend(single(program, unless.condition, Some(place)));
            }
            let exceptions = vec![ExceptionCover::default(); rule.unless.len()];
            RuleCover { exceptions, conditions, ..RuleCover::default() }
        });
        let defaults = program.facts.iter().enumerate().filter_map(|(index, fact)| {
            let default = fact.judgement.as_ref()?.default?;
            Some(JudgementCover { fact: FactId::at(index), conditions: single(program, default, None) })
        });
        Coverage { worlds: Vec::new(), rules: rules.collect(), judgements: defaults.collect() }
    }

    /// Takes in a detention as it stands and each of its hypotheticals. `name` is the short name of its case.
    pub fn take(&mut self, program: &Program, name: &str, case: &Case) {
        self.look(name, None, &evaluate(program, case, Options::default()));
        for hypothetical in &case.hypotheticals {
            let (changed, supposed) = suppose(program, case, hypothetical);
            let proof = evaluate_supposing(program, &changed, Options::default(), supposed);
            self.look(name, Some(&hypothetical.title), &proof);
        }
    }

    fn look(&mut self, name: &str, hypothetical: Option<&str>, proof: &Proof) {
        let here = self.worlds.len();
        self.worlds.push(World {
            case: name.to_owned(),
            detention: proof.case.name.clone(),
            title: heading(proof.case),
            hypothetical: hypothetical.map(str::to_owned),
        });
        for (index, cover) in self.rules.iter_mut().enumerate() {
            rule(proof, RuleId::at(index), cover, here);
        }
        for cover in &mut self.judgements {
            let Some(slots) = proof.circuit.judgement(cover.fact) else { continue };
            let (Some(default), Some(table)) = (slots.default, for_judgement(proof, cover.fact)) else { continue };
            conditions(proof, (default, table), None, &mut cover.conditions, here);
        }
    }

    /// How much is shown.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        let count = |counts: &mut (usize, usize), shown: bool| {
            counts.0 += usize::from(shown);
            counts.1 += 1;
        };
        for rule in &self.rules {
            count(&mut totals.rules, rule.applies.is_some());
            rule.exceptions.iter().for_each(|one| count(&mut totals.exceptions, one.defeats.is_some()));
        }
        let of_rules = self.rules.iter().flat_map(|rule| &rule.conditions);
        let of_judgements = self.judgements.iter().flat_map(|judgement| &judgement.conditions);
        of_rules.chain(of_judgements).for_each(|one| count(&mut totals.conditions, one.decides.is_some()));
        totals
    }
}

fn rule(proof: &Proof, id: RuleId, cover: &mut RuleCover, here: usize) {
    let status = proof.status(id);
    note(&mut cover.applies, status == Status::Applies, here);
    note(&mut cover.contested, status == Status::Contested, here);
    let slots = &proof.circuit.rules[id.index()];
    // What is not in force is not there to be defeated.
    let when = if proof.rule_in_force(id) { proof.of(slots.when) } else { Value::No };
    for (place, (unless, cover)) in slots.unless.iter().zip(&mut cover.exceptions).enumerate() {
        let value = proof.of(*unless);
        note(&mut cover.defeats, value == Value::Yes && when >= Value::Contested, here);
        let others = slots.unless.iter().enumerate().filter(|(other, _)| *other != place);
        let alone = others.into_iter().all(|(_, other)| proof.of(*other) < Value::Yes);
        note(&mut cover.lowers, value == Value::Contested && when == Value::Yes && alone, here);
    }
    conditions(proof, (slots.when, for_when(proof, id)), None, &mut cover.conditions, here);
    for (place, unless) in slots.unless.iter().enumerate() {
        conditions(proof, (*unless, for_exception(proof, id, place)), Some(place), &mut cover.conditions, here);
    }
}

fn conditions(
    proof: &Proof,
    (root, table): (ConditionId, Table),
    exception: Option<usize>,
    covers: &mut [ConditionCover],
    here: usize,
) {
    walk(proof, root, table, &mut |expr, value, decides| {
        let cover = covers.iter_mut().find(|cover| cover.expr == expr && cover.exception == exception);
        if let Some(cover) = cover {
            note(&mut cover.yes, value == Value::Yes, here);
            note(&mut cover.otherwise, value != Value::Yes, here);
            note(&mut cover.decides, decides, here);
        }
    });
}

fn note(witness: &mut Witness, shown: bool, here: usize) {
    if shown {
        witness.get_or_insert(here);
    }
}

/// The single conditions of a condition, in the order written.
fn single(program: &Program, root: ExprId, exception: Option<usize>) -> Vec<ConditionCover> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(expr) = open.pop() {
        if is_single(program, expr) {
            found.push(ConditionCover { expr, exception, yes: None, otherwise: None, decides: None });
        } else {
            open.extend(parts(program, expr).into_iter().rev());
        }
    }
    found
}

/// A condition that asks one thing, or that one thing is not so.
pub(crate) fn is_single(program: &Program, expr: ExprId) -> bool {
    match &program.expr(expr).node {
        Node::Not(inner) | Node::IsShown(inner) => is_single(program, *inner),
        Node::Always => false,
        _ => parts(program, expr).is_empty(),
    }
}

/// What a condition is made of.
pub(crate) fn parts(program: &Program, expr: ExprId) -> Vec<ExprId> {
    match &program.expr(expr).node {
        Node::Not(part)
        | Node::IsShown(part)
        | Node::Some(_, part)
        | Node::Every(_, part)
        | Node::Count(_, part, ..) => vec![*part],
        Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => parts.clone(),
        _ => Vec::new(),
    }
}
