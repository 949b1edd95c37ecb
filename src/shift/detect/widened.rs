//! Widened and narrowed: the bound of a right, its condition or its object grew or shrank.

use std::collections::BTreeMap;

use crate::model::{Amount, Object};
use crate::power::{Act, Power};
use crate::shift::about::{about, bound as bound_words};
use crate::shift::access::access_level;
use crate::shift::found::Found;
use crate::shift::parties::{Hold, stayed};
use crate::shift::sides::{Both, ordered};
use crate::shift::{Effect, Matter, Saying, Shift, ShiftKind, SideName};

use super::{Change, is_reserved};

/// The same holder, right and object: its bound may differ.
pub(super) fn bound(both: &Both<'_>, base: &Power, head: &Power) -> Vec<Found> {
    if base.up_to == head.up_to {
        return Vec::new();
    }
    let words = (bound_words(base), bound_words(head));
    let object = &head.key.object;
    match grows(base.up_to.as_ref(), head.up_to.as_ref()) {
        Some(Growth::Grew) => vec![shift(both, ShiftKind::Widened, base, head, words, object)],
        Some(Growth::Shrank) => vec![shift(both, ShiftKind::Narrowed, base, head, words, object)],
        Some(Growth::Same) => Vec::new(),
        // Two bounds that cannot be compared: one is gone, another is there.
        None => {
            let (before, after) = words;
            vec![
                shift(both, ShiftKind::Revoked, base, head, (before, None), object),
                shift(both, ShiftKind::Granted, base, head, (None, after), object),
            ]
        }
    }
}

/// Rights whose condition came or went, or whose domain is a part of what it was or the reverse.
/// What is told here is taken out of the changes.
pub(super) fn over_objects_and_conditions<'s>(
    both: &Both<'s>,
    changes: &mut BTreeMap<Matter, Change<'s>>,
) -> Vec<Found> {
    let mut found = Vec::new();
    let pairs = conditions(changes).into_iter().chain(objects(changes));
    for (kind, from, to) in pairs.collect::<Vec<_>>() {
        let base = changes.get_mut(&from).and_then(|change| change.gone.pop());
        let head = changes.get_mut(&to).and_then(|change| change.come.pop());
        let (Some((_, base)), Some(head)) = (base, head) else {
            continue;
        };
        let wide = if kind == ShiftKind::Widened {
            &to
        } else {
            &from
        };
        let words = if from.object == to.object {
            (bound_words(base), bound_words(head))
        } else {
            (
                Some(from.object.as_str().into()),
                Some(to.object.as_str().into()),
            )
        };
        found.push(shift(both, kind, base, head, words, &wide.object));
    }
    changes.retain(|_, change| !change.gone.is_empty() || !change.come.is_empty());
    found
}

/// A change of two matters into one another.
type Turn = (ShiftKind, Matter, Matter);

/// A matter with exactly one power that went.
fn sole_gone<'c>(change: &'c Change<'_>) -> Option<&'c super::Gone<'c>> {
    match (&change.gone[..], &change.come[..]) {
        ([gone], []) => Some(gone),
        _ => None,
    }
}

/// A matter with exactly one power that came.
fn sole_come<'s>(change: &Change<'s>) -> Option<&'s Power> {
    match (&change.gone[..], &change.come[..]) {
        ([], [come]) => Some(come),
        _ => None,
    }
}

fn conditions(changes: &BTreeMap<Matter, Change<'_>>) -> Vec<Turn> {
    let mut turns = Vec::new();
    for (from, change) in changes {
        let Some((key, _)) = sole_gone(change) else {
            continue;
        };
        let mut others = changes.iter().filter_map(|(to, change)| {
            let come = sole_come(change)?;
            let same = (to.right, &to.object, to.act) == (from.right, &from.object, from.act);
            let fits = same && come.key.holder == key.holder && come.key.right == key.right;
            (fits && from.when.is_none() != to.when.is_none()).then_some(to)
        });
        if let (Some(to), None) = (others.next(), others.next()) {
            let kind = if to.when.is_none() {
                ShiftKind::Widened
            } else {
                ShiftKind::Narrowed
            };
            turns.push((kind, from.clone(), to.clone()));
        }
    }
    turns
}

