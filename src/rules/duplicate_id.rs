//! Two records that answer to one id, or an id that another record of the kind had before.

use std::collections::BTreeMap;

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load::DUPLICATE_ID;
use crate::model::{Governance, Id, Kind, Record};
use crate::source::{At, Place};

const WHY: &str = "what is said of one would be taken for the other, powers and seats included";

pub(super) struct DuplicateId;

impl Rule for DuplicateId {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: DUPLICATE_ID,
            summary: "two records of one kind answer to the same id, now or formerly",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("duplicate-id.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let mut findings = shared::from_loader(context, DUPLICATE_ID, WHY);
        for (kind, names) in names(&context.loaded.governance) {
            findings.extend(taken(kind, &names));
        }
        findings
    }
}

/// The id of a record, and those it had before.
struct Names<'g> {
    id: &'g Id,
    place: Place,
    aliases: Vec<(&'g At<Id>, Place)>,
}

fn names(governance: &Governance) -> Vec<(Kind, Vec<Names<'_>>)> {
    fn of<T>(records: &BTreeMap<Id, Record<T>>) -> Vec<Names<'_>> {
        records
            .values()
            .map(|record| Names {
                id: &record.id,
                place: record.head_place(),
                aliases: record
                    .envelope
                    .aliases
                    .iter()
                    .map(|alias| (alias, record.place(alias.span)))
                    .collect(),
            })
            .collect()
    }
    vec![
        (Kind::Person, of(&governance.people)),
        (Kind::Unit, of(&governance.units)),
        (Kind::Role, of(&governance.roles)),
        (Kind::Method, of(&governance.methods)),
        (Kind::Policy, of(&governance.policies)),
        (Kind::Agreement, of(&governance.agreements)),
        (Kind::Decision, of(&governance.decisions)),
    ]
}

/// Ids that differ only in case, and former ids that belong to another record, as its id or as a
/// former one too: many systems of files, and most people, do not tell `Ann` from `ann`.
fn taken(kind: Kind, records: &[Names<'_>]) -> Vec<Finding> {
    let mut owners: BTreeMap<String, (&Names<'_>, Place, &str)> = BTreeMap::new();
    let mut findings = Vec::new();
    for record in records {
        let entry = owners.entry(record.id.to_lowercase());
        let (owner, other, _) = *entry.or_insert((record, record.place, "has this id now"));
        if owner.id != record.id {
            let message = format!(
                "{kind} `{}` and `{}` differ only in case",
                owner.id, record.id
            );
            findings.push(
                Finding::new(DUPLICATE_ID, Severity::Error, record.place, message)
                    .label(format!("a link to `{}` may lead here or there", record.id))
                    .related(other, format!("`{}` stands here", owner.id))
                    .why(WHY)
                    .fix("give one of the two another name")
                    .record(format!("{kind}/{}", record.id)),
            );
        }
    }
    for record in records {
        for (alias, place) in &record.aliases {
            let entry = owners.entry(alias.value.to_lowercase());
            let (owner, other, words) = *entry.or_insert((record, *place, "had this id too"));
            if owner.id == record.id {
                continue;
            }
            let message = format!(
                "{kind} `{}` was called `{alias}`, which is taken",
                record.id
            );
            findings.push(
                Finding::new(DUPLICATE_ID, Severity::Error, *place, message)
                    .label(format!("a link to `{alias}` could mean either"))
                    .related(other, format!("`{}` {words}", owner.id))
                    .why(WHY)
                    .fix("take the former id out of one of the two: ids are never used again")
                    .record(format!("{kind}/{}", record.id)),
            );
        }
    }
    findings
}
