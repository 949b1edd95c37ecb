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
use crate::load::names::Names;
use crate::model::{Actor, Id};

/// What is put together.
#[derive(Debug, Default)]
pub(in crate::load) struct Scope {
    pub(super) teams: Names,
    /// Teams of which nothing but the name is needed: others have members through them.
    pub(super) named: Names,
    people: Names,
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

/// Files of one sort: those that both sides have alike, and those of each side that differ.
struct Sorted<'f, T> {
    shared: Vec<&'f T>,
    changed: [Vec<&'f T>; 2],
}

impl<'f, T> Sorted<'f, T> {
    fn new() -> Self {
        Sorted {
            shared: Vec::new(),
            changed: [Vec::new(), Vec::new()],
        }
    }

    fn add(&mut self, file: &'f T, changed: Option<usize>) {
        match changed {
            Some(side) => self.changed[side].push(file),
            None => self.shared.push(file),
        }
    }

    /// Those that differ, of both sides.
    fn changed(&self) -> impl Iterator<Item = &'f T> {
        self.changed.iter().flatten().copied()
    }

    /// Each file of either side once.
    fn all(&self) -> impl Iterator<Item = &'f T> {
        self.shared.iter().copied().chain(self.changed())
    }

    /// The files of one side.
    fn of(&self, side: usize) -> impl Iterator<Item = &'f T> {
        self.shared.iter().chain(&self.changed[side]).copied()
    }
}

/// The files of both sides by what they hold.
struct Sides<'f> {
    teams: Sorted<'f, TeamFile>,
    repos: Sorted<'f, RepoFile>,
    /// Those who changed or have rights of their own.
    people: Sorted<'f, PersonFile>,
}

impl<'f> Sides<'f> {
    /// Both listings are sorted by path, and neighbours in history share most files.
    fn new(
        before: &[&'f File<Content>],
        after: &[&'f File<Content>],
        changed: &BTreeSet<&str>,
    ) -> Self {
        let mut sides = Sides {
            teams: Sorted::new(),
            repos: Sorted::new(),
            people: Sorted::new(),
        };
        let (mut old, mut new) = (before.iter().peekable(), after.iter().peekable());
        loop {
            match (old.peek(), new.peek()) {
                (Some(was), Some(is)) if std::ptr::eq(**was, **is) => {
                    sides.add(was, None);
                    old.next();
                    new.next();
                }
                (Some(was), _) if changed.contains(was.source.path()) => {
                    sides.add(was, Some(0));
                    old.next();
                }
                (_, Some(is)) if changed.contains(is.source.path()) => {
                    sides.add(is, Some(1));
                    new.next();
                }
                // The same text, read twice.
                (Some(was), _) => {
                    sides.add(was, None);
                    old.next();
                    new.next();
                }
                (None, Some(_)) => {
                    new.next();
                }
                (None, None) => return sides,
            }
        }
    }

    fn add(&mut self, file: &'f File<Content>, changed: Option<usize>) {
        match file.content.as_ref().map(|content| &content.holds) {
            Some(Holds::Team(team)) => self.teams.add(team, changed),
            Some(Holds::Repo(repo)) => self.repos.add(repo, changed),
            Some(Holds::Person(person)) if !person.permissions.is_empty() || changed.is_some() => {
                self.people.add(person, changed);
            }
            Some(Holds::Person(_) | Holds::Settings) | None => {}
        }
    }

    /// The team of a side that decides what nobody else holds.
    fn residual(&self, side: usize) -> Option<&'static str> {
        let active = |name: &&str| {
            let mut teams = self.teams.of(side);
            teams.any(|team| !team.archived && team.record.id.as_str() == *name)
        };
        RESIDUAL.into_iter().find(active)
    }
}

pub(super) fn scope(
    before: &[&File<Content>],
    after: &[&File<Content>],
    changed: &BTreeSet<&str>,
) -> Scope {
    let sides = Sides::new(before, after, changed);
    let mut scope = Scope::default();
    scope.people.extend(
        sides
            .people
            .changed()
            .map(|person| person.record.id.clone()),
    );
    scope
        .teams
        .extend(sides.teams.changed().map(|team| team.record.id.clone()));
    // A handle that comes or goes may stand in teams that did not change.
    if !scope.people.is_empty() {
        for team in sides.teams.all() {
            let mut named = team.listed.iter().chain(&team.leads);
            if named.any(|person| scope.people.contains(person)) {
                scope.teams.insert(team.record.id.clone());
            }
        }
    }
    gathering(&sides, &mut scope);
    // What those may do whose people changed. What others may do has not changed, but they are
    // needed where they share a right that came or went.
    let mut holders: HashSet<Id> = HashSet::default();
    let mut shown: HashSet<Id> = HashSet::default();
    let concerned = |repo: &RepoFile, scope: &Scope| {
        repo.access.iter().any(|(holder, _)| match holder {
            Actor::Unit(team) => scope.teams.contains(team),
            Actor::Person(person) => scope.people.contains(person),
            Actor::Role(_) => false,
        })
    };
    for repo in &sides.repos.shared {
        if concerned(repo, &scope) {
            scope.repos.insert(Arc::clone(&repo.key));
        }
    }
    for repo in sides.repos.changed() {
        scope.repos.insert(Arc::clone(&repo.key));
        for (holder, _) in &repo.access {
            match holder {
                Actor::Unit(team) => holders.insert(team.clone()),
                Actor::Role(person) | Actor::Person(person) => shown.insert(person.clone()),
            };
        }
    }
    let objects = turned(&sides);
    if !objects.is_empty() {
        for team in sides.teams.all() {
            if permissions(team).any(|(_, object)| objects.contains(object)) {
                holders.insert(team.record.id.clone());
            }
        }
        for person in sides.people.all() {
            let mut own = person.permissions.iter();
            if own.any(|line| objects.contains(line.over.as_str())) {
                shown.insert(person.record.id.clone());
            }
        }
    }
    scope.teams.extend(holders);
    scope.people.extend(shown);
    let decides = |team: &TeamFile| RESIDUAL.contains(&team.record.id.as_str());
    if sides.teams.changed().any(decides) {
        let residual = [0, 1].map(|side| sides.residual(side));
        if residual[0] != residual[1] {
            let residual = residual.into_iter().flatten();
            scope.teams.extend(residual.map(Id::of));
        }
    }
    // What decides the rest is looked up by its name.
    let named = scope.named.iter();
    let residual = named.filter(|team| RESIDUAL.contains(&team.as_str()));
    let residual: Vec<Id> = residual.cloned().collect();
    scope.teams.extend(residual);
    kin(&sides, &mut scope);
    for team in sides.teams.all() {
        if scope.teams.contains(&team.record.id) {
            let people = team.listed.iter().chain(&team.leads);
            scope.people.extend(people.cloned());
        }
    }
    scope
}

/// What a team and its leads may do, and which of the two.
fn permissions(team: &TeamFile) -> impl Iterator<Item = (bool, &str)> {
    let own = team.record.data.mandate.powers.iter();
    let lead = team.lead.iter().flat_map(|lead| &lead.role.mandate.powers);
    let own = own.map(|line| (false, line.over.as_str()));
    own.chain(lead.map(|line| (true, line.over.as_str())))
}

/// The objects of permissions that came or went.
fn turned<'f>(sides: &Sides<'f>) -> HashSet<&'f str> {
    let mut objects = HashSet::default();
    let of_team = |team: &'f TeamFile| permissions(team).collect();
    differing(&sides.teams, |team| &team.record.id, of_team, &mut objects);
    let of_person = |person: &'f PersonFile| {
        let lines = person.permissions.iter();
        lines.map(|line| (false, line.over.as_str())).collect()
    };
    differing(
        &sides.people,
        |person| &person.record.id,
        of_person,
        &mut objects,
    );
    objects
}

