//! Power over time: the changes of who may do what.

use std::collections::BTreeMap;

use serde::Serialize;

use super::parts::{self, Group, PartLink};
use super::{Frame, Part, Site, change, crumb};
use crate::model::{Date, Kind};
use crate::power::distribution::{Counts, overview};
use crate::shift::{Alarm, Comparison, Line, Shift, ShiftSet, headline_in, lines_in};
use crate::site::SiteError;
use crate::site::address::file_names;
use crate::site::book::Book;
use crate::site::here::Here;
use crate::site::text::{capital, name};
use crate::site::view::{Layout, Rich, Table};
use crate::site::words::Words;
use crate::wording::spread;

/// How many lines of gains, and of losses, an entry of the timeline shows.
const FEW: usize = 3;

/// A change in the timeline.
#[derive(Clone, Serialize)]
pub(super) struct Entry {
    pub date: Rich,
    pub title: Rich,
    /// What it comes down to, where the title does not say that already.
    pub lead: Rich,
    /// The page of the change; empty where there is none.
    pub href: String,
    pub gains: Vec<Who>,
    pub loses: Vec<Who>,
    /// What a reader must not miss.
    pub alarms: Vec<Warning>,
    /// What is not shown here, in words.
    pub rest: String,
    /// Why its records could not be read.
    pub trouble: Rich,
}

/// One alarm on a line.
#[derive(Clone, Serialize)]
pub(super) struct Warning {
    pub kind: String,
    pub what: Rich,
}

/// Somebody who gains or loses, and what.
#[derive(Clone, Serialize)]
pub(in crate::site) struct Who {
    pub names: String,
    pub what: Vec<Phrase>,
    /// How many more phrases there are, in words.
    pub more: String,
}

#[derive(Clone, Serialize)]
pub(in crate::site) struct Phrase {
    pub text: String,
    /// The number of the shift.
    pub shift: usize,
    /// Whether the table of shifts has a row of it.
    pub is_shown: bool,
}

#[derive(Serialize)]
struct Timeline {
    heading: String,
    /// The whole log: false for the page of one year.
    is_first: bool,
    incomplete: String,
    /// How the power to decide is spread on the day of the handbook; empty for the page of one year.
    spread: Vec<String>,
    /// Of which day that is.
    counted: Rich,
    /// How it was spread at the beginning of each year.
    counts: Table,
    years: Vec<Group<Entry>>,
    parts: Vec<PartLink>,
    /// What the timeline leaves out, in words.
    silent: String,
}

/// Whether an entry belongs in the timeline.
fn is_listed(entry: &ShiftSet) -> bool {
    !entry.comparison.shifts.is_empty() || entry.trouble.is_some()
}

