//! Tests.

mod bad_input;
mod cli;
mod diagnostics;
mod ilyashev;
mod loading;
