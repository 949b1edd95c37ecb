//! The index of the search: what there is to find, by which words, and where it lies. One file that
//! is loaded when somebody begins to search, and by nothing else.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::book::Book;
use super::pages::{FINDER, Listed, Topics};
use super::text::{capital, lower_words, name};
use super::words::Words;
use crate::model::{Kind, Record, RecordData};

/// Where the index lies.
pub(super) const ADDRESS: &str = "search-index.js";

/// How many bytes of further words one entry carries.
const MORE: usize = 600;

/// The index as it is written.
#[derive(Serialize)]
struct Index<'i> {
    /// What each kind is called.
    kinds: BTreeMap<&'static str, String>,
    entries: Vec<Entry>,
    /// Words that lead to topics, by the anchors of their cards.
    topics: BTreeMap<&'i str, &'i str>,
    /// The topics whose cards lie on other pages than the first: title, address, slug, words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    apart: Vec<[&'i str; 4]>,
}

/// Kind, title, address, further words.
#[derive(Serialize)]
struct Entry(&'static str, String, String, String);

/// The file, given all topics.
pub(super) fn index(book: &Book<'_>, topics: &Topics) -> Vec<u8> {
    let governance = &book.governance;
    let mut entries = Vec::new();
    for card in &topics.cards {
        if book.domain(&card.slug).is_some() {
            let (title, address) = (card.title.clone(), card.address.clone());
            entries.push(Entry("topic", title, address, card.slug.clone()));
        }
    }
    for role in governance.roles.values() {
        let purpose = role.data.mandate.purpose.as_deref();
        let unit = book.name(Kind::Unit, &role.data.unit.value);
        let more = [purpose, unit.as_deref()];
        entries.extend(entry(book, role, more.into_iter().flatten()));
    }
    for unit in governance.units.values() {
        entries.extend(entry(book, unit, unit.data.mandate.purpose.as_deref()));
    }
    for policy in governance.policies.values() {
        entries.extend(entry(book, policy, book.own_text(policy)));
    }
    for decision in governance.decisions.values() {
        let more = decision.data.outcome.as_deref();
        entries.extend(entry(book, decision, more));
    }
    for person in governance.people.values() {
        entries.extend(entry(book, person, None));
    }
    let is_first = |card: &Listed| card.address.starts_with(FINDER);
    let index = Index {
        kinds: kinds(book.words),
        entries,
        topics: topics
            .cards
            .iter()
            .filter(|card| !card.words.is_empty() && is_first(card))
            .map(|card| (card.anchor.as_str(), card.words.as_str()))
            .collect(),
        apart: topics
            .cards
            .iter()
            .filter(|card| !is_first(card))
            .map(|card| [&*card.title, &*card.address, &*card.slug, &*card.words])
            .collect(),
    };
    script("handbookIndex", &index)
}

/// Data as a script that calls a function with it, so that it can be read from a folder too.
pub(super) fn script(function: &str, data: &impl Serialize) -> Vec<u8> {
    // Plain strings and maps: writing them as JSON does not fail.
    let json = serde_json::to_string(data).unwrap_or_default();
    // A line of these kinds would end a string in older engines.
    let json = json
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    format!("{function}({json});\n").into_bytes()
}

fn kinds(words: Words) -> BTreeMap<&'static str, String> {
    let kinds = [
        Kind::Role,
        Kind::Unit,
        Kind::Policy,
        Kind::Decision,
        Kind::Person,
    ];
    let named = kinds.map(|kind| (kind.word(), capital(&words.word("kind", kind.word()))));
    let topic = ("topic", words.text("search-topic"));
    named.into_iter().chain([topic]).collect()
}

fn entry<'t, T: RecordData>(
    book: &Book<'_>,
    record: &Record<T>,
    texts: impl IntoIterator<Item = &'t str>,
) -> Option<Entry> {
    let address = book.address(T::KIND, &record.id)?.to_owned();
    let mut more = record.id.to_string();
    more.push(' ');
    more.push_str(&distinct_words(texts, MORE));
    Some(Entry(
        T::KIND.word(),
        name(record.name()),
        address,
        more.trim_end().to_owned(),
    ))
}

/// The words of some texts, each once and none that is too short to be asked for, up to a number of
/// bytes.
pub(super) fn distinct_words<'t>(texts: impl IntoIterator<Item = &'t str>, most: usize) -> String {
    WordLists::default().distinct(texts, most)
}

/// The words of texts, for texts that are asked for again and again.
#[derive(Default)]
pub(super) struct WordLists<'t>(FxHashMap<&'t str, Vec<Cow<'t, str>>>);

impl<'t> WordLists<'t> {
    /// The same as [`distinct_words`].
    pub(super) fn distinct(
        &mut self,
        texts: impl IntoIterator<Item = &'t str>,
        most: usize,
    ) -> String {
        let mut seen: FxHashSet<Cow<'t, str>> = FxHashSet::default();
        let mut words = String::new();
        for text in texts {
            for word in self.0.entry(text).or_insert_with(|| list(text)) {
                if seen.contains(word) {
                    continue;
                }
                if words.len() + word.len() > most {
                    return words;
                }
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
                seen.insert(word.clone());
            }
        }
        words
    }
}

/// The words of a text, each once, without those that are too short.
fn list(text: &str) -> Vec<Cow<'_, str>> {
    let mut seen = FxHashSet::default();
    let words = lower_words(text).filter(|word| word.chars().nth(3).is_some());
    words.filter(|word| seen.insert(word.clone())).collect()
}
