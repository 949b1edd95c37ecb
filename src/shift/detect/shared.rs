//! Shared and taken alone: the holder stays, and a matter passes from one person to several, or
//! from several to one. People are counted, not seats: who fills two seats is one person.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, Right};
use crate::power::{Origin, Power, PowerKey};
use crate::shift::about::{about, bound};
use crate::shift::found::Found;
use crate::shift::hands::{Hands, hands, settling};
use crate::shift::pairs::Pairs;
use crate::shift::parties::Hold;
use crate::shift::sides::{Both, ordered};
use crate::shift::{Effect, Matter, Shift, ShiftKind, SideName};

use super::silent::Behind;
use super::{Change, is_one_party, shielded};

/// A matter whose holders changed while one of them stayed: another must now agree, or no longer
/// needs to, or holds it too.
pub(super) fn by_holders<'s>(
    both: &Both<'s>,
    pairs: &Pairs<'s>,
    matter: &Matter,
    change: &Change<'s>,
) -> Option<Found> {
    if matter.right != Right::Decide {
        return None;
    }
    let gone: Vec<&Power> = change.gone.iter().map(|(_, power)| *power).collect();
    let come = &change.come;
    let bounded = |power: &&&Power| power.up_to.is_some();
    let implied = |power: &&&Power| power.origin == Origin::Implied;
    let all = || gone.iter().chain(come);
    if all().any(|power| bounded(&power) || implied(&power)) {
        return None;
    }
    let is_joint = |powers: &[&Power]| powers.iter().any(|p| p.key.right == Right::Joint);
    let from: BTreeSet<&Actor> = change.gone.iter().map(|(key, _)| &key.holder).collect();
    let to: BTreeSet<&Actor> = come.iter().map(|power| &power.key.holder).collect();
    let turned = is_joint(&gone) != is_joint(come)
        && (from == to || is_one_party(&gone) && is_one_party(come) && !from.is_disjoint(&to));
    let (base, head) = settling(both, pairs, matter);
    let joined = gone.is_empty() && is_one_party(come) && base.len() + come.len() == head.len();
    let left = come.is_empty() && is_one_party(&gone) && head.len() + gone.len() == base.len();
    if !turned && ((!joined && !left) || base.is_empty() || head.is_empty()) {
        return None;
    }
    let (was, is) = (
        hands(both, SideName::Base, &base),
        hands(both, SideName::Head, &head),
    );
    let kind = match between(&was, &is) {
        Some(kind) => kind,
        // As many as before, but with more agreement or less.
        None if turned && is_joint(come) => ShiftKind::Hardened,
        None if turned => ShiftKind::Eased,
        None => return None,
    };
    let mut places: Vec<_> = come.iter().map(|p| (SideName::Head, p.place)).collect();
    places.extend(gone.iter().map(|p| (SideName::Base, p.place)));
    let shift = shift(both, kind, &base, &head, &places);
    Some(Found::at(shift, &places))
}

/// Matters whose holders all stayed, but with other people behind them; each with the keys of its
/// powers on the head.
pub(super) fn by_people<'s>(
    both: &Both<'s>,
    pairs: &Pairs<'s>,
    changes: &BTreeMap<Matter, Change<'s>>,
    kept: &[(&'s Power, &'s Power)],
    behind: &Behind<'_, '_>,
) -> Vec<(Found, Vec<&'s PowerKey>)> {
    let mut matters: BTreeSet<Matter> = BTreeSet::new();
    for (base, head) in kept {
        let declared = base.origin == Origin::Declared && head.origin == Origin::Declared;
        if head.key.right.binds() && declared {
            let matter = Matter::of(&head.key);
            if !changes.contains_key(&matter) {
                matters.insert(matter);
            }
        }
    }
    let mut found = Vec::new();
    for matter in matters {
        let (base, head) = settling(both, pairs, &matter);
        // A right that grew into this matter or out of it is told by itself.
        if base.len() != head.len() {
            continue;
        }
        // Where another actor stands in, that is what people must hear of.
        let acts = |powers: &[&Power]| powers.iter().all(|power| power.stand_in.is_none());
        if !acts(&base) || !acts(&head) {
            continue;
        }
        let (was, is) = (
            hands(both, SideName::Base, &base),
            hands(both, SideName::Head, &head),
        );
        let Some(kind) = between(&was, &is) else {
            continue;
        };
        let places: Vec<_> = head.iter().map(|p| (SideName::Head, p.place)).collect();
        let mut shift = shift(both, kind, &base, &head, &places);
        // Those who came or left are told by their seats.
        let gained = kind == ShiftKind::Shared;
        let powers = head.iter();
        let explained: Vec<_> = powers
            .map(|power| behind.explained(power, gained))
            .collect();
        let told = match kind {
            ShiftKind::Shared => &mut shift.gains,
            _ => &mut shift.loses,
        };
        told.retain(|id| !explained.iter().any(|people| people.contains(id)));
        let mut causes = Vec::new();
        for power in &head {
            let was = base.iter().find(|base| {
                base.key.right == power.key.right
                    && both.identity.actor(&base.key.holder) == power.key.holder
            });
            if let Some(was) = was {
                shift.cause = shift.cause.or_else(|| behind.unseen_cause(was, power));
                causes.extend(behind.causes(was, power));
            }
        }
        let keys = head.iter().map(|power| &power.key).collect();
        found.push((Found::at(shift, &places).or(causes), keys));
    }
    found
}

/// What it means that a matter passes from some hands to others.
fn between(was: &Hands, is: &Hands) -> Option<ShiftKind> {
    match (was, is) {
        (Hands::Several, Hands::One(_)) => Some(ShiftKind::TakenAlone),
        (Hands::One(_), Hands::Several) => Some(ShiftKind::Shared),
        _ => None,
    }
}

fn shift(
    both: &Both<'_>,
    kind: ShiftKind,
    base: &[&Power],
    head: &[&Power],
    places: &[(SideName, crate::source::Place)],
) -> Shift {
    let (base, head) = staying_first(both, base, head);
    let from = Hold::together(both, SideName::Base, base.clone());
    let to = Hold::together(both, SideName::Head, head.clone());
    let (gains, loses) = from.passes_to(&to);
    Shift {
        right: Some(Matter::of(&head[0].key).right),
        before: bound(base[0]).or_else(|| from.jointly()),
        after: bound(head[0]).or_else(|| to.jointly()),
        from: from.party(both),
        to: to.party(both),
        gains,
        loses,
        effect: match kind {
            ShiftKind::TakenAlone | ShiftKind::Eased => Effect::Centralises,
            ShiftKind::Shared | ShiftKind::Hardened => Effect::Distributes,
            other => shielded::effect(other),
        },
        places: ordered(
            places
                .iter()
                .map(|(side, p)| both.place(*side, *p))
                .collect(),
        ),
        ..about(both, kind, head[0], head[0].key.object.clone())
    }
}

/// The powers of both sides with those first whose holders have one on the other side too: they
/// are whom the shift is told of.
pub(super) fn staying_first<'p>(
    both: &Both<'_>,
    base: &[&'p Power],
    head: &[&'p Power],
) -> (Vec<&'p Power>, Vec<&'p Power>) {
    let was: Vec<_> = base
        .iter()
        .map(|p| both.identity.actor(&p.key.holder))
        .collect();
    let is: Vec<_> = head.iter().map(|p| p.key.holder.clone()).collect();
    let (mut base, mut head) = (base.to_vec(), head.to_vec());
    base.sort_by_key(|power| !is.contains(&both.identity.actor(&power.key.holder)));
    head.sort_by_key(|power| !was.contains(&power.key.holder));
    (base, head)
}
