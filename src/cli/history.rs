//! The walk over the commits that touched the root: what changed hands in each, and between them by
//! the dates of the records alone.

use std::collections::HashMap;

use crate::diag::Severity;
use crate::load::{Cache, Loaded, Snapshot, snapshot};
use crate::model::{Date, Id};
use crate::power::{Powers, powers};
use crate::shift::{Comparison, ShiftSet, Side, compare};
use crate::tree::{Commit, Repo};

use super::error::CliError;
use super::kept::Kept;
use super::place::Place;

/// Records with their powers on some day.
struct State {
    loaded: Loaded,
    powers: Powers,
}

impl State {
    fn new(loaded: Loaded, day: Date) -> Self {
        let powers = powers(&loaded.governance, day);
        State { loaded, powers }
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

    /// Goes on to a later day: what that changes, and how things stand then.
    fn pass(self, day: Date) -> (Comparison, Self) {
        let now = powers(&self.loaded.governance, day);
        let after = Side {
            powers: &now,
            ..self.side()
        };
        let comparison = compare(self.side(), after);
        let loaded = self.loaded;
        (
            comparison,
            State {
                loaded,
                powers: now,
            },
        )
    }

    fn side(&self) -> Side<'_> {
        Side {
            governance: &self.loaded.governance,
            sources: &self.loaded.sources,
            powers: &self.powers,
        }
    }
}

/// A walk from the oldest commit to the newest.
pub(super) struct Walk<'w> {
    place: &'w Place,
    repo: &'w Repo,
    cache: &'w mut Cache,
    /// Where the walk is: a commit, its files, and everything put together where that was needed.
    at: Option<(Commit, Snapshot, Option<State>)>,
    /// What was told, the oldest first.
    sets: Vec<ShiftSet>,
}

/// Each of these commits, which are all that touched the root up to some one, the oldest first, with
/// what changed hands in it as of its own day, and the days between them on which something ran out
/// or began; told with the newest first.
///
/// A file that cannot be read is told, and stays as it was: whatever stands in it would seem lost
/// and then regained. What changed in it meanwhile shows when it can be read again.
///
/// What was `kept` of earlier walks is not walked again.
pub(super) fn walk(
    place: &Place,
    repo: &Repo,
    commits: &[Commit],
    cache: &mut Cache,
    mut kept: Option<&mut Kept>,
) -> Vec<ShiftSet> {
    let mut known = match &kept {
        Some(kept) => kept.known(commits),
        None => Vec::new(),
    };
    let mut walk = Walk::new(place, repo, cache);
    if known.len() < commits.len() {
        known.truncate(walk.resume(&commits[..known.len()]));
    }
    let first = known.len();
    walk.sets.extend(known.into_iter().flatten());
    shorten(&mut walk.sets, commits);
    for (at, commit) in commits.iter().enumerate().skip(first) {
        let told = walk.sets.len();
        walk.go(commit.clone());
        if let Some(kept) = &mut kept {
            kept.learn(&commits[..=at], &walk.sets[told..]);
        }
    }
    if let Some(kept) = kept {
        kept.prefer(commits);
    }
    walk.done()
}

/// Gives sets of an earlier walk the short ids of now: how many digits tell a commit from all
/// others changes with the repository.
fn shorten(sets: &mut [ShiftSet], commits: &[Commit]) {
    let short = commits.iter().map(|commit| (&*commit.id, &*commit.short));
    let short: HashMap<&str, &str> = short.collect();
    for set in sets {
        if let Some(short) = short.get(&*set.commit) {
            (*short).clone_into(&mut set.short);
        }
    }
}

impl<'w> Walk<'w> {
    pub(super) fn new(place: &'w Place, repo: &'w Repo, cache: &'w mut Cache) -> Self {
        repo.trust_names();
        Walk {
            place,
            repo,
            cache,
            at: None,
            sets: Vec::new(),
        }
    }

    /// Begins at a commit without telling of it.
    pub(super) fn start(&mut self, commit: Commit) -> Result<(), CliError> {
        let snapshot = self.read(&commit)?;
        self.at = Some((commit, snapshot, None));
        Ok(())
    }

    /// Begins behind the last of these commits, or of as many of them as possible, and tells how
    /// many that is: none if the walk has to begin with the first. What a walk does next depends on
    /// the one commit before alone only where every file of it can be read.
    fn resume(&mut self, commits: &[Commit]) -> usize {
        let mut end = commits.len();
        let mut back = 1;
        while let Some(last) = commits[..end].last() {
            if let Ok(snapshot) = self.read(last)
                && snapshot.is_sound()
            {
                self.at = Some((last.clone(), snapshot, None));
                return end;
            }
            end = end.saturating_sub(back);
            back *= 2;
        }
        0
    }

