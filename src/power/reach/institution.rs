//! The organisation as seats, bodies and rules, numbered.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{Maker, Rule};
use crate::model::{Actor, Capacity, Governance, Id, Role, Unit, Voice};
use crate::power::Powers;

/// Members of a body whose list is kept elsewhere and not even counted: more than any coalition.
const UNLISTED: usize = 1 << 20;

/// A set of places that people fill together.
#[derive(Debug)]
pub(super) struct Slot {
    /// The role, or the unit as a membership.
    pub(super) actor: Actor,
    /// What is filled.
    pub(super) kind: SlotKind,
    /// Who sits there and can act, sorted.
    pub(super) people: Vec<usize>,
    /// Who sits there at all, sorted.
    pub(super) seated: Vec<usize>,
    /// Members who are counted and not named.
    pub(super) unlisted: usize,
    /// How many may sit there.
    pub(super) most: Option<u64>,
    /// The body that one must belong to.
    pub(super) from: Option<usize>,
    /// Slots whose people may not sit here too.
    pub(super) clashes: BTreeSet<usize>,
    /// The bodies that its people belong to.
    pub(super) bodies: Vec<usize>,
}

/// Kinds of slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SlotKind {
    /// Members of a unit, listed or counted.
    Members,
    /// Members of a unit who come in through another.
    Through,
    /// Holders of a role.
    Holders,
    /// Deputies of a role.
    Deputies,
    /// A person's own.
    Person,
}

/// People who act together: those of all its slots.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) slots: Vec<usize>,
    /// Everybody in it at first, sorted.
    pub(super) people: Vec<usize>,
    pub(super) unlisted: usize,
}

/// An organisation on one day, prepared for many questions about reach; see the module's page for
/// what is asked and how.
///
/// To prepare takes time in the number of powers times the depth of the units; all questions
/// then share it.
pub struct Institution<'g> {
    pub(super) governance: &'g Governance,
    pub(super) powers: &'g Powers,
    pub(super) people: Vec<&'g Id>,
    pub(super) number: BTreeMap<&'g Id, usize>,
    pub(super) slots: Vec<Slot>,
    pub(super) bodies: Vec<Body>,
    pub(super) body_of: BTreeMap<Actor, usize>,
    pub(super) deputies_of: BTreeMap<Id, usize>,
    pub(super) slot_of: BTreeMap<(Actor, SlotKind), usize>,
    /// The powers in the order of [`Powers::all`], then ways in that are no power.
    pub(super) rules: Vec<Rule>,
    /// For each body, the rules whose guard counts it.
    pub(super) rules_of: Vec<Vec<usize>>,
    /// Rules whose guard counts nobody.
    pub(super) open: Vec<usize>,
    /// For each person, the slots and the bodies at first.
    pub(super) sits: Vec<Vec<usize>>,
    pub(super) belongs: Vec<Vec<usize>>,
}

impl<'g> Institution<'g> {
    /// Prepares the organisation whose powers on a day are `powers`.
    pub fn new(governance: &'g Governance, powers: &'g Powers) -> Self {
        let mut institution = Institution {
            governance,
            powers,
            people: Vec::new(),
            number: BTreeMap::new(),
            slots: Vec::new(),
            bodies: Vec::new(),
            body_of: BTreeMap::new(),
            deputies_of: BTreeMap::new(),
            slot_of: BTreeMap::new(),
            rules: Vec::new(),
            rules_of: Vec::new(),
            open: Vec::new(),
            sits: Vec::new(),
            belongs: Vec::new(),
        };
        institution.number_people();
        institution.make_slots();
        institution.make_bodies();
        institution.close_doors();
        institution.make_rules();
        institution
    }

    fn number_people(&mut self) {
        let seats = self.powers.roster.seats.iter().map(|seat| &seat.person);
        let all: BTreeSet<&'g Id> = self.governance.people.keys().chain(seats).collect();
        self.people = all.into_iter().collect();
        let numbered = self.people.iter().enumerate();
        self.number = numbered.map(|(number, id)| (*id, number)).collect();
    }

