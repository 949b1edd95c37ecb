//! What `polity diff` prints: every format from the pairs of organisations, the filters, and all
//! the ways in which nothing can be told.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Run, Sandbox, TODAY, project};

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(project("tests/fixtures/shifts"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() > 10, "the fixtures were not found");
    cases
}

fn name(case: &Path) -> String {
    case.file_name().unwrap().to_str().unwrap().to_owned()
}

/// A repository with the two sides of a pair as its commits.
fn pair(case: &str) -> Sandbox {
    let case = project("tests/fixtures/shifts").join(case);
    let sandbox = Sandbox::new();
    sandbox.copy(&case.join("old"), "").commit("Old");
    sandbox.git(&["rm", "-rq", "."]);
    sandbox.copy(&case.join("new"), "").commit("New");
    sandbox
}

fn diff(sandbox: &Sandbox, args: &[&str]) -> Run {
    let mut all = vec!["diff", "HEAD~1..HEAD", "--as-of", TODAY];
    all.extend(args);
    sandbox.polity(&all)
}

/// How many headings a forge shows.
fn headings(markdown: &str) -> usize {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
        .filter(|event| matches!(event, Event::Start(Tag::Heading { .. })))
        .count()
}

#[test]
fn every_case_reads_as_a_comment_and_fits_the_schema() {
    for case in cases() {
        let name = name(&case);
        let sandbox = pair(&name);
        let run = diff(&sandbox, &["--format", "markdown"]);
        assert_eq!(headings(&run.stdout), 1, "{}", run.transcript());
        insta::with_settings!({ snapshot_suffix => name.clone(), prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("comment", run.transcript());
        });
        let json = diff(&sandbox, &["--format", "json"]).json();
        let expected = if name.starts_with("none") {
            "no-shift"
        } else {
            "shift"
        };
        assert_eq!(json["result"], expected, "{name}");
        assert_eq!(
            json["result"] == "shift",
            !json["shifts"].as_array().unwrap().is_empty(),
            "{name}"
        );
        let html = diff(&sandbox, &["--format", "html"]);
        assert_eq!(html.code, 0, "{name}: {}", html.stderr);
        stands_alone(&html.stdout);
    }
}

/// A page that asks for nothing, runs nothing, and shows what it is.
fn stands_alone(html: &str) {
    for forbidden in [
        "<script", "http://", "https://", " style=", "onclick", "unsafe",
    ] {
        assert!(!html.contains(forbidden), "{forbidden}: {html}");
    }
    assert!(html.contains("default-src 'none'; style-src data:;"));
    assert!(html.contains("href=\"data:text/css;charset=utf-8,"));
    assert_eq!(html.matches("<h1").count(), 1);
}

#[test]
fn the_page_and_the_document_of_a_pair() {
    let sandbox = pair("silent-residual");
    let html = diff(&sandbox, &["--format", "html"]).stdout;
    let main = html.split_once("<main id=\"main\">").unwrap().1;
    insta::assert_snapshot!("page", main.split_once("</main>").unwrap().0);
    let json = diff(&sandbox, &["--format", "json"]).json();
    insta::assert_snapshot!("document", serde_json::to_string_pretty(&json).unwrap());
}

#[test]
fn each_extent_of_a_pair() {
    let sandbox = pair("seated");
    let texts = [
        &["-q"][..],
        &["-v"],
        &["--stat"],
        &["--ascii"],
        &["--who", "Lea Roth", "--stat"],
    ]
    .map(|args| {
        format!(
            "$ polity diff {}\n{}",
            args.join(" "),
            diff(&sandbox, args).transcript()
        )
    });
    insta::assert_snapshot!("extents", texts.join("\n"));
}

