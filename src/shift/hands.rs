//! In whose hands a matter lies: nobody's, one person's, or several people's.
//!
//! Seats of one person count once: a matter that two roles share is one person's where the same
//! person fills both.

use std::collections::BTreeSet;

use crate::model::{Id, Right};
use crate::power::Power;
use crate::power::game::{Facts, facts, is_usable};

use super::pairs::Pairs;
use super::parties::people_of;
use super::sides::Both;
use super::{Matter, SideName};

/// Who can settle a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hands {
    /// No person at all.
    Nobody,
    /// One person, and nobody else has a say.
    One(Id),
    /// Several people.
    Several,
}

/// In whose hands a matter lies on one side: one person's where that person can use one of its
/// powers without anybody, and nobody can use any without that person.
pub(super) fn hands(both: &Both<'_>, side: SideName, powers: &[&Power]) -> Hands {
    if powers.iter().all(|power| power.people.is_empty()) {
        return Hands::Nobody;
    }
    let here = both.side(side);
    let facts: Vec<Facts> = powers
        .iter()
        .map(|power| facts(here.governance, here.powers, power))
        .collect();
    let alone = facts.iter().find_map(|facts| facts.alone.first());
    let Some(one) = alone else {
        // One person who cannot use it, for want of a partner or of a quorum, has nothing.
        return if is_crowd(both, side, powers) {
            Hands::Several
        } else {
            Hands::Nobody
        };
    };
    // What nobody can use at all stands in nobody's way.
    let blocks = |(facts, power): (&Facts, &&Power)| {
        facts.block.contains(one) || !is_usable(here.governance, here.powers, power)
    };
    if !facts.iter().zip(powers).all(blocks) {
        return Hands::Several;
    }
    Hands::One(match side {
        SideName::Base => both.identity.person(one),
        SideName::Head => one.clone(),
    })
}

/// Whether several people have a say in a matter.
fn is_crowd(both: &Both<'_>, side: SideName, powers: &[&Power]) -> bool {
    // Two people of the base may be one of the head.
    let is_plain = side == SideName::Head || both.identity.is_plain();
    (is_plain && powers.iter().any(|power| power.people.len() > 1))
        || crowd(both, side, powers).len() > 1
}

/// Everybody who has a say in a matter, by their ids of the head.
pub(super) fn crowd(both: &Both<'_>, side: SideName, powers: &[&Power]) -> BTreeSet<Id> {
    let mut crowd: BTreeSet<Id> = BTreeSet::new();
    for power in powers {
        crowd.extend(people_of(both, side, power).iter().cloned());
        if power.key.right != Right::Joint {
            continue;
        }
        // Whoever must agree and has no line of its own.
        let here = both.side(side);
        for id in &power.with {
            if let Some(actor) = here.governance.actor_or_person(id) {
                let people = here.powers.roster.people(&actor);
                match side {
                    SideName::Base => crowd.extend(both.today(people).iter().cloned()),
                    SideName::Head => crowd.extend(people.iter().cloned()),
                }
            }
        }
    }
    crowd
}

/// The powers that settle a matter on each side, the base's first.
pub(super) fn settling<'s>(
    both: &Both<'s>,
    pairs: &Pairs<'s>,
    matter: &Matter,
) -> (Vec<&'s Power>, Vec<&'s Power>) {
    let rights: &[Right] = match matter.right {
        Right::Decide => &[Right::Decide, Right::Joint],
        _ => std::slice::from_ref(&matter.right),
    };
    let (mut base, mut head) = (Vec::new(), Vec::new());
    for right in rights {
        let was = pairs.base_over(*right, &matter.object, matter.act);
        let was = was.into_iter().filter(|(key, _)| key.when == matter.when);
        base.extend(was.map(|(_, power)| power));
        let is = both.head.powers.over(&matter.object);
        head.extend(is.filter(|power| {
            let key = &power.key;
            key.right == *right && key.act == matter.act && key.when == matter.when
        }));
    }
    (base, head)
}
