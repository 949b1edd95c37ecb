//! Unremovable: nobody can end a seat that somebody could end before.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, Date, Id, Object};
use crate::power::reach::Hold;
use crate::shift::removers::{Safe, empties};
use crate::shift::sides::Both;
use crate::shift::{Alarm, AlarmKind, Saying, SideName};

use super::{blank, names};

pub(super) fn alarms(both: &Both<'_>) -> Vec<Alarm> {
    // Where nobody could be put out before, nothing can have become worse.
    if !both.base.powers.all.iter().any(|power| empties(&power.key)) {
        return Vec::new();
    }
    // Where nobody is safe now, who was safe before does not matter.
    let base = LazyCell::new(|| Safe::new(both, SideName::Base));
    let head = Safe::new(both, SideName::Head);
    let seats = head.seats();
    seats
        .filter_map(|(actor, people)| alarm(both, &base, actor, people))
        .collect()
}

fn alarm<'s>(
    both: &Both<'s>,
    base: &LazyCell<Safe<'s>, impl FnOnce() -> Safe<'s>>,
    actor: &Actor,
    people: &BTreeMap<Id, Hold>,
) -> Option<Alarm> {
    let was = both.was(actor)?;
    if !base.can_be_emptied(&was) {
        return None;
    }
    let fresh = people
        .keys()
        .filter(|id| !base.has(&was, &both.base_person(id)));
    let safe: BTreeSet<Id> = fresh.cloned().collect();
    let first = safe.first()?;
    let who = names(both, &safe, actor);
    let until = last_day(both, actor, &safe);
    let gone = match people[first] {
        Hold::OwnConsent => {
            let english = format!("it takes the consent of {who}");
            Saying::new(english, "alarm-own-consent", [("who", (&who).into())])
        }
        Hold::NoPower if is_written(both, actor) => {
            let english = "nobody can exercise its `removal`";
            Saying::new(english, "alarm-dead-removal", [])
        }
        Hold::NoPower => Saying::new("`removal` is gone", "alarm-no-removal", []),
    };
    let runs = match until {
        Some(until) => {
            let english = format!("the seat runs to {until}");
            Saying::new(english, "alarm-seat-runs-to", [("day", until.into())])
        }
        None => Saying::new("the seat has no end", "alarm-seat-without-end", []),
    };
    let before_then = until.map_or_else(String::new, |until| format!(" before {until}"));
    let (root, place) = match actor {
        Actor::Role(id) => {
            let role = &both.head.governance.roles[id];
            (
                "seats",
                role.place(role.data.removal.as_ref().map_or(role.head, |r| r.span)),
            )
        }
        _ => {
            let unit = both.head.governance.units.get(actor.id())?;
            ("membership", unit.head_place())
        }
    };
    let whom = match actor {
        Actor::Unit(_) => {
            let unit = both.actor_name(actor);
            let english = format!("a member of {unit}");
            Saying::new(english, "alarm-member-of", [("unit", unit.into())])
        }
        _ => who,
    };
    let english = format!("nobody can remove {whom}{before_then}");
    let present = match until {
        Some(until) => {
            let parts = [("who", (&whom).into()), ("day", until.into())];
            Saying::new(english, "alarm-nobody-removes-before", parts)
        }
        None => Saying::new(english, "alarm-nobody-removes", [("who", (&whom).into())]),
    };
    Some(Alarm {
        name: Some(both.actor_name(actor)),
        people: safe.into_iter().collect(),
        until,
        words: Saying::chain(vec![gone, runs], "; ", "list-clause"),
        proposal: format!("nobody could remove {whom}{before_then}"),
        present,
        place: Some(both.place(SideName::Head, place)),
        ..blank(
            AlarmKind::Unremovable,
            Object::of(format!("{root}/{}", actor.id())),
        )
    })
}

/// Whether the head still says how to put somebody out.
fn is_written(both: &Both<'_>, actor: &Actor) -> bool {
    let governance = both.head.governance;
    match actor {
        Actor::Role(id) => governance
            .roles
            .get(id)
            .is_some_and(|role| role.data.removal.is_some()),
        Actor::Unit(id) => governance.units.get(id).is_some_and(|unit| {
            let membership = unit.data.membership.as_ref();
            membership.is_some_and(|membership| membership.remove.is_some())
        }),
        Actor::Person(_) => false,
    }
}

/// The day on which the last of these people's seats ends by itself; none where one has no end.
fn last_day(both: &Both<'_>, actor: &Actor, people: &BTreeSet<Id>) -> Option<Date> {
    let on = both.head.powers.as_of;
    let governance = both.head.governance;
    let mut last: Option<Date> = None;
    for id in people {
        let end = match actor {
            Actor::Role(role) => {
                let role = governance.roles.get(role)?;
                let selection = role.data.selection.as_ref();
                let term = selection.and_then(|selection| selection.term);
                let mut seats = role.data.holders.iter().filter(|seat| seat.holds(on));
                let seat = seats.find(|seat| seat.person.value == *id)?;
                let by_term = || Some(seat.since?.plus(term?.value));
                seat.until.map(|until| until.value).or_else(by_term)?
            }
            Actor::Unit(unit) => {
                let unit = governance.units.get(unit)?;
                let mut seats = unit.data.members.iter().filter(|seat| seat.holds(on));
                seats.find(|seat| seat.person.value == *id)?.until?.value
            }
            Actor::Person(_) => return None,
        };
        last = last.max(Some(end));
    }
    last
}
