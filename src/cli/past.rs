//! What a handbook tells of the past: every commit that touched the root.

use crate::load::Cache;
use crate::model::Date;
use crate::power::distribution::{Counts, overview};
use crate::power::powers;
use crate::shift::ShiftSet;
use crate::site::Incomplete;
use crate::tree::Commit;

use super::error::CliError;
use super::kept::Kept;
use super::place::Place;
use super::{World, history};

/// From how many commits on reading them takes a while.
const MANY: usize = 200;

/// What is known of the past.
pub(super) struct Past {
    /// Every commit that touched the root, newest first, with what changed hands in it.
    pub(super) entries: Vec<ShiftSet>,
    /// Those commits alone, the oldest first.
    pub(super) commits: Vec<Commit>,
    /// The commit up to which it is told.
    pub(super) head: Option<Commit>,
    /// Why something is missing.
    pub(super) incomplete: Option<Incomplete>,
    /// How the power to decide was spread at the beginning of each year, the oldest first.
    pub(super) counts: Vec<(Date, Counts)>,
}

impl Past {
    fn unknown(why: Incomplete) -> Self {
        Past {
            entries: Vec::new(),
            commits: Vec::new(),
            head: None,
            incomplete: Some(why),
            counts: Vec::new(),
        }
    }

    /// The history of the root up to a commit, the current one if none is named, with what is `kept`
    /// of it. Before it reads much it says so by `makes_room`: what is needed only later may be
    /// dropped then.
    pub(super) fn read(
        world: &World,
        place: &Place,
        commit: Option<&Commit>,
        cache: &mut Cache,
        mut kept: Option<&mut Kept>,
        makes_room: impl FnOnce(),
    ) -> Result<Self, CliError> {
        let Some(repo) = &place.repo else {
            return Ok(Past::unknown(Incomplete::Outside));
        };
        let head = match commit {
            Some(commit) => commit.clone(),
            None => match repo.resolve("HEAD") {
                Ok(head) => head,
                Err(_) => return Ok(Past::unknown(Incomplete::Unborn)),
            },
        };
        let mut commits = repo.log(&head, &place.prefix, None)?;
        commits.reverse();
        let missing = match &kept {
            Some(kept) => kept.missing(&commits),
            None => commits.len(),
        };
        if missing > MANY {
            makes_room();
            *cache = Cache::default();
            world.progress(&format!("reading {} commits of history …", commits.len()));
        }
        let counts = counts(place, &commits, world.today, cache, kept.as_deref_mut());
        let entries = history::walk(place, repo, &commits, cache, kept);
        let incomplete = repo.is_shallow().then_some(Incomplete::Shallow);
        Ok(Past {
            entries,
            commits,
            head: Some(head),
            incomplete,
            counts,
        })
    }
}

/// How the power to decide was spread in the evening of each first day of a year up to `today`, by
/// the newest of these commits then, the oldest first. What could not be read is passed over.
fn counts(
    place: &Place,
    commits: &[Commit],
    today: Date,
    cache: &mut Cache,
    mut kept: Option<&mut Kept>,
) -> Vec<(Date, Counts)> {
    let Some(first) = commits.first().map(|commit| Date::of_unix(commit.time)) else {
        return Vec::new();
    };
    let days = (first.year()..=today.year()).filter_map(Date::new_year);
    let days = days.filter(|day| *day < today);
    let counted = days.filter_map(|day| {
        let commit = commits
            .iter()
            .rev()
            .find(|commit| Date::of_unix(commit.time) <= day)?;
        let mut count = || {
            let loaded = place.load_commit(commit, cache).ok()?;
            let powers = powers(&loaded.governance, day);
            let whole = !loaded.is_incomplete() && !powers.all.is_empty();
            whole.then(|| overview(&loaded.governance, &powers).counts())
        };
        let counts = match &mut kept {
            Some(kept) => kept.counts(commit, day, count),
            None => count(),
        };
        Some((day, counts?))
    });
    counted.collect()
}
