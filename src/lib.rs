//! Habeas: a rules engine for legal argument about detention.
//!
//! text → tokens → syntax tree → checked program → evaluation → explanation → a view of it.

pub mod source;
pub mod diagnostic;
pub mod syntax;
