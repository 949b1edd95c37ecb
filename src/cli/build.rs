//! `polity build`: validates, then writes the handbook.

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
use crate::site::{self, Handbook, Links, Missing};
use crate::tree::Commit;

use super::check;
use super::checked::Checked;
use super::error::CliError;
use super::exit::Exit;
use super::place::{self, Place};
use super::{Source, World, date, history};

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

    /// The day on which terms and reviews are looked at
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,

    #[command(flatten)]
    source: Source,

    /// Write the handbook although some records cannot be read
    #[arg(long)]
    keep_going: bool,

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
  polity build --base-url https://handbook.example.org/ --check-links";

/// What is known of the past.
struct History {
    /// Every commit that touched the root, newest first, with what changed hands in it.
    entries: Vec<ShiftSet>,
    /// The current commit.
    head: Option<Commit>,
    /// A sentence on what is missing.
    trouble: Option<String>,
}

impl History {
    fn unknown(trouble: &str) -> Self {
        History {
            entries: Vec::new(),
            head: None,
            trouble: Some(trouble.to_owned()),
        }
    }
}

/// How many of the latest shifts are told.
const LATEST: usize = 3;

impl Build {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let place = place::find(self.path.as_deref(), self.source.format())?;
        let mut cache = Cache::default();
        let loaded = place.load_work_tree(&mut cache)?;
        let as_of = self.as_of.unwrap_or(world.today);
        let unreadable = loaded.is_incomplete();
        let checked = Checked::new(loaded, as_of, Demand::default(), None, None);
        if unreadable && !self.keep_going {
            check::print(&checked, world, &place, out)?;
            writeln!(
                out,
                "nothing written: some records cannot be read (--keep-going writes the others)"
            )?;
            return Ok(Exit::Found);
        }
        let past = Self::history(world, &place, &mut cache)?;
        summary(&checked, &place, as_of, out)?;
        latest(&past.entries, out)?;
        let mut settings = checked.loaded.config.handbook.clone();
        if let Some(base) = &self.base_url {
            settings.base_url = Some(base.clone());
        }
        let files = site::build(&Handbook {
            governance: &checked.loaded.governance,
            sources: &checked.loaded.sources,
            powers: &checked.powers,
            findings: &checked.findings,
            history: &past.entries,
            as_of,
            commit: past.head.map(|commit| commit.short),
            root: &place.prefix,
            incomplete_history: past.trouble,
            settings: &settings,
        })
        .map_err(|error| CliError::new(error.to_string()))?;
        site::write(&self.output, &files).map_err(|error| {
            CliError::new(error.to_string()).hint("name another folder with `-o DIR`")
        })?;
        let index = self.output.join("index.html");
        writeln!(
            out,
            "handbook: {} ({} pages)",
            index.display(),
            files.keys().filter(|path| path.ends_with(".html")).count()
        )?;
        if self.check_links {
            let links = site::check_links(&files, settings.base_url.as_ref());
            return tell_links(&links, out);
        }
        Ok(Exit::Clean)
    }

    /// The history of the root up to the current commit.
    fn history(world: &World, place: &Place, cache: &mut Cache) -> Result<History, CliError> {
        let Some(repo) = &place.repo else {
            let trouble = "This folder is not in a Git repository, so no history is known.";
            return Ok(History::unknown(trouble));
        };
        let Ok(head) = repo.resolve("HEAD") else {
            let trouble = "The repository has no commit yet.";
            return Ok(History::unknown(trouble));
        };
        let commits = repo.log(&head, &place.prefix, None)?;
        if commits.len() > 200 {
            world.progress(&format!("reading {} commits of history …", commits.len()));
        }
        let entries = history::walk(place, repo, commits, cache);
        let trouble = repo
            .is_shallow()
            .then(|| "This clone is shallow: older history is not in it.".to_owned());
        Ok(History {
            entries,
            head: Some(head),
            trouble,
        })
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
