//! What would have to be otherwise: the changes that turn a conclusion, what it stands or falls on, and how much each fact
//! decides. In: a proof. Out: plain values, all of them exact: nothing here is sampled. Many worlds of one case are computed
//! at once on the part of the program that depends on what changes.

mod alike;
mod axis;
mod bounds;
mod count;
mod diagram;
mod flip;
mod formula;
mod held;
pub mod json;
mod levers;
mod lines;
mod picture;
mod reduced;
mod relevant;
pub mod report;
mod robust;
mod sweep;
mod weigh;

pub(crate) use axis::amount_written;
pub use flip::{Change, Effect, FlipOptions, Flips, Progress, flips};
pub use held::Held;
pub use levers::{Changes, Lever, Levers, Scope, suppose};
pub(crate) use levers::{in_scope, subjects};
pub use picture::svg;
pub use relevant::{Answered, Relevance, Relevant, relevance};
pub use robust::{Carrier, Completions, Lines, Robust, Single, Turning, robust};
pub use sweep::{Sweep, SweepTooLarge, sweep};
pub use weigh::{Weight, Weights, weigh};
