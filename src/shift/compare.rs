//! Compares two sides: powers, terms and seats, then what follows for those concerned.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Id;

use super::found::Found;
use super::sides::Both;
use super::{Alarm, Comparison, Shift, Side};
use super::{alarms, detect, entries, order, untouched};

/// Everything that changed hands from `base` to `head`, both evaluated on the same day. Why those
/// concerned have what they have is left out: [`Comparison::explain`] fills it in.
pub fn compare(base: Side<'_>, head: Side<'_>) -> Comparison {
    let both = Both::new(base, head);
    let found = detect::shifts(&both);
    let mut shifts: Vec<Shift> = found.into_iter().map(|f| Found::finish(f, &both)).collect();
    order::sort(&both, &mut shifts);
    untouched::mark(&both, &mut shifts);
    // Where nothing changed hands nothing is worse than before.
    let alarms = if shifts.is_empty() {
        Vec::new()
    } else {
        alarms::alarms(&both)
    };
    Comparison {
        as_of: head.powers.as_of,
        names: names(&both, &shifts, &alarms),
        shifts,
        alarms,
        entries: entries::changes(&both),
    }
}

/// The names of all people concerned.
fn names(both: &Both<'_>, shifts: &[Shift], alarms: &[Alarm]) -> BTreeMap<Id, String> {
    let people = shifts.iter().flat_map(|shift| {
        let parties = shift.from.iter().chain(&shift.to);
        let people = parties.flat_map(|party| &party.people);
        people.chain(&shift.gains).chain(&shift.loses)
    });
    let alarmed = alarms.iter().flat_map(|alarm| &alarm.people);
    let people: BTreeSet<&Id> = people.chain(alarmed).collect();
    let mut names = BTreeMap::new();
    for id in people {
        let known = |side: Side<'_>| side.governance.people.get(id).map(|p| p.name().to_owned());
        if let Some(name) = known(both.head).or_else(|| known(both.base)) {
            names.insert(id.clone(), name);
        }
    }
    names
}
