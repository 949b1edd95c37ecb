//! `polity schema`: what is published, and how editors come to know it.

use std::fs;

use polity::model::Kind;
use polity::schema;

use crate::support::{Sandbox, TODAY, project};

#[test]
fn all_schemas_are_listed_and_printed_as_published() {
    let sandbox = Sandbox::bare_folder();
    let list = sandbox.polity(&["schema"]);
    insta::assert_snapshot!(list.transcript());
    for line in list.stdout.lines() {
        let name = line.split_whitespace().next().unwrap();
        let run = sandbox.polity(&["schema", name]);
        let file = project(&format!("schemas/{name}.schema.json"));
        assert_eq!(run.stdout, fs::read_to_string(file).unwrap(), "{name}");
    }
    let unknown = sandbox.polity(&["schema", "rolle"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.stderr.contains("did you mean `role`?"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn records_name_their_schemas_once_and_mean_the_same() {
    let sandbox = Sandbox::new();
    sandbox
        .copy(&project("governance-example"), "gov")
        .write("gov/polity.toml", "[check]\nlevel = \"rules\"\n")
        .commit("Start");
    let would = sandbox.polity(&["schema", "--install", "--dry-run", "--root", "gov"]);
    assert_eq!(would.code, 0, "{}", would.transcript());
    assert_eq!(
        sandbox.git(&["status", "--porcelain"]),
        "",
        "a dry run writes nothing"
    );
    let wrote = sandbox.polity(&["schema", "--install", "--root", "gov"]);
    assert_eq!(wrote.stdout, would.stdout.replace("would write", "wrote"));
    for kind in Kind::ALL {
        let file = format!("gov/.polity/schemas/{kind}.schema.json");
        let text = fs::read_to_string(sandbox.path().join(file)).unwrap();
        assert_eq!(text, schema::text(kind));
    }
    let first = |path: &str| {
        let text = fs::read_to_string(sandbox.path().join(path)).unwrap();
        text.lines().next().unwrap().to_owned()
    };
    let org = "# yaml-language-server: $schema=./.polity/schemas/org.schema.json";
    assert_eq!(first("gov/org.yaml"), org);
    let treasurer = "gov/units/coordination/roles/treasurer.yaml";
    let deep = "# yaml-language-server: $schema=../../../.polity/schemas/role.schema.json";
    assert_eq!(first(treasurer), deep);
    assert_eq!(
        first("gov/polity.toml"),
        "#:schema ./.polity/schemas/config.schema.json"
    );
    // One line more in each, and not a line less.
    let stat = sandbox.git(&["diff", "--numstat"]);
    assert!(
        stat.lines().all(|line| line.starts_with("1\t0\t")),
        "{stat}"
    );
    let diff = sandbox.polity(&["diff", "--root", "gov"]);
    assert!(
        diff.stdout.contains("NO POWER SHIFT"),
        "{}",
        diff.transcript()
    );
    let check = sandbox.polity(&["check", "gov", "--as-of", TODAY]);
    assert_eq!(check.code, 0, "{}", check.transcript());
    let again = sandbox.polity(&["schema", "--install", "--root", "gov"]);
    assert!(
        again
            .stdout
            .contains("every record names its schema already")
    );
}

#[test]
fn other_formats_have_no_schemas_of_ours() {
    let sandbox = Sandbox::new();
    sandbox.write("README.md", "nothing here\n").commit("Start");
    let run = sandbox.polity(&["schema", "--install"]);
    assert_eq!(run.code, 2, "{}", run.transcript());
}
