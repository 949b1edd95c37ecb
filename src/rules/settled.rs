//! Decisions that were settled: which they are, who took part, and what was counted.

use std::collections::BTreeSet;

use super::procedure::Procedure;
use crate::model::{
    Abstain, Actor, Capacity, Date, Decision, DecisionState, Governance, Id, Record, Status,
};
use crate::power::game::Count;

/// The decisions that somebody took, for or against; drafts and those out of use are left out.
pub(super) fn settled(governance: &Governance) -> impl Iterator<Item = &Record<Decision>> {
    governance
        .decisions
        .values()
        .filter(|decision| counts(decision) && is_closed(*decision.data.state))
}

/// Those of them that were adopted and are still so.
pub(super) fn adopted(governance: &Governance) -> impl Iterator<Item = &Record<Decision>> {
    settled(governance).filter(|decision| *decision.data.state == DecisionState::Adopted)
}

/// Whether a record of a decision counts at all: no draft, and not out of use.
pub(super) fn counts(decision: &Record<Decision>) -> bool {
    matches!(decision.envelope.status, Status::Active | Status::Suspended)
}

/// The id in what `changes` names: a plain one, or one with its folder as in `policies/spending`.
pub(super) fn id_of(changed: &str) -> &str {
    changed.rsplit('/').next().unwrap_or(changed)
}

/// Whether somebody settled it; what was withdrawn or lapsed nobody decided.
pub(super) fn is_closed(state: DecisionState) -> bool {
    matches!(
        state,
        DecisionState::Adopted | DecisionState::Rejected | DecisionState::Overturned
    )
}

/// The counts of its tally, one for each option that was counted.
pub(super) fn tallied(decision: &Decision, procedure: &Procedure<'_>) -> Vec<Count> {
    let abstain = procedure.first(|method| method.abstain);
    let lines = decision.tally.iter();
    let lines = lines.filter_map(|line| {
        Some(Count {
            in_favour: line.in_favour.or(line.above_default)?,
            against: line.against.or(line.below_default).unwrap_or(0),
            abstain: line.abstain.unwrap_or(0),
            eligible: decision.eligible,
            seats: None,
            abstain_counts: matches!(abstain, Some((Abstain::Counts, _))),
        })
    });
    lines.collect()
}

/// The people of an actor on a day, as the records tell today. `None` where somebody's first day is
/// not written, so that nobody knows who was there then.
pub(super) fn people_on<'g>(
    governance: &'g Governance,
    actor: &Actor,
    day: Date,
) -> Option<BTreeSet<&'g Id>> {
    let mut people = BTreeSet::new();
    let mut seat = |person: &'g Id, since: Option<Date>, until: Option<Date>| {
        let since = since?;
        if since <= day && until.is_none_or(|until| until >= day) {
            people.insert(person);
        }
        Some(())
    };
    let mut seats_of = |role: &'g Record<crate::model::Role>| -> Option<()> {
        let holders = role.data.holders.iter();
        for holder in holders.filter(|holder| holder.capacity == Capacity::Holder) {
            let (since, until) = (holder.since.map(|at| *at), holder.until.map(|at| *at));
            seat(&holder.person.value, since, until)?;
        }
        Some(())
    };
    match actor {
        Actor::Role(id) => seats_of(governance.roles.get(id)?)?,
        Actor::Unit(id) => {
            for role in governance.roles.values() {
                if super::shared::units_of(role).any(|unit| unit == id) {
                    seats_of(role)?;
                }
            }
            for member in &governance.units.get(id)?.data.members {
                let (since, until) = (member.since.map(|at| *at), member.until.map(|at| *at));
                seat(&member.person.value, since, until)?;
            }
        }
        Actor::Person(id) => {
            people.insert(governance.people.get_key_value(id)?.0);
        }
    }
    Some(people)
}
