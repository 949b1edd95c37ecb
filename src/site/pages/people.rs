//! People: everyone with a seat, and a page for each person.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::seats::{chosen, seat_cell};
use super::sheets::{self, Sheets};
use super::{Findings, Frame, Head, Part, Site, agreements_of, crumb, end_of_term, findings};
use crate::model::{Activity, Actor, Capacity, Kind, Person, PersonType, Record};
use crate::site::SiteError;
use crate::site::address::encoded;
use crate::site::book::Book;
use crate::site::here::{BODY_PREFIX, Here, outside};
use crate::site::markdown::Body;
use crate::site::rights::{self, Common};
use crate::site::seat::{Seat, Time};
use crate::site::text::{name, sort_key};
use crate::site::view::{Facts, Rich, Table, Tone, day};
use crate::site::words::Words;

/// Up to so many people one table shows everyone with their seats.
const TABLE: usize = 200;

/// Up to so many people one page shows everyone by name; beyond, each letter has a page.
const NAMES: usize = 1500;

/// How many people a page of a letter shows; beyond, the letter goes on at pages of its own.
const OF_LETTER: usize = 1000;

/// Up to about so many bytes the page of a person tells what all seats allow, and what one does.
const ALLOWS: usize = 60_000;
const OF_BODY: usize = 20_000;

/// About how many bytes stand around a table.
const HEADING: usize = 600;

#[derive(Serialize)]
struct People {
    heading: String,
    count: String,
    table: Option<Table>,
    without: Vec<Rich>,
    letters: Vec<Letter>,
    pages: Vec<LetterLink>,
}

/// The people whose names begin alike.
#[derive(Serialize)]
struct Letter {
    id: String,
    title: String,
    people: Vec<Rich>,
}

#[derive(Clone, Serialize)]
struct LetterLink {
    title: String,
    href: String,
    count: usize,
}

#[derive(Serialize)]
struct Page<'p> {
    head: Head,
    initials: String,
    seats: Table,
    allows: Vec<Allows<'p>>,
    /// The seats for whose powers there is no room here.
    others: Table,
    earlier: Table,
    coming: Table,
    agreements: Table,
    facts: Facts,
    findings: Findings,
    body: Body,
}

/// What a person may do as one actor.
#[derive(Serialize)]
struct Allows<'p> {
    id: String,
    heading: Rich,
    /// With whom, where that is the same for all of it.
    with: Rich,
    table: Cow<'p, Table>,
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let mut people: Vec<&Record<Person>> = book.governance.people.values().collect();
    people.sort_by_cached_key(|person| (sort_key(person.name()), person.id.clone()));
    let here = Here::new(book, "people.html");
    let words = here.words;
    let total = words.count("people-by-name", people.len());
    let mut page = People {
        heading: words.text("part-people"),
        count: total.clone(),
        table: None,
        without: Vec::new(),
        letters: Vec::new(),
        pages: Vec::new(),
    };
    if people.len() <= TABLE {
        let (with, without) = seated(&here, &people);
        page.table = Some(with);
        page.without = without;
    } else if people.len() <= NAMES {
        page.letters = letters(&here, &people);
    } else {
        add_letters(book, site, &people, &total, &mut page)?;
    }
    let frame = Frame::new(Part::People, page.heading.clone());
    site.add(&here, frame, "people.html", &page)?;
    let mut common = Common::new(shown);
    for person in people {
        add_person(book, site, person, &mut common)?;
    }
    Ok(())
}

