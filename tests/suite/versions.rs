//! The versions of policies, from the history of their files to the pages of the handbook.

use std::fs;

use crate::support::Sandbox;

const TODAY: &str = "2026-03-01";

const ORG: &str = "name: Tidepool\nvision: Clean water\nroot: assembly\nresidual: assembly\n\
                   domains: {money: All money}\n";

fn policy(fields: &str, text: &str) -> String {
    format!("---\nname: Spending\nadopted_by: assembly\ndomains: [money]\n{fields}---\n{text}")
}

fn start() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write("gov/org.yaml", ORG)
        .write("gov/units/assembly.yaml", "name: Assembly\n")
        .write(
            "gov/policies/spending.md",
            policy("", "The treasurer pays up to 500 EUR for any one thing.\n"),
        );
    sandbox.commit("Start");
    sandbox
}

/// The main part of a page in words, white space collapsed.
fn words(sandbox: &Sandbox, page: &str) -> String {
    let html = fs::read_to_string(sandbox.path().join("out").join(page)).expect(page);
    let main = html.split("<main").nth(1).unwrap();
    let text = main.split('<').filter_map(|piece| piece.split_once('>'));
    let text: Vec<&str> = text.map(|(_, text)| text).collect();
    text.join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn build(sandbox: &Sandbox) {
    let run = sandbox.polity(&["build", "gov", "-o", "out", "--as-of", TODAY]);
    assert_eq!(run.code, 0, "{}", run.transcript());
}

fn exists(sandbox: &Sandbox, page: &str) -> bool {
    sandbox.path().join("out").join(page).is_file()
}

#[test]
fn a_version_is_a_change_of_words_or_of_what_binds_in_whatever_file() {
    let sandbox = start();
    let spending = "gov/policies/spending.md";
    // Reflow and a review date are no change.
    let flowed = "The treasurer pays\nup to 500 EUR for any one thing.\n";
    sandbox.write(spending, policy("review_by: 2027-01-01\n", flowed));
    sandbox.commit("Reflow");
    let text = "The treasurer pays up to 900 EUR for any one thing.\n";
    sandbox.write(spending, policy("", text));
    sandbox.commit("Raise");
    // The same file elsewhere, and then what it binds.
    sandbox.git(&["mv", "gov/policies", "gov/units/policies"]);
    sandbox.commit("Move");
    let spending = "gov/units/policies/spending.md";
    sandbox.write(spending, policy("applies_to: [assembly]\n", text));
    sandbox.commit("Bind");
    // A state that cannot be read is passed over.
    sandbox.write(spending, "---\nname: [\n---\n");
    sandbox.commit("Break");
    // Another id that keeps the old one.
    let fields = "applies_to: [assembly]\naliases: [spending]\n";
    fs::remove_file(sandbox.path().join(spending)).unwrap();
    sandbox.write("gov/policies/paying.md", policy(fields, text));
    sandbox.commit("Rename");
    build(&sandbox);
    let page = words(&sandbox, "policies/paying.html");
    let listed = "Version 3 , from 5 January 2026 Version 2 , from 3 January 2026 Version 1 , from 1 January 2026";
    assert!(page.contains(listed), "{page}");
    let page = words(&sandbox, "policies/paying/v/2.html");
    assert!(page.contains("[removed: 500 ] [added: 900 ]"), "{page}");
    assert!(
        page.contains("Version 2, in force 3 January 2026 – 4 January 2026"),
        "{page}"
    );
    let page = words(&sandbox, "policies/paying/v/3.html");
    assert!(page.contains("applies_to assembly"), "{page}");
    assert!(page.contains("The text stayed the same."), "{page}");
}

#[test]
fn files_that_are_not_committed_are_the_last_version_and_private_ones_none() {
    let sandbox = start();
    sandbox.write("gov/policies/spending.md", policy("", "Nobody pays.\n"));
    sandbox.write("gov/policies/new.md", policy("", "New.\n"));
    build(&sandbox);
    let page = words(&sandbox, "policies/spending/v/2.html");
    assert!(page.contains("Not committed yet"), "{page}");
    assert!(page.contains("in force since 1 March 2026"), "{page}");
    assert!(!exists(&sandbox, "policies/new/v/1.html"));
    let secret = policy("visibility: private\n", "A secret.\n");
    sandbox.write("gov/policies/spending.md", secret);
    sandbox.commit("Hide");
    sandbox.write("gov/policies/spending.md", policy("", "Open again.\n"));
    sandbox.commit("Show");
    build(&sandbox);
    let page = words(&sandbox, "policies/spending/v/2.html");
    assert!(
        page.contains("Open again.") && !page.contains("secret"),
        "{page}"
    );
    assert!(!exists(&sandbox, "policies/spending/v/3.html"));
}

/// What earlier builds kept of the history is of use only for what they looked at.
#[test]
fn a_policy_where_none_was_looked_for_has_its_whole_history() {
    let sandbox = start();
    let paying = "gov/notes/paying.md";
    let text = |amount: &str| policy("id: paying\n", &format!("Up to {amount} EUR.\n"));
    let is_policy = |amount: &str| text(amount).replacen("---\n", "---\nkind: policy\n", 1);
    sandbox.write(paying, text("100"));
    sandbox.commit("A note");
    build(&sandbox);
    assert!(!exists(&sandbox, "policies/paying.html"));
    sandbox.write(paying, is_policy("100"));
    sandbox.commit("A policy");
    sandbox.write(paying, is_policy("200"));
    sandbox.commit("Raise");
    build(&sandbox);
    let page = words(&sandbox, "policies/paying.html");
    let listed = "Version 2 , from 4 January 2026 Version 1 , from 2 January 2026";
    assert!(page.contains(listed), "{page}");
}

/// Of commits that were walked before, the policies are those that were found then: with another
/// path in what is kept, that path is read.
#[test]
fn commits_are_walked_once() {
    let sandbox = start();
    sandbox.write("gov/policies/spending.md", policy("", "Up to 900 EUR.\n"));
    sandbox.commit("Raise");
    build(&sandbox);
    assert!(exists(&sandbox, "policies/spending/v/2.html"));
    sandbox.forge_kept("policies/spending.md", "policies/spendinG.md");
    build(&sandbox);
    assert!(!exists(&sandbox, "policies/spending/v/2.html"));
    fs::remove_dir_all(sandbox.path().join(".git/polity")).unwrap();
    build(&sandbox);
    assert!(exists(&sandbox, "policies/spending/v/2.html"));
}

#[test]
fn a_root_that_was_removed_and_is_there_again_keeps_its_history() {
    let sandbox = start();
    sandbox.git(&["rm", "-rq", "--cached", "gov"]);
    sandbox.write("README", "Nothing is left.\n");
    sandbox.git(&["add", "README"]);
    sandbox.git(&["commit", "-qm", "Remove everything"]);
    sandbox.write("gov/policies/spending.md", policy("", "Up to 900 EUR.\n"));
    build(&sandbox);
    let page = words(&sandbox, "policies/spending.html");
    assert!(
        page.contains("Version 2 , from 1 March 2026 Version 1 , from 1 January 2026"),
        "{page}"
    );
}
