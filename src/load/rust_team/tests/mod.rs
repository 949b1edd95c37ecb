#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod faults;
mod members;
mod rights;
mod units;

use super::RustTeam;
use crate::load::adapter::Adapter;
use crate::load::{Cache, Loaded, Snapshot};
use crate::model::{Actor, Grant, Record, Role, Unit};
use crate::source::{Place, Span};
use crate::tree::{MemoryTree, Tree};

/// A tree of files with a person `ann` and a team `core` around them, so that it is detected.
fn tree(files: &[(&str, &str)]) -> MemoryTree {
    let start = MemoryTree::new("test")
        .with("people/ann.toml", "name = 'Ann'\ngithub = 'ann'\n")
        .with("teams/core.toml", &*team("core", ""));
    files
        .iter()
        .fold(start, |tree, (path, text)| tree.with(*path, *text))
}

/// A team with these lines in `[people]`, `members` and `leads` among them if they are not empty.
fn team(name: &str, people: &str) -> String {
    let members = if people.contains("members = [") {
        ""
    } else {
        "members = []\n"
    };
    format!("name = '{name}'\n[people]\n{members}{people}\n")
}

fn read(tree: &MemoryTree) -> Loaded {
    Snapshot::of::<RustTeam>(tree, tree.entries().unwrap(), &mut Cache::default()).loaded()
}

/// Loads files and expects no fault in them.
fn sound(files: &[(&str, &str)]) -> Loaded {
    let loaded = read(&tree(files));
    assert_eq!(told(&loaded), Vec::<String>::new());
    loaded
}

/// `rule path:line message (label)` of each finding.
fn told(loaded: &Loaded) -> Vec<String> {
    let tell = |finding: &crate::diag::Finding| {
        let (path, at) = loaded.sources.locate(finding.primary.place);
        format!(
            "{} {path}:{} {} ({})",
            finding.rule, at.line, finding.message, finding.primary.text
        )
    };
    loaded.findings.iter().map(tell).collect()
}

fn unit<'l>(loaded: &'l Loaded, id: &str) -> &'l Record<Unit> {
    loaded.governance.units.get(id).expect("a unit")
}

fn role<'l>(loaded: &'l Loaded, id: &str) -> &'l Record<Role> {
    loaded.governance.roles.get(id).expect("a role")
}

/// `path:line text` of a place.
fn shown(loaded: &Loaded, place: Place) -> String {
    let (path, at) = loaded.sources.locate(place);
    let text = loaded.sources.get(place.source).slice(place.span);
    format!("{path}:{} {text}", at.line)
}

/// `person`, or `person < team` where the team brings the person in.
fn members(loaded: &Loaded, id: &str) -> Vec<String> {
    let each = unit(loaded, id).data.members.iter();
    each.map(|member| match &member.through {
        Some(team) => format!("{} < {team}", member.person.value),
        None => member.person.to_string(),
    })
    .collect()
}

/// `object @ text` of each power of a mandate.
fn powers(
    loaded: &Loaded,
    record: &Record<impl Sized>,
    mandate: &crate::model::Mandate,
) -> Vec<String> {
    let text = |span: Span| loaded.sources.get(record.source).slice(span);
    let each = mandate.powers.iter();
    each.map(|power| format!("{} @ {}", power.over.value, text(power.span)))
        .collect()
}

/// `holder object level @ place` of each grant.
fn grants(loaded: &Loaded) -> Vec<String> {
    let tell = |grant: &Grant| {
        let kind = match grant.holder {
            Actor::Unit(_) => "unit",
            Actor::Role(_) => "role",
            Actor::Person(_) => "person",
        };
        let level = grant.line.up_to.as_ref();
        let level = level.map_or(String::new(), |level| format!(" {}", level.value));
        format!(
            "{kind} {} {}{level} @ {}",
            grant.holder,
            grant.line.over.value,
            shown(loaded, grant.place)
        )
    };
    loaded.governance.grants.iter().map(tell).collect()
}

#[test]
fn people_and_teams_in_toml_are_the_mark() {
    let seen = |paths: &[&str]| {
        let files = paths.iter();
        let tree = files.fold(MemoryTree::new("x"), |tree, path| tree.with(*path, ""));
        RustTeam::detects(&tree.entries().unwrap())
    };
    assert!(seen(&["people/a.toml", "teams/b.toml"]));
    assert!(seen(&["people/a.toml", "teams/archive/b.toml"]));
    assert!(!seen(&["config.toml", "teams/b.toml"]));
    assert!(!seen(&["people/a.toml", "teams/b.yaml"]));
    assert!(!seen(&["people/a/b.toml", "teams/b.toml"]));
    assert!(!seen(&["x/people/a.toml", "x/teams/b.toml"]));
}

#[test]
fn other_files_are_let_be() {
    let loaded = sound(&[
        ("README.md", "["),
        ("people/README.md", "["),
        ("people/old/x.toml", "["),
        ("docs/x.toml", "["),
        ("teams/.core.toml.swp", "["),
    ]);
    assert_eq!(loaded.files, 2);
}

#[test]
fn an_unchanged_file_is_parsed_once() {
    let mut cache = Cache::default();
    let first = tree(&[("people/bo.toml", "name = 'Bo'\ngithub = 'bo'\n")]);
    let second = tree(&[("people/bo.toml", "name = 'Bo B'\ngithub = 'bo'\n")]);
    for (tree, name) in [(&first, "Bo"), (&second, "Bo B"), (&first, "Bo")] {
        let loaded = Snapshot::of::<RustTeam>(tree, tree.entries().unwrap(), &mut cache).loaded();
        assert_eq!(loaded.governance.person_name("bo"), name);
        let (source, _) = loaded
            .sources
            .locate(loaded.governance.people["bo"].head_place());
        assert_eq!(source, "people/bo.toml");
    }
    assert_eq!(RustTeam::kept(&mut cache).len(), 4);
}
