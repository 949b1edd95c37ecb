//! Tree objects as Git stores them, and in which members two of them differ.
//!
//! A folder with a thousand members changes by one or two of them a commit. So the bytes are
//! compared, and only members that differ are looked at; and since the newer side of one commit is
//! the older side of the next, each object is read once in a walk through history.

use super::TreeError;
use super::ends::{shared_end, shared_start};
use super::walk::{Member, checked_name};
use git2::{ObjectType, Oid, Repository};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

/// How many bytes of folders are kept before keeping starts anew.
const MAX_KEPT_BYTES: usize = 32 * 1024 * 1024;

/// The bytes of an object id.
const ID_BYTES: usize = 20;

/// Folders that were read: of those compared, the newer versions.
#[derive(Default)]
pub(super) struct Folders {
    kept: RefCell<Kept>,
}

#[derive(Default)]
struct Kept {
    folders: HashMap<Oid, Rc<[u8]>>,
    bytes: usize,
}

impl Folders {
    /// Calls `differs(name, old, new)` for each member in which two folders differ. A folder and a
    /// file of the same name are two members.
    pub(super) fn compare(
        &self,
        repo: &Repository,
        old: Option<Oid>,
        new: Option<Oid>,
        differs: impl FnMut(&[u8], Option<Member>, Option<Member>) -> Result<(), TreeError>,
    ) -> Result<(), TreeError> {
        let bytes = |id: Option<Oid>| id.map(|id| self.read(repo, id)).transpose();
        let (was, is) = (bytes(old)?, bytes(new)?);
        let side = |id: Option<Oid>, bytes: &Option<Rc<[u8]>>| -> (Oid, Rc<[u8]>) {
            let bytes = bytes.clone().unwrap_or_default();
            (id.unwrap_or(Oid::ZERO_SHA1), bytes)
        };
        let (was, is) = (side(old, &was), side(new, &is));
        compare((was.0, &was.1), (is.0, &is.1), differs)?;
        // The older version is not asked for again.
        if let Some(old) = old.filter(|_| new.is_some()) {
            self.forget(old);
        }
        Ok(())
    }

    fn read(&self, repo: &Repository, id: Oid) -> Result<Rc<[u8]>, TreeError> {
        if let Some(known) = self.kept.borrow().folders.get(&id) {
            return Ok(Rc::clone(known));
        }
        let fault = |error: git2::Error| TreeError::object(id, &error);
        let odb = repo.odb().map_err(fault)?;
        let object = odb.read(id).map_err(fault)?;
        if object.kind() != ObjectType::Tree {
            return Err(broken(id, "it is no folder"));
        }
        let bytes: Rc<[u8]> = Rc::from(object.data());
        let mut kept = self.kept.borrow_mut();
        if kept.bytes + bytes.len() > MAX_KEPT_BYTES {
            *kept = Kept::default();
        }
        kept.bytes += bytes.len();
        kept.folders.insert(id, Rc::clone(&bytes));
        Ok(bytes)
    }

    fn forget(&self, id: Oid) {
        let mut kept = self.kept.borrow_mut();
        if let Some(bytes) = kept.folders.remove(&id) {
            kept.bytes -= bytes.len();
        }
    }
}

/// A member as it is stored.
struct Stored<'b> {
    name: &'b [u8],
    mode: i32,
    id: &'b [u8],
    /// How many bytes it takes.
    length: usize,
}

impl<'b> Stored<'b> {
    /// The member that some bytes begin with: its mode in octal digits, a space, its name, a NUL
    /// and its id.
    fn first(bytes: &'b [u8]) -> Option<Self> {
        let mut mode: i32 = 0;
        let mut at = 0;
        loop {
            match *bytes.get(at)? {
                digit @ b'0'..=b'7' if at < 7 => mode = mode * 8 + i32::from(digit - b'0'),
                b' ' if at > 0 => break,
                _ => return None,
            }
            at += 1;
        }
        let rest = &bytes[at + 1..];
        let end = rest.iter().position(|byte| *byte == 0)?;
        let id = rest.get(end + 1..end + 1 + ID_BYTES)?;
        Some(Stored {
            name: &rest[..end],
            mode: mode & 0o170_000,
            id,
            length: at + 1 + end + 1 + ID_BYTES,
        })
    }

