//! A Git repository: finding it, and the folders of its commits.

use super::folder::Folders;
use super::walk::{Budget, join, member_at, members, normal_prefix, text};
use super::{CommitTree, TreeError, is_entered};
use git2::{ErrorCode, Oid, Repository};
use std::fmt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// An open repository, for reading only.
///
/// The environment (`GIT_DIR` and its kin) has no say in which repository that is. Not `Send`: each
/// thread opens its own.
pub struct Repo {
    pub(super) git: Rc<Repository>,
    pub(super) folders: Folders,
}

/// What the history says of one commit. Text that is not UTF-8 is shown lossily.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// 40 hexadecimal digits.
    pub id: String,
    /// The shortest beginning of `id` that names only this object here, 7 digits or more.
    pub short: String,
    /// When it was committed, in seconds since 1970-01-01T00:00:00Z.
    pub time: i64,
    /// The committer's offset from UTC, in minutes, east positive.
    pub offset_minutes: i32,
    /// The author's name.
    pub author: String,
    /// The author's e-mail address, without angle brackets.
    pub author_email: String,
    /// The first paragraph of the message, on one line.
    pub summary: String,
    /// The ids of its parents, first parent first. Empty at the edge of a shallow clone.
    pub parents: Vec<String>,
}

impl fmt::Debug for Repo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Repo({})", self.git.path().display())
    }
}

impl Repo {
    /// The repository that `path` lies in, searched upwards; none if there is none.
    ///
    /// A bare repository and a work tree made by `git worktree` count.
    ///
    /// # Errors
    ///
    /// `path` does not exist, or the repository there cannot be opened: it belongs to another user,
    /// uses a format libgit2 does not know, or is damaged.
    pub fn discover(path: &Path) -> Result<Option<Self>, TreeError> {
        let path = path
            .canonicalize()
            .map_err(|error| TreeError::io(path, &error))?;
        match Repository::discover(&path) {
            Ok(git) => Ok(Some(Self {
                git: Rc::new(git),
                folders: Folders::default(),
            })),
            Err(error) => match error.code() {
                ErrorCode::NotFound => Ok(None),
                ErrorCode::Owner => Err(TreeError::NotOwned {
                    path: top_of(&path),
                }),
                _ if is_unsupported(&error) => Err(TreeError::Unsupported {
                    reason: error.message().to_owned(),
                }),
                _ => Err(error.into()),
            },
        }
    }

    /// The top of the work tree; none in a bare repository.
    pub fn workdir(&self) -> Option<&Path> {
        self.git.workdir()
    }

    /// The folder of Git's own files, which all work trees of the repository share.
    pub fn common_dir(&self) -> &Path {
        self.git.commondir()
    }

    /// The folder of Git's own files for this work tree: what is checked out is told there.
    pub fn git_dir(&self) -> &Path {
        self.git.path()
    }

    /// Takes objects for what their names say, in this process from now on, as `git log` does: for
    /// walks through thousands of them. Damage that neither the packing nor the parsing notices
    /// goes unseen; without this call it is an error.
    pub fn trust_names(&self) {
        git2::opts::strict_hash_verification(false);
    }

    /// Whether there is no work tree.
    pub fn is_bare(&self) -> bool {
        self.git.is_bare()
    }

    /// Whether the clone has only the newest part of the history.
    pub fn is_shallow(&self) -> bool {
        self.git.is_shallow()
    }

    /// Where a folder of the work tree stands in the repository: `/`-separated, `""` for the top.
    ///
    /// None if the folder does not exist, is outside the work tree or inside `.git`, or is not UTF-8.
    pub fn prefix_of(&self, dir: &Path) -> Option<String> {
        let top = self.workdir()?.canonicalize().ok()?;
        let dir = dir.canonicalize().ok()?;
        if dir.starts_with(self.git.path().canonicalize().ok()?) {
            return None;
        }
        let parts = dir
            .strip_prefix(&top)
            .ok()?
            .iter()
            .map(|part| part.to_str());
        Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
    }

