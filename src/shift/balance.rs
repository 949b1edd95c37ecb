//! What changed hands between two days, put together from the shifts of each change in between.
//! What somebody gained and lost again is no gain.

use std::collections::BTreeMap;

use crate::model::{Date, Id, Object, Right};
use crate::power::Act;

use super::{Party, Shift, ShiftKind, ShiftSet};

/// What somebody can gain or lose.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thing {
    /// What it is about; of a seat its role or unit, as `seats/…` or `membership/…`.
    pub object: Object,
    /// Which right; none for seats and terms.
    pub right: Option<Right>,
    /// For rights over seats and membership: in or out.
    pub act: Act,
    /// The seat's capacity, where it is not the usual one.
    pub capacity: Option<String>,
    /// Whether it is how far it goes, by which method or for how long, and not the thing itself.
    pub is_bound: bool,
}

/// How much of a thing somebody has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Not at all, with others, or alone: 0, 1, 2.
    Share(u8),
    /// In words; none where no bound is said.
    Bound(Option<String>),
}

/// People for whom one change did the same to one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The number of the change in the history.
    pub set: usize,
    /// Its day.
    pub date: Date,
    /// What they gain or lose.
    pub thing: Thing,
    /// Whether they gain.
    pub gains: bool,
    /// How much of it they had.
    pub was: Mark,
    /// How much of it they have.
    pub is: Mark,
    /// Who.
    pub people: Vec<Id>,
}

/// What one person gained or lost in the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Net {
    /// Who.
    pub person: Id,
    /// What.
    pub thing: Thing,
    /// Whether it is a gain.
    pub gains: bool,
    /// How much of it there was.
    pub was: Mark,
    /// How much of it there is.
    pub is: Mark,
}

/// The gains and losses of people by the shifts of a history that is told newest first; oldest
/// first. `shows` leaves out shifts.
pub fn entries(history: &[ShiftSet], shows: impl Fn(&Shift) -> bool) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (set, told) in history.iter().enumerate().rev() {
        for shift in told.comparison.shifts.iter().filter(|shift| shows(shift)) {
            for (gains, people) in [(true, &shift.gains), (false, &shift.loses)] {
                let mut alike: BTreeMap<(Mark, Mark), Vec<Id>> = BTreeMap::new();
                for person in people {
                    let marks = marks(shift, gains, person);
                    alike.entry(marks).or_default().push(person.clone());
                }
                entries.extend(alike.into_iter().map(|((was, is), people)| Entry {
                    set,
                    date: told.date,
                    thing: thing(shift),
                    gains,
                    was,
                    is,
                    people,
                }));
            }
        }
    }
    entries
}

/// What people gained and lost after one day and up to another, by person.
pub fn between(entries: &[Entry], from: Date, until: Date) -> Vec<Net> {
    struct Course<'e> {
        first: &'e Entry,
        last: &'e Entry,
        mixed: bool,
    }
    let mut courses: BTreeMap<(&Id, &Thing), Course<'_>> = BTreeMap::new();
    let inside = |entry: &&Entry| from < entry.date && entry.date <= until;
    for entry in entries.iter().filter(inside) {
        for person in &entry.people {
            courses
                .entry((person, &entry.thing))
                .and_modify(|course| {
                    course.last = entry;
                    course.mixed |= course.first.gains != entry.gains;
                })
                .or_insert(Course {
                    first: entry,
                    last: entry,
                    mixed: false,
                });
        }
    }
    let net = courses.into_iter().filter_map(|((person, thing), course)| {
        let (was, is) = (&course.first.was, &course.last.is);
        let gains = match (was == is, course.mixed) {
            (true, true) => return None,
            // Bounds cannot always be compared: the last change gives the direction.
            (false, true) if thing.is_bound => course.last.gains,
            (false, true) => is > was,
            (_, false) => course.first.gains,
        };
        Some(Net {
            person: person.clone(),
            thing: thing.clone(),
            gains,
            was: was.clone(),
            is: is.clone(),
        })
    });
    net.collect()
}

fn thing(shift: &Shift) -> Thing {
    let seat = matches!(shift.kind, ShiftKind::Seated | ShiftKind::Unseated);
    let capacity = shift.after.as_ref().or(shift.before.as_ref());
    let capacity = capacity.filter(|word| seat && !["holder", "member"].contains(&word.as_str()));
    Thing {
        object: shift.object.clone(),
        right: shift.right,
        act: shift.act,
        capacity: capacity.cloned(),
        is_bound: is_bound(shift),
    }
}

/// Whether what the same holder has goes further or less far.
fn is_bound(shift: &Shift) -> bool {
    match shift.kind {
        ShiftKind::Widened
        | ShiftKind::Narrowed
        | ShiftKind::Eased
        | ShiftKind::Hardened
        | ShiftKind::Prolonged
        | ShiftKind::Shortened => true,
        ShiftKind::Shielded | ShiftKind::Exposed => {
            let actor = |party: &Option<Party>| party.as_ref().map(|party| party.actor.clone());
            actor(&shift.from) == actor(&shift.to)
        }
        _ => false,
    }
}

