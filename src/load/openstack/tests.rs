#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Content, Memory, OpenStack, whole};
use crate::config::Config;
use crate::load::adapter::{Adapter, File};
use crate::load::{Cache, Loaded, Snapshot};
use crate::model::{Date, Governance, Kind};
use crate::power::powers;
use crate::shift::{EntryChange, Side, compare};
use crate::source::{Source, Sources};
use crate::tree::{MemoryTree, Tree};

/// The list of projects with these lines, and the committee with these.
fn tree(projects: &str, members: &str) -> MemoryTree {
    let tree = MemoryTree::new("test").with("reference/projects.yaml", projects);
    if members.is_empty() {
        return tree;
    }
    tree.with("reference/members.yaml", members)
}

fn snapshot(tree: &MemoryTree, cache: &mut Cache) -> Snapshot {
    Snapshot::of::<OpenStack>(tree, tree.entries().unwrap(), cache)
}

fn load(projects: &str, members: &str) -> Loaded {
    snapshot(&tree(projects, members), &mut Cache::default()).loaded()
}

/// `rule severity path:line message` of each finding.
fn told(loaded: &Loaded) -> Vec<String> {
    let tell = |finding: &crate::diag::Finding| {
        let (path, at) = loaded.sources.locate(finding.primary.place);
        let severity = finding.severity;
        format!(
            "{} {severity:?} {path}:{} {}",
            finding.rule, at.line, finding.message
        )
    };
    loaded.findings.iter().map(tell).collect()
}

/// `who | role | body | line` of everything recorded.
fn entries(loaded: &Loaded) -> Vec<String> {
    let mut told = Vec::new();
    for piece in &loaded.governance.entries {
        for entry in &*piece.entries {
            let at = loaded
                .sources
                .get(piece.source)
                .position(entry.span.start + piece.offset);
            told.push(format!(
                "{} | {} | {} | {}",
                entry.who.word, entry.role, entry.body.word, at.line
            ));
        }
    }
    told
}

/// `role: holders` of every role.
fn roles(governance: &Governance) -> Vec<String> {
    let roles = governance.roles.values().map(|role| {
        let holders = role.data.holders.iter();
        let holders: Vec<&str> = holders.map(|holder| holder.person.as_str()).collect();
        format!("{}: {}", role.id, holders.join(", "))
    });
    roles.collect()
}

/// What changed hands in the words of the source.
fn changes(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (load(old, ""), load(new, ""));
    let told = comparison(&old, &new).0;
    told.iter()
        .map(|change| {
            let sign = if change.gained { '+' } else { '-' };
            format!("{sign}{} | {} | {}", change.who, change.role, change.body)
        })
        .collect()
}

fn day() -> Date {
    Date::parse("2026-01-01").unwrap()
}

fn comparison(old: &Loaded, new: &Loaded) -> (Vec<EntryChange>, Vec<String>) {
    let day = day();
    let (was, is) = (powers(&old.governance, day), powers(&new.governance, day));
    let side = |loaded, powers| {
        let loaded: &Loaded = loaded;
        Side {
            governance: &loaded.governance,
            sources: &loaded.sources,
            powers,
        }
    };
    let told = compare(side(old, &was), side(new, &is));
    let shifts = told.shifts.iter();
    let shifts =
        shifts.map(|shift| format!("{} {:?} {:?}", shift.id(), shift.detail, shift.places));
    (told.entries, shifts.collect())
}

const EARLY: &str = "\
Quasar:
  ptl: Ann Ash (AnnA)
  projects:
    - repo: orbit/quasar
      tags:
        - name: old
    - repo: orbit/quasar-lib
Pulsar Team:
  ptl: Bo Birch (bo) & Cy Cedar (cy)
  url: https://example.org
  projects:
    - repo: orbit/pulsar
";

const LATE: &str = "\
---
quasar:
  leadership_type: ptl
  ptl:
    name: 'Ann Ash'
    irc: 'anna'
    appointed:
      - zed
  mission: >
    To shine: always
  liaisons:
    release:
      - name: Bo Birch
        irc: bo
      - name: APPOINTMENT NEEDED
        irc: No nick supplied
    tc_members:
      - zo
  deliverables:
    quasar:
      repos:
        - orbit/quasar
        - orbit/quasar-lib
    docs:
      repos: orbit/quasar-docs
