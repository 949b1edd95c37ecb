//! Policies that their adopter could not adopt, or that go against a broader one.

use std::collections::BTreeMap;

use super::competence::{Competence, competence, is_above};
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{
    Actor, Format, Governance, Id, Object, Policy, PolicyGrant, Record, Restriction, Right,
};
use crate::source::At;

const ID: &str = "policy-adrift";

pub(super) struct PolicyAdrift;

impl Rule for PolicyAdrift {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a policy lies outside its adopter's domain, or contradicts a broader one",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("policy-adrift.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let bounds = bounds(context);
        let mut findings = Vec::new();
        for policy in governance.policies.values() {
            if !policy.envelope.in_force(context.as_of) {
                continue;
            }
            let Some(adopter) = governance.actor_or_person(&policy.data.adopted_by) else {
                continue;
            };
            // Of an adopter that is over another rule tells.
            if governance.actor_in_force(&adopter, context.as_of) && !shared::has_gap(governance) {
                findings.extend(outside(context, policy, &adopter));
                findings.extend(against(context, policy, &adopter, &bounds));
            }
        }
        findings
    }

    /// No other format keeps policies as records.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// The domains of a policy that its adopter does not hold.
fn outside<'c>(
    context: &'c Context<'_>,
    policy: &'c Record<Policy>,
    adopter: &'c Actor,
) -> impl Iterator<Item = Finding> + use<'c> {
    let governance = &context.loaded.governance;
    // Each unit makes its own rules about rules.
    let domains = policy.data.domains.iter();
    let domains = domains.filter(|domain| !domain.lies_in("rules"));
    domains.filter_map(move |domain| {
        // What nobody holds is told of as an orphan.
        let Competence::Others(holders) = competence(governance, context.powers, adopter, domain)
        else {
            return None;
        };
        let name = governance.actor_name(adopter);
        let message = shared::fitting(format!("{name} made a rule on {}", domain.value), || {
            format!("`{}` made a rule on this", adopter.id())
        });
        let message = shared::fitting(format!("{message}, which others hold"), || message.clone());
        let first = holders.first()?;
        let other = governance.actor_name(&first.key.holder);
        Some(
            Finding::new(ID, Severity::Error, policy.place(domain.span), message)
                .label(format!("{other} decides on this"))
                .related(policy.place(policy.data.adopted_by.span), "who adopted it")
                .related(first.place, "who decides on it")
                .why("a rule outside of its author's domain binds nobody, and people keep it all the same")
                .fix(format!(
                    "let {other} adopt it, narrow `domains`, or give {name} the domain {}",
                    shared::MOVES_POWER
                ))
                .record(policy.reference()),
        )
    })
}

/// Whose right a policy bounds, and which.
type Bound<'g> = (&'g Record<Policy>, &'g At<Restriction>);

/// The restrictions of policies in force, by whose right they bound.
fn bounds<'c>(context: &Context<'c>) -> BTreeMap<(&'c Id, Right), Vec<Bound<'c>>> {
    let mut bounds: BTreeMap<(&Id, Right), Vec<Bound<'_>>> = BTreeMap::new();
    for policy in context.loaded.governance.policies.values() {
        if policy.envelope.in_force(context.as_of) {
            for bound in &policy.data.restricts {
                let key = (&bound.of.value, bound.right);
                bounds.entry(key).or_default().push((policy, bound));
            }
        }
    }
    bounds
}

/// Grants of a policy that a broader one bounds, without saying so.
fn against(
    context: &Context<'_>,
    policy: &Record<Policy>,
    adopter: &Actor,
    bounds: &BTreeMap<(&Id, Right), Vec<Bound<'_>>>,
) -> Vec<Finding> {
    let governance = &context.loaded.governance;
    let exceptions = exceptions(governance, policy);
    let grants = policy.data.grants.iter().filter_map(|grant| {
        let key = (&grant.to.value, grant.line.right);
        let mut around = bounds.get(&key)?.iter();
        let (broader, bound) = around.find(|(broader, bound)| {
            let above = governance.actor_or_person(&broader.data.adopted_by);
            lies_in(grant, &bound.over)
                && above.is_some_and(|above| is_above(governance, &above, adopter))
                && !exceptions.contains(&&broader.id)
        })?;
        let name = policy.name();
        let message = shared::fitting(
            format!("{name} grants what {} bounds", broader.name()),
            || format!("`{}` grants what a broader policy bounds", policy.id),
        );
        Some(
            Finding::new(ID, Severity::Error, policy.place(grant.span), message)
                .label("given here, without `exception_of`")
                .related(broader.place(bound.span), bound.text.to_string())
                .why("where two rules differ and none says which is the exception, people choose")
                .fix(format!(
                    "write `exception_of: {}` if that was allowed, or take the grant out {}",
                    broader.id,
                    shared::MOVES_POWER
                ))
                .record(policy.reference()),
        )
    });
    grants.collect()
}

/// The policies from which one deviates with permission, and those they deviate from.
fn exceptions<'g>(governance: &'g Governance, policy: &'g Record<Policy>) -> Vec<&'g Id> {
    let mut found: Vec<&Id> = Vec::new();
    let mut at = policy.data.exception_of.as_ref();
    while let Some(id) = at.filter(|id| !found.contains(&&id.value)) {
        found.push(&id.value);
        let next = governance.policies.get(&id.value);
        at = next.and_then(|next| next.data.exception_of.as_ref());
    }
    found
}

fn lies_in(grant: &PolicyGrant, over: &Object) -> bool {
    grant.line.over.lies_in(over)
}
