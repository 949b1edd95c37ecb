//! The files on disk, by the repository's own ignore rules.

use super::disk::{holds_git, locate, locate_folder, member, parted, read_regular};
use super::walk::Budget;
use super::{Entry, EntryKind, ReadError, Tree, TreeError, is_entered, is_listed};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

/// The largest `.gitignore`, in bytes, that is obeyed; a larger one is taken for an accident.
const MAX_IGNORE_BYTES: u64 = 128 * 1024;

/// A folder on disk. It need not belong to a Git repository.
///
/// Left out is what the `.gitignore` files of the repository and its `info/exclude` name, unless
/// Git tracks it all the same; a user's global ignore file has no say. Where the repository or its
/// index cannot be read, tracked files that are ignored are not seen. Links are never followed,
/// FIFOs never opened, and what another repository inside holds is not listed.
#[derive(Debug, Clone)]
pub struct WorkTree {
    /// Canonical.
    root: PathBuf,
    /// The folder that holds `.git`: the root or one above it.
    top: Option<PathBuf>,
    /// Folders that files were read from, by their paths in the tree: one look at each is enough.
    folders: Arc<Mutex<HashMap<String, Arc<Path>>>>,
}

impl WorkTree {
    /// A tree of the files under a folder.
    ///
    /// # Errors
    ///
    /// [`TreeError::Io`] or [`TreeError::NotAFolder`].
    pub fn open(root_dir: &Path) -> Result<Self, TreeError> {
        let root = root_dir
            .canonicalize()
            .map_err(|error| TreeError::io(root_dir, &error))?;
        if !root.is_dir() {
            return Err(TreeError::NotAFolder {
                path: root_dir.to_owned(),
            });
        }
        let top = root
            .ancestors()
            .find(|dir| holds_git(dir))
            .map(Path::to_owned);
        Ok(Self {
            root,
            top,
            folders: Arc::default(),
        })
    }

    /// The folder, as an absolute path without links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Adds what Git tracks although it is ignored, and submodules that are not checked out.
    fn add_tracked(&self, repo: &git2::Repository, prefix: &str, entries: &mut Vec<Entry>) {
        // An index that libgit2 cannot read (split, sparse, damaged) says nothing.
        let Ok(index) = repo.index() else {
            return;
        };
        let known: HashSet<String> = entries.iter().map(|entry| entry.path.clone()).collect();
        for tracked in index.iter() {
            let Ok(path) = std::str::from_utf8(&tracked.path) else {
                continue;
            };
            let path = match path.strip_prefix(prefix) {
                Some(rest) if prefix.is_empty() => rest,
                Some(rest) => match rest.strip_prefix('/') {
                    Some(rest) => rest,
                    None => continue,
                },
                None => continue,
            };
            if known.contains(path) || !is_listed(path.as_bytes()) {
                continue;
            }
            let Ok(on_disk) = locate(&self.root, path) else {
                continue;
            };
            let Ok(metadata) = on_disk.symlink_metadata() else {
                continue;
            };
            let kind = match kind_of(metadata.file_type()) {
                Some(kind) => kind,
                None if tracked.mode & 0o170_000 == 0o160_000 => EntryKind::Submodule,
                None => continue,
            };
            entries.push(found(path.to_owned(), true, kind));
        }
    }
}

impl Tree for WorkTree {
    fn label(&self) -> String {
        "work tree".to_owned()
    }

    fn entries(&self) -> Result<Vec<Entry>, TreeError> {
        let repo = self
            .top
            .as_ref()
            .and_then(|top| git2::Repository::open(top).ok());
        let mut entries = Vec::new();
        walk(&self.root, self.outer_rules(repo.as_ref()), &mut entries)?;
        if let (Some(repo), Some(top)) = (repo, &self.top)
            && let Ok(prefix) = self.root.strip_prefix(top)
            && let Some(prefix) = prefix
                .iter()
                .map(|part| part.to_str())
                .collect::<Option<Vec<_>>>()
        {
            self.add_tracked(&repo, &prefix.join("/"), &mut entries);
        }
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        entries.dedup_by(|a, b| a.utf8_path && b.utf8_path && a.path == b.path);
        Ok(entries)
    }

