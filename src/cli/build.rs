//! `polity build`: validates, then writes the handbook.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::config::BaseUrl;
use crate::diag::Severity;
use crate::load::Cache;
use crate::model::Date;
use crate::report::clean;
use crate::rules::Demand;
use crate::shift::{ShiftSet, Tense, headline, lines};
use crate::site::{self, Handbook, Links, Missing, OtherDay, SiteError, WriteError, Writer};

use super::check;
use super::checked::Checked;
use super::error::CliError;
use super::exit::Exit;
use super::kept::Kept;
use super::moment::Moment;
use super::past::Past;
use super::place::{self, Place};
use super::versions::{Told, Versions};
use super::{Source, World, date};

/// Write the governance handbook, a static site
///
/// The records are checked first. If one cannot be read, nothing is written, because the handbook
/// would be silent on it; --keep-going writes what there is. The folder is replaced as a whole, and
/// only if it is empty or a handbook of Polity's.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Build {
    /// The governance root; found from the current folder if left out
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,

    /// The folder to write
    #[arg(long, short, value_name = "DIR", default_value = "handbook")]
    output: PathBuf,

    /// Show the records of this commit instead of those on disk; a day names the last commit up to
    /// its end
    #[arg(long, visible_alias = "at", value_name = "REV|DATE")]
    rev: Option<String>,

    /// The day on which terms and reviews are looked at; today, or the day of --rev
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,

    /// Where the handbook of today is, for the banner of one that shows another day: an address, or
    /// a path from the folder that is written
    #[arg(long, value_name = "URL", value_parser = current)]
    current: Option<String>,

    #[command(flatten)]
    source: Source,

    /// Write the handbook although some records cannot be read
    #[arg(long)]
    keep_going: bool,

    /// Neither use nor keep what earlier runs learnt of the history, in the Git folder
    #[arg(long)]
    no_cache: bool,

    /// Where the handbook will lie, for addresses that must be whole: sitemap, feeds, 404 page
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,

    /// Follow every link inside the handbook; those that lead out are counted, and none is fetched
    #[arg(long)]
    check_links: bool,
}

const EXAMPLES: &str = "\
Exit codes: 0 written, 1 not written because records cannot be read, or --check-links found a link
that leads nowhere, 2 could not write.

Examples:
  polity build                        into `handbook`
  polity build governance -o public   from a folder, into `public`
  polity build --rev v1.0             as things stood at a tag, on the day of its commit
  polity build --at 2026-03-01        as things stood at the end of a day
  polity build --base-url https://handbook.example.org/ --check-links";

/// How many of the latest shifts are told.
const LATEST: usize = 3;

impl Build {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let mut place = place::find(self.path.as_deref(), self.source.format())?;
        let mut cache = Cache::default();
        let moment = Moment::find(&place, self.rev.as_deref(), self.as_of, world)?;
        let load = |cache: &mut Cache| match &moment.commit {
            Some(commit) => place.load_commit(commit, cache),
            None => place.load_work_tree(cache),
        };
        let as_of = moment.day;
        let check = |loaded| Checked::new(loaded, as_of, Demand::default(), None, None);
        let loaded = load(&mut cache)?;
        if loaded.is_incomplete() && !self.keep_going {
            check::print(&check(loaded), world, &place, out)?;
            writeln!(
                out,
                "nothing written: some records cannot be read (--keep-going writes the others)"
            )?;
            return Ok(Exit::Found);
        }
        // A long history is read first: it would need much memory beside the records.
        let mut loaded = Some(loaded);
        let mut kept = Kept::open(&place).filter(|_| !self.no_cache);
        let past = Past::read(
            world,
            &place,
            moment.commit.as_ref(),
            &mut cache,
            kept.as_mut(),
            || loaded = None,
        )?;
        let checked = check(match loaded {
            Some(loaded) => loaded,
            None => {
                cache = Cache::default();
                load(&mut cache)?
            }
        });
        let told = Told::read(&place, &checked.loaded, &past, kept.as_mut())?;
        let versions = told.with(&checked.loaded, as_of);
        if let Some(kept) = kept {
            kept.save();
        }
        summary(&checked, &place, as_of, out)?;
        latest(&past.entries, out)?;
        let other_day = moment.is_not_now(&place, world).then(|| OtherDay {
            is_ahead: as_of > world.today,
            current: self.current.clone(),
        });
        // What was read for the history is needed no more, and Git keeps much of it, too; a large
        // handbook needs the room.
        drop(cache);
        place.repo = None;
        let mut settings = checked.loaded.config.handbook.clone();
        if let Some(base) = &self.base_url {
            settings.base_url = Some(base.clone());
        }
        let handbook = Handbook {
            settings: &settings,
            ..handbook(&checked, &past, &versions, &place, as_of, other_day)
        };
        let mut pages = 0;
        let mut followed = BTreeMap::new();
        let mut writer = Writer::begin(&self.output).map_err(|error| not_written(&error))?;
        site::build_into(&handbook, &mut |path, bytes| {
            pages += usize::from(path.ends_with(".html"));
            writer.put(&path, &bytes)?;
            if self.check_links {
                followed.insert(path, bytes);
            }
            Ok(())
        })
        .map_err(|error| match error {
            SiteError::Sink(error) => not_written(&error),
            error => CliError::new(error.to_string()),
        })?;
        writer.finish().map_err(|error| not_written(&error))?;
        let index = self.output.join("index.html");
        writeln!(out, "handbook: {} ({pages} pages)", index.display())?;
        if self.check_links {
            let links = site::check_links(&followed, settings.base_url.as_ref());
            return tell_links(&links, out);
        }
        Ok(Exit::Clean)
    }
}

