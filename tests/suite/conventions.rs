//! What the tools of real projects demand of their files, demanded here: a copy of a corpus is
//! broken in one way, and the finding must stand at that file and line. Runs where the shared
//! corpora lie beside the project.

use std::fs;

use crate::support::{Sandbox, clone};

/// One way to break a copy: `edits` as file, text, and what stands there instead (an empty text
/// makes a new file, and `GONE` in its place takes the file away), and what must be found.
struct Way {
    name: &'static str,
    edits: &'static [(&'static str, &'static str, &'static str)],
    rule: &'static str,
    path: &'static str,
    /// What the line of the finding holds.
    line: &'static str,
}

/// Takes a file away.
const GONE: &str = "gone";

const COMPILER: &str = "teams/compiler.toml";
const ASYNC: &str = "teams/wg-async.toml";
const ARCHIVED: &str = "teams/archive/community-content.toml";
const RFCS: &str = "repos/rust-lang/rfcs.toml";
const LOG: &str = "repos/rust-lang/log.toml";

macro_rules! ways {
    ($($name:literal: $edits:expr => $rule:literal, $path:expr, $line:literal;)*) => {
        &[$(Way { name: $name, edits: &$edits, rule: $rule, path: $path, line: $line },)*]
    };
}

/// By the numbers of the checks in rust-lang/team's own tool.
const RUST_TEAM: &[Way] = ways! {
    "1 a group without the prefix": [(ASYNC, "name = \"wg-async\"", "name = \"async\"")]
        => "unconventional-name", ASYNC, "name = \"async\"";
    "1 the prefix without a group": [(ASYNC, "kind = \"working-group\"", "")]
        => "unconventional-name", ASYNC, "name = \"wg-async\"";
    "2 no such parent": [(ASYNC, "subteam-of = \"lang\"", "subteam-of = \"langg\"")]
        => "dangling-reference", ASYNC, "subteam-of = \"langg\"";
    "2 an archived parent": [(ASYNC, "subteam-of = \"lang\"", "subteam-of = \"community-content\"")]
        => "retired-still-armed", ASYNC, "subteam-of = \"community-content\"";
    "2 parents in a circle": [("teams/lang.toml", "top-level = true", "subteam-of = \"wg-async\"")]
        => "broken-tree", "teams/lang.toml", "subteam-of = \"wg-async\"";
    "3 a lead who is no member": [(COMPILER, "\"BoxyUwU\"]", "\"BoxyUwU\",\n\"ehuss\"]")]
        => "not-a-member", COMPILER, "\"ehuss\"";
    "4 a member without a file": [(COMPILER, "\"Amanieu\",", "\"Amanieuu\",")]
        => "dangling-reference", COMPILER, "\"Amanieuu\"";
    "4 members of no team": [("teams/wg-leads.toml", "\"project-group-leads\"", "\"pg-leads\"")]
        => "dangling-reference", "teams/wg-leads.toml", "\"pg-leads\"";
    "6 a lead twice": [(COMPILER, "\"BoxyUwU\"]", "\"BoxyUwU\",\n\"davidtwco\"]")]
        => "duplicate-entry", COMPILER, "\"davidtwco\"]";
    "6 a member twice": [(COMPILER, "    \"camelid\",", "\"Amanieu\", # again\n\"camelid\",")]
        => "duplicate-entry", COMPILER, "# again";
    "6 twice among those who left": [(COMPILER, "\"Xanewok\",", "\"Xanewok\",\n\"Centril\", # again")]
        => "duplicate-entry", COMPILER, "# again";
    "6 a member who left": [(COMPILER, "\"Xanewok\",", "\"Xanewok\",\n\"Amanieu\", # left")]
        => "duplicate-entry", COMPILER, "# left";
    "6 a lead who left": [(COMPILER, "\"Xanewok\",", "\"Xanewok\",\n\"BoxyUwU\", # left")]
        => "duplicate-entry", COMPILER, "# left";
    "7 no list of those who left": [("teams/all-hands.toml", "alumni = []", "")]
        => "unlisted-alumni", "teams/all-hands.toml", "[people]";
    "7 nobody gathers them": [("teams/alumni.toml", "include-all-alumni", GONE)]
        => "unlisted-alumni", "config.toml", "allowed-mailing-lists-domains";
    "7 listed where they are gathered": [("teams/alumni.toml", "members = []", "members = [\"ehuss\"]")]
        => "unlisted-alumni", "teams/alumni.toml", "\"ehuss\"";
    "8 a member of an archived team": [(ARCHIVED, "members = []", "members = [\"skade\"]")]
        => "retired-still-armed", ARCHIVED, "members = [\"skade\"]";
    "8 a lead of an archived team": [(ARCHIVED, "leads = []", "leads = [\"skade\"]")]
        => "retired-still-armed", ARCHIVED, "leads = [\"skade\"]";
    "9 a person whom nothing names": [("people/zz.toml", "", "name = \"Z\"\ngithub = \"zz\"\n")]
        => "forgotten-person", "people/zz.toml", "github = \"zz\"";
    "17 a permission alone and through a team": [
        ("people/Amanieu.toml", "name =", "permissions.dev-desktop = true\nname =")]
        => "redundant-grant", "people/Amanieu.toml", "dev-desktop";
    "17 what a permission of the team brings along": [
        ("people/Amanieu.toml", "name =", "permissions.bors.rust.try = true\nname =")]
        => "redundant-grant", "people/Amanieu.toml", "bors.rust.try";
    "18 an unknown permission of a team": [(COMPILER, "crater = true", "cratr = true")]
        => "unknown-permission", COMPILER, "cratr";
    "18 an unknown permission of a person": [("people/rust-timer.toml", "perf = true", "perff = true")]
        => "unknown-permission", "people/rust-timer.toml", "perff";
    "18 an unknown repository of bors": [(COMPILER, "bors.rust.review", "bors.rusty.review")]
        => "unknown-permission", COMPILER, "bors.rusty.review";
    "18 to try beside to review": [(COMPILER, "bors.rust.review", "bors.rust.try = true\nbors.rust.review")]
        => "redundant-grant", COMPILER, "bors.rust.try";
    "21 capitals in a name": [(ASYNC, "name = \"wg-async\"", "name = \"wg-Async\"")]
        => "unconventional-name", ASYNC, "wg-Async";
    "22 an organisation that is not allowed": [(COMPILER, "\"rust-lang-nursery\"]", "\"rust-nursery\"]")]
        => "dangling-reference", COMPILER, "\"rust-nursery\"";
    "22 a team on GitHub for two": [(COMPILER, "[[github]]", "[[github]]\nteam-name = \"lang\"")]
        => "duplicate-id", COMPILER, "orgs = ";
    "24 no place": [(COMPILER, "top-level = true", "")]
        => "broken-tree", COMPILER, "name = \"compiler\"";
    "24 two places": [(COMPILER, "top-level = true", "top-level = true\nsubteam-of = \"lang\"")]
        => "broken-tree", COMPILER, "top-level = true";
    "24 a group at the top": [(ASYNC, "subteam-of = \"lang\"", "top-level = true")]
        => "broken-tree", ASYNC, "top-level = true";
    "34 a repository twice": [
        ("repos/rust-lang/zz.toml", "", "org = \"rust-lang\"\nname = \"rfcs\"\n[access.teams]\n")]
        => "duplicate-id", "repos/rust-lang/zz.toml", "name = \"rfcs\"";
    "34 a repository elsewhere": [(RFCS, "org = \"rust-lang\"", "org = \"rust-lung\"")]
        => "dangling-reference", RFCS, "rust-lung";
    "34 access for no team": [(RFCS, "all = \"write\"", "alll = \"write\"")]
        => "dangling-reference", RFCS, "alll";
    "34 access for an archived team": [(RFCS, "all = \"write\"", "community-content = \"write\"")]
        => "retired-still-armed", RFCS, "community-content";
    "34 access for a team that is not on GitHub": [(RFCS, "all = \"write\"", "wg-leads = \"write\"")]
        => "dangling-reference", RFCS, "wg-leads";
    "34 access for nobody": [(LOG, "Thomasdezeeuw", "Thomasdezeeuww")]
        => "dangling-reference", LOG, "Thomasdezeeuww";
    "35 access to an archived repository": [
        ("repos/archive/rust-lang/all-hands-2020.toml", "[access.teams]", "[access.teams]\ninfra = \"read\"")]
        => "retired-still-armed", "repos/archive/rust-lang/all-hands-2020.toml", "infra";
    "40 capitals in a role": [("teams/spec.toml", "id = \"spec-editor\"", "id = \"Spec-Editor\"")]
        => "unconventional-name", "teams/spec.toml", "Spec-Editor";
    "40 two descriptions of one role": [
        ("teams/spec.toml", "[[roles]]", "[[roles]]\nid = \"compiler-maintainer\"\ndescription = \"Other\"\n\n[[roles]]")]
        => "differing-descriptions", "teams/spec.toml", "description = \"Other\"";
    "40 a role twice": [(COMPILER, "[[roles]]", "[[roles]]\nid = \"compiler-maintainer\"\n\n[[roles]]")]
        => "duplicate-id", COMPILER, "id = \"compiler-maintainer\"";
    "40 a role that is not declared": [(COMPILER, "\"BoxyUwU\", roles = [\"compiler-maintainer\"]", "\"BoxyUwU\", roles = [\"chef\"]")]
        => "schema-mismatch", COMPILER, "chef";
    "41 everything for a team": [(RFCS, "all = \"write\"", "all = \"admin\"")]
        => "forbidden-access", RFCS, "admin";
    "41 everything for a person": [(LOG, "'maintain'", "'admin'")]
        => "forbidden-access", LOG, "admin";
    "the file of a repository called otherwise": [(RFCS, "name = \"rfcs\"", "name = \"rfcz\"")]
        => "id-mismatch", RFCS, "rfcz";
};

