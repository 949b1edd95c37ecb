//! `polity check`: schema findings and what records say against each other.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::diag::{Finding, Severity};
use crate::load::{Cache, Loaded};
use crate::model::Date;
use crate::power::{Powers, powers};
use crate::report::{CheckReport, human, json};
use crate::rules;

use super::error::{CliError, no_governance};
use super::exit::Exit;
use super::place::{self, Place};
use super::{Output, Source, World, date};

/// Validate governance records against their schemas and each other
///
/// Every finding names file, line and column, says why it matters and what to do. Everything is
/// evaluated as of a day: today, or the day of the commit with --rev.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
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

    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Output,
}

const EXAMPLES: &str = "\
Exit codes: 0 no errors (warnings do not fail), 1 errors, 2 could not check.

Examples:
  polity check                      the governance of the current repository
  polity check governance-example   the governance in a folder
  polity check --rev v1.2           as it stood at a tag
  polity check --as-of 2027-01-01   what will have run out by then
  polity check --format json        for programs";

impl Check {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let place = place::find(self.path.as_deref(), self.source.format())?;
        let (loaded, day) = match &self.rev {
            Some(rev) => {
                let commit = place.repo()?.resolve(rev)?;
                let loaded = place.load_commit(&commit, &mut Cache::default())?;
                (loaded, Date::of_unix(commit.time))
            }
            None => (place.load_work_tree(&mut Cache::default())?, world.today),
        };
        let checked = Checked::new(loaded, self.as_of.unwrap_or(day));
        if checked.loaded.governance.is_empty() && checked.findings.is_empty() {
            return Err(no_governance("here: no record was found"));
        }
        checked.write(world, &place, self.format, out)?;
        Ok(checked.exit())
    }
}

/// A loaded governance with its powers and everything that was found in it.
pub(super) struct Checked {
    pub(super) loaded: Loaded,
    pub(super) powers: Powers,
    pub(super) findings: Vec<Finding>,
    as_of: Date,
}

impl Checked {
    pub(super) fn new(loaded: Loaded, as_of: Date) -> Self {
        let powers = powers(&loaded.governance, as_of);
        let findings = rules::run(&rules::Context {
            loaded: &loaded,
            powers: &powers,
            as_of,
        });
        Checked {
            loaded,
            powers,
            findings,
            as_of,
        }
    }

    pub(super) fn write(
        &self,
        world: &World,
        place: &Place,
        format: Output,
        out: &mut dyn Write,
    ) -> Result<(), CliError> {
        let infos = rules::infos_for(self.loaded.governance.format);
        let prefix = match format {
            Output::Human => place.prefix_from(&world.here),
            Output::Json => place.shown_prefix(),
        };
        let report = CheckReport {
            findings: &self.findings,
            sources: &self.loaded.sources,
            infos: &infos,
            records: self.loaded.governance.len(),
            as_of: self.as_of,
            prefix: &prefix,
        };
        match format {
            Output::Human => human::write(
                out,
                &report,
                human::Options {
                    colour: world.colour,
                    width: world.width,
                },
            )?,
            Output::Json => json::write(out, &report)?,
        }
        Ok(())
    }

    /// Errors fail; warnings and hints do not.
    pub(super) fn exit(&self) -> Exit {
        let failed = |finding: &Finding| finding.severity == Severity::Error;
        if self.findings.iter().any(failed) {
            Exit::Found
        } else {
            Exit::Clean
        }
    }
}
