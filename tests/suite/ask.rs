//! Questions to the records: who, can, why and matrix, through the program.

use std::fmt::Write as _;

use crate::support::{Run, Sandbox, TODAY, fits_output, project};

/// A small organisation in which every shape of answer occurs.
const FILES: [(&str, &str); 19] = [
    (
        "org.yaml",
        "name: Tidepool\nvision: V\nroot: assembly\nresidual: assembly\n\
         domains:\n  money: All money\n  money/tools: Tools and parts\n  money/rent: The rent\n  \
         site: The web site\n  garden: What grows\n  code: What runs\n  shop: What is sold\n",
    ),
    (
        "units/assembly.yaml",
        "name: Assembly\npurpose: Everybody\ndecides_by: {default: majority}\n\
         members: [ana, bao, cem, dee]\n",
    ),
    (
        "units/board.yaml",
        "name: Board\nparent: assembly\npurpose: Keeps the money together\ndomains: [money, garden]\n\
         powers: [{right: veto, over: site}]\nmembership: {rule: elected, remove: {by: assembly}}\n\
         members: [ana, bao, cem]\n",
    ),
    (
        "units/crew.yaml",
        "name: Crew\nparent: assembly\npurpose: Grows things\ndomains: [garden]\nmembers: [cem, dee]\n",
    ),
    (
        "units/audit.yaml",
        "name: Audit\nparent: assembly\npowers: [{right: audit, over: money}, {right: override, over: board}]\n\
         members: [dee]\n",
    ),
    (
        "roles/buyer.yaml",
        "name: Buyer\naliases: [shopper]\nunit: board\n\
         powers:\n  - {right: decide, over: money/tools, up_to: 500 EUR, consult: [crew], override_by: board}\n  \
         - {right: decide, over: shop, up_to: 50 EUR}\n\
         selection: {by: board, term: P1Y}\nremoval: {by: assembly}\n\
         holders: [{person: bao, until: 2027-02-28}, {person: cem, as: deputy}]\n",
    ),
    (
        "roles/signer.yaml",
        "name: First signer\nunit: board\npowers: [{right: joint, over: money/rent, with: [second]}]\n\
         selection: {by: assembly}\nholders: [{person: ana, until: 2027-06-30}]\n",
    ),
    (
        "roles/second.yaml",
        "name: Second signer\nunit: board\npowers: [{right: joint, over: money/rent, with: [signer]}]\n\
         selection: {by: assembly}\nremoval: {by: assembly}\nholders: [{person: bao}]\n",
    ),
    (
        "roles/webmaster.yaml",
        "name: Webmaster\nunit: crew\ndomains: [site]\nremoval: {by: assembly}\n\
         holders: [{person: eve}, {person: dee, as: deputy}]\n",
    ),
    (
        "roles/coder.yaml",
        "name: Coder\nunit: crew\ndomains: [code]\nremoval: {by: assembly}\nholders: []\n",
    ),
    (
        "policies/storm.md",
        "---\nname: Storm\nadopted_by: assembly\ndomains: [garden]\nreview_by: 2030-01-01\n\
         grants: [{to: webmaster, right: decide, over: garden, when: a storm is near}]\n---\nText.\n",
    ),
    (
        "people/ana.yaml",
        "name: Ana Paz\nhandles: {github: anap}\n",
    ),
    ("people/bao.yaml", "name: Bao Tran\naliases: [bao-t]\n"),
    ("people/cem.yaml", "name: Cem Ak\n"),
    ("people/dee.yaml", "name: Dee Ray\n"),
    ("people/eve.yaml", "name: Eve Ray\nactivity: leave\n"),
    ("people/fay.yaml", "name: Fay Oh\n"),
    ("people/gus.yaml", "name: Gus Lo\n"),
    ("people/gus-2.yaml", "name: Gus Lo\n"),
];

fn tidepool() -> Sandbox {
    let sandbox = Sandbox::new();
    for (path, text) in FILES {
        sandbox.write(path, text);
    }
    sandbox.commit("Start");
    sandbox
}

fn ask(sandbox: &Sandbox, args: &[&str]) -> Run {
    let mut all = args.to_vec();
    all.extend(["--as-of", TODAY]);
    sandbox.polity(&all)
}

