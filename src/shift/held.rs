//! Rights that were granted, revoked or moved, and bounds and methods that changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, Amount, Family, Id, Object, Right, Text};
use crate::power::{Act, Origin, Power, PowerKey};

use super::access::access_level;
use super::sides::{Both, blank, names, ordered};
use super::{Party, Shift, ShiftKind, SideName};

/// What a power is about, whoever holds it.
type Matter = (Right, Object, Act, Option<Text>);

fn matter(key: &PowerKey) -> Matter {
    (key.right, key.object.clone(), key.act, key.when.clone())
}

pub(super) fn shifts(both: &Both<'_>) -> Vec<Shift> {
    let base: BTreeMap<PowerKey, &Power> = both
        .base
        .powers
        .all
        .iter()
        .map(|power| (both.identity.key(&power.key), power))
        .collect();
    let mut shifts = Vec::new();
    let mut gone: BTreeMap<Matter, Vec<(&PowerKey, &Power)>> = BTreeMap::new();
    let mut come: BTreeMap<Matter, Vec<&Power>> = BTreeMap::new();
    for (key, power) in &base {
        match both.head.powers.get(key) {
            Some(now) => shifts.extend(bounds(both, power, now)),
            None => gone.entry(matter(key)).or_default().push((key, power)),
        }
    }
    for power in &both.head.powers.all {
        if !base.contains_key(&power.key) {
            come.entry(matter(&power.key)).or_default().push(power);
        }
    }
    let matters: BTreeSet<Matter> = gone.keys().chain(come.keys()).cloned().collect();
    for matter in matters {
        let gone = gone.remove(&matter).unwrap_or_default();
        let come = come.remove(&matter).unwrap_or_default();
        if let ([(_, from)], [to]) = (&gone[..], &come[..]) {
            shifts.push(moved(both, from, to));
            continue;
        }
        // Powers that only follow from a record's existence come and go with it in silence.
        for to in come
            .into_iter()
            .filter(|power| power.origin == Origin::Declared)
        {
            if is_about_something(both, SideName::Head, &to.key.object)
                && !is_own_affair_of_the_new(both, to)
            {
                shifts.push(granted(both, &base, to));
            }
        }
        for (key, from) in gone {
            if from.origin == Origin::Declared
                && is_about_something(both, SideName::Head, &key.object)
            {
                shifts.push(revoked(both, key, from));
            }
        }
    }
    shifts
}

/// Whether the role or unit that a reserved object names still exists: nobody loses the right to
/// fill a role that is gone.
fn is_about_something(both: &Both<'_>, side: SideName, object: &str) -> bool {
    let actor = match object.split_once('/') {
        Some(("seats", id)) => {
            let role = Actor::Role(Id::of(id));
            return both.exists(side, &role) || both.exists(side, &Actor::Unit(Id::of(id)));
        }
        Some(("membership" | "structure", id)) => Actor::Unit(Id::of(id)),
        _ => return true,
    };
    both.exists(side, &actor)
}

/// Whether a power is only what the default constitution gives anyway: a unit that fills a role of
/// its own, or admits its own members, where the role or unit is new.
fn is_own_affair_of_the_new(both: &Both<'_>, power: &Power) -> bool {
    let holder = &power.key.holder;
    match power.key.object.split_once('/') {
        Some(("seats", id)) => {
            let role = Actor::Role(Id::of(id));
            let unit = both.head.governance.unit_of(&role);
            !both.exists(SideName::Base, &role)
                && unit.is_some_and(|unit| *holder == Actor::Unit(unit.clone()))
        }
        Some(("membership", id)) => {
            let unit = Actor::Unit(Id::of(id));
            *holder == unit && !both.exists(SideName::Base, &unit)
        }
        _ => false,
    }
}

