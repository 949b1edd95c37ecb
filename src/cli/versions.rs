//! The versions of policies, gathered from the history of their files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::load::{Loaded, MAX_FILE_BYTES, announced};
use crate::model::{Date, Format, Id, Kind, Policy, Visibility, read_record};
use crate::site::PolicyVersion;
use crate::source::{Source, Sources, Span, Value, parse_yaml, split_front_matter};
use crate::tree::{Commit, Entry, EntryKind, Repo, Step, Tree};

use super::error::CliError;
use super::kept::Kept;
use super::past::Past;
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
    /// Reads it, with what is `kept` of it. What could not be read is passed over, and of a
    /// commit only what changed is read.
    pub(super) fn read(
        place: &Place,
        loaded: &Loaded,
        past: &Past,
        kept: Option<&mut Kept>,
    ) -> Result<Self, CliError> {
        let elsewhere = elsewhere(loaded);
        let mut histories = Versions::new();
        if let Some(repo) = &place.repo
            && loaded.governance.format == Format::Native
            && !loaded.governance.policies.is_empty()
        {
            let commits = &past.commits;
            let put = put(repo, &place.prefix, commits, &elsewhere, kept)?;
            histories = gather(repo, commits, put)?;
        }
        Ok(Told {
            head: past.head.as_ref().map(|head| head.id.clone()),
            elsewhere,
            histories,
        })
    }

    /// Whether it is what this past tells of these records.
    pub(super) fn is_of(&self, loaded: &Loaded, past: &Past) -> bool {
        let head = past.head.as_ref().map(|head| head.id.as_str());
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

/// The files of policies that each of these commits put anew or otherwise, the oldest first.
fn put(
    repo: &Repo,
    prefix: &str,
    commits: &[Commit],
    elsewhere: &BTreeSet<String>,
    kept: Option<&mut Kept>,
) -> Result<Vec<Vec<Entry>>, CliError> {
    let mut put = match &kept {
        Some(kept) => kept.put(elsewhere, commits),
        None => Vec::new(),
    };
    if put.len() == commits.len() {
        return Ok(put);
    }
    let may_be_policy = |entry: &Entry| {
        entry.kind == EntryKind::File
            && entry.utf8_path
            && (elsewhere.contains(&entry.path) || is_announced(&entry.path))
    };
    for (at, commit) in commits.iter().enumerate().skip(put.len()) {
        let entries = match at.checked_sub(1) {
            Some(before) => {
                let steps = repo.steps(&commits[before], commit, prefix)?.into_iter();
                let put = steps.filter_map(|step| match step {
                    Step::Put(entry) => Some(entry),
                    Step::Gone(_) => None,
                });
                put.filter(may_be_policy).collect()
            }
            None => {
                let entries = repo.tree(commit, prefix)?.entries()?.into_iter();
                entries.filter(may_be_policy).collect()
            }
        };
        put.push(entries);
    }
    if let Some(kept) = kept {
        kept.learn_put(elsewhere, commits, put.clone());
    }
    Ok(put)
}

/// The versions of the policies in the files that each of these commits put, the oldest first.
fn gather(repo: &Repo, commits: &[Commit], put: Vec<Vec<Entry>>) -> Result<Versions, CliError> {
    let mut histories = Versions::new();
    let Some(last) = commits.last() else {
        return Ok(histories);
    };
    // An entry names its content, so that the top of any commit can read it; the root itself may be
    // missing in some.
    let tree = repo.tree(last, "")?;
    for (commit, entries) in commits.iter().zip(put) {
        for entry in entries {
            let Ok(bytes) = tree.read(&entry, MAX_FILE_BYTES) else {
                continue;
            };
            let text = std::str::from_utf8(&bytes).ok();
            if let Some(read) = text.and_then(|text| read(&entry.path, text)) {
                note(&mut histories, read, commit);
            }
        }
    }
    Ok(histories)
}

/// Adds what a commit tells of a policy.
fn note(histories: &mut Versions, read: Read, commit: &Commit) {
    if !histories.contains_key(&read.id) {
        let mut aliases = read.aliases.iter();
        let older = aliases.find_map(|alias| histories.remove(alias));
        histories.insert(read.id.clone(), older.unwrap_or_default());
    }
    let versions = histories.entry(read.id).or_default();
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
