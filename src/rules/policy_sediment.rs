//! Domains on which many policies lie upon each other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Format, Policy, Record, Slug};

const ID: &str = "policy-sediment";

pub(super) struct PolicySediment;

impl Rule for PolicySediment {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "one domain has many policies",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("policy-sediment.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let Some(org) = &governance.org else {
            return Vec::new();
        };
        let mut by_domain: BTreeMap<&Slug, Vec<&Record<Policy>>> = BTreeMap::new();
        for policy in governance.policies.values() {
            // An exception belongs to its policy.
            if policy.envelope.in_force(context.as_of) && policy.data.exception_of.is_none() {
                let domains: BTreeSet<&Slug> = policy
                    .data
                    .domains
                    .iter()
                    .map(|domain| &domain.value)
                    .collect();
                for domain in domains {
                    by_domain.entry(domain).or_default().push(policy);
                }
            }
        }
        let limit = census::limits(context).policies_per_domain;
        let mut findings = Vec::new();
        for (domain, policies) in by_domain {
            let count = policies.len();
            // A word outside of the vocabulary has a finding of its own.
            let Some(place) = org.data.domains.get(domain).filter(|_| count > limit) else {
                continue;
            };
            let message = shared::fitting(format!("{count} policies on {domain}"), || {
                format!("{count} policies on one domain")
            });
            let finding = Finding::new(ID, Severity::Info, org.place(place.span), message)
                .label("this domain");
            let shown = policies.iter().take(shared::MOST_PLACES);
            let finding = shown.fold(finding, |finding, policy| {
                finding.related(policy.head_place(), "a policy on it")
            });
            findings.push(
                finding
                    .why("of many rules on one matter nobody knows which one holds")
                    .fix("join those that belong together, or divide the domain into narrower ones")
                    .record(org.reference()),
            );
        }
        findings
    }

    /// Other formats keep no policies.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}
