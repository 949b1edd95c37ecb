//! What one shift means for those concerned: who gains or loses what.

use crate::model::{Actor, Id, Right};
use crate::shift::access::is_access_level;
use crate::shift::{Comparison, Party, Shift, ShiftKind};

use super::{Money, Words, access_words, right_words};

/// Somebody who gains or loses by a shift, and what.
pub(super) struct Said {
    pub(super) gains: bool,
    /// A name, or a body with the number of its people.
    pub(super) who: String,
    pub(super) words: Words,
}

/// Who gains and who loses by one shift, gains first.
pub(super) fn effects(comparison: &Comparison, shift: &Shift) -> Vec<Said> {
    let mut told = Telling {
        comparison,
        shift,
        said: Vec::new(),
    };
    match shift.kind {
        ShiftKind::Moved
        | ShiftKind::Granted
        | ShiftKind::Revoked
        | ShiftKind::Delegated
        | ShiftKind::Recalled
        | ShiftKind::TakenAlone
        | ShiftKind::Shared => told.passed(),
        ShiftKind::Widened | ShiftKind::Narrowed => told.changed(),
        ShiftKind::Shielded | ShiftKind::Exposed | ShiftKind::Eased | ShiftKind::Hardened => {
            if told.is_method() {
                told.changed();
            } else {
                told.passed();
            }
        }
        ShiftKind::Prolonged | ShiftKind::Shortened => told.stay(),
        ShiftKind::Seated | ShiftKind::Unseated => told.seat(),
        ShiftKind::Silent => told.silent(),
    }
    told.said
}

struct Telling<'c> {
    comparison: &'c Comparison,
    shift: &'c Shift,
    said: Vec<Said>,
}

