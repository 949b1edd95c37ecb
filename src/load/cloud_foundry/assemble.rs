//! From the files, each understood alone, to the governance.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::charter::{Area, COMMITTEE, Charter, Post, Posted};
use super::organisation::Organisation;
use super::people::Listed;
use super::scope::Scope;
use super::table::Row;
use super::{Content, Holds};
use crate::diag::{Finding, Severity};
use crate::load::DUPLICATE_ID;
use crate::load::adapter::Placed;
use crate::load::slug::free_id;
use crate::model::{
    Actor, Amount, Defaults, Entries, Envelope, Format, Governance, Grant, Holder, Id, Member, Org,
    Person, PersonType, PowerLine, Record, Right, Role, RoleSeats, Slug, Text, Unit,
};
use crate::source::{At, Place, SourceId, Sources, Span};

/// The id and the name of the organisation.
const ORG: &str = "cloudfoundry";
const NAME: &str = "Cloud Foundry";
/// The domain that all repositories lie in.
const DOMAIN: &str = "repos";
/// The level of those who own a GitHub organisation.
const OWNER: &str = "admin";

/// Puts the parts together. Of units that would have one id, the committee and the working groups
/// come before areas and GitHub's teams.
pub(super) fn assemble(
    files: &[Placed<'_, Content>],
    scope: Option<&Scope>,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) -> Governance {
    let mut assembly = Assembly {
        governance: Governance::empty(Format::CloudFoundry),
        people: BTreeMap::new(),
        sources,
        findings,
    };
    let mut charters: Vec<(SourceId, &Charter)> = Vec::new();
    let mut organisations: Vec<(SourceId, &Organisation)> = Vec::new();
    for (source, file) in files {
        let Some(content) = &file.content else {
            continue;
        };
        match &content.holds {
            Holds::Charter(charter) => charters.push((*source, charter)),
            Holds::Organisations(all) => {
                organisations.extend(all.iter().map(|one| (*source, one)));
            }
        }
        if !content.entries.is_empty() {
            assembly.governance.entries.push(Entries {
                source: *source,
                offset: 0,
                entries: Arc::clone(&content.entries),
            });
        }
    }
    charters.sort_by_key(|(_, charter)| !charter.is_committee());
    let committee = charters.first().filter(|(_, first)| first.is_committee());
    let fallback = files.first().map(|(source, _)| *source);
    let Some(top) = committee.map(|(source, _)| *source).or(fallback) else {
        return assembly.governance;
    };
    if committee.is_none() {
        let unit = Unit::default();
        assembly.add_unit(
            top,
            Id::of(COMMITTEE),
            &here(Text::of("TOC")),
            Span::default(),
            unit,
        );
    }
    let groups: Vec<(Id, SourceId, &Charter)> = charters
        .iter()
        .map(|(source, charter)| (assembly.add_group(*source, charter), *source, *charter))
        .collect();
    for (group, source, charter) in &groups {
        for area in &charter.areas {
            if scope.is_none_or(|scope| scope.needs(area)) {
                assembly.add_area(*source, group, area);
            } else {
                assembly.meet_all(*source, &area.posts);
            }
        }
    }
    for (source, organisation) in organisations {
        if scope.is_none() {
            assembly.add_organisation(source, organisation);
        } else {
            assembly.meet_members(source, organisation);
        }
    }
    assembly.finish(top)
}

/// A person as the files speak of them.
struct Known<'f> {
    listed: &'f Listed,
    name: Option<&'f At<Text>>,
    source: SourceId,
    is_bot: bool,
}

struct Assembly<'a, 'f> {
    governance: Governance,
    people: BTreeMap<&'f Id, Known<'f>>,
    sources: &'a Sources,
    findings: &'a mut Vec<Finding>,
}

