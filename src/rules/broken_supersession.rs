//! Records that replace each other in ways that leave two in force, or none.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Decision, DecisionState, Envelope, Format, Id, Record, RecordData, Status};
use crate::source::{At, Place};

const ID: &str = "broken-supersession";
const WHY: &str = "whoever finds the wrong one of two texts follows it in good faith";

pub(super) struct BrokenSupersession;

impl Rule for BrokenSupersession {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "of a record and the one that replaces it, both are in force, or neither",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("broken-supersession.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut findings = Vec::new();
        findings.extend(of_kind(context, &governance.units));
        findings.extend(of_kind(context, &governance.roles));
        findings.extend(of_kind(context, &governance.methods));
        findings.extend(of_kind(context, &governance.policies));
        findings.extend(of_kind(context, &governance.agreements));
        findings.extend(of_kind(context, &governance.decisions));
        findings.extend(overrides(&governance.decisions));
        findings
    }

    /// No other format says what replaces what.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// How far a record has come.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Draft,
    Live,
    Over,
}

fn stage<T: RecordData + 'static>(context: &Context<'_>, record: &Record<T>) -> Stage {
    let state = (record as &dyn std::any::Any)
        .downcast_ref::<Record<Decision>>()
        .map(|decision| *decision.data.state);
    let envelope: &Envelope = &record.envelope;
    let ended = envelope.until.is_some_and(|until| *until < context.as_of);
    match (envelope.status, state) {
        (Status::Retired, _) | (_, Some(DecisionState::Overturned)) => Stage::Over,
        _ if ended => Stage::Over,
        (Status::Draft, _) => Stage::Draft,
        (_, Some(state)) if state.is_pending() => Stage::Draft,
        // What was never adopted neither replaces anything nor has to be replaced.
        (_, Some(DecisionState::Withdrawn | DecisionState::Lapsed)) => Stage::Over,
        _ => Stage::Live,
    }
}

fn of_kind<T: RecordData + 'static>(
    context: &Context<'_>,
    records: &BTreeMap<Id, Record<T>>,
) -> Vec<Finding> {
    let circles = circles(records);
    let mut findings = Vec::new();
    let mut in_circle: BTreeSet<&Id> = BTreeSet::new();
    for circle in &circles {
        in_circle.extend(circle.iter().map(|(record, _)| &record.id));
        findings.extend(circular(circle));
    }
    // The stages of those that replace each record.
    let mut heirs: BTreeMap<&Id, Vec<Stage>> = BTreeMap::new();
    for record in records.values() {
        for old in &record.envelope.supersedes {
            heirs
                .entry(&old.value)
                .or_default()
                .push(stage(context, record));
        }
    }
    for record in records
        .values()
        .filter(|record| !in_circle.contains(&record.id))
    {
        let begun = record
            .envelope
            .since
            .is_none_or(|since| *since <= context.as_of);
        for old in &record.envelope.supersedes {
            let Some(other) = records.get(&old.value) else {
                continue;
            };
            match (stage(context, record), stage(context, other)) {
                (Stage::Live, Stage::Live) if begun => {
                    findings.push(both_live(record, old, other));
                }
                (Stage::Draft, Stage::Over) => {
                    let ended = other.envelope.until.is_some();
                    let heirs = heirs.get(&old.value).map_or(&[][..], Vec::as_slice);
                    // What ran out by itself was not replaced.
                    if !ended && heirs.iter().all(|stage| *stage == Stage::Draft) {
                        findings.push(none_live(record, old, other));
                    }
                }
                _ => {}
            }
        }
    }
    findings
}

fn both_live<T: RecordData>(record: &Record<T>, old: &At<Id>, other: &Record<T>) -> Finding {
    let (new_name, old_name) = (record.name(), other.name());
    let message = shared::fitting(
        format!("{new_name} replaces {old_name}, which is still in force"),
        || format!("`{}` is replaced and still in force", other.id),
    );
    Finding::new(ID, Severity::Error, record.place(old.span), message)
        .label("replaced by this record")
        .related(other.head_place(), "still in force")
        .why(WHY)
        .fix(format!(
            "set `status: retired` on `{}`, or take it out of `supersedes`",
            other.id
        ))
        .record(record.reference())
}