fn party(both: &Both<'_>, side: SideName, power: &Power) -> Party {
    let (governance, people) = match side {
        SideName::Base => (both.base.governance, both.today(&power.people)),
        SideName::Head => (both.head.governance, (*power.people).clone()),
    };
    let method = governance.methods.get(&power.method);
    Party {
        actor: power.key.holder.clone(),
        name: match &power.key.holder {
            role @ Actor::Role(_) => both.actor_name(&both.identity.actor(role)),
            other => governance.actor_name(other).to_owned(),
        },
        people: names(&people),
        method: method.map_or_else(|| power.method.to_string(), |m| m.name().to_owned()),
        alone: power.is_exercised_alone(),
    }
}

fn about(both: &Both<'_>, kind: ShiftKind, power: &Power, object: Object) -> Shift {
    Shift {
        right: Some(power.key.right),
        object_name: both.object_name(&object),
        act: power.key.act,
        ..blank(kind, object)
    }
}

fn bound(power: &Power) -> Option<String> {
    let up_to = power.up_to.as_ref().map(|amount| format!("up to {amount}"));
    let when = power.key.when.as_ref().map(|when| format!("when {when}"));
    match (up_to, when) {
        (Some(up_to), Some(when)) => Some(format!("{up_to}, {when}")),
        (up_to, when) => up_to.or(when),
    }
}

fn moved(both: &Both<'_>, from: &Power, to: &Power) -> Shift {
    let before = both.today(&from.people);
    let was_alone = from.is_exercised_alone();
    // Who shared it and now has it alone gains too.
    let gains: Vec<Id> = to
        .people
        .iter()
        .filter(|id| !before.contains(*id) || (to.is_exercised_alone() && !was_alone))
        .cloned()
        .collect();
    let loses: Vec<Id> = before
        .iter()
        .filter(|id| !to.people.contains(*id) || (was_alone && !to.is_exercised_alone()))
        .cloned()
        .collect();
    let by_default = to.origin == Origin::Implied && from.origin == Origin::Implied;
    Shift {
        from: Some(party(both, SideName::Base, from)),
        to: Some(party(both, SideName::Head, to)),
        before: bound(from),
        after: bound(to),
        gains,
        loses,
        cause: by_default.then(|| "by the default constitution".to_owned()),
        places: ordered(vec![
            both.place(SideName::Head, to.place),
            both.place(SideName::Base, from.place),
        ]),
        ..about(both, ShiftKind::Moved, to, to.key.object.clone())
    }
}

fn granted(both: &Both<'_>, base: &BTreeMap<PowerKey, &Power>, to: &Power) -> Shift {
    // Keys sort by right, object and act before anything else.
    let first = PowerKey {
        when: None,
        holder: Actor::Unit(Id::of("")),
        ..to.key.clone()
    };
    let could: BTreeSet<Id> = base
        .range(first..)
        .take_while(|(key, _)| {
            (key.right, &key.object, key.act) == (to.key.right, &to.key.object, to.key.act)
        })
        .flat_map(|(_, power)| both.today(&power.people))
        .collect();
    Shift {
        to: Some(party(both, SideName::Head, to)),
        after: bound(to),
        gains: to
            .people
            .iter()
            .filter(|id| !could.contains(*id))
            .cloned()
            .collect(),
        places: vec![both.place(SideName::Head, to.place)],
        ..about(both, ShiftKind::Granted, to, to.key.object.clone())
    }
}

fn revoked(both: &Both<'_>, key: &PowerKey, from: &Power) -> Shift {
    let can: BTreeSet<&Id> = both
        .head
        .powers
        .over(&key.object)
        .filter(|power| power.key.right == key.right && power.key.act == key.act)
        .flat_map(|power| power.people.iter())
        .collect();
    let before = both.today(&from.people);
    Shift {
        from: Some(party(both, SideName::Base, from)),
        before: bound(from),
        loses: before
            .iter()
            .filter(|id| !can.contains(id))
            .cloned()
            .collect(),
        places: vec![both.place(SideName::Base, from.place)],
        ..about(both, ShiftKind::Revoked, from, key.object.clone())
    }
}