    /// Goes on to a commit.
    pub(super) fn go(&mut self, commit: Commit) {
        let day = Date::of_unix(commit.time);
        let Some((from, before, state)) = self.at.take() else {
            // The first record of power: there is nothing to compare it with. Before there was any
            // governance there is nothing to tell.
            if let Ok(snapshot) = self.read(&commit) {
                let state = State::new(snapshot.loaded(), day);
                let trouble = first_error(&state.loaded);
                self.tell(&commit, day, Comparison::nothing(day), trouble);
                self.at = Some((commit, snapshot, Some(state)));
            }
            return;
        };
        let state = self.lapse(&from, &before, state, day);
        let (after, troubles) = match self.next(&from, &before, &commit) {
            Ok(next) => next,
            Err(error) => {
                self.tell(&commit, day, Comparison::nothing(day), Some(error.message));
                self.at = Some((from, before, state));
                return;
            }
        };
        let trouble = troubles.into_iter().next();
        // What another format calls things says nothing of what changed hands.
        if after.is_same(&before) || after.format() != before.format() {
            self.tell(&commit, day, Comparison::nothing(day), trouble);
            self.at = Some((commit, after, state));
            return;
        }
        let part = before.difference(&after, day).map(|(old, new)| {
            let (old, new) = (State::new(old, day), State::new(new, day));
            let mut comparison = compare(old.side(), new.side());
            comparison
                .name_others(|id: &Id| after.person_name(id).or_else(|| before.person_name(id)));
            comparison
        });
        let (comparison, state) = match part.filter(|part| !part.rests_on_all()) {
            Some(comparison) => (comparison, None),
            None => {
                let mut old = state.unwrap_or_else(|| State::new(before.loaded(), day));
                old.on(day);
                let new = State::new(after.loaded(), day);
                (compare(old.side(), new.side()), Some(new))
            }
        };
        self.tell(&commit, day, comparison, trouble);
        self.at = Some((commit, after, state));
    }

    /// Tells what runs out or begins up to a day, after the last commit.
    pub(super) fn wait(&mut self, day: Date) {
        if let Some((from, before, state)) = self.at.take() {
            let state = self.lapse(&from, &before, state, day);
            self.at = Some((from, before, state));
        }
    }

    /// What was told, the newest first.
    pub(super) fn done(mut self) -> Vec<ShiftSet> {
        self.sets.reverse();
        self.sets
    }

    fn read(&mut self, commit: &Commit) -> Result<Snapshot, CliError> {
        let tree = self.repo.tree(commit, &self.place.prefix)?;
        Ok(snapshot(&tree, self.place.from, self.cache)?)
    }

    fn next(
        &mut self,
        from: &Commit,
        before: &Snapshot,
        commit: &Commit,
    ) -> Result<(Snapshot, Vec<String>), CliError> {
        let prefix = &self.place.prefix;
        let steps = self.repo.steps(from, commit, prefix)?;
        let tree = self.repo.tree(commit, prefix)?;
        if let Some(next) = before.next(&tree, &steps, self.cache) {
            return Ok(next);
        }
        Ok((self.read(commit)?, Vec::new()))
    }

    fn tell(
        &mut self,
        commit: &Commit,
        date: Date,
        comparison: Comparison,
        trouble: Option<String>,
    ) {
        self.sets.push(ShiftSet {
            lapse: false,
            date,
            short: commit.short.clone(),
            commit: commit.id.clone(),
            subject: commit.summary.clone(),
            author: commit.author.clone(),
            comparison,
            trouble,
        });
    }

    /// Tells of each day after that of `from` and up to `until` on which something ran out or began
    /// without a commit.
    fn lapse(
        &mut self,
        from: &Commit,
        files: &Snapshot,
        state: Option<State>,
        until: Date,
    ) -> Option<State> {
        let first = Date::of_unix(from.time);
        if !files.may_lapse() || first >= until {
            return state;
        }
        let mut state = state;
        let mut last = first;
        for day in files.days_of_change(first, until) {
            let part = files.around(last, day);
            let part = part.map(|part| State::new(part, last).pass(day).0);
            let comparison = if let Some(part) = part.filter(|part| !part.rests_on_all()) {
                part
            } else {
                let all = state.take();
                let mut all = all.unwrap_or_else(|| State::new(files.loaded(), last));
                all.on(last);
                let (comparison, all) = all.pass(day);
                state = Some(all);
                comparison
            };
            last = day;
            if !comparison.shifts.is_empty() {
                self.sets.push(ShiftSet {
                    lapse: true,
                    date: day,
                    short: from.short.clone(),
                    commit: from.id.clone(),
                    subject: "Dates in the records ran out or began".to_owned(),
                    author: String::new(),
                    comparison,
                    trouble: None,
                });
            }
        }
        state
    }
}

fn first_error(loaded: &Loaded) -> Option<String> {
    let error = loaded
        .findings
        .iter()
        .find(|finding| finding.severity == Severity::Error)?;
    let (path, at) = loaded.sources.locate(error.primary.place);
    Some(format!("{path}:{}: {}", at.line, error.message))
}
