//! Counting the lines of a text diff between commits whose texts are at hand.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use git2::{DiffOptions, Oid, Patch};

use super::commit::blob_size;
use super::ends::{shared_end, shared_start};
use super::history::{LineStats, MAX_DIFF_BYTES};
use super::walk::Member;
use super::{Commit, Head, Repo, TreeError};

/// The file that tells of other files how their differences are shown.
const ATTRIBUTES: &str = ".gitattributes";

impl Repo {
    /// [`Repo::line_stats`] of two commits, with texts that were read before: `old` and `new` give
    /// the whole content of a file by its path under `prefix`, where they have it.
    ///
    /// # Errors
    ///
    /// As [`Repo::line_stats`].
    pub fn line_stats_of<'t>(
        &self,
        base: &Commit,
        head: &Commit,
        prefix: &str,
        old: impl Fn(&str) -> Option<&'t str>,
        new: impl Fn(&str) -> Option<&'t str>,
    ) -> Result<LineStats, TreeError> {
        let mut files: Vec<(Vec<u8>, Option<Member>, Option<Member>)> = Vec::new();
        self.each_difference(Some(base), head, prefix, |path, old, new| {
            files.push((path, old, new));
        })?;
        let slowly = || self.line_stats(base, Head::Commit(head), prefix);
        let is_file = |member: &Option<Member>| member.is_none_or(|m| m.mode == Member::FILE);
        let plain = files
            .iter()
            .all(|(_, old, new)| is_file(old) && is_file(new));
        if !plain || self.may_have_attributes(files.iter().map(|(path, ..)| &path[..])) {
            return slowly();
        }
        let mut stats = LineStats::default();
        for (path, before, after) in &files {
            let path = std::str::from_utf8(path).ok();
            let before = self.content(before.as_ref(), path.and_then(&old));
            let after = self.content(after.as_ref(), path.and_then(&new));
            let (Some(before), Some(after)) = (before, after) else {
                return slowly();
            };
            let (added, removed) = match plain_counts(&before, &after) {
                Some(counts) => counts,
                None => {
                    let mut options = DiffOptions::new();
                    options.context_lines(0);
                    let options = Some(&mut options);
                    let patch = Patch::from_buffers(&before, None, &after, None, options)?;
                    let (_, added, removed) = patch.line_stats()?;
                    (added, removed)
                }
            };
            stats.files += 1;
            stats.added += added;
            stats.removed += removed;
        }
        Ok(stats)
    }

    /// A file's content; `None` where it is too large to be shown, or cannot be had.
    fn content<'t>(
        &self,
        file: Option<&Member>,
        known: Option<&'t str>,
    ) -> Option<std::borrow::Cow<'t, [u8]>> {
        let Some(file) = file else {
            return Some((&[][..]).into());
        };
        match known {
            Some(text) => Some(text.as_bytes().into()),
            None => Some(self.blob(file.id)?.into()),
        }
    }

    fn blob(&self, id: Oid) -> Option<Vec<u8>> {
        let size = blob_size(&self.git, id).ok()?;
        (size <= MAX_DIFF_BYTES.unsigned_abs()).then_some(())?;
        Some(self.git.find_blob(id).ok()?.content().to_vec())
    }

    /// Whether attributes may say of one of these paths that it is not shown as text: libgit2
    /// looks in the work tree and the index, the repository, and what is configured for the user
    /// and the system.
    fn may_have_attributes<'p>(&self, paths: impl Iterator<Item = &'p [u8]>) -> bool {
        let git = &self.git;
        let Ok(config) = git.config() else {
            return true;
        };
        if !cfg!(unix) || config.get_entry("core.attributesfile").is_ok() {
            return true;
        }
        let home = env::var_os("HOME").map(|home| PathBuf::from(home).join(".config"));
        let user = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from);
        let user = user
            .into_iter()
            .chain(home)
            .map(|config| config.join("git/attributes"));
        let own = [git.path(), git.commondir()].map(|git| git.join("info/attributes"));
        let system = PathBuf::from("/etc/gitattributes");
        if user.chain(own).chain([system]).any(|file| exists(&file)) {
            return true;
        }
        let mut folders: BTreeSet<&[u8]> = BTreeSet::new();
        for mut path in paths {
            loop {
                let end = path.iter().rposition(|b| *b == b'/');
                path = &path[..end.unwrap_or(0)];
                // Whoever knows a folder knows those above it.
                if !folders.insert(path) || end.is_none() {
                    break;
                }
            }
        }
        let Ok(index) = git.index() else {
            return true;
        };
        folders.into_iter().any(|folder| {
            let Ok(folder) = std::str::from_utf8(folder) else {
                return true;
            };
            let file = Path::new(folder).join(ATTRIBUTES);
            let is_staged = (0..=3).any(|stage| index.get_path(&file, stage).is_some());
            is_staged || git.workdir().is_some_and(|top| exists(&top.join(file)))
        })
    }
}

