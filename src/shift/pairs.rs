//! The powers of both sides, brought together by their keys.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::model::{Actor, Object, Right};
use crate::power::{Act, Power, PowerKey, Powers};

use super::sides::Both;

/// A power of the base under its key of the head.
pub(super) type Gone<'s> = (Cow<'s, PowerKey>, &'s Power);

/// What both sides have, what only the base has, and what only the head has; each sorted by key.
pub(super) struct Pairs<'s> {
    base: Base<'s>,
    /// On both sides, the base's first.
    pub(super) kept: Vec<(&'s Power, &'s Power)>,
    /// On the base alone.
    pub(super) gone: Vec<Gone<'s>>,
    /// On the head alone.
    pub(super) come: Vec<&'s Power>,
}

/// How the base's powers are found by a key of the head.
enum Base<'s> {
    /// Nothing was renamed, so their own keys will do.
    Plain(&'s Powers),
    /// Sorted by key.
    Renamed(Vec<Gone<'s>>),
}

impl<'s> Pairs<'s> {
    /// Walks both sorted lists once.
    pub(super) fn new(both: &Both<'s>) -> Self {
        let (base, head) = (both.base.powers, both.head.powers);
        let sorted = if both.identity.is_plain() {
            Base::Plain(base)
        } else {
            let keyed = base.all.iter();
            let mut keyed: Vec<Gone<'s>> = keyed
                .map(|power| (Cow::Owned(both.identity.key(&power.key)), power))
                .collect();
            keyed.sort_by(|a, b| a.0.cmp(&b.0));
            // Two records became one: the first stands for both.
            keyed.dedup_by(|later, first| later.0 == first.0);
            Base::Renamed(keyed)
        };
        let mut pairs = Pairs {
            base: sorted,
            kept: Vec::with_capacity(head.all.len()),
            gone: Vec::new(),
            come: Vec::new(),
        };
        match &pairs.base {
            Base::Plain(powers) => {
                let keyed = powers.all.iter();
                let keyed = keyed.map(|power| (Cow::Borrowed(&power.key), power));
                merge(
                    keyed,
                    head,
                    &mut pairs.kept,
                    &mut pairs.gone,
                    &mut pairs.come,
                );
            }
            Base::Renamed(keyed) => {
                let keyed = keyed.iter().cloned();
                merge(
                    keyed,
                    head,
                    &mut pairs.kept,
                    &mut pairs.gone,
                    &mut pairs.come,
                );
            }
        }
        pairs
    }

    /// The base's powers with this right and act over an object of the head, each with its holder
    /// by its id of the head.
    pub(super) fn base_over(&self, right: Right, object: &Object, act: Act) -> Vec<Gone<'s>> {
        let fits = |key: &PowerKey| key.right == right && key.act == act;
        match &self.base {
            Base::Plain(powers) => powers
                .over(object)
                .filter(|power| fits(&power.key))
                .map(|power| (Cow::Borrowed(&power.key), power))
                .collect(),
            Base::Renamed(keyed) => {
                let first = PowerKey {
                    right,
                    object: object.clone(),
                    act,
                    when: None,
                    holder: Actor::Unit(crate::model::Id::of("")),
                };
                let from = keyed.partition_point(|(key, _)| **key < first);
                keyed[from..]
                    .iter()
                    .take_while(|(key, _)| fits(key) && key.object == *object)
                    .cloned()
                    .collect()
            }
        }
    }
}

fn merge<'s>(
    base: impl Iterator<Item = Gone<'s>>,
    head: &'s Powers,
    kept: &mut Vec<(&'s Power, &'s Power)>,
    gone: &mut Vec<Gone<'s>>,
    come: &mut Vec<&'s Power>,
) {
    let mut head = head.all.iter().peekable();
    for (key, power) in base {
        loop {
            let order = head
                .peek()
                .map_or(Ordering::Less, |next| (*key).cmp(&next.key));
            match order {
                Ordering::Less => {
                    gone.push((key, power));
                    break;
                }
                Ordering::Equal => {
                    kept.extend(head.next().map(|next| (power, next)));
                    break;
                }
                Ordering::Greater => come.extend(head.next()),
            }
        }
    }
    come.extend(head);
}
