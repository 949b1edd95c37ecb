//! Units, roles and people, with who sits where.

use super::piece::{Piece, entries, object};
use super::{Api, Refer, period};
use crate::model::{Actor, Chosen, Kind, Mandate, OneOrMany, Person, Record, Role, Unit};
use crate::site::SiteError;
use crate::site::seat::{Seat, Time};

pub(super) fn add(api: &mut Api<'_, '_, '_, '_>) -> Result<(), SiteError> {
    let governance = &api.book.governance;
    api.records("units", governance.units.values(), unit)?;
    api.records("roles", governance.roles.values(), role)?;
    api.records("people", governance.people.values(), person)
}

fn unit(refer: &Refer<'_, '_>, record: &Record<Unit>) -> Piece {
    let (book, data) = (refer.book, &record.data);
    let seats = book.seats_in(&Actor::Unit(record.id.clone()));
    let membership = data.membership.as_ref().map(|membership| {
        object!({
            "rule": membership.rule,
            "criteria": membership.criteria,
            "count": membership.count,
            "source": membership.source,
        })
    });
    let meets = data.meets.iter().map(|meeting| {
        object!({
            "what": meeting.what,
            "every": period(meeting.every),
            "time": meeting.time,
            "timezone": meeting.timezone,
        })
    });
    let decides_by = data.decides_by.iter();
    let decides_by = decides_by.map(|(class, method)| (&**class, refer.method(Some(method))));
    object!({
        "type": data.unit_type,
        "parent": data.parent.as_ref().and_then(|id| refer.record(Kind::Unit, id)),
        "mandate": mandate(refer, &data.mandate),
        "advisory": data.advisory,
        "membership": membership,
        "members": seats.iter().filter_map(|seat| taken(refer, seat)).collect::<Vec<_>>(),
        "size": data.size.map(|size| object!({"min": size.min, "max": size.max})),
        "decides_by": entries(decides_by),
        "disputes": refer.method(data.disputes.as_ref()),
        "meets": meets.collect::<Vec<_>>(),
        "exit": data.exit,
        "units": refer.records(Kind::Unit, book.units_in(&record.id).map(|unit| &unit.id)),
        "roles": refer.records(Kind::Role, book.roles_in(&record.id).map(|role| &role.id)),
    })
}

fn role(refer: &Refer<'_, '_>, record: &Record<Role>) -> Piece {
    let (book, data) = (refer.book, &record.data);
    let seats = book.seats_in(&Actor::Role(record.id.clone()));
    let selection = data.selection.as_ref().map(|selection| {
        object!({
            "by": refer.all(selection.by.iter().flat_map(OneOrMany::iter)),
            "method": refer.method(selection.method.as_ref()),
            "from": selection.from.as_ref().and_then(|id| refer.who(id)),
            "term": period(selection.term.map(|term| term.value)),
            "max_terms": selection.max_terms.map(|terms| terms.value.get()),
        })
    });
    let removal = data.removal.as_ref().map(|removal| {
        object!({
            "by": refer.all(removal.by.iter()),
            "method": refer.method(removal.method.as_ref()),
            "for": removal.reasons,
        })
    });
    let represents = data.represents.as_ref().and_then(|represents| {
        let unit = refer.record(Kind::Unit, &represents.unit)?;
        Some(object!({"in": unit, "as": represents.voice}))
    });
    object!({
        "unit": refer.record(Kind::Unit, &data.unit),
        "mandate": mandate(refer, &data.mandate),
        "key": data.key,
        "vacant": book.is_vacant(record),
        "seats": data.seats.map(|seats| object!({"min": seats.min, "max": seats.max})),
        "selection": selection,
        "removal": removal,
        "represents": represents,
        "time": data.time,
        "kept_at": data.source,
        "holders": seats.iter().filter_map(|seat| taken(refer, seat)).collect::<Vec<_>>(),
    })
}

fn person(refer: &Refer<'_, '_>, record: &Record<Person>) -> Piece {
    let (book, data) = (refer.book, &record.data);
    let seats = book.seats_of(&record.id).iter();
    let seats = seats.filter_map(|seat| {
        let actor = refer.actor(&seat.actor)?;
        Some(object!({"in": actor}).and(&terms(refer, seat)))
    });
    let handles = data.handles.iter();
    let handles = handles.map(|(service, handle)| (&**service, handle));
    object!({
        "type": data.person_type,
        "activity": data.activity.map(|activity| activity.value),
        "location": data.location,
        "timezone": data.timezone,
        "languages": data.languages,
        "handles": entries(handles),
        "links": data.links,
        "seats": seats.collect::<Vec<_>>(),
    })
}

fn mandate(refer: &Refer<'_, '_>, mandate: &Mandate) -> Piece {
    let domains = mandate.domains.iter().map(|domain| &domain.value);
    let serves = mandate.serves.iter().map(|goal| &goal.value);
    object!({
        "purpose": mandate.purpose,
        "domains": domains.collect::<Vec<_>>(),
        "accountabilities": mandate.accountabilities,
        "limits": mandate.limits,
        "serves": serves.collect::<Vec<_>>(),
        "depends_on": refer.all(&mandate.depends_on),
    })
}

/// A seat with the person in it; none where that is not public.
fn taken(refer: &Refer<'_, '_>, seat: &Seat) -> Option<Piece> {
    let person = refer.person(&seat.person)?;
    Some(object!({"person": person}).and(&terms(refer, seat)))
}

/// What holds for a seat, whoever sits there.
fn terms(refer: &Refer<'_, '_>, seat: &Seat) -> Piece {
    let through = seat.through.as_ref();
    object!({
        "as": seat.capacity.word(),
        "when": match seat.time {
            Time::Now => "now",
            Time::Coming => "coming",
            Time::Past => "past",
        },
        "since": seat.since,
        "until": seat.until,
        "how": seat.how.map(Chosen::word),
        "focus": seat.focus,
        "share": seat.share,
        "decision": seat.decision.as_ref().and_then(|id| refer.record(Kind::Decision, id)),
        "through": through.and_then(|id| refer.record(Kind::Unit, id)),
    })
}
