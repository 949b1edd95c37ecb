#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;

use super::*;
use crate::load::{Loaded, Snapshot};
use crate::model::{Actor, Entries};
use crate::tree::{MemoryTree, Tree};

const GROUP: &str = "\
sigs:
- dir: sig-garden
  name: Garden
  leadership:
    chairs:
    - github: ann
      name: Ann Arbor
";

fn tree(files: &[(&str, &str)]) -> MemoryTree {
    let start = MemoryTree::new("test");
    files
        .iter()
        .fold(start, |tree, (path, text)| tree.with(*path, *text))
}

fn read(files: &[(&str, &str)]) -> Loaded {
    read_with(files, &mut Cache::default())
}

fn read_with(files: &[(&str, &str)], cache: &mut Cache) -> Loaded {
    let tree = tree(files);
    let entries = tree.entries().unwrap();
    assert!(Kubernetes::detects(&entries));
    Snapshot::of::<Kubernetes>(&tree, entries, cache).loaded()
}

/// `who role body` of each entry, in order.
fn entries(loaded: &Loaded) -> Vec<String> {
    let all = loaded.governance.entries.iter();
    let mut all: Vec<String> = all
        .flat_map(|piece| piece.entries.iter())
        .map(|entry| format!("{} {} {}", entry.who.word, entry.role, entry.body.word))
        .collect();
    all.sort();
    all
}

/// `holder right object` of each grant, in order.
fn grants(loaded: &Loaded) -> Vec<String> {
    let all = loaded.governance.grants.iter();
    let mut all: Vec<String> = all
        .map(|grant| {
            let right = grant.line.right.word();
            format!("{} {right} {}", grant.holder, grant.line.over.value)
        })
        .collect();
    all.sort();
    all
}

fn holders(loaded: &Loaded, role: &str) -> Vec<String> {
    let role = &loaded.governance.roles[role];
    let holders = role.data.holders.iter();
    holders.map(|holder| holder.person.to_string()).collect()
}

fn told(loaded: &Loaded) -> Vec<String> {
    let tell = |finding: &Finding| {
        let (path, at) = loaded.sources.locate(finding.primary.place);
        format!("{} {path}:{} {}", finding.rule, at.line, finding.message)
    };
    loaded.findings.iter().map(tell).collect()
}

#[test]
fn leaders_of_every_year_are_chairs() {
    let old = "sigs:\n  - name: Garden\n    dir: sig-garden\n    leads:\n      - name: Ann Arbor\n        github: ann\n";
    for text in [GROUP, old] {
        let loaded = read(&[("sigs.yaml", text)]);
        assert_eq!(told(&loaded), Vec::<String>::new());
        assert_eq!(entries(&loaded), ["ann chairs sig-garden"]);
        assert_eq!(holders(&loaded, "sig-garden-chairs"), ["ann"]);
        assert_eq!(loaded.governance.people["ann"].name(), "Ann Arbor");
        assert_eq!(loaded.governance.units["sig-garden"].name(), "SIG Garden");
    }
}

#[test]
fn the_chairs_of_a_committee_are_its_members() {
    let text = "committees:\n- dir: committee-steering\n  name: Steering\n  leadership:\n    chairs:\n    - github: ann\n    emeritus_leads:\n    - github: old\n";
    let loaded = read(&[("sigs.yaml", text)]);
    assert_eq!(entries(&loaded), ["ann chairs committee-steering"]);
    let unit = &loaded.governance.units["committee-steering"];
    assert_eq!(unit.data.members.len(), 1);
    assert!(
        !loaded
            .governance
            .roles
            .contains_key("committee-steering-chairs")
    );
    assert!(!loaded.governance.people.contains_key("old"));
    let org = loaded.governance.org.as_ref().unwrap();
    assert_eq!(org.data.residual.value.as_str(), "committee-steering");
}

#[test]
fn a_placeholder_is_listed_and_holds_nothing() {
    let text = format!("{GROUP}  contact:\n    liaison:\n      github: TBD\n      name: TBD\n");
    let loaded = read(&[("sigs.yaml", &text)]);
    assert_eq!(
        entries(&loaded),
        ["TBD steering-liaison sig-garden", "ann chairs sig-garden"]
    );
    assert_eq!(holders(&loaded, "sig-garden-liaison"), Vec::<String>::new());
    assert_eq!(loaded.governance.people.len(), 1);
}