pulsar:
  leadership_type: distributed
  liaisons:
    tact-sig:
      - name: Cy Cedar
        irc: null
  deliverables:
    pulsar:
      repos:
        - orbit/pulsar
        - Orbit/Pulsar
nebula:
  status: inactive
  ptl:
    name: APPOINTMENT NEEDED
    irc: null
  deliverables:
    nebula:
      repos:
        - orbit/nebula
";

const MEMBERS: &str = "\
- name: Zo Zest
  irc: zo
  memberid: 7
  date: March 2020
  role: chair
- name: Cy Cedar
  irc: cedar
  role: null
";

#[test]
fn every_layout_is_told_in_the_words_of_the_source() {
    assert_eq!(
        entries(&load(EARLY, "")),
        [
            "Ann Ash | ptl | Quasar | 2",
            "Quasar | owns | orbit/quasar | 4",
            "Quasar | owns | orbit/quasar-lib | 7",
            "Bo Birch | ptl | Pulsar Team | 9",
            "Cy Cedar | ptl | Pulsar Team | 9",
            "Pulsar Team | owns | orbit/pulsar | 12",
        ]
    );
    let late = load(LATE, MEMBERS);
    assert_eq!(told(&late), Vec::<String>::new());
    assert_eq!(
        entries(&late),
        [
            "Zo Zest | tc-member | technical-committee | 1",
            "Zo Zest | tc-role | technical-committee | 1",
            "Cy Cedar | tc-member | technical-committee | 6",
            "Ann Ash | ptl | quasar | 5",
            "Bo Birch | liaison:release | quasar | 13",
            "zo | liaison:tc_members | quasar | 18",
            "quasar | owns | orbit/quasar | 22",
            "quasar | owns | orbit/quasar-lib | 23",
            "quasar | owns | orbit/quasar-docs | 25",
            "Cy Cedar | liaison:tact-sig | pulsar | 30",
            "pulsar | owns | orbit/pulsar | 35",
            "nebula | owns | orbit/nebula | 45",
        ]
    );
}

#[test]
fn a_nick_and_a_name_are_one_person() {
    let loaded = load(LATE, MEMBERS);
    let governance = &loaded.governance;
    assert_eq!(
        roles(governance),
        [
            "nebula-ptl: ",
            "pulsar-tact-sig-liaison: cedar",
            "quasar-ptl: anna",
            "quasar-release-liaison: bo",
            "quasar-tc-members: zo",
            "technical-committee-chair: zo",
        ]
    );
    let people = governance.people.values();
    let people: Vec<String> = people
        .map(|person| format!("{} {} {:?}", person.id, person.name(), person.data.handles))
        .collect();
    assert_eq!(
        people,
        [
            "anna Ann Ash {\"irc\": \"anna\"}",
            "bo Bo Birch {\"irc\": \"bo\"}",
            "cedar Cy Cedar {\"irc\": \"cedar\"}",
            "zo Zo Zest {\"irc\": \"zo\", \"memberid\": \"7\"}",
        ]
    );
}

#[test]
fn repositories_belong_to_the_lead_or_to_the_project_that_has_none() {
    let loaded = load(LATE, MEMBERS);
    let governance = &loaded.governance;
    let domains = |mandate: &crate::model::Mandate| -> Vec<String> {
        mandate.domains.iter().map(ToString::to_string).collect()
    };
    let ptl = |id: &str| domains(&governance.roles[id].data.mandate);
    assert_eq!(ptl("nebula-ptl"), ["repos/orbit/nebula"], "vacant");
    assert_eq!(ptl("quasar-ptl").len(), 3);
    let pulsar = &governance.units["pulsar"];
    assert_eq!(domains(&pulsar.data.mandate), ["repos/orbit/pulsar"]);
    assert!(!governance.roles.contains_key("pulsar-ptl"));
    let kind = |id: &str| governance.units[id].data.unit_type.clone();
    assert_eq!(kind("nebula").as_deref(), Some("inactive project"));
    let quasar = &governance.units["quasar"];
    let (path, at) = loaded.sources.locate(quasar.head_place());
    assert_eq!((path, at.line), ("reference/projects.yaml", 2));
    let place = quasar.data.mandate.purpose.as_deref();
    assert_eq!(place, Some("To shine: always"));
}

