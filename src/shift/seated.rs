//! People who got a seat or lost one.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, Capacity, Id, Object};
use crate::power::{Act, Origin, Seat};

use super::access::is_access_level;
use super::sides::{Both, blank, listed, names, ordered, plain_party};
use super::words::{access_words, right_words};
use super::{Shift, ShiftKind, SideName};

/// A seat as the same seat on both sides.
type Key = (Actor, Capacity, Id);
/// Seats that changed together: one shift.
type Group = (ShiftKind, Actor, Capacity, Option<Id>);

pub(super) fn shifts(both: &Both<'_>) -> Vec<Shift> {
    let base: BTreeMap<Key, &Seat> = both
        .base
        .powers
        .roster
        .seats
        .iter()
        .map(|seat| {
            let actor = both.identity.actor(&seat.actor);
            (
                (actor, seat.capacity, both.identity.person(&seat.person)),
                seat,
            )
        })
        .collect();
    let head: BTreeMap<Key, &Seat> = both
        .head
        .powers
        .roster
        .seats
        .iter()
        .map(|seat| {
            (
                (seat.actor.clone(), seat.capacity, seat.person.clone()),
                seat,
            )
        })
        .collect();
    let mut groups: BTreeMap<Group, Vec<(&Key, &Seat)>> = BTreeMap::new();
    for (key, seat) in &head {
        if !base.contains_key(key) {
            let group = (
                ShiftKind::Seated,
                key.0.clone(),
                key.1,
                seat.through.clone(),
            );
            groups.entry(group).or_default().push((key, seat));
        }
    }
    for (key, seat) in &base {
        if head.contains_key(key) {
            continue;
        }
        // A deputy who became the holder lost nothing.
        let risen = (key.0.clone(), Capacity::Holder, key.2.clone());
        if key.1 == Capacity::Deputy && head.contains_key(&risen) {
            continue;
        }
        let group = (
            ShiftKind::Unseated,
            key.0.clone(),
            key.1,
            seat.through.clone(),
        );
        groups.entry(group).or_default().push((key, seat));
    }
    groups
        .into_iter()
        .map(|(group, seats)| shift(both, group, &seats))
        .collect()
}

fn shift(both: &Both<'_>, group: Group, seats: &[(&Key, &Seat)]) -> Shift {
    let (kind, actor, capacity, through) = group;
    let side = if kind == ShiftKind::Seated {
        SideName::Head
    } else {
        SideName::Base
    };
    let people: BTreeSet<Id> = seats.iter().map(|(key, _)| key.2.clone()).collect();
    let people = names(&people);
    let root = if matches!(actor, Actor::Role(_)) {
        "seats"
    } else {
        "membership"
    };
    let object = Object::of(format!("{root}/{}", actor.id()));
    let party = plain_party(actor.clone(), both.actor_name(&actor), people.clone());
    let gone = match side {
        SideName::Base => !both.exists(SideName::Head, &actor),
        SideName::Head => !both.exists(SideName::Base, &actor),
    };
    let cause = match &through {
        Some(unit) => {
            let unit = Actor::Unit(unit.clone());
            Some(format!("through {}", both.actor_name(&unit)))
        }
        None if gone && side == SideName::Base => Some("no longer in force".to_owned()),
        None => None,
    };
    let until = match seats {
        [(_, seat)] if kind == ShiftKind::Seated => seat.until.map(|day| format!("to {day}")),
        _ => None,
    };
    // What a new role may do is a shift of its own.
    let other = if side == SideName::Head {
        SideName::Base
    } else {
        SideName::Head
    };
    let powers = if both.exists(other, &actor) {
        powers_of(both, side, &actor)
    } else {
        None
    };
    let detail = match (until, powers) {
        (Some(until), Some(powers)) => Some(format!("{until}; {powers}")),
        (until, powers) => until.or(powers),
    };
    let seated = kind == ShiftKind::Seated;
    Shift {
        object_name: both.object_name(&object),
        from: (!seated).then(|| party.clone()),
        to: seated.then_some(party),
        before: (!seated).then(|| capacity.word().to_owned()),
        after: if seated {
            Some(capacity.word().to_owned())
        } else {
            None
        },
        gains: if seated { people.clone() } else { Vec::new() },
        loses: if seated { Vec::new() } else { people },
        detail,
        cause,
        places: ordered(
            seats
                .iter()
                .map(|(_, seat)| both.place(side, seat.place))
                .collect(),
        ),
        act: Act::Any,
        ..blank(kind, object)
    }
}

/// What the seat lets its holder do, in few words.
fn powers_of(both: &Both<'_>, side: SideName, actor: &Actor) -> Option<String> {
    let (powers, here) = match side {
        SideName::Head => (both.head.powers, actor.clone()),
        SideName::Base => {
            let seat = both
                .base
                .powers
                .roster
                .seats
                .iter()
                .find(|seat| both.identity.actor(&seat.actor) == *actor);
            (both.base.powers, seat?.actor.clone())
        }
    };
    let words: Vec<String> = powers
        .of_actor(&here)
        .filter(|power| power.origin == Origin::Declared)
        .map(|power| {
            let level = power.up_to.as_ref().map(ToString::to_string);
            if let Some(level) = level.filter(|level| is_access_level(level)) {
                return access_words(&level, &power.key.object).present;
            }
            let name = both.object_name(&power.key.object);
            right_words(
                power.key.right,
                &power.key.object,
                power.key.act,
                name.as_deref(),
            )
            .present
        })
        .collect();
    (!words.is_empty()).then(|| listed(&words, 2))
}
