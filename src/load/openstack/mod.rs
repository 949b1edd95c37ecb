//! openstack/governance as it is: `reference/projects.yaml` and `reference/members.yaml`, in the
//! layouts of every year since 2014.
//!
//! The list of projects is one large file of which a change touches little: [`pieces`] cuts it at
//! its projects, and a piece that was seen before is not read again. The way: [`people`] tells who
//! is meant, [`project`] and [`committee`] say what a piece holds, and [`assemble`] makes the
//! governance, as much of it as [`scope`] asks for.
//!
//! # What becomes what
//!
//! | there | here |
//! |---|---|
//! | the whole | the organisation `openstack`; its root unit and residual decider is `technical-committee` |
//! | `reference/members.yaml` | the members of `technical-committee`; `role` as the roles `technical-committee-chair` and the like |
//! | a project (`reference/projects.yaml`, before that `programs.yaml`) | a unit below the committee; its type says where `status` is `inactive` |
//! | `ptl`, a mapping or `Name (nick)` | the role `<project>-ptl` with its holder; there and vacant where nobody is named, unless leadership is distributed |
//! | `liaisons` by kind | the roles `<project>-<kind>-liaison`; a list without kinds is that of `tc_members` |
//! | `repos` of `deliverables`, `repo` of `projects` before | domains `repos/<org>/<name>` of the role `ptl`, or of the unit where leadership is distributed |
//! | a person | by IRC nick in small letters, or by name where no nick is known; who has the same name in one commit is one person; the Foundation's `memberid` is a handle too |
//! | `APPOINTMENT NEEDED`, `leaderless`, `TBD` | a vacant seat |
//! | `No nick supplied` | no nick |
//!
//! Left out: the day of an election (`date`, which was the end of a term in earlier years), the
//! cycles of `appointed` (history), `extra-atcs`, tags and addresses.

mod assemble;
mod committee;
mod people;
mod pieces;
mod project;
mod remarks;
mod scope;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use self::committee::Committee;
use self::project::Piece;
use self::scope::Scope;
use super::adapter::{Adapter, File, Placed, Understood};
use super::reading::{Reader, fault_of};
use super::snapshot::Kept;
use super::{Cache, has_file};
use crate::diag::Finding;
use crate::model::{Format, Governance, Id, Kind};
use crate::source::{Source, SourceId, Sources, parse_yaml_last_counts};
use crate::tree::Entry;

/// How many bytes of text the memory keeps before it starts anew.
const MAX_KEPT_BYTES: usize = 24 * 1024 * 1024;

/// What the place of a file makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Projects,
    Committee,
}

fn part_of(path: &str) -> Option<Part> {
    match path {
        "reference/projects.yaml" | "reference/programs.yaml" => Some(Part::Projects),
        "reference/members.yaml" => Some(Part::Committee),
        _ => None,
    }
}

pub(super) use self::remarks::remarks;

/// The projects of openstack/governance.
pub(super) struct OpenStack;

/// What one file holds.
#[derive(Debug)]
pub(super) struct Content(Holds);

#[derive(Debug)]
enum Holds {
    /// Projects, each with where its piece begins.
    Projects(Vec<(usize, Arc<Piece>)>),
    Committee(Committee),
}

/// Pieces by their text.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pieces: HashMap<Box<str>, Arc<Piece>>,
    bytes: usize,
}

impl Adapter for OpenStack {
    type Content = Content;
    type Memory = Memory;
    type Scope = Scope;
    type Index = ();

    const FORMAT: Format = Format::OpenStack;
    const HINTS: &[&str] = &["reference"];

    fn detects(entries: &[Entry]) -> bool {
        has_file(entries, |path| part_of(path) == Some(Part::Projects))
    }

    fn reads(path: &str) -> bool {
        part_of(path).is_some()
    }

    fn announces(path: &str) -> Option<(Kind, Id)> {
        Some(announced(part_of(path)?))
    }