/// Those with a seat and their seats, and those without.
fn seated(here: &Here<'_>, people: &[&Record<Person>]) -> (Table, Vec<Rich>) {
    let columns = ["column-person", "column-seats"];
    let mut table = Table::new(here.words, here.words.text("people-seats"), &columns);
    let mut without = Vec::new();
    for person in people {
        let running = here.seats_of(&person.id).iter();
        let mut seats: Vec<&Seat> = running.filter(|seat| seat.time == Time::Now).collect();
        // A membership that a role in the same unit implies says nothing more.
        seats.sort_by_key(|seat| matches!(seat.actor, Actor::Unit(_)));
        let person = person_link(here, person);
        if seats.is_empty() {
            without.push(person);
        } else {
            let cells = seats.into_iter().map(|seat| {
                let actor = here.actor(&seat.actor);
                match seat.capacity {
                    Capacity::Holder => actor,
                    capacity => {
                        let capacity = here.words.word("capacity", capacity.word());
                        actor.muted(format!(" ({capacity})"))
                    }
                }
            });
            let mut list = Rich::new();
            for cell in cells {
                list = if list.is_empty() {
                    cell
                } else {
                    list.then(" · ").then(cell)
                };
            }
            table.row([person, list]);
        }
    }
    (table, without)
}

fn person_link(here: &Here<'_>, person: &Record<Person>) -> Rich {
    let link = here.link(Kind::Person, &person.id);
    match absent(here.words, person) {
        Some(word) => link.then(" ").tag(word, Tone::Plain),
        None => link,
    }
}

/// Why a person takes no part at present.
fn absent(words: Words, person: &Record<Person>) -> Option<String> {
    let key = match person.data.activity?.value {
        Activity::Active => return None,
        Activity::Leave => "activity-leave",
        Activity::Inactive => "activity-inactive",
        Activity::Emeritus => "activity-emeritus",
    };
    Some(words.text(key))
}

fn by_letter<'p>(people: &[&'p Record<Person>]) -> BTreeMap<String, Vec<&'p Record<Person>>> {
    let mut letters: BTreeMap<String, Vec<&Record<Person>>> = BTreeMap::new();
    for person in people {
        let first = sort_key(&name(person.name())).chars().next();
        let letter = match first {
            Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
            _ => "#".to_owned(),
        };
        letters.entry(letter).or_default().push(person);
    }
    letters
}

fn letters(here: &Here<'_>, people: &[&Record<Person>]) -> Vec<Letter> {
    by_letter(people)
        .into_iter()
        .map(|(title, people)| Letter {
            id: format!("l-{}", encoded(&title)),
            title,
            people: people.into_iter().map(|p| person_link(here, p)).collect(),
        })
        .collect()
}

fn add_letters(
    book: &Book<'_>,
    site: &mut Site,
    people: &[&Record<Person>],
    total: &str,
    page: &mut People,
) -> Result<(), SiteError> {
    let mut sheets = Vec::new();
    for (letter, people) in by_letter(people) {
        let file = encoded(&letter.to_lowercase());
        for (before, people) in people.chunks(OF_LETTER).enumerate() {
            let (title, address) = match before {
                0 => (letter.clone(), format!("people-{file}.html")),
                before => {
                    let part = before + 1;
                    let address = format!("people-{file}~{part}.html");
                    (format!("{letter} ({part})"), address)
                }
            };
            page.pages.push(LetterLink {
                title: title.clone(),
                href: address.clone(),
                count: people.len(),
            });
            sheets.push((letter.clone(), title, address, people.to_vec()));
        }
    }
    for (letter, title, address, people) in sheets {
        let here = Here::new(book, address);
        let said = [("letter", title.as_str().into())];
        let heading = here.words.say("people-letter", &said);
        let page = People {
            heading: heading.clone(),
            count: total.to_owned(),
            table: None,
            without: Vec::new(),
            letters: vec![Letter {
                id: format!("l-{}", encoded(&letter)),
                title,
                people: people.iter().map(|p| person_link(&here, p)).collect(),
            }],
            pages: page.pages.clone(),
        };
        let above = crumb(&here, &here.words.text("part-people"), "people.html");
        let frame = Frame::new(Part::People, heading).under([above]);
        site.add(&here, frame, "people.html", &page)?;
    }
    Ok(())
}

