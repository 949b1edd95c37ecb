//! Which people stand behind which actor on a day.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Actor, Capacity, Date, Governance, Id, Voice};
use crate::source::{At, Place, Span};

use super::{PowerKey, shared};

/// A set of people, shared by all powers of one actor.
pub type People = Arc<BTreeSet<Id>>;

/// Who exercises a power whose holder cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StandIn {
    /// The deputies of the role.
    Deputies,
    /// The actor that delegated to the holder, or the residual decider.
    Delegator(Actor),
    /// Nobody at all.
    Nobody,
}

/// One person in one seat: a holder or deputy of a role, or a member of a unit.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Who.
    pub person: Id,
    /// In which role, or in which unit as a member.
    pub actor: Actor,
    /// Holder or deputy; members are holders of their membership.
    pub capacity: Capacity,
    /// The unit that brings a member in who is not listed by name.
    pub through: Option<Id>,
    /// Last day, where one is set.
    pub until: Option<Date>,
    /// Where it is written.
    pub place: Place,
    /// Whether the person can act: active, and the term running.
    pub able: bool,
}

/// The people behind every unit and role on one day.
#[derive(Debug)]
pub struct Roster {
    /// Every seat whose term runs, sorted by actor, capacity and person.
    pub seats: Vec<Seat>,
    able: BTreeMap<Actor, People>,
    /// Those who can act for themselves, by id; each made a set when it is asked for.
    themselves: Vec<(Id, OnceCell<People>)>,
    deputies: BTreeMap<Id, People>,
    /// The nearest unit above each unit that can act.
    acting_above: BTreeMap<Id, Id>,
    nobody: People,
}

impl Roster {
    /// The roster of `governance` on a day.
    pub(super) fn new(governance: &Governance, on: Date) -> Self {
        let seats = seats(governance, on);
        let mut able: BTreeMap<Actor, BTreeSet<Id>> = BTreeMap::new();
        let mut deputies: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
        for group in seats.chunk_by(|a, b| (a.capacity, &a.actor) == (b.capacity, &b.actor)) {
            let people = group.iter().filter(|seat| seat.able);
            let people: BTreeSet<Id> = people.map(|seat| seat.person.clone()).collect();
            match (&group[0].actor, group[0].capacity) {
                _ if people.is_empty() => {}
                (Actor::Role(role), Capacity::Deputy) => {
                    deputies.insert(role.clone(), people);
                }
                (actor, Capacity::Holder) => {
                    able.insert(actor.clone(), people);
                }
                _ => {}
            }
        }
        // A unit also consists of those who fill its roles, and of those who represent others in
        // it with a vote.
        for (id, role) in &governance.roles {
            let Some(holders) = able.get(&Actor::Role(id.clone())).cloned() else {
                continue;
            };
            let mut units = vec![&role.data.unit.value];
            if let Some(link) = &role.data.represents
                && link.voice == Voice::Member
            {
                units.push(&link.unit.value);
            }
            for unit in units {
                let actor = Actor::Unit(unit.clone());
                if governance.actor_in_force(&actor, on) {
                    able.entry(actor)
                        .or_default()
                        .extend(holders.iter().cloned());
                }
            }
        }
        let people = governance.people.iter();
        let able_people =
            people.filter(|(_, person)| person.envelope.in_force(on) && person.data.is_able());
        let able: BTreeMap<Actor, People> = able
            .into_iter()
            .map(|(actor, people)| (actor, Arc::new(people)))
            .collect();
        let deputies = deputies.into_iter();
        Roster {
            seats,
            acting_above: acting_above(governance, &able),
            able,
            themselves: able_people
                .map(|(id, _)| (id.clone(), OnceCell::new()))
                .collect(),
            deputies: deputies
                .map(|(role, people)| (role, Arc::new(people)))
                .collect(),
            nobody: shared([]),
        }
    }

    /// The people who can act as this actor; deputies do not count.
    pub fn people(&self, actor: &Actor) -> &People {
        let Actor::Person(person) = actor else {
            return self.able.get(actor).unwrap_or(&self.nobody);
        };
        let known = self.themselves.binary_search_by(|(id, _)| id.cmp(person));
        known.map_or(&self.nobody, |at| {
            let (id, alone) = &self.themselves[at];
            alone.get_or_init(|| shared([id.clone()]))
        })
    }

    /// The deputies of a role who can act.
    pub fn deputies(&self, role: &str) -> &People {
        self.deputies.get(role).unwrap_or(&self.nobody)
    }

    /// Who answers for an actor that cannot act: the unit of a role, the nearest unit above that
    /// can, the residual decider.
    fn delegator(&self, governance: &Governance, holder: &Actor) -> Option<Actor> {
        let can_act = |actor: &Actor| actor != holder && !self.people(actor).is_empty();
        let unit = governance.unit_of(holder);
        let own = unit.cloned().map(Actor::Unit).filter(can_act);
        let above = || {
            let above = self.acting_above.get(unit?)?;
            Some(Actor::Unit(above.clone())).filter(can_act)
        };
        let residual = || {
            let org = governance.org.as_ref()?;
            governance
                .actor_or_person(&org.data.residual)
                .filter(can_act)
        };
        own.or_else(above).or_else(residual)
    }

