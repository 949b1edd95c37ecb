//! Which teams, people and repositories a change can concern.
//!
//! A change of files concerns the teams in them; the teams that take members from those, where
//! other members come; the teams above and below them, which rule the borders; and whoever holds
//! the same rights. Everything else is the same on both sides and needs not be put together.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::assemble::RESIDUAL;
use super::gathered::Gathered;
use super::index::{Filed, Index, person, repo, team};
use super::membership::{Memberships, gathers_alumni};
use super::person::PersonFile;
use super::repo::RepoFile;
use super::roll::{Marks, Roll};
use super::team::{Include, ROOT, TeamFile, TeamKind};
use super::{Content, Part, part_of};
use crate::load::adapter::{End, File};
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
    /// The files of all these.
    paths: BTreeSet<Arc<str>>,
    /// Who belongs to these teams through others, on the side that the index knows and on the other.
    gathered: [HashMap<Id, Gathered>; 2],
    faces: End,
}

impl Scope {
    /// The paths of the files, sorted.
    pub(super) fn paths(&self) -> &BTreeSet<Arc<str>> {
        &self.paths
    }

    /// Which side is put together next.
    pub(super) fn face(&mut self, end: End) {
        self.faces = end;
    }

    /// Who belongs to a team through others.
    pub(super) fn gathered(&self, team: &Id) -> Option<&Gathered> {
        self.gathered[self.faces as usize].get(team)
    }

    /// What an edit concerns: `here` are the files that differ as the index knows them, `there`
    /// those of the other side.
    pub(super) fn of(index: &Index, here: &[&Filed], there: &[&Filed]) -> Self {
        let other = Index::of(there.iter().copied());
        let sides = Sides {
            indices: [index, &other],
            changed: [Changed::of(here), Changed::of(there)],
            differing: here
                .iter()
                .chain(there)
                .map(|file| Arc::as_ptr(file))
                .collect(),
            memberships: [OnceCell::new(), OnceCell::new()],
        };
        let mut scope = Scope::default();
        let [come, gone] = [here, there].map(|files| {
            let files = files.iter().copied();
            files.filter(|file| team(file).is_some())
        });
        let mut known = index.gathered.borrow_mut().take(come, gone);
        let rerouted = spread(&sides, &mut scope, &mut known);
        scope.gather(&sides, &mut known, &rerouted);
        index.gathered.borrow_mut().put(known);
        let differing = here.iter().chain(there);
        let differing = differing.map(|file| Arc::from(file.source.path()));
        scope.paths = sides.paths(&scope);
        scope.paths.extend(differing);
        scope
    }

    /// Works out who belongs to the teams of this scope through others, as far as it is not known
    /// of the other side; what is known of this one is left behind.
    fn gather(
        &mut self,
        sides: &Sides<'_>,
        known: &mut HashMap<Id, Gathered>,
        rerouted: &HashSet<Id>,
    ) {
        for id in self.teams.iter() {
            let is_changed = sides.is_changed(id) || rerouted.contains(id);
            for end in [End::There, End::Here] {
                if self.gathered[end as usize].contains_key(id) {
                    continue;
                }
                let Some(team) = sides.gathering(id, end) else {
                    continue;
                };
                // Others than those that changed are the same on both sides here.
                let known = known.get(id).filter(|_| end == End::There || !is_changed);
                let gathered = match known {
                    Some(known) => known.clone(),
                    None => Gathered::of(team, sides.memberships(end)),
                };
                if !is_changed {
                    self.gathered[End::Here as usize].insert(id.clone(), gathered.clone());
                }
                self.gathered[end as usize].insert(id.clone(), gathered);
            }
            known.remove(id);
            if let Some(here) = self.gathered[End::Here as usize].get(id)
                && here.complete
            {
                known.insert(id.clone(), here.clone());
            }
        }
        known.retain(|id, _| self.teams.contains(id) || !rerouted.contains(id));
    }
}

/// What differs on one side, by what the files hold.
struct Changed<'f> {
    teams: Vec<&'f TeamFile>,
    people: Vec<&'f PersonFile>,
    repos: Vec<&'f RepoFile>,
}

