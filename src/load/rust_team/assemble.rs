//! From the files, each understood alone, to the governance.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;

use super::gathered::Gathered;
use super::membership::Memberships;
use super::person::PersonFile;
use super::repo::RepoFile;
use super::scope::Scope;
use super::team::{ROOT, Seat, TeamFile};
use super::{Content, Holds, permissions, repo};
use crate::diag::{Finding, Severity};
use crate::load::adapter::Placed;
use crate::load::{DUPLICATE_ID, UNREADABLE_FILE};
use crate::model::{
    Actor, Defaults, Entries, Entry, Envelope, Format, Governance, Grant, Id, Kind, Org, PowerLine,
    Record, Role, Slug, Text, Unit,
};
use crate::source::{At, Place, SourceId, Sources, Span};

/// The id of the organisation.
const ORG: &str = "rust-lang";
/// The name of the organisation and of its root unit.
const NAME: &str = "Rust Project";
/// Teams that decide what nobody else holds, the newest first.
pub(super) const RESIDUAL: [&str; 2] = ["leadership-council", "core"];

/// Puts the parts together. Of files that claim one name, one counts: what is active before what is
/// archived, a file called by that name before others, then by path. So no further file can take
/// the place of one that is where people look for it.
pub(super) fn assemble(
    files: &[Placed<'_, Content>],
    scope: Option<&Scope>,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) -> Governance {
    let mut assembly = Assembly {
        governance: Governance::empty(Format::RustTeam),
        scope,
        sources,
        findings,
    };
    let mut parts = Parts::default();
    for (source, file) in files {
        let Some(content) = &file.content else {
            continue;
        };
        let misnamed = content.misnamed;
        match &content.holds {
            Holds::Person(person) => parts.people.push((misnamed, *source, person)),
            Holds::Team(team) => parts.teams.push((misnamed, *source, team)),
            Holds::Repo(repo) => parts.repos.push((misnamed, *source, repo)),
            Holds::Settings => {}
        }
    }
    parts.people.sort_by_key(|(misnamed, ..)| *misnamed);
    parts
        .teams
        .sort_by_key(|(misnamed, _, team)| (team.archived, *misnamed));
    parts
        .repos
        .sort_by_key(|(misnamed, _, repo)| (repo.archived, *misnamed));
    assembly.add_people(&parts.people);
    let concerned = parts
        .teams
        .iter()
        .filter(|(.., team)| assembly.concerns(team));
    let concerned: Vec<Filed<'_, TeamFile>> = concerned.copied().collect();
    let (teams, twins) = distinct(&concerned);
    for (second, first) in twins {
        assembly.two_teams(second, first);
    }
    let named = |id: &str| {
        let mut teams = parts
            .teams
            .iter()
            .filter(|(.., team)| team.record.id.as_str() == id);
        teams.next().map(|(.., team)| *team)
    };
    let root = free_id(&Id::of(ROOT), |id| named(id).is_some());
    assembly.add_units(&parts.teams, &teams, &root);
    assembly.add_roles(&teams);
    assembly.add_repos(&parts.repos);
    let settings = sources.find("config.toml");
    if let Some(source) = settings.or_else(|| files.first().map(|(source, _)| *source)) {
        let in_force = |name: &&&str| named(name).is_some_and(|team| !team.archived);
        let residual = RESIDUAL.iter().find(in_force).map(Id::of);
        assembly.add_organisation(residual.unwrap_or_else(|| root.clone()), source, root);
    }
    assembly.governance
}

/// What a file holds, where, and whether the file is called otherwise.
type Filed<'f, T> = (bool, SourceId, &'f T);

#[derive(Default)]
struct Parts<'f> {
    people: Vec<Filed<'f, PersonFile>>,
    teams: Vec<Filed<'f, TeamFile>>,
    repos: Vec<Filed<'f, RepoFile>>,
}

/// Teams sorted by name, each with the file that it stands in.
struct Teams<'f>(Vec<Team<'f>>);

impl<'f> Teams<'f> {
    fn values(&self) -> impl Iterator<Item = &Team<'f>> {
        self.0.iter()
    }
}

type Team<'f> = (SourceId, &'f TeamFile);

/// The teams of which each counts for its name, and each that does not with the one that does.
fn distinct<'f>(all: &[Filed<'f, TeamFile>]) -> (Teams<'f>, Vec<(Team<'f>, Team<'f>)>) {
    let name = |(_, team): &Team<'f>| team.record.id.as_str();
    let mut sorted: Vec<Team<'f>> = all
        .iter()
        .map(|(_, source, team)| (*source, *team))
        .collect();
    sorted.sort_by(|a, b| name(a).cmp(name(b)));
    let mut twins = Vec::new();
    sorted.dedup_by(|later, first| {
        let same = name(later) == name(first);
        if same {
            twins.push((*later, *first));
        }
        same
    });
    (Teams(sorted), twins)
}

