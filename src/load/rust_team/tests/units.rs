use super::*;
use crate::model::{Format, Status};

#[test]
fn a_person_keeps_handles_and_no_addresses() {
    let text = "name = 'Bo B'\ngithub = 'Bo-1'\ngithub-id = 7\nzulip-id = 8\ndiscord-id = 9\n\
                email = 'bo@example.org'\nirc = 'bo@example.org'\nmatrix = '@bo:example.org'\n\
                funding = { github-sponsors = true }\nfuture-key = [1]\n";
    let loaded = sound(&[("people/bob.toml", text)]);
    let person = &loaded.governance.people["Bo-1"];
    assert_eq!(person.name(), "Bo B");
    let handles: Vec<String> = person
        .data
        .handles
        .iter()
        .map(|(service, handle)| format!("{service}={handle}"))
        .collect();
    assert_eq!(
        handles,
        [
            "discord-id=9",
            "github=Bo-1",
            "github-id=7",
            "matrix=@bo:example.org",
            "zulip-id=8"
        ]
    );
    assert_eq!(
        shown(&loaded, person.head_place()),
        "people/bob.toml:2 'Bo-1'"
    );
    let handles = &loaded.governance.people["ann"].data.handles;
    assert_eq!(handles.len(), 1);
}

#[test]
fn the_first_years_called_the_irc_handle_otherwise() {
    let text = "name = 'Bo'\ngithub = 'bo'\nirc-nickname = 'bobo'\ndiscord = 'bo#12'\n";
    let loaded = sound(&[("people/bo.toml", text)]);
    let handles = &loaded.governance.people["bo"].data.handles;
    assert_eq!(handles["irc"].as_str(), "bobo");
    assert_eq!(handles["discord"].as_str(), "bo#12");
}

#[test]
fn a_team_is_a_unit_under_its_parent_or_the_root() {
    let loaded = sound(&[
        (
            "teams/infra.toml",
            "name = 'infra'\ntop-level = true\n[people]\nleads = []\nmembers = []\n\
             [website]\nname = 'Infrastructure team'\ndescription = 'Keeps CI alive'\n",
        ),
        (
            "teams/bots.toml",
            "name = 'bots'\nkind = 'marker-team'\nsubteam-of = 'infra'\n[people]\nmembers = []\n",
        ),
    ]);
    let infra = unit(&loaded, "infra");
    assert_eq!(infra.name(), "Infrastructure team");
    let purpose = |id: &str| unit(&loaded, id).data.mandate.purpose.clone();
    assert_eq!(purpose("infra").unwrap().as_str(), "Keeps CI alive");
    assert_eq!(
        purpose("bots").unwrap().as_str(),
        "Marks people for permissions and access"
    );
    assert_eq!(purpose("core"), None);
    let parent = |id: &str| {
        let unit = unit(&loaded, id);
        let parent = unit.data.parent.as_ref().unwrap();
        let place = shown(&loaded, unit.place(parent.span));
        format!("{} @ {place}", parent.value)
    };
    assert_eq!(
        parent("infra"),
        "project @ teams/infra.toml:2 top-level = true"
    );
    assert_eq!(parent("bots"), "infra @ teams/bots.toml:3 'infra'");
    assert_eq!(parent("core"), "project @ teams/core.toml:1 'core'");
    assert_eq!(unit(&loaded, "bots").name(), "bots");
    assert_eq!(loaded.governance.ancestors("bots").len(), 2);
}

#[test]
fn every_year_had_its_way_to_say_the_kind() {
    let with = |line: &str| format!("name = 'x'\n{line}\n[people]\nmembers = []\n");
    for (line, word) in [
        ("", "team"),
        ("kind = 'team'", "team"),
        ("kind = 'working-group'", "working group"),
        ("kind = 'project-group'", "project group"),
        ("kind = 'marker-team'", "marker team"),
        ("wg = true", "working group"),
        ("wg = false", "team"),
        ("marker-team = true", "marker team"),
    ] {
        let loaded = sound(&[("teams/x.toml", &with(line))]);
        let data = &unit(&loaded, "x").data;
        assert_eq!(data.unit_type.as_ref().unwrap().as_str(), word, "{line}");
    }
    let loaded = read(&tree(&[("teams/x.toml", &with("kind = 'working-grup'"))]));
    assert_eq!(
        told(&loaded),
        [
            "schema-mismatch teams/x.toml:2 `kind` cannot be `working-grup` \
             (did you mean `working-group`?)"
        ]
    );
}

#[test]
fn the_organisation_and_its_root_stand_in_no_file() {
    let org_of = |files: &[(&str, &str)]| {
        let loaded = sound(files);
        let governance = &loaded.governance;
        let org = governance.org.as_ref().unwrap();
        assert_eq!(governance.format, Format::RustTeam);
        assert_eq!((&*org.id, org.name()), ("rust-lang", "Rust Project"));
        assert!(governance.in_vocabulary("repos/rust-lang/rust"));
        assert!(governance.in_vocabulary("permissions/bors/rust/review"));
        let root = governance.root().unwrap().to_string();
        assert_eq!(unit(&loaded, &root).source, org.source);
        let (path, _) = loaded.sources.locate(org.head_place());
        (path.to_owned(), root, org.data.residual.to_string())
    };
    let expected = |path: &str, root: &str, residual: &str| {
        (path.to_owned(), root.to_owned(), residual.to_owned())
    };
    let council = team("leadership-council", "");
    assert_eq!(org_of(&[]), expected("people/ann.toml", "project", "core"));
    assert_eq!(
        org_of(&[("config.toml", "x = 1"), ("teams/lc.toml", &council)]),
        expected("config.toml", "project", "leadership-council")
    );
    assert_eq!(
        org_of(&[("teams/archive/lc.toml", &council)]),
        expected("people/ann.toml", "project", "core")
    );
    let taken = team("project", "");
    assert_eq!(
        org_of(&[("teams/project.toml", &taken)]),
        expected("people/ann.toml", "project-2", "core")
    );
    let loaded = sound(&[("teams/project.toml", &taken)]);
    for (id, parent) in [("project", "project-2"), ("core", "project-2")] {
        let data = &unit(&loaded, id).data;
        assert_eq!(data.parent.as_ref().unwrap().as_str(), parent);
    }
}

#[test]
fn archived_teams_are_retired_and_hold_nothing() {
    let loaded = sound(&[(
        "teams/archive/old.toml",
        "name = 'old'\nsubteam-of = 'core'\n[people]\nleads = ['ann']\nmembers = [\n\
         { github = 'ann', roles = ['r'] }]\nincluded-teams = ['core']\n[permissions]\nperf = true\n\
         [leads-permissions]\ncrater = true\n[[roles]]\nid = 'r'\ndescription = 'R'\n",
    )]);
    let old = unit(&loaded, "old");
    assert_eq!(old.envelope.status, Status::Retired);
    assert_eq!(old.data.parent.as_ref().unwrap().as_str(), "core");
    assert!(old.data.members.is_empty() && old.data.mandate.powers.is_empty());
    assert!(loaded.governance.roles.is_empty());
}
