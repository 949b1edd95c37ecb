//! What the formats of `log` have in common.

use crate::shift::ShiftSet;

/// Sets of shifts with the words around them.
#[derive(Debug, Clone, Copy)]
pub struct LogReport<'r> {
    /// What is shown, the newest first.
    pub sets: &'r [&'r ShiftSet],
    /// How many commits were read.
    pub read: usize,
    /// How many sets there are, shown or not.
    pub found: usize,
    /// How many commits had a file that could not be read.
    pub unread: usize,
    /// Whose power alone is shown, where it is one person's.
    pub who: Option<&'r str>,
}
