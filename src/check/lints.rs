//! What is not wrong but should be looked at: conclusions nothing leads to, facts nothing reads, authorities nothing cites;
//! and one error, a rule that reads what is only for the record. In: a resolved program. Out: diagnostics.

use std::collections::BTreeSet;

use super::PackCheck;
use super::order::{Read, reads};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{AuthorityId, Cite, ExprId, LawReadingId, Piece, Program};

pub(super) fn look(pack: &mut PackCheck) {
    let program = &pack.program;
    let mut faults = Vec::new();
    let read = everything_read(program);
    facts(program, &read, &mut faults);
    holdings(program, &mut faults);
    authorities(program, &mut faults);
    readings(program, &mut faults);
    super::force::look(program, &mut faults);
    pack.diagnostics.extend(faults);
}

/// All conditions of a pack that decide something.
fn conditions(program: &Program) -> Vec<ExprId> {
    let mut all = Vec::new();
    for rule in &program.rules {
        all.push(rule.when);
        all.extend(rule.unless.iter().map(|unless| unless.condition));
    }
    all.extend(program.instruments.iter().filter_map(|instrument| instrument.binds));
    all.extend(program.forces().map(|force| force.condition));
    all.extend(program.impossible.iter().map(|impossible| impossible.condition));
    all.extend(program.facts.iter().filter_map(|fact| fact.judgement.as_ref()?.default));
    all
}

fn everything_read(program: &Program) -> BTreeSet<Read> {
    conditions(program).into_iter().flat_map(|condition| reads(program, condition)).collect()
}

fn facts(program: &Program, read: &BTreeSet<Read>, faults: &mut Vec<Diagnostic>) {
    let said: BTreeSet<Read> = program
        .rules
        .iter()
        .flat_map(|rule| &rule.say)
        .filter_map(|piece| if let Piece::Fact(fact) = piece { Some(Read::Fact(*fact)) } else { None })
        .collect();
    for (index, fact) in program.facts.iter().enumerate() {
        let id = crate::program::FactId::at(index);
        let name = program.fact_name(id);
        let is_read = read.contains(&Read::Fact(id));
        if fact.for_the_record && is_read {
            faults.push(
                Diagnostic::new(
                    Code::RecordFactRead,
                    fact.span,
                    format!("a rule reads `{name}`, which is for the record"),
                )
                .help("remove `for the record`, or take the fact out of the rule"),
            );
        } else if !fact.for_the_record && !is_read && !said.contains(&Read::Fact(id)) {
            faults.push(
                Diagnostic::new(Code::UnreadFact, fact.span, format!("no rule reads `{name}`"))
                    .help("use it in a rule, or mark it `for the record`"),
            );
        }
    }
}

fn holdings(program: &Program, faults: &mut Vec<Diagnostic>) {
    for (index, holding) in program.holdings.iter().enumerate() {
        let id = crate::program::HoldingId::at(index);
        let name = program.holding_name(id);
        if holding.rules.is_empty() && holding.declined_by.is_empty() {
            let (code, what) = match holding.kind {
                Some(_) => (Code::UnreachedConclusion, "conclusion"),
                None => (Code::UnreachedFinding, "finding"),
            };
            faults.push(
                Diagnostic::new(code, holding.span, format!("no rule leads to the {what} `{name}`"))
                    .help(format!("add a rule with `then {name}`, or remove the {what}")),
            );
        }
    }
}

/// Readings on which nothing turns.
fn readings(program: &Program, faults: &mut Vec<Diagnostic>) {
    let judgements = program.facts.iter().filter_map(|fact| fact.judgement.as_ref());
    let judgements = judgements.flat_map(|judgement| &judgement.readings);
    let taken: BTreeSet<LawReadingId> =
        program.rules.iter().flat_map(|rule| &rule.readings).chain(judgements).copied().collect();
    for (index, reading) in program.law_readings.iter().enumerate() {
        if !taken.contains(&LawReadingId::at(index)) {
            let message = format!("no rule takes the reading `{}`", reading.name);
            let fault = Diagnostic::new(Code::UntakenReading, reading.span, message);
            let first = reading.options.first().map_or("…", |option| option.name.as_str());
            let help = format!("ask for it in a rule: `reading {} is {first}`, or remove it", reading.name);
            faults.push(fault.help(help));
        }
    }
}

fn authorities(program: &Program, faults: &mut Vec<Diagnostic>) {
    let mut cited: BTreeSet<AuthorityId> = BTreeSet::new();
    let mut take = |list: &[Cite]| cited.extend(list.iter().map(|cite| cite.authority));
    for rule in &program.rules {
        take(&rule.cite);
        take(&rule.recall);
        rule.unless.iter().for_each(|unless| take(&unless.cite));
    }
    program.holdings.iter().for_each(|holding| take(&holding.cite));
    program.facts.iter().filter_map(|fact| fact.judgement.as_ref()).for_each(|judgement| take(&judgement.cite));
    program.evidence.iter().flatten().for_each(|evidence| take(&evidence.cite));
    program.law_readings.iter().flat_map(|reading| &reading.options).for_each(|option| take(&option.cite));
    program.forces().for_each(|force| take(&force.cite));
    program.clocks.iter().for_each(|clock| take(&clock.cite));
    for (index, authority) in program.authorities.iter().enumerate() {
        if !cited.contains(&AuthorityId::at(index)) {
            faults.push(
                Diagnostic::new(
                    Code::UncitedAuthority,
                    authority.span,
                    format!("nothing cites the authority `{}`", authority.name),
                )
                .help("cite it where a rule rests on it, or remove it"),
            );
        }
    }
}