#[test]
fn subprojects_of_one_name_stay_apart() {
    let text = "\
sigs:
- dir: sig-a
  name: A
  subprojects:
  - name: web site
    owners:
    - https://raw.githubusercontent.com/garden/site/main/OWNERS
    leads:
    - github: 123
- dir: sig-b
  name: B
  subprojects:
  - name: web site
    owners:
    - https://raw.githubusercontent.com/garden/site/main/OWNERS
  - name: empty
    owners:
";
    let loaded = read(&[("sigs.yaml", text)]);
    assert_eq!(told(&loaded), Vec::<String>::new());
    let address = "https://raw.githubusercontent.com/garden/site/main/OWNERS";
    assert_eq!(
        entries(&loaded),
        [
            "123 subproject-lead sig-a/web site".to_owned(),
            format!("sig-a/web site owns {address}"),
            format!("sig-b/web site owns {address}"),
        ]
    );
    let units: Vec<&str> = loaded.governance.units.keys().map(Id::as_str).collect();
    assert_eq!(
        units,
        [
            "aliases",
            "project",
            "sig-a",
            "sig-a.web-site",
            "sig-b",
            "sig-b.empty",
            "sig-b.web-site"
        ]
    );
    assert_eq!(holders(&loaded, "sig-a.web-site-leads"), ["123"]);
}

#[test]
fn filters_grant_like_the_lists_at_the_top() {
    let owners = "\
approvers: [ann]
emeritus_approvers: [old]
labels: [x]
filters:
  \".*\":
    approvers: [BOB, garden-leads]
  \"x.md\":
    required_reviewers: [nobody]
    reviewers:
    - bob
";
    let aliases = "aliases:\n  garden-leads:\n  - ann\n  - Bob\n";
    let loaded = read(&[
        ("sigs.yaml", GROUP),
        ("OWNERS_ALIASES", aliases),
        ("OWNERS", owners),
        ("sig-garden/OWNERS", "approvers:\n- garden-leads\n"),
    ]);
    assert_eq!(told(&loaded), Vec::<String>::new());
    assert_eq!(
        entries(&loaded),
        [
            "BOB approvers /",
            "Bob alias-member garden-leads",
            "ann alias-member garden-leads",
            "ann approvers /",
            "ann chairs sig-garden",
            "bob reviewers /",
            "garden-leads approvers /",
            "garden-leads approvers sig-garden",
        ]
    );
    assert_eq!(
        grants(&loaded),
        [
            "alias.garden-leads execute files",
            "alias.garden-leads execute files/sig-garden",
            "ann execute files",
            "bob advise files",
            "bob execute files",
        ]
    );
    // One person in three spellings, two people in all.
    assert_eq!(loaded.governance.people.len(), 2);
}

#[test]
fn a_group_and_an_alias_may_have_one_name() {
    let loaded = read(&[
        ("sigs.yaml", GROUP),
        ("OWNERS_ALIASES", "aliases:\n  sig-garden:\n  - bob\n"),
    ]);
    assert_eq!(told(&loaded), Vec::<String>::new());
    let members = |unit: &str| loaded.governance.units[unit].data.members.len();
    assert_eq!((members("sig-garden"), members("alias.sig-garden")), (0, 1));
}

#[test]
fn a_lost_alias_is_no_person() {
    let loaded = read(&[
        ("sigs.yaml", GROUP),
        ("archive/sig-pond/OWNERS", "approvers: [sig-pond-leads]\n"),
        ("pond/OWNERS", "reviewers: [sig-pond-leads, ann-marie]\n"),
    ]);
    assert!(!loaded.governance.people.contains_key("sig-pond-leads"));
    assert!(loaded.governance.people.contains_key("ann-marie"));
    // What has ended may name whom it named; elsewhere the name leads nowhere.
    assert_eq!(
        grants(&loaded),
        [
            "alias.sig-pond-leads advise files/pond",
            "ann-marie advise files/pond"
        ]
    );
    assert!(!loaded.governance.units.contains_key("alias.sig-pond-leads"));
    assert!(entries(&loaded).contains(&"sig-pond-leads approvers archive/sig-pond".to_owned()));
}

#[test]
fn a_broken_file_hides_no_other() {
    let loaded = read(&[
        ("sigs.yaml", GROUP),
        ("a/OWNERS", "approvers:\n\t- ann\n"),
        ("b/OWNERS", "# nothing yet\n"),
        ("c/OWNERS", "- ann\n"),
        (
            "d/OWNERS",
            "approvers: ann\nreviewers:\n- {a: b}\n- [c]\n-\n",
        ),
        ("e/OWNERS", "approvers:\n- ann\n"),
    ]);
    assert_eq!(
        told(&loaded),
        ["broken-syntax a/OWNERS:2 a tab indents this line"]
    );
    assert_eq!(
        entries(&loaded),
        ["ann approvers e", "ann chairs sig-garden"]
    );
}

