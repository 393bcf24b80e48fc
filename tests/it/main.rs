//! Tests.

mod golden;
mod syntax;
