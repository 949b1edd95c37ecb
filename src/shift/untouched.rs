//! Who gains or loses though nothing that changed names them: they could not see it coming.

use std::collections::BTreeSet;

use crate::model::Id;

use super::sides::Both;
use super::{Shift, SideName};

/// Fills in, for each shift, those whose record was not touched and whom no changed line names.
pub(super) fn mark(both: &Both<'_>, shifts: &mut [Shift]) {
    let mut known: std::collections::BTreeMap<Id, bool> = std::collections::BTreeMap::new();
    for shift in shifts {
        let concerned: BTreeSet<&Id> = shift.gains.iter().chain(&shift.loses).collect();
        let untouched = concerned.into_iter().filter(|id| {
            *known
                .entry((*id).clone())
                .or_insert_with(|| is_untouched(both, id))
        });
        shift.untouched = untouched.cloned().collect();
    }
}

/// `id` is the person's id of the head.
fn is_untouched(both: &Both<'_>, id: &Id) -> bool {
    let changed = both.changed();
    let head = both.head.governance.people.get(id);
    let was = both.base_person(id);
    let base = both.base.governance.people.get(&was);
    let touched = |side: SideName, record: Option<&crate::model::Record<crate::model::Person>>| {
        record.is_some_and(|record| changed.first(side, record.place(record.span)).is_some())
    };
    let named = changed.names(id, head) || changed.names(&was, base);
    !named && !touched(SideName::Head, head) && !touched(SideName::Base, base)
}
