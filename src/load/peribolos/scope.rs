//! What of the organisations a change concerns.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::Content;
use super::assemble::objects;
use super::piece::Held;
use crate::load::adapter::File;
use crate::model::{Id, Object};

/// The teams and the members of organisations that differ, and what they touch.
///
/// A changed team needs the teams that have a right over the same repositories: who gains a right
/// depends on who had it already. Owners are few, and always there.
#[derive(Debug, Default)]
pub(in crate::load) struct Scope {
    teams: HashSet<Id>,
    /// Members of an organisation that stand in a piece that differs.
    members: HashMap<Id, HashSet<Id>>,
}

impl Scope {
    pub(super) fn has_team(&self, id: &Id) -> bool {
        self.teams.contains(id)
    }

    pub(super) fn has_member(&self, org: &Id, person: &Id) -> bool {
        let members = self.members.get(org);
        members.is_some_and(|members| members.contains(person))
    }

    /// Whether what a piece records directly is needed.
    pub(super) fn has_entries(&self, piece: &Held) -> bool {
        piece.orgs.iter().any(|part| {
            (!part.members.is_empty() && self.members.contains_key(&part.org.id))
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
        let mut over: HashSet<&Object> = HashSet::new();
        let files = before.iter().chain(after).filter(is_changed);
        for piece in files.flat_map(|file| pieces_of(file)) {
            let at = Arc::as_ptr(piece);
            if old.contains(&at) && new.contains(&at) {
                continue;
            }
            for part in &piece.orgs {
                if !part.members.is_empty() {
                    let people = part.members.iter();
                    let people = people.filter_map(|member| member.value.person.clone());
                    let members = scope.members.entry(part.org.id.clone());
                    members.or_default().extend(people);
                }
                for team in &part.teams {
                    over.extend(objects(team));
                }
            }
            scope.add_teams(piece);
        }
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

fn pieces_of<'f>(file: &'f File<Content>) -> impl Iterator<Item = &'f Arc<Held>> {
    let pieces = file.content.iter().flat_map(|content| &content.0);
    pieces.map(|piece| &piece.holds)
}
