//! How things stood at an earlier time.

use super::repository::oid;
use super::{Commit, Repo, TreeError};

impl Repo {
    /// The newest of `head` and its first parents whose time, in seconds since 1970, is as wanted;
    /// none where the history, or the part of it that a shallow clone has, does not reach so far.
    ///
    /// # Errors
    ///
    /// Missing or damaged objects.
    pub fn newest(
        &self,
        head: &Commit,
        is_wanted: impl Fn(i64) -> bool,
    ) -> Result<Option<Commit>, TreeError> {
        let mut next = Some(oid(head)?);
        while let Some(id) = next {
            let commit = self
                .git
                .find_commit(id)
                .map_err(|error| TreeError::object(id, &error))?;
            if is_wanted(commit.time().seconds()) {
                return self.commit(&commit).map(Some);
            }
            next = commit.parent_ids().next();
        }
        Ok(None)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::fixture::Sandbox;

    #[test]
    fn the_newest_commit_that_is_old_enough() {
        let (sandbox, first, second) = Sandbox::two_commits();
        let repo = sandbox.repo();
        assert!(first.time < second.time);
        let before = |time| repo.newest(&second, |at| at <= time);
        assert_eq!(before(second.time), Ok(Some(second.clone())));
        assert_eq!(before(second.time - 1), Ok(Some(first.clone())));
        assert_eq!(before(first.time), Ok(Some(first.clone())));
        assert_eq!(before(first.time - 1), Ok(None));
    }
}
