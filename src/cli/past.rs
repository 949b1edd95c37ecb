//! What a handbook tells of the past: every commit that touched the root.

use crate::load::Cache;
use crate::shift::ShiftSet;
use crate::tree::Commit;

use super::error::CliError;
use super::kept::Kept;
use super::place::Place;
use super::{World, history};

/// What is known of the past.
pub(super) struct Past {
    /// Every commit that touched the root, newest first, with what changed hands in it.
    pub(super) entries: Vec<ShiftSet>,
    /// The commit up to which it is told.
    pub(super) head: Option<Commit>,
    /// A sentence on what is missing.
    pub(super) trouble: Option<String>,
}

impl Past {
    fn unknown(trouble: &str) -> Self {
        Past {
            entries: Vec::new(),
            head: None,
            trouble: Some(trouble.to_owned()),
        }
    }

    /// The history of the root up to a commit, the current one if none is named; `keeps` what is
    /// learnt of it for the next time.
    pub(super) fn read(
        world: &World,
        place: &Place,
        commit: Option<&Commit>,
        cache: &mut Cache,
        keeps: bool,
    ) -> Result<Self, CliError> {
        let Some(repo) = &place.repo else {
            let trouble = "This folder is not in a Git repository, so no history is known.";
            return Ok(Past::unknown(trouble));
        };
        let head = match commit {
            Some(commit) => commit.clone(),
            None => match repo.resolve("HEAD") {
                Ok(head) => head,
                Err(_) => return Ok(Past::unknown("The repository has no commit yet.")),
            },
        };
        let commits = repo.log(&head, &place.prefix, None)?;
        let mut kept = keeps.then(|| Kept::open(place, repo)).flatten();
        if commits.len() > 200 {
            world.progress(&format!("reading {} commits of history …", commits.len()));
        }
        let entries = history::walk(place, repo, commits, cache, kept.as_mut());
        if let Some(kept) = kept {
            kept.save();
        }
        let trouble = repo
            .is_shallow()
            .then(|| "This clone is shallow: older history is not in it.".to_owned());
        Ok(Past {
            entries,
            head: Some(head),
            trouble,
        })
    }
}
