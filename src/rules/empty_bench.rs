//! Nobody behind those who sit: key roles alone, no newcomers, seats that all end at once.

use std::collections::{BTreeMap, BTreeSet};

use super::seats::Seats;
use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Capacity, Date, Format, Id, Record, Role};

const ID: &str = "empty-bench";

pub(super) struct EmptyBench;

impl Rule for EmptyBench {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "few key roles have somebody behind them, nobody new takes a seat, or all seats of a body end at once",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("empty-bench.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if shared::has_gap(governance) {
            return Vec::new();
        }
        let patterns = shared::patterns(governance);
        let roles: Vec<&Record<Role>> = governance
            .roles
            .values()
            .filter(|role| governance.actor_in_force(&Actor::Role(role.id.clone()), context.as_of))
            .filter(|role| !patterns.contains(&role.id))
            .collect();
        let mut findings = Vec::new();
        findings.extend(alone(context, &roles));
        findings.extend(nobody_new(context));
        findings.extend(roles.iter().filter_map(|role| all_at_once(context, role)));
        findings
    }

    /// Other formats mark no key roles and keep no terms.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

const WHY: &str = "who is to follow has to learn while those who know are still there";
/// Of fewer key roles a share says little.
const FEWEST_KEY: usize = 4;
/// From how many seats filled in the window on it is remarkable that nobody new got one.
const FEWEST_FILLED: usize = 4;
/// From how many people without a role on somebody new could have been found.
const FEWEST_FREE: usize = 3;
/// One or two seats cannot be staggered.
const FEWEST_SEATS: usize = 3;

/// Key roles in which nobody stands beside the holder.
fn alone(context: &Context<'_>, roles: &[&Record<Role>]) -> Option<Finding> {
    let key: Vec<&&Record<Role>> = roles.iter().filter(|role| role.data.key).collect();
    let covered = |role: &Record<Role>| {
        let holders = role
            .data
            .holders
            .iter()
            .filter(|it| it.holds(context.as_of));
        let beside = |it: &Capacity| matches!(it, Capacity::Deputy | Capacity::Trainee);
        let capacities: Vec<Capacity> = holders.map(|holder| holder.capacity).collect();
        capacities.iter().any(beside)
            || capacities
                .iter()
                .filter(|it| **it == Capacity::Holder)
                .count()
                > 1
    };
    let bare: Vec<&&&Record<Role>> = key.iter().filter(|role| !covered(role)).collect();
    let (part, all) = (bare.len(), key.len());
    let limit = census::limits(context).key_roles_covered;
    // As many covered as the limit demands are enough.
    if all < FEWEST_KEY || (all - part) * 100 >= all * limit {
        return None;
    }
    let message = format!("{part} of {all} key roles have neither deputy nor trainee");
    let finding =
        census::of_all(context, ID, message)?.label("counted over all key roles in force");
    let shown = bare.iter().take(shared::MOST_PLACES);
    let finding = shown.fold(finding, |finding, role| {
        finding.related(role.head_place(), "nobody beside the holder")
    });
    Some(
        finding
            .why(WHY)
            .fix("name a trainee for one of these roles now, and for another next season"),
    )
}

/// A year in which several seats were filled, and each with somebody who had one before.
fn nobody_new(context: &Context<'_>) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let window = census::limits(context).window;
    let is_recent = |since: Date| since <= context.as_of && since.plus(window) >= context.as_of;
    let mut first: BTreeMap<&Id, Option<Date>> = BTreeMap::new();
    let mut filled = 0;
    for role in governance.roles.values() {
        let holders = role.data.holders.iter();
        for holder in holders.filter(|it| it.capacity == Capacity::Holder) {
            let since = holder.since.map(|since| *since);
            if since.is_some_and(|since| since > context.as_of) {
                continue;
            }
            filled += usize::from(since.is_some_and(is_recent));
            // No day at all lies before any other.
            let earliest = first.entry(&holder.person.value).or_insert(since);
            *earliest = (*earliest).min(since);
        }
    }
    let is_new = |since: &Option<Date>| since.is_some_and(is_recent);
    let roots = first.len().max(census::seated(context));
    let free = governance.people.keys().filter(|id| {
        let able = !context
            .powers
            .roster
            .people(&Actor::Person((*id).clone()))
            .is_empty();
        able && !first.contains_key(id)
    });
    let many = filled >= FEWEST_FILLED && roots >= census::CROWD && free.count() >= FEWEST_FREE;
    if !many || first.values().any(is_new) {
        return None;
    }
    let message = format!("{filled} seats were filled lately, none by somebody new");
    let finding = census::of_all(context, ID, message)?;
    Some(
        finding
            .label(format!(
                "whoever took a seat within {window} had one before"
            ))
            .why(WHY)
            .fix("ask somebody who never held a seat, and let them begin as a trainee"),
    )
}

/// A body whose seats all become empty on one day not far off.
fn all_at_once(context: &Context<'_>, role: &Record<Role>) -> Option<Finding> {
    let current = Seats::of(role, context.as_of).current;
    let people: BTreeSet<&Id> = current.iter().map(|holder| &holder.person.value).collect();
    let first = current.first()?.until?;
    let together = current
        .iter()
        .all(|it| it.until.is_some_and(|until| *until == *first));
    let near = context.as_of.plus(census::limits(context).window) >= *first;
    let follows = role
        .data
        .holders
        .iter()
        .any(|it| it.since.is_some_and(|since| *since > context.as_of));
    if people.len() < FEWEST_SEATS || !together || !near || follows {
        return None;
    }
    let count = people.len();
    let words = |name: &str| format!("all {count} seats of {name} end on {}", *first);
    let message = shared::fitting(words(role.name()), || words(&format!("`{}`", role.id)));
    let finding = Finding::new(ID, Severity::Info, role.head_place(), message)
        .label("nobody stays who knows what is under way");
    let shown = current.iter().take(shared::MOST_PLACES);
    let finding = shown.fold(finding, |finding, holder| {
        finding.related(role.place(holder.span), "ends on that day")
    });
    Some(
        finding
            .why(WHY)
            .fix(format!(
                "fill some of the seats for longer this time, and write `stagger: 2` {}",
                shared::MOVES_POWER
            ))
            .record(role.reference()),
    )
}
