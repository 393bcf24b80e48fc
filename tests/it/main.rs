//! Tests.

mod diagnostics;
mod loading;
