//! Answers: what a coalition gains, how, and what stays open.

use std::collections::{BTreeMap, BTreeSet};

use super::doubt::Doubt;
use super::rules::settles;
use crate::model::{Actor, Id};
use crate::power::PowerKey;
use crate::source::Place;

/// What one use of a power changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A person comes into a role or a unit.
    Seat {
        /// Who; one of the coalition.
        person: Id,
        /// Where.
        into: Actor,
    },
    /// Everybody else is put out of a role or a unit.
    Remove {
        /// Who, by id.
        people: Vec<Id>,
        /// Of what.
        from: Actor,
    },
    /// A unit is dissolved and founded anew: its seats fall vacant, the coalition comes in.
    Remake {
        /// Which.
        unit: Id,
    },
    /// A unit's rules or a policy change, so that the coalition alone settles what it did not.
    Rewrite,
    /// Any rule of the organisation can be changed.
    Organisation,
    /// One of the coalition gives up a seat that stands in the way.
    Leave {
        /// Who.
        person: Id,
        /// Which seat.
        from: Actor,
    },
}

/// One act of a coalition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The power used; none for leaving a seat, and for a door that stands open.
    pub power: Option<PowerKey>,
    /// The line that gives the power.
    pub place: Option<Place>,
    /// What it does.
    pub change: Change,
}

/// How a goal is reached: at least one step, each possible after those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// What is done, in order.
    pub steps: Vec<Step>,
    /// Whether no way with fewer steps exists. Where this is not known, still no step of this way
    /// can be left out.
    pub shortest: bool,
}

/// Whether something can be obtained. What is not mentioned cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gain {
    /// It can.
    Can(Witness),
    /// It may be.
    Undetermined {
        /// What is open.
        doubts: BTreeSet<Doubt>,
        /// What would be done if all of that were in the coalition's favour.
        steps: Vec<Step>,
    },
}

impl Gain {
    /// The way, where there surely is one.
    pub fn witness(&self) -> Option<&Witness> {
        match self {
            Gain::Can(witness) => Some(witness),
            Gain::Undetermined { .. } => None,
        }
    }

    /// Whether it surely can be obtained.
    pub fn is_sure(&self) -> bool {
        matches!(self, Gain::Can(_))
    }
}

/// Whether a coalition can have something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict<'r> {
    /// It has it already.
    Has,
    /// It can obtain it so.
    Can(&'r Witness),
    /// It can change every rule of the organisation, and so have whatever it likes.
    ByRules,
    /// It cannot: proved by the upper bound.
    Cannot,
    /// Open, for these reasons.
    Undetermined(&'r BTreeSet<Doubt>),
}

/// What a coalition can obtain acting alone, on the day of the powers, against the will of
/// everybody else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// Who acts. People who cannot act on the day are left out.
    pub coalition: BTreeSet<Id>,
    /// The powers that the coalition can use alone as things stand.
    pub held: BTreeSet<PowerKey>,
    /// The powers of which the records do not tell whether the coalition can use them alone.
    pub unclear: BTreeMap<PowerKey, BTreeSet<Doubt>>,
    /// Powers that it can come to use alone.
    pub powers: BTreeMap<PowerKey, Gain>,
    /// Seats of roles and memberships that one of it can come to.
    pub seats: BTreeMap<(Actor, Id), Gain>,
}

impl Reach {
    /// Whether nothing can be obtained.
    pub fn is_empty(&self) -> bool {
        self.powers.is_empty() && self.seats.is_empty()
    }

    /// Whether the coalition can come to use a power alone.
    pub fn power(&self, key: &PowerKey) -> Verdict<'_> {
        if self.held.contains(key) {
            return Verdict::Has;
        }
        match (self.powers.get(key), self.unclear.get(key)) {
            (Some(Gain::Can(witness)), _) => Verdict::Can(witness),
            (Some(Gain::Undetermined { doubts, .. }), _) | (None, Some(doubts)) => {
                self.by_rules().unwrap_or(Verdict::Undetermined(doubts))
            }
            (None, None) => self.by_rules().unwrap_or(Verdict::Cannot),
        }
    }

    /// Whether a person of the coalition, who does not hold the seat, can come to it.
    pub fn seat(&self, actor: &Actor, person: &Id) -> Verdict<'_> {
        match self.seats.get(&(actor.clone(), person.clone())) {
            Some(Gain::Can(witness)) => Verdict::Can(witness),
            Some(Gain::Undetermined { doubts, .. }) => {
                self.by_rules().unwrap_or(Verdict::Undetermined(doubts))
            }
            None => self.by_rules().unwrap_or(Verdict::Cannot),
        }
    }

    /// Whether the coalition can come to change the rules of the organisation alone.
    pub fn organisation(&self) -> Verdict<'_> {
        let is_it = |key: &PowerKey| {
            settles(key.right) && key.object.as_str() == "rules/organisation" && key.when.is_none()
        };
        if self.held.iter().any(is_it) {
            return Verdict::Has;
        }
        let gains = self.powers.iter().filter(|(key, _)| is_it(key));
        let mut open = None;
        for (_, gain) in gains {
            match gain {
                Gain::Can(witness) => return Verdict::Can(witness),
                Gain::Undetermined { doubts, .. } => open = Some(doubts),
            }
        }
        let unclear = self.unclear.iter().find(|(key, _)| is_it(key));
        let open = open.or(unclear.map(|(_, doubts)| doubts));
        open.map_or(Verdict::Cannot, Verdict::Undetermined)
    }

    /// What the rules of the organisation make of a goal that is not reached otherwise.
    fn by_rules(&self) -> Option<Verdict<'_>> {
        match self.organisation() {
            Verdict::Has | Verdict::Can(_) | Verdict::ByRules => Some(Verdict::ByRules),
            Verdict::Undetermined(doubts) => Some(Verdict::Undetermined(doubts)),
            Verdict::Cannot => None,
        }
    }
}