    fn read(&self, entry: &Entry, limit: u64) -> Result<Vec<u8>, ReadError> {
        if entry.kind != EntryKind::File {
            return Err(ReadError::NotAFile);
        }
        if !entry.utf8_path {
            return Err(ReadError::Io("its name is not UTF-8".to_owned()));
        }
        let (folder, name) = parted(&entry.path);
        let at = match folder {
            Some(folder) => member(&self.folder(folder)?, name)?,
            None => member(&self.root, name)?,
        };
        read_regular(&at, limit)
    }

    fn shared(&self) -> Option<&(dyn Tree + Sync)> {
        Some(self)
    }
}

impl WorkTree {
    /// The place of a folder on disk; see [`locate_folder`].
    fn folder(&self, path: &str) -> Result<Arc<Path>, ReadError> {
        // Whoever panics here leaves the map whole.
        let mut known = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = known.get(path) {
            return Ok(Arc::clone(folder));
        }
        let folder: Arc<Path> = locate_folder(&self.root, path)?.into();
        known.insert(path.to_owned(), Arc::clone(&folder));
        Ok(folder)
    }
}

/// The ignore rules that hold in a folder: its own, then those of the folders above.
struct Rules {
    own: Gitignore,
    outer: Option<Rc<Rules>>,
}

impl Rules {
    /// The rules for the inside of `folder`.
    fn inside(outer: Option<Rc<Self>>, folder: &Path, file: &Path) -> Option<Rc<Self>> {
        let Ok(bytes) = read_regular(file, MAX_IGNORE_BYTES) else {
            return outer;
        };
        let text = String::from_utf8_lossy(&bytes);
        let mut builder = GitignoreBuilder::new(folder);
        for line in text.strip_prefix('\u{feff}').unwrap_or(&text).lines() {
            // A pattern that is no pattern matches nothing, as in Git.
            drop(builder.add_line(None, line));
        }
        match builder.build() {
            Ok(own) => Some(Rc::new(Self { own, outer })),
            Err(_) => outer,
        }
    }

    fn ignores(rules: Option<&Rc<Self>>, path: &Path, is_folder: bool) -> bool {
        let mut next = rules;
        while let Some(rules) = next {
            let found = rules.own.matched(path, is_folder);
            if !found.is_none() {
                return found.is_ignore();
            }
            next = rules.outer.as_ref();
        }
        false
    }
}

impl WorkTree {
    /// The rules that reach the root from above it.
    fn outer_rules(&self, repo: Option<&git2::Repository>) -> Option<Rc<Rules>> {
        let top = self.top.as_ref()?;
        let exclude = repo.map(|repo| repo.commondir().join("info").join("exclude"));
        let mut rules = exclude.and_then(|file| Rules::inside(None, top, &file));
        let above: Vec<&Path> = self
            .root
            .ancestors()
            .skip(1)
            .take_while(|dir| dir.starts_with(top))
            .collect();
        for dir in above.into_iter().rev() {
            rules = Rules::inside(rules, dir, &dir.join(".gitignore"));
        }
        rules
    }
}

/// A folder still to be listed.
struct Folder {
    at: PathBuf,
    path: String,
    utf8_path: bool,
    outer: Option<Rc<Rules>>,
}

