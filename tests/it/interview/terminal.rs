//! Interviews through a real pseudo-terminal.