#[test]
fn another_layout_and_another_spelling_give_and_take_nothing() {
    let mapped = "\
quasar:
  ptl: {name: Ann Ash, irc: AnnA}
  deliverables:
    quasar:
      repos: [orbit/quasar, orbit/quasar-lib]
Pulsar Team:
  ptl: Bo Birch (bo) & Cy Cedar (cy)
  deliverables: {pulsar: {repos: [orbit/pulsar]}}
";
    assert_eq!(changes(EARLY, mapped), Vec::<String>::new());
    let respelt = EARLY
        .replace("Ann Ash (AnnA)", "Anne Ash (AnnA)")
        .replace("Cy Cedar (cy)", "Cy Cedar (cy_)");
    assert_eq!(changes(EARLY, &respelt), Vec::<String>::new());
    let replaced = EARLY.replace("Ann Ash (AnnA)", "Ann Oak (oak)");
    assert_eq!(
        changes(EARLY, &replaced),
        ["-Ann Ash | ptl | Quasar", "+Ann Oak | ptl | Quasar"]
    );
    let renamed = EARLY.replace("Quasar:", "Starlight:");
    assert_eq!(changes(EARLY, &renamed), Vec::<String>::new());
    let vacant = EARLY.replace("Ann Ash (AnnA)", "{name: APPOINTMENT NEEDED, irc: null}");
    assert_eq!(changes(EARLY, &vacant), ["-Ann Ash | ptl | Quasar"]);
}

#[test]
fn a_text_cut_and_a_text_whole_are_the_same() {
    for text in [
        EARLY,
        LATE,
        "a:\n\n\n# note\nb: {ptl: x y}\nc: [1]\nd: 'x'\n",
    ] {
        let shown = |content: Content| {
            let source = Arc::new(Source::new("reference/projects.yaml", text));
            let mut sources = Sources::default();
            let id = sources.add(Arc::clone(&source));
            let file = File {
                source,
                content: Some(content),
                findings: Vec::new(),
                unread: Vec::new(),
            };
            let mut findings = Vec::new();
            let made = OpenStack::assemble(&[(id, &file)], None, &sources, &mut findings);
            let loaded = Loaded {
                governance: made,
                sources,
                findings,
                files: 1,
                config: Config::default(),
                paths: std::collections::BTreeSet::new(),
            };
            let (entries, governance) = (entries(&loaded), &loaded.governance);
            format!(
                "{entries:#?} {:#?} {:#?} {:#?}",
                governance.units, governance.roles, governance.people
            )
        };
        let only = Sources::default().add(Arc::new(Source::new("x", "")));
        let mut findings = [Vec::new(), Vec::new()];
        let pieces = super::cut(text, only, &mut Memory::default()).expect("it can be cut");
        for (offset, piece) in &pieces {
            findings[0].extend(piece.findings(*offset));
        }
        let whole = whole(text, only, &mut findings[1]).expect("it can be read");
        assert_eq!(findings[0], findings[1]);
        let cut = super::Holds::Projects(pieces);
        assert_eq!(shown(Content(cut)), shown(Content(whole)));
    }
}

#[test]
fn text_that_runs_over_a_key_is_read_whole() {
    let quoted = "a:\n  mission: 'one\n\n   b: two'\nc:\n  ptl: Ann Ash (ann)\n";
    assert_eq!(entries(&load(quoted, "")), ["Ann Ash | ptl | c | 6"]);
    let anchored = "a: &x\n  ptl: Ann Ash (ann)\nb: *x\n";
    let both = ["Ann Ash | ptl | a | 2", "Ann Ash | ptl | b | 2"];
    assert_eq!(entries(&load(anchored, "")), both);
    let twice = "a:\n  ptl: Ann Ash (ann)\nb:\n  url: x\na:\n  ptl: Bo Birch (bo)\n";
    let loaded = load(twice, "");
    assert_eq!(entries(&loaded), ["Bo Birch | ptl | a | 6"]);
    assert_eq!(
        told(&loaded),
        ["duplicate-key Warning reference/projects.yaml:5 `a` is written twice"]
    );
}

