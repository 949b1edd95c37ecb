//! The calendar: which days of the records are coming, and which have passed.

use std::collections::BTreeSet;

use serde::Serialize;

use super::roles::selectors;
use super::{Frame, Part, Site};
use crate::model::{Actor, Capacity, Date, Decision, Envelope, Id, Kind, Record, RecordData, Unit};
use crate::site::SiteError;
use crate::site::address::encoded;
use crate::site::book::Book;
use crate::site::calendar::{Entry, calendar};
use crate::site::here::Here;
use crate::site::seat::{Seat, Time};
use crate::site::text::{clean, name, sort_key};
use crate::site::view::{Layout, Rich, Table, day};
use crate::site::words::parts;

/// Where the page lies.
pub(super) const ADDRESS: &str = "calendar.html";

/// Where the file for calendars lies.
const FILE: &str = "calendar.ics";

/// How many days the page shows; the file has all.
const MOST: usize = 300;

#[derive(Serialize)]
struct Page {
    past: Table,
    months: Vec<Month>,
    rest: String,
    meetings: Table,
    file: String,
}

#[derive(Serialize)]
struct Month {
    id: String,
    title: String,
    table: Table,
}

/// Something that falls on a day.
struct Dated {
    on: Date,
    uid: String,
    what: Rich,
    /// Who acts then; may be empty.
    who: Rich,
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, ADDRESS);
    let words = here.words;
    let mut all = Days {
        here: &here,
        days: Vec::new(),
    };
    all.gather();
    let mut days = all.days;
    days.sort_by(|a, b| (a.on, &a.uid).cmp(&(b.on, &b.uid)));
    let mut seen = BTreeSet::new();
    days.retain(|day| seen.insert(day.uid.clone()));
    let entries: Vec<Entry> = days
        .iter()
        .map(|day| Entry {
            on: day.on,
            uid: format!("{}@{}", day.uid, host(book)),
            summary: clean(&day.what.plain()),
        })
        .collect();
    let file = calendar(&here.organisation, here.as_of(), &entries);
    site.files.put(FILE, file)?;
    let more = days.len().saturating_sub(MOST);
    days.truncate(MOST);
    let columns = ["column-day", "column-event", "column-acts"];
    let table = |caption: String| Table::new(words, caption, &columns).laid(Layout::Words);
    let mut past = table(words.text("calendar-past"));
    let mut months: Vec<Month> = Vec::new();
    for dated in days {
        let on = day(Some(dated.on));
        if dated.on < here.as_of() {
            let (due, tone) = words.due(dated.on, here.as_of(), here.notice);
            let on = match tone {
                Some(tone) => on.then(" ").tag(due, tone),
                None => on,
            };
            past.row([on, dated.what, dated.who]);
            continue;
        }
        let (year, month, _) = parts(dated.on);
        let id = format!("m-{year}-{month:02}");
        if months.last().is_none_or(|last| last.id != id) {
            let title = words.month_of(year, month);
            months.push(Month {
                table: table(title.clone()),
                id,
                title,
            });
        }
        if let Some(month) = months.last_mut() {
            month.table.row([on, dated.what, dated.who]);
        }
    }
    let page = Page {
        past: past.without_empty_columns(),
        months: months
            .into_iter()
            .map(|month| Month {
                table: month.table.without_empty_columns(),
                ..month
            })
            .collect(),
        rest: match more {
            0 => String::new(),
            more => words.count("calendar-more", more),
        },
        meetings: meetings(&here),
        file: here.to(FILE),
    };
    let frame = Frame::new(Part::Other, words.text("calendar"));
    site.add(&here, frame, "calendar.html", &page)
}

/// What tells the days of this organisation from those of others.
fn host(book: &Book<'_>) -> String {
    let org = book.governance.org.as_ref();
    let id = org.map_or_else(|| "handbook".to_owned(), |org| encoded(org.name()));
    let id: String = id.to_lowercase().chars().take(40).collect();
    format!("{id}.polity")
}

struct Days<'h, 'b> {
    here: &'h Here<'b>,
    days: Vec<Dated>,
}

impl Days<'_, '_> {
    fn add(&mut self, on: Date, uid: String, what: Rich, who: Rich) {
        self.days.push(Dated { on, uid, what, who });
    }

