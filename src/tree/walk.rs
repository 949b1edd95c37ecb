//! Folders as Git stores them: looking one up, listing it, walking down with limits.

use super::{MAX_ENTRIES, MAX_PATH_BYTES, TreeError};
use git2::{Oid, Repository};
use std::cmp::Ordering;

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
        members.push((checked_name(folder, &entry)?.to_vec(), Member::of(&entry)));
    }
    Ok(members)
}

/// Calls `differs(name, old, new)` for each member in which two folders differ. A folder and a file
/// of the same name are two members.
pub(super) fn compare(
    repo: &Repository,
    old: Option<Oid>,
    new: Option<Oid>,
    mut differs: impl FnMut(&[u8], Option<Member>, Option<Member>) -> Result<(), TreeError>,
) -> Result<(), TreeError> {
    let find = |id: Oid| {
        repo.find_tree(id)
            .map_err(|error| TreeError::object(id, &error))
    };
    let old_tree = old.map(find).transpose()?;
    let new_tree = new.map(find).transpose()?;
    let mut olds = old_tree.iter().flat_map(git2::Tree::iter).peekable();
    let mut news = new_tree.iter().flat_map(git2::Tree::iter).peekable();
    loop {
        let order = match (olds.peek(), news.peek()) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => git_order(old, new),
        };
        let old_entry = if order.is_le() { olds.next() } else { None };
        let new_entry = if order.is_ge() { news.next() } else { None };
        let (before, after) = (
            old_entry.as_ref().map(Member::of),
            new_entry.as_ref().map(Member::of),
        );
        if before == after {
            continue;
        }
        // One of the two is there: `order` took at least one side that `peek` had seen.
        let (Some(entry), Some(folder)) = (old_entry.as_ref().or(new_entry.as_ref()), old.or(new))
        else {
            continue;
        };
        differs(checked_name(folder, entry)?, before, after)?;
    }
}

/// The order of the members in a tree object: by bytes, a folder as if its name ended in `/`.
fn git_order(a: &git2::TreeEntry<'_>, b: &git2::TreeEntry<'_>) -> Ordering {
    let (a_name, b_name) = (a.name_bytes(), b.name_bytes());
    let shared = a_name.len().min(b_name.len());
    let next = |name: &[u8], entry| match name.get(shared) {
        Some(&byte) => byte,
        None if Member::of(entry).is_folder() => b'/',
        None => 0,
    };
    // Both slices end within their name: `shared` is the shorter length.
    a_name[..shared]
        .cmp(&b_name[..shared])
        .then_with(|| next(a_name, a).cmp(&next(b_name, b)))
        .then_with(|| a_name.len().cmp(&b_name.len()))
}

/// A name that cannot lead out of its folder. Git writes no other, but an object can be forged.
fn checked_name<'a>(folder: Oid, entry: &'a git2::TreeEntry<'_>) -> Result<&'a [u8], TreeError> {
    let name = entry.name_bytes();
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
