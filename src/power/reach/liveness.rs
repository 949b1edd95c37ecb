//! Powers that nobody can exercise, and domains that nobody settles any more.

use std::collections::BTreeMap;

use super::guard::{Heads, Mode, View};
use super::institution::Institution;
use super::rules::settles;
use crate::model::Object;
use crate::power::PowerKey;

/// Why a power cannot be exercised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dead {
    /// Nobody able holds it, and nobody stands in.
    Nobody,
    /// Not even all present holders together, in agreement, meet the method: its quorum, sponsors
    /// or votes in favour are more than there are.
    TooFew {
        /// How many there are.
        present: usize,
    },
}

/// A power that nobody can exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Which.
    pub power: PowerKey,
    /// Why.
    pub why: Dead,
}

/// Everybody of one mind.
struct Everybody<'i, 'g>(&'i Institution<'g>);

impl View for Everybody<'_, '_> {
    fn heads(&self, body: usize) -> Heads {
        let body = &self.0.bodies[body];
        Heads {
            inside: body.people.len() + body.unlisted,
            outside: 0,
        }
    }
}

/// The powers that nobody can exercise, by key. What is doubtful counts as exercisable, so that an
/// entry is a proof. One look at each power.
pub fn unusable(institution: &Institution<'_>) -> Vec<Unusable> {
    let everybody = Everybody(institution);
    let powers = institution.powers.all.iter().zip(&institution.rules);
    powers
        .filter(|(_, rule)| !rule.guard.is_met(&everybody, Mode::Standing))
        .map(|(power, _)| Unusable {
            power: power.key.clone(),
            why: match power.people.len() {
                0 => Dead::Nobody,
                present => Dead::TooFew { present },
            },
        })
        .collect()
}

/// The objects that somebody is to settle, though no power to do so can be exercised, sorted; each
/// with those powers.
pub fn orphaned(institution: &Institution<'_>) -> Vec<(Object, Vec<PowerKey>)> {
    let mut dead: BTreeMap<Object, Vec<PowerKey>> = BTreeMap::new();
    let unusable = unusable(institution).into_iter();
    for power in unusable.map(|unusable| unusable.power) {
        if settles(power.right) {
            dead.entry(power.object.clone()).or_default().push(power);
        }
    }
    dead.retain(|object, keys| {
        let over = institution.powers.over(object);
        over.filter(|power| settles(power.key.right)).count() == keys.len()
    });
    dead.into_iter().collect()
}
