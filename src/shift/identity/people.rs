//! People under another handle.
//!
//! Evidence, the strongest first: the record says so; the same number of an account; the same
//! handle on any service; an id that differs in letter case only; the same name. Each must fit
//! exactly one person on either side.

use std::collections::BTreeMap;

use super::Turnover;
use crate::model::{Id, Person, Record};

/// Handles that may pass from one person to another, or that say nothing of who it is.
const NO_EVIDENCE: [&str; 1] = ["github"];

pub(super) fn renamed(
    base: &BTreeMap<Id, Record<Person>>,
    head: &BTreeMap<Id, Record<Person>>,
) -> BTreeMap<Id, Id> {
    let turnover = Turnover::of(base, head);
    if turnover.is_still() {
        return BTreeMap::new();
    }
    let mut found = turnover.by_alias();
    let mut left = turnover.without(&found);
    for marks in [handles, letters, name] {
        let same = left.by_mark(marks, marks);
        left = left.without(&same);
        found.extend(same);
    }
    found
}

fn handles(person: &Record<Person>) -> Vec<String> {
    let handles = person.data.handles.iter();
    handles
        .filter(|(service, _)| !NO_EVIDENCE.contains(&service.as_str()))
        .map(|(service, handle)| format!("{service}:{}", handle.to_lowercase()))
        .collect()
}

fn letters(person: &Record<Person>) -> Vec<String> {
    vec![person.id.to_lowercase()]
}

/// A name of at least two words: a single one may be anybody's, or the handle again.
fn name(person: &Record<Person>) -> Vec<String> {
    let words: Vec<String> = person
        .name()
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    if words.len() < 2 {
        return Vec::new();
    }
    vec![words.join(" ")]
}
