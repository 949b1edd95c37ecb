//! The sentence about people that stands above everything.

use std::collections::VecDeque;

use crate::model::Right;
use crate::shift::sides::listed;
use crate::shift::{AlarmKind, Comparison, Shift, ShiftKind};

use super::effects::effects;
use super::{Form, Tongue, Words};
use crate::catalogue::Catalogue;
use crate::shift::Alarm;
use crate::shift::saying::Saying;

/// Whether a comparison tells of a proposal or of history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// "would decide".
    Proposal,
    /// "decides".
    History,
}

/// At most so many characters; beyond that only the first half of the sentence is kept.
const LONGEST: usize = 180;

/// The sentence about people that stands above everything; none where nothing changed hands.
///
/// The two worst alarms if there is one, else the largest gain and the largest loss. At most 180
/// characters: beyond that only its first half is kept. In English.
pub fn headline(comparison: &Comparison, tense: Tense) -> Option<String> {
    if comparison.shifts.is_empty() && comparison.alarms.is_empty() {
        return None;
    }
    let (clauses, joint) = if comparison.alarms.is_empty() {
        let does = |words: &Words, several: bool| match tense {
            Tense::Proposal => words.proposed(),
            Tense::History => words.say(Tongue::English, form(several)),
        };
        let said = |names: &[Saying], words: &Words| {
            let several = names.len() > 1;
            let names: Vec<String> = names.iter().map(Saying::to_string).collect();
            format!("{} {}", listed(&names, 3), does(words, several))
        };
        (gain_and_loss(comparison, said), "; ")
    } else {
        let clauses = worst(comparison).into_iter().map(|alarm| match tense {
            Tense::Proposal => alarm.proposal.clone(),
            Tense::History => alarm.present.to_string(),
        });
        (clauses.collect(), ", and ")
    };
    let whole = clauses.join(joint);
    let Some(first) = clauses.into_iter().next() else {
        return Some(nobody(tense).to_owned());
    };
    Some(capital(&sentence(whole, first)))
}

/// The same of what is merged, in another language.
pub fn headline_in(words: &'static Catalogue, comparison: &Comparison) -> Option<String> {
    if comparison.shifts.is_empty() && comparison.alarms.is_empty() {
        return None;
    }
    let (clauses, key) = if comparison.alarms.is_empty() {
        let said = |names: &[Saying], does: &Words| {
            let does = does.say(Tongue::Of(words), form(names.len() > 1));
            let who = Saying::listed(names.to_vec(), 3).say(words).into_owned();
            words.say("says-of", &[("who", who.into()), ("does", does.into())])
        };
        (gain_and_loss(comparison, said), "headline-gain-and-loss")
    } else {
        let alarms = worst(comparison).into_iter().enumerate();
        let clauses = alarms.map(|(at, alarm)| {
            // Some words begin a sentence otherwise than they go on in it.
            let at = if at == 0 { "start" } else { "inside" };
            alarm.present.say_with(words, &[("at", at.into())])
        });
        (clauses.collect(), "headline-alarms")
    };
    let mut clauses: VecDeque<String> = clauses.into();
    let Some(first) = clauses.pop_front() else {
        return Some(words.text("headline-nobody").into_owned());
    };
    let whole = match clauses.pop_front() {
        Some(second) => {
            let both = [("first", first.as_str().into()), ("second", second.into())];
            words.say(key, &both)
        }
        None => first.clone(),
    };
    Some(sentence(whole, first))
}

/// One sentence of the whole, or of the first clause where that is too long.
fn sentence(whole: String, first: String) -> String {
    let text = if whole.chars().count() < LONGEST {
        whole
    } else {
        first
    };
    format!("{}.", text.trim_end_matches('.'))
}

fn form(several: bool) -> Form {
    if several { Form::Several } else { Form::One }
}

/// The two worst alarms; who comes to decide alone is said first, as the reason why the other
/// matters.
fn worst(comparison: &Comparison) -> Vec<&Alarm> {
    let mut worst: Vec<_> = comparison.alarms.iter().take(2).collect();
    // Of several of one kind the next kind tells more.
    if let Some(other) = comparison
        .alarms
        .iter()
        .find(|alarm| alarm.kind != worst[0].kind)
        && worst.len() == 2
    {
        worst[1] = other;
    }
    worst.sort_by_key(|alarm| alarm.kind != AlarmKind::Concentrated);
    worst
}

/// The largest gain and the largest loss, said once where they are one clause.
fn gain_and_loss(
    comparison: &Comparison,
    clause: impl Fn(&[Saying], &Words) -> String,
) -> Vec<String> {
    let mut shifts: Vec<&Shift> = comparison.shifts.iter().collect();
    shifts.sort_by_key(|shift| std::cmp::Reverse(weight(shift)));
    let mut said: Vec<String> = Vec::new();
    for gains in [true, false] {
        let mut clauses = shifts.iter().filter_map(|shift| {
            let mut effects = effects(comparison, shift);
            effects.retain(|effect| effect.gains == gains);
            let names: Vec<Saying> = effects.iter().map(|effect| effect.who.clone()).collect();
            Some(clause(&names, &effects.first()?.words))
        });
        let next = clauses.find(|clause| !said.contains(clause));
        said.extend(next);
    }
    said
}

/// What is said of changes that nobody feels yet: a rule that will bind other people later.
fn nobody(tense: Tense) -> &'static str {
    match tense {
        Tense::Proposal => "Nobody would gain or lose a right for now.",
        Tense::History => "Nobody gains or loses a right for now.",
    }
}

/// How much a shift weighs for the headline: binding rights first, then seats that records name,
/// then how many people it concerns.
fn weight(shift: &Shift) -> (bool, bool, usize) {
    let binds = shift.right.is_some_and(Right::binds) && shift.kind != ShiftKind::Silent;
    let people = shift.gains.len().max(shift.loses.len());
    (binds, shift.cause.is_none(), people)
}

/// A sentence begins with a capital, whatever its first clause begins with.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match (text.starts_with("nobody"), letters.next()) {
        (true, Some(first)) => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}
