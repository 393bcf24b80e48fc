//! Text of one file → tokens → [`ast::File`] and diagnostics. Never fails, never panics, reads nothing but its argument.
//! What an AST does not guarantee (names, types, one value per statement) is the checker's business.

pub mod ast;
pub mod comments;
mod input;
pub mod keyword;
pub mod lexer;
mod parser;
pub mod piece;
pub mod print;
pub mod token;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// The largest text that is read, in bytes.
pub const LARGEST_FILE: usize = 4 * 1024 * 1024;

/// A file as written, and what was wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// What could be read.
    pub file: ast::File,
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one file. What cannot be read is reported and left out; the rest is kept.
#[must_use]
pub fn parse(source: SourceId, text: &str) -> Parsed {
    let file = ast::File::default();
    if text.len() > LARGEST_FILE {
        let message = format!("this file has {} bytes; the limit is {LARGEST_FILE}", text.len());
        let fault = Diagnostic::new(Code::FileTooLarge, Span::new(source, 0, 0), message);
        return Parsed { file, diagnostics: vec![fault.help("split it into several files")] };
    }
    let lexed = lexer::lex(source, text);
    if lexed.tokens.is_empty() && lexed.diagnostics.is_empty() {
        let fault = Diagnostic::new(Code::EmptyFile, Span::new(source, 0, 0), "there is nothing in this file");
        return Parsed { file, diagnostics: vec![fault.help("write an item, or delete the file")] };
    }
    let (file, faults) = parser::file(&input::Text { source, whole: text }, &lexed);
    let mut diagnostics = lexed.diagnostics;
    diagnostics.extend(faults);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    Parsed { file, diagnostics }
}
