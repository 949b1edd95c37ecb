//! A shift in one line of a terminal, by ids: "code/release: release-team → release-lead".

use crate::model::Right;
use crate::power::Act;
use crate::report::text::with_groups;
use crate::shift::{Comparison, Party, Saying, Shift, ShiftKind};

/// The shift without its kind.
pub(super) fn brief(comparison: &Comparison, shift: &Shift) -> String {
    let (object, act) = object(shift);
    let side = |party: &Option<Party>, bound: &Option<Saying>| {
        let who = party
            .as_ref()
            .map_or_else(|| "nobody".to_owned(), |party| party.actor.to_string());
        match bound {
            Some(bound) => format!("{who} {bound}"),
            None => who,
        }
    };
    // "decide" is what a holder of a domain does: only other rights are named.
    let right = match (act, shift.right) {
        ("", Some(Right::Decide) | None) => "",
        ("", Some(right)) => right.word(),
        (act, _) => act,
    };
    let named = |rest: String| match right {
        "" => format!("{object}: {rest}"),
        right => format!("{object}: {right} {rest}"),
    };
    let by = if act.is_empty() { "" } else { "by " };
    let text = match shift.kind {
        ShiftKind::Seated | ShiftKind::Unseated => seat(comparison, shift),
        ShiftKind::Prolonged | ShiftKind::Shortened => {
            format!("{object}: term {}", from_to(shift, "no term"))
        }
        ShiftKind::Widened | ShiftKind::Narrowed | ShiftKind::Eased | ShiftKind::Hardened => {
            let right = shift.right.map_or("", Right::word);
            let what = if act.is_empty() { right } else { act };
            format!("{object}: {what} {}", from_to(shift, "no limit"))
        }
        ShiftKind::Silent => match (&shift.from, &shift.to) {
            (_, Some(to)) if falls(shift) => named(format!("falls to {}", to.actor)),
            (Some(party), _) | (None, Some(party)) => named(format!("{by}{}", party.actor)),
            (None, None) => named("silent".to_owned()),
        },
        _ => match (&shift.from, &shift.to) {
            (None, _) => named(format!(
                "{}{}",
                if act.is_empty() { "to " } else { by },
                side(&shift.to, &shift.after)
            )),
            (Some(_), None) if act.is_empty() => {
                named(format!("taken from {}", side(&shift.from, &shift.before)))
            }
            (Some(_), None) => named(format!("{by}{} dropped", side(&shift.from, &shift.before))),
            (Some(_), Some(_)) => named(format!(
                "{by}{} → {}",
                side(&shift.from, &shift.before),
                side(&shift.to, &shift.after)
            )),
        },
    };
    match &shift.cause {
        Some(cause) if !falls(shift) => format!("{text} ({cause})"),
        _ => text,
    }
}

/// Whether something falls to somebody who did not have it, and no text says so: the line needs no
/// further reason, those who gain are told it.
pub(super) fn falls(shift: &Shift) -> bool {
    let actor = |party: &Option<Party>| party.as_ref().map(|party| party.actor.clone());
    let (from, to) = (actor(&shift.from), actor(&shift.to));
    shift.kind == ShiftKind::Silent && to.is_some() && from != to
}

/// The object as the line begins, and what of it, where it is a right over people or rules.
pub(super) fn object(shift: &Shift) -> (&str, &'static str) {
    let Some((root, id)) = shift.object.split_once('/') else {
        return (&shift.object, "");
    };
    let has_right = shift.right.is_some();
    match (root, shift.act) {
        ("seats" | "membership", _) if !has_right => (id, ""),
        ("seats", Act::Remove) => (id, "removal"),
        ("seats", _) => (id, "choice"),
        ("membership", Act::Remove) => (id, "exclusion"),
        ("membership", _) => (id, "admission"),
        ("rules", _) => (id, "rules"),
        ("structure", _) => (id, "mandate"),
        _ => (&shift.object, ""),
    }
}

/// "up to 500 → 5 000 EUR", "P1Y → P3Y": what both sides share is said once.
pub(super) fn from_to(shift: &Shift, none: &str) -> String {
    // Amounts get their groups of digits before the currency behind one of them goes.
    let before = with_groups(shift.before.as_deref().unwrap_or(none));
    let after = with_groups(shift.after.as_deref().unwrap_or(none));
    for start in ["up to ", "by "] {
        if let (Some(old), Some(new)) = (before.strip_prefix(start), after.strip_prefix(start)) {
            let unit = |text: &str| text.rsplit_once(' ').map(|(_, unit)| unit.to_owned());
            let old = match (unit(old), unit(new)) {
                (Some(a), Some(b)) if a == b => old.strip_suffix(&format!(" {a}")).unwrap_or(old),
                _ => old,
            };
            return format!("{start}{old} → {new}");
        }
    }
    format!("{before} → {after}")
}

/// Who comes into a seat or leaves it: "Kim Aalto comes in as deputy".
pub(super) fn comes_or_leaves(comparison: &Comparison, shift: &Shift) -> String {
    let comes = shift.kind == ShiftKind::Seated;
    let people = shift.gains.iter().chain(&shift.loses);
    let names: Vec<&str> = people.map(|id| comparison.name(id)).collect();
    let capacity = if comes { &shift.after } else { &shift.before };
    let capacity = capacity.as_deref().filter(|word| *word != "holder");
    let capacity = capacity.map_or_else(String::new, |word| format!(" as {word}"));
    let verb = match (comes, names.len() == 1) {
        (true, true) => "comes in",
        (true, false) => "come in",
        (false, true) => "leaves",
        (false, false) => "leave",
    };
    format!("{} {verb}{capacity}", listed(&names, 5))
}

/// The seat of a shift, and who comes into it or leaves it.
fn seat(comparison: &Comparison, shift: &Shift) -> String {
    let party = shift.to.as_ref().or(shift.from.as_ref());
    let of = party.map_or_else(
        || object(shift).0.to_owned(),
        |party| party.actor.to_string(),
    );
    format!("{of}: {}", comes_or_leaves(comparison, shift))
}

/// "a, b and 3 more".
fn listed(names: &[&str], most: usize) -> String {
    match names {
        [] => "nobody".to_owned(),
        [one] => (*one).to_owned(),
        _ if names.len() > most => {
            format!(
                "{} and {} more",
                names[..most].join(", "),
                names.len() - most
            )
        }
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
