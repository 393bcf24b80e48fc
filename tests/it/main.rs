//! All integration tests, one file a subject.

mod compare;
mod diagnostics;
mod golden;
mod json;
mod loading;
mod opened;
mod syntax;
