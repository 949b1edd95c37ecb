//! Prolonged and shortened: how long one may stay in a seat. The term of a role, its limits on
//! terms and its pause between them, and the last day of a seat or a membership that goes on.

use std::sync::Arc;

use crate::model::{Actor, Date, Holder, Id, Member, Object, Period, Record, Role, Unit};
use crate::shift::found::{Cause, Found};
use crate::shift::sides::{Both, blank, names, ordered, plain_party};
use crate::shift::{Effect, Shift, ShiftKind, SideName};

/// One bound on the stay in a role, before and after.
struct Stay {
    longer: bool,
    before: String,
    after: String,
}

/// One shift for each role or unit and direction.
pub(super) fn shifts(both: &Both<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, base) in &both.base.governance.roles {
        if let Some(head) = both.head.governance.roles.get(id) {
            if Arc::ptr_eq(&base.data, &head.data) {
                continue;
            }
        } else if both.identity.is_plain() {
            continue;
        }
        let actor = both.identity.actor(&Actor::Role(id.clone()));
        let Some(head) = both.head.governance.roles.get(actor.id()) else {
            continue;
        };
        let in_force = both.exists(SideName::Head, &actor) && both.exists(SideName::Base, &actor);
        if !in_force {
            continue;
        }
        for longer in [true, false] {
            found.extend(of_role(both, &actor, base, head, longer));
        }
    }
    for (id, base) in &both.base.governance.units {
        let actor = both.identity.actor(&Actor::Unit(id.clone()));
        let Some(head) = both.head.governance.units.get(actor.id()) else {
            continue;
        };
        let in_force = both.exists(SideName::Head, &actor) && both.exists(SideName::Base, &actor);
        if Arc::ptr_eq(&base.data, &head.data) || !in_force {
            continue;
        }
        for longer in [true, false] {
            found.extend(of_unit(both, &actor, base, head, longer));
        }
    }
    found
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
    let runs = |member: &&crate::source::At<Member>| member.holds(on) && member.through.is_none();
    let day = |member: &Member| member.until.map(|until| until.value);
    let mut seats: Vec<Seat> = Vec::new();
    for now in head.data.members.iter().filter(runs) {
        let mut before = base.data.members.iter().filter(runs);
        let person = &now.person.value;
        let was = before.find(|was| both.identity.person(&was.person.value) == *person);
        if let Some(was) = was
            && is_longer(day(was), day(now)) == Some(longer)
        {
            seats.push(Seat {
                person: person.clone(),
                before: day(was),
                after: day(now),
                places: [
                    (SideName::Head, head.place(now.span)),
                    (SideName::Base, base.place(was.span)),
                ],
            });
        }
    }
    if seats.is_empty() {
        return None;
    }
    let people = names(&seats.iter().map(|seat| seat.person.clone()).collect());
    let places: Vec<_> = seats.iter().flat_map(|seat| seat.places).collect();
    let object = Object::of(format!("membership/{}", actor.id()));
    let (kind, effect) = kind_of(longer);
    let shift = Shift {
        object_name: both.object_name(&object),
        to: Some(plain_party(
            actor.clone(),
            both.actor_name(actor),
            people.clone(),
        )),
        before: Some(days(&seats, |seat| seat.before)),
        after: Some(days(&seats, |seat| seat.after)),
        detail: Some("seat".to_owned()),
        gains: if longer { people.clone() } else { Vec::new() },
        loses: if longer { Vec::new() } else { people },
        effect,
        places: ordered(
            places
                .iter()
                .map(|(side, p)| both.place(*side, *p))
                .collect(),
        ),
        ..blank(kind, object)
    };
    Some(Found::at(shift, &places))
}

/// What a longer or shorter stay is.
fn kind_of(longer: bool) -> (ShiftKind, Effect) {
    if longer {
        (ShiftKind::Prolonged, Effect::Centralises)
    } else {
        (ShiftKind::Shortened, Effect::Distributes)
    }
}

/// Whether a stay is longer or shorter by its last day, where that differs; no end at all is the
/// latest.
fn is_longer(before: Option<Date>, after: Option<Date>) -> Option<bool> {
    let key = |day: Option<Date>| (day.is_none(), day);
    (before != after).then(|| key(after) > key(before))
}

/// The last days of some seats in words.
fn days(seats: &[Seat], day: fn(&Seat) -> Option<Date>) -> String {
    let words = seats.iter().map(day);
    let mut words: Vec<String> = words
        .map(|day| day.map_or("no end".to_owned(), |day| format!("to {day}")))
        .collect();
    words.dedup();
    words.join(", ")
}

