//! Units and roles under another id.
//!
//! Evidence for a unit: the record says so, or a unit of the same type is gone whose seats, all of
//! them, the new one has: the same people in the same roles. A unit with one seat must also have a
//! similar name or the same domains, or any two of somebody's chores would be one; and each must
//! lie in the same unit as before. Roles and units inside a renamed
//! unit are renamed with it. Evidence for a role elsewhere: in the same unit, the same people in
//! the same capacity hold the same domains and powers.

use std::collections::{BTreeMap, BTreeSet};

use super::{Identity, Turnover, now};
use crate::diag::nearest;
use crate::model::{Actor, Governance, Id, Mandate, Record, Role, Unit};

/// The seats of a unit: who sits in it as what, by the ids of the head.
type Seats = BTreeSet<(String, Id)>;

pub(super) fn units(
    base: &Governance,
    head: &Governance,
    people: &BTreeMap<Id, Id>,
) -> BTreeMap<Id, Id> {
    let turnover = Turnover::of(&base.units, &head.units);
    if turnover.is_still() {
        return BTreeMap::new();
    }
    let mut found = turnover.by_alias();
    let mut left = turnover.without(&found);
    let (was, is) = (
        seats_by_unit(base, people),
        seats_by_unit(head, &BTreeMap::new()),
    );
    let marks = |seats: &BTreeMap<Id, Seats>, unit: &Record<Unit>| {
        let seats = seats.get(&unit.id).filter(|seats| !seats.is_empty())?;
        Some((unit.data.unit_type.clone(), seats.clone()))
    };
    let same = left.by_mark(
        |unit| marks(&was, unit).into_iter().collect(),
        |unit| marks(&is, unit).into_iter().collect(),
    );
    let parent = |governance: &Governance, id: &Id| {
        let unit = governance.units.get(id)?;
        unit.data.parent.as_ref().map(|parent| parent.value.clone())
    };
    let same: BTreeMap<Id, Id> = same
        .iter()
        .filter(|(old, new)| {
            // Below another unit, other people are above it.
            let above = parent(base, old).map(|id| match found.get(&id).or(same.get(&id)) {
                Some(now) => now.clone(),
                None => id,
            });
            above == parent(head, new)
        })
        .map(|(old, new)| (old.clone(), new.clone()))
        .filter(|(old, new)| {
            let people: BTreeSet<&Id> = is[new].iter().map(|(_, person)| person).collect();
            people.len() > 1
                || is_similar(base, head, old, new)
                || is_in_charge_of_the_same(base, head, old, new)
        })
        .collect();
    left = left.without(&same);
    found.extend(same);
    // Units inside a renamed one, whose ids begin with its id.
    loop {
        let inside = left.by_mark(
            |unit| {
                let parent = unit.data.parent.as_ref().map(|parent| &parent.value);
                let renamed = parent.and_then(|parent| Some((parent, found.get(parent)?)));
                let word =
                    renamed.and_then(|(parent, now)| Some((now.clone(), rest(&unit.id, parent)?)));
                word.into_iter().collect()
            },
            |unit| {
                let parent = unit.data.parent.as_ref().map(|parent| &parent.value);
                let word =
                    parent.and_then(|parent| Some((parent.clone(), rest(&unit.id, parent)?)));
                word.into_iter().collect()
            },
        );
        if inside.is_empty() {
            return found;
        }
        left = left.without(&inside);
        found.extend(inside);
    }
}

/// What follows the id of the body that something lies in.
fn rest(id: &Id, of: &Id) -> Option<String> {
    let rest = id.strip_prefix(of.as_str())?;
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// Whether both control the same domains, and some.
fn is_in_charge_of_the_same(base: &Governance, head: &Governance, old: &Id, new: &Id) -> bool {
    let (was, is) = (domains(base, old), domains(head, new));
    !was.is_empty() && was == is
}

/// The domains of a unit and of the roles in it.
fn domains<'g>(governance: &'g Governance, id: &Id) -> BTreeSet<&'g str> {
    let unit = governance.units.get(id).map(|unit| &unit.data.mandate);
    let roles = governance.roles.values();
    let roles = roles.filter(|role| role.data.unit.value == *id);
    let mandates = unit.into_iter().chain(roles.map(|role| &role.data.mandate));
    mandates
        .flat_map(|mandate| &mandate.domains)
        .map(|domain| domain.as_str())
        .collect()
}

