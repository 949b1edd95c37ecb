//! Reading files on disk without leaving a folder, following a link or waiting for anybody.

use super::ReadError;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

/// The place of an entry on disk, if every folder on the way is a folder of this tree.
pub(super) fn locate(root: &Path, path: &str) -> Result<PathBuf, ReadError> {
    let (folder, name) = parted(path);
    let folder = match folder {
        Some(folder) => locate_folder(root, folder)?,
        None => root.to_owned(),
    };
    member(&folder, name)
}

/// A path as the folder and the name in it.
pub(super) fn parted(path: &str) -> (Option<&str>, &str) {
    match path.rsplit_once('/') {
        Some((folder, name)) => (Some(folder), name),
        None => (None, path),
    }
}

/// The place of a folder on disk, if it and every folder on the way is a folder of this tree.
pub(super) fn locate_folder(root: &Path, path: &str) -> Result<PathBuf, ReadError> {
    let mut at = root.to_owned();
    for part in path.split('/') {
        at = member(&at, part)?;
        let metadata = at.symlink_metadata().map_err(|error| read_error(&error))?;
        if !metadata.is_dir() || holds_git(&at) {
            return Err(ReadError::NotAFile);
        }
    }
    Ok(at)
}

/// What a name stands for in a folder, if it cannot lead out of it.
pub(super) fn member(folder: &Path, name: &str) -> Result<PathBuf, ReadError> {
    let mut components = Path::new(name).components();
    match (components.next(), components.next()) {
        (Some(Component::Normal(only)), None) if only == name => Ok(folder.join(name)),
        _ => Err(ReadError::Gone),
    }
}

/// Whether a folder is the top of a repository's work tree.
pub(super) fn holds_git(folder: &Path) -> bool {
    folder.join(".git").symlink_metadata().is_ok()
}

/// Reads a file unless it is a link, a FIFO, a device, or too large. Nothing is opened before its
/// type is known: opening a FIFO would wait for a writer, and `/dev/zero` never ends.
pub(super) fn read_regular(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let before = path
        .symlink_metadata()
        .map_err(|error| read_error(&error))?;
    if !before.is_file() {
        return Err(ReadError::NotAFile);
    }
    if before.len() > limit {
        return Err(ReadError::TooLarge {
            size: before.len(),
            limit,
        });
    }
    let file = File::open(path).map_err(|error| read_error(&error))?;
    let opened = file.metadata().map_err(|error| read_error(&error))?;
    if !opened.is_file() || !is_same(&before, &opened) {
        return Err(ReadError::NotAFile);
    }
    // Room for all of it and a byte more, so that one read takes it and the next sees the end.
    let room = opened.len().min(limit).saturating_add(1);
    let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or(0));
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| read_error(&error))?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge {
            size: opened.len().max(bytes.len() as u64),
            limit,
        });
    }
    Ok(bytes)
}

/// Whether nobody put another file, or a link, in the place between looking and opening.
#[cfg(unix)]
fn is_same(before: &fs::Metadata, opened: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (before.dev(), before.ino()) == (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
fn is_same(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    true
}

fn read_error(error: &io::Error) -> ReadError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => ReadError::Gone,
        _ => ReadError::Io(error.to_string()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::fixture::{Sandbox, entry_at};
    use super::super::{Entry, Tree, WorkTree};
    use super::*;

    #[test]
    fn reads_within_the_limit_and_never_outside() {
        let sandbox = Sandbox::new();
        sandbox
            .write("gov/org.yaml", "12345")
            .write("secret", "s")
            .write("gov/sub/.git/HEAD", "x");
        sandbox.write("gov/sub/in", "x");
        let tree = WorkTree::open(&sandbox.top().join("gov")).unwrap();
        let org = entry_at(&tree, "org.yaml");
        assert_eq!(tree.read(&org, 5), Ok(b"12345".to_vec()));
        assert_eq!(
            tree.read(&org, 4),
            Err(ReadError::TooLarge { size: 5, limit: 4 })
        );
        let secret = sandbox.top().join("secret");
        let paths = [
            "../secret",
            "a/../../secret",
            "",
            ".",
            "org.yaml/x",
            "x/",
            secret.to_str().unwrap(),
        ];
        for path in paths {
            let forged = Entry {
                path: path.to_owned(),
                ..org.clone()
            };
            let got = tree.read(&forged, 99);
            assert!(
                matches!(got, Err(ReadError::Gone | ReadError::NotAFile)),
                "{path}: {got:?}"
            );
        }
        let forged = Entry {
            path: "sub/in".to_owned(),
            ..org.clone()
        };
        assert_eq!(tree.read(&forged, 99), Err(ReadError::NotAFile));
        fs::remove_file(tree.root().join("org.yaml")).unwrap();
        assert_eq!(tree.read(&org, 5), Err(ReadError::Gone));
    }
}
