//! The moment at which things are looked at: which records, and on which day.

use crate::model::Date;
use crate::tree::Commit;

use super::World;
use super::error::CliError;
use super::place::Place;

/// Records and a day.
pub(super) struct Moment {
    /// The commit that holds the records; none for those on disk.
    pub(super) commit: Option<Commit>,
    /// The day on which they are looked at.
    pub(super) day: Date,
}

impl Moment {
    /// What was asked for: a commit as Git names it, or a day for the last commit up to its end,
    /// and a day. Git has the first word on what a text means.
    pub(super) fn find(
        place: &Place,
        rev: Option<&str>,
        as_of: Option<Date>,
        world: &World,
    ) -> Result<Self, CliError> {
        let Some(rev) = rev else {
            return Ok(Moment {
                commit: None,
                day: as_of.unwrap_or(world.today),
            });
        };
        let repo = place.repo()?;
        let (commit, day) = match (repo.resolve(rev), Date::parse(rev)) {
            (Ok(commit), _) => {
                let day = Date::of_unix(commit.time);
                (commit, day)
            }
            (Err(_), Some(day)) => {
                let head = repo.resolve("HEAD")?;
                let found = repo.newest(&head, |time| Date::of_unix(time) <= day)?;
                let Some(commit) = found else {
                    return Err(CliError::new(format!("there is no commit up to {day}"))
                        .hint("`git log --first-parent` tells when the history begins"));
                };
                (commit, day)
            }
            (Err(error), None) => return Err(error.into()),
        };
        Ok(Moment {
            commit: Some(commit),
            day: as_of.unwrap_or(day),
        })
    }

    /// Whether this is another day than today, or another commit than the current one.
    pub(super) fn is_not_now(&self, place: &Place, world: &World) -> bool {
        let head = || place.repo.as_ref()?.resolve("HEAD").ok();
        let is_other = |commit: &Commit| head().is_none_or(|head| head.id != commit.id);
        self.day != world.today || self.commit.as_ref().is_some_and(is_other)
    }
}
