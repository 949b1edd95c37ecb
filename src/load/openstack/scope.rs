//! Which projects a change can concern.
//!
//! A change of the list of projects concerns those whose piece changed; those that own one of their
//! repositories on either side; and those that name somebody who is named in them, by nick or by
//! name: who is who follows from all mentions of a person. The committee is always there. Everything
//! else is the same on both sides and needs not be put together.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::project::{Piece, Project};
use super::{Content, Holds, Part, part_of};
use crate::load::adapter::File;
use crate::model::{Id, Slug, Text};

/// What is put together.
#[derive(Debug, Default)]
pub(in crate::load) struct Scope {
    projects: HashSet<Id>,
    people: HashSet<Id>,
    names: HashSet<Text>,
    domains: HashSet<Slug>,
}

impl Scope {
    /// `None` where the committee changed, whose members answer for every vacant seat.
    pub(super) fn of(
        before: &[&File<Content>],
        after: &[&File<Content>],
        changed: &BTreeSet<&str>,
    ) -> Option<Scope> {
        let only_projects = changed
            .iter()
            .all(|path| part_of(path) == Some(Part::Projects));
        if !only_projects {
            return None;
        }
        let (before, after) = (pieces(before)?, pieces(after)?);
        let mut scope = Scope::default();
        let (was, is) = (addresses(&before), addresses(&after));
        let gone = before.iter().filter(|piece| !is.contains(&address(piece)));
        let come = after.iter().filter(|piece| !was.contains(&address(piece)));
        for piece in gone.chain(come) {
            scope.add(piece);
        }
        Some(scope)
    }

    fn add(&mut self, piece: &Piece) {
        self.projects.insert(piece.project.id.clone());
        for mention in piece.mentions() {
            self.people.insert(mention.id.clone());
            self.names.extend(mention.name_key.clone());
        }
        self.domains.extend(domains(&piece.project).cloned());
    }

    /// Whether a piece is needed.
    pub(super) fn needs(&self, piece: &Piece) -> bool {
        self.projects.contains(&piece.project.id)
            || piece.mentions().any(|mention| {
                self.people.contains(&mention.id)
                    || mention
                        .name_key
                        .as_ref()
                        .is_some_and(|name| self.names.contains(name))
            })
            || domains(&piece.project).any(|domain| self.domains.contains(domain))
    }
}

fn domains(project: &Project) -> impl Iterator<Item = &Slug> {
    project.domains.iter().map(|domain| &domain.value)
}

/// All pieces of one side; `None` where a file of projects could not be read.
fn pieces<'f>(files: &[&'f File<Content>]) -> Option<Vec<&'f Arc<Piece>>> {
    let mut all = Vec::new();
    for file in files {
        match &file.content {
            Some(Content(Holds::Projects(pieces))) => {
                all.extend(pieces.iter().map(|(_, piece)| piece));
            }
            Some(Content(Holds::Committee(_))) => {}
            None => return None,
        }
    }
    Some(all)
}

fn address(piece: &Arc<Piece>) -> *const Piece {
    Arc::as_ptr(piece)
}

fn addresses(pieces: &[&Arc<Piece>]) -> HashSet<*const Piece> {
    pieces.iter().map(|piece| address(piece)).collect()
}