    fn gather(&mut self) {
        let here = self.here;
        let governance = &here.book().governance;
        for (id, role) in &governance.roles {
            let actor = Actor::Role(id.clone());
            for seat in here.seats_in(&actor) {
                self.seat(&seat, selectors(here, role));
            }
            self.envelope(role, Rich::new());
        }
        for (id, unit) in &governance.units {
            for seat in here.seats_in(&Actor::Unit(id.clone())) {
                self.seat(&seat, Rich::new());
            }
            self.envelope(unit, Rich::new());
        }
        for policy in governance.policies.values() {
            let owner = policy.data.owner.as_ref();
            let owner = owner.unwrap_or(&policy.data.adopted_by);
            self.envelope(policy, here.who(owner));
        }
        for method in governance.methods.values() {
            self.envelope(method, Rich::new());
        }
        for person in governance.people.values() {
            self.envelope(person, Rich::new());
        }
        for agreement in governance.agreements.values() {
            let parties = agreement.data.parties.iter();
            let parties: Vec<&Id> = parties.map(|party| &party.actor.value).collect();
            let parties = here.all(parties);
            if agreement.envelope.in_force(here.as_of()) {
                let link = here.link(Kind::Agreement, &agreement.id);
                let what = here
                    .words
                    .rich("calendar-renewal", [("agreement", link.into())]);
                let uid = format!("renewal/{}", agreement.reference());
                self.add(agreement.data.renew_by.value, uid, what, parties.clone());
            }
            self.envelope(agreement, parties);
        }
        for decision in governance.decisions.values() {
            self.decision(decision);
        }
        if let Some(org) = &governance.org {
            for goal in &org.data.goals {
                if let Some(until) = goal.until {
                    let said = [("goal", name(&goal.text).into())];
                    let what = here.words.rich("calendar-goal", said);
                    self.add(until, format!("goal/{}", goal.id.value), what, Rich::new());
                }
            }
        }
    }

    /// When a seat is taken, and when its term ends.
    fn seat(&mut self, seat: &Seat, by: Rich) {
        let here = self.here;
        if here.is_hidden(Kind::Person, &seat.person)
            || matches!(seat.capacity, Capacity::Emeritus)
            || seat.time == Time::Past
        {
            return;
        }
        let id = format!("{}/{}/{}", seat.actor.kind(), seat.actor.id(), seat.person);
        let keys = match &seat.actor {
            Actor::Role(_) => ["calendar-term-ends", "calendar-term-begins"],
            _ => ["calendar-membership-ends", "calendar-membership-begins"],
        };
        let said = || {
            [
                ("person", here.person(&seat.person).into()),
                ("seat", here.actor(&seat.actor).into()),
            ]
        };
        // One person may have the same seat twice in a row.
        let turn = match seat.time {
            Time::Coming => "next",
            Time::Now | Time::Past => "now",
        };
        if let Some(until) = seat.until {
            let what = here.words.rich(keys[0], said());
            self.add(until, format!("term-end/{id}/{turn}"), what, by.clone());
        }
        if let Some(since) = seat.since.filter(|_| seat.time == Time::Coming) {
            let what = here.words.rich(keys[1], said());
            self.add(since, format!("term-begin/{id}"), what, by);
        }
    }

    /// When a record is to be looked at again, and when it ends or begins.
    fn envelope<T: RecordData>(&mut self, record: &Record<T>, who: Rich) {
        let here = self.here;
        let envelope: &Envelope = &record.envelope;
        let reference = record.reference();
        let said = || [("record", here.link(T::KIND, &record.id).into())];
        if let Some(review) = envelope
            .review_by
            .filter(|_| envelope.in_force(here.as_of()))
        {
            let what = here.words.rich("calendar-review", said());
            self.add(
                review.value,
                format!("review/{reference}"),
                what,
                who.clone(),
            );
        }
        if let Some(until) = envelope.until.filter(|until| **until >= here.as_of()) {
            let what = here.words.rich("calendar-ends", said());
            self.add(until.value, format!("end/{reference}"), what, who.clone());
        }
        if let Some(since) = envelope.since.filter(|since| **since > here.as_of()) {
            let what = here.words.rich("calendar-begins", said());
            self.add(since.value, format!("begin/{reference}"), what, who);
        }
    }

    /// When the vote on an open decision closes, and when a settled one takes effect.
    fn decision(&mut self, decision: &Record<Decision>) {
        let here = self.here;
        let data = &decision.data;
        let reference = decision.reference();
        let said = || [("decision", here.link(Kind::Decision, &decision.id).into())];
        let by = || data.by.as_ref().map_or_else(Rich::new, |by| here.who(by));
        if let Some(effective) = data.effective.filter(|day| *day >= here.as_of()) {
            let what = here.words.rich("calendar-effect", said());
            self.add(effective, format!("effect/{reference}"), what, by());
        }
        let period = data.method.as_ref().and_then(|method| {
            let chain = here.governance.method_chain(method);
            let mut chain = chain.iter();
            chain.find_map(|method| method.data.vote_period)
        });
        if let (Some(opened), Some(period), true) = (data.opened, period, data.state.is_pending()) {
            let what = here.words.rich("calendar-closes", said());
            self.add(
                opened.plus(period),
                format!("close/{reference}"),
                what,
                by(),
            );
        }
    }
}

