//! `polity check` as a maintainer configures it: how rules weigh, what is waived, what is old, and
//! what a change brings.

use crate::support::{Run, Sandbox, TODAY};

const ORG: &str = "name: Lanternworks\nvision: No doorstep stays dark\nroot: assembly\n\
                   residual: assembly\ndomains:\n  money: What comes in and what goes out\n";
const UNIT: &str =
    "name: Assembly\npurpose: The members decide\ndomains: [money]\nmembers: [ann]\n";

/// A policy that is overdue since May: a warning.
const OVERDUE: &str = "---\nname: Spending\nadopted_by: assembly\ndomains: [money]\n\
                       review_by: 2026-05-01\n---\nBuy what is needed.\n";

/// A governance with one warning.
fn with_a_warning() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write("org.yaml", ORG)
        .write("people/ann.yaml", "name: Ann Verhoeven\n")
        .write("units/assembly.yaml", UNIT)
        .write("policies/spending.md", OVERDUE);
    sandbox
}

fn check(sandbox: &Sandbox, flags: &[&str]) -> Run {
    sandbox.polity(&[&["check", "--as-of", TODAY], flags].concat())
}

fn summary(run: &Run) -> &str {
    let last = run.stdout.lines().last().unwrap_or_default();
    last.split_once(": ").map_or(last, |(_, found)| found)
}

#[test]
fn what_fails_is_chosen_by_flag_or_by_configuration() {
    let sandbox = with_a_warning();
    let code = |flags: &[&str]| check(&sandbox, flags).code;
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--fail-on", "warning"]), 1);
    assert_eq!(code(&["--fail-on", "info"]), 1);
    sandbox.write("polity.toml", "[check]\nfail-on = \"warning\"\n");
    assert_eq!(code(&[]), 1);
    // The flag is nearer than the file.
    assert_eq!(code(&["--fail-on", "error"]), 0);
    assert_eq!(code(&["--exit-zero"]), 0);
}

#[test]
fn a_rule_weighs_what_the_configuration_says() {
    let sandbox = with_a_warning();
    let weigh = |weight: &str| {
        sandbox.write(
            "polity.toml",
            format!("[rules]\nreview-overdue = \"{weight}\"\n"),
        );
        let run = check(&sandbox, &[]);
        (run.code, summary(&run).to_owned())
    };
    assert_eq!(weigh("error"), (1, "1 error".to_owned()));
    assert_eq!(weigh("info"), (0, "1 info".to_owned()));
    assert_eq!(weigh("off"), (0, "nothing found".to_owned()));
    assert_eq!(weigh("warning"), (0, "1 warning".to_owned()));
}

#[test]
fn a_configuration_that_cannot_be_read_fails_and_judges_nothing() {
    let sandbox = with_a_warning();
    sandbox.write("polity.toml", "[rules]\nreview-overdue = \"off\"\nreview\n");
    let run = check(&sandbox, &[]);
    assert_eq!(run.code, 1, "{}", run.transcript());
    insta::assert_snapshot!(run.transcript());
    // The records can be read all the same, so the handbook can be written.
    let build = sandbox.polity(&["build", "-o", "site"]);
    assert_eq!(build.code, 0, "{}", build.transcript());
}

#[test]
fn what_is_waived_is_counted_and_can_be_told() {
    let sandbox = with_a_warning();
    sandbox.write(
        "polity.toml",
        "[[waive]]\nrule = \"review-overdue\"\nrecord = \"policy/spending\"\n\
         reason = \"the assembly meets in October\"\nuntil = 2026-10-31\n",
    );
    let waived = check(&sandbox, &["--fail-on", "warning"]);
    assert_eq!(waived.code, 0, "{}", waived.transcript());
    assert_eq!(summary(&waived), "nothing found; 1 waived");
    let told = check(&sandbox, &["--no-waivers", "--fail-on", "warning"]);
    assert_eq!((told.code, summary(&told)), (1, "1 warning"));
    // After its last day the finding is told again, and the waiver with it.
    let over = sandbox.polity(&["check", "--as-of", "2026-11-01"]);
    assert_eq!(summary(&over), "2 warnings");
}

