//! What changed hands: every kind of shift on a pair of organisations, the laws that hold for all
//! pairs, and the words that people read.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use polity::load::{Cache, Loaded, load};
use polity::model::{Date, Id};
use polity::power::{Powers, powers};
use polity::shift::{Comparison, Shift, ShiftKind, Side, compare};
use polity::tree::WorkTree;

use crate::support::{Sandbox, TODAY, project};

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(project("tests/fixtures/shifts"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() > 10, "the fixtures were not found");
    cases
}

/// One side, loaded and evaluated.
struct Loading {
    loaded: Loaded,
    powers: Powers,
}

impl Loading {
    fn of(folder: &std::path::Path) -> Self {
        let tree = WorkTree::open(folder).unwrap();
        let loaded = load(&tree, None, &mut Cache::default()).unwrap();
        let messages: Vec<_> = loaded.findings.iter().map(|f| &f.message).collect();
        assert!(messages.is_empty(), "{}: {messages:?}", folder.display());
        let powers = powers(&loaded.governance, Date::parse(TODAY).unwrap());
        Loading { loaded, powers }
    }

    fn side(&self) -> Side<'_> {
        Side {
            governance: &self.loaded.governance,
            sources: &self.loaded.sources,
            powers: &self.powers,
        }
    }
}

fn compared(case: &std::path::Path) -> (Comparison, Comparison) {
    let (old, new) = (
        Loading::of(&case.join("old")),
        Loading::of(&case.join("new")),
    );
    (
        compare(old.side(), new.side()),
        compare(new.side(), old.side()),
    )
}

