//! Records of both sides of a change that are the same one, whatever their ids.

use std::collections::BTreeMap;

use crate::model::{Governance, Id, Object, Record, Role, Unit};

/// The id that each record of the base has in the head, where it is still there: its own, or that
/// of the record that was called so before.
pub(super) fn ids<'r, T>(
    before: &'r BTreeMap<Id, Record<T>>,
    now: &'r BTreeMap<Id, Record<T>>,
) -> BTreeMap<&'r Id, &'r Id> {
    let mut same: BTreeMap<&Id, &Id> = BTreeMap::new();
    for record in now.values() {
        for alias in &record.envelope.aliases {
            if let Some((old, _)) = before.get_key_value(&alias.value) {
                same.insert(old, &record.id);
            }
        }
    }
    for id in before.keys() {
        if let Some((new, _)) = now.get_key_value(id) {
            same.insert(id, new);
        }
    }
    same
}

/// Each record of the base with what it is in the head.
pub(super) fn pairs<'r, T>(
    before: &'r BTreeMap<Id, Record<T>>,
    now: &'r BTreeMap<Id, Record<T>>,
) -> Vec<(&'r Record<T>, &'r Record<T>)> {
    let ids = ids(before, now).into_iter();
    ids.filter_map(|(old, new)| Some((before.get(old)?, now.get(new)?)))
        .collect()
}

/// What rights of the base are about, in the words of the head: a unit or role may have another id.
pub(super) struct Objects<'r> {
    units: BTreeMap<&'r Id, &'r Id>,
    roles: BTreeMap<&'r Id, &'r Id>,
}

impl<'r> Objects<'r> {
    pub(super) fn of(before: &'r Governance, now: &'r Governance) -> Self {
        Objects {
            units: ids::<Unit>(&before.units, &now.units),
            roles: ids::<Role>(&before.roles, &now.roles),
        }
    }

    pub(super) fn now(&self, object: &Object) -> Object {
        let renamed = |id: &str| {
            let id = Id::of(id);
            self.units.get(&id).or_else(|| self.roles.get(&id)).copied()
        };
        let now = match object.rsplit_once('/') {
            Some((root @ ("seats" | "membership" | "structure" | "rules"), id)) => {
                renamed(id).map(|id| format!("{root}/{id}"))
            }
            _ => renamed(object).map(Id::to_string),
        };
        now.map_or_else(|| object.clone(), Object::of)
    }
}
