//! cloudfoundry/community as it is: charters in Markdown with a YAML block each, and the GitHub
//! organisations.
//!
//! Each file is understood alone. The way: [`block`] finds the YAML in a charter, [`charter`] and
//! [`organisation`] say what a file holds, [`table`] reads the committee's terms, [`entries`] tells
//! all of it in the words of the source, and [`assemble`] makes the governance, as much of it as
//! [`scope`] asks for.
//!
//! # What becomes what
//!
//! | there | here |
//! |---|---|
//! | the whole | the organisation `cloudfoundry`; its root unit and residual decider is `toc` |
//! | `toc/TOC.md` | the unit `toc` |
//! | `toc/working-groups/<stem>.md` | the unit `<stem>` below `toc`, by its YAML block, or by its heading while it has none |
//! | `areas` | the units `<stem>-<area>` below their working group |
//! | `execution_leads`, `technical_leads`, `bots` | the roles `<unit>-execution-lead`, `<unit>-technical-lead`, `<unit>-bot` |
//! | `technical_leads` of the TOC | the same, in the unit `toc-technical-leads`: they are no members of the committee |
//! | `approvers`, `reviewers`, `bots` of an area | the roles `<area>-approver`, `<area>-reviewer`, `<area>-bot` |
//! | `repositories` | domains `repos/<org>/<name>` of the area's approvers, who are there even without a holder; reviewers have `advise`, bots `execute` over them |
//! | the leads of the TOC | `execute` over `repos` up to admin: they own the GitHub organisations |
//! | the table of members in `TOC.md` | first and last day of the committee's members (an end that is a year is its last day), and the role `toc-chair` |
//! | `orgs/*.yml`, `org/*.yml` | the units `github-<org>` with contributors and members, and `github-<org>-<team>`; `execute` over repositories up to the level of a team, and over all of them for admins |
//! | a person | by GitHub handle in lower case, so that `Ann` and `ann` are one |
//! | `TBD` and the like | a vacant seat |
//!
//! While `TOC.md` had no YAML block, its table says who leads.
//!
//! Left out: settings of repositories, branch protection, the list of working groups that repeats
//! the charters for readers, and prose about people in charters without a block.

mod assemble;
mod block;
mod charter;
mod entries;
mod organisation;
mod people;
mod scope;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::charter::Charter;
use self::organisation::Organisation;
use self::scope::Scope;

use super::adapter::{Adapter, File, Placed, Understood};
use super::reading::{Reader, fault_of};
use super::snapshot::Kept;
use super::{Cache, has_file};
use crate::diag::Finding;
use crate::model::{Entry as Seat, Format, Governance, Id, Kind};
use crate::source::{Source, Sources, parse_yaml_last_counts};
use crate::tree::Entry;

/// What the place of a file makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'p> {
    /// The charter of the Technical Oversight Committee.
    Committee,
    /// The charter of the working group with this file stem.
    Group(&'p str),
    /// GitHub organisations.
    Organisations,
}

/// Which part a path is; `None` for files that belong to nobody here.
fn part_of(path: &str) -> Option<Part<'_>> {
    if path == "toc/TOC.md" {
        return Some(Part::Committee);
    }
    if let Some(file) = path.strip_prefix("toc/working-groups/") {
        let stem = file.strip_suffix(".md")?;
        // A name in capitals is a page about all of them.
        let is_charter =
            !stem.is_empty() && !stem.contains('/') && stem.chars().any(char::is_lowercase);
        return is_charter.then_some(Part::Group(stem));
    }
    let file = path
        .strip_prefix("orgs/")
        .or_else(|| path.strip_prefix("org/"))?;
    let stem = file
        .strip_suffix(".yml")
        .or_else(|| file.strip_suffix(".yaml"))?;
    (!stem.is_empty() && !stem.contains('/')).then_some(Part::Organisations)
}

