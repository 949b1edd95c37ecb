//! What changed between commits. Everything but the line counts compares the ids that folders give
//! their members, and never reads a file.

use super::commit::entry;
use super::repository::oid;
use super::walk::{Budget, Member, join, member_at, normal_prefix, text};
use super::{Commit, ContentId, Entry, Repo, TreeError, TreePath, is_listed};
use git2::{DiffOptions, Oid};

/// Files larger than this many bytes count as changed without having lines, as binary files do.
pub(super) const MAX_DIFF_BYTES: i64 = 8 * 1024 * 1024;

/// A file, link or submodule that two commits do not have alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Change {
    /// Relative to the governance root; lossy text if it is not UTF-8.
    pub path: TreePath,
    /// Its content before; none if it was added.
    pub old: Option<ContentId>,
    /// Its content after; none if it was removed. Equal to `old` where only the kind changed.
    pub new: Option<ContentId>,
}

/// One step from the listing of a commit to that of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// This entry is new here or has other content.
    Put(Entry),
    /// Nothing stands at this path any more.
    Gone(TreePath),
}

impl Step {
    /// The path concerned.
    pub fn path(&self) -> &str {
        match self {
            Step::Put(entry) => &entry.path,
            Step::Gone(path) => path,
        }
    }
}

/// The size of a text diff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineStats {
    /// Files that differ, binary ones included.
    pub files: usize,
    /// Lines only the newer side has.
    pub added: usize,
    /// Lines only the older side has.
    pub removed: usize,
}

/// The newer side of [`Repo::line_stats`].
#[derive(Debug, Clone, Copy)]
pub enum Head<'a> {
    /// A commit.
    Commit(&'a Commit),
    /// The files on disk, those that are not tracked included, those that are ignored not.
    WorkTree,
}

impl Repo {
    /// The commits that changed what stands at `prefix`, newest first, `limit` at most.
    ///
    /// Only first parents are followed: a merge stands for all it brought in. The oldest commit of a
    /// shallow clone counts as if it had added everything.
    ///
    /// # Errors
    ///
    /// Missing or damaged objects.
    pub fn log(
        &self,
        head: &Commit,
        prefix: &str,
        limit: Option<usize>,
    ) -> Result<Vec<Commit>, TreeError> {
        let mut found = Vec::new();
        let mut next = Some(oid(head)?);
        let mut known = None;
        while let Some(id) = next
            && limit.is_none_or(|limit| found.len() < limit)
        {
            let commit = self
                .git
                .find_commit(id)
                .map_err(|error| TreeError::object(id, &error))?;
            let here = match known.take() {
                Some(here) => here,
                None => member_at(&self.git, commit.tree_id(), prefix)?,
            };
            next = commit.parent_ids().next();
            let before = match next {
                Some(parent) => member_at(&self.git, self.top(parent)?, prefix)?,
                None => None,
            };
            if here != before {
                found.push(self.commit(&commit)?);
            }
            known = Some(before);
        }
        Ok(found)
    }

    /// The commits of [`Repo::log`] that `base` does not have, and the commit right before them,
    /// from which they start; none where they reach back to the first commit.
    ///
    /// # Errors
    ///
    /// Missing or damaged objects.
    pub fn log_since(
        &self,
        base: &Commit,
        head: &Commit,
        prefix: &str,
    ) -> Result<(Vec<Commit>, Option<Commit>), TreeError> {
        let damaged = |error: git2::Error| match oid(head) {
            Ok(id) => TreeError::object(id, &error),
            Err(error) => error,
        };
        let mut new: Vec<Oid> = Vec::new();
        let mut walk = self.git.revwalk().map_err(damaged)?;
        walk.push(oid(head)?).map_err(damaged)?;
        walk.hide(oid(base)?).map_err(damaged)?;
        walk.simplify_first_parent().map_err(damaged)?;
        for id in walk {
            new.push(id.map_err(damaged)?);
        }
        let known: std::collections::HashSet<Oid> = new.iter().copied().collect();
        let mut found = Vec::new();
        let mut next = Some(oid(head)?);
        while let Some(id) = next {
            if !known.contains(&id) {
                return Ok((found, Some(self.find(id)?)));
            }
            let commit = self
                .git
                .find_commit(id)
                .map_err(|error| TreeError::object(id, &error))?;
            next = commit.parent_ids().next();
            let here = member_at(&self.git, commit.tree_id(), prefix)?;
            let before = match next {
                Some(parent) => member_at(&self.git, self.top(parent)?, prefix)?,
                None => None,
            };
            if here != before {
                found.push(self.commit(&commit)?);
            }
        }
        Ok((found, None))
    }

