//! Bodies in which the same people sit term after term, and elections without a choice.

use std::collections::{BTreeMap, BTreeSet};

use super::seats::Seats;
use super::settled::adopted;
use super::terms::counted;
use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Decision, DecisionType, Format, Id, Record, Role};

const ID: &str = "closed-shop";

pub(super) struct ClosedShop;

impl Rule for ClosedShop {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "the same people sit in a body term after term, or elections offer no choice",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("closed-shop.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut elections: BTreeMap<&Id, Vec<&Record<Decision>>> = BTreeMap::new();
        for decision in adopted(governance) {
            if decision.data.decision_type == DecisionType::Election {
                let roles: BTreeSet<&Id> =
                    decision.data.elects.iter().map(|e| &e.role.value).collect();
                for role in roles {
                    elections.entry(role).or_default().push(decision);
                }
            }
        }
        let mut findings = Vec::new();
        for role in governance.roles.values() {
            if governance.actor_in_force(&Actor::Role(role.id.clone()), context.as_of) {
                let held = elections.remove(&role.id).unwrap_or_default();
                findings
                    .extend(unchanged(context, role).or_else(|| no_choice(context, role, held)));
            }
        }
        findings
    }

    /// Other formats keep no terms.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

const WHY: &str = "where the same few are chosen again and again, others stop standing";

/// How many could sit there; none where that is not known.
fn pool(context: &Context<'_>, role: &Record<Role>) -> Option<usize> {
    let governance = &context.loaded.governance;
    let selection = role.data.selection.as_ref()?;
    let by = selection.by.as_ref().and_then(|by| by.iter().next());
    let from = governance.actor_or_person(selection.from.as_ref().or(by)?)?;
    if shared::people_elsewhere(governance, &from) {
        return None;
    }
    Some(context.powers.roster.people(&from).len())
}

/// All seats of a role with people who each have had several terms in a row.
fn unchanged(context: &Context<'_>, role: &Record<Role>) -> Option<Finding> {
    let selection = role.data.selection.as_ref()?;
    selection.term?;
    let current = Seats::of(role, context.as_of).current;
    let people: BTreeSet<&Id> = current.iter().map(|holder| &holder.person.value).collect();
    let count = people.len();
    // Where nearly everybody has a seat, who else could have it?
    if count < 2 || pool(context, role).is_some_and(|pool| pool < count * 2) {
        return None;
    }
    let terms: Vec<u64> = counted(role, selection.cooldown)
        .iter()
        .flatten()
        .filter(|term| term.holder.holds(context.as_of))
        .map(|term| term.in_a_row)
        .collect();
    let least = *terms.iter().min()?;
    let most = *terms.iter().max()?;
    // A term too many has a finding of its own.
    let allowed = selection
        .max_terms
        .is_none_or(|max| most <= max.value.get());
    let limit = u64::try_from(census::limits(context).terms_unchanged).unwrap_or(u64::MAX);
    if least < limit || terms.len() < count || !allowed {
        return None;
    }
    let words =
        |name: &str| format!("the same {count} people are {name} for {least} terms or more");
    let message = shared::fitting(words(role.name()), || words(&format!("`{}`", role.id)));
    let finding = Finding::new(ID, Severity::Info, role.head_place(), message)
        .label(format!("nobody here is in a term before number {least}"));
    let finding = current
        .iter()
        .take(shared::MOST_PLACES)
        .fold(finding, |finding, holder| {
            let name = context.loaded.governance.person_name(&holder.person);
            finding.related(role.place(holder.span), format!("{name}, today"))
        });
    Some(
        finding
            .why(WHY)
            .fix(format!(
                "limit the terms in a row with `max_terms`, and seek others who stand {}",
                shared::MOVES_POWER
            ))
            .record(role.reference()),
    )
}

/// The last elections of a role, each with as many candidates as seats.
fn no_choice(
    context: &Context<'_>,
    role: &Record<Role>,
    mut held: Vec<&Record<Decision>>,
) -> Option<Finding> {
    let limit = census::limits(context).uncontested_elections;
    held.retain(|decision| {
        decision
            .data
            .decided
            .is_some_and(|day| *day <= context.as_of)
    });
    held.sort_by_key(|decision| decision.data.decided.map(|day| *day));
    let first = held.len().checked_sub(limit)?;
    let last = &held[first..];
    let crowd = u64::try_from(census::CROWD).unwrap_or(u64::MAX);
    let was_open = |decision: &&Record<Decision>| {
        let data = &decision.data;
        let options: BTreeSet<_> = data
            .tally
            .iter()
            .filter_map(|line| line.option.as_ref())
            .collect();
        let named = !options.is_empty() && data.tally.iter().all(|line| line.option.is_some());
        // Of an election without names, or among a handful, nothing can be said.
        !named || options.len() > data.elects.len() || data.eligible.is_none_or(|all| all < crowd)
    };
    if last.is_empty() || last.iter().any(was_open) {
        return None;
    }
    let words = |name: &str| format!("the last {limit} elections of {name} had no choice");
    let message = shared::fitting(words(role.name()), || words(&format!("`{}`", role.id)));
    let finding = Finding::new(ID, Severity::Info, role.head_place(), message)
        .label("as many candidates as seats each time");
    let finding = last
        .iter()
        .take(shared::MOST_PLACES)
        .fold(finding, |finding, decision| {
            finding.related(decision.head_place(), "nobody else stood")
        });
    Some(
        finding
            .why(WHY)
            .fix("announce the seat earlier, and ask people whether they would stand")
            .record(role.reference()),
    )
}
