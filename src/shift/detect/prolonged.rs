//! Prolonged and shortened: how long one may stay in a seat. The term of a role, its limits on
//! terms and its pause between them, and the last day of a seat or a membership that goes on.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Actor, Capacity, Date, Id, Object, Period, Record, Role, Unit};
use crate::shift::found::{Cause, Found};
use crate::shift::sides::{Both, blank, names, ordered, plain_party};
use crate::shift::{Effect, Saying, Shift, ShiftKind, SideName};
use crate::source::Place;

/// One bound on the stay in a role, before and after.
struct Stay {
    longer: bool,
    before: Saying,
    after: Saying,
}

/// One shift for each role or unit and direction.
pub(super) fn shifts(both: &Both<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let (base, head) = (both.base.governance, both.head.governance);
    for (id, was) in &base.roles {
        let actor = Actor::Role(id.clone());
        if let Some((actor, is)) = goes_on(both, &actor, was, &head.roles) {
            let either_way = [true, false].into_iter();
            found.extend(either_way.filter_map(|longer| of_role(both, &actor, was, is, longer)));
        }
    }
    for (id, was) in &base.units {
        let actor = Actor::Unit(id.clone());
        if let Some((actor, is)) = goes_on(both, &actor, was, &head.units) {
            let either_way = [true, false].into_iter();
            found.extend(either_way.filter_map(|longer| of_unit(both, &actor, was, is, longer)));
        }
    }
    found
}

/// What a role or unit of the base is now, and by which id, where it is in force on both sides and
/// its record is another one.
fn goes_on<'s, T>(
    both: &Both<'s>,
    actor: &Actor,
    base: &Record<T>,
    head: &'s BTreeMap<Id, Record<T>>,
) -> Option<(Actor, &'s Record<T>)> {
    let actor = both.identity.actor(actor);
    let head = head.get(actor.id())?;
    let is_other = !Arc::ptr_eq(&base.data, &head.data);
    let in_force = |side| both.exists(side, &actor);
    let goes_on = is_other && in_force(SideName::Head) && in_force(SideName::Base);
    goes_on.then_some((actor, head))
}

/// A stay that became longer or shorter, whatever it is a stay in.
struct Told {
    longer: bool,
    people: Vec<Id>,
    before: Saying,
    after: Saying,
    detail: Option<Saying>,
    places: Vec<(SideName, Place)>,
}

impl Told {
    /// The last days of some seats; nothing where there are none.
    fn of_seats(seats: &[Seat], longer: bool) -> Option<Told> {
        if seats.is_empty() {
            return None;
        }
        Some(Told {
            longer,
            people: names(&seats.iter().map(|seat| seat.person.clone()).collect()),
            before: days(seats, |seat| seat.before),
            after: days(seats, |seat| seat.after),
            detail: Some(Saying::new("seat", "detail-seat", [])),
            places: seats.iter().flat_map(|seat| seat.places).collect(),
        })
    }

    /// The shift, in the seats or the membership of an actor.
    fn shift(self, both: &Both<'_>, actor: &Actor, object: Object) -> Found {
        let (kind, effect) = if self.longer {
            (ShiftKind::Prolonged, Effect::Centralises)
        } else {
            (ShiftKind::Shortened, Effect::Distributes)
        };
        let people = self.people;
        let name = both.actor_name(actor);
        let places = self.places.iter();
        let shift = Shift {
            object_name: both.object_name(&object),
            to: Some(plain_party(actor.clone(), name, people.clone())),
            before: Some(self.before),
            after: Some(self.after),
            detail: self.detail,
            effect,
            places: ordered(places.map(|(side, at)| both.place(*side, *at)).collect()),
            gains: if self.longer {
                people.clone()
            } else {
                Vec::new()
            },
            loses: if self.longer { Vec::new() } else { people },
            ..blank(kind, object)
        };
        Found::at(shift, &self.places)
    }
}

