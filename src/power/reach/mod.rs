//! Reach: what people can obtain alone, by using powers over seats, membership and rules step by
//! step.
//!
//! # The model
//!
//! Units and roles are bodies of people. A power over `seats/<role>` or `membership/<unit>` brings
//! people in or puts them out; one over `structure/<unit>` dissolves and refounds the unit; one over
//! `rules/<unit>` says how the unit decides; one over `rules/organisation` changes anything. Each
//! power is guarded by its method over the holders of its body, read against the will of all
//! others: they object, vote against, or stay away where that hurts more. A power without a holder
//! passes to deputies, the unit, the units above and the residual decider, as elsewhere in the
//! calculus. Nobody waits: terms do not end on the day, and a seat that others hold must be
//! cleared before it can be filled.
//!
//! # The fixpoint
//!
//! Every such guard is monotone in "more of the coalition inside, fewer others", and so is every
//! effect of use to the coalition; the least fixpoint is therefore unique and exact. Removing
//! opponents is part of it: a closure that only adds people misses that a smaller body is easier
//! to carry. Conditions that a coalition can lose by gaining (too few seats, incompatible seats,
//! limits on terms, caps) or that are written in words leave that class; role reachability with
//! such conditions is PSPACE-complete (ARBAC97: Sasturkar, Yang, Stoller and Ramakrishnan, "Policy
//! analysis for administrative role-based access control", CSFW 2006). The answer then has three
//! values. It is *yes* where a run that respects every condition it can read gets there (the steps
//! are the proof), *no* where the fixpoint without those conditions does not, or where a search
//! through all states does not, and *undetermined* otherwise, with the reasons.
//!
//! # Cost
//!
//! With `r` rules, `s` slots, `b` the people in a body and `c` the people of the coalition, one
//! fixpoint takes `O(s * c)` acts, each re-examining the rules of the bodies it changed: at most
//! `O(s * c * (r + b))`. A person without any power over seats costs one look at each rule of the
//! bodies she sits in.

mod answer;
mod capture;
mod circles;
mod closure;
mod doubt;
mod formula;
mod guard;
mod institution;
mod liveness;
mod method;
mod removal;
mod rules;
mod search;
mod state;
mod succession;
mod witness;

use std::collections::BTreeSet;

use crate::model::{Actor, Governance, Id};
use crate::power::Powers;

use closure::Closure;
use guard::Mode;
use state::{Goal, Position};

pub use answer::{Change, Gain, Reach, Step, Verdict, Witness};
pub use capture::{Aim, Capture, MOST_PEOPLE, capture};
pub use circles::{Circle, circles};
pub use doubt::Doubt;
pub use institution::Institution;
pub use liveness::{Dead, Unusable, orphaned, unusable};
pub use removal::{Hold, Irremovable, Removers, irremovable, removers};
pub use succession::{SelfAppointment, Succession, Way, self_appointments};

/// What a coalition can obtain acting alone. To ask for many coalitions, prepare an
/// [`Institution`] once.
pub fn reach(governance: &Governance, powers: &Powers, coalition: &BTreeSet<Id>) -> Reach {
    Institution::new(governance, powers).reach(coalition)
}

impl Institution<'_> {
    /// What a coalition can obtain acting alone: see [`Reach`]. People who are unknown or cannot
    /// act are left out of it.
    pub fn reach(&self, coalition: &BTreeSet<Id>) -> Reach {
        let members = self.members(coalition);
        let mut reach = Reach {
            coalition: members.iter().map(|p| self.people[*p].clone()).collect(),
            ..Reach::default()
        };
        let possible = Closure::new(self, &members, Mode::Possible);
        self.note_held(&possible, &members, &mut reach);
        // What the possible reading does not find, no other will.
        let mut open = possible.gains();
        if open.is_empty() {
            return reach;
        }
        let sure = Closure::new(self, &members, Mode::Sure);
        for goal in sure.gains() {
            let gain = Gain::Can(witness::witness(&sure, goal));
            self.note(&mut reach, goal, gain);
        }
        let start = Position::start(self, &members);
        open.retain(|goal| !sure.position.has(*goal, Mode::Sure) && !start.has(*goal, Mode::Sure));
        open.retain(|goal| sure.reached(*goal).is_none());
        if open.is_empty() {
            return reach;
        }
        let readable = Closure::new(self, &members, Mode::Readable);
        let worthwhile: BTreeSet<Goal> = open.intersection(&readable.gains()).copied().collect();
        if !worthwhile.is_empty() {
            let found = search::search(self, &members, &worthwhile, &readable);
            for (goal, acts) in found.ways {
                open.remove(&goal);
                let witness = Witness {
                    steps: witness::steps(self, &members, &acts),
                    shortest: true,
                };
                self.note(&mut reach, goal, Gain::Can(witness));
            }
            // With no other doubt anywhere, a search to the end is a proof.
            if found.is_exhaustive && possible.usable.keys().eq(readable.usable.keys()) {
                open.retain(|goal| !worthwhile.contains(goal));
            }
        }
        for goal in open {
            self.note(&mut reach, goal, witness::undetermined(&possible, goal));
        }
        reach
    }

    /// The numbers of the people who can act.
    fn members(&self, coalition: &BTreeSet<Id>) -> BTreeSet<usize> {
        let numbers = coalition.iter().filter_map(|id| self.number.get(id));
        numbers
            .copied()
            .filter(|person| self.is_able(*person))
            .collect()
    }

    /// The powers that can be used, or perhaps can, without any step.
    fn note_held(&self, possible: &Closure<'_, '_>, members: &BTreeSet<usize>, reach: &mut Reach) {
        let start = Position::start(self, members);
        for (rule, (acts, _)) in &possible.usable {
            let Some(power) = self.powers.all.get(*rule) else {
                continue;
            };
            if *acts > 0 {
                continue;
            }
            if start.can_use(*rule, Mode::Sure) {
                reach.held.insert(power.key.clone());
            } else if start.can_use(*rule, Mode::Possible) {
                let mut doubts = BTreeSet::new();
                self.rules[*rule].guard.doubts(&start, &mut doubts);
                reach.unclear.insert(power.key.clone(), doubts);
            }
        }
    }

    fn note(&self, reach: &mut Reach, goal: Goal, gain: Gain) {
        match goal {
            Goal::Rule(rule) => {
                if let Some(power) = self.powers.all.get(rule) {
                    reach.powers.insert(power.key.clone(), gain);
                }
            }
            Goal::Seat { slot, person } => {
                let seat: (Actor, Id) =
                    (self.slots[slot].actor.clone(), self.people[person].clone());
                reach.seats.insert(seat, gain);
            }
        }
    }
}
