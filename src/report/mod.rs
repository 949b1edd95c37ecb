//! L5: findings or shifts → bytes. One format a file, each into a writer.

/// Answers to questions.
pub mod ask;
/// Findings in every format.
pub mod check;
/// Shifts in every format.
pub mod diff;
mod escape;
mod log;
/// The shifts of history for a terminal.
pub mod log_human;
/// The shifts of history for programs.
pub mod log_json;
mod text;

pub use log::LogReport;
pub use text::clean;
pub(crate) use text::escaped;
