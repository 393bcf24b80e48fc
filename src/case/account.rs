//! What a case tells of people, checked: the names they go by, what they told, and what they could not tell. In: what the
//! checker found. Out: plain tables, and how an account is called. No rule ever reads them.

use super::{Document, Subject};
use crate::amount::MONTHS;
use crate::source::Span;
use crate::syntax::ast::{DateLiteral, NameKind};

/// A name that the case declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredName {
    /// What bears it.
    pub kind: NameKind,
    /// In full, then its further forms. At least one; none stands in two names.
    pub forms: Vec<String>,
    /// Never to be sent on.
    pub confidential: bool,
}

/// What somebody told in their own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The word that places name it by.
    pub name: String,
    /// Who speaks.
    pub who: String,
    /// The day of the account.
    pub on: DateLiteral,
    /// What was asked, where it was, and what was told, verbatim.
    pub exchanges: Vec<(Option<String>, String)>,
    /// Never to be sent on.
    pub confidential: bool,
    /// Notes, one a line; may be empty.
    pub note: String,
}

/// A fact that somebody was asked for and could not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKnown {
    /// Which.
    pub subject: Subject,
    /// Who was asked, and when.
    pub reason: String,
    /// The place in the case file.
    pub span: Span,
}

impl Account {
    /// What it is called among the documents: "Account of Dana, the sister, 1 May 2024".
    #[must_use]
    pub fn title(&self) -> String {
        let DateLiteral { year, month, day, .. } = self.on;
        let month = month.and_then(|month| MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?));
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        let parts = [day, month.map_or_else(String::new, |month| (*month).to_owned()), year.to_string()];
        let on: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("Account of {}, {}", self.who, on.join(" "))
    }

    /// It, as one of the documents that places may name; `index` is its place in [`super::Case::accounts`].
    #[must_use]
    pub fn as_document(&self, index: u32) -> Document {
        Document { name: self.name.clone(), title: self.title(), confidential: self.confidential, account: Some(index) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_called_by_who_spoke_and_when() {
        let on = DateLiteral { year: 2024, month: Some(5), day: Some(1), time: Some((9, 30)) };
        let account = Account {
            name: "sister".to_owned(),
            who: "Dana, the sister".to_owned(),
            on,
            exchanges: Vec::new(),
            confidential: true,
            note: String::new(),
        };
        assert_eq!(account.title(), "Account of Dana, the sister, 1 May 2024");
        let month = Account { on: DateLiteral { day: None, time: None, ..on }, ..account };
        assert_eq!(month.title(), "Account of Dana, the sister, May 2024");
    }
}
