//! From the pieces, each understood alone, to the governance.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::group::{Group, GroupKind, Seat, Subproject};
use super::owners::{self, Owners};
use super::piece::{Alias, Held};
use super::scope::Scope;
use super::{Content, Holds};
use crate::diag::{Finding, Severity};
use crate::load::DUPLICATE_ID;
use crate::load::adapter::Placed;
use crate::load::handle::{Handle, made_unit, nowhere, person};
use crate::load::pieces::Piece;
use crate::model::{
    Actor, Defaults, Entries, Envelope, Format, Governance, Grant, Holder, Id, Member, Org,
    PowerLine, Record, RecordData, Right, Role, RoleSeats, Slug, Text, Unit,
};
use crate::source::{At, Place, SourceId, Sources, Span};

/// The id of the organisation.
const ORG: &str = "kubernetes";
/// The name of the organisation and of its root unit.
const NAME: &str = "Kubernetes";
/// The unit that groups without a parent belong to.
const ROOT: &str = "project";
/// The unit that gathers all aliases.
const ALIASES: &str = "aliases";
/// Groups that decide what nobody else holds, the newest first.
const RESIDUAL: [&str; 2] = ["committee-steering", "steering-committee"];
/// The domain that all repositories lie in.
const REPOS: &str = "repos";

/// Puts the parts together; with a scope, only what lies in it.
pub(super) fn assemble(
    files: &[Placed<'_, Content>],
    scope: Option<&Scope>,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) -> Governance {
    let mut assembly = Assembly {
        governance: Governance::empty(Format::Kubernetes),
        wanted: BTreeMap::new(),
        sources,
        findings,
    };
    let mut pieces: Vec<(SourceId, &Piece<Held>)> = Vec::new();
    let mut owners: Vec<(SourceId, &Owners)> = Vec::new();
    for (source, file) in files {
        match &file.content {
            Some(Content(Holds::Pieces(own))) => {
                pieces.extend(own.iter().map(|piece| (*source, piece)));
            }
            Some(Content(Holds::Owners(own))) => owners.push((*source, own)),
            None => {}
        }
    }
    let whole = Whole::of(&pieces);
    let start = sources.find("sigs.yaml");
    let start = start.or_else(|| files.first().map(|(source, _)| *source));
    for (source, piece) in &pieces {
        let spot = Spot {
            source: *source,
            offset: piece.offset,
        };
        if scope.is_some_and(|scope| !scope.has_piece(&piece.holds)) {
            continue;
        }
        assembly.add_piece(spot, &piece.holds, &whole);
    }
    for (source, file) in &owners {
        if scope.is_some_and(|scope| !scope.has_folder(sources.get(*source).path())) {
            continue;
        }
        assembly.add_owners(*source, file, &whole);
    }
    if let Some(start) = start {
        assembly.add_organisation(start, &whole);
    }
    assembly.add_people(&pieces, &owners, scope);
    assembly.governance
}

/// Where a piece stands.
#[derive(Clone, Copy)]
struct Spot {
    source: SourceId,
    offset: usize,
}

/// What must be known of all parts, whatever the scope.
struct Whole<'f> {
    groups: HashMap<&'f str, &'f Group>,
    by_name: HashMap<&'f str, &'f Id>,
    /// Names that several groups have.
    shared_names: HashSet<&'f str>,
    aliases: HashSet<&'f str>,
    root: Id,
}

