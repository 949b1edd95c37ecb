//! Terms of roles that got longer or shorter.

use crate::model::Actor;

use super::sides::{Both, blank, names, ordered, plain_party};
use super::{Shift, ShiftKind, SideName};
use crate::model::Object;

pub(super) fn shifts(both: &Both<'_>) -> Vec<Shift> {
    let mut shifts = Vec::new();
    for (id, base) in &both.base.governance.roles {
        let actor = both.identity.actor(&Actor::Role(id.clone()));
        let Some(head) = both.head.governance.roles.get(actor.id()) else {
            continue;
        };
        let term = |role: &crate::model::Role| {
            let selection = role.selection.as_ref()?;
            Some(selection.term?.value)
        };
        let (was, is) = (term(&base.data), term(&head.data));
        if was == is {
            continue;
        }
        // No term at all is the longest.
        let days = |term: Option<crate::model::Period>| {
            term.map_or(f64::INFINITY, crate::model::Period::approximate_days)
        };
        let longer = days(is) > days(was);
        let words = |term: Option<crate::model::Period>| {
            Some(term.map_or_else(|| "no term".to_owned(), |term| term.to_string()))
        };
        let people = names(both.head.powers.roster.people(&actor));
        let place = |side: SideName, record: &crate::model::Record<crate::model::Role>| {
            let selection = record.data.selection.as_ref();
            let span = selection.map_or(record.head, |selection| {
                selection.term.map_or(selection.span, |term| term.span)
            });
            both.place(side, record.place(span))
        };
        let object = Object::of(format!("seats/{}", actor.id()));
        shifts.push(Shift {
            object_name: both.object_name(&object),
            to: Some(plain_party(
                actor.clone(),
                both.actor_name(&actor),
                people.clone(),
            )),
            before: words(was),
            after: words(is),
            gains: if longer { people.clone() } else { Vec::new() },
            loses: if longer { Vec::new() } else { people },
            places: ordered(vec![
                place(SideName::Head, head),
                place(SideName::Base, base),
            ]),
            ..blank(
                if longer {
                    ShiftKind::Prolonged
                } else {
                    ShiftKind::Shortened
                },
                object,
            )
        });
    }
    shifts
}
