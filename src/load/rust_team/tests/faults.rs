use super::*;
use crate::model::{Kind, references};
use crate::tree::EntryKind;

#[test]
fn a_broken_file_hides_no_other() {
    let loaded = read(&tree(&[
        ("config.toml", "a = \n"),
        ("people/bo.toml", "name = 'Bo'\ngithub = \n"),
        ("teams/x.toml", "name = 'x'\n[people]\nmembers = ['bo'\n"),
        ("teams/y.toml", &team("y", "members = ['bo', 'cy']")),
        ("repos/o/z.toml", "= 1"),
    ]));
    let told = told(&loaded);
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told.iter().all(|t| t.starts_with("broken-syntax ")));
    assert!(
        told[3].starts_with("broken-syntax teams/x.toml:3 "),
        "{told:?}"
    );
    let governance = &loaded.governance;
    assert!(governance.has(Kind::Person, "bo") && governance.has(Kind::Unit, "x"));
    assert_eq!(loaded.files, 7);
    let lost = references(governance).into_iter();
    let lost: Vec<String> = lost
        .filter(|reference| !reference.resolves(governance))
        .map(|reference| shown(&loaded, reference.place))
        .collect();
    assert_eq!(lost, ["teams/y.toml:3 'cy'"]);
}

#[test]
fn what_is_no_text_file_is_told_too() {
    let loaded = read(
        &tree(&[])
            .with("people/bo.toml", vec![b'a', 0xff])
            .with_kind("teams/x.toml", EntryKind::Symlink, "core.toml"),
    );
    assert_eq!(
        told(&loaded),
        [
            "unreadable-file people/bo.toml:1 this file is not UTF-8 text (not read)",
            "unreadable-file teams/x.toml:1 a symbolic link stands where a file is due (not read)",
        ]
    );
    assert!(loaded.governance.has(Kind::Unit, "x"));
    assert_eq!(loaded.files, 4);
}

#[test]
fn two_files_may_not_claim_one_name() {
    let repo = "org = 'o'\nname = 'R'\n[access.teams]\ncore = 'write'\n";
    let loaded = read(&tree(&[
        (
            "people/zz.toml",
            "name = 'Other'\ngithub = 'Ann'\n[permissions]\nperf = true\n",
        ),
        ("teams/aa-copy.toml", &team("core", "members = ['mallory']")),
        (
            "teams/archive/core.toml",
            &team("core", "members = ['ann']"),
        ),
        ("teams/zz-copy.toml", &team("core", "members = ['mallory']")),
        ("repos/o/R.toml", repo),
        ("repos/o/r.toml", &repo.replace('R', "r")),
    ]));
    assert_eq!(
        told(&loaded),
        [
            "duplicate-id people/zz.toml:2 two people have the GitHub handle `Ann` \
             (the other one is people/ann.toml)",
            "duplicate-id repos/o/r.toml:2 two files describe the repository `o/r` \
             (the other one is repos/o/R.toml)",
            "duplicate-id teams/aa-copy.toml:1 two teams have the name `core` \
             (the other one is teams/core.toml)",
            "duplicate-id teams/archive/core.toml:1 two teams have the name `core` \
             (the other one is teams/core.toml)",
            "duplicate-id teams/zz-copy.toml:1 two teams have the name `core` \
             (the other one is teams/core.toml)",
        ]
    );
    assert!(members(&loaded, "core").is_empty());
    assert_eq!(grants(&loaded).len(), 1);
    assert_eq!(loaded.governance.people.len(), 1);
    let related = loaded.findings[2].related[0].place;
    assert_eq!(shown(&loaded, related), "teams/core.toml:1 'core'");
    assert_eq!(loaded.findings[2].record.as_deref(), Some("unit/core"));
}