impl<'f> Whole<'f> {
    fn of(pieces: &[(SourceId, &'f Piece<Held>)]) -> Self {
        let mut whole = Whole {
            groups: HashMap::new(),
            by_name: HashMap::new(),
            shared_names: HashSet::new(),
            aliases: HashSet::new(),
            root: Id::of(ROOT),
        };
        for (_, piece) in pieces {
            for group in &piece.holds.groups {
                whole.groups.entry(&group.id.value).or_insert(group);
                let (name, id) = (&*group.name.value, &group.id.value);
                if *whole.by_name.entry(name).or_insert(id) != id {
                    whole.shared_names.insert(name);
                }
            }
            for alias in &piece.holds.aliases {
                whole.aliases.insert(&alias.id.value);
            }
        }
        whole
    }

    /// The name of a group, with its folder where others have the name too.
    fn name_of(&self, group: &Group) -> Text {
        let name = &group.name.value;
        if self.shared_names.contains(name.as_str()) {
            Text::of(format!("{name}, {}", group.id.value))
        } else {
            name.clone()
        }
    }

    /// The group that decides what nobody else holds.
    fn steering(&self) -> Option<&'f Id> {
        let found = RESIDUAL.iter().find_map(|dir| self.groups.get(dir));
        found.map(|group| &group.id.value)
    }
}

struct Assembly<'a> {
    governance: Governance,
    /// Everybody who is named, and where first.
    wanted: BTreeMap<Id, Place>,
    sources: &'a Sources,
    findings: &'a mut Vec<Finding>,
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

impl Assembly<'_> {
    fn add_piece(&mut self, spot: Spot, piece: &Held, whole: &Whole<'_>) {
        self.governance.entries.push(Entries {
            source: spot.source,
            offset: spot.offset,
            entries: Arc::clone(&piece.entries),
        });
        for group in &piece.groups {
            self.add_group(spot, group, whole);
        }
        for alias in &piece.aliases {
            self.add_alias(spot, alias);
        }
        let name = "Representative on the governing board";
        let root = At::new(whole.root.clone(), Span::default());
        self.add_role(
            spot,
            Id::of("gb-rep"),
            &root,
            name,
            piece.board_seat.as_slice(),
        );
    }

    fn add_group(&mut self, spot: Spot, group: &Group, whole: &Whole<'_>) {
        if self.is_taken(spot, &group.id, group.kind.word()) {
            return;
        }
        let stakeholders = group.stakeholders.iter().filter_map(|name| {
            let sig = format!("SIG {}", name.value);
            let id = whole.by_name.get(sig.as_str())?;
            Some(spot.at(name, (*id).clone()))
        });
        let mut unit = Unit {
            unit_type: Some(Text::of(group.kind.word())),
            parent: Some(spot.at(&group.id, whole.root.clone())),
            stakeholders: stakeholders.collect(),
            ..Unit::default()
        };
        unit.mandate.purpose.clone_from(&group.purpose);
        let name = &At::new(whole.name_of(group), group.name.span);
        if group.kind == GroupKind::Committee {
            // All members of a committee are listed as its chairs.
            unit.members = self.members(spot, group.chairs.iter().map(|seat| &seat.handle));
        } else {
            self.add_role(
                spot,
                group.role("chairs"),
                &group.id,
                "Chair",
                &group.chairs,
            );
        }
        let id = group.role("tech-leads");
        self.add_role(spot, id, &group.id, "Tech lead", &group.tech_leads);
        let id = group.role("liaison");
        self.add_role(
            spot,
            id,
            &group.id,
            "Steering liaison",
            group.liaison.as_slice(),
        );
        self.add_unit(spot, &group.id, name, group.span, unit);
        for subproject in &group.subprojects {
            self.add_subproject(spot, subproject, &group.id.value, name);
        }
    }

    fn add_subproject(&mut self, spot: Spot, subproject: &Subproject, group: &Id, of: &Text) {
        let own = &subproject.name;
        let name = At::new(Text::of(format!("{own} ({of})")), own.span);
        let id = &subproject.id.value;
        if self.is_taken(spot, &subproject.id, "subproject") {
            return;
        }
        let mut unit = Unit {
            unit_type: Some(Text::of("subproject")),
            parent: Some(spot.at(&subproject.id, group.clone())),
            ..Unit::default()
        };
        unit.mandate.purpose.clone_from(&subproject.purpose);
        unit.mandate.powers = owned_lines(spot, subproject);
        let role = Id::of(format!("{id}-leads"));
        self.add_role(spot, role, &subproject.id, "Lead", &subproject.leads);
        self.add_unit(spot, &subproject.id, &name, subproject.span, unit);
    }

    fn add_alias(&mut self, spot: Spot, alias: &Alias) {
        if self.is_taken(spot, &alias.id, "alias") {
            return;
        }
        let mut unit = Unit {
            unit_type: Some(Text::of(alias_kind(&alias.name))),
            parent: Some(spot.at(&alias.id, Id::of(ALIASES))),
            members: self.members(spot, alias.members.iter()),
            ..Unit::default()
        };
        unit.mandate.purpose = Some(Text::of("Stands for its members in OWNERS files"));
        let name = At::new(alias.name.clone(), alias.id.span);
        self.add_unit(spot, &alias.id, &name, alias.span, unit);
    }

