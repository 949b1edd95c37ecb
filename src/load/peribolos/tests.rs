#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;

use super::*;
use crate::load::{Loaded, Snapshot};
use crate::tree::{MemoryTree, Tree};

const ORG: &str = "\
name: Garden
admins:
- ann
members:
- bob
- 123
teams:
  shed:
    description: Keeps the tools
    maintainers:
    - ann
    members:
    - Bob
    privacy: closed
    repos:
      tools: write
      rakes: admin
    teams:
      shed-keys:
        members:
        - cleo
        privacy: closed
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
    assert!(Peribolos::detects(&entries));
    Snapshot::of::<Peribolos>(&tree, entries, cache).loaded()
}

fn entries(loaded: &Loaded) -> Vec<String> {
    let all = loaded.governance.entries.iter();
    let mut all: Vec<String> = all
        .flat_map(|piece| piece.entries.iter())
        .map(|entry| format!("{} {} {}", entry.who.word, entry.role, entry.body.word))
        .collect();
    all.sort();
    all
}

fn told(loaded: &Loaded) -> Vec<String> {
    let tell = |finding: &Finding| {
        let (path, at) = loaded.sources.locate(finding.primary.place);
        format!("{} {path}:{} {}", finding.rule, at.line, finding.message)
    };
    loaded.findings.iter().map(tell).collect()
}

#[test]
fn teams_nest_and_hold_rights() {
    let loaded = read(&[("config/garden/org.yaml", ORG)]);
    assert_eq!(told(&loaded), Vec::<String>::new());
    assert_eq!(
        entries(&loaded),
        [
            "123 org-member garden",
            "Bob team-member garden:shed",
            "ann org-admin garden",
            "ann team-maintainer garden:shed",
            "bob org-member garden",
            "cleo team-member garden:shed-keys",
            "team:garden:shed repo:admin garden/rakes",
            "team:garden:shed repo:write garden/tools",
        ]
    );
    let units = &loaded.governance.units;
    let parent = |unit: &str| units[unit].data.parent.as_ref().map(ToString::to_string);
    assert_eq!(parent("garden.shed-keys").as_deref(), Some("garden.shed"));
    assert_eq!(parent("garden.shed").as_deref(), Some("garden"));
    assert_eq!(parent("garden").as_deref(), Some("github"));
    assert_eq!(units["garden.shed"].name(), "garden/shed");
    assert_eq!(units["garden"].data.members.len(), 2);
    let roles = &loaded.governance.roles;
    assert_eq!(roles["garden-owners"].data.holders.len(), 1);
    assert_eq!(roles["garden.shed.maintainers"].data.holders.len(), 1);
    assert_eq!(loaded.governance.grants.len(), 2);
    assert_eq!(loaded.governance.people.len(), 4);
}

#[test]
fn teams_of_all_files_below_an_organisation_are_its_own() {
    let team = "teams:\n  pond:\n    members:\n    - dora\n";
    let loaded = read(&[
        ("config/garden/org.yaml", ORG),
        ("config/garden/sig-pond/teams.yaml", team),
        ("config/restrictions.yaml", "restrictions:\n- path: x\n"),
    ]);
    assert_eq!(loaded.files, 2);
    assert!(entries(&loaded).contains(&"dora team-member garden:pond".to_owned()));
    let unit = &loaded.governance.units["garden.pond"];
    assert_eq!(unit.data.parent.as_ref().unwrap().as_str(), "garden");
}

#[test]
fn the_same_words_mean_each_organisation_its_own() {
    let text = "admins:\n- ann\n- bob\n";
    let files = [
        ("config/garden/org.yaml", text),
        ("config/pond/org.yaml", text),
    ];
    let loaded = read(&files);
    assert_eq!(
        entries(&loaded),
        [
            "ann org-admin garden",
            "ann org-admin pond",
            "bob org-admin garden",
            "bob org-admin pond"
        ]
    );
}

