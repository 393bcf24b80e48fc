//! What is wrong with a pack or a case, as plain data: every stage adds to one list of [`Diagnostic`]s and goes on.
//! Wording is made where the fault is known; drawing it is `diagnostic/terminal.rs`'s business alone.

pub mod code;
pub mod terminal;

pub use code::Code;

use crate::source::Span;

/// How bad it is. An error stops evaluation; a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pack or case cannot be used.
    Error,
    /// It can be used, but somebody should look.
    Warning,
}

/// A second place that explains the first ("first defined here").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub text: String,
}

/// One fault: what is wrong, where, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of this kind of fault.
    pub code: Code,
    /// What is wrong, one line, lower case, no full stop.
    pub message: String,
    /// The smallest place that must change.
    pub span: Span,
    /// What stands at that place; may be empty.
    pub label: String,
    /// Other places that matter.
    pub others: Vec<Label>,
    /// What to do about it; may be empty.
    pub help: String,
}

impl Diagnostic {
    /// A fault of this kind at this place.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span, label: String::new(), others: Vec::new(), help: String::new() }
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Points at another place as well.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.others.push(Label { span, text: text.into() });
        self
    }

    /// Says the way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = text.into();
        self
    }

    /// Error or warning, as its code says.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// True if any of them is an error.
#[must_use]
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}

/// " — did you mean `x`?" material: the nearest of `known` to `word`, if it is near enough to be a slip of the pen.
#[must_use]
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(far, _)| *far <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edit distance with swaps of neighbours counted once (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let width = right.len() + 1;
    let mut rows = vec![(0..width).collect::<Vec<usize>>()];
    for (i, a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let mut best = (rows[i][j] + usize::from(a != b)).min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_corrected_and_a_stranger_is_not() {
        let known = ["warrant_shown", "warrant_issued", "made"];
        assert_eq!(did_you_mean("warant_shown", known), Some("warrant_shown"));
        assert_eq!(did_you_mean("maed", known), Some("made"));
        assert_eq!(did_you_mean("habeas", known), None);
    }
}
