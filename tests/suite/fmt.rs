//! `polity fmt`: one layout, the same meaning, no comment lost.

use std::fs;

use polity::model::Kind;
use polity::schema::key_order;
use polity::source::{format_yaml, parse_yaml};

use crate::support::{Sandbox, TODAY, files_below, project};

/// The example is laid out as it should be; with the names at the end of the records it is not, and
/// gets back to what it was.
#[test]
fn the_example_is_laid_out_and_means_the_same() {
    let sandbox = Sandbox::new();
    sandbox.copy(&project("governance-example"), "gov");
    let clean = sandbox.polity(&["fmt", "--check", "gov"]);
    assert_eq!(clean.code, 0, "{}", clean.transcript());
    let gov = sandbox.path().join("gov");
    let laid_out = texts(&gov);
    let mut shaken = 0;
    for file in files_below(&gov) {
        let text = fs::read_to_string(&file).unwrap();
        let is_record = file.extension().is_some_and(|ending| ending == "yaml");
        if let Some((name, rest)) = text.split_once('\n').filter(|_| is_record)
            && name.starts_with("name: ")
        {
            fs::write(&file, format!("{rest}{name}\n")).unwrap();
            shaken += 1;
        }
    }
    assert!(shaken > 30);
    sandbox.commit("Start");
    let check = sandbox.polity(&["fmt", "--check", "gov"]);
    assert_eq!(check.code, 1, "{}", check.transcript());
    assert_eq!(
        sandbox.git(&["status", "--porcelain"]),
        "",
        "--check writes nothing"
    );
    let run = sandbox.polity(&["fmt", "gov"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert!(!run.stdout.contains("as it is"), "{}", run.stdout);
    let again = sandbox.polity(&["fmt", "--check", "gov"]);
    assert_eq!(again.code, 0, "{}", again.transcript());
    let diff = sandbox.polity(&["diff", "--root", "gov"]);
    assert!(
        diff.stdout.contains("NO POWER SHIFT"),
        "{}",
        diff.transcript()
    );
    let check = sandbox.polity(&["check", "gov", "--as-of", TODAY]);
    assert_eq!(check.code, 0, "{}", check.transcript());
    // Every comment is still there, and stands where it stood.
    let comments = |text: &String| text.matches(" # ").count();
    assert!(laid_out.iter().map(comments).sum::<usize>() > 10);
    assert_eq!(texts(&gov), laid_out);
}

fn texts(folder: &std::path::Path) -> Vec<String> {
    let files = files_below(folder).into_iter();
    files
        .map(|file| fs::read_to_string(file).unwrap())
        .collect()
}

#[test]
fn every_valid_record_can_be_laid_out_and_only_once() {
    let mut records = 0;
    for kind in Kind::ALL {
        let order = key_order(kind);
        let folder = format!("tests/fixtures/schemas/{kind}/valid");
        for text in texts(&project(&folder)) {
            // Anchors, tags and the like are for the reader to judge.
            let root = parse_yaml(&text).root.unwrap();
            let once = format_yaml(&text, &order).unwrap_or_else(|| panic!("{kind}:\n{text}"));
            assert_eq!(
                parse_yaml(&once).root.unwrap().to_json(),
                root.to_json(),
                "{kind}"
            );
            assert_eq!(
                format_yaml(&once, &order).as_deref(),
                Some(once.as_str()),
                "{kind}"
            );
            records += 1;
        }
    }
    assert!(records > 40, "{records}");
}

#[test]
fn what_would_change_is_shown_as_a_diff() {
    let sandbox = Sandbox::new();
    sandbox
        .write(
            "org.yaml",
            "name: Quay\nvision: Boats for all\nroot: crew\nresidual: crew\n",
        )
        .write(
            "units/crew.yaml",
            "# who we are\npurpose:   'To sail'\nname: Crew # all of us\nmembers: [ann]\n",
        )
        .write("people/ann.yaml", "name: Ann\r\nlanguages: [en]\r\n")
        .write("people/bo.yaml", "name: Bo\nname: Bob\n")
        .write(
            "policies/x.md",
            "---\nadopted_by: crew\nname: X\ndomains: [boats]\n---\nText   stays\n\nas * it is\n",
        );
    let run = sandbox.polity(&["fmt", "--diff"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.transcript());
    assert_eq!(sandbox.polity(&["fmt"]).code, 0);
    let read = |path: &str| fs::read_to_string(sandbox.path().join(path)).unwrap();
    assert_eq!(read("people/ann.yaml"), "name: Ann\r\nlanguages: [en]\r\n");
    assert_eq!(read("people/bo.yaml"), "name: Bo\nname: Bob\n");
    let policy =
        "---\nname: X\nadopted_by: crew\ndomains: [boats]\n---\nText   stays\n\nas * it is\n";
    assert_eq!(read("policies/x.md"), policy);
}

#[test]
fn other_formats_are_not_laid_out() {
    let sandbox = Sandbox::new();
    sandbox
        .write("people/a.toml", "name = 'A'\ngithub = 'a'\ngithub-id = 1\n")
        .write(
            "teams/t.toml",
            "name = 't'\n[people]\nleads = []\nmembers = []\n",
        )
        .commit("Start");
    assert_eq!(sandbox.polity(&["fmt"]).code, 2);
}
