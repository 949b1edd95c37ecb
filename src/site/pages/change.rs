//! The page of one change of power.

use serde::Serialize;

use super::power::{Who, is_concealed, rest, sentence, side, title};
use super::{Frame, Part, Site, crumb};
use crate::model::{Actor, Id, Kind};
use crate::shift::{Party, Shift, ShiftKind, ShiftSet, SideName, Where, lines};
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::comparison::alarms;
use crate::site::here::Here;
use crate::site::rights;
use crate::site::text::{capital, name};
use crate::site::view::{Facts, Rich, Table, Tone};
use crate::site::words::count;

/// How many lines and shifts the page of one change shows.
const MANY: usize = 400;

#[derive(Serialize)]
struct Change {
    /// What a reviewer must not miss.
    alarms: Table,
    heading: String,
    /// What it comes down to.
    lead: String,
    facts: Facts,
    gains: Vec<Who>,
    loses: Vec<Who>,
    rest: String,
    table: Table,
    concealed: bool,
}

/// Adds the page of a change.
pub(super) fn add(
    book: &Book<'_>,
    site: &mut Site,
    entry: &ShiftSet,
    address: &str,
) -> Result<(), SiteError> {
    let here = Here::new(book, address);
    let heading = title(book, entry);
    let lead = sentence(book, entry).filter(|lead| lead.trim_end_matches('.') != heading);
    let concealed = is_concealed(book, entry);
    let comparison = &entry.comparison;
    let mut facts = Facts::new(here.words);
    facts.add("Date", Rich::new().day(entry.date));
    let subject = capital(&name(&entry.subject));
    if subject != heading {
        facts.add("Message", subject);
    }
    if entry.lapse {
        facts.add("Cause", "a date in the records; no commit did it");
        facts.add("Records of", Rich::new().code(&entry.short));
    } else {
        facts.add("Commit", Rich::new().code(&entry.short));
        facts.add("Written by", name(&entry.author));
    }
    let records = count(comparison.records(), "record", "records");
    let shifts = count(comparison.shifts.len(), "shift", "shifts");
    facts.add("Extent", format!("{shifts} of power in {records}"));
    let all = if concealed {
        Vec::new()
    } else {
        lines(comparison)
    };
    let (gains, more_gains) = side(here.words, &all, true, MANY);
    let (loses, more_losses) = side(here.words, &all, false, MANY);
    let mut table = Table::new(
        here.words,
        "All shifts of this change",
        &["Shift", "What", "Who gains", "Who loses", "Where"],
    );
    if !concealed {
        for (number, shift) in comparison.shifts.iter().enumerate() {
            let names = |people: &[Id], party: Option<&Party>| names(&here, entry, people, party);
            table.anchored(
                format!("shift-{}", number + 1),
                [
                    Rich::from(format!("{} ", number + 1)).tag(shift.kind.word(), Tone::Plain),
                    what(&here, shift),
                    names(&shift.gains, shift.to.as_ref()),
                    names(&shift.loses, shift.from.as_ref()),
                    places(&shift.places),
                ],
            );
        }
    }
    let alarms = if concealed {
        alarms(here.words, &[])
    } else {
        alarms(here.words, &comparison.alarms)
    };
    let page = Change {
        alarms,
        heading: heading.clone(),
        lead: lead.unwrap_or_default(),
        facts,
        gains,
        loses,
        rest: rest(more_gains, more_losses),
        table: table.at_most(MANY, "shifts"),
        concealed,
    };
    let above = crumb(&here, "Power over time", "power.html");
    let frame = Frame::new(Part::Power, heading).under([above]);
    site.add(&here, frame, "change.html", &page)
}

/// The right and its object; then who had it and has it, and what it was and is.
fn what(here: &Here<'_>, shift: &Shift) -> Rich {
    let party = |party: &Option<Party>| party.as_ref().map(|party| body(here, party));
    let (from, to) = (party(&shift.from), party(&shift.to));
    let subject = if let Some(right) = shift.right {
        rights::said(here, right, &shift.object, shift.act)
    } else {
        let of = match shift.kind {
            ShiftKind::Prolonged | ShiftKind::Shortened => "Term of ",
            _ if shift.object.starts_with("membership/") => "Membership of ",
            _ => "Seat of ",
        };
        let seat = to.clone().or_else(|| from.clone());
        Rich::from(of).then(seat.unwrap_or_else(|| Rich::from(shift.object.to_string())))
    };
    let hands = match (from, to) {
        _ if shift.right.is_none() => Rich::new(),
        (Some(from), Some(to)) if from != to => from.then(" → ").then(to),
        (None, Some(to)) => Rich::from("nobody → ").then(to),
        (Some(from), None) => from.then(" → nobody"),
        (Some(same), Some(_)) => Rich::from("held by ").then(same),
        (None, None) => Rich::new(),
    };
    let bounds = match (&shift.before, &shift.after) {
        (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
        (None, Some(after)) => after.clone(),
        (Some(before), None) => format!("was {before}"),
        _ => String::new(),
    };
    let mut what = subject;
    for line in [
        hands,
        Rich::from(here.words.with_long_dates(&bounds)),
        Rich::from(
            here.words
                .with_long_dates(shift.detail.as_deref().unwrap_or_default()),
        ),
        Rich::from(
            here.words
                .with_long_dates(shift.cause.as_deref().unwrap_or_default()),
        ),
    ] {
        if !line.is_empty() {
            what = what.line().then(line);
        }
    }
    what
}

/// A body by its name of then, with a link to its page of today.
fn body(here: &Here<'_>, party: &Party) -> Rich {
    let actor = &party.actor;
    if here.name(actor.kind(), actor.id()).is_some() {
        here.actor(actor)
    } else {
        Rich::from(name(&party.name))
    }
}

/// People by name, the many of a body under its name.
fn names(here: &Here<'_>, entry: &ShiftSet, people: &[Id], party: Option<&Party>) -> Rich {
    const MOST: usize = 4;
    let body = party.filter(|party| matches!(party.actor, Actor::Unit(_)));
    if people.len() > MOST {
        let number = count(people.len(), "person", "people");
        return match body {
            Some(party) => Rich::from(name(&party.name)).muted(format!(" ({number})")),
            None => Rich::from(number),
        };
    }
    let each = people.iter().map(|id| {
        if here.name(Kind::Person, id).is_some() {
            here.person(id)
        } else {
            Rich::from(name(entry.comparison.name(id)))
        }
    });
    here.words.list(each)
}

fn places(places: &[Where]) -> Rich {
    const MOST: usize = 2;
    let mut rich = Rich::new();
    for place in places.iter().take(MOST) {
        rich = rich.line().code(place.path.as_str());
        rich = match place.side {
            SideName::Head => rich.then(format!(", line {}", place.line)),
            SideName::Base => rich.then(format!(", was line {}", place.line)),
        };
    }
    rich
}
