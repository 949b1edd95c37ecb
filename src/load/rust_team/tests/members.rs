use super::*;
use crate::model::Id;
use std::fmt::Write;

#[test]
fn members_stand_at_their_names() {
    let loaded = sound(&[(
        "teams/x.toml",
        "name = 'x'\n[people]\nleads = ['bo']\nmembers = [\n  'ann',\n  \
         { github = 'bo', roles = ['editor'] },\n]\nalumni = ['cy', { github = 'di', roles = ['gone'] }]\n\
         [[roles]]\nid = 'editor'\ndescription = 'Editor'\n",
    )]);
    assert_eq!(members(&loaded, "x"), ["ann", "bo"]);
    let x = unit(&loaded, "x");
    let places = x.data.members.iter();
    let places: Vec<String> = places
        .map(|member| shown(&loaded, x.place(member.span)))
        .collect();
    assert_eq!(places, ["teams/x.toml:5 'ann'", "teams/x.toml:6 'bo'"]);
}

#[test]
fn leads_and_own_roles_become_roles() {
    let loaded = sound(&[(
        "teams/x.toml",
        "name = 'x'\n[people]\nleads = ['bo']\nmembers = [\n  'ann',\n  \
         { github = 'bo', roles = ['editor'] },\n]\n\
         [[roles]]\nid = 'editor'\ndescription = 'The editor'\n[[roles]]\nid = 'spare'\n",
    )]);
    let holders = |id: &str| -> Vec<String> {
        let role = role(&loaded, id);
        let each = role.data.holders.iter();
        each.map(|at| format!("{} @ {}", at.person, shown(&loaded, role.place(at.span))))
            .collect()
    };
    let lead = role(&loaded, "x-lead");
    assert_eq!(lead.name(), "Lead");
    assert_eq!(lead.data.unit.as_str(), "x");
    assert_eq!(lead.envelope.id, None);
    let seats = lead.data.seats.unwrap();
    assert_eq!((seats.min, seats.max), (Some(0), None));
    assert_eq!(shown(&loaded, lead.head_place()), "teams/x.toml:3 leads");
    assert_eq!(holders("x-lead"), ["bo @ teams/x.toml:3 'bo'"]);

    let editor = role(&loaded, "x-editor");
    assert_eq!(editor.name(), "The editor");
    assert_eq!(editor.envelope.id.as_ref().unwrap().as_str(), "editor");
    assert_eq!(holders("x-editor"), ["bo @ teams/x.toml:6 'editor'"]);
    let person = &editor.data.holders[0].person;
    assert_eq!(
        shown(&loaded, editor.place(person.span)),
        "teams/x.toml:6 'bo'"
    );
    assert_eq!(role(&loaded, "x-spare").name(), "spare");
    assert_eq!(holders("x-spare"), Vec::<String>::new());
    // `core` has no leads.
    assert_eq!(loaded.governance.roles.len(), 3);
}

#[test]
fn ids_of_roles_never_collide() {
    let with = |name: &str, lead: &str, role: &str| {
        format!(
            "name = '{name}'\n[people]\nleads = [{lead}]\nmembers = []\n[[roles]]\nid = '{role}'\n"
        )
    };
    let loaded = sound(&[
        ("teams/a.toml", &with("a", "'ann'", "lead")),
        ("teams/b.toml", &with("b", "", "c-lead")),
        ("teams/b-c.toml", &with("b-c", "'ann'", "x")),
        ("teams/d.toml", &with("d", "", "e")),
        ("teams/d-e.toml", &team("d-e", "")),
    ]);
    let ids = loaded.governance.roles.keys();
    let ids: Vec<&str> = ids.map(Id::as_str).collect();
    assert_eq!(
        ids,
        [
            "a-lead",
            "a-lead-2",
            "b-c-lead",
            "b-c-lead-2",
            "b-c-x",
            "d-e-2"
        ]
    );
    assert_eq!(role(&loaded, "a-lead").data.holders.len(), 1);
    assert_eq!(role(&loaded, "b-c-lead").data.unit.as_str(), "b-c");
    assert_eq!(role(&loaded, "b-c-lead-2").data.unit.as_str(), "b");
}

#[test]
fn members_come_through_included_teams() {
    let loaded = sound(&[
        (
            "teams/a.toml",
            &team(
                "a",
                "members = ['ann', 'bo']\nincluded-teams = ['b', 'none']",
            ),
        ),
        (
            "teams/b.toml",
            &team("b", "members = ['bo', 'cy']\nincluded-teams = ['c']"),
        ),
        ("teams/c.toml", &team("c", "members = ['di', 'cy']")),
        ("teams/archive/none.toml", &team("none", "members = ['ed']")),
    ]);
    assert_eq!(members(&loaded, "a"), ["ann", "bo", "cy < b", "di < b"]);
    assert_eq!(members(&loaded, "b"), ["bo", "cy", "di < c"]);
    let a = unit(&loaded, "a");
    let through = &a.data.members[3];
    assert_eq!(shown(&loaded, a.place(through.span)), "teams/a.toml:4 'b'");
    assert_eq!(through.person.span, through.span);
}

