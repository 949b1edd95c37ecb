//! The alarms: one kind a file. Only what is new in the head raises one.

mod concentrated;
mod orphaned;
mod self_appointing;
mod unaudited;
mod unbounded;
mod unremovable;

use std::collections::BTreeSet;

use crate::model::{Actor, Format, Id, Object, Right};
use crate::power::{Act, Power, Powers};

use super::sides::Both;
use super::tell::crowd;
use super::{Alarm, Saying};

/// Everything that a reviewer must not miss, the worst first.
pub(super) fn alarms(both: &Both<'_>) -> Vec<Alarm> {
    // How seats are filled and emptied is written in native records alone: of other sources the
    // default constitution would speak here, not the organisation.
    let tells_of_seats = both.head.governance.format == Format::Native;
    let mut alarms = Vec::new();
    if tells_of_seats {
        alarms.extend(unremovable::alarms(both));
        alarms.extend(self_appointing::alarms(both));
    }
    alarms.extend(concentrated::alarms(both));
    alarms.extend(orphaned::alarms(both));
    alarms.extend(unbounded::alarms(both));
    alarms.extend(unaudited::alarms(both));
    alarms.sort_by(|a, b| {
        let key = |alarm: &Alarm| {
            (
                alarm.kind,
                std::cmp::Reverse(alarm.before),
                alarm.over.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    alarms
}

/// Powers that settle matters of exactly this domain, without a bound or a condition.
fn deciding<'p>(powers: &'p Powers, object: &str) -> Vec<&'p Power> {
    powers
        .over(object)
        .filter(|power| {
            matches!(power.key.right, Right::Decide | Right::Joint)
                && power.key.act == Act::Any
                && power.key.when.is_none()
                && power.up_to.is_none()
        })
        .collect()
}

/// Whether an object is a domain.
fn is_domain(object: &str) -> bool {
    let root = object.split_once('/').map_or(object, |(root, _)| root);
    !matches!(
        root,
        "seats" | "membership" | "rules" | "structure" | "residual"
    )
}

/// A few people by name, more as the number of people behind an actor. People by ids of the head.
fn names(both: &Both<'_>, people: &BTreeSet<Id>, actor: &Actor) -> Saying {
    const FEW: usize = 3;
    if people.len() > FEW {
        return crowd(&both.actor_name(actor), people.len());
    }
    let names = people.iter().cloned().map(Actor::Person);
    Saying::listed(names.map(|who| both.actor_name(&who)).collect(), FEW)
}

/// An alarm about a domain, with nothing else said.
fn blank(kind: super::AlarmKind, over: Object) -> Alarm {
    Alarm {
        kind,
        over,
        name: None,
        people: Vec::new(),
        before: None,
        after: None,
        until: None,
        words: Saying::default(),
        proposal: String::new(),
        present: Saying::default(),
        place: None,
    }
}