    fn member(&self) -> Result<Member, TreeError> {
        Ok(Member {
            id: Oid::from_bytes(self.id)?,
            mode: self.mode,
        })
    }

    /// The order of the members in a tree object: by bytes, a folder as if its name ended in `/`.
    fn order(&self, other: &Self) -> Ordering {
        let shared = self.name.len().min(other.name.len());
        let next = |stored: &Self| match stored.name.get(shared) {
            Some(&byte) => byte,
            None if stored.mode == Member::FOLDER => b'/',
            None => 0,
        };
        // Both slices end within their name: `shared` is the shorter length.
        self.name[..shared]
            .cmp(&other.name[..shared])
            .then_with(|| next(self).cmp(&next(other)))
            .then_with(|| self.name.len().cmp(&other.name.len()))
    }
}

fn compare(
    (old_id, mut old): (Oid, &[u8]),
    (new_id, mut new): (Oid, &[u8]),
    mut differs: impl FnMut(&[u8], Option<Member>, Option<Member>) -> Result<(), TreeError>,
) -> Result<(), TreeError> {
    let first = |id: Oid, bytes| {
        let stored = Stored::first(bytes);
        stored.ok_or_else(|| broken(id, "a member of it cannot be read"))
    };
    // Members that both begin with.
    let alike = shared_start(old, new);
    let mut at = 0;
    while at < old.len().min(new.len()) {
        let end = at + first(old_id, &old[at..])?.length;
        if end > alike {
            break;
        }
        at = end;
    }
    (old, new) = (&old[at..], &new[at..]);
    let rest = shared_end(old, new);
    // Where as much is left on both sides as their ends share, all of it is alike.
    while !(old.len() == new.len() && old.len() <= rest) {
        let was = (!old.is_empty()).then(|| first(old_id, old)).transpose()?;
        let is = (!new.is_empty()).then(|| first(new_id, new)).transpose()?;
        let order = match (&was, &is) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(was), Some(is)) => was.order(is),
        };
        let was = was.filter(|_| order.is_le());
        let is = is.filter(|_| order.is_ge());
        old = &old[was.as_ref().map_or(0, |was| was.length)..];
        new = &new[is.as_ref().map_or(0, |is| is.length)..];
        if let (Some(was), Some(is)) = (&was, &is)
            && (was.mode, was.id) == (is.mode, is.id)
        {
            continue;
        }
        let of = |stored: &Option<Stored<'_>>| stored.as_ref().map(Stored::member).transpose();
        let (before, after) = (of(&was)?, of(&is)?);
        // One of the two is there: `order` took a side that has a member.
        if let Some(stored) = was.or(is) {
            let folder = if before.is_some() { old_id } else { new_id };
            differs(checked_name(folder, stored.name)?, before, after)?;
        }
    }
    Ok(())
}

