//! A comparison made by hand: an ordinary-looking pull request ("Streamline releases") that moves a
//! lot of power.
#![cfg(test)]

use super::{Changes, DiffReport, End, Filter};
use crate::model::{Actor, Date, Id, Object, Right};
use crate::power::Act;
use crate::shift::{
    Alarm, AlarmKind, Comparison, Effect, Party, Saying, Shift, ShiftKind, SideName, Step, Where,
    Why,
};

pub(super) fn ids(words: &str) -> Vec<Id> {
    words.split_whitespace().map(Id::of).collect()
}

pub(super) fn place(path: &str, line: usize) -> Where {
    Where {
        side: SideName::Head,
        path: path.to_owned(),
        line,
    }
}

pub(super) fn unit(id: &str, name: &str, people: &str) -> Party {
    party(Actor::Unit(Id::of(id)), name, people, "consent")
}

pub(super) fn role(id: &str, name: &str, people: &str) -> Party {
    party(Actor::Role(Id::of(id)), name, people, "holder")
}

fn party(actor: Actor, name: &str, people: &str, method: &str) -> Party {
    Party {
        alone: method == "holder",
        actor,
        name: name.into(),
        people: ids(people),
        method: method.to_owned(),
    }
}

pub(super) fn shift(kind: ShiftKind, object: &str) -> Shift {
    Shift {
        kind,
        right: Some(Right::Decide),
        object: Object::of(object),
        object_name: None,
        act: Act::Any,
        from: None,
        to: None,
        before: None,
        after: None,
        gains: Vec::new(),
        loses: Vec::new(),
        detail: None,
        cause: None,
        places: Vec::new(),
        effect: Effect::Neither,
        entry: None,
        untouched: Vec::new(),
        why: Vec::new(),
    }
}

pub(super) fn alarm(kind: AlarmKind, over: &str, words: &str) -> Alarm {
    Alarm {
        kind,
        over: Object::of(over),
        name: None,
        people: Vec::new(),
        before: None,
        after: None,
        until: None,
        words: words.into(),
        proposal: String::new(),
        present: Saying::default(),
        place: None,
    }
}

const TEAM: &str = "amara bao ines lea sam";
const STEERING: &str = "amara bao ines jonas kim lea";

