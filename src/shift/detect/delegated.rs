//! Delegated and recalled: a body lets one below it hold a part of what it holds, or takes that
//! part back.
//!
//! The body must hold the wider domain on both sides: where it gave that up too, the right moved.
//! A bounded right over the very same domain is a part as well. What a body delegates it no longer
//! decides itself, unless the part has a bound above which it still does.

use crate::model::{Actor, Governance, Right};
use crate::power::{Origin, Power, PowerKey};
use crate::shift::about::{about, bound};
use crate::shift::found::Found;
use crate::shift::pairs::Pairs;
use crate::shift::parties::Hold;
use crate::shift::sides::{Both, ordered};
use crate::shift::{Effect, Party, Shift, ShiftKind, SideName};

use super::granted::{known_after, known_before};
use super::is_reserved;

/// A body and its wider power, before and after.
type Delegator<'s> = (&'s Power, &'s Power);

/// A part that came to one below.
pub(super) fn delegated<'s>(both: &Both<'s>, pairs: &Pairs<'s>, to: &Power) -> Option<Found> {
    let (before, _) = delegator(both, pairs, &to.key, to, SideName::Head)?;
    Some(delegation(both, pairs, before, to))
}

/// A part that one below no longer holds.
pub(super) fn recalled<'s>(
    both: &Both<'s>,
    pairs: &Pairs<'s>,
    key: &PowerKey,
    from: &Power,
) -> Option<Found> {
    let (_, after) = delegator(both, pairs, key, from, SideName::Base)?;
    Some(recall(both, key, from, after))
}

/// A part that passed between a body that holds the whole and one below it.
pub(super) fn within<'s>(
    both: &Both<'s>,
    pairs: &Pairs<'s>,
    key: &PowerKey,
    from: &Power,
    to: &Power,
) -> Option<Found> {
    if let Some((before, _)) = delegator(both, pairs, &to.key, to, SideName::Head)
        && both.identity.actor(&before.key.holder) == key.holder
    {
        return Some(delegation(both, pairs, before, to));
    }
    let (_, after) = delegator(both, pairs, key, from, SideName::Base)?;
    (after.key.holder == to.key.holder).then(|| recall(both, key, from, after))
}

fn delegation<'s>(both: &Both<'s>, pairs: &Pairs<'s>, before: &Power, to: &Power) -> Found {
    let (was, is) = (
        Hold::one(both, SideName::Base, before),
        Hold::one(both, SideName::Head, to),
    );
    let (mut gains, loses) = was.passes_to(&is);
    let known = known_before(both, pairs, to);
    gains.retain(|id| !known.iter().any(|had| had.people.contains(id)));
    let keeps = to.up_to.is_some() || to.key.when.is_some();
    let shift = Shift {
        from: was.party(both),
        to: is.party(both),
        after: bound(to),
        effect: effect(&was, &is),
        gains,
        loses: if keeps { Vec::new() } else { loses },
        places: vec![both.place(SideName::Head, to.place)],
        ..about(both, ShiftKind::Delegated, to, to.key.object.clone())
    };
    Found::at(shift, &[(SideName::Head, to.place)])
}

fn recall(both: &Both<'_>, key: &PowerKey, from: &Power, after: &Power) -> Found {
    let (was, is) = (
        Hold::one(both, SideName::Base, from),
        Hold::one(both, SideName::Head, after),
    );
    let (gains, mut loses) = was.passes_to(&is);
    let known = known_after(both, key, from);
    loses.retain(|id| !known.iter().any(|has| has.people.contains(id)));
    let kept = from.up_to.is_some() || from.key.when.is_some();
    let to: Option<Party> = is.party(both);
    let shift = Shift {
        from: was.party(both),
        to,
        before: bound(from),
        effect: match effect(&is, &was) {
            Effect::Distributes => Effect::Centralises,
            Effect::Centralises => Effect::Distributes,
            Effect::Neither => Effect::Neither,
        },
        gains: if kept { Vec::new() } else { gains },
        loses,
        places: ordered(vec![both.place(SideName::Base, from.place)]),
        ..about(both, ShiftKind::Recalled, from, key.object.clone())
    };
    Found::at(shift, &[(SideName::Base, from.place)])
}

/// A part given to somebody outside the body is spread; one kept by some of its own is not.
fn effect(body: &Hold<'_>, part: &Hold<'_>) -> Effect {
    if part.people.iter().any(|id| !body.people.contains(id)) {
        Effect::Distributes
    } else if part.people.len() < body.people.len() {
        Effect::Centralises
    } else {
        Effect::Neither
    }
}

/// Who holds the nearest domain around a part, on both sides, and stands above its holder on
/// `side`, where the part is held.
fn delegator<'s>(
    both: &Both<'s>,
    pairs: &Pairs<'s>,
    key: &PowerKey,
    part: &Power,
    side: SideName,
) -> Option<Delegator<'s>> {
    let settles = matches!(key.right, Right::Decide | Right::Joint);
    if !settles || is_reserved(&key.object) || part.origin == Origin::Implied {
        return None;
    }
    let bounded = part.up_to.is_some() || key.when.is_some();
    let governance = both.side(side).governance;
    let mut at = key.object.as_str();
    loop {
        let is_part = bounded || at != key.object.as_str();
        let mut held: Vec<Delegator<'s>> = Vec::new();
        for after in both.head.powers.over(at).filter(|_| is_part) {
            let whole = matches!(after.key.right, Right::Decide | Right::Joint)
                && after.up_to.is_none()
                && after.key.when.is_none();
            if !whole {
                continue;
            }
            let before = pairs.base_over(after.key.right, &after.key.object, after.key.act);
            let before = before.into_iter().find(|(known, power)| {
                known.holder == after.key.holder && power.up_to.is_none() && known.when.is_none()
            });
            let Some((_, before)) = before else {
                continue;
            };
            let above = match side {
                SideName::Base => &before.key.holder,
                SideName::Head => &after.key.holder,
            };
            if is_below(governance, &part.key.holder, above) {
                held.push((before, after));
            }
        }
        // Of several the nearest: the one that itself stands below the others.
        let nearest = held.iter().max_by_key(|(before, after)| {
            let actor = match side {
                SideName::Base => &before.key.holder,
                SideName::Head => &after.key.holder,
            };
            let unit = governance.unit_of(actor);
            unit.map_or(0, |unit| governance.ancestors(unit).len())
        });
        if let Some(nearest) = nearest {
            return Some(*nearest);
        }
        (at, _) = at.rsplit_once('/')?;
    }
}

/// Whether an actor lives in a unit or below it; for a role, below the unit of the role.
fn is_below(governance: &Governance, actor: &Actor, above: &Actor) -> bool {
    let (Some(lives), Some(unit)) = (governance.unit_of(actor), governance.unit_of(above)) else {
        return false;
    };
    let inside = matches!(actor, Actor::Role(_)) && matches!(above, Actor::Unit(_));
    (inside && lives == unit) || governance.ancestors(lives).contains(&unit)
}
