//! Governance files as they stand at one point: path → bytes.
//!
//! A [`Tree`] is a work tree ([`WorkTree`]), a commit read straight from Git's objects
//! ([`CommitTree`]) or memory ([`MemoryTree`]); all three list the same entries for the same files.
//! [`Repo`] reads the history around them. Nothing here knows governance, nothing is executed, and
//! nothing is written. This is the only folder that may import `git2` and `ignore`.
//!
//! # What is listed
//!
//! Names that begin with a dot are left out, files and folders alike: they belong to tools. There are
//! two exceptions: the `CODEOWNERS` file that a forge keeps in `.github`, `.gitlab`, `.gitea` or
//! `.forgejo`, and `.toml` files below a folder, because rust-lang/team names files after
//! repositories and one is called `.github`. The root itself may be a hidden folder.
//!
//! # Limits
//!
//! [`MAX_ENTRIES`] objects in one listing, [`MAX_PATH_BYTES`] in one path. The size of a file is
//! limited by whoever reads it, see [`Tree::read`].
//!
//! Damage to a repository ends in an error, with one exception: libgit2 1.9 waits for ever for the
//! rest of a loose object whose compressed data seems unfinished. `git fsck` names such an object.
//! No fetch or clone can bring one in.

mod base;
mod before;
mod commit;
mod disk;
mod ends;
mod error;
mod fixture;
mod folder;
mod held;
mod history;
mod lines;
mod memory;
mod overlay;
mod range;
mod repository;
mod revision;
mod walk;
mod worktree;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use commit::CommitTree;
pub use ends::{shared_end, shared_start};
pub use error::{ReadError, TreeError};
pub use held::Held;
pub use history::{Change, Head, LineStats, Step};
pub use memory::MemoryTree;
pub use overlay::Overlay;
pub use range::{Range, parse_range};
pub use repository::{Commit, Repo};
pub use worktree::WorkTree;

/// A path inside a tree: UTF-8, `/`-separated, relative to the governance root, never `..`.
pub type TreePath = String;

/// The most files and folders that one listing or comparison visits. A tree object that contains
/// itself many times over (a "Git bomb") ends here and not in the memory of the machine.
pub const MAX_ENTRIES: usize = 1_000_000;

/// The longest path, in bytes, that a listing accepts; `PATH_MAX` on Linux.
pub const MAX_PATH_BYTES: usize = 4096;

/// Folders at the top of a tree in which a forge keeps a `CODEOWNERS` file.
const FORGE_FOLDERS: [&str; 4] = [".github", ".gitlab", ".gitea", ".forgejo"];

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EntryKind {
    /// A regular file; the only kind that [`Tree::read`] reads.
    File,
    /// A symbolic link. It is never followed, wherever it points.
    Symlink,
    /// A submodule or any other repository inside this one; its content is not listed.
    Submodule,
    /// A FIFO, socket or device, a folder that cannot be listed, or an unknown mode in Git.
    Special,
}

/// One file, link, submodule or special file of a [`Tree`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Where it stands, relative to the root of the tree. If the name is not UTF-8, this is lossy
    /// text for messages, and two entries may show the same one.
    pub path: TreePath,
    /// What it is.
    pub kind: EntryKind,
    /// The blob of a file or link, the commit of a submodule; known in a commit and in memory,
    /// unknown in a work tree. Equal ids mean equal bytes.
    pub id: Option<ContentId>,
    /// Whether the name is UTF-8, so that `path` is exact.
    pub utf8_path: bool,
}

/// The SHA-1 object id that Git gives to content. Shown as 40 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ContentId([u8; 20]);

impl ContentId {
    /// The id that Git gives to a file with these bytes.
    ///
    /// None only if the bytes cannot be hashed, which libgit2 reports for a detected SHA-1
    /// collision attack.
    pub fn of_file(bytes: &[u8]) -> Option<Self> {
        let id = git2::Oid::hash_object(git2::ObjectType::Blob, bytes).ok()?;
        Some(Self::from_oid(id))
    }

    fn from_oid(id: git2::Oid) -> Self {
        let mut bytes = [0; 20];
        // `zip` and not `copy_from_slice`: a longer id could then not panic.
        for (to, from) in bytes.iter_mut().zip(id.as_bytes()) {
            *to = *from;
        }
        Self(bytes)
    }

    fn to_oid(self) -> Result<git2::Oid, git2::Error> {
        git2::Oid::from_bytes(&self.0)
    }
}

impl fmt::Display for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Files at one point: a work tree, a commit or memory.
pub trait Tree {
    /// What to call this tree in messages: `work tree`, or a short commit id.
    fn label(&self) -> String;

    /// Everything listed under the root, sorted by path, recursively; folders have no entry.
    ///
    /// # Errors
    ///
    /// A limit is exceeded, the root has gone, or an object of the repository is missing or damaged.
    fn entries(&self) -> Result<Vec<Entry>, TreeError>;

    /// The bytes of a file, of which there may be `limit` at most.
    ///
    /// # Errors
    ///
    /// See [`ReadError`]; none of them concerns any other entry.
    fn read(&self, entry: &Entry, limit: u64) -> Result<Vec<u8>, ReadError>;

    /// This tree for several threads to read at once, where it can be.
    fn shared(&self) -> Option<&(dyn Tree + Sync)> {
        None
    }
}

/// Whether a file at this path is listed; see the module documentation.
fn is_listed(path: &[u8]) -> bool {
    let folder = path.iter().rposition(|&byte| byte == b'/');
    let visible = match folder {
        Some(end) if path.ends_with(b".toml") => !has_hidden_part(&path[..end]),
        _ => !has_hidden_part(path),
    };
    visible
        || FORGE_FOLDERS.iter().any(|folder| {
            path.strip_prefix(folder.as_bytes())
                .is_some_and(|rest| rest == b"/CODEOWNERS")
        })
}

/// Whether a folder at this path is looked into; see the module documentation.
fn is_entered(path: &[u8]) -> bool {
    !has_hidden_part(path) || FORGE_FOLDERS.iter().any(|folder| path == folder.as_bytes())
}

fn has_hidden_part(path: &[u8]) -> bool {
    path.split(|&byte| byte == b'/')
        .any(|part| part.starts_with(b"."))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_content_id_is_the_one_of_git() {
        let id = ContentId::of_file(b"").unwrap();
        assert_eq!(id.to_string(), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(ContentId::from_oid(id.to_oid().unwrap()), id);
    }

    #[test]
    fn hidden_names_are_left_out_with_two_exceptions() {
        for path in [
            "org.yaml",
            "repos/x/.github.toml",
            "a.b/c.",
            "docs/CODEOWNERS",
            ".github/CODEOWNERS",
        ] {
            assert!(is_listed(path.as_bytes()), "{path}");
        }
        for path in [
            ".x",
            "a/.x",
            ".x.toml",
            "a/.x/y.toml",
            ".github/x.yml",
            "a/.github/CODEOWNERS",
            ".github/CODEOWNERS/x",
        ] {
            assert!(!is_listed(path.as_bytes()), "{path}");
        }
        assert!(is_entered(b"units") && is_entered(b".gitlab"));
        assert!(
            !is_entered(b".git") && !is_entered(b".github/workflows") && !is_entered(b"a/.gitlab")
        );
    }
}
