//! Which teams, people and repositories a change can concern.
//!
//! A change of files concerns the teams in them; the teams that take members from those; the teams
//! above and below them, which rule the borders; and whoever holds the same rights. Everything else
//! is the same on both sides and needs not be put together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::assemble::RESIDUAL;
use super::membership::gathers_alumni;
use super::person::PersonFile;
use super::repo::RepoFile;
use super::team::{Include, TeamFile, TeamKind};
use super::{Content, Holds};
use crate::load::adapter::File;
use crate::model::{Actor, Id};

/// What is put together.
#[derive(Debug, Default)]
pub(in crate::load) struct Scope {
    pub(super) teams: HashSet<Id>,
    people: HashSet<Id>,
    /// Repositories in small letters.
    repos: HashSet<Arc<str>>,
}

impl Scope {
    /// Whether a file is needed. All teams are: who belongs to one may depend on any other.
    pub(super) fn needs(&self, content: Option<&Content>) -> bool {
        match content.map(|content| &content.holds) {
            Some(Holds::Person(person)) => self.people.contains(&person.record.id),
            Some(Holds::Repo(repo)) => !self.repos.is_empty() && self.repos.contains(&repo.key),
            Some(Holds::Team(_) | Holds::Settings) | None => true,
        }
    }
}

/// The files of one side by what they hold.
#[derive(Default)]
struct Side<'f> {
    teams: Vec<(&'f str, &'f TeamFile)>,
    repos: Vec<(&'f str, &'f RepoFile)>,
    /// Those who changed or have rights of their own.
    people: Vec<(&'f str, &'f PersonFile)>,
}

impl<'f> Side<'f> {
    fn new(files: &[&'f File<Content>], changed: &BTreeSet<&str>) -> Self {
        let mut side = Side::default();
        for file in files {
            let path = file.source.path();
            match file.content.as_ref().map(|content| &content.holds) {
                Some(Holds::Team(team)) => side.teams.push((path, team)),
                Some(Holds::Repo(repo)) => side.repos.push((path, repo)),
                Some(Holds::Person(person))
                    if !person.permissions.is_empty() || changed.contains(path) =>
                {
                    side.people.push((path, person));
                }
                Some(Holds::Person(_) | Holds::Settings) | None => {}
            }
        }
        side
    }

    /// The team that decides what nobody else holds.
    fn residual(&self) -> Option<&'static str> {
        let active = |name: &&str| {
            let mut teams = self.teams.iter();
            teams.any(|(_, team)| !team.archived && team.record.id.as_str() == *name)
        };
        RESIDUAL.into_iter().find(active)
    }
}

pub(super) fn scope(
    before: &[&File<Content>],
    after: &[&File<Content>],
    changed: &BTreeSet<&str>,
) -> Scope {
    let sides = [Side::new(before, changed), Side::new(after, changed)];
    let mut scope = Scope::default();
    let mut objects: HashSet<&str> = HashSet::default();
    for side in &sides {
        for (_, person) in side
            .people
            .iter()
            .filter(|(path, _)| changed.contains(path))
        {
            scope.people.insert(person.record.id.clone());
            objects.extend(person.permissions.iter().map(|line| line.over.as_str()));
        }
        for (path, team) in &side.teams {
            if changed.contains(path) {
                scope.teams.insert(team.record.id.clone());
                objects.extend(permissions(team));
            }
        }
    }
    // A handle that comes or goes may stand in teams that did not change.
    if !scope.people.is_empty() {
        for (_, team) in sides.iter().flat_map(|side| &side.teams) {
            let mut named = team.listed.iter().chain(&team.leads);
            if named.any(|person| scope.people.contains(person)) {
                scope.teams.insert(team.record.id.clone());
            }
        }
    }
    gathering(&sides, changed, &mut scope);
    // What those may do whose people changed. What others may do has not changed, but they are
    // needed where they share a right with those.
    let mut holders: HashSet<Id> = HashSet::default();
    let mut shown: HashSet<Id> = HashSet::default();
    for (path, repo) in sides.iter().flat_map(|side| &side.repos) {
        let has_changed = changed.contains(path);
        let concerned = has_changed
            || repo.access.iter().any(|(holder, _)| match holder {
                Actor::Unit(team) => scope.teams.contains(team),
                Actor::Person(person) => scope.people.contains(person),
                Actor::Role(_) => false,
            });
        if concerned {
            scope.repos.insert(Arc::clone(&repo.key));
        }
        for (holder, _) in repo.access.iter().filter(|_| has_changed) {
            match holder {
                Actor::Unit(team) => holders.insert(team.clone()),
                Actor::Role(person) | Actor::Person(person) => shown.insert(person.clone()),
            };
        }
    }
    if !objects.is_empty() {
        for (_, team) in sides.iter().flat_map(|side| &side.teams) {
            if permissions(team).any(|object| objects.contains(object)) {
                holders.insert(team.record.id.clone());
            }
        }
        for (_, person) in sides.iter().flat_map(|side| &side.people) {
            let mut own = person.permissions.iter();
            if own.any(|line| objects.contains(line.over.as_str())) {
                shown.insert(person.record.id.clone());
            }
        }
    }
    scope.teams.extend(holders);
    scope.people.extend(shown);
    let residual = sides.each_ref().map(Side::residual);
    if residual[0] != residual[1] {
        scope
            .teams
            .extend(residual.into_iter().flatten().map(Id::of));
    }
    kin(&sides, &mut scope);
    // For their names.
    for (_, team) in sides.iter().flat_map(|side| &side.teams) {
        if scope.teams.contains(&team.record.id) {
            let people = team.listed.iter().chain(&team.leads);
            scope.people.extend(people.cloned());
        }
    }
    scope
}