#[test]
fn circles_of_teams_share_their_members() {
    let loaded = sound(&[
        (
            "teams/a.toml",
            &team("a", "members = ['ann']\nincluded-teams = ['b', 'a']"),
        ),
        (
            "teams/b.toml",
            &team("b", "members = ['bo']\nincluded-teams = ['c']"),
        ),
        (
            "teams/c.toml",
            &team("c", "members = ['cy']\nincluded-teams = ['a', 'b']"),
        ),
    ]);
    assert_eq!(members(&loaded, "a"), ["ann", "bo < b", "cy < b"]);
    assert_eq!(members(&loaded, "b"), ["bo", "cy < c", "ann < c"]);
    assert_eq!(members(&loaded, "c"), ["cy", "ann < a", "bo < a"]);
}

#[test]
fn flags_bring_in_leads_by_kind_of_team() {
    let kind = |name: &str, kind: &str| {
        let lead = format!("l-{name}");
        let rest = team(name, &format!("leads = ['{lead}']\nmembers = ['{lead}']"));
        format!("{kind}\n{rest}")
    };
    let marker = |flag: &str| {
        let rest = team("leads", &format!("leads = ['ann']\n{flag} = true"));
        format!("kind = 'marker-team'\n{rest}")
    };
    for (flag, expected) in [
        ("include-team-leads", "l-t < t"),
        ("include-wg-leads", "l-w < w"),
        ("include-project-group-leads", "l-p < p"),
    ] {
        let loaded = sound(&[
            ("teams/leads.toml", &marker(flag)),
            ("teams/t.toml", &kind("t", "kind = 'team'")),
            ("teams/w.toml", &kind("w", "wg = true")),
            ("teams/p.toml", &kind("p", "kind = 'project-group'")),
            ("teams/m.toml", &kind("m", "kind = 'marker-team'")),
            ("teams/archive/z.toml", &kind("z", "kind = 'team'")),
        ]);
        assert_eq!(members(&loaded, "leads"), [expected]);
        let leads = unit(&loaded, "leads");
        let place = leads.place(leads.data.members[0].span);
        assert_eq!(
            shown(&loaded, place),
            format!("teams/leads.toml:6 {flag} = true")
        );
    }
    let off = marker("include-team-leads").replace("true", "false");
    let loaded = sound(&[("teams/leads.toml", &off), ("teams/t.toml", &kind("t", ""))]);
    assert!(members(&loaded, "leads").is_empty());
}

#[test]
fn all_means_the_members_of_teams_proper() {
    let all = team("all", "include-all-team-members = true");
    let loaded = sound(&[
        ("teams/all.toml", &format!("kind = 'marker-team'\n{all}")),
        ("teams/a.toml", &team("a", "members = ['bo', 'ann']")),
        (
            "teams/b.toml",
            &team("b", "members = ['ann']\nincluded-teams = ['w']"),
        ),
        (
            "teams/w.toml",
            &format!("wg = true\n{}", team("w", "members = ['wim']")),
        ),
        (
            "teams/v.toml",
            &format!("wg = true\n{}", team("v", "members = ['vi']")),
        ),
        (
            "teams/ex.toml",
            &team("ex", "members = ['ex']\ninclude-all-alumni = true"),
        ),
    ]);
    assert_eq!(members(&loaded, "all"), ["bo < a", "ann < a", "wim < b"]);
}

#[test]
fn alumni_are_those_who_are_in_no_team_now() {
    let loaded = sound(&[
        (
            "teams/alumni.toml",
            &format!(
                "kind = 'marker-team'\n{}",
                team("alumni", "include-all-alumni = true")
            ),
        ),
        (
            "teams/a.toml",
            &team("a", "members = ['ann']\nalumni = ['bo', 'cy', 'wim']"),
        ),
        (
            "teams/b.toml",
            &team(
                "b",
                "members = ['cy']\nalumni = ['ann']\nincluded-teams = ['w']",
            ),
        ),
        (
            "teams/w.toml",
            &format!("wg = true\n{}", team("w", "members = ['wim']")),
        ),
        (
            "teams/archive/z.toml",
            &team("z", "members = ['zoe', 'ann']\nalumni = ['bo', 'yan']"),
        ),
    ]);
    assert_eq!(members(&loaded, "alumni"), ["bo < a", "yan < z", "zoe < z"]);
    assert_eq!(members(&loaded, "a"), ["ann"]);
}

#[test]
fn children_were_the_included_teams_of_the_first_year() {
    let all = format!("children = [\n  'a',\n]\n{}", team("all", ""));
    let loaded = sound(&[
        ("teams/all.toml", &all),
        ("teams/a.toml", &team("a", "members = ['ann']")),
    ]);
    assert_eq!(members(&loaded, "all"), ["ann < a"]);
    let all = unit(&loaded, "all");
    let place = all.place(all.data.members[0].span);
    assert_eq!(shown(&loaded, place), "teams/all.toml:2 'a'");
}

#[test]
fn more_memberships_than_can_be_are_not_worked_out() {
    let mut start = tree(&[]);
    for at in 0..2500 {
        let mut text = String::new();
        let next = at + 1;
        let people = format!("members = ['p{at}']\nincluded-teams = ['t{next}']");
        write!(text, "{}", team(&format!("t{at}"), &people)).unwrap();
        start = start.with(format!("teams/t{at}.toml"), text);
    }
    let loaded = read(&start);
    assert!(loaded.is_incomplete());
    let first = &told(&loaded)[0];
    assert!(first.starts_with("unreadable-file teams/t"), "{first}");
    assert_eq!(members(&loaded, "t0").len(), 2500);
}