fn not_written(error: &WriteError) -> CliError {
    CliError::new(error.to_string()).hint("name another folder with `-o DIR`")
}

/// The handbook of what was found.
pub(super) fn handbook<'h>(
    checked: &'h Checked,
    past: &'h Past,
    versions: &'h Versions,
    place: &'h Place,
    as_of: Date,
    other_day: Option<OtherDay>,
) -> Handbook<'h> {
    Handbook {
        governance: &checked.loaded.governance,
        sources: &checked.loaded.sources,
        powers: &checked.powers,
        findings: &checked.findings,
        history: &past.entries,
        as_of,
        commit: past.head.as_ref().map(|commit| commit.short.clone()),
        root: &place.prefix,
        incomplete_history: past.incomplete,
        other_day,
        versions,
        settings: &checked.loaded.config.handbook,
        counts: &past.counts,
    }
}

/// Reads where the handbook of today is: what a link may lead to.
fn current(text: &str) -> Result<String, String> {
    let scheme = text.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = !scheme.contains(':') && !text.is_empty();
    if is_plain || text.starts_with("https://") || text.starts_with("http://") {
        Ok(text.to_owned())
    } else {
        Err("write an address that begins with https://, or a path such as ../index.html".into())
    }
}

/// The links that lead nowhere, and how many were followed.
fn tell_links(links: &Links, out: &mut dyn Write) -> Result<Exit, CliError> {
    for link in &links.dead {
        let what = match link.missing {
            Missing::Page => "no such page",
            Missing::Anchor => "no such anchor",
        };
        writeln!(
            out,
            "  {}: {} leads nowhere: {what}",
            link.page,
            clean(&link.href)
        )?;
    }
    writeln!(
        out,
        "links: {} inside followed, {} lead nowhere, {} lead out and were not followed",
        links.inside + links.dead.len(),
        links.dead.len(),
        links.outside
    )?;
    Ok(if links.dead.is_empty() {
        Exit::Clean
    } else {
        Exit::Found
    })
}

/// One line on the check, and where to read more.
fn summary(
    checked: &Checked,
    place: &Place,
    as_of: Date,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let count = |severity| {
        let same = |finding: &&crate::diag::Finding| finding.severity == severity;
        checked.findings.iter().filter(same).count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural =
        |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let found = match (errors, warnings) {
        (0, 0) => "nothing found".to_owned(),
        (0, warnings) => plural(warnings, "warning"),
        (errors, 0) => plural(errors, "error"),
        (errors, warnings) => {
            format!(
                "{}, {}",
                plural(errors, "error"),
                plural(warnings, "warning")
            )
        }
    };
    writeln!(
        out,
        "checked {} with {}, as of {as_of}: {found}",
        plural(checked.loaded.governance.len(), "record"),
        plural(checked.rules.len(), "rule"),
    )?;
    if errors + warnings > 0 {
        let root = if place.prefix.is_empty() {
            String::new()
        } else {
            format!(" {}", place.prefix)
        };
        writeln!(out, "  polity check{root} shows them")?;
    }
    Ok(())
}

/// The latest commits in which power changed hands.
fn latest(history: &[ShiftSet], out: &mut dyn Write) -> Result<(), CliError> {
    let shifted: Vec<&ShiftSet> = history
        .iter()
        .filter(|entry| !entry.comparison.shifts.is_empty())
        .take(LATEST)
        .collect();
    if shifted.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nlatest power shifts")?;
    for entry in shifted {
        writeln!(
            out,
            "  {} {} {}",
            entry.date,
            entry.short,
            clean(&entry.subject)
        )?;
        if let Some(headline) = headline(&entry.comparison, Tense::History) {
            writeln!(out, "    {}", clean(&headline))?;
        }
        let more = lines(&entry.comparison).len();
        if more > 2 {
            writeln!(
                out,
                "    {} shifts in all: polity diff {}~1..{}",
                entry.comparison.shifts.len(),
                entry.short,
                entry.short
            )?;
        }
    }
    writeln!(out)?;
    Ok(())
}
