//! L1: what can be said about a source: findings with their places, and what a rule is.

mod finding;
mod rule;
mod severity;
mod suggest;

pub use finding::{Edit, Finding, Label};
pub use rule::{Level, RuleInfo};
pub use severity::Severity;
pub use suggest::{did_you_mean, nearest};
