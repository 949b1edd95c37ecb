//! From the pieces, each understood alone, to the governance.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::piece::{Held, OrgName, OrgPart};
use super::scope::{Members, Scope};
use super::team::{DOMAIN, Team};
use super::{Content, is_organisation};
use crate::diag::{Finding, Severity};
use crate::load::DUPLICATE_ID;
use crate::load::adapter::Placed;
use crate::load::handle::{Handle, made_unit, nowhere, person};
use crate::load::names::Names;
use crate::load::pieces::Piece;
use crate::model::PowerLine;
use crate::model::{
    Actor, Amount, Defaults, Entries, Envelope, Format, Governance, Grant, Holder, Id, Member,
    Object, Org, Record, RecordData, Right, Role, RoleSeats, Slug, Text, Unit,
};
use crate::source::{At, Place, SourceId, Sources, Span};

/// The id of the organisation and of its root unit.
const ORG: &str = "github";
/// Their name.
const NAME: &str = "GitHub organisations";

/// Puts the parts together; with a scope, only what lies in it.
pub(super) fn assemble(
    files: &[Placed<'_, Content>],
    scope: Option<&Scope>,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) -> Governance {
    let mut pieces: Vec<(Spot, &Arc<Held>)> = Vec::new();
    for (source, file) in files {
        let Some(Content(own)) = &file.content else {
            continue;
        };
        pieces.extend(own.iter().map(|Piece { offset, holds }| {
            let spot = Spot {
                source: *source,
                offset: *offset,
            };
            (spot, holds)
        }));
    }
    let mut assembly = Assembly {
        governance: Governance::empty(Format::Peribolos),
        wanted: BTreeMap::new(),
        orgs: BTreeMap::new(),
        sources,
        findings,
    };
    // Neighbours mostly belong to one organisation.
    let mut last = None;
    for (spot, part) in pieces.iter().flat_map(|(spot, piece)| {
        let parts = piece.orgs.iter();
        parts.map(move |part| (*spot, part))
    }) {
        let now = Some((spot.source, &part.org.id));
        if now != last {
            assembly.note_org(spot, part);
            last = now;
        }
    }
    for (spot, piece) in &pieces {
        if scope.is_none_or(|scope| scope.has_entries(piece)) {
            assembly.governance.entries.push(Entries {
                source: spot.source,
                offset: spot.offset,
                entries: Arc::clone(&piece.entries),
            });
        }
        for part in &piece.orgs {
            assembly.add_part(*spot, part, scope);
        }
    }
    let start = sources
        .iter()
        .position(|source| is_organisation(source.path()));
    let start = files.get(start.unwrap_or(0)).map(|(source, _)| *source);
    if let Some(start) = start {
        assembly.add_orgs();
        assembly.add_whole(start);
    }
    assembly.add_people(&pieces, scope);
    assembly.governance
}

/// Where a piece stands.
#[derive(Clone, Copy)]
struct Spot {
    source: SourceId,
    offset: usize,
}

impl Spot {
    fn span(self, span: Span) -> Span {
        span.shifted(self.offset)
    }

    fn at<T, U>(self, at: &At<T>, value: U) -> At<U> {
        At::new(value, self.span(at.span))
    }

    fn place(self, span: Span) -> Place {
        Place {
            source: self.source,
            span: self.span(span),
        }
    }
}

/// A GitHub organisation, gathered from its pieces.
struct Gathered {
    name: OrgName,
    /// The file that stands for it.
    home: SourceId,
    purpose: Option<Text>,
    members: Vec<At<Member>>,
    admins: Vec<At<Holder>>,
    /// The file in which the owners stand.
    admins_in: Option<SourceId>,
}

struct Assembly<'a> {
    governance: Governance,
    /// Everybody who is named, and where first.
    wanted: BTreeMap<Id, Place>,
    orgs: BTreeMap<Id, Gathered>,
    sources: &'a Sources,
    findings: &'a mut Vec<Finding>,
}