#[test]
fn a_renamed_team_says_what_it_was() {
    let text =
        "teams:\n  new shed:\n    previously:\n    - Old Shed\n    maintainers:\n    - ann\n";
    let loaded = read(&[("config/garden/org.yaml", text)]);
    let before = |aliases: &[crate::source::At<Id>]| -> Vec<String> {
        aliases.iter().map(ToString::to_string).collect()
    };
    let unit = &loaded.governance.units["garden.new-shed"];
    assert_eq!(before(&unit.envelope.aliases), ["garden.old-shed"]);
    let role = &loaded.governance.roles["garden.new-shed.maintainers"];
    assert_eq!(
        before(&role.envelope.aliases),
        ["garden.old-shed.maintainers"]
    );
}

#[test]
fn empty_lists_and_unknown_keys_are_no_faults() {
    let text = "\
admins:
members: []
teams:
  shed:
    maintainers:
    members:
    repo:
      tools: write
    repos:
      rakes:
      tools: [write]
  empty:
other: {teams: {x: {members: [nobody]}}}
";
    let loaded = read(&[("config/garden/org.yaml", text)]);
    assert_eq!(told(&loaded), Vec::<String>::new());
    assert_eq!(entries(&loaded), Vec::<String>::new());
    assert!(loaded.governance.units.contains_key("garden.empty"));
    assert!(
        !loaded
            .governance
            .roles
            .contains_key("garden.shed.maintainers")
    );
}

#[test]
fn one_file_may_hold_several_organisations() {
    let text =
        "orgs:\n  pond:\n    admins: [ann]\n    teams:\n      carp:\n        members: [bob]\n";
    let loaded = read(&[
        ("config/garden/org.yaml", "admins: [ann]\n"),
        ("config/more.yaml", text),
    ]);
    assert_eq!(
        entries(&loaded),
        [
            "ann org-admin garden",
            "ann org-admin pond",
            "bob team-member pond:carp"
        ]
    );
}

#[test]
fn a_team_in_two_files_counts_once() {
    let team = "teams:\n  Shed:\n    members:\n    - dora\n";
    let loaded = read(&[
        ("config/garden/org.yaml", ORG),
        ("config/garden/sig-shed/teams.yaml", team),
    ]);
    assert_eq!(
        told(&loaded),
        ["duplicate-id config/garden/sig-shed/teams.yaml:2 two teams have the name `garden/Shed`"]
    );
    assert_eq!(loaded.governance.units["garden.shed"].name(), "garden/shed");
}

#[test]
fn a_member_more_leaves_most_pieces_as_they_were() {
    let list = |skip: usize| {
        let names = (0..400).filter(|number| *number != skip);
        names.fold("members:\n".to_owned(), |text, number| {
            text + &format!("- person-{number}\n")
        })
    };
    let mut cache = Cache::default();
    let pieces = |loaded: &Loaded| -> Vec<*const ()> {
        let all = loaded.governance.entries.iter();
        all.map(|piece| Arc::as_ptr(&piece.entries).cast())
            .collect()
    };
    let one = read_with(&[("config/garden/org.yaml", &list(400))], &mut cache);
    let other = read_with(&[("config/garden/org.yaml", &list(200))], &mut cache);
    let (one, other) = (pieces(&one), pieces(&other));
    assert!(one.len() > 8, "{}", one.len());
    let fresh = other.iter().filter(|piece| !one.contains(piece)).count();
    assert!(fresh <= 2, "{fresh}");
}

#[test]
fn a_broken_file_hides_no_other() {
    let loaded = read(&[
        ("config/garden/org.yaml", "admins:\n- ann\n\t- bob\n"),
        ("config/pond/org.yaml", "admins:\n- ann\n"),
        ("config/field/org.yaml", "- ann\n"),
        ("config/heath/org.yaml", ""),
    ]);
    let rules: Vec<&str> = loaded.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["broken-syntax", "broken-syntax"]);
    assert_eq!(entries(&loaded), ["ann org-admin pond"]);
}
