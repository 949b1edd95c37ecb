//! What `polity check` prints for others: each format is held against whoever reads it.

use std::fs;

use serde_json::Value;

use crate::support::{Run, Sandbox, TODAY, fits_output, project};

const ORG: &str = "name: Lanternworks\nvision: No doorstep stays dark\nroot: assembly\n\
                   residual: assembly\ndomains:\n  money: What comes in and what goes out\n";

/// An organisation with two errors in a path that needs care, two warnings, and hostile words.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write("gov/org.yaml", ORG)
        .write("gov/people/ann.yaml", "name: Ann Verhoeven\n")
        .write(
            "gov/units/assembly.yaml",
            "name: Assembly\npurpose: The members decide\ndomains: [money]\nmembers: [ann]\n",
        )
        .write(
            "gov/units/a b,%:c/roles/keeper.yaml",
            "name: Keeper ::error::\u{202e}x\nunit: assemby\npurpose: é keeps % the keys\n",
        );
    for number in 1..=2 {
        let review = format!("review_by: 2026-05-0{number}");
        let front =
            format!("name: Rule {number}\nadopted_by: assembly\ndomains: [money]\n{review}");
        sandbox.write(
            &format!("gov/policies/rule-{number}.md"),
            format!("---\n{front}\n---\nBuy what is needed.\n"),
        );
    }
    sandbox.commit("Start");
    sandbox
}

fn check(sandbox: &Sandbox, format: &str) -> Run {
    sandbox.polity(&["check", "gov", "--as-of", TODAY, "--format", format])
}

#[test]
fn concise_is_one_line_a_finding() {
    let run = check(&sandbox(), "concise");
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn json_is_as_published() {
    let run = check(&sandbox(), "json");
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    fits_output("check", &json);
    assert_eq!(json["findings"].as_array().unwrap().len(), 4);
    assert_eq!(json["summary"]["errors"], 2);
}

#[test]
fn annotations_are_workflow_commands_and_the_rest_is_in_the_summary() {
    let sandbox = sandbox();
    let run = check(&sandbox, "github");
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.transcript());
    for number in 3..=20 {
        sandbox.write(
            &format!("gov/policies/rule-{number}.md"),
            format!(
                "---\nname: Rule {number}\nadopted_by: assembly\ndomains: [money]\n\
                 review_by: 2026-05-01\n---\nBuy what is needed.\n"
            ),
        );
    }
    let summary = sandbox.path().join("summary.md");
    fs::write(&summary, "what others wrote\n").unwrap();
    let flags = ["check", "gov", "--as-of", TODAY, "--format", "github"];
    let run = sandbox.polity_with(
        &flags,
        &[("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())],
    );
    let commands = run.stdout.lines().filter(|line| line.starts_with("::"));
    assert_eq!(commands.count(), 10);
    assert!(
        run.stdout.starts_with("::error "),
        "errors come first: {}",
        run.stdout
    );
    assert!(
        run.stdout.contains("\n12 more in the job summary\n"),
        "{}",
        run.stdout
    );
    let summary = fs::read_to_string(&summary).unwrap();
    assert!(summary.starts_with("what others wrote\n### Governance check\n"));
    let rows = summary.lines().filter(|line| line.starts_with("| warning"));
    assert_eq!(rows.count(), 20);
}

/// The log, which fits the schema of its makers.
fn sarif(sandbox: &Sandbox) -> Value {
    let run = check(sandbox, "sarif");
    assert_eq!(run.code, 0, "what was found is for the service to judge");
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    let schema = project("tests/fixtures/formats/sarif-2.1.0.schema.json");
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    // As published, this pattern is no regular expression: it closes a bracket that it never opened.
    for owner in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][owner]["properties"]["language"];
        assert!(
            language
                .as_object_mut()
                .unwrap()
                .remove("pattern")
                .is_some()
        );
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&json)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    json
}

