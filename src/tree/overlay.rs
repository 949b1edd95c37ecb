//! A tree with some texts in place of what stands there: to see what an edit would make of it.

use super::{ContentId, Entry, EntryKind, ReadError, Tree, TreeError, TreePath};
use std::collections::BTreeMap;

/// Files of another tree, some with other bytes. Nothing is added or taken away.
pub struct Overlay<'t> {
    under: &'t dyn Tree,
    texts: BTreeMap<TreePath, Vec<u8>>,
}

impl<'t> Overlay<'t> {
    /// Another tree as it is.
    pub fn new(under: &'t dyn Tree) -> Self {
        Self {
            under,
            texts: BTreeMap::new(),
        }
    }

    /// Gives the file at a path other bytes, should it be there.
    #[must_use]
    pub fn with(mut self, path: impl Into<TreePath>, bytes: impl Into<Vec<u8>>) -> Self {
        self.texts.insert(path.into(), bytes.into());
        self
    }
}

impl Tree for Overlay<'_> {
    fn label(&self) -> String {
        self.under.label()
    }

    fn entries(&self) -> Result<Vec<Entry>, TreeError> {
        let mut entries = self.under.entries()?;
        for entry in &mut entries {
            let is_file = entry.kind == EntryKind::File && entry.utf8_path;
            if let Some(bytes) = self.texts.get(&entry.path).filter(|_| is_file) {
                entry.id = ContentId::of_file(bytes);
            }
        }
        Ok(entries)
    }

    fn read(&self, entry: &Entry, limit: u64) -> Result<Vec<u8>, ReadError> {
        let text = self.texts.get(&entry.path);
        match text.filter(|_| entry.kind == EntryKind::File && entry.utf8_path) {
            Some(bytes) if bytes.len() as u64 <= limit => Ok(bytes.clone()),
            Some(bytes) => Err(ReadError::TooLarge {
                size: bytes.len() as u64,
                limit,
            }),
            None => self.under.read(entry, limit),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::MemoryTree;
    use super::*;

    #[test]
    fn only_files_that_are_there_read_otherwise() {
        let under = MemoryTree::new("memory")
            .with("a.yaml", "old")
            .with("b.yaml", "same")
            .with_kind("link", EntryKind::Symlink, "a.yaml");
        let tree = Overlay::new(&under)
            .with("a.yaml", "new one")
            .with("link", "x")
            .with("none.yaml", "x");
        let entries = tree.entries().unwrap();
        let read: Vec<_> = entries.iter().map(|entry| tree.read(entry, 9)).collect();
        let text = |text: &str| Ok(text.as_bytes().to_vec());
        assert_eq!(
            read,
            [text("new one"), text("same"), Err(ReadError::NotAFile)]
        );
        let as_written = MemoryTree::new("memory").with("a.yaml", "new one");
        assert_eq!(entries[0], as_written.entries().unwrap()[0]);
        assert_eq!(
            tree.read(&entries[0], 6),
            Err(ReadError::TooLarge { size: 7, limit: 6 })
        );
    }
}