fn permissions(team: &TeamFile) -> impl Iterator<Item = &str> {
    let own = team.record.data.mandate.powers.iter();
    let lead = team.lead.iter().flat_map(|lead| &lead.role.mandate.powers);
    own.chain(lead).map(|line| line.over.as_str())
}

/// Both versions of a team that changed; none where it stands on one side only.
type Versions<'f> = [Option<&'f TeamFile>; 2];

/// Teams that take members from one whose people changed, and so on.
fn gathering(sides: &[Side<'_>; 2], changed: &BTreeSet<&str>, scope: &mut Scope) {
    let mut versions: BTreeMap<&Id, Versions<'_>> = BTreeMap::new();
    for (number, side) in sides.iter().enumerate() {
        for (path, team) in &side.teams {
            if changed.contains(path) {
                versions.entry(&team.record.id).or_default()[number] = Some(team);
            }
        }
    }
    let stirred: BTreeSet<&Id> = versions.values().flat_map(stirred).collect();
    let reshaped = versions.values().any(is_reshaped);
    let mut open: Vec<Id> = versions
        .iter()
        .filter(|(_, versions)| is_reshaped(versions) || !self::stirred(versions).is_empty())
        .map(|(id, _)| (*id).clone())
        .collect();
    if open.is_empty() {
        return;
    }
    // Who stays in some team that did not change stays a member of all teams together, and is no
    // former member of all.
    let unanchored = reshaped || {
        let mut left: BTreeSet<&Id> = stirred.clone();
        for (path, team) in &sides[0].teams {
            if left.is_empty() {
                break;
            }
            let counts = team.kind == TeamKind::Team && !team.archived && !gathers_alumni(team);
            if counts && !changed.contains(path) {
                for person in &team.listed {
                    left.remove(person);
                }
            }
        }
        !left.is_empty()
    };
    let mut leads = versions.values();
    let led = reshaped || leads.any(|versions| differ(versions, |team| &team.leads));
    let mut seen: HashSet<Id> = open.iter().cloned().collect();
    let mut first = true;
    while let Some(source) = open.pop() {
        for (_, team) in sides.iter().flat_map(|side| &side.teams) {
            let takes = team.includes.iter().any(|include| match &include.value {
                Include::Team(id) => *id == source,
                Include::Leads(_) => first && led,
                Include::AllTeamMembers | Include::AllAlumni => first && unanchored,
            });
            if takes && seen.insert(team.record.id.clone()) {
                open.push(team.record.id.clone());
            }
        }
        first = false;
    }
    scope.teams.extend(seen);
    through(sides, &versions, &stirred, scope);
}

/// The teams that bring people into others, for their names.
fn through(
    sides: &[Side<'_>; 2],
    versions: &BTreeMap<&Id, Versions<'_>>,
    stirred: &BTreeSet<&Id>,
    scope: &mut Scope,
) {
    let reshaped = versions.values().filter(|versions| is_reshaped(versions));
    let mut wide = false;
    for include in reshaped
        .flat_map(|versions| versions.iter().flatten())
        .flat_map(|team| &team.includes)
    {
        match &include.value {
            Include::Team(id) => {
                scope.teams.insert(id.clone());
            }
            Include::Leads(_) | Include::AllTeamMembers | Include::AllAlumni => wide = true,
        }
    }
    for (_, team) in sides.iter().flat_map(|side| &side.teams) {
        let mut people = team.listed.iter().chain(&team.leads).chain(&team.alumni);
        if wide || people.any(|person| stirred.contains(person)) {
            scope.teams.insert(team.record.id.clone());
        }
    }
}

/// Whether other than its people changed in what a team gives to others.
fn is_reshaped(versions: &Versions<'_>) -> bool {
    let [Some(old), Some(new)] = versions else {
        return true;
    };
    let includes = |team: &TeamFile| -> Vec<Include> {
        let includes = team.includes.iter();
        includes.map(|include| include.value.clone()).collect()
    };
    old.kind != new.kind || old.archived != new.archived || includes(old) != includes(new)
}

fn differ(versions: &Versions<'_>, people: fn(&TeamFile) -> &Vec<Id>) -> bool {
    let of = |team: Option<&TeamFile>| -> BTreeSet<Id> {
        team.map(|team| people(team).iter().cloned().collect())
            .unwrap_or_default()
    };
    of(versions[0]) != of(versions[1])
}

/// People whom a team lists, has as leads or as former members on one side only.
fn stirred<'f>(versions: &Versions<'f>) -> BTreeSet<&'f Id> {
    let lists: [fn(&TeamFile) -> &Vec<Id>; 3] =
        [|team| &team.listed, |team| &team.leads, |team| &team.alumni];
    let mut stirred = BTreeSet::new();
    for list in lists {
        let of = |team: Option<&'f TeamFile>| -> BTreeSet<&'f Id> {
            team.into_iter().flat_map(list).collect()
        };
        let (old, new) = (of(versions[0]), of(versions[1]));
        stirred.extend(old.symmetric_difference(&new).copied());
    }
    stirred
}

