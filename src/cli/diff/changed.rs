//! Which records differ between two sides, and the texts of policies that do.

use std::collections::BTreeMap;

use crate::load::Loaded;
use crate::model::{Governance, Id, Kind, Policy, Record, RecordData};
use crate::report::diff::Changes;
use crate::report::diff::prose::Prose;
use crate::source::SourceId;

/// How many files of records were renamed, edited, added and removed. A file is the same one under
/// another name if its text is, or the record in it: by its id, or by an alias that it keeps.
pub(super) fn changes(base: &Loaded, head: &Loaded) -> Changes {
    let (old, new) = (texts(base), texts(head));
    let both = new
        .iter()
        .filter_map(|(path, text)| Some((text, old.get(path)?)));
    let edited = both.filter(|(new, old)| new != old).count();
    let gone: Vec<&str> = old
        .keys()
        .filter(|p| !new.contains_key(*p))
        .copied()
        .collect();
    let come: Vec<&str> = new
        .keys()
        .filter(|p| !old.contains_key(*p))
        .copied()
        .collect();
    let mut by_text: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_record: BTreeMap<(Kind, Id), usize> = BTreeMap::new();
    let (old_records, new_records) = (records(base), records(head));
    for (at, path) in gone.iter().enumerate() {
        by_text.entry(old[path]).or_default().push(at);
        for (kind, id, _) in old_records.get(path).into_iter().flatten() {
            by_record.insert((*kind, id.clone()), at);
        }
    }
    let mut taken = vec![false; gone.len()];
    let mut renamed = 0;
    for path in &come {
        let same_text = by_text.get(new[path]).into_iter().flatten().copied();
        let same_record = new_records.get(path).into_iter().flatten();
        let same_record = same_record.flat_map(|(kind, id, aliases)| {
            let ids = std::iter::once(id).chain(aliases);
            ids.filter_map(|id| by_record.get(&(*kind, id.clone())).copied())
        });
        let found = same_text.chain(same_record).find(|at| !taken[*at]);
        if let Some(at) = found {
            taken[at] = true;
            renamed += 1;
        }
    }
    Changes {
        renamed,
        edited,
        added: come.len() - renamed,
        removed: gone.len() - renamed,
    }
}

fn texts(loaded: &Loaded) -> BTreeMap<&str, &str> {
    let sources = loaded.sources.iter();
    sources
        .map(|source| (source.path(), source.text()))
        .collect()
}

/// The records in each file: their kinds, ids and former ids.
fn records(loaded: &Loaded) -> BTreeMap<&str, Vec<(Kind, Id, Vec<Id>)>> {
    let mut all: BTreeMap<&str, Vec<(Kind, Id, Vec<Id>)>> = BTreeMap::new();
    let mut note = |source: SourceId, record: (Kind, Id, Vec<Id>)| {
        let path = loaded.sources.get(source).path();
        all.entry(path).or_default().push(record);
    };
    let Governance {
        people,
        units,
        roles,
        methods,
        policies,
        agreements,
        decisions,
        ..
    } = &loaded.governance;
    people
        .values()
        .for_each(|record| note(record.source, named(record)));
    units
        .values()
        .for_each(|record| note(record.source, named(record)));
    roles
        .values()
        .for_each(|record| note(record.source, named(record)));
    methods
        .values()
        .for_each(|record| note(record.source, named(record)));
    policies
        .values()
        .for_each(|record| note(record.source, named(record)));
    agreements
        .values()
        .for_each(|record| note(record.source, named(record)));
    decisions
        .values()
        .for_each(|record| note(record.source, named(record)));
    all
}

fn named<T: RecordData>(record: &Record<T>) -> (Kind, Id, Vec<Id>) {
    let aliases = record.envelope.aliases.iter();
    let aliases = aliases.map(|alias| alias.value.clone()).collect();
    (T::KIND, record.id.clone(), aliases)
}

/// The texts of policies that differ, by their paths.
pub(super) fn policy_texts(base: &Loaded, head: &Loaded) -> Vec<Prose> {
    let text = |side: &Loaded, policy: &Record<Policy>| {
        let source = side.sources.get(policy.source);
        let body = policy.body.map(|body| source.slice(body).to_owned());
        (source.path().to_owned(), body.unwrap_or_default())
    };
    let mut old: BTreeMap<&Id, &Record<Policy>> = base.governance.policies.iter().collect();
    let mut texts = Vec::new();
    for (id, policy) in &head.governance.policies {
        let aliases = policy.envelope.aliases.iter().map(|alias| &alias.value);
        let before = std::iter::once(id).chain(aliases);
        let before = before.filter_map(|id| old.remove(id)).next();
        let (path, new) = text(head, policy);
        let old = before.map_or_else(String::new, |policy| text(base, policy).1);
        if old != new {
            texts.push(Prose { path, old, new });
        }
    }
    for policy in old.into_values() {
        let (path, old) = text(base, policy);
        if !old.is_empty() {
            let new = String::new();
            texts.push(Prose { path, old, new });
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    texts
}
