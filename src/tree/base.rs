//! What to compare a commit with.

use super::repository::oid;
use super::{Commit, Repo, TreeError};
use git2::{ErrorCode, ObjectType, Reference};

impl Repo {
    /// The newest commit that both sides descend from; none if their histories are unrelated.
    ///
    /// # Errors
    ///
    /// [`TreeError::Shallow`] if the histories do not meet in the part that a shallow clone has;
    /// otherwise missing or damaged objects.
    pub fn merge_base(&self, a: &Commit, b: &Commit) -> Result<Option<Commit>, TreeError> {
        match self.git.merge_base(oid(a)?, oid(b)?) {
            Ok(id) => self.find(id).map(Some),
            Err(error) if error.code() != ErrorCode::NotFound => Err(error.into()),
            Err(_) if self.is_shallow() => Err(TreeError::Shallow {
                rev: format!("{}...{}", a.short, b.short),
            }),
            Err(_) => Ok(None),
        }
    }

    /// What to compare with when the user names nothing, and its name; none before the first commit.
    ///
    /// In this order: the upstream of `HEAD`'s branch; `origin/HEAD`, `origin/main`,
    /// `origin/master`; the local `main`, `master`; `HEAD` itself, so that a comparison shows what
    /// is not committed. The local branch that `HEAD` is on never counts as something else to
    /// compare with. An upstream that is only the published copy of a topic branch (`topic` follows
    /// `origin/topic`) comes after the branches of `origin`, since a comparison with it would hide
    /// what the topic changes.
    ///
    /// # Errors
    ///
    /// Missing or damaged objects.
    pub fn default_base(&self) -> Result<Option<(String, Commit)>, TreeError> {
        let head = match self.git.head() {
            Ok(head) => Some(head),
            Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => {
                None
            }
            Err(error) => return Err(error.into()),
        };
        let branch = head.as_ref().filter(|head| head.is_branch());
        let own = branch
            .and_then(|branch| branch.shorthand().ok())
            .map(str::to_owned);
        let upstream = branch.and_then(|branch| self.upstream_of(branch));
        let is_copy = match (&own, &upstream) {
            (Some(own), Some(up)) => {
                !is_default_name(own) && up.is_remote() && is_published(up, own)
            }
            _ => false,
        };
        let (first, late) = if is_copy {
            (None, upstream)
        } else {
            (upstream, None)
        };
        let remote = [
            "refs/remotes/origin/HEAD",
            "refs/remotes/origin/main",
            "refs/remotes/origin/master",
        ];
        let found = first
            .or_else(|| remote.iter().find_map(|name| self.live(name)))
            .or_else(|| {
                let local = ["main", "master"]
                    .iter()
                    .find_map(|name| self.live(&format!("refs/heads/{name}")))?;
                (local.shorthand().ok() != own.as_deref()).then_some(local)
            })
            .or(late)
            .or(head);
        let Some(found) = found else { return Ok(None) };
        let name = found.shorthand().unwrap_or("HEAD").to_owned();
        let commit = found.peel_to_commit()?;
        Ok(Some((name, self.commit(&commit)?)))
    }

    fn upstream_of(&self, branch: &Reference<'_>) -> Option<Reference<'_>> {
        let refname = branch.name().ok()?;
        let upstream = self.git.branch_upstream_name(refname).ok()?;
        self.live(upstream.as_str().ok()?)
    }

    /// A reference that leads to a commit; through a symbolic one, the branch it stands for.
    fn live(&self, name: &str) -> Option<Reference<'_>> {
        let reference = self.git.find_reference(name).ok()?.resolve().ok()?;
        reference
            .peel(ObjectType::Commit)
            .is_ok()
            .then_some(reference)
    }
}

fn is_default_name(branch: &str) -> bool {
    matches!(branch, "main" | "master")
}

