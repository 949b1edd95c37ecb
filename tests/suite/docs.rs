//! Documents are executed: what the README shows is what the program does.

use std::fs;

use polity::model::Kind;
use polity::schema;
use polity::source::{Source, Sources, parse_yaml};

use crate::support::{Sandbox, project};

fn readme() -> String {
    fs::read_to_string(project("README.md")).unwrap()
}

/// The fenced blocks of a language.
fn blocks(language: &str) -> Vec<String> {
    let readme = readme();
    let fence = format!("```{language}\n");
    let found: Vec<String> = readme
        .split(&fence)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect();
    assert!(!found.is_empty(), "the README has no {language} block");
    found
}

#[test]
fn the_commands_of_the_readme_run() {
    let sandbox = Sandbox::new();
    sandbox.copy(&project("governance-example"), "governance-example");
    sandbox.commit("Start");
    let mut ran = 0;
    for block in blocks("sh") {
        for line in block.lines() {
            if let Some(args) = line.strip_prefix("cargo run --release -- ") {
                let args: Vec<&str> = args.split_whitespace().collect();
                let run = sandbox.polity(&args);
                assert_eq!(run.code, 0, "{line}: {}", run.transcript());
                assert!(run.stdout.contains("handbook/index.html"), "{}", run.stdout);
                ran += 1;
            } else {
                assert!(project(line).is_file(), "{line} is no file of the project");
                ran += 1;
            }
        }
    }
    assert!(ran >= 2);
}

#[test]
fn the_record_of_the_readme_fits_its_schema() {
    for block in blocks("yaml") {
        let root = parse_yaml(&block).root.expect("is YAML");
        let mut sources = Sources::default();
        let source = sources.add(std::sync::Arc::new(Source::new("README.md", block.clone())));
        let findings = schema::check(Kind::Role, &root, source);
        assert!(findings.is_empty(), "{findings:?}");
    }
}

#[test]
fn the_diff_of_the_readme_is_the_one_of_the_example() {
    // The last step of the example's history, made again: a clone may lack the history itself.
    let sandbox = Sandbox::new();
    sandbox.copy(&project("governance-example"), "");
    let treasurer = "units/coordination/roles/treasurer.yaml";
    let after = fs::read_to_string(project("governance-example").join(treasurer)).unwrap();
    let before = after.replace("2500 EUR", "1500 EUR");
    assert_ne!(before, after);
    sandbox.write(treasurer, before).commit("Before");
    sandbox.write(treasurer, after).commit("After");
    let run = sandbox.polity(&["diff", "HEAD~1..HEAD", "--as-of", "2026-11-22"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let readme = readme();
    assert!(run.stdout.lines().count() > 4, "{}", run.transcript());
    for line in run.stdout.lines().skip(1) {
        assert!(readme.contains(line), "not in the README: {line}");
    }
}

#[test]
fn the_questions_of_the_readme_are_answered_so() {
    let sandbox = Sandbox::new();
    sandbox.copy(&project("governance-example"), "");
    sandbox.commit("Start");
    let mut asked = 0;
    for block in blocks("text") {
        let Some(question) = block.strip_prefix("$ polity w") else {
            continue;
        };
        let (question, shown) = question.split_once('\n').unwrap();
        let question = format!("w{question} --as-of 2026-11-23");
        let args: Vec<&str> = question.split_whitespace().collect();
        let run = sandbox.polity(&args);
        assert!(run.stdout.starts_with(shown), "{}", run.transcript());
        asked += 1;
    }
    assert_eq!(asked, 2);
}

#[test]
fn links_of_the_documents_lead_somewhere() {
    for document in [
        "README.md",
        "schemas/README.md",
        "governance-example/README.md",
    ] {
        let text = fs::read_to_string(project(document)).unwrap();
        let folder = project(document).parent().unwrap().to_path_buf();
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            if target.starts_with("http") || target.starts_with('#') {
                continue;
            }
            assert!(
                folder.join(target).exists(),
                "{document}: {target} is not there"
            );
        }
    }
}

#[test]
fn the_changelog_has_a_place_for_what_is_new() {
    let changelog = fs::read_to_string(project("CHANGELOG.md")).unwrap();
    assert!(changelog.contains("\n## Unreleased\n"));
}
