//! All integration tests, one file a subject.

mod diagnostics;
mod golden;
mod loading;
mod syntax;
