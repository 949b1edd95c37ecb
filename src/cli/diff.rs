//! `polity diff`: who gains and who loses power.

mod changed;
mod ends;
mod page;
mod wanted;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use crate::load::Cache;
use crate::model::{Actor, Date};
use crate::power::powers;
use crate::report::diff::human::{self, Extent, Options};
use crate::report::diff::markdown::{self, Links};
use crate::report::diff::{CannotTell, DiffReport, Filter, json};
use crate::shift::{ShiftKind, Side, compare};
use crate::site::actor_pages;
use crate::tree::Head;

use super::error::CliError;
use super::exit::Exit;
use super::{Source, World, date, place};
use ends::Trouble;

/// Tell which power changes hands between two commits
///
/// Compares powers, not text: who may decide, act, choose and remove, before and after. A renamed
/// file, a reordered list or a comment is no shift. Both sides are evaluated on the day of the
/// newer one.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
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

    /// Print the result alone: the first line and the sentence
    #[arg(long, short, conflicts_with_all = ["verbose", "stat", "text"])]
    quiet: bool,

    /// Print both sides, the reasons and the entry of each shift
    #[arg(long, short, conflicts_with = "stat")]
    verbose: bool,

    /// Print one line for each person or body
    #[arg(long)]
    stat: bool,

    /// Print the changed words of policies as well
    #[arg(long)]
    text: bool,

    /// Print `->`, `-` and `...` for `→`, `−` and `…`
    #[arg(long)]
    ascii: bool,

    /// Show only what concerns this person, unit or role: an id or a name
    #[arg(long, value_name = "WHO", help_heading = "Filters")]
    who: Vec<String>,

    /// Show only what is about this domain and all in it, or about what matches this pattern
    #[arg(long, value_name = "PATTERN", help_heading = "Filters")]
    over: Vec<String>,

    /// Show only these kinds of shift, separated by commas
    #[arg(long, value_name = "KINDS", value_delimiter = ',', help_heading = "Filters",
          value_parser = PossibleValuesParser::new(ShiftKind::ALL.map(ShiftKind::word)))]
    kind: Vec<String>,

    /// Link names to the handbook at this address; for Markdown
    #[arg(long, value_name = "URL", value_parser = site)]
    site: Option<String>,

    /// Exit with 1 if any power changes hands
    #[arg(long)]
    exit_code: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// For people at a terminal
    Human,
    /// For a comment on a pull request, or the summary of a job
    Markdown,
    /// For programs, version 1 of schemas/diff.schema.json
    Json,
    /// For a browser: one page that stands alone
    Html,
}

const EXAMPLES: &str = "\
The result is that of the whole range, whatever the filters show.

Exit codes: 0 compared, 1 with --exit-code if power changes hands, 2 could not tell.

Examples:
  polity diff                       this branch and what is not committed yet
  polity diff main...HEAD           what the branch would change
  polity diff HEAD~1..HEAD -v       what the last commit changed, and why
  polity diff v1..v2 --stat         who gained and lost most, a line each
  polity diff main --who ines --over 'money/**'
                                    what it means for one person's say on money
  polity diff v1..v2 --format markdown --site https://example.org/handbook
                                    a comment for a pull request
  polity diff v1..v2 --format json  for programs";