fn add_person<'b>(
    book: &'b Book<'b>,
    site: &mut Site,
    person: &Record<Person>,
    common: &mut Common<'b>,
) -> Result<(), SiteError> {
    let address = book.address(Kind::Person, &person.id).unwrap_or_default();
    let here = Here::new(book, address);
    let title = name(person.name());
    let words = here.words;
    let columns = [
        "column-seat",
        "column-since",
        "column-until",
        "column-how-chosen",
    ];
    let table = |key: &str| {
        let caption = words.say(key, &[("person", title.as_str().into())]);
        Table::new(words, caption, &columns)
    };
    let mut seats = table("person-seats");
    let mut earlier = table("person-seats-before");
    let mut coming = table("person-seats-coming");
    for seat in here.seats_of(&person.id) {
        let mut cell = seat_cell(&here, seat);
        if let Some(through) = &seat.through {
            let unit = here.link(Kind::Unit, through);
            let said = [("seat", cell.into()), ("unit", unit.into())];
            cell = words.rich("person-seat-through", said);
        }
        if let Actor::Role(role) = &seat.actor
            && let Some(role) = here.governance.roles.get(role)
        {
            let unit = [("unit", here.link(Kind::Unit, &role.data.unit).into())];
            let unit = words.rich("person-seat-in", unit).with_muted_words();
            cell = cell.line().then(unit);
        }
        let table = match seat.time {
            Time::Now => &mut seats,
            Time::Coming => &mut coming,
            Time::Past => &mut earlier,
        };
        let until = match seat.time {
            Time::Past => day(seat.until),
            _ => end_of_term(&here, seat.until),
        };
        table.row([cell, day(seat.since), until, chosen(&here, seat)]);
    }
    let frame = Frame::new(Part::People, title.clone())
        .under([crumb(&here, &words.text("part-people"), "people.html")])
        .of_record(&here, person);
    let mut sheets = Sheets::on(site, &here, &frame);
    let columns = ["column-seat", "#column-powers"];
    let mut others = Table::new(words, words.text("person-allows-others"), &columns);
    let mut allows = Vec::new();
    let mut room = ALLOWS;
    let groups = rights::of_person(&here, &person.id, common);
    for (number, group) in groups.iter().enumerate() {
        let actor = here.actor(&group.actor);
        let table = match &group.actor {
            Actor::Person(_) => Cow::Owned(sheets.table("powers", group.table.clone())?),
            _ => Cow::Borrowed(&group.table),
        };
        let taken = table.rows.iter().map(sheets::bytes).sum::<usize>() + HEADING;
        if number > 0 && taken > room {
            room = 0;
            others.row([actor, Rich::from(group.rows.to_string())]);
            continue;
        }
        room = room.saturating_sub(taken);
        let heading = match (&group.actor, group.stands_in) {
            (_, true) => words.rich("person-standing-in", [("actor", actor.into())]),
            (Actor::Unit(_), _) => words.rich("person-as-member", [("unit", actor.into())]),
            (Actor::Role(_), _) => words.rich("person-as", [("role", actor.into())]),
            (Actor::Person(_), _) => words.text("person-in-person").into(),
        };
        let with = if group.with.is_empty() {
            Rich::new()
        } else {
            words.rich("person-with", [("with", group.with.clone().into())])
        };
        allows.push(Allows {
            id: format!("allows-{}", number + 1),
            heading,
            with,
            table,
        });
    }
    let word = words.text(match person.data.person_type {
        PersonType::Human => "person-human",
        PersonType::Bot => "person-bot",
        PersonType::Organisation => "person-organisation",
    });
    let mut head = Head::new(&here, person, &word, "");
    if let Some(word) = absent(words, person) {
        head.tags.push(Rich::new().tag(word, Tone::Plain));
    }
    let page = Page {
        initials: initials(&title),
        seats: sheets.table("seats", seats.without_empty_columns())?,
        allows,
        others: sheets.table("others", others)?,
        earlier: sheets.table("past", earlier.without_empty_columns())?,
        coming: sheets.table("next", coming.without_empty_columns())?,
        agreements: sheets.table("pacts", agreements_of(&here, &person.id))?,
        facts: sheets.facts("known", facts(&here, person))?,
        findings: findings(&here, &person.reference(), &mut sheets)?,
        body: here.body(person, BODY_PREFIX, 3),
        head,
    };
    site.add(&here, frame, "person.html", &page)
}

