//! `polity log`: what changed hands over history.

use crate::support::{Sandbox, project};

/// A history of four commits: a start, a new treasurer, a broken file, and its mending with another
/// person in it. The treasurer's term runs out in between.
fn history() -> Sandbox {
    let sandbox = Sandbox::new();
    let role = |holder: &str| {
        format!(
            "name: Treasurer\nunit: board\npurpose: P\ndomains: [money]\n\
             selection: {{by: board, term: P1Y}}\nremoval: {{by: board}}\nholders:\n{holder}"
        )
    };
    sandbox
        .write(
            "org.yaml",
            "name: O\nvision: V\nroot: board\nresidual: board\ndomains: {money: all of it}\n",
        )
        .write(
            "units/board.yaml",
            "name: Board\npurpose: P\nmembers: [ann, ben]\n",
        )
        .write("people/ann.yaml", "name: Ann Ash\n")
        .write("people/ben.yaml", "name: Ben Birk\n")
        .write(
            "roles/treasurer.yaml",
            role("  - {person: ann, until: 2024-03-31}\n"),
        )
        .commit_on("Start", "2024-01-01")
        .write(
            "roles/treasurer.yaml",
            role("  - {person: ann, until: 2024-03-31}\n  - {person: ben, as: deputy}\n"),
        )
        .commit_on("Name a deputy", "2024-02-01")
        .write("roles/treasurer.yaml", "name: [\n")
        .commit_on("Break the file", "2024-06-01")
        .write("roles/treasurer.yaml", role("  - {person: ben}\n"))
        .commit_on("Mend it", "2024-07-01");
    sandbox
}

#[test]
fn history_is_told_with_lapses_and_past_broken_files() {
    let sandbox = history();
    let run = sandbox.polity(&["log"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    insta::assert_snapshot!("log", run.stdout);
    // The lapse is blamed on its date, not on the commit that follows it.
    let json = sandbox.polity(&["log", "--format", "json"]).json();
    let sets = json["sets"].as_array().unwrap();
    let lapse = sets.iter().find(|set| set["cause"] == "date").unwrap();
    assert_eq!(lapse["date"], "2024-04-01");
    assert!(sets.iter().any(|set| !set["trouble"].is_null()));
    let dates: Vec<&str> = sets
        .iter()
        .map(|set| set["date"].as_str().unwrap())
        .collect();
    let mut newest_first = dates.clone();
    newest_first.sort_by(|a, b| b.cmp(a));
    assert_eq!(dates, newest_first);
}

#[test]
fn a_range_tells_only_what_lies_in_it() {
    let sandbox = history();
    let subjects = |args: &[&str]| -> Vec<String> {
        let json = sandbox.polity(args).json();
        let sets = json["sets"].as_array().unwrap().clone();
        let subject = |set: &serde_json::Value| set["subject"].as_str().unwrap().to_owned();
        sets.iter().map(subject).collect()
    };
    let all = subjects(&["log", "--format", "json", "HEAD"]);
    let part = subjects(&["log", "--format", "json", "HEAD~3..HEAD~2"]);
    assert_eq!(part, ["Name a deputy"]);
    assert!(all.len() > part.len());
    assert_eq!(
        subjects(&["log", "--format", "json", "-n", "1"]),
        [all[0].clone()]
    );
    assert_eq!(
        subjects(&["log", "--format", "json", "--since", "2024-07-01"]),
        ["Mend it"]
    );
    let of_ben = subjects(&["log", "--format", "json", "--who", "Ben Birk"]);
    assert!(of_ben.contains(&"Name a deputy".to_owned()), "{of_ben:?}");
    let empty = sandbox.polity(&["log", "HEAD..HEAD"]);
    assert_eq!(empty.code, 0, "{}", empty.transcript());
    assert!(empty.stdout.contains("0 commits read"), "{}", empty.stdout);
}

#[test]
fn what_cannot_be_told_is_a_sentence_and_a_way_out() {
    let sandbox = history();
    let run = sandbox.polity(&["log", "HEAD~9..HEAD"]);
    assert_eq!(run.code, 2, "{}", run.transcript());
    let bare = Sandbox::new();
    bare.write("README.md", "none\n").commit("Start");
    let run = bare.polity(&["log"]);
    assert_eq!(run.code, 2, "{}", run.transcript());
    assert!(run.stderr.contains("no governance found"), "{}", run.stderr);
}

#[test]
fn the_example_tells_its_own_history() {
    let sandbox = Sandbox::new();
    sandbox
        .copy(&project("governance-example"), "gov")
        .commit("Start");
    sandbox
        .write(
            "gov/people/solveig-aune.yaml",
            std::fs::read_to_string(project("governance-example/people/solveig-aune.yaml"))
                .unwrap()
                + "# A remark.\n",
        )
        .commit("Remark");
    let json = sandbox.polity(&["log", "gov", "--format", "json"]);
    assert_eq!(json.code, 2, "a range, not a folder: {}", json.transcript());
    let json = sandbox.polity(&["log", "-C", "gov", "HEAD", "--format", "json"]);
    let sets = json.json()["sets"].as_array().unwrap().len();
    assert_eq!(sets, 0, "{}", json.stdout);
}