    /// Whether somebody can hold and use power.
    pub(super) fn is_able(&self, person: usize) -> bool {
        let id = self.people[person];
        let actor = Actor::Person(id.clone());
        self.governance.actor_in_force(&actor, self.powers.as_of)
    }

    fn add_slot(&mut self, actor: Actor, kind: SlotKind) -> usize {
        let number = self.slots.len();
        self.slot_of.insert((actor.clone(), kind), number);
        self.slots.push(Slot {
            actor,
            kind,
            people: Vec::new(),
            seated: Vec::new(),
            unlisted: 0,
            most: None,
            from: None,
            clashes: BTreeSet::new(),
            bodies: Vec::new(),
        });
        number
    }

    fn make_slots(&mut self) {
        let (governance, on) = (self.governance, self.powers.as_of);
        let templates: BTreeSet<&Id> = governance
            .roles
            .values()
            .filter_map(|role| role.data.template.as_ref().map(|id| &id.value))
            .collect();
        for (id, unit) in &governance.units {
            let actor = Actor::Unit(id.clone());
            if governance.actor_in_force(&actor, on) {
                let slot = self.add_slot(actor.clone(), SlotKind::Members);
                self.slots[slot].unlisted = unlisted(&unit.data);
                self.slots[slot].most = unit.data.size.and_then(|size| size.value.max);
                self.add_slot(actor, SlotKind::Through);
            }
        }
        for (id, role) in &governance.roles {
            let actor = Actor::Role(id.clone());
            // A pattern for other roles is no seat of its own.
            let is_pattern = templates.contains(id) && role.data.holders.is_empty();
            if governance.actor_in_force(&actor, on) && !is_pattern {
                let slot = self.add_slot(actor.clone(), SlotKind::Holders);
                self.slots[slot].most = Some(most_seats(&role.data));
                self.add_slot(actor, SlotKind::Deputies);
            }
        }
        for power in &self.powers.all {
            let holder = &power.key.holder;
            let key = (holder.clone(), SlotKind::Person);
            if let Actor::Person(id) = holder
                && !self.slot_of.contains_key(&key)
                && let Some(number) = self.number.get(id).copied()
            {
                let slot = self.add_slot(holder.clone(), SlotKind::Person);
                self.slots[slot].seated.push(number);
                if self.is_able(number) {
                    self.slots[slot].people.push(number);
                }
            }
        }
        for seat in &self.powers.roster.seats {
            let kind = match (&seat.actor, seat.capacity) {
                (Actor::Unit(_), _) if seat.through.is_some() => SlotKind::Through,
                (Actor::Unit(_), _) => SlotKind::Members,
                (_, Capacity::Deputy) => SlotKind::Deputies,
                _ => SlotKind::Holders,
            };
            let number = self.number[&seat.person];
            let Some(slot) = self.slot_of.get(&(seat.actor.clone(), kind)) else {
                continue;
            };
            let slot = &mut self.slots[*slot];
            slot.seated.push(number);
            if seat.able {
                slot.people.push(number);
            }
        }
        for slot in &mut self.slots {
            slot.people.sort_unstable();
            slot.people.dedup();
            slot.seated.sort_unstable();
            slot.seated.dedup();
        }
    }

