//! Two records that answer to one id, or an id that another record of the kind had before, or a name
//! that may mean records of two kinds.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load::DUPLICATE_ID;
use crate::model::{Format, Governance, Id, Kind, Record, Reference, Wants, references};
use crate::source::{At, Place};

const WHY: &str = "what is said of one would be taken for the other, powers and seats included";

pub(super) struct DuplicateId;

impl Rule for DuplicateId {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: DUPLICATE_ID,
            summary: "two records answer to the same id, now or formerly, where it is named",
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
        findings.extend(ambiguous(&context.loaded.governance));
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

/// The kinds of record that can act, in the order in which a name is looked for among them.
const ACTORS: [Kind; 3] = [Kind::Unit, Kind::Role, Kind::Person];

/// Names that lead to a unit, a role or a person, where two of these have the id. Where only one
/// kind can be meant, two records may well share it.
fn ambiguous(governance: &Governance) -> Vec<Finding> {
    let is_shared = |id: &&Id| kinds(governance, id, &ACTORS).len() > 1;
    let actors = governance.units.keys().chain(governance.roles.keys());
    let shared: BTreeSet<&str> = actors.filter(is_shared).map(Id::as_str).collect();
    // Other formats name each kind in a place of its own.
    if shared.is_empty() || governance.format != Format::Native {
        return Vec::new();
    }
    let mut findings: Vec<Finding> = Vec::new();
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    for reference in references(governance) {
        let Reference { id, place, .. } = &reference;
        let wanted: &[Kind] = match reference.wants {
            Wants::Actor => &ACTORS[..2],
            Wants::ActorOrPerson | Wants::Changer | Wants::MethodOrActor => &ACTORS,
            Wants::Object if !governance.in_vocabulary(id) => &ACTORS,
            _ => continue,
        };
        let meant = kinds(governance, id, wanted);
        let [first, second, ..] = meant[..] else {
            continue;
        };
        if !shared.contains(id.as_str()) {
            continue;
        }
        if let Some(index) = said.get(id) {
            shared::and_here(&mut findings[*index], *place);
            continue;
        }
        said.insert(id.clone(), findings.len());
        let message = format!("`{id}` may mean the {first} or the {second}");
        let mut finding = Finding::new(DUPLICATE_ID, Severity::Warning, *place, message)
            .label(format!("taken for the {first}"));
        for kind in [first, second] {
            if let Some(place) = head(governance, kind, id) {
                finding = finding.related(place, format!("the {kind}"));
            }
        }
        findings.push(
            finding
                .why("a reader may take one for the other, powers and seats included")
                .fix("rename one of the two, and keep its old id under `aliases`")
                .record(format!("{second}/{id}")),
        );
    }
    findings
}

/// Those of some kinds of which there is a record with this id.
fn kinds(governance: &Governance, id: &str, among: &[Kind]) -> Vec<Kind> {
    let has = |kind: &Kind| head(governance, *kind, id).is_some();
    among.iter().copied().filter(has).collect()
}

/// The place that stands for a record that can act.
fn head(governance: &Governance, kind: Kind, id: &str) -> Option<Place> {
    match kind {
        Kind::Unit => governance.units.get(id).map(Record::head_place),
        Kind::Role => governance.roles.get(id).map(Record::head_place),
        Kind::Person => governance.people.get(id).map(Record::head_place),
        _ => None,
    }
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
