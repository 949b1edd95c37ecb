//! Emergency rules and decisions that do not end.

use std::collections::BTreeMap;

use super::settled::{adopted, id_of};
use super::shared::Fields;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Date, Decision, DecisionType, Format, Id, Period, Policy, Record};

const ID: &str = "emergency-without-sunset";
const WHY: &str = "an emergency that does not end becomes the way things are done";
/// The longest time for which a policy of this kind may stand before it is adopted anew.
const LONGEST_POLICY: &str = "P2Y";
/// The longest time for which a decision taken in an emergency may hold.
const LONGEST_DECISION: &str = "P1Y";
/// How often an emergency may be prolonged as one.
const MOST_RENEWALS: usize = 1;

pub(super) struct EmergencyWithoutSunset;

impl Rule for EmergencyWithoutSunset {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "an emergency rule or decision has no end, a far one, or is prolonged again and again",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("emergency-without-sunset.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let acts = acts(context);
        let mut findings = Vec::new();
        for policy in governance.policies.values() {
            if policy.data.emergency && shared::is_live(&policy.envelope, context.as_of) {
                findings.extend(
                    endless(
                        context,
                        policy,
                        shared::begun(governance, &policy.envelope),
                        LONGEST_POLICY,
                    )
                    .or_else(|| prolonged(context, policy, &acts)),
                );
            }
        }
        for decision in adopted(governance) {
            let data = &decision.data;
            if data.decision_type == DecisionType::Emergency
                && shared::is_live(&decision.envelope, context.as_of)
            {
                let begun = data.effective.or(data.decided.map(|day| *day));
                findings.extend(endless(context, decision, begun, LONGEST_DECISION));
            }
        }
        findings
    }

    /// No other format keeps policies and decisions as records.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// The adopted decisions that name each record as changed.
fn acts<'c>(context: &Context<'c>) -> BTreeMap<&'c str, Vec<&'c Record<Decision>>> {
    let mut acts: BTreeMap<&str, Vec<&Record<Decision>>> = BTreeMap::new();
    for decision in adopted(&context.loaded.governance) {
        for changed in &decision.data.changes {
            let id = id_of(changed);
            acts.entry(id).or_default().push(decision);
        }
    }
    acts
}

/// Without a last day, or with one that is far.
fn endless<T: crate::model::RecordData>(
    context: &Context<'_>,
    record: &Record<T>,
    begun: Option<Date>,
    longest: &str,
) -> Option<Finding> {
    let (name, id) = (record.name(), &record.id);
    let fields = Fields::of(context, record);
    let Some(until) = record.envelope.until else {
        let message = shared::fitting(format!("{name} is for an emergency and has no end"), || {
            format!("`{id}` is for an emergency and has no end")
        });
        let place = fields.at(&["emergency"]).or_else(|| fields.at(&["type"]));
        let place = place.unwrap_or_else(|| record.head_place());
        return Some(
            Finding::new(ID, Severity::Error, place, message)
                .label("no `until` written")
                .why(WHY)
                .fix("add `until:` with the day on which it lapses unless it is adopted again")
                .record(record.reference()),
        );
    };
    let most = Period::parse(longest)?;
    let latest = begun?.plus(most);
    if *until <= latest {
        return None;
    }
    let message = shared::fitting(
        format!("{name} is for an emergency and lasts over {most}"),
        || format!("`{id}` is for an emergency and lasts over {most}"),
    );
    Some(
        Finding::new(ID, Severity::Error, record.place(until.span), message)
            .label(format!("in force since {}", begun?))
            .why(WHY)
            .fix(format!(
                "let it lapse by {latest}, or adopt it as an ordinary rule"
            ))
            .record(record.reference()),
    )
}

/// Prolonged more than once, and never adopted as an ordinary rule.
fn prolonged(
    context: &Context<'_>,
    policy: &Record<Policy>,
    acts: &BTreeMap<&str, Vec<&Record<Decision>>>,
) -> Option<Finding> {
    let governance = &context.loaded.governance;
    // Each emergency policy that it replaced, and each decision in an emergency on any of them.
    let mut line: Vec<&Record<Policy>> = vec![policy];
    let mut seen: Vec<&Id> = vec![&policy.id];
    while let Some(next) = line.last().and_then(|last| {
        let mut before = last.envelope.supersedes.iter();
        before.find_map(|id| {
            governance
                .policies
                .get(&id.value)
                .filter(|p| p.data.emergency)
        })
    }) {
        if seen.contains(&&next.id) {
            break;
        }
        seen.push(&next.id);
        line.push(next);
    }
    let mut on_it: Vec<&Record<Decision>> = Vec::new();
    for policy in &line {
        on_it.extend(acts.get(policy.id.as_str()).into_iter().flatten().copied());
    }
    on_it.sort_by_key(|decision| decision.data.decided.map(|day| *day));
    on_it.dedup_by_key(|decision| &decision.id);
    let last_ordinary = on_it
        .iter()
        .rposition(|decision| decision.data.decision_type != DecisionType::Emergency);
    let emergencies = &on_it[last_ordinary.map_or(0, |at| at + 1)..];
    let by_decisions = match last_ordinary {
        Some(_) => emergencies.len(),
        None => emergencies.len().saturating_sub(1),
    };
    let by_policies = if last_ordinary.is_some() {
        0
    } else {
        line.len() - 1
    };
    let renewals = by_decisions.max(by_policies);
    if renewals <= MOST_RENEWALS {
        return None;
    }
    let (name, id) = (policy.name(), &policy.id);
    let message = shared::fitting(
        format!("{name} was prolonged {renewals} times as an emergency"),
        || format!("`{id}` was prolonged {renewals} times as an emergency"),
    );
    let place = match policy.envelope.until {
        Some(until) => policy.place(until.span),
        None => policy.head_place(),
    };
    let mut finding = Finding::new(ID, Severity::Error, place, message)
        .label("and never adopted as an ordinary rule");
    if by_policies >= by_decisions {
        for before in line.iter().skip(1).take(shared::MOST_PLACES) {
            finding = finding.related(before.head_place(), "what it replaced");
        }
    } else {
        for decision in emergencies.iter().take(shared::MOST_PLACES) {
            finding = finding.related(decision.head_place(), "decided as an emergency");
        }
    }
    Some(
        finding
            .why(WHY)
            .fix("let it lapse, or adopt it by the ordinary method")
            .record(policy.reference()),
    )
}
