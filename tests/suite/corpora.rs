//! The real thing: rust-lang/team as it is, where the shared corpora lie beside the project. A
//! clone that stands alone leaves these tests out, and `tests/run` says which it did.

use std::collections::BTreeSet;

use crate::support::{Sandbox, clone, corpora, project};

#[test]
fn rust_lang_team_checks_clean_at_its_tip() {
    let Some(sandbox) = clone("rust-lang-team") else {
        return;
    };
    let run = sandbox.polity_in("repo", &["check", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let json = run.json();
    assert_eq!(json["summary"]["errors"], 0, "{}", run.stdout);
    // 666 people, 217 teams and the project above them, their roles, the organisation.
    assert!(
        json["checked"]["records"].as_u64().unwrap() > 900,
        "{}",
        run.stdout
    );
    // Straight from Git, the same.
    let at_head = sandbox.polity_in("repo", &["check", "--format", "json", "--rev", "HEAD"]);
    assert_eq!(at_head.json()["checked"], json["checked"]);
}

#[test]
fn a_broken_file_is_a_finding_and_the_rest_still_loads() {
    let Some(sandbox) = clone("rust-lang-team") else {
        return;
    };
    let file = sandbox.path().join("repo/teams/lang.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    sandbox.write("repo/teams/lang.toml", text.replacen("name = ", "name ", 1));
    sandbox.write("repo/teams/cargo.toml", "name = 3\n");
    let run = sandbox.polity_in("repo", &["check", "--format", "json"]);
    assert_eq!(run.code, 1);
    let json = run.json();
    let paths: BTreeSet<&str> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["path"].as_str().unwrap())
        .collect();
    assert!(
        paths.contains("teams/lang.toml") && paths.contains("teams/cargo.toml"),
        "{paths:?}"
    );
    assert!(json["checked"]["records"].as_u64().unwrap() > 900);
}

#[test]
fn documented_events_of_rust_lang_team_are_seen() {
    let Some(folder) = corpora() else {
        return;
    };
    let sandbox = clone("rust-lang-team").unwrap();
    let events = std::fs::read_to_string(folder.join("events.jsonl")).unwrap();
    let mut seen = 0;
    let mut wrong = Vec::new();
    for line in events.lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        if event["corpus"] != "rust-lang-team" {
            continue;
        }
        let range = format!(
            "{}..{}",
            event["base"].as_str().unwrap(),
            event["head"].as_str().unwrap()
        );
        let run = sandbox.polity_in("repo", &["diff", &range, "--format", "json"]);
        if run.code != 0 {
            wrong.push(format!("{}: {}", event["id"], run.transcript()));
            continue;
        }
        let json = run.json();
        // People who gain or lose a seat as lead or member must be among those concerned.
        let people: BTreeSet<String> = json["people"]
            .as_object()
            .unwrap()
            .keys()
            .map(|id| id.to_lowercase())
            .collect();
        for side in ["gained", "lost"] {
            for seat in event[side].as_array().unwrap() {
                let role = seat["role"].as_str().unwrap_or_default();
                let who = seat["who"].as_str().unwrap_or_default().to_lowercase();
                if matches!(role, "lead" | "member") && !people.contains(&who) {
                    wrong.push(format!("{}: {side} {role} {who}", event["id"]));
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "the events were not found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_last_commits_as_one_range_name_who_gains_and_loses() {
    let Some(sandbox) = clone("rust-lang-team") else {
        return;
    };
    let run = sandbox.polity_in("repo", &["diff", "HEAD~50..HEAD"]);
    assert_eq!(run.code, 0);
    for words in ["  Gains ", "  Loses "] {
        assert!(run.stdout.contains(words), "{words}\n{}", run.stdout);
    }
    let run = sandbox.polity_in("repo", &["diff", "HEAD~50..HEAD", "--who", "ehuss"]);
    for words in ["Eric Huss", "Dev tools team"] {
        assert!(run.stdout.contains(words), "{words}\n{}", run.stdout);
    }
}

#[test]
fn the_format_is_detected_and_can_be_forced() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "people/ann.toml",
        "name = \"Ann\"\ngithub = \"ann\"\ngithub-id = 1\n",
    );
    sandbox.write(
        "teams/core.toml",
        "name = \"core\"\ntop-level = true\n[people]\nleads = [\"ann\"]\nmembers = [\"ann\"]\nalumni = []\n",
    );
    sandbox.commit("Start");
    for args in [&["check"][..], &["check", "--from", "rust-team"]] {
        let run = sandbox.polity(args);
        assert_eq!(run.code, 0, "{}", run.transcript());
    }
    let other = sandbox.polity(&["check", "--from", "native"]);
    assert_eq!(other.code, 2, "{}", other.transcript());
    let example = project("governance-example");
    let native = sandbox.polity(&["check", example.to_str().unwrap(), "--from", "rust-team"]);
    assert_eq!(native.code, 2, "{}", native.transcript());
}