impl Assembly<'_> {
    fn note_org(&mut self, spot: Spot, part: &OrgPart) {
        let is_home = || is_organisation(self.sources.get(spot.source).path());
        if let Some(known) = self.orgs.get_mut(&part.org.id) {
            if known.home != spot.source && is_home() {
                known.home = spot.source;
            }
        } else {
            let gathered = Gathered {
                name: part.org.clone(),
                home: spot.source,
                purpose: None,
                members: Vec::new(),
                admins: Vec::new(),
                admins_in: None,
            };
            self.orgs.insert(part.org.id.clone(), gathered);
        }
    }

    fn add_part(&mut self, spot: Spot, part: &OrgPart, scope: Option<&Scope>) {
        let is_of_teams =
            part.purpose.is_none() && part.members.is_empty() && part.admins.is_empty();
        if !is_of_teams {
            self.add_to_org(spot, part, scope);
        }
        for team in &part.teams {
            if scope.is_none_or(|scope| scope.has_team(&team.id.value)) {
                self.add_team(spot, team, &part.org.id);
            }
        }
    }

    fn add_to_org(&mut self, spot: Spot, part: &OrgPart, scope: Option<&Scope>) {
        let Some(org) = self.orgs.get_mut(&part.org.id) else {
            return;
        };
        if let Some(purpose) = &part.purpose {
            org.purpose = Some(purpose.value.clone());
        }
        // Members elsewhere than in the file of the organisation have no place of their own there.
        let needed = scope.map_or(Members::All, |scope| scope.members(&part.org.id));
        for handle in &part.members {
            let Some(person) = handle.value.person.as_ref().filter(|id| needed.has(id)) else {
                continue;
            };
            want(&mut self.wanted, spot, person, handle.span);
            if org.home == spot.source {
                org.members
                    .push(spot.at(handle, member(spot, handle, person)));
            }
        }
        for handle in &part.admins {
            let Some(person) = &handle.value.person else {
                continue;
            };
            want(&mut self.wanted, spot, person, handle.span);
            let first = *org.admins_in.get_or_insert(spot.source);
            if first == spot.source {
                let holder = Holder::of(spot.at(handle, person.clone()));
                org.admins.push(spot.at(handle, holder));
            }
        }
    }

    fn add_team(&mut self, spot: Spot, team: &Team, org: &Id) {
        let id = &team.id.value;
        if let Some(first) = self.governance.units.get(id) {
            let first = first.head_place();
            let (path, _) = self.sources.locate(first);
            let message = format!("two teams have the name `{}`", team.name);
            let second = spot.place(team.id.span);
            let finding = Finding::new(DUPLICATE_ID, Severity::Error, second, message)
                .label(format!("the other one is in {path}"))
                .related(first, "the one that counts")
                .fix("give one of them another name: this one is ignored")
                .record(format!("{}/{id}", Unit::KIND));
            self.findings.push(finding);
            return;
        }
        let people = team.members.iter().filter_map(|handle| {
            let person = handle.value.person.as_ref()?;
            want(&mut self.wanted, spot, person, handle.span);
            Some(spot.at(handle, member(spot, handle, person)))
        });
        let mut unit = Unit {
            unit_type: Some(Text::of("team")),
            parent: Some(spot.at(&team.id, team.parent.as_ref().unwrap_or(org).clone())),
            members: people.collect(),
            ..Unit::default()
        };
        unit.mandate.purpose.clone_from(&team.purpose);
        let mut envelope = Envelope::named(spot.at(&team.id, team.name.clone()));
        envelope.id = Some(spot.at(&team.id, id.clone()));
        let before = team.previously.iter();
        envelope.aliases = before.map(|old| spot.at(old, old.value.clone())).collect();
        let record = Record {
            id: id.clone(),
            source: spot.source,
            span: spot.span(team.span),
            head: spot.span(team.id.span),
            body: None,
            envelope: Arc::new(envelope),
            data: Arc::new(unit),
        };
        self.governance.units.insert(id.clone(), record);
        let holders: Vec<At<Holder>> = team
            .maintainers
            .iter()
            .filter_map(|handle| {
                let person = handle.value.person.as_ref()?;
                want(&mut self.wanted, spot, person, handle.span);
                let holder = Holder::of(spot.at(handle, person.clone()));
                Some(spot.at(handle, holder))
            })
            .collect();
        if !holders.is_empty() {
            let mut role = role_of(spot.at(&team.id, id.clone()));
            role.holders = holders;
            let old = team.previously.iter();
            let old = old.map(|old| spot.at(old, Team::maintainers_of(&old.value)));
            let id = Team::maintainers_of(id);
            self.add_role(spot.source, id, "Maintainer", role, old.collect());
        }
        for line in &team.repos {
            self.governance.grants.push(Grant {
                holder: Actor::Unit(id.clone()),
                line: Arc::clone(&line.value),
                place: spot.place(line.span),
            });
        }
    }

    fn add_role(&mut self, source: SourceId, id: Id, name: &str, role: Role, aliases: Vec<At<Id>>) {
        let Some(first) = role.holders.first() else {
            return;
        };
        let head = first.span;
        let last = role.holders.last().map_or(head, |last| last.span);
        let mut envelope = Envelope::named(At::new(Text::of(name), head));
        envelope.aliases = aliases;
        let record = Record {
            id: id.clone(),
            source,
            span: head.to(last),
            head,
            body: None,
            envelope: Arc::new(envelope),
            data: Arc::new(role),
        };
        self.governance.roles.insert(id, record);
    }

    /// The organisations as units, with their owners.
    fn add_orgs(&mut self) {
        for (id, org) in std::mem::take(&mut self.orgs) {
            let purpose = org
                .purpose
                .as_ref()
                .map_or("Holds repositories", Text::as_str);
            let mut record = made_unit(id.clone(), &org.name.word, purpose, org.home);
            let unit = Arc::make_mut(&mut record.data);
            unit.unit_type = Some(Text::of("GitHub organisation"));
            unit.parent = Some(nowhere(Id::of(ORG)));
            unit.members = org.members;
            self.governance.units.entry(id.clone()).or_insert(record);
            let (Some(source), Some(first)) = (org.admins_in, org.admins.first()) else {
                continue;
            };
            let span = first.span;
            let mut all =
                PowerLine::plain(Right::Execute, &format!("{DOMAIN}/{}", org.name.word), span);
            all.up_to = Some(At::new(Amount::Text(Text::of("admin")), span));
            let members = PowerLine::plain(Right::Decide, &format!("membership/{id}"), span);
            let mut role = role_of(At::new(id.clone(), span));
            role.mandate.powers = vec![At::new(all, span), At::new(members, span)];
            role.holders = org.admins;
            let role_id = Id::of(format!("{id}-owners"));
            self.add_role(source, role_id, "Owner", role, Vec::new());
        }
    }

    /// The organisation of organisations and its root unit, which no line declares: they stand at
    /// the start of `source`.
    fn add_whole(&mut self, source: SourceId) {
        let root = Id::of(ORG);
        let mut unit = made_unit(
            root.clone(),
            NAME,
            "Brings the organisations together",
            source,
        );
        Arc::make_mut(&mut unit.data).unit_type = Some(Text::of("project"));
        self.governance.units.entry(root.clone()).or_insert(unit);
        let text = "Access to repositories, up to a level";
        let org = Org {
            vision: Text::of("GitHub organisations, as their configuration records them"),
            goals: Vec::new(),
            values: Vec::new(),
            root: nowhere(root.clone()),
            residual: nowhere(root.clone()),
            domains: BTreeMap::from([(Slug::of(DOMAIN), nowhere(Text::of(text)))]),
            law: Vec::new(),
            language: None,
            change_rules: Vec::new(),
            defaults: Defaults::default(),
        };
        self.governance.org = Some(Record {
            id: root,
            source,
            span: Span::default(),
            head: Span::default(),
            body: None,
            envelope: Arc::new(Envelope::named(nowhere(Text::of(NAME)))),
            data: Arc::new(org),
        });
    }

    /// A record for everybody who is named, in the spelling that comes first.
    fn add_people(&mut self, pieces: &[(Spot, &Arc<Held>)], scope: Option<&Scope>) {
        let others = scope.into_iter().flat_map(Scope::people);
        let mut left: Names = self.wanted.keys().chain(others).cloned().collect();
        let all = pieces.iter().flat_map(|(spot, piece)| {
            let people = piece.people();
            people.map(move |handle| (*spot, handle))
        });
        for (spot, handle) in all {
            if left.is_empty() {
                break;
            }
            let Handle {
                word,
                person: Some(id),
            } = &handle.value
            else {
                continue;
            };
            if left.remove(id) {
                let place = self.wanted.get(id).copied();
                let Place { source, span } = place.unwrap_or(spot.place(handle.span));
                let record = person(id.clone(), word.clone(), word.clone(), source, span);
                self.governance.people.insert(id.clone(), record);
            }
        }
    }
}

fn want(wanted: &mut BTreeMap<Id, Place>, spot: Spot, person: &Id, span: Span) {
    if !wanted.contains_key(person) {
        wanted.insert(person.clone(), spot.place(span));
    }
}

fn member(spot: Spot, handle: &At<Handle>, person: &Id) -> Member {
    Member {
        person: spot.at(handle, person.clone()),
        since: None,
        until: None,
        through: None,
    }
}

/// A role with any number of seats.
fn role_of(unit: At<Id>) -> Role {
    let seats = RoleSeats {
        min: Some(0),
        max: None,
    };
    Role {
        seats: Some(At::new(seats, unit.span)),
        ..Role::of_unit(unit)
    }
}

/// The objects that a team has rights over.
pub(super) fn objects(team: &Team) -> impl Iterator<Item = &Object> {
    team.repos.iter().map(|line| &line.value.over.value)
}
