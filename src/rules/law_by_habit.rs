//! Rules that stand nowhere: like decisions taken again and again, and exceptions to one policy.

use std::collections::BTreeMap;

use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Decision, DecisionType, Format, Id, Object, Policy, Record};

const ID: &str = "law-by-habit";

pub(super) struct LawByHabit;

impl Rule for LawByHabit {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "like decisions come again and again without a policy, or one policy has several exceptions",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("law-by-habit.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if shared::has_gap(governance) {
            return Vec::new();
        }
        let in_force: Vec<&Record<Policy>> = governance
            .policies
            .values()
            .filter(|policy| policy.envelope.in_force(context.as_of))
            .collect();
        let mut findings = habits(context, &in_force);
        let mut exceptions: BTreeMap<&Id, Vec<&Record<Policy>>> = BTreeMap::new();
        for policy in &in_force {
            if let Some(broader) = &policy.data.exception_of {
                exceptions.entry(&broader.value).or_default().push(policy);
            }
        }
        for policy in &in_force {
            let found = exceptions.get(&policy.id);
            let found = found.filter(|all| all.len() >= census::limits(context).policy_exceptions);
            findings.extend(found.map(|all| excepted(policy, all)));
        }
        findings
    }

    /// Other formats record neither.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Decisions about the same by the same body: the first two words of their names are the same.
type Like<'c> = (&'c Id, &'c Object, String);

fn habits(context: &Context<'_>, policies: &[&Record<Policy>]) -> Vec<Finding> {
    let mut like: BTreeMap<Like<'_>, Vec<&Record<Decision>>> = BTreeMap::new();
    for (decision, _) in census::recently_adopted(context) {
        let data = &decision.data;
        let (Some(by), Some(domain), Some(words)) =
            (&data.by, data.domains.first(), beginning(decision.name()))
        else {
            continue;
        };
        if data.decision_type == DecisionType::Operational {
            let key = (&by.value, &domain.value, words);
            like.entry(key).or_default().push(decision);
        }
    }
    let covered = |object: &Object| {
        policies.iter().any(|policy| {
            let mut domains = policy.data.domains.iter();
            domains.any(|domain| object.lies_in(&domain.value))
        })
    };
    let limit = census::limits(context).like_decisions;
    let mut findings = Vec::new();
    for ((_, object, _), decisions) in &mut like {
        if decisions.len() < limit || covered(object) {
            continue;
        }
        decisions.sort_by_key(|decision| decision.data.decided.map(|day| *day));
        let (first, others) = (decisions[0], &decisions[1..]);
        let count = decisions.len();
        let message = format!("{count} like decisions on {object}, and no policy");
        let message = shared::fitting(message, || {
            format!("{count} like decisions on one domain, and no policy")
        });
        let finding = Finding::new(ID, Severity::Info, first.head_place(), message)
            .label("the first of them lately");
        let shown = others.iter().take(shared::MOST_PLACES);
        let finding = shown.fold(finding, |finding, decision| {
            finding.related(decision.head_place(), "and again")
        });
        findings.push(
            finding
                .why("who was here the last time knows the rule, and whoever is new cannot read it")
                .fix("write what was decided each time as a policy, and let the body adopt it")
                .record(first.reference()),
        );
    }
    findings
}

/// The first two words of a name, whatever their case.
fn beginning(name: &str) -> Option<String> {
    let mut words = name.split_whitespace();
    let two = format!("{} {}", words.next()?, words.next()?);
    Some(two.trim_end_matches([',', ':', '.']).to_lowercase())
}

fn excepted(policy: &Record<Policy>, exceptions: &[&Record<Policy>]) -> Finding {
    let count = exceptions.len();
    let words = |name: &str| format!("{name} has {count} exceptions");
    let message = shared::fitting(words(policy.name()), || words(&format!("`{}`", policy.id)));
    let finding = Finding::new(ID, Severity::Info, policy.head_place(), message)
        .label("the policy that they deviate from");
    let shown = exceptions.iter().take(shared::MOST_PLACES);
    let finding = shown.fold(finding, |finding, exception| {
        finding.related(exception.head_place(), "an exception")
    });
    finding
        .why("where exceptions grow, the exceptions are the rule that people live by")
        .fix("change the policy so that it says what is done, and end the exceptions")
        .record(policy.reference())
}
