//! L4: questions to the records on one day: who may do something, what somebody may do, and why.
//!
//! Answers are data: powers with their places, put in order. Formats word them.

mod can;
mod glob;
mod matrix;
mod person;
mod say;
mod topic;
mod who;
mod why;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, Governance, Id, Policy, PowerLine, Record};
use crate::power::{Claims, Power, Powers, Seat, line_of};
use crate::source::SourceId;

pub use can::{Filter, Group, How, Sheet, Through, can};
pub use glob::Glob;
pub use matrix::{Cell, Entry, From, Matrix, Who, matrix};
pub use person::{Unknown, find_person};
pub use say::{Say, say};
pub use topic::{Found, Topic, find_topics};
pub use who::{Card, Claim, Matter, Stage, who};
pub use why::{Chain, Why, why};

/// What is asked: the records of one organisation and their powers on one day.
#[derive(Debug)]
pub struct Records<'g> {
    /// The records.
    pub governance: &'g Governance,
    /// Their powers.
    pub powers: &'g Powers,
    claims: Claims<'g>,
    policies: BTreeMap<SourceId, &'g Id>,
    /// The policies in force, by the domains that they are about.
    about: BTreeMap<&'g str, Vec<&'g Id>>,
}

impl<'g> Records<'g> {
    /// The records of `governance` and its `powers`.
    pub fn new(governance: &'g Governance, powers: &'g Powers) -> Self {
        let policies = governance.policies.values();
        let mut about: BTreeMap<&str, Vec<&Id>> = BTreeMap::new();
        let in_force = |policy: &&Record<Policy>| policy.envelope.in_force(powers.as_of);
        for policy in policies.clone().filter(in_force) {
            for domain in &policy.data.domains {
                about.entry(&domain.value).or_default().push(&policy.id);
            }
        }
        Records {
            governance,
            powers,
            claims: Claims::new(governance),
            policies: policies.map(|policy| (policy.source, &policy.id)).collect(),
            about,
        }
    }

    /// The policies in force that are about an object or what it lies in, by id.
    fn policies_about(&self, object: &str) -> BTreeSet<&'g Id> {
        let outer = object.match_indices('/').map(|(at, _)| &object[..at]);
        let at = outer.chain([object]);
        at.filter_map(|at| self.about.get(at))
            .flatten()
            .copied()
            .collect()
    }

    /// The policy in whose file a power stands.
    pub fn policy_of(&self, power: &Power) -> Option<&'g Id> {
        self.policies.get(&power.place.source).copied()
    }

    /// The line of a mandate or policy that a power stands in.
    pub fn line_of(&self, power: &Power) -> Option<&'g PowerLine> {
        line_of(self.governance, power, self.policy_of(power))
    }

    /// The running seats of a person, by actor.
    pub fn seats_of(&self, person: &Id) -> Vec<&'g Seat> {
        let seats = self.powers.roster.seats.iter();
        seats.filter(|seat| seat.person == *person).collect()
    }

    /// The powers that a person can exercise, by key.
    fn powers_of(&self, person: &Id) -> impl Iterator<Item = &'g Power> {
        let powers = self.powers.all.iter();
        powers.filter(|power| power.people.contains(person))
    }

    /// The powers to end a seat, or a membership, before its time.
    pub fn removers(&self, seat: &Actor) -> Vec<&'g Power> {
        let object = match seat {
            Actor::Role(id) => format!("seats/{id}"),
            Actor::Unit(id) => format!("membership/{id}"),
            Actor::Person(_) => return Vec::new(),
        };
        let powers = self.powers.over(&object);
        powers.filter(|power| who::puts_out(power)).collect()
    }
}

/// The object itself and the domains around it, narrowest first. Reserved objects lie in none.
fn around(object: &str) -> impl Iterator<Item = &str> {
    let first = object.split('/').next().unwrap_or_default();
    let reserved = matches!(first, "seats" | "membership" | "rules" | "structure");
    let outer = object.rmatch_indices('/').filter(move |_| !reserved);
    std::iter::once(object).chain(outer.map(|(at, _)| &object[..at]))
}