/// The teams around those concerned, where it matters who is above and below: where a team begins,
/// ends or moves, and where nobody may be in it, so that those above act in its place.
fn kin(sides: &[Side<'_>; 2], scope: &mut Scope) {
    let mut kin: HashMap<&Id, [Option<(&Id, bool)>; 2]> = HashMap::default();
    for (number, side) in sides.iter().enumerate() {
        for (_, team) in &side.teams {
            let parent = team.record.data.parent.as_ref();
            let Some(parent) = parent.filter(|_| !team.archived) else {
                continue;
            };
            let vacant = team.listed.is_empty();
            let known = kin.entry(&team.record.id).or_default();
            known[number] = Some((&parent.value, vacant));
        }
    }
    let turns = |team: &Id| match kin.get(team) {
        Some([Some((old, was_empty)), Some((new, is_empty))]) => {
            old != new || *was_empty || *is_empty
        }
        _ => true,
    };
    let mut open: Vec<Id> = scope.teams.iter().cloned().collect();
    let mut rising: HashSet<Id> = open.iter().filter(|team| turns(team)).cloned().collect();
    // Below: everything right below one that turns, and whatever is vacant below one concerned.
    let mut below: HashMap<&Id, Vec<(&Id, bool)>> = HashMap::default();
    for (team, versions) in &kin {
        for (parent, vacant) in versions.iter().flatten() {
            below.entry(parent).or_default().push((team, *vacant));
        }
    }
    while let Some(team) = open.pop() {
        for (child, vacant) in below.get(&team).into_iter().flatten() {
            if (*vacant || turns(&team)) && scope.teams.insert((*child).clone()) {
                open.push((*child).clone());
                rising.insert((*child).clone());
            }
        }
    }
    let mut open: Vec<Id> = rising.into_iter().collect();
    while let Some(team) = open.pop() {
        for (parent, _) in kin.get(&team).into_iter().flatten().flatten() {
            if scope.teams.insert((*parent).clone()) {
                open.push((*parent).clone());
            }
        }
    }
}