/// The rhythm of meetings, which names no days.
fn meetings(here: &Here<'_>) -> Table {
    let columns = [
        "column-unit",
        "column-meeting",
        "column-rhythm",
        "column-time",
    ];
    let words = here.words;
    let mut table = Table::new(words, words.text("calendar-meetings"), &columns);
    let mut units: Vec<&Record<Unit>> = here.governance.units.values().collect();
    units.retain(|unit| unit.envelope.in_force(here.as_of()));
    units.sort_by_cached_key(|unit| sort_key(unit.name()));
    for unit in units {
        for meeting in &unit.data.meets {
            let time = match (&meeting.time, &meeting.timezone) {
                (Some(time), Some(zone)) => {
                    let said = [
                        ("time", time.as_str().into()),
                        ("zone", zone.as_str().into()),
                    ];
                    words.rich("meeting-in-zone", said)
                }
                (Some(time), None) => Rich::from(time.as_str()),
                (None, _) => Rich::new(),
            };
            table.row([
                here.link(Kind::Unit, &unit.id),
                Rich::from(meeting.what.as_str()),
                Rich::from(
                    meeting
                        .every
                        .map(|every| words.every(every))
                        .unwrap_or_default(),
                ),
                time,
            ]);
        }
    }
    table.at_most(MOST, "calendar-more-meetings")
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    fn file(fixture: &Fixture) -> String {
        let files = crate::site::build(&fixture.handbook()).expect("a site");
        let text = String::from_utf8(files["calendar.ics"].clone()).expect("UTF-8");
        text.replace("\r\n ", "")
    }

    const OTHERS: [(&str, &str); 3] = [
        (
            "agreements/pact.md",
            "---\nname: Pact\nparties: [{actor: ana}, {actor: crew}]\n\
             commitments: [{by: ana, what: Help}]\nrenew_by: 2026-10-02\n---\n",
        ),
        (
            "decisions/ask.yaml",
            "name: Ask the harbour\ntype: election\nstate: open\nby: crew\ndomains: [site]\nmethod: vote\n\
             proposed: {by: bao, at: 2026-09-01}\nopened: 2026-11-01\n",
        ),
        (
            "methods/vote.yaml",
            "name: Vote\nfamily: majority\nvote_period: P14D\n",
        ),
    ];

    #[test]
    fn what_is_overdue_comes_first_and_months_follow() {
        let words = Fixture::with(&OTHERS).words("calendar.html");
        for part in [
            "Past due",
            "1 Oct 2026 overdue by 31 days Review of Spending is due Assembly",
            "2 Oct 2026 overdue by 30 days Pact is to be renewed Ana Maria Paz and Crew",
            "November 2026",
            "15 Nov 2026 Voting on Ask the harbour closes Crew",
            "31 Dec 2026 The term of Ana Maria Paz as Keeper ends Assembly",
            "January 2027",
            "1 Jan 2027 Cem Ay becomes Keeper Assembly",
            "Goal: A clean bay",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        assert!(!words.contains("Bao Tran as Keeper"), "{words}");
    }

    #[test]
    fn the_file_names_days_for_ever_and_no_private_person() {
        let text = file(&Fixture::with(&OTHERS));
        for line in [
            "UID:term-end/role/keeper/ana/now@tidepool.polity",
            "UID:review/policy/spending@tidepool.polity",
            "SUMMARY:The term of Ana Maria Paz as Keeper ends",
            "DTSTAMP:20261101T000000Z",
        ] {
            assert!(text.contains(line), "{line} not in {text}");
        }
        let private = (
            "people/ana.yaml",
            "name: Ana Maria Paz\nvisibility: private\n",
        );
        let text = file(&Fixture::with(&[private]));
        assert!(!text.contains("ana") && !text.contains("Ana"), "{text}");
        let later = "---\nname: Spending\nadopted_by: assembly\ndomains: [money]\nreview_by: 2027-01-01\n---\n";
        let text = file(&Fixture::with(&[("policies/spending.md", later)]));
        assert!(text.contains("UID:review/policy/spending@tidepool.polity"));
    }

    #[test]
    fn meetings_are_told_by_their_rhythm_and_zone() {
        let crew = "name: Crew\nparent: assembly\ndomains: [site]\n\
                    meets: [{what: Crew evening, every: P14D, time: '19:00', timezone: Europe/Oslo}]\n";
        let words = Fixture::with(&[("units/crew.yaml", crew)]).words("calendar.html");
        assert!(
            words.contains("Crew Crew evening every 14 days 19:00 (Europe/Oslo)"),
            "{words}"
        );
    }

    #[test]
    fn the_calendar_speaks_german_where_the_organisation_does() {
        let words = Fixture::german().words("calendar.html");
        for part in [
            "1. Okt. 2026 seit 31 Tagen überfällig Überprüfung von Spending ist fällig",
            "Die Amtszeit von Ana Maria Paz als Keeper endet",
            "Cem Ay übernimmt Keeper",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }
}