impl<'f> Changed<'f> {
    fn of(files: &[&'f Filed]) -> Self {
        let files = || files.iter().copied();
        Changed {
            teams: files().filter_map(team).collect(),
            people: files().filter_map(person).collect(),
            repos: files().filter_map(repo).collect(),
        }
    }
}

/// Both sides: the one that an index knows, and what differs on the other.
struct Sides<'f> {
    indices: [&'f Index; 2],
    changed: [Changed<'f>; 2],
    /// The files that differ, of either side.
    differing: HashSet<*const File<Content>>,
    memberships: [OnceCell<Memberships<'f>>; 2],
}

impl<'f> Sides<'f> {
    /// Files of either side.
    fn find(&self, of: impl Fn(&'f Index) -> &'f [Filed]) -> impl Iterator<Item = &'f Filed> {
        let files = self.indices.map(of);
        files.into_iter().flatten()
    }

    /// Teams of either side.
    fn teams(&self, of: impl Fn(&'f Index) -> &'f [Filed]) -> impl Iterator<Item = &'f TeamFile> {
        self.find(of).filter_map(team)
    }

    /// Teams of either side that differ.
    fn changed_teams(&self) -> impl Iterator<Item = &'f TeamFile> {
        let [here, there] = &self.changed;
        here.teams.iter().chain(&there.teams).copied()
    }

    /// Whether both sides have a file.
    fn is_shared(&self, file: &Filed) -> bool {
        !self.differing.contains(&Arc::as_ptr(file))
    }

    /// Whether a file with the team of this name differs.
    fn is_changed(&self, id: &Id) -> bool {
        let mut teams = self.changed_teams();
        teams.any(|team| team.record.id == *id)
    }

    /// The files of one side with the team of this name.
    fn on(&self, id: &str, end: End) -> impl Iterator<Item = &'f Filed> {
        let [index, other] = self.indices;
        let shared = index.teams(id).iter();
        let shared = shared.filter(move |file| end == End::Here || self.is_shared(file));
        let other = if end == End::There {
            other.teams(id)
        } else {
            &[]
        };
        shared.chain(other)
    }

    /// The team of one side that counts for a name.
    fn counting(&self, id: &Id, end: End) -> Option<&'f TeamFile> {
        fn order(file: &Filed) -> (bool, bool, &str) {
            let archived = team(file).is_some_and(|team| team.archived);
            let content = file.content.as_ref();
            let misnamed = content.is_some_and(|content| content.misnamed);
            (archived, misnamed, file.source.path())
        }
        let counting = self.on(id, end).min_by(|a, b| order(a).cmp(&order(b)));
        counting.and_then(team)
    }

    /// The same, where it takes people from others.
    fn gathering(&self, id: &Id, end: End) -> Option<&'f TeamFile> {
        let team = self.counting(id, end)?;
        (!team.archived && !team.includes.is_empty()).then_some(team)
    }

    /// All teams of one side.
    fn memberships(&self, end: End) -> &Memberships<'f> {
        self.memberships[end as usize].get_or_init(|| {
            let [index, other] = self.indices;
            let mut ids: Vec<&Id> = index.all_teams().map(|(id, _)| id).collect();
            if end == End::There {
                ids.extend(other.all_teams().map(|(id, _)| id));
                ids.sort();
                ids.dedup();
            }
            let teams = ids.into_iter().filter_map(|id| self.counting(id, end));
            let (archived, active) = teams.partition(|team| team.archived);
            Memberships::new(active, archived)
        })
    }

    /// The team of a side that decides what nobody else holds.
    fn residual(&self, end: End) -> Option<&'static str> {
        let active = |name: &&str| {
            let mut teams = self.on(name, end).filter_map(team);
            teams.any(|team| !team.archived)
        };
        RESIDUAL.into_iter().find(active)
    }

    /// The paths of everything in a scope, on either side, and of what all is held against.
    fn paths(&self, scope: &Scope) -> BTreeSet<Arc<str>> {
        let mut paths = BTreeSet::new();
        let mut add = |files: &mut dyn Iterator<Item = &Filed>| {
            paths.extend(files.map(|file| Arc::from(file.source.path())));
        };
        for id in scope.teams.iter().chain(scope.named.iter()) {
            add(&mut self.find(|index| index.teams(id)));
        }
        for id in scope.people.iter() {
            add(&mut self.find(|index| index.people(id)));
        }
        for key in &scope.repos {
            add(&mut self.find(|index| index.repos(key)));
        }
        add(&mut self.find(Index::others));
        for id in RESIDUAL {
            add(&mut self.find(|index| index.teams(id)));
        }
        // The root is called what no team is.
        let mut root = ROOT.to_owned();
        for number in 2_u64.. {
            if self.find(|index| index.teams(&root)).next().is_none() {
                break;
            }
            add(&mut self.find(|index| index.teams(&root)));
            root = format!("{ROOT}-{number}");
        }
        // Without settings the organisation is told at the first file.
        let has_settings = |index: &Index| {
            let mut others = index.others().iter();
            others.any(|file| part_of(file.source.path()) == Some(Part::Settings))
        };
        let [index, _] = self.indices;
        if !has_settings(index) {
            let teams = index.all_teams().flat_map(|(_, files)| files);
            add(&mut teams.min_by_key(|file| file.source.path()).into_iter());
        }
        paths
    }
}

