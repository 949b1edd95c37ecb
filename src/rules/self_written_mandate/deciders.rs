//! Who may give a unit or role more, and whether they did.

use std::collections::BTreeSet;

use crate::model::{Actor, Decision, DecisionState, Envelope, Governance, Id, Record, Status};
use crate::rules::Base;
use crate::rules::settled::{counts, id_of};

/// Who may give an actor more: those above it, whoever fills the seat, the residual decider. The
/// root is above itself.
pub(super) fn above(governance: &Governance, actor: &Actor) -> Vec<Actor> {
    let mut above: Vec<Actor> = Vec::new();
    if let Actor::Role(id) = actor
        && let Some(role) = governance.roles.get(id)
    {
        above.extend(governance.actor(&role.data.unit));
        let by = role
            .data
            .selection
            .as_ref()
            .and_then(|selection| selection.by.as_ref());
        above.extend(
            by.iter()
                .flat_map(|by| by.iter())
                .filter_map(|id| governance.actor(id)),
        );
    }
    if let Some(unit) = governance.unit_of(actor) {
        above.extend(
            governance
                .ancestors(unit)
                .into_iter()
                .cloned()
                .map(Actor::Unit),
        );
        if governance.root() == Some(unit) {
            above.push(Actor::Unit(unit.clone()));
        }
    }
    let residual = governance.org.as_ref().map(|org| &org.data.residual);
    above.extend(residual.and_then(|id| governance.actor_or_person(id)));
    above.retain(|other| {
        other != actor || matches!(actor, Actor::Unit(id) if governance.root() == Some(id))
    });
    above
}

/// The adopted decisions that came with this change, by the record that each names.
pub(super) struct Deciders<'c> {
    named: BTreeSet<(&'c str, &'c Id)>,
}

impl<'c> Deciders<'c> {
    pub(super) fn of(base: Base<'c>, now: &'c Governance) -> Self {
        let is_adopted = |decision: &Record<Decision>| {
            *decision.data.state == DecisionState::Adopted && counts(decision)
        };
        let was = |decision: &Record<Decision>| {
            base.loaded
                .governance
                .decisions
                .get(&decision.id)
                .is_some_and(is_adopted)
        };
        let all = now.decisions.values();
        let new = all.filter(|decision| is_adopted(decision) && !was(decision));
        let mut named = BTreeSet::new();
        for decision in new {
            let by = decision.data.by.as_ref();
            for changed in &decision.data.changes {
                let id = id_of(changed);
                named.extend(by.map(|by| (id, &by.value)));
            }
        }
        Deciders { named }
    }

    /// Whether a delegator decided on this change of the actor.
    pub(super) fn decided<T>(
        &self,
        now: &Governance,
        actor: &Actor,
        record: &Record<T>,
        old: &Envelope,
    ) -> bool {
        let cited = record.envelope.decision.as_ref();
        let cited = cited.filter(|cited| old.decision.as_ref() != Some(cited));
        let cited = cited.and_then(|id| {
            let decision = now.decisions.get(&id.value)?;
            // That it was not taken is told of with what rests on it.
            let is_kept = decision.envelope.status != Status::Retired;
            decision.data.by.as_ref().filter(|_| is_kept)
        });
        above(now, actor).iter().any(|above| {
            cited.is_some_and(|by| by.value == *above.id())
                || self.named.contains(&(record.id.as_str(), above.id()))
        })
    }
}
