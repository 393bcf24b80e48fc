//! What a case tells of people, as text: `names` lines, accounts, and what nobody could tell.

use super::case::{claim, head};
use super::expression::date;
use super::{Page, quoted};
use crate::syntax::ast::{AccountDecl, AccountLine, FixedLine, NamesDecl, NotKnownDecl};

/// The mark of what is never to be sent on, or nothing.
pub(super) fn mark(confidential: bool) -> &'static str {
    if confidential { "confidential" } else { "" }
}

impl Page<'_> {
    pub(super) fn names(&mut self, names: &NamesDecl) {
        let forms: Vec<String> = names.forms.iter().map(|form| quoted(&form.text)).collect();
        self.placed_clause(names.span, &["names", names.kind.text(), &forms.join(", "), mark(names.confidential)]);
    }

    pub(super) fn account(&mut self, account: &AccountDecl) {
        self.placed_line(
            account.span,
            &["account", &account.name.text, &quoted(&account.who.text), &date(&account.on.0)],
        );
        if let Some(place) = account.confidential {
            self.placed_clause(place, &["confidential"]);
        }
        for line in &account.lines {
            match line {
                AccountLine::Asked(text) => self.placed_clause(text.span, &["asked", &quoted(&text.text)]),
                AccountLine::Told(text) => self.placed_clause(text.span, &["told", &quoted(&text.text)]),
                AccountLine::Note(text) => self.placed_clause(text.span, &["note", &quoted(&text.text)]),
            }
        }
    }

    pub(super) fn not_known(&mut self, not_known: &NotKnownDecl) {
        self.placed_line(not_known.span, &["not known", &quoted(&not_known.reason.text)]);
        self.fact_lines(&not_known.lines);
    }

    /// Facts without values, one line as written.
    pub(super) fn fact_lines(&mut self, lines: &[FixedLine]) {
        for line in lines {
            let facts = line.facts.iter().map(claim).collect::<Vec<_>>().join(", ");
            self.placed_clause(line.place(), &[&head(line.instance.as_ref()), &facts]);
        }
    }
}
