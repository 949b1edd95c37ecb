//! Unaudited: a power that somebody audited or could override is held without that.

use std::collections::BTreeSet;

use crate::model::{Object, Right};
use crate::power::{Power, Powers};
use crate::shift::sides::Both;
use crate::shift::{Alarm, AlarmKind, Saying, SideName};

use super::{blank, is_domain};

pub(super) fn alarms(both: &Both<'_>) -> Vec<Alarm> {
    let checks = |power: &&Power| {
        matches!(power.key.right, Right::Audit | Right::Override)
            && !power.people.is_empty()
            && is_domain(&power.key.object)
    };
    let mut seen: BTreeSet<(&Object, Right)> = BTreeSet::new();
    let mut alarms = Vec::new();
    for was in both.base.powers.all.iter().filter(checks) {
        let (object, right) = (&was.key.object, was.key.right);
        if seen.insert((object, right)) {
            alarms.extend(alarm(both, was));
        }
    }
    alarms
}

fn alarm(both: &Both<'_>, was: &Power) -> Option<Alarm> {
    let (object, right) = (&was.key.object, was.key.right);
    let head = both.head.powers;
    let mut at = object.as_str();
    loop {
        let checks = |power: &Power| power.key.right == right && !power.people.is_empty();
        if head.over(at).any(checks) {
            return None;
        }
        match at.rsplit_once('/') {
            Some((outer, _)) => at = outer,
            None => break,
        }
    }
    if !is_exercised(head, object) {
        return None;
    }
    let said = |present: &str, key: &'static str| {
        let what = [("what", object.as_str().into())];
        Saying::new(format!("{present} {object}"), key, what)
    };
    let (words, proposal, present) = match right {
        Right::Audit => (
            Saying::new("nobody audits it", "alarm-nobody-audits-it", []),
            "nobody would audit",
            said("nobody audits", "alarm-nobody-audits"),
        ),
        _ => (
            Saying::new("nobody can override it", "alarm-nobody-overrides-it", []),
            "nobody could override",
            said("nobody can override", "alarm-nobody-overrides"),
        ),
    };
    Some(Alarm {
        words,
        proposal: format!("{proposal} {object}"),
        present,
        place: Some(both.place(SideName::Base, was.place)),
        ..blank(AlarmKind::Unaudited, object.clone())
    })
}

/// Whether somebody decides or acts on a domain, on a part of it or on what it is a part of.
fn is_exercised(powers: &Powers, object: &Object) -> bool {
    powers.all.iter().any(|power| {
        let (key, over) = (&power.key, &power.key.object);
        let acts = matches!(key.right, Right::Decide | Right::Joint | Right::Execute);
        acts && !power.people.is_empty() && (over.lies_in(object) || object.lies_in(over))
    })
}
