//! L5: findings or shifts → bytes. One format a file, each into a writer.

/// Answers to questions.
pub mod ask;
mod check;
/// Shifts in every format.
pub mod diff;
/// Findings for a terminal.
pub mod human;
/// Findings for programs.
pub mod json;
mod log;
/// The shifts of history for a terminal.
pub mod log_human;
/// The shifts of history for programs.
pub mod log_json;
mod text;

pub use check::CheckReport;
pub use log::LogReport;
pub use text::clean;
