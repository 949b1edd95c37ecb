//! Who gained and who lost between two days: a page for each year, and the data by which the script
//! compares any two.

use std::collections::BTreeMap;

use serde::Serialize;

use super::power::{self, is_secret};
use super::{Frame, Part, Site, crumb};
use crate::model::{Actor, Date, Id, Kind, Right};
use crate::power::distribution::Counts;
use crate::power::{Act, rank};
use crate::shift::{self, Entry, Mark, Net, Party, Saying, Thing};
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::Here;
use crate::site::rights;
use crate::site::text::{name, sort_key};
use crate::site::view::{Facts, Layout, Rich, Table};
use crate::site::words::Words;

/// Where any two days are compared.
pub(super) const ADDRESS: &str = "compare.html";

/// What the script of that page reads.
const DATA: &str = "power-data.js";

/// About how many bytes of rows a page holds.
const ROOM: usize = 160_000;

/// The page of any two days.
#[derive(Serialize)]
struct Page {
    /// The days that the form begins with.
    from: String,
    until: String,
    one: String,
    many: String,
    years: Vec<Year>,
}

#[derive(Serialize)]
struct Year {
    text: String,
    href: String,
    changes: String,
}

/// The page of two given days.
#[derive(Serialize)]
struct Span {
    heading: String,
    changes: String,
    /// How the power to decide was spread on the first day and on the last one.
    counts: Facts,
    tables: Vec<Titled>,
    /// The parts of a long comparison, with those that have no link being this one.
    parts: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Titled {
    id: &'static str,
    title: String,
    table: Table,
}

/// What lies between two days.
struct Between {
    from: Date,
    until: Date,
    /// How many changes.
    changes: usize,
    /// The first of its pages.
    address: String,
}

/// Gains and losses with what they are about, as the pages and the data name it.
struct Told {
    entries: Vec<Entry>,
    /// What people are called, by the newest change that names them.
    people: BTreeMap<Id, String>,
    /// What the roles and units of seats are called, by the newest change that names them.
    seats: BTreeMap<Thing, Party>,
    /// How many roles bear a name.
    roles: BTreeMap<String, usize>,
}

impl Told {
    fn new(book: &Book<'_>) -> Self {
        let history = book.handbook.history;
        let mut entries = shift::entries(history, |shift| !is_secret(book, shift));
        for entry in &mut entries {
            let public = |id: &Id| !book.is_hidden(Kind::Person, id);
            entry.people.retain(public);
        }
        entries.retain(|entry| !entry.people.is_empty());
        let mut told = Told {
            entries,
            people: BTreeMap::new(),
            seats: BTreeMap::new(),
            roles: BTreeMap::new(),
        };
        for role in book.governance.roles.values() {
            *told.roles.entry(role.name().to_owned()).or_default() += 1;
        }
        for entry in told.entries.iter().rev() {
            let comparison = &history[entry.set].comparison;
            for id in &entry.people {
                let called = || name(comparison.name(id));
                told.people.entry(id.clone()).or_insert_with(called);
            }
            if entry.thing.right.is_none() && !told.seats.contains_key(&entry.thing) {
                let shifts = comparison.shifts.iter();
                let mut seats = shifts.filter(|shift| shift.object == entry.thing.object);
                let party = seats.find_map(|shift| shift.to.clone().or_else(|| shift.from.clone()));
                if let Some(party) = party {
                    told.seats.insert(entry.thing.clone(), party);
                }
            }
        }
        told
    }

    fn person(&self, here: &Here<'_>, id: &Id) -> Rich {
        if here.name(Kind::Person, id).is_some() {
            return here.person(id);
        }
        Rich::from(self.people.get(id).map_or_else(|| name(id), Clone::clone))
    }

    fn called(&self, here: &Here<'_>, id: &Id) -> String {
        let now = here.name(Kind::Person, id);
        now.unwrap_or_else(|| self.people.get(id).map_or_else(|| name(id), Clone::clone))
    }