fn is_similar(base: &Governance, head: &Governance, old: &Id, new: &Id) -> bool {
    let name = |governance: &Governance, id: &Id| {
        let unit = governance.units.get(id);
        unit.map_or_else(|| id.to_string(), |unit| unit.name().to_owned())
    };
    let (old_name, new_name) = (name(base, old), name(head, new));
    nearest(&old_name, [new_name.as_str()]).is_some() || nearest(old, [new.as_str()]).is_some()
}

/// The direct seats of every unit, those in its own roles included.
fn seats_by_unit(governance: &Governance, people: &BTreeMap<Id, Id>) -> BTreeMap<Id, Seats> {
    let mut all: BTreeMap<Id, Seats> = BTreeMap::new();
    for (id, unit) in &governance.units {
        let members = unit.data.members.iter();
        let members = members.filter(|member| member.through.is_none());
        let seats = members.map(|member| (String::new(), now(people, &member.person)));
        all.entry(id.clone()).or_default().extend(seats);
    }
    for role in governance.roles.values() {
        let unit = &role.data.unit.value;
        let word = local_word(role);
        let holders = role.data.holders.iter();
        let seats = holders.map(|holder| {
            let word = format!("{word}:{}", holder.capacity.word());
            (word, now(people, &holder.person))
        });
        all.entry(unit.clone()).or_default().extend(seats);
    }
    all
}

/// What a role is called inside its unit: the source's own word for it, or what its id adds to
/// the id of the unit.
fn local_word(role: &Record<Role>) -> String {
    if let Some(id) = &role.envelope.id {
        return id.to_string();
    }
    rest(&role.id, &role.data.unit.value).unwrap_or_else(|| role.id.to_string())
}

pub(super) fn roles(base: &Governance, head: &Governance, known: &Identity) -> BTreeMap<Id, Id> {
    let turnover = Turnover::of(&base.roles, &head.roles);
    if turnover.is_still() {
        return BTreeMap::new();
    }
    let mut found = turnover.by_alias();
    let mut left = turnover.without(&found);
    let moved = left.by_mark(
        |role| {
            let now = known.units.get(&role.data.unit.value);
            now.map(|unit| (unit.clone(), local_word(role)))
                .into_iter()
                .collect()
        },
        |role| vec![(role.data.unit.value.clone(), local_word(role))],
    );
    left = left.without(&moved);
    found.extend(moved);
    let same = left.by_mark(
        |role| mark(role, known).into_iter().collect(),
        |role| mark(role, &Identity::default()).into_iter().collect(),
    );
    found.extend(same);
    found
}

/// The unit, the holders with their capacities, and the mandate of a role.
type Mark = (Id, Vec<(String, Id)>, String);

/// The mark of a role that has all three.
fn mark(role: &Record<Role>, known: &Identity) -> Option<Mark> {
    let Actor::Unit(unit) = known.actor(&Actor::Unit(role.data.unit.value.clone())) else {
        return None;
    };
    let holders = role.data.holders.iter();
    let mut holders: Vec<(String, Id)> = holders
        .map(|holder| {
            let word = holder.capacity.word().to_owned();
            (word, known.person(&holder.person))
        })
        .collect();
    holders.sort();
    let mandate = mandate(&role.data.mandate);
    (!holders.is_empty() && !mandate.is_empty()).then_some((unit, holders, mandate))
}

/// The rights of a mandate in a fixed order.
fn mandate(mandate: &Mandate) -> String {
    let mut rights: Vec<String> = mandate
        .domains
        .iter()
        .map(|d| format!("domain {d}"))
        .collect();
    rights.extend(mandate.powers.iter().map(|line| {
        let bound = line.up_to.as_ref().map(ToString::to_string);
        format!(
            "{} {} {}",
            line.right.word(),
            line.over,
            bound.unwrap_or_default()
        )
    }));
    rights.sort();
    rights.join("; ")
}