impl Telling<'_> {
    fn add(&mut self, gains: bool, people: &[Id], party: Option<&Party>, words: &Words) {
        for who in who(self.comparison, people, party) {
            self.said.push(Said {
                gains,
                who,
                words: words.clone(),
            });
        }
    }

    /// Whether what changed is the method by which the same party acts.
    fn is_method(&self) -> bool {
        let by = |words: &Option<String>| words.as_deref().is_some_and(|w| w.starts_with("by "));
        by(&self.shift.before) && by(&self.shift.after)
    }

    /// What the right lets a party do; a body that acts as one shares it.
    fn able(&self, party: Option<&Party>) -> Words {
        let shift = self.shift;
        let right = shift.right.unwrap_or(Right::Decide);
        let name = shift.object_name.as_deref();
        let words = right_words(right, &shift.object, shift.act, name);
        let exclusive = matches!(right, Right::Decide | Right::Joint | Right::Veto);
        let Some(party) = party.filter(|party| exclusive && party.people.len() > 1) else {
            return words;
        };
        if party.alone {
            return words;
        }
        let noun = match party.method.as_str() {
            _ if !words.noun.starts_with(&*shift.object) => words.noun.clone(),
            "consent" | "consensus" | "lazy-consensus" => format!("consent on {}", shift.object),
            "majority" | "ranked" | "score" => format!("a vote on {}", shift.object),
            _ => format!("a say on {}", shift.object),
        };
        let bounds = [shift.before.as_ref(), shift.after.as_ref()];
        let joint = right == Right::Joint || bounds.into_iter().any(is_joint);
        if joint {
            return words.called(noun);
        }
        words.and(" in common").called(noun)
    }

    /// The same with its bound.
    fn bounded(&self, words: Words, bound: Option<&String>) -> Words {
        let Some(bound) = bound else {
            return words;
        };
        if is_joint(Some(bound)) {
            return match self.shift.right {
                Some(Right::Joint) => words,
                _ => words.and(" together with others"),
            };
        }
        let level = bound.strip_prefix("up to ").filter(|b| is_access_level(b));
        if let Some(level) = level {
            return access_words(level, &self.shift.object);
        }
        match (self.shift.right, Money::of_bound(bound)) {
            (Some(Right::Execute), Some(money)) => spends(&money.to_string(), &self.shift.object),
            _ => words.and(&format!(" {bound}")),
        }
    }

    /// A right that passed from one party to another, came or went.
    fn passed(&mut self) {
        let shift = self.shift;
        let (from, to) = (shift.from.as_ref(), shift.to.as_ref());
        let other = |party: Option<&Party>, by: &str, back: &str| match (shift.kind, party) {
            (ShiftKind::Delegated, Some(party)) => Some(format!("{by} {}", party.name)),
            (ShiftKind::Recalled, Some(party)) => Some(format!("{back} {}", party.name)),
            _ => None,
        };
        if let Some(to) = to {
            let mut words = self.bounded(self.able(Some(to)), shift.after.as_ref());
            let crowd = from.map_or(0, |from| from.people.len());
            if crowd > 1 && to.people.len() == 1 && shift.after.is_none() {
                let one_of_them = from.is_some_and(|from| from.people.contains(&to.people[0]));
                words = words.and(&if one_of_them {
                    format!(" alone (was 1 of {crowd})")
                } else {
                    format!(" alone ({crowd} people did)")
                });
            }
            let cause = other(from, "delegated by", "taken back from");
            let cause = cause.or_else(|| shift.cause.clone());
            let words = words.because(cause.as_deref());
            let single = !is_joint(shift.after.as_ref());
            let body = matches!(to.actor, Actor::Unit(_)) && to.people.len() > 1 && single;
            if body && !shift.gains.is_empty() {
                // Some of them may have had it before, but now it is theirs together.
                self.add(true, &to.people, Some(to), &words);
            } else if to.people.is_empty() {
                // Nobody is there to gain it, but the body is.
                self.said.push(Said {
                    gains: true,
                    who: format!("{} (vacant)", to.name),
                    words,
                });
            } else {
                self.add(true, &shift.gains, Some(to), &words);
            }
        }
        if let Some(from) = from {
            let words = self.bounded(self.able(Some(from)), shift.before.as_ref());
            let still = |id: &&Id| to.is_some_and(|to| to.people.contains(id));
            let (sharing, out): (Vec<Id>, Vec<Id>) =
                shift.loses.iter().cloned().partition(|id| still(&id));
            let cause = other(to, "delegated to", "taken back by");
            let lost = words.no_longer().because(cause.as_deref());
            self.add(false, &out, Some(from), &lost);
            // A body that must now agree with another loses as a body.
            let lone = if from.alone {
                "alone"
            } else {
                "without others"
            };
            let alone = words.clone().and(&format!(" {lone}")).no_longer();
            let alone = alone.called(format!("{} {lone}", words.noun));
            self.add(false, &sharing, Some(from), &alone);
        }
    }

    /// The bound or the method of a right that stays where it is.
    fn changed(&mut self) {
        let shift = self.shift;
        let (before, after) = (shift.before.as_deref(), shift.after.as_deref());
        let level = |bound: Option<&str>| {
            let level = bound?.strip_prefix("up to ")?;
            is_access_level(level).then(|| level.to_owned())
        };
        let money = |bound: Option<&str>| Money::of_bound(bound?);
        let spending = shift.right == Some(Right::Execute);
        let words = match (level(after), money(before), money(after)) {
            (Some(level), _, _) => {
                let was = before.unwrap_or("without a limit");
                let was = was.trim_start_matches("up to ");
                access_words(&level, &shift.object).and(&format!(" (was {was})"))
            }
            (_, Some(was), Some(is)) if spending => {
                spends(&is.to_string(), &shift.object).and(&format!(" (was {})", was.beside(&is)))
            }
            (_, Some(was), None) if spending && after.is_none() => {
                spends("any amount", &shift.object).and(&format!(" (was {was})"))
            }
            (_, None, Some(is)) if spending && before.is_none() => {
                spends(&is.to_string(), &shift.object).and(" (was any amount)")
            }
            _ => {
                let words = self.able(None);
                if [before, after].contains(&Some(&*shift.object)) {
                    // A part of the domain became the whole, or the reverse.
                    let right = shift.right.unwrap_or(Right::Decide);
                    let now = after.unwrap_or_default();
                    let was = before.unwrap_or_default();
                    right_words(right, now, shift.act, None).and(&format!(" (was {was})"))
                } else {
                    let before = before.unwrap_or("without a limit");
                    let after = after.unwrap_or("without a limit");
                    // Of one method only what differs is said twice.
                    let method = before.split_once(": ").filter(|(method, _)| {
                        after
                            .split_once(": ")
                            .is_some_and(|(same, _)| same == *method)
                    });
                    let before = method.map_or(before, |(_, rest)| rest);
                    words.and(&format!(" {after} (was {before})"))
                }
            }
        };
        let words = words.clone().called(words.present);
        let gains = shift.gains.clone();
        self.add(true, &gains, shift.to.as_ref(), &words);
        let loses = shift.loses.clone();
        self.add(false, &loses, shift.to.as_ref(), &words);
    }

    /// How long one may stay in a seat.
    fn stay(&mut self) {
        let shift = self.shift;
        let role = shift.object_name.as_deref().unwrap_or(&shift.object);
        let before = shift.before.as_deref().unwrap_or_default();
        let after = shift.after.as_deref().unwrap_or_default();
        let words = if shift.detail.is_some() {
            let (holds, hold) = if shift.object.starts_with("membership/") {
                ("stays in", "stay in")
            } else {
                ("holds", "hold")
            };
            let words = Words::new(holds, hold, &format!("{role} {after} (was {before})"));
            let noun = words.present.clone();
            words.called(noun)
        } else {
            let term = term(before, after);
            let term = if before.contains("terms") || after.contains("pause") {
                format!("{role} for {after} (was {before})")
            } else if self.is_plainly_about(shift) {
                format!("term {term}")
            } else {
                format!("term as {role} {term}")
            };
            let held = format!("{role} for {after} (was {before})");
            Words::new("holds", "hold", &held).called(term)
        };
        let party = shift.to.as_ref();
        self.add(true, &shift.gains, party, &words);
        self.add(false, &shift.loses, party, &words);
    }

    /// Whether those concerned read of the same role in another shift, so that it goes without
    /// saying which term is meant.
    fn is_plainly_about(&self, shift: &Shift) -> bool {
        let role = shift.to.as_ref().map(|party| &party.actor);
        self.comparison.shifts.iter().any(|other| {
            let parties = [&other.from, &other.to].into_iter().flatten();
            let mut actors = parties.map(|party| &party.actor);
            other.kind != shift.kind && actors.any(|actor| Some(actor) == role)
        })
    }

    /// People who got a seat or lost one.
    fn seat(&mut self) {
        let shift = self.shift;
        let name = shift.object_name.as_deref().unwrap_or(&shift.object);
        let seated = shift.kind == ShiftKind::Seated;
        let party = if seated { &shift.to } else { &shift.from }.as_ref();
        let is_role = party.is_some_and(|party| matches!(party.actor, Actor::Role(_)));
        let deputy = shift.after.as_deref().or(shift.before.as_deref()) == Some("deputy");
        let rest = if deputy {
            format!("deputy of {name}")
        } else {
            name.to_owned()
        };
        let words = match (seated, is_role) {
            (true, true) => Words::new("becomes", "become", &rest),
            (true, false) => Words::new("joins", "join", &rest),
            (false, true) => Words::new("is no longer", "no longer be", &rest).called(if deputy {
                format!("the deputy seat of {name}")
            } else {
                format!("the seat of {name}")
            }),
            (false, false) => {
                Words::new("leaves", "leave", &rest).called(format!("membership of {name}"))
            }
        };
        let words = match &shift.detail {
            Some(detail) if seated => words.and(&format!(" ({detail})")),
            Some(detail) => {
                let from = if is_role { "" } else { "in " };
                words.called(format!("{detail} (no longer {from}{rest})"))
            }
            None => words,
        };
        let words = words.because(shift.cause.as_deref());
        self.add(true, &shift.gains, party, &words);
        self.add(false, &shift.loses, party, &words);
    }

    /// The same text, another effect.
    fn silent(&mut self) {
        let shift = self.shift;
        let cause = shift.cause.as_deref();
        let words = self.able(None);
        self.add(
            true,
            &shift.gains,
            shift.to.as_ref(),
            &words.clone().because(cause),
        );
        let words = words.no_longer().because(cause);
        self.add(false, &shift.loses, shift.from.as_ref(), &words);
    }
}

