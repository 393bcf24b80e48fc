//! An explanation laid out for reading: sections of lines, rows and foldable trees. In: a proof and its explanation, and what
//! to show. Out: a [`Report`], which the text, Markdown and HTML views print each in its own way.

mod chain;
mod first_screen;
mod teller;

pub(crate) use first_screen::listed;
pub(in crate::explain) use teller::exception_words;

use super::Explanation;
use crate::evaluate::Proof;
use crate::program::{HoldingId, RuleId};
use crate::value::Value;

/// A document to print.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// In reading order.
    pub sections: Vec<Section>,
}

/// A part of a report under its own heading.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The heading; empty for what stands before the first heading.
    pub title: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A block of a section.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph.
    Line(Line),
    /// Rows of cells, aligned.
    Rows(Vec<Vec<Line>>),
    /// Steps that fold.
    Tree(Branch),
    /// A picture, drawn by us and with its own words for those who do not see it; only a page shows it.
    Picture {
        /// The drawing, whole.
        svg: String,
    },
}

/// Text in several tones.
pub type Line = Vec<Run>;

/// A piece of text in one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// How to print it.
    pub tone: Tone,
}

/// How a piece of text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Running text.
    Plain,
    /// What to read first.
    Strong,
    /// References and remarks.
    Faint,
    /// Authorities.
    Cite,
    /// A value, in its colour.
    Value(Value),
}

/// A step and its parts.
#[derive(Clone, Debug, Default)]
pub struct Branch {
    /// Its value, drawn as a mark.
    pub mark: Option<Value>,
    /// What it says.
    pub line: Line,
    /// More about it: authorities, breaches.
    pub details: Vec<Line>,
    /// What it rests on.
    pub parts: Vec<Branch>,
    /// Whether a folding view shows its parts at first.
    pub open: bool,
    /// A name that other steps may point to; empty for none.
    pub anchor: String,
    /// The name of the step that explains this one further up; empty for none.
    pub see: String,
}

/// A plain run.
#[must_use]
pub fn plain(text: impl Into<String>) -> Run {
    Run { text: text.into(), tone: Tone::Plain }
}

/// A strong run.
#[must_use]
pub fn strong(text: impl Into<String>) -> Run {
    Run { text: text.into(), tone: Tone::Strong }
}

/// A faint run.
#[must_use]
pub fn faint(text: impl Into<String>) -> Run {
    Run { text: text.into(), tone: Tone::Faint }
}

/// A run of authorities.
#[must_use]
pub fn cited(text: impl Into<String>) -> Run {
    Run { text: text.into(), tone: Tone::Cite }
}

/// A run in the colour of a value.
#[must_use]
pub fn valued(value: Value, text: impl Into<String>) -> Run {
    Run { text: text.into(), tone: Tone::Value(value) }
}

/// What a reader asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// A finding or conclusion.
    Holding(HoldingId),
    /// A rule.
    Rule(RuleId),
}

/// The whole explanation: the result and what it rests on first, then the chain of each conclusion.
#[must_use]
pub fn report(proof: &Proof, explanation: &Explanation) -> Report {
    let mut sections = first_screen::sections(proof, explanation);
    sections.extend(chain::sections(proof, explanation));
    Report { title: super::words::heading(proof.case), sections }
}

/// The chain behind one conclusion, finding or rule.
#[must_use]
pub fn why(proof: &Proof, explanation: &Explanation, question: Question) -> Report {
    Report { title: super::words::heading(proof.case), sections: vec![chain::why(proof, explanation, question)] }
}

/// What kept one conclusion, finding or rule from being made out.
#[must_use]
pub fn why_not(proof: &Proof, explanation: &Explanation, question: Question) -> Report {
    Report { title: super::words::heading(proof.case), sections: vec![chain::why_not(proof, explanation, question)] }
}
