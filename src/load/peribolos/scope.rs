//! What of the organisations a change concerns.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::Content;
use super::assemble::objects;
use super::piece::Held;
use crate::load::adapter::File;
use crate::load::names::Names;
use crate::model::{Id, Object};

/// The teams and the members of organisations that differ, and what they touch.
///
/// A changed team needs the teams that have a right over the same repositories: who gains a right
/// depends on who had it already. A team that comes under another body needs all members of both:
/// the right over its borders goes from the ones to the others. Owners are few, and always there.
#[derive(Debug, Default)]
pub(in crate::load) struct Scope {
    teams: Names,
    /// Members of an organisation that stand in a piece that differs.
    members: HashMap<Id, Names>,
    /// Organisations of which all members are needed.
    whole: HashSet<Id>,
    /// Whoever is named in what differs: one side may name them elsewhere.
    people: Names,
}

/// Members of an organisation.
#[derive(Clone, Copy)]
pub(super) enum Members<'s> {
    All,
    These(&'s Names),
    Nobody,
}

impl Members<'_> {
    pub(super) fn has(self, person: &Id) -> bool {
        match self {
            Members::All => true,
            Members::These(people) => people.contains(person),
            Members::Nobody => false,
        }
    }
}

impl Scope {
    pub(super) fn has_team(&self, id: &Id) -> bool {
        self.teams.contains(id)
    }

    /// The members of an organisation that are needed.
    pub(super) fn members(&self, org: &Id) -> Members<'_> {
        match self.members.get(org) {
            _ if self.whole.contains(org) => Members::All,
            Some(members) => Members::These(members),
            None => Members::Nobody,
        }
    }

    pub(super) fn people(&self) -> impl Iterator<Item = &Id> {
        self.people.iter()
    }

    /// Whether what a piece records directly is needed.
    pub(super) fn has_entries(&self, piece: &Held) -> bool {
        piece.orgs.iter().any(|part| {
            let has_members =
                self.members.contains_key(&part.org.id) || self.whole.contains(&part.org.id);
            (!part.members.is_empty() && has_members)
                || !part.admins.is_empty()
                || part.teams.iter().any(|team| self.has_team(&team.id.value))
        })
    }

    pub(super) fn of(
        before: &[&File<Content>],
        after: &[&File<Content>],
        changed: &BTreeSet<&str>,
    ) -> Scope {
        let mut scope = Scope::default();
        let both = || before.iter().chain(after).flat_map(|file| pieces_of(file));
        let is_changed = |file: &&&File<Content>| changed.contains(file.source.path());
        let pieces = |files: &[&File<Content>]| -> HashSet<*const Held> {
            let files = files.iter().filter(is_changed);
            files
                .flat_map(|file| pieces_of(file))
                .map(Arc::as_ptr)
                .collect()
        };
        let (old, new) = (pieces(before), pieces(after));
        let mut over: HashSet<&Object> = HashSet::default();
        let mut parents = Parents::default();
        let files = before.iter().chain(after).filter(is_changed);
        for piece in files.flat_map(|file| pieces_of(file)) {
            let at = Arc::as_ptr(piece);
            let (in_old, in_new) = (old.contains(&at), new.contains(&at));
            if in_old && in_new {
                continue;
            }
            let people = piece
                .people()
                .filter_map(|handle| handle.value.person.clone());
            scope.people.extend(people);
            for part in &piece.orgs {
                if !part.members.is_empty() {
                    let people = part.members.iter();
                    let people = people.filter_map(|member| member.value.person.clone());
                    let members = scope.members.entry(part.org.id.clone());
                    members.or_default().extend(people);
                }
                for team in &part.teams {
                    over.extend(objects(team));
                    let parent = team.parent.as_ref().unwrap_or(&part.org.id);
                    parents.note(&team.id.value, parent, &part.org.id, in_new);
                }
            }
            scope.add_teams(piece);
        }
        scope.whole = parents.moved();
        if !over.is_empty() {
            for piece in both() {
                let mut teams = piece.orgs.iter().flat_map(|part| &part.teams);
                if teams.any(|team| objects(team).any(|object| over.contains(object))) {
                    scope.add_teams(piece);
                }
            }
        }
        // A piece brings all that it holds, and the other side must know that too.
        loop {
            let before_round = scope.teams.len();
            for piece in both() {
                let mut teams = piece.orgs.iter().flat_map(|part| &part.teams);
                if teams.any(|team| scope.has_team(&team.id.value)) {
                    scope.add_teams(piece);
                }
            }
            if scope.teams.len() == before_round {
                return scope;
            }
        }
    }

    fn add_teams(&mut self, piece: &Held) {
        let teams = piece.orgs.iter().flat_map(|part| &part.teams);
        self.teams.extend(teams.map(|team| team.id.value.clone()));
    }
}

fn pieces_of(file: &File<Content>) -> impl Iterator<Item = &Arc<Held>> {
    let pieces = file.content.iter().flat_map(|content| &content.0);
    pieces.map(|piece| &piece.holds)
}

/// Under which body a team stands before and after, and the organisation of each.
#[derive(Default)]
struct Parents<'f> {
    teams: HashMap<&'f Id, [Option<(&'f Id, &'f Id)>; 2]>,
}

impl<'f> Parents<'f> {
    fn note(&mut self, team: &'f Id, parent: &'f Id, org: &'f Id, after: bool) {
        let sides = self.teams.entry(team).or_default();
        sides[usize::from(after)].get_or_insert((parent, org));
    }

    /// The organisations in which a team stands under another body, or may do so under another
    /// name.
    fn moved(&self) -> HashSet<Id> {
        let mut orgs = HashSet::default();
        let mut gone = Vec::new();
        let mut come = Vec::new();
        for sides in self.teams.values() {
            match sides {
                [Some(old), Some(new)] if old.0 != new.0 => {
                    orgs.extend([old.1.clone(), new.1.clone()]);
                }
                [Some(old), None] => gone.push(old),
                [None, Some(new)] => come.push(new),
                _ => {}
            }
        }
        let mut pairs = gone
            .iter()
            .flat_map(|old| come.iter().map(move |new| (old, new)));
        if pairs.any(|(old, new)| old.0 != new.0) {
            let all = gone.iter().chain(&come).map(|(_, org)| (*org).clone());
            orgs.extend(all);
        }
        orgs
    }
}
