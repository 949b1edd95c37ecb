//! What earlier runs learnt of the history, kept beside Git's own files.
//!
//! One file for each root, in `polity/` inside the Git folder, never in the work tree; it may be
//! deleted at any time. Each entry tells what one step of history brought: from one commit that
//! touched the root to the next. The ids of the two name all that it was made of, so a rebase asks
//! for other entries and never for wrong ones. Which files of policies each commit put is told once,
//! from the first commit on, and of use up to where another history parts from it. What another
//! program made, another version of this one, or a disk that lost bytes, is not read at all: it costs
//! the time to learn it anew.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::model::Date;
use crate::power::distribution::Counts;
use crate::shift::ShiftSet;
use crate::tree::{Commit, ContentId, Entry};

use super::place::Place;

/// How the file is laid out. To be counted up whenever that changes.
const LAYOUT: &str = "polity history 3\n";

/// How many bytes a file has at most. What the newest run needed has precedence.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A step: the commit before, empty for the first one, and the commit.
type Name = (String, String);

/// What is known of the history of one root.
#[derive(Debug)]
pub(super) struct Kept {
    file: PathBuf,
    /// What this program and this root are called.
    owner: String,
    steps: HashMap<Name, Vec<u8>>,
    /// The steps of this run, the oldest first.
    used: Vec<Name>,
    /// How power was spread by the records of a commit on a day; none where they could not be read.
    counts: BTreeMap<(String, Date), Option<Counts>>,
    put: Put,
    is_new: bool,
}

/// The files of policies that each commit of a history put anew or otherwise, the oldest first.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Put {
    /// Which files are looked at although their folders do not call them policies.
    elsewhere: BTreeSet<String>,
    commits: Vec<(String, Vec<Entry>)>,
}

impl Put {
    /// As many of the first commits as have room, which is taken from the bytes that are left.
    fn within(&self, left: &mut usize) -> Self {
        let commits = self.commits.iter().map_while(|(id, put)| {
            // Ids, kinds and lengths take less than these hundred bytes.
            let paths = put.iter().map(|entry| entry.path.len() + 100);
            *left = left.checked_sub(paths.sum::<usize>() + 100)?;
            Some((id.clone(), put.clone()))
        });
        Put {
            commits: commits.collect(),
            elsewhere: self.elsewhere.clone(),
        }
    }
}

/// The file after its first lines.
#[derive(Serialize, Deserialize)]
struct Stored<'s> {
    owner: String,
    #[serde(borrow)]
    steps: Vec<(Name, &'s [u8])>,
    counts: BTreeMap<(String, Date), Option<Counts>>,
    put: Put,
}

impl Kept {
    /// What is kept for a root; none where nothing can be kept. A shallow clone cuts steps short
    /// that reach further elsewhere, so nothing is kept of it.
    pub(super) fn open(place: &Place) -> Option<Self> {
        let repo = place.repo.as_ref()?;
        if repo.is_shallow() {
            return None;
        }
        let format = place.from.map_or("", |format| format.word());
        let owner = format!("{}\n{}\n{format}", program()?, place.prefix);
        let name = ContentId::of_file(format!("{}\n{format}", place.prefix).as_bytes())?;
        let file = repo.common_dir().join("polity").join(name.to_string());
        Some(Self::at(file, owner))
    }

    fn at(file: PathBuf, owner: String) -> Self {
        let bytes = fs::read(&file).unwrap_or_default();
        let stored = content(&bytes).filter(|stored| stored.owner == owner);
        let (steps, counts, put) = stored.map_or_else(Default::default, |stored| {
            let steps = stored.steps.into_iter();
            let steps = steps.map(|(name, step)| (name, step.to_vec()));
            (steps.collect(), stored.counts, stored.put)
        });
        Kept {
            file,
            owner,
            steps,
            used: Vec::new(),
            counts,
            put,
            is_new: false,
        }
    }