fn name(case: &std::path::Path) -> String {
    case.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn every_case_reads_as_it_should() {
    for case in cases() {
        let sandbox = Sandbox::new();
        sandbox.copy(&case.join("old"), "").commit("Old");
        sandbox.git(&["rm", "-rq", "."]);
        sandbox.copy(&case.join("new"), "").commit("New");
        let run = sandbox.polity(&["diff", "HEAD~1..HEAD", "--as-of", TODAY]);
        insta::with_settings!({ snapshot_suffix => name(&case), prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("diff", run.transcript());
        });
    }
}

#[test]
fn a_case_named_none_shows_no_shift_and_any_other_shows_its_kind() {
    for case in cases() {
        let (forward, _) = compared(&case);
        let kinds: Vec<&str> = forward
            .shifts
            .iter()
            .map(|shift| shift.kind.word())
            .collect();
        let name = name(&case);
        let expected = name.split('-').next().unwrap();
        match expected {
            "none" => assert!(kinds.is_empty(), "{name}: {kinds:?}"),
            "deputy" => assert_eq!(kinds, ["seated", "unseated"], "{name}"),
            kind => assert!(kinds.contains(&kind), "{name}: {kinds:?}"),
        }
    }
}

#[test]
fn nothing_changes_hands_between_equals() {
    for case in cases() {
        for side in ["old", "new"] {
            let side = Loading::of(&case.join(side));
            let comparison = compare(side.side(), side.side());
            assert!(
                comparison.shifts.is_empty(),
                "{}: {:?}",
                case.display(),
                comparison.shifts
            );
        }
    }
}

/// What one shift says, without its direction.
fn essence(shift: &Shift, mirrored: bool, today: &BTreeMap<Id, Id>) -> String {
    let kind = match (shift.kind, mirrored) {
        (kind, false) => kind,
        (ShiftKind::Granted, _) => ShiftKind::Revoked,
        (ShiftKind::Revoked, _) => ShiftKind::Granted,
        (ShiftKind::Widened, _) => ShiftKind::Narrowed,
        (ShiftKind::Narrowed, _) => ShiftKind::Widened,
        (ShiftKind::Eased, _) => ShiftKind::Hardened,
        (ShiftKind::Hardened, _) => ShiftKind::Eased,
        (ShiftKind::Prolonged, _) => ShiftKind::Shortened,
        (ShiftKind::Shortened, _) => ShiftKind::Prolonged,
        (ShiftKind::Seated, _) => ShiftKind::Unseated,
        (ShiftKind::Unseated, _) => ShiftKind::Seated,
        (same, _) => same,
    };
    let now = |ids: &[Id]| -> Vec<Id> {
        ids.iter()
            .map(|id| today.get(id).unwrap_or(id).clone())
            .collect()
    };
    let (gains, loses) = (now(&shift.gains), now(&shift.loses));
    let (gains, loses) = if mirrored {
        (loses, gains)
    } else {
        (gains, loses)
    };
    let (before, after) = if mirrored {
        (&shift.after, &shift.before)
    } else {
        (&shift.before, &shift.after)
    };
    format!(
        "{} {:?} {} {gains:?} {loses:?} {before:?} {after:?}",
        kind.word(),
        shift.right,
        shift.object
    )
}

#[test]
fn the_way_back_mirrors_the_way_there() {
    for case in cases() {
        // A deputy who becomes the holder gains on the way there, and loses only the difference
        // on the way back: the two are no mirror images.
        if name(&case) == "deputy-rises" {
            continue;
        }
        let (forward, back) = compared(&case);
        let none = BTreeMap::new();
        let mut there: Vec<String> = forward
            .shifts
            .iter()
            .map(|s| essence(s, false, &none))
            .collect();
        let mut and_back: Vec<String> = back
            .shifts
            .iter()
            .map(|s| essence(s, true, &none))
            .collect();
        there.sort();
        and_back.sort();
        assert_eq!(there, and_back, "{}", case.display());
    }
}

#[test]
fn programs_get_every_shift() {
    let sandbox = Sandbox::new();
    let case = project("tests/fixtures/shifts/moved");
    sandbox.copy(&case.join("old"), "gov").commit("Old");
    sandbox.copy(&case.join("new"), "gov").commit("New");
    let run = sandbox.polity(&[
        "diff",
        "HEAD~1..HEAD",
        "--format",
        "json",
        "--root",
        "gov",
        "--as-of",
        TODAY,
    ]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let json = run.json();
    assert_eq!(json["version"], 1);
    assert_eq!(json["shifts"][0]["kind"], "moved");
    assert_eq!(json["shifts"][0]["over"], "code/release");
    assert_eq!(
        json["shifts"][0]["from"]["people"]
            .as_array()
            .unwrap()
            .len(),
        5
    );
    assert_eq!(
        json["shifts"][0]["to"]["people"],
        serde_json::json!(["ines"])
    );
    assert_eq!(json["people"]["ines"]["gained"], serde_json::json!([1]));
    insta::assert_snapshot!("diff-json", serde_json::to_string_pretty(&json).unwrap());
}

#[test]
fn the_default_range_is_this_branch_and_the_work_tree() {
    let sandbox = Sandbox::new();
    let case = project("tests/fixtures/shifts/widened");
    sandbox.copy(&case.join("old"), "").commit("Old");
    sandbox.git(&["switch", "-q", "-c", "topic"]);
    sandbox.copy(&case.join("new"), "").commit("New");
    sandbox.write(
        "people/tomas.yaml",
        "name: Tomas Lind\nactivity: inactive\n",
    );
    let run = sandbox.polity(&["diff", "--as-of", TODAY]);
    insta::assert_snapshot!("diff-default-range", run.transcript());
    // With a base alone the other end is the work tree.
    let run = sandbox.polity(&["diff", "HEAD", "--as-of", TODAY]);
    assert!(run.stdout.contains("→ work tree"), "{}", run.transcript());
    assert!(!run.stdout.contains("5 000 EUR"), "{}", run.transcript());
}

#[test]
fn an_exit_code_is_given_only_when_asked_for() {
    let sandbox = Sandbox::new();
    let case = project("tests/fixtures/shifts/widened");
    sandbox.copy(&case.join("old"), "").commit("Old");
    sandbox.copy(&case.join("new"), "").commit("New");
    assert_eq!(sandbox.polity(&["diff", "HEAD~1..HEAD"]).code, 0);
    assert_eq!(
        sandbox
            .polity(&["diff", "HEAD~1..HEAD", "--exit-code"])
            .code,
        1
    );
    assert_eq!(
        sandbox.polity(&["diff", "HEAD..HEAD", "--exit-code"]).code,
        0
    );
}

#[test]
fn what_cannot_be_compared_is_never_called_no_change() {
    let sandbox = Sandbox::new();
    let case = project("tests/fixtures/shifts/widened");
    sandbox.copy(&case.join("old"), "");
    sandbox.write(
        "roles/treasurer.yaml",
        "name: Treasurer\n  unit: steering\n",
    );
    sandbox.commit("Broken");
    sandbox.copy(&case.join("new"), "").commit("New");
    let run = sandbox.polity(&["diff", "HEAD~1..HEAD"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stdout.starts_with("CANNOT TELL"),
        "{}",
        run.transcript()
    );
    assert!(
        run.stdout.contains("roles/treasurer.yaml:2"),
        "{}",
        run.transcript()
    );
    // A file that is broken in the same way on both sides hides nothing new.
    sandbox
        .write("people/kim.yaml", "name: [\n")
        .commit("Break another");
    sandbox
        .write("people/lea.yaml", "name: Lea Rot\n")
        .commit("Change a third");
    let run = sandbox.polity(&["diff", "HEAD~1..HEAD"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert!(
        run.stdout.contains("people/kim.yaml"),
        "{}",
        run.transcript()
    );
}

#[test]
fn bad_ranges_get_a_sentence_and_a_way_out() {
    let sandbox = Sandbox::new();
    let empty = sandbox.polity(&["diff"]);
    let case = project("tests/fixtures/shifts/widened");
    sandbox
        .write("x.txt", "before there was governance")
        .commit("Start");
    sandbox.copy(&case.join("old"), "").commit("Old");
    let unknown = sandbox.polity(&["diff", "mian..HEAD"]);
    let before = sandbox.polity(&["diff", "HEAD~1..HEAD"]);
    sandbox.git(&["checkout", "-q", "--orphan", "island"]);
    sandbox.commit("Island");
    let unrelated = sandbox.polity(&["diff", "main...island"]);
    for run in [&empty, &unknown, &before, &unrelated] {
        assert_eq!(run.code, 2, "{}", run.transcript());
        assert!(
            run.stdout.starts_with("CANNOT TELL"),
            "{}",
            run.transcript()
        );
    }
    insta::assert_snapshot!(
        "diff-bad-ranges",
        [empty, unknown, before, unrelated]
            .map(|run| run.transcript())
            .join("\n")
    );
}

#[test]
fn names_cannot_move_the_cursor_of_whoever_reads() {
    let sandbox = Sandbox::new();
    let case = project("tests/fixtures/shifts/widened");
    sandbox.copy(&case.join("old"), "").commit("Old");
    sandbox.copy(&case.join("new"), "");
    sandbox
        .write("people/jonas.yaml", "name: \"Jonas\\e[2J\\u202E<b>\"\n")
        .commit("New");
    for format in ["human", "json"] {
        let run = sandbox.polity(&[
            "diff",
            "HEAD~1..HEAD",
            "--format",
            format,
            "--color",
            "always",
        ]);
        assert!(run.stdout.contains("Jonas"), "{}", run.transcript());
        assert!(!run.stdout.contains('\u{202e}'), "{}", run.stdout);
        // Colours are our own; nothing else that begins with an escape is.
        for code in run.stdout.split('\u{1b}').skip(1) {
            let colour = code.strip_prefix('[').and_then(|code| code.split_once('m'));
            let is_colour = |(digits, _): (&str, &str)| digits.bytes().all(|b| b.is_ascii_digit());
            assert!(colour.is_some_and(is_colour), "{}", run.stdout);
        }
    }
}
