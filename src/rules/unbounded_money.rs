//! Money that one person may spend or promise without any bound.

use std::collections::BTreeSet;

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Mandate, Object, Resource, Right};
use crate::power::Power;

const ID: &str = "unbounded-money";

pub(super) struct UnboundedMoney;

impl Rule for UnboundedMoney {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "one person may decide on money, or pay it, without a limit or a second name",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("unbounded-money.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let restricted = restricted(context);
        let mut told: BTreeSet<&Actor> = BTreeSet::new();
        let mut findings = Vec::new();
        // Whoever decides on a matter may also do what was decided; one is enough to tell.
        for wanted in [Right::Decide, Right::Execute] {
            for power in shared::given_of(context, wanted) {
                let holder = &power.key.holder;
                if is_free(power)
                    && is_purse(context, &power.key.object)
                    && !restricted.contains(holder)
                    && !is_bounded_in_words(context, holder)
                    && told.insert(holder)
                {
                    findings.push(finding(governance.actor_name(holder), power));
                }
            }
        }
        findings
    }

    /// Other formats say nothing of money.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Whether one person alone may use a right over money, as much and as often as they like.
fn is_free(power: &Power) -> bool {
    // Several who may each pay are as free as one.
    power.is_exercised_alone()
        && !power.people.is_empty()
        && power.stand_in.is_none()
        && power.key.when.is_none()
        && power.up_to.is_none()
        && power.with.is_empty()
        && matches!(power.key.holder, Actor::Role(_) | Actor::Person(_))
}

/// Whether something is money at large: a part of it that has no parts is a pot of its own, and
/// bounded by what is put in.
fn is_purse(context: &Context<'_>, object: &Object) -> bool {
    let org = context.loaded.governance.org.as_ref();
    let mut domains = org.into_iter().flat_map(|org| org.data.domains.keys());
    let mut has_parts =
        || domains.any(|part| part.lies_in(object) && part.as_str() != object.as_str());
    object.as_str() == "money" || (object.lies_in("money") && has_parts())
}

/// Those whose rights over money a policy bounds.
fn restricted(context: &Context<'_>) -> BTreeSet<Actor> {
    let governance = &context.loaded.governance;
    let policies = governance.policies.values();
    let policies = policies.filter(|policy| policy.envelope.in_force(context.as_of));
    let bounds = policies.flat_map(|policy| &policy.data.restricts);
    let on_money = bounds.filter(|bound| bound.over.lies_in("money"));
    on_money
        .filter_map(|bound| governance.actor_or_person(&bound.of))
        .collect()
}

/// Whether the mandate names a budget, or a number among its limits.
fn is_bounded_in_words(context: &Context<'_>, holder: &Actor) -> bool {
    let governance = &context.loaded.governance;
    let bounds = |mandate: &Mandate| {
        let mut means = mandate.resources.iter();
        let mut limits = mandate.limits.iter();
        means.any(|means| matches!(means, Resource::Budget { .. }))
            || limits.any(|limit| limit.as_str().contains(|c: char| c.is_ascii_digit()))
    };
    match holder {
        Actor::Role(id) => governance.roles.get(id).is_some_and(|role| {
            let template = role.data.template.as_ref();
            let template = template.and_then(|id| governance.roles.get(&id.value));
            bounds(&role.data.mandate) || template.is_some_and(|role| bounds(&role.data.mandate))
        }),
        _ => false,
    }
}

fn finding(name: &str, power: &Power) -> Finding {
    let (holder, object) = (&power.key.holder, &power.key.object);
    let verb = match power.key.right {
        Right::Execute => "may pay out",
        _ => "alone decides",
    };
    let message = shared::fitting(format!("{name} {verb} {object} without a limit"), || {
        format!("`{holder}` {verb} {object} without a limit")
    });
    let message = shared::fitting(message, || format!("one person {verb} it without a limit"));
    Finding::new(ID, Severity::Warning, power.place, message)
        .label("any amount, as often as wanted")
        .why("the day it goes wrong, nobody else had to look at it first")
        .fix(format!(
            "write `up_to`, a budget, a condition, or let somebody sign too {}",
            shared::MOVES_POWER
        ))
        .record(format!("{}/{holder}", holder.kind()))
}