    /// The people who can exercise a power, and who they are if not the holder's own: a vacant
    /// role's power passes to its deputies; a power that binds others then passes up the units to
    /// the residual decider. Nobody inherits a mere permission.
    pub(super) fn able(
        &self,
        governance: &Governance,
        key: &PowerKey,
    ) -> (People, Option<StandIn>) {
        let own = self.people(&key.holder);
        if !own.is_empty() {
            return (Arc::clone(own), None);
        }
        if let Actor::Role(role) = &key.holder {
            let deputies = self.deputies(role);
            if !deputies.is_empty() {
                return (Arc::clone(deputies), Some(StandIn::Deputies));
            }
        }
        if key.right.binds()
            && let Some(actor) = self.delegator(governance, &key.holder)
        {
            let people = Arc::clone(self.people(&actor));
            return (people, Some(StandIn::Delegator(actor)));
        }
        (Arc::clone(&self.nobody), Some(StandIn::Nobody))
    }
}

/// For each unit without anybody able above it, nothing; for the others the nearest unit above that
/// can act. Each unit is visited once, however deep the tree; a circle of parents ends.
fn acting_above(governance: &Governance, able: &BTreeMap<Actor, People>) -> BTreeMap<Id, Id> {
    let mut known: BTreeMap<&Id, Option<&Id>> = BTreeMap::new();
    for start in governance.units.keys() {
        let mut path: Vec<&Id> = Vec::new();
        let mut on_path: BTreeSet<&Id> = BTreeSet::new();
        let mut at = start;
        let found = loop {
            if let Some(found) = known.get(at) {
                break *found;
            }
            if !on_path.insert(at) {
                break None;
            }
            path.push(at);
            let parent = governance.units[at].data.parent.as_ref();
            let parent = parent.and_then(|id| governance.units.get_key_value(&id.value));
            match parent {
                None => break None,
                Some((parent, _)) if able.contains_key(&Actor::Unit(parent.clone())) => {
                    break Some(parent);
                }
                Some((parent, _)) => at = parent,
            }
        };
        for unit in path {
            known.insert(unit, found);
        }
    }
    known
        .into_iter()
        .filter_map(|(unit, above)| Some((unit.clone(), above?.clone())))
        .collect()
}

/// All running seats of holders, deputies and members of actors that are in force, sorted by
/// actor, capacity and person: units stand before roles, both by id.
fn seats(governance: &Governance, on: Date) -> Vec<Seat> {
    // Few are away, if any.
    let people = governance.people.iter();
    let unable: BTreeSet<&Id> = people
        .filter(|(_, record)| !record.envelope.in_force(on) || !record.data.is_able())
        .map(|(id, _)| id)
        .collect();
    let able = |person: &Id| !unable.contains(person);
    let mut seats = Vec::new();
    for (id, unit) in &governance.units {
        let actor = Actor::Unit(id.clone());
        if !governance.actor_in_force(&actor, on) {
            continue;
        }
        let members = unit.data.members.iter().filter(|member| member.holds(on));
        for member in sorted(members, |member| {
            (Capacity::Holder, &member.person.value, member.span)
        }) {
            seats.push(Seat {
                person: member.person.value.clone(),
                actor: actor.clone(),
                capacity: Capacity::Holder,
                through: member.through.clone(),
                until: member.until.map(|until| until.value),
                place: unit.place(member.span),
                able: able(&member.person),
            });
        }
    }
    for (id, role) in &governance.roles {
        let actor = Actor::Role(id.clone());
        if !governance.actor_in_force(&actor, on) {
            continue;
        }
        let holders = role.data.holders.iter().filter(|holder| {
            holder.holds(on) && matches!(holder.capacity, Capacity::Holder | Capacity::Deputy)
        });
        for holder in sorted(holders, |holder| {
            (holder.capacity, &holder.person.value, holder.span)
        }) {
            seats.push(Seat {
                person: holder.person.value.clone(),
                actor: actor.clone(),
                capacity: holder.capacity,
                through: None,
                until: holder.until.map(|until| until.value),
                place: role.place(holder.span),
                able: able(&holder.person),
            });
        }
    }
    seats
}

/// The seats of one record in the order of capacity, person and text.
fn sorted<'r, T>(
    seats: impl Iterator<Item = &'r At<T>>,
    order: fn(&'r At<T>) -> (Capacity, &'r Id, Span),
) -> impl Iterator<Item = &'r At<T>> {
    let keyed = seats.map(|seat| {
        let (capacity, person, span) = order(seat);
        (capacity, first_bytes(person), person, span, seat)
    });
    let mut keyed: Vec<_> = keyed.collect();
    keyed.sort_by(|a, b| (a.0, a.1, a.2, a.3).cmp(&(b.0, b.1, b.2, b.3)));
    keyed.into_iter().map(|(.., seat)| seat)
}

/// The first bytes of a name as a number: what differs there is ordered as the names are.
fn first_bytes(name: &str) -> u64 {
    let mut bytes = [0; 8];
    for (byte, of_name) in bytes.iter_mut().zip(name.bytes()) {
        *byte = of_name;
    }
    u64::from_be_bytes(bytes)
}