fn of_role(
    both: &Both<'_>,
    actor: &Actor,
    base: &Record<Role>,
    head: &Record<Role>,
    longer: bool,
) -> Option<Found> {
    let mut stays = limits(&base.data, &head.data);
    stays.retain(|stay| stay.longer == longer);
    let seats = seats(both, base, head, longer);
    let roster = &both.head.powers.roster;
    let before = both.today(
        both.base
            .powers
            .roster
            .people(&Actor::Role(base.id.clone())),
    );
    let stayed = roster.people(actor).intersection(&before);
    let mut people: Vec<Id> = stayed.cloned().collect();
    let (before, after) = if stays.is_empty() {
        // Nothing but the last days of some seats.
        people = names(&seats.iter().map(|seat| seat.person.clone()).collect());
        if seats.is_empty() {
            return None;
        }
        (
            days(&seats, |seat| seat.before),
            days(&seats, |seat| seat.after),
        )
    } else {
        let words = |side: fn(&Stay) -> &String| {
            let words: Vec<&str> = stays.iter().map(|stay| side(stay).as_str()).collect();
            words.join(", ")
        };
        (words(|stay| &stay.before), words(|stay| &stay.after))
    };
    let (kind, effect) = kind_of(longer);
    let place = |side: SideName, record: &Record<Role>| {
        let selection = record.data.selection.as_ref();
        let span = selection.map_or(record.head, |selection| {
            selection.term.map_or(selection.span, |term| term.span)
        });
        (side, record.place(span))
    };
    let mut places = vec![place(SideName::Head, head), place(SideName::Base, base)];
    if stays.is_empty() {
        places = seats.iter().flat_map(|seat| seat.places).collect();
    }
    let object = Object::of(format!("seats/{}", actor.id()));
    let party = |people: Vec<Id>| plain_party(actor.clone(), both.actor_name(actor), people);
    let shift = Shift {
        object_name: both.object_name(&object),
        to: Some(party(people.clone())),
        before: Some(before),
        after: Some(after),
        detail: stays.is_empty().then(|| "seat".to_owned()),
        gains: if longer { people.clone() } else { Vec::new() },
        loses: if longer { Vec::new() } else { people },
        effect,
        places: ordered(
            places
                .iter()
                .map(|(side, p)| both.place(*side, *p))
                .collect(),
        ),
        ..blank(kind, object)
    };
    let selections = [(SideName::Head, head), (SideName::Base, base)];
    let selections = selections.into_iter().filter_map(|(side, record)| {
        let selection = record.data.selection.as_ref()?;
        Some(Cause::entry(side, record.place(selection.span)))
    });
    Some(Found::at(shift, &places).or(selections))
}

/// What the two roles say of how long one may stay.
fn limits(base: &Role, head: &Role) -> Vec<Stay> {
    let (base, head) = (base.selection.as_ref(), head.selection.as_ref());
    let mut stays = Vec::new();
    let mut compare = |was: Option<f64>, is: Option<f64>, before: String, after: String| {
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
    let words = |term: Option<Period>| term.map_or("no term".to_owned(), |term| term.to_string());
    let days = |period: Option<Period>| period.map(Period::approximate_days);
    let [was, is] = terms;
    compare(days(was), days(is), words(was), words(is));
    #[allow(clippy::cast_precision_loss, reason = "nobody serves 2^53 terms")]
    let number = |limit: Option<u64>| limit.map(|limit| limit as f64);
    let words = |limit: Option<u64>, rest: &str| match limit {
        Some(1) => format!("at most 1 term{rest}"),
        Some(limit) => format!("at most {limit} terms{rest}"),
        None => format!("any number of terms{rest}"),
    };
    let [was, is] = [base, head].map(|selection| Some(selection?.max_terms?.value.get()));
    let row = |limit| words(limit, " in a row");
    compare(number(was), number(is), row(was), row(is));
    let [was, is] = [base, head].map(|selection| Some(selection?.lifetime_terms?.value.get()));
    let ever = |limit| words(limit, " ever");
    compare(number(was), number(is), ever(was), ever(is));
    // The longer the pause, the shorter the stay.
    let [was, is] = [base, head].map(|selection| selection?.cooldown);
    let words = |pause: Option<Period>| match pause {
        Some(pause) => format!("a pause of {pause}"),
        None => "no pause".to_owned(),
    };
    let less = |pause: Option<Period>| Some(-days(pause).unwrap_or(0.0));
    compare(less(was), less(is), words(was), words(is));
    stays
}

/// A seat that goes on, to another day.
struct Seat {
    person: Id,
    before: Option<Date>,
    after: Option<Date>,
    places: [(SideName, crate::source::Place); 2],
}

/// Seats that run on both sides to different days, in one direction.
fn seats(both: &Both<'_>, base: &Record<Role>, head: &Record<Role>, longer: bool) -> Vec<Seat> {
    let on = both.head.powers.as_of;
    let runs = |holder: &&crate::source::At<Holder>| holder.holds(on);
    let mut seats: Vec<Seat> = Vec::new();
    for now in head.data.holders.iter().filter(runs) {
        let was = base.data.holders.iter().filter(runs).find(|was| {
            both.identity.person(&was.person.value) == now.person.value
                && was.capacity == now.capacity
        });
        let Some(was) = was else {
            continue;
        };
        let day = |holder: &Holder| holder.until.map(|until| until.value);
        let (before, after) = (day(was), day(now));
        if is_longer(before, after) == Some(longer) {
            seats.push(Seat {
                person: now.person.value.clone(),
                before,
                after,
                places: [
                    (SideName::Head, head.place(now.span)),
                    (SideName::Base, base.place(was.span)),
                ],
            });
        }
    }
    seats.sort_by(|a, b| a.person.cmp(&b.person));
    seats
}
