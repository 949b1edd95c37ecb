//! From what a user calls a commit to the commit.

use super::{Commit, Repo, TreeError};
use git2::{ErrorCode, Reference};

impl Repo {
    /// The commit that a revision names: an id, branch, tag, `HEAD~3`, `main@{upstream}` and so on.
    ///
    /// # Errors
    ///
    /// [`TreeError::UnknownRevision`], [`TreeError::AmbiguousRevision`], [`TreeError::NotACommit`],
    /// [`TreeError::EmptyRepository`], [`TreeError::Shallow`], or a damaged object.
    pub fn resolve(&self, rev: &str) -> Result<Commit, TreeError> {
        let object = self
            .git
            .revparse_single(rev)
            .map_err(|error| self.rev_error(rev, &error))?;
        let kind = object.kind();
        match object.peel_to_commit() {
            Ok(commit) => self.commit(&commit),
            Err(error) if error.code() == ErrorCode::NotFound => {
                Err(TreeError::object(object.id(), &error))
            }
            Err(_) => {
                let kind = kind.map_or("object", |kind| kind.str()).to_owned();
                Err(TreeError::NotACommit {
                    rev: rev.to_owned(),
                    kind,
                })
            }
        }
    }

    fn rev_error(&self, rev: &str, error: &git2::Error) -> TreeError {
        let rev = rev.to_owned();
        match error.code() {
            ErrorCode::Ambiguous => return TreeError::AmbiguousRevision { rev },
            ErrorCode::NotFound | ErrorCode::InvalidSpec | ErrorCode::Invalid => {}
            _ => return TreeError::Git(error.message().to_owned()),
        }
        if let Some(lost) = self.lost_target(&rev) {
            return lost;
        }
        let near = self.names();
        if near.is_empty() && self.git.head().is_err() {
            return TreeError::EmptyRepository;
        }
        let is_id = rev.len() >= 7 && rev.bytes().all(|byte| byte.is_ascii_hexdigit());
        if self.is_shallow() && (is_id || self.known_start(&rev)) {
            return TreeError::Shallow { rev };
        }
        TreeError::UnknownRevision { rev, near }
    }

    /// The error of a branch or tag that exists but whose commit cannot be read.
    fn lost_target(&self, rev: &str) -> Option<TreeError> {
        let name = rev
            .split(['~', '^', '@', ':'])
            .next()
            .filter(|name| !name.is_empty());
        let reference = self.git.resolve_reference_from_short_name(name?).ok()?;
        let target = reference.resolve().ok()?.target()?;
        let error = self.git.find_object(target, None).err()?;
        Some(TreeError::object(target, &error))
    }

    /// Whether `HEAD~50` fails only after `HEAD`.
    fn known_start(&self, rev: &str) -> bool {
        rev.find(['~', '^'])
            .is_some_and(|at| self.git.revparse_single(&rev[..at]).is_ok())
    }

    /// Branches and tags, sorted.
    fn names(&self) -> Vec<String> {
        let Ok(references) = self.git.references() else {
            return Vec::new();
        };
        let named = |reference: &Reference<'_>| {
            reference.is_branch() || reference.is_remote() || reference.is_tag()
        };
        let mut texts: Vec<String> = references
            .flatten()
            .filter(named)
            .map(|reference| String::from_utf8_lossy(reference.shorthand_bytes()).into_owned())
            .collect();
        texts.sort();
        texts.dedup();
        texts
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::fixture::{Sandbox, run};
    use super::*;

    #[test]
    fn a_revision_is_any_spelling_of_a_commit() {
        let (sandbox, first, second) = Sandbox::two_commits();
        let object = sandbox.git.revparse_single(&first.id).unwrap();
        let who = sandbox
            .git
            .find_commit(object.id())
            .unwrap()
            .author()
            .to_owned();
        sandbox
            .git
            .tag("v1", &object, &who, "annotated", false)
            .unwrap();
        sandbox.branch("topic/a", &first);
        let repo = sandbox.repo();
        for rev in [
            "HEAD~1",
            "HEAD^",
            "v1",
            "topic/a",
            "refs/heads/topic/a",
            &first.id,
            &first.short,
        ] {
            assert_eq!(repo.resolve(rev).unwrap(), first, "{rev}");
        }
        for rev in ["HEAD", "main", "@", ":/second", "HEAD^{commit}"] {
            assert_eq!(repo.resolve(rev).unwrap(), second, "{rev}");
        }
        for (rev, kind) in [("HEAD:x", "blob"), ("HEAD^{tree}", "tree")] {
            let expected = TreeError::NotACommit {
                rev: rev.to_owned(),
                kind: kind.to_owned(),
            };
            assert_eq!(repo.resolve(rev), Err(expected));
        }
        let near = vec!["main".to_owned(), "topic/a".to_owned(), "v1".to_owned()];
        let unknown = [
            "mian",
            "",
            "HEAD~9",
            "a..b",
            "HEAD^{nonsense}",
            "@{upstream}",
            "HEAD:none",
            "~",
            "1234567890123456789012345678901234567890",
            "deadbee",
            "HEAD^{",
            "x@{1",
            "-",
            "é",
        ];
        for rev in unknown {
            let expected = TreeError::UnknownRevision {
                rev: rev.to_owned(),
                near: near.clone(),
            };
            assert_eq!(repo.resolve(rev), Err(expected), "{rev:?}");
        }
        assert!(matches!(repo.resolve("\0"), Err(TreeError::Git(_))));
    }

