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

/// Numbers of accounts that nobody else ever gets.
const ACCOUNTS: [&str; 2] = ["github-id", "memberid"];

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

/// Whether two records of one seat, one gone and one new, are of one person, by the same evidence.
///
/// Where no forge's account stands behind a person, a name in which one letter differs is the same
/// name, written right.
pub(in crate::shift) fn is_same_person(was: &Record<Person>, is: &Record<Person>) -> bool {
    if was.id == is.id {
        return true;
    }
    for (service, handle) in &was.data.handles {
        let other = is.data.handles.get(service);
        if ACCOUNTS.contains(&service.as_str()) && other.is_some_and(|other| other != handle) {
            return false;
        }
    }
    let share = |marks: fn(&Record<Person>) -> Vec<String>| {
        let known = marks(was);
        marks(is).iter().any(|mark| known.contains(mark))
    };
    let has_forge = |person: &Record<Person>| {
        let mut services = person.data.handles.keys();
        services.any(|service| NO_EVIDENCE.contains(&service.as_str()))
    };
    share(handles)
        || share(letters)
        || share(name)
        || (!has_forge(was) && !has_forge(is) && is_respelt(was.name(), is.name()))
}

/// Whether names of some length differ in one letter, or in the order of words.
fn is_respelt(was: &str, is: &str) -> bool {
    let plain = |name: &str| -> Vec<String> {
        let words = name.split_whitespace();
        let mut words: Vec<String> = words.map(str::to_lowercase).collect();
        words.sort();
        words
    };
    let (was, is) = (plain(was), plain(is));
    was.len() >= 2
        && was.len() == is.len()
        && (was == is || is_one_letter_off(&was.join(" "), &is.join(" ")))
}

/// How long two names must be at least that may differ in a letter.
const LONG_NAME: usize = 8;

fn is_one_letter_off(was: &str, is: &str) -> bool {
    let (was, is): (Vec<char>, Vec<char>) = (was.chars().collect(), is.chars().collect());
    if was.len().min(is.len()) < LONG_NAME || was.len().abs_diff(is.len()) > 1 {
        return false;
    }
    let front = was.iter().zip(&is).take_while(|(a, b)| a == b).count();
    let back = was.iter().rev().zip(is.iter().rev());
    let back = back.take_while(|(a, b)| a == b).count();
    front + back + 1 >= was.len().max(is.len())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_written_right() {
        assert!(is_respelt("Ghita Mann", "Ghita Maan"));
        assert!(is_respelt("Chen Yin", "Yin Chen"));
        assert!(is_respelt("Morgain Fain", "Morgan Fain"));
        assert!(!is_respelt("Ann Li", "Ann Lo"), "too short to tell");
        assert!(!is_respelt("Ghita Mann", "Ghita Moon"));
        assert!(!is_respelt("annalee", "annelee"), "one word may be a nick");
    }
}
