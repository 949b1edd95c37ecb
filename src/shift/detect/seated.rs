//! Seated and unseated: people who got a seat or lost one.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, Capacity, Id, Object, Role};
use crate::power::{Act, Origin, Seat};
use crate::shift::access::is_access_level;
use crate::shift::found::{Cause, Found, whole};
use crate::shift::parties::by_count;
use crate::shift::sides::{Both, blank, names, ordered, plain_party};
use crate::shift::tell::{Form, access_words, right_words};
use crate::shift::{Saying, Shift, ShiftKind, SideName};
use crate::source::Place;

use super::is_reserved;

/// A seat as the same seat on both sides.
type Key = (Actor, Capacity, Id);
/// Seats with their keys.
type Keyed<'s> = Vec<(Key, &'s Seat)>;
/// Seats that changed together: one shift.
type Group = (ShiftKind, Actor, Capacity, Option<Id>);

/// One shift for those who came to the same role or unit in the same way, and one for those who
/// left.
pub(super) fn shifts(both: &Both<'_>) -> Vec<Found> {
    let (gone, come) = turnover(both);
    if gone.is_empty() && come.is_empty() {
        return Vec::new();
    }
    let holds = |seats: &[(Key, &Seat)], key: &Key| {
        let other = match key.1 {
            Capacity::Deputy => Capacity::Holder,
            _ => Capacity::Deputy,
        };
        seats
            .iter()
            .any(|(known, _)| known.0 == key.0 && known.1 == other && known.2 == key.2)
    };
    let mut groups: BTreeMap<Group, Vec<(Key, &Seat)>> = BTreeMap::new();
    let sides = [
        (ShiftKind::Seated, &come, &gone),
        (ShiftKind::Unseated, &gone, &come),
    ];
    for (kind, seats, others) in sides {
        for (key, seat) in seats {
            // A deputy who became the holder lost nothing, and a holder who became the deputy did
            // not gain that.
            if key.1 == Capacity::Deputy && holds(others, key) {
                continue;
            }
            let group = (kind, key.0.clone(), key.1, seat.through.clone());
            groups.entry(group).or_default().push((key.clone(), seat));
        }
    }
    groups
        .into_iter()
        .map(|(group, seats)| shift(both, group, &seats))
        .collect()
}

