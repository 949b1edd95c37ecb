//! Handles of people as forges know them, and other words of formats that name things loosely.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Actor, Envelope, Id, Named, Person, Record, Text, Unit};
use crate::source::{At, Node, SourceId, Span, Value};

/// The longest handle, in bytes.
const MAX_BYTES: usize = 100;

/// What is written where nobody holds a seat yet.
const PLACEHOLDERS: [&str; 9] = [
    "tbd",
    "tba",
    "tbc",
    "n/a",
    "none",
    "vacant",
    "unknown",
    "todo",
    "to be determined",
];

/// A handle as it is written, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Handle {
    /// As it is written.
    pub word: Text,
    /// The person: handles differ in more than case, so the id is in small letters. None where the
    /// word holds a place for somebody to come, or can be no handle.
    pub person: Option<Id>,
}

impl Handle {
    /// The handle that a word is; none for a blank.
    pub(super) fn of(word: &str) -> Option<Handle> {
        let word = word.trim();
        let word = word.strip_prefix('@').unwrap_or(word);
        if word.is_empty() {
            return None;
        }
        let lower = word.to_ascii_lowercase();
        let is_person = is_handle(word) && !PLACEHOLDERS.contains(&lower.as_str());
        Some(Handle {
            word: Text::of(word),
            person: is_person.then(|| Id::of(lower)),
        })
    }

    /// The handle as an entry names it.
    pub(super) fn named(&self) -> Named {
        Named {
            word: self.word.clone(),
            actor: self.person.clone().map(Actor::Person),
        }
    }
}

fn is_handle(word: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '[' | ']');
    word.len() <= MAX_BYTES
        && word.starts_with(|c: char| c.is_ascii_alphanumeric())
        && word.chars().all(allowed)
}

/// A name as an id that can be a file and an address: small letters, digits, `-`, `_` and `.`.
pub(super) fn id_word(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.trim().chars().take(MAX_BYTES) {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            '_' | '.' => slug.push(c),
            _ if slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_matches(['-', '.']);
    if slug.is_empty() {
        "unnamed".to_owned()
    } else {
        slug.to_owned()
    }
}

/// A scalar as it is written: a handle of digits alone is still a handle.
pub(super) fn word<'t>(node: &'t Node, text: &'t str) -> Option<&'t str> {
    let word = match &node.value {
        Value::Text(word) => word,
        Value::Null | Value::List(_) | Value::Map(_) => return None,
        Value::Bool(_) | Value::Integer(_) | Value::Float(_) => {
            text.get(node.span.start..node.span.end)?
        }
    };
    let word = word.trim();
    (!word.is_empty()).then_some(word)
}

/// The scalar under a key.
pub(super) fn word_at<'t>(node: &'t Node, key: &str, text: &'t str) -> Option<At<&'t str>> {
    let node = node.get(key)?;
    Some(At::new(word(node, text)?, node.span))
}

/// The handles of a list.
pub(super) fn handles(list: &Node, text: &str) -> Vec<At<Handle>> {
    let items = list.items().iter();
    items
        .filter_map(|item| Some(At::new(Handle::of(word(item, text)?)?, item.span)))
        .collect()
}

/// The handles of the list under a key.
pub(super) fn handles_at(node: &Node, key: &str, text: &str) -> Vec<At<Handle>> {
    let list = node.get(key);
    list.map_or_else(Vec::new, |list| handles(list, text))
}

/// A value that stands nowhere.
pub(super) fn nowhere<T>(value: T) -> At<T> {
    At::new(value, Span::default())
}

/// A unit that no line of its own declares: it stands at the start of a file.
pub(super) fn made_unit(id: Id, name: &str, purpose: &str, source: SourceId) -> Record<Unit> {
    let mut unit = Unit::default();
    unit.mandate.purpose = Some(Text::of(purpose));
    Record {
        id,
        source,
        span: Span::default(),
        head: Span::default(),
        body: None,
        envelope: Arc::new(Envelope::named(nowhere(Text::of(name)))),
        data: Arc::new(unit),
    }
}

/// The record of somebody of whom little more than the handle is known.
pub(super) fn person(id: Id, name: Text, word: Text, source: SourceId, at: Span) -> Record<Person> {
    let handles = BTreeMap::from([(Text::of("github"), word)]);
    Record {
        id,
        source,
        span: at,
        head: at,
        body: None,
        envelope: Arc::new(Envelope::named(At::new(name, at))),
        data: Arc::new(Person {
            handles,
            ..Person::default()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_and_odd_words_are_nobody() {
        for word in ["TBD", "n/a", "two words", "a/b", "ünna", "-x"] {
            let handle = Handle::of(word).expect("is a word");
            assert_eq!(handle.person, None, "{word}");
            assert_eq!(handle.word.as_str(), word);
        }
        assert_eq!(Handle::of("  "), None);
    }

    #[test]
    fn case_does_not_tell_people_apart() {
        let (one, other) = (Handle::of("@AnneB"), Handle::of("anneb"));
        let person = |handle: Option<Handle>| handle.and_then(|handle| handle.person);
        assert_eq!(person(one), person(other));
    }

    #[test]
    fn slugs_are_fit_for_file_names() {
        assert_eq!(id_word("Release Team / EU"), "release-team-eu");
        assert_eq!(id_word("k8s.io"), "k8s.io");
        assert_eq!(id_word("../.."), "unnamed");
        assert_eq!(id_word("ß"), "unnamed");
    }
}
