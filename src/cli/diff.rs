//! `polity diff`: who gains and who loses power.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::diag::Severity;
use crate::load::{Cache, DUPLICATE_ID, ID_MISMATCH, Loaded};
use crate::model::Date;
use crate::power::powers;
use crate::report::{DiffReport, clean, diff_human, diff_json};
use crate::shift::{Side, compare};
use crate::tree::{Commit, Head, Repo, TreeError, parse_range};

use super::error::CliError;
use super::exit::Exit;
use super::place::{self, Place};
use super::{Output, Source, World, date};

/// Tell which power changes hands between two commits
///
/// Compares powers, not text: who may decide, act, choose and remove, before and after. A renamed
/// file, a reordered list or a comment is no shift. Both sides are evaluated on the day of the
/// newer one.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// `BASE..HEAD`, `BASE...HEAD` (since they parted), or `BASE` against the work tree
    ///
    /// Without it: since this branch left its upstream or the main branch, against the work tree.
    #[arg(value_name = "RANGE")]
    range: Option<String>,

    /// The governance root; found from the current folder if left out
    #[arg(long, short = 'C', value_name = "PATH")]
    root: Option<PathBuf>,

    /// The day on which both sides are evaluated
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,

    #[command(flatten)]
    source: Source,

    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Output,

    /// Exit with 1 if any power changes hands
    #[arg(long)]
    exit_code: bool,
}

const EXAMPLES: &str = "\
Exit codes: 0 compared, 1 with --exit-code if power changes hands, 2 could not tell.

Examples:
  polity diff                       this branch and what is not committed yet
  polity diff main...HEAD           what the branch would change
  polity diff HEAD~1..HEAD          what the last commit changed
  polity diff v1..v2 --format json  for programs";

/// One end of the comparison.
struct End {
    loaded: Loaded,
    commit: Option<Commit>,
    shown: String,
}

impl Diff {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let place = place::find(self.root.as_deref(), self.source.format())?;
        let repo = place.repo()?;
        let mut cache = Cache::default();
        let (base, head) = self.ends(repo)?;
        let base = end(&place, base, &mut cache)?;
        let head = match head {
            Some(named) => end(&place, named, &mut cache)?,
            None => End {
                loaded: place.load_work_tree(&mut cache)?,
                commit: None,
                shown: "work tree".to_owned(),
            },
        };
        let as_of = self.as_of.unwrap_or_else(|| match &head.commit {
            Some(commit) => Date::of_unix(commit.time),
            None => world.today,
        });
        let (skipped, blocked) = unread(&base, &head);
        if let Some(reason) = blocked {
            writeln!(
                out,
                "CANNOT TELL      {}; compared nothing\n\n  polity check{} shows what is wrong",
                clean(&reason),
                base.commit
                    .as_ref()
                    .filter(|_| reason.starts_with("base"))
                    .map_or_else(String::new, |commit| format!(" --rev {}", commit.short))
            )?;
            return Ok(Exit::Failed);
        }
        let base_powers = powers(&base.loaded.governance, as_of);
        let head_powers = powers(&head.loaded.governance, as_of);
        let comparison = compare(
            Side {
                governance: &base.loaded.governance,
                sources: &base.loaded.sources,
                powers: &base_powers,
            },
            Side {
                governance: &head.loaded.governance,
                sources: &head.loaded.sources,
                powers: &head_powers,
            },
        );
        let base_commit = base.commit.as_ref().map_or("", |commit| commit.id.as_str());
        let line_counts = match (&base.commit, &head.commit) {
            (Some(base), Some(head)) => {
                Some(repo.line_stats(base, Head::Commit(head), &place.prefix))
            }
            (Some(base), None) => Some(repo.line_stats(base, Head::WorkTree, &place.prefix)),
            _ => None,
        };
        let prefix = place.shown_prefix();
        let report = DiffReport {
            comparison: &comparison,
            base: &base.shown,
            head: &head.shown,
            base_commit,
            head_commit: head.commit.as_ref().map(|commit| commit.id.as_str()),
            prefix: &prefix,
            line_counts: line_counts
                .and_then(Result::ok)
                .map(|stats| (stats.added, stats.removed)),
            records: head.loaded.governance.len(),
            changed: changed_files(&base.loaded, &head.loaded),
            skipped: &skipped,
        };
        match self.format {
            Output::Human => diff_human::write(out, &report, world.width)?,
            Output::Json => diff_json::write(out, &report)?,
        }
        Ok(if self.exit_code && !comparison.shifts.is_empty() {
            Exit::Found
        } else {
            Exit::Clean
        })
    }

    /// The commits to compare, each with the name it was given; no head means the work tree.
    fn ends(&self, repo: &Repo) -> Result<(Named, Option<Named>), CliError> {
        let default_base = || -> Result<Named, CliError> {
            repo.default_base()?
                .ok_or_else(|| CliError::from(TreeError::EmptyRepository))
        };
        let Some(text) = &self.range else {
            let (name, main) = default_base()?;
            let head = repo.resolve("HEAD")?;
            let base = repo
                .merge_base(&main, &head)?
                .ok_or_else(|| unrelated(&name, "HEAD"))?;
            return Ok(((name, base), None));
        };
        let range = parse_range(text);
        let (base_name, base) = match &range.base {
            Some(rev) => (rev.clone(), repo.resolve(rev)?),
            None => default_base()?,
        };
        let head = match &range.head {
            Some(rev) => Some((rev.clone(), repo.resolve(rev)?)),
            None => None,
        };
        let base = match (&head, range.symmetric) {
            (Some((head_name, head)), true) => repo
                .merge_base(&base, head)?
                .ok_or_else(|| unrelated(&base_name, head_name))?,
            _ => base,
        };
        Ok(((base_name, base), head))
    }
}