/// What several questions are answered, one after the other.
fn answers(sandbox: &Sandbox, questions: &[&[&str]]) -> String {
    let mut text = String::new();
    for question in questions {
        let run = ask(sandbox, question);
        let _ = writeln!(
            text,
            "$ polity {}\n{}",
            question.join(" "),
            run.transcript()
        );
    }
    text
}

#[test]
fn the_small_organisation_has_no_fault_but_those_it_is_for() {
    let run = ask(&tidepool(), &["check", "--format", "json"]);
    let findings = run.json()["findings"].clone();
    for finding in findings.as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        let meant = [
            "domain-overlap",
            "no-removal-path",
            "no-selection-path",
            "orphan-domain",
            "seat-bounds",
        ];
        assert!(meant.contains(&rule), "{finding}");
    }
}

#[test]
fn who_has_an_answer_of_each_shape() {
    insta::assert_snapshot!(answers(
        &tidepool(),
        &[
            // Up to a limit, and above it.
            &["who", "money/tools"],
            // Two together.
            &["who", "money/rent"],
            // Two claim it; in some case a third.
            &["who", "garden"],
            // A deputy decides, and somebody may block.
            &["who", "site"],
            // Nobody is there.
            &["who", "code"],
            // Nobody holds it above a limit.
            &["who", "shop"],
            // A domain that no record names.
            &["who", "money/tools/drills"],
            // A seat that cannot be emptied, by the name of its role.
            &["who", "first", "signer"],
            // A former id.
            &["who", "shopper"],
            &["who", "board"],
            &["who", "rules/storm"],
            &["who", "residual"],
        ]
    ));
}

#[test]
fn who_with_one_right_and_with_words_that_name_nothing() {
    insta::assert_snapshot!(answers(
        &tidepool(),
        &[
            &["who", "site", "--right", "veto"],
            &["who", "money/tools", "--right", "audit"],
            &["who", "garden", "--right", "veto"],
            &["who", "money/tols"],
            &["who", "who", "may", "buy", "parts?"],
            &["who", "zzz"],
            &["who", "bao"],
        ]
    ));
}

#[test]
fn can_tells_alone_together_and_with_consent() {
    insta::assert_snapshot!(answers(
        &tidepool(),
        &[
            &["can", "Bao", "Tran"],
            &["can", "@anap", "--over", "money/**"],
            &["can", "dee"],
            &["can", "cem", "--right", "veto"],
            &["can", "eve"],
            &["can", "fay"],
        ]
    ));
}

#[test]
fn people_are_found_by_whatever_they_are_called() {
    let sandbox = tidepool();
    for name in [
        "bao",
        "BAO",
        "Bao Tran",
        "bao tran",
        "bao-t",
        "people/bao",
        "tran",
    ] {
        let run = ask(&sandbox, &["can", name, "--format", "json"]);
        assert_eq!(
            run.json()["person"]["id"],
            "bao",
            "{name}: {}",
            run.transcript()
        );
    }
    insta::assert_snapshot!(answers(
        &sandbox,
        &[
            &["can", "baoo"],
            &["can", "gus lo"],
            &["can", "ray"],
            &["can", "buyer"],
            &["can", "zzz"],
        ]
    ));
}

#[test]
fn why_leads_from_the_person_to_the_root() {
    insta::assert_snapshot!(answers(
        &tidepool(),
        &[
            &["why", "bao", "money/tools"],
            &["why", "dee", "site"],
            &["why", "ana", "site", "--right", "veto"],
        ]
    ));
}

#[test]
fn why_not_tells_who_has_it_and_what_is_nearest() {
    insta::assert_snapshot!(answers(
        &tidepool(),
        &[
            &["why", "cem", "money/tools", "--right", "audit"],
            &["why", "cem", "money/rent"],
            &["why", "fay", "money"],
            &["why", "eve", "site"],
            &["why", "bao", "mony"],
            &["why", "bao", "zzz"],
            &["why", "bao", "ana"],
        ]
    ));
}

