//! People by whatever they are called.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::nearest;
use crate::model::{Actor, Id};

use super::Records;

/// Why a person was not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// Several people are called so.
    Several(Vec<Id>),
    /// It is a unit or role.
    NoPerson(Actor),
    /// Nobody is; perhaps this one was meant.
    Nobody(Option<String>),
}

/// The person of this id, alias, handle or name, whatever the case of the letters.
///
/// # Errors
/// See [`Unknown`].
pub fn find_person(records: &Records<'_>, text: &str) -> Result<Id, Unknown> {
    let text = text.trim();
    let governance = records.governance;
    if let Some((id, _)) = governance.people.get_key_value(text) {
        return Ok(id.clone());
    }
    let bare = text.strip_prefix('@').unwrap_or(text);
    let bare = bare
        .strip_prefix("people/")
        .or_else(|| bare.strip_prefix("person/"))
        .unwrap_or(bare)
        .to_lowercase();
    let mut called: BTreeMap<String, BTreeSet<&Id>> = BTreeMap::new();
    let mut add = |word: &str, id| {
        called.entry(word.to_lowercase()).or_default().insert(id);
    };
    for (id, person) in &governance.people {
        add(id, id);
        add(person.name(), id);
        for alias in &person.envelope.aliases {
            add(alias, id);
        }
        for handle in person.data.handles.values() {
            add(handle.trim_start_matches('@'), id);
        }
    }
    // People who hold a seat and have no record.
    for seat in &records.powers.roster.seats {
        add(&seat.person, &seat.person);
    }
    if let Some(people) = called.get(&bare) {
        let mut people = people.iter().map(|id| (*id).clone());
        return match (people.next(), people.len()) {
            (Some(one), 0) => Ok(one),
            (first, _) => Err(Unknown::Several(first.into_iter().chain(people).collect())),
        };
    }
    if let Some(actor) = governance.actor(text) {
        return Err(Unknown::NoPerson(actor));
    }
    let near = nearest(&bare, called.keys().map(String::as_str));
    // A part of a name is enough where it is one person's alone.
    let mut with: Vec<&Id> = governance
        .people
        .iter()
        .filter(|(_, person)| {
            let name = person.name().to_lowercase();
            name.split_whitespace().any(|word| word == bare)
        })
        .map(|(id, _)| id)
        .collect();
    match (with.pop(), with.is_empty()) {
        (Some(one), true) => Ok(one.clone()),
        (Some(one), false) => {
            with.push(one);
            Err(Unknown::Several(with.into_iter().cloned().collect()))
        }
        (None, _) => Err(Unknown::Nobody(near.map(|near| {
            let people = called.get(near).and_then(|people| people.first());
            people.map_or_else(|| near.to_owned(), ToString::to_string)
        }))),
    }
}