    /// What differs between two commits under `prefix`, sorted by path; without a base, everything
    /// that `head` has. Hidden files count too. A `prefix` that a commit lacks is an empty folder.
    ///
    /// A moved file is one removed and one added. A change of the executable bit is none.
    ///
    /// # Errors
    ///
    /// A limit is exceeded; missing or damaged objects.
    pub fn changed(
        &self,
        base: Option<&Commit>,
        head: &Commit,
        prefix: &str,
    ) -> Result<Vec<Change>, TreeError> {
        let mut changes = Vec::new();
        self.each_difference(base, head, prefix, |path, old, new| {
            let id = |member: Member| ContentId::from_oid(member.id);
            changes.push(Change {
                path: text(path).0,
                old: old.map(id),
                new: new.map(id),
            });
        })?;
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(changes)
    }

    /// What [`Tree::entries`](super::Tree::entries) of `head` has otherwise than that of `base`,
    /// sorted by path: the way from one listing to the next without reading either.
    ///
    /// # Errors
    ///
    /// A limit is exceeded; missing or damaged objects.
    pub fn steps(
        &self,
        base: &Commit,
        head: &Commit,
        prefix: &str,
    ) -> Result<Vec<Step>, TreeError> {
        let mut steps = Vec::new();
        self.each_difference(Some(base), head, prefix, |path, _, new| {
            if is_listed(&path) {
                steps.push(match new {
                    Some(member) => Step::Put(entry(path, member)),
                    None => Step::Gone(text(path).0),
                });
            }
        })?;
        steps.sort_by(|a, b| a.path().cmp(b.path()));
        Ok(steps)
    }

    /// Calls `differs` with each path that is no folder and that the two sides have otherwise.
    pub(super) fn each_difference(
        &self,
        base: Option<&Commit>,
        head: &Commit,
        prefix: &str,
        mut differs: impl FnMut(Vec<u8>, Option<Member>, Option<Member>),
    ) -> Result<(), TreeError> {
        let mut budget = Budget::new();
        let old = base
            .map(|base| self.folder(base, prefix))
            .transpose()?
            .flatten();
        let mut folders = vec![(Vec::new(), old, self.folder(head, prefix)?)];
        while let Some((folder, old, new)) = folders.pop() {
            if old == new {
                continue;
            }
            self.folders
                .compare(&self.git, old, new, |name, old, new| {
                    budget.spend()?;
                    let path = join(&folder, name)?;
                    // `compare` pairs folders with folders only, so one side tells for both.
                    if old.or(new).is_some_and(Member::is_folder) {
                        folders.push((path, old.map(|old| old.id), new.map(|new| new.id)));
                    } else {
                        differs(path, old, new);
                    }
                    Ok(())
                })?;
        }
        Ok(())
    }

