//! Who and what is the same on both sides under another id.
//!
//! A record of the head that lists an id of the base among its `aliases` is that record, renamed.
//! Where no record says so, plain evidence does: see [`people`] and [`bodies`]. Only what is gone
//! on one side and new on the other is looked at, so that two points of history that are near one
//! another cost little.

mod bodies;
mod people;

use std::collections::BTreeMap;

use crate::model::{Actor, Governance, Id, Object, Record};
use crate::power::PowerKey;

pub(super) use people::is_same_person;

/// Ids of the base that are another id in the head. What is not listed kept its id, or is gone.
#[derive(Debug, Default)]
pub(super) struct Identity {
    people: BTreeMap<Id, Id>,
    units: BTreeMap<Id, Id>,
    roles: BTreeMap<Id, Id>,
    policies: BTreeMap<Id, Id>,
}

impl Identity {
    pub(super) fn new(base: &Governance, head: &Governance) -> Self {
        let mut identity = Identity {
            people: people::renamed(&base.people, &head.people),
            ..Identity::default()
        };
        identity.units = bodies::units(base, head, &identity.people);
        identity.roles = bodies::roles(base, head, &identity);
        identity.policies = Turnover::of(&base.policies, &head.policies).by_alias();
        identity
    }

    /// Whether nobody and nothing was renamed.
    pub(super) fn is_plain(&self) -> bool {
        self.people.is_empty()
            && self.units.is_empty()
            && self.roles.is_empty()
            && self.policies.is_empty()
    }

    /// Whether everybody kept the id of the base.
    pub(super) fn keeps_people(&self) -> bool {
        self.people.is_empty()
    }

    /// The person's id in the head.
    pub(super) fn person(&self, id: &Id) -> Id {
        now(&self.people, id)
    }

    /// The actor's id in the head.
    pub(super) fn actor(&self, actor: &Actor) -> Actor {
        match actor {
            Actor::Unit(id) => Actor::Unit(now(&self.units, id)),
            Actor::Role(id) => Actor::Role(now(&self.roles, id)),
            Actor::Person(id) => Actor::Person(now(&self.people, id)),
        }
    }

    /// The object with the ids of the head in it.
    pub(super) fn object(&self, object: &Object) -> Object {
        let find = |id: &str, maps: &[&BTreeMap<Id, Id>]| {
            maps.iter().find_map(|map| map.get(id)).map(Id::to_string)
        };
        let Some((root, id)) = object.split_once('/') else {
            let now = find(object, &[&self.units, &self.roles]);
            return now.map_or_else(|| object.clone(), Object::of);
        };
        let now = match root {
            "seats" => find(id, &[&self.roles, &self.units]),
            "membership" | "structure" => find(id, &[&self.units]),
            "rules" => find(id, &[&self.units, &self.policies]),
            _ => None,
        };
        now.map_or_else(|| object.clone(), |id| Object::of(format!("{root}/{id}")))
    }

    /// The key of a power with the ids of the head in it.
    pub(super) fn key(&self, key: &PowerKey) -> PowerKey {
        PowerKey {
            object: self.object(&key.object),
            holder: self.actor(&key.holder),
            ..key.clone()
        }
    }
}

fn now(map: &BTreeMap<Id, Id>, id: &Id) -> Id {
    map.get(id).unwrap_or(id).clone()
}

/// The records of one kind that only one side has.
struct Turnover<'g, T> {
    gone: Vec<&'g Record<T>>,
    come: Vec<&'g Record<T>>,
}

impl<'g, T> Turnover<'g, T> {
    fn of(base: &'g BTreeMap<Id, Record<T>>, head: &'g BTreeMap<Id, Record<T>>) -> Self {
        let mut turnover = Turnover {
            gone: Vec::new(),
            come: Vec::new(),
        };
        let mut there = head.iter().peekable();
        for (id, record) in base {
            while let Some((_, come)) = there.next_if(|(known, _)| *known < id) {
                turnover.come.push(come);
            }
            if there.next_if(|(known, _)| *known == id).is_none() {
                turnover.gone.push(record);
            }
        }
        turnover.come.extend(there.map(|(_, come)| come));
        turnover
    }

    /// Whether nothing can have been renamed.
    fn is_still(&self) -> bool {
        self.gone.is_empty() || self.come.is_empty()
    }

    /// What a record says itself: one of the head lists an id that is gone, or, read backwards, one
    /// that is gone lists the id of one that came.
    fn by_alias(&self) -> BTreeMap<Id, Id> {
        let mut found = BTreeMap::new();
        if self.is_still() {
            return found;
        }
        let lists = |record: &Record<T>, id: &Id| {
            let mut aliases = record.envelope.aliases.iter();
            aliases.any(|alias| alias.value == *id)
        };
        for gone in &self.gone {
            let now = self
                .come
                .iter()
                .find(|come| lists(come, &gone.id) || lists(gone, &come.id));
            if let Some(now) = now {
                found.insert(gone.id.clone(), now.id.clone());
            }
        }
        found
    }

    /// Leaves out what is accounted for.
    fn without(mut self, known: &BTreeMap<Id, Id>) -> Self {
        self.gone.retain(|record| !known.contains_key(&record.id));
        self.come
            .retain(|record| !known.values().any(|id| *id == record.id));
        self
    }

    /// Pairs what has the same mark, where exactly one on each side has it.
    fn by_mark<M: Ord>(
        &self,
        base: impl Fn(&Record<T>) -> Vec<M>,
        head: impl Fn(&Record<T>) -> Vec<M>,
    ) -> BTreeMap<Id, Id> {
        let (gone, come) = (marked(&self.gone, base), marked(&self.come, head));
        let mut found: BTreeMap<Id, Id> = BTreeMap::new();
        let mut taken: Vec<&Id> = Vec::new();
        for (mark, was) in &gone {
            let (Some(was), Some(Some(now))) = (was, come.get(mark)) else {
                continue;
            };
            if !found.contains_key(*was) && !taken.contains(now) {
                found.insert((*was).clone(), (*now).clone());
                taken.push(now);
            }
        }
        found
    }
}

/// The record that has each mark; none where several have it.
fn marked<'g, T, M: Ord>(
    records: &[&'g Record<T>],
    marks: impl Fn(&Record<T>) -> Vec<M>,
) -> BTreeMap<M, Option<&'g Id>> {
    let mut found: BTreeMap<M, Option<&Id>> = BTreeMap::new();
    for record in records {
        for mark in marks(record) {
            found
                .entry(mark)
                .and_modify(|known| *known = known.filter(|known| **known == record.id))
                .or_insert(Some(&record.id));
        }
    }
    found
}