/// Seats that only the base has, and seats that only the head has, by keys of the head.
fn turnover<'s>(both: &Both<'s>) -> (Keyed<'s>, Keyed<'s>) {
    let base = &both.base.powers.roster.seats;
    let head = &both.head.powers.roster.seats;
    let mut was: Vec<(Cow<'s, Actor>, Cow<'s, Id>, &'s Seat)> = Vec::with_capacity(base.len());
    if both.identity.is_plain() {
        was.extend(base.iter().map(|seat| {
            let (actor, person) = (Cow::Borrowed(&seat.actor), Cow::Borrowed(&seat.person));
            (actor, person, seat)
        }));
    } else {
        was.extend(base.iter().map(|seat| {
            let actor = Cow::Owned(both.identity.actor(&seat.actor));
            let person = Cow::Owned(both.identity.person(&seat.person));
            (actor, person, seat)
        }));
        was.sort_by(|a, b| (&a.0, a.2.capacity, &a.1).cmp(&(&b.0, b.2.capacity, &b.1)));
    }
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    while i < was.len() || j < head.len() {
        let order = match (was.get(i), head.get(j)) {
            (Some((actor, person, seat)), Some(now)) => {
                let then = (&**actor, seat.capacity, &**person);
                then.cmp(&(&now.actor, now.capacity, &now.person))
            }
            (Some(_), None) => Ordering::Less,
            _ => Ordering::Greater,
        };
        // Somebody listed twice has one seat.
        match order {
            Ordering::Less => {
                let (actor, person, seat) = &was[i];
                let key = ((**actor).clone(), seat.capacity, (**person).clone());
                gone.push((key, *seat));
                while was.get(i).is_some_and(|next| {
                    next.0 == *actor && next.2.capacity == seat.capacity && next.1 == *person
                }) {
                    i += 1;
                }
            }
            Ordering::Greater => {
                let seat = &head[j];
                come.push((key(seat), seat));
                while head.get(j).is_some_and(|next| is_same(seat, next)) {
                    j += 1;
                }
            }
            Ordering::Equal => {
                let seat = &head[j];
                while head.get(j).is_some_and(|next| is_same(seat, next)) {
                    j += 1;
                }
                while was.get(i).is_some_and(|(actor, person, next)| {
                    **actor == seat.actor
                        && next.capacity == seat.capacity
                        && **person == seat.person
                }) {
                    i += 1;
                }
            }
        }
    }
    (gone, come)
}

fn key(seat: &Seat) -> Key {
    (seat.actor.clone(), seat.capacity, seat.person.clone())
}

fn is_same(a: &Seat, b: &Seat) -> bool {
    a.actor == b.actor && a.capacity == b.capacity && a.person == b.person
}

fn shift(both: &Both<'_>, group: Group, seats: &[(Key, &Seat)]) -> Found {
    let (kind, actor, capacity, through) = group;
    let seated = kind == ShiftKind::Seated;
    let (side, other) = if seated {
        (SideName::Head, SideName::Base)
    } else {
        (SideName::Base, SideName::Head)
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
    let stands = both.exists(other, &actor);
    let cause = match &through {
        Some(unit) => {
            let unit = Actor::Unit(unit.clone());
            let unit = both.actor_name(&unit);
            let english = format!("through {unit}");
            Some(Saying::new(
                english,
                "cause-through",
                [("unit", unit.into())],
            ))
        }
        None if !stands && !seated => {
            Some(Saying::new("no longer in force", "cause-not-in-force", []))
        }
        None => None,
    };
    let until = match seats {
        [(_, seat)] if seated => seat.until.map(Saying::until),
        _ => None,
    };
    // What a new role may do is a shift of its own.
    let powers = if stands && capacity == Capacity::Holder {
        powers_of(both, side, &actor)
    } else {
        None
    };
    let detail = match (until, powers) {
        (Some(until), Some(powers)) => {
            Some(Saying::chain(vec![until, powers], "; ", "list-clause"))
        }
        (until, powers) => until.or(powers),
    };
    let mut places: Vec<(SideName, Place)> =
        seats.iter().map(|(_, seat)| (side, seat.place)).collect();
    if !seated {
        places.extend(seats.iter().filter_map(|(key, _)| ended(both, &actor, key)));
    }
    let word = || Some(capacity_words(capacity));
    let shift = Shift {
        object_name: both.object_name(&object),
        from: (!seated).then(|| party.clone()),
        to: seated.then_some(party),
        before: if seated { None } else { word() },
        after: if seated { word() } else { None },
        gains: if seated { people.clone() } else { Vec::new() },
        loses: if seated { Vec::new() } else { people },
        detail,
        cause,
        places: ordered(
            places
                .iter()
                .map(|(side, p)| both.place(*side, *p))
                .collect(),
        ),
        effect: {
            let before = here(both, SideName::Base, &actor);
            let after = both.head.powers.roster.people(&actor).len();
            by_count(
                before.map_or(0, |actor| both.base.powers.roster.people(&actor).len()),
                after,
            )
        },
        act: Act::Any,
        ..blank(kind, object)
    };
    Found::at(shift, &places).or(records(both, &actor))
}

/// An actor of the head by its id of the side.
fn here(both: &Both<'_>, side: SideName, actor: &Actor) -> Option<Actor> {
    match side {
        SideName::Base => both.was(actor),
        SideName::Head => Some(actor.clone()),
    }
}

/// Where the head still lists a seat that ran out, or that is not in force any more.
fn ended(both: &Both<'_>, actor: &Actor, key: &Key) -> Option<(SideName, Place)> {
    let governance = both.head.governance;
    let place = match actor {
        Actor::Role(id) => {
            let role = governance.roles.get(id)?;
            let data: &Role = &role.data;
            let mut holders = data.holders.iter();
            let holder = holders.rfind(|holder| holder.person.value == key.2)?;
            role.place(holder.span)
        }
        Actor::Unit(id) => {
            let unit = governance.units.get(id)?;
            let mut members = unit.data.members.iter();
            let member = members.rfind(|member| member.person.value == key.2)?;
            unit.place(member.span)
        }
        Actor::Person(_) => return None,
    };
    Some((SideName::Head, place))
}

/// The records of an actor, where its own status or dates may be what changed.
pub(super) fn records(both: &Both<'_>, actor: &Actor) -> Vec<Cause> {
    [SideName::Head, SideName::Base]
        .into_iter()
        .filter_map(|side| {
            let governance = both.side(side).governance;
            let place = match here(both, side, actor)? {
                Actor::Role(id) => whole(governance.roles.get(&id)?),
                Actor::Unit(id) => whole(governance.units.get(&id)?),
                Actor::Person(id) => whole(governance.people.get(&id)?),
            };
            Some(Cause::record(side, place))
        })
        .collect()
}

/// What the seat lets its holder do, or what went with it, in few words; domains first.
fn powers_of(both: &Both<'_>, side: SideName, actor: &Actor) -> Option<Saying> {
    const FEW: usize = 2;
    let here = here(both, side, actor)?;
    let held = both.side(side).powers.of_actor(&here);
    let mut held: Vec<_> = held
        .filter(|power| power.origin == Origin::Declared)
        .collect();
    if held.is_empty() {
        return None;
    }
    held.sort_by_key(|power| is_reserved(&power.key.object));
    let words = held.iter().enumerate().map(|(at, power)| {
        if at >= FEW {
            // Counted, never read.
            return Saying::default();
        }
        let level = power.up_to.as_ref().map(ToString::to_string);
        let key = &power.key;
        let words = match level.filter(|level| is_access_level(level)) {
            Some(level) => access_words(&level, &key.object),
            None => {
                let name = both.object_name(&key.object);
                right_words(key.right, &key.object, key.act, name.as_ref())
            }
        };
        words.saying(match side {
            SideName::Head => Form::One,
            SideName::Base => Form::Noun,
        })
    });
    Some(Saying::listed(words.collect(), FEW))
}

/// The word of a capacity.
fn capacity_words(capacity: Capacity) -> Saying {
    let key = match capacity {
        Capacity::Holder => "capacity-holder",
        Capacity::Deputy => "capacity-deputy",
        Capacity::Trainee => "capacity-trainee",
        Capacity::Emeritus => "capacity-emeritus",
    };
    Saying::new(capacity.word(), key, [])
}
