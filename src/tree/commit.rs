//! A commit's files, read straight from Git's objects: no checkout, bare repositories too.

use super::walk::{Budget, Member, join, member_at, members, text};
use super::{ContentId, Entry, EntryKind, ReadError, Tree, TreeError, is_entered, is_listed};
use git2::{ErrorCode, ObjectType, Oid, Repository};
use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

/// A folder as one commit has it; made by [`super::Repo::tree`].
///
/// Files kept by Git LFS are their pointer text.
#[derive(Clone)]
pub struct CommitTree {
    repo: Rc<Repository>,
    label: String,
    root: Oid,
    sizes: Rc<Sizes>,
}

impl CommitTree {
    pub(super) fn new(repo: Rc<Repository>, label: String, root: Oid) -> Self {
        Self {
            repo,
            label,
            root,
            sizes: Rc::default(),
        }
    }
}

/// The sizes of blobs that are checked out, as the index tells them.
///
/// To ask a pack for the size of a blob, before it is read, costs nearly as much as to read it. What
/// lies in the work tree Git has had in memory whole, and its size there is known.
#[derive(Default)]
struct Sizes {
    asked: Cell<usize>,
    known: OnceCell<HashMap<Oid, u32>>,
}

impl Sizes {
    /// Whether a blob has at most so many bytes; `false` where only the pack can tell.
    fn is_within(&self, repo: &Repository, id: Oid, limit: u64) -> bool {
        // To read the index is worth it only for many.
        const FEW: usize = 200;
        self.asked.set(self.asked.get() + 1);
        if self.asked.get() <= FEW {
            return false;
        }
        let known = self.known.get_or_init(|| {
            let index = repo.index().ok();
            let files = index.iter().flat_map(git2::Index::iter);
            files.map(|file| (file.id, file.file_size)).collect()
        });
        // Git writes 0 where it does not know.
        known
            .get(&id)
            .is_some_and(|size| *size > 0 && u64::from(*size) <= limit)
    }
}

impl fmt::Debug for CommitTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CommitTree({}, {})", self.label, self.root)
    }
}

impl Tree for CommitTree {
    fn label(&self) -> String {
        self.label.clone()
    }