fn none_live<T: RecordData>(record: &Record<T>, old: &At<Id>, other: &Record<T>) -> Finding {
    let (new_name, old_name) = (record.name(), other.name());
    let message = shared::fitting(
        format!("{old_name} is gone, and {new_name} is not in force yet"),
        || {
            format!(
                "`{}` is gone, and its successor is not in force yet",
                other.id
            )
        },
    );
    Finding::new(ID, Severity::Error, record.place(old.span), message)
        .label("to be replaced by this draft")
        .related(other.head_place(), "out of force already")
        .why("between an old rule and a new one there is none, and nobody decided that")
        .fix(format!(
            "bring `{}` into force, or `{}` back until then",
            record.id, other.id
        ))
        .record(record.reference())
}

/// A record with the name of the next one, for each record of a circle.
type Circle<'r, T> = Vec<(&'r Record<T>, &'r At<Id>)>;

/// The circles of records that replace one another, each once. Of several ways out of a record the
/// first is followed.
fn circles<T>(records: &BTreeMap<Id, Record<T>>) -> Vec<Circle<'_, T>> {
    let mut done: BTreeSet<&Id> = BTreeSet::new();
    let mut circles = Vec::new();
    for start in records.values() {
        let mut path: Circle<'_, T> = Vec::new();
        let mut at = start;
        while done.insert(&at.id) {
            let mut next = at.envelope.supersedes.iter();
            let next = next.find_map(|id| Some((id, records.get(&id.value)?)));
            let Some((name, next)) = next else {
                break;
            };
            path.push((at, name));
            if let Some(first) = path.iter().position(|(record, _)| record.id == next.id) {
                circles.push(path.split_off(first));
                break;
            }
            at = next;
        }
    }
    circles
}

fn circular<T: RecordData>(circle: &Circle<'_, T>) -> Option<Finding> {
    let (first, name) = circle.first()?;
    let message = if circle.len() == 1 {
        shared::fitting(format!("{} replaces itself", first.name()), || {
            format!("`{}` replaces itself", first.id)
        })
    } else {
        let count = circle.len();
        shared::fitting(
            format!("{} and what it replaces go in a circle", first.name()),
            || format!("{count} records replace one another in a circle"),
        )
    };
    let mut finding = Finding::new(ID, Severity::Error, first.place(name.span), message)
        .label("leads back to this record");
    for (record, name) in circle.iter().skip(1).take(shared::MOST_PLACES) {
        finding = finding.related(
            record.place(name.span),
            format!("what {} replaces", record.name()),
        );
    }
    Some(
        finding
            .why("of records that replace one another nobody can say which holds")
            .fix("keep `supersedes` in the newest record only")
            .record(first.reference()),
    )
}

/// Decisions that were overturned by none, and decisions that were and do not say so.
fn overrides(decisions: &BTreeMap<Id, Record<Decision>>) -> Vec<Finding> {
    let mut by: BTreeMap<&Id, Vec<(&Record<Decision>, Place)>> = BTreeMap::new();
    for decision in decisions.values() {
        let adopted = *decision.data.state == DecisionState::Adopted;
        let replaced = decision.envelope.supersedes.iter();
        for old in decision.data.overrides.iter().chain(replaced) {
            if adopted && decision.envelope.status != Status::Draft {
                let place = decision.place(old.span);
                by.entry(&old.value).or_default().push((decision, place));
            }
        }
    }
    let mut findings = Vec::new();
    for decision in decisions.values() {
        if decision.envelope.status == Status::Draft {
            continue;
        }
        let others = by.get(&decision.id).map_or(&[][..], Vec::as_slice);
        let state = decision.place(decision.data.state.span);
        let name = decision.name();
        match (*decision.data.state, others) {
            (DecisionState::Overturned, []) => {
                let message =
                    shared::fitting(format!("nothing says what overturned {name}"), || {
                        format!("nothing says what overturned `{}`", decision.id)
                    });
                findings.push(
                    Finding::new(ID, Severity::Error, state, message)
                        .label("no decision has it under `overrides` or `supersedes`")
                        .why("whoever was bound by it must find what binds them now")
                        .fix("record the decision that replaced it, with `overrides`")
                        .record(decision.reference()),
                );
            }
            (DecisionState::Adopted, [(over, place), ..])
                if over
                    .data
                    .overrides
                    .as_ref()
                    .is_some_and(|id| id.value == decision.id)
                    && decision.envelope.status != Status::Retired =>
            {
                let message =
                    shared::fitting(format!("{name} was overridden and still stands"), || {
                        format!("`{}` was overridden and still stands", decision.id)
                    });
                findings.push(
                    Finding::new(ID, Severity::Error, state, message)
                        .label("still adopted")
                        .related(*place, format!("overridden by {}", over.name()))
                        .why(WHY)
                        .fix("set `state: overturned`")
                        .record(decision.reference()),
                );
            }
            _ => {}
        }
    }
    findings
}
