//! Who can end a seat before its time.

use std::collections::BTreeSet;

use crate::model::{Actor, Id, Right};
use crate::power::{Act, Power, Powers};

/// The powers by which seats of a role, or memberships of a unit, can be ended.
pub(super) fn ways_out<'p>(powers: &'p Powers, actor: &Actor) -> Vec<&'p Power> {
    let root = match actor {
        Actor::Role(_) => "seats",
        Actor::Unit(_) => "membership",
        Actor::Person(_) => return Vec::new(),
    };
    powers
        .over(&format!("{root}/{}", actor.id()))
        .filter(|power| {
            let key = &power.key;
            matches!(key.right, Right::Decide | Right::Joint)
                && (key.act == Act::Remove || key.act == Act::Any)
        })
        .collect()
}

/// The people who have a say in that, by the ids of their side. Nobody where a removal that takes
/// several bodies lacks one.
pub(super) fn removers<'p>(powers: &'p Powers, actor: &Actor) -> BTreeSet<&'p Id> {
    let ways = ways_out(powers, actor);
    let blocked = ways
        .iter()
        .any(|power| power.key.right == Right::Joint && power.people.is_empty());
    let mut people = BTreeSet::new();
    for power in ways {
        if power.key.right != Right::Joint || !blocked {
            people.extend(power.people.iter());
        }
    }
    people
}
