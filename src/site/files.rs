//! The files of a handbook on their way out.

use std::collections::BTreeSet;

use super::{Sink, SiteError};

/// Hands over each file as soon as it is made, so that a large handbook never stands in memory as a
/// whole, and remembers where they lie.
pub(super) struct Files<'s> {
    sink: &'s mut Sink<'s>,
    paths: BTreeSet<String>,
}

impl<'s> Files<'s> {
    pub(super) fn new(sink: &'s mut Sink<'s>) -> Self {
        Files {
            sink,
            paths: BTreeSet::new(),
        }
    }

    /// Hands a file over.
    ///
    /// # Errors
    /// Whoever takes the files could not take this one.
    pub(super) fn put(&mut self, path: impl Into<String>, bytes: Vec<u8>) -> Result<(), SiteError> {
        let path = path.into();
        let is_new = self.paths.insert(path.clone());
        debug_assert!(is_new, "two files at {path}");
        Ok((self.sink)(path, bytes)?)
    }

    /// The paths of all files so far, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }
}