    /// How power was spread by the records of a commit on a day, as found by `count` unless it is
    /// known.
    pub(super) fn counts(
        &mut self,
        commit: &Commit,
        day: Date,
        count: impl FnOnce() -> Option<Counts>,
    ) -> Option<Counts> {
        let key = (commit.id.clone(), day);
        *self.counts.entry(key).or_insert_with(|| {
            self.is_new = true;
            count()
        })
    }

    /// What is known of the first commits, as far as it goes without a gap.
    pub(super) fn known(&self, commits: &[Commit]) -> Vec<Vec<ShiftSet>> {
        let steps = names(commits).map_while(|name| {
            let bytes = self.steps.get(&name)?;
            postcard::from_bytes(bytes).ok()
        });
        steps.collect()
    }

    /// How many of these commits, the oldest first, are reached by steps that are not known.
    pub(super) fn missing(&self, commits: &[Commit]) -> usize {
        let missing = names(commits).filter(|name| !self.steps.contains_key(name));
        missing.count()
    }

    /// Keeps what the step to the last of these commits brought, the oldest first.
    pub(super) fn learn(&mut self, commits: &[Commit], sets: &[ShiftSet]) {
        let Some((last, before)) = commits.split_last() else {
            return;
        };
        if let Ok(bytes) = postcard::to_stdvec(sets) {
            self.steps.insert(step(before.last(), last), bytes);
            self.is_new = true;
        }
    }

    /// The files of policies that each of these commits put, the oldest first, from the beginning of
    /// history as far as it is known for the same files elsewhere.
    pub(super) fn put(&self, elsewhere: &BTreeSet<String>, commits: &[Commit]) -> Vec<Vec<Entry>> {
        if self.put.elsewhere != *elsewhere {
            return Vec::new();
        }
        let same = self.put.commits.iter().zip(commits);
        let same = same.take_while(|((id, _), commit)| *id == commit.id);
        same.map(|((_, put), _)| put.clone()).collect()
    }

    /// Keeps which files of policies all of these commits put, the oldest first, instead of what was
    /// kept of that before.
    pub(super) fn learn_put(
        &mut self,
        elsewhere: &BTreeSet<String>,
        commits: &[Commit],
        put: Vec<Vec<Entry>>,
    ) {
        let commits = commits.iter().map(|commit| commit.id.clone());
        self.put = Put {
            elsewhere: elsewhere.clone(),
            commits: commits.zip(put).collect(),
        };
        self.is_new = true;
    }

    /// Says which steps this run is about: what it needed has precedence.
    pub(super) fn prefer(&mut self, commits: &[Commit]) {
        self.used = names(commits).collect();
    }

    /// Writes it down. That it cannot be written is no reason to stop: the next run learns anew.
    pub(super) fn save(self) {
        if self.is_new {
            let _ = self.write();
        }
    }

    fn write(&self) -> Option<()> {
        let used: HashSet<&Name> = self.used.iter().collect();
        let mut others: Vec<&Name> = self.steps.keys().collect();
        others.retain(|name| !used.contains(name));
        others.sort();
        let mut left = MOST_BYTES;
        let put = self.put.within(&mut left);
        let mut steps = Vec::new();
        for name in self.used.iter().chain(others) {
            let bytes = self.steps.get(name)?;
            // Ids and lengths take less than these hundred bytes.
            left = match left.checked_sub(bytes.len() + 100) {
                Some(left) => left,
                None => break,
            };
            steps.push((name.clone(), bytes.as_slice()));
        }
        let owner = self.owner.clone();
        let counts = self.counts.clone();
        let stored = Stored {
            owner,
            steps,
            counts,
            put,
        };
        let body = postcard::to_stdvec(&stored).ok()?;
        let folder = self.file.parent()?;
        fs::create_dir_all(folder).ok()?;
        // Whoever reads meanwhile sees the old file or the new one; of two that write, one wins.
        let mut new = tempfile::NamedTempFile::new_in(folder).ok()?;
        let sum = ContentId::of_file(&body)?;
        writeln!(new, "{LAYOUT}{sum}").ok()?;
        new.write_all(&body).ok()?;
        new.persist(&self.file).ok()?;
        Some(())
    }
}