    fn make_bodies(&mut self) {
        let mut parts: BTreeMap<Actor, Vec<usize>> = BTreeMap::new();
        for (number, slot) in self.slots.iter().enumerate() {
            if slot.kind == SlotKind::Deputies {
                let Actor::Role(role) = &slot.actor else {
                    continue;
                };
                if !slot.people.is_empty() {
                    self.deputies_of.insert(role.clone(), number);
                }
                continue;
            }
            parts.entry(slot.actor.clone()).or_default().push(number);
            let Actor::Role(role) = &slot.actor else {
                continue;
            };
            let role = &self.governance.roles[role].data;
            let link = role.represents.as_ref();
            let link = link.filter(|link| link.voice == Voice::Member);
            let units = [Some(&role.unit.value), link.map(|link| &link.unit.value)];
            for unit in units.into_iter().flatten() {
                let unit = Actor::Unit(unit.clone());
                if self
                    .slot_of
                    .contains_key(&(unit.clone(), SlotKind::Members))
                {
                    parts.entry(unit).or_default().push(number);
                }
            }
        }
        for (actor, slots) in parts {
            let body = self.add_body(slots);
            self.body_of.insert(actor, body);
        }
        let deputies = std::mem::take(&mut self.deputies_of);
        for (role, slot) in deputies {
            let body = self.add_body(vec![slot]);
            self.deputies_of.insert(role, body);
        }
        self.sits = vec![Vec::new(); self.people.len()];
        for (number, slot) in self.slots.iter().enumerate() {
            for person in &slot.people {
                self.sits[*person].push(number);
            }
        }
        self.belongs = vec![Vec::new(); self.people.len()];
        for (number, body) in self.bodies.iter().enumerate() {
            for person in &body.people {
                self.belongs[*person].push(number);
            }
        }
    }

    fn add_body(&mut self, mut slots: Vec<usize>) -> usize {
        slots.sort_unstable();
        slots.dedup();
        let number = self.bodies.len();
        let mut people = Vec::new();
        let mut unlisted = 0;
        for slot in &slots {
            let slot = &mut self.slots[*slot];
            slot.bodies.push(number);
            people.extend_from_slice(&slot.people);
            unlisted += slot.unlisted;
        }
        people.sort_unstable();
        people.dedup();
        self.bodies.push(Body {
            slots,
            people,
            unlisted,
        });
        number
    }

    /// Who may come in where, and what rules what out.
    fn close_doors(&mut self) {
        let mut clashes: Vec<(usize, usize)> = Vec::new();
        for number in 0..self.slots.len() {
            let slot = &self.slots[number];
            let (Actor::Role(id), SlotKind::Holders) = (&slot.actor, slot.kind) else {
                continue;
            };
            let role = &self.governance.roles[id].data;
            let from = role.selection.as_ref().and_then(|s| s.from.as_ref());
            let from = from.and_then(|id| self.governance.actor(&id.value));
            let from = from.and_then(|actor| self.body_of.get(&actor).copied());
            for other in &role.incompatible {
                let other = self.governance.actor(&other.value);
                let body = other.and_then(|actor| self.body_of.get(&actor));
                let slots = body.map_or(&[][..], |body| &self.bodies[*body].slots);
                clashes.extend(slots.iter().map(|other| (number, *other)));
            }
            self.slots[number].from = from;
        }
        for (a, b) in clashes.into_iter().filter(|(a, b)| a != b) {
            self.slots[a].clashes.insert(b);
            self.slots[b].clashes.insert(a);
        }
    }

    fn make_rules(&mut self) {
        let rules = {
            let maker = Maker::new(self);
            let powers = self.powers.all.iter();
            let mut rules: Vec<Rule> = powers.map(|power| maker.rule(power)).collect();
            rules.extend(maker.ways_in());
            rules
        };
        self.rules_of = vec![Vec::new(); self.bodies.len()];
        for (number, rule) in rules.iter().enumerate() {
            let mut bodies = BTreeSet::new();
            rule.guard.bodies(&mut bodies);
            if bodies.is_empty() {
                self.open.push(number);
            }
            for body in bodies {
                self.rules_of[body].push(number);
            }
        }
        self.rules = rules;
    }
}

/// How many members of a unit are not listed by name.
fn unlisted(unit: &Unit) -> usize {
    let Some(membership) = &unit.membership else {
        return 0;
    };
    match membership.count {
        Some(count) => {
            let count = usize::try_from(count).unwrap_or(UNLISTED).min(UNLISTED);
            count.saturating_sub(unit.members.len())
        }
        None if membership.source.is_some() && unit.members.is_empty() => UNLISTED,
        None => 0,
    }
}

fn most_seats(role: &Role) -> u64 {
    match role.seats.map(|seats| seats.value) {
        // A lower bound alone leaves the top open.
        Some(seats) => seats.max.unwrap_or(u64::MAX),
        None => 1,
    }
}
