//! Power over time: the changes of who may do what, and a page for each.

use serde::Serialize;

use super::parts::{self, Group, PartLink};
use super::{Frame, Part, Site, crumb};
use crate::model::{Actor, Date, Id, Kind};
use crate::shift::{Line, Party, Shift, ShiftKind, SideName, Tense, Where, headline, lines};
use crate::site::address::file_names;
use crate::site::book::{Book, Here};
use crate::site::rights;
use crate::site::text::{capital, name};
use crate::site::view::{Facts, Rich, Table, Tone};
use crate::site::words::count;
use crate::site::{HistoryEntry, SiteError};

/// How many lines of gains, and of losses, an entry of the timeline shows.
const FEW: usize = 3;

/// How many lines and shifts the page of one change shows.
const MANY: usize = 400;

/// A change in the timeline.
#[derive(Clone, Serialize)]
pub(super) struct Entry {
    pub date: Rich,
    pub title: String,
    /// The page of the change; empty where there is none.
    pub href: String,
    pub gains: Vec<Who>,
    pub loses: Vec<Who>,
    /// What is not shown here, in words.
    pub rest: String,
    /// Why its records could not be read.
    pub trouble: String,
}

/// Somebody who gains or loses, and what.
#[derive(Clone, Serialize)]
pub(super) struct Who {
    pub who: String,
    pub what: Vec<Phrase>,
    /// How many more phrases there are, in words.
    pub more: String,
}

#[derive(Clone, Serialize)]
pub(super) struct Phrase {
    pub text: String,
    /// The number of the shift.
    pub shift: usize,
}

#[derive(Serialize)]
struct Timeline {
    heading: String,
    /// The whole log: false for the page of one year.
    is_first: bool,
    incomplete: String,
    years: Vec<Group<Entry>>,
    parts: Vec<PartLink>,
    /// What the timeline leaves out, in words.
    silent: String,
}

#[derive(Serialize)]
struct Change {
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

/// Whether an entry belongs in the timeline.
fn is_listed(entry: &HistoryEntry) -> bool {
    !entry.comparison.shifts.is_empty() || entry.trouble.is_some()
}

/// The addresses of the changes that have a page, in the order of the history.
fn addresses(book: &Book<'_>) -> Vec<Option<String>> {
    let history = book.handbook.history;
    let short = |entry: &HistoryEntry| entry.commit.chars().take(12).collect::<String>();
    let has_page = |entry: &HistoryEntry| !entry.comparison.shifts.is_empty();
    let shorts: Vec<String> = history.iter().map(short).collect();
    let names: Vec<&str> = history
        .iter()
        .zip(&shorts)
        .map(|(entry, short)| {
            // Two commits that begin alike have their whole ids.
            let alike = shorts.iter().filter(|other| *other == short).count();
            if alike > 1 { &entry.commit } else { short }
        })
        .map(String::as_str)
        .collect();
    let files = file_names(names.iter().copied());
    history
        .iter()
        .zip(names)
        .map(|(entry, name)| has_page(entry).then(|| format!("power/{}.html", files[name])))
        .collect()
}

/// The newest change of power, for the home page.
pub(super) fn newest(here: &Here<'_>) -> Option<Entry> {
    let history = here.book().handbook.history.iter();
    history
        .zip(addresses(here.book()))
        .find(|(entry, _)| !entry.comparison.shifts.is_empty())
        .map(|(entry, address)| view(here, entry, address.as_deref()))
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let history = book.handbook.history;
    let addresses = addresses(book);
    let listed: Vec<(Date, usize)> = history
        .iter()
        .enumerate()
        .filter(|(_, entry)| is_listed(entry))
        .map(|(at, entry)| (entry.date, at))
        .collect();
    let show = |here: &Here<'_>, entries: Vec<(Date, usize)>| {
        let entries = entries.into_iter().map(|(date, at)| {
            let view = view(here, &history[at], addresses[at].as_deref());
            (date, view)
        });
        parts::by_year(entries.collect())
    };
    let here = Here::new(book, "power.html");
    let is_long = parts::is_long(listed.len());
    let chunks = if is_long {
        parts::chunks("power", listed.clone())
    } else {
        Vec::new()
    };
    let first = if is_long {
        listed[..parts::NEWEST].to_vec()
    } else {
        listed.clone()
    };
    let page = Timeline {
        heading: "Power over time".to_owned(),
        is_first: true,
        incomplete: book.handbook.incomplete_history.clone().unwrap_or_default(),
        years: show(&here, first),
        parts: parts::links(&here, &chunks),
        silent: silent(history.len(), listed.len()),
    };
    let frame = Frame::new(Part::Power, "Power over time");
    site.add(&here, frame, "power.html", &page)?;
    for chunk in &chunks {
        let here = Here::new(book, &chunk.address);
        let heading = format!("Power over time: {}", chunk.title);
        let page = Timeline {
            heading: heading.clone(),
            is_first: false,
            incomplete: String::new(),
            years: show(&here, chunk.entries.clone()),
            parts: parts::links(&here, &chunks),
            silent: String::new(),
        };
        let above = crumb(&here, "Power over time", "power.html");
        let frame = Frame::new(Part::Power, heading).under([above]);
        site.add(&here, frame, "power.html", &page)?;
    }
    for (entry, address) in history.iter().zip(&addresses) {
        if let Some(address) = address {
            add_change(book, site, entry, address)?;
        }
    }
    Ok(())
}

