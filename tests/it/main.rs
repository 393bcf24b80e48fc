//! All integration tests, one file a subject.

mod analysis;
mod bad_input;
mod cli;
mod compare;
mod coverage;
mod criteria;
mod diagnostics;
mod generate;
mod golden;
mod hypothesis;
mod ilyashev;
mod json;
mod lab;
mod loading;
mod meaning;
mod naive;
mod opened;
mod opinions;
mod pages;
mod properties;
mod syntax;
mod tidy;
mod views;
mod whole_law;
