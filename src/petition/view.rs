//! The case as a petition may see it: what the submitting party states, before the other side was asked, without what is
//! confidential. In: a pack and a checked case. Out: another case, and what was kept back. The outcome is no part of it.

use super::lay::SUBMITTER;
use super::secret::Secrets;
use crate::case::{Case, Datum, Statement};
use crate::program::{FactId, Program};
use crate::syntax::ast::{Asked, Role};

/// Why something was kept back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is marked `confidential`, or its topic is.
    Marked,
    /// It stands only in documents or accounts that are confidential.
    Document,
    /// It holds a name that is confidential, or a word that tells such a name.
    Name,
}

/// What was kept back: a fact by its question, never its value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Withheld {
    /// The question of the fact, or what else it is.
    pub what: String,
    /// Why.
    pub reason: Reason,
}

/// The case as the petition sees it.
#[derive(Clone, Debug)]
pub(super) struct View {
    /// The case.
    pub(super) case: Case,
    /// What was kept back, in order and each once.
    pub(super) withheld: Vec<Withheld>,
    /// The person's name is confidential, and other words stand for it.
    pub(super) nameless: bool,
}

/// How much a part may tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What may be sent to the other side.
    Transmitted,
    /// What the part about the submitter may tell: the topics that are never for the other side too, and still nothing that is
    /// marked `confidential` itself, unless it is about the submitter.
    Private,
    /// All that the submitting party states. Nothing that is made of it may be written.
    Whole,
}

/// Makes the view; `person` stands for a name that is kept back.
pub(super) fn view(program: &Program, case: &Case, extent: Extent, person: &str) -> View {
    let mut seen = View { case: pleaded(program, case), withheld: Vec::new(), nameless: false };
    let secrets = Secrets::of(case);
    if extent == Extent::Whole {
        seen.nameless = secrets.tells(&case.person);
        return seen;
    }
    let closed: Vec<bool> =
        case.documents.iter().map(|document| document.confidential || secrets.tells(&document.title)).collect();
    let private = extent == Extent::Private;
    let statements = std::mem::take(&mut seen.case.statements);
    for mut statement in statements {
        let reason = if private { private_reason } else { reason }(program, &secrets, &closed, &statement);
        if let Some(reason) = reason {
            let fact = &program.facts[statement.subject.fact.index()];
            // What the private part would not show anyway is told of the other part.
            if extent == Extent::Transmitted || is_closed(program, statement.subject.fact) {
                seen.withheld.push(Withheld { what: fact.question.clone(), reason });
            }
            continue;
        }
        statement.stated.retain(|place| !closed.get(place.document as usize).copied().unwrap_or(true));
        seen.case.statements.push(statement);
    }
    for claim in &mut seen.case.claims {
        claim.stated.retain(|place| !closed.get(place.document as usize).copied().unwrap_or(true));
        claim.note.clear();
    }
    let shut = case.documents.iter().zip(&closed).filter(|(_, closed)| **closed && extent == Extent::Transmitted);
    for (document, _) in shut {
        let what = if document.account.is_some() { "an account" } else { "a document" };
        let reason = if document.confidential { Reason::Marked } else { Reason::Name };
        seen.withheld.push(Withheld { what: format!("{what}: [{}]", document.name), reason });
    }
    seen.case.accounts.retain(|account| {
        let told = account.exchanges.iter().any(|(_, told)| secrets.tells(told));
        let name_inside = !account.confidential && (told || secrets.tells(&account.who));
        if name_inside && extent == Extent::Transmitted {
            seen.withheld
                .push(Withheld { what: format!("the words of the account [{}]", account.name), reason: Reason::Name });
        }
        !account.confidential && !name_inside
    });
    if secrets.tells(&seen.case.person) {
        seen.nameless = true;
        seen.withheld.push(Withheld { what: "how the case calls the person".to_owned(), reason: Reason::Name });
        person.clone_into(&mut seen.case.person);
    }
    for text in [&mut seen.case.title, &mut seen.case.within] {
        if secrets.tells(text) {
            text.clear();
        }
    }
    if secrets.tells(&seen.case.name) {
        seen.case.name.clear();
    }
    seen.case.not_known.retain(|unknown| extent == Extent::Private || !is_closed(program, unknown.subject.fact));
    seen.case.names.clear();
    seen.withheld.sort();
    seen.withheld.dedup();
    seen
}

/// True for a fact of a topic that is never for the other side.
fn is_closed(program: &Program, fact: FactId) -> bool {
    program.topics[program.facts[fact.index()].topic.index()].confidential
}

/// The case before the other side was asked, with the statements and claims of the submitting party alone.
pub(super) fn pleaded(program: &Program, case: &Case) -> Case {
    let mut own = case.clone();
    let submits = program.party_with(Role::Submits);
    let answers = program.party_with(Role::Answers);
    own.statements.retain(|statement| submits.is_some_and(|party| Case::is_party(statement.speaker, party)));
    own.claims.retain(|claim| submits.is_some_and(|party| Case::is_party(claim.speaker, party)));
    let unasked = |stage: &crate::program::Stage| Some(stage.party) == answers && stage.asked == Asked::NotAsked;
    if let Some(place) = program.stages.iter().position(unasked) {
        own.stage = crate::program::StageId::at(place);
    }
    own.replied.iter_mut().for_each(|replied| *replied = false);
    own.decided = None;
    own.hypotheticals.clear();
    own.notes.clear();
    own
}

fn reason(program: &Program, secrets: &Secrets, closed: &[bool], statement: &Statement) -> Option<Reason> {
    if statement.confidential || is_closed(program, statement.subject.fact) {
        return Some(Reason::Marked);
    }
    let shut = |place: &crate::case::Place| closed.get(place.document as usize).copied().unwrap_or(true);
    if !statement.stated.is_empty() && statement.stated.iter().all(shut) {
        return Some(Reason::Document);
    }
    names_somebody(secrets, statement).then_some(Reason::Name)
}

/// The same for the part about the submitter. The topic that bears the name of this part is its own: all of it is told there.
fn private_reason(program: &Program, secrets: &Secrets, closed: &[bool], statement: &Statement) -> Option<Reason> {
    let topic = &program.topics[program.facts[statement.subject.fact.index()].topic.index()];
    if SUBMITTER.strip_suffix(".jinja") == Some(topic.name.as_str()) {
        return None;
    }
    if !topic.confidential {
        return reason(program, secrets, closed, statement);
    }
    if statement.confidential {
        return Some(Reason::Marked);
    }
    names_somebody(secrets, statement).then_some(Reason::Name)
}

fn names_somebody(secrets: &Secrets, statement: &Statement) -> bool {
    let in_value = match &statement.datum {
        Some(Datum::Text(text)) => secrets.tells(text),
        Some(Datum::List { items, .. }) => items.iter().any(|item| secrets.tells(item)),
        Some(Datum::Amount(_, written)) => secrets.tells(written),
        Some(Datum::Yes | Datum::No | Datum::Option(_)) | None => false,
    };
    in_value || secrets.tells(&statement.exhibit) || secrets.tells(&statement.quoting)
}
