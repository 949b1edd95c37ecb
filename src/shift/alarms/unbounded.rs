//! Unbounded: a right that had a bound has none.

use crate::model::{Object, Right};
use crate::power::{Act, Power, Powers};
use crate::shift::access::is_access_level;
use crate::shift::sides::Both;
use crate::shift::tell::Money;
use crate::shift::{Alarm, AlarmKind, Saying, SideName};

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
        .map_or_else(|| bound.as_str().into(), Money::said);
    let (plain, key) = match (right, money.is_some()) {
        (Right::Execute, true) => ("spend any amount on", "alarm-spends-any"),
        (Right::Execute, false) => ("act without a limit on", "alarm-acts-without-limit"),
        _ => ("decide without a limit on", "alarm-decides-without-limit"),
    };
    let parts = [
        ("who", (&who).into()),
        ("what", object.as_str().into()),
        ("n", now.people.len().into()),
    ];
    Some(Alarm {
        people: now.people.iter().cloned().collect(),
        words: Saying::new(
            format!("no limit (was {was})"),
            "alarm-no-limit",
            [("was", was.into())],
        ),
        proposal: format!("{who} could {plain} {object}"),
        present: Saying::new(format!("{who} may {plain} {object}"), key, parts),
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
