//! What a case tells of people: the names they go by, what they said in their own words, and what they could not say. In:
//! nothing. Out: the types of `names` lines and attributes, `account` and `not known` items.

use super::{DateLiteral, FixedLine, Name, Quoted};
use crate::source::Span;

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// `person`
    Person,
    /// `place`
    Place,
    /// `number`: of a document, a file, a telephone.
    Number,
    /// `organization`
    Organization,
}

impl NameKind {
    /// Every kind, in the order that the language lists them.
    pub const ALL: [NameKind; 4] = [NameKind::Person, NameKind::Place, NameKind::Number, NameKind::Organization];

    /// As it is written.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Place => "place",
            NameKind::Number => "number",
            NameKind::Organization => "organization",
        }
    }
}

/// What the answer to a fact of a pack tells by itself: `names person`, `names office`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Who, where or which.
    Bears(NameKind),
    /// `office`: an authority, a court, a police station.
    Office,
    /// `charge`: what the person is accused of.
    Charge,
}

impl Named {
    /// As it is written after `names`.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Named::Bears(kind) => kind.text(),
            Named::Office => "office",
            Named::Charge => "charge",
        }
    }
}

/// `names person "Alnur Ilyashev", "Ilyashev" confidential`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamesDecl {
    /// What bears the name.
    pub kind: NameKind,
    /// In full, then the further forms of the same name. At least one.
    pub forms: Vec<Quoted>,
    /// Never to be sent on.
    pub confidential: bool,
    /// The whole line.
    pub span: Span,
}

/// `account sister "Dana, the sister" 2024-05-01` and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountDecl {
    /// The word that places name it by.
    pub name: Name,
    /// Who speaks.
    pub who: Quoted,
    /// The day of the account.
    pub on: (DateLiteral, Span),
    /// `confidential`: never to be sent on.
    pub confidential: Option<Span>,
    /// Its other lines, in the order of the account.
    pub lines: Vec<AccountLine>,
    /// The heading line.
    pub span: Span,
}

/// One line of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountLine {
    /// `asked "What happened that night?"`
    Asked(Quoted),
    /// `told "They came after eight."`: verbatim.
    Told(Quoted),
    /// `note "…"`.
    Note(Quoted),
}

/// `not known "the sister was asked on 1 May 2024"` and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKnownDecl {
    /// Who was asked, and when.
    pub reason: Quoted,
    /// The facts that nobody could tell of.
    pub lines: Vec<FixedLine>,
    /// The heading line.
    pub span: Span,
}
