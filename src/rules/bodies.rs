//! Which people make up which unit, by which seats, and who of them is gone.

use std::collections::BTreeMap;

use super::{Context, shared};
use crate::model::{Activity, Actor, Capacity, Date, Envelope, Id, Person, Record, Status};
use crate::power::Seat;
use crate::source::Place;

/// People, each with the seats by which they belong.
pub(super) type Belonging<'c> = BTreeMap<&'c Id, Vec<&'c Seat>>;

/// The people of each unit: its members, those in its roles, and those who speak for others in it
/// with a vote. Whoever is on leave belongs to it all the same; deputies do not.
pub(super) fn of_units<'c>(context: &Context<'c>) -> BTreeMap<&'c Id, Belonging<'c>> {
    let mut units: BTreeMap<&Id, Belonging<'_>> = BTreeMap::new();
    let seats = context.powers.roster.seats.iter();
    for seat in seats.filter(|seat| seat.capacity == Capacity::Holder) {
        for unit in units_of(context, seat) {
            let people = units.entry(unit).or_default();
            people.entry(&seat.person).or_default().push(seat);
        }
    }
    units
}

/// The units to which somebody belongs by a seat.
pub(super) fn units_of<'c>(context: &Context<'c>, seat: &'c Seat) -> Vec<&'c Id> {
    match &seat.actor {
        Actor::Unit(unit) => vec![unit],
        Actor::Role(id) => {
            let role = context.loaded.governance.roles.get(id);
            role.into_iter().flat_map(shared::units_of).collect()
        }
        Actor::Person(_) => Vec::new(),
    }
}

/// Since when a record is no longer in force, in words that follow "is": retired, or past its last
/// day. Drafts and what is suspended have not ended.
pub(super) fn ended(envelope: &Envelope, on: Date) -> Option<String> {
    match (envelope.status, envelope.until) {
        (Status::Retired, _) => Some("retired".to_owned()),
        (Status::Active | Status::Suspended, Some(until)) if *until < on => {
            Some(format!("over since {}", *until))
        }
        _ => None,
    }
}

/// Why somebody holds no powers any more, in words that follow the name, and where that is written.
/// Somebody on leave comes back.
pub(super) fn gone(
    context: &Context<'_>,
    person: &Record<Person>,
) -> Option<(&'static str, Option<Place>)> {
    if ended(&person.envelope, context.as_of).is_some() {
        let place = match person.envelope.until {
            Some(until) => Some(person.place(until.span)),
            None => shared::Fields::of(context, person).at(&["status"]),
        };
        return Some(("has left", place));
    }
    let activity = person.data.activity?;
    let words = match activity.value {
        Activity::Active | Activity::Leave => return None,
        Activity::Inactive => "is inactive",
        Activity::Emeritus => "is emeritus",
    };
    Some((words, Some(person.place(activity.span))))
}

/// Whether the person with this id holds no powers any more; another rule tells of it.
pub(super) fn is_gone(context: &Context<'_>, person: &Id) -> bool {
    let person = context.loaded.governance.people.get(person);
    person.is_some_and(|person| {
        let activity = person.data.activity.map(|activity| activity.value);
        ended(&person.envelope, context.as_of).is_some()
            || matches!(activity, Some(Activity::Inactive | Activity::Emeritus))
    })
}

/// `Treasurer`, `deputy Treasurer`, or the name of a unit.
pub(super) fn seat_name(context: &Context<'_>, seat: &Seat) -> String {
    let name = context.loaded.governance.actor_name(&seat.actor);
    match seat.capacity {
        Capacity::Deputy => format!("deputy {name}"),
        _ => name.to_owned(),
    }
}

/// `treasurer`, `deputy treasurer`, or the id of a unit: the short words for [`seat_name`].
pub(super) fn seat_id(seat: &Seat) -> String {
    match seat.capacity {
        Capacity::Deputy => format!("deputy `{}`", seat.actor),
        _ => format!("`{}`", seat.actor),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::source::{At, Span};

    #[test]
    fn a_record_has_ended_after_its_last_day() {
        let on = |status: Status, text: &str| {
            let day = |text| Date::parse(text).map(|day| At::new(day, Span::default()));
            let mut envelope = Envelope::named(At::new(Text::of("Crew"), Span::default()));
            envelope.status = status;
            envelope.until = day("2026-06-30");
            ended(&envelope, day(text)?.value)
        };
        for status in [Status::Active, Status::Suspended] {
            assert_eq!(on(status, "2026-06-29"), None);
            assert_eq!(on(status, "2026-06-30"), None);
            let over = Some("over since 2026-06-30".to_owned());
            assert_eq!(on(status, "2026-07-01"), over);
        }
        assert_eq!(on(Status::Draft, "2026-07-01"), None);
        assert_eq!(
            on(Status::Retired, "2026-06-01"),
            Some("retired".to_owned())
        );
    }
}