fn walk(root: &Path, outer: Option<Rc<Rules>>, entries: &mut Vec<Entry>) -> Result<(), TreeError> {
    let mut budget = Budget::new();
    let mut folders = vec![Folder {
        at: root.to_owned(),
        path: String::new(),
        utf8_path: true,
        outer,
    }];
    while let Some(folder) = folders.pop() {
        let list = match fs::read_dir(&folder.at) {
            Ok(list) => list,
            Err(error) if folder.path.is_empty() => return Err(TreeError::io(root, &error)),
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(_) => {
                entries.push(found(folder.path, folder.utf8_path, EntryKind::Special));
                continue;
            }
        };
        let rules = Rules::inside(folder.outer, &folder.at, &folder.at.join(".gitignore"));
        // An error here means that the system stopped listing half-way.
        for item in list {
            let item = item.map_err(|error| TreeError::io(&folder.at, &error))?;
            budget.spend()?;
            let (at, name) = (item.path(), item.file_name());
            let utf8_path = folder.utf8_path && name.to_str().is_some();
            let mut path = folder.path.clone();
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(&name.to_string_lossy());
            // Without a type it has vanished since it was listed.
            let Ok(file_type) = item.file_type() else {
                continue;
            };
            let kind = kind_of(file_type);
            let is_wanted = match kind {
                Some(_) => is_listed(path.as_bytes()),
                None => is_entered(path.as_bytes()),
            };
            if !is_wanted || Rules::ignores(rules.as_ref(), &at, kind.is_none()) {
                continue;
            }
            match kind {
                Some(kind) => entries.push(found(path, utf8_path, kind)),
                None if holds_git(&at) => {
                    entries.push(found(path, utf8_path, EntryKind::Submodule));
                }
                None => folders.push(Folder {
                    at,
                    path,
                    utf8_path,
                    outer: rules.clone(),
                }),
            }
        }
    }
    Ok(())
}

fn found(path: String, utf8_path: bool, kind: EntryKind) -> Entry {
    Entry {
        path,
        kind,
        id: None,
        utf8_path,
    }
}

