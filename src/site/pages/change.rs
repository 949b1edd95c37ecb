//! The page of one change of power.

use serde::Serialize;

use super::power::{Who, is_concealed, lead, rest, side, subject, title};
use super::{Frame, Part, Site, crumb};
use crate::model::{Actor, Id, Kind};
use crate::shift::{Party, Saying, Shift, ShiftKind, ShiftSet, Where, lines_in};
use crate::site::SiteError;
use crate::site::api;
use crate::site::book::Book;
use crate::site::comparison::{SHIFT_COLUMNS, alarms, numbered, stands_at};
use crate::site::here::Here;
use crate::site::rights;
use crate::site::text::{capital, name};
use crate::site::view::{Facts, Rich, Table};
use crate::site::words::Words;

/// How many lines the page of one change shows, and about how many bytes of shifts.
const MANY: usize = 100;
const ROOM: usize = 120_000;

#[derive(Serialize)]
struct Change {
    /// What a reviewer must not miss.
    alarms: Table,
    heading: Rich,
    /// What it comes down to.
    lead: Rich,
    facts: Facts,
    gains: Vec<Who>,
    loses: Vec<Who>,
    rest: String,
    table: Table,
    /// What tells all that is left out here; empty where nothing is.
    command: Rich,
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
    let called = heading.plain();
    let lead = lead(book, entry, &heading);
    let concealed = is_concealed(book, entry);
    let comparison = &entry.comparison;
    let mut facts = Facts::new(here.words);
    facts.add("fact-date", Rich::new().day(entry.date));
    let subject = capital(&subject(here.words, entry));
    if subject != called {
        facts.add("fact-message", subject);
    }
    if entry.lapse {
        facts.add("fact-cause", here.words.text("cause-lapse"));
        facts.add("fact-records-of", Rich::new().code(&entry.short));
    } else {
        facts.add("fact-commit", Rich::new().code(&entry.short));
        facts.add("fact-written-by", name(&entry.author));
    }
    let extent = [
        ("shifts", comparison.shifts.len().into()),
        ("records", comparison.records().into()),
    ];
    facts.add("fact-extent", here.words.say("extent-of-change", &extent));
    let all = if concealed {
        Vec::new()
    } else {
        lines_in(here.words.catalogue(), comparison)
    };
    let (mut gains, more_gains) = side(here.words, &all, true, MANY);
    let (mut loses, more_losses) = side(here.words, &all, false, MANY);
    let more_gains = more_gains + cut(&mut gains);
    let more_losses = more_losses + cut(&mut loses);
    let mut table = Table::new(
        here.words,
        here.words.text("shifts-of-change"),
        &SHIFT_COLUMNS,
    );
    if !concealed {
        for (number, shift) in comparison.shifts.iter().enumerate() {
            let names = |people: &[Id], party: Option<&Party>| names(&here, entry, people, party);
            table.anchored(
                format!("shift-{}", number + 1),
                [
                    numbered(here.words, number + 1, shift.kind),
                    what(&here, shift),
                    names(&shift.gains, shift.to.as_ref()),
                    names(&shift.loses, shift.from.as_ref()),
                    places(here.words, &shift.places),
                ],
            );
        }
    }
    let alarms = if concealed {
        alarms(here.words, &[])
    } else {
        alarms(here.words, &comparison.alarms)
    };
    let mut room = ROOM;
    let fitting = table.rows.iter().take_while(|row| {
        let bytes: usize = row.cells.iter().map(|cell| cell.bytes() + 60).sum();
        room = room.saturating_sub(bytes);
        room > 0
    });
    let fitting = fitting.count();
    for who in gains.iter_mut().chain(&mut loses) {
        for phrase in &mut who.what {
            // Shifts that the table leaves out have no row to lead to.
            phrase.is_shown = phrase.shift <= fitting.min(MANY);
        }
    }
    let is_cut = fitting < table.rows.len() || more_gains + more_losses > 0;
    let told = Rich::new().code(format!("polity diff {0}~1..{0}", entry.short));
    let command = if is_cut && !entry.lapse {
        let said = [("command", told.into())];
        here.words.rich("change-told-by", said)
    } else {
        Rich::new()
    };
    let page = Change {
        alarms,
        heading,
        lead,
        facts,
        gains,
        loses,
        rest: rest(here.words, more_gains, more_losses),
        table: table.at_most(fitting, "shifts-more"),
        command,
        concealed,
    };
    let above = crumb(&here, &here.words.text("part-power"), "power.html");
    let mut frame = Frame::new(Part::Power, called).under([above]);
    frame.data = Some(api::of_year(entry.date.year()));
    site.add(&here, frame, "change.html", &page)
}

