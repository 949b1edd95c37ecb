//! Two texts as a unified diff, as Git and patch print it.

use std::io::{self, Write};

use similar::TextDiff;

use crate::report::clean;

/// Writes the difference of a file's texts, three lines around each change.
pub(super) fn write(out: &mut dyn Write, path: &str, old: &str, new: &str) -> io::Result<()> {
    let diff = TextDiff::from_lines(old, new);
    let path = clean(path);
    let mut unified = diff.unified_diff();
    unified
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"));
    write!(out, "{unified}")
}
