//! All integration tests, one file a subject.

mod bad_input;
mod cli;
mod compare;
mod coverage;
mod criteria;
mod diagnostics;
mod examples;
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
mod quiz;
mod syntax;
mod tally;
mod tidy;
mod views;
mod whole_law;
