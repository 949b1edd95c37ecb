//! The files of a tree as they stood at one moment.

use super::{ContentId, Entry, EntryKind, ReadError, Tree, TreeError, TreePath};
use std::collections::{BTreeMap, BTreeSet};

/// All files of another tree, read once: whatever happens to them afterwards, the same bytes are
/// read again, and each has its id.
#[derive(Debug, Clone)]
pub struct Held {
    label: String,
    entries: Vec<Entry>,
    files: BTreeMap<TreePath, Result<Vec<u8>, ReadError>>,
}

impl Held {
    /// Reads the files of a tree that are no larger than `limit` bytes.
    ///
    /// # Errors
    ///
    /// The tree cannot be listed. That a file cannot be read is told by who reads it.
    pub fn of(tree: &dyn Tree, limit: u64) -> Result<Self, TreeError> {
        let mut entries = tree.entries()?;
        let mut files = BTreeMap::new();
        for entry in &mut entries {
            if entry.kind == EntryKind::File && entry.utf8_path {
                let read = tree.read(entry, limit);
                entry.id = read.as_ref().ok().and_then(|b| ContentId::of_file(b));
                files.insert(entry.path.clone(), read);
            }
        }
        Ok(Self {
            label: tree.label(),
            entries,
            files,
        })
    }

    /// The paths at which something else stands than in `other`, sorted.
    pub fn differing<'h>(&'h self, other: &'h Self) -> Vec<&'h str> {
        let paths = self.entries.iter().chain(&other.entries);
        let paths: BTreeSet<&str> = paths.map(|entry| entry.path.as_str()).collect();
        let differs = |path: &&str| {
            let at = |tree: &'h Self| {
                let at = tree.entries.binary_search_by(|e| e.path.as_str().cmp(path));
                let entry = at.ok().and_then(|at| tree.entries.get(at));
                (entry, tree.files.get(*path))
            };
            at(self) != at(other)
        };
        paths.into_iter().filter(differs).collect()
    }
}

impl Tree for Held {
    fn label(&self) -> String {
        self.label.clone()
    }

    fn entries(&self) -> Result<Vec<Entry>, TreeError> {
        Ok(self.entries.clone())
    }

    fn read(&self, entry: &Entry, limit: u64) -> Result<Vec<u8>, ReadError> {
        match self.files.get(&entry.path) {
            Some(Ok(bytes)) if bytes.len() as u64 <= limit => Ok(bytes.clone()),
            Some(Ok(bytes)) => Err(ReadError::TooLarge {
                size: bytes.len() as u64,
                limit,
            }),
            Some(Err(error)) => Err(error.clone()),
            None => Err(ReadError::NotAFile),
        }
    }

    fn shared(&self) -> Option<&(dyn Tree + Sync)> {
        Some(self)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::MemoryTree;
    use super::*;

    #[test]
    fn files_stay_as_they_were_and_what_differs_is_told() {
        let tree = MemoryTree::new("work tree")
            .with("a.yaml", "a")
            .with("b.yaml", "b")
            .with("large.yaml", "12345")
            .with_kind("link", EntryKind::Symlink, "a.yaml");
        let before = Held::of(&tree, 4).unwrap();
        let entries = before.entries().unwrap();
        assert_eq!(before.label(), "work tree");
        assert_eq!(entries.len(), 4);
        assert_eq!(entries[0].id, ContentId::of_file(b"a"));
        assert_eq!(before.read(&entries[0], 4).unwrap(), b"a");
        let errors: Vec<ReadError> = entries[2..]
            .iter()
            .map(|entry| before.read(entry, 4).unwrap_err())
            .collect();
        let too_large = ReadError::TooLarge { size: 5, limit: 4 };
        assert!(errors.contains(&too_large), "{errors:?}");
        assert!(errors.contains(&ReadError::NotAFile), "{errors:?}");
        assert!(before.differing(&before.clone()).is_empty());
        let tree = tree.with("b.yaml", "c").with("new.yaml", "n");
        let after = Held::of(&tree, 4).unwrap();
        assert_eq!(after.differing(&before), ["b.yaml", "new.yaml"]);
        assert_eq!(before.differing(&after), ["b.yaml", "new.yaml"]);
    }
}
