//! The versions of policies, gathered from the history of their files.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::load::{Loaded, MAX_FILE_BYTES, announced};
use crate::model::{Date, Format, Id, Kind, Policy, Visibility, read_record};
use crate::site::PolicyVersion;
use crate::source::{Source, Sources, Span, Value, parse_yaml, split_front_matter};
use crate::tree::{Commit, ContentId, Entry, EntryKind, Repo, Step, Tree};

use super::error::CliError;
use super::place::Place;

/// The fields of a policy that say whom and what it binds.
const BINDING: [&str; 11] = [
    "form",
    "adopted_by",
    "domains",
    "applies_to",
    "grants",
    "restricts",
    "amend",
    "emergency",
    "exception_of",
    "until",
    "supersedes",
];

/// The versions of each policy, the oldest first.
pub(super) type Versions = BTreeMap<Id, Vec<PolicyVersion>>;

/// A file as far as its versions go.
#[derive(Clone)]
struct Read {
    id: Id,
    aliases: Vec<Id>,
    version: PolicyVersion,
}

/// What the history up to a commit tells of policies.
#[derive(Debug)]
pub(super) struct Told {
    /// The commit; none where no history is known.
    head: Option<String>,
    /// Where policies are now whose folders do not say so: their files are looked at, too.
    elsewhere: BTreeSet<String>,
    histories: Versions,
}

impl Told {
    /// Reads it. What could not be read is passed over. Each text is read once, and of a commit only
    /// what changed.
    pub(super) fn read(
        place: &Place,
        loaded: &Loaded,
        head: Option<&Commit>,
    ) -> Result<Self, CliError> {
        let elsewhere = elsewhere(loaded);
        let mut gathering = Gathering {
            paths: elsewhere.iter().map(String::as_str).collect(),
            ..Gathering::default()
        };
        if let (Some(repo), Some(head)) = (&place.repo, head)
            && loaded.governance.format == Format::Native
            && !loaded.governance.policies.is_empty()
        {
            let mut commits = repo.log(head, &place.prefix, None)?;
            commits.reverse();
            let mut before = None;
            for commit in &commits {
                gathering.step(repo, &place.prefix, before, commit)?;
                before = Some(commit);
            }
        }
        Ok(Told {
            head: head.map(|head| head.id.clone()),
            histories: gathering.histories,
            elsewhere,
        })
    }

    /// Whether it is what the history up to this commit tells of these records.
    pub(super) fn is_of(&self, loaded: &Loaded, head: Option<&Commit>) -> bool {
        let head = head.map(|head| head.id.as_str());
        // Without policies nothing is gathered.
        !self.histories.is_empty()
            && self.head.as_deref() == head
            && self.elsewhere == elsewhere(loaded)
    }

    /// The versions of every policy that there is now, the oldest first; a state of the files that
    /// is not committed comes last.
    ///
    /// A policy is the same one in another file if its id is, or if it keeps its old id as an alias.
    pub(super) fn with(&self, loaded: &Loaded, as_of: Date) -> Versions {
        let policies = &loaded.governance.policies;
        let there = self.histories.iter();
        let there = there.filter(|(id, _)| policies.contains_key(*id));
        let mut all: Versions = there
            .map(|(id, versions)| (id.clone(), versions.clone()))
            .collect();
        for (id, versions) in &mut all {
            let source = loaded.sources.get(policies[id].source);
            let now = read(source.path(), source.text()).map(|read| read.version);
            let is_new =
                |now: &PolicyVersion| versions.last().is_some_and(|last| !now.is_same(last));
            if let Some(now) = now.filter(is_new) {
                versions.push(PolicyVersion {
                    day: as_of,
                    commit: None,
                    ..now
                });
            }
        }
        all
    }
}

/// Where policies are whose folders do not say so.
fn elsewhere(loaded: &Loaded) -> BTreeSet<String> {
    let policies = loaded.governance.policies.values();
    let paths = policies.map(|policy| loaded.sources.get(policy.source).path());
    paths
        .filter(|path| !is_announced(path))
        .map(str::to_owned)
        .collect()
}

/// Whether the folder of a file says that it is a policy.
fn is_announced(path: &str) -> bool {
    announced(path).is_some_and(|(kind, _)| kind == Kind::Policy)
}

#[derive(Default)]
struct Gathering<'p> {
    /// Where policies are now whose folders do not say so.
    paths: BTreeSet<&'p str>,
    read: HashMap<(ContentId, String), Option<Read>>,
    histories: Versions,
}