#[test]
fn filters_hold_back_and_the_result_stays() {
    let sandbox = pair("silent-leave");
    let all = diff(&sandbox, &["--format", "json"]).json();
    let shifts = all["shifts"].as_array().unwrap().len();
    for (args, number) in [
        (&["--who", "kim"][..], 1),
        (&["--who", "KIM AALTO"], 1),
        (&["--who", "treasurer"], 3),
        (&["--over", "money/**"], 1),
        (&["--over", "money"], 1),
        (&["--over", "seats/*"], 4),
        (&["--kind", "moved,silent"], 6),
        (&["--kind", "moved"], 0),
        (&["--who", "kim", "--over", "seats/*"], 0),
        (&["--who", "kim", "--who", "jonas"], 6),
    ] {
        let mut with = args.to_vec();
        with.extend(["--format", "json"]);
        let json = diff(&sandbox, &with).json();
        assert_eq!(json["shifts"].as_array().unwrap().len(), number, "{args:?}");
        assert_eq!(json["result"], "shift", "{args:?}");
        assert_eq!(json["headline"], all["headline"], "{args:?}");
        assert_eq!(json["filter"]["of"], shifts, "{args:?}");
        for format in ["human", "markdown", "html"] {
            with = args.to_vec();
            with.extend(["--format", format, "--exit-code"]);
            let run = diff(&sandbox, &with);
            assert_eq!(run.code, 1, "{}", run.transcript());
            let told = format!("{number} of {shifts} shifts");
            assert!(run.stdout.contains(&told), "{}", run.transcript());
        }
    }
}

#[test]
fn mistakes_in_the_call_are_told_with_the_nearest_right() {
    let sandbox = pair("moved");
    let calls = [
        &["--who", "inez"][..],
        &["--who", "zzzzzz"],
        &["--over", "a["],
        &["--kind", "movd"],
        &["--stat", "--format", "json"],
        &["--site", "javascript:alert(1)"],
        &["-q", "-v"],
    ];
    let texts = calls.map(|args| {
        let run = diff(&sandbox, args);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{args:?}");
        format!("$ polity diff {}\n{}", args.join(" "), run.stderr)
    });
    insta::assert_snapshot!("mistakes", texts.join("\n"));
}

#[test]
fn paths_can_be_opened_as_they_are_printed() {
    let sandbox = Sandbox::new();
    let case = project("tests/fixtures/shifts/moved");
    sandbox.copy(&case.join("old"), "gov").commit("Old");
    sandbox.copy(&case.join("new"), "gov").commit("New");
    let above = diff(&sandbox, &[]);
    assert!(
        above.stdout.contains(" gov/roles/release-lead.yaml:3"),
        "{}",
        above.transcript()
    );
    let inside = sandbox.polity_in("gov", &["diff", "HEAD~1..HEAD", "--as-of", TODAY]);
    assert!(
        inside.stdout.contains("  roles/release-lead.yaml:3"),
        "{}",
        inside.transcript()
    );
    // A comment is read from the top of the repository, and several roots have a comment each.
    let args = &[
        "diff",
        "HEAD~1..HEAD",
        "--as-of",
        TODAY,
        "--format",
        "markdown",
    ];
    let comment = sandbox.polity_in("gov", args);
    assert!(
        comment
            .stdout
            .contains("`gov/roles/release-lead.yaml` line 3"),
        "{}",
        comment.stdout
    );
    assert!(comment.stdout.contains(" key=gov "), "{}", comment.stdout);
}

#[test]
fn links_lead_to_the_pages_that_the_handbook_has() {
    let sandbox = pair("moved");
    let site = "https://tidepool.example/handbook/";
    let run = diff(&sandbox, &["--format", "markdown", "--site", site]);
    let built = sandbox.polity(&["build", "-o", "out", "--as-of", TODAY]);
    assert_eq!(built.code, 0, "{}", built.transcript());
    let mut links = 0;
    for link in run
        .stdout
        .split("](https://tidepool.example/handbook/")
        .skip(1)
    {
        let page = link.split(')').next().unwrap();
        let file = sandbox.path().join("out").join(page);
        assert!(file.is_file(), "{page} is no page of the handbook");
        links += 1;
    }
    assert!(links > 5, "{}", run.stdout);
}

