//! The sentence about people that stands above everything.

use crate::model::Right;
use crate::shift::sides::listed;
use crate::shift::{AlarmKind, Comparison, Shift, ShiftKind};

use super::Words;
use super::effects::effects;

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
/// characters: beyond that only its first half is kept.
pub fn headline(comparison: &Comparison, tense: Tense) -> Option<String> {
    let (clauses, joint) = if comparison.alarms.is_empty() {
        (gain_and_loss(comparison, tense), "; ")
    } else {
        (alarms(comparison, tense), ", and ")
    };
    let whole = clauses.join(joint);
    let Some(first) = clauses.into_iter().next() else {
        return (!comparison.shifts.is_empty()).then(|| nobody(tense).to_owned());
    };
    let text = if whole.chars().count() < LONGEST {
        whole
    } else {
        first
    };
    Some(capital(&format!("{}.", text.trim_end_matches('.'))))
}

/// The clauses of the two worst alarms; who comes to decide alone is said first, as the reason why
/// the other matters.
fn alarms(comparison: &Comparison, tense: Tense) -> Vec<String> {
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
    let clauses = worst.into_iter().map(|alarm| match tense {
        Tense::Proposal => alarm.proposal.clone(),
        Tense::History => alarm.present.clone(),
    });
    clauses.collect()
}

/// The largest gain and the largest loss, said once where they are one clause.
fn gain_and_loss(comparison: &Comparison, tense: Tense) -> Vec<String> {
    let verb = |words: &Words, several: bool| match tense {
        Tense::Proposal => format!("would {}", words.plain),
        Tense::History if several => words.plural.clone(),
        Tense::History => words.present.clone(),
    };
    let mut shifts: Vec<&Shift> = comparison.shifts.iter().collect();
    shifts.sort_by_key(|shift| std::cmp::Reverse(weight(shift)));
    let mut said: Vec<String> = Vec::new();
    for gains in [true, false] {
        let mut clauses = shifts.iter().filter_map(|shift| {
            let mut effects = effects(comparison, shift);
            effects.retain(|effect| effect.gains == gains);
            let names: Vec<String> = effects.iter().map(|effect| effect.who.clone()).collect();
            let words = &effects.first()?.words;
            Some(format!(
                "{} {}",
                listed(&names, 3),
                verb(words, names.len() > 1)
            ))
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
