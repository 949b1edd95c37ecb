//! Rules, mandates and agreements whose day of review has passed, and rules that have none.

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Date, Format, Policy, Record, RecordData};
use crate::source::{At, Place};

const ID: &str = "review-overdue";
const WHY: &str = "a rule that nobody looks at again outlives its reason";

pub(super) struct ReviewOverdue;

impl Rule for ReviewOverdue {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a policy, mandate or agreement is past its review, or a policy has none",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("review-overdue.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut findings = Vec::new();
        findings.extend(mandates(context, governance.units.values()));
        findings.extend(mandates(context, governance.roles.values()));
        for policy in governance.policies.values() {
            if policy.envelope.in_force(context.as_of) {
                findings.extend(policy_review(context, policy));
            }
        }
        for agreement in governance.agreements.values() {
            if !agreement.envelope.in_force(context.as_of) {
                continue;
            }
            let renewal = agreement.data.renew_by;
            let review = agreement.envelope.review_by;
            // Who makes an agreement anew looks at it too.
            if *renewal < context.as_of {
                let place = agreement.place(renewal.span);
                let words = |name: &str| format!("{name} was to be renewed by {}", *renewal);
                findings.push(
                    overdue(
                        context,
                        *renewal,
                        place,
                        agreement.name(),
                        &agreement.id,
                        words,
                    )
                    .fix("let the parties renew it and move `renew_by`, or end it with `until`")
                    .record(agreement.reference()),
                );
            } else {
                findings.extend(review.and_then(|day| reviewed(context, agreement, day)));
            }
        }
        findings
    }

    /// The files of rust-lang/team carry no days of review.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

fn mandates<'g, T: RecordData + 'g>(
    context: &Context<'_>,
    records: impl Iterator<Item = &'g Record<T>>,
) -> Vec<Finding> {
    records
        .filter(|record| record.envelope.in_force(context.as_of))
        .filter_map(|record| reviewed(context, record, record.envelope.review_by?))
        .collect()
}

/// A finding where the day of review that a record names has passed.
fn reviewed<T: RecordData>(
    context: &Context<'_>,
    record: &Record<T>,
    day: At<Date>,
) -> Option<Finding> {
    let words = |name: &str| format!("the review of {name} was due on {}", *day);
    let place = record.place(day.span);
    (*day < context.as_of).then(|| {
        overdue(context, *day, place, record.name(), &record.id, words)
            .fix("review it, decide whether it stays, and move `review_by` to the next day")
            .record(record.reference())
    })
}

fn overdue(
    context: &Context<'_>,
    day: Date,
    place: Place,
    name: &str,
    id: &str,
    words: impl Fn(&str) -> String,
) -> Finding {
    let late = usize::try_from(day.days_until(context.as_of)).unwrap_or(0);
    let message = shared::fitting(words(name), || words(&format!("`{id}`")));
    Finding::new(ID, Severity::Warning, place, message)
        .label(format!("{} ago", shared::counted(late, "day")))
        .why(WHY)
}

/// A policy names its review, or has one by the organisation's habit: so long after it began.
fn policy_review(context: &Context<'_>, policy: &Record<Policy>) -> Option<Finding> {
    if let Some(day) = policy.envelope.review_by {
        return reviewed(context, policy, day);
    }
    let governance = &context.loaded.governance;
    let org = governance.org.as_ref();
    let interval = org.and_then(|org| org.data.defaults.review_interval);
    let begun = shared::begun(governance, &policy.envelope);
    let finding = if let (Some(interval), Some(begun)) = (interval, begun) {
        let day = begun.plus(interval);
        if day >= context.as_of {
            return None;
        }
        let words = |name: &str| format!("the review of {name} was due on {day}");
        let place = policy.head_place();
        let finding = overdue(context, day, place, policy.name(), &policy.id, words);
        finding.label(format!(
            "in force since {begun}, with a review after {interval}"
        ))
    } else {
        let name = policy.name();
        let message = shared::fitting(format!("nothing says when to review {name}"), || {
            format!("nothing says when to review `{}`", policy.id)
        });
        Finding::new(ID, Severity::Warning, policy.head_place(), message)
            .label("no `review_by` written")
            .why(WHY)
    };
    Some(
        finding
            .fix("add `review_by:` with the day on which it will be looked at again")
            .record(policy.reference()),
    )
}
