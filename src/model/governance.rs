//! Everything known of one organisation at one point.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::references::CHANGERS;
use super::{
    Actor, Agreement, Date, Decision, Envelope, Family, Id, Kind, Method, Org, Person, Policy,
    PowerLine, Record, Role, Slug, Text, Unit, Wants,
};
use crate::source::{At, Place, SourceId, Span};

/// The format that a governance was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Polity's own records.
    Native,
    /// The TOML files of rust-lang/team.
    RustTeam,
    /// `sigs.yaml`, `OWNERS_ALIASES` and `OWNERS` files, as kubernetes/community keeps them.
    Kubernetes,
    /// The GitHub organisations of kubernetes/org, in the configuration of peribolos.
    Peribolos,
    /// `reference/projects.yaml` of openstack/governance.
    OpenStack,
    /// The charters of cloudfoundry/community, with their YAML blocks.
    CloudFoundry,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 6] = [
        Format::Native,
        Format::RustTeam,
        Format::Kubernetes,
        Format::Peribolos,
        Format::OpenStack,
        Format::CloudFoundry,
    ];

    /// What stands at the root of such a repository, for people who look for it.
    pub fn marks(self) -> &'static str {
        match self {
            Format::Native => "a governance root is a folder with `org.yaml`",
            Format::RustTeam => "this format has `people/*.toml` and `teams/*.toml`",
            Format::Kubernetes => "this format has `sigs.yaml` or `OWNERS_ALIASES`",
            Format::Peribolos => "this format has GitHub organisations in `config/`",
            Format::OpenStack => "this format has `reference/projects.yaml`",
            Format::CloudFoundry => "this format has charters in `toc/`",
        }
    }

    /// The word that `--from` takes.
    pub fn word(self) -> &'static str {
        match self {
            Format::Native => "native",
            Format::RustTeam => "rust-team",
            Format::Kubernetes => "kubernetes",
            Format::Peribolos => "peribolos",
            Format::OpenStack => "openstack",
            Format::CloudFoundry => "cloud-foundry",
        }
    }
}

/// A right that stands neither in a mandate nor in a policy, as adapters find them: access of a
/// team to a repository, a permission of one person.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Who has it.
    pub holder: Actor,
    /// What it allows.
    pub line: Arc<PowerLine>,
    /// Where it is written.
    pub place: Place,
}

/// Somebody or something as a source names it, and who that is among the records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Named {
    /// The source's own word: a handle, a name, `team:infra`, a repository.
    pub word: Text,
    /// The record behind it, where there is one: it tells a renamed thing from a new one.
    pub actor: Option<Actor>,
}

/// A seat or a right that a source records directly, in the source's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who holds it.
    pub who: Named,
    /// As what: `lead`, `member`, `access:write`.
    pub role: Text,
    /// Where: a team, a repository.
    pub body: Named,
    /// The bytes that say so.
    pub span: Span,
}

/// The entries of one piece of a file. Pieces that did not change are shared between points of
/// history, so that two points are told apart by looking at what changed alone.
#[derive(Debug, Clone)]
pub struct Entries {
    /// The file.
    pub source: SourceId,
    /// Where the piece begins in it; the spans of the entries count from there.
    pub offset: usize,
    /// The entries, in the order of the text.
    pub entries: Arc<[Entry]>,
}

/// The records of one organisation at one point, by kind and id.
#[derive(Debug, Clone)]
pub struct Governance {
    /// What it was read from.
    pub format: Format,
    /// The organisation; absent where its file is missing or unreadable.
    pub org: Option<Record<Org>>,
    /// People.
    pub people: BTreeMap<Id, Record<Person>>,
    /// Units.
    pub units: BTreeMap<Id, Record<Unit>>,
    /// Roles.
    pub roles: BTreeMap<Id, Record<Role>>,
    /// Methods, the built-in ones left out.
    pub methods: BTreeMap<Id, Record<Method>>,
    /// Policies.
    pub policies: BTreeMap<Id, Record<Policy>>,
    /// Agreements.
    pub agreements: BTreeMap<Id, Record<Agreement>>,
    /// Decisions.
    pub decisions: BTreeMap<Id, Record<Decision>>,
    /// Rights from elsewhere.
    pub grants: Vec<Grant>,
    /// What the source records directly, in its own words.
    pub entries: Vec<Entries>,
    /// Records that a file announces but that could not be read, so that a reference to them is
    /// not reported a second time.
    pub unread: BTreeSet<(Kind, Id)>,
}

