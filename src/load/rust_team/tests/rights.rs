use super::*;
use crate::model::Right;

#[test]
fn permissions_that_are_true_are_powers() {
    let loaded = sound(&[(
        "teams/x.toml",
        "name = 'x'\n[people]\nleads = ['ann']\nmembers = ['ann']\n\
         [permissions]\nperf = true\ncrater = false\nbors.rust.review = true\nbors.a_b.try = true\n\
         [permissions.crates-io-ops-bot]\nstaging-crates-io = true\n\
         [leads-permissions]\nbors.cargo.review = true\n",
    )]);
    let x = unit(&loaded, "x");
    assert_eq!(
        powers(&loaded, x, &x.data.mandate),
        [
            "permissions/perf @ perf = true",
            "permissions/bors/rust/review @ review = true",
            "permissions/bors/a_b/try @ try = true",
            "permissions/crates-io-ops-bot/staging-crates-io @ staging-crates-io = true",
            "permissions/bors/rust/try @ review = true",
        ]
    );
    assert!(
        x.data
            .mandate
            .powers
            .iter()
            .all(|p| p.right == Right::Execute)
    );
    let lead = role(&loaded, "x-lead");
    assert_eq!(
        powers(&loaded, lead, &lead.data.mandate),
        [
            "permissions/bors/cargo/review @ review = true",
            "permissions/bors/cargo/try @ review = true",
        ]
    );
    assert!(loaded.governance.grants.is_empty());
}

#[test]
fn review_brings_try_once_and_only_for_bors() {
    let text = "name = 'x'\n[people]\nmembers = []\n[permissions]\nreview = true\nother.a.review = true\n\
                bors.b.review = true\nbors.b.try = true\n";
    let loaded = sound(&[("teams/x.toml", text)]);
    let x = unit(&loaded, "x");
    assert_eq!(
        powers(&loaded, x, &x.data.mandate),
        [
            "permissions/review @ review = true",
            "permissions/other/a/review @ review = true",
            "permissions/bors/b/review @ review = true",
            "permissions/bors/b/try @ try = true",
        ]
    );
}

#[test]
fn people_may_have_permissions_of_their_own() {
    let text = "name = 'Bo'\ngithub = 'bo'\n[permissions]\nperf = true\nbors.rust.review = true\n";
    let loaded = sound(&[("people/bo.toml", text)]);
    assert_eq!(
        grants(&loaded),
        [
            "person bo permissions/perf @ people/bo.toml:4 perf = true",
            "person bo permissions/bors/rust/review @ people/bo.toml:5 review = true",
            "person bo permissions/bors/rust/try @ people/bo.toml:5 review = true",
        ]
    );
}

#[test]
fn access_to_repositories_goes_up_to_a_level() {
    let loaded = sound(&[
        (
            "repos/rust-lang/rust.toml",
            "org = 'rust-lang'\nname = 'rust'\nbots = ['bors']\n[access.teams]\ncore = 'write'\n\
             missing-team = 'admin'\n[access.individuals]\nann = 'maintain'\n\
             [[rulesets]]\npattern = 'main'\n",
        ),
        (
            "repos/rust-lang/crates.io.toml",
            "org = 'rust-lang'\nname = 'crates.io'\n[access]\nteams = {}\n",
        ),
        (
            "repos/archive/rust-lang/old.toml",
            "org = 'rust-lang'\nname = 'old'\n[access.teams]\ncore = 'write'\n",
        ),
    ]);
    assert_eq!(
        grants(&loaded),
        [
            "unit core repos/rust-lang/rust write @ repos/rust-lang/rust.toml:5 'write'",
            "unit missing-team repos/rust-lang/rust admin @ repos/rust-lang/rust.toml:6 'admin'",
            "person ann repos/rust-lang/rust maintain @ repos/rust-lang/rust.toml:8 'maintain'",
        ]
    );
}

#[test]
fn the_first_repositories_lay_outside_the_folder_of_their_organisation() {
    let text = "org = 'rust-lang'\nname = 'team'\n[access.teams]\ncore = 'write'\n";
    let loaded = sound(&[("repos/team.toml", text)]);
    assert_eq!(
        grants(&loaded),
        ["unit core repos/rust-lang/team write @ repos/team.toml:4 'write'"]
    );
    // Without `org`, the folder tells it.
    let text = text.replace("org = 'rust-lang'\n", "");
    let loaded = sound(&[("repos/rust-lang/team.toml", &text)]);
    assert_eq!(
        grants(&loaded),
        ["unit core repos/rust-lang/team write @ repos/rust-lang/team.toml:3 'write'"]
    );
}

#[test]
fn an_inline_table_may_run_over_several_lines() {
    let text = "org = 'rust-lang'\nname = 'x'\n[access]\nteams = {\n  core = 'write',\n}\n\
                [[rulesets]]\nmerge-queue = {\n  enabled = true,\n}\n";
    let loaded = sound(&[("repos/rust-lang/x.toml", text)]);
    assert_eq!(
        grants(&loaded),
        ["unit core repos/rust-lang/x write @ repos/rust-lang/x.toml:5 'write'"]
    );
}

#[test]
fn a_level_nobody_knows_is_told_and_kept() {
    let text = "org = 'o'\nname = 'x'\n[access.teams]\ncore = 'wirte'\n";
    let loaded = read(&tree(&[("repos/o/x.toml", text)]));
    assert_eq!(
        told(&loaded),
        ["schema-mismatch repos/o/x.toml:4 the access cannot be `wirte` (did you mean `write`?)"]
    );
    assert_eq!(
        grants(&loaded),
        ["unit core repos/o/x wirte @ repos/o/x.toml:4 'wirte'"]
    );
}
