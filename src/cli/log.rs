//! `polity log`: what changed hands over history.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::load::Cache;
use crate::model::Date;
use crate::report::{LogReport, log_human, log_json};
use crate::shift::ShiftSet;
use crate::tree::{Commit, TreeError, parse_range};

use super::error::CliError;
use super::exit::Exit;
use super::history::Walk;
use super::place;
use super::{Output, Source, World, date};

/// Tell which power changed hands over history
///
/// One entry for each commit in which power changed hands, and for each day on which a term or a
/// record ran out by its own date. First parents are followed, so a merge stands for all it brought
/// in. A file that cannot be read at some commit is told and taken as it was before.
///
/// Only what a commit can concern is compared. That somebody could come to a seat in steps that begin
/// elsewhere is told by `polity diff` of that commit.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Log {
    /// `BASE..HEAD`, or the commit up to which history is told; without it, up to today
    #[arg(value_name = "RANGE")]
    range: Option<String>,

    /// The governance root; found from the current folder if left out
    #[arg(long, short = 'C', value_name = "PATH")]
    root: Option<PathBuf>,

    /// Show this many entries at most, the newest
    #[arg(long, short = 'n', value_name = "NUMBER")]
    limit: Option<usize>,

    /// Show only what happened on this day or later
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<Date>,

    /// Show only what a person gained or lost, by id or name
    #[arg(long, value_name = "PERSON")]
    who: Option<String>,

    #[command(flatten)]
    source: Source,

    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Output,
}

const EXAMPLES: &str = "\
Exit codes: 0 told, 2 could not run.

Examples:
  polity log                        all of history, the newest first
  polity log -n 5                   the last five changes of power
  polity log v1..v2                 what changed between two tags
  polity log --who ines             what one person gained and lost
  polity log --format json          for programs";

impl Log {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let place = place::find(self.root.as_deref(), self.source.format())?;
        let repo = place.repo()?;
        let (commits, start, head) = self.commits(repo, &place.prefix)?;
        if commits.len() > 500 {
            world.progress(&format!("reading {} commits of history …", commits.len()));
        }
        let read = commits.len();
        let mut cache = Cache::default();
        let mut walk = Walk::new(&place, repo, &mut cache);
        if let Some(start) = start {
            // Before there was any governance, everything that comes is the first record.
            let _none = walk.start(start).is_err();
        }
        for commit in commits.into_iter().rev() {
            walk.go(commit);
        }
        if head.is_none() {
            walk.wait(world.today);
        }
        let sets = walk.done();
        if sets.is_empty() && read == 0 {
            // A range without a commit that touches the root: nothing happened, if there is a root.
            place.load_commit(&repo.resolve("HEAD")?, &mut Cache::default())?;
        } else if sets.is_empty() {
            return Err(super::error::no_governance("in any commit of this range"));
        }
        let unread = sets.iter().filter(|set| set.trouble.is_some()).count();
        let mut shown: Vec<&ShiftSet> = sets
            .iter()
            .filter(|set| !set.comparison.shifts.is_empty() || set.trouble.is_some())
            .filter(|set| self.since.is_none_or(|since| set.date >= since))
            .filter(|set| self.who.as_deref().is_none_or(|who| concerns(set, who)))
            .collect();
        let found = shown.len();
        shown.truncate(self.limit.unwrap_or(usize::MAX));
        let report = LogReport {
            sets: &shown,
            read,
            found,
            unread,
            who: self.who.as_deref(),
        };
        match self.format {
            Output::Human => log_human::write(out, &report, world.width)?,
            Output::Json => log_json::write(out, &report)?,
        }
        Ok(Exit::Clean)
    }

    /// The commits to tell of, newest first; the one before them; and the head, where one is named.
    #[allow(clippy::type_complexity, reason = "three parts of one range")]
    fn commits(
        &self,
        repo: &crate::tree::Repo,
        prefix: &str,
    ) -> Result<(Vec<Commit>, Option<Commit>, Option<Commit>), CliError> {
        let Some(text) = &self.range else {
            let head = repo.resolve("HEAD")?;
            return Ok((repo.log(&head, prefix, None)?, None, None));
        };
        if !text.contains("..") {
            let head = repo.resolve(text)?;
            return Ok((repo.log(&head, prefix, None)?, None, Some(head)));
        }
        let range = parse_range(text);
        let base = match &range.base {
            Some(rev) => repo.resolve(rev)?,
            None => {
                repo.default_base()?
                    .ok_or_else(|| CliError::from(TreeError::EmptyRepository))?
                    .1
            }
        };
        let head = repo.resolve(range.head.as_deref().unwrap_or("HEAD"))?;
        if repo.merge_base(&base, &head)?.is_none() {
            return Err(CliError::new(format!(
                "the two ends of `{text}` have no commit in common"
            ))
            .hint("name the newer one alone to see all of its history"));
        }
        let (commits, start) = repo.log_since(&base, &head, prefix)?;
        Ok((commits, start, Some(head)))
    }
}

/// Whether somebody of this id or name gained or lost something.
fn concerns(set: &ShiftSet, who: &str) -> bool {
    let comparison = &set.comparison;
    let shifts = comparison.shifts.iter();
    let mut people = shifts.flat_map(|shift| shift.gains.iter().chain(&shift.loses));
    people.any(|id| id.eq_ignore_ascii_case(who) || comparison.name(id).eq_ignore_ascii_case(who))
}
