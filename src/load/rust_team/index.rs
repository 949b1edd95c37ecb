//! What is where among the files: which teams name somebody, take people from a team or lie below
//! it, and who has a right over what.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;

use super::gathered::Kept;
use super::person::PersonFile;
use super::repo::RepoFile;
use super::scope::permissions;
use super::team::{Include, TeamFile};
use super::{Content, Holds};
use crate::load::adapter::File;
use crate::model::{Actor, Id};

/// A file that is kept.
pub(super) type Filed = Arc<File<Content>>;

/// The files, by what is looked for in them.
#[derive(Default)]
pub(in crate::load) struct Index {
    teams: BTreeMap<Id, Vec<Filed>>,
    people: HashMap<Id, Vec<Filed>>,
    /// Repositories by their name in small letters.
    repos: HashMap<Arc<str>, Vec<Filed>>,
    /// Teams by those who are listed, lead them or left them.
    naming: HashMap<Id, Vec<Filed>>,
    /// Teams by the team that they lie in.
    below: HashMap<Id, Vec<Filed>>,
    /// Teams by those from which they take members by name.
    takers: HashMap<Id, Vec<Filed>>,
    /// Teams that take people from others, whatever those are called.
    gatherers: Vec<Filed>,
    /// Repositories by those who have access.
    access: HashMap<Actor, Vec<Filed>>,
    /// Teams and people by what they are permitted.
    permitted: HashMap<Box<str>, Vec<Filed>>,
    /// The settings, and files that could not be read.
    others: Vec<Filed>,
    /// Who belongs to teams through others, as far as it was asked.
    pub(super) gathered: RefCell<Kept>,
}

/// What a file holds.
fn holds(file: &Filed) -> Option<&Holds> {
    file.content.as_ref().map(|content| &content.holds)
}

/// The team in a file.
pub(super) fn team(file: &Filed) -> Option<&TeamFile> {
    match holds(file) {
        Some(Holds::Team(team)) => Some(team),
        _ => None,
    }
}

/// The person in a file.
pub(super) fn person(file: &Filed) -> Option<&PersonFile> {
    match holds(file) {
        Some(Holds::Person(person)) => Some(person),
        _ => None,
    }
}

/// The repository in a file.
pub(super) fn repo(file: &Filed) -> Option<&RepoFile> {
    match holds(file) {
        Some(Holds::Repo(repo)) => Some(repo),
        _ => None,
    }
}

impl Index {
    /// An index of a few files.
    pub(super) fn of<'f>(files: impl IntoIterator<Item = &'f Filed>) -> Self {
        let mut index = Index::default();
        for file in files {
            index.keep(file, true);
        }
        index
    }

    /// Notes that a file came, or that it went.
    pub(super) fn note(&mut self, file: &Filed, comes: bool) {
        if team(file).is_some() {
            self.gathered.get_mut().note(file, comes);
        }
        self.keep(file, comes);
    }

    fn keep(&mut self, file: &Filed, comes: bool) {
        match holds(file) {
            Some(Holds::Team(team)) => self.keep_team(file, team, comes),
            Some(Holds::Person(person)) => {
                let id = person.record.id.clone();
                keep(self.people.entry(id).or_default(), file, comes);
                for line in &person.permissions {
                    self.keep_permitted(&line.over, file, comes);
                }
            }
            Some(Holds::Repo(repo)) => {
                let key = Arc::clone(&repo.key);
                keep(self.repos.entry(key).or_default(), file, comes);
                for (holder, _) in &repo.access {
                    keep(self.access.entry(holder.clone()).or_default(), file, comes);
                }
            }
            Some(Holds::Settings) | None => keep(&mut self.others, file, comes),
        }
    }

    fn keep_team(&mut self, file: &Filed, team: &TeamFile, comes: bool) {
        let id = &team.record.id;
        let of_name = self.teams.entry(id.clone()).or_default();
        keep(of_name, file, comes);
        if of_name.is_empty() {
            self.teams.remove(id);
        }
        for person in team.named() {
            keep(self.naming.entry(person.clone()).or_default(), file, comes);
        }
        if let Some(parent) = &team.record.data.parent {
            let parent = parent.value.clone();
            keep(self.below.entry(parent).or_default(), file, comes);
        }
        for include in &team.includes {
            match &include.value {
                Include::Team(id) => keep(self.takers.entry(id.clone()).or_default(), file, comes),
                Include::Leads(_) | Include::AllTeamMembers | Include::AllAlumni => {
                    keep(&mut self.gatherers, file, comes);
                }
            }
        }
        for (_, object) in permissions(team) {
            self.keep_permitted(object, file, comes);
        }
    }

    fn keep_permitted(&mut self, object: &str, file: &Filed, comes: bool) {
        if !self.permitted.contains_key(object) {
            self.permitted.insert(Box::from(object), Vec::new());
        }
        if let Some(files) = self.permitted.get_mut(object) {
            keep(files, file, comes);
        }
    }

    /// The files of the teams with a name.
    pub(super) fn teams(&self, id: &str) -> &[Filed] {
        self.teams.get(id).map_or(&[], Vec::as_slice)
    }

    /// All teams, by name.
    pub(super) fn all_teams(&self) -> impl Iterator<Item = (&Id, &[Filed])> {
        let teams = self.teams.iter();
        teams.map(|(id, files)| (id, files.as_slice()))
    }

    /// The files of the people with a handle.
    pub(super) fn people(&self, id: &Id) -> &[Filed] {
        self.people.get(id).map_or(&[], Vec::as_slice)
    }

    /// The files of the repositories with a name, in small letters.
    pub(super) fn repos(&self, key: &str) -> &[Filed] {
        self.repos.get(key).map_or(&[], Vec::as_slice)
    }

    /// The teams that name somebody.
    pub(super) fn naming(&self, person: &Id) -> &[Filed] {
        self.naming.get(person).map_or(&[], Vec::as_slice)
    }

    /// The teams that lie right below one.
    pub(super) fn below(&self, id: &Id) -> &[Filed] {
        self.below.get(id).map_or(&[], Vec::as_slice)
    }

    /// The teams that take their members from one by name.
    pub(super) fn takers(&self, id: &Id) -> &[Filed] {
        self.takers.get(id).map_or(&[], Vec::as_slice)
    }

    /// The teams that take people from others, whatever those are called.
    pub(super) fn gatherers(&self) -> &[Filed] {
        &self.gatherers
    }

    /// The repositories to which somebody has access.
    pub(super) fn access(&self, holder: &Actor) -> &[Filed] {
        self.access.get(holder).map_or(&[], Vec::as_slice)
    }

    /// The teams and people with a permission.
    pub(super) fn permitted(&self, object: &str) -> &[Filed] {
        self.permitted.get(object).map_or(&[], Vec::as_slice)
    }

    /// The settings, and files that could not be read.
    pub(super) fn others(&self) -> &[Filed] {
        &self.others
    }
}

/// Adds a file to others, or takes it away.
fn keep(files: &mut Vec<Filed>, file: &Filed, comes: bool) {
    if comes {
        files.push(Arc::clone(file));
    } else if let Some(at) = files.iter().position(|known| Arc::ptr_eq(known, file)) {
        files.swap_remove(at);
    }
}
