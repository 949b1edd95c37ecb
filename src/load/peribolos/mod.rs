//! kubernetes/org as it is: GitHub organisations, their teams and rights in the configuration of
//! peribolos, `config/<org>/**.yaml`.
//!
//! Files are read piece by piece, a team or some members each, and a piece is kept by its text:
//! [`piece`] and [`team`] say what one holds, and [`assemble`] makes the governance of what lies in
//! a [`scope`].
//!
//! # What becomes what
//!
//! | there | here |
//! |---|---|
//! | the whole | the organisation `github` and its root unit `github`, which no line declares |
//! | `config/<org>/org.yaml`, or an organisation under `orgs` | a unit below the root with its `members` |
//! | `admins` | the role `<org>-owners`: `execute` over `repos/<org>` up to `admin`, `decide` over `membership/<org>` |
//! | a team of `teams`, in any file below `config/<org>/` | the unit `<org>.<team>` below the organisation, or below the team that it is nested in |
//! | `members` of a team | its members |
//! | `maintainers` | the role `<org>.<team>.maintainers` |
//! | `repos` | `execute` over `repos/<org>/<repository>`, up to the level, held by the team |
//! | `previously` | what the team was called before |
//! | everybody named | a person; the id is the GitHub handle in small letters |
//!
//! Left out: settings of organisations and teams, `restrictions.yaml`, and who may change the
//! configuration itself (`OWNERS`). Keys that are not known are no faults.

mod assemble;
mod piece;
mod remarks;
mod scope;
mod team;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use self::piece::{Held, OrgName};
use self::scope::Scope;
use super::adapter::{Adapter, File, Placed, Understood};
use super::pieces::{Known, Piece};
use super::snapshot::Kept;
use super::{Cache, finding_of, has_file};
use crate::diag::Finding;
use crate::model::{Format, Governance, Id, Kind};
use crate::source::{Source, Sources};
use crate::tree::Entry;

pub(super) use self::remarks::remarks;

/// The format.
pub(super) struct Peribolos;

/// What one file holds, in pieces.
#[derive(Debug)]
pub(super) struct Content(Vec<Piece<Held>>);

/// Pieces that were read before, by the organisation whose they are.
#[derive(Debug, Default)]
pub(super) struct Memory(HashMap<Option<String>, Known<Held>>);

/// The organisation that a file belongs to by its place.
fn org_of(path: &str) -> Option<&str> {
    let (org, _) = path.strip_prefix("config/")?.split_once('/')?;
    (!org.trim().is_empty()).then_some(org)
}

/// Whether a path is where an organisation stands.
pub(super) fn is_organisation(path: &str) -> bool {
    path.strip_prefix("config/")
        .and_then(|path| path.strip_suffix("/org.yaml"))
        .is_some_and(|org| !org.is_empty() && !org.contains('/'))
}

impl Adapter for Peribolos {
    type Content = Content;
    type Memory = Memory;
    type Scope = Scope;
    type Index = ();

    const FORMAT: Format = Format::Peribolos;
    const HINTS: &[&str] = &["config"];

    fn detects(entries: &[Entry]) -> bool {
        has_file(entries, is_organisation)
    }

    fn reads(path: &str) -> bool {
        path.starts_with("config/") && path.ends_with(".yaml")
    }

    fn announces(_path: &str) -> Option<(Kind, Id)> {
        None
    }

    fn understand(source: &Arc<Source>, memory: &mut Memory) -> Option<Understood<Content>> {
        let only = Sources::default().add(Arc::clone(source));
        let org = org_of(source.path());
        let known = memory.0.entry(org.map(str::to_owned)).or_default();
        let org = org.map(OrgName::of);
        let pieces = known.read(source.text(), |part| Held::read(part, org.as_ref()));
        let faults = pieces.faults.iter().map(|fault| finding_of(fault, only));
        let findings: Vec<Finding> = faults.collect();
        let is_empty = |pieces: &Vec<Piece<Held>>| {
            let mut pieces = pieces.iter();
            pieces.all(|piece| piece.holds.orgs.is_empty())
        };
        if org.is_none() && findings.is_empty() && pieces.all.as_ref().is_some_and(is_empty) {
            return None;
        }
        Some(Understood {
            content: pieces.all.map(Content),
            findings,
            unread: Vec::new(),
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
        Some(Scope::of(before, after, changed))
    }

    fn kept(cache: &mut Cache) -> &mut Kept<Self> {
        &mut cache.peribolos
    }
}
