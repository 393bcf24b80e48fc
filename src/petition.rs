//! From a case to a petition: the model that templates lay out, and the document that they yield. In: a pack, a case, a wording
//! and templates. Out: documents for [`crate::document`] to write, and what there is to tell the writer. It pleads only what
//! the submitting party states, as it stood before the other side was asked.

mod argue;
mod build;
mod facts;
pub mod json;
mod lay;
mod look;
mod secret;
mod sources;
mod trace;
mod view;

pub use build::{Asked, Built, build};
pub use lay::{MAIN, SUBMITTER, Template, Trouble, lay};
pub use look::{Noted, Seen, look, with_traces};
pub use secret::Secrets;
pub use trace::{trace_words, traced};
pub use view::{Extent, Reason, Withheld};
