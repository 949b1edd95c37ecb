//! The seats of a role on a day: who sits, who is about to, and whose term ran out unnoticed.

use std::collections::BTreeSet;

use crate::model::{Capacity, Chosen, Date, Holder, Id, Period, Record, Role};
use crate::source::At;

/// How far a term may run over, and how far apart two terms may lie and still be in a row: a month,
/// because elections move by weeks.
pub(super) const SLACK_DAYS: i32 = 31;

/// The entries of `holders`, sorted out.
pub(super) struct Seats<'r> {
    /// How many people there must be.
    pub min: u64,
    /// How many there may be; no bound where `seats` names only the least.
    pub max: Option<u64>,
    /// Holders today.
    pub current: Vec<&'r At<Holder>>,
    /// Deputies today.
    pub deputies: Vec<&'r At<Holder>>,
    /// Holders and deputies whose end lies before their beginning.
    pub reversed: Vec<&'r At<Holder>>,
    /// Holders whose term ran out while nobody took the seat over.
    pub lapsed: Vec<&'r At<Holder>>,
    /// The last deputy, where the term ran out, nobody followed, and the role leans on a deputy.
    pub lapsed_deputy: Option<&'r At<Holder>>,
}

impl<'r> Seats<'r> {
    pub(super) fn of(role: &'r Record<Role>, on: Date) -> Self {
        let data = &*role.data;
        let (min, max) = bounds(data);
        let all = |capacity: Capacity| data.holders.iter().filter(move |h| h.capacity == capacity);
        let reversed: Vec<_> = data
            .holders
            .iter()
            .filter(|holder| is_reversed(holder))
            .collect();
        let current: Vec<_> = all(Capacity::Holder).filter(|h| h.holds(on)).collect();
        let deputies: Vec<_> = all(Capacity::Deputy).filter(|h| h.holds(on)).collect();
        let term = data
            .selection
            .as_ref()
            .and_then(|s| s.term)
            .map(|t| t.value);

        let follows = |holder: &&At<Holder>| !is_past(holder, on) || is_reversed(holder);
        let filled: BTreeSet<&Id> = all(Capacity::Holder)
            .filter(follows)
            .map(|holder| &holder.person.value)
            .collect();
        let missing = usize::try_from(min)
            .unwrap_or(usize::MAX)
            .saturating_sub(filled.len());
        let mut lapsed = last_ones(all(Capacity::Holder), on);
        lapsed.retain(|holder| !filled.contains(&holder.person.value));
        // Of several whose terms ended on the same day none is the one to name.
        let last = missing
            .checked_sub(1)
            .and_then(|last| lapsed.get(last).or(lapsed.last()));
        let last = last.and_then(|holder| holder.until).map(|until| *until);
        lapsed.retain(|holder| {
            let counts = last.is_some_and(|last| holder.until.is_some_and(|end| *end >= last));
            counts && !left_early(holder, term)
        });

        let followed = all(Capacity::Deputy).any(|holder| follows(&holder))
            || all(Capacity::Trainee).any(|holder| holder.holds(on));
        let leans = data.key || current.is_empty();
        let lapsed_deputy = last_ones(all(Capacity::Deputy), on)
            .into_iter()
            .next()
            .filter(|holder| leans && !followed && !left_early(holder, term))
            // A deputy who has moved up did not run out.
            .filter(|holder| !filled.contains(&holder.person.value));
        Seats {
            min,
            max,
            current,
            deputies,
            reversed,
            lapsed,
            lapsed_deputy,
        }
    }

    /// What the deputies have to do with an empty seat.
    pub(super) fn deputy(&self) -> &'static str {
        if self.deputies.is_empty() {
            "no deputy"
        } else {
            "the deputy is away too"
        }
    }

    /// Whether the dates in the record explain an empty seat, so that `term-breached` tells of it.
    pub(super) fn term_explains(&self) -> bool {
        !self.lapsed.is_empty()
            || !self.reversed.is_empty()
            || (self.current.is_empty() && self.lapsed_deputy.is_some())
    }
}

/// One seat if nothing is said. A lower bound alone leaves the upper one open.
fn bounds(role: &Role) -> (u64, Option<u64>) {
    match &role.seats {
        None => (1, Some(1)),
        Some(seats) => (
            seats.min.unwrap_or(1).min(seats.max.unwrap_or(u64::MAX)),
            seats.max,
        ),
    }
}

pub(super) fn is_reversed(holder: &Holder) -> bool {
    match (holder.since, holder.until) {
        (Some(since), Some(until)) => *since > *until,
        _ => false,
    }
}

fn is_past(holder: &Holder, on: Date) -> bool {
    holder.until.is_some_and(|until| *until < on)
}

/// Those whose time is over, the latest first, each person once.
fn last_ones<'r>(holders: impl Iterator<Item = &'r At<Holder>>, on: Date) -> Vec<&'r At<Holder>> {
    let mut past: Vec<_> = holders.filter(|holder| is_past(holder, on)).collect();
    past.sort_by_key(|holder| std::cmp::Reverse(holder.until.map(|until| *until)));
    let mut seen = BTreeSet::new();
    past.retain(|holder| seen.insert(&holder.person.value));
    past
}

/// Whether somebody stepped down or was removed, rather than reached the end of a term: the seat is
/// then vacant and not overstayed.
fn left_early(holder: &Holder, term: Option<Period>) -> bool {
    let (Some(since), Some(until), Some(term)) = (holder.since, holder.until, term) else {
        return false;
    };
    holder.how != Some(Chosen::Acting) && until.days_until(since.plus(term)) > SLACK_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(since: &str, until: &str, how: Option<Chosen>) -> Holder {
        let day = |text: &str| {
            let day = Date::parse(text)?;
            Some(At::new(day, crate::source::Span::default()))
        };
        Holder {
            since: day(since),
            until: day(until),
            how,
            ..Holder::of(At::new(Id::of("ann"), crate::source::Span::default()))
        }
    }

    #[test]
    fn stepping_down_is_not_running_out() {
        let year = Period::parse("P1Y");
        let early = |since, until, how| left_early(&holder(since, until, how), year);
        assert!(early("2025-01-01", "2025-06-30", None));
        assert!(!early("2025-01-01", "2025-12-31", None));
        // Within a month of the end it counts as the end.
        assert!(!early("2025-01-01", "2025-12-01", None));
        assert!(early("2025-01-01", "2025-11-30", None));
        // Whoever acts for a while has an end of their own; without a term every end is the end.
        assert!(!early("2025-01-01", "2025-03-31", Some(Chosen::Acting)));
        assert!(!left_early(&holder("2025-01-01", "2025-03-31", None), None));
        assert!(!early("", "2025-03-31", None));
    }
}
