//! The detectors: one kind of shift, or a pair of opposite kinds, a file.
//!
//! Powers that only one side has are gathered by their matter, and each matter is told once: by
//! the first detector that knows what happened to it. Powers of both sides are compared for their
//! bounds, their methods and the people behind them. Terms and seats come last.

mod delegated;
mod eased;
mod granted;
mod moved;
mod prolonged;
mod seated;
mod shared;
mod shielded;
mod silent;
mod widened;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::{Actor, Id, Right};
use crate::power::{Act, Power, PowerKey};

use super::found::Found;
use super::pairs::{Gone, Pairs};
use super::sides::Both;
use super::{Matter, SideName};

/// What changed in one matter: powers that went, and powers that came.
#[derive(Default)]
struct Change<'s> {
    gone: Vec<Gone<'s>>,
    come: Vec<&'s Power>,
}

/// Everything that changed hands.
pub(super) fn shifts(both: &Both<'_>) -> Vec<Found> {
    let mut pairs = Pairs::new(both);
    let seats = seated::shifts(both);
    let mut found = Vec::new();
    let mut changes: BTreeMap<Matter, Change<'_>> = BTreeMap::new();
    for gone in std::mem::take(&mut pairs.gone) {
        let matter = Matter::of(&gone.0);
        changes.entry(matter).or_default().gone.push(gone);
    }
    for come in std::mem::take(&mut pairs.come) {
        let matter = Matter::of(&come.key);
        changes.entry(matter).or_default().come.push(come);
    }
    changes.retain(|matter, _| is_about_something(both, &matter.object));
    found.extend(widened::over_objects_and_conditions(both, &mut changes));
    let mut parts = Vec::new();
    for (matter, change) in &changes {
        found.extend(of_matter(both, &pairs, matter, change, &mut parts));
    }
    let mut told: BTreeSet<&PowerKey> = BTreeSet::new();
    let mut people_changed = Vec::new();
    let mut compared: HashMap<[*const BTreeSet<Id>; 2], bool> = HashMap::new();
    for (base, head) in &pairs.kept {
        found.extend(widened::bound(both, base, head));
        found.extend(eased::method(both, base, head));
        // Powers of one holder have one set of people.
        let sets = [&base.people, &head.people].map(Arc::as_ptr);
        let same = *compared
            .entry(sets)
            .or_insert_with(|| both.are_same(&base.people, &head.people));
        if !same {
            people_changed.push((*base, *head));
        }
    }
    found.extend(eased::redefined(both, &pairs.kept));
    parts.retain(|(base, head)| !both.are_same(&base.people, &head.people));
    if !people_changed.is_empty() || !parts.is_empty() {
        let behind = silent::Behind::new(both, &seats);
        let matters = shared::by_people(both, &pairs, &changes, &people_changed, &behind);
        for (shift, keys) in matters {
            found.push(shift);
            told.extend(keys);
        }
        people_changed.retain(|(_, head)| !told.contains(&head.key));
        people_changed.extend(parts);
        found.extend(silent::by_people(both, &people_changed, &behind));
    }
    found.extend(silent::residual(both));
    found.extend(prolonged::shifts(both));
    found.extend(seats);
    found
}

/// What happened to one matter. A part of what the same holder has anyway is neither granted nor
/// revoked: it goes to `parts`, with the whole of the other side, for what became of its people.
fn of_matter<'s>(
    both: &Both<'s>,
    pairs: &Pairs<'s>,
    matter: &Matter,
    change: &Change<'s>,
    parts: &mut Vec<(&'s Power, &'s Power)>,
) -> Vec<Found> {
    if matter.act == Act::Remove
        && let Some(shift) = shielded::removal(both, pairs, matter, change)
    {
        return vec![shift];
    }
    if let Some(shift) = shared::by_holders(both, pairs, matter, change) {
        return vec![shift];
    }
    let gone: Vec<&Power> = change.gone.iter().map(|(_, power)| *power).collect();
    if is_one_party(&gone) && is_one_party(&change.come) {
        if let ([(key, from)], [to]) = (&change.gone[..], &change.come[..])
            && let Some(shift) = delegated::within(both, pairs, key, from, to)
        {
            return vec![shift];
        }
        return vec![moved::shift(both, &gone, &change.come)];
    }
    let mut found = Vec::new();
    for to in &change.come {
        if let Some(shift) = delegated::delegated(both, pairs, to) {
            found.push(shift);
        } else if let Some(whole) = granted::whole_before(pairs, to) {
            parts.push((whole, to));
        } else {
            found.extend(granted::granted(both, pairs, to));
        }
    }
    for (key, from) in &change.gone {
        if let Some(shift) = delegated::recalled(both, pairs, key, from) {
            found.push(shift);
        } else if let Some(whole) = granted::whole_after(both, key) {
            parts.push((from, whole));
        } else {
            found.extend(granted::revoked(both, key, from));
        }
    }
    found
}

/// Whether powers are held by one party: a single one, or several that suffice only together.
fn is_one_party(powers: &[&Power]) -> bool {
    match powers {
        [] => false,
        [_] => true,
        several => several.iter().all(|power| power.key.right == Right::Joint),
    }
}

/// Whether the role, unit or policy that a reserved object names is there on both sides: nobody
/// loses the right to fill a role that is gone, or gains the one to fill a role that is new.
fn is_about_something(both: &Both<'_>, object: &str) -> bool {
    let Some((root, id)) = object.split_once('/') else {
        return true;
    };
    let (role, unit) = (Actor::Role(Id::of(id)), Actor::Unit(Id::of(id)));
    [SideName::Base, SideName::Head].into_iter().all(|side| {
        let exists = |actor: &Actor| both.exists(side, actor);
        match root {
            "seats" => exists(&role) || exists(&unit),
            "membership" | "structure" => exists(&unit),
            "rules" => id == "organisation" || exists(&unit) || both.has_policy(side, id),
            _ => true,
        }
    })
}

/// Whether a name is no domain, but one of seats, membership, rules and structure.
fn is_reserved(object: &str) -> bool {
    let root = object.split_once('/').map_or(object, |(root, _)| root);
    matches!(
        root,
        "seats" | "membership" | "rules" | "structure" | "residual"
    )
}
