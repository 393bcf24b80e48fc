//! Tests.

mod diagnostics;
mod ilyashev;
mod loading;