    fn entries(&self) -> Result<Vec<Entry>, TreeError> {
        let mut entries = Vec::new();
        let mut budget = Budget::new();
        let mut folders = vec![(Vec::new(), self.root)];
        while let Some((folder, id)) = folders.pop() {
            for (name, member) in members(&self.repo, id)? {
                let path = join(&folder, &name)?;
                budget.spend()?;
                if member.is_folder() {
                    if is_entered(&path) {
                        folders.push((path, member.id));
                    }
                } else if is_listed(&path) {
                    entries.push(entry(path, member));
                }
            }
        }
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    fn read(&self, entry: &Entry, limit: u64) -> Result<Vec<u8>, ReadError> {
        if entry.kind != EntryKind::File {
            return Err(ReadError::NotAFile);
        }
        let id = match entry.id {
            Some(id) => id.to_oid().map_err(|error| read_error(&error))?,
            None => self.file_at(&entry.path)?,
        };
        if !self.sizes.is_within(&self.repo, id, limit) {
            within(blob_size(&self.repo, id)?, limit)?;
        }
        let blob = self
            .repo
            .find_blob(id)
            .map_err(|error| read_error(&error))?;
        // A filter may have made the file in the work tree smaller than the blob.
        within(blob.size() as u64, limit)?;
        Ok(blob.content().to_vec())
    }
}

impl CommitTree {
    /// For an entry that came from another tree and so carries no id.
    fn file_at(&self, path: &str) -> Result<Oid, ReadError> {
        match member_at(&self.repo, self.root, path) {
            Ok(Some(member)) if member.mode == Member::FILE => Ok(member.id),
            Ok(Some(_)) => Err(ReadError::NotAFile),
            Ok(None) => Err(ReadError::Gone),
            Err(error) => Err(ReadError::Io(error.to_string())),
        }
    }
}

fn within(size: u64, limit: u64) -> Result<(), ReadError> {
    if size > limit {
        return Err(ReadError::TooLarge { size, limit });
    }
    Ok(())
}

/// The size of a blob in bytes, from its header alone: a huge one is never in memory.
pub(super) fn blob_size(repo: &Repository, id: Oid) -> Result<u64, ReadError> {
    let odb = repo.odb().map_err(|error| read_error(&error))?;
    // git2 0.21 unwraps the type that the header names, and damage can make that any number.
    let header = catch_unwind(AssertUnwindSafe(|| odb.read_header(id)))
        .map_err(|_| ReadError::Io(format!("object {id} is damaged: unknown type")))?;
    let (size, kind) = header.map_err(|error| read_error(&error))?;
    match kind {
        ObjectType::Blob => Ok(size as u64),
        _ => Err(ReadError::NotAFile),
    }
}

pub(super) fn entry(path: Vec<u8>, member: Member) -> Entry {
    let (path, utf8_path) = text(path);
    let kind = match member.mode {
        Member::FILE => EntryKind::File,
        Member::SYMLINK => EntryKind::Symlink,
        Member::SUBMODULE => EntryKind::Submodule,
        _ => EntryKind::Special,
    };
    Entry {
        path,
        kind,
        id: Some(ContentId::from_oid(member.id)),
        utf8_path,
    }
}

fn read_error(error: &git2::Error) -> ReadError {
    match error.code() {
        ErrorCode::NotFound => ReadError::Gone,
        _ => ReadError::Io(error.message().to_owned()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::fixture::{Sandbox, entry_at, paths, run};
    use super::super::{MAX_ENTRIES, MemoryTree, WorkTree};
    use super::*;

    const SUBMODULE: &str = "1234567890123456789012345678901234567890";

    #[test]
    fn a_clean_checkout_lists_and_reads_the_same_as_its_commit() {
        let sandbox = Sandbox::new();
        sandbox
            .write("gov/org.yaml", "name: x\n")
            .write("gov/roles/a-b.yaml", "1")
            .write("gov/roles/a/b.yaml", "2")
            .write("gov/roles/a.yaml", [0xff, 0])
            .write("gov/.github/CODEOWNERS", "* @x")
            .write("gov/.github/workflows/ci.yml", "on: push")
            .write("gov/.gitignore", "build/\n")
            .write("gov/build/tracked.yaml", "3")
            .write("README.md", "top");
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/passwd", sandbox.top().join("gov/link")).unwrap();
        let mut index = sandbox.git.index().unwrap();
        index
            .add_path(std::path::Path::new("gov/build/tracked.yaml"))
            .unwrap();
        index.write().unwrap();
        let commit = sandbox.commit("all");
        sandbox.write("gov/build/scratch.yaml", "not tracked");

        for prefix in ["gov", "gov/roles", ""] {
            let in_commit = sandbox.repo().tree(&commit, prefix).unwrap();
            let on_disk = WorkTree::open(&sandbox.top().join(prefix)).unwrap();
            let (theirs, ours) = (in_commit.entries().unwrap(), on_disk.entries().unwrap());
            assert_eq!(paths(&in_commit), paths(&on_disk), "{prefix}");
            for (their, our) in theirs.iter().zip(&ours) {
                assert_eq!(
                    (their.kind, their.utf8_path),
                    (our.kind, our.utf8_path),
                    "{}",
                    our.path
                );
                let bytes = on_disk.read(our, 100);
                assert_eq!(in_commit.read(their, 100), bytes, "{}", our.path);
                // Without the id, the path leads to the same.
                assert_eq!(in_commit.read(our, 100), bytes, "{}", our.path);
                if let Ok(bytes) = bytes {
                    assert_eq!(their.id, ContentId::of_file(&bytes));
                }
            }
        }
        let gov = paths(&sandbox.repo().tree(&commit, "gov").unwrap());
        assert!(gov.contains(&"build/tracked.yaml".to_owned()), "{gov:?}");
    }

    #[test]
    fn every_kind_is_told_and_only_files_are_read() {
        let sandbox = Sandbox::bare();
        let link = sandbox.git.blob(b"../../etc/passwd").unwrap();
        sandbox
            .stage_file(b"file", b"12345")
            .stage_file(b"empty", b"")
            .stage(b"run", 0o100_755, link)
            .stage(b"link", 0o120_000, link)
            .stage(b"sub", 0o160_000, Oid::from_str(SUBMODULE).unwrap())
            .stage_file(b"caf\xe9/x.yaml", b"latin");
        let commit = sandbox.commit_index("kinds");
        let tree = sandbox.repo().tree(&commit, "").unwrap();
        let kinds: Vec<_> = tree
            .entries()
            .unwrap()
            .into_iter()
            .map(|entry| (entry.path, entry.kind))
            .collect();
        let expected = [
            ("caf\u{fffd}/x.yaml", EntryKind::File),
            ("empty", EntryKind::File),
            ("file", EntryKind::File),
            ("link", EntryKind::Symlink),
            ("run", EntryKind::File),
            ("sub", EntryKind::Submodule),
        ];
        assert_eq!(kinds, expected.map(|(path, kind)| (path.to_owned(), kind)));
        assert_eq!(tree.label(), commit.short);

        assert_eq!(tree.read(&entry_at(&tree, "empty"), 0), Ok(Vec::new()));
        let file = entry_at(&tree, "file");
        assert_eq!(tree.read(&file, 5), Ok(b"12345".to_vec()));
        assert_eq!(
            tree.read(&file, 4),
            Err(ReadError::TooLarge { size: 5, limit: 4 })
        );
        assert_eq!(
            tree.read(&entry_at(&tree, "link"), 99),
            Err(ReadError::NotAFile)
        );
        let submodule = entry_at(&tree, "sub");
        assert_eq!(tree.read(&submodule, 99), Err(ReadError::NotAFile));
        assert_eq!(submodule.id.unwrap().to_string(), SUBMODULE);
        // An entry that lies about its kind reads neither a commit nor a link.
        let forged = Entry {
            kind: EntryKind::File,
            ..submodule
        };
        assert_eq!(tree.read(&forged, 99), Err(ReadError::Gone));
        let forged = Entry {
            kind: EntryKind::File,
            id: None,
            ..entry_at(&tree, "link")
        };
        assert_eq!(tree.read(&forged, 99), Err(ReadError::NotAFile));
        let other = MemoryTree::new("m").with("no/such", "");
        for path in ["no/such", "nul\0", ""] {
            let absent = Entry {
                path: path.to_owned(),
                id: None,
                ..entry_at(&other, "no/such")
            };
            assert!(tree.read(&absent, 99).is_err(), "{path}");
        }
        let latin = entry_at(&tree, "caf\u{fffd}/x.yaml");
        assert!(!latin.utf8_path);
        assert_eq!(tree.read(&latin, 99), Ok(b"latin".to_vec()));
    }

    #[test]
    fn sizes_that_the_index_tells_keep_to_the_limit() {
        let sandbox = Sandbox::new();
        sandbox.write("a", "12345");
        let commit = sandbox.commit("file");
        let mut index = sandbox.git.index().unwrap();
        let mut staged = index.get_path(std::path::Path::new("a"), 0).unwrap();
        for size in [5, 0, 1, 9] {
            staged.file_size = size;
            index.add(&staged).unwrap();
            index.write().unwrap();
            let tree = sandbox.repo().tree(&commit, "").unwrap();
            let a = entry_at(&tree, "a");
            for _ in 0..300 {
                let known = tree.sizes.known.get();
                assert_eq!(tree.read(&a, 5), Ok(b"12345".to_vec()), "{size} {known:?}");
                let error = ReadError::TooLarge { size: 5, limit: 4 };
                assert_eq!(tree.read(&a, 4), Err(error), "{size} {known:?}");
            }
            let known = tree.sizes.known.get().unwrap();
            assert_eq!(known.values().copied().collect::<Vec<_>>(), [size]);
        }
    }

    #[test]
    fn missing_and_damaged_objects_are_errors() {
        let sandbox = Sandbox::new();
        sandbox
            .write("a/x", "one")
            .write("b/y", "two")
            .write("c", "three");
        let commit = sandbox.commit("files");
        let tree = sandbox.repo().tree(&commit, "").unwrap();
        let id = |path: &str| entry_at(&tree, path).id.unwrap().to_string();
        let (x, y, folder) = (id("a/x"), id("b/y"), {
            let top = sandbox
                .git
                .find_commit(Oid::from_str(&commit.id).unwrap())
                .unwrap();
            top.tree().unwrap().get_name("a").unwrap().id().to_string()
        });
        let (gone, broken) = (entry_at(&tree, "a/x"), entry_at(&tree, "b/y"));
        std::fs::remove_file(sandbox.loose(&x)).unwrap();
        sandbox.damage(&y);
        let fresh = sandbox.repo().tree(&commit, "").unwrap();
        assert_eq!(fresh.read(&gone, 99), Err(ReadError::Gone));
        assert!(matches!(fresh.read(&broken, 99), Err(ReadError::Io(_))));
        sandbox.damage(&folder);
        let fresh = sandbox.repo().tree(&commit, "").unwrap();
        assert!(matches!(fresh.entries(), Err(TreeError::Corrupt { id, .. }) if id == folder));
        std::fs::remove_file(sandbox.loose(&folder)).unwrap();
        let fresh = sandbox.repo().tree(&commit, "").unwrap();
        assert_eq!(
            fresh.entries(),
            Err(TreeError::MissingObject { id: folder.clone() })
        );
        assert!(matches!(
            sandbox.repo().tree(&commit, "a"),
            Ok(tree) if tree.entries() == Err(TreeError::MissingObject { id: folder })
        ));
    }

    #[test]
    fn a_zeroed_pack_is_an_error() {
        let sandbox = Sandbox::new();
        sandbox.write("a", "one").write("b", "two");
        let commit = sandbox.commit("files");
        let entries = sandbox.repo().tree(&commit, "").unwrap().entries().unwrap();
        run(&sandbox.top(), "git", &["repack", "-adq"]);
        let folder = sandbox.git.path().join("objects/pack");
        let is_pack = |path: &std::path::PathBuf| path.extension().is_some_and(|end| end == "pack");
        let files = std::fs::read_dir(folder).unwrap();
        let pack = files
            .map(|file| file.unwrap().path())
            .find(is_pack)
            .unwrap();
        let mut bytes = std::fs::read(&pack).unwrap();
        let end = bytes.len() - 20;
        bytes[12..end].fill(0);
        std::fs::remove_file(&pack).unwrap();
        std::fs::write(&pack, bytes).unwrap();
        assert!(sandbox.repo().tree(&commit, "").is_err());
        assert!(sandbox.repo().resolve("HEAD").is_err());
        let repo = Rc::new(Repository::open(sandbox.top()).unwrap());
        let tree = CommitTree::new(repo, String::new(), Oid::from_str(&commit.id).unwrap());
        assert!(tree.entries().is_err());
        for entry in &entries {
            let got = tree.read(entry, 99);
            assert!(matches!(got, Err(ReadError::Io(_))), "{got:?}");
        }
    }

    #[test]
    fn forged_folders_end_in_an_error() {
        let sandbox = Sandbox::bare();
        let blob = sandbox.git.blob(b"x").unwrap();
        for name in ["..", ".", "a/b"] {
            let forged = sandbox.raw_tree(&[("100644", name.as_bytes(), blob)]);
            let tree = CommitTree::new(
                Rc::new(Repository::open(sandbox.top()).unwrap()),
                String::new(),
                forged,
            );
            assert!(
                matches!(tree.entries(), Err(TreeError::Corrupt { .. })),
                "{name}"
            );
        }
        let long = sandbox.raw_tree(&[("100644", &[b'x'; 5000], blob)]);
        let tree = CommitTree::new(
            Rc::new(Repository::open(sandbox.top()).unwrap()),
            String::new(),
            long,
        );
        assert!(matches!(
            tree.entries(),
            Err(TreeError::PathTooLong { limit: 4096, .. })
        ));
        // Ten folders, each of which is ten folders, and so on: 10^12 files.
        let mut bomb = sandbox.raw_tree(&[("100644", b"x", blob)]);
        for _ in 0..12 {
            let names = [b"0", b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"8", b"9"];
            bomb = sandbox.raw_tree(&names.map(|name| ("40000", name.as_slice(), bomb)));
        }
        let tree = CommitTree::new(
            Rc::new(Repository::open(sandbox.top()).unwrap()),
            String::new(),
            bomb,
        );
        assert_eq!(
            tree.entries(),
            Err(TreeError::TooManyEntries { limit: MAX_ENTRIES })
        );
    }
}