type Named = (String, Commit);

fn unrelated(base: &str, head: &str) -> CliError {
    CliError::new(format!("`{base}` and `{head}` have no commit in common")).hint(format!(
        "compare them as they are: polity diff {base}..{head}"
    ))
}

fn end(place: &Place, (name, commit): Named, cache: &mut Cache) -> Result<End, CliError> {
    let shown = if commit.id.starts_with(&name) {
        commit.short.clone()
    } else {
        format!("{name} {}", commit.short)
    };
    let loaded = place.load_commit(&commit, cache).map_err(|error| {
        CliError::new(format!("{shown}: {}", error.message)).hint(
            "the range must hold governance on both sides; `git log -- org.yaml` tells since when",
        )
    })?;
    Ok(End {
        loaded,
        commit: Some(commit),
        shown,
    })
}

/// Records that could not be read: those that are the same unreadable text on both sides are only
/// told; any other may hide a shift, and nothing can be said.
fn unread(base: &End, head: &End) -> (Vec<String>, Option<String>) {
    let broken = |end: &End| -> BTreeSet<(String, String)> {
        let loaded = &end.loaded;
        loaded
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            // Of two records with one id the first counts, and an odd id is an id: both are read.
            .filter(|finding| ![DUPLICATE_ID, ID_MISMATCH].contains(&finding.rule))
            .map(|finding| {
                let source = loaded.sources.get(finding.primary.place.source);
                let line = source.position(finding.primary.place.span.start).line;
                (
                    format!("{}:{line}", source.path()),
                    source.text().to_owned(),
                )
            })
            .collect()
    };
    let (in_base, in_head) = (broken(base), broken(head));
    let skipped = in_base
        .intersection(&in_head)
        .map(|(place, _)| format!("{place} (unreadable on both sides)"))
        .collect();
    let blocked = in_base
        .difference(&in_head)
        .next()
        .map(|(place, _)| format!("base {} does not parse ({place})", base.shown))
        .or_else(|| {
            let (place, _) = in_head.difference(&in_base).next()?;
            Some(format!("head {} does not parse ({place})", head.shown))
        });
    (skipped, blocked)
}

/// How many files of records differ in content, appeared or went.
fn changed_files(base: &Loaded, head: &Loaded) -> usize {
    let (base, head) = (texts(base), texts(head));
    let changed = head
        .iter()
        .filter(|(path, text)| base.get(*path) != Some(*text))
        .count();
    changed + base.keys().filter(|path| !head.contains_key(*path)).count()
}

fn texts(loaded: &Loaded) -> BTreeMap<&str, &str> {
    let sources = loaded.sources.iter();
    sources
        .map(|source| (source.path(), source.text()))
        .collect()
}
