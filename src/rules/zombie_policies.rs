//! Policies that nobody looks after: past their review in number, or past it twice.

use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Format, Policy, Record};

const ID: &str = "zombie-policies";

pub(super) struct ZombiePolicies;

impl Rule for ZombiePolicies {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "many policies are past their review or have nobody who owns them",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("zombie-policies.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let policies = governance.policies.values();
        let policies: Vec<&Record<Policy>> = policies
            .filter(|policy| policy.envelope.in_force(context.as_of))
            .collect();
        let left: Vec<(&Record<Policy>, &str)> = policies
            .iter()
            .filter_map(|policy| Some((*policy, left_alone(context, policy)?)))
            .collect();
        let (part, whole) = (left.len(), policies.len());
        let limit = census::limits(context).policies_overdue;
        if whole >= census::CROWD && census::is_beyond(part, whole, limit) {
            let message =
                format!("{part} of {whole} policies are past their review or have no owner");
            let finding = census::of_all(context, ID, message);
            let finding = finding.map(|finding| {
                let shown = left.iter().take(shared::MOST_PLACES);
                shown.fold(
                    finding.label("counted over all policies in force"),
                    |finding, (policy, why)| finding.related(policy.head_place(), *why),
                )
            });
            let finding = finding.map(|finding| {
                finding.why(WHY).fix(
                    "share the reviews out, a few a month, and retire what nobody wants to own",
                )
            });
            return finding.into_iter().collect();
        }
        policies
            .iter()
            .filter_map(|policy| missed_twice(context, policy))
            .collect()
    }

    /// Other formats carry no days of review.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

const WHY: &str =
    "rules that nobody owns are kept by some, forgotten by others, and trusted by none";

/// Why a policy counts as left alone.
fn left_alone(context: &Context<'_>, policy: &Record<Policy>) -> Option<&'static str> {
    let governance = &context.loaded.governance;
    if due(context, policy).is_some_and(|(day, _)| day < context.as_of) {
        return Some("past its review");
    }
    let owner = policy
        .data
        .owner
        .as_ref()
        .unwrap_or(&policy.data.adopted_by);
    let owner = governance.actor_or_person(owner)?;
    let is_vacant = governance.actor_in_force(&owner, context.as_of)
        && context.powers.roster.people(&owner).is_empty()
        && context.powers.roster.deputies(owner.id()).is_empty()
        && !shared::people_elsewhere(governance, &owner);
    is_vacant.then_some("nobody sits where it belongs")
}

/// The day of review of a policy, and when the one after it would be.
fn due(
    context: &Context<'_>,
    policy: &Record<Policy>,
) -> Option<(crate::model::Date, Option<crate::model::Date>)> {
    let governance = &context.loaded.governance;
    let org = governance.org.as_ref();
    let interval = org.and_then(|org| org.data.defaults.review_interval);
    if let Some(day) = policy.envelope.review_by {
        return Some((*day, interval.map(|interval| day.plus(interval))));
    }
    let day = shared::begun(governance, &policy.envelope)?.plus(interval?);
    Some((day, interval.map(|interval| day.plus(interval))))
}

fn missed_twice(context: &Context<'_>, policy: &Record<Policy>) -> Option<Finding> {
    let (first, second) = due(context, policy)?;
    let second = second.filter(|second| *second < context.as_of)?;
    let words = |name: &str| format!("two reviews of {name} have passed without one");
    let message = shared::fitting(words(policy.name()), || words(&format!("`{}`", policy.id)));
    Some(
        Finding::new(ID, Severity::Info, policy.head_place(), message)
            .label(format!("due on {first}, and again by {second}"))
            .why(WHY)
            .fix("let its owner review it, or retire it")
            .record(policy.reference()),
    )
}
