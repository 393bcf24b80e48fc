//! Tests.

mod diagnostics;
mod generate;
mod loading;
mod naive;
mod properties;
