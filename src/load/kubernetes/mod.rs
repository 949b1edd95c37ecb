//! kubernetes/community as it is: `sigs.yaml`, `OWNERS_ALIASES` and every `OWNERS` file, in the
//! layouts of every year since 2017.
//!
//! `sigs.yaml` and `OWNERS_ALIASES` are read piece by piece, a group or an alias each, and a piece
//! is kept by its text: [`piece`] says what one holds, [`group`] and [`owners`] what stands in
//! them, and [`assemble`] makes the governance of what lies in a [`scope`].
//!
//! # What becomes what
//!
//! | there | here |
//! |---|---|
//! | the whole | the organisation `kubernetes` and its root unit `project`, which no line declares |
//! | a group of `sigs`, `workinggroups`, `usergroups`, `committees` | a unit below the root; its id is `dir` |
//! | `chairs`, `tech_leads` (until 2018 `leads`) | the roles `<dir>-chairs`, `<dir>-tech-leads`; the `chairs` of a committee are its members |
//! | `contact.liaison` | the role `<dir>-liaison` |
//! | a subproject, its `leads` | the unit `<dir>.<subproject>` below the group, its role `<dir>.<subproject>-leads` |
//! | `owners` of a subproject | `execute` over `repos/<org>/<repository>/<folder>` |
//! | an alias of `OWNERS_ALIASES` | the unit `alias.<name>` with its members |
//! | `approvers`, `reviewers` of `OWNERS`, filters included | `execute`, `advise` over `files/<folder>`, held by the alias or the person |
//! | `gb_rep` | the role `gb-rep` of the root unit |
//! | everybody named | a person; the id is the GitHub handle in small letters |
//! | `TBD` and the like | nobody: the role is vacant |
//!
//! The steering committee decides what nobody else holds.
//!
//! Left out: `emeritus_leads` and `emeritus_approvers` (they hold nothing now), meetings, mailing
//! lists and chat, labels. Keys that are not known are no faults: every year has its own. A name in
//! `OWNERS` that looks like an alias and is none gives nobody anything.

mod assemble;
mod group;
mod owners;
mod piece;
mod remarks;
mod scope;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::owners::Owners;
use self::piece::Held;
use self::scope::Scope;
use super::adapter::{Adapter, File, Placed, Understood};
use super::pieces::{Known, Piece};
use super::snapshot::Kept;
use super::{Cache, finding_of, has_file};
use crate::diag::Finding;
use crate::model::{Format, Governance, Id, Kind};
use crate::source::{Source, SourceId, Sources, parse_yaml};
use crate::tree::Entry;

const GROUPS: &str = "sigs.yaml";
const ALIASES: &str = "OWNERS_ALIASES";
const OWNERS: &str = "OWNERS";

pub(super) use self::remarks::remarks;

/// The format.
pub(super) struct Kubernetes;

/// What one file holds.
#[derive(Debug)]
pub(super) struct Content(Holds);

#[derive(Debug)]
enum Holds {
    /// Groups or aliases.
    Pieces(Vec<Piece<Held>>),
    /// Who approves and reviews in a folder.
    Owners(Box<Owners>),
}

/// Pieces that were read before.
#[derive(Debug, Default)]
pub(super) struct Memory {
    groups: Known<Held>,
    aliases: Known<Held>,
}

fn is_owners(path: &str) -> bool {
    path.rsplit('/').next() == Some(OWNERS)
}

impl Adapter for Kubernetes {
    type Content = Content;
    type Memory = Memory;
    type Scope = Scope;
    type Index = ();

    const FORMAT: Format = Format::Kubernetes;
    const HINTS: &[&str] = &[GROUPS, ALIASES, OWNERS];

    /// Whether groups or aliases stand at the root. Repositories of other formats have aliases too.
    fn detects(entries: &[Entry]) -> bool {
        has_file(entries, |path| path == GROUPS)
            || (has_file(entries, |path| path == ALIASES)
                && !has_file(entries, super::peribolos::is_organisation))
    }

    fn reads(path: &str) -> bool {
        path == GROUPS || path == ALIASES || is_owners(path)
    }

    fn is_due(path: &str) -> bool {
        !is_owners(path)
    }

    fn announces(_path: &str) -> Option<(Kind, Id)> {
        None
    }

    /// Where organisations come to stand, it is theirs that is told.
    fn shapes(path: &str) -> bool {
        path == GROUPS || super::peribolos::is_organisation(path)
    }

    fn understand(source: &Arc<Source>, memory: &mut Memory) -> Option<Understood<Content>> {
        let only = Sources::default().add(Arc::clone(source));
        let text = source.text();
        let (content, faults) = match source.path() {
            GROUPS => {
                let pieces = memory.groups.read(text, |part| Held::groups(part, only));
                (pieces.all.map(Holds::Pieces), pieces.faults)
            }
            ALIASES => {
                let pieces = memory.aliases.read(text, |part| Held::aliases(part, only));
                (pieces.all.map(Holds::Pieces), pieces.faults)
            }
            path => {
                let parsed = parse_yaml(text);
                let is_sound = parsed.root.is_some() || parsed.faults.is_empty();
                let content = is_sound.then(|| match &parsed.root {
                    Some(root) => Owners::read(root, path, text),
                    None => Owners::empty(path),
                });
                (
                    content.map(|owners| Holds::Owners(Box::new(owners))),
                    parsed.faults,
                )
            }
        };
        let faults = faults.iter().map(|fault| finding_of(fault, only));
        let mut findings: Vec<Finding> = faults.collect();
        if let Some(Holds::Pieces(pieces)) = &content {
            for piece in pieces {
                let own = piece.holds.findings.iter();
                findings.extend(own.map(|finding| moved(finding, only, piece.offset)));
            }
        }
        Some(Understood {
            content: content.map(Content),
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
        &mut cache.kubernetes
    }
}

/// A finding of a piece as one of the file.
fn moved(finding: &Finding, source: SourceId, offset: usize) -> Finding {
    let mut finding = finding.clone();
    finding.primary.place.source = source;
    finding.primary.place.span = finding.primary.place.span.shifted(offset);
    finding
}
