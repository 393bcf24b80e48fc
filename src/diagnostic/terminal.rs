//! Draws diagnostics. Stub.
