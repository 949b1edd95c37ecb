//! Changes after which nobody is left to use a right that somebody had.

use std::collections::BTreeMap;

use super::change::{Change, ChangeRule};
use super::renames::Objects;
use super::{Context, no_removal_path, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Right};
use crate::power::{Act, Origin, Power, StandIn};

const ID: &str = "last-holder-removed";

pub(super) struct LastHolderRemoved;

impl ChangeRule for LastHolderRemoved {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a change takes the last able person who could block, overrule, inspect or act",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("last-holder-removed.md"),
        }
    }

    fn compare(&self, change: &Change<'_>) -> Vec<Finding> {
        let Change {
            context,
            base,
            before,
            now,
        } = change;
        let objects = Objects::of(before, now);
        // By who had the right: what it was, in words.
        let mut lost: BTreeMap<&Actor, Vec<&Power>> = BTreeMap::new();
        for power in &base.powers.all {
            let told_elsewhere = matches!(power.key.right, Right::Decide | Right::Joint)
                && power.key.act == Act::Any
                || power.key.act == Act::Choose;
            if power.origin != Origin::Declared || told_elsewhere || !has_hands(power) {
                continue;
            }
            let object = objects.now(&power.key.object);
            let is_lost = exists(context, &object) && !is_able(context, power, &object);
            let seat = object.strip_prefix("seats/");
            let seat = seat.filter(|_| power.key.act == Act::Remove);
            if is_lost && !seat.is_some_and(|role| no_removal_path::tells_of(context, role)) {
                lost.entry(&power.key.holder).or_default().push(power);
            }
        }
        lost.into_iter()
            .filter_map(|(holder, powers)| finding(context, holder, &powers))
            .collect()
    }
}

/// Whether the head still knows of what a right is about.
fn exists(context: &Context<'_>, object: &str) -> bool {
    let governance = &context.loaded.governance;
    match object.split_once('/') {
        Some(("seats" | "membership" | "structure", id)) => governance.actor(id).is_some(),
        Some(("rules", id)) => {
            governance.policies.contains_key(id) || governance.units.contains_key(id)
        }
        _ => {
            governance.actor(object).is_some()
                || (governance.org.is_some() && governance.in_vocabulary(object))
        }
    }
}

/// Whether the holder, or a deputy of theirs, can use a right.
fn has_hands(power: &Power) -> bool {
    let own = matches!(power.stand_in, None | Some(StandIn::Deputies));
    own && !power.people.is_empty()
}

/// Whether somebody in the head can do the same, on this or on something around it.
fn is_able(context: &Context<'_>, power: &Power, object: &str) -> bool {
    let mut at = object;
    loop {
        let mut same = context
            .powers
            .over(at)
            .filter(|other| other.key.right == power.key.right && other.key.act == power.key.act);
        if same.any(has_hands) {
            return true;
        }
        match at.rsplit_once('/') {
            Some((outer, _)) => at = outer,
            None => return false,
        }
    }
}

fn finding(context: &Context<'_>, holder: &Actor, powers: &[&Power]) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let first = powers.first()?;
    let words: Vec<String> = powers.iter().map(|power| in_words(power)).collect();
    let says = |what: &str| format!("nobody able is left to {what}");
    let more = words.len() - 1;
    let message = shared::fitting(says(&shared::listed(&words)), || match more {
        0 => says("use a right"),
        _ => shared::fitting(says(&format!("{} and {more} more", words[0])), || {
            says(&format!("use {} rights", words.len()))
        }),
    });
    // Where it stands now, if it does.
    let now = context.powers.over(&first.key.object).find(|power| {
        let (a, b) = (&power.key, &first.key);
        a.right == b.right && a.act == b.act && a.holder == b.holder
    });
    // Who can end a seat is written with the seat.
    let body = match (first.key.act, first.key.object.split_once('/')) {
        (Act::Remove, Some((_, id))) => governance.actor(id),
        _ => None,
    };
    let (place, label, fix) = match now {
        Some(power) => (
            power.place,
            "nobody who can act holds it; ",
            format!(
                "fill {} first, or give the right to somebody else",
                governance.actor_name(holder)
            ),
        ),
        None => (
            shared::head_of(governance, body.as_ref().unwrap_or(holder))?,
            "",
            "give the right back, or to somebody else".to_owned(),
        ),
    };
    let names: Vec<String> = first
        .people
        .iter()
        .map(|id| governance.person_name(id).to_owned())
        .collect();
    Some(
        Finding::new(ID, Severity::Error, place, message)
            .label(format!(
                "{label}before this change {} could",
                shared::listed(&names)
            ))
            .why("a check that nobody can use is still counted on")
            .fix(format!("{fix} {}", shared::MOVES_POWER))
            .record(format!("{}/{}", holder.kind(), holder.id())),
    )
}

fn in_words(power: &Power) -> String {
    let object = &power.key.object;
    if power.key.act == Act::Remove {
        return match object.split_once('/') {
            Some(("seats", id)) => format!("end the seat of {id}"),
            Some((_, id)) => format!("end a membership of {id}"),
            None => format!("end {object}"),
        };
    }
    match power.key.right {
        Right::Veto => format!("block {object}"),
        Right::Override => format!("overrule {object}"),
        Right::Audit => format!("inspect {object}"),
        Right::Execute => format!("carry out {object}"),
        Right::Propose => format!("propose on {object}"),
        Right::Advise => format!("advise on {object}"),
        Right::Decide | Right::Joint => format!("decide {object}"),
    }
}