#[test]
fn what_cannot_be_read_is_told_and_hides_nothing_else() {
    let broken = load("a:\n  ptl: [\nb:\n  ptl: Bo Birch (bo)\n", MEMBERS);
    assert_eq!(told(&broken).len(), 1);
    assert!(
        broken
            .governance
            .unread
            .contains(&(Kind::Org, crate::model::Id::of(super::assemble::ORG)))
    );
    assert_eq!(entries(&broken).len(), 3, "the committee");
    let listed = load("- a\n- b\n", "zo: 1\n");
    assert_eq!(listed.governance.unread.len(), 2);
    let odd = load(
        "a: 3\nb:\n  ptl: [1, {}]\n  liaisons: x\n  projects: 4\n  deliverables: [y]\n\
         c:\n  liaisons: {release: {name: Cy Cedar}}\n  deliverables: {x: null, y: {repos: 5}}\n\
         d:\ne:\n  projects: [{}, null, orbit/e]\n",
        "- 3\n- {}\n- {name: TBD}\n- null\n",
    );
    assert_eq!(
        entries(&odd),
        [
            "x | liaison:tc_members | b | 4",
            "Cy Cedar | liaison:release | c | 8",
            "e | owns | orbit/e | 12",
        ]
    );
    assert!(odd.is_incomplete());
    for text in [
        "",
        "\n",
        "# x\n",
        "---\n",
        "a",
        "\u{0}",
        "a:\n  - \n b",
        "é: ü\nß:\n  ptl: (\n",
    ] {
        load(text, text);
    }
}

/// A history in which people, spellings, owners, layouts and names of projects change.
fn history() -> Vec<(String, &'static str)> {
    let step = |old: &str, from: &str, to: &str| {
        assert!(old.contains(from), "{from}");
        old.replace(from, to)
    };
    let mut texts: Vec<(String, &str)> = vec![(EARLY.to_owned(), "")];
    let changes = [
        ("Quasar:\n", "quasar:\n"),
        ("Ann Ash (AnnA)", "{name: Ann Ash, irc: No nick supplied}"),
        ("quasar-lib\n", "quasar-lib\n    - repo: orbit/pulsar-lib\n"),
        ("Pulsar Team:", "pulsars:\n  status: inactive"),
        ("Cy Cedar (cy)", "Anne Ash (anna)"),
        ("    - repo: orbit/pulsar-lib\n", ""),
        (
            "    - repo: orbit/pulsar\n",
            "    - repo: orbit/pulsar-lib\n",
        ),
        ("Bo Birch (bo) & Anne Ash (anna)", "APPOINTMENT NEEDED"),
    ];
    for (from, to) in changes {
        let (last, _) = &texts[texts.len() - 1];
        texts.push((step(last, from, to), ""));
    }
    texts.push((LATE.to_owned(), MEMBERS));
    for (from, to) in [
        ("name: 'Ann Ash'", "name: APPOINTMENT NEEDED"),
        (
            "      - name: Cy Cedar\n        irc: null\n",
            "      - name: Bo Birch\n        irc: bo\n",
        ),
        ("        - orbit/nebula\n", "        - orbit/quasar\n"),
        ("distributed", "ptl"),
        ("        - orbit/quasar-lib\n", ""),
        ("name: Bo Birch", "name: Bo Berch"),
    ] {
        let (last, _) = &texts[texts.len() - 1];
        texts.push((step(last, from, to), MEMBERS));
    }
    texts
}

#[test]
fn what_a_change_concerns_tells_as_much_as_everything() {
    let mut cache = Cache::default();
    let history = history();
    let points: Vec<Snapshot> = history
        .iter()
        .map(|(projects, members)| snapshot(&tree(projects, members), &mut cache))
        .collect();
    let mut narrowed = BTreeSet::new();
    for (before, base) in points.iter().enumerate() {
        for (after, head) in points.iter().enumerate() {
            let Some((old, new)) = base.difference(head, day()) else {
                continue;
            };
            let (all_old, all_new) = (base.loaded(), head.loaded());
            if old.governance.len() < all_old.governance.len() {
                narrowed.insert((before, after));
            }
            assert_eq!(
                comparison(&old, &new),
                comparison(&all_old, &all_new),
                "{before} to {after}"
            );
        }
    }
    assert!(narrowed.len() > 10, "{narrowed:?}");
}