const SIGS: &str = "sigs.yaml";

const KUBERNETES: &[Way] = ways! {
    "a person of another company": [(SIGS, "company: Red Hat", "company: Redhat")]
        => "differing-descriptions", SIGS, "Redhat";
    "a person of another name": [(SIGS, "name: David Eads", "name: Dave Eads")]
        => "differing-descriptions", SIGS, "Dave Eads";
    "a chair who led before": [(SIGS, "        - github: mattfarina\n", "        - github: kow3ns\n        - github: mattfarina\n")]
        => "duplicate-entry", SIGS, "kow3ns";
    "a group without a second chair": [(SIGS, "        - github: fedebongio\n          name: Federico Bongiovanni\n          company: Google\n          email: redacted@example.org\n", "")]
        => "seat-bounds", SIGS, "chairs:";
};

const API: &str = "config/kubernetes/sig-api-machinery/teams.yaml";
const ORG: &str = "config/kubernetes/org.yaml";

const PERIBOLOS: &[Way] = ways! {
    "a maintainer who is a member": [(API, "    - alexzielenski", "    - madhavjivrajani\n    - alexzielenski")]
        => "duplicate-entry", API, "madhavjivrajani";
    "a member of a team and not of the organisation": [(API, "    - alexzielenski", "    - zz-stranger\n    - alexzielenski")]
        => "not-a-member", API, "zz-stranger";
    "a maintainer and not in the organisation": [(API, "    maintainers:\n", "    maintainers:\n    - zz-stranger\n")]
        => "not-a-member", API, "zz-stranger";
    "an admin who is a member": [(ORG, "\nmembers:\n", "\nmembers:\n- Cblecker\n")]
        => "duplicate-entry", ORG, "Cblecker";
    "a name out of order": [(API, "    - alexzielenski", "    - wojtek-t\n    - alexzielenski")]
        => "unsorted-list", API, "alexzielenski";
};