    /// Whether a unit with this id is there already; that is told.
    fn is_taken(&mut self, spot: Spot, id: &At<Id>, what: &str) -> bool {
        let Some(first) = self.governance.units.get(&id.value) else {
            return false;
        };
        let first = first.head_place();
        let (path, _) = self.sources.locate(first);
        let message = format!("two groups have the name `{}`", id.value);
        let finding = Finding::new(DUPLICATE_ID, Severity::Error, spot.place(id.span), message)
            .label(format!("the other one is in {path}"))
            .related(first, "the one that counts")
            .fix("give one of them another name: this one is ignored")
            .record(format!("{}/{}", Unit::KIND, id.value));
        self.findings
            .push(finding.why(format!("this {what} would take its place")));
        true
    }

    fn members<'h>(
        &mut self,
        spot: Spot,
        handles: impl Iterator<Item = &'h At<Handle>>,
    ) -> Vec<At<Member>> {
        let mut members: Vec<At<Member>> = Vec::new();
        for handle in handles {
            let Some(person) = &handle.value.person else {
                continue;
            };
            self.want(spot, person, handle.span);
            let member = Member {
                person: spot.at(handle, person.clone()),
                since: None,
                until: None,
                through: None,
            };
            members.push(spot.at(handle, member));
        }
        members
    }

    fn want(&mut self, spot: Spot, person: &Id, span: Span) {
        if !self.wanted.contains_key(person) {
            self.wanted.insert(person.clone(), spot.place(span));
        }
    }

    /// Adds a role of a unit with its seats; none where there are none.
    fn add_role(&mut self, spot: Spot, id: Id, unit: &At<Id>, name: &str, seats: &[Seat]) {
        let Some(head) = seats.first().map(|seat| seat.handle.span) else {
            return;
        };
        let mut role = Role::of_unit(spot.at(unit, unit.value.clone()));
        for seat in seats {
            // A placeholder holds nothing: the seat is vacant.
            if let Some(person) = &seat.handle.value.person {
                self.want(spot, person, seat.handle.span);
                let holder = Holder::of(spot.at(&seat.handle, person.clone()));
                role.holders.push(spot.at(&seat.handle, holder));
            }
        }
        let bounds = RoleSeats {
            min: Some(0),
            max: None,
        };
        role.seats = Some(At::new(bounds, spot.span(head)));
        let last = seats.last().map_or(head, |seat| seat.handle.span);
        let record = Record {
            id: id.clone(),
            source: spot.source,
            span: spot.span(head.to(last)),
            head: spot.span(head),
            body: None,
            envelope: Arc::new(Envelope::named(At::new(Text::of(name), spot.span(head)))),
            data: Arc::new(role),
        };
        self.governance.roles.insert(id, record);
    }

    fn add_unit(&mut self, spot: Spot, id: &At<Id>, name: &At<Text>, span: Span, unit: Unit) {
        let mut envelope = Envelope::named(spot.at(name, name.value.clone()));
        envelope.id = Some(spot.at(id, id.value.clone()));
        let record = Record {
            id: id.value.clone(),
            source: spot.source,
            span: spot.span(span),
            head: spot.span(id.span),
            body: None,
            envelope: Arc::new(envelope),
            data: Arc::new(unit),
        };
        self.governance.units.insert(id.value.clone(), record);
    }

    fn add_owners(&mut self, source: SourceId, file: &Owners, whole: &Whole<'_>) {
        let spot = Spot { source, offset: 0 };
        self.governance.entries.push(Entries {
            source,
            offset: 0,
            entries: Arc::clone(&file.entries),
        });
        for listed in &file.grants {
            let holder = if whole.aliases.contains(listed.alias.as_str()) {
                Actor::Unit(listed.alias.clone())
            } else if listed.seems_alias() {
                // What has ended may name whom it named; anywhere else that leads nowhere.
                if file.archived {
                    continue;
                }
                Actor::Unit(listed.alias.clone())
            } else if let Some(person) = &listed.handle.person {
                self.want(spot, person, listed.span);
                Actor::Person(person.clone())
            } else {
                continue;
            };
            self.governance.grants.push(Grant {
                holder,
                line: Arc::clone(&listed.line),
                place: spot.place(listed.span),
            });
        }
    }

    /// A record for everybody who is named, with the first name that is written beside the handle.
    fn add_people(
        &mut self,
        pieces: &[(SourceId, &Piece<Held>)],
        owners: &[(SourceId, &Owners)],
        scope: Option<&Scope>,
    ) {
        let mut names: HashMap<&Id, (&Text, Option<&Text>, SourceId)> = HashMap::new();
        let wanted = &self.wanted;
        let is_wanted = |person: &Id| {
            wanted.contains_key(person) || scope.is_some_and(|scope| scope.has_person(person))
        };
        for (source, piece) in pieces {
            for mention in &piece.holds.people {
                if is_wanted(&mention.person) {
                    let known =
                        names
                            .entry(&mention.person)
                            .or_insert((&mention.word, None, *source));
                    known.1 = known.1.or(mention.name.as_ref());
                }
            }
        }
        for (source, file) in owners {
            for listed in file.grants.iter().filter(|listed| !listed.seems_alias()) {
                if let Some(person) = &listed.handle.person
                    && is_wanted(person)
                {
                    names
                        .entry(person)
                        .or_insert((&listed.handle.word, None, *source));
                }
            }
        }
        for (id, (word, name, source)) in names {
            let place = self.wanted.get(id);
            let (source, span) = place.map_or((source, Span::default()), |place| {
                (place.source, place.span)
            });
            let name = name.unwrap_or(word).clone();
            let record = person(id.clone(), name, word.clone(), source, span);
            self.governance.people.insert(id.clone(), record);
        }
    }

    /// The organisation, its root unit and the home of the aliases, which no line declares: they
    /// stand at the start of `source`.
    fn add_organisation(&mut self, source: SourceId, whole: &Whole<'_>) {
        let root = &whole.root;
        let mut project = made_unit(
            root.clone(),
            NAME,
            "Brings the groups of the project together",
            source,
        );
        Arc::make_mut(&mut project.data).unit_type = Some(Text::of("project"));
        let mut aliases = made_unit(
            Id::of(ALIASES),
            "OWNERS aliases",
            "Names that OWNERS files use for several people",
            source,
        );
        let data = Arc::make_mut(&mut aliases.data);
        data.unit_type = Some(Text::of("list"));
        data.parent = Some(nowhere(root.clone()));
        for unit in [project, aliases] {
            self.governance.units.entry(unit.id.clone()).or_insert(unit);
        }
        let residual = whole.steering().unwrap_or(root).clone();
        let domains = [
            (
                owners::DOMAIN,
                "Changes of this repository's folders: who approves, who reviews",
            ),
            (REPOS, "Code in the project's repositories"),
        ];
        let org = Org {
            vision: Text::of("Kubernetes, as its community repository records it"),
            goals: Vec::new(),
            values: Vec::new(),
            root: nowhere(root.clone()),
            residual: nowhere(residual),
            domains: BTreeMap::from(
                domains.map(|(slug, text)| (Slug::of(slug), nowhere(Text::of(text)))),
            ),
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
            envelope: Arc::new(Envelope::named(nowhere(Text::of(NAME)))),
            data: Arc::new(org),
        });
    }
}

/// What sort of alias it is, by its name: an alias of one sort does not become one of another.
fn alias_kind(name: &str) -> &'static str {
    let lower = name.to_ascii_lowercase();
    let has = |part: &str| lower.split('-').any(|word| word == part);
    if has("sig") {
        "alias of a special interest group"
    } else if has("wg") {
        "alias of a working group"
    } else if has("ug") {
        "alias of a user group"
    } else if has("committee") {
        "alias of a committee"
    } else {
        "alias"
    }
}

/// What a subproject owns; several addresses may be one folder.
fn owned_lines(spot: Spot, subproject: &Subproject) -> Vec<At<PowerLine>> {
    let lines = subproject.owns.iter().map(|object| {
        let span = spot.span(object.span);
        At::new(PowerLine::plain(Right::Execute, &object.value, span), span)
    });
    lines.collect()
}
