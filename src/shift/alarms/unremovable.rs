//! Unremovable: nobody can end a seat that somebody could end before.

use std::collections::BTreeSet;

use crate::model::{Actor, Date, Id, Object};
use crate::shift::removers::{removers, ways_out};
use crate::shift::sides::Both;
use crate::shift::{Alarm, AlarmKind, SideName};

use super::{blank, names};

pub(super) fn alarms(both: &Both<'_>) -> Vec<Alarm> {
    let roles = both.head.governance.roles.keys().cloned().map(Actor::Role);
    let units = both.head.governance.units.keys().cloned().map(Actor::Unit);
    roles
        .chain(units)
        .filter_map(|actor| alarm(both, &actor))
        .collect()
}

fn alarm(both: &Both<'_>, actor: &Actor) -> Option<Alarm> {
    let was = both.was(actor)?;
    let seated = &**both.head.powers.roster.people(actor);
    let could = removers(both.base.powers, &was);
    let sat = both.base.powers.roster.people(&was);
    // Somebody, or before them whoever sat there, could be put out by somebody else.
    let was_removable = if sat.is_empty() {
        !could.is_empty()
    } else {
        sat.iter().any(|id| could.iter().any(|other| *other != id))
    };
    if !was_removable || seated.is_empty() {
        return None;
    }
    let can = removers(both.head.powers, actor);
    let safe: BTreeSet<Id> = seated
        .iter()
        .filter(|id| !can.iter().any(|other| other != id))
        .cloned()
        .collect();
    // One of several holders who could not be removed either before is not new.
    let before: BTreeSet<Id> = sat
        .iter()
        .filter(|id| !could.iter().any(|other| other != id))
        .map(|id| both.identity.person(id))
        .collect();
    let safe: BTreeSet<Id> = safe.difference(&before).cloned().collect();
    if safe.is_empty() {
        return None;
    }
    let who = names(both, &safe, actor);
    let until = last_day(both, actor, &safe);
    let ways = ways_out(both.head.powers, actor);
    let gone = match (&ways[..], can.len()) {
        ([], _) => "`removal` is gone".to_owned(),
        (_, 0) => "nobody can exercise its `removal`".to_owned(),
        _ => format!("only {who} could end it"),
    };
    let runs = match until {
        Some(until) => format!("the seat runs to {until}"),
        None => "the seat has no end".to_owned(),
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
        Actor::Unit(_) => format!("a member of {}", both.actor_name(actor)),
        _ => who,
    };
    Some(Alarm {
        name: Some(both.actor_name(actor)),
        people: safe.into_iter().collect(),
        until,
        words: format!("{gone}; {runs}"),
        proposal: format!("nobody could remove {whom}{before_then}"),
        present: format!("nobody can remove {whom}{before_then}"),
        place: Some(both.place(SideName::Head, place)),
        ..blank(
            AlarmKind::Unremovable,
            Object::of(format!("{root}/{}", actor.id())),
        )
    })
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