impl Governance {
    /// An organisation of which nothing is known.
    pub fn empty(format: Format) -> Self {
        Governance {
            format,
            org: None,
            people: BTreeMap::new(),
            units: BTreeMap::new(),
            roles: BTreeMap::new(),
            methods: BTreeMap::new(),
            policies: BTreeMap::new(),
            agreements: BTreeMap::new(),
            decisions: BTreeMap::new(),
            grants: Vec::new(),
            entries: Vec::new(),
            unread: BTreeSet::new(),
        }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        usize::from(self.org.is_some())
            + self.people.len()
            + self.units.len()
            + self.roles.len()
            + self.methods.len()
            + self.policies.len()
            + self.agreements.len()
            + self.decisions.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The unit or role with this id; a unit where both exist.
    pub fn actor(&self, id: &str) -> Option<Actor> {
        if let Some((id, _)) = self.units.get_key_value(id) {
            Some(Actor::Unit(id.clone()))
        } else {
            self.roles
                .get_key_value(id)
                .map(|(id, _)| Actor::Role(id.clone()))
        }
    }

    /// The unit, role or person with this id, in this order.
    pub fn actor_or_person(&self, id: &str) -> Option<Actor> {
        self.actor(id).or_else(|| {
            self.people
                .get_key_value(id)
                .map(|(id, _)| Actor::Person(id.clone()))
        })
    }

    /// The name of an actor; its id where the record is missing.
    pub fn actor_name<'g>(&'g self, actor: &'g Actor) -> &'g str {
        let name = match actor {
            Actor::Unit(id) => self.units.get(id).map(Record::name),
            Actor::Role(id) => self.roles.get(id).map(Record::name),
            Actor::Person(id) => self.people.get(id).map(Record::name),
        };
        name.unwrap_or(actor.id())
    }

    /// The name of a person; the id where there is no record.
    pub fn person_name<'g>(&'g self, id: &'g str) -> &'g str {
        self.people.get(id).map_or(id, Record::name)
    }

    /// The family of the method with this id, own or built-in.
    pub fn family(&self, method: &str) -> Option<Family> {
        match self.methods.get(method) {
            Some(record) => Some(record.data.family),
            None => Family::from_word(method),
        }
    }

    /// The method with this id and those that it extends, nearest first; none of a built-in one. A
    /// circle ends where it closes.
    pub fn method_chain(&self, id: &str) -> Vec<&Record<Method>> {
        let mut chain: Vec<&Record<Method>> = Vec::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut at = self.methods.get(id);
        while let Some(method) = at
            && seen.insert(&method.id)
        {
            chain.push(method);
            let next = method.data.extends.as_ref();
            at = next.and_then(|next| self.methods.get(&*next.value));
        }
        chain
    }

    /// The id of the root unit, where the organisation names one that exists.
    pub fn root(&self) -> Option<&Id> {
        let org = self.org.as_ref()?;
        self.units
            .get_key_value(&*org.data.root.value)
            .map(|(id, _)| id)
    }

    /// The units above `unit`, from its parent to the root; stops where the chain turns back.
    pub fn ancestors(&self, unit: &str) -> Vec<&Id> {
        let mut chain: Vec<&Id> = Vec::new();
        let mut seen: BTreeSet<&str> = BTreeSet::from([unit]);
        let mut at = self.units.get(unit);
        while let Some(parent) = at.and_then(|record| record.data.parent.as_ref()) {
            let Some((id, record)) = self.units.get_key_value(&parent.value) else {
                break;
            };
            if !seen.insert(id) {
                break;
            }
            chain.push(id);
            at = Some(record);
        }
        chain
    }

    /// The units whose parent is `unit`, by id.
    pub fn children(&self, unit: &str) -> Vec<&Record<Unit>> {
        self.units
            .values()
            .filter(|child| {
                child
                    .data
                    .parent
                    .as_ref()
                    .is_some_and(|p| p.as_str() == unit)
            })
            .collect()
    }

    /// The roles that live in `unit`, by id.
    pub fn roles_of(&self, unit: &str) -> Vec<&Record<Role>> {
        self.roles
            .values()
            .filter(|role| role.data.unit.as_str() == unit)
            .collect()
    }

    /// The unit in which an actor lives: a unit itself, or the unit of a role.
    pub fn unit_of(&self, actor: &Actor) -> Option<&Id> {
        match actor {
            Actor::Unit(id) => self.units.get_key_value(id).map(|(id, _)| id),
            Actor::Role(id) => {
                let role = self.roles.get(id)?;
                self.units
                    .get_key_value(&*role.data.unit.value)
                    .map(|(id, _)| id)
            }
            Actor::Person(_) => None,
        }
    }

    /// Whether a record's envelope is in force on a day; `false` for records that do not exist.
    pub fn actor_in_force(&self, actor: &Actor, on: Date) -> bool {
        match actor {
            Actor::Unit(id) => self.units.get(id).is_some_and(|r| r.envelope.in_force(on)),
            Actor::Role(id) => self.roles.get(id).is_some_and(|r| {
                r.envelope.in_force(on)
                    && self
                        .units
                        .get(&*r.data.unit.value)
                        .is_none_or(|unit| unit.envelope.in_force(on))
            }),
            Actor::Person(id) => self
                .people
                .get(id)
                .is_none_or(|r| r.envelope.in_force(on) && r.data.is_able()),
        }
    }

    /// Whether a record, seat or membership begins or ends after `first` and up to `last`, or on
    /// the day after an end: whether the two days can differ in who holds what.
    pub fn changes_between(&self, first: Date, last: Date) -> bool {
        first != last && self.borders().any(|day| day > first && day <= last)
    }

    /// Every first day and every day after a last one, of records, seats and memberships.
    fn borders(&self) -> impl Iterator<Item = Date> + '_ {
        let people = self.people.values().map(|r| &*r.envelope);
        let policies = self.policies.values().map(|r| &*r.envelope);
        let envelopes = people.chain(policies).flat_map(Envelope::borders);
        envelopes
            .chain(self.units.values().flat_map(Record::<Unit>::borders))
            .chain(self.roles.values().flat_map(Record::<Role>::borders))
    }

