//! Changes that take the seats of many people at once.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, ChangeRule};
use super::settled::{counts, id_of, is_closed};
use super::{Base, Context, renames, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Capacity, Format, Id, Record};

const ID: &str = "mass-removal";
/// One of so many seats may go unnoticed.
const PART: usize = 4;
/// Fewer removals than this are no mass, however small the organisation or the body is.
const FEWEST: usize = 3;

pub(super) struct MassRemoval;

impl ChangeRule for MassRemoval {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a change takes more than a quarter of the seats of a body or of the organisation",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("mass-removal.md"),
        }
    }

    fn compare(&self, change: &Change<'_>) -> Vec<Finding> {
        let (context, base) = (change.context, change.base);
        let bodies = bodies(context, base);
        let all: usize = bodies.values().map(|body| body.seats).sum();
        let gone: usize = bodies.values().map(|body| body.gone.len()).sum();
        if is_mass(gone, all) {
            let worst = bodies.iter().max_by_key(|(_, body)| body.gone.len());
            let finding = worst.and_then(|(actor, _)| of_all(context, base, actor, (gone, all)));
            return finding.into_iter().collect();
        }
        // To close a body is another matter than to empty it.
        let governance = &context.loaded.governance;
        let findings = bodies.iter().filter(|(_, body)| {
            is_mass(body.gone.len(), body.seats)
                && governance.actor_in_force(&body.now, context.as_of)
        });
        findings
            .filter_map(|(actor, body)| of_body(context, base, actor, body))
            .collect()
    }

    /// People lose seats in every format.
    fn applies(&self, _format: Format) -> bool {
        true
    }
}

fn is_mass(gone: usize, all: usize) -> bool {
    gone >= FEWEST && gone.saturating_mul(PART) > all
}

/// A unit or role with how many seats it had and who lost theirs.
struct Body<'c> {
    /// What it is called in the head.
    now: Actor,
    seats: usize,
    gone: Vec<&'c Id>,
}

/// What became of the seats of the base, by the actor as it is called in the head. What a decision
/// of this change settled is left out of those who lost theirs.
fn bodies<'c>(context: &Context<'c>, base: Base<'c>) -> BTreeMap<&'c Actor, Body<'c>> {
    let (before, now) = (&base.loaded.governance, &context.loaded.governance);
    let people = renames::ids(&before.people, &now.people);
    let units = renames::ids(&before.units, &now.units);
    let roles = renames::ids(&before.roles, &now.roles);
    let renamed = |actor: &Actor| match actor {
        Actor::Unit(id) => units.get(id).map(|id| Actor::Unit((*id).clone())),
        Actor::Role(id) => roles.get(id).map(|id| Actor::Role((*id).clone())),
        Actor::Person(_) => None,
    };
    let still: BTreeSet<(&Actor, &Id)> = context
        .powers
        .roster
        .seats
        .iter()
        .map(|seat| (&seat.actor, &seat.person))
        .collect();
    let decided = decided(context, base);
    let mut bodies: BTreeMap<&Actor, Body<'_>> = BTreeMap::new();
    for seat in &base.powers.roster.seats {
        if seat.capacity != Capacity::Holder {
            continue;
        }
        let body = bodies.entry(&seat.actor).or_insert_with(|| Body {
            now: renamed(&seat.actor).unwrap_or_else(|| seat.actor.clone()),
            seats: 0,
            gone: Vec::new(),
        });
        body.seats += 1;
        let person = people.get(&seat.person).copied().unwrap_or(&seat.person);
        if !still.contains(&(&body.now, person)) && !decided.contains(body.now.id().as_str()) {
            body.gone.push(&seat.person);
        }
    }
    bodies
}

/// The units and roles that a decision which came with this change is about.
fn decided<'c>(context: &Context<'c>, base: Base<'_>) -> BTreeSet<&'c str> {
    let mut decided = BTreeSet::new();
    for decision in context.loaded.governance.decisions.values() {
        let old = base.loaded.governance.decisions.get(&decision.id);
        let was_closed = old.is_some_and(|old| is_closed(*old.data.state));
        if was_closed || !counts(decision) || !is_closed(*decision.data.state) {
            continue;
        }
        decided.extend(decision.data.changes.iter().map(|changed| id_of(changed)));
        decided.extend(decision.data.domains.iter().filter_map(|domain| {
            let (root, id) = domain.split_once('/')?;
            matches!(root, "seats" | "membership" | "structure").then_some(id)
        }));
        decided.extend(
            decision
                .data
                .elects
                .iter()
                .map(|election| election.role.as_str()),
        );
    }
    decided
}

fn told(finding: Finding) -> Finding {
    finding
        .why("what was meant for one line takes a whole body when nobody counts")
        .fix(
            "look at each name; record the decision behind it, or split the change (changes power)",
        )
}

fn of_all(
    context: &Context<'_>,
    base: Base<'_>,
    actor: &Actor,
    (gone, all): (usize, usize),
) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let message = format!("{gone} of {all} seats of the organisation are taken at once");
    let most = base.loaded.governance.actor_name(actor);
    let place = shared::head_of(governance, actor)?;
    let record = governance.org.as_ref().map(Record::reference);
    let record = record.unwrap_or_else(|| format!("{}/{}", actor.kind(), actor.id()));
    let finding = Finding::new(ID, Severity::Error, place, message);
    let finding = finding.label(format!("most of them in {most}"));
    Some(told(finding.record(record)))
}

fn of_body(
    context: &Context<'_>,
    base: Base<'_>,
    actor: &Actor,
    body: &Body<'_>,
) -> Option<Finding> {
    let (governance, before) = (&context.loaded.governance, &base.loaded.governance);
    let (gone, all) = (body.gone.len(), body.seats);
    let name = before.actor_name(actor);
    let message = shared::fitting(
        format!("{gone} of {all} seats of {name} are taken at once"),
        || {
            format!(
                "{gone} of {all} seats of `{}` are taken at once",
                actor.id()
            )
        },
    );
    let names: Vec<String> = body
        .gone
        .iter()
        .map(|id| before.person_name(id).to_owned())
        .collect();
    let finding = Finding::new(
        ID,
        Severity::Error,
        shared::head_of(governance, actor)?,
        message,
    )
    .label(format!("without {}", shared::listed(&names)));
    Some(told(finding.record(format!(
        "{}/{}",
        actor.kind(),
        actor.id()
    ))))
}