/// Memberships that go on to another day.
fn of_unit(
    both: &Both<'_>,
    actor: &Actor,
    base: &Record<Unit>,
    head: &Record<Unit>,
    longer: bool,
) -> Option<Found> {
    let on = both.head.powers.as_of;
    let seats = moved(both, &members(base, on), &members(head, on), longer);
    let object = Object::of(format!("membership/{}", actor.id()));
    Some(Told::of_seats(&seats, longer)?.shift(both, actor, object))
}

fn of_role(
    both: &Both<'_>,
    actor: &Actor,
    base: &Record<Role>,
    head: &Record<Role>,
    longer: bool,
) -> Option<Found> {
    let object = Object::of(format!("seats/{}", actor.id()));
    let selections = [(SideName::Head, head), (SideName::Base, base)];
    let selections = selections.into_iter().filter_map(|(side, record)| {
        let selection = record.data.selection.as_ref()?;
        Some(Cause::entry(side, record.place(selection.span)))
    });
    let mut stays = limits(&base.data, &head.data);
    stays.retain(|stay| stay.longer == longer);
    if stays.is_empty() {
        // Nothing but the last days of some seats.
        let on = both.head.powers.as_of;
        let mut seats = moved(both, &holders(base, on), &holders(head, on), longer);
        seats.sort_by(|a, b| a.person.cmp(&b.person));
        let told = Told::of_seats(&seats, longer)?;
        return Some(told.shift(both, actor, object).or(selections));
    }
    let was = Actor::Role(base.id.clone());
    let before = both.today(both.base.powers.roster.people(&was));
    let stayed = both.head.powers.roster.people(actor).intersection(&before);
    let words = |side: fn(&Stay) -> &Saying| {
        let words = stays.iter().map(|stay| side(stay).clone());
        Saying::chain(words.collect(), ", ", "list-middle")
    };
    let place = |side: SideName, record: &Record<Role>| {
        let selection = record.data.selection.as_ref();
        let span = selection.map_or(record.head, |selection| {
            selection.term.map_or(selection.span, |term| term.span)
        });
        (side, record.place(span))
    };
    let told = Told {
        longer,
        people: stayed.cloned().collect(),
        before: words(|stay| &stay.before),
        after: words(|stay| &stay.after),
        detail: None,
        places: vec![place(SideName::Head, head), place(SideName::Base, base)],
    };
    Some(told.shift(both, actor, object).or(selections))
}

/// Whether a stay is longer or shorter by its last day, where that differs; no end at all is the
/// latest.
fn is_longer(before: Option<Date>, after: Option<Date>) -> Option<bool> {
    let key = |day: Option<Date>| (day.is_none(), day);
    (before != after).then(|| key(after) > key(before))
}

/// The last days of some seats in words.
fn days(seats: &[Seat], day: fn(&Seat) -> Option<Date>) -> Saying {
    let mut days: Vec<Option<Date>> = seats.iter().map(day).collect();
    days.dedup();
    let no_end = || Saying::new("no end", "stay-without-end", []);
    let words = days.into_iter();
    let words = words.map(|day| day.map_or_else(no_end, Saying::until));
    Saying::chain(words.collect(), ", ", "list-middle")
}