#[test]
fn wrong_types_are_told_where_they_stand() {
    let loaded = read(&tree(&[
        (
            "people/bo.toml",
            "name = 1\ngithub = 'bo'\ngithub-id = true\npermissions = 'perf'\n",
        ),
        (
            "teams/x.toml",
            "name = 'x'\nsubteam-of = 3\ntop-level = 'yes'\nkind = ['team']\nwebsite = 'w'\n[people]\n\
             leads = 'ann'\nmembers = ['ann', 1, { name = 'bo' }, '../x']\n\
             include-team-leads = 'x'\n[permissions]\nperf = 1\n",
        ),
        ("repos/o/x.toml", "org = 'o'\nname = 'x'\naccess = 1\n"),
    ]));
    let told: Vec<String> = told(&loaded);
    let lines: Vec<&str> = told
        .iter()
        .map(|line| line.strip_prefix("schema-mismatch ").unwrap_or(line))
        .collect();
    assert_eq!(
        lines,
        [
            "people/bo.toml:1 `name` must be a text (found the number 1)",
            "people/bo.toml:3 `github-id` must be a number or a text (found `true`)",
            "people/bo.toml:4 `permissions` must be a table (found `perf`)",
            "repos/o/x.toml:3 `access` must be a table (found the number 1)",
            "teams/x.toml:2 `subteam-of` must be a text (found the number 3)",
            "teams/x.toml:3 `top-level` must be true or false (found `yes`)",
            "teams/x.toml:4 `kind` must be a text (found a list)",
            "teams/x.toml:5 `website` must be a table (found `w`)",
            "teams/x.toml:7 `leads` must be a list (found `ann`)",
            "teams/x.toml:8 an entry of `members` must be a text (found the number 1)",
            "missing-field teams/x.toml:8 this entry of `members` has no `github` (`github` is required)",
            "teams/x.toml:8 an entry of `members` is not a name \
             (letters, digits, `-`, `_` and `.`, at most 100)",
            "teams/x.toml:9 `include-team-leads` must be true or false (found `x`)",
            "teams/x.toml:11 `perf` must be true or false (found the number 1)",
        ]
    );
    // What can be read is read.
    assert_eq!(members(&loaded, "x"), ["ann"]);
    assert_eq!(loaded.governance.person_name("bo"), "bo");
    assert_eq!(loaded.findings[0].record.as_deref(), Some("person/bo"));
}

#[test]
fn a_misspelt_key_that_is_due_is_noticed() {
    let loaded = read(&tree(&[
        ("people/bo.toml", "name = 'Bo'\ngithbu = 'bo'\n"),
        ("teams/x.toml", "name = 'x'\n[poeple]\nmembers = ['ann']\n"),
        ("teams/y.toml", "name = 'y'\n[people]\nmember = ['ann']\n"),
        ("repos/o/r.toml", "org = 'o'\nname = 'r'\n"),
    ]));
    assert_eq!(
        told(&loaded),
        [
            "missing-field people/bo.toml:2 this person has no `github` (is `githbu` meant to be `github`?)",
            "missing-field repos/o/r.toml:1 this repository has no `access` (`access` is required)",
            "missing-field teams/x.toml:2 this team has no `people` (is `poeple` meant to be `people`?)",
            "missing-field teams/y.toml:3 this table `people` has no `members` \
             (is `member` meant to be `members`?)",
        ]
    );
    assert!(loaded.governance.has(Kind::Person, "bo"));
    assert!(!loaded.governance.people.contains_key("bo"));
}

#[test]
fn a_role_that_the_team_lacks_is_told() {
    let text = "name = 'x'\n[people]\nmembers = [{ github = 'ann', roles = ['editr'] }]\n\
                [[roles]]\nid = 'editor'\n[[roles]]\nid = 'editor'\n";
    let loaded = read(&tree(&[("teams/x.toml", text)]));
    assert_eq!(
        told(&loaded),
        [
            "schema-mismatch teams/x.toml:3 this team has no role `editr` (did you mean `editor`?)",
            "duplicate-id teams/x.toml:7 two roles of this team have the id `editor` (the second one)",
        ]
    );
    assert!(role(&loaded, "x-editor").data.holders.is_empty());
    assert_eq!(members(&loaded, "x"), ["ann"]);
}

#[test]
fn names_that_lead_elsewhere_are_no_names() {
    for bad in ["../x", "a/b", "", ".", "a b", "a\\nb", "\\u202Ex"] {
        let text = format!("name = \"{bad}\"\n[people]\nmembers = []\n");
        let loaded = read(&tree(&[("teams/x.toml", &text)]));
        assert_eq!(loaded.findings.len(), 1, "{bad}");
        assert!(loaded.governance.has(Kind::Unit, "x"));
        assert!(!loaded.governance.units.contains_key("x"));
    }
}

#[test]
fn deep_tables_end_somewhere() {
    let deep = vec!["a"; 60].join(".");
    let text = format!("name = 'x'\n[people]\nmembers = []\n[permissions]\n{deep} = true\n");
    let loaded = read(&tree(&[("teams/x.toml", &text)]));
    assert_eq!(loaded.findings.len(), 1);
    assert!(unit(&loaded, "x").data.mandate.powers.is_empty());
}
