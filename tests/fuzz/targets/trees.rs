//! Whole trees of files, as each format has them, and what every command makes of them.

use std::io::sink;

use polity::ask::{Glob, Records, Who, can, matrix, who};
use polity::diag::{Finding, Level};
use polity::load::{Cache, Loaded, load, remarks};
use polity::model::{Date, Format};
use polity::power::distribution::overview;
use polity::power::game::standing;
use polity::power::{Powers, path, powers};
use polity::report::check::{
    CheckReport, concise, github, gitlab, human, json, junit, sarif, summary,
};
use polity::rules::{Base, Context, Demand, Outcome, fingerprints, infos_for, run};
use polity::shift::{Comparison, Side, Tense, compare, headline, lines};
use polity::site::{Handbook, build};
use polity::tree::MemoryTree;

use super::{lies_in, same};

/// Starts the line that names the file which follows.
const FILE: &str = "=== ";

/// Beyond so many powers only the first are asked for their games.
const MOST_ASKED: usize = 24;

/// The tree that bytes tell: files one after the other, each behind a line with its path. The
/// second tree lacks the last file.
fn trees(bytes: &[u8]) -> (MemoryTree, MemoryTree) {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let path = line.strip_prefix(FILE.as_bytes());
        match path.and_then(|path| std::str::from_utf8(path).ok()) {
            Some(path) => files.push((path.trim_end().to_owned(), Vec::new())),
            None => {
                if let Some((_, text)) = files.last_mut() {
                    text.extend(line);
                }
            }
        }
    }
    let tree = |files: &[(String, Vec<u8>)]| {
        let add = |tree: MemoryTree, (path, text): &(String, Vec<u8>)| {
            tree.with(path.clone(), text.clone())
        };
        files.iter().fold(MemoryTree::new("memory"), add)
    };
    let all = tree(&files);
    files.pop();
    (all, tree(&files))
}

fn today() -> Date {
    Date::parse("2026-09-14").expect("it is a day")
}

fn checked(loaded: &Loaded, powers: &Powers, base: Option<Base<'_>>) -> Outcome {
    let context = Context {
        loaded,
        powers,
        as_of: powers.as_of,
        base,
        earlier: None,
    };
    let demand = Demand {
        level: Level::Smells,
        ignore_waivers: false,
    };
    run(&context, demand)
}

fn are_placed(loaded: &Loaded, findings: &[Finding]) {
    for finding in findings {
        for label in std::iter::once(&finding.primary).chain(&finding.related) {
            lies_in(
                loaded.sources.get(label.place.source).text(),
                label.place.span,
            );
        }
        for edit in &finding.edits {
            lies_in(
                loaded.sources.get(edit.place.source).text(),
                edit.place.span,
            );
        }
        let message = &finding.message;
        assert!(
            !message.is_empty() && !message.contains('\n'),
            "{message:?}"
        );
    }
}

/// Every format of `check`.
fn printed(loaded: &Loaded, findings: &[Finding]) {
    let report = CheckReport {
        findings,
        fingerprints: &fingerprints(findings, &loaded.sources),
        sources: &loaded.sources,
        infos: &infos_for(loaded.governance.format),
        records: loaded.governance.len(),
        waived: 0,
        old: None,
        fails_at: None,
        as_of: today(),
        prefix: "",
    };
    let options = human::Options {
        colour: true,
        width: 80,
    };
    let out = &mut sink();
    let printed = [
        human::write(out, &report, options),
        concise::write(out, &report),
        github::write(out, &report),
        gitlab::write(out, &report),
        json::write(out, &report),
        junit::write(out, &report),
        sarif::write(out, &report),
        summary::write(out, &report),
    ];
    assert!(printed.iter().all(Result::is_ok), "{printed:?}");
}

fn between(base: (&Loaded, &Powers), head: (&Loaded, &Powers)) -> Comparison {
    fn side<'s>((loaded, powers): (&'s Loaded, &'s Powers)) -> Side<'s> {
        Side {
            governance: &loaded.governance,
            sources: &loaded.sources,
            powers,
        }
    }
    compare(side(base), side(head))
}

