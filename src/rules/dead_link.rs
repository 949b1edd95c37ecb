//! Links in the text of records that lead nowhere in this repository.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity, nearest};
use crate::model::{Format, Record, RecordData};
use crate::source::{MarkdownLink, markdown_anchors, markdown_links, split_front_matter};

const ID: &str = "dead-link";

pub(super) struct DeadLink;

impl Rule for DeadLink {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a link in a text leads to a file or heading that is not there",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("dead-link.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        if context.loaded.paths.is_empty() {
            return Vec::new();
        }
        let governance = &context.loaded.governance;
        let mut links = Links::new(context);
        if let Some(org) = &governance.org {
            links.follow(org);
        }
        links.all(governance.people.values());
        links.all(governance.units.values());
        links.all(governance.roles.values());
        links.all(governance.methods.values());
        links.all(governance.policies.values());
        links.all(governance.agreements.values());
        links.all(governance.decisions.values());
        links.findings
    }

    /// The texts of other formats are made for the places where those publish them.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

struct Links<'c> {
    context: &'c Context<'c>,
    /// All folders.
    folders: BTreeSet<&'c str>,
    /// The anchors of files that links with an anchor led to.
    anchors: BTreeMap<String, BTreeSet<String>>,
    findings: Vec<Finding>,
}

impl<'c> Links<'c> {
    fn new(context: &'c Context<'c>) -> Self {
        let mut folders = BTreeSet::new();
        for path in &context.loaded.paths {
            let ends = path.match_indices('/').map(|(at, _)| &path[..at]);
            folders.extend(ends);
        }
        Links {
            context,
            folders,
            anchors: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    fn all<'r, T: RecordData + 'r>(&mut self, records: impl Iterator<Item = &'r Record<T>>) {
        for record in records {
            self.follow(record);
        }
    }

    fn follow<T: RecordData>(&mut self, record: &Record<T>) {
        let Some(body) = record.body else {
            return;
        };
        let source = self.context.loaded.sources.get(record.source);
        let mut told: BTreeSet<String> = BTreeSet::new();
        for link in markdown_links(source.slice(body)) {
            let Some((words, near)) = self.fault(source.path(), &link) else {
                continue;
            };
            // The same link twice in one text is one fault.
            if !told.insert(link.target.clone()) {
                continue;
            }
            let name = record.name();
            let message = shared::fitting(format!("a link in {name} leads nowhere"), || {
                format!("a link in `{}` leads nowhere", record.id)
            });
            let place = record.place(link.span.shifted(body.start));
            let fix = match &near {
                Some(near) => format!("write `{near}`, as seen from this file, if that is meant"),
                None => "correct the link, or take it out".to_owned(),
            };
            self.findings.push(
                Finding::new(ID, Severity::Warning, place, message)
                    .label(words)
                    .why("whoever wants to know what is meant stops here")
                    .fix(fix)
                    .record(record.reference()),
            );
        }
    }

    /// Why a link leads nowhere, and where it may have been meant to lead. Links out of the
    /// governance root and into hidden folders are left alone, as the world beyond is.
    fn fault(&mut self, from: &str, link: &MarkdownLink) -> Option<(String, Option<String>)> {
        let target = link.target.trim();
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let path = path.split('?').next().unwrap_or(path);
        if has_scheme(target) || target.starts_with("//") || target.starts_with('/') {
            return None;
        }
        if path.is_empty() {
            let is_dead = !anchor.is_empty() && !self.has_anchor(from, anchor);
            return is_dead.then(|| (format!("no heading here makes `#{anchor}`"), None));
        }
        let path = resolved(from, &decoded(path))?;
        if path.split('/').any(|part| part.starts_with('.')) || path.is_empty() {
            return None;
        }
        let paths = &self.context.loaded.paths;
        if self.folders.contains(path.as_str()) {
            return None;
        }
        if !paths.contains(&path) {
            return Some((
                format!("there is no `{path}` below the root"),
                self.near(from, &path),
            ));
        }
        let is_text = path.rsplit_once('.').is_some_and(|(_, end)| end == "md");
        // Most links name no heading: files are looked for where one is asked for.
        let is_dead = is_text
            && !anchor.is_empty()
            && self.context.loaded.sources.find(&path).is_some()
            && !self.has_anchor(&path, anchor);
        is_dead.then(|| (format!("no heading of `{path}` makes `#{anchor}`"), None))
    }

    fn has_anchor(&mut self, path: &str, anchor: &str) -> bool {
        let sources = &self.context.loaded.sources;
        let anchors = self.anchors.entry(path.to_owned()).or_insert_with(|| {
            let Some(source) = sources.find(path).map(|id| sources.get(id)) else {
                return BTreeSet::new();
            };
            let text = source.text();
            let body = split_front_matter(text).map_or(text, |parts| source.slice(parts.body));
            markdown_anchors(body)
        });
        let anchor = decoded(anchor);
        anchors.contains(&anchor) || anchors.contains(&anchor.to_lowercase())
    }

    /// A file of the same name elsewhere, or of nearly the same name in the same folder, as a link
    /// from this file.
    fn near(&self, from: &str, path: &str) -> Option<String> {
        let paths = &self.context.loaded.paths;
        let file = path.rsplit('/').next().unwrap_or(path);
        let is_same = |other: &&String| other.rsplit('/').next() == Some(file);
        let mut same = paths.iter().filter(is_same);
        let found = match (same.next(), same.next()) {
            (Some(only), None) => only.as_str(),
            (Some(_), Some(_)) => return None,
            _ => {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let beside = paths.iter().map(String::as_str).filter(|other| {
                    other.rsplit_once('/').map_or("", |(folder, _)| folder) == folder
                });
                nearest(path, beside)?
            }
        };
        Some(relative(from, found))
    }
}

/// Whether a link names a scheme such as `https:` or `mailto:`.
fn has_scheme(target: &str) -> bool {
    target.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// A path seen from the folder of a file; none where it leads out of the root.
fn resolved(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How a file is called from the folder of another.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = &from[..from.len() - 1];
    let common = folders.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", folders.len() - common);
    up.chain(to[common..].iter().copied())
        .collect::<Vec<_>>()
        .join("/")
}

/// A path with `%20` and the like written out.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_seen_from_their_file() {
        assert_eq!(resolved("a/b/c.md", "../d.md").as_deref(), Some("a/d.md"));
        assert_eq!(resolved("a/b/c.md", "./d.md").as_deref(), Some("a/b/d.md"));
        assert_eq!(resolved("c.md", "../d.md"), None);
        assert_eq!(relative("a/b/c.md", "a/d/e.md"), "../d/e.md");
        assert_eq!(relative("a/b/c.md", "a/b/e.md"), "e.md");
        assert_eq!(decoded("a%20b%2"), "a b%2");
        assert!(has_scheme("mailto:a@b") && !has_scheme("a/b:c"));
    }
}