/// Whether a remote branch (`origin/topic`) carries the name of the local one (`topic`).
fn is_published(upstream: &Reference<'_>, own: &str) -> bool {
    let Ok(name) = upstream.shorthand() else {
        return false;
    };
    name.strip_suffix(own)
        .is_some_and(|remote| remote.ends_with('/'))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::fixture::Sandbox;
    use super::*;

    fn base_of(repo: &Repo) -> (String, String) {
        let (name, commit) = repo.default_base().unwrap().unwrap();
        (name, commit.summary)
    }

    fn pair(name: &str, summary: &str) -> (String, String) {
        (name.to_owned(), summary.to_owned())
    }

    #[test]
    fn histories_meet_or_do_not() {
        let (sandbox, first, second) = Sandbox::two_commits();
        sandbox.branch("side", &first);
        sandbox.git.set_head("refs/heads/side").unwrap();
        let side = sandbox.commit("side");
        sandbox.git.set_head("refs/heads/orphan").unwrap();
        let orphan = sandbox.commit("orphan");
        let repo = sandbox.repo();
        assert_eq!(repo.merge_base(&second, &side), Ok(Some(first.clone())));
        assert_eq!(repo.merge_base(&first, &second), Ok(Some(first)));
        assert_eq!(repo.merge_base(&orphan, &second), Ok(None));
        let made_up = Commit {
            id: "none".into(),
            ..orphan
        };
        assert!(repo.merge_base(&made_up, &second).is_err());
    }

    #[test]
    fn the_default_base_is_what_a_change_will_be_merged_into() {
        let (sandbox, first, second) = Sandbox::two_commits();
        let repo = sandbox.repo();
        // Nothing else: what is not committed.
        assert_eq!(base_of(&repo), pair("main", "second"));
        sandbox
            .git
            .set_head_detached(git2::Oid::from_str(&first.id).unwrap())
            .unwrap();
        assert_eq!(base_of(&repo), pair("main", "second"));
        // A local main seen from a branch.
        sandbox.branch("topic", &second);
        sandbox.git.set_head("refs/heads/topic").unwrap();
        assert_eq!(base_of(&repo), pair("main", "second"));
        // What the remote calls its default.
        sandbox
            .git
            .remote("origin", "https://example.org/x.git")
            .unwrap();
        sandbox.reference("refs/remotes/origin/main", &first);
        assert_eq!(base_of(&repo), pair("origin/main", "first"));
        sandbox.reference("refs/remotes/origin/trunk", &first);
        let target = "refs/remotes/origin/trunk";
        sandbox
            .git
            .reference_symbolic("refs/remotes/origin/HEAD", target, true, "")
            .unwrap();
        assert_eq!(base_of(&repo), pair("origin/trunk", "first"));
        // The upstream, unless it is only the copy of this branch.
        let follow = |branch: &str, upstream: &str| {
            let mut branch = sandbox
                .git
                .find_branch(branch, git2::BranchType::Local)
                .unwrap();
            branch.set_upstream(Some(upstream)).unwrap();
        };
        sandbox.reference("refs/remotes/origin/release", &first);
        follow("topic", "origin/release");
        assert_eq!(base_of(&repo), pair("origin/release", "first"));
        follow("topic", "main");
        assert_eq!(base_of(&repo), pair("main", "second"));
        sandbox.reference("refs/remotes/origin/topic", &second);
        follow("topic", "origin/topic");
        assert_eq!(base_of(&repo), pair("origin/trunk", "first"));
        // The main branch is compared with what was published of it.
        follow("main", "origin/main");
        sandbox.git.set_head("refs/heads/main").unwrap();
        assert_eq!(base_of(&repo), pair("origin/main", "first"));
    }

    #[test]
    fn a_branch_without_company_is_its_own_base() {
        let (sandbox, first, _) = Sandbox::two_commits();
        sandbox.branch("master", &first);
        assert_eq!(base_of(&sandbox.repo()), pair("main", "second"));
        let mut main = sandbox
            .git
            .find_branch("main", git2::BranchType::Local)
            .unwrap();
        main.rename("trunk", false).unwrap();
        sandbox
            .git
            .find_reference("refs/heads/master")
            .unwrap()
            .delete()
            .unwrap();
        assert_eq!(base_of(&sandbox.repo()), pair("trunk", "second"));
        sandbox
            .git
            .set_head_detached(git2::Oid::from_str(&first.id).unwrap())
            .unwrap();
        assert_eq!(base_of(&sandbox.repo()), pair("HEAD", "first"));
    }
}
