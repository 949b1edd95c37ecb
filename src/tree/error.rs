//! What can go wrong in reading a tree, a repository or a file.

use std::path::{Path, PathBuf};

/// Why a tree or a repository could not be read.
///
/// The texts say what happened; what to do about it is for the command line to say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The system refused; the text is its own.
    #[error("cannot read {}: {message}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's words.
        message: String,
    },
    /// The governance root is to be a folder.
    #[error("{} is not a folder", path.display())]
    NotAFolder {
        /// What was named instead.
        path: PathBuf,
    },
    /// The repository belongs to another user and Git's `safe.directory` does not list it. Common
    /// in containers of continuous integration. libgit2 offers no sound way to lift this check, so
    /// it is the user who has to.
    #[error("the repository at {} belongs to another user", path.display())]
    NotOwned {
        /// The folder of the repository, as `safe.directory` would have to name it.
        path: PathBuf,
    },
    /// The repository uses a format that libgit2 cannot read: SHA-256 objects, reftable, or an
    /// extension such as `partialclone`.
    #[error("the repository uses a feature that is not supported: {reason}")]
    Unsupported {
        /// libgit2's words, which name the feature.
        reason: String,
    },
    /// The question needs a work tree and the repository is bare.
    #[error("the repository is bare: it has no work tree")]
    NoWorkTree,
    /// The repository has no commit yet, or the current branch has none.
    #[error("there is no commit yet")]
    EmptyRepository,
    /// Nothing in the repository goes by this name. A mistake of whoever named it.
    #[error("`{rev}` names no commit")]
    UnknownRevision {
        /// What was asked for.
        rev: String,
        /// All branch and tag names, sorted, in which to look for what was meant.
        near: Vec<String>,
    },
    /// An abbreviated id that several objects share.
    #[error("`{rev}` names several objects")]
    AmbiguousRevision {
        /// What was asked for.
        rev: String,
    },
    /// The name is known but leads to a file or folder.
    #[error("`{rev}` names a {kind}, not a commit")]
    NotACommit {
        /// What was asked for.
        rev: String,
        /// `tree`, `blob` or `tag`.
        kind: String,
    },
    /// The commit is not here because the clone is shallow.
    #[error("`{rev}` lies beyond the history of this shallow clone")]
    Shallow {
        /// What was asked for.
        rev: String,
    },
    /// The commit has no such folder.
    #[error("commit {commit} has no folder `{folder}`")]
    NoSuchFolder {
        /// The short id of the commit.
        commit: String,
        /// The folder, relative to the top of the repository.
        folder: String,
    },
    /// More than [`super::MAX_ENTRIES`] files and folders.
    #[error("more than {limit} files and folders")]
    TooManyEntries {
        /// The limit.
        limit: usize,
    },
    /// A path longer than [`super::MAX_PATH_BYTES`].
    #[error("a path is longer than {limit} bytes: `{start}…`")]
    PathTooLong {
        /// The first characters of the path.
        start: String,
        /// The limit, in bytes.
        limit: usize,
    },
    /// The repository refers to an object that is not in it: damage, or an incomplete clone.
    #[error("object {id} is missing from the repository")]
    MissingObject {
        /// 40 hexadecimal digits.
        id: String,
    },
    /// An object is not what Git could have written.
    #[error("object {id} is damaged: {reason}")]
    Corrupt {
        /// 40 hexadecimal digits.
        id: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Anything else that libgit2 refuses, in its own words.
    #[error("Git: {0}")]
    Git(String),
}

impl TreeError {
    pub(super) fn io(path: &Path, error: &std::io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            message: error.to_string(),
        }
    }

    /// For a failed look-up of the object with this id.
    pub(super) fn object(id: git2::Oid, error: &git2::Error) -> Self {
        let id = id.to_string();
        match error.code() {
            git2::ErrorCode::NotFound => Self::MissingObject { id },
            _ => Self::Corrupt {
                id,
                reason: error.message().to_owned(),
            },
        }
    }
}

impl From<git2::Error> for TreeError {
    fn from(error: git2::Error) -> Self {
        Self::Git(error.message().to_owned())
    }
}

/// Why one file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file is larger than the caller allows.
    #[error("{size} bytes, more than the {limit} allowed")]
    TooLarge {
        /// The size of the file in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A link, submodule or special file, or a file behind a link.
    #[error("not a regular file")]
    NotAFile,
    /// No longer there, or not in this tree; in Git: the blob is missing.
    #[error("no such file")]
    Gone,
    /// Anything else, in the words of the system or of libgit2.
    #[error("{0}")]
    Io(String),
}