/// The addresses of the changes that have a page, in the order of the history.
pub(in crate::site) fn addresses(book: &Book<'_>) -> Vec<Option<String>> {
    let history = book.handbook.history;
    // A lapse has no commit of its own: its day tells it from others.
    let lapsed = |entry: &ShiftSet| {
        let day = entry.lapse.then(|| format!("-{}", entry.date));
        day.unwrap_or_default()
    };
    let short = |entry: &ShiftSet| {
        let start: String = entry.commit.chars().take(12).collect();
        start + &lapsed(entry)
    };
    let whole: Vec<String> = history
        .iter()
        .map(|entry| entry.commit.clone() + &lapsed(entry))
        .collect();
    let has_page = |entry: &ShiftSet| !entry.comparison.shifts.is_empty();
    let shorts: Vec<String> = history.iter().map(short).collect();
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for short in &shorts {
        *alike.entry(short).or_default() += 1;
    }
    // Two commits that begin alike have their whole ids.
    let names: Vec<&str> = history
        .iter()
        .zip(&shorts)
        .zip(&whole)
        .map(
            |((_, short), whole)| {
                if alike[&**short] > 1 { whole } else { short }
            },
        )
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

/// Adds the pages, and tells how the power to decide is spread.
pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<Counts, SiteError> {
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
        let mut chunks = parts::chunks(book.words, "power", listed.clone());
        for chunk in &mut chunks {
            // Beside the pages of the changes, whose names are longer.
            chunk.address = chunk.address.replacen('-', "/", 1);
        }
        chunks
    } else {
        Vec::new()
    };
    let first = if is_long {
        listed[..parts::NEWEST].to_vec()
    } else {
        listed.clone()
    };
    let view = overview(book.handbook.governance, book.handbook.powers);
    let now = view.counts();
    let today = Rich::new().day(book.handbook.as_of);
    let page = Timeline {
        heading: here.words.text("part-power"),
        is_first: true,
        incomplete: {
            let why = book.handbook.incomplete_history;
            why.map_or_else(String::new, |why| here.words.text(why.key()))
        },
        spread: spread(here.words.catalogue(), &view, view.whole().as_ref()),
        counted: here.words.rich("power-counted", [("day", today.into())]),
        counts: counts(&here, &now),
        years: show(&here, first),
        parts: parts::links(&here, &chunks),
        silent: silent(here.words, history.len() - listed.len()),
    };
    let frame = Frame::new(Part::Power, here.words.text("part-power"));
    site.add(&here, frame, "power.html", &page)?;
    for chunk in &chunks {
        let here = Here::new(book, &chunk.address);
        let time = chunk.title.as_str();
        let heading = here.words.say("power-of-part", &[("time", time.into())]);
        let page = Timeline {
            heading: heading.clone(),
            is_first: false,
            incomplete: String::new(),
            spread: Vec::new(),
            counted: Rich::new(),
            counts: Table::new(here.words, String::new(), &[]),
            years: show(&here, chunk.entries.clone()),
            parts: parts::links(&here, &chunks),
            silent: String::new(),
        };
        let above = crumb(&here, &here.words.text("part-power"), "power.html");
        let frame = Frame::new(Part::Power, heading).under([above]);
        site.add(&here, frame, "power.html", &page)?;
    }
    for (entry, address) in history.iter().zip(&addresses) {
        if let Some(address) = address {
            change::add(book, site, entry, address)?;
        }
    }
    Ok(now)
}