/// Follows a change to everything that it concerns. Returned are the teams that have the same
/// members as before, though some of them may come by another way.
fn spread(sides: &Sides<'_>, scope: &mut Scope, known: &mut HashMap<Id, Gathered>) -> HashSet<Id> {
    let [here, there] = &sides.changed;
    let people = here.people.iter().chain(&there.people);
    scope
        .people
        .extend(people.map(|person| person.record.id.clone()));
    let teams = sides.changed_teams();
    scope.teams.extend(teams.map(|team| team.record.id.clone()));
    // A handle that comes or goes may stand in teams that did not change.
    for person in scope.people.iter() {
        for team in sides.teams(|index| index.naming(person)) {
            if team.listed.contains(person) || team.leads.contains(person) {
                scope.teams.insert(team.record.id.clone());
            }
        }
    }
    let rerouted = gathering(sides, scope, known);
    // What those may do whose people changed. What others may do has not changed, but they are
    // needed where they share a right that came or went.
    let mut holders: HashSet<Id> = HashSet::default();
    let mut shown: HashSet<Id> = HashSet::default();
    let units = scope.teams.iter().cloned().map(Actor::Unit);
    let concerned = units.chain(scope.people.iter().cloned().map(Actor::Person));
    for actor in concerned {
        let repos = sides.find(|index| index.access(&actor)).filter_map(repo);
        scope.repos.extend(repos.map(|repo| Arc::clone(&repo.key)));
    }
    for repo in here.repos.iter().chain(&there.repos) {
        scope.repos.insert(Arc::clone(&repo.key));
        for (holder, _) in &repo.access {
            match holder {
                Actor::Unit(team) => holders.insert(team.clone()),
                Actor::Role(person) | Actor::Person(person) => shown.insert(person.clone()),
            };
        }
    }
    for object in turned(sides) {
        for file in sides.find(|index| index.permitted(object)) {
            holders.extend(team(file).map(|team| team.record.id.clone()));
            shown.extend(person(file).map(|person| person.record.id.clone()));
        }
    }
    scope.teams.extend(holders);
    scope.people.extend(shown);
    let decides = |team: &TeamFile| RESIDUAL.contains(&team.record.id.as_str());
    if sides.changed_teams().any(decides) {
        let residual = [End::Here, End::There].map(|end| sides.residual(end));
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
    kin(sides, scope);
    for id in scope.teams.iter() {
        for team in sides.teams(|index| index.teams(id)) {
            let people = team.listed.iter().chain(&team.leads);
            scope.people.extend(people.cloned());
        }
    }
    rerouted
}

/// What a team and its leads may do, and which of the two.
pub(super) fn permissions(team: &TeamFile) -> impl Iterator<Item = (bool, &str)> {
    let own = team.record.data.mandate.powers.iter();
    let lead = team.lead.iter().flat_map(|lead| &lead.role.mandate.powers);
    let own = own.map(|line| (false, line.over.as_str()));
    own.chain(lead.map(|line| (true, line.over.as_str())))
}

/// What a person may do.
fn own(person: &PersonFile) -> impl Iterator<Item = (bool, &str)> {
    let lines = person.permissions.iter();
    lines.map(|line| (false, line.over.as_str()))
}

/// The objects of permissions that came or went.
fn turned<'f>(sides: &Sides<'f>) -> HashSet<&'f str> {
    let mut teams: BTreeMap<&Id, [Vec<Lines<'f>>; 2]> = BTreeMap::new();
    let mut people: BTreeMap<&Id, [Vec<Lines<'f>>; 2]> = BTreeMap::new();
    for (side, changed) in sides.changed.iter().enumerate() {
        for team in &changed.teams {
            let lines = permissions(team).collect();
            teams.entry(&team.record.id).or_default()[side].push(lines);
        }
        for person in &changed.people {
            let lines = own(person).collect();
            people.entry(&person.record.id).or_default()[side].push(lines);
        }
    }
    let [index, _] = sides.indices;
    // Where several files give one name, any may be the one that counts.
    for (id, versions) in &mut teams {
        let shared = index.teams(id).iter().filter(|file| sides.is_shared(file));
        for team in shared.filter_map(team) {
            versions[0].extend([permissions(team).collect(), permissions(team).collect()]);
        }
    }
    for (id, versions) in &mut people {
        let shared = index.people(id).iter().filter(|file| sides.is_shared(file));
        let shared = shared.filter_map(person);
        for person in shared.filter(|person| !person.permissions.is_empty()) {
            versions[0].extend([own(person).collect(), own(person).collect()]);
        }
    }
    let mut objects = HashSet::default();
    for versions in teams.values().chain(people.values()) {
        if let [[old], [new]] = versions.each_ref().map(Vec::as_slice) {
            if old == new {
                continue;
            }
            let (old, new): (BTreeSet<_>, BTreeSet<_>) =
                (old.iter().collect(), new.iter().collect());
            objects.extend(old.symmetric_difference(&new).map(|(_, object)| *object));
        } else {
            let lines = versions.iter().flatten().flatten();
            objects.extend(lines.map(|(_, object)| *object));
        }
    }
    objects
}

/// What somebody may do: whether as a lead, and on what.
type Lines<'f> = Vec<(bool, &'f str)>;