/// What somebody may do: whether as a lead, and on what.
type Lines<'f> = Vec<(bool, &'f str)>;

/// The objects of lines that one name has on one side only. Where several files give one name, any
/// may be the one that counts.
fn differing<'f, T>(
    files: &Sorted<'f, T>,
    name: impl Fn(&'f T) -> &'f Id,
    lines: impl Fn(&'f T) -> Lines<'f>,
    objects: &mut HashSet<&'f str>,
) {
    let mut names: BTreeMap<&Id, [Vec<Lines<'f>>; 2]> = BTreeMap::new();
    for (side, changed) in files.changed.iter().enumerate() {
        for file in changed {
            names.entry(name(file)).or_default()[side].push(lines(file));
        }
    }
    let mut known = Names::default();
    known.extend(names.keys().map(|name| (*name).clone()));
    for file in files
        .shared
        .iter()
        .filter(|file| known.contains(name(file)))
    {
        let sides = names.entry(name(file)).or_default();
        sides[0].extend([lines(file), lines(file)]);
    }
    for sides in names.values() {
        if let [[old], [new]] = sides.each_ref().map(Vec::as_slice) {
            let (old, new): (BTreeSet<_>, BTreeSet<_>) =
                (old.iter().collect(), new.iter().collect());
            objects.extend(old.symmetric_difference(&new).map(|(_, object)| *object));
        } else {
            let lines = sides.iter().flatten().flatten();
            objects.extend(lines.map(|(_, object)| *object));
        }
    }
}

/// Both versions of a team that changed; none where it stands on one side only.
type Versions<'f> = [Option<&'f TeamFile>; 2];

/// Teams that take members from one whose people changed, and so on.
fn gathering(sides: &Sides<'_>, scope: &mut Scope) {
    let mut versions: BTreeMap<&Id, Versions<'_>> = BTreeMap::new();
    for (number, changed) in sides.teams.changed.iter().enumerate() {
        for team in changed {
            versions.entry(&team.record.id).or_default()[number] = Some(team);
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
        for team in &sides.teams.shared {
            if left.is_empty() {
                break;
            }
            let counts = team.kind == TeamKind::Team && !team.archived && !gathers_alumni(team);
            if counts {
                left.retain(|person| !team.listed.contains(person));
            }
        }
        !left.is_empty()
    };
    let mut leads = versions.values();
    let led = reshaped || leads.any(|versions| differ(versions, |team| &team.leads));
    let mut seen: HashSet<Id> = open.iter().cloned().collect();
    let mut first = true;
    while let Some(source) = open.pop() {
        for team in sides.teams.all() {
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

/// The teams that bring people into others, for their names, and those people.
fn through(
    sides: &Sides<'_>,
    versions: &BTreeMap<&Id, Versions<'_>>,
    stirred: &BTreeSet<&Id>,
    scope: &mut Scope,
) {
    let reshaped = versions.values().filter(|versions| is_reshaped(versions));
    let includes = reshaped
        .flat_map(|versions| versions.iter().flatten())
        .flat_map(|team| &team.includes);
    let mut bring = Names::default();
    let mut wide = false;
    for include in includes {
        match &include.value {
            Include::Team(id) => {
                bring.insert(id.clone());
            }
            Include::Leads(_) | Include::AllTeamMembers | Include::AllAlumni => wide = true,
        }
    }
    let mut moved = Names::default();
    moved.extend(stirred.iter().map(|person| (*person).clone()));
    for team in sides.teams.all() {
        let brings = wide || bring.contains(&team.record.id);
        if brings {
            let people = team.listed.iter().chain(&team.leads).chain(&team.alumni);
            scope.people.extend(people.cloned());
        }
        let mut people = team.listed.iter().chain(&team.leads).chain(&team.alumni);
        if brings || people.any(|person| moved.contains(person)) {
            scope.named.insert(team.record.id.clone());
        }
    }
    scope.people.extend(moved.iter().cloned());
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

/// One version of a team below another.
struct Link<'f> {
    team: &'f Id,
    parent: &'f Id,
    /// Whether it lists nobody.
    vacant: bool,
    /// Which sides have it.
    sides: [bool; 2],
}

/// The teams around those concerned, where it matters who is above and below: where a team begins,
/// ends or moves, and where nobody may be in it, so that those above act in its place.
fn kin(sides: &Sides<'_>, scope: &mut Scope) {
    let mut links: Vec<Link<'_>> = Vec::new();
    let [old, new] = &sides.teams.changed;
    for (files, sides) in [
        (&sides.teams.shared, [true, true]),
        (old, [true, false]),
        (new, [false, true]),
    ] {
        for team in files.iter().filter(|team| !team.archived) {
            links.extend(team.record.data.parent.as_ref().map(|parent| Link {
                team: &team.record.id,
                parent: &parent.value,
                vacant: team.listed.is_empty(),
                sides,
            }));
        }
    }
    let turns = |team: &Id| {
        let of = |side: usize| {
            links
                .iter()
                .find(|link| link.sides[side] && link.team == team)
        };
        match (of(0), of(1)) {
            (Some(old), Some(new)) => old.parent != new.parent || old.vacant || new.vacant,
            _ => true,
        }
    };
    let mut turning: HashMap<Id, bool> = HashMap::default();
    for team in scope.teams.iter() {
        turning.insert(team.clone(), turns(team));
    }
    let of_scope = turning.iter().filter(|(_, turns)| **turns);
    let mut rising: HashSet<Id> = of_scope.map(|(team, _)| team.clone()).collect();
    // Below: everything right below one that turns, and whatever is vacant below one concerned.
    loop {
        let known = turning.len();
        for link in &links {
            if !scope.teams.contains(link.parent) || scope.teams.contains(link.team) {
                continue;
            }
            if link.vacant || turning.get(link.parent) == Some(&true) {
                scope.teams.insert(link.team.clone());
                turning.insert(link.team.clone(), turns(link.team));
                rising.insert(link.team.clone());
            }
        }
        if turning.len() == known {
            break;
        }
    }
    // Above all others stands whoever decides the rest.
    if !rising.is_empty() {
        let residual = [0, 1].map(|side| sides.residual(side));
        let residual = residual.into_iter().flatten().map(Id::of);
        scope.teams.extend(residual);
    }
    let mut open: Vec<Id> = rising.into_iter().collect();
    while let Some(team) = open.pop() {
        for link in links.iter().filter(|link| *link.team == team) {
            if scope.teams.insert(link.parent.clone()) {
                open.push(link.parent.clone());
            }
        }
    }
}
