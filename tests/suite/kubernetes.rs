//! Histories in the formats of Kubernetes: what is told of two points of history from what differs
//! alone is what is told from everything.

use polity::load::{Cache, Loaded, Snapshot, snapshot};
use polity::model::Date;
use polity::power::powers;
use polity::shift::{Comparison, Side, compare};
use polity::tree::MemoryTree;

type Files = Vec<(&'static str, String)>;

fn read(files: &Files, cache: &mut Cache) -> Snapshot {
    let tree = files
        .iter()
        .fold(MemoryTree::new("test"), |tree, (path, text)| {
            tree.with(*path, text.as_str())
        });
    snapshot(&tree, None, cache).unwrap()
}

fn day() -> Date {
    Date::of_unix(1_700_000_000)
}

fn told(base: &Loaded, head: &Loaded) -> Comparison {
    let day = day();
    let (before, after) = (powers(&base.governance, day), powers(&head.governance, day));
    compare(
        Side {
            governance: &base.governance,
            sources: &base.sources,
            powers: &before,
        },
        Side {
            governance: &head.governance,
            sources: &head.sources,
            powers: &after,
        },
    )
}

fn text(comparison: &Comparison) -> String {
    format!(
        "{:#?}\n{:#?}\n{:#?}",
        comparison.shifts, comparison.entries, comparison.names
    )
}

fn entries(comparison: &Comparison) -> Vec<String> {
    let all = comparison.entries.iter();
    all.map(|entry| {
        let sign = if entry.gained { '+' } else { '-' };
        format!("{sign} {} {} {}", entry.who, entry.role, entry.body)
    })
    .collect()
}

/// Every pair of a history, both ways, from what differs and from everything.
fn hold_the_law(history: &[Files]) {
    let mut cache = Cache::default();
    let points: Vec<Snapshot> = history
        .iter()
        .map(|files| read(files, &mut cache))
        .collect();
    for (i, base) in points.iter().enumerate() {
        for (j, head) in points.iter().enumerate() {
            let (old, new) = base.difference(head, day()).unwrap();
            let part = text(&told(&old, &new));
            let whole = text(&told(&base.loaded(), &head.loaded()));
            let mut lines = part.lines().zip(whole.lines()).enumerate();
            if let Some((at, _)) = lines.find(|(_, (part, whole))| part != whole) {
                let around = |text: &str| -> Vec<String> {
                    let lines = text.lines().skip(at.saturating_sub(40)).take(50);
                    lines.map(str::to_owned).collect()
                };
                panic!("{i} to {j}: {:#?}\n{:#?}", around(&part), around(&whole));
            }
            assert_eq!(part, whole, "{i} to {j}");
        }
    }
}

fn group(dir: &str, name: &str, chairs: &[&str], more: &str) -> String {
    let chairs: String = chairs
        .iter()
        .map(|chair| format!("    - github: {chair}\n      name: {chair} Surname\n"))
        .collect();
    format!("- dir: {dir}\n  name: {name}\n  leadership:\n    chairs:\n{chairs}{more}")
}

fn owners(approvers: &[&str]) -> String {
    let all: String = approvers.iter().map(|name| format!("- {name}\n")).collect();
    format!("approvers:\n{all}")
}

/// A community in which everything happens that happens to groups, aliases and folders.
fn community() -> Vec<Files> {
    let steering = |members: &[&str]| {
        format!(
            "committees:\n{}",
            group("committee-steering", "Steering", members, "")
        )
    };
    let sub = |leads: &str| {
        format!(
            "  contact:\n    liaison:\n      github: zoe\n  subprojects:\n  - name: tools\n    owners:\n    - \
             https://raw.githubusercontent.com/g/tools/main/OWNERS\n{leads}"
        )
    };
    let garden = |chairs: &[&str], leads: &str| group("sig-garden", "Garden", chairs, &sub(leads));
    let pond = group("sig-pond", "Pond", &["carl", "dora"], "");
    let aliases = |garden: &str, rest: &str| {
        format!(
            "aliases:\n  sig-garden-leads:\n{garden}  sig-pond-leads:\n  - carl\n  - dora\n{rest}"
        )
    };
    let start: Files = vec![
        (
            "sigs.yaml",
            format!(
                "sigs:\n{}{pond}{}",
                garden(&["ann", "bob"], ""),
                steering(&["zoe", "yan"])
            ),
        ),
        ("OWNERS_ALIASES", aliases("  - ann\n  - bob\n", "")),
        (
            "OWNERS",
            owners(&["sig-garden-leads", "sig-pond-leads", "yan"]),
        ),
        ("garden/OWNERS", owners(&["sig-garden-leads", "eve"])),
        ("pond/OWNERS", owners(&["sig-pond-leads"])),
    ];
    let with = |files: &Files, changes: &[(&'static str, Option<String>)]| -> Files {
        let kept = files
            .iter()
            .filter(|(path, _)| changes.iter().all(|(other, _)| other != path));
        let new = changes
            .iter()
            .filter_map(|(path, text)| Some((*path, text.clone()?)));
        kept.cloned().chain(new).collect()
    };
    let chair = with(
        &start,
        &[
            (
                "sigs.yaml",
                Some(format!(
                    "sigs:\n{}{pond}{}",
                    garden(&["ann", "eve"], "    leads:\n    - github: bob\n"),
                    steering(&["zoe", "yan"])
                )),
            ),
            ("OWNERS_ALIASES", Some(aliases("  - ann\n  - eve\n", ""))),
        ],
    );
    let dissolved = with(
        &chair,
        &[
            (
                "sigs.yaml",
                Some(format!("sigs:\n{pond}{}", steering(&["zoe", "ann"]))),
            ),
            (
                "OWNERS_ALIASES",
                Some("aliases:\n  sig-pond-leads:\n  - carl\n  - dora\n".to_owned()),
            ),
            ("garden/OWNERS", None),
            ("archive/garden/OWNERS", Some(owners(&["sig-garden-leads"]))),
        ],
    );
    let renamed = with(
        &start,
        &[
            (
                "sigs.yaml",
                Some(format!(
                    "sigs:\n{}{}{}",
                    garden(&["ann", "bob"], ""),
                    group("sig-water", "Water", &["carl", "dora"], ""),
                    steering(&["zoe", "yan"])
                )),
            ),
            ("pond/OWNERS", None),
            ("sig-water/OWNERS", Some(owners(&["sig-pond-leads", "ANN"]))),
        ],
    );
    // Read whole, because of the anchor: its pieces are others, and larger.
    let whole = with(
        &start,
        &[(
            "sigs.yaml",
            Some(format!(
                "sigs:\n{}{pond}{}",
                garden(&["&x ann", "*x"], ""),
                steering(&["zoe", "*x"])
            )),
        )],
    );
    vec![start, chair, dissolved, renamed, whole]
}

#[test]
fn what_differs_in_a_community_tells_what_everything_tells() {
    hold_the_law(&community());
}

#[test]
fn a_renamed_group_loses_nobody() {
    let history = community();
    let mut cache = Cache::default();
    let [start, renamed] = [0, 3].map(|at| read(&history[at], &mut cache));
    let (old, new) = start.difference(&renamed, day()).unwrap();
    let changes = entries(&told(&old, &new));
    assert!(
        changes.iter().all(|change| !change.contains("chairs")),
        "{changes:?}"
    );
    assert!(
        changes.contains(&"+ ANN approvers sig-water".to_owned()),
        "{changes:?}"
    );
}

/// Organisations in which everything happens that happens to members and teams.
fn organisations() -> Vec<Files> {
    let many = |skip: usize| -> String {
        let names = (0..90).filter(|number| *number != skip);
        names.map(|number| format!("- person-{number}\n")).collect()
    };
    let org = |admins: &str, members: &str, teams: &str| {
        format!("admins:\n{admins}members:\n{members}teams:\n{teams}")
    };
    let shed = "  shed:\n    maintainers:\n    - ann\n    members:\n    - person-1\n    repos:\n      tools: write\n";
    let keys = "  keys:\n    members:\n    - person-2\n    - Person-3\n    repos:\n      tools: admin\n    teams:\n      spare:\n        members:\n        - person-4\n";
    let pond = |text: &str| ("config/garden/sig-pond/teams.yaml", text.to_owned());
    let carp = "teams:\n  carp:\n    members:\n    - person-5\n    repos:\n      pond: read\n";
    let file = |text: String| ("config/garden/org.yaml", text);
    let other = ("config/field/org.yaml", org("- ann\n", "- bob\n", shed));
    let both = format!("{shed}{keys}");
    let start = vec![
        file(org("- ann\n- bob\n", &many(7), &both)),
        pond(carp),
        other.clone(),
    ];
    // Somebody is listed twice: one line less takes nothing away.
    let twice = format!("{}- PERSON-3\n", many(7));
    let doubled = vec![
        file(org("- ann\n- bob\n", &twice, &both)),
        pond(carp),
        other.clone(),
    ];
    let less = many(3).replace("- person-89\n", "- person-89\n- PERSON-3\n");
    let single = vec![
        file(org("- ann\n- bob\n", &less, &both)),
        pond(carp),
        other.clone(),
    ];
    let renamed = keys.replace("  keys:\n", "  locks:\n    previously:\n    - keys\n");
    let renamed = renamed.replace("tools: admin", "tools: maintain");
    let renamed = vec![
        file(org("- ann\n", &many(8), &format!("{shed}{renamed}"))),
        pond(carp),
        other.clone(),
    ];
    let gone = vec![
        file(org("- bob\n", &many(9), shed)),
        pond("teams:\n  trout:\n    members:\n    - person-5\n    repos:\n      tools: read\n"),
    ];
    let whole = vec![
        file(org("- &x ann\n- bob\n", &many(7), &both).replace("- person-2\n", "- *x\n")),
        pond(carp),
        other,
    ];
    vec![start, doubled, single, renamed, gone, whole]
}

#[test]
fn what_differs_in_organisations_tells_what_everything_tells() {
    hold_the_law(&organisations());
}

#[test]
fn one_line_of_two_for_a_member_takes_nothing_away() {
    let history = organisations();
    let mut cache = Cache::default();
    let [start, doubled, single] = [0, 1, 2].map(|at| read(&history[at], &mut cache));
    let changes = |base: &Snapshot, head: &Snapshot| {
        let (old, new) = base.difference(head, day()).unwrap();
        entries(&told(&old, &new))
    };
    assert_eq!(changes(&start, &doubled), Vec::<String>::new());
    assert_eq!(changes(&doubled, &single), ["+ person-7 org-member garden"]);
}

#[test]
fn a_team_renamed_says_so_and_keeps_its_people() {
    let history = organisations();
    let mut cache = Cache::default();
    let [start, renamed] = [0, 3].map(|at| read(&history[at], &mut cache));
    let (old, new) = start.difference(&renamed, day()).unwrap();
    assert_eq!(
        entries(&told(&old, &new)),
        [
            "- bob org-admin garden",
            "- person-8 org-member garden",
            "- team:garden:keys repo:admin garden/tools",
            "+ person-7 org-member garden",
            "+ team:garden:locks repo:maintain garden/tools",
        ]
    );
}
