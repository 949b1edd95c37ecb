//! L5: findings or shifts → bytes. One format a file, each into a writer.

mod check;
/// Shifts in every format.
pub mod diff;
/// Findings for a terminal.
pub mod human;
/// Findings for programs.
pub mod json;
mod text;

pub use check::CheckReport;
pub use text::clean;