#[test]
fn changed_texts_of_policies_are_shown_word_by_word() {
    let policy = |body: &str| {
        format!("---\nname: Spending\nadopted_by: steering\ndomains: [money/infra]\n---\n{body}")
    };
    let sandbox = Sandbox::new();
    sandbox.copy(&project("tests/fixtures/shifts/widened/old"), "");
    let body = "# Spending\n\nThe treasurer asks *before* spending.\n\nReceipts are kept.\n";
    sandbox
        .write("policies/spending.md", policy(body))
        .commit("Old");
    let body = "# Spending\n\nThe treasurer tells\n*after* spending.\n\nReceipts\nare kept.\n";
    sandbox.write("policies/spending.md", policy(body));
    sandbox
        .write("policies/new.md", policy("All of it is new.\n"))
        .commit("New");
    let run = diff(&sandbox, &["--text"]);
    insta::assert_snapshot!("text", run.transcript());
}

/// Nothing can be told in any format: exit 2, the reason, a way out, and no word of no change.
fn cannot_tell(sandbox: &Sandbox, range: &[&str], reason: &str, way_out: &str) {
    for format in ["human", "markdown", "json", "html"] {
        let mut args = vec!["diff"];
        args.extend(range);
        args.extend(["--format", format]);
        let run = sandbox.polity(&args);
        let said = run.transcript();
        assert_eq!((run.code, run.stderr.as_str()), (2, ""), "{said}");
        assert!(!said.to_lowercase().contains("no power shift"), "{said}");
        match format {
            "json" => {
                let json = run.json();
                assert_eq!(json["result"], "cannot-tell", "{said}");
                assert!(json.get("shifts").is_none(), "{said}");
                assert!(json["reason"].as_str().unwrap().contains(reason), "{said}");
                let hints = json["hints"].to_string();
                assert!(hints.contains(way_out), "{said}");
            }
            "human" => {
                let told = run.stdout.replace("\n                 ", " ");
                assert!(told.starts_with("CANNOT TELL      "), "{said}");
                assert!(told.contains(reason), "{said}");
                assert!(told.contains(way_out), "{said}");
            }
            "markdown" => {
                assert!(said.contains("### Power shift: cannot tell"), "{said}");
                assert_eq!(headings(&run.stdout), 1, "{said}");
            }
            _ => {
                assert!(said.contains("<h1>Cannot tell</h1>"), "{said}");
                stands_alone(&run.stdout);
            }
        }
    }
}

#[test]
fn a_side_that_does_not_parse_leaves_nothing_to_tell() {
    let sandbox = pair("widened");
    let good = fs::read_to_string(sandbox.path().join("roles/treasurer.yaml")).unwrap();
    sandbox
        .write(
            "roles/treasurer.yaml",
            "name: Treasurer\n  unit: steering\n",
        )
        .commit("Break");
    let range = &["HEAD~1..HEAD"];
    cannot_tell(
        &sandbox,
        range,
        "does not parse (roles/treasurer.yaml:2)",
        "polity check --rev",
    );
    cannot_tell(
        &sandbox,
        &["HEAD~1"],
        "head work tree does not parse",
        "polity check shows",
    );
    sandbox.write("roles/treasurer.yaml", good).commit("Mend");
    let range = &["HEAD~1..HEAD"];
    cannot_tell(
        &sandbox,
        range,
        "base HEAD~1 [C3] does not parse",
        "polity check --rev [C3]",
    );
}