    /// What somebody has who has a thing.
    fn thing(&self, here: &Here<'_>, thing: &Thing) -> Rich {
        if let Some(right) = thing.right {
            if right == Right::Execute && thing.object.starts_with("repos/") {
                let repository = Rich::new().code(thing.object.as_str());
                return here
                    .words
                    .rich("compare-access", [("what", repository.into())]);
            }
            return rights::said_shortly(here, right, &thing.object, thing.act);
        }
        let seat = match self.seats.get(thing) {
            Some(party) if here.name(party.actor.kind(), party.actor.id()).is_none() => {
                Rich::from(name(&party.name.say(here.words.catalogue())))
            }
            Some(party) => {
                let seat = here.actor(&party.actor);
                match self.unit_beside(here, &party.actor) {
                    Some(unit) => {
                        let said = [("seat", seat.into()), ("unit", unit.into())];
                        here.words.rich("compare-seat-in", said)
                    }
                    None => seat,
                }
            }
            None => Rich::from(thing.object.to_string()),
        };
        let key = match &thing.capacity {
            _ if thing.is_bound => "shifted-term",
            Some(word) if **word == *"deputy" => "compare-deputy",
            _ if thing.object.starts_with("membership/") => "shifted-membership",
            _ => "shifted-seat",
        };
        here.words.rich(key, [("seat", seat.into())])
    }

    /// The unit of a role that bears the name of another.
    fn unit_beside(&self, here: &Here<'_>, actor: &Actor) -> Option<String> {
        let Actor::Role(id) = actor else {
            return None;
        };
        let role = here.governance.roles.get(id)?;
        let unit = &role.data.unit.value;
        let several = self.roles.get(role.name()).is_some_and(|roles| *roles > 1);
        here.name(Kind::Unit, unit).filter(|_| several)
    }

