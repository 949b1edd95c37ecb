//! What changed hands between two days, put together from the shifts of each change in between.
//! What somebody gained and lost again is no gain.

use std::collections::BTreeMap;

use crate::model::{Actor, Date, Id, Object, Right};
use crate::power::Act;

use super::{Party, Saying, Shift, ShiftKind, ShiftSet};

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
    pub capacity: Option<Saying>,
    /// Whether it is how far it goes, by which method or for how long, and not the thing itself.
    pub is_bound: bool,
}

/// How much of a thing somebody has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Not at all, with others, or alone: 0, 1, 2.
    Share(u8),
    /// In words; none where no bound is said.
    Bound(Option<Saying>),
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
    /// In which role or unit they have or had it; a seat is one in itself.
    pub through: Option<Actor>,
}

impl Entry {
    /// Whether it is a seat that they gain or lose.
    pub fn is_seat(&self) -> bool {
        self.thing.right.is_none() && !self.thing.is_bound
    }
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
        // Losses first: whoever changes one seat for another of the same body is in it afterwards.
        for gains in [false, true] {
            for shift in told.comparison.shifts.iter().filter(|shift| shows(shift)) {
                let (people, party) = if gains {
                    (&shift.gains, shift.to.as_ref())
                } else {
                    (&shift.loses, shift.from.as_ref().or(shift.to.as_ref()))
                };
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
                    through: party.map(|party| party.actor.clone()),
                }));
            }
        }
    }
    entries
}

/// What people gained and lost after one day and up to another, by person.
///
/// What a seat allows is told by the seat. So who has left a body in the end has nothing of what it
/// gained meanwhile, and who has come to it lost nothing that it had before.
pub fn between(entries: &[Entry], from: Date, until: Date) -> Vec<Net> {
    let inside = |entry: &&Entry| from < entry.date && entry.date <= until;
    let mut seats: BTreeMap<(Id, Actor), (bool, bool)> = BTreeMap::new();
    let mut courses: BTreeMap<(&Id, &Thing), (&Entry, &Entry)> = BTreeMap::new();
    for entry in entries.iter().filter(inside) {
        for person in &entry.people {
            if let Some(actor) = entry.through.as_ref().filter(|_| entry.is_seat()) {
                let seat = seats
                    .entry((person.clone(), actor.clone()))
                    .or_insert((!entry.gains, false));
                seat.1 = entry.gains;
            }
            let course = courses.entry((person, &entry.thing));
            course.or_insert((entry, entry)).1 = entry;
        }
    }
    let net = courses
        .into_iter()
        .filter_map(|((person, thing), (first, last))| {
            let seat = |entry: &Entry| -> Option<(bool, bool)> {
                let actor = entry.through.as_ref().filter(|_| !entry.is_seat())?;
                seats.get(&(person.clone(), actor.clone())).copied()
            };
            let outside = Mark::Share(0);
            let came = seat(first).is_some_and(|(was_in, _)| !was_in);
            let left = seat(last).is_some_and(|(_, is_in)| !is_in);
            if thing.is_bound && (came || left) {
                return None;
            }
            let was = if came { &outside } else { &first.was };
            let is = if left { &outside } else { &last.is };
            (was != is).then(|| Net {
                person: person.clone(),
                thing: thing.clone(),
                // Bounds cannot always be compared: the last change gives the direction.
                gains: if thing.is_bound { last.gains } else { is > was },
                was: was.clone(),
                is: is.clone(),
            })
        });
    net.collect()
}

fn thing(shift: &Shift) -> Thing {
    let seat = matches!(shift.kind, ShiftKind::Seated | ShiftKind::Unseated);
    let capacity = shift.after.as_ref().or(shift.before.as_ref());
    let capacity = capacity.filter(|word| seat && !["holder", "member"].contains(&&***word));
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
        let mark = |words: &Option<Saying>| Mark::Bound(words.clone());
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
            name: "Crew".into(),
            people: people.iter().copied().map(Id::of).collect(),
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
            more.copied().map(Id::of).collect()
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
            before: Some(before.into()),
            after: Some(after.into()),
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

    fn seat(kind: ShiftKind, person: &str) -> Shift {
        let (gains, loses) = match kind {
            ShiftKind::Seated => (vec![Id::of(person)], Vec::new()),
            _ => (Vec::new(), vec![Id::of(person)]),
        };
        let crew = |is: bool| is.then(|| party(&[person]));
        Shift {
            right: None,
            object: Object::of("membership/crew"),
            from: crew(gains.is_empty()),
            to: crew(loses.is_empty()),
            gains,
            loses,
            ..money(kind, &[], &[])
        }
    }

    #[test]
    fn what_a_body_gains_or_loses_is_not_told_of_those_outside() {
        // Ana leaves the crew after it got the money, Bao joins it before it loses the money.
        let entries = told(vec![
            money(ShiftKind::Granted, &[], &["ana", "cem"]),
            seat(ShiftKind::Unseated, "ana"),
            seat(ShiftKind::Seated, "bao"),
            money(ShiftKind::Revoked, &["bao", "cem"], &[]),
        ]);
        let all = between(&entries, on("2026-01-01"), on("2026-01-05"));
        let seats = all
            .iter()
            .map(|net| (net.person.as_str(), net.gains, net.thing.right));
        let seats: Vec<_> = seats.collect();
        assert_eq!(seats, [("ana", false, None), ("bao", true, None)]);
        assert_eq!(net(&entries, "2026-01-01", "2026-01-02"), ["+ana", "+cem"]);
        assert_eq!(net(&entries, "2026-01-04", "2026-01-05"), ["-bao", "-cem"]);
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
        let mark = |words: &str| Mark::Bound(Some(words.into()));
        assert_eq!(all.len(), 1);
        assert!(all[0].gains && all[0].thing.is_bound);
        assert_eq!(all[0].was, mark("up to 1 EUR"));
        assert_eq!(all[0].is, mark("up to 9 EUR"));
    }
}