impl<'f> Assembly<'_, 'f> {
    fn add_group(&mut self, source: SourceId, charter: &'f Charter) -> Id {
        let id = free_id(&charter.id, |id| {
            !charter.is_committee() && self.governance.units.contains_key(id)
        });
        let is_committee = charter.is_committee();
        let mut unit = Unit {
            unit_type: Some(Text::of(if is_committee {
                "committee"
            } else {
                "working group"
            })),
            ..Unit::default()
        };
        if !is_committee {
            unit.parent = Some(At::new(Id::of(COMMITTEE), charter.name.span));
        }
        self.add_unit(source, id.clone(), &charter.name, charter.span, unit);
        for posted in &charter.posts {
            let staff = is_committee && posted.post == Post::TechnicalLead;
            let unit = if staff && !posted.people.is_empty() {
                self.add_staff(source, posted)
            } else {
                id.clone()
            };
            let mut role = role_with(&unit, posted);
            if is_committee && posted.post != Post::Bot {
                let line = line(Right::Execute, DOMAIN, Some(OWNER), posted.head);
                role.mandate.powers.push(At::new(line, posted.head));
            }
            if posted.post == Post::ExecutionLead {
                for holder in &mut role.holders {
                    add_term(holder, &charter.rows);
                }
            }
            self.add_role(source, &id, posted, role);
        }
        self.add_chair(source, &id, &charter.rows);
        id
    }

    /// The technical leads of the committee own the organisations with its members, and sit in no
    /// meeting of theirs.
    fn add_staff(&mut self, source: SourceId, posted: &Posted) -> Id {
        let id = Id::of(format!("{COMMITTEE}-technical-leads"));
        let unit = Unit {
            unit_type: Some(Text::of("staff")),
            parent: Some(At::new(Id::of(COMMITTEE), posted.head)),
            ..Unit::default()
        };
        let name = At::new(Text::of("TOC technical leads"), posted.head);
        self.add_unit(source, id.clone(), &name, posted.head, unit);
        id
    }

    fn add_chair(&mut self, source: SourceId, unit: &Id, rows: &'f [Row]) {
        let Some(row) = rows.iter().find(|row| row.chair) else {
            return;
        };
        self.meet(source, &row.person, false);
        let span = row.person.span;
        let mut role = Role::of_unit(At::new(unit.clone(), span));
        let mut holder = At::new(Holder::of(At::new(row.person.id.clone(), span)), span);
        add_term(&mut holder, rows);
        role.holders.push(holder);
        let name = At::new(Text::of("Chair"), span);
        self.insert_role(source, &format!("{unit}-chair"), name, span, role);
    }

    fn add_area(&mut self, source: SourceId, group: &Id, area: &'f Area) {
        let id = free_id(&area.id, |id| self.governance.units.contains_key(id));
        if id != area.id {
            self.tell_twice(source, area, &id);
        }
        let unit = Unit {
            unit_type: Some(Text::of("area")),
            parent: Some(At::new(group.clone(), area.name.span)),
            ..Unit::default()
        };
        self.add_unit(source, id.clone(), &area.name, area.span, unit);
        for posted in &area.posts {
            let mut role = role_with(&id, posted);
            give(&mut role, posted.post, area);
            self.add_role(source, &id, posted, role);
        }
    }

    /// Two areas of one group with one name: both count, one under another id.
    fn tell_twice(&mut self, source: SourceId, area: &Area, id: &Id) {
        let Some(first) = self.governance.units.get(&area.id) else {
            return;
        };
        let (path, at) = self.sources.locate(first.head_place());
        let place = Place {
            source,
            span: area.name.span,
        };
        let message = format!("`{}` is the name of another unit too", area.name.value);
        let finding = Finding::new(DUPLICATE_ID, Severity::Warning, place, message)
            .label(format!("the other one is {path}:{}", at.line))
            .fix("give one of them another name, so that people can tell them apart")
            .record(format!("unit/{id}"));
        self.findings.push(finding);
    }

    fn add_organisation(&mut self, source: SourceId, organisation: &'f Organisation) {
        let members = organisation.members.iter();
        let members: Vec<At<Member>> = members.map(|one| self.member(source, one)).collect();
        match self.governance.units.entry(organisation.id.clone()) {
            // Another file of the same organisation: people here, repositories there.
            Entry::Occupied(mut known) if known.get().source != source => {
                if known.get().data.members.is_empty() {
                    let record = known.get_mut();
                    record.source = source;
                    record.span = organisation.span;
                    record.head = organisation.name.span;
                    let data = Arc::make_mut(&mut record.data);
                    data.members = members;
                    data.parent = Some(At::new(Id::of(COMMITTEE), organisation.name.span));
                }
            }
            _ => {
                let unit = Unit {
                    unit_type: Some(Text::of("GitHub organisation")),
                    parent: Some(At::new(Id::of(COMMITTEE), organisation.name.span)),
                    members,
                    ..Unit::default()
                };
                let name = format!("GitHub: {}", organisation.name.value);
                let name = At::new(Text::of(name), organisation.name.span);
                let id = organisation.id.clone();
                self.add_unit(source, id, &name, organisation.span, unit);
            }
        }
        for admin in &organisation.admins {
            self.meet(source, admin, false);
            let over = format!("{DOMAIN}/{}", organisation.name.to_lowercase());
            let line = line(Right::Execute, &over, Some(OWNER), admin.span);
            self.grant(source, Actor::Person(admin.id.clone()), line, admin.span);
        }
        for team in &organisation.teams {
            let id = free_id(&team.id, |id| self.governance.units.contains_key(id));
            let mut unit = Unit {
                unit_type: Some(Text::of("GitHub team")),
                parent: Some(At::new(organisation.id.clone(), team.name.span)),
                ..Unit::default()
            };
            unit.mandate.purpose.clone_from(&team.purpose);
            for person in &team.people {
                unit.members.push(self.member(source, person));
            }
            self.add_unit(source, id.clone(), &team.name, team.span, unit);
            for (repository, level) in &team.access {
                let over = object_of(repository);
                let mut line = line(Right::Execute, &over, None, level.span);
                line.up_to = Some(level.clone());
                self.grant(source, Actor::Unit(id.clone()), line, level.span);
            }
        }
    }

    fn grant(&mut self, source: SourceId, holder: Actor, line: PowerLine, span: Span) {
        self.governance.grants.push(Grant {
            holder,
            line: Arc::new(line),
            place: Place { source, span },
        });
    }

    fn member(&mut self, source: SourceId, listed: &'f Listed) -> At<Member> {
        self.meet(source, listed, false);
        let member = Member {
            person: At::new(listed.id.clone(), listed.span),
            since: None,
            until: None,
            through: None,
        };
        At::new(member, listed.span)
    }

    fn add_role(&mut self, source: SourceId, unit: &Id, posted: &'f Posted, role: Role) {
        self.meet_all(source, std::slice::from_ref(posted));
        let slug = posted.post.key().trim_end_matches('s').replace('_', "-");
        let name = At::new(Text::of(posted.post.name()), posted.head);
        let last = posted.people.last();
        let span = last.map_or(posted.head, |last| posted.head.to(last.span));
        self.insert_role(source, &format!("{unit}-{slug}"), name, span, role);
    }

    fn insert_role(&mut self, source: SourceId, id: &str, name: At<Text>, span: Span, role: Role) {
        let governance = &self.governance;
        let id = free_id(id, |id| {
            governance.roles.contains_key(id) || governance.units.contains_key(id)
        });
        let record = Record {
            id: id.clone(),
            source,
            span,
            head: name.span,
            body: None,
            envelope: Arc::new(Envelope::named(name)),
            data: Arc::new(role),
        };
        self.governance.roles.insert(id, record);
    }

    fn add_unit(&mut self, source: SourceId, id: Id, name: &At<Text>, span: Span, unit: Unit) {
        let record = Record {
            id: id.clone(),
            source,
            span,
            head: name.span,
            body: None,
            envelope: Arc::new(Envelope::named(name.clone())),
            data: Arc::new(unit),
        };
        self.governance.units.insert(id, record);
    }

    fn meet_all(&mut self, source: SourceId, posts: &'f [Posted]) {
        for posted in posts {
            for person in &posted.people {
                self.meet(source, person, posted.post == Post::Bot);
            }
        }
    }

    fn meet_members(&mut self, source: SourceId, organisation: &'f Organisation) {
        let teams = organisation.teams.iter().flat_map(|team| &team.people);
        let people = organisation.members.iter().chain(&organisation.admins);
        for person in people.chain(teams) {
            self.meet(source, person, false);
        }
    }

    fn meet(&mut self, source: SourceId, listed: &'f Listed, is_bot: bool) {
        let known = self.people.entry(&listed.id).or_insert(Known {
            listed,
            name: None,
            source,
            is_bot: false,
        });
        known.is_bot |= is_bot;
        if known.name.is_none()
            && let Some(name) = &listed.name
        {
            known.name = Some(name);
            known.listed = listed;
            known.source = source;
        }
    }

    fn finish(mut self, source: SourceId) -> Governance {
        for (id, known) in self.people {
            let person = Person {
                person_type: if known.is_bot {
                    PersonType::Bot
                } else {
                    PersonType::Human
                },
                handles: BTreeMap::from([(Text::of("github"), known.listed.handle.clone())]),
                ..Person::default()
            };
            let span = known.listed.span;
            let name = known.name.cloned();
            let name = name.unwrap_or_else(|| At::new(known.listed.handle.clone(), span));
            let record = Record {
                id: id.clone(),
                source: known.source,
                span,
                head: span,
                body: None,
                envelope: Arc::new(Envelope::named(name)),
                data: Arc::new(person),
            };
            self.governance.people.insert(id.clone(), record);
        }
        let org = Org {
            vision: Text::of("Cloud Foundry, as cloudfoundry/community records it"),
            goals: Vec::new(),
            values: Vec::new(),
            root: here(Id::of(COMMITTEE)),
            residual: here(Id::of(COMMITTEE)),
            domains: BTreeMap::from([(
                Slug::of(DOMAIN),
                here(Text::of("The repositories of the community")),
            )]),
            law: Vec::new(),
            language: None,
            change_rules: Vec::new(),
            defaults: Defaults::default(),
        };
        self.governance.org = Some(Record {
            id: Id::of(ORG),
            source,
            span: Span::default(),
            head: Span::default(),
            body: None,
            envelope: Arc::new(Envelope::named(here(Text::of(NAME)))),
            data: Arc::new(org),
        });
        self.governance
    }
}

