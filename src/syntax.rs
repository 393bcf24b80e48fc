//! Text of one file → tokens → [`ast::File`] and diagnostics. Never fails, never panics, reads nothing but its argument.
//! What an AST does not guarantee (names, types, one value per statement) is the checker's business.

pub mod ast;
pub mod print;
