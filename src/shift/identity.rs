//! Who and what is the same on both sides under another id.
//!
//! A record of the head that lists an id of the base among its `aliases` is that record, renamed.
//! People are also known by a numeric account id of their forge, and by handles that differ in
//! letter case only.

use std::collections::BTreeMap;

use crate::model::{Actor, Governance, Id, Object, Record};
use crate::power::PowerKey;

/// The handle under which adapters keep the account number that survives a renamed handle.
const ACCOUNT: &str = "github-id";

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
        let mut people = renamed(&base.people, &head.people);
        let accounts: BTreeMap<&str, &Id> = head
            .people
            .iter()
            .filter_map(|(id, person)| Some((person.data.handles.get(ACCOUNT)?.as_str(), id)))
            .collect();
        let mut by_case: Option<BTreeMap<String, &Id>> = None;
        for (id, person) in &base.people {
            if head.people.contains_key(id) || people.contains_key(id) {
                continue;
            }
            let account = person
                .data
                .handles
                .get(ACCOUNT)
                .map(crate::model::Text::as_str);
            let by_case = by_case.get_or_insert_with(|| {
                head.people
                    .keys()
                    .map(|id| (id.to_lowercase(), id))
                    .collect()
            });
            let same = account
                .and_then(|account| accounts.get(account))
                .or_else(|| by_case.get(&id.to_lowercase()))
                .copied();
            if let Some(now) = same {
                people.insert(id.clone(), now.clone());
            }
        }
        Identity {
            people,
            units: renamed(&base.units, &head.units),
            roles: renamed(&base.roles, &head.roles),
            policies: renamed(&base.policies, &head.policies),
        }
    }

    /// Whether nobody and nothing was renamed.
    pub(super) fn is_plain(&self) -> bool {
        self.people.is_empty()
            && self.units.is_empty()
            && self.roles.is_empty()
            && self.policies.is_empty()
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

/// Base ids that the head has as an alias and no longer as a record.
fn renamed<T>(base: &BTreeMap<Id, Record<T>>, head: &BTreeMap<Id, Record<T>>) -> BTreeMap<Id, Id> {
    let mut found = BTreeMap::new();
    for (id, record) in head {
        for alias in &record.envelope.aliases {
            if base.contains_key(&alias.value) && !head.contains_key(&alias.value) {
                found.insert(alias.value.clone(), id.clone());
            }
        }
    }
    // The mirror: read backwards, the base's record lists the head's id.
    for (id, record) in base {
        if head.contains_key(id) || found.contains_key(id) {
            continue;
        }
        let now = record
            .envelope
            .aliases
            .iter()
            .find(|alias| head.contains_key(&alias.value) && !base.contains_key(&alias.value));
        if let Some(now) = now {
            found.insert(id.clone(), now.value.clone());
        }
    }
    found
}