/// How many lines only the newer and only the older of two texts has, where that needs no search:
/// between what both begin and end with they have no line in common. Every way to compare lines
/// starts by leaving those ends aside.
fn plain_counts(before: &[u8], after: &[u8]) -> Option<(usize, usize)> {
    // More pairs of lines than this are for a search to compare.
    const MOST_PAIRS: usize = 256;
    // Such a file may count as binary.
    if before.contains(&0) || after.contains(&0) {
        return None;
    }
    let break_before = |text: &[u8]| text.iter().rposition(|byte| *byte == b'\n');
    let start = &before[..shared_start(before, after)];
    let start = break_before(start).map_or(0, |at| at + 1);
    let (before, after) = (&before[start..], &after[start..]);
    let shared = shared_end(before, after);
    let begins_line = |text: &[u8]| {
        text[..text.len() - shared]
            .last()
            .is_none_or(|b| *b == b'\n')
    };
    let end = if begins_line(before) && begins_line(after) {
        shared
    } else {
        let tail = &before[before.len() - shared..];
        let line_end = tail.iter().position(|byte| *byte == b'\n');
        line_end.map_or(0, |at| shared - at - 1)
    };
    let (gone, come) = (lines(before, end), lines(after, end));
    let is_small = gone.len().saturating_mul(come.len()) <= MOST_PAIRS;
    let is_apart = is_small && !gone.iter().any(|line| come.contains(line));
    is_apart.then_some((come.len(), gone.len()))
}

/// The lines of a text, each with its break, without those of its last bytes.
fn lines(text: &[u8], end: usize) -> Vec<&[u8]> {
    let text = &text[..text.len() - end];
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// Whether anything stands at a path, or nobody can say.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().map_or_else(
        |error| {
            !matches!(
                error.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
            )
        },
        |_| true,
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::fixture::Sandbox;
    use super::*;

    type Files = BTreeMap<&'static str, Vec<u8>>;

    fn files() -> impl Strategy<Value = Files> {
        let path = prop::sample::select(vec!["gov/a", "gov/b/c", "gov/b/d", "e"]);
        let text = "([ab]?[xy]\r?\n){0,8}[xy]{0,2}";
        let bytes = prop::sample::select(vec![&b"\0x\n"[..], b"\xff\n", b"\n\n", b""]);
        let content = prop_oneof![
            4 => text.prop_map(String::into_bytes),
            1 => bytes.prop_map(<[u8]>::to_vec),
        ];
        prop::collection::btree_map(path, content, 1..4)
    }

    fn commit(sandbox: &Sandbox, files: &Files, before: &Files) -> Commit {
        for path in before.keys() {
            std::fs::remove_file(sandbox.top().join(path)).unwrap();
        }
        for (path, content) in files {
            sandbox.write(path, content);
        }
        sandbox.commit("next")
    }

    fn known<'f>(files: &'f Files, prefix: &str, path: &str) -> Option<&'f str> {
        // One file is not at hand.
        let content = files
            .get(format!("{prefix}{path}").as_str())
            .filter(|_| path != "b/c")?;
        std::str::from_utf8(content).ok()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn texts_at_hand_have_the_lines_that_git_counts(
            old in files(),
            new in files(),
            attributes in prop::sample::select(vec!["", "", "", "gov/.gitattributes", "b/.gitattributes",
                ".gitattributes", ".git/info/attributes"]),
        ) {
            let sandbox = Sandbox::new();
            if !attributes.is_empty() {
                sandbox.write(attributes, "* binary\n");
            }
            let base = commit(&sandbox, &old, &Files::new());
            let head = commit(&sandbox, &new, &old);
            let repo = sandbox.repo();
            for (prefix, start) in [("", ""), ("gov", "gov/")] {
                let found = repo.line_stats_of(
                    &base,
                    &head,
                    prefix,
                    |path| known(&old, start, path),
                    |path| known(&new, start, path),
                );
                prop_assert_eq!(found, repo.line_stats(&base, Head::Commit(&head), prefix));
            }
        }
    }

    #[test]
    fn what_is_no_file_is_counted_as_ever() {
        let sandbox = Sandbox::bare();
        let text = sandbox.git.blob(b"1\n2\n").unwrap();
        sandbox
            .stage(b"a", 0o100_644, text)
            .stage(b"b", 0o100_644, text);
        let base = sandbox.commit_index("base");
        sandbox
            .stage(b"a", 0o120_000, text)
            .stage(b"b", 0o100_755, text);
        let head = sandbox.commit_index("head");
        let repo = sandbox.repo();
        let found = repo.line_stats_of(&base, &head, "", |_| None, |_| None);
        assert_eq!(found, repo.line_stats(&base, Head::Commit(&head), ""));
        assert_eq!(found.unwrap().files, 2);
    }
}
