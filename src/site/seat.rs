//! Seats: who is in which role or unit, now, before and later.

use crate::model::{Actor, Capacity, Chosen, Date, Governance, Id, Record, Role, Text, Unit};

/// When a seat is held, seen from the day of the handbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Time {
    /// Held on the day.
    Now,
    /// To be taken later.
    Coming,
    /// Given up before.
    Past,
}

/// A person in a role or unit at some time.
#[derive(Debug, Clone)]
pub(super) struct Seat {
    pub person: Id,
    pub actor: Actor,
    pub capacity: Capacity,
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub how: Option<Chosen>,
    pub focus: Option<Text>,
    pub share: Option<Text>,
    pub decision: Option<Id>,
    /// The unit that brings a member in who is not listed by name.
    pub through: Option<Id>,
    pub time: Time,
}

fn time(since: Option<Date>, until: Option<Date>, in_force: bool, as_of: Date) -> Time {
    if since.is_some_and(|since| since > as_of) {
        Time::Coming
    } else if !in_force || until.is_some_and(|until| until < as_of) {
        Time::Past
    } else {
        Time::Now
    }
}

pub(super) fn members(unit: &Record<Unit>, governance: &Governance, as_of: Date) -> Vec<Seat> {
    let actor = Actor::Unit(unit.id.clone());
    let in_force = governance.actor_in_force(&actor, as_of);
    let members = unit.data.members.iter();
    members
        .map(|member| {
            let since = member.since.map(|day| day.value);
            let until = member.until.map(|day| day.value);
            Seat {
                person: member.person.value.clone(),
                actor: actor.clone(),
                capacity: Capacity::Holder,
                since,
                until,
                how: None,
                focus: None,
                share: None,
                decision: None,
                through: member.through.clone(),
                time: time(since, until, in_force, as_of),
            }
        })
        .collect()
}

pub(super) fn holders(role: &Record<Role>, governance: &Governance, as_of: Date) -> Vec<Seat> {
    let actor = Actor::Role(role.id.clone());
    let in_force = governance.actor_in_force(&actor, as_of);
    let holders = role.data.holders.iter();
    holders
        .map(|holder| {
            let since = holder.since.map(|day| day.value);
            let until = holder.until.map(|day| day.value);
            Seat {
                person: holder.person.value.clone(),
                actor: actor.clone(),
                capacity: holder.capacity,
                since,
                until,
                how: holder.how,
                focus: holder.focus.clone(),
                share: holder.share.clone(),
                decision: holder.decision.as_ref().map(|id| id.value.clone()),
                through: None,
                time: time(since, until, in_force, as_of),
            }
        })
        .collect()
}
