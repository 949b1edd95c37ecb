//! Unbounded: a right that had a bound has none.

use crate::model::{Object, Right};
use crate::power::{Act, Power, Powers};
use crate::shift::access::is_access_level;
use crate::shift::sides::Both;
use crate::shift::tell::Money;
use crate::shift::{Alarm, AlarmKind, SideName};

use super::{blank, is_domain, names};

pub(super) fn alarms(both: &Both<'_>) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    for object in both
        .head
        .powers
        .objects()
        .filter(|object| is_domain(object))
    {
        for right in [Right::Decide, Right::Execute] {
            alarms.extend(alarm(both, object, right));
        }
    }
    alarms
}

fn alarm(both: &Both<'_>, object: &Object, right: Right) -> Option<Alarm> {
    let free = |power: &&&Power| power.up_to.is_none() && !power.people.is_empty();
    let head = of_right(both.head.powers, object, right);
    let now = *head.iter().find(free)?;
    let base = of_right(both.base.powers, object, right);
    if base.iter().any(|power| power.up_to.is_none()) {
        return None;
    }
    let bound = base.first()?.up_to.as_ref()?.to_string();
    if is_access_level(&bound) {
        return None;
    }
    let who = names(both, &now.people, &now.key.holder);
    let money = Money::of_bound(&format!("up to {bound}"));
    let was = money
        .as_ref()
        .map_or_else(|| bound.clone(), Money::to_string);
    let (plain, present) = match (right, money.is_some()) {
        (Right::Execute, true) => ("spend any amount on", "may spend any amount on"),
        (Right::Execute, false) => ("act without a limit on", "may act without a limit on"),
        _ => ("decide without a limit on", "may decide without a limit on"),
    };
    Some(Alarm {
        people: now.people.iter().cloned().collect(),
        words: format!("no limit (was {was})"),
        proposal: format!("{who} could {plain} {object}"),
        present: format!("{who} {present} {object}"),
        place: Some(both.place(SideName::Head, now.place)),
        ..blank(AlarmKind::Unbounded, object.clone())
    })
}

fn of_right<'p>(powers: &'p Powers, object: &str, right: Right) -> Vec<&'p Power> {
    powers
        .over(object)
        .filter(|power| {
            let key = &power.key;
            key.right == right && key.act == Act::Any && key.when.is_none()
        })
        .collect()
}