/// Takes away the lines for which there is no room, and says how many those are.
fn cut(lines: &mut Vec<Who>) -> usize {
    let mut room = ROOM / 3;
    let fitting = lines.iter().take_while(|line| {
        let phrases = line.what.iter().map(|phrase| phrase.text.len() + 80);
        room = room.saturating_sub(line.names.len() + phrases.sum::<usize>());
        room > 0
    });
    let fitting = fitting.count();
    let more = lines.len() - fitting;
    lines.truncate(fitting);
    more
}

/// The right and its object; then who had it and has it, and what it was and is.
fn what(here: &Here<'_>, shift: &Shift) -> Rich {
    let party = |party: &Option<Party>| party.as_ref().map(|party| body(here, party));
    let (from, to) = (party(&shift.from), party(&shift.to));
    let words = here.words;
    let subject = if let Some(right) = shift.right {
        rights::said(here, right, &shift.object, shift.act)
    } else {
        let of = match shift.kind {
            ShiftKind::Prolonged | ShiftKind::Shortened => "shifted-term",
            _ if shift.object.starts_with("membership/") => "shifted-membership",
            _ => "shifted-seat",
        };
        let seat = to.clone().or_else(|| from.clone());
        let seat = seat.unwrap_or_else(|| Rich::from(shift.object.to_string()));
        words.rich(of, [("seat", seat.into())])
    };
    let hands = match (from, to) {
        _ if shift.right.is_none() => Rich::new(),
        (Some(from), Some(to)) if from != to => {
            words.rich("from-to", [("from", from.into()), ("to", to.into())])
        }
        (None, Some(to)) => words.rich("from-nobody", [("to", to.into())]),
        (Some(from), None) => words.rich("to-nobody", [("from", from.into())]),
        (Some(same), Some(_)) => words.rich("held-by", [("who", same.into())]),
        (None, None) => Rich::new(),
    };
    let bounds = match (&shift.before, &shift.after) {
        (Some(before), Some(after)) if before != after => {
            let said = [
                ("from", told(words, before).into()),
                ("to", told(words, after).into()),
            ];
            words.rich("from-to", said)
        }
        (None, Some(after)) => told(words, after),
        (Some(before), None) => words.rich("was", [("before", told(words, before).into())]),
        _ => Rich::new(),
    };
    let mut what = subject;
    let told = |saying: &Option<Saying>| saying.as_ref().map(|saying| told(words, saying));
    let [detail, cause] = [&shift.detail, &shift.cause].map(told);
    for line in [
        hands,
        bounds,
        detail.unwrap_or_default(),
        cause.unwrap_or_default(),
    ] {
        if !line.is_empty() {
            what = what.line().then(line);
        }
    }
    what
}

/// What is told of a shift.
fn told(words: Words, saying: &Saying) -> Rich {
    Rich::from(words.with_long_dates(&saying.say(words.catalogue())))
}

/// A body by its name of then, with a link to its page of today.
fn body(here: &Here<'_>, party: &Party) -> Rich {
    let actor = &party.actor;
    if here.name(actor.kind(), actor.id()).is_some() {
        here.actor(actor)
    } else {
        Rich::from(name(&party.name.say(here.words.catalogue())))
    }
}

/// People by name, the many of a body under its name.
fn names(here: &Here<'_>, entry: &ShiftSet, people: &[Id], party: Option<&Party>) -> Rich {
    const MOST: usize = 4;
    let body = party.filter(|party| matches!(party.actor, Actor::Unit(_)));
    if people.len() > MOST {
        let many = people.len();
        return match body {
            Some(party) => {
                let number = Rich::new().muted(here.words.count("people-noted", many));
                let said = [
                    ("body", name(&party.name.say(here.words.catalogue())).into()),
                    ("people", number.into()),
                ];
                here.words.rich("body-of-people", said)
            }
            None => Rich::from(here.words.count("count-people", many)),
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

fn places(words: Words, places: &[Where]) -> Rich {
    const MOST: usize = 2;
    let mut rich = Rich::new();
    for place in places.iter().take(MOST) {
        rich = rich.line().then(stands_at(words, "", place));
    }
    rich
}