/// Six shifts and three alarms.
pub(super) fn streamlined() -> Comparison {
    let team = || unit("release-team", "Release team", TEAM);
    let lead = || role("release-lead", "Release lead", "ines");
    let step = |actor: Actor, name: &str, tie: &str, at: Option<Where>| Step {
        actor,
        name: name.to_owned(),
        tie: tie.to_owned(),
        place: at,
    };
    let why = Why {
        side: SideName::Head,
        person: Some(Id::of("ines")),
        steps: vec![
            step(
                Actor::Person(Id::of("ines")),
                "Ines Duarte",
                "holds",
                Some(place("roles/release-lead.yml", 12)),
            ),
            step(
                Actor::Role(Id::of("release-lead")),
                "Release lead",
                "filled by",
                Some(place("roles/release-lead.yml", 10)),
            ),
            step(
                Actor::Unit(Id::of("release-team")),
                "Release team",
                "delegated by",
                None,
            ),
            step(Actor::Unit(Id::of("steering")), "Steering", "", None),
        ],
    };
    let moved = Shift {
        from: Some(team()),
        to: Some(lead()),
        gains: ids("ines"),
        loses: ids("amara bao lea sam"),
        places: vec![
            place("roles/release-lead.yml", 9),
            Where {
                side: SideName::Base,
                ..place("units/release-team.yml", 7)
            },
        ],
        effect: Effect::Centralises,
        entry: Some(place("roles/release-lead.yml", 9)),
        untouched: ids("amara bao"),
        why: vec![why],
        ..shift(ShiftKind::Moved, "code/release")
    };
    let shielded = Shift {
        object_name: Some("Release lead".into()),
        act: Act::Remove,
        from: Some(team()),
        loses: ids("amara bao lea sam"),
        places: vec![place("roles/release-lead.yml", 10)],
        effect: Effect::Centralises,
        ..shift(ShiftKind::Shielded, "seats/release-lead")
    };
    let prolonged = Shift {
        right: None,
        object_name: Some("Release lead".into()),
        to: Some(lead()),
        before: Some("1 year".into()),
        after: Some("3 years".into()),
        gains: ids("ines"),
        places: vec![place("roles/release-lead.yml", 10)],
        ..shift(ShiftKind::Prolonged, "seats/release-lead")
    };
    let widened = Shift {
        right: Some(Right::Execute),
        from: Some(role("treasurer", "Treasurer", "jonas")),
        to: Some(role("treasurer", "Treasurer", "jonas")),
        before: Some("up to 500 EUR".into()),
        after: Some("up to 5000 EUR".into()),
        gains: ids("jonas"),
        places: vec![place("roles/treasurer.yml", 8)],
        ..shift(ShiftKind::Widened, "money/infra")
    };
    let unseated = Shift {
        right: None,
        object_name: Some("Security contact".into()),
        from: Some(Party {
            method: String::new(),
            ..role("security-contact", "Security contact", "tomas")
        }),
        loses: ids("tomas"),
        places: vec![place("roles/security-contact.yml", 10)],
        ..shift(ShiftKind::Unseated, "seats/security-contact")
    };
    let silent = Shift {
        from: Some(role("security-contact", "Security contact", "tomas")),
        to: Some(unit("steering", "Steering", STEERING)),
        gains: ids(STEERING),
        cause: Some("because nobody else holds it".into()),
        places: vec![place("org.yml", 7)],
        ..shift(ShiftKind::Silent, "security/embargo")
    };
    let names = [
        ("amara", "Amara Nwosu"),
        ("bao", "Bao Tran"),
        ("ines", "Ines Duarte"),
        ("jonas", "Jonas Weber"),
        ("lea", "Lea Roth"),
        ("sam", "Sam Osei"),
        ("tomas", "Tomas Lind"),
    ];
    Comparison {
        as_of: Date::parse("2026-09-14").expect("a day"),
        shifts: vec![moved, shielded, prolonged, widened, unseated, silent],
        alarms: vec![
            Alarm {
                name: Some("Release lead".into()),
                people: ids("ines"),
                until: Date::parse("2029-03-01"),
                proposal: "nobody could remove Ines Duarte before 2029-03-01".to_owned(),
                ..alarm(
                    AlarmKind::Unremovable,
                    "seats/release-lead",
                    "`removal` is gone; the seat runs to 2029-03-01",
                )
            },
            Alarm {
                people: ids("ines"),
                before: Some(5),
                after: Some(1),
                place: Some(place("roles/release-lead.yml", 9)),
                ..alarm(AlarmKind::Concentrated, "code/release", "5 people → 1")
            },
            alarm(
                AlarmKind::Orphaned,
                "security/embargo",
                "no holder, no deputy",
            ),
            alarm(AlarmKind::Orphaned, "money/travel", "no holder"),
        ],
        entries: Vec::new(),
        names: names
            .into_iter()
            .map(|(id, name)| (Id::of(id), name.to_owned()))
            .collect(),
    }
}

pub(super) fn ends() -> (End, End) {
    let end = |name: &str, digit: &str| End {
        name: name.to_owned(),
        commit: Some(digit.repeat(40)),
        short: Some(digit.repeat(7)),
    };
    (end("main", "b"), end("HEAD", "c"))
}

/// Does something with the report of a comparison.
pub(super) fn reported<T>(
    comparison: &Comparison,
    filter: &Filter,
    look: impl FnOnce(&DiffReport<'_>) -> T,
) -> T {
    let (base, head) = ends();
    look(&DiffReport {
        comparison,
        base: &base,
        head: &head,
        prefix: "",
        prefix_here: "",
        line_counts: Some((5, 7)),
        records: 12,
        changes: Changes {
            edited: 4,
            ..Changes::default()
        },
        skipped: &[],
        filter,
    })
}
