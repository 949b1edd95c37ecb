//! The program from outside: help, exit codes, finding the root, and trees of every sort.

use std::fs;

use crate::support::{Sandbox, TODAY, project};

/// A small governance without findings.
fn old() -> std::path::PathBuf {
    project("tests/fixtures/shifts/widened/old")
}

#[test]
fn help_is_as_published() {
    let sandbox = Sandbox::bare_folder();
    let mut text = String::new();
    for args in [
        &["--help"][..],
        &["check", "--help"],
        &["diff", "--help"],
        &["build", "--help"],
        &["serve", "--help"],
        &["explain", "--help"],
        &["who", "--help"],
        &["can", "--help"],
        &["why", "--help"],
        &["matrix", "--help"],
    ] {
        let run = sandbox.polity(args);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{args:?}");
        text += &format!("$ polity {}\n{}\n", args.join(" "), run.stdout);
    }
    insta::assert_snapshot!("help", text);
}

#[test]
fn a_clean_governance_is_one_line_and_zero() {
    let sandbox = Sandbox::new();
    sandbox
        .copy(&project("governance-example"), "")
        .commit("Start");
    let run = sandbox.polity(&["check", "--as-of", "2026-11-23"]);
    insta::assert_snapshot!("check-clean", run.transcript());
    assert_eq!(run.code, 0);
}