#[test]
fn the_matrix_has_words_in_its_cells() {
    insta::assert_snapshot!(answers(
        &tidepool(),
        &[
            &["matrix", "--over", "money/**"],
            &["matrix", "--over", "*", "--units"],
            &["matrix", "--over", "s*", "--people"],
            &["matrix", "--over", "nothing"],
            &["matrix", "--units"],
        ]
    ));
}

#[test]
fn no_column_is_cut_however_many_there_are() {
    let sandbox = tidepool();
    let csv = ask(&sandbox, &["matrix", "--format", "csv"]).stdout;
    let human = ask(&sandbox, &["matrix"]).stdout;
    for name in csv.lines().next().unwrap().split(',').skip(2) {
        for word in name.split(' ') {
            assert!(human.contains(word), "{name} not in {human}");
        }
    }
}

#[test]
fn the_sheet_of_the_handbook_is_that_of_the_matrix() {
    let sandbox = tidepool();
    let csv = ask(&sandbox, &["matrix", "--format", "csv"]).stdout;
    let run = ask(&sandbox, &["build", "-o", "site"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let sheet = std::fs::read_to_string(sandbox.path().join("site/matrix.csv")).unwrap();
    assert!(csv.lines().count() > 5, "{csv}");
    assert_eq!(sheet, csv);
}

#[test]
fn comma_separated_values_are_those_of_the_standard_and_run_nothing() {
    let sandbox = tidepool();
    sandbox.write(
        "org.yaml",
        "name: T\nvision: V\nroot: assembly\nresidual: assembly\n\
         domains: {money: '=HYPERLINK(\"http://x\")', site: \"a, \\\"b\\\"\\nc\", garden: '-1'}\n",
    );
    sandbox.write(
        "units/crew.yaml",
        "name: '@SUM(A1:A9)'\nparent: assembly\ndomains: [garden]\n",
    );
    let run = ask(&sandbox, &["matrix", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let lines: Vec<&str> = run.stdout.split_inclusive("\r\n").collect();
    assert!(
        lines.iter().all(|line| line.ends_with("\r\n")),
        "{:?}",
        run.stdout
    );
    assert!(lines[0].starts_with("topic,about,"), "{}", lines[0]);
    assert!(lines[0].contains(",'@SUM(A1:A9)"), "{}", lines[0]);
    let line = |topic: &str| lines.iter().find(|line| line.starts_with(topic)).unwrap();
    assert!(line("money,").starts_with("money,\"'=HYPERLINK(\"\"http://x\"\")\","));
    assert!(
        line("site,").starts_with("site,\"a, \"\"b\"\" c\","),
        "{}",
        line("site,")
    );
    assert!(line("garden,").starts_with("garden,'-1,"));
}

#[test]
fn programs_get_the_same_answers() {
    let sandbox = tidepool();
    for (name, args) in [
        ("who", &["who", "money/tools", "--format", "json"][..]),
        (
            "can",
            &["can", "bao", "--over", "money/*", "--format", "json"],
        ),
        (
            "why",
            &[
                "why",
                "bao",
                "money/tools",
                "--right",
                "decide",
                "--format",
                "json",
            ],
        ),
        (
            "matrix",
            &["matrix", "--over", "money/*", "--format", "json"],
        ),
    ] {
        let run = ask(&sandbox, args);
        assert_eq!(
            (run.code, run.stderr.as_str()),
            (0, ""),
            "{}",
            run.transcript()
        );
        let json = run.json();
        assert_eq!(json["version"], 1);
        assert_eq!(json["as_of"], TODAY);
        insta::assert_json_snapshot!(format!("ask-{name}-json"), json);
    }
}

#[test]
fn every_answer_for_programs_fits_its_schema() {
    let sandbox = tidepool();
    for question in [
        &["who", "garden"][..],
        &["who", "shop"],
        &["who", "code"],
        &["who", "board"],
        &["who", "money/tools/drills"],
        &["who", "money/rent", "--right", "joint"],
        &["who", "parts"],
        &["who", "zzz"],
        &["can", "bao"],
        &["can", "dee", "--right", "decide"],
        &["can", "eve"],
        &["can", "fay", "--over", "x"],
        &["why", "dee", "code"],
        &["why", "dee", "site"],
        &["why", "fay", "garden", "--right", "veto"],
        &["why", "cem", "money/rent"],
        &["matrix"],
        &["matrix", "--units"],
        &["matrix", "--people", "--over", "s*"],
        &["matrix", "--over", "x"],
    ] {
        let mut args = question.to_vec();
        args.extend(["--format", "json"]);
        let run = ask(&sandbox, &args);
        assert_ne!(run.code, 2, "{}", run.transcript());
        fits_output(question[0], &run.json());
    }
}

#[test]
fn the_past_and_the_future_are_asked_alike() {
    let sandbox = tidepool();
    let text = FILES
        .iter()
        .find(|(path, _)| *path == "roles/buyer.yaml")
        .unwrap()
        .1;
    sandbox
        .write("roles/buyer.yaml", text.replace("500 EUR", "900 EUR"))
        .commit("Raise");
    let limit = |args: &[&str]| {
        let mut all = vec!["who", "money/tools", "--format", "json"];
        all.extend(args);
        let json = sandbox.polity(&all).json();
        let powers = &json["answers"][0]["matters"][0]["stages"][0]["powers"];
        (
            powers[0]["up_to"].clone(),
            json["as_of"].clone(),
            powers[0]["stand_in"]["kind"].clone(),
        )
    };
    let then = limit(&["--rev", "HEAD~1"]);
    assert_eq!(
        then,
        (
            "500 EUR".into(),
            "2026-01-01".into(),
            serde_json::Value::Null
        )
    );
    let now = limit(&["--as-of", TODAY]);
    assert_eq!(
        now,
        ("900 EUR".into(), TODAY.into(), serde_json::Value::Null)
    );
    // The holder's term has run out by then, and the deputy decides.
    let later = limit(&["--rev", "HEAD~1", "--as-of", "2027-03-01"]);
    assert_eq!(
        later,
        ("500 EUR".into(), "2027-03-01".into(), "deputies".into())
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    let sandbox = tidepool();
    sandbox.write("roles/coder.yaml", "name: [\n");
    let told = ask(&sandbox, &["who", "money/tools"]);
    assert_eq!(told.code, 0, "{}", told.transcript());
    assert!(
        told.stdout.contains("Some records cannot be read"),
        "{}",
        told.stdout
    );
    // Where nothing is found, the reason may be that it was not read.
    let none = ask(&sandbox, &["why", "fay", "code"]);
    assert_eq!(none.code, 2, "{}", none.transcript());
    let json = ask(&sandbox, &["can", "fay", "--format", "json"]);
    assert_eq!(
        (json.code, json.json()["incomplete"].clone()),
        (2, true.into())
    );
}

#[test]
fn the_example_answers_the_question_of_a_member() {
    let sandbox = Sandbox::new();
    sandbox
        .copy(&project("governance-example"), "governance-example")
        .commit("Start");
    let mut text = String::new();
    for question in [
        &["who", "money/operations"][..],
        &["can", "rahel", "--over", "money/**"],
        &["why", "rahel-tesfai", "money/operations"],
        &["matrix", "--over", "energy/**"],
    ] {
        let mut args = question.to_vec();
        args.extend(["--as-of", "2026-11-23"]);
        let run = sandbox.polity(&args);
        let _ = writeln!(
            text,
            "$ polity {}\n{}",
            question.join(" "),
            run.transcript()
        );
    }
    insta::assert_snapshot!(text);
}

#[test]
fn questions_are_coloured_only_where_asked_for_and_closed_pipes_are_silent() {
    let sandbox = tidepool();
    let plain = ask(&sandbox, &["who", "money"]);
    let coloured = ask(&sandbox, &["who", "money", "--color", "always"]);
    assert!(!plain.stdout.contains('\u{1b}'));
    assert!(coloured.stdout.contains('\u{1b}'));
    let shell = std::process::Command::new("sh")
        .arg("-c")
        .arg(format!(
            "'{}' matrix --format csv 2>err | head -c 1 >/dev/null; cat err",
            env!("CARGO_BIN_EXE_polity")
        ))
        .current_dir(sandbox.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&shell.stdout), "");
}
