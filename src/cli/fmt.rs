//! `polity fmt`: records laid out in one manner.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::load::{Cache, Loaded};
use crate::model::{Format, Kind};
use crate::schema::key_order;
use crate::source::{Source, format_front_matter, format_yaml};

use super::error::{CliError, no_governance};
use super::exit::Exit;
use super::place;
use super::{World, rewrite, unified};

/// Lay records out in one manner: order of fields, quoting, white space
///
/// What the records say stays what it is, and so do comments and the prose of Markdown files. A
/// record that cannot be laid out for certain is left as it is.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Fmt {
    /// The governance root; found from the current folder if left out
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,

    /// Write nothing; exit 1 if something would change
    #[arg(long)]
    check: bool,

    /// Write nothing; show what would change
    #[arg(long)]
    diff: bool,
}

const EXAMPLES: &str = "\
Exit codes: 0 done, or nothing to do; 1 with --check or --diff, something would change; 2 could not
run.

Examples:
  polity fmt             lay out all records of this repository
  polity fmt --check     in CI: exit 1 if some record is laid out otherwise
  polity fmt --diff      show what would change";

impl Fmt {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let place = place::find(self.path.as_deref(), Some(Format::Native))?;
        let Some(folder) = &place.folder else {
            return Err(
                CliError::new("this repository is bare: it has no records to lay out")
                    .hint("run this in a clone with a work tree"),
            );
        };
        let loaded = place.load_work_tree(&mut Cache::default())?;
        if loaded.governance.is_empty() {
            return Err(no_governance("here: no record was found"));
        }
        let laid = lay_out(&loaded);
        let prefix = place.prefix_from(&world.here);
        let writes = !self.check && !self.diff;
        for (source, text) in &laid.changed {
            let path = format!("{prefix}{}", source.path());
            if self.diff {
                unified::write(out, &path, source.text(), text)?;
            } else {
                writeln!(out, "{path}")?;
            }
            if writes {
                rewrite::put(&folder.join(source.path()), text)?;
            }
        }
        let (count, all) = (laid.changed.len(), loaded.governance.len());
        let done = if writes { "laid out" } else { "would lay out" };
        writeln!(out, "{done} {count} of {all} records")?;
        for source in &laid.left {
            writeln!(out, "left {prefix}{} as it is", source.path())?;
        }
        let found = !writes && count > 0;
        Ok(if found { Exit::Found } else { Exit::Clean })
    }
}

/// Records whose layout is another, and those that cannot be laid out for certain.
struct LaidOut<'l> {
    changed: Vec<(&'l Source, String)>,
    left: Vec<&'l Source>,
}

fn lay_out(loaded: &Loaded) -> LaidOut<'_> {
    let orders = Kind::ALL.map(key_order);
    let mut laid = LaidOut {
        changed: Vec::new(),
        left: Vec::new(),
    };
    let mut records: Vec<_> = loaded.governance.headers().collect();
    records.sort_by_key(|header| header.source);
    for header in records {
        let source = loaded.sources.get(header.source);
        let text = source.text();
        // `Kind::ALL` lists every kind once, in the order of the declaration.
        let order = &orders[header.kind as usize];
        let formatted = if source.path().ends_with(".md") {
            format_front_matter(text, order)
        } else {
            let (mark, yaml) = match text.strip_prefix('\u{feff}') {
                Some(rest) => ("\u{feff}", rest),
                None => ("", text),
            };
            format_yaml(yaml, order).map(|formatted| format!("{mark}{formatted}"))
        };
        match formatted {
            Some(formatted) if formatted == text => {}
            Some(formatted) => laid.changed.push((source, formatted)),
            None => laid.left.push(source),
        }
    }
    laid
}
