//! `polity schema`: the published schemas, and editors that know them.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::Value as Json;

use crate::config::FILE;
use crate::diag::did_you_mean;
use crate::load::{Cache, Loaded};
use crate::model::{Format, Kind};
use crate::schema::{self, with_modeline};

use super::error::CliError;
use super::exit::Exit;
use super::place::{self, Place};
use super::{World, rewrite};

/// Where schemas lie beside the records: tools pass over hidden folders.
const FOLDER: &str = ".polity/schemas";

/// Print a schema, or let editors know all of them
///
/// Records are checked and completed as they are typed by editors with a YAML language server. For
/// that it must find the schema of a file, by a comment in its first line.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Schema {
    /// The schema to print; without it, all in a line each
    #[arg(value_name = "NAME", conflicts_with = "install")]
    name: Option<String>,

    /// Write all schemas into `.polity/schemas` and name them in the first line of each record
    #[arg(long)]
    install: bool,

    /// Tell what --install would write, and write nothing
    #[arg(long, requires = "install")]
    dry_run: bool,

    /// The governance root; found from the current folder if left out
    #[arg(long, value_name = "PATH", requires = "install")]
    root: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  polity schema                 all schemas
  polity schema role            that of roles, as JSON Schema
  polity schema --install       let editors check and complete the records of this repository";

impl Schema {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let _ = world;
        if self.install {
            let place = place::find(self.root.as_deref(), Some(Format::Native))?;
            return self.install(&place, out);
        }
        let all = all();
        match &self.name {
            None => {
                let width = all.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
                for (name, text) in all {
                    writeln!(out, "{name:<width$}  {}", description(text))?;
                }
            }
            Some(name) => match all.iter().find(|(known, _)| known == name) {
                Some((_, text)) => out.write_all(text.as_bytes())?,
                None => {
                    let error = CliError::new(format!("there is no schema `{name}`"));
                    let near = did_you_mean(name, all.iter().map(|(known, _)| *known));
                    return Err(
                        error.hint(near.unwrap_or("`polity schema` lists all schemas".to_owned()))
                    );
                }
            },
        }
        Ok(Exit::Clean)
    }

    fn install(&self, place: &Place, out: &mut dyn Write) -> Result<Exit, CliError> {
        let Some(folder) = &place.folder else {
            return Err(
                CliError::new("this repository is bare: it has no records to edit")
                    .hint("install the schemas in a clone with a work tree"),
            );
        };
        let loaded = place.load_work_tree(&mut Cache::default())?;
        let edits = edits(&loaded);
        if !self.dry_run {
            for (name, text) in installed() {
                rewrite::put(&folder.join(FOLDER).join(file_name(name)), text)?;
            }
            for (path, text) in &edits {
                rewrite::put(&folder.join(path), text)?;
            }
        }
        let would = if self.dry_run { "would write" } else { "wrote" };
        writeln!(out, "{would} {} schemas into {FOLDER}", installed().count())?;
        for (path, _) in &edits {
            writeln!(out, "{would} the first line of {path}")?;
        }
        if edits.is_empty() {
            writeln!(out, "every record names its schema already")?;
        }
        Ok(Exit::Clean)
    }
}

/// All published schemas by name: of records, of the configuration, of what commands print.
fn all() -> Vec<(&'static str, &'static str)> {
    installed().chain(schema::OUTPUTS).collect()
}

/// The schemas of files that people write.
fn installed() -> impl Iterator<Item = (&'static str, &'static str)> {
    let kinds = Kind::ALL.into_iter();
    kinds
        .map(|kind| (kind.word(), schema::text(kind)))
        .chain([("config", schema::CONFIG)])
}

fn file_name(name: &str) -> String {
    format!("{name}.schema.json")
}

fn description(text: &str) -> String {
    let schema: Json = serde_json::from_str(text).unwrap_or_default();
    let words = schema["description"].as_str().unwrap_or_default();
    words.split(". ").next().unwrap_or_default().to_owned()
}

/// The files whose first line is to name a schema, with their new text. Markdown has no such line.
fn edits(loaded: &Loaded) -> Vec<(String, String)> {
    let records = loaded.governance.headers();
    let records = records.map(|header| (header.source, header.kind.word()));
    let settings = loaded.config.source.into_iter();
    let settings = settings.map(|source| (source, "config"));
    let files = records.chain(settings).filter_map(|(source, name)| {
        let source = loaded.sources.get(source);
        let path = source.path();
        if path.ends_with(".md") {
            return None;
        }
        let up = "../".repeat(path.matches('/').count());
        let up = if up.is_empty() { "./" } else { &up };
        let address = format!("{up}{FOLDER}/{}", file_name(name));
        let text = with_modeline(source.text(), &address, path == FILE)?;
        Some((path.to_owned(), text))
    });
    let mut edits: Vec<_> = files.collect();
    edits.sort();
    edits
}
