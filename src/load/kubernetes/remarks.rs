//! What `sigs.yaml` breaks of the project's own conventions, though it can be read: the file copies
//! each person into every list, and the copies must agree.
//!
//! Only a check asks for this, so the file is parsed again.

use std::collections::BTreeMap;

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
    look.findings
}

/// What was said of a person, by the word that says it.
type Said = BTreeMap<(Id, &'static str), (String, Span)>;

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

    /// Holds what an entry says of a person against what was said before.
    fn copy(&mut self, item: &Node, record: &str) {
        let Some((person, _)) = self.person(item) else {
            return;
        };
        for (key, what) in [("name", "names"), ("company", "companies")] {
            let Some(said) = word_at(item, key, self.text) else {
                continue;
            };
            let known = self.said.entry((person.clone(), key));
            let (first, at) = known.or_insert_with(|| (said.value.to_owned(), said.span));
            if first == said.value {
                continue;
            }
            let at = *at;
            let message = format!("`{person}` has two {what}");
            let finding = Finding::new(
                DIFFERING_DESCRIPTIONS,
                Severity::Error,
                self.place(said.span),
                message,
            );
            self.findings.push(
                finding
                    .label("another one")
                    .related(self.place(at), "the first one")
                    .why("whoever counts people, or seats of one company, counts one of the two")
                    .fix("write in both places what is true")
                    .record(record),
            );
        }
    }
}
