//! Self-appointing: somebody can fill their own seat, or a seat of more power, alone.

use std::collections::BTreeSet;

use crate::model::{Actor, Id, Object, Right};
use crate::power::{Act, Power};
use crate::shift::parties::people_of;
use crate::shift::sides::Both;
use crate::shift::{Alarm, AlarmKind, Side, SideName};

use super::{blank, names};

pub(super) fn alarms(both: &Both<'_>) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    for id in both.head.governance.roles.keys() {
        let role = Actor::Role(id.clone());
        let (now, place) = fill_own_seat(both, SideName::Head, &role);
        let Some(place) = place.filter(|_| !now.is_empty()) else {
            continue;
        };
        let Some(was) = both.was(&role) else {
            continue;
        };
        let (before, _) = fill_own_seat(both, SideName::Base, &was);
        let fresh: BTreeSet<Id> = now.difference(&before).cloned().collect();
        // Somebody else in a seat that always filled itself is no worse than before.
        if fresh.is_empty() || !before.is_empty() {
            continue;
        }
        let who = names(both, &fresh, &role);
        let over = Object::of(format!("seats/{id}"));
        let seat = both.actor_name(&role);
        alarms.push(Alarm {
            name: Some(seat.clone()),
            people: fresh.into_iter().collect(),
            words: format!("{who} alone chooses who sits there"),
            proposal: format!("{who} alone could fill the seat of {seat}, which is {who}'s own"),
            present: format!("{who} alone can fill the seat of {seat}, which is {who}'s own"),
            place: Some(both.place(SideName::Head, place)),
            ..blank(AlarmKind::SelfAppointing, over)
        });
    }
    alarms
}

/// The holders of a role who can choose its holder without anybody else, and where that is
/// written; people by their ids of the head.
fn fill_own_seat(
    both: &Both<'_>,
    side: SideName,
    role: &Actor,
) -> (BTreeSet<Id>, Option<crate::source::Place>) {
    let here: Side<'_> = both.side(side);
    let seated = here.powers.roster.people(role);
    let object = format!("seats/{}", role.id());
    let mut found = BTreeSet::new();
    let mut place = None;
    let alone = |power: &&Power| {
        power.key.right == Right::Decide
            && power.key.act != Act::Remove
            && power.key.when.is_none()
            && power.is_exercised_alone()
    };
    for power in here.powers.over(&object).filter(alone) {
        let own: Vec<&Id> = power.people.intersection(seated).collect();
        if !own.is_empty() {
            place = place.or(Some(power.place));
            let people = people_of(both, side, power);
            let mine = |id: &Id| match side {
                SideName::Base => own.iter().any(|own| both.identity.person(own) == *id),
                SideName::Head => own.contains(&id),
            };
            found.extend(people.into_iter().filter(mine));
        }
    }
    (found, place)
}
