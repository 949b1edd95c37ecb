//! Compares two sides: seats, then powers, then what changed without its text changing.

use std::collections::{BTreeMap, BTreeSet};

use super::sides::Both;
use super::{Comparison, Side};
use super::{entries, held, seated, silent, terms};

/// Everything that changed hands from `base` to `head`, both evaluated on the same day.
pub fn compare(base: Side<'_>, head: Side<'_>) -> Comparison {
    let both = Both::new(base, head);
    let mut shifts = held::shifts(&both);
    shifts.extend(terms::shifts(&both));
    let seats = seated::shifts(&both);
    shifts.extend(silent::shifts(&both, &seats));
    shifts.extend(seats);
    shifts.sort_by_cached_key(|shift| {
        (
            shift.kind,
            shift.cause.is_some(),
            is_about_people(&shift.object),
            shift.right,
            shift.object.clone(),
            shift.act,
            shift.id(),
        )
    });
    let mut names = BTreeMap::new();
    let people = shifts.iter().flat_map(|shift| {
        let parties = shift.from.iter().chain(&shift.to);
        let people = parties.flat_map(|party| &party.people);
        people.chain(&shift.gains).chain(&shift.loses)
    });
    for id in people.collect::<BTreeSet<_>>() {
        let known = |side: Side<'_>| side.governance.people.get(id).map(|p| p.name().to_owned());
        if let Some(name) = known(head).or_else(|| known(base)) {
            names.insert(id.clone(), name);
        }
    }
    Comparison {
        as_of: head.powers.as_of,
        shifts,
        alarms: Vec::new(),
        entries: entries::changes(&both),
        names,
    }
}

/// Rights over seats and borders follow those over domains.
fn is_about_people(object: &str) -> bool {
    ["seats/", "membership/", "structure/", "rules/"]
        .iter()
        .any(|root| object.starts_with(root))
}