    #[test]
    fn an_abbreviation_of_two_ids_is_ambiguous() {
        let (sandbox, ..) = Sandbox::two_commits();
        let mut seen = std::collections::HashSet::new();
        let shared = (0..5_000)
            .map(|n| {
                sandbox
                    .git
                    .blob(format!("{n}").as_bytes())
                    .unwrap()
                    .to_string()[..4]
                    .to_owned()
            })
            .find(|start| !seen.insert(start.clone()))
            .unwrap();
        let expected = TreeError::AmbiguousRevision {
            rev: shared.clone(),
        };
        assert_eq!(sandbox.repo().resolve(&shared), Err(expected));
    }

    #[test]
    fn before_the_first_commit_there_is_nothing() {
        let sandbox = Sandbox::new();
        let repo = sandbox.repo();
        for rev in ["HEAD", "main", "HEAD~1"] {
            assert_eq!(repo.resolve(rev), Err(TreeError::EmptyRepository), "{rev}");
        }
        assert_eq!(repo.default_base(), Ok(None));
    }

    #[test]
    fn an_unborn_branch_among_others() {
        let (sandbox, ..) = Sandbox::two_commits();
        sandbox.git.set_head("refs/heads/unborn").unwrap();
        let repo = sandbox.repo();
        assert!(
            matches!(repo.resolve("HEAD"), Err(TreeError::UnknownRevision { near, .. }) if near == ["main"])
        );
        assert_eq!(repo.default_base().unwrap().unwrap().0, "main");
    }

    #[test]
    fn a_shallow_clone_says_where_it_ends() {
        let (sandbox, first, second) = Sandbox::two_commits();
        sandbox.branch("old", &first);
        let url = format!("file://{}", sandbox.top().display());
        run(
            &sandbox.beside(""),
            "git",
            &[
                "clone",
                "-q",
                "--depth=1",
                "--no-single-branch",
                &url,
                "clone",
            ],
        );
        let repo = Repo::discover(&sandbox.beside("clone")).unwrap().unwrap();
        assert!(repo.is_shallow());
        let head = repo.resolve("HEAD").unwrap();
        assert_eq!((&head.id, head.parents.len()), (&second.id, 0));
        assert_eq!(repo.default_base().unwrap().unwrap().0, "origin/main");
        for rev in [
            "HEAD~1",
            "HEAD^",
            "1234567890123456789012345678901234567890",
        ] {
            assert_eq!(
                repo.resolve(rev),
                Err(TreeError::Shallow {
                    rev: rev.to_owned()
                })
            );
        }
        assert!(matches!(
            repo.resolve("mian"),
            Err(TreeError::UnknownRevision { .. })
        ));
        let old = repo.resolve("origin/old").unwrap();
        assert!(matches!(
            repo.merge_base(&head, &old),
            Err(TreeError::Shallow { .. })
        ));
        assert_eq!(repo.log(&head, "", None), Ok(vec![head.clone()]));
        assert_eq!(repo.changed(None, &head, "").unwrap().len(), 1);
    }

    #[test]
    fn a_damaged_commit_is_an_error() {
        let (sandbox, first, second) = Sandbox::two_commits();
        sandbox.damage(&first.id);
        let repo = sandbox.repo();
        let error = repo.resolve("HEAD~1").unwrap_err();
        assert!(
            matches!(error, TreeError::Git(_) | TreeError::Corrupt { .. }),
            "{error:?}"
        );
        let error = repo.log(&second, "", None).unwrap_err();
        assert!(matches!(error, TreeError::Corrupt { .. }), "{error:?}");
        assert!(repo.changed(Some(&first), &second, "").is_err());
        std::fs::remove_file(sandbox.loose(&first.id)).unwrap();
        let repo = sandbox.repo();
        let missing = TreeError::MissingObject {
            id: first.id.clone(),
        };
        assert_eq!(repo.log(&second, "", None), Err(missing));
        std::fs::remove_file(sandbox.loose(&second.id)).unwrap();
        let missing = TreeError::MissingObject { id: second.id };
        for rev in ["HEAD", "main", "HEAD~1", "main@{0}"] {
            assert_eq!(sandbox.repo().resolve(rev), Err(missing.clone()), "{rev}");
        }
    }

    #[test]
    fn half_a_commit_never_panics() {
        let (sandbox, first, second) = Sandbox::two_commits();
        let odb = sandbox.git.odb().unwrap();
        let id = git2::Oid::from_str(&second.id).unwrap();
        let whole = odb.read(id).unwrap().data().to_vec();
        let repo = sandbox.repo();
        let mut readable = 0;
        for end in 0..whole.len() {
            let half = odb.write(git2::ObjectType::Commit, &whole[..end]).unwrap();
            let Ok(commit) = repo.resolve(&half.to_string()) else {
                continue;
            };
            readable += 1;
            assert!(
                repo.log(&commit, "", None).is_ok() && repo.merge_base(&first, &commit).is_ok()
            );
        }
        // Only the message may be cut.
        assert!((1..=10).contains(&readable), "{readable}");
    }
}
