//! Who gains and who loses, a line for each person or body.

use std::collections::BTreeMap;

use crate::shift::order::{Weight, weight};
use crate::shift::{Comparison, Shift, ShiftKind};

use super::effects::effects;
use super::{Form, Tongue};
use crate::catalogue::Catalogue;

/// What one shift means for those on one line, in words without the names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As in "decides money/operations alone (was 1 of 5)", or, for those who lose, "consent on
    /// money/operations".
    pub text: String,
    /// The number of the shift, from 1.
    pub shift: usize,
}

/// Some people or a body, and what they gain or lose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whether they gain.
    pub gains: bool,
    /// Names as people read them: "Ines Duarte", or "Steering (6)" for a body.
    pub who: Vec<String>,
    /// What.
    pub phrases: Vec<Phrase>,
}

/// A phrase, and the same for several.
type Both = (Phrase, String);

/// What one name gains or loses, and how much the weightiest of it weighs.
struct Actor {
    gains: bool,
    weight: Weight,
    who: String,
    phrases: Vec<Both>,
}

/// Who gains and who loses, gains first, those with the weightiest shift first and then by name.
/// Those who gain or lose the same share a line. In English.
pub fn lines(comparison: &Comparison) -> Vec<Line> {
    told(comparison, Tongue::English)
}

/// The same in another language.
pub fn lines_in(words: &'static Catalogue, comparison: &Comparison) -> Vec<Line> {
    told(comparison, Tongue::Of(words))
}

fn told(comparison: &Comparison, tongue: Tongue) -> Vec<Line> {
    let mut actors: Vec<Actor> = Vec::new();
    let mut index: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for (number, shift) in comparison.shifts.iter().enumerate() {
        let weight = weight(shift);
        for said in effects(comparison, shift) {
            let who = tongue.say(&said.who);
            let key = (said.gains, who.clone());
            let at = *index.entry(key).or_insert_with(|| {
                actors.push(Actor {
                    gains: said.gains,
                    weight,
                    who,
                    phrases: Vec::new(),
                });
                actors.len() - 1
            });
            let actor = &mut actors[at];
            actor.weight = actor.weight.min(weight);
            let is_noun = match (said.gains, shift.right.is_none()) {
                (true, true) if said.words.is_term() => true,
                (true, _) => shift.kind == ShiftKind::Silent && is_reason(shift),
                (false, _) => true,
            };
            let (one, several) = if is_noun {
                let noun = said.words.say(tongue, Form::Noun);
                (noun.clone(), noun)
            } else {
                let say = |form| said.words.say(tongue, form);
                (say(Form::One), say(Form::Several))
            };
            let known = |(known, _): &Both| known.text == one;
            if !actor.phrases.iter().any(known) {
                let phrase = Phrase {
                    text: one,
                    shift: number + 1,
                };
                actor.phrases.push((phrase, several));
            }
        }
    }
    actors.sort_by(|a, b| (!a.gains, a.weight, &a.who).cmp(&(!b.gains, b.weight, &b.who)));
    let mut lines: Vec<(Line, Vec<Both>)> = Vec::new();
    let mut same: BTreeMap<(bool, Vec<String>), usize> = BTreeMap::new();
    for actor in actors {
        let texts = actor.phrases.iter();
        let texts = texts.map(|(phrase, _)| phrase.text.clone()).collect();
        let at = *same.entry((actor.gains, texts)).or_insert(lines.len());
        if let Some((line, _)) = lines.get_mut(at) {
            line.who.push(actor.who);
        } else {
            let line = Line {
                gains: actor.gains,
                who: vec![actor.who],
                phrases: Vec::new(),
            };
            lines.push((line, actor.phrases));
        }
    }
    lines
        .into_iter()
        .map(|(line, phrases)| {
            let several = line.who.len() > 1;
            let phrases = phrases.into_iter().map(|(phrase, plural)| Phrase {
                text: if several { plural } else { phrase.text },
                shift: phrase.shift,
            });
            Line {
                phrases: phrases.collect(),
                ..line
            }
        })
        .collect()
}

/// Whether the cause of a shift says by itself what its people do with it.
fn is_reason(shift: &Shift) -> bool {
    let cause = shift.cause.as_deref();
    cause.is_some_and(|cause| cause.starts_with("because "))
}
