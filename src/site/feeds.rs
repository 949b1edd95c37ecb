//! Atom feeds of changes of power and of decisions (RFC 4287).
//!
//! An entry has the same id in every build and wherever the handbook lies, so that a feed reader
//! never shows it twice. Its days are those of commits and records.

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

use super::SiteError;
use super::book::{Book, decision_date};
use super::files::Files;
use super::pages::power::{addresses, is_concealed, people, sentence, title};
use super::text::{clean, name};
use crate::model::{Date, Kind};
use crate::shift::lines_in;

/// Where the feeds lie.
pub(super) const POWER: &str = "feeds/power.xml";
pub(super) const DECISIONS: &str = "feeds/decisions.xml";

/// How many entries a feed has, the newest first.
const MOST: usize = 50;

/// How many lines of gains and losses an entry tells.
const LINES: usize = 12;

/// Adds both.
pub(super) fn add(book: &Book<'_>, files: &mut Files<'_>) -> Result<(), SiteError> {
    for (path, key, page, entries) in [
        (POWER, "feed-power", "power.html", power(book)),
        (
            DECISIONS,
            "feed-decisions",
            "decisions.html",
            decisions(book),
        ),
    ] {
        let said = [("organisation", book.organisation.as_str().into())];
        let feed = feed(book, path, &book.words.say(key, &said), page, entries);
        files.put(path, format!("{feed}\n").into_bytes())?;
    }
    Ok(())
}

fn feed(book: &Book<'_>, path: &str, title: &str, page: &str, entries: Vec<Entry>) -> String {
    let word = path.trim_start_matches("feeds/").trim_end_matches(".xml");
    let mut links = vec![link(book, page, "alternate", "text/html")];
    if book.handbook.settings.base_url.is_some() {
        links.push(link(book, path, "self", "application/atom+xml"));
    }
    let newest = entries.iter().map(|entry| entry.updated).max();
    let feed = Feed {
        title: Text::plain(clean(title)),
        id: id(book, word),
        // A feed of nothing is as old as the format.
        updated: newest.unwrap_or_default(),
        authors: vec![person(&book.organisation)],
        generator: Some(Generator {
            value: "Polity".to_owned(),
            ..Generator::default()
        }),
        links,
        entries,
        lang: Some(book.words.tag().to_owned()),
        ..Feed::default()
    };
    feed.to_string()
}

fn power(book: &Book<'_>) -> Vec<Entry> {
    let history = book.handbook.history.iter();
    let pages = history.zip(addresses(book));
    let pages = pages.filter_map(|(set, address)| Some((set, address?)));
    let entries = pages.take(MOST).map(|(set, address)| {
        let mut said: Vec<String> = Vec::new();
        if is_concealed(book, set) {
            said.push(book.words.text("feed-concealed"));
        } else {
            said.extend(sentence(book, set));
            let all = lines_in(book.words.catalogue(), &set.comparison);
            said.extend(all.iter().take(LINES).map(|line| {
                let key = if line.gains {
                    "feed-gains"
                } else {
                    "feed-loses"
                };
                let what: Vec<&str> = line.phrases.iter().map(|p| p.text.as_str()).collect();
                let values = [
                    ("who", people(book.words, &line.who).into()),
                    ("what", what.join("; ").into()),
                ];
                book.words.say(key, &values)
            }));
            if all.len() > LINES {
                said.push(book.words.count("feed-more", all.len() - LINES));
            }
        }
        // Of a lapse the day belongs to the id: several may follow one commit.
        let mut word = format!("power/{}", set.commit);
        if set.lapse {
            word = format!("{word}/{}", set.date);
        }
        Entry {
            id: id(book, &word),
            authors: match set.author.as_str() {
                "" => Vec::new(),
                _ if is_concealed(book, set) => Vec::new(),
                author => vec![person(&name(author))],
            },
            ..entry(book, &address, &title(book, set).plain(), set.date, &said)
        }
    });
    entries.collect()
}

fn decisions(book: &Book<'_>) -> Vec<Entry> {
    let words = book.words;
    let mut all: Vec<_> = book.governance.decisions.values().collect();
    all.sort_by(|a, b| (decision_date(b), &b.id).cmp(&(decision_date(a), &a.id)));
    let entries = all.into_iter().take(MOST).filter_map(|record| {
        let data = &record.data;
        let address = book.address(Kind::Decision, &record.id)?;
        let mut said = vec![words.say(
            "feed-state",
            &[("state", words.word("state", data.state.word()).into())],
        )];
        said.extend(data.outcome.as_ref().map(ToString::to_string));
        let title = name(record.name());
        Some(Entry {
            id: id(book, &format!("decision/{}", record.id)),
            ..entry(book, address, &title, decision_date(record), &said)
        })
    });
    entries.collect()
}

fn entry(book: &Book<'_>, address: &str, title: &str, day: Date, said: &[String]) -> Entry {
    let said: Vec<String> = said.iter().map(|line| clean(line)).collect();
    Entry {
        title: Text::plain(clean(title)),
        updated: midnight(day),
        published: Some(midnight(day)),
        links: vec![link(book, address, "alternate", "text/html")],
        content: Some(Content {
            value: Some(said.join("\n")),
            content_type: Some("text".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

/// A name that no other thing has and that never changes: a tag URI (RFC 4151) of the organisation.
/// Its authority is a name that nobody can register (RFC 2606).
fn id(book: &Book<'_>, word: &str) -> String {
    let org = book.governance.org.as_ref();
    let org = org.map_or("organisation", |org| org.id.as_str());
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    let org: String = org.chars().map(plain).collect();
    let word = word.split('/').map(super::address::encoded);
    let word: Vec<String> = word.collect();
    let org = org.trim_matches('-');
    format!("tag:{org}.polity.invalid,2026:{}", word.join("/"))
}

/// A link from a feed to a file of the handbook.
fn link(book: &Book<'_>, address: &str, rel: &str, mime_type: &str) -> Link {
    let base = book.handbook.settings.base_url.as_ref();
    Link {
        href: base.map_or_else(|| format!("../{address}"), |base| base.join(address)),
        rel: rel.to_owned(),
        mime_type: Some(mime_type.to_owned()),
        ..Link::default()
    }
}

fn person(name: &str) -> Person {
    Person {
        name: clean(name),
        ..Person::default()
    }
}

fn midnight(day: Date) -> FixedDateTime {
    // A day of the calendar is one for the feed too.
    format!("{day}T00:00:00Z").parse().unwrap_or_default()
}