    /// The files that a commit has in a folder, `""` for the top of the repository.
    ///
    /// # Errors
    ///
    /// [`TreeError::NoSuchFolder`], or missing or damaged objects.
    pub fn tree(&self, commit: &Commit, prefix: &str) -> Result<CommitTree, TreeError> {
        match member_at(&self.git, self.top(oid(commit)?)?, prefix)? {
            Some(member) if member.is_folder() => Ok(CommitTree::new(
                Rc::clone(&self.git),
                commit.short.clone(),
                member.id,
            )),
            _ => Err(TreeError::NoSuchFolder {
                commit: commit.short.clone(),
                folder: normal_prefix(prefix),
            }),
        }
    }

    /// Whether a commit has this folder.
    ///
    /// # Errors
    ///
    /// Missing or damaged objects.
    pub fn has_folder(&self, commit: &Commit, prefix: &str) -> Result<bool, TreeError> {
        let member = member_at(&self.git, self.top(oid(commit)?)?, prefix)?;
        Ok(member.is_some_and(super::walk::Member::is_folder))
    }

    /// The folders of a commit that hold a file with one of these names, `""` for the top: the
    /// shallowest first, then by path. Hidden folders, and folders that are not UTF-8, are left out.
    ///
    /// # Errors
    ///
    /// A limit is exceeded; missing or damaged objects.
    pub fn find_roots(
        &self,
        commit: &Commit,
        file_names: &[&str],
    ) -> Result<Vec<String>, TreeError> {
        let mut roots = Vec::new();
        let mut budget = Budget::new();
        let mut folders = vec![(Vec::new(), self.top(oid(commit)?)?)];
        while let Some((folder, id)) = folders.pop() {
            let mut is_root = false;
            for (name, member) in members(&self.git, id)? {
                budget.spend()?;
                if member.is_folder() {
                    let path = join(&folder, &name)?;
                    if is_entered(&path) {
                        folders.push((path, member.id));
                    }
                } else {
                    is_root |= file_names.iter().any(|wanted| wanted.as_bytes() == name);
                }
            }
            if let (path, true) = text(folder)
                && is_root
            {
                roots.push(path);
            }
        }
        roots.sort_by_cached_key(|path| {
            (
                path.split('/').filter(|part| !part.is_empty()).count(),
                path.clone(),
            )
        });
        Ok(roots)
    }

    pub(super) fn find(&self, id: Oid) -> Result<Commit, TreeError> {
        let commit = self
            .git
            .find_commit(id)
            .map_err(|error| TreeError::object(id, &error))?;
        self.commit(&commit)
    }

    /// The folder at the top of a commit.
    pub(super) fn top(&self, commit: Oid) -> Result<Oid, TreeError> {
        let found = self.git.find_commit(commit);
        Ok(found
            .map_err(|error| TreeError::object(commit, &error))?
            .tree_id())
    }

    pub(super) fn commit(&self, commit: &git2::Commit<'_>) -> Result<Commit, TreeError> {
        let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (time, author) = (commit.time(), commit.author());
        Ok(Commit {
            id: commit.id().to_string(),
            short: self.short(commit.id())?,
            time: time.seconds(),
            offset_minutes: time.offset_minutes(),
            author: lossy(author.name_bytes()),
            author_email: lossy(author.email_bytes()),
            summary: commit.summary_bytes().map(lossy).unwrap_or_default(),
            parents: commit.parent_ids().map(|id| id.to_string()).collect(),
        })
    }

    /// Like `git rev-parse --short`, whatever `core.abbrev` says on this machine.
    fn short(&self, id: Oid) -> Result<String, TreeError> {
        let odb = self.git.odb()?;
        let text = id.to_string();
        let is_unique = |digits: &usize| odb.exists_prefix(id, *digits).is_ok();
        let digits = (7..text.len()).find(is_unique).unwrap_or(text.len());
        Ok(text.chars().take(digits).collect())
    }
}