const PROJECTS: &str = "reference/projects.yaml";

const OPENSTACK: &[Way] = ways! {
    "no liaison for security": [(PROJECTS, "    security:\n      - name: 'Alvaro Soto'", "    events:\n      - name: 'Alvaro Soto'")]
        => "form-mismatch", PROJECTS, "liaisons:";
    "a leader beside several": [(PROJECTS, "  leadership_type: ptl\n", "  leadership_type: distributed\n")]
        => "form-mismatch", PROJECTS, "ptl:";
    "nobody leads": [(PROJECTS, "  leadership_type: distributed\n", "  leadership_type: ptl\n")]
        => "form-mismatch", PROJECTS, ":";
};

const CONCOURSE: &str = "toc/working-groups/concourse.md";

const CLOUD_FOUNDRY: &[Way] = ways! {
    "a repository of two working groups": [
        (CONCOURSE, "  - concourse/houdini", "  - concourse/houdini\n  - cloudfoundry/stack-auditor")]
        => "domain-overlap", "toc/working-groups/app-runtime-interfaces.md", "stack-auditor";
};

#[test]
fn each_way_to_break_the_other_corpora_is_found_where_it_is() {
    each_is_found("kubernetes-community", KUBERNETES);
    each_is_found("kubernetes-org", PERIBOLOS);
    each_is_found("openstack-governance", OPENSTACK);
    each_is_found("cloudfoundry-community", CLOUD_FOUNDRY);
}

