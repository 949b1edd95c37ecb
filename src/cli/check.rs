//! `polity check`: schema findings and what records say against each other.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::config::BASELINE_FILE;
use crate::diag::{Level, Severity};
use crate::load::{Cache, Loaded};
use crate::model::{Date, Format as Records};
use crate::report::check::CheckReport;
use crate::report::check::{concise, github, gitlab, human, json, junit, sarif, summary};
use crate::rules::Demand;

use super::checked::{Asked, Checked, Earlier};
use super::error::{CliError, no_governance};
use super::exit::Exit;
use super::place::{self, Place};
use super::{Source, World, date, fix, rewrite};

/// Validate governance records against their schemas and each other
///
/// Every finding names file, line and column, says why it matters and what to do. Everything is
/// evaluated as of a day: today, or the day of the commit with --rev. How much rules weigh, and
/// what is waived, `polity.toml` says.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools)] // flags of a command line
pub(super) struct Check {
    /// The governance root; found from the current folder if left out
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,

    /// Check this commit instead of the work tree, straight from Git's objects
    #[arg(long, value_name = "REV")]
    rev: Option<String>,

    /// The day on which terms and reviews are looked at
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,

    #[command(flatten)]
    source: Source,

    /// What to look for
    #[arg(long, value_name = "LEVEL")]
    level: Option<AskedLevel>,

    /// The lightest finding that fails the check
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<AskedSeverity>,

    /// Fail on nothing that is found
    #[arg(long, conflicts_with = "fail_on")]
    exit_zero: bool,

    /// Tell only what this commit did not have yet, and look at the change since it too
    #[arg(long, value_name = "REV")]
    new_since: Option<String>,

    /// Tell what is waived as well
    #[arg(long)]
    no_waivers: bool,

    /// Mend what can be mended without moving a right, then tell what is left
    #[arg(long, conflicts_with_all = ["rev", "write_baseline"])]
    fix: bool,

    /// With --fix: write nothing, and show what would change
    #[arg(long, requires = "fix", conflicts_with = "format")]
    diff: bool,

    /// Write down what is found as old, so that only what is new is told from now on
    #[arg(long, conflicts_with_all = ["rev", "new_since"])]
    write_baseline: bool,