/// Both versions of a team that changed; none where it stands on one side only.
type Versions<'f> = [Option<&'f TeamFile>; 2];

/// Teams that take members from one whose people changed, and so on, where that brings them others
/// than before; and those that are returned, to which people may come by another way.
fn gathering(
    sides: &Sides<'_>,
    scope: &mut Scope,
    known: &mut HashMap<Id, Gathered>,
) -> HashSet<Id> {
    let mut versions: BTreeMap<&Id, Versions<'_>> = BTreeMap::new();
    for (number, changed) in sides.changed.iter().enumerate() {
        for team in &changed.teams {
            versions.entry(&team.record.id).or_default()[number] = Some(team);
        }
    }
    let mut stirred: BTreeSet<&Id> = BTreeSet::new();
    let mut reshaped = false;
    let mut open: Vec<Id> = Vec::new();
    for (id, versions) in &versions {
        let people = self::stirred(versions);
        let is_reshaped = is_reshaped(versions);
        if is_reshaped || !people.is_empty() {
            open.push((*id).clone());
        }
        reshaped |= is_reshaped;
        stirred.extend(people);
    }
    let mut rerouted: HashSet<Id> = HashSet::default();
    if open.is_empty() {
        return rerouted;
    }
    // Who stays in some team that did not change stays a member of all teams together, and is no
    // former member of all.
    let is_anchored = |person: &Id| {
        let [index, _] = sides.indices;
        let teams = index.naming(person).iter();
        let mut teams = teams
            .filter(|file| sides.is_shared(file))
            .filter_map(team)
            .filter(|team| team.kind == TeamKind::Team && !team.archived && !gathers_alumni(team));
        teams.any(|team| team.listed.contains(person))
    };
    let unanchored = reshaped || !stirred.iter().all(|person| is_anchored(person));
    let mut leads = versions.values();
    let led = reshaped || leads.any(|versions| differ(versions, |team| &team.leads));
    let mut seen: HashSet<Id> = open.iter().cloned().collect();
    for team in sides.teams(Index::gatherers) {
        let takes = team.includes.iter().any(|include| match &include.value {
            Include::Team(_) => false,
            Include::Leads(_) => led,
            Include::AllTeamMembers | Include::AllAlumni => unanchored,
        });
        if takes && seen.insert(team.record.id.clone()) {
            open.push(team.record.id.clone());
        } else if !takes {
            rerouted.insert(team.record.id.clone());
        }
    }
    let follow = |mut open: Vec<Id>, seen: &mut HashSet<Id>| {
        while let Some(source) = open.pop() {
            for team in sides.teams(|index| index.takers(&source)) {
                if seen.insert(team.record.id.clone()) {
                    open.push(team.record.id.clone());
                }
            }
        }
    };
    follow(open, &mut seen);
    follow(rerouted.iter().cloned().collect(), &mut rerouted);
    rerouted.retain(|id| !seen.contains(id));
    for id in seen {
        if !versions.contains_key(&id)
            && let Some(here) = sides.gathering(&id, End::Here)
            && let Some(there) = sides.gathering(&id, End::There)
        {
            let before = match known.remove(&id) {
                Some(known) => known,
                None => Gathered::of(there, sides.memberships(End::There)),
            };
            let after = Gathered::of(here, sides.memberships(End::Here));
            if before.is_same(&after) {
                known.insert(id, after);
                continue;
            }
            scope.gathered[End::Here as usize].insert(id.clone(), after);
            scope.gathered[End::There as usize].insert(id.clone(), before);
        }
        scope.teams.insert(id);
    }
    through(sides, &versions, &stirred, scope);
    rerouted
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
    let mut bring: BTreeSet<&Id> = BTreeSet::new();
    let mut wide = false;
    for include in includes {
        match &include.value {
            Include::Team(id) => {
                bring.insert(id);
            }
            Include::Leads(_) | Include::AllTeamMembers | Include::AllAlumni => wide = true,
        }
    }
    if wide {
        let all = sides.indices.into_iter().flat_map(Index::all_teams);
        bring.extend(all.map(|(id, _)| id));
    }
    for id in bring {
        for team in sides.teams(|index| index.teams(id)) {
            scope.people.extend(team.named().cloned());
            scope.named.insert(team.record.id.clone());
        }
    }
    for person in stirred {
        for team in sides.teams(|index| index.naming(person)) {
            scope.named.insert(team.record.id.clone());
        }
    }
    scope
        .people
        .extend(stirred.iter().map(|person| (*person).clone()));
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

fn differ(versions: &Versions<'_>, people: fn(&TeamFile) -> &Roll) -> bool {
    let of = |team: Option<&TeamFile>| -> BTreeSet<Id> {
        team.map(|team| people(team).iter().cloned().collect())
            .unwrap_or_default()
    };
    of(versions[0]) != of(versions[1])
}

/// People whom a team lists, has as leads or as former members on one side only.
fn stirred<'f>(versions: &Versions<'f>) -> BTreeSet<&'f Id> {
    let lists: [fn(&TeamFile) -> &Roll; 3] =
        [|team| &team.listed, |team| &team.leads, |team| &team.alumni];
    let mut stirred = BTreeSet::new();
    for list in lists {
        let roll = |side: usize| versions[side].map(list);
        let marks = [roll(0), roll(1)].map(|roll| {
            let mut marks = Marks::default();
            let numbers = roll.into_iter().flat_map(Roll::numbered);
            numbers.for_each(|(number, _)| {
                marks.insert(number);
            });
            marks
        });
        for (side, others) in [(0, &marks[1]), (1, &marks[0])] {
            let people = roll(side).into_iter().flat_map(Roll::numbered);
            let alone = people.filter(|(number, _)| !others.contains(*number));
            stirred.extend(alone.map(|(_, person)| person));
        }
    }
    stirred
}

