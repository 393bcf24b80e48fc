//! What a case tells of people, resolved: declared names, accounts as documents that places may name, and what nobody could
//! tell. In: their syntax trees. Out: plain tables, and the faults: a name or a word declared twice, a question that nobody
//! answers, a fact that is not known and yet stated.

use super::case::{CaseCheck, Part};
use super::hypothetical::named;
use crate::case::{Account, DeclaredName, Document, List, NotKnown, Statement};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{AccountDecl, AccountLine, NamesDecl, Quoted};

/// What a case tells of people, while it is being checked.
#[derive(Default)]
pub(super) struct People<'a> {
    pub(super) names: Vec<DeclaredName>,
    /// Every form, where it stands.
    forms: Vec<&'a Quoted>,
    pub(super) accounts: Vec<Account>,
    /// The word of each account.
    words: Vec<Span>,
}

/// Takes in the names that one header declares. The case that another builds on may declare the same ones.
pub(super) fn names<'a>(check: &mut CaseCheck<'a>, all: &'a [NamesDecl]) {
    let below = check.people.names.len();
    for decl in all {
        let forms = decl.forms.iter().map(|form| form.text.clone()).collect();
        let name = DeclaredName { kind: decl.kind, forms, confidential: decl.confidential };
        if let Some(same) =
            check.people.names[..below].iter_mut().find(|same| same.forms == name.forms && same.kind == name.kind)
        {
            same.confidential |= name.confidential;
            continue;
        }
        for form in &decl.forms {
            one_form(check, form);
        }
        check.people.names.push(name);
    }
}

/// A form has letters, and belongs to one name.
fn one_form<'a>(check: &mut CaseCheck<'a>, form: &'a Quoted) {
    if form.text.trim().is_empty() {
        let fault = Diagnostic::new(Code::MissingDeclaration, form.span, "this name is empty");
        check.report(fault.help("write the name, or take the line out"));
        return;
    }
    if let Some(first) = check.people.forms.iter().find(|first| first.text == form.text) {
        let message = format!("the name `{}` is declared twice", form.text);
        let fault = Diagnostic::new(Code::DuplicateName, form.span, message).label("declared again here");
        check.report(fault.also(first.span, "first declared here").help("keep it in one `names` line"));
        return;
    }
    check.people.forms.push(form);
}

/// Takes in an account.
pub(super) fn account(check: &mut CaseCheck, decl: &AccountDecl) {
    let mut exchanges = Vec::new();
    let mut notes: Vec<&str> = Vec::new();
    let mut asked: Option<&Quoted> = None;
    let mut unanswered = Vec::new();
    for line in &decl.lines {
        match line {
            AccountLine::Asked(question) => unanswered.extend(asked.replace(question)),
            AccountLine::Told(words) => {
                exchanges.push((asked.take().map(|question| question.text.clone()), words.text.clone()));
            }
            AccountLine::Note(note) => notes.push(&note.text),
        }
    }
    for question in unanswered.into_iter().chain(asked) {
        let message = "nothing is told in answer to this question";
        let fault = Diagnostic::new(Code::MissingDeclaration, question.span, message);
        check.report(fault.help("write the answer below it: `told \"…\"`, or take the question out"));
    }
    check.people.accounts.push(Account {
        name: decl.name.text.clone(),
        who: decl.who.text.clone(),
        on: decl.on.0,
        exchanges,
        confidential: decl.confidential.is_some(),
        note: notes.join("\n"),
    });
    check.people.words.push(decl.name.span);
}

/// Puts the accounts among the documents, after all of these: the first document stays the default.
pub(super) fn among_the_documents(check: &mut CaseCheck) {
    if !check.people.accounts.is_empty() && check.documents.is_empty() {
        // Paragraphs without a document are then paragraphs of nothing, not of the first account.
        let nothing = Document { name: String::new(), title: String::new(), confidential: false, account: None };
        check.documents.push(nothing);
        check.declared.push(Span::default());
    }
    for (index, account) in check.people.accounts.clone().iter().enumerate() {
        let place = check.people.words[index];
        if let Some(known) = check.documents.iter().position(|known| known.name == account.name) {
            let what = if check.documents[known].account.is_some() { "an account" } else { "a document" };
            let message = format!("`{}` is already the word of {what}", account.name);
            let fault = Diagnostic::new(Code::DuplicateName, place, message).label("declared again here");
            let help = "places name accounts and documents alike: give each its own word";
            check.report(fault.also(check.declared[known], "first declared here").help(help));
        }
        check.documents.push(account.as_document(u32::try_from(index).unwrap_or(u32::MAX)));
        check.declared.push(place);
    }
}

/// The facts that somebody was asked for and could not tell; a warning for each that is stated all the same.
pub(super) fn not_known(
    check: &mut CaseCheck,
    parts: &[&Part],
    lists: &[List],
    statements: &[Statement],
) -> Vec<NotKnown> {
    let mut found: Vec<NotKnown> = Vec::new();
    for decl in parts.iter().flat_map(|part| &part.not_known) {
        for line in &decl.lines {
            for (subject, claim) in named(check, line.instance.as_ref(), &line.facts, lists) {
                let reason = decl.reason.text.clone();
                if found.iter().any(|other| other.subject == subject && other.reason == reason) {
                    continue;
                }
                found.push(NotKnown { subject, reason, span: claim.span });
            }
        }
    }
    for not_known in &found {
        let stated = |statement: &&Statement| statement.subject == not_known.subject && statement.datum.is_some();
        let Some(statement) = statements.iter().find(stated) else { continue };
        let name = check.program.fact_name(not_known.subject.fact);
        let who = check.speakers[statement.speaker as usize].title.clone();
        let message = format!("`{name}` is listed as not known, and {who} states it");
        check.report(
            Diagnostic::new(Code::NotKnownAndStated, not_known.span, message)
                .label("not known to the one who was asked")
                .also(statement.span, "stated here")
                .help("take it out of the list if it is known by now"),
        );
    }
    found
}
