//! Direct changes in the words of the source: who is listed where as what, and no longer.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::sides::Both;
use crate::model::{Actor, Entries, Entry, Named, Text};

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

pub(super) fn changes(both: &Both<'_>) -> Vec<EntryChange> {
    let (base, head) = (&both.base.governance.entries, &both.head.governance.entries);
    // Pieces that both sides share tell nothing.
    let (in_base, in_head) = (addresses(base), addresses(head));
    let words = words(both);
    let now = |named: &Named| {
        let actor = named.actor.as_ref();
        let renamed = actor
            .map(|actor| both.identity.actor(actor))
            .filter(|now| Some(now) != actor);
        let word = renamed.and_then(|now| words.get(&now));
        word.map_or_else(|| named.word.to_string(), ToString::to_string)
    };
    let old: BTreeMap<Key, Said> = fresh(base, &in_head)
        .map(|entry| {
            (
                key(&now(&entry.who), &entry.role, &now(&entry.body)),
                said(entry),
            )
        })
        .collect();
    let new: BTreeMap<Key, Said> = fresh(head, &in_base)
        .map(|entry| {
            (
                key(&entry.who.word, &entry.role, &entry.body.word),
                said(entry),
            )
        })
        .collect();
    let mut changes = Vec::new();
    for (gained, here, there) in [(false, &old, &new), (true, &new, &old)] {
        for (key, (who, role, body)) in here {
            if !there.contains_key(key) {
                changes.push(EntryChange {
                    gained,
                    who: who.clone(),
                    role: role.clone(),
                    body: body.clone(),
                });
            }
        }
    }
    changes.sort();
    changes
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

/// The head's word for everything that was renamed.
fn words<'b>(both: &Both<'b>) -> BTreeMap<&'b Actor, &'b Text> {
    if both.identity.is_plain() {
        return BTreeMap::new();
    }
    let pieces = both.head.governance.entries.iter();
    let named = pieces
        .flat_map(|piece| &*piece.entries)
        .flat_map(|entry| [&entry.who, &entry.body]);
    named
        .filter_map(|named| Some((named.actor.as_ref()?, &named.word)))
        .collect()
}