    /// How many lines a text diff under `prefix` would show. Submodules do not count.
    ///
    /// # Errors
    ///
    /// [`TreeError::NoWorkTree`] where a bare repository is asked for one; an index that libgit2
    /// cannot read; a limit is exceeded; missing or damaged objects.
    pub fn line_stats(
        &self,
        base: &Commit,
        head: Head<'_>,
        prefix: &str,
    ) -> Result<LineStats, TreeError> {
        // libgit2 knows no limit on entries, and panics in Rust on a NUL in a path.
        let (limit_base, limit_head) = match head {
            Head::Commit(head) => (Some(base), head),
            Head::WorkTree => (None, base),
        };
        self.changed(limit_base, limit_head, prefix)?;
        if prefix.contains('\0') {
            return Ok(LineStats::default());
        }
        let mut options = DiffOptions::new();
        options
            .ignore_submodules(true)
            .include_typechange(true)
            .max_size(MAX_DIFF_BYTES)
            .context_lines(0);
        let diff = match head {
            Head::Commit(head) => {
                let find = |id: Oid| {
                    self.git
                        .find_tree(id)
                        .map_err(|error| TreeError::object(id, &error))
                };
                let old = self.folder(base, prefix)?.map(find).transpose()?;
                let new = self.folder(head, prefix)?.map(find).transpose()?;
                self.git
                    .diff_tree_to_tree(old.as_ref(), new.as_ref(), Some(&mut options))?
            }
            Head::WorkTree if self.is_bare() => return Err(TreeError::NoWorkTree),
            Head::WorkTree => {
                options
                    .include_untracked(true)
                    .recurse_untracked_dirs(true)
                    .show_untracked_content(true);
                let prefix = normal_prefix(prefix);
                if !prefix.is_empty() {
                    options
                        .disable_pathspec_match(true)
                        .pathspec(prefix.as_str());
                }
                let top = self.top(oid(base)?)?;
                let old = self
                    .git
                    .find_tree(top)
                    .map_err(|error| TreeError::object(top, &error))?;
                self.git
                    .diff_tree_to_workdir_with_index(Some(&old), Some(&mut options))?
            }
        };
        let stats = diff.stats()?;
        Ok(LineStats {
            files: stats.files_changed(),
            added: stats.insertions(),
            removed: stats.deletions(),
        })
    }

