//! stub
use super::ast::StatedValue;
/// stub
pub fn value(_v: &StatedValue) -> String {
    String::new()
}
