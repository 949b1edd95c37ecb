//! What is counted over a whole organisation, and told of it.

use super::Context;
use crate::config::Limits;
use crate::diag::{Finding, Severity};
use crate::model::{Actor, Capacity, Date, Decision, DecisionState, Governance, Id, Record};

use super::settled::settled;

/// From how many people on a share of them means something.
pub(super) const CROWD: usize = 8;

/// A hint about the organisation as such; none where its record is missing.
pub(super) fn of_all(
    context: &Context<'_>,
    rule: &'static str,
    message: String,
) -> Option<Finding> {
    let org = context.loaded.governance.org.as_ref()?;
    let finding = Finding::new(rule, Severity::Info, org.head_place(), message);
    Some(finding.record(org.reference()))
}

/// From when on patterns are smells here.
pub(super) fn limits<'c>(context: &Context<'c>) -> &'c Limits {
    &context.loaded.config.limits
}

/// Whether `part` is more than so many percent of `whole`.
pub(super) fn is_beyond(part: usize, whole: usize, percent: usize) -> bool {
    part.saturating_mul(100) > whole.saturating_mul(percent)
}

/// The decisions that were settled in the window before the day of the check, with their days.
pub(super) fn recent<'c>(
    context: &Context<'c>,
) -> impl Iterator<Item = (&'c Record<Decision>, Date)> {
    let (as_of, window) = (context.as_of, limits(context).window);
    settled(&context.loaded.governance).filter_map(move |decision| {
        let day = *decision.data.decided?;
        (day <= as_of && day.plus(window) >= as_of).then_some((decision, day))
    })
}

/// Those of them that were adopted, and are still so.
pub(super) fn recently_adopted<'c>(
    context: &Context<'c>,
) -> impl Iterator<Item = (&'c Record<Decision>, Date)> {
    recent(context).filter(|(decision, _)| *decision.data.state == DecisionState::Adopted)
}

/// Who settled a decision, where it is a record that is there.
pub(super) fn decider(governance: &Governance, decision: &Decision) -> Option<Actor> {
    governance.actor_or_person(decision.by.as_ref()?)
}

/// How many people who can act sit in a seat of some unit or role.
pub(super) fn seated(context: &Context<'_>) -> usize {
    let seats = context.powers.roster.seats.iter();
    let able = seats.filter(|seat| seat.able && seat.capacity == Capacity::Holder);
    let people: std::collections::BTreeSet<&Id> = able.map(|seat| &seat.person).collect();
    people.len()
}
