//! Tests.

mod diagnostics;
mod loading;
mod views;
