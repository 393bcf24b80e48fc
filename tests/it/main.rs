//! Tests.

mod bad_input;
mod diagnostics;
mod ilyashev;
mod loading;
