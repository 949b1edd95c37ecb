//! What the formats of `diff` have in common: the comparison and where it comes from.

use crate::shift::Comparison;

/// A comparison with the words around it.
#[derive(Debug, Clone, Copy)]
pub struct DiffReport<'r> {
    /// The shifts.
    pub comparison: &'r Comparison,
    /// The base as people name it: `main 9f2c1e4`.
    pub base: &'r str,
    /// The head likewise, or `work tree`.
    pub head: &'r str,
    /// The base's full commit id.
    pub base_commit: &'r str,
    /// The head's full commit id; none for a work tree.
    pub head_commit: Option<&'r str>,
    /// The path from the repository to the governance root, ending in `/`, or empty.
    pub prefix: &'r str,
    /// Lines added and removed below the root, where Git could count them.
    pub line_counts: Option<(usize, usize)>,
    /// How many records the head has.
    pub records: usize,
    /// How many files of records differ.
    pub changed: usize,
    /// Files that neither side could read, and that are the same on both.
    pub skipped: &'r [String],
}
