//! Real repositories in temporary folders: fixed author, fixed dates, no template.

#![cfg(test)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::{Commit, Entry, Repo, Tree};
use git2::{
    IndexAddOption, IndexEntry, IndexTime, Oid, Repository, RepositoryInitOptions, Signature, Time,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The date of the first commit; each further one is an hour later.
pub(super) const START: i64 = 1_700_000_000;

/// A repository on `main` without any commit, until one is made.
pub(super) struct Sandbox {
    folder: TempDir,
    pub(super) git: Repository,
}

impl Sandbox {
    pub(super) fn new() -> Self {
        Self::with(RepositoryInitOptions::new().external_template(false))
    }

    pub(super) fn bare() -> Self {
        Self::with(
            RepositoryInitOptions::new()
                .external_template(false)
                .bare(true),
        )
    }

    /// `first` and `second`, with a different file `x`.
    pub(super) fn two_commits() -> (Self, Commit, Commit) {
        let sandbox = Self::new();
        sandbox.write("x", "1");
        let first = sandbox.commit("first");
        sandbox.write("x", "2");
        let second = sandbox.commit("second");
        (sandbox, first, second)
    }

    fn with(options: &mut RepositoryInitOptions) -> Self {
        let folder = TempDir::new().unwrap();
        let top = folder.path().canonicalize().unwrap().join("repo");
        let git = Repository::init_opts(top, options.initial_head("main")).unwrap();
        Self { folder, git }
    }

    /// The folder of the repository.
    pub(super) fn top(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join("repo")
    }

    /// A path beside the repository, in the same temporary folder.
    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    pub(super) fn repo(&self) -> Repo {
        Repo::discover(&self.top()).unwrap().unwrap()
    }

    /// Writes a file of the work tree, with the folders it needs.
    pub(super) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.top().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Puts an entry of any mode and name into the index.
    pub(super) fn stage(&self, path: &[u8], mode: u32, id: Oid) -> &Self {
        let zero = IndexTime::new(0, 0);
        let entry = IndexEntry {
            ctime: zero,
            mtime: zero,
            dev: 0,
            ino: 0,
            mode,
            uid: 0,
            gid: 0,
            file_size: 0,
            id,
            flags: 0,
            flags_extended: 0,
            path: path.to_vec(),
        };
        let mut index = self.git.index().unwrap();
        index.add(&entry).unwrap();
        index.write().unwrap();
        self
    }

    /// Puts a file into the index and not on disk.
    pub(super) fn stage_file(&self, path: &[u8], bytes: &[u8]) -> &Self {
        self.stage(path, 0o100_644, self.git.blob(bytes).unwrap())
    }

    /// Commits the work tree on the current branch.
    pub(super) fn commit(&self, message: &str) -> Commit {
        let mut index = self.git.index().unwrap();
        index.add_all(["*"], IndexAddOption::DEFAULT, None).unwrap();
        index.update_all(["*"], None).unwrap();
        index.write().unwrap();
        self.commit_index(message)
    }

    /// Commits what is in the index on the current branch.
    pub(super) fn commit_index(&self, message: &str) -> Commit {
        let tree = self.git.index().unwrap().write_tree().unwrap();
        self.commit_object(message, tree, &[])
    }

    /// Commits a tree on the current branch, with further parents after `HEAD`.
    pub(super) fn commit_object(&self, message: &str, tree: Oid, merged: &[&Commit]) -> Commit {
        let head = self.git.head().ok().and_then(|head| head.target());
        let merged = merged
            .iter()
            .map(|commit| Oid::from_str(&commit.id).unwrap());
        let parents: Vec<_> = head
            .into_iter()
            .chain(merged)
            .map(|id| self.git.find_commit(id).unwrap())
            .collect();
        let hours = self.count().checked_mul(3600).unwrap();
        let author =
            Signature::new("Test", "test@example.org", &Time::new(START + hours, 60)).unwrap();
        let tree = self.git.find_tree(tree).unwrap();
        let parents: Vec<_> = parents.iter().collect();
        let id = self
            .git
            .commit(Some("HEAD"), &author, &author, message, &tree, &parents)
            .unwrap();
        self.repo().resolve(&id.to_string()).unwrap()
    }

    fn count(&self) -> i64 {
        let mut walk = self.git.revwalk().unwrap();
        if walk.push_head().is_err() {
            return 0;
        }
        i64::try_from(walk.count()).unwrap()
    }

    /// Makes a branch at a commit without checking it out.
    pub(super) fn branch(&self, name: &str, at: &Commit) -> &Self {
        self.reference(&format!("refs/heads/{name}"), at)
    }

    pub(super) fn reference(&self, name: &str, at: &Commit) -> &Self {
        self.git
            .reference(name, Oid::from_str(&at.id).unwrap(), true, "test")
            .unwrap();
        self
    }

    /// Writes a raw tree object: mode, name and id of each member.
    pub(super) fn raw_tree(&self, members: &[(&str, &[u8], Oid)]) -> Oid {
        let mut bytes = Vec::new();
        for (mode, name, id) in members {
            bytes.extend_from_slice(mode.as_bytes());
            bytes.push(b' ');
            bytes.extend_from_slice(name);
            bytes.push(0);
            bytes.extend_from_slice(id.as_bytes());
        }
        self.git
            .odb()
            .unwrap()
            .write(git2::ObjectType::Tree, &bytes)
            .unwrap()
    }

    /// Where a loose object lies.
    pub(super) fn loose(&self, id: &str) -> PathBuf {
        self.git
            .path()
            .join("objects")
            .join(&id[..2])
            .join(&id[2..])
    }

    /// Replaces the file of a loose object by bytes that are no object.
    pub(super) fn damage(&self, id: &str) {
        let file = self.loose(id);
        fs::remove_file(&file).unwrap();
        fs::write(file, b"no object").unwrap();
    }
}

/// Runs a program in a folder, without anybody's Git configuration.
pub(super) fn run(folder: &Path, program: &str, arguments: &[&str]) {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {words}");
}

/// The paths that a tree lists.
pub(super) fn paths(tree: &dyn Tree) -> Vec<String> {
    tree.entries()
        .unwrap()
        .into_iter()
        .map(|entry| entry.path)
        .collect()
}

pub(super) fn entry_at(tree: &dyn Tree, path: &str) -> Entry {
    tree.entries()
        .unwrap()
        .into_iter()
        .find(|entry| entry.path == path)
        .unwrap()
}