#[test]
fn old_findings_of_a_baseline_pass_until_they_are_new() {
    let sandbox = with_a_warning();
    let wrote = check(&sandbox, &["--write-baseline"]);
    assert_eq!(wrote.code, 0, "{}", wrote.transcript());
    insta::assert_snapshot!(
        std::fs::read_to_string(sandbox.path().join("polity-baseline.json")).unwrap()
    );
    let strict = ["--fail-on", "warning"];
    let run = check(&sandbox, &strict);
    assert_eq!(summary(&run), "nothing found; 1 of 1 old finding left");
    // Lines above it change nothing.
    sandbox.write(
        "policies/spending.md",
        OVERDUE.replace("name: Spending", "# The one and only\nname: Spending"),
    );
    assert_eq!(check(&sandbox, &strict).code, 0);
    let all = check(&sandbox, &["--no-baseline"]);
    assert_eq!(summary(&all), "1 warning");
    // Another policy that is overdue is new.
    sandbox.write("policies/saving.md", OVERDUE.replace("Spending", "Saving"));
    let run = check(&sandbox, &strict);
    assert_eq!(
        (run.code, summary(&run)),
        (1, "1 warning; 1 of 1 old finding left")
    );
    // What was mended is not left.
    std::fs::remove_file(sandbox.path().join("policies/spending.md")).unwrap();
    let run = check(&sandbox, &[]);
    assert_eq!(summary(&run), "1 warning; 0 of 1 old finding left");
}

#[test]
fn records_that_cannot_be_read_never_become_old() {
    let sandbox = with_a_warning();
    sandbox.write("people/bao.yaml", "nmae: Bao\n");
    let wrote = check(&sandbox, &["--write-baseline"]);
    assert_eq!(wrote.code, 1, "{}", wrote.transcript());
    let run = check(&sandbox, &[]);
    assert_eq!(
        (run.code, summary(&run)),
        (1, "1 error; 1 of 1 old finding left")
    );
    sandbox.write("polity-baseline.json", "{\"version\": 1,\n\"findings\": [}");
    let run = check(&sandbox, &[]);
    assert_eq!((run.code, summary(&run)), (1, "2 errors, 1 warning"));
    assert!(
        run.stdout.contains("polity-baseline.json:2:1"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_pull_request_is_told_what_it_brings() {
    let sandbox = with_a_warning();
    sandbox.commit("Start");
    sandbox.write("policies/saving.md", OVERDUE.replace("Spending", "Saving"));
    let run = check(&sandbox, &["--new-since", "HEAD", "--fail-on", "warning"]);
    assert_eq!(
        (run.code, summary(&run)),
        (1, "1 warning"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("policies/saving.md"), "{}", run.stdout);
    sandbox.commit("Save");
    let run = check(&sandbox, &["--new-since", "HEAD"]);
    assert_eq!(summary(&run), "nothing found");
    let unknown = check(&sandbox, &["--new-since", "nowhere"]);
    assert_eq!(unknown.code, 2, "{}", unknown.transcript());
}

/// What grew step by step over a year of history, however small each commit was.
#[test]
fn a_share_that_creeps_up_is_seen_against_the_commit_of_a_year_ago() {
    let sandbox = Sandbox::new();
    let halls: Vec<String> = ('a'..='l').map(|letter| format!("hall-{letter}")).collect();
    let words: String = halls
        .iter()
        .map(|hall| format!("  {hall}: Fairs\n"))
        .collect();
    sandbox
        .write(
            "org.yaml",
            ORG.replace("domains:\n", &format!("domains:\n{words}")),
        )
        .write("people/ann.yaml", "name: Ann Verhoeven\n")
        .write("units/assembly.yaml", UNIT);
    let share = |office: usize| {
        for (unit, halls) in [("office", &halls[..office]), ("events", &halls[office..])] {
            let domains = halls.join(", ");
            let text = format!(
                "name: The {unit}\npurpose: Fairs\nparent: assembly\ndomains: [{domains}]\n\
                 members: [ann]\n"
            );
            sandbox.write(&format!("units/{unit}.yaml"), text);
        }
    };
    let creeps = |flags: &[&str]| {
        let run = check(&sandbox, &[flags, &["--format", "concise"]].concat());
        assert_ne!(run.code, 2, "{}", run.transcript());
        run.stdout.matches("[power-creep]").count()
    };
    share(1);
    sandbox.commit_on("Two bodies", "2024-03-01");
    share(2);
    sandbox.commit_on("One hall", "2025-06-01");
    for (office, day) in [(3, "2026-02-01"), (4, "2026-04-01"), (5, "2026-06-01")] {
        share(office);
        sandbox.commit_on("One hall more", day);
    }
    // From two halls, as they stood a year before, and not from one.
    let run = check(&sandbox, &["--level", "smells"]);
    assert!(
        run.stdout.contains("2 of 14, 1 year ago"),
        "{}",
        run.transcript()
    );
    assert_eq!(creeps(&["--level", "rules"]), 0);
    // The commit before brought the most of it, so a change tells nothing that was not there.
    assert_eq!(creeps(&["--level", "smells", "--new-since", "HEAD"]), 0);
    assert_eq!(creeps(&["--level", "smells", "--new-since", "HEAD~2"]), 1);
    // At a commit of old, and where nothing is as old as a year.
    assert_eq!(creeps(&["--level", "smells", "--rev", "HEAD~2"]), 0);
    sandbox.write("polity.toml", "[limits]\nwindow = \"P5Y\"\n");
    assert_eq!(creeps(&["--level", "smells"]), 0);
}
