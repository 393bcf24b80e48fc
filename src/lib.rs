//! Habeas: a rules engine for legal argument about detention.
//!
//! text → tokens → syntax tree → checked program → evaluation → explanation → a view of it. Each module below is one stage, in
//! that order; what a stage may use stands above it. `docs/ARCHITECTURE.md` is the map.

pub mod source;

pub mod diagnostic;

pub mod syntax;

pub mod mask;

pub mod value;

pub mod amount;

pub mod program;

pub mod case;

pub mod exchange;

pub mod check;

pub mod draft;

pub mod circuit;

pub mod evaluate;

pub mod explain;

pub mod wording;

pub mod picture;

pub mod document;

pub mod lab;

pub mod inquiry;

pub mod petition;

pub mod triage;

pub mod pack;

pub mod compare;

pub mod tally;

pub mod precedent;

pub mod hypothesis;

pub mod interview;

pub mod gaps;

pub mod quiz;

pub mod coverage;

pub mod analysis;

pub mod cli;
