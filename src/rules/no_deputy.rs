//! Key roles that hang on one person.

use std::collections::BTreeSet;

use super::seats::Seats;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Capacity, Format, Id, Record, Role};

const ID: &str = "no-deputy";

pub(super) struct NoDeputy;

impl Rule for NoDeputy {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a key role hangs on one person: nobody stands in and nobody learns it",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("no-deputy.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let roles = governance.roles.values().filter(|role| {
            let actor = Actor::Role(role.id.clone());
            role.data.key && governance.actor_in_force(&actor, context.as_of)
        });
        roles.filter_map(|role| alone(context, role)).collect()
    }

    /// Other formats mark no role as key.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

fn alone(context: &Context<'_>, role: &Record<Role>) -> Option<Finding> {
    let on = context.as_of;
    let seats = Seats::of(role, on);
    let people: BTreeSet<&Id> = seats
        .current
        .iter()
        .map(|holder| &holder.person.value)
        .collect();
    // An empty seat, and a deputy whose term ran out, are told of by themselves.
    let is_told = seats.lapsed_deputy.is_some() || role.data.source.is_some();
    if people.len() != 1 || is_told {
        return None;
    }
    let behind = |capacity: Capacity| capacity == Capacity::Deputy || capacity == Capacity::Trainee;
    // Somebody who is deputy of themselves is told of as listed twice.
    let others = || {
        let holders = role.data.holders.iter();
        holders.filter(|h| behind(h.capacity))
    };
    if others().any(|holder| holder.holds(on)) {
        return None;
    }
    let holder = seats.current[0];
    let next = others()
        .filter_map(|h| h.since.map(|since| *since))
        .filter(|since| *since > on);
    let label = match next.min() {
        Some(day) => format!("alone until {day}"),
        None => "nobody stands in, and nobody learns it".to_owned(),
    };
    let name = context.loaded.governance.person_name(&holder.person);
    let message = shared::fitting(
        format!("nobody stands behind {name} as {}", role.name()),
        || format!("nobody stands behind the holder of `{}`", role.id),
    );
    let finding = Finding::new(ID, Severity::Warning, role.place(holder.span), message)
        .label(label)
        .why("when this one person is ill or leaves, what the role does stops that day")
        .fix("name a deputy (`as: deputy`, with the powers) or a trainee (`as: trainee`, without)")
        .record(role.reference());
    Some(match shared::Fields::of(context, role).at(&["key"]) {
        Some(place) => finding.related(place, "must always have somebody behind it"),
        None => finding,
    })
}
