//! Tests.

mod diagnostics;
