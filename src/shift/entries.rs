//! Direct changes in the words of the source: who is listed where as what, and no longer.
//!
//! A record that spells a person otherwise gives and takes nothing, nor does the chair of a body
//! tell more where its holder joins or leaves the body altogether.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::identity::is_same_person;
use super::sides::Both;
use crate::model::{Actor, Entries, Entry, Governance, Named, Person, Record, Text};

/// One entry that came or went.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryChange {
    /// Whether it is new; gone otherwise.
    pub gained: bool,
    /// Who, in the source's word.
    pub who: String,
    /// As what.
    pub role: String,
    /// Where.
    pub body: String,
}

/// An entry as the same one on both sides. Names compare without regard to case, as forges do.
type Key = (String, String, String);
/// Who, as what and where, in the words of its side.
type Said = (String, String, String);
/// What one side has and the other has not: the person, and the words.
type Left<'b> = BTreeMap<Key, (Option<&'b Actor>, Said)>;

/// The role that a member of a body has among its members.
const CHAIR: &str = "chair";

pub(super) fn changes(both: &Both<'_>) -> Vec<EntryChange> {
    let (base, head) = (&both.base.governance.entries, &both.head.governance.entries);
    // Pieces that both sides share tell nothing.
    let (in_base, in_head) = (addresses(base), addresses(head));
    let words = words(both);
    let now = |named: &Named, part: Part| {
        let actor = named.actor.as_ref();
        let renamed = actor
            .map(|actor| both.identity.actor(actor))
            .filter(|now| Some(now) != actor);
        let word = renamed.and_then(|now| words[part as usize].get(&now).copied());
        word.map_or_else(|| named.word.to_string(), ToString::to_string)
    };
    let mut old: Left<'_> = fresh(base, &in_head)
        .map(|entry| {
            (
                key(
                    &now(&entry.who, Part::Who),
                    &entry.role,
                    &now(&entry.body, Part::Body),
                ),
                (entry.who.actor.as_ref(), said(entry)),
            )
        })
        .collect();
    let mut new: Left<'_> = fresh(head, &in_base)
        .map(|entry| {
            (
                key(&entry.who.word, &entry.role, &entry.body.word),
                (entry.who.actor.as_ref(), said(entry)),
            )
        })
        .collect();
    old.retain(|key, _| new.remove(key).is_none());
    // Somebody may be listed twice: what a shared piece says too neither came nor went.
    let twice = repeated(head, &in_base, [&old, &new]);
    for left in [&mut old, &mut new] {
        left.retain(|key, _| !twice.contains(key));
    }
    cancel_respelt(both, &mut old, &mut new);
    let mut changes = Vec::new();
    for (gained, left) in [(false, old), (true, new)] {
        let of_body = |who: &String, body: &String| {
            let others = left.keys().filter(|(_, role, _)| role != CHAIR);
            others
                .into_iter()
                .any(|(other, _, at)| other == who && at == body)
        };
        let told = left
            .iter()
            .filter(|((who, role, body), _)| role != CHAIR || !of_body(who, body));
        changes.extend(told.map(|(_, (_, (who, role, body)))| EntryChange {
            gained,
            who: who.clone(),
            role: role.clone(),
            body: body.clone(),
        }));
    }
    changes.sort();
    changes
}

/// Drops pairs of a seat that one person has lost and one has gained where both are the same one,
/// as far as handles and names tell. Whoever is spelt otherwise in one place may still be spelt as
/// before in others.
fn cancel_respelt(both: &Both<'_>, old: &mut Left<'_>, new: &mut Left<'_>) {
    let mut by_seat: BTreeMap<(String, String), Vec<Key>> = BTreeMap::new();
    for key in new.keys() {
        let seat = (key.1.clone(), key.2.clone());
        by_seat.entry(seat).or_default().push(key.clone());
    }
    old.retain(|(_, role, body), (was, _)| {
        let Some(come) = by_seat.get_mut(&(role.clone(), body.clone())) else {
            return true;
        };
        let was = was.and_then(|actor| person(both.base.governance, actor));
        let same = was.and_then(|was| {
            come.iter().position(|key| {
                let is = new.get(key).and_then(|(actor, _)| *actor);
                let is = is.and_then(|actor| person(both.head.governance, actor));
                is.is_some_and(|is| is_same_person(was, is))
            })
        });
        if let Some(at) = same {
            new.remove(&come.remove(at));
        }
        same.is_none()
    });
}

fn person<'g>(governance: &'g Governance, actor: &Actor) -> Option<&'g Record<Person>> {
    match actor {
        Actor::Person(id) => governance.people.get(id),
        Actor::Unit(_) | Actor::Role(_) => None,
    }
}

fn address(piece: &Entries) -> *const () {
    Arc::as_ptr(&piece.entries).cast()
}

fn addresses(pieces: &[Entries]) -> HashSet<*const ()> {
    pieces.iter().map(address).collect()
}

/// The entries of pieces that the other side does not share.
fn fresh<'p>(
    pieces: &'p [Entries],
    other: &'p HashSet<*const ()>,
) -> impl Iterator<Item = &'p Entry> {
    pieces
        .iter()
        .filter(move |piece| !other.contains(&address(piece)))
        .flat_map(|piece| &*piece.entries)
}

fn key(who: &str, role: &str, body: &str) -> Key {
    (who.to_lowercase(), role.to_owned(), body.to_lowercase())
}

fn said(entry: &Entry) -> Said {
    let words = [&entry.who.word, &entry.role, &entry.body.word];
    let [who, role, body] = words.map(ToString::to_string);
    (who, role, body)
}

/// The keys of `sides` that a piece has too which both sides share.
fn repeated(pieces: &[Entries], other: &HashSet<*const ()>, sides: [&Left<'_>; 2]) -> HashSet<Key> {
    let bodies: BTreeSet<&str> = sides
        .into_iter()
        .flat_map(BTreeMap::keys)
        .map(|(_, _, body)| body.as_str())
        .collect();
    let mut found = HashSet::new();
    if bodies.is_empty() {
        return found;
    }
    let shared = pieces
        .iter()
        .filter(|piece| other.contains(&address(piece)));
    let mut last: Option<(&Text, bool)> = None;
    for entry in shared.flat_map(|piece| &*piece.entries) {
        // Neighbours mostly have one body.
        let body = &entry.body.word;
        let concerned = match last {
            Some((known, concerned)) if known == body => concerned,
            _ => bodies.contains(body.to_lowercase().as_str()),
        };
        last = Some((body, concerned));
        if concerned {
            let key = key(&entry.who.word, &entry.role, body);
            if sides.iter().any(|side| side.contains_key(&key)) {
                found.insert(key);
            }
        }
    }
    found
}

/// The two parts of an entry in which something is named; a source may have a word for each.
#[derive(Clone, Copy)]
enum Part {
    Who,
    Body,
}

/// The head's words for everything that was renamed, by the part in which it is named.
fn words<'b>(both: &Both<'b>) -> [BTreeMap<&'b Actor, &'b Text>; 2] {
    let mut words = [BTreeMap::new(), BTreeMap::new()];
    if both.identity.is_plain() {
        return words;
    }
    let pieces = both.head.governance.entries.iter();
    for entry in pieces.flat_map(|piece| &*piece.entries) {
        for (words, named) in words.iter_mut().zip([&entry.who, &entry.body]) {
            if let Some(actor) = &named.actor {
                words.insert(actor, &named.word);
            }
        }
    }
    words
}