/// What is asked about powers has answers.
fn asked(loaded: &Loaded, powers: &Powers) {
    let governance = &loaded.governance;
    let records = Records::new(governance, powers);
    for power in powers.all.iter().take(MOST_ASKED) {
        let standing = standing(governance, powers, power);
        if standing.is_computed() {
            let known = |person: &_| standing.positions.iter().any(|p| p.person == *person);
            assert!(power.people.iter().all(known), "{power:?}: {standing:?}");
        }
        for person in power.people.iter() {
            assert!(!path(governance, powers, power, person).is_empty());
        }
        let _ = who(&records, power.key.object.as_str(), None);
    }
    for person in governance.people.keys().take(MOST_ASKED) {
        let _ = can(&records, person, Default::default());
    }
    let _ = matrix(&records, Some(&Glob::new("**")), Who::People);
    let _ = overview(governance, powers);
}

/// A tree of files of one format.
pub fn governance(format: Format, bytes: &[u8]) {
    let (tree, smaller) = trees(bytes);
    let mut cache = Cache::default();
    let Ok(loaded) = load(&tree, Some(format), &mut cache) else {
        return;
    };
    // Loading again, from what is kept and from nothing, gives the same.
    for cache in [&mut cache, &mut Cache::default()] {
        let again = load(&tree, Some(format), cache).expect("it loaded before");
        same(&loaded.findings, &again.findings, "loaded twice");
        same(
            &format!("{:?}", loaded.governance),
            &format!("{:?}", again.governance),
            "loaded twice",
        );
    }
    are_placed(&loaded, &loaded.findings);
    let now = powers(&loaded.governance, today());
    let outcome = checked(&loaded, &now, None);
    are_placed(&loaded, &outcome.findings);
    are_placed(&loaded, &outcome.waived);
    are_placed(&loaded, &remarks(&loaded));
    printed(&loaded, &outcome.findings);
    asked(&loaded, &now);
    // Nothing changes hands between equals.
    let nothing = between((&loaded, &now), (&loaded, &now));
    assert!(
        nothing.shifts.is_empty() && nothing.alarms.is_empty(),
        "{nothing:?}"
    );
    if let Ok(before) = load(&smaller, Some(format), &mut cache) {
        let then = powers(&before.governance, today());
        let base = Base {
            loaded: &before,
            powers: &then,
        };
        let outcome = checked(&loaded, &now, Some(base));
        are_placed(&loaded, &outcome.findings);
        for (base, head) in [
            ((&before, &then), (&loaded, &now)),
            ((&loaded, &now), (&before, &then)),
        ] {
            let comparison = between(base, head);
            let told = headline(&comparison, Tense::History);
            let is_silent = comparison.shifts.is_empty() && comparison.alarms.is_empty();
            assert!(told.is_some() || is_silent, "{comparison:?}");
            let _ = lines(&comparison);
        }
    }
    // The dearest of all, now and then: a handbook.
    if bytes.len().is_multiple_of(8) {
        let handbook = Handbook {
            governance: &loaded.governance,
            sources: &loaded.sources,
            powers: &now,
            findings: &outcome.findings,
            history: &[],
            as_of: today(),
            commit: None,
            root: "",
            incomplete_history: None,
            other_day: None,
            versions: &std::collections::BTreeMap::new(),
            settings: &loaded.config.handbook,
            counts: &[],
        };
        build(&handbook).expect("no record keeps a handbook from being made");
    }
}

/// The settings of a method, by which a small organisation then decides.
pub fn method(bytes: &[u8]) {
    let start = "\
=== org.yaml
name: Ropewalk
vision: Rope for all
root: all
residual: all
domains: {rope: Making rope}
defaults: {method: ours}
=== people/ann.yaml
name: Ann
=== people/ben.yaml
name: Ben
=== people/cleo.yaml
name: Cleo
=== roles/chair.yaml
name: Chair
unit: all
domains: [rope]
holders: [ann]
decides: {method: ours}
=== units/all.yaml
name: All
purpose: To decide
members: [ann, ben, cleo]
powers:
  - {right: decide, over: rope, method: ours}
  - {right: appoint, over: seats/chair, method: ours}
=== methods/ours.yaml
name: Ours
";
    let mut tree = start.as_bytes().to_vec();
    tree.extend(bytes);
    governance(Format::Native, &tree);
}
