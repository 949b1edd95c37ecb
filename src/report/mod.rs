//! L5: findings or shifts → bytes. One format a file, each into a writer.

mod diff;
/// Shifts for a terminal.
pub mod diff_human;
/// Shifts for programs.
pub mod diff_json;

pub use diff::DiffReport;
