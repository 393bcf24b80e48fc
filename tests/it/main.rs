//! All integration tests, one file a subject.

mod bad_input;
mod cli;
mod diagnostics;
mod generate;
mod golden;
mod ilyashev;
mod loading;
mod naive;
mod pages;
mod properties;
mod syntax;
mod tidy;
