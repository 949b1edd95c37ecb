//! What of a repository a change concerns.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::piece::Held;
use super::{Content, Holds};
use crate::load::adapter::File;
use crate::model::Id;

/// The groups, aliases and folders that differ, and what they touch.
///
/// A changed alias needs every folder that names it: what its members can do now follows from
/// those. A folder needs the aliases that it names, for the people behind them. Everything else
/// that a comparison looks at stands in the piece itself.
#[derive(Debug, Default)]
pub(in crate::load) struct Scope {
    /// Groups and aliases.
    units: HashSet<Id>,
    /// Pieces that differ and hold neither, or hold some.
    pieces: HashSet<*const Held>,
    /// Paths of `OWNERS` files.
    folders: HashSet<String>,
    /// Whoever is named in what differs: one side may name them elsewhere.
    people: HashSet<Id>,
}

impl Scope {
    pub(super) fn has_piece(&self, piece: &Arc<Held>) -> bool {
        self.pieces.contains(&Arc::as_ptr(piece)) || ids(piece).any(|id| self.units.contains(id))
    }

    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    pub(super) fn has_person(&self, id: &Id) -> bool {
        self.people.contains(id)
    }

    pub(super) fn of(
        before: &[&File<Content>],
        after: &[&File<Content>],
        changed: &BTreeSet<&str>,
    ) -> Scope {
        let mut scope = Scope::default();
        let both = || before.iter().chain(after);
        let is_changed = |file: &&&File<Content>| changed.contains(file.source.path());
        let pieces = |files: &[&File<Content>]| -> HashSet<*const Held> {
            let files = files.iter().filter(is_changed);
            files
                .flat_map(|file| pieces_of(file))
                .map(Arc::as_ptr)
                .collect()
        };
        let (old, new) = (pieces(before), pieces(after));
        for file in both().filter(is_changed) {
            if let Some(Content(Holds::Owners(owners))) = &file.content {
                scope.folders.insert(file.source.path().to_owned());
                let named = owners.grants.iter();
                let people = named.filter_map(|listed| listed.handle.person.clone());
                scope.people.extend(people);
            }
            for piece in pieces_of(file) {
                let at = Arc::as_ptr(piece);
                if !(old.contains(&at) && new.contains(&at)) {
                    scope.pieces.insert(at);
                    scope.units.extend(ids(piece).cloned());
                    let people = piece.people.iter().map(|mention| mention.person.clone());
                    scope.people.extend(people);
                }
            }
        }
        // Folders that name an alias of these, and then the aliases that those folders name.
        for file in both() {
            if let Some(Content(Holds::Owners(owners))) = &file.content
                && owners
                    .grants
                    .iter()
                    .any(|listed| scope.units.contains(&listed.alias))
            {
                scope.folders.insert(file.source.path().to_owned());
            }
        }
        for file in both() {
            if let Some(Content(Holds::Owners(owners))) = &file.content
                && scope.folders.contains(file.source.path())
            {
                let named = owners.grants.iter().map(|listed| listed.alias.clone());
                scope.units.extend(named);
            }
        }
        // A piece brings all that it holds, and the other side must know that too.
        loop {
            let before_round = scope.units.len();
            for piece in both().flat_map(|file| pieces_of(file)) {
                if scope.has_piece(piece) {
                    scope.units.extend(ids(piece).cloned());
                }
            }
            if scope.units.len() == before_round {
                return scope;
            }
        }
    }
}

fn pieces_of(file: &File<Content>) -> impl Iterator<Item = &Arc<Held>> {
    let pieces = match &file.content {
        Some(Content(Holds::Pieces(pieces))) => &pieces[..],
        _ => &[],
    };
    pieces.iter().map(|piece| &piece.holds)
}

fn ids(piece: &Held) -> impl Iterator<Item = &Id> {
    let groups = piece.groups.iter().map(|group| &group.id.value);
    groups.chain(piece.aliases.iter().map(|alias| &alias.id.value))
}