fn broken(id: Oid, reason: &str) -> TreeError {
    TreeError::Corrupt {
        id: id.to_string(),
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use proptest::collection::btree_map;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Members by name and whether they are folders; the last byte of the id.
    type Listing = BTreeMap<(String, bool), (bool, u8)>;
    type Told = Vec<(String, Option<(i32, u8)>, Option<(i32, u8)>)>;

    fn mode(folder: bool, link: bool) -> i32 {
        match (folder, link) {
            (true, _) => Member::FOLDER,
            (_, true) => Member::SYMLINK,
            _ => Member::FILE,
        }
    }

    fn stored(name: &str, mode: i32, id: u8) -> Vec<u8> {
        let mut bytes = format!("{mode:o} {name}\0").into_bytes();
        bytes.extend([0; ID_BYTES - 1]);
        bytes.push(id);
        bytes
    }

    /// The bytes that Git would store.
    fn object(listing: &Listing) -> Vec<u8> {
        let mut members: Vec<(String, Vec<u8>)> = listing
            .iter()
            .map(|((name, folder), (link, id))| {
                let order = if *folder {
                    format!("{name}/")
                } else {
                    name.clone()
                };
                (order, stored(name, mode(*folder, *link), *id))
            })
            .collect();
        members.sort();
        members.into_iter().flat_map(|(_, bytes)| bytes).collect()
    }

    fn told(old: &[u8], new: &[u8]) -> Result<Told, TreeError> {
        let mut told = Vec::new();
        let id = |byte: &str| Oid::from_str(&byte.repeat(20)).unwrap();
        compare((id("01"), old), (id("02"), new), |name, old, new| {
            let short = |member: Member| (member.mode, member.id.as_bytes()[ID_BYTES - 1]);
            let name = String::from_utf8(name.to_vec()).unwrap();
            told.push((name, old.map(short), new.map(short)));
            Ok(())
        })?;
        told.sort();
        Ok(told)
    }

    /// What differs, found out the long way.
    fn expected(old: &Listing, new: &Listing) -> Told {
        let keys = old
            .keys()
            .chain(new.keys().filter(|key| !old.contains_key(*key)));
        let mut expected: Told = keys
            .map(|key| {
                let of = |side: &Listing| {
                    let (link, id) = side.get(key)?;
                    Some((mode(key.1, *link), *id))
                };
                (key.0.clone(), of(old), of(new))
            })
            .filter(|(_, old, new)| old != new)
            .collect();
        expected.sort();
        expected
    }

    fn listing() -> impl Strategy<Value = Listing> {
        let name = prop_oneof!["[ab]{1,3}", "[ab]-[ab]", "[ab][.][ab]{150}"];
        btree_map((name, any::<bool>()), (any::<bool>(), 0u8..3), 0..12)
    }

    proptest! {
        #[test]
        fn members_that_differ_are_told_and_no_others(old in listing(), new in listing()) {
            prop_assert_eq!(told(&object(&old), &object(&new)), Ok(expected(&old, &new)));
        }

        #[test]
        fn neighbours_differ_in_what_changed(old in listing(), edit in listing()) {
            let mut new = old.clone();
            for (key, value) in edit.into_iter().take(2) {
                if new.remove(&key).is_none() {
                    new.insert(key, value);
                }
            }
            prop_assert_eq!(told(&object(&old), &object(&new)), Ok(expected(&old, &new)));
            prop_assert_eq!(told(&object(&new), &object(&old)), Ok(expected(&new, &old)));
        }
    }

    #[test]
    fn a_file_that_becomes_a_folder_is_two_members() {
        let old = [stored("a", Member::FILE, 1), stored("a-b", Member::FILE, 1)].concat();
        let new = [
            stored("a-b", Member::FILE, 1),
            stored("a", Member::FOLDER, 2),
        ]
        .concat();
        let expected = vec![
            ("a".to_owned(), None, Some((Member::FOLDER, 2))),
            ("a".to_owned(), Some((Member::FILE, 1)), None),
        ];
        assert_eq!(told(&old, &new), Ok(expected));
        // It stands where its name would with a `/`: behind `a.b`.
        let old = [
            stored("a", Member::FOLDER, 1),
            stored("a0", Member::FILE, 1),
        ]
        .concat();
        let new = [stored("a.b", Member::FILE, 1), old.clone()].concat();
        let expected = ("a.b".to_owned(), None, Some((Member::FILE, 1)));
        assert_eq!(told(&old, &new), Ok(vec![expected]));
    }

    #[test]
    fn a_submodule_and_a_link_differ_from_a_file_with_their_id() {
        let of = |mode| stored("a", mode, 1);
        for mode in [Member::SYMLINK, Member::SUBMODULE] {
            let expected = ("a".to_owned(), Some((Member::FILE, 1)), Some((mode, 1)));
            assert_eq!(told(&of(Member::FILE), &of(mode)), Ok(vec![expected]));
        }
        // The executable bit is no difference.
        assert_eq!(told(&of(0o100_644), &of(0o100_755)), Ok(Vec::new()));
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        let whole = stored("a", Member::FILE, 1);
        let mut digits = b"1006440000 a\0".to_vec();
        digits.extend([0; ID_BYTES]);
        let broken: [&[u8]; 5] = [b"100644", b"100644 a", b" a\0", &whole[..20], &digits];
        for bytes in broken {
            for (old, new) in [(bytes, &whole[..0]), (&whole[..0], bytes)] {
                let error = told(old, new).unwrap_err();
                assert!(matches!(error, TreeError::Corrupt { .. }), "{error:?}");
            }
        }
        for name in ["", ".", "..", "a/b"] {
            assert!(told(&stored(name, Member::FILE, 1), b"").is_err(), "{name}");
        }
    }
}