    /// The same with how far it went and goes.
    fn told(&self, here: &Here<'_>, thing: &Thing, was: &Mark, is: &Mark) -> Rich {
        let what = self.thing(here, thing);
        match bounds(here.words, was, is) {
            Some(bounds) => {
                let bounds = Rich::from(bounds);
                let said = [("what", what.into()), ("bounds", bounds.into())];
                here.words.rich("compare-bound", said)
            }
            None => what,
        }
    }
}

/// How far a thing went and goes.
fn bounds(words: Words, was: &Mark, is: &Mark) -> Option<String> {
    match (was, is) {
        (Mark::Bound(was), Mark::Bound(is)) => {
            let [from, to] = [was, is].map(|mark| bound(words, mark.as_ref()).into());
            Some(words.say("from-to", &[("from", from), ("to", to)]))
        }
        _ => None,
    }
}

fn bound(words: Words, bound: Option<&Saying>) -> String {
    match bound {
        Some(bound) => words.plain_words(&bound.say(words.catalogue())),
        None => words.text("said-no-limit"),
    }
}

/// Adds the pages; `now` is how the power to decide is spread on the day of the handbook.
pub(super) fn add(book: &Book<'_>, site: &mut Site, now: &Counts) -> Result<(), SiteError> {
    let told = Told::new(book);
    let years = years(book);
    let here = Here::new(book, ADDRESS);
    let words = here.words;
    site.files.put(DATA, data(&here, &told))?;
    let until = book.as_of();
    let first = years.last().map_or(until, |year| year.from);
    let newest = years.first().map_or(first, |year| year.from);
    let page = Page {
        from: newest.to_string(),
        until: until.to_string(),
        one: words.count("compare-changes", 1),
        many: words.say("compare-changes-many", &[("n", "{n}".into())]),
        years: years
            .iter()
            .map(|year| Year {
                text: title(words, year),
                href: here.to(&year.address),
                changes: words.count("compare-count", year.changes),
            })
            .collect(),
    };
    let above = crumb(&here, &words.text("part-power"), "power.html");
    let mut frame = Frame::new(Part::Power, words.text("compare")).under([above]);
    if !years.is_empty() {
        frame.script = "compare.js";
    }
    site.add(&here, frame, "compare.html", &page)?;
    for year in &years {
        pages_of(book, site, &told, year, now)?;
    }
    Ok(())
}

/// The comparisons that have pages, the newest first.
fn years(book: &Book<'_>) -> Vec<Between> {
    let history = book.handbook.history.iter();
    let mut changes: BTreeMap<i16, usize> = BTreeMap::new();
    for set in history.filter(|set| !set.comparison.shifts.is_empty()) {
        // What changed on the first day of a year lies behind the day that the year is compared with.
        let year = set.date.year();
        let is_first = Some(set.date) == Date::new_year(year);
        *changes.entry(year - i16::from(is_first)).or_default() += 1;
    }
    let between = |(year, changes): (i16, usize)| {
        let (from, next) = (Date::new_year(year)?, Date::new_year(year + 1)?);
        let today = book.as_of();
        let until = if from < today && today < next {
            today
        } else {
            next
        };
        Some(Between {
            from,
            until,
            changes,
            address: format!("compare/{year}.html"),
        })
    };
    changes.into_iter().rev().filter_map(between).collect()
}

fn title(words: Words, between: &Between) -> String {
    let days = [
        ("from", words.long_date(between.from).into()),
        ("to", words.long_date(between.until).into()),
    ];
    words.say("compare-span", &days)
}

/// A row and in which of the two tables it stands.
type Row = (usize, [Rich; 3]);

/// Adds the pages of one comparison: as many as its rows need.
fn pages_of(
    book: &Book<'_>,
    site: &mut Site,
    told: &Told,
    between: &Between,
    now: &Counts,
) -> Result<(), SiteError> {
    let here = Here::new(book, &between.address);
    let words = here.words;
    let on = |day: Date| {
        let then = book.handbook.counts.iter().find(|(at, _)| *at == day);
        let today = (day == book.as_of()).then_some(*now);
        today.or(then.map(|(_, counts)| *counts))
    };
    let net = shift::between(&told.entries, between.from, between.until);
    let people = by_person(&here, told, &net).into_iter();
    let things = by_thing(&here, told, &net).into_iter();
    let rows = people.map(|row| (0, row)).chain(things.map(|row| (1, row)));
    let mut chunks: Vec<Vec<Row>> = vec![Vec::new()];
    let mut used = 0;
    for (table, row) in rows {
        let bytes: usize = row.iter().map(Rich::bytes).sum::<usize>() + 100;
        if used + bytes > ROOM && used > 0 {
            chunks.push(Vec::new());
            used = 0;
        }
        used += bytes;
        if let Some(chunk) = chunks.last_mut() {
            chunk.push((table, row));
        }
    }
    let stem = between.address.trim_end_matches(".html");
    let address = |at: usize| match at {
        0 => between.address.clone(),
        at => format!("{stem}-{}.html", at + 1),
    };
    let several = chunks.len();
    for (at, rows) in chunks.into_iter().enumerate() {
        let here = Here::new(book, address(at));
        let heading = title(words, between);
        let parts = (0..several).filter(|_| several > 1).map(|other| {
            let href = (other != at).then(|| here.to(&address(other)));
            (
                words.count("compare-part", other + 1),
                href.unwrap_or_default(),
            )
        });
        let page = Span {
            heading: heading.clone(),
            changes: words.count("compare-changes", between.changes),
            counts: match at {
                0 => counts(words, on(between.from), on(between.until)),
                _ => Facts::new(words),
            },
            tables: tables(words, rows),
            parts: parts.collect(),
        };
        let called = match at {
            0 => heading,
            at => {
                let said = [("heading", heading.into()), ("n", (at + 1).into())];
                words.say("compare-part-of", &said)
            }
        };
        let above = [
            crumb(&here, &words.text("part-power"), "power.html"),
            crumb(&here, &words.text("compare"), ADDRESS),
        ];
        let frame = Frame::new(Part::Power, called).under(above);
        site.add(&here, frame, "span.html", &page)?;
    }
    Ok(())
}

/// How the power to decide was spread before and after, where both are known.
fn counts(words: Words, before: Option<Counts>, after: Option<Counts>) -> Facts {
    let mut facts = Facts::new(words);
    let Some((before, after)) = before.zip(after) else {
        return facts;
    };
    for ((label, was), (_, is)) in power::counted(words, &before)
        .into_iter()
        .zip(power::counted(words, &after))
    {
        if was.is_empty() || is.is_empty() {
            continue;
        }
        let said = if was == is {
            words.say("counted-same", &[("is", is.into())])
        } else {
            words.say("counted-change", &[("was", was.into()), ("is", is.into())])
        };
        facts.add(label, said);
    }
    facts
}

fn tables(words: Words, rows: Vec<Row>) -> Vec<Titled> {
    let titled = |id, key, first| {
        let title = words.text(key);
        let columns = [first, "column-who-gains", "column-who-loses"];
        let columns = match id {
            "people" => [first, "column-gains", "column-loses"],
            _ => columns,
        };
        let table = Table::new(words, title.clone(), &columns).laid(Layout::Even);
        Titled { id, title, table }
    };
    let mut tables = vec![
        titled("people", "compare-by-person", "column-who"),
        titled("things", "compare-by-thing", "column-what"),
    ];
    for (at, row) in rows {
        tables[at].table.row(row);
    }
    tables.retain(|titled| !titled.table.rows.is_empty());
    tables
}

/// What somebody gains and loses, by which those are found who gain and lose the same.
type Same<'n> = Vec<(&'n Thing, bool, &'n Mark, &'n Mark)>;

