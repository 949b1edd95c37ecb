//! What of a repository a change concerns.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::piece::Held;
use super::{Content, Holds, OWNERS};
use crate::load::adapter::File;
use crate::model::{Id, Object};

/// The groups, aliases and folders that differ, and what they touch.
///
/// A changed alias needs every folder that names it: what its members can do now follows from
/// those. A folder needs the folders around it, in which somebody may have the same right already,
/// and the aliases that all of them name, for the people behind them. What a subproject owns needs
/// the subprojects that own it too, or what lies around it.
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
        // Whoever fills a role of the root unit belongs to it.
        piece.board_seat.is_some()
            || self.pieces.contains(&Arc::as_ptr(piece))
            || ids(piece).any(|id| self.units.contains(id))
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
        let mut over: HashSet<&str> = HashSet::new();
        for piece in both().flat_map(|file| pieces_of(file)) {
            if scope.pieces.contains(&Arc::as_ptr(piece)) {
                over.extend(objects(piece).flat_map(|object| with_around(object)));
            }
        }
        if !over.is_empty() {
            for piece in both().flat_map(|file| pieces_of(file)) {
                if objects(piece).any(|object| over.contains(object.as_str())) {
                    scope.units.extend(ids(piece).cloned());
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
        let around: Vec<String> = scope
            .folders
            .iter()
            .flat_map(|path| folders_around(path))
            .collect();
        scope.folders.extend(around);
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

/// What the subprojects of a piece own.
fn objects(piece: &Held) -> impl Iterator<Item = &Object> {
    let subprojects = piece.groups.iter().flat_map(|group| &group.subprojects);
    subprojects.flat_map(|subproject| subproject.owns.iter().map(|object| &object.value))
}

/// An object, and all that it lies in.
fn with_around(object: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(object), |inner| {
        inner.rsplit_once('/').map(|(outer, _)| outer)
    })
}

/// The `OWNERS` files of the folders around that of another.
fn folders_around(path: &str) -> impl Iterator<Item = String> {
    let folder = path.rsplit_once('/').map(|(folder, _)| folder);
    let folders = folder
        .into_iter()
        .flat_map(|folder| with_around(folder).skip(1));
    let folders = folders.map(|folder| format!("{folder}/{OWNERS}"));
    folders.chain(std::iter::once(OWNERS.to_owned()))
}

fn ids(piece: &Held) -> impl Iterator<Item = &Id> {
    let groups = piece.groups.iter().map(|group| &group.id.value);
    groups.chain(piece.aliases.iter().map(|alias| &alias.id.value))
}