fn silent(all: usize, listed: usize) -> String {
    match all - listed {
        0 => String::new(),
        1 => "1 other change of the records moved no power and is not listed.".to_owned(),
        more => format!("{more} other changes of the records moved no power and are not listed."),
    }
}

/// Whether a change concerns people whose records are not public: its words would name them.
fn is_concealed(book: &Book<'_>, entry: &HistoryEntry) -> bool {
    let mut names = entry.comparison.names.keys();
    names.any(|id| book.is_hidden(Kind::Person, id))
}

/// What a change is called: by its commit, or by what it does where the commit only says that
/// something was merged.
fn title(book: &Book<'_>, entry: &HistoryEntry) -> String {
    let subject = entry.subject.trim();
    let says_nothing = subject.is_empty()
        || [
            "merge pull request",
            "merge branch",
            "merge remote-tracking",
            "auto merge of",
        ]
        .iter()
        .any(|start| subject.to_lowercase().starts_with(start));
    match sentence(book, entry).filter(|_| says_nothing) {
        Some(sentence) => sentence.trim_end_matches('.').to_owned(),
        None => capital(&name(subject)),
    }
}

/// The sentence about people that a change comes down to.
fn sentence(book: &Book<'_>, entry: &HistoryEntry) -> Option<String> {
    headline(&entry.comparison, Tense::History).filter(|_| !is_concealed(book, entry))
}

fn view(here: &Here<'_>, entry: &HistoryEntry, address: Option<&str>) -> Entry {
    let book = here.book();
    let title = title(book, entry);
    let all = if is_concealed(book, entry) {
        Vec::new()
    } else {
        lines(&entry.comparison)
    };
    let (gains, more_gains) = side(&all, true, FEW);
    let (loses, more_losses) = side(&all, false, FEW);
    Entry {
        date: Rich::new().day(entry.date),
        title,
        href: address.map_or_else(String::new, |address| here.to(address)),
        gains,
        loses,
        rest: rest(more_gains, more_losses),
        trouble: entry.trouble.clone().unwrap_or_default(),
    }
}

/// The lines of one side, and how many more there are.
fn side(all: &[Line], gains: bool, most: usize) -> (Vec<Who>, usize) {
    let lines: Vec<&Line> = all.iter().filter(|line| line.gains == gains).collect();
    let shown = lines.iter().take(most).map(|line| {
        let phrases = line.phrases.iter().take(most);
        Who {
            who: people(&line.who),
            what: phrases
                .map(|phrase| Phrase {
                    text: phrase.text.clone(),
                    shift: phrase.shift,
                })
                .collect(),
            more: match line.phrases.len().saturating_sub(most) {
                0 => String::new(),
                more => format!("and {more} more"),
            },
        }
    });
    (shown.collect(), lines.len().saturating_sub(most))
}

/// Names on one line; of many the first.
fn people(names: &[String]) -> String {
    const MOST: usize = 6;
    let mut shown: Vec<String> = names.iter().take(MOST).map(|who| name(who)).collect();
    if names.len() > MOST {
        shown.push(format!("{} more", names.len() - MOST));
    }
    crate::site::words::listed(&shown)
}

fn rest(gains: usize, losses: usize) -> String {
    match (gains, losses) {
        (0, 0) => String::new(),
        (gains, 0) => format!("And {}.", count(gains, "more gain", "more gains")),
        (0, losses) => format!("And {}.", count(losses, "more loss", "more losses")),
        (gains, losses) => format!(
            "And {} and {}.",
            count(gains, "more gain", "more gains"),
            count(losses, "more loss", "more losses")
        ),
    }
}

fn add_change(
    book: &Book<'_>,
    site: &mut Site,
    entry: &HistoryEntry,
    address: &str,
) -> Result<(), SiteError> {
    let here = Here::new(book, address);
    let heading = title(book, entry);
    let lead = sentence(book, entry).filter(|lead| lead.trim_end_matches('.') != heading);
    let concealed = is_concealed(book, entry);
    let comparison = &entry.comparison;
    let mut facts = Facts::new();
    facts.add("Date", Rich::new().day(entry.date));
    let subject = capital(&name(&entry.subject));
    if subject != heading {
        facts.add("Message", subject);
    }
    facts.add("Commit", Rich::new().code(&entry.short));
    facts.add("Written by", name(&entry.author));
    let records = count(comparison.records(), "record", "records");
    let shifts = count(comparison.shifts.len(), "shift", "shifts");
    facts.add("Extent", format!("{shifts} of power in {records}"));
    let all = if concealed {
        Vec::new()
    } else {
        lines(comparison)
    };
    let (gains, more_gains) = side(&all, true, MANY);
    let (loses, more_losses) = side(&all, false, MANY);
    let mut table = Table::new(
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
    let page = Change {
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
    let subject = match shift.right {
        Some(right) => rights::said(here, right, &shift.object, shift.act),
        None => {
            let of = match shift.kind {
                ShiftKind::Prolonged | ShiftKind::Shortened => "Term of ",
                _ if shift.object.starts_with("membership/") => "Membership of ",
                _ => "Seat of ",
            };
            let seat = to.clone().or_else(|| from.clone());
            Rich::from(of).then(seat.unwrap_or_else(|| Rich::from(shift.object.to_string())))
        }
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
        Rich::from(bounds),
        Rich::from(shift.detail.clone().unwrap_or_default()),
        Rich::from(shift.cause.clone().unwrap_or_default()),
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
fn names(here: &Here<'_>, entry: &HistoryEntry, people: &[Id], party: Option<&Party>) -> Rich {
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
    Rich::list(each, "and")
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
