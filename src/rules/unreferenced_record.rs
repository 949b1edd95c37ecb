//! Records that nothing names.

use std::collections::BTreeSet;

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Family, Format, Record, RecordData, Reference, Wants, references};

const ID: &str = "unreferenced-record";

pub(super) struct UnreferencedRecord;

impl Rule for UnreferencedRecord {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "nothing names a person, method or empty unit",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("unreferenced-record.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        // What an unread file says is not known.
        if !governance.unread.is_empty() {
            return Vec::new();
        }
        let references = references(governance);
        let named = Named::of(&references);
        let mut findings = Vec::new();
        for person in governance.people.values() {
            let is_here = person.data.is_able() && shared::is_live(&person.envelope, context.as_of);
            if is_here && !named.actors.contains(person.id.as_str()) {
                findings.push(unnamed(
                    person,
                    "no seat, no membership, no decision",
                    "add the person where they belong, or delete the file",
                ));
            }
        }
        for method in governance.methods.values() {
            // A method called like a family takes the place of the built-in one.
            let is_usual = Family::from_word(&method.id).is_some();
            let is_live = shared::is_live(&method.envelope, context.as_of);
            if is_live && !is_usual && !named.methods.contains(method.id.as_str()) {
                findings.push(unnamed(
                    method,
                    "nothing is decided by it",
                    "name it where it is used, or retire it",
                ));
            }
        }
        for unit in governance.units.values() {
            let data = &unit.data;
            let has_people = !data.members.is_empty() || data.membership.is_some();
            let is_root = governance.root() == Some(&unit.id);
            let is_live = shared::is_live(&unit.envelope, context.as_of);
            if is_live
                && !is_root
                && !has_people
                && !data.mandate.has_rights()
                && !named.actors.contains(unit.id.as_str())
            {
                findings.push(unnamed(
                    unit,
                    "no people, no roles, no rights",
                    "say who is in it and what it decides, or retire it",
                ));
            }
        }
        findings
    }

    /// Elsewhere a list of people is kept apart from what they do.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// The names that records use for others.
struct Named<'r> {
    actors: BTreeSet<&'r str>,
    methods: BTreeSet<&'r str>,
}

impl<'r> Named<'r> {
    fn of(references: &'r [Reference]) -> Self {
        let mut named = Named {
            actors: BTreeSet::new(),
            methods: BTreeSet::new(),
        };
        for reference in references {
            let id = reference.id.as_str();
            // To name oneself is not to be named.
            if reference.from.rsplit('/').next() == Some(id) {
                continue;
            }
            if matches!(reference.wants, Wants::Method | Wants::MethodOrActor) {
                named.methods.insert(id);
            }
            named.actors.insert(id);
            named.actors.extend(id.rsplit('/').next());
        }
        named
    }
}

fn unnamed<T: RecordData>(record: &Record<T>, label: &str, fix: &str) -> Finding {
    let message = shared::fitting(format!("nothing names {}", record.name()), || {
        format!("nothing names `{}`", record.id)
    });
    Finding::new(ID, Severity::Info, record.head_place(), message)
        .label(label)
        .why("what nobody uses is read, kept up and wondered about all the same")
        .fix(fix)
        .record(record.reference())
}
