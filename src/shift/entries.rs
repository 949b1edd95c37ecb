//! Direct changes in the words of the source: who is listed where as what, and no longer.
//!
//! A record that spells a person otherwise gives and takes nothing, nor does the chair of a body
//! tell more where its holder joins or leaves the body altogether.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::identity::is_same_person;
use super::sides::Both;
use crate::model::{Actor, Entries, Entry, Governance, Named, Person, Record, Text};

/// One entry that came or went.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    let old: Vec<&[Entry]> = fresh(base, &in_head).collect();
    let new: Vec<&[Entry]> = fresh(head, &in_base).collect();
    let (old, new, mut kept) = if both.identity.is_plain() {
        trimmed(&old, &new)
    } else {
        (old, new, Vec::new())
    };
    kept.extend(shared(head, &in_base));
    let mut old: Left<'_> = old
        .into_iter()
        .flatten()
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
    let mut new: Left<'_> = new
        .into_iter()
        .flatten()
        .map(|entry| {
            (
                key(&entry.who.word, &entry.role, &entry.body.word),
                (entry.who.actor.as_ref(), said(entry)),
            )
        })
        .collect();
    old.retain(|key, _| new.remove(key).is_none());
    // Somebody may be listed twice: what both sides say besides neither came nor went.
    let twice = repeated(&kept, [&old, &new]);
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

/// The pieces that the other side does not share.
fn fresh<'p>(
    pieces: &'p [Entries],
    other: &HashSet<*const ()>,
) -> impl Iterator<Item = &'p [Entry]> {
    let pieces = pieces.iter();
    let fresh = pieces.filter(|piece| !other.contains(&address(piece)));
    fresh.map(|piece| &*piece.entries)
}

/// The pieces that the other side shares.
fn shared<'p>(
    pieces: &'p [Entries],
    other: &HashSet<*const ()>,
) -> impl Iterator<Item = &'p [Entry]> {
    let pieces = pieces.iter();
    let shared = pieces.filter(|piece| other.contains(&address(piece)));
    shared.map(|piece| &*piece.entries)
}

/// Entries of several pieces.
type Listed<'p> = Vec<&'p [Entry]>;

/// Pieces of both sides without what they begin and end with alike, and that by itself: neighbours
/// in history differ by an entry or two.
fn trimmed<'p>(old: &[&'p [Entry]], new: &[&'p [Entry]]) -> (Listed<'p>, Listed<'p>, Listed<'p>) {
    if old.len() != new.len() {
        return (old.to_vec(), new.to_vec(), Vec::new());
    }
    let alike = |(a, b): &(&Entry, &Entry)| {
        a.who.word == b.who.word && a.role == b.role && a.body.word == b.body.word
    };
    let (mut olds, mut news, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for (old, new) in old.iter().zip(new) {
        let front = old.iter().zip(*new).take_while(alike).count();
        let ((start, old), new) = (old.split_at(front), &new[front..]);
        let ends = old.iter().rev().zip(new.iter().rev());
        let back = ends.take_while(alike).count();
        let (old, end) = old.split_at(old.len() - back);
        olds.push(old);
        news.push(&new[..new.len() - back]);
        kept.extend([start, end]);
    }
    (olds, news, kept)
}

fn key(who: &str, role: &str, body: &str) -> Key {
    (who.to_lowercase(), role.to_owned(), body.to_lowercase())
}

/// A word in small letters, in which most are written.
fn small(word: &str) -> Cow<'_, str> {
    let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if word.bytes().all(is_small) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

fn said(entry: &Entry) -> Said {
    let words = [&entry.who.word, &entry.role, &entry.body.word];
    let [who, role, body] = words.map(ToString::to_string);
    (who, role, body)
}

/// The keys of `sides` that an entry has too which both sides have.
fn repeated(kept: &[&[Entry]], sides: [&Left<'_>; 2]) -> HashSet<Key> {
    let keys = || sides.into_iter().flat_map(BTreeMap::keys);
    let bodies: BTreeSet<&str> = keys().map(|(_, _, body)| body.as_str()).collect();
    let mut found = HashSet::new();
    if bodies.is_empty() {
        return found;
    }
    let people: BTreeSet<&str> = keys().map(|(who, _, _)| who.as_str()).collect();
    let mut last: Option<(&Text, bool)> = None;
    for entry in kept.iter().copied().flatten() {
        // Neighbours mostly have one body.
        let body = &entry.body.word;
        let concerned = match last {
            Some((known, concerned)) if known == body => concerned,
            _ => bodies.contains(&*small(body)),
        };
        last = Some((body, concerned));
        if concerned && people.contains(&*small(&entry.who.word)) {
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