/// Who gains and loses the same stands in one row.
fn by_person(here: &Here<'_>, told: &Told, net: &[Net]) -> Vec<[Rich; 3]> {
    let mut people: Vec<(&Id, Vec<&Net>)> = Vec::new();
    for net in net {
        match people.last_mut().filter(|(id, _)| **id == net.person) {
            Some((_, all)) => all.push(net),
            None => people.push((&net.person, vec![net])),
        }
    }
    people.sort_by_cached_key(|(id, _)| sort_key(&told.called(here, id)));
    let mut order: Vec<(Vec<&Id>, Vec<&Net>)> = Vec::new();
    let mut alike: BTreeMap<Same<'_>, usize> = BTreeMap::new();
    for (id, mut all) in people {
        all.sort_by_cached_key(|net| weight(here, &net.thing));
        let same = |net: &&'_ Net| -> bool { matches!(net.was, Mark::Share(_)) };
        let key = all.iter().map(|net| {
            // Whether somebody shared it with others before is not told.
            let none = &Mark::Share(0);
            let marks = if same(net) {
                (none, none)
            } else {
                (&net.was, &net.is)
            };
            (&net.thing, net.gains, marks.0, marks.1)
        });
        let at = *alike.entry(key.collect()).or_insert(order.len());
        match order.get_mut(at) {
            Some((ids, _)) => ids.push(id),
            None => order.push((vec![id], all)),
        }
    }
    let row = |(ids, all): (Vec<&Id>, Vec<&Net>)| {
        let side = |gains: bool| {
            let side = all.iter().filter(|net| net.gains == gains);
            side.fold(Rich::new(), |told_so_far, net| {
                told_so_far
                    .line()
                    .then(told.told(here, &net.thing, &net.was, &net.is))
            })
        };
        let people = ids.into_iter().map(|id| told.person(here, id));
        [here.words.list(people), side(true), side(false)]
    };
    order.into_iter().map(row).collect()
}

fn by_thing(here: &Here<'_>, told: &Told, net: &[Net]) -> Vec<[Rich; 3]> {
    let mut things: BTreeMap<(&Thing, Option<String>), [Vec<&Net>; 2]> = BTreeMap::new();
    for net in net {
        let sides = things.entry((&net.thing, bounds(here.words, &net.was, &net.is)));
        sides.or_default()[usize::from(!net.gains)].push(net);
    }
    let mut things: Vec<_> = things.into_iter().collect();
    things.sort_by_cached_key(|((thing, _), _)| weight(here, thing));
    let row = |((thing, _), sides): ((&Thing, _), [Vec<&Net>; 2])| {
        let one = sides.iter().flatten().next();
        let what = one.map(|net| told.told(here, thing, &net.was, &net.is));
        let [gains, loses] = sides.map(|mut side| {
            side.sort_by_cached_key(|net| sort_key(&told.called(here, &net.person)));
            here.words
                .list(side.iter().map(|net| told.person(here, &net.person)))
        });
        [what.unwrap_or_default(), gains, loses]
    };
    things.into_iter().map(row).collect()
}

