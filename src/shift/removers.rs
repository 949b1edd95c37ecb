//! Who cannot be put out of a seat, and whether anybody could be.

use std::collections::BTreeMap;

use crate::model::{Actor, Capacity, Id};
use crate::power::reach::{Hold, irremovable, removers};
use crate::power::{Act, PowerKey};

use super::sides::Both;
use super::{Side, SideName};

/// Whether a power can put somebody out of a seat.
pub(super) fn empties(key: &PowerKey) -> bool {
    let seat = key.object.starts_with("seats/") || key.object.starts_with("membership/");
    seat && key.act != Act::Choose
}

/// People whom nobody can put out of a seat against their will, by seat; ids of their side.
pub(super) struct Safe<'s> {
    side: Side<'s>,
    people: BTreeMap<Actor, BTreeMap<Id, Hold>>,
}

impl<'s> Safe<'s> {
    pub(super) fn new(both: &Both<'s>, side: SideName) -> Self {
        let mut people: BTreeMap<Actor, BTreeMap<Id, Hold>> = BTreeMap::new();
        for safe in irremovable(both.institution(side)) {
            people
                .entry(safe.seat)
                .or_default()
                .insert(safe.person, safe.hold);
        }
        let side = both.side(side);
        Safe { side, people }
    }

    /// Every seat in which somebody is safe, with those people.
    pub(super) fn seats(&self) -> impl Iterator<Item = (&Actor, &BTreeMap<Id, Hold>)> {
        self.people.iter()
    }

    /// Whether a person is safe in a seat.
    pub(super) fn has(&self, seat: &Actor, person: &str) -> bool {
        let people = self.people.get(seat);
        people.is_some_and(|people| people.contains_key(person))
    }

    /// Whether somebody could be put out of a seat: somebody who sits there or, where nobody does,
    /// whoever would.
    pub(super) fn can_be_emptied(&self, seat: &Actor) -> bool {
        // Those who stand behind a unit by a role of theirs are no members that could be put out.
        let seats = &self.side.powers.roster.seats;
        let first = seats.partition_point(|known| known.actor < *seat);
        let seated = seats[first..]
            .iter()
            .take_while(|known| known.actor == *seat);
        let mut seated = seated
            .filter(|known| known.capacity == Capacity::Holder && known.through.is_none())
            .peekable();
        if seated.peek().is_some() {
            return seated.any(|known| !self.has(seat, &known.person));
        }
        match seat {
            Actor::Role(id) => {
                let removers = removers(self.side.governance, self.side.powers, id);
                !removers.direct.is_empty()
            }
            _ => false,
        }
    }
}
