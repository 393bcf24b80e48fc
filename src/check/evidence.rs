//! The rules of evidence: rows of the language → one table a party. In: the rows. Out: for every situation exactly one
//! standing and value, or the faults that name the situations with none or several.

use super::PackCheck;
use super::rules::cites;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::program::{BearerMove, Evidence, OtherMove, Outcome, PartyId, Situation, Standing};
use crate::syntax::ast::{Asked, EvidenceCondition, EvidenceDecl, EvidenceResult, EvidenceRow, Move, Role};

pub(super) fn resolve(pack: &mut PackCheck, decl: &EvidenceDecl) {
    let found = pack.names.parties.find(&decl.bearer, Code::UnknownParty, "party", &mut pack.diagnostics);
    let Some(bearer) = found.map(PartyId) else { return };
    let other_role = match pack.program.parties[bearer.index()].role {
        Role::Submits => Role::Answers,
        Role::Answers | Role::Settles | Role::Heard => Role::Submits,
    };
    let Some(other) = pack.program.party_with(other_role) else { return };
    let can_be_unasked = pack.program.stages.iter().any(|stage| stage.party == other && stage.asked == Asked::NotAsked);
    let cite = cites(pack, &decl.cite);
    let mut table = vec![None; 36];
    for situation in Situation::all() {
        if situation.other == OtherMove::NotAsked && !can_be_unasked {
            continue;
        }
        let rows: Vec<&EvidenceRow> =
            decl.rows.iter().filter(|row| fits(pack, row, bearer, other, situation)).collect();
        match rows.as_slice() {
            [] => missing(pack, decl, bearer, other, situation),
            [row] => table[situation.index()] = entry(pack, row),
            [first, second, ..] => {
                pack.report(
                    Diagnostic::new(
                        Code::EvidenceOverlap,
                        second.span,
                        format!("two rows fit when {}", describe(pack, bearer, other, situation)),
                    )
                    .also(first.span, "this row fits as well")
                    .help("narrow one of the rows, so that each situation fits one row only"),
                );
            }
        }
    }
    check_parties(pack, decl, bearer, other);
    while pack.program.evidence.len() <= bearer.index() {
        pack.program.evidence.push(None);
    }
    if pack.program.evidence[bearer.index()].is_some() {
        let name = &decl.bearer;
        pack.report(
            Diagnostic::new(Code::DuplicateName, name.span, format!("a second table for `{}`", name.text))
                .help("put all rows into one table"),
        );
    }
    pack.program.evidence[bearer.index()] = Some(Evidence { table, cite });
}

fn entry(pack: &mut PackCheck, row: &EvidenceRow) -> Option<(Standing, Outcome)> {
    let known = Standing::TABLE.iter().find(|(words, _)| *words == row.standing.text);
    let outcome = match row.result {
        EvidenceResult::AsSaid => Outcome::AsSaid,
        EvidenceResult::AsAnswered => Outcome::AsAnswered,
        EvidenceResult::Contested => Outcome::Contested,
        EvidenceResult::NotShown => Outcome::NotShown,
    };
    if known.is_none() {
        let words = Standing::TABLE.iter().map(|(words, _)| *words);
        let help = match did_you_mean(&row.standing.text, words.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of: {}", words.collect::<Vec<_>>().join(", ")),
        };
        pack.report(
            Diagnostic::new(
                Code::UnknownStanding,
                row.standing.span,
                format!("unknown standing `{}`", row.standing.text),
            )
            .help(help),
        );
    }
    known.map(|(_, standing)| (*standing, outcome))
}

fn fits(pack: &PackCheck, row: &EvidenceRow, bearer: PartyId, other: PartyId, situation: Situation) -> bool {
    row.when.iter().all(|condition| {
        let party = pack.names.parties.get(&condition.party.text);
        if party == Some(bearer.0) {
            bearer_fits(condition, situation)
        } else if party == Some(other.0) {
            condition.moves.iter().any(|made| other_makes(*made, situation.other))
        } else {
            true
        }
    })
}

/// The bearer's speaking and its disputing are two questions; a condition may put either.
fn bearer_fits(condition: &EvidenceCondition, situation: Situation) -> bool {
    condition.moves.iter().any(|made| match made {
        Move::Silent | Move::NotAsked => situation.bearer == BearerMove::Silent,
        Move::Says => situation.bearer == BearerMove::Says,
        Move::Shows => situation.bearer == BearerMove::Shows,
        Move::Disputes => situation.disputed,
        Move::LetsStand => !situation.disputed,
        Move::Denies | Move::Agrees => false,
    })
}

fn other_makes(made: Move, other: OtherMove) -> bool {
    match made {
        Move::NotAsked => other == OtherMove::NotAsked,
        Move::Silent => other == OtherMove::Silent,
        Move::Denies => other == OtherMove::Denies,
        Move::Says => other == OtherMove::Answers,
        Move::Shows => other == OtherMove::Shows,
        Move::Agrees => other == OtherMove::Agrees,
        Move::Disputes | Move::LetsStand => false,
    }
}

fn check_parties(pack: &mut PackCheck, decl: &EvidenceDecl, bearer: PartyId, other: PartyId) {
    for condition in decl.rows.iter().flat_map(|row| &row.when) {
        let Some(party) = pack.names.parties.find(&condition.party, Code::UnknownParty, "party", &mut pack.diagnostics)
        else {
            continue;
        };
        if party != bearer.0 && party != other.0 {
            let message = format!("`{}` has no part in this table", condition.party.text);
            pack.report(
                Diagnostic::new(Code::UnknownParty, condition.party.span, message)
                    .help("the table weighs the party that must show a fact against the party on the other side"),
            );
        }
    }
}

fn missing(pack: &mut PackCheck, decl: &EvidenceDecl, bearer: PartyId, other: PartyId, situation: Situation) {
    let words = describe(pack, bearer, other, situation);
    pack.report(
        Diagnostic::new(Code::EvidenceIncomplete, decl.bearer.span, format!("no row fits when {words}"))
            .label("this table is not complete")
            .help(format!("add a row, for example `{}: not raised, not shown`", words.replace(" and ", ", "))),
    );
}

fn describe(pack: &PackCheck, bearer: PartyId, other: PartyId, situation: Situation) -> String {
    let name = |party: PartyId| &pack.program.parties[party.index()].name;
    let first = match situation.bearer {
        BearerMove::Silent => "silent",
        BearerMove::Says => "says",
        BearerMove::Shows => "shows",
    };
    let second = match situation.other {
        OtherMove::NotAsked => "not asked",
        OtherMove::Silent => "silent",
        OtherMove::Denies => "denies",
        OtherMove::Answers => "answers",
        OtherMove::Shows => "shows",
        OtherMove::Agrees => "agrees",
    };
    let mut words = format!("{} {first} and {} {second}", name(bearer), name(other));
    if situation.bearer != BearerMove::Silent && situation.other == OtherMove::Shows {
        let dispute = if situation.disputed { "disputes" } else { "does not dispute" };
        words.push_str(&format!(" and {} {dispute}", name(bearer)));
    }
    words
}
