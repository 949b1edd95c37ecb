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
mod entries;
mod membership;
mod people;
mod permissions;
mod person;
mod reader;
mod remarks;
mod repo;
mod scope;
mod team;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::person::PersonFile;
use self::reader::Reader;
use self::repo::RepoFile;
use self::scope::Scope;
use self::team::TeamFile;
use super::adapter::{Adapter, File, Placed, Understood};
use super::snapshot::Kept;
use super::{Cache, finding_of, has_file};
use crate::diag::Finding;
use crate::model::{Format, Governance, Id, Kind};
use crate::source::{Node, Source, Sources, parse_toml};
use crate::tree::Entry;

pub(super) use self::remarks::remarks;

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

/// The TOML files of rust-lang/team.
pub(super) struct RustTeam;

/// What one file holds.
#[derive(Debug)]
pub(super) struct Content {
    holds: Holds,
    /// Whether the file is not called by the name that it gives.
    misnamed: bool,
}

#[derive(Debug)]
enum Holds {
    Settings,
    Person(PersonFile),
    Team(Box<TeamFile>),
    Repo(RepoFile),
}

impl Adapter for RustTeam {
    type Content = Content;
    type Memory = ();
    type Scope = Scope;
    type Index = ();

    const FORMAT: Format = Format::RustTeam;
    const ALONE: bool = true;
    const HINTS: &[&str] = &["teams"];

    /// Whether people and teams stand here as TOML files. `config.toml` came only later.
    fn detects(entries: &[Entry]) -> bool {
        let has =
            |wanted: fn(Part) -> bool| has_file(entries, |path| part_of(path).is_some_and(wanted));
        has(|part| part == Part::Person) && has(|part| matches!(part, Part::Team { .. }))
    }

    fn reads(path: &str) -> bool {
        part_of(path).is_some()
    }

    fn announces(path: &str) -> Option<(Kind, Id)> {
        announced(path, part_of(path)?)
    }

    fn understand(source: &Arc<Source>, (): &mut ()) -> Option<Understood<Content>> {
        let part = part_of(source.path())?;
        let only = Sources::default().add(Arc::clone(source));
        let parsed = parse_toml(source.text());
        let mut reader = Reader::new(only);
        let content = parsed
            .root
            .as_ref()
            .and_then(|root| content_of(root, source.path(), part, &mut reader));
        let faults = parsed.faults.iter().map(|fault| finding_of(fault, only));
        let mut findings: Vec<Finding> = faults.collect();
        findings.append(&mut reader.findings);
        let unread = match &content {
            Some(_) => Vec::new(),
            None => announced(source.path(), part).into_iter().collect(),
        };
        Some(Understood {
            content,
            findings,
            unread,
        })
    }

    fn assemble(
        files: &[Placed<'_, Content>],
        scope: Option<&Scope>,
        sources: &Sources,
        findings: &mut Vec<Finding>,
    ) -> Governance {
        assemble::assemble(files, scope, sources, findings)
    }

    fn scope(
        before: &[&File<Content>],
        after: &[&File<Content>],
        changed: &BTreeSet<&str>,
    ) -> Option<Scope> {
        Some(scope::scope(before, after, changed))
    }

    fn within(scope: &Scope, file: &File<Content>) -> bool {
        scope.needs(file.content.as_ref())
    }

    fn person_name<'f>(
        at: &dyn Fn(&str) -> Option<&'f File<Content>>,
        all: &mut dyn Iterator<Item = &'f File<Content>>,
        id: &Id,
    ) -> Option<String> {
        let name = |file: &File<Content>| match file.content.as_ref()?.holds {
            Holds::Person(ref person) if person.record.id == *id => {
                Some(person.record.name().to_owned())
            }
            _ => None,
        };
        // Files are called by the handle, most of them.
        let mut guess = at(&format!("people/{id}.toml")).and_then(name);
        while guess.is_none()
            && let Some(file) = all.next()
        {
            guess = name(file);
        }
        guess
    }

    fn kept(cache: &mut Cache) -> &mut Kept<Self> {
        &mut cache.rust_team
    }
}

fn content_of(root: &Node, path: &str, part: Part, reader: &mut Reader) -> Option<Content> {
    let holds = match part {
        Part::Settings => Some(Holds::Settings),
        Part::Person => PersonFile::read(root, reader).map(Holds::Person),
        Part::Team { archived } => TeamFile::read(root, archived, reader)
            .map(Box::new)
            .map(Holds::Team),
        Part::Repo { archived } => RepoFile::read(root, path, archived, reader).map(Holds::Repo),
    };
    let holds = holds?;
    let name = match &holds {
        Holds::Settings => {
            return Some(Content {
                holds,
                misnamed: false,
            });
        }
        Holds::Person(person) => person.record.id.as_str(),
        Holds::Team(team) => team.record.id.as_str(),
        Holds::Repo(repo) => repo.name(),
    };
    let file = path.rsplit('/').next();
    let stem = file.and_then(|file| file.strip_suffix(".toml"));
    Some(Content {
        misnamed: stem.is_none_or(|stem| !stem.eq_ignore_ascii_case(name)),
        holds,
    })
}