/// What a body may do, as its members' pages tell it: what is too long for them stands on its own.
fn shown(here: &Here<'_>, actor: &Actor, rows: usize, mut table: Table) -> Table {
    if matches!(actor, Actor::Person(_)) {
        return table;
    }
    let lengths: Vec<usize> = table.rows.iter().map(sheets::bytes).collect();
    let runs = sheets::runs(&lengths, OF_BODY, OF_BODY);
    let shown = runs.first().map_or(0, |run| run.end);
    if shown < table.rows.len() {
        table.rows.truncate(shown);
        table.rest = here.words.count("person-allows-more", rows - shown);
        table.sheets = Vec::from([here.actor(actor)]);
    }
    table
}

/// The first letters of the first and the last word of a name.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name
        .split(' ')
        .filter(|word| word.starts_with(char::is_alphanumeric))
        .collect();
    let first = words.first().and_then(|word| word.chars().next());
    let last = words
        .iter()
        .skip(1)
        .next_back()
        .and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

fn facts(here: &Here<'_>, person: &Record<Person>) -> Facts {
    let data = &person.data;
    let words = here.words;
    let mut facts = Facts::new(words);
    // Affiliations are the business of others only where a cap counts them.
    let capped = here.seats_of(&person.id).iter().any(|seat| {
        let unit = here.governance.unit_of(&seat.actor);
        let unit = unit.and_then(|unit| here.governance.units.get(unit));
        seat.time == Time::Now && unit.is_some_and(|unit| unit.data.affiliation_cap.is_some())
    });
    if capped {
        let as_of = here.as_of();
        facts.list(
            "fact-affiliations",
            data.affiliations
                .iter()
                .filter(|tie| tie.until.is_none_or(|until| until >= as_of))
                .map(|tie| {
                    let org = Rich::from(tie.org.as_str());
                    match tie.since {
                        Some(since) => {
                            let day = Rich::new().day(since);
                            let said = [("organisation", org.into()), ("day", day.into())];
                            words.rich("affiliation-since", said)
                        }
                        None => org,
                    }
                }),
        );
        facts.list(
            "fact-interests",
            data.interests
                .iter()
                .map(|interest| Rich::from(interest.what.as_str())),
        );
    }
    facts.list(
        "fact-handles",
        data.handles.iter().map(|(service, handle)| {
            let handle = Rich::new().code(name(handle));
            let said = [("service", name(service).into()), ("handle", handle.into())];
            words.rich("handle-at", said)
        }),
    );
    facts.list("fact-links", data.links.iter().map(|link| outside(link)));
    if let Some(location) = &data.location {
        facts.add("fact-place", location.as_str());
    }
    if let Some(zone) = &data.timezone {
        facts.add("fact-time-zone", zone.as_str());
    }
    let languages: Vec<String> = data
        .languages
        .iter()
        .map(|tag| language(words, tag))
        .collect();
    facts.add("fact-languages", words.listed(&languages));
    let skills: Vec<String> = data.skills.iter().map(ToString::to_string).collect();
    facts.add("fact-skills", skills.join(", "));
    facts
}

/// The languages that have a name here.
const LANGUAGES: [&str; 35] = [
    "ar", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "ga", "he", "hi", "hu", "id",
    "it", "ja", "ko", "mi", "nl", "no", "pl", "pt", "ro", "ru", "sv", "sw", "ta", "tr", "uk", "ur",
    "vi", "yo", "zh",
];

