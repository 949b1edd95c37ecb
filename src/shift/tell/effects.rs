//! What one shift means for those concerned: who gains or loses what.

use std::rc::Rc;

use crate::model::{Actor, Id, Right};
use crate::shift::access::is_access_level;
use crate::shift::{Comparison, Party, Shift, ShiftKind};

use super::{Money, Words, access_words, right_words};
use crate::shift::saying::{Message, Saying};

/// Somebody who gains or loses by a shift, and what.
pub(super) struct Said {
    pub(super) gains: bool,
    /// A name, or a body with the number of its people.
    pub(super) who: Saying,
    pub(super) words: Rc<Words>,
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
        let names = who(self.comparison, people, party);
        if names.is_empty() {
            return;
        }
        let words = Rc::new(words.clone());
        self.said.extend(names.into_iter().map(|who| Said {
            gains,
            who,
            words: Rc::clone(&words),
        }));
    }

    /// Whether what changed is the method by which the same party acts.
    fn is_method(&self) -> bool {
        let by = |words: &Option<Saying>| words.as_deref().is_some_and(|w| w.starts_with("by "));
        by(&self.shift.before) && by(&self.shift.after)
    }

    /// What the right lets a party do; a body that acts as one shares it.
    fn able(&self, party: Option<&Party>) -> Words {
        let shift = self.shift;
        let right = shift.right.unwrap_or(Right::Decide);
        let name = shift.object_name.as_ref();
        let words = right_words(right, &shift.object, shift.act, name);
        let exclusive = matches!(right, Right::Decide | Right::Joint | Right::Veto);
        let Some(party) = party.filter(|party| exclusive && party.people.len() > 1) else {
            return words;
        };
        if party.alone {
            return words;
        }
        let (noun, key) = match party.method.as_str() {
            _ if !words.is_about(&shift.object) => ("", ""),
            "consent" | "consensus" | "lazy-consensus" => ("consent on", "loses-consent"),
            "majority" | "ranked" | "score" => ("a vote on", "loses-vote"),
            _ => ("a say on", "loses-say"),
        };
        let called = |words: Words| {
            if key.is_empty() {
                return words;
            }
            let what = [("what", shift.object.as_str().into())];
            words.called(Saying::new(format!("{noun} {}", shift.object), key, what))
        };
        let bounds = [shift.before.as_ref(), shift.after.as_ref()];
        let joint = right == Right::Joint || bounds.into_iter().any(is_joint);
        if joint {
            return called(words);
        }
        called(words.in_common())
    }

    /// The same with its bound.
    fn bounded(&self, words: Words, bound: Option<&Saying>) -> Words {
        let Some(bound) = bound else {
            return words;
        };
        if is_joint(Some(bound)) {
            return match self.shift.right {
                Some(Right::Joint) => words,
                _ => words.together(),
            };
        }
        // Who else may do the same takes nothing from it.
        if bound.starts_with("as well as ") {
            return words;
        }
        let level = bound.strip_prefix("up to ").filter(|b| is_access_level(b));
        if let Some(level) = level {
            return access_words(level, &self.shift.object);
        }
        match (self.shift.right, Money::of_bound(bound)) {
            (Some(Right::Execute), Some(money)) => spends(&money.said(), &self.shift.object),
            _ => words.and(
                &format!(" {bound}"),
                Message::new("and-bound", [("bound", bound.into())]),
            ),
        }
    }

    /// A right that passed from one party to another, came or went.
    fn passed(&mut self) {
        let shift = self.shift;
        let (from, to) = (shift.from.as_ref(), shift.to.as_ref());
        let other =
            |party: Option<&Party>, by: (&str, &'static str), back: (&str, &'static str)| {
                let (english, key) = match shift.kind {
                    ShiftKind::Delegated => by,
                    ShiftKind::Recalled => back,
                    _ => return None,
                };
                let name = &party?.name;
                let who = [("who", name.into())];
                Some(Saying::new(format!("{english} {name}"), key, who))
            };
        if let Some(to) = to {
            let mut words = self.bounded(self.able(Some(to)), shift.after.as_ref());
            let crowd = from.map_or(0, |from| from.people.len());
            if crowd > 1 && to.people.len() == 1 && shift.after.is_none() {
                let one_of_them = from.is_some_and(|from| from.people.contains(&to.people[0]));
                let number = [("n", crowd.into())];
                words = if one_of_them {
                    let message = Message::new("and-alone-of", number);
                    words.and(&format!(" alone (was 1 of {crowd})"), message)
                } else {
                    let message = Message::new("and-alone-after", number);
                    words.and(&format!(" alone ({crowd} people did)"), message)
                };
            }
            let cause = other(
                from,
                ("delegated by", "delegated-by"),
                ("taken back from", "taken-back-from"),
            );
            let words = words.because(cause.as_ref().or(shift.cause.as_ref()));
            let single = !is_joint(shift.after.as_ref());
            let body = matches!(to.actor, Actor::Unit(_)) && to.people.len() > 1 && single;
            if body && !shift.gains.is_empty() {
                // Some of them may have had it before, but now it is theirs together.
                self.add(true, &to.people, Some(to), &words);
            } else if to.people.is_empty() {
                // Nobody is there to gain it, but the body is.
                self.said.push(Said {
                    gains: true,
                    who: Saying::new(
                        format!("{} (vacant)", to.name),
                        "said-vacant",
                        [("name", (&to.name).into())],
                    ),
                    words: Rc::new(words),
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
            let cause = other(
                to,
                ("delegated to", "delegated-to"),
                ("taken back by", "taken-back-by"),
            );
            let lost = words.no_longer().because(cause.as_ref());
            self.add(false, &out, Some(from), &lost);
            // A body that must now agree with another loses as a body.
            let (lone, key) = if from.alone {
                (" alone", "and-alone")
            } else {
                (" without others", "and-without-others")
            };
            let alone = words.and(lone, Message::new(key, [])).no_longer();
            self.add(false, &sharing, Some(from), &alone);
        }
    }

    /// The bound or the method of a right that stays where it is.
    fn changed(&mut self) {
        let shift = self.shift;
        let (before, after) = (shift.before.as_ref(), shift.after.as_ref());
        let level = |bound: Option<&Saying>| {
            let level = bound?.strip_prefix("up to ")?;
            is_access_level(level).then(|| level.to_owned())
        };
        let money = |bound: Option<&Saying>| Money::of_bound(bound?);
        let spending = shift.right == Some(Right::Execute);
        let object = &shift.object;
        let words = match (level(after), money(before), money(after)) {
            (Some(level), _, _) => {
                let was = before.cloned().unwrap_or_else(no_limit);
                let was = match was.strip_prefix("up to ") {
                    Some(level) => level.into(),
                    None => was,
                };
                access_words(&level, object).and_was(&was)
            }
            (_, Some(was), Some(is)) if spending => {
                spends(&is.said(), object).and_was(&was.beside(&is))
            }
            (_, Some(was), None) if spending && after.is_none() => {
                spends(&any_amount(), object).and_was(&was.said())
            }
            (_, None, Some(is)) if spending && before.is_none() => {
                spends(&is.said(), object).and_was(&any_amount())
            }
            _ => {
                let words = self.able(None);
                let whole = |bound: Option<&Saying>| bound.is_some_and(|b| **b == **object);
                if whole(before) || whole(after) {
                    // A part of the domain became the whole, or the reverse.
                    let right = shift.right.unwrap_or(Right::Decide);
                    let now = after.map_or("", |now| now);
                    let was = before.cloned().unwrap_or_default();
                    right_words(right, now, shift.act, None).and_was(&was)
                } else {
                    let was = before.cloned().unwrap_or_else(no_limit);
                    let is = after.cloned().unwrap_or_else(no_limit);
                    // Of one method only what differs is said twice.
                    let method = was.split_once(": ").filter(|(method, _)| {
                        is.split_once(": ").is_some_and(|(same, _)| same == *method)
                    });
                    let rest = method.map(|(_, rest)| rest.to_owned());
                    let was = match rest {
                        Some(rest) => was.part("asks").unwrap_or_else(|| rest.into()),
                        None => was,
                    };
                    let parts = [("is", (&is).into()), ("was", (&was).into())];
                    let message = Message::new("and-turned", parts);
                    words.and(&format!(" {is} (was {was})"), message)
                }
            }
        };
        let words = words.called_so();
        let gains = shift.gains.clone();
        self.add(true, &gains, shift.to.as_ref(), &words);
        let loses = shift.loses.clone();
        self.add(false, &loses, shift.to.as_ref(), &words);
    }

    /// How long one may stay in a seat.
    fn stay(&mut self) {
        let shift = self.shift;
        let object = || Saying::from(shift.object.as_str());
        let role = shift.object_name.clone().unwrap_or_else(object);
        let before = shift.before.clone().unwrap_or_default();
        let after = shift.after.clone().unwrap_or_default();
        let said = |key: &'static str| {
            let parts = [
                ("what", (&role).into()),
                ("is", (&after).into()),
                ("was", (&before).into()),
            ];
            Message::new(key, parts)
        };
        let words = if shift.detail.is_some() {
            let (holds, hold, key) = if shift.object.starts_with("membership/") {
                ("stays in", "stay in", "does-stay")
            } else {
                ("holds", "hold", "does-hold")
            };
            let rest = format!("{role} {after} (was {before})");
            Words::new(holds, hold, &rest, said(key)).called_so()
        } else {
            let held = format!("{role} for {after} (was {before})");
            let term = if before.contains("terms") || after.contains("pause") {
                Saying::of(held.clone(), said("term-limits"))
            } else {
                let term = term(&before, &after);
                if self.is_plainly_about(shift) {
                    let english = format!("term {term}");
                    Saying::new(english, "term-plainly", [("term", term.into())])
                } else {
                    let english = format!("term as {role} {term}");
                    let parts = [("what", (&role).into()), ("term", term.into())];
                    Saying::new(english, "term-as", parts)
                }
            };
            Words::new("holds", "hold", &held, said("does-hold-for")).called(term)
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
        let object = || Saying::from(shift.object.as_str());
        let name = shift.object_name.clone().unwrap_or_else(object);
        let seated = shift.kind == ShiftKind::Seated;
        let party = if seated { &shift.to } else { &shift.from }.as_ref();
        let is_role = party.is_some_and(|party| matches!(party.actor, Actor::Role(_)));
        let deputy = shift.after.as_deref().or(shift.before.as_deref()) == Some("deputy");
        let of = |english: String, key: &'static str| {
            Saying::new(english, key, [("seat", (&name).into())])
        };
        let what = if deputy {
            of(format!("deputy of {name}"), "said-deputy")
        } else {
            name.clone()
        };
        let does = |key: &'static str| Message::new(key, [("what", (&what).into())]);
        let words = match (seated, is_role) {
            (true, true) => Words::new("becomes", "become", &what, does("does-become")),
            (true, false) => Words::new("joins", "join", &what, does("does-join")),
            (false, true) => Words::new(
                "is no longer",
                "no longer be",
                &what,
                does("does-leave-seat"),
            )
            .called(if deputy {
                of(format!("the deputy seat of {name}"), "loses-deputy-seat")
            } else {
                of(format!("the seat of {name}"), "loses-seat")
            }),
            (false, false) => Words::new("leaves", "leave", &what, does("does-leave"))
                .called(of(format!("membership of {name}"), "loses-membership")),
        };
        let words = match &shift.detail {
            Some(detail) if seated => {
                let message = Message::new("and-detail", [("detail", detail.into())]);
                words.and(&format!(" ({detail})"), message)
            }
            Some(detail) => {
                let (from, key) = if is_role {
                    ("", "loses-with-seat")
                } else {
                    ("in ", "loses-with-membership")
                };
                let parts = [("detail", detail.into()), ("what", (&what).into())];
                let english = format!("{detail} (no longer {from}{what})");
                words.called(Saying::new(english, key, parts))
            }
            None => words,
        };
        let words = words.because(shift.cause.as_ref());
        self.add(true, &shift.gains, party, &words);
        self.add(false, &shift.loses, party, &words);
    }

    /// The same text, another effect.
    fn silent(&mut self) {
        let shift = self.shift;
        let cause = shift.cause.as_ref();
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

fn spends(amount: &Saying, object: &str) -> Words {
    let parts = [("amount", amount.into()), ("what", object.into())];
    Words::new(
        "may spend",
        "be able to spend",
        &format!("{amount} on {object}"),
        Message::new("does-spend", parts),
    )
}

fn any_amount() -> Saying {
    Saying::new("any amount", "said-any-amount", [])
}

fn no_limit() -> Saying {
    Saying::new("without a limit", "said-no-limit", [])
}

/// Whether a bound says that others must agree.
fn is_joint(bound: Option<&Saying>) -> bool {
    bound.is_some_and(|bound| bound.starts_with("jointly "))
}

/// "1 → 3 years" where both are of one unit.
fn term(before: &Saying, after: &Saying) -> Saying {
    let split = |text: &str| -> Option<(String, String)> {
        let (number, unit) = text.split_once(' ')?;
        let unit = unit.trim_end_matches('s').to_owned();
        (!unit.contains(' ') && number.bytes().all(|b| b.is_ascii_digit()))
            .then(|| (number.to_owned(), unit))
    };
    let before = match (split(before), split(after)) {
        (Some((was, unit)), Some((_, same))) if unit == same => Saying::from(was),
        _ => before.clone(),
    };
    let parts = [("from", (&before).into()), ("to", after.into())];
    Saying::new(format!("{before} → {after}"), "from-to", parts)
}

/// The names under which a shift's people stand: each of a few by name, a whole body and many
/// people as their body.
fn who(comparison: &Comparison, people: &[Id], party: Option<&Party>) -> Vec<Saying> {
    const FEW: usize = 4;
    let whole_body = party.is_some_and(|party| {
        matches!(party.actor, Actor::Unit(_)) && !party.method.is_empty() && party.people == people
    });
    if people.len() <= 1 || (people.len() <= FEW && !whole_body) {
        return people
            .iter()
            .map(|id| Saying::from(comparison.name(id)))
            .collect();
    }
    match party {
        Some(party) => vec![crowd(&party.name, people.len())],
        None => {
            let number = people.len();
            let english = format!("{number} people");
            vec![Saying::new(english, "count-people", [("n", number.into())])]
        }
    }
}

/// "Release team (6)".
pub(in crate::shift) fn crowd(name: &Saying, people: usize) -> Saying {
    // As text: it has no separators.
    let number = people.to_string();
    let parts = [("name", name.into()), ("people", number.into())];
    Saying::new(format!("{name} ({people})"), "said-crowd", parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_one_unit_are_told_short() {
        let term = |before: &str, after: &str| term(&before.into(), &after.into()).to_string();
        assert_eq!(term("1 year", "3 years"), "1 → 3 years");
        assert_eq!(term("6 months", "1 year"), "6 months → 1 year");
        assert_eq!(
            term("1 year 6 months", "2 years"),
            "1 year 6 months → 2 years"
        );
        assert_eq!(term("3 years", "no term"), "3 years → no term");
    }
}