#[test]
fn the_root_is_found_from_below_above_and_beside() {
    let sandbox = Sandbox::new();
    sandbox.copy(&old(), "docs/governance");
    sandbox.write("src/x.txt", "x").commit("Start");
    for (folder, args) in [
        ("docs/governance", &["check"][..]),
        ("docs/governance/units", &["check"]),
        ("", &["check", "docs/governance/org.yaml"]),
        ("src", &["check", "../docs/governance"]),
        ("", &["check"]),
    ] {
        let run = sandbox.polity_in(folder, args);
        assert_eq!(run.code, 0, "{folder} {args:?}: {}", run.transcript());
        assert!(
            run.stdout.contains("checked 20 records"),
            "{}",
            run.transcript()
        );
    }
    // Two roots below: which one is not for the program to guess.
    sandbox.copy(&old(), "other").commit("Another");
    let run = sandbox.polity(&["check"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("other, docs/governance"),
        "{}",
        run.transcript()
    );
}

#[test]
fn no_governance_is_a_two_with_a_way_out() {
    let sandbox = Sandbox::bare_folder();
    for command in [
        &["check"][..],
        &["diff"],
        &["log"],
        &["build"],
        &["who", "x"],
        &["can", "x"],
        &["why", "x", "y"],
        &["matrix"],
    ] {
        let run = sandbox.polity(command);
        assert_eq!(run.code, 2, "{}", run.transcript());
        // What cannot be compared is the result of `diff`; elsewhere it is an error.
        let told = if command == ["diff"] {
            &run.stdout
        } else {
            assert!(run.stderr.contains("hint:"), "{}", run.transcript());
            &run.stderr
        };
        assert!(told.contains("no governance found"), "{}", run.transcript());
        assert!(told.contains("PATH"), "{}", run.transcript());
    }
    let run = sandbox.polity(&["check", "missing"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("there is no `missing`"),
        "{}",
        run.transcript()
    );
    assert_eq!(sandbox.polity(&["chekc"]).code, 2);
    assert_eq!(sandbox.polity(&[]).code, 2);
}

#[test]
fn a_commit_is_checked_without_a_checkout_and_in_a_bare_repository() {
    let sandbox = Sandbox::new();
    sandbox.copy(&old(), "gov").commit("Start");
    sandbox
        .write("gov/people/lea.yaml", "name: [\n")
        .commit("Break");
    let now = sandbox.polity(&["check", "gov", "--as-of", TODAY]);
    let then = sandbox.polity(&["check", "gov", "--rev", "HEAD~1", "--as-of", TODAY]);
    assert_eq!((now.code, then.code), (1, 0), "{}", then.transcript());
    sandbox.git(&["clone", "-q", "--bare", ".", "bare.git"]);
    let bare = sandbox.polity(&["check", "bare.git", "--rev", "HEAD~1", "--as-of", TODAY]);
    assert_eq!(bare.stdout, then.stdout, "{}", bare.transcript());
    let no_tree = sandbox.polity(&["check", "bare.git"]);
    assert_eq!(no_tree.code, 2);
    assert!(no_tree.stderr.contains("--rev"), "{}", no_tree.transcript());
    let diff = sandbox.polity(&["diff", "HEAD~1..HEAD~1", "--root", "bare.git"]);
    assert_eq!(diff.code, 0, "{}", diff.transcript());
}

#[test]
fn links_and_submodules_are_never_followed() {
    let outside = Sandbox::bare_folder();
    outside.write("secret.yaml", "name: Secret person\n");
    let sandbox = Sandbox::new();
    sandbox.copy(&old(), "");
    std::os::unix::fs::symlink(
        outside.path().join("secret.yaml"),
        sandbox.path().join("people/linked.yaml"),
    )
    .unwrap();
    std::os::unix::fs::symlink(outside.path(), sandbox.path().join("units/linked")).unwrap();
    sandbox.commit("Links");
    for args in [
        &["check", "--format", "json"][..],
        &["check", "--format", "json", "--rev", "HEAD"],
    ] {
        let run = sandbox.polity(args);
        assert_eq!(run.code, 1, "{}", run.transcript());
        let json = run.json();
        let rules: Vec<_> = json["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| (finding["rule"].clone(), finding["path"].clone()))
            .collect();
        assert!(
            rules.contains(&("unreadable-file".into(), "people/linked.yaml".into())),
            "{rules:?}"
        );
        assert!(!run.stdout.contains("Secret"), "{}", run.stdout);
    }
}

#[test]
fn a_closed_pipe_is_silent() {
    let sandbox = Sandbox::new();
    sandbox.copy(&old(), "").commit("Start");
    let shell = std::process::Command::new("sh")
        .arg("-c")
        .arg(format!(
            "'{}' explain 2>err | head -c 1 >/dev/null; cat err",
            env!("CARGO_BIN_EXE_polity")
        ))
        .current_dir(sandbox.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&shell.stdout), "");
}

#[test]
fn colours_only_where_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.copy(&old(), "");
    sandbox
        .write("people/lea.yaml", "nam: Lea\n")
        .commit("Break");
    let plain = sandbox.polity(&["check"]);
    let coloured = sandbox.polity(&["check", "--color", "always"]);
    assert!(!plain.stdout.contains('\u{1b}'));
    assert!(coloured.stdout.contains('\u{1b}'));
}

#[test]
fn explain_prints_a_page_and_knows_near_misses() {
    let sandbox = Sandbox::bare_folder();
    let page = sandbox.polity(&["explain", "no-removal-path"]);
    assert_eq!(page.code, 0);
    assert!(page.stdout.contains("## How to mend it"), "{}", page.stdout);
    let all = sandbox.polity(&["explain", "--all"]).stdout;
    let list = sandbox.polity(&["explain"]).stdout;
    let rules = list.lines().filter_map(|line| line.split_once("  "));
    let ids: Vec<&str> = rules
        .map(|(id, _)| id)
        .filter(|id| !id.is_empty())
        .collect();
    assert!(ids.len() > 15, "{list}");
    for id in ids {
        assert!(
            all.contains(&format!("# {id}: ")),
            "the page of {id} is missing"
        );
    }
    let unread = sandbox.polity(&["explain", "broken-syntax"]).stdout;
    assert!(unread.contains("neither waived nor turned off"), "{unread}");
    assert!(
        page.stdout.contains("`no-removal-path = \"off\"`"),
        "{}",
        page.stdout
    );
    // Where a rule is not looked for in every format, its page says where it is.
    for (rule, words) in [
        ("no-removal-path", Some("`native`) alone")),
        (
            "not-a-member",
            Some("formats `rust-team` and `peribolos` alone"),
        ),
        ("forbidden-access", Some("format `rust-team` alone")),
        (
            "seat-bounds",
            Some("formats `native` and `kubernetes` alone"),
        ),
        ("broken-tree", None),
    ] {
        let page = sandbox.polity(&["explain", rule]).stdout;
        let said = page.lines().find(|line| line.starts_with("Looked for in"));
        assert_eq!(said.is_some(), words.is_some(), "{page}");
        assert!(words.is_none_or(|words| page.contains(words)), "{page}");
    }
    let near = sandbox.polity(&["explain", "no-removal-pat"]);
    assert_eq!(near.code, 2);
    assert!(
        near.stderr.contains("did you mean `no-removal-path`?"),
        "{}",
        near.stderr
    );
}

#[test]
fn the_handbook_is_written_as_a_whole_or_not_at_all() {
    let sandbox = Sandbox::new();
    sandbox.copy(&old(), "gov").commit("Start");
    let new = project("tests/fixtures/shifts/widened/new");
    sandbox.copy(&new, "gov").commit("Widen");
    let run = sandbox.polity(&["build", "gov", "-o", "out", "--as-of", TODAY]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    insta::assert_snapshot!("build", run.transcript());
    let index = fs::read_to_string(sandbox.path().join("out/index.html")).unwrap();
    assert!(index.contains("Tidepool"));
    // Again over itself: fine, and the same bytes.
    let again = sandbox.polity(&["build", "gov", "-o", "out", "--as-of", TODAY]);
    assert_eq!(again.code, 0, "{}", again.transcript());
    assert_eq!(
        index,
        fs::read_to_string(sandbox.path().join("out/index.html")).unwrap()
    );
    // A folder that is somebody else's is left alone.
    sandbox.write("mine/letter.txt", "dear diary");
    let refused = sandbox.polity(&["build", "gov", "-o", "mine"]);
    assert_eq!(refused.code, 2, "{}", refused.transcript());
    assert_eq!(
        fs::read_dir(sandbox.path().join("mine")).unwrap().count(),
        1
    );
    // Records that cannot be read: nothing is overwritten.
    sandbox.write("gov/people/lea.yaml", "name: [\n");
    let broken = sandbox.polity(&["build", "gov", "-o", "out", "--as-of", TODAY]);
    assert_eq!(broken.code, 1, "{}", broken.transcript());
    assert!(
        broken.stdout.contains("gov/people/lea.yaml:"),
        "{}",
        broken.stdout
    );
    assert_eq!(
        index,
        fs::read_to_string(sandbox.path().join("out/index.html")).unwrap()
    );
    let kept = sandbox.polity(&[
        "build",
        "gov",
        "-o",
        "out",
        "--as-of",
        TODAY,
        "--keep-going",
    ]);
    assert_eq!(kept.code, 0, "{}", kept.transcript());
}

#[test]
fn a_snapshot_that_cannot_be_read_moves_no_power_in_the_handbook() {
    let sandbox = Sandbox::new();
    sandbox.copy(&old(), "").commit("Start");
    let team = fs::read_to_string(old().join("units/release-team.yaml")).unwrap();
    sandbox
        .write("units/release-team.yaml", "name: [\n")
        .commit("Break the team");
    sandbox
        .write("units/release-team.yaml", team)
        .commit("Mend the team");
    let new = project("tests/fixtures/shifts/widened/new");
    sandbox.copy(&new, "").commit("Widen");
    let run = sandbox.polity(&["build", "-o", "out", "--as-of", TODAY]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let power = fs::read_to_string(sandbox.path().join("out/power.html")).unwrap();
    assert!(power.contains("5\u{202f}000 EUR"), "{power}");
    // Told, with its place, and nobody lost or regained anything by it.
    assert!(power.contains("units/release-team.yaml:"), "{power}");
    for words in [
        "leaves",
        "leave Release team",
        "joins",
        "join Release team",
        "no longer",
    ] {
        assert!(!power.contains(words), "{words}: {power}");
    }
}