    fn understand(source: &Arc<Source>, memory: &mut Memory) -> Option<Understood<Content>> {
        let part = part_of(source.path())?;
        let only = Sources::default().add(Arc::clone(source));
        let mut findings = Vec::new();
        let content = match part {
            Part::Projects => projects(source.text(), only, memory, &mut findings),
            Part::Committee => {
                let parsed = parse_yaml_last_counts(source.text());
                findings.extend(parsed.faults.iter().map(|fault| fault_of(fault, only)));
                let mut reader = Reader::new(only, 0);
                let committee = parsed
                    .root
                    .and_then(|root| Committee::read(&root, &mut reader));
                findings.append(&mut reader.findings);
                committee.map(Holds::Committee)
            }
        };
        let unread = match &content {
            Some(_) => Vec::new(),
            None => vec![announced(part)],
        };
        Some(Understood {
            content: content.map(Content),
            findings,
            unread,
        })
    }

    fn assemble(
        files: &[Placed<'_, Content>],
        scope: Option<&Scope>,
        _sources: &Sources,
        findings: &mut Vec<Finding>,
    ) -> Governance {
        assemble::assemble(files, scope, findings)
    }

    fn scope(
        before: &[&File<Content>],
        after: &[&File<Content>],
        changed: &BTreeSet<&str>,
    ) -> Option<Scope> {
        Scope::of(before, after, changed)
    }

    fn kept(cache: &mut Cache) -> &mut Kept<Self> {
        &mut cache.openstack
    }
}

/// The record that a file should hold.
fn announced(part: Part) -> (Kind, Id) {
    match part {
        Part::Projects => (Kind::Org, Id::of(assemble::ORG)),
        Part::Committee => (Kind::Unit, Id::of(committee::UNIT)),
    }
}

/// The projects of a text, piece by piece where it can be cut, and in one where not.
fn projects(
    text: &str,
    only: SourceId,
    memory: &mut Memory,
    findings: &mut Vec<Finding>,
) -> Option<Holds> {
    if let Some(pieces) = cut(text, only, memory) {
        for (offset, piece) in &pieces {
            findings.extend(piece.findings(*offset));
        }
        return Some(Holds::Projects(pieces));
    }
    whole(text, only, findings)
}

/// The pieces of a text that can be cut; those that were seen before are not read again.
fn cut(text: &str, only: SourceId, memory: &mut Memory) -> Option<Vec<(usize, Arc<Piece>)>> {
    let ranges = pieces::top_level_pieces(text)?;
    let mut found = Vec::with_capacity(ranges.len());
    for range in ranges {
        let offset = range.start;
        let text = &text[range];
        if let Some(known) = memory.pieces.get(text) {
            found.push((offset, Arc::clone(known)));
            continue;
        }
        let parsed = parse_yaml_last_counts(text);
        let root = parsed.root?;
        let [(key, node)] = root.entries() else {
            return None;
        };
        let mut reader = Reader::new(only, 0);
        reader.findings = parsed
            .faults
            .iter()
            .map(|fault| fault_of(fault, only))
            .collect();
        let piece = Arc::new(Piece::read(key, node, reader));
        if memory.bytes + text.len() > MAX_KEPT_BYTES {
            memory.pieces.clear();
            memory.bytes = 0;
        }
        memory.bytes += text.len();
        memory.pieces.insert(text.into(), Arc::clone(&piece));
        found.push((offset, piece));
    }
    Some(found)
}

/// All projects of a text at once.
fn whole(text: &str, only: SourceId, findings: &mut Vec<Finding>) -> Option<Holds> {
    let parsed = parse_yaml_last_counts(text);
    findings.extend(parsed.faults.iter().map(|fault| fault_of(fault, only)));
    let root = parsed.root?;
    let mut reader = Reader::new(only, 0);
    if !matches!(root.value, crate::source::Value::Map(_)) {
        let found = format!("found {}", root.described());
        reader.wrong(
            root.span,
            "this must be a mapping of projects".to_owned(),
            found,
        );
        findings.append(&mut reader.findings);
        return None;
    }
    let pieces = root.entries().iter().map(|(key, node)| {
        let piece = Piece::read(key, node, Reader::new(only, 0));
        findings.extend(piece.findings(0));
        (0, Arc::new(piece))
    });
    Some(Holds::Projects(pieces.collect()))
}