impl Diff {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        if self.format != Output::Human {
            let given = [
                (self.quiet, "--quiet"),
                (self.verbose, "--verbose"),
                (self.stat, "--stat"),
                (self.text, "--text"),
                (self.ascii, "--ascii"),
            ];
            if let Some((_, flag)) = given.iter().find(|(is_given, _)| *is_given) {
                let error = CliError::new(format!("`{flag}` is for `--format human`"));
                return Err(error.hint("leave one of the two out"));
            }
        }
        match self.compare(world, out) {
            Ok(exit) => Ok(exit),
            Err(Trouble::Call(error)) => Err(error),
            Err(Trouble::CannotTell(why)) => {
                self.cannot_tell(world, out, &why)?;
                Ok(Exit::Failed)
            }
        }
    }

    fn compare(&self, world: &World, out: &mut dyn Write) -> Result<Exit, Trouble> {
        let place = place::find(self.root.as_deref(), self.source.format()).map_err(for_diff)?;
        let repo = place.repo()?;
        let (base, head) = ends::ends(repo, self.range.as_deref())?;
        let mut cache = match &head {
            Some((_, head)) => {
                repo.trust_names();
                let steps = repo.steps(&base.1, head, &place.prefix)?;
                Cache::for_comparing(steps.iter().map(|step| step.path().to_owned()))
            }
            None => Cache::default(),
        };
        let (base, head) = ends::load(&place, base, head, &mut cache)?;
        // The process ends with the report: taking thousands of records apart would only delay it.
        std::mem::forget(cache);
        let prefix = place.shown_prefix();
        let prefix_here = place.prefix_from(&world.here);
        let skipped = ends::unread(&base, &head, &prefix_here)?;
        let (old, new) = (&base.loaded, &head.loaded);
        let filter = self.filter(old, new).map_err(Trouble::Call)?;
        let as_of = self.as_of.unwrap_or_else(|| match &head.commit {
            Some(commit) => Date::of_unix(commit.time),
            None => world.today,
        });
        let (old_powers, new_powers) = (
            powers(&old.governance, as_of),
            powers(&new.governance, as_of),
        );
        let base_side = Side {
            governance: &old.governance,
            sources: &old.sources,
            powers: &old_powers,
        };
        let head_side = Side {
            governance: &new.governance,
            sources: &new.sources,
            powers: &new_powers,
        };
        let mut comparison = compare(base_side, head_side);
        // The ways to each power are long: only who asks for all of it gets them.
        if self.verbose || self.format == Output::Json {
            comparison.explain(base_side, head_side);
        }
        // Programs are told of powers alone.
        let counted = base.commit.as_ref().filter(|_| self.format != Output::Json);
        let line_counts = counted.and_then(|from| {
            let stats = match &head.commit {
                Some(to) => {
                    let (old, new) = (changed::read(old), changed::read(new));
                    repo.line_stats_of(from, to, &place.prefix, old, new)
                }
                None => repo.line_stats(from, Head::WorkTree, &place.prefix),
            };
            let stats = stats.ok()?;
            Some((stats.added, stats.removed))
        });
        let report = DiffReport {
            comparison: &comparison,
            base: &base.end,
            head: &head.end,
            prefix: &prefix,
            prefix_here: &prefix_here,
            line_counts,
            records: new.governance.len(),
            changes: changed::changes(old, new),
            skipped: &skipped,
            filter: &filter,
        };
        let texts = if self.text {
            changed::policy_texts(old, new)
        } else {
            Vec::new()
        };
        let written = match self.format {
            Output::Human => human::write(out, &report, &texts, self.options(world)),
            Output::Json => json::write(out, &report),
            Output::Markdown => {
                let pages: BTreeMap<Actor, String> = match self.site {
                    Some(_) => actor_pages(&new.governance),
                    None => BTreeMap::new(),
                };
                let site = self.site.as_deref();
                let links = site.map(|site| Links {
                    site,
                    pages: &pages,
                });
                markdown::write(out, &report, links)
            }
            Output::Html => {
                page::write(out, &report).map_err(Trouble::Call)?;
                Ok(())
            }
        };
        written.map_err(|error| Trouble::Call(error.into()))?;
        Ok(if self.exit_code && report.is_shift() {
            Exit::Found
        } else {
            Exit::Clean
        })
    }

    fn cannot_tell(
        &self,
        world: &World,
        out: &mut dyn Write,
        why: &CannotTell,
    ) -> Result<(), CliError> {
        match self.format {
            Output::Human => human::cannot_tell(out, why, self.options(world))?,
            Output::Json => json::cannot_tell(out, why)?,
            Output::Markdown => markdown::cannot_tell(out, why)?,
            Output::Html => page::cannot_tell(out, why)?,
        }
        Ok(())
    }

    fn options(&self, world: &World) -> Options {
        Options {
            colour: world.colour,
            ascii: self.ascii,
            width: world.width,
            extent: match (self.quiet, self.stat, self.verbose) {
                (true, _, _) => Extent::Result,
                (_, true, _) => Extent::Stat,
                (_, _, true) => Extent::Verbose,
                _ => Extent::Whole,
            },
        }
    }

    fn filter(
        &self,
        base: &crate::load::Loaded,
        head: &crate::load::Loaded,
    ) -> Result<Filter, CliError> {
        let mut filter = Filter::default();
        if !self.who.is_empty() {
            let wanted = wanted::wanted(&self.who, &base.governance, &head.governance)?;
            filter = filter.who(wanted, &self.who);
        }
        let filter = filter.over(&self.over).map_err(|error| {
            CliError::new(error).hint("a pattern looks like `money/**` or `seats/*`")
        })?;
        let asked = |kind: &ShiftKind| self.kind.iter().any(|word| word == kind.word());
        Ok(filter.kinds(ShiftKind::ALL.into_iter().filter(asked).collect()))
    }
}

/// Remedies of `check` in the words of `diff`.
fn for_diff(error: CliError) -> CliError {
    let hints = error.hints.into_iter();
    let hints = hints.map(|hint| hint.replace("polity check ", "polity diff --root "));
    CliError {
        hints: hints.collect(),
        ..error
    }
}

/// Reads the address of a handbook: nothing that could end a link in Markdown.
fn site(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%+".contains(c);
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && text.chars().all(plain) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("write an address as https://example.org/handbook".to_owned()),
    }
}