/// What there is to say of how the power to decide is spread, in counts: for each the key of its
/// term, and "4 of 18"; empty where there is nothing to count.
pub(super) fn counted(words: Words, counts: &Counts) -> [(&'static str, String); 3] {
    let of = |number: usize, all: usize| match all {
        0 => String::new(),
        all => words.say("counted-of", &[("n", number.into()), ("all", all.into())]),
    };
    let half = counts
        .half
        .map_or_else(String::new, |half| of(half, counts.people));
    [
        ("counted-by-one", of(counts.one, counts.topics)),
        ("counted-alone", of(counts.alone, counts.people)),
        ("counted-half", half),
    ]
}

/// How the power to decide was spread on the day of the handbook and at the beginning of each year
/// before, the newest first; empty where nothing is known of before.
fn counts(here: &Here<'_>, now: &Counts) -> Table {
    let words = here.words;
    let columns = [
        "counted-on",
        "counted-by-one",
        "counted-alone",
        "counted-half",
    ];
    let caption = words.text("power-spread-then");
    let mut table = Table::new(words, caption, &columns).laid(Layout::Even);
    let today = here.as_of();
    let before = here.book().handbook.counts.iter().rev();
    let before: Vec<_> = before.filter(|(day, _)| *day < today).collect();
    if before.is_empty() {
        return table;
    }
    for (day, counts) in std::iter::once(&(today, *now)).chain(before) {
        let counted = counted(words, counts).map(|(_, said)| Rich::from(said));
        table.row(std::iter::once(Rich::new().day(*day)).chain(counted));
    }
    table.without_empty_columns()
}

fn silent(words: Words, others: usize) -> String {
    match others {
        0 => String::new(),
        others => words.count("power-silent", others),
    }
}

/// Whether a change concerns a record that is not public: the words would name it.
pub(in crate::site) fn is_concealed(book: &Book<'_>, entry: &ShiftSet) -> bool {
    let Comparison { shifts, alarms, .. } = &entry.comparison;
    let parties = shifts
        .iter()
        .flat_map(|shift| shift.from.iter().chain(&shift.to));
    let mut actors = parties.clone().map(|party| &party.actor);
    let behind = parties.flat_map(|party| &party.people);
    let alarmed = alarms.iter().flat_map(|alarm| &alarm.people);
    let people = shifts
        .iter()
        .flat_map(|shift| shift.gains.iter().chain(&shift.loses))
        .chain(behind)
        .chain(alarmed);
    let mut objects = shifts.iter().map(|shift| &shift.object);
    let mut warned = alarms.iter().map(|alarm| &alarm.over);
    people
        .into_iter()
        .any(|id| book.is_hidden(Kind::Person, id))
        || actors.any(|actor| book.is_hidden(actor.kind(), actor.id()))
        || objects.any(|object| book.is_about_hidden(object))
        || warned.any(|object| book.is_about_hidden(object))
}

/// Whether a shift is about a body, a seat or a policy whose record is not public.
pub(super) fn is_secret(book: &Book<'_>, shift: &Shift) -> bool {
    let mut parties = shift.from.iter().chain(&shift.to);
    let party = parties.any(|party| book.is_hidden(party.actor.kind(), party.actor.id()));
    party || book.is_about_hidden(&shift.object)
}

/// The first line of a commit's message; what happened where no commit did it.
pub(super) fn subject(words: Words, entry: &ShiftSet) -> String {
    if entry.lapse {
        words.text("lapse-subject")
    } else {
        name(&entry.subject)
    }
}

/// What a change is called: by its commit, or by what it does where the commit only says that
/// something was merged.
pub(in crate::site) fn title(book: &Book<'_>, entry: &ShiftSet) -> Rich {
    let said = subject(book.words, entry);
    let subject = entry.subject.trim();
    let says_nothing = subject.is_empty()
        || entry.lapse
        || [
            "merge pull request",
            "merge branch",
            "merge remote-tracking",
            "auto merge of",
        ]
        .iter()
        .any(|start| subject.to_lowercase().starts_with(start));
    match sentence(book, entry).filter(|_| says_nothing) {
        Some(sentence) => Rich::from(sentence.trim_end_matches('.')),
        None => Rich::from(capital(&said)),
    }
}

/// The sentence about people that a change comes down to.
pub(in crate::site) fn sentence(book: &Book<'_>, entry: &ShiftSet) -> Option<String> {
    headline_in(book.words.catalogue(), &entry.comparison)
        .filter(|_| !is_concealed(book, entry))
        .map(|sentence| book.words.with_long_dates(&sentence))
}

/// The same, where the title does not say it already.
pub(super) fn lead(book: &Book<'_>, entry: &ShiftSet, title: &Rich) -> Rich {
    let called = title.plain();
    let sentence = sentence(book, entry).filter(|said| said.trim_end_matches('.') != called);
    Rich::from(sentence.unwrap_or_default())
}

fn view(here: &Here<'_>, entry: &ShiftSet, address: Option<&str>) -> Entry {
    let book = here.book();
    let title = title(book, entry);
    let lead = lead(book, entry, &title);
    let all = if is_concealed(book, entry) {
        Vec::new()
    } else {
        lines_in(here.words.catalogue(), &entry.comparison)
    };
    let (gains, more_gains) = side(here.words, &all, true, FEW);
    let (loses, more_losses) = side(here.words, &all, false, FEW);
    Entry {
        date: Rich::new().day(entry.date),
        title,
        // One line of gains or losses says the same.
        lead: match all.len() {
            1 => Rich::new(),
            _ => lead,
        },
        href: address.map_or_else(String::new, |address| here.to(address)),
        gains,
        loses,
        alarms: if is_concealed(book, entry) {
            Vec::new()
        } else {
            warnings(here.words, &entry.comparison.alarms)
        },
        rest: rest(here.words, more_gains, more_losses),
        trouble: entry.trouble.as_deref().map_or_else(Rich::new, |trouble| {
            let trouble = Rich::new().english(trouble);
            let said = [("trouble", trouble.into())];
            here.words.rich("not-read-why", said)
        }),
    }
}

/// The worst alarms, a line each.
fn warnings(words: Words, alarms: &[Alarm]) -> Vec<Warning> {
    let worst = alarms.iter().take(FEW);
    let line = |alarm: &Alarm| {
        let catalogue = words.catalogue();
        let over = alarm.name.as_ref().map(|over| over.say(catalogue));
        let over = over.unwrap_or_else(|| alarm.over.as_str().into());
        let told = words.plain_words(&alarm.words.say(catalogue));
        let said = [("over", name(&over).into()), ("words", told.into())];
        Warning {
            kind: words.word("alarm", alarm.kind.word()),
            what: words.rich("told-of", said),
        }
    };
    worst.map(line).collect()
}

/// The lines of one side, and how many more there are.
pub(in crate::site) fn side(
    words: Words,
    all: &[Line],
    gains: bool,
    most: usize,
) -> (Vec<Who>, usize) {
    let lines: Vec<&Line> = all.iter().filter(|line| line.gains == gains).collect();
    let shown = lines.iter().take(most).map(|line| {
        let phrases = line.phrases.iter().take(most);
        Who {
            names: people(words, &line.who),
            what: phrases
                .map(|phrase| Phrase {
                    text: words.with_long_dates(&phrase.text),
                    shift: phrase.shift,
                    is_shown: true,
                })
                .collect(),
            more: match line.phrases.len().saturating_sub(most) {
                0 => String::new(),
                more => words.count("phrases-more", more),
            },
        }
    });
    (shown.collect(), lines.len().saturating_sub(most))
}

/// Names on one line; of many the first.
pub(in crate::site) fn people(words: Words, names: &[String]) -> String {
    const MOST: usize = 6;
    let mut shown: Vec<String> = names.iter().take(MOST).map(|who| name(who)).collect();
    if names.len() > MOST {
        shown.push(words.count("and-more", names.len() - MOST));
    }
    words.listed(&shown)
}

/// How many gains and losses are not shown, in words.
pub(in crate::site) fn rest(words: Words, gains: usize, losses: usize) -> String {
    let key = match (gains, losses) {
        (0, 0) => return String::new(),
        (_, 0) => "rest-gains",
        (0, _) => "rest-losses",
        _ => "rest-gains-and-losses",
    };
    words.say(key, &[("gains", gains.into()), ("losses", losses.into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::fixture::{Fixture, entry, seated};

    #[test]
    fn how_power_was_spread_is_told_for_each_year() {
        let day = |text| Date::parse(text).expect("a day");
        let then = |topics, one| Counts {
            people: 4,
            alone: 1,
            half: None,
            topics,
            one,
        };
        let fixture = Fixture::with(&[]).counts(&[
            (day("2025-01-01"), then(0, 0)),
            (day("2026-01-01"), then(3, 1)),
            (day("2027-01-01"), then(9, 9)),
        ]);
        let words = fixture.words("power.html");
        let told = "1 January 2026 1 of 3 1 of 4 1 January 2025 1 of 4";
        assert!(words.contains(told), "{words}");
        let (today, _) = words.split_once(told).expect("a table");
        assert!(
            today.contains("something that nobody else has a say in") && today.contains(" On ")
        );
        assert!(!words.contains("2027"), "{words}");
        let alone = Fixture::with(&[]).words("power.html");
        assert!(!alone.contains("was spread"), "{alone}");
    }

    #[test]
    fn the_timeline_lists_what_moved_power_and_counts_the_rest() {
        let broken = ShiftSet {
            trouble: Some("roles/x.yaml is no YAML".to_owned()),
            ..entry(3, "2025-05-05", "break it", Vec::new())
        };
        let fixture = Fixture::with(&[]).history(vec![
            entry(1, "2026-01-01", "seat Ana", vec![seated("ana")]),
            entry(2, "2025-06-06", "fix a typo", Vec::new()),
            broken,
        ]);
        let words = fixture.words("power.html");
        for part in [
            "2026 1 January 2026 Seat Ana gains Ana Maria Paz",
            "31 December 2026",
            "2025 5 May 2025 Break it not read",
            "1 other change of the records moved no power",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let html = fixture.html("power.html");
        assert!(html.contains("href=\"power/000000000001.html\""));
        assert!(!html.contains("000000000003"));
        let words = fixture.words("power/000000000001.html");
        for part in [
            "1 seated Seat of Keeper to 31 December 2026 Ana Maria Paz roles/ keeper.yaml , line 9",
            "Written by A. Nonymous",
            "1 shift of power in 1 record",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        assert!(
            fixture
                .words("index.html")
                .contains("Seat Ana 1 January 2026 gains Ana Maria Paz")
        );
    }

    #[test]
    fn how_power_is_spread_stands_above_the_timeline_in_counts() {
        let history = vec![entry(1, "2026-01-01", "seat Ana", vec![seated("ana")])];
        let hidden = (
            "people/ana.yaml",
            "name: Ana Maria Paz\nvisibility: private\n",
        );
        let fixture = Fixture::with(&[hidden]).history(history);
        let words = fixture.words("power.html");
        let at = |part: &str| {
            words
                .find(part)
                .unwrap_or_else(|| panic!("{part}: {words}"))
        };
        assert!(at("3 of 3 topics are decided by one person.") < at("2026 1 January 2026"));
        assert!(
            !words.contains("Ana Maria") && !words.contains("Gini"),
            "{words}"
        );
    }

    #[test]
    fn a_merge_is_called_by_what_it_does() {
        let fixture = Fixture::with(&[]).history(vec![entry(
            1,
            "2026-01-01",
            "Merge pull request #7 from x/y",
            vec![seated("ana")],
        )]);
        let words = fixture.words("power/000000000001.html");
        assert!(
            words.starts_with("Change of power Ana Maria Paz becomes Keeper"),
            "{words}"
        );
        assert!(words.contains("Message Merge pull request #7"), "{words}");
    }

    #[test]
    fn a_change_of_several_says_what_it_comes_down_to() {
        let seat = seated("bao");
        let leaves = Shift {
            kind: crate::shift::ShiftKind::Unseated,
            loses: seat.gains,
            gains: Vec::new(),
            from: seat.to,
            to: None,
            ..seated("bao")
        };
        let shifts = vec![seated("ana"), leaves];
        let fixture = Fixture::with(&[]).history(vec![entry(1, "2026-01-01", "seat", shifts)]);
        let words = fixture.words("power.html");
        assert!(
            words.contains("1 January 2026 Seat Ana Maria Paz becomes Keeper"),
            "{words}"
        );
        assert!(
            words.contains("Compare two days Who decides what"),
            "{words}"
        );
    }

    #[test]
    fn a_change_of_what_is_not_public_tells_no_details() {
        let history = vec![entry(1, "2026-02-01", "seat", vec![seated("ana")])];
        let hidden = (
            "roles/keeper.yaml",
            "name: Keeper\nunit: crew\nvisibility: private\n",
        );
        let fixture = Fixture::with(&[hidden]).history(history);
        for page in ["power.html", "power/000000000001.html", "compare/2026.html"] {
            assert!(!fixture.words(page).contains("Keeper"), "{page}");
        }
    }

    #[test]
    fn the_page_of_a_huge_change_is_cut_and_says_what_tells_all() {
        let shifts = (0..1000).map(|n| seated(&format!("a-person-with-a-long-id-{n}")));
        let entries = vec![entry(1, "2026-01-01", "seat all", shifts.collect())];
        let fixture = Fixture::with(&[]).history(entries);
        let html = fixture.html("power/000000000001.html");
        assert!(html.len() < 300 * 1024, "{} bytes", html.len());
        let words = fixture.words("power/000000000001.html");
        assert!(words.contains("more shifts."), "{words}");
        assert!(words.contains("All of it is told by polity diff 0000001~1..0000001"));
    }

    #[test]
    fn a_change_that_concerns_hidden_people_tells_no_details() {
        let history = vec![entry(1, "2026-01-01", "seat", vec![seated("ana")])];
        let hidden = (
            "people/ana.yaml",
            "name: Ana Maria Paz\nvisibility: private\n",
        );
        let fixture = Fixture::with(&[hidden]).history(history);
        for page in ["power.html", "power/000000000001.html", "index.html"] {
            assert!(!fixture.words(page).contains("Ana Maria"), "{page}");
        }
    }

    #[test]
    fn a_long_history_has_pages_for_its_years() {
        let history = (0..150).map(|n| {
            let date = if n < 90 { "2026-01-01" } else { "2025-01-01" };
            entry(n + 1, date, "again", vec![seated("ana")])
        });
        let fixture = Fixture::with(&[]).history(history.collect());
        let html = fixture.html("power.html");
        assert!(
            html.contains("href=\"power/2026.html\"") && html.contains("href=\"power/2025.html\"")
        );
        // The changes, and the years.
        let links = html.matches("href=\"power/").count();
        assert_eq!(links, parts::NEWEST + 2);
        assert_eq!(
            fixture
                .html("power/2025.html")
                .matches("href=\"../power/0")
                .count(),
            60
        );
    }

    #[test]
    fn commits_that_begin_alike_have_pages_of_their_own() {
        let mut twin = entry(1, "2026-01-01", "a", vec![seated("ana")]);
        twin.commit = format!("{:012x}{}", 1, "f".repeat(28));
        let first = entry(1, "2026-01-01", "b", vec![seated("ana")]);
        let fixture = Fixture::with(&[]).history(vec![first, twin]);
        fixture.read(|book| {
            let addresses = addresses(book);
            assert_ne!(addresses[0], addresses[1]);
        });
    }

    #[test]
    fn pages_of_power_speak_german_and_mark_what_no_catalogue_says() {
        let broken = ShiftSet {
            trouble: Some("roles/x.yaml is no YAML".to_owned()),
            ..entry(3, "2025-05-05", "break it", Vec::new())
        };
        let merge = "Merge branch 'x'";
        let fixture = Fixture::german_with(&[]).history(vec![
            entry(1, "2026-01-01", merge, vec![seated("ana")]),
            entry(2, "2025-06-06", "fix a typo", Vec::new()),
            broken,
        ]);
        let words = fixture.words("power.html");
        for part in [
            "Am 1. November 2026 , gezählt über alle, die handeln können:",
            "gewinnt Ana Maria Paz",
            "nicht gelesen Die Einträge dieser Änderung waren nicht lesbar: \
             roles/x.yaml is no YAML",
            "1 andere Änderung der Einträge hat keine Macht verschoben und ist nicht aufgeführt.",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let html = fixture.html("power.html");
        for part in [
            "Ana Maria Paz wird Keeper (bis 31.\u{a0}Dezember\u{a0}2026)",
            "<span lang=\"en\">roles/x.yaml is no YAML</span>",
        ] {
            assert!(html.contains(part), "{part} not in {html}");
        }
        let words = fixture.words("power/000000000001.html");
        for part in [
            "Machtverschiebung Ana Maria Paz wird Keeper",
            "Umfang 1 Machtverschiebung in 1 Eintrag",
            "1 besetzt Sitz: Keeper bis 31. Dezember 2026 Ana Maria Paz roles/ keeper.yaml , Zeile 9",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let html = fixture.html("power/000000000001.html");
        assert!(!html.contains("lang=\"en\""), "{html}");
    }
}
