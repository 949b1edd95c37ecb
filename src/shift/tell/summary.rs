//! One shift in one line.

use crate::model::{Id, Right};
use crate::power::Act;
use crate::shift::sides::listed;
use crate::shift::{Comparison, Party, Saying, Shift, ShiftKind};

use super::Money;

impl Shift {
    /// The shift in one line without its kind and by ids: "money/operations: coordination →
    /// treasurer". [`Comparison::summary`] has the names of people.
    pub fn summary(&self) -> String {
        summary(self, &|id| id.to_string())
    }
}

impl Comparison {
    /// One of its shifts in one line, with people by name: "security-contact: Tomas Lind leaves".
    pub fn summary(&self, shift: &Shift) -> String {
        summary(shift, &|id| self.name(id).to_owned())
    }
}

fn summary(shift: &Shift, name: &dyn Fn(&Id) -> String) -> String {
    let act = match shift.act {
        Act::Any => "",
        Act::Choose => " (choose)",
        Act::Remove => " (remove)",
    };
    let over = format!("{}{act}:", shift.object);
    let right = match shift.right {
        None | Some(Right::Decide) => String::new(),
        Some(right) => format!(" {}", right.word()),
    };
    let (from, to) = (side(shift.from.as_ref()), side(shift.to.as_ref()));
    let (before, after) = (bound(shift.before.as_ref()), bound(shift.after.as_ref()));
    let text = match shift.kind {
        ShiftKind::Shielded | ShiftKind::Exposed => removal(shift),
        ShiftKind::TakenAlone | ShiftKind::Shared if is_same(shift) => {
            let count = |party: &Option<Party>| party.as_ref().map_or(0, |p| p.people.len());
            let (was, is) = (count(&shift.from), count(&shift.to));
            let people = |number: usize| if number == 1 { "person" } else { "people" };
            if (&before, &after) == (&String::new(), &String::new()) {
                format!("{over}{right} {from}, {was} {} → {is}", people(was))
            } else {
                format!("{over}{right} {from}{before} → {to}{after}")
            }
        }
        ShiftKind::Moved
        | ShiftKind::Delegated
        | ShiftKind::Recalled
        | ShiftKind::TakenAlone
        | ShiftKind::Shared => format!("{over}{right} {from}{before} → {to}{after}"),
        ShiftKind::Granted | ShiftKind::Revoked => {
            let right = shift.right.map_or("", Right::word);
            if shift.kind == ShiftKind::Granted {
                format!("{over} {right}{after} → {to}")
            } else {
                format!("{over} {right}{before}, no longer {from}")
            }
        }
        ShiftKind::Widened | ShiftKind::Narrowed => {
            let limits = limits(shift.before.as_deref(), shift.after.as_deref());
            let right = shift.right.map_or("", Right::word);
            format!("{over} {right} {limits}")
        }
        ShiftKind::Eased | ShiftKind::Hardened => {
            let same = before.split_once(": ").filter(|(method, _)| {
                after
                    .split_once(": ")
                    .is_some_and(|(other, _)| other == *method)
            });
            let after = match same {
                Some((method, _)) => &after[method.len() + 1..],
                None => &after,
            };
            format!("{over}{right} {to}{before} →{after}")
        }
        ShiftKind::Prolonged | ShiftKind::Shortened => {
            let limits = before.contains("terms") || before.contains("pause");
            let what = match (&shift.detail, limits) {
                (Some(_), _) => " seat",
                (None, true) => "",
                (None, false) => " term",
            };
            format!("{to}:{what}{before} →{after}")
        }
        ShiftKind::Seated => seat(
            shift,
            &to,
            &shift.gains,
            shift.after.as_ref(),
            "joins",
            name,
        ),
        ShiftKind::Unseated => seat(
            shift,
            &from,
            &shift.loses,
            shift.before.as_ref(),
            "leaves",
            name,
        ),
        ShiftKind::Silent => return silent(shift, &over, &right, &to),
    };
    match &shift.cause {
        Some(cause) => format!("{text} ({cause})"),
        None => text,
    }
}

fn side(party: Option<&Party>) -> String {
    party.map_or_else(|| "nobody".to_owned(), |party| party.actor.to_string())
}

fn bound(bound: Option<&Saying>) -> String {
    bound.map_or_else(String::new, |bound| format!(" {bound}"))
}

/// Whether the same actor stands on both sides.
fn is_same(shift: &Shift) -> bool {
    let actor = |party: &Option<Party>| party.as_ref().map(|party| party.actor.clone());
    actor(&shift.from) == actor(&shift.to)
}

/// "release-lead: removal by release-team dropped".
fn removal(shift: &Shift) -> String {
    let id = shift
        .object
        .split_once('/')
        .map_or(&*shift.object, |(_, id)| id);
    let (before, after) = (bound(shift.before.as_ref()), bound(shift.after.as_ref()));
    match (&shift.from, &shift.to) {
        (Some(from), None) => format!("{id}: removal by {}{before} dropped", from.actor),
        (None, Some(to)) => format!("{id}: removal by {}{after} added", to.actor),
        (from, to) => {
            let (from, to) = (side(from.as_ref()), side(to.as_ref()));
            if from == to {
                format!(
                    "{id}: removal by {from}{before} →{}",
                    if after.is_empty() {
                        " alone".to_owned()
                    } else {
                        after
                    }
                )
            } else {
                format!("{id}: removal by {from}{before} → {to}{after}")
            }
        }
    }
}

/// "up to 500 → 5000 EUR" where both are of one unit.
fn limits(before: Option<&str>, after: Option<&str>) -> String {
    let money = |bound: Option<&str>| Money::of_bound(bound?);
    if let (Some(was), Some(is)) = (money(before), money(after)) {
        return format!("up to {} → {is}", was.beside(&is));
    }
    let or_none = |bound: Option<&str>| bound.unwrap_or("no limit").to_owned();
    format!("{} → {}", or_none(before), or_none(after))
}

/// "security-contact: Tomas Lind leaves".
fn seat(
    shift: &Shift,
    actor: &str,
    people: &[Id],
    capacity: Option<&Saying>,
    verb: &str,
    name: &dyn Fn(&Id) -> String,
) -> String {
    let names: Vec<String> = people.iter().map(name).collect();
    let verb = if names.len() == 1 {
        verb
    } else {
        verb.trim_end_matches('s')
    };
    let capacity =
        capacity.filter(|word| ***word != *"holder" && shift.detail.as_ref() != Some(word));
    let capacity = capacity.map_or_else(String::new, |word| format!(" as {word}"));
    format!("{actor}: {} {verb}{capacity}", listed(&names, 5))
}

/// "security/embargo: falls to steering", or what else changed and why.
fn silent(shift: &Shift, over: &str, right: &str, to: &str) -> String {
    let cause = shift.cause.as_deref().unwrap_or_default();
    if cause.starts_with("because ") {
        return format!("{over}{right} falls to {to}");
    }
    if shift.to.is_none() {
        let from = side(shift.from.as_ref());
        return format!("{over}{right} no longer falls to {from} ({cause})");
    }
    let from = side(shift.from.as_ref());
    if from == to {
        format!("{over}{right} {to} ({cause})")
    } else {
        format!("{over}{right} {from} → {to} ({cause})")
    }
}
