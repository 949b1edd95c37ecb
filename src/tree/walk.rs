//! Folders as Git stores them: looking one up, listing it, walking down with limits.

use super::{MAX_ENTRIES, MAX_PATH_BYTES, TreeError};
use git2::{Oid, Repository};

/// How many more objects may be visited.
pub(super) struct Budget(usize);

impl Budget {
    pub(super) fn new() -> Self {
        Self(MAX_ENTRIES)
    }

    /// Counts one object.
    pub(super) fn spend(&mut self) -> Result<(), TreeError> {
        match self.0.checked_sub(1) {
            Some(left) => self.0 = left,
            None => return Err(TreeError::TooManyEntries { limit: MAX_ENTRIES }),
        }
        Ok(())
    }
}

/// What a folder says of one of its members.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) id: Oid,
    /// The file type bits of the mode only: `0o040000` for a folder.
    pub(super) mode: i32,
}

impl Member {
    pub(super) const FOLDER: i32 = 0o040_000;
    pub(super) const FILE: i32 = 0o100_000;
    pub(super) const SYMLINK: i32 = 0o120_000;
    pub(super) const SUBMODULE: i32 = 0o160_000;

    fn of(entry: &git2::TreeEntry<'_>) -> Self {
        Self {
            id: entry.id(),
            mode: entry.filemode_raw() & 0o170_000,
        }
    }

    pub(super) fn is_folder(self) -> bool {
        self.mode == Self::FOLDER
    }
}

/// The members of a folder in Git's own order, with their names.
pub(super) fn members(repo: &Repository, folder: Oid) -> Result<Vec<(Vec<u8>, Member)>, TreeError> {
    let tree = repo
        .find_tree(folder)
        .map_err(|error| TreeError::object(folder, &error))?;
    let mut members = Vec::with_capacity(tree.len());
    for entry in &tree {
        let name = checked_name(folder, entry.name_bytes())?;
        members.push((name.to_vec(), Member::of(&entry)));
    }
    Ok(members)
}

/// A name that cannot lead out of its folder. Git writes no other, but an object can be forged.
pub(super) fn checked_name(folder: Oid, name: &[u8]) -> Result<&[u8], TreeError> {
    if matches!(name, b"" | b"." | b"..") || name.contains(&b'/') {
        let reason = format!("it has a member named `{}`", String::from_utf8_lossy(name));
        return Err(TreeError::Corrupt {
            id: folder.to_string(),
            reason,
        });
    }
    Ok(name)
}

/// `folder/name`, within the limit on paths.
pub(super) fn join(folder: &[u8], name: &[u8]) -> Result<Vec<u8>, TreeError> {
    let mut path = Vec::with_capacity(folder.len() + 1 + name.len());
    path.extend_from_slice(folder);
    if !folder.is_empty() {
        path.push(b'/');
    }
    path.extend_from_slice(name);
    if path.len() > MAX_PATH_BYTES {
        let start = String::from_utf8_lossy(&path).chars().take(60).collect();
        return Err(TreeError::PathTooLong {
            start,
            limit: MAX_PATH_BYTES,
        });
    }
    Ok(path)
}

/// A path as text, and whether the text is exact.
pub(super) fn text(path: Vec<u8>) -> (String, bool) {
    match String::from_utf8(path) {
        Ok(path) => (path, true),
        Err(error) => (
            String::from_utf8_lossy(error.as_bytes()).into_owned(),
            false,
        ),
    }
}

/// What stands at `path` under a top folder; the top folder itself for `""`.
pub(super) fn member_at(
    repo: &Repository,
    top: Oid,
    path: &str,
) -> Result<Option<Member>, TreeError> {
    let mut member = Member {
        id: top,
        mode: Member::FOLDER,
    };
    for part in path.split('/').filter(|part| !part.is_empty()) {
        // git2 panics on a name with a NUL, which no member can have.
        if !member.is_folder() || part.contains('\0') {
            return Ok(None);
        }
        let tree = repo
            .find_tree(member.id)
            .map_err(|error| TreeError::object(member.id, &error))?;
        match tree.get_name(part) {
            Some(entry) => member = Member::of(&entry),
            None => return Ok(None),
        }
    }
    Ok(Some(member))
}

/// A folder path as Git writes it: no `.` parts, no slash at either end.
pub(super) fn normal_prefix(prefix: &str) -> String {
    let parts = prefix.split('/').filter(|part| !matches!(*part, "" | "."));
    parts.collect::<Vec<_>>().join("/")
}
