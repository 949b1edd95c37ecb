//! L5: findings or shifts → bytes. One format a file, each into a writer.

/// Answers to questions.
pub mod ask;
mod check;
mod diff;
/// Shifts for a terminal.
pub mod diff_human;
/// Shifts for programs.
pub mod diff_json;
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
pub use diff::DiffReport;
pub use log::LogReport;
pub use text::clean;
