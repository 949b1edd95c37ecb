//! Granted and revoked: a right that came or went by itself.

use std::collections::BTreeSet;

use crate::model::{Id, Right};
use crate::power::{Act, Decider, Origin, Power, PowerKey, Powers};
use crate::shift::about::{about, bound};
use crate::shift::found::Found;
use crate::shift::pairs::{Gone, Pairs};
use crate::shift::parties::{Hold, by_count};
use crate::shift::sides::Both;
use crate::shift::{Effect, Shift, ShiftKind, SideName};

use super::is_reserved;
use super::widened::covers;

/// The wider right of the same holder before, of which a right that came is a part: to say so again
/// grants nothing.
pub(super) fn whole_before<'s>(pairs: &Pairs<'s>, to: &Power) -> Option<&'s Power> {
    let key = &to.key;
    let outer = around(&key.object).into_iter().skip(1);
    let mut known = outer.flat_map(|object| pairs.base_over(key.right, &object, key.act));
    let same = |(known, power): &Gone<'_>| {
        known.holder == key.holder && power.up_to.is_none() && known.when.is_none()
    };
    known.find(same).map(|(_, power)| power)
}

/// The wider right of the same holder after, of which a right that went is a part.
pub(super) fn whole_after<'s>(both: &Both<'s>, key: &PowerKey) -> Option<&'s Power> {
    let outer = around(&key.object).into_iter().skip(1);
    let head = both.head.powers;
    let mut known = outer.flat_map(|object| head.over(&object).collect::<Vec<_>>());
    known.find(|power| {
        let same = (power.key.right, power.key.act) == (key.right, key.act);
        let free = power.up_to.is_none() && power.key.when.is_none();
        same && free && power.key.holder == key.holder
    })
}

/// A right that nobody had on this object in this way. Powers that only follow from a record's
/// existence come in silence, as does a part of what the holder has anyway.
pub(super) fn granted<'s>(both: &Both<'s>, pairs: &Pairs<'s>, to: &Power) -> Option<Found> {
    let key = &to.key;
    if to.origin == Origin::Implied {
        return None;
    }
    let now = Hold::one(both, SideName::Head, to);
    let known = known_before(both, pairs, to);
    let had = |id: &Id| known.iter().any(|was| was.people.contains(id));
    let gains: Vec<Id> = now.people.iter().filter(|id| !had(id)).cloned().collect();
    let effect = effect(both, key, gains.is_empty(), true);
    let shift = Shift {
        to: now.party(both),
        after: bound(to),
        gains,
        places: vec![both.place(SideName::Head, to.place)],
        effect,
        ..about(both, ShiftKind::Granted, to, key.object.clone())
    };
    Some(Found::at(shift, &[(SideName::Head, to.place)]))
}

/// A right that its holder no longer has.
pub(super) fn revoked(both: &Both<'_>, key: &PowerKey, from: &Power) -> Option<Found> {
    if from.origin == Origin::Implied {
        return None;
    }
    let was = Hold::one(both, SideName::Base, from);
    let known = known_after(both, key, from);
    let has = |id: &Id| known.iter().any(|now| now.people.contains(id));
    let loses: Vec<Id> = was.people.iter().filter(|id| !has(id)).cloned().collect();
    let effect = effect(both, key, loses.is_empty(), false);
    let shift = Shift {
        from: was.party(both),
        before: bound(from),
        loses,
        places: vec![both.place(SideName::Base, from.place)],
        effect,
        ..about(both, ShiftKind::Revoked, from, key.object.clone())
    };
    Some(Found::at(shift, &[(SideName::Base, from.place)]))
}

/// Who could do before what a right allows now, as freely: to them it gives nothing.
pub(super) fn known_before<'s>(both: &Both<'s>, pairs: &Pairs<'s>, to: &Power) -> Vec<Hold<'s>> {
    let key = &to.key;
    let now = Hold::one(both, SideName::Head, to);
    around(&key.object)
        .into_iter()
        .flat_map(|object| pairs.base_over(key.right, &object, key.act))
        .filter(|(known, power)| {
            covers(power.up_to.as_ref(), to.up_to.as_ref())
                && (known.when.is_none() || known.when == key.when)
        })
        .map(|(_, power)| Hold::one(both, SideName::Base, power))
        .filter(|was| was.alone || !now.alone)
        .collect()
}

/// Who can still do what a right that went allowed, as freely: from them it takes nothing.
pub(super) fn known_after<'s>(both: &Both<'s>, key: &PowerKey, from: &Power) -> Vec<Hold<'s>> {
    let was = Hold::one(both, SideName::Base, from);
    around(&key.object)
        .iter()
        .flat_map(|object| both.head.powers.over(object))
        .filter(|power| {
            power.key.right == key.right
                && power.key.act == key.act
                && covers(power.up_to.as_ref(), from.up_to.as_ref())
                && (power.key.when.is_none() || power.key.when == key.when)
        })
        .map(|power| Hold::one(both, SideName::Head, power))
        .filter(|now| now.alone || !was.alone)
        .collect()
}

/// An object and, for domains, what lies around it.
fn around(object: &crate::model::Object) -> Vec<crate::model::Object> {
    let mut all = vec![object.clone()];
    if is_reserved(object) {
        return all;
    }
    let mut at = object.as_str();
    while let Some((outer, _)) = at.rsplit_once('/') {
        all.push(crate::model::Object::of(outer));
        at = outer;
    }
    all
}

/// Whether it makes the circle of those who settle the matter wider or narrower. A right that
/// settles nothing spreads what it gives and takes away what it took.
fn effect(both: &Both<'_>, key: &PowerKey, nobody: bool, comes: bool) -> Effect {
    let settles = matches!(key.right, Right::Decide | Right::Joint) && key.act == Act::Any;
    if settles && !is_reserved(&key.object) {
        let before = deciders(both.base.powers, &key.object);
        let after = deciders(both.head.powers, &key.object);
        return by_count(before.len(), after.len());
    }
    match (nobody, comes) {
        (true, _) => Effect::Neither,
        (_, true) => Effect::Distributes,
        (_, false) => Effect::Centralises,
    }
}

/// The people who settle matters of a domain.
fn deciders<'p>(powers: &'p Powers, object: &str) -> BTreeSet<&'p Id> {
    match powers.decider(object) {
        Decider::Held(held) => held.iter().flat_map(|power| power.people.iter()).collect(),
        Decider::Residual(power) => power.iter().flat_map(|power| power.people.iter()).collect(),
    }
}