/// The record that a file should hold, by its path alone.
fn announced(path: &str) -> Option<(Kind, Id)> {
    match part_of(path)? {
        Part::Committee => Some((Kind::Unit, Id::of(charter::COMMITTEE))),
        Part::Group(stem) => Some((Kind::Unit, Id::of(stem))),
        Part::Organisations => Some((Kind::Unit, Id::of(path))),
    }
}

/// The charters of cloudfoundry/community.
pub(super) struct CloudFoundry;

/// What one file holds.
#[derive(Debug)]
pub(super) struct Content {
    holds: Holds,
    /// What it records directly.
    entries: Arc<[Seat]>,
}

#[derive(Debug)]
enum Holds {
    Charter(Charter),
    Organisations(Vec<Organisation>),
}

impl Adapter for CloudFoundry {
    type Content = Content;
    type Memory = ();
    type Scope = Scope;
    type Index = ();

    const FORMAT: Format = Format::CloudFoundry;
    const HAS_DATES: bool = true;
    const ALONE: bool = true;
    const HINTS: &[&str] = &["toc"];

    /// Whether the committee or a working group has its charter here.
    fn detects(entries: &[Entry]) -> bool {
        has_file(entries, |path| {
            matches!(part_of(path), Some(Part::Committee | Part::Group(_)))
        })
    }

    fn reads(path: &str) -> bool {
        part_of(path).is_some()
    }

    fn announces(path: &str) -> Option<(Kind, Id)> {
        announced(path)
    }

    fn understand(source: &Arc<Source>, (): &mut ()) -> Option<Understood<Content>> {
        let only = Sources::default().add(Arc::clone(source));
        let path = source.path();
        let mut findings: Vec<Finding> = Vec::new();
        let holds = match part_of(path)? {
            Part::Organisations => {
                let parsed = parse_yaml_last_counts(source.text());
                findings.extend(parsed.faults.iter().map(|fault| fault_of(fault, only)));
                let mut reader = Reader::new(only, 0);
                let found = parsed
                    .root
                    .map(|root| organisation::read(&root, &mut reader));
                findings.append(&mut reader.findings);
                let is_empty = findings.is_empty() && found.is_none();
                found
                    .or_else(|| is_empty.then(Vec::new))
                    .map(Holds::Organisations)
            }
            part => charter_of(source, part, only, &mut findings).map(Holds::Charter),
        };
        if holds.is_none() && findings.is_empty() {
            // A page of prose among the charters.
            return None;
        }
        let unread = match &holds {
            Some(_) => Vec::new(),
            None => announced(path).into_iter().collect(),
        };
        let content = holds.map(|holds| Content {
            entries: match &holds {
                Holds::Charter(charter) => entries::of(charter).into(),
                Holds::Organisations(_) => Arc::from([]),
            },
            holds,
        });
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
        Scope::of(before, after, changed)
    }

    fn kept(cache: &mut Cache) -> &mut Kept<Self> {
        &mut cache.cloud_foundry
    }
}

/// The charter in a file; `None` where its block cannot be read, or where the file is none.
fn charter_of(
    source: &Source,
    part: Part<'_>,
    only: crate::source::SourceId,
    findings: &mut Vec<Finding>,
) -> Option<Charter> {
    let text = source.text();
    let stem = match part {
        Part::Group(stem) => Some(stem),
        Part::Committee | Part::Organisations => None,
    };
    let rows = match stem {
        None => table::rows(text),
        Some(_) => Vec::new(),
    };
    for block in block::yaml_blocks(text) {
        let parsed = parse_yaml_last_counts(source.slice(block));
        let is_record = parsed.root.as_ref().map(charter::is_record);
        // An example in the text, or a diagram: no fault of it is ours.
        if is_record == Some(false) {
            continue;
        }
        let faults = parsed.faults.into_iter();
        findings.extend(faults.map(|fault| fault_of(&fault.shifted(block.start), only)));
        let root = parsed.root?;
        let mut reader = Reader::new(only, block.start);
        let charter = Charter::read(&root, stem, rows, &mut reader);
        findings.append(&mut reader.findings);
        return Some(charter);
    }
    Charter::of_prose(text, stem, rows)
}
