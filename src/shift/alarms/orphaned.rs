//! Orphaned: a domain that somebody held is nobody's. It falls to whoever decides the rest, which
//! is not the same as being looked after.

use crate::model::{Actor, Object};
use crate::power::{Decider, Power, Powers, StandIn};
use crate::shift::sides::Both;
use crate::shift::{Alarm, AlarmKind, Saying, SideName};

use super::{blank, deciding, is_domain};

pub(super) fn alarms(both: &Both<'_>) -> Vec<Alarm> {
    let objects = both.base.powers.objects();
    objects.filter_map(|object| alarm(both, object)).collect()
}

fn alarm(both: &Both<'_>, object: &Object) -> Option<Alarm> {
    if !is_domain(object) {
        return None;
    }
    let base = deciding(both.base.powers, object);
    if !base.iter().any(|power| is_held(power)) {
        return None;
    }
    let head = deciding(both.head.powers, object);
    if head.iter().any(|power| is_held(power)) {
        return None;
    }
    let (words, place) = match head.first() {
        Some(power) => {
            let words = match &power.key.holder {
                Actor::Role(_) => Saying::new("no holder, no deputy", "alarm-no-holder", []),
                Actor::Unit(_) => {
                    let unit = both.actor_name(&power.key.holder);
                    let english = format!("nobody in {unit} can act");
                    Saying::new(english, "alarm-nobody-in", [("unit", unit.into())])
                }
                Actor::Person(_) => Saying::new("nobody can act", "alarm-nobody-acts", []),
            };
            (words, both.place(SideName::Head, power.place))
        }
        // Whoever holds the domain around it holds this too.
        None if is_covered(both.head.powers, object) => return None,
        None if !is_known(both, object) => return None,
        None => (
            Saying::new("nobody holds it", "alarm-nobody-holds-it", []),
            both.place(SideName::Base, base[0].place),
        ),
    };
    Some(Alarm {
        words,
        proposal: format!("nobody would hold {object}"),
        present: Saying::new(
            format!("nobody holds {object}"),
            "alarm-nobody-holds",
            [("what", object.as_str().into())],
        ),
        place: Some(place),
        ..blank(AlarmKind::Orphaned, object.clone())
    })
}

/// Whether a power is in the hands of its own holder, or of the deputies.
fn is_held(power: &Power) -> bool {
    !power.people.is_empty() && matches!(power.stand_in, None | Some(StandIn::Deputies))
}

/// Whether somebody holds a domain around this one.
fn is_covered(powers: &Powers, object: &str) -> bool {
    matches!(powers.decider(object), Decider::Held(_))
}

/// Whether a domain is still in the vocabulary: one that was struck from it is no longer a matter.
fn is_known(both: &Both<'_>, object: &str) -> bool {
    let org = both.head.governance.org.as_ref();
    org.is_some_and(|org| org.data.domains.contains_key(object))
}
