//! Eased and hardened: the method of a right asks for less agreement, or for more. Where the right
//! is to end a seat, that exposes or shields whoever sits there.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Actor, Governance, Id, Right};
use crate::power::{Act, Power};
use crate::shift::about::about;
use crate::shift::demand::Demand;
use crate::shift::found::{Cause, Found, whole};
use crate::shift::parties::{Hold, stayed};
use crate::shift::sides::{Both, ordered};
use crate::shift::{Effect, Saying, Shift, ShiftKind, SideName};

use super::shielded;

/// The same holder, right and object, by a method that asks for less or for more.
pub(super) fn method(both: &Both<'_>, base: &Power, head: &Power) -> Option<Found> {
    let (was, is) = demands(both, base, head)?;
    let kind = match (is.compare(&was)?, head.key.act) {
        (Ordering::Equal, _) => return None,
        (Ordering::Less, Act::Remove) => ShiftKind::Exposed,
        (Ordering::Less, _) => ShiftKind::Eased,
        (Ordering::Greater, Act::Remove) => ShiftKind::Shielded,
        (Ordering::Greater, _) => ShiftKind::Hardened,
    };
    let loosens = matches!(kind, ShiftKind::Eased | ShiftKind::Exposed);
    let same = base.method == head.method;
    let words = |power: &Power, apart: Vec<Saying>| {
        let method = ("method", power.method.as_str().into());
        let by = format!("by {}", power.method);
        if same && !apart.is_empty() {
            let asks = Saying::chain(apart, ", ", "list-middle");
            let english = format!("{by}: {asks}");
            Saying::new(english, "bound-by-asking", [method, ("asks", asks.into())])
        } else {
            Saying::new(by, "bound-by", [method])
        }
    };
    let people = stayed(both, base, head);
    let (gains, loses) = if loosens {
        (people, Vec::new())
    } else {
        (Vec::new(), people)
    };
    let places = [(SideName::Head, head.place), (SideName::Base, base.place)];
    let shift = Shift {
        from: Hold::one(both, SideName::Base, base).party(both),
        to: Hold::one(both, SideName::Head, head).party(both),
        before: Some(words(base, was.apart_from(&is))),
        after: Some(words(head, is.apart_from(&was))),
        gains,
        loses,
        effect: match kind {
            ShiftKind::Eased => Effect::Centralises,
            ShiftKind::Hardened => Effect::Distributes,
            other => shielded::effect(other),
        },
        places: ordered(
            places
                .iter()
                .map(|(side, p)| both.place(*side, *p))
                .collect(),
        ),
        ..about(both, kind, head, head.key.object.clone())
    };
    Some(Found::at(shift, &places).or(written(both, base, head)))
}

/// Methods that say something else than before without asking clearly for less or for more: the
/// text of the powers that they serve is the same, and what it means is not. One shift a method.
pub(super) fn redefined(both: &Both<'_>, kept: &[(&Power, &Power)]) -> Vec<Found> {
    let mut seen: BTreeSet<&Id> = BTreeSet::new();
    let mut found = Vec::new();
    for (id, head) in &both.head.governance.methods {
        let Some(base) = both.base.governance.methods.get(id) else {
            continue;
        };
        if !Arc::ptr_eq(&base.data, &head.data) && base.data != head.data {
            seen.insert(id);
        }
    }
    for id in seen {
        let served = |(base, head): &&(&Power, &Power)| {
            head.method == *id && base.method == *id && head.key.right.binds()
        };
        let Some((base, head)) = kept.iter().find(served) else {
            continue;
        };
        let demand = |governance: &Governance| Demand::of(governance, id);
        let was = demand(both.base.governance);
        let is = demand(both.head.governance);
        let (Some(was), Some(is)) = (was, is) else {
            continue;
        };
        if is.compare(&was).is_some() {
            continue;
        }
        let record = &both.head.governance.methods[id];
        let place = whole(record);
        let shift = Shift {
            from: Hold::one(both, SideName::Base, base).party(both),
            to: Hold::one(both, SideName::Head, head).party(both),
            before: Some(Saying::chain(was.apart_from(&is), ", ", "list-middle")),
            after: Some(Saying::chain(is.apart_from(&was), ", ", "list-middle")),
            cause: Some(Saying::new(
                format!("the method {} is defined anew", record.name()),
                "cause-method",
                [("method", record.name().into())],
            )),
            places: vec![both.place(SideName::Head, record.head_place())],
            ..about(both, ShiftKind::Silent, head, head.key.object.clone())
        };
        found.push(Found::at(shift, &[]).or([Cause::record(SideName::Head, place)]));
    }
    found
}

/// What the methods of a power ask for on both sides, where they may differ at all.
fn demands(both: &Both<'_>, base: &Power, head: &Power) -> Option<(Demand, Demand)> {
    let asks = !matches!(
        head.key.right,
        Right::Execute | Right::Advise | Right::Audit
    );
    if !asks || is_same_method(both, base, head) {
        return None;
    }
    let was = Demand::of(both.base.governance, &base.method)?;
    let is = Demand::of(both.head.governance, &head.method)?;
    Some((was, is))
}

/// Whether a method is the very same, so that there is nothing to compare.
fn is_same_method(both: &Both<'_>, base: &Power, head: &Power) -> bool {
    if base.method != head.method {
        return false;
    }
    let (was, is) = (&both.base.governance.methods, &both.head.governance.methods);
    if was.is_empty() && is.is_empty() {
        return true;
    }
    match (was.get(&base.method), is.get(&head.method)) {
        (None, None) => true,
        (Some(was), Some(is)) => was.data.extends.is_none() && Arc::ptr_eq(&was.data, &is.data),
        _ => false,
    }
}

/// Where the method of a power may be written: with the selection or removal that it is of, in the
/// unit, in the organisation's defaults, in the method itself.
fn written(both: &Both<'_>, base: &Power, head: &Power) -> Vec<Cause> {
    let mut causes = Vec::new();
    for (side, power) in [(SideName::Head, head), (SideName::Base, base)] {
        let governance = both.side(side).governance;
        match power.key.act {
            Act::Remove => causes.extend(shielded::written(both, &power.key.object)),
            Act::Choose => {
                let role = power.key.object.split_once('/').and_then(|(_, id)| {
                    let role = governance.roles.get(id)?;
                    Some(role.place(role.data.selection.as_ref()?.span))
                });
                causes.extend(role.map(|place| Cause::entry(side, place)));
            }
            Act::Any => {}
        }
        if let Actor::Unit(id) = &power.key.holder
            && let Some(unit) = governance.units.get(id)
        {
            let classes = unit.data.decides_by.values();
            causes.extend(classes.map(|method| Cause::entry(side, unit.place(method.span))));
        }
        if let Some(org) = &governance.org
            && let Some(method) = &org.data.defaults.method
        {
            causes.push(Cause::entry(side, org.place(method.span)));
        }
        if let Some(method) = governance.methods.get(&power.method) {
            causes.push(Cause::record(side, whole(method)));
        }
    }
    causes
}