fn objects(changes: &BTreeMap<Matter, Change<'_>>) -> Vec<Turn> {
    let come: Vec<(&Matter, &Power)> = changes
        .iter()
        .filter(|(to, _)| to.act == Act::Any && !is_reserved(&to.object))
        .filter_map(|(to, change)| Some((to, sole_come(change)?)))
        .collect();
    let mut turns: Vec<Turn> = Vec::new();
    for (from, change) in changes {
        if is_reserved(&from.object) {
            continue;
        }
        let Some((key, base)) = sole_gone(change) else {
            continue;
        };
        let nested = |to: &Object| to.lies_in(&from.object) || from.object.lies_in(to);
        let mut others = come.iter().filter(|(to, head)| {
            head.key.holder == key.holder
                && head.key.right == key.right
                && to.when == from.when
                && head.up_to == base.up_to
                && to.object != from.object
                && nested(&to.object)
        });
        if let (Some((to, _)), None) = (others.next(), others.next()) {
            let kind = if from.object.lies_in(&to.object) {
                ShiftKind::Widened
            } else {
                ShiftKind::Narrowed
            };
            turns.push((kind, from.clone(), (*to).clone()));
        }
    }
    // Several into one, or one into several, are no growth of one right.
    let sole = |turn: &Turn| turns.iter().filter(|other| other.2 == turn.2).count() == 1;
    turns.iter().filter(|turn| sole(turn)).cloned().collect()
}

fn shift(
    both: &Both<'_>,
    kind: ShiftKind,
    base: &Power,
    head: &Power,
    (before, after): (Option<Saying>, Option<Saying>),
    object: &Object,
) -> Found {
    let (was, is) = (
        Hold::one(both, SideName::Base, base),
        Hold::one(both, SideName::Head, head),
    );
    let grows = matches!(kind, ShiftKind::Widened | ShiftKind::Granted);
    let stayed = stayed(both, base, head);
    // Those who came or left at the same time are told by their seats, unless the right itself is
    // not the same on both sides.
    let same = both.identity.key(&base.key) == head.key;
    let (more, less) = if grows { (&is, &was) } else { (&was, &is) };
    let (most, fewest) = if same {
        (stayed.clone(), Vec::new())
    } else {
        let gone = less.people.difference(&more.people).cloned();
        (more.people.iter().cloned().collect(), gone.collect())
    };
    // More for one person is less for those above the bound; more for a body is more for many.
    let alone = stayed.len() == 1;
    let effect = match kind {
        ShiftKind::Widened if alone => Effect::Centralises,
        ShiftKind::Narrowed if alone => Effect::Distributes,
        _ => Effect::Neither,
    };
    let places = [(SideName::Head, head.place), (SideName::Base, base.place)];
    let (gains, loses) = if grows {
        (most, fewest)
    } else {
        (fewest, most)
    };
    let shift = Shift {
        from: was.party(both),
        to: is.party(both),
        before,
        after,
        gains,
        loses,
        effect,
        places: ordered(
            places
                .iter()
                .map(|(side, p)| both.place(*side, *p))
                .collect(),
        ),
        ..about(both, kind, head, object.clone())
    };
    Found::at(shift, &places)
}

/// What became of a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Growth {
    Grew,
    Shrank,
    /// The same amount in other words.
    Same,
}

/// Whether a bound allows all that another does; not where the two cannot be compared.
pub(super) fn covers(wide: Option<&Amount>, narrow: Option<&Amount>) -> bool {
    wide == narrow || matches!(grows(narrow, wide), Some(Growth::Same | Growth::Grew))
}

/// Whether a bound grew or shrank; `None` where the two cannot be compared.
fn grows(base: Option<&Amount>, head: Option<&Amount>) -> Option<Growth> {
    let order = |head_is_more: bool| {
        if head_is_more {
            Growth::Grew
        } else {
            Growth::Shrank
        }
    };
    let (base, head) = match (base, head) {
        (None, Some(_)) => return Some(Growth::Shrank),
        (Some(_), None) => return Some(Growth::Grew),
        (Some(base), Some(head)) => (base, head),
        (None, None) => return Some(Growth::Same),
    };
    let level = |amount: &Amount| access_level(&amount.to_string());
    if let (Some(base), Some(head)) = (level(base), level(head)) {
        return Some(order(head > base));
    }
    let ((base, base_unit), (head, head_unit)) = (base.parts()?, head.parts()?);
    if base_unit != head_unit {
        return None;
    }
    if (base - head).abs() < f64::EPSILON {
        return Some(Growth::Same);
    }
    Some(order(head > base))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    #[test]
    fn bounds_compare_by_number_and_by_level() {
        let text = |text: &str| Amount::Text(Text::of(text));
        let grows = |a: &str, b: &str| super::grows(Some(&text(a)), Some(&text(b)));
        assert_eq!(grows("500 EUR", "5 000 EUR"), Some(Growth::Grew));
        assert_eq!(grows("5000 EUR", "500 EUR"), Some(Growth::Shrank));
        assert_eq!(grows("5000 EUR", "5 000 EUR"), Some(Growth::Same));
        assert_eq!(grows("triage", "write"), Some(Growth::Grew));
        assert_eq!(grows("500 EUR", "500 USD"), None);
        assert_eq!(grows("small things", "big things"), None);
        let one = text("1 EUR");
        assert_eq!(super::grows(Some(&one), None), Some(Growth::Grew));
        assert_eq!(super::grows(None, Some(&one)), Some(Growth::Shrank));
    }
}
