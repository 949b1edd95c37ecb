//! Records in force that rest on something that is not.

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{DecisionState, Format, Id, Record, RecordData, Status};
use crate::source::{At, Place};

const ID: &str = "premature-reliance";

pub(super) struct PrematureReliance;

impl Rule for PrematureReliance {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a record in force rests on a decision or policy that is open, rejected or a draft",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("premature-reliance.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut findings = Vec::new();
        findings.extend(
            governance
                .org
                .iter()
                .filter_map(|org| on_decision(context, org)),
        );
        findings.extend(each(context, governance.units.values()));
        findings.extend(each(context, governance.roles.values()));
        findings.extend(each(context, governance.methods.values()));
        findings.extend(each(context, governance.policies.values()));
        findings.extend(each(context, governance.agreements.values()));
        for role in governance.roles.values() {
            if !shared::is_live(&role.envelope, context.as_of) {
                continue;
            }
            for holder in role.data.holders.iter().filter(|h| h.holds(context.as_of)) {
                findings.extend(holder.decision.as_ref().and_then(|id| {
                    let name = governance.person_name(&holder.person);
                    let name = format!("the seat of {name}");
                    rests(context, role, id, &name, &holder.person)
                }));
            }
        }
        for policy in governance.policies.values() {
            if policy.envelope.in_force(context.as_of) {
                findings.extend(excepted(context, policy));
            }
        }
        findings
    }

    /// No other format says on what a record rests.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

fn each<'g, T: RecordData + 'g>(
    context: &Context<'_>,
    records: impl Iterator<Item = &'g Record<T>>,
) -> Vec<Finding> {
    let in_force = records.filter(|record| record.envelope.in_force(context.as_of));
    in_force
        .filter_map(|record| on_decision(context, record))
        .collect()
}

fn on_decision<T: RecordData>(context: &Context<'_>, record: &Record<T>) -> Option<Finding> {
    let decision = record.envelope.decision.as_ref()?;
    rests(context, record, decision, record.name(), &record.id)
}

/// A finding where the decision that is named was not adopted.
fn rests<T: RecordData>(
    context: &Context<'_>,
    record: &Record<T>,
    named: &At<Id>,
    name: &str,
    id: &Id,
) -> Option<Finding> {
    let decision = context.loaded.governance.decisions.get(&named.value)?;
    let state = *decision.data.state;
    let words = match (decision.envelope.status, state) {
        (Status::Draft, _) => "is a draft",
        (_, DecisionState::Adopted) => return None,
        (_, DecisionState::Proposed | DecisionState::Open) => "is still open",
        (_, DecisionState::Rejected) => "was rejected",
        (_, DecisionState::Withdrawn) => "was withdrawn",
        (_, DecisionState::Lapsed) => "lapsed",
        (_, DecisionState::Overturned) => "was overturned",
    };
    let message = shared::fitting(format!("{name} rests on a decision that {words}"), || {
        format!("`{id}` rests on a decision that {words}")
    });
    let fix = if state.is_pending() || decision.envelope.status == Status::Draft {
        "wait until it is adopted, or name the decision that holds now"
    } else {
        "undo what it was to bring, or name the decision that holds now"
    };
    let place = match decision.envelope.status {
        Status::Draft => decision.head_place(),
        _ => decision.place(decision.data.state.span),
    };
    Some(finding(message, record, (named, words), place, fix))
}

fn finding<T: RecordData>(
    message: String,
    record: &Record<T>,
    (named, words): (&At<Id>, &str),
    other: Place,
    fix: &str,
) -> Finding {
    Finding::new(ID, Severity::Error, record.place(named.span), message)
        .label("what it rests on")
        .related(other, words)
        .why("what is in force before it was decided was decided by whoever wrote it down")
        .fix(fix)
        .record(record.reference())
}

/// A finding where the policy from which one deviates is a draft or retired.
fn excepted(context: &Context<'_>, policy: &Record<crate::model::Policy>) -> Option<Finding> {
    let named = policy.data.exception_of.as_ref()?;
    let broader = context.loaded.governance.policies.get(&named.value)?;
    let words = match broader.envelope.status {
        Status::Draft => "is a draft",
        Status::Retired => "is retired",
        Status::Active | Status::Suspended => return None,
    };
    let message = shared::fitting(
        format!("{} is an exception to a rule that {words}", policy.name()),
        || format!("`{}` is an exception to a rule that {words}", policy.id),
    );
    Some(finding(
        message,
        policy,
        (named, words),
        broader.head_place(),
        "name the rule that holds now, or take `exception_of` out",
    ))
}