/// One version of a team below another.
struct Link<'f> {
    parent: &'f Id,
    /// Whether it lists nobody.
    vacant: bool,
}

/// The version of a team that is in force, below another.
fn link(team: &TeamFile) -> Option<Link<'_>> {
    let parent = team.record.data.parent.as_ref()?;
    (!team.archived).then(|| Link {
        parent: &parent.value,
        vacant: team.listed.is_empty(),
    })
}

/// The teams around those concerned, where it matters who is above and below: where a team begins,
/// ends or moves, and where nobody may be in it, so that those above act in its place.
fn kin(sides: &Sides<'_>, scope: &mut Scope) {
    let turns = |id: &Id| {
        let of = |end: End| {
            let files = sides.on(id, end);
            let links = files.filter_map(|file| Some((file, link(team(file)?)?)));
            // Of two with one name, one that both sides have tells more.
            let first = links.min_by_key(|(file, _)| (!sides.is_shared(file), file.source.path()));
            first.map(|(_, link)| link)
        };
        match (of(End::Here), of(End::There)) {
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
    let mut open: Vec<Id> = scope.teams.iter().cloned().collect();
    while let Some(parent) = open.pop() {
        for below in sides.teams(|index| index.below(&parent)) {
            let id = &below.record.id;
            let Some(link) = link(below).filter(|_| !scope.teams.contains(id)) else {
                continue;
            };
            if link.vacant || turning.get(&parent) == Some(&true) {
                scope.teams.insert(id.clone());
                turning.insert(id.clone(), turns(id));
                rising.insert(id.clone());
                open.push(id.clone());
            }
        }
    }
    // Above all others stands whoever decides the rest.
    if !rising.is_empty() {
        let residual = [End::Here, End::There].map(|end| sides.residual(end));
        let residual = residual.into_iter().flatten().map(Id::of);
        scope.teams.extend(residual);
    }
    let mut open: Vec<Id> = rising.into_iter().collect();
    while let Some(team) = open.pop() {
        for link in sides.teams(|index| index.teams(&team)).filter_map(link) {
            if scope.teams.insert(link.parent.clone()) {
                open.push(link.parent.clone());
            }
        }
    }
}