/// What the two roles say of how long one may stay.
fn limits(base: &Role, head: &Role) -> Vec<Stay> {
    let (base, head) = (base.selection.as_ref(), head.selection.as_ref());
    let mut stays = Vec::new();
    let mut compare = |was: Option<f64>, is: Option<f64>, before: Saying, after: Saying| {
        let (was, is) = (was.unwrap_or(f64::INFINITY), is.unwrap_or(f64::INFINITY));
        if let Some(order) = is.partial_cmp(&was).filter(|order| order.is_ne()) {
            stays.push(Stay {
                longer: order.is_gt(),
                before,
                after,
            });
        }
    };
    let terms = [base, head].map(|selection| Some(selection?.term?.value));
    let no_term = || Saying::new("no term", "stay-without-term", []);
    let words = |term: Option<Period>| term.map_or_else(no_term, Saying::time);
    let days = |period: Option<Period>| period.map(Period::approximate_days);
    let [was, is] = terms;
    compare(days(was), days(is), words(was), words(is));
    #[allow(clippy::cast_precision_loss, reason = "nobody serves 2^53 terms")]
    let number = |limit: Option<u64>| limit.map(|limit| limit as f64);
    let words = |limit: Option<u64>, rest: &str, some: &'static str, any: &'static str| {
        let Some(limit) = limit else {
            return Saying::new(format!("any number of terms{rest}"), any, []);
        };
        let terms = if limit == 1 { "term" } else { "terms" };
        let number = usize::try_from(limit).unwrap_or(usize::MAX);
        let english = format!("at most {limit} {terms}{rest}");
        Saying::new(english, some, [("n", number.into())])
    };
    let [was, is] = [base, head].map(|selection| Some(selection?.max_terms?.value.get()));
    let row = |limit| words(limit, " in a row", "stay-in-a-row", "stay-any-in-a-row");
    compare(number(was), number(is), row(was), row(is));
    let [was, is] = [base, head].map(|selection| Some(selection?.lifetime_terms?.value.get()));
    let ever = |limit| words(limit, " ever", "stay-ever", "stay-any-ever");
    compare(number(was), number(is), ever(was), ever(is));
    // The longer the pause, the shorter the stay.
    let [was, is] = [base, head].map(|selection| selection?.cooldown);
    let words = |pause: Option<Period>| match pause {
        Some(pause) => {
            let english = format!("a pause of {pause}");
            Saying::new(
                english,
                "stay-pause",
                [("period", Saying::time(pause).into())],
            )
        }
        None => Saying::new("no pause", "stay-without-pause", []),
    };
    let less = |pause: Option<Period>| Some(-days(pause).unwrap_or(0.0));
    compare(less(was), less(is), words(was), words(is));
    stays
}

/// A seat or membership as one side has it.
struct Running<'r> {
    person: &'r Id,
    capacity: Capacity,
    until: Option<Date>,
    place: Place,
}

/// The members that a unit lists itself and that are in it on a day.
fn members(unit: &Record<Unit>, on: Date) -> Vec<Running<'_>> {
    let members = unit.data.members.iter();
    let members = members.filter(|member| member.holds(on) && member.through.is_none());
    let running = members.map(|member| Running {
        person: &member.person.value,
        capacity: Capacity::Holder,
        until: member.until.map(|until| until.value),
        place: unit.place(member.span),
    });
    running.collect()
}

/// Those who stand by a role on a day.
fn holders(role: &Record<Role>, on: Date) -> Vec<Running<'_>> {
    let holders = role.data.holders.iter();
    let running = holders.filter(|holder| holder.holds(on));
    let running = running.map(|holder| Running {
        person: &holder.person.value,
        capacity: holder.capacity,
        until: holder.until.map(|until| until.value),
        place: role.place(holder.span),
    });
    running.collect()
}

/// A seat that goes on, to another day.
struct Seat {
    person: Id,
    before: Option<Date>,
    after: Option<Date>,
    places: [(SideName, Place); 2],
}

/// Seats that run on both sides to different days, in one direction.
fn moved(both: &Both<'_>, base: &[Running<'_>], head: &[Running<'_>], longer: bool) -> Vec<Seat> {
    let mut seats = Vec::new();
    if base.iter().chain(head).all(|seat| seat.until.is_none()) {
        return seats;
    }
    for now in head {
        let was = base.iter().find(|was| {
            was.capacity == now.capacity && both.identity.person(was.person) == *now.person
        });
        if let Some(was) = was
            && is_longer(was.until, now.until) == Some(longer)
        {
            seats.push(Seat {
                person: now.person.clone(),
                before: was.until,
                after: now.until,
                places: [(SideName::Head, now.place), (SideName::Base, was.place)],
            });
        }
    }
    seats
}
