//! The law held on made-up teams, walked through edit by edit: what is kept of one point for the
//! next, of who belongs to teams through others above all, is what everything tells.

use std::collections::BTreeMap;

use polity::load::{Cache, snapshot};
use polity::model::{Date, Id};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::{both, next, pretty, tree};
use crate::support::TODAY;

/// The first two decide what nobody else holds.
const TEAMS: [&str; 7] = [
    "core",
    "leadership-council",
    "all",
    "compiler",
    "gone",
    "heads",
    "infra",
];
const PEOPLE: [&str; 6] = ["ann", "bo", "cy", "di", "eve", "fay"];
const REPOS: usize = 2;
const FILES: usize = TEAMS.len() + PEOPLE.len() + REPOS;
const FIELDS: usize = 11;

/// The fields of every file.
type World = Vec<[u8; FIELDS]>;
/// A file, a field of it, and what it becomes.
type Edit = (usize, usize, u8);

fn people(bits: u8) -> String {
    let people = PEOPLE.iter().enumerate();
    let people = people.filter(|(at, _)| bits & (1 << at) != 0);
    let people: Vec<String> = people.map(|(_, person)| format!("'{person}'")).collect();
    people.join(", ")
}

fn permission(field: u8) -> &'static str {
    match field % 6 {
        0 => "perf = true\n",
        1 => "crater = true\nbors.rust.review = true\n",
        _ => "",
    }
}

fn team(at: usize, fields: &[u8; FIELDS]) -> Option<(String, String)> {
    let [
        here,
        members,
        leads,
        alumni,
        kind,
        parent,
        include,
        flag,
        may,
        archived,
        prose,
    ] = *fields;
    if here % 8 == 7 {
        return None;
    }
    let name = TEAMS[at];
    let mut text = "# moved\n".repeat(usize::from(prose % 3));
    text += &format!("name = '{name}'\n");
    text += match kind % 4 {
        2 => "kind = 'working-group'\n",
        3 => "kind = 'marker-team'\n",
        _ => "",
    };
    if parent % 3 != 0 && at > 0 {
        text += &format!("subteam-of = '{}'\n", TEAMS[usize::from(parent) % at]);
    }
    text += &format!(
        "[people]\nleads = [{}]\nmembers = [{}]\nalumni = [{}]\n",
        people(leads & members),
        people(members),
        people(alumni & !members)
    );
    if include % 4 == 0 {
        let other = TEAMS[usize::from(include / 4) % TEAMS.len()];
        text += &format!("included-teams = ['{other}']\n");
    }
    text += match flag % 8 {
        0 | 1 => "include-all-team-members = true\n",
        2 | 3 => "include-all-alumni = true\n",
        4 => "include-team-leads = true\n",
        _ => "",
    };
    text += &format!("[permissions]\n{}", permission(may));
    let folder = if archived % 6 == 5 { "archive/" } else { "" };
    Some((format!("teams/{folder}{name}.toml"), text))
}

fn file(at: usize, fields: &[u8; FIELDS]) -> Option<(String, String)> {
    let Some(at) = at.checked_sub(TEAMS.len()) else {
        return team(at, fields);
    };
    if let Some(person) = PEOPLE.get(at) {
        let text = format!(
            "name = 'Person {person}'\ngithub = '{person}'\n[permissions]\n{}",
            permission(fields[0])
        );
        return Some((format!("people/{person}.toml"), text));
    }
    let levels = ["read", "write", "admin"];
    let level = |field: u8| levels[usize::from(field) % levels.len()];
    let mut text = format!("org = 'rust-lang'\nname = 'repo-{at}'\ndescription = 'x'\nbots = []\n");
    text += &format!(
        "[access.teams]\n{} = '{}'\n[access.individuals]\n{} = '{}'\n",
        TEAMS[usize::from(fields[0]) % TEAMS.len()],
        level(fields[1]),
        PEOPLE[usize::from(fields[2]) % PEOPLE.len()],
        level(fields[3])
    );
    Some((format!("repos/rust-lang/repo-{at}.toml"), text))
}

fn files(world: &World) -> BTreeMap<String, String> {
    let files = world.iter().enumerate();
    files
        .filter_map(|(at, fields)| file(at, fields))
        .chain([("config.toml".to_owned(), String::new())])
        .collect()
}

fn edit() -> impl Strategy<Value = Edit> {
    // Who is in which team is what is edited most.
    let who = (0..TEAMS.len(), 1_usize..4, any::<u8>());
    prop_oneof![2 => who, 1 => (0..FILES, 0..FIELDS, any::<u8>())]
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_123),
        ..ProptestConfig::with_cases(64)
    })]

    #[test]
    fn a_walk_through_teams_tells_what_everything_tells(
        (world, edits) in (vec(any::<[u8; FIELDS]>(), FILES), vec(vec(edit(), 1..3), 1..8))
    ) {
        let mut cache = Cache::default();
        let today = Date::parse(TODAY).unwrap();
        let mut world: World = world;
        let mut before = snapshot(&tree(&files(&world)), None, &mut cache).unwrap();
        for edits in edits {
            let old = files(&world);
            for (at, field, value) in &edits {
                world[*at][*field] = *value;
            }
            let after = next(&before, &old, &files(&world), &mut cache);
            let (base, head) = before.difference(&after, today).unwrap();
            let name = |id: &Id| after.person_name(id).or_else(|| before.person_name(id));
            let whole = [&before.loaded(), &after.loaded()];
            let (part, whole) = both([&base, &head], whole, [today; 2], &name, false);
            pretty(&part.unwrap(), &whole, &format!("{edits:?}"));
            before = after;
        }
    }
}
