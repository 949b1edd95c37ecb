//! Which areas a change can concern.
//!
//! A change of a charter concerns the areas whose text changed, all of its areas where its leads
//! did, who answer for what nobody decides, and areas elsewhere with a repository of theirs. People,
//! the committee and the working groups themselves are always put together.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::charter::{Area, Charter, Posted};
use super::{Content, Holds, Part, part_of};
use crate::load::adapter::File;
use crate::model::Id;
use crate::source::Source;

/// What is put together.
#[derive(Debug, Default)]
pub(in crate::load) struct Scope {
    areas: HashSet<Id>,
    /// Repositories in small letters.
    repositories: HashSet<String>,
}

/// The charters of one side by path.
type Charters<'f> = HashMap<&'f str, (&'f Source, &'f Charter)>;

impl Scope {
    /// `None` where the committee or a GitHub organisation changed, or where two areas have one id.
    pub(super) fn of(
        before: &[&File<Content>],
        after: &[&File<Content>],
        changed: &BTreeSet<&str>,
    ) -> Option<Scope> {
        let is_group = |path: &&str| matches!(part_of(path), Some(Part::Group(_)));
        if !changed.iter().all(is_group) {
            return None;
        }
        let (before, after) = (charters(before)?, charters(after)?);
        let mut scope = Scope::default();
        for path in changed {
            match (before.get(path), after.get(path)) {
                (Some(was), Some(is)) => scope.differ(*was, *is),
                (Some((_, only)), None) | (None, Some((_, only))) => {
                    only.areas.iter().for_each(|area| scope.add(area));
                }
                (None, None) => {}
            }
        }
        Some(scope)
    }

    fn differ(&mut self, was: (&Source, &Charter), is: (&Source, &Charter)) {
        let led = same_people(&was.1.posts, &is.1.posts) && was.1.name.value == is.1.name.value;
        let texts = |(source, charter): (&Source, &Charter)| -> HashMap<Id, String> {
            let areas = charter.areas.iter();
            areas
                .map(|area| (area.id.clone(), source.slice(area.span).to_owned()))
                .collect()
        };
        let (old, new) = (texts(was), texts(is));
        for area in was.1.areas.iter().chain(&is.1.areas) {
            if !led || old.get(&area.id) != new.get(&area.id) {
                self.add(area);
            }
        }
    }

    fn add(&mut self, area: &Area) {
        self.areas.insert(area.id.clone());
        self.repositories.extend(repositories(area));
    }

    /// Whether an area is needed.
    pub(super) fn needs(&self, area: &Area) -> bool {
        self.areas.contains(&area.id)
            || repositories(area).any(|repository| self.repositories.contains(&repository))
    }
}

fn repositories(area: &Area) -> impl Iterator<Item = String> + '_ {
    let repositories = area.repositories.iter();
    repositories.map(|repository| super::assemble::object_of(repository))
}

fn same_people(was: &[Posted], is: &[Posted]) -> bool {
    let people = |posts: &[Posted]| -> Vec<(&'static str, Id)> {
        let posts = posts.iter();
        posts
            .flat_map(|posted| {
                let people = posted.people.iter();
                people.map(|person| (posted.post.key(), person.id.clone()))
            })
            .collect()
    };
    people(was) == people(is)
}

/// `None` where a file could not be read, or where two units would have one id.
fn charters<'f>(files: &[&'f File<Content>]) -> Option<Charters<'f>> {
    let mut found = Charters::new();
    let mut ids: HashSet<&Id> = HashSet::new();
    for file in files {
        let Holds::Charter(charter) = &file.content.as_ref()?.holds else {
            continue;
        };
        let mut units = charter.areas.iter().map(|area| &area.id);
        if !ids.insert(&charter.id) || !units.all(|id| ids.insert(id)) {
            return None;
        }
        found.insert(file.source.path(), (&*file.source, charter));
    }
    Some(found)
}