/// A language by its name, where it is a common one.
fn language(words: Words, tag: &str) -> String {
    let primary = match tag.split('-').next().unwrap_or(tag) {
        "nb" | "nn" => "no",
        primary => primary,
    };
    if LANGUAGES.contains(&primary) {
        words.word("language", primary)
    } else {
        tag.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;
    use crate::site::fixture::{FILES, Fixture};

    #[test]
    fn initials_are_those_of_the_first_and_last_word() {
        assert_eq!(initials("Rahel Tesfai"), "RT");
        assert_eq!(initials("Ropewalk Tenants' Association"), "RA");
        assert_eq!(initials("élif"), "É");
        assert_eq!(initials("— ?"), "");
    }

    #[test]
    fn what_a_body_may_do_is_counted_with_what_no_table_shows() {
        let fixture = Fixture::with(&[]);
        fixture.read(|book| {
            let here = Here::new(book, "people/ana.html");
            let mut table = Table::new(here.words, "t", &["column-what"]);
            for _ in 0..80 {
                table.row([Rich::from("a long right ".repeat(60))]);
            }
            let unit = Actor::Unit(Id::of("assembly"));
            let cut = shown(&here, &unit, 500, table.clone());
            let kept = cut.rows.len();
            assert!((1..80).contains(&kept), "{kept}");
            let rest = format!("{} more stand on this page:", 500 - kept);
            assert_eq!(cut.rest, rest);
            assert_eq!(cut.sheets.len(), 1);
            let own = Actor::Person(Id::of("ana"));
            assert_eq!(shown(&here, &own, 500, table).rows.len(), 80);
        });
    }

    #[test]
    fn a_person_page_tells_seats_and_what_they_allow() {
        let fixture = Fixture::with(&[]);
        let words = fixture.words("people/ana.html");
        for part in [
            "Keeper in Crew 1 Jan 2026 31 Dec 2026 Elected",
            "Member of Assembly",
            "As Keeper Alone",
            "As a member of Assembly With 1 other.",
            "Affiliations Acme",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        // Bao sits in no unit with a cap.
        let words = fixture.words("people/bao.html");
        assert!(!words.contains("Bank"), "{words}");
        assert!(
            words.contains("Seats before Seats that Bao Tran held before"),
            "{words}"
        );
        assert!(fixture.words("people/cem.html").contains("on leave"));
    }

    #[test]
    fn people_are_told_of_in_the_language_of_the_organisation() {
        let ana = "name: Ana Maria Paz\naffiliations: [{org: Acme, since: 2020-02-01}]\n\
                   languages: [pt-BR, nn, tlh]\nhandles: {forge: ana}\n";
        let org = format!("{}language: de\n", FILES[0].1);
        let fixture = Fixture::with(&[("people/ana.yaml", ana), (FILES[0].0, &org)]);
        let words = fixture.words("people/ana.html");
        for part in [
            "Keeper in Crew 1. Jan. 2026 31. Dez. 2026",
            "Mitglied: Assembly",
            "Als Keeper Allein. Befugnisse, die zu Keeper gehören Was Wie und in welchen Grenzen",
            "Entscheidet über money/ small Small sums Bis 500 EUR; \
             Assembly darf die Entscheidung ersetzen",
            "Als Mitglied: Assembly Mit 1 anderen Person.",
            "Sitze früher Keiner ist eingetragen.",
            "Zugehörigkeiten Acme, seit dem 1. Februar 2020 Kennungen forge: ana",
            "Sprachen Portugiesisch, Norwegisch und tlh",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let words = fixture.words("people.html");
        assert!(words.contains("Cem Ay pausiert"), "{words}");
        assert!(words.contains("Zurzeit ohne Sitz Dee"), "{words}");
    }

    #[test]
    fn many_people_are_listed_by_letter_and_very_many_on_pages_of_their_own() {
        let person = |n: usize| {
            let letter = char::from(b"ABXYZ"[n % 5]);
            let text = format!("name: {letter}erson {n}\n");
            (format!("people/p{n}x.yaml"), text)
        };
        let files: Vec<(String, String)> = (0..NAMES).map(person).collect();
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        let some = Fixture::with(&files[..TABLE]);
        let html = some.html("people.html");
        assert!(html.contains("<a href=\"#l-X\">X</a>") && html.contains("id=\"l-X\""));
        assert!(html.contains("people/p42x.html"));
        let all = Fixture::with(&files);
        let html = all.html("people.html");
        assert!(html.contains("<a href=\"people-x.html\">X</a>"));
        assert!(!html.contains("people/p42x.html"));
        assert!(all.html("people-x.html").contains("people/p42x.html"));
    }
}