    /// The folder at `prefix`; none if the commit has no folder there.
    fn folder(&self, commit: &Commit, prefix: &str) -> Result<Option<Oid>, TreeError> {
        let member = member_at(&self.git, self.top(oid(commit)?)?, prefix)?;
        Ok(member
            .filter(|member| member.is_folder())
            .map(|member| member.id))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::MAX_ENTRIES;
    use super::super::fixture::{Sandbox, run};
    use super::*;

    fn summaries(log: &[Commit]) -> Vec<&str> {
        log.iter().map(|commit| commit.summary.as_str()).collect()
    }

    #[test]
    fn the_log_follows_first_parents_and_one_folder() {
        let sandbox = Sandbox::new();
        sandbox.write("README", "1");
        let start = sandbox.commit("readme");
        sandbox.write("gov/org.yaml", "1");
        sandbox.commit("gov appears");
        sandbox.write("README", "2");
        let readme = sandbox.commit("readme again");
        // A side branch with two commits, merged.
        sandbox.branch("side", &readme);
        sandbox.git.set_head("refs/heads/side").unwrap();
        sandbox.write("gov/a.yaml", "1");
        sandbox.commit("side one");
        sandbox.write("gov/b.yaml", "1");
        let side = sandbox.commit("side two");
        let tree = sandbox.git.index().unwrap().write_tree().unwrap();
        sandbox.git.set_head("refs/heads/main").unwrap();
        sandbox.commit_object("merge", tree, &[&side]);
        let empty = sandbox.commit("nothing");
        std::fs::remove_dir_all(sandbox.top().join("gov")).unwrap();
        let last = sandbox.commit("gov goes");

        let repo = sandbox.repo();
        let log = repo.log(&last, "gov", None).unwrap();
        assert_eq!(summaries(&log), ["gov goes", "merge", "gov appears"]);
        assert_eq!(log[1].parents, [readme.id.clone(), side.id]);
        let log = repo.log(&last, "gov/", Some(2)).unwrap();
        assert_eq!(summaries(&log), ["gov goes", "merge"]);
        assert_eq!(repo.log(&last, "gov", Some(0)), Ok(Vec::new()));
        let log = repo.log(&empty, "", None).unwrap();
        assert_eq!(
            summaries(&log),
            ["merge", "readme again", "gov appears", "readme"]
        );
        let log = repo.log(&last, "gov/org.yaml", None).unwrap();
        assert_eq!(summaries(&log), ["gov goes", "gov appears"]);
        assert_eq!(repo.log(&start, "gov", None), Ok(Vec::new()));
    }

    #[test]
    fn changed_compares_ids_all_the_way_down() {
        let sandbox = Sandbox::new();
        sandbox
            .write("gov/same/deep.yaml", "same")
            .write("gov/edit.yaml", "old")
            .write("gov/gone/a/b.yaml", "gone")
            .write("gov/turns", "a file")
            .write("gov/.hidden", "old")
            .write("else", "1");
        let old = sandbox.commit("old");
        std::fs::remove_dir_all(sandbox.top().join("gov/gone")).unwrap();
        std::fs::remove_file(sandbox.top().join("gov/turns")).unwrap();
        sandbox
            .write("gov/edit.yaml", "new")
            .write("gov/turns/into.yaml", "a folder")
            .write("gov/turns-.yaml", "between the two")
            .write("gov/.hidden", "new")
            .write("else", "2");
        sandbox.stage_file(b"gov/caf\xe9", b"latin");
        let mut index = sandbox.git.index().unwrap();
        index
            .remove_path(std::path::Path::new("gov/turns"))
            .unwrap();
        index.write().unwrap();
        let mut index = sandbox.git.index().unwrap();
        index
            .add_all(["gov", "else"], git2::IndexAddOption::DEFAULT, None)
            .unwrap();
        index
            .remove_dir(std::path::Path::new("gov/gone"), 0)
            .unwrap();
        index.write().unwrap();
        sandbox.stage_file(b"gov/caf\xe9", b"latin");
        let new = sandbox.commit_index("new");

        let id = |text: &str| ContentId::of_file(text.as_bytes());
        let change = |path: &str, old: Option<&str>, new: Option<&str>| Change {
            path: path.to_owned(),
            old: old.and_then(id),
            new: new.and_then(id),
        };
        let expected = [
            change(".hidden", Some("old"), Some("new")),
            change("caf\u{fffd}", None, Some("latin")),
            change("edit.yaml", Some("old"), Some("new")),
            change("gone/a/b.yaml", Some("gone"), None),
            change("turns", Some("a file"), None),
            change("turns-.yaml", None, Some("between the two")),
            change("turns/into.yaml", None, Some("a folder")),
        ];
        let mut expected = expected.to_vec();
        expected.sort_by(|a, b| a.path.cmp(&b.path));
        let repo = sandbox.repo();
        assert_eq!(repo.changed(Some(&old), &new, "gov").unwrap(), expected);
        for change in &mut expected {
            std::mem::swap(&mut change.old, &mut change.new);
        }
        assert_eq!(repo.changed(Some(&new), &old, "gov").unwrap(), expected);
        assert_eq!(repo.changed(Some(&new), &new, ""), Ok(Vec::new()));
        assert_eq!(repo.changed(Some(&old), &new, "none"), Ok(Vec::new()));
        assert_eq!(repo.changed(None, &old, "gov").unwrap().len(), 5);
        assert_eq!(repo.changed(Some(&old), &new, "").unwrap().len(), 8);
    }

    #[test]
    fn a_submodule_a_link_and_a_forged_folder() {
        let sandbox = Sandbox::bare();
        let blob = sandbox.git.blob(b"target").unwrap();
        let at = |digit: &str| git2::Oid::from_str(&digit.repeat(40)).unwrap();
        sandbox
            .stage(b"sub", 0o160_000, at("1"))
            .stage(b"x", 0o100_644, blob);
        let old = sandbox.commit_index("old");
        sandbox
            .stage(b"sub", 0o160_000, at("2"))
            .stage(b"x", 0o120_000, blob);
        let new = sandbox.commit_index("new");
        let repo = sandbox.repo();
        let changes = repo.changed(Some(&old), &new, "").unwrap();
        assert_eq!(changes.len(), 2);
        assert_eq!(changes[0].new.unwrap().to_string(), "2".repeat(40));
        assert_eq!(changes[1].old, changes[1].new);
        assert!(repo.line_stats(&old, Head::Commit(&new), "").is_ok());
        assert_eq!(
            repo.line_stats(&old, Head::WorkTree, ""),
            Err(TreeError::NoWorkTree)
        );

        let mut bomb = sandbox.raw_tree(&[("100644", b"x", blob)]);
        for _ in 0..8 {
            let names = [b"0", b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"8", b"9"];
            bomb = sandbox.raw_tree(&names.map(|name| ("40000", name.as_slice(), bomb)));
        }
        let bombed = sandbox.commit_object("bomb", bomb, &[]);
        let error = TreeError::TooManyEntries { limit: MAX_ENTRIES };
        assert_eq!(repo.changed(Some(&new), &bombed, ""), Err(error.clone()));
        let stats = repo.line_stats(&new, Head::Commit(&bombed), "");
        assert_eq!(stats, Err(error.clone()));
        assert_eq!(repo.find_roots(&bombed, &["x"]), Err(error));
        // In neither order of its members does a comparison panic.
        let unsorted = sandbox.raw_tree(&[
            ("100644", b"z", blob),
            ("40000", b"a", bomb),
            ("100644", b"z", blob),
        ]);
        let unsorted = sandbox.commit_object("unsorted", unsorted, &[]);
        assert!(repo.changed(Some(&unsorted), &new, "").is_err());
        let dots = sandbox.raw_tree(&[("100644", b"..", blob)]);
        let dots = sandbox.commit_object("dots", dots, &[]);
        assert!(matches!(
            repo.changed(Some(&new), &dots, ""),
            Err(TreeError::Corrupt { .. })
        ));
    }

    #[test]
    fn lines_are_counted_under_the_prefix_only() {
        let sandbox = Sandbox::new();
        sandbox
            .write("gov/a.yaml", "1\n2\n3\n")
            .write("governance/b", "1\n")
            .write("g*v/c", "1\n");
        let base = sandbox.commit("base");
        sandbox
            .write("gov/a.yaml", "1\n3\n4\n5\n")
            .write("governance/b", "2\n")
            .write("g*v/c", "2\n");
        sandbox.write("gov/image", [0, 1, 2]);
        let head = sandbox.commit("head");
        let repo = sandbox.repo();
        let expected = LineStats {
            files: 2,
            added: 2,
            removed: 1,
        };
        assert_eq!(
            repo.line_stats(&base, Head::Commit(&head), "gov"),
            Ok(expected)
        );
        assert_eq!(repo.line_stats(&base, Head::WorkTree, "gov/"), Ok(expected));
        let one = LineStats {
            files: 1,
            added: 1,
            removed: 1,
        };
        assert_eq!(repo.line_stats(&base, Head::Commit(&head), "g*v"), Ok(one));
        assert_eq!(repo.line_stats(&base, Head::WorkTree, "g*v"), Ok(one));
        assert_eq!(
            repo.line_stats(&head, Head::WorkTree, ""),
            Ok(LineStats::default())
        );
        for prefix in ["go", "..", "gov/..", "\0"] {
            let stats = repo.line_stats(&base, Head::WorkTree, prefix);
            assert_eq!(stats, Ok(LineStats::default()), "{prefix:?}");
        }
        assert_eq!(
            repo.line_stats(&base, Head::Commit(&head), "none"),
            Ok(LineStats::default())
        );

        sandbox
            .write(".gitignore", "*.log\n")
            .write("gov/x.log", "1\n")
            .write("gov/new/d.yaml", "1\n2\n");
        sandbox.write("gov/a.yaml", "1\n3\n4\n5\n6\n");
        let expected = LineStats {
            files: 2,
            added: 3,
            removed: 0,
        };
        assert_eq!(repo.line_stats(&head, Head::WorkTree, "gov"), Ok(expected));
    }

    #[cfg(unix)]
    #[test]
    fn lines_of_a_work_tree_with_a_fifo_and_links() {
        let sandbox = Sandbox::new();
        sandbox.write("a", "1\n");
        let base = sandbox.commit("base");
        run(&sandbox.top(), "mkfifo", &["pipe"]);
        std::os::unix::fs::symlink("/dev/zero", sandbox.top().join("zero")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", sandbox.top().join(".gitignore")).unwrap();
        let stats = sandbox
            .repo()
            .line_stats(&base, Head::WorkTree, "")
            .unwrap();
        assert_eq!((stats.files, stats.removed), (2, 0));
    }
}