    /// The ids that `kind` has, read or not.
    pub fn ids(&self, kind: Kind) -> Vec<&Id> {
        let mut ids: Vec<&Id> = match kind {
            Kind::Org => self.org.iter().map(|org| &org.id).collect(),
            Kind::Person => self.people.keys().collect(),
            Kind::Unit => self.units.keys().collect(),
            Kind::Role => self.roles.keys().collect(),
            Kind::Method => self.methods.keys().collect(),
            Kind::Policy => self.policies.keys().collect(),
            Kind::Agreement => self.agreements.keys().collect(),
            Kind::Decision => self.decisions.keys().collect(),
        };
        ids.extend(
            self.unread
                .iter()
                .filter(|(k, _)| *k == kind)
                .map(|(_, id)| id),
        );
        ids
    }

    /// The names that a reference may lead to, for suggesting the one that was meant.
    pub fn names_for(&self, wants: Wants) -> Vec<&str> {
        const PEOPLE: [Kind; 3] = [Kind::Unit, Kind::Role, Kind::Person];
        let kinds: &[Kind] = match &wants {
            Wants::One(kind) => std::slice::from_ref(kind),
            Wants::Actor => &PEOPLE[..2],
            Wants::ActorOrPerson | Wants::Changer | Wants::Object => &PEOPLE,
            Wants::Method => &[Kind::Method],
            Wants::MethodOrActor => &[Kind::Method, Kind::Unit, Kind::Role, Kind::Person],
            Wants::Domain | Wants::Goal => &[],
        };
        let ids = kinds.iter().flat_map(|kind| self.ids(*kind));
        let mut names: Vec<&str> = ids.map(Id::as_str).collect();
        match wants {
            Wants::Changer => names.extend(CHANGERS),
            Wants::Method | Wants::MethodOrActor => names.extend(Family::ALL.map(Family::word)),
            Wants::Domain | Wants::Object => {
                let vocabulary = self.org.iter().flat_map(|org| org.data.domains.keys());
                names.extend(vocabulary.map(Slug::as_str));
            }
            Wants::Goal => {
                let goals = self.org.iter().flat_map(|org| &org.data.goals);
                names.extend(goals.map(|goal| goal.id.as_str()));
            }
            Wants::One(_) | Wants::Actor | Wants::ActorOrPerson => {}
        }
        names
    }

    /// Whether a record of `kind` with this id exists, read or not.
    pub fn has(&self, kind: Kind, id: &str) -> bool {
        let read = match kind {
            Kind::Org => self.org.as_ref().is_some_and(|org| org.id.as_str() == id),
            Kind::Person => self.people.contains_key(id),
            Kind::Unit => self.units.contains_key(id),
            Kind::Role => self.roles.contains_key(id),
            Kind::Method => self.methods.contains_key(id),
            Kind::Policy => self.policies.contains_key(id),
            Kind::Agreement => self.agreements.contains_key(id),
            Kind::Decision => self.decisions.contains_key(id),
        };
        read || self.unread.contains(&(kind, Id::of(id)))
    }
}

/// A first day, and the day after a last one: what ends on a day still holds on it.
fn borders(since: Option<At<Date>>, until: Option<At<Date>>) -> impl Iterator<Item = Date> {
    let after = until.map(|day| day.value.tomorrow());
    since.map(|day| day.value).into_iter().chain(after)
}

impl Envelope {
    /// The first day of validity and the day after the last one.
    pub fn borders(&self) -> impl Iterator<Item = Date> + use<> {
        borders(self.since, self.until)
    }
}

impl Record<Unit> {
    /// The first days and the days after the last ones of the unit and its memberships.
    pub fn borders(&self) -> impl Iterator<Item = Date> + '_ {
        let members = self.data.members.iter();
        let members = members.flat_map(|member| borders(member.since, member.until));
        self.envelope.borders().chain(members)
    }
}

impl Record<Role> {
    /// The first days and the days after the last ones of the role and its seats.
    pub fn borders(&self) -> impl Iterator<Item = Date> + '_ {
        let holders = self.data.holders.iter();
        let holders = holders.flat_map(|holder| borders(holder.since, holder.until));
        self.envelope.borders().chain(holders)
    }
}