/// How much of it a person had and has.
fn marks(shift: &Shift, gains: bool, person: &Id) -> (Mark, Mark) {
    if is_bound(shift) {
        let mark = |words: &Option<String>| Mark::Bound(words.clone());
        return (mark(&shift.before), mark(&shift.after));
    }
    let share = |party: Option<&Party>| match party {
        Some(party) if party.people.contains(person) => 1 + u8::from(party.alone),
        _ => 0,
    };
    let (was, is) = if shift.right.is_none() {
        (u8::from(!gains), u8::from(gains))
    } else {
        (share(shift.from.as_ref()), share(shift.to.as_ref()))
    };
    // Whoever gains has more of it, also where the parties alone do not show that.
    let (was, is) = match gains {
        true if is <= was => (is.saturating_sub(1), is.max(1)),
        false if is >= was => (was.max(1), was.saturating_sub(1)),
        _ => (was, is),
    };
    (Mark::Share(was), Mark::Share(is))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Actor;
    use crate::shift::{Comparison, Effect};

    fn on(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    fn party(people: &[&str]) -> Party {
        Party {
            actor: Actor::Unit(Id::of("crew")),
            name: "Crew".to_owned(),
            people: people.iter().map(|id| Id::of(id)).collect(),
            method: String::new(),
            alone: people.len() == 1,
        }
    }

    /// A shift of the decision on money between people, after which `gains` have more.
    fn money(kind: ShiftKind, from: &[&str], to: &[&str]) -> Shift {
        let had = |people: &[&str]| (!people.is_empty()).then(|| party(people));
        let more = |some: &[&str], others: &[&str]| {
            let alone = some.len() == 1 && others.len() > 1;
            let more = some.iter().filter(|id| alone || !others.contains(id));
            more.map(|id| Id::of(id)).collect()
        };
        Shift {
            kind,
            right: Some(Right::Decide),
            object: Object::of("money"),
            object_name: None,
            act: Act::Any,
            from: had(from),
            to: had(to),
            before: None,
            after: None,
            gains: more(to, from),
            loses: more(from, to),
            detail: None,
            cause: None,
            places: Vec::new(),
            effect: Effect::Neither,
            entry: None,
            untouched: Vec::new(),
            why: Vec::new(),
        }
    }

    fn limit(kind: ShiftKind, before: &str, after: &str) -> Shift {
        let (gains, loses) = match kind {
            ShiftKind::Widened => (vec![Id::of("ana")], Vec::new()),
            _ => (Vec::new(), vec![Id::of("ana")]),
        };
        Shift {
            before: Some(before.to_owned()),
            after: Some(after.to_owned()),
            gains,
            loses,
            ..money(kind, &["ana"], &["ana"])
        }
    }

    /// One change a day from 2 January on.
    fn told(shifts: Vec<Shift>) -> Vec<Entry> {
        let set = |(number, shift)| {
            let date = on(&format!("2026-01-{:02}", number + 2));
            ShiftSet {
                lapse: false,
                commit: "a".repeat(40),
                short: "a".repeat(7),
                date,
                subject: String::new(),
                author: String::new(),
                comparison: Comparison {
                    shifts: vec![shift],
                    ..Comparison::nothing(date)
                },
                trouble: None,
            }
        };
        let mut history: Vec<ShiftSet> = shifts.into_iter().enumerate().map(set).collect();
        history.reverse();
        entries(&history, |_| true)
    }

    fn net(entries: &[Entry], from: &str, until: &str) -> Vec<String> {
        let net = between(entries, on(from), on(until)).into_iter();
        net.map(|net| format!("{}{}", if net.gains { '+' } else { '-' }, net.person))
            .collect()
    }

    #[test]
    fn what_was_gained_and_lost_again_is_not_told() {
        let entries = told(vec![
            money(ShiftKind::Granted, &[], &["ana"]),
            money(ShiftKind::Moved, &["ana"], &["bao"]),
            money(ShiftKind::Revoked, &["bao"], &[]),
        ]);
        assert_eq!(net(&entries, "2026-01-01", "2026-01-02"), ["+ana"]);
        assert_eq!(net(&entries, "2026-01-01", "2026-01-03"), ["+bao"]);
        assert_eq!(net(&entries, "2026-01-02", "2026-01-04"), ["-ana"]);
        assert!(net(&entries, "2026-01-01", "2026-01-04").is_empty());
        // The first day is how it stood in the evening of that day.
        assert!(net(&entries, "2026-01-04", "2026-02-01").is_empty());
    }

    #[test]
    fn who_had_a_part_before_and_nothing_after_has_lost() {
        let entries = told(vec![
            money(ShiftKind::TakenAlone, &["ana", "bao"], &["ana"]),
            money(ShiftKind::Revoked, &["ana"], &[]),
        ]);
        assert_eq!(net(&entries, "2026-01-01", "2026-01-02"), ["+ana", "-bao"]);
        assert_eq!(net(&entries, "2026-01-01", "2026-01-03"), ["-ana", "-bao"]);
    }

    #[test]
    fn a_bound_that_came_back_is_as_it_was() {
        let entries = told(vec![
            limit(ShiftKind::Widened, "up to 1 EUR", "up to 5 EUR"),
            limit(ShiftKind::Narrowed, "up to 5 EUR", "up to 1 EUR"),
            limit(ShiftKind::Widened, "up to 1 EUR", "up to 9 EUR"),
        ]);
        assert!(net(&entries, "2026-01-01", "2026-01-03").is_empty());
        let all = between(&entries, on("2026-01-01"), on("2026-01-04"));
        let mark = |words: &str| Mark::Bound(Some(words.to_owned()));
        assert_eq!(all.len(), 1);
        assert!(all[0].gains && all[0].thing.is_bound);
        assert_eq!(all[0].was, mark("up to 1 EUR"));
        assert_eq!(all[0].is, mark("up to 9 EUR"));
    }
}
