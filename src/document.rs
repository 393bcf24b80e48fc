//! Documents for people who work with Word and paper: one model, one strict reader of a small markup, and four writers. In: the
//! markup that a template yields. Out: Word, PDF, one page of HTML, or Markdown; the same markup gives the same bytes.

mod direction;
mod docx;
mod html;
mod labels;
mod limits;
mod markdown;
mod model;
mod pdf;
mod read;
mod text;

pub use docx::print as docx;
pub use html::print as html;
pub use limits::{DEEPEST, LONGEST, MOST_COLUMNS};
pub use markdown::print as markdown;
pub use model::{Block, Cell, Document, Inline, Item, Kind, Mark, Note, NoteKind, Row, Table, Unwritten};
pub use pdf::{Pdf, pages, print as pdf};
pub use read::{Fault, read};
