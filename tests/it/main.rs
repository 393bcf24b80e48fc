//! All integration tests, one file a subject.

mod bad_input;
mod cli;
mod diagnostics;
mod generate;
mod golden;
mod ilyashev;
mod loading;
mod meaning;
mod naive;
mod properties;
mod syntax;