/// The same holder, right and object: its bound or its method may differ.
fn bounds(both: &Both<'_>, base: &Power, head: &Power) -> Vec<Shift> {
    let mut shifts = Vec::new();
    let mut change = |kind: ShiftKind, before: Option<String>, after: Option<String>| {
        let people = names(&head.people);
        let widens = matches!(
            kind,
            ShiftKind::Widened | ShiftKind::Eased | ShiftKind::Granted
        );
        shifts.push(Shift {
            from: Some(party(both, SideName::Base, base)),
            to: Some(party(both, SideName::Head, head)),
            before,
            after,
            gains: if widens { people.clone() } else { Vec::new() },
            loses: if widens { Vec::new() } else { people },
            places: ordered(vec![
                both.place(SideName::Head, head.place),
                both.place(SideName::Base, base.place),
            ]),
            ..about(both, kind, head, head.key.object.clone())
        });
    };
    if base.up_to != head.up_to {
        match grows(base.up_to.as_ref(), head.up_to.as_ref()) {
            Some(true) => change(ShiftKind::Widened, bound(base), bound(head)),
            Some(false) => change(ShiftKind::Narrowed, bound(base), bound(head)),
            // Two bounds that cannot be compared: one is gone, another is there.
            None => {
                change(ShiftKind::Revoked, bound(base), None);
                change(ShiftKind::Granted, None, bound(head));
            }
        }
    }
    let strictness = |power: &Power| power.family.map(strictness);
    let (Some(was), Some(is)) = (strictness(base), strictness(head)) else {
        return shifts;
    };
    if was != is
        && !matches!(
            head.key.right,
            Right::Execute | Right::Advise | Right::Audit
        )
    {
        let kind = if is > was {
            ShiftKind::Hardened
        } else {
            ShiftKind::Eased
        };
        let method = |power: &Power| Some(format!("by {}", power.method));
        change(kind, method(base), method(head));
    }
    shifts
}

/// How much agreement a family asks for; only the order counts.
fn strictness(family: Family) -> u8 {
    match family {
        Family::Holder | Family::Emergent | Family::Lot => 0,
        Family::Advice => 1,
        Family::LazyConsensus => 2,
        Family::Majority | Family::Ranked | Family::Score => 3,
        Family::Consent | Family::Ladder => 4,
        Family::Consensus => 5,
        Family::Joint => 6,
    }
}

/// Whether a bound grew (`true`) or shrank; `None` where the two cannot be compared.
fn grows(base: Option<&Amount>, head: Option<&Amount>) -> Option<bool> {
    let (base, head) = match (base, head) {
        (None, Some(_)) => return Some(false),
        (Some(_), None) => return Some(true),
        (Some(base), Some(head)) => (base, head),
        (None, None) => return None,
    };
    let level = |amount: &Amount| access_level(&amount.to_string());
    if let (Some(base), Some(head)) = (level(base), level(head)) {
        return Some(head > base);
    }
    let ((base, base_unit), (head, head_unit)) = (base.parts()?, head.parts()?);
    if base_unit != head_unit || (base - head).abs() < f64::EPSILON {
        return None;
    }
    Some(head > base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_compare_by_number_and_by_level() {
        let text = |text: &str| Amount::Text(Text::of(text));
        let grows = |a: &str, b: &str| super::grows(Some(&text(a)), Some(&text(b)));
        assert_eq!(grows("500 EUR", "5 000 EUR"), Some(true));
        assert_eq!(grows("5000 EUR", "500 EUR"), Some(false));
        assert_eq!(grows("triage", "write"), Some(true));
        assert_eq!(grows("500 EUR", "500 USD"), None);
        assert_eq!(grows("small things", "big things"), None);
        assert_eq!(super::grows(Some(&text("1 EUR")), None), Some(true));
        assert_eq!(super::grows(None, Some(&text("1 EUR"))), Some(false));
    }
}
