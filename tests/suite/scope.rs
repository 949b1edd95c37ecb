//! The law of scopes: comparing as much as a change can concern tells the same as comparing
//! everything. Held on the histories of other organisations, where they lie beside the project.

use std::collections::BTreeMap;

use polity::load::{Cache, Loaded, Snapshot, snapshot};
use polity::model::{Date, Id};
use polity::power::{Powers, powers};
use polity::shift::{AlarmKind, Comparison, Side, compare};
use polity::tree::{Commit, MemoryTree, Repo, Step, Tree};

use crate::support::{Sandbox, corpora};

mod native;
mod teams;

/// Everything that a comparison says, in words that do not depend on what was loaded, with the
/// reasons where they are asked for; `None` where a part cannot say it, so that a walk looks at
/// everything.
///
/// What takes several steps is left out: a walk tells it only where the first of them lies in what
/// the change concerns.
struct Question<'q> {
    base: Side<'q>,
    head: Side<'q>,
    name: &'q dyn Fn(&Id) -> Option<String>,
    reasons: bool,
}

/// What was said, and the names of those concerned.
type Said = (String, BTreeMap<Id, String>);

impl Question<'_> {
    fn of_part(&self) -> Option<Said> {
        let comparison = compare(self.base, self.head);
        (!comparison.rests_on_all()).then(|| self.words(comparison))
    }

    /// With whether something was left out.
    fn of_all(&self) -> (Said, bool) {
        let mut comparison = compare(self.base, self.head);
        let climbs = comparison.rests_on_all();
        comparison
            .alarms
            .retain(|alarm| alarm.kind != AlarmKind::SelfAppointing);
        (self.words(comparison), climbs)
    }

    fn words(&self, mut comparison: Comparison) -> Said {
        comparison.name_others(self.name);
        if self.reasons {
            comparison.explain(self.base, self.head);
        }
        let words = format!(
            "{:#?}\n{:#?}\n{:#?}",
            comparison.shifts, comparison.alarms, comparison.entries
        );
        (words, comparison.names)
    }
}

fn side<'s>(loaded: &'s Loaded, powers: &'s Powers) -> Side<'s> {
    Side {
        governance: &loaded.governance,
        sources: &loaded.sources,
        powers,
    }
}

/// What a part and the whole say, each side as of a day.
fn both(
    part: [&Loaded; 2],
    whole: [&Loaded; 2],
    days: [Date; 2],
    name: &dyn Fn(&Id) -> Option<String>,
    reasons: bool,
) -> (Option<String>, String) {
    let as_of = |sides: [&Loaded; 2]| {
        let [old, new] = sides.map(|loaded| &loaded.governance);
        [powers(old, days[0]), powers(new, days[1])]
    };
    fn ask<'q>(
        sides: [&'q Loaded; 2],
        powers: &'q [Powers; 2],
        name: &'q dyn Fn(&Id) -> Option<String>,
        reasons: bool,
    ) -> Question<'q> {
        Question {
            base: side(sides[0], &powers[0]),
            head: side(sides[1], &powers[1]),
            name,
            reasons,
        }
    }
    let (of_whole, of_part) = (as_of(whole), as_of(part));
    let ((words, mut names), less) = ask(whole, &of_whole, name, reasons).of_all();
    let part = ask(part, &of_part, name, reasons).of_part();
    if let (Some((_, known)), true) = (&part, less) {
        // Those whom only what was left out concerns.
        names.retain(|id, _| known.contains_key(id));
    }
    let text = |(words, names): Said| format!("{words}\n{names:#?}");
    (part.map(text), text((words, names)))
}

fn tree(files: &BTreeMap<String, String>) -> MemoryTree {
    let tree = MemoryTree::new("world");
    files.iter().fold(tree, |tree, (path, text)| {
        tree.with(path.as_str(), text.as_str())
    })
}

/// Goes on from the files `old`, of which `before` is made, to `new`.
fn next(
    before: &Snapshot,
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
    cache: &mut Cache,
) -> Snapshot {
    let tree = tree(new);
    let mut steps: Vec<Step> = Vec::new();
    for entry in tree.entries().unwrap() {
        let path: &str = &entry.path;
        if old.get(path) != new.get(path) {
            steps.push(Step::Put(entry));
        }
    }
    let gone = old.keys().filter(|path| !new.contains_key(*path));
    steps.extend(gone.map(|path| Step::Gone(path.as_str().into())));
    let (snapshot, troubles) = before.next(&tree, &steps, cache).unwrap();
    assert!(troubles.is_empty(), "{troubles:?}");
    snapshot
}