/// The term of a member, where the committee's table knows it.
fn add_term(holder: &mut At<Holder>, rows: &[Row]) {
    let row = rows
        .iter()
        .find(|row| row.person.id == holder.value.person.value);
    if let Some(row) = row {
        holder.value.since = row.since;
        holder.value.until = row.until;
    }
}

/// What an area gives to those on a list of it.
fn give(role: &mut Role, post: Post, area: &Area) {
    let repositories = area.repositories.iter();
    match post {
        Post::Approver => {
            let domains = repositories.map(|repo| At::new(Slug::of(object_of(repo)), repo.span));
            role.mandate.domains = domains.collect();
        }
        Post::Reviewer | Post::Bot => {
            let right = if post == Post::Bot {
                Right::Execute
            } else {
                Right::Advise
            };
            let lines = repositories
                .map(|repo| At::new(line(right, &object_of(repo), None, repo.span), repo.span));
            role.mandate.powers = lines.collect();
        }
        Post::ExecutionLead | Post::TechnicalLead => {}
    }
}

/// The object for a repository, written as `<org>/<name>` or as an address; forges do not tell
/// upper from lower case.
pub(super) fn object_of(repository: &str) -> String {
    let path = repository.trim_end_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let path = path
        .split_once("github.com/")
        .map_or(path, |(_, path)| path);
    format!("{DOMAIN}/{}", path.to_lowercase())
}

fn role_of(unit: &Id, span: Span) -> Role {
    let seats = RoleSeats {
        min: Some(0),
        max: None,
    };
    Role {
        seats: Some(At::new(seats, span)),
        ..Role::of_unit(At::new(unit.clone(), span))
    }
}

/// A role of `unit` with the people of a list.
fn role_with(unit: &Id, posted: &Posted) -> Role {
    let mut role = role_of(unit, posted.head);
    role.holders = posted.people.iter().map(holder).collect();
    role
}

fn holder(listed: &Listed) -> At<Holder> {
    let person = At::new(listed.id.clone(), listed.span);
    At::new(Holder::of(person), listed.span)
}

fn line(right: Right, over: &str, up_to: Option<&str>, span: Span) -> PowerLine {
    PowerLine {
        up_to: up_to.map(|level| At::new(Amount::Text(Text::of(level)), span)),
        ..PowerLine::plain(right, over, span)
    }
}

/// A value that stands nowhere.
fn here<T>(value: T) -> At<T> {
    At::new(value, Span::default())
}
