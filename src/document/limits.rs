//! What a document may hold at most, so that no input can exhaust the machine. In: nothing. Out: three numbers.

/// Markup longer than this many bytes is not read.
pub const LONGEST: usize = 8 << 20;

/// Tags inside tags, at most.
pub const DEEPEST: usize = 24;

/// Columns of a table, at most: more have no room on a page.
pub const MOST_COLUMNS: usize = 12;
