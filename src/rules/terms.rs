//! Terms as they count: which seats are terms, and how many of them a person had in a row.

use std::collections::BTreeMap;

use super::seats::{SLACK_DAYS, is_reversed};
use crate::model::{Capacity, Chosen, Date, Holder, Id, Period, Record, Role};
use crate::source::At;

/// A term of one person, and which one it is.
pub(super) struct Counted<'r> {
    pub holder: &'r At<Holder>,
    /// From 1, since the last pause that was long enough.
    pub in_a_row: u64,
    /// From 1, ever.
    pub in_all: u64,
}

/// The terms of each person in a role, counted. Whoever acts for a while serves the rest of
/// another's term and has none; deputies are never limited in number. A `pause` that the role
/// demands is the least that breaks a row.
pub(super) fn counted(role: &Record<Role>, pause: Option<Period>) -> Vec<Vec<Counted<'_>>> {
    let mut by_person: BTreeMap<&Id, Vec<&At<Holder>>> = BTreeMap::new();
    for holder in timed(role) {
        if holder.capacity == Capacity::Holder && holder.how != Some(Chosen::Acting) {
            let person = by_person.entry(&holder.person.value).or_default();
            person.push(holder);
        }
    }
    by_person
        .into_values()
        .map(|mut holders| {
            holders.sort_by_key(|holder| holder.since.map(|since| *since));
            let (mut in_a_row, mut in_all) = (0, 0);
            let mut latest: Option<&At<Holder>> = None;
            let mut terms = Vec::with_capacity(holders.len());
            for holder in holders {
                match latest.map(|latest| gap(latest, holder, pause)) {
                    Some(Gap::SameTerm) => {}
                    Some(Gap::InARow) => (in_a_row, in_all) = (in_a_row + 1, in_all + 1),
                    Some(Gap::Pause) | None => (in_a_row, in_all) = (1, in_all + 1),
                }
                if latest.is_none_or(|latest| ends_later(holder, latest)) {
                    latest = Some(holder);
                }
                terms.push(Counted {
                    holder,
                    in_a_row,
                    in_all,
                });
            }
            terms
        })
        .collect()
}

/// Holders and deputies: trainees and the honoured have no terms, and days in the wrong order mean
/// none.
pub(super) fn timed(role: &Record<Role>) -> impl Iterator<Item = &At<Holder>> {
    role.data.holders.iter().filter(|holder| {
        matches!(holder.capacity, Capacity::Holder | Capacity::Deputy) && !is_reversed(holder)
    })
}

pub(super) fn is_over(holder: &Holder, on: Date) -> bool {
    holder.until.is_some_and(|until| *until < on)
}

/// A month after a day.
pub(super) fn slack_after(day: Date) -> Date {
    let slack = Period::parse(&format!("P{SLACK_DAYS}D"));
    slack.map_or(day, |slack| day.plus(slack))
}

fn ends_later(one: &Holder, other: &Holder) -> bool {
    other
        .until
        .is_some_and(|end| one.until.is_none_or(|until| *until > *end))
}

/// What lies between two seats of one person.
#[derive(Debug, PartialEq)]
enum Gap {
    /// Nothing, or nobody knows: two parts of one term.
    SameTerm,
    /// Less than a month, or less than the pause that the role demands.
    InARow,
    /// Time enough.
    Pause,
}

fn gap(before: &Holder, next: &Holder, pause: Option<Period>) -> Gap {
    let (Some(end), Some(start)) = (before.until, next.since) else {
        return Gap::SameTerm;
    };
    let too_soon = |pause: Period| *start < end.plus(pause);
    if *start < *end {
        Gap::SameTerm
    } else if *start <= slack_after(*end) || pause.is_some_and(too_soon) {
        Gap::InARow
    } else {
        Gap::Pause
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Envelope, Text};
    use crate::source::{Source, Sources, Span};

    fn seat(since: &str, until: &str) -> Holder {
        let day = |text| Date::parse(text).map(|day| At::new(day, Span::default()));
        Holder {
            since: day(since),
            until: day(until),
            ..Holder::of(At::new(Id::of("ann"), Span::default()))
        }
    }

    #[test]
    fn a_month_or_the_demanded_pause_breaks_a_row() {
        let first = seat("2024-01-01", "2024-12-31");
        let next = |since, pause: Option<&str>| {
            let pause = pause.and_then(Period::parse);
            gap(&first, &seat(since, ""), pause)
        };
        assert_eq!(next("2024-06-01", None), Gap::SameTerm);
        assert_eq!(next("2024-12-31", None), Gap::InARow);
        assert_eq!(next("2025-01-31", None), Gap::InARow);
        assert_eq!(next("2025-02-01", None), Gap::Pause);
        assert_eq!(next("2025-02-01", Some("P1Y")), Gap::InARow);
        assert_eq!(next("2025-12-30", Some("P1Y")), Gap::InARow);
        assert_eq!(next("2025-12-31", Some("P1Y")), Gap::Pause);
        // Of what has no days nothing is known.
        assert_eq!(next("", None), Gap::SameTerm);
        assert_eq!(gap(&seat("2024-01-01", ""), &first, None), Gap::SameTerm);
    }

    #[test]
    fn the_last_day_belongs_to_the_seat() {
        let until = |day| is_over(&seat("2024-01-01", "2024-12-31"), day);
        let ends = |text| Date::parse(text).is_some_and(until);
        assert!(!ends("2024-12-30") && !ends("2024-12-31"));
        assert!(ends("2025-01-01"));
    }

    #[test]
    fn parts_of_a_term_are_one_term() {
        let at = |holder| At::new(holder, Span::default());
        let unit = At::new(Id::of("team"), Span::default());
        let mut role = crate::model::Role::of_unit(unit);
        let acting = Holder {
            how: Some(Chosen::Acting),
            ..seat("2023-01-01", "2023-12-31")
        };
        role.holders = vec![
            // A long part around a short one, and the next term behind both.
            at(seat("2025-03-01", "2025-06-30")),
            at(seat("2024-01-01", "2025-12-31")),
            at(seat("2025-08-01", "2025-09-30")),
            at(seat("2026-01-01", "")),
            at(seat("2026-02-01", "2026-12-31")),
            at(acting),
        ];
        let envelope = Envelope::named(At::new(Text::of("Lead"), Span::default()));
        let record = Record {
            id: Id::of("lead"),
            source: Sources::default().add(Arc::new(Source::new("x", ""))),
            span: Span::default(),
            head: Span::default(),
            body: None,
            envelope: Arc::new(envelope),
            data: Arc::new(role),
        };
        let counts: Vec<(u64, u64)> = counted(&record, None)
            .iter()
            .flatten()
            .map(|term| (term.in_a_row, term.in_all))
            .collect();
        assert_eq!(counts, [(1, 1), (1, 1), (1, 1), (2, 2), (2, 2)]);
    }
}
