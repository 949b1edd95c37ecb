//! The walk over the commits that touched the root: what changed hands in each.

use crate::diag::Severity;
use crate::load::{Cache, Loaded};
use crate::model::Date;
use crate::power::{Powers, powers};
use crate::shift::{Comparison, Side, compare};
use crate::site::HistoryEntry;
use crate::tree::{Commit, Repo};

use super::error::CliError;
use super::place::Place;

/// One snapshot with its powers on some day.
struct Snapshot {
    loaded: Loaded,
    powers: Powers,
}

impl Snapshot {
    fn new(loaded: Loaded, day: Date) -> Self {
        let powers = powers(&loaded.governance, day);
        Snapshot { loaded, powers }
    }

    /// Brings the powers to a day. Where no date of a record lies between, they are the same.
    fn on(&mut self, day: Date) {
        let known = self.powers.as_of;
        let (first, last) = (known.min(day), known.max(day));
        if self.loaded.governance.changes_between(first, last) {
            self.powers = powers(&self.loaded.governance, day);
        } else {
            self.powers.as_of = day;
        }
    }

    fn side(&self) -> Side<'_> {
        Side {
            governance: &self.loaded.governance,
            sources: &self.loaded.sources,
            powers: &self.powers,
        }
    }
}

/// Every commit up to `head` that touched the root, newest first, with what changed hands in it as
/// of its own day. A snapshot with a file that cannot be read is told and passed over, or whatever
/// stands in that file would seem lost and then regained: the last good one is kept, and what
/// changed meanwhile shows in the next good one.
pub(super) fn walk(
    place: &Place,
    repo: &Repo,
    commits: Vec<Commit>,
    cache: &mut Cache,
) -> Vec<HistoryEntry> {
    let mut entries = Vec::with_capacity(commits.len());
    let mut before: Option<Snapshot> = None;
    for commit in commits.into_iter().rev() {
        let day = Date::of_unix(commit.time);
        let (comparison, trouble) = match (load(place, repo, &commit, cache), before.as_mut()) {
            (Ok(loaded), None) => {
                // The first record of power: there is nothing to compare it with.
                let trouble = first_error(&loaded);
                before = Some(Snapshot::new(loaded, day));
                (Comparison::nothing(day), trouble)
            }
            (Ok(loaded), Some(_)) if !loaded.governance.unread.is_empty() => {
                (Comparison::nothing(day), first_error(&loaded))
            }
            (Ok(loaded), Some(known)) => {
                let trouble = first_error(&loaded);
                known.on(day);
                let after = Snapshot::new(loaded, day);
                let comparison = compare(known.side(), after.side());
                before = Some(after);
                (comparison, trouble)
            }
            // Before there was any governance.
            (Err(_), None) => continue,
            (Err(error), Some(_)) => (Comparison::nothing(day), Some(error.message)),
        };
        entries.push(HistoryEntry {
            date: day,
            short: commit.short,
            commit: commit.id,
            subject: commit.summary,
            author: commit.author,
            comparison,
            trouble,
        });
    }
    entries.reverse();
    entries
}

fn load(
    place: &Place,
    repo: &Repo,
    commit: &Commit,
    cache: &mut Cache,
) -> Result<Loaded, CliError> {
    let tree = repo.tree(commit, &place.prefix)?;
    Ok(crate::load::load(&tree, place.from, cache)?)
}

fn first_error(loaded: &Loaded) -> Option<String> {
    let error = loaded
        .findings
        .iter()
        .find(|finding| finding.severity == Severity::Error)?;
    let (path, at) = loaded.sources.locate(error.primary.place);
    Some(format!("{path}:{}: {}", at.line, error.message))
}