struct Assembly<'a> {
    governance: Governance,
    scope: Option<&'a Scope>,
    sources: &'a Sources,
    findings: &'a mut Vec<Finding>,
}

impl Assembly<'_> {
    fn twice(&mut self, message: String, second: Place, first: Place, record: Option<String>) {
        let (path, _) = self.sources.locate(first);
        let mut finding = Finding::new(DUPLICATE_ID, Severity::Error, second, message)
            .label(format!("the other one is {path}"))
            .related(first, "the one that counts")
            .fix("give one of them another name: this one is ignored");
        finding.record = record;
        self.findings.push(finding);
    }

    fn add_people(&mut self, people: &[Filed<'_, PersonFile>]) {
        // Handles differ in more than case, as they do on GitHub.
        let mut first: HashMap<&str, Place> = HashMap::default();
        let mut records = Vec::with_capacity(people.len());
        for (_, source, person) in people {
            let record = Record {
                source: *source,
                ..person.record.clone()
            };
            if let Some(first) = first.get(&*person.handle) {
                let message = format!("two people have the GitHub handle `{}`", record.id);
                let reference = Some(record.reference());
                self.twice(message, record.head_place(), *first, reference);
                // References in this spelling are not to be reported as well.
                self.governance.unread.insert((Kind::Person, record.id));
                continue;
            }
            first.insert(&person.handle, record.head_place());
            self.record(*source, &person.entries);
            let holder = Actor::Person(record.id.clone());
            for line in &person.permissions {
                self.grant(*source, &holder, line);
            }
            records.push((record.id.clone(), record));
        }
        self.governance.people = records.into_iter().collect();
    }

    fn grant(&mut self, source: SourceId, holder: &Actor, line: &At<Arc<PowerLine>>) {
        self.governance.grants.push(Grant {
            holder: holder.clone(),
            line: Arc::clone(&line.value),
            place: Place {
                source,
                span: line.span,
            },
        });
    }

    fn record(&mut self, source: SourceId, entries: &Arc<[Entry]>) {
        if !entries.is_empty() {
            self.governance.entries.push(Entries {
                source,
                offset: 0,
                entries: Arc::clone(entries),
            });
        }
    }

    fn two_teams(&mut self, second: Team<'_>, first: Team<'_>) {
        let place = |(source, team): Team<'_>| Place {
            source,
            span: team.record.head,
        };
        let (_, team) = second;
        let message = format!("two teams have the name `{}`", team.record.id);
        let reference = Some(team.record.reference());
        self.twice(message, place(second), place(first), reference);
    }

    /// Whether a team is to be put together.
    fn concerns(&self, team: &TeamFile) -> bool {
        let teams = self.scope.map(|scope| &scope.teams);
        teams.is_none_or(|teams| teams.contains(&team.record.id))
    }

    fn add_units(&mut self, all: &[Filed<'_, TeamFile>], teams: &Teams<'_>, root: &Id) {
        let gathers = |(_, team): &Team<'_>| !team.archived && !team.includes.is_empty();
        let is_whole = self.scope.is_none();
        let memberships = (is_whole && teams.values().any(gathers)).then(|| {
            let (all, _) = distinct(all);
            let (archived, active): (Vec<&TeamFile>, Vec<&TeamFile>) = all
                .values()
                .map(|(_, team)| *team)
                .partition(|team| team.archived);
            Memberships::new(active, archived)
        });
        for (_, source, team) in all {
            let named = self
                .scope
                .is_some_and(|scope| scope.named.contains(&team.record.id));
            if named && !self.concerns(team) {
                let record = Record {
                    source: *source,
                    ..team.bare.clone()
                };
                let units = &mut self.governance.units;
                units.entry(record.id.clone()).or_insert(record);
            }
        }
        for (source, team) in teams.values() {
            self.record(*source, &team.entries);
            let mut record = team.record.clone();
            record.source = *source;
            if gathers(&(*source, team)) {
                let gathered = match (&memberships, self.scope) {
                    (Some(memberships), _) => Some(Gathered::of(team, memberships)),
                    (None, Some(scope)) => scope.gathered(&record.id).cloned(),
                    (None, None) => None,
                };
                if let Some(gathered) = gathered {
                    record.data = gathered.unit;
                    if !gathered.complete {
                        self.too_many(&record, team);
                    }
                }
            }
            if team.top && root.as_str() != ROOT {
                let parent = &mut Arc::make_mut(&mut record.data).parent;
                if let Some(parent) = parent {
                    parent.value = root.clone();
                }
            }
            self.governance.units.insert(record.id.clone(), record);
        }
    }

    fn too_many(&mut self, record: &Record<Unit>, team: &TeamFile) {
        let span = team
            .includes
            .first()
            .map_or(record.head, |first| first.span);
        let message = "more memberships through other teams than can be worked out";
        let finding = Finding::new(
            UNREADABLE_FILE,
            Severity::Error,
            record.place(span),
            message,
        )
        .label("members are missing from here on")
        .fix("include fewer teams")
        .record(record.reference());
        self.findings.push(finding);
    }

    /// Roles of leads get their ids first, so that they depend on nothing but the team's name.
    fn add_roles(&mut self, teams: &Teams<'_>) {
        let mut seats: Vec<(SourceId, &Seat)> = Vec::new();
        let seats_of = |own: fn(&TeamFile) -> &[Seat]| {
            let each = teams.values();
            each.flat_map(move |(source, team)| own(team).iter().map(move |seat| (*source, seat)))
        };
        seats.extend(seats_of(|team| team.lead.as_slice()));
        seats.extend(seats_of(|team| &team.roles));
        for (source, seat) in seats {
            let governance = &mut self.governance;
            let id = free_id(&seat.id, |id| {
                governance.roles.contains_key(id) || governance.units.contains_key(id)
            });
            let record: Record<Role> = Record {
                id: id.clone(),
                source,
                span: seat.span,
                head: seat.head,
                body: None,
                envelope: Arc::clone(&seat.envelope),
                data: Arc::clone(&seat.role),
            };
            governance.roles.insert(id, record);
        }
    }

    fn add_repos(&mut self, repos: &[Filed<'_, RepoFile>]) {
        let mut first: HashMap<&str, Place> = HashMap::default();
        for (_, source, repo) in repos {
            let place = Place {
                source: *source,
                span: repo.head,
            };
            let path = &*repo.key;
            if let Some(first) = first.get(path) {
                let message = format!("two files describe the repository `{}`", repo.path);
                self.twice(message, place, *first, None);
                continue;
            }
            first.insert(path, place);
            self.record(*source, &repo.entries);
            for (holder, line) in &repo.access {
                self.grant(*source, holder, line);
            }
        }
    }

    /// The organisation and its root unit, which no file declares: they point to the start of
    /// `source`.
    fn add_organisation(&mut self, residual: Id, source: SourceId, root: Id) {
        fn record<T>(id: Id, source: SourceId, data: T) -> Record<T> {
            let nowhere = Span::default();
            Record {
                id,
                source,
                span: nowhere,
                head: nowhere,
                body: None,
                envelope: Arc::new(Envelope::named(here(Text::of(NAME)))),
                data: Arc::new(data),
            }
        }
        let domains = [
            (
                repo::DOMAIN,
                "Access to the project's repositories, up to a level",
            ),
            (
                permissions::DOMAIN,
                "Use of the project's tools: bots, crates.io, shared machines",
            ),
        ];
        let org = Org {
            vision: Text::of("The Rust Project, as rust-lang/team records it"),
            goals: Vec::new(),
            values: Vec::new(),
            root: here(root.clone()),
            residual: here(residual),
            domains: BTreeMap::from(
                domains.map(|(slug, text)| (Slug::of(slug), here(Text::of(text)))),
            ),
            law: Vec::new(),
            language: None,
            change_rules: Vec::new(),
            defaults: Defaults::default(),
        };
        let mut unit = Unit {
            unit_type: Some(Text::of("project")),
            ..Unit::default()
        };
        unit.mandate.purpose = Some(Text::of("Brings the teams of the Rust Project together"));
        self.governance.org = Some(record(Id::of(ORG), source, org));
        self.governance
            .units
            .insert(root.clone(), record(root, source, unit));
    }
}

/// A value that stands nowhere.
fn here<T>(value: T) -> At<T> {
    At::new(value, Span::default())
}

/// `wanted`, or the first of `wanted-2`, `wanted-3`, … that is not taken.
fn free_id(wanted: &Id, taken: impl Fn(&str) -> bool) -> Id {
    if !taken(wanted) {
        return wanted.clone();
    }
    let mut numbered = (2_u64..).map(|number| format!("{wanted}-{number}"));
    let free = numbered.find(|id| !taken(id));
    free.map_or_else(|| wanted.clone(), Id::of)
}