#[test]
fn a_name_of_nothing_leaves_nothing_to_tell() {
    let sandbox = pair("widened");
    cannot_tell(
        &sandbox,
        &["mian..HEAD"],
        "`mian` names no commit",
        "did you mean `main`?",
    );
    cannot_tell(
        &sandbox,
        &["main..v1"],
        "`v1` names no commit",
        "git branch -a",
    );
    cannot_tell(
        &sandbox,
        &["HEAD~7"],
        "`HEAD~7` names no commit",
        "git log --oneline",
    );
}

#[test]
fn an_empty_repository_leaves_nothing_to_tell() {
    let sandbox = Sandbox::new();
    cannot_tell(
        &sandbox,
        &[],
        "no governance found",
        "polity diff --root PATH",
    );
    sandbox.copy(&project("tests/fixtures/shifts/widened/old"), "");
    cannot_tell(
        &sandbox,
        &[],
        "there is no commit yet",
        "make the first commit",
    );
    cannot_tell(
        &sandbox,
        &["main..HEAD"],
        "there is no commit yet",
        "make the first commit",
    );
    let folder = Sandbox::bare_folder();
    folder.copy(&project("tests/fixtures/shifts/widened/old"), "");
    cannot_tell(&folder, &[], "not in a Git repository", "git init");
}

#[test]
fn a_shallow_clone_without_the_base_leaves_nothing_to_tell() {
    let origin = pair("widened");
    origin.git(&["branch", "topic"]);
    origin
        .write("people/lea.yaml", "name: Lea Rot\n")
        .commit("Rename");
    let url = format!("file://{}", origin.path().display());
    let clone = Sandbox::bare_folder();
    clone.git(&["clone", "-q", "--depth", "1", &url, "."]);
    for range in [&["HEAD~1..HEAD"][..], &["HEAD~1"]] {
        cannot_tell(
            &clone,
            range,
            "beyond the history of this shallow clone",
            "fetch-depth: 0",
        );
        cannot_tell(&clone, range, "HEAD~1", "git fetch --deepen");
    }
    // The branch was not fetched, so it is a name of nothing: the clone may be why.
    cannot_tell(
        &clone,
        &["topic...HEAD"],
        "`topic` names no commit",
        "this clone is shallow",
    );
    // What a job is given that builds a pull request: one commit, and no branch at all.
    clone.git(&["checkout", "-q", "--detach"]);
    clone.git(&["branch", "-q", "-D", "main"]);
    clone.git(&["remote", "remove", "origin"]);
    cannot_tell(&clone, &[], "no branch to compare with", "fetch-depth: 0");
    assert_eq!(clone.polity(&["diff", "HEAD"]).code, 0);
}

#[test]
fn a_range_without_governance_leaves_nothing_to_tell() {
    let sandbox = Sandbox::new();
    sandbox.write("x.txt", "one").commit("Start");
    sandbox.write("x.txt", "two").commit("Go on");
    sandbox
        .copy(&project("tests/fixtures/shifts/widened/old"), "gov")
        .commit("Govern");
    let hint = "hold governance on both sides";
    let range = &["HEAD~1..HEAD"];
    cannot_tell(
        &sandbox,
        range,
        "base HEAD~1 [C2] has no governance in `gov/`",
        hint,
    );
    let range = &["HEAD..HEAD~1"];
    cannot_tell(&sandbox, range, "head HEAD~1 [C2] has no governance", hint);
    let range = &["HEAD~2..HEAD~1"];
    cannot_tell(
        &sandbox,
        range,
        "neither base HEAD~2 [C1] nor head HEAD~1 [C2] has",
        hint,
    );
}

#[test]
fn unrelated_histories_leave_nothing_to_tell() {
    let sandbox = pair("widened");
    sandbox.git(&["checkout", "-q", "--orphan", "island"]);
    sandbox.commit("Island");
    let reason = "`main` and `island` have no commit in common";
    cannot_tell(
        &sandbox,
        &["main...island"],
        reason,
        "polity diff main..island",
    );
    assert_eq!(sandbox.polity(&["diff", "main..island"]).code, 0);
}