    /// Tell the old findings as well
    #[arg(long)]
    no_baseline: bool,

    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For people, one line a finding
    Concise,
    /// For programs, version 1
    Json,
    /// Annotations of a GitHub workflow, and the summary of its job
    Github,
    /// SARIF 2.1.0, for code scanning; never fails for what was found
    Sarif,
    /// For test reports
    Junit,
    /// Code quality of GitLab
    Gitlab,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum AskedLevel {
    /// What is wrong
    Rules,
    /// That, and patterns that tend to go wrong
    Smells,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum AskedSeverity {
    /// What is wrong
    Error,
    /// What is likely to go wrong
    Warning,
    /// Anything
    Info,
}

const EXAMPLES: &str = "\
Exit codes: 0 nothing that fails (warnings do not, unless --fail-on says so), 1 something that
does, 2 could not check.

Examples:
  polity check                      the governance of the current repository
  polity check governance-example   the governance in a folder
  polity check --rev v1.2           as it stood at a tag
  polity check --as-of 2027-01-01   what will have run out by then
  polity check --new-since main     what this branch brings, in a pull request
  polity check --level smells       patterns that tend to go wrong, too
  polity check --fix                mend what moves no power: waivers of no use, repeated names
  polity check --fix --diff         show what that would change
  polity check --write-baseline     accept what is there, and keep it from growing
  polity check --format concise     one line a finding
  polity check --format github      annotations in a GitHub workflow
  polity check --format sarif       for code scanning; also json, junit, gitlab";

impl Check {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let place = place::find(self.path.as_deref(), self.source.format())?;
        let mut cache = Cache::default();
        let (loaded, day) = match &self.rev {
            Some(rev) => {
                let commit = place.repo()?.resolve(rev)?;
                let loaded = place.load_commit(&commit, &mut cache)?;
                (loaded, Date::of_unix(commit.time))
            }
            None => (place.load_work_tree(&mut cache)?, world.today),
        };
        let as_of = self.as_of.unwrap_or(day);
        let config = &loaded.config;
        let demand = Demand {
            level: self.level().or(config.level).unwrap_or_default(),
            ignore_waivers: self.no_waivers,
        };
        let fail_on = self.severity().or(config.fail_on);
        let earlier = (demand.level == Level::Smells)
            .then(|| self.earlier(&place, &loaded, as_of, &mut cache))
            .flatten();
        let base = self.base(&place, as_of, demand, earlier.as_ref(), &mut cache)?;
        let asked = Asked {
            as_of,
            demand,
            base: base.as_ref(),
            earlier: earlier.as_ref(),
            leaves_out_old: !self.no_baseline,
        };
        let mut checked = asked.check(loaded);
        if checked.loaded.governance.is_empty() && checked.findings.is_empty() {
            return Err(no_governance("here: no record was found"));
        }
        if self.write_baseline {
            return write_baseline(&checked, &place, out);
        }
        if self.fix {
            let mended = fix::mend(&place, &asked, checked)?;
            let prefix = place.prefix_from(&world.here);
            if self.diff {
                return Ok(mended.show(&prefix, out)?);
            }
            mended.write(&place)?;
            let is_for_people = matches!(self.format, Format::Human | Format::Concise);
            if is_for_people {
                mended.tell(&prefix, out)?;
            } else {
                mended.tell(&prefix, &mut anstream::stderr())?;
            }
            checked = mended.after;
        } else {
            asked.narrow(&mut checked);
        }
        let lenient = self.exit_zero || self.format == Format::Sarif;
        let fails_at = (!lenient).then(|| fail_on.unwrap_or(Severity::Error));
        self.write(&checked, fails_at, world, &place, out)?;
        let fails = fails_at.is_some_and(|least| checked.fails(least));
        // The process ends here: taking thousands of records apart would only delay it.
        std::mem::forget(checked);
        Ok(if fails { Exit::Found } else { Exit::Clean })
    }

    fn level(&self) -> Option<Level> {
        self.level.map(|level| match level {
            AskedLevel::Rules => Level::Rules,
            AskedLevel::Smells => Level::Smells,
        })
    }

    fn severity(&self) -> Option<Severity> {
        self.fail_on.map(|severity| match severity {
            AskedSeverity::Error => Severity::Error,
            AskedSeverity::Warning => Severity::Warning,
            AskedSeverity::Info => Severity::Info,
        })
    }

    /// What the commit of `--new-since` holds, on the same day.
    fn base(
        &self,
        place: &Place,
        as_of: Date,
        demand: Demand,
        earlier: Option<&Earlier>,
        cache: &mut Cache,
    ) -> Result<Option<Checked>, CliError> {
        let Some(rev) = &self.new_since else {
            return Ok(None);
        };
        let commit = place.repo()?.resolve(rev)?;
        let loaded = place.load_commit(&commit, cache)?;
        Ok(Some(Checked::new(loaded, as_of, demand, None, earlier)))
    }

    /// What stood here when the window of smells began. Where nothing tells, as in a shallow clone,
    /// or where it cannot be read any more, there is nothing to compare with.
    fn earlier(
        &self,
        place: &Place,
        loaded: &Loaded,
        as_of: Date,
        cache: &mut Cache,
    ) -> Option<Earlier> {
        if loaded.governance.format != Records::Native {
            return None;
        }
        let repo = place.repo().ok()?;
        let head = repo.resolve(self.rev.as_deref().unwrap_or("HEAD")).ok()?;
        let day = as_of.minus(loaded.config.limits.window);
        let commit = repo.newest(&head, |time| Date::of_unix(time) <= day);
        let loaded = place.load_commit(&commit.ok()??, cache).ok()?;
        Some(Earlier::new(loaded, day))
    }

    fn write(
        &self,
        checked: &Checked,
        fails_at: Option<Severity>,
        world: &World,
        place: &Place,
        out: &mut dyn Write,
    ) -> Result<(), CliError> {
        let prefix = match self.format {
            Format::Human | Format::Concise => place.prefix_from(&world.here),
            _ => place.shown_prefix(),
        };
        let report = checked.report(&prefix, fails_at);
        match self.format {
            Format::Human => return print(checked, world, place, out),
            Format::Concise => concise::write(out, &report)?,
            Format::Json => json::write(out, &report)?,
            Format::Github => {
                github::write(out, &report)?;
                if let Some(path) = &world.job_summary {
                    append_summary(path, &report)?;
                }
            }
            Format::Sarif => sarif::write(out, &report)?,
            Format::Junit => junit::write(out, &report)?,
            Format::Gitlab => gitlab::write(out, &report)?,
        }
        Ok(())
    }
}

/// Adds to the summary that GitHub shows of a job.
fn append_summary(path: &Path, report: &CheckReport<'_>) -> Result<(), CliError> {
    let opened = fs::OpenOptions::new().append(true).create(true).open(path);
    opened
        .and_then(|mut file| summary::write(&mut file, report))
        .map_err(|error| {
            CliError::new(format!(
                "cannot write the job summary `{}`: {error}",
                path.display()
            ))
            .hint("unset `GITHUB_STEP_SUMMARY` to go without")
        })
}

/// Prints for people.
pub(super) fn print(
    checked: &Checked,
    world: &World,
    place: &Place,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let options = human::Options {
        colour: world.colour,
        width: world.width,
    };
    let prefix = place.prefix_from(&world.here);
    human::write(out, &checked.report(&prefix, None), options)?;
    Ok(())
}

fn write_baseline(checked: &Checked, place: &Place, out: &mut dyn Write) -> Result<Exit, CliError> {
    let Some(folder) = &place.folder else {
        return Err(
            CliError::new("this repository is bare: it has no work tree to write into")
                .hint("write the baseline in a clone with a work tree"),
        );
    };
    let baseline = checked.baseline();
    let path = folder.join(BASELINE_FILE);
    rewrite::put(&path, &baseline.to_text())?;
    let (count, all) = (baseline.findings.len(), checked.findings.len());
    writeln!(out, "wrote {count} old findings to {}", path.display())?;
    if all > count {
        let rest = all - count;
        writeln!(
            out,
            "{rest} of records that cannot be read are not among them: mend those first"
        )?;
        return Ok(Exit::Found);
    }
    Ok(Exit::Clean)
}
