//! Levels of access to a repository, as forges name them.

/// The levels, each including those before.
const LEVELS: [&str; 5] = ["read", "triage", "write", "maintain", "admin"];

/// The rank of a level; none for a bound that is an amount.
pub(super) fn access_level(text: &str) -> Option<usize> {
    LEVELS.iter().position(|level| *level == text)
}

/// Whether a bound is a level of access and no amount.
pub(super) fn is_access_level(text: &str) -> bool {
    access_level(text).is_some()
}
