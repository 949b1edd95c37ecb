//! Long logs, cut by year, and by month where a year is long too.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Date;
use crate::site::here::Here;
use crate::site::words::{Words, parts};

/// Beyond so many entries a log has pages of its own for its years.
const WHOLE: usize = 100;

/// Beyond so many entries a year has pages of its own for its months.
const YEAR: usize = 200;

/// How many entries a page of a month has.
const MONTH: usize = 200;

/// How many entries the first page of a long log shows.
pub(super) const NEWEST: usize = 20;

/// Entries of one year or month.
#[derive(Serialize)]
pub(super) struct Group<T> {
    /// The anchor.
    pub id: String,
    /// "2026", or "March 2026".
    pub title: String,
    pub entries: Vec<T>,
}

/// A link to the page of one part.
#[derive(Clone, Serialize)]
pub(super) struct PartLink {
    pub text: String,
    pub href: String,
    pub count: usize,
}

/// A part that has a page of its own.
pub(super) struct Chunk<T> {
    pub title: String,
    /// The address of its page.
    pub address: String,
    pub entries: Vec<(Date, T)>,
}

/// Whether a log of so many entries is cut.
pub(super) fn is_long(entries: usize) -> bool {
    entries > WHOLE
}

/// Entries, newest first, under the headings of their years.
pub(super) fn by_year<T>(entries: Vec<(Date, T)>) -> Vec<Group<T>> {
    let mut groups: Vec<Group<T>> = Vec::new();
    for (date, entry) in entries {
        let title = date.year().to_string();
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.entries.push(entry),
            None => groups.push(Group {
                id: format!("y-{title}"),
                title,
                entries: vec![entry],
            }),
        }
    }
    groups
}

/// Entries, newest first, cut into parts whose pages are called `stem-YEAR.html` or
/// `stem-YEAR-MONTH.html`; a month that is too long for a page goes on at `stem-YEAR-MONTH~2.html`.
pub(super) fn chunks<T>(words: Words, stem: &str, entries: Vec<(Date, T)>) -> Vec<Chunk<T>> {
    let mut in_year: BTreeMap<i16, usize> = BTreeMap::new();
    for (date, _) in &entries {
        *in_year.entry(date.year()).or_default() += 1;
    }
    let mut in_month: BTreeMap<(i16, usize), usize> = BTreeMap::new();
    let mut chunks: Vec<Chunk<T>> = Vec::new();
    for (date, entry) in entries {
        let (year, month, _) = parts(date);
        let (title, address) = if in_year[&year] > YEAR {
            let before = in_month.entry((year, month)).or_default();
            let part = *before / MONTH + 1;
            *before += 1;
            let title = words.month_of(year, month);
            match part {
                1 => (title, format!("{stem}-{year}-{month:02}.html")),
                part => (
                    format!("{title} ({part})"),
                    format!("{stem}-{year}-{month:02}~{part}.html"),
                ),
            }
        } else {
            (year.to_string(), format!("{stem}-{year}.html"))
        };
        match chunks.last_mut().filter(|chunk| chunk.address == address) {
            Some(chunk) => chunk.entries.push((date, entry)),
            None => chunks.push(Chunk {
                title,
                address,
                entries: vec![(date, entry)],
            }),
        }
    }
    chunks
}

/// Links to the parts.
pub(super) fn links<T>(here: &Here<'_>, chunks: &[Chunk<T>]) -> Vec<PartLink> {
    chunks
        .iter()
        .map(|chunk| PartLink {
            text: chunk.title.clone(),
            href: here.to(&chunk.address),
            count: chunk.entries.len(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    #[test]
    fn years_stand_newest_first() {
        let entries = vec![
            (on("2026-02-01"), 1),
            (on("2026-01-01"), 2),
            (on("2025-01-01"), 3),
        ];
        let groups = by_year(entries);
        let titles: Vec<&str> = groups.iter().map(|group| group.title.as_str()).collect();
        assert_eq!(titles, ["2026", "2025"]);
        assert_eq!(groups[0].entries, [1, 2]);
    }

    #[test]
    fn a_long_year_is_cut_by_month() {
        let mut entries: Vec<(Date, usize)> = (0..150).map(|n| (on("2026-02-01"), n)).collect();
        entries.extend((0..60).map(|n| (on("2026-01-31"), n)));
        entries.push((on("2025-06-01"), 0));
        let chunks = chunks(Words::english(), "power", entries);
        let addresses: Vec<&str> = chunks.iter().map(|chunk| chunk.address.as_str()).collect();
        assert_eq!(
            addresses,
            [
                "power-2026-02.html",
                "power-2026-01.html",
                "power-2025.html"
            ]
        );
    }

    #[test]
    fn a_long_month_is_cut_into_parts() {
        let entries = (0..=2 * MONTH).map(|n| (on("2026-02-01"), n));
        let chunks = chunks(Words::english(), "log", entries.collect());
        let parts: Vec<(&str, &str, usize)> = chunks
            .iter()
            .map(|chunk| (&*chunk.title, &*chunk.address, chunk.entries.len()))
            .collect();
        assert_eq!(
            parts,
            [
                ("February 2026", "log-2026-02.html", MONTH),
                ("February 2026 (2)", "log-2026-02~2.html", MONTH),
                ("February 2026 (3)", "log-2026-02~3.html", 1),
            ]
        );
        assert_eq!(chunks[1].entries[0].1, MONTH);
    }
}