/// Domains first, as a matrix has them.
fn weight(here: &Here<'_>, thing: &Thing) -> impl Ord + use<> {
    let act = match thing.act {
        Act::Any => 0,
        Act::Choose => 1,
        Act::Remove => 2,
    };
    let rank = rank(&here.governance, &thing.object);
    (rank, thing.object.clone(), thing.right, act, thing.clone())
}

/// Change, thing, whether it is gained, what was and is, who, and in which body.
type Numbers = (usize, usize, u8, usize, usize, Vec<usize>, i32);

/// What the script reads, everything by number: the day of each change, people with their pages,
/// things, bounds, and at which change what was gained (1) or lost (0), with what was and is, by
/// whom and in which body; its number is turned round (`!`) where that is a seat.
#[derive(Serialize)]
struct Data {
    sets: Vec<i32>,
    people: Vec<(String, String)>,
    things: Vec<String>,
    texts: Vec<String>,
    entries: Vec<Numbers>,
}

/// So many marks are shares, further ones are texts.
const SHARES: usize = 3;

fn data(here: &Here<'_>, told: &Told) -> Vec<u8> {
    let history = here.book().handbook.history;
    let mut sets: BTreeMap<usize, usize> = BTreeMap::new();
    let mut days = Vec::new();
    for (at, set) in history.iter().enumerate().rev() {
        if !set.comparison.shifts.is_empty() {
            sets.insert(at, days.len());
            days.push(Date::of_unix(0).days_until(set.date));
        }
    }
    let mut ids: Vec<&Id> = told.people.keys().collect();
    ids.sort_by_cached_key(|id| sort_key(&told.called(here, id)));
    let people: BTreeMap<&Id, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut all: Vec<&Thing> = told.entries.iter().map(|entry| &entry.thing).collect();
    all.sort_by_cached_key(|thing| weight(here, thing));
    all.dedup();
    let things: BTreeMap<&Thing, usize> = all.iter().enumerate().map(|(at, t)| (*t, at)).collect();
    let mut texts = vec![String::new(); SHARES];
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut mark = |mark: &Mark| match mark {
        Mark::Share(share) => usize::from(*share),
        Mark::Bound(words) => {
            let words = bound(here.words, words.as_ref());
            let at = known.entry(words.clone()).or_insert_with(|| {
                texts.push(words);
                texts.len() - 1
            });
            *at
        }
    };
    let mut bodies: BTreeMap<Option<&Actor>, i32> = BTreeMap::new();
    let entries = told.entries.iter().map(|entry| {
        let next = i32::try_from(bodies.len()).unwrap_or(i32::MAX);
        let body = *bodies.entry(entry.through.as_ref()).or_insert(next);
        let mut who: Vec<usize> = entry.people.iter().map(|id| people[id]).collect();
        who.sort_unstable();
        (
            sets[&entry.set],
            things[&entry.thing],
            u8::from(entry.gains),
            mark(&entry.was),
            mark(&entry.is),
            who,
            if entry.is_seat() { !body } else { body },
        )
    });
    let page = |id: &&Id| {
        let address = here.address(Kind::Person, id).unwrap_or_default();
        (told.called(here, id), address.to_owned())
    };
    let data = Data {
        sets: days,
        people: ids.iter().map(page).collect(),
        things: all
            .iter()
            .map(|thing| told.thing(here, thing).plain())
            .collect(),
        entries: entries.collect(),
        texts,
    };
    crate::site::search::script("handbookPower", &data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shift::{Shift, ShiftKind};
    use crate::site::build;
    use crate::site::fixture::{Fixture, entry, seated};

    fn unseated(person: &str) -> Shift {
        let seated = seated(person);
        Shift {
            kind: ShiftKind::Unseated,
            from: seated.to,
            to: None,
            gains: Vec::new(),
            loses: seated.gains,
            detail: None,
            ..seated
        }
    }

    /// Ana was keeper for some weeks, Bao still is, and Cem was until he went.
    fn past() -> Vec<crate::shift::ShiftSet> {
        vec![
            entry(5, "2026-03-01", "later", vec![unseated("cem")]),
            entry(4, "2025-03-01", "seat Bao", vec![seated("bao")]),
            entry(3, "2025-02-01", "end", vec![unseated("ana")]),
            entry(2, "2025-01-05", "seat Ana", vec![seated("ana")]),
            entry(1, "2024-07-01", "seat Cem", vec![seated("cem")]),
        ]
    }

    #[test]
    fn a_year_tells_how_power_was_spread_before_and_after() {
        let day = |text| Date::parse(text).expect("a day");
        let then = |one, alone| Counts {
            people: 5,
            alone,
            half: Some(2),
            topics: 3,
            one,
        };
        let first = (day("2025-01-01"), then(1, 4));
        let second = (day("2026-01-01"), then(2, 4));
        let fixture = Fixture::with(&[]).history(past()).counts(&[first, second]);
        let words = fixture.words("compare/2025.html");
        for part in [
            "How the power to decide was spread Topics that one person decides \
             1 of 3 → 2 of 3 People",
            "4 of 5, as before",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        // Up to today.
        let words = fixture.words("compare/2026.html");
        assert!(words.contains("one person decides 2 of 3 → "), "{words}");
        // Nothing is known of the first day of 2024.
        let words = fixture.words("compare/2024.html");
        assert!(!words.contains("was spread"), "{words}");
    }

    #[test]
    fn each_year_tells_who_gained_and_lost_in_the_end() {
        let fixture = Fixture::with(&[]).history(past());
        let words = fixture.words("compare.html");
        for part in [
            "From 1 January 2026 to 1 November 2026 1 change",
            "From 1 January 2025 to 1 January 2026 3 changes",
            "How this is counted",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let words = fixture.words("compare/2025.html");
        for part in [
            "3 changes of power lie between the two days.",
            "Who Gains Loses Bao Tran Seat of Keeper By topic",
            "What Who gains Who loses Seat of Keeper Bao Tran How",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        assert!(!words.contains("Ana"), "{words}");
        let words = fixture.words("compare/2026.html");
        assert!(words.contains("Seat of Keeper Cem Ay How"), "{words}");
    }

    #[test]
    fn the_data_has_every_gain_and_loss_by_number() {
        let fixture = Fixture::with(&[]).history(past());
        let files = build(&fixture.handbook()).expect("a site");
        let data = String::from_utf8(files[DATA].clone()).expect("UTF-8");
        let json = data
            .strip_prefix("handbookPower(")
            .and_then(|data| data.strip_suffix(");\n"))
            .expect("a call");
        let data: serde_json::Value = serde_json::from_str(json).expect("JSON");
        assert_eq!(data["things"], serde_json::json!(["Seat of Keeper"]));
        assert_eq!(data["people"][1][0], "Bao Tran");
        assert_eq!(data["people"][1][1], "people/bao.html");
        assert_eq!(data["sets"].as_array().map(Vec::len), Some(5));
        assert_eq!(
            data["entries"][3],
            serde_json::json!([3, 0, 1, 0, 1, [1], -1])
        );
    }

    #[test]
    fn people_who_are_not_public_are_in_no_comparison() {
        let hidden = ("people/bao.yaml", "name: Bao Tran\nvisibility: private\n");
        let fixture = Fixture::with(&[hidden]).history(past());
        let files = build(&fixture.handbook()).expect("a site");
        for (path, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("Bao Tran"), "{path}");
        }
        assert!(files.contains_key("compare/2025.html"));
    }

    #[test]
    fn comparisons_speak_german() {
        let fixture = Fixture::german_with(&[]).history(past());
        let words = fixture.words("compare/2025.html");
        for part in [
            "Vom 1. Januar 2025 bis zum 1. Januar 2026",
            "Wer Gewinnt Verliert Bao Tran Sitz: Keeper",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }
}