fn read(repo: &Repo, commit: &Commit, cache: &mut Cache) -> Option<Snapshot> {
    let tree = repo.tree(commit, "").unwrap();
    snapshot(&tree, None, cache).ok()
}

/// Compares `steps` pairs spread over a history, neighbours and pairs far apart, and some commits
/// with the ones before them.
fn holds(name: &str, steps: usize, and: &[&str]) {
    let Some(shared) = corpora() else {
        return;
    };
    let sandbox = Sandbox::bare_folder();
    let bundle = shared.join(format!("{name}.bundle"));
    sandbox.git(&[
        "clone",
        "-q",
        "-b",
        "main",
        bundle.to_str().unwrap(),
        "repo",
    ]);
    let repo = Repo::discover(&sandbox.path().join("repo"))
        .unwrap()
        .unwrap();
    let head = repo.resolve("HEAD").unwrap();
    let commits = repo.log(&head, "", None).unwrap();
    let mut cache = Cache::default();
    let (mut compared, mut scoped) = (0, 0);
    let spread = (0..steps).map(|number| {
        let at = number * (commits.len() - 1) / steps;
        (at, if number % 5 == 4 { 40 } else { 1 })
    });
    let named = and.iter().map(|id| {
        let at = commits.iter().position(|commit| commit.id.starts_with(id));
        (at.unwrap(), 1)
    });
    for (at, far) in spread.chain(named) {
        let (new, old) = (&commits[at], &commits[(at + far).min(commits.len() - 1)]);
        let day = Date::of_unix(new.time);
        let (Some(before), Some(after)) =
            (read(&repo, old, &mut cache), read(&repo, new, &mut cache))
        else {
            continue;
        };
        compared += 1;
        let Some((base, head)) = before.difference(&after, day) else {
            continue;
        };
        scoped += 1;
        let name = |id: &Id| after.person_name(id).or_else(|| before.person_name(id));
        // Reasons are told by `diff` alone, which looks at everything.
        let (part, whole) = both(
            [&base, &head],
            [&before.loaded(), &after.loaded()],
            [day; 2],
            &name,
            false,
        );
        if let Some(part) = part {
            pretty(&part, &whole, &format!("{}..{}", old.id, new.id));
        }
    }
    assert!(
        compared * 2 > steps,
        "{name}: {compared} of {steps} compared"
    );
    // A change may concern everything, but not every change.
    assert!(
        scoped * 2 > compared,
        "{name}: {scoped} of {compared} have a scope"
    );
}

fn pretty(part: &str, whole: &str, range: &str) {
    if part == whole {
        return;
    }
    let differ = part.lines().zip(whole.lines()).position(|(a, b)| a != b);
    let at = differ.unwrap_or_else(|| part.lines().count().min(whole.lines().count()));
    let around = |text: &str| -> String {
        let lines = text.lines().skip(at.saturating_sub(12)).take(24);
        lines.collect::<Vec<_>>().join("\n")
    };
    panic!(
        "{range}\nwithin the scope:\n{}\nof everything:\n{}",
        around(part),
        around(whole)
    );
}

#[test]
fn of_rust_lang_team() {
    // Teams that nobody is in begin, end and move: whoever decides the rest acts for them.
    let vacant = [
        "490ffeebb",
        "c0a63cbf8",
        "a443ae65a",
        "76ccb93fb",
        "7575d7105",
        "de128c857",
        "f19d21f1b",
        "9752eaae3",
    ];
    holds("rust-lang-team", 60, &vacant);
}

#[test]
fn of_kubernetes_community() {
    holds("kubernetes-community", 30, &[]);
}

#[test]
fn of_kubernetes_org() {
    holds("kubernetes-org", 20, &[]);
}

#[test]
fn of_openstack_governance() {
    holds("openstack-governance", 30, &[]);
}

#[test]
fn of_cloudfoundry_community() {
    holds("cloudfoundry-community", 30, &[]);
}