/// None for a folder.
fn kind_of(file_type: fs::FileType) -> Option<EntryKind> {
    if file_type.is_dir() {
        None
    } else if file_type.is_file() {
        Some(EntryKind::File)
    } else if file_type.is_symlink() {
        Some(EntryKind::Symlink)
    } else {
        Some(EntryKind::Special)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::fixture::{Sandbox, entry_at, paths};
    use super::*;

    #[test]
    fn obeys_the_ignore_rules_of_the_repository() {
        let sandbox = Sandbox::new();
        sandbox
            .write(".gitignore", "\u{feff}*.log\r\nbuild/\n/gov/top\n[\n")
            .write("gov/.gitignore", "!keep.log\n")
            .write("gov/deep/.gitignore", "*\n!*.yaml\n")
            .write(".git/info/exclude", "scratch\n")
            .write("gov/org.yaml", "")
            .write("gov/a.log", "")
            .write("gov/keep.log", "")
            .write("gov/build/x", "")
            .write("gov/top", "")
            .write("gov/sub/top", "")
            .write("gov/scratch", "")
            .write("gov/deep/a.txt", "")
            .write("gov/deep/b.yaml", "");
        let expected = ["deep/b.yaml", "keep.log", "org.yaml", "sub/top"];
        let tree = WorkTree::open(&sandbox.top().join("gov")).unwrap();
        assert_eq!(paths(&tree), expected);
        assert_eq!(tree.label(), "work tree");
    }

    #[test]
    fn works_without_git_and_in_a_hidden_folder() {
        let folder = tempfile::TempDir::new().unwrap();
        let root = folder.path().join(".gov");
        fs::create_dir_all(root.join(".hidden")).unwrap();
        fs::write(folder.path().join(".gitignore"), "*\n").unwrap();
        fs::write(root.join(".gitignore"), "b\n").unwrap();
        for file in ["a", "b", ".c", ".hidden/d"] {
            fs::write(root.join(file), file).unwrap();
        }
        let tree = WorkTree::open(&root).unwrap();
        assert_eq!(paths(&tree), ["a"]);
        assert!(matches!(
            WorkTree::open(&root.join("none")),
            Err(TreeError::Io { .. })
        ));
        assert!(matches!(
            WorkTree::open(&root.join("a")),
            Err(TreeError::NotAFolder { .. })
        ));
        fs::remove_dir_all(&root).unwrap();
        assert!(matches!(tree.entries(), Err(TreeError::Io { .. })));
    }

    #[test]
    fn repositories_inside_are_named_and_not_entered() {
        let sandbox = Sandbox::new();
        let id = git2::Oid::from_str("1234567890123456789012345678901234567890").unwrap();
        sandbox
            .write("nested/.git/HEAD", "")
            .write("nested/x.yaml", "");
        sandbox
            .write("linked/.git", "gitdir: ../elsewhere")
            .write("linked/x.yaml", "");
        sandbox.stage(b"empty", 0o160_000, id);
        fs::create_dir(sandbox.top().join("empty")).unwrap();
        let tree = WorkTree::open(&sandbox.top()).unwrap();
        assert_eq!(paths(&tree), ["empty", "linked", "nested"]);
        for entry in tree.entries().unwrap() {
            assert_eq!(entry.kind, EntryKind::Submodule);
            assert_eq!(tree.read(&entry, 9), Err(ReadError::NotAFile));
        }
    }

    #[cfg(unix)]
    mod unix {
        use super::super::super::fixture::run;
        use super::*;
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::symlink;

        #[test]
        fn links_are_told_and_never_followed() {
            let sandbox = Sandbox::new();
            sandbox
                .write("gov/org.yaml", "x")
                .write("out/secret.yaml", "s");
            let gov = sandbox.top().join("gov");
            symlink("../out/secret.yaml", gov.join("file")).unwrap();
            symlink("../out", gov.join("folder")).unwrap();
            symlink(".", gov.join("loop")).unwrap();
            symlink("nowhere", gov.join("dangling")).unwrap();
            let tree = WorkTree::open(&gov).unwrap();
            assert_eq!(
                paths(&tree),
                ["dangling", "file", "folder", "loop", "org.yaml"]
            );
            for entry in tree
                .entries()
                .unwrap()
                .into_iter()
                .filter(|entry| entry.path != "org.yaml")
            {
                assert_eq!(entry.kind, EntryKind::Symlink);
                assert_eq!(tree.read(&entry, 99), Err(ReadError::NotAFile));
            }
            // Even if the link came only after the listing.
            let org = entry_at(&tree, "org.yaml");
            for path in ["folder/secret.yaml", "file"] {
                let forged = Entry {
                    path: path.to_owned(),
                    ..org.clone()
                };
                assert_eq!(tree.read(&forged, 99), Err(ReadError::NotAFile), "{path}");
            }
            // The root itself may be reached by a link.
            symlink(&gov, sandbox.beside("gov")).unwrap();
            assert_eq!(
                paths(&WorkTree::open(&sandbox.beside("gov")).unwrap()).len(),
                5
            );
        }

        #[test]
        fn a_fifo_is_not_opened() {
            let sandbox = Sandbox::new();
            sandbox.write("org.yaml", "x").write("b/x.yaml", "x");
            run(&sandbox.top(), "mkfifo", &["pipe.yaml", ".gitignore"]);
            symlink("/dev/zero", sandbox.top().join("b/.gitignore")).unwrap();
            let tree = WorkTree::open(&sandbox.top()).unwrap();
            assert_eq!(paths(&tree), ["b/x.yaml", "org.yaml", "pipe.yaml"]);
            let pipe = entry_at(&tree, "pipe.yaml");
            assert_eq!(pipe.kind, EntryKind::Special);
            assert_eq!(tree.read(&pipe, 9), Err(ReadError::NotAFile));
            let forged = Entry {
                kind: EntryKind::File,
                ..pipe
            };
            assert_eq!(tree.read(&forged, 9), Err(ReadError::NotAFile));
        }

        #[test]
        fn a_name_that_is_not_utf_8_is_told() {
            let sandbox = Sandbox::new();
            let folder = sandbox.top().join(OsStr::from_bytes(b"caf\xe9"));
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("x.yaml"), "x").unwrap();
            let tree = WorkTree::open(&sandbox.top()).unwrap();
            let entry = entry_at(&tree, "caf\u{fffd}/x.yaml");
            assert!(!entry.utf8_path);
            assert!(matches!(tree.read(&entry, 9), Err(ReadError::Io(_))));
        }

        #[test]
        fn a_folder_that_cannot_be_listed_is_told() {
            use std::os::unix::fs::PermissionsExt;
            let sandbox = Sandbox::new();
            sandbox.write("org.yaml", "x").write("closed/x.yaml", "x");
            let closed = sandbox.top().join("closed");
            fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
            let tree = WorkTree::open(&sandbox.top()).unwrap();
            let entries = tree.entries().unwrap();
            // The superuser can list it all the same.
            if fs::read_dir(&closed).is_err() {
                assert_eq!(
                    entries[0],
                    found("closed".to_owned(), true, EntryKind::Special)
                );
            }
            fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
}