#[test]
fn a_group_without_a_folder_or_with_a_taken_one_is_told() {
    let text = format!("{GROUP}- name: Pond\n- dir: sig-garden\n  name: Other\n");
    let loaded = read(&[("sigs.yaml", &text)]);
    assert_eq!(
        told(&loaded),
        [
            "missing-field sigs.yaml:8 this special interest group has no `dir`",
            "duplicate-id sigs.yaml:9 two groups have the name `sig-garden`",
        ]
    );
    assert_eq!(loaded.governance.units["sig-garden"].name(), "SIG Garden");
}

fn addresses(loaded: &Loaded) -> Vec<*const ()> {
    let all: &[Entries] = &loaded.governance.entries;
    let all = all.iter().filter(|piece| !piece.entries.is_empty());
    all.map(|piece| Arc::as_ptr(&piece.entries).cast())
        .collect()
}

#[test]
fn what_moves_is_shared_and_stands_where_it_stands_now() {
    let mut cache = Cache::default();
    let pond = "- dir: sig-pond\n  name: Pond\n  leadership:\n    chairs:\n    - github: bob\n";
    let first = read_with(&[("sigs.yaml", &format!("{GROUP}{pond}"))], &mut cache);
    let grown = GROUP.replace(
        "name: Garden\n",
        "name: Garden\n  mission_statement: >\n    Grows.\n",
    );
    let second = read_with(&[("sigs.yaml", &format!("{grown}{pond}"))], &mut cache);
    let (first_at, second_at) = (addresses(&first), addresses(&second));
    assert_ne!(first_at[0], second_at[0]);
    assert_eq!(first_at[1], second_at[1]);
    for loaded in [&first, &second] {
        for piece in loaded
            .governance
            .entries
            .iter()
            .filter(|piece| !piece.entries.is_empty())
        {
            for entry in piece.entries.iter() {
                let span = entry.span.shifted(piece.offset);
                let text = loaded.sources.get(piece.source).slice(span);
                assert_eq!(text, entry.who.word.as_str());
            }
        }
        let role = &loaded.governance.roles["sig-pond-chairs"];
        let holder = &role.data.holders[0];
        assert_eq!(loaded.sources.get(role.source).slice(holder.span), "bob");
        let unit = &loaded.governance.units["sig-pond"];
        assert_eq!(loaded.sources.get(unit.source).slice(unit.head), "sig-pond");
    }
}

#[test]
fn aliases_beside_organisations_are_another_format() {
    let entries = |files: &[(&str, &str)]| tree(files).entries().unwrap();
    assert!(Kubernetes::detects(&entries(&[("OWNERS_ALIASES", "")])));
    assert!(!Kubernetes::detects(&entries(&[
        ("OWNERS_ALIASES", ""),
        ("config/garden/org.yaml", "")
    ])));
    assert!(!Kubernetes::detects(&entries(&[("OWNERS", "")])));
}

#[test]
fn a_liaison_is_named_beside_the_chairs() {
    let text = format!("{GROUP}  contact:\n    liaison:\n      github: Bob\n");
    let loaded = read(&[("sigs.yaml", &text)]);
    assert_eq!(holders(&loaded, "sig-garden-liaison"), ["bob"]);
    let role = &loaded.governance.roles["sig-garden-liaison"];
    assert_eq!(role.data.unit.value.as_str(), "sig-garden");
    let who = &loaded.governance.entries[0].entries[1].who;
    assert_eq!(who.word.as_str(), "Bob");
    assert_eq!(who.actor, Some(Actor::Person(Id::of("bob"))));
}

#[test]
fn groups_of_one_name_are_told_apart() {
    let text = format!("{GROUP}- dir: sig-yard\n  name: Garden\n");
    let loaded = read(&[("sigs.yaml", &text)]);
    let name = |unit: &str| loaded.governance.units[unit].name().to_owned();
    assert_eq!(name("sig-garden"), "SIG Garden, sig-garden");
    assert_eq!(name("sig-yard"), "SIG Garden, sig-yard");
}

#[test]
fn working_groups_know_whom_they_serve() {
    let text = format!(
        "{GROUP}workinggroups:\n- dir: wg-bees\n  name: Bees\n  stakeholder_sigs:\n  - Garden\n  - Nowhere\n"
    );
    let loaded = read(&[("sigs.yaml", &text)]);
    let unit = &loaded.governance.units["wg-bees"];
    let served: Vec<&str> = unit
        .data
        .stakeholders
        .iter()
        .map(|id| id.value.as_str())
        .collect();
    assert_eq!(served, ["sig-garden"]);
}