/// The steps that lead from the beginning to each commit, the oldest first.
fn names(commits: &[Commit]) -> impl Iterator<Item = Name> {
    let before = std::iter::once(None).chain(commits.iter().map(Some));
    before
        .zip(commits)
        .map(|(before, commit)| step(before, commit))
}

fn step(before: Option<&Commit>, commit: &Commit) -> Name {
    let before = before.map(|before| before.id.clone());
    (before.unwrap_or_default(), commit.id.clone())
}

/// What a file holds, if it is whole.
fn content(bytes: &[u8]) -> Option<Stored<'_>> {
    let rest = bytes.strip_prefix(LAYOUT.as_bytes())?;
    let (sum, body) = rest.split_at_checked(41)?;
    let right = ContentId::of_file(body)?;
    (sum == format!("{right}\n").as_bytes())
        .then(|| postcard::from_bytes(body).ok())
        .flatten()
}

/// What tells this build of the program from others: two builds of one version may tell a step
/// otherwise.
fn program() -> Option<String> {
    let file = std::env::current_exe().and_then(fs::metadata).ok()?;
    let built = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let version = env!("CARGO_PKG_VERSION");
    Some(format!("{version} {} {}", file.len(), built.as_nanos()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::Date;
    use crate::shift::Comparison;
    use crate::tree::EntryKind;

    fn commits(ids: &[&str]) -> Vec<Commit> {
        let commit = |id: &&str| Commit {
            id: id.repeat(40),
            short: id.repeat(7),
            time: 0,
            offset_minutes: 0,
            author: String::new(),
            author_email: String::new(),
            summary: String::new(),
            parents: Vec::new(),
        };
        ids.iter().map(commit).collect()
    }

    fn set(subject: &str) -> ShiftSet {
        let day = Date::parse("2026-01-02").unwrap();
        ShiftSet {
            lapse: false,
            commit: "a".repeat(40),
            short: "aaaaaaa".to_owned(),
            date: day,
            subject: subject.to_owned(),
            author: String::new(),
            comparison: Comparison::nothing(day),
            trouble: None,
        }
    }

    fn open(folder: &Path) -> Kept {
        Kept::at(folder.join("polity/file"), "me".to_owned())
    }

    fn learn(folder: &Path) {
        let mut kept = open(folder);
        let learnt = [vec![set("one"), set("more")], vec![], vec![set("three")]];
        let commits = commits(&["a", "b", "c"]);
        for (at, sets) in learnt.iter().enumerate() {
            kept.learn(&commits[..=at], sets);
        }
        kept.prefer(&commits);
        kept.save();
    }

    #[test]
    fn steps_are_known_by_both_of_their_ends() {
        let place = tempfile::tempdir().unwrap();
        learn(place.path());
        let kept = open(place.path());
        let known = kept.known(&commits(&["a", "b", "c", "d"]));
        assert_eq!(
            known,
            [vec![set("one"), set("more")], vec![], vec![set("three")]]
        );
        // A rebase gives the third step another beginning.
        assert_eq!(kept.known(&commits(&["a", "x", "c"])).len(), 1);
        assert_eq!(kept.known(&commits(&["b", "c"])).len(), 0);
        let other = Kept::at(place.path().join("polity/file"), "you".to_owned());
        assert!(other.known(&commits(&["a"])).is_empty());
    }

    #[test]
    fn how_power_was_spread_is_counted_once_for_a_commit_and_a_day() {
        let place = tempfile::tempdir().unwrap();
        let day = |text| Date::parse(text).unwrap();
        let counts = Counts {
            people: 5,
            alone: 1,
            half: Some(2),
            topics: 3,
            one: 0,
        };
        let commit = &commits(&["a"])[0];
        let mut kept = open(place.path());
        let found = kept.counts(commit, day("2026-01-01"), || Some(counts));
        assert_eq!(found, Some(counts));
        kept.save();
        let mut kept = open(place.path());
        let found = kept.counts(commit, day("2026-01-01"), || panic!("it is known"));
        assert_eq!(found, Some(counts));
        assert_eq!(kept.counts(commit, day("2025-01-01"), || None), None);
        assert_eq!(
            kept.counts(&commits(&["b"])[0], day("2026-01-01"), || None),
            None
        );
    }

    #[test]
    fn other_branches_are_kept_too() {
        let place = tempfile::tempdir().unwrap();
        learn(place.path());
        let mut kept = open(place.path());
        assert_eq!(kept.missing(&commits(&["a", "x"])), 1);
        assert_eq!(kept.missing(&commits(&["a", "b", "c"])), 0);
        kept.learn(&commits(&["a", "x"]), &[set("x")]);
        kept.prefer(&commits(&["a", "x"]));
        kept.save();
        let kept = open(place.path());
        assert_eq!(kept.known(&commits(&["a", "x"])).len(), 2);
        assert_eq!(kept.known(&commits(&["a", "b", "c"])).len(), 3);
    }

    fn entries(paths: &[&str]) -> Vec<Entry> {
        let entry = |path: &&str| Entry {
            path: (*path).to_owned(),
            kind: EntryKind::File,
            id: ContentId::of_file(path.as_bytes()),
            utf8_path: true,
        };
        paths.iter().map(entry).collect()
    }

    #[test]
    fn files_of_policies_are_known_up_to_where_histories_part() {
        let place = tempfile::tempdir().unwrap();
        let none = BTreeSet::new();
        let put = [entries(&["one.md", "two.md"]), vec![], entries(&["two.md"])];
        let mut kept = open(place.path());
        kept.learn_put(&none, &commits(&["a", "b", "c"]), put.to_vec());
        kept.save();
        let kept = open(place.path());
        assert_eq!(kept.put(&none, &commits(&["a", "b", "c", "d"])), put);
        assert_eq!(kept.put(&none, &commits(&["a", "b"])), put[..2]);
        assert_eq!(kept.put(&none, &commits(&["a", "x", "c"])), put[..1]);
        assert!(kept.put(&none, &commits(&["b", "c"])).is_empty());
        // A file that is looked at only now may have been put by any of them.
        let elsewhere = BTreeSet::from(["notes/rule.md".to_owned()]);
        assert!(kept.put(&elsewhere, &commits(&["a"])).is_empty());
    }

    #[test]
    fn as_many_files_of_policies_are_written_as_have_room() {
        let all = Put {
            elsewhere: BTreeSet::new(),
            commits: vec![
                ("a".repeat(40), entries(&["one.md"])),
                ("b".repeat(40), entries(&["two.md", "three.md"])),
                ("c".repeat(40), Vec::new()),
            ],
        };
        let mut left = 10_000;
        assert_eq!(all.within(&mut left).commits, all.commits);
        let mut needed = 10_000 - left;
        assert!(needed >= postcard::to_stdvec(&all).unwrap().len());
        assert_eq!(all.within(&mut needed).commits.len(), 3);
        let mut less = 10_000 - left - 1;
        assert_eq!(all.within(&mut less).commits, all.commits[..2]);
        assert_eq!(all.within(&mut 0).commits, []);
    }

    #[test]
    fn a_file_that_is_not_whole_is_not_read() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("polity/file");
        learn(place.path());
        let whole = fs::read(&file).unwrap();
        let all = commits(&["a", "b", "c"]);
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] ^= 1;
            fs::write(&file, &broken).unwrap();
            assert!(open(place.path()).known(&all).is_empty(), "byte {at}");
            fs::write(&file, &whole[..at]).unwrap();
            assert!(open(place.path()).known(&all).is_empty(), "cut at {at}");
        }
        fs::write(&file, &whole).unwrap();
        assert_eq!(open(place.path()).known(&all).len(), 3);
    }

    #[test]
    fn where_nothing_can_be_written_nothing_happens() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("polity"), "a file").unwrap();
        learn(place.path());
        assert!(open(place.path()).known(&commits(&["a"])).is_empty());
    }
}
