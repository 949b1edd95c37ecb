//! Who belongs to teams through others, kept from one point of history to the next: most changes
//! move hundreds of people nowhere.

use std::collections::HashSet;
use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;

use super::Content;
use super::index::Filed;
use super::membership::Memberships;
use super::team::TeamFile;
use crate::load::adapter::File;
use crate::model::{Id, Member, Unit};
use crate::source::At;

/// A team with the members that it has through others.
#[derive(Debug, Clone)]
pub(super) struct Gathered {
    pub(super) unit: Arc<Unit>,
    /// Whether that is all of them.
    pub(super) complete: bool,
}

impl Gathered {
    pub(super) fn of(team: &TeamFile, memberships: &Memberships<'_>) -> Self {
        let mut unit = Unit::clone(&team.record.data);
        unit.members.extend(memberships.through_others(team));
        Gathered {
            unit: Arc::new(unit),
            complete: !memberships.is_incomplete(),
        }
    }

    /// Whether two teams read from one file have the same members.
    pub(super) fn is_same(&self, other: &Gathered) -> bool {
        let alike = |(a, b): (&At<Member>, &At<Member>)| {
            a.person.value == b.person.value && a.through == b.through && a.span == b.span
        };
        let (one, two) = (&self.unit.members, &other.unit.members);
        let are_whole = self.complete && other.complete;
        are_whole && one.len() == two.len() && one.iter().zip(two).all(alike)
    }
}

/// Gathered members by team, at one point of history, and the files of teams that came and went
/// since.
#[derive(Debug, Default)]
pub(super) struct Kept {
    known: HashMap<Id, Gathered>,
    since: Vec<(Filed, bool)>,
}

impl Kept {
    /// Notes that the file of a team came, or that it went.
    pub(super) fn note(&mut self, file: &Filed, comes: bool) {
        if !self.known.is_empty() {
            self.since.push((Arc::clone(file), comes));
        }
    }

    /// What is known of the side that has the files `gone` where this one has `come`.
    pub(super) fn take<'f>(
        &mut self,
        come: impl Iterator<Item = &'f Filed>,
        gone: impl Iterator<Item = &'f Filed>,
    ) -> HashMap<Id, Gathered> {
        let known = std::mem::take(&mut self.known);
        let since = std::mem::take(&mut self.since);
        let noted = |comes: bool| {
            let noted = since.iter().filter(move |(_, came)| *came == comes);
            noted.map(|(file, _)| Arc::as_ptr(file)).collect()
        };
        let files: [HashSet<*const File<Content>>; 2] = [noted(true), noted(false)];
        if files
            == [
                come.map(Arc::as_ptr).collect(),
                gone.map(Arc::as_ptr).collect(),
            ]
        {
            known
        } else {
            HashMap::default()
        }
    }

    /// Keeps what is known of this side.
    pub(super) fn put(&mut self, known: HashMap<Id, Gathered>) {
        self.known = known;
    }
}
