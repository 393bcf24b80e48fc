//! All integration tests, one file a subject.

mod bad_input;
mod cli;
mod compare;
mod diagnostics;
mod golden;
mod ilyashev;
mod json;
mod lab;
mod loading;
mod opened;
mod pages;
mod syntax;
mod tidy;
