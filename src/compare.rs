//! stub
/// stub
pub const SCHEMA: &str = "{}";