fn spends(amount: &str, object: &str) -> Words {
    Words::new(
        "may spend",
        "be able to spend",
        &format!("{amount} on {object}"),
    )
}

/// Whether a bound says that others must agree.
fn is_joint(bound: Option<&String>) -> bool {
    bound.is_some_and(|bound| bound.starts_with("jointly "))
}

/// "1 → 3 years" where both are of one unit.
fn term(before: &str, after: &str) -> String {
    let split = |text: &str| -> Option<(String, String)> {
        let (number, unit) = text.split_once(' ')?;
        let unit = unit.trim_end_matches('s').to_owned();
        (!unit.contains(' ') && number.bytes().all(|b| b.is_ascii_digit()))
            .then(|| (number.to_owned(), unit))
    };
    match (split(before), split(after)) {
        (Some((was, unit)), Some((_, same))) if unit == same => format!("{was} → {after}"),
        _ => format!("{before} → {after}"),
    }
}

/// The names under which a shift's people stand: each of a few by name, a whole body and many
/// people as their body.
fn who(comparison: &Comparison, people: &[Id], party: Option<&Party>) -> Vec<String> {
    const FEW: usize = 4;
    let whole_body = party.is_some_and(|party| {
        matches!(party.actor, Actor::Unit(_)) && !party.method.is_empty() && party.people == people
    });
    if people.len() <= 1 || (people.len() <= FEW && !whole_body) {
        return people
            .iter()
            .map(|id| comparison.name(id).to_owned())
            .collect();
    }
    match party {
        Some(party) => vec![format!("{} ({})", party.name, people.len())],
        None => vec![format!("{} people", people.len())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_one_unit_are_told_short() {
        assert_eq!(term("1 year", "3 years"), "1 → 3 years");
        assert_eq!(term("6 months", "1 year"), "6 months → 1 year");
        assert_eq!(
            term("1 year 6 months", "2 years"),
            "1 year 6 months → 2 years"
        );
        assert_eq!(term("3 years", "no term"), "3 years → no term");
    }
}