/// Whatever the log offers as a fix is what `--fix` writes.
#[test]
fn sarif_offers_the_edits_that_mend() {
    let sandbox = sandbox();
    let path = "gov/units/assembly.yaml";
    let before = "name: Assembly\npurpose: The members decide\ndomains:\n  - money # é\n  \
                  - money\n# We are: é, ann, ann\nmembers: [ann, ann]\n";
    sandbox.write(path, before);
    let json = sarif(&sandbox);
    let mut lines: Vec<Vec<char>> = before
        .split_inclusive('\n')
        .map(|line| line.chars().collect())
        .collect();
    let mut offered = 0;
    let mut edits = Vec::new();
    for result in json["runs"][0]["results"].as_array().unwrap() {
        let Some(fixes) = result.get("fixes") else {
            continue;
        };
        offered += 1;
        assert!(!fixes[0]["description"]["text"].as_str().unwrap().is_empty());
        let change = &fixes[0]["artifactChanges"][0];
        assert_eq!(change["artifactLocation"]["uri"], path);
        for edit in change["replacements"].as_array().unwrap() {
            let at = |name: &str| {
                let number = edit["deletedRegion"][name].as_u64().unwrap();
                usize::try_from(number).unwrap() - 1
            };
            let [from, to] = ["start", "end"].map(|end| {
                let place = (at(&format!("{end}Line")), at(&format!("{end}Column")));
                let before: usize = lines[..place.0].iter().map(Vec::len).sum();
                before + place.1
            });
            let text = edit["insertedContent"]["text"].as_str().unwrap();
            edits.push((from, to, text.to_owned()));
        }
    }
    assert_eq!(offered, 2, "{json}");
    let mut text: Vec<char> = lines.drain(..).flatten().collect();
    edits.sort();
    for (from, to, new) in edits.into_iter().rev() {
        text.splice(from..to, new.chars());
    }
    sandbox.polity(&["check", "gov", "--as-of", TODAY, "--fix"]);
    let mended = fs::read_to_string(sandbox.path().join(path)).unwrap();
    assert_eq!(text.into_iter().collect::<String>(), mended);
    assert_ne!(mended, before);
}

#[test]
fn sarif_fits_its_schema_and_keeps_its_fingerprints() {
    let sandbox = sandbox();
    let json = sarif(&sandbox);
    let results = |json: &Value| json["runs"][0]["results"].as_array().unwrap().clone();
    let rules = &json["runs"][0]["tool"]["driver"]["rules"];
    for result in results(&json) {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let uri = &results(&json)[2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "gov/units/a%20b%2C%25%3Ac/roles/keeper.yaml");
    insta::assert_json_snapshot!(results(&json));

    // Edits elsewhere move the lines and leave the names.
    let path = "gov/policies/rule-1.md";
    let text = fs::read_to_string(sandbox.path().join(path)).unwrap();
    sandbox
        .write(
            path,
            text.replace("name: Rule 1", "# A note\nname: Rule one"),
        )
        .write("gov/people/bao.yaml", "name: Bao Tran\n");
    let later: Value = serde_json::from_str(&check(&sandbox, "sarif").stdout).unwrap();
    let names = |json: &Value| -> Vec<Value> {
        let results = results(json).into_iter();
        results
            .map(|r| r["partialFingerprints"]["polity/v1"].clone())
            .collect()
    };
    assert_eq!(names(&later), names(&json));
    let lines = |json: &Value| {
        results(json)[0]["locations"][0]["physicalLocation"]["region"]["startLine"].clone()
    };
    assert_ne!(lines(&later), lines(&json));
}

#[test]
fn junit_counts_what_fails() {
    let sandbox = sandbox();
    let run = check(&sandbox, "junit");
    let report = quick_junit::Report::deserialize_from_str(&run.stdout).unwrap();
    assert_eq!((report.failures, report.errors), (2, 0), "{}", run.stdout);
    let suite = &report.test_suites[0];
    let found: Vec<_> = suite
        .test_cases
        .iter()
        .filter(|case| case.name.as_str() != "nothing found")
        .map(|case| {
            (
                case.classname.as_ref().unwrap().as_str(),
                case.name.as_str(),
            )
        })
        .collect();
    let due = [
        (
            "dangling-reference",
            "gov/units/a b,%:c/roles/keeper.yaml:2:7",
        ),
        ("seat-bounds", "gov/units/a b,%:c/roles/keeper.yaml:1:7"),
        ("review-overdue", "gov/policies/rule-1.md:5:12"),
        ("review-overdue", "gov/policies/rule-2.md:5:12"),
    ];
    assert_eq!(found, due);
    let flags = ["--format", "junit", "--fail-on", "warning"];
    let run = sandbox.polity(&[&["check", "gov", "--as-of", TODAY], &flags[..]].concat());
    let report = quick_junit::Report::deserialize_from_str(&run.stdout).unwrap();
    assert_eq!(report.failures, 4);
}

#[test]
fn gitlab_reads_code_quality() {
    let run = check(&sandbox(), "gitlab");
    let issues: Value = serde_json::from_str(&run.stdout).unwrap();
    insta::assert_json_snapshot!(issues);
}