impl Gathering<'_> {
    fn step(
        &mut self,
        repo: &Repo,
        prefix: &str,
        before: Option<&Commit>,
        commit: &Commit,
    ) -> Result<(), CliError> {
        let put: Vec<Entry> = match before {
            Some(before) => {
                let steps = repo.steps(before, commit, prefix)?.into_iter();
                let put = steps.filter_map(|step| match step {
                    Step::Put(entry) => Some(entry),
                    Step::Gone(_) => None,
                });
                put.filter(|entry| self.may_be_policy(entry)).collect()
            }
            None => {
                let entries = repo.tree(commit, prefix)?.entries()?.into_iter();
                entries.filter(|entry| self.may_be_policy(entry)).collect()
            }
        };
        if put.is_empty() {
            return Ok(());
        }
        let tree = repo.tree(commit, prefix)?;
        for entry in put {
            let Some(content) = entry.id else { continue };
            let known = self.read.entry((content, entry.path.clone()));
            let read = known.or_insert_with(|| {
                let bytes = tree.read(&entry, MAX_FILE_BYTES).ok()?;
                read(&entry.path, std::str::from_utf8(&bytes).ok()?)
            });
            if let Some(read) = read.clone() {
                self.note(read, commit);
            }
        }
        Ok(())
    }

    fn may_be_policy(&self, entry: &Entry) -> bool {
        entry.kind == EntryKind::File
            && entry.utf8_path
            && (self.paths.contains(entry.path.as_str()) || is_announced(&entry.path))
    }

    fn note(&mut self, read: Read, commit: &Commit) {
        if !self.histories.contains_key(&read.id) {
            let mut aliases = read.aliases.iter();
            let older = aliases.find_map(|alias| self.histories.remove(alias));
            self.histories
                .insert(read.id.clone(), older.unwrap_or_default());
        }
        let versions = self.histories.entry(read.id).or_default();
        match versions.last_mut() {
            // A decision that is named later is that of the same words.
            Some(last) if read.version.is_same(last) => {
                if last.decision.is_none() {
                    last.decision = read.version.decision;
                }
            }
            _ => versions.push(PolicyVersion {
                day: Date::of_unix(commit.time),
                commit: Some(commit.short.clone()),
                ..read.version
            }),
        }
    }
}

/// The policy in a file, if it is one that can be read. Its day and commit are still to be told.
fn read(path: &str, text: &str) -> Option<Read> {
    let is_markdown = path.ends_with(".md");
    let (yaml, body) = if is_markdown {
        let front = split_front_matter(text)?;
        (front.yaml, Some(front.body))
    } else {
        (Span::new(0, text.len()), None)
    };
    let root = parse_yaml(text.get(yaml.start..yaml.end)?).root?;
    let id = match root.get("id").and_then(|id| id.text()) {
        Some(id) => Id::of(id),
        None => announced(path)?.1,
    };
    let source = Sources::default().add(Arc::new(Source::new("", "")));
    let record = read_record::<Policy>(&root, id, source, None).ok()?;
    let envelope = &record.envelope;
    let binding = BINDING.iter().filter_map(|field| {
        let node = root.get(field)?;
        (node.value != Value::Null).then(|| (*field, line(&node.to_json())))
    });
    Some(Read {
        id: record.id.clone(),
        aliases: envelope.aliases.iter().map(|id| id.value.clone()).collect(),
        version: PolicyVersion {
            day: Date::of_unix(0),
            commit: None,
            name: record.name().to_owned(),
            status: envelope.status,
            since: envelope.since.map(|since| since.value),
            is_public: envelope.visibility == Visibility::Public,
            decision: envelope.decision.as_ref().map(|id| id.value.clone()),
            binding: binding.collect(),
            text: body
                .map_or("", |body| &text[body.start..body.end])
                .to_owned(),
        },
    })
}

/// A value of a field in one line, as near to what was written as that goes.
fn line(value: &serde_json::Value) -> String {
    use serde_json::Value as Json;
    match value {
        Json::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Json::Array(items) => {
            let is_plain = items
                .iter()
                .all(|item| !item.is_array() && !item.is_object());
            let items: Vec<String> = items.iter().map(line).collect();
            items.join(if is_plain { ", " } else { "; " })
        }
        Json::Object(fields) => {
            let fields = fields.iter();
            let fields: Vec<String> = fields
                .map(|(key, value)| format!("{key}: {}", line(value)))
                .collect();
            fields.join(", ")
        }
        other => other.to_string(),
    }
}
