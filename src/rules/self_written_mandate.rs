//! Changes by which a unit or role gets more, or is held to less, without its delegator.

mod deciders;
mod more;

use super::change::{Change, ChangeRule};
use super::renames::Objects;
use super::{renames, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Envelope, Governance, Record, RecordData, Status};
use deciders::Deciders;
use more::More;

const ID: &str = "self-written-mandate";

pub(super) struct SelfWrittenMandate;

impl ChangeRule for SelfWrittenMandate {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a unit or role gets more, or is held to less, without a decision of its delegator",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("self-written-mandate.md"),
        }
    }

    fn compare(&self, change: &Change<'_>) -> Vec<Finding> {
        let Change { before, now, .. } = change;
        let deciders = Deciders::of(change.base, now);
        let objects = Objects::of(before, now);
        let units = renames::pairs(&before.units, &now.units).into_iter();
        let units = units.filter_map(|pair| {
            let actor = Actor::Unit(pair.1.id.clone());
            let more = More::default().unit(&objects, pair);
            gain(change, &deciders, &actor, pair, &more)
        });
        let roles = renames::pairs(&before.roles, &now.roles).into_iter();
        let roles = roles.filter_map(|pair| {
            let actor = Actor::Role(pair.1.id.clone());
            let more = More::default().role(change, &objects, pair);
            gain(change, &deciders, &actor, pair, &more)
        });
        units.chain(roles).collect()
    }
}

/// What a record gets by a change on which nobody above it decided.
fn gain<T: RecordData>(
    change: &Change<'_>,
    deciders: &Deciders<'_>,
    actor: &Actor,
    (before, record): (&Record<T>, &Record<T>),
    more: &More,
) -> Option<Finding> {
    if !both_hold(&before.envelope, &record.envelope)
        || deciders.decided(change.now, actor, record, &before.envelope)
    {
        return None;
    }
    finding(more, change.now, actor, record)
}

/// What is new comes with its mandate, and what was a draft had none.
fn both_hold(old: &Envelope, new: &Envelope) -> bool {
    old.status == Status::Active && new.status == Status::Active
}

/// One finding for all that a record gets.
fn finding<T: RecordData>(
    more: &More,
    governance: &Governance,
    actor: &Actor,
    record: &Record<T>,
) -> Option<Finding> {
    let (first, rest) = more.0.split_first()?;
    let above = deciders::above(governance, actor);
    let from = above
        .first()
        .map_or("those above it", |above| governance.actor_name(above));
    let name = record.name();
    let message = shared::fitting(format!("{name} gains without a decision of {from}"), || {
        format!("`{}` gains without a decision from above", record.id)
    });
    let mut finding = Finding::new(ID, Severity::Error, first.1, message).label(first.0.clone());
    for (words, place) in rest.iter().take(shared::MOST_PLACES) {
        finding = finding.related(*place, words.clone());
    }
    Some(
        finding
            .why("a mandate is given; whoever writes their own answers to nobody")
            .fix(format!(
                "add the decision of {from} with `changes: [{}]`, or take this back {}",
                record.id,
                shared::MOVES_POWER
            ))
            .record(record.reference()),
    )
}
