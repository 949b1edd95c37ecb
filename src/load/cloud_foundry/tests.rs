#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use super::CloudFoundry;
use crate::load::{Cache, Loaded, Snapshot};
use crate::model::{Date, Governance, Kind, PersonType};
use crate::power::powers;
use crate::shift::{EntryChange, Side, compare};
use crate::tree::{MemoryTree, Tree};

const TOC: &str = "\
# TOC

| &nbsp; | Member | Company | Profile | Term Start | Term End |
| ------ | ------ | ------- | ------- | ---------- | -------- |
| <img>  | Ann Ash (TOC Chair) | X | [@ann](https://github.com/Ann) | 2024-06-21 | 2026 |
| <img>  | Bo Birch | Y | [@bo](https://github.com/bo) | 2025-06-21 | 2027 |

```yaml
name: Oversight
execution_leads:
- name: Ann Ash
  github: Ann
- name: Bo Birch
  github: bo
technical_leads:
- name: Staff
  github: staff
bots: []
areas:
- name: Community
  approvers: []
  repositories:
  - moon/community
```
";

const ROCKETS: &str = "\
# Rockets: Working Group Charter

Say ```yaml in a line, or show an example:

```yaml
applications:
- name: no charter
```

```yaml
name: Rockets
execution_leads:
- name: Cy Cedar
  github: cy
technical_leads:
- name: TBD
  github: TBD
bots:
- name: robot
  github: Rocket-Bot
areas:
- name: Engines (Main)
  approvers:
  - name: Di Dogwood
    github: '@DiDog'
  - github: didog
  reviewers:
  - name: Bo Birch
    github: Bo
  bots:
  - github: rocket-bot
  repositories:
  - moon/engine
  - https://github.com/moon/nozzle.git
  - moon/Engine
- name: Fuel
  repositories:
  - moon/fuel
config:
  x: 1
```
";

fn files<'f>(files: &[(&'f str, &'f str)]) -> MemoryTree {
    let start = MemoryTree::new("test");
    files
        .iter()
        .fold(start, |tree, (path, text)| tree.with(*path, *text))
}

fn load(all: &[(&str, &str)]) -> Loaded {
    let tree = files(all);
    let entries = tree.entries().unwrap();
    Snapshot::of::<CloudFoundry>(&tree, entries, &mut Cache::default()).loaded()
}

fn moon() -> Loaded {
    load(&[
        ("toc/TOC.md", TOC),
        ("toc/working-groups/rockets.md", ROCKETS),
        ("toc/working-groups/WORKING-GROUPS.md", ROCKETS),
        ("toc/working-groups/updates/2026.md", ROCKETS),
        (
            "toc/working-groups/notes.md",
            "# Notes\n\n```yaml\na: [\n```\n",
        ),
    ])
}

/// `who | role | body | path:line` of everything recorded.
fn entries(loaded: &Loaded) -> Vec<String> {
    let mut told = Vec::new();
    for piece in &loaded.governance.entries {
        for entry in &*piece.entries {
            let source = loaded.sources.get(piece.source);
            let line = source.position(entry.span.start + piece.offset).line;
            told.push(format!(
                "{} | {} | {} | {}:{line}",
                entry.who.word,
                entry.role,
                entry.body.word,
                source.path()
            ));
        }
    }
    told
}

fn told(loaded: &Loaded) -> Vec<String> {
    let tell = |finding: &crate::diag::Finding| {
        let (path, at) = loaded.sources.locate(finding.primary.place);
        format!(
            "{} {:?} {path}:{} {}",
            finding.rule, finding.severity, at.line, finding.message
        )
    };
    loaded.findings.iter().map(tell).collect()
}

/// What changed hands in the words of the source.
fn changes(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
    let told = comparison(&load(old), &load(new)).0;
    told.iter()
        .map(|change| {
            let sign = if change.gained { '+' } else { '-' };
            format!("{sign}{} | {} | {}", change.who, change.role, change.body)
        })
        .collect()
}

fn day() -> Date {
    Date::parse("2025-09-01").unwrap()
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

/// A history of the charter: people, spellings, repositories and areas come and go.
fn history() -> Vec<(String, String)> {
    let mut texts = vec![(ROCKETS.to_owned(), String::new())];
    for (from, to) in [
        ("github: cy", "github: cee"),
        (
            "- name: Fuel\n",
            "- name: Fuels\n  approvers: [{name: Bo Birch, github: bo}]\n",
        ),
        ("  - moon/engine\n", "  - moon/fuel\n"),
        ("- name: Di Dogwood\n    github: '@DiDog'\n  - ", "- "),
        ("  - moon/Engine\n", ""),
        ("- name: Cy Cedar\n  github: cee\n", ""),
        ("  - moon/fuel\nconfig", "  - moon/dust\nconfig"),
        ("name: Rockets\n", "name: Rocketry\n"),
        ("github: Bo\n", "github: bobirch\n"),
    ] {
        let (last, _) = &texts[texts.len() - 1];
        assert!(last.contains(from), "{from}");
        texts.push((last.replace(from, to), String::new()));
    }
    let (last, _) = texts[texts.len() - 1].clone();
    texts.push((last.clone(), ROCKETS.replace("Rockets", "Boats")));
    texts.push((
        last,
        ROCKETS.replace("moon/", "sea/").replace("Fuel", "Wind"),
    ));
    texts
}

#[test]
fn what_a_change_concerns_tells_as_much_as_everything() {
    let mut cache = Cache::default();
    let history = history();
    let points: Vec<Snapshot> = history
        .iter()
        .map(|(rockets, boats)| {
            let mut all = vec![
                ("toc/TOC.md", TOC),
                ("toc/working-groups/rockets.md", rockets.as_str()),
                ("orgs/a.yml", "orgs: {moon: {contributors: [didog, zed]}}"),
            ];
            if !boats.is_empty() {
                all.push(("toc/working-groups/boats.md", boats));
            }
            let tree = files(&all);
            Snapshot::of::<CloudFoundry>(&tree, tree.entries().unwrap(), &mut cache)
        })
        .collect();
    let mut narrowed = 0;
    for (before, base) in points.iter().enumerate() {
        for (after, head) in points.iter().enumerate() {
            let Some((old, new)) = base.difference(head, day()) else {
                continue;
            };
            let (all_old, all_new) = (base.loaded(), head.loaded());
            narrowed += usize::from(old.governance.len() < all_old.governance.len());
            assert_eq!(
                comparison(&old, &new),
                comparison(&all_old, &all_new),
                "{before} to {after}"
            );
        }
    }
    assert!(narrowed > 20, "{narrowed}");
}

fn roles(governance: &Governance) -> Vec<String> {
    let roles = governance.roles.values().map(|role| {
        let holders = role.data.holders.iter();
        let holders: Vec<&str> = holders.map(|holder| holder.person.as_str()).collect();
        let domains = role.data.mandate.domains.iter();
        let domains: Vec<&str> = domains.map(|domain| domain.as_str()).collect();
        format!(
            "{}: {} [{}]",
            role.id,
            holders.join(", "),
            domains.join(", ")
        )
    });
    roles.collect()
}

#[test]
fn charters_are_told_in_the_words_of_the_source() {
    let group = "toc/working-groups/rockets.md";
    let loaded = moon();
    let (of_group, of_committee): (Vec<String>, Vec<String>) = entries(&loaded)
        .into_iter()
        .partition(|entry| entry.contains(group));
    assert_eq!(
        of_committee,
        [
            "ann | chair | toc | toc/TOC.md:5",
            "Ann | execution_leads | toc | toc/TOC.md:11",
            "bo | execution_leads | toc | toc/TOC.md:13",
            "staff | technical_leads | toc | toc/TOC.md:16",
            "toc/Community | owns | moon/community | toc/TOC.md:23",
        ]
    );
    let expected = [
        "cy | execution_leads | wg:rockets | 13",
        "Rocket-Bot | bots | wg:rockets | 19",
        "DiDog | approvers | wg:rockets/Engines (Main) | 24",
        "Bo | reviewers | wg:rockets/Engines (Main) | 28",
        "rocket-bot | bots | wg:rockets/Engines (Main) | 31",
        "wg:rockets/Engines (Main) | owns | moon/engine | 33",
        "wg:rockets/Engines (Main) | owns | https://github.com/moon/nozzle.git | 34",
        "wg:rockets/Fuel | owns | moon/fuel | 38",
    ];
    let of_group: Vec<String> = of_group
        .iter()
        .map(|entry| entry.replace(&format!("{group}:"), ""))
        .collect();
    assert_eq!(of_group, expected);
}

#[test]
fn the_tree_of_groups_and_areas_is_as_it_stands() {
    let loaded = moon();
    let governance = &loaded.governance;
    let units = governance.units.values().map(|unit| {
        let parent = unit.data.parent.as_ref();
        let parent = parent.map_or("-", |parent| parent.as_str());
        format!("{} {} < {parent}", unit.id, unit.name())
    });
    assert_eq!(
        units.collect::<Vec<String>>(),
        [
            "rockets Rockets < toc",
            "rockets-engines-main Engines (Main) < rockets",
            "rockets-fuel Fuel < rockets",
            "toc Oversight < -",
            "toc-community Community < toc",
            "toc-technical-leads TOC technical leads < toc",
        ]
    );
    assert_eq!(
        roles(governance),
        [
            "rockets-bot: rocket-bot []",
            "rockets-engines-main-approver: didog [repos/moon/engine, repos/moon/nozzle]",
            "rockets-engines-main-bot: rocket-bot []",
            "rockets-engines-main-reviewer: bo []",
            "rockets-execution-lead: cy []",
            "rockets-fuel-approver:  [repos/moon/fuel]",
            "rockets-technical-lead:  []",
            "toc-bot:  []",
            "toc-chair: ann []",
            "toc-community-approver:  [repos/moon/community]",
            "toc-execution-lead: ann, bo []",
            "toc-technical-lead: staff []",
        ]
    );
    assert_eq!(
        governance.people["rocket-bot"].data.person_type,
        PersonType::Bot
    );
    assert_eq!(governance.people["bo"].name(), "Bo Birch");
    let lead = &governance.roles["toc-execution-lead"].data.holders[0];
    let term = (
        lead.since.unwrap().to_string(),
        lead.until.unwrap().to_string(),
    );
    assert_eq!(term, ("2024-06-21".to_owned(), "2026-12-31".to_owned()));
}

#[test]
fn a_new_handle_of_the_same_name_gives_and_takes_nothing() {
    let group = "toc/working-groups/rockets.md";
    let other = ROCKETS.replace("github: '@DiDog'", "github: di-at-work");
    let other = other.replace("  - github: didog\n", "");
    assert_eq!(changes(&[(group, ROCKETS)], &[(group, &other)]), [""; 0]);
    let replaced = other.replace("Di Dogwood", "Ed Elm");
    assert_eq!(
        changes(&[(group, ROCKETS)], &[(group, &replaced)]),
        [
            "-DiDog | approvers | wg:rockets/Engines (Main)",
            "+di-at-work | approvers | wg:rockets/Engines (Main)"
        ]
    );
    let cased = ROCKETS.replace("Rocket-Bot", "ROCKET-BOT");
    assert_eq!(changes(&[(group, ROCKETS)], &[(group, &cased)]), [""; 0]);
}

#[test]
fn the_chair_is_told_where_nobody_joins_or_leaves() {
    let toc = "toc/TOC.md";
    let passed = TOC
        .replace(" (TOC Chair)", "")
        .replace("Bo Birch |", "Bo Birch (TOC Chair) |");
    assert_eq!(
        changes(&[(toc, TOC)], &[(toc, &passed)]),
        ["-ann | chair | toc", "+bo | chair | toc"]
    );
    let elected = TOC.replace("Ann Ash", "Ed Elm").replace("@ann", "@ed");
    let elected = elected.replace("github: Ann", "github: ed");
    assert_eq!(
        changes(&[(toc, TOC)], &[(toc, &elected)]),
        [
            "-Ann | execution_leads | toc",
            "+ed | execution_leads | toc"
        ]
    );
}

#[test]
fn a_committee_without_a_block_is_known_by_its_table() {
    let (table, _) = TOC.split_once("```").unwrap();
    let lost = changes(&[("toc/TOC.md", table)], &[("toc/TOC.md", TOC)]);
    assert_eq!(
        lost,
        [
            "+staff | technical_leads | toc",
            "+toc/Community | owns | moon/community"
        ]
    );
    let prose = load(&[(
        "toc/working-groups/x.md",
        "# X: Working Group Charter\nby @ann\n",
    )]);
    assert_eq!(prose.governance.units["x"].name(), "X");
    assert_eq!(entries(&prose), [""; 0]);
}

#[test]
fn of_two_lists_the_last_counts() {
    let group = "toc/working-groups/rockets.md";
    let twice = ROCKETS.replace("config:\n", "areas:\n- name: Fuel\nconfig:\n");
    let loaded = load(&[(group, &twice)]);
    assert_eq!(
        told(&loaded),
        [format!(
            "duplicate-key Warning {group}:39 `areas` is written twice"
        )]
    );
    assert!(!loaded.governance.units.contains_key("rockets-engines-main"));
}

#[test]
fn organisations_have_people_and_teams() {
    let loaded = load(&[
        ("toc/TOC.md", TOC),
        (
            "orgs/contributors.yml",
            "orgs:\n  moon:\n    contributors:\n    - Fay\n    - ann\n    - fay\n",
        ),
        (
            "orgs/orgs.yml",
            "---\norgs:\n  moon:\n    admins: [gus]\n    members: [] # elsewhere\n    repos: {x: {}}\n\
             \x20   teams:\n      Ops:\n        maintainers: [fay]\n        members: [hal]\n\
             \x20       repos: {engine: admin, odd: 3}\n",
        ),
        (
            "orgs/branchprotection.yml",
            "branch-protection:\n  orgs: {}\n",
        ),
    ]);
    assert_eq!(told(&loaded), [""; 0]);
    let governance = &loaded.governance;
    let members = |id: &str| {
        let members = governance.units[id].data.members.iter();
        let members: Vec<&str> = members.map(|member| member.person.as_str()).collect();
        members.join(" ")
    };
    assert_eq!(members("github-moon"), "fay ann");
    assert_eq!(members("github-moon-ops"), "fay hal");
    let grants = governance.grants.iter();
    let grants: Vec<String> = grants
        .map(|grant| {
            let level = grant.line.up_to.as_ref().map(ToString::to_string);
            format!("{} {} {level:?}", grant.holder, grant.line.over)
        })
        .collect();
    assert_eq!(
        grants,
        [
            "gus repos/moon Some(\"admin\")",
            "github-moon-ops repos/moon/engine Some(\"admin\")"
        ]
    );
}

#[test]
fn what_cannot_be_read_is_told_and_hides_nothing_else() {
    let loaded = load(&[
        ("toc/TOC.md", TOC),
        (
            "toc/working-groups/a.md",
            "x\n```yaml\nexecution_leads:\n- github: [\n```\n",
        ),
        (
            "toc/working-groups/b.md",
            "```yaml\nareas: 3\nbots: {x: 1}\nexecution_leads: [3, null, {name: Nobody Known}]\n```\n",
        ),
        (
            "toc/working-groups/c.md",
            "```yaml\nareas:\n- 3\n- null\n- name: Twin\n- name: twin\n  repositories: [x, {}]\n```",
        ),
    ]);
    let told = told(&loaded);
    assert_eq!(told.len(), 7, "{told:#?}");
    assert!(told[0].starts_with("broken-syntax Error toc/working-groups/a.md:4 "));
    assert!(loaded.governance.has(Kind::Unit, "a"));
    assert_eq!(
        loaded.governance.roles["b-execution-lead"]
            .data
            .holders
            .len(),
        1
    );
    assert!(loaded.governance.units.contains_key("c-twin-2"));
    for text in [
        "",
        "```yaml",
        "```yaml\n",
        "|\n||",
        "# ",
        "```yaml\nareas:\n```",
        "\u{0}",
    ] {
        load(&[
            ("toc/TOC.md", text),
            ("toc/working-groups/x.md", text),
            ("orgs/x.yml", text),
        ]);
    }
}
