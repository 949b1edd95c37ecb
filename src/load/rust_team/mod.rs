//! rust-lang/team as it is: TOML files of people, teams and repositories, in the layouts of every
//! year since 2018.
//!
//! Each file is understood alone and kept ([`Cache`]); putting the parts together is cheap, so that
//! a walk through the history reads only what changed. The way: [`person`], [`team`] and [`repo`]
//! say what one file holds, [`membership`] works out who belongs to a team through others, and
//! [`assemble`] makes the governance.
//!
//! # What becomes what
//!
//! | there | here |
//! |---|---|
//! | the whole | the organisation `rust-lang` and its root unit `project`, which no file declares |
//! | `people/*.toml` | a person; the id is the GitHub handle as written |
//! | `teams/*.toml` | a unit; its parent is `subteam-of`, or the root |
//! | `teams/archive/*.toml` | a retired unit without members and powers |
//! | `members`, `included-teams`, `include-…` | members; those through other teams carry `through` |
//! | `leads`, `[[roles]]` | the roles `<team>-lead` and `<team>-<role id>` with their holders |
//! | `[permissions]` | `execute` over `permissions/…`, held by the team or the person |
//! | `[leads-permissions]` | the same, held by the role `<team>-lead` |
//! | `repos/**/*.toml`, `[access]` | `execute` over `repos/<org>/<name>`, up to the level |
//!
//! The `id` of an envelope is the name that the file itself gives: that of a role among its team's
//! roles, where the record's id has the team before it. The role of the leads has none.
//!
//! Left out: alumni (they hold nothing now), bots, archived repositories, branch rules, mailing
//! lists and chat. Keys that are not known are no faults: every year has its own.

mod assemble;
mod membership;
mod people;
mod permissions;
mod person;
mod reader;
mod repo;
mod team;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use self::person::PersonFile;
use self::reader::Reader;
use self::repo::RepoFile;
use self::team::TeamFile;
use super::files::{read_text, unreadable};
use super::{Loaded, distinct, finding_of, has_file};
use crate::diag::Finding;
use crate::model::{Id, Kind};
use crate::source::{Node, Source, SourceId, Sources, parse_toml};
use crate::tree::{ContentId, Entry, Tree};

/// Parsed files by content and path (the path tells what a file is).
pub(super) type Cache = HashMap<(ContentId, String), Arc<File>>;

/// What the place of a file makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// `config.toml`: the allow-lists of the original tool.
    Settings,
    Person,
    Team {
        archived: bool,
    },
    Repo {
        archived: bool,
    },
}

/// Which part a path is; `None` for files that belong to nobody here.
fn part_of(path: &str) -> Option<Part> {
    if path == "config.toml" {
        return Some(Part::Settings);
    }
    let (stem, ending) = path.rsplit_once('.')?;
    if ending != "toml" || stem.ends_with('/') {
        return None;
    }
    let (folder, rest) = path.split_once('/')?;
    let archived = rest.starts_with("archive/");
    match folder {
        "people" if !rest.contains('/') => Some(Part::Person),
        "teams" => Some(Part::Team { archived }),
        "repos" => Some(Part::Repo { archived }),
        _ => None,
    }
}

/// The record that a file should hold, by its path alone.
fn announced(path: &str, part: Part) -> Option<(Kind, Id)> {
    let file = path.rsplit('/').next().unwrap_or(path);
    let id = Id::of(file.strip_suffix(".toml").unwrap_or(file));
    match part {
        Part::Person => Some((Kind::Person, id)),
        Part::Team { .. } => Some((Kind::Unit, id)),
        Part::Settings | Part::Repo { .. } => None,
    }
}

/// Whether people and teams stand here as TOML files. `config.toml` came only later.
pub(super) fn detects(entries: &[Entry]) -> bool {
    let has =
        |wanted: fn(Part) -> bool| has_file(entries, |path| part_of(path).is_some_and(wanted));
    has(|part| part == Part::Person) && has(|part| matches!(part, Part::Team { .. }))
}

/// A file as far as it can be understood alone.
#[derive(Debug)]
pub(super) struct File {
    source: Arc<Source>,
    content: Content,
    /// Places lie in this file; the source id is that of a set of one.
    findings: Vec<Finding>,
}

#[derive(Debug)]
enum Content {
    Settings,
    Person(PersonFile),
    Team(Box<TeamFile>),
    Repo(RepoFile),
    /// Not to be understood; what it should have held.
    Unread(Option<(Kind, Id)>),
}

pub(super) fn load(tree: &dyn Tree, entries: &[Entry], cache: &mut Cache) -> Loaded {
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    let mut files: Vec<(SourceId, Arc<File>)> = Vec::new();
    let mut unread: Vec<(Kind, Id)> = Vec::new();
    for entry in entries {
        let Some(part) = part_of(&entry.path) else {
            continue;
        };
        let key = entry.id.map(|id| (id, entry.path.clone()));
        let cached = key.as_ref().and_then(|key| cache.get(key));
        let file = match cached {
            Some(file) => Arc::clone(file),
            None => match read_text(tree, entry) {
                Ok(text) => {
                    let file = Arc::new(understand(text.source, part));
                    if let Some(key) = key {
                        cache.insert(key, Arc::clone(&file));
                    }
                    file
                }
                Err(trouble) => {
                    findings.push(unreadable(trouble, &mut sources));
                    unread.extend(announced(&entry.path, part));
                    continue;
                }
            },
        };
        let source = sources.add(Arc::clone(&file.source));
        findings.extend(file.findings.iter().map(|finding| moved(finding, source)));
        files.push((source, file));
    }
    let count = sources.len();
    let mut governance = assemble::assemble(&files, &sources, &mut findings);
    governance.unread.extend(unread);
    Loaded {
        governance,
        sources,
        findings: distinct(findings),
        files: count,
    }
}

/// Parses a file and reads what is in it, knowing nothing of any other file.
fn understand(source: Arc<Source>, part: Part) -> File {
    let only = Sources::default().add(Arc::clone(&source));
    let parsed = parse_toml(source.text());
    let mut reader = Reader::new(only);
    let content = match &parsed.root {
        Some(root) => content_of(root, source.path(), part, &mut reader),
        None => Content::Unread(announced(source.path(), part)),
    };
    let faults = parsed.faults.iter().map(|fault| finding_of(fault, only));
    let mut findings: Vec<Finding> = faults.collect();
    findings.append(&mut reader.findings);
    File {
        source,
        content,
        findings,
    }
}

fn content_of(root: &Node, path: &str, part: Part, reader: &mut Reader) -> Content {
    let read = match part {
        Part::Settings => Some(Content::Settings),
        Part::Person => PersonFile::read(root, reader).map(Content::Person),
        Part::Team { archived } => TeamFile::read(root, archived, reader)
            .map(Box::new)
            .map(Content::Team),
        Part::Repo { archived } => RepoFile::read(root, path, archived, reader).map(Content::Repo),
    };
    read.unwrap_or_else(|| Content::Unread(announced(path, part)))
}

/// A finding made on a set of one file, placed in a larger set.
fn moved(finding: &Finding, source: SourceId) -> Finding {
    let mut finding = finding.clone();
    finding.primary.place.source = source;
    for label in &mut finding.related {
        label.place.source = source;
    }
    finding
}