/// The id of a commit that this module handed out, or that a caller made up.
pub(super) fn oid(commit: &Commit) -> Result<Oid, TreeError> {
    Ok(Oid::from_str(&commit.id)?)
}

/// The nearest folder upwards that has a `.git`, or looks like a bare repository; else `path`.
fn top_of(path: &Path) -> PathBuf {
    let is_top = |dir: &&Path| dir.join(".git").exists() || dir.join("HEAD").is_file();
    path.ancestors().find(is_top).unwrap_or(path).to_owned()
}

fn is_unsupported(error: &git2::Error) -> bool {
    let text = error.message();
    [
        "unsupported extension",
        "unsupported repository version",
        "object format",
    ]
    .iter()
    .any(|start| text.contains(start))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::fixture::{START, Sandbox, paths, run};
    use super::*;

    #[test]
    fn is_found_upwards_or_not_at_all() {
        let sandbox = Sandbox::new();
        sandbox.write("gov/units/org.yaml", "x").write("plain", "x");
        let repo = Repo::discover(&sandbox.top().join("gov/units"))
            .unwrap()
            .unwrap();
        assert_eq!(
            repo.workdir().unwrap().canonicalize().unwrap(),
            sandbox.top()
        );
        assert!(!repo.is_bare() && !repo.is_shallow());
        assert!(Repo::discover(&sandbox.beside("")).unwrap().is_none());
        assert!(matches!(
            Repo::discover(&sandbox.beside("none")),
            Err(TreeError::Io { .. })
        ));

        assert_eq!(repo.prefix_of(&sandbox.top()), Some(String::new()));
        assert_eq!(
            repo.prefix_of(&sandbox.top().join("gov/./units/..")),
            Some("gov".to_owned())
        );
        assert_eq!(repo.prefix_of(&sandbox.top().join("none")), None);
        assert_eq!(repo.prefix_of(&sandbox.top().join(".git/objects")), None);
        assert_eq!(repo.prefix_of(&sandbox.beside("")), None);
    }

    #[test]
    fn a_commit_is_described() {
        let sandbox = Sandbox::new();
        sandbox.write("x", "1");
        let first = sandbox.commit("Appoint a treasurer\nfor a year\n\nBecause.\n");
        assert_eq!((first.time, first.offset_minutes), (START, 60));
        assert_eq!(
            (first.author.as_str(), first.author_email.as_str()),
            ("Test", "test@example.org")
        );
        assert_eq!(first.summary, "Appoint a treasurer for a year");
        assert_eq!((first.id.len(), &first.id[..7]), (40, first.short.as_str()));
        assert!(first.parents.is_empty());
        assert_eq!(sandbox.commit("next").parents, [first.id]);
    }

    #[test]
    fn a_bare_repository_has_trees_but_no_work_tree() {
        let sandbox = Sandbox::bare();
        sandbox
            .stage_file(b"docs/gov/org.yaml", b"x")
            .stage_file(b"docs/gov/units/a.yaml", b"a");
        sandbox
            .stage_file(b"z/org.yaml", b"")
            .stage_file(b"a/b/c/polity.toml", b"");
        sandbox
            .stage_file(b".hidden/org.yaml", b"")
            .stage_file(b"q/org.yaml/x", b"");
        let commit = sandbox.commit_index("files");
        let repo = sandbox.repo();
        assert!(repo.is_bare());
        assert_eq!(
            (repo.workdir(), repo.prefix_of(&sandbox.top())),
            (None, None)
        );
        assert_eq!(
            paths(&repo.tree(&commit, "docs/gov").unwrap()),
            ["org.yaml", "units/a.yaml"]
        );
        assert_eq!(paths(&repo.tree(&commit, "docs/gov/").unwrap()).len(), 2);
        for absent in [
            "doc",
            "docs/gov/org.yaml",
            "docs/../docs",
            "docs/gov/org.yaml/x",
        ] {
            assert!(!repo.has_folder(&commit, absent).unwrap(), "{absent}");
            let error = repo.tree(&commit, absent).unwrap_err();
            assert!(
                matches!(error, TreeError::NoSuchFolder { .. }),
                "{absent}: {error:?}"
            );
        }
        assert!(repo.has_folder(&commit, "docs").unwrap() && repo.has_folder(&commit, "").unwrap());
        assert_eq!(
            repo.find_roots(&commit, &["org.yaml"]).unwrap(),
            ["z", "docs/gov"]
        );
        let roots = repo
            .find_roots(&commit, &["org.yaml", "polity.toml"])
            .unwrap();
        assert_eq!(roots, ["z", "docs/gov", "a/b/c"]);
        sandbox.stage_file(b"org.yaml", b"");
        let commit = sandbox.commit_index("top");
        assert_eq!(
            repo.find_roots(&commit, &["org.yaml"]).unwrap(),
            ["", "z", "docs/gov"]
        );
    }

    #[test]
    fn a_linked_work_tree_is_a_repository() {
        let sandbox = Sandbox::new();
        sandbox.write("gov/org.yaml", "x");
        let commit = sandbox.commit("first");
        sandbox
            .git
            .worktree("linked", &sandbox.beside("linked"), None)
            .unwrap();
        let repo = Repo::discover(&sandbox.beside("linked").join("gov"))
            .unwrap()
            .unwrap();
        assert_eq!(
            repo.workdir().unwrap().canonicalize().unwrap(),
            sandbox.beside("linked")
        );
        assert_eq!(
            repo.prefix_of(&sandbox.beside("linked").join("gov")),
            Some("gov".to_owned())
        );
        assert_eq!(repo.resolve("HEAD").unwrap(), commit);
        let tree = super::super::WorkTree::open(&sandbox.beside("linked")).unwrap();
        assert_eq!(paths(&tree), ["gov/org.yaml"]);
    }

    #[test]
    fn unknown_formats_are_named() {
        let sandbox = Sandbox::new();
        let set = |key: &str, value: &str| {
            run(&sandbox.top(), "git", &["config", "--local", key, value]);
            Repo::discover(&sandbox.top()).unwrap_err()
        };
        run(
            &sandbox.top(),
            "git",
            &["config", "--local", "core.repositoryformatversion", "1"],
        );
        let error = set("extensions.partialclone", "origin");
        assert!(
            matches!(&error, TreeError::Unsupported { reason } if reason.contains("partialclone")),
            "{error:?}"
        );
        run(
            &sandbox.top(),
            "git",
            &["config", "--local", "--unset", "extensions.partialclone"],
        );
        let error = set("extensions.objectformat", "sha256");
        assert!(matches!(error, TreeError::Unsupported { .. }), "{error:?}");
        run(
            &sandbox.top(),
            "git",
            &["config", "--local", "--unset", "extensions.objectformat"],
        );
        let error = set("core.repositoryformatversion", "9");
        assert!(matches!(error, TreeError::Unsupported { .. }), "{error:?}");
    }

    #[cfg(unix)]
    #[test]
    fn the_repository_of_another_user_is_an_error() {
        let sandbox = Sandbox::new();
        sandbox.write("org.yaml", "x");
        let chown = std::process::Command::new("chown")
            .args(["-R", "12345"])
            .arg(sandbox.top())
            .output();
        if !chown.is_ok_and(|output| output.status.success()) {
            return; // Only the superuser can set this scene.
        }
        let error = Repo::discover(&sandbox.top()).unwrap_err();
        assert_eq!(
            error,
            TreeError::NotOwned {
                path: sandbox.top()
            }
        );
        let tree = super::super::WorkTree::open(&sandbox.top()).unwrap();
        assert_eq!(paths(&tree), ["org.yaml"]);
    }
}
