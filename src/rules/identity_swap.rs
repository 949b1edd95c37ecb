//! Changes by which another account stands behind a person.

use std::collections::BTreeMap;

use super::change::{Change, ChangeRule};
use super::shared::Fields;
use super::{Context, renames, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Governance, Id, Person, Record};
use crate::source::Place;

const ID: &str = "identity-swap";
const WHY: &str = "whoever has the account signs, votes and merges as this person";

pub(super) struct IdentitySwap;

impl ChangeRule for IdentitySwap {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a change puts another account behind a person, or one person's behind another",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("identity-swap.md"),
        }
    }

    fn compare(&self, change: &Change<'_>) -> Vec<Finding> {
        let Change {
            context,
            before,
            now,
            ..
        } = change;
        let ids = renames::ids(&before.people, &now.people);
        let owners = owners(before);
        let mut was: BTreeMap<&Id, &Record<Person>> = BTreeMap::new();
        for (old, new) in &ids {
            was.extend(before.people.get(*old).map(|record| (*new, record)));
        }
        let mut findings = Vec::new();
        for person in now.people.values() {
            for (service, handle) in &person.data.handles {
                let owner = owners.get(&(service.as_str(), handle.to_lowercase()));
                let old = was.get(&person.id);
                if let Some(owner) = owner
                    && let Some(other) = ids.get(*owner)
                    && **other != person.id
                {
                    findings.push(taken(context, person, (service, handle), other));
                } else if let Some(old) = old.and_then(|old| old.data.handles.get(service))
                    && old.to_lowercase() != handle.to_lowercase()
                {
                    findings.push(other_account(context, person, (service, handle), old));
                }
            }
        }
        findings
    }
}

/// Whose each account was, by service; letters of either case are the same.
fn owners(governance: &Governance) -> BTreeMap<(&str, String), &Id> {
    let mut owners = BTreeMap::new();
    for person in governance.people.values() {
        for (service, handle) in &person.data.handles {
            owners.insert((service.as_str(), handle.to_lowercase()), &person.id);
        }
    }
    owners
}

fn place(context: &Context<'_>, person: &Record<Person>, service: &str) -> Place {
    let place = Fields::of(context, person).value_at(&["handles", service]);
    place.unwrap_or_else(|| person.head_place())
}

/// An account that is another's, who is still here.
fn taken(
    context: &Context<'_>,
    person: &Record<Person>,
    (service, handle): (&str, &str),
    other: &Id,
) -> Finding {
    let other_name = context.loaded.governance.person_name(other);
    let name = person.name();
    let message = shared::fitting(
        format!("the {service} account of {other_name} is now {name}'s"),
        || {
            format!(
                "the {service} account of `{other}` is now that of `{}`",
                person.id
            )
        },
    );
    let finding = Finding::new(
        ID,
        Severity::Error,
        place(context, person, service),
        message,
    )
    .label(format!("`{handle}` was {other_name}'s before"));
    let finding = match context.loaded.governance.people.get(other) {
        Some(record) => finding.related(record.head_place(), "whose it was"),
        None => finding,
    };
    finding
        .why(WHY)
        .fix("ask both of them; if the record got a new id, name the old one under `aliases`")
        .record(person.reference())
}

/// Another account than before.
fn other_account(
    context: &Context<'_>,
    person: &Record<Person>,
    (service, handle): (&str, &str),
    old: &str,
) -> Finding {
    let name = person.name();
    let message = shared::fitting(
        format!("another {service} account stands behind {name}"),
        || format!("another {service} account stands behind `{}`", person.id),
    );
    Finding::new(
        ID,
        Severity::Warning,
        place(context, person, service),
        message,
    )
    .label(format!("`{handle}`, was `{old}`"))
    .why(WHY)
    .fix("let the person confirm it from the account that is known, or in person")
    .record(person.reference())
}
