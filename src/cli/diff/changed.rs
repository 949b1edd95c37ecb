//! Which records differ between two sides, and the texts of policies that do.

use std::collections::{BTreeMap, HashMap};

use crate::load::Loaded;
use crate::model::{Id, Kind, Policy, Record, RecordData};
use crate::report::diff::Changes;
use crate::report::diff::prose::Prose;

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
    if gone.is_empty() || come.is_empty() {
        return Changes {
            renamed: 0,
            edited,
            added: come.len(),
            removed: gone.len(),
        };
    }
    let mut by_text: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_record: BTreeMap<(Kind, &Id), usize> = BTreeMap::new();
    let (old_records, new_records) = (records(base), records(head));
    for (at, path) in gone.iter().enumerate() {
        by_text.entry(old[path]).or_default().push(at);
        for record in old_records.get(path).into_iter().flatten() {
            by_record.insert((record.kind, record.id), at);
        }
    }
    let mut taken = vec![false; gone.len()];
    let mut renamed = 0;
    for path in &come {
        let same_text = by_text.get(new[path]).into_iter().flatten().copied();
        let same_record = new_records.get(path).into_iter().flatten();
        let same_record = same_record.flat_map(|record| {
            let ids = std::iter::once(record.id).chain(record.aliases.iter().copied());
            ids.filter_map(|id| by_record.get(&(record.kind, id)).copied())
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

/// The texts of files by path, as the files hold them to the byte.
pub(super) fn read<'l>(loaded: &'l Loaded) -> impl Fn(&str) -> Option<&'l str> + use<'l> {
    let sources = loaded.sources.iter();
    let texts: HashMap<&str, &str> = sources.map(|s| (s.path(), s.text())).collect();
    // What could not be read is kept with such marks in it, or as nothing.
    let is_whole = |text: &&str| !text.is_empty() && !text.contains('\u{fffd}');
    move |path| texts.get(path).copied().filter(is_whole)
}

/// What a record was and is called.
struct Called<'l> {
    kind: Kind,
    id: &'l Id,
    /// The ids that it had before.
    aliases: Vec<&'l Id>,
}

type Records<'l> = BTreeMap<&'l str, Vec<Called<'l>>>;

/// The records in each file.
fn records(loaded: &Loaded) -> Records<'_> {
    let governance = &loaded.governance;
    let mut all = Records::new();
    note(&mut all, loaded, &governance.people);
    note(&mut all, loaded, &governance.units);
    note(&mut all, loaded, &governance.roles);
    note(&mut all, loaded, &governance.methods);
    note(&mut all, loaded, &governance.policies);
    note(&mut all, loaded, &governance.agreements);
    note(&mut all, loaded, &governance.decisions);
    all
}

fn note<'l, T: RecordData>(
    all: &mut Records<'l>,
    loaded: &'l Loaded,
    records: &'l BTreeMap<Id, Record<T>>,
) {
    for record in records.values() {
        let aliases = record.envelope.aliases.iter();
        let path = loaded.sources.get(record.source).path();
        all.entry(path).or_default().push(Called {
            kind: T::KIND,
            id: &record.id,
            aliases: aliases.map(|alias| &alias.value).collect(),
        });
    }
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
        let mut ids = std::iter::once(id).chain(aliases);
        let before = ids.find_map(|id| old.remove(id));
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