/// At their tips the projects keep their own rules, so whatever is found there is found wrongly.
#[test]
fn nothing_is_found_at_the_tips() {
    let corpora = [
        "rust-lang-team",
        "kubernetes-community",
        "kubernetes-org",
        "openstack-governance",
        "cloudfoundry-community",
    ];
    for corpus in corpora {
        let Some(sandbox) = clone(corpus) else {
            return;
        };
        let run = sandbox.polity_in("repo", &["check", "--format", "concise"]);
        assert_eq!(run.code, 0, "{corpus}: {}", run.transcript());
        assert!(
            run.stdout.contains("nothing found"),
            "{corpus}: {}",
            run.transcript()
        );
    }
}

#[test]
fn each_way_to_break_rust_lang_team_is_found_where_it_is() {
    each_is_found("rust-lang-team", RUST_TEAM);
}

fn each_is_found(corpus: &str, ways: &[Way]) {
    let Some(sandbox) = clone(corpus) else {
        return;
    };
    let mut wrong = Vec::new();
    for way in ways {
        let before = broken(&sandbox, way);
        let run = sandbox.polity_in("repo", &["check", "--format", "json"]);
        let text = fs::read_to_string(sandbox.path().join("repo").join(way.path)).unwrap();
        let json = run.json();
        let found = json["findings"].as_array().unwrap().iter().any(|finding| {
            let line = finding["line"].as_u64().unwrap_or_default();
            let line = text
                .lines()
                .nth(usize::try_from(line).unwrap().saturating_sub(1));
            finding["rule"] == way.rule
                && finding["path"] == way.path
                && line.is_some_and(|line| line.contains(way.line))
        });
        if !found {
            wrong.push(format!("{}:\n{}", way.name, run.transcript()));
        }
        for (path, text) in before {
            match text {
                Some(text) => fs::write(&path, text).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let run = sandbox.polity_in("repo", &["check"]);
    assert!(
        !sandbox
            .git(&["-C", "repo", "status", "--short"])
            .contains('M'),
        "not put back"
    );
    assert!(run.stdout.contains("as of"), "{}", run.transcript());
}

type Before = Vec<(std::path::PathBuf, Option<String>)>;

/// Breaks the copy, and tells what stood there before.
fn broken(sandbox: &Sandbox, way: &Way) -> Before {
    let mut before = Before::new();
    for (path, old, new) in way.edits {
        let file = sandbox.path().join("repo").join(path);
        if old.is_empty() {
            fs::write(&file, new).unwrap();
            before.push((file, None));
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(old), "{}: {path} has no `{old}`", way.name);
        if *new == GONE {
            fs::remove_file(&file).unwrap();
        } else {
            fs::write(&file, text.replacen(old, new, 1)).unwrap();
        }
        before.push((file, Some(text)));
    }
    before
}
