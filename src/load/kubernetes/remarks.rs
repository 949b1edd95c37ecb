//! What `sigs.yaml` breaks of the project's own conventions, though it can be read: the file copies
//! each person into every list, and the copies must agree.
//!
//! Only a check asks for this, so the file is parsed again.

use std::collections::{BTreeMap, BTreeSet};

use super::GROUPS;
use crate::diag::{Finding, Severity};
use crate::load::handle::{Handle, word_at};
use crate::load::{DIFFERING_DESCRIPTIONS, DUPLICATE_ENTRY, Loaded, SEAT_BOUNDS};
use crate::model::Id;
use crate::source::{Node, Place, SourceId, Span, parse_yaml};

/// Groups that two people at least must lead.
const LED: [&str; 2] = ["sigs", "workinggroups"];
/// The least number of chairs of such a group.
const CHAIRS: usize = 2;

/// What the file breaks; see the module.
pub(in crate::load) fn remarks(loaded: &Loaded) -> Vec<Finding> {
    let Some(source) = loaded.sources.find(GROUPS) else {
        return Vec::new();
    };
    let text = loaded.sources.get(source).text();
    let Some(root) = parse_yaml(text).root else {
        return Vec::new();
    };
    let mut look = Look {
        source,
        text,
        said: BTreeMap::new(),
        findings: Vec::new(),
    };
    for (key, groups) in root.entries() {
        for group in groups.items() {
            look.group(&key.name, group);
        }
    }
    look.differing();
    look.findings
}

/// One thing that is said of a person, and in which record.
struct Copied {
    said: String,
    span: Span,
    record: String,
}

/// All that is said of people, by the key that says it.
type Said = BTreeMap<(Id, &'static str), Vec<Copied>>;

struct Look<'t> {
    source: SourceId,
    text: &'t str,
    said: Said,
    findings: Vec<Finding>,
}

impl Look<'_> {
    fn place(&self, span: Span) -> Place {
        Place {
            source: self.source,
            span,
        }
    }

    fn group(&mut self, key: &str, group: &Node) {
        let Some(dir) = word_at(group, "dir", self.text) else {
            return;
        };
        let record = format!("unit/{}", dir.value);
        let leadership = group.get("leadership").unwrap_or(group);
        let people = |table: &Node, list: &str| -> Vec<(Id, Span)> {
            let items = table.get(list).map_or(&[][..], Node::items).iter();
            items.filter_map(|item| self.person(item)).collect()
        };
        let chairs = people(leadership, "chairs");
        let former = people(leadership, "emeritus_leads");
        let mut known: BTreeMap<&Id, Span> = BTreeMap::new();
        for (person, span) in &chairs {
            known.entry(person).or_insert(*span);
        }
        let mut findings = Vec::new();
        for (person, span) in &former {
            let Some(first) = known.get(person) else {
                continue;
            };
            let message = format!("`{person}` is a chair and a former lead of `{}`", dir.value);
            findings.push(
                Finding::new(DUPLICATE_ENTRY, Severity::Error, self.place(*span), message)
                    .label("among those who led it")
                    .related(self.place(*first), "among those who lead it")
                    .why("nobody can tell whether the person still has the rights of a chair")
                    .fix("take one of the two entries out (changes power)")
                    .record(record.clone()),
            );
        }
        let list = leadership.entry("chairs");
        if LED.contains(&key)
            && known.len() < CHAIRS
            && let Some((list, _)) = list
        {
            let message = match known.len() {
                0 => format!("`{}` has no chair", dir.value),
                _ => format!("`{}` has one chair", dir.value),
            };
            findings.push(
                Finding::new(
                    SEAT_BOUNDS,
                    Severity::Warning,
                    self.place(list.span),
                    message,
                )
                .label(format!("at least {CHAIRS}"))
                .why("a group that one person leads stops when that person does")
                .fix("find another chair (changes power)")
                .record(record.clone()),
            );
        }
        self.findings.append(&mut findings);

        for list in ["chairs", "tech_leads", "emeritus_leads"] {
            self.copies(leadership, list, &record);
        }
        self.copies(group, "leads", &record);
        for subproject in group.get("subprojects").map_or(&[][..], Node::items) {
            self.copies(subproject, "leads", &record);
        }
        let contact = group.get("contact");
        if let Some(liaison) = contact.and_then(|contact| contact.get("liaison")) {
            self.copy(liaison, &record);
        }
    }

    /// Who an entry is about, and where it says so.
    fn person(&self, item: &Node) -> Option<(Id, Span)> {
        let handle = word_at(item, "github", self.text)?;
        Some((Handle::of(handle.value)?.person?, handle.span))
    }

    fn copies(&mut self, table: &Node, list: &str, record: &str) {
        for item in table.get(list).map_or(&[][..], Node::items) {
            self.copy(item, record);
        }
    }

    /// Notes what an entry says of a person.
    fn copy(&mut self, item: &Node, record: &str) {
        let Some((person, _)) = self.person(item) else {
            return;
        };
        for key in ["name", "company"] {
            if let Some(said) = word_at(item, key, self.text) {
                let copies = self.said.entry((person.clone(), key)).or_default();
                copies.push(Copied {
                    said: said.value.to_owned(),
                    span: said.span,
                    record: record.to_owned(),
                });
            }
        }
    }

    /// Copies that disagree: what most of them say, or else the first, is held to be meant.
    fn differing(&mut self) {
        for ((person, key), copies) in std::mem::take(&mut self.said) {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for copy in &copies {
                *counts.entry(&copy.said).or_default() += 1;
            }
            let count = |copy: &&Copied| counts[&*copy.said];
            // Of several that are as frequent, the last one that is found counts.
            let usual = copies.iter().rev().max_by_key(count);
            let Some(usual) = usual.filter(|_| counts.len() > 1) else {
                continue;
            };
            let mut told = BTreeSet::new();
            for odd in copies.iter().filter(|copy| copy.said != usual.said) {
                if !told.insert(&odd.said) {
                    continue;
                }
                let what = if key == "name" { "names" } else { "companies" };
                let message = format!("`{person}` has {} {what}", counts.len());
                let place = self.place(odd.span);
                let finding = Finding::new(DIFFERING_DESCRIPTIONS, Severity::Error, place, message)
                    .label("another one")
                    .related(self.place(usual.span), "said elsewhere")
                    .why("whoever counts people, or seats of one company, counts one of the two")
                    .fix("write in every place what is true")
                    .record(odd.record.clone());
                self.findings.push(finding);
            }
        }
    }
}
