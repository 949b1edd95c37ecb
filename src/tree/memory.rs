//! A tree in memory: for tests, and for files that exist nowhere else.

use super::{ContentId, Entry, EntryKind, ReadError, Tree, TreeError, TreePath, is_listed};
use std::collections::BTreeMap;

/// Files in memory.
///
/// ```
/// use polity::tree::{MemoryTree, Tree};
/// let tree = MemoryTree::new("example").with("org.yaml", "name: Example\n");
/// let entries = tree.entries()?;
/// assert_eq!(tree.read(&entries[0], 1024).unwrap(), b"name: Example\n");
/// # Ok::<(), polity::tree::TreeError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct MemoryTree {
    label: String,
    files: BTreeMap<TreePath, (EntryKind, Vec<u8>)>,
}

impl MemoryTree {
    /// An empty tree with the name that messages give it.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            files: BTreeMap::new(),
        }
    }

    /// Adds or replaces a file. The path is taken as it is: `/`-separated, relative.
    #[must_use]
    pub fn with(self, path: impl Into<TreePath>, bytes: impl Into<Vec<u8>>) -> Self {
        self.with_kind(path, EntryKind::File, bytes)
    }

    /// Adds or replaces an entry of any kind, to see what a reader makes of it.
    #[must_use]
    pub fn with_kind(
        mut self,
        path: impl Into<TreePath>,
        kind: EntryKind,
        bytes: impl Into<Vec<u8>>,
    ) -> Self {
        self.files.insert(path.into(), (kind, bytes.into()));
        self
    }
}

impl Tree for MemoryTree {
    fn label(&self) -> String {
        self.label.clone()
    }

    fn entries(&self) -> Result<Vec<Entry>, TreeError> {
        let listed = self
            .files
            .iter()
            .filter(|(path, _)| is_listed(path.as_bytes()));
        let entry = |(path, (kind, bytes)): (&TreePath, &(EntryKind, Vec<u8>))| Entry {
            path: path.clone(),
            kind: *kind,
            id: ContentId::of_file(bytes),
            utf8_path: true,
        };
        Ok(listed.map(entry).collect())
    }

    fn read(&self, entry: &Entry, limit: u64) -> Result<Vec<u8>, ReadError> {
        let (kind, bytes) = self.files.get(&entry.path).ok_or(ReadError::Gone)?;
        let size = bytes.len() as u64;
        match kind {
            EntryKind::File if size <= limit => Ok(bytes.clone()),
            EntryKind::File => Err(ReadError::TooLarge { size, limit }),
            _ => Err(ReadError::NotAFile),
        }
    }

    fn shared(&self) -> Option<&(dyn Tree + Sync)> {
        Some(self)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn lists_by_path_and_reads_within_the_limit() {
        let tree = MemoryTree::new("memory")
            .with("roles/b.yaml", "12345")
            .with("org.yaml", vec![0xff])
            .with("roles/.b.yaml.swp", "")
            .with_kind("link", EntryKind::Symlink, "org.yaml");
        let entries = tree.entries().unwrap();
        let paths: Vec<_> = entries.iter().map(|entry| entry.path.as_str()).collect();
        assert_eq!(paths, ["link", "org.yaml", "roles/b.yaml"]);
        assert_eq!(tree.read(&entries[0], 9), Err(ReadError::NotAFile));
        assert_eq!(tree.read(&entries[1], 1), Ok(vec![0xff]));
        assert_eq!(tree.read(&entries[2], 5), Ok(b"12345".to_vec()));
        assert_eq!(
            tree.read(&entries[2], 4),
            Err(ReadError::TooLarge { size: 5, limit: 4 })
        );
        let gone = Entry {
            path: "none".into(),
            ..entries[1].clone()
        };
        assert_eq!(tree.read(&gone, 9), Err(ReadError::Gone));
        assert_eq!(tree.label(), "memory");
    }
}
